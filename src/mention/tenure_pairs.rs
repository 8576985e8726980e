//! Tenures told by another's: "his Chinese counterpart, X".

use super::tenures::{Finder, Item};
use super::{Tenure, class};

impl Finder<'_, '_> {
    /// "his Chinese counterpart X", "X, his Turkish counterpart,": X holds the
    /// post of the other person of the sentence, or of the one before it, for the
    /// country named.
    pub(super) fn counterparts(&mut self, persons: &[Item]) {
        let Some(sentence) = persons.first().map(|p| self.view.sentence(p.start)) else { return };
        for t in sentence.clone() {
            if !matches!(self.view.lower(t), "counterpart" | "counterparts") {
                continue;
            }
            let countries = self.countries_before(t);
            let Some(first) = countries.first().map(|c| self.mentions[*c as usize].tokens.start) else { continue };
            let owned =
                self.view.prev(first).filter(|p| matches!(self.view.lower(*p), "his" | "her" | "its" | "their"));
            let after = if self.view.next_lower(t + 1) == "," { t + 2 } else { t + 1 };
            let beside = |p: &Item| {
                p.start == after || owned.is_some_and(|o| p.end + 1 == o && self.view.next_lower(p.end) == ",")
            };
            let Some(at) = persons.iter().position(beside) else { continue };
            // "his Swedish and Danish counterparts A and B": in order.
            let named = &persons[at..];
            let mut pairs = 1;
            while named.get(pairs).is_some_and(|n| {
                let gap = named[pairs - 1].end..n.start;
                pairs < countries.len()
                    && !gap.is_empty()
                    && gap.into_iter().all(|g| matches!(self.view.lower(g), "," | "and"))
            }) {
                pairs += 1;
            }
            if pairs != countries.len() {
                continue;
            }
            for (person, country) in named.iter().zip(&countries) {
                self.counterpart(person, *country, t);
            }
        }
    }

    /// Countries and nationalities right before token `t`, in text order.
    fn countries_before(&self, t: u32) -> Vec<u32> {
        let mut out = Vec::new();
        let mut end = t;
        loop {
            let found = self.mentions[self.here.clone()].iter().position(|m| {
                (m.tokens.end == end || m.tokens.end + 1 == end && self.view.possessive(m.tokens.end))
                    && (m.class == *class::NATIONALITY || m.class == *class::COUNTRY)
            });
            let Some(i) = found.map(|i| self.here.start + i) else { break };
            out.push(i as u32);
            end = self.mentions[i].tokens.start;
            match self.view.prev(end) {
                Some(p) if matches!(self.view.lower(p), "and" | ",") => end = p,
                _ => break,
            }
        }
        out.reverse();
        out
    }

    /// A post right after the word ("his counterpart, Foreign Minister X") says it itself.
    fn counterpart(&mut self, person: &Item, country: u32, t: u32) {
        if self.has_tenure(person.index) {
            return;
        }
        let here = self.mentions[person.index as usize].sentence;
        let like = self
            .found
            .iter()
            .filter(|o| o.person != person.index && o.sentence + 1 >= here && o.capacity == "current")
            .filter(|o| o.found_by != COUNTERPART && self.mentions[o.post as usize].tokens.start < t)
            .max_by_key(|o| self.mentions[o.post as usize].tokens.start);
        let Some(post) = like.map(|o| o.post).filter(|p| !self.plural(*p)) else { return };
        let confidence = 0.8 * self.mentions[person.index as usize].confidence.max(0.6);
        let rank = self.rank_of(person);
        self.found.push(Tenure {
            person: person.index,
            post,
            body: Some(country),
            capacity: "current",
            rank,
            sentence: here,
            found_by: COUNTERPART,
            confidence,
        });
    }
}

const COUNTERPART: &str = "tenure/counterpart";
