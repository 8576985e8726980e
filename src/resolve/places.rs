//! Countries, places, facilities: same id or same name.

use super::{Clusters, Scene, names};
use crate::mention::{Mention, class};
use rustc_hash::FxHashMap;

/// Links countries with their nationalities, and places of one name.
pub(crate) fn link(_: &Scene<'_>, mentions: &[Mention], clusters: &mut Clusters) {
    let mut by_id: FxHashMap<(bool, &str), u32> = FxHashMap::default();
    let mut by_name: FxHashMap<(&str, String), u32> = FxHashMap::default();
    for (i, m) in mentions.iter().enumerate() {
        let i = i as u32;
        let country = m.class == *class::COUNTRY || m.class == *class::NATIONALITY;
        let place = m.class == *class::PLACE || m.class == *class::FACILITY || m.class == *class::VEHICLE;
        if !(country || place) {
            continue;
        }
        if let Some(id) = m.known {
            let first = *by_id.entry((country, id.as_str())).or_insert(i);
            clusters.join(first, i);
        }
        if place && m.name.starts_with(char::is_uppercase) {
            let first = *by_name.entry((m.class.as_str(), names::key(&m.name))).or_insert(i);
            clusters.join(first, i);
        }
    }
}
