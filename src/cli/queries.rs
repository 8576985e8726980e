//! `wiregraph queries`: the query library.

use super::output::OutArg;
use super::{Context, Outcome};
use crate::error::{Error, Result};
use crate::query::{Library, LibraryQuery};
use clap::Args;
use comfy_table::{ContentArrangement, Table, presets};
use std::fmt::Write as _;

/// List the library's queries, or show one of them
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph queries\n  wiregraph queries conflicts\n  \
    wiregraph queries --json\n\nAdd queries of your own as queries/*.rq in an --ontology folder.")]
pub struct Queries {
    /// Show this query: its parameters and its SPARQL
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    out: OutArg,
}

impl Queries {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let library = context.load_library()?;
        let text = match &self.name {
            Some(name) if self.json => json(library.get(name)?)?,
            Some(name) => show(library.get(name)?),
            None if self.json => json(library.queries())?,
            None => self.list(&library),
        };
        let mut output = self.out.open()?;
        output.write(text.as_bytes())?;
        output.finish()?;
        Ok(Outcome::Done)
    }

    fn list(&self, library: &Library) -> String {
        let row = |q: &LibraryQuery| [q.name.clone(), parameters(q), q.title.clone()];
        if !self.out.is_terminal() {
            return library.queries().iter().map(|q| row(q).join("\t") + "\n").collect();
        }
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(["query", "parameters", "question"]);
        if let Some(width) = self.out.width() {
            table.set_width(width);
        }
        table.add_rows(library.queries().iter().map(row));
        format!("{table}\n")
    }
}

fn parameters(query: &LibraryQuery) -> String {
    query.params.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(" ")
}

fn show(query: &LibraryQuery) -> String {
    let mut out = format!("{}\n{}\n", query.name, query.title);
    for param in &query.params {
        let default = match (&param.default, param.required) {
            (Some(default), _) => format!(" [{default}]"),
            (None, true) => " [required]".to_owned(),
            (None, false) => String::new(),
        };
        writeln!(out, "  --param {}=...  {}{default}", param.name, param.description)
            .expect("a string takes everything");
    }
    out + "\n" + query.sparql.trim_end() + "\n"
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string_pretty(value).map(|s| s + "\n").map_err(|e| Error::Other(e.to_string()))
}
