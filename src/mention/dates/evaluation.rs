//! Accuracy on the public suite of date expressions, if it is there
//! (`WIREGRAPH_SHARED`, else `../shared`): `cargo test --lib dates::evaluation -- --nocapture`,
//! and a print-out for reading.

use super::suite;
use serde::Deserialize;
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let root = std::env::var_os("WIREGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let file = root.join("data/dates/cases.jsonl");
    file.exists().then_some(file)
}

/// The half that was looked at reaches the aim of 90 %. The half that is only
/// counted does not yet (86.8 %): its floor keeps what was reached.
#[test]
fn public_suite() {
    let Some(file) = shared() else { return };
    let content = std::fs::read_to_string(file).expect("readable");
    let ontology = crate::ontology::Ontology::load(&crate::ontology::Source::embedded()).0;
    let outcomes = suite::judge(&content, &ontology);
    for (open, floor) in [(true, 900), (false, 860)] {
        let judged: Vec<_> = outcomes.iter().filter(|o| o.open == open && o.left_out.is_none()).collect();
        let right = judged.iter().filter(|o| o.right).count();
        assert!(judged.len() > 100 && 1000 * right >= floor * judged.len(), "open {open}: {right} of {}", judged.len());
    }
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
