use super::evidence::{Rest, Units};
use super::facts;
use super::identity::{Compared, Decisions, Ledger};
use super::notes::Notes;
use super::propositions::{Acceptance, Proposition, propositions};
use super::registry::Registry;
use super::rules::RuleBook;
use super::world::World;
use crate::claim::ArticleClaims;
use crate::ontology::Ontology;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A finished graph as N-Quads text, each part sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Direct triples, types, labels and what follows from them.
    pub facts: String,
    /// Everything that explains them.
    pub evidence: String,
    /// The vocabulary itself.
    pub ontology: String,
    /// Counts.
    pub counts: Counts,
}

/// How much a graph holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Different articles (by content).
    pub articles: usize,
    /// Independent source groups.
    pub sources: usize,
    /// Claims.
    pub claims: usize,
    /// Propositions.
    pub propositions: usize,
    /// Accepted propositions.
    pub accepted: usize,
    /// Conflicts.
    pub conflicts: usize,
    /// Events and other situations.
    pub situations: usize,
    /// Quads of facts.
    pub facts: usize,
    /// Quads of evidence.
    pub evidence: usize,
}

/// What analysts decided, pinned and noted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgements {
    /// What is the same, what is different.
    pub decisions: Decisions,
    /// Names that stay.
    pub ledger: Ledger,
    /// Corrections.
    pub notes: Notes,
    /// Known things.
    pub registry: Registry,
}

/// Derives the graph: a pure function of claims, judgements and ontology; the
/// order of `articles` does not matter.
pub fn build(
    articles: &[ArticleClaims],
    judgements: &Judgements,
    rules: &RuleBook,
    ontology: &Ontology,
    base: &str,
) -> Graph {
    let (draft, rest) = Draft::new(articles, judgements, (rules, ontology), base, &mut Compared::default());
    let (evidence, lines) = rest.with(&draft.units());
    let counts = draft.counts(lines);
    Graph { facts: draft.facts, evidence, ontology: vocabulary(ontology), counts }
}

/// A graph of which all is known, with the facts written and most of the
/// evidence not.
pub(super) struct Draft<'a> {
    world: World<'a>,
    list: Vec<Proposition>,
    conflicts: usize,
    used: BTreeSet<String>,
    /// N-Quads of the facts, sorted.
    pub facts: String,
    fact_lines: usize,
}

impl<'a> Draft<'a> {
    /// As [`build`], all but the units of evidence, and what of the evidence belongs
    /// to none; `compared` is what comparing came to before, then now.
    pub fn new(
        articles: &'a [ArticleClaims],
        judgements: &Judgements,
        (rules, ontology): (&RuleBook, &'a Ontology),
        base: &str,
        compared: &mut Compared,
    ) -> (Self, Rest) {
        let mut world = World::comparing(articles, judgements, ontology, base, compared);
        let (list, conflicts) = propositions(&world);
        let used = facts::nodes_used(&world, &list);
        let rest = {
            let units = Units::new(&world, &list, &used);
            Rest::new(&world, &units, (&list, &conflicts), &used, (&judgements.decisions, rules))
        };
        let mut lines = facts::write(&mut world, &list, &used);
        facts::labels(&mut world, rest.rules.iter().map(String::as_str), &mut lines);
        let (facts, fact_lines) = lines.finish(&world.terms, &world.terms.order());
        let draft = Self { world, list, conflicts: conflicts.len(), used, facts, fact_lines };
        (draft, rest)
    }

    /// The units of evidence.
    pub fn units(&self) -> Units<'_, 'a> {
        Units::new(&self.world, &self.list, &self.used)
    }

    /// How much the graph holds, with so many lines of evidence.
    pub fn counts(&self, evidence: usize) -> Counts {
        let world = &self.world;
        let mut groups = world.sources.of.clone();
        groups.sort_unstable();
        groups.dedup();
        let mut hashes: Vec<&str> = world.articles.iter().map(|a| a.article.sha256.as_str()).collect();
        hashes.dedup();
        Counts {
            articles: hashes.len(),
            sources: groups.len(),
            claims: world.stated.len() + world.noted.len(),
            propositions: self.list.len(),
            accepted: self.list.iter().filter(|p| p.acceptance == Acceptance::Accepted).count(),
            conflicts: self.conflicts,
            situations: world.events.list.len(),
            facts: self.fact_lines,
            evidence,
        }
    }
}

/// The vocabulary as N-Quads, without what has no name (shapes).
pub(super) fn vocabulary(ontology: &Ontology) -> String {
    let mut lines: Vec<String> = ontology
        .vocab
        .graph
        .iter()
        .filter(|t| !t.subject.is_blank_node() && !t.object.is_blank_node())
        .map(|t| format!("{t} .\n"))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}
