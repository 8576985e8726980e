//! Other articles inside the text: where each begins and ends.

use super::class::{Block, Class};
use super::phrases::Hit;
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
        let Some((next, signed)) = header(blocks, i, limit) else {
            if !heading || i > start && blocks[i].class == Class::Text {
                break;
            }
            // Stray lines after the heading.
            if blocks[i].class == Class::Text {
                break;
            }
            i += 1;
            end = i;
            continue;
        };
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
        if !signed && !(heading && tells_of(blocks, i..next, next)) {
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

/// A foreign article's header at `i`: a headline, and outlet, time or the
/// headline again after it. Gives where its text begins, and whether more than
/// the headline marks it as an article's beginning.
fn header(blocks: &[Block], i: usize, limit: usize) -> Option<(usize, bool)> {
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
    Some((j, repeated && head.words >= 4 || stamped))
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
            && let Some((next, marked)) = header(blocks, j, limit)
            && (marked || !signed && tells_of(blocks, j..next, next))
        {
            break;
        }
    }
    last_text
}

/// Whether the running text at `start` takes up the words of the headline.
fn tells_of(blocks: &[Block], head: Range<usize>, start: usize) -> bool {
    let wanted: FxHashSet<&str> = blocks[head.start].key.iter().map(|w| &**w).filter(|w| w.chars().count() >= 4).map(stem).collect();
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
