//! Candidate names and the choice among those that overlap.

use crate::text::Sym;
use rustc_hash::FxHashMap;

/// What a candidate would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    Person,
    Organization,
    Country,
    Place,
    Facility,
    Nationality,
    Vehicle,
    /// Core of a post: holds its words against names, becomes a mention later.
    Post,
    /// A capitalised phrase that names none of these (a month, a treaty): holds its words.
    Other,
}

/// A stretch of tokens that may be a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub start: u32,
    pub end: u32,
    pub class: Class,
    pub kind: Option<Sym>,
    pub known: Option<Sym>,
    /// How sure its detector is, 0 to 1.
    pub confidence: f32,
    pub found_by: &'static str,
}

impl Candidate {
    pub fn new(start: u32, end: u32, class: Class, confidence: f32, found_by: &'static str) -> Self {
        Self { start, end, class, kind: None, known: None, confidence, found_by }
    }

    pub fn kind(mut self, kind: Option<Sym>) -> Self {
        self.kind = kind;
        self
    }

    pub fn known(mut self, known: Option<Sym>) -> Self {
        self.known = known;
        self
    }

    /// What the choice maximises: sure and long; one long name beats two parts
    /// of it that are equally sure.
    fn weight(&self) -> f32 {
        let len = (self.end - self.start) as f32;
        self.confidence * (len + 0.2) - 0.4
    }
}

/// Drops weaker twins: of the candidates with the same tokens and class, the
/// surest stays and takes over a kind or id that only the other has.
pub(crate) fn merge_twins(candidates: &mut Vec<Candidate>) {
    let mut at: FxHashMap<(u32, u32, Class), usize> = FxHashMap::default();
    let mut out: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for c in candidates.drain(..) {
        match at.get(&(c.start, c.end, c.class)) {
            None => {
                at.insert((c.start, c.end, c.class), out.len());
                out.push(c);
            }
            Some(&i) => {
                let old = out[i];
                let (mut best, other) = if c.confidence > old.confidence { (c, old) } else { (old, c) };
                best.kind = best.kind.or(other.kind);
                best.known = best.known.or(other.known);
                out[i] = best;
            }
        }
    }
    *candidates = out;
}

/// The heaviest set of candidates that do not overlap, in text order.
pub(crate) fn choose(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut sorted: Vec<&Candidate> = candidates.iter().filter(|c| c.weight() > 0.0).collect();
    sorted.sort_by(|a, b| {
        (a.end, a.start, a.class).cmp(&(b.end, b.start, b.class)).then(b.confidence.total_cmp(&a.confidence))
    });
    // best[i]: weight of the best choice among the first i candidates.
    let mut best = vec![0.0f32; sorted.len() + 1];
    let mut taken = vec![false; sorted.len()];
    let mut before = vec![0usize; sorted.len()];
    for (i, c) in sorted.iter().enumerate() {
        let free = sorted[..i].partition_point(|p| p.end <= c.start);
        before[i] = free;
        let with = best[free] + c.weight();
        taken[i] = with > best[i] + 1e-6;
        best[i + 1] = with.max(best[i]);
    }
    let mut out = Vec::new();
    let mut i = sorted.len();
    while i > 0 {
        if taken[i - 1] {
            out.push(*sorted[i - 1]);
            i = before[i - 1];
        } else {
            i -= 1;
        }
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(start: u32, end: u32, class: Class, confidence: f32) -> Candidate {
        Candidate::new(start, end, class, confidence, "t")
    }

    #[test]
    fn long_beats_part_and_sure_beats_greedy() {
        let chosen = choose(&[c(0, 1, Class::Place, 0.9), c(0, 2, Class::Organization, 0.8)]);
        assert_eq!(chosen, [c(0, 2, Class::Organization, 0.8)]);
        // "State | Marco Rubio" after a post: the post keeps "State".
        let chosen = choose(&[c(0, 3, Class::Post, 0.9), c(2, 5, Class::Person, 0.55), c(3, 5, Class::Person, 0.85)]);
        assert_eq!(chosen.iter().map(|c| (c.start, c.end)).collect::<Vec<_>>(), [(0, 3), (3, 5)]);
        assert_eq!(choose(&[]), []);
    }

    #[test]
    fn twins_share_what_they_know() {
        let mut list = vec![
            c(0, 2, Class::Organization, 0.6).kind(Some(Sym::new("other"))),
            c(0, 2, Class::Organization, 0.9).known(Some(Sym::new("organization/x"))),
        ];
        merge_twins(&mut list);
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].confidence, 0.9);
        assert_eq!(list[0].kind, Some(Sym::new("other")));
        assert_eq!(list[0].known, Some(Sym::new("organization/x")));
    }
}
