use super::parser::Atoms;
use super::word::Word;
use crate::text::{Span, Upos, ZoneKind};
use std::ops::Range;

/// A dependency relation, an index into [`Deprel::NAMES`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Deprel(pub u8);

impl Deprel {
    /// The relations used by the English treebanks; index 0 is "not parsed".
    pub const NAMES: [&'static str; 53] = [
        "_", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
        "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:pass", "dep", "det",
        "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
        "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl",
        "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
        "csubj:outer", "flat:foreign",
    ];

    /// The relation as CoNLL-U writes it.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.get(self.0 as usize).copied().unwrap_or("_")
    }

    /// The relation written `s`; an unknown subtype falls back to its universal
    /// part, an unknown relation to `dep`.
    pub fn parse(s: &str) -> Deprel {
        let find = |s: &str| Self::NAMES.iter().position(|n| *n == s).map(|i| Deprel(i as u8));
        find(s).or_else(|| find(s.split(':').next().unwrap_or(s))).or_else(|| find("dep")).unwrap_or_default()
    }
}

/// Head of a root or of a token that was not parsed.
pub const NO_HEAD: u32 = u32::MAX;

/// One token. Tokens follow the treebanks' conventions: `'s`, `n't` and
/// punctuation are tokens; a hyphen inside a word is not a boundary in names
/// (`Lashkar-e-Tayyiba`, `al-Adl`) and splits ordinary compounds.
#[derive(Clone, Debug)]
pub struct Token {
    /// Bytes of the document's text.
    pub span: Span,
    /// Lower-cased form, apostrophes made straight.
    pub lower: Box<str>,
    /// Lemma, lower case.
    pub lemma: Box<str>,
    /// The form in usual case where the surface hides it (sentences in
    /// capitals, title case); see [`Token::form`].
    pub cased: Option<Box<str>>,
    /// Part of speech.
    pub tag: Upos,
    /// Penn tag (`VBN`, `NNP`, ...), empty if not tagged.
    pub xpos: &'static str,
    /// Head token (index into [`Analysis::tokens`]) or [`NO_HEAD`].
    pub head: u32,
    /// Relation to the head.
    pub rel: Deprel,
    /// Index into [`Analysis::sentences`].
    pub sentence: u32,
    /// Whether white space (or the text's start) precedes it.
    pub space_before: bool,
}

impl Token {
    /// The form with usual capitals: the surface, except in sentences written
    /// in capitals or title case.
    pub fn form<'a>(&'a self, text: &'a str) -> &'a str {
        self.cased.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}

/// One sentence of the title or the body.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Bytes, from the first token's start to the last token's end.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Title or body.
    pub zone: ZoneKind,
    /// Number of the paragraph in the document, from 0.
    pub paragraph: u32,
    /// Whether heads and relations of its tokens are set.
    pub parsed: bool,
    /// Whether it is written in capitals; [`Token::cased`] then holds a guess
    /// at the usual case.
    pub all_caps: bool,
    /// Whether it is a headline in title case; words usually written small
    /// then have a small [`Token::cased`].
    pub title_case: bool,
}

/// The linguistic analysis of one document.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Tokens in text order.
    pub tokens: Vec<Token>,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// What the parser looks at in each token.
    pub(super) atoms: Vec<Atoms>,
    /// What the models look at in the form of each token; nothing before it is tagged.
    pub(crate) words: Vec<Word>,
}

impl Analysis {
    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        let r = &self.sentences[sentence].tokens;
        &self.tokens[r.start as usize..r.end as usize]
    }

    /// The byte span of a range of tokens.
    pub fn span_of(&self, tokens: &Range<u32>) -> Span {
        debug_assert!(!tokens.is_empty());
        self.tokens[tokens.start as usize].span.join(self.tokens[tokens.end as usize - 1].span)
    }
}
