//! `wiregraph train`: makes the models of the analysis.

use super::{Context, Outcome};
use crate::analysis::train::{
    Clusters, Corpus, Options, SOURCES, Sentence, Trained, card, clusters, news, read, score, train,
};
use crate::error::{Error, Result};
use crate::mention::sequence::train as names;
use clap::Args;
use std::path::{Path, PathBuf};

/// Train the tagger and the parser on treebanks, the model of names on marked texts, and write the files with their cards
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  wiregraph train --data data --clusters src/analysis/train/data/clusters.tsv --out models\n\n\
    The data folder holds ud_ewt/ and ud_gum/ (Universal Dependencies, CoNLL-U), and gum_entities/, re3d/,\n\
    crossner_politics/ and wikigold/ (marked names). The same data gives the same bytes,\n\
    whatever --jobs says; it takes some minutes. The program uses new models once it is built with them in\n\
    src/analysis/models."
)]
pub struct Train {
    /// Folder of the treebanks
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Table of word clusters: path in the tree, tab, words
    #[arg(long, value_name = "FILE")]
    clusters: PathBuf,
    /// Folder to write tagger.bin, parser.bin, names.bin and their cards README.md, NAMES.md to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Train the model of names only, with the tagger of the program
    #[arg(long)]
    names_only: bool,
}

/// Parts of the data for the cross-validation of the model of names.
const FOLDS: usize = 4;

const COMMAND: &str =
    "wiregraph train --data DATA --clusters src/analysis/train/data/clusters.tsv --out src/analysis/models";

impl Train {
    /// The model of names and its card.
    fn names(&self, context: &Context) -> Result<()> {
        let ontology = context.load_ontology()?;
        let mut parts = Vec::new();
        for source in names::sources() {
            let path = self.data.join(source.file);
            let content = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
            parts.push(source.part(&content, &ontology));
        }
        let options = names::Options::default();
        let bytes = names::train(&parts, &ontology, options);
        let scores = names::cross(&parts, &ontology, options, FOLDS);
        for (name, alone, with) in &scores {
            context.messages.notice(format!("{name}: cascade {alone}"));
            context.messages.notice(format!("{name}: with the model {with}"));
        }
        let card = names::card(&format!("{COMMAND} --names-only"), &parts, options, &bytes, &scores, FOLDS);
        for (name, bytes) in [("names.bin", &bytes[..]), ("NAMES.md", card.as_bytes())] {
            let path = self.out.join(name);
            std::fs::write(&path, bytes).map_err(|e| Error::io(&path, e))?;
        }
        Ok(())
    }

    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        if self.names_only {
            self.names(context)?;
            return Ok(context.messages.outcome());
        }
        let say = |text: &str| context.messages.notice(text);
        let text = |path: &Path| std::fs::read_to_string(path).map_err(|e| Error::io(path, e));
        let table = clusters(&text(&self.clusters)?)
            .ok_or_else(|| Error::Other(format!("{}: not a table of clusters", self.clusters.display())))?;
        let (corpora, tests) = data(&|name| text(&self.data.join(name)))?;
        let options = Options::default();
        let trained = run(&corpora, &table, &options, &say);
        let models = trained.models().ok_or_else(|| Error::Other("the trained models cannot be read back".into()))?;
        let mut scores = Vec::new();
        for (name, sentences) in tests {
            let line = score(&models, &sentences).to_string();
            say(&format!("{name}: {line}"));
            scores.push((name, line));
        }
        let card = card(COMMAND, &corpora, &table, &options, &trained, &scores);
        for (name, bytes) in
            [("tagger.bin", &trained.tagger[..]), ("parser.bin", &trained.parser), ("README.md", card.as_bytes())]
        {
            let path = self.out.join(name);
            std::fs::write(&path, bytes).map_err(|e| Error::io(&path, e))?;
        }
        self.names(context)?;
        Ok(context.messages.outcome())
    }
}

/// Sentences to score on, with a name.
type Tests = Vec<(String, Vec<Sentence>)>;

/// What to train on, and what to score on.
fn data(text: &dyn Fn(&str) -> Result<String>) -> Result<(Vec<Corpus>, Tests)> {
    let mut corpora = Vec::new();
    let mut tests = Vec::new();
    for source in SOURCES {
        corpora.push(source.corpus(&text(source.train)?));
        let dev = read(&text(source.dev)?);
        tests.push((source.dev.to_owned(), dev.clone()));
        let (open, closed): (Vec<Sentence>, Vec<Sentence>) = dev.into_iter().partition(|s| source.is_open(s));
        if !closed.is_empty() {
            let news = open.iter().filter(|s| s.id.contains("_news_")).cloned().collect();
            tests.push((format!("{}, open genres", source.dev), open));
            tests.push((format!("{}, closed genres", source.dev), closed));
            tests.push((format!("{}, news", source.dev), news));
        }
    }
    let (own, held_out) = news();
    corpora.push(own);
    tests.push(("news sentences of our own, held out".into(), held_out));
    Ok((corpora, tests))
}

/// Trains on other threads, and says here what they report.
fn run(corpora: &[Corpus], table: &Clusters, options: &Options, say: &dyn Fn(&str)) -> Trained {
    let (send, receive) = std::sync::mpsc::channel::<String>();
    std::thread::scope(|scope| {
        // The last sender goes with this closure; the loop below then ends.
        let work = scope.spawn(move || {
            let say = |text: &str| {
                // Nobody may listen any more: then there is nobody to tell.
                let _ = send.send(text.to_owned());
            };
            train(corpora, table, options, &say)
        });
        for line in receive {
            say(&line);
        }
        work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
