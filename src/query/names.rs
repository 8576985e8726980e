//! Short names for IRIs: `wg:date` for a property, `org:hamas` for data.

use crate::error::{Error, Result};
use crate::ontology::vocab::{CODE, NS};
use oxigraph::model::NamedNode;

/// Namespace of data; the first segment after it is the type: `.../id/org/hamas`.
pub const ID: &str = "https://w3id.org/wiregraph/id/";

/// Prefixes every query may use without declaring them.
pub const PREFIXES: &[(&str, &str)] = &[
    ("wg", NS),
    ("wgc", CODE),
    ("id", ID),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("schema", "https://schema.org/"),
];

/// The namespace a prefix stands for; a prefix that is not in [`PREFIXES`]
/// stands for a type of data (`org:` is `.../id/org/`).
pub fn namespace(prefix: &str) -> String {
    match PREFIXES.iter().find(|p| p.0 == prefix) {
        Some((_, iri)) => (*iri).to_owned(),
        None => format!("{ID}{prefix}/"),
    }
}

/// An IRI as short as a reader knows it: `org:hamas`, `wg:date`; in angle
/// brackets if no prefix fits.
pub fn shorten(iri: &str) -> String {
    if let Some(rest) = iri.strip_prefix(ID)
        && let Some((kind, local)) = rest.split_once('/')
        && is_prefix(kind)
        && !local.is_empty()
        && PREFIXES.iter().all(|p| p.0 != kind)
    {
        return format!("{kind}:{local}");
    }
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace)
            && !local.contains(['/', '#'])
        {
            return format!("{prefix}:{local}");
        }
    }
    format!("<{iri}>")
}

/// Reads what [`shorten`] writes, and full IRIs with or without brackets;
/// `None` if the text is not an IRI at all.
///
/// # Errors
/// If the text is meant as an IRI but is not a valid one.
pub fn expand(text: &str) -> Result<Option<NamedNode>> {
    let text = text.trim();
    let full = if let Some(inner) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        inner.to_owned()
    } else if text.contains("://") && !text.contains(char::is_whitespace) {
        text.to_owned()
    } else {
        match text.split_once(':') {
            Some((prefix, local)) if is_prefix(prefix) && !local.is_empty() && !text.contains(char::is_whitespace) => {
                format!("{}{local}", namespace(prefix))
            }
            _ => return Ok(None),
        }
    };
    NamedNode::new(&full).map(Some).map_err(|e| Error::Query(format!("{text} is not an IRI: {e}")))
}

/// The part of an IRI after its namespace.
pub fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// `discussedGroup` as `discussed group`, for a property without a label.
pub fn words(local: &str) -> String {
    let mut out = String::new();
    for c in local.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        if c == '_' || c == '-' {
            out.push(' ');
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn is_prefix(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_read_back() {
        for (iri, short) in [
            ("https://w3id.org/wiregraph/id/org/hamas", "org:hamas"),
            ("https://w3id.org/wiregraph/id/art/0af3/c12-40", "art:0af3/c12-40"),
            ("https://w3id.org/wiregraph/ns#date", "wg:date"),
            ("http://example.org/a b", "<http://example.org/a b>"),
            ("http://example.org/x", "<http://example.org/x>"),
        ] {
            assert_eq!(shorten(iri), short);
            if !iri.contains(' ') {
                assert_eq!(expand(short).expect("valid").expect("an IRI").as_str(), iri);
            }
        }
        assert!(expand("Army of Islam").expect("no IRI").is_none());
        assert!(expand("Note: two words").expect("no IRI").is_none());
        assert!(expand("<http://a b>").is_err());
    }

    #[test]
    fn property_names_become_words() {
        assert_eq!(words("discussedGroup"), "discussed group");
        assert_eq!(words("legal_basis"), "legal basis");
    }
}
