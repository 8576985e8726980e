//! Finding entities and events by name.

use super::names;
use super::reader::{Reader, other_label, preferred_label};
use crate::error::Result;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use std::collections::BTreeMap;

/// What looking for a name reads of the graph, names first.
pub const READS: &[&str] = &[
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#object",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://purl.org/dc/terms/title",
    "https://w3id.org/wiregraph/ns#mergedInto",
    "https://w3id.org/wiregraph/ns#surface",
];

/// Something the graph has under a name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Hit {
    /// Full IRI.
    pub iri: String,
    /// Preferred label.
    pub label: String,
    /// The name that matched, if it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
    /// Label of its class.
    pub class: String,
    /// How it matched, best first: 0 the label, 1 another name, 2 the beginning
    /// of a name, 3 all words of the search, 4 all words as parts of words.
    pub rank: u8,
    /// How many propositions are about it.
    pub propositions: usize,
}

impl Hit {
    /// The IRI as a node.
    pub fn node(&self) -> NamedNode {
        NamedNode::new_unchecked(&self.iri)
    }
}

/// The outcome of looking for one thing.
#[derive(Clone, Debug)]
pub enum Found {
    /// One clear best match.
    One(Hit),
    /// Several equally good matches, best first.
    Several(Vec<Hit>),
    /// Nothing.
    Nothing,
}

/// Everything whose names fit the words, best first.
///
/// # Errors
/// If the store cannot be read.
pub fn search(store: &Store, words: &str) -> Result<Vec<Hit>> {
    let reader = Reader::new(store);
    let wanted = fold(words);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut best: BTreeMap<String, (u8, String)> = BTreeMap::new();
    for (property, alternative) in [(preferred_label(), false), (other_label(), true)] {
        for (subject, name) in reader.names(&property)? {
            let Some(rank) = rank(&fold(&name), &wanted, alternative) else { continue };
            // A merged name leads to the entity it was merged into.
            let iri = reader.survivor(&subject)?;
            let entry = best.entry(iri).or_insert_with(|| (u8::MAX, String::new()));
            if (rank, &name) < (entry.0, &entry.1) {
                *entry = (rank, name);
            }
        }
    }
    let mut hits = Vec::new();
    for (iri, (rank, name)) in best {
        if reader.is_a(&iri, "Rule")? {
            continue;
        }
        let label = reader.label(&iri)?;
        hits.push(Hit {
            class: reader.class_label(&iri)?,
            propositions: reader.mentions_in_propositions(&iri)?,
            matched: (name != label).then_some(name),
            label,
            rank,
            iri,
        });
    }
    hits.sort_by(|a, b| (a.rank, b.propositions, &a.label, &a.iri).cmp(&(b.rank, a.propositions, &b.label, &b.iri)));
    Ok(hits)
}

/// The one thing meant by the words: the only one that has them as its name,
/// else the only one that fits at all.
///
/// # Errors
/// If the store cannot be read.
pub fn one(store: &Store, words: &str) -> Result<Found> {
    let mut hits = search(store, words)?;
    let exact = hits.iter().filter(|h| h.rank == 0).count();
    let named = hits.iter().filter(|h| h.rank <= 1).count();
    Ok(match (hits.len(), exact, named) {
        (0, ..) => Found::Nothing,
        (1, ..) | (_, 1, _) | (_, 0, 1) => Found::One(hits.swap_remove(0)),
        _ => Found::Several(hits),
    })
}

fn rank(name: &str, wanted: &str, alternative: bool) -> Option<u8> {
    if name == wanted {
        return Some(u8::from(alternative));
    }
    if name.starts_with(wanted) && name[wanted.len()..].starts_with(' ') {
        return Some(2);
    }
    let parts: Vec<&str> = name.split(' ').collect();
    if wanted.split(' ').all(|w| parts.contains(&w)) {
        return Some(3);
    }
    wanted.split(' ').all(|w| w.len() > 2 && name.contains(w)).then_some(4)
}

/// Lower case, Latin letters without diacritics, punctuation as one blank.
pub fn fold(text: &str) -> String {
    let plain = if text.is_ascii() { text.to_owned() } else { deunicode::deunicode(text) };
    let plain = plain.replace(['.', '\'', '`'], "").to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// One line for a list of hits.
pub fn line(hit: &Hit) -> String {
    let also = hit.matched.as_ref().map_or(String::new(), |m| format!(" (also {m})"));
    let mut label: String = hit.label.chars().take(90).collect();
    if label.len() < hit.label.len() {
        label.push_str("...");
    }
    format!("{label}{also}, {}  {}", hit.class, names::shorten(&hit.iri))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_marks_and_dots() {
        assert_eq!(fold("U.S. Dép't of-State"), "us dept of state");
        assert_eq!(rank("army of islam", "army of islam", false), Some(0));
        assert_eq!(rank("army of islam", "army of islam", true), Some(1));
        assert_eq!(rank("army of islam", "army", false), Some(2));
        assert_eq!(rank("army of islam", "islam army", false), Some(3));
        assert_eq!(rank("army of islam", "isla", false), Some(4));
        assert_eq!(rank("army of islam", "navy", false), None);
    }
}
