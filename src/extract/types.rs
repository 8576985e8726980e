use crate::mention::{DateBasis, Mention, NumberValue};
use crate::resolve::Entity;
use crate::text::{Span, Sym};

/// All that one article says, as found by the rules.
#[derive(Clone, Debug, Default)]
pub struct ArticleFacts {
    /// Entities named in the article; fillers point into this list.
    pub entities: Vec<Entity>,
    /// Mentions of the article; entities and fillers point into this list.
    pub mentions: Vec<Mention>,
    /// Byte spans of the article's sentences, in text order.
    pub sentences: Vec<Span>,
    /// Facts, sorted by first evidence, class and trigger.
    pub facts: Vec<Fact>,
}

impl ArticleFacts {
    /// A value as a person reads it; entities by name.
    pub fn shown(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.entities.get(*id as usize).map_or_else(String::new, |e| e.name.clone()),
            Value::Text(text) => text.clone(),
            Value::Code(code) => code.to_string(),
            Value::Date(date, _) => date.clone(),
            Value::Number(n) => match n.max {
                Some(max) if max == n.min => max.to_string(),
                Some(max) => format!("{}–{max}", n.min),
                None => format!("{} or more", n.min),
            },
        }
    }
}

/// One event, relation or entity as the article describes it, gathered over
/// its sentences.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Class of `ontology/events/`, as written on the wire.
    pub class: Sym,
    /// Role fillers, sorted by role, then place in the text.
    pub fillers: Vec<Filler>,
    /// How the article presents it.
    pub modality: Modality,
    /// Who says so, for `attributed`, `claimed` and `denied`.
    pub source: Option<Value>,
    /// Does the text say it? 0 to 1.
    pub confidence: f32,
    /// Main topic of the article or a mention in passing.
    pub salience: Salience,
    /// Rules that fired, `family/name`, sorted.
    pub rules: Vec<Sym>,
    /// Words that triggered it (bytes), in text order.
    pub triggers: Vec<Span>,
    /// Sentences that state it (bytes), in text order; never empty.
    pub evidence: Vec<Span>,
}

/// One value of one role.
#[derive(Clone, Debug)]
pub struct Filler {
    /// Role of the class, as written on the wire.
    pub role: Sym,
    /// The value.
    pub value: Value,
    /// Where it is written (bytes), if it is a stretch of text.
    pub span: Option<Span>,
    /// Sentence that states it (bytes).
    pub sentence: Span,
    /// Rule that bound it.
    pub rule: Sym,
    /// Modality of this one statement; may differ from the fact's.
    pub modality: Modality,
    /// Who says so.
    pub source: Option<Value>,
    /// 0 to 1.
    pub confidence: f32,
}

/// A value of a role.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Index into [`ArticleFacts::entities`].
    Entity(u32),
    /// A phrase as written, white space collapsed.
    Text(String),
    /// A code of the ontology (`bombing`, `designated`).
    Code(Sym),
    /// An EDTF date.
    Date(String, DateBasis),
    /// A count.
    Number(NumberValue),
}

/// How a text presents a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// The article says it in its own voice.
    #[default]
    Asserted,
    /// Somebody else says it.
    Attributed,
    /// The actor says it of itself.
    Claimed,
    /// A speaker says it is not so.
    Denied,
    /// The article says it is not so.
    Negated,
    /// Own voice, weakened.
    Hedged,
    /// Future, planned, conditional.
    Expected,
}

impl Modality {
    /// The code on the wire and in the ontology.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Attributed => "attributed",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Negated => "negated",
            Self::Hedged => "hedged",
            Self::Expected => "expected",
        }
    }
}

/// How much the article is about a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Salience {
    /// Main topic.
    Main,
    /// Mentioned in passing.
    #[default]
    Minor,
}
