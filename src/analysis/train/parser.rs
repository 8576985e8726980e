//! Training the parser with a dynamic oracle: it learns what to do after its
//! own mistakes.

use super::super::linear::Scores;
use super::super::parser::{Atoms, Legal, State, apply, arc, best_relation, move_features, relation_features};
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

/// Two models: of moves and of relations.
#[derive(Debug)]
pub(super) struct Trained {
    pub moves: Perceptron,
    pub relations: Perceptron,
}

/// Learns from `examples` in `epochs` passes; `report` hears of the share of
/// wrong moves and relations after each.
pub(super) fn train(
    examples: &[Example],
    epochs: usize,
    wait: [u8; 2],
    seed: u64,
    report: &dyn Fn(usize, f64, f64),
) -> Trained {
    let [mut moves, mut relations] = wait.map(Perceptron::new);
    let mut rng = Rng::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = State::default();
    let mut keys = Vec::new();
    let mut scores = Scores::default();
    for epoch in 0..epochs {
        rng.shuffle(&mut order);
        // Decisions and mistakes.
        let (mut moved, mut related) = ([0u64; 2], [0u64; 2]);
        for index in &order {
            let example = &examples[*index];
            state.reset(example.words.len());
            while !state.done() {
                keys.clear();
                move_features(&state, &example.words, &mut keys);
                scores.reset();
                moves.score(&keys, &mut scores);
                let three = [scores.0[0], scores.0[1], scores.0[2]];
                let Some(predicted) = state.legal().best(three) else { break };
                let free = free_moves(&state, example);
                let Some(target) = free.best(three) else { break };
                moved[0] += 1;
                let mut follow = predicted;
                if !free.allows(predicted) {
                    moved[1] += 1;
                    moves.update(&keys, target, predicted);
                    let explore = epoch > 0 && rng.below(10) < 9;
                    if !explore {
                        follow = target;
                    }
                }
                let mut rel = 0;
                if let Some((head, dependent)) = arc(&state, follow) {
                    keys.clear();
                    relation_features(&state, &example.words, head, dependent, &mut keys);
                    scores.reset();
                    relations.score(&keys, &mut scores);
                    rel = best_relation(&scores);
                    if example.heads[dependent] == head {
                        related[0] += 1;
                        if rel != example.rels[dependent] {
                            related[1] += 1;
                            relations.update(&keys, example.rels[dependent], rel);
                        }
                    }
                }
                apply(&mut state, follow, rel);
            }
        }
        let share = |[all, wrong]: [u64; 2]| wrong as f64 / all.max(1) as f64;
        report(epoch, share(moved), share(related));
    }
    Trained { moves, relations }
}

/// Which moves lose nothing more than must be lost.
fn free_moves(state: &State, example: &Example) -> Legal {
    let legal = state.legal();
    let costs = costs(state, &example.heads);
    let least = [(legal.shift, costs.shift), (legal.left, costs.left), (legal.right, costs.right)]
        .into_iter()
        .filter(|m| m.0)
        .map(|m| m.1)
        .min()
        .unwrap_or(0);
    Legal {
        shift: legal.shift && costs.shift == least,
        left: legal.left && costs.left == least,
        right: legal.right && costs.right == least,
    }
}
