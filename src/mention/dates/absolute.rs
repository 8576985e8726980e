//! Dates that name a day, month or year: `August 11, 2025`, `11 August`,
//! `2025-08-11`, `8/31/2025`, `March 2020`, `in 2019`, `the 1990s`.

use super::calendar::{Period, Point};
use super::expr::{Expr, Year};
use super::grammar::Grammar;
use crate::analysis::Upos;
use crate::mention::scan::Kind;

/// Parsed and the atom after it.
pub(super) type Parsed<T> = Option<(T, usize)>;

/// Words before a bare year that make it a year.
const YEAR_BEFORE: [&str; 24] = [
    "in", "since", "until", "till", "by", "before", "after", "during", "from", "between", "circa", "early", "late",
    "mid", "through", "year", "of", "to", "back", "around", "autumn", "spring", "summer", "winter",
];

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
            && s.after_any(i, &["in", "since", "until", "last", "this", "early", "late", "mid", "from", "to"]);
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
        (!glued_on && !grouped && !decimal && (1800..=2199).contains(&value)).then_some((value as i16, i + 1))
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

    /// A year without a month.
    fn bare_year(&self, i: usize, loose: bool) -> Parsed<Expr> {
        let s = self.s;
        let (year, end) = self.year(i)?;
        if s.glued(i) && i > 0 && !s.is(i - 1, &["(", "-", "–", "—", "'", "\"", "“", "/"]) {
            return None;
        }
        let unit_after = |at: usize| {
            let sense = s.sense(at);
            sense.measure
                || sense.money
                || sense.unit.is_some()
                || sense.scale.is_some()
                || s.is(at, &["%", "people", "troops", "others", "gmt", "hrs"])
        };
        let after_hyphen = s.word(end) == "-" && s.glued(end) && s.glued(end + 1) && unit_after(end + 1);
        if unit_after(end)
            || after_hyphen
            || i > 0 && (s.sense(i - 1).money || s.is(i - 1, &["$", "£", "€", "₹", "#"]))
            || self.numbered(i)
        {
            return None;
        }
        let expr = Expr::year(year);
        let counted = s
            .atoms
            .get(end)
            .is_some_and(|a| a.kind == Kind::Word && !a.capital && a.lower.len() > 3 && a.lower.ends_with('s'));
        if year % 50 == 0 && counted {
            return None;
        }
        if loose {
            return Some((expr, end));
        }
        let before = s.before(i, 1);
        let hyphen_part =
            before == "-" && s.glued(i) && ["mid", "early", "late", "pre", "post"].contains(&s.before(i, 2));
        if (YEAR_BEFORE.contains(&before) || hyphen_part)
            && (year % 100 != 0 || !["of", "to", "around", "after", "by", "from"].contains(&before))
        {
            return Some((expr, end));
        }
        if !(1900..=2049).contains(&year) || year % 50 == 0 && !["the", "s"].contains(&before) {
            return None;
        }
        let bracketed = before == "(" || s.word(end) == ")" || before == "," && s.is(end, &[",", ")", "."]);
        let modifier = [
            "the", "a", "an", "s", "'", "its", "his", "her", "their", "this", "and", "or", "like", "every", "whose",
            "another", "both",
        ]
        .contains(&before)
            && s.kind(end) == Some(Kind::Word);
        // `2014 saw`, `2012 presidential elections` at the start of a sentence.
        let opening = i == 0 || i == 1 && s.kind(0) == Some(Kind::Mark);
        let list = ["and", "or", ","].contains(&before) && i >= 2 && self.year(i - 2).is_some();
        let attributive = s.atoms.get(i.wrapping_sub(1)).is_some_and(|a| a.kind == Kind::Word && !a.capital)
            && s.atoms.get(end).is_some_and(|a| a.kind == Kind::Word)
            && !counted;
        (bracketed || modifier || opening || list || attributive).then_some((expr, end))
    }

    /// Whether the number at `i` is a name's: `Resolution 1989`, `resolutions 1267 and 2253`.
    fn numbered(&self, i: usize) -> bool {
        let s = self.s;
        let mut at = i;
        while at > 0 {
            if s.sense(at - 1).numbered && s.word(at - 1) != "order" && s.word(at - 1) != "no" {
                return true;
            }
            if s.is(at - 1, &["and", ",", "or", "(", ")", "."]) || s.kind(at - 1) == Some(Kind::Digits) && at - 1 != i {
                at -= 1;
                if i - at > 8 {
                    return false;
                }
            } else {
                return false;
            }
        }
        false
    }

    /// `1990s`, `the '90s`, `the nineties`.
    pub fn decade(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let years = |first: i16| Expr::Fixed(Period::Range(Point::year(first), Point::year(first + 9)));
        // `the mid-80s`, not `his mid-80s`
        let mut first = i;
        while s.is(first.wrapping_sub(1), &["early", "late", "mid", "-"]) {
            first -= 1;
        }
        let the = s.after_any(first, &["the"]);
        if s.sense(i).decade > 0 {
            return the.then(|| (years(1900 + i16::from(s.sense(i).decade)), i + 1));
        }
        let apostrophe = s.word(i) == "'";
        let at = if apostrophe { i + 1 } else { i };
        let (value, len) = s.digits(at)?;
        let s_at = if s.word(at + 1) == "'" && s.glued(at + 1) { at + 2 } else { at + 1 };
        if s.word(s_at) != "s" || !s.glued(s_at) || value % 10 != 0 {
            return None;
        }
        match len {
            4 if (1800..2100).contains(&value) => Some((years(value as i16), s_at + 1)),
            2 if the || apostrophe => Some((years(if value < 30 { 2000 } else { 1900 } + value as i16), s_at + 1)),
            _ => None,
        }
    }

    /// `the 19th century`.
    fn century(&self, i: usize) -> Parsed<Expr> {
        let (n, at) = self.s.ordinal(i)?;
        let at = if self.s.word(at) == "-" { at + 1 } else { at };
        if self.s.word(at) != "century" || !(10..=21).contains(&n) {
            return None;
        }
        let last = n as i16 * 100;
        Some((Expr::Fixed(Period::Range(Point::year(last - 99), Point::year(last))), at + 1))
    }

    /// `the year`, `last year`: years from the year of writing.
    fn year_word(&self, i: usize) -> Parsed<i32> {
        let by = match self.s.word(i) {
            "the" | "this" => 0,
            "last" => -1,
            "next" => 1,
            _ => return None,
        };
        (self.s.word(i + 1) == "year").then_some((by, i + 2))
    }

    fn months(&self, year: Year, first: i8, last: i8) -> Expr {
        let month = |month| Box::new(Expr::Date { year: Some(year), month: Some(month), day: None, weekday: None });
        Expr::Between(month(first), month(last))
    }

    /// `the first six months of 2021`, `the last three months of last year`.
    fn months_of(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let first = match s.word(i) {
            "first" => true,
            "last" | "final" => false,
            _ => return None,
        };
        let (n, at) = s.cardinal(i + 1).filter(|n| (2..12).contains(&n.0))?;
        if s.word(at) != "months" || s.word(at + 1) != "of" {
            return None;
        }
        let (year, end) = match self.year(at + 2) {
            Some((year, end)) => (Year::Known(year), end),
            None => self.year_word(at + 2).map(|(by, end)| (Year::Shifted(by), end))?,
        };
        let n = n as i8;
        Some((if first { self.months(year, 1, n) } else { self.months(year, 13 - n, 12) }, end))
    }

    /// `the first quarter of 2019`, `Q1 2019`, `2019 Q1`.
    fn quarter(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let q = |at: usize| {
            (s.word(at) == "q" && s.glued(at + 1)).then(|| s.digits(at + 1)).flatten().map(|d| (d.0, at + 2))
        };
        let (n, year, end) = if let Some((n, at)) = q(i) {
            let (year, end) = self.year(if s.is(at, &["of", "-"]) { at + 1 } else { at })?;
            (n, year, end)
        } else if let Some((year, at)) = self.year(i) {
            let (n, end) = q(if s.word(at) == "-" { at + 1 } else { at })?;
            (n, year, end)
        } else {
            let (n, at) = s.ordinal(i)?;
            if s.word(at) != "quarter" || !(1..=4).contains(&n) {
                return None;
            }
            let at = if s.is(at + 1, &["of", "in"]) { at + 2 } else { at + 1 };
            if let Some((by, end)) = self.year_word(at) {
                return Some((self.months(Year::Shifted(by), n as i8 * 3 - 2, n as i8 * 3), end));
            }
            let (year, end) = self.year(at)?;
            (n, year, end)
        };
        let first = n as i8 * 3 - 2;
        let months = Period::Range(Point::month(Some(year), first), Point::month(Some(year), first + 2));
        (1..=4).contains(&n).then_some((Expr::Fixed(months), end))
    }
}
