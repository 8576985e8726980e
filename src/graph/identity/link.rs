//! Which names of different articles are spellings of one name.
//!
//! Names are blocked by the sound of two of their words, compared, and joined
//! where the articles agree about what surrounds them; a likeness without such
//! agreement is kept as an open question. Two names that one article tells
//! apart are never one.

use super::decisions::Judgement;
use super::groups::Groups;
use super::name_match::{ALIKE, Name, Style, compare, edits, skeleton, sounds_like};
use super::profiles::Profiles;
use crate::mention::abbreviates;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Likeness from which two names have the same words.
const SAME_WORDS: f64 = 0.93;
/// How much articles must be about the same things (0 to 1) for one name with
/// another initial to be one person.
const CONTEXT: f64 = 0.12;
/// The same for other spellings and for acronyms.
const CONTEXT_SPELLING: f64 = 0.35;
/// The same for a likeness to be worth an analyst's look.
const CONTEXT_UNSURE: f64 = 0.2;
/// Most names in one block; what more names share says nothing.
const BLOCK: usize = 60;
/// Most articles of each name whose contexts are compared.
const ARTICLES: usize = 8;

/// A name as it stands for linking.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// Path of its node.
    pub path: &'a str,
    /// How such names are compared; `None`: not at all.
    pub style: Option<Style>,
    /// First part of the paths of its class.
    pub prefix: &'a str,
    /// It has an id.
    pub known: bool,
    /// The name to show.
    pub label: &'a str,
    /// Other spellings.
    pub names: &'a [String],
    /// Articles that name it, ascending.
    pub articles: &'a [u32],
}

impl<'a> Candidate<'a> {
    /// All spellings, that to show first.
    pub fn spellings(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        std::iter::once(self.label).chain(self.names.iter().map(String::as_str))
    }
}

/// The spellings of a candidate, each with its words.
type Spellings<'a> = Box<[(Name, &'a str)]>;

/// A judgement about two names that the program came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Path of the first node.
    pub left: String,
    /// Path of the second.
    pub right: String,
    /// Same or unsure.
    pub judgement: Judgement,
    /// Likeness of the names, 0 to 1.
    pub score: f64,
    /// What spoke for it.
    pub reasons: Vec<String>,
}

/// Joins names in `groups`; tells what was joined and what remains open.
/// `of` gives the candidate of each of `count` numbers.
pub fn link<'a>(
    count: u32,
    of: &(impl Fn(u32) -> Candidate<'a> + Sync),
    profiles: &Profiles<'_>,
    groups: &mut Groups,
) -> Vec<Link> {
    let read = |number: u32| -> Spellings<'a> {
        let candidate = of(number);
        let style = candidate.style;
        style.into_iter().flat_map(|s| candidate.spellings().map(move |n| (Name::new(n, s), n))).collect()
    };
    let names: Vec<Spellings<'a>> = (0..count).into_par_iter().map(read).collect();
    let blocks = Blocks::new(&names, |number| of(number).style);
    let judged = |a: u32| {
        let partners = blocks.partners(a).into_iter();
        let (x, names) = (of(a), &names);
        partners.filter_map(move |b| Some((a, b, judge(&x, &of(b), &names[a as usize], &names[b as usize], profiles)?)))
    };
    let mut found: Vec<(u32, u32, Link)> = (0..count).into_par_iter().flat_map_iter(judged).collect();
    found.sort_by(|p, q| q.2.score.total_cmp(&p.2.score).then((p.0, p.1).cmp(&(q.0, q.1))));
    let mut out = Vec::new();
    for (a, b, link) in found {
        let articles = |m: u32| groups.members(m).iter().map(|m| of(*m).articles);
        let one = groups.root(a) == groups.root(b);
        let apart = articles(a).any(|x| articles(b).any(|y| !disjoint(x, y)));
        let known = |m: u32| groups.members(m).iter().any(|m| of(*m).known);
        if one || apart || known(a) && known(b) || groups.forbidden(a, b) {
            continue;
        }
        if link.judgement == Judgement::Same {
            groups.join(a, b);
        }
        out.push(link);
    }
    out.sort_by(|p, q| (&p.left, &p.right).cmp(&(&q.left, &q.right)));
    out
}

fn judge(
    a: &Candidate<'_>,
    b: &Candidate<'_>,
    of_a: &[(Name, &str)],
    of_b: &[(Name, &str)],
    profiles: &Profiles<'_>,
) -> Option<Link> {
    let style = a.style.filter(|s| b.style == Some(*s) && a.prefix == b.prefix)?;
    if a.known && b.known || !disjoint(a.articles, b.articles) {
        return None;
    }
    let mut best: Option<(f64, f64, String)> = None;
    for (x, of_x) in of_a {
        for (y, of_y) in of_b {
            let Some((score, needed, reason)) = likeness(x, y, of_x, of_y, style) else { continue };
            if best.as_ref().is_none_or(|b| (score, -needed) > (b.0, -b.1)) {
                best = Some((score, needed, format!("{reason}: {of_x}, {of_y}")));
            }
        }
    }
    let (score, needed, reason) = best?;
    let mut context = 0.0f64;
    for x in a.articles.iter().take(ARTICLES) {
        for y in b.articles.iter().take(ARTICLES) {
            context = context.max(profiles.names_alike(*x, *y));
        }
    }
    let judgement = if context >= needed { Judgement::Same } else { Judgement::Unsure };
    if judgement == Judgement::Unsure && context < CONTEXT_UNSURE.min(needed) {
        return None;
    }
    let (left, right) = if a.path < b.path { (a.path, b.path) } else { (b.path, a.path) };
    let about = format!("articles about the same things ({:.0} %)", context * 100.0);
    Some(Link {
        left: left.to_owned(),
        right: right.to_owned(),
        judgement,
        score: score.min(1.0),
        reasons: vec![reason, about, "no article tells them apart".to_owned()],
    })
}

/// How alike two names are, the context they need, and why.
fn likeness(a: &Name, b: &Name, of_a: &str, of_b: &str, style: Style) -> Option<(f64, f64, &'static str)> {
    if style == Style::Body && (short_for(of_a, b, of_b) || short_for(of_b, a, of_a)) {
        return Some((0.9, CONTEXT_SPELLING, "acronym"));
    }
    if a.words().len() < 2 && b.words().len() < 2 && style == Style::Person {
        return None;
    }
    let score = compare(a, b, style);
    if score < ALIKE || !spelled_alike(a.words(), b.words(), style) {
        return None;
    }
    let same = a.words().iter().all(|w| b.words().contains(w)) && a.words().len() == b.words().len();
    Some(match (score >= SAME_WORDS, style) {
        _ if same || a.words().concat() == b.words().concat() => (score, CONTEXT, "same words"),
        (true, Style::Person) if initials_only(a.words(), b.words()) => (score, CONTEXT, "same name, an initial more"),
        (true, Style::Person) if a.words().len() != b.words().len() => {
            (score, CONTEXT_SPELLING, "same name, a part more")
        }
        _ => (score, CONTEXT_SPELLING, "another spelling"),
    })
}

/// Whether a name in capitals is made of the first letters of the other.
fn short_for(acronym: &str, name: &Name, of_name: &str) -> bool {
    name.words().len() >= 3 && abbreviates(acronym, of_name)
}

/// Whether each word of the shorter name is a spelling of a word of the other,
/// in order; names of bodies must have no word more.
fn spelled_alike(a: &[String], b: &[String], style: Style) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if style == Style::Body && few.len() != many.len() {
        return few.concat() == many.concat();
    }
    let one = |x: &String, y: &String| {
        x == y
            || x.len().min(y.len()) == 1 && x.as_bytes()[0] == y.as_bytes()[0]
            || sounds_like(x, y)
            || x.len().min(y.len()) >= 7 && edits(x, y) == 1
    };
    let mut at = 0;
    let mut taken = vec![false; many.len()];
    let in_order = few.iter().all(|x| match many[at..].iter().position(|y| one(x, y)) {
        Some(found) => {
            at += found + 1;
            taken[at - 1] = true;
            true
        }
        None => false,
    });
    // A junior is another man.
    let generation = |w: &String| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
    in_order && many.iter().zip(taken).all(|(w, taken)| taken || !generation(w)) || few.concat() == many.concat()
}

fn initials_only(a: &[String], b: &[String]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    many.iter().filter(|w| w.len() > 1).count() <= few.len()
}

/// Whether two ascending lists have nothing in common.
pub fn disjoint(x: &[u32], y: &[u32]) -> bool {
    let (few, many) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let mut rest = many;
    few.iter().all(|item| {
        rest = &rest[rest.partition_point(|other| other < item)..];
        rest.first() != Some(item)
    })
}

/// Candidates by what their names sound like.
struct Blocks {
    /// Blocks of each candidate, by its number.
    of: Vec<(u32, u32)>,
    /// Candidates of each block.
    members: Vec<u32>,
    ends: Vec<u32>,
}

impl Blocks {
    fn new(names: &[Spellings<'_>], style: impl Fn(u32) -> Option<Style> + Sync) -> Self {
        let keys_of = |number: usize| {
            let number = number as u32;
            let style = style(number);
            style.into_iter().flat_map(move |s| keys(&names[number as usize], s)).map(move |key| (key, number))
        };
        let mut keys: Vec<(u64, u32)> = (0..names.len()).into_par_iter().flat_map_iter(keys_of).collect();
        keys.par_sort_unstable();
        keys.dedup();
        let mut out = Self { of: Vec::new(), members: Vec::new(), ends: Vec::new() };
        for block in keys.chunk_by(|a, b| a.0 == b.0).filter(|b| (2..=BLOCK).contains(&b.len())) {
            let number = out.ends.len() as u32;
            out.of.extend(block.iter().map(|(_, candidate)| (*candidate, number)));
            out.members.extend(block.iter().map(|(_, candidate)| *candidate));
            out.ends.push(out.members.len() as u32);
        }
        out.of.par_sort_unstable();
        out
    }

    /// Candidates after this one that share a block with it.
    fn partners(&self, candidate: u32) -> Vec<u32> {
        let from = self.of.partition_point(|b| b.0 < candidate);
        let own = self.of[from..].iter().take_while(|b| b.0 == candidate);
        let mut out: Vec<u32> =
            own.flat_map(|(_, block)| self.block(*block)).copied().filter(|c| *c > candidate).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    fn block(&self, block: u32) -> &[u32] {
        let block = block as usize;
        let begin = if block == 0 { 0 } else { self.ends[block - 1] };
        &self.members[begin as usize..self.ends[block] as usize]
    }
}

/// What the names of a candidate sound like: two of their words, all of them,
/// their first letters.
fn keys(names: &[(Name, &str)], style: Style) -> Vec<u64> {
    let mut out = Vec::new();
    for (name, written) in names {
        let mut add = |parts: &[&str]| out.push(hash(style, parts));
        let sounds: Vec<String> = name.words().iter().filter(|w| w.len() > 1).map(|w| skeleton(w)).collect();
        for (i, x) in sounds.iter().enumerate() {
            for y in &sounds[i + 1..] {
                add(&if x <= y { [x.as_str(), y] } else { [y.as_str(), x] });
            }
        }
        add(&[&sounds.concat()]);
        if style == Style::Body && name.words().len() >= 3 {
            let letters: String = name.words().iter().filter_map(|w| w.chars().next()).collect();
            add(&[&letters]);
        }
        if style == Style::Body && written.chars().filter(|c| c.is_uppercase()).count() >= 2 && sounds.len() == 1 {
            add(&[&name.words().concat()]);
        }
    }
    out
}

fn hash(style: Style, parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    (style, parts).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_without_a_common_item_are_disjoint() {
        assert!(disjoint(&[1, 3, 5], &[2, 4, 9, 10]) && disjoint(&[], &[1]));
        assert!(!disjoint(&[10], &[2, 4, 9, 10]) && !disjoint(&[1, 2], &[1]));
    }
}
