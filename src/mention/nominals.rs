//! Groups of persons ("two gunmen", "senior US officials") and definite
//! nominals that point back ("the group", "both countries", "the session").

use super::build::Builder;
use super::class;
use super::lexicons::flag;
use super::view::View;
use crate::analysis::Upos;
use crate::text::Sym;

/// Adds mentions of class `persons` and `nominal`.
pub(crate) fn add(builder: &mut Builder<'_, '_>) {
    let view = builder.view;
    let mut taken = vec![false; view.tokens.len()];
    for m in &builder.mentions {
        for t in m.tokens.clone() {
            taken[t as usize] = true;
        }
    }
    let mut found: Vec<(u32, u32, Sym, Option<Sym>, &'static str)> = Vec::new();
    for t in 0..view.tokens.len() as u32 {
        if let Some(start) = counted_nationals(builder, t) {
            found.push((start, t + 1, *class::PERSONS, Some(Sym::new("victim")), "nominal/nationals"));
            continue;
        }
        let name = view.capital(t) && !view.opens(t) && view.style(t) == super::view::Style::Normal;
        if taken[t as usize] || name && !lone_plural(view, t) {
            continue;
        }
        let officers = view.hit(t, flag::POST_HEAD).filter(|h| plural(view, h.end - 1));
        if let Some(hit) = view.hit(t, flag::PERSON_NOUN | flag::PERSON_NOUN_WEAK).or(officers) {
            let end = hit.end;
            if (t..end).any(|i| taken[i as usize]) {
                continue;
            }
            let weak = !view.has(t, flag::PERSON_NOUN | flag::POST_HEAD);
            let phrase = persons(builder, t, end).filter(|(start, _)| {
                let counted = || (*start..t).any(|i| view.tag(i) == Upos::Num || view.has(i, flag::NUMBER_WORD));
                !weak || counted() || acts(view, *start, end)
            });
            if let Some((start, end)) = phrase {
                found.push((
                    start,
                    end,
                    *class::PERSONS,
                    Some(if officers.is_some() { office_kind(view) } else { hit.entry.value }),
                    "nominal/persons",
                ));
                continue;
            }
        }
        if let Some(kind) = pronoun(view.lower(t)) {
            found.push((t, t + 1, *class::PRONOUN, Some(kind), "nominal/pronoun"));
            continue;
        }
        if let Some((start, kind)) = nominal(view, t) {
            found.push((start, t + 1, *class::NOMINAL, Some(kind), "nominal/definite"));
        }
    }
    // A longer phrase swallows those inside it.
    let mut last_end = 0;
    found.sort_by_key(|f| (f.0, std::cmp::Reverse(f.1)));
    for (start, end, class, kind, by) in found {
        if start < last_end {
            continue;
        }
        last_end = end;
        let i = builder.add(start, end, class, by, 0.75);
        builder.mentions[i].kind = kind;
        builder.mentions[i].head = end - 1;
    }
}

/// "the general said": behind its article and before a past tense, a noun that
/// is mostly something else is a person.
fn acts(view: &View<'_>, start: u32, end: u32) -> bool {
    let official =
        view.hit(start, flag::PERSON_NOUN_WEAK).is_some_and(|h| h.end == end && h.entry.value == office_kind(view));
    let the = view.prev(start).is_some_and(|p| view.lower(p) == "the");
    official
        && the
        && view.next(end).is_some_and(|n| view.tokens[n as usize].xpos == "VBD" && view.tag(n) == Upos::Verb)
}

/// "killed two Policemen": one noun for people, written large as in translated
/// and official texts, with no name beside it.
fn lone_plural(view: &View<'_>, t: u32) -> bool {
    let small = |i: Option<u32>| i.is_none_or(|i| !view.capital(i) || view.opens(i));
    view.has(t, flag::PERSON_NOUN)
        && view.has(t, flag::COMMON)
        && plural(view, t)
        && small(view.prev(t))
        && small(view.next(t + 1))
}

/// "two Mexicans": where a counted plural of a demonym that ends at `t` begins.
fn counted_nationals(builder: &Builder<'_, '_>, t: u32) -> Option<u32> {
    let view = builder.view;
    let before = view.prev(t).filter(|p| view.tag(*p) == Upos::Num && !matches!(view.lower(*p), "one" | "1"))?;
    let national = builder.starting(t).is_some_and(|m| m.class == *class::NATIONALITY && m.tokens.end == t + 1);
    let plural = view.lower(t).ends_with('s') && !view.lower(t).ends_with("ss");
    let head = view.next(t + 1).is_none_or(|n| !matches!(view.tag(n), Upos::Noun | Upos::Propn | Upos::Adj));
    (national && plural && head).then_some(before)
}

/// What a pronoun of the third person can stand for.
fn pronoun(lower: &str) -> Option<Sym> {
    let kind = match lower {
        "he" | "she" | "him" | "his" | "her" | "himself" | "herself" => "person",
        "it" | "its" | "itself" => "thing",
        "they" | "them" | "their" | "themselves" => "group",
        _ => return None,
    };
    Some(Sym::new(kind))
}

/// The kind of a group of office-holders, as the list of person nouns calls it.
pub(super) fn office_kind(view: &View<'_>) -> Sym {
    static OFFICE: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("office_holders"));
    view.ontology.lexicon.class(*OFFICE).first().map_or(*OFFICE, |e| e.value)
}

/// A noun for a stretch of time, which ends a date.
fn time_unit(lower: &str) -> bool {
    matches!(lower, "year" | "month" | "week" | "weekend" | "night" | "morning" | "afternoon" | "evening")
}

/// The phrase around a person noun: numbers, adjectives and nationalities
/// before it; a coordinated person noun after it ("civilians and soldiers") is
/// a phrase of its own.
fn persons(builder: &Builder<'_, '_>, noun: u32, end: u32) -> Option<(u32, u32)> {
    let view = builder.view;
    let head = end - 1;
    if !matches!(view.tag(head), Upos::Noun | Upos::Propn) && !heads_phrase(view, noun, end) {
        return None;
    }
    // Part of a compound ("police officers' association", "student union").
    if view.next(end).is_some_and(|n| {
        // "gunmen today attacked": the day begins something else.
        let day = view.has(n, flag::CALENDAR) || matches!(view.lower(n), "today" | "yesterday" | "tonight");
        view.tag(n) == Upos::Noun && !day && !view.has(n, flag::PERSON_NOUN | flag::POST_HEAD)
            || view.has(n, flag::PERSON_NOUN) && view.tag(n) == Upos::Noun
    }) {
        return None;
    }
    if builder.starting(end).is_some_and(|m| m.class == *class::PERSON) {
        return None;
    }
    // "brother-in-law"
    if view.next(end).is_some_and(|n| view.form(n) == "-" && !view.tokens[n as usize].space_before) {
        return None;
    }
    let mut start = noun;
    let mut determined = false;
    while let Some(p) = view.prev(start) {
        if noun - p > 8 {
            break;
        }
        if let Some(m) = builder.ending(start) {
            let fits = [*class::NATIONALITY, *class::COUNTRY, *class::ORGANIZATION, *class::PLACE, *class::NUMBER]
                .contains(&m.class);
            // "a Vidal aide", "Vidal supporters": people of his, not himself.
            let his = m.class == *class::PERSON
                && (self::plural(view, head)
                    || view.prev(m.tokens.start).is_some_and(|d| matches!(view.lower(d), "a" | "an" | "one" | "the")));
            if his {
                start = m.tokens.start;
                determined = true;
                break;
            }
            if !fits {
                break;
            }
            start = m.tokens.start;
            continue;
        }
        let lower = view.lower(p);
        // "shot dead three miners", "terrorists murdered brothers": what stands
        // before a number or behind people is said of them, no part of their name.
        let counts = view.tag(start) == Upos::Num && start < noun;
        let said = counts && (view.tag(p) == Upos::Verb || matches!(lower, "dead" | "alive" | "hostage" | "captive"))
            || view.tag(p) == Upos::Verb
                && view.prev(p).is_some_and(|b| matches!(view.tag(b), Upos::Noun | Upos::Propn | Upos::Pron));
        if said {
            break;
        }
        match view.tag(p) {
            // "alleged guerrillas": whether they are is no part of what they are called.
            _ if matches!(lower, "alleged" | "presumed" | "supposed" | "purported") => break,
            // "on November 6 gunmen opened fire"
            Upos::Num
                if lower.starts_with(|c: char| c.is_ascii_digit())
                    && view.prev(p).is_some_and(|m| {
                        // "in 2015 gunmen killed"
                        let year = lower.len() == 4 && matches!(&lower[..2], "19" | "20");
                        view.has(m, flag::CALENDAR) || year && matches!(view.lower(m), "in" | "since" | "by" | "until")
                    }) =>
            {
                break;
            }
            Upos::Adj | Upos::Num
                if !matches!(lower, "only" | "just" | "least" | "entire" | "such" | "whole" | "own") =>
            {
                start = p
            }
            // "on April 21 last year bombers struck", "yesterday gunmen shot"
            _ if matches!(lower, "yesterday" | "today" | "tonight") => break,
            Upos::Noun if time_unit(lower) => break,
            // "the national security advisors": no post ends before them.
            Upos::Noun
                if view.hit_ending(p + 1, flag::POST_HEAD).is_none()
                    && !view.has(p, flag::CALENDAR | flag::EVENT_NOUN) =>
            {
                start = p
            }
            Upos::Verb if view.has(p, flag::PERSON_MODIFIER) => start = p,
            // "motorcycle-riding gunmen"
            Upos::Verb if p > view.sentence(p).start && view.lower(p - 1) == "-" => start = p,
            _ if matches!(lower, "senior" | "top" | "former" | "junior" | "armed" | "masked") => start = p,
            Upos::Punct if lower == "-" && !view.tokens[p as usize].space_before && p > view.sentence(p).start => {
                start = p - 1
            }
            Upos::Cconj if lower == "and" && start < noun => {
                // "Pakistani and American officials", "civilian and security personnel"
                let left =
                    builder.ending(p).is_some_and(|m| m.class == *class::NATIONALITY || m.class == *class::COUNTRY);
                let right = builder
                    .starting(start)
                    .is_some_and(|m| m.class == *class::NATIONALITY || m.class == *class::COUNTRY);
                // "civilian and security personnel", "military and police officers"
                let modifier = p > view.sentence(p).start
                    && !view.capital(p - 1)
                    && matches!(view.tag(p - 1), Upos::Adj | Upos::Noun)
                    && !self::plural(view, p - 1)
                    && view.has(p - 1, flag::COMMON);
                if !(left && right || modifier) {
                    break;
                }
                start = p;
            }
            Upos::Det | Upos::Pron => {
                determined = true;
                break;
            }
            // "the mayor's aide", "Vidal's lawyer": whose he is is all that is known of him.
            Upos::Part if view.possessive(p) => {
                determined = true;
                if !self::plural(view, head) {
                    let owner = builder.ending(p).map(|m| m.tokens.start);
                    start = owner.or_else(|| view.prev(p)).unwrap_or(start);
                }
                break;
            }
            _ => break,
        }
    }
    let plural = plural(view, head);
    let numbered = (start..noun).any(|i| view.tag(i) == Upos::Num && !matches!(view.lower(i), "one" | "1"));
    if numbered && !plural {
        return None;
    }
    (plural || determined || start < noun).then_some((start, end))
}

/// "an official said": what the tagger took for an adjective is the noun of a
/// phrase that has an article and no other noun.
fn heads_phrase(view: &View<'_>, noun: u32, end: u32) -> bool {
    let determined = view.prev(noun).is_some_and(|p| view.tag(p) == Upos::Det);
    let noun_follows = view.next(end).is_some_and(|n| {
        matches!(view.tag(n), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Cconj)
            || matches!(view.form(n), "-" | ",")
    });
    view.tag(end - 1) == Upos::Adj && determined && !noun_follows
}

fn plural(view: &View<'_>, head: u32) -> bool {
    let lower = view.lower(head);
    matches!(view.tokens[head as usize].xpos, "NNS" | "NNPS")
        || lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us")
        || matches!(
            lower,
            "people"
                | "personnel"
                | "media"
                | "police"
                | "gunmen"
                | "troops"
                | "women"
                | "men"
                | "children"
                | "policemen"
                | "servicemen"
        )
}

/// A definite nominal ending at `t`: first token and what it can refer to.
fn nominal(view: &View<'_>, t: u32) -> Option<(u32, Sym)> {
    if !matches!(view.tag(t), Upos::Noun | Upos::Propn)
        || view.capital(t) && view.style(t) == super::view::Style::Normal && !view.has(t, flag::ORG_HEAD)
    {
        return None;
    }
    let kind = kind_of(view, t)?;
    // The head of a longer noun phrase only: "the group's leader" yes, "the group leader" no.
    if view.next(t + 1).is_some_and(|n| matches!(view.tag(n), Upos::Noun | Upos::Propn) && !view.possessive(n)) {
        return None;
    }
    let mut start = t;
    while let Some(p) = view.prev(start).filter(|p| t - *p <= 4) {
        match view.tag(p) {
            Upos::Adj | Upos::Num => start = p,
            Upos::Noun if view.has(p, flag::COMMON) => start = p,
            Upos::Verb if matches!(view.tokens[p as usize].xpos, "VBN" | "VBG") => start = p,
            // "the Somalia-based group"
            Upos::Punct if view.form(p) == "-" && !view.tokens[p as usize].space_before && view.prev(p).is_some() => {
                start = p - 1
            }
            // "Vidal's office"
            Upos::Part if view.possessive(p) && view.ontology.lexicon.has(*BODY, view.lower(t)) => {
                let owner = (view.sentence(p).start..p).rev().find(|i| view.capital(*i))?;
                let first = (view.sentence(p).start..=owner).rev().take_while(|i| view.capital(*i)).last()?;
                return (owner + 1 == p).then_some((first, kind));
            }
            Upos::Det | Upos::Pron => {
                let definite =
                    matches!(view.lower(p), "the" | "this" | "that" | "these" | "those" | "both" | "its" | "such");
                return definite
                    .then_some((start, kind))
                    .map(|(s, k)| (if view.lower(p) == "both" { p } else { s }, k));
            }
            _ => return None,
        }
    }
    None
}

/// Nouns for bodies that only a phrase pointing back to them names ("the paper").
static BODY: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("body_noun"));

fn kind_of(view: &View<'_>, t: u32) -> Option<Sym> {
    match &*view.tokens[t as usize].lemma {
        "side" | "country" | "nation" | "kingdom" | "neighbor" | "neighbour" | "government" => {
            return Some(Sym::new("country"));
        }
        "delegation" => return Some(Sym::new("delegation")),
        _ => {}
    }
    if let Some(entry) = view.ontology.lexicon.get(*BODY, &view.tokens[t as usize].lemma) {
        return Some(entry.value);
    }
    // "the news agency" is no agency of a state.
    let longest = view.hit_ending(t + 1, flag::GROUP_NOUN);
    let hit = longest.or_else(|| {
        view.hits(t)
            .iter()
            .find(|h| {
                h.end == t + 1 && super::lexicons::flag_of(h.entry.class) & (flag::ORG_HEAD | flag::EVENT_NOUN) != 0
            })
            .copied()
    })?;
    let bits = super::lexicons::flag_of(hit.entry.class);
    Some(if bits & flag::EVENT_NOUN != 0 { hit.entry.class } else { hit.entry.value })
}
