//! Dates that name a day, month or year: `August 11, 2025`, `11 August`,
//! `2025-08-11`, `8/31/2025`, `March 2020`, `in 2019`, `the 1990s`.

use super::calendar::Point;
use super::expr::{Expr, Year};
use super::grammar::Grammar;
use crate::analysis::Upos;
use crate::mention::scan::Kind;

/// Parsed and the atom after it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// Months that are also other words or first names, lower case.
const AMBIGUOUS_MONTHS: [&str; 5] = ["may", "march", "april", "june", "august"];

impl Grammar<'_, '_> {
    /// A full or partial date at `i`; a bare year only if `loose` or the
    /// context says it is one.
    pub fn absolute(&self, i: usize, loose: bool) -> Parsed<Expr> {
        self.numeric(i)
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.month_year(i))
            .or_else(|| self.year_month(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.century(i))
            .or_else(|| self.quarter(i))
            .or_else(|| self.months_of(i))
            .or_else(|| self.nth_weekday(i))
            .or_else(|| self.day_alone(i))
            .or_else(|| self.bare_month(i, loose))
            .or_else(|| self.bare_year(i, loose))
    }

    /// The name of a month, with the dot of an abbreviation.
    pub fn month(&self, i: usize) -> Parsed<i8> {
        let s = self.s;
        let sense = s.sense(i);
        if sense.month > 0 {
            let year_after = s.is(i + 1, &["of", "in"]) && s.digits(i + 2).is_some_and(|d| d.1 == 4);
            let numbered = s.digits(i + 1).is_some()
                || s.sense(i + 1).ordinal > 0
                || s.word(i + 1) == "the" && s.ordinal(i + 2).is_some()
                || year_after
                || i > 0 && (s.digits(i - 1).is_some() || s.is(i - 1, &["st", "nd", "rd", "th"]));
            let ok = s.capital(i) || !AMBIGUOUS_MONTHS.contains(&s.word(i)) || numbered;
            return ok.then_some((sense.month, i + 1));
        }
        if sense.month_short == 0 {
            return None;
        }
        let dot = s.word(i + 1) == "." && s.glued(i + 1);
        let digits_next = |at: usize| s.kind(at) == Some(Kind::Digits);
        if dot && (s.atoms[i].token == s.atoms[i + 1].token && s.capital(i) || digits_next(i + 2)) {
            return Some((sense.month_short, i + 2));
        }
        let other = s.sense(i + 2).month > 0 || s.sense(i + 2).month_short > 0;
        let joined = s.is(i + 1, &["-", "/", "–", ","]) && (digits_next(i + 2) || other && s.capital(i));
        let day_before = i > 0 && (digits_next(i - 1) || s.is(i - 1, &["st", "nd", "rd", "th", "of", "-"]));
        let introduced = s.capital(i)
            && s.after_any(
                i,
                &[
                    "in", "since", "until", "last", "this", "early", "late", "mid", "from", "to", "after", "before",
                    "by",
                ],
            );
        (digits_next(i + 1) || joined || day_before || introduced).then_some((sense.month_short, i + 1))
    }

    /// A day of the month in digits (`11`, `11th`) or as an ordinal word.
    pub fn day(&self, i: usize) -> Parsed<i8> {
        let s = self.s;
        let (value, end) = match s.digits(i) {
            Some((n, 1 | 2)) => {
                let suffix = s.glued(i + 1) && s.is(i + 1, &["st", "nd", "rd", "th"]);
                let end = if suffix { i + 2 } else { i + 1 };
                let glued_on = s.glued(end) && (s.kind(end) == Some(Kind::Word) || s.is(end, &[":", "%"]));
                let decimal =
                    s.glued(end) && s.is(end, &[".", ","]) && s.glued(end + 1) && s.kind(end + 1) == Some(Kind::Digits);
                if glued_on || decimal {
                    return None;
                }
                (n, end)
            }
            Some(_) => return None,
            None => s.ordinal(i)?,
        };
        (1..=31).contains(&value).then_some((value as i8, end))
    }

    /// Four digits that can be a year.
    pub fn year(&self, i: usize) -> Parsed<i16> {
        let s = self.s;
        let (value, 4) = s.digits(i)? else { return None };
        let glued_on = s.glued(i + 1) && s.kind(i + 1) == Some(Kind::Word);
        let grouped = s.word(i + 1) == "," && s.glued(i + 1) && s.glued(i + 2) && s.digits(i + 2).is_some();
        let decimal = s.word(i + 1) == "." && s.glued(i + 2) && s.digits(i + 2).is_some();
        (!glued_on && !grouped && !decimal && (1500..=2199).contains(&value)).then_some((value as i16, i + 1))
    }

    /// What may follow a month or month and day: `, 2025`, `of 2025`, `last year`.
    fn year_tail(&self, i: usize) -> (Option<Year>, usize) {
        let s = self.s;
        let skip = usize::from(s.is(i, &[",", "of", "in", "-", "/", "–"]));
        let joint = s.word(i);
        let plain = skip == 0 || joint != "-" && joint != "/" && joint != "–" || s.glued(i) && s.glued(i + 1);
        if plain && let Some((year, end)) = self.year(i + skip) {
            // `August 11-2014` is no range of a day and a year; a month and a year may be joined so.
            return (Some(Year::Known(year)), end);
        }
        if (skip == 0 || s.is(i, &[",", "of", "in"])) && self.s.word(i + skip + 1) == "year" {
            let by = match s.word(i + skip) {
                "last" => -1,
                "this" => 0,
                "next" => 1,
                _ => return (None, i),
            };
            return (Some(Year::Shifted(by)), i + skip + 2);
        }
        (None, i)
    }

    fn date(&self, year: Option<Year>, month: i8, day: Option<i8>) -> Option<Expr> {
        let known = match year {
            Some(Year::Known(y)) => Some(y),
            _ => None,
        };
        let exists = Point { year: known, month: Some(month), day }.exists();
        exists.then_some(Expr::Date { year, month: Some(month), day, weekday: None })
    }

    /// `11 August 2025`, `the 11th of August`, `05-Aug-2016`.
    fn day_month(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let clock = s.word(i.wrapping_sub(1)) == ":" && i > 1 && s.digits(i - 2).is_some();
        if s.glued(i) && s.after_any(i, &[".", "/"]) || s.after_any(i, &["$", "£", "€"]) || s.glued(i) && clock {
            return None;
        }
        let (day, at) = self.day(i)?;
        let at = if s.word(at) == "day" { at + 1 } else { at };
        let at = if s.is(at, &["of", "-", "/"]) { at + 1 } else { at };
        let (month, at) = self.month(at)?;
        let (year, end) = self.year_tail(at);
        Some((self.date(year, month, Some(day))?, end))
    }

    /// `August 11, 2025`, `Aug. 11`, `August the 11th`.
    fn month_day(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let (month, at) = self.month(i)?;
        let at = match s.word(at) {
            "the" => at + 1,
            "/" | "-" if s.glued(at) && s.glued(at + 1) => at + 1,
            "," if s.glued(at + 2) && s.is(at + 2, &["st", "nd", "rd", "th"]) => at + 1,
            _ => at,
        };
        let from = at;
        let (day, at) = self.day(at).or_else(|| self.word_day(at))?;
        // `in March 13 people died`
        let counted = s.after_any(i, &["in"])
            && at == from + 1
            && s.atoms.get(at).is_some_and(|a| {
                a.kind == Kind::Word && a.tag == Upos::Noun && (a.lower.ends_with('s') || &*a.lower == "people")
            });
        if counted {
            return None;
        }
        let (year, end) = self.year_tail(at);
        Some((self.date(year, month, Some(day))?, end))
    }

    /// A day in number words, only after a month: `May twenty nine`.
    fn word_day(&self, i: usize) -> Parsed<i8> {
        self.s.sense(i).number?;
        let (n, end) = self.s.cardinal(i)?;
        (1..=31).contains(&n).then_some((n as i8, end))
    }

    /// `August 2025`, `August last year`.
    fn month_year(&self, i: usize) -> Parsed<Expr> {
        let (month, at) = self.month(i)?;
        let (year, end) = self.year_tail(at);
        Some((self.date(Some(year?), month, None)?, end))
    }

    /// `2017 April`.
    fn year_month(&self, i: usize) -> Parsed<Expr> {
        let (year, at) = self.year(i)?;
        let (month, end) = self.month(at).filter(|_| self.s.sense(at).month != 5)?;
        if self.day(end).is_some() {
            return None;
        }
        Some((self.date(Some(Year::Known(year)), month, None)?, end))
    }

    /// `Tuesday, August 12`, `Fri, 15 Aug 2025`, `Monday (Aug. 11)`.
    fn weekday_date(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let sense = s.sense(i);
        let day_of_week = if sense.weekday > 0 { sense.weekday } else { sense.weekday_short };
        if day_of_week == 0 || !s.capital(i) {
            return None;
        }
        let mut at = i + 1;
        if s.word(at) == "." && s.glued(at) {
            at += 1;
        }
        if s.sense(at).day_part {
            at += 1;
        }
        let bracket = s.word(at) == "(";
        if bracket || s.word(at) == "," {
            at += 1;
        }
        if s.word(at) == "the" {
            at += 1;
        }
        let (expr, mut end) = self.numeric(at).or_else(|| self.day_month(at)).or_else(|| self.month_day(at))?;
        if bracket && s.word(end) == ")" {
            end += 1;
        }
        match expr {
            Expr::Date { year, month, day: Some(day), .. } => {
                Some((Expr::Date { year, month, day: Some(day), weekday: Some(day_of_week) }, end))
            }
            _ => None,
        }
    }

    /// `the first Monday of September 2025`, `the last Friday in June`.
    fn nth_weekday(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let (n, at) = match s.word(i) {
            "last" | "final" => (-1, i + 1),
            _ => s.ordinal(i).filter(|n| n.0 <= 5).map(|(n, at)| (n as i8, at))?,
        };
        let day = s.sense(at).weekday;
        if day == 0 || !s.is(at + 1, &["of", "in"]) {
            return None;
        }
        let (month, end) = self.month(at + 2).filter(|_| s.capital(at + 2))?;
        let (year, end) = self.year_tail(end);
        Some((Expr::NthWeekday { n, day, month, year }, end))
    }

    /// `on the 18th`, `Tuesday the 12th`, `Tuesday 12th`: the month is that of
    /// the report or the one next to it.
    fn day_alone(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let numeral = |at: usize| s.digits(at).is_some() && s.glued(at + 1) && s.is(at + 1, &["st", "nd", "rd", "th"]);
        let weekday = if s.capital(i) { s.sense(i).weekday } else { 0 };
        let mut at = i;
        if weekday > 0 {
            at = if s.word(i + 1) == "," { i + 2 } else { i + 1 };
            at += usize::from(s.word(at) == "the");
        } else if !(s.after_any(i, &["the"]) && s.is(i.wrapping_sub(2), &["on", "until", "till", "since", "by"])) {
            return None;
        }
        if !numeral(at) {
            return None;
        }
        let (day, end) = self.day(at)?;
        let goes_on = s.atoms.get(end).is_some_and(|a| {
            a.kind == Kind::Word
                && (a.capital
                    || !matches!(a.tag, Upos::Adp | Upos::Aux | Upos::Verb | Upos::Cconj | Upos::Sconj | Upos::Pron))
                || &*a.lower == "-"
                || &*a.lower == "of"
        });
        let weekday = (weekday > 0).then_some(weekday);
        (!goes_on).then_some((Expr::Date { year: None, month: None, day: Some(day), weekday }, end))
    }

    /// `2025-08-11`, `31/8/2025`, `11.08.2025`, `2015-12`.
    fn numeric(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        if s.glued(i) && s.after_any(i, &["-", "/", ".", "$", "£", "€", "#"]) {
            return None;
        }
        if i > 0 && s.sense(i - 1).numbered {
            return None;
        }
        let (a, a_len) = s.digits(i)?;
        let sep = s.word(i + 1);
        if !["-", "/", "."].contains(&sep) || !s.glued(i + 1) || !s.glued(i + 2) {
            return None;
        }
        let (b, b_len) = s.digits(i + 2).filter(|d| d.1 <= 2)?;
        let third = (s.word(i + 3) == sep && s.glued(i + 3) && s.glued(i + 4)).then(|| s.digits(i + 4)).flatten();
        let full = |y: u64, m: u64, d: u64| -> Option<Expr> {
            if m > 12 || d > 31 {
                return None;
            }
            self.date(Some(Year::Known(y as i16)), m as i8, Some(d as i8))
        };
        match third {
            Some((c, c_len)) if c_len <= 2 && a_len == 4 => Some((full(a, b, c)?, i + 5)),
            Some((c, c_len)) if a_len <= 2 && (c_len == 4 || c_len == 2 && sep == "/") => {
                let year = if c_len == 4 { c } else { 2000 + c };
                if !(1800..=2199).contains(&year) {
                    return None;
                }
                let expr = match (sep, a, b) {
                    (".", ..) => full(year, b, a)?,
                    (_, 13..=31, 1..=12) => full(year, b, a)?,
                    (_, 1..=12, 13..=31) => full(year, a, b)?,
                    (_, 1..=12, _) if a == b => full(year, a, b)?,
                    // Day and month cannot be told apart: only the year is certain.
                    (_, 1..=12, 1..=12) if c_len == 4 => Expr::year(year as i16),
                    _ => Expr::Opaque,
                };
                Some((expr, i + 5))
            }
            // More of them: a version, an address, a part number.
            Some(_) => Some((Expr::Opaque, i + 5)),
            None if a_len == 4 && b_len == 2 && sep == "-" && (1800..2200).contains(&a) => {
                let (short, year) = (a % 100, a as i16);
                if (1..=12).contains(&b) && b <= short {
                    return Some((self.date(Some(Year::Known(year)), b as i8, None)?, i + 3));
                }
                let last = year - short as i16 + b as i16;
                let sure = b > 12 || b == short + 1;
                let expr = if b > short && sure {
                    Expr::Between(Box::new(Expr::year(year)), Box::new(Expr::year(last)))
                } else {
                    Expr::Opaque
                };
                Some((expr, i + 3))
            }
            None if a_len <= 2 && sep == "/" => {
                let dated = s.after_any(i, &["on", "by", "since", "until", "from", "between"])
                    || i > 0 && s.sense(i - 1).weekday > 0;
                match (a, b) {
                    (1..=12, 13..=31) if dated => Some((self.date(None, a as i8, Some(b as i8))?, i + 3)),
                    (13..=31, 1..=12) if dated => Some((self.date(None, b as i8, Some(a as i8))?, i + 3)),
                    _ => Some((Expr::Opaque, i + 3)),
                }
            }
            None => None,
        }
    }

    /// A month without day or year.
    fn bare_month(&self, i: usize, loose: bool) -> Parsed<Expr> {
        let s = self.s;
        let (month, end) = self.month(i)?;
        // `February 30, 2024`
        if s.digits(end).is_some() && self.year(if s.word(end + 1) == "," { end + 2 } else { end + 1 }).is_some() {
            return None;
        }
        let expr = Expr::Date { year: None, month: Some(month), day: None, weekday: None };
        if !AMBIGUOUS_MONTHS.contains(&s.word(i)) {
            let name = s.capital(end) && s.glued(end);
            return (!name).then_some((expr, end));
        }
        if loose {
            return Some((expr, end));
        }
        let time = [
            "in", "last", "next", "this", "since", "until", "till", "by", "early", "late", "mid", "during", "through",
            "every",
        ];
        let before = s.before(i, 1);
        let hyphen_mid = before == "-" && ["mid", "early", "late"].contains(&s.before(i, 2));
        let weak = ["of", "before", "after", "from", "for", "to"];
        let introduced = time.contains(&before)
            || hyphen_mid
            || before == "of"
                && ["month", "end", "beginning", "start", "middle", "late", "early"].contains(&s.before(i, 2))
            || s.word(i) != "may"
                && (weak.contains(&before) || ["the", "'", "s", "its", "their", "that"].contains(&before))
                && !s.capital(end);
        let march = s.word(i) == "march" && (["the", "'", "s", "its", "their", "that", "for", "to"].contains(&before));
        (introduced && !march).then_some((expr, end))
    }
}
