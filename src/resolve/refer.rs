//! Nominals and pronouns that point back to one entity beyond doubt.

use super::{Entity, Scene};
use crate::mention::{Mention, class};
use crate::text::Sym;

/// Sets the entity of nominals and pronouns.
pub(crate) fn link(scene: &Scene<'_>, mentions: &mut [Mention], entities: &mut [Entity]) {
    for i in 0..mentions.len() {
        let m = &mentions[i];
        let target = if m.class == *class::NOMINAL {
            nominal(scene, mentions, entities, i)
        } else if m.class == *class::PRONOUN {
            pronoun(mentions, entities, i)
        } else {
            None
        };
        if let Some(e) = target {
            mentions[i].entity = Some(e);
            entities[e as usize].mentions.push(i as u32);
        }
    }
    for e in entities {
        e.mentions.sort_unstable();
    }
}

/// Entities named in the sentence of `i` before it and the `back` sentences
/// before, with the sentence of their last mention there, nearest first.
fn recent(mentions: &[Mention], i: usize, back: u32, fits: impl Fn(&Mention) -> bool) -> Vec<(u32, u32)> {
    let from = mentions[i].sentence.saturating_sub(back);
    let mut out: Vec<(u32, u32)> = Vec::new();
    for m in mentions[..i].iter().rev().take_while(|m| m.sentence >= from) {
        if let Some(e) = m.entity.filter(|_| fits(m) && !m.span.overlaps(mentions[i].span))
            && !out.iter().any(|o| o.0 == e)
        {
            out.push((e, m.sentence));
        }
    }
    out
}

/// "the group", "the militant outfit", "the country": the one organization (or
/// country) of that kind in this and the two sentences before; of several the
/// one named last alone in its sentence.
fn nominal(scene: &Scene<'_>, mentions: &[Mention], entities: &[Entity], i: usize) -> Option<u32> {
    let m = &mentions[i];
    let kind = m.kind?;
    let head = scene.lower(m.head);
    let plural = scene.analysis.tokens[m.head as usize].xpos.ends_with('S') || head.ends_with('s') && head != "police";
    let determiner = scene.before(m);
    let other = (m.tokens.start..m.head).any(|t| {
        matches!(scene.lower(t), "other" | "another" | "new" | "first" | "second" | "same" | "rival" | "two" | "three")
    });
    if plural || other || !matches!(determiner, "the" | "this" | "that") {
        return None;
    }
    // "the group's", fine; "the group of", "the group led by": a description of its own.
    if matches!(scene.lower(m.tokens.end), "of" | "that" | "which" | "led" | "called" | "known" | "named") {
        return None;
    }
    let fits = |e: &Entity| {
        if kind.as_str() == "country" {
            return e.class == *class::COUNTRY && head != "government" && head != "side";
        }
        e.class == *class::ORGANIZATION && kinds_agree(kind, e.kind)
    };
    let all = recent(mentions, i, 2, |c| {
        c.entity.is_some_and(|e| fits(&entities[e as usize])) && c.class != *class::NATIONALITY
    });
    match all.as_slice() {
        [] => None,
        [(one, _)] => Some(*one),
        [(last, s), rest @ ..] => {
            // The last sentence that names any of them names just one.
            let alone = rest.iter().all(|r| r.1 < *s);
            (alone && kind.as_str() != "country").then_some(*last)
        }
    }
}

fn kinds_agree(kind: Sym, of: Option<Sym>) -> bool {
    let Some(of) = of else { return true };
    match kind.as_str() {
        "any" | "other" => matches!(of.as_str(), "militant_group" | "political_party" | "other"),
        "military" => matches!(of.as_str(), "military"),
        k => k == of.as_str(),
    }
}

/// "he", "she": the only person named in this sentence before it, else the only
/// one in the sentence before. "it", "they": never guessed here.
fn pronoun(mentions: &[Mention], entities: &[Entity], i: usize) -> Option<u32> {
    let person = mentions[i].kind.is_some_and(|k| k.as_str() == "person");
    if !person {
        return None;
    }
    let is_person = |m: &Mention| m.entity.is_some_and(|e| entities[e as usize].class == *class::PERSON);
    let here = recent(mentions, i, 0, is_person);
    match here.as_slice() {
        [(one, _)] => return Some(*one),
        [] => {}
        _ => return None,
    }
    let before = recent(mentions, i, 1, is_person);
    match before.as_slice() {
        [(one, _)] => Some(*one),
        _ => None,
    }
}
