//! How far a post's phrase goes beyond the body it names: owners without a name,
//! long complements, acronyms in brackets.

use super::class;
use super::lexicons::flag;
use super::tenures::{Finder, Item};
use crate::analysis::Upos;

impl Finder<'_, '_> {
    /// "the ministry's spokesman", "the rebels' commander": where an owner that
    /// has no name begins, given its possessive mark.
    pub(super) fn owner_start(&self, mark: u32) -> Option<u32> {
        let mut at = mark;
        while let Some(p) = self.view.prev(at).filter(|p| mark - *p <= 4) {
            match self.view.tag(p) {
                Upos::Noun | Upos::Adj if !self.view.capital(p) => at = p,
                Upos::Det if at < mark => return Some(p),
                _ => return None,
            }
        }
        None
    }

    /// "head of Libya's unity government", "Attorney General of the Federation
    /// (AGF)": where a post's complement ends that says more than its body.
    pub(super) fn reach(&self, post: &Item) -> u32 {
        if !matches!(self.view.next_lower(post.end), "of" | "for" | "in" | "at" | "(") {
            return post.end;
        }
        let mut at = post.end;
        while let Some(t) = self.view.next(at).filter(|t| *t < post.end + 12) {
            if self.view.form(t) == "(" {
                match (t + 1..t + 4).find(|c| self.view.next_lower(*c) == ")") {
                    Some(close) => {
                        at = close + 1;
                        continue;
                    }
                    None => break,
                }
            }
            let lower = self.view.lower(t);
            let person = self.mentions[self.here.clone()]
                .iter()
                .any(|m| m.tokens.start == t && (m.class == *class::PERSON || m.class == *class::POST));
            // "self-declared"
            let joined = self.view.tag(t) == Upos::Verb && self.view.form(t - 1) == "-";
            let goes_on = joined
                || matches!(self.view.tag(t), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                || matches!(lower, "of" | "for" | "in" | "at" | "the" | "and" | "'s" | "'" | "’" | "’s" | "-" | "&");
            if person || !goes_on {
                break;
            }
            at = t + 1;
        }
        at
    }

    /// "Director of Public Prosecutions (DPP) X": behind a post's own acronym.
    pub(super) fn past_bracket(&self, end: u32) -> u32 {
        let acronym = self.view.next_lower(end) == "("
            && self.view.next(end + 1).is_some_and(|t| self.view.all_caps(t))
            && self.view.next_lower(end + 2) == ")";
        if acronym { end + 3 } else { end }
    }

    /// "Chief of the city's river unit X": the body between the post and the name
    /// ends in a common noun for a body.
    pub(super) fn unit_before(&mut self, person: &Item, posts: &[Item]) {
        let Some(last) = self.view.prev(person.start) else { return };
        let body = !self.view.capital(last) && self.view.has(last, flag::ORG_HEAD | flag::GROUP_NOUN);
        if !body || self.has_tenure(person.index) {
            return;
        }
        let found = posts.iter().find(|p| {
            p.end < person.start
                && matches!(self.view.next_lower(p.end), "of" | "for")
                && (p.definite || self.opens(p))
                && !self.used[p.index as usize]
                && !self.plural(p.index)
                && self.reach(p) >= person.start
        });
        if let Some(post) = found {
            self.push(person, post, "tenure/unit-before-name", 0.85);
        }
    }

    /// Whether the post's phrase opens its sentence.
    pub(super) fn opens(&self, post: &Item) -> bool {
        self.view.sentence(post.start).start == post.start
    }
}
