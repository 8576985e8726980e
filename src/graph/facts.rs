//! The resolved view: types, labels, direct triples and what follows from them.

use super::compare::{container, date, figure};
use super::dates;
use super::identity::Situation;
use super::lines::Lines;
use super::propositions::{Acceptance, Proposition, is_existence};
use super::terms::{Term, ns};
use super::world::World;
use crate::ontology::vocab::{Identity, NS};
use crate::ontology::{Property, Shortcut};
use crate::text::Sym;
use oxigraph::model::NamedNodeRef;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// Values of accepted propositions, by subject and property.
type Direct = FxHashMap<(Term, Term), Vec<Term>>;

/// Terms of the vocabulary that the program itself writes.
struct Words {
    rdf_type: Term,
    pref: Term,
    alt: Term,
}

impl Words {
    fn new(world: &mut World<'_>) -> Self {
        Self {
            rdf_type: world.terms.rdf_type(),
            pref: world.terms.iri(&format!("{}prefLabel", ns::SKOS)),
            alt: world.terms.iri(&format!("{}altLabel", ns::SKOS)),
        }
    }
}

/// Writes the layer of facts; `used` are the paths of all nodes that some claim
/// is about.
pub fn write(world: &mut World<'_>, propositions: &[Proposition], used: &BTreeSet<String>) -> Lines {
    let words = Words::new(world);
    let mut lines = Lines::default();
    entities(world, &words, used, &mut lines);
    let mut direct: Direct = Direct::default();
    for p in propositions.iter().filter(|p| p.acceptance == Acceptance::Accepted) {
        if !is_existence(world, p) {
            direct.entry((p.subject, p.predicate)).or_default().push(p.object);
        }
    }
    for (place, objects) in &direct {
        let property = world.ontology.properties.get(world.terms.iri_of(place.1).unwrap_or(""));
        // Other vocabularies are an alignment to follow on export, not triples to keep;
        // labels are the exception, because every tool looks for them.
        let kept = |iri: &&String| iri.starts_with(NS) || iri.starts_with(ns::SKOS);
        let above: Vec<Term> = property.above.iter().filter(kept).map(|iri| world.terms.iri(iri)).collect();
        for object in objects {
            lines.add(place.0, place.1, *object);
            for above in &above {
                lines.add(place.0, *above, *object);
            }
        }
        bounds(world, &property, place.0, objects, &mut lines);
    }
    projections(world, propositions, &mut lines);
    let accepted = situations(world, &words, propositions, &direct, &mut lines);
    shortcuts(world, &accepted, &direct, &mut lines);
    lines
}

/// Labels of rules.
pub fn labels<'n>(world: &mut World<'_>, rules: impl Iterator<Item = &'n str>, lines: &mut Lines) {
    let words = Words::new(world);
    for name in rules {
        let node = world.terms.rule(name);
        let label = world.terms.string(name);
        lines.add(node, words.pref, label);
    }
}

/// Paths of all nodes that some claim is about.
pub fn nodes_used(world: &World<'_>, propositions: &[Proposition]) -> BTreeSet<String> {
    let said = propositions.iter().flat_map(|p| [p.subject, p.object]);
    let speakers = world.stated.iter().filter_map(|s| s.speaker);
    let named = world.entities.nodes.iter().filter(|n| n.shared).map(|n| n.canonical);
    let named = named.filter_map(|n| world.entities.nodes.get(n as usize)).map(|n| n.path.clone());
    said.chain(speakers).filter_map(|t| world.terms.path(t).map(str::to_owned)).chain(named).collect()
}

fn entities(world: &mut World<'_>, words: &Words, used: &BTreeSet<String>, lines: &mut Lines) {
    let within = world.terms.own("withinPlace");
    let merged_into = world.terms.own("mergedInto");
    let mut also: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in world.entities.merged() {
        also.entry(to.path.clone()).or_default().extend(from.names.iter().cloned().chain([from.label.clone()]));
    }
    let (mut countries, mut named) = (BTreeSet::new(), BTreeSet::new());
    let nodes = world.entities.nodes.clone();
    for entity in &nodes {
        let target = &nodes[entity.canonical as usize];
        if !used.contains(&target.path) {
            continue;
        }
        let node = world.terms.node(&entity.path);
        named.insert(entity.path.clone());
        types(world, words, node, &entity.class.iri, lines);
        let label = world.terms.string(&entity.label);
        lines.add(node, words.pref, label);
        if let Some(known) = entity.registered.as_deref().and_then(|id| world.registry.get(id)).cloned() {
            let id = world.terms.string(&known.id);
            let property = world.terms.own("registryId");
            lines.add(node, property, id);
            let same = world.terms.iri("http://www.w3.org/2002/07/owl#sameAs");
            for iri in known.iris().filter(|iri| NamedNodeRef::new(iri).is_ok()) {
                let iri = world.terms.iri(iri);
                lines.add(node, same, iri);
            }
        }
        if target.path != entity.path {
            let to = world.terms.node(&target.path);
            lines.add(node, merged_into, to);
            continue;
        }
        let mut names: BTreeSet<String> = entity.names.iter().cloned().collect();
        names.extend(also.remove(&entity.path).into_iter().flatten());
        names.remove(&entity.label);
        for name in names {
            let name = world.terms.string(&name);
            lines.add(node, words.alt, name);
        }
        if let Some(country) = container(&entity.path) {
            countries.insert(country.clone());
            let country = world.terms.node(&country);
            lines.add(node, within, country);
        }
    }
    registered(world, words, countries.difference(&named).map(String::as_str), lines);
    let known: FxHashSet<&str> = nodes.iter().map(|e| e.path.as_str()).collect();
    let (least, most) = (world.terms.own("countMin"), world.terms.own("countMax"));
    for (path, minted) in std::mem::take(&mut world.minted) {
        if !known.contains(path.as_str()) {
            let node = world.terms.node(&path);
            types(world, words, node, &minted.class, lines);
            let best = minted.labels.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            let label = world.terms.string(best.map_or("", |b| b.0));
            lines.add(node, words.pref, label);
            if let Some((min, max)) = minted.count {
                let value = world.terms.typed(&min.to_string(), "integer");
                lines.add(node, least, value);
                if let Some(max) = max {
                    let value = world.terms.typed(&max.to_string(), "integer");
                    lines.add(node, most, value);
                }
            }
        }
        world.minted.insert(path, minted);
    }
}

/// Class and name of things that no text names, by their entry in the lexicon:
/// the country of a town.
fn registered<'n>(world: &mut World<'_>, words: &Words, paths: impl Iterator<Item = &'n str>, lines: &mut Lines) {
    for path in paths {
        let class = path.split('/').next().and_then(|p| world.ontology.properties.class_of_path(p)).cloned();
        let Some(class) = class else { continue };
        let node = world.terms.node(path);
        types(world, words, node, &class.iri, lines);
        let name = world.ontology.lexicon.name_of(Sym::new(path)).map_or(path, |n| n.as_str());
        let label = world.terms.string(name);
        lines.add(node, words.pref, label);
    }
}

/// The class and all classes of the vocabulary above it.
fn types(world: &mut World<'_>, words: &Words, node: Term, class: &str, lines: &mut Lines) {
    let above = world.ontology.properties.class(class).map(|c| c.above.clone()).unwrap_or_default();
    for class in std::iter::once(class).chain(above.iter().map(String::as_str)) {
        let class = world.terms.iri(class);
        lines.add(node, words.rdf_type, class);
    }
}

/// Earliest and latest day, least and greatest count.
fn bounds(world: &mut World<'_>, property: &Property, subject: Term, objects: &[Term], lines: &mut Lines) {
    let days: Vec<_> = objects.iter().filter_map(|o| date(&world.terms, *o)).collect();
    let counts: Vec<_> = objects.iter().filter_map(|o| figure(&world.terms, *o)).collect();
    let day = |d: Option<dates::Day>| d.map(|d| (dates::text(d), "date"));
    let count = |n: Option<u64>| n.filter(|n| *n != u64::MAX).map(|n| (n.to_string(), "integer"));
    let first = day(days.iter().map(|d| d.0).min()).or_else(|| count(counts.iter().map(|c| c.0).min()));
    let last = day(days.iter().map(|d| d.1).max()).or_else(|| count(counts.iter().map(|c| c.1).max()));
    for (property, value) in [(&property.first, first), (&property.last, last)] {
        if let (Some(property), Some((text, datatype))) = (property, value) {
            let property = world.terms.iri(property);
            let value = world.terms.typed(&text, datatype);
            lines.add(subject, property, value);
        }
    }
}

/// Shows what is attributed, claimed, denied or left out without asserting it.
fn projections(world: &mut World<'_>, propositions: &[Proposition], lines: &mut Lines) {
    let mut by_property: BTreeMap<String, Vec<(String, String, bool)>> = BTreeMap::new();
    for property in world.ontology.properties.all() {
        if let Some(p) = &property.projection {
            by_property.entry(p.of.clone()).or_default().push((property.iri.clone(), p.when.clone(), p.speaker));
        }
    }
    for p in propositions {
        let Some(shown) = world.terms.iri_of(p.predicate).and_then(|iri| by_property.get(iri)) else { continue };
        for (iri, when, speaker) in shown.clone() {
            let property = world.terms.iri(&iri);
            for i in &p.claims {
                let stated = &world.stated[*i];
                if world.claim(stated).modality.as_str() != when {
                    continue;
                }
                let value = if speaker { stated.speaker } else { Some(p.object) };
                if let Some(value) = value {
                    lines.add(p.subject, property, value);
                }
            }
        }
    }
}

/// Types, labels and existence of situations; gives those that are accepted.
fn situations(
    world: &mut World<'_>,
    words: &Words,
    propositions: &[Proposition],
    direct: &Direct,
    lines: &mut Lines,
) -> Vec<(String, Term)> {
    let existence = world.terms.own("existence");
    let mut accepted = Vec::new();
    let said = values_said(propositions);
    for p in propositions {
        if !is_existence(world, p) {
            continue;
        }
        let class = world.terms.iri_of(p.object).unwrap_or("").to_owned();
        let situation = world.terms.path(p.subject).and_then(|path| world.situation(path)).cloned();
        types(world, words, p.subject, &class, lines);
        let Some(situation) = situation else { continue };
        let value = world.terms.code(p.acceptance.as_str());
        lines.add(p.subject, existence, value);
        let label = caption(world, &situation, p.subject, direct, &said);
        let label = world.terms.string(&label);
        lines.add(p.subject, words.pref, label);
        if p.acceptance == Acceptance::Accepted {
            accepted.push((class, p.subject));
        }
    }
    accepted
}

/// Everything positively said, accepted or not, for captions of situations of
/// which nothing is accepted.
fn values_said(propositions: &[Proposition]) -> Direct {
    let mut out = Direct::default();
    for p in propositions.iter().filter(|p| p.positive > 0) {
        out.entry((p.subject, p.predicate)).or_default().push(p.object);
    }
    out
}

/// `attack: Jaffar Express, Bolan (2025-03-11)`.
fn caption(world: &mut World<'_>, situation: &Situation, node: Term, direct: &Direct, said: &Direct) -> String {
    let Some(class) = world.ontology.vocab.class(situation.class) else { return situation.path.clone() };
    let mut names: Vec<String> = Vec::new();
    let mut when: Option<String> = None;
    for role in &class.roles {
        let property = world.terms.iri(&role.property);
        let values = direct.get(&(node, property)).or_else(|| said.get(&(node, property)));
        let Some(values) = values else { continue };
        let mut labels: Vec<String> = values.iter().filter_map(|v| label_of(world, *v)).collect();
        labels.sort();
        if values.iter().any(|v| date(&world.terms, *v).is_some()) {
            when = when.or_else(|| labels.into_iter().next());
        } else if matches!(role.identity, Identity::Key | Identity::Shared) || world.situation_is_named_by(role) {
            names.extend(labels.into_iter().take(2));
        }
    }
    names.dedup();
    names.truncate(3);
    let mut out = class.label.clone();
    if !names.is_empty() {
        out = format!("{out}: {}", names.join(", "));
    }
    match when {
        Some(when) => format!("{out} ({when})"),
        None => out,
    }
}

fn label_of(world: &World<'_>, value: Term) -> Option<String> {
    if let Some(text) = world.terms.literal(value) {
        return Some(text.to_owned());
    }
    let path = world.terms.path(value)?;
    if let Some(entity) = world.entity(path) {
        return Some(entity.label.clone());
    }
    let minted = world.minted.get(path).filter(|m| m.count.is_none())?;
    minted.labels.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|l| l.0.clone())
}

fn shortcuts(world: &mut World<'_>, accepted: &[(String, Term)], direct: &Direct, lines: &mut Lines) {
    let all: Vec<Shortcut> = world.ontology.properties.shortcuts.clone();
    for shortcut in all {
        let (from, to, writes) =
            (world.terms.iri(&shortcut.from), world.terms.iri(&shortcut.to), world.terms.iri(&shortcut.writes));
        let barred: FxHashSet<Term> = shortcut.unless.iter().map(|iri| world.terms.iri(iri)).collect();
        let stopped: FxHashSet<Term> =
            direct.iter().filter(|(_, v)| v.iter().any(|v| barred.contains(v))).map(|((s, _), _)| *s).collect();
        for (_, node) in accepted.iter().filter(|(class, node)| *class == shortcut.class && !stopped.contains(node)) {
            let ends = direct.get(&(*node, from)).zip(direct.get(&(*node, to)));
            for (subject, object) in
                ends.into_iter().flat_map(|(a, b)| a.iter().flat_map(move |a| b.iter().map(move |b| (*a, *b))))
            {
                if world.terms.path(subject).is_some() {
                    lines.add(subject, writes, object);
                }
            }
        }
    }
}
