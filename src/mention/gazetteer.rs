//! Lexicon hits as candidates, ambiguous ones decided by context.

use super::candidates::{Candidate, Class};
use super::lexicons::{flag, flag_of, org_kind};
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// Candidates from the gazetteers.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let kinds = Kinds::new();
    for t in 0..view.tokens.len() as u32 {
        for hit in view.hits(t) {
            let bits = flag_of(hit.entry.class);
            if bits
                & (flag::GEO
                    | flag::DEMONYM
                    | flag::ORGANIZATION
                    | flag::CALENDAR
                    | flag::NOT_A_NAME
                    | flag::LIST_NAME
                    | flag::PERSON)
                == 0
            {
                continue;
            }
            let (s, e) = (hit.start, hit.end);
            // A body that the list itself writes small ("the extraditables") needs no capital.
            let small = bits & flag::ORGANIZATION != 0
                && !hit.entry.form.as_str().contains(char::is_uppercase)
                && view.prev_lower(s) != "a";
            if !view.capital(s) && bits & flag::NOT_A_NAME == 0 && !small && !(s + 1..e).any(|i| view.capital(i)) {
                continue;
            }
            // "Karim Islam Haddad": a word for no name, within one.
            if bits & flag::NOT_A_NAME != 0 && e == s + 1 && super::persons::middle_name(view, s) {
                continue;
            }
            if !plausible(view, s, e) {
                continue;
            }
            // "which the EU blacklisted" holds no "EU blacklist".
            if bits & flag::LIST_NAME != 0 && e > s + 1 && view.tag(e - 1) == Upos::Verb {
                continue;
            }
            let id = hit.entry.id;
            let c = |class, confidence, by| Candidate::new(s, e, class, confidence, by).known(id);
            if bits & flag::COUNTRY != 0 {
                let sure = if view.has(s, flag::FIRST_NAME) && e == s + 1 { 0.8 } else { 0.95 };
                out.push(c(Class::Country, sure, "lexicon/country"));
            } else if bits & flag::DEMONYM != 0 {
                out.push(c(Class::Nationality, 0.9, "lexicon/demonym"));
            } else if bits & flag::CAPITAL != 0 {
                if is_also(view, s, e, flag::COUNTRY) {
                    continue;
                }
                if stands_for_government(view, s, e) {
                    out.push(c(Class::Country, 0.95, "lexicon/capital-government"));
                } else {
                    let place = place_id(hit.entry.id, hit.entry.value);
                    out.push(
                        Candidate::new(s, e, Class::Place, 0.92, "lexicon/capital").known(place).kind(Some(kinds.city)),
                    );
                }
            } else if bits & flag::CITY != 0 {
                let sure = if view.has(s, flag::FIRST_NAME | flag::COMMON) && e == s + 1 { 0.6 } else { 0.9 };
                let known = id.filter(|id| !elsewhere(view, e, *id));
                out.push(c(Class::Place, sure, "lexicon/city").kind(Some(kinds.city)).known(known));
            } else if bits & flag::REGION != 0 {
                let kind = if hit.entry.class == kinds.world_region { kinds.world_region } else { kinds.region };
                out.push(c(Class::Place, 0.9, "lexicon/region").kind(Some(kind)));
            } else if bits & flag::ORGANIZATION != 0 {
                out.push(c(Class::Organization, 0.95, "lexicon/organization").kind(Some(org_kind(hit.entry.class))));
            } else if bits & flag::PERSON != 0 {
                out.push(c(Class::Person, 0.95, "lexicon/person"));
            } else if bits & flag::CALENDAR != 0 {
                if !view.has(s, flag::FIRST_NAME) || e > s + 1 {
                    out.push(Candidate::new(s, e, Class::Other, 0.6, "lexicon/calendar"));
                }
            } else {
                out.push(Candidate::new(s, e, Class::Other, 0.9, "lexicon/not-a-name"));
            }
        }
    }
}

/// "Cambridge, Massachusetts": the region or country after the comma is not
/// that of the city the list means.
fn elsewhere(view: &View<'_>, e: u32, id: Sym) -> bool {
    if view.next_lower(e) != "," || view.next(e + 1).is_none() {
        return false;
    }
    let code = |id: Sym| {
        let mut parts = id.as_str().split('/');
        parts.next();
        parts.next().filter(|c| c.len() == 2).map(str::to_owned)
    };
    let own = code(id);
    let mut after = view
        .hits(e + 1)
        .iter()
        .filter(|h| flag_of(h.entry.class) & (flag::COUNTRY | flag::REGION) != 0)
        .filter_map(|h| h.entry.id.and_then(code))
        .peekable();
    own.is_some() && after.peek().is_some() && !after.any(|c| Some(c) == own)
}

struct Kinds {
    city: Sym,
    region: Sym,
    world_region: Sym,
}

impl Kinds {
    fn new() -> Self {
        Self { city: Sym::new("city"), region: Sym::new("region"), world_region: Sym::new("world_region") }
    }
}

/// The id of a capital as a town: `country/PK` and `Islamabad` give
/// `place/PK/islamabad`. Bounded by the lexicon, so it may be interned.
fn place_id(country: Option<Sym>, name: Sym) -> Option<Sym> {
    let code = country?.as_str().strip_prefix("country/")?;
    let slug: String =
        name.as_str().chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    Some(Sym::new(&format!("place/{code}/{slug}")))
}

fn is_also(view: &View<'_>, s: u32, e: u32, flags: u64) -> bool {
    view.hits(s).iter().any(|h| h.end == e && flag_of(h.entry.class) & flags != 0)
}

/// Where capitals say nothing, a short all-capitals form must look like a name
/// to the tagger (`US` against "US" for "us").
fn plausible(view: &View<'_>, s: u32, e: u32) -> bool {
    if e > s + 1 {
        return true;
    }
    match view.style(s) {
        Style::Caps => {
            let inside = view.prev(s).is_some_and(|p| view.tag(p) == Upos::Propn);
            view.form(s).len() > 3 && !view.has(s, flag::COMMON) || view.tag(s) == Upos::Propn && !inside
        }
        _ => true,
    }
}

const PLACE_PREPOSITIONS: [&str; 14] = [
    "in", "at", "near", "outside", "inside", "around", "across", "throughout", "from", "into", "central", "downtown",
    "via", "to",
];

/// Whether a capital's name stands for the country's government: the subject of
/// an act, a possessor of policy, a side of relations.
fn stands_for_government(view: &View<'_>, s: u32, e: u32) -> bool {
    // "by both Ankara and Moscow"
    let both = view.prev_lower(s) == "both" && s > 0 && view.prev_lower(s - 1) == "by";
    let before = if both { "by" } else { view.prev_lower(s) };
    let after = view.next_lower(e);
    if let Some(n) = view.next(e) {
        if after == "," && view.next(n + 1).is_some_and(|m| view.has(m, flag::GEO) || view.lower(m).starts_with("d.c"))
        {
            return false;
        }
        if after.starts_with("d.c") || view.has(n, flag::PLACE_HEAD) {
            return false;
        }
        if view.possessive(n) {
            let m = view.next(n + 1);
            let place_noun = m.is_some_and(|m| view.has(m, flag::FACILITY | flag::PLACE_HEAD) || view.capital(m));
            return !PLACE_PREPOSITIONS.contains(&before) && !place_noun || after == "'s" && policy_noun(view, n + 1);
        }
    }
    if before == "and" || before == "," || before == "or" {
        // "Washington and Islamabad": as its neighbour, if that can be told.
        if let Some(p) = s.checked_sub(2).filter(|p| view.sentence(s).contains(p)) {
            if view.has(p, flag::CAPITAL) && before == "and" {
                return stands_for_government(view, p, p + 1) || side_before(view, view.prev_lower(p));
            }
            if view.has(p, flag::COUNTRY) {
                return true;
            }
        }
    }
    if before == "to" {
        return view.prev(s).and_then(|p| view.prev(p)).is_some_and(|v| {
            matches!(
                &*view.tokens[v as usize].lemma,
                "message"
                    | "warning"
                    | "signal"
                    | "threat"
                    | "support"
                    | "loyal"
                    | "commitment"
                    | "concession"
                    | "response"
                    | "pressure"
                    | "hostile"
                    | "close"
                    | "aid"
            )
        });
    }
    // "banned by Ankara", "regarded as a threat by Ankara": by whom it is done.
    if before == "by" {
        let from = view.sentence(s).start.max(s.saturating_sub(9));
        if (from..s).any(|t| view.tokens[t as usize].xpos == "VBN") {
            return true;
        }
    }
    if side_before(view, before) {
        return relation_before(view, s) || acts(view, e);
    }
    if PLACE_PREPOSITIONS.contains(&before) {
        return false;
    }
    if matches!(
        before,
        "that"
            | "as"
            | "said"
            | "while"
            | "when"
            | "after"
            | "because"
            | "but"
            | "and"
            | ","
            | "if"
            | ""
            | "though"
            | "although"
            | "where"
            | "which"
            | "believes"
            | "say"
            | "by"
    ) {
        return acts(view, e);
    }
    matches!(
        view.prev(s).map_or("", |p| &*view.tokens[p as usize].lemma),
        "urge"
            | "tell"
            | "accuse"
            | "ask"
            | "press"
            | "pressure"
            | "convince"
            | "persuade"
            | "blame"
            | "warn"
            | "thank"
            | "force"
            | "push"
            | "anger"
            | "irk"
            | "embarrass"
            | "criticize"
            | "criticise"
            | "help"
            | "assure"
            | "inform"
    ) || acts(view, e)
}

/// A verb that only an actor can be the subject of follows.
fn acts(view: &View<'_>, e: u32) -> bool {
    let Some(mut n) = view.next(e) else { return false };
    // "Berlin on Thursday banned"
    if view.lower(n) == "on"
        && let Some(day) = view.next(n + 1).filter(|d| view.lower(*d).ends_with("day"))
        && let Some(after) = view.next(day + 1)
    {
        n = after;
    }
    let mut v = n;
    // Skip auxiliaries and adverbs: "has long accused".
    while matches!(view.tag(v), Upos::Aux | Upos::Adv | Upos::Part) {
        match view.next(v + 1) {
            Some(m) => v = m,
            None => return false,
        }
    }
    let verb = view.tag(v) == Upos::Verb && !matches!(view.tokens[v as usize].xpos, "VBG" | "VBN")
        || v > n && view.tag(v) == Upos::Verb;
    verb && !matches!(&*view.tokens[v as usize].lemma, "be" | "lie" | "host" | "locate" | "wake" | "situate")
}

fn side_before(_: &View<'_>, before: &str) -> bool {
    matches!(before, "with" | "between" | "by" | "against" | "of" | "both" | "toward" | "towards" | "on")
}

/// "ties with", "talks between", "pressure on".
fn relation_before(view: &View<'_>, s: u32) -> bool {
    let from = s.saturating_sub(6).max(view.sentence(s).start);
    (from..s).any(|i| {
        matches!(
            &*view.tokens[i as usize].lemma,
            "tie"
                | "relation"
                | "relationship"
                | "talk"
                | "deal"
                | "alliance"
                | "cooperation"
                | "partnership"
                | "dispute"
                | "tension"
                | "agreement"
                | "negotiation"
                | "war"
                | "pressure"
                | "ally"
                | "dialogue"
                | "support"
                | "sanction"
                | "diplomacy"
                | "rapprochement"
                | "link"
                | "friction"
                | "conflict"
                | "engagement"
                | "contact"
                | "rift"
        )
    })
}

fn policy_noun(view: &View<'_>, from: u32) -> bool {
    view.next(from).is_some_and(|t| {
        let end = view.sentence(t).end.min(t + 4);
        (t..end).any(|i| {
            matches!(
                &*view.tokens[i as usize].lemma,
                "decision"
                    | "policy"
                    | "support"
                    | "view"
                    | "acknowledgment"
                    | "position"
                    | "ally"
                    | "relation"
                    | "case"
                    | "claim"
                    | "concern"
                    | "ambition"
                    | "influence"
                    | "stance"
                    | "response"
                    | "demand"
                    | "refusal"
                    | "foreign"
                    | "interest"
                    | "effort"
                    | "commitment"
                    | "war"
                    | "nuclear"
                    | "approach"
                    | "role"
                    | "offer"
            )
        })
    })
}
