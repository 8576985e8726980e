//! The evidence: articles, sentences, mentions, claims, propositions,
//! conflicts, decisions and rules. What belongs to articles is written in units,
//! each a function of what is resolved of a few articles.

mod article;
mod judged;
mod pen;
mod rest;
mod units;

pub use units::Units;

use self::pen::Pen;
use super::identity::Decisions;
use super::propositions::{Conflict, Proposition};
use super::rules::RuleBook;
use super::world::World;
use std::collections::BTreeSet;

/// An event mention was joined with others, or with none.
const EVENT_RULE: &str = "identity/event";
/// An analyst says so.
const NOTE_RULE: &str = "curated/note";
/// A name with an id.
const REGISTRY: &str = "identity/registry";
/// A name that reaches beyond its article.
const EQUAL_NAME: &str = "identity/equal-name";
/// A name that does not.
const OWN_ARTICLE: &str = "identity/own-article";

/// What of the evidence belongs to no article.
pub struct Rest {
    pen: Pen,
    /// Names of all rules that stand behind something in the graph: their labels
    /// belong to the facts, so that whoever asks for labels need not load the
    /// evidence.
    pub rules: BTreeSet<String>,
}

impl Rest {
    /// Writes what belongs to no article.
    pub fn new(
        world: &World<'_>,
        units: &Units<'_, '_>,
        (propositions, conflicts): (&[Proposition], &[Conflict]),
        used: &BTreeSet<String>,
        (decisions, rules): (&Decisions, &RuleBook),
    ) -> Self {
        let named = rest::rules(world, units);
        let pen = rest::write(world, (propositions, conflicts), used, decisions, (&named, rules));
        Self { pen, rules: named.into_iter().map(str::to_owned).collect() }
    }

    /// Its N-Quads, sorted, and how many there are.
    pub fn finish(self) -> (String, usize) {
        self.pen.finish()
    }

    /// The N-Quads of all of the evidence, sorted, and how many there are.
    pub fn with(mut self, units: &Units<'_, '_>) -> (String, usize) {
        (0..units.count()).for_each(|number| units.unit(number).write_with(&mut self.pen));
        self.pen.finish()
    }
}
