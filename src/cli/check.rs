//! `wiregraph check`: the ontology's mistakes, all at once.

use super::{Context, Outcome};
use crate::error::Result;
use crate::ontology::Ontology;
use crate::query::Library;
use clap::Args;
use std::path::PathBuf;

/// Check an ontology folder: every mistake with file, line, column and a hint
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph check\n  wiregraph check ontology\n\n\
    Exit code 1 if there are mistakes. `build` and `extract` refuse an ontology that has any.")]
pub struct Check {
    /// Folder to check [default: the one of --ontology, else the one built into the program]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(self, context: &mut Context) -> Result<Outcome> {
        if self.folder.is_some() {
            context.ontology = self.folder;
        }
        let source = context.ontology_source()?;
        let (_, mut report) = Ontology::load(&source);
        Library::load(&source, &mut report);
        let diagnostics = report.diagnostics();
        for diagnostic in &diagnostics {
            context.messages.error(diagnostic);
        }
        let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        context.messages.notice(format!(
            "{} checked, {}",
            count(source.all().len(), "file"),
            count(diagnostics.len(), "mistake")
        ));
        Ok(context.messages.outcome())
    }
}
