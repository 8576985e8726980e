//! What rests on whom: independent origins and the facts that hang on each.

use super::names;
use super::reader::{Reader, text, wg};
use super::run::Answer;
use super::sayings::{Saying, cell, joined, node, number, sayings};
use crate::error::Result;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// Which propositions are facts.
pub const ACCEPTED: &str = "?proposition wg:acceptance wgc:accepted .";
/// What [`origins`] and [`alone`] read besides.
pub const SOURCE_READS: &str = "SELECT * { ?a wg:outlet ?o . ?a wg:inSourceGroup ?g }";

/// Claims that speak for a fact, by fact and origin.
type Supports<'s> = BTreeMap<&'s str, BTreeMap<&'s str, Vec<&'s Saying>>>;

fn supports(all: &[Saying]) -> Supports<'_> {
    let mut out = Supports::new();
    for said in all.iter().filter(|s| !s.negative) {
        out.entry(&said.proposition).or_default().entry(&said.origin).or_default().push(said);
    }
    out
}

/// One row for each independent origin: who it is, how many facts it supports,
/// how many of them nobody else supports. Origins of most facts of their own
/// come first.
///
/// # Errors
/// If the store cannot be read.
pub fn origins(store: &Store, about: Option<&str>) -> Result<Answer> {
    let all = sayings(store, ACCEPTED, about)?;
    let reader = Reader::new(store);
    let mut by_origin: BTreeMap<&str, (u64, u64, BTreeSet<&str>, BTreeSet<_>)> = BTreeMap::new();
    for by in supports(&all).values() {
        for (origin, claims) in by {
            let entry = by_origin.entry(origin).or_default();
            entry.0 += 1;
            entry.1 += u64::from(by.len() == 1);
            entry.2.extend(claims.iter().flat_map(|s| s.ids.iter().map(String::as_str)));
            entry.3.extend(claims.iter().map(|s| s.article.as_str()));
        }
    }
    let mut list: Vec<_> = by_origin.into_iter().collect();
    list.sort_by(|(a, x), (b, y)| (y.1, y.0, a).cmp(&(x.1, x.0, b)));
    let mut rows = Vec::new();
    for (origin, (facts, alone, ids, articles)) in list {
        let mut outlets = Vec::new();
        for article in articles {
            outlets.extend(reader.objects(article, &wg("outlet"))?.iter().map(text));
        }
        rows.push(vec![
            cell(&name(&reader, origin)?),
            cell(kind(origin)),
            number(facts),
            number(alone),
            cell(&joined(outlets.into_iter())),
            cell(&joined(ids.into_iter().map(str::to_owned))),
            node(origin),
        ]);
    }
    let columns = ["origin", "kind", "facts", "alone", "outlets", "articles", "node"];
    Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
}

/// Facts that rest on one origin.
///
/// # Errors
/// If the store cannot be read.
pub fn alone(store: &Store, about: Option<&str>) -> Result<Answer> {
    let all = sayings(store, ACCEPTED, about)?;
    let reader = Reader::new(store);
    let mut rows = Vec::new();
    for by in supports(&all).values() {
        let (Some((origin, claims)), 1) = (by.iter().next(), by.len()) else { continue };
        let fact = claims[0];
        rows.push(vec![
            cell(&reader.label(&fact.subject)?),
            cell(names::local(&fact.property)),
            cell(&reader.value(&fact.object)?),
            cell(&name(&reader, origin)?),
            cell(&joined(claims.iter().flat_map(|s| s.ids.clone()))),
            node(&fact.subject),
        ]);
    }
    rows.sort_by_cached_key(|r| r.iter().map(|t| t.as_ref().map(text)).collect::<Vec<_>>());
    let columns = ["subject", "property", "value", "origin", "articles", "node"];
    Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
}

/// What to call an origin: a speaker by name, a group of copies by its articles.
fn name(reader: &Reader<'_>, origin: &str) -> Result<String> {
    match kind(origin) {
        "articles" => {
            let mut ids = Vec::new();
            for article in reader.pointing_at(&wg("inSourceGroup"), origin)? {
                ids.extend(reader.objects(&article, &wg("articleId"))?.iter().map(text));
            }
            Ok(joined(ids.into_iter()))
        }
        _ => reader.label(origin),
    }
}

fn kind(origin: &str) -> &'static str {
    if origin.contains("/source-group/") {
        "articles"
    } else if origin.contains("/note/") {
        "note"
    } else {
        "speaker"
    }
}
