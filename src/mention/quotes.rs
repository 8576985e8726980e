//! Direct speech: what stands between quotation marks.
//!
//! Takes a [`Document`] with its [`Analysis`]. Gives [`Quote`]s in text order,
//! a nested one after the one around it. Never joins quotes of different
//! paragraphs; a quote that is not closed ends with its paragraph. Tested by
//! the table below.

use crate::analysis::Analysis;
use crate::text::{Document, Span};
use std::ops::Range;

/// Fewer words than this are quoted words, not a quote.
const LEAST_WORDS: usize = 3;

/// A stretch between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Bytes inside the marks, outer white space trimmed.
    pub span: Span,
    /// Bytes with the marks.
    pub outer: Span,
    /// Sentences it touches (indices into [`Analysis::sentences`]).
    pub sentences: Range<u32>,
    /// Fewer than three words: quoted words (scare quotes, titles), no speech.
    pub short: bool,
    /// It stands inside another quote.
    pub nested: bool,
    /// Its closing mark is there.
    pub closed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Opens or closes by shape: curly and angle marks.
    Double(Side),
    Single(Side),
    /// Straight or ambiguous.
    PlainDouble,
    PlainSingle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

struct Open {
    double: bool,
    at: usize,
    inner: usize,
}

/// All quotes of the title and the body.
pub fn find(document: &Document, analysis: &Analysis) -> Vec<Quote> {
    let text = &document.text;
    let mut out = Vec::new();
    let mut first = 0;
    while first < analysis.sentences.len() {
        let paragraph = analysis.sentences[first].paragraph;
        let count = analysis.sentences[first..].iter().take_while(|s| s.paragraph == paragraph).count();
        let last = first + count - 1;
        let span = analysis.sentences[first].span.join(analysis.sentences[last].span);
        // A mark outside the tokens (before the first, after the last) belongs to the paragraph.
        let from = out.len();
        in_paragraph(text, widened(text, span), &mut out);
        for quote in &mut out[from..] {
            quote.sentences = sentences_of(analysis, quote.outer, first, last);
        }
        first = last + 1;
    }
    out
}

/// The paragraph's span with quotation marks that touch its ends.
fn widened(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    if let Some(c) = text[..start].chars().next_back().filter(|c| mark(*c).is_some()) {
        start -= c.len_utf8();
    }
    if let Some(c) = text[end..].chars().next().filter(|c| mark(*c).is_some()) {
        end += c.len_utf8();
    }
    Span::new(start, end)
}

fn sentences_of(analysis: &Analysis, span: Span, first: usize, last: usize) -> Range<u32> {
    let mut touching = (first..=last).filter(|i| analysis.sentences[*i].span.overlaps(span));
    let start = touching.next().unwrap_or(first);
    let end = touching.next_back().unwrap_or(start);
    start as u32..end as u32 + 1
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '“' | '„' | '«' => Mark::Double(Side::Open),
        '”' | '»' => Mark::Double(Side::Close),
        '‘' | '‚' => Mark::Single(Side::Open),
        '’' => Mark::Single(Side::Close),
        '"' | '‟' | '＂' => Mark::PlainDouble,
        '\'' | '`' => Mark::PlainSingle,
        _ => return None,
    })
}

fn in_paragraph(text: &str, paragraph: Span, out: &mut Vec<Quote>) {
    let from = out.len();
    let base = paragraph.start as usize;
    let chars: Vec<(usize, char)> = paragraph.of(text).char_indices().map(|(i, c)| (base + i, c)).collect();
    let mut open: Vec<Open> = Vec::new();
    let mut k = 0;
    while k < chars.len() {
        let (at, c) = chars[k];
        let before = k.checked_sub(1).map(|j| chars[j].1);
        let mut after = chars.get(k + 1).map(|n| n.1);
        let mut end = at + c.len_utf8();
        let mut kind = mark(c);
        // Two single marks written for a double one.
        if matches!(kind, Some(Mark::PlainSingle)) && after == Some(c) {
            kind = Some(Mark::PlainDouble);
            end += c.len_utf8();
            k += 1;
            after = chars.get(k + 1).map(|n| n.1);
        }
        k += 1;
        let Some(kind) = kind else { continue };
        let double = matches!(kind, Mark::Double(_) | Mark::PlainDouble);
        // A straight mark that can only open while one is open: that one was never closed.
        if kind == Mark::PlainDouble
            && opens_only(before, after)
            && let Some(position) = open.iter().position(|o| o.double)
        {
            let started = &open[position];
            let stop = first_sentence_end(text, started.inner, at);
            push(text, started.inner, stop, Span::new(started.at, stop), false, false, out);
            open.truncate(position);
        }
        let is_open = open.iter().any(|o| o.double == double);
        let side = match kind {
            Mark::Double(side) => side,
            Mark::PlainDouble => plain_side(before, after, is_open),
            Mark::Single(Side::Open) => {
                // `‘90s` and `‘em` written with an opening mark.
                if before.is_some_and(char::is_alphanumeric) || after.is_none_or(char::is_whitespace) {
                    continue;
                }
                Side::Open
            }
            Mark::Single(Side::Close) | Mark::PlainSingle => match single_side(&chars, k, before, after, is_open, kind)
            {
                Some(side) => side,
                None => continue,
            },
        };
        match side {
            // A mark that opens what is open already: a new paragraph's or a forgotten close.
            Side::Open if is_open && !nests(kind) => {}
            Side::Open => open.push(Open { double, at, inner: end }),
            Side::Close => {
                let Some(position) = open.iter().rposition(|o| o.double == double) else { continue };
                let started = &open[position];
                push(text, started.inner, at, Span::new(started.at, end), true, position > 0, out);
                // Inner marks that were never closed were none.
                open.truncate(position);
            }
        }
    }
    // Only double marks stay open to the paragraph's end; a single one was an apostrophe.
    if let Some(started) = open.iter().find(|o| o.double) {
        let end = paragraph.end as usize;
        push(text, started.inner, end, Span::new(started.at, end), false, false, out);
    }
    out[from..].sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
}

/// Whether a straight mark between these can only open a quote.
fn opens_only(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || c == '(') && after.is_some_and(char::is_alphanumeric)
}

/// Where the first sentence after `from` ends, at most `limit`.
fn first_sentence_end(text: &str, from: usize, limit: usize) -> usize {
    let inner = &text[from..limit];
    let end = inner.char_indices().find(|(i, c)| ".!?".contains(*c) && inner[i + 1..].starts_with(char::is_whitespace));
    let length = end.map_or(inner.trim_end().len(), |(i, _)| i + 1);
    from + length
}

/// Whether a mark can open inside a quote of its own kind: only directed ones.
fn nests(mark: Mark) -> bool {
    matches!(mark, Mark::Single(_))
}

fn plain_side(before: Option<char>, after: Option<char>, is_open: bool) -> Side {
    let space_before = before.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
    let space_after = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]—–-".contains(c));
    match (space_before, space_after) {
        (true, false) if !is_open => Side::Open,
        (false, true) if is_open => Side::Close,
        _ if is_open => Side::Close,
        _ => Side::Open,
    }
}

/// Whether a single mark that could be an apostrophe opens or closes a quote.
fn single_side(
    chars: &[(usize, char)],
    next: usize,
    before: Option<char>,
    after: Option<char>,
    is_open: bool,
    mark: Mark,
) -> Option<Side> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    if word_before && word_after {
        return None;
    }
    if is_open && !word_after && before.is_some_and(|c| !c.is_whitespace()) {
        // `the militants' camp'`: a plural's apostrophe if a better close follows before any opening.
        let plural = matches!(before, Some('s' | 'S')) && after == Some(' ') && closes_later(chars, next);
        return (!plural).then_some(Side::Close);
    }
    let starts =
        before.is_none_or(|c| c.is_whitespace() || "([\"“—–-".contains(c)) && after.is_some_and(|c| !c.is_whitespace());
    // `'90s`, `'em`; a quote needs its closing mark.
    let elision = after.is_some_and(|c| c.is_ascii_digit()) && chars.get(next + 2).is_some_and(|c| c.1 == 's');
    let opens = starts && !elision && !is_open && mark == Mark::PlainSingle && closes_later(chars, next);
    opens.then_some(Side::Open)
}

/// Whether a closing single mark follows from `next` on: after a letter or
/// punctuation and before none, not a plural's.
fn closes_later(chars: &[(usize, char)], next: usize) -> bool {
    for k in next..chars.len() {
        if !matches!(chars[k].1, '\'' | '’') {
            continue;
        }
        let before = k.checked_sub(1).map(|j| chars[j].1);
        let after = chars.get(k + 1).map(|c| c.1);
        let glued = before.is_some_and(|c| !c.is_whitespace());
        let ends = after.is_none_or(|c| !c.is_alphanumeric());
        let plural = matches!(before, Some('s' | 'S')) && after == Some(' ');
        if glued && ends && !plural {
            return true;
        }
        if plural && !chars[k + 1..].iter().any(|c| matches!(c.1, '\'' | '’')) {
            return true;
        }
        if before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric) {
            return false;
        }
    }
    false
}

fn push(text: &str, start: usize, end: usize, outer: Span, closed: bool, nested: bool, out: &mut Vec<Quote>) {
    let inner = &text[start..end.max(start)];
    let trimmed = inner.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = start + (inner.len() - inner.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    let words = trimmed.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    out.push(Quote { span, outer, sentences: 0..0, short: words < LEAST_WORDS, nested, closed });
}

#[cfg(test)]
mod tests;
