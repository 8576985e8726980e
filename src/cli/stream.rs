//! Articles through the pipeline: read in order, worked on in parallel, handed
//! over in order.

use super::messages::Messages;
use crate::error::Result;
use crate::ingest::{Content, Inputs, Problem, Reader, Record};
use crate::ontology::Ontology;
use crate::text::Document;
use rayon::prelude::*;
use std::collections::VecDeque;

/// A batch ends with the record that brings it to so many bytes.
const BATCH_BYTES: usize = 8 << 20;
/// Records of a batch for each thread: enough that one slow article does not
/// leave the other threads idle.
const BATCH_RECORDS: usize = 64;

/// Calls `work` on every document of the inputs, on all threads, and `take` on
/// its results, in the order of the inputs. Problems with inputs are printed
/// where they stand in that order. Returns the number of documents.
///
/// # Errors
/// If an argument names nothing, and what `take` returns.
pub fn for_each_document<T: Send>(
    inputs: &[String],
    ontology: &Ontology,
    messages: &Messages,
    work: impl Fn(&Document) -> T + Sync,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<usize> {
    let mut inputs = Inputs::new(inputs)?;
    let reader = Reader::new(ontology);
    let files = inputs.files_left();
    messages.start("articles", files);
    let (mut documents, mut records) = (0, 0);
    loop {
        let batch = next_batch(&mut inputs);
        if batch.is_empty() {
            break;
        }
        records += batch.len();
        let read = |record| {
            let (documents, problems) = reader.read(record);
            (documents.iter().map(&work).collect::<Vec<_>>(), problems)
        };
        let done: Vec<(Vec<T>, Vec<Problem>)> = batch
            .into_par_iter()
            .with_max_len(1)
            .map(|record| record.map_or_else(|problem| (Vec::new(), vec![problem]), read))
            .collect();
        for (results, problems) in done {
            for problem in &problems {
                report(messages, problem);
            }
            documents += results.len();
            results.into_iter().try_for_each(&mut take)?;
        }
        messages.done(if files > 1 { files - inputs.files_left() } else { records });
    }
    messages.stop();
    Ok(documents)
}

/// The documents of the inputs, one after the other in the order of the inputs;
/// the work of finding their text is done on all threads. Problems are printed.
pub struct Documents<'a> {
    inputs: Inputs,
    reader: Reader,
    messages: &'a Messages,
    ready: VecDeque<Document>,
}

impl<'a> Documents<'a> {
    /// Resolves the arguments.
    ///
    /// # Errors
    /// If an argument names nothing.
    pub fn new(inputs: &[String], ontology: &Ontology, messages: &'a Messages) -> Result<Self> {
        let inputs = Inputs::new(inputs)?;
        Ok(Self { inputs, reader: Reader::new(ontology), messages, ready: VecDeque::new() })
    }

    /// Number of files not yet opened.
    pub fn files_left(&self) -> usize {
        self.inputs.files_left()
    }
}

impl Iterator for Documents<'_> {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        while self.ready.is_empty() {
            let batch = next_batch(&mut self.inputs);
            if batch.is_empty() {
                return None;
            }
            let read = |record| self.reader.read(record);
            let done: Vec<(Vec<Document>, Vec<Problem>)> = batch
                .into_par_iter()
                .with_max_len(1)
                .map(|record| record.map_or_else(|problem| (Vec::new(), vec![problem]), read))
                .collect();
            for (documents, problems) in done {
                problems.iter().for_each(|problem| report(self.messages, problem));
                self.ready.extend(documents);
            }
        }
        self.ready.pop_front()
    }
}

/// Prints a problem with an input; only a lost article is an error.
pub fn report(messages: &Messages, problem: &Problem) {
    if problem.fatal {
        messages.error(problem);
    } else {
        messages.notice(problem);
    }
}

fn next_batch(inputs: &mut Inputs) -> Vec<std::result::Result<Record, Problem>> {
    let most = BATCH_RECORDS * rayon::current_num_threads();
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < most && bytes < BATCH_BYTES {
        let Some(item) = inputs.next() else { break };
        if let Ok(Record { content: Content::Text(text) | Content::Html(text), .. }) = &item {
            bytes += text.len();
        }
        batch.push(item);
    }
    batch
}
