//! Names that a user's registry knows.

use super::decisions::Judgement;
use super::groups::Groups;
use super::link::{Candidate, Link, disjoint};
use crate::graph::registry::Registry;
use std::collections::BTreeMap;

/// Numbers of the candidates that have a registry id, with it; names with one
/// id are joined in `groups`, unless an analyst or an article keeps them apart.
pub fn registered<'a>(
    count: u32,
    of: &impl Fn(u32) -> Candidate<'a>,
    registry: &Registry,
    groups: &mut Groups,
) -> (BTreeMap<u32, String>, Vec<Link>) {
    let mut ids: BTreeMap<u32, String> = BTreeMap::new();
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut links = Vec::new();
    if registry.is_empty() {
        return (ids, links);
    }
    for number in 0..count {
        let candidate = of(number);
        let Some(entry) = candidate.style.and_then(|style| registry.find(candidate.spellings(), style)) else {
            continue;
        };
        let other = *first.entry(entry.id.clone()).or_insert(number);
        ids.insert(number, entry.id.clone());
        let (x, y) = (of(other), candidate);
        let apart = !disjoint(x.articles, y.articles) || x.known && y.known;
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
