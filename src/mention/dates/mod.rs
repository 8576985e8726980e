//! Dates and periods: absolute, partial, relative to the day of writing and
//! relative to another event.
//!
//! Takes a [`Document`] with its [`Analysis`] and the lists of
//! `ontology/lexicon/dates.csv`. Gives [`Mention`]s of class `date`. Never
//! reads a clock, never takes the day of publication for the date of an event:
//! what is reckoned from it says so in [`DateBasis`]. Tested by the tables in
//! `tests.rs` and, where the data is there, `suite.rs`.

mod absolute;
mod calendar;
mod distance;
#[cfg(test)]
mod evaluation;
mod expr;
mod grammar;
mod relative;
mod resolve;
mod stamp;
pub mod suite;
mod suite_classes;
#[cfg(test)]
mod tests;
mod years;

use super::scan::{Scan, Words};
use super::types::{DateBasis, DateRelation, DateValue, EventOffset, Mention, MentionValue, class};
use crate::analysis::{Analysis, Upos};
use crate::ontology::Ontology;
use crate::text::{Document, Sym};
use calendar::{Period, Point};
pub(super) use expr::Found;
use expr::{Expr, Tense, Year};
use grammar::Grammar;
use jiff::civil::Date;
use resolve::Context;

/// All dates of a document whose value can be told, and weekdays. The date of a dateline or
/// of a publication stamp has the kind `dateline`: it dates the article, not
/// an event.
pub fn find(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<Mention> {
    let words = Words::new(ontology);
    mentions(document, analysis, &expressions(document, analysis, &words))
}

/// The expressions of all sentences, in text order, also those whose date
/// cannot be told.
pub(super) fn expressions(document: &Document, analysis: &Analysis, words: &Words) -> Vec<Found> {
    let mut found = Vec::new();
    for sentence in 0..analysis.sentences.len() {
        let scan = Scan::new(&document.text, analysis, sentence, words);
        let grammar = Grammar { s: &scan };
        let mut at = 0;
        while at < scan.len() {
            if !grammar.may_begin(at) {
                at += 1;
                continue;
            }
            match grammar.phrase(at).filter(|p| p.end > at && p.end > p.start && p.end <= scan.len()) {
                Some(phrase) => {
                    let the = usize::from(scan.word(phrase.start) == "the" && phrase.start + 1 < phrase.end);
                    let range = phrase.start + the..phrase.end;
                    found.push(Found {
                        span: scan.span(&range),
                        tokens: scan.tokens(&range),
                        sentence: sentence as u32,
                        part: phrase.part,
                        relation: match phrase.expr {
                            Expr::Between(..) => DateRelation::At,
                            Expr::Shift { by, .. } | Expr::From(_, _, by) if more_than(&scan, phrase.start) => {
                                if by < 0 { DateRelation::Before } else { DateRelation::After }
                            }
                            _ => relation(&scan, phrase.start, phrase.end),
                        },
                        approximate: phrase.approximate,
                        tense: tense(&scan, phrase.start, phrase.end),
                        attributive: scan.after_any(phrase.start, &["the", "this", "s"])
                            && scan.kind(phrase.end) == Some(super::scan::Kind::Word)
                            && matches!(scan.atoms[phrase.end].tag, Upos::Noun | Upos::Propn | Upos::Adj),
                        stamp: stamp::is_stamp(&scan, place_of(analysis, sentence), &phrase),
                        expr: phrase.expr,
                    });
                    at = phrase.end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Resolves expressions to mentions.
pub(super) fn mentions(document: &Document, analysis: &Analysis, found: &[Found]) -> Vec<Mention> {
    let context = context(document, analysis, found);
    let mut out = Vec::new();
    for f in found {
        let paragraph = analysis.sentences[f.sentence as usize].paragraph;
        let value = match &f.expr {
            Expr::Event { amount, unit } => {
                let offset = Some(EventOffset { amount: *amount, unit: *unit });
                DateValue { offset, ..DateValue::new("", DateBasis::Event) }
            }
            _ => match context.resolve(f, paragraph) {
                Some((period, basis)) => DateValue::new(period.to_string(), basis),
                None => match f.expr {
                    Expr::Weekday { day, weeks: None, .. } => {
                        DateValue { weekday: u8::try_from(day).ok(), ..DateValue::new("", DateBasis::Publication) }
                    }
                    _ => continue,
                },
            },
        };
        let vague_year = value.edtf.starts_with("--");
        out.push(Mention {
            span: f.span,
            tokens: f.tokens.clone(),
            head: f.tokens.end - 1,
            sentence: f.sentence,
            class: *class::DATE,
            kind: f.stamp.then(|| Sym::new("dateline")),
            name: f.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "),
            known: None,
            confidence: confidence(&value, vague_year),
            value: MentionValue::Date(DateValue {
                part: f.part,
                relation: f.relation,
                approximate: f.approximate,
                ..value
            }),
            found_by: "dates",
            entity: None,
        });
    }
    out
}

fn confidence(value: &DateValue, vague_year: bool) -> f32 {
    match value.basis {
        _ if vague_year => 0.8,
        DateBasis::Explicit => 0.98,
        DateBasis::YearInferred => 0.92,
        DateBasis::Publication if value.edtf.is_empty() => 0.5,
        DateBasis::Publication => 0.9,
        DateBasis::Event => 0.7,
    }
}

/// When the article was written, as far as it or its input tells.
fn context(document: &Document, analysis: &Analysis, found: &[Found]) -> Context {
    let full = |f: &Found| match f.expr {
        Expr::Date { year: Some(Year::Known(y)), month: Some(m), day: Some(d), .. } => Date::new(y, m, d).ok(),
        _ => None,
    };
    let paragraph = |f: &Found| analysis.sentences[f.sentence as usize].paragraph;
    // "the Sept. 11, 2001 attacks", "the anniversary of May 3, 2010": of old.
    let names_event = |f: &Found| {
        let next = analysis.tokens.get(f.tokens.end as usize).filter(|t| t.sentence == f.sentence);
        f.relation == DateRelation::Anniversary || next.is_some_and(|t| matches!(t.tag, Upos::Noun | Upos::Adj))
    };
    let written: Vec<(u32, Date)> = found.iter().filter_map(|f| Some((paragraph(f), full(f)?))).collect();
    let published = document.meta.published.as_deref().and_then(|p| Point::parse(p.get(..10)?)).and_then(Point::first);
    let stamped = || found.iter().filter(|f| f.stamp).find_map(full);
    if let Some(day) = published.or_else(stamped) {
        return Context { day: Some(day), near: None, written };
    }
    // A year written anywhere that is later tells that the full date is old news.
    let latest_year = found.iter().filter_map(|f| match f.expr {
        Expr::Date { year: Some(Year::Known(y)), .. } if f.tense != Tense::Future => Some(y),
        _ => None,
    });
    let latest_year = latest_year.max();
    let first_paragraphs = analysis.sentences.first().map_or(0, |s| s.paragraph) + 3;
    let told = found.iter().filter(|f| !names_event(f)).filter_map(|f| Some((paragraph(f), full(f)?)));
    let near = told.filter(|w| w.0 <= first_paragraphs).map(|w| w.1).max();
    let near = near.filter(|d| latest_year.is_none_or(|y| y <= d.year()));
    let mut context = Context { day: None, near, written };
    // A dateline without its year, once the year is known from elsewhere.
    let dateline = found.iter().find(|f| f.stamp && matches!(f.expr, Expr::Date { year: None, day: Some(_), .. }));
    if let Some(dateline) = dateline
        && let Some((Period::Point(point), _)) = context.resolve(dateline, paragraph(dateline))
    {
        context.day = point.first();
    }
    context
}

fn place_of(analysis: &Analysis, sentence: usize) -> stamp::Place {
    let s = &analysis.sentences[sentence];
    let first = sentence == 0 || analysis.sentences[sentence - 1].paragraph != s.paragraph;
    let last = analysis.sentences.get(sentence + 1).is_none_or(|n| n.paragraph != s.paragraph);
    stamp::Place { opens: first, alone: first && last, top: sentence < stamp::TOP }
}

/// `more than two weeks ago`: before that.
fn more_than(scan: &Scan<'_>, start: usize) -> bool {
    scan.word(start) == "more" && scan.word(start + 1) == "than"
}

/// What the preposition before an expression says of it; prepositions that
/// govern a noun after the date ("after Friday prayers") do not count.
fn relation(scan: &Scan<'_>, start: usize, end: usize) -> DateRelation {
    let possessive = scan.is(end, &["'"]);
    let noun = scan
        .atoms
        .get(end)
        .is_some_and(|a| matches!(a.tag, Upos::Noun | Upos::Propn) && a.kind == super::scan::Kind::Word);
    let the = usize::from(start > 0 && scan.word(start - 1) == "the");
    if start > the + 1 && scan.word(start - the - 1) == "of" && scan.word(start - the - 2) == "anniversary" {
        return DateRelation::Anniversary;
    }
    if start == 0 || possessive || noun {
        return DateRelation::At;
    }
    // `before the year 2020`, `since late July`, `as of the 18th`
    let mut at = start - 1;
    while at > 0 && scan.is(at, &["the", "year", "on"]) {
        at -= 1;
    }
    let as_x_as = scan.word(at) == "as" && at > 1 && scan.word(at - 2) == "as";
    match scan.word(at) {
        "as" if as_x_as && scan.is(at - 1, &["late"]) => DateRelation::Until,
        "as" if as_x_as && scan.is(at - 1, &["early"]) => DateRelation::Since,
        "of" if at > 0 && scan.word(at - 1) == "as" => DateRelation::Since,
        "of" if at > 0 && scan.word(at - 1) == "ahead" => DateRelation::Before,
        "than" if at > 0 && scan.word(at - 1) == "later" => {
            if at > 1 && scan.word(at - 2) == "no" {
                DateRelation::Until
            } else {
                DateRelation::After
            }
        }
        "than" if at > 0 && scan.word(at - 1) == "earlier" => DateRelation::Before,
        "since" | "from" | "starting" | "beginning" => DateRelation::Since,
        "until" | "till" => DateRelation::Until,
        "by" => DateRelation::Until,
        "before" => DateRelation::Before,
        "to" if at > 0 && scan.word(at - 1) == "prior" => DateRelation::Before,
        "after" => DateRelation::After,
        _ => DateRelation::At,
    }
}

/// "Ministers to meet in Lome on Monday": whether what stands before is a headline
/// whose only verb is an infinitive.
fn heads_to(scan: &Scan<'_>, start: usize) -> bool {
    let acts = |j: usize| matches!(scan.atoms[j].tag, Upos::Verb | Upos::Aux);
    (1..start.saturating_sub(1))
        .find(|j| scan.word(*j) == "to" && scan.atoms[j + 1].tag == Upos::Verb)
        .is_some_and(|to| (0..start).all(|j| j == to + 1 || !acts(j)))
}

/// What time the clause around an expression speaks of: the nearest telling
/// word before it decides, else what follows (`On Sunday the two will meet`).
fn tense(scan: &Scan<'_>, start: usize, end: usize) -> Tense {
    const AHEAD: [&str; 11] =
        ["will", "shall", "ll", "would", "scheduled", "slated", "due", "expected", "planned", "upcoming", "plans"];
    const PAST: [&str; 13] =
        ["said", "told", "was", "were", "had", "did", "says", "say", "has", "have", "been", "took", "held"];
    let past = |j: usize| {
        scan.is(j, &PAST)
            || (scan.atoms[j].past || scan.atoms[j].tag == Upos::Verb && scan.word(j).ends_with("ed"))
                && !scan.is(j, &AHEAD)
    };
    let possessive = scan.word(end) == "'";
    for j in (start.saturating_sub(25)..start).rev() {
        // "met Will Hagan on Monday"
        let name = j > 0 && scan.atoms[j].capital && scan.atoms[j].tag == Upos::Propn;
        let told = scan.is(j, &AHEAD) && !name && !(possessive && scan.word(j) == "would")
            || scan.word(j) == "set" && scan.is(j + 1, &["to", "for"])
            || scan.word(j) == "ahead" && scan.word(j + 1) == "of"
            || scan.word(j) == "to" && scan.after_any(j, &["is", "are"]);
        if told {
            return Tense::Future;
        }
        // `be held on Monday` belongs to the `will` before it.
        if past(j) && !scan.after_any(j, &["be"]) {
            return if start - j <= 10 { Tense::Past } else { Tense::Unknown };
        }
        if scan.is(j, &[";", ":"]) && scan.atoms.get(j + 1).is_some_and(|a| a.space) {
            break;
        }
    }
    if possessive {
        return Tense::Unknown;
    }
    if heads_to(scan, start) {
        return Tense::Future;
    }
    for j in end..scan.len().min(end + 15) {
        if scan.is(j, &["will", "shall", "ll"]) || scan.is(j, &["plan", "plans"]) && scan.word(j + 1) == "to" {
            return Tense::Future;
        }
        if past(j) {
            return if j - end <= 6 { Tense::Past } else { Tense::Unknown };
        }
    }
    Tense::Unknown
}
