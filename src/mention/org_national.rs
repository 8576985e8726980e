//! Organizations whose name ends in the country they work in: "Jamaat-ul Ansar
//! Bangladesh", "Hizbut Tahrir Indonesia".
//!
//! Takes the candidates of other detectors; adds the longer ones. Nothing else
//! in running English puts a country right behind a group's name: a comma or a
//! preposition would stand between.

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::org_context::MILITANT;
use super::view::{Style, View};
use crate::analysis::Upos;
use crate::text::Sym;

/// Surer than the shorter name and the country beside it together.
const SURE: f32 = 0.96;

/// Adds the candidates that take in the country behind them.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>) {
    let longer: Vec<Candidate> = out.iter().filter_map(|c| with_country(view, c)).collect();
    out.extend(longer);
    let tokens = 0..view.tokens.len() as u32;
    out.extend(tokens.filter_map(|t| branch(view, t)));
}

/// "IS-Somalia", "AQ-Mali": the short name of a group and where its branch is.
fn branch(view: &View<'_>, t: u32) -> Option<Candidate> {
    let short =
        view.all_caps(t) && (2..=5).contains(&view.form(t).len()) && !view.has(t, flag::COUNTRY | flag::DEMONYM);
    if !short {
        return None;
    }
    let listed = view.has(t, flag::ORGANIZATION);
    let mut known = view.hits(t).iter().filter(|h| listed && h.end == t + 1).peekable();
    let group = known.peek().is_none() || known.any(|h| h.entry.class.as_str() == MILITANT);
    let hyphen = view
        .next(t + 1)
        .filter(|_| group)
        .filter(|h| view.form(*h) == "-" && !view.tokens[*h as usize].space_before)?;
    let land = view.next(hyphen + 1).filter(|l| view.capital(*l) && !view.tokens[*l as usize].space_before)?;
    let end = view.hit(land, flag::COUNTRY | flag::REGION)?.end;
    // "ISIS-Iraq talks": two sides.
    let sides = view.next(end).is_some_and(|n| view.tag(n) == Upos::Noun && !view.capital(n) || view.form(n) == "-");
    (!sides).then(|| {
        Candidate::new(t, end, Class::Organization, SURE, "organization/branch").kind(Some(Sym::new(MILITANT)))
    })
}

fn with_country(view: &View<'_>, c: &Candidate) -> Option<Candidate> {
    let body = |k: &str| matches!(k, "government_body" | "military" | "international_org" | "media" | "company");
    let long = c.end - c.start > 1 || view.form(c.start).contains('-');
    if c.class != Class::Organization || !long || c.kind.is_some_and(|k| body(k.as_str())) {
        return None;
    }
    let t = view.next(c.end).filter(|t| view.style(*t) == Style::Normal && view.capital(*t))?;
    // What names its country already names no second one.
    if view.has(c.end - 1, flag::COUNTRY | flag::DEMONYM) {
        return None;
    }
    let end = view.hit(t, flag::COUNTRY)?.end;
    let apart = |n: u32| {
        view.possessive(n)
            || view.form(n) == "-"
            || view.form(n) == "–"
            || matches!(view.tag(n), Upos::Noun | Upos::Propn | Upos::Adj)
    };
    if view.next(end).is_some_and(apart) {
        return None;
    }
    Some(Candidate { end, known: None, confidence: SURE, found_by: "organization/national", ..*c })
}
