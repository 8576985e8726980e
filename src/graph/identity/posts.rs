//! Posts that articles give persons: what the situations that last say of a
//! person, a body and words.

use super::groups::Groups;
use super::surnames::Post;
use crate::claim::{ArticleClaims, Object, Subject};
use crate::graph::slug::slug;
use crate::graph::strings::{Strings, places};
use crate::ontology::Ontology;
use crate::ontology::vocab::Projection;
use crate::text::Sym;
use std::collections::{BTreeMap, BTreeSet};

/// A situation that lasts, as an article tells it.
pub struct Lasting {
    /// Records of the article that it names.
    entities: Vec<u32>,
    words: Vec<String>,
}

/// The body of a post of which the articles do not say whose it is.
pub const NO_BODY: u32 = u32::MAX;

/// Lexicon list of posts, and its groups of posts that a state has one of.
const POSTS: &str = "post_head";
const SOLE: [&str; 2] = ["head_of_state", "head_of_government"];

/// What the ontology says of lasting situations.
pub struct Kinds<'a> {
    /// Names on the wire of their classes.
    classes: BTreeSet<&'a str>,
    /// Posts that a state has one of, as slugs: they tell bearers of one surname
    /// apart even where the state is not named.
    sole: BTreeSet<String>,
}

impl<'a> Kinds<'a> {
    /// Reads the ontology.
    pub fn new(ontology: &'a Ontology) -> Self {
        let classes = ontology.vocab.classes.iter().filter(|c| c.projection == Projection::Tenure);
        let posts = ontology.lexicon.class(Sym::new(POSTS)).iter();
        Self {
            classes: classes.map(|c| c.wire.as_str()).collect(),
            sole: posts.filter(|e| SOLE.contains(&e.value.as_str())).map(|e| slug(e.form.as_str())).collect(),
        }
    }
}

/// The lasting situations of an article.
pub fn lasting(article: &ArticleClaims, kinds: &Kinds<'_>) -> Vec<Lasting> {
    let classes = &kinds.classes;
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
    let tells = |s: &Lasting| match s.entities.len() {
        0 => false,
        1 => s.words.iter().any(|w| kinds.sole.contains(w)),
        _ => !s.words.is_empty(),
    };
    said.into_values().filter(tells).collect()
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
            let mut bodies: Vec<u32> = bodies.into_iter().map(|b| groups.root(b)).collect();
            if bodies.is_empty() && entities.len() == 1 {
                bodies.push(NO_BODY);
            }
            for person in persons {
                let posts = bodies.iter().flat_map(|b| words.iter().map(|w| (*b, place[*w as usize])));
                out.entry(person).or_default().extend(posts);
            }
        }
        out.retain(|_, posts| !posts.is_empty());
        (out, order.iter().map(|w| self.words.text(*w).to_owned()).collect())
    }
}
