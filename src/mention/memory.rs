//! What the document itself teaches: a name once found surely is found again
//! where its sentence alone would not tell.

use super::acronym;
use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::view::{Style, View};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names of the document chosen in the first pass.
#[derive(Default)]
pub(crate) struct Memory {
    /// Lower-case words joined by a space, to the surest candidate.
    names: FxHashMap<String, Candidate>,
    /// Last and first words of persons.
    surnames: FxHashMap<String, f32>,
    /// Last words of bodies' full names ("Courier"), to the body; `None` for several.
    shorts: FxHashMap<String, Option<Candidate>>,
    /// First words of the names, to look no further where none begins.
    openers: FxHashSet<String>,
    /// Longest name in words.
    longest: u32,
}

fn key(view: &View<'_>, s: u32, e: u32) -> String {
    let mut out = String::new();
    for t in s..e {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(view.lower(t));
    }
    out
}

/// Two or more words, none of them a common word.
fn full_and_uncommon(view: &View<'_>, c: &Candidate) -> bool {
    c.end - c.start >= 2 && view.style(c.start) == Style::Normal && !(c.start..c.end).any(|t| view.has(t, flag::COMMON))
}

/// "the militant group Green Valley", listed with what it is called: "Green
/// Valley" by itself.
fn bare_name(view: &View<'_>, c: &Candidate) -> Option<Candidate> {
    let capital = |t: &u32| view.capital(*t);
    let start = (c.start..c.end).find(capital)?;
    let told = c.class == Class::Organization && c.known.is_some() && view.style(c.start) == Style::Normal;
    let name = start > c.start && c.end - start >= 2 && (start..c.end).all(|t| capital(&t));
    (told && name).then_some(Candidate { start, ..*c })
}

/// Learns from chosen candidates.
pub(crate) fn learn(view: &View<'_>, chosen: &[Candidate]) -> Memory {
    let mut memory = Memory::default();
    let bare = chosen.iter().filter_map(|c| bare_name(view, c));
    for c in &chosen.iter().copied().chain(bare).collect::<Vec<_>>() {
        let learnable = matches!(c.class, Class::Person | Class::Organization | Class::Place | Class::Facility)
            && (c.confidence >= 0.6 || c.class == Class::Person && c.confidence >= 0.45 && full_and_uncommon(view, c))
            && !(c.end == c.start + 1 && view.has(c.start, flag::COMMON))
            && view.capital(c.start);
        if !learnable {
            continue;
        }
        let k = key(view, c.start, c.end);
        let better = memory.names.get(&k).is_none_or(|old| old.confidence < c.confidence);
        if better {
            memory.openers.insert(view.lower(c.start).to_owned());
            memory.names.insert(k, *c);
        }
        memory.longest = memory.longest.max(c.end - c.start);
        let last = c.end - 1;
        let headed = view.has(last, flag::ORG_HEAD | flag::ORG_HEAD_WEAK);
        if c.class == Class::Organization && c.end - c.start >= 2 && headed && view.capital(last) {
            let longer = |old: &Candidate| key(view, old.start, old.end) == key(view, c.start, c.end);
            memory
                .shorts
                .entry(view.lower(last).to_owned())
                .and_modify(|old| *old = old.filter(|o| longer(o)))
                .or_insert(Some(*c));
        }
        if c.class == Class::Person {
            let words: Vec<u32> =
                (c.start..c.end).filter(|t| view.capital(*t) && !view.form(*t).ends_with('.')).collect();
            let sure = (c.confidence - 0.08).min(0.85);
            if let (Some(last), true) = (words.last(), words.len() > 1) {
                let last = words.iter().rev().find(|w| view.form(**w).len() > 2).unwrap_or(last);
                let k = view.lower(*last).to_owned();
                let e = memory.surnames.entry(k).or_insert(0.0);
                *e = e.max(sure);
                for w in &words[..words.len() - 1] {
                    if !view.has(*w, flag::COMMON | flag::GEO) && view.lower(*w).len() > 1 {
                        let e = memory.surnames.entry(view.lower(*w).to_owned()).or_insert(0.0);
                        *e = e.max(sure * 0.72);
                    }
                }
            } else if words.len() == 1 && c.confidence >= 0.7 {
                let e = memory.surnames.entry(view.lower(words[0]).to_owned()).or_insert(0.0);
                *e = e.max(sure);
            }
        }
    }
    memory
}

/// Candidates the memory adds.
pub(crate) fn recall(view: &View<'_>, memory: &Memory, out: &mut Vec<Candidate>) {
    if memory.names.is_empty() {
        return;
    }
    for t in 0..view.tokens.len() as u32 {
        if !view.capital(t) {
            continue;
        }
        // A single word of a person beside another name word would tear a
        // fuller name apart.
        let beside = |o: Option<u32>| {
            o.is_some_and(|o| {
                view.capital(o)
                    && view.namish(o)
                    && !view.has(o, flag::TITLE | flag::GEO | flag::DEMONYM | flag::ORGANIZATION | flag::COMMON)
            })
        };
        let torn = if beside(view.prev(t)) || beside(view.next(t + 1)) { 0.45 } else { 0.0 };
        let last = view.sentence(t).end.min(t + memory.longest);
        let last = if memory.openers.contains(view.lower(t)) { last } else { t };
        for e in t + 1..=last {
            let Some(c) = memory.names.get(&key(view, t, e)) else { continue };
            let mut headline = if view.style(t) == Style::Normal { 0.0 } else { 0.1 };
            if c.class == Class::Person && e == t + 1 {
                headline += torn;
            }
            let mut again = Candidate { start: t, end: e, confidence: (c.confidence - headline).min(0.9), ..*c };
            again.found_by = "memory/name";
            out.push(again);
        }
        let lower = view.lower(t);
        if let Some(sure) = memory.surnames.get(lower) {
            let the = view.prev_lower(t) == "the";
            let common_opening = view.has(t, flag::COMMON) && view.opens(t);
            if the && !view.next(t + 1).is_some_and(|n| view.has(n, flag::ORG_HEAD))
                || common_opening
                || view.style(t) != Style::Normal && view.has(t, flag::COMMON)
            {
                continue;
            }
            out.push(Candidate::new(t, t + 1, Class::Person, *sure - torn, "memory/surname"));
        } else if let Some(c) = short_form(view, memory, t) {
            out.push(Candidate::new(t, t + 1, Class::Organization, 0.8, "memory/short").kind(c.kind));
        } else if acronym::looks_like(view.form(t))
            && view.all_caps(t)
            && let Some(c) = full_name(view, memory, view.form(t))
            // "the NP": two letters may be anything without an article, unless a list
            // knows the full name and nothing else is written large.
            && (view.form(t).len() >= 3
                || view.prev_lower(t) == "the"
                || c.known.is_some() && view.style(t) == Style::Normal)
        {
            out.push(Candidate::new(t, t + 1, Class::Organization, 0.8, "memory/acronym").kind(c.kind));
        }
    }
}

/// "the Courier" after "The Evening Courier": the one body of the document whose full
/// name ends in the word, told of before.
fn short_form(view: &View<'_>, memory: &Memory, t: u32) -> Option<Candidate> {
    let full = (*memory.shorts.get(view.lower(t))?)?;
    let alone = !view.next(t + 1).is_some_and(|n| view.capital(n) && view.namish(n) || view.form(n) == "-");
    let article = view.prev_lower(t) == "the" && view.style(t) == Style::Normal;
    (article && alone && full.end <= t).then_some(full)
}

/// The organization of the document whose initials give `form`; of several, the
/// first in alphabetical order, so that no map order shows.
fn full_name(view: &View<'_>, memory: &Memory, form: &str) -> Option<Candidate> {
    memory
        .names
        .iter()
        .filter(|(_, c)| c.class == Class::Organization && c.end - c.start >= 2)
        .filter(|(_, c)| {
            let words: Vec<&str> = (c.start..c.end).map(|t| view.form(t)).collect();
            acronym::matches(form, &words)
        })
        .min_by(|a, b| a.0.cmp(b.0))
        .map(|(_, c)| *c)
}
