//! Years, decades, centuries, quarters and months counted in a year.

use super::absolute::Parsed;
use super::calendar::{Period, Point};
use super::expr::{Expr, Year};
use super::grammar::Grammar;
use crate::analysis::Upos;
use crate::mention::scan::Kind;

/// Words before a bare year that make it a year.
const YEAR_BEFORE: [&str; 24] = [
    "in", "since", "until", "till", "by", "before", "after", "during", "from", "between", "circa", "early", "late",
    "mid", "through", "year", "of", "to", "back", "around", "autumn", "spring", "summer", "winter",
];

impl Grammar<'_, '_> {
    /// A year without a month.
    pub(super) fn bare_year(&self, i: usize, loose: bool) -> Parsed<Expr> {
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
        let people = s.is(end, &["people", "men", "women", "children", "troops", "police", "others", "more"]);
        if year % 50 == 0 && (counted || people) {
            return None;
        }
        if loose {
            return Some((expr, end));
        }
        let before = s.before(i, 1);
        // `from 1900 on`, `by 2100.`: nothing follows that could be counted.
        let closed = s.atoms.get(end).is_none_or(|a| {
            a.kind == Kind::Mark && !matches!(&*a.lower, "-" | "–" | "/" | "'" | "\"" | "“")
                || matches!(a.tag, Upos::Cconj | Upos::Sconj | Upos::Aux | Upos::Pron)
        });
        let hyphen_part =
            before == "-" && s.glued(i) && ["mid", "early", "late", "pre", "post"].contains(&s.before(i, 2));
        if (YEAR_BEFORE.contains(&before) || hyphen_part)
            && (year % 100 != 0 && year >= 1800
                || closed
                || !["of", "to", "around", "after", "by", "from"].contains(&before))
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
        // `2018 or 2019`, `since 2000 but not 1998`.
        let list = ["and", "or", ",", "not"].contains(&before)
            && (i.saturating_sub(3)..i).any(|j| self.year(j).is_some())
            && (self.year(i.wrapping_sub(2)).is_some() || closed);
        let attributive = s.atoms.get(i.wrapping_sub(1)).is_some_and(|a| a.kind == Kind::Word && !a.capital)
            && s.atoms.get(end).is_some_and(|a| a.kind == Kind::Word)
            && !counted;
        (bracketed || modifier || opening || list || attributive).then_some((expr, end))
    }

    /// Whether the number at `i` is a name's: `Resolution 1989`, `resolutions 1267 and 2253`.
    pub(super) fn numbered(&self, i: usize) -> bool {
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
    pub(super) fn decade(&self, i: usize) -> Parsed<Expr> {
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
    pub(super) fn century(&self, i: usize) -> Parsed<Expr> {
        let (n, at) = self.s.ordinal(i)?;
        let at = if self.s.word(at) == "-" { at + 1 } else { at };
        if self.s.word(at) != "century" || !(10..=21).contains(&n) {
            return None;
        }
        let last = n as i16 * 100;
        Some((Expr::Fixed(Period::Range(Point::year(last - 99), Point::year(last))), at + 1))
    }

    /// `the year`, `last year`: years from the year of writing.
    pub(super) fn year_word(&self, i: usize) -> Parsed<i32> {
        let by = match self.s.word(i) {
            "the" | "this" => 0,
            "last" => -1,
            "next" => 1,
            _ => return None,
        };
        (self.s.word(i + 1) == "year").then_some((by, i + 2))
    }

    pub(super) fn months(&self, year: Year, first: i8, last: i8) -> Expr {
        let month = |month| Box::new(Expr::Date { year: Some(year), month: Some(month), day: None, weekday: None });
        Expr::Between(month(first), month(last))
    }

    /// `the first six months of 2021`, `the last three months of last year`.
    pub(super) fn months_of(&self, i: usize) -> Parsed<Expr> {
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
    pub(super) fn quarter(&self, i: usize) -> Parsed<Expr> {
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
