//! `wiregraph extract`: articles in, facts out, no store.

use super::output::OutArg;
use super::{Context, Outcome};
use crate::error::{Error, Result};
use clap::{Args, ValueEnum};

/// Read articles and print the facts they state, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph extract article.txt\n  wiregraph extract news/ > facts.jsonl\n  \
    cat feed.jsonl.gz | wiregraph extract - --out facts.jsonl")]
pub struct Extract {
    /// Files, folders and globs (.txt .html .jsonl .csv, also .gz .zst); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = To::Facts, value_name = "FORM")]
    to: To,
    #[command(flatten)]
    out: OutArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    /// Facts as JSON lines
    Facts,
}

impl Extract {
    pub(super) fn run(self, _context: &mut Context) -> Result<Outcome> {
        Err(Error::Other("extract is not part of this build".to_owned()))
    }
}
