//! Organizations known by the noun that announces them: "three groups: A, B and
//! C", "the outfits are A and B", `the group "A"`, and the lines of a list that
//! follows "the groups banned are:".

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::org_context::described_kind;
use super::org_patterns::org_word;
use super::view::{Style, View};
use crate::text::Sym;

/// How sure a name is that only its place in a list makes one.
const SURE: f32 = 0.62;
/// Tokens between the noun and the colon that opens its list.
const TO_COLON: u32 = 12;
/// Words of a name, at most.
const WORDS: u32 = 9;

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
        None if plural => lines(view, noun, kind, out),
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

/// "The groups banned are:" with a line each for the names.
fn lines(view: &View<'_>, noun: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let sentence = view.sentence(noun);
    let colon = (noun + 1..sentence.end.min(noun + TO_COLON)).find(|t| view.form(*t) == ":");
    let Some(colon) = colon.filter(|c| c + 1 == sentence.end) else { return };
    let mut at = colon + 1;
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

/// A bullet or a number before a line's name.
fn mark(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    form.chars().all(|c| !c.is_alphabetic()) && !matches!(form, "\"" | "“")
}

/// End of the run of name words at `start`, with the small words inside it.
fn name(view: &View<'_>, start: u32) -> Option<u32> {
    let begins =
        (start as usize) < view.tokens.len() && view.capital(start) && (org_word(view, start) || view.opens(start));
    if !begins {
        return None;
    }
    let mut end = start + 1;
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
