//! `wiregraph man`: the manual page.

use super::output::OutArg;
use super::{Cli, Outcome};
use crate::error::{Error, Result};
use clap::{Args, CommandFactory};

/// Print the manual page of the program or of one command
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph man | man -l -\n  wiregraph man extract --out wiregraph-extract.1")]
pub struct Man {
    /// The command [default: the program itself]
    command: Option<String>,
    #[command(flatten)]
    out: OutArg,
}

impl Man {
    pub(super) fn run(self) -> Result<Outcome> {
        let mut whole = Cli::command();
        whole.build();
        let page = match &self.command {
            None => whole,
            Some(name) => {
                let found = whole.find_subcommand(name).cloned();
                found.ok_or_else(|| Error::Other(format!("there is no command {name:?}")))?
            }
        };
        let mut roff = Vec::new();
        clap_mangen::Man::new(page).render(&mut roff).map_err(|e| Error::io("manual page", e))?;
        let mut output = self.out.open()?;
        output.write(&roff)?;
        output.finish()?;
        Ok(Outcome::Done)
    }
}
