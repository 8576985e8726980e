//! Selective branching after Choi and McCallum (2013): where the greedy parser
//! was least sure of a move, the next best move is followed to the end too,
//! and the parse is kept of whose moves the model is surest altogether.

use super::super::actions::Found;
use super::super::linear::{Lookup, Scores};
use super::moves::{buffer_features, other_features, stack_features};
use super::relations::relation_features;
use super::state::State;
use super::sure::{move_contexts, relation_contexts};
use super::view::Atoms;
use super::{Model, SHIFT, apply, arc, best_relation};

/// Margins, in the units of packed weights, under which the next best move is
/// tried. This and the next two were chosen on the development parts of the
/// treebanks.
const NEAR: i32 = 6_000;

/// Margins from which on a move says nothing against a parse.
const SURE: i32 = 80_000;

/// Most moves tried for a sentence.
const BRANCHES: usize = 1;

/// A step at which another move was nearly as good.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    step: usize,
    margin: i32,
    other: u8,
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(in super::super) struct Scratch {
    pub state: State,
    /// Moves and relations of the parse in hand.
    path: Vec<(u8, u8)>,
    /// How unsure each of its moves was, summed up to it.
    cost: Vec<i64>,
    doubts: Vec<Doubt>,
    best: Vec<(u8, u8)>,
    /// What the stack says with each word on top, since the word was put there.
    stack: Vec<Option<[i32; 3]>>,
    /// What the buffer says with each word at its front.
    buffer: Vec<Option<[i32; 3]>>,
    keys: Vec<u32>,
    found: Found,
    scores: Scores,
    lookup: Lookup,
}

/// How much a decision with this margin speaks against a parse: the square of
/// what it lacks to being sure, in whole numbers so that it is the same on
/// every machine.
fn doubt(margin: i32) -> i64 {
    let lack = i64::from(SURE) - i64::from(margin.min(SURE));
    lack * lack / i64::from(SURE)
}

/// Parses a sentence; heads and relations are in `scratch.state`, a head equal
/// to the number of words is the root.
pub(in super::super) fn parse(model: &Model, words: &[Atoms], scratch: &mut Scratch) {
    scratch.state.reset(words.len());
    scratch.path.clear();
    scratch.cost.clear();
    scratch.doubts.clear();
    for sums in [&mut scratch.stack, &mut scratch.buffer] {
        sums.clear();
        sums.resize(words.len() + 1, None);
    }
    finish(model, words, scratch, NEAR, i64::MAX);
    if scratch.doubts.is_empty() {
        return;
    }
    let mut doubts = std::mem::take(&mut scratch.doubts);
    doubts.sort_by_key(|d| (d.margin, d.step));
    doubts.truncate(BRANCHES);
    let mut least = scratch.cost.last().copied().unwrap_or(0);
    scratch.best.clone_from(&scratch.path);
    let greedy_path = scratch.path.clone();
    let greedy_cost = scratch.cost.clone();
    let mut in_hand = true;
    for d in &doubts {
        scratch.path.clear();
        scratch.path.extend_from_slice(&greedy_path[..d.step]);
        scratch.cost.clear();
        scratch.cost.extend_from_slice(&greedy_cost[..d.step]);
        scratch.state.reset(words.len());
        for (class, rel) in &scratch.path {
            apply(&mut scratch.state, *class, *rel);
        }
        let so_far = scratch.cost.last().copied().unwrap_or(0);
        scratch.cost.push(so_far + doubt(-d.margin));
        take(model, words, scratch, d.other);
        in_hand = finish(model, words, scratch, -1, least);
        let cost = scratch.cost.last().copied().unwrap_or(0);
        if in_hand {
            least = cost;
            scratch.best.clone_from(&scratch.path);
        }
    }
    scratch.doubts = doubts;
    if !in_hand {
        scratch.state.reset(words.len());
        for (class, rel) in &scratch.best {
            apply(&mut scratch.state, *class, *rel);
        }
    }
}

/// Makes a move, with the best relation.
fn take(model: &Model, words: &[Atoms], s: &mut Scratch, class: u8) {
    let rel = arc(&s.state, class).map_or(0, |(head, dependent)| {
        let contexts = relation_contexts(&s.state, words, head, dependent);
        model.sure[1].get(&contexts).unwrap_or_else(|| {
            s.keys.clear();
            relation_features(&s.state, words, head, dependent, &mut s.keys);
            s.scores.reset();
            model.relations.add(&s.keys, &mut s.lookup, &mut s.scores);
            best_relation(&s.scores)
        })
    });
    if class == SHIFT
        && let Some(sum) = s.stack.get_mut(s.state.next)
    {
        *sum = None;
    }
    apply(&mut s.state, class, rel);
    s.path.push((class, rel));
}

/// Scores of the moves.
fn scores(model: &Model, words: &[Atoms], s: &mut Scratch) -> [i32; 3] {
    let Scratch { state, stack, buffer, keys, found, .. } = s;
    let mut sum = |features: fn(&State, &[Atoms], &mut Vec<u32>)| {
        keys.clear();
        features(state, words, keys);
        model.moves.score(keys, found)
    };
    let other = sum(other_features);
    let (mut below, mut ahead) = (None, None);
    let below = stack.get_mut(state.s(0)).unwrap_or(&mut below).get_or_insert_with(|| sum(stack_features));
    let ahead = buffer.get_mut(state.next).unwrap_or(&mut ahead).get_or_insert_with(|| sum(buffer_features));
    [0, 1, 2].map(|class| other[class] + below[class] + ahead[class])
}

/// Goes on greedily to the end; notes doubts with margins under `near`. Gives
/// up, and says so, once the parse speaks as much against itself as `limit`.
fn finish(model: &Model, words: &[Atoms], s: &mut Scratch, near: i32, limit: i64) -> bool {
    while !s.state.done() {
        let so_far = s.cost.last().copied().unwrap_or(0);
        if so_far >= limit {
            return false;
        }
        let legal = s.state.legal();
        let settled = legal
            .only()
            .or_else(|| model.sure[0].get(&move_contexts(&s.state, words)).filter(|class| legal.allows(*class)));
        if let Some(class) = settled {
            s.cost.push(so_far);
            take(model, words, s, class);
            continue;
        }
        let scores = scores(model, words, s);
        let Some(class) = legal.best(scores) else { return true };
        let second = legal.without(class).best(scores);
        let margin = second.map_or(i32::MAX, |o| scores[usize::from(class)] - scores[usize::from(o)]);
        if let Some(other) = second.filter(|_| margin < near) {
            s.doubts.push(Doubt { step: s.path.len(), margin, other });
        }
        s.cost.push(so_far + doubt(margin));
        take(model, words, s, class);
    }
    s.cost.last().is_none_or(|c| *c < limit)
}
