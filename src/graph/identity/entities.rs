use super::decisions::{Decisions, Judgement, Ledger, plain};
use super::groups::Groups;
use super::link::{Candidate, Link, link};
use super::name_match::Style;
use super::profiles::{Profiles, Weight};
use super::registered::registered;
use super::surnames::{Bearer, Post, link_surnames};
use super::texts::Texts;
use crate::claim::{ArticleClaims, EntityRecord, Object, Subject};
use crate::graph::registry::Registry;
use crate::graph::slug::{path, slug};
use crate::ontology::vocab::Projection;
use crate::ontology::{EntityClass, Ontology, Scope};
use crate::text::Sym;
use std::collections::{BTreeMap, BTreeSet};

/// Most spellings of one name that are compared with others.
const NAMES: usize = 6;

/// Which node each entity of each article is.
#[derive(Debug, Default)]
pub struct Entities {
    /// Per article, per entity record: index into `nodes`.
    of: Vec<Vec<u32>>,
    /// All names minted, by path.
    pub nodes: Vec<Entity>,
    /// What the program judged of names that are alike.
    pub links: Vec<Link>,
    texts: Texts,
}

/// A name minted for one or many entity records.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Path under the base: `org/hamas`.
    pub path: String,
    /// Finest class seen.
    pub class: EntityClass,
    /// Index of the node it was merged into, or its own.
    pub canonical: u32,
    /// It has an id of the lexicon or a registry.
    pub known: bool,
    /// Its id in a registry of the user's.
    pub registered: Option<String>,
    /// The name reaches beyond one article.
    pub shared: bool,
    /// Name to show: canonical name, else the name most articles use.
    pub label: String,
    /// Other names in the articles.
    pub names: BTreeSet<String>,
}

#[derive(Default)]
struct Draft {
    classes: BTreeMap<(usize, String), (usize, EntityClass)>,
    articles: BTreeSet<u32>,
    labels: BTreeMap<String, usize>,
    canonical_name: Option<String>,
    names: BTreeSet<String>,
    known: bool,
    shared: bool,
}

impl Entities {
    /// Mints a node for every entity of every article and joins those that
    /// have one name or an active decision.
    pub fn resolve(
        articles: &[&ArticleClaims],
        decisions: &Decisions,
        ledger: &Ledger,
        registry: &Registry,
        ontology: &Ontology,
    ) -> Self {
        let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
        let mut keys: Vec<Vec<String>> = Vec::with_capacity(articles.len());
        for (number, article) in articles.iter().enumerate() {
            let mut local: BTreeSet<String> = BTreeSet::new();
            let mut of = Vec::with_capacity(article.entities.len());
            for record in &article.entities {
                let class = class_of(record, ontology);
                let (mut key, shared) = mint(record, &class, article.article.key());
                if !shared {
                    let first = key.clone();
                    let mut copy = 1;
                    while !local.insert(key.clone()) {
                        copy += 1;
                        key = format!("{first}-{copy}");
                    }
                }
                let key = ledger.get(&key).map_or(key, str::to_owned);
                let draft = drafts.entry(key.clone()).or_default();
                draft.add(record, class, number as u32, shared);
                of.push(key);
            }
            keys.push(of);
        }
        // A name that only a decision knows has nothing to say; skip it.
        let index: BTreeMap<&str, u32> = drafts.keys().enumerate().map(|(i, k)| (k.as_str(), i as u32)).collect();
        let of = keys.iter().map(|l| l.iter().map(|k| index[k.as_str()]).collect()).collect();
        let nodes = drafts.iter().zip(0..).map(|((path, draft), own)| draft.finish(path, own)).collect();
        let mut entities = Self { of, nodes, links: Vec::new(), texts: Texts::default() };
        entities.texts = Texts::new(articles, |a, e| entities.own_node(a, e).is_some_and(|n| n.class.general));
        let mut groups = decided(&index, decisions);
        let profiles = entities.profiles(articles);
        let mut candidates: Vec<Candidate<'_>> = entities.nodes.iter().zip(drafts.values()).map(candidate).collect();
        let (ids, mut links) = registered(&candidates, registry, &mut groups);
        for (candidate, id) in candidates.iter_mut().zip(&ids) {
            candidate.known |= id.is_some();
        }
        links.extend(link(&candidates, &profiles, &mut groups));
        drop(candidates);
        let posts = entities.posts(articles, &groups, ontology);
        let bearers = entities.nodes.iter().zip(drafts.values()).zip(0..).filter_map(|((node, draft), number)| {
            let person = style(node) == Some(Style::Person) && !node.class.general;
            let posts = posts.get(&number).cloned().unwrap_or_default();
            let (path, name) = (node.path.as_str(), node.label.as_str());
            person.then_some((number, Bearer { path, name, shared: node.shared, articles: &draft.articles, posts }))
        });
        let mut surnames = link_surnames(&bearers.collect(), &profiles, &mut groups);
        links.append(&mut surnames);
        for (node, id) in entities.nodes.iter_mut().zip(ids) {
            node.known |= id.is_some();
            node.registered = id;
        }
        for (node, canonical) in entities.nodes.iter_mut().zip(canonical(&groups, &drafts)) {
            node.canonical = canonical;
        }
        // What has names in two articles reaches beyond one.
        let joined: BTreeSet<u32> =
            entities.nodes.iter().zip(0..).filter(|(n, own)| n.canonical != *own).map(|(n, _)| n.canonical).collect();
        joined.into_iter().for_each(|number| entities.nodes[number as usize].shared = true);
        entities.links = links;
        entities
    }

    /// What the articles are about.
    pub fn profiles(&self, articles: &[&ArticleClaims]) -> Profiles<'_> {
        Profiles::new(articles, &self.texts, |article, entity| {
            let (key, node) = self.indexed(article, entity)?;
            Some((
                key,
                match (node.shared, node.class.general) {
                    (false, _) => Weight::None,
                    (true, true) => Weight::General,
                    (true, false) => Weight::Named,
                },
            ))
        })
    }

    /// Posts by the number of the node that articles give them to: what the
    /// situations that last say of a person, a body and words.
    fn posts(
        &self,
        articles: &[&ArticleClaims],
        groups: &Groups,
        ontology: &Ontology,
    ) -> BTreeMap<u32, BTreeSet<Post>> {
        let lasting: BTreeSet<&str> = ontology
            .vocab
            .classes
            .iter()
            .filter(|c| c.projection == Projection::Tenure)
            .map(|c| c.wire.as_str())
            .collect();
        let mut out: BTreeMap<u32, BTreeSet<Post>> = BTreeMap::new();
        for (of, article) in self.of.iter().zip(articles) {
            let frames: BTreeSet<&str> =
                article.frames.iter().filter(|f| lasting.contains(f.class.as_str())).map(|f| f.id.as_str()).collect();
            let mut said: BTreeMap<&str, (Vec<_>, Vec<_>, Vec<&str>)> = BTreeMap::new();
            for claim in article.claims.iter().filter(|c| !c.is_negative()) {
                let Subject::Frame(frame) = &claim.subject else { continue };
                if !frames.contains(frame.as_str()) {
                    continue;
                }
                let (persons, bodies, words) = said.entry(frame).or_default();
                match &claim.object {
                    Object::Mention(entity, _) => {
                        let Some(node) = of.get(*entity as usize) else { continue };
                        let person = style(&self.nodes[*node as usize]) == Some(Style::Person);
                        if person { persons.push(*node) } else { bodies.push(groups.root(*node)) }
                    }
                    Object::Text(text, _) => words.push(text),
                    _ => {}
                }
            }
            for (persons, bodies, words) in said.values() {
                for person in persons {
                    let posts = bodies.iter().flat_map(|b| words.iter().map(|w| (*b, slug(w))));
                    out.entry(*person).or_default().extend(posts);
                }
            }
        }
        out
    }

    /// The node of an entity of an article, merges followed.
    pub fn node(&self, article: usize, entity: u32) -> Option<&Entity> {
        let own = self.own_node(article, entity)?;
        self.nodes.get(own.canonical as usize)
    }

    /// The node of an entity with its number, merges followed.
    pub fn indexed(&self, article: usize, entity: u32) -> Option<(u32, &Entity)> {
        let canonical = self.own_node(article, entity)?.canonical;
        Some((canonical, self.nodes.get(canonical as usize)?))
    }

    /// The node minted from the article's own name.
    pub fn own_node(&self, article: usize, entity: u32) -> Option<&Entity> {
        let node = self.of.get(article)?.get(entity as usize)?;
        self.nodes.get(*node as usize)
    }

    /// Whether a node was merged into another.
    pub fn merged(&self) -> impl Iterator<Item = (&Entity, &Entity)> {
        let of = |e: &Entity| &self.nodes[e.canonical as usize];
        self.nodes.iter().map(move |e| (e, of(e))).filter(|(a, b)| a.path != b.path)
    }
}

/// The class of what a record names. A known id says what it is whatever the
/// words are: a demonym with a country's id names the country.
fn class_of(record: &EntityRecord, ontology: &Ontology) -> EntityClass {
    let class = ontology.properties.entity_class(Sym::new(&record.class), record.kind.as_deref().map(Sym::new));
    let prefix = record.known.as_deref().and_then(|k| k.split('/').next()).filter(|p| *p != class.path);
    prefix.and_then(|p| ontology.properties.class_of_path(p)).cloned().unwrap_or(class)
}

/// The path of a record, and whether it reaches beyond the article.
fn mint(record: &EntityRecord, class: &EntityClass, article: &str) -> (String, bool) {
    if let Some(known) = &record.known {
        return (path(known), true);
    }
    let name = record.name.strip_prefix("the ").or_else(|| record.name.strip_prefix("The ")).unwrap_or(&record.name);
    let slug = slug(name);
    let shared = match class.scope {
        Scope::World => true,
        Scope::Article => false,
        Scope::Named => name.chars().any(char::is_uppercase) && name.split_whitespace().count() >= class.min_words,
    };
    if shared {
        (format!("{}/{slug}", class.path), true)
    } else {
        (format!("{}/{slug}--{}", class.path, &article[..article.len().min(8)]), false)
    }
}

impl Draft {
    fn add(&mut self, record: &EntityRecord, class: EntityClass, article: u32, shared: bool) {
        let deep = usize::MAX - class.depth;
        self.classes.entry((deep, class.iri.clone())).or_insert((0, class)).0 += 1;
        self.articles.insert(article);
        *self.labels.entry(record.name.clone()).or_default() += 1;
        self.canonical_name = self.canonical_name.take().into_iter().chain(record.label.clone()).min();
        self.names.insert(record.name.clone());
        self.names.extend(record.aliases.iter().cloned());
        self.known |= record.known.is_some();
        self.shared |= shared;
    }

    fn finish(&self, path: &str, canonical: u32) -> Entity {
        // The finest class; of equally fine ones the one most often seen.
        let finest = self.classes.keys().next().map_or(0, |k| k.0);
        let class = self
            .classes
            .iter()
            .filter(|(k, _)| k.0 == finest)
            .max_by(|a, b| a.1.0.cmp(&b.1.0).then_with(|| b.0.cmp(a.0)))
            .map(|(_, (_, class))| class.clone())
            .expect("a draft is made by its first record");
        let common = self
            .labels
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| a.0.len().cmp(&b.0.len())).then_with(|| b.0.cmp(a.0)));
        let label = self.canonical_name.clone().or_else(|| common.map(|l| l.0.clone())).unwrap_or_default();
        let mut names = self.names.clone();
        names.remove(&label);
        Entity {
            path: path.to_owned(),
            class,
            canonical,
            known: self.known,
            registered: None,
            shared: self.shared,
            label,
            names,
        }
    }
}

fn style(node: &Entity) -> Option<Style> {
    match node.class.name_style.as_deref() {
        Some("person") => Some(Style::Person),
        Some("body") => Some(Style::Body),
        _ => None,
    }
}

fn candidate<'a>((node, draft): (&'a Entity, &'a Draft)) -> Candidate<'a> {
    let own = std::iter::once(node.label.as_str());
    Candidate {
        path: &node.path,
        style: style(node).filter(|_| node.shared && !node.class.general),
        prefix: &node.class.path,
        known: node.known,
        names: own.chain(draft.names.iter().map(String::as_str).filter(|n| *n != node.label)).take(NAMES).collect(),
        articles: &draft.articles,
    }
}

/// Names that an analyst judged.
fn decided(index: &BTreeMap<&str, u32>, decisions: &Decisions) -> Groups {
    let mut groups = Groups::new(index.len());
    let pair = |left: &str, right: &str| index.get(plain(left)).copied().zip(index.get(plain(right)).copied());
    for d in decisions.active(Judgement::Different).chain(decisions.active(Judgement::Unsure)) {
        if let Some((a, b)) = pair(&d.left, &d.right) {
            groups.keep_apart(a, b);
        }
    }
    for d in decisions.active(Judgement::Same) {
        if let Some((a, b)) = pair(&d.left, &d.right) {
            groups.join(a, b);
        }
    }
    groups
}

/// For each draft the one that stands for its cluster: known before unknown,
/// full names before lone surnames, then more articles, then the smaller path.
fn canonical(groups: &Groups, drafts: &BTreeMap<String, Draft>) -> Vec<u32> {
    let list: Vec<(&String, &Draft)> = drafts.iter().collect();
    (0..list.len() as u32)
        .map(|i| {
            let rank = |m: &u32| {
                let (path, draft) = list[*m as usize];
                (!draft.known, !draft.shared, usize::MAX - draft.articles.len(), path)
            };
            groups.members(i).iter().copied().min_by(|a, b| rank(a).cmp(&rank(b))).unwrap_or(i)
        })
        .collect()
}
