//! Reading model files.
//!
//! A file begins with a mark. The tagger's holds the labels, the lexicon and
//! rows of weights, and the words whose tag is sure; the parser's holds the
//! weights of moves, the rows of weights of relations, and the contexts whose
//! move or relation is sure. Keys are stored as distances between sorted
//! hashes, weights as 8-bit codes on a logarithmic scale.

use super::actions::Actions;
use super::lexicon::Lexicon;
use super::linear::{Labels, Linear};
use super::parser::{self, Sure};
use std::sync::LazyLock;

/// First bytes of a model file; the digit is the format.
pub(super) const MAGIC: &[u8; 8] = b"wgmodel3";

/// Codes run from 0 (most negative) over `LEVELS` (nothing) to twice that.
pub(super) const LEVELS: u8 = 127;

/// The weights that codes stand for: finer near zero, the largest is `i16::MAX`.
pub(super) fn levels() -> &'static [i16; 256] {
    static TABLE: LazyLock<[i16; 256]> = LazyLock::new(|| {
        // A geometric ladder by repeated multiplication: exact on every machine.
        const RATIO: f64 = 1.0525;
        let mut ladder = [0f64; LEVELS as usize + 1];
        for c in 1..ladder.len() {
            ladder[c] = ladder[c - 1] * RATIO + 1.0;
        }
        let mut table = [0i16; 256];
        for (c, step) in ladder.iter().enumerate() {
            let w = (step / ladder[usize::from(LEVELS)] * f64::from(i16::MAX)).round() as i16;
            table[usize::from(LEVELS) + c] = w;
            table[usize::from(LEVELS) - c] = -w;
        }
        table
    });
    &TABLE
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        Some(Self(bytes.strip_prefix(MAGIC)?))
    }

    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }

    /// A count of things that take at least a byte each.
    fn count(&mut self) -> Option<usize> {
        self.number().map(|n| n as usize).filter(|n| *n <= self.0.len())
    }

    fn keys(&mut self, count: usize) -> Option<Vec<u32>> {
        let mut key = 0u32;
        (0..count)
            .map(|_| {
                key = key.wrapping_add(self.number()? as u32);
                Some(key)
            })
            .collect()
    }

    /// Rows of weights.
    fn linear(&mut self) -> Option<Linear> {
        let count = self.count()?;
        let keys = self.keys(count)?;
        let lengths = self.bytes(count)?;
        let total: usize = lengths.iter().map(|l| usize::from(*l)).sum();
        let (classes, codes) = (self.bytes(total)?, self.bytes(total)?);
        let mut at = 0;
        let rows = keys.iter().zip(lengths).map(|(key, length)| {
            let row = at..at + usize::from(*length);
            at = row.end;
            (*key, &classes[row.clone()], &codes[row])
        });
        let most = classes.iter().copied().max().unwrap_or(0);
        Some(Linear::new(count, most, rows))
    }

    /// Hashes of words with a number each.
    fn words(&mut self) -> Option<rustc_hash::FxHashMap<u32, u16>> {
        let count = self.count()?;
        let mut out = rustc_hash::FxHashMap::with_capacity_and_hasher(count, Default::default());
        let mut word = 0u32;
        for _ in 0..count {
            word = word.wrapping_add(self.number()? as u32);
            out.insert(word, self.number()? as u16);
        }
        Some(out)
    }
}

/// Unpacks the tagger's file; nothing if it is damaged.
pub(super) fn tagger(bytes: &[u8]) -> Option<(Labels, Lexicon, Linear)> {
    let mut reader = Reader::open(bytes)?;
    let mut labels = Labels::default();
    for _ in 0..reader.count()? {
        let length = reader.number()? as usize;
        labels.names.push(String::from_utf8(reader.bytes(length)?.to_vec()).ok()?);
    }
    let classes = reader.words()?;
    let count = reader.count()?;
    let paths = (0..count).map(|_| reader.number().map(|p| p as u32)).collect::<Option<_>>()?;
    let clusters = reader.words()?;
    let weights = reader.linear()?;
    let sure = reader.words()?;
    Some((labels, Lexicon { classes, clusters, paths, sure }, weights))
}

/// Unpacks the file of the model of names: how much one update weighs, and the
/// weights; nothing if it is damaged.
pub(crate) fn names(bytes: &[u8]) -> Option<(u32, Linear)> {
    let mut reader = Reader::open(bytes)?;
    let unit = reader.number()? as u32;
    Some((unit, reader.linear()?))
}

/// Unpacks the parser's file; nothing if it is damaged.
pub(super) fn parser(bytes: &[u8]) -> Option<parser::Model> {
    let mut reader = Reader::open(bytes)?;
    let count = reader.count()?;
    let keys = reader.keys(count)?;
    let (left, right) = (reader.bytes(count)?, reader.bytes(count)?);
    let codes = left.iter().zip(right).map(|(l, r)| [*l, *r]);
    let moves = Actions::new(count, keys.iter().copied().zip(codes));
    let relations = reader.linear()?;
    let sure = [Sure(reader.words()?), Sure(reader.words()?)];
    Some(parser::Model { moves, relations, sure })
}
