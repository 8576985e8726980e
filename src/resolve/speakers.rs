//! Pronouns that go on with whoever spoke last: `"...", he said.`

use super::Entity;
use super::genders::noun_agrees;
use super::pronouns::Search;
use crate::analysis::{NO_HEAD, Upos};
use crate::mention::{Mention, class};
use crate::text::Sym;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Sentences back in which the last speaker is looked for.
const BACK: u32 = 5;

/// Sentences back in which the only subject may be the speaker.
const NEAR: u32 = 2;

impl Search<'_, '_> {
    /// The pronoun is who says something ("he added"): the person who said
    /// something last, if only one did there and no other person has been told
    /// of as a subject since.
    pub(super) fn speaker_before(&self, sentence: &Range<u32>) -> Option<(u32, &'static str)> {
        if !self.says(self.at) && !self.says_next(sentence) {
            return None;
        }
        let here = self.mentions[self.index].sentence;
        // Who is named before the pronoun in its own sentence has been tried.
        let named = |m: &&Mention| m.class == *class::PERSON;
        if !self.attributes(sentence)
            && self.mentions[..self.index].iter().rev().take_while(|m| m.sentence == here).any(|m| named(&m))
        {
            return None;
        }
        for back in 1..=BACK.min(here) {
            let all: Vec<&Mention> = self.mentions[..self.index].iter().filter(|m| m.sentence + back == here).collect();
            let persons = || all.iter().filter(|m| self.person(m) || m.class == *class::PERSON);
            let speakers: BTreeSet<Option<u32>> =
                persons().filter(|m| self.says(m.head) || self.tells(m)).map(|m| m.entity).collect();
            match speakers.into_iter().collect::<Vec<_>>().as_slice() {
                [Some(one)] => return self.fits(*one).then_some((*one, "pronoun/speaker")),
                [] if back <= NEAR => {
                    // "The manager said A. He added B.": nobody named has spoken since.
                    let unnamed: BTreeSet<Option<u32>> =
                        all.iter().filter(|m| self.one_of_them(m) && self.says(m.head)).map(|m| m.entity).collect();
                    match unnamed.into_iter().collect::<Vec<_>>().as_slice() {
                        [Some(one)] => return Some((*one, "pronoun/speaker")),
                        [] => {}
                        _ => return None,
                    }
                }
                [] => {}
                _ => return None,
            }
            let subjects: BTreeSet<Option<u32>> =
                persons().filter(|m| self.in_subject(m.head)).map(|m| m.entity).collect();
            match subjects.into_iter().collect::<Vec<_>>().as_slice() {
                [] => {}
                // "X called it sad. "A," he said.": the only one told of right before.
                [Some(one)] if back <= NEAR && self.attributes(sentence) => {
                    return self.fits(*one).then_some((*one, "pronoun/speaker"));
                }
                _ => return None,
            }
        }
        None
    }

    fn person(&self, m: &Mention) -> bool {
        m.entity.and_then(|e| self.entities.get(e as usize)).is_some_and(|e: &Entity| e.class == *class::PERSON)
    }

    /// One person told of by what he is: "a spokesman", "the manager".
    fn one_of_them(&self, m: &Mention) -> bool {
        m.class == *class::PERSONS
            && matches!(self.token(m.head).xpos, "NN" | "NNP")
            && noun_agrees(&self.token(m.head).lower, self.woman)
    }

    fn subject(&self, t: u32) -> bool {
        self.token(t).rel.as_str().starts_with("nsubj")
    }

    /// "a witness, X, fled", "a woman named X was there": the name says who the
    /// subject is.
    fn in_subject(&self, t: u32) -> bool {
        let mut at = t;
        for _ in 0..4 {
            if self.subject(at) {
                return true;
            }
            let token = self.token(at);
            let names = matches!(token.rel.as_str(), "appos" | "flat" | "acl" | "xcomp" | "obj" | "compound");
            // The object of a verb of its own is no part of the subject.
            let own =
                token.rel.as_str() == "obj" && token.head != NO_HEAD && self.token(token.head).rel.as_str() != "acl";
            if !names || own || token.head == NO_HEAD {
                return false;
            }
            at = token.head;
        }
        false
    }

    /// Whether a token is the subject of a verb of saying by the parse.
    fn says(&self, t: u32) -> bool {
        let token = self.token(t);
        self.subject(t) && token.head != NO_HEAD && self.is_saying(token.head)
    }

    /// Whether a word is one of saying.
    pub(super) fn is_saying(&self, t: u32) -> bool {
        static SAY: LazyLock<Sym> = LazyLock::new(|| Sym::new("say_verb"));
        self.scene.ontology.lexicon.has(*SAY, &self.token(t).lemma)
    }

    /// "A, he said", "A, he said, B": the pronoun and its verb of saying stand
    /// apart from what is said.
    pub(super) fn attributes(&self, sentence: &Range<u32>) -> bool {
        let mark = |t: u32| self.token(t).tag == Upos::Punct && !matches!(&*self.token(t).lower, "-" | "(" | ":");
        let apart = self.at > sentence.start && mark(self.at - 1);
        let verb = (self.at + 1..sentence.end.min(self.at + 3)).find(|t| self.token(*t).tag == Upos::Verb);
        let closed = verb.is_some_and(|v| {
            v + 1 >= sentence.end || mark(v + 1) || matches!(self.token(v + 1).tag, Upos::Adp | Upos::Adv | Upos::Propn)
        });
        apart && closed && self.says_next(sentence)
    }

    /// "X, a spokesman, told reporters", ", said X": parses often lose who says it.
    fn tells(&self, m: &Mention) -> bool {
        /// Words a description between commas may have, and titles before a name.
        const DESCRIPTION: u32 = 14;
        const TITLES: u32 = 5;
        let sentence = &self.scene.analysis.sentences[m.sentence as usize].tokens;
        let said = |t: u32| matches!(self.token(t).xpos, "VBD" | "VBZ") && self.is_saying(t);
        let comma = |t: u32| &*self.token(t).lower == ",";
        if m.class != *class::PERSON {
            return false;
        }
        // "pundit X noted": whatever the parse has for the subject.
        let next = (m.tokens.end..sentence.end).find(|t| self.token(*t).tag != Upos::Adv);
        if next.is_some_and(said) {
            return true;
        }
        if m.tokens.end < sentence.end && comma(m.tokens.end) {
            let verb = (m.tokens.end + 1..sentence.end.min(m.tokens.end + DESCRIPTION))
                .find(|t| self.token(*t).tag == Upos::Verb);
            if verb.is_some_and(|v| said(v) && comma(v - 1)) {
                return true;
            }
        }
        let before = (sentence.start.max(m.tokens.start.saturating_sub(TITLES))..m.tokens.start)
            .rev()
            .find(|t| !matches!(self.token(*t).tag, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Adp));
        before.is_some_and(|v| said(v) && v > sentence.start && self.token(v - 1).tag == Upos::Punct)
    }

    /// "he said" behind quoted words, which parses often get wrong.
    fn says_next(&self, sentence: &Range<u32>) -> bool {
        (self.at + 1..sentence.end.min(self.at + 3))
            .find(|t| self.token(*t).tag != Upos::Adv)
            .is_some_and(|t| self.token(t).tag == Upos::Verb && self.is_saying(t))
    }
}
