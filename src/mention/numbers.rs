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
//! `approximate`; vague words ("dozens") give the least count their list says.

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
    mentions(document, analysis, &words, &dates)
}

/// All dates and all counts of a document in text order, for the price of one reading.
pub fn with_dates(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<Mention> {
    let words = Words::new(ontology);
    let found = dates::expressions(document, analysis, &words);
    let mut out = dates::mentions(document, analysis, &found);
    out.extend(mentions(document, analysis, &words, &found));
    out.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    out
}

/// All counts, given the document's dates.
pub(super) fn mentions(document: &Document, analysis: &Analysis, words: &Words, dates: &[Found]) -> Vec<Mention> {
    let mut out = Vec::new();
    for sentence in 0..analysis.sentences.len() {
        let taken: Vec<Span> = dates.iter().filter(|f| f.sentence == sentence as u32).map(|f| f.span).collect();
        let scan = Scan::new(&document.text, analysis, sentence, words);
        let title = analysis.sentences[sentence].zone == ZoneKind::Title;
        let reader = Reader { s: &scan, taken, text: &document.text, title };
        let mut at = 0;
        while at < scan.len() {
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
                kind: count.approximate.then(|| Sym::new("approximate")),
                name: span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "),
                known: None,
                value: MentionValue::Number(NumberValue { min: count.min, max: count.max }),
                found_by: "numbers",
                confidence: if head == scan.tokens(&count.range).end - 1 { 0.8 } else { 0.95 },
                entity: None,
            });
        }
    }
    out
}

struct Count {
    range: Range<usize>,
    min: u64,
    max: Option<u64>,
    approximate: bool,
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

/// What becomes of the counted, not what is counted: `ten dead`.
const AFTERMATH: [&str; 6] = ["dead", "killed", "wounded", "injured", "missing", "hurt"];

/// Whether a noun is a plural, which ends a counted noun phrase.
fn plural(noun: &str) -> bool {
    noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss")
        || matches!(noun, "people" | "men" | "women" | "children" | "policemen" | "gunmen" | "troops" | "personnel")
}

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

    /// The count that begins at atom `i`.
    fn count(&self, i: usize) -> Option<Count> {
        let s = self.s;
        if self.is_taken(i) {
            return None;
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
        Some(Count { range: i..end, min, max, approximate })
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
        fits.then_some(Count { range: i..end, min: a, max: Some(b), approximate: false })
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
        let noun = next.is_some_and(|a| {
            a.kind == Kind::Word
                && matches!(a.tag, Upos::Noun | Upos::Propn | Upos::Adj)
                && a.space
                && a.sense.unit.is_none()
        });
        noun && !s.is(i + 1, &["day", "thing", "way", "point", "time", "side", "hand", "such", "another"])
            || s.word(i + 1) == "of" && s.is(i + 2, &["them", "whom", "those"])
    }

    /// Whether a date covers the atom at `i`.
    fn is_taken(&self, i: usize) -> bool {
        self.s.atoms.get(i).is_some_and(|a| self.taken.iter().any(|t| t.overlaps(a.span)))
    }

    /// Whether the number in atoms `i..end` counts things.
    fn is_count(&self, i: usize, end: usize) -> bool {
        let s = self.s;
        !self.is_taken(i) && !self.part_of_name(i, end) && !self.measured(i, end) && !self.age(i, end)
    }

    /// `Flight 370`, `AK-47`, `7.62`, `3rd`, `(2)`, `10:30`, `24/7`.
    fn part_of_name(&self, i: usize, end: usize) -> bool {
        let s = self.s;
        let before = s.before(i, 1);
        let digits = s.kind(i) == Some(Kind::Digits);
        if i > 0 && s.glued(i) {
            let opening = ["(", "\"", "'", "“", "[", "—", "–", "~", "‘"].contains(&before);
            let dash = before == "-" && (i == 1 || s.atoms[i - 1].space);
            if !opening && !dash {
                return true;
            }
        }
        if s.glued(end) {
            let word = s.kind(end) == Some(Kind::Word) || s.kind(end) == Some(Kind::Digits);
            let inner = s.is(end, &[":", "/", ".", ",", "-", "–", "'"])
                && s.glued(end + 1)
                && s.kind(end + 1).is_some_and(|k| k != Kind::Mark);
            let strong = s.word(end) == "-" && s.is(end + 1, &["plus", "odd", "some"]);
            let own = s.word(end) == "'" && s.word(end + 1) == "s";
            if (word || inner || s.is(end, &["%", "°"])) && !strong && !own {
                return true;
            }
        }
        // `2. Second point`, `1 — The cost`
        let label = digits && end == i + 1 && s.atoms[i].text.len() <= 2;
        if label && self.line_start(i) && s.is(end, &[".", ")", ":", "—", "–", "-"]) {
            return true;
        }
        // `World War Two`, `Fox 2 News`
        let named = i > 0 && s.capital(i - 1) && s.atoms[i - 1].tag == Upos::Propn && !self.title;
        if named && (s.capital(i) || label && s.capital(end)) {
            return true;
        }
        if digits && before == "(" && s.word(end) == ")" && end - i == 1 {
            return true;
        }
        let number = ["number", "no", "nos", "#", "№"];
        if number.contains(&before) && (digits || before == "number")
            || before == "." && number.contains(&s.before(i, 2))
        {
            return true;
        }
        // `resolutions 1267 and 2253`
        let mut at = i;
        while at > 0
            && i - at < 9
            && (s.is(at - 1, &["and", ",", "or", "(", ")"]) || s.kind(at - 1) == Some(Kind::Digits))
        {
            at -= 1;
        }
        let names = s.sense(at.wrapping_sub(1)).numbered && at > 0 && digits;
        // A year that no grammar took, an identifier, a phone number.
        let bare = digits && end == i + 1;
        let year = bare
            && s.digits(i).is_some_and(|(n, len)| len == 4 && (1900..2100).contains(&n))
            && !self.noun_follows(end);
        let padded = digits && s.atoms[i].text.starts_with('0') && s.atoms[i].text.len() > 1;
        let long = bare && s.atoms[i].text.len() > 6;
        names || year || padded || long
    }

    /// Money, percentages, sizes, durations, times of day.
    fn measured(&self, i: usize, end: usize) -> bool {
        let s = self.s;
        let currency = |a: &str| ["$", "£", "€", "₹", "¥", "us$", "rs", "usd", "pkr", "eur", "gbp"].contains(&a);
        if currency(s.before(i, 1)) || s.before(i, 1) == "." && s.before(i, 2) == "rs" {
            return true;
        }
        // `60 kilometres`, `60-kilometre`, `two and a half years`, `five more years`
        let mut at = if s.is(end, &["-", "–", "of"]) { end + 1 } else { end };
        if s.word(at) == "and" && s.word(at + 1) == "a" && s.word(at + 2) == "half" {
            at += 3;
        }
        // `50 to 60 percent`, `five or six years`
        if s.is(at, &["to", "or", "and"])
            && let Some((_, next)) = s.cardinal(at + 1)
        {
            at = next;
        }
        let skip = s.is(
            at,
            &[
                "more", "square", "cubic", "consecutive", "straight", "additional", "nautical", "long", "full",
                "whole", "light",
            ],
        );
        let unit = |at: usize| {
            let sense = s.sense(at);
            sense.unit.is_some()
                || sense.measure
                || sense.money
                || s.is(at, &["%", "‰", "°"])
                || s.word(at) == "per" && s.word(at + 1) == "cent"
        };
        if unit(at) || skip && unit(at + 1) {
            return true;
        }
        let clock = s.is(at, &["am", "pm", "gmt", "hrs", "utc", "est", "edt", "et", "o"])
            && (s.word(at) != "o" || s.word(at + 1) == "'")
            || s.is(at, &["a", "p"]) && s.word(at + 1) == "." && s.word(at + 2) == "m" && s.glued(at + 1);
        let fraction = s.is(end, &["thirds", "fourths", "fifths", "quarters", "tenths"])
            || s.word(end) == "-" && s.is(end + 1, &["third", "thirds", "quarters", "fifths", "fold", "tenths"]);
        let times = s.is(at, &["times", "fold"]);
        clock || fraction || times
    }

    /// `aged 30`, `30-year-old`, `Ali Khan, 35, said`.
    fn age(&self, i: usize, end: usize) -> bool {
        let s = self.s;
        if s.after_any(i, &["turn", "turned", "turning", "turns"]) && small_age(s, i, end)
            || s.before(i, 1) == "of" && s.is(i.wrapping_sub(2), &["age", "ages"])
            || s.is(i.wrapping_sub(2), &["child", "children", "anyone", "those", "boys", "girls", "men"])
                && s.is(i - 1, &["under", "over"])
                && !self.noun_follows(end)
            || s.is(i.wrapping_sub(1), &["was", "is"])
                && small_age(s, i, end)
                && !self.noun_follows(end)
                && self.person_before(i - 1)
        {
            return true;
        }
        if s.after_any(i, &["aged", "age", "ages"])
            || s.before(i, 2) == "aged" && s.is(i - 1, &["about", "between", "around"])
        {
            return true;
        }
        let small = s.cardinal(i).is_some_and(|(n, _)| n <= 110);
        let apposed = small
            && s.before(i, 1) == ","
            && (s.is(end, &[",", ")", "."]) || end == s.len())
            && i > 1
            && s.capital(i - 2)
            && s.sense(i - 2).month == 0;
        let bracketed = small && s.before(i, 1) == "(" && s.word(end) == ")";
        let decade_of_life = s.after_any(i, &["his", "her", "their"]) && s.word(end) == "s";
        apposed || bracketed || decade_of_life
    }

    /// `he was 15`, `Nyla was 10`: a person stands before the verb at `i`.
    fn person_before(&self, i: usize) -> bool {
        let s = self.s;
        i > 0 && (s.is(i - 1, &["he", "she", "who", "i"]) || s.capital(i - 1) && s.atoms[i - 1].tag == Upos::Propn)
    }

    fn noun_follows(&self, i: usize) -> bool {
        self.s.atoms.get(i).is_some_and(|a| {
            a.kind == Kind::Word
                && a.space
                && (a.tag == Upos::Noun || !a.capital && a.lower.len() > 3 && a.lower.ends_with('s'))
        })
    }

    /// Where to go on when no count begins at `i`: past a number that counts nothing.
    fn after_other(&self, i: usize) -> usize {
        match self.s.cardinal(i) {
            Some((_, end)) if end > i && self.quantifier(i).0 == Bound::Exact => end,
            _ => i + 1,
        }
    }

    /// The counted noun after a number: `31 civilians`, `two of them`, `12 young police officers`.
    fn head(&self, count: &Count, analysis: &Analysis) -> Option<u32> {
        let s = self.s;
        let first = s.atoms.get(count.range.end)?;
        let number = s.atoms[count.range.end - 1].token;
        if first.token == number {
            return None;
        }
        let token = |t: u32| analysis.tokens.get(t as usize).filter(|_| t <= s.atoms.last().map_or(0, |a| a.token));
        let mut at = number + 1;
        let limit = at + 7;
        let mut noun = None;
        while at < limit {
            let Some(t) = token(at) else { break };
            if self.taken.iter().any(|d| d.overlaps(t.span)) {
                break;
            }
            if AFTERMATH.contains(&&*t.lower) {
                break;
            }
            match t.tag {
                Upos::Noun if plural(&t.lower) => return Some(at),
                Upos::Noun => noun = Some(at),
                Upos::Propn if noun.is_none() => noun = Some(at),
                Upos::Propn if noun.is_some_and(|n| token(n).is_some_and(|n| n.tag == Upos::Noun)) => break,
                Upos::Propn => noun = Some(at),
                Upos::Pron if noun.is_none() && at > number + 1 => return Some(at),
                Upos::Adj | Upos::Det if noun.is_none() => {}
                // `nine current and former students`, `US and Korean troops`
                Upos::Cconj
                    if at > number + 1 && token(at + 1).is_some_and(|n| matches!(n.tag, Upos::Adj | Upos::Propn)) => {}
                Upos::Adj => break,
                Upos::Adp if noun.is_none() && &*t.lower == "of" && at == number + 1 => {}
                Upos::Verb
                    if noun.is_none() && (t.lower.ends_with("ed") || t.lower.ends_with("ing")) && at + 1 < limit =>
                {
                    // `40 armed men`, not `40 killed in`.
                    if !token(at + 1).is_some_and(|n| matches!(n.tag, Upos::Noun | Upos::Adj)) {
                        break;
                    }
                }
                Upos::Punct if &*t.lower == "-" && !t.space_before => {}
                _ if matches!(&*t.lower, "more" | "other" | "others" | "additional" | "further") => {
                    if &*t.lower == "others" {
                        return Some(at);
                    }
                }
                _ => break,
            }
            at += 1;
        }
        noun
    }
}

fn small_age(s: &Scan<'_>, i: usize, end: usize) -> bool {
    s.cardinal(i).is_some_and(|(n, e)| n <= 110 && e == end)
}

fn scale_of(n: u64) -> u64 {
    [1_000_000_000, 1_000_000, 1000, 100].into_iter().find(|s| n >= *s && n.is_multiple_of(*s)).unwrap_or(1)
}

#[cfg(test)]
mod tests;
