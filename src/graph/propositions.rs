//! What is said, by whom, how often: and whether it is accepted.

use super::build::Judgements;
use super::compare::{Relation, compare, date};
use super::dates;
use super::notes::Stance;
use super::terms::{Term, ns};
use super::world::{Stated, World};
use crate::claim::{Article, ArticleClaims, Claim, Subject, hex16};
use crate::extract::Modality;
use crate::ontology::{Comparator, Functional, Ontology, Property};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Where a proposition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Some article says it in its own voice and nothing better contradicts it.
    Accepted,
    /// Only attributed, claimed, hedged or expected.
    Reported,
    /// Openly contradicted, with nothing to prefer.
    Contested,
    /// Lost against a preferred value.
    Rejected,
    /// True, but a more specific value is shown.
    Subsumed,
    /// Only denied or negated.
    NegativeOnly,
}

impl Acceptance {
    /// The code in the ontology.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Reported => "reported",
            Self::Contested => "contested",
            Self::Rejected => "rejected",
            Self::Subsumed => "subsumed",
            Self::NegativeOnly => "negative-only",
        }
    }
}

/// A resolved subject, predicate and object.
pub struct Proposition {
    /// 16 hex digits over the three.
    pub id: String,
    pub subject: Term,
    pub predicate: Term,
    pub object: Term,
    /// Indices into [`World::stated`].
    pub claims: Vec<usize>,
    /// Indices into [`World::noted`].
    pub notes: Vec<usize>,
    pub positive: usize,
    pub articles: usize,
    pub origins: usize,
    pub negative_origins: usize,
    pub acceptance: Acceptance,
}

/// Values of one property that do not go together.
pub struct Conflict {
    /// 16 hex digits over subject and predicate.
    pub id: String,
    pub subject: Term,
    pub predicate: Term,
    /// Indices of propositions.
    pub alternatives: Vec<usize>,
    pub preferred: Option<usize>,
    /// `contradiction` or `tension`.
    pub kind: &'static str,
    /// Why the preferred one is preferred.
    pub basis: &'static str,
}

/// Where a proposition stands, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// IRI of the subject.
    pub subject: String,
    /// IRI of the property.
    pub property: String,
    /// The value as written in N-Quads.
    pub object: String,
    /// `accepted`, `rejected`, ...
    pub acceptance: &'static str,
    /// Independent origins that say so.
    pub origins: usize,
}

/// Where every proposition stands if claims of some articles or origins are
/// left out, who is who staying as it is: `left_out` is given an article and
/// the path of an origin (a speaker, or `source-group/...`). Sorted.
pub fn standings(
    articles: &[ArticleClaims],
    judgements: &Judgements,
    ontology: &Ontology,
    base: &str,
    left_out: &dyn Fn(&Article, &str) -> bool,
) -> Vec<Standing> {
    let mut world = World::new(articles, judgements, ontology, base);
    let stated = std::mem::take(&mut world.stated);
    let kept = |s: &Stated| {
        let origin = world.terms.path(s.origin).unwrap_or("");
        !left_out(&world.articles[s.article].article, origin)
    };
    world.stated = stated.into_iter().filter(kept).collect();
    let (list, _) = propositions(&world);
    let name = |term: Term| world.terms.iri_of(term).unwrap_or("").to_owned();
    let mut out: Vec<Standing> = list
        .iter()
        .map(|p| Standing {
            subject: name(p.subject),
            property: name(p.predicate),
            object: world.terms.text(p.object).to_owned(),
            acceptance: p.acceptance.as_str(),
            origins: p.origins,
        })
        .collect();
    out.sort();
    out
}

/// All propositions, sorted by id, and the conflicts among them.
pub fn propositions(world: &World<'_>) -> (Vec<Proposition>, Vec<Conflict>) {
    let mut by_triple: FxHashMap<(Term, Term, Term), [Vec<usize>; 2]> = FxHashMap::default();
    for (i, s) in world.stated.iter().enumerate() {
        by_triple.entry((s.subject, s.predicate, s.object)).or_default()[0].push(i);
    }
    for (i, n) in world.noted.iter().enumerate() {
        by_triple.entry((n.subject, n.predicate, n.object)).or_default()[1].push(i);
    }
    let mut list: Vec<Proposition> =
        by_triple.into_iter().map(|(triple, [claims, notes])| gather(world, triple, claims, notes)).collect();
    list.sort_by(|a, b| a.id.cmp(&b.id));
    let conflicts = conflicts(world, &mut list);
    (list, conflicts)
}

fn gather(
    world: &World<'_>,
    (subject, predicate, object): (Term, Term, Term),
    claims: Vec<usize>,
    notes: Vec<usize>,
) -> Proposition {
    let terms = &world.terms;
    let id = hex16([terms.text(subject), terms.text(predicate), terms.text(object)]);
    let property = world.ontology.properties.get(terms.iri_of(predicate).unwrap_or(""));
    let mut articles: FxHashSet<&str> = FxHashSet::default();
    let (mut origins, mut negative, mut suffices) = (FxHashSet::default(), FxHashSet::default(), FxHashSet::default());
    let mut contradicts = FxHashSet::default();
    let mut positive = 0;
    for i in &claims {
        let stated = &world.stated[*i];
        let claim = world.claim(stated);
        if claim.is_negative() {
            negative.insert(stated.origin);
            if claim.modality == Modality::Negated {
                contradicts.insert(stated.origin);
            }
            continue;
        }
        positive += 1;
        articles.insert(&world.articles[stated.article].article.sha256);
        origins.insert(stated.origin);
        if property.direct_when.iter().any(|m| m == claim.modality.as_str()) {
            suffices.insert(stated.origin);
        }
    }
    let noted = |stance: Stance| notes.iter().map(|i| &world.noted[*i]).filter(move |n| n.note.stance == stance);
    let is_noted = [Stance::So, Stance::Not].map(|stance| noted(stance).next().is_some());
    positive += noted(Stance::So).count();
    origins.extend(noted(Stance::So).map(|n| n.origin));
    negative.extend(noted(Stance::Not).map(|n| n.origin));
    let acceptance = match (suffices.len(), positive) {
        // A note beats what articles say.
        _ if is_noted == [true, true] => Acceptance::Contested,
        _ if is_noted[0] => Acceptance::Accepted,
        (_, 1..) if is_noted[1] => Acceptance::Rejected,
        (0, 0) => Acceptance::NegativeOnly,
        (0, _) => Acceptance::Reported,
        (yes, _) if yes > contradicts.len() => Acceptance::Accepted,
        _ => Acceptance::Contested,
    };
    Proposition {
        id,
        subject,
        predicate,
        object,
        claims,
        notes,
        positive,
        articles: articles.len(),
        origins: origins.len(),
        negative_origins: negative.len(),
        acceptance,
    }
}

fn conflicts(world: &World<'_>, list: &mut [Proposition]) -> Vec<Conflict> {
    let mut by_slot: FxHashMap<(Term, Term), Vec<usize>> = FxHashMap::default();
    for (i, p) in list.iter().enumerate() {
        if p.acceptance == Acceptance::Accepted {
            by_slot.entry((p.subject, p.predicate)).or_default().push(i);
        }
    }
    let mut slots: Vec<((Term, Term), Vec<usize>)> = by_slot.into_iter().filter(|(_, p)| p.len() > 1).collect();
    slots.sort_by(|a, b| list[a.1[0]].id.cmp(&list[b.1[0]].id));
    let mut out = Vec::new();
    for ((_, predicate), values) in slots {
        let property = world.ontology.properties.get(world.terms.iri_of(predicate).unwrap_or(""));
        if property.functional != Functional::No {
            out.extend(settle(world, list, &property, &values));
        }
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// Settles the accepted values of one property of one subject: less specific
/// values are subsumed; of contradicting ones at most one stays accepted.
fn settle(world: &World<'_>, list: &mut [Proposition], property: &Property, values: &[usize]) -> Option<Conflict> {
    let relation = |a: usize, b: usize, list: &[Proposition]| -> Relation {
        let (x, y) = (&list[a], &list[b]);
        let how = compare(property.comparator, x.object, y.object, &world.terms, &world.ontology.properties);
        if how == Relation::Conflict && said_together(world, x, y) { Relation::Compatible } else { how }
    };
    let finer = |a: usize, b: usize, list: &[Proposition]| relation(a, b, list) == Relation::FirstFiner;
    let clash = |a: usize, b: usize, list: &[Proposition]| a != b && relation(a, b, list) == Relation::Conflict;
    // What contradicts an analyst's note is out before anything else is weighed.
    let noted: Vec<usize> = values.iter().copied().filter(|v| !list[*v].notes.is_empty()).collect();
    let is_beaten = |v: usize| !noted.contains(&v) && noted.iter().any(|n| clash(v, *n, list));
    let (beaten, values): (Vec<usize>, Vec<usize>) = values.iter().copied().partition(|v| is_beaten(*v));
    let coarse: Vec<usize> =
        values.iter().copied().filter(|v| values.iter().any(|w| w != v && finer(*w, *v, list))).collect();
    let fine: Vec<usize> = values.iter().copied().filter(|v| !coarse.contains(v)).collect();
    let clashing: Vec<usize> = fine.iter().copied().filter(|v| fine.iter().any(|w| clash(*v, *w, list))).collect();
    let corrected: Vec<usize> = match beaten.is_empty() {
        true => Vec::new(),
        false => noted.iter().copied().filter(|n| beaten.iter().any(|b| clash(*b, *n, list))).collect(),
    };
    let strict = property.functional == Functional::Strict;
    let (winner, basis) = prefer(world, list, &clashing);
    for v in &coarse {
        let lost = strict && winner.is_some_and(|w| clash(*v, w, list));
        list[*v].acceptance = if lost { Acceptance::Rejected } else { Acceptance::Subsumed };
    }
    for v in &beaten {
        list[*v].acceptance = Acceptance::Rejected;
    }
    if strict {
        for v in &clashing {
            list[*v].acceptance = match winner {
                Some(w) if w == *v => Acceptance::Accepted,
                Some(_) => Acceptance::Rejected,
                None => Acceptance::Contested,
            };
        }
    }
    // What is left agrees with the winner without saying more or less. Codes that
    // are not disjoint may both hold; of dates and the like one value is shown.
    if strict && property.comparator != Comparator::ConceptDisjoint {
        let mut free: Vec<usize> = fine.iter().copied().filter(|v| !clashing.contains(v)).collect();
        if clashing.is_empty() {
            let best = prefer(world, list, &free)
                .0
                .or_else(|| free.iter().copied().min_by(|a, b| list[*a].id.cmp(&list[*b].id)));
            free.retain(|v| Some(*v) != best);
        }
        for v in free {
            list[v].acceptance = Acceptance::Subsumed;
        }
    }
    let (preferred, basis) = match corrected[..] {
        [] => (winner, basis),
        // Two notes that contradict each other settle nothing.
        _ if !clashing.is_empty() => (None, "unresolved"),
        [first, ..] => (Some(first), "curated"),
    };
    let mut alternatives: Vec<usize> = clashing.into_iter().chain(corrected).chain(beaten).collect();
    alternatives.sort_unstable();
    alternatives.dedup();
    let first = &list[*alternatives.first()?];
    Some(Conflict {
        id: hex16([world.terms.text(first.subject), world.terms.text(first.predicate)]),
        subject: first.subject,
        predicate: first.predicate,
        preferred,
        kind: if strict { "contradiction" } else { "tension" },
        basis,
        alternatives,
    })
}

/// More independent origins, then the more precise; else nothing is preferred.
/// Between two notes only the analyst decides.
fn prefer(world: &World<'_>, list: &[Proposition], values: &[usize]) -> (Option<usize>, &'static str) {
    let best_by = |score: &dyn Fn(usize) -> i64| -> Option<usize> {
        let best = values.iter().map(|v| score(*v)).max()?;
        let mut at_top = values.iter().copied().filter(|v| score(*v) == best);
        at_top.next().filter(|_| at_top.next().is_none())
    };
    let noted: Vec<usize> = values.iter().copied().filter(|v| !list[*v].notes.is_empty()).collect();
    match noted[..] {
        [] => {}
        [only] => return (Some(only), "curated"),
        _ => return (None, "unresolved"),
    }
    if let Some(winner) = best_by(&|v| list[v].origins as i64) {
        return (Some(winner), "more-origins");
    }
    let precision =
        |v: usize| date(&world.terms, list[v].object).map_or(0, |(a, b)| dates::number(a) - dates::number(b));
    match best_by(&precision) {
        Some(winner) => (Some(winner), "more-precise"),
        None => (None, "unresolved"),
    }
}

/// Whether one report gives both values: an article does not contradict itself
/// by naming two places of one event.
fn said_together(world: &World<'_>, a: &Proposition, b: &Proposition) -> bool {
    let frames = |p: &Proposition| -> BTreeSet<String> {
        let key = |s: &Stated, c: &Claim| match &c.subject {
            Subject::Frame(frame) => frame.clone(),
            Subject::Mention(..) => world.articles[s.article].article.sha256.clone(),
        };
        let claims = p.claims.iter().map(|i| &world.stated[*i]);
        claims.map(|s| (s, world.claim(s))).filter(|(_, c)| !c.is_negative()).map(|(s, c)| key(s, c)).collect()
    };
    !frames(a).is_disjoint(&frames(b))
}

/// Whether a proposition says that its subject exists as one of a class.
pub fn is_existence(world: &World<'_>, p: &Proposition) -> bool {
    world.terms.iri_of(p.predicate).and_then(|i| i.strip_prefix(ns::RDF)) == Some("type")
}
