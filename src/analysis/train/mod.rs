//! Training of the tagger and the parser.
//!
//! Takes treebanks as CoNLL-U text. Gives model files and scores. Never does
//! I/O, never runs while articles are read. The same input gives the same
//! bytes. Tested by unit tests beside the code.

mod card;
mod clusters;
mod conllu;
mod joined;
mod oracle;
pub(crate) mod pack;
mod parser;
pub(crate) mod perceptron;
mod recipe;
pub(crate) mod rng;
mod score;
mod segments;
mod sources;
mod sure;
mod tagger;
mod whole;

pub use card::{card, sha256};
pub use clusters::{Clusters, clusters};
pub use conllu::{Sentence, Word, read};
pub use recipe::{Corpus, Options, Trained, train};
pub use score::{Scores, score};
pub use segments::{Segments, segments};
pub use sources::{SOURCES, Source, news};
pub use sure::Limits;
