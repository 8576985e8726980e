//! Writes quads in the program's own vocabulary.

use crate::claim::{Article, Points};
use crate::graph::lines::Lines;
use crate::graph::terms::{Term, Terms};
use rustc_hash::FxHashMap;

/// Quads in the making, with terms of their own.
pub(super) struct Pen {
    pub terms: Terms,
    pub lines: Lines,
    rdf_type: Term,
    /// Terms of the program's vocabulary, by local name.
    own: FxHashMap<&'static str, Term>,
}

impl Pen {
    /// For data under `base`.
    pub fn new(base: &str) -> Self {
        let mut terms = Terms::new(base);
        let rdf_type = terms.rdf_type();
        Self { terms, lines: Lines::default(), rdf_type, own: FxHashMap::default() }
    }

    /// The sorted lines, and how many there are.
    pub fn finish(self) -> (String, usize) {
        self.lines.finish(&self.terms, &self.terms.order())
    }

    pub fn node(&mut self, path: &str) -> Term {
        self.terms.node(path)
    }

    pub fn article(&mut self, article: &Article) -> Term {
        self.terms.node(&format!("art/{}", article.key()))
    }

    pub fn span(&mut self, article: &Article, at: Points) -> Term {
        self.terms.node(&format!("art/{}/c{}-{}", article.key(), at.begin, at.end))
    }

    pub fn rule(&mut self, name: &str) -> Term {
        self.terms.rule(name)
    }

    fn property(&mut self, local: &'static str) -> Term {
        match self.own.get(local) {
            Some(term) => *term,
            None => {
                let term = self.terms.own(local);
                self.own.insert(local, term);
                term
            }
        }
    }

    pub fn add(&mut self, subject: Term, property: &'static str, object: Term) {
        let property = self.property(property);
        self.lines.add(subject, property, object);
    }

    pub fn text(&mut self, subject: Term, property: &'static str, text: &str) {
        let object = self.terms.string(text);
        self.add(subject, property, object);
    }

    pub fn number(&mut self, subject: Term, property: &'static str, number: u64) {
        let object = self.terms.typed(&number.to_string(), "integer");
        self.add(subject, property, object);
    }

    /// A number with two places.
    pub fn decimal(&mut self, subject: Term, property: &'static str, text: &str) {
        let object = self.terms.typed(text, "decimal");
        self.add(subject, property, object);
    }

    pub fn code(&mut self, subject: Term, property: &'static str, local: &str) {
        let object = self.terms.code(local);
        self.add(subject, property, object);
    }

    pub fn class(&mut self, subject: Term, local: &'static str) {
        let class = self.property(local);
        self.lines.add(subject, self.rdf_type, class);
    }

    /// A string under a property of another vocabulary.
    pub fn foreign(&mut self, subject: Term, property: &str, text: &str) {
        let (property, text) = (self.terms.iri(property), self.terms.string(text));
        self.lines.add(subject, property, text);
    }
}
