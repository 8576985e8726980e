//! Names that a user's registry knows.

use super::decisions::Judgement;
use super::groups::Groups;
use super::link::{Candidate, Link};
use crate::graph::registry::Registry;
use std::collections::BTreeMap;

/// The registry id of each candidate that has one; names with one id are
/// joined in `groups`, unless an analyst or an article keeps them apart.
pub fn registered(
    candidates: &[Candidate<'_>],
    registry: &Registry,
    groups: &mut Groups,
) -> (Vec<Option<String>>, Vec<Link>) {
    let mut ids: Vec<Option<String>> = Vec::with_capacity(candidates.len());
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut links = Vec::new();
    for (number, candidate) in candidates.iter().enumerate() {
        let found = candidate.style.filter(|_| !registry.is_empty());
        let entry = found.and_then(|style| registry.find(candidate.names.iter().copied(), style));
        let Some(entry) = entry else {
            ids.push(None);
            continue;
        };
        let number = number as u32;
        let other = *first.entry(entry.id.clone()).or_insert(number);
        ids.push(Some(entry.id.clone()));
        let (x, y) = (&candidates[other as usize], candidate);
        let apart = !x.articles.is_disjoint(y.articles) || x.known && y.known;
        if other == number || apart || groups.root(other) == groups.root(number) || !groups.join(other, number) {
            continue;
        }
        let (left, right) = if x.path < y.path { (x.path, y.path) } else { (y.path, x.path) };
        links.push(Link {
            left: left.to_owned(),
            right: right.to_owned(),
            judgement: Judgement::Same,
            score: 1.0,
            reasons: vec![format!("registry {} bears both names: {}", entry.id, entry.name)],
        });
    }
    (ids, links)
}
