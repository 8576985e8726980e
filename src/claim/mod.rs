//! Facts become claims: immutable, named by their content, pointing at
//! mentions and event mentions of their own article and never at resolved
//! entities.
//!
//! Takes a [`crate::text::Document`] and its [`crate::extract::ArticleFacts`].
//! Gives [`ArticleClaims`] and their JSON lines. Never merges, never resolves,
//! does no I/O. Tested by unit tests here and `tests/kb.rs`.

mod hash;
mod jsonl;
mod make;
mod types;
mod values;

pub use hash::{hash128, hex16, sha256_hex};
pub use jsonl::{Header, header_of, read, write};
pub use make::{EXTRACTOR, from_facts};
pub use types::{
    Article, ArticleClaims, Claim, Embedded, EntityRecord, Frame, MentionRecord, Object, Points, Sentence,
    SentenceZone, Speaker, Subject,
};
