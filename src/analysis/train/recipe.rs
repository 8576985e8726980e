//! The whole recipe: labels, jackknifed tags, tagger, parser, pruning, packing.

use super::super::analyze::lower;
use super::super::features::features;
use super::super::lemma::lemma;
use super::super::lexicon::{Known, Lexicon};
use super::super::linear::Scores;
use super::super::models::{Models, atoms};
use super::super::packed;
use super::super::tagger::{label, look_up};
use super::super::word::Word;
use super::clusters::Clusters;
use super::conllu::Sentence;
use super::joined::join_names;
use super::oracle::make_projective;
use super::perceptron::Rows;
use super::sure::Limits;
use super::whole::Whole;
use super::{pack, parser, sure, tagger};
use rayon::prelude::*;
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
    /// Passes over the data: tagger, taggers of the jackknife, parser.
    pub epochs: [usize; 3],
    /// Models trained in different orders and added up: tagger, parser.
    pub mixed: [u64; 2],
    /// Updates after which a feature takes part: tagger, taggers of the
    /// jackknife, moves, relations.
    pub wait: [u8; 4],
    /// Weights whose 8-bit code is nearer to nothing are left out: tagger, moves, relations.
    pub least: [u8; 3],
    /// When a context settles moves, relations.
    pub sure: [Limits; 2],
    /// Start of the fixed number sequence.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            epochs: [5, 5, 7],
            mixed: [3, 2],
            wait: [3, 4, 5, 4],
            least: [26, 48, 48],
            sure: [Limits { least: 20, share: 1000, firm: 30_000 }, Limits { least: 20, share: 990, firm: 5_000 }],
            seed: 1,
        }
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

/// Trains on all corpora, on as many threads as rayon has; `say` hears of
/// progress.
pub fn train(corpora: &[Corpus], clusters: &Clusters, options: &Options, say: &(dyn Fn(&str) + Sync)) -> Trained {
    let data = Data::new(corpora, clusters);
    let (tagger, parsed) = taggers(&data, options, say);
    let (moves, relations) = parsers(&parsed, options, say);
    let tagger = pack::code(&tagger, options.least[0]);
    let moves = pack::code_moves(&moves, options.least[1]);
    let relations = pack::code(&relations, options.least[2]);
    for (name, rows) in [("tagger", &tagger), ("moves", &moves), ("relations", &relations)] {
        let weights: usize = rows.iter().map(|r| r.1.len()).sum();
        say(&format!("kept of {name}: {} rows, {weights} weights", rows.len()));
    }
    // Decided by the weights as they are kept.
    let model = packed::parser(&pack::parser(&moves, &relations, &Default::default()));
    let sure = model.map(|m| sure::sure(&m, &parsed, options.sure)).unwrap_or_default();
    for (name, settled) in ["moves", "relations"].iter().zip(&sure) {
        say(&format!("contexts that settle {name}: {}", settled.0.len()));
    }
    Trained {
        tagger: pack::tagger(&data.labels, &tagger::lexicon(&data.once(), &clusters.0), &tagger),
        parser: pack::parser(&moves, &relations, &sure),
    }
}

/// Everything made ready.
pub(super) struct Data<'a> {
    sentences: Vec<Sentence>,
    pub(super) labels: Vec<String>,
    pub(super) examples: Vec<tagger::Example>,
    folds: Vec<usize>,
    /// Whether it is the first time the sentence comes.
    first: Vec<bool>,
    clusters: &'a Clusters,
}

impl<'a> Data<'a> {
    pub(super) fn new(corpora: &[Corpus], clusters: &'a Clusters) -> Self {
        let sentences: Vec<Sentence> = corpora
            .iter()
            .flat_map(|c| c.sentences.iter().map(join_names).flat_map(|s| std::iter::repeat_n(s, c.weight)))
            .collect();
        let labels = labels(&sentences);
        let index: BTreeMap<&str, u8> = labels.iter().enumerate().map(|(i, l)| (l.as_str(), i as u8)).collect();
        let examples = sentences.iter().map(|s| tagger_example(s, &index)).collect();
        let first =
            corpora.iter().flat_map(|c| c.sentences.iter().flat_map(|_| (0..c.weight).map(|i| i == 0))).collect();
        Self { sentences, examples, folds: folds(corpora), first, clusters, labels }
    }

    /// Every sentence once: what the tagger that is kept learns from. Weights
    /// are for the parser; in the tagger they cost more on the treebanks than
    /// they gained on the news.
    pub(super) fn once(&self) -> Vec<&tagger::Example> {
        self.examples.iter().zip(&self.first).filter(|e| *e.1).map(|e| e.0).collect()
    }
}

/// The tagger, and the sentences tagged by taggers that have not seen them.
pub(super) fn taggers(data: &Data, options: &Options, say: &(dyn Fn(&str) + Sync)) -> (Rows, Vec<parser::Example>) {
    let tasks: Vec<(Option<usize>, u64)> =
        (0..options.mixed[0]).map(|i| (None, i)).chain((0..FOLDS).map(|f| (Some(f), 0))).collect();
    let classes = data.labels.len();
    let mut trained: Vec<(Rows, Lexicon)> = tasks
        .par_iter()
        .map(|(held_out, more)| {
            let others = |held_out| {
                data.examples.iter().zip(&data.folds).filter(move |(_, f)| **f != held_out).map(|(e, _)| e).collect()
            };
            let part: Vec<&tagger::Example> = held_out.map_or_else(|| data.once(), others);
            let lexicon = tagger::lexicon(&part, &data.clusters.0);
            let which = usize::from(held_out.is_some());
            let passes = (options.epochs[which], options.wait[which]);
            let model = tagger::train(&part, &lexicon, classes, passes, options.seed + more);
            (model.averaged(), lexicon)
        })
        .collect();
    let folds = trained.split_off(options.mixed[0] as usize);
    let tagger = sum(trained.into_iter().map(|t| t.0));
    say(&format!("taggers trained, {} rows", tagger.len().0));
    let weights: Vec<Whole> = folds.iter().map(|(rows, _)| Whole::new(rows)).collect();
    let parsed: Vec<parser::Example> = (0..data.sentences.len())
        .into_par_iter()
        .map(|i| {
            let (example, fold) = (&data.examples[i], data.folds[i]);
            let (tags, known) = predict(&weights[fold], &folds[fold].1, &example.words, classes);
            parser_example(&data.sentences[i], example, &tags, &known, &data.labels)
        })
        .collect();
    let pairs = || data.examples.iter().zip(&parsed).flat_map(|(e, p)| e.labels.iter().zip(&p.words));
    let wrong = pairs().filter(|(a, b)| u32::from(**a) != b.tag).count();
    let all = pairs().count();
    say(&format!("jackknifed tags: {:.2} % right of {all}", 100.0 - 100.0 * wrong as f64 / all.max(1) as f64));
    (tagger, parsed)
}

/// The models of moves and of relations.
pub(super) fn parsers(parsed: &[parser::Example], options: &Options, say: &(dyn Fn(&str) + Sync)) -> (Rows, Rows) {
    let trained: Vec<(Rows, Rows)> = (0..options.mixed[1])
        .into_par_iter()
        .map(|more| {
            let report = |epoch: usize, moves: f64, relations: f64| {
                let shares = format!("{:.2} % wrong moves, {:.2} % wrong relations", moves * 100.0, relations * 100.0);
                say(&format!("parser {}, epoch {}: {shares}", more + 1, epoch + 1));
            };
            let trained = parser::train(
                parsed,
                options.epochs[2],
                [options.wait[2], options.wait[3]],
                options.seed + more,
                &report,
            );
            (trained.moves.averaged(), trained.relations.averaged())
        })
        .collect();
    let (moves, relations): (Vec<Rows>, Vec<Rows>) = trained.into_iter().unzip();
    (sum(moves.into_iter()), sum(relations.into_iter()))
}

fn sum(models: impl Iterator<Item = Rows>) -> Rows {
    models.reduce(|a, b| a.plus(&b)).unwrap_or_default()
}

impl Trained {
    /// The models as the program reads them.
    pub fn models(&self) -> Option<Models> {
        Models::from_bytes(&self.tagger, &self.parser)
    }
}

/// Labels seen ten times and more; the rest falls back to its part of speech.
fn labels(sentences: &[Sentence]) -> Vec<String> {
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

fn predict(weights: &Whole, lexicon: &Lexicon, words: &[Word], classes: usize) -> (Vec<u8>, Vec<Known>) {
    let (mut known, mut keys, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    let mut scores = Scores::default();
    look_up(words, lexicon, &mut known);
    for i in 0..words.len() {
        keys.clear();
        features(words, &known, &tags, i, &mut keys);
        scores.reset();
        weights.add(&keys, &mut scores);
        tags.push(scores.best(classes));
    }
    (tags, known)
}

fn parser_example(
    sentence: &Sentence,
    example: &tagger::Example,
    tags: &[u8],
    known: &[Known],
    labels: &[String],
) -> parser::Example {
    let words = (0..sentence.words.len())
        .map(|i| {
            let lower = lower(&sentence.words[i].form);
            let (upos, penn) = label(&labels[usize::from(tags[i])]);
            atoms(&lower, &lemma(&lower, upos, penn), (tags[i], upos), &example.words[i], known[i])
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

    /// The same sentences give the same bytes on one thread and on several, and
    /// a model that reads them well.
    #[test]
    fn training_is_repeatable() {
        let (mut corpus, _) = news();
        corpus.sentences.truncate(40);
        corpus.weight = 1;
        let corpora = [corpus];
        let clusters = super::super::clusters("01\tpolice army\n11\tPakistan Peru\n").expect("two clusters");
        let options = Options {
            epochs: [4, 4, 6],
            mixed: [2, 2],
            wait: [1; 4],
            least: [1; 3],
            sure: [Limits { least: 20, share: 1000, firm: 10000 }; 2],
            seed: 1,
        };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| train(&corpora, &clusters, &options, &|_| {}))
        };
        let (one, two) = (on(1), on(4));
        assert!(one.tagger == two.tagger && one.parser == two.parser);
        let models = one.models().expect("a model just packed");
        let scores = super::super::score(&models, &corpora[0].sentences);
        assert!(scores.labelled * 10 >= scores.tokens * 8, "{scores}");
        assert!(Models::from_bytes(&one.tagger[..100], &one.parser).is_none());
        let rare = Options { least: [60; 3], ..options };
        let small = train(&corpora, &clusters, &rare, &|_| {});
        assert!(small.parser.len() < one.parser.len() && small.tagger.len() < one.tagger.len());
    }
}
