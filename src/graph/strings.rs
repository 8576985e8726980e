//! Texts kept once, by number.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::BTreeMap;
use std::hash::Hasher;

/// Texts in one stretch of memory: millions of names as texts of their own
/// would take several times the room.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
    first: FxHashMap<u64, u32>,
    /// Texts whose hash another text has.
    others: BTreeMap<Box<str>, u32>,
}

impl Strings {
    /// The number of a text.
    pub fn of(&mut self, text: &str) -> u32 {
        let next = self.ends.len() as u32;
        let first = *self.first.entry(hash(text)).or_insert(next);
        let number = match first == next || self.text(first) == text {
            true => first,
            false => *self.others.entry(text.into()).or_insert(next),
        };
        if number == next {
            self.text.push_str(text);
            self.ends.push(self.text.len());
        }
        number
    }

    /// What a number stands for.
    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let begin = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[begin..self.ends[number]]
    }

    /// The numbers in the order of their texts.
    pub fn sorted(&self) -> Vec<u32> {
        let mut out: Vec<u32> = (0..self.ends.len() as u32).collect();
        out.par_sort_unstable_by(|a, b| self.text(*a).cmp(self.text(*b)));
        out
    }
}

/// For each number its place in an order.
pub fn places(order: &[u32]) -> Vec<u32> {
    let mut out = vec![0; order.len()];
    for (place, number) in (0..).zip(order) {
        out[*number as usize] = place;
    }
    out
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number() {
        let mut strings = Strings::default();
        let numbers: Vec<u32> = ["b", "", "a", "b", ""].into_iter().map(|t| strings.of(t)).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 1]);
        assert_eq!(strings.sorted(), [1, 2, 0]);
        assert_eq!(places(&strings.sorted()), [2, 0, 1]);
        assert_eq!(strings.text(0), "b");
    }
}
