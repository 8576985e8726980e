//! Training the tagger.

use super::super::linear::Scores;
use super::super::tagger::{Ambiguity, Word, ambiguity, features};
use super::perceptron::Perceptron;
use super::rng::Rng;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// One sentence made ready: words and the index of each gold label.
#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub words: Vec<Word>,
    pub labels: Vec<u8>,
}

/// A tagger in training.
pub(super) struct Trained {
    pub model: Perceptron,
    pub ambiguity: Ambiguity,
}

/// Learns from `examples` in `epochs` passes.
pub(super) fn train(examples: &[&Example], classes: usize, epochs: usize, seed: u64) -> Trained {
    let ambiguity_classes = ambiguity_classes(examples);
    let mut model = Perceptron::new();
    let mut rng = Rng::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut amb, mut tags, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let mut scores = Scores::default();
    for _ in 0..epochs {
        rng.shuffle(&mut order);
        for index in &order {
            let example = examples[*index];
            ambiguity(&example.words, &ambiguity_classes, &mut amb);
            tags.clear();
            for i in 0..example.words.len() {
                keys.clear();
                features(&example.words, &amb, &tags, i, &mut keys);
                scores.reset();
                model.score(&keys, &mut scores);
                let best = scores.best(classes);
                if best != example.labels[i] {
                    model.update(&keys, example.labels[i], best);
                }
                tags.push(best);
            }
        }
    }
    Trained { model, ambiguity: ambiguity_classes }
}

/// Words seen at least four times, by the set of their usual labels.
fn ambiguity_classes(examples: &[&Example]) -> Ambiguity {
    let mut counts: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
    let mut small: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for example in examples {
        for (i, (word, label)) in example.words.iter().zip(&example.labels).enumerate() {
            *counts.entry(word.lower).or_default().entry(*label).or_default() += 1;
            if i > 0 {
                let (lower, all) = small.entry(word.lower).or_default();
                *lower += u32::from(word.is_small());
                *all += 1;
            }
        }
    }
    let mut sets: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    let mut classes = FxHashMap::default();
    for (word, labels) in counts {
        let total: u32 = labels.values().sum();
        if total < 4 {
            continue;
        }
        let mut usual: Vec<(u8, u32)> = labels.into_iter().filter(|(_, n)| n * 20 >= total).collect();
        usual.sort_by_key(|(label, n)| (std::cmp::Reverse(*n), *label));
        let set: Vec<u8> = usual.into_iter().map(|u| u.0).collect();
        let next = sets.len() as u16 + 1;
        classes.insert(word, *sets.entry(set).or_insert(next));
    }
    for (word, (lower, all)) in small {
        if lower * 2 > all {
            *classes.entry(word).or_default() |= Ambiguity::SMALL;
        }
    }
    Ambiguity { classes }
}
