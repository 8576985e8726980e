//! How time and memory of resolving grow with the number of articles.
//!
//! `cargo bench --bench scale -- KB COUNT...` reads the claims of a knowledge
//! base and repeats them until there are COUNT articles, each time with other
//! names, other days and so other ids; then it resolves who is who, what is
//! what and what copies what. One line a COUNT: articles, claims, seconds for
//! resolving, most memory of the process so far, what was found. Reading text
//! is no part of it.

use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use wiregraph::claim::{ArticleClaims, EntityRecord, Object, Subject, hex16, sha256_hex};
use wiregraph::graph::{Judgements, Resolved, read_claims};
use wiregraph::ontology::{Ontology, Source};

/// Days by which each round moves all dates.
const DAYS: i64 = 37;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let Some((kb, counts)) = arguments.split_first() else {
        println!("cargo bench --bench scale -- KB COUNT...");
        return;
    };
    let base = read_claims(Path::new(kb)).expect("a knowledge base");
    let (ontology, _) = Ontology::load(&Source::embedded());
    println!("articles\tclaims\tseconds\tMB\tentities\tmerged\tsituations\tlinked\tsources");
    for count in counts {
        let count: usize = count.parse().expect("a number of articles");
        let articles: Vec<ArticleClaims> = (0..count).map(|n| again(&base[n % base.len()], n / base.len())).collect();
        let claims: usize = articles.iter().map(|a| a.claims.len()).sum();
        let start = Instant::now();
        let found = Resolved::new(&articles, &Judgements::default(), &ontology).counts();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{count}\t{claims}\t{seconds:.1}\t{}\t{}\t{}\t{}\t{}\t{}",
            peak(),
            found.entities,
            found.merged,
            found.situations,
            found.linked,
            found.sources
        );
    }
}

/// Most memory the process has used, in megabytes; 0 where nobody tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kb| kb / 1024)
}

/// An article in its round: the same reports of other people on other days.
fn again(article: &ArticleClaims, round: usize) -> ArticleClaims {
    if round == 0 {
        return article.clone();
    }
    let mut out = article.clone();
    let mark = letters(round);
    let names: BTreeSet<String> = out.entities.iter().filter(|e| e.known.is_none()).flat_map(words).collect();
    let rename = |text: &mut String| *text = renamed(text, &names, &mark);
    out.article.sha256 = sha256_hex(format!("{} {round}", article.article.sha256).as_bytes());
    out.article.id = format!("{}~{round}", article.article.id);
    out.article.title.as_mut().map(rename);
    out.article.published = out.article.published.map(|day| moved(&day, round));
    out.sentences.iter_mut().for_each(|s| rename(&mut s.text));
    for entity in &mut out.entities {
        rename(&mut entity.name);
        entity.aliases.iter_mut().for_each(rename);
        entity.mentions.iter_mut().for_each(|m| rename(&mut m.text));
    }
    for frame in &mut out.frames {
        frame.id = hex16([frame.id.as_str(), mark.as_str()]);
        rename(&mut frame.anchor);
    }
    for claim in &mut out.claims {
        claim.id = hex16([claim.id.as_str(), mark.as_str()]);
        if let Subject::Frame(frame) = &mut claim.subject {
            *frame = hex16([frame.as_str(), mark.as_str()]);
        }
        match &mut claim.object {
            Object::Text(text, _) => rename(text),
            Object::Date(day, ..) => *day = moved(day, round),
            _ => {}
        }
    }
    out.frames.sort_by(|a, b| a.id.cmp(&b.id));
    out.claims.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// Words with a capital in the names of a thing.
fn words(entity: &EntityRecord) -> Vec<String> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    let all = names.flat_map(|n| n.split(|c: char| !c.is_alphanumeric()));
    all.filter(|w| w.len() > 3 && w.starts_with(char::is_uppercase)).map(str::to_owned).collect()
}

/// A text in which names have another ending.
fn renamed(text: &str, names: &BTreeSet<String>, mark: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        out.push_str(word);
        if names.contains(word) {
            out.push_str(mark);
        }
        out.push_str(&part[word.len()..]);
    }
    out
}

fn letters(mut round: usize) -> String {
    let mut out = String::new();
    while round > 0 {
        out.push(char::from(b'a' + (round % 26) as u8));
        out.push(char::from(b"aeiou"[round % 5]));
        round /= 26;
    }
    out
}

/// A day so many rounds later; what is no full day stays.
fn moved(day: &str, round: usize) -> String {
    let date: Option<Date> = day.parse().ok();
    let later = date.and_then(|d| d.checked_add((DAYS * (round % 500) as i64).days()).ok());
    later.map_or_else(|| day.to_owned(), |d| d.to_string())
}
