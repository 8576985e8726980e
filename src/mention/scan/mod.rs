//! Runs of letters, runs of digits and single marks of one sentence, with what
//! the word lists say of them: what the grammars of dates and numbers read.
//!
//! Takes an [`crate::analysis::Analysis`] and the lists `ontology/lexicon/`
//! `dates.csv` and `numbers.csv`. Gives [`Scan`]. Never depends on how the
//! tokenizer treats hyphens, apostrophes and dots. Tested by the tests of
//! [`super::dates`] and [`super::numbers`].

mod atoms;
mod cardinal;
mod words;

pub(super) use atoms::{Kind, Scan};
pub(super) use words::{PhraseClass, Unit, Words};
