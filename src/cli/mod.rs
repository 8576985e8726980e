//! The command line.
//!
//! Takes the process's arguments and streams. Gives output on standard output
//! or in files, messages on standard error and an exit code. Never does work of
//! its own: it calls the library and prints; it holds no knowledge of the
//! domain. Tested by `tests/cli.rs` and unit tests here.
//!
//! Exit codes: 0 done, 1 done with findings (an input that could not be read, a
//! mistake in the ontology, nothing found), 2 failed. A reader that closes the
//! pipe early is no failure.

mod build;
mod check;
mod completions;
mod conflicts;
mod demo;
mod diff;
mod difference;
mod eval;
mod explain;
mod export;
mod extract;
mod judge;
mod kb;
mod man;
mod messages;
mod note;
mod output;
mod queries;
mod query;
mod remove;
mod sources;
mod stream;
mod timeline;
mod train;
mod why_not;

use crate::error::{Error, Result};
use crate::ontology::{Ontology, Report, Source};
use crate::query::Library;
use clap::{Parser, Subcommand};
use messages::Messages;
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads news articles and writes a knowledge graph in which every fact can be
/// traced to the sentence that states it.
#[derive(Debug, Parser)]
#[command(name = "wiregraph", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 done with findings (for example an input that could not be read), \
    2 failed.\n\nStart with: wiregraph demo")]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// Use the ontology in this folder instead of the one built into the program
    #[arg(long, global = true, value_name = "DIR")]
    ontology: Option<PathBuf>,
    /// Number of threads; the output does not depend on it [default: one per core]
    #[arg(long, short = 'j', global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Print no progress, no notices and no summary; errors are still printed
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Build(build::Build),
    Remove(remove::Remove),
    Query(query::Query),
    Queries(queries::Queries),
    Conflicts(conflicts::Conflicts),
    Timeline(timeline::Timeline),
    Sources(sources::Sources),
    Diff(diff::Diff),
    Explain(explain::Explain),
    WhyNot(why_not::WhyNot),
    Export(export::Export),
    Judge(judge::Judge),
    Check(check::Check),
    Demo(demo::Demo),
    Eval(eval::Eval),
    Train(train::Train),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All went well.
    Done,
    /// It did its work and has something to complain about.
    Findings,
}

/// What every command is given.
struct Context {
    ontology: Option<PathBuf>,
    messages: Messages,
}

impl Context {
    /// The ontology, or an error with every mistake in it.
    fn load_ontology(&self) -> Result<Ontology> {
        let (ontology, report) = Ontology::load(&self.ontology_source()?);
        sound(&report).map(|()| ontology)
    }

    /// The ontology's queries, or an error with every mistake in them.
    fn load_library(&self) -> Result<Library> {
        let mut report = Report::default();
        let library = Library::load(&self.ontology_source()?, &mut report);
        sound(&report).map(|()| library)
    }

    fn ontology_source(&self) -> Result<Source> {
        self.ontology.as_deref().map_or_else(|| Ok(Source::embedded()), Source::folder)
    }
}

/// `1 article`, `2 articles`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn sound(report: &Report) -> Result<()> {
    if !report.has_errors() {
        return Ok(());
    }
    let hint = "the ontology has mistakes; `wiregraph check` lists them alone";
    Err(Error::Ontology(format!("{hint}\n{}", report.to_string().trim_end())))
}

/// Parses the command line, runs the command, tells how it ended.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(e) if output::is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            messages::print_error(&e);
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<Outcome> {
    if let Some(jobs) = cli.global.jobs {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(jobs))
            .build_global()
            .map_err(|e| Error::Other(format!("cannot start {jobs} threads: {e}")))?;
    }
    let context = Context { ontology: cli.global.ontology, messages: Messages::new(cli.global.quiet) };
    match cli.command {
        Command::Extract(command) => command.run(&context),
        Command::Build(command) => command.run(&context),
        Command::Remove(command) => command.run(&context),
        Command::Query(command) => command.run(&context),
        Command::Queries(command) => command.run(&context),
        Command::Conflicts(command) => command.run(&context),
        Command::Timeline(command) => command.run(&context),
        Command::Sources(command) => command.run(&context),
        Command::Diff(command) => command.run(&context),
        Command::Explain(command) => command.run(),
        Command::WhyNot(command) => command.run(&context),
        Command::Export(command) => command.run(&context),
        Command::Judge(command) => command.run(&context),
        Command::Demo(command) => command.run(&context),
        Command::Check(command) => command.run(&context),
        Command::Eval(command) => command.run(&context),
        Command::Train(command) => command.run(&context),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_does_and_shows_examples() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} has no description");
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(after.contains("Examples:\n  wiregraph "), "{name} shows no examples");
            for line in after.lines().filter(|l| l.trim_start().starts_with("wiregraph ")) {
                assert!(line.contains(name), "example of {name} shows another command: {line}");
            }
        }
    }

    #[test]
    fn every_argument_is_documented() {
        for command in Cli::command().get_subcommands() {
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {} has no help", command.get_name(), argument.get_id());
            }
        }
    }
}
