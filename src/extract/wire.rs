//! Facts as JSON lines: the format of `wiregraph extract`.

use super::types::{ArticleFacts, Fact, Filler, Value};
use crate::mention::Mention;
use crate::ontology::vocab::ValueKind;
use crate::ontology::{FactClass, Ontology};
use crate::text::{CodePoints, Document};
use serde_json::{Map, Value as Json, json};

/// Mention class of people described.
const PEOPLE: &str = "persons";

/// One JSON object per fact, roles in the ontology's order. Offsets are code
/// points into the article's text.
pub fn wire(doc: &Document, facts: &ArticleFacts, ontology: &Ontology) -> Vec<Json> {
    let points = CodePoints::new(&doc.text);
    let mut count = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for fact in &facts.facts {
        let Some(class) = ontology.vocab.class(fact.class) else { continue };
        let n = count.entry(fact.class).and_modify(|n| *n += 1).or_insert(1);
        out.push(object(doc, facts, fact, class, *n, &points));
    }
    out
}

fn object(doc: &Document, facts: &ArticleFacts, fact: &Fact, class: &FactClass, n: u32, points: &CodePoints) -> Json {
    let mut map = Map::new();
    map.insert("article".into(), json!(doc.id));
    map.insert("type".into(), json!(class.wire));
    map.insert("id".into(), json!(format!("{}.{n}", class.wire)));
    for role in &class.roles {
        let values: Vec<Json> = fact
            .fillers
            .iter()
            .filter(|f| f.role == role.wire)
            .map(|f| match &f.value {
                Value::Text(text) if role.value == ValueKind::Name && tells_people(facts, f) => {
                    json!({"name": text, "kind": PEOPLE})
                }
                _ => value(facts, &f.value, role.value == ValueKind::Name || people(facts, &f.value)),
            })
            .collect();
        if values.is_empty() {
            continue;
        }
        let entry = if role.many { Json::Array(values) } else { values.into_iter().next().unwrap_or(Json::Null) };
        map.insert(role.wire.to_string(), entry);
    }
    map.insert("modality".into(), json!(fact.modality.as_str()));
    if let Some(source) = &fact.source {
        map.insert("source".into(), value(facts, source, true));
    }
    map.insert(
        "salience".into(),
        json!(match fact.salience {
            super::Salience::Main => "main",
            super::Salience::Minor => "minor",
        }),
    );
    map.insert("confidence".into(), json!((f64::from(fact.confidence) * 100.0).round() / 100.0));
    let rules: Vec<&str> = fact.rules.iter().map(|r| r.as_str()).collect();
    map.insert("rule".into(), json!(rules.join(" ")));
    let evidence: Vec<Json> = fact
        .evidence
        .iter()
        .map(|s| {
            let (start, end) = points.span(*s);
            json!({"start": start, "end": end})
        })
        .collect();
    map.insert("evidence".into(), Json::Array(evidence));
    Json::Object(map)
}

/// "a group of armed men", "members of the army": people told at length stay people.
fn tells_people(facts: &ArticleFacts, filler: &Filler) -> bool {
    let inside = |m: &Mention| filler.span.is_some_and(|s| s.contains(m.span));
    facts.mentions.iter().any(|m| m.class.as_str() == PEOPLE && inside(m))
}

/// People in a role for phrases stay told from things by their kind.
fn people(facts: &ArticleFacts, value: &Value) -> bool {
    let Value::Entity(id) = value else { return false };
    facts.entities.get(*id as usize).is_some_and(|e| matches!(e.class.as_str(), "person" | "persons"))
}

fn value(facts: &ArticleFacts, value: &Value, full: bool) -> Json {
    match value {
        Value::Entity(id) => match facts.entities.get(*id as usize) {
            Some(entity) if full => {
                let mut map = Map::new();
                map.insert("name".into(), json!(entity.name));
                if !entity.aliases.is_empty() {
                    map.insert("aliases".into(), json!(entity.aliases));
                }
                map.insert("kind".into(), json!(entity.class));
                Json::Object(map)
            }
            Some(entity) => json!(entity.name),
            None => Json::Null,
        },
        Value::Text(text) => json!(text),
        Value::Code(code) => json!(code),
        Value::Date(date, _) => json!(date),
        Value::Number(n) => match n.max {
            Some(max) if max == n.min => json!(n.min),
            max => json!({"min": n.min, "max": max}),
        },
    }
}
