//! How the figures of an event went: every count that was reported, by whom and
//! when, each as it was given. Nothing is added up or averaged.

use super::names;
use super::reader::{Reader, text, wg};
use super::run::Answer;
use super::sayings::{Saying, cell, joined, node, number, sayings};
use crate::error::Result;
use oxigraph::store::Store;
use std::collections::BTreeMap;

/// Which propositions are about figures: those whose values are compared as
/// ranges of numbers.
pub const FIGURES: &str = "?property wg:comparator wgc:interval-overlap .";
/// What [`figures`] reads besides.
pub const FIGURE_READS: &str = "SELECT * { ?f wg:countMin ?a OPTIONAL { ?f wg:countMax ?b } }";

/// All reported figures, by event and figure in order of publication. `step`
/// compares a figure with the one before by the same speaker: `first`, `up`,
/// `down`, `same`, or `overlaps` where ranges do. Reports without a day stand
/// last. `latest` leaves only the last figure of each speaker.
///
/// # Errors
/// If the store cannot be read.
pub fn figures(store: &Store, about: Option<&str>, latest: bool) -> Result<Answer> {
    let reader = Reader::new(store);
    let mut all: Vec<(String, Saying)> = Vec::new();
    for said in sayings(store, FIGURES, about)? {
        all.push((reader.label(&said.subject)?, said));
    }
    all.sort_by(|(name, a), (other, b)| {
        let key = |s: &Saying| (s.subject.clone(), s.property.clone(), s.day.is_none(), s.day.clone());
        (name, key(a), &a.ids, &a.claim).cmp(&(other, key(b), &b.ids, &b.claim))
    });
    let mut before: BTreeMap<(String, String, String), (u64, u64)> = BTreeMap::new();
    let mut last: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (name, said) in &all {
        let count = |p: &str| reader.number(&text(&said.object), &wg(p));
        let (min, max) = (count("countMin")?, count("countMax")?);
        let key = (said.subject.clone(), said.property.clone(), said.speaker.clone().unwrap_or_default());
        let step = match (said.negative, min) {
            (true, _) | (_, None) => "",
            (_, Some(min)) => step(before.insert(key.clone(), (min, max.unwrap_or(u64::MAX))), min, max),
        };
        last.insert(key, rows.len());
        rows.push(vec![
            cell(name),
            cell(names::local(&said.property)),
            said.day.as_deref().and_then(cell),
            cell(&reader.value(&said.object)?),
            min.and_then(number),
            max.and_then(number),
            cell(step),
            said.speaker.as_deref().and_then(cell),
            cell(&said.modality),
            cell(&joined(said.ids.iter().cloned())),
            cell(&said.acceptance),
            node(&said.subject),
        ]);
    }
    if latest {
        let kept: std::collections::BTreeSet<usize> = last.into_values().collect();
        rows = rows.into_iter().enumerate().filter(|(i, _)| kept.contains(i)).map(|(_, r)| r).collect();
    }
    let columns = [
        "event", "figure", "published", "count", "min", "max", "step", "speaker", "modality", "article", "acceptance",
        "node",
    ];
    Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
}

fn step(before: Option<(u64, u64)>, min: u64, max: Option<u64>) -> &'static str {
    let max = max.unwrap_or(u64::MAX);
    match before {
        None => "first",
        Some(range) if range == (min, max) => "same",
        Some((_, most)) if most < min => "up",
        Some((least, _)) if max < least => "down",
        Some(_) => "overlaps",
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_compare_ranges() {
        assert_eq!(step(None, 3, Some(3)), "first");
        assert_eq!(step(Some((3, 3)), 3, Some(3)), "same");
        assert_eq!(step(Some((3, 3)), 5, Some(5)), "up");
        assert_eq!(step(Some((5, 9)), 3, Some(4)), "down");
        assert_eq!(step(Some((5, u64::MAX)), 7, Some(7)), "overlaps");
    }
}
