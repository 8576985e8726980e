//! Whether other people make another event: A with B is not A with C.

use super::candidate::Candidate;
use super::compare::same;
use super::home::{Group, Judge};
use super::types::{Filler, Value};
use crate::text::Sym;

/// Mention classes of people named, of people described and of countries.
const PERSON: &str = "person";
const PERSONS: &str = "persons";
const COUNTRY: &str = "country";

impl Judge<'_> {
    /// Whether each side names people in a role whom the other does not, or
    /// countries. People described ("her counterparts") count where both sides
    /// name somebody: A with them is not A with B.
    pub(super) fn other_company(&self, role: Sym, group: &Group, candidate: &Candidate) -> bool {
        let of_class = |f: &&Filler, class: &str| match &f.value {
            Value::Entity(e) => self.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == class),
            _ => false,
        };
        let lacks =
            |a: &[&Filler], b: &[&Filler]| a.iter().any(|x| !b.iter().any(|y| same(&x.value, &y.value, self.entities)));
        let ours = |class: &str| -> Vec<&Filler> { group.of(role).filter(|f| of_class(f, class)).collect() };
        let theirs = |class: &str| -> Vec<&Filler> {
            candidate.company.iter().filter(|f| f.role == role).filter(|f| of_class(f, class)).collect()
        };
        let apart = |a: &[&Filler], b: &[&Filler]| lacks(a, b) && lacks(b, a);
        if apart(&ours(PERSON), &theirs(PERSON)) || apart(&ours(COUNTRY), &theirs(COUNTRY)) {
            return true;
        }
        let (a, b) = (ours(PERSON), theirs(PERSON));
        let shares = a.iter().any(|x| b.iter().any(|y| same(&x.value, &y.value, self.entities)));
        let (some, others) = (ours(PERSONS), theirs(PERSONS));
        // "met leaders from the private sector", "met officials from the north": two
        // meetings of one person.
        let described = |fillers: &'_ [Filler]| -> Vec<Filler> {
            let people = |f: &&Filler| matches!(f.value, Value::Text(_)) || of_class(f, PERSONS);
            fillers.iter().filter(|f| f.role == role).filter(people).cloned().collect()
        };
        let (told, telling) = (described(&group.fillers), described(&candidate.company));
        let again = telling.iter().any(|t| told.iter().any(|o| same(&t.value, &o.value, self.entities)));
        let titled = self.title(candidate.sentence) || group.candidates.iter().all(|c| self.title(c.sentence));
        let described = !titled && !candidate.definite && !told.is_empty() && !telling.is_empty() && !again;
        shares && described
            || shares
                && (!some.is_empty() && others.is_empty() && lacks(&b, &a)
                    || some.is_empty() && !others.is_empty() && lacks(&a, &b))
    }
}
