//! `wiregraph eval`: scores the analysis against treebanks.

use super::output::Output;
use super::{Context, Outcome};
use crate::analysis::Models;
use crate::analysis::train::{read, score};
use crate::error::{Error, Result};
use clap::Args;
use std::path::PathBuf;

/// Score the tagger and the parser against annotated sentences (CoNLL-U)
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph eval data/ud_ewt/en_ewt-ud-dev.conllu\n\n\
    Gold tokens are given, tags are predicted; LAS leaves subtypes of relations aside and counts punctuation.")]
pub struct Eval {
    /// Files to score against
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Eval {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let mut out = Output::stdout();
        for path in &self.files {
            let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
            let sentences = read(&content);
            if sentences.is_empty() {
                context.messages.error(format!("{}: no sentence found; CoNLL-U is expected", path.display()));
                continue;
            }
            let line = format!("{}: {}\n", path.display(), score(Models::embedded(), &sentences));
            out.write(line.as_bytes())?;
        }
        out.finish()?;
        Ok(context.messages.outcome())
    }
}
