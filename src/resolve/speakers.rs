//! Pronouns that go on with whoever spoke last: `"...", he said.`

use super::Entity;
use super::pronouns::Search;
use crate::analysis::{NO_HEAD, Upos};
use crate::mention::{Mention, class};
use crate::text::Sym;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Sentences back in which the last speaker is looked for.
const BACK: u32 = 5;

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
        if self.mentions[..self.index].iter().rev().take_while(|m| m.sentence == here).any(|m| named(&m)) {
            return None;
        }
        for back in 1..=BACK.min(here) {
            let all: Vec<&Mention> = self.mentions[..self.index].iter().filter(|m| m.sentence + back == here).collect();
            let persons = || all.iter().filter(|m| self.person(m) || m.class == *class::PERSON);
            let speakers: BTreeSet<Option<u32>> = persons().filter(|m| self.says(m.head)).map(|m| m.entity).collect();
            match speakers.into_iter().collect::<Vec<_>>().as_slice() {
                [Some(one)] => return self.fits(*one).then_some((*one, "pronoun/speaker")),
                [] => {}
                _ => return None,
            }
            if persons().any(|m| self.subject(m.head)) {
                return None;
            }
        }
        None
    }

    fn person(&self, m: &Mention) -> bool {
        m.entity.and_then(|e| self.entities.get(e as usize)).is_some_and(|e: &Entity| e.class == *class::PERSON)
    }

    fn subject(&self, t: u32) -> bool {
        self.token(t).rel.as_str().starts_with("nsubj")
    }

    /// Whether a token is the subject of a verb of saying by the parse.
    fn says(&self, t: u32) -> bool {
        static SAY: LazyLock<Sym> = LazyLock::new(|| Sym::new("say_verb"));
        let token = self.token(t);
        self.subject(t) && token.head != NO_HEAD && self.scene.ontology.lexicon.has(*SAY, &self.token(token.head).lemma)
    }

    /// "he said" behind quoted words, which parses often get wrong.
    fn says_next(&self, sentence: &Range<u32>) -> bool {
        static SAY: LazyLock<Sym> = LazyLock::new(|| Sym::new("say_verb"));
        (self.at + 1..sentence.end.min(self.at + 3)).find(|t| self.token(*t).tag != Upos::Adv).is_some_and(|t| {
            self.token(t).tag == Upos::Verb && self.scene.ontology.lexicon.has(*SAY, &self.token(t).lemma)
        })
    }
}
