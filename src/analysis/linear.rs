//! A linear model with sparse rows, as unpacked from a model file.
//!
//! Features are 32-bit hashes in an open-addressing table that is ordered by
//! hash, so that loading writes memory in order. A row holds (class, weight)
//! pairs; rows with many classes are dense.

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

/// The weights.
#[derive(Debug, Default)]
pub(super) struct Linear {
    /// Shift that brings a hash to its home slot.
    shift: u32,
    /// Key and row of each slot.
    slots: Vec<(u32, u32)>,
    /// One bit for each stretch of hashes that holds a key: most features are
    /// not in the model, and this small table tells so without a miss in cache.
    filter: Vec<u64>,
    sparse: Vec<(u8, i16)>,
    dense: Vec<[i16; CLASSES]>,
}

/// Bits of a hash that the filter looks at.
const FILTER_BITS: u32 = 22;

/// The row of an empty slot.
const NOTHING: u32 = u32::MAX;

/// A row reference: two low bits say which kind.
const ONE: u32 = 0;
const SPARSE: u32 = 1;
const FULL: u32 = 2;

impl Linear {
    /// A model of rows sorted by key; `rows` yields each key with its entries.
    pub(super) fn new<'a>(count: usize, rows: impl Iterator<Item = (u32, &'a [(u8, i16)])>) -> Self {
        let capacity = (count * 5 / 3).next_power_of_two().max(1024);
        let shift = 32 - capacity.trailing_zeros();
        // Room at the end for the overflow of the last home slots.
        let slots = capacity + 4096;
        let mut model = Self {
            shift,
            slots: vec![(0, NOTHING); slots],
            filter: vec![0; 1 << (FILTER_BITS - 6)],
            sparse: Vec::new(),
            dense: Vec::new(),
        };
        let mut next = 0usize;
        for (key, entries) in rows {
            let slot = next.max((key >> shift) as usize);
            if slot + 1 >= slots || entries.is_empty() {
                continue;
            }
            next = slot + 1;
            let row = match entries {
                [(class, weight)] => (u32::from(*class) << 18) | (u32::from(*weight as u16) << 2) | ONE,
                _ if entries.len() > DENSE => {
                    let mut full = [0; CLASSES];
                    for (class, weight) in entries {
                        full[usize::from(*class) % CLASSES] = *weight;
                    }
                    model.dense.push(full);
                    ((model.dense.len() as u32 - 1) << 2) | FULL
                }
                _ => {
                    let start = model.sparse.len() as u32;
                    model.sparse.push((entries.len() as u8, 0));
                    model.sparse.extend_from_slice(entries);
                    (start << 2) | SPARSE
                }
            };
            model.slots[slot] = (key, row);
            let bit = key >> (32 - FILTER_BITS);
            model.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        model
    }

    /// Adds the weights of all features to the scores.
    pub(super) fn add(&self, features: &[u32], lookup: &mut Lookup, scores: &mut Scores) {
        lookup.rows.clear();
        lookup.keys.clear();
        for key in features {
            let bit = key >> (32 - FILTER_BITS);
            if self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 != 0 {
                lookup.keys.push(*key);
                lookup.touched ^= self.slots[(key >> self.shift) as usize].0;
            }
        }
        for key in &lookup.keys {
            let mut slot = (key >> self.shift) as usize;
            // Slots are filled in key order, so a larger key ends the search.
            let row = loop {
                let (k, row) = self.slots[slot];
                if k == *key && row != NOTHING {
                    break row;
                }
                if row == NOTHING || k > *key {
                    break NOTHING;
                }
                slot += 1;
            };
            if row != NOTHING {
                lookup.rows.push(row);
                match row & 3 {
                    ONE => {}
                    SPARSE => lookup.touched ^= u32::from(self.sparse[(row >> 2) as usize].0),
                    _ => {
                        let full = &self.dense[(row >> 2) as usize];
                        lookup.touched ^= u32::from((full[0] ^ full[32] ^ full[64] ^ full[96]) as u16);
                    }
                }
            }
        }
        for row in &lookup.rows {
            match row & 3 {
                ONE => scores.0[(row >> 18) as usize % CLASSES] += i32::from((row >> 2) as u16 as i16),
                SPARSE => {
                    let start = (row >> 2) as usize;
                    let end = start + 1 + usize::from(self.sparse[start].0);
                    for (class, weight) in &self.sparse[start + 1..end] {
                        scores.0[usize::from(*class) % CLASSES] += i32::from(*weight);
                    }
                }
                _ => {
                    let full = &self.dense[(row >> 2) as usize];
                    for (s, w) in scores.0.iter_mut().zip(full) {
                        *s += i32::from(*w);
                    }
                }
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
        let keys: Vec<u32> = (0..3000u32).map(|i| i.wrapping_mul(0x9e37_79b9)).collect();
        let mut rows: Vec<(u32, &[(u8, i16)])> =
            keys.iter().enumerate().map(|(i, k)| (*k, [&wide[..], &few[..], &one[..]][i % 3])).collect();
        rows.sort_by_key(|r| r.0);
        let model = Linear::new(rows.len(), rows.iter().copied());
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
