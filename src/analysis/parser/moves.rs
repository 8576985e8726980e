//! The templates that choose a move, after Zhang and Nivre (2011), with words
//! that mark case added for prepositional attachment, and word clusters after
//! Koo, Carreras and Collins (2008).
//!
//! They stand apart by what they look at. A word on the stack keeps what stands
//! below it, and the children of all these and its own on the left, until it is
//! taken from there; the words of the buffer never change. So the sums of these
//! two kinds are made once for each word ([`super::branch`]). A template keeps
//! its number whatever else is added: models know it by that.

use super::super::hash::numbered;
use super::state::State;
use super::view::{Atoms, View};

/// Templates of children: the first number of each child's three.
const KIDS: u32 = 68;

/// Appends the features of a state.
pub(in super::super) fn move_features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    stack_features(state, words, out);
    buffer_features(state, words, out);
    other_features(state, words, out);
}

/// What the stack tells, without the right children of its top.
pub(super) fn stack_features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    let v = View { state, words };
    let (is0, is1) = (state.s(0), state.s(1));
    let (s0, s1, s2) = (v.at(is0), v.at(is1), v.at(state.s(2)));
    let (s0l, s1l, s1r) = (v.left(is0, 0), v.left(is1, 0), v.right(is1, 0));
    let (s0l1, s1r1, s1l1) = (v.left(is0, 1), v.right(is1, 1), v.left(is1, 1));
    for (number, kid) in [(0, s0l), (2, s1l), (3, s1r), (5, s0l1), (7, s1r1), (9, s1l1)] {
        let (k, r, t) = (v.at(kid), v.rel(kid), KIDS + number * 3);
        numbered! { out;
            t => k.word;
            t + 1 => k.tag, r;
            t + 2 => r, s0.tag;
        };
    }
    let d1 = v.distance(is1, is0);
    // Words in the text just after the second of the stack and just before the top.
    let after1 = v.at(is1.wrapping_add(1));
    let before0 = v.at(is0.wrapping_sub(1));
    let (m0, m1) = (v.marker(is0), v.marker(is1));
    let (f, m, s) = (0, 1, 2);
    numbered! { out;
        // One word.
        0 => s0.word;
        1 => s0.tag;
        2 => s0.word, s0.tag;
        3 => s0.suffix, s0.tag;
        4 => s1.word;
        5 => s1.tag;
        6 => s1.word, s1.tag;
        7 => s2.tag;
        8 => s2.word, s2.tag;
        // Two words.
        24 => s1.word, s1.tag, s0.tag;
        25 => s1.tag, s0.word, s0.tag;
        26 => s1.lemma, s0.lemma;
        27 => s1.tag, s0.tag;
        32 => s2.tag, s0.tag;
        // Three words and more.
        37 => s2.tag, s1.tag, s0.tag;
        // Between.
        52 => s1.upos, after1.upos, before0.upos, s0.upos;
        54 => s1.lemma, after1.word, s0.upos;
        // Distances.
        61 => s1.tag, s0.tag, d1;
        62 => s1.word, d1;
        63 => s0.word, d1;
        66 => s1.lemma, s0.upos, d1;
        // Children.
        101 => s1.tag, s0.tag, v.at(s0l).tag;
        103 => s1.tag, s0.tag, v.at(s1r).tag;
        104 => s1.tag, s0.tag, v.at(s1l).tag;
        105 => s0.tag, v.rel(s0l), v.at(s0l1).tag, v.rel(s0l1);
        107 => s1.tag, v.rel(s1r), v.at(s1r1).tag, v.rel(s1r1);
        109 => s1.lemma, v.at(s1r).lemma, s0.tag;
        110 => s1.lemma, v.at(s1r).lemma, m0;
        // Numbers and sets of children.
        114 => s0.word, v.valency(is0, 0);
        115 => s1.word, v.valency(is1, 1);
        116 => s1.tag, v.valency(is1, 1), v.valency(is1, 0);
        121 => s0.tag, v.set(is0, 0);
        122 => s1.word, v.set(is1, 1);
        123 => s1.tag, v.set(is1, 1);
        124 => s1.tag, v.set(is1, 0);
        126 => s1.tag, v.set(is1, 1), s0.tag, v.set(is0, 0);
        129 => s1.upos, v.set(is1, 1), v.set(is1, 0), s0.upos;
        // Case words: what a preposition ties its noun to.
        130 => m0, s0.tag;
        131 => s1.lemma, m0;
        132 => s1.tag, m0, s0.tag;
        133 => s1.lemma, m0, s0.lemma;
        134 => s2.lemma, s1.lemma, m0;
        135 => s2.tag, s1.tag, m0, s0.tag;
        136 => s1.lemma, m0, s0.tag, d1;
        137 => s1.tag, m1, m0;
        140 => s2.tag, s2.word, s1.tag, m0;
        141 => s2.lemma, m1, s1.tag, m0;
        // Clusters.
        142 => s0.cluster[f];
        143 => s1.cluster[f];
        147 => s1.cluster[f], s0.cluster[f];
        149 => s1.cluster[m], s0.cluster[m];
        151 => s1.cluster[s], s1.tag, s0.cluster[s], s0.tag;
        154 => s1.cluster[f], s0.tag;
        155 => s1.tag, s0.cluster[f];
        160 => s1.cluster[f], m0, s0.cluster[f];
        161 => s1.cluster[m], m0, s0.cluster[m];
        162 => s1.cluster[f], m0, s0.tag;
        163 => s1.tag, m0, s0.cluster[f];
        164 => s2.cluster[m], s1.cluster[m], m0;
        165 => s2.cluster[s], s1.cluster[s], m0, s0.cluster[s];
    }
}

/// What the buffer tells, without children.
pub(super) fn buffer_features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    let v = View { state, words };
    let (b0, b1, b2, b3) = (v.at(state.b(0)), v.at(state.b(1)), v.at(state.b(2)), v.at(state.b(3)));
    let f = 0;
    numbered! { out;
        // One word.
        9 => b0.word;
        10 => b0.tag;
        11 => b0.word, b0.tag;
        12 => b0.suffix, b0.tag;
        13 => b1.word;
        14 => b1.tag;
        15 => b1.word, b1.tag;
        16 => b2.tag;
        17 => b2.word, b2.tag;
        18 => b3.tag;
        // Two words.
        23 => b0.tag, b1.tag;
        // Three words and more.
        44 => b0.tag, b1.tag, b2.tag;
        45 => b0.word, b1.tag, b2.tag;
        46 => b0.word, b1.word;
        // Universal tags.
        50 => b0.upos, b1.upos, b2.upos, b3.upos;
        // Clusters.
        144 => b0.cluster[f];
        145 => b1.cluster[f];
    }
}

/// What only both tell, and what changes with every move.
pub(super) fn other_features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    let v = View { state, words };
    let (is0, is1, ib0) = (state.s(0), state.s(1), state.b(0));
    let (s0, s1, s2) = (v.at(is0), v.at(is1), v.at(state.s(2)));
    let (b0, b1, b2) = (v.at(ib0), v.at(state.b(1)), v.at(state.b(2)));
    let (s0r, s0r1, b0l, b0l1) = (v.right(is0, 0), v.right(is0, 1), v.left(ib0, 0), v.left(ib0, 1));
    for (number, kid) in [(1, s0r), (4, b0l), (6, s0r1), (8, b0l1)] {
        let (k, r, t) = (v.at(kid), v.rel(kid), KIDS + number * 3);
        numbered! { out;
            t => k.word;
            t + 1 => k.tag, r;
            t + 2 => r, s0.tag;
        };
    }
    let s0l = v.left(is0, 0);
    let d0 = v.distance(is0, ib0);
    let d1 = v.distance(is1, is0);
    // Words in the text just after the top of the stack and just before the buffer.
    let after = v.at(is0.wrapping_add(1));
    let before = v.at(ib0.wrapping_sub(1));
    let mb = v.marker(ib0);
    let (f, m, s) = (0, 1, 2);
    numbered! { out;
        // Two words.
        19 => s0.word, s0.tag, b0.tag;
        20 => s0.tag, b0.word, b0.tag;
        21 => s0.lemma, b0.lemma;
        22 => s0.tag, b0.tag;
        28 => s1.tag, b0.tag;
        29 => s1.lemma, b0.lemma;
        30 => s1.lemma, b0.tag;
        31 => s1.tag, b0.lemma;
        // Three words and more.
        33 => s0.tag, b0.tag, b1.tag;
        34 => s0.tag, b0.tag, b1.tag, b2.tag;
        35 => s1.tag, s0.tag, b0.tag;
        36 => s1.tag, s0.tag, b0.tag, b1.tag;
        38 => s2.tag, s1.tag, s0.tag, b0.tag;
        39 => s0.word, b0.tag, b1.tag;
        40 => s0.tag, b0.word, b1.tag;
        41 => s0.tag, b0.tag, b1.word;
        42 => s1.word, s0.tag, b0.tag;
        43 => s1.tag, s0.word, b0.tag;
        // Universal tags.
        47 => s0.upos, b0.upos, b1.upos, b2.upos;
        48 => s1.upos, s0.upos, b0.upos, b1.upos;
        49 => s2.upos, s1.upos, s0.upos, b0.upos;
        // Between.
        51 => s0.upos, after.upos, before.upos, b0.upos;
        53 => s0.upos, before.word, b0.upos;
        55 => s0.lemma, after.word, b0.upos;
        // Distances.
        56 => s0.word, d0;
        57 => s0.tag, d0;
        58 => b0.word, d0;
        59 => b0.tag, d0;
        60 => s0.tag, b0.tag, d0;
        64 => s0.upos, b0.upos, d0, b1.upos;
        65 => s1.upos, s0.upos, d1, b0.upos;
        67 => s0.lemma, b0.upos, d0;
        // Children.
        98 => s0.tag, v.at(s0l).tag, b0.tag;
        99 => s0.tag, v.at(s0r).tag, b0.tag;
        100 => s0.tag, b0.tag, v.at(b0l).tag;
        102 => s1.tag, s0.tag, v.at(s0r).tag;
        106 => s0.tag, v.rel(s0r), v.at(s0r1).tag, v.rel(s0r1);
        108 => b0.tag, v.rel(b0l), v.at(b0l1).tag, v.rel(b0l1);
        111 => s0.lemma, v.at(s0r).lemma, b0.tag;
        // Numbers and sets of children.
        112 => s0.word, v.valency(is0, 1);
        113 => s0.tag, v.valency(is0, 1), v.valency(is0, 0);
        117 => b0.word, v.valency(ib0, 0);
        118 => b0.tag, v.valency(ib0, 0);
        119 => s0.word, v.set(is0, 1);
        120 => s0.tag, v.set(is0, 1);
        125 => b0.tag, v.set(ib0, 0);
        127 => s0.tag, v.set(is0, 0), b0.tag, v.set(ib0, 0);
        128 => s0.upos, v.set(is0, 1), v.set(is0, 0), b0.upos;
        // Case words: what a preposition ties its noun to.
        138 => mb, b0.tag, s0.tag;
        139 => s0.lemma, mb, b0.lemma;
        // Clusters.
        146 => s0.cluster[f], b0.cluster[f];
        148 => s0.cluster[m], b0.cluster[m];
        150 => s0.cluster[s], s0.tag, b0.cluster[s], b0.tag;
        152 => s0.cluster[f], b0.tag;
        153 => s0.tag, b0.cluster[f];
        156 => s1.cluster[s], s0.cluster[s], b0.cluster[s];
        157 => s0.cluster[s], b0.cluster[s], b1.cluster[s];
        158 => s0.cluster[f], b0.tag, b1.tag;
        159 => s0.tag, b0.cluster[f], b1.tag;
    }
}
