//! Training the parser with a dynamic oracle: it learns what to do after its
//! own mistakes.

use super::super::linear::Scores;
use super::super::parser::{Atoms, CLASSES, RELATIONS, State, apply, best, features, left, right};
use super::oracle::costs;
use super::perceptron::Perceptron;
use super::rng::Rng;

/// One sentence made ready.
#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub words: Vec<Atoms>,
    /// Projective gold heads, the number of words for the root.
    pub heads: Vec<usize>,
    pub rels: Vec<u8>,
}

/// Learns from `examples` in `epochs` passes; `report` hears after each.
pub(super) fn train(
    examples: &[Example],
    epochs: usize,
    seed: u64,
    mut report: impl FnMut(usize, &Perceptron, f64),
) -> Perceptron {
    let mut model = Perceptron::new();
    let mut rng = Rng::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = State::default();
    let mut keys = Vec::new();
    let mut scores = Scores::default();
    for epoch in 0..epochs {
        rng.shuffle(&mut order);
        let (mut moves, mut wrong) = (0u64, 0u64);
        for index in &order {
            let example = &examples[*index];
            state.reset(example.words.len());
            while !state.done() {
                keys.clear();
                features(&state, &example.words, &mut keys);
                scores.reset();
                model.score(&keys, &mut scores);
                let Some(predicted) = best(&scores, state.legal()) else { break };
                let free = free_moves(&state, example);
                let Some(target) = best_of(&scores, &free) else { break };
                moves += 1;
                let follow = if free[usize::from(predicted)] {
                    predicted
                } else {
                    wrong += 1;
                    model.update(&keys, target, predicted);
                    let explore = epoch > 0 && rng.below(10) < 9;
                    if explore { predicted } else { target }
                };
                apply(&mut state, follow);
            }
        }
        report(epoch, &model, wrong as f64 / moves.max(1) as f64);
    }
    model
}

/// Which classes lose nothing more than must be lost.
fn free_moves(state: &State, example: &Example) -> [bool; CLASSES] {
    let legal = state.legal();
    let costs = costs(state, &example.heads);
    let mut least = u32::MAX;
    for (ok, cost) in [(legal.shift, costs.shift), (legal.left, costs.left), (legal.right, costs.right)] {
        if ok {
            least = least.min(cost);
        }
    }
    let mut free = [false; CLASSES];
    free[0] = legal.shift && costs.shift == least;
    let top = state.s(0);
    if legal.left && costs.left == least {
        let is_gold = example.heads[top] == state.next;
        for rel in 1..RELATIONS as u8 {
            free[usize::from(left(rel))] = !is_gold || example.rels[top] == rel;
        }
    }
    if legal.right && costs.right == least {
        let is_gold = example.heads[top] == state.s(1);
        for rel in 1..RELATIONS as u8 {
            free[usize::from(right(rel))] = !is_gold || example.rels[top] == rel;
        }
    }
    free
}

fn best_of(scores: &Scores, free: &[bool; CLASSES]) -> Option<u8> {
    let mut best: Option<usize> = None;
    for (class, _) in free.iter().enumerate().filter(|f| *f.1) {
        if best.is_none_or(|b| scores.0[class] > scores.0[b]) {
            best = Some(class);
        }
    }
    best.map(|b| b as u8)
}
