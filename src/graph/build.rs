use super::identity::{Decisions, Ledger};
use super::notes::Notes;
use super::propositions::{Acceptance, propositions};
use super::registry::Registry;
use super::rules::RuleBook;
use super::world::World;
use super::{evidence, facts};
use crate::claim::ArticleClaims;
use crate::ontology::Ontology;
use serde::{Deserialize, Serialize};

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
    let mut world = World::new(articles, judgements, ontology, base);
    let (list, conflicts) = propositions(&world);
    let mut facts = facts::write(&mut world, &list);
    let (evidence, labels) = evidence::write(&mut world, &list, &conflicts, &judgements.decisions, rules);
    facts.append(labels);
    let order = world.terms.order();
    let (facts, fact_count) = facts.finish(&world.terms, &order);
    let (evidence, evidence_count) = evidence.finish(&world.terms, &order);
    let mut groups = world.sources.of.clone();
    groups.sort_unstable();
    groups.dedup();
    let mut hashes: Vec<&str> = world.articles.iter().map(|a| a.article.sha256.as_str()).collect();
    hashes.dedup();
    let counts = Counts {
        articles: hashes.len(),
        sources: groups.len(),
        claims: world.stated.len() + world.noted.len(),
        propositions: list.len(),
        accepted: list.iter().filter(|p| p.acceptance == Acceptance::Accepted).count(),
        conflicts: conflicts.len(),
        situations: world.events.list.len(),
        facts: fact_count,
        evidence: evidence_count,
    };
    Graph { facts, evidence, ontology: vocabulary(ontology), counts }
}

/// The vocabulary as N-Quads, without what has no name (shapes).
fn vocabulary(ontology: &Ontology) -> String {
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
