//! GraphML with typed attributes, for Gephi, Cytoscape, yEd, networkx.

use super::graph::RelationGraph;
use super::tables::{edges_in_order, id, speakers};
use super::view::View;
use crate::error::{Error, Result};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::Write;

/// (name, for node or edge, type) of every attribute; the key is `n_` or `e_` and the name.
const KEYS: &[(&str, &str, &str)] = &[
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("description", "node", "string"),
    ("iri", "node", "string"),
    ("event", "node", "boolean"),
    ("start", "node", "string"),
    ("end", "node", "string"),
    ("standing", "node", "string"),
    ("origins", "node", "long"),
    ("articles", "node", "long"),
    ("colour", "node", "string"),
    ("label", "edge", "string"),
    ("relation", "edge", "string"),
    ("weight", "edge", "double"),
    ("standing", "edge", "string"),
    ("speakers", "edge", "string"),
    ("articles", "edge", "long"),
    ("claims", "edge", "long"),
    ("start", "edge", "string"),
    ("end", "edge", "string"),
    ("receipt", "edge", "string"),
];

/// Writes the graph as GraphML.
///
/// # Errors
/// If the XML cannot be written.
pub fn graphml(graph: &RelationGraph, view: &View) -> Result<String> {
    let mut out = Vec::new();
    let mut xml = Writer::new_with_indent(&mut out, b' ', 1);
    write(&mut xml, graph, view).map_err(|e| Error::Other(format!("GraphML: {e}")))?;
    out.push(b'\n');
    String::from_utf8(out).map_err(|e| Error::Other(e.to_string()))
}

fn write<W: Write>(xml: &mut Writer<W>, graph: &RelationGraph, view: &View) -> std::io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("graphml");
    root.push_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    xml.write_event(Event::Start(root))?;
    for (name, of, kind) in KEYS {
        let mut key = BytesStart::new("key");
        key.push_attribute(("id", format!("{}_{name}", &of[..1]).as_str()));
        key.push_attribute(("for", *of));
        key.push_attribute(("attr.name", *name));
        key.push_attribute(("attr.type", *kind));
        xml.write_event(Event::Empty(key))?;
    }
    let mut body = BytesStart::new("graph");
    body.push_attribute(("id", "wiregraph"));
    body.push_attribute(("edgedefault", "directed"));
    xml.write_event(Event::Start(body))?;
    for node in graph.node_weights() {
        let mut start = BytesStart::new("node");
        start.push_attribute(("id", id(&node.iri).as_str()));
        xml.write_event(Event::Start(start))?;
        let colour = view.class(&node.class).map_or("", |c| c.colour.as_str());
        let origins = node.origins.to_string();
        let articles = node.articles.to_string();
        for (key, value) in [
            ("n_label", node.label.as_str()),
            ("n_type", &node.class_label),
            ("n_description", &node.caption),
            ("n_iri", &node.iri),
            ("n_event", if node.event { "true" } else { "false" }),
            ("n_start", node.from.as_deref().unwrap_or_default()),
            ("n_end", node.to.as_deref().unwrap_or_default()),
            ("n_standing", node.standing_text()),
            ("n_origins", &origins),
            ("n_articles", &articles),
            ("n_colour", colour),
        ] {
            data(xml, key, value)?;
        }
        xml.write_event(Event::End(BytesEnd::new("node")))?;
    }
    for (number, (from, to, edge)) in edges_in_order(graph).into_iter().enumerate() {
        let mut start = BytesStart::new("edge");
        start.push_attribute(("id", format!("e{number}").as_str()));
        start.push_attribute(("source", id(&from.iri).as_str()));
        start.push_attribute(("target", id(&to.iri).as_str()));
        xml.write_event(Event::Start(start))?;
        for (key, value) in [
            ("e_label", edge.label.clone()),
            ("e_relation", edge.relation.clone()),
            ("e_weight", edge.weight().to_string()),
            ("e_standing", edge.standing.as_str().to_owned()),
            ("e_speakers", speakers(edge)),
            ("e_articles", edge.articles.to_string()),
            ("e_claims", edge.claims.to_string()),
            ("e_start", edge.from.clone().unwrap_or_default()),
            ("e_end", edge.to.clone().unwrap_or_default()),
            ("e_receipt", id(&edge.receipt)),
        ] {
            data(xml, key, &value)?;
        }
        xml.write_event(Event::End(BytesEnd::new("edge")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("graph")))?;
    xml.write_event(Event::End(BytesEnd::new("graphml")))
}

fn data<W: Write>(xml: &mut Writer<W>, key: &str, value: &str) -> std::io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let mut start = BytesStart::new("data");
    start.push_attribute(("key", key));
    xml.write_event(Event::Start(start))?;
    // XML 1.0 has no control characters, not even escaped.
    let clean: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    xml.write_event(Event::Text(BytesText::new(&clean)))?;
    xml.write_event(Event::End(BytesEnd::new("data")))
}
