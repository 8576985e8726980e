//! Roles filled by what stands near a trigger: its date and place.

use super::candidate::{code_at, mention_value};
use super::context::Context;
use super::quoting;
use super::types::{Filler, Modality, Value};
use crate::analysis::NO_HEAD;
use crate::mention::MentionValue;
use crate::ontology::FactClass;
use crate::ontology::pattern::ListRef;
use crate::ontology::rule::{Attach, Rule, RuleSet};
use crate::text::Span;
use std::ops::Range;

/// Adds the fillers of a rule set's `[[attach]]` entries.
#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
pub(super) fn attach(
    ctx: &Context<'_>,
    class: &FactClass,
    set: &RuleSet,
    rule: &Rule,
    sentence: u32,
    trigger: &Range<u32>,
    rivals: &[u32],
    modality: Modality,
    fillers: &mut Vec<Filler>,
) {
    for attach in &set.attach {
        let Some(role) = class.role(attach.role) else { continue };
        if fillers.iter().any(|f| f.role == role.wire) {
            continue;
        }
        let found = match attach.class {
            Some(class) if class.as_str() == QUOTE => quoting::quote(ctx, sentence, trigger, rivals),
            Some(_) => {
                nearest(ctx, attach, sentence, trigger, rivals, fillers).and_then(|m| mention_value(ctx, role, m))
            }
            None => set.codes.get(&role.wire).and_then(|lists| nearest_code(ctx, attach, lists, sentence, trigger)),
        };
        let Some((value, span)) = found else { continue };
        fillers.push(Filler {
            role: role.wire,
            value,
            span: Some(span),
            sentence: ctx.analysis.sentences[sentence as usize].span,
            rule: rule.id,
            modality,
            source: None,
            confidence: rule.confidence * 0.9,
        });
    }
}

/// Mention class that stands for quoted words.
const QUOTE: &str = "quote";

/// The entry of the lists that stands nearest to the trigger, after it first.
fn nearest_code(
    ctx: &Context<'_>,
    attach: &Attach,
    lists: &[ListRef],
    sentence: u32,
    trigger: &Range<u32>,
) -> Option<(Value, Span)> {
    let range = ctx.sentence_range(sentence);
    let fits = |at: u32| {
        attach.after.is_empty()
            || (at.saturating_sub(4).max(range.start)..at).any(|i| attach.after.iter().any(|w| w == ctx.lower(i)))
    };
    range
        .clone()
        .filter(|at| fits(*at))
        .filter_map(|at| code_at(ctx, lists, at).map(|hit| (at, hit)))
        .min_by_key(|(at, _)| (*at < trigger.start, at.abs_diff(trigger.start)))
        .map(|(at, hit)| (Value::Code(hit.entry.value), ctx.analysis.span_of(&(at..hit.end))))
}

/// The mention that belongs to the trigger most closely, if any does.
fn nearest(
    ctx: &Context<'_>,
    attach: &Attach,
    sentence: u32,
    trigger: &Range<u32>,
    rivals: &[u32],
    fillers: &[Filler],
) -> Option<u32> {
    let head = trigger.end - 1;
    let mut best: Option<(u32, u32)> = None;
    for (id, m) in ctx.mentions.iter().enumerate() {
        let id = id as u32;
        if m.sentence != sentence || !attach.class.is_some_and(|c| ctx.accepted(id, &[c])) || usable(m) == Some(false) {
            continue;
        }
        // A name that already fills another role is not also the place.
        if fillers.iter().any(|f| f.span.is_some_and(|s| s.overlaps(m.span))) || trigger.contains(&m.tokens.start) {
            continue;
        }
        if nested(ctx, id)
            || (!attach.after.is_empty() && !after(ctx, id, &attach.after) && !appositive(ctx, id, trigger, attach))
        {
            continue;
        }
        if owner(ctx, id) || modifier(ctx, id, trigger) || attach.direct && belongs_elsewhere(ctx, id, trigger, fillers)
        {
            continue;
        }
        let (low, high) = (trigger.end.min(m.tokens.start), trigger.end.max(m.tokens.start));
        if rivals.iter().any(|r| (low..high).contains(r) && !trigger.contains(r) && !m.tokens.contains(r)) {
            continue;
        }
        let Some(distance) = distance(ctx, head, m.head, &m.tokens) else { continue };
        if best.is_none_or(|b| distance < b.0) {
            best = Some((distance, id));
        }
    }
    best.map(|b| b.1)
}

fn usable(m: &crate::mention::Mention) -> Option<bool> {
    // The date a report carries at its head is when it was written.
    if m.kind.is_some_and(|k| k.as_str() == "dateline") {
        return Some(false);
    }
    match &m.value {
        MentionValue::Date(d) => Some(!d.edtf.is_empty()),
        _ => None,
    }
}

/// Inside a longer name or post ("US" in "US State Department").
fn nested(ctx: &Context<'_>, id: u32) -> bool {
    let m = &ctx.mentions[id as usize];
    ctx.covering[m.tokens.start as usize].iter().any(|o| {
        let other = &ctx.mentions[*o as usize];
        other.span.len() > m.span.len() && other.span.contains(m.span) && other.class.as_str() != "persons"
    })
}

/// "the U.S. compound", "Pakistan's city of": a country that only says whose the
/// thing is that follows.
fn owner(ctx: &Context<'_>, id: u32) -> bool {
    let m = &ctx.mentions[id as usize];
    if m.class.as_str() != "country" || m.tokens.end >= ctx.sentence_range(m.sentence).end {
        return false;
    }
    let next = ctx.token(m.tokens.end);
    matches!(&*next.lower, "'s" | "'" | "’s" | "’")
        || matches!(next.tag, crate::text::Upos::Noun | crate::text::Upos::Adj)
}

/// Whether the parse hangs a mention on a noun that is neither the trigger nor
/// names a filler.
fn belongs_elsewhere(ctx: &Context<'_>, id: u32, trigger: &Range<u32>, fillers: &[Filler]) -> bool {
    let mut at = ctx.mentions[id as usize].head;
    // "X province", "the city of X": the phrase the name stands in.
    for _ in 0..3 {
        let t = ctx.token(at);
        let inside = matches!(t.rel.as_str(), "compound" | "flat" | "appos" | "amod" | "nmod:poss");
        if !inside || t.head == NO_HEAD || trigger.contains(&t.head) {
            break;
        }
        at = t.head;
    }
    for _ in 0..8 {
        let t = ctx.token(at);
        if t.head == NO_HEAD || trigger.contains(&t.head) {
            return false;
        }
        at = t.head;
        let up = ctx.token(at);
        let filler = fillers.iter().any(|f| f.span.is_some_and(|s| s.contains(up.span)));
        if up.tag == crate::text::Upos::Noun && !filler && ctx.covering[at as usize].is_empty() {
            return true;
        }
        if ctx.group_of[at as usize].is_some() {
            return false;
        }
    }
    false
}

/// "the 2008 Mumbai attack", "the Act of 1997": a date that belongs to another
/// noun's name.
fn modifier(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    if m.class.as_str() != "date" {
        return false;
    }
    let range = ctx.sentence_range(m.sentence);
    let noun = |i: u32| matches!(ctx.token(i).tag, crate::text::Upos::Noun | crate::text::Upos::Propn);
    let start = m.tokens.start;
    if start >= range.start + 2 && ctx.lower(start - 1) == "of" {
        let before = ctx.token(start - 2);
        let named = before.tag == crate::text::Upos::Propn && !trigger.contains(&(start - 2));
        if named && m.tokens.len() == 1 {
            return true;
        }
    }
    let mut end = m.tokens.end;
    while end < range.end && ctx.token(end).tag == crate::text::Upos::Adj {
        end += 1;
    }
    let mut head = end;
    while head < range.end && noun(head) {
        head += 1;
    }
    // A bare year before a noun; "on Monday police" has no determiner.
    head > end
        && m.tokens.len() == 1
        && ctx.lower(start).starts_with(|c: char| c.is_ascii_digit())
        && start > range.start
        && matches!(ctx.token(start - 1).tag, crate::text::Upos::Det | crate::text::Upos::Part)
        && !(end..head).any(|i| trigger.contains(&i))
}

fn after(ctx: &Context<'_>, id: u32, words: &[String]) -> bool {
    let m = &ctx.mentions[id as usize];
    let first = ctx.sentence_range(m.sentence).start;
    let mut i = m.tokens.start;
    while i > first && m.tokens.start - i < 6 {
        i -= 1;
        let lower = ctx.lower(i);
        if words.iter().any(|w| w == lower) {
            return true;
        }
        let modifier = matches!(
            ctx.token(i).tag,
            crate::text::Upos::Det
                | crate::text::Upos::Adj
                | crate::text::Upos::Noun
                | crate::text::Upos::Propn
                | crate::text::Upos::Part
        );
        if !modifier {
            return false;
        }
    }
    false
}

/// "the Karachi attack": the place directly before the trigger noun.
fn appositive(ctx: &Context<'_>, id: u32, trigger: &Range<u32>, attach: &Attach) -> bool {
    let m = &ctx.mentions[id as usize];
    !attach.after.is_empty() && m.tokens.end == trigger.start && m.class.as_str() == "place"
}

/// Steps between trigger and mention in the parse, or tokens between them;
/// `None` if another clause lies between.
fn distance(ctx: &Context<'_>, trigger: u32, head: u32, tokens: &Range<u32>) -> Option<u32> {
    let sentence = ctx.token(trigger).sentence as usize;
    let linear = trigger.abs_diff(if trigger < tokens.start { tokens.start } else { tokens.end - 1 });
    if !ctx.analysis.sentences[sentence].parsed {
        let between = trigger.min(head)..trigger.max(head);
        let breaks = between.clone().any(|i| matches!(ctx.lower(i), ";" | "—"));
        return (!breaks && linear <= 25).then_some(linear);
    }
    let up = |mut t: u32| {
        let mut chain = vec![t];
        while ctx.token(t).head != NO_HEAD && chain.len() < 30 && !chain.contains(&ctx.token(t).head) {
            t = ctx.token(t).head;
            chain.push(t);
        }
        chain
    };
    let (a, b) = (up(trigger), up(head));
    let (i, j) = a.iter().enumerate().find_map(|(i, t)| b.iter().position(|u| u == t).map(|j| (i, j)))?;
    // Crossing into another finite clause costs much, standing far away little.
    let crossing = b[..j].iter().filter(|t| {
        let rel = ctx.token(**t).rel.as_str();
        rel.starts_with("acl:relcl")
            || rel == "parataxis"
            || rel == "advcl"
            || rel == "conj" && ctx.group_of[**t as usize].is_some()
    });
    let cost = (i + j) as u32 * 4 + crossing.count() as u32 * 24 + linear;
    (cost <= 60).then_some(cost)
}
