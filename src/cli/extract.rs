//! `wiregraph extract`: articles in, facts out, no store.

use super::output::{OutArg, Output};
use super::{Context, Outcome, stream};
use crate::analysis::{Models, analyze, parse, to_conllu};
use crate::claim::{self, ArticleClaims};
use crate::error::Result;
use crate::extract::{read, wire};
use crate::graph::{DEFAULT_BASE, Decisions, Ledger, RuleBook, build};
use crate::ontology::Ontology;
use crate::text::Document;
use clap::{Args, ValueEnum};

/// Read articles and print the facts they state, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph extract article.txt\n  wiregraph extract news/ > facts.jsonl\n  \
    cat feed.jsonl.gz | wiregraph extract - --out facts.jsonl\n  \
    wiregraph extract --to nquads news/ | gzip > graph.nq.gz\n\n\
    facts are streamed: memory does not grow with the input. nquads keeps all claims in memory.")]
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
    /// Claims with their mentions and sentences as JSON lines, the form a knowledge base keeps
    Claims,
    /// The whole graph of these articles as N-Quads
    Nquads,
    /// Sentences and tokens with tags and parse, as CoNLL-U
    Conllu,
}

impl Extract {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let mut output = self.out.open()?;
        let each = |work: &(dyn Fn(&Document) -> String + Sync), output: &mut Output| {
            let take = |text: String| output.write(text.as_bytes());
            stream::for_each_document(&self.inputs, &ontology, &context.messages, work, take)
        };
        let articles = match self.to {
            To::Facts => each(&|document| facts(document, &ontology), &mut output)?,
            To::Claims => each(&|document| claim::write(&claims(document, &ontology), &ontology.hash), &mut output)?,
            To::Conllu => each(&|document| conllu(document, &ontology), &mut output)?,
            To::Nquads => self.nquads(context, &ontology, &mut output)?,
        };
        output.finish()?;
        if articles == 0 {
            context.messages.error("no article was read");
        }
        Ok(context.messages.outcome())
    }

    /// A graph needs all articles at once.
    fn nquads(&self, context: &Context, ontology: &Ontology, output: &mut Output) -> Result<usize> {
        let mut all = Vec::new();
        let work = |document: &Document| claims(document, ontology);
        let take = |claims: ArticleClaims| {
            all.push(claims);
            Ok(())
        };
        let articles = stream::for_each_document(&self.inputs, ontology, &context.messages, work, take)?;
        let (decisions, ledger) = (Decisions::default(), Ledger::default());
        let graph = build(&all, &decisions, &ledger, &RuleBook::of(ontology), ontology, DEFAULT_BASE);
        for part in [&graph.facts, &graph.evidence] {
            output.write(part.as_bytes())?;
        }
        Ok(articles)
    }
}

fn claims(document: &Document, ontology: &Ontology) -> ArticleClaims {
    claim::from_facts(document, &read(document, ontology), ontology)
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
