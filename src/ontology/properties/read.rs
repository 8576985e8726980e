//! Reading the tables from the triples of the Turtle files.

use super::{
    Comparator, EntityClass, Functional, ModalityProjection, NamedIn, Properties, Property, Scope, Shortcut, Values,
};
use crate::ontology::vocab::{CODE, MENTION, NS};
use crate::text::Sym;
use oxigraph::model::{Graph, NamedOrBlankNodeRef, TermRef};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

impl Properties {
    /// Reads the tables from the triples of the ontology.
    pub fn read(graph: &Graph) -> Self {
        let index = Index::new(graph);
        let mut out = Self::default();
        for (iri, node) in &index.nodes {
            if let Some(values) = node.values() {
                out.by_iri.insert(iri.clone(), Arc::new(node.property(iri, values, &index)));
            }
            if node.has(RDF, "type", &format!("{OWL}Class")) {
                out.classes.insert(iri.clone(), index.class(iri));
            }
            if let Some(kind) = node.one(NS, "kindCode") {
                out.kinds.insert(kind, iri.clone());
            }
            if let (Some(class), Some(to)) = (iri.strip_prefix(MENTION), node.one(NS, "denotes")) {
                out.denotes.insert(Sym::new(class), to);
            }
            if node.has(RDF, "type", &format!("{NS}Shortcut"))
                && let (Some(class), Some(from), Some(to), Some(writes)) =
                    (node.one(NS, "in"), node.one(NS, "from"), node.one(NS, "to"), node.one(NS, "writes"))
            {
                out.shortcuts.push(Shortcut { class, from, to, writes, unless: node.all(NS, "unless") });
            }
            for other in node.all(NS, "disjointWith") {
                out.disjoint.insert((iri.clone(), other.clone()));
                out.disjoint.insert((other, iri.clone()));
            }
            for scheme in node.all(SKOS, "inScheme") {
                let roles = index.nodes.get(&scheme).map(|s| s.all(NS, "schemeOf")).unwrap_or_default();
                for (role, code) in
                    roles.iter().flat_map(|r| node.all(SKOS, "notation").into_iter().map(move |n| (r, n)))
                {
                    out.concepts.insert((role.clone(), code), iri.clone());
                }
            }
            if !node.all(SKOS, "broader").is_empty() {
                out.broader.insert(iri.clone(), index.closure(iri, SKOS, "broader").into_iter().collect());
            }
        }
        out
    }
}

/// Values of one subject, by predicate.
#[derive(Default)]
struct Node(BTreeMap<String, BTreeSet<String>>);

struct Index {
    nodes: BTreeMap<String, Node>,
}

impl Index {
    fn new(graph: &Graph) -> Self {
        let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
        for t in graph.iter() {
            let NamedOrBlankNodeRef::NamedNode(subject) = t.subject else { continue };
            let object = match t.object {
                TermRef::NamedNode(n) => n.as_str().to_owned(),
                TermRef::Literal(l) => l.value().to_owned(),
                _ => continue,
            };
            let node = nodes.entry(subject.as_str().to_owned()).or_default();
            node.0.entry(t.predicate.as_str().to_owned()).or_default().insert(object);
        }
        Self { nodes }
    }

    /// Everything reachable over a predicate, nearest first.
    fn closure(&self, iri: &str, ns: &str, local: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut at = 0;
        let mut next = iri.to_owned();
        loop {
            for above in self.nodes.get(&next).map(|n| n.all(ns, local)).unwrap_or_default() {
                if above != iri && !out.contains(&above) {
                    out.push(above);
                }
            }
            match out.get(at) {
                Some(iri) => next.clone_from(iri),
                None => return out,
            }
            at += 1;
        }
    }

    /// A class; path, scope and the like are inherited from the nearest above.
    fn class(&self, iri: &str) -> EntityClass {
        let above = self.closure(iri, RDFS, "subClassOf");
        let inherited = |local: &str| {
            std::iter::once(iri)
                .chain(above.iter().map(String::as_str))
                .find_map(|c| self.nodes.get(c).and_then(|n| n.one(NS, local)))
        };
        EntityClass {
            iri: iri.to_owned(),
            path: inherited("path").unwrap_or_else(|| "thing".to_owned()),
            scope: match inherited("scope").as_deref().and_then(|s| s.strip_prefix(CODE)) {
                Some("world") => Scope::World,
                Some("article") if self.nodes.get(iri).is_some_and(|n| n.one(NS, "scope").is_some()) => Scope::Article,
                _ => Scope::Named,
            },
            min_words: inherited("minWords").and_then(|n| n.parse().ok()).unwrap_or(0),
            general: inherited("general").as_deref() == Some("true"),
            name_style: inherited("nameStyle"),
            depth: above.iter().filter(|a| a.starts_with(NS)).count(),
            above: above.into_iter().filter(|a| a.starts_with(NS)).collect(),
        }
    }
}

impl Node {
    fn all(&self, ns: &str, local: &str) -> Vec<String> {
        self.0.get(&format!("{ns}{local}")).map(|s| s.iter().cloned().collect()).unwrap_or_default()
    }

    fn one(&self, ns: &str, local: &str) -> Option<String> {
        self.0.get(&format!("{ns}{local}")).and_then(|s| s.iter().next().cloned())
    }

    fn code(&self, local: &str) -> Option<String> {
        self.one(NS, local).and_then(|o| o.strip_prefix(CODE).map(str::to_owned))
    }

    fn has(&self, ns: &str, local: &str, value: &str) -> bool {
        self.0.get(&format!("{ns}{local}")).is_some_and(|s| s.contains(value))
    }

    fn values(&self) -> Option<Values> {
        if self.has(RDF, "type", &format!("{OWL}ObjectProperty")) {
            Some(Values::Nodes)
        } else if self.has(RDF, "type", &format!("{OWL}DatatypeProperty")) {
            Some(Values::Literals)
        } else if self.has(RDF, "type", &format!("{RDF}Property")) {
            Some(Values::Mixed)
        } else {
            None
        }
    }

    fn property(&self, iri: &str, values: Values, index: &Index) -> Property {
        let is_true = |local| self.one(NS, local).as_deref() == Some("true");
        let direct: Vec<String> =
            self.all(NS, "directWhen").iter().filter_map(|m| m.strip_prefix(CODE).map(str::to_owned)).collect();
        Property {
            iri: iri.to_owned(),
            values,
            functional: match self.code("functional").as_deref() {
                Some("strict") => Functional::Strict,
                Some("soft") => Functional::Soft,
                _ => Functional::No,
            },
            comparator: match self.code("comparator").as_deref() {
                Some("edtf-overlap") => Comparator::DateOverlap,
                Some("concept-broader") => Comparator::ConceptBroader,
                Some("concept-disjoint") => Comparator::ConceptDisjoint,
                Some("place-within") => Comparator::PlaceWithin,
                Some("interval-overlap") => Comparator::IntervalOverlap,
                _ => Comparator::Exact,
            },
            direct_when: if direct.is_empty() { vec!["asserted".to_owned()] } else { direct },
            above: index.closure(iri, RDFS, "subPropertyOf"),
            projection: self.one(NS, "projectionOf").zip(self.code("whenModality")).map(|(of, when)| {
                ModalityProjection {
                    of,
                    when,
                    speaker: is_true("projectsSpeaker"),
                    value_is_speaker: is_true("valueIsSpeaker"),
                }
            }),
            mints: self.one(NS, "mints"),
            mint_within: self.one(NS, "mintWithin"),
            link_weight: self.one(NS, "linkWeight").and_then(|w| w.parse().ok()),
            first: self.one(NS, "first"),
            last: self.one(NS, "last"),
            named_in: Some(self.all(NS, "namedIn")).filter(|list| !list.is_empty()).map(|properties| NamedIn {
                properties,
                classes: self.all(NS, "namesClass").iter().map(|c| Sym::new(c)).collect(),
            }),
        }
    }
}
