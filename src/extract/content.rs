//! How far the content of an utterance goes: to where the sentence turns to
//! something else, to the speaker, or to an afterthought.

use super::context::Context;
use crate::text::Upos;

/// Words that open an afterthought behind a comma.
const AFTERTHOUGHT: [&str; 26] = [
    "which", "who", "whom", "whose", "where", "when", "but", "while", "although", "though", "as", "because", "so",
    "despite", "amid", "according", "citing", "even", "including", "especially", "particularly", "after", "following",
    "with", "without", "whereas",
];
/// Words that open a clause before the one they belong to.
const OPENER: [&str; 13] = [
    "if", "when", "while", "once", "after", "before", "unless", "because", "although", "though", "as", "since", "until",
];
/// Words that open a circumstance behind an object.
const CIRCUMSTANCE: [&str; 17] = [
    "as", "after", "when", "while", "because", "since", "amid", "following", "during", "despite", "although", "before",
    "until", "but", "if", "though", "whereas",
];

/// End of a clause that begins at `at`.
pub(super) fn clause(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    trimmed(ctx, at, stop(ctx, at, end, true))
}

/// End of an object with all that belongs to it.
pub(super) fn object(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    trimmed(ctx, at, stop(ctx, at, end, false))
}

fn stop(ctx: &Context<'_>, at: u32, end: u32, clausal: bool) -> u32 {
    let mut quoted = false;
    // "We saw it," a man, X, said: words that begin inside quotation marks end with them.
    let start = ctx.token(at).span.start;
    let within = ctx.quotes.iter().find(|q| !q.short && q.span.start <= start && start < q.span.end);
    let closes = within.filter(|q| q.span.of(&ctx.doc.text).ends_with(',')).map(|q| q.span.end);
    // "that as soon as A, B": the first comma only ends the circumstance.
    // "were at school, A said": nothing of the kind behind a verb.
    let opens = at == ctx.sentence_range(ctx.token(at).sentence).start || opens_clause(ctx, at);
    let phrase = opens
        && ctx.token(at).tag == Upos::Adp
        && (at..end).find(|i| finite(ctx, *i) || ctx.lower(*i) == ",").is_some_and(|i| ctx.lower(i) == ",");
    let mut held = clausal && (phrase || OPENER.contains(&ctx.lower(at)));
    for i in at..end {
        let lower = ctx.lower(i);
        if i > at && closes.is_some_and(|close| ctx.token(i).span.start >= close) {
            return i;
        }
        match lower {
            "\"" => quoted = !quoted,
            "“" | "``" => quoted = true,
            "”" | "''" => quoted = false,
            _ => {}
        }
        if i == at || quoted {
            continue;
        }
        let cut = match lower {
            // The comma before the speaker stands inside the marks.
            "\"" | "”" | "''" => ctx.lower(i - 1) == "," && i + 1 < end && comma(ctx, i + 1, end, clausal),
            ";" | "—" | "--" | "–" => true,
            // "the port, which A says is safe, was shelled"
            "," if clausal && finite(ctx, at) => true,
            "," if held && i + 1 < end && !AFTERTHOUGHT.contains(&ctx.lower(i + 1)) => {
                held = false;
                false
            }
            // "that the gates, which are old, were shut": no verb, no clause yet.
            "," if clausal && opens_clause(ctx, at) && verbless(ctx, at, i) && (i..end).any(|j| finite(ctx, j)) => {
                false
            }
            "," => !held && comma(ctx, i + 1, end, clausal),
            "and" | "but" => also_said(ctx, i + 1, end) || !clausal && finite(ctx, next(ctx, i, end)),
            _ => !clausal && i > at + 1 && CIRCUMSTANCE.contains(&lower),
        };
        if cut {
            return i;
        }
    }
    end
}

/// Whether a clause begins here: behind "that" or a plain verb of saying.
fn opens_clause(ctx: &Context<'_>, at: u32) -> bool {
    at.checked_sub(1).is_some_and(|b| {
        ctx.lower(b) == "that"
            || say(ctx, b)
                && ctx.hits[b as usize]
                    .iter()
                    .any(|h| matches!(h.entry.value.as_str(), "say" | "claim" | "announce" | "confirm"))
    })
}

fn verbless(ctx: &Context<'_>, from: u32, to: u32) -> bool {
    (from..to).all(|i| ctx.group_of[i as usize].is_none())
}

fn finite(ctx: &Context<'_>, i: u32) -> bool {
    ctx.group_of[i as usize].is_some() && matches!(ctx.token(i).xpos, "VBD" | "VBZ" | "VBP" | "MD")
}

fn next(ctx: &Context<'_>, i: u32, end: u32) -> u32 {
    let mut n = (i + 1).min(end - 1);
    while n + 1 < end && ctx.token(n).tag == Upos::Adv {
        n += 1;
    }
    n
}

/// Whether what follows a comma is no longer content.
fn comma(ctx: &Context<'_>, from: u32, end: u32, clausal: bool) -> bool {
    if from >= end || trailing_attribution(ctx, from, end) {
        return true;
    }
    let lower = ctx.lower(from);
    let word = next(ctx, from - 1, end);
    if AFTERTHOUGHT.contains(&lower) || ctx.token(word).xpos == "VBG" && ctx.group_of[word as usize].is_some() {
        return true;
    }
    if lower == "and" {
        return also_said(ctx, from + 1, end)
            || another_says(ctx, from + 1, end)
            || ctx.token(next(ctx, from, end)).tag == Upos::Pron;
    }
    !clausal && !list_goes_on(ctx, from, end)
}

/// "..., B, and C": another item and more of the list or its last.
fn list_goes_on(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    super::chunk::noun_phrase(ctx, from, end)
        .is_some_and(|stop| stop >= end || matches!(ctx.lower(stop), "," | "and" | "or" | "&" | "."))
        && (from..end.min(from + 30)).any(|i| matches!(ctx.lower(i), "and" | "or" | "&"))
}

/// "... and said", "and he added".
fn also_said(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    (from..end.min(from + 3)).any(|i| say(ctx, i)) && !(from..end.min(from + 3)).any(|i| ctx.lower(i) == ",")
}

/// ", and police spokesman X confirmed": somebody else's words begin.
fn another_says(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    let verb = (from + 1..end.min(from + SPEAKER)).find(|i| ctx.group_of[*i as usize].is_some());
    verb.is_some_and(|verb| {
        let speaker = ctx.covering[verb as usize - 1].iter().any(|m| {
            matches!(ctx.mentions[*m as usize].class.as_str(), "person" | "organization" | "persons" | "country")
        });
        speaker && say(ctx, verb) && matches!(ctx.token(verb).xpos, "VBD" | "VBZ")
    })
}

fn say(ctx: &Context<'_>, i: u32) -> bool {
    ctx.group_of[i as usize].is_some_and(|g| ctx.groups[g as usize].head == i)
        && ctx.hits[i as usize].iter().any(|h| h.entry.class.as_str() == "say_verb")
}

fn trailing_attribution(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    let rest = end.saturating_sub(from);
    ctx.lower(from) == "according"
        // "..., said police chief X, who fled"
        || say(ctx, from) && matches!(ctx.token(from).xpos, "VBD" | "VBZ")
        || ((1..=8).contains(&rest) && (from..end).any(|i| say(ctx, i)))
        || (ctx.lower(from) == "he" || ctx.lower(from) == "she") && from + 1 < end && say(ctx, from + 1)
        || speaker_follows(ctx, from, end)
}

/// Tokens a speaker's name, titles and a description between commas may have.
const SPEAKER: u32 = 14;

/// ", Foreign Secretary X told reporters in Delhi", ", X, a police spokesman,
/// told the agency": a name, nothing that is a verb, then a verb of saying that
/// says nothing more.
fn speaker_follows(ctx: &Context<'_>, from: u32, end: u32) -> bool {
    let Some(verb) = (from + 1..end.min(from + SPEAKER)).find(|i| ctx.group_of[*i as usize].is_some()) else {
        return false;
    };
    let named = (from..verb).any(|i| {
        ctx.covering[i as usize].iter().any(|m| {
            let m = &ctx.mentions[*m as usize];
            m.tokens.start == i && matches!(m.class.as_str(), "person" | "organization")
        })
    });
    let (last, after) = (ctx.lower(verb - 1), ctx.lower((verb + 1).min(end - 1)));
    let free = last != "," || (from..verb - 1).any(|i| ctx.lower(i) == ",");
    named
        && free
        && say(ctx, verb)
        && matches!(ctx.token(verb).xpos, "VBD" | "VBZ")
        && !matches!(ctx.lower(from), "and" | "or" | "but")
        && !matches!(after, "that" | "," | ":" | "to")
        // What is said stands before: nothing finite follows up to the next comma.
        && !(verb + 1..end).take_while(|i| ctx.lower(*i) != ",").any(|i| finite(ctx, i))
}

pub(super) fn trimmed(ctx: &Context<'_>, at: u32, end: u32) -> Option<u32> {
    let mut stop = end;
    while stop > at && ctx.token(stop - 1).tag == Upos::Punct && ctx.lower(stop - 1) != ")" {
        stop -= 1;
    }
    (stop > at).then_some(stop)
}
