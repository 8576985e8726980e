//! Weapons, vehicles and facilities in plain words ("a car bomb", "the school
//! bus"), as the lexicons list them.

use super::build::Builder;
use super::class;
use super::lexicons::{flag, flag_of};

/// Adds a mention for each hit not inside a name of the same class.
pub(crate) fn add(builder: &mut Builder<'_, '_>) {
    let view = builder.view;
    let mut free_from = 0;
    // Tokens inside a mention of several words.
    let mut covered = vec![false; view.tokens.len()];
    for m in builder.mentions.iter().filter(|m| m.tokens.len() > 1 && m.class != *class::NOMINAL) {
        for t in m.tokens.clone() {
            covered[t as usize] = true;
        }
    }
    for t in 0..view.tokens.len() as u32 {
        if t < free_from {
            continue;
        }
        let Some(hit) = view.hit(t, flag::WEAPON | flag::VEHICLE | flag::FACILITY) else { continue };
        let bits = flag_of(hit.entry.class);
        let class = if bits & flag::WEAPON != 0 {
            *class::WEAPON
        } else if bits & flag::VEHICLE != 0 {
            *class::VEHICLE
        } else {
            *class::FACILITY
        };
        let last = hit.end - 1;
        let nominal = matches!(view.tag(last), crate::analysis::Upos::Noun | crate::analysis::Upos::Propn);
        if !nominal || covered[t as usize] && covered[last as usize] {
            continue;
        }
        let i = builder.add(hit.start, hit.end, class, "lexicon/noun", 0.9);
        builder.mentions[i].head = last;
        builder.mentions[i].kind = Some(hit.entry.value);
        free_from = hit.end;
    }
}
