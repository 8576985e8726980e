use crate::text::Meta;
use sha2::{Digest, Sha256};
use std::fmt;

/// The largest record of a table or feed read, in bytes: one JSON line or
/// one table row. Larger ones are refused with a message.
pub(super) const MAX_RECORD: usize = 512 << 20;

/// The largest file of text or HTML read, in bytes: one article, with its markup.
pub(super) const MAX_FILE: usize = 16 << 20;

/// One article's raw material, as found in an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// File, or `file:line` for JSON lines and table rows.
    pub place: String,
    /// File stem or the record's `id`.
    pub id: String,
    /// Lower-case hex SHA-256 of the record's bytes, after decompression.
    pub sha256: String,
    /// What the record says about the article besides its text.
    pub meta: Meta,
    /// The article itself.
    pub content: Content,
}

/// An article's content before it becomes a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Plain text; it is the document's text.
    Text(String),
    /// A web page, decoded to UTF-8; its main text is still to be found.
    Html(String),
}

/// Something wrong with one input; reading goes on with the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File, or `file:line`.
    pub place: String,
    /// What is wrong, and what to do where that is not plain.
    pub message: String,
    /// Whether a record (or the rest of a file) could not be read. Otherwise it
    /// is a notice: the record was read, or nothing was there to read.
    pub fatal: bool,
}

impl Problem {
    /// A record or the rest of a file is lost.
    pub(super) fn error(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), fatal: true }
    }

    /// Worth knowing; nothing is lost.
    pub(super) fn notice(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), fatal: false }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}{}", self.place, if self.fatal { "" } else { "notice: " }, self.message)
    }
}

/// Lower-case hex SHA-256.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mut hex = String::with_capacity(64);
    for byte in digest {
        hex.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        hex.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
    }
    hex
}

/// The fields a JSON line or a table row may have.
#[derive(Default)]
pub(super) struct Fields {
    pub id: Option<String>,
    pub text: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub published: Option<String>,
    pub source: Option<String>,
}

impl Fields {
    /// The field a column or key names; `date` is `published`.
    pub fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "id" => &mut self.id,
            "text" => &mut self.text,
            "title" => &mut self.title,
            "url" => &mut self.url,
            "published" | "date" => &mut self.published,
            "source" => &mut self.source,
            _ => return None,
        })
    }

    /// Makes the record; without an `id` it is named after its content, so that
    /// its name does not depend on where it stands.
    pub fn record(self, place: String, bytes: &[u8]) -> Result<(Record, Vec<Problem>), Problem> {
        let Some(text) = self.text.filter(|t| !t.trim().is_empty()) else {
            return Err(Problem::error(place, "no text: the field `text` is missing or empty"));
        };
        let sha256 = sha256_hex(bytes);
        let clean = |field: Option<String>| {
            field.map(|f| f.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|f| !f.is_empty())
        };
        let mut problems = Vec::new();
        let given = clean(self.published);
        let published = given.as_deref().and_then(super::published::parse);
        if let (Some(given), None) = (&given, &published) {
            problems.push(Problem::notice(
                &place,
                format!("publication date {:?} is not understood; write it as 2025-08-12", shorten(given)),
            ));
        }
        let id = clean(self.id).unwrap_or_else(|| sha256[..16].to_owned());
        let meta = Meta { title: clean(self.title), url: clean(self.url), published, source: clean(self.source) };
        Ok((Record { place, id, sha256, meta, content: Content::Text(text) }, problems))
    }
}

/// At most 60 characters of what the input said, for messages.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
