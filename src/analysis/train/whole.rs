//! A model with the weights of training, before any is left out or coded.

use super::super::linear::{CLASSES, Scores};
use super::perceptron::Rows;
use rustc_hash::FxHashMap;

/// Weights in whole numbers, the largest 32,000.
#[derive(Debug, Default)]
pub(super) struct Whole {
    /// Where the row of each feature begins and ends.
    rows: FxHashMap<u32, (u32, u32)>,
    /// Class and weight.
    cells: Vec<(u8, i16)>,
}

impl Whole {
    /// The weights of `rows`.
    pub(super) fn new(rows: &Rows) -> Self {
        let largest = rows.iter().flat_map(|r| r.1).map(|c| c.1.abs()).fold(1e-6f32, f32::max);
        let mut out = Self::default();
        for (key, cells) in rows.iter() {
            let start = out.cells.len() as u32;
            out.cells.extend(cells.iter().map(|(class, weight)| (*class, (weight / largest * 32000.0) as i16)));
            out.rows.insert(key, (start, out.cells.len() as u32));
        }
        out
    }

    /// Adds the weights of all features to the scores.
    pub(super) fn add(&self, features: &[u32], scores: &mut Scores) {
        for (start, end) in features.iter().filter_map(|key| self.rows.get(key)) {
            for (class, weight) in &self.cells[*start as usize..*end as usize] {
                scores.0[usize::from(*class) % CLASSES] += i32::from(*weight);
            }
        }
    }
}
