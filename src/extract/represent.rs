//! Those who act for somebody and are told only by whom: "officials from A and
//! B" are A and B.

use super::chunk;
use super::context::Context;
use super::pairs;
use super::types::Value;
use crate::ontology::rule::Merge;
use crate::text::{Span, Sym};

/// Tokens over which the list of those they act for may reach.
const REACH: u32 = 60;

/// Whom people without a name act for, if the rule file wants that of the role.
pub(super) fn principals(ctx: &Context<'_>, merge: &Merge, role: Sym, mention: u32) -> Vec<(Value, Span)> {
    let people = &ctx.mentions[mention as usize];
    if !merge.represent.contains(&role) {
        return Vec::new();
    }
    if people.class.as_str() != "persons" {
        return pairs::sides(ctx, mention);
    }
    let pair = pairs::pair(ctx, mention);
    if !pair.is_empty() {
        return pair;
    }
    let named = |t: u32| {
        ctx.covering[t as usize].iter().copied().rev().find(|m| {
            let o = &ctx.mentions[*m as usize];
            *m != mention
                && (matches!(o.class.as_str(), "country" | "organization" | "nationality") && o.entity.is_some()
                    || o.entity
                        .and_then(|e| ctx.entities.get(e as usize))
                        .is_some_and(|e| e.class.as_str() == "country"))
        })
    };
    let value = |m: u32| {
        let o = &ctx.mentions[m as usize];
        o.entity.map(|e| (Value::Entity(e), o.span))
    };
    // "Russian and Ukrainian negotiators"; "Russian officials" are some Russians.
    let first = first_side(ctx, people.tokens.start);
    let mut own: Vec<u32> = (first..people.tokens.end).filter_map(named).collect();
    own.dedup();
    if own.len() > 1 && people.tokens.clone().any(|t| matches!(ctx.lower(t), "and" | ",")) {
        return own.into_iter().filter_map(value).collect();
    }
    if let Some(whose) = possessor(ctx, people.head) {
        return vec![whose];
    }
    let out = listed(ctx, mention, &named, &value);
    if out.is_empty() { described(ctx, mention).into_iter().collect() } else { out }
}

/// "a delegation of tribal elders", "leaders from the private sector": people
/// whom a phrase behind them describes are told with it.
fn described(ctx: &Context<'_>, mention: u32) -> Option<(Value, Span)> {
    let people = &ctx.mentions[mention as usize];
    let end = ctx.sentence_range(people.sentence).end;
    let link = people.tokens.end;
    if link >= end || !matches!(ctx.lower(link), "of" | "from") {
        return None;
    }
    let stop = chunk::noun_phrase(ctx, link + 1, end)?;
    // "assured his counterpart of support" says nothing of the counterpart.
    let own = ctx.lower(link) == "from" || !matches!(&*ctx.token(people.head).lemma, "counterpart" | "colleague");
    // "leaders from 12 countries" are described, "a delegation of 12" is counted.
    let common = ctx.token(stop - 1).tag != crate::text::Upos::Num;
    (common && own && ctx.token(people.head).rel.as_str() != "appos").then(|| {
        let (span, text) = ctx.span_text(&(people.tokens.start..stop));
        (Value::Text(text), span)
    })
}

/// "Chinese, Russian and Iranian officials": where the first of the adjectives
/// stands that commas part from those of the people.
fn first_side(ctx: &Context<'_>, mut start: u32) -> u32 {
    let side = |t: u32| {
        ctx.covering[t as usize].iter().map(|m| &ctx.mentions[*m as usize]).find(|m| m.class.as_str() == "nationality")
    };
    while side(start).is_some()
        && let Some(last) = start.checked_sub(2)
        && ctx.lower(start - 1) == ","
        && let Some(before) = side(last).filter(|m| m.tokens.end == last + 1 && m.entity.is_some())
    {
        start = before.tokens.start;
    }
    start
}

/// The names in "of A and B" behind people.
fn listed(
    ctx: &Context<'_>,
    mention: u32,
    named: &dyn Fn(u32) -> Option<u32>,
    value: &dyn Fn(u32) -> Option<(Value, Span)>,
) -> Vec<(Value, Span)> {
    let people = &ctx.mentions[mention as usize];
    let end = ctx.sentence_range(people.sentence).end.min(people.tokens.end + REACH);
    let mut i = people.tokens.end;
    if i >= end || !matches!(ctx.lower(i), "of" | "from") {
        return Vec::new();
    }
    let mut out = Vec::new();
    loop {
        while i < end && matches!(ctx.lower(i), "of" | "from" | "the" | "both") {
            i += 1;
        }
        if i >= end {
            break;
        }
        i = members(ctx, i, end, named);
        let Some(found) = named(i).filter(|m| ctx.mentions[*m as usize].tokens.start == i) else { break };
        let stop = ctx.mentions[found as usize].tokens.end;
        let goes_on =
            stop < end && !matches!(ctx.lower(stop), "," | "and" | "&" | "or" | "(") && possessor_or_noun(ctx, stop);
        if goes_on || ctx.mentions[found as usize].class.as_str() == "nationality" {
            break;
        }
        out.extend(value(found));
        i = stop;
        // "Foreign Ministers of A (X), B (Y)"
        if i < end
            && ctx.lower(i) == "("
            && let Some(close) = (i..end.min(i + 8)).find(|j| ctx.lower(*j) == ")")
        {
            i = close + 1;
        }
        let before = i;
        while i < end && (matches!(ctx.lower(i), "," | "and" | "&") || as_well(ctx, i)) {
            i += if as_well(ctx, i) { 3 } else { 1 };
        }
        if i == before {
            break;
        }
    }
    out
}

/// "from NATO allies A and B": where the names begin that a noun is put before.
fn members(ctx: &Context<'_>, at: u32, end: u32, named: &dyn Fn(u32) -> Option<u32>) -> u32 {
    /// Words before "allies".
    const REACH: u32 = 4;
    let noun = |i: u32| matches!(ctx.lower(i), "allies" | "members" | "countries" | "states" | "nations" | "partners");
    let last = end.saturating_sub(1).min(at + REACH);
    (at..last).find(|i| noun(*i) && named(i + 1).is_some()).map_or(at, |i| i + 1)
}

/// "X said its delegation": the land or body that a pronoun before the people
/// stands for.
fn possessor(ctx: &Context<'_>, head: u32) -> Option<(Value, Span)> {
    let pronoun = ctx.children[head as usize].iter().find(|c| matches!(ctx.lower(**c), "its" | "their"))?;
    ctx.covering[*pronoun as usize].iter().find_map(|m| {
        let m = &ctx.mentions[*m as usize];
        let entity = m.entity.filter(|e| {
            let class = ctx.entities.get(*e as usize).map(|e| e.class);
            class.is_some_and(|c| matches!(c.as_str(), "country" | "organization"))
        })?;
        Some((Value::Entity(entity), m.span))
    })
}

/// "Russia's ministry", "Gaza factions": the name says only whose they are.
fn possessor_or_noun(ctx: &Context<'_>, at: u32) -> bool {
    matches!(ctx.lower(at), "'s" | "’s" | "'" | "’") || ctx.token(at).tag == crate::text::Upos::Noun
}

fn as_well(ctx: &Context<'_>, at: u32) -> bool {
    ctx.lower(at) == "as" && ctx.lower(at + 1) == "well" && ctx.lower(at + 2) == "as"
}
