//! Integrity of a graph: the shapes of `ontology/shapes.ttl`, and the questions
//! in `ontology/queries/check/`, each of which must have no answer.

use super::shapes;
use super::terms::ns;
use crate::error::{Error, Result};
use crate::ontology::shapes::Shapes;
use crate::ontology::{Report, Source};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

/// A node at which a graph is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// File of the check.
    pub check: String,
    /// What the check looks for.
    pub title: String,
    /// The row found: names and terms, as in `node=<...>`.
    pub row: Vec<(String, String)>,
}

/// Runs all checks of an ontology on a whole graph.
///
/// # Errors
/// If a shape is not understood or a check is not valid SPARQL.
pub fn check(store: &Store, source: &Source) -> Result<Vec<Finding>> {
    let mut report = Report::default();
    let shapes = Shapes::load(source, &mut report);
    if report.has_errors() {
        return Err(Error::Ontology(report.to_string()));
    }
    let mut findings = shapes::check(store, &shapes)?;
    for (file, text) in source.files("queries/check", "rq") {
        let title = text.lines().find_map(|l| l.strip_prefix("# title:")).unwrap_or("").trim().to_owned();
        let failed = |e: &dyn std::fmt::Display| Error::Query(format!("{file}: {e}"));
        let mut evaluator = SparqlEvaluator::new();
        let prefixes = [
            ("wg", ns::WG),
            ("wgc", ns::CODE),
            ("rdf", ns::RDF),
            ("rdfs", ns::RDFS),
            ("skos", ns::SKOS),
            ("xsd", ns::XSD),
        ];
        for (prefix, iri) in prefixes {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|e| failed(&e))?;
        }
        let query = evaluator.parse_query(&text).map_err(|e| failed(&e))?;
        let QueryResults::Solutions(rows) = query.on_store(store).execute().map_err(|e| failed(&e))? else {
            return Err(failed(&"a check must be a SELECT query"));
        };
        for row in rows {
            let row = row.map_err(|e| failed(&e))?;
            let row = row.iter().map(|(v, t)| (v.as_str().to_owned(), t.to_string())).collect();
            findings.push(Finding { check: file.clone(), title: title.clone(), row });
        }
    }
    findings.sort();
    Ok(findings)
}
