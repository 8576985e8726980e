//! Classes, roles and mention classes, read from the Turtle files. The program
//! is driven by this table: it names no class or role itself.

use super::report::Report;
use super::source::Source;
use crate::text::Sym;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Namespace of classes, properties and roles.
pub const NS: &str = "https://w3id.org/wiregraph/ns#";
/// Namespace of codes (`wgc:asserted`).
pub const CODE: &str = "https://w3id.org/wiregraph/code#";
/// Namespace of mention classes.
pub const MENTION: &str = "https://w3id.org/wiregraph/mention#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const COMMENT: &str = "http://www.w3.org/2000/01/rdf-schema#comment";

/// Everything the Turtle files of `ontology/` declare.
#[derive(Debug, Default)]
pub struct Vocab {
    /// Fact classes, in output order.
    pub classes: Vec<FactClass>,
    /// All triples of all Turtle files, for the stages that read more.
    pub graph: Graph,
    /// Mention class -> itself and all classes above it.
    above: BTreeMap<Sym, BTreeSet<Sym>>,
    /// The same as pairs, for [`Vocab::is_a`].
    below: FxHashSet<(Sym, Sym)>,
    /// Mention classes that refer back to others.
    referring: FxHashSet<Sym>,
}

/// A class of facts: an event type, a relation, a description of entities.
#[derive(Debug, Clone)]
pub struct FactClass {
    /// Full IRI.
    pub iri: String,
    /// Name on the wire and of its rule file.
    pub wire: Sym,
    /// English label.
    pub label: String,
    /// English definition.
    pub comment: String,
    /// What becomes of its facts in the graph.
    pub projection: Projection,
    /// Place in outputs.
    pub order: i64,
    /// Roles, in output order.
    pub roles: Vec<Role>,
}

/// What becomes of the facts of a class in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projection {
    /// A node of its own with one triple a role.
    Event,
    /// As an event, but a lasting situation named by its key roles.
    Tenure,
    /// One direct triple from the subject role's value to the object role's.
    Relation,
    /// A description of the entity in its key role.
    Entity,
}

/// A role of a fact class.
#[derive(Debug, Clone)]
pub struct Role {
    /// Full IRI.
    pub iri: String,
    /// Name on the wire.
    pub wire: Sym,
    /// IRI of the property that carries it in the graph.
    pub property: String,
    /// What kind of value it takes.
    pub value: ValueKind,
    /// Whether it may have several values.
    pub many: bool,
    /// Mention classes it accepts; empty: any text.
    pub accepts: Vec<Sym>,
    /// Its part in telling facts of one article apart.
    pub identity: Identity,
    /// For relations: which end it is.
    pub end: Option<End>,
    /// Place in outputs.
    pub order: i64,
}

/// What kind of value a role takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// An entity, written with its aliases.
    Name,
    /// A phrase, or an entity written by its name alone.
    Phrase,
    /// Text as quoted.
    Text,
    /// A code of the ontology.
    Code,
    /// An EDTF date.
    Date,
    /// A count.
    Number,
}

/// A role's part in telling the facts of one article apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Facts that differ here are different; agreeing on all keys suggests one fact.
    Key,
    /// Facts with incompatible values here are different.
    Distinct,
    /// Sharing a value here speaks for one fact, sharing none against it.
    Shared,
    /// Sharing a value here speaks for one fact, sharing none says nothing
    /// (figures, which are revised).
    Hint,
    /// No part.
    None,
}

/// The two ends of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Subject of the direct triple.
    Subject,
    /// Object of the direct triple.
    Object,
}

impl Vocab {
    /// Properties of which articles may claim values, with their labels, sorted.
    pub fn claimable(&self) -> Vec<(String, String)> {
        let (layer, code) = (format!("{NS}layer"), format!("{CODE}claimable"));
        let [layer, code, name] = [layer.as_str(), code.as_str(), LABEL].map(NamedNodeRef::new_unchecked);
        let found = self.graph.subjects_for_predicate_object(layer, code);
        let mut out: Vec<(String, String)> = found
            .filter_map(|subject| match subject {
                NamedOrBlankNodeRef::NamedNode(node) => Some(node),
                NamedOrBlankNodeRef::BlankNode(_) => None,
            })
            .map(|node| {
                let label = self.graph.object_for_subject_predicate(node, name);
                let text = match label {
                    Some(TermRef::Literal(label)) => label.value().to_owned(),
                    _ => String::new(),
                };
                (node.as_str().to_owned(), text)
            })
            .collect();
        out.sort();
        out
    }

    /// Reads every `.ttl` file of the source but the shapes, which say what a
    /// graph must look like and are no part of one.
    pub fn load(source: &Source, report: &mut Report) -> Self {
        let mut graph = Graph::new();
        let mut declared: BTreeMap<String, String> = BTreeMap::new();
        for (name, content) in source.all().iter().filter(|f| f.0.ends_with(".ttl") && f.0 != super::shapes::FILE) {
            for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(content.as_bytes()) {
                match quad {
                    Ok(quad) => {
                        declared.entry(quad.subject.to_string()).or_insert_with(|| name.clone());
                        graph.insert(&Triple::new(quad.subject, quad.predicate, quad.object));
                    }
                    Err(e) => {
                        let place = e.location().map(|l| (l.start.line as usize + 1, l.start.column as usize + 1));
                        report.error(name, place, e.to_string(), None);
                        break;
                    }
                }
            }
        }
        let above = mention_classes(&graph);
        let below = above.iter().flat_map(|(class, above)| above.iter().map(|a| (*class, *a))).collect();
        let mut vocab = Self { classes: Vec::new(), above, below, referring: referring(&graph), graph };
        vocab.read_classes(&declared, report);
        vocab
    }

    /// The class written `wire`.
    pub fn class(&self, wire: Sym) -> Option<&FactClass> {
        self.classes.iter().find(|c| c.wire == wire)
    }

    /// Whether a mention of class `class` satisfies a demand for `wanted`.
    pub fn is_a(&self, class: Sym, wanted: Sym) -> bool {
        class == wanted || self.below.contains(&(class, wanted))
    }

    /// Whether mentions of this class name things themselves; those that only
    /// refer back (`wg:refers true`) do not.
    pub fn is_named(&self, class: Sym) -> bool {
        !self.referring.contains(&class)
    }

    /// Whether the ontology declares this mention class.
    pub fn has_mention_class(&self, class: Sym) -> bool {
        self.above.contains_key(&class)
    }

    /// All mention classes.
    pub fn mention_classes(&self) -> impl Iterator<Item = Sym> + '_ {
        self.above.keys().copied()
    }

    fn read_classes(&mut self, declared: &BTreeMap<String, String>, report: &mut Report) {
        let graph = &self.graph;
        let wire = ns("wire");
        let mut classes: Vec<FactClass> = Vec::new();
        let mut roles: Vec<(String, Role)> = Vec::new();
        for triple in graph.triples_for_predicate(NamedNodeRef::new_unchecked(&wire)) {
            let node = Node { graph, subject: triple.subject };
            let NamedOrBlankNodeRef::NamedNode(iri) = triple.subject else { continue };
            let file = declared.get(&triple.subject.to_string()).map_or("", String::as_str);
            let mut fail = |message: String, hint: &str| report.error(file, None, message, Some(hint));
            if node.types().any(|t| t == ns("Role")) {
                match node.role(iri.as_str()) {
                    Ok(role) => roles.push((node.object("of").unwrap_or_default(), role)),
                    Err(what) => fail(format!("role {iri}: {what}"), "see another role in the same folder"),
                }
            } else {
                match node.class(iri.as_str()) {
                    Ok(class) => classes.push(class),
                    Err(what) => fail(format!("class {iri}: {what}"), "see another class in the same folder"),
                }
            }
        }
        roles.sort_by_key(|r| (r.1.order, r.1.wire));
        for (of, role) in roles {
            for accepted in &role.accepts {
                if !self.above.contains_key(accepted) {
                    let known: Vec<&str> = self.above.keys().map(|k| k.as_str()).collect();
                    report.error(
                        declared.get(&format!("<{}>", role.iri)).map_or("", String::as_str),
                        None,
                        format!("role {} accepts unknown mention class {accepted:?}", role.iri),
                        Some(&format!("known: {}", known.join(", "))),
                    );
                }
            }
            match classes.iter_mut().find(|c| c.iri == of) {
                Some(class) => class.roles.push(role),
                None => report.error(
                    declared.get(&format!("<{}>", role.iri)).map_or("", String::as_str),
                    None,
                    format!("role {} belongs to {of:?}, which is no fact class", role.iri),
                    Some("wg:of must name a class that has a wg:wire"),
                ),
            }
        }
        classes.sort_by_key(|c| (c.order, c.wire));
        self.classes = classes;
    }
}

impl FactClass {
    /// The role written `wire`.
    pub fn role(&self, wire: Sym) -> Option<&Role> {
        self.roles.iter().find(|r| r.wire == wire)
    }

    /// Whether its facts have figures, which are revised: such events are counted
    /// in many ways, and a kind apart is no event apart.
    pub fn has_figures(&self) -> bool {
        self.roles.iter().any(|r| r.identity == Identity::Hint)
    }
}

fn ns(local: &str) -> String {
    format!("{NS}{local}")
}

struct Node<'a> {
    graph: &'a Graph,
    subject: NamedOrBlankNodeRef<'a>,
}

impl<'a> Node<'a> {
    fn objects(&self, predicate: &str) -> Vec<TermRef<'a>> {
        let graph = self.graph;
        let mut out: Vec<TermRef<'a>> = graph
            .triples_for_subject(self.subject)
            .filter(|t| t.predicate.as_str() == predicate)
            .map(|t| t.object)
            .collect();
        out.sort_by_key(ToString::to_string);
        out
    }

    fn types(&self) -> impl Iterator<Item = String> {
        self.objects(RDF_TYPE).into_iter().map(text)
    }

    fn object(&self, local: &str) -> Option<String> {
        self.objects(&ns(local)).into_iter().next().map(text)
    }

    fn code(&self, local: &str) -> Option<String> {
        self.object(local).and_then(|o| o.strip_prefix(CODE).map(str::to_owned))
    }

    fn class(&self, iri: &str) -> Result<FactClass, String> {
        let one = |p: &str| self.objects(p).into_iter().next().map(text).unwrap_or_default();
        Ok(FactClass {
            iri: iri.to_owned(),
            wire: Sym::new(&self.object("wire").ok_or("has no wg:wire")?),
            label: one(LABEL),
            comment: one(COMMENT),
            projection: match self.code("projection").as_deref() {
                Some("event") => Projection::Event,
                Some("tenure") => Projection::Tenure,
                Some("relation") => Projection::Relation,
                Some("entity") => Projection::Entity,
                other => return Err(format!("wg:projection is {other:?}, not event, tenure, relation or entity")),
            },
            order: self.order()?,
            roles: Vec::new(),
        })
    }

    fn role(&self, iri: &str) -> Result<Role, String> {
        Ok(Role {
            iri: iri.to_owned(),
            wire: Sym::new(&self.object("wire").ok_or("has no wg:wire")?),
            property: self.object("property").ok_or("has no wg:property")?,
            value: match self.code("value").as_deref() {
                Some("name") => ValueKind::Name,
                Some("phrase") => ValueKind::Phrase,
                Some("text") => ValueKind::Text,
                Some("code") => ValueKind::Code,
                Some("date") => ValueKind::Date,
                Some("number") => ValueKind::Number,
                other => return Err(format!("wg:value is {other:?}, not name, phrase, text, code, date or number")),
            },
            many: match self.code("cardinality").as_deref() {
                Some("many") => true,
                Some("one") => false,
                other => return Err(format!("wg:cardinality is {other:?}, not one or many")),
            },
            accepts: self.objects(&ns("accepts")).into_iter().map(|t| Sym::new(&text(t))).collect(),
            identity: match self.code("identity").as_deref() {
                Some("key") => Identity::Key,
                Some("distinct") => Identity::Distinct,
                Some("shared") => Identity::Shared,
                Some("hint") => Identity::Hint,
                None => Identity::None,
                other => return Err(format!("wg:identity is {other:?}, not key, distinct or shared")),
            },
            end: match self.code("relation").as_deref() {
                Some("subject") => Some(End::Subject),
                Some("object") => Some(End::Object),
                _ => None,
            },
            order: self.order()?,
        })
    }

    fn order(&self) -> Result<i64, String> {
        self.object("order").unwrap_or_default().parse().map_err(|_| "has no whole number as wg:order".to_owned())
    }
}

fn text(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(n) => n.as_str().to_owned(),
        TermRef::Literal(l) => l.value().to_owned(),
        other => other.to_string(),
    }
}

fn mention_classes(graph: &Graph) -> BTreeMap<Sym, BTreeSet<Sym>> {
    let mut direct: BTreeMap<Sym, BTreeSet<Sym>> = BTreeMap::new();
    let local = |iri: &str| iri.strip_prefix(MENTION).map(Sym::new);
    for triple in graph.iter() {
        let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { continue };
        let Some(class) = local(subject.as_str()) else { continue };
        let entry = direct.entry(class).or_default();
        if triple.predicate.as_str() == ns("under")
            && let TermRef::NamedNode(object) = triple.object
            && let Some(above) = local(object.as_str())
        {
            entry.insert(above);
        }
    }
    direct.keys().map(|class| (*class, closure(*class, &direct))).collect()
}

fn referring(graph: &Graph) -> FxHashSet<Sym> {
    let refers = ns("refers");
    graph
        .triples_for_predicate(NamedNodeRef::new_unchecked(&refers))
        .filter_map(|t| match t.subject {
            NamedOrBlankNodeRef::NamedNode(n) => n.as_str().strip_prefix(MENTION).map(Sym::new),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect()
}

fn closure(class: Sym, direct: &BTreeMap<Sym, BTreeSet<Sym>>) -> BTreeSet<Sym> {
    let mut seen = BTreeSet::from([class]);
    let mut todo = vec![class];
    while let Some(next) = todo.pop() {
        for above in direct.get(&next).into_iter().flatten() {
            if seen.insert(*above) {
                todo.push(*above);
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_vocabulary_loads_without_errors() {
        let mut report = Report::default();
        let vocab = Vocab::load(&Source::embedded(), &mut report);
        assert!(!report.has_errors(), "{report}");
        assert!(vocab.classes.len() >= 7);
        assert!(vocab.classes.iter().all(|c| !c.roles.is_empty()));
        assert!(vocab.is_a(Sym::new("country"), Sym::new("location")));
        assert!(!vocab.is_a(Sym::new("person"), Sym::new("location")));
    }

    #[test]
    fn mistakes_are_all_reported_with_their_file() {
        let bad = "@prefix wg: <https://w3id.org/wiregraph/ns#> . @prefix wgc: <https://w3id.org/wiregraph/code#> .\n\
            wg:A wg:wire \"a\" ; wg:projection wgc:event ; wg:order 1 .\n\
            wg:a.x a wg:Role ; wg:of wg:B ; wg:order 1 ; wg:wire \"x\" ; wg:property wg:x ; wg:value wgc:name ; wg:cardinality wgc:one .\n\
            wg:a.y a wg:Role ; wg:of wg:A ; wg:order 1 ; wg:wire \"y\" ; wg:property wg:y ; wg:value wgc:number ; wg:cardinality wgc:several .\n";
        let mut report = Report::default();
        Vocab::load(&Source::from_files([("events/a.ttl".to_owned(), bad.to_owned())]), &mut report);
        let text = report.to_string();
        assert!(text.contains("no fact class") && text.contains("not one or many"), "{text}");
        assert!(text.contains("events/a.ttl"), "{text}");
    }
}
