//! What articles are about, for telling whether two follow one story.

use super::compared::Print;
use super::texts::{Texts, cosine};
use rayon::prelude::*;

/// Names of an article that count for comparing it.
const NAMES: usize = 40;

/// What a name says about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Nothing: it is a description.
    None,
    /// Little: many articles have it.
    General,
    /// It is a name.
    Named,
}

/// All articles' profiles.
#[derive(Debug)]
pub struct Profiles<'a> {
    texts: &'a Texts,
    names: Vec<Box<[(u32, f32)]>>,
    published: &'a [Option<i64>],
}

impl<'a> Profiles<'a> {
    /// Reads the profiles: names by how often they stand there, countries and
    /// the like for less. `named` gives the names of an article with their
    /// numbers of mentions.
    pub fn new<N: Iterator<Item = (u32, Weight, u16)>>(
        articles: usize,
        texts: &'a Texts,
        published: &'a [Option<i64>],
        named: impl Fn(usize) -> N + Sync,
    ) -> Self {
        let names = (0..articles).into_par_iter().map(|article| profile(named(article))).collect();
        Self { texts, names, published }
    }

    /// Day of publication.
    pub fn published(&self, article: u32) -> Option<i64> {
        self.published.get(article as usize).copied().flatten()
    }

    /// The names of an article, with their weights.
    fn names(&self, article: u32) -> &[(u32, f32)] {
        self.names.get(article as usize).map_or(&[][..], |n| n)
    }

    /// Hash of all that is known of an article here; `name` tells what the number
    /// of a name stands for.
    pub fn print<'n>(&self, article: u32, name: impl Fn(u32) -> &'n str) -> u128 {
        let (names, words) = (self.names(article), self.texts.of(article));
        let mut print = Print::default();
        match self.published(article) {
            Some(day) => print.number(1u8).number(day.cast_unsigned()),
            None => print.number(0u8),
        };
        print.count(names.len());
        names.iter().for_each(|(number, weight)| _ = print.text(name(*number)).number(weight.to_bits()));
        print.count(words.len());
        words.iter().for_each(|(hash, weight)| _ = print.words(&[*hash, weight.to_bits()]));
        print.finish()
    }

    /// How much two articles are about the same names (0 to 1).
    pub fn names_alike(&self, a: u32, b: u32) -> f64 {
        cosine(self.names(a), self.names(b))
    }

    /// How much two articles have in common as texts (0 to 1).
    pub fn texts_alike(&self, a: u32, b: u32) -> f64 {
        self.texts.alike(a, b)
    }

    /// How much two articles follow one story (0 to 1), and what that says for
    /// two of their reports: their names and their words, in equal parts.
    pub fn story(&self, a: u32, b: u32) -> (f64, f64) {
        let (names, words) = (self.names_alike(a, b), self.texts.alike(a, b));
        let score = 0.8 * (names - 0.25).clamp(-0.2, 0.5) + 2.0 * (words - 0.12).clamp(-0.08, 0.2);
        ((names + words) / 2.0, score)
    }
}

fn profile(named: impl Iterator<Item = (u32, Weight, u16)>) -> Box<[(u32, f32)]> {
    let mut names: Vec<(u32, f32)> = Vec::new();
    for (key, weight, mentions) in named {
        let factor = match weight {
            Weight::None => continue,
            Weight::General => 0.3,
            Weight::Named => 1.0,
        };
        names.push((key, factor * (1.0 + f32::from(mentions)).ln()));
    }
    names.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    names.dedup_by_key(|n| n.0);
    names.truncate(NAMES);
    names.sort_by_key(|n| n.0);
    names.dedup_by_key(|n| n.0);
    let length = names.iter().map(|n| n.1 * n.1).sum::<f32>().sqrt();
    names.iter_mut().for_each(|n| n.1 /= length.max(f32::MIN_POSITIVE));
    names.into()
}
