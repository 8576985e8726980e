//! Registries of known things: lists that users bring, so that what articles
//! name gets the ids it has there.
//!
//! Takes files in CSV (`id,name,aliases,kind`), FollowTheMoney JSON lines (as
//! OpenSanctions publishes them) and the SDN list of OFAC as XML or CSV. Gives
//! [`Registry`], which knows the entry of a name. Never guesses: a name that
//! two entries bear, or that only sounds alike, gets no id. Tested by the unit
//! tests below and the registry tests of `tests/cli/kb.rs`.

mod csv_file;
mod ftm;
mod sdn;

use super::identity::{Name, Style};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One known thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id in the registry: a short id, or a whole IRI.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names; weak ones (nicknames, single words of a list) are left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub aliases: BTreeSet<String>,
    /// Its kind as the registry says it (`Person`, `individual`, `vessel`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// IRIs of the same thing elsewhere.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub same: BTreeSet<String>,
}

impl Entry {
    /// How its names are compared; `None` if the kind does not say.
    fn style(&self) -> Option<Style> {
        match self.kind.to_lowercase().as_str() {
            "" | "legalentity" | "thing" => None,
            "person" | "individual" => Some(Style::Person),
            _ => Some(Style::Body),
        }
    }

    /// IRIs that denote the same thing: its id if that is one, and others.
    pub fn iris(&self) -> impl Iterator<Item = &str> {
        let own = self.id.contains("://").then_some(self.id.as_str());
        own.into_iter().chain(self.same.iter().map(String::as_str))
    }
}

/// All known things, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registry {
    entries: BTreeMap<String, Entry>,
    /// (style, words of a name) -> ids that bear it.
    names: BTreeMap<(Style, String), BTreeSet<String>>,
}

impl Registry {
    /// Reads a file of any of the formats; its name and first bytes tell which.
    ///
    /// # Errors
    /// If the file cannot be read or understood; file and line are named.
    pub fn read_file(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let place = path.display().to_string();
        let text = String::from_utf8(bytes).map_err(|e| {
            let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Error::input(format!("{place}:{line}"), "is not UTF-8")
        })?;
        Self::read(&text, &place)
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// If it cannot be understood; `place` and line are named.
    pub fn read(text: &str, place: &str) -> Result<Self> {
        let entries = match text.trim_start_matches('\u{feff}').trim_start().chars().next() {
            Some('<') => sdn::xml(text, place)?,
            Some('{') => ftm::lines(text, place)?,
            Some(_) => csv_file::read(text.trim_start_matches('\u{feff}'), place)?,
            None => return Err(Error::input(format!("{place}:1"), "is empty")),
        };
        let mut out = Self::default();
        entries.into_iter().for_each(|e| out.add(e));
        Ok(out)
    }

    /// Reads what [`Registry::lines`] wrote.
    ///
    /// # Errors
    /// If a line is not an entry; `place` and line are named.
    pub fn stored(text: &str, place: &str) -> Result<Self> {
        let mut out = Self::default();
        for (number, line) in text.lines().enumerate().filter(|l| !l.1.trim().is_empty()) {
            let entry = serde_json::from_str(line)
                .map_err(|e| Error::input(format!("{place}:{}", number + 1), format!("is no registry entry: {e}")))?;
            out.add(entry);
        }
        Ok(out)
    }

    /// All entries as JSON lines, by id.
    pub fn lines(&self) -> String {
        let line = |e: &Entry| serde_json::to_string(e).map(|t| t + "\n").unwrap_or_default();
        self.entries.values().map(line).collect()
    }

    /// Adds another registry's entries; of one id they are joined.
    pub fn merge(&mut self, other: Self) {
        other.entries.into_values().for_each(|e| self.add(e));
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry with this id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The one entry that bears one of some names, and no two of them.
    pub fn find<'a>(&self, names: impl IntoIterator<Item = &'a str>, style: Style) -> Option<&Entry> {
        let mut found: Option<&str> = None;
        for name in names {
            let Some(ids) = self.names.get(&(style, key(name, style))) else { continue };
            let [id] = ids.iter().collect::<Vec<_>>()[..] else { return None };
            if found.is_some_and(|f| f != id) {
                return None;
            }
            found = Some(id);
        }
        self.entries.get(found?)
    }

    fn add(&mut self, entry: Entry) {
        let id = entry.id.clone();
        let whole = match self.entries.remove(&id) {
            None => entry,
            Some(mut old) => {
                // The other half may tell the kind, and with it how names compare.
                for name in keys(&old) {
                    if let Some(ids) = self.names.get_mut(&name) {
                        ids.remove(&id);
                        if ids.is_empty() {
                            self.names.remove(&name);
                        }
                    }
                }
                if old.name.is_empty() {
                    old.name.clone_from(&entry.name);
                } else if old.name != entry.name && !entry.name.is_empty() {
                    old.aliases.insert(entry.name);
                }
                if old.kind.is_empty() {
                    old.kind = entry.kind;
                }
                old.aliases.extend(entry.aliases);
                old.same.extend(entry.same);
                old
            }
        };
        for name in keys(&whole) {
            self.names.entry(name).or_default().insert(id.clone());
        }
        self.entries.insert(id, whole);
    }
}

/// Whether a name is enough to know its bearer: not one word of a person.
fn telling(name: &str, style: Style) -> bool {
    let words = Name::new(name, style).words().len();
    match style {
        Style::Person => words >= 2,
        Style::Body => words >= 1 && name.chars().filter(|c| c.is_alphanumeric()).count() >= 3,
    }
}

/// What an entry is found by.
fn keys(entry: &Entry) -> Vec<(Style, String)> {
    let styles = match entry.style() {
        Some(style) => vec![style],
        None => vec![Style::Person, Style::Body],
    };
    let names = || entry.aliases.iter().chain([&entry.name]);
    let of = |style| names().filter(move |n| telling(n, style)).map(move |n| (style, key(n, style)));
    styles.into_iter().flat_map(of).collect()
}

/// Words of a name; those of a person in any order ("Petrov, Oleg").
fn key(name: &str, style: Style) -> String {
    let mut words = Name::new(name, style).words().to_vec();
    if style == Style::Person {
        words.sort_unstable();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "id,name,aliases,kind\nx:1,Halden Liberation Front,HLF; Front for Halden,organization\n\
        x:2,Oleg Petrov,\"Petrov, Oleg\",person\nx:3,Halden Liberation Movement,HLF,organization\n";
    const FTM: &str = "{\"id\":\"nk-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Oleg Petrov\"],\
        \"alias\":[\"Олег Петров\"],\"weakAlias\":[\"Oleg\"],\"wikidataId\":[\"Q1\"]}}\n";
    const SDN: &str = "<?xml version=\"1.0\"?>\n<sdnList xmlns=\"x\">\n<sdnEntry><uid>7</uid><firstName>Oleg</firstName>\
        <lastName>PETROV</lastName><sdnType>Individual</sdnType><akaList><aka><uid>8</uid><type>a.k.a.</type>\
        <category>strong</category><lastName>PETROFF</lastName><firstName>Oleg</firstName></aka>\
        <aka><uid>9</uid><category>weak</category><lastName>THE BEAR</lastName></aka></akaList></sdnEntry>\n</sdnList>\n";
    const SDN_CSV: &str = "36,\"AEROLINE HALDEN\",-0- ,\"NORL\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\
        7,\"PETROV, Oleg\",\"individual\",\"NORL\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970; a.k.a. 'BEAR'.\"\n";

    fn read(text: &str) -> Registry {
        Registry::read(text, "file").unwrap()
    }

    fn id<'a>(registry: &'a Registry, name: &str, style: Style) -> Option<&'a str> {
        registry.find([name], style).map(|e| e.id.as_str())
    }

    #[test]
    fn names_find_their_entry_and_shared_names_none() {
        let registry = read(CSV);
        assert_eq!(id(&registry, "the Halden Liberation Front", Style::Body), Some("x:1"));
        assert_eq!(id(&registry, "HLF", Style::Body), None);
        assert_eq!(id(&registry, "Oleg Petrov", Style::Person), Some("x:2"));
        assert_eq!(id(&registry, "Oleg Petrov", Style::Body), None);
        assert_eq!(id(&registry, "Petrov", Style::Person), None);
    }

    #[test]
    fn all_formats_are_read() {
        let ftm = read(FTM);
        assert_eq!(ftm.get("nk-1").unwrap().iris().collect::<Vec<_>>(), ["http://www.wikidata.org/entity/Q1"]);
        for (text, expected) in [(FTM, "nk-1"), (SDN, "ofac:7"), (SDN_CSV, "ofac:7")] {
            assert_eq!(id(&read(text), "Oleg Petrov", Style::Person), Some(expected), "{text}");
        }
        assert_eq!(id(&read(SDN), "Oleg Petroff", Style::Person), Some("ofac:7"));
        assert_eq!(id(&read(SDN_CSV), "Aeroline Halden", Style::Body), Some("ofac:36"));
        let mut both = read(SDN_CSV);
        both.merge(read("36,1,\"aka\",\"HALDEN AIR LINES\",-0- \n"));
        assert_eq!(id(&both, "Halden Air Lines", Style::Body), Some("ofac:36"));
        assert_eq!(Registry::stored(&both.lines(), "r").unwrap(), both);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, expected) in [
            ("id,title\n1,x\n", "file:1"),
            ("id,name\nx,y\n,z\n", "file:3"),
            ("id,name\nx\n", "file:2"),
            ("{\"id\":\"a\",\"properties\":{\"name\":[\"x\"]}}\n{\"id\":1}\n", "file:2"),
            ("<sdnList>\n<sdnEntry><uid>1</uid></sdnEntry>\n</sdnList>", "file:2"),
            ("<sdnList>\n<sdnEntry></uid>", "file:2"),
            ("<html>\n</html>", "sdnEntry"),
            ("", "file:1"),
        ] {
            let error = Registry::read(text, "file").unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
