//! What a block is among its neighbours.

use super::class::{Block, Class};
use super::items;
use super::phrases::{Hit, words};
use super::stamps::Stamp;
use rustc_hash::FxHashSet;

/// Blocks at the start among which the page's own headline stands.
const HEAD: usize = 12;

/// Fewer words of running text are not yet an article that comments follow.
const BRIEF: usize = 40;

/// The last judgement on a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Body,
    Noise,
    /// A timestamp line near the top; noise, but it may date the article.
    Stamp,
    /// Part of the n-th embedded article.
    Embedded(usize),
}

/// Judges all blocks. `title` is the headline the input gave.
pub(super) fn resolve(blocks: &[Block], title: Option<&str>, may_embed: bool) -> Vec<Kind> {
    let mut kinds: Vec<Option<Kind>> = vec![None; blocks.len()];
    for run in items::cards(blocks) {
        kinds[run].fill(Some(Kind::Noise));
    }
    sections(blocks, may_embed, &mut kinds);
    let title = title.map(words).filter(|w| !w.is_empty());
    for (kind, b) in kinds.iter_mut().zip(blocks) {
        if title.as_ref() == Some(&b.key) && b.words <= 40 {
            kind.get_or_insert(Kind::Title);
        }
    }
    let body: Vec<usize> =
        (0..blocks.len()).filter(|i| kinds[*i].is_none() && blocks[*i].class == Class::Text).collect();
    match (body.first(), body.last()) {
        (Some(first), Some(last)) => {
            head(&blocks[..*first], title.as_deref(), &mut kinds[..*first]);
            for pair in body.windows(2) {
                inside(&blocks[pair[0]], &blocks[pair[0] + 1..pair[1]], &mut kinds[pair[0] + 1..pair[1]]);
            }
            tail(&blocks[*last], &blocks[last + 1..], &mut kinds[last + 1..]);
        }
        _ => no_text(blocks, &mut kinds),
    }
    kinds
        .iter()
        .zip(blocks)
        .map(|(kind, b)| kind.unwrap_or(if b.class == Class::Noise { Kind::Noise } else { Kind::Body }))
        .collect()
}

/// Decides about whole sections: other articles, comments, page end.
fn sections(blocks: &[Block], may_embed: bool, kinds: &mut [Option<Kind>]) {
    let total: usize = blocks.iter().filter(|b| b.class == Class::Text).map(|b| b.words).sum();
    let limit = comments_or_footer(blocks, total);
    let mut before = 0;
    let mut article = 0;
    let mut i = 0;
    // A section turned down costs a walk over what follows: hostile input may
    // not have many of them.
    let mut tries = 64usize;
    // Articles may also follow the comments.
    while i < blocks.len() {
        let b = &blocks[i];
        let after_end = i >= limit;
        if kinds[i].is_some() {
            i += 1;
            continue;
        }
        if before > 0
            && may_embed
            && tries > 0
            && (b.hit == Some(Hit::Related) || b.repeats > 1 && b.headline())
            && let Some(section) = items::section(blocks, i, next_end(blocks, i, limit))
            && is_foreign(blocks, i, before, &section)
        {
            for kind in &mut kinds[section.blocks.clone()] {
                *kind = Some(Kind::Noise);
            }
            for range in section.articles {
                article += 1;
                for kind in &mut kinds[range] {
                    *kind = Some(Kind::Embedded(article));
                }
            }
            i = section.blocks.end;
            tries = 64;
            continue;
        } else if before > 0 && (b.hit == Some(Hit::Related) || b.repeats > 1 && b.headline()) {
            tries = tries.saturating_sub(1);
        }
        if after_end {
            kinds[i] = Some(Kind::Noise);
        } else if b.class == Class::Text {
            before += b.words;
        }
        i += 1;
    }
}

/// Whether a section is not the article itself, below the page's head: enough
/// of an article must have come before it, and its headline must not be the one
/// the page opens with.
fn is_foreign(blocks: &[Block], at: usize, before: usize, section: &items::Section) -> bool {
    let Some(first) = section.articles.first() else { return true };
    let words: usize = blocks[first.clone()].iter().filter(|b| b.class == Class::Text).map(|b| b.words).sum();
    let headline = &blocks[first.start].key;
    let opens_page = |b: &Block| b.key.len() >= headline.len() && b.key[..headline.len()] == headline[..];
    let least = if blocks[at].hit == Some(Hit::Related) { 25 } else { 100 };
    before >= least && before * 4 >= words && !blocks[..at].iter().take(HEAD).any(opens_page)
}

/// Where a section that begins at `i` ends at the latest.
fn next_end(blocks: &[Block], i: usize, limit: usize) -> usize {
    if i < limit {
        return limit;
    }
    let stop = |b: &Block| matches!(b.hit, Some(Hit::Comments | Hit::Footer));
    (i + 1..blocks.len()).find(|j| stop(&blocks[*j])).unwrap_or(blocks.len())
}

/// The block from which on there are only comments, forms and the page's end;
/// the number of blocks if there is none. A heading counts if less running text
/// follows than came before, or if a form's phrases follow at once.
fn comments_or_footer(blocks: &[Block], total: usize) -> usize {
    let mut before = 0;
    let mut footers = 0;
    for (i, b) in blocks.iter().enumerate() {
        footers += usize::from(b.hit == Some(Hit::Footer));
        if b.class == Class::Text {
            before += b.words;
        }
        let share_after = if total == 0 { 0.0 } else { (total - before) as f32 / total as f32 };
        let form = || blocks[i + 1..].iter().take(3).any(|n| matches!(n.hit, Some(Hit::Alone | Hit::Comments)));
        let ends = match b.hit {
            Some(Hit::Comments) => before >= BRIEF && (share_after <= 0.5 || form() && share_after < 0.9),
            Some(Hit::Footer) => {
                before > 0 && footers <= 16 && share_after <= 0.25 && !goes_on(&blocks[..i], &blocks[i + 1..])
            }
            _ => false,
        };
        if ends {
            return i;
        }
    }
    blocks.len()
}

/// Whether the running text of `after` is still about what `before` names.
fn goes_on(before: &[Block], after: &[Block]) -> bool {
    let names: FxHashSet<&str> =
        before.iter().filter(|b| b.class == Class::Text).flat_map(|b| b.names.iter().map(|n| &**n)).collect();
    after.iter().filter(|b| b.class == Class::Text).any(|b| {
        let own: FxHashSet<&str> = b.names.iter().map(|n| &**n).collect();
        let shared = own.iter().filter(|n| names.contains(*n)).count();
        shared >= 2 && shared * 2 >= own.len()
    })
}

/// The lines before the first running text: section label, headline, subtitle,
/// byline, time.
fn head(blocks: &[Block], title: Option<&[Box<str>]>, kinds: &mut [Option<Kind>]) {
    let chosen = choose_title(blocks, title);
    let key = chosen.map(|i| &blocks[i].key);
    let many = blocks.iter().filter(|b| b.headline() && b.words >= 4).count() >= 5;
    let last_title = blocks.iter().rposition(|b| Some(&b.key) == key).unwrap_or(0);
    let stamped = |i: usize| blocks.get(i).is_some_and(|b| b.stamp.is_some());
    for (i, b) in blocks.iter().enumerate() {
        if kinds[i].is_some() {
            continue;
        }
        kinds[i] = Some(if Some(&b.key) == key {
            Kind::Title
        } else if b.stamp.is_some_and(Stamp::is_time) {
            Kind::Stamp
        } else if b.class == Class::Noise {
            Kind::Noise
        } else if many && i < last_title && b.headline() {
            // A headline in the page's menu.
            Kind::Noise
        } else if b.words <= 4 && !b.ends && (i < last_title || stamped(i + 1) || i > 0 && stamped(i - 1)) {
            // A label above the headline, an outlet beside the time.
            Kind::Noise
        } else {
            Kind::Body
        });
    }
    in_a_menu(blocks, kinds);
}

/// The headline among the lines before the text: the input's title if it
/// stands there, else a repeated line, else the first that looks like one.
fn choose_title(blocks: &[Block], wanted: Option<&[Box<str>]>) -> Option<usize> {
    if let Some(wanted) = wanted
        && let Some(i) = blocks.iter().position(|b| b.key == wanted)
    {
        return Some(i);
    }
    let candidate = |b: &Block| b.class == Class::Short && b.headline();
    let long = |b: &Block| candidate(b) && b.words >= 4;
    let many = blocks.iter().filter(|b| long(b)).count() >= 5;
    if many {
        // A page's menu of headlines: the article's own stands last.
        return blocks.iter().rposition(long);
    }
    let twice = |i: usize| blocks.iter().filter(|b| b.key == blocks[i].key).count() > 1;
    (0..blocks.len())
        .find(|i| long(&blocks[*i]) && twice(*i))
        .or_else(|| blocks.iter().position(long))
        .or_else(|| {
            blocks.iter().position(|b| {
                b.class == Class::Short && b.hit.is_none() && b.stamp.is_none() && !b.bullet && b.words >= 2
            })
        })
        .or_else(|| blocks.iter().position(|b| b.class == Class::Short && !b.bullet))
}

/// Lines between two paragraphs of running text.
fn inside(before: &Block, run: &[Block], kinds: &mut [Option<Kind>]) {
    // A list that the paragraph announces stays.
    if run.is_empty() || before.colon {
        return;
    }
    teasers(run, kinds);
    headlines(run, 2, kinds);
    let open: Vec<usize> = (0..run.len()).filter(|i| kinds[*i].is_none()).collect();
    let noise = open.iter().filter(|i| run[**i].class == Class::Noise).count();
    let repeated = open.iter().filter(|i| run[**i].repeats > 1 && run[**i].class == Class::Short).count();
    for &i in &open {
        let b = &run[i];
        if b.stamp == Some(Stamp::Day) && b.hit.is_none() {
            // The heading of a timeline's entry dates what follows.
            kinds[i] = Some(Kind::Body);
        }
        if b.class != Class::Short || b.bullet || b.ends {
            continue;
        }
        let small = b.words <= 4;
        let in_noise = open.len() >= 4 && (noise + repeated) * 2 >= open.len();
        let between =
            i > 0 && i + 1 < run.len() && run[i - 1].class == Class::Noise && run[i + 1].class == Class::Noise;
        if small && (in_noise || between) {
            kinds[i] = Some(Kind::Noise);
        }
    }
}

/// Headlines right after "Read more" and the like.
fn teasers(run: &[Block], kinds: &mut [Option<Kind>]) {
    let mut open = false;
    for (i, b) in run.iter().enumerate() {
        match b.hit {
            Some(Hit::Related) => open = true,
            _ if open && b.class == Class::Short && !b.ends => {
                kinds[i].get_or_insert(Kind::Noise);
            }
            _ if b.class == Class::Noise => {}
            _ => open = false,
        }
    }
}

/// Runs of at least `least` headlines, and headlines in capitals: links to
/// other articles.
fn headlines(run: &[Block], least: usize, kinds: &mut [Option<Kind>]) {
    let like = |b: &Block| {
        b.class == Class::Short && b.headline() && (5..=16).contains(&b.words) && !b.ends && !b.colon && !b.inner_stop
    };
    let mut i = 0;
    while i < run.len() {
        let end = (i..run.len()).find(|j| !like(&run[*j])).unwrap_or(run.len());
        for j in i..end {
            if end - i >= least || run[j].caps && run[j].words >= 6 {
                kinds[j].get_or_insert(Kind::Noise);
            }
        }
        i = end + 1;
    }
}

/// Lines after the last running text.
fn tail(last: &Block, run: &[Block], kinds: &mut [Option<Kind>]) {
    teasers(run, kinds);
    if !last.colon {
        headlines(run, 3, kinds);
    }
    for (kind, b) in kinds.iter_mut().zip(run) {
        if b.hit == Some(Hit::Late) {
            kind.get_or_insert(Kind::Noise);
        }
    }
    let noise = |i: usize, kinds: &[Option<Kind>]| {
        run[i].class == Class::Noise || matches!(kinds[i], Some(Kind::Noise | Kind::Embedded(_)))
    };
    let Some(first) = (0..run.len()).find(|i| noise(*i, kinds)) else {
        if !last.colon {
            in_a_menu(run, kinds);
        }
        return;
    };
    for i in 0..run.len() {
        if kinds[i].is_some() || run[i].class != Class::Short {
            continue;
        }
        let label = run[i].words <= 4 && !run[i].ends && !run[i].bullet;
        if i > first && !run[i].bullet || i < first && label && i + 1 == first && !last.colon {
            kinds[i] = Some(Kind::Noise);
        }
    }
    in_a_menu(run, kinds);
}

/// Eight or more small lines in a row are a menu, unless they are a list.
fn in_a_menu(blocks: &[Block], kinds: &mut [Option<Kind>]) {
    let small = |b: &Block, k: &Option<Kind>| {
        b.words <= 4 && !b.bullet && !b.ends && matches!(k, None | Some(Kind::Body | Kind::Noise))
    };
    let mut i = 0;
    while i < blocks.len() {
        let end = (i..blocks.len()).find(|j| !small(&blocks[*j], &kinds[*j])).unwrap_or(blocks.len());
        if end - i >= 8 {
            for kind in &mut kinds[i..end] {
                *kind = Some(Kind::Noise);
            }
        }
        i = end + 1;
    }
}

/// A text without any sentence: a headline, a list, a table.
fn no_text(blocks: &[Block], kinds: &mut [Option<Kind>]) {
    let shorts: Vec<usize> =
        (0..blocks.len()).filter(|i| kinds[*i].is_none() && blocks[*i].class == Class::Short).collect();
    for (kind, b) in kinds.iter_mut().zip(blocks) {
        if b.stamp.is_some_and(Stamp::is_time) {
            kind.get_or_insert(Kind::Stamp);
        }
    }
    if let [first, _, ..] = shorts[..]
        && blocks[first].headline()
    {
        kinds[first].get_or_insert(Kind::Title);
    }
}
