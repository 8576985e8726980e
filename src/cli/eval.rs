//! `wiregraph eval`: scores the analysis against annotated text.

use super::output::Output;
use super::{Context, Outcome};
use crate::analysis::Models;
use crate::analysis::train::{read, score, segments};
use crate::error::{Error, Result};
use crate::graph::{ALIKE, Name, Style, compare_names};
use crate::mention::dates::suite;
use crate::mention::evaluation;
use crate::resolve::chains;
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Score the tagger and the parser against annotated sentences (CoNLL-U)
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph eval data/ud_ewt/en_ewt-ud-dev.conllu\n  \
    wiregraph eval --segments data/ud_gum/en_gum-ud-dev.conllu\n  \
    wiregraph eval --dates data/dates/cases.jsonl --wrong\n  \
    wiregraph eval --chains data/gum_entities/news_dev.jsonl\n  \
    wiregraph eval --names data/gum_entities/news_dev.jsonl\n  \
    wiregraph eval --name-pairs data/names/cases.dev.csv --wrong\n\n\
    Gold tokens are given, tags are predicted; LAS leaves subtypes of relations aside and counts punctuation.\n\
    --dates prints the classes of expressions, apart for the half of the cases that may be looked at and the half\n\
    that is only counted, and the classes left out with the reason; --wrong lists cases of the first half only.")]
pub struct Eval {
    /// Files to score against
    #[arg(required_unless_present_any = ["dates", "chains", "names", "name_pairs"], value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Score instead how tokens and sentences are found in the running text of the files
    #[arg(long)]
    segments: bool,
    /// Score dates against a suite of date expressions (JSON lines)
    #[arg(long, value_name = "FILE")]
    dates: Vec<PathBuf>,
    /// Score coreference against annotated chains (JSON lines)
    #[arg(long, value_name = "FILE")]
    chains: Vec<PathBuf>,
    /// Score persons, organizations and places (exact borders and class) against marked names: JSON lines with `text`
    /// and `entities`, or a word and its tag a line
    #[arg(long, value_name = "FILE")]
    names: Vec<PathBuf>,
    /// Score the comparison of names alone against judged pairs: CSV with columns schema, name1, name2, is_match
    #[arg(long, value_name = "FILE")]
    name_pairs: Vec<PathBuf>,
    /// List what is wrong as well
    #[arg(long)]
    wrong: bool,
}

impl Eval {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let mut out = Output::stdout();
        let ontology = if self.segments { Some(context.load_ontology()?) } else { None };
        for path in &self.files {
            let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
            let sentences = read(&content);
            if sentences.is_empty() {
                context.messages.error(format!("{}: no sentence found; CoNLL-U is expected", path.display()));
                continue;
            }
            let scores = match &ontology {
                Some(ontology) => segments(&sentences, ontology).to_string(),
                None => score(Models::embedded(), &sentences).to_string(),
            };
            out.write(format!("{}: {scores}\n", path.display()).as_bytes())?;
        }
        if !self.dates.is_empty() || !self.chains.is_empty() || !self.names.is_empty() {
            let ontology = context.load_ontology()?;
            for path in &self.dates {
                let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
                let outcomes = suite::judge(&content, &ontology);
                if outcomes.is_empty() {
                    context.messages.error(format!("{}: no date found; see `wiregraph eval --help`", path.display()));
                }
                out.write(dates_report(&outcomes, self.wrong).as_bytes())?;
            }
            for path in &self.chains {
                let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
                let chains = chains::judge(&content, &ontology);
                if chains.kinds.is_empty() {
                    context.messages.error(format!("{}: no chain found; see `wiregraph eval --help`", path.display()));
                }
                out.write(chains_report(&chains, self.wrong).as_bytes())?;
            }
            for path in &self.names {
                let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
                let articles = evaluation::read(&content, &ontology);
                if articles.is_empty() {
                    context.messages.error(format!("{}: no text found; see `wiregraph eval --help`", path.display()));
                }
                let mut errors = Vec::new();
                let scores = evaluation::evaluate(&articles, &ontology, &mut errors);
                out.write(format!("{}: names {scores}\n", path.display()).as_bytes())?;
                for line in errors.iter().filter(|_| self.wrong) {
                    out.write(format!("{line}\n").as_bytes())?;
                }
            }
        }
        for path in &self.name_pairs {
            let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
            out.write(name_pairs(&content, &path.display().to_string(), self.wrong)?.as_bytes())?;
        }
        out.finish()?;
        Ok(context.messages.outcome())
    }
}

#[derive(serde::Deserialize)]
struct Pair {
    schema: String,
    name1: String,
    name2: String,
    is_match: bool,
}

/// Precision, recall and F1 of the comparison of names, by schema.
fn name_pairs(content: &str, place: &str, wrong: bool) -> Result<String> {
    let mut out = String::new();
    // Schema -> right, found, gold.
    let mut schemas: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (row, pair) in csv::Reader::from_reader(content.as_bytes()).deserialize::<Pair>().enumerate() {
        let pair = pair.map_err(|e| Error::input(format!("{place}:{}", row + 2), e.to_string()))?;
        let style = if pair.schema.eq_ignore_ascii_case("person") { Style::Person } else { Style::Body };
        let score = compare_names(&Name::new(&pair.name1, style), &Name::new(&pair.name2, style), style);
        let found = score >= ALIKE;
        for schema in [pair.schema.as_str(), "all"] {
            let counts = schemas.entry(schema.to_owned()).or_default();
            counts[0] += usize::from(found && pair.is_match);
            counts[1] += usize::from(found);
            counts[2] += usize::from(pair.is_match);
        }
        if wrong && found != pair.is_match {
            let _ = writeln!(
                out,
                "{} {score:.2}: {} | {}",
                if found { "found " } else { "missed" },
                pair.name1,
                pair.name2
            );
        }
    }
    for (schema, [right, found, gold]) in &schemas {
        let (p, r) = (percent(*right, *found), percent(*right, *gold));
        let f1 = percent(2 * right, found + gold);
        let _ = writeln!(out, "{place}: {schema:12} pairs {gold:4}  P {p:.1} R {r:.1} F1 {f1:.1}");
    }
    Ok(out)
}

fn percent(part: usize, of: usize) -> f64 {
    100.0 * part as f64 / of.max(1) as f64
}

fn dates_report(outcomes: &[suite::Outcome], wrong: bool) -> String {
    let mut out = String::new();
    // Class -> right and all of the open half, of the held-out half.
    let mut classes: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for o in outcomes {
        if let Some(why) = o.left_out {
            *left_out.entry(why).or_default() += 1;
            if wrong && o.open {
                let _ = writeln!(out, "left out\t{}\t{}\t{why}", o.id, o.words);
            }
            continue;
        }
        for class in [o.class, "~ all"] {
            let row = classes.entry(class).or_default();
            let half = if o.open { 0 } else { 2 };
            row[half] += usize::from(o.right);
            row[half + 1] += 1;
        }
        if wrong && o.open && !o.right {
            let _ = writeln!(out, "wrong\t{}\t{}\t{}\t{}", o.id, o.class, o.words, o.detail);
        }
    }
    for (class, [a, of, b, rest]) in &classes {
        let _ = writeln!(
            out,
            "{:42} open half {a:4} of {of:4} {:5.1} %   held-out half {b:4} of {rest:4} {:5.1} %",
            class.trim_start_matches("~ "),
            percent(*a, *of),
            percent(*b, *rest)
        );
    }
    for (why, n) in &left_out {
        let _ = writeln!(out, "left out {n:4}: {why}");
    }
    out
}

fn chains_report(chains: &chains::Chains, wrong: bool) -> String {
    let mut out = String::new();
    for (kind, l) in &chains.kinds {
        let (p, r) = (percent(l.right, l.made), percent(l.found, l.gold));
        let _ = writeln!(
            out,
            "{kind:20} links {:4} right {:4} P {p:5.1}   in text {:4} found {:4} R {r:5.1}",
            l.made, l.right, l.gold, l.found
        );
    }
    for (rule, l) in chains.rules.iter().filter(|_| wrong) {
        let _ =
            writeln!(out, "rule {rule:24} links {:4} right {:4} P {:5.1}", l.made, l.right, percent(l.right, l.made));
    }
    if wrong {
        for line in &chains.wrong {
            let _ = writeln!(out, "wrong\t{line}");
        }
        for line in &chains.missed {
            let _ = writeln!(out, "missed\t{line}");
        }
    }
    out
}
