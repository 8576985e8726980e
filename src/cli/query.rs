//! `wiregraph query`: questions to a knowledge base.

use super::kb::KbArg;
use super::output::OutArg;
use super::{Context, Outcome};
use crate::error::Result;
use crate::query::{self, Answer, Format, Param};
use clap::Args;

/// Ask a knowledge base: SPARQL, a file of SPARQL, or a query of the library
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph query timeline --param since=2025-06 --param until=2025-08\n  \
    wiregraph query conflicts --kb kb --format csv --out conflicts.csv\n  \
    wiregraph query my-question.rq\n  \
    wiregraph query 'SELECT ?name WHERE { ?x a wg:Organization ; skos:prefLabel ?name } LIMIT 10'\n  \
    wiregraph query 'DESCRIBE ?x WHERE { ?x skos:prefLabel \"Geneva\" }' --format turtle\n\n\
    `wiregraph queries` lists the library. The usual prefixes need no declaration.")]
pub struct Query {
    /// SPARQL, the name of a file (*.rq, *.sparql), or the name of a library query
    #[arg(value_name = "QUERY")]
    query: String,
    #[command(flatten)]
    kb: KbArg,
    /// Give a variable of the query a value: a name, an IRI, a date, a text
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = Param::parse)]
    param: Vec<Param>,
    /// table, csv, tsv, json, xml; for triples turtle or ntriples [default: table on a terminal,
    /// else csv; turtle for triples]
    #[arg(long, short, value_name = "FORMAT", value_parser = Format::parse)]
    format: Option<Format>,
    #[command(flatten)]
    out: OutArg,
}

impl Query {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let library = context.load_library()?;
        // A name given for a variable is looked up among all names.
        let question = query::question(&library, &self.query)?;
        let store = self.kb.load_for(&question, !self.param.is_empty())?;
        let answer = query::ask(&store, &library, &self.query, &self.param)?;
        let format = self.format.unwrap_or(match answer {
            Answer::Graph(_) => Format::Turtle,
            _ if self.out.is_terminal() => Format::Table,
            _ => Format::Csv,
        });
        let mut output = self.out.open()?;
        query::write(&answer, format, self.out.width(), &mut output)?;
        output.finish()?;
        if let Answer::Rows { rows, .. } = &answer
            && rows.is_empty()
        {
            context.messages.notice("no rows");
        }
        Ok(Outcome::Done)
    }
}
