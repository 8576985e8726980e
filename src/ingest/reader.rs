//! Records to documents.

use super::records::{Content, Problem, Record};
use super::{Inputs, html, split_embedded, zones::Cutter};
use crate::error::Result;
use crate::ontology::Ontology;
use crate::text::Document;
use std::collections::VecDeque;

/// Bytes of text a record may have: some ten novels. What is longer is a dump
/// or a broken file, and nobody's article.
const LONGEST: usize = 4 << 20;

/// Turns records into documents; may be shared between threads.
pub struct Reader {
    cutter: Cutter,
}

impl Reader {
    /// Prepares the phrase lists.
    pub fn new(ontology: &Ontology) -> Self {
        Self { cutter: Cutter::new(ontology) }
    }

    /// The record's document with its zones, and after it one document for each
    /// article embedded in it. Notices do not stop it; an error comes alone.
    pub fn read(&self, record: Record) -> (Vec<Document>, Vec<Problem>) {
        let (Content::Text(content) | Content::Html(content)) = &record.content;
        if content.len() > LONGEST {
            let message = format!(
                "{} MB in one article, at most {} are read: split it into articles, one a file, line or row",
                content.len() >> 20,
                LONGEST >> 20
            );
            return (Vec::new(), vec![Problem::error(record.place, message)]);
        }
        let (text, meta, notice) = match record.content {
            Content::Text(text) => (text, record.meta, None),
            Content::Html(page) => html::read(&page),
        };
        let mut problems: Vec<Problem> = notice.map(|n| Problem::notice(&record.place, n)).into_iter().collect();
        if text.trim().is_empty() {
            problems.push(Problem::notice(&record.place, "empty: there is no text in the page"));
            return (Vec::new(), problems);
        }
        let mut document = Document { id: record.id, sha256: record.sha256, text, meta, ..Document::default() };
        self.cutter.cut(&mut document);
        (split_embedded(document, &self.cutter), problems)
    }
}

/// Documents of all inputs, one after the other. See [`documents`].
pub struct Documents {
    inputs: Inputs,
    reader: Reader,
    ready: VecDeque<std::result::Result<Document, Problem>>,
}

/// Reads all inputs in sequence: [`Inputs`] and [`Reader`] in one.
///
/// # Errors
/// If an argument names nothing, or a folder cannot be listed.
pub fn documents(arguments: &[String], ontology: &Ontology) -> Result<Documents> {
    Ok(Documents { inputs: Inputs::new(arguments)?, reader: Reader::new(ontology), ready: VecDeque::new() })
}

impl Iterator for Documents {
    type Item = std::result::Result<Document, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            match self.inputs.next()? {
                Err(problem) => return Some(Err(problem)),
                Ok(record) => {
                    let (documents, problems) = self.reader.read(record);
                    self.ready.extend(problems.into_iter().map(Err));
                    self.ready.extend(documents.into_iter().map(Ok));
                }
            }
        }
    }
}
