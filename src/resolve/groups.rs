//! Groups of persons told of again: "two gunmen ... the gunmen".

use super::{Clusters, Scene};
use crate::mention::{Mention, class};
use std::collections::BTreeMap;

/// Sentences a definite group looks back over.
const BACK: u32 = 5;

/// Links a definite group of persons ("the gunmen", "the three women") to the
/// one earlier group of the same noun that it can mean: no other number, no
/// describing word that the earlier one lacks.
/// Those `named` already are no group.
pub(crate) fn link(scene: &Scene<'_>, mentions: &[Mention], named: &BTreeMap<u32, u32>, clusters: &mut Clusters) {
    let group = |i: &usize| mentions[*i].class == *class::PERSONS && !named.contains_key(&(*i as u32));
    let groups: Vec<usize> = (0..mentions.len()).filter(group).collect();
    for (k, i) in groups.iter().enumerate() {
        let m = &mentions[*i];
        if !matches!(scene.before(m), "the" | "these" | "those") || described_after(scene, m) {
            continue;
        }
        let earlier: Vec<u32> = groups[..k]
            .iter()
            .filter(|j| mentions[**j].sentence + BACK >= m.sentence && may_mean(scene, m, &mentions[**j]))
            .map(|j| clusters.root(*j as u32))
            .collect();
        // One group only: two earlier ones leave it open which is meant.
        if let Some(first) = earlier.first()
            && earlier.iter().all(|e| e == first)
        {
            clusters.join(*first, *i as u32);
        }
    }
}

/// "the gunmen who fled", "the officials of": a description of its own.
fn described_after(scene: &Scene<'_>, m: &Mention) -> bool {
    matches!(scene.lower(m.tokens.end), "of" | "who" | "that" | "from" | "in" | "at" | "whose" | "'s" | "'" | "’s")
}

fn may_mean(scene: &Scene<'_>, m: &Mention, earlier: &Mention) -> bool {
    let tokens = &scene.analysis.tokens;
    let lemma = |m: &Mention| &*tokens[m.head as usize].lemma;
    let number = |m: &Mention| {
        m.tokens.clone().find(|t| tokens[*t as usize].tag == crate::text::Upos::Num).map(|t| scene.lower(t))
    };
    let plain = |t: u32| tokens[t as usize].tag != crate::text::Upos::Num && t != m.head;
    lemma(m) == lemma(earlier)
        && match (number(m), number(earlier)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
        && m.tokens
            .clone()
            .filter(|t| plain(*t))
            .all(|t| earlier.tokens.clone().any(|e| scene.lower(e) == scene.lower(t)))
}
