//! Organizations whose head is written small: "Pakistan government",
//! "Trump administration", "Karachi police".

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::org_patterns::org_word;
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// "Pakistan government", "Trump administration", "Karachi police", "Afghan
/// foreign ministry": a name before a head in lower case.
pub(crate) fn lower_head(view: &View<'_>, first: u32, last: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if !matches!(view.tag(last), Upos::Noun | Upos::Propn | Upos::Adj) && view.style(last) == Style::Normal {
        return;
    }
    if describes_people(view, last) {
        return;
    }
    let mut left = first;
    // Lower-case modifiers: foreign, defence, national security.
    let mut mods = 0;
    // Behind an "and" among them.
    let mut behind = 0;
    while let Some(p) = view.prev(left) {
        let modifier = !view.capital(p)
            && (view.has(p, flag::POST_MODIFIER)
                || matches!(view.tag(p), Upos::Noun | Upos::Adj) && view.has(p, flag::COMMON))
            && mods < 3
            && !view.has(p, flag::CAPACITY | flag::GROUP_NOUN | flag::PERSON_NOUN);
        // "the mines and petroleum ministry"
        let joined = view.lower(p) == "and"
            && mods > 0
            && view.lower(last) == "ministry"
            && view.prev(p).is_some_and(|q| view.tag(q) == Upos::Noun && !view.capital(q) && view.has(q, flag::COMMON));
        if !modifier && !joined {
            break;
        }
        left = p;
        mods += u32::from(!joined);
        if joined {
            behind = p + 1;
        }
    }
    let modified = left;
    while let Some(p) = view.prev(left) {
        let title = view.has(p, flag::TITLE & !flag::POST_MODIFIER) && !view.has(p, flag::GEO | flag::DEMONYM);
        if org_word(view, p) && left - p <= 4 && !title {
            left = p;
        } else {
            break;
        }
    }
    // "the interior ministry", "the country's interior ministry": there is one in a country.
    let owned = view.prev(modified).is_some_and(|p| view.possessive(p));
    if left == modified || owned && !view.capital(left) {
        let told = modified < last && (modified.max(behind)..first).all(|i| view.has(i, flag::POST_MODIFIER));
        if told && view.lower(last) == "ministry" && stands_alone(view, last) {
            let name = Candidate::new(modified, last + 1, Class::Organization, 0.7, "organization/ministry");
            out.push(name.kind(Some(kind)));
        }
        return;
    }
    // "the American newspaper", "the KCNA news agency": a description beside a
    // people's or an organization's name, not one name.
    let state_body = matches!(kind.as_str(), "government_body" | "military");
    let described = !state_body
        && (left..modified).all(|i| view.has(i, flag::DEMONYM | flag::COUNTRY | flag::FAITH) || view.form(i) == "-")
        || view.hit_ending(modified, flag::ORGANIZATION).is_some_and(|h| h.start >= left && !state_body);
    if described || view.form(left).chars().all(|c| c.is_ascii_digit()) {
        return;
    }
    let named = (left..modified).any(|i| view.has(i, flag::GEO | flag::DEMONYM | flag::ORGANIZATION));
    let body = matches!(kind.as_str(), "government_body" | "military" | "militant_group");
    let plural_noun = view.tokens[last as usize].xpos == "NNS" && !view.lower(last).ends_with("forces");
    let adjectives_only = !(modified..first).all(|i| view.has(i, flag::POST_MODIFIER));
    if plural_noun || adjectives_only || !stands_alone(view, last) || !view.has(last, flag::SMALL_HEAD) {
        return;
    }
    let sure = match (named, body) {
        (true, true) => 0.85,
        (true, false) => 0.7,
        (false, true) => 0.7,
        (false, false) if matches!(kind.as_str(), "media" | "company") => 0.6,
        (false, false) => 0.5,
    };
    out.push(Candidate::new(left, last + 1, Class::Organization, sure, "organization/lower-head").kind(Some(kind)));
}

/// "US intelligence officials", "Russian military and political leaders": the word tells
/// what people they are.
fn describes_people(view: &View<'_>, last: u32) -> bool {
    if !matches!(view.lower(last), "intelligence" | "military") {
        return false;
    }
    let mut at = last + 1;
    if matches!(view.next_lower(at), "and" | "or")
        && view.next(at + 1).is_some_and(|n| view.tag(n) == Upos::Adj && !view.capital(n))
    {
        at += 2;
    }
    let several = |n: u32| {
        view.tokens[n as usize].xpos == "NNS"
            && (view.has(n, flag::POST_HEAD | flag::PERSON_NOUN | flag::NOT_A_POST) || view.lower(n).ends_with("ers"))
            || view.lower(n) == "leadership"
    };
    view.next(at).is_some_and(several)
}

/// No further noun follows: "the US army base" names no army.
fn stands_alone(view: &View<'_>, last: u32) -> bool {
    !view.next(last + 1).is_some_and(|n| {
        view.tag(n) == Upos::Noun && !view.possessive(n) && !view.has(n, flag::POST_HEAD | flag::PERSON_NOUN)
    })
}
