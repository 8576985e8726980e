//! Numbers that count nothing: names, dates, money, sizes, ages, times.

use super::Reader;
use crate::analysis::Upos;
use crate::mention::scan::{Kind, Scan};

impl Reader<'_, '_> {
    /// Whether the number in atoms `i..end` counts things.
    pub(super) fn is_count(&self, i: usize, end: usize) -> bool {
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
            && (s.capital(i - 2) || s.atoms[i - 2].tag == Upos::Noun)
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
}

fn small_age(s: &Scan<'_>, i: usize, end: usize) -> bool {
    s.cardinal(i).is_some_and(|(n, e)| n <= 110 && e == end)
}
