//! Organizations known by their first word, mostly foreign: "Jaish-e-X",
//! "Harakat al-X", "Ejército de X".

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::org_patterns::org_word;
use super::view::View;
use crate::text::Sym;

/// Whether the part of the word before its first hyphen opens such names.
pub(crate) fn by_hyphen(view: &View<'_>, t: u32) -> bool {
    view.capital(t)
        && view
            .form(t)
            .split_once('-')
            .is_some_and(|(head, rest)| rest.len() > 2 && view.ontology.lexicon.has(lead_class(), head))
}

fn lead_class() -> Sym {
    static CLASS: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("org_lead"));
    *CLASS
}

/// "Harakat ul-Mujahidin", "Tehreek-e-Taliban Pakistan", "Ejército de Liberación Nacional".
pub(crate) fn led(view: &View<'_>, t: u32, out: &mut Vec<Candidate>) {
    let by_hyphen = by_hyphen(view, t);
    let entry = view.hit(t, flag::ORG_LEAD).map(|h| (h.entry.value, h.end)).or_else(|| {
        let head = view.form(t).split('-').next()?;
        view.ontology.lexicon.get(lead_class(), head).map(|e| (e.value, t + 1))
    });
    let Some((kind, mut at)) = entry else { return };
    let mut words = u32::from(by_hyphen);
    while let Some(n) = view.next(at) {
        let lower = view.lower(n);
        let particle = matches!(
            lower,
            "e" | "ul"
                | "al"
                | "ud"
                | "-"
                | "i"
                | "o"
                | "de"
                | "del"
                | "la"
                | "el"
                | "para"
                | "of"
                | "the"
                | "y"
                | "fi"
                | "wa"
                | "bi"
                | "wal"
        ) || view.has(n, flag::PARTICLE) && !view.capital(n);
        let hyphenated = lower.contains('-') && view.capital(n);
        if particle {
            let follows =
                view.next(n + 1).is_some_and(|m| view.capital(m) || matches!(view.lower(m), "-" | "la" | "al" | "the"));
            if !follows || lower == "of" && words > 1 {
                break;
            }
            at += 1;
            continue;
        }
        if !(org_word(view, n) || hyphenated)
            || words >= 4
            || view.has(n, flag::TITLE) && !view.has(n, flag::ORG_QUALIFIER)
        {
            break;
        }
        at += 1;
        words += 1;
    }
    if words == 0 {
        return;
    }
    out.push(Candidate::new(t, at, Class::Organization, 0.88, "organization/lead").kind(Some(kind)));
}
