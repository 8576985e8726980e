//! All of identity at once, without a graph.

use super::articles::{self, Articles};
use super::compared::Compared;
use super::copies::{Head, Sources, Tellings, retold, sources};
use super::entities::Entities;
use super::events::{Events, Situation};
use super::reports::{Reports, reports};
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
    pub(in crate::graph) fn of(
        articles: &dyn Articles,
        judgements: &Judgements,
        ontology: &Ontology,
        compared: &mut Compared,
    ) -> Self {
        let Judgements { decisions, ledger, registry, .. } = judgements;
        let mut entities = Entities::resolve(articles, decisions, ledger, registry, ontology);
        let (mut gathered, mut credits, mut heads) = (Reports::default(), Vec::new(), Vec::new());
        articles::each(
            articles,
            |number, article| {
                let told = reports(number, article, &entities, ontology);
                (told, credit(number, article, &entities), Head::new(article))
            },
            |_, (told, credit, head)| {
                gathered.add(told);
                credits.push(credit);
                heads.push(head);
            },
        );
        let events = Events::resolve(articles, &heads, gathered, &entities, judgements, (ontology, compared));
        entities.forget();
        let retold = retold(events.list.iter().map(told_by));
        let facts = |article: u32| facts(article as usize, &articles.read(article as usize), &entities, &events);
        let sources = sources(&heads, &Tellings { credits: &credits, facts, retold: &retold });
        Self { entities, events, sources, credits }
    }

    /// Resolves articles; their order does not matter.
    pub fn new(articles: &[ArticleClaims], judgements: &Judgements, ontology: &Ontology) -> Self {
        Self::of(&sorted(articles), judgements, ontology, &mut Compared::default())
    }

    /// Resolves articles that are read when they are needed, given in the order
    /// of their hashes, then ids.
    pub fn read(articles: &dyn Articles, judgements: &Judgements, ontology: &Ontology) -> Self {
        Self::of(articles, judgements, ontology, &mut Compared::default())
    }

    /// Counts.
    pub fn counts(&self) -> ResolvedCounts {
        let mut groups = self.sources.of.clone();
        groups.sort_unstable();
        groups.dedup();
        ResolvedCounts {
            entities: self.entities.nodes.len(),
            merged: self.entities.merged().count(),
            situations: self.events.list.len(),
            linked: self.events.list.iter().filter(|s| told_by(s).len() > 1).count(),
            sources: groups.len(),
        }
    }
}

/// Articles that tell of a situation.
fn told_by(situation: &Situation) -> Vec<u32> {
    let mut list: Vec<u32> = situation.frames.iter().map(|f| f.0).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// Articles by hash, then id.
pub(in crate::graph) fn sorted(articles: &[ArticleClaims]) -> Vec<&ArticleClaims> {
    let mut articles: Vec<&ArticleClaims> = articles.iter().collect();
    articles.sort_by(|a, b| (&a.article.sha256, &a.article.id).cmp(&(&b.article.sha256, &b.article.id)));
    articles
}
