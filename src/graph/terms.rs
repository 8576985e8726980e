//! RDF terms as N-Quads text, interned.

use super::slug::path;
use super::strings::{Strings, places};

/// Namespace prefixes of the graph.
pub mod ns {
    pub use crate::ontology::vocab::{CODE, NS as WG};
    /// RDF.
    pub const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    /// RDF Schema.
    pub const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
    /// Dublin Core.
    pub const DCT: &str = "http://purl.org/dc/terms/";
    /// SKOS.
    pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
    /// XML Schema datatypes.
    pub const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
    /// schema.org.
    pub const SCHEMA: &str = "https://schema.org/";
}

/// Where the data lives unless told otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/wiregraph/id/";

/// A term, as an index into [`Terms`]. Not ordered, because indices depend on
/// the order of insertion: what is written is sorted by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term(u32);

/// All terms of a graph.
#[derive(Debug)]
pub struct Terms {
    base: String,
    list: Strings,
}

impl Terms {
    /// An empty table for data under `base`.
    pub fn new(base: &str) -> Self {
        Self { base: base.to_owned(), list: Strings::default() }
    }

    fn intern(&mut self, text: &str) -> Term {
        Term(self.list.of(text))
    }

    /// A node of the data, by its path under the base.
    pub fn node(&mut self, path: &str) -> Term {
        let text = format!("<{}{path}>", self.base);
        self.intern(&text)
    }

    /// A node anywhere, by its whole IRI.
    pub fn iri(&mut self, iri: &str) -> Term {
        self.intern(&format!("<{iri}>"))
    }

    /// A property or class of the program's own vocabulary.
    pub fn own(&mut self, local: &str) -> Term {
        self.iri(&format!("{}{local}", ns::WG))
    }

    /// A code of the ontology.
    pub fn code(&mut self, local: &str) -> Term {
        self.iri(&format!("{}{local}", ns::CODE))
    }

    /// The predicate that tells classes.
    pub fn rdf_type(&mut self) -> Term {
        self.iri(&format!("{}type", ns::RDF))
    }

    /// The node of an extraction rule.
    pub fn rule(&mut self, name: &str) -> Term {
        self.node(&format!("rule/{}", path(name)))
    }

    /// A term as written in N-Quads, of another table.
    pub fn written(&mut self, text: &str) -> Term {
        self.intern(text)
    }

    /// Namespace of the data.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A plain string.
    pub fn string(&mut self, text: &str) -> Term {
        self.intern(&quoted(text))
    }

    /// A typed literal of XML Schema.
    pub fn typed(&mut self, text: &str, xsd: &str) -> Term {
        let text = format!("{}^^<{}{xsd}>", quoted(text), ns::XSD);
        self.intern(&text)
    }

    /// The term as written in N-Quads.
    pub fn text(&self, term: Term) -> &str {
        self.list.text(term.0)
    }

    /// The place of each term in the order of their texts, by its number.
    pub fn order(&self) -> Order {
        let sorted = self.list.sorted();
        Order { places: places(&sorted), sorted }
    }

    /// The path under the base, if it is a node of the data.
    pub fn path(&self, term: Term) -> Option<&str> {
        self.text(term).strip_prefix('<')?.strip_prefix(self.base.as_str())?.strip_suffix('>')
    }

    /// The whole IRI, if it is a node.
    pub fn iri_of(&self, term: Term) -> Option<&str> {
        self.text(term).strip_prefix('<')?.strip_suffix('>')
    }

    /// The value of a plain string written without escapes.
    pub fn literal(&self, term: Term) -> Option<&str> {
        self.text(term).strip_prefix('"')?.strip_suffix('"')
    }
}

/// All terms in the order of their texts.
pub struct Order {
    places: Vec<u32>,
    sorted: Vec<u32>,
}

impl Order {
    /// The place of a term.
    pub fn place(&self, term: Term) -> u32 {
        self.places[term.0 as usize]
    }

    /// The term at a place.
    pub fn term(&self, place: u32) -> Term {
        Term(self.sorted[place as usize])
    }
}

/// A string literal in N-Quads.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    #[test]
    fn any_text_survives_the_way_through_n_quads() {
        let mut terms = Terms::new("http://x/");
        for text in ["plain", "q\"uo\\te", "a\nb\r\tc", "\u{0}\u{7f}\u{85}é€😀", ""] {
            let s = terms.node("s");
            let o = terms.string(text);
            let line = format!("{} <http://p> {} .\n", terms.text(s), terms.text(o));
            let quad = RdfParser::from_format(RdfFormat::NQuads).for_slice(line.as_bytes()).next().unwrap().unwrap();
            let oxigraph::model::Term::Literal(literal) = quad.object else { panic!() };
            assert_eq!(literal.value(), text);
        }
    }

    #[test]
    fn terms_are_interned() {
        let mut terms = Terms::new("http://x/");
        let a = terms.node("org/a");
        assert_eq!(a, terms.iri("http://x/org/a"));
        assert_eq!(terms.path(a), Some("org/a"));
        assert_eq!(terms.text(a), "<http://x/org/a>");
    }
}
