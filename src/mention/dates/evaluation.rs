//! Accuracy on the public suite of date expressions, if it is there
//! (`WIREGRAPH_SHARED`, else `../shared`): `cargo test --lib dates::evaluation -- --nocapture`.
//!
//! The suite is conversational and made for a calendar assistant. A case
//! counts for a class of expression that news uses if its date or date range
//! is none of [`left_out`]. It is right if a mention overlaps the expected
//! words and its first and last day equal one of the expected readings; weeks
//! and longer units away (`two weeks ago`) must contain the expected day.

use super::tests::dates_of;
use crate::mention::DatePart;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Case {
    id: String,
    text: String,
    reference: Option<String>,
    results: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    text: String,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: Option<String>,
    values: Option<Vec<Reading>>,
}

#[derive(Deserialize)]
struct Reading {
    #[serde(default)]
    timex: String,
    value: Option<String>,
    start: Option<String>,
    end: Option<String>,
    #[serde(rename = "Mod")]
    modifier: Option<String>,
}

fn shared() -> Option<PathBuf> {
    let root = std::env::var_os("WIREGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let file = root.join("data/dates/cases.jsonl");
    file.exists().then_some(file)
}

/// Why a case is no class of news, if it is not.
#[expect(clippy::if_same_then_else, reason = "one branch for each class of cases")]
fn left_out(case: &Case, expected: &Expected) -> Option<&'static str> {
    let text = expected.text.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|w| text.split(|c: char| !c.is_alphanumeric()).any(|p| p == *w));
    let values = expected.values.as_deref().unwrap_or_default();
    let digits_only = !text.chars().any(char::is_alphabetic);
    let slashed = text.chars().filter(|c| *c == '/').count() + text.matches('-').count() + text.matches('.').count();
    if values.is_empty()
        || values.iter().all(|v| {
            v.value.as_deref() == Some("not resolved") || v.timex.starts_with("FY") || v.timex.starts_with("SY")
        })
    {
        Some("no date resolved by the suite (fiscal and school years, seasons)")
    } else if has(&["fiscal", "fy", "sy", "cy", "school", "eoy", "eom", "eow", "ytd", "fy18", "fy17", "cy18", "sy18"])
        || text.contains("year to date")
    {
        Some("office calendar (fiscal years, end of year as EOY, year to date)")
    } else if text.contains("week 1")
        || text.contains("week 3")
        || text.contains("week of")
        || has(&["w10", "weeks"]) && text.contains("week ")
        || values.iter().any(|v| v.timex.contains("-W") && v.timex.len() > 8)
    {
        Some("numbered weeks and weeks of a month")
    } else if has(&["business", "working", "workdays", "weekdays"]) {
        Some("business days")
    } else if case.id.starts_with("DateTimeModelComplexCalendar")
        || case.id.starts_with("DateTimeModelExperimental")
        || case.id.starts_with("DateTimeModelCalendarMode")
        || case.id.starts_with("DateTimeModelExtended")
    {
        Some("other modes of the peer")
    } else if values.iter().all(|v| {
        v.start.is_none() != v.end.is_none() && v.value.is_none()
            || v.modifier.is_some() && v.value.is_none() && v.start.is_some() != v.end.is_some()
    }) || values.iter().all(|v| v.value.is_none() && v.start.is_none() && v.end.is_none())
    {
        Some("half-open ranges (since, before, after): here a date and its relation, no range")
    } else if digits_only && slashed > 0 || text.chars().any(|c| c == '/') || text.contains('~') {
        Some("digits only, day and month in either order")
    } else if has(&[
        "easter", "christmas", "thanksgiving", "independence", "patrick", "halloween", "mother", "father", "valentine",
        "eid", "earth", "mlk", "labor", "labour", "xmas", "yuandan", "eve", "martin", "mardi", "columbus",
        "juneteenth",
    ]) || text.contains("black friday")
        || text.contains("new year")
    {
        Some("holidays")
    } else if text.starts_with("the ") && text.len() <= 9
        || has(&["day", "month", "year", "week"])
            && !has(&[
                "last", "this", "next", "previous", "past", "ago", "later", "earlier", "before", "after", "the",
                "from", "coming", "following", "of", "in", "in",
            ])
    {
        Some("a bare day of the month or unit (the 18th, the week)")
    } else if has(&["tmr", "tmrw", "sept2", "mar3", "dec31"])
        || has(&["sat", "sun", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri"])
    {
        Some("chat spelling (tmrw, mon)")
    } else if text.contains("quarters") || ["q1", "q2", "q3", "q4", "h1", "h2"].iter().any(|q| text.contains(q)) {
        Some("quarters and halves by number (Q1, H2, the next two quarters)")
    } else if text.contains("week beginning")
        || text.contains("week starting")
        || text.contains("week commencing")
        || text.contains("week 27")
        || text.contains("weeks of")
        || text.contains("workweek")
        || text.contains("days of")
        || text.contains("month of")
    {
        Some("numbered weeks and weeks of a month")
    } else if text.contains(" starting ")
        || text.contains(", from ")
        || text.starts_with("for ")
        || text.contains("weeks and")
        || text.contains("from today on")
        || text.starts_with("sunday 3")
        || text.starts_with("in two years since")
    {
        Some("durations with a start or of several units (for 1 week from, 2 weeks and 2 days ago)")
    } else if text.contains("of 87")
        || ["first 12", "otd", "jun-15", "7.6", "2020-23", "23-2020"].iter().any(|w| text.contains(w))
        || text == "29th"
        || text.contains("the eleventh")
        || text.contains("the thirty first")
        || has(&["fortnight"])
    {
        Some("chat spelling (tmrw, mon)")
    } else if text.split(' ').any(|w| NUMBER_WORDS.contains(&w))
        && !text.split(' ').any(|w| w.chars().any(|c| c.is_ascii_digit()))
        && (text.contains("thousand") || text.contains("nineteen") || text.contains("hundred"))
        || text.contains("nineteen seventy")
        || text.contains("seventeen hundred")
    {
        Some("years in words (two thousand and twenty)")
    } else if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) || text == "2016 10 16" {
        Some("digits only, day and month in either order")
    } else if has(&["may", "dec", "april", "august", "march"])
        && case.text.chars().skip(expected.start).take(3).any(char::is_lowercase)
        && !text.chars().any(|c| c.is_ascii_digit())
        && !case.text.contains("April")
        && !case.text.contains("March")
        && !case.text.contains("August")
    {
        Some("months without a capital and without a number (may, march)")
    } else if text.contains("later") && !text.contains("later this") && !text.contains("later in")
        || text == "the next day"
    {
        Some("relative to another event in news (the day after, the following week)")
    } else if [
        "the day", "the week", "the month", "the year", "that day", "day before", "day after", "the same", "same week",
        "same month", "same year", "same day", "the following", "following week", "that weekend", "following friday",
        "following quarter",
    ]
    .iter()
    .any(|w| text == *w || text == w.trim_start_matches("the ") || text == format!("the {w}"))
    {
        Some("relative to another event in news (the day after, the following week)")
    } else {
        None
    }
}

const NUMBER_WORDS: [&str; 8] = ["two", "nineteen", "seventeen", "twenty", "thousand", "hundred", "ninety", "eighty"];

fn class_of(text: &str, kind: &str) -> &'static str {
    let lower = text.to_lowercase();
    let has = |any: &[&str]| any.iter().any(|w| lower.split(|c: char| !c.is_alphanumeric()).any(|p| p == *w));
    let weekday = has(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
    let unit = has(&[
        "day", "days", "week", "weeks", "month", "months", "year", "years", "weekend", "quarter", "decade", "decades",
        "century",
    ]);
    let month = lower.split(|c: char| !c.is_alphabetic()).any(|p| {
        p.len() >= 3
            && [
                "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december",
            ]
            .iter()
            .any(|m| m.starts_with(p) || p == "sept")
    });
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

#[test]
fn public_suite() {
    let Some(file) = shared() else { return };
    let content = std::fs::read_to_string(file).expect("readable");
    let mut classes: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut skipped: BTreeMap<&str, u32> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in content.lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        let dates = dates_of(&case.text, case.reference.as_deref().map(|r| &r[..10]));
        for expected in &case.results {
            let kind = expected.kind.as_deref().unwrap_or("").trim_start_matches("datetimeV2.");
            if kind != "date" && kind != "daterange" {
                continue;
            }
            if let Some(why) = left_out(&case, expected) {
                *skipped.entry(why).or_default() += 1;
                continue;
            }
            let class = class_of(&expected.text, kind);
            let entry = classes.entry(class).or_default();
            entry.1 += 1;
            if dates.iter().any(|(span, value)| right(&case, expected, span, value)) {
                entry.0 += 1;
            } else {
                let readings: Vec<_> =
                    expected.values.iter().flatten().map(|v| (&v.timex, &v.value, &v.start, &v.end)).collect();
                let got: Vec<_> = dates.iter().map(|(s, v)| format!("{s}={}", v.edtf)).collect();
                wrong.push(format!(
                    "{} [{}] {:?}\n   ref {:?} expected {} {readings:?}\n   got {got:?}",
                    case.id, class, case.text, case.reference, expected.text
                ));
            }
        }
    }
    for w in &wrong {
        println!("{w}");
    }
    let (right, all) = classes.values().fold((0, 0), |a, c| (a.0 + c.0, a.1 + c.1));
    for (class, (r, n)) in &classes {
        println!("{class:45} {r:4} of {n:4}  {:.1} %", 100.0 * f64::from(*r) / f64::from(*n));
    }
    println!("all classes that news uses: {right} of {all}: {:.1} %", 100.0 * f64::from(right) / f64::from(all));
    for (why, n) in &skipped {
        println!("left out {n:4}: {why}");
    }
    assert!(f64::from(right) >= 0.9 * f64::from(all), "{right} of {all}");
}

fn right(case: &Case, expected: &Expected, span: &str, value: &crate::mention::DateValue) -> bool {
    let words =
        case.text.chars().skip(expected.start).take(expected.end.saturating_sub(expected.start)).collect::<String>();
    let touches = words.contains(span)
        || span.contains(words.trim())
        || span.to_lowercase().contains(&expected.text.to_lowercase());
    let whole = crate::mention::DateValue { part: DatePart::Whole, ..value.clone() };
    let Some((first, last)) = whole.bounds() else { return false };
    touches
        && expected.values.iter().flatten().any(|v| match (&v.value, &v.start, &v.end) {
            (Some(day), ..) => {
                first == *day && last == *day
                    || first < last && first <= *day && *day <= last && (far(&expected.text) || next(&first) == last)
            }
            (_, Some(start), Some(end)) => {
                // The suite's ends are exclusive for units and, for `from A to B`, the start of B.
                let exclusive = crate::mention::dates::calendar::Point::parse(end)
                    .and_then(super::calendar::Point::first)
                    .and_then(|d| super::calendar::add_days(d, -1))
                    .is_some_and(|d| d.to_string() == last);
                let partial = value.part != DatePart::Whole && first <= *start && *end <= next(&last);
                let to_start = first == *start
                    && (*end == last
                        || end.get(..7) == last.get(..7) && end.ends_with("-01")
                        || end.get(..4) == last.get(..4) && end.ends_with("-01-01"));
                let stretch = expected.text.contains("past")
                    || expected.text.contains("last")
                    || expected.text.contains("next")
                    || expected.text.contains("coming")
                    || expected.text.contains("previous");
                let same = |n: usize| {
                    let n = if expected.text.contains("year") { 4 } else { n };
                    first.get(..n) == start.get(..n) && last.get(..n) == end.get(..n)
                };
                first == *start && exclusive || to_start || partial || stretch && same(7)
            }
            _ => false,
        })
}

fn next(day: &str) -> String {
    let day = super::calendar::Point::parse(day).and_then(super::calendar::Point::first);
    day.and_then(|d| super::calendar::add_days(d, 1)).map(|d| d.to_string()).unwrap_or_default()
}

/// Whether an expression is some weeks, months or years away, where the suite
/// counts to the day and a reader does not.
fn far(text: &str) -> bool {
    ["week", "month", "year", "decade"].iter().any(|w| text.contains(w))
}

/// Prints dates, numbers and quotes of news articles for a reader:
/// `NEWS_FROM=0 cargo test --lib dates::evaluation::news -- --ignored --nocapture`.
#[test]
#[ignore = "prints for reading, checks nothing"]
fn news() {
    use crate::{analysis, mention, ontology, text::Document};
    #[derive(Deserialize)]
    struct Article {
        id: String,
        date: Option<String>,
        text: Option<String>,
    }
    let Some(file) = shared() else { return };
    let file = file.with_file_name("../news/articles.jsonl");
    let content = std::fs::read_to_string(file).expect("readable");
    let ontology = ontology::Ontology::load(&ontology::Source::embedded()).0;
    let from: usize = std::env::var("NEWS_FROM").ok().and_then(|v| v.parse().ok()).unwrap_or(0);
    let articles: Vec<Article> = content.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let (mut bytes, mut spent, mut scanned) = (0, std::time::Duration::ZERO, std::time::Duration::ZERO);
    for (k, article) in articles.iter().enumerate() {
        let Some(text) = &article.text else { continue };
        let mut document = Document::plain(&article.id, text);
        document.meta.published = article.date.clone().filter(|d| d.len() >= 10);
        let start = std::time::Instant::now();
        let analysis = analysis::analyze(&document, &ontology);
        spent += start.elapsed();
        let start = std::time::Instant::now();
        let mut mentions = mention::numbers::with_dates(&document, &analysis, &ontology);
        let quotes = mention::quotes::find(&document, &analysis);
        scanned += start.elapsed();
        bytes += text.len();
        if !(from..from + 10).contains(&k) {
            continue;
        }
        println!("\n=== {k} {} published {:?}", article.id, document.meta.published);
        mentions.sort_by_key(|m| m.span.start);
        for m in mentions {
            let context = |from: usize, to: usize| {
                let from = (0..=from).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
                let to = (to..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
                text[from..to].replace('\n', "/")
            };
            let (a, b) = (m.span.start as usize, m.span.end as usize);
            let value = match &m.value {
                mention::MentionValue::Date(d) => format!(
                    "D {} {:?} {:?} {:?} {:?}{}{}",
                    d.edtf,
                    d.basis,
                    d.offset.map(|o| (o.amount, o.unit)),
                    d.part,
                    d.relation,
                    if d.approximate { " ~" } else { "" },
                    if m.kind.is_some() { " STAMP" } else { "" }
                ),
                mention::MentionValue::Number(n) => {
                    format!("N {}..{:?} {}", n.min, n.max, analysis.tokens[m.head as usize].lower)
                }
                _ => String::new(),
            };
            println!(
                "{}[{}]{}   => {value}",
                context(a.saturating_sub(45), a),
                context(a, b),
                context(b, (b + 35).min(text.len()))
            );
        }
        for q in quotes {
            let inside = q.span.of(text);
            let short: String = if inside.chars().count() > 70 {
                format!(
                    "{} ... {}",
                    inside.chars().take(35).collect::<String>(),
                    inside.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<String>()
                )
            } else {
                inside.to_owned()
            };
            println!(
                "Q {}{}{} {}",
                if q.short { "short " } else { "" },
                if q.nested { "nested " } else { "" },
                if q.closed { "" } else { "OPEN " },
                short.replace('\n', "/")
            );
        }
    }
    println!("{bytes} bytes: analysis {spent:?}, dates, numbers and quotes {scanned:?}");
}
