//! Dates relative to the day of writing (`Tuesday`, `last month`, `two weeks
//! ago`) and to another event (`a day after`, `the eve of`, `the same day`).

use super::absolute::Parsed;
use super::expr::{Expr, Step, Tense, Which, Year};
use super::grammar::Grammar;
use super::tense;
use crate::mention::DateUnit;
use crate::mention::scan::{Kind, Unit};

/// First words of names that hold a weekday and are no day of the week written about.
const NAMED_DAYS: [&str; 13] =
    ["bloody", "black", "good", "palm", "easter", "ash", "fat", "super", "holy", "cyber", "shrove", "maundy", "giving"];

/// Capitalised words after a weekday that make it a publication or a programme.
const TITLES_AFTER: [&str; 12] = [
    "times", "telegraph", "mirror", "express", "herald", "mail", "post", "night", "star", "sun", "mercury", "politics",
];

impl Grammar<'_, '_> {
    /// A relative date at `i`.
    pub fn relative(&self, i: usize) -> Parsed<Expr> {
        self.named_day(i)
            .or_else(|| self.which(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.beyond(i))
            .or_else(|| self.weeks_away(i))
            .or_else(|| self.distance(i))
            .or_else(|| self.event(i))
            .or_else(|| self.season(i))
            .or_else(|| self.ahead(i))
    }

    /// The unit at `i` as a step of the calendar.
    pub fn step(&self, i: usize) -> Parsed<Step> {
        let step = match self.s.sense(i).unit? {
            Unit::Day => Step::Day,
            Unit::Week => Step::Week,
            Unit::Weekend => Step::Weekend,
            Unit::Month => Step::Month,
            Unit::Quarter => Step::Quarter,
            Unit::Year => Step::Year,
            _ => return None,
        };
        Some((step, i + 1))
    }

    fn day_part(&self, i: usize) -> usize {
        let part = self.s.sense(i).day_part && !(self.s.capital(i));
        if part { i + 1 } else { i }
    }

    fn named_day(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let day = |by: i32, end: usize| Some((Expr::Shift { step: Step::Day, by }, end));
        match s.word(i) {
            // A newspaper.
            "today" if s.atoms[i].text == "TODAY" && i > 0 && s.capital(i - 1) => None,
            "today" => day(0, i + 1),
            "tonight" => day(0, i + 1),
            "yesterday" => day(-1, self.day_part(i + 1)),
            "tomorrow" => day(1, self.day_part(i + 1)),
            "weekend" if s.after_any(i, &["the"]) && ["over", "during", "at", "on"].contains(&s.before(i, 2)) => {
                Some((Expr::Stretch { step: Step::Weekend, by: 0 }, i + 1))
            }
            "overnight" if self.last_night(i) => Some((Expr::Stretch { step: Step::Day, by: -1 }, i + 1)),
            "last" if s.word(i + 1) == "night" => day(-1, i + 2),
            "this" if s.is(i + 1, &["morning", "afternoon", "evening"]) => day(0, i + 2),
            "day" if s.word(i + 1) == "before" && s.word(i + 2) == "yesterday" => day(-2, i + 3),
            "day" if s.word(i + 1) == "after" && s.word(i + 2) == "tomorrow" => day(2, i + 3),
            _ => None,
        }
    }

    /// `overnight` as the night before the report, not `stayed overnight`, `an
    /// overnight curfew`, `overnight on Sunday`.
    fn last_night(&self, i: usize) -> bool {
        const STAYED: [&str; 12] = [
            "stay", "stayed", "staying", "stays", "held", "kept", "detained", "spent", "remained", "camped", "slept",
            "left",
        ];
        const LASTING: [&str; 10] =
            ["curfew", "stay", "shift", "flight", "train", "bus", "trip", "success", "stop", "change"];
        let s = self.s;
        let dated = |j: usize| {
            let sense = s.sense(j);
            sense.weekday > 0 || sense.month > 0 || s.digits(j).is_some()
        };
        let skip = usize::from(s.is(i + 1, &["on", "from", "into", "to", "between", "of", ","]));
        let named = (i > 0 && dated(i - 1)) || dated(i + 1 + skip);
        !named && !s.after_any(i, &STAYED) && !s.is(i + 1, &LASTING) && !s.is(i.wrapping_sub(2), &STAYED)
    }

    /// `last Friday`, `this month`, `next April`, `the past five years`, `the next day`.
    fn which(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let mut at = i + 1;
        let the = s.after_any(i, &["the"]);
        let which = match s.word(i) {
            "this" if s.is(at, &["past", "last"]) => {
                at += 1;
                Which::Past
            }
            "this" if s.is(at, &["coming", "upcoming", "next"]) => {
                at += 1;
                Which::Coming
            }
            "this" | "current" => Which::This,
            "last" => Which::Last,
            "previous" | "preceding" => Which::Last,
            "past" => Which::Past,
            "next" | "following" => Which::Next,
            "coming" | "upcoming" => Which::Coming,
            _ => return None,
        };
        let anchored = the || s.is(i, &["preceding", "following"]);
        let calendar = s.word(at) == "calendar";
        if calendar {
            at += 1;
        }
        if s.is(at, &["fiscal", "financial", "school", "academic"]) && s.word(at + 1) == "year" {
            return Some((Expr::Opaque, at + 2));
        }
        if let Some((n, end, _)) =
            self.amount(at).filter(|a| s.sense(a.1).unit.is_some() && a.1 > at + usize::from(s.is(at, &["a", "an"])))
        {
            return self.stretch(which, n, end);
        }
        if let Some((step, end)) = self.step(at) {
            if s.word(at).ends_with('s') {
                // `past years`: how many is not said, or said before.
                return Some((Expr::Opaque, end));
            }
            return self.unit(which, step, end, anchored, s.word(i));
        }
        if let Some(unit) = s.sense(at).unit {
            return match (unit, which) {
                (Unit::Decade, Which::Past | Which::Last) if !s.is(i, &["previous", "preceding"]) => {
                    Some((Expr::Stretch { step: Step::Year, by: -10 }, at + 1))
                }
                (Unit::Decade, Which::Next | Which::Coming) if s.is(i, &["next", "coming"]) => {
                    Some((Expr::Stretch { step: Step::Year, by: 10 }, at + 1))
                }
                (Unit::Fortnight, Which::Past | Which::Last) => {
                    Some((Expr::Stretch { step: Step::Day, by: -14 }, at + 1))
                }
                _ => Some((Expr::Opaque, at + 1)),
            };
        }
        if s.sense(at).weekday > 0 {
            let (Expr::Weekday { day, weeks, .. }, end) = self.weekday(at)? else {
                return Some((Expr::Opaque, at + 1));
            };
            if the && !s.is(i, &["past", "coming", "upcoming"]) {
                return Some((Expr::Opaque, end));
            }
            return Some((Expr::Weekday { day, which, weeks }, end));
        }
        if let Some(months) = s.sense(at).season {
            return Some((Expr::Season { months, year: None, which }, at + 1));
        }
        if let Some((Expr::Date { year: None, month: Some(month), day: Some(day), weekday: None }, end)) =
            self.absolute(at, false).filter(|_| s.digits(at).is_some() && matches!(which, Which::Next | Which::Last))
        {
            return Some((Expr::WhichMonth { month, day: Some(day), which }, end));
        }
        let (month, end) = self.month(at).filter(|_| s.capital(at))?;
        if let Some((Expr::Date { year: None, month: Some(month), day: Some(day), .. }, end)) = self.absolute(at, true)
        {
            return Some((Expr::WhichMonth { month, day: Some(day), which }, end));
        }
        if let Some((Expr::Date { year: Some(_), .. }, _)) = self.absolute(at, true) {
            // `this August 5, 2013`: the date begins after the word.
            return None;
        }
        Some((Expr::WhichMonth { month, day: None, which }, end))
    }

    /// `a week ago on Tuesday`.
    fn weeks_away(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let (Expr::Shift { step: Step::Week, by }, at) = self.distance(i)? else { return None };
        let at = if s.word(at) == "on" { at + 1 } else { at };
        let day = s.sense(at).weekday;
        let expr = Expr::Weekday { day, which: Which::Any, weeks: Some(by) };
        (day > 0 && s.capital(at)).then_some((expr, at + 1))
    }

    /// `the week after next`, `the month before last`.
    fn beyond(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let (step, at) = self.step(i + usize::from(s.word(i) == "the"))?;
        let by = match (s.word(at), s.word(at + 1)) {
            ("after", "next") => 2,
            ("before", "last") => -2,
            _ => return None,
        };
        (s.sense(at + 2).unit.is_none()).then_some((Expr::Shift { step, by }, at + 2))
    }

    fn unit(&self, which: Which, step: Step, end: usize, anchored: bool, word: &str) -> Parsed<Expr> {
        let s = self.s;
        // `next week Wednesday`, `last week on Tuesday`.
        let at = if s.is(end, &["on", "-"]) { end + 1 } else { end };
        if step == Step::Week && s.sense(at).weekday > 0 && s.capital(at) && !anchored {
            let weeks = match which {
                Which::This => 0,
                Which::Last | Which::Past => -1,
                _ => 1,
            };
            return Some((
                Expr::Weekday { day: s.sense(at).weekday, which: Which::Any, weeks: Some(weeks) },
                self.day_part(at + 1),
            ));
        }
        if s.is(end, &["of"]) && anchored {
            // `the last day of the summit`
            return Some((Expr::Opaque, end));
        }
        let event = match step {
            Step::Day => Some(DateUnit::Day),
            Step::Week => Some(DateUnit::Week),
            Step::Month => Some(DateUnit::Month),
            Step::Year => Some(DateUnit::Year),
            Step::Weekend | Step::Quarter => None,
        };
        let expr = match (which, anchored) {
            (Which::This, _) => (step != Step::Day).then_some(Expr::Shift { step, by: 0 })?,
            (Which::Past, _) => Expr::Stretch { step, by: -1 },
            (Which::Last, true) if word == "last" => Expr::Stretch { step, by: -1 },
            (Which::Last, true) if step == Step::Quarter => Expr::Shift { step, by: -1 },
            (Which::Next, true) if step == Step::Quarter => Expr::Shift { step, by: 1 },
            (Which::Last, true) => event.map_or(Expr::Opaque, |unit| Expr::Event { amount: -1, unit }),
            (Which::Next, true) => event.map_or(Expr::Opaque, |unit| Expr::Event { amount: 1, unit }),
            (Which::Coming, _) if step == Step::Day => Expr::Opaque,
            (Which::Last, false) if step == Step::Day => Expr::Opaque,
            (Which::Last, false) => Expr::Shift { step, by: -1 },
            (Which::Next, false) if step == Step::Day => Expr::Event { amount: 1, unit: DateUnit::Day },
            (Which::Next | Which::Coming, _) => Expr::Shift { step, by: 1 },
            (Which::Any, _) => return None,
        };
        Some((expr, end))
    }

    pub(super) fn stretch(&self, which: Which, n: i32, at: usize) -> Parsed<Expr> {
        let by = match which {
            Which::Last | Which::Past => -1,
            Which::Next | Which::Coming => 1,
            _ => return Some((Expr::Opaque, at + 1)),
        };
        if self.s.word(at + 1) == "of" {
            return Some((Expr::Opaque, at + 1));
        }
        let (step, n) = scaled(self.s.sense(at).unit?, n)?;
        Some((Expr::Stretch { step, by: by * n }, at + 1))
    }

    /// `Tuesday`, `Monday night`, `Tuesday of last week`.
    fn weekday(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let day = s.sense(i).weekday;
        if day == 0 || !s.capital(i) && !s.after_any(i, &["on", "last", "next", "this"]) {
            return None;
        }
        let habit = ["every", "each", "a", "one", "any", "some", "most", "many"];
        let named = i > 0 && s.capital(i - 1) && NAMED_DAYS.contains(&s.word(i - 1));
        let programme = i > 0 && s.capital(i - 1) && s.word(i - 1) == "news" && s.is(i + 1, &["'", "\"", "”"]);
        let title = s.capital(i + 1) && TITLES_AFTER.contains(&s.word(i + 1)) || programme;
        if s.after_any(i, &habit) && !s.sense(i + 1).day_part && !self.noun_after(i + 1) || named || title {
            return Some((Expr::Opaque, i + 1));
        }
        let end = self.day_part(i + 1);
        let at = if s.is(end, &["of", "in", ","]) { end + 1 } else { end };
        let weeks = match (s.word(at), s.word(at + 1)) {
            ("last", "week") => Some(-1),
            ("this", "week") => Some(0),
            ("next", "week") => Some(1),
            _ => None,
        };
        let end = if weeks.is_some() { at + 2 } else { end };
        // "the Monday after next", "the Friday before last", "Tuesday a week ago".
        let (weeks, end) = match (weeks, s.word(end), s.word(end + 1)) {
            (None, "after", "next") => (Some(2), end + 2),
            (None, "before", "last") => (Some(-2), end + 2),
            (None, ..) => match self.distance(end) {
                Some((Expr::Shift { step: Step::Week, by }, at)) => (Some(by), at),
                _ => (None, end),
            },
            _ => (weeks, end),
        };
        Some((Expr::Weekday { day, which: Which::Any, weeks }, end))
    }

    /// Whether a noun follows: `a Wednesday press conference`.
    pub(super) fn noun_after(&self, i: usize) -> bool {
        self.s.atoms.get(i).is_some_and(|a| a.kind == Kind::Word && a.tag == crate::analysis::Upos::Noun)
    }

    /// An amount of units: value, the atom after it, whether it is vague.
    pub(super) fn amount(&self, i: usize) -> Option<(i32, usize, bool)> {
        let s = self.s;
        match s.word(i) {
            "a" | "an" => match s.word(i + 1) {
                "few" => Some((3, i + 2, true)),
                "couple" => Some((2, if s.word(i + 2) == "of" { i + 3 } else { i + 2 }, true)),
                "dozen" => Some((12, i + 2, false)),
                _ => Some((1, i + 1, false)),
            },
            "few" => Some((3, i + 1, true)),
            "couple" => Some((2, if s.word(i + 1) == "of" { i + 2 } else { i + 1 }, true)),
            "several" => Some((5, i + 1, true)),
            _ => {
                let (n, end) = s.cardinal(i)?;
                let half = s.word(end) == "and" && s.word(end + 1) == "a" && s.word(end + 2) == "half";
                let end = if half { end + 3 } else { end };
                let end = if s.word(end) == "-" { end + 1 } else { end };
                Some((i32::try_from(n).ok().filter(|n| *n < 5000)?, end, half))
            }
        }
    }

    /// `the summer of 2025`, `summer 2025`, `spring last year`.
    fn season(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let months = s.sense(i).season?;
        let at = if s.is(i + 1, &["of", "in", ","]) { i + 2 } else { i + 1 };
        if let Some((year, end)) = self.year(at) {
            return Some((Expr::Season { months, year: Some(Year::Known(year)), which: Which::Any }, end));
        }
        let by = match (s.word(at), s.word(at + 1)) {
            ("last", "year") => -1,
            ("this", "year") => 0,
            ("next", "year") => 1,
            _ => return None,
        };
        Some((Expr::Season { months, year: Some(Year::Shifted(by)), which: Which::Any }, at + 2))
    }

    /// `in two weeks`, `within a month`: only where the clause speaks of the future.
    fn ahead(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        if !s.after_any(i, &["in", "within"]) {
            return None;
        }
        let (n, at, _) = self.amount(i)?;
        let (step, n) = scaled(s.sense(at).unit?, n)?;
        let will = || (i.saturating_sub(12)..i).any(|j| s.is(j, &["will", "shall", "ll"]));
        if !will() && tense(s, i - 1, at + 1) != Tense::Future {
            return None;
        }
        let goes_on = s.is(at + 1, &["of", "since", "after", "before"]);
        (!goes_on).then_some((Expr::Shift { step, by: n }, at + 1))
    }

    /// Vague expressions: `recent months`, `about two weeks ago`.
    pub fn vague(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        if s.is(i, &["recent", "coming", "upcoming"]) {
            let n = match s.sense(i + 1).unit? {
                Unit::Day => 6,
                Unit::Week => 4,
                Unit::Month => 6,
                Unit::Year => 5,
                Unit::Decade => 2,
                _ => return None,
            };
            if !s.word(i + 1).ends_with('s') {
                return None;
            }
            let (step, n) = scaled(s.sense(i + 1).unit?, n)?;
            let by = if s.word(i) == "recent" { -n } else { n };
            return Some((Expr::Stretch { step, by }, i + 2));
        }
        let at = match s.word(i) {
            "about" | "around" | "nearly" | "almost" | "roughly" | "some" | "over" | "approximately" => i + 1,
            "more" | "less" if s.word(i + 1) == "than" => i + 2,
            "just" if s.is(i + 1, &["over", "under"]) => i + 2,
            // `last few days`
            "last" | "past" | "next" => return self.which(i).filter(|_| self.amount(i + 1).is_some_and(|a| a.2)),
            "a" | "an" | "two" | "couple" => return self.distance(i).filter(|_| self.amount(i).is_some_and(|a| a.2)),
            _ => return None,
        };
        self.distance(at)
    }
}

/// A unit and an amount in steps of the calendar.
pub(super) fn scaled(unit: Unit, n: i32) -> Option<(Step, i32)> {
    Some(match unit {
        Unit::Minute => return None,
        Unit::Hour => (Step::Day, n.checked_add(23)? / 24),
        Unit::Day => (Step::Day, n),
        Unit::Week => (Step::Week, n),
        Unit::Fortnight => (Step::Week, n.checked_mul(2)?),
        Unit::Weekend => (Step::Weekend, n),
        Unit::Month => (Step::Month, n),
        Unit::Quarter => (Step::Quarter, n),
        Unit::Year => (Step::Year, n),
        Unit::Decade => (Step::Year, n.checked_mul(10)?),
        Unit::Century => (Step::Year, n.checked_mul(100)?),
    })
}
