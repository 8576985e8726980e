//! Points and periods of the calendar and how EDTF writes them.

use crate::mention::{DateUnit, DateValue};
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// A year, month or day; the year may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Year, if known.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
}

/// A point or an interval of points, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One year, month or day.
    Point(Point),
    /// From the start of the first to the end of the second.
    Range(Point, Point),
}

impl Point {
    /// A year.
    pub fn year(year: i16) -> Self {
        Self { year: Some(year), month: None, day: None }
    }

    /// A month.
    pub fn month(year: Option<i16>, month: i8) -> Self {
        Self { year, month: Some(month), day: None }
    }

    /// A day.
    pub fn day(date: Date) -> Self {
        Self { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The month a day lies in.
    pub fn month_of(date: Date) -> Self {
        Self::month(Some(date.year()), date.month())
    }

    /// First day, if the year is known.
    pub fn first(self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// Last day, if the year is known.
    pub fn last(self) -> Option<Date> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first(),
            (Some(month), None) => Some(Date::new(year, month, 1).ok()?.last_of_month()),
            _ => Date::new(year, 12, 31).ok(),
        }
    }

    /// Whether there is such a day (of some year if the year is unknown).
    pub fn exists(self) -> bool {
        let year = self.year.unwrap_or(2000);
        (1..=9998).contains(&year) && Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1)).is_ok()
    }

    /// Reads `2019`, `2025-08`, `2025-08-11`, `--08-11`, `--08`.
    pub fn parse(edtf: &str) -> Option<Self> {
        let (year, rest) = match edtf.strip_prefix("--") {
            Some(rest) => (None, Some(rest)),
            None => match edtf.split_once('-') {
                Some((year, rest)) => (Some(number(year, 4)?), Some(rest)),
                None => (Some(number(edtf, 4)?), None),
            },
        };
        let (month, day) = match rest.map(|r| r.split_once('-').map_or((r, None), |(m, d)| (m, Some(d)))) {
            None => (None, None),
            Some((m, None)) => (Some(number(m, 2)? as i8), None),
            Some((m, Some(d))) => (Some(number(m, 2)? as i8), Some(number(d, 2)? as i8)),
        };
        Some(Self { year, month, day }).filter(|p| p.exists())
    }
}

fn number(digits: &str, len: usize) -> Option<i16> {
    (digits.len() == len && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Period {
    /// First and last day, if the years are known.
    pub fn bounds(self) -> Option<(Date, Date)> {
        match self {
            Self::Point(p) => Some((p.first()?, p.last()?)),
            Self::Range(a, b) => Some((a.first()?, b.last()?)),
        }
    }

    /// First point.
    pub fn start(self) -> Point {
        match self {
            Self::Point(p) | Self::Range(p, _) => p,
        }
    }

    /// Last point.
    pub fn end(self) -> Point {
        match self {
            Self::Point(p) | Self::Range(_, p) => p,
        }
    }

    /// A range, or a point if both ends are the same.
    pub fn between(a: Point, b: Point) -> Self {
        if a == b { Self::Point(a) } else { Self::Range(a, b) }
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(edtf: &str) -> Option<Self> {
        match edtf.split_once('/') {
            Some((a, b)) => Some(Self::Range(Point::parse(a)?, Point::parse(b)?)),
            None => Some(Self::Point(Point::parse(edtf)?)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(p) => p.fmt(f),
            Self::Range(a, b) => write!(f, "{a}/{b}"),
        }
    }
}

/// `date` moved by days; `None` outside the calendar.
pub fn add_days(date: Date, days: i64) -> Option<Date> {
    if days.abs() > 4_000_000 {
        return None;
    }
    date.checked_add(days.days()).ok()
}

/// `date` moved by months, clipped to the month's last day.
pub fn add_months(date: Date, months: i64) -> Option<Date> {
    if months.abs() > 100_000 {
        return None;
    }
    date.checked_add(months.months()).ok()
}

/// Monday of the week of `date`.
pub fn monday(date: Date) -> Option<Date> {
    add_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

impl DateValue {
    /// A plain date.
    pub fn new(edtf: impl Into<String>, basis: crate::mention::DateBasis) -> Self {
        Self {
            edtf: edtf.into(),
            basis,
            part: crate::mention::DatePart::Whole,
            relation: crate::mention::DateRelation::At,
            approximate: false,
            offset: None,
            weekday: None,
        }
    }

    /// First and last day meant, as `YYYY-MM-DD`; `None` without a year.
    /// A part narrows it: early is the first third, mid the second, late the third.
    pub fn bounds(&self) -> Option<(String, String)> {
        use crate::mention::DatePart;
        let (first, last) = Period::parse(&self.edtf)?.bounds()?;
        let days = i64::from(last.since(first).ok()?.get_days()) + 1;
        let (a, b) = match self.part {
            DatePart::Whole | DatePart::SoFar | DatePart::Rest => (0, days),
            DatePart::Early => (0, (days / 3).max(1)),
            DatePart::Mid => (days / 3, (2 * days / 3).max(days / 3 + 1)),
            DatePart::Late => ((2 * days / 3).min(days - 1), days),
        };
        Some((add_days(first, a)?.to_string(), add_days(first, b - 1)?.to_string()))
    }

    /// Resolves a date relative to another event, given that event's date: a
    /// day after `2025-08-11` is `2025-08-12`. `None` if the anchor is too
    /// coarse for the offset or this date has none.
    pub fn relative_to(&self, anchor: &str) -> Option<String> {
        let offset = self.offset?;
        let period = Period::parse(anchor)?;
        let from = if offset.amount < 0 { period.start() } else { period.end() };
        let amount = i64::from(offset.amount);
        let moved = match offset.unit {
            DateUnit::Day => Point::day(add_days(from.day.and_then(|_| from.first())?, amount)?),
            DateUnit::Week => {
                let day = add_days(from.day.and_then(|_| from.first())?, amount * 7)?;
                let start = monday(day)?;
                return Some(Period::Range(Point::day(start), Point::day(add_days(start, 6)?)).to_string());
            }
            DateUnit::Month => Point::month_of(add_months(from.month.and_then(|_| from.first())?, amount)?),
            DateUnit::Year => Point::year(from.year?.checked_add(i16::try_from(amount).ok()?)?),
        };
        moved.exists().then(|| moved.to_string())
    }
}
