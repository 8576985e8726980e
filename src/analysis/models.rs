//! The trained models, as compiled into the program.

use super::analyze::lower;
use super::hash::text;
use super::parser::{self, Atoms};
use super::tagger::{self, Tagger, Word};
use super::types::Deprel;
use super::{Upos, lemma, linear::Linear, packed};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Tagger and parser.
#[derive(Debug)]
pub struct Models {
    pub(super) tagger: Tagger,
    pub(super) parser: Linear,
    /// Label of each pair of tags.
    labels: FxHashMap<(u8, &'static str), u8>,
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub words: Vec<Word>,
    pub labels: Vec<u8>,
    pub atoms: Vec<Atoms>,
    pub tagger: tagger::Scratch,
    pub parser: parser::Scratch,
}

/// A word of a sentence given as a list of forms.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// Part of speech.
    pub tag: Upos,
    /// Penn tag.
    pub xpos: &'static str,
    /// Lemma, lower case.
    pub lemma: Box<str>,
    /// Index of the head; the number of words for the root.
    pub head: usize,
    /// Relation to the head.
    pub rel: Deprel,
}

static EMBEDDED: LazyLock<Models> = LazyLock::new(|| {
    Models::from_bytes(include_bytes!("models/tagger.bin"), include_bytes!("models/parser.bin"))
        .expect("the model files are part of the program and tested")
});

impl Models {
    /// The models compiled into the program, unpacked at first use.
    pub fn embedded() -> &'static Models {
        &EMBEDDED
    }

    /// Models from the bytes of two model files; nothing if one is damaged.
    pub fn from_bytes(tagger: &[u8], parser: &[u8]) -> Option<Models> {
        let tagger = packed::unpack(tagger)?;
        let labels = Tagger::parse_labels(&tagger.labels);
        let parser = packed::unpack(parser)?;
        Some(Models {
            labels: labels.iter().enumerate().map(|(i, (upos, penn))| ((*upos as u8, *penn), i as u8)).collect(),
            tagger: Tagger { labels, ambiguity: tagger.ambiguity, weights: tagger.weights },
            parser: parser.weights,
        })
    }

    /// The label of a token's tags, as the parser knows it.
    pub(super) fn label(&self, tag: Upos, xpos: &'static str) -> u8 {
        self.labels.get(&(tag as u8, xpos)).copied().unwrap_or(u8::MAX)
    }

    /// Tags and parses a sentence given as words in usual case.
    pub fn annotate(&self, forms: &[&str]) -> Vec<Annotated> {
        let mut scratch = Scratch::default();
        let lowers: Vec<Box<str>> = forms.iter().map(|f| lower(f)).collect();
        scratch.words = forms.iter().zip(&lowers).map(|(f, l)| Word::new(f, l)).collect();
        self.tagger.tag(&scratch.words, &mut scratch.tagger, &mut scratch.labels);
        let mut out: Vec<Annotated> = scratch
            .labels
            .iter()
            .zip(&lowers)
            .map(|(label, lower)| {
                let (tag, xpos) = self.tagger.labels[usize::from(*label)];
                Annotated {
                    tag,
                    xpos,
                    lemma: lemma::lemma(lower, tag, xpos),
                    head: forms.len(),
                    rel: Deprel::default(),
                }
            })
            .collect();
        scratch.atoms =
            (0..forms.len()).map(|i| atoms(&lowers[i], &out[i].lemma, scratch.labels[i], &scratch.words[i])).collect();
        parser::parse(&self.parser, &scratch.atoms, &mut scratch.parser);
        for (i, word) in out.iter_mut().enumerate() {
            let state = &scratch.parser.state;
            word.head = state.heads[i].min(forms.len());
            word.rel = Deprel(state.rels[i]);
        }
        out
    }
}

/// What the parser looks at in a tagged word.
pub(super) fn atoms(lower: &str, lemma: &str, label: u8, word: &Word) -> Atoms {
    let lemma = if lemma == lower { word.lower } else { text(lemma) };
    Atoms { word: word.lower, lemma, tag: u32::from(label), suffix: word.suffix3() }
}
