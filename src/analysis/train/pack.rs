//! Writing model files. What [`super::super::packed`] reads.

use super::super::packed::{LEVELS, MAGIC, level};
use super::super::tagger::Ambiguity;
use std::collections::BTreeMap;

/// Averaged rows, sorted by key.
pub(super) type Rows = Vec<(u32, Vec<(u8, f32)>)>;

/// A model file of labels, known words and weights.
pub(super) fn pack(labels: &[String], ambiguity: &Ambiguity, rows: &Rows) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    number(&mut out, labels.len() as u64);
    for label in labels {
        number(&mut out, label.len() as u64);
        out.extend_from_slice(label.as_bytes());
    }
    let words: BTreeMap<u32, u16> = ambiguity.classes.iter().map(|(k, v)| (*k, *v)).collect();
    number(&mut out, words.len() as u64);
    let mut last = 0;
    for (word, class) in words {
        number(&mut out, u64::from(word - last));
        number(&mut out, u64::from(class));
        last = word;
    }
    // The scale: the largest weight gets the highest level.
    let largest = rows.iter().flat_map(|r| &r.1).map(|c| c.1.abs()).fold(0f32, f32::max).max(1e-6);
    let rows: Vec<(u32, Vec<(u8, u8)>)> = rows
        .iter()
        .map(|(key, cells)| {
            (*key, cells.iter().map(|(c, w)| (*c, code(*w / largest))).filter(|c| c.1 != LEVELS).collect())
        })
        .filter(|r: &(u32, Vec<(u8, u8)>)| !r.1.is_empty())
        .collect();
    number(&mut out, rows.len() as u64);
    // Three streams: distances of keys, lengths of rows, entries.
    let mut last = 0;
    for (key, _) in &rows {
        number(&mut out, u64::from(key - last));
        last = *key;
    }
    for (_, cells) in &rows {
        out.push(cells.len() as u8);
    }
    for (class, _) in rows.iter().flat_map(|r| &r.1) {
        out.push(*class);
    }
    for (_, code) in rows.iter().flat_map(|r| &r.1) {
        out.push(*code);
    }
    out
}

/// The nearest of the levels for a weight in -1..=1.
fn code(weight: f32) -> u8 {
    let scaled = i32::from(i16::MAX) as f32 * weight;
    let mut best = LEVELS;
    for c in 0..=2 * LEVELS {
        if (f32::from(level(c)) - scaled).abs() < (f32::from(level(best)) - scaled).abs() {
            best = c;
        }
    }
    best
}

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}
