//! A sequence model of names on top of the cascade: it has learnt when to trust
//! what the cascade says, adds names where the cascade is silent, and settles
//! what a name is, and where it ends, where the cascade is unsure.
//!
//! Takes a document's view and the cascade's candidates. Gives more candidates,
//! weakens some. A structured perceptron over begin and inside of persons,
//! organizations, places and other names; only capitalised words and the small
//! words between them are looked at. Never fails, does no I/O. Tested by unit
//! tests here.

mod features;
pub mod train;
mod viterbi;

use super::candidates::{Candidate, Class};
use super::lexicons::flag;
use super::view::View;
use crate::analysis::linear::{Linear, Lookup, Scores};
use crate::analysis::packed;
use features::{Atoms, TRANSITIONS};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use viterbi::{ANY, Cell, LABELS};

/// The model.
#[derive(Debug)]
pub(crate) struct Names {
    weights: Linear,
    /// What one update weighs.
    unit: i64,
}

static EMBEDDED: LazyLock<Option<Names>> =
    LazyLock::new(|| Names::from_bytes(include_bytes!("../../analysis/models/names.bin")));

/// A name the model sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    pub start: u32,
    pub end: u32,
    /// 0 person, 1 organization, 2 place, 3 something else.
    pub class: u8,
    /// By how many updates it is better than another reading.
    pub margin: f32,
}

impl Names {
    /// The model compiled into the program.
    pub(crate) fn embedded() -> Option<&'static Names> {
        EMBEDDED.as_ref()
    }

    /// A model from the bytes of its file.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Names> {
        let (unit, weights) = packed::names(bytes)?;
        Some(Names { weights, unit: i64::from(unit.max(1)) })
    }

    /// The names of a document.
    pub(crate) fn read(&self, atoms: &Atoms) -> Vec<Seen> {
        let mut out = Vec::new();
        let (mut keys, mut lookup, mut scores) = (Vec::new(), Lookup::default(), Scores::default());
        let (mut labels, mut margins) = (Vec::new(), Vec::new());
        // Few things tell what may follow a label: the same ones come again and again.
        let mut after: FxHashMap<[u32; TRANSITIONS], [i64; LABELS]> = FxHashMap::default();
        for stretch in &atoms.stretches {
            let cells = cells(atoms, *stretch, &mut keys, |token, keys, out| {
                let steady = <[u32; TRANSITIONS]>::try_from(keys).ok().filter(|_| token.is_none());
                if let Some(met) = steady.and_then(|keys| after.get(&keys)) {
                    *out = *met;
                    return;
                }
                scores.reset();
                self.weights.add(keys, &mut lookup, &mut scores);
                for (o, s) in out.iter_mut().zip(scores.0) {
                    *o = i64::from(s);
                }
                after.extend(steady.map(|keys| (keys, *out)));
            });
            viterbi::decode(&cells, &mut labels, &mut margins);
            let mut i = 0;
            while i < labels.len() {
                let label = labels[i];
                if label == 0 {
                    i += 1;
                    continue;
                }
                let first = i;
                i += 1;
                while i < labels.len() && labels[i] == label + 1 {
                    i += 1;
                }
                // The label after the last one tells that the name ends there.
                let margin = margins[first..(i + 1).min(labels.len())].iter().min().copied().unwrap_or(0);
                out.push(Seen {
                    start: stretch.0 + first as u32,
                    end: stretch.0 + i as u32,
                    class: (label - 1) / 2,
                    margin: margin as f32 / self.unit as f32,
                });
            }
        }
        out
    }
}

/// Scores of a stretch, asked of `score`: of features of a token, and of what it follows.
fn cells(
    atoms: &Atoms,
    stretch: (u32, u32),
    keys: &mut Vec<u32>,
    mut score: impl FnMut(Option<u32>, &[u32], &mut [i64; LABELS]),
) -> Vec<Cell> {
    (stretch.0..stretch.1)
        .map(|t| {
            let mut cell = Cell { label: [0; LABELS], after: [[0; LABELS]; LABELS], allowed: ANY };
            keys.clear();
            atoms.features(t, stretch, keys);
            score(Some(t), keys, &mut cell.label);
            for before in 0..if t == stretch.0 { 1 } else { LABELS } {
                keys.clear();
                atoms.transitions(t, before as u32, keys);
                score(None, keys, &mut cell.after[before]);
            }
            cell
        })
        .collect()
}

// Margins, in updates, from which the model is heard; chosen on articles it had
// not seen (cross-validation), so that it is right more often than the cascade.

/// For a person, organization, place where the cascade is silent.
const NEW: [f32; 3] = [130.0, 200.0, 100.0];
/// For another class of the same words.
const CLASS: f32 = 20.0;
/// For other borders.
const BORDER: f32 = 60.0;

/// Adds to the candidates what the model sees, and settles doubtful ones.
pub(crate) fn add(view: &View<'_>, names: &Names, candidates: &mut Vec<Candidate>) {
    let chosen = super::candidates::choose(candidates);
    let atoms = Atoms::new(view, &chosen);
    for seen in &names.read(&atoms) {
        let class = match seen.class {
            0 => Class::Person,
            1 => Class::Organization,
            2 => Class::Place,
            _ => continue,
        };
        let at = chosen.partition_point(|c| c.end <= seen.start);
        let inside: Vec<&Candidate> = chosen[at..].iter().take_while(|c| c.start < seen.end).collect();
        let Some((one, rest)) = inside.split_first() else {
            // "Civil Litigation": capitals alone make no name of common words.
            let rare = (seen.start..seen.end).any(|t| view.capital(t) && !view.has(t, flag::COMMON));
            if rare && seen.margin >= NEW[usize::from(seen.class)] {
                candidates.push(Candidate::new(seen.start, seen.end, class, 0.6, "sequence/new"));
            }
            continue;
        };
        if !rest.is_empty() || !named(one) {
            continue;
        }
        let listed = one.found_by.starts_with("lexicon");
        let same = class == one.class || class == Class::Place && one.class == Class::Facility;
        if one.start == seen.start && one.end == seen.end {
            // Persons and organizations that the model takes for places or each other: the cascade
            // is seldom right then. It mostly is where it sees a place.
            let doubtful = one.class == Class::Person && one.confidence < 0.7
                || one.class == Class::Organization && class == Class::Place && !listed;
            if !same && doubtful && seen.margin >= CLASS {
                weaken(candidates, seen);
                candidates.push(Candidate::new(seen.start, seen.end, class, 0.8, "sequence/class"));
            }
            continue;
        }
        // What ends in a small word ("the X government") the model does not see whole.
        let whole = view.capital(one.start) && view.capital(one.end - 1);
        let longer = seen.end - seen.start > one.end - one.start;
        let sure = listed && !(longer && one.found_by == "lexicon/city") || one.found_by == "memory/name";
        if whole && !sure && seen.margin >= BORDER {
            let mut new = Candidate::new(seen.start, seen.end, class, 0.8, "sequence/border");
            if same {
                (new.class, new.kind) = (one.class, one.kind);
            }
            weaken(candidates, seen);
            candidates.push(new);
        }
    }
}

fn named(c: &Candidate) -> bool {
    matches!(c.class, Class::Person | Class::Organization | Class::Place | Class::Facility)
}

/// Leaves what the cascade made of the words of a name no chance against the name.
fn weaken(candidates: &mut [Candidate], seen: &Seen) {
    for c in candidates.iter_mut().filter(|c| c.start < seen.end && seen.start < c.end) {
        c.confidence = c.confidence.min(0.3);
    }
}
