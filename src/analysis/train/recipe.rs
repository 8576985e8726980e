//! The whole recipe: labels, jackknifed tags, tagger, parser, pruning, packing.

use super::super::analyze::lower;
use super::super::lemma::lemma;
use super::super::linear::{Linear, Scores};
use super::super::models::{Models, atoms};
use super::super::tagger::{Word, ambiguity, features, label};
use super::conllu::Sentence;
use super::joined::join_names;
use super::oracle::make_projective;
use super::{pack, parser, tagger};
use std::collections::BTreeMap;

/// Sentences of one source.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// Its name in reports.
    pub name: String,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// How often each is seen in an epoch.
    pub weight: usize,
    /// Where it comes from and under which licence.
    pub licence: String,
}

/// What can be turned.
#[derive(Clone, Debug)]
pub struct Options {
    /// Passes of the tagger over the data.
    pub tagger_epochs: usize,
    /// Passes of the parser.
    pub parser_epochs: usize,
    /// Rows with fewer updates are left out: tagger, parser.
    pub updates: (u32, u32),
    /// Weights smaller than this share of an average step are left out: tagger, parser.
    pub least: (f64, f64),
    /// Start of the fixed number sequence.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { tagger_epochs: 7, parser_epochs: 9, updates: (4, 8), least: (0.1, 0.3), seed: 1 }
    }
}

/// The model files.
#[derive(Clone, Debug, Default)]
pub struct Trained {
    /// Tagger file.
    pub tagger: Vec<u8>,
    /// Parser file.
    pub parser: Vec<u8>,
}

const FOLDS: usize = 4;

/// Trains on all corpora; `say` hears of progress.
pub fn train(corpora: &[Corpus], options: &Options, say: &dyn Fn(&str)) -> Trained {
    let joined: Vec<Vec<Sentence>> = corpora.iter().map(|c| c.sentences.iter().map(join_names).collect()).collect();
    let sentences: Vec<&Sentence> = corpora
        .iter()
        .zip(&joined)
        .flat_map(|(c, list)| list.iter().flat_map(|s| std::iter::repeat_n(s, c.weight)))
        .collect();
    let labels = labels(&sentences);
    let index: BTreeMap<&str, u8> = labels.iter().enumerate().map(|(i, l)| (l.as_str(), i as u8)).collect();
    let examples: Vec<tagger::Example> = sentences.iter().map(|s| tagger_example(s, &index)).collect();
    let folds: Vec<usize> = folds(corpora);
    let groups: Vec<Option<usize>> = std::iter::once(None).chain((0..FOLDS).map(Some)).collect();
    let trained: Vec<(tagger::Trained, Linear)> = in_pairs(&groups, |held_out| {
        let part: Vec<&tagger::Example> =
            examples.iter().zip(&folds).filter(|(_, f)| Some(**f) != *held_out).map(|(e, _)| e).collect();
        let trained = tagger::train(&part, labels.len(), options.tagger_epochs, options.seed);
        let linear = linear(&trained.model.averaged(1, 0.0));
        (trained, linear)
    });
    say(&format!("taggers trained, {} rows", trained[0].0.model.len()));
    // Every sentence is tagged by the tagger that has not seen it.
    let parsed: Vec<parser::Example> = sentences
        .iter()
        .zip(&examples)
        .zip(&folds)
        .map(|((sentence, example), fold)| {
            let (tagger, weights) = &trained[fold + 1];
            let tags = predict(weights, tagger, &example.words, labels.len());
            parser_example(sentence, example, &tags, &labels)
        })
        .collect();
    let wrong: usize = examples
        .iter()
        .zip(&parsed)
        .flat_map(|(e, p)| e.labels.iter().zip(&p.words))
        .filter(|(a, b)| u32::from(**a) != b.tag)
        .count();
    let all: usize = examples.iter().map(|e| e.labels.len()).sum();
    say(&format!("jackknifed tags: {:.2} % right of {all}", 100.0 - 100.0 * wrong as f64 / all.max(1) as f64));
    let model = parser::train(&parsed, options.parser_epochs, options.seed, |epoch, model, wrong| {
        say(&format!("parser epoch {}: {:.2} % wrong moves, {} rows", epoch + 1, wrong * 100.0, model.len()));
    });
    let (full, _) = &trained[0];
    let tagger_rows = full.model.averaged(options.updates.0, options.least.0);
    let parser_rows = model.averaged(options.updates.1, options.least.1);
    let cells = |rows: &pack::Rows| rows.iter().map(|r| r.1.len()).sum::<usize>();
    say(&format!(
        "kept: tagger {} rows {} weights, parser {} rows {} weights",
        tagger_rows.len(),
        cells(&tagger_rows),
        parser_rows.len(),
        cells(&parser_rows)
    ));
    Trained {
        tagger: pack::pack(&labels, &full.ambiguity, &tagger_rows),
        parser: pack::pack(&[], &Default::default(), &parser_rows),
    }
}

impl Trained {
    /// The models as the program reads them.
    pub fn models(&self) -> Option<Models> {
        Models::from_bytes(&self.tagger, &self.parser)
    }
}

/// Runs `work` on all items, two at a time; results come in order.
fn in_pairs<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut out = Vec::new();
    for pair in items.chunks(2) {
        std::thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|item| scope.spawn(|| work(item))).collect();
            out.extend(threads.into_iter().map(|t| t.join().expect("training does not panic")));
        });
    }
    out
}

/// Labels seen ten times and more; the rest falls back to its part of speech.
fn labels(sentences: &[&Sentence]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words) {
        *counts.entry(&word.label).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n >= 10).collect();
    by_count.sort_by_key(|(l, n)| (std::cmp::Reverse(*n), *l));
    by_count.truncate(super::super::linear::CLASSES);
    by_count.into_iter().map(|(l, _)| l.to_owned()).collect()
}

fn tagger_example(sentence: &Sentence, index: &BTreeMap<&str, u8>) -> tagger::Example {
    let words = sentence.words.iter().map(|w| Word::new(&w.form, &lower(&w.form))).collect();
    let find = |l: &str| {
        let upos = l.split('|').next().unwrap_or("");
        index.get(l).or_else(|| index.iter().find(|(k, _)| k.split('|').next() == Some(upos)).map(|(_, v)| v)).copied()
    };
    let labels = sentence.words.iter().map(|w| find(&w.label).unwrap_or(0)).collect();
    tagger::Example { words, labels }
}

/// The fold of each sentence: blocks of ten, so that neighbours stay together.
fn folds(corpora: &[Corpus]) -> Vec<usize> {
    corpora
        .iter()
        .flat_map(|c| (0..c.sentences.len()).flat_map(move |i| std::iter::repeat_n(i / 10 % FOLDS, c.weight)))
        .collect()
}

fn linear(rows: &pack::Rows) -> Linear {
    let largest = rows.iter().flat_map(|r| &r.1).map(|c| c.1.abs()).fold(0f32, f32::max).max(1e-6);
    let scaled: Vec<(u32, Vec<(u8, i16)>)> = rows
        .iter()
        .map(|(k, cells)| (*k, cells.iter().map(|(c, w)| (*c, (w / largest * 32000.0) as i16)).collect()))
        .collect();
    Linear::new(scaled.len(), scaled.iter().map(|(k, c)| (*k, c.as_slice())))
}

fn predict(weights: &Linear, trained: &tagger::Trained, words: &[Word], classes: usize) -> Vec<u8> {
    let (mut amb, mut keys, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    let (mut scores, mut lookup) = (Scores::default(), Default::default());
    ambiguity(words, &trained.ambiguity, &mut amb);
    for i in 0..words.len() {
        keys.clear();
        features(words, &amb, &tags, i, &mut keys);
        scores.reset();
        weights.add(&keys, &mut lookup, &mut scores);
        tags.push(scores.best(classes));
    }
    tags
}

fn parser_example(sentence: &Sentence, example: &tagger::Example, tags: &[u8], labels: &[String]) -> parser::Example {
    let words = sentence
        .words
        .iter()
        .zip(&example.words)
        .zip(tags)
        .map(|((word, hashes), tag)| {
            let lower = lower(&word.form);
            let (upos, penn) = label(&labels[usize::from(*tag)]);
            atoms(&lower, &lemma(&lower, upos, penn), *tag, hashes)
        })
        .collect();
    let mut heads: Vec<usize> = sentence.words.iter().map(|w| w.head).collect();
    make_projective(&mut heads);
    parser::Example { words, heads, rels: sentence.words.iter().map(|w| w.rel.0).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::sources::news;
    use super::*;

    /// The same sentences give the same bytes, and a model that reads them well.
    #[test]
    fn training_is_repeatable() {
        let (mut corpus, _) = news();
        corpus.sentences.truncate(40);
        corpus.weight = 1;
        let corpora = [corpus];
        let options = Options { tagger_epochs: 4, parser_epochs: 6, updates: (1, 1), least: (0.0, 0.0), seed: 1 };
        let one = train(&corpora, &options, &|_| {});
        let two = train(&corpora, &options, &|_| {});
        assert!(one.tagger == two.tagger && one.parser == two.parser);
        let models = one.models().expect("a model just packed");
        let scores = super::super::score(&models, &corpora[0].sentences);
        assert!(scores.labelled * 10 >= scores.tokens * 8, "{scores}");
        assert!(Models::from_bytes(&one.tagger[..100], &one.parser).is_none());
    }
}
