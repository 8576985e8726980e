//! What comparing event mentions came to, kept for the next time: a row of
//! scores for each of them and its partners, by a hash of everything that
//! comparing them reads. A row that is known need not be computed again, and a
//! new article changes few.

use super::blocks::Partners;
use crate::claim::{hash128, sha256_hex};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Scores of a mention's partners, by their places; only of those that speak for
/// one event.
type Row = Box<[(u16, f64)]>;

/// Rows that are known, and those of now.
#[derive(Debug, Default)]
pub struct Compared {
    known: FxHashMap<u128, Row>,
    /// `None` if none are to be kept.
    now: Option<BTreeMap<u128, Row>>,
}

impl Compared {
    /// Keeps rows; knows those that [`Compared::bytes`] wrote under the same
    /// settings. What is not as it was written is not used.
    pub fn keeping(bytes: &[u8], settings: &str) -> Self {
        Self { known: read(bytes, settings).unwrap_or_default(), now: Some(BTreeMap::new()) }
    }

    /// Whether rows are to be kept.
    pub fn keeps(&self) -> bool {
        self.now.is_some()
    }

    /// The rows of now; the same rows give the same bytes.
    pub fn bytes(&self, settings: &str) -> Vec<u8> {
        let mut body = Vec::new();
        for (key, row) in self.now.iter().flatten() {
            body.extend_from_slice(&key.to_le_bytes());
            body.extend_from_slice(&(row.len() as u16).to_le_bytes());
            for (place, score) in row {
                body.extend_from_slice(&place.to_le_bytes());
                body.extend_from_slice(&score.to_bits().to_le_bytes());
            }
        }
        let mut out = head(settings, &body).into_bytes();
        out.append(&mut body);
        out
    }

    /// (score, smaller, greater) of all pairs of partners that have a score.
    /// `prints` are hashes of all that `score` reads of each mention.
    pub fn pairs(
        &mut self,
        prints: &[u128],
        partners: &Partners,
        score: impl Fn(u32, u32) -> Option<f64> + Sync,
    ) -> Vec<(f64, u32, u32)> {
        let row = |a: u32| -> (u128, Row, Vec<u32>) {
            let with: Vec<u32> = partners.of(a).collect();
            let mut print = Print::default();
            print.number(prints[a as usize]);
            with.iter().for_each(|b| _ = print.number(u8::from(a < *b)).number(prints[*b as usize]));
            let key = print.finish();
            let row = self.known.get(&key).cloned().unwrap_or_else(|| {
                let scored = (0u16..).zip(&with).filter_map(|(place, b)| Some((place, score(a, *b)?)));
                scored.collect()
            });
            (key, row, with)
        };
        let rows: Vec<(u128, Row, Vec<u32>)> = (0..prints.len() as u32).into_par_iter().map(row).collect();
        let mut out = Vec::new();
        for (a, (key, row, with)) in (0u32..).zip(rows) {
            let pair = |(place, score): &(u16, f64)| with.get(*place as usize).map(|b| (*score, a.min(*b), a.max(*b)));
            out.extend(row.iter().filter_map(pair));
            self.now.get_or_insert_default().insert(key, row);
        }
        out
    }
}

fn head(settings: &str, body: &[u8]) -> String {
    format!("{settings} {}\n", sha256_hex(body))
}

fn read(bytes: &[u8], settings: &str) -> Option<FxHashMap<u128, Row>> {
    let start = bytes.iter().position(|b| *b == b'\n')? + 1;
    let mut body = &bytes[start..];
    if bytes[..start] != *head(settings, body).as_bytes() {
        return None;
    }
    let mut out = FxHashMap::default();
    while !body.is_empty() {
        let key = u128::from_le_bytes(take(&mut body)?);
        let count = u16::from_le_bytes(take(&mut body)?);
        let pair =
            |_| Some((u16::from_le_bytes(take(&mut body)?), f64::from_bits(u64::from_le_bytes(take(&mut body)?))));
        let row: Option<Row> = (0..count).map(pair).collect();
        out.insert(key, row?);
    }
    Some(out)
}

fn take<const N: usize>(body: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = body.split_first_chunk::<N>()?;
    *body = rest;
    Some(*first)
}

/// Gathers what is to be hashed; parts of any length follow it.
#[derive(Default)]
pub struct Print(Vec<u8>);

impl Print {
    /// A number.
    pub fn number(&mut self, number: impl Into<u128>) -> &mut Self {
        self.0.extend_from_slice(&number.into().to_le_bytes());
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// How many parts follow, where that is not the same for all.
    pub fn count(&mut self, count: usize) -> &mut Self {
        self.0.extend_from_slice(&(count as u64).to_le_bytes());
        self
    }

    /// Numbers, and how many.
    pub fn words(&mut self, words: &[u32]) -> &mut Self {
        self.count(words.len());
        words.iter().for_each(|w| self.0.extend_from_slice(&w.to_le_bytes()));
        self
    }

    /// 128 bits of hash.
    pub fn finish(&self) -> u128 {
        hash128(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Compared {
        let rows = [(7u128, vec![(0u16, 1.5), (3, 2.25)]), (1 << 100, vec![])];
        let now = rows.into_iter().map(|(key, row)| (key, row.into())).collect();
        Compared { known: FxHashMap::default(), now: Some(now) }
    }

    #[test]
    fn rows_are_read_as_they_were_written() {
        let bytes = kept().bytes("s");
        let again = Compared::keeping(&bytes, "s");
        assert_eq!(again.known, kept().now.unwrap().into_iter().collect());
        assert!(Compared::keeping(&bytes, "t").known.is_empty());
        assert!(Compared::keeping(b"", "s").keeps() && !Compared::default().keeps());
    }

    #[test]
    fn what_is_not_as_it_was_written_is_not_used() {
        let bytes = kept().bytes("s");
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Compared::keeping(&changed, "s").known.is_empty(), "{at}");
            assert!(Compared::keeping(&bytes[..at], "s").known.is_empty(), "{at}");
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        let print = |parts: &[&str]| {
            let mut print = Print::default();
            parts.iter().for_each(|p| _ = print.text(p));
            print.finish()
        };
        assert_ne!(print(&["ab", "c"]), print(&["a", "bc"]));
    }
}
