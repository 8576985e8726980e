//! Do two values of a property exclude each other?

use super::dates;
use super::terms::{Term, Terms};
use crate::ontology::{Comparator, Properties, Property};
use oxigraph::model;

/// How two different values of one property of one subject stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They cannot, or usually do not, both hold.
    Conflict,
    /// Both may hold; neither says more.
    Compatible,
    /// The first says more and agrees with the second.
    FirstFiner,
    /// The second says more and agrees with the first.
    SecondFiner,
}

impl Relation {
    fn nested(first_in_second: bool, second_in_first: bool, else_: Relation) -> Self {
        match (first_in_second, second_in_first) {
            (true, _) => Self::FirstFiner,
            (_, true) => Self::SecondFiner,
            _ => else_,
        }
    }
}

/// Compares two values as the property's comparator says.
pub fn compare(how: Comparator, a: Term, b: Term, terms: &Terms, properties: &Properties) -> Relation {
    use Relation::{Compatible, Conflict};
    match how {
        Comparator::Exact => Conflict,
        Comparator::DateOverlap => {
            let (Some(x), Some(y)) = (date(terms, a), date(terms, b)) else {
                return without_year(terms, a, b).unwrap_or(Compatible);
            };
            if x.1 < y.0 || y.1 < x.0 {
                return Conflict;
            }
            let inside = |p: (dates::Day, dates::Day), q: (dates::Day, dates::Day)| q.0 <= p.0 && p.1 <= q.1;
            Relation::nested(inside(x, y) && x != y, inside(y, x) && x != y, Compatible)
        }
        Comparator::ConceptBroader => {
            let (a, b) = (terms.iri_of(a).unwrap_or(""), terms.iri_of(b).unwrap_or(""));
            Relation::nested(properties.is_broader(b, a), properties.is_broader(a, b), Conflict)
        }
        Comparator::ConceptDisjoint => {
            let (a, b) = (terms.iri_of(a).unwrap_or(""), terms.iri_of(b).unwrap_or(""));
            if properties.is_disjoint(a, b) { Conflict } else { Compatible }
        }
        Comparator::PlaceWithin => {
            let (a, b) = (terms.path(a).unwrap_or(""), terms.path(b).unwrap_or(""));
            Relation::nested(container(a).is_some_and(|c| c == b), container(b).is_some_and(|c| c == a), Conflict)
        }
        Comparator::IntervalOverlap => {
            let (Some(x), Some(y)) = (figure(terms, a), figure(terms, b)) else { return Compatible };
            if x.1 < y.0 || y.1 < x.0 {
                return Conflict;
            }
            let inside = |p: (u64, u64), q: (u64, u64)| q.0 <= p.0 && p.1 <= q.1;
            Relation::nested(inside(x, y) && x != y, inside(y, x) && x != y, Compatible)
        }
    }
}

/// Compares two dates of which one has no year: the one with a year says more
/// where it fits.
fn without_year(terms: &Terms, a: Term, b: Term) -> Option<Relation> {
    let (x, y) = (terms.literal(a)?, terms.literal(b)?);
    let stands = |inside: Option<bool>, finer: Relation| match inside {
        Some(true) => finer,
        Some(false) => Relation::Conflict,
        None => Relation::Compatible,
    };
    Some(match (dates::yearless(x), dates::yearless(y)) {
        (None, Some(y)) => stands(dates::falls_in(dates::interval(x)?, y), Relation::FirstFiner),
        (Some(x), None) => stands(dates::falls_in(dates::interval(y)?, x), Relation::SecondFiner),
        (Some(x), Some(y)) if x.0 != y.0 => Relation::Conflict,
        (Some((_, None)), Some((_, Some(_)))) => Relation::SecondFiner,
        (Some((_, Some(_))), Some((_, None))) => Relation::FirstFiner,
        (Some(x), Some(y)) if x != y => Relation::Conflict,
        _ => return None,
    })
}

/// Compares values of a stored graph.
#[derive(Debug)]
pub struct Comparer {
    terms: Terms,
}

impl Comparer {
    /// For a graph whose nodes lie under `base`.
    pub fn new(base: &str) -> Self {
        Self { terms: Terms::new(base) }
    }

    /// Whether two values of one property of one subject exclude each other, as
    /// its comparator says.
    pub fn contradict(
        &mut self,
        property: &Property,
        a: &model::Term,
        b: &model::Term,
        properties: &Properties,
    ) -> bool {
        let [a, b] = [a, b].map(|value| match value {
            model::Term::Literal(literal) => self.terms.string(literal.value()),
            model::Term::NamedNode(node) => self.terms.iri(node.as_str()),
            model::Term::BlankNode(node) => self.terms.iri(node.as_str()),
        });
        a != b && compare(property.comparator, a, b, &self.terms, properties) == Relation::Conflict
    }
}

/// First and last day of a date literal.
pub fn date(terms: &Terms, term: Term) -> Option<(dates::Day, dates::Day)> {
    dates::interval(terms.literal(term)?)
}

/// Least and greatest count of a figure node, from its name.
pub fn figure(terms: &Terms, term: Term) -> Option<(u64, u64)> {
    let name = terms.path(term)?.rsplit('/').next()?;
    if let Some(min) = name.strip_suffix("-plus") {
        return Some((min.parse().ok()?, u64::MAX));
    }
    match name.split_once('-') {
        Some((min, max)) => Some((min.parse().ok()?, max.parse().ok()?)),
        None => name.parse().ok().map(|n| (n, n)),
    }
}

/// Local name of a figure: `31`, `20-25`, `10-plus`.
pub fn figure_name(min: u64, max: Option<u64>) -> String {
    match max {
        Some(max) if max == min => min.to_string(),
        Some(max) => format!("{min}-{max}"),
        None => format!("{min}-plus"),
    }
}

/// The country a known place lies in: `country/PK` for `place/PK/quetta`.
pub fn container(path: &str) -> Option<String> {
    let mut parts = path.split('/');
    let (_, code, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && !rest.is_empty()).then(|| format!("country/{code}"))
}
