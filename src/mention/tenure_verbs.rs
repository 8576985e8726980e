//! Tenures that a verb states: "X is", "was appointed", "served as".

use super::class;
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
            let mut future = false;
            let mut left = false;
            // "X, who resigned as"
            let relative = self.view.next_lower(at) == "," && self.view.next_lower(at + 1) == "who";
            if relative {
                at += 2;
            }
            let from = at;
            // Auxiliaries and adverbs, then the verb that makes an officer.
            while let Some(t) = self.view.next(at).filter(|t| *t < from + 6) {
                let lower = self.view.lower(t);
                match lower {
                    "is" | "was" | "has" | "had" | "been" | "be" => at += 1,
                    "will" => {
                        future = true;
                        at += 1;
                    }
                    "took" | "takes" | "taken" | "take" | "stepped" | "steps" | "step" => {
                        let over = lower.starts_with('t');
                        if self.view.next_lower(at + 1) != if over { "over" } else { "down" }
                            || self.view.next_lower(at + 2) != "as"
                        {
                            break;
                        }
                        verb = Some(lower);
                        left = !over;
                        at += 3;
                        break;
                    }
                    "resigned" | "resigns" | "quit" | "quits" | "retired" | "removed" | "dismissed" | "sacked"
                    | "fired" | "ousted"
                        if self.view.next_lower(at + 1) == "as" =>
                    {
                        verb = Some(lower);
                        left = true;
                        at += 2;
                        break;
                    }
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
            if at == from || relative && verb.is_none() {
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
                if nominated || future && !left {
                    t.capacity = "designate";
                } else if past || left && !future {
                    t.capacity = "former";
                }
            }
        }
    }

    /// "G, led by X", and the other way round: "the committee's ombudsman is X".
    pub(super) fn led(&mut self, persons: &[Item], posts: &[Item]) {
        for post in posts {
            if self.used[post.index as usize] || self.plural(post.index) {
                continue;
            }
            let word = self.view.next_lower(post.end);
            let relative = self.mentions[post.index as usize].found_by == "posts/led";
            let owned = post.definite || self.value(post.index).is_some_and(|v| v.body.is_some());
            let (from, rule) = match word {
                "by" if relative => (post.end + 1, "tenure/led-by"),
                "is" | "was" if !relative && owned => (post.end + 1, "tenure/copular-inverse"),
                _ => continue,
            };
            let described = if relative { self.behind_description(from) } else { from };
            let Some(person) = persons.iter().find(|p| p.start == from || p.start == described) else { continue };
            if rule == "tenure/copular-inverse"
                && self.view.next(person.end).is_some_and(|n| !closes(self.view.lower(n)))
            {
                continue;
            }
            self.push(person, post, rule, 0.8);
            if word == "was"
                && let Some(t) = self.found.last_mut()
                && t.capacity == "current"
            {
                t.capacity = "former";
            }
        }
    }

    /// "led by the fugitive trader X": where the name may begin.
    fn behind_description(&self, from: u32) -> u32 {
        let mut at = from;
        while let Some(t) = self.view.next(at).filter(|t| *t < from + 5) {
            let word = !self.view.capital(t) && matches!(self.view.tag(t), Upos::Noun | Upos::Adj | Upos::Det)
                || self.mentions[self.here.clone()]
                    .iter()
                    .any(|m| m.tokens.start == t && m.tokens.len() == 1 && m.class == *class::NATIONALITY)
                || self.view.form(t) == "-";
            if !word {
                break;
            }
            at = t + 1;
        }
        at
    }

    /// "X replaces Y as finance minister", "relieved Y of his duties as army
    /// chief": who comes in, and who is out.
    pub(super) fn replaced(&mut self, persons: &[Item], posts: &[Item]) {
        for old in persons {
            let Some(verb) = self.view.prev(old.start).filter(|v| self.view.tag(*v) == Upos::Verb) else { continue };
            let (successor, out) = match &*self.view.tokens[verb as usize].lemma {
                "replace" | "succeed" => (persons.iter().find(|p| p.end == verb), true),
                "relieve" | "remove" | "dismiss" | "sack" | "fire" | "oust" | "suspend" | "drop" | "depose" => {
                    (None, true)
                }
                _ => (None, false),
            };
            if !out || self.has_tenure(old.index) {
                continue;
            }
            // "of his duties as", "from his position as", "as"
            let mut at = old.end;
            if matches!(self.view.next_lower(at), "of" | "from") {
                at += 1;
                while let Some(t) = self.view.next(at).filter(|t| *t < old.end + 5) {
                    let word = matches!(self.view.lower(t), "his" | "her" | "the" | "their" | "a")
                        || matches!(
                            self.view.lower(t),
                            "position" | "post" | "duties" | "duty" | "role" | "job" | "office"
                        );
                    if !word {
                        break;
                    }
                    at = t + 1;
                }
            }
            if self.view.next_lower(at) != "as" {
                continue;
            }
            let Some(post) = posts.iter().find(|p| p.start == at + 1 && !self.plural(p.index)) else { continue };
            if persons.iter().any(|p| p.start == post.end) {
                continue;
            }
            if let Some(new) = successor.filter(|n| !self.has_tenure(n.index)) {
                self.push(new, post, "tenure/replaces", 0.85);
            }
            self.push(old, post, "tenure/replaced", 0.85);
            if let Some(t) = self.found.last_mut()
                && t.capacity == "current"
            {
                t.capacity = "former";
            }
        }
    }

    /// "The president fired army chief X": the title before the name is the one lost.
    pub(super) fn dismissed(&mut self, posts: &[Item]) {
        for i in 0..self.found.len() {
            let t = &self.found[i];
            let here = self.here.contains(&(t.person as usize));
            let title = t.found_by == "tenure/before-name" && t.capacity == "current";
            let item = posts.iter().find(|p| here && title && p.index == t.post);
            let verb = item.and_then(|p| self.view.prev(p.start)).filter(|v| {
                let token = &self.view.tokens[*v as usize];
                let done = matches!(token.xpos, "VBD" | "VBN" | "VBZ");
                let lemma = &*token.lemma;
                done && matches!(
                    lemma,
                    "remove" | "fire" | "sack" | "oust" | "dismiss" | "depose" | "topple" | "overthrow" | "impeach"
                )
            });
            // "has not fired", "would have fired"
            let real = verb.is_some_and(|v| {
                let before = self.view.prev(v);
                !before.is_some_and(|b| matches!(self.view.lower(b), "not" | "n't" | "never" | "have"))
            });
            if real {
                self.found[i].capacity = "former";
            }
        }
    }

    /// "The president named X as finance minister", "elected X speaker".
    pub(super) fn made(&mut self, persons: &[Item], posts: &[Item]) {
        for person in persons {
            let Some(verb) = self.view.prev(person.start).filter(|v| makes(&self.view.tokens[*v as usize].lemma))
            else {
                continue;
            };
            if self.view.tag(verb) != Upos::Verb || self.has_tenure(person.index) {
                continue;
            }
            let xpos = self.view.tokens[verb as usize].xpos;
            let mut before = self.view.prev(verb);
            while let Some(b) = before.filter(|b| self.view.tag(*b) == Upos::Adv) {
                if matches!(self.view.lower(b), "not" | "n't" | "never") {
                    break;
                }
                before = self.view.prev(b);
            }
            let word = before.map_or("", |b| self.view.lower(b));
            if matches!(word, "not" | "n't" | "never" | "was" | "were" | "been" | "being") {
                continue;
            }
            let at_as = self.view.next_lower(person.end) == "as";
            let at = if at_as { person.end + 1 } else { person.end };
            // Without "as" a reduced relative ("a man named X") would do.
            if !at_as && (xpos == "VBN" || self.view.lower(verb) == "named" && before.is_none()) {
                continue;
            }
            let Some(post) = posts.iter().find(|p| p.start == at) else { continue };
            if self.used[post.index as usize] || self.plural(post.index) || persons.iter().any(|p| p.start == post.end)
            {
                continue;
            }
            self.push(person, post, "tenure/made", 0.85);
            // "to name", "will appoint": not in office yet.
            let future = xpos == "VB" && (word == "to" || before.is_some_and(|b| self.view.tag(b) == Upos::Aux));
            if let Some(t) = self.found.last_mut()
                && t.capacity == "current"
                && (future || &*self.view.tokens[verb as usize].lemma == "nominate")
            {
                t.capacity = "designate";
            }
        }
    }
}

/// What may follow the name that a sentence ends on.
fn closes(lower: &str) -> bool {
    matches!(lower, "." | "," | ";" | "of" | "and" | ")" | "who" | "from")
}

/// Verbs that put somebody into an office.
fn makes(lemma: &str) -> bool {
    matches!(
        lemma,
        "appoint"
            | "name"
            | "elect"
            | "re-elect"
            | "nominate"
            | "reappoint"
            | "choose"
            | "install"
            | "pick"
            | "promote"
            | "confirm"
    )
}
