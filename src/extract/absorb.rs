//! What is told without anything of its own belongs to what was told before:
//! "Gunmen stormed the hotel. ... The militants opened fire." is one event,
//! though the two sentences call it by different kinds.

use super::home::{Group, Judge};
use super::types::{Filler, Modality, Value};
use crate::ontology::vocab::Identity;

impl Judge<'_> {
    /// Groups that name no day, place, thing or person join the one most told of
    /// shortly before them, whatever kind of event they say it was. Only classes of
    /// events that have figures: of others a kind apart is an event apart.
    pub(super) fn absorb(&self, groups: Vec<Group>) -> Vec<Group> {
        if !self.has_figures() {
            return groups;
        }
        let window = self.window();
        let mut out: Vec<Group> = Vec::new();
        for group in groups {
            let first = group.candidates.iter().map(|c| c.sentence).min().unwrap_or(0);
            let real = |g: &Group| g.candidates.iter().all(|c| real(c.modality)) && !g.is_background();
            let near = |g: &Group| {
                g.candidates.iter().any(|c| c.sentence <= first && first.saturating_sub(c.sentence) <= window)
            };
            // The one most told of: an attack recalled in passing goes on no further.
            let apart = group.candidates.iter().any(|c| c.another || c.several);
            let home = (real(&group) && !apart && group.fillers.iter().all(|f| self.anonymous(f)))
                .then(|| {
                    let fitting = out.iter().enumerate().filter(|(_, g)| near(g) && real(g));
                    fitting.max_by_key(|(place, g)| (g.candidates.len(), *place)).map(|(place, _)| place)
                })
                .flatten();
            match home {
                Some(i) => group.candidates.into_iter().for_each(|c| out[i].add(c)),
                None => out.push(group),
            }
        }
        out
    }

    /// Whether a value tells no event from another: a kind, a figure, people
    /// without a name.
    fn anonymous(&self, filler: &Filler) -> bool {
        let identity = self.class.role(filler.role).map(|r| r.identity);
        match &filler.value {
            Value::Code(_) | Value::Number(_) => true,
            Value::Entity(e) => self.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == "persons"),
            // "42 people": who says how many names nobody.
            Value::Text(t) => {
                let counted = t.starts_with(|c: char| c.is_ascii_digit()) && !t.contains(char::is_uppercase);
                identity == Some(Identity::None) || counted || self.points_back(filler)
            }
            Value::Date(..) => identity == Some(Identity::None),
        }
    }
}

fn real(modality: Modality) -> bool {
    !matches!(modality, Modality::Expected | Modality::Negated | Modality::Denied)
}
