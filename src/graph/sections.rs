//! How much of a graph a question needs. A file of the graph is a row of
//! sections, one for each predicate and one for each class, so that a query
//! loads only those it asks for.

use super::packed::{Section, is_type};
use spargebra::Query;
use std::collections::BTreeSet;

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
        /// Properties that the query finds in the vocabulary.
        listed: BTreeSet<Listed>,
    },
}

/// Predicates that a query does not name but finds in the vocabulary: of
/// `?p wg:layer wgc:claimable . ?s ?p ?o` the subjects of the first triple.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listed {
    /// Subjects of triples with this predicate and object.
    Subjects(String, String),
    /// Objects of triples with this predicate.
    Objects(String),
}

impl Listed {
    fn predicate(&self) -> &str {
        match self {
            Self::Subjects(predicate, _) | Self::Objects(predicate) => predicate,
        }
    }

    fn of(&self, [subject, predicate, object]: [&str; 3]) -> Option<String> {
        match self {
            Self::Subjects(p, o) if p == predicate && o == object => Some(subject.to_owned()),
            Self::Objects(p) if p == predicate => Some(object.to_owned()),
            _ => None,
        }
    }
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
        let mut listed = BTreeSet::new();
        let mut any_property = false;
        for at in (0..words.len().saturating_sub(3)).filter(|at| words[*at] == "triple") {
            if words[at + 2].starts_with(['?', '_', '(', '$']) {
                match found_in_vocabulary(&words, at) {
                    Some(list) => _ = listed.insert(list),
                    None => any_property = true,
                }
            }
        }
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
        Self::Words { words, types: types || node, listed }
    }

    /// The same with the properties that the query finds in the vocabulary by
    /// their names. `vocabulary` are its N-Quads; `elsewhere` are the sections
    /// of the other files, which the query must not find properties in.
    #[must_use]
    pub fn with_vocabulary<'s>(self, vocabulary: &str, mut elsewhere: impl Iterator<Item = &'s Section>) -> Self {
        let Self::Words { mut words, mut types, listed } = self else { return self };
        if elsewhere.any(|s| listed.iter().any(|l| l.predicate() == s.word)) {
            return Self::All;
        }
        for line in vocabulary.lines().filter(|_| !listed.is_empty()) {
            let mut terms = line.trim_end_matches('.').trim_end().splitn(3, ' ');
            let (Some(s), Some(p), Some(o)) = (terms.next(), terms.next(), terms.next()) else { continue };
            let found: Vec<String> = listed.iter().filter_map(|l| l.of([s, p, o])).collect();
            types |= found.iter().any(|word| is_type(word));
            words.extend(found);
        }
        Self::Words { words, types, listed: BTreeSet::new() }
    }

    /// Whether properties are still to be looked up in the vocabulary.
    pub fn asks_vocabulary(&self) -> bool {
        matches!(self, Self::Words { listed, .. } if !listed.is_empty())
    }

    /// As well what these predicates say.
    #[must_use]
    pub fn and(self, predicates: &[&str]) -> Self {
        match self {
            Self::All => Self::All,
            Self::Words { mut words, types, listed } => {
                let more: Vec<String> = predicates.iter().map(|p| format!("<{p}>")).collect();
                let types = types || more.iter().any(|w| is_type(w));
                words.extend(more);
                Self::Words { words, types, listed }
            }
        }
    }

    /// Whether a section is among them.
    pub fn wants(&self, section: &str) -> bool {
        match self {
            Self::All => true,
            Self::Words { words, types, .. } => match section.strip_prefix("a ") {
                Some(class) => *types || words.contains(class),
                None => words.contains(section),
            },
        }
    }
}

/// Where the triples beside the one at `at` find its predicate, if a triple of
/// the same basic graph pattern does.
fn found_in_vocabulary(words: &[&str], at: usize) -> Option<Listed> {
    let variable = words[at + 2];
    let operator = |w: &&str| w.starts_with(|c: char| c.is_ascii_alphabetic()) && *w != "triple";
    let start = words[..at].iter().rposition(operator).filter(|start| words[*start] == "bgp")?;
    let end = words[at..].iter().position(operator).map_or(words.len(), |n| at + n);
    let is_name = |word: &str| word.starts_with('<');
    let pattern = &words[start..end];
    pattern.windows(4).filter(|w| w[0] == "triple" && is_name(w[2]) && !is_type(w[2])).find_map(|w| match w {
        [_, subject, predicate, object] if *subject == variable && is_name(object) => {
            Some(Listed::Subjects((*predicate).to_owned(), (*object).to_owned()))
        }
        [_, _, predicate, object] if *object == variable => Some(Listed::Objects((*predicate).to_owned())),
        _ => None,
    })
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
    use super::super::packed::{TEXT, pack};
    use super::*;
    use spargebra::SparqlParser;

    #[test]
    fn properties_are_looked_up_in_the_vocabulary() {
        let vocabulary = "<http://x/date> <http://x/layer> <http://x/claimable> .\n\
            <http://x/of> <http://x/layer> <http://x/derived> .\n\
            <http://x/cut> <http://x/writes> <http://x/states> .\n";
        let sections = pack(TEXT).sections;
        let parser = SparqlParser::new().with_prefix("x", "http://x/").unwrap();
        for (sparql, wanted) in [
            ("SELECT * { ?p x:layer x:claimable . ?s ?p ?o }", "<http://x/date>"),
            ("SELECT * { ?q ?p ?o . ?cut x:writes ?p }", "<http://x/states>"),
            (
                "SELECT * { ?p x:layer x:claimable . ?s ?p ?o MINUS { ?c x:writes ?p ; x:y \"z\" . ?q ?p ?o } }",
                "<http://x/date> <http://x/states>",
            ),
        ] {
            let needed = Needed::by(&parser.clone().parse_query(sparql).unwrap(), "http://x/id/");
            assert!(needed.asks_vocabulary());
            let needed = needed.with_vocabulary(vocabulary, sections.iter());
            let loaded: Vec<&str> = sections.iter().map(|s| s.word.as_str()).filter(|w| needed.wants(w)).collect();
            assert_eq!(loaded.join(" "), wanted, "{sparql}");
        }
        // What other files say as well is not known from the vocabulary alone.
        let query = parser.parse_query("SELECT * { ?p x:date x:y . ?s ?p ?o }").unwrap();
        assert_eq!(Needed::by(&query, "http://x/id/").with_vocabulary(vocabulary, sections.iter()), Needed::All);
    }

    #[test]
    fn a_question_loads_what_it_asks_for() {
        let sections = pack(TEXT).sections;
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
            "SELECT * { ?b x:layer x:l . MINUS { ?a ?b ?c } }",
            "SELECT * { { ?b x:layer x:l } UNION { ?a ?b ?c } }",
            "SELECT * { ?b x:layer ?l . ?a ?b ?c }",
            "SELECT * { ?b a x:Property . ?a ?b ?c }",
            "SELECT * { ?a !x:date ?c }",
            "SELECT * { ?a x:within* ?c }",
            "DESCRIBE <http://x/a>",
            "CONSTRUCT { ?a x:y ?b } { ?a x:date ?d { SELECT * { ?a ?p ?b } } }",
        ] {
            assert_eq!(loaded(all), "<date> <states> a <Attack> a <Claim>", "{all}");
        }
    }
}
