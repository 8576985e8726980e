//! The trained models, as compiled into the program.

use super::analyze::lower;
use super::hash::text;
use super::lexicon::Known;
use super::parser::{self, Atoms};
use super::tagger::{self, Tagger};
use super::types::Deprel;
use super::word::Word;
use super::{Upos, lemma, packed};
use std::sync::LazyLock;

/// Tagger and parser.
#[derive(Debug)]
pub struct Models {
    pub(super) tagger: Tagger,
    pub(super) parser: parser::Model,
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub words: Vec<Word>,
    pub labels: Vec<u8>,
    pub tagger: tagger::Scratch,
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

    /// What is known of a word.
    pub(crate) fn known(&self, word: &Word) -> Known {
        self.tagger.lexicon.of(word)
    }

    /// Models from the bytes of two model files; nothing if one is damaged.
    pub fn from_bytes(tagger: &[u8], parser: &[u8]) -> Option<Models> {
        let (labels, lexicon, weights) = packed::tagger(tagger)?;
        let labels = Tagger::parse_labels(&labels);
        Some(Models { tagger: Tagger::new(labels, lexicon, weights), parser: packed::parser(parser)? })
    }

    /// Tags and parses a sentence given as words in usual case.
    pub fn annotate(&self, forms: &[&str]) -> Vec<Annotated> {
        let (mut out, atoms) = self.tagged(forms);
        let mut scratch = parser::Scratch::default();
        parser::parse(&self.parser, &atoms, &mut scratch);
        for (i, word) in out.iter_mut().enumerate() {
            word.head = scratch.state.heads[i].min(forms.len());
            word.rel = Deprel(scratch.state.rels[i]);
        }
        out
    }

    /// Tags words; with what the parser looks at in each.
    pub(super) fn tagged(&self, forms: &[&str]) -> (Vec<Annotated>, Vec<Atoms>) {
        let mut scratch = Scratch::default();
        let lowers: Vec<Box<str>> = forms.iter().map(|f| lower(f)).collect();
        scratch.words = forms.iter().zip(&lowers).map(|(f, l)| Word::new(f, l)).collect();
        self.tagger.tag(&scratch.words, &mut scratch.tagger, &mut scratch.labels);
        (0..forms.len())
            .map(|i| {
                let (tag, xpos) = self.tagger.labels[usize::from(scratch.labels[i])];
                let lemma = lemma::lemma(&lowers[i], tag, xpos);
                let known = scratch.tagger.known[i];
                let atoms = atoms(&lowers[i], &lemma, (scratch.labels[i], tag), &scratch.words[i], known);
                (Annotated { tag, xpos, lemma, head: forms.len(), rel: Deprel::default() }, atoms)
            })
            .unzip()
    }
}

/// What the parser looks at in a word tagged with `label`.
pub(super) fn atoms(lower: &str, lemma: &str, label: (u8, Upos), word: &Word, known: Known) -> Atoms {
    Atoms {
        word: word.lower,
        lemma: if lemma == lower { word.lower } else { text(lemma) },
        tag: u32::from(label.0),
        upos: label.1 as u32,
        suffix: word.suffix3(),
        cluster: [known.path, known.branches(10), known.branches(6)],
    }
}
