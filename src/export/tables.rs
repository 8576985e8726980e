//! CSV files: for Gephi, for Neo4j.

use super::graph::{Edge, Node, RelationGraph};
use crate::error::{Error, Result};
use petgraph::graph::EdgeIndex;

/// `nodes.csv` and `edges.csv` with Gephi's headers.
///
/// # Errors
/// If the tables cannot be written.
pub fn gephi(graph: &RelationGraph) -> Result<(String, String)> {
    let mut nodes =
        Table::new(&["Id", "Label", "Type", "Description", "Start", "End", "Standing", "Origins", "Articles", "IRI"])?;
    for node in graph.node_weights() {
        nodes.row(&[
            &id(&node.iri),
            &node.label,
            &node.class_label,
            &node.caption,
            node.from.as_deref().unwrap_or_default(),
            node.to.as_deref().unwrap_or_default(),
            node.standing_text(),
            &node.origins.to_string(),
            &node.articles.to_string(),
            &node.iri,
        ])?;
    }
    let mut edges = Table::new(&[
        "Source", "Target", "Type", "Weight", "Label", "Relation", "Standing", "Speakers", "Articles", "Claims",
        "Start", "End", "Receipt",
    ])?;
    for (from, to, edge) in edges_in_order(graph) {
        edges.row(&[
            &id(&from.iri),
            &id(&to.iri),
            "Directed",
            &edge.weight().to_string(),
            &edge.label,
            &edge.relation,
            edge.standing.as_str(),
            &speakers(edge),
            &edge.articles.to_string(),
            &edge.claims.to_string(),
            edge.from.as_deref().unwrap_or_default(),
            edge.to.as_deref().unwrap_or_default(),
            &id(&edge.receipt),
        ])?;
    }
    Ok((nodes.finish()?, edges.finish()?))
}

/// `neo4j-nodes.csv` and `neo4j-edges.csv` with the headers of Neo4j's import.
///
/// # Errors
/// If the tables cannot be written.
pub fn neo4j(graph: &RelationGraph) -> Result<(String, String)> {
    let mut nodes = Table::new(&[
        "id:ID", "name", "description", "start:date", "end:date", "standing", "origins:int", "articles:int", "iri",
        ":LABEL",
    ])?;
    for node in graph.node_weights() {
        let kind = crate::query::names::local(&node.class);
        let labels = if node.event { format!("Event;{kind}") } else { format!("Entity;{kind}") };
        nodes.row(&[
            &id(&node.iri),
            &node.label,
            &node.caption,
            node.from.as_deref().unwrap_or_default(),
            node.to.as_deref().unwrap_or_default(),
            node.standing_text(),
            &node.origins.to_string(),
            &node.articles.to_string(),
            &node.iri,
            &labels,
        ])?;
    }
    let mut edges = Table::new(&[
        ":START_ID", ":END_ID", ":TYPE", "weight:float", "label", "standing", "speakers", "articles:int", "claims:int",
        "start:date", "end:date", "receipt",
    ])?;
    for (from, to, edge) in edges_in_order(graph) {
        edges.row(&[
            &id(&from.iri),
            &id(&to.iri),
            &constant_case(&edge.relation),
            &edge.weight().to_string(),
            &edge.label,
            edge.standing.as_str(),
            &speakers(edge),
            &edge.articles.to_string(),
            &edge.claims.to_string(),
            edge.from.as_deref().unwrap_or_default(),
            edge.to.as_deref().unwrap_or_default(),
            &id(&edge.receipt),
        ])?;
    }
    Ok((nodes.finish()?, edges.finish()?))
}

/// All edges with their ends, sorted by the ends' IRIs, then the edge.
pub fn edges_in_order(graph: &RelationGraph) -> Vec<(&Node, &Node, &Edge)> {
    let mut out: Vec<(&Node, &Node, &Edge)> = graph
        .edge_indices()
        .filter_map(|e: EdgeIndex| graph.edge_endpoints(e).map(|(a, b)| (&graph[a], &graph[b], &graph[e])))
        .collect();
    out.sort_by(|a, b| (&a.0.iri, &a.1.iri, a.2).cmp(&(&b.0.iri, &b.1.iri, b.2)));
    out
}

/// Short IRI; empty stays empty.
pub fn id(iri: &str) -> String {
    if iri.is_empty() { String::new() } else { crate::query::names::shorten(iri) }
}

/// Who says so, as one cell.
pub fn speakers(edge: &Edge) -> String {
    edge.speakers.iter().cloned().collect::<Vec<_>>().join("; ")
}

/// `affiliateOf` as `AFFILIATE_OF`.
fn constant_case(name: &str) -> String {
    crate::query::names::words(name).replace(' ', "_").to_uppercase()
}

/// A CSV file in memory: comma, quotes where needed, line feed.
pub struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    /// Begins with a header.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(header: &[&str]) -> Result<Self> {
        let mut table = Self { writer: csv::Writer::from_writer(Vec::new()) };
        table.row(header)?;
        Ok(table)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn row(&mut self, cells: &[&str]) -> Result<()> {
        // Line breaks inside cells are legal but trip most importers.
        let flat = cells.iter().map(|c| c.split_whitespace().collect::<Vec<_>>().join(" "));
        self.writer.write_record(flat).map_err(|e| Error::Other(e.to_string()))
    }

    /// The file's text.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<String> {
        let bytes = self.writer.into_inner().map_err(|e| Error::Other(e.to_string()))?;
        String::from_utf8(bytes).map_err(|e| Error::Other(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_flat() {
        let mut table = Table::new(&["a", "b"]).expect("ok");
        table.row(&["x, \"y\"", "line\nbreak"]).expect("ok");
        assert_eq!(table.finish().expect("ok"), "a,b\n\"x, \"\"y\"\"\",line break\n");
        assert_eq!(constant_case("affiliateOf"), "AFFILIATE_OF");
    }
}
