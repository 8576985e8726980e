use crate::extract::{Modality, Salience};
use serde::{Deserialize, Serialize};

/// Half-open range of **code points** of the article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Points {
    /// First code point.
    pub begin: u32,
    /// One past the last.
    pub end: u32,
}

impl From<(u32, u32)> for Points {
    fn from((begin, end): (u32, u32)) -> Self {
        Self { begin, end }
    }
}

impl From<Points> for (u32, u32) {
    fn from(p: Points) -> Self {
        (p.begin, p.end)
    }
}

/// All claims of one article, with what they point at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleClaims {
    /// The article.
    pub article: Article,
    /// Sentences of title and body, in text order.
    pub sentences: Vec<Sentence>,
    /// Entities as the article names them; indices are used by mentions.
    pub entities: Vec<EntityRecord>,
    /// Events and other situations as the article describes them, sorted by id.
    pub frames: Vec<Frame>,
    /// Claims, sorted by id.
    pub claims: Vec<Claim>,
}

/// What is known about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Id under which it was given.
    pub id: String,
    /// Lower-case hex SHA-256 of its bytes.
    pub sha256: String,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// Web address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// Day of publication.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub published: Option<String>,
    /// Outlet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    /// Where it was embedded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub embedded: Option<Embedded>,
    /// Length of the text in code points.
    pub length: u32,
}

/// The container of an embedded article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedded {
    /// Id of the containing article.
    pub article: String,
}

impl Article {
    /// Local part of its IRI: the first 16 hex digits of its hash.
    pub fn key(&self) -> &str {
        self.sha256.get(..16).unwrap_or(&self.sha256)
    }
}

/// Part of the page a sentence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SentenceZone {
    /// The headline.
    Headline,
    /// Running text.
    Body,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands.
    pub at: Points,
    /// Part of the page.
    pub zone: SentenceZone,
    /// Its text as given.
    pub text: String,
}

/// An entity as one article names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// Fullest name in the article.
    pub name: String,
    /// Other names there, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub aliases: Vec<String>,
    /// Mention class.
    pub class: String,
    /// Finer kind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// Lexicon id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub known: Option<String>,
    /// Canonical name of that id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub label: Option<String>,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionRecord>,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MentionRecord {
    /// Where it stands.
    pub at: Points,
    /// As written, white space collapsed.
    pub text: String,
    /// Detector or lexicon that found it.
    pub by: String,
}

/// An event or other situation as one article describes it: a node with
/// trigger words, because one verb may carry two events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// 16 hex digits: article, class, triggers, discriminating arguments.
    pub id: String,
    /// Fact class on the wire.
    pub class: String,
    /// Words that evoke it, in text order.
    pub triggers: Vec<Points>,
    /// First place in the text, for telling which report came first.
    pub begin: u32,
    /// Whether the article is about it.
    pub main: bool,
    /// What names it in readable IRIs: its key arguments as written.
    pub anchor: String,
}

/// One article, in one or two sentences, presents one proposition with one
/// modality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// 16 hex digits over everything but rules and confidence.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// Property IRI, the ontology's namespace cut off.
    pub predicate: String,
    /// Role IRI it was bound in, the namespace cut off; empty for existence.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub role: String,
    /// What is said.
    pub object: Object,
    /// How the article presents it.
    #[serde(with = "modality")]
    pub modality: Modality,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub speaker: Option<Speaker>,
    /// The sentences that state it, one or two, in text order.
    pub sentences: Vec<Points>,
    /// Does the text say it? 0 to 1, two decimals.
    pub confidence: f32,
    /// Rules that found it, sorted.
    pub rules: Vec<String>,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// An event mention, by id.
    Frame(String),
    /// A mention of an entity: index of the entity, place.
    Mention(u32, Points),
}

/// What a claim says of its subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Object {
    /// That it exists, as one of the class with this name on the wire.
    Class(String),
    /// A mention of an entity: index of the entity, place.
    Mention(u32, Points),
    /// A phrase or quotation, with its place if it is one stretch of text.
    Text(String, Option<Points>),
    /// A code of the ontology.
    Code(String),
    /// An EDTF date, its basis, its place.
    Date(String, String, Option<Points>),
    /// A count: least, greatest if bounded, its place.
    Number(u64, Option<u64>, Option<Points>),
}

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    /// A mention of an entity: index of the entity, place.
    Mention(u32, Points),
    /// A phrase ("officials").
    Text(String),
}

impl Frame {
    /// Whether the article is about it.
    pub fn is_main(salience: Salience) -> bool {
        matches!(salience, Salience::Main)
    }
}

impl Claim {
    /// Whether it says that something is not so.
    pub fn is_negative(&self) -> bool {
        matches!(self.modality, Modality::Denied | Modality::Negated)
    }
}

mod modality {
    use crate::extract::Modality;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(modality: &Modality, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(modality.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Modality, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        super::modality_of(&text).ok_or_else(|| D::Error::custom(format!("unknown modality {text:?}")))
    }
}

/// The modality written `text` in the ontology.
pub(super) fn modality_of(text: &str) -> Option<Modality> {
    use Modality::{Asserted, Attributed, Claimed, Denied, Expected, Hedged, Negated};
    [Asserted, Attributed, Claimed, Denied, Negated, Hedged, Expected].into_iter().find(|m| m.as_str() == text)
}
