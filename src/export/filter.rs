//! Cutting the graph down: by type, time, neighbourhood, corroboration.

use super::graph::{ExportOptions, RelationGraph};
use super::view::View;
use crate::error::{Error, Result};
use crate::query::{self, Found, names};
use oxigraph::store::Store;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, VecDeque};

/// Keeps what the options ask for.
///
/// # Errors
/// If a type, day or name is not known.
pub fn filter(graph: RelationGraph, store: &Store, view: &View, options: &ExportOptions) -> Result<RelationGraph> {
    let mut graph = graph;
    let from = options.from.as_deref().map(|d| day(d, false)).transpose()?;
    let to = options.to.as_deref().map(|d| day(d, true)).transpose()?;
    let centre = options.around.as_deref().map(|name| centre(store, name)).transpose()?;
    if options.min_origins > 0 {
        graph.retain_edges(|g, e| g[e].origins >= options.min_origins);
    }
    if from.is_some() || to.is_some() {
        graph = in_time(graph, from.as_deref(), to.as_deref());
    }
    if !options.types.is_empty() {
        for wanted in &options.types {
            if !view.classes().any(|c| view.is_a(&c.iri, wanted)) {
                return Err(Error::Query(format!("no class is called {wanted:?}; classes: {}", class_names(view))));
            }
        }
        let keep_always = centre.clone();
        graph = retain(graph, |n| {
            options.types.iter().any(|t| view.is_a(&n.class, t)) || Some(&n.iri) == keep_always.as_ref()
        });
    }
    if let Some(centre) = centre {
        graph = around(graph, view, &centre, options.hops.unwrap_or(2))?;
    } else if !options.isolated {
        let connected: BTreeSet<String> = graph
            .node_indices()
            .filter(|i| graph.neighbors_undirected(*i).next().is_some())
            .map(|i| graph[i].iri.clone())
            .collect();
        graph = retain(graph, |n| connected.contains(&n.iri));
    }
    Ok(graph)
}

fn retain(graph: RelationGraph, keep: impl Fn(&super::graph::Node) -> bool) -> RelationGraph {
    graph.filter_map(|_, n| keep(n).then(|| n.clone()), |_, e| Some(e.clone()))
}

fn class_names(view: &View) -> String {
    let mut names: Vec<&str> =
        view.classes().filter(|c| c.draw != super::view::Draw::Not).map(|c| c.label.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

fn day(text: &str, last: bool) -> Result<String> {
    query::day(text, last)
        .ok_or_else(|| Error::Query(format!("{text:?} is no date; write 2025-08-11, 2025-08 or 2025")))
}

fn centre(store: &Store, name: &str) -> Result<String> {
    if let Some(iri) = names::expand(name)? {
        return Ok(iri.into_string());
    }
    match query::one(store, name)? {
        Found::One(hit) => Ok(hit.iri),
        Found::Nothing => Err(Error::Query(format!("nothing in the graph is called {name:?}"))),
        Found::Several(hits) => {
            let list: Vec<String> =
                hits.iter().take(8).map(|h| format!("  {}  {}", names::shorten(&h.iri), h.label)).collect();
            Err(Error::Query(format!("{name:?} fits several things; give one of these IRIs:\n{}", list.join("\n"))))
        }
    }
}

/// Events and dated edges of the period, what they join, and the undated
/// relations among that.
fn in_time(graph: RelationGraph, from: Option<&str>, to: Option<&str>) -> RelationGraph {
    let inside = |first: &Option<String>, last: &Option<String>| {
        let starts = first.as_deref().or(last.as_deref());
        let ends = last.as_deref().or(starts);
        match (starts, ends) {
            (Some(starts), Some(ends)) => to.is_none_or(|to| starts <= to) && from.is_none_or(|from| ends >= from),
            _ => false,
        }
    };
    let mut kept: BTreeSet<NodeIndex> = BTreeSet::new();
    for index in graph.node_indices() {
        let node = &graph[index];
        if node.event && inside(&node.from, &node.to) {
            kept.insert(index);
            kept.extend(graph.neighbors_undirected(index).filter(|n| !graph[*n].event));
        }
    }
    for edge in graph.edge_indices() {
        if inside(&graph[edge].from, &graph[edge].to)
            && let Some((a, b)) = graph.edge_endpoints(edge)
        {
            kept.extend([a, b].into_iter().filter(|n| !graph[*n].event));
        }
    }
    graph.filter_map(
        |i, n| kept.contains(&i).then(|| n.clone()),
        |_, e| (e.from.is_none() || inside(&e.from, &e.to)).then(|| e.clone()),
    )
}

/// What can be reached in so many edges; a general node (a country) is reached
/// but not passed through, because it joins what has nothing to do with each other.
fn around(graph: RelationGraph, view: &View, centre: &str, hops: usize) -> Result<RelationGraph> {
    let Some(start) = graph.node_indices().find(|i| graph[*i].iri == centre) else {
        return Err(Error::Query(format!(
            "{} is not in the exported graph; try --detail full, fewer filters, or another name",
            names::shorten(centre)
        )));
    };
    let mut reached = BTreeSet::from([start]);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((at, distance)) = queue.pop_front() {
        let general = at != start && view.class(&graph[at].class).is_some_and(|c| c.general);
        if distance == hops || general {
            continue;
        }
        for next in graph.neighbors_undirected(at) {
            if reached.insert(next) {
                queue.push_back((next, distance + 1));
            }
        }
    }
    Ok(graph.filter_map(|i, n| reached.contains(&i).then(|| n.clone()), |_, e| Some(e.clone())))
}
