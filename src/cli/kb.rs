//! `--kb`, shared by the commands that use a knowledge base.

use super::{Context, judge, output};
use crate::error::Result;
use crate::graph::{load_graph, load_graph_for};
use crate::ontology::{Properties, Report, Vocab};
use crate::query::{self, Answer, Format, READS};
use oxigraph::store::Store;
use std::path::{Path, PathBuf};

/// Which knowledge base.
#[derive(Debug, clap::Args)]
pub struct KbArg {
    /// Folder of the knowledge base
    #[arg(long, value_name = "DIR", default_value = "kb")]
    pub kb: PathBuf,
}

impl KbArg {
    /// Its graph, for reading.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn load(&self) -> Result<Store> {
        load_graph(&self.kb).map(|(store, _)| store)
    }

    /// As much of its graph as a query needs; also what names are looked up in,
    /// if `names` says so.
    ///
    /// # Errors
    /// As [`KbArg::load`].
    pub fn load_for(&self, query: &spargebra::Query, names: bool) -> Result<Store> {
        load_graph_for(&self.kb, query, if names { READS } else { &READS[..1] })
    }
}

/// `KB` or `--kb KB`, for the commands that compare what a knowledge base holds.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// Folder of the knowledge base
    #[arg(value_name = "KB", conflicts_with = "kb")]
    place: Option<PathBuf>,
    #[command(flatten)]
    kb: KbArg,
}

impl Place {
    /// The folder.
    pub fn path(&self) -> &Path {
        self.place.as_deref().unwrap_or(&self.kb.kb)
    }

    /// As much of the graph as these queries need, and the names of things if
    /// one is to be looked up.
    ///
    /// # Errors
    /// As [`KbArg::load`].
    pub fn load(&self, queries: &[&str], about: Option<&str>) -> Result<Store> {
        load(self.path(), queries, about.is_some())
    }
}

/// As [`Place::load`], of any folder.
///
/// # Errors
/// As [`KbArg::load`].
pub fn load(root: &Path, queries: &[&str], names: bool) -> Result<Store> {
    let mut more: Vec<String> =
        READS[..if names { READS.len() } else { 1 }].iter().map(|iri| (*iri).to_owned()).collect();
    let (first, rest) = queries.split_first().unwrap_or((&"ASK {}", &[]));
    for sparql in rest {
        more.extend(query::predicates(&query::parse(sparql)?));
    }
    load_graph_for(root, &query::parse(first)?, &more.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The IRI of the thing that `--about` names.
///
/// # Errors
/// If nothing or several things have the name.
pub fn about(store: &Store, words: Option<&str>) -> Result<Option<String>> {
    let Some(words) = words else { return Ok(None) };
    let iri = judge::thing(store, words)?;
    query::reader::Reader::new(store).survivor(&iri).map(Some)
}

/// Format and file of an answer.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// table, csv, tsv, json, xml [default: table on a terminal, else csv]
    #[arg(long, short, value_name = "FORMAT", value_parser = Format::parse)]
    format: Option<Format>,
    #[command(flatten)]
    out: output::OutArg,
}

impl Show {
    /// Writes an answer; says so if it has no rows.
    ///
    /// # Errors
    /// If the format does not suit rows, or writing fails.
    pub fn write(&self, context: &Context, answer: &Answer) -> Result<()> {
        let default = if self.out.is_terminal() { Format::Table } else { Format::Csv };
        let mut output = self.out.open()?;
        query::write(answer, self.format.unwrap_or(default), self.out.width(), &mut output)?;
        output.finish()?;
        if let Answer::Rows { rows, .. } = answer
            && rows.is_empty()
        {
            context.messages.notice("no rows");
        }
        Ok(())
    }
}

/// The properties of the ontology, without its rules and lexicons.
///
/// # Errors
/// If its vocabulary has mistakes.
pub fn properties(context: &Context) -> Result<Properties> {
    let mut report = Report::default();
    let vocab = Vocab::load(&context.ontology_source()?, &mut report);
    super::sound(&report).map(|()| Properties::read(&vocab.graph))
}
