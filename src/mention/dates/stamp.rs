//! Dates that say when the article was written: datelines and stamps.

use super::expr::Expr;
use super::grammar::Phrase;
use crate::mention::scan::{Kind, Scan};

/// Words before a date that make it the day of publication.
const STAMP_WORDS: [&str; 6] = ["published", "updated", "posted", "modified", "dated", "issued"];

/// Whether a phrase is the date of a dateline (`QUETTA, Aug. 12 (Agency) -`)
/// or of a stamp (`Published: August 12, 2025`).
pub(super) fn is_stamp(scan: &Scan<'_>, first_of_paragraph: bool, phrase: &Phrase) -> bool {
    let Expr::Date { day: Some(_), .. } = phrase.expr else { return false };
    first_of_paragraph && (dateline(scan, phrase) || labelled(scan, phrase))
}

fn dateline(scan: &Scan<'_>, phrase: &Phrase) -> bool {
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
    let mut at = phrase.end;
    let agency = scan.word(at) == "(";
    if agency {
        let close = (at..scan.len().min(at + 10)).find(|j| scan.word(*j) == ")");
        let Some(close) = close else { return false };
        at = close + 1;
    }
    let dash = scan.is(at, &["-", "–", "—", ":"]) && (scan.atoms[at].space || scan.word(at) != "-");
    dash && (agency || !before.is_empty()) || agency && !before.is_empty()
}

fn labelled(scan: &Scan<'_>, phrase: &Phrase) -> bool {
    let from = phrase.start.saturating_sub(4);
    // At the very start of the paragraph, so that no event is taken for it.
    from <= 2
        && (0..phrase.start).any(|j| scan.is(j, &STAMP_WORDS))
        && (from..phrase.start).all(|j| {
            scan.is(j, &STAMP_WORDS)
                || scan.is(j, &["last", "first", "on", "at", ":", "date", "time"])
                || scan.sense(j).weekday > 0
                || scan.word(j) == ","
        })
}
