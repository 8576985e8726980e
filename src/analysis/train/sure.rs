//! Finding the decisions that a glance settles.

use super::super::linear::Scores;
use super::super::parser::{
    CONTEXTS, Model, RELATIONS, State, Sure, apply, arc, best_relation, move_contexts, move_features,
    relation_contexts, relation_features,
};
use super::parser::Example;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// When a context settles a decision.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Times it must have come.
    pub least: u32,
    /// Of a thousand of them, how many must have led to the same decision, firmly.
    pub share: u32,
    /// From which margin on a decision is firm, in the units of packed weights.
    pub firm: i32,
}

/// Decisions with their contexts and margins.
type Seen = Vec<([u32; CONTEXTS], u8, i32)>;

/// What the parser decides in `examples`, as far as it follows from a context:
/// moves and relations.
pub(super) fn sure(model: &Model, examples: &[Example], limits: [Limits; 2]) -> [Sure; 2] {
    let parsed: Vec<(Seen, Seen)> = examples.par_iter().map(|e| decisions(model, e)).collect();
    let (moves, relations): (Vec<Seen>, Vec<Seen>) = parsed.into_iter().unzip();
    [settled(moves.concat(), limits[0]), settled(relations.concat(), limits[1])]
}

/// The decisions of a greedy parse.
fn decisions(model: &Model, example: &Example) -> (Seen, Seen) {
    let words = &example.words;
    let (mut moves, mut relations) = (Vec::new(), Vec::new());
    let (mut keys, mut found, mut lookup) = (Vec::new(), Default::default(), Default::default());
    let mut scores = Scores::default();
    let mut state = State::default();
    state.reset(words.len());
    while !state.done() {
        let legal = state.legal();
        let class = legal.only().or_else(|| {
            keys.clear();
            move_features(&state, words, &mut keys);
            let three = model.moves.score(&keys, &mut found);
            let class = legal.best(three)?;
            let second = legal.without(class).best(three)?;
            let margin = three[usize::from(class)] - three[usize::from(second)];
            moves.push((move_contexts(&state, words), class, margin));
            Some(class)
        });
        let Some(class) = class else { break };
        let mut rel = 0;
        if let Some((head, dependent)) = arc(&state, class) {
            keys.clear();
            relation_features(&state, words, head, dependent, &mut keys);
            scores.reset();
            model.relations.add(&keys, &mut lookup, &mut scores);
            rel = best_relation(&scores);
            let best = scores.0[usize::from(rel)];
            let others = (1..RELATIONS).filter(|r| *r != usize::from(rel)).map(|r| scores.0[r]);
            let margin = best - others.max().unwrap_or(i32::MIN / 2);
            relations.push((relation_contexts(&state, words, head, dependent), rel, margin));
        }
        apply(&mut state, class, rel);
    }
    (moves, relations)
}

/// The contexts that settle a decision: general ones first; what they settle
/// does not count for the others.
fn settled(mut seen: Seen, limits: Limits) -> Sure {
    let mut out = Sure::default();
    for level in 0..CONTEXTS {
        // How often each decision came, and how often firmly.
        let mut counts: FxHashMap<u32, FxHashMap<u8, u32>> = FxHashMap::default();
        let mut all: FxHashMap<u32, u32> = FxHashMap::default();
        for (contexts, decision, margin) in &seen {
            *all.entry(contexts[level]).or_default() += 1;
            let firm = u32::from(*margin >= limits.firm);
            *counts.entry(contexts[level]).or_default().entry(*decision).or_default() += firm;
        }
        for (context, decisions) in counts {
            let times = all.get(&context).copied().unwrap_or(0);
            let usual = decisions.iter().map(|(d, n)| (*n, *d)).max();
            if let Some((_, decision)) =
                usual.filter(|(n, _)| times >= limits.least && n * 1000 >= times * limits.share)
            {
                out.0.insert(context, u16::from(decision));
            }
        }
        seen.retain(|(contexts, _, _)| !out.0.contains_key(&contexts[level]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_always_and_firmly_decided_is_settled() {
        // The general context; the others differ from case to case.
        let case = |context: u32, nth: u32, decision: u8, margin: i32| {
            let mut contexts = [0; CONTEXTS];
            for (level, c) in contexts.iter_mut().enumerate() {
                *c = if level == 0 { context } else { 1000 * level as u32 + 100 * context + nth };
            }
            (contexts, decision, margin)
        };
        let mut seen = Vec::new();
        for nth in 0..10 {
            seen.push(case(1, nth, 2, 50));
            seen.push(case(2, nth, if nth == 0 { 0 } else { 1 }, 50));
            seen.push(case(3, nth, 1, if nth == 0 { 5 } else { 50 }));
            // Settled by the second context alone.
            let mut other = case(4, nth, (nth % 2) as u8, 50);
            other.0[1] = 7 + nth % 2;
            seen.push(other);
        }
        let all = settled(seen.clone(), Limits { least: 5, share: 1000, firm: 10 }).0;
        let mut known: Vec<(u32, u16)> = all.into_iter().collect();
        known.sort_unstable();
        assert_eq!(known, [(1, 2), (7, 0), (8, 1)]);
        let most = settled(seen, Limits { least: 5, share: 900, firm: 10 }).0;
        assert_eq!((most.get(&2), most.get(&3), most.get(&4)), (Some(&1), Some(&1), None));
    }
}
