//! What in a text names or refers to something: persons, organizations,
//! places, posts, dates, numbers.
//!
//! Takes an [`crate::analysis::Analysis`]. Gives [`Mention`]s, sorted by start,
//! longer first. Never fails, does no I/O. Tested by unit tests here.

pub mod dates;
pub mod numbers;
pub mod quotes;
mod scan;
mod types;

pub use types::{
    DateBasis, DatePart, DateRelation, DateUnit, DateValue, EventOffset, Mention, MentionValue, NumberValue, PostValue, Tenure,
    class,
};
