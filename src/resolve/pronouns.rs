//! Pronouns of the third person: to the subject that governs them, else to the
//! only one that was named, else to nobody.
//!
//! The subject of a clause above the pronoun is by far its likeliest antecedent
//! ("the group said it ...", "Pakistan and its allies", "efforts of X to secure
//! its border"); what stands nearer without being a subject is not. A subject
//! that could be meant but names nobody ("a report ... its authors") ends the
//! search. Numbers by rule: `wiregraph eval --chains FILE --wrong`.

use super::expletive::expletive;
use super::genders::Genders;
use super::{Entity, Scene};
use crate::analysis::{NO_HEAD, Token};
use crate::mention::quotes::Quote;
use crate::mention::{Mention, class};
use crate::text::{Sym, Upos};
use std::ops::Range;

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// he, she
    Person,
    /// it
    Thing,
    /// they
    Group,
}

/// What a subject says of the search.
enum Verdict {
    Link(u32),
    /// Could be meant and is nobody named.
    Stop,
    /// Cannot be meant.
    GoOn,
}

/// The entity pronoun `i` stands for and the rule that says so.
pub(super) fn antecedent(
    scene: &Scene<'_>,
    quotes: &[Quote],
    mentions: &[Mention],
    entities: &[Entity],
    genders: &mut Genders,
    i: usize,
) -> Option<(u32, &'static str)> {
    let m = &mentions[i];
    let kind = match m.kind?.as_str() {
        "person" => Kind::Person,
        "thing" => Kind::Thing,
        "group" => Kind::Group,
        _ => return None,
    };
    let woman = match scene.lower(m.head) {
        "he" | "him" | "his" | "himself" => Some(false),
        "she" | "her" | "hers" | "herself" => Some(true),
        _ => None,
    };
    // Whom quoted words speak of is for their speaker to know.
    if quotes.iter().any(|q| !q.short && q.span.contains(m.span)) {
        return None;
    }
    let search = Search { scene, quotes, mentions, entities, genders, kind, woman, at: m.head, index: i };
    let found = search.find()?;
    if kind == Kind::Person {
        genders.learn(found.0, woman);
    }
    Some(found)
}

/// Sentences of quoted speech that a pronoun looks back over.
const QUOTED_BACK: u32 = 6;

pub(super) struct Search<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    quotes: &'s [Quote],
    pub(super) mentions: &'s [Mention],
    pub(super) entities: &'s [Entity],
    genders: &'s Genders,
    kind: Kind,
    pub(super) woman: Option<bool>,
    /// Token of the pronoun.
    pub(super) at: u32,
    /// Its mention.
    pub(super) index: usize,
}

impl<'a> Search<'_, 'a> {
    fn find(&self) -> Option<(u32, &'static str)> {
        let sentence = &self.scene.analysis.sentences[self.mentions[self.index].sentence as usize];
        if self.kind == Kind::Thing && expletive(self.scene, self.at, &sentence.tokens) {
            return None;
        }
        // "my brother ... he": a speaker's words, though no quotation marks were found.
        let quoted = |t: u32| self.quotes.iter().any(|q| q.span.contains(self.token(t).span));
        let first_person = |t: u32| matches!(self.lower(t), "i" | "my" | "me" | "we" | "our" | "us");
        if self.kind == Kind::Person
            && (sentence.tokens.start..self.at)
                .any(|t| first_person(t) && self.token(t).tag == Upos::Pron && !quoted(t))
        {
            return None;
        }
        // "A, he said": whoever spoke last goes on, whoever A is about.
        if self.kind == Kind::Person
            && self.attributes(&sentence.tokens)
            && let Some(found) = self.speaker_before(&sentence.tokens)
        {
            return Some(found);
        }
        if sentence.parsed {
            match self.climb(&sentence.tokens) {
                Ok(Some((e, t))) => return (!self.rival_after(t, e)).then_some((e, "pronoun/subject")),
                Err(()) => return None,
                Ok(None) => {}
            }
        }
        match self.kind {
            // Who says something goes on where another did.
            Kind::Person => self.speaker_before(&sentence.tokens).or_else(|| self.only_person()),
            Kind::Group => None,
            Kind::Thing => self.subject_before(&sentence.tokens).or_else(|| self.object_of_another(&sentence.tokens)),
        }
    }

    pub(super) fn token(&self, t: u32) -> &'a Token {
        &self.scene.analysis.tokens[t as usize]
    }

    fn lower(&self, t: u32) -> &'a str {
        self.scene.analysis.tokens.get(t as usize).map_or("", |t| &*t.lower)
    }

    pub(super) fn fits(&self, entity: u32) -> bool {
        let e = &self.entities[entity as usize];
        match self.kind {
            Kind::Person => e.class == *class::PERSON && self.genders.agrees(entity, self.woman),
            Kind::Thing => e.class == *class::ORGANIZATION || e.class == *class::COUNTRY,
            Kind::Group => e.class == *class::PERSONS,
        }
    }

    /// Whether another one who could be meant stands between the subject at `t`
    /// and the pronoun.
    fn rival_after(&self, t: u32, entity: u32) -> bool {
        self.mentions[..self.index].iter().any(|m| {
            let between = m.tokens.start > t && m.tokens.start < self.at;
            let rival = || match m.entity {
                Some(e) => {
                    let same_class = self.entities[e as usize].class == self.entities[entity as usize].class;
                    e != entity && self.fits(e) && same_class && m.class != *class::NATIONALITY
                }
                None => self.kind == Kind::Person && m.class == *class::PERSON,
            };
            between && (rival() || self.hides_person(m))
        })
    }

    /// A place or an organization called as a person of the article: "Paris"
    /// beside Lena Paris, "the Hart Foundation" beside Karim Hart.
    fn hides_person(&self, m: &Mention) -> bool {
        let words = || m.name.split([' ', '-']);
        self.kind == Kind::Person
            && m.class != *class::PERSON
            && m.name.starts_with(char::is_uppercase)
            && self.entities.iter().filter(|e| e.class == *class::PERSON && e.name.contains(' ')).any(|e| {
                e.name.rsplit(' ').next().is_some_and(|surname| surname.len() > 2 && words().any(|w| w == surname))
            })
    }

    /// The governing subject and its token: `Err` if one could be meant and is nobody named.
    fn climb(&self, sentence: &Range<u32>) -> Result<Option<(u32, u32)>, ()> {
        let possessive = self.token(self.at).xpos == "PRP$";
        let subject_itself = self.token(self.at).rel.as_str().starts_with("nsubj");
        // The other arguments of its own verb are not meant ("the army attacked
        // it"), nor is a subject that the verb shares ("won and honoured him").
        let mut own = !possessive && !self.reflexive() && !subject_itself;
        let mut t = self.at;
        for _ in 0..24 {
            let (head, rel) = (self.token(t).head, self.token(t).rel.as_str());
            if head == NO_HEAD || !sentence.contains(&head) {
                break;
            }
            let mut here: Vec<u32> = Vec::new();
            // "X and its allies"
            if rel == "conj" && head < self.at && self.nominal(head) && t != self.at {
                here.push(head);
            }
            let children = || sentence.clone().filter(|c| *c != t && self.token(*c).head == head);
            let has_subject = children().any(|c| self.token(c).rel.as_str().starts_with("nsubj"));
            if !own {
                here.extend(children().filter(|c| *c < self.at).filter(|c| {
                    let r = self.token(*c).rel.as_str();
                    r.starts_with("nsubj") || r == "nmod:poss"
                }));
                // "a group fighting for its survival"
                let modified = self.token(head).head;
                let modifies = self.token(head).rel.as_str() == "acl" && self.token(head).xpos == "VBG";
                if modifies && modified != NO_HEAD && modified < self.at {
                    here.push(modified);
                }
            }
            for subject in here {
                match self.verdict(self.relative(subject, head), sentence) {
                    Verdict::Link(e) => return Ok(Some((e, subject))),
                    Verdict::Stop => return Err(()),
                    Verdict::GoOn => {}
                }
            }
            let verbal = matches!(self.token(head).tag, Upos::Verb | Upos::Aux | Upos::Adj);
            own = own && (!verbal || !has_subject);
            t = head;
        }
        Ok(None)
    }

    fn reflexive(&self) -> bool {
        self.lower(self.at).ends_with("self") || self.lower(self.at).ends_with("selves")
    }

    fn nominal(&self, t: u32) -> bool {
        matches!(self.token(t).tag, Upos::Noun | Upos::Propn)
    }

    /// The noun a relative pronoun stands for.
    fn relative(&self, subject: u32, verb: u32) -> u32 {
        let pronoun = matches!(self.lower(subject), "who" | "which" | "that" | "whom");
        let v = self.token(verb);
        if pronoun && v.rel.as_str().starts_with("acl") && v.head != NO_HEAD { v.head } else { subject }
    }

    fn verdict(&self, t: u32, sentence: &Range<u32>) -> Verdict {
        let covering = |t: u32| self.mentions.iter().enumerate().filter(move |(_, m)| m.tokens.contains(&t));
        // A name beside its title, a coordination.
        if covering(t).any(|(_, m)| self.hides_person(m)) {
            return Verdict::Stop;
        }
        let mut beside: Vec<u32> = vec![t];
        let mut coordinated = false;
        for c in sentence.clone().filter(|c| self.token(*c).head == t && *c < self.at) {
            match self.token(c).rel.as_str() {
                "flat" | "appos" | "compound" | "flat:name" => beside.push(c),
                "conj" => coordinated = true,
                _ => {}
            }
        }
        let entity = beside.iter().find_map(|b| {
            covering(*b)
                .filter(|(_, m)| m.class != *class::NATIONALITY && m.class != *class::POST)
                .filter(|(_, m)| *b == t || m.class == *class::PERSON)
                .filter_map(|(_, m)| m.entity.map(|e| (e, m.span.len())))
                .max_by_key(|(_, len)| *len)
        });
        if coordinated && entity.is_some_and(|(e, _)| self.fits(e)) {
            return Verdict::Stop;
        }
        if let Some((e, _)) = entity {
            if self.fits(e) {
                return Verdict::Link(e);
            }
            // "two soldiers ... his": one of them; "the Iranians ... it": not they.
            let plural = matches!(self.token(t).xpos, "NNS" | "NNPS") || &*self.token(t).lower == "police";
            let persons = self.entities[e as usize].class == *class::PERSONS && !plural;
            let plain_place = self.entities[e as usize].class == *class::PLACE;
            return match self.kind {
                Kind::Person if persons => Verdict::Stop,
                Kind::Thing if plain_place => Verdict::Stop,
                _ => Verdict::GoOn,
            };
        }
        let token = self.token(t);
        let plural = matches!(token.xpos, "NNS" | "NNPS");
        match token.tag {
            Upos::Pron => {
                let same =
                    covering(t).any(|(_, m)| m.class == *class::PRONOUN && m.kind == self.mentions[self.index].kind);
                let open = matches!(&*token.lower, "this" | "that" | "which" | "one" | "someone" | "anyone" | "what");
                if same || open { Verdict::Stop } else { Verdict::GoOn }
            }
            Upos::Propn => Verdict::Stop,
            Upos::Noun => match self.kind {
                Kind::Thing if !plural && !self.person_noun(t) => Verdict::Stop,
                Kind::Group if plural => Verdict::Stop,
                Kind::Person if self.person_noun(t) && !plural => Verdict::Stop,
                _ => Verdict::GoOn,
            },
            _ => Verdict::GoOn,
        }
    }

    fn person_noun(&self, t: u32) -> bool {
        static CLASSES: std::sync::LazyLock<[Sym; 3]> =
            std::sync::LazyLock::new(|| [Sym::new("person_noun"), Sym::new("person_noun_weak"), Sym::new("post_head")]);
        let token = self.token(t);
        CLASSES.iter().any(|c| {
            self.scene.ontology.lexicon.has(*c, &token.lower) || self.scene.ontology.lexicon.has(*c, &token.lemma)
        }) || matches!(&*token.lemma, "man" | "woman" | "boy" | "girl" | "person" | "child")
    }

    /// "In his meeting with X, he", "In a call with X, he": whom somebody meets is
    /// not himself.
    fn met_by_own(&self, m: &Mention) -> bool {
        let first = self.scene.analysis.sentences[m.sentence as usize].tokens.start;
        let mut with = false;
        for t in (first..m.tokens.start).rev().take(12) {
            let token = self.token(t);
            if matches!(token.tag, Upos::Verb | Upos::Aux) {
                return false;
            }
            if with && token.xpos == "PRP$" {
                let same = matches!(&*token.lower, "his") == (self.woman == Some(false));
                return same && t != self.at && self.kind == Kind::Person;
            }
            with |= matches!(&*token.lower, "with" | "to");
        }
        // "In an interview with X, she said": nor is whom a clause begins with.
        let between = || (m.tokens.end..self.at).map(|t| self.token(t));
        with && self.kind == Kind::Person
            && self.token(first).tag == Upos::Adp
            && self.token(self.at).rel.as_str().starts_with("nsubj")
            && between().any(|t| &*t.lower == ",")
            && between().all(|t| !matches!(t.tag, Upos::Verb | Upos::Aux))
    }

    /// The only person named in this sentence before the pronoun, else in the sentence before.
    fn only_person(&self) -> Option<(u32, &'static str)> {
        let persons = |back: u32| {
            let sentence = self.mentions[self.index].sentence;
            let mut out: Vec<Option<u32>> = Vec::new();
            let earlier = self.mentions[..self.index].iter().rev();
            for m in earlier.take_while(|m| m.sentence + back >= sentence) {
                if m.sentence == sentence && self.met_by_own(m) {
                    continue;
                }
                if self.hides_person(m) {
                    out.push(None);
                    continue;
                }
                let person = match m.entity {
                    Some(e) => self.entities[e as usize].class == *class::PERSON,
                    // Some person, one cannot tell who.
                    None => m.class == *class::PERSON,
                };
                if person && !out.contains(&m.entity) {
                    out.push(m.entity);
                }
            }
            out
        };
        let here = persons(0);
        match here.as_slice() {
            [Some(one)] if self.fits(*one) => return Some((*one, "pronoun/only-here")),
            [] => {}
            _ => return None,
        }
        // "After his defeat Malik left": it may point ahead.
        let sentence = self.mentions[self.index].sentence;
        let ahead = self.mentions[self.index..].iter().take_while(|m| m.sentence == sentence);
        if self.token(self.at).xpos == "PRP$" && ahead.clone().any(|m| m.class == *class::PERSON) {
            return None;
        }
        // Sentences of quoted speech lie between a speaker and what he said next.
        let mut back = 1;
        while back < QUOTED_BACK && sentence.checked_sub(back).is_some_and(|s| self.quoted_whole(s)) {
            back += 1;
        }
        match persons(back).as_slice() {
            [] => None,
            persons => {
                let subject = self.subject_of_previous(back).filter(|s| self.fits(*s))?;
                let rule = if persons == [Some(subject)] { "pronoun/only-before" } else { "pronoun/subject-before" };
                (!persons.contains(&None)).then_some((subject, rule))
            }
        }
    }

    /// Whether all words of a sentence stand in quotation marks.
    fn quoted_whole(&self, sentence: u32) -> bool {
        let span = self.scene.analysis.sentences[sentence as usize].span;
        self.quotes.iter().any(|q| !q.short && q.outer.start <= span.start && span.end <= q.outer.end)
    }

    /// A pronoun before its sentence's first verb goes on with the subject of
    /// the sentence before.
    fn subject_before(&self, sentence: &Range<u32>) -> Option<(u32, &'static str)> {
        // "It said in a statement": other sentences that begin so go on with anything.
        let says = (self.at + 1..sentence.end.min(self.at + 4)).any(|t| self.is_saying(t));
        let opens = self.at < sentence.start + 3
            && (sentence.start..self.at).all(|t| !matches!(self.token(t).tag, Upos::Verb | Upos::Aux | Upos::Noun));
        // "Its leader, X, said", "Its armed wing, X": a body goes on being told of
        // by who leads it and by its parts.
        static OWN: std::sync::LazyLock<[Sym; 2]> =
            std::sync::LazyLock::new(|| [Sym::new("post_head"), Sym::new("affiliate_noun")]);
        let led = self.token(self.at).xpos == "PRP$"
            && (self.at + 1..sentence.end.min(self.at + 3))
                .any(|t| OWN.iter().any(|list| self.scene.ontology.lexicon.has(*list, &self.token(t).lemma)));
        // "A, it said.": as much as "It said A."
        if !(opens || self.attributes(sentence)) || !says && !led {
            return None;
        }
        let subject = self.subject_of_previous(1)?;
        // Another of its kind in that sentence might be meant as well.
        let previous = self.mentions[self.index].sentence.checked_sub(1)?;
        let rivals = self.mentions[..self.index]
            .iter()
            .filter(|m| m.sentence == previous && m.class != *class::NATIONALITY)
            .filter_map(|m| m.entity)
            .any(|e| e != subject && self.fits(e) && self.entities[e as usize].class != *class::COUNTRY);
        (self.fits(subject) && !rivals).then_some((subject, "pronoun/subject-before"))
    }

    /// "Others have banned it": what is done to it by somebody else is done to the
    /// organization that the sentence before is about, if this one names no other.
    fn object_of_another(&self, sentence: &Range<u32>) -> Option<(u32, &'static str)> {
        let it = self.token(self.at);
        if it.rel.as_str() != "obj" || it.xpos == "PRP$" {
            return None;
        }
        let actor = |m: &Mention| {
            let head = self.token(m.head);
            head.rel.as_str().starts_with("nsubj") || head.rel.as_str() == "conj"
        };
        let named = |e: u32| self.entities[e as usize].class == *class::ORGANIZATION;
        let other = self.mentions[..self.index]
            .iter()
            .filter(|m| sentence.contains(&m.head) && !actor(m))
            .filter_map(|m| m.entity)
            .any(named);
        let subject = self.subject_of_previous(1).filter(|e| named(*e) && self.fits(*e))?;
        let acts = self.mentions[..self.index].iter().any(|m| sentence.contains(&m.head) && m.entity == Some(subject));
        (!other && !acts).then_some((subject, "pronoun/object-of-another"))
    }

    /// Entity before the first verb of the sentence `back` before this one, with
    /// no preposition before it.
    fn subject_of_previous(&self, back: u32) -> Option<u32> {
        let m = &self.mentions[self.index];
        let before = m.sentence.checked_sub(back)?;
        let s = &self.scene.analysis.sentences[before as usize];
        if s.paragraph + back < self.scene.analysis.sentences[m.sentence as usize].paragraph {
            return None;
        }
        let verb = s.tokens.clone().find(|t| {
            matches!(self.token(*t).tag, Upos::Verb | Upos::Aux)
                && matches!(self.token(*t).xpos, "VBD" | "VBZ" | "VBP" | "MD")
        })?;
        let governed = |m: &Mention| {
            (s.tokens.start..m.tokens.start)
                .rev()
                .take_while(|t| {
                    matches!(
                        self.token(*t).tag,
                        Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adp
                    )
                })
                .any(|t| self.token(t).tag == Upos::Adp)
        };
        let candidates: Vec<&Mention> = self.mentions[..self.index]
            .iter()
            .filter(|m| m.sentence == before && m.tokens.end <= verb && m.entity.is_some())
            .filter(|m| m.class != *class::NATIONALITY && !governed(m))
            .collect();
        // "X's spokesman": not X.
        let possessor = |m: &&&Mention| matches!(self.lower(m.tokens.end), "'s" | "'" | "’s");
        let first = candidates.iter().find(|m| !possessor(m))?;
        let one =
            candidates.iter().filter(|m| m.entity != first.entity).all(|m| !m.entity.is_some_and(|e| self.fits(e)));
        one.then_some(first.entity).flatten()
    }
}
