//! How much of a graph a question needs: most ask for facts alone, and the
//! evidence is ten times as large.

use super::terms::ns;
use serde::{Deserialize, Serialize};
use spargebra::Query;
use std::collections::BTreeSet;

/// How much of a graph is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layers {
    /// Facts and vocabulary: enough for questions that ask for no evidence.
    Facts,
    /// Everything.
    All,
}

/// Predicates and classes of the layer of evidence. No predicate but
/// `rdf:type` stands in both layers, nor does any class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceWords(BTreeSet<String>);

impl EvidenceWords {
    /// Reads them off sorted N-Quads.
    pub(super) fn of(nquads: &str) -> Self {
        let is_type = format!("<{}type>", ns::RDF);
        let mut words: BTreeSet<&str> = BTreeSet::new();
        for line in nquads.lines() {
            let mut terms = line.splitn(3, ' ').skip(1);
            let (Some(predicate), Some(object)) = (terms.next(), terms.next()) else { continue };
            words.insert(if predicate == is_type { object.trim_end_matches(" .") } else { predicate });
        }
        Self(words.into_iter().map(str::to_owned).collect())
    }

    /// The layers that answer a query as the whole graph would.
    pub fn needed(&self, query: &Query) -> Layers {
        if matches!(query, Query::Describe { .. }) {
            return Layers::All;
        }
        let text = query.to_sse();
        let is_type = format!("<{}type>", ns::RDF);
        let words = split(&text);
        let open = words.windows(4).any(|w| {
            let any_property = w[0] == "triple" && w[2].starts_with(['?', '_', '(']);
            let any_class = w[0] == "triple" && w[2] == is_type && !w[3].starts_with('<');
            any_property || any_class
        });
        // A path through `a` may end in any class; a negated path through anything.
        let path = words.contains(&"notoneof")
            || words.windows(2).any(|w| {
                w[1] == is_type && matches!(w[0], "seq" | "alt" | "path" | "path*" | "path+" | "path?" | "reverse")
            });
        let by_name = words.iter().any(|w| self.0.contains(*w));
        if open || path || by_name { Layers::All } else { Layers::Facts }
    }
}

/// Words of an S-expression: parentheses and white space part them, strings
/// are left out.
fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let size = match first {
            '"' => string(rest),
            '<' if !rest.starts_with("<<") => rest.find('>').map_or(rest.len(), |at| at + 1),
            c if c.is_whitespace() || matches!(c, '(' | ')') => c.len_utf8(),
            _ => rest
                .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'))
                .unwrap_or(rest.len())
                .max(first.len_utf8()),
        };
        let (word, after) = rest.split_at(size);
        if !word.trim().is_empty() && !matches!(first, '(' | ')' | '"') {
            out.push(word);
        }
        rest = after;
    }
    out
}

/// Length of the string literal that a text begins with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    #[test]
    fn only_questions_for_evidence_load_it() {
        let evidence = "<http://x/c> <http://x/states> <http://x/p> .\n\
            <http://x/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Claim> .\n";
        let words = EvidenceWords::of(evidence);
        let needed = |sparql: &str| {
            let parser = SparqlParser::new().with_prefix("x", "http://x/").unwrap();
            words.needed(&parser.parse_query(sparql).unwrap())
        };
        for facts in [
            "SELECT * { ?a x:date ?d ; a x:Attack }",
            "SELECT * { ?a x:date ?d FILTER(?d = \"states <http://x/states> (triple ?a ?b ?c\") }",
            "ASK { ?a x:place/x:within* ?b OPTIONAL { ?b x:name ?n } }",
            "SELECT ?a (COUNT(?b) AS ?n) { ?a x:of ?b } GROUP BY ?a ORDER BY ?n",
        ] {
            assert_eq!(needed(facts), Layers::Facts, "{facts}");
        }
        for all in [
            "SELECT * { ?a ?b ?c }",
            "SELECT * { ?a a ?class }",
            "SELECT * { ?a a x:Claim }",
            "SELECT * { ?a x:date ?d FILTER EXISTS { ?c x:states ?p } }",
            "SELECT * { ?a x:date/^x:states ?c }",
            "SELECT * { ?a !x:date ?c }",
            "SELECT * { ?a x:date/a ?c }",
            "DESCRIBE <http://x/a>",
            "CONSTRUCT { ?a x:y ?b } { ?a x:date ?d { SELECT * { ?a ?p ?b } } }",
            "SELECT * { ?a x:date ?d MINUS { ?c x:states ?a } }",
        ] {
            assert_eq!(needed(all), Layers::All, "{all}");
        }
    }
}
