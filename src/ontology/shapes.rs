//! What a graph must look like: `shapes.ttl`, the part of SHACL that its header
//! lists.

use super::report::Report;
use super::source::Source;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};
use std::collections::BTreeMap;

/// The file in which shapes stand.
pub const FILE: &str = "shapes.ttl";
const SH: &str = "http://www.w3.org/ns/shacl#";

/// All shapes, sorted by IRI.
#[derive(Clone, Debug, Default)]
pub struct Shapes {
    /// The shapes.
    pub list: Vec<Shape>,
}

/// What the members of some classes must look like.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// Its IRI.
    pub iri: String,
    /// Classes whose members, and those of their subclasses, are looked at.
    pub targets: Vec<NamedNode>,
    /// Whether the members must be IRIs.
    pub is_iri: bool,
    /// What their values must look like.
    pub properties: Vec<PropertyShape>,
    /// Questions that must find none of them.
    pub questions: Vec<Question>,
}

/// What the values of a property must look like.
#[derive(Clone, Debug)]
pub struct PropertyShape {
    /// The property.
    pub path: NamedNode,
    /// Whether it is followed from object to subject.
    pub inverse: bool,
    /// What is asked of the values.
    pub constraints: Vec<Constraint>,
    /// What is wrong otherwise, in words.
    pub message: Option<String>,
}

/// What is asked of the values of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// At least so many.
    MinCount(usize),
    /// At most so many.
    MaxCount(usize),
    /// Members of this class.
    Class(NamedNode),
    /// Literals of this datatype.
    Datatype(NamedNode),
    /// IRIs.
    Iri,
    /// One of these.
    In(Vec<Term>),
    /// Text that this regular expression (as of SPARQL) finds something in.
    Pattern(String),
    /// Numbers not below this.
    MinInclusive(String),
    /// Numbers not above this.
    MaxInclusive(String),
    /// Numbers above this.
    MinExclusive(String),
}

/// A SPARQL query that must have no answer; `$this` is the node it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The query.
    pub select: String,
    /// Prefixes it uses.
    pub prefixes: BTreeMap<String, String>,
    /// What an answer means.
    pub message: String,
}

impl Shapes {
    /// Reads the shapes of an ontology. Whatever is not understood is an error,
    /// so that no constraint is passed over in silence.
    pub fn load(source: &Source, report: &mut Report) -> Self {
        let Some(text) = source.file(FILE) else { return Self::default() };
        let mut graph = Graph::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
            match quad {
                Ok(quad) => {
                    graph.insert(&Triple::new(quad.subject, quad.predicate, quad.object));
                }
                Err(e) => {
                    let place = e.location().map(|l| (l.start.line as usize + 1, l.start.column as usize + 1));
                    report.error(FILE, place, e.to_string(), None);
                    return Self::default();
                }
            }
        }
        let read = Read { graph: &graph };
        let node_shape = sh("NodeShape");
        let mut list = Vec::new();
        for subject in graph.subjects_for_predicate_object(rdf::TYPE, &node_shape) {
            match read.shape(subject) {
                Ok(shape) => list.push(shape),
                Err(what) => {
                    let hint = "the file's header lists what may be used";
                    report.error(FILE, None, format!("shape {subject}: {what}"), Some(hint));
                }
            }
        }
        list.sort_by(|a, b| a.iri.cmp(&b.iri));
        Self { list }
    }
}

fn sh(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SH}{local}"))
}

struct Read<'a> {
    graph: &'a Graph,
}

type Outcome<T> = Result<T, String>;

impl<'a> Read<'a> {
    /// What is said of a node in SHACL's words, sorted.
    fn said(&self, node: NamedOrBlankNodeRef<'a>) -> Vec<(String, TermRef<'a>)> {
        let own = |p: NamedNodeRef<'_>| p.as_str().strip_prefix(SH).map(str::to_owned);
        let mut out: Vec<(String, TermRef<'a>)> =
            self.graph.triples_for_subject(node).filter_map(|t| Some((own(t.predicate)?, t.object))).collect();
        out.sort_by_cached_key(|(p, o)| (p.clone(), o.to_string()));
        out
    }

    fn shape(&self, subject: NamedOrBlankNodeRef<'a>) -> Outcome<Shape> {
        let mut shape = Shape { iri: iri(subject.into())?.into_string(), ..Shape::default() };
        for (word, value) in self.said(subject) {
            match word.as_str() {
                "targetClass" => shape.targets.push(iri(value)?),
                "nodeKind" => shape.is_iri = only_iri(value)?,
                "property" => shape.properties.push(self.property(node(value)?)?),
                "sparql" => shape.questions.push(self.question(node(value)?)?),
                other => return Err(format!("sh:{other} is not understood")),
            }
        }
        shape.properties.sort_by_cached_key(|p| (p.path.clone(), p.inverse, format!("{:?}", p.constraints)));
        shape.questions.sort_by(|a, b| a.message.cmp(&b.message));
        if shape.targets.is_empty() { Err("it has no sh:targetClass".to_owned()) } else { Ok(shape) }
    }

    fn property(&self, subject: NamedOrBlankNodeRef<'a>) -> Outcome<PropertyShape> {
        let (mut path, mut message, mut constraints) = (None, None, Vec::new());
        for (word, value) in self.said(subject) {
            constraints.push(match word.as_str() {
                "path" => {
                    path = Some(self.path(value)?);
                    continue;
                }
                "message" => {
                    message = Some(text(value)?);
                    continue;
                }
                "minCount" => Constraint::MinCount(count(value)?),
                "maxCount" => Constraint::MaxCount(count(value)?),
                "class" => Constraint::Class(iri(value)?),
                "datatype" => Constraint::Datatype(iri(value)?),
                "nodeKind" => only_iri(value).map(|_| Constraint::Iri)?,
                "in" => Constraint::In(self.list(value)?),
                "pattern" => Constraint::Pattern(text(value)?),
                "minInclusive" => Constraint::MinInclusive(text(value)?),
                "maxInclusive" => Constraint::MaxInclusive(text(value)?),
                "minExclusive" => Constraint::MinExclusive(text(value)?),
                other => return Err(format!("sh:{other} is not understood")),
            });
        }
        let (path, inverse) = path.ok_or("a property without sh:path")?;
        Ok(PropertyShape { path, inverse, constraints, message })
    }

    fn path(&self, value: TermRef<'a>) -> Outcome<(NamedNode, bool)> {
        if let TermRef::NamedNode(path) = value {
            return Ok((path.into_owned(), false));
        }
        match self.said(node(value)?).as_slice() {
            [(word, inner)] if word == "inversePath" => Ok((iri(*inner)?, true)),
            _ => Err("a path must be a property or the inverse of one".to_owned()),
        }
    }

    fn question(&self, subject: NamedOrBlankNodeRef<'a>) -> Outcome<Question> {
        let (mut select, mut message, mut prefixes) = (None, None, BTreeMap::new());
        for (word, value) in self.said(subject) {
            match word.as_str() {
                "select" => select = Some(text(value)?),
                "message" => message = Some(text(value)?),
                "prefixes" => prefixes.extend(self.prefixes(node(value)?)?),
                other => return Err(format!("sh:{other} is not understood")),
            }
        }
        match (select, message) {
            (Some(select), Some(message)) => Ok(Question { select, prefixes, message }),
            _ => Err("sh:sparql needs sh:select and sh:message".to_owned()),
        }
    }

    fn prefixes(&self, subject: NamedOrBlankNodeRef<'a>) -> Outcome<BTreeMap<String, String>> {
        let mut out = BTreeMap::new();
        for (word, value) in self.said(subject) {
            if word != "declare" {
                return Err(format!("sh:{word} is not understood"));
            }
            let said = self.said(node(value)?);
            let find = |wanted: &str| {
                said.iter().find(|s| s.0 == wanted).map_or(Err(format!("no sh:{wanted}")), |s| text(s.1))
            };
            out.insert(find("prefix")?, find("namespace")?);
        }
        Ok(out)
    }

    fn list(&self, value: TermRef<'a>) -> Outcome<Vec<Term>> {
        let (mut at, mut out) = (value, Vec::new());
        while at != TermRef::from(rdf::NIL) {
            let here = node(at)?;
            let part = |p| self.graph.object_for_subject_predicate(here, p).ok_or("sh:in needs a list");
            out.push(part(rdf::FIRST)?.into_owned());
            at = part(rdf::REST)?;
        }
        Ok(out)
    }
}

fn iri(value: TermRef<'_>) -> Outcome<NamedNode> {
    if let TermRef::NamedNode(n) = value { Ok(n.into_owned()) } else { Err(format!("{value} is not an IRI")) }
}

fn node(value: TermRef<'_>) -> Outcome<NamedOrBlankNodeRef<'_>> {
    match value {
        TermRef::NamedNode(n) => Ok(n.into()),
        TermRef::BlankNode(b) => Ok(b.into()),
        other => Err(format!("{other} is not a node")),
    }
}

fn text(value: TermRef<'_>) -> Outcome<String> {
    if let TermRef::Literal(l) = value { Ok(l.value().to_owned()) } else { Err(format!("{value} is not a literal")) }
}

fn count(value: TermRef<'_>) -> Outcome<usize> {
    text(value)?.parse().map_err(|_| format!("{value} is not a count"))
}

fn only_iri(value: TermRef<'_>) -> Outcome<bool> {
    if iri(value)? == sh("IRI") { Ok(true) } else { Err(format!("sh:nodeKind {value} is not understood")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (Shapes, String) {
        let head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .\n";
        let source = Source::from_files([(FILE.to_owned(), format!("{head}{text}"))]);
        let mut report = Report::default();
        let shapes = Shapes::load(&source, &mut report);
        (shapes, report.to_string())
    }

    #[test]
    fn shapes_are_read() {
        let (shapes, report) = load(
            "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:nodeKind sh:IRI ;\n\
             sh:property [ sh:path [ sh:inversePath x:p ] ; sh:minCount 1 ; sh:in ( x:a \"b\" ) ; sh:message \"why\" ] .",
        );
        assert_eq!(report, "");
        let property = &shapes.list[0].properties[0];
        assert!(property.inverse && property.message.as_deref() == Some("why"));
        assert_eq!(property.constraints.len(), 2);
        assert!(matches!(&property.constraints[0], Constraint::In(list) if list.len() == 2));
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for (text, wanted) in [
            ("x:S a sh:NodeShape ; sh:targetClass x:C ; sh:closed true .", "sh:closed"),
            (
                "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:maxLength 3 ] .",
                "sh:maxLength",
            ),
            ("x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:minCount 1 ] .", "without sh:path"),
            ("x:S a sh:NodeShape ; sh:targetClass x:C ; sh:nodeKind sh:Literal .", "nodeKind"),
            ("x:S a sh:NodeShape .", "targetClass"),
            ("x:S a sh:NodeShape ;", "shapes.ttl:2"),
        ] {
            let (_, report) = load(text);
            assert!(report.contains(wanted), "{text}: {report}");
        }
    }
}
