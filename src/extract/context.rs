use super::verbs::{VerbGroup, verb_groups};
use crate::analysis::{Analysis, NO_HEAD, Token};
use crate::mention::quotes::{self, Quote};
use crate::mention::{HOLDER, Hits, Mention, Tenure, WordHit};
use crate::ontology::pattern::Words;
use crate::ontology::{Entry, Ontology};
use crate::resolve::Entity;
use crate::text::{Document, Span, Sym, Upos};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Everything the matchers look at, indexed by token.
pub(super) struct Context<'a> {
    pub doc: &'a Document,
    pub analysis: &'a Analysis,
    pub ontology: &'a Ontology,
    pub mentions: &'a [Mention],
    pub tenures: &'a [Tenure],
    pub entities: &'a [Entity],
    pub quotes: Vec<Quote>,
    /// Mentions whose span, or whose span with its modifiers, begins at a token.
    pub starting: Vec<Vec<Start>>,
    /// Lexicon hits that begin at a token.
    pub hits: Hits<'a>,
    /// Verb group a token belongs to.
    pub group_of: Vec<Option<u32>>,
    pub groups: Vec<VerbGroup>,
    /// Dependents of a token, in text order (parsed sentences only).
    pub children: Vec<Vec<u32>>,
    /// Mentions that cover a token, longest last.
    pub covering: Vec<Vec<u32>>,
    /// Tokens as words of the ontology: patterns compare words by the thousand.
    pub words: Vec<Written>,
    /// What patterns found of mentions, for those that ask again.
    pub taken: RefCell<Taken>,
}

/// A token's lower-case form and lemma, if the ontology knows them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub lower: Option<Sym>,
    pub lemma: Option<Sym>,
}

/// Where mentions are asked for, and which ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub at: u32,
    pub many: bool,
    pub kind: Option<Sym>,
    /// The class asked for; none: what the role accepts.
    pub class: Option<Sym>,
    /// Class and role of the fact.
    pub role: Option<(Sym, Sym)>,
}

/// Ways to take mentions at a token: where they end, and the mentions.
pub(super) type Ways = Rc<[(u32, Vec<u32>)]>;

pub(super) type Taken = FxHashMap<Asked, Ways>;

/// A mention that can be taken at a token, and where it ends when taken with
/// and without what belongs to it (a bracketed acronym, an apposed post).
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub mention: u32,
    pub end: u32,
    pub long_end: u32,
}

impl Written {
    fn new(token: &Token) -> Self {
        Self { lower: Sym::known(&token.lower), lemma: Sym::known(&token.lemma) }
    }
}

impl<'a> Context<'a> {
    pub fn new(
        doc: &'a Document,
        analysis: &'a Analysis,
        mentions: &'a [Mention],
        tenures: &'a [Tenure],
        entities: &'a [Entity],
        hits: Hits<'a>,
        ontology: &'a Ontology,
    ) -> Self {
        let n = analysis.tokens.len();
        let mut children = vec![Vec::new(); n];
        for (i, token) in analysis.tokens.iter().enumerate() {
            if token.head != NO_HEAD && (token.head as usize) < n && token.head as usize != i {
                children[token.head as usize].push(i as u32);
            }
        }
        let (groups, group_of) = verb_groups(analysis);
        let mut context = Self {
            doc,
            analysis,
            ontology,
            mentions,
            tenures,
            entities,
            quotes: quotes::find(doc, analysis),
            starting: vec![Vec::new(); n],
            hits,
            group_of,
            groups,
            children,
            covering: vec![Vec::new(); n],
            words: analysis.tokens.iter().map(Written::new).collect(),
            taken: RefCell::default(),
        };
        context.index_mentions();
        context
    }

    pub fn token(&self, i: u32) -> &'a Token {
        &self.analysis.tokens[i as usize]
    }

    /// Whether a token is another or stands below it in the parse, so many tokens
    /// looked at on the way up.
    pub fn within(&self, mut token: u32, top: u32, most: usize) -> bool {
        for _ in 0..most {
            if token == top {
                return true;
            }
            token = match self.token(token).head {
                NO_HEAD => return false,
                head => head,
            };
        }
        false
    }

    pub fn lower(&self, i: u32) -> &'a str {
        self.analysis.tokens.get(i as usize).map_or("", |t| &*t.lower)
    }

    pub fn sentence_range(&self, sentence: u32) -> Range<u32> {
        self.analysis.sentences[sentence as usize].tokens.clone()
    }

    pub fn span_text(&self, tokens: &Range<u32>) -> (Span, String) {
        let span = self.analysis.span_of(tokens);
        (span, collapse(span.of(&self.doc.text)))
    }

    fn index_mentions(&mut self) {
        for (id, mention) in self.mentions.iter().enumerate() {
            for t in mention.tokens.clone() {
                self.covering[t as usize].push(id as u32);
            }
        }
        for list in &mut self.covering {
            list.sort_by_key(|m| self.mentions[*m as usize].span.len());
        }
        for (id, mention) in self.mentions.iter().enumerate() {
            let range = self.sentence_range(mention.sentence);
            let mut start = mention.tokens.start;
            let mut long_end = mention.tokens.end;
            for tenure in self.tenures.iter().filter(|t| t.person as usize == id) {
                let post = &self.mentions[tenure.post as usize];
                if post.sentence == mention.sentence {
                    let gap = mention.tokens.start.saturating_sub(post.tokens.end);
                    let body = tenure.body.map(|b| &self.mentions[b as usize]);
                    // "the Front headed by X" names the Front first.
                    let heads = self.lower(post.tokens.end) == "by"
                        && body
                            .is_some_and(|b| b.tokens.end <= post.tokens.start && post.tokens.start - b.tokens.end < 2);
                    if post.tokens.end <= mention.tokens.start && gap <= 2 && !heads {
                        start = start.min(post.tokens.start);
                        if let Some(body) = body.filter(|b| b.sentence == mention.sentence) {
                            start = start.min(body.tokens.start);
                        }
                    }
                    let gap = post.tokens.start.saturating_sub(mention.tokens.end);
                    if post.tokens.start >= mention.tokens.end && gap <= 3 {
                        long_end = long_end.max(post.tokens.end);
                        // "A, minister of X, and B"
                        let body = tenure.body.map(|b| &self.mentions[b as usize]);
                        if let Some(body) = body.filter(|b| b.sentence == mention.sentence)
                            && body.tokens.start >= post.tokens.end
                            && body.tokens.start - post.tokens.end <= 3
                        {
                            long_end = long_end.max(body.tokens.end);
                        }
                        let after = long_end;
                        if self.lower(after) == "," && after < range.end {
                            long_end = after + 1;
                        }
                    }
                }
            }
            // The "X Brigade", "X," said: a name in quotation marks of its own.
            let mark = |i: u32| i < range.end && matches!(self.lower(i), "\"" | "“" | "”" | "``" | "''");
            if start > range.start && start == mention.tokens.start && mark(start - 1) {
                let inner = u32::from(self.lower(long_end) == ",");
                if mark(long_end + inner) {
                    start -= 1;
                    long_end += inner + 1;
                }
            }
            let thing = self.ontology.vocab.is_a(mention.class, Sym::new("object"));
            let start = self.left_edge(start, range.start, thing);
            if let Some(end) = self.bracket(mention.tokens.end, range.end) {
                long_end = long_end.max(end);
            }
            let entry = Start { mention: id as u32, end: mention.tokens.end, long_end };
            for t in start..=mention.tokens.start {
                // Every modifier may be where a pattern arrives: "the | militant | group X".
                self.starting[t as usize].push(entry);
            }
        }
        for list in &mut self.starting {
            list.sort_by_key(|s| {
                let m = &self.mentions[s.mention as usize];
                (m.tokens.start, std::cmp::Reverse(m.span.len()))
            });
        }
    }

    /// First token of a name with the titles and modifiers before it.
    pub fn starting_of(&self, mention: u32) -> u32 {
        let own = self.mentions[mention as usize].tokens.start;
        let first = own.saturating_sub(9);
        let opens = |t: &u32| self.starting[*t as usize].iter().any(|s| s.mention == mention);
        (first..=own).find(opens).unwrap_or(own)
    }

    /// Leftmost modifier of a noun phrase that ends before token `at`; a thing may
    /// have names before it ("the Pereira-Cartago pipeline").
    fn left_edge(&self, at: u32, first: u32, thing: bool) -> u32 {
        let mut edge = at;
        while edge > first {
            let t = self.token(edge - 1);
            let modifier = matches!(t.tag, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun)
                || (t.tag == Upos::Propn
                    && self.covering[edge as usize - 1].iter().any(|m| {
                        let class = self.mentions[*m as usize].class.as_str();
                        matches!(class, "nationality" | "post" | "country")
                            // "senior Hamas financier A": whose he is, before what he is.
                            || edge < at && matches!(class, "organization") && self.token(edge).tag == Upos::Noun
                    }))
                // "acting foreign minister A"
                || t.tag == Upos::Verb && self.list_at(Sym::new("capacity"), None, edge - 1).is_some()
                || t.tag == Upos::Propn
                    && ["capacity", "honorific"].iter().any(|c| self.list_at(Sym::new(c), None, edge - 1).is_some())
                || (matches!(t.xpos, "VBN" | "PRP$") && t.tag != Upos::Aux)
                || thing && (t.tag == Upos::Propn || &*t.lower == "-")
                || &*t.lower == "'s" && edge - 1 > first
                // "both A and B"
                || &*t.lower == "both";
            if !modifier || at - edge > 7 {
                break;
            }
            edge -= 1;
        }
        edge
    }

    /// Whether a name that ends at `end` only describes what follows:
    /// "Somalia-based", "Iran-backed"; between them may stand its acronym.
    pub fn describes(&self, end: u32) -> bool {
        // "Islamic State (IS)-affiliated"
        let end = self.bracket(end, self.analysis.tokens.len() as u32).unwrap_or(end);
        (end as usize) + 1 < self.analysis.tokens.len()
            && matches!(self.lower(end), "-" | "–")
            && (self.token(end + 1).tag == Upos::Verb || matches!(self.token(end + 1).xpos, "VBN" | "VBD" | "JJ"))
    }

    /// End of a bracket that opens at token `at`, if it is short.
    fn bracket(&self, at: u32, end: u32) -> Option<u32> {
        if at >= end || self.lower(at) != "(" {
            return None;
        }
        (at + 1..end.min(at + 9)).find(|i| self.lower(*i) == ")").map(|i| i + 1)
    }

    /// Whether the words stand at token `at`: (end, lexicon entry).
    pub fn words_at(&self, words: &Words, at: u32) -> Option<(u32, Option<&'a Entry>)> {
        for list in &words.lists {
            let hit = self.hits[at as usize]
                .iter()
                .find(|h| h.entry.class == list.class && list.value.is_none_or(|v| h.entry.value == v))
                // "conversation" in "telephone conversation" is no entry of its own.
                .filter(|h| {
                    !(at.saturating_sub(3)..at)
                        .any(|i| self.hits[i as usize].iter().any(|o| o.entry.class == h.entry.class && o.end >= h.end))
                });
            if let Some(hit) = hit {
                return Some((hit.end, Some(hit.entry)));
            }
        }
        let written = self.words[at as usize];
        for lemma in &words.lemmas {
            if written.lemma != Some(lemma.first) && written.lower != Some(lemma.first) {
                continue;
            }
            let mut end = at + 1;
            // "gunned down" inflects its first word, "bomb attacks" its last.
            let noun = self.token(at).tag != Upos::Verb;
            let plural = |i: u32, word: &str| self.analysis.tokens.get(i as usize).is_some_and(|t| *t.lemma == *word);
            let rest = lemma.rest().all(|word| {
                end += 1;
                self.lower(end - 1) == word || noun && plural(end - 1, word)
            });
            if rest {
                return Some((end, None));
            }
        }
        None
    }

    pub fn list_at(&self, class: Sym, value: Option<Sym>, at: u32) -> Option<WordHit<'a>> {
        self.hits[at as usize]
            .iter()
            .find(|h| h.entry.class == class && value.is_none_or(|v| h.entry.value == v))
            .copied()
    }

    /// Whether a mention's class is one of `accepts` (or below it). What refers
    /// back ("he", "the group") counts as what it refers to.
    pub fn accepted(&self, mention: u32, accepts: &[Sym]) -> bool {
        let m = &self.mentions[mention as usize];
        let is = |class: Sym| accepts.iter().any(|a| self.ontology.vocab.is_a(class, *a));
        // "the minister" who is named elsewhere, or whom nobody names.
        let refers = !self.ontology.vocab.is_named(m.class) || m.class.as_str() == PERSONS;
        is(m.class)
            || m.found_by == HOLDER && is(Sym::new("holder")) && !self.indefinite(m)
            || is(Sym::new("country")) && is(Sym::new("persons")) && super::pairs::counts(self, mention).is_some()
            || (refers && m.entity.and_then(|e| self.entities.get(e as usize)).is_some_and(|e| is(e.class)))
    }
}

impl Context<'_> {
    /// "a French president": any of them.
    fn indefinite(&self, m: &Mention) -> bool {
        m.tokens.start.checked_sub(1).is_some_and(|t| matches!(self.lower(t), "a" | "an" | "another" | "any" | "no"))
    }

    /// The person whose name follows a description at once: "his counterpart X",
    /// "the envoy, X". The name says more.
    pub fn apposed(&self, mention: u32) -> Option<u32> {
        let m = &self.mentions[mention as usize];
        if m.class.as_str() != PERSONS {
            return None;
        }
        let singular = self.token(m.head).xpos == "NN";
        let comma = singular && self.lower(m.tokens.end) == ",";
        let next = m.tokens.end + u32::from(comma);
        self.covering.get(next as usize)?.iter().copied().find(|o| {
            let other = &self.mentions[*o as usize];
            other.class.as_str() == PERSON && other.tokens.start == next && other.sentence == m.sentence
        })
    }
}

/// Mention classes of people described and of people named.
const PERSONS: &str = "persons";
const PERSON: &str = "person";

/// White space collapsed to single spaces.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
