//! Dependency patterns: a trigger word and paths from it to its fillers.

use super::content;
use super::context::Context;
use super::matcher::{Capture, Match};
use super::subjects::{loose_subject, relative, shared_subject};
use crate::analysis::NO_HEAD;
use crate::mention::MentionValue;
use crate::ontology::FactClass;
use crate::ontology::path::{Path, Step, Turn};
use crate::ontology::pattern::{Atom, Voice};
use crate::ontology::rule::Slot;
use crate::ontology::vocab::ValueKind;
use crate::text::{Sym, Upos};

/// All matches of a parse rule in a sentence.
pub(super) fn find(ctx: &Context<'_>, class: &FactClass, trigger: &Atom, slots: &[Slot], sentence: u32) -> Vec<Match> {
    let mut out = Vec::new();
    if !ctx.analysis.sentences[sentence as usize].parsed {
        return out;
    }
    let range = ctx.sentence_range(sentence);
    for at in range.clone() {
        let Some((head, end, code)) = trigger_at(ctx, trigger, at) else { continue };
        if end > range.end {
            continue;
        }
        let mut captures = Vec::new();
        let mut lacking = false;
        for Slot { role, paths, least } in slots {
            let accepts = class.role(*role).map(|r| r.accepts.as_slice());
            let code = class.role(*role).is_some_and(|r| r.value == ValueKind::Code);
            let found = paths
                .iter()
                .map(|p| fillers(ctx, head, p, *role, accepts, code))
                .find(|c| !c.is_empty())
                .unwrap_or_default();
            lacking |= *least > 0 && found.is_empty();
            captures.extend(found);
        }
        if lacking {
            continue;
        }
        // "issued a statement": what belongs to the trigger is no content of it.
        captures.retain(|c| c.tokens.is_empty() || !(c.tokens.start > head && c.tokens.end <= end));
        // "went on to say that": what is said begins behind the verb.
        for c in &mut captures {
            if c.tokens.start > head && c.tokens.start < end && ctx.token(end - 1).tag == Upos::Verb {
                c.tokens.start = end;
            }
        }
        // A role without paths takes the trigger's own code.
        for slot in slots.iter().filter(|s| s.paths.is_empty()) {
            captures.push(Capture { role: slot.role, tokens: at..end, mentions: Vec::new(), code });
        }
        out.push(Match { tokens: at..end, captures, trigger: Some(at..end) });
    }
    out
}

/// (syntactic head, end, code) of a trigger that begins at `at`.
fn trigger_at(ctx: &Context<'_>, trigger: &Atom, at: u32) -> Option<(u32, u32, Option<Sym>)> {
    match trigger {
        Atom::Verb { voice, words } => {
            let group = &ctx.groups[ctx.group_of[at as usize]? as usize];
            if group.head != at || !voice_fits(ctx, *voice, at, group.passive) {
                return None;
            }
            let (end, entry) = ctx.words_at(words, at)?;
            Some((at, end, entry.map(|e| e.value)))
        }
        Atom::Noun(words) => {
            let (end, entry) = ctx.words_at(words, at)?;
            let head = end - 1;
            let tag = ctx.token(head).tag;
            (!matches!(tag, Upos::Verb | Upos::Aux)).then_some((head, end, entry.map(|e| e.value)))
        }
        _ => None,
    }
}

/// The parse overrules the verb group about the voice where it says anything.
fn voice_fits(ctx: &Context<'_>, voice: Voice, verb: u32, group_passive: bool) -> bool {
    let rels: Vec<&str> = ctx.children[verb as usize].iter().map(|c| ctx.token(*c).rel.as_str()).collect();
    let passive = if rels.iter().any(|r| r.ends_with(":pass")) {
        true
    } else if rels.contains(&"obj") {
        false
    } else {
        group_passive
    };
    match voice {
        Voice::Any => true,
        Voice::Active => !passive,
        Voice::Passive => passive,
    }
}

/// Whether a path from `head` leads anywhere.
pub(super) fn leads(ctx: &Context<'_>, head: u32, path: &Path) -> bool {
    !reached(ctx, head, path).is_empty()
}

fn reached(ctx: &Context<'_>, head: u32, path: &Path) -> Vec<u32> {
    let mut here = vec![head];
    for step in &path.steps {
        here = here.iter().flat_map(|t| walk(ctx, *t, step)).collect();
    }
    here
}

fn fillers(ctx: &Context<'_>, head: u32, path: &Path, role: Sym, accepts: Option<&[Sym]>, code: bool) -> Vec<Capture> {
    let here = reached(ctx, head, path);
    let mut out = Vec::new();
    let mut seen = Vec::new();
    for token in here.into_iter().flat_map(|t| counted(ctx, t)) {
        for t in conjuncts(ctx, token) {
            if seen.contains(&t) {
                continue;
            }
            seen.push(t);
            // "outlawed X's party": the possessor is not what is outlawed.
            let owned = path.steps.last().is_some_and(|s| s.relations.iter().any(|r| r.starts_with("nmod")));
            out.extend(filler(ctx, head, t, role, accepts, code).into_iter().filter(|c| owned || !possessor(ctx, c)));
        }
    }
    out
}

/// "kidnapped dozens of women": what is counted, where a number has it behind "of".
fn counted(ctx: &Context<'_>, token: u32) -> Vec<u32> {
    let number = ctx.covering[token as usize].iter().any(|m| ctx.mentions[*m as usize].class.as_str() == "number")
        || matches!(&*ctx.token(token).lemma, "number" | "handful" | "score" | "couple");
    let of = |c: &u32| ctx.token(*c).rel.as_str() == "nmod" && case_fits(ctx, *c, &["of".into()]);
    let people: Vec<u32> = ctx.children[token as usize].iter().copied().filter(|c| number && of(c)).collect();
    if people.is_empty() { vec![token] } else { people }
}

/// Whether a captured name stands before a possessive `'s`.
fn possessor(ctx: &Context<'_>, capture: &Capture) -> bool {
    !capture.mentions.is_empty() && {
        let next = capture.tokens.end;
        matches!(ctx.lower(next), "'s" | "’s") && ctx.token(next).tag == Upos::Part
    }
}

fn walk(ctx: &Context<'_>, token: u32, step: &Step) -> Vec<u32> {
    if step.turn == Turn::Here {
        let fits = step.takes(ctx.token(token).rel.as_str()) && case_fits(ctx, token, &step.cases);
        return if fits { vec![token] } else { Vec::new() };
    }
    if step.turn == Turn::Up {
        let t = ctx.token(token);
        let fits = t.head != NO_HEAD
            && step.takes(t.rel.as_str())
            && (step.cases.is_empty() || step.cases.iter().any(|w| **w == *ctx.token(t.head).lemma));
        return if fits { vec![t.head] } else { Vec::new() };
    }
    // "the man, they said, is B": who says it stands before the verb.
    if step.relations.iter().any(|r| r.starts_with("nsubj") && !r.contains(":pass"))
        && let Some(pronoun) = pronoun_before(ctx, token)
    {
        return vec![pronoun];
    }
    let mut found: Vec<u32> = ctx.children[token as usize]
        .iter()
        .copied()
        .filter(|c| step.takes(ctx.token(*c).rel.as_str()) && case_fits(ctx, *c, &step.cases))
        .collect();
    // "sources said X may leave": of two subjects the one behind the verb is another's.
    if found.iter().any(|c| *c < token && ctx.token(*c).rel.as_str().starts_with("nsubj")) {
        found.retain(|c| *c < token || !ctx.token(*c).rel.as_str().starts_with("nsubj"));
    }
    // A subject of its own, even one that names nobody, is not replaced.
    let own = ctx.children[token as usize].iter().any(|c| ctx.token(*c).rel.as_str().starts_with("nsubj"));
    if found.is_empty() && !own && step.relations.iter().any(|r| r.starts_with("nsubj")) {
        let shared = shared_subject(ctx, token, step, 4);
        let passive = step.relations.iter().any(|r| r.contains(":pass"));
        return if shared.is_empty() && !passive { loose_subject(ctx, token).into_iter().collect() } else { shared };
    }
    found
}

/// The nominative pronoun right before a verb group, which is its subject.
fn pronoun_before(ctx: &Context<'_>, verb: u32) -> Option<u32> {
    let group = ctx.group_of[verb as usize].map(|g| &ctx.groups[g as usize]).filter(|g| g.head == verb)?;
    let sentence = ctx.sentence_range(ctx.token(verb).sentence);
    let mut at = group.tokens.start;
    while at > sentence.start && ctx.token(at - 1).tag == Upos::Adv {
        at -= 1;
    }
    let before = at.checked_sub(1).filter(|b| *b >= sentence.start)?;
    let finite = ctx.lower(group.tokens.start) != "to";
    (finite && matches!(ctx.lower(before), "he" | "she" | "they" | "we" | "i")).then_some(before)
}

fn case_fits(ctx: &Context<'_>, token: u32, cases: &[Box<str>]) -> bool {
    cases.is_empty()
        || ctx.children[token as usize].iter().any(|c| {
            let child = ctx.token(*c);
            if !matches!(child.rel.as_str(), "case" | "mark") {
                return false;
            }
            let word = |i: u32| cases.iter().any(|w| **w == *ctx.lower(i));
            // "ahead of", "along with": the parse may hang the first on the verb.
            let before = c.checked_sub(1).filter(|b| matches!(ctx.token(*b).tag, Upos::Adv | Upos::Adj));
            word(*c) || before.is_some_and(word)
        })
}

fn conjuncts(ctx: &Context<'_>, token: u32) -> Vec<u32> {
    let token = {
        let t = ctx.token(token);
        if t.head == NO_HEAD { token } else { relative(ctx, token, t.head) }
    };
    let mut out = vec![token];
    let mut i = 0;
    while i < out.len() && out.len() < 40 {
        // "A, an armed group, B and C": the parse may coordinate B with what is said of A.
        let described = ctx.children[out[i] as usize]
            .iter()
            .filter(|c| ctx.token(**c).rel.as_str() == "appos" && ctx.token(**c).tag == Upos::Noun && **c > out[i]);
        let holders = described.copied().chain([out[i]]);
        let more: Vec<u32> = holders
            .flat_map(|h| ctx.children[h as usize].iter().copied())
            .filter(|c| ctx.token(*c).rel.as_str() == "conj" && !matches!(ctx.token(*c).tag, Upos::Verb | Upos::Aux))
            .filter(|c| !contrasted(ctx, *c))
            .collect();
        out.extend(more);
        i += 1;
    }
    out
}

/// "A, unlike B, has": B is named for the contrast.
fn contrasted(ctx: &Context<'_>, token: u32) -> bool {
    let contrast = |t: u32| matches!(ctx.lower(t), "unlike" | "than" | "except" | "besides" | "despite");
    ctx.children[token as usize].iter().any(|c| contrast(*c))
        || (token.saturating_sub(2)..token).any(|t| contrast(t) && ctx.token(t).sentence == ctx.token(token).sentence)
}

/// What a filler token names: its mention, the person whose post it is, a name
/// apposed to it; for roles that accept any text, its noun phrase.
fn filler(ctx: &Context<'_>, trigger: u32, token: u32, role: Sym, accepts: Option<&[Sym]>, code: bool) -> Vec<Capture> {
    let capture = |mention: u32| Capture {
        role,
        tokens: ctx.mentions[mention as usize].tokens.clone(),
        mentions: vec![mention],
        code: None,
    };
    if let Some(accepts) = accepts.filter(|a| !a.is_empty()) {
        let Some(found) = mention_of(ctx, token, accepts) else { return Vec::new() };
        let mut all = vec![found];
        // "two groups, A and B": the apposition may be a list.
        let m = &ctx.mentions[found as usize];
        if !m.tokens.contains(&token) && ctx.token(m.head).rel.as_str() == "appos" {
            for other in conjuncts(ctx, m.head) {
                all.extend(mention_of(ctx, other, accepts).filter(|o| !all.contains(o)));
            }
        }
        return all.into_iter().map(capture).collect();
    }
    let mut range = subtree(ctx, token);
    // A code stands in the phrase itself; what is said goes on behind it.
    if !code && ctx.group_of[trigger as usize].is_some() {
        match content(ctx, trigger, token, range) {
            Some(found) => range = found,
            None => return Vec::new(),
        }
    }
    vec![Capture { role, tokens: range, mentions: Vec::new(), code: None }]
}

/// Tokens that may name the hearer between the verb and "that".
const HEARER: u32 = 16;

/// Lexicon list of verbs whose object is nothing that is said.
const CLAUSAL: &str = "clausal_verb";

/// Tokens of a quotation that are too many to say what it is about.
const LONG_QUOTE: u32 = 18;

/// Tokens from a verb of saying to the sentence's end if its content stands before it.
const TRAILING: u32 = 14;

/// What a verb has as its content, by the words as much as by the parse, whose
/// subtrees lose what hangs elsewhere. Nothing if it is one long quotation.
fn content(ctx: &Context<'_>, trigger: u32, token: u32, range: std::ops::Range<u32>) -> Option<std::ops::Range<u32>> {
    let sentence = ctx.sentence_range(ctx.token(trigger).sentence);
    let found = if range.start > trigger {
        let range = opening(ctx, trigger, range);
        // "claimed it, although B": what weakens it is not what was claimed.
        if matches!(ctx.lower(range.start), "although" | "though" | "but" | "while" | "whereas") {
            return None;
        }
        // "said, according to A": A tells of it.
        if range.start > 1 && ctx.lower(range.start - 2) == "according"
            || matches!(ctx.lower(range.start), "according" | "himself" | "herself" | "itself" | "themselves")
        {
            return None;
        }
        // "underscored this", "said so": what it was stands elsewhere.
        let first = ctx.token(range.start);
        if !is_clause(ctx, token) && first.tag == Upos::Pron && first.xpos != "PRP$" {
            return None;
        }
        // "added a group to the list", "told reporters": no content but a clause.
        if !is_clause(ctx, token) && ctx.list_at(Sym::new(CLAUSAL), None, trigger).is_some() {
            let that = (trigger + 1..sentence.end.min(trigger + HEARER))
                .find(|i| ctx.lower(*i) == "that" && ctx.token(*i).tag == Upos::Sconj)?;
            return content::clause(ctx, that + 1, sentence.end).map(|end| that + 1..end);
        }
        let end = if is_clause(ctx, token) {
            // "told parliament that": the hearer is no part of what is said.
            if ctx.list_at(Sym::new(CLAUSAL), None, trigger).is_some()
                && let Some(that) = (range.start + 1..range.end.min(range.start + HEARER))
                    .take_while(|i| ctx.group_of[*i as usize].is_none())
                    .find(|i| ctx.lower(*i) == "that" && ctx.token(*i).tag == Upos::Sconj)
            {
                return content::clause(ctx, that + 1, sentence.end).map(|end| that + 1..end);
            }
            content::clause(ctx, range.start, sentence.end)
        } else {
            content::object(ctx, range.start, sentence.end)
        };
        range.start..end.unwrap_or(range.end)
    } else if token < trigger && is_clause(ctx, token) {
        // "Asked about A, she said B": what stands right behind the verb is said.
        if let Some(behind) = behind(ctx, trigger, sentence.end) {
            return Some(behind);
        }
        // "The guard, who may not talk, said A": no more than who says it.
        let comma = (sentence.start..trigger).find(|i| ctx.lower(*i) == ",").unwrap_or(trigger);
        if comma + 1 < trigger
            && matches!(ctx.lower(comma + 1), "who" | "which" | "whose")
            && ctx.lower(trigger - 1) == ","
        {
            return None;
        }
        // Only a verb near the end hangs behind what was said.
        if sentence.end - trigger > TRAILING || is_circumstance(ctx, token) {
            return None;
        }
        // "..., he said": all that stands before the speaker.
        let speaker = loose_subject(ctx, trigger)
            .and_then(|s| mention_of(ctx, s, &[Sym::new("person")]))
            .map_or(trigger, |m| ctx.starting_of(m));
        // "A," a resident, X, said: the marks close what is said.
        let closed = (range.start + 1..speaker)
            .find(|i| matches!(ctx.lower(*i), "”" | "\"" | "''") && matches!(ctx.lower(*i - 1), "," | "?" | "!"));
        let cut = closed.or_else(|| {
            (range.start + 1..speaker).rev().find(|i| matches!(ctx.lower(*i), "," | "”" | "\"" | "?" | "!"))
        });
        let near = cut.filter(|c| trigger - c <= 20 && *c > token);
        sentence.start..near.and_then(|c| content::trimmed(ctx, sentence.start, c)).unwrap_or(range.end)
    } else {
        // "At the same time, she told": what opens the sentence is no content.
        let opener = matches!(ctx.token(range.start).tag, Upos::Adp | Upos::Adv | Upos::Sconj);
        if token < trigger && opener && range.clone().all(|i| ctx.group_of[i as usize].is_none()) {
            return None;
        }
        range
    };
    let span = ctx.analysis.span_of(&found);
    let quoted = found.len() as u32 > LONG_QUOTE && ctx.quotes.iter().any(|q| q.outer.contains(span));
    (!quoted).then_some(found)
}

/// Where what is said begins: behind the day it was said ("said Tuesday they"),
/// and with the subject that the parse lost ("said the way out, which is long, was").
fn opening(ctx: &Context<'_>, trigger: u32, range: std::ops::Range<u32>) -> std::ops::Range<u32> {
    let first = ctx.token(range.start);
    let verb = ctx.group_of[range.start as usize].is_some() && matches!(first.xpos, "VBD" | "VBZ" | "VBP" | "MD");
    let mut start = range.start;
    if verb
        && trigger + 1 < start
        && matches!(ctx.token(trigger + 1).tag, Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj)
        && ctx.list_at(Sym::new(CLAUSAL), None, trigger).is_none()
    {
        start = trigger + 1;
    }
    let day = ctx.covering[start as usize].iter().map(|m| &ctx.mentions[*m as usize]).find(|m| {
        m.class.as_str() == "date" && m.tokens.start == start && start == trigger + 1 && m.tokens.end < range.end
    });
    if let Some(day) = day
        && matches!(
            ctx.token(day.tokens.end).tag,
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj
        )
    {
        start = day.tokens.end;
    }
    start..range.end
}

/// The clause that begins right behind a verb of saying.
fn behind(ctx: &Context<'_>, trigger: u32, end: u32) -> Option<std::ops::Range<u32>> {
    let that = trigger + 1 < end && ctx.lower(trigger + 1) == "that";
    let first = trigger + 1 + u32::from(that);
    let opens = first < end
        && (that || matches!(ctx.token(first).tag, Upos::Det | Upos::Pron | Upos::Noun | Upos::Num | Upos::Adj));
    let finite =
        |i: u32| ctx.group_of[i as usize].is_some() && matches!(ctx.token(i).xpos, "VBD" | "VBZ" | "VBP" | "MD");
    // A subject first, and its verb before any comma.
    let verb = (first + 1..end).find(|i| finite(*i) || matches!(ctx.lower(*i), "," | ";" | "who" | "which"))?;
    if !opens || !finite(verb) {
        return None;
    }
    content::clause(ctx, first, end).map(|stop| first..stop)
}

fn is_clause(ctx: &Context<'_>, token: u32) -> bool {
    matches!(ctx.token(token).tag, Upos::Verb | Upos::Aux)
        || ctx.children[token as usize].iter().any(|c| ctx.token(*c).rel.as_str().starts_with("nsubj"))
}

/// "Speaking in Ankara, he said ...": a participle with neither subject nor
/// auxiliary tells how something was said, not what.
fn is_circumstance(ctx: &Context<'_>, token: u32) -> bool {
    matches!(ctx.token(token).xpos, "VBG" | "VBN")
        && !ctx.children[token as usize].iter().any(|c| {
            let rel = ctx.token(*c).rel.as_str();
            rel.starts_with("nsubj") || rel.starts_with("aux")
        })
}

/// Lexicon list of nouns for those who are not what stands before them.
const APART: &str = "apart_noun";

/// The accepted mention a token stands for.
pub(super) fn mention_of(ctx: &Context<'_>, token: u32, accepts: &[Sym]) -> Option<u32> {
    let direct = ctx.covering[token as usize].iter().copied().filter(|m| ctx.accepted(*m, accepts)).min_by_key(|m| {
        (ctx.mentions[*m as usize].head != token, std::cmp::Reverse(ctx.mentions[*m as usize].span.len()))
    });
    if let Some(found) = direct {
        return titled(ctx, found, accepts).or_else(|| ctx.apposed(found)).or(direct);
    }
    // A post stands for the person who holds it.
    let holder = ctx
        .tenures
        .iter()
        .find(|t| ctx.mentions[t.post as usize].tokens.contains(&token) && ctx.accepted(t.person, accepts));
    if let Some(tenure) = holder {
        return Some(tenure.person);
    }
    // "U.S. allies", "Hamas rivals": not those whose allies they are.
    let apart = ctx.list_at(Sym::new(APART), None, token).is_some();
    let named = ctx.children[token as usize].iter().find_map(|c| {
        let rel = ctx.token(*c).rel.as_str();
        (matches!(rel, "appos" | "flat") || rel == "compound" && !apart)
            .then(|| ctx.covering[*c as usize].iter().copied().find(|m| ctx.accepted(*m, accepts)))
            .flatten()
            .filter(|m| !ctx.describes(ctx.mentions[*m as usize].tokens.end))
    });
    // "a spokeswoman for the ministry": whom nobody names speaks for the body.
    named.or_else(|| {
        let body = ctx.covering[token as usize].iter().find_map(|m| match &ctx.mentions[*m as usize].value {
            MentionValue::Post(post) => post.body,
            _ => None,
        })?;
        // An ambassador to a land does not speak for it.
        let sent = |m: &crate::mention::Mention| {
            let article = u32::from(m.tokens.start > 0 && ctx.lower(m.tokens.start - 1) == "the");
            m.tokens.start.checked_sub(1 + article).is_some_and(|t| ctx.lower(t) == "to")
        };
        let near = |m: &&u32| {
            let o = &ctx.mentions[**m as usize];
            o.span == body && ctx.accepted(**m, accepts) && !sent(o)
        };
        let sentence = ctx.sentence_range(ctx.token(token).sentence);
        sentence.clone().find_map(|t| ctx.covering[t as usize].iter().find(near)).copied()
    })
}

/// "UN Secretary-General X": the person whose title a body's name opens.
pub(super) fn titled(ctx: &Context<'_>, body: u32, accepts: &[Sym]) -> Option<u32> {
    let before = |a: u32, b: u32| {
        let (a, b) = (&ctx.mentions[a as usize].tokens, &ctx.mentions[b as usize].tokens);
        a.end <= b.start && b.start <= a.end + 1
    };
    ctx.tenures
        .iter()
        .find(|t| {
            // "the Front headed by X" is no title of his.
            let by = ctx.lower(ctx.mentions[t.post as usize].tokens.end) == "by";
            t.body == Some(body)
                && !by
                && before(body, t.post)
                && before(t.post, t.person)
                && ctx.accepted(t.person, accepts)
        })
        .map(|t| t.person)
}

/// Contiguous range of a token and its dependents. Of a noun, clauses and
/// coordination are left out; a clause is taken whole.
fn subtree(ctx: &Context<'_>, token: u32) -> std::ops::Range<u32> {
    let clause = is_clause(ctx, token);
    let mut tokens = vec![token];
    let mut todo = vec![(token, 0)];
    while let Some((t, depth)) = todo.pop() {
        for c in &ctx.children[t as usize] {
            let rel = ctx.token(*c).rel.as_str();
            let stop = if clause {
                rel == "parataxis" && t == token
            } else {
                ["acl:relcl", "appos", "parataxis", "advcl", "dep"].contains(&rel)
                    || (t == token && matches!(rel, "case" | "mark" | "conj" | "cc"))
            };
            if !stop && depth < 20 {
                tokens.push(*c);
                todo.push((*c, depth + 1));
            }
        }
    }
    tokens.sort_unstable();
    // Keep the run without holes around the token: what is not its own ends it.
    let at = tokens.partition_point(|t| *t < token);
    let (mut low, mut high) = (token, token);
    for t in &tokens[at + 1..] {
        if *t == high + 1 {
            high = *t;
        } else {
            break;
        }
    }
    for t in tokens[..at].iter().rev() {
        if *t + 1 == low {
            low = *t;
        } else {
            break;
        }
    }
    let punct = |t: u32| ctx.token(t).tag == Upos::Punct && !matches!(ctx.lower(t), ")" | "(");
    while low < token && (punct(low) || matches!(ctx.lower(low), "that" | "and")) {
        low += 1;
    }
    while high > token && punct(high) {
        high -= 1;
    }
    low..high + 1
}
