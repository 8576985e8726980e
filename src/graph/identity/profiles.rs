//! What articles are about, for telling whether two follow one story.

use super::texts::{Texts, cosine};
use crate::claim::ArticleClaims;
use crate::graph::dates;

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
    names: Vec<Vec<(u32, f32)>>,
    published: Vec<Option<i64>>,
}

impl<'a> Profiles<'a> {
    /// Reads the profiles: names by how often they stand there, countries and
    /// the like for less.
    pub fn new(
        articles: &[&ArticleClaims],
        texts: &'a Texts,
        node_of: impl Fn(usize, u32) -> Option<(u32, Weight)>,
    ) -> Self {
        let mut out = Self { texts, names: Vec::new(), published: Vec::new() };
        for (number, article) in articles.iter().enumerate() {
            let day = article.article.published.as_deref().and_then(dates::interval);
            out.published.push(day.map(|d| dates::number(d.0)));
            let mut names: Vec<(u32, f32)> = Vec::new();
            for (index, record) in article.entities.iter().enumerate() {
                let Some((key, weight)) = node_of(number, index as u32) else { continue };
                let factor = match weight {
                    Weight::None => continue,
                    Weight::General => 0.3,
                    Weight::Named => 1.0,
                };
                names.push((key, factor * (1.0 + record.mentions.len() as f32).ln()));
            }
            names.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            names.dedup_by_key(|n| n.0);
            names.truncate(NAMES);
            names.sort_by_key(|n| n.0);
            names.dedup_by_key(|n| n.0);
            let length = names.iter().map(|n| n.1 * n.1).sum::<f32>().sqrt();
            names.iter_mut().for_each(|n| n.1 /= length.max(f32::MIN_POSITIVE));
            names.shrink_to_fit();
            out.names.push(names);
        }
        out
    }

    /// Day of publication.
    pub fn published(&self, article: u32) -> Option<i64> {
        self.published.get(article as usize).copied().flatten()
    }

    /// How much two articles are about the same names (0 to 1).
    pub fn names_alike(&self, a: u32, b: u32) -> f64 {
        let of = |n: u32| self.names.get(n as usize).map_or(&[][..], Vec::as_slice);
        cosine(of(a), of(b))
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
