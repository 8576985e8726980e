//! Articles as identity reads them: one at a time, as often as needed, so that
//! they need not all be in memory.

use crate::claim::ArticleClaims;
use rayon::prelude::*;
use std::borrow::Cow;

/// Articles that are read together, before what was read is gathered.
const BATCH: usize = 256;

/// Claims of articles, in the order of their hashes, then ids.
pub trait Articles: Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them.
    fn read(&self, number: usize) -> Cow<'_, ArticleClaims>;
}

impl Articles for Vec<&ArticleClaims> {
    fn count(&self) -> usize {
        self.len()
    }

    fn read(&self, number: usize) -> Cow<'_, ArticleClaims> {
        Cow::Borrowed(self[number])
    }
}

/// Reads all articles in parallel and hands what `of` says of each to `take`,
/// in their order.
pub fn each<T: Send>(
    articles: &dyn Articles,
    of: impl Fn(usize, &ArticleClaims) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    let count = articles.count();
    for from in (0..count).step_by(BATCH) {
        let read: Vec<T> =
            (from..count.min(from + BATCH)).into_par_iter().map(|number| of(number, &articles.read(number))).collect();
        for (number, found) in (from..).zip(read) {
            take(number, found);
        }
    }
}
