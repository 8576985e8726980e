//! What is known of words: the tags they take, and the Brown cluster they belong to.

use super::word::Word;
use rustc_hash::FxHashMap;

/// What is known of words, by hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// Lower-cased word to the class of words that take the same labels (0 is
    /// "not seen often enough"), with [`Lexicon::SMALL`] added.
    pub classes: FxHashMap<u32, u16>,
    /// Word as written, or lower-cased, to its cluster, an index into `paths`.
    pub clusters: FxHashMap<u32, u16>,
    /// Paths of the clusters in the tree, the first branch in the lowest bit.
    pub paths: Vec<u32>,
    /// Lower-cased word to the one label it always has.
    pub sure: FxHashMap<u32, u16>,
}

/// What the lexicon says of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// Class of words that take the same labels.
    pub class: u32,
    /// Path of the cluster; 0 is "unknown".
    pub path: u32,
}

impl Known {
    /// What is known of a word that is not there.
    pub(crate) const NONE: Known = Known { class: 0xffff, path: u32::MAX };

    /// The cluster, its first ten, six and four branches.
    pub(crate) fn branches(self, n: u32) -> u32 {
        self.path & ((1 << n) - 1) | (u32::from(self.path != 0) << 31)
    }
}

impl Lexicon {
    /// Flag of words usually written with a small letter.
    pub(crate) const SMALL: u16 = 0x8000;

    /// What is known of a word.
    pub(crate) fn of(&self, word: &Word) -> Known {
        let class = self.classes.get(&word.lower).map_or(0, |c| u32::from(*c & !Self::SMALL));
        let cluster = self.clusters.get(&word.form).or_else(|| self.clusters.get(&word.lower));
        let path = cluster.and_then(|c| self.paths.get(usize::from(*c))).copied().unwrap_or(0);
        Known { class, path }
    }

    /// Whether the word is usually written with a small letter.
    pub(crate) fn usually_small(&self, word: u32) -> bool {
        self.classes.get(&word).is_some_and(|c| c & Self::SMALL != 0)
    }
}
