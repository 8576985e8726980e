//! Articles inside an article become documents of their own.

use super::records::sha256_hex;
use super::zones::Cutter;
use crate::text::{Document, Meta, Origin, ZoneKind};

/// The container first, then one document for each embedded zone: id
/// `PARENT#1`, its own text (the slice), zones and hash. An embedded article is
/// not searched for further ones.
pub fn split_embedded(document: Document, cutter: &Cutter) -> Vec<Document> {
    let mut all = vec![document];
    let container = &all[0];
    let mut inner = Vec::new();
    for zone in container.zones.iter().filter(|z| z.kind == ZoneKind::Embedded) {
        let slice = zone.span.of(&container.text);
        let text = slice.trim_end().to_owned();
        let mut part = Document {
            id: format!("{}#{}", container.id, inner.len() + 1),
            sha256: sha256_hex(text.as_bytes()),
            text,
            meta: Meta::default(),
            zones: Vec::new(),
            origin: Some(Origin { document: container.id.clone(), span: zone.span }),
        };
        cutter.cut_embedded(&mut part);
        inner.push(part);
    }
    all.append(&mut inner);
    all
}
