//! Organizations known by what stands beside them: `Full Name (ABBR)`,
//! `militant group X`, `X militants`, all-capitals acronyms.

use super::acronym;
use super::candidates::{Candidate, Class};
use super::lexicons::{flag, flag_of};
use super::org_listed;
use super::org_patterns::{inner, kind_of, org_word};
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;
use rustc_hash::FxHashSet;

/// Kind of those whom the words around their name call fighters.
pub(super) const MILITANT: &str = "militant_group";

/// Candidates by context.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for t in 0..view.tokens.len() as u32 {
        if matches!(view.form(t), "(" | "[") {
            bracket(view, t, out);
        }
        if let Some(hit) = view.hit(t, flag::GROUP_NOUN).filter(|h| h.end == t + 1) {
            // "news agency" is another thing than an agency.
            let kind = view.hit_ending(t + 1, flag::GROUP_NOUN).unwrap_or(hit).entry.value;
            described(view, t, kind, out);
            classed(view, t, kind, out);
            org_listed::after(view, t, kind, out);
        } else if view.has(t, flag::PERSON_NOUN) && fighters(view.lower(t)) {
            members(view, t, out);
        }
        owned_by_state(view, t, out);
        if view.form(t) == "/" || matches!(view.lower(t), "as" | "aka" | "a.k.a.") {
            other_name(view, t, out);
        }
        if lone_acronym(view, t) || before_speaker(view, t) {
            out.push(Candidate::new(t, t + 1, Class::Organization, 0.45, "organization/acronym"));
        }
    }
}

/// `Full Name (ABBR)`: the name left of the bracket whose initials give the
/// acronym; both become candidates.
fn bracket(view: &View<'_>, open: u32, out: &mut Vec<Candidate>) {
    let Some(abbr) = view.next(open + 1) else { return };
    let closes = view.next(abbr + 1).is_some_and(|c| matches!(view.form(c), ")" | "]" | "," | ";" | "/"));
    // British papers write acronyms that are spoken as words like names: "(Unicef)".
    let upper = view.form(abbr).to_uppercase();
    let spoken = view.capital(abbr) && (3..=8).contains(&upper.len()) && !view.has(abbr, flag::ANY_NAME | flag::COMMON);
    let form = if spoken { upper.as_str() } else { view.form(abbr) };
    if !closes || !acronym::looks_like(form) || view.has(abbr, flag::COUNTRY) {
        return;
    }
    // `"Full Name" (ABBR)`
    let open = if open > 0 && matches!(view.form(open - 1), "\"" | "”" | "’") { open - 1 } else { open };
    let floor = view.sentence(open).start.max(open.saturating_sub(12));
    let mut best = None;
    for s in (floor..open).rev() {
        if !view.capital(s) && acronym::letters(form) != open - s {
            continue;
        }
        let words: Vec<&str> = (s..open).map(|i| view.form(i)).collect();
        if acronym::matches(form, &words) {
            best = Some(s);
            // The longest match wins only while it grows by name words.
            if !view.prev(s).is_some_and(|p| view.capital(p) || inner(view.lower(p))) {
                break;
            }
        }
    }
    let named =
        best.filter(|s| (*s..open).any(|i| view.capital(i)) && (*s..open).filter(|i| view.capital(*i)).count() >= 2);
    let Some(mut start) = named else { return };
    while start + 1 < open && (!view.capital(start) || view.lower(start) == "the") {
        start += 1;
    }
    // Agreements, devices and laws have acronyms too.
    if names_no_body(view, start, open) {
        out.push(Candidate::new(start, open, Class::Other, 0.97, OTHER_ACRONYM));
        out.push(Candidate::new(abbr, abbr + 1, Class::Other, 0.97, OTHER_ACRONYM));
        return;
    }
    // "Director of Public Works (DPW)": a post has its acronym too.
    let of = (start..open).find(|t| matches!(view.lower(*t), "of" | "for")).unwrap_or(open);
    let post = (start..of).any(|t| view.has(t, flag::POST_HEAD))
        && !(start..of).any(|t| view.has(t, flag::ORG_HEAD | flag::ORGANIZATION | flag::GEO | flag::DEMONYM));
    if post {
        return;
    }
    let person_only = (start..open).all(|i| view.has(i, flag::FIRST_NAME));
    if person_only
        || (start..open).all(|t| view.has(t, flag::LIST_NAME | flag::NOT_A_NAME))
        || view.has(abbr, flag::LIST_NAME | flag::NOT_A_NAME)
    {
        return;
    }
    let before_of = (start..open).find(|t| matches!(view.lower(*t), "of" | "for")).unwrap_or(open);
    let kind = (start..before_of)
        .rev()
        .chain((before_of..open).rev())
        .find_map(|i| view.hit(i, flag::ORG_HEAD))
        .map(|h| kind_of(view, start, open, h.start, h.entry.value))
        .or_else(|| (start..open).find_map(|i| view.hit(i, flag::ORG_LEAD)).map(|h| h.entry.value));
    out.push(Candidate::new(start, open, Class::Organization, 0.93, "organization/acronym-name").kind(kind));
    out.push(Candidate::new(abbr, abbr + 1, Class::Organization, 0.93, "organization/acronym-bracket").kind(kind));
}

/// "Convention on the Law of the Sea", "Clean Water Act", "Open Pacific": the head
/// (the last word, or the one before the first preposition) is a law or concept,
/// or the last word is a region and no word an organization's.
fn names_no_body(view: &View<'_>, start: u32, open: u32) -> bool {
    let head =
        (start + 1..open).find(|t| matches!(view.lower(*t), "of" | "for" | "on" | "against" | "to")).unwrap_or(open)
            - 1;
    let plain = |t: u32| view.has(t, flag::NOT_ORG_HEAD) && !view.has(t, flag::ORG_HEAD);
    // "Organisation for the Prohibition of Weapons" against "Prevention of Violence Act".
    let headed = (start..=head).any(|t| view.has(t, flag::ORG_HEAD));
    if plain(head) || plain(open - 1) && !headed {
        return true;
    }
    let body = (start..open).any(|t| {
        view.has(t, flag::ORG_HEAD | flag::ORG_HEAD_WEAK | flag::ORG_LEAD | flag::ORGANIZATION | flag::GROUP_NOUN)
    });
    !body
        && view.has(open - 1, flag::REGION)
        && (start..open - 1).all(|t| view.has(t, flag::COMMON) || inner(view.lower(t)))
}

/// The acronym of what is no body is none anywhere in the document, whatever
/// the lists say.
pub(crate) fn drop_other_acronyms(view: &View<'_>, out: &mut Vec<Candidate>) {
    let others: FxHashSet<&str> = out
        .iter()
        .filter(|c| c.found_by == OTHER_ACRONYM && c.end == c.start + 1)
        .map(|c| view.form(c.start))
        .collect();
    if others.is_empty() {
        return;
    }
    out.retain(|c| !(c.class == Class::Organization && c.end == c.start + 1 && others.contains(view.form(c.start))));
}

const OTHER_ACRONYM: &str = "organization/other-acronym";

/// "militant group X", "the X terrorist group", "the Haqqani network".
fn described(view: &View<'_>, noun: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if view.capital(noun) || view.style(noun) != Style::Normal {
        return;
    }
    let kind = described_kind(view, noun, kind);
    // A government or army bears its whole name ("Trump administration"),
    // which the head patterns find.
    if kind.is_some_and(|k| matches!(k.as_str(), "government_body" | "military")) {
        return;
    }
    if let Some(n) = view.next(noun + 1).filter(|n| {
        // "sanctioned two entities Sept. 22"
        let month = view.hits(*n).iter().any(|h| h.entry.class.as_str() == "month_short");
        org_word(view, *n) && !month && !view.has(*n, flag::DEMONYM | flag::GEO | flag::TITLE)
    }) {
        let mut end = n + 1;
        while let Some(t) = view.next(end).filter(|t| *t < n + 6) {
            let goes_on = org_word(view, t) && !view.has(t, flag::TITLE)
                || matches!(view.lower(t), "-" | "al" | "ul" | "e" | "of")
                    && view.next(t + 1).is_some_and(|m| view.capital(m));
            if !goes_on {
                break;
            }
            end += 1;
        }
        // What a list knows ends where the list says: a person's name may follow.
        let listed = view.hits(n).iter().filter(|h| flag_of(h.entry.class) == flag::ORGANIZATION).map(|h| h.end).max();
        if let Some(known) = listed.filter(|e| {
            *e < end
                && !view.has(*e, flag::ORG_HEAD | flag::GEO | flag::DEMONYM | flag::ORG_QUALIFIER | flag::GROUP_NOUN)
        }) {
            end = known;
        }
        out.push(Candidate::new(n, end, Class::Organization, 0.93, "organization/described").kind(kind));
    }
    apposed(view, noun, kind, out);
    predicated(view, noun, kind, out);
    // Left: "[the] X [terrorist] group".
    let mut end = noun;
    while let Some(p) = view.prev(end).filter(|p| {
        !view.capital(*p)
            && (view.tag(*p) == Upos::Adj && view.has(*p, flag::COMMON)
                || view.has(*p, flag::GROUP_MODIFIER | flag::PERSON_NOUN))
    }) {
        end = p;
        if noun - end >= 3 {
            break;
        }
    }
    let mut start = end;
    while let Some(p) = view.prev(start).filter(|p| end - *p <= 4 && org_word(view, *p) && !view.has(*p, flag::TITLE)) {
        start = p;
    }
    // "the 60th organisation"
    let digits =
        |t: u32| view.form(t).trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).bytes().all(|b| b.is_ascii_digit());
    while start < end && view.form(start).starts_with(|c: char| c.is_ascii_digit()) && digits(start) {
        start += 1;
    }
    if start == end
        || (start..end)
            .all(|i| view.has(i, flag::DEMONYM | flag::GEO | flag::COMMON | flag::FAITH | flag::GROUP_MODIFIER))
    {
        return;
    }
    // "the Tarak Palestinian group": where it is from stands behind its name.
    while end - start > 1
        && view.has(end - 1, flag::DEMONYM)
        && view.capital(end - 2)
        && !view.has(end - 2, flag::DEMONYM)
    {
        end -= 1;
    }
    // "Shiite Blue Army rebels": the list knows the name behind the faith or origin.
    let origin = |t: u32| view.has(t, flag::DEMONYM | flag::GEO | flag::FAITH);
    let known = |t: u32| view.hits(t).iter().any(|h| h.end == end && flag_of(h.entry.class) == flag::ORGANIZATION);
    if (start + 1..end).any(|t| known(t) && (start..t).all(origin)) {
        return;
    }
    let part_of_name = matches!(
        view.lower(noun),
        "network" | "movement" | "militia" | "alliance" | "coalition" | "cartel" | "gang" | "mafia" | "tribe" | "clan"
    ) && noun == end;
    if matches!(view.lower(noun), "tribe" | "clan") {
        return;
    }
    let listed = view.hits(start).iter().any(|h| h.end == end && flag_of(h.entry.class) == flag::ORGANIZATION);
    let end = if part_of_name && !listed { noun + 1 } else { end };
    out.push(Candidate::new(start, end, Class::Organization, 0.75, "organization/described").kind(kind));
}

/// "a separatist group, the Full Name,": what has just been called a group of fighters
/// is one, whatever its own name sounds like.
fn apposed(view: &View<'_>, noun: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    let floor = view.sentence(noun).start.max(noun.saturating_sub(5));
    // "the country's main newspaper, NAME,": there may be one such paper, never one such group.
    let media = kind.is_some_and(|k| k.as_str() == "media");
    let told = |t: u32| matches!(view.lower(t), "a" | "an") || media && view.possessive(t);
    let told = (floor..noun).rev().take_while(|t| view.form(*t) != ",").any(told);
    if !told || !media && kind.is_none_or(|k| k.as_str() != MILITANT) || view.next_lower(noun + 1) != "," {
        return;
    }
    let start = if view.next_lower(noun + 2) == "the" { noun + 3 } else { noun + 2 };
    let name = |t: &u32| org_word(view, *t) && !view.has(*t, flag::TITLE) && (media || !view.has(*t, flag::FIRST_NAME));
    if view.next(start).filter(name).is_none() {
        return;
    }
    let mut end = start + 1;
    while view.next(end).is_some_and(|t| {
        org_word(view, t) || view.lower(t) == "of" && view.next(t + 1).is_some_and(|m| view.capital(m))
    }) {
        end += 1;
    }
    let places = (start..end).all(|t| view.has(t, flag::DEMONYM | flag::GEO));
    if !places && matches!(view.next_lower(end), "," | "(" | "." | "—" | "–") {
        out.push(Candidate::new(start, end, Class::Organization, 0.95, "organization/described").kind(kind));
    }
}

/// "Green Valley is a separatist group that", "Green Valley, a separatist group,": the
/// name before what is said of it.
fn predicated(view: &View<'_>, noun: u32, kind: Option<Sym>, out: &mut Vec<Candidate>) {
    /// Words between the article and the noun.
    const REACH: u32 = 8;
    if kind.is_none_or(|k| k.as_str() != MILITANT) {
        return;
    }
    // "is a rebel group leader"
    let goes_on = view.next(noun + 1).is_some_and(|n| view.capital(n) || view.tag(n) == Upos::Noun);
    let floor = view.sentence(noun).start;
    let describes = |t: u32| {
        matches!(view.tag(t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv | Upos::Verb) || view.form(t) == "-"
    };
    let article = (floor.max(noun.saturating_sub(REACH))..noun).rev().find(|t| !describes(*t));
    let Some(end) = article.filter(|t| *t > floor && matches!(view.lower(*t), "a" | "an")).map(|t| t - 1) else {
        return;
    };
    let apposed = view.form(end) == "," && matches!(view.next_lower(noun + 1), "," | "." | "that" | "which" | "based");
    if goes_on || !apposed && !matches!(view.lower(end), "is" | "was" | "remains") {
        return;
    }
    let name = |t: u32| org_word(view, t) && !view.has(t, flag::TITLE | flag::FIRST_NAME);
    let mut start = end;
    while start > floor && end - start < 5 && name(start - 1) {
        start -= 1;
    }
    // "National Path is": its first word, which opens the sentence.
    if start == floor + 1 && start < end && view.capital(floor) && matches!(view.tag(floor), Upos::Adj | Upos::Noun) {
        start = floor;
    }
    let plain = (start..end).all(|t| view.has(t, flag::DEMONYM | flag::GEO));
    let one_common = end == start + 1 && view.has(start, flag::COMMON);
    let begins = start == floor || !view.capital(start - 1);
    if start < end && !plain && !one_common && begins {
        out.push(Candidate::new(start, end, Class::Organization, 0.8, "organization/predicated").kind(kind));
    }
}

/// Class of verbs by which a group is put on a list.
const LISTING: &str = "designation_verb";

/// "banned X as a terrorist group", "X was declared a terrorist group": the name
/// between such a verb and what it is called is a group's.
fn classed(view: &View<'_>, noun: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if described_kind(view, noun, kind).is_none_or(|k| k.as_str() != MILITANT) {
        return;
    }
    let floor = view.sentence(noun).start;
    let lists = |t: u32| view.ontology.lexicon.has(Sym::new(LISTING), &view.tokens[t as usize].lemma);
    let article = (floor.max(noun.saturating_sub(4))..noun).rev().find(|t| matches!(view.lower(*t), "a" | "an"));
    let Some(mut at) = article else { return };
    if view.prev_lower(at) == "as" {
        at -= 1;
    }
    let passive = at > floor && view.tokens[at as usize - 1].xpos == "VBN" && lists(at - 1);
    let mut end = at;
    if passive {
        end -= 1;
        while end > floor && matches!(view.tag(end - 1), Upos::Aux | Upos::Adv) {
            end -= 1;
        }
        if end + 1 == at {
            return;
        }
    }
    let name = |t: u32| org_word(view, t) && !view.has(t, flag::TITLE | flag::FIRST_NAME);
    let mut start = end;
    while start > floor && end - start < 6 && name(start - 1) {
        start -= 1;
    }
    let known = (start..end).all(|t| view.has(t, flag::DEMONYM | flag::GEO | flag::COMMON));
    let before = (floor..start).rev().find(|t| view.lower(*t) != "the");
    let headed = passive || before.is_some_and(|t| lists(t) && view.tag(t) == Upos::Verb);
    if start < end && !known && headed {
        let kind = Some(Sym::new(MILITANT));
        out.push(Candidate::new(start, end, Class::Organization, 0.8, "organization/classed").kind(kind));
    }
}

/// "terrorist group" says what "group" does not.
pub(crate) fn described_kind(view: &View<'_>, noun: u32, kind: Sym) -> Option<Sym> {
    if kind.as_str() != "any" {
        return Some(kind);
    }
    let floor = view.sentence(noun).start.max(noun.saturating_sub(3));
    let whole = |t: u32| view.hit(t, flag::GROUP_NOUN).filter(|h| h.end == noun + 1);
    let said = |t: u32| view.hit(t, flag::GROUP_MODIFIER).or_else(|| whole(t));
    (floor..noun).rev().find_map(said).map(|h| h.entry.value)
}

/// "X militants": X is their organization unless it is a place or people.
fn members(view: &View<'_>, noun: u32, out: &mut Vec<Candidate>) {
    let mut start = noun;
    while let Some(p) = view.prev(start).filter(|p| noun - *p <= 3 && org_word(view, *p) && !view.has(*p, flag::TITLE))
    {
        start = p;
    }
    while start < noun && view.form(start).chars().all(|c| c.is_ascii_digit()) {
        start += 1;
    }
    let opening = start + 1 == noun
        && view.opens(start)
        && !view.has(start, flag::ORGANIZATION)
        && !view.all_caps(start)
        && view.tag(start) != Upos::Propn
        && ["grown", "ed", "al", "ic", "ist", "ish", "ous", "ive", "ing", "ly", "ian"]
            .iter()
            .any(|e| view.lower(start).ends_with(e));
    if start == noun
        || opening
        || (start..noun).any(|i| {
            view.has(i, flag::DEMONYM | flag::GEO | flag::VEHICLE | flag::WEAPON)
                || view.form(i).ends_with(|c: char| c.is_ascii_digit())
        })
        || (start..noun).all(|i| view.has(i, flag::COMMON | flag::FAITH))
    {
        return;
    }
    let kind = Some(Sym::new(MILITANT));
    out.push(Candidate::new(start, noun, Class::Organization, 0.7, "organization/members").kind(kind));
}

fn fighters(lower: &str) -> bool {
    matches!(
        lower,
        "militants"
            | "militant"
            | "rebels"
            | "rebel"
            | "fighters"
            | "fighter"
            | "insurgents"
            | "insurgent"
            | "guerrillas"
            | "terrorists"
            | "jihadists"
            | "gunmen"
    )
}

/// "Known Group/Unknown", "Unknown, also known as the Known Group": the unknown
/// side is an organization because the other is.
fn other_name(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let slash = view.form(t) == "/";
    if !slash && view.lower(t) == "as" && view.prev_lower(t) != "known" {
        return;
    }
    let (mut left, mut right) = (t, t + 1);
    if !slash {
        while view.prev(left).is_some_and(|p| {
            matches!(
                view.lower(p),
                "known" | "also" | "formerly" | "better" | "otherwise" | "is" | "," | "(" | "previously" | "which"
            )
        }) {
            left -= 1;
        }
        if matches!(view.next_lower(right), "the") {
            right += 1;
        }
    }
    // Photo credits ("Reuters/Jane Doe") join names that are not one.
    let is_org = |c: &&Candidate| {
        c.class == Class::Organization
            && c.confidence >= 0.7
            && !(slash && c.kind.is_some_and(|k| k.as_str() == "media"))
    };
    let at_left = out.iter().filter(is_org).find(|c| c.end == left).copied();
    let at_right = out.iter().filter(is_org).find(|c| c.start == right).copied();
    let run = |from: u32, forward: bool| {
        let mut at = from;
        loop {
            let next = if forward { view.next(at) } else { view.prev(at) };
            match next.filter(|n| org_word(view, *n) && !view.has(*n, flag::TITLE)) {
                Some(n) => at = if forward { n + 1 } else { n },
                None => return at,
            }
        }
    };
    match (at_left, at_right) {
        (Some(known), None) => {
            let end = run(right, true);
            if end > right && view.next(right).is_some() {
                out.push(
                    Candidate::new(right, end, Class::Organization, 0.7, "organization/other-name").kind(known.kind),
                );
            }
        }
        (None, Some(known)) => {
            let start = run(left, false);
            if start < left {
                out.push(
                    Candidate::new(start, left, Class::Organization, 0.7, "organization/other-name").kind(known.kind),
                );
            }
        }
        _ => {}
    }
}

/// "told state-run al-Name": what the state runs or owns is a body, a paper or station if
/// somebody tells it something.
fn owned_by_state(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let run = matches!(view.lower(t), "run" | "owned" | "controlled")
        && view.prev_lower(t) == "-"
        && view.prev(t - 1).is_some_and(|s| matches!(view.lower(s), "state" | "government"));
    let whole = ["state-", "government-"]
        .iter()
        .any(|o| view.lower(t).strip_prefix(o).is_some_and(|r| matches!(r, "run" | "owned" | "controlled")));
    if !(run || whole) || view.style(t) != Style::Normal {
        return;
    }
    let start = t + 1;
    let name = |n: u32| {
        (org_word(view, n) || view.lower(n).starts_with("al-") || view.lower(n).starts_with("el-"))
            && !view.has(n, flag::TITLE | flag::DEMONYM | flag::COUNTRY)
    };
    let mut end = start;
    while view.next(end).is_some_and(|n| n < start + 4 && name(n)) {
        end += 1;
    }
    let goes_on =
        view.next(end).is_some_and(|n| matches!(view.tag(n), Upos::Noun | Upos::Propn) || view.form(n) == "-");
    if end == start || goes_on || (start..end).all(|n| view.has(n, flag::COMMON)) {
        return;
    }
    let before = if run { t.saturating_sub(2) } else { t };
    let told = matches!(view.prev_lower(before), "told" | "to" | "by");
    let kind = told.then(|| Sym::new("media"));
    out.push(Candidate::new(start, end, Class::Organization, 0.75, "organization/state-run").kind(kind));
}

/// "NSC spokeswoman X": the initials before a speaker's post are its body's.
fn before_speaker(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    // "ABCD president X": any other post, if a name follows it.
    let speaks = |n: u32| {
        let post = view.has(n, flag::POST_HEAD) && !view.all_caps(n);
        post && (view.lower(n).starts_with("spokes")
            || form.len() > 2
                && !view.has(t, flag::COMMON)
                && view.next(n + 1).is_some_and(|m| view.capital(m) && view.has(m, flag::FIRST_NAME)))
    };
    view.style(t) != Style::Caps
        && (2..=7).contains(&form.len())
        && form.chars().all(|c| c.is_ascii_uppercase())
        && !view.has(t, flag::NOT_A_NAME | flag::ANY_NAME | flag::TITLE | flag::LIST_NAME | flag::WEAPON)
        && !view.prev(t).is_some_and(|p| view.all_caps(p) || view.form(p) == "-")
        && view.next(t + 1).is_some_and(speaks)
}

/// An unknown acronym in running text ("told PAF officers").
fn lone_acronym(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    view.style(t) == Style::Normal
        && (3..=7).contains(&form.len())
        && form.chars().all(|c| c.is_ascii_uppercase())
        && !view.has(t, flag::NOT_A_NAME | flag::WEAPON | flag::LIST_NAME | flag::GEO | flag::TITLE | flag::VEHICLE)
        && !view.has(t, flag::COMMON)
        && view.prev_lower(t) == "the"
        && !view.next(t + 1).is_some_and(|n| {
            view.capital(n)
                || view.tag(n) == Upos::Noun && !view.possessive(n) && !view.has(n, flag::POST_HEAD | flag::PERSON_NOUN)
        })
        && matches!(view.tag(t), Upos::Propn | Upos::Noun | Upos::X)
        && !view.prev(t).is_some_and(|p| view.all_caps(p) && view.form(p).len() > 3)
        && !view.next(t + 1).is_some_and(|n| view.all_caps(n) && view.form(n).len() > 3)
}
