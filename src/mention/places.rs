//! Places by context: `X, COUNTRY`, `in X`, `the X district`, `town of X`,
//! and named facilities (`Bagram Air Base`, `Camp X`).

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// Candidates for places, facilities and named vehicles.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for t in 0..view.tokens.len() as u32 {
        if view.has(t, flag::PLACE_HEAD) {
            headed(view, t, out);
        }
        if view.has(t, flag::PLACE_LEAD) && view.capital(t) {
            led(view, t, out);
        }
        if view.has(t, flag::FACILITY) {
            facility(view, t, out);
        } else if view.has(t, flag::VEHICLE) {
            vehicle(view, t, out);
        }
        if word(view, t) && !view.prev(t).is_some_and(|p| word(view, p)) {
            unknown(view, t, out);
        }
        if matches!(
            view.lower(t),
            "northern"
                | "southern"
                | "eastern"
                | "western"
                | "north"
                | "south"
                | "east"
                | "west"
                | "central"
                | "upper"
                | "lower"
                | "new"
                | "old"
                | "greater"
        ) && view.capital(t)
            && view.style(t) == Style::Normal
        {
            directed(view, t, out);
        }
    }
}

/// A capitalised word that can be part of a place's name.
fn word(view: &View<'_>, t: u32) -> bool {
    view.namish(t)
        && !view.has(t, flag::TITLE | flag::CALENDAR | flag::DEMONYM | flag::NOT_A_NAME | flag::EVENT_NOUN)
        && !matches!(view.tag(t), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Adp | Upos::Det | Upos::Adv | Upos::Sconj)
        && view.form(t).chars().any(char::is_lowercase)
        && !view.form(t).chars().any(|c| c.is_ascii_digit())
}

fn run_left(view: &View<'_>, mut start: u32, limit: u32) -> u32 {
    let end = start;
    while let Some(p) =
        view.prev(start).filter(|p| end - *p <= limit && word(view, *p) && !view.has(*p, flag::ORG_HEAD))
    {
        start = p;
    }
    start
}

fn run_right(view: &View<'_>, mut end: u32, limit: u32) -> u32 {
    let start = end;
    while view.next(end).is_some_and(|t| t - start < limit && word(view, t)) {
        end += 1;
    }
    end
}

/// "Helmand province", "Swat Valley", "the Karak district", "town of X".
fn headed(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let Some(hit) = view.hit(t, flag::PLACE_HEAD) else { return };
    let kind = Some(hit.entry.value);
    let start = run_left(view, t, 3);
    // "Defence Secretary Mark Hill"
    let titled = view.capital(t)
        && (view.has(start, flag::FIRST_NAME)
            || view.ontology.lexicon.has(Sym::new("first_name_weak"), view.form(start)))
        && view.prev(start).is_some_and(|p| view.has(p, flag::TITLE) && view.capital(p));
    if start < t && !titled && view.style(t) == Style::Normal {
        let capital = view.capital(t);
        // With a capital the head belongs to the name; without, only the name counts.
        let end = if capital { hit.end } else { t };
        let sure = if (start..t).all(|i| view.has(i, flag::COMMON)) && !capital { 0.5 } else { 0.82 };
        out.push(Candidate::new(start, end, Class::Place, sure, "place/head").kind(kind));
    }
    if view.next_lower(hit.end) == "of" && (view.lower(t) != "city" || !view.capital(t)) {
        let end = run_right(view, hit.end + 1, 3);
        if end > hit.end + 1 {
            let known = view.has(hit.end + 1, flag::COUNTRY);
            if view.capital(t) && view.style(t) == Style::Normal {
                out.push(Candidate::new(t, end, Class::Place, 0.8, "place/of").kind(kind));
            } else if !known {
                out.push(Candidate::new(hit.end + 1, end, Class::Place, 0.97, "place/of").kind(kind));
            }
        }
    }
}

/// "Camp Lemonnier", "Mount Sinjar", "Lake Chad", "Fort Hood".
fn led(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let Some(hit) = view.hit(t, flag::PLACE_LEAD) else { return };
    let end = run_right(view, hit.end, 2);
    if end > hit.end {
        let facility = hit.entry.value.as_str() == "facility";
        let class = if facility { Class::Facility } else { Class::Place };
        let kind = (!facility).then_some(hit.entry.value);
        out.push(Candidate::new(t, end, class, 0.82, "place/lead").kind(kind));
    }
}

/// "Southern Kordofan", "Upper Dir", "South Waziristan".
fn directed(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let end = run_right(view, t + 1, 2);
    if end > t + 1
        && !(t + 1..end).any(|i| {
            view.has(i, flag::ORG_HEAD | flag::ORG_HEAD_WEAK | flag::FIRST_NAME)
                || view.has(i, flag::ORGANIZATION) && !view.has(i, flag::GEO)
        })
    {
        let geo = view.has(t + 1, flag::GEO);
        if (t + 1..end).all(|i| view.has(i, flag::COMMON)) {
            return;
        }
        let sure = if geo { 0.85 } else { 0.66 };
        out.push(Candidate::new(t, end, Class::Place, sure, "place/directed").kind(Some(Sym::new("region"))));
    }
}

/// "Bagram Air Base", "Abbey Gate", "Imam Ali Mosque", "University of X" is an organization.
fn facility(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let Some(hit) = view.hit(t, flag::FACILITY) else { return };
    if !view.capital(hit.end - 1) || view.style(t) != Style::Normal {
        return;
    }
    let mut start = t;
    while let Some(p) = view.prev(start).filter(|p| t - *p <= 4) {
        let lower = view.lower(p);
        let ok = view.capital(p)
            && view.namish(p)
            && !view.has(p, flag::CALENDAR | flag::CAPACITY | flag::POST_HEAD)
            && !matches!(view.tag(p), Upos::Verb | Upos::Adp | Upos::Det | Upos::Pron)
            || matches!(lower, "al" | "el" | "-" | "e" | "ul") && p > view.sentence(t).start && view.capital(p - 1);
        if !ok {
            break;
        }
        start = p;
    }
    if start == t || (start..t).all(|i| view.has(i, flag::DEMONYM | flag::COUNTRY)) {
        return;
    }
    let only_common = (start..t).all(|i| view.has(i, flag::COMMON));
    let sure = if only_common { 0.6 } else { 0.83 };
    out.push(Candidate::new(start, hit.end, Class::Facility, sure, "place/facility"));
}

/// "Jaffar Express train", "Air India Flight 182".
fn vehicle(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let Some(hit) = view.hit(t, flag::VEHICLE) else { return };
    if view.style(t) != Style::Normal {
        return;
    }
    let start = {
        let mut s = t;
        while let Some(p) = view.prev(s).filter(|p| {
            t - *p <= 3
                && view.capital(*p)
                && view.namish(*p)
                && !view.has(*p, flag::TITLE | flag::CALENDAR | flag::DEMONYM | flag::ORGANIZATION | flag::GEO)
                && !matches!(view.tag(*p), Upos::Verb | Upos::Adp | Upos::Det)
        }) {
            s = p;
        }
        s
    };
    let named = start < t && (t - start >= 2 || view.capital(t));
    let mut end = hit.end;
    let numbered = view.next(end).is_some_and(|n| view.form(n).chars().all(|c| c.is_ascii_digit())) && view.capital(t);
    if numbered {
        end += 1;
    }
    if named || numbered {
        out.push(Candidate::new(start, end, Class::Vehicle, 0.75, "vehicle/named"));
    }
}

/// "residents of X", "the outskirts of X", "mayor of X".
fn place_noun_of(view: &View<'_>, t: u32) -> bool {
    t >= 2
        && view.sentence(t).contains(&(t - 2))
        && matches!(
            &*view.tokens[t as usize - 2].lemma,
            "resident"
                | "city"
                | "town"
                | "village"
                | "outskirt"
                | "outskirts"
                | "north"
                | "south"
                | "east"
                | "west"
                | "northeast"
                | "northwest"
                | "southeast"
                | "southwest"
                | "suburb"
                | "capital"
                | "port"
                | "area"
                | "mayor"
                | "governor"
                | "airport"
                | "district"
                | "province"
                | "region"
                | "siege"
                | "street"
                | "hamlet"
                | "settlement"
                | "neighborhood"
                | "neighbourhood"
                | "mile"
                | "km"
                | "kilometre"
                | "kilometer"
                | "inhabitant"
        )
}

/// An unknown capitalised word or two where a place is expected.
fn unknown(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    if view.style(t) != Style::Normal {
        return;
    }
    let end = run_right(view, t, 3);
    if view.has(t, flag::GEO | flag::FIRST_NAME)
        && view.hits(t).iter().any(|h| h.end < end)
        && end - t > 1
        && view.has(t, flag::GEO)
    {
        return;
    }
    let joined = (t..end).any(|i| view.has(i, flag::ORG_HEAD | flag::ORGANIZATION | flag::ORG_LEAD));
    if joined || (t..end).all(|i| view.has(i, flag::COMMON)) {
        return;
    }
    let comma_place = view.next_lower(end) == ","
        && view.next(end + 1).is_some_and(|n| view.has(n, flag::COUNTRY | flag::REGION) && !view.possessive_after(n));
    let before = view.prev_lower(t);
    let located = matches!(before, "in" | "near" | "outside" | "throughout" | "around" | "into" | "across")
        || before == "of" && place_noun_of(view, t);
    let weaker = matches!(before, "at" | "from" | "to" | "reached" | "toward" | "towards" | "visited");
    let first_name = view.has(t, flag::FIRST_NAME) && end > t + 1;
    let sure: f32 = match (comma_place, located, weaker) {
        (true, true, _) => 0.85,
        (true, _, true) => 0.75,
        (true, ..) => 0.55,
        (_, true, _) => 0.62,
        (_, _, true) => 0.42,
        _ => return,
    };
    // "in X's view": a person or body as often as a place.
    let possessor = view.possessive_after(end - 1) && !comma_place;
    let sure = sure - if first_name { 0.3 } else { 0.0 } - if possessor { 0.2 } else { 0.0 };
    if sure > 0.3 {
        out.push(Candidate::new(t, end, Class::Place, sure, "place/context"));
    }
}
