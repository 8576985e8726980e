//! Sentences, tokens, tags and parse of one document.
//!
//! Takes a [`crate::text::Document`]. Gives an [`Analysis`]. Never fails, does
//! no I/O, never looks at noise zones. Tested by unit tests here and the
//! properties in `tests/properties.rs`.

mod types;

pub use crate::text::Upos;
pub use types::{Analysis, Deprel, NO_HEAD, Sentence, Token};
