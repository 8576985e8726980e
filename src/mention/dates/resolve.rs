//! Turns expressions into calendar dates, given the day of writing or what the
//! article itself tells of its year.

use super::calendar::{Period, Point, add_days, add_months, monday};
use super::expr::{Expr, Found, Step, Tense, Which, Year};
use crate::mention::DateBasis;
use jiff::civil::Date;

/// How far ahead a month and day without a year may lie: beyond, it is last year's.
const AHEAD_DAYS: i64 = 60;

/// What is known of the time of writing.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Day of publication, from the input or the article's own dateline or stamp.
    pub day: Option<Date>,
    /// Without it, a full date near the article's start: near it lie the dates without a year.
    pub near: Option<Date>,
    /// Full dates written in the article, with their paragraph.
    pub written: Vec<(u32, Date)>,
}

/// What the clause around an expression tells of its time.
#[derive(Clone, Copy, Debug)]
struct Clause {
    /// It speaks of what is to come.
    future: bool,
    /// It surely speaks of what happened.
    sure: bool,
    /// The date qualifies a noun.
    attributive: bool,
}

/// Months from the month of `date` to that of `today`.
fn months_between(date: Date, today: Date) -> i32 {
    (i32::from(today.year()) - i32::from(date.year())) * 12 + i32::from(today.month()) - i32::from(date.month())
}

type Resolved = Option<(Period, DateBasis)>;

impl Context {
    /// The period an expression means; `None` if it cannot be told, also for
    /// distances from another event.
    pub fn resolve(&self, found: &Found, paragraph: u32) -> Resolved {
        // Of two Novembers equally near, `the November elections` are either's.
        let attributive = found.attributive;
        let sure = found.tense == Tense::Past && !attributive;
        self.expr(&found.expr, Clause { future: found.tense == Tense::Future, sure, attributive }, paragraph)
    }

    fn expr(&self, expr: &Expr, clause: Clause, paragraph: u32) -> Resolved {
        let future = clause.future;
        match expr {
            Expr::Date { year, month, day, weekday } => self.date(*year, *month, *day, *weekday, clause),
            Expr::NthWeekday { n, day, month, year } => self.nth_weekday(*n, *day, *month, *year, clause),
            Expr::WhichMonth { month, day, which } => self.which_month(*month, *day, *which),
            Expr::Weekday { day, which, weeks } => match self.day {
                Some(today) => {
                    let date = weekday(today, *day, *which, *weeks, future)?;
                    Some((Period::Point(Point::day(date)), DateBasis::Publication))
                }
                None => self.weekday_of_paragraph(*day, *which, *weeks, paragraph),
            },
            Expr::Shift { step, by } => Some((shift(self.day?, *step, *by)?, DateBasis::Publication)),
            Expr::Stretch { step, by } => Some((stretch(self.day?, *step, *by)?, DateBasis::Publication)),
            Expr::Season { months, year, which } => self.season(*months, *year, *which),
            Expr::Between(a, b) => self.between(a, b, clause, paragraph),
            Expr::Fixed(period) => Some((*period, DateBasis::Explicit)),
            Expr::Named(period) => {
                let first = period.start().first()?;
                let known = self.day.or(self.near).is_none_or(|today| today >= first);
                known.then_some((*period, DateBasis::Explicit))
            }
            Expr::From(anchor, step, n) => {
                let (period, basis) = self.expr(anchor, clause, paragraph)?;
                Some((from(period, *step, *n)?, basis))
            }
            Expr::Event { .. } | Expr::Opaque => None,
        }
    }

    fn year(&self, year: Year) -> Option<(i16, DateBasis)> {
        match year {
            Year::Known(y) => Some((y, DateBasis::Explicit)),
            Year::Shifted(by) => {
                let y = i32::from(self.day?.year()) + by;
                Some((i16::try_from(y).ok()?, DateBasis::Publication))
            }
        }
    }

    fn date(
        &self,
        year: Option<Year>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
        clause: Clause,
    ) -> Resolved {
        if let Some(year) = year {
            let (year, basis) = self.year(year)?;
            let point = Point { year: Some(year), month, day };
            return point.exists().then_some((Period::Point(point), basis));
        }
        let Some(month) = month else { return self.day_alone(day?, weekday, clause) };
        let (year, basis) = match self.infer_year(month, day, weekday, clause) {
            Some(year) => (Some(year), DateBasis::YearInferred),
            None => (None, DateBasis::Explicit),
        };
        let point = Point { year, month: Some(month), day };
        point.exists().then_some((Period::Point(point), basis))
    }

    /// A day whose month is not told: the last one before the report, or the
    /// next if the clause speaks of the future; with a weekday the nearest that
    /// falls on it.
    fn day_alone(&self, day: i8, weekday: Option<i8>, clause: Clause) -> Resolved {
        let today = self.day?;
        let candidates = (-7..=7).filter_map(|k| {
            let month = add_months(today.first_of_month(), k)?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w).then_some(date)
        });
        let days = |d: &Date| d.since(today).map_or(i64::MAX, |s| i64::from(s.get_days()));
        let date = match weekday {
            Some(_) => candidates.min_by_key(|d| days(d).abs()),
            None if clause.future => candidates.filter(|d| days(d) >= 0).min(),
            None => candidates.filter(|d| days(d) <= 0).max(),
        };
        Some((Period::Point(Point::day(date?)), DateBasis::Publication))
    }

    fn nth_weekday(&self, n: i8, day: i8, month: i8, year: Option<Year>, clause: Clause) -> Resolved {
        let (period, basis) = self.date(year, Some(month), None, None, clause)?;
        let Some((first, last)) = period.bounds() else { return Some((period, basis)) };
        let date = if n < 0 {
            let back = (last.weekday().to_monday_one_offset() - day).rem_euclid(7);
            add_days(last, -i64::from(back))?
        } else {
            let ahead = (day - first.weekday().to_monday_one_offset()).rem_euclid(7);
            add_days(first, i64::from(ahead) + 7 * (i64::from(n) - 1))?
        };
        (date <= last).then_some((Period::Point(Point::day(date)), basis))
    }

    /// The year of a month (and day) written without one.
    fn infer_year(&self, month: i8, day: Option<i8>, weekday: Option<i8>, clause: Clause) -> Option<i16> {
        let at = |year: i16| Date::new(year, month, day.unwrap_or(1)).ok();
        let fits = |date: Date| weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w);
        if let Some(today) = self.day {
            let this_year = today.year();
            let candidates: Vec<Date> = [0, -1, 1, -2, 2].into_iter().filter_map(|k| at(this_year + k)).collect();
            let first = |ok: &dyn Fn(Date) -> bool| candidates.iter().copied().find(|d| ok(*d));
            let days = |d: Date| d.since(today).map_or(0, |s| i64::from(s.get_days()));
            if weekday.is_some()
                && let Some(date) = candidates.iter().copied().filter(|d| fits(*d)).min_by_key(|d| days(*d).abs())
            {
                return Some(date.year());
            }
            // A month alone is over or running: its first day decides.
            let near_future = |d: Date| days(d) <= if day.is_some() { AHEAD_DAYS } else { 0 };
            let date = if clause.future {
                first(&|d| {
                    if day.is_some() {
                        days(d) >= 0
                    } else {
                        Point::month_of(d).last().is_some_and(|l| l >= today) && d.year() >= this_year
                    }
                })
            } else {
                first(&|d| d.year() <= this_year && near_future(d))
            };
            let date = date?;
            // Without a telling word a month that is nearer ahead than back could be of either year.
            let back = months_between(date, today);
            let open = day.is_none() && !clause.future && !clause.sure && (back > 8 || back > 6 && clause.attributive);
            return (!open).then(|| date.year());
        }
        if let Some(day) = day {
            let mut years =
                self.written.iter().filter(|w| w.1.month() == month && w.1.day() == day).map(|w| w.1.year());
            if let Some(year) = years.next()
                && years.all(|y| y == year)
            {
                return Some(year);
            }
        }
        let near = self.near?;
        let gap = |d: &Date| d.since(near).map_or(i64::MAX, |s| i64::from(s.get_days()).abs());
        let date = [-1, 0, 1].into_iter().filter_map(|k| at(near.year() + k)).filter(|d| fits(*d)).min_by_key(gap)?;
        // A date half a year off could be of either year.
        (gap(&date) <= 150).then(|| date.year())
    }

    fn which_month(&self, month: i8, day: Option<i8>, which: Which) -> Resolved {
        let today = self.day?;
        let year = match which {
            Which::Last | Which::Past if month >= today.month() => today.year() - 1,
            Which::Next | Which::Coming if month <= today.month() => today.year() + 1,
            _ => today.year(),
        };
        let point = Point { year: Some(year), month: Some(month), day };
        point.exists().then_some((Period::Point(point), DateBasis::Publication))
    }

    /// Without a day of writing a weekday is only told by a full date that falls
    /// on it: of the same paragraph, or the one date the article writes, near its start.
    fn weekday_of_paragraph(&self, day: i8, which: Which, weeks: Option<i32>, paragraph: u32) -> Resolved {
        if which != Which::Any || weeks.is_some() {
            return None;
        }
        let falls = |d: &Date| d.weekday().to_monday_one_offset() == day;
        let mut dates = self.written.iter().filter(|w| w.0 == paragraph).map(|w| w.1).filter(falls);
        // Else the date the article opens with, if it is the only one it writes.
        let opening = || self.near.filter(|n| falls(n) && self.written.iter().all(|w| w.1 == *n));
        let date = dates.next().or_else(opening)?;
        dates.all(|d| d == date).then_some((Period::Point(Point::day(date)), DateBasis::YearInferred))
    }

    fn season(&self, (first, last): (i8, i8), year: Option<Year>, which: Which) -> Resolved {
        let (year, basis) = match year {
            Some(year) => self.year(year)?,
            None => {
                let today = self.day?;
                let this = today.year();
                let over = |year: i16| season_end(year, first, last).is_some_and(|end| end < today);
                let year = match which {
                    Which::Last | Which::Past => [this, this - 1].into_iter().find(|y| over(*y)).unwrap_or(this - 2),
                    Which::Next | Which::Coming => {
                        if Date::new(this, first, 1).ok()? > today {
                            this
                        } else {
                            this + 1
                        }
                    }
                    // `this winter` in January began last year.
                    _ if last < first && today.month() <= last => this - 1,
                    _ => this,
                };
                (year, DateBasis::Publication)
            }
        };
        let end = season_end(year, first, last)?;
        Some((Period::Range(Point::month(Some(year), first), Point::month_of(end)), basis))
    }

    fn between(&self, a: &Expr, b: &Expr, clause: Clause, paragraph: u32) -> Resolved {
        if let (Expr::Date { year: ya, month: ma, day: da, .. }, Expr::Date { year: yb, month: mb, day: db, .. }) =
            (a, b)
        {
            return self.between_dates((*ya, *ma, *da), (*yb, *mb, *db), clause);
        }
        let (last, basis) = self.expr(b, clause, paragraph)?;
        let first = match (a, last.end().first()) {
            (Expr::Weekday { day, which: Which::Any, weeks: None }, Some(end)) => {
                Period::Point(Point::day(weekday(end, *day, Which::Any, None, false)?))
            }
            _ => self.expr(a, clause, paragraph)?.0,
        };
        let ordered = first.start().first()? <= last.end().last()?;
        ordered.then(|| (Period::between(first.start(), last.end()), basis))
    }

    fn between_dates(&self, a: DateParts, b: DateParts, clause: Clause) -> Resolved {
        let (ya, ma, da) = a;
        let (yb, mb, db) = b;
        // `June 3 and 5`, `3 and 12 of September`: the month of one serves both.
        let whole_years = ma.is_none() && da.is_none() || mb.is_none() && db.is_none();
        let (ma, mb) = if whole_years { (ma, mb) } else { (ma.or(mb), mb.or(ma)) };
        let year_of = |year: Option<Year>| match year {
            Some(year) => self.year(year).map(|(y, basis)| (Some(y), basis)),
            None => Some((None, DateBasis::Explicit)),
        };
        let ((mut ya, basis_a), (mut yb, basis_b)) = (year_of(ya)?, year_of(yb)?);
        let mut basis = if basis_b == DateBasis::Explicit { basis_a } else { basis_b };
        let wraps = (ma, da.unwrap_or(1)) > (mb, db.unwrap_or(31));
        if ya.is_none() && yb.is_none() {
            yb = self.infer_year(mb?, db, None, clause);
            if yb.is_some() {
                basis = DateBasis::YearInferred;
            }
        }
        match (ya, yb) {
            (None, Some(y)) => ya = Some(if wraps { y - 1 } else { y }),
            (Some(y), None) => yb = Some(if wraps { y + 1 } else { y }),
            _ => {}
        }
        let (a, b) = (Point { year: ya, month: ma, day: da }, Point { year: yb, month: mb, day: db });
        if !a.exists() || !b.exists() {
            return None;
        }
        let ordered = match (a.first(), b.last()) {
            (Some(first), Some(last)) => first <= last,
            _ => ya.is_none() && yb.is_none(),
        };
        ordered.then(|| (Period::between(a, b), basis))
    }
}

type DateParts = (Option<Year>, Option<i8>, Option<i8>);

fn season_end(year: i16, first: i8, last: i8) -> Option<Date> {
    let year = if last < first { year.checked_add(1)? } else { year };
    Some(Date::new(year, last, 1).ok()?.last_of_month())
}

/// The day of the week `day` as seen from `today`.
fn weekday(today: Date, day: i8, which: Which, weeks: Option<i32>, future: bool) -> Option<Date> {
    let in_week = add_days(monday(today)?, i64::from(day) - 1)?;
    if let Some(weeks) = weeks {
        return add_days(in_week, i64::from(weeks) * 7);
    }
    let today_is = today.weekday().to_monday_one_offset();
    // 0 to 6 days back, 0 to 6 days ahead.
    let back = i64::from((today_is - day).rem_euclid(7));
    let ahead = i64::from((day - today_is).rem_euclid(7));
    match which {
        Which::This => Some(in_week),
        Which::Any if future => add_days(today, ahead),
        Which::Any => add_days(today, -back),
        Which::Past => add_days(today, if back == 0 { -7 } else { -back }),
        Which::Coming => add_days(today, if ahead == 0 { 7 } else { ahead }),
        // `last Wednesday` on a Thursday is not yesterday.
        Which::Last if back <= 3 && in_week < today => add_days(today, -back - 7),
        Which::Last => add_days(today, if back == 0 { -7 } else { -back }),
        Which::Next => add_days(in_week, 7),
    }
}

fn shift(today: Date, step: Step, by: i32) -> Option<Period> {
    let by = i64::from(by);
    let months = |from: Date, n: i64| add_months(from.first_of_month(), n);
    Some(match step {
        Step::Day => Period::Point(Point::day(add_days(today, by)?)),
        Step::Week => {
            let start = add_days(monday(today)?, by.checked_mul(7)?)?;
            Period::Range(Point::day(start), Point::day(add_days(start, 6)?))
        }
        Step::Weekend => {
            let start = add_days(monday(today)?, by.checked_mul(7)? + 5)?;
            Period::Range(Point::day(start), Point::day(add_days(start, 1)?))
        }
        Step::Month => Period::Point(Point::month_of(months(today, by)?)),
        Step::Quarter => {
            let first = (today.month() - 1) / 3 * 3 + 1;
            let start = months(Date::new(today.year(), first, 1).ok()?, by.checked_mul(3)?)?;
            Period::Range(Point::month_of(start), Point::month_of(months(start, 2)?))
        }
        Step::Year => Period::Point(Point::year(
            i16::try_from(i64::from(today.year()) + by).ok().filter(|y| (1..9999).contains(y))?,
        )),
    })
}

fn stretch(today: Date, step: Step, by: i32) -> Option<Period> {
    let n = i64::from(by);
    let day = |days: i64| Some(Point::day(add_days(today, days)?));
    let month = |months: i64| Some(Point::month_of(add_months(today, months)?));
    let (from, to) = match step {
        Step::Day => (day(n)?, day(0)?),
        // The weekend just gone or running.
        Step::Weekend => {
            let running = today.weekday().to_monday_one_offset() >= 6;
            return shift(today, Step::Weekend, if running { 0 } else { -1 });
        }
        Step::Week => (day(n.checked_mul(7)?)?, day(0)?),
        Step::Month => (month(n)?, month(0)?),
        Step::Quarter => (month(n.checked_mul(3)?)?, month(0)?),
        Step::Year => {
            let year = i16::try_from(i64::from(today.year()) + n).ok().filter(|y| (1..9999).contains(y))?;
            (Point::year(year), Point::year(today.year()))
        }
    };
    Some(if n < 0 { Period::between(from, to) } else { Period::between(to, from) })
}

fn from(period: Period, step: Step, n: i32) -> Option<Period> {
    let point = if n < 0 { period.start() } else { period.end() };
    let n = i64::from(n);
    let point = match step {
        Step::Day => Point::day(add_days(point.day.and_then(|_| point.first())?, n)?),
        Step::Week => Point::day(add_days(point.day.and_then(|_| point.first())?, n.checked_mul(7)?)?),
        Step::Month if point.day.is_some() => Point::day(add_months(point.first()?, n)?),
        Step::Month => Point::month_of(add_months(point.month.and_then(|_| point.first())?, n)?),
        Step::Year => {
            let year = i16::try_from(i64::from(point.year?) + n).ok()?;
            Point { year: Some(year), ..point }
        }
        Step::Weekend | Step::Quarter => return None,
    };
    point.exists().then_some(Period::Point(point))
}
