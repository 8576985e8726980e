//! Persons: full names agree word by word; a surname alone goes to the nearest
//! person before it who bears it, if there is no rival.

use super::{Clusters, Scene, names};
use crate::mention::{Mention, class};
use crate::text::Sym;
use std::collections::BTreeSet;

struct Person {
    index: u32,
    sentence: u32,
    words: Vec<String>,
    /// Names of fathers among the words ("bin X"): nobody is called by one alone.
    fathers: Vec<String>,
    /// The name itself says whose child: "bin X".
    patronymic: bool,
    title: Option<Sym>,
    /// `jr`, `sr`, `ii`: fathers and sons of one name.
    suffix: Option<String>,
}

/// Links persons; gives the mentions (first of their group) that may be one of
/// several persons and so are no entity.
pub(crate) fn link(scene: &Scene<'_>, mentions: &[Mention], clusters: &mut Clusters) -> BTreeSet<u32> {
    let persons: Vec<Person> = mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| m.class == *class::PERSON)
        .map(|(i, m)| Person {
            index: i as u32,
            sentence: m.sentence,
            words: name_words(&m.name),
            fathers: fathers(&m.name),
            patronymic: is_patronymic(scene, m),
            title: title(scene, m),
            suffix: suffix(&m.name),
        })
        .collect();
    let full: Vec<&Person> = persons.iter().filter(|p| p.words.len() > 1).collect();
    for (i, a) in full.iter().enumerate() {
        // The first compatible full name, if those compatible agree among themselves.
        let earlier: Vec<&&Person> = full[..i].iter().filter(|b| one_name(a, b)).collect();
        if let Some(first) = earlier.first()
            && earlier.iter().all(|b| clusters.root(b.index) == clusters.root(first.index) || one_name(b, first))
        {
            clusters.join(first.index, a.index);
        }
    }
    let mut unsure = BTreeSet::new();
    let mut singles: Vec<(String, u32)> = Vec::new();
    let mut called: Vec<u32> = Vec::new();
    for p in persons.iter().filter(|p| p.words.len() == 1) {
        let word = &p.words[0];
        match antecedent(p, &full, clusters, &called) {
            Antecedent::One(target) => {
                clusters.join(target, p.index);
                called.push(clusters.root(target));
            }
            Antecedent::Several => {
                unsure.insert(p.index);
            }
            Antecedent::None => match singles.iter().find(|s| s.0 == *word) {
                Some(first) => clusters.join(first.1, p.index),
                None => singles.push((word.clone(), p.index)),
            },
        }
    }
    unsure
}

enum Antecedent {
    None,
    One(u32),
    Several,
}

/// `called`: persons an earlier surname alone went to, once for each time.
fn antecedent(p: &Person, full: &[&Person], clusters: &Clusters, called: &[u32]) -> Antecedent {
    let word = &p.words[0];
    let bears = |f: &&&Person, last: bool| {
        if last { f.words.last() == Some(word) } else { f.words.iter().any(|w| w == word) }
    };
    for last in [true, false] {
        // "King X" is not Y bin X, though "bin X" is.
        let called_by = |f: &&&Person| p.patronymic || !f.fathers.contains(word);
        let bearers: Vec<&&Person> = full.iter().filter(|f| bears(f, last) && called_by(f)).collect();
        if bearers.is_empty() {
            continue;
        }
        let mut roots: Vec<u32> = bearers.iter().map(|b| clusters.root(b.index)).collect();
        roots.sort_unstable();
        roots.dedup();
        if roots.len() == 1 {
            return Antecedent::One(roots[0]);
        }
        // A rank decides: "General Munir" is the Munir who is a general.
        if let Some(title) = p.title {
            let ranked: BTreeSet<u32> =
                bearers.iter().filter(|b| b.title == Some(title)).map(|b| clusters.root(b.index)).collect();
            if ranked.len() == 1 {
                return ranked.first().map_or(Antecedent::None, |r| Antecedent::One(*r));
            }
        }
        // The only one named so far, or named shortly before while others are far.
        let before: Vec<&&&Person> = bearers.iter().filter(|b| b.index < p.index).collect();
        let mut seen: Vec<u32> = before.iter().map(|b| clusters.root(b.index)).collect();
        seen.sort_unstable();
        seen.dedup();
        match seen.as_slice() {
            [one] => return Antecedent::One(*one),
            [] => return Antecedent::Several,
            _ => {}
        }
        // An article that has called one of them by surname all along goes on.
        let times = |root: u32| called.iter().filter(|c| clusters.root(**c) == root).count();
        let mut habitual: Vec<u32> = seen.iter().copied().filter(|r| times(*r) >= 2).collect();
        if habitual.len() == 1
            && let Some(root) = habitual.pop()
            && seen.iter().all(|r| *r == root || times(*r) == 0)
        {
            return Antecedent::One(root);
        }
        if let Some(nearest) = before.last() {
            let root = clusters.root(nearest.index);
            let rival = before.iter().rev().find(|b| clusters.root(b.index) != root);
            let near = p.sentence - nearest.sentence <= 2;
            if near && rival.is_none_or(|r| nearest.sentence - r.sentence >= 3) {
                return Antecedent::One(root);
            }
        }
        return Antecedent::Several;
    }
    Antecedent::None
}

/// Words of a person's name without initials and suffixes.
fn name_words(name: &str) -> Vec<String> {
    let all: Vec<&str> = name.split_whitespace().collect();
    let mut out: Vec<String> = Vec::new();
    for w in &all {
        let bare = w.trim_end_matches('.');
        let initial = bare.chars().count() == 1 || w.ends_with('.') && bare.len() <= 3 && all.len() > 1;
        if initial || matches!(bare.to_ascii_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv") {
            continue;
        }
        // The article is part of the surname: "al-Masri" and "Masri" agree.
        let folded = names::words(w);
        out.extend(
            folded
                .into_iter()
                .filter(|w| !matches!(w.as_str(), "al" | "el" | "bin" | "ibn" | "ul" | "de" | "la" | "van" | "von")),
        );
    }
    if out.is_empty() {
        out = names::words(name);
    }
    out
}

/// Particles before the name of one's father.
fn is_particle(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "bint")
}

/// Words of a name that follow such a particle.
fn fathers(name: &str) -> Vec<String> {
    let all: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    all.windows(2).filter(|w| is_particle(&w[0])).flat_map(|w| names::words(&w[1])).collect()
}

/// Whether a name begins with such a particle, or one stands before it.
fn is_patronymic(scene: &Scene<'_>, m: &Mention) -> bool {
    let first = m.name.split_whitespace().next().is_some_and(|w| is_particle(&w.to_lowercase()));
    first || m.tokens.start.checked_sub(1).is_some_and(|t| is_particle(scene.lower(t)))
}

/// Compatible words, and not the one the father and the other the son.
fn one_name(a: &Person, b: &Person) -> bool {
    let apart = matches!((&a.suffix, &b.suffix), (Some(x), Some(y)) if x != y);
    !apart && compatible(&a.words, &b.words)
}

/// What tells bearers of one name apart, lower case: `jr`, `sr`, `ii`.
fn suffix(name: &str) -> Option<String> {
    let last = name.split_whitespace().next_back()?.trim_end_matches('.').to_ascii_lowercase();
    matches!(last.as_str(), "jr" | "sr" | "ii" | "iii" | "iv").then_some(last)
}

/// Same surname and no contradiction in the words before it.
fn compatible(a: &[String], b: &[String]) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    // Every word of the shorter in the longer, in order, the last or first shared.
    let mut rest = long.iter();
    let in_order = short.iter().all(|w| rest.any(|l| l == w || close(l, w)));
    in_order && (short.last() == long.last() || short.first() == long.first())
}

/// Spelling variants of one name: one letter of at least five differs.
fn close(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if x.len().min(y.len()) < 5 || x.len().abs_diff(y.len()) > 1 || x[0] != y[0] {
        return false;
    }
    let same = x.iter().zip(&y).take_while(|(a, b)| a == b).count();
    let tail = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    same + tail + 1 >= x.len().max(y.len())
}

/// The rank or honorific right before a name, by its lexicon entry.
fn title(scene: &Scene<'_>, m: &Mention) -> Option<Sym> {
    static CLASSES: std::sync::LazyLock<[Sym; 2]> =
        std::sync::LazyLock::new(|| [Sym::new("rank"), Sym::new("honorific")]);
    let before = m.tokens.start.checked_sub(1)?;
    let word = scene.lower(before).trim_end_matches('.');
    CLASSES.iter().find_map(|c| scene.ontology.lexicon.get(*c, word)).map(|e| e.form)
}
