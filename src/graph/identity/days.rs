//! Days of two reports brought together.

use super::reports::When;

/// Whether an undated report fits a day: an article is mostly about what
/// happened in the week before it.
pub fn recent(when: When, published: Option<i64>, main: bool) -> (f64, &'static str) {
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
