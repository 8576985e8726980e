//! A table of events: one row each, one column a role.

use super::graph::ExportOptions;
use super::tables::{Table, id};
use super::view::View;
use crate::error::{Error, Result};
use crate::ontology::Ontology;
use crate::query::reader::{Reader, code, text, wg};
use crate::query::{self, names};
use oxigraph::model::NamedNode;
use oxigraph::model::vocab::rdf;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

const FIRST: &[&str] = &["Id", "Type", "Label", "Standing", "Start", "End", "Origins", "Articles"];
const LAST: &[&str] = &["Reported", "Sources", "Sentence"];

/// One fact of a class with roles.
struct Row {
    iri: String,
    class: String,
    label: String,
    standing: String,
    start: String,
    end: String,
    origins: u64,
    articles: u64,
    values: BTreeMap<String, String>,
    reported: String,
    sources: String,
    sentence: String,
}

/// Writes `facts.csv`: every event and situation with its accepted values by
/// role, what is only reported in a column of its own, its articles and the
/// first sentence that states it.
///
/// # Errors
/// If the store cannot be read or an option names nothing known.
pub fn facts(store: &Store, ontology: &Ontology, view: &View, options: &ExportOptions) -> Result<String> {
    let reader = Reader::new(store);
    let from = options.from.as_deref().map(|d| day(d, false)).transpose()?;
    let to = options.to.as_deref().map(|d| day(d, true)).transpose()?;
    let columns = columns(ontology, view);
    let mut rows = Vec::new();
    for class in view.classes().filter(|c| is_situation(view, &c.iri)) {
        if !options.types.is_empty() && !options.types.iter().any(|t| view.is_a(&class.iri, t)) {
            continue;
        }
        for iri in reader.pointing_at(&rdf::TYPE.into_owned(), &class.iri)? {
            let row = row(&reader, iri, &class.label, &columns)?;
            let early = from.as_ref().is_some_and(|from| row.end.is_empty() || row.end < *from);
            let late = to.as_ref().is_some_and(|to| row.start.is_empty() || row.start > *to);
            if !early && !late && row.origins >= options.min_origins {
                rows.push(row);
            }
        }
    }
    rows.sort_by(|a, b| {
        let date = |r: &Row| if r.start.is_empty() { "9999".to_owned() } else { r.start.clone() };
        (date(a), &a.end, &a.class, &a.label, &a.iri).cmp(&(date(b), &b.end, &b.class, &b.label, &b.iri))
    });
    rows.dedup_by(|a, b| a.iri == b.iri);
    write(&rows, &columns)
}

/// A column for each property that carries a role: those that several classes
/// share first, then in ontology order.
fn columns(ontology: &Ontology, view: &View) -> Vec<String> {
    let mut columns: Vec<(usize, String)> = Vec::new();
    for class in ontology.vocab.classes.iter().filter(|c| is_situation(view, &c.iri)) {
        for role in &class.roles {
            match columns.iter_mut().find(|c| c.1 == role.property) {
                Some(column) => column.0 += 1,
                None => columns.push((0, role.property.clone())),
            }
        }
    }
    columns.sort_by_key(|c| c.0 == 0);
    columns.into_iter().map(|c| c.1).collect()
}

fn is_situation(view: &View, class: &str) -> bool {
    view.is_a(class, "Situation")
}

fn day(text: &str, last: bool) -> Result<String> {
    query::day(text, last)
        .ok_or_else(|| Error::Query(format!("{text:?} is no date; write 2025-08-11, 2025-08 or 2025")))
}

fn row(reader: &Reader<'_>, iri: String, class: &str, columns: &[String]) -> Result<Row> {
    let one = |p: &str| Ok::<_, Error>(reader.object(&iri, &wg(p))?.map(|t| text(&t)).unwrap_or_default());
    let mut values = BTreeMap::new();
    for column in columns {
        let mut cell = BTreeSet::new();
        for term in reader.objects(&iri, &NamedNode::new_unchecked(column))? {
            cell.insert(reader.value(&term)?);
        }
        values.insert(column.clone(), cell.into_iter().collect::<Vec<_>>().join("; "));
    }
    let mut row = Row {
        label: reader.label(&iri)?,
        class: class.to_owned(),
        standing: reader.object(&iri, &wg("existence"))?.map(|t| code(&t)).unwrap_or_default(),
        start: one("earliest")?,
        end: one("latest")?,
        origins: 0,
        articles: 0,
        values,
        reported: String::new(),
        sources: String::new(),
        sentence: String::new(),
        iri,
    };
    evidence(reader, &mut row)?;
    Ok(row)
}

/// Fills in what comes from propositions and claims.
fn evidence(reader: &Reader<'_>, row: &mut Row) -> Result<()> {
    let mut reported = BTreeSet::new();
    let mut articles: BTreeSet<String> = BTreeSet::new();
    let mut sentences: BTreeSet<(bool, String, u64, String)> = BTreeSet::new();
    for proposition in reader.pointing_at(&rdf::SUBJECT.into_owned(), &row.iri)? {
        let property = reader.object(&proposition, &rdf::PREDICATE.into_owned())?.map(|t| text(&t)).unwrap_or_default();
        let existence = property == rdf::TYPE.as_str();
        if existence {
            row.origins = reader.number(&proposition, &wg("originCount"))?.unwrap_or(0);
            row.articles = reader.number(&proposition, &wg("articleCount"))?.unwrap_or(0);
        }
        let acceptance = reader.object(&proposition, &wg("acceptance"))?.map(|t| code(&t)).unwrap_or_default();
        let value = match reader.object(&proposition, &rdf::OBJECT.into_owned())? {
            Some(term) => reader.value(&term)?,
            None => String::new(),
        };
        for claim in reader.pointing_at(&wg("states"), &proposition)? {
            let modality = reader.object(&claim, &wg("modality"))?.map(|t| code(&t)).unwrap_or_default();
            if !existence && acceptance != "accepted" && acceptance != "subsumed" {
                let speaker = match reader.object(&claim, &wg("speaker"))? {
                    Some(speaker) => Some(reader.value(&speaker)?),
                    None => reader.first_text(&claim, &[wg("speakerText")])?,
                };
                let by = speaker.map_or(String::new(), |s| format!(" by {s}"));
                reported.insert(format!("{}: {value} ({modality}{by})", names::words(names::local(&property))));
            }
            if let Some(article) = reader.object(&claim, &wg("article"))?.map(|t| text(&t)) {
                for sentence in reader.objects(&claim, &wg("sentence"))? {
                    let sentence = text(&sentence);
                    if let Some(words) = reader.object(&sentence, &wg("text"))? {
                        let begin = reader.number(&sentence, &wg("begin"))?.unwrap_or(0);
                        let published = reader.first_text(&article, &[wg("publishedOn")])?.unwrap_or_default();
                        sentences.insert((!existence, format!("{published} {article}"), begin, text(&words)));
                    }
                }
                articles.insert(article);
            }
        }
    }
    let mut sources = BTreeSet::new();
    for article in &articles {
        sources.insert(reader.first_text(article, &[wg("articleId")])?.unwrap_or_else(|| id(article)));
    }
    row.reported = reported.into_iter().collect::<Vec<_>>().join("; ");
    row.sources = sources.into_iter().collect::<Vec<_>>().join("; ");
    row.sentence = sentences.into_iter().next().map(|s| s.3).unwrap_or_default();
    row.articles = row.articles.max(if row.articles == 0 { articles.len() as u64 } else { 0 });
    Ok(())
}

fn write(rows: &[Row], columns: &[String]) -> Result<String> {
    let used: Vec<&String> =
        columns.iter().filter(|c| rows.iter().any(|r| r.values.get(*c).is_some_and(|v| !v.is_empty()))).collect();
    let titles: Vec<String> = used.iter().map(|c| capital(&names::words(names::local(c)))).collect();
    let header: Vec<&str> =
        FIRST.iter().copied().chain(titles.iter().map(String::as_str)).chain(LAST.iter().copied()).collect();
    let mut table = Table::new(&header)?;
    for row in rows {
        let origins = row.origins.to_string();
        let articles = row.articles.to_string();
        let short = id(&row.iri);
        let mut cells =
            vec![short.as_str(), &row.class, &row.label, &row.standing, &row.start, &row.end, &origins, &articles];
        cells.extend(used.iter().map(|c| row.values.get(*c).map_or("", String::as_str)));
        cells.extend([row.reported.as_str(), &row.sources, &row.sentence]);
        table.row(&cells)?;
    }
    table.finish()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
