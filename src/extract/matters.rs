//! What is talked about: noun phrases with all that hangs on them, "ways to
//! do something", "doing something", one by one where they are a list.

use super::chunk::noun_phrase;
use super::context::Context;
use crate::text::{Sym, Upos};
use std::ops::Range;

/// Tokens a list of matters may have.
const LONGEST: u32 = 60;
/// Prepositions that carry a matter on.
const LINKS: [&str; 14] =
    ["of", "for", "in", "on", "against", "to", "with", "between", "from", "over", "about", "into", "among", "across"];

/// The matters of a list that begins at `at`.
pub(super) fn matters(ctx: &Context<'_>, at: u32, end: u32) -> Vec<Range<u32>> {
    let end = end.min(at + LONGEST);
    let Some(first) = item(ctx, at, end) else { return Vec::new() };
    let mut out = Vec::from([Range { start: at, end: first }]);
    // Items behind a comma count once the list has its "and".
    let mut open: Vec<Range<u32>> = Vec::new();
    let mut here = first;
    while let Some((from, link)) = separator(ctx, here, end) {
        let Some(stop) = item(ctx, from, end) else { break };
        let pronoun = ctx.token(from).tag == Upos::Pron && ctx.token(from).xpos != "PRP$";
        // "..., focusing on X": how they talked, unless other items are things done too.
        let done = |i: u32| ctx.token(i).xpos == "VBG";
        let more = || (stop..end.min(stop + 24)).any(|i| ctx.lower(i) == "and" && i + 1 < end && done(i + 1));
        let aside = matches!(link, Link::Comma) && done(from) && !done(at) && !more();
        if pronoun || aside || told(ctx, from) || acts(ctx, stop, end) {
            break;
        }
        match link {
            Link::Comma => open.push(from..stop),
            Link::And if open.is_empty() && out.len() == 1 && one_matter(ctx, &out[0], &(from..stop)) => {
                out[0].end = stop;
            }
            Link::And | Link::Including => {
                out.append(&mut open);
                out.push(from..stop);
            }
        }
        here = stop;
    }
    out
}

enum Link {
    Comma,
    And,
    Including,
}

/// What joins an item that ends at `at` to the next, and where that begins.
fn separator(ctx: &Context<'_>, at: u32, end: u32) -> Option<(u32, Link)> {
    let comma = at < end && matches!(ctx.lower(at), "," | ";");
    let mut i = at + u32::from(comma);
    let link = match ctx.lower(i) {
        "and" | "&" => {
            i += 1;
            Link::And
        }
        "including" | "especially" | "particularly" | "notably" | "namely" | "mainly" | "primarily" => {
            i += 1;
            Link::Including
        }
        "most" if ctx.lower(i + 1) == "notably" => {
            i += 2;
            Link::Including
        }
        "related" | "relating" | "pertaining" if ctx.lower(i + 1) == "to" => {
            i += 2;
            Link::Including
        }
        "such" if ctx.lower(i + 1) == "as" => {
            i += 2;
            Link::Including
        }
        "as" if ctx.lower(i + 1) == "well" && ctx.lower(i + 2) == "as" => {
            i += 3;
            Link::And
        }
        _ if comma => Link::Comma,
        _ => return None,
    };
    // "and on the situation in", "and also"
    let behind = matches!(link, Link::Including);
    while i < end
        && (matches!(ctx.lower(i), "on" | "also" | "of" | "about" | "regarding")
            || behind && matches!(ctx.lower(i), "in" | "for" | "with" | "the"))
    {
        i += 1;
    }
    (i < end).then_some((i, link))
}

/// "bilateral trade and investment", "the situation in A and B", "enhancement of
/// A and B": coordinated inside one matter.
fn one_matter(ctx: &Context<'_>, left: &Range<u32>, right: &Range<u32>) -> bool {
    let linked = |r: &Range<u32>| r.clone().any(|i| LINKS.contains(&ctx.lower(i)));
    let opens = matches!(ctx.token(right.start).tag, Upos::Det | Upos::Pron | Upos::Verb);
    !opens && !linked(right) && (linked(left) || left.len() == 1 || right.len() == 1)
}

/// "and reviewed the work": what else they did, whatever the parse takes it for.
fn told(ctx: &Context<'_>, at: u32) -> bool {
    let verb = |list: &str| ctx.list_at(Sym::new(list), None, at).is_some();
    ctx.lower(at).ends_with("ed") && (verb("topic_verb") || verb("say_verb"))
}

/// ", the ministry said": a clause of its own begins; in "X and Y were raised"
/// all of them were.
fn acts(ctx: &Context<'_>, at: u32, end: u32) -> bool {
    let mut i = at;
    while i < end && ctx.token(i).tag == Upos::Adv {
        i += 1;
    }
    i < end && ctx.group_of[i as usize].is_some() && matches!(ctx.token(i).xpos, "VBD" | "VBZ" | "VBP" | "MD")
}

/// End of one matter that begins at `at`.
fn item(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let how = at + 1 < end && ctx.lower(at) == "how" && ctx.lower(at + 1) == "to";
    let mut here = if how { action(ctx, at + 2, end)? } else { phrase(ctx, at, end)? };
    for _ in 0..8 {
        if here + 1 >= end {
            break;
        }
        let link = ctx.lower(here);
        let to_do = link == "to" && ctx.token(here + 1).xpos == "VB";
        let next = if to_do {
            action(ctx, here + 1, end)
        } else if ctx.token(here).xpos == "VBN" {
            undergone(ctx, here, end)
        } else if LINKS.contains(&link) && !elsewhere(ctx, here, end) {
            phrase(ctx, here + 1, end).map(|stop| pair(ctx, here, stop, end))
        } else {
            None
        };
        match next {
            Some(stop) => here = stop,
            None => break,
        }
    }
    Some(here)
}

/// "challenges posed by A", "steps needed to end the war": what the noun before
/// it undergoes.
fn undergone(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    match ctx.lower(at + 1) {
        "by" => noun_phrase(ctx, at + 2, end),
        "to" if at + 2 < end && ctx.token(at + 2).xpos == "VB" => action(ctx, at + 2, end),
        _ => None,
    }
}

/// "between A and B" is one.
fn pair(ctx: &Context<'_>, link: u32, stop: u32, end: u32) -> u32 {
    if ctx.lower(link) != "between" || stop + 1 >= end || ctx.lower(stop) != "and" {
        return stop;
    }
    noun_phrase(ctx, stop + 1, end).unwrap_or(stop)
}

/// A noun phrase, or what is done: "strengthening the ties".
fn phrase(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    if at >= end {
        return None;
    }
    // "him", "it": nothing that could be told.
    if ctx.token(at).tag == Upos::Pron && ctx.token(at).xpos != "PRP$" {
        return None;
    }
    let mut i = at;
    while i + 1 < end && ctx.token(i).tag == Upos::Adv {
        i += 1;
    }
    if ctx.token(i).xpos == "VBG"
        && let Some(stop) = action(ctx, i, end)
    {
        return Some(stop);
    }
    noun_phrase(ctx, at, end)
}

/// A verb with its object: "strengthen the ties", "cooperating in areas".
fn action(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let mut i = at;
    while i < end && ctx.token(i).tag == Upos::Adv {
        i += 1;
    }
    if i >= end || ctx.token(i).tag != Upos::Verb && !matches!(ctx.token(i).xpos, "VBG" | "VB") {
        return None;
    }
    i += 1;
    // "deepen and expand ties", "follow up on"
    if i + 1 < end && ctx.lower(i) == "and" && ctx.token(i + 1).xpos == ctx.token(i - 1).xpos {
        i += 2;
    }
    if i < end && ctx.lower(i) == "up" {
        i += 1;
    }
    let preposition = i < end && (LINKS.contains(&ctx.lower(i)));
    noun_phrase(ctx, i + u32::from(preposition), end)
}

/// "on Monday", "with President X", "in a call": where, when and with whom it
/// was talked about.
fn elsewhere(ctx: &Context<'_>, at: u32, end: u32) -> bool {
    let mut from = at + 1;
    while from < end && ctx.token(from).tag == Upos::Det {
        from += 1;
    }
    if from >= end {
        return true;
    }
    let named = |classes: &[&str]| {
        ctx.starting[from as usize].iter().any(|s| classes.contains(&ctx.mentions[s.mention as usize].class.as_str()))
    };
    let article = matches!(ctx.lower(at + 1), "a" | "an");
    // "the situation in Sudan" is told of lands; a town is where people talked.
    let town = ctx.starting[from as usize].iter().any(|s| {
        let m = &ctx.mentions[s.mention as usize];
        m.class.as_str() == "place" && m.kind.is_some_and(|k| k.as_str() == "city")
    });
    named(&["date"])
        || ctx.lower(at) == "with" && named(&["person", "persons", "post", "pronoun"])
        || ctx.lower(at) == "in" && (article || town)
}
