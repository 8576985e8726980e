//! Everything resolved: claims of all articles over the nodes they are about.

use super::build::Judgements;
use super::compare::figure_name;
use super::identity::{Compared, Entities, Entity, Events, Resolved, Situation, Sources, sorted};
use super::notes::{self, Noted};
use super::registry::Registry;
use super::slug::{path, slug};
use super::terms::{Term, Terms, ns};
use crate::claim::{ArticleClaims, Claim, Object, Speaker, Subject};
use crate::ontology::vocab::{NS, Role};
use crate::ontology::{Ontology, Property, Scope, Values};
use crate::text::Sym;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// All that the graph is written from.
pub struct World<'a> {
    pub articles: Vec<&'a ArticleClaims>,
    pub ontology: &'a Ontology,
    pub terms: Terms,
    pub entities: Entities,
    pub events: Events,
    /// Which articles tell one report.
    pub sources: Sources,
    /// Per article the path of the agency that it credits.
    pub credits: Vec<Option<String>>,
    /// Every claim once, with what it says after resolution.
    pub stated: Vec<Stated>,
    /// What analysts' notes say.
    pub noted: Vec<Noted>,
    /// Known things.
    pub registry: Registry,
    /// Nodes made from phrases, codes and numbers: path -> class and names.
    pub minted: BTreeMap<String, Minted>,
}

/// A claim after resolution.
pub struct Stated {
    pub article: usize,
    pub claim: usize,
    pub subject: Term,
    pub predicate: Term,
    pub object: Term,
    pub speaker: Option<Term>,
    pub origin: Term,
}

/// A node made from a value.
#[derive(Default)]
pub struct Minted {
    /// IRI of its class.
    pub class: String,
    /// What it was called, with the number of claims.
    pub labels: BTreeMap<String, usize>,
    /// Least and greatest count, for figures.
    pub count: Option<(u64, Option<u64>)>,
}

impl<'a> World<'a> {
    /// Resolves everything. The result does not depend on the order of
    /// `articles`.
    pub fn new(articles: &'a [ArticleClaims], judgements: &Judgements, ontology: &'a Ontology, base: &str) -> Self {
        Self::comparing(articles, judgements, ontology, base, &mut Compared::default())
    }

    /// The same, with what comparing came to before.
    pub fn comparing(
        articles: &'a [ArticleClaims],
        judgements: &Judgements,
        ontology: &'a Ontology,
        base: &str,
        compared: &mut Compared,
    ) -> Self {
        let Judgements { notes, registry, .. } = judgements;
        let articles = sorted(articles);
        let Resolved { entities, events, sources, credits } = Resolved::of(&articles, judgements, ontology, compared);
        let mut world = Self {
            articles,
            ontology,
            terms: Terms::new(base),
            entities,
            events,
            sources,
            credits,
            stated: Vec::new(),
            noted: Vec::new(),
            registry: registry.clone(),
            minted: BTreeMap::new(),
        };
        world.state();
        world.noted = notes::resolve(&mut world, notes);
        world
    }

    /// The claim behind a statement.
    pub fn claim(&self, stated: &Stated) -> &'a Claim {
        &self.articles[stated.article].claims[stated.claim]
    }

    fn state(&mut self) {
        let roles: FxHashMap<String, Role> = self
            .ontology
            .vocab
            .classes
            .iter()
            .flat_map(|c| &c.roles)
            .map(|r| (r.iri.strip_prefix(NS).unwrap_or(&r.iri).to_owned(), r.clone()))
            .collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for article in 0..self.articles.len() {
            let claims = self.articles[article];
            let siblings = Self::siblings(claims);
            for (number, claim) in claims.claims.iter().enumerate() {
                if !seen.insert(&claim.id) {
                    continue;
                }
                let Some(subject) = self.subject(article, &claim.subject) else { continue };
                let property = self.ontology.properties.get(&predicate_iri(&claim.predicate));
                let role = roles.get(&claim.role);
                let Some(object) = self.object(article, claim, &property, role, subject, &siblings) else { continue };
                let predicate = self.terms.iri(&property.iri);
                let (speaker, origin) = self.speaker(article, claim.speaker.as_ref());
                self.stated.push(Stated { article, claim: number, subject, predicate, object, speaker, origin });
            }
        }
    }

    /// Per frame and property the entity that minted nodes may lie in.
    fn siblings(article: &'a ArticleClaims) -> BTreeMap<(&'a str, &'a str), &'a Claim> {
        let mut out = BTreeMap::new();
        for claim in article.claims.iter().filter(|c| !c.is_negative()) {
            if let (Subject::Frame(frame), Object::Mention(..)) = (&claim.subject, &claim.object) {
                out.entry((frame.as_str(), claim.predicate.as_str())).or_insert(claim);
            }
        }
        out
    }

    fn subject(&mut self, article: usize, subject: &Subject) -> Option<Term> {
        match subject {
            Subject::Frame(frame) => {
                let path = &self.events.of_frame(frame)?.path;
                Some(self.terms.node(path))
            }
            Subject::Mention(entity, _) => {
                let path = &self.entities.node(article, *entity)?.path;
                Some(self.terms.node(path))
            }
        }
    }

    fn speaker(&mut self, article: usize, speaker: Option<&Speaker>) -> (Option<Term>, Term) {
        // What nobody is quoted for is the agency's that the article credits.
        let group = match self.credits[article].clone() {
            Some(agency) => self.terms.node(&agency),
            None => self.group_term(article),
        };
        let Some(Speaker::Mention(entity, _)) = speaker else { return (None, group) };
        let Some(node) = self.entities.node(article, *entity) else { return (None, group) };
        let term = self.terms.node(&node.path);
        // Unnamed officials of one article are no source of their own.
        (Some(term), if node.shared { term } else { group })
    }

    /// The node of an article's source group.
    fn group_term(&mut self, article: usize) -> Term {
        let first = self.articles[self.sources.of[article]].article.key();
        self.terms.node(&format!("source-group/{first}"))
    }

    fn object(
        &mut self,
        article: usize,
        claim: &Claim,
        property: &Property,
        role: Option<&Role>,
        subject: Term,
        siblings: &BTreeMap<(&str, &str), &Claim>,
    ) -> Option<Term> {
        match &claim.object {
            Object::Class(wire) => {
                let class = self.ontology.vocab.class(Sym::new(wire))?;
                Some(self.terms.iri(&class.iri))
            }
            Object::Mention(entity, at) if property.values == Values::Literals => {
                let record = self.articles[article].entities.get(*entity as usize)?;
                let text = record.mentions.iter().find(|m| m.at == *at).map_or(&record.name, |m| &m.text);
                Some(self.terms.string(text))
            }
            Object::Mention(entity, _) => {
                let path = &self.entities.node(article, *entity)?.path;
                Some(self.terms.node(path))
            }
            Object::Text(text, _) => {
                let class = match (&property.mints, property.values) {
                    (Some(class), _) => class.clone(),
                    (None, Values::Nodes) => format!("{}Entity", ns::WG),
                    (None, _) => return Some(self.terms.string(text)),
                };
                let within = property.mint_within.as_ref().and_then(|p| self.within(article, claim, p, siblings));
                Some(self.mint(&class, text, within.as_deref(), subject))
            }
            Object::Code(code) => Some(self.code(code, property, role, subject)),
            Object::Date(edtf, ..) => Some(self.terms.string(edtf)),
            Object::Number(min, max, _) => Some(self.number(*min, *max, property)),
        }
    }

    /// Path of the node that a minted node lies in: what the same report says,
    /// else what most reports of the situation say.
    fn within(
        &self,
        article: usize,
        claim: &Claim,
        property: &str,
        siblings: &BTreeMap<(&str, &str), &Claim>,
    ) -> Option<String> {
        let Subject::Frame(frame) = &claim.subject else { return None };
        let own = siblings.get(&(frame.as_str(), property.strip_prefix(NS).unwrap_or(property)));
        if let Some(Claim { object: Object::Mention(entity, _), .. }) = own {
            return self.entities.node(article, *entity).map(|n| n.path.clone());
        }
        self.events.of_frame(frame).and_then(|s| s.within.get(property)).cloned()
    }

    /// The node of a phrase.
    pub fn mint(&mut self, class: &str, text: &str, within: Option<&str>, subject: Term) -> Term {
        let known = self.ontology.properties.class(class);
        let (prefix, scope) = known.map_or(("thing".to_owned(), Scope::Named), |c| (c.path.clone(), c.scope));
        let named = scope == Scope::World || scope == Scope::Named && text.chars().any(char::is_uppercase);
        let slug = slug(text);
        let path = match within {
            Some(within) => format!("{prefix}/{}--{slug}", local(within)),
            None if named => format!("{prefix}/{slug}"),
            None => {
                let of = self.terms.path(subject).unwrap_or("x").replace('/', "-");
                format!("{prefix}/{of}--{slug}")
            }
        };
        // A phrase that spells the name of an entity is that entity.
        let entity = self.entity(&path).map(|e| self.entities.nodes[e.canonical as usize].path.clone());
        match entity {
            Some(path) => self.terms.node(&path),
            None => self.note(&path, class, text, None),
        }
    }

    fn code(&mut self, code: &str, property: &Property, role: Option<&Role>, subject: Term) -> Term {
        if let Some(concept) = role.and_then(|r| self.ontology.properties.concept(&r.iri, code)) {
            let concept = concept.to_owned();
            return self.terms.iri(&concept);
        }
        match (&property.mints, role) {
            (Some(class), _) => {
                let class = class.clone();
                self.mint(&class, code, None, subject)
            }
            (None, role) => {
                let role = role.map_or("code", |r| r.iri.strip_prefix(NS).unwrap_or(&r.iri));
                let path = format!("code/{}/{}", path(role), slug(code));
                self.note(&path, &format!("{}Concept", ns::SKOS), &code.replace('_', " "), None)
            }
        }
    }

    /// The node or literal of a count.
    pub fn number(&mut self, min: u64, max: Option<u64>, property: &Property) -> Term {
        match &property.mints {
            Some(class) => {
                let class = class.clone();
                let name = figure_name(min, max);
                let label = match max {
                    Some(max) if max != min => format!("{min} to {max}"),
                    Some(_) => min.to_string(),
                    None => format!("at least {min}"),
                };
                self.note(&format!("figure/{name}"), &class, &label, Some((min, max)))
            }
            None => self.terms.typed(&min.to_string(), "integer"),
        }
    }

    fn note(&mut self, path: &str, class: &str, label: &str, count: Option<(u64, Option<u64>)>) -> Term {
        let minted = self.minted.entry(path.to_owned()).or_default();
        class.clone_into(&mut minted.class);
        *minted.labels.entry(label.to_owned()).or_default() += 1;
        minted.count = count;
        self.terms.node(path)
    }

    /// The entity a node path names, if it is one.
    pub fn entity(&self, path: &str) -> Option<&Entity> {
        let at = self.entities.nodes.binary_search_by(|e| e.path.as_str().cmp(path)).ok()?;
        self.entities.nodes.get(at)
    }

    /// Whether a role's value belongs into the caption of a situation that is
    /// named by its roles: a phrase that tells it apart.
    pub fn situation_is_named_by(&self, role: &Role) -> bool {
        use crate::ontology::vocab::{Identity, ValueKind};
        role.identity == Identity::Distinct && matches!(role.value, ValueKind::Phrase | ValueKind::Name)
    }

    /// The situation a node path names, if it is one.
    pub fn situation(&self, path: &str) -> Option<&Situation> {
        let at = self.events.list.binary_search_by(|s| s.path.as_str().cmp(path)).ok()?;
        self.events.list.get(at)
    }
}

/// The whole IRI of a claim's predicate.
pub fn predicate_iri(predicate: &str) -> String {
    match predicate.strip_prefix("rdf:") {
        Some(local) => format!("{}{local}", ns::RDF),
        None if predicate.contains("://") => predicate.to_owned(),
        None => format!("{}{predicate}", ns::WG),
    }
}

/// The local name of a path, without its type: `PK` of `country/PK`.
fn local(path: &str) -> String {
    path.split_once('/').map_or(path, |p| p.1).replace('/', "-").to_lowercase()
}
