//! What articles are about, for telling whether two follow one story.

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
#[derive(Debug, Default)]
pub struct Profiles {
    names: Vec<Vec<(u32, f32)>>,
    published: Vec<Option<i64>>,
}

impl Profiles {
    /// Reads the profiles: names by how often they stand there, countries and
    /// the like for less.
    pub fn new(articles: &[&ArticleClaims], node_of: impl Fn(usize, u32) -> Option<(u32, Weight)>) -> Self {
        let mut out = Self::default();
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

    /// How much two articles are about the same things (0 to 1), and what
    /// that says for two of their reports.
    pub fn story(&self, a: u32, b: u32) -> (f64, f64) {
        let (Some(x), Some(y)) = (self.names.get(a as usize), self.names.get(b as usize)) else { return (0.0, 0.0) };
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
        let close = f64::from(sum);
        (close, ((close - 0.25) * 1.6).clamp(-0.3, 0.8))
    }
}
