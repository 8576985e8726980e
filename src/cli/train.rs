//! `wiregraph train`: makes the models of the analysis.

use super::{Context, Outcome};
use crate::analysis::train::{Options, SOURCES, card, news, read, score, train};
use crate::error::{Error, Result};
use clap::Args;
use std::path::{Path, PathBuf};

/// Train the tagger and the parser on treebanks and write the model files with their card
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph train --data data --out models\n\n\
    The data folder holds ud_ewt/ and ud_gum/ (Universal Dependencies, CoNLL-U). The same data gives the same bytes;\n\
    it takes about three minutes. The program uses new models once it is built with them in src/analysis/models.")]
pub struct Train {
    /// Folder of the treebanks
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Folder to write tagger.bin, parser.bin and README.md to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl Train {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        run(&self.data, &self.out, &|text| context.messages.notice(text))?;
        Ok(context.messages.outcome())
    }
}

fn run(data: &Path, out: &Path, say: &dyn Fn(&str)) -> Result<()> {
    let text = |name: &str| {
        let path = data.join(name);
        std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))
    };
    let mut corpora = Vec::new();
    let mut tests = Vec::new();
    for source in SOURCES {
        corpora.push(source.corpus(&text(source.train)?));
        let dev = read(&text(source.dev)?);
        tests.push((source.dev.to_owned(), dev.clone()));
        let open = source.open(dev.clone());
        if open.len() < dev.len() {
            tests.push((format!("{}, open genres", source.dev), open));
            let news = dev.into_iter().filter(|s| s.id.contains("_news_")).collect();
            tests.push((format!("{}, news", source.dev), news));
        }
    }
    let (own, held_out) = news();
    corpora.push(own);
    tests.push(("news sentences of our own, held out".into(), held_out));
    let options = Options::default();
    let trained = train(&corpora, &options, say);
    let models = trained.models().ok_or_else(|| Error::Other("the trained models cannot be read back".into()))?;
    let mut scores = Vec::new();
    for (name, sentences) in tests {
        let line = score(&models, &sentences).to_string();
        say(&format!("{name}: {line}"));
        scores.push((name, line));
    }
    let card = card("wiregraph train --data DATA --out src/analysis/models", &corpora, &options, &trained, &scores);
    for (name, bytes) in
        [("tagger.bin", &trained.tagger[..]), ("parser.bin", &trained.parser), ("README.md", card.as_bytes())]
    {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(|e| Error::io(&path, e))?;
    }
    Ok(())
}
