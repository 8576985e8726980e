//! The tagger: a greedy linear model over joint UPOS/Penn labels.

use super::Upos;
use super::hash::templates;
use super::lexicon::{Known, Lexicon};
use super::linear::{Labels, Linear, Lookup, Scores};
use super::word::Word;

/// Appends the features of word `i`, with `tags` the labels given so far.
pub(super) fn features(words: &[Word], known: &[Known], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    let at = |k: isize| usize::try_from(i as isize + k).ok().and_then(|k| words.get(k)).unwrap_or(&Word::NONE);
    let kn = |k: isize| usize::try_from(i as isize + k).ok().and_then(|k| known.get(k)).copied().unwrap_or(Known::NONE);
    let am = |k: isize| kn(k).class;
    let tag = |k: usize| if i >= k { u32::from(tags[i - k]) } else { 0xff };
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let (c, cp, cn) = (kn(0).path, kn(-1).path, kn(1).path);
    let (t1, t2) = (tag(1), tag(2));
    let first = u32::from(i == 0);
    templates! { out, 1000;
        w.lower;
        w.form, first;
        w.suffix[0];
        w.suffix[1];
        w.suffix[2];
        w.suffix[3];
        w.prefix[0];
        w.prefix[1];
        w.prefix[2];
        w.shape, first;
        w.flags, first, t1;
        am(0);
        am(0), t1;
        am(0), t1, t2;
        am(0), am(1);
        am(0), am(1), t1;
        am(0), am(1), am(2);
        am(1), t1;
        t1;
        t1, t2;
        w.lower, t1;
        w.lower, t1, t2;
        w.lower, p.lower;
        w.lower, n.lower;
        w.lower, am(1);
        w.lower, t1, am(1);
        p.lower;
        n.lower;
        pp.lower;
        nn.lower;
        w.suffix[2], t1;
        w.suffix[1], t1, am(1);
        w.suffix[2], w.flags, first;
        w.suffix[2], n.suffix[2];
        w.suffix[2], p.suffix[2];
        n.suffix[2], am(1);
        p.suffix[1], t1;
        w.shape, p.shape, n.shape, first;
        w.shape, n.shape, t1;
        w.lower, p.lower, t1, am(1);
        p.lower, n.lower;
        w.suffix[1], n.lower;
        w.suffix[2], p.lower;
        am(0), p.lower;
        am(0), n.lower;
        am(0), pp.lower, p.lower;
        am(0), n.lower, nn.lower;
        am(0), am(1), t1, t2;
        w.suffix[3], t1;
        n.lower, nn.lower;
        w.suffix[2], n.suffix[2], t1;
        w.flags, p.flags, n.flags, am(0);
        w.suffix[4];
        w.prefix[3];
        // Clusters.
        c;
        kn(0).branches(4), w.flags;
        kn(0).branches(6);
        kn(0).branches(10);
        c, t1;
        c, t1, t2;
        c, cn;
        c, cp;
        c, w.suffix[1];
        c, cn, t1;
        cp, c, cn;
        cn;
        cp;
        kn(2).path;
        kn(-2).path;
        am(0), cn;
        am(0), cn, t1;
        am(0), cn, kn(2).path;
        am(0), cp, t1;
        w.lower, cn;
        w.lower, cp;
        w.lower, cn, t1;
        w.suffix[2], cn, t1;
        w.suffix[2], w.flags, am(1), t1;
        c, w.flags, first;
        cn, t1;
        kn(0).branches(6), kn(1).branches(6), t1;
    };
}

/// The trained tagger.
#[derive(Debug)]
pub(super) struct Tagger {
    /// UPOS and Penn tag of each label.
    pub labels: Vec<(Upos, &'static str)>,
    /// Known words.
    pub lexicon: Lexicon,
    /// Weights.
    pub weights: Linear,
}

/// Penn tags, so that every token can point at one.
const PENN: &[&str] = &[
    "NN", "IN", "DT", "NNP", "PRP", "JJ", "RB", ".", "VB", "NNS", ",", "CC", "VBD", "VBP", "VBZ", "CD", "VBN", "VBG",
    "MD", "TO", "PRP$", "-RRB-", "-LRB-", "WDT", ":", "WRB", "``", "''", "WP", "RP", "UH", "POS", "HYPH", "NNPS",
    "JJR", "JJS", "EX", "NFP", "RBR", "ADD", "GW", "$", "SYM", "PDT", "LS", "FW", "RBS", "AFX", "WP$", "XX",
];

/// The label `UPOS|PENN`.
pub(super) fn label(name: &str) -> (Upos, &'static str) {
    let (upos, penn) = name.split_once('|').unwrap_or((name, ""));
    (Upos::parse(upos).unwrap_or_default(), PENN.iter().find(|p| **p == penn).copied().unwrap_or(""))
}

/// What the lexicon says of all words of a sentence.
pub(super) fn look_up(words: &[Word], lexicon: &Lexicon, out: &mut Vec<Known>) {
    out.clear();
    out.extend(words.iter().map(|w| lexicon.of(w)));
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// What is known of the words of the last sentence tagged.
    pub known: Vec<Known>,
    keys: Vec<u32>,
    scores: Scores,
    lookup: Lookup,
}

impl Tagger {
    /// Labels of a sentence, as indices into [`Tagger::labels`].
    pub(super) fn tag(&self, words: &[Word], scratch: &mut Scratch, tags: &mut Vec<u8>) {
        tags.clear();
        look_up(words, &self.lexicon, &mut scratch.known);
        for i in 0..words.len() {
            if let Some(label) = self.lexicon.sure(&words[i], i == 0) {
                tags.push(label.min(self.labels.len() as u8 - 1));
                continue;
            }
            scratch.keys.clear();
            features(words, &scratch.known, tags, i, &mut scratch.keys);
            scratch.scores.reset();
            self.weights.add(&scratch.keys, &mut scratch.lookup, &mut scratch.scores);
            tags.push(scratch.scores.best(self.labels.len()));
        }
    }

    /// Names of the labels, for the model file.
    pub(super) fn parse_labels(labels: &Labels) -> Vec<(Upos, &'static str)> {
        labels.names.iter().map(|n| label(n)).collect()
    }
}
