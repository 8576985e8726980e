//! Training the tagger.

use super::super::features::features;
use super::super::lexicon::{Known, Lexicon};
use super::super::linear::Scores;
use super::super::tagger::look_up;
use super::super::word::Word;
use super::perceptron::Perceptron;
use super::rng::Rng;
use std::collections::BTreeMap;

/// One sentence made ready: words and the index of each gold label.
#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub words: Vec<Word>,
    pub labels: Vec<u8>,
}

/// Learns from `examples` in `epochs` passes.
pub(super) fn train(
    examples: &[&Example],
    lexicon: &Lexicon,
    classes: usize,
    (epochs, wait): (usize, u8),
    seed: u64,
) -> Perceptron {
    let mut model = Perceptron::new(wait);
    let mut rng = Rng::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut known, mut tags, mut keys): (Vec<Known>, _, _) = (Vec::new(), Vec::new(), Vec::new());
    let mut scores = Scores::default();
    for _ in 0..epochs {
        rng.shuffle(&mut order);
        for index in &order {
            let example = examples[*index];
            look_up(&example.words, lexicon, &mut known);
            tags.clear();
            for i in 0..example.words.len() {
                keys.clear();
                features(&example.words, &known, &tags, i, &mut keys);
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
    model
}

/// Times a word must be seen, always with the same label, for it to be sure.
const SURE: u32 = 20;

/// What the examples tell of words, with the clusters of `base`: words seen at
/// least four times, by the set of their usual labels.
pub(super) fn lexicon(examples: &[&Example], base: &Lexicon) -> Lexicon {
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
    let mut lexicon = base.clone();
    for (word, labels) in counts {
        let total: u32 = labels.values().sum();
        if total < 4 {
            continue;
        }
        if let (1, Some(label), true) = (labels.len(), labels.keys().next(), total >= SURE) {
            lexicon.sure.insert(word, u16::from(*label));
        }
        let mut usual: Vec<(u8, u32)> = labels.into_iter().filter(|(_, n)| n * 20 >= total).collect();
        usual.sort_by_key(|(label, n)| (std::cmp::Reverse(*n), *label));
        let set: Vec<u8> = usual.into_iter().map(|u| u.0).collect();
        let next = sets.len() as u16 + 1;
        lexicon.classes.insert(word, *sets.entry(set).or_insert(next));
    }
    for (word, (lower, all)) in small {
        if lower * 2 > all {
            *lexicon.classes.entry(word).or_default() |= Lexicon::SMALL;
        }
    }
    lexicon
}
