//! Values that do not go together, whoever reports them, and what is both said
//! and denied.

use super::names;
use super::reader::{Reader, code, text, wg};
use super::run::Answer;
use super::sayings::{Saying, cell, joined, node, number, sayings};
use crate::error::Result;
use crate::graph::Comparer;
use crate::ontology::{Functional, Properties};
use oxigraph::model::vocab::rdf;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Which propositions [`conflicts`] looks at.
pub const CONFLICTING: &str = "{ ?property wg:functional ?how } UNION { ?proposition wg:negativeOriginCount ?denials }";
/// What [`conflicts`] reads besides.
pub const CONFLICT_READS: &str =
    "SELECT * { ?k wg:alternative ?p ; wg:resolutionBasis ?b . ?q rdf:subject ?s ; rdf:predicate ?pr ; rdf:object ?o }";

/// Kinds of conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Values that cannot hold together.
    Contradiction,
    /// Values that usually do not hold together.
    Tension,
    /// Said by some, denied by others.
    Denial,
}

impl Kind {
    /// The word in the answer.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Tension => "tension",
            Self::Denial => "denial",
        }
    }
}

/// Conflicts of these kinds, one row a value: what the sources say of one
/// property of one thing that its comparator in the ontology does not let stand
/// together, also where it is only attributed, claimed or hedged. What is
/// merely expected contradicts nothing; nor does what one report says in one
/// breath.
///
/// # Errors
/// If the store cannot be read.
pub fn conflicts(
    store: &Store,
    properties: &Properties,
    base: &str,
    kinds: &[Kind],
    about: Option<&str>,
) -> Result<Answer> {
    let all = sayings(store, CONFLICTING, about)?;
    let mut slots: BTreeMap<(&str, &str), BTreeMap<&str, Vec<&Saying>>> = BTreeMap::new();
    for said in &all {
        let slot = slots.entry((&said.subject, &said.property)).or_default();
        slot.entry(&said.proposition).or_default().push(said);
    }
    let (reader, mut comparer) = (Reader::new(store), Comparer::new(base));
    let mut rows = Vec::new();
    for ((subject, iri), values) in &slots {
        let property = properties.get(iri);
        let kind = match property.functional {
            Functional::Strict => Some(Kind::Contradiction),
            Functional::Soft => Some(Kind::Tension),
            Functional::No => None,
        };
        let said: Vec<&Vec<&Saying>> = values.values().filter(|v| v.iter().any(|s| counts(s))).collect();
        let clashing = |a: &&&Vec<&Saying>, comparer: &mut Comparer| {
            said.iter().any(|b| {
                a[0].proposition != b[0].proposition
                    && together(a).is_disjoint(&together(b))
                    && comparer.contradict(&property, &a[0].object, &b[0].object, properties)
            })
        };
        if let Some(kind) = kind.filter(|k| kinds.contains(k)) {
            for value in said.iter().filter(|v| clashing(v, &mut comparer)) {
                let claims: Vec<&Saying> = value.iter().copied().filter(|s| counts(s)).collect();
                let basis = basis(&reader, value[0])?;
                rows.push(row(&reader, (subject, iri), kind, "", &claims, &basis)?);
            }
        }
        if kinds.contains(&Kind::Denial) {
            for value in values.values() {
                let (no, yes): (Vec<&Saying>, Vec<&Saying>) = value.iter().copied().partition(|s| s.negative);
                if !no.is_empty() && !yes.is_empty() {
                    rows.push(row(&reader, (subject, iri), Kind::Denial, "", &yes, "")?);
                    rows.push(row(&reader, (subject, iri), Kind::Denial, "not: ", &no, "")?);
                }
            }
        }
    }
    rows.sort_by_cached_key(|r| r.iter().map(|t| t.as_ref().map(text)).collect::<Vec<_>>());
    let columns = [
        "subject", "property", "type", "value", "acceptance", "origins", "voices", "articles", "since", "basis", "node",
    ];
    Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
}

/// Whether a claim can contradict others.
fn counts(said: &Saying) -> bool {
    !said.negative && said.modality != "expected"
}

/// Where a value is said: values of one report are meant together.
fn together<'s>(value: &[&'s Saying]) -> BTreeSet<&'s str> {
    value.iter().filter(|s| counts(s)).map(|s| s.together.as_str()).collect()
}

/// Why the graph prefers one value, where it settled the conflict.
fn basis(reader: &Reader<'_>, said: &Saying) -> Result<String> {
    for conflict in reader.pointing_at(&wg("alternative"), &said.proposition)? {
        if let Some(basis) = reader.object(&conflict, &wg("resolutionBasis"))? {
            return Ok(code(&basis));
        }
    }
    Ok(String::new())
}

fn row(
    reader: &Reader<'_>,
    (subject, property): (&str, &str),
    kind: Kind,
    not: &str,
    claims: &[&Saying],
    basis: &str,
) -> Result<Vec<Option<oxigraph::model::Term>>> {
    let first = claims[0];
    let origins: BTreeSet<&str> = claims.iter().map(|s| s.origin.as_str()).collect();
    let value = match property == rdf::TYPE.as_str() {
        true => reader.value(&first.object)?.to_lowercase(),
        false => reader.value(&first.object)?,
    };
    Ok(vec![
        cell(&reader.label(subject)?),
        cell(names::local(property)),
        cell(kind.as_str()),
        cell(&format!("{not}{value}")),
        cell(&first.acceptance),
        number(origins.len() as u64),
        cell(&joined(claims.iter().map(|s| s.voice()))),
        cell(&joined(claims.iter().flat_map(|s| s.ids.clone()))),
        cell(&claims.iter().filter_map(|s| s.day.clone()).min().unwrap_or_default()),
        cell(basis),
        node(subject),
    ])
}
