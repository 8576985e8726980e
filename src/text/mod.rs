//! Plain types every stage shares.
//!
//! Takes nothing. Gives [`Span`], [`Document`], [`CodePoints`], [`Sym`].
//! Never does I/O. Tested by unit tests beside the code and `tests/properties.rs`.

mod document;
mod offsets;
mod span;
mod sym;
mod upos;

pub use document::{Document, Meta, Origin, Zone, ZoneKind};
pub use offsets::CodePoints;
pub use span::Span;
pub use sym::Sym;
pub use upos::Upos;
