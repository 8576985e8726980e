//! Accuracy on a suite of date expressions: cases with a text, the day it was
//! written and the dates it holds, one JSON object a line, as the English
//! end-to-end cases of Microsoft's Recognizers-Text (MIT) are.
//!
//! Takes the suite's content and an ontology. Gives one [`Outcome`] for each
//! expected date or date range. Never reads files. What is left out, and why,
//! stands in `suite_classes.rs`.
//!
//! A case is **right** if a mention overlaps the expected words and
//! - its first and last day are the expected day, or the expected first and
//!   last day (the suite's ends of ranges are exclusive for units, and the first
//!   day of the second part in "from A to B");
//! - for a half-open range (since, after, before, until), its first day, or the
//!   day after its last, is the expected end and the preposition was read;
//! - weeks and longer units away ("two weeks ago"), where the suite counts to
//!   the day and EDTF here gives the week, month or year: it contains the
//!   expected day; a stretch of them ("the past three months") begins and ends in
//!   the expected months.

use super::calendar::{Point, add_days};
use super::suite_classes::{class_of, left_out};
use crate::analysis;
use crate::mention::{DatePart, DateRelation, DateValue, MentionValue};
use crate::ontology::Ontology;
use crate::text::Document;
use serde::Deserialize;

/// One case of the suite.
#[derive(Deserialize)]
pub(super) struct Case {
    pub id: String,
    pub text: String,
    pub reference: Option<String>,
    #[serde(default)]
    pub results: Vec<Expected>,
}

/// A date the suite expects in a case.
#[derive(Deserialize)]
pub(super) struct Expected {
    pub text: String,
    pub start: usize,
    pub end: usize,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub values: Option<Vec<Reading>>,
}

/// One of the readings of an expected date.
#[derive(Deserialize)]
pub(super) struct Reading {
    #[serde(default)]
    pub timex: String,
    pub value: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    #[serde(rename = "Mod")]
    pub modifier: Option<String>,
}

/// What became of one expected date.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Case of the suite.
    pub id: String,
    /// The words that hold the date.
    pub words: String,
    /// Class of expression.
    pub class: &'static str,
    /// Why it is no class of news, if it is not; then it is not judged.
    pub left_out: Option<&'static str>,
    /// Whether it was found and resolved as expected.
    pub right: bool,
    /// In the half that may be looked at while the grammar is made; the other
    /// half is only counted. A hash of the id decides.
    pub open: bool,
    /// What was found, what was expected, for a reader.
    pub detail: String,
}

/// Judges all cases of a suite, in its order. Lines that are no case are passed over.
pub fn judge(content: &str, ontology: &Ontology) -> Vec<Outcome> {
    let mut out = Vec::new();
    for case in content.lines().filter_map(|l| serde_json::from_str::<Case>(l).ok()) {
        let mut found = None;
        for expected in &case.results {
            let kind = expected.kind.as_deref().unwrap_or("").trim_start_matches("datetimeV2.");
            if kind != "date" && kind != "daterange" {
                continue;
            }
            let left_out = left_out(&case, expected);
            let dates = found.get_or_insert_with(|| dates_of(&case, ontology));
            let right = left_out.is_none() && dates.iter().any(|(span, value)| fits(&case, expected, span, value));
            let got: Vec<_> = dates.iter().map(|(s, v)| format!("{s}={}", v.edtf)).collect();
            let want: Vec<_> = expected.values.iter().flatten().map(Reading::shown).collect();
            out.push(Outcome {
                id: case.id.clone(),
                words: words(&case, expected),
                class: class_of(&expected.text, kind),
                left_out,
                right,
                open: hash(&case.id) >> 20 & 1 == 0,
                detail: format!("{}\tgot {}\twant {}", case.text, got.join("; "), want.join(" or ")),
            });
        }
    }
    out
}

impl Reading {
    fn shown(&self) -> String {
        let or = |v: &Option<String>| v.clone().unwrap_or_default();
        match &self.value {
            Some(v) => v.clone(),
            None => format!("{}..{} {}", or(&self.start), or(&self.end), or(&self.modifier)),
        }
    }
}

/// FNV-1a, 64 bits.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn dates_of(case: &Case, ontology: &Ontology) -> Vec<(String, DateValue)> {
    let mut document = Document::plain("suite", &case.text);
    document.meta.published = case.reference.as_deref().and_then(|r| r.get(..10)).map(str::to_owned);
    let analysis = analysis::analyze(&document, ontology);
    let mentions = super::find(&document, &analysis, ontology);
    let pair = |m: crate::mention::Mention| match m.value {
        MentionValue::Date(value) => Some((m.span.of(&document.text).to_owned(), value)),
        _ => None,
    };
    mentions.into_iter().filter_map(pair).collect()
}

/// The expected words as the case writes them.
pub(super) fn words(case: &Case, expected: &Expected) -> String {
    case.text.chars().skip(expected.start).take(expected.end.saturating_sub(expected.start)).collect()
}

fn fits(case: &Case, expected: &Expected, span: &str, value: &DateValue) -> bool {
    let words = words(case, expected);
    let touches = words.contains(span)
        || span.contains(words.trim())
        || span.to_lowercase().contains(&expected.text.to_lowercase());
    let whole = DateValue { part: DatePart::Whole, ..value.clone() };
    let Some((first, last)) = whole.bounds() else { return false };
    touches
        && expected.values.iter().flatten().any(|v| match (&v.value, &v.start, &v.end) {
            (Some(day), ..) => {
                let inside = first < last && first <= *day && *day <= last;
                first == *day && last == *day || inside && (far(&expected.text) || after(&first) == last)
            }
            (None, Some(start), Some(end)) => range(&expected.text, value, (&first, &last), (start, end)),
            (None, Some(start), None) => {
                let inside = value.part != DatePart::Whole && first <= *start && *start <= last;
                matches!(value.relation, DateRelation::Since | DateRelation::After)
                    && (first == *start || after(&last) == *start || inside)
            }
            (None, None, Some(end)) => {
                matches!(value.relation, DateRelation::Until | DateRelation::Before)
                    && (first == *end || last == *end || after(&last) == *end)
            }
            _ => false,
        })
}

fn range(text: &str, value: &DateValue, (first, last): (&str, &str), (start, end): (&str, &str)) -> bool {
    let exclusive = shifted(end, -1).is_some_and(|d| d == last);
    let partial = value.part != DatePart::Whole && first <= start && end <= after(last).as_str();
    let to_start = first == start
        && (end == last
            || end.get(..7) == last.get(..7) && end.ends_with("-01")
            || end.get(..4) == last.get(..4) && end.ends_with("-01-01"));
    // The suite's 21st century begins in 2000.
    let century = text.contains("century") && start.get(..2) == end_of_century(last).get(..2);
    let stretch = ["past", "last", "next", "coming", "previous"].iter().any(|w| text.contains(w));
    let precision = if text.contains("year") { 4 } else { 7 };
    let same = first.get(..precision) == start.get(..precision) && last.get(..precision) == end.get(..precision);
    first == start && exclusive || to_start || partial || stretch && same || century
}

/// The year before the last of a century: `2100` gives `2099`.
fn end_of_century(last: &str) -> String {
    last.get(..4).and_then(|y| y.parse::<u32>().ok()).map_or(String::new(), |y| y.saturating_sub(1).to_string())
}

fn shifted(day: &str, by: i64) -> Option<String> {
    Some(add_days(Point::parse(day)?.first()?, by)?.to_string())
}

fn after(day: &str) -> String {
    shifted(day, 1).unwrap_or_default()
}

/// Whether an expression is some weeks, months or years away.
fn far(text: &str) -> bool {
    ["week", "month", "year", "decade"].iter().any(|w| text.contains(w))
}
