//! Event mentions with all that tells one event from another.

use super::entities::Entities;
use super::words::Words;
use crate::claim::{ArticleClaims, Claim, Frame, Object, Subject};
use crate::graph::dates;
use crate::graph::slug::slug;
use crate::ontology::vocab::{FactClass, Identity, NS, Projection, Role, ValueKind};
use crate::ontology::{Comparator, Functional, Ontology, Property};
use crate::text::Sym;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences of a report that are looked at for words.
const SENTENCES: usize = 3;

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
    /// Whether it is the only one of its class that the article is about.
    pub sole: bool,
    /// First place in the text.
    pub begin: u32,
    /// Id of its frame.
    pub frame: Box<str>,
    /// What names it.
    pub anchor: Box<str>,
    /// Path of the lasting situation that its key values name.
    pub natural: Option<Box<str>>,
    /// Values by role (index into the class's roles), sorted.
    pub values: Vec<(u8, Value)>,
    /// Counts by role.
    pub figures: Vec<(u8, u64, u64)>,
    /// When it happened.
    pub when: Option<When>,
    /// Words of free text that tells it from others.
    pub content: Words,
    /// Words of the sentences that tell of it.
    pub words: Words,
    /// Values which minted nodes lie in, by property.
    pub within: Vec<(String, String)>,
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
    /// A thing with a name of its own.
    Named,
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

/// Numbers for nodes, phrases and codes.
#[derive(Debug, Default)]
pub struct Keys {
    texts: Vec<Box<str>>,
    index: BTreeMap<Box<str>, u32>,
}

impl Keys {
    fn of(&mut self, text: &str) -> u32 {
        if let Some(key) = self.index.get(text) {
            return *key;
        }
        let key = self.texts.len() as u32;
        self.texts.push(text.into());
        self.index.insert(text.into(), key);
        key
    }

    /// What a number stands for: a path, or a slug.
    pub fn text(&self, key: u32) -> &str {
        self.texts.get(key as usize).map_or("", |t| t)
    }
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
pub struct Policies(Vec<Vec<Policy>>);

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
        Self(ontology.vocab.classes.iter().map(|c| c.roles.iter().map(of).collect()).collect())
    }

    /// The policy of a role of a class.
    pub fn get(&self, class: u16, role: u8) -> Option<&Policy> {
        self.0.get(class as usize)?.get(role as usize)
    }
}

/// All event mentions, sorted by id; one that two copies share counts once.
pub fn reports(articles: &[&ArticleClaims], entities: &Entities, ontology: &Ontology) -> (Vec<Report>, Keys) {
    let mut keys = Keys::default();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut out: Vec<Report> = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &article.claims {
            if let Subject::Frame(frame) = &claim.subject {
                claims.entry(frame).or_default().push(claim);
            }
        }
        let common = common_words(number, article, entities);
        let mut mains: BTreeMap<&str, usize> = BTreeMap::new();
        for frame in article.frames.iter().filter(|f| f.main) {
            *mains.entry(&frame.class).or_default() += 1;
        }
        for frame in &article.frames {
            let Some(class) = ontology.vocab.classes.iter().position(|c| c.wire.as_str() == frame.class) else {
                continue;
            };
            if !seen.insert(&frame.id) {
                continue;
            }
            let claims = claims.get(frame.id.as_str()).map_or(&[][..], Vec::as_slice);
            let reader = Reader { number, article, entities, ontology, common: &common };
            let report = reader.report(frame, class as u16, claims, &mut keys);
            out.push(Report { sole: frame.main && mains[frame.class.as_str()] == 1, ..report });
        }
    }
    out.sort_by(|a, b| a.frame.cmp(&b.frame));
    (out, keys)
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
}

impl Reader<'_> {
    fn report(&self, frame: &Frame, class: u16, claims: &[&Claim], keys: &mut Keys) -> Report {
        let meaning = &self.ontology.vocab.classes[class as usize];
        let mut out = Report {
            article: self.number as u32,
            class,
            main: frame.main,
            sole: frame.main,
            begin: frame.begin,
            frame: frame.id.as_str().into(),
            anchor: frame.anchor.as_str().into(),
            natural: None,
            values: Vec::new(),
            figures: Vec::new(),
            when: None,
            content: Words::default(),
            words: self.words(claims),
            within: Vec::new(),
        };
        let mut parts: BTreeMap<i64, String> = BTreeMap::new();
        let mut content: Vec<&str> = Vec::new();
        for claim in claims.iter().filter(|c| !c.is_negative()) {
            let found = meaning.roles.iter().position(|r| r.iri.strip_prefix(NS).unwrap_or(&r.iri) == claim.role);
            let Some(index) = found else { continue };
            let (role, index) = (&meaning.roles[index], index as u8);
            let property = self.ontology.properties.get(&role.property);
            match &claim.object {
                Object::Date(edtf, ..) => out.when = finer(out.when, when(edtf)),
                Object::Number(min, max, _) => out.figures.push((index, *min, max.unwrap_or(u64::MAX))),
                Object::Text(text, _) if is_content(role, &property) => content.push(text),
                object => {
                    let Some((text, kind)) = self.value(object) else { continue };
                    self.within(meaning, role, &text, &mut out);
                    if names_it(role) {
                        let own = self.own(object).unwrap_or(&text);
                        let local = own.split_once('/').map_or(own, |p| p.1).replace('/', "-").to_lowercase();
                        parts.entry(role.order).or_insert(local);
                    }
                    out.values.push((index, Value { key: keys.of(&text), kind }));
                }
            }
        }
        out.content = Words::of(content, |_| false);
        out.values.sort_unstable();
        out.values.dedup();
        let naming = meaning.roles.iter().filter(|r| names_it(r)).count();
        if meaning.projection == Projection::Tenure && naming > 0 && parts.len() == naming {
            let locals: Vec<String> = parts.into_values().collect();
            out.natural = Some(format!("{}/{}", slug(&frame.class), locals.join("--")).into());
        }
        out
    }

    fn within(&self, meaning: &FactClass, role: &Role, text: &str, out: &mut Report) {
        let holds = |r: &Role| self.ontology.properties.get(&r.property).mint_within.as_deref() == Some(&role.property);
        if meaning.roles.iter().any(holds) && out.within.iter().all(|w| w.0 != role.property) {
            out.within.push((role.property.clone(), text.to_owned()));
        }
    }

    /// A lone surname names its bearer in this article only, and so does what
    /// is named after it.
    fn own(&self, object: &Object) -> Option<&str> {
        let Object::Mention(entity, _) = object else { return None };
        self.entities.node(self.number, *entity).map(|n| n.path.as_str())
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
                    (_, true) => Kind::Named,
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
    fn dates_without_a_year_are_days_of_any_year() {
        let day = when("--08-11").unwrap();
        assert!(day.yearless && day.first == day.last);
        assert_eq!(when("2025-08").map(|w| w.last - w.first), Some(30));
        assert_eq!(when("soon"), None);
        assert_eq!(finer(when("2025"), when("2025-08-11")), when("2025-08-11"));
    }
}
