//! Tenures that a verb states: "X is", "was appointed", "served as".

use super::tenures::{Finder, Item};
use crate::analysis::Upos;

impl Finder<'_, '_> {
    /// "X is the prime minister of Y", "X was appointed interior minister",
    /// "named X as its new army chief".
    pub(super) fn copular(&mut self, persons: &[Item], posts: &[Item]) {
        for (pi, person) in persons.iter().enumerate() {
            let limit = persons.get(pi + 1).map_or(u32::MAX, |p| p.start);
            let mut at = person.end;
            let mut verb = None;
            // Auxiliaries and adverbs, then the verb that makes an officer.
            while let Some(t) = self.view.next(at).filter(|t| *t < person.end + 6) {
                let lower = self.view.lower(t);
                match lower {
                    "is" | "was" | "has" | "had" | "been" | "be" | "will" | "be-" => at += 1,
                    "became" | "remains" | "remained" | "becomes" => {
                        verb = Some(lower);
                        at += 1;
                    }
                    "appointed" | "named" | "elected" | "re-elected" | "reelected" | "sworn" | "nominated"
                    | "promoted" | "serves" | "served" | "serving" | "inaugurated" | "chosen" | "confirmed"
                    | "installed" | "reappointed" => {
                        verb = Some(lower);
                        at += 1;
                        while matches!(self.view.next_lower(at), "as" | "in" | "to" | "to be") {
                            at += 1;
                        }
                        break;
                    }
                    _ if self.view.tag(t) == Upos::Adv && lower != "not" && lower != "n't" && lower != "never" => {
                        at += 1
                    }
                    _ => break,
                }
            }
            if at == person.end {
                continue;
            }
            let plain = verb.is_none();
            let Some(post) = posts.iter().find(|p| p.start == at && p.end <= limit) else { continue };
            if self.used[post.index as usize] || self.plural(post.index) || persons.iter().any(|p| p.start == post.end)
            {
                continue;
            }
            // "X is president" is fine; "X was minister-like..." is not a tenure.
            let post = Item { index: post.index, start: post.start, end: post.end, definite: post.definite };
            let person = Item { index: person.index, start: person.start, end: person.end, definite: false };
            self.push(&person, &post, "tenure/copular", if plain { 0.8 } else { 0.85 });
            let nominated = verb == Some("nominated");
            let past = verb == Some("served") || plain && self.view.next_lower(person.end) == "was";
            if let Some(t) = self.found.last_mut()
                && t.capacity == "current"
            {
                if nominated {
                    t.capacity = "designate";
                } else if past {
                    t.capacity = "former";
                }
            }
        }
    }
}
