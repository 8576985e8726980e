//! Articles that tell one report over again count as one source.

use super::groups::Groups;
use crate::claim::ArticleClaims;
use std::collections::{BTreeMap, BTreeSet};

/// Words of a shingle.
const WIDTH: usize = 5;
/// One shingle of so many is looked at.
const SAMPLE: u64 = 2;
/// Sampled shingles a text needs before a part of it can be called a copy.
const ENOUGH: usize = 8;
/// Share of the shorter text's shingles that the other must have, in percent.
const SHARE: usize = 60;

/// For each article the index of the article that stands for its source
/// group: the first, in the order given. Articles must be sorted by hash.
pub fn source_groups(articles: &[&ArticleClaims]) -> Vec<usize> {
    let mut groups = Groups::new(articles.len());
    let sketches: Vec<Vec<u64>> = articles.iter().map(|a| sketch(a)).collect();
    let mut whole: BTreeMap<u64, u32> = BTreeMap::new();
    let mut by_hash: BTreeMap<&str, u32> = BTreeMap::new();
    for (i, article) in articles.iter().enumerate() {
        let i = i as u32;
        groups.join(*by_hash.entry(&article.article.sha256).or_insert(i), i);
        if let Some(text) = text_hash(article) {
            groups.join(*whole.entry(text).or_insert(i), i);
        }
    }
    let mut first_with: BTreeMap<u64, u32> = BTreeMap::new();
    for (i, sketch) in sketches.iter().enumerate() {
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for hash in sketch {
            let first = *first_with.entry(*hash).or_insert(i as u32);
            if first != i as u32 {
                *shared.entry(first).or_default() += 1;
            }
        }
        for (other, count) in shared {
            let shorter = sketch.len().min(sketches[other as usize].len());
            if shorter >= ENOUGH && count * 100 >= shorter * SHARE {
                groups.join(other, i as u32);
            }
        }
    }
    (0..articles.len() as u32).map(|i| groups.members(i).iter().copied().min().unwrap_or(i) as usize).collect()
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
        assert_eq!(source_groups(&refs), [0, 0, 2, 3, 4, 4, 6, 7, 8]);
    }
}
