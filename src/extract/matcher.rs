//! Token patterns: sequences of tokens, mentions, verb groups and chunks.

use super::chunk;
use super::context::{Asked, Context, Start, Ways};
use super::matters::matters;
use crate::mention::class;
use crate::ontology::FactClass;
use crate::ontology::pattern::{Atom, Chunk, Item, OneOf, Pattern, Voice};
use crate::ontology::rule::TRIGGER;
use crate::text::{Sym, Upos, ZoneKind};
use std::ops::Range;
use std::sync::LazyLock;

/// What one slot captured.
#[derive(Clone, Debug)]
pub(super) struct Capture {
    pub role: Sym,
    pub tokens: Range<u32>,
    /// Mentions, in text order; empty for phrases and words.
    pub mentions: Vec<u32>,
    /// Value of the lexicon entry matched.
    pub code: Option<Sym>,
}

/// A pattern found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub tokens: Range<u32>,
    pub captures: Vec<Capture>,
    /// First verb, noun or word the pattern names.
    pub trigger: Option<Range<u32>>,
}

/// Mention class of people named.
const PERSON: &str = "person";

/// Lexicon list of nouns for organizations.
const GROUP: &str = "group_noun";

/// Mention class of people described, not named.
const PERSONS: &str = "persons";

/// Mention class of definite nouns.
const NOMINAL: &str = "nominal";

/// Mention class of pronouns.
const PRONOUN: &str = "pronoun";

/// Names that commas alone make a list of.
const LONG_LIST: usize = 2;

/// Kind of organizations of which no more is known.
const OTHER: &str = "other";

/// Steps a pattern may take in one sentence, a bound on pathological input.
const BUDGET: u32 = 100_000;

/// The words `'s` and `-`.
static MARKS: LazyLock<[Sym; 2]> = LazyLock::new(|| ["'s", "-"].map(Sym::new));

/// All non-overlapping matches of `pattern` in a sentence.
pub(super) fn find(ctx: &Context<'_>, class: &FactClass, pattern: &Pattern, sentence: u32) -> Vec<Match> {
    let range = ctx.sentence_range(sentence);
    let mut search = Search::new(ctx, class, range.clone());
    let mut out = Vec::new();
    let mut at = range.start;
    // What must stand at the sentence's start is not looked for elsewhere.
    let anchored =
        pattern.alternatives.iter().all(|a| matches!(a.first(), Some(Item { atom: Atom::Start, min: 1.., .. })));
    let stop = if anchored { range.end.min(range.start + 1) } else { range.end };
    while at < stop {
        let mut end = None;
        search.captures.clear();
        search.trigger = None;
        search.pattern(pattern, at, &mut |s, e| {
            end = Some((e, s.captures.clone(), s.trigger.clone()));
            true
        });
        match end {
            Some((e, captures, trigger)) if e > at => {
                out.push(Match { tokens: at..e, captures, trigger: trigger.clone() });
                // Go on after the trigger, so that one subject can serve two verbs.
                at = trigger.map_or(at + 1, |t| t.end.max(at + 1)).min(e);
            }
            _ => at += 1,
        }
    }
    out
}

/// How far a pattern that does not match got in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    /// The words that triggered it.
    pub trigger: Range<u32>,
    /// Token at which it found no way on.
    pub at: u32,
    /// What it wanted there, as a pattern.
    pub wanted: String,
}

/// The farthest that `pattern` gets in a sentence once its trigger is found.
pub(super) fn farthest(ctx: &Context<'_>, class: &FactClass, pattern: &Pattern, sentence: u32) -> Option<Reached> {
    let range = ctx.sentence_range(sentence);
    let mut best: Option<(u32, Reached)> = None;
    for at in range.clone() {
        let mut search = Search::new(ctx, class, range.clone());
        search.trace = Some(None);
        search.pattern(pattern, at, &mut |_, _| true);
        if let Some(Some(reached)) = search.trace
            && best.as_ref().is_none_or(|(length, _)| reached.at - at > *length)
        {
            best = Some((reached.at - at, reached));
        }
    }
    best.map(|(_, reached)| reached)
}

/// Whether an item can begin with this word.
fn begins_with(item: &Item, word: Sym) -> bool {
    match &item.atom {
        Atom::Word(w) => *w == word,
        Atom::Group(p) => p.alternatives.iter().any(|a| a.first().is_some_and(|i| begins_with(i, word))),
        Atom::OneOf(one) => one.words.contains(&word),
        _ => false,
    }
}

struct Search<'c, 'a> {
    ctx: &'c Context<'a>,
    class: &'c FactClass,
    range: Range<u32>,
    budget: u32,
    captures: Vec<Capture>,
    trigger: Option<Range<u32>>,
    /// Set: remember where the search got stuck.
    trace: Option<Option<Reached>>,
    /// The words `'s` and `-`.
    possessive: Sym,
    hyphen: Sym,
}

/// Continuation: called with the position reached; `true` ends the search.
type Next<'n, 'c, 'a> = &'n mut dyn FnMut(&mut Search<'c, 'a>, u32) -> bool;

impl<'c, 'a> Search<'c, 'a> {
    fn new(ctx: &'c Context<'a>, class: &'c FactClass, range: Range<u32>) -> Self {
        let [possessive, hyphen] = *MARKS;
        let (captures, trigger, trace) = (Vec::new(), None, None);
        Self { ctx, class, range, budget: BUDGET, captures, trigger, trace, possessive, hyphen }
    }

    /// Remembers that `item` is tried at `at`, if no search got farther.
    fn remember(&mut self, item: &Item, at: u32) {
        if let (Some(trace), Some(trigger)) = (&mut self.trace, &self.trigger)
            && trace.as_ref().is_none_or(|r| r.at < at)
        {
            *trace = Some(Reached { trigger: trigger.clone(), at, wanted: item.to_string() });
        }
    }

    fn pattern(&mut self, pattern: &Pattern, at: u32, next: Next<'_, 'c, 'a>) -> bool {
        pattern.alternatives.iter().any(|items| self.items(items, at, next))
    }

    fn items(&mut self, items: &[Item], at: u32, next: Next<'_, 'c, 'a>) -> bool {
        match items.split_first() {
            None => next(self, at),
            Some((item, rest)) => {
                if self.trace.is_some() && item.min > 0 {
                    self.remember(item, at);
                }
                // What is optional and not there is passed over; a trace wants all that was tried.
                if (item.min > 0 || self.trace.is_none()) && !self.may_begin(&item.atom, at) {
                    return item.min == 0 && self.step() && self.items(rest, at, next);
                }
                let mention = matches!(item.atom, Atom::Mention { .. });
                self.repeat(item, 0, at, &mut |s, e| {
                    (!mention || e == at || !s.possesses(rest, e) && !s.only_describes(rest, e))
                        && s.items(rest, e, next)
                })
            }
        }
    }

    /// A name before 's is the possessor, not what the pattern is about, unless
    /// the pattern asks for the 's.
    fn possesses(&self, rest: &[Item], end: u32) -> bool {
        let marks = |i: &Item| i.min > 0 && matches!(i.atom, Atom::Word(w) if w == self.possessive);
        self.possessive(end) && !rest.first().is_some_and(marks)
    }

    /// A name before a hyphen, unless the pattern asks for the hyphen.
    fn only_describes(&self, rest: &[Item], end: u32) -> bool {
        self.describes(end) && !rest.iter().take(2).any(|r| begins_with(r, self.hyphen))
    }

    /// Whether an atom may match at a token, told by a glance: nearly every atom
    /// fails at nearly every token.
    fn may_begin(&self, atom: &Atom, at: u32) -> bool {
        let inside = at < self.range.end;
        match atom {
            Atom::Group(pattern) => {
                pattern.alternatives.iter().any(|a| a.first().is_none_or(|i| i.min == 0 || self.may_begin(&i.atom, at)))
            }
            Atom::Start => at == self.range.start,
            Atom::Word(_) | Atom::Tag(_) | Atom::OneOf(_) => inside && self.fits(atom, at),
            Atom::Lemma(lemma) => inside && self.ctx.words[at as usize].lemma == Some(*lemma),
            Atom::List(_) => inside && !self.ctx.hits[at as usize].is_empty(),
            Atom::Verb { .. } => inside && self.ctx.group_of[at as usize].is_some(),
            Atom::Mention { .. } => inside && !self.ctx.starting[at as usize].is_empty(),
            Atom::Noun(_) | Atom::Chunk(_) => inside,
            Atom::End | Atom::Not(_) | Atom::Gap(_) => true,
        }
    }

    /// Takes a step, if any is left.
    fn step(&mut self) -> bool {
        let left = self.budget > 0;
        self.budget -= u32::from(left);
        left
    }

    fn repeat(&mut self, item: &Item, done: u32, at: u32, next: Next<'_, 'c, 'a>) -> bool {
        if !self.step() {
            return false;
        }
        if done < item.max {
            let marks = (self.captures.len(), self.trigger.clone());
            let found = self.atom(item.role, &item.atom, at, &mut |s, e| {
                if item.max == 1 {
                    return s.step() && next(s, e);
                }
                e != at && s.repeat(item, done + 1, e, next)
            });
            if found {
                return true;
            }
            self.captures.truncate(marks.0);
            self.trigger = marks.1;
        }
        done >= item.min && next(self, at)
    }

    /// Tries the atom at `at`; on each way to match, records captures and goes on.
    fn atom(&mut self, role: Option<Sym>, atom: &Atom, at: u32, next: Next<'_, 'c, 'a>) -> bool {
        let ctx = self.ctx;
        let inside = at < self.range.end;
        match atom {
            // A choice of single tokens is one look at the token.
            Atom::OneOf(_) if role.is_none() => inside && self.fits(atom, at) && next(self, at + 1),
            Atom::Group(pattern) | Atom::OneOf(OneOf { pattern, .. }) => self.pattern(pattern, at, &mut |s, e| {
                let mark = s.captures.len();
                if let Some(role) = role {
                    s.captures.push(Capture { role, tokens: at..e, mentions: Vec::new(), code: None });
                }
                let ok = next(s, e);
                if !ok {
                    s.captures.truncate(mark);
                }
                ok
            }),
            Atom::Start => at == self.range.start && next(self, at),
            Atom::End => self.at_end(at) && next(self, at),
            Atom::Not(inner) => {
                let mark = (self.captures.len(), self.trigger.clone());
                let found = self.atom(None, inner, at, &mut |_, _| true);
                self.captures.truncate(mark.0);
                self.trigger = mark.1;
                !found && next(self, at)
            }
            Atom::Gap(most) => {
                for end in at..=(at + most).min(self.range.end) {
                    if next(self, end) {
                        return true;
                    }
                    if end < self.range.end && ctx.lower(end) == ";" {
                        return false;
                    }
                }
                false
            }
            _ if !inside => false,
            Atom::Word(_) | Atom::Tag(_) => self.fits(atom, at) && self.take(role, at, at..at + 1, None, next),
            Atom::Lemma(lemma) => {
                ctx.words[at as usize].lemma == Some(*lemma) && self.take_trigger(role, at, at..at + 1, None, next)
            }
            Atom::List(list) => match ctx.list_at(list.class, list.value, at) {
                Some(hit) if hit.end <= self.range.end => {
                    self.take_trigger(role, at, at..hit.end, Some(hit.entry.value), next)
                }
                _ => false,
            },
            Atom::Verb { voice, words } => self.verb(role, *voice, words, at, next),
            Atom::Noun(words) => match ctx.words_at(words, at) {
                Some((end, entry)) if end <= self.range.end && noun_like(ctx.token(end - 1).tag) => {
                    self.take_trigger(role, at, at..end, entry.map(|e| e.value), next)
                }
                _ => false,
            },
            Atom::Chunk(Chunk::Matters) => self.matters(role, at, next),
            Atom::Chunk(kind) => {
                let ends = chunk::ends(ctx, *kind, at, self.range.end);
                ends.into_iter().any(|end| self.take(role, at, at..end, None, next))
            }
            Atom::Mention { class, kind, many } => self.mention(role, *class, *kind, *many, at, next),
        }
    }

    /// Whether an atom that takes one token, whatever it is, takes this one.
    fn fits(&self, atom: &Atom, at: u32) -> bool {
        let ctx = self.ctx;
        let lower = ctx.words[at as usize].lower;
        match atom {
            Atom::Word(word) => lower == Some(*word) || *word == self.possessive && self.short_possessive(at),
            Atom::Tag(tag) => ctx.token(at).tag == *tag,
            Atom::OneOf(one) => {
                lower.is_some_and(|l| one.words.contains(&l))
                    || one.tags.contains(&ctx.token(at).tag)
                    || one.words.contains(&self.possessive) && self.short_possessive(at)
            }
            _ => false,
        }
    }

    /// "the Berglanders' listing" has the shorter possessive.
    fn short_possessive(&self, at: u32) -> bool {
        let ctx = self.ctx;
        matches!(ctx.lower(at), "'" | "’") && at > 0 && {
            ctx.lower(at - 1).ends_with('s') && !ctx.token(at).space_before
        }
    }

    fn possessive(&self, at: u32) -> bool {
        at < self.range.end
            && matches!(self.ctx.lower(at), "'s" | "'" | "’s" | "’")
            && self.ctx.token(at).tag == Upos::Part
    }

    fn at_end(&self, at: u32) -> bool {
        (at..self.range.end).all(|i| self.ctx.token(i).tag == Upos::Punct)
    }

    fn take(
        &mut self,
        role: Option<Sym>,
        _at: u32,
        tokens: Range<u32>,
        code: Option<Sym>,
        next: Next<'_, 'c, 'a>,
    ) -> bool {
        let mark = self.captures.len();
        let end = tokens.end;
        if let Some(role) = role {
            self.captures.push(Capture { role, tokens, mentions: Vec::new(), code });
        }
        let ok = next(self, end);
        if !ok {
            self.captures.truncate(mark);
        }
        ok
    }

    /// Each item of a list of matters is a capture of its own.
    fn matters(&mut self, role: Option<Sym>, at: u32, next: Next<'_, 'c, 'a>) -> bool {
        let found = matters(self.ctx, at, self.range.end);
        let Some(end) = found.last().map(|m| m.end) else { return false };
        let mark = self.captures.len();
        if let Some(role) = role {
            let capture = |tokens| Capture { role, tokens, mentions: Vec::new(), code: None };
            self.captures.extend(found.into_iter().map(capture));
        }
        let ok = next(self, end);
        if !ok {
            self.captures.truncate(mark);
        }
        ok
    }

    /// As [`Self::take`], and the first such word is the match's trigger.
    fn take_trigger(
        &mut self,
        role: Option<Sym>,
        at: u32,
        tokens: Range<u32>,
        code: Option<Sym>,
        next: Next<'_, 'c, 'a>,
    ) -> bool {
        let before = self.trigger.clone();
        let named = role.is_some_and(|r| r.as_str() == TRIGGER);
        if self.trigger.is_none() || named {
            self.trigger = Some(tokens.clone());
        }
        let ok = self.take(role, at, tokens, code, next);
        if !ok {
            self.trigger = before;
        }
        ok
    }

    fn verb(
        &mut self,
        role: Option<Sym>,
        voice: Voice,
        words: &crate::ontology::pattern::Words,
        at: u32,
        next: Next<'_, 'c, 'a>,
    ) -> bool {
        let ctx = self.ctx;
        let Some(id) = ctx.group_of[at as usize] else { return false };
        let group = &ctx.groups[id as usize];
        if group.tokens.start != at && group.head != at {
            return false;
        }
        let fits = match voice {
            Voice::Any => true,
            Voice::Active => !group.passive,
            Voice::Passive => group.passive,
        };
        if !fits {
            return false;
        }
        let Some((end, entry)) = ctx.words_at(words, group.head) else { return false };
        if end > self.range.end {
            return false;
        }
        // "announced Tuesday the listing of A": a day right behind the verb is no part of any wording.
        let past = self.past_day(end);
        self.take_trigger(role, at, group.head..end, entry.map(|e| e.value), &mut |s, e| {
            next(s, e) || past.is_some_and(|p| next(s, p))
        })
    }

    /// Where a day that stands at `at`, with or without "on", "late" or "early", ends.
    fn past_day(&self, at: u32) -> Option<u32> {
        let ctx = self.ctx;
        let on = at < self.range.end && matches!(ctx.lower(at), "on" | "late" | "early");
        let day = at + u32::from(on);
        let starts = (day < self.range.end).then(|| &ctx.starting[day as usize])?;
        starts.iter().find(|s| ctx.mentions[s.mention as usize].class == *class::DATE).map(|s| s.end)
    }

    fn mention(
        &mut self,
        role: Option<Sym>,
        class: Option<Sym>,
        kind: Option<Sym>,
        many: bool,
        at: u32,
        next: Next<'_, 'c, 'a>,
    ) -> bool {
        let fact = self.class;
        let filled = role.and_then(|r| fact.role(r));
        let accepts = class.as_slice();
        let accepts = if class.is_some() { accepts } else { filled.map_or(accepts, |r| &r.accepts) };
        // "its", "the group": only where it is known whom they mean, and fits the role.
        let back = class_is(accepts, PRONOUN) || class_is(accepts, NOMINAL);
        let referent = filled.filter(|_| back);
        let role_asked = filled.filter(|_| class.is_none()).map(|r| (fact.wire, r.wire));
        let asked = Asked { at, many, kind, class, role: role_asked };
        let known = self.ctx.taken.borrow().get(&asked).cloned();
        let ways = known.unwrap_or_else(|| {
            let ways: Ways = self.mentions_at(accepts, kind, many, at).into();
            self.ctx.taken.borrow_mut().insert(asked, ways.clone());
            ways
        });
        for (end, mentions) in ways.iter() {
            let end = *end;
            if referent.is_some_and(|r| !mentions.iter().all(|m| self.ctx.accepted(*m, &r.accepts))) {
                continue;
            }
            let mark = self.captures.len();
            if let Some(role) = role {
                let (tokens, mentions) = (at..end, mentions.clone());
                self.captures.push(Capture { role, tokens, mentions, code: None });
            }
            if next(self, end) {
                return true;
            }
            self.captures.truncate(mark);
        }
        false
    }

    /// Whether nothing but a comma joins what ends at `from` to what begins at
    /// `to`; in a headline a comma is as good as "and".
    fn comma_only(&self, from: u32, to: u32) -> bool {
        let ctx = self.ctx;
        let sentence = &ctx.analysis.sentences[ctx.token(to).sentence as usize];
        sentence.zone == ZoneKind::Body
            && !(from..to).any(|i| matches!(ctx.lower(i), "and" | "or" | "&" | "/" | "nor" | "as" | "along"))
            // "A, 42; B, 19; C": ages make it a list.
            && !(from + 1..to).any(|i| ctx.lower(i) == ";" && ctx.lower(i - 1).parse::<u32>().is_ok())
    }

    /// "Somalia-based", "Iran-backed": the name only describes what follows.
    fn describes(&self, end: u32) -> bool {
        end + 1 < self.range.end && self.ctx.describes(end)
    }

    /// Ways to take mentions at a token, longest coordination first. In a list
    /// one name of the kind tells what those are of which nothing is known.
    fn mentions_at(&self, accepts: &[Sym], kind: Option<Sym>, many: bool, at: u32) -> Vec<(u32, Vec<u32>)> {
        let of_kind = |m: &u32| self.is_kind(*m, kind);
        // "one child, three guards, officials said": no list of names.
        let named = |m: &u32| self.ctx.mentions[*m as usize].class.as_str() != PERSONS;
        self.coordinations_at(accepts, kind, many, at)
            .into_iter()
            // "X, Y" with no "and" to come is a description, no list.
            .filter(|(_, all, closed)| *closed || all.len() == 1 || all.len() > LONG_LIST && all.iter().all(named))
            .filter(|(_, all, _)| kind.is_none() || all.iter().any(of_kind))
            .map(|(end, all, _)| (end, all))
            .collect()
    }

    /// Whether a name is of a kind, as it stands or by what the article says of its bearer.
    fn is_kind(&self, mention: u32, kind: Option<Sym>) -> bool {
        let m = &self.ctx.mentions[mention as usize];
        let bearer = m.entity.and_then(|e| self.ctx.entities.get(e as usize));
        m.kind == kind || bearer.is_some_and(|e| e.class == m.class && e.kind == kind)
    }

    /// Ends, mentions, and whether a conjunction closes the list.
    fn coordinations_at(&self, accepts: &[Sym], kind: Option<Sym>, many: bool, at: u32) -> Vec<(u32, Vec<u32>, bool)> {
        let ctx = self.ctx;
        if at >= self.range.end {
            return Vec::new();
        }
        let mut ways = Vec::new();
        for start in &ctx.starting[at as usize] {
            let mention = &ctx.mentions[start.mention as usize];
            let vague = mention.kind.is_none_or(|k| k.as_str() == OTHER);
            let kind_ok = kind.is_none() || self.is_kind(start.mention, kind) || many && vague;
            // "his", "its": a possessor, not what the pattern is about, unless it asks for one.
            let asked = class_is(accepts, PRONOUN);
            let possessor = ctx.token(mention.head).xpos == "PRP$" && !asked;
            let apposed = ctx.apposed(start.mention).is_some();
            // "UN Secretary-General X": the body only opens his title.
            let opens_title = || super::parse_match::titled(ctx, start.mention, accepts).is_some();
            let excluded = possessor || apposed || self.whose(start);
            if !kind_ok || excluded || !ctx.accepted(start.mention, accepts) || opens_title() {
                continue;
            }
            if many {
                let described = chunk::past_description(ctx, start.end, self.range.end);
                let described = described.map(|next| (next - 1, next));
                let direct = chunk::conjuncts(ctx, start.long_end, self.range.end);
                for (from, next) in direct.into_iter().map(|n| (start.long_end, n)).chain(described) {
                    let comma_only = self.comma_only(from, next);
                    for (end, more, closed) in self.coordinations_at(accepts, kind, true, next) {
                        // "A and B, C said": what follows the "and" and a comma is in no list.
                        let reopened = !comma_only && more.len() > 1 && {
                            let (one, two) = (&ctx.mentions[more[0] as usize], &ctx.mentions[more[1] as usize]);
                            self.comma_only(one.tokens.end, two.tokens.start)
                        };
                        if reopened {
                            continue;
                        }
                        let mut all = vec![start.mention];
                        all.extend(more);
                        ways.push((end, all, closed || !comma_only || self.goes_on(end)));
                    }
                }
            }
            if start.long_end > start.end {
                ways.push((start.long_end, vec![start.mention], false));
            }
            ways.push((start.end, vec![start.mention], false));
            if ways.len() > 24 {
                break;
            }
        }
        ways
    }

    /// "Hamas financier Ali Hassan": the name only says whose man another is.
    fn whose(&self, start: &Start) -> bool {
        let (ctx, end) = (self.ctx, start.end);
        if ctx.mentions[start.mention as usize].class.as_str() == PERSON {
            return false;
        }
        let named = |i: u32| {
            ctx.covering.get(i as usize).is_some_and(|c| c.iter().any(|m| ctx.mentions[*m as usize].tokens.start == i))
        };
        // "Daily News sports columnist Ali Hassan"
        let nouns = (end..self.range.end).take(4).take_while(|i| ctx.token(*i).tag == Upos::Noun).count() as u32;
        let name = end + nouns;
        nouns > 0
            && name < self.range.end
            && ctx.token(name).tag == Upos::Propn
            && named(name)
            && (end..name).all(|i| ctx.list_at(Sym::new(GROUP), None, i).is_none())
    }

    /// "A, B and their branches", "A, B and 8 others", "A, B and the Unheard Of",
    /// "A, B, among others": what closes the list is no name that is known.
    fn goes_on(&self, end: u32) -> bool {
        let ctx = self.ctx;
        let next = if ctx.lower(end) == "," { end + 1 } else { end };
        if next + 1 >= self.range.end {
            return false;
        }
        let word = ctx.lower(next + 1);
        if ctx.lower(next) == "among" {
            return matches!(word, "others" | "other");
        }
        let name = if word == "the" && next + 2 < self.range.end { next + 2 } else { next + 1 };
        matches!(ctx.lower(next), "and" | "or")
            && (matches!(word, "their" | "its" | "his" | "her" | "other" | "others" | "several" | "many" | "most")
                || matches!(word, "some" | "dozens" | "scores")
                || ctx.lower(next) == "and" && matches!(ctx.token(name).tag, Upos::Num | Upos::Propn))
    }
}

/// Whether a pattern asks for mentions of this class alone.
fn class_is(accepts: &[Sym], class: &str) -> bool {
    matches!(accepts, [one] if one.as_str() == class)
}

fn noun_like(tag: Upos) -> bool {
    !matches!(tag, Upos::Verb | Upos::Aux)
}
