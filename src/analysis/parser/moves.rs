//! The templates that choose a move, after Zhang and Nivre (2011), with words
//! that mark case added for prepositional attachment, and word clusters after
//! Koo, Carreras and Collins (2008).

use super::super::hash::templates;
use super::state::State;
use super::view::{Atoms, View};

/// Appends the features of a state.
pub(in super::super) fn move_features(state: &State, words: &[Atoms], out: &mut Vec<u32>) {
    let v = View { state, words };
    let t = surroundings(&v, out);
    let t = children(&v, t, out);
    clusters(&v, t, out);
}

/// Stack and buffer.
fn surroundings(v: &View, out: &mut Vec<u32>) -> u32 {
    let state = v.state;
    let (is0, is1, is2) = (state.s(0), state.s(1), state.s(2));
    let (ib0, ib1) = (state.b(0), state.b(1));
    let (s0, s1, s2) = (v.at(is0), v.at(is1), v.at(is2));
    let (b0, b1, b2, b3) = (v.at(ib0), v.at(ib1), v.at(state.b(2)), v.at(state.b(3)));
    let d0 = v.distance(is0, ib0);
    let d1 = v.distance(is1, is0);
    // Words in the text just after the top of the stack and just before the buffer.
    let after = v.at(is0.wrapping_add(1));
    let before = v.at(ib0.wrapping_sub(1));
    let after1 = v.at(is1.wrapping_add(1));
    let before0 = v.at(is0.wrapping_sub(1));
    templates! { out, 0;
        // One word.
        s0.word;
        s0.tag;
        s0.word, s0.tag;
        s0.suffix, s0.tag;
        s1.word;
        s1.tag;
        s1.word, s1.tag;
        s2.tag;
        s2.word, s2.tag;
        b0.word;
        b0.tag;
        b0.word, b0.tag;
        b0.suffix, b0.tag;
        b1.word;
        b1.tag;
        b1.word, b1.tag;
        b2.tag;
        b2.word, b2.tag;
        b3.tag;
        // Two words.
        s0.word, s0.tag, b0.tag;
        s0.tag, b0.word, b0.tag;
        s0.lemma, b0.lemma;
        s0.tag, b0.tag;
        b0.tag, b1.tag;
        s1.word, s1.tag, s0.tag;
        s1.tag, s0.word, s0.tag;
        s1.lemma, s0.lemma;
        s1.tag, s0.tag;
        s1.tag, b0.tag;
        s1.lemma, b0.lemma;
        s1.lemma, b0.tag;
        s1.tag, b0.lemma;
        s2.tag, s0.tag;
        // Three words and more.
        s0.tag, b0.tag, b1.tag;
        s0.tag, b0.tag, b1.tag, b2.tag;
        s1.tag, s0.tag, b0.tag;
        s1.tag, s0.tag, b0.tag, b1.tag;
        s2.tag, s1.tag, s0.tag;
        s2.tag, s1.tag, s0.tag, b0.tag;
        s0.word, b0.tag, b1.tag;
        s0.tag, b0.word, b1.tag;
        s0.tag, b0.tag, b1.word;
        s1.word, s0.tag, b0.tag;
        s1.tag, s0.word, b0.tag;
        b0.tag, b1.tag, b2.tag;
        b0.word, b1.tag, b2.tag;
        b0.word, b1.word;
        // Universal tags.
        s0.upos, b0.upos, b1.upos, b2.upos;
        s1.upos, s0.upos, b0.upos, b1.upos;
        s2.upos, s1.upos, s0.upos, b0.upos;
        b0.upos, b1.upos, b2.upos, b3.upos;
        // Between.
        s0.upos, after.upos, before.upos, b0.upos;
        s1.upos, after1.upos, before0.upos, s0.upos;
        s0.upos, before.word, b0.upos;
        s1.lemma, after1.word, s0.upos;
        s0.lemma, after.word, b0.upos;
        // Distances.
        s0.word, d0;
        s0.tag, d0;
        b0.word, d0;
        b0.tag, d0;
        s0.tag, b0.tag, d0;
        s1.tag, s0.tag, d1;
        s1.word, d1;
        s0.word, d1;
        s0.upos, b0.upos, d0, b1.upos;
        s1.upos, s0.upos, d1, b0.upos;
        s1.lemma, s0.upos, d1;
        s0.lemma, b0.upos, d0;
    }
}

/// What is attached already.
fn children(v: &View, mut t: u32, out: &mut Vec<u32>) -> u32 {
    let state = v.state;
    let (is0, is1, ib0) = (state.s(0), state.s(1), state.b(0));
    let (s0, s1, s2, b0) = (v.at(is0), v.at(is1), v.at(state.s(2)), v.at(ib0));
    let kids = [
        v.left(is0, 0),
        v.right(is0, 0),
        v.left(is1, 0),
        v.right(is1, 0),
        v.left(ib0, 0),
        v.left(is0, 1),
        v.right(is0, 1),
        v.right(is1, 1),
        v.left(ib0, 1),
        v.left(is1, 1),
    ];
    for kid in kids {
        let k = v.at(kid);
        let r = v.rel(kid);
        t = templates! { out, t;
            k.word;
            k.tag, r;
            r, s0.tag;
        };
    }
    let [s0l, s0r, s1l, s1r, b0l, s0l1, s0r1, s1r1, b0l1, _] = kids;
    let (m0, m1, mb) = (v.marker(is0), v.marker(is1), v.marker(ib0));
    let d1 = v.distance(is1, is0);
    templates! { out, t;
        s0.tag, v.at(s0l).tag, b0.tag;
        s0.tag, v.at(s0r).tag, b0.tag;
        s0.tag, b0.tag, v.at(b0l).tag;
        s1.tag, s0.tag, v.at(s0l).tag;
        s1.tag, s0.tag, v.at(s0r).tag;
        s1.tag, s0.tag, v.at(s1r).tag;
        s1.tag, s0.tag, v.at(s1l).tag;
        s0.tag, v.rel(s0l), v.at(s0l1).tag, v.rel(s0l1);
        s0.tag, v.rel(s0r), v.at(s0r1).tag, v.rel(s0r1);
        s1.tag, v.rel(s1r), v.at(s1r1).tag, v.rel(s1r1);
        b0.tag, v.rel(b0l), v.at(b0l1).tag, v.rel(b0l1);
        s1.lemma, v.at(s1r).lemma, s0.tag;
        s1.lemma, v.at(s1r).lemma, m0;
        s0.lemma, v.at(s0r).lemma, b0.tag;
        // Numbers and sets of children.
        s0.word, v.valency(is0, 1);
        s0.tag, v.valency(is0, 1), v.valency(is0, 0);
        s0.word, v.valency(is0, 0);
        s1.word, v.valency(is1, 1);
        s1.tag, v.valency(is1, 1), v.valency(is1, 0);
        b0.word, v.valency(ib0, 0);
        b0.tag, v.valency(ib0, 0);
        s0.word, v.set(is0, 1);
        s0.tag, v.set(is0, 1);
        s0.tag, v.set(is0, 0);
        s1.word, v.set(is1, 1);
        s1.tag, v.set(is1, 1);
        s1.tag, v.set(is1, 0);
        b0.tag, v.set(ib0, 0);
        s1.tag, v.set(is1, 1), s0.tag, v.set(is0, 0);
        s0.tag, v.set(is0, 0), b0.tag, v.set(ib0, 0);
        s0.upos, v.set(is0, 1), v.set(is0, 0), b0.upos;
        s1.upos, v.set(is1, 1), v.set(is1, 0), s0.upos;
        // Case words: what a preposition ties its noun to.
        m0, s0.tag;
        s1.lemma, m0;
        s1.tag, m0, s0.tag;
        s1.lemma, m0, s0.lemma;
        s2.lemma, s1.lemma, m0;
        s2.tag, s1.tag, m0, s0.tag;
        s1.lemma, m0, s0.tag, d1;
        s1.tag, m1, m0;
        mb, b0.tag, s0.tag;
        s0.lemma, mb, b0.lemma;
        s2.tag, s2.word, s1.tag, m0;
        s2.lemma, m1, s1.tag, m0;
    }
}

/// Clusters in place of words.
fn clusters(v: &View, t: u32, out: &mut Vec<u32>) {
    let state = v.state;
    let (is0, is1, ib0) = (state.s(0), state.s(1), state.b(0));
    let (s0, s1, s2, b0, b1) = (v.at(is0), v.at(is1), v.at(state.s(2)), v.at(ib0), v.at(state.b(1)));
    let m0 = v.marker(is0);
    let (f, m, s) = (0, 1, 2);
    templates! { out, t;
        s0.cluster[f];
        s1.cluster[f];
        b0.cluster[f];
        b1.cluster[f];
        s0.cluster[f], b0.cluster[f];
        s1.cluster[f], s0.cluster[f];
        s0.cluster[m], b0.cluster[m];
        s1.cluster[m], s0.cluster[m];
        s0.cluster[s], s0.tag, b0.cluster[s], b0.tag;
        s1.cluster[s], s1.tag, s0.cluster[s], s0.tag;
        s0.cluster[f], b0.tag;
        s0.tag, b0.cluster[f];
        s1.cluster[f], s0.tag;
        s1.tag, s0.cluster[f];
        s1.cluster[s], s0.cluster[s], b0.cluster[s];
        s0.cluster[s], b0.cluster[s], b1.cluster[s];
        s0.cluster[f], b0.tag, b1.tag;
        s0.tag, b0.cluster[f], b1.tag;
        s1.cluster[f], m0, s0.cluster[f];
        s1.cluster[m], m0, s0.cluster[m];
        s1.cluster[f], m0, s0.tag;
        s1.tag, m0, s0.cluster[f];
        s2.cluster[m], s1.cluster[m], m0;
        s2.cluster[s], s1.cluster[s], m0, s0.cluster[s];
    };
}
