//! What a date expression says, before it is known when it was written.

use super::calendar::Period;
use crate::mention::{DatePart, DateRelation, DateUnit};
use crate::text::Span;
use std::ops::Range;

/// A year as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Written out.
    Known(i16),
    /// Years from the year of writing ("last year": -1).
    Shifted(i32),
}

/// Which one of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Nothing said: the tense decides.
    Any,
    /// "this".
    This,
    /// "last", "previous".
    Last,
    /// "past", "this past": the nearest before.
    Past,
    /// "next": of the next week or year.
    Next,
    /// "coming", "upcoming": the nearest after.
    Coming,
}

/// Unit of a period or distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks from Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Time a clause speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// What happened.
    Past,
    /// What is to come.
    Future,
    /// No telling word nearby.
    Unknown,
}

/// A date expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Year, month, day, as far as given; at least one is.
    Date {
        /// Year.
        year: Option<Year>,
        /// Month.
        month: Option<i8>,
        /// Day of the month; without a month ("on the 18th") of the month
        /// nearest to the day of writing.
        day: Option<i8>,
        /// Day of the week standing with it.
        weekday: Option<i8>,
    },
    /// "the first Monday of September", "the last Friday in June".
    NthWeekday {
        /// 1 to 5, -1 for the last.
        n: i8,
        /// 1 (Monday) to 7.
        day: i8,
        /// Month.
        month: i8,
        /// Year.
        year: Option<Year>,
    },
    /// "last April", "next June 3".
    WhichMonth {
        /// Month.
        month: i8,
        /// Day of the month.
        day: Option<i8>,
        /// Which.
        which: Which,
    },
    /// "Tuesday", "last Friday"; `weeks` is set by "Tuesday of last week".
    Weekday {
        /// 1 (Monday) to 7.
        day: i8,
        /// Which.
        which: Which,
        /// Weeks from the week of writing.
        weeks: Option<i32>,
    },
    /// "this week" (0), "last month" (-1), "yesterday".
    Shift {
        /// Unit.
        step: Step,
        /// How many, negative for the past.
        by: i32,
    },
    /// "over the past five years" (-5), "in the coming weeks".
    Stretch {
        /// Unit.
        step: Step,
        /// How many, negative for the past.
        by: i32,
    },
    /// "last summer", "the winter of 2024".
    Season {
        /// First and last month.
        months: (i8, i8),
        /// Year of the first month.
        year: Option<Year>,
        /// Which, without a year.
        which: Which,
    },
    /// "between June 3 and 5".
    Between(Box<Expr>, Box<Expr>),
    /// Known as it stands: decades, named days.
    Fixed(Period),
    /// As [`Expr::Fixed`], if the article is not older.
    Named(Period),
    /// "a day after".
    Event {
        /// Distance.
        amount: i32,
        /// Unit.
        unit: DateUnit,
    },
    /// Distance from another expression: "two days before yesterday".
    From(Box<Expr>, Step, i32),
    /// Recognized as a date that cannot be told ("8/11"): takes its words out
    /// of the text, gives no mention.
    Opaque,
}

/// An expression found in the text.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it says.
    pub expr: Expr,
    /// Bytes.
    pub span: Span,
    /// Tokens.
    pub tokens: Range<u32>,
    /// Sentence.
    pub sentence: u32,
    /// Part meant.
    pub part: DatePart,
    /// Preposition.
    pub relation: DateRelation,
    /// The text is vague.
    pub approximate: bool,
    /// What time the clause speaks of.
    pub tense: Tense,
    /// It qualifies a noun (`the November elections`).
    pub attributive: bool,
    /// It is the date of a dateline or a publication stamp.
    pub stamp: bool,
}

impl Expr {
    /// A written year.
    pub fn year(year: i16) -> Self {
        Self::Date { year: Some(Year::Known(year)), month: None, day: None, weekday: None }
    }
}
