//! Counts: exact, bounded and vague.
//!
//! Takes a [`Document`] with its [`Analysis`] and the lists of
//! `ontology/lexicon/numbers.csv`. Gives [`Mention`]s of class `number`: the
//! span is the whole expression ("at least 40"), the head the counted noun
//! ("people") or, without one, the number's last token. Never takes dates,
//! times, sums of money, percentages, ages, sizes or the numbers of names
//! ("Resolution 1267", "Flight 370") for counts. Tested by the tables below.
//!
//! Bounds: "at least 40", "more than 40" and "over 40" give `min` 40 and no
//! `max` (newspapers use the three alike); "up to 30" gives `max` 30; "nearly
//! 30", "about 30" keep 30 at both ends and have the mention's `kind`
//! `approximate`; vague words ("dozens") give the least count their list says
//! and the kind `vague`.
//! Coordinated counts of persons are one ("a soldier and two policemen": 3),
//! its head inside it.

mod exclude;
mod head;
mod sum;

use super::dates::{self, Found};
use super::scan::{Kind, PhraseClass, Scan, Words};
use super::types::{Mention, MentionValue, NumberValue, class};
use crate::analysis::{Analysis, Upos};
use crate::ontology::Ontology;
use crate::text::{Document, Span, Sym, ZoneKind};
use std::ops::Range;

/// All counts of a document.
pub fn find(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<Mention> {
    let words = Words::new(ontology);
    let dates = dates::expressions(document, analysis, &words);
    mentions(document, analysis, ontology, &words, &dates)
}

/// All dates and all counts of a document in text order, for the price of one reading.
pub fn with_dates(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<Mention> {
    let words = Words::new(ontology);
    let found = dates::expressions(document, analysis, &words);
    let mut out = dates::mentions(document, analysis, &found);
    out.extend(mentions(document, analysis, ontology, &words, &found));
    out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    out
}

/// All counts, given the document's dates.
pub(super) fn mentions(
    document: &Document,
    analysis: &Analysis,
    ontology: &Ontology,
    words: &Words,
    dates: &[Found],
) -> Vec<Mention> {
    let mut all = Vec::new();
    for sentence in 0..analysis.sentences.len() {
        let mut out = Vec::new();
        let taken: Vec<Span> = dates.iter().filter(|f| f.sentence == sentence as u32).map(|f| f.span).collect();
        let scan = Scan::new(&document.text, analysis, sentence, words);
        let title = analysis.sentences[sentence].zone == ZoneKind::Title;
        let reader = Reader { s: &scan, taken, text: &document.text, title };
        let mut at = 0;
        while at < scan.len() {
            if !reader.may_begin(at) {
                at += 1;
                continue;
            }
            let Some(count) = reader.count(at).filter(|c| c.range.end > at) else {
                at = reader.after_other(at);
                continue;
            };
            at = count.range.end;
            let tokens = scan.tokens(&count.range);
            let span = scan.span(&count.range);
            let head = reader.head(&count, analysis).unwrap_or(tokens.end - 1);
            out.push(Mention {
                span,
                head,
                tokens,
                sentence: sentence as u32,
                class: *class::NUMBER,
                kind: count.kind(),
                name: span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "),
                known: None,
                value: MentionValue::Number(NumberValue { min: count.min, max: count.max }),
                found_by: "numbers",
                confidence: if head == scan.tokens(&count.range).end - 1 { 0.8 } else { 0.95 },
                entity: None,
            });
        }
        sum::join(document, analysis, ontology, sentence, &mut out);
        all.append(&mut out);
    }
    all
}

struct Count {
    range: Range<usize>,
    min: u64,
    max: Option<u64>,
    approximate: bool,
    /// Only a word of quantity ("dozens").
    vague: bool,
}

impl Count {
    fn kind(&self) -> Option<Sym> {
        let kind = if self.vague { Some("vague") } else { self.approximate.then_some("approximate") };
        kind.map(Sym::new)
    }
}

/// What a word before a number does to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exact,
    AtLeast,
    UpTo,
    About,
}

/// Words before a number, longest first.
const QUANTIFIERS: [(&[&str], Bound); 33] = [
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::UpTo),
    (&["not", "more", "than"], Bound::UpTo),
    (&["in", "excess", "of"], Bound::AtLeast),
    (&["as", "many", "as"], Bound::UpTo),
    (&["a", "total", "of"], Bound::Exact),
    (&["at", "the", "least"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["a", "maximum", "of"], Bound::UpTo),
    (&["well", "over"], Bound::AtLeast),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "most"], Bound::UpTo),
    (&["more", "than"], Bound::AtLeast),
    (&["greater", "than"], Bound::AtLeast),
    (&["upwards", "of"], Bound::AtLeast),
    (&["upward", "of"], Bound::AtLeast),
    (&["less", "than"], Bound::UpTo),
    (&["fewer", "than"], Bound::UpTo),
    (&["up", "to"], Bound::UpTo),
    (&["close", "to"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["over"], Bound::AtLeast),
    (&["under"], Bound::UpTo),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["some"], Bound::About),
];

/// Verbs and words of change before "from 3 to 20".
const RISEN: [&str; 22] = [
    "rose", "risen", "rising", "rises", "climbed", "climbs", "jumped", "increased", "grew", "grown", "surged", "went",
    "up", "raised", "revised", "fell", "fallen", "dropped", "lowered", "down", "decreased", "cut",
];

struct Reader<'s, 'a> {
    s: &'s Scan<'a>,
    /// Bytes taken by dates.
    taken: Vec<Span>,
    text: &'a str,
    /// A headline, where every word has a capital.
    title: bool,
}

impl Reader<'_, '_> {
    /// Whether a line begins at atom `i`.
    fn line_start(&self, i: usize) -> bool {
        let s = self.s;
        i == 0 || self.text[s.atoms[i - 1].span.end as usize..s.atoms[i].span.start as usize].contains('\n')
    }

    /// Whether a count can begin at atom `i`: a quick look.
    fn may_begin(&self, i: usize) -> bool {
        let Some(atom) = self.s.atoms.get(i) else { return false };
        atom.kind == Kind::Digits
            || atom.kind == Kind::Word
                && (atom.sense.number.is_some()
                    || atom.lower.len() <= 13 && QUANTIFIERS.iter().any(|(words, _)| words[0] == &*atom.lower)
                    || matches!(&*atom.lower, "a" | "an" | "half" | "between" | "from")
                    || self.s.starts_phrase(i))
    }

    /// The count that begins at atom `i`.
    fn count(&self, i: usize) -> Option<Count> {
        let s = self.s;
        if self.is_taken(i) {
            return None;
        }
        if s.word(i) == "from" && s.after_any(i, &RISEN) {
            // "rose from 3 to 20": the latest figure.
            let (_, at) = s.cardinal(i + 1)?;
            let (value, end) = s.cardinal(at + 1).filter(|_| s.word(at) == "to")?;
            let range = i..end;
            return self.is_count(at + 1, end).then_some(Count {
                range,
                min: value,
                max: Some(value),
                approximate: false,
                vague: false,
            });
        }
        if s.word(i) == "between" || s.word(i) == "from" {
            return self.pair(i + 1, s.word(i) == "between").map(|c| Count { range: i..c.range.end, ..c });
        }
        let (bound, at) = self.quantifier(i);
        // `about a few hundred`, `at least some 40`
        let (second, at) = if bound == Bound::Exact { (Bound::Exact, at) } else { self.quantifier(at) };
        if let Some(mut pair) = self.pair(at, false) {
            pair.range.start = i;
            pair.approximate |= bound == Bound::About;
            return Some(pair);
        }
        let (value, vague, end) = self.value(at)?;
        let (value, end, bound) = self.suffix(value, end, bound);
        let approximate = bound == Bound::About || second == Bound::About;
        let (min, max) = match bound {
            _ if vague && bound != Bound::UpTo => (value, None),
            Bound::UpTo => (0, Some(value)),
            Bound::AtLeast => (value, None),
            Bound::Exact | Bound::About => (value, Some(value)),
        };
        Some(Count { range: i..end, min, max, approximate, vague })
    }

    fn quantifier(&self, i: usize) -> (Bound, usize) {
        let s = self.s;
        for (words, bound) in QUANTIFIERS {
            if words.iter().enumerate().all(|(k, w)| s.word(i + k) == *w) {
                return (bound, i + words.len());
            }
        }
        (Bound::Exact, i)
    }

    /// `40 or more`, `100-plus`, `60+`.
    fn suffix(&self, value: u64, end: usize, bound: Bound) -> (u64, usize, Bound) {
        let s = self.s;
        match (s.word(end), s.word(end + 1)) {
            ("or", "more") => (value, end + 2, Bound::AtLeast),
            ("or", "so") => (value, end + 2, Bound::About),
            ("or", "fewer" | "less") => (value, end + 2, Bound::UpTo),
            ("-", "plus") if s.glued(end) => (value, end + 2, Bound::AtLeast),
            ("+", _) if s.glued(end) => (value, end + 1, Bound::AtLeast),
            _ => (value, end, bound),
        }
    }

    /// `50 to 60`, `50-60`, `two or three`; with `and` after "between".
    fn pair(&self, i: usize, between: bool) -> Option<Count> {
        let s = self.s;
        let (a, at) = s.cardinal(i)?;
        let dash = s.is(at, &["-", "–"]) && s.kind(at + 1) == Some(Kind::Digits);
        let joined = between && s.word(at) == "and" || !between && s.is(at, &["to", "or"]) || dash;
        if !joined {
            return None;
        }
        let (b, end) = s.cardinal(at + 1)?;
        // `two to three hundred`: the scale of the second serves both.
        let a = if a < 10 && b >= 100 && b % 100 == 0 && s.sense(i).number.is_some() { a * scale_of(b) } else { a };
        let apart = s.word(at) == "to" && b / a.max(1) > 20;
        let fits = a < b && !apart && self.is_count(i, end) && (!self.is_taken(at + 1));
        fits.then_some(Count { range: i..end, min: a, max: Some(b), approximate: false, vague: false })
    }

    /// A value: number, whether it is only a lower bound, and the atom after it.
    fn value(&self, i: usize) -> Option<(u64, bool, usize)> {
        let s = self.s;
        if let Some((min, end)) = s.phrase(i, PhraseClass::VagueNumber) {
            let min = min.parse().ok()?;
            let end = if s.word(end) == "of" && self.s.is(end + 1, &["thousands", "hundreds", "millions"]) {
                end + 2
            } else {
                end
            };
            return self.is_count(i, end).then_some((min, true, end));
        }
        if s.word(i) == "a" && s.word(i + 1) == "couple" {
            return self.is_count(i, i + 2).then_some((2, false, i + 2));
        }
        let (value, end) = s.cardinal(i)?;
        let one = matches!(s.word(i), "one" | "zero") && end == i + 1;
        if one && !self.counts_one(i) || !self.is_count(i, end) {
            return None;
        }
        Some((value, false, end))
    }

    /// Whether `one` counts: before a noun or `of`, or as a subject.
    fn counts_one(&self, i: usize) -> bool {
        let s = self.s;
        if s.after_any(
            i,
            &["no", "any", "every", "each", "this", "that", "the", "which", "another", "some", "-", "number"],
        ) {
            return false;
        }
        let next = s.atoms.get(i + 1);
        let after = s.atoms.get(i + 2).map(|a| a.tag);
        let noun = next.is_some_and(|a| {
            let adjective = a.tag == Upos::Adj && matches!(after, Some(Upos::Noun | Upos::Propn | Upos::Adj));
            let named = matches!(a.tag, Upos::Noun | Upos::Propn) || adjective;
            a.kind == Kind::Word && named && a.space && a.sense.unit.is_none()
        });
        noun && !s.is(i + 1, &["day", "thing", "way", "point", "time", "side", "hand", "such", "another"])
            || s.word(i + 1) == "of" && s.is(i + 2, &["them", "whom", "those"])
    }

    /// Whether a date covers the atom at `i`.
    fn is_taken(&self, i: usize) -> bool {
        self.s.atoms.get(i).is_some_and(|a| self.taken.iter().any(|t| t.overlaps(a.span)))
    }

    /// Where to go on when no count begins at `i`: past a number that counts nothing.
    fn after_other(&self, i: usize) -> usize {
        match self.s.cardinal(i) {
            Some((_, end)) if end > i && self.quantifier(i).0 == Bound::Exact => end,
            _ => i + 1,
        }
    }
}

fn scale_of(n: u64) -> u64 {
    [1_000_000_000, 1_000_000, 1000, 100].into_iter().find(|s| n >= *s && n.is_multiple_of(*s)).unwrap_or(1)
}

#[cfg(test)]
mod tests;
