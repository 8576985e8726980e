//! Reading single values of the graph, in a fixed order.

use super::names::{self, words};
use crate::error::{Error, Result};
use crate::ontology::vocab::{CODE, NS};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef};
use oxigraph::store::{StorageError, Store};

const DCT: &str = "http://purl.org/dc/terms/";

/// A view of the store that answers in sorted order.
pub struct Reader<'a> {
    store: &'a Store,
}

fn broken(e: StorageError) -> Error {
    Error::KnowledgeBase(format!("the store cannot be read: {e}"))
}

/// A property or class of the wiregraph vocabulary.
pub fn wg(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{local}"))
}

/// SKOS: what a thing is called.
pub fn preferred_label() -> NamedNode {
    NamedNode::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel")
}

/// SKOS: what a thing is also called.
pub fn other_label() -> NamedNode {
    NamedNode::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel")
}

/// A Dublin Core term.
pub fn dct(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{DCT}{local}"))
}

/// Text of a term: IRI or literal value.
pub fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(n) => n.as_str().to_owned(),
        Term::Literal(l) => l.value().to_owned(),
        Term::BlankNode(b) => b.to_string(),
    }
}

/// The local name of a code (`accepted` of `wgc:accepted`).
pub fn code(term: &Term) -> String {
    let full = text(term);
    full.strip_prefix(CODE).map_or_else(|| full.clone(), str::to_owned)
}

impl<'a> Reader<'a> {
    /// Reads from `store`.
    pub fn new(store: &'a Store) -> Self {
        Self { store }
    }

    /// Values of a property, sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn objects(&self, subject: &str, property: &NamedNode) -> Result<Vec<Term>> {
        let subject = NamedOrBlankNodeRef::NamedNode(NamedNodeRef::new_unchecked(subject));
        let mut out = Vec::new();
        for quad in self.store.quads_for_pattern(Some(subject), Some(property.as_ref()), None, None) {
            out.push(quad.map_err(broken)?.object);
        }
        out.sort_by_cached_key(ToString::to_string);
        out.dedup();
        Ok(out)
    }

    /// First value of a property.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn object(&self, subject: &str, property: &NamedNode) -> Result<Option<Term>> {
        Ok(self.objects(subject, property)?.into_iter().next())
    }

    /// Text of the first value of the first of these properties that has one.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn first_text(&self, subject: &str, properties: &[NamedNode]) -> Result<Option<String>> {
        for property in properties {
            if let Some(found) = self.object(subject, property)? {
                return Ok(Some(text(&found)));
            }
        }
        Ok(None)
    }

    /// A whole number.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn number(&self, subject: &str, property: &NamedNode) -> Result<Option<u64>> {
        Ok(self.object(subject, property)?.and_then(|t| text(&t).parse().ok()))
    }

    /// IRIs that have `object` as a value of `property`, sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn subjects<'b>(&self, property: &NamedNode, object: impl Into<TermRef<'b>>) -> Result<Vec<String>> {
        let mut out = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property.as_ref()), Some(object.into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.map_err(broken)?.subject {
                out.push(subject.into_string());
            }
        }
        out.sort();
        out.dedup();
        Ok(out)
    }

    /// IRIs that have the node as a value of `property`, sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn pointing_at(&self, property: &NamedNode, iri: &str) -> Result<Vec<String>> {
        self.subjects(property, NamedNodeRef::new_unchecked(iri))
    }

    /// All (subject, value) pairs of a property with literal values, sorted;
    /// vocabulary terms left out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn names(&self, property: &NamedNode) -> Result<Vec<(String, String)>> {
        let mut out = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(property.as_ref()), None, None) {
            let quad = quad.map_err(broken)?;
            if let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) = (quad.subject, quad.object) {
                let iri = subject.into_string();
                if !iri.starts_with(NS) && !iri.starts_with(CODE) {
                    out.push((iri, name.value().to_owned()));
                }
            }
        }
        out.sort();
        out.dedup();
        Ok(out)
    }

    /// Classes of a node, sorted.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn types(&self, iri: &str) -> Result<Vec<String>> {
        Ok(self.objects(iri, &rdf::TYPE.into_owned())?.iter().map(text).collect())
    }

    /// Whether a node has this class of the wiregraph vocabulary.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn is_a(&self, iri: &str, class: &str) -> Result<bool> {
        Ok(self.types(iri)?.contains(&format!("{NS}{class}")))
    }

    /// Whether the graph says anything about a node.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn knows(&self, iri: &str) -> Result<bool> {
        let node = NamedNodeRef::new_unchecked(iri);
        match self.store.quads_for_pattern(Some(node.into()), None, None, None).next() {
            Some(quad) => quad.map(|_| true).map_err(broken),
            None => Ok(false),
        }
    }

    /// What to call a node: its label, title, or the last part of its IRI.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn label(&self, iri: &str) -> Result<String> {
        let found =
            self.first_text(iri, &[preferred_label(), rdfs::LABEL.into_owned(), dct("title"), wg("surface")])?;
        Ok(found.map_or_else(
            || {
                if iri.starts_with(NS) || iri.starts_with(CODE) {
                    words(names::local(iri))
                } else {
                    names::shorten(iri)
                }
            },
            |l| l.split_whitespace().collect::<Vec<_>>().join(" "),
        ))
    }

    /// What to call a value: the label of a node, the text of a literal.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn value(&self, term: &Term) -> Result<String> {
        match term {
            Term::NamedNode(n) => self.label(n.as_str()),
            other => Ok(text(other)),
        }
    }

    /// Label of the class of a node; of several, the most special.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn class_label(&self, iri: &str) -> Result<String> {
        let types = self.types(iri)?;
        let mut best: Option<(usize, &String)> = None;
        for class in types.iter().filter(|t| t.starts_with(NS)) {
            // How many of the node's other classes lie above this one.
            let mut above = vec![class.clone()];
            let mut at = 0;
            while at < above.len() {
                for next in self.objects(&above[at], &rdfs::SUB_CLASS_OF.into_owned())? {
                    let next = text(&next);
                    if !above.contains(&next) {
                        above.push(next);
                    }
                }
                at += 1;
            }
            let count = types.iter().filter(|t| above.contains(t)).count();
            if best.is_none_or(|b| count > b.0) {
                best = Some((count, class));
            }
        }
        best.map_or(Ok("thing".to_owned()), |(_, class)| self.label(class))
    }

    /// The node a merged name was merged into, or the node itself.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn survivor(&self, iri: &str) -> Result<String> {
        let mut at = iri.to_owned();
        // Chains are forbidden by the shapes; the bound guards against a cycle in a broken store.
        for _ in 0..8 {
            match self.object(&at, &wg("mergedInto"))? {
                Some(next) => at = text(&next),
                None => break,
            }
        }
        Ok(at)
    }

    /// How many propositions have the node as subject or object.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn mentions_in_propositions(&self, iri: &str) -> Result<usize> {
        Ok(self.pointing_at(&rdf::SUBJECT.into_owned(), iri)?.len()
            + self.pointing_at(&rdf::OBJECT.into_owned(), iri)?.len())
    }
}
