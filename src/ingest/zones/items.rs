//! Other articles inside the text: where each begins and ends.

use super::class::{Block, Class};
use super::phrases::Hit;
use super::stamps::Stamp;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Fewer words of running text under a headline are a teaser, not an article.
const ARTICLE_WORDS: usize = 40;
/// Lines between a headline and its repetition, or its article.
const HEADER: usize = 8;

/// A section of other articles.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// Its blocks, the heading included if there is one.
    pub blocks: Range<usize>,
    /// The articles in it; what lies between them is noise.
    pub articles: Vec<Range<usize>>,
}

/// The section that a heading at block `at` opens, or that begins at `at`
/// without one, if a foreign article's header stands there. `limit` is where
/// something else (comments, page end) begins at the latest.
pub(super) fn section(blocks: &[Block], at: usize, limit: usize) -> Option<Section> {
    let heading = blocks[at].hit == Some(Hit::Related);
    let start = at + usize::from(heading);
    let mut articles = Vec::new();
    let mut end = start;
    let mut i = start;
    while i < limit {
        if i > start && matches!(blocks[i].hit, Some(Hit::Related | Hit::Comments | Hit::Footer)) {
            break;
        }
        let Some(Header { text: next, signed, sure }) = header(blocks, i, limit) else {
            if !heading || blocks[i].class == Class::Text {
                break;
            }
            // Stray lines after the heading.
            i += 1;
            end = i;
            continue;
        };
        if !heading && !sure {
            break;
        }
        let text_end = body_end(blocks, next, limit, signed);
        let words: usize = blocks[next..text_end].iter().filter(|b| b.class == Class::Text).map(|b| b.words).sum();
        if words == 0 {
            // A headline alone: a teaser.
            if !heading && articles.is_empty() {
                break;
            }
            end = next;
            i = next;
            continue;
        }
        let trusted = if heading { signed || tells_of(blocks, i, next) } else { sure };
        if !trusted {
            break;
        }
        if words >= ARTICLE_WORDS {
            articles.push(i..text_end);
        } else if !heading && articles.is_empty() {
            break;
        }
        end = text_end;
        i = text_end;
    }
    (heading || !articles.is_empty()).then(|| Section { blocks: at..end.max(at + 1), articles })
}

/// Runs of teaser cards: at least three times a headline, perhaps a sentence,
/// and a date or `2 hours ago`, in the same order.
pub(super) fn cards(blocks: &[Block]) -> Vec<Range<usize>> {
    let stamps: Vec<usize> = (0..blocks.len()).filter(|i| blocks[*i].stamp.is_some_and(Stamp::is_time)).collect();
    let mut runs = Vec::new();
    let mut first = 0;
    while first < stamps.len() {
        let mut last = first;
        while last + 1 < stamps.len() && is_card(&blocks[stamps[last] + 1..stamps[last + 1]]) {
            last += 1;
        }
        if last - first >= 2 {
            // The first card stands before the first stamp, or the last after the last one.
            let size = stamps[first + 1] - stamps[first] - 1;
            let before = stamps[first].saturating_sub(size);
            let start = if is_card(&blocks[before..stamps[first]]) { before } else { stamps[first] };
            runs.push(start..stamps[last] + 1);
        }
        first = last + 1;
    }
    runs
}

fn is_card(between: &[Block]) -> bool {
    let words: usize = between.iter().map(|b| b.words).sum();
    let texts = between.iter().filter(|b| b.class == Class::Text).count();
    let headline = between.iter().any(|b| b.class == Class::Short && b.words >= 4);
    (1..=4).contains(&between.len())
        && words <= 60
        && (texts == 0 || texts == 1 && headline || texts == 1 && words <= 25)
}

/// What opens an article: a headline, and outlet, time or the headline again.
struct Header {
    /// Where the article's text begins.
    text: usize,
    /// More than the headline marks it: a time, or its repetition.
    signed: bool,
    /// Both do.
    sure: bool,
}

/// A foreign article's header at `i`.
fn header(blocks: &[Block], i: usize, limit: usize) -> Option<Header> {
    let head = &blocks[i];
    if !head.headline() || head.class == Class::Text && head.repeats < 2 {
        return None;
    }
    let (mut repeated, mut stamped) = (false, false);
    let mut j = i + 1;
    while j < limit && j - i <= HEADER {
        let b = &blocks[j];
        if b.key == head.key {
            repeated = true;
        } else if b.stamp.is_some() {
            stamped = true;
        } else if b.class != Class::Short || b.hit.is_some() || b.words > 6 {
            break;
        }
        j += 1;
    }
    // Short lines after the last mark belong to the text or the next header.
    while j > i + 1 && blocks[j - 1].key != head.key && blocks[j - 1].stamp.is_none() {
        j -= 1;
    }
    let repeated = repeated && head.words >= 4;
    Some(Header { text: j, signed: repeated || stamped, sure: repeated && stamped })
}

/// Where the text that begins at `start` ends: at the next header or section.
fn body_end(blocks: &[Block], start: usize, limit: usize, signed: bool) -> usize {
    let mut last_text = start;
    for j in start..limit {
        let b = &blocks[j];
        if matches!(b.hit, Some(Hit::Related | Hit::Comments | Hit::Footer)) {
            break;
        }
        if b.class == Class::Text {
            last_text = j + 1;
        } else if j > start
            && let Some(next) = header(blocks, j, limit)
            && (next.signed || !signed && tells_of(blocks, j, next.text))
        {
            break;
        }
    }
    last_text
}

/// Whether the running text at `start` takes up the words of the headline at `head`.
fn tells_of(blocks: &[Block], head: usize, start: usize) -> bool {
    let wanted: FxHashSet<&str> =
        blocks[head].key.iter().map(|w| &**w).filter(|w| w.chars().count() >= 4).map(stem).collect();
    let found: FxHashSet<&str> = blocks[start..]
        .iter()
        .take_while(|b| b.class == Class::Text)
        .take(2)
        .flat_map(|b| b.key.iter().map(|w| stem(w)))
        .collect();
    wanted.len() >= 3 && wanted.intersection(&found).count() * 10 >= wanted.len() * 6
}

/// The first letters of a word: `sanctions`, `sanctioned` and `sanction` meet.
fn stem(word: &str) -> &str {
    word.char_indices().nth(5).map_or(word, |(cut, _)| &word[..cut])
}
