//! `wiregraph extract`: articles in, facts out, no store.

use super::output::OutArg;
use super::{Context, Outcome, stream};
use crate::analysis::{Models, analyze, parse, to_conllu};
use crate::error::Result;
use crate::extract::{read, wire};
use crate::ontology::Ontology;
use crate::text::Document;
use clap::{Args, ValueEnum};

/// Read articles and print the facts they state, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph extract article.txt\n  wiregraph extract news/ > facts.jsonl\n  \
    cat feed.jsonl.gz | wiregraph extract - --out facts.jsonl")]
pub struct Extract {
    /// Files, folders and globs (.txt .html .jsonl .csv, also .gz .zst); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = To::Facts, value_name = "FORM")]
    to: To,
    #[command(flatten)]
    out: OutArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    /// Facts as JSON lines
    Facts,
    /// Sentences and tokens with tags and parse, as CoNLL-U
    Conllu,
}

impl Extract {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let mut output = self.out.open()?;
        let work = |document: &Document| match self.to {
            To::Facts => facts(document, &ontology),
            To::Conllu => conllu(document, &ontology),
        };
        let take = |text: String| output.write(text.as_bytes());
        let articles = stream::for_each_document(&self.inputs, &ontology, &context.messages, work, take)?;
        output.finish()?;
        if articles == 0 {
            context.messages.error("no article was read");
        }
        Ok(context.messages.outcome())
    }
}

fn facts(document: &Document, ontology: &Ontology) -> String {
    let found = read(document, ontology);
    wire(document, &found, ontology).iter().map(|line| format!("{line}\n")).collect()
}

fn conllu(document: &Document, ontology: &Ontology) -> String {
    let mut analysis = analyze(document, ontology);
    for sentence in 0..analysis.sentences.len() {
        parse(&mut analysis, sentence, Models::embedded());
    }
    to_conllu(document, &analysis)
}
