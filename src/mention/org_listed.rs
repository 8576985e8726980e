//! Organizations known by the noun that announces them: "three groups: A, B and
//! C", "the outfits are A and B", `the group "A"`, and the lines of a list that
//! follows "the groups banned are:".

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::org_context::described_kind;
use super::org_patterns::org_word;
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// How sure a name is that only its place in a list makes one.
const SURE: f32 = 0.62;
/// Tokens between the noun and the colon that opens its list.
const TO_COLON: u32 = 12;
/// Words of a name, at most.
const WORDS: u32 = 9;
/// Tokens before a noun among which its number stands.
const COUNT_BEFORE: u32 = 6;
/// Sentences behind the noun that may list its names.
const REACH: u32 = 2;
/// Tokens of a sentence that only announces the lines behind it.
const ANNOUNCES: u32 = 6;
/// Tokens of a sentence before the verb that lists.
const TO_VERB: u32 = 24;

/// Candidates that the noun for organizations at `noun` announces.
pub(crate) fn after(view: &View<'_>, noun: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if view.style(noun) != Style::Normal || view.capital(noun) && !view.opens(noun) {
        return;
    }
    let kind = described_kind(view, noun, kind);
    if kind.is_some_and(|k| matches!(k.as_str(), "government_body" | "military" | "international_org")) {
        return;
    }
    let plural = view.lower(noun).ends_with('s');
    match link(view, noun + 1, plural) {
        Some(start) => names(view, start, kind, plural, out),
        None if plural => {
            lines(view, noun, kind, out);
            further(view, noun, kind, out);
        }
        None => {}
    }
}

/// Where the names begin that the words at `at` announce.
fn link(view: &View<'_>, at: u32, plural: bool) -> Option<u32> {
    let word = |i: u32| view.next(i).map(|t| view.lower(t));
    let skip = |i: u32| {
        let comma = u32::from(matches!(word(i), Some("," | ":" | ";")));
        i + comma
    };
    let opens = |i: u32| matches!(word(i), Some("\"" | "“" | "‘" | "'"));
    let first = word(at)?;
    let named = matches!(first, "called" | "named" | "dubbed" | "including" | "namely");
    if named {
        return Some(skip(at + 1));
    }
    if first == "known" && word(at + 1) == Some("as") || first == "such" && word(at + 1) == Some("as") {
        return Some(at + 2);
    }
    if plural && matches!(first, ":" | "—" | "–") {
        return Some(at + 1);
    }
    if plural && matches!(first, "are" | "include" | "were" | "included") {
        return Some(skip(at + 1));
    }
    if first == "," {
        let next = word(at + 1)?;
        if matches!(next, "called" | "named" | "dubbed" | "including" | "namely") {
            return Some(skip(at + 2));
        }
        if next == "known" && word(at + 2) == Some("as") {
            return Some(at + 3);
        }
        return opens(at + 1).then_some(at + 1);
    }
    opens(at).then_some(at)
}

/// Names from `start` on, joined by commas and conjunctions.
fn names(view: &View<'_>, start: u32, kind: Option<Sym>, several: bool, out: &mut Vec<Candidate>) {
    let mut at = start;
    let mut left = if several { 20 } else { 1 };
    while left > 0 && view.next(at).is_some() {
        while view.next(at).is_some_and(|t| {
            matches!(view.lower(t), "," | ";" | "and" | "or" | "the" | "as" | "well" | "both" | "\"" | "“" | "‘")
        }) {
            at += 1;
        }
        let Some(end) = name(view, at) else { return };
        add(view, at, end, kind, out);
        at = past_bracket(view, end);
        left -= 1;
        let joined =
            view.next(at).is_some_and(|t| matches!(view.lower(t), "," | ";" | "and" | "or" | "\"" | "”" | "’" | "as"));
        if !joined {
            return;
        }
        if matches!(view.next_lower(at), "\"" | "”" | "’") {
            at += 1;
        }
    }
}

/// "Three groups were named. Named in the order are A, B and C": names that a
/// sentence behind the one with the counted noun goes on to list.
fn further(view: &View<'_>, noun: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let own = view.sentence(noun);
    let before = own.start.max(noun.saturating_sub(COUNT_BEFORE))..noun;
    if !before.clone().any(|t| view.tag(t) == Upos::Num || view.has(t, flag::NUMBER_WORD)) {
        return;
    }
    let mut at = own.end;
    for _ in 0..REACH {
        if at >= view.tokens.len() as u32 {
            return;
        }
        let line = view.sentence(at);
        at = line.end;
        if let Some(start) = goes_on(view, line.start, line.end) {
            let mut found = Vec::new();
            run(view, start, line.end, kind, &mut found);
            // Fewer may be anything that is named there.
            if found.len() >= 3 {
                out.append(&mut found);
            }
            return;
        }
    }
}

/// Where the names begin in a sentence that goes on listing: "Named in the
/// order are", "The notice of Monday names".
fn goes_on(view: &View<'_>, start: u32, end: u32) -> Option<u32> {
    let first = view.lower(start);
    let near = end.min(start + TO_VERB);
    if matches!(first, "named" | "listed" | "included" | "identified" | "mentioned" | "among") {
        return (start + 1..near).find(|t| matches!(view.lower(*t), "are" | "were")).map(|t| t + 1);
    }
    let paper = (start..end.min(start + 4)).any(|t| {
        matches!(view.lower(t), "notice" | "order" | "statement" | "decree" | "notification" | "list" | "announcement")
    });
    let verb = (start..near).find(|t| matches!(view.lower(*t), "names" | "named" | "lists" | "listed" | "includes"));
    verb.filter(|_| paper).map(|t| t + 1)
}

/// Names up to `end`, with what is said of them between commas and semicolons.
fn run(view: &View<'_>, start: u32, end: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let mut at = start;
    while at < end {
        if matches!(view.lower(at), "," | ";" | "and" | "or" | "the" | "both" | ":" | "\"" | "“" | "”") {
            at += 1;
            continue;
        }
        if let Some(stop) = name(view, at) {
            add(view, at, stop, kind, out);
            at = past_bracket(view, stop);
            if at < end && view.lower(at) == "and" {
                continue;
            }
        }
        let Some(next) = (at..end).find(|t| matches!(view.form(*t), "," | ";")) else { return };
        at = next;
    }
}

/// "The groups banned are:" with a line each for the names.
fn lines(view: &View<'_>, noun: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let sentence = view.sentence(noun);
    let colon = (noun + 1..sentence.end.min(noun + TO_COLON)).find(|t| view.form(*t) == ":");
    let own = colon.filter(|c| c + 1 == sentence.end).map(|c| c + 1);
    let Some(mut at) = own.or_else(|| announced(view, noun)) else { return };
    while at < view.tokens.len() as u32 {
        let line = view.sentence(at);
        let Some(first) = (line.start..line.end).find(|t| !mark(view, *t)) else { return };
        let first = if view.lower(first) == "the" { first + 1 } else { first };
        let Some(end) = name(view, first) else { return };
        // Nothing else stands in the line but another name or what is bracketed.
        let rest = past_bracket(view, end);
        let ends = rest >= line.end
            || matches!(
                view.lower(rest),
                "," | ";" | "." | "and" | "or" | "alias" | "aka" | "also" | "formerly" | "@" | "/" | "–" | "-"
            );
        if !ends {
            return;
        }
        add(view, first, end, kind, out);
        at = line.end;
    }
}

/// "banned four groups. They are:" with a line each: where the lines begin.
fn announced(view: &View<'_>, noun: u32) -> Option<u32> {
    let own = view.sentence(noun);
    let counted = |t: u32| view.tag(t) == Upos::Num || view.has(t, flag::NUMBER_WORD);
    let before = own.start.max(noun.saturating_sub(COUNT_BEFORE))..noun;
    if own.end >= view.tokens.len() as u32 || !before.into_iter().any(counted) {
        return None;
    }
    let next = view.sentence(own.end);
    let short = next.end - next.start <= ANNOUNCES && view.form(next.end - 1) == ":";
    short.then_some(next.end)
}

/// A bullet or a number before a line's name.
fn mark(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    form.chars().all(|c| !c.is_alphabetic()) && !matches!(form, "\"" | "“")
}

/// End of the run of name words at `start`, with the small words inside it.
fn name(view: &View<'_>, start: u32) -> Option<u32> {
    // "al-Amal"
    let article = view.next(start).is_some_and(|t| matches!(view.lower(t), "al" | "el" | "ul"))
        && view.next(start + 1).is_some_and(|t| view.form(t) == "-")
        && view.next(start + 2).is_some_and(|t| view.capital(t));
    let begins =
        (start as usize) < view.tokens.len() && view.capital(start) && (org_word(view, start) || view.opens(start));
    if !begins && !article {
        return None;
    }
    let mut end = start + if article { 3 } else { 1 };
    while let Some(t) = view.next(end).filter(|t| *t < start + WORDS) {
        let goes_on = view.capital(t) && org_word(view, t)
            || matches!(view.lower(t), "-" | "’" | "'" | "al" | "ul" | "e" | "of" | "for" | "de" | "du" | "el" | "wal")
                && view.next(t + 1).is_some_and(|m| view.capital(m));
        if !goes_on {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// Past "(ABBR)".
fn past_bracket(view: &View<'_>, at: u32) -> u32 {
    if view.next_lower(at) != "(" {
        return at;
    }
    (at + 1..at + 9).find(|t| view.next(*t).is_some_and(|t| view.form(t) == ")")).map_or(at, |t| t + 1)
}

/// Adds what is no place, people or known name.
fn add(view: &View<'_>, start: u32, end: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let plain = |t: u32| view.has(t, flag::GEO | flag::DEMONYM | flag::FAITH | flag::CALENDAR | flag::TITLE);
    if (start..end).all(plain) || end == start + 1 && view.has(start, flag::COMMON | flag::FIRST_NAME) {
        return;
    }
    out.push(Candidate::new(start, end, Class::Organization, SURE, "organization/listed").kind(kind));
}
