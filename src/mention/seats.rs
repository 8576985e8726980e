//! Whom members of a parliament sit for: "Sen. X, R-Ohio,", "Reps. X (D., Utah)
//! and Y (R., Iowa)", "Gov. X of Iowa", "Rep. X, the Iowa Republican".

use super::build::Builder;
use super::tenures::Finder;
use super::view::View;
use super::{Class, candidates::Candidate, class};

/// Words for members of a party or house that stand behind the state.
pub(super) fn member(lower: &str) -> bool {
    matches!(
        lower,
        "republican"
            | "democrat"
            | "democratic"
            | "independent"
            | "conservative"
            | "lawmaker"
            | "congressman"
            | "congresswoman"
    )
}

/// The state in "R-Iowa", "D-Mich.": one token with a party's letter before it.
fn joined_state(form: &str) -> Option<&str> {
    let (party, state) = form.split_once('-')?;
    (matches!(party, "R" | "D" | "I") && state.starts_with(char::is_uppercase)).then_some(state)
}

/// "Iowa Republican": the place is the state alone; "R-Iowa" is nobody.
pub(super) fn without_party(view: &View<'_>, candidates: &mut Vec<Candidate>) {
    let seat = |c: &Candidate| {
        joined_state(view.form(c.start)).is_some()
            && view.prev(c.start).is_some_and(|p| matches!(view.form(p), "(" | ","))
    };
    candidates.retain(|c| c.class != Class::Person || !seat(c));
    for c in candidates.iter_mut().filter(|c| c.class == Class::Place && c.end - c.start > 1) {
        if member(view.lower(c.end - 1)) {
            c.end -= 1;
        }
    }
}

/// Adds the states behind a party's letter that no list has ("Ariz.").
pub(super) fn add(builder: &mut Builder<'_, '_>) {
    let persons: Vec<u32> =
        builder.mentions.iter().filter(|m| m.class == *class::PERSON).map(|m| m.tokens.end).collect();
    for end in persons {
        let Some((from, to, _)) = behind_letter(builder.view, end) else { continue };
        if builder.starting(from).is_some() {
            continue;
        }
        let i = builder.add(from, to, *class::PLACE, "places/seat", 0.85);
        // "D-Mich." in one token: the state is what stands behind the hyphen.
        let m = &mut builder.mentions[i];
        if let Some(state) = joined_state(&m.name) {
            m.span.start = m.span.end - state.len() as u32;
            m.name = state.to_owned();
        }
    }
}

/// "( R., Ohio )", ", D-Mich.,": the state's tokens, and the token behind it all.
fn behind_letter(view: &View<'_>, end: u32) -> Option<(u32, u32, u32)> {
    let open = view.next(end).filter(|t| matches!(view.form(*t), "(" | ","))?;
    let letter = view.next(open + 1)?;
    if joined_state(view.form(letter)).is_some() {
        let close = view.next(letter + 1).filter(|t| matches!(view.form(*t), ")" | ",")).map_or(letter + 1, |t| t + 1);
        return Some((letter, letter + 1, close));
    }
    if !matches!(view.form(letter), "R" | "D" | "I" | "R." | "D." | "I.") {
        return None;
    }
    let mut at = letter + 1;
    let mut apart = false;
    while view.next(at).is_some_and(|t| matches!(view.form(t), "." | "," | "-" | "–" | "—")) {
        apart = true;
        at += 1;
    }
    let from = view.next(at).filter(|t| apart && view.capital(*t))?;
    let mut to = from + 1;
    while to - from < 4 && view.next(to).is_some_and(|t| view.capital(t) || view.form(t) == ".") {
        to += 1;
    }
    let close = view.next(to).filter(|t| matches!(view.form(*t), ")" | ",")).map_or(to, |t| t + 1);
    Some((from, to, close))
}

impl Finder<'_, '_> {
    /// The place a person sits for, by what stands behind the name, and the
    /// token behind it.
    pub(super) fn seat(&self, end: u32) -> Option<(u32, u32)> {
        let place = |from: u32| {
            let here = self.here.clone();
            let at = self.mentions[here.clone()]
                .iter()
                .position(|m| m.tokens.start == from && (m.class == *class::PLACE || m.class == *class::COUNTRY))?;
            Some((here.start + at) as u32)
        };
        if let Some((from, _, close)) = behind_letter(self.view, end) {
            return place(from).map(|p| (p, close));
        }
        if self.view.next_lower(end) == "of" {
            let found = place(end + 1)?;
            return Some((found, self.mentions[found as usize].tokens.end));
        }
        if self.view.next_lower(end) == "," && matches!(self.view.next_lower(end + 1), "the" | "a" | "an") {
            let found = place(end + 2)?;
            let behind = self.mentions[found as usize].tokens.end;
            return self.view.next(behind).filter(|t| member(self.view.lower(*t))).map(|_| (found, behind));
        }
        None
    }

    /// Titles before a name that say of nothing whose they are have their body
    /// from the seat.
    pub(super) fn seats(&mut self) {
        for i in 0..self.found.len() {
            let t = &self.found[i];
            let here = self.here.contains(&(t.person as usize));
            let title = matches!(t.found_by, "tenure/before-name" | "tenure/plural-before");
            if here && title && t.body.is_none() {
                let seat = self.seat(self.mentions[t.person as usize].tokens.end);
                self.found[i].body = seat.map(|s| s.0);
            }
        }
    }
}
