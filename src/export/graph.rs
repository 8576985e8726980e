//! The relationship graph: what is drawn and written.

use petgraph::graph::DiGraph;
use std::collections::BTreeSet;

/// The graph; nodes in order of IRI, edges in order of their ends and label.
pub type RelationGraph = DiGraph<Node, Edge>;

/// An entity or event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Full IRI.
    pub iri: String,
    /// Name.
    pub label: String,
    /// Second line: kind, date, figures.
    pub caption: String,
    /// IRI of its most special class.
    pub class: String,
    /// Label of that class.
    pub class_label: String,
    /// Something that happens at a time.
    pub event: bool,
    /// First possible day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last possible day.
    pub to: Option<String>,
    /// Whether the graph holds it for a fact.
    pub standing: Standing,
    /// IRI of the node in whose frame it is drawn.
    pub frame: Option<String>,
    /// Articles that speak of it.
    pub articles: u64,
    /// Independent origins among them, where counted.
    pub origins: u64,
}

impl Node {
    /// How well an event is established; empty for an entity, which nobody disputes.
    pub fn standing_text(&self) -> &'static str {
        if self.standing == Standing::Reference { "" } else { self.standing.as_str() }
    }
}

/// How well something is established, strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Reference data, or computed from accepted facts.
    #[default]
    Reference,
    /// Some article says so in its own voice, and nothing better contradicts it.
    Accepted,
    /// Somebody else says so.
    Attributed,
    /// The actor says so of itself.
    Claimed,
    /// Said with reserve, or of the future.
    Hedged,
    /// Said, but in open contradiction.
    Contested,
}

impl Standing {
    /// Name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Accepted => "accepted",
            Self::Attributed => "attributed",
            Self::Claimed => "claimed",
            Self::Hedged => "hedged",
            Self::Contested => "contested",
        }
    }

    /// Graphviz line style: solid if a fact, dashed if somebody says so,
    /// dotted if only claimed, hedged or contested.
    pub fn style(self) -> &'static str {
        match self {
            Self::Reference | Self::Accepted => "solid",
            Self::Attributed => "dashed",
            Self::Claimed | Self::Hedged | Self::Contested => "dotted",
        }
    }
}

/// A relation between two nodes, in the direction it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// What the picture says.
    pub label: String,
    /// Local name of the property or class it comes from.
    pub relation: String,
    /// How well it is established.
    pub standing: Standing,
    /// Independent origins.
    pub origins: u64,
    /// Articles.
    pub articles: u64,
    /// Claims.
    pub claims: u64,
    /// Who says so, where somebody does.
    pub speakers: BTreeSet<String>,
    /// First possible day, for an event drawn as an edge.
    pub from: Option<String>,
    /// Last possible day.
    pub to: Option<String>,
    /// IRI to explain for the receipt: the proposition or the event; empty for
    /// reference data.
    pub receipt: String,
    /// Subject and value share a frame by this relation.
    pub framing: bool,
}

impl Edge {
    /// Weight in graph tools: independent origins, at least 1.
    pub fn weight(&self) -> u64 {
        self.origins.max(1)
    }
}

/// How much becomes nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Designations, statements, posts are edges: for pictures.
    #[default]
    Compact,
    /// Every event and post is a node: for analysis.
    Full,
}

/// What to export.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions {
    /// Only nodes of these classes (label, local name or IRI); empty: all.
    pub types: Vec<String>,
    /// Only what happens on or after this day (a day, month or year).
    pub from: Option<String>,
    /// Only what happens on or before this day.
    pub to: Option<String>,
    /// Only the neighbourhood of this node: a name or an IRI.
    pub around: Option<String>,
    /// How many edges the neighbourhood reaches; default 2.
    pub hops: Option<usize>,
    /// Only edges with at least this many independent origins.
    pub min_origins: u64,
    /// Compact or full; default by format.
    pub detail: Option<Detail>,
    /// Keep nodes without any edge.
    pub isolated: bool,
    /// Title of pictures.
    pub title: Option<String>,
}
