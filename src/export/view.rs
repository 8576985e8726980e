//! What `ontology/view.ttl` says about drawing, with inheritance resolved.

use crate::ontology::Ontology;
use crate::ontology::vocab::{CODE, NS};
use crate::query::names;
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

const SUB_CLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const SUB_PROPERTY: &str = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// What becomes of the members of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draw {
    /// Nodes.
    Node,
    /// Edges between the values of two of their properties.
    Edge,
    /// Edges in the compact view, nodes in the full one.
    EdgeWhenCompact,
    /// Nothing.
    #[default]
    Not,
}

/// How the members of a class are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassView {
    /// Full IRI.
    pub iri: String,
    /// English label.
    pub label: String,
    /// Node, edge or nothing.
    pub draw: Draw,
    /// Place in the legend.
    pub order: i64,
    /// Graphviz shape.
    pub shape: String,
    /// Fill, `#rrggbb`.
    pub colour: String,
    /// Border, `#rrggbb`.
    pub line_colour: String,
    /// Template of the second line.
    pub caption: String,
    /// Properties that lead to the beginning of an edge.
    pub edge_from: Vec<String>,
    /// Properties that lead to its end.
    pub edge_to: Vec<String>,
    /// Template of the edge's label.
    pub edge_label: String,
    /// Drawn as a node where an end is unknown.
    pub alone: bool,
    /// Something that happens at a time.
    pub event: bool,
    /// So common that a neighbourhood does not lead through it.
    pub general: bool,
}

/// How a property is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyView {
    /// Full IRI.
    pub iri: String,
    /// Label of its edges.
    pub label: String,
    /// Whether it is drawn at all.
    pub drawn: bool,
    /// Drawn from the value to the subject.
    pub backward: bool,
    /// Subject and value share a frame.
    pub cluster: bool,
    /// Its values are reference data, not claims.
    pub reference: bool,
    /// Properties it is a special case of.
    pub above: BTreeSet<String>,
}

/// The drawing table.
#[derive(Clone, Debug, Default)]
pub struct View {
    classes: BTreeMap<String, ClassView>,
    properties: BTreeMap<String, PropertyView>,
    parents: BTreeMap<String, Vec<String>>,
}

impl View {
    /// Reads the table from the ontology's Turtle.
    pub fn new(ontology: &Ontology) -> Self {
        let read = Read { graph: &ontology.vocab.graph };
        let parents = read.links(SUB_CLASS);
        let mut view = Self { parents, ..Self::default() };
        let event = format!("{NS}Event");
        let mut classes: BTreeSet<String> = view.parents.keys().cloned().collect();
        classes.extend(read.subjects("draw"));
        for iri in classes.iter().filter(|c| c.starts_with(NS)) {
            let chain = view.chain(iri);
            let text = |p: &str| chain.iter().find_map(|c| read.texts(c, p).into_iter().next());
            let list = |p: &str| chain.iter().map(|c| read.texts(c, p)).find(|l| !l.is_empty()).unwrap_or_default();
            let draw = match text("draw").as_deref().and_then(|t| t.strip_prefix(CODE)) {
                Some("as-node") => Draw::Node,
                Some("as-edge") => Draw::Edge,
                Some("as-edge-when-compact") => Draw::EdgeWhenCompact,
                _ => Draw::Not,
            };
            let class = ClassView {
                label: read.label(iri),
                draw,
                order: text("drawOrder").and_then(|t| t.parse().ok()).unwrap_or(i64::MAX),
                shape: text("shape").unwrap_or_else(|| "box".to_owned()),
                colour: text("colour").unwrap_or_else(|| "#ffffff".to_owned()),
                line_colour: text("lineColour").unwrap_or_else(|| "#555555".to_owned()),
                caption: text("caption").unwrap_or_default(),
                edge_from: list("edgeFrom"),
                edge_to: list("edgeTo"),
                edge_label: read
                    .texts(iri, "edgeLabel")
                    .into_iter()
                    .next()
                    .or_else(|| text("edgeLabel"))
                    .unwrap_or_default(),
                alone: text("drawAlone").as_deref() == Some("true"),
                event: chain.contains(&event),
                general: text("general").as_deref() == Some("true"),
                iri: iri.clone(),
            };
            view.classes.insert(iri.clone(), class);
        }
        view.properties = properties(&read);
        view
    }

    /// A class and everything above it, nearest first.
    fn chain(&self, iri: &str) -> Vec<String> {
        let mut seen = Vec::new();
        let mut queue = VecDeque::from([iri.to_owned()]);
        while let Some(next) = queue.pop_front() {
            if !seen.contains(&next) {
                queue.extend(self.parents.get(&next).into_iter().flatten().cloned());
                seen.push(next);
            }
        }
        seen
    }

    /// How members of the class are drawn; `None` for classes the table does not know.
    pub fn class(&self, iri: &str) -> Option<&ClassView> {
        self.classes.get(iri)
    }

    /// All classes, sorted by IRI.
    pub fn classes(&self) -> impl Iterator<Item = &ClassView> {
        self.classes.values()
    }

    /// The most special of a node's classes.
    pub fn most_special<'a>(&self, types: &'a [String]) -> Option<&'a String> {
        types
            .iter()
            .filter(|t| self.classes.contains_key(*t))
            .max_by_key(|t| (self.chain(t).iter().filter(|c| c.starts_with(NS)).count(), std::cmp::Reverse(*t)))
    }

    /// Whether a class is `wanted` or below it; `wanted` is a label, a local
    /// name or an IRI.
    pub fn is_a(&self, class: &str, wanted: &str) -> bool {
        let same = |c: &String| {
            c == wanted
                || names::local(c).eq_ignore_ascii_case(wanted)
                || names::shorten(c) == wanted
                || self.classes.get(c).is_some_and(|v| v.label.eq_ignore_ascii_case(wanted))
        };
        self.chain(class).iter().any(same)
    }

    /// How a property is drawn; one the table does not know is drawn with its
    /// name as label.
    pub fn property(&self, iri: &str) -> PropertyView {
        self.properties.get(iri).cloned().unwrap_or_else(|| PropertyView {
            iri: iri.to_owned(),
            label: names::words(names::local(iri)),
            drawn: true,
            ..PropertyView::default()
        })
    }

    /// All properties of the table, sorted by IRI.
    pub fn properties(&self) -> impl Iterator<Item = &PropertyView> {
        self.properties.values()
    }
}

fn properties(read: &Read<'_>) -> BTreeMap<String, PropertyView> {
    let above = read.links(SUB_PROPERTY);
    let mut iris = read.subjects("layer");
    iris.extend(read.subjects("edgeLabel"));
    iris.extend(read.subjects("clusterBy"));
    let mut out = BTreeMap::new();
    for iri in iris {
        let text = |p: &str| read.texts(&iri, p).into_iter().next();
        let layer = text("layer").and_then(|l| l.strip_prefix(CODE).map(str::to_owned)).unwrap_or_default();
        let usually = matches!(layer.as_str(), "claimable" | "constitutive" | "registry");
        let drawn = match text("draw").as_deref().and_then(|t| t.strip_prefix(CODE)) {
            Some("as-edge") => true,
            Some(_) => false,
            None => usually,
        };
        let view = PropertyView {
            label: text("edgeLabel").unwrap_or_else(|| read.label(&iri)),
            drawn,
            backward: text("edgeBackward").as_deref() == Some("true"),
            cluster: text("clusterBy").as_deref() == Some("true"),
            reference: layer == "registry",
            above: above.get(&iri).into_iter().flatten().cloned().collect(),
            iri: iri.clone(),
        };
        out.insert(iri, view);
    }
    out
}

struct Read<'a> {
    graph: &'a Graph,
}

impl Read<'_> {
    /// Subjects of a property of the wiregraph vocabulary.
    fn subjects(&self, local: &str) -> BTreeSet<String> {
        let property = format!("{NS}{local}");
        let triples = self.graph.triples_for_predicate(NamedNodeRef::new_unchecked(&property));
        triples
            .filter_map(|t| {
                if let NamedOrBlankNodeRef::NamedNode(n) = t.subject { Some(n.as_str().to_owned()) } else { None }
            })
            .collect()
    }

    /// Values of a property of the wiregraph vocabulary, sorted.
    fn texts(&self, subject: &str, local: &str) -> Vec<String> {
        self.values(subject, &format!("{NS}{local}"))
    }

    fn values(&self, subject: &str, property: &str) -> Vec<String> {
        let subject = NamedOrBlankNodeRef::NamedNode(NamedNodeRef::new_unchecked(subject));
        let objects = self.graph.objects_for_subject_predicate(subject, NamedNodeRef::new_unchecked(property));
        let mut out: Vec<String> = objects
            .map(|o| match o {
                TermRef::NamedNode(n) => n.as_str().to_owned(),
                TermRef::Literal(l) => l.value().to_owned(),
                other => other.to_string(),
            })
            .collect();
        out.sort();
        out
    }

    fn label(&self, iri: &str) -> String {
        self.values(iri, LABEL).into_iter().next().unwrap_or_else(|| names::words(names::local(iri)))
    }

    /// Subject -> objects of a property, sorted.
    fn links(&self, property: &str) -> BTreeMap<String, Vec<String>> {
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for triple in self.graph.triples_for_predicate(NamedNodeRef::new_unchecked(property)) {
            if let (NamedOrBlankNodeRef::NamedNode(s), TermRef::NamedNode(o)) = (triple.subject, triple.object) {
                out.entry(s.as_str().to_owned()).or_default().push(o.as_str().to_owned());
            }
        }
        for list in out.values_mut() {
            list.sort();
        }
        out
    }
}
