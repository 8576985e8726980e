//! Files an analyst edits and keeps under version control: `decisions.csv`
//! (what is the same, what is different) and `ids.csv` (names that stay).

use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// One thing under two names.
    Same,
    /// Two things, whatever the names say.
    Different,
    /// Undecided: never merged, but shown.
    Unsure,
}

impl Judgement {
    /// The code in the ontology.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Unsure].into_iter().find(|j| j.as_str() == text)
    }
}

/// One decision about two things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// First thing: the path of an entity, an event or an event mention. An
    /// event may have its place in the text behind an `@`: it stays the same
    /// when the event gets another name.
    pub left: String,
    /// Second thing; `left` is the smaller of the two, places aside.
    pub right: String,
    /// What was judged.
    pub judgement: Judgement,
    /// In force, or revoked and only kept for the record.
    pub active: bool,
    /// Why.
    pub because: String,
    /// Who decided.
    pub by: String,
    /// When, as the decider wrote it.
    pub date: String,
}

impl Decision {
    /// Its line in `decisions.csv`.
    pub fn line(&self) -> String {
        let state = if self.active { "active" } else { "revoked" };
        let fields = [self.judgement.as_str(), &self.left, &self.right, state, &self.because, &self.by, &self.date];
        let quoted = fields.map(|field| match field.contains(['"', ',', '\n', '\r']) || field.starts_with('#') {
            true => format!("\"{}\"", field.replace('"', "\"\"")),
            false => field.to_owned(),
        });
        format!("{}\n", quoted.join(","))
    }
}

/// A side of a decision without the place in the text.
pub fn plain(side: &str) -> &str {
    side.split_once('@').map_or(side, |s| s.0)
}

/// The place in the text of a side: key of an article, code point.
pub fn place(side: &str) -> Option<(&str, u32)> {
    let (article, point) = side.split_once('@')?.1.split_once(':')?;
    Some((article, point.parse().ok()?))
}

/// All decisions, at most one a pair: the last line about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    list: BTreeMap<(String, String), Decision>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    judgement: String,
    left: String,
    right: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    date: String,
}

impl Decisions {
    /// First line of a new file.
    pub const HEADER: &'static str = "judgement,left,right,state,because,by,date\n";

    /// Reads `decisions.csv`.
    ///
    /// # Errors
    /// If a line has unknown columns or words; the place is named.
    pub fn read(text: &str, place: &str, base: &str) -> Result<Self> {
        let mut out = Self::default();
        for row in reader(text).deserialize::<Row>() {
            let row = row.map_err(|e| bad_line(place, &e))?;
            let fail = |what: String| Error::input(place, what);
            let judgement = Judgement::parse(&row.judgement)
                .ok_or_else(|| fail(format!("judgement {:?} is not same, different or unsure", row.judgement)))?;
            let active = match row.state.as_str() {
                "" | "active" => true,
                "revoked" => false,
                other => return Err(fail(format!("state {other:?} is not active or revoked"))),
            };
            let side = |text: &str| text.strip_prefix(base).unwrap_or(text).trim_matches('/').to_owned();
            let (mut left, mut right) = (side(&row.left), side(&row.right));
            if plain(&left).is_empty() || plain(&right).is_empty() || plain(&left) == plain(&right) {
                return Err(fail(format!("left and right must be two different ids, not {left:?} and {right:?}")));
            }
            if plain(&left) > plain(&right) {
                std::mem::swap(&mut left, &mut right);
            }
            let pair = (plain(&left).to_owned(), plain(&right).to_owned());
            let Row { because, by, date, .. } = row;
            out.list.insert(pair, Decision { left, right, judgement, active, because, by, date });
        }
        Ok(out)
    }

    /// All decisions, by pair.
    pub fn all(&self) -> impl Iterator<Item = &Decision> {
        self.list.values()
    }

    /// Pairs under an active judgement.
    pub fn active(&self, judgement: Judgement) -> impl Iterator<Item = &Decision> {
        self.all().filter(move |d| d.active && d.judgement == judgement)
    }
}

/// `ids.csv`: nodes whose names are pinned. Written only on request, so that
/// an article that was removed leaves no trace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    pins: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Pin {
    key: String,
    iri: String,
}

impl Ledger {
    /// First line of a new file.
    pub const HEADER: &'static str = "key,iri,first_seen\n";

    /// Reads `ids.csv`; the first line about a key counts.
    ///
    /// # Errors
    /// If a line cannot be read.
    pub fn read(text: &str, place: &str, base: &str) -> Result<Self> {
        let mut out = Self::default();
        for pin in reader(text).deserialize::<Pin>() {
            let pin = pin.map_err(|e| bad_line(place, &e))?;
            let path = crate::graph::slug::path(pin.iri.strip_prefix(base).unwrap_or(&pin.iri));
            out.pins.entry(pin.key).or_insert(path);
        }
        Ok(out)
    }

    /// The pinned path of a key: a freshly minted path, or `frame/<id>`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pins.get(key).map(String::as_str)
    }
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).flexible(false).from_reader(text.as_bytes())
}

fn bad_line(place: &str, e: &csv::Error) -> Error {
    let line = e.position().map_or(1, csv::Position::line);
    Error::input(format!("{place}:{line}"), e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_about_a_pair_counts() {
        let text = "judgement,left,right,state,because,by,date\n\
            same,org/b,org/a,,one wing,me,2025-01-01\n\
            # undone\n\
            same,http://x/org/a,org/b,revoked,not so,me,2025-01-02\n\
            unsure,org/c,org/d,active,,,\n";
        let decisions = Decisions::read(text, "decisions.csv", "http://x/").unwrap();
        assert_eq!(decisions.all().count(), 2);
        assert_eq!(decisions.active(Judgement::Same).count(), 0);
        assert_eq!(decisions.active(Judgement::Unsure).count(), 1);
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let decision = Decision {
            left: "org/a".to_owned(),
            right: "org/b".to_owned(),
            judgement: Judgement::Unsure,
            active: false,
            because: "said \"so\",\nbut, #2".to_owned(),
            by: "me".to_owned(),
            date: String::new(),
        };
        let text = format!("{}{}", Decisions::HEADER, decision.line());
        let read = Decisions::read(&text, "decisions.csv", "http://x/").unwrap();
        assert_eq!(read.all().collect::<Vec<_>>(), [&decision]);
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, expected) in [
            ("judgement,left,right\nmaybe,a,b\n", "maybe"),
            ("judgement,left,right\nsame,a\n", "decisions.csv:2"),
            ("judgement,left,right\nsame,a,a\n", "different ids"),
            ("judgement,lift,right\nsame,a,b\n", "lift"),
        ] {
            let error = Decisions::read(text, "decisions.csv", "http://x/").unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn pins_are_first_come() {
        let ledger =
            Ledger::read("key,iri,first_seen\na,http://x/org/z,2025\na,org/y,2025\n", "ids.csv", "http://x/").unwrap();
        assert_eq!(ledger.get("a"), Some("org/z"));
        assert_eq!(ledger.get("b"), None);
    }
}
