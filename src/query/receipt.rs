//! What a receipt holds: fact, claims, rules, sentences, articles, identity
//! decisions.

use serde::Serialize;

/// A node with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Full IRI; empty for a literal value.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub iri: String,
    /// Its label, or the literal's text.
    pub label: String,
}

/// A fact with all its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// IRI of the proposition; empty for reference data and derived triples.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proposition: String,
    /// What the fact is about.
    pub subject: Named,
    /// The property.
    pub property: Named,
    /// The value.
    pub object: Named,
    /// `accepted`, `reported`, `contested`, `rejected`, `subsumed`, `negative-only`.
    pub acceptance: String,
    /// Claims for it.
    pub claims: u64,
    /// Articles among them.
    pub articles: u64,
    /// Independent origins among them.
    pub origins: u64,
    /// Conflicts it takes part in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// The claims.
    pub evidence: Vec<Claim>,
}

/// Values that cannot, or usually do not, hold together.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// `contradiction` or `tension`.
    pub kind: String,
    /// Why one value is shown: `more-origins`, `curated`, `unresolved`, ...
    pub basis: String,
    /// The other values.
    pub against: Vec<String>,
    /// Whether this fact is the one shown.
    pub preferred: bool,
}

/// One article's claim.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// Full IRI.
    pub iri: String,
    /// How the article presents it.
    pub modality: String,
    /// Who says so, if not the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Named>,
    /// Whether the text says it, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// How sure the source is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// Words that decided the modality.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
    /// The value as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_written: Option<String>,
    /// The value as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How a date was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<String>,
    /// What counts as its independent origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Named>,
    /// Rules that fired.
    pub rules: Vec<Rule>,
    /// Sentences that state it.
    pub sentences: Vec<Sentence>,
    /// The article.
    pub article: Article,
    /// The names in the sentence and what they were taken for.
    pub mentions: Vec<Mention>,
}

/// An extraction rule.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Its name, `attack/passive`.
    pub name: String,
    /// Where it is written, `events/attack.toml:41`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Its wording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
}

/// A sentence of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Sentence {
    /// First code point.
    pub start: u64,
    /// One past the last code point.
    pub end: u64,
    /// Its text, if the store has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An article.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    /// Full IRI.
    pub iri: String,
    /// Title or label.
    pub title: String,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Address or file name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The articles it counts with as one source, if there are others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_source: Vec<String>,
}

/// What a name in the text was taken for.
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// `subject`, `object` or `speaker`.
    pub part: &'static str,
    /// As written; several for an event that several words point to.
    pub surface: String,
    /// What it refers to.
    pub refers_to: Named,
    /// How that was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What spoke for it, where it was weighed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// A judgement that two names mean one thing or two.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// Full IRI.
    pub iri: String,
    /// First name.
    pub left: Named,
    /// Second name.
    pub right: Named,
    /// `same`, `different`, `unsure`, `derived-copy`.
    pub judgement: String,
    /// `active` or `revoked`.
    pub standing: String,
    /// Rule or person.
    pub by: Option<String>,
    /// Score of the method, 0 to 1.
    pub score: Option<String>,
    /// What spoke for it.
    pub reasons: Vec<String>,
}
