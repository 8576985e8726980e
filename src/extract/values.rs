//! Values of captures: what the words that a rule captured for a role say, as an
//! entity, a phrase, a code, a date or a number.

use super::compare::vague;
use super::context::Context;
use super::matcher::Capture;
use super::types::{Modality, Value};
use super::{chunk, represent};
use crate::mention::{MentionValue, WordHit};
use crate::ontology::Role;
use crate::ontology::pattern::ListRef;
use crate::ontology::rule::RuleSet;
use crate::ontology::vocab::{Identity, ValueKind};
use crate::text::{Span, Sym, Upos};

/// Entity a mention refers to.
pub(super) fn entity(ctx: &Context<'_>, mention: u32) -> Option<Value> {
    ctx.mentions[mention as usize].entity.map(Value::Entity)
}

/// A capture's values for a role, with the spans they stand at and how sure the
/// wording of the value itself is.
pub(super) fn values(ctx: &Context<'_>, set: &RuleSet, role: &Role, capture: &Capture) -> Vec<(Value, Span, Modality)> {
    let sure = |(value, span)| (value, span, Modality::Asserted);
    match role.value {
        ValueKind::Code => codes(ctx, set, role, capture).into_iter().map(sure).collect(),
        ValueKind::Text | ValueKind::Phrase | ValueKind::Name if capture.mentions.is_empty() => {
            if let Some(state) = super::acts_for::of_words(ctx, &set.merge, role.wire, capture) {
                return vec![sure(state)];
            }
            let tokens = phrase(ctx, capture);
            if tokens.is_empty() {
                return Vec::new();
            }
            let (span, text) = ctx.span_text(&tokens);
            vec![(Value::Text(text), span, Modality::Asserted)]
        }
        _ => capture
            .mentions
            .iter()
            .flat_map(|m| {
                if let Some((value, own)) = super::standing::body(ctx, &set.merge, role.wire, *m) {
                    return vec![(value, ctx.mentions[*m as usize].span, own)];
                }
                if let Some(state) = super::acts_for::of_mention(ctx, &set.merge, role.wire, *m) {
                    return vec![sure(state)];
                }
                let principals = represent::principals(ctx, &set.merge, role.wire, *m);
                if !principals.is_empty() {
                    return principals.into_iter().map(sure).collect();
                }
                // "the two sides" of nobody told.
                if set.merge.represent.contains(&role.wire) && super::pairs::counts(ctx, *m).is_some() {
                    return Vec::new();
                }
                let own = set.merge.stands_for.get(&role.wire).and_then(|_| members(ctx, *m));
                let own = own.or_else(|| mention_value(ctx, role, *m));
                own.map(|(value, span)| (value, span, certainty(ctx, *m))).into_iter().collect()
            })
            .collect(),
    }
}

/// "eight members of the army": people told by what they belong to, where that is
/// no body they stand for.
fn members(ctx: &Context<'_>, mention: u32) -> Option<(Value, Span)> {
    let m = &ctx.mentions[mention as usize];
    let end = ctx.sentence_range(m.sentence).end;
    let last = m.tokens.end - 1;
    if m.class.as_str() != "persons" || &*ctx.token(last).lemma != "member" || ctx.lower(m.tokens.end) != "of" {
        return None;
    }
    let stop = chunk::noun_phrase(ctx, m.tokens.end + 1, end)?;
    let (span, text) = ctx.span_text(&(m.tokens.start..stop));
    Some((Value::Text(text), span))
}

/// "suspected G fighters": a body named behind a hedge is not said to have acted.
fn certainty(ctx: &Context<'_>, mention: u32) -> Modality {
    let m = &ctx.mentions[mention as usize];
    let hedged = m.class.as_str() == "organization"
        && m.tokens.start > ctx.sentence_range(m.sentence).start
        && ctx
            .list_at(Sym::new("hedge"), None, m.tokens.start - 1)
            .is_some_and(|h| h.entry.value.as_str() == "suspected");
    if hedged { Modality::Hedged } else { Modality::Asserted }
}

/// A phrase without a leading article or preposition and trailing punctuation.
fn phrase(ctx: &Context<'_>, capture: &Capture) -> std::ops::Range<u32> {
    let mut tokens = capture.tokens.clone();
    // "said Friday that ...": the day belongs to the saying.
    let dated = |i: u32| ctx.covering[i as usize].iter().any(|m| ctx.mentions[*m as usize].class.as_str() == "date");
    let head_end = tokens.end.min(tokens.start + 4);
    if let Some(that) = (tokens.start..head_end).find(|i| ctx.lower(*i) == "that")
        && (tokens.start..that).all(dated)
    {
        tokens.start = that + 1;
    }
    // "told the premier that he ...": whom it was told is no part of it.
    let head_end = tokens.end.min(tokens.start + 9);
    if let Some(that) = (tokens.start..head_end).find(|i| ctx.lower(*i) == "that")
        && that + 1 < tokens.end
        && ctx.group_of[that as usize + 1].is_none()
        && (tokens.start..that)
            .all(|i| ctx.group_of[i as usize].is_none() && !matches!(ctx.token(i).tag, Upos::Punct | Upos::Cconj))
    {
        tokens.start = that + 1;
    }
    while tokens.start < tokens.end
        && matches!(ctx.lower(tokens.start), "the" | "a" | "an" | "that" | "," | "“" | "\"" | "‘")
    {
        tokens.start += 1;
    }
    tokens
}

/// The code of the entry captured, or those of the entries of the role's lists
/// in the phrase captured ("an X and a Y"); a vague one only for want of others.
fn codes(ctx: &Context<'_>, set: &RuleSet, role: &Role, capture: &Capture) -> Vec<(Value, Span)> {
    let lists = set.codes.get(&role.wire);
    let span = ctx.analysis.span_of(&capture.tokens);
    if let Some(code) = capture.code.filter(|_| lists.is_none() || !capture.tokens.is_empty()) {
        return vec![(Value::Code(code), span)];
    }
    let Some(lists) = lists else { return Vec::new() };
    let mut found: Vec<Sym> = Vec::new();
    let mut at = capture.tokens.start;
    while at < capture.tokens.end {
        match code_at(ctx, lists, at) {
            Some(hit) => {
                found.push(hit.entry.value);
                at = hit.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    let says = |c: &Sym| !vague(role.wire, *c, &set.merge);
    let mut told: Vec<Sym> = found.iter().copied().filter(says).collect();
    told.dedup();
    if !role.many && role.identity != Identity::Distinct {
        told.truncate(1);
    }
    if told.is_empty() {
        told.extend(found.first());
    }
    told.into_iter().map(|c| (Value::Code(c), span)).collect()
}

/// The longest entry of some lists that begins at a token.
pub(super) fn code_at<'a>(ctx: &Context<'a>, lists: &[ListRef], at: u32) -> Option<WordHit<'a>> {
    lists.iter().filter_map(|l| ctx.list_at(l.class, l.value, at)).max_by_key(|h| h.end)
}

pub(super) fn mention_value(ctx: &Context<'_>, role: &Role, mention: u32) -> Option<(Value, Span)> {
    let m = &ctx.mentions[mention as usize];
    let value = match (&m.value, role.value) {
        (MentionValue::Date(date), ValueKind::Date) if date.edtf.is_empty() => return None,
        (MentionValue::Date(date), ValueKind::Date) => Value::Date(date.edtf.clone(), date.basis),
        (MentionValue::Number(number), ValueKind::Number) => Value::Number(*number),
        (_, ValueKind::Date | ValueKind::Number) => return None,
        (_, ValueKind::Name) => match m.entity {
            Some(e) => Value::Entity(e),
            // "I", "we": nobody the text names.
            None if m.class.as_str() == "pronoun" => return None,
            None => Value::Text(m.name.clone()),
        },
        (_, ValueKind::Phrase) => match long_phrase(ctx, mention) {
            Some((text, span)) => return Some((Value::Text(text), span)),
            None => Value::Text(m.name.clone()),
        },
        (_, ValueKind::Text | ValueKind::Code) => Value::Text(m.name.clone()),
    };
    Some((value, m.span))
}

/// Lexicon list of adjectives that say nothing of what kind a thing is.
const LOOSE: &str = "loose_adjective";

/// Where the name of whose a thing is begins: "X's residence".
fn owner(ctx: &Context<'_>, start: u32, first: u32) -> Option<u32> {
    let mark = start.checked_sub(1).filter(|i| *i > first && matches!(ctx.lower(*i), "'s" | "’s"))?;
    let owner = ctx.covering[mark as usize - 1].iter().map(|m| &ctx.mentions[*m as usize]).find(|m| {
        m.tokens.end == mark && matches!(m.class.as_str(), "organization" | "person") && m.tokens.start >= first
    })?;
    // "President X's residence"
    let title = |at: u32| {
        let post = |m: &u32| matches!(ctx.mentions[*m as usize].value, MentionValue::Post(_));
        at > first && ctx.covering[at as usize - 1].iter().any(post)
    };
    let mut from = owner.tokens.start;
    while owner.class.as_str() == "person" && title(from) {
        from -= 1;
    }
    Some(from)
}

/// A thing's whole noun phrase: nouns and names before and after it ("Jaffar
/// Express train", "police air base"), and whose it is ("headquarters of X").
fn long_phrase(ctx: &Context<'_>, mention: u32) -> Option<(String, Span)> {
    let m = &ctx.mentions[mention as usize];
    if !ctx.ontology.vocab.is_a(m.class, Sym::new("object")) {
        return None;
    }
    let range = ctx.sentence_range(m.sentence);
    let mut start = m.tokens.start;
    let other = |i: u32, classes: &[&str]| {
        ctx.covering[i as usize].iter().any(|o| classes.contains(&ctx.mentions[*o as usize].class.as_str()))
    };
    while start > range.start && m.tokens.start - start < 6 {
        // "high-voltage towers", "the A-B pipeline": the word before the hyphen goes with it.
        let hyphen = start - range.start >= 2
            && matches!(ctx.lower(start - 1), "-" | "–")
            && !ctx.token(start - 1).space_before
            && start < m.tokens.start
            && matches!(ctx.token(start - 2).tag, Upos::Noun | Upos::Propn | Upos::Adj);
        if hyphen {
            start -= 2;
            continue;
        }
        if m.tokens.start - start >= 4 {
            break;
        }
        let t = ctx.token(start - 1);
        // "public bus", "electric towers", but "several buses", "the main bank".
        let kind = t.tag == Upos::Adj && t.xpos == "JJ" && ctx.list_at(Sym::new(LOOSE), None, start - 1).is_none();
        let joins = matches!(t.tag, Upos::Noun | Upos::Propn) || kind || other(start - 1, &["nationality"]);
        if !joins || other(start - 1, &["date", "number", "persons"]) {
            break;
        }
        start -= 1;
    }
    start = owner(ctx, start, range.start).unwrap_or(start);
    // Only common nouns may follow the name.
    let mut end = chunk::noun_phrase(ctx, m.tokens.start, range.end)
        .filter(|stop| *stop > m.tokens.end && *stop - m.tokens.end <= 2)
        .filter(|stop| (m.tokens.end..*stop).all(|i| ctx.token(i).tag == Upos::Noun && !other(i, &["date", "number"])))
        .unwrap_or(m.tokens.end);
    if end < range.end && ctx.lower(end) == "of" {
        let owner = (end + 1..range.end.min(end + 7))
            .take_while(|i| {
                matches!(ctx.token(*i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn) || ctx.lower(*i) == "-"
            })
            .find_map(|i| {
                ctx.mentions
                    .iter()
                    .find(|o| o.tokens.start == i && matches!(o.class.as_str(), "organization" | "person" | "country"))
            });
        // "the houses of mayoral candidates"
        let kind = || {
            chunk::noun_phrase(ctx, end + 1, range.end)
                .filter(|stop| *stop - end <= 7 && !other(end + 1, &["date", "number"]))
        };
        // "the residence of U.S. advisers": the name only describes them.
        let whole = |o: &crate::mention::Mention| {
            let stop = o.tokens.end;
            let more = |s: &u32| {
                *s > stop && (stop..*s).all(|i| matches!(ctx.token(i).tag, Upos::Noun | Upos::Propn | Upos::Adj))
            };
            kind().filter(more).unwrap_or(stop)
        };
        end = owner.map(whole).or_else(kind).unwrap_or(end);
    }
    (start < m.tokens.start || end > m.tokens.end).then(|| {
        let (span, text) = ctx.span_text(&(start..end));
        (text, span)
    })
}
