//! The weights of the parser's moves: shift, attach left, attach right.
//!
//! Only differences to shifting are kept, two codes for each feature. The upper
//! half of a feature's hash says in which line of memory it is, the lower half
//! stands in it: a feature costs four bytes, one read of far memory, and no
//! jump that the processor could guess wrongly.

use super::filter::Filter;
use super::halves::Halves;
use super::packed::{LEVELS, levels};
use rustc_hash::FxHashMap;

/// Features in one line of memory.
const ROOM: usize = PLACES - 1;

/// Features whose hashes have the same upper half.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line {
    /// Lower halves of the hashes.
    halves: Halves<4>,
    /// Codes of left and right against shift. Those of empty places, and the
    /// last, stand for nothing.
    left: [u8; PLACES],
    right: [u8; PLACES],
}

/// Places of a line; the last is never used.
const PLACES: usize = 16;

/// In the last place of a line: some features did not fit.
const OVER: u16 = 1;

const EMPTY: Line = Line { halves: Halves::EMPTY, left: [LEVELS; PLACES], right: [LEVELS; PLACES] };

/// The weights of moves.
#[derive(Debug)]
pub(super) struct Actions {
    lines: Vec<Line>,
    filter: Filter,
    /// Codes of the few features that their lines have no room for.
    over: FxHashMap<u32, [u8; 2]>,
    levels: &'static [i16; 256],
}

/// Buffers reused from state to state.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    keys: Vec<u32>,
    /// What was read only to bring it near.
    touched: u8,
}

impl Actions {
    /// Weights of `count` features in any order, as codes.
    pub(super) fn new(count: usize, features: impl Iterator<Item = (u32, [u8; 2])>) -> Self {
        let mut model = Self {
            lines: vec![EMPTY; 1 << 16],
            filter: Filter::new(count),
            over: FxHashMap::default(),
            levels: levels(),
        };
        for (key, codes) in features.filter(|f| f.1 != [LEVELS; 2]) {
            model.filter.insert(key);
            let line = &mut model.lines[(key >> 16) as usize];
            match (0..ROOM).find(|i| [line.left[*i], line.right[*i]] == [LEVELS; 2]) {
                Some(free) => {
                    line.halves.set(free, key as u16);
                    [line.left[free], line.right[free]] = codes;
                }
                None => {
                    line.halves.set(ROOM, OVER);
                    model.over.insert(key, codes);
                }
            }
        }
        model
    }

    /// Scores of shifting (0), attaching left, attaching right.
    pub(super) fn score(&self, features: &[u32], found: &mut Found) -> [i32; 3] {
        self.filter.keep(features, &mut found.keys);
        // Reads that do not wait for each other run side by side.
        let mut touched = 0;
        for key in &found.keys {
            touched ^= self.lines[(key >> 16) as usize].left[ROOM];
        }
        found.touched ^= touched;
        let (mut left, mut right) = (0, 0);
        for key in &found.keys {
            let line = &self.lines[(key >> 16) as usize];
            let place = line.halves.find(*key as u16).min(ROOM);
            let mut codes = [line.left[place], line.right[place]];
            if codes == [LEVELS; 2] && line.halves.get(ROOM) == OVER {
                codes = self.over.get(key).copied().unwrap_or(codes);
            }
            left += i32::from(self.levels[usize::from(codes[0])]);
            right += i32::from(self.levels[usize::from(codes[1])]);
        }
        [0, left, right]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_found_and_no_other() {
        // The second stretch has more features than lines have room.
        let spread = (1..5000u32).map(|i| i.wrapping_mul(0x9e37_79b9));
        let crowded = (0..40u32).map(|i| 0x1234_0000 | (i * 3));
        let keys: Vec<u32> = spread.chain(crowded).collect();
        let codes = |k: u32| [(k % 100) as u8, LEVELS + (k % 77) as u8];
        let model = Actions::new(keys.len(), keys.iter().map(|k| (*k, codes(*k))));
        assert!(!model.over.is_empty());
        let mut found = Found::default();
        for key in &keys {
            let weights = codes(*key).map(|c| i32::from(levels()[usize::from(c)]));
            let [_, left, right] = model.score(&[*key], &mut found);
            assert_eq!([left, right], weights);
            let other = key.wrapping_add(1);
            if !keys.contains(&other) {
                assert_eq!(model.score(&[other], &mut found), [0, 0, 0]);
            }
        }
    }
}
