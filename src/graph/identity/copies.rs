//! Articles that tell one report over again count as one source.

use super::groups::Groups;
use crate::claim::ArticleClaims;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Words of a shingle.
const WIDTH: usize = 5;
/// Parts in which word sequences are gathered.
const PARTS: u64 = 16;
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
pub struct Tellings<'a, F: Fn(u32) -> Vec<Told>> {
    /// The node of the agency that it credits.
    pub credits: &'a [Option<String>],
    /// Its facts, sorted.
    pub facts: F,
    /// Pairs of articles that tell several events alike.
    pub retold: &'a BTreeSet<(u32, u32)>,
}

/// What of an article is kept for finding its copies.
pub struct Head {
    /// Its hash.
    pub sha256: Box<str>,
    /// Day of publication, as written.
    published: Option<Box<str>>,
    length: u32,
    /// Hash of all words; `None` for a text without words, which copies nothing.
    text: Option<u64>,
    sketch: Box<[u32]>,
}

impl Head {
    /// Reads an article.
    pub fn new(article: &ArticleClaims) -> Self {
        let words = words(article);
        let hashes = words.windows(WIDTH).map(fnv).filter(|h| (h >> 7) % SAMPLE == 0);
        let mut sketch: Vec<u32> = hashes.map(|h| (h >> 32) as u32).collect();
        sketch.sort_unstable();
        sketch.dedup();
        let about = &article.article;
        Self {
            sha256: about.sha256.as_str().into(),
            published: about.published.as_deref().map(Into::into),
            length: about.length,
            text: (!words.is_empty()).then(|| fnv(&words)),
            sketch: sketch.into(),
        }
    }

    /// Local part of the article's IRI.
    pub fn key(&self) -> &str {
        self.sha256.get(..16).unwrap_or(&self.sha256)
    }
}

/// Groups articles, given sorted by hash: the first stands for its group.
pub fn sources<F: Fn(u32) -> Vec<Told> + Sync>(articles: &[Head], tellings: &Tellings<'_, F>) -> Sources {
    let mut groups = Groups::new(articles.len());
    let mut whole: FxHashMap<u64, u32> = FxHashMap::default();
    let mut by_hash: FxHashMap<&str, u32> = FxHashMap::default();
    let mut copies: Vec<Copied> = Vec::new();
    for (i, article) in (0..).zip(articles) {
        let same_bytes = *by_hash.entry(&article.sha256).or_insert(i);
        let same_words = article.text.map_or(i, |text| *whole.entry(text).or_insert(i));
        for (other, reason) in [(same_bytes, "the same file"), (same_words, "the same words")] {
            if groups.root(other) != groups.root(i) && groups.join(other, i) {
                copies.push(copied(articles, other, i, 1.0, vec![reason.to_owned()]));
            }
        }
    }
    let mut pairs = sharing(articles);
    pairs.extend(tellings.retold);
    pairs.sort_unstable();
    pairs.dedup();
    let judged: Vec<Option<(f64, Vec<String>)>> = pairs
        .par_iter()
        .map(|(a, b)| if groups.root(*a) == groups.root(*b) { None } else { judge(articles, tellings, *a, *b) })
        .collect();
    for ((a, b), found) in pairs.into_iter().zip(judged) {
        if let Some((score, reasons)) = found.filter(|_| groups.root(a) != groups.root(b))
            && groups.join(a, b)
        {
            copies.push(copied(articles, a, b, score, reasons));
        }
    }
    let of = groups.each(|members| members.iter().copied().min().unwrap_or(0));
    Sources { of: of.into_iter().map(|i| i as usize).collect(), copies }
}

/// Pairs of articles of which the later shares many word sequences with the
/// first that has them.
fn sharing(articles: &[Head]) -> Vec<(u32, u32)> {
    let mut shared: Vec<(u32, u32)> = Vec::new();
    // By parts of the range of hashes, so that not all stand in one list.
    for part in 0..PARTS {
        let of_part = |sketch: &[u32]| {
            let start = |part: u64| sketch.partition_point(|h| u64::from(*h) < part * (1 << 32) / PARTS);
            start(part)..start(part + 1)
        };
        let mut places: Vec<(u32, u32)> = (0u32..)
            .zip(articles)
            .flat_map(|(i, a)| a.sketch[of_part(&a.sketch)].iter().map(move |h| (*h, i)))
            .collect();
        places.par_sort_unstable();
        for with in places.chunk_by(|x, y| x.0 == y.0) {
            shared.extend(with[1..].iter().map(|(_, later)| (with[0].1, *later)));
        }
    }
    shared.par_sort_unstable();
    let many = |pair: &&[(u32, u32)]| {
        let size = |i: u32| articles[i as usize].sketch.len();
        pair.len() as f64 >= size(pair[0].0).min(size(pair[0].1)) as f64 * SHARE_CREDITED
    };
    shared.chunk_by(|x, y| x == y).filter(many).map(|pair| pair[0]).collect()
}

/// What speaks for two articles being one report, if it is enough.
fn judge<F: Fn(u32) -> Vec<Told>>(
    articles: &[Head],
    tellings: &Tellings<'_, F>,
    a: u32,
    b: u32,
) -> Option<(f64, Vec<String>)> {
    let [x, y] = [a, b].map(|i| &articles[i as usize].sketch);
    let least = x.len().min(y.len());
    if least < ENOUGH {
        return None;
    }
    let share = common(x, y) as f64 / least as f64;
    let [of_a, of_b] = [a, b].map(|i| tellings.credits[i as usize].as_ref());
    let credited = of_a.filter(|_| of_a == of_b);
    let mut reasons = vec![format!("{:.0} % of the shorter text's word sequences", share * 100.0)];
    if let Some(agency) = credited {
        reasons.push(format!("both credit {agency}"));
    }
    if share >= SHARE || credited.is_some() && share >= SHARE_CREDITED {
        return Some((share, reasons));
    }
    if share < SHARE_RETOLD {
        return None;
    }
    let (facts, of_facts, order) = same_facts(&(tellings.facts)(a), &(tellings.facts)(b));
    let retold = facts >= FACTS && of_facts >= FACTS_SHARE && order >= ORDER;
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

/// Pairs of articles that tell several events alike; `events` gives the
/// articles that tell of each.
pub fn retold(events: impl Iterator<Item = Vec<u32>>) -> BTreeSet<(u32, u32)> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for told_by in events.filter(|e| (2..=TOLD_BY).contains(&e.len())) {
        for (i, a) in told_by.iter().enumerate() {
            for b in &told_by[i + 1..] {
                *counts.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= 3).map(|(pair, _)| pair).collect()
}

/// How many hashes two sorted lists share.
fn common(x: &[u32], y: &[u32]) -> usize {
    x.iter().filter(|h| y.binary_search(h).is_ok()).count()
}

/// The earlier is the original; if days say nothing, the longer, then the first.
fn copied(articles: &[Head], a: u32, b: u32, score: f64, reasons: Vec<String>) -> Copied {
    let rank = |n: u32| {
        let article = &articles[n as usize];
        (article.published.as_deref().unwrap_or("9999"), u32::MAX - article.length, n)
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
        let heads: Vec<Head> = texts.iter().map(Head::new).collect();
        let credits = vec![None; heads.len()];
        let found = sources(&heads, &Tellings { credits: &credits, facts: |_| Vec::new(), retold: &BTreeSet::new() });
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
        let heads: Vec<Head> = texts.iter().map(Head::new).collect();
        let straight: Vec<Told> = (0..20).map(|n| (n, n as u32 * 10)).collect();
        let mixed: Vec<Told> = (0..20).map(|n| (n, (n as u32 * 7 % 20) * 10)).collect();
        let facts = [straight.clone(), straight, mixed];
        let retold = retold(std::iter::repeat_n(vec![0, 1, 2], 3));
        let credits = [None, None, None];
        let facts = |article: u32| facts[article as usize].clone();
        let found = sources(&heads, &Tellings { credits: &credits, facts, retold: &retold });
        assert_eq!(found.of, [0, 0, 2]);
    }
}
