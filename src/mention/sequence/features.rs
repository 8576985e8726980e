//! What the model looks at.

use super::super::candidates::{Candidate, Class};
use super::super::lexicons::flag;
use super::super::view::{Style, View};
use crate::analysis::Models;
use crate::analysis::hash::{mix_all, templates, text};
use crate::analysis::lexicon::Known;
use crate::analysis::word::Word;
use rustc_hash::FxHashMap;

/// Lexicon classes that speak for or against a name.
const TOLD: u64 = flag::GEO
    | flag::DEMONYM
    | flag::ORGANIZATION
    | flag::ORG_HEAD
    | flag::GROUP_NOUN
    | flag::PERSON_NOUN
    | flag::FIRST_NAME
    | flag::PARTICLE
    | flag::TITLE
    | flag::CALENDAR
    | flag::WEAPON
    | flag::VEHICLE
    | flag::FACILITY
    | flag::EVENT_NOUN
    | flag::SAY_VERB
    | flag::ORG_LEAD
    | flag::ORG_QUALIFIER
    | flag::PLACE_HEAD
    | flag::PLACE_LEAD
    | flag::NOT_A_NAME
    | flag::LIST_NAME
    | flag::COMMON
    | flag::SURNAME
    | flag::PERSON
    | flag::ORG_HEAD_WEAK
    | flag::NAME_SUFFIX;

/// Features of what a token follows.
pub(crate) const TRANSITIONS: usize = 4;

/// A token as the model sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    word: Word,
    known: Known,
    tag: u32,
    flags: u64,
    /// What the cascade makes of it: class, whether the name begins here, how sure.
    cascade: u32,
    /// Which detector says so.
    detector: u32,
    /// What the cascade makes of the word elsewhere in the document, and whether it stands there in small letters.
    document: u32,
    /// Style of the sentence, whether the token opens it.
    style: u32,
}

const NONE: Atom = Atom {
    word: Word::NONE,
    known: Known::NONE,
    tag: 7,
    flags: 0,
    cascade: 0xff,
    detector: 0xff,
    document: 0xff,
    style: 0xff,
};

/// All tokens of a document, and which belong to a stretch that may hold names.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    atoms: Vec<Atom>,
    /// Stretches of tokens, never over the end of a sentence.
    pub stretches: Vec<(u32, u32)>,
    /// Sentence of each token.
    sentence: Vec<u32>,
}

fn class_code(class: Class) -> u32 {
    match class {
        Class::Person => 1,
        Class::Organization => 2,
        Class::Country => 3,
        Class::Place => 4,
        Class::Facility => 5,
        Class::Nationality => 6,
        Class::Vehicle => 7,
        Class::Post => 8,
        Class::Other => 9,
    }
}

/// Small words and marks inside names.
fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "and"
            | "the"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "de"
            | "la"
            | "le"
            | "du"
            | "des"
            | "del"
            | "da"
            | "di"
            | "von"
            | "van"
            | "der"
            | "den"
            | "y"
            | "e"
            | "on"
            | "in"
            | "to"
            | "'s"
            | "'"
            | "&"
            | "-"
            | "."
            | "/"
            | "–"
    )
}

impl Atoms {
    /// Looks at a document whose cascade has chosen `chosen` (sorted, not overlapping).
    pub(crate) fn new(view: &View<'_>, chosen: &[Candidate]) -> Self {
        let models = Models::embedded();
        let n = view.tokens.len();
        let mut said = vec![(0u32, 0u32); n];
        for c in chosen {
            let sure = if c.confidence < 0.6 { 0 } else { 1 + u32::from(c.confidence >= 0.8) };
            for t in c.start..c.end {
                let begin = u32::from(t == c.start);
                said[t as usize] = (class_code(c.class) * 8 + begin * 4 + sure, text(c.found_by) ^ begin);
            }
        }
        // What the document says of a word: small somewhere; count of each class.
        let mut words: FxHashMap<u32, (bool, [u8; 10])> = FxHashMap::default();
        let mut atoms = Vec::with_capacity(n);
        for (t, token) in view.tokens.iter().enumerate() {
            let i = t as u32;
            let met = view.analysis.words.get(t).copied();
            let word = met.unwrap_or_else(|| Word::new(token.form(view.text), &token.lower));
            let known = models.known(&word);
            let seen = words.entry(word.lower).or_default();
            if view.style(i) == Style::Normal {
                let class = &mut seen.1[(said[t].0 / 8) as usize];
                *class = class.saturating_add(1);
                seen.0 |= !view.capital(i);
            }
            let style = match view.style(i) {
                Style::Normal => 0,
                Style::Headline => 1,
                Style::Caps => 2,
            };
            atoms.push(Atom {
                word,
                known,
                tag: text(token.xpos),
                flags: view.flags(i) & TOLD,
                cascade: said[t].0,
                detector: said[t].1,
                document: 0,
                style: style * 2 + u32::from(view.opens(i)),
            });
        }
        for (t, atom) in atoms.iter_mut().enumerate() {
            let Some((small, classes)) = words.get(&atom.word.lower) else { continue };
            let own = said[t].0 / 8;
            let count = |c: usize| i32::from(classes[c]) - i32::from(c as u32 == own);
            let best = (1..10).max_by_key(|c| (count(*c), 10 - c)).filter(|c| count(*c) > 0).unwrap_or(0);
            atom.document = best as u32 * 4 + u32::from(*small) * 2 + u32::from(count(0) > 0);
        }
        let mut out =
            Atoms { atoms, stretches: Vec::new(), sentence: view.tokens.iter().map(|t| t.sentence).collect() };
        out.stretches = stretches(view);
        out
    }

    /// Atoms of `t` shifted by `k`, within its sentence.
    fn at(&self, t: u32, k: i32) -> &Atom {
        let i = t as i64 + i64::from(k);
        usize::try_from(i)
            .ok()
            .filter(|i| self.sentence.get(*i) == self.sentence.get(t as usize))
            .and_then(|i| self.atoms.get(i))
            .unwrap_or(&NONE)
    }

    /// Features of token `t` of a stretch.
    pub(crate) fn features(&self, t: u32, (start, end): (u32, u32), out: &mut Vec<u32>) {
        let (w, p, n, pp, nn) = (self.at(t, 0), self.at(t, -1), self.at(t, 1), self.at(t, -2), self.at(t, 2));
        let before = self.at(start, -1).word.lower;
        let after = self.at(end - 1, 1).word.lower;
        let last = self.at(end - 1, 0).word.lower;
        let place = (t - start).min(5) * 8 + (end - t).min(5);
        let (c10, p10, n10) = (w.known.branches(10), p.known.branches(10), n.known.branches(10));
        let fold = |f: u64| (f ^ (f >> 32)) as u32;
        templates! { out, 5000;
            w.word.lower;
            w.word.form, w.style;
            w.word.suffix[1];
            w.word.suffix[2];
            w.word.suffix[3];
            w.word.prefix[2];
            w.word.shape, w.style;
            w.tag, w.style;
            w.known.path;
            c10;
            w.known.branches(6);
            fold(w.flags), w.cascade;
            w.cascade;
            w.detector;
            w.detector, n.detector;
            w.cascade, w.document;
            w.document, w.style;
            w.cascade, w.tag;
            w.cascade, p.cascade;
            w.cascade, n.cascade;
            w.cascade, c10;
            w.cascade, w.word.shape;
            w.cascade, place;
            w.cascade, p.word.lower;
            w.cascade, n.word.lower;
            w.detector, w.word.suffix[2];
            w.detector, w.word.lower;
            p.word.lower;
            n.word.lower;
            pp.word.lower;
            nn.word.lower;
            p.word.lower, w.word.lower;
            w.word.lower, n.word.lower;
            pp.word.lower, p.word.lower;
            n.word.lower, nn.word.lower;
            p.word.suffix[2];
            n.word.suffix[2];
            p.tag, w.tag, n.tag;
            n.tag, w.word.shape;
            p10;
            n10;
            p10, c10;
            c10, n10;
            nn.known.branches(10);
            pp.known.branches(10);
            p.word.shape, w.word.shape, n.word.shape;
            before;
            after;
            before, place;
            after, place;
            before, w.cascade;
            after, w.cascade;
            last;
            last, w.cascade;
            place;
            place, w.word.shape;
            before, c10;
            after, c10;
            last, c10;
            fold(n.flags), w.cascade;
            fold(p.flags), w.cascade;
        };
        for (k, flags) in [(0u32, w.flags), (1, p.flags), (2, n.flags)] {
            let mut rest = flags;
            while rest != 0 {
                let b = rest.trailing_zeros();
                rest &= rest - 1;
                out.push(mix_all!(6000; k, b));
                out.push(mix_all!(6001; k, b, w.cascade));
            }
        }
    }

    /// Features of token `t` after label `before`: [`TRANSITIONS`] of them.
    pub(crate) fn transitions(&self, t: u32, before: u32, out: &mut Vec<u32>) {
        let w = self.at(t, 0);
        templates! { out, 7000;
            before;
            before, w.cascade;
            before, w.tag;
            before, w.word.shape;
        };
    }
}

/// Capitalised words with the small words between them.
fn stretches(view: &View<'_>) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for sentence in &view.analysis.sentences {
        let range = sentence.tokens.clone();
        let mut open: Option<(u32, u32)> = None;
        for t in range.clone() {
            let named = view.capital(t) || view.form(t).starts_with(|c: char| c.is_ascii_digit());
            match &mut open {
                Some((_, end)) if named && t - *end <= 3 && (*end..t).all(|i| joins(view.lower(i))) => *end = t + 1,
                _ if named => {
                    out.extend(open);
                    open = Some((t, t + 1));
                }
                _ => {}
            }
        }
        out.extend(open);
    }
    out.retain(|(s, e)| (*s..*e).any(|t| view.capital(t)));
    out
}
