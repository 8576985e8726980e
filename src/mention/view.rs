//! The document as the name detectors see it: tokens with their lexicon hits
//! and the case style of their sentence.

use super::hits::{Hits, hits};
use super::lexicons::{self, flag};
use crate::analysis::{Analysis, Token, Upos};
use crate::ontology::{Entry, Ontology};
use crate::text::{Document, Sym, ZoneKind};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that occur in lower case in open English text (UD EWT and GUM
/// training parts, White House readouts), twice or more. Capitalised,
/// such a word is weak evidence for a person's name.
static COMMON: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| include_str!("common_words.txt").lines().collect());

/// Whether the word, in lower case, is written small in open text.
pub(crate) fn is_common(lower: &str) -> bool {
    COMMON.contains(lower)
}

/// Whether a listed form ends in a bracket that tells it from its namesakes
/// ("X Party (Maoist)"), which the text closes too; a bracketed acronym is a
/// name of its own.
fn own_bracket(form: &str, after: &str) -> bool {
    after == ")"
        && form
            .strip_suffix(')')
            .and_then(|f| f.split_once('('))
            .is_some_and(|(_, inside)| inside.chars().any(char::is_lowercase) && !inside.contains(['(', ')', ',']))
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Capitals mark names and the first word.
    Normal,
    /// Headline: nearly every word is capitalised.
    Headline,
    /// Everything is in capitals.
    Caps,
}

/// One lexicon entry found in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LexHit<'a> {
    pub start: u32,
    pub end: u32,
    pub entry: &'a Entry,
}

/// Tokens of a document with everything the detectors ask about them.
pub(crate) struct View<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub tokens: &'a [Token],
    pub ontology: &'a Ontology,
    flags: Vec<u64>,
    hits: Vec<LexHit<'a>>,
    /// `hits[first_hit[t]..first_hit[t + 1]]` begin at token `t`.
    first_hit: Vec<u32>,
    styles: Vec<Style>,
}

impl<'a> View<'a> {
    pub fn new(doc: &'a Document, analysis: &'a Analysis, ontology: &'a Ontology) -> Self {
        Self::among(&hits(doc, analysis, ontology), doc, analysis, ontology)
    }

    /// As [`View::new`], with the lexicon looked up already.
    pub fn among(found: &Hits<'a>, doc: &'a Document, analysis: &'a Analysis, ontology: &'a Ontology) -> Self {
        let tokens = analysis.tokens.as_slice();
        let text = doc.text.as_str();
        let mut flags = vec![0u64; tokens.len()];
        let mut hits: Vec<LexHit<'a>> = Vec::new();
        let mut first_hit = Vec::with_capacity(tokens.len() + 1);
        for (start, found) in (0..).zip(found) {
            first_hit.push(hits.len() as u32);
            for same in found.chunk_by(|a, b| a.end == b.end) {
                let hit = start..same[0].end;
                // Pieces skip punctuation; a name does not run over a bracket
                // that is none of its own.
                let stop = hit
                    .clone()
                    .filter_map(|i| tokens[i as usize].span.of(text).chars().next())
                    .find(|c| matches!(c, '(' | ')' | ',' | ';' | ':' | '"' | '“' | '”'));
                let after = tokens.get(hit.end as usize).map_or("", |t| t.span.of(text));
                for entry in same.iter().map(|h| h.entry) {
                    let form = entry.form.as_str();
                    let tail = stop == Some('(') && own_bracket(form, after);
                    if stop.is_some_and(|c| matches!(c, '(' | ')') && !tail || !form.contains(c)) {
                        continue;
                    }
                    let end = if tail { hit.end + 1 } else { hit.end };
                    let bit = lexicons::flag_of(entry.class);
                    let name_part = flag::FIRST_NAME | flag::PARTICLE;
                    if bit & name_part == 0 || end == hit.start + 1 {
                        for f in &mut flags[hit.start as usize..end as usize] {
                            *f |= bit;
                        }
                    }
                    hits.push(LexHit { start: hit.start, end, entry });
                }
            }
        }
        first_hit.push(hits.len() as u32);
        static POST_HEAD: LazyLock<Sym> = LazyLock::new(|| Sym::new("post_head"));
        for (f, token) in flags.iter_mut().zip(tokens) {
            // "Presidents X and Y": the lemma of a capitalised plural may be itself.
            if *f == 0
                && let Some(singular) = token.lower.strip_suffix('s')
                && starts_upper(token.span.of(text))
                && ontology.lexicon.has(*POST_HEAD, singular)
            {
                *f |= flag::POST_HEAD;
            }
            if COMMON.contains(&*token.lower) {
                *f |= flag::COMMON;
            }
        }
        let mut view = Self { text, analysis, tokens, ontology, flags, hits, first_hit, styles: Vec::new() };
        view.styles = (0..analysis.sentences.len()).map(|s| view.style_of(s)).collect();
        view
    }

    fn style_of(&self, sentence: usize) -> Style {
        let s = &self.analysis.sentences[sentence];
        let (mut words, mut capital, mut upper, mut lower_long) = (0, 0, 0, 0);
        for t in s.tokens.clone() {
            let form = self.form(t);
            let letters = form.chars().filter(|c| c.is_alphabetic()).count();
            if letters < 2 {
                continue;
            }
            words += 1;
            if letters >= 3 && !form.chars().any(char::is_lowercase) {
                upper += 1;
            }
            if starts_upper(form) {
                capital += 1;
            } else if letters >= 4 {
                lower_long += 1;
            }
        }
        if words >= 4 && upper * 10 >= words * 6 && lower_long == 0 {
            Style::Caps
        } else if words >= 4
            && (lower_long == 0 && capital * 10 >= words * 6 || lower_long == 1 && capital * 10 >= words * 8)
            && (s.zone == ZoneKind::Title
                || !self.ends_like_prose(&s.tokens)
                || words >= 6 && !self.small_verb(&s.tokens))
        {
            Style::Headline
        } else {
            Style::Normal
        }
    }

    fn ends_like_prose(&self, tokens: &Range<u32>) -> bool {
        tokens.end > tokens.start && matches!(self.form(tokens.end - 1), "." | "!" | "\"" | "”")
    }

    /// A headline in title case capitalises its verbs, short ones too.
    fn small_verb(&self, tokens: &Range<u32>) -> bool {
        tokens.clone().any(|t| self.tag(t) == Upos::Verb && !starts_upper(self.form(t)))
    }

    // Asked about a token past the end, the view answers with nothing.

    /// The token as written.
    pub fn form(&self, t: u32) -> &'a str {
        self.tokens.get(t as usize).map_or("", |t| t.span.of(self.text))
    }

    /// The token in lower case.
    pub fn lower(&self, t: u32) -> &'a str {
        self.tokens.get(t as usize).map_or("", |t| &t.lower)
    }

    pub fn tag(&self, t: u32) -> Upos {
        self.tokens.get(t as usize).map_or(Upos::X, |t| t.tag)
    }

    pub fn has(&self, t: u32, flags: u64) -> bool {
        self.flags(t) & flags != 0
    }

    /// All flags of a token.
    pub fn flags(&self, t: u32) -> u64 {
        self.flags.get(t as usize).copied().unwrap_or(0)
    }

    pub fn style(&self, t: u32) -> Style {
        self.tokens.get(t as usize).map_or(Style::Normal, |t| self.styles[t.sentence as usize])
    }

    /// Tokens of the sentence `t` stands in.
    pub fn sentence(&self, t: u32) -> Range<u32> {
        match self.tokens.get(t as usize) {
            Some(token) => self.analysis.sentences[token.sentence as usize].tokens.clone(),
            None => t..t,
        }
    }

    /// Lexicon entries that begin at `t`, longest first.
    pub fn hits(&self, t: u32) -> &[LexHit<'a>] {
        match (self.first_hit.get(t as usize), self.first_hit.get(t as usize + 1)) {
            (Some(from), Some(to)) => &self.hits[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// The longest hit at `t` whose class has one of `flags`.
    pub fn hit(&self, t: u32, flags: u64) -> Option<LexHit<'a>> {
        self.hits(t).iter().find(|h| lexicons::flag_of(h.entry.class) & flags != 0).copied()
    }

    /// A hit with one of `flags` that ends before token `end`, the longest.
    pub fn hit_ending(&self, end: u32, flags: u64) -> Option<LexHit<'a>> {
        let first = end.saturating_sub(5);
        (first..end).find_map(|s| {
            self.hits(s).iter().find(|h| h.end == end && lexicons::flag_of(h.entry.class) & flags != 0).copied()
        })
    }

    /// Token before `t` in the same sentence.
    pub fn prev(&self, t: u32) -> Option<u32> {
        let s = self.sentence(t);
        (t > s.start).then(|| t - 1)
    }

    /// Token at `t` if it is still in the sentence of `t - 1`.
    pub fn next(&self, end: u32) -> Option<u32> {
        let last = end.checked_sub(1)?;
        (end < self.sentence(last).end).then_some(end)
    }

    /// Lower-case form of the token before `t`, or "".
    pub fn prev_lower(&self, t: u32) -> &'a str {
        self.prev(t).map_or("", |p| self.lower(p))
    }

    /// Lower-case form of the token at `end` if in the sentence, or "".
    pub fn next_lower(&self, end: u32) -> &'a str {
        self.next(end).map_or("", |n| self.lower(n))
    }

    /// First letter is upper case; `al-Masri` and `d'Estaing` count.
    pub fn capital(&self, t: u32) -> bool {
        let form = self.form(t);
        starts_upper(form)
            || form.split_once(['-', '\'', '’']).is_some_and(|(p, rest)| {
                starts_upper(rest)
                    && matches!(
                        p,
                        "al" | "el"
                            | "ul"
                            | "ur"
                            | "ud"
                            | "ad"
                            | "as"
                            | "ar"
                            | "at"
                            | "az"
                            | "an"
                            | "ash"
                            | "aş"
                            | "d"
                            | "o"
                            | "l"
                            | "abu"
                            | "ibn"
                            | "bin"
                    )
            })
    }

    /// All letters upper case, at least two of them.
    pub fn all_caps(&self, t: u32) -> bool {
        let form = self.form(t);
        form.chars().filter(|c| c.is_uppercase()).count() >= 2 && !form.chars().any(char::is_lowercase)
    }

    /// First word of its sentence, or after a quote, colon, dash or bullet.
    pub fn opens(&self, t: u32) -> bool {
        match self.prev(t) {
            None => true,
            Some(p) => {
                self.tag(p) == Upos::Punct
                    && !matches!(self.form(p), "," | "-" | "(" | "'" | "&" | "." | "/")
                    && !self.form(p).starts_with(')')
                    || t - self.sentence(t).start <= 2
                        && (self.sentence(t).start..t).all(|i| !self.form(i).chars().any(char::is_alphabetic))
            }
        }
    }

    /// Whether the token may be part of a name, judged by capitals (or, where
    /// capitals say nothing, by tag and lexicon).
    pub fn namish(&self, t: u32) -> bool {
        if !self.capital(t) {
            return false;
        }
        match self.style(t) {
            Style::Normal => {
                !self.opens(t)
                    || !self.has(t, flag::COMMON)
                    || self.tag(t) == Upos::Propn
                    || self.has(t, flag::ANY_NAME)
            }
            Style::Headline | Style::Caps => {
                self.tag(t) == Upos::Propn || self.has(t, flag::ANY_NAME) || !self.has(t, flag::COMMON)
            }
        }
    }

    /// Whether the token is a possessive `'s` or `'`.
    pub fn possessive(&self, t: u32) -> bool {
        matches!(self.lower(t), "'s" | "'") && (self.form(t).len() > 1 || self.tag(t) == Upos::Part)
    }

    /// Whether a possessive `'s` follows token `t`.
    pub fn possessive_after(&self, t: u32) -> bool {
        self.next(t + 1).is_some_and(|n| self.possessive(n))
    }

    /// The text from token `start` to before `end`, white space collapsed.
    pub fn slice(&self, start: u32, end: u32) -> String {
        collapse(self.analysis.span_of(&(start..end)).of(self.text))
    }
}

/// White space runs become one space.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn starts_upper(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}
