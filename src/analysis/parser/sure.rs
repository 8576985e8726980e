//! Decisions that a glance settles. Where a few tags and words led the trained
//! parser to the same decision every time, in all of the training data, the
//! templates are not asked: most determiners, full stops, subjects of verbs.

use super::state::State;
use super::view::{Atoms, View};
use super::{super::hash::mix_all, NONE};
use rustc_hash::FxHashMap;

/// Contexts of a decision, the most general first.
pub(in super::super) const CONTEXTS: usize = 5;

/// First context number of moves, of left arcs, of right arcs.
const BASE: [u32; 3] = [700, 720, 740];

/// Decisions by the hash of a context.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Sure(pub FxHashMap<u32, u16>);

impl Sure {
    /// What the first known context says.
    pub fn get(&self, contexts: &[u32; CONTEXTS]) -> Option<u8> {
        contexts.iter().find_map(|c| self.0.get(c)).map(|d| *d as u8)
    }
}

/// The contexts of a move.
pub(in super::super) fn move_contexts(state: &State, words: &[Atoms]) -> [u32; CONTEXTS] {
    let v = View { state, words };
    let (s0, s1, s2) = (v.at(state.s(0)), v.at(state.s(1)), v.at(state.s(2)));
    let (b0, b1, b2) = (v.at(state.b(0)), v.at(state.b(1)), v.at(state.b(2)));
    let t = BASE[0];
    [
        mix_all!(t; s1.tag, s0.tag, b0.tag, b1.tag),
        mix_all!(t + 1; s1.tag, s0.word, s0.tag, b0.tag, b1.upos),
        mix_all!(t + 2; s1.tag, s0.tag, b0.word, b0.tag, b1.upos),
        mix_all!(t + 3; s2.tag, s1.tag, s0.tag, b0.tag, b1.tag, b2.tag),
        mix_all!(t + 4; s1.tag, s0.word, b0.word, b1.tag),
    ]
}

/// The contexts of the relation of an arc that is about to be made.
pub(in super::super) fn relation_contexts(
    state: &State,
    words: &[Atoms],
    head: usize,
    dependent: usize,
) -> [u32; CONTEXTS] {
    let v = View { state, words };
    let side = usize::from(head < dependent);
    let (h, d) = (v.at(head), v.at(dependent));
    let m = v.marker(dependent);
    let near = u32::from(head != NONE && head.abs_diff(dependent) == 1);
    let t = BASE[1 + side];
    [
        mix_all!(t; h.tag, d.tag),
        mix_all!(t + 1; h.tag, d.word, d.tag),
        mix_all!(t + 2; h.tag, d.tag, m, near),
        mix_all!(t + 3; h.lemma, h.tag, d.tag, m),
        mix_all!(t + 4; h.upos, d.word, d.tag, v.set(head, side), near),
    ]
}
