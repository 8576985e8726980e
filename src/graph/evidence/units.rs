//! The evidence in parts that can be written, and kept, each for itself.

use super::article::{self, Named, Said, Stating, Told, View};
use super::pen::Pen;
use super::{EQUAL_NAME, OWN_ARTICLE, REGISTRY};
use crate::claim::{ArticleClaims, EXTRACTOR, sha256_hex};
use crate::graph::identity::{Entity, Situation};
use crate::graph::propositions::Proposition;
use crate::graph::world::World;
use std::collections::{BTreeMap, BTreeSet};

/// Raise when the same claims, resolved alike, begin to give other evidence.
const VERSION: &str = "2";

/// What the evidence of all articles is written from. An article is in the unit
/// that the first two hex digits of its hash say, of at most 256: few, so that
/// each packs well; many, so that one new article touches few of them. A
/// proposition is with the first article that states it.
pub struct Units<'w, 'a> {
    world: &'w World<'a>,
    /// Articles of each unit.
    units: Vec<Vec<usize>>,
    propositions: &'w [Proposition],
    /// The proposition of each statement.
    stated_in: Vec<u32>,
    /// Propositions by the article that states them first.
    of_article: Vec<Vec<u32>>,
    /// Event mentions of each article: situation, place in it.
    frames: Vec<Vec<(u32, u32)>>,
    /// Entities that some claim is about.
    used: Vec<bool>,
}

/// One part, ready to be written.
pub struct Unit<'w, 'a> {
    articles: Vec<(&'a ArticleClaims, View<'w>)>,
    propositions: Vec<Said<'w>>,
    base: &'w str,
}

impl<'w, 'a> Units<'w, 'a> {
    /// `used` are the paths of all nodes that some claim is about.
    pub fn new(world: &'w World<'a>, propositions: &'w [Proposition], used: &BTreeSet<String>) -> Self {
        let count = world.articles.len();
        let mut stated_in = vec![0; world.stated.len()];
        let mut of_article = vec![Vec::new(); count];
        for (number, proposition) in (0..).zip(propositions) {
            for stated in &proposition.claims {
                stated_in[*stated] = number;
            }
            if let Some(first) = proposition.claims.iter().min() {
                of_article[world.stated[*first].article].push(number);
            }
        }
        let mut frames = vec![Vec::new(); count];
        for (number, situation) in (0..).zip(&world.events.list) {
            for (place, (article, _)) in (0..).zip(&situation.frames) {
                frames[*article as usize].push((number, place));
            }
        }
        let used = world.entities.nodes.iter().map(|n| used.contains(&n.path)).collect();
        let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, article) in world.articles.iter().enumerate() {
            units.entry(article.article.sha256.get(..2).unwrap_or("")).or_default().push(number);
        }
        let units = units.into_values().collect();
        Self { world, units, propositions, stated_in, of_article, frames, used }
    }

    /// How many units there are.
    pub fn count(&self) -> usize {
        self.units.len()
    }

    /// One of them.
    pub fn unit(&self, number: usize) -> Unit<'w, 'a> {
        let world = self.world;
        let articles = &self.units[number];
        let propositions = articles.iter().flat_map(|a| &self.of_article[*a]);
        Unit {
            articles: articles.iter().map(|a| (world.articles[*a], self.view(*a))).collect(),
            propositions: propositions.map(|p| said(world, &self.propositions[*p as usize])).collect(),
            base: world.terms.base(),
        }
    }

    /// Why entities are the nodes they are, of all rules that say so.
    pub fn rules(&self) -> BTreeSet<&'static str> {
        let records = |a: usize| self.world.articles[a].entities.iter().zip(self.entities(a));
        let named = (0..self.world.articles.len()).flat_map(records).filter(|(record, _)| !record.mentions.is_empty());
        named.filter_map(|(_, named)| Some(named?.rule)).collect()
    }

    fn view(&self, number: usize) -> View<'w> {
        let world = self.world;
        let first = world.sources.of[number];
        let embedded = world.articles[number].article.embedded.as_ref();
        let holder = embedded.and_then(|e| world.articles.iter().find(|a| a.article.id == e.article));
        View {
            group: world.articles[first].article.key(),
            first: first == number,
            holder: holder.map(|h| h.article.key()),
            entities: self.entities(number).collect(),
            frames: self.frames[number].iter().map(|(s, f)| told(&world.events.list[*s as usize], *f)).collect(),
            claims: self.claims(number),
        }
    }

    fn entities(&self, article: usize) -> impl Iterator<Item = Option<Named<'w>>> + use<'_, 'w, 'a> {
        let count = self.world.articles[article].entities.len() as u32;
        (0..count).map(move |entity| {
            let (number, node) = self.world.entities.indexed(article, entity)?;
            let own = self.world.entities.own_node(article, entity)?;
            self.used[number as usize].then(|| Named { node: &node.path, own: &own.path, rule: rule(node) })
        })
    }

    fn claims(&self, article: usize) -> Vec<Stating<'w>> {
        let world = self.world;
        let from = world.stated.partition_point(|s| s.article < article);
        let own = (from..).zip(&world.stated[from..]).take_while(|(_, s)| s.article == article);
        let stating = own.map(|(number, stated)| Stating {
            claim: stated.claim,
            proposition: &self.propositions[self.stated_in[number] as usize].id,
            origin: world.terms.text(stated.origin),
            speaker: stated.speaker.map(|term| world.terms.text(term)),
        });
        stating.collect()
    }
}

impl Unit<'_, '_> {
    /// Hash of everything that [`Unit::write`] reads; `hash` gives that of an
    /// article's claims.
    pub fn key(&self, hash: impl Fn(&ArticleClaims) -> String) -> String {
        let articles: Vec<(String, &View<'_>)> = self.articles.iter().map(|(a, view)| (hash(a), view)).collect();
        let all = (VERSION, EXTRACTOR, self.base, articles, &self.propositions);
        sha256_hex(&serde_json::to_vec(&all).expect("texts and numbers always serialise"))
    }

    /// Its N-Quads, sorted, and how many there are. No line stands in two units.
    pub fn write(&self) -> (String, usize) {
        let mut pen = Pen::new(self.base);
        self.write_with(&mut pen);
        pen.finish()
    }

    /// Adds its quads to others.
    pub(super) fn write_with(&self, pen: &mut Pen) {
        for (article, view) in &self.articles {
            article::write(article, view, pen);
        }
        for proposition in &self.propositions {
            proposition.write(pen);
        }
    }
}

/// A proposition as it is written.
pub(super) fn said<'w>(world: &'w World<'_>, p: &'w Proposition) -> Said<'w> {
    Said {
        id: &p.id,
        triple: [p.subject, p.predicate, p.object].map(|term| world.terms.text(term)),
        acceptance: p.acceptance.as_str(),
        positive: p.positive,
        articles: p.articles,
        origins: p.origins,
        negative_origins: p.negative_origins,
    }
}

fn rule(node: &Entity) -> &'static str {
    match (node.known, node.shared) {
        (true, _) => REGISTRY,
        (_, true) => EQUAL_NAME,
        _ => OWN_ARTICLE,
    }
}

fn told(situation: &Situation, place: u32) -> Told<'_> {
    let frame = &*situation.frames[place as usize].1;
    let why = situation.reasons.get(frame).map(|evidence| {
        let score = (evidence.score * 100.0).round() / 100.0;
        (format!("{score:.2}"), evidence.reasons.as_slice())
    });
    Told { frame, event: &situation.path, why }
}
