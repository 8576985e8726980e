//! Which surnames that stand alone in an article name a person that other
//! articles name in full.
//!
//! A surname alone joins a full name only with an agreeing context: the same
//! post in the same body, or two articles of one story. Where two persons of
//! the name would do, it stays in its article.

use super::decisions::Judgement;
use super::groups::Groups;
use super::link::Link;
use super::name_match::{Name, Style};
use super::profiles::Profiles;
use std::collections::{BTreeMap, BTreeSet};

/// How much two articles must be alike as texts to follow one story.
const STORY: f64 = 0.2;
/// Most persons of one surname that are looked at.
const BEARERS: usize = 200;
/// Most articles of a person that are compared with the surname's.
const ARTICLES: usize = 40;

/// A post as two articles can give it alike: body and words.
pub type Post = (u32, String);

/// A person's name as it stands for linking.
pub struct Bearer<'a> {
    /// Path of its node.
    pub path: &'a str,
    /// Its name.
    pub name: &'a str,
    /// It reaches beyond one article.
    pub shared: bool,
    /// Articles that name it.
    pub articles: &'a BTreeSet<u32>,
    /// Posts that articles give it.
    pub posts: BTreeSet<Post>,
}

/// Joins lone surnames in `groups`; tells what was joined. `bearers` are all
/// persons by their number there.
pub fn link_surnames(bearers: &BTreeMap<u32, Bearer<'_>>, profiles: &Profiles<'_>, groups: &mut Groups) -> Vec<Link> {
    let mut full: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut lone: Vec<(u32, String)> = Vec::new();
    for (number, bearer) in bearers {
        let name = Name::new(bearer.name, Style::Person);
        match name.words() {
            [.., _, last] if bearer.shared && !is_fathers(bearer.name) => {
                full.entry(last.clone()).or_default().push(*number)
            }
            [only] if !bearer.shared && only.len() > 1 => lone.push((*number, only.clone())),
            _ => {}
        }
    }
    let mut out = Vec::new();
    let mut alone: BTreeMap<(&str, &Post), u32> = BTreeMap::new();
    for (number, word) in &lone {
        let list = full.get(word).map_or(&[][..], Vec::as_slice);
        let own = &bearers[number];
        if let Some((other, score, reason)) = one_bearer(own, list, bearers, profiles, groups) {
            if groups.join(other, *number) {
                out.push(joined(own, &bearers[&other], score, reason));
            }
            continue;
        }
        // The same surname in the same post is one person, even where no article has the full name.
        for post in list.is_empty().then_some(&own.posts).into_iter().flatten() {
            let first = *alone.entry((word, post)).or_insert(*number);
            let apart = bearers[&first].articles.is_disjoint(own.articles);
            if first != *number && apart && groups.root(first) != groups.root(*number) && groups.join(first, *number) {
                out.push(joined(own, &bearers[&first], 0.9, format!("same surname, same post: {}", post.1)));
            }
        }
    }
    out
}

/// Whether a name ends with that of a father: nobody is called by it alone.
fn is_fathers(name: &str) -> bool {
    let before_last = name.split_whitespace().nth_back(1).unwrap_or("").to_lowercase();
    matches!(before_last.as_str(), "bin" | "ibn" | "bint")
}

/// The only bearer of a surname in whose favour the context speaks: first the
/// post, then the story.
fn one_bearer(
    own: &Bearer<'_>,
    list: &[u32],
    bearers: &BTreeMap<u32, Bearer<'_>>,
    profiles: &Profiles<'_>,
    groups: &Groups,
) -> Option<(u32, f64, String)> {
    if list.len() > BEARERS {
        return None;
    }
    let fits = |n: &&u32| bearers[n].articles.is_disjoint(own.articles);
    let list: Vec<u32> = list.iter().filter(fits).copied().collect();
    let one = |found: Vec<(u32, f64, String)>| {
        let roots: BTreeSet<u32> = found.iter().map(|f| groups.root(f.0)).collect();
        (roots.len() == 1).then(|| found.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))).flatten()
    };
    let in_post = list.iter().filter_map(|n| {
        let post = bearers[n].posts.intersection(&own.posts).next()?;
        Some((*n, 0.95, format!("same surname, same post: {}", post.1)))
    });
    let in_post: Vec<_> = in_post.collect();
    if !in_post.is_empty() {
        return one(in_post);
    }
    let in_story = list.iter().filter_map(|n| {
        let theirs = bearers[n].articles.iter().take(ARTICLES);
        let pairs = theirs.flat_map(|x| own.articles.iter().map(move |y| (*x, *y)));
        let alike = pairs.map(|(x, y)| profiles.texts_alike(x, y)).fold(0.0, f64::max);
        (alike >= STORY).then(|| (*n, 0.85, format!("same surname, articles of one story ({:.0} %)", alike * 100.0)))
    });
    one(in_story.collect())
}

fn joined(a: &Bearer<'_>, b: &Bearer<'_>, score: f64, reason: String) -> Link {
    let (left, right) = if a.path < b.path { (a.path, b.path) } else { (b.path, a.path) };
    Link {
        left: left.to_owned(),
        right: right.to_owned(),
        judgement: Judgement::Same,
        score,
        reasons: vec![reason, "nobody else of that name fits".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::identity::texts::Texts;

    fn joined_names(given: &[(&str, bool, u32, &[Post])]) -> usize {
        let articles: Vec<BTreeSet<u32>> = given.iter().map(|g| BTreeSet::from([g.2])).collect();
        let mut bearers: BTreeMap<u32, Bearer<'_>> = BTreeMap::new();
        for (number, ((name, shared, _, posts), articles)) in (0..).zip(given.iter().zip(&articles)) {
            let posts = posts.iter().cloned().collect();
            bearers.insert(number, Bearer { path: name, name, shared: *shared, articles, posts });
        }
        let texts = Texts::default();
        let profiles = Profiles::new(&[], &texts, |_, _| None);
        link_surnames(&bearers, &profiles, &mut Groups::new(given.len())).len()
    }

    #[test]
    fn a_surname_joins_the_one_who_holds_its_post() {
        let (minister, mayor) = ((7, "minister".to_owned()), (8, "mayor".to_owned()));
        let (minister, mayor) = (&[minister][..], &[mayor][..]);
        assert_eq!(joined_names(&[("Ida Orlen", true, 0, minister), ("Orlen", false, 1, minister)]), 1);
        assert_eq!(joined_names(&[("Ida Orlen", true, 0, minister), ("Orlen", false, 1, mayor)]), 0);
        assert_eq!(joined_names(&[("Ida Orlen", true, 0, minister), ("Orlen", false, 1, &[])]), 0);
        // Two who held it: nobody knows which.
        let two = [("Ida Orlen", true, 0, minister), ("Per Orlen", true, 2, minister), ("Orlen", false, 1, minister)];
        assert_eq!(joined_names(&two), 0);
        // An article that names both tells them apart.
        assert_eq!(joined_names(&[("Ida Orlen", true, 1, minister), ("Orlen", false, 1, minister)]), 0);
        assert_eq!(joined_names(&[("Orlen", false, 0, minister), ("Orlen", false, 1, minister)]), 1);
        assert_eq!(joined_names(&[("Orlen", false, 0, minister), ("Orlen", false, 1, mayor)]), 0);
    }
}
