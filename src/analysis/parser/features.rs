//! The templates of the parser, after Zhang and Nivre (2011), with words that
//! mark case added for prepositional attachment.

use super::super::hash::mix;
use super::state::{NONE, State};

/// What the templates look at in one word, hashed once.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Atoms {
    /// Lower-cased form, digits made alike.
    pub word: u32,
    /// Lemma.
    pub lemma: u32,
    /// Joint tag, as the index of its label.
    pub tag: u32,
    /// Last three letters.
    pub suffix: u32,
}

const ABSENT: Atoms = Atoms { word: 3, lemma: 3, tag: 250, suffix: 3 };
const ROOT: Atoms = Atoms { word: 5, lemma: 5, tag: 251, suffix: 5 };

fn distance(a: usize, b: usize) -> u32 {
    if a == NONE || b == NONE {
        return 9;
    }
    match b.saturating_sub(a) {
        d @ 0..=4 => d as u32,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

/// Appends the features of a state.
#[allow(clippy::too_many_lines)]
pub(in super::super) fn features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    let n = words.len();
    let at = |i: usize| match i {
        NONE => ABSENT,
        i if i == n => ROOT,
        i => words.get(i).copied().unwrap_or(ABSENT),
    };
    let (is0, is1, is2) = (state.s(0), state.s(1), state.s(2));
    let (ib0, ib1, ib2, ib3) = (state.b(0), state.b(1), state.b(2), state.b(3));
    let (s0, s1, s2) = (at(is0), at(is1), at(is2));
    let (b0, b1, b2, b3) = (at(ib0), at(ib1), at(ib2), at(ib3));
    let left = |i: usize, k: usize| if i == NONE { NONE } else { state.left[i][k] };
    let right = |i: usize, k: usize| if i == NONE { NONE } else { state.right[i][k] };
    let rel = |i: usize| if i == NONE { 200 } else { u32::from(state.rels[i]) };
    let valency = |i: usize, side: usize| if i == NONE { 99 } else { u32::from(state.valency[i][side].min(5)) };
    let set = |i: usize, side: usize| {
        if i == NONE {
            return 77;
        }
        let bits = state.sets[i][side];
        (bits ^ (bits >> 32).wrapping_mul(0x9e37_79b9)) as u32
    };
    let marker = |i: usize| at(if i == NONE { NONE } else { state.marker[i] }).word;
    let mut t = 0;
    macro_rules! add {
        ($a:expr) => {
            add!($a, 0, 0, 0)
        };
        ($a:expr, $b:expr) => {
            add!($a, $b, 0, 0)
        };
        ($a:expr, $b:expr, $c:expr) => {
            add!($a, $b, $c, 0)
        };
        ($a:expr, $b:expr, $c:expr, $d:expr) => {{
            out.push(mix(t, $a, $b, $c, $d));
            t += 1;
        }};
    }
    // One word.
    add!(s0.word);
    add!(s0.tag);
    add!(s0.word, s0.tag);
    add!(s0.suffix, s0.tag);
    add!(s1.word);
    add!(s1.tag);
    add!(s1.word, s1.tag);
    add!(s2.tag);
    add!(s2.word, s2.tag);
    add!(b0.word);
    add!(b0.tag);
    add!(b0.word, b0.tag);
    add!(b0.suffix, b0.tag);
    add!(b1.word);
    add!(b1.tag);
    add!(b1.word, b1.tag);
    add!(b2.tag);
    add!(b2.word, b2.tag);
    add!(b3.tag);
    // Two words.
    let d0 = distance(is0, ib0);
    let d1 = distance(is1, is0);
    add!(s0.word, s0.tag, b0.word, b0.tag);
    add!(s0.word, s0.tag, b0.word);
    add!(s0.word, b0.word, b0.tag);
    add!(s0.word, s0.tag, b0.tag);
    add!(s0.tag, b0.word, b0.tag);
    add!(s0.lemma, b0.lemma);
    add!(s0.tag, b0.tag);
    add!(b0.tag, b1.tag);
    add!(s1.word, s1.tag, s0.word, s0.tag);
    add!(s1.word, s1.tag, s0.word);
    add!(s1.word, s0.word, s0.tag);
    add!(s1.word, s1.tag, s0.tag);
    add!(s1.tag, s0.word, s0.tag);
    add!(s1.lemma, s0.lemma);
    add!(s1.tag, s0.tag);
    add!(s1.tag, b0.tag);
    add!(s1.lemma, b0.lemma);
    add!(s1.lemma, b0.tag);
    add!(s1.tag, b0.lemma);
    add!(s2.tag, s0.tag);
    // Three words and more.
    add!(s0.tag, b0.tag, b1.tag);
    add!(s0.tag, b0.tag, b1.tag, b2.tag);
    add!(s1.tag, s0.tag, b0.tag);
    add!(s1.tag, s0.tag, b0.tag, b1.tag);
    add!(s2.tag, s1.tag, s0.tag);
    add!(s2.tag, s1.tag, s0.tag, b0.tag);
    add!(s0.word, b0.tag, b1.tag);
    add!(s0.tag, b0.word, b1.tag);
    add!(s0.tag, b0.tag, b1.word);
    add!(s1.word, s0.tag, b0.tag);
    add!(s1.tag, s0.word, b0.tag);
    add!(s1.tag, s0.tag, b0.word);
    add!(s1.lemma, s0.lemma, b0.word);
    add!(s1.lemma, s0.tag, b0.word);
    add!(s1.tag, s0.lemma, b0.word);
    add!(s0.lemma, b0.word, b1.lemma);
    add!(s0.lemma, b0.word, b2.lemma);
    add!(s0.lemma, b0.word, b1.tag, b2.tag);
    add!(b0.tag, b1.tag, b2.tag);
    add!(b0.word, b1.tag, b2.tag);
    add!(b0.word, b1.word);
    // Children.
    let kids = [
        (left(is0, 0), 0),
        (right(is0, 0), 1),
        (left(is1, 0), 2),
        (right(is1, 0), 3),
        (left(ib0, 0), 4),
        (left(is0, 1), 5),
        (right(is0, 1), 6),
        (right(is1, 1), 7),
        (left(ib0, 1), 8),
        (left(is1, 1), 9),
    ];
    for (kid, which) in kids {
        let k = at(kid);
        let r = rel(kid);
        add!(k.word, which);
        add!(k.tag, r);
        add!(r, s0.tag, which);
    }
    let (s0l, s0r, s1l, s1r, b0l) = (kids[0].0, kids[1].0, kids[2].0, kids[3].0, kids[4].0);
    add!(s0.tag, at(s0l).tag, b0.tag);
    add!(s0.tag, at(s0r).tag, b0.tag);
    add!(s0.tag, b0.tag, at(b0l).tag);
    add!(s1.tag, s0.tag, at(s0l).tag);
    add!(s1.tag, s0.tag, at(s0r).tag);
    add!(s1.tag, s0.tag, at(s1r).tag);
    add!(s1.tag, s0.tag, at(s1l).tag);
    add!(s0.tag, rel(s0l), at(left(is0, 1)).tag, rel(left(is0, 1)));
    add!(s0.tag, rel(s0r), at(right(is0, 1)).tag, rel(right(is0, 1)));
    add!(s1.tag, rel(s1r), at(right(is1, 1)).tag, rel(right(is1, 1)));
    add!(b0.tag, rel(b0l), at(left(ib0, 1)).tag, rel(left(ib0, 1)));
    add!(s1.lemma, at(s1r).lemma, s0.tag);
    add!(s1.lemma, at(s1r).lemma, marker(is0));
    add!(s0.lemma, at(s0r).lemma, b0.tag);
    add!(s0.lemma, at(s0r).lemma, b0.word);
    // Numbers and sets of children, distances.
    add!(s0.word, valency(is0, 1), 1);
    add!(s0.tag, valency(is0, 1), valency(is0, 0));
    add!(s0.word, valency(is0, 0), 0);
    add!(s1.word, valency(is1, 1));
    add!(s1.tag, valency(is1, 1), valency(is1, 0));
    add!(b0.word, valency(ib0, 0));
    add!(b0.tag, valency(ib0, 0));
    add!(s0.word, set(is0, 1), 1);
    add!(s0.tag, set(is0, 1), 1);
    add!(s0.tag, set(is0, 0), 0);
    add!(s1.word, set(is1, 1));
    add!(s1.tag, set(is1, 1), 1);
    add!(s1.tag, set(is1, 0), 0);
    add!(b0.tag, set(ib0, 0));
    add!(s1.tag, set(is1, 1), s0.tag, set(is0, 0));
    add!(s0.tag, set(is0, 0), b0.tag, set(ib0, 0));
    add!(s0.word, d0, 0);
    add!(s0.tag, d0, 0);
    add!(b0.word, d0, 1);
    add!(b0.tag, d0, 1);
    add!(s0.tag, b0.tag, d0);
    add!(s1.tag, s0.tag, d1);
    add!(s1.word, d1);
    add!(s0.word, d1);
    // Case words: what a preposition ties its noun to.
    let m0 = marker(is0);
    add!(m0, s0.tag);
    add!(s1.lemma, m0);
    add!(s1.tag, m0, s0.tag);
    add!(s1.lemma, m0, s0.lemma);
    add!(s2.lemma, s1.lemma, m0);
    add!(s2.tag, s1.tag, m0, s0.tag);
    add!(s1.lemma, m0, s0.tag, d1);
    add!(s1.tag, marker(is1), m0);
    add!(marker(ib0), b0.tag, s0.tag);
    add!(s0.lemma, marker(ib0), b0.lemma);
    add!(s2.tag, s2.word, s1.tag, m0);
    let _ = t;
}
