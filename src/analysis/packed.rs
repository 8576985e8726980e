//! Reading model files.
//!
//! A file holds a mark, the labels, the known words with their classes, and
//! the rows: distances between sorted keys, lengths, classes, 8-bit codes of
//! weights on a logarithmic scale.

use super::linear::{Labels, Linear};
use super::tagger::Ambiguity;
use std::sync::LazyLock;

/// First bytes of a model file; the digit is the format.
pub(super) const MAGIC: &[u8; 8] = b"wgmodel1";

/// Codes run from 0 (most negative) over `LEVELS` (nothing) to twice that.
pub(super) const LEVELS: u8 = 127;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Packed {
    pub labels: Labels,
    pub ambiguity: Ambiguity,
    pub weights: Linear,
}

/// The weight a code stands for: finer near zero, the largest is `i16::MAX`.
pub(super) fn level(code: u8) -> i16 {
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
    TABLE[usize::from(code)]
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
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
}

/// Unpacks a model file; nothing if it is damaged.
pub(super) fn unpack(bytes: &[u8]) -> Option<Packed> {
    let mut reader = Reader(bytes);
    if reader.bytes(MAGIC.len())? != MAGIC {
        return None;
    }
    let mut labels = Labels::default();
    for _ in 0..reader.number()? {
        let length = reader.number()? as usize;
        labels.names.push(String::from_utf8(reader.bytes(length)?.to_vec()).ok()?);
    }
    let mut ambiguity = Ambiguity::default();
    let mut word = 0u32;
    for _ in 0..reader.number()? {
        word = word.wrapping_add(reader.number()? as u32);
        ambiguity.classes.insert(word, reader.number()? as u16);
    }
    let count = reader.number()? as usize;
    if count > bytes.len() {
        return None;
    }
    let mut keys = Vec::with_capacity(count);
    let mut key = 0u32;
    for _ in 0..count {
        key = key.wrapping_add(reader.number()? as u32);
        keys.push(key);
    }
    let lengths = reader.bytes(count)?;
    let total: usize = lengths.iter().map(|l| usize::from(*l)).sum();
    let classes = reader.bytes(total)?;
    let codes = reader.bytes(total)?;
    let entries: Vec<(u8, i16)> = classes.iter().zip(codes).map(|(class, code)| (*class, level(*code))).collect();
    let mut at = 0;
    let rows = keys.iter().zip(lengths).map(|(key, length)| {
        let row = &entries[at..at + usize::from(*length)];
        at += usize::from(*length);
        (*key, row)
    });
    let weights = Linear::new(count, rows);
    Some(Packed { labels, ambiguity, weights })
}
