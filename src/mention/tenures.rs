//! Who holds which post: typed patterns over persons, posts and bodies.

use super::lexicons::flag;
use super::posts;
use super::view::View;
use super::{Mention, MentionValue, PostValue, Tenure, class};
use crate::analysis::{Analysis, Upos};
use crate::ontology::Ontology;
use crate::text::Document;
use std::ops::Range;

/// Finds tenures; `mentions` as [`super::find`] gives them.
pub fn tenures(doc: &Document, analysis: &Analysis, mentions: &[Mention], ontology: &Ontology) -> Vec<Tenure> {
    let view = View::new(doc, analysis, ontology);
    from_view(&view, mentions)
}

/// As [`tenures`], with the document already indexed.
pub(crate) fn from_view(view: &View<'_>, mentions: &[Mention]) -> Vec<Tenure> {
    let mut finder = Finder::new(view, mentions);
    for sentence in 0..view.analysis.sentences.len() as u32 {
        finder.sentence(sentence);
    }
    finder.found.sort_by_key(|t| (t.person, t.post));
    finder.found
}

pub(super) struct Finder<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) mentions: &'v [Mention],
    /// Mentions of the sentence at hand.
    pub(super) here: Range<usize>,
    /// Tenure patterns use a post once, save for coordinated persons.
    pub(super) used: Vec<bool>,
    pub(super) found: Vec<Tenure>,
}

/// A person or post with its whole phrase: title words and body included.
pub(super) struct Item {
    pub(super) index: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) definite: bool,
}

impl<'v, 'a> Finder<'v, 'a> {
    fn new(view: &'v View<'a>, mentions: &'v [Mention]) -> Self {
        Self { view, mentions, here: 0..0, used: vec![false; mentions.len()], found: Vec::new() }
    }

    fn sentence(&mut self, sentence: u32) {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        self.here = from..to;
        let mut persons = Vec::new();
        let mut posts = Vec::new();
        for i in from..to {
            let m = &self.mentions[i];
            if m.class == *class::PERSON {
                persons.push(self.person_item(i as u32));
            } else if m.class == *class::POST {
                posts.push(self.post_item(i as u32));
            }
        }
        if persons.is_empty() {
            return;
        }
        if !posts.is_empty() {
            self.before_name(&persons, &posts);
            self.apposition_before(&persons, &posts);
            self.apposition_after(&persons, &posts);
            self.copular(&persons, &posts);
            self.made(&persons, &posts);
            self.replaced(&persons, &posts);
            self.led(&persons, &posts);
        }
        self.seats();
        self.dismissed(&posts);
        self.counterparts(&persons);
        self.bodies();
    }

    fn person_item(&self, index: u32) -> Item {
        let m = &self.mentions[index as usize];
        let mut start = m.tokens.start;
        // Ranks and honorifics before the name.
        while let Some(p) = self.view.prev(start) {
            let titled = self.view.has(p, flag::RANK | flag::HONORIFIC) && !self.inside_post(p)
                || self.view.form(p) == "." && p > 0 && self.view.has(p - 1, flag::RANK | flag::HONORIFIC);
            if !titled {
                break;
            }
            start = p;
        }
        Item { index, start, end: m.tokens.end, definite: false }
    }

    fn inside_post(&self, t: u32) -> bool {
        self.mentions[self.here.clone()].iter().any(|m| m.class == *class::POST && m.tokens.contains(&t))
    }

    fn post_item(&self, index: u32) -> Item {
        let m = &self.mentions[index as usize];
        let value = self.value(index);
        let (mut start, mut end) = (m.tokens.start, m.tokens.end);
        let mut definite = false;
        if let Some(body) = value.and_then(|v| v.body) {
            for b in self.mentions[self.here.clone()].iter().filter(|b| b.span == body) {
                start = start.min(b.tokens.start);
                end = end.max(b.tokens.end);
                // "the governor of Helmand province"
                if end == b.tokens.end
                    && self.view.next(end).is_some_and(|n| self.view.has(n, flag::PLACE_HEAD) && !self.view.capital(n))
                {
                    end += 1;
                }
                definite |= b.tokens.start < m.tokens.start;
            }
        }
        // Capacity words, adjectives, determiner.
        while let Some(p) = self.view.prev(start) {
            if posts::capacity(self.view, p).is_some()
                || self.view.form(p) == "-" && p > 0 && self.view.has(p - 1, flag::CAPACITY)
            {
                start = p;
                continue;
            }
            // "the aging head": a participle between article and post.
            let participle = matches!(self.view.tokens[p as usize].xpos, "VBG" | "VBN")
                && self
                    .view
                    .prev(p)
                    .is_some_and(|q| matches!(self.view.tag(q), Upos::Det | Upos::Adv) || self.view.possessive(q));
            if (self.view.tag(p) == Upos::Adj || participle) && !self.view.capital(p) {
                start = p;
                continue;
            }
            if matches!(self.view.lower(p), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our") {
                start = p;
                definite = true;
            } else if self.view.possessive(p) {
                definite = true;
                start = self.owner_start(p).unwrap_or(start);
            }
            break;
        }
        Item { index, start, end, definite }
    }

    pub(super) fn value(&self, post: u32) -> Option<&'v PostValue> {
        match &self.mentions[post as usize].value {
            MentionValue::Post(v) => Some(v),
            _ => None,
        }
    }

    pub(super) fn plural(&self, post: u32) -> bool {
        self.mentions[post as usize].kind.is_some_and(|k| k.as_str() == "plural")
    }

    pub(super) fn has_tenure(&self, person: u32) -> bool {
        self.found.iter().any(|t| t.person == person)
    }

    pub(super) fn push(&mut self, person: &Item, post: &Item, rule: &'static str, confidence: f32) {
        let Some(value) = self.value(post.index) else { return };
        if self.found.iter().any(|t| t.person == person.index && t.post == post.index) {
            return;
        }
        self.used[post.index as usize] = true;
        let m = &self.mentions[person.index as usize];
        let rank = value.rank.clone().or_else(|| self.rank_of(person));
        let body = value.body.and_then(|span| {
            let at = self.mentions[self.here.clone()].iter().position(|b| b.span == span && posts::is_body(b.class));
            at.map(|i| (self.here.start + i) as u32)
        });
        self.found.push(Tenure {
            person: person.index,
            post: post.index,
            body,
            capacity: value.capacity,
            rank,
            sentence: m.sentence,
            found_by: rule,
            confidence: confidence * m.confidence.max(0.6),
        });
    }

    pub(super) fn rank_of(&self, person: &Item) -> Option<String> {
        let name = self.mentions[person.index as usize].tokens.start;
        let first = (person.start..name).find(|t| posts::armed_rank(self.view, *t).is_some())?;
        let mut end = name;
        while end > first && self.view.has(end - 1, flag::HONORIFIC) && !self.view.has(end - 1, flag::RANK) {
            end -= 1;
        }
        (end > first).then(|| self.view.slice(first, end))
    }

    /// "Interior Minister Mohsin X", "Prime Minister and Defence Minister X",
    /// "Presidents X and Y".
    fn before_name(&mut self, persons: &[Item], posts: &[Item]) {
        for (pi, person) in persons.iter().enumerate() {
            let Some(at) = posts.iter().position(|p| self.past_bracket(p.end) == person.start) else {
                self.unit_before(person, posts);
                continue;
            };
            let post = &posts[at];
            if self.plural(post.index) {
                self.push(person, post, "tenure/plural-before", 0.85);
                // "Presidents X and Y", "Ministers X of A and Y of B"
                let mut last = self.seat(person.end).map_or_else(|| self.of_body(person.end), |s| s.1);
                for other in &persons[pi + 1..] {
                    let joined = matches!(self.view.next_lower(last), "and" | ",")
                        && (other.start == last + 1
                            || other.start == last + 2 && self.view.next_lower(last + 1) == "and")
                        || other.start == last && self.view.prev_lower(last) == ",";
                    if !joined {
                        break;
                    }
                    self.push(other, post, "tenure/plural-before", 0.8);
                    last = self.seat(other.end).map_or_else(|| self.of_body(other.end), |s| s.1);
                }
                continue;
            }
            // "Police spokesman DSP X": an officer's rank, where a title says his post.
            let title = at.checked_sub(1).map(|left| &posts[left]).filter(|left| {
                left.end == post.start && !self.plural(left.index) && posts::armed_rank(self.view, post.start).is_some()
            });
            self.push(person, title.unwrap_or(post), "tenure/before-name", 0.95);
            // "Deputy Prime Minister and Foreign Minister X": both titles are his
            // if the first has no determiner and no name of its own.
            let mut right = at;
            while right > 0 {
                let left = &posts[right - 1];
                let joined =
                    left.end + 1 == posts[right].start && matches!(self.view.lower(left.end), "and" | "&" | "/" | "-");
                let capital = self.view.capital(self.mentions[left.index as usize].head)
                    == self.view.capital(self.mentions[posts[right].index as usize].head);
                let own_body = self.value(posts[right].index).is_some_and(|v| v.body.is_some());
                let article = self.view.lower(left.start) == "the" || self.view.prev_lower(left.start) == "the";
                if !joined
                    || !capital
                    || own_body
                    || article
                    || self.plural(left.index)
                    || self.used[left.index as usize]
                {
                    break;
                }
                let left = Item { index: left.index, start: left.start, end: left.end, definite: left.definite };
                self.push(person, &left, "tenure/coordinated-titles", 0.85);
                right -= 1;
            }
            if right < at {
                self.share_body(person.index);
            }
        }
    }

    /// "Pakistan's Special Secretary for the UN, Nabeel X,"
    fn apposition_before(&mut self, persons: &[Item], posts: &[Item]) {
        for post in posts {
            if self.used[post.index as usize] || self.plural(post.index) {
                continue;
            }
            // What more is said of the body: only where the phrase is whole.
            let end = if self.view.next_lower(post.end) == "," { post.end } else { self.reach(post) };
            let far = end > post.end;
            // "the minister and attorney general of the federation, X"
            let left = posts
                .iter()
                .find(|l| l.end + 1 == post.start && self.view.lower(l.end) == "and" && (l.definite || self.opens(l)));
            // "the country's deputy premier and finance minister, X": both are his.
            let paired = left.is_some_and(|l| {
                l.definite
                    && !self.used[l.index as usize]
                    && matches!(self.view.lower(self.mentions[l.index as usize].tokens.start), "deputy" | "vice")
            });
            let both = left.filter(|_| paired);
            // "an aide of the president, X": the master is not named.
            let follower = self.view.prev(post.start).filter(|p| matches!(self.view.lower(*p), "of" | "to"));
            let follower = follower.and_then(|p| self.view.prev(p)).is_some_and(|n| {
                self.view.tag(n) == Upos::Noun
                    && self.view.has(n, flag::PERSON_NOUN)
                    && (!self.view.has(n, flag::POST_HEAD) || self.view.has(n, flag::NOT_A_POST))
                    && self.value(post.index).is_none_or(|v| v.body.is_none())
            });
            if follower {
                continue;
            }
            if self.view.next_lower(end) != "," || far && left.is_none() && !(post.definite || self.opens(post)) {
                continue;
            }
            let titled = posts.iter().find(|p| p.start == end + 1 && p.index != post.index);
            let from = titled.map_or(end + 1, |t| t.end);
            // "commander of the force, Italian General X"
            let people = self.mentions[self.here.clone()]
                .iter()
                .find(|m| m.tokens.start == from && (m.class == *class::NATIONALITY || m.class == *class::COUNTRY));
            let from = people
                .map(|m| m.tokens.end)
                .filter(|e| self.view.next(*e).is_some_and(|n| posts::armed_rank(self.view, n).is_some()))
                .unwrap_or(from);
            let Some(person) = persons.iter().find(|p| p.start == from) else { continue };
            // Without a determiner, a body or capitals it would be one of a list of titles.
            let owned = self.value(post.index).is_some_and(|v| v.body.is_some());
            let long = self.mentions[post.index as usize].tokens.len() > 2
                && self.view.capital(self.mentions[post.index as usize].tokens.start)
                && !matches!(self.view.next_lower(person.end), "," | "and" | "or");
            // "the spokesman, DSP X": his rank is no other post.
            let rank = titled.filter(|t| posts::armed_rank(self.view, t.start).is_some());
            let acts = self.acts_after(person.end)
                || self.view.next_lower(person.end) == "," && self.opens(post) && self.acts_after(person.end + 1);
            // "Commissioner of Police, X, ordered"
            let heads = self.opens(post) && self.view.next_lower(person.end) == "," && acts;
            if titled.is_none()
                && (self.has_tenure(person.index) || !(post.definite || owned || long || far || heads || paired))
                || titled.is_some() && rank.is_none() && !(post.definite && (owned || far) && acts)
                || rank.is_some() && !(post.definite || owned)
            {
                continue;
            }
            // "PERSON, the POST, PERSON": the post is the left person's.
            let left = persons.iter().find(|p| p.end + 1 == post.start && self.view.next_lower(p.end) == ",");
            if let Some(left) = left
                && !self.has_tenure(left.index)
                && !self.list_of_posts_first(persons, posts, post)
            {
                continue;
            }
            let after = self.view.next(person.end);
            let closed = match after {
                None => true,
                Some(n) => {
                    let lower = self.view.lower(n);
                    // A verb right after the name begins a clause of its own:
                    // "... and have a lawyer, Mr. X said".
                    matches!(lower, "," | "." | ")" | ";" | ":" | "and" | "—" | "–" | "\"" | "”" | "or" | "?")
                }
            };
            // "Malaysia's prime minister, X said": the phrase opens the sentence.
            let opens = self.view.sentence(post.start).start == post.start
                && after.is_some_and(|n| matches!(self.view.tag(n), Upos::Verb | Upos::Aux));
            let closed = closed || opens;
            let indefinite =
                matches!(self.view.lower(post.start), "a" | "an") && self.view.next_lower(person.end) != ",";
            if !closed || indefinite {
                continue;
            }
            if let Some(rank) = rank {
                self.found.retain(|t| t.person != person.index || t.post != rank.index);
            }
            // "the minister, X and Y": then a list, unless another post follows.
            let list = self.view.next_lower(person.end) == "and"
                && persons.iter().any(|p| p.start == person.end + 1)
                && self.view.lower(post.start) != "the";
            self.push(person, post, "tenure/post-comma-name", if list { 0.6 } else { 0.9 });
            if let Some(both) = both {
                self.push(person, both, "tenure/coordinated-titles", 0.85);
                self.share_body(person.index);
            }
            if let Some(left) = left.filter(|l| far && !self.used[l.index as usize] && !self.plural(l.index)) {
                self.push(person, left, "tenure/coordinated-titles", 0.8);
            }
        }
    }

    /// Whether a verb follows, or a preposition: the name is no item of a list.
    fn acts_after(&self, end: u32) -> bool {
        self.view.next(end).is_some_and(|n| matches!(self.view.tag(n), Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv))
    }

    /// Whether the sentence's earlier pairs go post first ("A's POST, X, and
    /// B's POST, Y"), so that the next post begins a new pair.
    fn list_of_posts_first(&self, persons: &[Item], posts: &[Item], post: &Item) -> bool {
        let earlier = self.found.iter().any(|t| {
            t.found_by == "tenure/post-comma-name" && posts.iter().any(|p| p.index == t.post && p.start < post.start)
        });
        earlier && persons.len() > 1
    }

    /// "Nabeel X, Pakistan's Special Secretary for the UN,", "X (foreign minister)",
    /// "X, who is the interior minister".
    fn apposition_after(&mut self, persons: &[Item], posts: &[Item]) {
        for (pi, person) in persons.iter().enumerate() {
            let Some(sep) = self.view.next(person.end) else { continue };
            let opener = self.view.form(sep);
            if !matches!(opener, "," | "(" | "—" | "–" | "-" | "--") {
                continue;
            }
            let mut at = sep + 1;
            // ", 54," and ", who is/was" before the post.
            let age = self.view.next(at).is_some_and(|t| self.view.tag(t) == Upos::Num)
                && self.view.next_lower(at + 1) == ",";
            if age {
                at += 2;
            }
            let mut past = false;
            // "X, then the defence secretary,"
            if self.view.next_lower(at) == "then" && matches!(self.view.next_lower(at + 1), "the" | "its" | "their") {
                past = true;
                at += 1;
            }
            if self.view.next_lower(at) == "who" {
                let copula = self.view.next_lower(at + 1);
                past = copula == "was";
                let mut verb = at + 1;
                while self
                    .view
                    .next(verb)
                    .is_some_and(|t| self.view.tag(t) == Upos::Adv || matches!(self.view.lower(t), "has" | "had"))
                {
                    verb += 1;
                }
                let skip = match copula {
                    // "who heads the agency": the verb is the post.
                    _ if posts.iter().any(|p| p.start == verb) => verb - at,
                    "is" | "was" | "became" => 2,
                    "serves" | "served" if self.view.next_lower(at + 2) == "as" => 3,
                    "has" if self.view.next_lower(at + 2) == "been" => 3,
                    _ => continue,
                };
                past |= copula == "served";
                at += skip;
                while self.view.next(at).is_some_and(|t| self.view.tag(t) == Upos::Adv) {
                    at += 1;
                }
            }
            let limit = persons.get(pi + 1).map_or(u32::MAX, |p| p.start);
            let Some(first) = posts
                .iter()
                .position(|p| p.start == at || p.start > at && p.start <= at + 1 && self.view.tag(at) == Upos::Adv)
            else {
                continue;
            };
            // "X, the emir's adviser": the emir is another.
            let owns = |i: usize| self.view.next(posts[i].end).is_some_and(|n| self.view.possessive(n));
            let first = if owns(first) && posts.get(first + 1).is_some_and(|p| p.start <= posts[first].end + 3) {
                first + 1
            } else {
                first
            };
            if posts[first].end > limit || owns(first) {
                continue;
            }
            let mut i = first;
            loop {
                let post = &posts[i];
                // The post right before another person's name is that person's.
                let next_person = persons.iter().find(|p| p.start == post.end);
                let taken = self.used[post.index as usize];
                if next_person.is_some() || taken || self.plural(post.index) && i == first {
                    if next_person.is_none() && !taken {
                        self.plural_after(persons, pi, &posts[first]);
                    }
                    break;
                }
                let item = Item { index: post.index, start: post.start, end: post.end, definite: post.definite };
                let person = Item { index: person.index, start: person.start, end: person.end, definite: false };
                self.push(&person, &item, "tenure/name-comma-post", if opener == "," { 0.9 } else { 0.8 });
                if past
                    && let Some(t) = self.found.last_mut()
                    && t.capacity == "current"
                {
                    t.capacity = "former";
                }
                // "minister of X and chairman of Y": one person, two posts.
                let link = self.view.next_lower(post.end);
                let joined = link == "and"
                    && posts.get(i + 1).is_some_and(|p| p.start == post.end + 1 && p.start < limit)
                    || link == "who"
                        && posts.get(i + 1).is_some_and(|p| {
                            self.mentions[p.index as usize].found_by == "posts/relative" && p.start <= post.end + 2
                        });
                if !joined {
                    break;
                }
                // "X, the minister, and Y": without a comma both are X's, but
                // not if a name follows the second post.
                i += 1;
                if persons.iter().any(|p| {
                    p.start == posts[i].end
                        || self.view.next_lower(posts[i].end) == ","
                            && p.start == posts[i].end + 1
                            && !self.view.next_lower(posts[i].end).is_empty()
                            && posts[i].definite
                            && self.mentions_body_before(posts[i].index)
                }) {
                    break;
                }
            }
            if i > first {
                self.share_body(person.index);
            }
        }
    }

    /// "X, Y and Z, senior commanders of the group": the post is that of each
    /// name of the list that ends with person `last`.
    fn plural_after(&mut self, persons: &[Item], last: usize, post: &Item) {
        let mut first = last;
        let mut and = false;
        while first > 0 {
            let gap = persons[first - 1].end..persons[first].start;
            let joined = !gap.is_empty() && gap.clone().all(|t| matches!(self.view.lower(t), "," | "and"));
            let closes = gap.clone().any(|t| self.view.lower(t) == "and");
            if !joined || closes && and || !closes && !and {
                break;
            }
            and |= closes;
            first -= 1;
        }
        if first == last || persons[first..=last].iter().any(|p| self.has_tenure(p.index)) {
            return;
        }
        for person in &persons[first..=last] {
            self.push(person, post, "tenure/names-comma-plural", 0.8);
        }
    }

    /// "Kuwaiti Defence Minister and Deputy Prime Minister X": the country before
    /// coordinated titles belongs to all of them.
    fn share_body(&mut self, person: u32) {
        let country = self.found.iter().filter(|t| t.person == person).find_map(|t| {
            let m = &self.mentions[t.body? as usize];
            let before = m.tokens.end <= self.mentions[t.post as usize].tokens.start;
            (before && (m.class == *class::COUNTRY || m.class == *class::NATIONALITY)).then_some(t.body)
        });
        let Some(body) = country else { return };
        for t in self.found.iter_mut().filter(|t| t.person == person && t.body.is_none()) {
            t.body = body;
        }
    }

    /// "X of Poland" after a plural post: the body of the tenure just found.
    /// Returns the token after it, or `end`.
    fn of_body(&mut self, end: u32) -> u32 {
        if self.view.next_lower(end) != "of" {
            return end;
        }
        let from = if self.view.next_lower(end + 1) == "the" { end + 2 } else { end + 1 };
        let at = self.mentions[self.here.clone()]
            .iter()
            .position(|b| b.tokens.start == from && posts::is_body(b.class) && b.class != *class::NATIONALITY);
        let Some(i) = at.map(|i| self.here.start + i) else { return end };
        if let Some(t) = self.found.last_mut() {
            t.body = Some(i as u32);
        }
        self.mentions[i].tokens.end
    }

    fn mentions_body_before(&self, post: u32) -> bool {
        let m = &self.mentions[post as usize];
        self.value(post).and_then(|v| v.body).is_some_and(|b| b.start < m.span.start)
    }
}
