//! Days of publication in the notations feeds, pages and datelines use.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
];

/// The day a text such as `2025-08-12T10:00:00Z`, `Tue, 12 Aug 2025 10:00 GMT`
/// or `August 12, 2025` names, as `YYYY-MM-DD`; the day as written, whatever
/// the time zone. `None` if there is no single full date, or day and month
/// cannot be told apart (`08/12/2025`).
pub fn parse(text: &str) -> Option<String> {
    let head: String = text.chars().take(120).collect();
    numeric(head.trim()).or_else(|| with_month_name(&head)).map(|d| d.to_string())
}

fn day(year: i32, month: u32, day: u32) -> Option<Date> {
    if !(1000..=9999).contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2025-08-12...`, `2025/08/12`, `20250812`, `20250812T...`, `12.08.2025`, `25/12/2025`.
fn numeric(text: &str) -> Option<Date> {
    let stop = |c: char| c.is_whitespace() || c == 'T' || c == ',';
    let head = text.split(stop).next().unwrap_or("");
    if head.len() == 8 && head.bytes().all(|b| b.is_ascii_digit()) {
        return day(head[..4].parse().ok()?, head[4..6].parse().ok()?, head[6..].parse().ok()?);
    }
    let separator = ['-', '/', '.'].into_iter().find(|s| head.contains(*s))?;
    let parts: Vec<&str> = head.split(separator).collect();
    let [a, b, c] = parts[..] else { return None };
    let number =
        |p: &str| (p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit())).then(|| p.parse::<u32>().ok()).flatten();
    let (a, b, c) = (number(a)?, number(b)?, number(c)?);
    if parts[0].len() == 4 {
        return day(a as i32, b, c);
    }
    if parts[2].len() != 4 {
        return None;
    }
    match (separator, a > 12, b > 12) {
        // With dots the day comes first everywhere.
        ('.', _, _) | (_, true, false) => day(c as i32, b, a),
        (_, false, true) => day(c as i32, a, b),
        _ if a == b => day(c as i32, a, b),
        _ => None,
    }
}

/// `12 Aug 2025`, `August 12th, 2025`, `Tue, 12 Aug 2025 10:00:00 GMT`, `12-Aug-2025`.
fn with_month_name(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut found = None;
    for (i, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let before = i.checked_sub(1).and_then(|j| ordinal(words[j]));
        let after = words.get(i + 1).and_then(|w| ordinal(w));
        let next = words.get(i + 1).and_then(|w| year(w));
        let last = words.get(i + 2).and_then(|w| year(w));
        let date = match (before, next, after, last) {
            (Some(d), Some(y), _, _) | (_, None, Some(d), Some(y)) => day(y, month, d),
            _ => None,
        };
        match (date, found) {
            (None, _) => {}
            (Some(_), None) => found = date,
            // Two different dates: which one is meant is unknown.
            (Some(d), Some(f)) if d != f => return None,
            _ => {}
        }
    }
    found
}

/// 1 to 12 for an English month name or its abbreviation of three or more letters.
pub(super) fn month(word: &str) -> Option<u32> {
    let lower = word.to_ascii_lowercase();
    let fits =
        |m: &str| m == lower || lower.len() == 3 && m.starts_with(&*lower) || lower == "sept" && m == "september";
    MONTHS.iter().position(|m| fits(m)).map(|i| i as u32 + 1)
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let rest = &word[digits.len()..];
    let ending = ["", "st", "nd", "rd", "th"].iter().any(|e| rest.eq_ignore_ascii_case(e));
    (ending && (1..=2).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
}

fn year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1800..=2199).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_notations() {
        let same = [
            "2025-08-12",
            "2025-08-12T23:59:59-05:00",
            "2025-08-12 10:00:00",
            "2025/08/12",
            "20250812",
            "20250812T101500Z",
            "Tue, 12 Aug 2025 10:15:00 GMT",
            "12 August 2025",
            "August 12, 2025",
            "Aug. 12, 2025 10:15 am",
            "12th August, 2025",
            "Published: Tuesday, August 12, 2025 - 10:15",
            "12.08.2025",
            "12-Aug-2025",
            " 2025-8-12 ",
            "Aug 12th 2025",
        ];
        for text in same {
            assert_eq!(parse(text).as_deref(), Some("2025-08-12"), "{text}");
        }
        assert_eq!(parse("Sept 3, 2019").as_deref(), Some("2019-09-03"));
        assert_eq!(parse("25/12/2024").as_deref(), Some("2024-12-25"));
        assert_eq!(parse("12/25/2024").as_deref(), Some("2024-12-25"));
    }

    #[test]
    fn no_guesses() {
        for text in [
            "",
            "08/12/2025",
            "August 2025",
            "Tuesday",
            "2 days ago",
            "2025",
            "2025-13-40",
            "1406851200",
            "31 February 2024",
            "12 Aug",
            "May 5, 2020 and June 6, 2021",
            "12 March, at the age of 2000 years",
            "99999999",
            "é-é-é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
