//! Which pairs of event mentions are worth comparing.

use super::profiles::Profiles;
use super::reports::{Kind, Report};
use rustc_hash::FxHashMap;

/// Most event mentions that share one key and are all looked at; a larger
/// block is cut by month, and what is still larger says nothing.
const BLOCK: usize = 400;
/// Most partners of one event mention: those with most keys in common.
const PARTNERS: usize = 40;

/// Pairs of reports of different articles that share a value, a name in their
/// sentences or a day, each once, the smaller first.
pub fn pairs(reports: &[Report], profiles: &Profiles<'_>) -> Vec<(u32, u32)> {
    let keys = keys(reports, profiles);
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    while from < keys.len() {
        let to = from + keys[from..].partition_point(|k| k.0 == keys[from].0);
        if (2..=BLOCK).contains(&(to - from)) {
            ends.push((from, to));
        }
        from = to;
    }
    let mut blocks: Vec<Vec<u32>> = vec![Vec::new(); reports.len()];
    for (block, (from, to)) in ends.iter().enumerate() {
        for (_, report) in &keys[*from..*to] {
            blocks[*report as usize].push(block as u32);
        }
    }
    let mut out: Vec<(u32, u32)> = Vec::new();
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for (number, own) in blocks.iter().enumerate() {
        shared.clear();
        for block in own {
            let (from, to) = ends[*block as usize];
            for (_, other) in &keys[from..to] {
                if reports[*other as usize].article != reports[number].article {
                    *shared.entry(*other).or_default() += 1;
                }
            }
        }
        let mut partners: Vec<(u32, u32)> = shared.iter().map(|(other, count)| (*count, *other)).collect();
        partners.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        let number = number as u32;
        out.extend(partners.iter().take(PARTNERS).map(|(_, other)| (number.min(*other), number.max(*other))));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// (hash of class and key, report), sorted; keys of large blocks get the month.
fn keys(reports: &[Report], profiles: &Profiles<'_>) -> Vec<(u64, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (number, report) in reports.iter().enumerate() {
        let mut add = |kind: u64, key: u64| keys.push((mix(kind << 48 | u64::from(report.class), key), number as u32));
        for (_, value) in &report.values {
            if matches!(value.kind, Kind::Named | Kind::Phrase | Kind::General | Kind::Description) {
                add(1, u64::from(value.key));
            }
        }
        for word in report.words.names() {
            add(2, u64::from(word));
        }
        for word in report.content.pairs() {
            add(3, word);
        }
        for figure in report.figures.iter().filter(|f| f.1 >= 10) {
            add(4, figure.1);
        }
        if let Some(when) = report.when.filter(|w| !w.yearless && w.last == w.first) {
            add(5, when.first as u64);
        }
    }
    keys.sort_unstable();
    keys.dedup();
    let mut out = Vec::with_capacity(keys.len());
    let mut from = 0;
    while from < keys.len() {
        let to = from + keys[from..].partition_point(|k| k.0 == keys[from].0);
        let large = to - from > BLOCK;
        out.extend(keys[from..to].iter().map(|(key, report)| match large {
            true => (mix(*key, month(&reports[*report as usize], profiles)), *report),
            false => (*key, *report),
        }));
        from = to;
    }
    out.sort_unstable();
    out
}

/// The month it happened, else was told; 0 if neither is known.
fn month(report: &Report, profiles: &Profiles<'_>) -> u64 {
    let day = report.when.filter(|w| !w.yearless).map(|w| w.first).or_else(|| profiles.published(report.article));
    day.map_or(0, |d| (d / 30) as u64 + 1)
}

fn mix(a: u64, b: u64) -> u64 {
    let mut h = a ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}
