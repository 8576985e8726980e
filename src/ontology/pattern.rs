//! The one-line pattern language of `ontology/events/*.toml` and
//! `ontology/frames.toml`: its syntax tree and parser. What each atom matches is
//! documented in `ontology/README.md`; the matcher is in [`crate::extract`].

use crate::text::Sym;
use crate::text::Upos;
use std::collections::BTreeMap;

/// Alternatives; each is a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// One of these sequences must match.
    pub alternatives: Vec<Vec<Item>>,
}

/// One element of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Role (or frame slot) that captures what the atom matches.
    pub role: Option<Sym>,
    /// What to match.
    pub atom: Atom,
    /// Least number of repetitions.
    pub min: u32,
    /// Greatest number of repetitions.
    pub max: u32,
}

/// What one element matches.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// `word`, `"("`: one token, whatever its case.
    Word(Sym),
    /// `~lemma`: one token with this lemma.
    Lemma(Sym),
    /// `%list` or `%list=value`: a lexicon entry.
    List(ListRef),
    /// `@class`, `@class/kind`, or `@` alone (what the role accepts); `many` for
    /// `@class&`: one or more joined by commas and conjunctions.
    Mention {
        /// Wanted class; `None` takes what the role accepts.
        class: Option<Sym>,
        /// Wanted kind.
        kind: Option<Sym>,
        /// A coordination of them.
        many: bool,
    },
    /// `#NOUN`: one token with this tag.
    Tag(Upos),
    /// `v(words)`, `v.act(words)`, `v.pass(words)`: a verb group with such a verb.
    Verb {
        /// Required voice.
        voice: Voice,
        /// Which verbs.
        words: Words,
    },
    /// `n(words)`: a noun, singular or plural, not used as a verb.
    Noun(Words),
    /// `..` or `..N`: up to N tokens, as few as possible.
    Gap(u32),
    /// `&np`: a base noun phrase; `&npp`: with its prepositional phrases;
    /// `&matters`: a list of what is talked about, each item a value of its
    /// own; `&clause`: up to the end of the clause; `&sentence`: up to its end.
    Chunk(Chunk),
    /// `^`: the sentence's start.
    Start,
    /// `$`: the sentence's end (final punctuation aside).
    End,
    /// `!atom`: the atom does not match here; consumes nothing.
    Not(Box<Atom>),
    /// `( ... | ... )`.
    Group(Pattern),
    /// A group of single words and tags that captures none of them.
    OneOf(OneOf),
}

/// A choice of single tokens, told by one look at a token.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOf {
    /// As a group.
    pub pattern: Pattern,
    /// Its words.
    pub words: Vec<Sym>,
    /// Its tags.
    pub tags: Vec<Upos>,
}

/// A lexicon list, maybe restricted to one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListRef {
    /// Class column.
    pub class: Sym,
    /// Value column.
    pub value: Option<Sym>,
}

/// A set of words: lemmas and lexicon lists, or a frame's parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Lemmas.
    pub lemmas: Vec<Lemma>,
    /// Lists.
    pub lists: Vec<ListRef>,
    /// `{name}`, to be filled in when a rule uses the frame.
    pub param: Option<Sym>,
}

/// A lemma of a word set; words may follow it (`set up`).
#[derive(Clone, Debug, PartialEq)]
pub struct Lemma {
    /// As written.
    pub text: Box<str>,
    /// Its first word.
    pub first: Sym,
}

impl Lemma {
    fn new(text: &str) -> Self {
        Self { text: text.into(), first: Sym::new(text.split(' ').next().unwrap_or_default()) }
    }

    /// Words after the first.
    pub fn rest(&self) -> impl Iterator<Item = &str> {
        self.text.split(' ').skip(1)
    }
}

/// Voice of a verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Either.
    Any,
    /// Active.
    Active,
    /// Passive, reduced passive included.
    Passive,
}

/// Kinds of chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// Base noun phrase.
    NounPhrase,
    /// Noun phrase with prepositional phrases.
    LongNounPhrase,
    /// A list of noun phrases and of things to do.
    Matters,
    /// Up to the end of the clause.
    Clause,
    /// Up to the end of the sentence.
    Sentence,
}

/// A mistake in a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Byte offset in the pattern.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<&'static str>,
}

/// Named parts of patterns: what `<name>` stands for.
pub type Phrases = BTreeMap<String, Pattern>;

impl Pattern {
    /// Parses a pattern that uses no phrases.
    ///
    /// # Errors
    /// The first mistake, with its byte offset.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        Self::parse_with(text, &Phrases::new())
    }

    /// Parses a pattern in which `<name>` stands for one of `phrases`.
    ///
    /// # Errors
    /// The first mistake, with its byte offset.
    pub fn parse_with(text: &str, phrases: &Phrases) -> Result<Self, PatternError> {
        let mut parser = Parser { text, at: 0, phrases };
        let pattern = parser.alternatives()?;
        match parser.peek() {
            None => Ok(pattern),
            Some(c) => Err(parser.error(format!("unexpected {c:?}"), Some("is a bracket left over?"))),
        }
    }

    /// All roles it captures.
    pub fn roles(&self) -> Vec<Sym> {
        let mut out = Vec::new();
        self.visit(&mut |item| out.extend(item.role));
        out.sort();
        out.dedup();
        out
    }

    /// Calls `f` on every item, outer before inner.
    pub fn visit(&self, f: &mut impl FnMut(&Item)) {
        for item in self.alternatives.iter().flatten() {
            f(item);
            if let Atom::Group(inner) | Atom::OneOf(OneOf { pattern: inner, .. }) = &item.atom {
                inner.visit(f);
            }
        }
    }

    /// Fills in `{params}` and renames slots to roles; captures of slots the
    /// rule does not map are dropped.
    pub fn bind(&self, params: &dyn Fn(Sym) -> Words, slots: &dyn Fn(Sym) -> Option<Sym>) -> Pattern {
        let atom = |atom: &Atom| bind_atom(atom, params, slots);
        Pattern {
            alternatives: self
                .alternatives
                .iter()
                .map(|seq| {
                    seq.iter()
                        .map(|i| Item { role: i.role.and_then(slots), atom: atom(&i.atom), min: i.min, max: i.max })
                        .collect()
                })
                .collect(),
        }
    }
}

/// A group, simpler where it can be.
fn group(pattern: Pattern) -> Atom {
    let (mut words, mut tags) = (Vec::new(), Vec::new());
    for sequence in &pattern.alternatives {
        match sequence.as_slice() {
            [Item { role: None, atom: Atom::Word(word), min: 1, max: 1 }] => words.push(*word),
            [Item { role: None, atom: Atom::Tag(tag), min: 1, max: 1 }] => tags.push(*tag),
            _ => return Atom::Group(pattern),
        }
    }
    Atom::OneOf(OneOf { pattern, words, tags })
}

fn bind_atom(atom: &Atom, params: &dyn Fn(Sym) -> Words, slots: &dyn Fn(Sym) -> Option<Sym>) -> Atom {
    let fill = |words: &Words| words.param.map_or_else(|| words.clone(), params);
    match atom {
        Atom::Verb { voice, words } => Atom::Verb { voice: *voice, words: fill(words) },
        Atom::Noun(words) => Atom::Noun(fill(words)),
        Atom::Not(inner) => Atom::Not(Box::new(bind_atom(inner, params, slots))),
        Atom::Group(inner) => group(inner.bind(params, slots)),
        other => other.clone(),
    }
}

impl Words {
    /// Parses one entry of a word list: a lemma or `%list=value`.
    pub fn push(&mut self, entry: &str) {
        match entry.strip_prefix('%') {
            Some(list) => self.lists.push(ListRef::parse(list)),
            None => self.lemmas.push(Lemma::new(&entry.to_lowercase())),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.lemmas.is_empty() && self.lists.is_empty() && self.param.is_none()
    }
}

impl ListRef {
    /// Reads `list` or `list=value`.
    pub fn parse(text: &str) -> Self {
        let (class, value) = text.split_once('=').map_or((text, None), |(c, v)| (c, Some(Sym::new(v))));
        Self { class: Sym::new(class), value }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    phrases: &'a Phrases,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn here(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.here() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn error(&self, message: impl Into<String>, hint: Option<&'static str>) -> PatternError {
        PatternError { at: self.at, message: message.into(), hint }
    }

    fn alternatives(&mut self) -> Result<Pattern, PatternError> {
        let mut alternatives = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.at += 1;
            alternatives.push(self.sequence()?);
        }
        Ok(Pattern { alternatives })
    }

    fn sequence(&mut self) -> Result<Vec<Item>, PatternError> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            items.push(self.item()?);
        }
        if items.is_empty() { Err(self.error("nothing to match here", None)) } else { Ok(items) }
    }

    fn item(&mut self) -> Result<Item, PatternError> {
        let role = self.role();
        let atom = self.atom()?;
        let (min, max) = match self.here() {
            Some('?') => (0, 1),
            Some('*') => (0, 8),
            Some('+') => (1, 8),
            _ => (1, 1),
        };
        if (min, max) != (1, 1) {
            self.at += 1;
        }
        Ok(Item { role, atom, min, max })
    }

    /// `name:` before an atom.
    fn role(&mut self) -> Option<Sym> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
        if len == 0 || !rest[len..].starts_with(':') || rest[len + 1..].starts_with(char::is_whitespace) {
            return None;
        }
        self.at += len + 1;
        Some(Sym::new(&rest[..len]))
    }

    fn name(&mut self, extra: &str) -> String {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || extra.contains(c))).unwrap_or(rest.len());
        self.at += len;
        rest[..len].to_owned()
    }

    fn atom(&mut self) -> Result<Atom, PatternError> {
        let Some(c) = self.here() else {
            return Err(self.error("the pattern ends where something should match", None));
        };
        match c {
            '(' => {
                self.at += 1;
                let inner = self.alternatives()?;
                if self.peek() != Some(')') {
                    return Err(self.error("missing )", None));
                }
                self.at += 1;
                Ok(group(inner))
            }
            '"' => self.quoted(),
            '<' => {
                let at = self.at;
                self.at += 1;
                let name = self.name("-");
                match self.phrases.get(&name).filter(|_| self.eat('>')) {
                    Some(phrase) => Ok(group(phrase.clone())),
                    None => Err(PatternError {
                        at,
                        message: format!("unknown phrase <{name}>"),
                        hint: Some("a [[phrase]] of this name must stand before its use"),
                    }),
                }
            }
            '~' => {
                self.at += 1;
                let lemma = self.name("-'");
                if lemma.is_empty() {
                    Err(self.error("~ needs a lemma", None))
                } else {
                    Ok(Atom::Lemma(Sym::new(&lemma)))
                }
            }
            '%' => {
                self.at += 1;
                let list = self.name("=-");
                if list.is_empty() {
                    Err(self.error("% needs a list", None))
                } else {
                    Ok(Atom::List(ListRef::parse(&list)))
                }
            }
            '@' => {
                self.at += 1;
                let class = self.name("");
                let kind = if self.eat('/') { Some(Sym::new(&self.name(""))) } else { None };
                let many = self.eat('&');
                Ok(Atom::Mention { class: (!class.is_empty()).then(|| Sym::new(&class)), kind, many })
            }
            '#' => {
                self.at += 1;
                let tag = self.name("");
                Upos::parse(&tag).map(Atom::Tag).ok_or_else(|| {
                    self.error(
                        format!("unknown tag {tag:?}"),
                        Some("use a UD tag: NOUN VERB ADJ ADP ADV AUX DET NUM PRON PROPN PUNCT ..."),
                    )
                })
            }
            '&' => {
                self.at += 1;
                let at = self.at;
                match self.name("").as_str() {
                    "np" => Ok(Atom::Chunk(Chunk::NounPhrase)),
                    "npp" => Ok(Atom::Chunk(Chunk::LongNounPhrase)),
                    "matters" => Ok(Atom::Chunk(Chunk::Matters)),
                    "clause" => Ok(Atom::Chunk(Chunk::Clause)),
                    "sentence" => Ok(Atom::Chunk(Chunk::Sentence)),
                    other => Err(PatternError {
                        at,
                        message: format!("unknown chunk &{other}"),
                        hint: Some("known: &np &npp &matters &clause &sentence"),
                    }),
                }
            }
            '^' => {
                self.at += 1;
                Ok(Atom::Start)
            }
            '$' => {
                self.at += 1;
                Ok(Atom::End)
            }
            '!' => {
                self.at += 1;
                Ok(Atom::Not(Box::new(self.atom()?)))
            }
            '.' if self.text[self.at..].starts_with("..") => {
                self.at += 2;
                let digits = self.name("");
                match digits.as_str() {
                    "" => Ok(Atom::Gap(6)),
                    d => d.parse().map(Atom::Gap).map_err(|_| self.error("a gap is .. or ..NUMBER", None)),
                }
            }
            _ => self.word(),
        }
    }

    fn quoted(&mut self) -> Result<Atom, PatternError> {
        let rest = &self.text[self.at + 1..];
        let Some(len) = rest.find('"') else { return Err(self.error("the quotation mark is not closed", None)) };
        let content = &rest[..len];
        self.at += len + 2;
        let mut items: Vec<Item> =
            content.split_whitespace().map(|w| one(Atom::Word(Sym::new(&w.to_lowercase())))).collect();
        match items.len() {
            0 => Err(self.error("empty quotation", None)),
            1 => Ok(items.remove(0).atom),
            _ => Ok(Atom::Group(Pattern { alternatives: vec![items] })),
        }
    }

    /// A bare word, or `v(...)`, `v.act(...)`, `v.pass(...)`, `n(...)`.
    fn word(&mut self) -> Result<Atom, PatternError> {
        for (prefix, voice) in
            [("v(", Some(Voice::Any)), ("v.act(", Some(Voice::Active)), ("v.pass(", Some(Voice::Passive)), ("n(", None)]
        {
            if self.text[self.at..].starts_with(prefix) {
                self.at += prefix.len();
                let words = self.words()?;
                return Ok(match voice {
                    Some(voice) => Atom::Verb { voice, words },
                    None => Atom::Noun(words),
                });
            }
        }
        let at = self.at;
        let word = self.name("-'’,;:.");
        if word.is_empty() {
            return Err(PatternError {
                at,
                message: format!("cannot read {:?}", self.here().unwrap_or(' ')),
                hint: Some("put punctuation in quotation marks: \"(\""),
            });
        }
        Ok(Atom::Word(Sym::new(&word.to_lowercase())))
    }

    fn words(&mut self) -> Result<Words, PatternError> {
        let rest = &self.text[self.at..];
        let Some(len) = rest.find(')') else { return Err(self.error("missing )", None)) };
        let mut words = Words::default();
        for entry in rest[..len].split('|').map(str::trim) {
            match entry.strip_prefix('{').and_then(|e| e.strip_suffix('}')) {
                Some(param) => words.param = Some(Sym::new(param)),
                None if entry.is_empty() => return Err(self.error("an empty word", None)),
                None => words.push(entry),
            }
        }
        self.at += len + 1;
        Ok(words)
    }
}

fn one(atom: Atom) -> Item {
    Item { role: None, atom, min: 1, max: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_every_atom() {
        let p = Pattern::parse(
            "^ authority:@actor .. v.act(%designation_verb=add | blacklist) target:@& ( \"(\" @ \")\" )? as list:%list_name !~deny #NOUN &np ..3 n({nouns}) $ | the ~end",
        )
        .expect("parses");
        assert_eq!(p.alternatives.len(), 2);
        let roles: Vec<&str> = p.roles().iter().map(|r| r.as_str()).collect();
        assert_eq!(roles, ["authority", "list", "target"]);
    }

    #[test]
    fn mistakes_are_placed() {
        for (text, at) in [("a (b", 4), ("a | ", 4), ("#FOO", 4), ("&blob", 1), ("\"open", 0), ("a ) b", 2)] {
            let error = Pattern::parse(text).expect_err(text);
            assert_eq!(error.at, at, "{text}: {error:?}");
        }
    }
}
