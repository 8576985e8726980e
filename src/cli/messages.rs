//! What a command tells the person, all of it on standard error.

use crate::error::Error;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// Messages and progress of one run.
pub struct Messages {
    quiet: bool,
    bar: RefCell<Option<ProgressBar>>,
    errors: Cell<usize>,
}

impl Messages {
    /// `quiet` leaves out everything but errors.
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: RefCell::default(), errors: Cell::default() }
    }

    /// Shows a progress bar if standard error is a terminal; `total` items, or
    /// an unknown number if 0.
    pub fn start(&self, what: &'static str, total: usize) {
        if self.quiet || !io::stderr().is_terminal() {
            return;
        }
        let (length, style) = match total {
            0 | 1 => (None, "{spinner} {msg} {pos} ({per_sec})"),
            _ => (Some(total as u64), "{spinner} {msg} {pos}/{len} {wide_bar} {eta}"),
        };
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        self.bar.replace(Some(bar));
    }

    /// Sets how many items are done.
    pub fn done(&self, items: usize) {
        if let Some(bar) = &*self.bar.borrow() {
            bar.set_position(items as u64);
        }
    }

    /// Takes the progress bar away.
    pub fn stop(&self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Something the person may want to know.
    pub fn notice(&self, text: impl Display) {
        if !self.quiet {
            self.line(&format!("wiregraph: {text}"));
        }
    }

    /// Something that went wrong without stopping the run; makes the exit code 1.
    pub fn error(&self, text: impl Display) {
        self.errors.set(self.errors.get() + 1);
        self.line(&format!("wiregraph: error: {text}"));
    }

    /// The outcome of a run that came to its end.
    pub fn outcome(&self) -> super::Outcome {
        if self.errors.get() == 0 { super::Outcome::Done } else { super::Outcome::Findings }
    }

    fn line(&self, text: &str) {
        // Nobody listens on a closed standard error; that is no reason to stop.
        let print = || drop(writeln!(io::stderr().lock(), "{text}"));
        match &*self.bar.borrow() {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

/// The last words of a run that failed.
pub fn print_error(error: &Error) {
    let _ = writeln!(io::stderr().lock(), "wiregraph: error: {error}");
}
