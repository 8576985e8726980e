//! Nominals that point back to one entity beyond doubt.

use super::genders::Genders;
use super::pronouns;
use super::{Entity, Scene};
use crate::analysis::NO_HEAD;
use crate::mention::quotes::Quote;
use crate::mention::{Mention, class};
use crate::text::Sym;

/// Sets the entity of nominals and pronouns.
pub(crate) fn link(scene: &Scene<'_>, quotes: &[Quote], mentions: &mut [Mention], entities: &mut [Entity]) {
    let mut genders = Genders::new(scene, mentions, entities);
    for i in 0..mentions.len() {
        let m = &mentions[i];
        let target = if m.class == *class::NOMINAL {
            nominal(scene, mentions, entities, i)
        } else if m.class == *class::PRONOUN {
            pronouns::antecedent(scene, quotes, mentions, entities, &mut genders, i)
        } else {
            None
        };
        if let Some((e, rule)) = target {
            mentions[i].entity = Some(e);
            mentions[i].found_by = rule;
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
fn nominal(scene: &Scene<'_>, mentions: &[Mention], entities: &[Entity], i: usize) -> Option<(u32, &'static str)> {
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
    // "the group's", fine; "the group of", "the group led by": a description of its own,
    // but not "the group in 1997".
    let dated = mentions.iter().any(|d| d.class == *class::DATE && d.tokens.start == m.tokens.end + 1);
    let follows = matches!(
        scene.lower(m.tokens.end),
        "of" | "that"
            | "which"
            | "led"
            | "called"
            | "known"
            | "named"
            | "founded"
            | "within"
            | "behind"
            | "in"
            | "at"
            | "for"
    );
    if follows && !dated {
        return None;
    }
    if let Some(named) = named_by_head(scene, mentions, entities, i) {
        return Some((named, "nominal/head"));
    }
    if (m.tokens.start..whole_noun(scene, m)).any(|t| describes(scene, mentions, t)) {
        return None;
    }
    let fits = |e: &Entity| {
        if kind.as_str() == "country" {
            return e.class == *class::COUNTRY && head != "government" && head != "side";
        }
        e.class == *class::ORGANIZATION && kinds_agree(kind, e.kind) && !of_other_head(scene, e, kind, head)
    };
    let all = recent(mentions, i, 2, |c| {
        c.entity.is_some_and(|e| fits(&entities[e as usize])) && c.class != *class::NATIONALITY
    });
    match all.as_slice() {
        [] => None,
        [(one, _)] => Some((*one, "nominal/kind")),
        [(last, s), rest @ ..] => {
            // The last sentence that names any of them names just one.
            let alone = rest.iter().all(|r| r.1 < *s);
            if kind.as_str() == "country" {
                return None;
            }
            if alone {
                return Some((*last, "nominal/kind-last"));
            }
            // Of several groups, the one that the last sentence is about; a ministry
            // that writes to another may be either.
            if kind.as_str() == "government_body" {
                return None;
            }
            let mut about = all.iter().filter(|r| r.1 == *s && *s < m.sentence && is_topic(scene, mentions, **r));
            let one = about.next()?;
            about.next().is_none().then_some((one.0, "nominal/subject"))
        }
    }
}

/// Whether a name says that the body is of another kind than the noun: a committee
/// is no administration, though an administration may be called an agency.
fn of_other_head(scene: &Scene<'_>, e: &Entity, kind: Sym, head: &str) -> bool {
    static NOUN: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("group_noun"));
    let wide = matches!(head, "agency" | "body" | "department" | "bureau" | "office" | "institution");
    let other = |word: &str| {
        let word = word.to_lowercase();
        word != head && scene.ontology.lexicon.has(*NOUN, &word)
    };
    kind.as_str() == "government_body" && !wide && e.name.split(' ').any(other)
}

/// Whether a sentence's main verb has this entity, by name, as its subject.
fn is_topic(scene: &Scene<'_>, mentions: &[Mention], (entity, sentence): (u32, u32)) -> bool {
    let tokens = &scene.analysis.tokens;
    let token = |t: u32| &tokens[t as usize];
    mentions.iter().filter(|m| m.entity == Some(entity) && m.sentence == sentence).any(|m| {
        let head = token(m.head);
        // "A and B met": both.
        let alone = (m.tokens.end..m.tokens.end + 4)
            .filter(|t| (*t as usize) < tokens.len())
            .all(|t| token(t).head != m.head || token(t).rel.as_str() != "conj");
        alone && head.rel.as_str().starts_with("nsubj") && head.head != NO_HEAD && token(head.head).head == NO_HEAD
    })
}

/// Sentences over which "the ministry" can mean a ministry named before.
const HEAD_BACK: u32 = 6;

/// "the ministry" after "the Interior Ministry": the one organization named
/// before whose name has the word, unless the phrase says of which kind.
fn named_by_head(scene: &Scene<'_>, mentions: &[Mention], entities: &[Entity], i: usize) -> Option<u32> {
    let m = &mentions[i];
    let head = scene.lower(m.head);
    let bears = |e: &Entity, word: &str| {
        std::iter::once(&e.name).chain(&e.aliases).any(|n| n.split([' ', '-']).any(|w| w.eq_ignore_ascii_case(word)))
    };
    let mut found = recent(mentions, i, HEAD_BACK, |c| {
        c.entity.is_some_and(|e| {
            let e = &entities[e as usize];
            e.class == *class::ORGANIZATION && bears(e, head)
        })
    });
    let (one, _) = found.pop()?;
    let described =
        (m.tokens.start..m.head).all(|t| scene.lower(t) == "the" || bears(&entities[one as usize], scene.lower(t)));
    (found.is_empty() && described).then_some(one)
}

/// Where the noun begins: "the news agency" is one noun of two words.
fn whole_noun(scene: &Scene<'_>, m: &Mention) -> u32 {
    static NOUN: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("group_noun"));
    (m.tokens.start..m.head)
        .find(|t| {
            let words: Vec<&str> = (*t..=m.head).map(|i| scene.lower(i)).collect();
            scene.ontology.lexicon.has(*NOUN, &words.join(" "))
        })
        .unwrap_or(m.head)
}

/// Whether a word before the noun says more of it than what kind it is: "the
/// militant group" may be any named before, "the student group" not.
fn describes(scene: &Scene<'_>, mentions: &[Mention], t: u32) -> bool {
    static KIND: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("group_modifier"));
    let token = &scene.analysis.tokens[t as usize];
    let says_kind = scene.ontology.lexicon.has(*KIND, &token.lower);
    let banned = token.xpos == "VBN";
    // "the Somalia-based group": where it sits tells no group from the one told of.
    let seat = scene.lower(t + 1) == "-" && scene.lower(t + 2) == "based";
    let nationality =
        mentions.iter().any(|m| (m.class == *class::NATIONALITY || m.class == *class::NUMBER) && m.tokens.contains(&t));
    !(says_kind || banned || nationality || seat || &*token.lower == "-")
}

fn kinds_agree(kind: Sym, of: Option<Sym>) -> bool {
    let Some(of) = of else { return false };
    match kind.as_str() {
        "any" | "other" => matches!(of.as_str(), "militant_group" | "political_party"),
        "military" => matches!(of.as_str(), "military"),
        k => k == of.as_str(),
    }
}
