//! Distances in time: from the day of writing (`two weeks ago`), from another
//! date and from another event (`a day after`, `the eve of`, `the same day`).

use super::absolute::Parsed;
use super::expr::{Expr, Step, Which};
use super::grammar::Grammar;
use super::relative::scaled;
use crate::mention::DateUnit;
use crate::mention::scan::Unit;

impl Grammar<'_, '_> {
    /// `three days ago`, `a day after`, `two weeks earlier`, `years later`.
    pub(super) fn distance(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let (n, at, vague) = match s.word(i) {
            "the" => (1, i + 1, false),
            _ if s.sense(i).unit.is_some() => {
                let the = s.after_any(i, &["the", "a", "one", "very"]);
                (1, i, !the)
            }
            _ => self.amount(i)?,
        };
        if s.is(at, &["past", "previous", "next", "coming", "upcoming"])
            && s.sense(at + 1).unit.is_some()
            && s.digits(i).is_some()
        {
            let which = if s.is(at, &["past", "previous"]) { Which::Past } else { Which::Next };
            return self.stretch(which, n, at + 1);
        }
        let unit = s.sense(at).unit?;
        let plural = s.word(at).ends_with('s');
        // `days later`: how many is not said.
        let unknown = (at == i || s.word(i) == "the") && plural
            || s.is(i, &["several", "few"])
            || s.word(i) == "a" && s.word(i + 1) == "few";
        let the = s.word(i) == "the" || at == i && s.after_any(i, &["the"]);
        let end = at + 1;
        let sub_day = matches!(unit, Unit::Minute | Unit::Hour);
        let sign = match s.word(end) {
            "ago" | "back" if s.word(end) == "ago" => {
                return Some(if unknown || the {
                    (Expr::Opaque, end + 1)
                } else if sub_day {
                    (Expr::Shift { step: Step::Day, by: 0 }, end + 1)
                } else {
                    let (step, n) = scaled(unit, n)?;
                    (Expr::Shift { step, by: -n }, end + 1)
                });
            }
            "from" if s.is(end + 1, &["now"]) => {
                let (step, n) = scaled(unit, n)?;
                return Some((Expr::Shift { step, by: n }, end + 2));
            }
            "after" | "later" => 1,
            "before" | "earlier" | "prior" => -1,
            "from" if self.single(end + 1, false).is_some() => 1,
            _ => return None,
        };
        if vague && at == i && !plural {
            // `day after day`, `year after year`
            return None;
        }
        if s.word(end) == "after" && s.word(end + 1) == s.word(at) {
            return Some((Expr::Opaque, end + 2));
        }
        let target = if s.is(end, &["prior"]) && s.word(end + 1) == "to" { end + 2 } else { end + 1 };
        let whole_days = unit == Unit::Hour && n % 24 == 0;
        let (step, n) = if sub_day && !whole_days { (Step::Day, 0) } else { scaled(unit, n)? };
        if unknown && !sub_day {
            return Some((Expr::Opaque, end + 1));
        }
        if s.is(end, &["after", "before", "from", "prior"])
            && let Some((anchor, at)) = self.single(target, false)
            && !s.is(at, &["'", "’"])
            && !self.noun_after(at)
            && !matches!(anchor, Expr::Opaque | Expr::Event { .. })
        {
            return Some((Expr::From(Box::new(anchor), step, sign * n), at));
        }
        if s.word(end) == "from" {
            return None;
        }
        let unit = match step {
            Step::Day => DateUnit::Day,
            Step::Week => DateUnit::Week,
            Step::Month => DateUnit::Month,
            Step::Year => DateUnit::Year,
            Step::Weekend | Step::Quarter => return Some((Expr::Opaque, end + 1)),
        };
        Some((Expr::Event { amount: sign * n, unit }, target))
    }

    /// `the eve of`, `the same day`, `that night`, `the day of`.
    pub(super) fn event(&self, i: usize) -> Parsed<Expr> {
        let s = self.s;
        let event = |amount: i32, unit: DateUnit, end: usize| Some((Expr::Event { amount, unit }, end));
        if s.word(i) == "eve" && s.word(i + 1) == "of" {
            return event(-1, DateUnit::Day, i + 2);
        }
        let at = match s.word(i) {
            "that" if s.is(i + 1, &["same", "very"]) => i + 2,
            "that" => i + 1,
            "same" if s.after_any(i, &["the"]) => i + 1,
            _ => return None,
        };
        if s.word(i) == "that"
            && !s.is(at, &["day", "week", "month", "year", "night", "evening", "morning", "afternoon"])
        {
            return None;
        }
        if s.sense(at).day_part {
            return event(0, DateUnit::Day, at + 1);
        }
        let unit = match s.sense(at).unit? {
            Unit::Day => DateUnit::Day,
            Unit::Week => DateUnit::Week,
            Unit::Month => DateUnit::Month,
            Unit::Year => DateUnit::Year,
            _ => return None,
        };
        event(0, unit, at + 1)
    }
}
