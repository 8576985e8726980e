use super::words::{PhraseClass, Sense, Words};
use crate::analysis::{Analysis, Upos};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// One other character.
    Mark,
}

/// A run of letters, a run of digits, or one other character.
#[derive(Clone, Debug)]
pub struct Atom<'a> {
    /// As written.
    pub text: &'a str,
    /// Lower case; typographic apostrophes and dashes made plain.
    pub lower: Cow<'a, str>,
    /// Bytes.
    pub span: Span,
    /// Made of.
    pub kind: Kind,
    /// Index of its token in [`Analysis::tokens`].
    pub token: u32,
    /// Part of speech of its token.
    pub tag: Upos,
    /// A past tense or past participle (Penn tags `VBD`, `VBN`).
    pub past: bool,
    /// White space or the sentence's start before it.
    pub space: bool,
    /// First letter is upper case.
    pub capital: bool,
    /// What the lists say.
    pub sense: Sense,
}

/// The atoms of one sentence. Every reader is total: an index past the end is
/// an empty mark.
pub struct Scan<'a> {
    /// In text order.
    pub atoms: Vec<Atom<'a>>,
    words: &'a Words,
}

/// Cuts a text into runs: (byte range, kind); white space is left out.
pub fn runs(text: &str) -> impl Iterator<Item = (Range<usize>, Kind)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let skipped = rest.len() - rest.trim_start().len();
        let start = at + skipped;
        let mut chars = text[start..].chars();
        let first = chars.next()?;
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        if kind != Kind::Mark {
            end += chars.take_while(|c| kind_of(*c) == kind).map(char::len_utf8).sum::<usize>();
        }
        at = end;
        Some((start..end, kind))
    })
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Digits
    } else if c.is_alphabetic() {
        Kind::Word
    } else {
        Kind::Mark
    }
}

impl<'a> Scan<'a> {
    /// The atoms of a sentence.
    pub fn new(text: &'a str, analysis: &'a Analysis, sentence: usize, words: &'a Words) -> Self {
        let range = analysis.sentences[sentence].tokens.clone();
        let mut atoms: Vec<Atom<'a>> = Vec::with_capacity(range.len() + 8);
        for index in range {
            let token = &analysis.tokens[index as usize];
            let form = token.span.of(text);
            let base = token.span.start as usize;
            for (part, kind) in runs(form) {
                let run = &form[part.clone()];
                let whole = run.len() == form.len() && run.is_ascii();
                let lower: Cow<'a, str> = match kind {
                    Kind::Digits => Cow::Borrowed(run),
                    Kind::Word if whole => Cow::Borrowed(&*token.lower),
                    Kind::Word if run.bytes().all(|b| b.is_ascii_lowercase()) => Cow::Borrowed(run),
                    Kind::Word => Cow::Owned(run.to_lowercase()),
                    Kind::Mark => Cow::Borrowed(plain_mark(run)),
                };
                let span = Span::new(base + part.start, base + part.end);
                let space = atoms.last().is_none_or(|a: &Atom<'_>| a.span.end < span.start);
                let sense = if kind == Kind::Word { words.sense(&lower) } else { Sense::default() };
                atoms.push(Atom {
                    text: run,
                    lower,
                    span,
                    kind,
                    token: index,
                    tag: token.tag,
                    past: matches!(token.xpos, "VBD" | "VBN"),
                    space,
                    capital: run.chars().next().is_some_and(char::is_uppercase),
                    sense,
                });
            }
        }
        Self { atoms, words }
    }

    /// Number of atoms.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// The lower-case atom at `i`, empty past the end.
    pub fn word(&self, i: usize) -> &str {
        self.atoms.get(i).map_or("", |a| &*a.lower)
    }

    /// The atom `back` places before `i`, empty before the start.
    pub fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |j| self.word(j))
    }

    /// Whether the atom at `i` is one of `any`.
    pub fn is(&self, i: usize, any: &[&str]) -> bool {
        any.contains(&self.word(i))
    }

    /// Whether the atom before `i` is one of `any`.
    pub fn after_any(&self, i: usize, any: &[&str]) -> bool {
        i > 0 && self.is(i - 1, any)
    }

    /// What the lists say of the atom at `i`.
    pub fn sense(&self, i: usize) -> Sense {
        self.atoms.get(i).map(|a| a.sense).unwrap_or_default()
    }

    /// Made of, if there is one.
    pub fn kind(&self, i: usize) -> Option<Kind> {
        self.atoms.get(i).map(|a| a.kind)
    }

    /// Whether the atom at `i` stands right after the one before it.
    pub fn glued(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| !a.space)
    }

    /// Whether the atom at `i` begins with a capital.
    pub fn capital(&self, i: usize) -> bool {
        self.atoms.get(i).is_some_and(|a| a.capital)
    }

    /// Digits at `i` with their number, and how many they are.
    pub fn digits(&self, i: usize) -> Option<(u64, usize)> {
        let atom = self.atoms.get(i).filter(|a| a.kind == Kind::Digits && a.text.len() <= 15)?;
        Some((atom.text.parse().ok()?, atom.text.len()))
    }

    /// Bytes of the atoms in `range`.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.atoms[range.start].span.join(self.atoms[range.end - 1].span)
    }

    /// Tokens of the atoms in `range`.
    pub fn tokens(&self, range: &Range<usize>) -> Range<u32> {
        self.atoms[range.start].token..self.atoms[range.end - 1].token + 1
    }

    /// Whether any phrase of the lists begins with the atom at `i`.
    pub fn starts_phrase(&self, i: usize) -> bool {
        !self.words.phrases(self.word(i)).is_empty()
    }

    /// The longest phrase of a list at `i`: its value and the atom after it.
    pub fn phrase(&self, i: usize, class: PhraseClass) -> Option<(&'static str, usize)> {
        let fits = |p: &&super::words::Phrase| {
            p.class == class && p.rest.iter().enumerate().all(|(k, w)| self.word(i + 1 + k) == &**w)
        };
        let found = self.words.phrases(self.word(i)).iter().find(fits)?;
        Some((found.value, i + 1 + found.rest.len()))
    }
}

fn plain_mark(mark: &str) -> &str {
    match mark {
        "’" | "‘" | "ʼ" | "′" => "'",
        "‐" | "‑" | "−" => "-",
        _ => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cut_letters_digits_and_marks() {
        let cut = |t: &str| runs(t).map(|(r, _)| t[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(cut("11th of Aug."), ["11", "th", "of", "Aug", "."]);
        assert_eq!(cut(" mid-2024–é "), ["mid", "-", "2024", "–", "é"]);
        assert!(cut("").is_empty());
    }
}
