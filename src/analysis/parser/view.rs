//! What the templates see of a state.

use super::state::{NONE, State};

/// What the templates look at in one word, hashed once.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Atoms {
    /// Lower-cased form, digits made alike.
    pub word: u32,
    /// Lemma.
    pub lemma: u32,
    /// Joint tag, as the index of its label.
    pub tag: u32,
    /// Universal tag.
    pub upos: u32,
    /// Last three letters.
    pub suffix: u32,
    /// Word cluster, its first ten and its first six branches.
    pub cluster: [u32; 3],
}

const ABSENT: Atoms = Atoms { word: 3, lemma: 3, tag: 250, upos: 250, suffix: 3, cluster: [3; 3] };
const ROOT: Atoms = Atoms { word: 5, lemma: 5, tag: 251, upos: 251, suffix: 5, cluster: [5; 3] };

/// A state with the words of its sentence.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub state: &'a State,
    pub words: &'a [Atoms],
}

impl View<'_> {
    /// The word at `i`; the root stands behind the last word.
    pub fn at(&self, i: usize) -> Atoms {
        match self.words.get(i) {
            Some(word) => *word,
            None if i == self.words.len() => ROOT,
            None => ABSENT,
        }
    }

    pub fn left(&self, i: usize, k: usize) -> usize {
        self.state.left.get(i).map_or(NONE, |l| l[k])
    }

    pub fn right(&self, i: usize, k: usize) -> usize {
        self.state.right.get(i).map_or(NONE, |r| r[k])
    }

    pub fn rel(&self, i: usize) -> u32 {
        self.state.rels.get(i).map_or(200, |r| u32::from(*r))
    }

    /// Number of children on a side.
    pub fn valency(&self, i: usize, side: usize) -> u32 {
        self.state.valency.get(i).map_or(99, |v| u32::from(v[side].min(5)))
    }

    /// The set of relations to the children on a side.
    pub fn set(&self, i: usize, side: usize) -> u32 {
        self.state.sets.get(i).map_or(77, |s| {
            let bits = s[side];
            (bits ^ (bits >> 32).wrapping_mul(0x9e37_79b9)) as u32
        })
    }

    /// The word that marks case or subordination.
    pub fn marker(&self, i: usize) -> u32 {
        self.at(self.state.marker.get(i).copied().unwrap_or(NONE)).word
    }

    /// Distance of two words, in classes.
    pub fn distance(&self, a: usize, b: usize) -> u32 {
        if a == NONE || b == NONE {
            return 9;
        }
        match b.saturating_sub(a) {
            d @ 0..=4 => d as u32,
            5..=6 => 5,
            7..=10 => 6,
            _ => 7,
        }
    }
}
