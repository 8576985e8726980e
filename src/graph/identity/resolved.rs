//! All of identity at once, without a graph.

use super::copies::{Sources, Tellings, sources};
use super::entities::Entities;
use super::events::{Events, Situation};
use super::tellings::{credit, facts};
use crate::claim::ArticleClaims;
use crate::graph::build::Judgements;
use crate::ontology::Ontology;

/// Who is who, what is what and what copies what, over some articles.
#[derive(Debug)]
pub struct Resolved {
    /// Entities.
    pub(in crate::graph) entities: Entities,
    /// Events and other situations.
    pub(in crate::graph) events: Events,
    /// Which articles tell one report.
    pub(in crate::graph) sources: Sources,
    /// Per article the path of the agency that it credits.
    pub(in crate::graph) credits: Vec<Option<String>>,
}

/// How many of each were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResolvedCounts {
    /// Things with a name or description.
    pub entities: usize,
    /// Names that were taken for another name of one thing.
    pub merged: usize,
    /// Events and other situations.
    pub situations: usize,
    /// Of these, told by more than one article.
    pub linked: usize,
    /// Groups of articles that tell one report over again.
    pub sources: usize,
}

impl Resolved {
    /// Resolves articles sorted by hash.
    pub(in crate::graph) fn of(articles: &[&ArticleClaims], judgements: &Judgements, ontology: &Ontology) -> Self {
        let Judgements { decisions, ledger, registry, .. } = judgements;
        let entities = Entities::resolve(articles, decisions, ledger, registry, ontology);
        let events = Events::resolve(articles, &entities, decisions, ledger, ontology);
        let credits: Vec<Option<String>> =
            articles.iter().enumerate().map(|(number, article)| credit(number, article, &entities)).collect();
        let told_by = |s: &Situation| {
            let mut list: Vec<u32> = s.frames.iter().map(|f| f.0 as u32).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        let told: Vec<Vec<u32>> = events.list.iter().map(told_by).collect();
        let facts = facts(articles, &entities, &events);
        let sources = sources(articles, &Tellings { credits: &credits, facts: &facts, events: &told });
        Self { entities, events, sources, credits }
    }

    /// Resolves articles; their order does not matter.
    pub fn new(articles: &[ArticleClaims], judgements: &Judgements, ontology: &Ontology) -> Self {
        Self::of(&sorted(articles), judgements, ontology)
    }

    /// Counts.
    pub fn counts(&self) -> ResolvedCounts {
        let articles = |frames: &[(usize, String)]| {
            let mut list: Vec<usize> = frames.iter().map(|f| f.0).collect();
            list.sort_unstable();
            list.dedup();
            list.len()
        };
        let mut groups = self.sources.of.clone();
        groups.sort_unstable();
        groups.dedup();
        ResolvedCounts {
            entities: self.entities.nodes.len(),
            merged: self.entities.merged().count(),
            situations: self.events.list.len(),
            linked: self.events.list.iter().filter(|s| articles(&s.frames) > 1).count(),
            sources: groups.len(),
        }
    }
}

/// Articles by hash, then id.
pub(in crate::graph) fn sorted(articles: &[ArticleClaims]) -> Vec<&ArticleClaims> {
    let mut articles: Vec<&ArticleClaims> = articles.iter().collect();
    articles.sort_by(|a, b| (&a.article.sha256, &a.article.id).cmp(&(&b.article.sha256, &b.article.id)));
    articles
}
