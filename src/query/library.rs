//! The query library: `ontology/queries/*.rq`, each with a header of comments:
//!
//! ```text
//! # title: Designation history of a group
//! # param: group:entity The group, by name or IRI (any)
//! # param: from:from First day (2020-01-01)
//! # view: table
//! ```
//!
//! The bracket at the end of a parameter is its default; `(any)` leaves the
//! variable free, `(required)` demands a value. Types: see [`ParamType`].

use super::bind;
use super::params::{Param, ParamType};
use super::run::{self, Answer};
use crate::error::{Error, Result};
use crate::ontology::{Report, Source};
use oxigraph::store::Store;
use serde::Serialize;

/// How an answer is best shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum View {
    /// Rows and columns.
    #[default]
    Table,
    /// Nodes and edges; columns `source`, `relation`, `target`, `weight`.
    Graph,
    /// Events in time; columns `from`, `to`, `event`.
    Timeline,
}

/// A declared parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParamSpec {
    /// Variable name without `?`.
    pub name: String,
    /// How its value is read.
    #[serde(rename = "type")]
    pub kind: ParamType,
    /// What it is.
    pub description: String,
    /// Value if none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// A value must be given.
    pub required: bool,
}

/// One query of the library.
#[derive(Clone, Debug, Serialize)]
pub struct LibraryQuery {
    /// File name without `.rq`.
    pub name: String,
    /// What it answers, one sentence.
    pub title: String,
    /// Its parameters, in header order.
    pub params: Vec<ParamSpec>,
    /// How the answer is best shown.
    pub view: View,
    /// The file's text.
    #[serde(skip)]
    pub sparql: String,
}

/// All queries of the library, sorted by name.
#[derive(Clone, Debug, Default)]
pub struct Library {
    queries: Vec<LibraryQuery>,
}

impl Library {
    /// Reads and checks `queries/*.rq`; mistakes go to the report, the good
    /// queries stay usable.
    pub fn load(source: &Source, report: &mut Report) -> Self {
        let mut queries = Vec::new();
        for (file, text) in source.files("queries", "rq") {
            if let Some(query) = read(&file, &text, report) {
                queries.push(query);
            }
        }
        queries.sort_by(|a, b| a.name.cmp(&b.name));
        Self { queries }
    }

    /// All queries, sorted by name.
    pub fn queries(&self) -> &[LibraryQuery] {
        &self.queries
    }

    /// The query of this name.
    ///
    /// # Errors
    /// If there is none; the message names similar ones.
    pub fn get(&self, name: &str) -> Result<&LibraryQuery> {
        if let Some(found) = self.queries.iter().find(|q| q.name == name) {
            return Ok(found);
        }
        let mut near: Vec<(usize, &str)> =
            self.queries.iter().map(|q| (distance(name, &q.name), q.name.as_str())).collect();
        near.sort();
        let near: Vec<&str> = near.iter().filter(|n| n.0 <= 3 || n.1.contains(name)).map(|n| n.1).take(5).collect();
        let hint = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
        Err(Error::Query(format!("no library query is called {name:?}{hint} (wiregraph queries lists all)")))
    }
}

impl LibraryQuery {
    /// Runs the query; defaults fill what `params` leaves out.
    ///
    /// # Errors
    /// If a parameter is unknown, missing or unfit, or the evaluation fails.
    pub fn run(&self, store: &Store, params: &[Param]) -> Result<Answer> {
        let mut given = params.to_vec();
        for param in params {
            if !self.params.iter().any(|p| p.name == param.name) {
                let known: Vec<&str> = self.params.iter().map(|p| p.name.as_str()).collect();
                let known =
                    if known.is_empty() { "it has none".to_owned() } else { format!("it has {}", known.join(", ")) };
                return Err(Error::Query(format!("query {} has no parameter {}; {known}", self.name, param.name)));
            }
        }
        for spec in &self.params {
            if given.iter().any(|p| p.name == spec.name) {
                continue;
            }
            match &spec.default {
                Some(default) => given.push(Param { name: spec.name.clone(), value: default.clone() }),
                None if spec.required => {
                    return Err(Error::Query(format!(
                        "query {} needs --param {}=...: {}",
                        self.name, spec.name, spec.description
                    )));
                }
                None => {}
            }
        }
        let kind = |name: &str| self.params.iter().find(|p| p.name == name).map_or(ParamType::Any, |p| p.kind);
        run::run_typed(store, &self.sparql, &given, &kind)
    }
}

fn read(file: &str, text: &str, report: &mut Report) -> Option<LibraryQuery> {
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".rq").to_owned();
    let mut query =
        LibraryQuery { name, title: String::new(), params: Vec::new(), view: View::Table, sparql: text.to_owned() };
    let mut good = true;
    let mut fail = |line: usize, message: String, hint: &str| {
        report.error(file, Some((line, 1)), message, Some(hint));
        good = false;
    };
    let mut param_lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix('#') else { break };
        let Some((key, value)) = comment.split_once(':') else { continue };
        let value = value.trim();
        match key.trim() {
            "title" => query.title = value.to_owned(),
            "param" => match param(value) {
                Ok(spec) => {
                    query.params.push(spec);
                    param_lines.push(index + 1);
                }
                Err(message) => fail(index + 1, message, "# param: name:type description (default)"),
            },
            "view" => match value {
                "table" => query.view = View::Table,
                "graph" => query.view = View::Graph,
                "timeline" => query.view = View::Timeline,
                other => fail(index + 1, format!("unknown view {other:?}"), "table, graph or timeline"),
            },
            _ => {}
        }
    }
    if query.title.is_empty() {
        fail(1, "the query has no title".to_owned(), "# title: the question it answers");
    }
    match run::parse(text, &|_| Ok(true)) {
        Ok(parsed) => {
            for (spec, line) in query.params.iter().zip(param_lines) {
                if !bind::usage(&parsed, &spec.name).anywhere {
                    fail(
                        line,
                        format!("the query has no variable ?{}", spec.name),
                        "a parameter takes the place of a variable",
                    );
                }
            }
        }
        Err(e) => fail(1, e.to_string(), "the file must be one SPARQL query"),
    }
    good.then_some(query)
}

fn param(text: &str) -> std::result::Result<ParamSpec, String> {
    let (head, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (name, kind) = head.split_once(':').unwrap_or((head, "any"));
    let kind = ParamType::parse(kind).ok_or_else(|| format!("unknown parameter type {kind:?}"))?;
    if name.is_empty() {
        return Err("the parameter has no name".to_owned());
    }
    let rest = rest.trim();
    let (description, bracket) = match rest.strip_suffix(')').and_then(|r| r.rsplit_once('(')) {
        Some((description, bracket)) => (description.trim(), bracket.trim()),
        None => (rest, "any"),
    };
    Ok(ParamSpec {
        name: name.to_owned(),
        kind,
        description: description.to_owned(),
        default: (!["any", "required"].contains(&bracket)).then(|| bracket.to_owned()),
        required: bracket == "required",
    })
}

/// Edit distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (Library, Report) {
        let mut report = Report::default();
        let source = Source::from_files([("queries/x.rq".to_owned(), text.to_owned())]);
        (Library::load(&source, &mut report), report)
    }

    #[test]
    fn a_header_declares_title_parameters_and_view() {
        let (library, report) = load(
            "# title: Who and when?\n# param: who:entity A person (required)\n# param: from:from First day (2020)\n\
             # param: what Anything (any)\n# view: timeline\nSELECT ?who ?from ?what { ?who wg:date ?from ; wg:kind ?what }",
        );
        assert!(!report.has_errors(), "{report}");
        let query = library.get("x").expect("there");
        assert_eq!((query.title.as_str(), query.view), ("Who and when?", View::Timeline));
        assert_eq!(query.params[0].kind, ParamType::Entity);
        assert!(query.params[0].required && !query.params[2].required);
        assert_eq!(query.params[1].default.as_deref(), Some("2020"));
        assert!(library.get("y").is_err_and(|e| e.to_string().contains("did you mean x")));
    }

    #[test]
    fn mistakes_are_reported_with_file_and_line() {
        let (library, report) = load("# param: a:colour b\n# param: b b\n# view: pie\nSELECT ?a { ?a }");
        let text = report.to_string();
        for part in [
            "queries/x.rq:1:1: the query has no title",
            "x.rq:1:1: unknown parameter type",
            "x.rq:3:1: unknown view",
            "line 4",
        ] {
            assert!(text.contains(part), "{part} not in {text}");
        }
        assert!(library.queries().is_empty());
    }

    #[test]
    fn distance_counts_edits() {
        assert_eq!(distance("timeline", "timelin"), 1);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
