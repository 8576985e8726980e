//! Which surnames that stand alone in an article name a person that other
//! articles name in full.
//!
//! A surname alone joins a full name only with an agreeing context: the same
//! post in the same body, or two articles of one story. Where two persons of
//! the name would do, it stays in its article. A post that a state has one of
//! (president, prime minister) counts without its state where no article gives
//! a bearer of the surname that post in a second state.

use super::decisions::Judgement;
use super::groups::Groups;
use super::link::{Link, disjoint};
use super::name_match::{Name, Style};
use super::posts::NO_BODY;
use super::profiles::Profiles;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How much two articles must be alike as texts to follow one story.
const STORY: f64 = 0.2;
/// Most persons of one surname that are looked at.
const BEARERS: usize = 200;
/// Most articles of a person that are compared with the surname's.
const ARTICLES: usize = 40;

/// A post as two articles can give it alike: body and words, as a number.
pub type Post = (u32, u32);

/// A person's name as it stands for linking.
pub struct Bearer<'a> {
    /// Path of its node.
    pub path: &'a str,
    /// Its name.
    pub name: &'a str,
    /// It reaches beyond one article.
    pub shared: bool,
    /// Articles that name it, ascending.
    pub articles: &'a [u32],
    /// Posts that articles give it.
    pub posts: BTreeSet<Post>,
}

/// Persons with one surname: those named in full, those by it alone.
#[derive(Default)]
struct Surname {
    full: Vec<usize>,
    lone: Vec<usize>,
}

/// Joins lone surnames in `groups`; tells what was joined. `bearers` are all
/// persons with their numbers there, ascending; `words` those of their posts.
pub fn link_surnames(
    bearers: &[(u32, Bearer<'_>)],
    words: &[String],
    profiles: &Profiles<'_>,
    groups: &mut Groups,
) -> Vec<Link> {
    let surnames: Vec<Option<(String, bool)>> = bearers.par_iter().map(|(_, bearer)| surname(bearer)).collect();
    let mut by_name: FxHashMap<&str, Surname> = FxHashMap::default();
    for (place, found) in surnames.iter().enumerate() {
        if let Some((word, full)) = found {
            let list = by_name.entry(word).or_default();
            if *full { list.full.push(place) } else { list.lone.push(place) }
        }
    }
    let posts = completed(bearers, &surnames);
    let all = |place: usize| surnames[place].as_ref().map_or(&[][..], |(word, _)| &by_name[word.as_str()].full);
    let mut lone: Vec<usize> = by_name.values().flat_map(|s| &s.lone).copied().collect();
    lone.sort_unstable();
    let read = |place: &usize| fitting(*place, all(*place), bearers, &posts, words, profiles);
    let found: Vec<Vec<Fitting>> = lone.par_iter().map(read).collect();
    let mut out = Vec::new();
    let mut alone: BTreeMap<(&str, Post), usize> = BTreeMap::new();
    for (place, found) in lone.into_iter().zip(found) {
        let (number, own) = &bearers[place];
        let roots: BTreeSet<u32> = found.iter().map(|f| groups.root(bearers[f.0].0)).collect();
        let best = found.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((other, score, reason)) = best.filter(|_| roots.len() == 1) {
            if groups.join(bearers[other].0, *number) {
                out.push(joined(own, &bearers[other].1, score, reason));
            }
            continue;
        }
        // The same surname in the same post is one person, even where no article has the full name.
        let word = surnames[place].as_ref().map_or("", |s| &s.0);
        for post in all(place).is_empty().then_some(&posts[place]).into_iter().flatten() {
            let first = *alone.entry((word, *post)).or_insert(place);
            let (of_first, other) = &bearers[first];
            let apart = first != place && disjoint(other.articles, own.articles);
            if apart && groups.root(*of_first) != groups.root(*number) && groups.join(*of_first, *number) {
                let reason = format!("same surname, same post: {}", words[post.1 as usize]);
                out.push(joined(own, other, 0.9, reason));
            }
        }
    }
    out
}

/// The posts of each bearer, with the body where only one bearer's article names
/// it: "President Orlen" is of the state that others give a President Orlen,
/// unless they give two.
fn completed(bearers: &[(u32, Bearer<'_>)], surnames: &[Option<(String, bool)>]) -> Vec<BTreeSet<Post>> {
    let mut bodies: BTreeMap<(&str, u32), BTreeSet<u32>> = BTreeMap::new();
    let named = || bearers.iter().zip(surnames).filter_map(|((_, b), s)| Some((b, s.as_ref()?.0.as_str())));
    for (bearer, surname) in named() {
        for (body, words) in bearer.posts.iter().filter(|p| p.0 != NO_BODY) {
            bodies.entry((surname, *words)).or_default().insert(*body);
        }
    }
    let complete = |post: &Post, surname: &str| match bodies.get(&(surname, post.1)) {
        _ if post.0 != NO_BODY => Some(*post),
        None => Some(*post),
        Some(known) => (known.len() == 1).then(|| known.first().map(|body| (*body, post.1))).flatten(),
    };
    let of = |((_, bearer), surname): (&(u32, Bearer<'_>), &Option<(String, bool)>)| match surname {
        Some((surname, _)) => bearer.posts.iter().filter_map(|p| complete(p, surname)).collect(),
        None => BTreeSet::new(),
    };
    bearers.iter().zip(surnames).map(of).collect()
}

/// The surname of a person, and whether the name is a full one.
fn surname(bearer: &Bearer<'_>) -> Option<(String, bool)> {
    let name = Name::new(bearer.name, Style::Person);
    match name.words() {
        [.., _, last] if bearer.shared && !is_fathers(bearer.name) => Some((last.clone(), true)),
        [only] if !bearer.shared && only.len() > 1 => Some((only.clone(), false)),
        _ => None,
    }
}

/// Whether a name ends with that of a father: nobody is called by it alone.
fn is_fathers(name: &str) -> bool {
    let before_last = name.split_whitespace().nth_back(1).unwrap_or("").to_lowercase();
    matches!(before_last.as_str(), "bin" | "ibn" | "bint")
}

/// A bearer of a surname, how much speaks for it, and what.
type Fitting = (usize, f64, String);

/// The bearers of a surname in whose favour the context speaks: first the post,
/// then the story.
fn fitting(
    own_place: usize,
    list: &[usize],
    bearers: &[(u32, Bearer<'_>)],
    posts: &[BTreeSet<Post>],
    words: &[String],
    profiles: &Profiles<'_>,
) -> Vec<Fitting> {
    if list.len() > BEARERS {
        return Vec::new();
    }
    let own = &bearers[own_place].1;
    let all = list.iter().map(|place| (*place, &bearers[*place].1));
    let list: Vec<(usize, &Bearer<'_>)> = all.filter(|(_, b)| disjoint(b.articles, own.articles)).collect();
    let in_post = list.iter().filter_map(|(place, _)| {
        let post = posts[*place].intersection(&posts[own_place]).next()?;
        Some((*place, 0.95, format!("same surname, same post: {}", words[post.1 as usize])))
    });
    let in_post: Vec<Fitting> = in_post.collect();
    if !in_post.is_empty() {
        return in_post;
    }
    let in_story = list.iter().filter_map(|(place, bearer)| {
        let theirs = bearer.articles.iter().take(ARTICLES);
        let pairs = theirs.flat_map(|x| own.articles.iter().map(move |y| (*x, *y)));
        let alike = pairs.map(|(x, y)| profiles.texts_alike(x, y)).fold(0.0, f64::max);
        (alike >= STORY)
            .then(|| (*place, 0.85, format!("same surname, articles of one story ({:.0} %)", alike * 100.0)))
    });
    in_story.collect()
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
        let bearers = given.iter().zip(0..).map(|((name, shared, article, posts), number)| {
            let (posts, articles) = (posts.iter().copied().collect(), std::slice::from_ref(article));
            (number, Bearer { path: name, name, shared: *shared, articles, posts })
        });
        let bearers: Vec<(u32, Bearer<'_>)> = bearers.collect();
        let texts = Texts::default();
        let profiles = Profiles::new(0, &texts, &[], |_| std::iter::empty());
        let words = ["minister".to_owned(), "mayor".to_owned()];
        link_surnames(&bearers, &words, &profiles, &mut Groups::new(given.len())).len()
    }

    #[test]
    fn a_surname_joins_the_one_who_holds_its_post() {
        let (minister, mayor) = ((7, 0), (8, 1));
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

    #[test]
    fn a_post_without_its_state_is_that_of_the_one_state_told_of() {
        let (here, there, bare) = (&[(7, 0)][..], &[(8, 0)][..], &[(NO_BODY, 0)][..]);
        assert_eq!(joined_names(&[("Ida Orlen", true, 0, here), ("Orlen", false, 1, bare)]), 1);
        assert_eq!(joined_names(&[("Orlen", false, 0, bare), ("Orlen", false, 1, bare)]), 1);
        let two = [("Ida Orlen", true, 0, here), ("Per Orlen", true, 2, there), ("Orlen", false, 1, bare)];
        assert_eq!(joined_names(&two), 0);
    }
}
