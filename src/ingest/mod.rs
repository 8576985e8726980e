//! Bytes to documents.
//!
//! Takes files, folders, globs and standard input (text, HTML, JSON lines, CSV,
//! each optionally gzip or zstd). Gives [`crate::text::Document`]s cut into zones, embedded
//! articles as documents of their own, and a [`Problem`] for whatever could not
//! be read. Never fetches, never reads the clock or file times, never alters
//! the text of a plain article. Tested by unit tests beside the code and
//! `tests/ingest.rs`.
//!
//! Reading has two halves, so that the cheap one can feed threads:
//! [`Inputs`] streams [`Record`]s in a fixed order (paths sorted, then the order
//! inside the file), and [`Reader::read`] turns one record into documents.
//! [`documents`] does both in sequence.

mod compressed;
mod csv_rows;
mod decode;
mod embedded;
mod html;
mod inputs;
mod jsonl;
mod paths;
mod published;
mod reader;
mod records;
pub mod zones;

pub use embedded::split_embedded;
pub use inputs::Inputs;
pub use published::parse as parse_published;
pub use reader::{Documents, Reader, documents};
pub use records::{Content, Problem, Record};
