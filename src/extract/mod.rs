//! Rules matched over tokens, mentions and parse; what they yield, gathered
//! over the article.
//!
//! Takes analysis, mentions and entities. Gives [`ArticleFacts`]. Never names a
//! class or role of `ontology/`, never fails on text, does no I/O. Tested by
//! unit tests here and by every `[[example]]` in `ontology/events/`.

mod types;

pub use types::{ArticleFacts, Fact, Filler, Modality, Salience, Value};
