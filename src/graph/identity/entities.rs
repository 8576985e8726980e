use super::articles::{self, Articles};
use super::decisions::{Decisions, Judgement, Ledger, plain};
use super::groups::Groups;
use super::link::{Candidate, Link, link};
use super::name_match::Style;
use super::naming::{self, AllNamed, Naming, Records};
use super::posts::{self, Posts};
use super::profiles::{Profiles, Weight};
use super::registered::registered;
use super::surnames::{Bearer, link_surnames};
use super::texts::Texts;
use crate::graph::dates;
use crate::graph::registry::Registry;
use crate::ontology::{EntityClass, Ontology};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most spellings of one name that are compared with others.
const NAMES: usize = 6;

/// Which node each entity of each article is.
#[derive(Debug, Default)]
pub struct Entities {
    of: Records,
    /// All names minted, by path.
    pub nodes: Vec<Entity>,
    /// What the program judged of names that are alike.
    pub links: Vec<Link>,
    texts: Texts,
    published: Vec<Option<i64>>,
}

/// A name minted for one or many entity records.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Path under the base: `org/hamas`.
    pub path: String,
    /// Finest class seen.
    pub class: Arc<EntityClass>,
    /// Index of the node it was merged into, or its own.
    pub canonical: u32,
    /// It has an id of the lexicon or a registry.
    pub known: bool,
    /// Its id in a registry of the user's.
    pub registered: Option<Box<str>>,
    /// The name reaches beyond one article.
    pub shared: bool,
    /// Name to show: canonical name, else the name most articles use.
    pub label: String,
    /// Other names in the articles, sorted.
    pub names: Vec<String>,
}

impl Entities {
    /// Mints a node for every entity of every article and joins those that
    /// have one name or an active decision.
    pub fn resolve(
        articles: &dyn Articles,
        decisions: &Decisions,
        ledger: &Ledger,
        registry: &Registry,
        ontology: &Ontology,
    ) -> Self {
        let (mut naming, mut posts) = (Naming::default(), Posts::default());
        let mut out = Self::default();
        let kinds = posts::Kinds::new(ontology);
        articles::each(
            articles,
            |_, article| {
                let named = naming::name(article, ledger, ontology);
                let text = Texts::read(article, |entity| named[entity].class.general);
                let day = article.article.published.as_deref().and_then(dates::interval);
                (named, text, day.map(|d| dates::number(d.0)), posts::lasting(article, &kinds))
            },
            |number, (named, text, day, lasting)| {
                naming.add(number, named);
                out.texts.add(text);
                out.published.push(day);
                posts.add(number, lasting);
            },
        );
        let AllNamed { nodes, articles: named_by, of } = naming.finish();
        (out.nodes, out.of) = (nodes, of);
        // A name that only a decision knows has nothing to say; skip it.
        let mut groups = out.decided(decisions);
        let (ids, links) = {
            let profiles = out.profiles();
            let count = out.nodes.len() as u32;
            let of = |number: u32| candidate(&out.nodes[number as usize], named_by.of(number));
            let (ids, mut links) = registered(count, &of, registry, &mut groups);
            let of = |number: u32| Candidate { known: of(number).known || ids.contains_key(&number), ..of(number) };
            links.extend(link(count, &of, &profiles, &mut groups));
            let node_of = |article: u32, entity: u32| out.of.nodes(article as usize).get(entity as usize).copied();
            let is_person = |node: u32| style(&out.nodes[node as usize]) == Some(Style::Person);
            let (mut posts, words) = posts.finish(node_of, is_person, &groups);
            let bearers = out.nodes.iter().zip(0..).filter_map(|(node, number)| {
                let person = style(node) == Some(Style::Person) && !node.class.general;
                let posts = posts.remove(&number).unwrap_or_default();
                let (path, name, articles) = (node.path.as_str(), node.label.as_str(), named_by.of(number));
                person.then_some((number, Bearer { path, name, shared: node.shared, articles, posts }))
            });
            let bearers: Vec<(u32, Bearer<'_>)> = bearers.collect();
            links.append(&mut link_surnames(&bearers, &words, &profiles, &mut groups));
            (ids, links)
        };
        let canonical = out.canonical(&groups, &named_by);
        for (node, canonical) in out.nodes.iter_mut().zip(canonical) {
            node.canonical = canonical;
        }
        for (number, id) in ids {
            let node = &mut out.nodes[number as usize];
            node.known = true;
            node.registered = Some(id.into());
        }
        // What has names in two articles reaches beyond one.
        let joined: BTreeSet<u32> =
            out.nodes.iter().zip(0..).filter(|(n, own)| n.canonical != *own).map(|(n, _)| n.canonical).collect();
        joined.into_iter().for_each(|number| out.nodes[number as usize].shared = true);
        out.links = links;
        out
    }

    /// What the articles are about.
    pub fn profiles(&self) -> Profiles<'_> {
        let weight = |node: &Entity| match (node.shared, node.class.general) {
            (false, _) => Weight::None,
            (true, true) => Weight::General,
            (true, false) => Weight::Named,
        };
        Profiles::new(self.of.articles(), &self.texts, &self.published, |article| {
            let records = self.of.nodes(article).iter().zip(self.of.mentions(article));
            records.map(|(node, mentions)| {
                let canonical = self.nodes[*node as usize].canonical;
                (canonical, weight(&self.nodes[canonical as usize]), *mentions)
            })
        })
    }

    /// Forgets what only comparing needs.
    pub fn forget(&mut self) {
        self.texts = Texts::default();
        self.published = Vec::new();
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
        let node = self.of.nodes(article).get(entity as usize)?;
        self.nodes.get(*node as usize)
    }

    /// Whether a node was merged into another.
    pub fn merged(&self) -> impl Iterator<Item = (&Entity, &Entity)> {
        let of = |e: &Entity| &self.nodes[e.canonical as usize];
        self.nodes.iter().map(move |e| (e, of(e))).filter(|(a, b)| a.path != b.path)
    }

    /// The number of the node with a path.
    pub fn find(&self, path: &str) -> Option<u32> {
        self.nodes.binary_search_by(|e| e.path.as_str().cmp(path)).ok().map(|at| at as u32)
    }

    /// Names that an analyst judged.
    fn decided(&self, decisions: &Decisions) -> Groups {
        let mut groups = Groups::new(self.nodes.len());
        let pair = |left: &str, right: &str| self.find(plain(left)).zip(self.find(plain(right)));
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

    /// For each node the one that stands for its cluster: known before unknown,
    /// full names before lone surnames, then more articles, then the smaller path.
    fn canonical(&self, groups: &Groups, named_by: &naming::Articles) -> Vec<u32> {
        let rank = |m: u32| {
            let node = &self.nodes[m as usize];
            (!node.known, !node.shared, usize::MAX - named_by.of(m).len(), m)
        };
        groups.each(|members| members.iter().copied().min_by_key(|m| rank(*m)).unwrap_or(0))
    }
}

fn style(node: &Entity) -> Option<Style> {
    match node.class.name_style.as_deref() {
        Some("person") => Some(Style::Person),
        Some("body") => Some(Style::Body),
        _ => None,
    }
}

fn candidate<'a>(node: &'a Entity, articles: &'a [u32]) -> Candidate<'a> {
    Candidate {
        path: &node.path,
        style: style(node).filter(|_| node.shared && !node.class.general),
        prefix: &node.class.path,
        known: node.known,
        label: &node.label,
        names: &node.names[..node.names.len().min(NAMES - 1)],
        articles,
    }
}
