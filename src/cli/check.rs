//! `wiregraph check`: the ontology's mistakes, all at once.

use super::{Context, Outcome, count};
use crate::error::Result;
use crate::extract::examples;
use crate::graph::{self, load_graph};
use crate::ontology::{Ontology, Source};
use crate::query::Library;
use clap::Args;
use rayon::prelude::*;
use std::path::PathBuf;

/// Check an ontology folder: mistakes with file, line and hint, and every example of its rules
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph check\n  wiregraph check ontology\n  wiregraph check --kb kb\n\n\
    Exit code 1 if there are mistakes. `build` and `extract` refuse an ontology that has any.")]
pub struct Check {
    /// Folder to check [default: the one of --ontology, else the one built into the program]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Check this knowledge base too: whether its graph is whole and sound
    #[arg(long, value_name = "DIR")]
    kb: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let source = match &self.folder {
            Some(folder) => Source::folder(folder)?,
            None => context.ontology_source()?,
        };
        let (ontology, mut report) = Ontology::load(&source);
        Library::load(&source, &mut report);
        let mut mistakes: Vec<String> = report.diagnostics().iter().map(ToString::to_string).collect();
        let mut examples = 0;
        // Examples can be read only with rules that make sense.
        if mistakes.is_empty() {
            let all: Vec<_> = ontology
                .rules
                .iter()
                .flat_map(|set| set.examples.iter().map(move |example| (set.class, example)))
                .collect();
            examples = all.len();
            mistakes = all.into_par_iter().filter_map(|(class, e)| examples::run(&ontology, class, e).err()).collect();
        }
        for mistake in &mistakes {
            context.messages.error(mistake);
        }
        context.messages.notice(format!(
            "{} and {} checked, {}",
            count(source.all().len(), "file"),
            count(examples, "example"),
            count(mistakes.len(), "mistake")
        ));
        if let Some(kb) = &self.kb {
            let (store, counts) = load_graph(kb)?;
            let findings = graph::check(&store, &source)?;
            for finding in &findings {
                let row: Vec<String> = finding.row.iter().map(|(name, term)| format!("{name}={term}")).collect();
                context.messages.error(format!("{}: {}: {}", kb.display(), finding.title, row.join(" ")));
            }
            let quads = count(counts.facts + counts.evidence, "quad");
            context.messages.notice(format!("{}: {quads} checked, {}", kb.display(), count(findings.len(), "finding")));
        }
        Ok(context.messages.outcome())
    }
}
