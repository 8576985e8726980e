//! Claims files of the folder: one for each content, with a section for each
//! id under which it came.

use super::files;
use super::folder::Folder;
use crate::claim::{self, Article, ArticleClaims, Header, hex16};
use crate::error::{Error, Result};
use std::fs;
use std::path::Path;

/// What is stored about one article besides its claims.
#[derive(Clone, Debug)]
pub struct Stored {
    pub article: Article,
    pub extractor: String,
    pub ontology: String,
    /// Hash of the whole section.
    pub hash: String,
    /// Hash of what it says, whatever read it.
    pub content: String,
}

pub fn claims_in(folder: &Folder, key: &str) -> Result<Vec<ArticleClaims>> {
    let path = folder.claims_of(key);
    let text = files::read(&path)?.unwrap_or_default();
    let read = claim::read(&text, &path.display().to_string())?;
    Ok(read.into_iter().map(|(_, claims)| claims).collect())
}

pub fn write_sections(folder: &Folder, key: &str, sections: impl Iterator<Item = String>) -> Result<Vec<Stored>> {
    let text: String = sections.collect();
    let path = folder.claims_of(key);
    files::write_whole(&path, text.as_bytes())?;
    stored_in(&text, &path.display().to_string())
}

pub fn stored(folder: &Folder, key: &str) -> Result<Vec<Stored>> {
    let path = folder.claims_of(key);
    let bytes = fs::read(&path).map_err(|e| Error::io(&path, e))?;
    let place = path.display().to_string();
    let text = std::str::from_utf8(&bytes).map_err(|e| Error::input(&place, format!("not a claims file: {e}")))?;
    stored_in(text, &place)
}

pub fn stored_in(text: &str, place: &str) -> Result<Vec<Stored>> {
    Ok(claim::header_of(text, place)?.into_iter().map(|(h, section)| stored_of(h, section)).collect())
}

pub fn stored_of(header: Header, section: &str) -> Stored {
    let head = serde_json::to_string(&(&header.article, &header.sentences)).expect("plain data always serialises");
    let content = hex16([head.as_str(), &header.body]);
    Stored {
        article: header.article,
        extractor: header.extractor,
        ontology: header.ontology,
        hash: hex16([section]),
        content,
    }
}

pub fn key_of(path: &Path) -> Option<String> {
    (path.extension()? == "jsonl").then(|| path.file_stem().map(|s| s.to_string_lossy().into_owned()))?
}

pub fn key(sha256: &str) -> &str {
    sha256.get(..16).unwrap_or(sha256)
}

/// Whether `id` is that of an article embedded in `holder` (`HOLDER#2`).
pub fn is_part_of(id: &str, holder: &str) -> bool {
    id.strip_prefix(holder).is_some_and(|rest| rest.starts_with('#'))
}
