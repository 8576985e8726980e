//! `wiregraph timeline`: how the figures of events went.

use super::kb::{Place, Show, about};
use super::{Context, Outcome};
use crate::error::Result;
use crate::query::{FIGURE_READS, FIGURES, figures, sayings_sparql};
use clap::Args;

/// Show how the figures of an event went: every count, by whom and when, in order
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph timeline\n  \
    wiregraph timeline kb --about \"Coast Express\"\n  \
    wiregraph timeline --kb kb --latest --format json\n\n\
    Nothing is added up or averaged: each row is one figure as one article gives it, with its speaker. `step`\n\
    compares it with the figure before by the same speaker: first, up, down, same, or overlaps for ranges.\n\
    `wiregraph query timeline` lists the events of a period.")]
pub struct Timeline {
    #[command(flatten)]
    place: Place,
    /// Only of this event, by name or IRI
    #[arg(long, value_name = "EVENT")]
    about: Option<String>,
    /// Only the last figure of each speaker
    #[arg(long)]
    latest: bool,
    #[command(flatten)]
    show: Show,
}

impl Timeline {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let words = self.about.as_deref();
        let store = self.place.load(&[&sayings_sparql(FIGURES), FIGURE_READS], words)?;
        let subject = about(&store, words)?;
        self.show.write(context, &figures(&store, subject.as_deref(), self.latest)?)?;
        Ok(Outcome::Done)
    }
}
