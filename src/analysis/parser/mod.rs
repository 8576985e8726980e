//! The parser: greedy arc-hybrid transitions chosen by a linear model, the
//! relation of each arc by another.
//!
//! Takes the tagged tokens of a sentence. Gives features and transitions, for
//! training and for parsing. Never looks outside the sentence. Tested by unit
//! tests of the analysis.

mod branch;
mod moves;
mod relations;
mod state;
mod sure;
mod view;

pub(super) use branch::{Scratch, parse};
pub(super) use moves::move_features;
pub(super) use relations::relation_features;
pub(super) use state::{Legal, NONE, State};
pub(super) use sure::{CONTEXTS, Sure, move_contexts, relation_contexts};
pub(super) use view::Atoms;

use super::actions::Actions;
use super::linear::{Linear, Scores};
use super::types::Deprel;

/// Number of relations; relation 0 is none.
pub(super) const RELATIONS: usize = Deprel::NAMES.len();

/// The moves, as classes of the model.
pub(super) const SHIFT: u8 = 0;
/// The next word takes the top of the stack as its child.
pub(super) const LEFT: u8 = 1;
/// The word below the top of the stack takes it as its child.
pub(super) const RIGHT: u8 = 2;

/// The weights.
#[derive(Debug)]
pub(super) struct Model {
    /// Choose the move.
    pub moves: Actions,
    /// Choose the relation of an arc.
    pub relations: Linear,
    /// Moves and relations that need no choice.
    pub sure: [Sure; 2],
}

impl Legal {
    fn moves(self) -> [bool; 3] {
        [self.shift, self.left, self.right]
    }

    /// Whether a move is among them.
    pub(super) fn allows(self, class: u8) -> bool {
        self.moves().get(usize::from(class)).copied().unwrap_or(false)
    }

    /// The move, if there is but one.
    pub(super) fn only(self) -> Option<u8> {
        match self.moves() {
            [true, false, false] => Some(SHIFT),
            [false, true, false] => Some(LEFT),
            [false, false, true] => Some(RIGHT),
            _ => None,
        }
    }

    /// All but one move.
    pub(super) fn without(self, class: u8) -> Legal {
        Legal {
            shift: self.shift && class != SHIFT,
            left: self.left && class != LEFT,
            right: self.right && class != RIGHT,
        }
    }

    /// The best legal move, the lower one at a tie.
    pub(super) fn best(self, scores: [i32; 3]) -> Option<u8> {
        let legal = self.moves();
        let mut best: Option<usize> = None;
        for class in (0..3).filter(|c| legal[*c]) {
            if best.is_none_or(|b| scores[class] > scores[b]) {
                best = Some(class);
            }
        }
        best.map(|b| b as u8)
    }
}

/// Head and dependent of the arc a move makes.
pub(super) fn arc(state: &State, class: u8) -> Option<(usize, usize)> {
    match class {
        LEFT => Some((state.next, state.s(0))),
        RIGHT => Some((state.s(1), state.s(0))),
        _ => None,
    }
}

/// The best relation, the lower one at a tie.
pub(super) fn best_relation(scores: &Scores) -> u8 {
    let part = &scores.0[1..RELATIONS];
    let most = part.iter().copied().max().unwrap_or(0);
    part.iter().position(|s| *s == most).unwrap_or(0) as u8 + 1
}

/// Relations whose dependents mark case or subordination.
pub(super) fn is_marker(rel: u8) -> bool {
    matches!(Deprel(rel).as_str(), "case" | "mark")
}

/// Makes a move.
pub(super) fn apply(state: &mut State, class: u8, rel: u8) {
    match class {
        LEFT => state.attach_left(rel, is_marker(rel)),
        RIGHT => state.attach_right(rel),
        _ => state.shift(),
    }
}
