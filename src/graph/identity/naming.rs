//! What articles call their entities, gathered by node: millions of rows in
//! flat tables.

use crate::claim::{ArticleClaims, EntityRecord};
use crate::graph::identity::decisions::Ledger;
use crate::graph::identity::entities::Entity;
use crate::graph::slug::{path, slug};
use crate::graph::strings::{Strings, places};
use crate::ontology::{EntityClass, Ontology, Scope};
use crate::text::Sym;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An entity record of an article, named.
pub struct Named {
    /// Path of the node.
    key: String,
    /// Class of what the record names.
    pub class: EntityClass,
    /// The name reaches beyond the article.
    shared: bool,
    known: bool,
    name: String,
    aliases: Vec<String>,
    /// Canonical name of a known id.
    label: Option<String>,
    mentions: u16,
}

/// Names the entities of an article.
pub fn name(article: &ArticleClaims, ledger: &Ledger, ontology: &Ontology) -> Vec<Named> {
    let mut local: BTreeSet<String> = BTreeSet::new();
    let mut out = Vec::with_capacity(article.entities.len());
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
        out.push(Named {
            key: ledger.get(&key).map_or(key, str::to_owned),
            class,
            shared,
            known: record.known.is_some(),
            name: record.name.clone(),
            aliases: record.aliases.clone(),
            label: record.label.clone(),
            mentions: u16::try_from(record.mentions.len()).unwrap_or(u16::MAX),
        });
    }
    out
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

/// The names of all articles while they are read.
#[derive(Default)]
pub struct Naming {
    keys: Strings,
    texts: Strings,
    classes: Vec<Arc<EntityClass>>,
    rows: Vec<Row>,
    /// Other names, by key.
    aliases: Vec<(u32, u32)>,
    /// Canonical names, by key.
    labels: Vec<(u32, u32)>,
    starts: Vec<u32>,
    mentions: Vec<u16>,
}

#[derive(Clone, Copy)]
struct Row {
    key: u32,
    article: u32,
    name: u32,
    class: u16,
    shared: bool,
    known: bool,
}

/// Everything named.
pub struct AllNamed {
    /// The nodes, by path.
    pub nodes: Vec<Entity>,
    /// Articles that name each node, ascending.
    pub articles: Articles,
    /// The node of each record of each article.
    pub of: Records,
}

/// Lists of article numbers, one a node.
pub struct Articles {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Articles {
    /// The articles of a node.
    pub fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.all[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// The node of each entity record of each article, and how often it stands there.
#[derive(Debug, Default)]
pub struct Records {
    starts: Vec<u32>,
    nodes: Vec<u32>,
    mentions: Vec<u16>,
}

impl Records {
    /// Number of articles.
    pub fn articles(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Nodes of an article's records.
    pub fn nodes(&self, article: usize) -> &[u32] {
        self.range(article).and_then(|r| self.nodes.get(r)).unwrap_or(&[])
    }

    /// How often each record of an article is mentioned.
    pub fn mentions(&self, article: usize) -> &[u16] {
        self.range(article).and_then(|r| self.mentions.get(r)).unwrap_or(&[])
    }

    fn range(&self, article: usize) -> Option<std::ops::Range<usize>> {
        Some(*self.starts.get(article)? as usize..*self.starts.get(article + 1)? as usize)
    }
}

impl Naming {
    /// Takes the names of the next article.
    pub fn add(&mut self, article: usize, named: Vec<Named>) {
        self.starts.push(self.rows.len() as u32);
        for n in named {
            let (key, name) = (self.keys.of(&n.key), self.texts.of(&n.name));
            for alias in &n.aliases {
                self.aliases.push((key, self.texts.of(alias)));
            }
            if let Some(label) = &n.label {
                self.labels.push((key, self.texts.of(label)));
            }
            let class = self.class(n.class);
            self.rows.push(Row { key, article: article as u32, name, class, shared: n.shared, known: n.known });
            self.mentions.push(n.mentions);
        }
    }

    fn class(&mut self, class: EntityClass) -> u16 {
        let found = self.classes.iter().position(|c| c.iri == class.iri && **c == class).unwrap_or_else(|| {
            self.classes.push(Arc::new(class));
            self.classes.len() - 1
        });
        found as u16
    }

    /// Makes the nodes.
    pub fn finish(mut self) -> AllNamed {
        let order = self.keys.sorted();
        let place = places(&order);
        let count = self.rows.len() as u32;
        self.starts.push(count);
        let nodes_of: Vec<u32> = self.rows.iter().map(|r| place[r.key as usize]).collect();
        let mut rows = std::mem::take(&mut self.rows);
        rows.iter_mut().for_each(|r| r.key = place[r.key as usize]);
        rows.sort_unstable_by_key(|r| (r.key, r.article));
        for list in [&mut self.aliases, &mut self.labels] {
            list.iter_mut().for_each(|p| p.0 = place[p.0 as usize]);
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        let mut nodes = Vec::with_capacity(order.len());
        let mut articles = Articles { starts: Vec::with_capacity(order.len() + 1), all: Vec::new() };
        for (own, of_node) in (0u32..).zip(rows.chunk_by(|a, b| a.key == b.key)) {
            articles.starts.push(articles.all.len() as u32);
            let from = articles.all.len();
            for row in of_node {
                if articles.all.len() == from || articles.all.last() != Some(&row.article) {
                    articles.all.push(row.article);
                }
            }
            nodes.push(self.node(self.keys.text(order[own as usize]), own, of_node));
        }
        articles.starts.push(articles.all.len() as u32);
        articles.all.shrink_to_fit();
        let of = Records { starts: self.starts, nodes: nodes_of, mentions: self.mentions };
        AllNamed { nodes, articles, of }
    }

    fn node(&self, path: &str, own: u32, rows: &[Row]) -> Entity {
        let text = |number: u32| self.texts.text(number);
        let mut names: BTreeMap<u32, usize> = BTreeMap::new();
        let mut classes: BTreeMap<u16, usize> = BTreeMap::new();
        for row in rows {
            *names.entry(row.name).or_default() += 1;
            *classes.entry(row.class).or_default() += 1;
        }
        let of_node = |list: &[(u32, u32)]| -> Vec<u32> {
            let from = list.partition_point(|p| p.0 < own);
            list[from..].iter().take_while(|p| p.0 == own).map(|p| p.1).collect()
        };
        // The finest class; of equally fine ones the one most often seen.
        let class = |c: u16| &self.classes[c as usize];
        let best = classes.iter().max_by_key(|(c, n)| (class(**c).depth, **n, Reverse(&class(**c).iri)));
        let class = Arc::clone(class(best.map_or(0, |b| *b.0)));
        let canonical = of_node(&self.labels).into_iter().map(text).min();
        // The name most often used, else the longest.
        let common = names.iter().map(|(name, n)| (*n, text(*name))).max_by_key(|(n, t)| (*n, t.len(), Reverse(*t)));
        let label = canonical.or(common.map(|c| c.1)).unwrap_or("");
        let all: BTreeSet<&str> = names.into_keys().chain(of_node(&self.aliases)).map(text).collect();
        Entity {
            path: path.to_owned(),
            class,
            canonical: own,
            known: rows.iter().any(|r| r.known),
            registered: None,
            shared: rows.iter().any(|r| r.shared),
            label: label.to_owned(),
            names: all.into_iter().filter(|n| *n != label).map(str::to_owned).collect(),
        }
    }
}
