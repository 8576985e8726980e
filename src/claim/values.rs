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

    /// The first mention of each entity that counts in a phrase; a phrase that
    /// ends with a name goes on over the names that are enumerated behind it.
    /// `head` takes only a name that the phrase begins with, and those
    /// enumerated with it.
    pub fn names_from(&self, phrase: Points, head: bool, counts: impl Fn(&EntityRecord) -> bool) -> Vec<(u32, Points)> {
        let is_name = |m: &&MentionRecord| m.text.chars().any(char::is_uppercase);
        let mut all: Vec<(Points, u32)> = Vec::new();
        for (number, entity) in self.entities.iter().enumerate().filter(|(_, e)| counts(e)) {
            all.extend(entity.mentions.iter().filter(is_name).map(|m| (m.at, number as u32)));
        }
        all.sort();
        let mut phrase = phrase;
        if head {
            let begins = |at: &Points| phrase.begin <= at.begin && at.begin - phrase.begin <= LONGEST_ARTICLE;
            let Some((first, _)) = all.iter().find(|(at, _)| begins(at)) else { return Vec::new() };
            phrase.end = first.end;
        }
        let mut end = phrase.end;
        let mut out: Vec<(u32, Points)> = Vec::new();
        for (at, entity) in all.into_iter().filter(|(at, _)| phrase.begin <= at.begin) {
            let goes_on = at.begin >= end && at.begin - end <= LONGEST_GAP && !out.is_empty() && {
                let skip = end as usize;
                let gap: String = self.document.text.chars().skip(skip).take((at.begin - end) as usize).collect();
                is_enumeration(&gap)
            };
            if at.begin < phrase.end || goes_on {
                // Only a name at its end lets a phrase go on.
                end = if at.end >= end || goes_on { at.end } else { end };
                if !out.iter().any(|(e, _)| *e == entity) {
                    out.push((entity, at));
                }
            } else if at.begin >= end {
                break;
            }
        }
        out
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

/// Most code points between two names of an enumeration.
const LONGEST_GAP: u32 = 12;

/// Length of `the ` before a name.
const LONGEST_ARTICLE: u32 = 4;

/// Whether a text between two names only joins them: `, `, ` (`, `), and the `.
fn is_enumeration(gap: &str) -> bool {
    let mut words =
        gap.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ';')).filter(|w| !w.is_empty());
    let joins = gap.contains([',', '(', ';']) || gap.contains(" and ") || gap.contains(" or ");
    joins && words.all(|w| matches!(w, "and" | "or" | "the"))
}

/// Text with runs of white space as single spaces.
pub(super) fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_enumerated_with_commas_brackets_and_conjunctions() {
        for gap in [", ", " and ", ", and the ", " (", "), ", "), and "] {
            assert!(is_enumeration(gap), "{gap:?}");
        }
        for gap in [" ", " of ", ". ", " the ", ", which fought "] {
            assert!(!is_enumeration(gap), "{gap:?}");
        }
    }

    #[test]
    fn a_phrase_that_ends_with_a_name_goes_on_over_the_names_behind_it() {
        let text = "talks to counter the BLA, Islamic State (IS), and Red Hand. Blue Army left.";
        let document = Document::plain("x", text);
        let at = |words: &str| {
            let begin = text.find(words).unwrap() as u32;
            Points { begin, end: begin + words.len() as u32 }
        };
        let entity = |names: &[&str]| EntityRecord {
            name: names[0].to_owned(),
            mentions: names
                .iter()
                .map(|n| MentionRecord { at: at(n), text: (*n).to_owned(), by: String::new() })
                .collect(),
            ..EntityRecord::default()
        };
        let entities =
            vec![entity(&["BLA"]), entity(&["Islamic State", "IS"]), entity(&["Red Hand"]), entity(&["Blue Army"])];
        let article = Article { document: &document, points: CodePoints::new(text), entities };
        let found = |phrase: &str| -> Vec<u32> {
            article.names_from(at(phrase), false, |_| true).into_iter().map(|(e, _)| e).collect()
        };
        assert_eq!(found("to counter the BLA"), [0, 1, 2]);
        assert_eq!(found("talks to counter"), [0; 0]);
        assert_eq!(found("Blue Army left"), [3]);
        let heads = |phrase: &str| article.names_from(at(phrase), true, |_| true).len();
        assert_eq!((heads("the BLA"), heads("counter the BLA"), heads("Blue Army left")), (3, 0, 1));
    }
}
