//! The entries of the lexicon that stand in a document, looked up once for all
//! who ask.

use crate::analysis::Analysis;
use crate::ontology::{Entry, Ontology, pieces};
use crate::text::Document;

/// A lexicon hit over tokens.
#[derive(Clone, Copy, Debug)]
pub struct WordHit<'a> {
    /// First token after it.
    pub end: u32,
    /// What stands there.
    pub entry: &'a Entry,
}

/// Lexicon hits that begin at each token, the longest first.
pub type Hits<'a> = Vec<Vec<WordHit<'a>>>;

/// Looks up what begins at each token and ends in its sentence.
pub fn hits<'a>(doc: &Document, analysis: &Analysis, ontology: &'a Ontology) -> Hits<'a> {
    let mut hits: Hits<'a> = vec![Vec::new(); analysis.tokens.len()];
    let cut = pieces(&doc.text, analysis.tokens.iter().map(|t| (t.span, &*t.lemma)));
    for at in 0..cut.len() {
        for hit in ontology.lexicon.hits_at(&cut, at) {
            let same = analysis.tokens[hit.start as usize].sentence == analysis.tokens[hit.end as usize - 1].sentence;
            if same {
                hits[hit.start as usize].extend(hit.entries.iter().map(|entry| WordHit { end: hit.end, entry }));
            }
        }
    }
    hits
}
