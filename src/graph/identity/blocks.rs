//! Which pairs of event mentions are worth comparing.

use super::profiles::Profiles;
use super::reports::{Kind, Report};
use rayon::prelude::*;

/// Most event mentions that share one key and are all looked at; a larger
/// block is cut by month, and what is still larger says nothing.
const BLOCK: usize = 400;
/// Most partners of one event mention: those with most keys in common.
const PARTNERS: usize = 40;
/// Parts in which keys are sorted, so that not all stand in one list.
const PARTS: u64 = 4;
/// Event mentions whose partners are looked for with one table of counts.
const CHUNK: usize = 4096;

/// For each report the others worth comparing with it.
pub struct Partners(Vec<Chunk>);

/// Partners of neighbouring reports, ascending for each.
struct Chunk {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Partners {
    /// Finds for each report those of other articles that share most values,
    /// names in their sentences and days with it.
    pub fn new(reports: &[Report], profiles: &Profiles<'_>) -> Self {
        let blocks = Blocks::new(reports, profiles);
        let chunk = |chunk: usize| {
            let mut out = Chunk { starts: vec![0], all: Vec::new() };
            let (mut counts, mut touched) = (vec![0u16; reports.len()], Vec::new());
            for number in chunk * CHUNK..reports.len().min((chunk + 1) * CHUNK) {
                blocks.partners(number as u32, reports, &mut counts, &mut touched, &mut out.all);
                out.starts.push(out.all.len() as u32);
            }
            out.all.shrink_to_fit();
            out
        };
        Self((0..reports.len().div_ceil(CHUNK)).into_par_iter().map(chunk).collect())
    }

    /// Partners that a report is to be compared with: each pair stands with the
    /// smaller, unless only the other found it.
    pub fn of(&self, report: u32) -> impl Iterator<Item = u32> + '_ {
        let fresh = move |other: &&u32| report < **other || self.list(**other).binary_search(&report).is_err();
        self.list(report).iter().filter(fresh).copied()
    }

    fn list(&self, report: u32) -> &[u32] {
        let chunk = &self.0[report as usize / CHUNK];
        let place = report as usize % CHUNK;
        &chunk.all[chunk.starts[place] as usize..chunk.starts[place + 1] as usize]
    }
}

/// Reports by what they share.
struct Blocks {
    /// Blocks of each report, one report after the other.
    of: Vec<u32>,
    starts: Vec<u32>,
    /// Reports of each block, one block after the other.
    members: Vec<u32>,
    ends: Vec<u32>,
}

impl Blocks {
    fn new(reports: &[Report], profiles: &Profiles<'_>) -> Self {
        let (mut members, mut ends): (Vec<u32>, Vec<u32>) = (Vec::new(), vec![0]);
        let mut starts = vec![0u32; reports.len() + 1];
        for part in 0..PARTS {
            let keys = keys(reports, profiles, part);
            for block in keys.chunk_by(|a, b| a.0 == b.0).filter(|b| (2..=BLOCK).contains(&b.len())) {
                members.extend(block.iter().map(|k| k.1));
                ends.push(members.len() as u32);
                block.iter().for_each(|k| starts[k.1 as usize + 1] += 1);
            }
        }
        for report in 0..reports.len() {
            starts[report + 1] += starts[report];
        }
        let mut next = starts.clone();
        let mut of = vec![0; members.len()];
        for (number, range) in (0..).zip(ends.windows(2)) {
            for report in &members[range[0] as usize..range[1] as usize] {
                of[next[*report as usize] as usize] = number;
                next[*report as usize] += 1;
            }
        }
        Self { of, starts, members, ends }
    }

    /// Adds the partners of a report, ascending. `counts` are zero before and
    /// after.
    fn partners(
        &self,
        number: u32,
        reports: &[Report],
        counts: &mut [u16],
        touched: &mut Vec<u32>,
        out: &mut Vec<u32>,
    ) {
        let report = number as usize;
        for block in &self.of[self.starts[report] as usize..self.starts[report + 1] as usize] {
            let range = self.ends[*block as usize] as usize..self.ends[*block as usize + 1] as usize;
            for other in &self.members[range] {
                let count = &mut counts[*other as usize];
                if *count == 0 {
                    touched.push(*other);
                }
                *count = count.saturating_add(1);
            }
        }
        let own = reports[report].article;
        let elsewhere = touched.iter().filter(|o| reports[**o as usize].article != own);
        let mut partners: Vec<(u16, u32)> = elsewhere.map(|o| (counts[*o as usize], *o)).collect();
        touched.drain(..).for_each(|o| counts[o as usize] = 0);
        let order = |x: &(u16, u32), y: &(u16, u32)| y.0.cmp(&x.0).then(x.1.cmp(&y.1));
        if partners.len() > PARTNERS {
            partners.select_nth_unstable_by(PARTNERS, order);
            partners.truncate(PARTNERS);
        }
        let from = out.len();
        out.extend(partners.iter().map(|p| p.1));
        out[from..].sort_unstable();
    }
}

/// (hash of class and key, report) of a part of all hashes, sorted; keys of
/// large blocks get the month.
fn keys(reports: &[Report], profiles: &Profiles<'_>, part: u64) -> Vec<(u64, u32)> {
    let of = |number: usize| {
        let own = keys_of(&reports[number]).into_iter().filter(move |key| key % PARTS == part);
        own.map(move |key| (key, number as u32))
    };
    let mut keys: Vec<(u64, u32)> = (0..reports.len()).into_par_iter().flat_map_iter(of).collect();
    keys.par_sort_unstable();
    keys.dedup();
    for block in keys.chunk_by_mut(|a, b| a.0 == b.0).filter(|b| b.len() > BLOCK) {
        block.iter_mut().for_each(|(key, report)| *key = mix(*key, month(&reports[*report as usize], profiles)));
    }
    keys.par_sort_unstable();
    keys
}

fn keys_of(report: &Report) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut add = |kind: u64, key: u64| keys.push(mix(kind << 48 | u64::from(report.class), key));
    for (_, value) in &report.values {
        if matches!(value.kind, Kind::Named | Kind::Unlisted | Kind::Phrase | Kind::General | Kind::Description) {
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
    keys
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
