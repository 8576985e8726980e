//! Posts that articles give persons: what the situations that last say of a
//! person, a body and words.

use super::groups::Groups;
use super::surnames::Post;
use crate::claim::{ArticleClaims, Object, Subject};
use crate::graph::slug::slug;
use crate::graph::strings::{Strings, places};
use crate::ontology::Ontology;
use crate::ontology::vocab::Projection;
use std::collections::{BTreeMap, BTreeSet};

/// A situation that lasts, as an article tells it.
pub struct Lasting {
    /// Records of the article that it names.
    entities: Vec<u32>,
    words: Vec<String>,
}

/// Names on the wire of the classes of situations that last.
pub fn lasting_classes(ontology: &Ontology) -> BTreeSet<&str> {
    let classes = ontology.vocab.classes.iter();
    classes.filter(|c| c.projection == Projection::Tenure).map(|c| c.wire.as_str()).collect()
}

/// The lasting situations of an article.
pub fn lasting(article: &ArticleClaims, classes: &BTreeSet<&str>) -> Vec<Lasting> {
    let frames: BTreeSet<&str> =
        article.frames.iter().filter(|f| classes.contains(f.class.as_str())).map(|f| f.id.as_str()).collect();
    let mut said: BTreeMap<&str, Lasting> = BTreeMap::new();
    for claim in article.claims.iter().filter(|c| !c.is_negative()) {
        let Subject::Frame(frame) = &claim.subject else { continue };
        if !frames.contains(frame.as_str()) {
            continue;
        }
        let of = said.entry(frame).or_insert_with(|| Lasting { entities: Vec::new(), words: Vec::new() });
        match &claim.object {
            Object::Mention(entity, _) => of.entities.push(*entity),
            Object::Text(text, _) => of.words.push(slug(text)),
            _ => {}
        }
    }
    said.into_values().filter(|s| s.entities.len() > 1 && !s.words.is_empty()).collect()
}

/// The lasting situations of all articles.
#[derive(Default)]
pub struct Posts {
    words: Strings,
    all: Vec<Told>,
}

/// A lasting situation: its article, the records that it names, its words.
struct Told {
    article: u32,
    entities: Box<[u32]>,
    words: Box<[u32]>,
}

impl Posts {
    /// Takes those of an article.
    pub fn add(&mut self, article: usize, found: Vec<Lasting>) {
        for lasting in found {
            let words = lasting.words.iter().map(|w| self.words.of(w)).collect();
            self.all.push(Told { article: article as u32, entities: lasting.entities.into(), words });
        }
    }

    /// Posts by the number of the person's node, and the words that they point
    /// at, sorted; `node_of` gives the node of a record of an article.
    pub fn finish(
        self,
        node_of: impl Fn(u32, u32) -> Option<u32>,
        is_person: impl Fn(u32) -> bool,
        groups: &Groups,
    ) -> (BTreeMap<u32, BTreeSet<Post>>, Vec<String>) {
        let order = self.words.sorted();
        let place = places(&order);
        let mut out: BTreeMap<u32, BTreeSet<Post>> = BTreeMap::new();
        for Told { article, entities, words } in &self.all {
            let nodes = entities.iter().filter_map(|e| node_of(*article, *e));
            let (persons, bodies): (Vec<u32>, Vec<u32>) = nodes.partition(|n| is_person(*n));
            for person in persons {
                let posts = bodies.iter().flat_map(|b| words.iter().map(|w| (groups.root(*b), place[*w as usize])));
                out.entry(person).or_default().extend(posts);
            }
        }
        out.retain(|_, posts| !posts.is_empty());
        (out, order.iter().map(|w| self.words.text(*w).to_owned()).collect())
    }
}
