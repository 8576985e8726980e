//! The grammar's top: one expression at one place, with ranges and parts.

use super::absolute::Parsed;
use super::calendar::{Period, Point};
use super::expr::{Expr, Step, Year};
use crate::mention::DatePart;
use crate::mention::scan::{Kind, PhraseClass, Scan};

/// Function words that begin an expression.
const STARTERS: [&str; 59] = [
    "a", "about", "almost", "an", "approximately", "around", "beginning", "between", "close", "coming", "couple",
    "current", "earlier", "early", "end", "eve", "few", "final", "following", "from", "just", "last", "late", "later",
    "less", "mid", "middle", "more", "nearly", "next", "outset", "over", "past", "preceding", "previous", "q",
    "overnight", "recent", "remainder", "rest", "roughly", "same", "several", "so", "some", "start", "that", "the",
    "this", "today", "tomorrow", "tonight", "upcoming", "yesterday", "half", "dozen", "hundred", "another", "one",
];

/// Reads date expressions from the atoms of one sentence.
pub(super) struct Grammar<'s, 'a> {
    /// The sentence.
    pub s: &'s Scan<'a>,
}

/// An expression with what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// What it says.
    pub expr: Expr,
    /// First atom of the mention.
    pub start: usize,
    /// The atom after it.
    pub end: usize,
    /// Part meant.
    pub part: DatePart,
    /// The text is vague.
    pub approximate: bool,
}

impl Grammar<'_, '_> {
    /// Whether an expression can begin at atom `i`: a quick look that spares
    /// most words of a text the grammar.
    pub fn may_begin(&self, i: usize) -> bool {
        let Some(atom) = self.s.atoms.get(i) else { return false };
        let sense = &atom.sense;
        match atom.kind {
            Kind::Digits => true,
            Kind::Mark => &*atom.lower == "'",
            Kind::Word => {
                sense.month > 0
                    || sense.month_short > 0
                    || sense.weekday > 0
                    || sense.weekday_short > 0
                    || sense.unit.is_some()
                    || sense.season.is_some()
                    || sense.decade > 0
                    || sense.number.is_some()
                    || sense.ordinal > 0
                    || STARTERS.contains(&&*atom.lower)
                    || atom.capital && self.s.starts_phrase(i)
            }
        }
    }

    /// The expression at atom `i`, if one begins there.
    pub fn phrase(&self, i: usize) -> Option<Phrase> {
        let plain =
            |(expr, end): (Expr, usize)| Phrase { expr, start: i, end, part: DatePart::Whole, approximate: false };
        if let Some(found) = self.named(i) {
            return Some(plain(found));
        }
        if let Some(found) = self.opened_range(i) {
            return Some(Phrase { start: i + 1, ..plain(found) });
        }
        if let Some(found) = self.part(i) {
            return Some(found);
        }
        let (approximate, (expr, end)) = match self.vague(i) {
            Some(found) => (true, found),
            None => (false, self.month_range(i).or_else(|| self.single(i, false)).or_else(|| self.day_range(i))?),
        };
        let (expr, end) = self.range_tail(expr, end);
        Some(Phrase { approximate, ..plain((expr, end)) })
    }

    /// A date without range and part.
    pub fn single(&self, i: usize, loose: bool) -> Parsed<Expr> {
        let relative = self.relative(i);
        let absolute = self.absolute(i, loose);
        match (relative, absolute) {
            (Some(r), Some(a)) => Some(if r.1 >= a.1 { r } else { a }),
            (r, a) => r.or(a),
        }
    }

    fn named(&self, i: usize) -> Parsed<Expr> {
        if let Some((value, end)) = self.s.phrase(i, PhraseClass::NamedDate) {
            // `9/11/2001` and `19/11` are no names.
            let inside = self.s.glued(end) && self.s.kind(end) != Some(Kind::Word) && self.s.is(end, &["/", "-"])
                || self.s.glued(i) && self.s.after_any(i, &["/", "-", "."]);
            let written = self.s.capital(i) || self.s.digits(i).is_some();
            if !inside
                && written
                && let Some(period) = Period::parse(value)
            {
                return Some((Expr::Named(period), end));
            }
        }
        let (value, end) = self.s.phrase(i, PhraseClass::Holiday).filter(|_| self.s.capital(i))?;
        let point = Point::parse(value)?;
        let (year, end) = match self.year(if self.s.is(end, &[",", "in"]) { end + 1 } else { end }) {
            Some((year, end)) => (Some(Year::Known(year)), end),
            None => (None, end),
        };
        Some((Expr::Date { year, month: point.month, day: point.day, weekday: None }, end))
    }

    /// `between June 3 and 5`, `from 1998 to 2003`; starts at the preposition.
    fn opened_range(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let between = s.word(i) == "between";
        if !between && s.word(i) != "from" {
            return None;
        }
        let from = self.skip_part(i + 1);
        let now = || s.is(from, &["now", "today"]).then_some((Expr::Shift { step: Step::Day, by: 0 }, from + 1));
        let (a, at) = self.single(from, true).or_else(|| self.bare_day(from)).or_else(now)?;
        if let Expr::Between(..) | Expr::Opaque = a {
            return (a != Expr::Opaque).then_some((a, at));
        }
        let at = self.to(at, between)?;
        let (b, end) = self.end_of_range(&a, self.skip_part(at))?;
        let day_only = |e: &Expr| matches!(e, Expr::Date { year: None, month: None, .. });
        (!day_only(&a) || !day_only(&b)).then(|| (Expr::Between(Box::new(a), Box::new(b)), end))
    }

    /// The atom after `the`, `the end of`, `early` at `i`: parts of the ends of a range are not told.
    fn skip_part(&self, i: usize) -> usize {
        let s = self.s;
        let at = if s.word(i) == "the" { i + 1 } else { i };
        if s.is(at, &["end", "middle", "beginning", "start"]) && s.word(at + 1) == "of" {
            return if s.word(at + 2) == "the" { at + 3 } else { at + 2 };
        }
        if s.is(at, &["early", "mid", "late"]) {
            return if s.word(at + 1) == "-" { at + 2 } else { at + 1 };
        }
        at
    }

    /// `June-August 1992`, `March to May`: months that stand alone nowhere else.
    fn month_range(&self, i: usize) -> Parsed<Expr> {
        let (first, at) = self.month(i).filter(|_| self.s.capital(i))?;
        let at = self.to(at, false)?;
        let (b, end) = self.absolute(at, true).filter(|_| self.s.capital(at))?;
        let Expr::Date { month: Some(_), .. } = b else { return None };
        let a = Expr::Date { year: None, month: Some(first), day: None, weekday: None };
        Some((Expr::Between(Box::new(a), Box::new(b)), end))
    }

    /// A word or mark that joins the ends of a range; the atom after it.
    fn to(&self, i: usize, and: bool) -> Option<usize> {
        let s = self.s;
        if s.is(i, &["to", "through", "till", "until"]) || and && s.word(i) == "and" || s.is(i, &["-", "–", "—", "~"])
        {
            Some(i + 1)
        } else if s.is(i, &["up"]) && s.is(i + 1, &["to", "until", "till"]) {
            Some(i + 2)
        } else {
            None
        }
    }

    /// The second end of a range that began with `a`.
    fn end_of_range(&self, a: &Expr, i: usize) -> Parsed<Expr> {
        let whole_year = matches!(a, Expr::Date { month: None, day: None, .. });
        if whole_year
            && let Some((short, 2)) = self.s.digits(i)
            && let Expr::Date { year: Some(Year::Known(first)), .. } = a
        {
            let last = first - first % 100 + short as i16;
            return (last > *first).then(|| (Expr::year(last), i + 1));
        }
        if self.s.is(i, &["now", "present", "date", "today"]) {
            return Some((Expr::Shift { step: Step::Day, by: 0 }, i + 1));
        }
        let found = self.single(i, true).or_else(|| self.bare_day(i))?;
        let fits = match &found.0 {
            Expr::Date { month: None, day: Some(_), .. } => matches!(a, Expr::Date { day: Some(_), .. }),
            Expr::Date { .. } | Expr::Weekday { .. } | Expr::WhichMonth { .. } => true,
            Expr::Shift { step: Step::Day | Step::Month | Step::Year, .. } => true,
            _ => false,
        };
        fits.then_some(found)
    }

    /// A day of the month alone, inside ranges; takes a year after it (`5, 2025`).
    fn bare_day(&self, i: usize) -> Parsed<Expr> {
        if self.s.sense(i).ordinal > 0 {
            let (day, end) = self.day(i)?;
            return Some((Expr::Date { year: None, month: None, day: Some(day), weekday: None }, end));
        }
        let (n, len) = self.s.digits(i)?;
        let end = if self.s.glued(i + 1) && self.s.is(i + 1, &["st", "nd", "rd", "th"]) { i + 2 } else { i + 1 };
        let glued_on = self.s.glued(end) && (self.s.kind(end) == Some(Kind::Word) || self.s.is(end, &[":", "%", "/"]));
        if len > 2 || !(1..=31).contains(&n) || glued_on {
            return None;
        }
        let (year, end) = match self.year(if self.s.is(end, &[","]) { end + 1 } else { end }) {
            Some((year, end)) => (Some(Year::Known(year)), end),
            None => (None, end),
        };
        Some((Expr::Date { year, month: None, day: Some(n as i8), weekday: None }, end))
    }

    /// `10-12 August`, `10 and 11 August`.
    fn day_range(&self, i: usize) -> Parsed<Expr> {
        let (a, at) = self.bare_day(i)?;
        let and = self.s.word(at) == "and" || self.s.word(at) == ",";
        let at = if and { at + 1 } else { self.to(at, false)? };
        let (b, end) = self.absolute(at, false)?;
        match (&a, &b) {
            (Expr::Date { day: Some(first), year: None, .. }, Expr::Date { day: Some(last), month: Some(_), .. })
                if first < last && (!and || *first + 1 == *last) =>
            {
                Some((Expr::Between(Box::new(a), Box::new(b)), end))
            }
            _ => None,
        }
    }

    /// Goes on with `-12`, ` to August 12`, ` and 12` after a first date.
    fn range_tail(&self, a: Expr, i: usize) -> (Expr, usize) {
        let s = self.s;
        let (day, year_only) = match &a {
            Expr::Date { day, month, year, .. } => (*day, month.is_none() && year.is_some()),
            Expr::Weekday { .. } => (None, false),
            _ => return (a, i),
        };
        let glued_dash = s.is(i, &["-", "–", "—", "~"]) && (s.glued(i) == s.glued(i + 1) || s.word(i) != "—");
        let word = s.is(i, &["to", "through", "till", "until"]);
        let and = s.word(i) == "and" && day.is_some();
        if !(glued_dash || word || and) {
            return (a, i);
        }
        let Some((b, end)) = self.end_of_range(&a, i + 1) else { return (a, i) };
        let b_point = match &b {
            Expr::Date { year, month, day, .. } => (*year, *month, *day),
            Expr::Weekday { .. } if matches!(a, Expr::Weekday { .. }) && (word || glued_dash) => {
                return (Expr::Between(Box::new(a), Box::new(b)), end);
            }
            _ => return (a, i),
        };
        if and {
            // Two days in a row are a range; otherwise two dates.
            let next = b_point.1.is_none() && b_point.2 == day.map(|d| d + 1) && s.sense(end).unit.is_none();
            let stop = s.atoms.get(end).is_none_or(|t| {
                t.kind != Kind::Word
                    || !t.capital && ["in", "at", "with", "to", "for", "when", "during", "on"].contains(&&*t.lower)
            });
            return if next && stop { (Expr::Between(Box::new(a), Box::new(b)), end) } else { (a, i) };
        }
        let plausible = if year_only {
            b_point.1.is_none() && b_point.2.is_none() && (glued_dash || word) || b_point.1.is_some()
        } else {
            // `August 10 to 12`: a day; `to 2000 people`: no.
            b_point.1.is_some()
                || b_point.2.is_some() && day.is_some()
                || day.is_none() && b_point.0.is_some() && glued_dash
        };
        let order = match (day, b_point) {
            (Some(first), (_, None, Some(last))) => first < last,
            _ => true,
        };
        if plausible && order { (Expr::Between(Box::new(a), Box::new(b)), end) } else { (a, i) }
    }

    /// `early 2023`, `mid-August`, `late last year`, `the end of the decade`,
    /// `earlier this month`.
    fn part(&self, i: usize) -> Option<Phrase> {
        let s = self.s;
        let hyphen = |at: usize| if s.word(at) == "-" { at + 1 } else { at };
        let (part, at) = match s.word(i) {
            "early" => (DatePart::Early, hyphen(i + 1)),
            "mid" | "middle" if s.word(i + 1) != "of" => (DatePart::Mid, hyphen(i + 1)),
            "late" => (DatePart::Late, hyphen(i + 1)),
            "earlier" => (DatePart::SoFar, i + 1),
            "later" => (DatePart::Rest, i + 1),
            "so" if s.word(i + 1) == "far" => (DatePart::SoFar, i + 2),
            "beginning" | "start" | "outset" if s.word(i + 1) == "of" => (DatePart::Early, i + 2),
            "middle" => (DatePart::Mid, i + 2),
            "end" | "close" if s.word(i + 1) == "of" => (DatePart::Late, i + 2),
            "first" if s.word(i + 1) == "half" && s.word(i + 2) == "of" => (DatePart::Early, i + 3),
            "rest" | "remainder" if s.word(i + 1) == "of" && s.is(i + 2, &["the", "this"]) => (DatePart::Rest, i + 2),
            "second" if s.word(i + 1) == "half" && s.word(i + 2) == "of" => (DatePart::Late, i + 3),
            _ => return None,
        };
        let at = if s.word(at) == "in" { at + 1 } else { at };
        // `earlier in the week` is of this week.
        if s.word(at) == "the"
            && let Some(step) = self.step(at + 1).filter(|(step, _)| *step != Step::Day)
        {
            let edge = matches!(part, DatePart::Early | DatePart::Mid | DatePart::Late) && s.word(at - 1) != "in";
            let at_end = step.1;
            return (!edge || s.word(i) == "end").then_some(Phrase {
                expr: Expr::Shift { step: step.0, by: 0 },
                start: i,
                end: at_end,
                part,
                approximate: false,
            });
        }
        if s.word(i) == "end"
            && let Some((step @ (Step::Month | Step::Year), end)) = self.step(at)
        {
            return Some(Phrase { expr: Expr::Shift { step, by: 0 }, start: i, end, part, approximate: false });
        }
        let at = if s.word(at) == "the" { at + 1 } else { at };
        let (expr, end) = self.single(at, true)?;
        let coarse = match &expr {
            Expr::Date { day, .. } => day.is_none(),
            Expr::Shift { step, .. } => *step != Step::Day,
            Expr::WhichMonth { day, .. } => day.is_none(),
            Expr::Season { .. } | Expr::Fixed(_) => true,
            _ => false,
        };
        if !coarse {
            // `early Sunday`: the part of a day.
            let day = matches!(expr, Expr::Weekday { .. } | Expr::Shift { step: Step::Day, .. } | Expr::Date { .. });
            let (expr, end) = self.range_tail(expr, end);
            return day.then_some(Phrase { expr, start: at, end, part: DatePart::Whole, approximate: false });
        }
        let (expr, end) = match expr {
            Expr::Date { .. } => self.range_tail(expr, end),
            other => (other, end),
        };
        Some(Phrase { expr, start: i, end, part, approximate: false })
    }
}
