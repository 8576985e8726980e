//! What changes between two graphs, as lines a person reads.

use super::output::OutArg;
use crate::error::Result;
use crate::query::names;
use std::collections::BTreeMap;

const LABEL: &str = "<http://www.w3.org/2004/02/skos/core#prefLabel>";
const TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/// Prints the facts that go (`-`) and come (`+`) between two graphs in sorted
/// N-Quads; gives their numbers. Classes of nodes are left out.
pub(super) fn print(before: &str, after: &str) -> Result<(usize, usize)> {
    let mut output = OutArg { out: None }.open()?;
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    for line in before.lines().chain(after.lines()) {
        if let Some((subject, LABEL, object)) = split(line) {
            labels.insert(subject, object);
        }
    }
    let (mut gone, mut come) = (0, 0);
    let (mut old, mut new) = (before.lines().peekable(), after.lines().peekable());
    loop {
        let (sign, line) = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if a == b => {
                old.next();
                new.next();
                continue;
            }
            (Some(a), b) if b.is_none_or(|b| a < b) => ('-', old.next()),
            _ => ('+', new.next()),
        };
        let Some((subject, property, object)) = line.and_then(split).filter(|l| l.1 != TYPE) else { continue };
        *(if sign == '-' { &mut gone } else { &mut come }) += 1;
        let words = [term(subject, &labels), term(property, &BTreeMap::new()), term(object, &labels)];
        output.write(format!("{sign} {}\n", words.join("  ")).as_bytes())?;
    }
    output.finish()?;
    Ok((gone, come))
}

/// The three terms of a line of N-Quads in the default graph.
fn split(line: &str) -> Option<(&str, &str, &str)> {
    let mut parts = line.strip_suffix(" .")?.splitn(3, ' ');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// A term as a person reads it: name and short IRI, or the text of a literal.
fn term(text: &str, labels: &BTreeMap<&str, &str>) -> String {
    let Some(iri) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) else { return literal(text) };
    let short = names::shorten(iri);
    labels.get(text).map_or(short.clone(), |label| format!("{} ({short})", literal(label)))
}

fn literal(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|t| t.rsplit_once('"')).map_or(text, |t| t.0);
    inner.replace("\\\"", "\"").replace("\\n", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_shown_by_name() {
        let labels = BTreeMap::from([("<https://w3id.org/wiregraph/id/org/a>", "\"The \\\"A\\\"\"")]);
        assert_eq!(term("<https://w3id.org/wiregraph/id/org/a>", &labels), "The \"A\" (org:a)");
        assert_eq!(term("\"7\"^^<http://www.w3.org/2001/XMLSchema#integer>", &labels), "7");
        assert_eq!(split("<a> <b> \"c d .\" ."), Some(("<a>", "<b>", "\"c d .\"")));
    }
}
