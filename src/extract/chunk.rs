//! Noun phrases and clauses by tags, for patterns that capture phrases.

use super::content;
use super::context::Context;
use crate::ontology::pattern::Chunk;
use crate::text::Upos;

/// Tokens a relative clause between two conjuncts may have.
const RELATIVE: u32 = 18;

const LINKS: [&str; 14] =
    ["of", "for", "in", "on", "against", "to", "with", "between", "from", "at", "by", "over", "about", "into"];

/// Ends of a chunk that begins at `at`, best first.
pub(super) fn ends(ctx: &Context<'_>, kind: Chunk, at: u32, end: u32) -> Vec<u32> {
    match kind {
        Chunk::NounPhrase => noun_phrase(ctx, at, end).into_iter().collect(),
        Chunk::LongNounPhrase => long_noun_phrase(ctx, at, end),
        Chunk::Matters => super::matters::matters(ctx, at, end).last().map(|m| m.end).into_iter().collect(),
        Chunk::Clause => content::clause(ctx, at, end).into_iter().collect(),
        Chunk::Sentence => content::trimmed(ctx, at, end).into_iter().collect(),
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
            // "coordinated and effective strategies"
            Upos::Verb if t.xpos == "VBN" && joined_adjective(ctx, i, end) => {}
            Upos::Part | Upos::Punct if matches!(lower, "'s" | "’s" | "'" | "’" | "-" | "–") && last_noun.is_some() =>
                {}
            Upos::Punct if lower == "," && describing_series(ctx, i, end) => {}
            // "Russian-American dialogue"
            Upos::Punct
                if matches!(lower, "-" | "–") && last_was_adj(ctx, i) && i > at && next_is_nominal(ctx, i, end) => {}
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

/// "unprovoked, unjustified attack", "regional, bilateral and global issues": a
/// comma between words that all describe the noun behind them.
fn describing_series(ctx: &Context<'_>, comma: u32, end: u32) -> bool {
    /// Tokens from the comma to the noun.
    const REACH: u32 = 6;
    let adjective = |i: u32| ctx.token(i).tag == Upos::Adj;
    let stop = end.min(comma + REACH);
    let noun = (comma + 1..stop).find(|i| !adjective(*i) && !matches!(ctx.lower(*i), "," | "and"));
    comma > 0
        && comma + 1 < end
        && adjective(comma - 1)
        && adjective(comma + 1)
        && noun.is_some_and(|n| ctx.token(n).tag == Upos::Noun && adjective(n - 1))
}

fn joined_adjective(ctx: &Context<'_>, i: u32, end: u32) -> bool {
    i + 3 < end
        && ctx.lower(i + 1) == "and"
        && ctx.token(i + 2).tag == Upos::Adj
        && matches!(ctx.token(i + 3).tag, Upos::Noun | Upos::Adj)
}

fn last_was_adj(ctx: &Context<'_>, i: u32) -> bool {
    i > 0 && (ctx.token(i - 1).tag == Upos::Adj || ctx.token(i - 1).xpos == "VBN")
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
        // "..., who", "and he": no further item.
        let item =
            noun_phrase(ctx, from, end).filter(|_| ctx.token(from).tag != Upos::Pron || ctx.token(from).xpos == "PRP$");
        // ", the ministry said": a clause begins, no item.
        let item = item.filter(|next| lower != "," || *next >= end || ctx.group_of[*next as usize].is_none());
        match item {
            Some(next) => here = next,
            None => break,
        }
        ends.push(here);
    }
    ends.reverse();
    ends
}

/// Where the next conjunct may begin if a coordination goes on at `at`:
/// `, B`, `and B`, `and its affiliated unit, B`.
pub(super) fn conjuncts(ctx: &Context<'_>, at: u32, end: u32) -> Vec<u32> {
    let mut i = past_age(ctx, past_place(ctx, other_name(ctx, at, end), end), end);
    let mut joined = false;
    // "A, B – as well as its leader, C –".
    if i + 1 < end && matches!(ctx.lower(i), "–" | "—") && matches!(ctx.lower(i + 1), "as" | "and" | "along") {
        i += 1;
    }
    // A long end may already have swallowed the comma.
    if i > 0 && ctx.lower(i - 1) == "," && i < end {
        joined = true;
    }
    if i < end && matches!(ctx.lower(i), "," | ";") {
        joined = true;
        i += 1;
    }
    // "A, who is on a visit, and B"
    if joined && i < end && matches!(ctx.lower(i), "who" | "which" | "whose" | "currently") {
        let closes = |j: &u32| ctx.lower(*j) == "," && matches!(ctx.lower(*j + 1), "and" | "or");
        match (i + 1..end.min(i + RELATIVE)).find(closes) {
            Some(comma) => i = comma + 1,
            None => return Vec::new(),
        }
    }
    if i < end && matches!(ctx.lower(i), "and" | "or" | "&" | "/" | "nor") {
        joined = true;
        i += 1;
        // "the murders of A, B, and of C"
        i += u32::from(i + 1 < end && ctx.lower(i) == "of");
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
    // A description, a comma, a name; "and B, C said" has a name before the comma.
    if let Some(stop) = noun_phrase(ctx, i, end.min(i + 8))
        && ctx.lower(stop) == ","
        && ctx.token(stop - 1).tag != Upos::Propn
        && stop + 1 < end
    {
        starts.push(stop + 1);
    }
    starts.extend(past_titles(ctx, i, end));
    starts.extend(past_lead(ctx, i, end));
    starts
}

/// Lexicon list of nouns for parts of bodies.
const PART: &str = "affiliate_noun";

/// Where the name of a body begins that a phrase leads up to: "and the Saudi-based
/// B", "and the European branches of B", but not "and the leader of B".
fn past_lead(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    /// Words of such a phrase.
    const LEAD: u32 = 8;
    let body = |s: &super::context::Start| ctx.mentions[s.mention as usize].class.as_str() == "organization";
    let name = (at + 1..end.min(at + 1 + LEAD)).find(|i| ctx.starting[*i as usize].iter().any(body))?;
    let part = |i: u32| ctx.list_at(crate::text::Sym::new(PART), None, i).is_some();
    let leads = |i: u32| match ctx.token(i).tag {
        Upos::Det | Upos::Adj => true,
        // "Saudi-based", "Iran-backed"
        Upos::Verb => ctx.token(i).xpos == "VBN" && i > at && ctx.lower(i - 1) == "-",
        Upos::Propn => ctx.lower(i + 1) == "-",
        Upos::Noun => part(i) && i + 1 < name,
        Upos::Punct => ctx.lower(i) == "-",
        Upos::Adp => ctx.lower(i) == "of" && i > at && part(i - 1),
        _ => false,
    };
    // The head of a phrase is a part of the body, or there is none before the name.
    (at..name).all(leads).then_some(name)
}

/// Where the name begins that a phrase of nouns only leads up to: "and Senator
/// and presidential candidate B".
fn past_titles(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    /// Words of a title.
    const TITLE: u32 = 6;
    let name = (at + 1..end.min(at + 1 + TITLE)).find(|i| {
        ctx.starting[*i as usize].iter().any(|s| ctx.mentions[s.mention as usize].class.as_str() == "person")
    })?;
    // A name of its own before it is in the list itself.
    let title = |i: u32| {
        let person = ctx.covering[i as usize].iter().any(|m| ctx.mentions[*m as usize].class.as_str() == "person");
        let word = matches!(ctx.token(i).tag, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det);
        // "30-year-old B"
        let age = matches!(ctx.lower(i), "-" | "year" | "old") || ctx.lower(i).parse::<u32>().is_ok();
        !person && (word || age || ctx.lower(i) == "and")
    };
    ((at..name).all(title) && ctx.lower(at) != "and" && ctx.lower(name - 1) != "and").then_some(name)
}

/// Past how old somebody is: "A, 53, and B", "A (24); B".
fn past_age(ctx: &Context<'_>, at: u32, end: u32) -> u32 {
    if at + 2 >= end || !matches!(ctx.lower(at), "," | "(") {
        return at;
    }
    let age = |i: u32| ctx.lower(i).parse::<u32>().is_ok_and(|n| (1..=110).contains(&n));
    if !age(at + 1) {
        return at;
    }
    let old = at + 3 < end && ctx.lower(at + 2) == "years" && ctx.lower(at + 3) == "old";
    let mut i = at + if old { 4 } else { 2 };
    if ctx.lower(at) == "(" {
        if i >= end || ctx.lower(i) != ")" {
            return at;
        }
        i += 1;
    }
    // "A, 55, from Spain; B"
    if i + 1 < end && ctx.lower(i) == "," && matches!(ctx.lower(i + 1), "from" | "of") {
        i = past_place(ctx, i + 1, end);
    }
    if i < end && matches!(ctx.lower(i), "," | ";" | "and" | "or") { i } else { at }
}

/// Past another name of what was named last: "A alias B", "A, also known as B".
fn other_name(ctx: &Context<'_>, at: u32, end: u32) -> u32 {
    let mut i = at;
    if i < end && matches!(ctx.lower(i), "," | "(") {
        i += 1;
    }
    if i < end && ctx.lower(i) == "also" {
        i += 1;
    }
    if i + 1 < end && ctx.lower(i) == "known" && ctx.lower(i + 1) == "as" {
        i += 2;
    } else if i < end && matches!(ctx.lower(i), "alias" | "aka" | "a.k.a." | "a.k.a") {
        i += 1;
    } else {
        return at;
    }
    let name = |i: u32| ctx.token(i).tag == Upos::Propn || matches!(ctx.lower(i), "-" | "the");
    let stop = (i..end).find(|t| !name(*t)).unwrap_or(end);
    if stop == i { at } else { stop }
}

/// Where a name follows what is said of the last one: "A, the leader of X since
/// 2002, and B".
pub(super) fn past_description(ctx: &Context<'_>, comma: u32, end: u32) -> Option<u32> {
    if comma + 2 >= end || ctx.lower(comma) != "," {
        return None;
    }
    let first = ctx.token(comma + 1);
    let describes =
        matches!(first.tag, Upos::Det | Upos::Noun | Upos::Adj) || matches!(first.xpos, "PRP$" | "VBN" | "WP");
    if !describes {
        return None;
    }
    let stop = (comma + 2..end.min(comma + LONG_DESCRIPTION))
        .find(|i| matches!(ctx.lower(*i), "," | ";") || matches!(ctx.token(*i).xpos, "VBD" | "VBZ" | "VBP" | "MD"))?;
    let next = stop + 1 + u32::from(matches!(ctx.lower(stop + 1), "and" | "or"));
    (matches!(ctx.lower(stop), "," | ";") && next < end).then_some(next)
}

/// Tokens that may say who somebody is, between two names of a list.
const LONG_DESCRIPTION: u32 = 24;

/// Past where the last name is at home: "A in Turkey and B".
fn past_place(ctx: &Context<'_>, at: u32, end: u32) -> u32 {
    if at >= end || !matches!(ctx.lower(at), "in" | "of" | "from") {
        return at;
    }
    let from = at + 1 + u32::from(ctx.lower(at + 1) == "the");
    let stop = (from..end.min(from + 4)).find(|i| ctx.token(*i).tag != Upos::Propn).unwrap_or(end);
    let goes_on = stop > from && stop < end && matches!(ctx.lower(stop), "," | ";" | "and" | "or");
    if goes_on { stop } else { at }
}
