use super::Span;

/// One article as ingested. The text is never altered afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// File stem or the record's `id`; an embedded article's is `PARENT#N`.
    pub id: String,
    /// Lower-case hex SHA-256 of the input's bytes (of the record for a table
    /// row or JSON line, of the slice for an embedded article).
    pub sha256: String,
    /// The article's text, on which all offsets are counted.
    pub text: String,
    /// What the input says about the article.
    pub meta: Meta,
    /// Zones in text order; together they tile the text.
    pub zones: Vec<Zone>,
    /// Where an embedded article was found.
    pub origin: Option<Origin>,
}

/// What is known about an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// Day of publication as `YYYY-MM-DD`; never a guess from the clock.
    pub published: Option<String>,
    /// Outlet.
    pub source: Option<String>,
}

/// The container of an embedded article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Id of the document the article was embedded in.
    pub document: String,
    /// Byte span of the embedded article in that document's text.
    pub span: Span,
}

/// A stretch of text with one part to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Bytes of the document's text.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
}

/// What a zone is; facts come from `Title` and `Body` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ZoneKind {
    /// The article's own headline.
    Title,
    /// Running text, summary bullets and captions of the article.
    Body,
    /// Another article inside this one; it becomes a document of its own.
    Embedded,
    /// Tickers, navigation, forms, promotions.
    Noise,
}

impl Document {
    /// A document that is all body, for tests and single sentences.
    pub fn plain(id: &str, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            text: text.to_owned(),
            zones: vec![Zone { span: Span::new(0, text.len()), kind: ZoneKind::Body }],
            ..Self::default()
        }
    }
}
