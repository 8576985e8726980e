//! Training of the model of names.
//!
//! Takes texts with marked names. Gives the model's file and its scores. The same
//! texts, lexicons and program give the same bytes. Never does I/O, never runs
//! while articles are read. Tested by unit tests here.

use super::super::candidates;
use super::super::evaluation::{self, Article, GoldClass, Scores as Marks};
use super::super::view::View;
use super::features::Atoms;
use super::viterbi::{self, ANY, Cell, LABELS};
use super::{Names, cells};
use crate::analysis;
use crate::analysis::linear::Scores;
use crate::analysis::train::pack;
use crate::analysis::train::perceptron::Perceptron;
use crate::analysis::train::rng::Rng;
use crate::ontology::Ontology;
use crate::text::Document;
use rayon::prelude::*;
use std::fmt::Write as _;

/// Articles of one source.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its name in reports.
    pub name: String,
    /// Its articles.
    pub articles: Vec<Article>,
    /// How often each is seen in an epoch.
    pub weight: usize,
    /// Where it comes from and under which licence.
    pub licence: &'static str,
}

/// A data set.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its file, relative to the data folder.
    pub file: &'static str,
    weight: usize,
    licence: &'static str,
    /// Records that hold this must not be used.
    closed: Option<&'static str>,
}

/// The data sets of `sources.tsv`: file, weight, mark of records that must not be
/// used, origin and licence.
///
/// # Panics
/// If a line of that file, which is part of the program, has no four fields.
pub fn sources() -> Vec<Source> {
    let source = |line: &'static str| {
        let mut fields = line.splitn(4, '\t');
        let mut next = || fields.next().expect("four fields a line");
        Source {
            file: next(),
            weight: next().parse().expect("a whole number"),
            closed: Some(next()).filter(|mark| !mark.is_empty()),
            licence: next(),
        }
    };
    include_str!("sources.tsv").lines().map(source).collect()
}

impl Source {
    /// The articles of its file that may be used.
    pub fn part(&self, content: &str, ontology: &Ontology) -> Part {
        let open: String = content
            .split_inclusive('\n')
            .filter(|line| self.closed.is_none_or(|closed| !line.contains(closed)))
            .collect();
        let articles = evaluation::read(&open, ontology);
        Part { name: self.file.into(), articles, weight: self.weight, licence: self.licence }
    }
}

/// The card of the model as Markdown, with notes on what was measured by hand.
pub fn card(
    command: &str,
    parts: &[Part],
    options: Options,
    bytes: &[u8],
    scores: &[(String, Marks, Marks)],
    folds: usize,
) -> String {
    let mut out = String::from(
        "# Model of names\n\n\
         Machine-made; do not edit. A structured perceptron over hashed features that labels capitalised words as begin or\n\
         inside of a person, an organization, a place or another name, on top of the typed cascade (`src/mention`). It is read\n\
         and used by `src/mention/sequence/`.\n\n\
         Licence of the model file: CC BY-SA 4.0, apart from the licence of the code, because of the texts below.\n\n## Made by\n\n",
    );
    let _ = writeln!(
        out,
        "    {command}\n\nThe same data, lexicons and program give the same bytes: what the cascade and the lexicons say of a word\n\
         is a feature, so that the file is only made again at the revision that made it. Settings: {options:?}\n\n## Data\n"
    );
    for part in parts {
        let names: usize = part.articles.iter().map(|a| a.gold.len()).sum();
        let _ = writeln!(
            out,
            "- {}: {} texts, {names} names, weight {}. {}",
            part.name,
            part.articles.len(),
            part.weight,
            part.licence
        );
    }
    let _ = writeln!(
        out,
        "\n## Scores\n\nExact borders and class, as `wiregraph eval --names` counts; each text read with a model that has seen\n\
         none of its fold ({folds} folds). The first line of each pair is the cascade alone.\n"
    );
    for (name, alone, with) in scores {
        let _ = writeln!(out, "- {name}\n  - cascade: {alone}\n  - with the model: {with}");
    }
    let (length, sum) = (bytes.len(), analysis::train::sha256(bytes));
    let _ = writeln!(out, "\n## File\n\n- `names.bin`: {length} bytes, sha256 {sum}");
    out.push_str(include_str!("notes.md"));
    out
}

/// What can be turned.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Passes over the data.
    pub epochs: usize,
    /// Models trained in different orders and added up.
    pub mixed: u64,
    /// Updates after which a feature takes part.
    pub wait: u8,
    /// Weights whose 8-bit code is nearer to nothing are left out.
    pub least: u8,
    /// By how many updates a right reading must beat a wrong one for each wrong label.
    pub ahead: i64,
    /// Start of the fixed number sequence.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { epochs: 6, mixed: 2, wait: 2, least: 20, ahead: 40, seed: 1 }
    }
}

/// A stretch made ready: features of each token, which labels are right.
struct Example {
    tokens: std::ops::Range<u32>,
    keys: Vec<Vec<u32>>,
    right: Vec<u16>,
}

/// A document made ready.
struct Ready {
    atoms: Atoms,
    examples: Vec<Example>,
}

fn ready(article: &Article, ontology: &Ontology) -> Ready {
    let doc = Document::plain("train", &article.text);
    let analysis = analysis::analyze(&doc, ontology);
    let view = View::new(&doc, &analysis, ontology);
    let chosen = candidates::choose(&super::super::pool(&doc, &analysis, ontology, &view));
    let atoms = Atoms::new(&view, &chosen);
    let right = labels(article, &view);
    let examples = atoms
        .stretches
        .iter()
        .map(|&(start, end)| {
            let keys = (start..end)
                .map(|t| {
                    let mut keys = Vec::new();
                    atoms.features(t, (start, end), &mut keys);
                    keys
                })
                .collect();
            let mut right = right[start as usize..end as usize].to_vec();
            // A name that begins before the stretch is not asked for.
            for r in right.iter_mut().take_while(|r| **r & 1 == 0 && r.count_ones() == 1 && r.trailing_zeros() % 2 == 0)
            {
                *r = ANY;
            }
            Example { tokens: start..end, keys, right }
        })
        .collect();
    Ready { atoms, examples }
}

/// The labels that are right for each token.
fn labels(article: &Article, view: &View<'_>) -> Vec<u16> {
    let mut out = vec![1u16; view.tokens.len()];
    for g in &article.gold {
        let first = view.tokens.partition_point(|t| t.span.end <= g.start);
        let last = view.tokens.partition_point(|t| t.span.start < g.end);
        let Some(inside) = view.tokens.get(first..last).filter(|i| !i.is_empty()) else { continue };
        let exact = inside[0].span.start == g.start && inside[inside.len() - 1].span.end == g.end;
        let class = match g.class {
            GoldClass::Person => 0,
            GoldClass::Organization => 1,
            GoldClass::Place => 2,
            GoldClass::Other => 3,
            GoldClass::Open => 9,
        };
        for (i, o) in out[first..last].iter_mut().enumerate() {
            *o = if class == 9 || !exact { ANY } else { 1 << (1 + class * 2 + u16::from(i > 0)) };
        }
    }
    out
}

/// A class no label has: what is taken from or given to a single label has it as its counterpart.
const NOBODY: u8 = LABELS as u8;

fn learn(data: &[(&Ready, usize)], options: Options, seed: u64) -> analysis::train::perceptron::Rows {
    let mut model = Perceptron::new(options.wait);
    let mut rng = Rng::new(seed);
    let mut order: Vec<(usize, usize)> = data
        .iter()
        .enumerate()
        .flat_map(|(d, (r, weight))| (0..r.examples.len() * weight).map(move |i| (d, i / weight)))
        .collect();
    let (mut keys, mut scores) = (Vec::new(), Scores::default());
    let (mut got, mut want, mut margins) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.epochs {
        rng.shuffle(&mut order);
        for (d, i) in &order {
            let ready = data[*d].0;
            let example = &ready.examples[*i];
            let mut cells: Vec<Cell> =
                cells(&ready.atoms, (example.tokens.start, example.tokens.end), &mut keys, |what, keys, out| {
                    scores.reset();
                    match what {
                        Some(t) => model.score(&example.keys[(t - example.tokens.start) as usize], &mut scores),
                        None => model.score(keys, &mut scores),
                    }
                    for (o, s) in out.iter_mut().zip(scores.0) {
                        *o = i64::from(s);
                    }
                });
            for (cell, right) in cells.iter_mut().zip(&example.right) {
                for (l, score) in cell.label.iter_mut().enumerate() {
                    *score += if right & (1 << l) == 0 { options.ahead } else { 0 };
                }
            }
            viterbi::decode(&cells, &mut got, &mut margins);
            if got.iter().zip(&example.right).all(|(g, r)| r & (1 << g) != 0) {
                continue;
            }
            for (cell, right) in cells.iter_mut().zip(&example.right) {
                cell.allowed = *right;
            }
            viterbi::decode(&cells, &mut want, &mut margins);
            if want.is_empty() {
                continue;
            }
            for j in 0..got.len() {
                let (g, w) = (got[j], want[j]);
                if g != w {
                    model.update(&example.keys[j], w, g);
                }
                let (bg, bw) = if j == 0 { (0, 0) } else { (got[j - 1], want[j - 1]) };
                if (g, bg) != (w, bw) {
                    for (before, right, wrong) in [(bw, w, NOBODY), (bg, NOBODY, g)] {
                        keys.clear();
                        ready.atoms.transitions(example.tokens.start + j as u32, u32::from(before), &mut keys);
                        model.update(&keys, right, wrong);
                    }
                }
            }
        }
    }
    model.averaged()
}

fn fit(data: &[(&Ready, usize)], options: Options) -> Vec<u8> {
    let rows = (0..options.mixed)
        .into_par_iter()
        .map(|more| learn(data, options, options.seed + more))
        .collect::<Vec<_>>()
        .into_iter()
        .reduce(|a, b| a.plus(&b))
        .unwrap_or_default();
    pack::names(&rows, NOBODY, options.least)
}

/// The model's file, from all articles.
pub fn train(parts: &[Part], ontology: &Ontology, options: Options) -> Vec<u8> {
    let all: Vec<(&Article, usize)> = parts.iter().flat_map(|p| p.articles.iter().map(|a| (a, p.weight))).collect();
    let made: Vec<Ready> = all.par_iter().map(|(a, _)| ready(a, ontology)).collect();
    let data: Vec<(&Ready, usize)> = made.iter().zip(&all).map(|(r, a)| (r, a.1)).collect();
    fit(&data, options)
}

/// Scores of the cascade alone and with a model, for each part, each article
/// read with a model that has not seen it.
pub fn cross(parts: &[Part], ontology: &Ontology, options: Options, folds: usize) -> Vec<(String, Marks, Marks)> {
    let all: Vec<(usize, &Article, usize)> =
        parts.iter().enumerate().flat_map(|(p, part)| part.articles.iter().map(move |a| (p, a, part.weight))).collect();
    let made: Vec<Ready> = all.par_iter().map(|(_, a, _)| ready(a, ontology)).collect();
    let mut out: Vec<(String, Marks, Marks)> =
        parts.iter().map(|p| (p.name.clone(), Marks::default(), Marks::default())).collect();
    for fold in 0..folds {
        let data: Vec<(&Ready, usize)> =
            made.iter().zip(&all).enumerate().filter(|(i, _)| i % folds != fold).map(|(_, (r, a))| (r, a.2)).collect();
        let bytes = fit(&data, options);
        let Some(names) = Names::from_bytes(&bytes) else { continue };
        for (part, article, _) in all.iter().enumerate().filter(|(i, _)| i % folds == fold).map(|a| a.1) {
            let doc = Document::plain("eval", &article.text);
            let analysis = analysis::analyze(&doc, ontology);
            let found = |names: Option<&Names>| {
                super::super::evaluation::names_of(&super::super::find_by(&doc, &analysis, ontology, names))
            };
            out[*part].1.add(article, &found(None));
            out[*part].2.add(article, &found(Some(&names)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Source as Rules;

    /// The same texts give the same bytes on one thread and on several, and a
    /// model that has learnt what the cascade could not know.
    #[test]
    fn training_is_repeatable_and_learns() {
        let ontology = Ontology::load(&Rules::embedded()).0;
        let line = |name: &str| {
            let text = format!("Officials said that Zorvath {name} spoke.");
            let start = text.find("Zorvath").unwrap_or_default();
            let end = start + 8 + name.len();
            format!(r#"{{"text":"{text}","entities":[{{"start":{start},"end":{end},"type":"organization"}}]}}"#)
        };
        let content: String = ["Kelm", "Dorn", "Vask", "Lirt"].map(|n| line(n) + "\n").concat();
        let part = sources()[0].part(&content, &ontology);
        assert_eq!(part.articles.len(), 4);
        let options = Options { wait: 1, least: 1, ..Options::default() };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| train(std::slice::from_ref(&part), &ontology, options))
        };
        let (one, two) = (on(1), on(3));
        assert!(one == two);
        let names = Names::from_bytes(&one).expect("a model just packed");
        let made = ready(&part.articles[0], &ontology);
        let seen = names.read(&made.atoms);
        assert!(seen.iter().any(|s| s.class == 1 && s.end - s.start == 2 && s.margin > 0.0), "{seen:?}");
        assert!(Names::from_bytes(&one[..20]).is_none());
        let closed = sources()[2].part(&content.replace("Officials", sources()[2].closed.unwrap()), &ontology);
        assert!(closed.articles.is_empty());
        assert!(card("x", &[part], options, &one, &[], 4).contains("sha256"));
    }
}
