//! Sentences, tokens, tags and parse of one document.
//!
//! Takes a [`crate::text::Document`] and the ontology's abbreviation list.
//! Gives an [`Analysis`]. Never fails, does no I/O, never looks at noise zones.
//! Tested by unit tests here and the properties in `tests.rs`.

mod analyze;
mod blocks;
mod conllu;
mod guess;
mod hyphens;
mod irregular;
mod lemma;
mod sentences;
mod tokens;
mod types;
mod words;

#[cfg(test)]
mod tests;

pub use conllu::to_conllu;
pub use analyze::{Models, analyze, parse};
pub use crate::text::Upos;
pub use types::{Analysis, Deprel, NO_HEAD, Sentence, Token};
