//! From claims to RDF: who is who, propositions, what is accepted, direct
//! triples, and the knowledge-base folder that keeps them.
//!
//! Takes [`crate::claim::ArticleClaims`], an analyst's decisions and notes,
//! the ontology. Gives N-Quads and an Oxigraph store. Never edits a claim, never
//! depends on the order of articles, on a clock or a random number. Tested by
//! unit tests here and `tests/kb.rs`.

mod build;
mod check;
mod compare;
mod dates;
mod evidence;
mod facts;
mod identity;
mod kb;
mod lines;
mod notes;
mod packed;
mod propositions;
mod registry;
mod rules;
mod sections;
mod shapes;
mod slug;
mod store;
mod strings;
mod terms;
mod world;

pub use build::{Counts, Graph, Judgements, build};
pub use check::{Finding, check};
pub use compare::Comparer;
pub use identity::{ALIKE, Name, Style, compare_names};
pub use identity::{Articles, Decision, Decisions, Judgement, Ledger, Resolved, ResolvedCounts, plain};
pub use kb::{Added, Built, Change, KnowledgeBase, base, judgements, load_graph, load_graph_for, read_claims};
pub use notes::{Note, Notes, Stance};
pub use propositions::{Standing, standings};
pub use registry::{Entry, Registry};
pub use rules::{RuleBook, RuleText};
pub use slug::slug;
pub use store::load;
pub use terms::DEFAULT_BASE;
