//! Turning nodes into edges: a designation becomes an edge from authority to
//! target, a post one from its holder to its organization.

use super::build::Draft;
use super::graph::{Detail, Edge, Node, Standing};
use super::template::fill;
use super::view::{ClassView, Draw, View};
use crate::error::Result;
use crate::query::names;
use std::collections::BTreeMap;

/// Reads a value of a node by the local name of the property.
pub type Value<'a> = &'a dyn Fn(&str, &str) -> Result<Option<String>>;

/// Folds all classes that the view draws as edges, in their order.
///
/// # Errors
/// If a value cannot be read.
pub fn fold(
    nodes: &mut BTreeMap<String, Node>,
    drafts: &mut Vec<Draft>,
    view: &View,
    detail: Detail,
    value: Value<'_>,
) -> Result<()> {
    let mut classes: Vec<&ClassView> = view
        .classes()
        .filter(|c| c.draw == Draw::Edge || (c.draw == Draw::EdgeWhenCompact && detail == Detail::Compact))
        .collect();
    classes.sort_by(|a, b| (a.order, &a.iri).cmp(&(b.order, &b.iri)));
    for class in classes {
        let members: Vec<String> = nodes.values().filter(|n| n.class == class.iri).map(|n| n.iri.clone()).collect();
        for member in members {
            fold_one(&member, class, nodes, drafts, value)?;
        }
    }
    drafts.sort();
    Ok(())
}

fn fold_one(
    member: &str,
    class: &ClassView,
    nodes: &mut BTreeMap<String, Node>,
    drafts: &mut Vec<Draft>,
    value: Value<'_>,
) -> Result<()> {
    let Some(node) = nodes.get(member).cloned() else { return Ok(()) };
    let ins: Vec<(String, Draft)> = if class.edge_from.is_empty() {
        drafts.iter().filter(|d| d.object == member).map(|d| (d.subject.clone(), d.clone())).collect()
    } else {
        leading(drafts, member, &class.edge_from)
    };
    let outs = leading(drafts, member, &class.edge_to);
    let mut new = Vec::new();
    for (from, first) in &ins {
        for (to, second) in &outs {
            if from != to {
                new.push(Draft {
                    subject: from.clone(),
                    property: class.iri.clone(),
                    object: to.clone(),
                    backward: false,
                    edge: joined(&node, class, first, second, value)?,
                });
            }
        }
    }
    if new.is_empty() && class.alone {
        return Ok(());
    }
    drafts.retain(|d| d.subject != member && d.object != member);
    nodes.remove(member);
    drafts.extend(new);
    Ok(())
}

fn leading(drafts: &[Draft], member: &str, properties: &[String]) -> Vec<(String, Draft)> {
    drafts
        .iter()
        .filter(|d| d.subject == member && properties.contains(&d.property))
        .map(|d| (d.object.clone(), d.clone()))
        .collect()
}

fn joined(node: &Node, class: &ClassView, first: &Draft, second: &Draft, value: Value<'_>) -> Result<Edge> {
    let failed = std::cell::RefCell::new(None);
    let label = fill(&class.edge_label, &|name| match name {
        "label" => Some(node.label.clone()),
        "in" => Some(first.edge.label.clone()),
        "to" => Some(second.edge.label.clone()),
        name => value(&node.iri, name).unwrap_or_else(|e| {
            failed.replace(Some(e));
            None
        }),
    });
    if let Some(error) = failed.into_inner() {
        return Err(error);
    }
    let both = [&first.edge, &second.edge];
    let counted = |get: fn(&Edge) -> u64| both.iter().map(|e| get(e)).filter(|n| *n > 0).min().unwrap_or(0);
    let standing = both.iter().map(|e| e.standing).fold(node.standing, Standing::max);
    let receipt =
        if node.event || first.edge.receipt.is_empty() { node.iri.clone() } else { first.edge.receipt.clone() };
    Ok(Edge {
        label,
        relation: names::local(&class.iri).to_owned(),
        standing,
        origins: counted(|e| e.origins),
        articles: counted(|e| e.articles),
        claims: counted(|e| e.claims),
        speakers: both.iter().flat_map(|e| e.speakers.iter().cloned()).collect(),
        from: node.from.clone().or_else(|| first.edge.from.clone()),
        to: node.to.clone().or_else(|| first.edge.to.clone()),
        receipt,
        framing: second.edge.framing,
    })
}
