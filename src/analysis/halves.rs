//! Halves of hashes, side by side, all compared at once.

/// `N * 4` halves of 32-bit hashes. Place `p` is a stretch of 16 bits of word
/// `p % N`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Halves<const N: usize>([u64; N]);

/// The lowest bit of each stretch.
const LOW: u64 = 0x0001_0001_0001_0001;

impl<const N: usize> Halves<N> {
    /// Nothing but zeros.
    pub(super) const EMPTY: Self = Self([0; N]);

    /// Puts a half at a place.
    pub(super) fn set(&mut self, place: usize, half: u16) {
        let shift = place / N * 16;
        let word = &mut self.0[place % N];
        *word = *word & !(0xffff << shift) | u64::from(half) << shift;
    }

    /// The half at a place.
    pub(super) fn get(&self, place: usize) -> u16 {
        (self.0[place % N] >> (place / N * 16)) as u16
    }

    /// The first place with this half; `N * 4` if there is none. Without a jump
    /// that the processor could guess wrongly.
    #[inline(always)]
    pub(super) fn find(&self, half: u16) -> usize {
        let wanted = u64::from(half) * LOW;
        let mut same = 0;
        for (i, word) in self.0.iter().enumerate() {
            let other = word ^ wanted;
            // The upper bit of the lowest stretch without any bit is set. A stretch above one
            // such may be told for another by mistake, which the first place hides.
            let none = other.wrapping_sub(LOW) & !other & (LOW << 15);
            same |= none >> (15 - i);
        }
        let bit = same.trailing_zeros() as usize;
        bit / 16 * N + bit % 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_found() {
        let mut halves = Halves::<4>::EMPTY;
        for place in 0..16 {
            halves.set(place, 0x7ffe + place as u16);
        }
        for place in 0..16 {
            assert_eq!(halves.find(0x7ffe + place as u16), place);
            assert_eq!(halves.get(place), 0x7ffe + place as u16);
        }
        assert_eq!(halves.find(0), 16);
        for place in [5, 2, 9] {
            halves.set(place, 0);
        }
        assert_eq!(halves.find(0), 2);
        assert_eq!(Halves::<2>::EMPTY.find(1), 8);
        assert_eq!(Halves::<2>::EMPTY.find(0), 0);
    }
}
