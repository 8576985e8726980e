//! The tagger: a greedy linear model over joint UPOS/Penn labels.

use super::Upos;
use super::hash::{mix, text};
use super::linear::{Labels, Linear, Lookup, Scores};
use rustc_hash::FxHashMap;

/// What the templates look at in one word, hashed once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Lower-cased form, digits made alike.
    pub lower: u32,
    form: u32,
    suffix: [u32; 4],
    prefix: [u32; 3],
    shape: u32,
    flags: u32,
}

impl Word {
    /// Hashes of a word with its usual capitals.
    pub(super) fn new(form: &str, lower: &str) -> Self {
        let lower = digits(lower);
        let chars: Vec<(usize, char)> = lower.char_indices().collect();
        let n = chars.len();
        let tail = |k: usize| if n > k { text(&lower[chars[n - k].0..]) } else { 1 };
        let head = |k: usize| if n > k { text(&lower[..chars[k].0]) } else { 1 };
        let has = |f: fn(char) -> bool| u32::from(form.chars().any(f));
        let first = form.chars().next().unwrap_or(' ');
        let flags = u32::from(first.is_uppercase())
            | has(|c| c.is_ascii_digit()) << 1
            | has(|c| c == '-') << 2
            | u32::from(form.chars().skip(1).any(char::is_uppercase)) << 3
            | has(char::is_lowercase) << 4
            | u32::from(!form.chars().any(char::is_alphanumeric)) << 5
            | has(|c| c == '.') << 6;
        Self {
            lower: text(&lower),
            form: text(&digits(form)),
            suffix: [tail(1), tail(2), tail(3), tail(4)],
            prefix: [head(1), head(2), head(3)],
            shape: text(&shape(form)),
            flags,
        }
    }
}

impl Word {
    /// Whether it is written without capitals, and whether it has letters.
    pub(super) fn is_small(&self) -> bool {
        self.form == self.lower && self.flags & 16 != 0
    }

    /// Hash of the last three letters.
    pub(super) fn suffix3(&self) -> u32 {
        self.suffix[2]
    }
}

/// Every digit becomes `0`, runs of more than four are cut.
fn digits(s: &str) -> std::borrow::Cow<'_, str> {
    if !s.bytes().any(|b| b.is_ascii_digit()) {
        return s.into();
    }
    let mut out = String::with_capacity(s.len());
    let mut run = 0;
    for c in s.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run <= 4 {
            out.push(if run > 0 { '0' } else { c });
        }
    }
    out.into()
}

/// `McKay-3` is `XxXx-d`.
fn shape(form: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for c in form.chars() {
        let s = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if c.is_alphabetic() => 'o',
            c => c,
        };
        if s != last && out.len() < 12 {
            out.push(s);
        }
        last = s;
    }
    out
}

/// What is known of words, by hash of their lower-cased form.
#[derive(Clone, Debug, Default)]
pub(super) struct Ambiguity {
    /// Word to the class of words that take the same labels (0 is "not seen
    /// often enough"), with [`Ambiguity::SMALL`] added.
    pub classes: FxHashMap<u32, u16>,
}

impl Ambiguity {
    /// Flag of words usually written with a small letter.
    pub(super) const SMALL: u16 = 0x8000;

    fn of(&self, word: &Word) -> u32 {
        self.classes.get(&word.lower).map_or(0, |c| u32::from(*c & !Self::SMALL))
    }

    /// Whether the word is usually written with a small letter.
    pub(super) fn usually_small(&self, word: u32) -> bool {
        self.classes.get(&word).is_some_and(|c| c & Self::SMALL != 0)
    }
}

/// Appends the features of word `i`, with `tags` the labels given so far.
pub(super) fn features(words: &[Word], amb: &[u32], tags: &[u8], i: usize, out: &mut Vec<u32>) {
    const NONE: Word = Word { lower: 7, form: 7, suffix: [7; 4], prefix: [7; 3], shape: 7, flags: 99 };
    let at = |k: isize| usize::try_from(i as isize + k).ok().and_then(|k| words.get(k)).unwrap_or(&NONE);
    let am = |k: isize| usize::try_from(i as isize + k).ok().and_then(|k| amb.get(k)).copied().unwrap_or(0xffff);
    let tag = |k: usize| if i >= k { u32::from(tags[i - k]) } else { 0xff };
    let (w, p, n, pp, nn) = (at(0), at(-1), at(1), at(-2), at(2));
    let (t1, t2) = (tag(1), tag(2));
    let first = u32::from(i == 0);
    let mut t = 0;
    let mut add = |a: u32, b: u32, c: u32, d: u32| {
        out.push(mix(1000 + t, a, b, c, d));
        t += 1;
    };
    add(w.lower, 0, 0, 0);
    add(w.form, first, 0, 0);
    add(w.suffix[0], 0, 0, 0);
    add(w.suffix[1], 0, 0, 0);
    add(w.suffix[2], 0, 0, 0);
    add(w.suffix[3], 0, 0, 0);
    add(w.prefix[0], 0, 0, 0);
    add(w.prefix[1], 0, 0, 0);
    add(w.prefix[2], 0, 0, 0);
    add(w.shape, first, 0, 0);
    add(w.flags, first, t1, 0);
    add(am(0), 0, 0, 0);
    add(am(0), t1, 0, 0);
    add(am(0), t1, t2, 0);
    add(am(0), am(1), 0, 0);
    add(am(0), am(1), t1, 0);
    add(am(0), am(1), am(2), 0);
    add(am(1), t1, 0, 0);
    add(t1, 0, 0, 0);
    add(t1, t2, 0, 0);
    add(w.lower, t1, 0, 0);
    add(w.lower, t1, t2, 0);
    add(w.lower, p.lower, 0, 0);
    add(w.lower, n.lower, 0, 0);
    add(w.lower, am(1), 0, 0);
    add(w.lower, t1, am(1), 0);
    add(p.lower, 0, 0, 0);
    add(n.lower, 0, 0, 0);
    add(pp.lower, 0, 0, 0);
    add(nn.lower, 0, 0, 0);
    add(w.suffix[2], t1, 0, 0);
    add(w.suffix[1], t1, am(1), 0);
    add(w.suffix[2], w.flags, first, 0);
    add(w.suffix[2], n.suffix[2], 0, 0);
    add(w.suffix[2], p.suffix[2], 0, 0);
    add(n.suffix[2], am(1), 0, 0);
    add(p.suffix[1], t1, 0, 0);
    add(w.shape, p.shape, n.shape, first);
    add(w.shape, n.shape, t1, 0);
    add(w.lower, p.lower, t1, am(1));
    add(p.lower, n.lower, 0, 0);
    add(w.suffix[1], n.lower, 0, 0);
    add(w.suffix[2], p.lower, 0, 0);
    add(am(0), p.lower, 0, 0);
    add(am(0), n.lower, 0, 0);
    add(am(0), pp.lower, p.lower, 0);
    add(am(0), n.lower, nn.lower, 0);
    add(am(0), am(1), t1, t2);
    add(w.suffix[3], t1, 0, 0);
    add(n.lower, nn.lower, 0, 0);
    add(w.suffix[2], n.suffix[2], t1, 0);
    add(w.flags, p.flags, n.flags, am(0));
}

/// The trained tagger.
#[derive(Debug)]
pub(super) struct Tagger {
    /// UPOS and Penn tag of each label.
    pub labels: Vec<(Upos, &'static str)>,
    /// Known words.
    pub ambiguity: Ambiguity,
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

/// Ambiguity classes of all words of a sentence.
pub(super) fn ambiguity(words: &[Word], classes: &Ambiguity, out: &mut Vec<u32>) {
    out.clear();
    out.extend(words.iter().map(|w| classes.of(w)));
}

/// Buffers reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    keys: Vec<u32>,
    amb: Vec<u32>,
    scores: Scores,
    lookup: Lookup,
}

impl Tagger {
    /// Labels of a sentence, as indices into [`Tagger::labels`].
    pub(super) fn tag(&self, words: &[Word], scratch: &mut Scratch, tags: &mut Vec<u8>) {
        tags.clear();
        ambiguity(words, &self.ambiguity, &mut scratch.amb);
        for i in 0..words.len() {
            scratch.keys.clear();
            features(words, &scratch.amb, tags, i, &mut scratch.keys);
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
