//! Writing model files. What [`super::super::packed`] reads.

use super::super::lexicon::Lexicon;
use super::super::packed::{LEVELS, MAGIC, levels};
use super::super::parser::{LEFT, RIGHT, SHIFT, Sure};
use super::perceptron::Rows;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Codes of a model's weights, by key: class and code.
pub(super) type Coded = Vec<(u32, Vec<(u8, u8)>)>;

/// The tagger's file.
pub(super) fn tagger(labels: &[String], lexicon: &Lexicon, rows: &Coded) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    number(&mut out, labels.len() as u64);
    for label in labels {
        number(&mut out, label.len() as u64);
        out.extend_from_slice(label.as_bytes());
    }
    words(&mut out, &lexicon.classes);
    number(&mut out, lexicon.paths.len() as u64);
    for path in &lexicon.paths {
        number(&mut out, u64::from(*path));
    }
    words(&mut out, &lexicon.clusters);
    linear(&mut out, rows);
    words(&mut out, &lexicon.sure);
    out
}

/// The file of the model of names: what one update weighs on the scale of the
/// codes, and the weights; classes from `classes` on are left out.
pub(crate) fn names(rows: &Rows, classes: u8, least: u8) -> Vec<u8> {
    let scale = Scale::new(rows.iter().flat_map(|r| r.1).filter(|c| c.0 < classes).map(|c| c.1));
    let coded = rows
        .iter()
        .map(|(key, cells)| (key, cells.iter().filter(|c| c.0 < classes).map(|(c, w)| (*c, scale.code(*w))).collect()));
    let coded = pruned(coded, |cells: &mut Vec<(u8, u8)>| cells.retain(|c| strength(c.1) >= least.max(1)));
    let mut out = MAGIC.to_vec();
    number(&mut out, scale.0 as u64);
    linear(&mut out, &coded);
    out
}

/// The parser's file: weights of moves (1 left, 2 right, against shift) and of
/// relations, sure moves and relations.
pub(super) fn parser(moves: &Coded, relations: &Coded, sure: &[Sure; 2]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    number(&mut out, moves.len() as u64);
    keys(&mut out, moves.iter().map(|c| c.0));
    for class in [LEFT, RIGHT] {
        let code = |cells: &[(u8, u8)]| cells.iter().find(|c| c.0 == class).map_or(LEVELS, |c| c.1);
        out.extend(moves.iter().map(|c| code(&c.1)));
    }
    linear(&mut out, relations);
    for decisions in sure {
        words(&mut out, &decisions.0);
    }
    out
}

/// Codes of weights; those nearer to nothing than `least` codes are left out.
pub(super) fn code(rows: &Rows, least: u8) -> Coded {
    let scale = Scale::new(rows.iter().flat_map(|r| r.1).map(|c| c.1));
    let coded = rows.iter().map(|(key, cells)| (key, cells.iter().map(|(c, w)| (*c, scale.code(*w))).collect()));
    pruned(coded, |cells: &mut Vec<(u8, u8)>| cells.retain(|c| strength(c.1) >= least.max(1)))
}

/// Codes of moves against shifting; rows without a code of at least `least`
/// are left out.
pub(super) fn code_moves(rows: &Rows, least: u8) -> Coded {
    let differences: Vec<(u32, [f32; 2])> = rows
        .iter()
        .map(|(key, cells)| {
            let of = |class: u8| cells.iter().find(|c| c.0 == class).map_or(0.0, |c| c.1);
            (key, [of(LEFT) - of(SHIFT), of(RIGHT) - of(SHIFT)])
        })
        .collect();
    let scale = Scale::new(differences.iter().flat_map(|d| d.1));
    let coded = differences.iter().map(|(key, [l, r])| (*key, vec![(LEFT, scale.code(*l)), (RIGHT, scale.code(*r))]));
    pruned(coded, |cells: &mut Vec<(u8, u8)>| {
        if cells.iter().all(|c| strength(c.1) < least.max(1)) {
            cells.clear();
        }
    })
}

/// Rows with something left after `prune`.
fn pruned(rows: impl Iterator<Item = (u32, Vec<(u8, u8)>)>, prune: impl Fn(&mut Vec<(u8, u8)>)) -> Coded {
    rows.map(|(key, mut cells)| {
        prune(&mut cells);
        (key, cells)
    })
    .filter(|r| !r.1.is_empty())
    .collect()
}

fn strength(code: u8) -> u8 {
    code.abs_diff(LEVELS)
}

fn words(out: &mut Vec<u8>, words: &FxHashMap<u32, u16>) {
    let words: BTreeMap<u32, u16> = words.iter().map(|(k, v)| (*k, *v)).collect();
    number(out, words.len() as u64);
    let mut last = 0;
    for (word, value) in words {
        number(out, u64::from(word - last));
        number(out, u64::from(value));
        last = word;
    }
}

/// Streams of distances of keys, lengths of rows, classes and codes.
fn linear(out: &mut Vec<u8>, rows: &Coded) {
    number(out, rows.len() as u64);
    keys(out, rows.iter().map(|r| r.0));
    out.extend(rows.iter().map(|r| r.1.len() as u8));
    out.extend(rows.iter().flat_map(|r| &r.1).map(|c| c.0));
    out.extend(rows.iter().flat_map(|r| &r.1).map(|c| c.1));
}

fn keys(out: &mut Vec<u8>, keys: impl Iterator<Item = u32>) {
    let mut last = 0;
    for key in keys {
        number(out, u64::from(key - last));
        last = key;
    }
}

/// The scale of a set of weights: the largest gets the highest level.
struct Scale(f32);

impl Scale {
    fn new(weights: impl Iterator<Item = f32>) -> Self {
        Self(f32::from(i16::MAX) / weights.map(f32::abs).fold(1e-6, f32::max))
    }

    /// The nearest of the levels, the one nearer to zero at a tie.
    fn code(&self, weight: f32) -> u8 {
        let table = &levels()[usize::from(LEVELS)..2 * usize::from(LEVELS) + 1];
        let scaled = weight.abs() * self.0;
        let above = table.partition_point(|l| f32::from(*l) < scaled).clamp(1, table.len() - 1);
        let (low, high) = (f32::from(table[above - 1]), f32::from(table[above]));
        let step = if high - scaled < scaled - low { above } else { above - 1 } as u8;
        if weight < 0.0 { LEVELS - step } else { LEVELS + step }
    }
}

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}
