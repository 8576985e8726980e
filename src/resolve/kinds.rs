//! Kinds the name leaves open: a brigade without a country that stands in one
//! list with militant groups, or in a sentence about terrorists, is one.

use super::{Entity, Scene};
use crate::mention::{Mention, class};
use crate::text::Sym;

/// Settles the kind of organizations whose head is used by armies and militants
/// alike.
pub(crate) fn settle(scene: &Scene<'_>, mentions: &[Mention], entities: &mut [Entity]) {
    let militant = Sym::new("militant_group");
    let kinds: Vec<Option<Sym>> = entities.iter().map(|e| e.kind).collect();
    for (id, entity) in entities.iter_mut().enumerate() {
        let open = entity.class == *class::ORGANIZATION
            && entity.known.is_none()
            && entity.kind.is_none_or(|k| matches!(k.as_str(), "military" | "other"))
            && !names_a_state(mentions, entity)
            && !entity.name.contains(|c: char| c.is_ascii_digit());
        if !open || entity.kind.is_some() && !ambiguous_head(&entity.name) {
            continue;
        }
        let beside = entity.mentions.iter().any(|m| {
            let m = &mentions[*m as usize];
            in_one_list(scene, mentions, m, id as u32, &kinds, militant) || sentence_about_militants(scene, m)
        });
        if beside {
            entity.kind = Some(militant);
        }
    }
}

fn names_a_state(mentions: &[Mention], entity: &Entity) -> bool {
    entity.mentions.iter().any(|i| {
        let m = &mentions[*i as usize];
        mentions.iter().any(|c| {
            m.span.contains(c.span)
                && m.span != c.span
                && (c.class == *class::COUNTRY || c.class == *class::NATIONALITY)
        })
    })
}

fn ambiguous_head(name: &str) -> bool {
    name.split([' ', '-']).any(|w| {
        matches!(
            w.to_lowercase().as_str(),
            "brigade"
                | "brigades"
                | "battalion"
                | "battalions"
                | "front"
                | "army"
                | "movement"
                | "organization"
                | "organisation"
                | "forces"
                | "force"
                | "corps"
                | "wing"
                | "unit"
                | "squad"
                | "group"
                | "network"
                | "council"
                | "command"
                | "guard"
                | "guards"
                | "fighters"
                | "legion"
        )
    })
}

/// "the A and its affiliate, the B", "A, B and C": between the two only commas,
/// brackets, articles, "and", "its" and nouns for parts of a group.
fn in_one_list(
    scene: &Scene<'_>,
    mentions: &[Mention],
    m: &Mention,
    own: u32,
    kinds: &[Option<Sym>],
    militant: Sym,
) -> bool {
    mentions.iter().filter(|o| o.sentence == m.sentence && o.class == *class::ORGANIZATION).any(|o| {
        static PART: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("group_part"));
        let other = o.entity.filter(|e| *e != own && kinds[*e as usize] == Some(militant));
        if other.is_none() {
            return false;
        }
        let (from, to) = if o.tokens.start < m.tokens.start {
            (o.tokens.end, m.tokens.start)
        } else {
            (m.tokens.end, o.tokens.start)
        };
        to > from
            && to - from <= 9
            && (from..to).any(|t| matches!(scene.lower(t), "and" | ","))
            && (from..to).all(|t| {
                let lower = scene.lower(t);
                let inside = mentions.iter().any(|x| x.class == *class::ORGANIZATION && x.tokens.contains(&t));
                inside
                    || matches!(lower, "," | "and" | "(" | ")" | "the" | "its" | "or" | "'s" | "of" | "as" | "well")
                    || scene.ontology.lexicon.has(*PART, lower)
            })
    })
}

fn sentence_about_militants(scene: &Scene<'_>, m: &Mention) -> bool {
    static MODIFIER: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("group_modifier"));
    let tokens = scene.analysis.sentences[m.sentence as usize].tokens.clone();
    let near = m.tokens.start.saturating_sub(8).max(tokens.start)..(m.tokens.end + 8).min(tokens.end);
    near.filter(|t| !m.tokens.contains(t)).any(|t| {
        let lower = scene.lower(t);
        let entry = scene.ontology.lexicon.get(*MODIFIER, lower);
        entry.is_some_and(|e| e.value.as_str() == "militant_group")
            && !matches!(lower, "armed" | "criminal" | "radical" | "militia" | "rebel")
            || matches!(lower, "terrorist" | "terrorists" | "insurgents" | "militants")
    })
}
