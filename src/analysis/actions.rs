//! The weights of the parser's moves: shift, attach left, attach right.
//!
//! Only differences to shifting are kept, two numbers for each feature, beside
//! its key: a feature costs one line of memory, and no jump that the processor
//! could guess wrongly.

use super::filter::Filter;

/// Features in one line of memory.
const LINE: usize = 8;

/// Features that share a line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line {
    /// Keys, 0 where there is none.
    keys: [u32; LINE],
    /// Left and right against shift.
    left: [i16; LINE],
    right: [i16; LINE],
}

/// The weights of moves.
#[derive(Debug, Default)]
pub(super) struct Actions {
    lines: Vec<Line>,
    filter: Filter,
}

/// Buffers reused from state to state.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    keys: Vec<u32>,
    /// What was read only to bring it near.
    touched: u32,
}

impl Actions {
    /// Weights of `count` features in any order.
    pub(super) fn new(count: usize, features: impl Iterator<Item = (u32, [i16; 2])>) -> Self {
        // Half full on average, so that few lines run over.
        let mut model =
            Self { lines: vec![Line::default(); (count * 2).div_ceil(LINE).max(2)], filter: Filter::new(count) };
        for (key, weights) in features.filter(|f| f.0 != 0 && f.1 != [0, 0]) {
            let mut at = model.home(key);
            // What does not fit goes to the next line that has room.
            for _ in 0..model.lines.len() {
                let line = &mut model.lines[at];
                if let Some(free) = line.keys.iter().position(|k| *k == 0) {
                    line.keys[free] = key;
                    [line.left[free], line.right[free]] = weights;
                    model.filter.insert(key);
                    break;
                }
                at = model.next(at);
            }
        }
        model
    }

    fn home(&self, key: u32) -> usize {
        ((u64::from(key) * self.lines.len() as u64) >> 32) as usize
    }

    fn next(&self, at: usize) -> usize {
        if at + 1 == self.lines.len() { 0 } else { at + 1 }
    }

    /// Scores of shifting (0), attaching left, attaching right.
    pub(super) fn score(&self, features: &[u32], found: &mut Found) -> [i32; 3] {
        self.filter.keep(features, &mut found.keys);
        // Reads that do not wait for each other run side by side.
        for key in &found.keys {
            found.touched ^= self.lines[self.home(*key)].keys[0];
        }
        let (mut left, mut right) = (0, 0);
        for key in &found.keys {
            let mut at = self.home(*key);
            loop {
                let line = &self.lines[at];
                let mut seen = 0;
                for i in 0..LINE {
                    let mask = -i32::from(line.keys[i] == *key);
                    left += i32::from(line.left[i]) & mask;
                    right += i32::from(line.right[i]) & mask;
                    seen |= mask;
                }
                if line.keys[LINE - 1] == 0 || seen != 0 {
                    break;
                }
                at = self.next(at);
            }
        }
        [0, left, right]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_found_and_no_other() {
        let keys: Vec<u32> = (1..5000u32).map(|i| i.wrapping_mul(0x9e37_79b9)).collect();
        let weight = |k: u32| [(k % 1000) as i16 + 1, -((k % 77) as i16)];
        // Too little room is made on purpose: lines run over.
        for count in [keys.len(), keys.len() * 5 / 8] {
            let model = Actions::new(count, keys.iter().map(|k| (*k, weight(*k))));
            let mut found = Found::default();
            for key in &keys {
                let [_, left, right] = model.score(&[*key], &mut found);
                assert_eq!([left, right], weight(*key).map(i32::from));
                let other = key.wrapping_add(1);
                if !keys.contains(&other) {
                    assert_eq!(model.score(&[other], &mut found), [0, 0, 0]);
                }
            }
        }
    }
}
