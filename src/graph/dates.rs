//! EDTF dates as intervals of days.

/// A day as (year, month, day).
pub type Day = (i32, u8, u8);

/// First and last day of an EDTF date (`2025`, `2025-04`, `2025-04-01`,
/// `a/b`); `None` if it has no year or is not a date.
pub fn interval(edtf: &str) -> Option<(Day, Day)> {
    let clean = |part: &str| part.trim().trim_end_matches(['~', '?', '%']).to_owned();
    let (from, to) = match edtf.split_once('/') {
        Some((a, b)) => (clean(a), clean(b)),
        None => (clean(edtf), clean(edtf)),
    };
    let (first, last) = (one(&from)?.0, one(&to)?.1);
    (first <= last).then_some((first, last))
}

fn one(part: &str) -> Option<(Day, Day)> {
    let mut pieces = part.split('-');
    let year: i32 = pieces.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let mut next = |range: std::ops::RangeInclusive<u8>| match pieces.next() {
        None => Some(None),
        Some(text) => text.parse::<u8>().ok().filter(|n| text.len() == 2 && range.contains(n)).map(Some),
    };
    let month = next(1..=12)?;
    let day = next(1..=31)?;
    if pieces.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => Some(((year, 1, 1), (year, 12, 31))),
        (Some(m), None) => Some(((year, m, 1), (year, m, length(year, m)))),
        (Some(m), Some(d)) => (d <= length(year, m)).then_some(((year, m, d), (year, m, d))),
    }
}

/// Month and, if given, day of a date that has no year (`--04`, `--08-11`).
pub fn yearless(edtf: &str) -> Option<(u8, Option<u8>)> {
    let rest = edtf.strip_prefix("--")?;
    let number = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| text.len() == 2 && (1..=most).contains(n));
    match rest.split_once('-') {
        Some((month, day)) => Some((number(month, 12)?, Some(number(day, 31)?))),
        None => Some((number(rest, 12)?, None)),
    }
}

/// How the days of an interval stand to a date without a year: inside it in
/// every case (`Some(true)`), outside it in every case (`Some(false)`), or
/// neither.
pub fn falls_in((from, to): (Day, Day), (month, day): (u8, Option<u8>)) -> Option<bool> {
    let first = day.unwrap_or(1);
    let hits = (from.0..=to.0).any(|year| {
        let last = day.unwrap_or_else(|| length(year, month));
        (year, month, first) <= to && from <= (year, month, last)
    });
    let inside = |d: Day| d.1 == month && day.is_none_or(|day| day == d.2);
    match hits {
        false => Some(false),
        true => (from.0 == to.0 && inside(from) && inside(to)).then_some(true),
    }
}

fn length(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 0000-03-01 of the proleptic Gregorian calendar.
pub fn number((year, month, day): Day) -> i64 {
    let y = i64::from(year) - i64::from(month <= 2);
    let m = (i64::from(month) + 9) % 12;
    365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (m * 306 + 5) / 10 + i64::from(day) - 1
}

/// `YYYY-MM-DD`.
pub fn text((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_edtf() {
        assert_eq!(interval("2025"), Some(((2025, 1, 1), (2025, 12, 31))));
        assert_eq!(interval("2024-02"), Some(((2024, 2, 1), (2024, 2, 29))));
        assert_eq!(interval("2025-06/2025-08"), Some(((2025, 6, 1), (2025, 8, 31))));
        assert_eq!(interval("2025-08-11"), Some(((2025, 8, 11), (2025, 8, 11))));
        for bad in ["--08-11", "", "2025-13", "2025-02-30", "25", "2025-08-11-1", "2025-08/2024", "x/y", "2025-8"] {
            assert_eq!(interval(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_without_a_year_are_compared_by_month_and_day() {
        assert_eq!((yearless("--04"), yearless("--08-11")), (Some((4, None)), Some((8, Some(11)))));
        assert_eq!((yearless("--13"), yearless("2025-04"), yearless("--4")), (None, None, None));
        let stand = |edtf: &str, without: &str| falls_in(interval(edtf).unwrap(), yearless(without).unwrap());
        assert_eq!(stand("2025-08-11", "--08-11"), Some(true));
        assert_eq!(stand("2025-04-22", "--04"), Some(true));
        assert_eq!(stand("2025-03-11", "--04"), Some(false));
        assert_eq!(stand("2025-08", "--08-11"), None);
        assert_eq!(stand("2025", "--08-11"), None);
        assert_eq!(stand("2024-12/2025-01", "--06"), Some(false));
    }

    #[test]
    fn day_numbers_count_days() {
        assert_eq!(number((2025, 3, 1)) - number((2025, 2, 28)), 1);
        assert_eq!(number((2024, 3, 1)) - number((2024, 2, 28)), 2);
        assert_eq!(number((2001, 1, 1)) - number((2000, 1, 1)), 366);
    }
}
