//! Questions to the graph.
//!
//! Takes an Oxigraph store, SPARQL or the name of a query in
//! `ontology/queries/`, parameters, search words. Gives rows, triples, truth
//! values in all usual formats, and receipts of facts. Never writes to the
//! store. Tested by unit tests here and `tests/query.rs`.

mod bind;
mod changes;
mod conflicts;
mod diagnose;
mod explain;
mod explain_text;
mod figures;
mod format;
mod gather;
mod library;
pub mod names;
mod params;
pub mod reader;
mod receipt;
mod run;
mod sayings;
mod search;
mod sources;

pub use changes::{CHANGE_READS, changes};
pub use conflicts::{CONFLICT_READS, CONFLICTING, Kind, conflicts};
pub use explain::{ExplainOptions, Explanation, Receipt, explain};
pub use explain_text::{to_json, to_text};
pub use figures::{FIGURE_READS, FIGURES, figures};
pub use format::{Format, cell, write};
pub use library::{Library, LibraryQuery, ParamSpec, View};
pub use params::{Param, ParamType, day};
pub use receipt::{Article, Claim, Conflict, Decision, Fact, Mention, Named, Rule, Sentence};
pub use run::{Answer, run, run_typed};
pub use sayings::sparql as sayings_sparql;
pub use search::{Found, Hit, READS, fold, one, search};
pub use sources::{ACCEPTED, SOURCE_READS, alone, origins};

use crate::error::{Error, Result};
use oxigraph::store::Store;

/// The SPARQL behind what a user typed, parsed before any store is open: it
/// tells how much of a graph has to be loaded.
///
/// # Errors
/// As [`ask`], except for prefixes that stand for data.
pub fn question(library: &Library, what: &str) -> Result<spargebra::Query> {
    run::parse(&sparql(library, what)?, &|_| Ok(true))
}

/// Parses a query of the program's own.
///
/// # Errors
/// If it cannot be parsed.
pub fn parse(sparql: &str) -> Result<spargebra::Query> {
    run::parse(sparql, &|_| Ok(true))
}

/// The IRIs that a query names.
pub fn predicates(query: &spargebra::Query) -> Vec<String> {
    let text = query.to_string();
    let inside = text.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    let mut out: Vec<String> = inside.map(|(iri, _)| iri.to_owned()).filter(|iri| iri.contains("://")).collect();
    out.sort();
    out.dedup();
    out
}

/// The text behind what a user typed: of a library query, of a file, or itself.
fn sparql(library: &Library, what: &str) -> Result<String> {
    let what = what.trim();
    if is_file(what) {
        std::fs::read_to_string(what).map_err(|e| Error::io(what, e))
    } else if is_name(what) {
        Ok(library.get(what)?.sparql.clone())
    } else {
        Ok(what.to_owned())
    }
}

fn is_file(what: &str) -> bool {
    !what.contains(['{', '\n']) && [".rq", ".sparql"].iter().any(|e| what.ends_with(e))
}

fn is_name(what: &str) -> bool {
    what.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Answers what a user typed: the name of a library query, a file of SPARQL
/// (`*.rq`, `*.sparql`), or SPARQL itself.
///
/// # Errors
/// If there is no such query or file, or it fails.
pub fn ask(store: &Store, library: &Library, what: &str, params: &[Param]) -> Result<Answer> {
    let what = what.trim();
    if !is_file(what) && is_name(what) {
        return library.get(what)?.run(store, params);
    }
    run(store, &sparql(library, what)?, params)
}
