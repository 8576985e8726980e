//! The templates that choose the relation of a new arc.

use super::super::hash::templates;
use super::state::{NONE, State};
use super::view::{Atoms, View};

/// First template number of left arcs, of right arcs.
const BASE: [u32; 2] = [400, 500];

/// Appends the features of an arc from `head` to `dependent` that is about to
/// be made.
pub(in super::super) fn relation_features(
    state: &State,
    words: &[Atoms],
    head: usize,
    dependent: usize,
    out: &mut Vec<u32>,
) {
    let v = View { state, words };
    let side = usize::from(head < dependent);
    let (h, d) = (v.at(head), v.at(dependent));
    let distance = v.distance(head.min(dependent), head.max(dependent));
    let (dl, dr) = (v.left(dependent, 0), v.right(dependent, 0));
    let sister = if side == 0 { v.left(head, 0) } else { v.right(head, 0) };
    let sister1 = if side == 0 { v.left(head, 1) } else { v.right(head, 1) };
    let hl = v.left(head, 0);
    let (s, sr) = (v.at(sister), v.rel(sister));
    let (m, mh) = (v.marker(dependent), v.marker(head));
    let next = v.at(dependent.wrapping_add(1));
    let last = v.at(dependent.wrapping_sub(1));
    let (hn, hp) = (v.at(head.wrapping_add(1)), v.at(head.wrapping_sub(1)));
    let above = v.at(if side == 0 { state.s(1) } else { state.s(2) });
    let b0 = v.at(state.b(0));
    let b1 = v.at(state.b(1));
    let (kids_l, kids_r) = (v.set(dependent, 0), v.set(dependent, 1));
    let (head_l, head_r) = (v.set(head, 0), v.set(head, 1));
    let own = if side == 0 { head_l } else { head_r };
    let first = u32::from(dependent == 0) + 2 * u32::from(head == NONE);
    templates! { out, BASE[side];
        h.word;
        h.tag;
        h.lemma, h.tag;
        d.word;
        d.tag;
        d.word, d.tag;
        d.lemma, d.tag;
        d.suffix, d.tag;
        d.word, first;
        h.lemma, d.lemma;
        h.lemma, d.lemma, d.tag;
        h.lemma, d.tag;
        h.tag, d.word;
        h.tag, d.lemma;
        h.tag, d.tag;
        h.tag, d.tag, distance;
        h.lemma, d.tag, distance;
        h.tag, d.lemma, distance;
        h.upos, d.upos, m;
        // Case words.
        m, d.tag;
        h.lemma, m;
        h.tag, m, d.tag;
        h.tag, m, d.lemma;
        h.lemma, m, d.tag;
        h.lemma, m, d.lemma;
        mh, h.tag, d.tag;
        // Neighbours in the text.
        h.upos, d.tag, next.tag;
        h.upos, d.tag, last.tag;
        h.upos, d.upos, last.word;
        h.upos, d.upos, next.word;
        h.tag, hn.tag, d.tag, last.tag;
        h.tag, hp.tag, d.tag, next.tag;
        h.upos, hn.word, d.upos;
        d.tag, last.tag, next.tag;
        d.word, next.word;
        d.word, last.word;
        // Children and sisters.
        own, d.tag;
        own, h.tag, d.tag;
        own, h.lemma, d.upos;
        own, d.word;
        head_l, head_r, d.tag;
        head_l, h.tag, d.tag, distance;
        kids_l, d.tag, h.tag;
        kids_r, d.tag, h.tag;
        kids_l, kids_r, d.tag;
        kids_l, kids_r, h.upos, d.upos;
        kids_l, h.lemma, d.upos;
        v.rel(dl), v.at(dl).word, d.tag, h.upos;
        v.rel(dr), v.at(dr).word, d.tag, h.upos;
        sr, s.tag, d.tag, h.tag;
        sr, s.lemma, d.lemma;
        sr, s.lemma, h.lemma, d.tag;
        sr, v.rel(sister1), d.tag, h.tag;
        sr, d.lemma, h.upos;
        v.valency(head, side), h.tag, d.tag;
        v.at(hl).tag, h.tag, d.tag;
        v.at(hl).word, v.rel(hl), h.upos, d.upos;
        // What is near.
        above.tag, h.tag, d.tag;
        above.lemma, h.upos, d.upos;
        b0.tag, h.tag, d.tag;
        b0.word, h.upos, d.upos;
        b0.tag, b1.tag, d.tag;
        // Clusters.
        d.cluster[0];
        h.cluster[0];
        h.cluster[0], d.cluster[0];
        h.cluster[1], d.cluster[1];
        h.cluster[2], d.cluster[2], h.tag, d.tag;
        h.tag, d.cluster[0];
        h.cluster[0], d.tag;
        h.cluster[0], m, d.cluster[0];
        h.cluster[1], m, d.cluster[1];
        h.lemma, m, d.cluster[1];
        h.cluster[0], m, d.tag;
        m, d.cluster[0];
        m, d.cluster[1], h.upos;
        own, d.cluster[1], h.upos;
        sr, s.cluster[1], d.cluster[1];
        last.cluster[1], d.cluster[1], next.cluster[1];
    };
}
