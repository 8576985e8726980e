//! Persons: first names, titles before, ages, appositions and verbs of saying
//! after the name, initials and particles.

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// Small words inside persons' names.
const PARTICLES: [&str; 24] = [
    "al", "el", "bin", "bint", "ibn", "ben", "abu", "van", "von", "der", "den", "de", "del", "della", "di", "da",
    "dos", "du", "la", "le", "ter", "ul", "ur", "uz",
];

/// Candidates for persons.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let mut t = 0;
    while t < view.tokens.len() as u32 {
        if !part(view, t) {
            t += 1;
            continue;
        }
        let end = run_end(view, t);
        run(view, t, end, out);
        t = end;
    }
}

/// A capitalised word that can be part of a person's name.
fn part(view: &View<'_>, t: u32) -> bool {
    if view.form(t) == "I"
        || !view.capital(t)
        || !view.form(t).chars().any(char::is_alphabetic)
        || view.form(t).chars().any(|c| c.is_ascii_digit())
    {
        return false;
    }
    let first_name = view.has(t, flag::FIRST_NAME | flag::SURNAME);
    if view.has(t, flag::HONORIFIC | flag::RANK | flag::POST_HEAD | flag::CAPACITY | flag::NOT_A_NAME)
        && !surname_position(view, t)
        && !middle_name(view, t)
    {
        return false;
    }
    if view.has(t, flag::ORG_HEAD | flag::GROUP_NOUN | flag::PLACE_HEAD | flag::ORG_LEAD | flag::EVENT_NOUN)
        && !first_name
        && !surname_of_titled(view, t)
    {
        return false;
    }
    if view.has(t, flag::CALENDAR | flag::COUNTRY | flag::DEMONYM) && !first_name && !after_first_name(view, t) {
        return false;
    }
    // "Businessman Juan Ruiz" at the start of a sentence.
    if view.has(t, flag::PERSON_NOUN)
        && !first_name
        && !after_first_name(view, t)
        && view.next(t + 1).is_some_and(|n| view.capital(n) && view.has(n, flag::FIRST_NAME))
    {
        return false;
    }
    if view.all_caps(t)
        && view.style(t) == Style::Normal
        && view.form(t).len() <= 5
        && !first_name
        && !view.form(t).contains('.')
    {
        return false;
    }
    match view.style(t) {
        Style::Normal => {
            let verbal = matches!(
                view.tag(t),
                Upos::Verb
                    | Upos::Aux
                    | Upos::Pron
                    | Upos::Adp
                    | Upos::Det
                    | Upos::Sconj
                    | Upos::Cconj
                    | Upos::Adv
                    | Upos::Part
            );
            let common = view.has(t, flag::COMMON);
            // The tagger is unsure of words it never saw; a capital decides.
            !(view.opens(t) && common && !first_name && view.tag(t) != Upos::Propn)
                && (!verbal
                    || !common
                    || first_name && view.tag(t) != Upos::Pron
                    || !view.opens(t) && after_first_name(view, t))
        }
        _ => first_name || !view.has(t, flag::COMMON) || after_first_name(view, t) && view.tag(t) == Upos::Propn,
    }
}

/// "Foreign Minister Qin Gang": a noun for groups that ends a titled name.
pub(crate) fn surname_of_titled(view: &View<'_>, t: u32) -> bool {
    view.hit(t, flag::ORG_HEAD | flag::GROUP_NOUN)
        .is_some_and(|h| h.end == t + 1 && h.entry.value.as_str() == "militant_group")
        && !view.next(t + 1).is_some_and(|n| view.capital(n))
        && view.prev(t).is_some_and(|p| {
            title_before(view, p)
                && view.capital(p)
                && !view.has(p, flag::GEO | flag::DEMONYM | flag::ORGANIZATION | flag::TITLE | flag::COMMON)
        })
}

fn after_first_name(view: &View<'_>, t: u32) -> bool {
    view.prev(t).is_some_and(|p| {
        view.has(p, flag::FIRST_NAME) && !view.has(p, flag::GEO) && view.capital(p) || initial(view, p)
    })
}

/// "Stephen King", "Dick Marshall" before a verb or comma.
fn surname_position(view: &View<'_>, t: u32) -> bool {
    after_first_name(view, t)
        && !view.prev(t).is_some_and(|p| view.has(p, flag::TITLE))
        && !view.next(t + 1).is_some_and(|n| view.capital(n) || matches!(view.lower(n), "of" | "for" | "to"))
}

/// "Hassan Sheikh Omar": what else is a title stands as a name between two.
pub(crate) fn middle_name(view: &View<'_>, t: u32) -> bool {
    // "Karim Islam Haddad": a faith that is a given name too.
    let weak = view.ontology.lexicon.has(Sym::new("first_name_weak"), view.form(t))
        && view.prev(t).is_some_and(|p| view.prev(p).is_some_and(|q| view.has(q, flag::FIRST_NAME)))
        && view
            .prev(t)
            .is_some_and(|p| view.capital(p) && !view.has(p, flag::ORG_HEAD | flag::ORG_LEAD | flag::ORGANIZATION))
        && view.next(t + 1).is_some_and(|n| view.capital(n) && !view.has(n, flag::ORG_HEAD | flag::GROUP_NOUN));
    (weak || view.has(t, flag::HONORIFIC) && after_first_name(view, t))
        && !view.prev(t).is_some_and(|p| view.has(p, flag::TITLE))
        && view.next(t + 1).is_some_and(|n| view.capital(n) && !view.has(n, flag::TITLE))
}

fn initial(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    (1..=2).contains(&letters) && form.ends_with('.') && form.chars().all(|c| c.is_uppercase() || c == '.')
        || matches!(form, "Zh." | "Sh." | "Ch." | "Kh." | "Ts." | "Sch." | "Th.")
        || form.len() == 1 && form.chars().all(|c| c.is_ascii_uppercase()) && form != "A" && form != "I"
}

fn suffix(lower: &str) -> bool {
    matches!(lower, "jr" | "jr." | "sr" | "sr." | "ii" | "iii" | "iv")
}

fn quote(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''")
}

fn run_end(view: &View<'_>, start: u32) -> u32 {
    let mut end = start + 1;
    while let Some(t) = view.next(end) {
        if part(view, t) || suffix(view.lower(t)) {
            end += 1;
            continue;
        }
        // "Joseph R. Biden, Jr."
        if view.form(t) == "," && view.next(t + 1).is_some_and(|n| suffix(view.lower(n)) && view.capital(n)) {
            end += 2;
            break;
        }
        // John "J.D." Doe
        if quote(view.form(t)) {
            let close = (t + 2..t + 4).find(|c| view.next(*c).is_some_and(|n| quote(view.form(n))));
            if let Some(close) =
                close.filter(|c| view.capital(t + 1) && view.next(c + 1).is_some_and(|n| part(view, n)))
            {
                end = close + 2;
                continue;
            }
        }
        let lower = view.lower(t);
        let small = !view.capital(t) && (PARTICLES.contains(&lower) || view.has(t, flag::PARTICLE)) && lower != "the"
            || matches!(lower, "-") && !view.tokens[t as usize].space_before;
        if small {
            // One or two particles, then a name word: "Muhammad bin al Masri".
            let mut m = t + 1;
            while view
                .next(m)
                .is_some_and(|n| !view.capital(n) && (PARTICLES.contains(&view.lower(n)) || view.form(n) == "-"))
                && m < t + 4
            {
                m += 1;
            }
            if view.next(m).is_some_and(|n| part(view, n)) {
                end = m + 1;
                continue;
            }
        }
        break;
    }
    end
}

fn run(view: &View<'_>, start: u32, end: u32, out: &mut Vec<Candidate>) {
    // A name may begin after words that belong to what stands before it:
    // at every first name, and at the run's start.
    for s in start..end {
        if !view.capital(s) || initial(view, s) && s > start {
            continue;
        }
        let opens_name = s == start
            || s == start + 1 && view.form(start) == "A" && view.opens(start)
            || view.has(s, flag::FIRST_NAME | flag::SURNAME) && !view.has(s - 1, flag::FIRST_NAME | flag::PARTICLE)
            || view.has(s - 1, flag::GEO | flag::DEMONYM | flag::ORGANIZATION) && view.capital(s - 1)
            || view.has(s - 1, flag::POST_MODIFIER) && view.has(s - 1, flag::COMMON);
        if !opens_name {
            continue;
        }
        for e in [end, first_break(view, s, end)] {
            if e > s && e - s <= 6 {
                score(view, s, e, s == start, e == end, out);
            }
        }
    }
}

/// Where a run of name words turns into something else: before a place or
/// organization that is no first name ("Ali Khan Karachi").
fn first_break(view: &View<'_>, s: u32, end: u32) -> u32 {
    (s + 2..end)
        .find(|i| view.has(*i, flag::GEO | flag::DEMONYM | flag::ORGANIZATION) && !view.has(*i, flag::FIRST_NAME))
        .unwrap_or(end)
}

fn score(view: &View<'_>, s: u32, e: u32, from_start: bool, to_end: bool, out: &mut Vec<Candidate>) {
    // "A Boehner aide said": an article, no initial.
    if view.form(s) == "A" && view.opens(s) && e > s + 1 && !initial(view, s + 1) {
        return;
    }
    let words = (s..e).filter(|i| view.capital(*i) && !initial(view, *i)).count();
    let len = e - s;
    let last = e - 1;
    let first_name = view.has(s, flag::FIRST_NAME) || initial(view, s) && len > 1;
    let any_first = (s..e).any(|i| view.has(i, flag::FIRST_NAME | flag::SURNAME));
    let inner_particle =
        (s + 1..last).any(|i| !view.capital(i) && view.form(i) != "-") || arabic_article(view, last) && len > 1;
    let has_initial = (s..e).any(|i| initial(view, i)) && words >= 1 && len >= 2;
    let common =
        (s..e).filter(|i| view.has(*i, flag::COMMON) && !view.has(*i, flag::FIRST_NAME | flag::SURNAME)).count();
    let title = from_start && title_before(view, s);
    if !title
        && view
            .prev(s)
            .is_some_and(|p| view.has(p, flag::GROUP_NOUN) && !view.has(p, flag::PERSON_NOUN) && !view.capital(p))
        // "chief of the river unit Karl Maas"
        && !(first_name && words >= 2 && view.has(last, flag::SURNAME))
    {
        return;
    }
    let mut after = if to_end { context_after(view, e) } else { 0.0 };
    if from_start && said_before(view, s, e) {
        after = after.max(0.2);
    }
    let the = view.prev_lower(s) == "the" && from_start;
    let geo = (s..e)
        .filter(|i| view.has(*i, flag::GEO | flag::DEMONYM | flag::ORGANIZATION) && !view.has(*i, flag::FIRST_NAME))
        .count();
    if the && !title {
        return;
    }
    // "Prime Minister Resigns Amid Protests": a headline's verb after its subject.
    let verb = view.tag(s) == Upos::Verb || view.lower(s).ends_with('s') && !view.lower(s).ends_with("ss");
    let post = view.prev(s).is_some_and(|p| view.has(p, flag::POST_HEAD));
    if title && post && verb && view.style(s) == Style::Headline && !view.has(s, flag::FIRST_NAME | flag::SURNAME) {
        return;
    }
    if len == 1 {
        if initial(view, s) {
            return;
        }
        if suffix(view.lower(s)) || view.lower(s).ends_with("ly") && view.opens(s) {
            return;
        }
        // "Senators Reintroduce Bill": a headline's verb after its subject.
        let plural_title = view.prev(s).is_some_and(|p| view.has(p, flag::POST_HEAD) && view.lower(p).ends_with('s'));
        if title && plural_title && view.style(s) != Style::Normal && !first_name {
            return;
        }
        let known_place = view.has(s, flag::GEO | flag::ORGANIZATION | flag::DEMONYM);
        let mut sure: f32 = if title && !known_place {
            0.85
        } else if title {
            0.7
        } else {
            0.0
        };
        if !title && !view.has(s, flag::COMMON) && !known_place {
            sure = match (first_name, after > 0.0) {
                (true, true) => 0.75,
                (true, false) => 0.5,
                (false, true) if after >= 0.2 => 0.4 + after,
                _ => 0.0,
            };
        } else if !title && after > 0.1 && !known_place && (first_name || !view.opens(s) && view.tag(s) == Upos::Propn)
        {
            // A surname that is a common word: "Cook said".
            sure = 0.55;
        }
        if sure > 0.0 {
            out.push(Candidate::new(s, e, Class::Person, sure.min(0.9), "person/single"));
        }
        return;
    }
    let mut sure: f32 = if first_name {
        0.8
    } else if any_first {
        0.66
    } else {
        0.46
    };
    if title {
        sure += 0.25;
    }
    if inner_particle || has_initial {
        sure += 0.2;
    }
    sure += after;
    sure -= 0.2 * common as f32 * if first_name || title { 0.35 } else { 1.0 };
    sure -= 0.18 * geo as f32 * if title { 0.6 } else { 1.0 };
    if words > 4 {
        sure -= 0.12 * (words - 4) as f32;
    }
    if view.has(s, flag::GEO)
        && !title
        && after <= 0.0
        && !view.has(last, flag::FIRST_NAME | flag::SURNAME)
        && view.has(last, flag::COMMON)
    {
        return;
    }
    if view.style(s) != Style::Normal && !any_first && !title {
        sure -= 0.15;
    }
    if !any_first
        && !title
        && after <= 0.0
        && matches!(view.prev_lower(s), "in" | "at" | "near" | "outside" | "of" | "from")
    {
        sure -= 0.15;
    }
    if sure >= 0.35 {
        out.push(Candidate::new(s, e, Class::Person, sure.min(0.96), "person/name"));
    }
}

fn arabic_article(view: &View<'_>, t: u32) -> bool {
    let lower = view.lower(t);
    ["al-", "el-", "ul-", "ur-", "as-", "ad-", "ash-", "az-", "an-"]
        .iter()
        .any(|p| lower.strip_prefix(p).is_some_and(|r| r.len() > 2))
}

/// A rank, honorific or post right before the name.
pub(crate) fn title_before(view: &View<'_>, s: u32) -> bool {
    let Some(p) = view.prev(s) else { return false };
    if view.has(p, flag::HONORIFIC | flag::RANK) || matches!(view.lower(p), "counterpart" | "counterparts") {
        return true;
    }
    if view.form(p) == "." {
        return p > 0 && view.has(p - 1, flag::HONORIFIC | flag::RANK);
    }
    if view.form(p) == "," {
        return post_before_comma(view, p);
    }
    if !view.has(p, flag::POST_HEAD) {
        return false;
    }
    !matches!(view.tag(p), Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv)
}

/// `"...," said X.`
fn said_before(view: &View<'_>, s: u32, e: u32) -> bool {
    view.prev(s).is_some_and(|p| {
        matches!(&*view.tokens[p as usize].lemma, "say" | "add" | "tell" | "explain" | "note")
            && view.tag(p) == Upos::Verb
            && view.prev(p).is_some_and(|q| quote(view.form(q)) || view.form(q) == ",")
            && view.next(e).is_none_or(|n| {
                matches!(view.form(n), "." | "," | ";")
                    || matches!(view.lower(n), "in" | "of" | "who" | "during" | "at" | "on")
            })
    })
}

/// "Pakistan's special secretary for the UN, X": a definite post before the comma.
fn post_before_comma(view: &View<'_>, comma: u32) -> bool {
    let floor = view.sentence(comma).start.max(comma.saturating_sub(9));
    let mut t = comma;
    while t > floor {
        t -= 1;
        if view.has(t, flag::POST_HEAD) && matches!(view.tag(t), Upos::Noun | Upos::Propn) {
            let left = view.sentence(t).start.max(t.saturating_sub(5));
            return (left..t)
                .any(|i| view.possessive(i) || view.lower(i) == "the" || view.has(i, flag::COUNTRY | flag::DEMONYM));
        }
        let inside = matches!(view.tag(t), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp | Upos::Det | Upos::Cconj)
            || view.capital(t);
        if !inside {
            return false;
        }
    }
    false
}

/// What follows a person's name: an age, a verb of saying, "who", an
/// apposition with a post.
fn context_after(view: &View<'_>, e: u32) -> f32 {
    let Some(n) = view.next(e) else { return 0.0 };
    if view.has(n, flag::SAY_VERB) && matches!(view.tag(n), Upos::Verb) {
        return 0.2;
    }
    if view.lower(n) == "who" {
        return 0.3;
    }
    if view.lower(n) == "," {
        let Some(m) = view.next(n + 1) else { return 0.0 };
        let form = view.form(m);
        if form.len() == 2
            && form.chars().all(|c| c.is_ascii_digit())
            && view.next(m + 1).is_none_or(|k| matches!(view.form(k), "," | "." | ")"))
        {
            return 0.35;
        }
        if view.lower(m) == "who" || view.lower(m) == "whose" {
            return 0.25;
        }
        if matches!(view.lower(m), "a" | "an" | "the" | "his" | "her")
            || view.has(m, flag::CAPACITY | flag::POST_MODIFIER | flag::POST_HEAD | flag::DEMONYM)
            || view.has(m, flag::COUNTRY | flag::ORGANIZATION) && view.possessive_after(m)
        {
            let end = view.sentence(m).end.min(m + 6);
            for i in m..end {
                if view.form(i) == "," {
                    break;
                }
                if view.has(i, flag::POST_HEAD | flag::PERSON_NOUN) && matches!(view.tag(i), Upos::Noun | Upos::Propn) {
                    return 0.2;
                }
            }
        }
        return 0.0;
    }
    let mut v = n;
    while matches!(view.tag(v), Upos::Aux | Upos::Adv | Upos::Part) {
        match view.next(v + 1) {
            Some(m) => v = m,
            None => return 0.0,
        }
    }
    if view.tag(v) == Upos::Verb {
        return 0.08;
    }
    0.0
}
