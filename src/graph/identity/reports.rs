//! Event mentions with all that tells one event from another.

use super::compared::Print;
use super::entities::Entities;
use super::words::Words;
use crate::claim::{ArticleClaims, Claim, EntityRecord, Frame, Object, Sentence, Subject};
use crate::graph::dates;
use crate::graph::slug::slug;
use crate::graph::strings::Strings;
use crate::mention::class;
use crate::ontology::vocab::{FactClass, Identity, NS, Projection, Role, ValueKind};
use crate::ontology::{Comparator, Functional, Ontology, Property};
use crate::text::Sym;
use rayon::prelude::*;
use rustc_hash::{FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Sentences of a report that are looked at for words.
const SENTENCES: usize = 3;

/// Kind of place that is a town.
const TOWN: &str = "city";

/// Code of what has no kind of its own.
const VAGUE: &str = "other";

/// One event mention.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its article.
    pub article: u32,
    /// Its class: index into the vocabulary's.
    pub class: u16,
    /// Whether the article is about it.
    pub main: bool,
    /// Whether of its class the article is about it before all others.
    pub chief: bool,
    /// First place in the text.
    pub begin: u32,
    /// Where the sentences begin whose words name it.
    pub told_in: Box<[u32]>,
    /// Id of its frame.
    pub frame: Box<str>,
    /// What names it.
    pub anchor: Box<str>,
    /// Path of the lasting situation that its key values name.
    pub natural: Option<Box<str>>,
    /// Values by role (index into the class's roles), sorted.
    pub values: Box<[(u8, Value)]>,
    /// Counts by role.
    pub figures: Box<[(u8, u64, u64)]>,
    /// When it happened.
    pub when: Option<When>,
    /// Words of free text that tells it from others.
    pub content: Words,
    /// Words of the sentences that tell of it.
    pub words: Words,
    /// Listed towns that its article names, by their keys, sorted.
    pub around: Box<[u32]>,
    /// Which of a row it is: "the 19th meeting".
    pub rounds: Box<[u16]>,
    /// Values which minted nodes lie in, by property: numbers of texts.
    pub within: Box<[(u32, u32)]>,
}

/// An event mention as its article alone tells it: values as texts.
pub struct Told {
    report: Report,
    around: Arc<[String]>,
    values: Vec<(u8, String, Kind)>,
    within: Vec<(String, String)>,
}

impl Report {
    /// Hash of all that is known of it; `key` tells what numbers of values stand
    /// for, `article` is the hash of what is known of its article. Values are
    /// taken in the order in which they are compared.
    pub fn print<'k>(&self, article: u128, key: impl Fn(u32) -> &'k str) -> u128 {
        // All fields, so that a new one is not forgotten.
        let Self {
            article: _,
            class,
            main,
            chief,
            begin,
            told_in,
            frame,
            anchor,
            natural,
            values,
            figures,
            when,
            content,
            words,
            around,
            rounds,
            // Numbers of texts that only name what is minted.
            within: _,
        } = self;
        let mut print = Print::default();
        print.number(article).number(*class).number(u8::from(*main)).number(u8::from(*chief)).number(*begin);
        print.text(frame).text(anchor).text(natural.as_deref().unwrap_or(""));
        print.count(values.len());
        for (role, Value { key: number, kind }) in values {
            print.number(*role).text(key(*number)).number(*kind as u8);
        }
        print.count(figures.len());
        for (role, min, max) in figures {
            print.number(*role).number(*min).number(*max);
        }
        print.count(when.iter().count());
        if let Some(When { first, last, yearless }) = when {
            print.number(first.cast_unsigned()).number(last.cast_unsigned()).number(u8::from(*yearless));
        }
        print.words(content.hashes()).words(words.hashes()).words(told_in);
        let mut towns: Vec<&str> = around.iter().map(|town| key(*town)).collect();
        towns.sort_unstable();
        print.count(towns.len());
        towns.iter().for_each(|town| _ = print.text(town));
        print.count(rounds.len());
        rounds.iter().for_each(|round| _ = print.number(*round));
        print.finish()
    }
}

/// First and last possible day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day, as a number of days; without a year, of the leap year 2000.
    pub first: i64,
    /// Last day.
    pub last: i64,
    /// The text gives no year.
    pub yearless: bool,
}

/// A value of a role as it counts for identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// Key of the node, phrase or code.
    pub key: u32,
    /// What kind it is.
    pub kind: Kind,
}

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A thing with a name of its own that a list has.
    Named,
    /// A thing with a name of its own that no list has.
    Unlisted,
    /// A country or the like, shared by many events.
    General,
    /// A description of one word (bus); says nothing.
    Word,
    /// A description of two words (school bus); says little.
    Description,
    /// A phrase of several words, or with a capital.
    Phrase,
    /// A code.
    Code,
}

/// Event mentions of all articles while they are gathered.
#[derive(Default)]
pub struct Reports {
    all: Vec<Report>,
    /// What the numbers of values stand for: paths, or slugs.
    keys: Strings,
    /// Texts of what minted nodes lie in.
    texts: Strings,
    seen: FxHashSet<u64>,
}

impl Reports {
    /// Takes those of the next article; one that two copies share counts once.
    pub fn add(&mut self, told: Vec<Told>) {
        for Told { mut report, around, values, within } in told {
            if !self.seen.insert(number_of(&report.frame)) {
                continue;
            }
            let values =
                values.iter().map(|(role, text, kind)| (*role, Value { key: self.keys.of(text), kind: *kind }));
            let mut values: Vec<(u8, Value)> = values.collect();
            values.sort_unstable();
            values.dedup();
            report.values = values.into();
            let mut around: Vec<u32> = around.iter().map(|place| self.keys.of(place)).collect();
            around.sort_unstable();
            report.around = around.into();
            report.within = within.iter().map(|(p, v)| (self.texts.of(p), self.texts.of(v))).collect();
            self.all.push(report);
        }
    }

    /// All of them, sorted by id; what the numbers of their values stand for;
    /// texts of what minted nodes lie in.
    pub fn finish(mut self) -> (Vec<Report>, Strings, Strings) {
        self.all.par_sort_unstable_by(|a, b| a.frame.cmp(&b.frame));
        (self.all, self.keys, self.texts)
    }
}

/// The number that the id of an event mention is: 16 hex digits.
pub fn number_of(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or_else(|_| {
        let mut hasher = FxHasher::default();
        id.hash(&mut hasher);
        hasher.finish()
    })
}

/// What one role contributes to identity.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Name of the role on the wire.
    pub wire: Sym,
    /// Its part in telling facts apart.
    pub identity: Identity,
    /// Different values mean different events.
    pub hard: bool,
    /// Descriptions that differ mean different events (posts).
    pub telling: bool,
    /// Different values speak against.
    pub single: bool,
    /// Values are places.
    pub place: bool,
    /// Factor of the property.
    pub weight: Option<f64>,
}

/// Policies of all classes of the vocabulary.
#[derive(Debug)]
pub struct Policies {
    /// By class and role.
    of: Vec<Vec<Policy>>,
    /// By class, whether its events have figures.
    figures: Vec<bool>,
    /// By code those that cannot hold with it.
    disjoint: BTreeMap<String, BTreeSet<String>>,
}

impl Policies {
    /// Reads the policies.
    pub fn new(ontology: &Ontology) -> Self {
        let of = |role: &Role| {
            let property = ontology.properties.get(&role.property);
            let place = property.comparator == Comparator::PlaceWithin;
            Policy {
                wire: role.wire,
                identity: role.identity,
                hard: role.identity == Identity::Key
                    || role.identity == Identity::Distinct && property.functional == Functional::Strict && !place,
                telling: role.identity == Identity::Distinct
                    && property.functional == Functional::No
                    && role.value == ValueKind::Phrase
                    && property.mints.is_some(),
                single: !role.many || place,
                place,
                weight: property.link_weight,
            }
        };
        let local = |iri: &str| slug(iri.rsplit('#').next().unwrap_or(iri));
        let mut disjoint: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (a, b) in ontology.properties.disjoint() {
            disjoint.entry(local(a)).or_default().insert(local(b));
        }
        let classes = &ontology.vocab.classes;
        Self {
            of: classes.iter().map(|c| c.roles.iter().map(of).collect()).collect(),
            figures: classes.iter().map(FactClass::has_figures).collect(),
            disjoint,
        }
    }

    /// Whether two codes cannot both hold.
    pub fn disjoint(&self, a: &str, b: &str) -> bool {
        self.disjoint.get(a).is_some_and(|codes| codes.contains(b))
    }

    /// Whether reports of a class give figures.
    pub fn has_figures(&self, class: u16) -> bool {
        self.figures.get(class as usize).copied().unwrap_or(false)
    }

    /// The policy of a role of a class.
    pub fn get(&self, class: u16, role: u8) -> Option<&Policy> {
        self.of.get(class as usize)?.get(role as usize)
    }
}

/// The event mentions of an article.
pub fn reports(number: usize, article: &ArticleClaims, entities: &Entities, ontology: &Ontology) -> Vec<Told> {
    let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in &article.claims {
        if let Subject::Frame(frame) = &claim.subject {
            claims.entry(frame).or_default().push(claim);
        }
    }
    let common = common_words(number, article, entities);
    let chiefs = chiefs(article, &claims);
    let around = places_named(number, article, entities);
    let reader = Reader { number, article, entities, ontology, common: &common, around };
    let mut out = Vec::new();
    for frame in &article.frames {
        let Some(class) = ontology.vocab.classes.iter().position(|c| c.wire.as_str() == frame.class) else {
            continue;
        };
        let claims = claims.get(frame.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut told = reader.report(frame, class as u16, claims);
        told.report.chief = chiefs.get(frame.class.as_str()) == Some(&frame.id.as_str());
        out.push(told);
    }
    out
}

/// By class the event that an article is about before all others: that which
/// most sentences tell, and of several the first.
fn chiefs<'a>(article: &'a ArticleClaims, claims: &BTreeMap<&str, Vec<&Claim>>) -> BTreeMap<&'a str, &'a str> {
    let mut best: BTreeMap<&str, (usize, Reverse<u32>, &str)> = BTreeMap::new();
    for frame in article.frames.iter().filter(|f| f.main) {
        let told = claims.get(frame.id.as_str()).map_or(&[][..], Vec::as_slice);
        let places: BTreeSet<_> = told.iter().flat_map(|c| &c.sentences).collect();
        let rank = (places.len(), Reverse(frame.begin), frame.id.as_str());
        let known = best.entry(&frame.class).or_insert(rank);
        *known = rank.max(*known);
    }
    best.into_iter().map(|(class, (_, _, frame))| (class, frame)).collect()
}

/// Paths of the listed towns that an article names.
fn places_named(number: usize, article: &ArticleClaims, entities: &Entities) -> Arc<[String]> {
    let town = |record: &EntityRecord| {
        record.class == class::PLACE.as_str() && record.kind.as_deref().is_some_and(|k| k == TOWN)
    };
    let places = article.entities.iter().zip(0..).filter(|(record, _)| town(record));
    let nodes = places.filter_map(|(_, index)| entities.node(number, index));
    nodes.filter(|n| n.known && n.shared && !n.class.general).map(|n| n.path.clone()).collect()
}

/// Words in the names of countries and the like, which say little.
fn common_words(number: usize, article: &ArticleClaims, entities: &Entities) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (index, record) in article.entities.iter().enumerate() {
        if entities.node(number, index as u32).is_some_and(|n| n.class.general) {
            for mention in &record.mentions {
                out.extend(super::words::split(&mention.text).map(str::to_owned));
            }
        }
    }
    out
}

/// Roles whose values together name a lasting situation.
fn names_it(role: &Role) -> bool {
    matches!(role.identity, Identity::Key | Identity::Distinct)
}

struct Reader<'a> {
    number: usize,
    article: &'a ArticleClaims,
    entities: &'a Entities,
    ontology: &'a Ontology,
    common: &'a BTreeSet<String>,
    around: Arc<[String]>,
}

impl Reader<'_> {
    fn report(&self, frame: &Frame, class: u16, claims: &[&Claim]) -> Told {
        let meaning = &self.ontology.vocab.classes[class as usize];
        let mut out = Report {
            article: self.number as u32,
            class,
            main: frame.main,
            chief: frame.main,
            begin: frame.begin,
            told_in: self.told_in(frame),
            frame: frame.id.as_str().into(),
            anchor: frame.anchor.as_str().into(),
            natural: None,
            values: Box::default(),
            figures: Box::default(),
            when: None,
            content: Words::default(),
            words: self.words(claims),
            around: Box::default(),
            rounds: self.rounds(frame),
            within: Box::default(),
        };
        let (mut values, mut within, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        let mut parts: BTreeMap<i64, String> = BTreeMap::new();
        let mut content: Vec<&str> = Vec::new();
        for claim in claims.iter().filter(|c| !c.is_negative()) {
            let found = meaning.roles.iter().position(|r| r.iri.strip_prefix(NS).unwrap_or(&r.iri) == claim.role);
            let Some(index) = found else { continue };
            let (role, index) = (&meaning.roles[index], index as u8);
            let property = self.ontology.properties.get(&role.property);
            match &claim.object {
                Object::Date(edtf, ..) => out.when = finer(out.when, when(edtf)),
                Object::Number(min, max, _) => figures.push((index, *min, max.unwrap_or(u64::MAX))),
                Object::Text(text, _) if is_content(role, &property) => content.push(text),
                object => {
                    let Some((text, kind)) = self.value(object) else { continue };
                    self.within(meaning, role, &text, &mut within);
                    if names_it(role) {
                        let own = self.own(object).unwrap_or(&text);
                        let local = own.split_once('/').map_or(own, |p| p.1).replace('/', "-").to_lowercase();
                        parts.entry(role.order).or_insert(local);
                    }
                    values.push((index, text, kind));
                }
            }
        }
        out.content = Words::of(content, |_| false);
        out.figures = figures.into();
        let naming = meaning.roles.iter().filter(|r| names_it(r)).count();
        if meaning.projection == Projection::Tenure && naming > 0 && parts.len() == naming {
            let locals: Vec<String> = parts.into_values().collect();
            out.natural = Some(format!("{}/{}", slug(&frame.class), locals.join("--")).into());
        }
        Told { report: out, around: self.around.clone(), values, within }
    }

    fn within(&self, meaning: &FactClass, role: &Role, text: &str, out: &mut Vec<(String, String)>) {
        let holds = |r: &Role| self.ontology.properties.get(&r.property).mint_within.as_deref() == Some(&role.property);
        if meaning.roles.iter().any(holds) && out.iter().all(|w| w.0 != role.property) {
            out.push((role.property.clone(), text.to_owned()));
        }
    }

    /// A lone surname names its bearer in this article only, and so does what
    /// is named after it.
    fn own(&self, object: &Object) -> Option<&str> {
        let Object::Mention(entity, _) = object else { return None };
        self.entities.node(self.number, *entity).map(|n| n.path.as_str())
    }

    fn sentence_at(&self, point: u32) -> Option<&Sentence> {
        self.article.sentences.iter().find(|s| s.at.begin <= point && point < s.at.end)
    }

    fn told_in(&self, frame: &Frame) -> Box<[u32]> {
        let at = |point: u32| self.sentence_at(point).map(|s| s.at.begin);
        let mut out: Vec<u32> = frame.triggers.iter().filter_map(|t| at(t.begin)).collect();
        out.dedup();
        out.into()
    }

    /// Ordinals that stand right before what names the event.
    fn rounds(&self, frame: &Frame) -> Box<[u16]> {
        /// Words between an ordinal and its noun: "the 19th annual joint meeting".
        const BEFORE: usize = 3;
        let ordinals = frame.triggers.iter().filter_map(|trigger| {
            let sentence = self.sentence_at(trigger.begin)?;
            let length = (trigger.begin - sentence.at.begin) as usize;
            let before: String = sentence.text.chars().take(length).collect();
            before.split_whitespace().rev().take(BEFORE).find_map(ordinal)
        });
        let mut out: Vec<u16> = ordinals.collect();
        out.sort_unstable();
        out.dedup();
        out.into()
    }

    fn words(&self, claims: &[&Claim]) -> Words {
        let places: BTreeSet<_> = claims.iter().flat_map(|c| &c.sentences).copied().collect();
        let texts = self.article.sentences.iter().filter(|s| places.contains(&s.at)).map(|s| s.text.as_str());
        Words::of(texts.take(SENTENCES), |w| self.common.contains(w))
    }

    fn value(&self, object: &Object) -> Option<(String, Kind)> {
        Some(match object {
            Object::Mention(entity, _) => {
                let node = self.entities.node(self.number, *entity)?;
                let kind = match (node.class.general, node.shared) {
                    (true, _) => Kind::General,
                    (_, true) if node.known => Kind::Named,
                    (_, true) => Kind::Unlisted,
                    (_, false) => Kind::Word,
                };
                // What two articles describe in one word they may mean alike;
                // the node itself stays in its article.
                (if node.shared { node.path.clone() } else { slug(&node.label) }, kind)
            }
            Object::Text(text, _) => {
                let kind = match text.split_whitespace().count() {
                    _ if text.chars().any(char::is_uppercase) => Kind::Phrase,
                    0 | 1 => Kind::Word,
                    2 => Kind::Description,
                    _ => Kind::Phrase,
                };
                (slug(text), kind)
            }
            // What fits no kind fits many events.
            Object::Code(code) if code == VAGUE => (slug(code), Kind::Word),
            Object::Code(code) => (slug(code), Kind::Code),
            Object::Class(_) | Object::Date(..) | Object::Number(..) => return None,
        })
    }
}

/// The number of "19th" or "nineteenth"; a first or second time may be that of
/// many a row.
fn ordinal(word: &str) -> Option<u16> {
    const WORDS: [&str; 18] = [
        "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];
    let word = word.to_lowercase();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number = match WORDS.iter().position(|w| *w == word) {
        Some(place) => Some(place as u16 + 3),
        None if matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th") => digits.parse().ok(),
        None => None,
    };
    number.filter(|n| *n >= 3)
}

/// Free text that tells an event from others of its kind: what was said, not
/// where.
fn is_content(role: &Role, property: &Property) -> bool {
    role.identity == Identity::Distinct
        && property.functional == Functional::No
        && property.mints.is_none()
        && matches!(role.value, ValueKind::Phrase | ValueKind::Text)
}

fn finer(old: Option<When>, new: Option<When>) -> Option<When> {
    match (old, new) {
        (Some(a), Some(b)) => Some(if (b.yearless, b.last - b.first) < (a.yearless, a.last - a.first) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The days of an EDTF date; one without a year lies in the leap year 2000.
fn when(edtf: &str) -> Option<When> {
    let (text, yearless) = match edtf.strip_prefix("--") {
        Some(rest) => (format!("2000-{rest}"), true),
        None => (edtf.to_owned(), false),
    };
    let (first, last) = dates::interval(&text)?;
    Some(When { first: dates::number(first), last: dates::number(last), yearless })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_tell_rounds_apart() {
        let found: Vec<_> = ["19th", "nineteenth", "3rd", "first", "2nd", "meeting", "th"].map(ordinal).into();
        assert_eq!(found, [Some(19), Some(19), Some(3), None, None, None, None]);
    }

    #[test]
    fn dates_without_a_year_are_days_of_any_year() {
        let day = when("--08-11").unwrap();
        assert!(day.yearless && day.first == day.last);
        assert_eq!(when("2025-08").map(|w| w.last - w.first), Some(30));
        assert_eq!(when("soon"), None);
        assert_eq!(finer(when("2025"), when("2025-08-11")), when("2025-08-11"));
    }
}
