//! Claims of an article as JSON lines: a header, then entities, frames and
//! claims, each kind sorted; the same claims always give the same bytes.

use super::hash::hex16;
use super::make::EXTRACTOR;
use super::types::{Article, ArticleClaims, Claim, EntityRecord, Frame, Sentence};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// First line of an article's claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The article.
    pub article: Article,
    /// Program that read it.
    pub extractor: String,
    /// Hash of the ontology it was read with.
    pub ontology: String,
    /// Number of lines that follow and belong to it.
    pub lines: usize,
    /// 16 hex digits over those lines.
    pub body: String,
    /// Sentences, in text order.
    pub sentences: Vec<Sentence>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Entity(EntityRecord),
    Frame(Frame),
    Claim(Claim),
}

/// Writes one article; `ontology` is the hash of the ontology it was read with.
pub fn write(claims: &ArticleClaims, ontology: &str) -> String {
    let mut body = String::new();
    let mut lines = 0;
    let mut push = |line: &Line| {
        body.push_str(&json(line));
        body.push('\n');
        lines += 1;
    };
    claims.entities.iter().cloned().map(Line::Entity).for_each(|l| push(&l));
    claims.frames.iter().cloned().map(Line::Frame).for_each(|l| push(&l));
    claims.claims.iter().cloned().map(Line::Claim).for_each(|l| push(&l));
    let header = Header {
        article: claims.article.clone(),
        extractor: EXTRACTOR.to_owned(),
        ontology: ontology.to_owned(),
        lines,
        body: hex16([body.as_str()]),
        sentences: claims.sentences.clone(),
    };
    format!("{}\n{body}", json(&header))
}

/// Reads what [`write()`] wrote, once or several times one after the other.
///
/// # Errors
/// If a line is not as [`write()`] writes it; `place` is named with the line.
pub fn read(text: &str, place: &str) -> Result<Vec<(Header, ArticleClaims)>> {
    let mut out = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let header: Header = parse(line, place, number)?;
        let mut claims = ArticleClaims {
            article: header.article.clone(),
            sentences: header.sentences.clone(),
            ..Default::default()
        };
        for _ in 0..header.lines {
            let Some((number, line)) = lines.next() else {
                return Err(Error::input(format!("{place}:{}", number + 1), "the file ends too early"));
            };
            match parse(line, place, number)? {
                Line::Entity(e) => claims.entities.push(e),
                Line::Frame(f) => claims.frames.push(f),
                Line::Claim(c) => claims.claims.push(c),
            }
        }
        out.push((header, claims));
    }
    Ok(out)
}

/// The headers alone, each with the whole text of its section.
///
/// # Errors
/// As [`read`].
pub fn header_of<'t>(text: &'t str, place: &str) -> Result<Vec<(Header, &'t str)>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        let first = rest.split_inclusive('\n').next().unwrap_or(rest);
        let header: Header = parse(first.trim_end(), place, number)?;
        let size = rest.split_inclusive('\n').take(header.lines + 1).map(str::len).sum();
        let (section, after) = rest.split_at(size);
        let body = section.get(first.len()..).unwrap_or("");
        if hex16([body]) != header.body {
            return Err(Error::input(
                format!("{place}:{}", number + 1),
                "the lines that follow are not those that were written here",
            ));
        }
        number += header.lines + 1;
        out.push((header, section));
        rest = after;
    }
    Ok(out)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys always serialises")
}

fn parse<'t, T: Deserialize<'t>>(line: &'t str, place: &str, number: usize) -> Result<T> {
    serde_json::from_str(line)
        .map_err(|e| Error::input(format!("{place}:{}", number + 1), format!("not a line of a claims file: {e}")))
}
