//! Properties and entity classes with the annotations that drive the claim and
//! graph stages: what may be claimed, what may conflict, how nodes are named.
//!
//! Takes the triples of all Turtle files. Gives [`Properties`]. Never fails: an
//! undeclared property takes any number of any values. Tested by unit tests
//! here and `tests/kb.rs`.

mod read;

use super::vocab::NS;
use crate::text::Sym;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tables the claim and graph stages are driven by.
#[derive(Debug, Default)]
pub struct Properties {
    by_iri: BTreeMap<String, Arc<Property>>,
    classes: BTreeMap<String, EntityClass>,
    /// Mention class -> IRI of the entity class it denotes.
    denotes: BTreeMap<Sym, String>,
    /// (kind of a mention) -> IRI of the entity class it implies.
    kinds: BTreeMap<String, String>,
    /// (role IRI, code) -> concept IRI.
    concepts: BTreeMap<(String, String), String>,
    /// Concept -> all broader concepts.
    broader: BTreeMap<String, BTreeSet<String>>,
    disjoint: BTreeSet<(String, String)>,
    /// Shortcuts, sorted by IRI.
    pub shortcuts: Vec<Shortcut>,
}

/// One property of the graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Full IRI.
    pub iri: String,
    /// What stands as its object.
    pub values: Values,
    /// At most one value: not at all, usually, strictly.
    pub functional: Functional,
    /// How two values are compared.
    pub comparator: Comparator,
    /// Modalities that suffice for a direct triple.
    pub direct_when: Vec<String>,
    /// Properties above it, nearest first.
    pub above: Vec<String>,
    /// The property whose claims under a modality it shows.
    pub projection: Option<ModalityProjection>,
    /// Class of nodes made from phrases, codes and numbers.
    pub mints: Option<String>,
    /// Sibling property whose value a minted node belongs to.
    pub mint_within: Option<String>,
    /// What a shared value says for two reports being about one event.
    pub link_weight: Option<f64>,
    /// Property of the least value.
    pub first: Option<String>,
    /// Property of the greatest value.
    pub last: Option<String>,
    /// Properties in whose phrases and quotations things of these mention
    /// classes are named, which become values of this one.
    pub named_in: Option<NamedIn>,
}

/// Where the values of a property are found: in the words of other properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedIn {
    /// The properties whose values are looked through.
    pub properties: Vec<String>,
    /// Mention classes of what counts.
    pub classes: Vec<Sym>,
}

/// What stands as a property's object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Always a node.
    Nodes,
    /// Always a literal.
    Literals,
    /// A node for entities, a literal for phrases.
    Mixed,
}

/// How many values a property normally has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Functional {
    /// Any number.
    No,
    /// Usually one; more are a tension.
    Soft,
    /// One; more are a contradiction.
    Strict,
}

/// How two values of a property are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// Different terms conflict.
    Exact,
    /// Dates conflict if they share no day.
    DateOverlap,
    /// A concept and a broader one do not conflict.
    ConceptBroader,
    /// Only concepts declared disjoint conflict.
    ConceptDisjoint,
    /// A place and one that contains it do not conflict.
    PlaceWithin,
    /// Ranges conflict if they share no number.
    IntervalOverlap,
}

/// Shows claims of another property that stand under a modality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModalityProjection {
    /// The property claimed.
    pub of: String,
    /// The modality, as written in the ontology.
    pub when: String,
    /// Its value is the speaker.
    pub speaker: bool,
    /// Who fills the role speaks of itself.
    pub value_is_speaker: bool,
}

/// A class of things with the policy for naming its nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityClass {
    /// Full IRI.
    pub iri: String,
    /// First part of a node's local name.
    pub path: String,
    /// How far a name reaches.
    pub scope: Scope,
    /// Words a name needs to identify anything outside its article.
    pub min_words: usize,
    /// Sharing one says little about two events being one.
    pub general: bool,
    /// How its names are compared: `person`, `body`; `None`: letter by letter.
    pub name_style: Option<String>,
    /// Number of classes above it, for choosing the finest.
    pub depth: usize,
    /// Classes of the vocabulary above it, nearest first.
    pub above: Vec<String>,
}

/// How far a name identifies its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    World,
    /// Everywhere if it has a capital letter, else in its article or event.
    Named,
    /// In its article only.
    Article,
}

/// A triple written over the head of a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    /// Class of the situation.
    pub class: String,
    /// Property that leads to the subject.
    pub from: String,
    /// Property that leads to the object.
    pub to: String,
    /// Property written.
    pub writes: String,
    /// Values of the situation that forbid it.
    pub unless: Vec<String>,
}

impl Properties {
    /// The declaration of a property; a plain many-valued one if undeclared.
    pub fn get(&self, iri: &str) -> Arc<Property> {
        self.by_iri.get(iri).cloned().unwrap_or_else(|| Arc::new(Property::undeclared(iri)))
    }

    /// Properties whose values are named in the words of this one's values.
    pub fn named_in(&self, iri: &str) -> impl Iterator<Item = (&Property, &NamedIn)> {
        let found = self.by_iri.values().filter_map(|p| p.named_in.as_ref().map(|n| (p.as_ref(), n)));
        found.filter(move |(_, named)| named.properties.iter().any(|p| p == iri))
    }

    /// All declared properties, by IRI.
    pub fn all(&self) -> impl Iterator<Item = &Property> {
        self.by_iri.values().map(Arc::as_ref)
    }

    /// The class of entities that mentions of `class` with `kind` denote.
    pub fn entity_class(&self, class: Sym, kind: Option<Sym>) -> EntityClass {
        let base = self.denotes.get(&class).and_then(|iri| self.classes.get(iri));
        let mut found = base.cloned().unwrap_or_else(|| EntityClass::undeclared(class.as_str()));
        let finer = kind.and_then(|k| self.kinds.get(k.as_str())).and_then(|iri| self.classes.get(iri));
        if let Some(finer) = finer
            && finer.path == found.path
        {
            found = finer.clone();
        }
        found
    }

    /// The widest class whose nodes are named under this path (`country`).
    pub fn class_of_path(&self, path: &str) -> Option<&EntityClass> {
        self.classes.values().filter(|c| c.path == path).min_by_key(|c| (c.depth, &c.iri))
    }

    /// A class by its IRI.
    pub fn class(&self, iri: &str) -> Option<&EntityClass> {
        self.classes.get(iri)
    }

    /// The concept a code of a role stands for.
    pub fn concept(&self, role: &str, code: &str) -> Option<&str> {
        self.concepts.get(&(role.to_owned(), code.to_owned())).map(String::as_str)
    }

    /// Whether concept `wide` is broader than `narrow`.
    pub fn is_broader(&self, wide: &str, narrow: &str) -> bool {
        self.broader.get(narrow).is_some_and(|b| b.contains(wide))
    }

    /// All pairs of concepts that are declared disjoint, each both ways.
    pub fn disjoint(&self) -> impl Iterator<Item = (&str, &str)> {
        self.disjoint.iter().map(|(a, b)| (a.as_str(), b.as_str()))
    }

    /// Whether two concepts are declared disjoint.
    pub fn is_disjoint(&self, a: &str, b: &str) -> bool {
        self.disjoint.contains(&(a.to_owned(), b.to_owned()))
    }
}

impl Property {
    fn undeclared(iri: &str) -> Self {
        Self {
            iri: iri.to_owned(),
            values: Values::Mixed,
            functional: Functional::No,
            comparator: Comparator::Exact,
            direct_when: vec!["asserted".to_owned()],
            above: Vec::new(),
            projection: None,
            mints: None,
            mint_within: None,
            link_weight: None,
            first: None,
            last: None,
            named_in: None,
        }
    }
}

impl EntityClass {
    fn undeclared(class: &str) -> Self {
        Self {
            iri: format!("{NS}Entity"),
            path: class.replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
            scope: Scope::Article,
            min_words: 0,
            general: false,
            name_style: None,
            depth: 0,
            above: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Report, Source, Vocab};

    fn embedded() -> (Vocab, Properties) {
        let mut report = Report::default();
        let vocab = Vocab::load(&Source::embedded(), &mut report);
        assert!(!report.has_errors(), "{report}");
        let properties = Properties::read(&vocab.graph);
        (vocab, properties)
    }

    #[test]
    fn every_property_of_a_role_is_declared() {
        let (vocab, properties) = embedded();
        for class in &vocab.classes {
            for role in &class.roles {
                assert!(
                    properties.by_iri.contains_key(&role.property),
                    "{} has undeclared {}",
                    role.iri,
                    role.property
                );
            }
        }
    }

    #[test]
    fn annotations_are_read() {
        let (_, p) = embedded();
        let kinds: Vec<_> = p.all().filter(|q| q.functional == Functional::Soft).collect();
        assert!(!kinds.is_empty());
        let group = p.entity_class(Sym::new("organization"), Some(Sym::new("militant_group")));
        let plain = p.entity_class(Sym::new("organization"), None);
        assert_eq!(group.path, plain.path);
        assert!(group.depth > plain.depth);
        assert_eq!(p.entity_class(Sym::new("persons"), None).scope, Scope::Article);
        assert_eq!(p.entity_class(Sym::new("person"), None).min_words, 2);
        assert!(p.all().any(|q| q.projection.is_some()));
        assert!(!p.shortcuts.is_empty());
    }

    #[test]
    fn one_code_word_may_mean_different_things_in_different_roles() {
        let (vocab, p) = embedded();
        let meanings: BTreeSet<&str> =
            vocab.classes.iter().flat_map(|c| &c.roles).filter_map(|r| p.concept(&r.iri, "other")).collect();
        assert!(meanings.len() >= 2, "{meanings:?}");
    }
}
