//! Who says what: propositions with their claims, speakers and days, as the
//! comparing commands need them.

use super::bind::Bindings;
use super::reader::{Reader, code, text};
use super::run::{self, Answer};
use crate::error::{Error, Result};
use oxigraph::model::{Literal, Term};
use oxigraph::store::Store;
use std::collections::BTreeMap;

/// One claim with the proposition it states.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// IRI of what it is about.
    pub subject: String,
    /// IRI of the property.
    pub property: String,
    /// IRI of the proposition.
    pub proposition: String,
    /// The value.
    pub object: Term,
    /// Where the proposition stands: `accepted`, `rejected`, ...
    pub acceptance: String,
    /// Independent origins that say so.
    pub origins: u64,
    /// IRI of the claim.
    pub claim: String,
    /// How the article presents it.
    pub modality: String,
    /// It says that something is not so.
    pub negative: bool,
    /// Who says so, if not the article itself.
    pub speaker: Option<String>,
    /// IRI of the article or note.
    pub article: String,
    /// Under which ids the article was given, or that of the note.
    pub ids: Vec<String>,
    /// Day of publication.
    pub day: Option<String>,
    /// The event mention, or the article: what stands in one of them was said together.
    pub together: String,
    /// IRI of the independent origin.
    pub origin: String,
    /// Rules that found it.
    pub rules: Vec<String>,
}

/// The SPARQL for `sayings`: `restrict` is a pattern over `?property`,
/// `?proposition` and `?subject`.
pub fn sparql(restrict: &str) -> String {
    format!(
        "SELECT ?subject ?property ?proposition ?object ?acceptance ?origins ?claim ?modality ?polarity ?speaker ?words \
           ?article ?id ?day ?mention ?origin ?rule WHERE {{ {restrict} \
         ?proposition rdf:predicate ?property ; rdf:subject ?subject ; rdf:object ?object ; wg:acceptance ?acceptance ; \
           wg:originCount ?origins . \
         ?claim wg:states ?proposition ; wg:modality ?modality ; wg:polarity ?polarity ; wg:article ?article ; \
           wg:origin ?origin . \
         OPTIONAL {{ ?claim wg:rule/skos:prefLabel ?rule }} OPTIONAL {{ ?claim wg:subjectMention ?mention }} \
         OPTIONAL {{ ?claim wg:speaker ?speaker }} OPTIONAL {{ ?claim wg:speakerText ?words }} \
         OPTIONAL {{ ?article wg:articleId ?id }} OPTIONAL {{ ?article wg:publishedOn ?day }} }}"
    )
}

/// All claims on the propositions that a pattern selects, by subject, property,
/// proposition and claim. `about` restricts them to one subject.
///
/// # Errors
/// If the store cannot be read.
pub fn sayings(store: &Store, restrict: &str, about: Option<&str>) -> Result<Vec<Saying>> {
    let mut values = Bindings::new();
    if let Some(iri) = about {
        values.insert("subject".to_owned(), oxigraph::model::NamedNode::new_unchecked(iri).into());
    }
    let Answer::Rows { columns, rows } = run::run_bound(store, &sparql(restrict), &values)? else {
        return Err(Error::Query("claims are rows".to_owned()));
    };
    let at: BTreeMap<&str, usize> = columns.iter().enumerate().map(|(i, c)| (c.as_str(), i)).collect();
    let reader = Reader::new(store);
    let mut out: BTreeMap<(String, String, String, String), Saying> = BTreeMap::new();
    for row in &rows {
        let cell = |name: &str| at.get(name).and_then(|i| row.get(*i)).and_then(Option::as_ref);
        let word = |name: &str| cell(name).map(text).unwrap_or_default();
        let subject = about.map_or_else(|| word("subject"), str::to_owned);
        let key = (subject.clone(), word("property"), word("proposition"), word("claim"));
        let mention = word("mention");
        let said = match out.entry(key) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let speaker = match cell("speaker") {
                    Some(term) => Some(reader.value(term)?),
                    None => cell("words").map(text),
                };
                let Some(object) = cell("object").cloned() else { continue };
                entry.insert(Saying {
                    subject,
                    property: word("property"),
                    proposition: word("proposition"),
                    object,
                    acceptance: cell("acceptance").map(code).unwrap_or_default(),
                    origins: word("origins").parse().unwrap_or(0),
                    claim: word("claim"),
                    modality: cell("modality").map(code).unwrap_or_default(),
                    negative: cell("polarity").map(code).is_some_and(|p| p == "negative"),
                    speaker,
                    article: word("article"),
                    ids: Vec::new(),
                    day: cell("day").map(text),
                    together: if mention.contains("/frame/") { mention } else { word("article") },
                    origin: word("origin"),
                    rules: Vec::new(),
                })
            }
        };
        for (name, list) in [("id", &mut said.ids), ("rule", &mut said.rules)] {
            let found = word(name);
            if !found.is_empty() && !list.contains(&found) {
                list.push(found);
                list.sort();
            }
        }
    }
    Ok(out.into_values().collect())
}

impl Saying {
    /// Who says so and how: `article`, `article (hedged)`, `Norland (attributed)`.
    pub fn voice(&self) -> String {
        let who = self.speaker.as_deref().unwrap_or(if self.is_note() { "note" } else { "article" });
        match self.modality.as_str() {
            "asserted" => who.to_owned(),
            how => format!("{who} ({how})"),
        }
    }

    /// Whether an analyst's note says it.
    pub fn is_note(&self) -> bool {
        self.article.contains("/note/")
    }
}

/// Different words of a list, sorted, in one cell.
pub fn joined(words: impl Iterator<Item = String>) -> String {
    let all: std::collections::BTreeSet<String> = words.filter(|w| !w.is_empty()).collect();
    all.into_iter().collect::<Vec<_>>().join("; ")
}

/// A cell of text; empty text is an empty cell.
pub fn cell(text: &str) -> Option<Term> {
    (!text.is_empty()).then(|| Literal::new_simple_literal(text).into())
}

/// A cell with a number.
pub fn number(n: u64) -> Option<Term> {
    Some(Literal::from(n).into())
}

/// A cell with a node.
pub fn node(iri: &str) -> Option<Term> {
    Some(oxigraph::model::NamedNode::new_unchecked(iri).into())
}
