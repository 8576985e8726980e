//! Which cases of the suite are no news, and why.
//!
//! The suite belongs to a calendar assistant: it takes down appointments as
//! people type them. A class is left out by the shape of its words, never case
//! by case.

use super::suite::{Case, Expected, words};

const OFFICE: [&str; 22] = [
    "fiscal", "fy", "sy", "cy", "school", "eoy", "eom", "eow", "ytd", "calendar", "business", "working", "workday",
    "workdays", "weekdays", "workweek", "q1", "q2", "q3", "q4", "h1", "h2",
];
const HOLIDAYS: [&str; 24] = [
    "easter", "christmas", "thanksgiving", "independence", "patrick", "halloween", "mother", "father", "valentine",
    "eid", "earth", "mlk", "labor", "labour", "xmas", "yuandan", "eve", "martin", "mardi", "columbus", "juneteenth",
    "black", "new", "washington",
];
const CHAT: [&str; 20] = [
    "tmr", "tmrw", "otd", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun",
    "fortnight", "eod", "greater", "onwards", "w", "thx",
];
const MONTHS: [&str; 23] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const UNITS: [&str; 12] =
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "weekend", "quarter", "decade", "century"];

/// Why a case is no class of news, if it is not.
pub(super) fn left_out(case: &Case, expected: &Expected) -> Option<&'static str> {
    let written = words(case, expected);
    let text = written.to_lowercase();
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let has = |any: &[&str]| parts.iter().any(|p| any.contains(p));
    let values = expected.values.as_deref().unwrap_or_default();
    let unresolved = |t: &str| t.starts_with("FY") || t.starts_with("SY");
    let none = |v: &super::suite::Reading| {
        v.value.as_deref() == Some("not resolved")
            || unresolved(&v.timex)
            || v.value.is_none() && v.start.is_none() && v.end.is_none()
    };
    let joined = |c: char| matches!(c, '/' | '-' | '.' | '–');
    let chars: Vec<char> = written.chars().collect();
    let glued = (1..chars.len().saturating_sub(1))
        .any(|i| joined(chars[i]) && chars[i - 1].is_alphanumeric() && chars[i + 1].is_alphanumeric());
    let digits_only = !text.chars().any(char::is_alphabetic);
    let unit = has(&UNITS);
    let reason = if !case.id.starts_with("DateTimeModel#") {
        "other modes of the suite's program (other results for the same words)"
    } else if values.iter().all(none) {
        "the suite gives no date (seasons, fiscal and school years)"
    } else if inside_word(case, expected) {
        "inside a path or an identifier"
    } else if has(&OFFICE) || text.contains("to date") || parts.iter().any(|p| short_year(p)) {
        "office calendar (fiscal years, Q1, EOY, business days)"
    } else if numbered_week(&parts, &text) {
        "numbered weeks, weeks and weekends of something"
    } else if has(&HOLIDAYS) && !text.contains("new year's eve") {
        "holidays"
    } else if has(&CHAT)
        || text.contains(['<', '>', '=', '~', '@'])
        || text.contains("or later")
        || lower_name(&written)
        || text.contains("and after")
        || text.contains("and later")
        || text.contains("w/c")
    {
        "typed in haste (tmrw, mon, monday without a capital, >= 2019)"
    } else if glued && !iso(&written) && !years(&written) && !range_of_days(&written)
        || digits_only && parts.len() == 1 && text.len() != 4
        || digits_only && parts.len() > 1 && !iso(&written) && !years(&written)
    {
        "digits and marks only, in any order (31/8, 20200701, Sep-23-2020)"
    } else if two_digit_year(&parts) {
        "years of two digits"
    } else if parts.iter().any(|p| ["thousand", "hundred", "nineteen", "seventeen"].contains(p)) {
        "years in words (two thousand and twenty)"
    } else if bare_day(&parts)
        || unit && parts.len() <= 2 && ["the", "of"].contains(&parts[0])
        || parts.len() == 1 && unit
    {
        "a bare day or unit (the 18th, the week): of which month, only the talk tells"
    } else if text.starts_with("for ")
        || text.contains(" starting ") && unit
        || text.contains(", from ")
        || unit && parts.iter().filter(|p| UNITS.contains(p)).count() > 1 && text.contains(" and ")
        || text.contains("in two years since")
        || text.contains("since the year")
        || text.contains("from today") && unit
    {
        "durations from a day on, of several units"
    } else if after_event(&text, &parts) {
        "relative to another event in news, to now in the suite (the next day, a week later)"
    } else {
        return None;
    };
    Some(reason)
}

/// Glued to what stands beside it.
fn inside_word(case: &Case, expected: &Expected) -> bool {
    let glue = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'));
    let before = expected.start.checked_sub(1).and_then(|i| case.text.chars().nth(i));
    glue(before) || glue(case.text.chars().nth(expected.end))
}

/// `fy18`, `cy18`.
fn short_year(part: &str) -> bool {
    part.len() == 4
        && ["fy", "cy", "sy"].iter().any(|p| part.starts_with(p))
        && part[2..].bytes().all(|b| b.is_ascii_digit())
}

fn numbered_week(parts: &[&str], text: &str) -> bool {
    let week = |p: &str| p == "week" || p == "weeks" || p == "weekend";
    let number =
        |p: &str| p.starts_with(|c: char| c.is_ascii_digit()) || ["first", "last", "third", "w10"].contains(&p);
    parts.windows(2).any(|w| week(w[0]) && w[1].bytes().all(|b| b.is_ascii_digit()))
        || parts.windows(3).any(|w| number(w[0]) && week(w[1]) && w[2] == "of")
        || [
            "week of", "weeks of", "weekend of", "week beginning", "week starting", "week commencing", "month of",
            "days of",
        ]
        .iter()
        .any(|w| text.contains(w))
}

/// A month or weekday without its capital, or a bare short month.
fn lower_name(written: &str) -> bool {
    written.split(|c: char| !c.is_alphanumeric()).any(|w| {
        let lower = w.to_lowercase();
        w.starts_with(char::is_lowercase)
            && lower != "may"
            && lower != "march"
            && (MONTHS.contains(&w) || WEEKDAYS.contains(&w) || w == "dec" || w == "wknd")
    }) || ["may", "march"].contains(&written)
}

/// `2025-08-11`, `2025/08/11`, `2015-12`.
fn iso(written: &str) -> bool {
    let parts: Vec<&str> = written.trim().split(['-', '/']).collect();
    let lens: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) && (lens == [4, 2, 2] || lens == [4, 2])
}

/// Two years: `2015-2018`.
fn years(written: &str) -> bool {
    let parts: Vec<&str> = written.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    parts.len() == 2 && parts.iter().all(|p| p.len() == 4 && p.bytes().all(|b| b.is_ascii_digit()))
}

/// `November 19-20`, `mid-August`: a mark between days, or one that opens a compound.
fn range_of_days(written: &str) -> bool {
    written.split_whitespace().filter(|w| w.contains(['-', '–', '/', '.'])).all(|w| {
        let ends: Vec<&str> = w.split(['-', '–']).collect();
        ends.len() == 2
            && (ends.iter().all(|e| (1..=2).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_digit()))
                || ends[0].chars().all(char::is_alphabetic) && ends[1].chars().all(char::is_alphabetic))
    })
}

/// `April of 87`, `January first 12`.
fn two_digit_year(parts: &[&str]) -> bool {
    let digits = |p: &str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit());
    let month = |p: &&&str| MONTHS.contains(*p);
    parts.last().is_some_and(|p| digits(p))
        && parts.len() > 2
        && parts.iter().find(month).is_some()
        && (parts[parts.len() - 2] == "of" || parts.contains(&"first") || digits(parts[0]))
        || parts.len() == 2 && digits(parts[0]) && parts[1] == "s"
}

fn bare_day(parts: &[&str]) -> bool {
    let ordinal = |p: &str| {
        ["st", "nd", "rd", "th"].iter().any(|s| p.ends_with(s)) && p.starts_with(|c: char| c.is_ascii_digit())
            || ["eleventh", "first", "thirty"].contains(&p)
    };
    match parts {
        [one] => ordinal(one) || one.len() <= 2,
        ["the", rest @ ..] => rest.len() <= 2 && rest.iter().all(|p| ordinal(p)),
        _ => false,
    }
}

fn after_event(text: &str, parts: &[&str]) -> bool {
    let later = parts.contains(&"later") && !text.contains("later this") && !text.contains("later in");
    let bare = text.trim_start_matches("the ");
    let that = ["that", "same", "following", "next"].contains(bare.split(' ').next().as_ref().unwrap_or(&""));
    later
        || that && text.starts_with("the ") && parts.len() <= 3 && parts.iter().any(|p| UNITS[..8].contains(p))
        || ["day before", "day after", "week after", "month after"].contains(&bare)
        || ["same", "that", "following"].contains(&parts[0]) && parts.len() == 2
}

/// Class of an expression, for the report.
pub(super) fn class_of(text: &str, kind: &str) -> &'static str {
    let lower = text.to_lowercase();
    let has = |any: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|p| any.contains(&p));
    let (weekday, unit, month) = (has(&WEEKDAYS), has(&UNITS), has(&MONTHS) || has(&["dec"]));
    match (kind, weekday, unit, month) {
        ("date", true, ..) => "date: weekday",
        ("date", _, _, true) => "date: day and month",
        ("date", ..) => "date: relative",
        (_, true, ..) => "range: weekdays",
        (_, _, true, _) => "range: units (this week, past two months)",
        (_, _, _, true) => "range: months",
        _ => "range: years and decades",
    }
}
