//! Articles that tell one report over again count as one source.

use super::groups::Groups;
use crate::claim::ArticleClaims;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a shingle.
const WIDTH: usize = 5;
/// One shingle of so many is looked at.
const SAMPLE: u64 = 2;
/// Sampled shingles a text needs before a part of it can be called a copy.
const ENOUGH: usize = 8;
/// Share of the shorter text's shingles that the other must have.
const SHARE: f64 = 0.6;
/// The same where both credit one agency.
const SHARE_CREDITED: f64 = 0.35;
/// The same where both tell the same facts in the same order: a rewrite keeps
/// some turns of phrase.
const SHARE_RETOLD: f64 = 0.05;
/// Facts that a rewrite and its original must share.
const FACTS: usize = 12;
/// Share of the facts of the one that tells fewer which the other must have.
const FACTS_SHARE: f64 = 0.5;
/// Share of these that must stand in one order.
const ORDER: f64 = 0.95;
/// Most articles of one event that are compared for rewrites.
const TOLD_BY: usize = 40;

/// A fact as an article tells it: its hash over all articles, and where it
/// stands first.
pub type Told = (u64, u32);

/// Which articles tell one report.
#[derive(Debug, Default)]
pub struct Sources {
    /// For each article the one that stands for its source group.
    pub of: Vec<usize>,
    /// Why articles were put together.
    pub copies: Vec<Copied>,
}

/// Two articles that tell one report, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// The later or shorter one.
    pub copy: usize,
    /// What it tells again.
    pub of: usize,
    /// How sure, 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<String>,
}

/// What of each article tells copies: who it credits, and what it says.
pub struct Tellings<'a> {
    /// The node of the agency that it credits.
    pub credits: &'a [Option<String>],
    /// Its facts, sorted.
    pub facts: &'a [Vec<Told>],
    /// Articles of each event.
    pub events: &'a [Vec<u32>],
}

/// Groups articles, given sorted by hash: the first stands for its group.
pub fn sources(articles: &[&ArticleClaims], tellings: &Tellings<'_>) -> Sources {
    let mut groups = Groups::new(articles.len());
    let sketches: Vec<Vec<u64>> = articles.par_iter().map(|a| sketch(a)).collect();
    let mut whole: FxHashMap<u64, u32> = FxHashMap::default();
    let mut by_hash: BTreeMap<&str, u32> = BTreeMap::new();
    let mut copies: Vec<Copied> = Vec::new();
    for (i, article) in articles.iter().enumerate() {
        let i = i as u32;
        let same_bytes = *by_hash.entry(&article.article.sha256).or_insert(i);
        let same_words = text_hash(article).map_or(i, |text| *whole.entry(text).or_insert(i));
        for (other, reason) in [(same_bytes, "the same file"), (same_words, "the same words")] {
            if groups.root(other) != groups.root(i) && groups.join(other, i) {
                copies.push(copied(articles, other, i, 1.0, vec![reason.to_owned()]));
            }
        }
    }
    let mut pairs: BTreeSet<(u32, u32)> = retold(tellings.events);
    let mut first_with: FxHashMap<u64, u32> = FxHashMap::default();
    for (i, sketch) in (0..).zip(&sketches) {
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for hash in sketch {
            let first = *first_with.entry(*hash).or_insert(i);
            if first != i {
                *shared.entry(first).or_default() += 1;
            }
        }
        let many = |(other, count): (u32, usize)| {
            let least = sketch.len().min(sketches[other as usize].len());
            (count as f64 >= least as f64 * SHARE_CREDITED).then_some((other, i))
        };
        pairs.extend(shared.into_iter().filter_map(many));
    }
    for (a, b) in pairs {
        if groups.root(a) == groups.root(b) {
            continue;
        }
        let (x, y) = (&sketches[a as usize], &sketches[b as usize]);
        if let Some((score, reasons)) = judge(x, y, tellings, a as usize, b as usize)
            && groups.join(a, b)
        {
            copies.push(copied(articles, a, b, score, reasons));
        }
    }
    let of = (0..articles.len() as u32).map(|i| groups.members(i).iter().copied().min().unwrap_or(i) as usize);
    Sources { of: of.collect(), copies }
}

/// What speaks for two articles being one report, if it is enough.
fn judge(x: &[u64], y: &[u64], tellings: &Tellings<'_>, a: usize, b: usize) -> Option<(f64, Vec<String>)> {
    let least = x.len().min(y.len());
    if least < ENOUGH {
        return None;
    }
    let share = common(x, y) as f64 / least as f64;
    let credited = tellings.credits[a].as_ref().filter(|c| tellings.credits[b].as_ref() == Some(c));
    let mut reasons = vec![format!("{:.0} % of the shorter text's word sequences", share * 100.0)];
    if let Some(agency) = credited {
        reasons.push(format!("both credit {agency}"));
    }
    if share >= SHARE || credited.is_some() && share >= SHARE_CREDITED {
        return Some((share, reasons));
    }
    let (facts, of_facts, order) = same_facts(&tellings.facts[a], &tellings.facts[b]);
    let retold = share >= SHARE_RETOLD && facts >= FACTS && of_facts >= FACTS_SHARE && order >= ORDER;
    reasons.push(format!("{facts} facts ({:.0} %) in the same order ({:.0} %)", of_facts * 100.0, order * 100.0));
    retold.then_some((of_facts * order, reasons))
}

/// Facts that two articles share, their share of the shorter list, and the
/// share of them that stand in one order.
fn same_facts(x: &[Told], y: &[Told]) -> (usize, f64, f64) {
    let places: FxHashMap<u64, u32> = y.iter().copied().collect();
    let mut shared: Vec<(u32, u32)> = x.iter().filter_map(|(fact, at)| Some((*at, *places.get(fact)?))).collect();
    let least = x.len().min(y.len());
    if shared.is_empty() {
        return (0, 0.0, 0.0);
    }
    shared.sort_unstable();
    // The longest rising run of places, by its least possible ends.
    let mut ends: Vec<u32> = Vec::new();
    for (_, at) in &shared {
        let place = ends.partition_point(|e| e <= at);
        match ends.get_mut(place) {
            Some(end) => *end = *at,
            None => ends.push(*at),
        }
    }
    (shared.len(), shared.len() as f64 / least as f64, ends.len() as f64 / shared.len() as f64)
}

/// Pairs of articles that tell several events alike.
fn retold(events: &[Vec<u32>]) -> BTreeSet<(u32, u32)> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for told_by in events.iter().filter(|e| (2..=TOLD_BY).contains(&e.len())) {
        for (i, a) in told_by.iter().enumerate() {
            for b in &told_by[i + 1..] {
                *counts.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= 3).map(|(pair, _)| pair).collect()
}

/// How many hashes two sorted lists share.
fn common(x: &[u64], y: &[u64]) -> usize {
    x.iter().filter(|h| y.binary_search(h).is_ok()).count()
}

/// The earlier is the original; if days say nothing, the longer, then the first.
fn copied(articles: &[&ArticleClaims], a: u32, b: u32, score: f64, reasons: Vec<String>) -> Copied {
    let rank = |n: u32| {
        let article = &articles[n as usize].article;
        (article.published.clone().unwrap_or_else(|| "9999".to_owned()), u32::MAX - article.length, n)
    };
    let (of, copy) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    Copied { copy: copy as usize, of: of as usize, score, reasons }
}

fn words(article: &ArticleClaims) -> Vec<String> {
    article
        .sentences
        .iter()
        .flat_map(|s| s.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn sketch(article: &ArticleClaims) -> Vec<u64> {
    let words = words(article);
    let hashes: BTreeSet<u64> = words.windows(WIDTH).map(fnv).filter(|h| (h >> 7) % SAMPLE == 0).collect();
    hashes.into_iter().collect()
}

/// Hash of all words; `None` for a text without words, which copies nothing.
fn text_hash(article: &ArticleClaims) -> Option<u64> {
    let words = words(article);
    (!words.is_empty()).then(|| fnv(&words))
}

/// FNV-1a, the same on every machine.
fn fnv(words: &[String]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in words.iter().flat_map(|w| w.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Article, Points, Sentence, SentenceZone};

    fn article(sha256: &str, text: &str) -> ArticleClaims {
        let sentence = Sentence { at: Points::default(), zone: SentenceZone::Body, text: text.to_owned() };
        ArticleClaims {
            article: Article { sha256: sha256.to_owned(), ..Default::default() },
            sentences: vec![sentence],
            ..Default::default()
        }
    }

    fn numbered(from: usize, to: usize) -> String {
        (from..to).map(|i| format!("word{i} ")).collect()
    }

    #[test]
    fn copies_join_and_different_texts_do_not() {
        let texts = [
            article("a", &numbered(0, 300)),
            article("b", &format!("Agency copy. {}", numbered(0, 290))),
            article("c", &numbered(1000, 1300)),
            article("d", &format!("{} {}", numbered(1000, 1060), numbered(2000, 2300))),
            article("e", "Short text."),
            article("f", "short, text"),
            article("g", "Another text."),
            article("h", ""),
            article("i", ""),
        ];
        let refs: Vec<&ArticleClaims> = texts.iter().collect();
        let credits = vec![None; refs.len()];
        let facts = vec![Vec::new(); refs.len()];
        let found = sources(&refs, &Tellings { credits: &credits, facts: &facts, events: &[] });
        assert_eq!(found.of, [0, 0, 2, 3, 4, 4, 6, 7, 8]);
        let pairs: Vec<(usize, usize)> = found.copies.iter().map(|c| (c.copy, c.of)).collect();
        assert_eq!(pairs, [(5, 4), (1, 0)]);
        assert!(found.copies[1].reasons[0].starts_with("99 %") || found.copies[1].reasons[0].starts_with("100 %"));
    }

    #[test]
    fn rewrites_tell_the_same_facts_in_the_same_order() {
        let kept = numbered(0, 60);
        let texts = [
            article("a", &format!("{} {kept}", numbered(1000, 1300))),
            article("b", &format!("{kept} {}", numbered(2000, 2300))),
            article("c", &format!("{kept} {}", numbered(3000, 3300))),
        ];
        let refs: Vec<&ArticleClaims> = texts.iter().collect();
        let straight: Vec<Told> = (0..20).map(|n| (n, n as u32 * 10)).collect();
        let mixed: Vec<Told> = (0..20).map(|n| (n, (n as u32 * 7 % 20) * 10)).collect();
        let facts = [straight.clone(), straight, mixed];
        let events = vec![vec![0, 1, 2]; 3];
        let found =
            |credits: &[Option<String>]| sources(&refs, &Tellings { credits, facts: &facts, events: &events }).of;
        assert_eq!(found(&[None, None, None]), [0, 0, 2]);
    }
}
