//! Persons called by their post alone: "the foreign minister" after "Foreign
//! Minister X".

use super::clusters::Clusters;
use super::{Entity, Scene};
use crate::mention::{HOLDER, Mention, MentionValue, PostValue, Tenure, class};
use crate::text::ZoneKind;
use std::collections::BTreeMap;

/// The person each such mention means (mention -> mention of the person), where
/// the article has told before of one and only one holder of such a post.
pub(crate) fn links(
    scene: &Scene<'_>,
    mentions: &[Mention],
    tenures: &[Tenure],
    clusters: &Clusters,
) -> BTreeMap<u32, u32> {
    let mut out = BTreeMap::new();
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.found_by == HOLDER) {
        if matches!(scene.before(m), "a" | "an" | "another") {
            continue;
        }
        let Some((own, post)) = mentions.iter().enumerate().find_map(|(p, o)| match &o.value {
            MentionValue::Post(v) if o.head == m.head => Some((p, v)),
            _ => None,
        }) else {
            continue;
        };
        let mut holders: Vec<u32> = tenures
            .iter()
            .filter(|t| t.post as usize != own)
            .filter(|t| headline(scene, m) || mentions[t.person as usize].span.end <= m.span.start)
            .filter(|t| same_post(scene, mentions, post, m, t))
            .map(|t| clusters.root(t.person))
            .collect();
        holders.sort_unstable();
        holders.dedup();
        if let [one] = holders.as_slice() {
            out.insert(i as u32, *one);
        }
    }
    for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.class == *class::PERSONS && m.tokens.len() == 1) {
        if scene.before(m) == "the" && !out.contains_key(&(i as u32)) {
            out.extend(ranked(scene, mentions, clusters, m).map(|one| (i as u32, one)));
        }
    }
    out
}

/// "the general" after "General X": the one person so titled shortly before.
fn ranked(scene: &Scene<'_>, mentions: &[Mention], clusters: &Clusters, m: &Mention) -> Option<u32> {
    let rank = scene.lower(m.head);
    let titled = |p: &&Mention| {
        p.class == *class::PERSON
            && p.span.end <= m.span.start
            && p.sentence + NEAR >= m.sentence
            && (scene.before(p) == rank || p.tokens.len() > 1 && scene.lower(p.tokens.start) == rank)
    };
    let mut all: Vec<u32> =
        (0..mentions.len() as u32).filter(|p| titled(&&mentions[*p as usize])).map(|p| clusters.root(p)).collect();
    all.sort_unstable();
    all.dedup();
    if let [one] = all.as_slice() { Some(*one) } else { None }
}

/// Whether a post told of short can be that of a tenure: the same head, no word
/// the tenure's title lacks, and no other body.
fn same_post(scene: &Scene<'_>, mentions: &[Mention], short: &PostValue, m: &Mention, tenure: &Tenure) -> bool {
    let full = &mentions[tenure.post as usize];
    let MentionValue::Post(value) = &full.value else { return false };
    let lemma = |t: u32| scene.analysis.tokens.get(t as usize).map_or("", |t| &*t.lemma);
    let words = |title: &str| title.to_lowercase().split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let all = words(&value.title);
    // "the spokesman" may be that of anybody: the sentence before has to name him.
    let near = m.sentence <= mentions[tenure.person as usize].sentence + NEAR || headline(scene, m);
    tenure.capacity != "former"
        && lemma(full.head) == lemma(m.head)
        && words(&short.title).iter().all(|w| all.contains(w))
        && match (short.body, tenure.body) {
            (None, _) => near,
            (Some(_), None) => false,
            (Some(a), Some(b)) => {
                let of = |span| mentions.iter().find(|o| o.span == span);
                let b = &mentions[b as usize];
                of(a).is_some_and(|a| a.known.is_some() && a.known == b.known || a.name == b.name)
            }
        }
}

/// A headline, or a lead, calls by the post whom the text then names.
fn headline(scene: &Scene<'_>, m: &Mention) -> bool {
    m.sentence < 2 || scene.analysis.sentences.get(m.sentence as usize).is_some_and(|s| s.zone == ZoneKind::Title)
}

/// Sentences over which a bare "the minister" looks back.
const NEAR: u32 = 8;

/// Sets the entity of each linked mention to that of its person; it gives no alias.
pub(crate) fn attach(links: &BTreeMap<u32, u32>, mentions: &mut [Mention], entities: &mut [Entity]) {
    for (holder, person) in links {
        let entity = mentions[*person as usize].entity;
        mentions[*holder as usize].entity = entity;
        if let Some(e) = entity {
            entities[e as usize].mentions.push(*holder);
        }
    }
    for e in entities {
        e.mentions.sort_unstable();
    }
}
