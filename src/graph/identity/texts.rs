//! How much two articles have in common as texts: their words, weighed by how
//! rare each is in the news. A pure function of two articles; no other article
//! changes it.

use super::words::{SHORTEST, hash, split, stem};
use crate::claim::ArticleClaims;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words of an article that count: those that say most about it.
const WORDS: usize = 120;
/// Share of articles that have a word which no table lists.
const RARE: f32 = 0.004;
/// The same for names of countries and the like.
const GENERAL: f32 = 0.04;

/// Share of news articles that have a word, by its stem.
static COMMON: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
    let lines = include_str!("common_words.txt").lines().filter(|l| !l.starts_with('#'));
    let mut out = FxHashMap::default();
    for line in lines {
        let mut words = line.split(' ');
        let percent: f32 = words.next().and_then(|p| p.parse().ok()).unwrap_or(0.0);
        out.extend(words.map(|w| (w, percent / 100.0)));
    }
    out
});

/// The telling words of all articles.
#[derive(Debug, Default)]
pub struct Texts(Vec<Box<[(u32, f32)]>>);

impl Texts {
    /// The telling words of an article; `general` tells which of its entities
    /// are countries and the like.
    pub fn read(article: &ArticleClaims, general: impl Fn(usize) -> bool) -> Box<[(u32, f32)]> {
        let names = article.entities.iter().enumerate().filter(|(index, _)| general(*index));
        let texts = names.flat_map(|(_, record)| record.mentions.iter().map(|m| m.text.as_str()));
        let wide: BTreeSet<String> = texts.flat_map(split).map(stem).collect();
        vector(article.sentences.iter().map(|s| s.text.as_str()), &wide).into()
    }

    /// Takes the words of the next article.
    pub fn add(&mut self, words: Box<[(u32, f32)]>) {
        self.0.push(words);
    }

    /// The telling words of one, by their hashes, with their weights.
    pub fn of(&self, article: u32) -> &[(u32, f32)] {
        self.0.get(article as usize).map_or(&[][..], |n| n)
    }

    /// Likeness of two articles: 0 to 1.
    pub fn alike(&self, a: u32, b: u32) -> f64 {
        cosine(self.of(a), self.of(b))
    }
}

/// The cosine of two sparse vectors sorted by key.
pub fn cosine(x: &[(u32, f32)], y: &[(u32, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0f32);
    while let (Some(p), Some(q)) = (x.get(i), y.get(j)) {
        match p.0.cmp(&q.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += p.1 * q.1;
                i += 1;
                j += 1;
            }
        }
    }
    f64::from(sum)
}

fn vector<'a>(texts: impl Iterator<Item = &'a str>, wide: &BTreeSet<String>) -> Vec<(u32, f32)> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in texts.flat_map(split) {
        let word = stem(word);
        if word.len() >= SHORTEST && !word.bytes().any(|b| b.is_ascii_digit()) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let rarity = |word: &String| {
        let share = COMMON.get(word.as_str()).copied().unwrap_or(RARE);
        -share.max(if wide.contains(word) { GENERAL } else { RARE }).ln()
    };
    let mut out: Vec<(u32, f32)> =
        counts.iter().map(|(word, n)| (hash(word), (1.0 + (*n as f32).ln()) * rarity(word))).collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    out.truncate(WORDS);
    out.sort_unstable_by_key(|w| w.0);
    out.dedup_by_key(|w| w.0);
    let length = out.iter().map(|w| w.1 * w.1).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    out.iter_mut().for_each(|w| w.1 /= length);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(u32, f32)> {
        vector([text].into_iter(), &BTreeSet::new())
    }

    #[test]
    fn rare_words_make_texts_alike_and_common_ones_do_not() {
        let ferry = of("The ferry Velmara sank off Osterhaven; divers found the ferry's bell.");
        let again = of("Divers lifted the bell of the Velmara, which sank near Osterhaven.");
        let other = of("The president said that the government would meet people there again today.");
        let common = of("The government said today that people would meet the president again.");
        assert!(cosine(&ferry, &again) > 0.5);
        assert!(cosine(&ferry, &other) < 0.05);
        // What remains of two texts of common words alone is alike all the same.
        assert!(cosine(&other, &common) > 0.5);
        assert!((cosine(&ferry, &ferry) - 1.0).abs() < 1e-3);
    }
}
