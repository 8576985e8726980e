//! What each article tells, for finding rewrites, and whom it credits.

use super::copies::Told;
use super::entities::Entities;
use super::events::Events;
use crate::claim::{ArticleClaims, EntityRecord, Object, SentenceZone, Subject};
use crate::mention::class;
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// The facts of an article: what it says of events, after resolution, and
/// where first; sorted.
pub fn facts(number: usize, article: &ArticleClaims, entities: &Entities, events: &Events) -> Vec<Told> {
    let mut out: BTreeMap<u64, u32> = BTreeMap::new();
    for claim in article.claims.iter().filter(|c| !c.is_negative()) {
        let Subject::Frame(frame) = &claim.subject else { continue };
        let (Some(event), Some(sentence)) = (events.number(frame), claim.sentences.first()) else { continue };
        let mut hasher = FxHasher::default();
        (event, &claim.predicate).hash(&mut hasher);
        match &claim.object {
            Object::Mention(entity, _) => entities.indexed(number, *entity).map(|n| n.0).hash(&mut hasher),
            Object::Text(text, _) => text.to_lowercase().hash(&mut hasher),
            Object::Class(code) | Object::Code(code) | Object::Date(code, ..) => code.hash(&mut hasher),
            Object::Number(min, max, _) => (min, max).hash(&mut hasher),
        }
        let place = out.entry(hasher.finish()).or_insert(sentence.begin);
        *place = sentence.begin.min(*place);
    }
    out.into_iter().collect()
}

/// Path of the node of the organization that an article's dateline credits:
/// "HALDEN (North Wire) -".
pub fn credit(number: usize, article: &ArticleClaims, entities: &Entities) -> Option<String> {
    let first = article.sentences.iter().find(|s| s.zone == SentenceZone::Body)?;
    let is_place = |r: &EntityRecord| r.class == class::PLACE.as_str() || r.class == class::COUNTRY.as_str();
    let mentions = |pick: &dyn Fn(&EntityRecord) -> bool| -> Vec<(u32, u32, u32)> {
        let chosen = article.entities.iter().zip(0..).filter(|(r, _)| pick(r));
        let places = chosen.flat_map(|(r, index)| r.mentions.iter().map(move |m| (m.at.begin, m.at.end, index)));
        places.filter(|m| m.0 >= first.at.begin && m.1 <= first.at.end).collect()
    };
    let at_start = mentions(&is_place).into_iter().any(|m| m.0 == first.at.begin);
    if !at_start {
        return None;
    }
    let text: Vec<char> = first.text.chars().collect();
    let char_at = |point: u32| text.get((point - first.at.begin) as usize);
    let organizations = mentions(&|r| r.class == class::ORGANIZATION.as_str());
    let (begin, _, entity) = organizations.into_iter().find(|(begin, end, _)| {
        *begin > first.at.begin && char_at(*begin - 1) == Some(&'(') && char_at(*end) == Some(&')')
    })?;
    // A dateline has names and nothing else before the bracket.
    let before: String = text.get(..(begin - first.at.begin) as usize)?.iter().collect();
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    if before.len() > 60 || !words.all(|w| w.starts_with(char::is_uppercase)) {
        return None;
    }
    entities.node(number, entity).map(|n| n.path.clone())
}
