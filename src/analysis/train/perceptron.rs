//! An averaged perceptron over hashed sparse features.

use super::super::linear::{CLASSES, Scores};

/// A row: where its cells lie, how many are used and reserved.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    key: u32,
    start: u32,
    used: u8,
    /// 0 marks an empty slot.
    room: u8,
}

/// Averaged weights, sorted by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Key, end of its cells.
    rows: Vec<(u32, u32)>,
    /// Class and weight.
    cells: Vec<(u8, f32)>,
}

impl Rows {
    /// Keys with their cells.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &[(u8, f32)])> {
        let starts = std::iter::once(0).chain(self.rows.iter().map(|r| r.1));
        self.rows.iter().zip(starts).map(|(row, start)| (row.0, &self.cells[start as usize..row.1 as usize]))
    }

    /// Number of rows and of weights.
    pub(crate) fn len(&self) -> (usize, usize) {
        (self.rows.len(), self.cells.len())
    }

    /// The sum of two models, which judges as both together.
    pub(crate) fn plus(&self, other: &Rows) -> Rows {
        let mut out = Rows::default();
        let (mut a, mut b) = (self.iter().peekable(), other.iter().peekable());
        loop {
            let (ka, kb) = (a.peek().map(|r| r.0), b.peek().map(|r| r.0));
            let Some(key) = ka.into_iter().chain(kb).min() else { return out };
            let first = out.cells.len();
            out.cells.extend(a.next_if(|r| r.0 == key).iter().flat_map(|r| r.1));
            for (class, weight) in b.next_if(|r| r.0 == key).iter().flat_map(|r| r.1) {
                match out.cells[first..].iter_mut().find(|c| c.0 == *class) {
                    Some(cell) => cell.1 += weight,
                    None => out.cells.push((*class, *weight)),
                }
            }
            out.cells[first..].sort_by_key(|c| c.0);
            out.rows.push((key, out.cells.len() as u32));
        }
    }
}

/// The model in training.
#[derive(Debug)]
pub(crate) struct Perceptron {
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
    /// Updates after which a feature gets a row.
    wait: u8,
    /// Updates of features without a row, by the upper bits of the key.
    waiting: Vec<u8>,
    found: Vec<(u32, u8)>,
    slots: Vec<(u32, u32)>,
    /// What was read only to bring it near.
    touched: u32,
}

/// Bits of a key that count its updates before it has a row.
const WAITING_BITS: u32 = 24;

impl Perceptron {
    /// An empty model. A feature takes part from its `wait`-th update on, as in
    /// Goldberg and Elhadad (2011): rare features neither fill the model nor
    /// hide, in training, what the common ones must learn.
    pub(crate) fn new(wait: u8) -> Self {
        let bits = 20;
        Self {
            rows: vec![Row::default(); 1 << bits],
            shift: 32 - bits,
            count: 0,
            cells: Vec::new(),
            totals: Vec::new(),
            step: 0,
            wait,
            waiting: vec![0; 1 << WAITING_BITS],
            found: Vec::new(),
            slots: Vec::new(),
            touched: 0,
        }
    }

    fn home(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }

    fn slot(&self, key: u32) -> usize {
        let mask = self.rows.len() - 1;
        let mut at = self.home(key);
        while self.rows[at].room != 0 && self.rows[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Scores of all classes; one more step.
    pub(crate) fn score(&mut self, features: &[u32], scores: &mut Scores) {
        self.step += 1;
        // Reads that do not wait for each other run side by side.
        for key in features {
            self.touched ^= self.rows[self.home(*key)].key;
        }
        self.found.clear();
        for key in features {
            let row = self.rows[self.slot(*key)];
            if row.used != 0 {
                self.found.push((row.start, row.used));
                self.touched ^= u32::from(self.cells[row.start as usize].0);
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
    pub(crate) fn update(&mut self, features: &[u32], right: u8, wrong: u8) {
        let mut slots = std::mem::take(&mut self.slots);
        slots.clear();
        for key in features {
            let slot = self.slot(*key);
            let row = self.rows[slot];
            self.touched ^= match row.room {
                0 => u32::from(self.waiting[(key >> (32 - WAITING_BITS)) as usize]),
                _ => self.totals[row.start as usize].1,
            };
            slots.push((*key, slot as u32));
        }
        for (key, slot) in &slots {
            let mut slot = *slot as usize;
            if self.rows[slot].room == 0 || self.rows[slot].key != *key {
                // New, or rows have moved since: look again.
                slot = self.slot(*key);
            }
            if self.rows[slot].room == 0 {
                let seen = &mut self.waiting[(key >> (32 - WAITING_BITS)) as usize];
                *seen = seen.saturating_add(1);
                if *seen < self.wait {
                    continue;
                }
                if self.count * 2 >= self.rows.len() {
                    self.grow();
                    slot = self.slot(*key);
                }
                self.count += 1;
                let start = self.reserve(2);
                self.rows[slot] = Row { key: *key, start, used: 0, room: 2 };
            }
            self.add(slot, right, 1);
            self.add(slot, wrong, -1);
        }
        self.slots = slots;
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

    /// Averaged weights.
    pub(crate) fn averaged(&self) -> Rows {
        let mut order: Vec<&Row> = self.rows.iter().filter(|r| r.room != 0).collect();
        order.sort_unstable_by_key(|r| r.key);
        let mut out = Rows::default();
        for row in order {
            let range = row.start as usize..row.start as usize + usize::from(row.used);
            let first = out.cells.len();
            for ((class, weight), (total, since)) in self.cells[range.clone()].iter().zip(&self.totals[range]) {
                let total = total + i64::from(*weight) * i64::from(self.step - since);
                out.cells.push((*class, (total as f64 / f64::from(self.step.max(1))) as f32));
            }
            out.cells[first..].sort_by_key(|c| c.0);
            out.rows.push((row.key, out.cells.len() as u32));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_averaged_over_all_steps() {
        let mut model = Perceptron::new(1);
        let mut scores = Scores::default();
        model.score(&[7], &mut scores);
        model.update(&[7], 3, 5);
        model.score(&[7], &mut scores);
        model.score(&[7], &mut scores);
        assert_eq!((scores.0[3], scores.0[5]), (2, -2));
        let rows = model.averaged();
        let cells: Vec<_> = rows.iter().collect();
        assert_eq!(cells, [(7, &[(3, 2.0 / 3.0), (5, -2.0 / 3.0)][..])]);
        let twice = rows.plus(&rows);
        assert_eq!(twice.iter().next(), Some((7, &[(3, 4.0 / 3.0), (5, -4.0 / 3.0)][..])));
        let mut patient = Perceptron::new(2);
        patient.update(&[7], 3, 5);
        assert_eq!(patient.averaged().len(), (0, 0));
        patient.update(&[7], 3, 5);
        assert_eq!(patient.averaged().len(), (1, 2));
        for key in 0..700_000u32 {
            model.update(&[key], (key % 100) as u8, (key % 90) as u8 + 1);
        }
        assert!(model.count >= 690_000);
    }
}
