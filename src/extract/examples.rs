//! The `[[example]]`s of rule files, run as tests and by `wiregraph check`.

use super::{ArticleFacts, Fact, Value, read};
use crate::ontology::Ontology;
use crate::ontology::rule::Example;
use crate::text::{Document, Sym};
use std::collections::BTreeMap;

/// Runs one example of a class; the error says what was expected and found.
///
/// # Errors
/// If the facts found are not those expected.
pub fn run(ontology: &Ontology, class: Sym, example: &Example) -> Result<(), String> {
    let mut doc = Document::plain("example", &example.text);
    doc.meta.published.clone_from(&example.published);
    let found = read(&doc, ontology);
    let facts: Vec<&Fact> = found.facts.iter().filter(|f| f.class == class).collect();
    let fail = |what: &str| {
        let shown: Vec<String> = facts.iter().map(|f| format!("    {}", show(&found, f))).collect();
        let shown = if shown.is_empty() { "    nothing".to_owned() } else { shown.join("\n") };
        format!("{}:{}: {what}\n  text: {}\n  found:\n{shown}", example.file, example.line, example.text)
    };
    if facts.len() != example.facts.len() {
        return Err(fail(&format!("{} facts expected, {} found", example.facts.len(), facts.len())));
    }
    let mut left = facts.clone();
    for wanted in &example.facts {
        match left.iter().position(|f| agrees(&found, f, wanted)) {
            Some(i) => drop(left.remove(i)),
            None => return Err(fail(&format!("no fact is {}", expected(wanted)))),
        }
    }
    Ok(())
}

fn expected(wanted: &BTreeMap<String, toml::Value>) -> String {
    wanted.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(" ")
}

fn agrees(found: &ArticleFacts, fact: &Fact, wanted: &BTreeMap<String, toml::Value>) -> bool {
    wanted.iter().all(|(role, value)| match role.as_str() {
        "modality" => value.as_str() == Some(fact.modality.as_str()),
        "source" => fact.source.as_ref().is_some_and(|s| names(found, s).contains(&plain(value))),
        role => {
            let have: Vec<Vec<String>> =
                fact.fillers.iter().filter(|f| f.role.as_str() == role).map(|f| names(found, &f.value)).collect();
            let want: Vec<String> = match value.as_array() {
                Some(list) => list.iter().map(plain).collect(),
                None => vec![plain(value)],
            };
            // An empty list says: this role must stay empty.
            have.len() == want.len() && want.iter().all(|w| have.iter().any(|h| h.contains(w)))
        }
    })
}

fn plain(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// All ways an example may write a value.
fn names(found: &ArticleFacts, value: &Value) -> Vec<String> {
    match value {
        Value::Entity(e) => found
            .entities
            .get(*e as usize)
            .map_or_else(Vec::new, |e| std::iter::once(e.name.clone()).chain(e.aliases.iter().cloned()).collect()),
        Value::Text(t) => vec![t.clone()],
        Value::Code(c) => vec![c.to_string()],
        Value::Date(d, _) => vec![d.clone()],
        Value::Number(n) => match n.max {
            Some(max) if max == n.min => vec![n.min.to_string()],
            Some(max) => vec![format!("{}..{max}", n.min)],
            None => vec![format!("{}..", n.min)],
        },
    }
}

/// A fact on one line, for messages.
pub fn show(found: &ArticleFacts, fact: &Fact) -> String {
    let mut out = format!("{} [{}]", fact.class, fact.modality.as_str());
    for filler in &fact.fillers {
        let name = names(found, &filler.value).into_iter().next().unwrap_or_default();
        out.push_str(&format!(" {}={name:?}", filler.role));
    }
    let rules: Vec<&str> = fact.rules.iter().map(|r| r.as_str()).collect();
    format!("{out} ({})", rules.join(" "))
}
