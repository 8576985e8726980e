//! Forms of names that compare equal, and the entity of a group of mentions.

use super::{Entity, Scene};
use crate::mention::{Mention, class};
use crate::text::Sym;
use deunicode::deunicode;
use std::collections::BTreeMap;

/// Lower-case words of a name without diacritics, dots, possessives, articles.
pub(crate) fn words(name: &str) -> Vec<String> {
    let folded = deunicode(name).to_lowercase().replace("'s ", " ").replace(['.', '\''], "");
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "the" && *w != "a" && *w != "an")
        .map(str::to_owned)
        .collect()
}

/// [`words`] joined: names with equal keys are the same name.
pub(crate) fn key(name: &str) -> String {
    words(name).join(" ")
}

/// The entity of a group (mentions ascending, not empty).
pub(crate) fn entity(scene: &Scene<'_>, mentions: &[Mention], group: &[u32]) -> Entity {
    let of = |i: &u32| &mentions[*i as usize];
    let first = of(&group[0]);
    let country = group.iter().any(|i| of(i).class == *class::COUNTRY || of(i).class == *class::NATIONALITY);
    let class = if country { *class::COUNTRY } else { first.class };
    let known = group.iter().find_map(|i| of(i).known);
    // Names as written, each once under its key, the commonest spelling first.
    let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for m in group.iter().map(of) {
        if m.class != *class::NATIONALITY {
            forms.entry(key(&m.name)).or_default().push(&m.name);
        }
    }
    let mut names: Vec<(String, usize)> = Vec::new();
    for spellings in forms.values() {
        let best = spellings
            .iter()
            .map(|s| (spellings.iter().filter(|o| o == &s).count(), *s))
            .max_by(|a, b| {
                (a.0, std::cmp::Reverse(shouting(a.1)), b.1).cmp(&(b.0, std::cmp::Reverse(shouting(b.1)), a.1))
            })
            .map_or("", |b| b.1);
        names.push((best.to_owned(), spellings.len()));
    }
    let name = if class == *class::COUNTRY {
        country_name(scene, known, &names)
    } else {
        fullest(&names, usual_name(scene, mentions, group, known).as_deref())
    }
    .unwrap_or_else(|| first.name.clone());
    let mut aliases: Vec<String> = names.into_iter().map(|n| n.0).filter(|n| *n != name && !n.is_empty()).collect();
    aliases.sort();
    aliases.dedup();
    // An acronym of several bearers: the full name in the article decides.
    let known = known.filter(|id| {
        class != *class::ORGANIZATION
            || group.iter().map(of).any(|m| m.known == Some(*id) && m.name.contains(' '))
            || !name.contains(' ')
            || list_agrees(scene, mentions, group, *id, &name)
    });
    Entity { name, aliases, class, kind: kind(mentions, group), known, mentions: group.to_vec() }
}

/// Where the text keeps two names of one list entry apart, the id stays with
/// the one that bears the list's usual name.
pub(crate) fn one_bearer_per_id(scene: &Scene<'_>, entities: &mut [Entity]) {
    for i in 0..entities.len() {
        let Some(id) = entities[i].known else { continue };
        let rivals = entities.iter().filter(|e| e.known == Some(id) && e.class == entities[i].class).count();
        if rivals > 1 && !bears_usual_name(scene, &entities[i], id) {
            entities[i].known = None;
        }
    }
}

fn bears_usual_name(scene: &Scene<'_>, entity: &Entity, id: Sym) -> bool {
    let Some(class) = entity.kind else { return false };
    scene.ontology.lexicon.class(class).iter().filter(|e| e.id == Some(id)).any(|e| {
        let usual = key(e.value.as_str());
        key(&entity.name) == usual || entity.aliases.iter().any(|a| key(a) == usual)
    })
}

/// Whether the list's name for `id` and the article's full name share more than
/// half of their words.
fn list_agrees(scene: &Scene<'_>, mentions: &[Mention], group: &[u32], id: Sym, name: &str) -> bool {
    let kind = group.iter().map(|i| &mentions[*i as usize]).find(|m| m.known == Some(id)).and_then(|m| m.kind);
    let own = words(name);
    kind.is_some_and(|k| {
        let other = if k.as_str() == "other" { Sym::new("other_org") } else { k };
        scene.ontology.lexicon.class(other).iter().filter(|e| e.id == Some(id)).any(|e| {
            let listed = words(e.value.as_str());
            let shared = listed.iter().filter(|w| own.contains(w)).count();
            shared * 2 > listed.len().min(own.len())
        })
    })
}

fn shouting(name: &str) -> bool {
    name.len() > 5 && !name.chars().any(char::is_lowercase)
}

/// The list's usual name of the thing a group names.
fn usual_name(scene: &Scene<'_>, mentions: &[Mention], group: &[u32], known: Option<Sym>) -> Option<String> {
    let m = group.iter().map(|i| &mentions[*i as usize]).find(|m| m.known == known && known.is_some())?;
    let kind = m.kind.filter(|_| m.class == *class::ORGANIZATION)?;
    let list = if kind.as_str() == "other" { Sym::new("other_org") } else { kind };
    scene.ontology.lexicon.class(list).iter().find(|e| e.id == known).map(|e| e.value.as_str().to_owned())
}

/// The name that is no acronym and shares most words with the list's usual
/// name, then the longest; among equals the first by text.
fn fullest(names: &[(String, usize)], usual: Option<&str>) -> Option<String> {
    let usual = usual.map(words).unwrap_or_default();
    let like_usual = |n: &str| words(n).iter().filter(|w| w.len() > 3 && usual.contains(w)).count();
    let rank =
        |n: &str| (n.chars().any(char::is_lowercase), like_usual(n), n.split_whitespace().count(), n.chars().count());
    names.iter().max_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then_with(|| b.0.cmp(&a.0))).map(|n| n.0.clone())
}

/// A country's usual English name if the article writes it, else its longest
/// name there that is no capital's, else the usual name.
fn country_name(scene: &Scene<'_>, known: Option<Sym>, names: &[(String, usize)]) -> Option<String> {
    static COUNTRY: std::sync::LazyLock<Sym> = std::sync::LazyLock::new(|| Sym::new("country"));
    let entries = scene.ontology.lexicon.class(*COUNTRY);
    let usual = entries.iter().find(|e| e.id == known && known.is_some()).map(|e| e.value.as_str());
    if let Some(usual) = usual
        && let Some(n) = names.iter().find(|n| key(&n.0) == key(usual))
    {
        return Some(n.0.clone());
    }
    let own: Vec<(String, usize)> =
        names.iter().filter(|n| scene.ontology.lexicon.has(*COUNTRY, &n.0)).cloned().collect();
    let longest = own.iter().max_by_key(|n| (n.0.chars().count(), n.1)).map(|n| n.0.clone());
    longest.or(usual.map(str::to_owned))
}

/// The kind of a group: the lexicon's word first, then the one most mentions
/// have, the earlier on a tie.
fn kind(mentions: &[Mention], group: &[u32]) -> Option<Sym> {
    let of = |i: &u32| &mentions[*i as usize];
    if let Some(m) =
        group.iter().map(of).find(|m| m.known.is_some() && m.kind.is_some() && m.found_by.starts_with("lexicon"))
    {
        return m.kind;
    }
    let kinds: Vec<Sym> = group.iter().filter_map(|i| of(i).kind).collect();
    let count = |k: &Sym| kinds.iter().filter(|o| *o == k).count();
    let specific: Vec<Sym> = kinds.iter().copied().filter(|k| !matches!(k.as_str(), "other" | "any")).collect();
    let pool = if specific.is_empty() { &kinds } else { &specific };
    pool.iter().rev().max_by_key(|k| count(k)).copied().map(|k| if k.as_str() == "any" { Sym::new("other") } else { k })
}
