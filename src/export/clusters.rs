//! What was taken for one thing, one event, one story: clusters of mentions, as
//! JSON lines, for scoring and for reading.

use crate::error::{Error, Result};
use crate::ontology::Ontology;
use crate::query::reader::{Reader, text};
use crate::query::{Answer, run};
use oxigraph::store::Store;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

const ENTITIES: &str = "SELECT ?cluster ?article ?begin ?end ?text WHERE {
  ?m a wg:EntityMention ; wg:refersTo ?cluster ; wg:inArticle/wg:articleId ?article ; wg:begin ?begin ; wg:end ?end ; wg:surface ?text }";
const EVENTS: &str = "SELECT DISTINCT ?cluster ?article ?begin ?end ?text WHERE {
  ?m a wg:EventMention ; wg:refersTo ?cluster . ?c wg:subjectMention ?m ; wg:sentence ?s .
  ?s wg:inArticle/wg:articleId ?article ; wg:begin ?begin ; wg:end ?end ; wg:text ?text }";
const CLASSES: &str = "SELECT ?cluster ?class WHERE { ?cluster a wg:Situation, ?class }";
const COPIES: &str = "SELECT ?cluster ?article WHERE { ?a wg:inSourceGroup ?cluster ; wg:articleId ?article }";

/// One cluster: a line of the output.
#[derive(Serialize)]
struct Cluster<'a> {
    cluster: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    mentions: &'a BTreeSet<Mention>,
}

/// Where an article mentions it; for copies the article alone.
#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Mention {
    article: String,
    /// First code point and one past the last, and the words.
    #[serde(flatten)]
    at: Option<Words>,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct Words {
    start: u64,
    end: u64,
    text: String,
}

/// Clusters of entities (mentions: names), events (mentions: the sentences that
/// tell of it) and copies (mentions: articles of one source group, if more than
/// one), sorted by kind and IRI.
///
/// # Errors
/// If the store cannot be read.
pub fn clusters(store: &Store, ontology: &Ontology) -> Result<String> {
    let mut out = String::new();
    let reader = Reader::new(store);
    for (iri, mentions) in grouped(store, ENTITIES)? {
        let class = Some(reader.class_label(&iri)?.replace(' ', "_"));
        line(&mut out, &Cluster { cluster: &iri, kind: "entity", class, mentions: &mentions })?;
    }
    let mut classes: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(store, CLASSES)? {
        if let [iri, class] = row.as_slice()
            && let Some(class) = ontology.vocab.classes.iter().find(|c| c.iri == *class)
        {
            classes.insert(iri.clone(), class.wire.to_string());
        }
    }
    for (iri, mentions) in grouped(store, EVENTS)? {
        line(
            &mut out,
            &Cluster { cluster: &iri, kind: "event", class: classes.get(&iri).cloned(), mentions: &mentions },
        )?;
    }
    for (iri, mentions) in grouped(store, COPIES)?.into_iter().filter(|c| c.1.len() > 1) {
        line(&mut out, &Cluster { cluster: &iri, kind: "copies", class: None, mentions: &mentions })?;
    }
    Ok(out)
}

fn line(out: &mut String, cluster: &Cluster<'_>) -> Result<()> {
    out.push_str(&serde_json::to_string(cluster).map_err(|e| Error::Other(e.to_string()))?);
    out.push('\n');
    Ok(())
}

fn rows(store: &Store, sparql: &str) -> Result<Vec<Vec<String>>> {
    let Answer::Rows { rows, .. } = run(store, sparql, &[])? else { return Ok(Vec::new()) };
    let cells = |row: Vec<Option<oxigraph::model::Term>>| row.iter().flatten().map(text).collect();
    Ok(rows.into_iter().map(cells).collect())
}

fn grouped(store: &Store, sparql: &str) -> Result<BTreeMap<String, BTreeSet<Mention>>> {
    let mut out: BTreeMap<String, BTreeSet<Mention>> = BTreeMap::new();
    for row in rows(store, sparql)? {
        let [cluster, article, place @ ..] = row.as_slice() else { continue };
        let at = match place {
            [start, end, words] => match (start.parse(), end.parse()) {
                (Ok(start), Ok(end)) => Some(Words { start, end, text: words.clone() }),
                _ => continue,
            },
            _ => None,
        };
        out.entry(cluster.clone()).or_default().insert(Mention { article: article.clone(), at });
    }
    Ok(out)
}
