//! Tables of expressions with the dates they mean.

use super::*;
use crate::analysis;
use crate::mention::MentionValue;
use crate::ontology::Source;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

pub(super) fn dates_of(text: &str, published: Option<&str>) -> Vec<(String, DateValue)> {
    let mut document = Document::plain("t", text);
    document.meta.published = published.map(str::to_owned);
    let analysis = analysis::analyze(&document, &ONTOLOGY);
    let found = find(&document, &analysis, &ONTOLOGY);
    found
        .into_iter()
        .map(|m| {
            assert_eq!(analysis.span_of(&m.tokens).start <= m.span.start, true);
            let MentionValue::Date(value) = m.value else { panic!("no date: {m:?}") };
            (m.span.of(text).to_owned(), value)
        })
        .collect()
}

fn shown(text: &str, published: Option<&str>) -> String {
    let show = |(span, v): (String, DateValue)| match v.offset {
        Some(o) => format!("{span}={:+}{:?}", o.amount, o.unit),
        None => format!("{span}={}", v.edtf),
    };
    dates_of(text, published).into_iter().map(show).collect::<Vec<_>>().join("; ")
}

/// Checks `text|expected` lines and reports all that differ.
fn check(published: Option<&str>, table: &str) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (text, expected) = line.split_once('|').expect("text|expected");
        let got = shown(text.trim(), published);
        count += 1;
        if got != expected.trim() {
            wrong.push(format!("{text}\n   expected {}\n   got      {got}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn absolute_dates() {
    check(
        None,
        "
        The court met on August 11, 2025 in Lahore. | August 11, 2025=2025-08-11
        ",
    );
}
