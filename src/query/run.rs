//! Parsing and running a query.

use super::bind::{self, Bindings};
use super::params::{self, Param, ParamType};
use super::{diagnose, names};
use crate::error::{Error, Result};
use oxigraph::model::{BlankNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::{Query, SparqlParser};
use std::collections::{BTreeMap, BTreeSet};

/// What a query answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Rows of a `SELECT`.
    Rows {
        /// Column names without `?`.
        columns: Vec<String>,
        /// Rows; an unbound cell is `None`.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// Triples of a `CONSTRUCT` or `DESCRIBE`, sorted, without repetition.
    Graph(Vec<Triple>),
    /// Answer of an `ASK`.
    Truth(bool),
}

/// Runs a query. Prefixes of [`names::PREFIXES`] and of the data's types need
/// no declaration; `params` take the place of their variables.
///
/// # Errors
/// If the query cannot be parsed (with line, column and a hint), a parameter
/// does not fit, or the evaluation fails.
pub fn run(store: &Store, sparql: &str, params: &[Param]) -> Result<Answer> {
    run_typed(store, sparql, params, &|_| ParamType::Any)
}

/// As [`run`], with the declared type of each parameter.
///
/// # Errors
/// As [`run`].
pub fn run_typed(store: &Store, sparql: &str, params: &[Param], kind: &dyn Fn(&str) -> ParamType) -> Result<Answer> {
    let query = parse(sparql, &|namespace| has_data(store, namespace))?;
    let mut values = Bindings::new();
    for param in params {
        let used = bind::usage(&query, &param.name);
        if !used.anywhere {
            return Err(Error::Query(format!("the query has no variable ?{}", param.name)));
        }
        values.insert(param.name.clone(), params::term(store, &param.name, &param.value, kind(&param.name), used)?);
    }
    evaluate(store, query, &values)
}

/// Runs a query of the program's own with values in place of variables.
pub(super) fn run_bound(store: &Store, sparql: &str, values: &Bindings) -> Result<Answer> {
    evaluate(store, parse(sparql, &|_| Ok(true))?, values)
}

fn evaluate(store: &Store, query: Query, values: &Bindings) -> Result<Answer> {
    let query = bind::total_order(bind::bind(query, values).map_err(Error::Query)?);
    let failed = |e: &dyn std::fmt::Display| Error::Query(format!("the query failed: {e}"));
    match SparqlEvaluator::new().for_query(query).on_store(store).execute().map_err(|e| failed(&e))? {
        QueryResults::Boolean(truth) => Ok(Answer::Truth(truth)),
        QueryResults::Solutions(solutions) => {
            let columns: Vec<String> = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
            let mut rows = Vec::new();
            for solution in solutions {
                rows.push(solution.map_err(|e| failed(&e))?.values().to_vec());
            }
            Ok(Answer::Rows { columns, rows })
        }
        QueryResults::Graph(triples) => {
            let triples: Vec<Triple> = triples.collect::<std::result::Result<_, _>>().map_err(|e| failed(&e))?;
            Ok(Answer::Graph(sorted(triples)))
        }
    }
}

/// Parses a query; `known` says whether a namespace of data is in use, so that
/// a prefix nobody declared can stand for it.
///
/// # Errors
/// With line, column and a hint.
pub fn parse(sparql: &str, known: &dyn Fn(&str) -> Result<bool>) -> Result<Query> {
    let declared = diagnose::prefixes(sparql);
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in names::PREFIXES {
        parser = parser.with_prefix(*prefix, *namespace).map_err(|e| Error::Query(e.to_string()))?;
    }
    for used in &declared.used {
        if declared.declared.contains(&used.prefix) || names::PREFIXES.iter().any(|p| p.0 == used.prefix) {
            continue;
        }
        let namespace = names::namespace(&used.prefix);
        if !known(&namespace)? {
            return Err(diagnose::unknown_prefix(sparql, used));
        }
        parser = parser.with_prefix(used.prefix.as_str(), namespace).map_err(|e| Error::Query(e.to_string()))?;
    }
    parser.parse_query(sparql).map_err(|e| diagnose::syntax(sparql, &e.to_string()))
}

/// Whether any node of the graph is in the namespace.
fn has_data(store: &Store, namespace: &str) -> Result<bool> {
    let label = super::reader::preferred_label();
    let in_namespace =
        |term: &NamedOrBlankNode| matches!(term, NamedOrBlankNode::NamedNode(n) if n.as_str().starts_with(namespace));
    // Labels first: most data has one, and they are few.
    for pattern in [Some(NamedNodeRef::from(&label)), None] {
        for quad in store.quads_for_pattern(None, pattern, None, None) {
            let quad = quad.map_err(|e| Error::KnowledgeBase(format!("the store cannot be read: {e}")))?;
            if in_namespace(&quad.subject) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Sorts triples and renames blank nodes by what is said of them, because
/// Oxigraph gives them random names.
fn sorted(triples: Vec<Triple>) -> Vec<Triple> {
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for triple in &triples {
        let mut nodes = Vec::new();
        if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
            nodes.push(node.clone());
        }
        if let Term::BlankNode(node) = &triple.object {
            nodes.push(node.clone());
        }
        for node in nodes {
            let seen_from_node = |term: &Term| match term {
                Term::BlankNode(b) if *b == node => "_:self".to_owned(),
                Term::BlankNode(_) => "_:".to_owned(),
                other => other.to_string(),
            };
            let line = format!(
                "{} {} {}",
                seen_from_node(&triple.subject.clone().into()),
                triple.predicate,
                seen_from_node(&triple.object)
            );
            said.entry(node.into_string()).or_default().insert(line);
        }
    }
    let mut order: Vec<(&BTreeSet<String>, &String)> = said.iter().map(|(node, said)| (said, node)).collect();
    order.sort();
    let names: BTreeMap<&str, BlankNode> = order
        .iter()
        .enumerate()
        .map(|(n, (_, node))| (node.as_str(), BlankNode::new_unchecked(format!("b{n}"))))
        .collect();
    let mut out = triples.clone();
    for triple in &mut out {
        if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
            triple.subject = names[node.as_str()].clone().into();
        }
        if let Term::BlankNode(node) = &triple.object {
            triple.object = names[node.as_str()].clone().into();
        }
    }
    out.sort_by_cached_key(ToString::to_string);
    out.dedup();
    out
}
