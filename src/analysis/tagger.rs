//! The tagger: a greedy linear model over joint UPOS/Penn labels.

use super::Upos;
use super::familiar::Familiar;
use super::features::{label as label_before, together};
use super::lexicon::{Known, Lexicon};
use super::linear::{Labels, Linear, Lookup, Scores};
use super::word::Word;
use std::sync::atomic::{AtomicU64, Ordering};

/// The trained tagger.
#[derive(Debug)]
pub(super) struct Tagger {
    /// Tells it from other taggers.
    pub id: u64,
    /// UPOS and Penn tag of each label.
    pub labels: Vec<(Upos, &'static str)>,
    /// Known words.
    pub lexicon: Lexicon,
    /// Weights.
    pub weights: Linear,
}

/// Penn tags, so that every token can point at one.
const PENN: &[&str] = &[
    "NN", "IN", "DT", "NNP", "PRP", "JJ", "RB", ".", "VB", "NNS", ",", "CC", "VBD", "VBP", "VBZ", "CD", "VBN", "VBG",
    "MD", "TO", "PRP$", "-RRB-", "-LRB-", "WDT", ":", "WRB", "``", "''", "WP", "RP", "UH", "POS", "HYPH", "NNPS",
    "JJR", "JJS", "EX", "NFP", "RBR", "ADD", "GW", "$", "SYM", "PDT", "LS", "FW", "RBS", "AFX", "WP$", "XX",
];

/// The label `UPOS|PENN`.
pub(super) fn label(name: &str) -> (Upos, &'static str) {
    let (upos, penn) = name.split_once('|').unwrap_or((name, ""));
    (Upos::parse(upos).unwrap_or_default(), PENN.iter().find(|p| **p == penn).copied().unwrap_or(""))
}

/// What the lexicon says of all words of a sentence.
pub(super) fn look_up(words: &[Word], lexicon: &Lexicon, out: &mut Vec<Known>) {
    out.clear();
    out.extend(words.iter().map(|w| lexicon.of(w)));
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// What is known of the words of the last sentence tagged.
    pub known: Vec<Known>,
    familiar: Familiar,
    keys: Vec<u32>,
    scores: Scores,
    lookup: Lookup,
}

/// Counts taggers.
static TAGGERS: AtomicU64 = AtomicU64::new(1);

impl Tagger {
    /// A tagger with these labels, words and weights.
    pub(super) fn new(labels: Vec<(Upos, &'static str)>, lexicon: Lexicon, weights: Linear) -> Self {
        Self { id: TAGGERS.fetch_add(1, Ordering::Relaxed), labels, lexicon, weights }
    }

    /// The label that a word always has.
    pub(super) fn always(&self, word: &Word) -> Option<u8> {
        let label = self.lexicon.sure.get(&word.lower)?;
        Some((*label as u8).min(self.labels.len() as u8 - 1))
    }

    /// Labels of a sentence, as indices into [`Tagger::labels`].
    pub(super) fn tag(&self, words: &[Word], scratch: &mut Scratch, tags: &mut Vec<u8>) {
        let Scratch { known, familiar, keys, scores, lookup } = scratch;
        tags.clear();
        familiar.take(words, self, known);
        for i in 0..words.len() {
            if let Some(label) = familiar.sure(i) {
                tags.push(label);
                continue;
            }
            familiar.score(i, label_before(tags, i, 1), self, scores);
            keys.clear();
            together(words, known, tags, i, keys);
            self.weights.add(keys, lookup, scores);
            tags.push(scores.best(self.labels.len()));
        }
    }

    /// Names of the labels, for the model file.
    pub(super) fn parse_labels(labels: &Labels) -> Vec<(Upos, &'static str)> {
        labels.names.iter().map(|n| label(n)).collect()
    }
}
