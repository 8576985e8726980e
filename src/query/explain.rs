//! `explain`: the whole receipt of a fact, or of everything known about a node.

use super::gather::{Gatherer, Only};
use super::names;
use super::reader::{Reader, code, other_label, text, wg};
use super::receipt::{Article, Decision, Fact, Named};
use super::search::{self, Found, Hit};
use crate::error::{Error, Result};
use oxigraph::model::vocab::rdf;
use oxigraph::store::Store;
use serde::Serialize;
use std::collections::BTreeSet;

/// What to explain and how much of it.
#[derive(Clone, Debug, Default)]
pub struct ExplainOptions {
    /// Only facts with this property: its short name (`wg:date`), local name or label.
    pub property: Option<String>,
    /// At most this many facts; `None`: all.
    pub limit: Option<usize>,
}

/// The answer.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Explanation {
    /// The receipt.
    Receipt(Box<Receipt>),
    /// The words fit several things; best first.
    Candidates(Vec<Hit>),
}

/// Everything the graph can say about where its knowledge of a node, or one
/// fact, comes from.
#[derive(Clone, Debug, Serialize)]
pub struct Receipt {
    /// What is explained.
    pub about: Named,
    /// Label of its class.
    pub class: String,
    /// For events: whether the graph accepts that it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub existence: Option<String>,
    /// Other names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The node asked for, if it was merged into this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_for: Option<Named>,
    /// Particulars, if an article is explained.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// Facts with their evidence: those about the node first, then those that
    /// have it as their value.
    pub facts: Vec<Fact>,
    /// How many more facts there are than shown.
    pub more_facts: usize,
    /// Identity decisions that joined or separated the names involved.
    pub decisions: Vec<Decision>,
}

/// Explains an IRI, full or shortened, or what search words mean.
///
/// # Errors
/// If nothing fits, or the store cannot be read.
pub fn explain(store: &Store, target: &str, options: &ExplainOptions) -> Result<Explanation> {
    let reader = Reader::new(store);
    if let Some(iri) = names::expand(target)? {
        if reader.knows(iri.as_str())? {
            return receipt(store, iri.as_str(), options).map(|r| Explanation::Receipt(Box::new(r)));
        }
        return Err(Error::Query(format!("{target}: the graph has nothing of this name")));
    }
    match search::one(store, target)? {
        Found::One(hit) => receipt(store, &hit.iri, options).map(|r| Explanation::Receipt(Box::new(r))),
        Found::Several(hits) => Ok(Explanation::Candidates(hits)),
        Found::Nothing => Err(Error::Query(format!("{target:?}: no name in the graph fits these words"))),
    }
}

fn receipt(store: &Store, asked: &str, options: &ExplainOptions) -> Result<Receipt> {
    let reader = Reader::new(store);
    let iri = reader.survivor(asked)?;
    let only = if reader.is_a(&iri, "Claim")? {
        Only::Claim(iri.clone())
    } else if reader.is_a(&iri, "Article")? || reader.is_a(&iri, "CuratedNote")? {
        Only::Article(iri.clone())
    } else if reader.is_a(&iri, "Rule")? {
        Only::Rule(iri.clone())
    } else {
        Only::All
    };
    let propositions = propositions(&reader, &iri, &only)?;
    let mut facts = Vec::new();
    let mut more_facts = 0;
    let article = if let Only::Article(article) = &only { Some(article.clone()) } else { None };
    let gatherer = Gatherer { reader: Reader::new(store), only };
    for proposition in propositions {
        if !fits(&reader, &proposition, options.property.as_deref())? {
            continue;
        }
        if options.limit.is_some_and(|limit| facts.len() >= limit) {
            more_facts += 1;
            continue;
        }
        facts.push(gatherer.fact(&proposition)?);
    }
    let mut names: Vec<String> = reader.objects(&iri, &other_label())?.iter().map(text).collect();
    names.sort();
    Ok(Receipt {
        class: reader.class_label(&iri)?,
        existence: reader.object(&iri, &wg("existence"))?.map(|t| code(&t)),
        names,
        asked_for: (iri != asked)
            .then(|| gatherer.named(&oxigraph::model::NamedNode::new_unchecked(asked).into()))
            .transpose()?,
        article: article.map(|a| gatherer.article(&a)).transpose()?,
        decisions: gatherer.decisions(&involved(&iri, &facts))?,
        about: gatherer.named(&oxigraph::model::NamedNode::new_unchecked(&iri).into())?,
        facts,
        more_facts,
    })
}

fn propositions(reader: &Reader<'_>, iri: &str, only: &Only) -> Result<Vec<String>> {
    let stated = |claims: Vec<String>| -> Result<Vec<String>> {
        let mut out = BTreeSet::new();
        for claim in claims {
            out.extend(reader.objects(&claim, &wg("states"))?.iter().map(text));
        }
        Ok(out.into_iter().collect())
    };
    match only {
        Only::Claim(claim) => stated(vec![claim.clone()]),
        Only::Article(article) => stated(reader.pointing_at(&wg("article"), article)?),
        Only::Rule(rule) => stated(reader.pointing_at(&wg("rule"), rule)?),
        Only::All if reader.is_a(iri, "Proposition")? => Ok(vec![iri.to_owned()]),
        Only::All => {
            let mut out = sorted(reader, reader.pointing_at(&rdf::SUBJECT.into_owned(), iri)?)?;
            let incoming = sorted(reader, reader.pointing_at(&rdf::OBJECT.into_owned(), iri)?)?;
            for proposition in incoming {
                if !out.contains(&proposition) {
                    out.push(proposition);
                }
            }
            Ok(out)
        }
    }
}

/// That a thing exists comes first, then by property; accepted values first.
fn sorted(reader: &Reader<'_>, propositions: Vec<String>) -> Result<Vec<String>> {
    let mut keyed = Vec::new();
    for proposition in propositions {
        let predicate =
            reader.object(&proposition, &rdf::PREDICATE.into_owned())?.map(|t| text(&t)).unwrap_or_default();
        let acceptance = reader.object(&proposition, &wg("acceptance"))?.map(|t| code(&t)).unwrap_or_default();
        let value = match reader.object(&proposition, &rdf::OBJECT.into_owned())? {
            Some(term) => reader.value(&term)?,
            None => String::new(),
        };
        keyed.push(((predicate != rdf::TYPE.as_str(), predicate, acceptance != "accepted", value), proposition));
    }
    keyed.sort();
    Ok(keyed.into_iter().map(|k| k.1).collect())
}

fn fits(reader: &Reader<'_>, proposition: &str, property: Option<&str>) -> Result<bool> {
    let Some(wanted) = property else { return Ok(true) };
    let Some(predicate) = reader.object(proposition, &rdf::PREDICATE.into_owned())? else { return Ok(false) };
    let iri = text(&predicate);
    Ok(wanted == iri
        || wanted == names::shorten(&iri)
        || wanted == names::local(&iri)
        || search::fold(wanted) == search::fold(&reader.label(&iri)?))
}

/// The nodes whose identity matters for the receipt.
fn involved(iri: &str, facts: &[Fact]) -> BTreeSet<String> {
    let mut out = BTreeSet::from([iri.to_owned()]);
    // A node with many facts touches half the graph; its own identity is what matters then.
    if facts.len() == 1 {
        for named in [&facts[0].subject, &facts[0].object] {
            if !named.iri.is_empty() {
                out.insert(named.iri.clone());
            }
        }
        out.extend(facts[0].evidence.iter().filter_map(|c| c.speaker.as_ref()).map(|s| s.iri.clone()));
    }
    out
}
