//! Which quoted words go with a verb of saying, and where they go on after it.

use super::context::{Context, collapse};
use super::types::Value;
use crate::mention::quotes::Quote;
use crate::text::{Span, Upos};
use std::ops::Range;

/// Tokens between a verb of saying and the second half of what it interrupts.
const INTERRUPTION: u32 = 14;

/// The quotation of a verb of saying in its sentence, or one that makes up the
/// next sentence; both halves if the verb interrupts it (`"A," she said. "B."`).
pub(super) fn quote(ctx: &Context<'_>, sentence: u32, trigger: &Range<u32>, rivals: &[u32]) -> Option<(Value, Span)> {
    let at = ctx.token(trigger.start).span.start;
    let first = ctx.analysis.sentences[sentence as usize].span.start;
    let within = |r: u32| first <= r && r < at;
    let free = |q: &Quote| {
        !rivals.iter().filter(|r| !trigger.contains(*r)).any(|r| {
            let r = ctx.token(*r).span.start;
            // "told A of "B", and C said": words in the middle of what another says are his.
            let told = || !closes(ctx, q) && r < q.span.start && within(r);
            if q.span.start > at { at < r && r < q.span.start } else { q.span.end <= r && r < at || told() }
        })
    };
    let first = ctx
        .quotes
        .iter()
        .filter(|q| q.sentences.contains(&sentence) && speech(ctx, q))
        // The verb itself must not stand inside the quotation.
        .filter(|q| !(q.span.start <= at && at < q.span.end))
        // Another verb of saying between them has the better claim.
        .filter(|q| free(q))
        .min_by_key(|q| (q.short, if q.span.start > at { q.span.start - at } else { at - q.span.start + 40 }));
    let Some(first) = first else {
        let next = following(ctx, sentence)?;
        return Some((text(ctx, next), next.span));
    };
    let earlier = ctx.quotes.iter().find(|q| {
        q.span.end <= at && q.sentences.contains(&sentence) && q.span != first.span && speech(ctx, q) && free(q)
    });
    if let Some(earlier) = earlier.filter(|_| first.span.start > at && interrupted(ctx, trigger, first)) {
        return Some((joined(ctx, earlier, first), Span { start: earlier.span.start, end: first.span.end }));
    }
    let second = if first.span.end > at {
        None
    } else {
        let same = ctx.quotes.iter().find(|q| {
            q.span.start > at
                && q.sentences.start == sentence
                && speech(ctx, q)
                && free(q)
                && interrupted(ctx, trigger, q)
        });
        let after_end = first.sentences.end == sentence + 1;
        same.or_else(|| following(ctx, sentence).filter(|_| after_end))
    };
    let Some(second) = second else { return Some((text(ctx, first), first.span)) };
    Some((joined(ctx, first, second), Span { start: first.span.start, end: second.span.end }))
}

/// Whether quoted words end with the mark that parts them from who says them.
fn closes(ctx: &Context<'_>, quote: &Quote) -> bool {
    let after = ctx.doc.text[quote.outer.end as usize..].trim_start();
    quote.span.of(&ctx.doc.text).ends_with([',', '?', '!', '—', '.']) || after.starts_with(',')
}

fn joined(ctx: &Context<'_>, first: &Quote, second: &Quote) -> Value {
    let [a, b] = [first, second].map(|q| collapse(q.span.of(&ctx.doc.text)));
    Value::Text(format!("{a} {b}"))
}

pub(super) fn text(ctx: &Context<'_>, quote: &Quote) -> Value {
    Value::Text(collapse(quote.span.of(&ctx.doc.text)))
}

/// Words somebody uttered: more than one, or one that judges, and not the title
/// of a book or a broadcast.
pub(super) fn speech(ctx: &Context<'_>, quote: &Quote) -> bool {
    let text = quote.span.of(&ctx.doc.text);
    !quote.nested
        && !modifies(ctx, quote)
        && (text.split_whitespace().nth(1).is_some() || judges(ctx, quote))
        && !titled(text)
}

/// "Face the Nation": capitals on all but small words, as in titles.
fn titled(text: &str) -> bool {
    let small = |w: &str| {
        matches!(
            w.trim_end_matches(|c: char| !c.is_alphanumeric()),
            "the" | "a" | "an" | "of" | "and" | "or" | "for" | "in" | "on" | "at" | "to" | "by" | "with" | "from"
        )
    };
    let words = || text.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic));
    words().filter(|w| !small(w)).all(|w| w.starts_with(char::is_uppercase))
}

/// `the "ceasefire in stages" plan`: a few words without a verb before a noun
/// are part of its name.
fn modifies(ctx: &Context<'_>, quote: &Quote) -> bool {
    let tokens = ctx.sentence_range(quote.sentences.start);
    let at = |from: u32| tokens.clone().find(|i| ctx.token(*i).span.start >= from);
    let (Some(first), Some(after)) = (at(quote.span.start), at(quote.outer.end)) else { return false };
    let verbless = (first..after).all(|i| ctx.group_of[i as usize].is_none());
    let noun = ctx.token(after);
    after - first <= 5
        && verbless
        && quote.sentences.len() == 1
        && noun.tag == Upos::Noun
        && !matches!(ctx.lower(after - 2), "," | "." | "!" | "?")
}

/// `was "surprised"`, `called it "historic"`: one adjective that is said of
/// something, not a doubtful word before a noun (`the "friendly" visit`).
fn judges(ctx: &Context<'_>, quote: &Quote) -> bool {
    let tokens = ctx.sentence_range(quote.sentences.start);
    let Some(word) = tokens.clone().find(|i| ctx.token(*i).span.start >= quote.span.start) else { return false };
    let after = (word + 1..tokens.end).find(|i| ctx.token(*i).span.start >= quote.outer.end);
    let fits = ctx.token(word).tag == Upos::Adj || ctx.token(word).xpos == "VBN";
    let ahead = (tokens.start..word).rev().find(|i| ctx.token(*i).tag != Upos::Punct).map(|i| ctx.token(i));
    let said_of =
        ahead.is_some_and(|t| matches!(t.tag, Upos::Aux | Upos::Noun | Upos::Propn | Upos::Adv) || &*t.lower == "as");
    // `calling it a "farce".`
    let article = (word.saturating_sub(3).max(tokens.start)..word).any(|i| matches!(ctx.lower(i), "a" | "an"));
    let last = after.is_none_or(|i| ctx.token(i).tag == Upos::Punct);
    if ctx.token(word).tag == Upos::Noun && article && last {
        return true;
    }
    fits && said_of && after.is_none_or(|i| !matches!(ctx.token(i).tag, Upos::Noun | Upos::Propn | Upos::Adj))
}

/// `..., she said, "B"`: the second half opens behind a comma.
fn interrupted(ctx: &Context<'_>, trigger: &Range<u32>, quote: &Quote) -> bool {
    let before = ctx.doc.text[..quote.outer.start as usize].trim_end();
    let tokens = (trigger.end..)
        .take_while(|i| ctx.analysis.tokens.get(*i as usize).is_some_and(|t| t.span.end <= quote.outer.start));
    before.ends_with(',') && tokens.take(INTERRUPTION as usize + 1).count() <= INTERRUPTION as usize
}

/// The quotation that is all of the next sentence in the paragraph, or all that
/// follows a colon.
fn following<'c>(ctx: &'c Context<'_>, sentence: u32) -> Option<&'c Quote> {
    let here = &ctx.analysis.sentences[sentence as usize];
    let next = ctx.analysis.sentences.get(sentence as usize + 1)?;
    let colon = here.span.of(&ctx.doc.text).ends_with(':');
    if next.paragraph != here.paragraph && !colon {
        return None;
    }
    ctx.quotes.iter().find(|q| {
        let last = &ctx.analysis.sentences[q.sentences.end as usize - 1];
        !q.short
            && q.sentences.start == sentence + 1
            && q.outer.start <= next.span.start
            && q.outer.end >= last.span.end
            && speech(ctx, q)
    })
}
