//! An averaged perceptron over hashed sparse features.

use super::super::linear::{CLASSES, Scores};

/// A row: where its cells lie, how many are used and reserved.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    key: u32,
    start: u32,
    updates: u32,
    used: u8,
    /// 0 marks an empty slot.
    room: u8,
}

/// The model in training.
#[derive(Debug)]
pub(super) struct Perceptron {
    /// Open addressing by key.
    rows: Vec<Row>,
    shift: u32,
    count: usize,
    /// Class and current weight of each cell.
    cells: Vec<(u8, i16)>,
    /// Sum of the cell's weight over all steps up to the second number.
    totals: Vec<(i64, u32)>,
    /// Decisions seen.
    step: u32,
    found: Vec<(u32, u8)>,
}

impl Perceptron {
    /// An empty model.
    pub(super) fn new() -> Self {
        let bits = 20;
        Self {
            rows: vec![Row::default(); 1 << bits],
            shift: 32 - bits,
            count: 0,
            cells: Vec::new(),
            totals: Vec::new(),
            step: 0,
            found: Vec::new(),
        }
    }

    fn slot(&self, key: u32) -> usize {
        let mask = self.rows.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        while self.rows[at].room != 0 && self.rows[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Scores of all classes; one more step.
    pub(super) fn score(&mut self, features: &[u32], scores: &mut Scores) {
        self.step += 1;
        self.found.clear();
        for key in features {
            let row = self.rows[self.slot(*key)];
            if row.used != 0 {
                self.found.push((row.start, row.used));
            }
        }
        for (start, used) in &self.found {
            let start = *start as usize;
            for (class, weight) in &self.cells[start..start + usize::from(*used)] {
                scores.0[usize::from(*class) % CLASSES] += i32::from(*weight);
            }
        }
    }

    /// Moves weight from `wrong` to `right`.
    pub(super) fn update(&mut self, features: &[u32], right: u8, wrong: u8) {
        for key in features {
            let mut slot = self.slot(*key);
            if self.rows[slot].room == 0 {
                if self.count * 2 >= self.rows.len() {
                    self.grow();
                    slot = self.slot(*key);
                }
                self.count += 1;
                let start = self.reserve(2);
                self.rows[slot] = Row { key: *key, start, updates: 0, used: 0, room: 2 };
            }
            self.rows[slot].updates += 1;
            self.add(slot, right, 1);
            self.add(slot, wrong, -1);
        }
    }

    fn reserve(&mut self, room: usize) -> u32 {
        let start = self.cells.len();
        self.cells.resize(start + room, (0, 0));
        self.totals.resize(start + room, (0, 0));
        start as u32
    }

    fn add(&mut self, slot: usize, class: u8, by: i16) {
        let row = self.rows[slot];
        let start = row.start as usize;
        let range = start..start + usize::from(row.used);
        if let Some(i) = self.cells[range.clone()].iter().position(|c| c.0 == class) {
            let weight = &mut self.cells[start + i].1;
            let (total, since) = &mut self.totals[start + i];
            *total += i64::from(*weight) * i64::from(self.step - *since);
            *since = self.step;
            *weight = weight.saturating_add(by);
            return;
        }
        let mut start = start;
        if row.used == row.room {
            let room = (usize::from(row.room) * 2).min(CLASSES);
            start = self.reserve(room) as usize;
            self.cells.copy_within(range.clone(), start);
            self.totals.copy_within(range, start);
            self.rows[slot].start = start as u32;
            self.rows[slot].room = room as u8;
        }
        let at = start + usize::from(row.used);
        self.cells[at] = (class, by);
        self.totals[at] = (0, self.step);
        self.rows[slot].used += 1;
    }

    fn grow(&mut self) {
        self.shift -= 1;
        let old = std::mem::take(&mut self.rows);
        self.rows = vec![Row::default(); old.len() * 2];
        for row in old.into_iter().filter(|r| r.room != 0) {
            let slot = self.slot(row.key);
            self.rows[slot] = row;
        }
    }

    /// Averaged weights, sorted by key: rows with fewer updates than `updates`
    /// and weights under `least` are left out.
    pub(super) fn averaged(&self, updates: u32, least: f64) -> Vec<(u32, Vec<(u8, f32)>)> {
        let mut out = Vec::new();
        for row in self.rows.iter().filter(|r| r.room != 0 && r.updates >= updates) {
            let range = row.start as usize..row.start as usize + usize::from(row.used);
            let mut cells: Vec<(u8, f32)> = Vec::new();
            for ((class, weight), (total, since)) in self.cells[range.clone()].iter().zip(&self.totals[range]) {
                let total = total + i64::from(*weight) * i64::from(self.step - since);
                let mean = total as f64 / f64::from(self.step.max(1));
                if mean.abs() >= least {
                    cells.push((*class, mean as f32));
                }
            }
            if !cells.is_empty() {
                cells.sort_by_key(|c| c.0);
                out.push((row.key, cells));
            }
        }
        out.sort_by_key(|r| r.0);
        out
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_averaged_over_all_steps() {
        let mut model = Perceptron::new();
        let mut scores = Scores::default();
        model.score(&[7], &mut scores);
        model.update(&[7], 3, 5);
        model.score(&[7], &mut scores);
        model.score(&[7], &mut scores);
        assert_eq!((scores.0[3], scores.0[5]), (2, -2));
        let rows = model.averaged(1, 0.0);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].1[0].0, 3);
        assert!((rows[0].1[0].1 - 2.0 / 3.0).abs() < 1e-6);
        for key in 0..700_000u32 {
            model.update(&[key], (key % 100) as u8, (key % 90) as u8 + 1);
        }
        assert!(model.len() >= 690_000);
    }
}
