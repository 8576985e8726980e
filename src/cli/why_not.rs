//! `wiregraph why-not`: why a sentence gave no fact.

use super::output::{OutArg, Output};
use super::{Context, Outcome};
use crate::error::{Error, Result};
use crate::extract::{Inspection, inspect};
use crate::ingest::documents;
use crate::ontology::Ontology;
use crate::text::{Document, Span};
use clap::Args;

/// Show what was found in a sentence, and the rules that nearly fired and why they did not
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph why-not article.txt:12\n  \
    echo \"The envoy was said to have met rebels.\" | wiregraph why-not -\n\n\
    Rules are named as family/name, with the file and line to look at; the closest come first.")]
pub struct WhyNot {
    /// FILE:LINE for the sentences on that line of the article's text, FILE for all of them, `-` for standard input
    #[arg(value_name = "FILE:LINE")]
    place: String,
    /// Show all rules whose trigger stands in a sentence, not only the closest
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    out: OutArg,
}

/// Rules shown for each sentence unless all are asked for.
const SHOWN: usize = 8;

impl WhyNot {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let mut output = self.out.open()?;
        let (documents, line) = self.documents(&ontology)?;
        let mut sentences = 0;
        for document in &documents {
            let lines = line.map(|n| line_span(&document.text, n));
            if let (Some(n), Some(None)) = (line, lines) {
                return Err(Error::Other(format!("the text of {} has no line {n}", document.id)));
            }
            let wanted = |s: Span| lines.flatten().is_none_or(|l| l.overlaps(s));
            for found in inspect(document, &ontology, wanted) {
                sentences += 1;
                self.print(document, &found, &mut output)?;
            }
        }
        output.finish()?;
        if sentences == 0 {
            context.messages.error("no sentence stands there: the line is empty, or is no part of the article's body");
        }
        Ok(context.messages.outcome())
    }

    /// The articles of the input, and the line asked for.
    fn documents(&self, ontology: &Ontology) -> Result<(Vec<Document>, Option<usize>)> {
        let (file, line) = match self.place.rsplit_once(':').map(|(file, line)| (file, line.parse::<usize>())) {
            Some((file, Ok(line))) if !file.is_empty() => (file, Some(line)),
            _ => (self.place.as_str(), None),
        };
        let mut read = Vec::new();
        for document in documents(&[file.to_owned()], ontology)? {
            match document {
                Ok(document) => read.push(document),
                Err(problem) if problem.fatal => return Err(Error::input(problem.place, problem.message)),
                Err(_) => {}
            }
        }
        Ok((read, line))
    }

    fn print(&self, document: &Document, found: &Inspection, output: &mut Output) -> Result<()> {
        let mut text = format!("{}\n", found.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "));
        let mut list = |title: &str, lines: &mut dyn Iterator<Item = String>| {
            text.push_str(&format!("  {title}\n"));
            let mut none = true;
            for line in lines {
                none = false;
                text.push_str(&format!("    {line}\n"));
            }
            if none {
                text.push_str("    none\n");
            }
        };
        list("mentions", &mut found.mentions.iter().cloned());
        list("facts", &mut found.facts.iter().cloned());
        let shown = if self.all { found.near.len() } else { SHOWN };
        let near = |n: &crate::extract::Near| {
            format!("{} (ontology/{}:{})\n      \"{}\" is there; {}", n.rule, n.file, n.line, n.trigger, n.failed)
        };
        list("rules that nearly fired", &mut found.near.iter().take(shown).map(near));
        if found.near.len() > shown {
            text.push_str(&format!("    ... and {} more, shown by --all\n", found.near.len() - shown));
        }
        text.push('\n');
        output.write(text.as_bytes())
    }
}

/// Bytes of a line of a text, counted from 1.
fn line_span(text: &str, line: usize) -> Option<Span> {
    let mut start = 0;
    for (n, content) in text.split_inclusive('\n').enumerate() {
        if n + 1 == line {
            return Some(Span::new(start, start + content.len()));
        }
        start += content.len();
    }
    None
}
