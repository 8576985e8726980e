//! The `wiregraph` binary: parse the command line, run, exit.

fn main() -> std::process::ExitCode {
    wiregraph::cli::main()
}
