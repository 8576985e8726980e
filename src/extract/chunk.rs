//! Noun phrases and clauses by tags, for patterns that capture phrases.

use super::context::Context;
use crate::ontology::pattern::Chunk;
use crate::text::Upos;

const LINKS: [&str; 14] =
    ["of", "for", "in", "on", "against", "to", "with", "between", "from", "at", "by", "over", "about", "into"];

/// Ends of a chunk that begins at `at`, best first.
pub(super) fn ends(ctx: &Context<'_>, kind: Chunk, at: u32, end: u32) -> Vec<u32> {
    match kind {
        Chunk::NounPhrase => noun_phrase(ctx, at, end).into_iter().collect(),
        Chunk::LongNounPhrase => long_noun_phrase(ctx, at, end),
        Chunk::Clause => clause(ctx, at, end).into_iter().collect(),
        Chunk::Sentence => trimmed(ctx, at, end).into_iter().collect(),
    }
}

/// End of the base noun phrase that begins at `at`.
pub(super) fn noun_phrase(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let mut i = at;
    let mut last_noun = None;
    while i < end {
        let t = ctx.token(i);
        let lower = &*t.lower;
        match t.tag {
            Upos::Det if i == at => {}
            Upos::Pron if i == at && t.xpos == "PRP$" => {}
            Upos::Pron if i == at => return Some(i + 1),
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Sym => last_noun = Some(i + 1),
            Upos::Adj | Upos::Adv => {}
            Upos::Verb if (matches!(t.xpos, "VBG" | "VBN") || i == at + 1) && next_is_nominal(ctx, i, end) => {}
            Upos::Part | Upos::Punct if matches!(lower, "'s" | "'" | "-" | "–") && last_noun.is_some() => {}
            Upos::Cconj if lower == "and" && next_is_nominal(ctx, i, end) && last_was_adj(ctx, i) => {}
            _ => break,
        }
        i += 1;
    }
    last_noun
}

fn next_is_nominal(ctx: &Context<'_>, i: u32, end: u32) -> bool {
    i + 1 < end && matches!(ctx.token(i + 1).tag, Upos::Noun | Upos::Propn | Upos::Adj)
}

fn last_was_adj(ctx: &Context<'_>, i: u32) -> bool {
    i > 0 && ctx.token(i - 1).tag == Upos::Adj
}

fn long_noun_phrase(ctx: &Context<'_>, at: u32, end: u32) -> Vec<u32> {
    let mut ends = Vec::new();
    let Some(mut here) = noun_phrase(ctx, at, end) else { return ends };
    ends.push(here);
    while here < end && ends.len() < 8 {
        let lower = ctx.lower(here);
        let joins = LINKS.contains(&lower) || lower == "and" || (lower == "," && ctx.lower(here + 1) != "which");
        if !joins {
            break;
        }
        let mut from = here + 1;
        if lower == "," && ctx.lower(from) == "and" {
            from += 1;
        }
        match noun_phrase(ctx, from, end) {
            Some(next) => here = next,
            None => break,
        }
        ends.push(here);
    }
    ends.reverse();
    ends
}

/// End of the clause that begins at `at`: the sentence's end, a semicolon, a
/// dash, or a trailing attribution (", police said").
fn clause(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let mut stop = end;
    for i in at..end {
        let lower = ctx.lower(i);
        if matches!(lower, ";" | "—" | "--") && i > at {
            stop = i;
            break;
        }
        if lower == "," && i > at + 2 && trailing_attribution(ctx, i + 1, end) {
            stop = i;
            break;
        }
    }
    trimmed(ctx, at, stop)
}

fn trailing_attribution(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    let say = |i: u32| ctx.hits[i as usize].iter().any(|h| h.entry.class.as_str() == "say_verb");
    let rest = end.saturating_sub(from);
    ctx.lower(from) == "according"
        || ((1..=8).contains(&rest) && (from..end).any(say))
        || (ctx.lower(from) == "he" || ctx.lower(from) == "she") && from + 1 < end && say(from + 1)
}

fn trimmed(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let mut stop = end;
    while stop > at && ctx.token(stop - 1).tag == Upos::Punct && ctx.lower(stop - 1) != ")" {
        stop -= 1;
    }
    (stop > at).then_some(stop)
}

/// Where the next conjunct may begin if a coordination goes on at `at`:
/// `, B`, `and B`, `and its affiliated unit, B`.
pub(super) fn conjuncts(ctx: &Context<'_>, at: u32, end: u32) -> Vec<u32> {
    let mut i = at;
    let mut joined = false;
    // A long end may already have swallowed the comma.
    if i > 0 && ctx.lower(i - 1) == "," && i < end {
        joined = true;
    }
    if i < end && ctx.lower(i) == "," {
        joined = true;
        i += 1;
    }
    if i < end && matches!(ctx.lower(i), "and" | "or" | "&" | "/" | "nor") {
        joined = true;
        i += 1;
    } else if i + 2 < end && ctx.lower(i) == "as" && ctx.lower(i + 1) == "well" && ctx.lower(i + 2) == "as" {
        joined = true;
        i += 3;
    } else if i + 1 < end && ctx.lower(i) == "along" && ctx.lower(i + 1) == "with" {
        joined = true;
        i += 2;
    }
    if !joined || i >= end {
        return Vec::new();
    }
    let mut starts = vec![i];
    // A description, a comma, a name.
    if let Some(stop) = noun_phrase(ctx, i, end.min(i + 8))
        && ctx.lower(stop) == ","
        && stop + 1 < end
    {
        starts.push(stop + 1);
    }
    starts
}
