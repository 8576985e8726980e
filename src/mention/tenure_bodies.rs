//! Whose post it is, where the post's own phrase does not say: "President X of
//! Nigeria", "its leader, X", "chairman of the committee".

use super::lexicons::flag;
use super::tenures::Finder;
use super::{Mention, class, posts};
use crate::analysis::Upos;

impl Finder<'_, '_> {
    /// Gives the tenures of the sentence that have no body the one their
    /// surroundings name.
    pub(super) fn bodies(&mut self) {
        for i in 0..self.found.len() {
            let t = &self.found[i];
            if t.body.is_some() || !self.here.contains(&(t.person as usize)) || !self.here.contains(&(t.post as usize))
            {
                continue;
            }
            let (person, post) = (&self.mentions[t.person as usize], &self.mentions[t.post as usize]);
            let before = matches!(t.found_by, "tenure/before-name" | "tenure/plural-before" | "tenure/post-comma-name");
            let body = self
                .after_post(post)
                .or_else(|| self.owner(post))
                .or_else(|| self.government(post))
                .or_else(|| before.then(|| self.after_person(person)).flatten())
                .or_else(|| before.then(|| self.visited(post)).flatten());
            self.found[i].body = body;
        }
    }

    fn starting(&self, at: u32, fits: impl Fn(&Mention) -> bool) -> Option<u32> {
        let here = self.mentions[self.here.clone()].iter();
        here.zip(self.here.start as u32..).filter(|(m, _)| m.tokens.start == at && fits(m)).map(|(_, i)| i).next()
    }

    /// "President X of Nigeria", "Foreign Minister X of the Philippines".
    fn after_person(&self, person: &Mention) -> Option<u32> {
        let of = person.tokens.end;
        if self.view.next_lower(of) != "of" {
            return None;
        }
        let country = |m: &Mention| m.class == *class::COUNTRY && !self.view.possessive_after(m.tokens.end - 1);
        let the = u32::from(self.view.next_lower(of + 1) == "the");
        self.starting(of + 1, country).or_else(|| self.starting(of + 1 + the, country))
    }

    /// "He flew to Fiji, where he met Prime Minister X": the host is of the country.
    fn visited(&self, post: &Mention) -> Option<u32> {
        /// Tokens between the country and the host.
        const REACH: u32 = 14;
        let here = self.view.sentence(post.tokens.start);
        let floor = here.start.max(post.tokens.start.saturating_sub(REACH));
        let wh = (floor..post.tokens.start).rev().find(|t| self.view.lower(*t) == "where")?;
        let between = wh + 1..post.tokens.start;
        let meets = between.clone().any(|t| {
            matches!(&*self.view.tokens[t as usize].lemma, "meet" | "talk" | "talks" | "greet" | "welcome" | "receive")
        });
        let other = self.mentions[self.here.clone()].iter().any(|m| {
            between.contains(&m.tokens.start) && (m.class == *class::COUNTRY || m.class == *class::NATIONALITY)
        });
        let apart = between.clone().any(|t| matches!(self.view.form(t), ";" | ":"));
        let comma = self.view.prev(wh).filter(|c| self.view.form(*c) == ",")?;
        let country = self.mentions[self.here.clone()]
            .iter()
            .position(|m| m.tokens.end == comma && m.class == *class::COUNTRY)?;
        (meets && !other && !apart).then_some((self.here.start + country) as u32)
    }

    /// "the Peruvian government of President X", "the ministry's spokesman".
    fn government(&self, post: &Mention) -> Option<u32> {
        let mut at = post.tokens.start;
        while let Some(p) = self.view.prev(at).filter(|p| {
            post.tokens.start - *p < 4
                && !self.view.capital(*p)
                && matches!(self.view.tag(*p), crate::analysis::Upos::Adj | crate::analysis::Upos::Noun)
        }) {
            at = p;
        }
        let here = || self.mentions[self.here.clone()].iter().zip(self.here.start as u32..);
        let mark = self.view.prev(at)?;
        if self.view.possessive(mark) {
            let owner = |m: &Mention| {
                m.tokens.end == mark
                    && (m.class == *class::NOMINAL && m.kind.is_some_and(|k| !k.as_str().ends_with("_noun"))
                        || m.class == *class::ORGANIZATION)
            };
            return here().find(|(m, _)| owner(m)).map(|(_, i)| i);
        }
        if self.view.lower(mark) != "of" {
            return None;
        }
        let head = self
            .view
            .prev(mark)
            .filter(|h| matches!(self.view.lower(*h), "government" | "administration" | "cabinet"))?;
        let country = |m: &Mention| {
            (m.class == *class::NATIONALITY || m.class == *class::COUNTRY)
                && (m.tokens.end == head
                    || m.tokens.end < head && head - m.tokens.end <= 2 && !self.view.capital(m.tokens.end))
        };
        here().find(|(m, _)| country(m)).map(|(_, i)| i)
    }

    /// "its leader, X": the body is what the pronoun stands for.
    fn owner(&self, post: &Mention) -> Option<u32> {
        let mut at = post.tokens.start;
        while let Some(p) = self.view.prev(at).filter(|p| at - *p < 2 && post.tokens.start - *p < 4) {
            if matches!(self.view.lower(p), "its" | "their") {
                return self.starting(p, |m| m.class == *class::PRONOUN);
            }
            if self.view.tag(p) != crate::analysis::Upos::Adj {
                return None;
            }
            at = p;
        }
        None
    }

    /// "commander of a special unit of G": a part stands for the whole.
    fn behind_part(&self, of: u32) -> u32 {
        let mut at = of + 1;
        while let Some(t) = self.view.next(at).filter(|t| *t < of + 6) {
            let lower = self.view.lower(t);
            if matches!(lower, "unit" | "branch" | "wing" | "faction" | "arm" | "division" | "section" | "chapter")
                && self.view.next_lower(t + 1) == "of"
            {
                return t + 1;
            }
            if self.view.capital(t)
                || !(matches!(lower, "a" | "an" | "the") || self.view.tag(t) == crate::analysis::Upos::Adj)
            {
                break;
            }
            at = t + 1;
        }
        of
    }

    /// "chairman of the committee", "commander within the organization",
    /// "commander of the army's 4th Brigade".
    fn after_post(&self, post: &Mention) -> Option<u32> {
        let at = post.tokens.end;
        let lower = self.view.next_lower(at);
        let within = matches!(lower, "within" | "inside" | "in");
        if !within && !matches!(lower, "of" | "for" | "at") {
            return None;
        }
        let at = self.behind_part(at);
        let organization = |m: &Mention| m.class == *class::ORGANIZATION;
        let nominal = |m: &Mention| {
            m.class == *class::NOMINAL && m.kind.is_some_and(|k| !k.as_str().ends_with("_noun")) && !within
        };
        for from in [at + 1, at + 2] {
            if from == at + 2 && !matches!(self.view.next_lower(at + 1), "the" | "this" | "its" | "their") {
                break;
            }
            let found = self.starting(from, |m| (within || m.tokens.len() > 1) && organization(m));
            if found.is_some_and(|i| !self.view.possessive_after(self.mentions[i as usize].tokens.end - 1)) {
                return found;
            }
            if let Some(i) = self.starting(from, nominal) {
                return Some(i);
            }
            // The possessor's own body, or the possessor.
            if let Some(at) = self.starting(from, |m| posts::is_body(m.class))
                && let owner = &self.mentions[at as usize]
                && self.view.possessive_after(owner.tokens.end - 1)
            {
                // "of the country's main opposition party NAME"
                let first = owner.tokens.end + 1;
                let described = |t: u32| {
                    !self.view.capital(t)
                        && matches!(self.view.tag(t), Upos::Adj | Upos::Noun)
                        && !self.view.has(t, flag::POST_HEAD)
                };
                let mut own = None;
                for from in first..first + 6 {
                    own = self.starting(from, organization);
                    if own.is_some() || !self.view.next(from).is_some_and(described) {
                        break;
                    }
                }
                return own.or((owner.class == *class::COUNTRY).then_some(at));
            }
        }
        None
    }
}
