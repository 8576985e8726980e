//! Who is who and what is what over all articles: names, events, copies.
//!
//! Takes claims of all articles and the analyst's decisions. Gives a node for
//! every entity and event mention, and source groups. Never edits a claim;
//! never looks at the order in which articles came. Tested by unit tests here
//! and `tests/kb.rs`.

mod articles;
mod blocks;
mod compared;
mod copies;
mod days;
mod decisions;
mod entities;
mod events;
mod groups;
mod link;
mod name_match;
mod naming;
mod posts;
mod profiles;
mod registered;
mod reports;
mod resolved;
mod similarity;
mod surnames;
mod tellings;
mod texts;
mod words;

pub use articles::Articles;
pub use compared::Compared;
pub use copies::Sources;
pub use decisions::{Decision, Decisions, Judgement, Ledger, plain};
pub use entities::{Entities, Entity};
pub use events::{Events, Situation};
pub use name_match::{ALIKE, Name, Style, compare as compare_names};
pub(super) use resolved::sorted;
pub use resolved::{Resolved, ResolvedCounts};
