//! Cuts a document's text into title, body, embedded articles and noise.
//!
//! Takes a [`Document`]'s text and the phrase lists of `ontology/`. Gives zones
//! that tile the text. Never alters the text, never looks at what an article is
//! about: it goes by the shape of lines (length, sentence-likeness, function
//! words, digits, repetition), by their neighbours and by the stock phrases of
//! web pages. Tested by unit tests here and `tests/ingest.rs`.
//!
//! How: lines become `blocks`; each block is classed on its own as running
//! text, short line or noise (`class`); then its neighbours decide about the
//! short ones and about whole sections (`context`, `items`). In doubt a
//! block is body: a lost fact cannot be had back from anywhere else.

mod blocks;
mod class;
mod context;
mod items;
mod phrases;
mod stamps;

use crate::ontology::Ontology;
use crate::text::{Document, Span, Zone, ZoneKind};
use phrases::Phrases;

/// Finds the zones of documents.
#[derive(Debug, Default)]
pub struct Cutter {
    phrases: Phrases,
}

impl Cutter {
    /// Prepares the phrase lists (lexicon classes `noise_phrase` and `media`).
    pub fn new(ontology: &Ontology) -> Self {
        Self { phrases: Phrases::new(&ontology.lexicon) }
    }

    /// Sets the document's zones; also its title and day of publication where
    /// the text states them and the input did not.
    pub fn cut(&self, document: &mut Document) {
        self.run(document, true);
    }

    /// The same for an embedded article, inside which no other is looked for.
    pub fn cut_embedded(&self, document: &mut Document) {
        self.run(document, false);
    }

    fn run(&self, document: &mut Document, may_embed: bool) {
        let text = &document.text;
        let blocks = class::classify(text, blocks::cut(text), &self.phrases);
        let kinds = context::resolve(&blocks, document.meta.title.as_deref(), may_embed);
        let mut title = None;
        let mut published = None;
        for (block, kind) in blocks.iter().zip(&kinds) {
            match kind {
                context::Kind::Title => {
                    title.get_or_insert_with(|| block.content(text).split_whitespace().collect::<Vec<_>>().join(" "));
                }
                context::Kind::Stamp if published.is_none() => {
                    published = stamps::date_of_line(block.content(text));
                }
                _ => {}
            }
        }
        document.zones = tile(text, &blocks, &kinds);
        document.meta.title = document.meta.title.take().or(title);
        document.meta.published = document.meta.published.take().or(published);
    }
}

/// Zones from block kinds. Whitespace goes with the block before it (at the
/// start of the text with the first). Body and noise runs become one zone; each
/// headline line and each embedded article stays one of its own.
fn tile(text: &str, blocks: &[class::Block], kinds: &[context::Kind]) -> Vec<Zone> {
    use context::Kind;
    let mut zones: Vec<Zone> = Vec::new();
    let mut article = 0;
    for (i, kind) in kinds.iter().enumerate() {
        let end = blocks.get(i + 1).map_or(text.len(), |b| b.lines.start);
        let zone = match kind {
            Kind::Title => ZoneKind::Title,
            Kind::Body => ZoneKind::Body,
            Kind::Noise | Kind::Stamp => ZoneKind::Noise,
            Kind::Embedded(_) => ZoneKind::Embedded,
        };
        let same_article = !matches!(kind, Kind::Embedded(n) if *n != article);
        if let Kind::Embedded(n) = kind {
            article = *n;
        }
        match zones.last_mut() {
            Some(last) if last.kind == zone && zone != ZoneKind::Title && same_article => last.span.end = end as u32,
            last => {
                let start = last.map_or(0, |l| l.span.end as usize);
                zones.push(Zone { span: Span::new(start, end), kind: zone });
            }
        }
    }
    if zones.is_empty() {
        zones.push(Zone { span: Span::new(0, text.len()), kind: ZoneKind::Body });
    }
    zones
}

#[cfg(test)]
mod tests;
