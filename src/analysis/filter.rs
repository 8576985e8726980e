//! A small table that tells of most features that a model does not have them,
//! without a read of far memory.

/// One bit for each stretch of hashes that holds a key.
#[derive(Debug, Default)]
pub(super) struct Filter {
    /// Bits of a hash to drop.
    shift: u32,
    bits: Vec<u64>,
}

impl Filter {
    /// An empty filter for `count` keys: about eight bits for each.
    pub(super) fn new(count: usize) -> Self {
        let size = (count * 8).next_power_of_two().clamp(1 << 12, 1 << 21);
        Self { shift: 32 - size.trailing_zeros(), bits: vec![0; size / 64] }
    }

    /// Adds a key.
    pub(super) fn insert(&mut self, key: u32) {
        let bit = key >> self.shift;
        self.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    /// The features that the model may have.
    pub(super) fn keep(&self, features: &[u32], kept: &mut Vec<u32>) {
        kept.clear();
        kept.resize(features.len(), 0);
        let mut n = 0;
        // Written always, counted if wanted: no jump to guess.
        for key in features {
            let bit = key >> self.shift;
            kept[n] = *key;
            n += (self.bits[(bit >> 6) as usize] >> (bit & 63) & 1) as usize;
        }
        kept.truncate(n);
    }
}
