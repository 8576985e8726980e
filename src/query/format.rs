//! Writing answers: table, CSV, TSV, JSON, XML, Turtle, N-Triples.

use super::names;
use super::run::Answer;
use crate::error::{Error, Result};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{Literal, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::Write;

/// Output format of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For reading: IRIs shortened, columns fitted to the width.
    #[default]
    Table,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 JSON.
    Json,
    /// SPARQL 1.1 XML.
    Xml,
    /// Turtle, for triples.
    Turtle,
    /// N-Triples, for triples.
    NTriples,
}

impl Format {
    /// All names [`Format::parse`] reads.
    pub const NAMES: &[&str] = &["table", "csv", "tsv", "json", "xml", "turtle", "ntriples"];

    /// Reads a format's name or usual file extension.
    ///
    /// # Errors
    /// If there is no such format; the message lists all.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "table" => Self::Table,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "json" | "srj" => Self::Json,
            "xml" | "srx" => Self::Xml,
            "turtle" | "ttl" => Self::Turtle,
            "ntriples" | "nt" => Self::NTriples,
            other => return Err(Error::Query(format!("unknown format {other:?}; one of {}", Self::NAMES.join(", ")))),
        })
    }
}

/// Writes an answer. `width` is the terminal's, in columns; `None` lets a
/// table be as wide as its content.
///
/// # Errors
/// If the format does not suit the kind of answer, or writing fails.
pub fn write(answer: &Answer, format: Format, width: Option<u16>, out: &mut dyn Write) -> Result<()> {
    let io = |e| Error::io("output", e);
    match (answer, format) {
        (Answer::Rows { columns, rows }, Format::Table) => {
            out.write_all(table(columns, rows, width).as_bytes()).map_err(io)
        }
        (Answer::Truth(truth), Format::Table) => writeln!(out, "{truth}").map_err(io),
        (Answer::Graph(triples), Format::Table | Format::Turtle) => triples_as(triples, RdfFormat::Turtle, out),
        (Answer::Graph(triples), Format::NTriples) => triples_as(triples, RdfFormat::NTriples, out),
        (Answer::Graph(_), _) => {
            Err(Error::Query("a CONSTRUCT or DESCRIBE gives triples: use --format turtle or ntriples".to_owned()))
        }
        (_, Format::Turtle | Format::NTriples) => Err(Error::Query(
            "only CONSTRUCT and DESCRIBE give triples: use --format table, csv, tsv, json or xml".to_owned(),
        )),
        (Answer::Truth(truth), format) => {
            let serializer = QueryResultsSerializer::from_format(results_format(format));
            serializer.serialize_boolean_to_writer(&mut *out, *truth).map_err(io)?;
            writeln!(out).map_err(io)
        }
        (Answer::Rows { columns, rows }, format) => rows_as(columns, rows, format, out),
    }
}

fn results_format(format: Format) -> QueryResultsFormat {
    match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Xml => QueryResultsFormat::Xml,
        _ => QueryResultsFormat::Json,
    }
}

fn rows_as(columns: &[String], rows: &[Vec<Option<Term>>], format: Format, out: &mut dyn Write) -> Result<()> {
    let io = |e| Error::io("output", e);
    let variables: Vec<Variable> = columns.iter().map(Variable::new_unchecked).collect();
    let mut serializer = QueryResultsSerializer::from_format(results_format(format))
        .serialize_solutions_to_writer(&mut *out, variables.clone())
        .map_err(io)?;
    for row in rows {
        let bound = variables.iter().zip(row).filter_map(|(v, t)| t.as_ref().map(|t| (v.as_ref(), t.as_ref())));
        serializer.serialize(bound).map_err(io)?;
    }
    let out = serializer.finish().map_err(io)?;
    match format {
        // CSV and TSV end with a line break already.
        Format::Csv | Format::Tsv => Ok(()),
        _ => writeln!(out).map_err(io),
    }
}

fn triples_as(triples: &[Triple], format: RdfFormat, out: &mut dyn Write) -> Result<()> {
    let io = |e| Error::io("output", e);
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in used_prefixes(triples) {
        serializer = serializer.with_prefix(prefix, namespace).map_err(|e| Error::Query(e.to_string()))?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    for triple in triples {
        serializer.serialize_triple(triple.as_ref()).map_err(io)?;
    }
    serializer.finish().map_err(io)?;
    Ok(())
}

/// The known prefixes, and those of the types of data, that occur in the triples.
fn used_prefixes(triples: &[Triple]) -> Vec<(String, String)> {
    let mut iris: Vec<String> = Vec::new();
    for triple in triples {
        iris.push(triple.subject.to_string());
        iris.push(triple.predicate.to_string());
        iris.push(triple.object.to_string());
    }
    let mut out = std::collections::BTreeMap::new();
    for iri in iris.iter().filter_map(|i| i.strip_prefix('<').and_then(|i| i.strip_suffix('>'))) {
        let short = names::shorten(iri);
        if let Some((prefix, _)) = short.split_once(':')
            && !short.starts_with('<')
        {
            out.insert(prefix.to_owned(), names::namespace(prefix));
        }
    }
    out.into_iter().collect()
}

/// A term as a reader wants to see it.
pub fn cell(term: &Term) -> String {
    match term {
        Term::NamedNode(n) => names::shorten(n.as_str()),
        Term::BlankNode(b) => b.to_string(),
        Term::Literal(l) => l.value().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn table(columns: &[String], rows: &[Vec<Option<Term>>], width: Option<u16>) -> String {
    let mut table = Table::new();
    table.force_no_tty().load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if let Some(width) = width {
        table.set_width(width.max(20));
    } else {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(columns.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|t| t.as_ref().map_or_else(String::new, cell)).collect::<Vec<_>>());
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        let numeric = |t: &Option<Term>| matches!(t, Some(Term::Literal(l)) if is_number(l));
        if !rows.is_empty() && rows.iter().all(|r| r.get(index).is_some_and(|t| numeric(t) || t.is_none())) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let count = match rows.len() {
        0 => "no rows".to_owned(),
        1 => "1 row".to_owned(),
        n => format!("{n} rows"),
    };
    format!("{table}\n{count}\n")
}

fn is_number(literal: &Literal) -> bool {
    let datatype = literal.datatype();
    ["integer", "decimal", "double", "float"].iter().any(|t| datatype.as_str().ends_with(&format!("XMLSchema#{t}")))
}
