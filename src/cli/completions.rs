//! `wiregraph completions`: what makes a shell complete our commands.

use super::output::OutArg;
use super::{Cli, Outcome};
use crate::error::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  wiregraph completions bash > ~/.local/share/bash-completion/completions/wiregraph\n  \
    wiregraph completions zsh --out ~/.zfunc/_wiregraph\n  \
    wiregraph completions fish > ~/.config/fish/completions/wiregraph.fish"
)]
pub struct Completions {
    /// The shell
    shell: Shell,
    #[command(flatten)]
    out: OutArg,
}

impl Completions {
    pub(super) fn run(self) -> Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "wiregraph", &mut script);
        let mut output = self.out.open()?;
        output.write(&script)?;
        output.finish()?;
        Ok(Outcome::Done)
    }
}
