//! Makes mentions of chosen candidates and keeps an index of where they stand.

use super::candidates::{Candidate, Class};
use super::view::View;
use super::{Mention, MentionValue, class};
use crate::analysis::NO_HEAD;
use crate::text::Sym;

/// Mentions under construction, with their first and last tokens indexed.
pub(crate) struct Builder<'a, 'v> {
    pub view: &'v View<'a>,
    pub mentions: Vec<Mention>,
    /// Longest name-like mention that begins at a token.
    starts: Vec<u32>,
    /// Longest name-like mention that ends before a token.
    ends: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a, 'v> Builder<'a, 'v> {
    pub fn new(view: &'v View<'a>) -> Self {
        let n = view.tokens.len() + 1;
        Self { view, mentions: Vec::new(), starts: vec![NONE; n], ends: vec![NONE; n] }
    }

    /// Adds a mention of tokens `start..end`; returns its index for now (the
    /// final order is by place).
    pub fn add(&mut self, start: u32, end: u32, class: Sym, found_by: &'static str, confidence: f32) -> usize {
        let tokens = start..end;
        let span = self.view.analysis.span_of(&tokens);
        let i = self.mentions.len();
        self.mentions.push(Mention {
            span,
            head: head_of(self.view, start, end),
            sentence: self.view.tokens[start as usize].sentence,
            class,
            kind: None,
            name: self.view.slice(start, end),
            known: None,
            value: MentionValue::None,
            found_by,
            confidence,
            entity: None,
            tokens,
        });
        let longer = |slot: u32, mentions: &[Mention]| {
            slot == NONE || mentions[slot as usize].tokens.len() < (end - start) as usize
        };
        if longer(self.starts[start as usize], &self.mentions) {
            self.starts[start as usize] = i as u32;
        }
        if longer(self.ends[end as usize], &self.mentions) {
            self.ends[end as usize] = i as u32;
        }
        i
    }

    pub fn add_candidate(&mut self, c: &Candidate) {
        let class = match c.class {
            Class::Person => *class::PERSON,
            Class::Organization => *class::ORGANIZATION,
            Class::Country => *class::COUNTRY,
            Class::Place => *class::PLACE,
            Class::Facility => *class::FACILITY,
            Class::Nationality => *class::NATIONALITY,
            Class::Vehicle => *class::VEHICLE,
            Class::Post | Class::Other => return,
        };
        let i = self.add(c.start, c.end, class, c.found_by, c.confidence);
        self.mentions[i].kind = c.kind;
        self.mentions[i].known = c.known;
    }

    /// The longest mention that begins at token `t`.
    pub fn starting(&self, t: u32) -> Option<&Mention> {
        self.starts.get(t as usize).filter(|i| **i != NONE).map(|i| &self.mentions[*i as usize])
    }

    /// The longest mention that ends before token `t`.
    pub fn ending(&self, t: u32) -> Option<&Mention> {
        self.ends.get(t as usize).filter(|i| **i != NONE).map(|i| &self.mentions[*i as usize])
    }
}

/// The token other words of the sentence hang the phrase on: the one whose head
/// lies outside, or without a parse the last word before "of".
pub(crate) fn head_of(view: &View<'_>, start: u32, end: u32) -> u32 {
    let sentence = view.tokens[start as usize].sentence as usize;
    if view.analysis.sentences[sentence].parsed {
        for t in (start..end).rev() {
            let head = view.tokens[t as usize].head;
            let outside = head == NO_HEAD || head < start || head >= end;
            if outside && view.tokens[t as usize].tag != crate::analysis::Upos::Punct {
                return t;
            }
        }
    }
    (start + 1..end).find(|t| matches!(view.lower(*t), "of" | "for")).map_or(end - 1, |of| of - 1)
}
