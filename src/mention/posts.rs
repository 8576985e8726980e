//! Post phrases: a core with its capacity, body and rank become a mention of
//! class `post`.

use super::build::Builder;
use super::lexicons::{flag, flag_of};
use super::post_core::PostCore;
use super::view::View;
use super::{MentionValue, PostValue, class};
use crate::analysis::Upos;
use crate::text::{Span, Sym};

/// A post phrase with everything around it that belongs to it.
#[derive(Clone, Debug)]
struct Phrase {
    /// Tokens of the title, capacity words aside.
    start: u32,
    end: u32,
    capacity: &'static str,
    body: Option<Span>,
    rank: Option<String>,
    /// Tokens of "-designate", "-elect": no part of the title.
    suffix: Option<(u32, u32)>,
}

/// Adds a mention for each core that survived the choice among candidates.
pub(crate) fn add(builder: &mut Builder<'_, '_>, cores: &[PostCore]) {
    for core in cores {
        let phrase = phrase(builder, core);
        // "foreign ministers": a group of persons, unless names follow.
        if core.plural && !names_follow(builder, phrase.end) && !names_precede(builder, phrase.start) {
            continue;
        }
        // "opposition leaders X and Y": leaders of nothing that is told.
        if core.plural && phrase.body.is_none() && builder.view.lower(core.head) == "leaders" {
            continue;
        }
        let i = builder.add(phrase.start, phrase.end, *class::POST, "posts/phrase", 0.9);
        let view = builder.view;
        let title = match phrase.suffix {
            Some((from, to)) if to < phrase.end => {
                format!("{} {}", view.slice(phrase.start, from), view.slice(to, phrase.end))
            }
            Some((from, _)) => view.slice(phrase.start, from),
            None => view.slice(phrase.start, phrase.end),
        };
        let m = &mut builder.mentions[i];
        m.head = core.head;
        m.kind = core.plural.then(|| Sym::new("plural"));
        m.value =
            MentionValue::Post(PostValue { title, capacity: phrase.capacity, rank: phrase.rank, body: phrase.body });
    }
}

/// "X, who heads the agency", "who has led it": the verb becomes a post of that body.
pub(crate) fn add_relative(builder: &mut Builder<'_, '_>) {
    let view = builder.view;
    for t in 1..view.tokens.len() as u32 {
        if view.lower(t - 1) != "who" || view.prev(t).is_none() {
            continue;
        }
        let mut verb = t;
        while view.tag(verb) == Upos::Adv && view.next(verb + 1).is_some() {
            verb += 1;
        }
        // "who has led the group since May": he still does; "who had led" does not.
        let perfect = view.lower(verb);
        if matches!(perfect, "has" | "had") && matches!(view.next_lower(verb + 1), "led" | "headed" | "chaired") {
            verb += 1;
        }
        let (title, past) = match view.lower(verb) {
            "headed" if perfect == "has" => ("head", false),
            "led" if perfect == "has" => ("leader", false),
            "chaired" if perfect == "has" => ("chair", false),
            "heads" => ("head", false),
            "headed" => ("head", true),
            "leads" => ("leader", false),
            "led" => ("leader", true),
            "chairs" => ("chair", false),
            "chaired" => ("chair", true),
            "commands" => ("commander", false),
            "commanded" => ("commander", true),
            _ => continue,
        };
        let mut from = verb + 1;
        if view.next_lower(from) == "the" {
            from += 1;
        }
        let body = builder
            .starting(from)
            .filter(|m| m.class == *class::ORGANIZATION && view.next(from).is_some())
            .filter(|m| !view.possessive_after(m.tokens.end - 1))
            .map(|m| m.span);
        let Some(body) = body else { continue };
        let i = builder.add(verb, verb + 1, *class::POST, "posts/relative", 0.85);
        builder.mentions[i].value = MentionValue::Post(PostValue {
            title: title.to_owned(),
            capacity: if past { "former" } else { "current" },
            rank: None,
            body: Some(body),
        });
    }
}

/// "G, led by X": the participle becomes a post of the body before it.
pub(crate) fn add_led(builder: &mut Builder<'_, '_>) {
    let view = builder.view;
    for t in 1..view.tokens.len() as u32 {
        let title = match view.lower(t) {
            "headed" => "head",
            "led" => "leader",
            "commanded" => "commander",
            "chaired" => "chair",
            _ => continue,
        };
        if view.next_lower(t + 1) != "by" {
            continue;
        }
        // "G, which is led by", "G is led by", "G, led by", "G led by"
        let mut at = t;
        while let Some(p) = view.prev(at).filter(|p| {
            t - *p <= 4 && matches!(view.lower(*p), "is" | "was" | "are" | "which" | "that" | "," | "now" | "then")
        }) {
            at = p;
        }
        let past = (at..t).any(|i| view.lower(i) == "was");
        let bodies = builder.ending(at).filter(|m| {
            m.class == *class::ORGANIZATION
                || m.class == *class::NOMINAL
                    && m.kind.is_some_and(|k| matches!(k.as_str(), "militant_group" | "political_party" | "any"))
        });
        let Some(body) = bodies.map(|m| m.span) else { continue };
        let i = builder.add(t, t + 1, *class::POST, "posts/led", 0.85);
        builder.mentions[i].value = MentionValue::Post(PostValue {
            title: title.to_owned(),
            capacity: if past { "former" } else { "current" },
            rank: None,
            body: Some(body),
        });
    }
}

/// "X and Y, senior commanders of the group"
fn names_precede(builder: &Builder<'_, '_>, start: u32) -> bool {
    let view = builder.view;
    let mut at = start;
    while let Some(p) = view.prev(at).filter(|p| view.tag(*p) == Upos::Adj || view.lower(*p) == "both") {
        at = p;
    }
    view.prev(at)
        .filter(|p| view.form(*p) == ",")
        .and_then(|comma| builder.ending(comma))
        .is_some_and(|m| m.class == *class::PERSON)
}

fn names_follow(builder: &Builder<'_, '_>, end: u32) -> bool {
    let at = (end..end + 4)
        .find(|t| builder.view.next(*t).is_none_or(|n| !builder.view.has(n, flag::RANK | flag::HONORIFIC)))
        .unwrap_or(end);
    builder.starting(at).is_some_and(|m| m.class == *class::PERSON)
}

/// `acting`, `former`, ... as the lexicon maps the word.
pub(crate) fn capacity(view: &View<'_>, t: u32) -> Option<&'static str> {
    let hit = view.hit(t, flag::CAPACITY)?;
    let lower = view.lower(t);
    // "then" and "late" alone are adverbs more often than capacities.
    if lower == "then"
        && !view.next(t + 1).is_some_and(|n| {
            view.form(n) == "-" || view.has(n, flag::POST_HEAD | flag::POST_MODIFIER | flag::DEMONYM | flag::COUNTRY)
        })
    {
        return None;
    }
    Some(match hit.entry.value.as_str() {
        "acting" => "acting",
        "former" => "former",
        "designate" => "designate",
        _ => "current",
    })
}

fn phrase(builder: &Builder<'_, '_>, core: &PostCore) -> Phrase {
    let view = builder.view;
    let mut p = Phrase { start: core.start, end: core.end, capacity: "current", body: None, rank: None, suffix: None };
    let mut at = core.start;
    let mut adjectives = 0;
    // Whether a participle has been passed: "the group killed secular leaders" says whose
    // victims they are, not whose leaders.
    let mut verbal = false;
    let is_chief = matches!(view.lower(core.head), "chief" | "head" | "boss" | "chiefs");
    while let Some(t) = view.prev(at) {
        if let Some(found) = capacity(view, t) {
            p.capacity = found;
            at = t;
            continue;
        }
        if view.form(t) == "-" && view.prev(t).is_some_and(|q| view.has(q, flag::CAPACITY)) {
            if let Some(found) = view.prev(t).and_then(|q| capacity(view, q)) {
                p.capacity = found;
            }
            at = t - 1;
            continue;
        }
        // "Jaish-e-Mohammed (JeM) chief": the bracket belongs to the body.
        if view.form(t) == ")"
            && p.body.is_none()
            && let Some(open) = (t.saturating_sub(4)..t).rev().find(|o| view.form(*o) == "(")
            && builder.ending(open).is_some_and(|m| m.class == *class::ORGANIZATION)
        {
            at = open;
            continue;
        }
        if let Some(m) = builder.ending(at).filter(|m| m.class != *class::POST) {
            let usable = is_body(m.class);
            if verbal && m.class != *class::NATIONALITY {
                break;
            }
            let start = m.tokens.start;
            // "the agency's Asia director": the region is part of the title.
            if p.body.is_none() && at == p.start && regional(builder, m) {
                p.start = start;
                at = start;
                continue;
            }
            let bare_head = m.tokens.len() == 1
                && view.has(start, flag::ORG_HEAD)
                && m.class == *class::ORGANIZATION
                && m.known.is_none();
            if usable
                && p.body.is_none()
                && !(m.class == *class::PLACE && m.kind.is_some_and(|k| k.as_str() == "world_region"))
            {
                if is_chief && view.has(at - 1, flag::ORG_HEAD) && at == p.start {
                    // "Pakistan Army Chief": the title is "Army Chief".
                    p.start = at - 1;
                }
                p.body = Some(m.span);
                at = start;
                // "Pakistan's Army Chief": the country owns the army; it is the body.
                if bare_head
                    && let Some(owner) = possessor(builder, at).or_else(|| {
                        builder.ending(at).filter(|m| is_country(m.class)).map(|m| (m.span, m.tokens.start))
                    })
                {
                    p.body = Some(owner.0);
                    at = owner.1;
                }
                continue;
            }
            break;
        }
        if view.possessive(t) {
            if let Some((span, start)) = possessor(builder, at) {
                if p.body.is_none() {
                    p.body = Some(span);
                }
                at = start;
                continue;
            }
            break;
        }
        if at == p.start && !view.capital(t) && view.has(t, flag::ORG_HEAD) && view.tag(t) == Upos::Noun {
            // "army chief", "police chief", "party leader".
            p.start = t;
            at = t;
            continue;
        }
        // "Iowa Republican Sen. X": the party stands between.
        if at == p.start
            && super::seats::member(view.lower(t))
            && builder.ending(t).is_some_and(|m| m.class == *class::PLACE)
        {
            at = t;
            continue;
        }
        // "embattled", "newly appointed": behind them may stand whose post it is.
        let participle = matches!(view.tag(t), Upos::Verb | Upos::Noun) && view.lower(t).ends_with("ed");
        let degree = view.tag(t) == Upos::Adv && view.lower(t).ends_with("ly");
        if (view.tag(t) == Upos::Adj || participle || degree) && !view.capital(t) && adjectives < 2 {
            adjectives += 1;
            verbal |= participle && view.tag(t) == Upos::Verb;
            at = t;
            continue;
        }
        break;
    }
    right(builder, core, &mut p);
    p.rank = rank_after(view, p.end);
    p
}

/// Whether a place before a post is what its holder looks after: the body
/// stands before it, as a possessor or by its name.
fn regional(builder: &Builder<'_, '_>, place: &super::Mention) -> bool {
    let view = builder.view;
    if place.class != *class::PLACE && place.class != *class::COUNTRY {
        return false;
    }
    let mut at = place.tokens.start;
    while let Some(t) = view.prev(at).filter(|t| !view.capital(*t) && view.has(*t, flag::POST_MODIFIER)) {
        at = t;
    }
    let organization = |m: &super::Mention| m.class == *class::ORGANIZATION;
    match view.prev(at) {
        Some(t) if view.possessive(t) => builder.ending(t).is_some_and(organization),
        _ => builder.ending(at).is_some_and(organization),
    }
}

fn is_country(class: Sym) -> bool {
    class == *class::COUNTRY || class == *class::NATIONALITY
}

/// What can be the body or country a post belongs to.
pub(crate) fn is_body(class: Sym) -> bool {
    is_country(class) || class == *class::ORGANIZATION || class == *class::PLACE || class == *class::FACILITY
}

/// The body whose possessive `'s` ends right before `at`: span and first token.
fn possessor(builder: &Builder<'_, '_>, at: u32) -> Option<(Span, u32)> {
    let view = builder.view;
    let t = view.prev(at).filter(|t| view.possessive(*t))?;
    let m = builder.ending(t)?;
    is_body(m.class).then_some((m.span, m.tokens.start))
}

/// Complements: "of Iran", "to the United Nations", "at the US Department of State".
fn right(builder: &Builder<'_, '_>, core: &PostCore, p: &mut Phrase) {
    let view = builder.view;
    // "-designate", "-elect"
    if view.next_lower(p.end) == "-" && view.next(p.end + 1).is_some_and(|n| view.has(n, flag::CAPACITY)) {
        if let Some(found) = capacity(view, p.end + 1) {
            p.capacity = found;
        }
        p.suffix = Some((p.end, p.end + 2));
        p.end += 2;
    } else if view.next(p.end).is_some_and(|n| matches!(view.lower(n), "designate" | "elect")) {
        p.capacity = "designate";
        p.suffix = Some((p.end, p.end + 1));
        p.end += 1;
    }
    let head = view.lower(core.head);
    for _ in 0..3 {
        let Some(prep) = view.next(p.end) else { return };
        let lower = view.lower(prep);
        if let Some(end) = seated(builder, prep) {
            p.end = end;
            continue;
        }
        if !matches!(lower, "of" | "for" | "to" | "at" | "with" | "from" | "on") {
            return;
        }
        let mut from = prep + 1;
        let named = builder.starting(from).is_some_and(|m| is_body(m.class) && m.tokens.len() > 1);
        if !named && matches!(view.next_lower(from), "the" | "its" | "their" | "his" | "our") {
            from += 1;
        }
        from = behind_form_of_state(builder, from);
        from = behind_description(builder, from);
        let found = builder.starting(from).filter(|m| is_body(m.class));
        if lower == "of"
            && let Some(end) = office(builder, core, from)
            && found.is_none_or(|m| m.tokens.end < end)
        {
            p.end = end;
            p.body = p.body.or(found.map(|m| m.span));
            continue;
        }
        let Some(m) = found else { return };
        // "the visit of the minister to X" tells where he went.
        if lower == "to" && matches!(head, "minister" | "president" | "premier" | "chancellor" | "leader" | "king") {
            return;
        }
        if view.possessive_after(m.tokens.end - 1) {
            // "of Turkey's biggest opposition party NAME": the party is the body.
            if lower == "of" && p.body.is_none() {
                p.body = own_body(builder, m.tokens.end + 1);
            }
            return;
        }
        if m.class == *class::NATIONALITY {
            return;
        }
        let speaker = head.starts_with("spokes");
        match lower {
            "of" | "at" | "with" | "from" => {
                if m.kind.is_some_and(|k| k.as_str() == "world_region") {
                    p.end = m.tokens.end;
                    continue;
                }
                if p.body.is_none() {
                    p.body = Some(m.span);
                    // "Under Secretary of the Treasury for Terrorism"
                    if view.next_lower(m.tokens.end) == "for" && lower == "of" {
                        p.end = m.tokens.end;
                        continue;
                    }
                } else if lower == "of" && m.class != *class::COUNTRY && builder.ending(core.start).is_none() {
                    p.end = m.tokens.end;
                    continue;
                }
                return;
            }
            // "police chief for Herat province"
            "for"
                if speaker
                    || m.class == *class::PLACE && matches!(head, "chief" | "governor" | "commander" | "head") =>
            {
                p.body = p.body.or(Some(m.span));
                return;
            }
            _ => {
                // "Special Secretary for the United Nations", "ambassador to Niger"
                p.end = m.tokens.end;
            }
        }
    }
}

/// "High Commissioner in Dhaka NAME": where the place ends at which its holder, named
/// right behind it, has the post.
fn seated(builder: &Builder<'_, '_>, prep: u32) -> Option<u32> {
    if builder.view.lower(prep) != "in" {
        return None;
    }
    let the = u32::from(builder.view.next_lower(prep + 1) == "the");
    let place = builder.starting(prep + 1 + the).filter(|m| m.class == *class::PLACE || m.class == *class::COUNTRY)?;
    builder.starting(place.tokens.end).filter(|m| m.class == *class::PERSON).map(|_| place.tokens.end)
}

/// "biggest opposition party NAME": the organization behind what is said of it.
fn own_body(builder: &Builder<'_, '_>, from: u32) -> Option<Span> {
    let view = builder.view;
    let described = |t: u32| !view.capital(t) && matches!(view.tag(t), Upos::Adj | Upos::Noun);
    let at = (from..from + 6).find(|t| view.next(*t).is_none_or(|n| !described(n)))?;
    let party = at > from && view.has(at - 1, flag::GROUP_NOUN);
    builder.starting(at).filter(|m| party && m.class == *class::ORGANIZATION).map(|m| m.span)
}

/// Tokens of the longest description of an office.
const OFFICE: u32 = 9;

/// "head of the government's information service", "director of the security
/// services": where the office ends that a bare head is the head of, if it is
/// described by more than one word.
fn office(builder: &Builder<'_, '_>, core: &PostCore, from: u32) -> Option<u32> {
    let view = builder.view;
    if core.end - core.start > 2
        || !matches!(view.lower(core.end - 1), "head" | "chief" | "director" | "chairman" | "general" | "commander")
    {
        return None;
    }
    let inside = |t: u32| {
        matches!(view.tag(t), Upos::Noun | Upos::Adj | Upos::Propn)
            || view.possessive(t)
            || matches!(view.lower(t), "and" | "-")
    };
    let end = (from..from + OFFICE).find(|t| view.next(*t).is_none_or(|n| !inside(n))).unwrap_or(from + OFFICE);
    let last = end.checked_sub(1).filter(|t| *t > from)?;
    let noun = view.tag(last) == Upos::Noun && !view.capital(last) && view.has(last, flag::ORG_HEAD);
    let described = (from..last).any(|t| !view.capital(t) && matches!(view.tag(t), Upos::Noun | Upos::Adj));
    (noun && described).then_some(end)
}

/// "the ruling Unity Party", "the military's Security Council": where the body's
/// name begins behind what is said of it.
fn behind_description(builder: &Builder<'_, '_>, from: u32) -> u32 {
    let view = builder.view;
    if builder.starting(from).is_some_and(|m| is_body(m.class)) {
        return from;
    }
    let describes = |t: u32| {
        !view.capital(t)
            && (matches!(view.tag(t), Upos::Adj | Upos::Verb)
                || view.possessive(t)
                || view.possessive_after(t)
                || view.form(t) == "-")
    };
    let at = (from..from + 4).find(|t| view.next(*t).is_none_or(|n| !describes(n))).unwrap_or(from);
    // "governor of eastern Herat province", "president of neighbouring Chad"
    let told = (from..at).all(|t| view.tag(t) == Upos::Adj || view.tokens[t as usize].xpos == "VBG");
    let named = builder.starting(at).is_some_and(|m| {
        view.capital(m.tokens.start)
            && (m.class == *class::ORGANIZATION || told && (m.class == *class::PLACE || m.class == *class::COUNTRY))
    });
    if named { at } else { from }
}

/// "(the) Republic of Uzbekistan", "(the) Hashemite Kingdom of Jordan": where
/// the country's own name begins.
fn behind_form_of_state(builder: &Builder<'_, '_>, from: u32) -> u32 {
    let view = builder.view;
    for at in from..from + 4 {
        if builder.starting(at).is_some() || !view.next(at).is_some_and(|t| view.capital(t) || view.lower(t) == "'s") {
            return from;
        }
        let form = matches!(
            view.lower(at),
            "republic" | "kingdom" | "state" | "sultanate" | "emirate" | "union" | "federation" | "government"
        );
        if form && view.next_lower(at + 1) == "of" {
            let the = u32::from(view.next_lower(at + 2) == "the");
            let country = builder.starting(at + 2 + the).is_some_and(|m| m.class == *class::COUNTRY);
            return if country { at + 2 + the } else { from };
        }
    }
    from
}

/// The end of a military or police rank that begins at `t`.
pub(crate) fn armed_rank(view: &View<'_>, t: u32) -> Option<u32> {
    view.hits(t)
        .iter()
        .find(|h| flag_of(h.entry.class) == flag::RANK && matches!(h.entry.value.as_str(), "military" | "police"))
        .map(|h| h.end)
}

/// Ranks right after the title: "Army Chief General Asim Munir".
pub(crate) fn rank_after(view: &View<'_>, end: u32) -> Option<String> {
    let mut at = end;
    while let Some(hit) = view.next(at).and_then(|n| armed_rank(view, n)) {
        at = hit;
        if view.next(at).is_some_and(|n| view.form(n) == ".") {
            at += 1;
        }
    }
    (at > end).then(|| view.slice(end, at))
}
