//! `wiregraph extract`: articles in, facts out, no store.

use super::output::{OutArg, Output};
use super::{Context, Outcome, stream};
use crate::analysis::{Models, analyze, parse, to_conllu};
use crate::claim::{self, ArticleClaims};
use crate::error::Result;
use crate::extract::{HTML_FOOT, HTML_HEAD, html, inspect, read, wire};
use crate::graph::{DEFAULT_BASE, Judgements, RuleBook, build};
use crate::ontology::Ontology;
use crate::text::{CodePoints, Document};
use clap::{Args, ValueEnum};

/// Read articles and print the facts they state, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph extract article.txt\n  wiregraph extract news/ > facts.jsonl\n  \
    cat feed.jsonl.gz | wiregraph extract - --out facts.jsonl\n  \
    wiregraph extract --to nquads news/ | gzip > graph.nq.gz\n  wiregraph extract --to html article.txt --out article.html\n  wiregraph extract --audit news/ --out misses.csv\n\n\
    facts are streamed: memory does not grow with the input. nquads keeps all claims in memory.")]
pub struct Extract {
    /// Files, folders and globs (.txt .html .jsonl .csv, also .gz .zst); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = To::Facts, value_name = "FORM")]
    to: To,
    /// Print instead the sentences that hold a rule's trigger and gave no fact of its type, the likely misses, as CSV
    #[arg(long, conflicts_with = "to")]
    audit: bool,
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
    /// A page that shows the articles with their mentions and facts marked
    Html,
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
            _ if self.audit => {
                output.write(AUDIT_HEAD.as_bytes())?;
                each(&|document| audit(document, &ontology), &mut output)?
            }
            To::Facts => each(&|document| facts(document, &ontology), &mut output)?,
            To::Claims => each(&|document| claim::write(&claims(document, &ontology), &ontology.hash), &mut output)?,
            To::Conllu => each(&|document| conllu(document, &ontology), &mut output)?,
            To::Html => {
                output.write(HTML_HEAD.as_bytes())?;
                let page = |document: &Document| html(document, &read(document, &ontology), &ontology);
                let articles = each(&page, &mut output)?;
                output.write(HTML_FOOT.as_bytes())?;
                articles
            }
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
        let graph = build(&all, &Judgements::default(), &RuleBook::of(ontology), ontology, DEFAULT_BASE);
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

const AUDIT_HEAD: &str = "article,start,end,type,trigger,rule,failed,sentence\n";

/// One line for each sentence and type of fact: the rule that came closest.
/// Offsets are code points.
fn audit(document: &Document, ontology: &Ontology) -> String {
    let points = CodePoints::new(&document.text);
    let mut rows = csv::Writer::from_writer(Vec::new());
    for found in inspect(document, ontology, |_| true) {
        let (start, end) = points.span(found.span);
        let sentence = found.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut seen = found.stated.clone();
        for near in &found.near {
            if seen.contains(&near.class) {
                continue;
            }
            seen.push(near.class);
            // Writing to memory does not fail.
            let _ = rows.write_record([
                &document.id,
                &start.to_string(),
                &end.to_string(),
                near.class.as_str(),
                &near.trigger,
                near.rule.as_str(),
                &near.failed,
                &sentence,
            ]);
        }
    }
    rows.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn conllu(document: &Document, ontology: &Ontology) -> String {
    let mut analysis = analyze(document, ontology);
    for sentence in 0..analysis.sentences.len() {
        parse(&mut analysis, sentence, Models::embedded());
    }
    to_conllu(document, &analysis)
}
