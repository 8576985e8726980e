//! Whether a graph has the shapes of its ontology.

use super::check::Finding;
use super::terms::ns;
use crate::error::{Error, Result};
use crate::ontology::shapes::{Constraint, FILE, PropertyShape, Question, Shape, Shapes};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::{StorageError, Store};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Nodes and the classes they are members of.
struct Checker<'a> {
    store: &'a Store,
    /// Members of a class and of its subclasses.
    members: BTreeMap<NamedNode, FxHashSet<Term>>,
    findings: Vec<Finding>,
}

/// Every node that has not the shape it must have, in any order.
///
/// # Errors
/// If the store cannot be read or a question is not valid SPARQL.
pub fn check(store: &Store, shapes: &Shapes) -> Result<Vec<Finding>> {
    let mut checker = Checker { store, members: BTreeMap::new(), findings: Vec::new() };
    for shape in &shapes.list {
        checker.shape(shape)?;
    }
    Ok(checker.findings)
}

fn broken(e: StorageError) -> Error {
    Error::KnowledgeBase(format!("the store cannot be read: {e}"))
}

impl Checker<'_> {
    fn shape(&mut self, shape: &Shape) -> Result<()> {
        let mut targets: FxHashSet<Term> = FxHashSet::default();
        for class in &shape.targets {
            targets.extend(self.members(class)?.iter().cloned());
        }
        let name = shape.iri.rsplit(['#', '/']).next().unwrap_or(&shape.iri).to_owned();
        for node in targets.iter().filter(|t| shape.is_iri && !t.is_named_node()) {
            self.find(&name, "must be an IRI", vec![("node", node)]);
        }
        for property in &shape.properties {
            for node in &targets {
                self.property(&name, property, node)?;
            }
        }
        for question in &shape.questions {
            self.question(&name, question, &targets)?;
        }
        Ok(())
    }

    /// Members of a class and of the classes under it.
    fn members(&mut self, class: &NamedNode) -> Result<&FxHashSet<Term>> {
        if !self.members.contains_key(class) {
            let mut classes: Vec<Term> = vec![class.clone().into()];
            let mut at = 0;
            while let Some(above) = classes.get(at).cloned() {
                for under in self.sources(rdfs::SUB_CLASS_OF, above.as_ref())? {
                    if !classes.contains(&under) {
                        classes.push(under);
                    }
                }
                at += 1;
            }
            let mut found = FxHashSet::default();
            for class in &classes {
                found.extend(self.sources(rdf::TYPE, class.as_ref())?);
            }
            self.members.insert(class.clone(), found);
        }
        Ok(&self.members[class])
    }

    fn sources(&self, property: NamedNodeRef<'_>, object: TermRef<'_>) -> Result<Vec<Term>> {
        let quads = self.store.quads_for_pattern(None, Some(property), Some(object), None);
        quads.map(|q| q.map(|q| q.subject.into()).map_err(broken)).collect()
    }

    fn values(&self, node: &Term, property: &PropertyShape) -> Result<Vec<Term>> {
        let path = property.path.as_ref();
        if property.inverse {
            return self.sources(path, node.as_ref());
        }
        let subject: NamedOrBlankNodeRef<'_> = match node {
            Term::NamedNode(n) => n.as_ref().into(),
            Term::BlankNode(b) => b.as_ref().into(),
            Term::Literal(_) => return Ok(Vec::new()),
        };
        let quads = self.store.quads_for_pattern(Some(subject), Some(path), None, None);
        quads.map(|q| q.map(|q| q.object).map_err(broken)).collect()
    }

    fn property(&mut self, shape: &str, property: &PropertyShape, node: &Term) -> Result<()> {
        let values = self.values(node, property)?;
        let path: Term = property.path.clone().into();
        for constraint in &property.constraints {
            let (wrong, what): (Vec<Option<&Term>>, String) = match constraint {
                Constraint::MinCount(n) => {
                    (vec![None; usize::from(values.len() < *n)], format!("at least {n}, not {}", values.len()))
                }
                Constraint::MaxCount(n) => {
                    (vec![None; usize::from(values.len() > *n)], format!("at most {n}, not {}", values.len()))
                }
                Constraint::Class(class) => {
                    let members = self.members(class)?;
                    let strangers = values.iter().filter(|v| !members.contains(*v)).map(Some).collect();
                    (strangers, format!("must be of class {class}"))
                }
                other => {
                    let (test, what) = test(other)?;
                    (values.iter().filter(|v| !test(v)).map(Some).collect(), what)
                }
            };
            for value in wrong {
                let what = property.message.as_deref().unwrap_or(&what);
                let mut row = vec![("node", node), ("property", &path)];
                row.extend(value.map(|v| ("value", v)));
                self.find(shape, what, row);
            }
        }
        Ok(())
    }

    fn question(&mut self, shape: &str, question: &Question, targets: &FxHashSet<Term>) -> Result<()> {
        let failed = |e: &dyn std::fmt::Display| Error::Query(format!("{FILE}: {shape}: {e}"));
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, iri) in &question.prefixes {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|e| failed(&e))?;
        }
        let query = evaluator.parse_query(&question.select).map_err(|e| failed(&e))?;
        let QueryResults::Solutions(rows) = query.on_store(self.store).execute().map_err(|e| failed(&e))? else {
            return Err(failed(&"sh:select must be a SELECT query"));
        };
        for row in rows {
            let row = row.map_err(|e| failed(&e))?;
            if let Some(node) = row.get("this").filter(|n| targets.contains(*n)) {
                self.find(shape, &question.message, vec![("node", node)]);
            }
        }
        Ok(())
    }

    fn find(&mut self, shape: &str, what: &str, row: Vec<(&str, &Term)>) {
        self.findings.push(Finding {
            check: FILE.to_owned(),
            title: format!("shape {shape}: {what}"),
            row: row.into_iter().map(|(name, term)| (name.to_owned(), term.to_string())).collect(),
        });
    }
}

/// A test of one value.
type Test<'a> = Box<dyn Fn(&Term) -> bool + 'a>;

/// How one value is tested, and what is asked of it in words.
fn test(constraint: &Constraint) -> Result<(Test<'_>, String)> {
    let number = |text: &str| text.parse::<f64>().map_err(|_| Error::Query(format!("{FILE}: {text:?} is no number")));
    Ok(match constraint {
        Constraint::Iri => (Box::new(Term::is_named_node), "must be an IRI".to_owned()),
        Constraint::Datatype(wanted) => (
            Box::new(
                move |v| matches!(v, Term::Literal(l) if l.datatype() == wanted.as_ref() && is_valid(l.value(), wanted)),
            ),
            format!("must be of datatype {wanted}"),
        ),
        Constraint::In(list) => {
            let all: Vec<String> = list.iter().map(ToString::to_string).collect();
            (Box::new(move |v| list.contains(v)), format!("must be one of {}", all.join(" ")))
        }
        Constraint::Pattern(pattern) => {
            let regex = regex::Regex::new(pattern).map_err(|e| Error::Query(format!("{FILE}: {e}")))?;
            let text = |v: &Term| match v {
                Term::Literal(l) => Some(l.value().to_owned()),
                Term::NamedNode(n) => Some(n.as_str().to_owned()),
                Term::BlankNode(_) => None,
            };
            (Box::new(move |v| text(v).is_some_and(|t| regex.is_match(&t))), format!("must match {pattern}"))
        }
        Constraint::MinInclusive(limit) => {
            let bound = number(limit)?;
            (Box::new(move |v| value(v).is_some_and(|n| n >= bound)), format!("must not be below {limit}"))
        }
        Constraint::MaxInclusive(limit) => {
            let bound = number(limit)?;
            (Box::new(move |v| value(v).is_some_and(|n| n <= bound)), format!("must not be above {limit}"))
        }
        Constraint::MinExclusive(limit) => {
            let bound = number(limit)?;
            (Box::new(move |v| value(v).is_some_and(|n| n > bound)), format!("must be above {limit}"))
        }
        Constraint::MinCount(_) | Constraint::MaxCount(_) | Constraint::Class(_) => (Box::new(|_| true), String::new()),
    })
}

/// The number a literal stands for.
fn value(term: &Term) -> Option<f64> {
    if let Term::Literal(l) = term { l.value().parse().ok() } else { None }
}

/// Whether a text is a value of the datatypes that the graph uses.
fn is_valid(text: &str, datatype: &NamedNode) -> bool {
    match datatype.as_str().strip_prefix(ns::XSD) {
        Some("integer") => text.parse::<i64>().is_ok(),
        Some("decimal") => text.parse::<f64>().is_ok_and(f64::is_finite) && !text.contains(['e', 'E']),
        Some("boolean") => matches!(text, "true" | "false" | "0" | "1"),
        Some("date") => text.parse::<jiff::civil::Date>().is_ok(),
        _ => true,
    }
}
