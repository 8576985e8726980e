//! What one graph accepts and another does not, and why: an article came or
//! went, a rule reads otherwise, somebody decided or noted something.

use super::names;
use super::reader::{Reader, code, text, wg};
use super::run::{self, Answer};
use super::sayings::{Saying, cell, node, sayings};
use crate::error::Result;
use oxigraph::model::vocab::rdf;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// What [`changes`] reads besides all claims.
pub const CHANGE_READS: &str = "SELECT * { ?a a wg:Article ; wg:articleId ?id . ?n dct:title ?source . \
    ?d wg:left ?l ; wg:right ?r ; wg:judgement ?j ; wg:decisionStatus ?s . ?m wg:mergedInto ?into }";

/// Subject, property and value.
type Triple = (String, String, String);

/// One of two graphs.
struct Side<'s> {
    reader: Reader<'s>,
    sayings: Vec<Saying>,
    articles: BTreeSet<String>,
    ids: BTreeSet<String>,
    /// `same org/a org/b`, with the two nodes.
    decisions: BTreeMap<String, [String; 2]>,
    /// Places among `sayings`, by subject and property.
    slots: BTreeMap<(String, String), Vec<usize>>,
    /// All claims.
    claims: BTreeSet<String>,
}

impl<'s> Side<'s> {
    fn read(store: &'s Store) -> Result<Self> {
        let reader = Reader::new(store);
        let (mut articles, mut ids) = (BTreeSet::new(), BTreeSet::new());
        for article in reader.pointing_at(&rdf::TYPE.into_owned(), wg("Article").as_str())? {
            ids.extend(reader.objects(&article, &wg("articleId"))?.iter().map(text));
            articles.insert(article);
        }
        let mut decisions = BTreeMap::new();
        let active = run::run(
            store,
            "SELECT ?l ?r ?j { ?d wg:left ?l ; wg:right ?r ; wg:judgement ?j ; wg:decisionStatus wgc:active }",
            &[],
        )?;
        if let Answer::Rows { rows, .. } = active {
            for row in rows.iter().filter_map(|r| r.iter().cloned().collect::<Option<Vec<_>>>()) {
                let [left, right] = [text(&row[0]), text(&row[1])];
                let line = format!("{} {} {}", code(&row[2]), names::shorten(&left), names::shorten(&right));
                decisions.insert(line, [left, right]);
            }
        }
        let sayings = sayings(store, "", None)?;
        let claims = sayings.iter().map(|s| s.claim.clone()).collect();
        Ok(Self { reader, sayings, articles, ids, decisions, slots: BTreeMap::new(), claims })
    }

    /// To be called when all names are as they stay.
    fn index(&mut self) {
        for (at, said) in self.sayings.iter().enumerate() {
            self.slots.entry((said.subject.clone(), said.property.clone())).or_default().push(at);
        }
    }

    /// What is said of the subject and property of a fact.
    fn slot(&self, key: &Triple) -> impl Iterator<Item = &Saying> {
        let found = self.slots.get(&(key.0.clone(), key.1.clone()));
        found.into_iter().flatten().filter_map(|at| self.sayings.get(*at))
    }

    fn facts(&self) -> BTreeMap<Triple, Vec<&Saying>> {
        let mut out: BTreeMap<Triple, Vec<&Saying>> = BTreeMap::new();
        for said in &self.sayings {
            out.entry(triple(said)).or_default().push(said);
        }
        out
    }
}

fn triple(said: &Saying) -> Triple {
    (said.subject.clone(), said.property.clone(), said.object.to_string())
}

/// Gives the events of `after` the names they have in `before`: an event is
/// known by its mentions, and a new article may be the one it is named after.
/// Where an article was edited its mentions are new; then an event is the one
/// of which that article said most of the same.
fn align(before: &Side<'_>, after: &mut Side<'_>) {
    let (old, new) = (events(before), events(after));
    let by_frame: BTreeMap<&str, &str> =
        old.iter().flat_map(|(iri, e)| e.frames.iter().map(move |f| (*f, *iri))).collect();
    // How much speaks for a pair: a common mention, else what both say.
    let mut pairs: Vec<(usize, &str, &str)> = Vec::new();
    for (now, event) in new.iter().filter(|(iri, _)| !old.contains_key(*iri)) {
        let shared: BTreeSet<&str> = event.frames.iter().filter_map(|f| by_frame.get(f).copied()).collect();
        for was in shared.iter().filter(|iri| !new.contains_key(*iri)) {
            pairs.push((usize::MAX, now, was));
        }
        for (was, other) in old.iter().filter(|(iri, _)| !new.contains_key(*iri)) {
            let same = event.says.intersection(&other.says).count();
            let most = event.says.len().min(other.says.len());
            if event.class == other.class && !event.ids.is_disjoint(&other.ids) && same * 2 > most {
                pairs.push((same, now, was));
            }
        }
    }
    pairs.sort_by(|a, b| (b.0, a.1, a.2).cmp(&(a.0, b.1, b.2)));
    let (mut renamed, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, now, was) in pairs {
        if !renamed.contains_key(now) && taken.insert(was) {
            renamed.insert(now.to_owned(), was.to_owned());
        }
    }
    for said in &mut after.sayings {
        if let Some(was) = renamed.get(&said.subject) {
            said.subject.clone_from(was);
        }
        if let Some(was) = renamed.get(&text(&said.object)) {
            said.object = oxigraph::model::NamedNode::new_unchecked(was).into();
        }
    }
}

/// What tells an event from others.
#[derive(Default)]
struct Event<'s> {
    class: String,
    frames: BTreeSet<&'s str>,
    ids: BTreeSet<&'s str>,
    says: BTreeSet<(&'s str, String)>,
}

fn events<'s>(side: &'s Side<'_>) -> BTreeMap<&'s str, Event<'s>> {
    let mut out: BTreeMap<&str, Event<'_>> = BTreeMap::new();
    for said in side.sayings.iter().filter(|s| s.together.contains("/frame/")) {
        let event = out.entry(&said.subject).or_default();
        event.frames.insert(&said.together);
        event.ids.extend(said.ids.iter().map(String::as_str));
        match said.property == rdf::TYPE.as_str() {
            true => event.class = text(&said.object),
            false => _ = event.says.insert((&said.property, said.object.to_string())),
        }
    }
    out
}

/// One row for each fact that only one graph accepts: `gained`, `lost`, or
/// `changed` where one value of a property took the place of another.
///
/// # Errors
/// If a store cannot be read.
pub fn changes(before: &Store, after: &Store) -> Result<Answer> {
    let (mut old, mut new) = (Side::read(before)?, Side::read(after)?);
    align(&old, &mut new);
    old.index();
    new.index();
    let (old_facts, new_facts) = (old.facts(), new.facts());
    let accepted = |facts: &BTreeMap<Triple, Vec<&Saying>>, key: &Triple| {
        facts.get(key).is_some_and(|claims| claims[0].acceptance == "accepted")
    };
    let mut slots: BTreeMap<(&str, &str), [Vec<&Triple>; 2]> = BTreeMap::new();
    for key in old_facts.keys().chain(new_facts.keys()) {
        let was = accepted(&old_facts, key);
        if was != accepted(&new_facts, key) {
            let side = &mut slots.entry((&key.0, &key.1)).or_default()[usize::from(!was)];
            if !side.contains(&key) {
                side.push(key);
            }
        }
    }
    let mut rows = Vec::new();
    for ((subject, property), [lost, gained]) in &slots {
        let why = |list: &[&Triple], has: &Side<'_>, lacks: &Side<'_>, sign: Sign| -> Result<BTreeSet<String>> {
            let mut out = BTreeSet::new();
            for key in list {
                out.extend(reasons(has, lacks, key, sign)?);
            }
            Ok(out)
        };
        let show = |reader: &Reader<'_>, facts: &BTreeMap<Triple, Vec<&Saying>>, key: &Triple| {
            facts.get(key).map_or(Ok(String::new()), |claims| reader.value(&claims[0].object))
        };
        let mut row = |change: &str, value: String, was: String, why: BTreeSet<String>| -> Result<()> {
            let named = if gained.is_empty() { &old.reader } else { &new.reader };
            let name = match named.knows(subject)? {
                true => named.label(subject)?,
                false => old.reader.label(subject)?,
            };
            rows.push(vec![
                cell(change),
                cell(&name),
                cell(names::local(property)),
                cell(&value),
                cell(&was),
                cell(&why.into_iter().collect::<Vec<_>>().join("; ")),
                node(subject),
            ]);
            Ok(())
        };
        if let ([was], [now]) = (&lost[..], &gained[..]) {
            let mut why_both = why(gained, &new, &old, Sign::Plus)?;
            why_both.extend(why(lost, &old, &new, Sign::Minus)?);
            row("changed", show(&new.reader, &new_facts, now)?, show(&old.reader, &old_facts, was)?, why_both)?;
            continue;
        }
        for key in lost {
            let because = why(&[key], &old, &new, Sign::Minus)?;
            row("lost", show(&old.reader, &old_facts, key)?, String::new(), because)?;
        }
        for key in gained {
            let because = why(&[key], &new, &old, Sign::Plus)?;
            row("gained", show(&new.reader, &new_facts, key)?, String::new(), because)?;
        }
    }
    rows.sort_by_cached_key(|r| r.iter().map(|t| t.as_ref().map(text)).collect::<Vec<_>>());
    let columns = ["change", "subject", "property", "value", "before", "reason", "node"];
    Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
}

/// Whether what is only on one side came or went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}

impl Sign {
    fn other(self) -> Self {
        if self == Self::Plus { Self::Minus } else { Self::Plus }
    }

    fn word(self) -> &'static str {
        if self == Self::Plus { "added" } else { "removed" }
    }
}

/// Why a fact is accepted on the side that `has` it and not on the one that
/// `lacks` it.
fn reasons(has: &Side<'_>, lacks: &Side<'_>, key: &Triple, sign: Sign) -> Result<BTreeSet<String>> {
    let on = |side: &Side<'_>, claim: &Saying| side.slot(key).any(|s| s.claim == claim.claim && triple(s) == *key);
    let own = has.slot(key).filter(|s| triple(s) == *key && !s.negative);
    let fresh: Vec<&Saying> = own.filter(|s| !on(lacks, s)).collect();
    let mut out = BTreeSet::new();
    for said in &fresh {
        out.insert(reason(has, lacks, said, key, sign)?);
    }
    if !out.is_empty() {
        return Ok(out);
    }
    // The claims are the same: something else speaks against it on one side.
    let against = |s: &&Saying| s.negative || triple(s) != *key;
    for (side, other, sign) in [(lacks, has, sign.other()), (has, lacks, sign)] {
        let same = |a: &Saying, b: &Saying| a.claim == b.claim && triple(a) == triple(b);
        for rival in side.slot(key).filter(against).filter(|s| !other.slot(key).any(|o| same(o, s))) {
            out.insert(format!("against it: {}", reason(side, other, rival, &triple(rival), sign)?));
        }
        if !out.is_empty() {
            return Ok(out);
        }
    }
    out.insert("the program or its vocabulary changed".to_owned());
    Ok(out)
}

/// Why a claim states something on one side and not on the other.
fn reason(has: &Side<'_>, lacks: &Side<'_>, said: &Saying, key: &Triple, sign: Sign) -> Result<String> {
    let word = sign.word();
    if said.is_note() {
        return Ok(format!("note {word}: {}", has.reader.label(&said.article)?));
    }
    let ids = said.ids.join(", ");
    if !lacks.articles.contains(&said.article) {
        let known = said.ids.iter().any(|id| lacks.ids.contains(id));
        return Ok(if known { format!("article changed: {ids}") } else { format!("article {word}: {ids}") });
    }
    if !lacks.claims.contains(&said.claim) {
        return Ok(format!("rule changed: {} ({ids})", said.rules.join(", ")));
    }
    // The claim is the same and means something else: who is who changed.
    let differ = |a: &Side<'_>, b: &Side<'_>| -> Vec<(String, [String; 2])> {
        a.decisions
            .iter()
            .filter(|(line, _)| !b.decisions.contains_key(*line))
            .map(|(l, p)| (l.clone(), p.clone()))
            .collect()
    };
    let value = text(&said.object);
    let touches = |pair: &[String; 2], side: &Side<'_>| -> Result<bool> {
        for end in pair {
            let survivor = side.reader.survivor(end)?;
            if [&key.0, &value].iter().any(|n| **n == *end || **n == survivor) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    for (side, other, word) in [(has, lacks, sign.word()), (lacks, has, sign.other().word())] {
        for (line, pair) in differ(side, other) {
            if touches(&pair, has)? || touches(&pair, lacks)? {
                return Ok(format!("decision {word}: {line}"));
            }
        }
    }
    Ok(format!("other articles changed who is who ({ids})"))
}
