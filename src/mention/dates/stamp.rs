//! Dates that say when the article was written: datelines, bylines, stamps,
//! and lines at the top of the article that hold nothing but a date.

use super::expr::Expr;
use super::grammar::Phrase;
use crate::mention::scan::{Kind, Scan};

/// Sentences from the start that a byline or a date alone may stand in.
pub(super) const TOP: usize = 8;

/// Words before a date that make it the day of publication.
const STAMP_WORDS: [&str; 8] = ["date", "published", "updated", "posted", "modified", "dated", "issued", "release"];

/// Where a sentence stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// First of its paragraph.
    pub opens: bool,
    /// A paragraph of its own.
    pub alone: bool,
    /// Near the start of the text.
    pub top: bool,
}

/// Whether a phrase is the date of a dateline (`QUETTA, Aug. 12 (Agency) -`),
/// of a stamp (`Published: August 12, 2025`), of a byline (`By Lena Hart,
/// August 12, 2025`) or a line of its own.
pub(super) fn is_stamp(scan: &Scan<'_>, place: Place, phrase: &Phrase) -> bool {
    let Expr::Date { month: Some(_), day: Some(_), .. } = phrase.expr else { return false };
    place.opens
        && (dateline(scan, phrase, place.alone)
            || labelled(scan, phrase)
            || place.alone && place.top && line_of_its_own(scan, phrase))
}

/// `QUETTA, Aug. 12 (Agency) -`, `Bonn, Feb. 17, Agency` and `Lahore, August 12`
/// as paragraphs of their own.
fn dateline(scan: &Scan<'_>, phrase: &Phrase, alone: bool) -> bool {
    let before = &scan.atoms[..phrase.start];
    let place = before.iter().all(|a| match a.kind {
        Kind::Word => {
            a.capital
                && !["on", "in", "at", "by", "since", "until", "from", "for", "the", "of", "before", "after", "last"]
                    .contains(&&*a.lower)
        }
        Kind::Digits => false,
        Kind::Mark => [",", ".", "(", ")", "/", "-", "'"].contains(&&*a.lower),
    });
    if before.len() > 10 || !place || before.iter().any(|a| a.sense.weekday > 0) {
        return false;
    }
    let rest = phrase.end..scan.len();
    let agency_only = rest.len() <= 5 && rest.clone().all(|j| scan.capital(j) || scan.kind(j) == Some(Kind::Mark));
    if alone && agency_only && before.iter().any(|a| a.kind == Kind::Word) {
        return true;
    }
    let mut at = phrase.end + usize::from(scan.word(phrase.end) == "," && scan.word(phrase.end + 1) == "(");
    let agency = scan.word(at) == "(";
    if agency {
        let close = (at..scan.len().min(at + 10)).find(|j| scan.word(*j) == ")");
        let Some(close) = close else { return false };
        at = close + 1;
    }
    let dash = scan.is(at, &["-", "–", "—", ":"]) && (scan.atoms[at].space || scan.word(at) != "-");
    dash && (agency || !before.is_empty()) || agency && !before.is_empty()
}

/// The label stands at the start, with nothing but times between it and the date.
fn labelled(scan: &Scan<'_>, phrase: &Phrase) -> bool {
    let Some(label) = (0..phrase.start.min(4)).find(|j| scan.is(*j, &STAMP_WORDS)) else { return false };
    let opens = (0..label).all(|j| scan.is(j, &["last", "first", "date", "for", "press", "immediate"]));
    opens && (label + 1..phrase.start).all(|j| beside(scan, j) || scan.is(j, &STAMP_WORDS))
}

/// A date with its weekday, time and place of the clock, perhaps after the
/// name of who wrote it, and nothing else.
fn line_of_its_own(scan: &Scan<'_>, phrase: &Phrase) -> bool {
    let tail = (phrase.end..scan.len()).all(|j| beside(scan, j) || scan.is(j, &["min", "mins", "minutes", "read"]));
    let byline = scan.word(0) == "by"
        && phrase.start <= 16
        && (1..phrase.start).all(|j| {
            scan.capital(j) || scan.kind(j) == Some(Kind::Mark) || scan.is(j, &["and", "for"]) || beside(scan, j)
        });
    tail && (byline || (0..phrase.start).all(|j| beside(scan, j)))
}

/// What may stand beside a date of publication: times, weekdays, marks.
fn beside(scan: &Scan<'_>, j: usize) -> bool {
    const WORDS: [&str; 25] = [
        "on", "at", "date", "time", "last", "first", "am", "pm", "a", "p", "m", "gmt", "utc", "ist", "pkt", "est",
        "edt", "et", "bst", "cet", "pst", "hrs", "h", "local", "updated",
    ];
    scan.kind(j) != Some(Kind::Word)
        || scan.sense(j).weekday > 0
        || scan.sense(j).weekday_short > 0
        || scan.is(j, &WORDS)
}
