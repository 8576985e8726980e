//! Whoever holds a post and is called by it alone: "the foreign minister",
//! "Peru's president", "a police spokesman".

use super::lexicons::flag;
use super::nominals::office_kind;
use super::posts::is_body;
use super::view::View;
use super::{Mention, MentionValue, PostValue, Tenure, class};
use crate::analysis::{NO_HEAD, Upos};
use std::collections::{BTreeMap, BTreeSet};

/// How such a mention is marked in [`Mention::found_by`].
pub(crate) const HOLDER: &str = "posts/holder";

/// Adds a mention of class `persons` for each post that stands for its holder:
/// one that no tenure uses, in a place where somebody acts or is acted upon.
/// Sorted as the mentions were; the tenures point into the new list.
pub(super) fn add(view: &View<'_>, mentions: Vec<Mention>, tenures: Vec<Tenure>) -> (Vec<Mention>, Vec<Tenure>) {
    let used: BTreeSet<u32> = tenures.iter().map(|t| t.post).collect();
    let mut found = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        let MentionValue::Post(value) = &m.value else { continue };
        if m.kind.is_none() && m.found_by == "posts/phrase" && !used.contains(&(i as u32)) {
            found.extend(holder(view, &mentions, i, value));
        }
    }
    if found.is_empty() {
        return (mentions, tenures);
    }
    let mut all: Vec<(Option<u32>, Mention)> = mentions.into_iter().zip(0u32..).map(|(m, i)| (Some(i), m)).collect();
    all.extend(found.into_iter().map(|m| (None, m)));
    all.sort_by_key(|(old, m)| (m.span.start, std::cmp::Reverse(m.span.end), m.class, old.is_none()));
    let place: BTreeMap<u32, u32> =
        all.iter().zip(0u32..).filter_map(|((old, _), new)| old.map(|o| (o, new))).collect();
    let moved = |i: u32| place.get(&i).copied().unwrap_or(i);
    let tenures = tenures
        .into_iter()
        .map(|t| Tenure { person: moved(t.person), post: moved(t.post), body: t.body.map(moved), ..t })
        .collect();
    (all.into_iter().map(|(_, m)| m).collect(), tenures)
}

fn holder(view: &View<'_>, mentions: &[Mention], index: usize, value: &PostValue) -> Option<Mention> {
    let m = &mentions[index];
    if value.capacity == "designate" || plural(view, m.head) {
        return None;
    }
    let (mut start, mut end) = (m.tokens.start, m.tokens.end);
    let mut owned = false;
    if let Some(body) = value.body
        && let Some(b) = mentions.iter().find(|b| b.span == body && b.sentence == m.sentence)
    {
        owned = true;
        start = start.min(b.tokens.start);
        end = end.max(b.tokens.end);
        // "the governor of Borno state"
        if end == b.tokens.end && view.next(end).is_some_and(|n| view.has(n, flag::PLACE_HEAD) && !view.capital(n)) {
            end += 1;
        }
    }
    if !owned
        && let Some(b) = mentions.iter().find(|b| b.tokens.end == start && b.sentence == m.sentence && is_body(b.class))
    {
        owned = true;
        start = b.tokens.start;
    }
    // A spokesman of a named body speaks for the body, which is found by its own name.
    if owned && view.lower(m.head).starts_with("spokes") {
        return None;
    }
    // "a Tigers spokesman", "the deputy police chief"
    let part = |p: &u32| {
        view.tag(*p) == Upos::Adj && !view.capital(*p)
            || matches!(view.tag(*p), Upos::Noun | Upos::Propn) && view.tokens[*p as usize].head == m.head
    };
    while let Some(p) = view.prev(start).filter(part) {
        start = p;
    }
    // "the center's president"
    if let Some(p) = view.prev(start).filter(|p| view.possessive(*p)).and_then(|p| view.prev(p)) {
        start = p;
        owned = true;
        while let Some(p) = view.prev(start).filter(|p| matches!(view.tag(*p), Upos::Noun | Upos::Propn | Upos::Adj)) {
            start = p;
        }
    }
    let before = view.prev(start).map_or("", |p| view.lower(p));
    let determined = matches!(before, "the" | "a" | "an" | "another" | "this" | "that");
    let pronoun = matches!(before, "his" | "her" | "its" | "their" | "my" | "our");
    if pronoun || !acts(view, m.head, determined || owned) || beside_name(view, mentions, m, start, end) {
        return None;
    }
    // "the police chief's son" is about the son.
    if view.next(end).is_some_and(|n| view.possessive(n)) {
        return None;
    }
    let tokens = start..end;
    Some(Mention {
        span: view.analysis.span_of(&tokens),
        tokens,
        head: m.head,
        sentence: m.sentence,
        class: *class::PERSONS,
        kind: Some(office_kind(view)),
        name: view.slice(start, end),
        known: None,
        value: MentionValue::None,
        found_by: HOLDER,
        confidence: 0.7,
        entity: None,
    })
}

fn plural(view: &View<'_>, head: u32) -> bool {
    matches!(view.tokens[head as usize].xpos, "NNS" | "NNPS")
}

/// Whether the phrase is an argument of its clause, not what somebody is said
/// to be ("is the governor", "as governor", "named a governor").
fn acts(view: &View<'_>, head: u32, determined: bool) -> bool {
    let token = &view.tokens[head as usize];
    if token.head == NO_HEAD {
        return false;
    }
    let children = view.sentence(head);
    let child = |rel: &str, lower: &[&str]| {
        children.clone().any(|c| {
            let t = &view.tokens[c as usize];
            t.head == head && t.rel.as_str() == rel && (lower.is_empty() || lower.contains(&&*t.lower))
        })
    };
    if child("cop", &[]) || child("case", &["as", "than", "like"]) {
        return false;
    }
    match token.rel.as_str() {
        "nsubj" | "nsubj:pass" => true,
        "obl:agent" | "obl" | "nmod" => determined,
        "obj" | "iobj" => {
            determined
                && !matches!(
                    &*view.tokens[token.head as usize].lemma,
                    "appoint" | "name" | "elect" | "become" | "nominate" | "choose" | "have" | "be" | "call" | "remain"
                )
        }
        // "the governor and the mayor said"
        "conj" => determined && token.head != head && acts(view, token.head, determined),
        _ => false,
    }
}

/// "the foreign minister, X", "X, the foreign minister,", "foreign minister X":
/// the person is named, though no tenure was seen.
fn beside_name(view: &View<'_>, mentions: &[Mention], m: &Mention, start: u32, end: u32) -> bool {
    let named = |test: &dyn Fn(&Mention) -> bool| {
        mentions.iter().any(|o| o.class == *class::PERSON && o.sentence == m.sentence && test(o))
    };
    // "a spokesman for the group, X": the name comes after the whole phrase.
    let mut after = end;
    while view.next(after).is_some_and(|n| n < end + 10 && !matches!(view.tag(n), Upos::Verb | Upos::Aux | Upos::Punct))
    {
        after += 1;
    }
    if view.next_lower(after) == "," {
        after += 1;
    } else {
        after = end;
    }
    let mut left = start;
    while let Some(p) = view.prev(left).filter(|p| matches!(view.tag(*p), Upos::Det | Upos::Punct | Upos::Adj)) {
        left = p;
    }
    named(&|o| o.tokens.start == after || o.tokens.end == left || o.tokens.contains(&m.head))
}
