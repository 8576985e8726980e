//! Days of two reports brought together.

use super::reports::{Report, When};
use super::similarity::{Scale, Tally};

/// Days up to which a period counts as exact.
const EXACT_DAYS: i64 = 3;
/// Days between two dates from which only what names the event itself (its
/// target, its victim, its toll) can still join them.
const FAR: i64 = 8;
/// Days between two dates from which nothing can.
const APART: i64 = 60;
/// What speaks against one event where two articles are about it, weeks apart,
/// and not both say when it was.
const OF_OTHER_WEEKS: f64 = -1.0;
/// Days after an event from which an article that is about one and does not
/// say when it was speaks of a later one.
const WEEKS: i64 = 21;

impl Scale<'_> {
    /// What the days of two reports say; `None` if they exclude one event.
    pub(super) fn dates(&self, a: &Report, b: &Report, tally: &mut Tally) -> Option<()> {
        if self.told_before(a, b) || self.told_before(b, a) {
            return None;
        }
        let (Some(x), Some(y)) = (a.when, b.when) else {
            if self.of_other_weeks(a, b) && !tally.named && !tally.keyed {
                return None;
            }
            let (score, reason) = self.undated(a, b);
            tally.dated = score > 0.0;
            tally.add(score, || reason.to_owned());
            return Some(());
        };
        let (x, y) = same_year(x, y);
        let gap = (x.first - y.last).max(y.first - x.last).max(0);
        let exact = x.last - x.first < EXACT_DAYS && y.last - y.first < EXACT_DAYS;
        // "in April" lies in any year.
        let long = (x.last - x.first).max(y.last - y.first) >= 62;
        let yearless = |r: &Report| r.when.is_some_and(|w| w.yearless);
        let says_nothing = long && (yearless(a) || yearless(b));
        tally.dated = gap <= 1 && !says_nothing;
        match gap {
            0 | 1 if says_nothing => {}
            0 if exact => {
                tally.specific |= a.content.is_empty() && b.content.is_empty();
                tally.add(1.0, || "same day".to_owned());
            }
            0 if (x.last - x.first).max(y.last - y.first) < 62 => tally.add(0.5, || "dates overlap".to_owned()),
            0 => tally.add(0.25, || "dates overlap".to_owned()),
            1 => tally.add(0.25, || "a day apart".to_owned()),
            2..FAR => tally.score -= 1.0,
            FAR..=APART if tally.named => tally.score -= 1.5,
            _ => return None,
        }
        Some(())
    }

    /// Whether one report was published before the other's event; a day is
    /// allowed for time zones.
    fn told_before(&self, a: &Report, b: &Report) -> bool {
        let when = b.when.filter(|w| !w.yearless);
        when.zip(self.profiles.published(a.article)).is_some_and(|(when, published)| published + 1 < when.first)
    }

    /// Whether two articles are each about a report that is without a day in one
    /// of them, and lie weeks apart: what an article is about is of its own weeks.
    fn of_other_weeks(&self, a: &Report, b: &Report) -> bool {
        let day = |r: &Report| match r.when {
            Some(w) => Some(w.last).filter(|_| !w.yearless),
            None => self.profiles.published(r.article).filter(|_| r.main),
        };
        day(a).zip(day(b)).is_some_and(|(x, y)| a.main && b.main && (x - y).abs() > APART)
    }

    /// Whether an article that is about a report without a day came out weeks
    /// after a day.
    fn later(&self, when: When, undated: &Report) -> bool {
        let published = self.profiles.published(undated.article).filter(|_| undated.main && !when.yearless);
        published.is_some_and(|p| p - when.last > WEEKS)
    }

    /// Where a date is missing, the days of publication say a little.
    fn undated(&self, a: &Report, b: &Report) -> (f64, &'static str) {
        let (p, q) = (self.profiles.published(a.article), self.profiles.published(b.article));
        match (a.when, b.when) {
            (Some(w), None) if self.later(w, b) && a.main => (OF_OTHER_WEEKS, ""),
            (None, Some(w)) if self.later(w, a) && b.main => (OF_OTHER_WEEKS, ""),
            (Some(w), None) => recent(w, q, b.main),
            (None, Some(w)) => recent(w, p, a.main),
            _ => match (p, q) {
                (Some(p), Some(q)) if (p - q).abs() <= 7 && a.main && b.main => (0.5, "published in one week"),
                // What each article is about is of its own weeks.
                (Some(p), Some(q)) if (p - q).abs() > APART && a.main && b.main => (OF_OTHER_WEEKS, ""),
                (Some(p), Some(q)) if (p - q).abs() > 300 => (-0.25, ""),
                _ => (0.0, ""),
            },
        }
    }
}

/// Whether an undated report fits a day: an article is mostly about what
/// happened in the week before it.
fn recent(when: When, published: Option<i64>, main: bool) -> (f64, &'static str) {
    let Some(published) = published.filter(|_| !when.yearless && main) else { return (0.0, "") };
    match published - when.last {
        -1..=10 => (0.25, "published in the days after"),
        _ => (0.0, ""),
    }
}

/// Brings two dates into one year if one has none.
pub fn same_year(x: When, y: When) -> (When, When) {
    match (x.yearless, y.yearless) {
        (true, false) => (shifted(x, y), y),
        (false, true) => (x, shifted(y, x)),
        _ => (x, y),
    }
}

fn shifted(date: When, near: When) -> When {
    let years = ((near.first - date.first) as f64 / 365.25).round();
    let days = (years * 365.25).round() as i64;
    // Leap days move a date by one; a day of tolerance does no harm.
    let moved = When { first: date.first + days, last: date.last + days, yearless: true };
    let off = near.first - moved.first;
    if off.abs() <= 1 { When { first: moved.first + off, last: moved.last + off, ..moved } } else { moved }
}
