//! `wiregraph diff`: what two knowledge bases do not have in common, and why.

use super::kb::{Show, load};
use super::{Context, Outcome, count};
use crate::error::Result;
use crate::query::{Answer, CHANGE_READS, changes, sayings_sparql};
use clap::Args;
use std::path::PathBuf;

/// Show the facts that one knowledge base has gained, lost or changed against another, and why
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph diff kb-monday kb-tuesday\n  \
    wiregraph diff kb kb-with-my-rules --format json\n\n\
    A fact is what a graph accepts. The reason names the article that was added, removed or changed, the rule\n\
    that reads otherwise, the decision or the note; `against it` marks what speaks for another value. Events are\n\
    known by their mentions, whatever they are named after. Copy the folder to keep a state, or build with\n\
    another --ontology to compare two sets of rules.")]
pub struct Diff {
    /// Folder of the knowledge base before
    #[arg(value_name = "KB1")]
    before: PathBuf,
    /// Folder of the knowledge base after
    #[arg(value_name = "KB2")]
    after: PathBuf,
    #[command(flatten)]
    show: Show,
}

impl Diff {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let read = [&*sayings_sparql(""), CHANGE_READS];
        let answer = changes(&load(&self.before, &read, false)?, &load(&self.after, &read, false)?)?;
        self.show.write(context, &answer)?;
        if let Answer::Rows { rows, .. } = &answer {
            let of = |word: &str| {
                rows.iter().filter(|r| r[0].as_ref().is_some_and(|t| t.to_string() == format!("\"{word}\""))).count()
            };
            let (gained, lost, changed) = (of("gained"), of("lost"), of("changed"));
            context.messages.notice(format!("{} gained, {lost} lost, {changed} changed", count(gained, "fact")));
        }
        Ok(Outcome::Done)
    }
}
