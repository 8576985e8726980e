//! `wiregraph explain`: where the graph has a fact from.

use super::Outcome;
use super::kb::KbArg;
use super::output::OutArg;
use crate::error::Result;
use crate::query::{self, ExplainOptions, Explanation};
use clap::Args;

/// Page width where there is no terminal to ask.
const WIDTH: u16 = 100;

/// Print the receipt of a fact or of all that is known about something
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph explain \"Geneva talks\"\n  \
    wiregraph explain Jane Doe --property date\n  \
    wiregraph explain https://w3id.org/wiregraph/id/... --json --kb kb\n\n\
    For each fact: the claims that state it, the rule (file and line) that found each, the sentence, the\n\
    article, and the identity decisions that joined the names. If the words fit several things, they are\n\
    listed and the exit code is 1.")]
pub struct Explain {
    /// An IRI, full or with a usual prefix, or words of a name
    #[arg(value_name = "IRI-OR-WORDS", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    kb: KbArg,
    /// Only facts with this property (`wg:date`, `date`)
    #[arg(long, value_name = "NAME")]
    property: Option<String>,
    /// At most so many facts
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    out: OutArg,
}

impl Explain {
    pub(super) fn run(self) -> Result<Outcome> {
        let store = self.kb.load()?;
        let options = ExplainOptions { property: self.property, limit: self.limit };
        let explanation = query::explain(&store, &self.words.join(" "), &options)?;
        let text = if self.json {
            query::to_json(&explanation)? + "\n"
        } else {
            query::to_text(&explanation, usize::from(self.out.width().unwrap_or(WIDTH)))
        };
        let mut output = self.out.open()?;
        output.write(text.as_bytes())?;
        output.finish()?;
        Ok(match explanation {
            Explanation::Receipt(_) => Outcome::Done,
            Explanation::Candidates(_) => Outcome::Findings,
        })
    }
}
