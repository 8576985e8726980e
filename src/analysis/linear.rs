//! A linear model with sparse rows, as unpacked from a model file.
//!
//! Features are 32-bit hashes in a table of lines of memory. A row holds
//! (class, weight) pairs; rows with many classes are dense.

use super::filter::Filter;

/// Most classes a model may have.
pub(super) const CLASSES: usize = 128;

/// Rows with more entries than this are dense.
const DENSE: usize = 12;

/// Names of the classes.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// In class order.
    pub names: Vec<String>,
}

/// Sums of weights, one for each class.
#[derive(Clone, Debug)]
pub(super) struct Scores(pub [i32; CLASSES]);

impl Default for Scores {
    fn default() -> Self {
        Self([0; CLASSES])
    }
}

impl Scores {
    /// All zero again.
    pub(super) fn reset(&mut self) {
        self.0 = [0; CLASSES];
    }

    /// The best of the first `classes`, the lower index at a tie.
    pub(super) fn best(&self, classes: usize) -> u8 {
        let mut best = 0;
        for (i, s) in self.0.iter().enumerate().take(classes) {
            if *s > self.0[best] {
                best = i;
            }
        }
        best as u8
    }
}

/// Rows found, kept between calls to save allocations.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookup {
    keys: Vec<u32>,
    rows: Vec<u32>,
    /// What was read only to bring it near: reads that do not wait for each
    /// other run side by side in the processor.
    touched: u32,
}

/// Keys in one line of memory.
const LINE: usize = 8;

/// Keys that share a line, with their rows.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line {
    /// Keys, 0 where there is none.
    keys: [u32; LINE],
    rows: [u32; LINE],
}

/// The weights.
#[derive(Debug, Default)]
pub(super) struct Linear {
    lines: Vec<Line>,
    filter: Filter,
    sparse: Vec<(u8, i16)>,
    /// Number of classes, rounded up: length of a dense row.
    width: usize,
    dense: Vec<i16>,
}

/// A row reference: two low bits say which kind.
const ONE: u32 = 1;
const SPARSE: u32 = 2;
const FULL: u32 = 3;

impl Linear {
    /// A model of `count` rows over `classes` classes; `rows` yields each key
    /// with its entries.
    pub(super) fn new<'a>(count: usize, classes: usize, rows: impl Iterator<Item = (u32, &'a [(u8, i16)])>) -> Self {
        let mut model = Self {
            // Half full on average, so that few lines run over.
            lines: vec![Line::default(); (count * 2).div_ceil(LINE).max(2)],
            filter: Filter::new(count),
            sparse: Vec::new(),
            width: classes.clamp(1, CLASSES).next_multiple_of(8),
            dense: Vec::new(),
        };
        for (key, entries) in rows.filter(|r| r.0 != 0 && !r.1.is_empty()) {
            let row = model.row(entries);
            let mut at = model.home(key);
            // What does not fit goes to the next line that has room.
            for _ in 0..model.lines.len() {
                let line = &mut model.lines[at];
                if let Some(free) = line.keys.iter().position(|k| *k == 0) {
                    line.keys[free] = key;
                    line.rows[free] = row;
                    model.filter.insert(key);
                    break;
                }
                at = model.next(at);
            }
        }
        model
    }

    /// Stores a row.
    fn row(&mut self, entries: &[(u8, i16)]) -> u32 {
        if let [(class, weight)] = entries {
            return (u32::from(*class) << 18) | (u32::from(*weight as u16) << 2) | ONE;
        }
        if entries.len() > DENSE {
            let start = self.dense.len();
            self.dense.resize(start + self.width, 0);
            for (class, weight) in entries {
                self.dense[start + usize::from(*class) % self.width] = *weight;
            }
            return ((start as u32) << 2) | FULL;
        }
        let start = self.sparse.len() as u32;
        self.sparse.push((entries.len() as u8, 0));
        self.sparse.extend_from_slice(entries);
        (start << 2) | SPARSE
    }

    fn home(&self, key: u32) -> usize {
        ((u64::from(key) * self.lines.len() as u64) >> 32) as usize
    }

    fn next(&self, at: usize) -> usize {
        if at + 1 == self.lines.len() { 0 } else { at + 1 }
    }

    /// The row of a key, 0 if it has none.
    fn find(&self, key: u32) -> u32 {
        let mut at = self.home(key);
        loop {
            let line = &self.lines[at];
            let mut row = 0;
            for i in 0..LINE {
                row |= line.rows[i] & u32::from(line.keys[i] == key).wrapping_neg();
            }
            if row != 0 || line.keys[LINE - 1] == 0 {
                return row;
            }
            at = self.next(at);
        }
    }

    /// Adds the weights of all features to the scores.
    pub(super) fn add(&self, features: &[u32], lookup: &mut Lookup, scores: &mut Scores) {
        self.filter.keep(features, &mut lookup.keys);
        for key in &lookup.keys {
            lookup.touched ^= self.lines[self.home(*key)].keys[0];
        }
        lookup.rows.clear();
        lookup.rows.extend(lookup.keys.iter().map(|key| self.find(*key)));
        for row in &lookup.rows {
            let start = (row >> 2) as usize;
            match row & 3 {
                SPARSE => lookup.touched ^= u32::from(self.sparse[start].0),
                FULL => {
                    for line in self.dense[start..start + self.width].iter().step_by(32) {
                        lookup.touched ^= u32::from(*line as u16);
                    }
                }
                _ => {}
            }
        }
        for row in &lookup.rows {
            let start = (row >> 2) as usize;
            match row & 3 {
                ONE => scores.0[(row >> 18) as usize % CLASSES] += i32::from((row >> 2) as u16 as i16),
                SPARSE => {
                    let end = start + 1 + usize::from(self.sparse[start].0);
                    for (class, weight) in &self.sparse[start + 1..end] {
                        scores.0[usize::from(*class) % CLASSES] += i32::from(*weight);
                    }
                }
                FULL => {
                    let full = &self.dense[start..start + self.width];
                    for (s, w) in scores.0.iter_mut().zip(full) {
                        *s += i32::from(*w);
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_no_other() {
        let wide: Vec<(u8, i16)> = (0..20).map(|c| (c, i16::from(c) - 3)).collect();
        let few = [(3u8, 5i16), (9, -7)];
        let one = [(100u8, -32000i16)];
        let keys: Vec<u32> = (1..3000u32).map(|i| i.wrapping_mul(0x9e37_79b9)).collect();
        let mut rows: Vec<(u32, &[(u8, i16)])> =
            keys.iter().enumerate().map(|(i, k)| (*k, [&wide[..], &few[..], &one[..]][i % 3])).collect();
        rows.sort_by_key(|r| r.0);
        let model = Linear::new(rows.len(), CLASSES, rows.iter().copied());
        for (key, entries) in &rows {
            let mut scores = Scores::default();
            model.add(&[*key], &mut Lookup::default(), &mut scores);
            for (class, weight) in *entries {
                assert_eq!(scores.0[usize::from(*class)], i32::from(*weight));
            }
            let mut scores = Scores::default();
            model.add(&[key.wrapping_add(1)], &mut Lookup::default(), &mut scores);
            assert!(scores.0.iter().all(|s| *s == 0) || keys.contains(&key.wrapping_add(1)));
        }
    }
}
