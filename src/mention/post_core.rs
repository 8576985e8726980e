//! Cores of posts: head, modifiers and a complement that names no body:
//! `deputy interior minister`, `Secretary of State`, `Acting Coordinator for
//! Counterterrorism` (without `Acting`).

use super::candidates::{Candidate, Class};
use super::lexicons::{flag, flag_of};
use super::view::{LexHit, Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// The words of a post without its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PostCore {
    pub start: u32,
    pub end: u32,
    /// Last token of the head ("minister", "Secretary").
    pub head: u32,
    /// "ministers", "Presidents".
    pub plural: bool,
}

/// Finds all cores, in text order, not overlapping.
pub(crate) fn find(view: &View<'_>) -> Vec<PostCore> {
    let mut cores: Vec<PostCore> = Vec::new();
    let mut t = 0;
    while t < view.tokens.len() as u32 {
        let Some((s, e)) = head_at(view, t) else {
            t += 1;
            continue;
        };
        let floor = cores.last().map_or(0, |c| c.end);
        let start = expand_left(view, s, floor);
        let end = expand_right(view, e);
        // "Minister of Foreign Affairs" as one entry: the noun before "of" says
        // how many there are.
        let head = (s + 1..e).find(|i| matches!(view.lower(*i), "of" | "for")).unwrap_or(e) - 1;
        let plural = matches!(view.tokens[head as usize].xpos, "NNS" | "NNPS")
            || view.lower(head).ends_with('s') && &*view.tokens[head as usize].lemma != view.lower(head)
            // Found without its own entry: by the singular, whatever the tag.
            || s == head && is_unlisted_plural(view, head)
            || abbreviated_plural(view, head);
        let core = PostCore { start, end, head, plural };
        match cores.last_mut() {
            // "Assistant to the President for National Security Affairs"
            Some(last) if serves(view, last, start) && !names_holder(view, start, end) => last.end = end,
            _ => cores.push(core),
        }
        t = end;
    }
    cores
}

/// "adviser to the president", "spokesman for the governor": the second core is
/// the first one's master.
fn serves(view: &View<'_>, first: &PostCore, second: u32) -> bool {
    let gap = first.end..second;
    let speaks = view.lower(first.head).starts_with("spokes");
    if gap.len() == 2 && speaks && matches!(view.lower(first.end), "for" | "of") {
        return view.lower(first.end + 1) == "the" && view.sentence(first.head).contains(&second);
    }
    !gap.is_empty()
        && gap.len() <= 2
        && view.lower(first.end) == "to"
        && gap.clone().skip(1).all(|t| view.lower(t) == "the")
        && view.sentence(first.head).contains(&second)
        && matches!(
            &*view.tokens[first.head as usize].lemma,
            "assistant"
                | "adviser"
                | "advisor"
                | "counselor"
                | "counsellor"
                | "counsel"
                | "envoy"
                | "secretary"
                | "deputy"
                | "aide"
                | "representative"
        )
}

/// "an adviser to President X": the second post is X's, and is whole where his
/// name begins; "the counselor to the President X" is X.
fn names_holder(view: &View<'_>, start: u32, end: u32) -> bool {
    view.capital(start)
        && view.next(end).is_some_and(|n| view.capital(n))
        && view.prev(start).is_none_or(|p| view.lower(p) != "the")
}

/// As candidates that hold their words against names.
pub(crate) fn candidates(cores: &[PostCore], out: &mut Vec<Candidate>) {
    out.extend(cores.iter().map(|c| Candidate::new(c.start, c.end, Class::Post, 0.9, "posts/core")));
}

/// "Presidents X and Y": the lemma of a capitalised plural is no help.
fn is_unlisted_plural(view: &View<'_>, t: u32) -> bool {
    view.capital(t)
        && view.lower(t).ends_with('s')
        && view.has(t, flag::POST_HEAD)
        && view.hits(t).iter().all(|h| flag_of(h.entry.class) != flag::POST_HEAD)
}

/// "Sens.", "Reps."
fn abbreviated_plural(view: &View<'_>, t: u32) -> bool {
    static POST: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("post_head"));
    let lower = view.lower(t).trim_end_matches('.');
    let one = lower.strip_suffix('s').filter(|one| one.len() > 2);
    view.capital(t)
        && one.is_some_and(|one| view.ontology.lexicon.has(*POST, &format!("{one}.")))
        && (view.form(t).ends_with('.') || view.next(t + 1).is_some_and(|n| view.form(n) == "."))
}

fn head_at(view: &View<'_>, t: u32) -> Option<(u32, u32)> {
    // "State Department spokesman" as one form would hide the body.
    let names_body = |h: &&LexHit<'_>| {
        h.entry.form.as_str().starts_with(char::is_uppercase)
            && !h.entry.form.as_str().ends_with(char::is_uppercase)
            && h.end > h.start + 1
    };
    // So would "Foreign Ministry spokesman".
    let behind_body = |h: &&LexHit<'_>| {
        h.end > h.start + 1
            && view.style(h.start) == Style::Normal
            && view.capital(h.end - 2)
            && !view.capital(h.end - 1)
            && view.has(h.end - 2, flag::ORG_HEAD)
            && (h.end - 2 > h.start || view.prev(h.start).is_some_and(|p| view.capital(p)))
    };
    let post = |h: &&LexHit<'_>| flag_of(h.entry.class) == flag::POST_HEAD && !names_body(h) && !behind_body(h);
    let Some(hit) = view.hits(t).iter().find(post).copied() else {
        return is_unlisted_plural(view, t).then_some((t, t + 1));
    };
    let (s, e) = (hit.start, hit.end);
    // "a delegation headed by X": a verb is no post.
    if e > s + 1 && matches!(view.tokens[e as usize - 1].xpos, "VBN" | "VBD" | "VBG" | "VBZ") && !view.capital(e - 1) {
        return None;
    }
    // Callings ("officer", "journalist") are no posts.
    let form = hit.entry.form.as_str();
    if hit.entry.value.as_str() == "other"
        && !matches!(
            form,
            "editor-in-chief"
                | "general counsel"
                | "resident representative"
                | "humanitarian coordinator"
                | "relief coordinator"
                | "deputy emir"
        )
    {
        return None;
    }
    // "criminal justice", "Climate Justice Day".
    if view.lower(s) == "justice"
        && e == s + 1
        && !(view.capital(s)
            && view.next(e).is_some_and(|n| view.has(n, flag::FIRST_NAME) || view.form(n).ends_with('.')))
    {
        return None;
    }
    // "deputy police commissioner": a modifier of the head that follows.
    if e == s + 1 && view.has(s, flag::POST_MODIFIER) {
        let mut n = e;
        while view.next(n).is_some_and(|t| view.has(t, flag::POST_MODIFIER) && !view.has(t, flag::POST_HEAD)) {
            n += 1;
        }
        if view.next(n).is_some_and(|t| view.has(t, flag::POST_HEAD)) {
            return None;
        }
    }
    // Said of anybody in office: groups of persons, not posts.
    if view.has(e - 1, flag::NOT_A_POST) {
        return None;
    }
    if is_rank(view, s, e) {
        return None;
    }
    if e == s + 1 {
        // "to head the unit", "heads", "it chairs", "leaders head to the capital": a verb;
        // "chief X", "premier X" are none, whatever the tag.
        let titles = matches!(view.form(s), "chief" | "premier") && view.next(e).is_some_and(|n| view.capital(n));
        let goes = view.form(s) == "head"
            && matches!(view.next_lower(e), "to" | "into" | "toward" | "towards" | "back" | "home");
        if goes || matches!(view.tag(s), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp) && !titles {
            return None;
        }
        // "chief" before a name may be tagged as its adjective.
        if view.tag(s) == Upos::Adj
            && !view.capital(s)
            && !(matches!(view.form(s), "chief" | "premier")
                && (view.next(e).is_some_and(|n| view.capital(n)) || view.hit_ending(s, flag::POST_MODIFIER).is_some()))
        {
            return None;
        }
        // "Amir Karimi": a given name, where no land or article
        // stands before it, nor what honours a ruler behind it.
        if hit.entry.value.as_str() == "head_of_state"
            && view.has(s, flag::FIRST_NAME)
            && view.capital(s)
            && view.next(e).is_some_and(|n| view.capital(n) && !view.has(n, flag::HONORIFIC))
            && !view.prev(s).is_some_and(|p| {
                view.possessive(p) || view.lower(p) == "the" || view.has(p, flag::COUNTRY | flag::DEMONYM)
            })
        {
            return None;
        }
        // "Tariq Shah Bahrami": a title of rulers as part of a name.
        if hit.entry.value.as_str() == "head_of_state"
            && view.capital(s)
            && view.next(e).is_some_and(|n| view.capital(n))
            && view.prev(s).is_some_and(|p| {
                view.capital(p)
                    && view.has(p, flag::FIRST_NAME)
                    && !view.has(p, flag::TITLE | flag::GEO | flag::DEMONYM | flag::ORGANIZATION)
            })
        {
            return None;
        }
        // "Foreign Minister Shah Bahrami Reyes": nobody has both posts.
        if hit.entry.value.as_str() == "head_of_state"
            && view.capital(s)
            && view.next(e).is_some_and(|n| view.capital(n))
            && view.next(e + 1).is_some_and(|n| view.capital(n))
            && view.prev(s).is_some_and(|p| view.capital(p) && view.has(p, flag::POST_HEAD))
        {
            return None;
        }
        // "Stephen King": a surname.
        if view.prev(s).is_some_and(|p| {
            view.capital(s)
                && view.style(s) == Style::Normal
                && view.has(p, flag::FIRST_NAME)
                && !view.has(p, flag::TITLE | flag::COUNTRY | flag::DEMONYM | flag::CAPITAL | flag::CITY)
        }) && !view.next(e).is_some_and(|n| view.capital(n))
        {
            return None;
        }
    }
    Some((s, e))
}

/// "Field Marshal X", "Commander X" after no body: a rank.
fn is_rank(view: &View<'_>, s: u32, e: u32) -> bool {
    let rank = (s.saturating_sub(2)..=s).rev().find_map(|t| {
        view.hits(t).iter().find(|h| {
            flag_of(h.entry.class) == flag::RANK && h.entry.value.as_str() == "military" && h.end >= e && h.start <= s
        })
    });
    let Some(rank) = rank else { return false };
    if !view.capital(rank.start) || !view.next(rank.end).is_some_and(|n| view.capital(n)) {
        return false;
    }
    if rank.end - rank.start > 1 {
        return true;
    }
    !view.prev(s).is_some_and(|p| {
        view.possessive(p) || view.has(p, flag::GEO | flag::DEMONYM | flag::ORGANIZATION | flag::ORG_HEAD)
    })
}

fn expand_left(view: &View<'_>, head: u32, floor: u32) -> u32 {
    let capital = view.capital(head);
    let mut start = head;
    let mut nouns = 0;
    while let Some(p) = view.prev(start).filter(|p| *p >= floor) {
        if let Some(hit) = view.hit_ending(start, flag::POST_MODIFIER).filter(|h| h.start >= floor) {
            // A capitalised head takes lower-case modifiers too, not the other
            // way round ("Foreign minister" opens a sentence).
            if view.has(p, flag::CAPACITY) && hit.end == hit.start + 1 {
                break;
            }
            if view.tag(p) == Upos::Adp && !view.lower(head).starts_with("secretar") {
                break;
            }
            // "Borno State Governor": the state is the body.
            if view.has(p, flag::PLACE_HEAD)
                && view.capital(p)
                && view.prev(p).is_some_and(|q| view.has(q, flag::REGION | flag::CITY) && view.capital(q))
            {
                break;
            }
            // "Niger state police spokesman": a list knows the whole as a place.
            if view.hit_ending(start, flag::REGION).is_some_and(|r| r.end - r.start > 1 && r.start >= floor) {
                break;
            }
            // "White House press secretary": a body, not a modifier.
            let form = hit.entry.form.as_str();
            // Rank among others, not part of the office's name.
            if matches!(
                view.lower(p),
                "first"
                    | "second"
                    | "third"
                    | "full"
                    | "main"
                    | "leading"
                    | "top"
                    | "high"
                    | "highest"
                    | "ranking"
                    | "overall"
                    | "veteran"
                    | "top-ranking"
                    | "high-ranking"
            ) && !matches!(view.lower(start), "secretary" | "minister" | "lady" | "vice" | "deputy" | "commissioner")
            {
                break;
            }
            if view.capital(p)
                && !capital
                && !view.opens(p)
                && !view.has(p, flag::ORG_HEAD)
                && view.style(p) == Style::Normal
            {
                break;
            }
            if form.starts_with(char::is_uppercase) && !form.ends_with("ffairs") {
                break;
            }
            // "Public Health Ministry spokesman": the end of a body's name.
            if view.capital(p)
                && !capital
                && view.has(p, flag::ORG_HEAD)
                && view.style(p) == Style::Normal
                && view.prev(p).is_some_and(|q| view.capital(q))
            {
                break;
            }
            start = hit.start;
            continue;
        }
        if view.form(p) == "-" && p > floor {
            let q = p - 1;
            if view.sentence(p).contains(&q)
                && (view.has(q, flag::POST_MODIFIER) || matches!(view.lower(q), "counter" | "co"))
                && !view.tokens[p as usize].space_before
            {
                start = q;
                continue;
            }
        }
        if view.lower(p) == "and" && nouns > 0 && p > floor && capital && view.sentence(p).contains(&(p - 1)) {
            // "Law and Justice Minister"
            let q = p - 1;
            if view.has(q, flag::COMMON | flag::POST_MODIFIER)
                && view.capital(q)
                && !view.has(q, flag::POST_HEAD | flag::ORG_HEAD | flag::ANY_NAME)
                && !view.opens(q)
            {
                start = q;
                continue;
            }
        }
        let noun = if capital && view.style(head) == Style::Normal {
            view.capital(p)
                && view.has(p, flag::COMMON)
                && !view.has(p, flag::ANY_NAME | flag::TITLE | flag::ORG_HEAD | flag::CALENDAR)
                && matches!(view.tag(p), Upos::Noun | Upos::Propn | Upos::Adj)
        } else {
            !view.capital(p)
                && view.tag(p) == Upos::Noun
                && !view.has(
                    p,
                    flag::RANK
                        | flag::HONORIFIC
                        | flag::ORG_HEAD
                        | flag::PERSON_NOUN
                        | flag::POST_HEAD
                        | flag::CALENDAR
                        | flag::NUMBER_WORD
                        | flag::CAPACITY,
                )
        };
        if !noun || nouns >= 2 {
            break;
        }
        nouns += 1;
        start = p;
    }
    start
}

/// "of State", "for Counterterrorism", "of global marketing", "for the Near East"
/// stays open to the body: only common words are taken here.
fn expand_right(view: &View<'_>, mut end: u32) -> u32 {
    for _ in 0..2 {
        let Some(prep) = view.next(end) else { break };
        if !matches!(view.lower(prep), "of" | "for" | "on" | "in") {
            break;
        }
        if view.lower(prep) == "in" && view.next_lower(prep + 1) != "charge" {
            break;
        }
        let mut at = prep + 1;
        let first = at;
        while let Some(t) = view.next(at).filter(|t| *t < first + 7) {
            let lower = view.lower(t);
            let joiner = matches!(lower, "and" | "&" | "," | "-") && at > first;
            if joiner {
                // Only inside the complement: "for Political and Military Affairs".
                let n = view.next(t + 1);
                let tail_has_noun =
                    n.is_some_and(|n| complement_word(view, n, first) && (view.capital(n) == view.capital(at - 1)));
                let closes = n.is_some_and(|n| closes_complement(view, n, first, lower == ","));
                if !closes || !tail_has_noun {
                    break;
                }
                at += 1;
                continue;
            }
            if !complement_word(view, t, first) {
                break;
            }
            at += 1;
        }
        while at > first && matches!(view.lower(at - 1), "and" | "&" | "," | "-" | "the") {
            at -= 1;
        }
        // The complement must not be the first half of a name: "of Home Depot",
        // "for State Bank of Pakistan".
        // "of eastern Herat": an adjective of the name behind it.
        let adjective = |n: u32| view.tag(at - 1) == Upos::Adj && !view.capital(at - 1) && view.capital(n);
        if at == first || view.next(at).is_some_and(|n| continues_name(view, at - 1, n) || adjective(n)) {
            break;
        }
        end = at;
    }
    end
}

/// After "and": words up to a common noun that ends the complement, as in
/// "Political and Military Affairs", not "for Defence and Prime Minister".
/// After a comma the list must go on: "for Energy, Trade and Transport".
fn closes_complement(view: &View<'_>, from: u32, first: u32, comma: bool) -> bool {
    let mut at = from;
    while view.next(at).is_some() && complement_word(view, at, first) {
        at += 1;
    }
    // "for political, legal and security affairs": adjectives, as long as more follows.
    let listed = comma && view.tag(at.max(1) - 1) == Upos::Adj;
    at > from
        && (listed || matches!(view.tag(at - 1), Upos::Noun | Upos::Propn))
        && !view.next(at).is_some_and(|n| view.has(n, flag::POST_HEAD))
        && (!comma || matches!(view.next_lower(at), "," | "and" | "&"))
}

fn complement_word(view: &View<'_>, t: u32, first: u32) -> bool {
    let capital = view.capital(t);
    if capital && view.has(t, flag::DEMONYM | flag::REGION) && affairs_follow(view, t) {
        return true;
    }
    if view.has(
        t,
        flag::TITLE & !flag::POST_MODIFIER
            | flag::ANY_NAME & !flag::FIRST_NAME
            | flag::ORG_HEAD
            | flag::CALENDAR
            | flag::GROUP_NOUN
            | flag::PERSON_NOUN,
    ) && view.lower(t) != "state"
        && view.lower(t) != "staff"
        && view.lower(t) != "intelligence"
    {
        return false;
    }
    if capital {
        if view.style(t) != Style::Normal {
            return view.has(t, flag::COMMON) && view.tag(t) != Upos::Verb;
        }
        let looks_common = view.has(t, flag::COMMON) || compound_of_common(view.lower(t));
        // A first name opens the person unless the word is plainly common.
        looks_common && (!view.has(t, flag::FIRST_NAME) || t == first)
    } else {
        matches!(view.tag(t), Upos::Noun | Upos::Adj)
            && (t == first || !view.capital(first))
            && view.lower(t).chars().all(|c| c.is_alphabetic() || c == '-')
    }
}

/// "for African Affairs", "for South and Central Asian Affairs".
fn affairs_follow(view: &View<'_>, t: u32) -> bool {
    let mut at = t + 1;
    while let Some(n) = view.next(at).filter(|n| *n < t + 7) {
        if view.lower(n) == "affairs" && view.capital(n) {
            return true;
        }
        if !view.capital(n) && !matches!(view.lower(n), "and" | "&" | "," | "-") {
            return false;
        }
        at += 1;
    }
    false
}

/// "Counterterrorism", "cybersecurity", "Nonproliferation".
fn compound_of_common(lower: &str) -> bool {
    ["counter", "cyber", "non", "anti", "inter", "multi", "over", "under", "pro", "de", "geo", "bio"]
        .iter()
        .any(|p| lower.strip_prefix(p).is_some_and(|rest| rest.trim_start_matches('-').len() >= 5))
        && ["ism", "ity", "tion", "ment", "narcotics", "intelligence", "gence", "space", "affairs", "ics", "nal"]
            .iter()
            .any(|s| lower.ends_with(s))
}

fn continues_name(view: &View<'_>, last: u32, next: u32) -> bool {
    view.capital(last)
        && (view.has(next, flag::ORG_HEAD) && view.capital(next)
            || view.lower(next) == "of"
                && view.next(next + 1).is_some_and(|n| {
                    view.capital(n) && view.lower(last) != "staff" && view.lower(last) != "operations"
                }))
}
