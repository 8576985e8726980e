//! Words the tagger has met before, with the sums of what tells of each alone:
//! news says the same few thousand words again and again.
//!
//! Sums are whole numbers, so that they are the same in whatever order they are
//! made. Nothing else than time depends on what is remembered.

use super::features::{Place, alone, labelled, nearby};
use super::lexicon::Known;
use super::linear::{CLASSES, Lookup, STEP, Scores};
use super::tagger::Tagger;
use super::word::Word;
use rustc_hash::FxHashMap;

/// Rows of sums from which on all is forgotten: about 13 MB, 7,000 words.
const LIMIT: usize = 40_000;

/// A word met before.
#[derive(Clone, Copy, Debug)]
struct Met {
    word: Word,
    known: Known,
    /// The label it always has.
    sure: Option<u8>,
    /// The first of its rows of sums, one for each [`Place`] it may have to
    /// the word that is tagged.
    rows: u32,
}

/// Words met before.
#[derive(Debug, Default)]
pub(super) struct Familiar {
    /// Whose sums these are.
    tagger: u64,
    /// Word as written and in lower case, to its place in `met`.
    index: FxHashMap<(u32, u32), u32>,
    met: Vec<Met>,
    /// Word, whether it is the first, label before it: to their row.
    labelled: FxHashMap<(u32, u32), u32>,
    /// Rows of sums, `steps` for each.
    sums: Vec<[i32; STEP]>,
    steps: usize,
    /// Words of the sentence in hand.
    sentence: Vec<u32>,
    keys: Vec<u32>,
    scores: Scores,
    lookup: Lookup,
}

/// The word that is not there.
const NOBODY: u32 = 0;

impl Familiar {
    /// Takes the words of a sentence in hand; gives what is known of each.
    pub(super) fn take(&mut self, words: &[Word], tagger: &Tagger, known: &mut Vec<Known>) {
        if self.tagger != tagger.id || self.sums.len() > LIMIT * self.steps {
            self.forget(tagger);
        }
        self.sentence.clear();
        known.clear();
        for word in words {
            let id = self.meet(word, tagger);
            self.sentence.push(id);
            known.push(self.met[id as usize].known);
        }
    }

    /// The label that word `i` of the sentence always has, if it is written
    /// small or begins the sentence.
    pub(super) fn sure(&self, i: usize) -> Option<u8> {
        let met = &self.met[self.sentence[i] as usize];
        met.sure.filter(|_| i == 0 || met.word.form == met.word.lower)
    }

    /// Scores of word `i` of the sentence after label `t1`, as far as what
    /// tells of one word goes.
    pub(super) fn score(&mut self, i: usize, t1: u32, tagger: &Tagger, scores: &mut Scores) {
        let own = self.labelled(self.sentence[i], i == 0, t1, tagger);
        let row = |number: u32| {
            let start = number as usize * self.steps;
            &self.sums[start..start + self.steps]
        };
        let beside = |place: Place| {
            let id = place.of(i).and_then(|k| self.sentence.get(k)).copied().unwrap_or(NOBODY);
            row(self.met[id as usize].rows + place as u32)
        };
        let [before, after, before2, after2] = Place::ALL.map(beside);
        let own = row(own);
        scores.reset();
        for (step, out) in scores.0.chunks_exact_mut(STEP).enumerate().take(self.steps) {
            for (k, sum) in out.iter_mut().enumerate() {
                *sum = own[step][k] + before[step][k] + after[step][k] + before2[step][k] + after2[step][k];
            }
        }
    }

    fn forget(&mut self, tagger: &Tagger) {
        self.tagger = tagger.id;
        self.steps = tagger.labels.len().clamp(1, CLASSES).div_ceil(STEP);
        self.index.clear();
        self.met.clear();
        self.labelled.clear();
        self.sums.clear();
        self.add(Word::NONE, Known::NONE, None, tagger);
    }

    fn meet(&mut self, word: &Word, tagger: &Tagger) -> u32 {
        let key = (word.form, word.lower);
        match self.index.get(&key) {
            // Hashes may be the same by chance.
            Some(id) if self.met[*id as usize].word == *word => *id,
            _ => {
                let id = self.add(*word, tagger.lexicon.of(word), tagger.always(word), tagger);
                self.index.insert(key, id);
                id
            }
        }
    }

    fn add(&mut self, word: Word, known: Known, sure: Option<u8>, tagger: &Tagger) -> u32 {
        let id = self.met.len() as u32;
        let mut rows = 0;
        for place in Place::ALL {
            self.keys.clear();
            nearby(place, &word, known, &mut self.keys);
            let row = self.sum(tagger);
            if place == Place::ALL[0] {
                rows = row;
            }
        }
        self.met.push(Met { word, known, sure, rows });
        id
    }

    fn labelled(&mut self, id: u32, first: bool, t1: u32, tagger: &Tagger) -> u32 {
        let key = (id, t1 << 1 | u32::from(first));
        if let Some(row) = self.labelled.get(&key) {
            return *row;
        }
        let Met { word, known, .. } = self.met[id as usize];
        self.keys.clear();
        alone(&word, known, first, &mut self.keys);
        labelled(&word, known, first, t1, &mut self.keys);
        let row = self.sum(tagger);
        self.labelled.insert(key, row);
        row
    }

    /// A new row: the sum of the features in hand.
    fn sum(&mut self, tagger: &Tagger) -> u32 {
        self.scores.reset();
        tagger.weights.add(&self.keys, &mut self.lookup, &mut self.scores);
        let number = (self.sums.len() / self.steps) as u32;
        self.sums.extend_from_slice(&self.scores.0.as_chunks().0[..self.steps]);
        number
    }
}
