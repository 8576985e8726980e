//! Which rules may match in which sentence, told by words and lexicon entries
//! alone, before anything is parsed.

use crate::analysis::{Analysis, Sentence};
use crate::mention::{Hits, Mention, hits};
use crate::ontology::Ontology;
use crate::ontology::needs::Present;
use crate::resolve::Entity;
use crate::text::{Document, Sym};

/// Lexicon hits and the rules they make possible.
pub(super) struct Triggers<'a> {
    pub hits: Hits<'a>,
    pub possible: Possible,
}

/// For each sentence and rule set: indices of the rules that may match.
pub(super) struct Possible(Vec<Vec<Vec<u32>>>);

impl<'a> Triggers<'a> {
    /// Looks words up in the lexicon and in the rules' index.
    pub fn find(doc: &Document, analysis: &Analysis, ontology: &'a Ontology) -> Self {
        let hits = hits(doc, analysis, ontology);
        let of_sentence = |s: &Sentence| {
            let present = present(analysis, s, &hits);
            ontology.rules.iter().map(|set| set.index.candidates(&present)).collect()
        };
        let possible = Possible(analysis.sentences.iter().map(of_sentence).collect());
        Self { hits, possible }
    }
}

impl Possible {
    /// Drops rules that need a mention of a kind that the sentence has not, neither by
    /// the words that stand there nor by what the article says of who is meant.
    pub fn narrow(&mut self, analysis: &Analysis, mentions: &[Mention], entities: &[Entity], ontology: &Ontology) {
        let mut kinds = vec![rustc_hash::FxHashSet::default(); analysis.sentences.len()];
        for mention in mentions {
            let referent = mention.entity.and_then(|e| entities.get(e as usize)).and_then(|e| e.kind);
            kinds[mention.sentence as usize].extend([mention.kind, referent].into_iter().flatten());
        }
        for (sets, kinds) in self.0.iter_mut().zip(kinds) {
            let present = Present { kinds: Some(kinds), ..Present::default() };
            for (ids, set) in sets.iter_mut().zip(&ontology.rules) {
                ids.retain(|id| set.index.has_kinds(*id, &present));
            }
        }
    }

    /// For each rule set the rules that may match in a sentence.
    pub fn sets(&self, sentence: usize) -> &[Vec<u32>] {
        &self.0[sentence]
    }

    /// Rules of set `set` that may match in a sentence.
    pub fn rules(&self, sentence: usize, set: usize) -> &[u32] {
        &self.0[sentence][set]
    }
}

fn present(analysis: &Analysis, sentence: &Sentence, hits: &Hits<'_>) -> Present {
    let mut present = Present::default();
    for at in sentence.tokens.clone() {
        let token = &analysis.tokens[at as usize];
        present.words.extend([&token.lower, &token.lemma].into_iter().filter_map(|w| Sym::known(w)));
        for hit in &hits[at as usize] {
            present.classes.insert(hit.entry.class);
            present.entries.insert((hit.entry.class, hit.entry.value));
        }
    }
    present
}
