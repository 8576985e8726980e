//! The state that an office or a body told by its kind acts for: "Germany's interior
//! minister", "the Malaysian cabinet", "a court in Chad", "the government" in news
//! that a dateline places.

use super::context::Context;
use super::matcher::Capture;
use super::types::Value;
use crate::ontology::rule::Merge;
use crate::text::{Span, Sym, ZoneKind};
use std::ops::Range;

/// Words that may stand between a possessor or an adjective of origin and the noun.
const DESCRIBED: u32 = 4;
/// Words a dateline may have.
const DATELINE: u32 = 12;

/// What is told in place of words without a name of their own, if the rule file
/// wants that of the role.
pub(super) fn of_words(ctx: &Context<'_>, merge: &Merge, role: Sym, capture: &Capture) -> Option<(Value, Span)> {
    let nouns = *merge.acts_for.get(&role)?;
    if capture.tokens.is_empty() {
        return None;
    }
    // Words inside the name of a body: the body is told.
    let body = |m: &&u32| {
        let m = &ctx.mentions[**m as usize];
        m.class.as_str() == "organization"
            && m.tokens.end >= capture.tokens.end
            && m.name.chars().any(char::is_uppercase)
    };
    if let Some(m) = ctx.covering[capture.tokens.start as usize].iter().find(body).map(|m| &ctx.mentions[*m as usize]) {
        return Some((Value::Entity(m.entity?), m.span));
    }
    state(ctx, &capture.tokens).or_else(|| local(ctx, nouns, &capture.tokens))
}

/// One of the nouns alone: that of the land the news is from.
fn local(ctx: &Context<'_>, nouns: Sym, tokens: &Range<u32>) -> Option<(Value, Span)> {
    let alone = tokens.clone().any(|i| ctx.list_at(nouns, None, i).is_some_and(|h| h.end == tokens.end));
    let land = alone.then(|| dateline(ctx).or_else(|| only_land(ctx))).flatten();
    land.map(|v| (v, ctx.analysis.span_of(tokens)))
}

/// The same of a mention: an office, its holder without a name, or a person whose
/// office the article tells.
pub(super) fn of_mention(ctx: &Context<'_>, merge: &Merge, role: Sym, mention: u32) -> Option<(Value, Span)> {
    let nouns = *merge.acts_for.get(&role)?;
    let m = &ctx.mentions[mention as usize];
    match m.class.as_str() {
        "post" | "persons" => {
            state(ctx, &m.tokens).or_else(|| office(ctx, mention)).or_else(|| local(ctx, nouns, &m.tokens))
        }
        "person" => office(ctx, mention),
        // "It also lists X": the state told of before, or that of whoever is told of.
        "pronoun" => named(ctx, mention).map(|v| (v, m.span)).or_else(|| office(ctx, mention)),
        // "Israel's defence ministry": no name of its own.
        "organization" if !m.name.chars().any(char::is_uppercase) => {
            state(ctx, &m.tokens).or_else(|| local(ctx, nouns, &m.tokens))
        }
        _ => None,
    }
}

/// The country of the office that the article says a person holds.
fn office(ctx: &Context<'_>, mention: u32) -> Option<(Value, Span)> {
    let m = &ctx.mentions[mention as usize];
    let one = |p: u32| p == mention || m.entity.is_some() && ctx.mentions[p as usize].entity == m.entity;
    let mut held = ctx.tenures.iter().filter(|t| (one(t.person) || t.post == mention) && t.capacity != "former");
    held.find_map(|t| named(ctx, t.body?)).map(|v| (v, m.span))
}

/// A country, or a body of states, as a value.
fn named(ctx: &Context<'_>, mention: u32) -> Option<Value> {
    let m = &ctx.mentions[mention as usize];
    let entity = m.entity?;
    let of = ctx.entities.get(entity as usize)?;
    let states = of.class.as_str() == "country" || of.kind.is_some_and(|k| k.as_str() == "international_org");
    states.then_some(Value::Entity(entity))
}

/// The state in the words themselves, before them ("A's", "A-ish") or behind ("of A").
fn state(ctx: &Context<'_>, tokens: &Range<u32>) -> Option<(Value, Span)> {
    let sentence = ctx.sentence_range(ctx.token(tokens.start).sentence);
    let at = |i: u32| {
        // "a Saudi-led bloc" is not Saudi Arabia.
        if matches!(ctx.lower(i + 1), "-" | "–") {
            return None;
        }
        ctx.covering[i as usize].iter().find_map(|m| Some((named(ctx, *m)?, ctx.mentions[*m as usize].span)))
    };
    if let Some(inside) = tokens.clone().find_map(at) {
        return Some(inside);
    }
    let mut i = tokens.start;
    while i > sentence.start && tokens.start - i < DESCRIBED {
        i -= 1;
        if let Some(found) = at(i) {
            return Some(found);
        }
        let describes = matches!(ctx.token(i).tag.as_str(), "ADJ" | "NOUN" | "NUM" | "PART") || ctx.lower(i) == "-";
        if !describes && !matches!(ctx.lower(i), "'s" | "’s" | "'" | "’") {
            break;
        }
    }
    let mut i = tokens.end;
    if i < sentence.end && matches!(ctx.lower(i), "of" | "in") {
        i += 1;
        while i < sentence.end
            && matches!(ctx.lower(i), "the" | "southern" | "northern" | "eastern" | "western" | "capital" | "city")
        {
            i += 1;
        }
        if i < sentence.end {
            return at(i).or_else(|| {
                let place = ctx.covering[i as usize].iter().find_map(|m| land(ctx, *m))?;
                Some((place, ctx.token(i).span))
            });
        }
    }
    None
}

/// The country a mention names or, as a listed place, lies in.
fn land(ctx: &Context<'_>, mention: u32) -> Option<Value> {
    named(ctx, mention).or_else(|| by_id(ctx, country(ctx, mention)?))
}

/// The lexicon id of the country a mention names, or its place lies in.
fn country(ctx: &Context<'_>, mention: u32) -> Option<Sym> {
    let m = &ctx.mentions[mention as usize];
    let entity = m.entity.and_then(|e| ctx.entities.get(e as usize));
    let known = m.known.or_else(|| entity.and_then(|e| e.known))?;
    let (kind, rest) = known.as_str().split_once('/')?;
    let code = rest.split('/').next().filter(|c| c.len() == 2)?;
    matches!(kind, "country" | "place").then(|| Sym::new(&format!("country/{code}")))
}

fn by_id(ctx: &Context<'_>, id: Sym) -> Option<Value> {
    if let Some(e) = ctx.entities.iter().position(|e| e.known == Some(id)) {
        return Some(Value::Entity(e as u32));
    }
    ctx.ontology.lexicon.name_of(id).map(|n| Value::Text(n.as_str().to_owned()))
}

/// The one country that an article tells of, by its name or that of a place in it:
/// no other is named, nor anything from there.
fn only_land(ctx: &Context<'_>) -> Option<Value> {
    let of = |m: usize| country(ctx, m as u32);
    let told = (0..ctx.mentions.len()).filter(|m| ctx.mentions[*m].class.as_str() != "nationality");
    let id = told.filter_map(of).next()?;
    (0..ctx.mentions.len()).filter_map(of).all(|c| c == id).then(|| by_id(ctx, id)).flatten()
}

/// The country of the place that the article's dateline names.
fn dateline(ctx: &Context<'_>) -> Option<Value> {
    let first = (0..ctx.analysis.sentences.len()).find(|s| {
        let range = ctx.sentence_range(*s as u32);
        !range.is_empty() && ctx.analysis.sentences[*s].zone == ZoneKind::Body
    })?;
    let range = ctx.sentence_range(first as u32);
    let stop = range.end.min(range.start + DATELINE);
    let line = (range.start + 1..stop).find(|i| ctx.group_of[*i as usize].is_some()).unwrap_or(stop);
    (range.start + 1..line).find(|i| matches!(ctx.lower(*i), "—" | "–" | "-" | "--" | ":" | "("))?;
    ctx.covering[range.start as usize].iter().find_map(|m| land(ctx, *m))
}
