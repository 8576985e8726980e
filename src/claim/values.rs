//! Values of facts as objects and speakers of claims; chooses the mention that
//! stands for an entity.

use super::types::{EntityRecord, MentionRecord, Object, Points, Speaker};
use crate::extract::{ArticleFacts, Value};
use crate::ontology::Ontology;
use crate::text::{CodePoints, Document, Span};

/// The entities of an article while claims are made of its facts.
pub(super) struct Article<'a> {
    pub document: &'a Document,
    pub points: CodePoints,
    pub entities: Vec<EntityRecord>,
}

impl<'a> Article<'a> {
    pub fn new(document: &'a Document, facts: &ArticleFacts, ontology: &Ontology) -> Self {
        let points = CodePoints::new(&document.text);
        let at = |span: Span| Points::from(points.span(span));
        let entities = facts
            .entities
            .iter()
            .map(|e| {
                let mut mentions: Vec<MentionRecord> = e
                    .mentions
                    .iter()
                    .filter_map(|m| facts.mentions.get(*m as usize))
                    .map(|m| MentionRecord {
                        at: at(m.span),
                        text: clean(m.span.of(&document.text)),
                        by: m.found_by.to_owned(),
                    })
                    .collect();
                mentions.sort();
                mentions.dedup();
                EntityRecord {
                    name: e.name.clone(),
                    aliases: e.aliases.clone(),
                    class: e.class.to_string(),
                    kind: e.kind.map(|k| k.to_string()),
                    known: e.known.map(|k| k.to_string()),
                    label: e.known.and_then(|k| ontology.lexicon.name_of(k)).map(|n| n.to_string()),
                    mentions,
                }
            })
            .collect();
        Self { document, points, entities }
    }

    pub fn at(&self, span: Span) -> Points {
        Points::from(self.points.span(span))
    }

    /// The mention of an entity that a value stands on: where it is written,
    /// else in its sentence, else the last before, else the first.
    pub fn mention(&mut self, entity: u32, span: Option<Span>, sentence: Span) -> Option<Points> {
        let written = span.map(|s| self.at(s));
        let sentence_at = self.at(sentence);
        let text = clean(span.unwrap_or(sentence).of(&self.document.text));
        let record = self.entities.get_mut(entity as usize)?;
        let found = match written {
            Some(w) => {
                let same = record.mentions.iter().find(|m| m.at == w);
                same.or_else(|| record.mentions.iter().find(|m| m.at.begin < w.end && w.begin < m.at.end))
            }
            None => {
                let inside = |m: &&MentionRecord| sentence_at.begin <= m.at.begin && m.at.end <= sentence_at.end;
                let before = |m: &&MentionRecord| m.at.end <= sentence_at.begin;
                let mentions = &record.mentions;
                mentions.iter().find(inside).or_else(|| mentions.iter().rfind(before)).or_else(|| mentions.first())
            }
        };
        if let Some(found) = found {
            return Some(found.at);
        }
        let at = written.unwrap_or(sentence_at);
        let text = if span.is_some() { text } else { record.name.clone() };
        record.mentions.push(MentionRecord { at, text, by: "role".to_owned() });
        record.mentions.sort();
        Some(at)
    }

    /// Text of a mention chosen before.
    pub fn text_at(&self, entity: u32, at: Points) -> &str {
        let record = self.entities.get(entity as usize);
        record.and_then(|r| r.mentions.iter().find(|m| m.at == at)).map_or("", |m| m.text.as_str())
    }

    /// The named entity that a phrase is: one with a mention exactly there, or
    /// one of that name.
    pub fn named(&self, text: &str, span: Option<Span>, fits: impl Fn(&EntityRecord) -> bool) -> Option<u32> {
        let place = span.map(|s| self.at(s));
        let is_it = |e: &EntityRecord| match place {
            Some(place) => e.mentions.iter().any(|m| m.at == place),
            None => e.name == text || e.aliases.iter().any(|a| a == text),
        };
        let named = |e: &EntityRecord| e.known.is_some() || e.name.chars().any(char::is_uppercase);
        let found = self.entities.iter().position(|e| named(e) && is_it(e) && fits(e));
        found.map(|i| i as u32)
    }

    pub fn object(&mut self, value: &Value, span: Option<Span>, sentence: Span) -> Option<Object> {
        let place = span.map(|s| self.at(s));
        Some(match value {
            Value::Entity(e) => Object::Mention(*e, self.mention(*e, span, sentence)?),
            Value::Text(text) if clean(text).is_empty() => return None,
            Value::Text(text) => Object::Text(clean(text), place),
            Value::Code(code) => Object::Code(code.to_string()),
            Value::Date(edtf, basis) => Object::Date(edtf.clone(), basis.as_str().to_owned(), place),
            Value::Number(n) => Object::Number(n.min, n.max, place),
        })
    }

    pub fn speaker(&mut self, value: &Value, sentence: Span) -> Option<Speaker> {
        match value {
            Value::Entity(e) => Some(Speaker::Mention(*e, self.mention(*e, None, sentence)?)),
            Value::Text(text) if !clean(text).is_empty() => Some(Speaker::Text(clean(text))),
            _ => None,
        }
    }
}

/// Text with runs of white space as single spaces.
pub(super) fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
