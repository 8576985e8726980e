//! Organizations by their shape: a head word (`Ministry of ...`, `... Army`),
//! a leading foreign word (`Jaish-e-...`), a full name with its acronym in
//! brackets, a descriptor beside an unknown name (`militant group X`).

use super::candidates::{Candidate, Class};
use super::lexicons::{flag, flag_of};
use super::view::{Style, View};
use super::{org_lead, org_lower};
use crate::analysis::Upos;
use crate::text::Sym;

/// Candidates for organizations by pattern.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    for t in 0..view.tokens.len() as u32 {
        if let Some(hit) = view.hit(t, flag::ORG_HEAD) {
            let (last, kind) = (hit.end - 1, hit.entry.value);
            if view.capital(last) {
                capitalised_head(view, t, last, kind, out);
            } else if !view.capital(t) {
                org_lower::lower_head(view, t, last, kind, out);
            }
        } else if let Some(hit) = view.hit(t, flag::ORG_HEAD_WEAK).filter(|h| view.capital(h.end - 1)) {
            weak_head(view, t, hit.end - 1, hit.entry.value, out);
        }
        if view.has(t, flag::ORG_LEAD) && view.capital(t) || org_lead::by_hyphen(view, t) {
            org_lead::led(view, t, out);
        }
    }
    super::org_context::find(view, out);
}

const INNER: [&str; 9] = ["of", "for", "the", "and", "&", "on", "to", "against", "de"];

/// A capitalised word that may stand inside an organization's name.
pub(crate) fn org_word(view: &View<'_>, t: u32) -> bool {
    let form = view.form(t);
    if form.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        return form.len() <= 5 && form.chars().all(|c| c.is_ascii_alphanumeric());
    }
    let capital_inside = view.capital(t) && !view.opens(t) && view.style(t) == Style::Normal;
    if !view.namish(t) && !capital_inside {
        return false;
    }
    // "Sri" opens a country's name too.
    if view.has(t, flag::HONORIFIC) && !view.has(t, flag::ORG_HEAD | flag::GEO | flag::DEMONYM) {
        return false;
    }
    if matches!(
        view.lower(t),
        "neither" | "either" | "both" | "even" | "every" | "each" | "when" | "while" | "as" | "if" | "unlike" | "like"
    ) {
        return false;
    }
    if matches!(view.lower(t), "former" | "acting" | "ex" | "then" | "late" | "outgoing" | "incoming") {
        return false;
    }
    if view.has(t, flag::POST_HEAD | flag::RANK)
        && !view.has(t, flag::ORG_HEAD | flag::POST_MODIFIER | flag::ORG_QUALIFIER)
    {
        return false;
    }
    if view.has(t, flag::CALENDAR) && !view.has(t, flag::FIRST_NAME) {
        return false;
    }
    view.has(t, flag::ANY_NAME)
        || !matches!(
            view.tag(t),
            Upos::Verb | Upos::Aux | Upos::Pron | Upos::Adp | Upos::Det | Upos::Sconj | Upos::Adv | Upos::Cconj
        )
}

fn capitalised_head(view: &View<'_>, first: u32, last: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if view.style(first) != Style::Normal && !view.has(first, flag::ORG_HEAD) {
        return;
    }
    let left = expand_left(view, first);
    let right = expand_right(view, last + 1, kind);
    let extent = right - left;
    let own = last + 1 - first;
    // "British High Commissioner": one with a post, unless it is told for what.
    if view.hits(first).iter().any(|h| flag_of(h.entry.class) == flag::POST_HEAD && h.end == last + 1)
        && right == last + 1
    {
        return;
    }
    // "Rebels of the X Front": people, who open the sentence, of a body named behind.
    if left == first && view.opens(first) && view.has(last, flag::PERSON_NOUN) && view.lower(last + 1) == "of" {
        return;
    }
    if extent == own {
        // The head alone: "Army Chief", "the Senate". Only bodies of which a
        // country has one; others are nominals ("the Court").
        // "Treasury designated": at the start of a sentence, as the subject of its verb.
        let acts = |t: u32| matches!(view.tokens[t as usize].xpos, "VBD" | "VBZ" | "MD");
        let ministry = matches!(view.lower(last), "treasury" | "congress" | "senate");
        let placed = !view.opens(first) || ministry && view.next(last + 1).is_some_and(acts);
        // "Police Col X": a rank.
        let ranked = view.lower(last) == "police"
            && view.next(last + 1).is_some_and(|n| view.capital(n) && view.has(n, flag::RANK));
        if sole_body(view.lower(last)) && view.style(first) == Style::Normal && placed && !ranked {
            out.push(Candidate::new(left, right, Class::Organization, 0.6, "organization/sole-head").kind(Some(kind)));
        }
        return;
    }
    // "Extreme Vetting Program": no body unless a word of it is a name.
    let loose = view.has(last, flag::LOOSE_HEAD);
    if loose && (left..right).all(|t| view.has(t, flag::COMMON) || !view.capital(t)) && view.lower(last) != "group" {
        return;
    }
    if counted(view, left, last) || of_an_officer(view, left, right) || ends_in_law(view, right) && right > last + 1 {
        return;
    }
    let kind = kind_of(view, left, right, first, kind);
    // "Congress Party": the last head of two says what it is.
    let party = |t: u32| view.hit(t, flag::ORG_HEAD).filter(|h| h.entry.value.as_str() == "political_party");
    let kind = match party(right - 1) {
        Some(hit) if right == last + 2 && kind.as_str() == "government_body" => hit.entry.value,
        _ => kind,
    };
    let weak = view.style(first) != Style::Normal || only_common_and_opening(view, left, right);
    let sure = if weak { 0.55 } else { 0.85 };
    // A headline capitalises any noun phrase that ends like an organization.
    if view.style(first) != Style::Normal
        && (left..right).all(|t| {
            view.has(t, flag::COMMON | flag::COUNTRY | flag::DEMONYM | flag::ORG_HEAD | flag::POST_MODIFIER)
                || !view.capital(t)
                || view.lower(t).starts_with("counter")
        })
        && right <= last + 1
    {
        return;
    }
    out.push(Candidate::new(left, right, Class::Organization, sure, "organization/head").kind(Some(kind)));
    // A person's name may follow at once: "University of Texas Arlington Amneh X".
    for cut in last + 2..right {
        if view.has(cut, flag::FIRST_NAME) && !matches!(view.prev_lower(cut), "of" | "the" | "and" | "for" | "&") {
            out.push(Candidate::new(left, cut, Class::Organization, sure, "organization/head").kind(Some(kind)));
        }
    }
    // The name without its "of" part and the part left of it stay possible.
    if right > last + 1 && left < first {
        let k = kind_of(view, left, last + 1, first, kind);
        out.push(Candidate::new(left, last + 1, Class::Organization, sure - 0.1, "organization/head").kind(Some(k)));
    }
}

/// "30 Organizations", "Two Committees" with what a headline puts before them: a number
/// and a plural are several bodies.
fn counted(view: &View<'_>, left: u32, last: u32) -> bool {
    last > left
        && matches!(view.tokens[last as usize].xpos, "NNS" | "NNPS")
        && (view.form(last - 1).chars().all(|c| c.is_ascii_digit()) || view.has(last - 1, flag::NUMBER_WORD))
}

/// "Senior Police Officer", "Senior Administration Official": one with a rank.
fn of_an_officer(view: &View<'_>, left: u32, right: u32) -> bool {
    let ranked =
        |t: u32| view.has(t, flag::POST_MODIFIER) && view.hits(t).iter().any(|h| h.entry.value.as_str() == "level");
    right == left + 2
        && ranked(left)
        && view
            .next(right)
            .is_some_and(|n| view.capital(n) && view.has(n, flag::PERSON_NOUN) && !view.has(n, flag::POST_HEAD))
}

/// "Division 7 of the Ports Act 1990": the end of a law's name.
fn ends_in_law(view: &View<'_>, right: u32) -> bool {
    let year = view.form(right - 1).len() == 4 && view.form(right - 1).bytes().all(|b| b.is_ascii_digit());
    let word = right - 1 - u32::from(year);
    view.lower(word) == "act" && view.capital(word)
}

/// "Indian Express", "Opera House": ends a name only in company of a word that
/// is no common noun, or after "the".
fn weak_head(view: &View<'_>, first: u32, last: u32, kind: Sym, out: &mut Vec<Candidate>) {
    if view.style(first) != Style::Normal {
        return;
    }
    let left = expand_left(view, first);
    if left == first || (left..first).all(|t| view.has(t, flag::COMMON | flag::FIRST_NAME)) {
        return;
    }
    let right = expand_right(view, last + 1, kind);
    let kind = kind_of(view, left, right, first, kind);
    out.push(Candidate::new(left, right, Class::Organization, 0.62, "organization/weak-head").kind(Some(kind)));
}

fn only_common_and_opening(view: &View<'_>, left: u32, right: u32) -> bool {
    // "Foreign Ministry": what a ministry is for.
    let field =
        view.has(left, flag::POST_MODIFIER) && view.hits(left).iter().any(|h| h.entry.value.as_str() == "field");
    view.opens(left) && right == left + 2 && view.has(left, flag::COMMON) && view.tag(left) != Upos::Propn && !field
}

/// Bodies named by the head alone when capitalised.
fn sole_body(lower: &str) -> bool {
    matches!(
        lower,
        "army"
            | "navy"
            | "police"
            | "parliament"
            | "congress"
            | "senate"
            | "cabinet"
            | "military"
            | "marines"
            | "treasury"
            | "air force"
            | "coast guard"
            | "force"
    ) && lower != "force"
}

fn expand_left(view: &View<'_>, head: u32) -> u32 {
    let mut left = head;
    while let Some(p) = view.prev(left) {
        let ordinal = view.prev(p).is_some_and(|q| view.form(q).starts_with(|c: char| c.is_ascii_digit()));
        if org_word(view, p) && !starts_new_name(view, p, left)
            || ordinal && view.capital(p) && view.has(p, flag::POST_HEAD)
        {
            left = p;
            continue;
        }
        // "People's Congress", "Women's National Council": no owner but a part of the name.
        if view.possessive(p)
            && view.prev(p).is_some_and(|q| {
                org_word(view, q)
                    && view.has(q, flag::COMMON)
                    && !view.opens(q)
                    && view.style(q) == Style::Normal
                    && !view.has(q, flag::TITLE | flag::GEO | flag::DEMONYM | flag::FIRST_NAME | flag::CALENDAR)
                    && !view.has(q, flag::ORG_HEAD | flag::ORGANIZATION)
            })
        {
            left = p - 1;
            continue;
        }
        // "Prosecutor-General's Office": whose post it is the office of.
        if view.possessive(p) && left == head && view.lower(head) == "office" {
            let post = view.hit_ending(p, flag::POST_HEAD).filter(|h| view.capital(h.start) && view.capital(h.end - 1));
            if let Some(post) = post.filter(|h| !view.opens(h.start)) {
                left = post.start;
                continue;
            }
        }
        // "Research and Analysis Wing", "Bureau of Alcohol, Tobacco, ..."
        let lower = view.lower(p);
        let bridge = matches!(lower, "and" | "&" | "of" | "for" | "the" | "-");
        if !bridge || p == view.sentence(p).start {
            break;
        }
        let q = p - 1;
        if lower == "-" {
            if !view.tokens[p as usize].space_before
                && !view.tokens[left as usize].space_before
                && view.capital(q)
                && org_word(view, q)
                // "the US-Norland talks": two sides.
                && !(left == head && view.has(q, flag::COUNTRY) && view.has(head, flag::ORGANIZATION))
            {
                left = q;
                continue;
            }
            break;
        }
        if matches!(lower, "and" | "&") {
            // Joins two modifiers of this head, not two names.
            let ok = org_word(view, q)
                && view.has(q, flag::COMMON)
                && view.has(left, flag::COMMON)
                && left < head
                && !view.has(q, flag::ORG_HEAD | flag::GEO | flag::ORGANIZATION)
                && !view.has(left, flag::GEO | flag::ORGANIZATION | flag::DEMONYM)
                || lower == "&" && org_word(view, q);
            if !ok {
                break;
            }
            left = q;
            continue;
        }
        break;
    }
    // "400 Muslim Brotherhood members": a count, not "130th" or "4th".
    while left < head && view.form(left).chars().all(|c| c.is_ascii_digit()) {
        left += 1;
    }
    left
}

/// Whether a name ends between `p` and the next word: "Washington | State
/// Department" keeps the country, a known organization before it does not.
fn starts_new_name(view: &View<'_>, p: u32, next: u32) -> bool {
    let _ = next;
    view.hit_ending(p + 1, flag::ORGANIZATION).is_some_and(|h| h.end - h.start >= 2)
        || view.has(p, flag::POST_HEAD) && !view.has(p, flag::POST_MODIFIER | flag::ORG_QUALIFIER)
}

fn expand_right(view: &View<'_>, end: u32, kind: Sym) -> u32 {
    let mut right = end;
    let mut parts = 0;
    loop {
        // Numbers and words that directly follow: "Brigade 313", "Army Group Center".
        while let Some(t) = view.next(right) {
            let direct = org_word(view, t)
                && (view.has(t, flag::ORG_HEAD) || view.form(t).chars().all(|c| c.is_ascii_digit()))
                && parts == 0
                && !view.has(t, flag::POST_HEAD);
            if !direct {
                break;
            }
            right += 1;
        }
        if parts >= 3 {
            return right;
        }
        let Some(prep) = view.next(right) else { return right };
        let lower = view.lower(prep);
        let allowed = match lower {
            "of" => true,
            // "Under Secretary of the Treasury for Terrorism": the post goes on.
            "for" | "on" | "to" | "against" => {
                parts == 0
                    && !sole_body(view.lower(end - 1))
                    && kind.as_str() != "media"
                    && view.style(prep) == Style::Normal
            }
            _ => false,
        };
        if !allowed {
            return right;
        }
        let mut at = prep + 1;
        if view.next_lower(at) == "the" {
            at += 1;
        }
        let from = at;
        if view.next(from).is_some_and(|t| view.form(t).starts_with(|c: char| c.is_ascii_digit())) {
            return right;
        }
        while let Some(t) = view.next(at) {
            let post_ok = view.capital(t) && view.lower(end - 1) == "office";
            if org_word(view, t) || post_ok {
                at += 1;
                continue;
            }
            // "Defence and Security", "Alcohol, Tobacco, Firearms and Explosives"
            if matches!(view.lower(t), "and" | "&" | ",") && at > from {
                let common = |i: u32| {
                    view.has(i, flag::COMMON)
                        && view.capital(i)
                        && !view.has(
                            i,
                            flag::GEO
                                | flag::ORGANIZATION
                                | flag::DEMONYM
                                | flag::FIRST_NAME
                                | flag::ORG_HEAD
                                | flag::POST_HEAD,
                        )
                };
                let comma_list = view.lower(t) != "," || list_closes(view, t);
                // "Committee on Intelligence and Security": what a committee is on is no head.
                let field = lower == "on" && at - 1 == from && view.has(from, flag::COMMON) && view.capital(from);
                if (common(at - 1) || field)
                    && comma_list
                    && view.next(t + 1).is_some_and(|n| org_word(view, n) && common(n))
                {
                    at += 1;
                    continue;
                }
            }
            break;
        }
        if at == from {
            return right;
        }
        // "for John Smith": a person is no part of the name.
        if lower != "of" && view.has(from, flag::FIRST_NAME) && !view.has(from, flag::COMMON | flag::GEO) {
            return right;
        }
        if lower == "to" && !view.has(from, flag::COMMON) {
            return right;
        }
        right = at;
        parts += 1;
    }
}

/// "A, B and C" with capitalised common words only.
fn list_closes(view: &View<'_>, comma: u32) -> bool {
    let mut t = comma + 1;
    let end = view.sentence(comma).end.min(comma + 8);
    while t < end {
        if matches!(view.lower(t), "and" | "&") {
            return true;
        }
        if !(view.capital(t) && view.has(t, flag::COMMON) || view.lower(t) == ",") {
            return false;
        }
        t += 1;
    }
    false
}

/// The kind the head gives, unless other words of the name say more: a
/// liberation army is no state's army.
pub(crate) fn kind_of(view: &View<'_>, left: u32, right: u32, head: u32, kind: Sym) -> Sym {
    // "8th Rifle Company": numbered ones are troops.
    let numbered = view.form(left).starts_with(|c: char| c.is_ascii_digit());
    if numbered && kind.as_str() == "company" && view.lower(head) == "company" {
        return Sym::new("military");
    }
    // "NSO Group", "Green Movement": only other words make such a name militant.
    if kind.as_str() == "militant_group"
        && matches!(view.lower(head), "group" | "movement" | "movements" | "network" | "faction" | "resistance")
    {
        let militant = (left..right).any(|i| {
            i != head && view.has(i, flag::GROUP_MODIFIER | flag::ORG_QUALIFIER | flag::FAITH | flag::ORG_LEAD)
        });
        return if militant { kind } else { Sym::new("other") };
    }
    if matches!(kind.as_str(), "military" | "other" | "political_party" | "militant_group") {
        let state = (left..head).any(|i| view.has(i, flag::COUNTRY | flag::DEMONYM))
            && !(left..right).any(|i| matches!(view.lower(i), "liberation" | "resistance"));
        if !state {
            for i in left..right {
                if i != head
                    && let Some(hit) = view.hit(i, flag::ORG_QUALIFIER)
                {
                    return hit.entry.value;
                }
            }
        }
    }
    kind
}

/// Whether a token is one of the small words inside names.
pub(crate) fn inner(lower: &str) -> bool {
    INNER.contains(&lower)
}
