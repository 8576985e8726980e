//! `wiregraph conflicts`: what the sources contradict each other about.

use super::kb::{Place, Show, about, properties};
use super::{Context, Outcome};
use crate::error::Result;
use crate::graph;
use crate::query::{self, CONFLICT_READS, CONFLICTING, Kind, conflicts, sayings_sparql};
use clap::Args;

/// Show what the sources contradict each other about, and who says what
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph conflicts\n  \
    wiregraph conflicts kb --strict\n  \
    wiregraph conflicts --kb kb --about \"Coast Express\" --format json\n  \
    wiregraph conflicts --denied --out denied.csv\n\n\
    Values of one property of one thing are compared as the ontology says: days that do not overlap, places of\n\
    which neither lies in the other, kinds of which neither is the broader, counts that do not overlap. A\n\
    contradiction cannot hold (one value is shown at most), a tension usually does not (all are shown), a denial\n\
    is said by some and denied by others. Values that are only attributed, claimed or hedged are there as well;\n\
    `acceptance` says where each stands, `basis` why one is preferred.")]
pub struct Conflicts {
    #[command(flatten)]
    place: Place,
    /// Only contradictions: values that cannot hold together
    #[arg(long)]
    strict: bool,
    /// Only tensions: values that usually do not hold together
    #[arg(long)]
    soft: bool,
    /// Only what is both said and denied
    #[arg(long)]
    denied: bool,
    /// Only about this thing, by name or IRI
    #[arg(long, value_name = "THING")]
    about: Option<String>,
    #[command(flatten)]
    show: Show,
}

impl Conflicts {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let asked = [(self.strict, Kind::Contradiction), (self.soft, Kind::Tension), (self.denied, Kind::Denial)];
        let any = asked.iter().any(|(asked, _)| *asked);
        let kinds: Vec<Kind> = asked.into_iter().filter(|(asked, _)| *asked || !any).map(|(_, kind)| kind).collect();
        let words = self.about.as_deref();
        let store = self.place.load(&[&sayings_sparql(CONFLICTING), CONFLICT_READS], words)?;
        let subject = about(&store, words)?;
        let base = graph::base(self.place.path())?;
        let answer = conflicts(&store, &properties(context)?, &base, &kinds, subject.as_deref())?;
        self.show.write(context, &answer)?;
        if let query::Answer::Rows { rows, .. } = &answer {
            let things: std::collections::BTreeSet<_> =
                rows.iter().map(|r| (r.last(), r.get(1), r.get(2))).map(|k| format!("{k:?}")).collect();
            context.messages.notice(super::count(things.len(), "conflict"));
        }
        Ok(Outcome::Done)
    }
}
