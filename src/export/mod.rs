//! The graph for other tools.
//!
//! Takes a store, the ontology's table of how things are drawn, filters. Gives
//! a relationship graph as DOT, SVG, CSV, GraphML, and a table of events.
//! Never decides what is true, and names no class of the domain. Tested by unit
//! tests here and `tests/export.rs`.

mod build;
mod clusters;
mod dot;
mod facts;
mod filter;
mod fold;
mod graph;
mod graphml;
mod islands;
mod picture;
mod tables;
mod template;
mod view;

pub use clusters::clusters;
pub use dot::dot;
pub use facts::facts;
pub use graph::{Detail, Edge, ExportOptions, Node, RelationGraph, Standing};
pub use graphml::graphml;
pub use picture::{Picture, draw, draw_with};
pub use tables::{gephi, neo4j};
pub use view::{ClassView, Draw, PropertyView, View};

use crate::error::{Error, Result};
use crate::ontology::Ontology;
use oxigraph::store::Store;

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// `graph.dot`.
    Dot,
    /// `graph.svg`, drawn by Graphviz.
    Svg,
    /// `graph.png`, drawn by Graphviz.
    Png,
    /// `graph.pdf`, drawn by Graphviz.
    Pdf,
    /// `nodes.csv`, `edges.csv` for Gephi and spreadsheets, `facts.csv`.
    Csv,
    /// `neo4j-nodes.csv`, `neo4j-edges.csv`.
    Neo4j,
    /// `graph.graphml`.
    GraphMl,
    /// `facts.csv`: one row an event.
    Facts,
    /// `clusters.jsonl`: which mentions were taken for one entity, event or story.
    Clusters,
}

impl ExportFormat {
    /// All names [`ExportFormat::parse`] reads.
    pub const NAMES: &[&str] = &["dot", "svg", "png", "pdf", "csv", "neo4j", "graphml", "facts", "clusters"];

    /// Reads a format's name.
    ///
    /// # Errors
    /// If there is no such format; the message lists all.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "dot" | "gv" => Self::Dot,
            "svg" => Self::Svg,
            "png" => Self::Png,
            "pdf" => Self::Pdf,
            "csv" | "gephi" => Self::Csv,
            "neo4j" => Self::Neo4j,
            "graphml" => Self::GraphMl,
            "facts" => Self::Facts,
            "clusters" => Self::Clusters,
            other => {
                return Err(Error::Query(format!(
                    "unknown export format {other:?}; one of {}",
                    Self::NAMES.join(", ")
                )));
            }
        })
    }

    /// Pictures are compact; data for other tools has every event as a node.
    fn usual_detail(self) -> Detail {
        match self {
            Self::Dot | Self::Svg | Self::Png | Self::Pdf => Detail::Compact,
            Self::Csv | Self::Neo4j | Self::GraphMl | Self::Facts | Self::Clusters => Detail::Full,
        }
    }
}

/// A file to write: the only one, or one of several that go into a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Usual name.
    pub name: &'static str,
    /// Content.
    pub content: Vec<u8>,
}

/// Exports the graph in a format. The same store and options always give the
/// same bytes (pictures: with the same Graphviz).
///
/// # Errors
/// If the store cannot be read, an option names nothing known, or Graphviz is
/// needed and missing.
pub fn export(
    store: &Store,
    ontology: &Ontology,
    format: ExportFormat,
    options: &ExportOptions,
) -> Result<Vec<OutputFile>> {
    let view = View::new(ontology);
    let file = |name, text: String| OutputFile { name, content: text.into_bytes() };
    let mut options = options.clone();
    options.detail.get_or_insert(format.usual_detail());
    if format == ExportFormat::Facts {
        return Ok(vec![file("facts.csv", facts(store, ontology, &view, &options)?)]);
    }
    if format == ExportFormat::Clusters {
        return Ok(vec![file("clusters.jsonl", clusters(store, ontology)?)]);
    }
    let graph = relation_graph(store, &view, &options)?;
    let drawn = |picture, name| {
        let content = draw(&dot(&graph, &view, options.title.as_deref()), picture)?;
        Ok::<_, Error>(vec![OutputFile { name, content }])
    };
    match format {
        ExportFormat::Dot => Ok(vec![file("graph.dot", dot(&graph, &view, options.title.as_deref()))]),
        ExportFormat::Svg => drawn(Picture::Svg, "graph.svg"),
        ExportFormat::Png => drawn(Picture::Png, "graph.png"),
        ExportFormat::Pdf => drawn(Picture::Pdf, "graph.pdf"),
        ExportFormat::GraphMl => Ok(vec![file("graph.graphml", graphml(&graph, &view)?)]),
        ExportFormat::Neo4j => {
            let (nodes, edges) = neo4j(&graph)?;
            Ok(vec![file("neo4j-nodes.csv", nodes), file("neo4j-edges.csv", edges)])
        }
        ExportFormat::Csv => {
            let (nodes, edges) = gephi(&graph)?;
            let facts = facts(store, ontology, &view, &options)?;
            Ok(vec![file("nodes.csv", nodes), file("edges.csv", edges), file("facts.csv", facts)])
        }
        ExportFormat::Facts | ExportFormat::Clusters => Ok(Vec::new()),
    }
}

/// Builds the relationship graph and cuts it down to what the options ask for.
///
/// # Errors
/// If the store cannot be read, or an option names nothing known.
pub fn relation_graph(store: &Store, view: &View, options: &ExportOptions) -> Result<RelationGraph> {
    let graph = build::build(store, view, options.detail.unwrap_or_default())?;
    filter::filter(graph, store, view, options)
}
