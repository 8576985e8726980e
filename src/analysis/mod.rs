//! Sentences, tokens, tags and parse of one document.
//!
//! Takes a [`crate::text::Document`] and the ontology's abbreviation list.
//! Gives an [`Analysis`]. Never fails, does no I/O, never looks at noise zones.
//! Tested by unit tests here and the properties in `tests.rs`.

mod actions;
mod analyze;
mod blocks;
mod casing;
mod conllu;
mod dateline;
mod familiar;
mod features;
mod filter;
mod halves;
pub(crate) mod hash;
mod hyphens;
mod irregular;
mod lemma;
pub(crate) mod lexicon;
pub(crate) mod linear;
mod models;
pub(crate) mod packed;
mod parser;
mod sentences;
mod tagger;
mod tokens;
pub mod train;
mod types;
pub(crate) mod word;
mod words;

#[cfg(test)]
mod tests;

pub use crate::text::Upos;
pub use analyze::{analyze, parse, segment, tag};
pub use conllu::to_conllu;
pub use models::{Annotated, Models};
pub use types::{Analysis, Deprel, NO_HEAD, Sentence, Token};
