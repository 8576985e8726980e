//! The parser: greedy arc-hybrid transitions chosen by a linear model.
//!
//! Takes the tagged tokens of a sentence. Gives features and transitions, for
//! training and for parsing. Never looks outside the sentence. Tested by unit
//! tests of the analysis.

mod features;
mod state;

pub(super) use features::{Atoms, features};
pub(super) use state::{Legal, NONE, State};

use super::linear::{Linear, Lookup, Scores};
use super::types::Deprel;

/// Class 0 shifts; then come the left arcs, then the right arcs, one for each
/// relation.
pub(super) const RELATIONS: usize = Deprel::NAMES.len();

/// Class of a left arc.
pub(super) fn left(rel: u8) -> u8 {
    rel
}

/// Class of a right arc.
pub(super) fn right(rel: u8) -> u8 {
    rel + RELATIONS as u8 - 1
}

/// Number of classes.
pub(super) const CLASSES: usize = 2 * RELATIONS - 1;

/// A decoded class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Shift,
    Left(u8),
    Right(u8),
}

/// The move a class stands for.
pub(super) fn decode(class: u8) -> Move {
    match usize::from(class) {
        0 => Move::Shift,
        c if c < RELATIONS => Move::Left(class),
        c => Move::Right((c - RELATIONS + 1) as u8),
    }
}

/// The best class among the legal ones, the lower one at a tie.
pub(super) fn best(scores: &Scores, legal: Legal) -> Option<u8> {
    let mut best: Option<(i32, u8)> = None;
    let mut take = |legal: bool, from: usize, to: usize| {
        if !legal {
            return;
        }
        let part = &scores.0[from..to];
        let most = part.iter().copied().max().unwrap_or(i32::MIN);
        if best.is_none_or(|b| most > b.0) {
            let at = part.iter().position(|s| *s == most).unwrap_or(0);
            best = Some((most, (from + at) as u8));
        }
    };
    take(legal.shift, 0, 1);
    take(legal.left, 1, RELATIONS);
    take(legal.right, RELATIONS, CLASSES);
    best.map(|b| b.1)
}

/// Relations whose dependents mark case or subordination.
pub(super) fn is_marker(rel: u8) -> bool {
    matches!(Deprel(rel).as_str(), "case" | "mark")
}

/// Makes a move.
pub(super) fn apply(state: &mut State, class: u8) {
    match decode(class) {
        Move::Shift => state.shift(),
        Move::Left(rel) => state.attach_left(rel, is_marker(rel)),
        Move::Right(rel) => state.attach_right(rel),
    }
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub state: State,
    keys: Vec<u32>,
    scores: Scores,
    lookup: Lookup,
}

/// Parses a sentence; heads and relations are in `scratch.state`, a head equal
/// to the number of words is the root.
pub(super) fn parse(weights: &Linear, words: &[Atoms], scratch: &mut Scratch) {
    scratch.state.reset(words.len());
    while !scratch.state.done() {
        scratch.keys.clear();
        features(&scratch.state, words, &mut scratch.keys);
        scratch.scores.reset();
        weights.add(&scratch.keys, &mut scratch.lookup, &mut scratch.scores);
        let Some(class) = best(&scratch.scores, scratch.state.legal()) else { return };
        apply(&mut scratch.state, class);
    }
}
