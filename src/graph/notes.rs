//! `notes.csv`: what an analyst knows better than the articles, each line with
//! its source. A note is a claim of its own: it beats the articles' claims where
//! acceptance is decided, and they stay visible.

use super::dates;
use super::terms::{Term, ns};
use super::world::{World, predicate_iri};
use crate::claim::hex16;
use crate::error::{Error, Result};
use crate::ontology::vocab::NS;
use crate::ontology::{Comparator, Property, Values};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Whether a note says that something is so, or that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// It is so, whatever the articles say.
    So,
    /// It is not so, whoever says it.
    Not,
}

impl Stance {
    /// The word in `notes.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::So => "so",
            Self::Not => "not",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::So, Self::Not].into_iter().find(|s| s.as_str() == text)
    }
}

/// One curated note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What it is about: the path of an entity, an event or an event mention.
    pub subject: String,
    /// The property, the ontology's namespace cut off (`date`); `type` for what
    /// a situation is at all.
    pub property: String,
    /// The value: the path of a node, a code (`wgc:shooting`), an EDTF date, a
    /// count (`31`, `20-25`, `10-plus`) or text.
    pub value: String,
    /// Whether it is so.
    pub stance: Stance,
    /// In force, or taken back and only kept for the record.
    pub active: bool,
    /// What it rests on: a court record, a report, a call.
    pub source: String,
    /// Why.
    pub because: String,
    /// Who wrote it.
    pub by: String,
    /// When, as the writer put it.
    pub date: String,
}

impl Note {
    /// Its line in `notes.csv`.
    pub fn line(&self) -> String {
        let state = if self.active { "active" } else { "revoked" };
        let stance = self.stance.as_str();
        let fields = [
            &self.subject, &self.property, &self.value, stance, state, &self.source, &self.because, &self.by,
            &self.date,
        ];
        let quoted = fields.map(|field| match field.contains(['"', ',', '\n', '\r']) || field.starts_with('#') {
            true => format!("\"{}\"", field.replace('"', "\"\"")),
            false => field.to_owned(),
        });
        format!("{}\n", quoted.join(","))
    }

    /// Local name of its node: 16 hex digits over what it says.
    pub fn id(&self) -> String {
        hex16([self.subject.as_str(), &self.property, &self.value, self.stance.as_str()])
    }
}

/// All notes, at most one about a subject, property and value: the last line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    list: BTreeMap<(String, String, String), Note>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    subject: String,
    property: String,
    value: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    state: String,
    source: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    date: String,
}

impl Notes {
    /// First line of a new file.
    pub const HEADER: &'static str = "subject,property,value,stance,state,source,because,by,date\n";

    /// Reads `notes.csv`.
    ///
    /// # Errors
    /// If a line has unknown columns or words, or names no source; the place is
    /// named.
    pub fn read(text: &str, place: &str, base: &str) -> Result<Self> {
        let mut out = Self::default();
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(text.as_bytes());
        for row in reader.deserialize::<Row>() {
            let row = row.map_err(|e| {
                let line = e.position().map_or(1, csv::Position::line);
                Error::input(format!("{place}:{line}"), e.to_string())
            })?;
            let fail = |what: String| Error::input(place, what);
            let stance = match row.stance.as_str() {
                "" => Stance::So,
                word => Stance::parse(word).ok_or_else(|| fail(format!("stance {word:?} is not so or not")))?,
            };
            let active = match row.state.as_str() {
                "" | "active" => true,
                "revoked" => false,
                other => return Err(fail(format!("state {other:?} is not active or revoked"))),
            };
            let local = |text: &str| text.strip_prefix(base).unwrap_or(text).trim_matches('/').to_owned();
            let note = Note {
                subject: local(&row.subject),
                property: row.property.strip_prefix(NS).unwrap_or(&row.property).trim_start_matches("wg:").to_owned(),
                value: row.value.strip_prefix(base).unwrap_or(&row.value).to_owned(),
                stance,
                active,
                source: row.source,
                because: row.because,
                by: row.by,
                date: row.date,
            };
            if [&note.subject, &note.property, &note.value, &note.source].iter().any(|field| field.is_empty()) {
                return Err(fail("a note needs subject, property, value and source".to_owned()));
            }
            out.list.insert((note.subject.clone(), note.property.clone(), note.value.clone()), note);
        }
        Ok(out)
    }

    /// All notes, by what they are about.
    pub fn all(&self) -> impl Iterator<Item = &Note> {
        self.list.values()
    }
}

/// A note whose subject and value the graph knows.
pub struct Noted {
    pub note: Note,
    pub subject: Term,
    pub predicate: Term,
    pub object: Term,
    /// The note's own node, its origin.
    pub origin: Term,
}

/// The active notes as statements over the nodes of a world. A note about what
/// no article mentions (any more) waits and says nothing.
pub fn resolve(world: &mut World<'_>, notes: &Notes) -> Vec<Noted> {
    let mut out: Vec<Noted> = Vec::new();
    for note in notes.all().filter(|n| n.active) {
        let Some(subject) = subject(world, &note.subject) else { continue };
        let (iri, object) = match note.property.as_str() {
            "type" | "rdf:type" => (format!("{}type", ns::RDF), class(world, subject, &note.value)),
            local => {
                let iri = predicate_iri(local);
                let property = world.ontology.properties.get(&iri);
                (iri, value(world, &property, &note.value, subject))
            }
        };
        let Some(object) = object else { continue };
        let predicate = world.terms.iri(&iri);
        let origin = world.terms.node(&format!("note/{}", note.id()));
        // Two spellings of one subject or value may be one note after resolution.
        let twin =
            |n: &Noted| (n.subject, n.predicate, n.object, n.note.stance) == (subject, predicate, object, note.stance);
        if !out.iter().any(twin) {
            out.push(Noted { note: note.clone(), subject, predicate, object, origin });
        }
    }
    out
}

/// The node a note is about. The path of an event ends with the beginning of
/// the id of the mention it was named after, and finds the event by it under
/// whatever name it has now.
fn subject(world: &mut World<'_>, path: &str) -> Option<Term> {
    if let Some(node) = node(world, path) {
        return Some(node);
    }
    let start = path.rsplit_once('-').map(|p| p.1).filter(|s| s.len() == 8 && s.bytes().all(|b| b.is_ascii_hexdigit()));
    let id = path.strip_prefix("frame/").or(start)?;
    let named = world.events.list.iter().find(|s| s.frames.iter().any(|(_, frame)| frame.starts_with(id)))?;
    let path = named.path.clone();
    Some(world.terms.node(&path))
}

fn node(world: &mut World<'_>, path: &str) -> Option<Term> {
    let entity = world.entity(path).map(|e| world.entities.nodes[e.canonical as usize].path.clone());
    let known = entity.or_else(|| world.situation(path).map(|s| s.path.clone()));
    let known = known.or_else(|| world.minted.contains_key(path).then(|| path.to_owned()))?;
    Some(world.terms.node(&known))
}

/// The class of a situation, by its name on the wire, its label or its IRI.
fn class(world: &mut World<'_>, subject: Term, word: &str) -> Option<Term> {
    let path = world.terms.path(subject)?;
    let situation = world.situation(path)?;
    let class = world.ontology.vocab.class(situation.class)?;
    let names = [situation.class.as_str(), class.label.as_str(), class.iri.as_str()];
    let local = class.iri.strip_prefix(NS).unwrap_or("");
    let fits = names.contains(&word) || word.trim_start_matches("wg:") == local;
    let iri = class.iri.clone();
    fits.then(|| world.terms.iri(&iri))
}

fn value(world: &mut World<'_>, property: &Property, text: &str, subject: Term) -> Option<Term> {
    if let Some(code) = text.strip_prefix("wgc:") {
        return Some(world.terms.code(code));
    }
    if property.comparator == Comparator::DateOverlap {
        return dates::interval(text).map(|_| world.terms.string(text));
    }
    if property.comparator == Comparator::IntervalOverlap {
        let (min, max) = count(text)?;
        return Some(world.number(min, max, property));
    }
    if property.values == Values::Literals {
        return Some(world.terms.string(text));
    }
    let roles = world.ontology.vocab.classes.iter().flat_map(|c| &c.roles).filter(|r| r.property == property.iri);
    let mut concepts = roles.filter_map(|r| world.ontology.properties.concept(&r.iri, text));
    if let Some(concept) = concepts.next().map(str::to_owned) {
        return Some(world.terms.iri(&concept));
    }
    if let Some(node) = node(world, text) {
        return Some(node);
    }
    match (&property.mints, property.values) {
        (Some(class), _) => {
            let class = class.clone();
            Some(world.mint(&class, text, None, subject))
        }
        (None, Values::Nodes) => None,
        (None, _) => Some(world.terms.string(text)),
    }
}

/// `31`, `20-25`, `10-plus` or `10+`.
fn count(text: &str) -> Option<(u64, Option<u64>)> {
    if let Some(min) = text.strip_suffix("-plus").or_else(|| text.strip_suffix('+')) {
        return Some((min.trim().parse().ok()?, None));
    }
    match text.split_once('-') {
        Some((min, max)) => {
            let (min, max) = (min.trim().parse().ok()?, max.trim().parse().ok()?);
            (min <= max).then_some((min, Some(max)))
        }
        None => text.trim().parse().ok().map(|n| (n, Some(n))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_and_is_read_as_it_was_written() {
        let note = Note {
            subject: "attack/x-0a1b2c3d".to_owned(),
            property: "date".to_owned(),
            value: "2025-03-11".to_owned(),
            stance: Stance::Not,
            active: false,
            source: "court record, \"file 7\"".to_owned(),
            because: "#1".to_owned(),
            by: "me".to_owned(),
            date: String::new(),
        };
        let earlier = Note { active: true, stance: Stance::So, ..note.clone() };
        let text = format!("{}{}{}", Notes::HEADER, earlier.line(), note.line());
        let read = Notes::read(&text, "notes.csv", "http://x/").unwrap();
        assert_eq!(read.all().collect::<Vec<_>>(), [&note]);
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, expected) in [
            ("subject,property,value,source\na,date,2025,\n", "needs subject"),
            ("subject,property,value,source,stance\na,date,2025,x,maybe\n", "maybe"),
            ("subject,property,value,source,state\na,date,2025,x,old\n", "old"),
            ("subject,property,value,source\na,date\n", "notes.csv:2"),
            ("subject,property,value,source,hue\na,date,2025,x,red\n", "hue"),
        ] {
            let error = Notes::read(text, "notes.csv", "http://x/").unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn counts_are_read() {
        assert_eq!(count("31"), Some((31, Some(31))));
        assert_eq!(count("20-25"), Some((20, Some(25))));
        assert_eq!((count("10+"), count("10-plus")), (Some((10, None)), Some((10, None))));
        assert_eq!((count("25-20"), count("dozens")), (None, None));
    }
}
