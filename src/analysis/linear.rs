//! A linear model with sparse rows, as unpacked from a model file.
//!
//! Features are 32-bit hashes: the upper half says in which line of memory a
//! feature is, the lower half stands in it. A row holds (class, code) pairs;
//! the rows of a line lie side by side. Where a row has many classes, its place
//! holds the number of a wide row instead: a weight for every class, so that
//! many are added at once.

use super::filter::Filter;
use super::halves::Halves;
use super::packed::levels;
use rustc_hash::FxHashMap;

/// Most classes a model may have.
pub(crate) const CLASSES: usize = 128;

/// Names of the classes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels {
    /// In class order.
    pub names: Vec<String>,
}

/// Sums of weights, one for each class.
#[derive(Clone, Debug)]
pub(crate) struct Scores(pub [i32; CLASSES]);

impl Default for Scores {
    fn default() -> Self {
        Self([0; CLASSES])
    }
}

impl Scores {
    /// All zero again.
    pub(crate) fn reset(&mut self) {
        self.0 = [0; CLASSES];
    }

    /// The best of the first `classes`, the lower index at a tie.
    pub(crate) fn best(&self, classes: usize) -> u8 {
        let part = &self.0[..classes.clamp(1, CLASSES)];
        let most = part.iter().copied().max().unwrap_or(0);
        part.iter().position(|s| *s == most).unwrap_or(0) as u8
    }
}

/// Rows found, kept between calls to save allocations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    keys: Vec<u32>,
    rows: Vec<Row>,
    wide: Vec<u32>,
    /// What was read only to bring it near: reads that do not wait for each
    /// other run side by side in the processor.
    touched: u32,
}

/// Where a row begins, and how many entries it has.
type Row = (u32, u32);

/// Classes from which on a row is wide.
const MANY: usize = 20;

/// In place of a class: the other three bytes of two entries are the number of
/// a wide row.
const WIDE: u8 = u8::MAX;

/// Weights added at once.
pub(crate) const STEP: usize = 16;

/// Features in one line of memory.
const ROOM: usize = 8;

/// Features whose hashes have the same upper half.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Line {
    /// Lower halves of the hashes.
    halves: Halves<2>,
    /// Where the row of each ends, from the line's start on.
    ends: [u8; ROOM],
    /// Where the first row begins.
    start: u32,
    /// How many features did not fit.
    over: u32,
}

const EMPTY: Line = Line { halves: Halves::EMPTY, ends: [0; ROOM], start: 0, over: 0 };

/// The weights.
#[derive(Debug)]
pub(crate) struct Linear {
    lines: Vec<Line>,
    filter: Filter,
    /// Class and code.
    entries: Vec<[u8; 2]>,
    /// Weights of wide rows, `steps` for each row.
    wide: Vec<[i16; STEP]>,
    steps: usize,
    /// Rows of the few features that their lines have no room for.
    over: FxHashMap<u32, Row>,
    levels: &'static [i16; 256],
}

impl Linear {
    /// A model of `count` rows of classes up to `most`; `rows` yields keys in rising order, each with
    /// its classes and codes.
    pub(crate) fn new<'a>(count: usize, most: u8, rows: impl Iterator<Item = (u32, &'a [u8], &'a [u8])>) -> Self {
        let mut model = Self {
            lines: vec![EMPTY; 1 << 16],
            filter: Filter::new(count),
            entries: Vec::new(),
            wide: Vec::new(),
            steps: (usize::from(most) / STEP + 1).min(CLASSES / STEP),
            over: FxHashMap::default(),
            levels: levels(),
        };
        // The line in hand, how many rows and entries it has.
        let (mut last, mut used, mut length) = (usize::MAX, 0, 0);
        for (key, classes, codes) in rows.filter(|r| !r.1.is_empty()) {
            model.filter.insert(key);
            let start = model.entries.len() as u32;
            let home = (key >> 16) as usize;
            if home != last {
                (last, used, length) = (home, 0, 0);
                model.lines[home].start = start;
            }
            if classes.len() < MANY {
                model.entries.extend(classes.iter().zip(codes).map(|(class, code)| [*class, *code]));
            } else {
                let number = model.widen(classes, codes);
                model.entries.extend(number);
            }
            let count = model.entries.len() - start as usize;
            let line = &mut model.lines[home];
            let end = u8::try_from(length + count);
            match end {
                // Rows that lie after one which did not fit are not found from the line's start.
                Ok(end) if used < ROOM && line.over == 0 => {
                    line.halves.set(used, key as u16);
                    line.ends[used..].fill(end);
                    used += 1;
                    length = usize::from(end);
                }
                _ => {
                    line.over += 1;
                    model.over.insert(key, (start, count as u32));
                }
            }
        }
        model
    }

    /// Writes a row out; gives the entries that stand for it.
    fn widen(&mut self, classes: &[u8], codes: &[u8]) -> [[u8; 2]; 2] {
        let [low, middle, high, _] = ((self.wide.len() / self.steps) as u32).to_le_bytes();
        let mut row = [[0; STEP]; CLASSES / STEP];
        for (class, code) in classes.iter().zip(codes) {
            let class = usize::from(*class) % CLASSES;
            row[class / STEP][class % STEP] += self.levels[usize::from(*code)];
        }
        self.wide.extend_from_slice(&row[..self.steps]);
        [[WIDE, low], [middle, high]]
    }

    /// The row of a key; an empty one if it has none.
    #[inline(always)]
    fn find(&self, key: u32) -> Row {
        let line = &self.lines[(key >> 16) as usize];
        // Empty places look like a hash whose lower half is nothing: their rows are empty.
        let place = line.halves.find(key as u16);
        let end = line.ends.get(place).map_or(0, |e| u32::from(*e));
        let begin = if place == 0 { 0 } else { u32::from(line.ends[place - 1]).min(end) };
        if begin == end && line.over != 0 {
            return self.over.get(&key).copied().unwrap_or_default();
        }
        (line.start + begin, end - begin)
    }

    /// Adds the weights of all features to the scores.
    pub(crate) fn add(&self, features: &[u32], lookup: &mut Lookup, scores: &mut Scores) {
        self.filter.keep(features, &mut lookup.keys);
        let mut touched = 0;
        for key in &lookup.keys {
            touched ^= self.lines[(key >> 16) as usize].start;
        }
        lookup.rows.clear();
        lookup.rows.extend(lookup.keys.iter().map(|key| self.find(*key)));
        for (start, _) in &lookup.rows {
            touched ^= self.entries.get(*start as usize).map_or(0, |e| u32::from(e[0]));
        }
        lookup.wide.clear();
        lookup.wide.resize(lookup.rows.len(), 0);
        // Written always, counted if wanted: no jump to guess.
        let (mut narrow, mut wide) = (0, 0);
        for at in 0..lookup.rows.len() {
            let (start, length) = lookup.rows[at];
            let first = self.entries.get(start as usize).copied().unwrap_or_default();
            let second = self.entries.get(start as usize + 1).copied().unwrap_or_default();
            let is_wide = first[0] == WIDE && length == 2;
            lookup.wide[wide] = u32::from_le_bytes([first[1], second[0], second[1], 0]);
            lookup.rows[narrow] = (start, length);
            wide += usize::from(is_wide);
            narrow += usize::from(!is_wide && length > 0);
        }
        lookup.touched ^= touched;
        for (start, length) in &lookup.rows[..narrow] {
            let (start, length) = (*start as usize, *length as usize);
            for [class, code] in &self.entries[start..start + length] {
                scores.0[usize::from(*class) % CLASSES] += i32::from(self.levels[usize::from(*code)]);
            }
        }
        if wide == 0 {
            return;
        }
        for (step, sums) in scores.0.chunks_exact_mut(STEP).enumerate().take(self.steps) {
            let mut total = [0; STEP];
            for number in &lookup.wide[..wide] {
                let weights = &self.wide[*number as usize * self.steps + step];
                for (sum, weight) in total.iter_mut().zip(weights) {
                    *sum += i32::from(*weight);
                }
            }
            for (sum, more) in sums.iter_mut().zip(total) {
                *sum += more;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_no_other() {
        let shapes: [Vec<u8>; 3] = [(0..20).collect(), vec![3, 9], vec![100]];
        // The second stretch has more features than lines have room, the third longer rows.
        let spread = (1..3000u32).map(|i| i.wrapping_mul(0x9e37_79b9));
        let crowded = (0..20u32).map(|i| 0x1234_0000 | (i * 3));
        let mut keys: Vec<u32> = spread.chain(crowded).collect();
        keys.sort_unstable();
        let long: Vec<u8> = (0..120).collect();
        let classes = |k: u32| if k >> 16 == 0x1234 { &long } else { &shapes[k as usize % 3] };
        let code = |k: u32, c: u8| (k as u8).wrapping_mul(31).wrapping_add(c);
        let codes: Vec<Vec<u8>> = keys.iter().map(|k| classes(*k).iter().map(|c| code(*k, *c)).collect()).collect();
        let model = Linear::new(keys.len(), 119, keys.iter().zip(&codes).map(|(k, c)| (*k, &classes(*k)[..], &c[..])));
        assert!(!model.over.is_empty());
        for key in &keys {
            let mut expected = Scores::default();
            for class in classes(*key) {
                expected.0[usize::from(*class)] = i32::from(levels()[usize::from(code(*key, *class))]);
            }
            let mut scores = Scores::default();
            model.add(&[*key], &mut Lookup::default(), &mut scores);
            assert_eq!(scores.0, expected.0);
            let other = key.wrapping_add(1);
            if !keys.contains(&other) {
                let mut scores = Scores::default();
                model.add(&[other], &mut Lookup::default(), &mut scores);
                assert!(scores.0.iter().all(|s| *s == 0));
            }
        }
    }
}
