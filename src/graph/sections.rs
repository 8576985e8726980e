//! How much of a graph a question needs. A file of the graph is a row of
//! sections, one for each predicate and one for each class, so that a query
//! loads only those it asks for.

use super::terms::ns;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use spargebra::Query;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Where the quads of one predicate stand in a packed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// `<predicate>`, or `a <class>` for the members of a class.
    pub word: String,
    /// First byte.
    pub start: u64,
    /// Number of bytes.
    pub size: u64,
}

/// Packs sorted N-Quads section by section. Each section is a gzip member of
/// its own, without name and time: the same text gives the same bytes, and the
/// whole is an ordinary `.gz` file.
pub fn pack(nquads: &str) -> (Vec<u8>, Vec<Section>) {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for line in nquads.split_inclusive('\n') {
        let text = texts.entry(word_of(line)).or_default();
        text.push_str(line);
    }
    let packed: Vec<(String, Vec<u8>)> =
        texts.into_par_iter().map(|(word, text)| (word, gzip(text.as_bytes()))).collect();
    let mut bytes = Vec::with_capacity(packed.iter().map(|p| p.1.len()).sum());
    let mut sections = Vec::with_capacity(packed.len());
    for (word, part) in packed {
        sections.push(Section { word, start: bytes.len() as u64, size: part.len() as u64 });
        bytes.extend(part);
    }
    (bytes, sections)
}

fn word_of(line: &str) -> String {
    let mut terms = line.splitn(3, ' ').skip(1);
    let (predicate, object) = (terms.next().unwrap_or(""), terms.next().unwrap_or(""));
    match is_type(predicate) {
        true => format!("a {}", object.trim_end().trim_end_matches('.').trim_end()),
        false => predicate.to_owned(),
    }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::with_capacity(text.len() / 10), Compression::fast());
    packer.write_all(text).and_then(|()| packer.finish()).expect("writing to memory cannot fail")
}

fn is_type(word: &str) -> bool {
    word.strip_prefix('<').and_then(|w| w.strip_prefix(ns::RDF)) == Some("type>")
}

/// Which sections of a graph are loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// All of them.
    All,
    /// Those of some predicates and classes.
    Words {
        /// IRIs in angle brackets.
        words: BTreeSet<String>,
        /// Whether the members of all classes are asked for.
        types: bool,
    },
}

impl Needed {
    /// What answers a query as the whole graph would. `data` is the namespace of
    /// its nodes: where the query names one, it may be any node of the graph,
    /// and each node has a class.
    pub fn by(query: &Query, data: &str) -> Self {
        if matches!(query, Query::Describe { .. }) {
            return Self::All;
        }
        let text = query.to_sse();
        let words = split(&text);
        let any_property = words.windows(3).any(|w| w[0] == "triple" && w[2].starts_with(['?', '_', '(', '$']));
        // A path that may have no length joins every node of the graph with itself.
        let any_node = words
            .windows(3)
            .any(|w| w[0] == "path" && w[1].starts_with(['?', '$']) && matches!(w[2], "path*" | "path?"));
        if any_property || any_node || words.contains(&"notoneof") {
            return Self::All;
        }
        let types = (0..words.len()).filter(|at| is_type(words[*at])).any(|at| {
            let before = |n: usize| at.checked_sub(n).map(|i| words[i]) == Some("triple");
            let class = words.get(at + 1).is_some_and(|w| w.starts_with('<'));
            // As an object it is a name; as a predicate it asks for the members of
            // one class or of any; in a path for those of any.
            !(before(3) || before(2) && class)
        });
        let node = words.iter().any(|w| w.strip_prefix('<').is_some_and(|w| w.starts_with(data)));
        let words = words.into_iter().filter(|w| w.starts_with('<')).map(str::to_owned).collect();
        Self::Words { words, types: types || node }
    }

    /// As well what these predicates say.
    #[must_use]
    pub fn and(self, predicates: &[&str]) -> Self {
        match self {
            Self::All => Self::All,
            Self::Words { mut words, types } => {
                let more: Vec<String> = predicates.iter().map(|p| format!("<{p}>")).collect();
                let types = types || more.iter().any(|w| is_type(w));
                words.extend(more);
                Self::Words { words, types }
            }
        }
    }

    /// Whether a section is among them.
    pub fn wants(&self, section: &str) -> bool {
        match self {
            Self::All => true,
            Self::Words { words, types } => match section.strip_prefix("a ") {
                Some(class) => *types || words.contains(class),
                None => words.contains(section),
            },
        }
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
            '<' if iri(rest).is_some() => iri(rest).unwrap_or(1),
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

/// Length of the IRI in angle brackets that a text begins with; `<` and `<=`
/// begin none.
fn iri(text: &str) -> Option<usize> {
    let end = text.find(['>', ' ', '(', ')', '"']).filter(|end| text[*end..].starts_with('>'))?;
    Some(end + 1)
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
    use std::io::Read;

    const TEXT: &str = "<http://x/c> <http://x/states> <http://x/p> .\n\
        <http://x/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Claim> .\n\
        <http://x/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Attack> .\n\
        <http://x/d> <http://x/date> \"2025 . <http://x/states>\" .\n";

    #[test]
    fn sections_are_one_gzip_file() {
        let (bytes, sections) = pack(TEXT);
        let words: Vec<&str> = sections.iter().map(|s| s.word.as_str()).collect();
        assert_eq!(words, ["<http://x/date>", "<http://x/states>", "a <http://x/Attack>", "a <http://x/Claim>"]);
        let mut whole = String::new();
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut whole).unwrap();
        let mut lines: Vec<&str> = whole.split_inclusive('\n').collect();
        lines.sort_unstable();
        let mut wanted: Vec<&str> = TEXT.split_inclusive('\n').collect();
        wanted.sort_unstable();
        assert_eq!(lines, wanted);
        assert_eq!(sections.iter().map(|s| s.size).sum::<u64>(), bytes.len() as u64);
    }

    #[test]
    fn a_question_loads_what_it_asks_for() {
        let (_, sections) = pack(TEXT);
        let loaded = |sparql: &str| {
            let parser = SparqlParser::new().with_prefix("x", "http://x/").unwrap();
            let needed = Needed::by(&parser.parse_query(sparql).unwrap(), "http://x/id/");
            let names = sections.iter().filter(|s| needed.wants(&s.word));
            names.map(|s| s.word.replace("http://x/", "")).collect::<Vec<_>>().join(" ")
        };
        for (sparql, wanted) in [
            ("SELECT * { ?a x:date ?d ; a x:Attack }", "<date> a <Attack>"),
            ("SELECT * { ?a x:date ?d FILTER(?d = \"<http://x/states> (triple ?a ?b ?c\") }", "<date>"),
            ("ASK { ?a x:date/x:within* ?b OPTIONAL { ?b x:name ?n } }", "<date>"),
            ("SELECT ?a (COUNT(?b) AS ?n) { ?a x:of ?b } GROUP BY ?a ORDER BY ?n", ""),
            (
                "SELECT * { ?p x:date <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ; x:states ?q }",
                "<date> <states>",
            ),
            ("SELECT * { ?a x:date ?d FILTER(?d < 3 && ?d <= ?e) ?c x:states ?p }", "<date> <states>"),
            ("SELECT * { ?a a ?class }", "a <Attack> a <Claim>"),
            ("SELECT * { ?a a x:Claim }", "a <Claim>"),
            ("SELECT * { ?a x:of/a ?c }", "a <Attack> a <Claim>"),
            ("SELECT * { ?a a/x:above* ?c }", "a <Attack> a <Claim>"),
            ("SELECT * { x:id\\/c x:of ?c }", "a <Attack> a <Claim>"),
            ("SELECT * { ?a x:date ?d FILTER EXISTS { ?c x:states ?p } }", "<date> <states>"),
            ("SELECT * { ?a x:date/^x:states ?c }", "<date> <states>"),
            ("SELECT * { ?a x:date ?d MINUS { ?c x:states ?a } }", "<date> <states>"),
        ] {
            assert_eq!(loaded(sparql), wanted, "{sparql}");
        }
        let parsed = SparqlParser::new().parse_query("SELECT * { ?a a <http://x/Attack> }").unwrap();
        let more = |predicate: &str| Needed::by(&parsed, "http://x/id/").and(&[predicate]);
        assert!(more("http://x/date").wants("<http://x/date>") && !more("http://x/date").wants("a <http://x/Claim>"));
        assert!(more("http://www.w3.org/1999/02/22-rdf-syntax-ns#type").wants("a <http://x/Claim>"));
        for all in [
            "SELECT * { ?a ?b ?c }",
            "SELECT * { ?a !x:date ?c }",
            "SELECT * { ?a x:within* ?c }",
            "DESCRIBE <http://x/a>",
            "CONSTRUCT { ?a x:y ?b } { ?a x:date ?d { SELECT * { ?a ?p ?b } } }",
        ] {
            assert_eq!(loaded(all), "<date> <states> a <Attack> a <Claim>", "{all}");
        }
    }
}
