//! What is wrong with a query's text, where, and what to do about it.

use super::names;
use crate::error::Error;
use std::collections::BTreeSet;

/// A prefix as used somewhere in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Prefix without the colon.
    pub prefix: String,
    /// Byte offset of its first use.
    pub at: usize,
}

/// Prefixes a query declares and uses.
#[derive(Clone, Debug, Default)]
pub struct Prefixes {
    /// Declared by `PREFIX`.
    pub declared: BTreeSet<String>,
    /// Used, each once, in text order.
    pub used: Vec<Used>,
}

/// Finds the prefixes of a query without parsing it: outside strings, IRIs and
/// comments, a name directly before a colon.
pub fn prefixes(sparql: &str) -> Prefixes {
    let mut out = Prefixes::default();
    let bytes = sparql.as_bytes();
    let mut at = 0;
    let mut word: Option<(usize, usize)> = None;
    let mut after_prefix_keyword = false;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
            }
            quote @ (b'"' | b'\'') => at = skip_string(bytes, at, quote),
            b'<' => at = skip_iri(bytes, at),
            b'?' | b'$' | b'@' => {
                at += 1;
                while at < bytes.len() && is_name(bytes[at]) {
                    at += 1;
                }
                continue;
            }
            b if b.is_ascii_alphabetic() => {
                let start = at;
                while at < bytes.len() && is_name(bytes[at]) {
                    at += 1;
                }
                word = Some((start, at));
                if sparql[start..at].eq_ignore_ascii_case("prefix") {
                    after_prefix_keyword = true;
                }
                continue;
            }
            b':' => {
                if let Some((start, end)) = word
                    && end == at
                {
                    let prefix = sparql[start..end].to_owned();
                    if after_prefix_keyword {
                        out.declared.insert(prefix);
                        after_prefix_keyword = false;
                    } else if !out.used.iter().any(|u| u.prefix == prefix) {
                        out.used.push(Used { prefix, at: start });
                    }
                }
                // The local name may contain further colons; it is no prefix.
                at += 1;
                while at < bytes.len() && (is_name(bytes[at]) || matches!(bytes[at], b':' | b'.' | b'%' | b'\\')) {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || byte >= 0x80
}

fn skip_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let long = bytes.get(start + 1) == Some(&quote) && bytes.get(start + 2) == Some(&quote);
    let mut at = start + if long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b if b == quote && !long => return at,
            b if b == quote && bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote) => return at + 2,
            _ => {}
        }
        at += 1;
    }
    at
}

/// An IRI ends before any blank; a lone `<` is an operator.
fn skip_iri(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start + 1..];
    match rest.iter().position(|b| matches!(b, b'>' | b' ' | b'\n' | b'\t' | b'"' | b'{')) {
        Some(end) if rest[end] == b'>' => start + 1 + end,
        _ => start,
    }
}

/// A prefix that is neither declared, predeclared nor a type of the data.
pub fn unknown_prefix(sparql: &str, used: &Used) -> Error {
    let known: Vec<String> = names::PREFIXES.iter().map(|p| format!("{}:", p.0)).collect();
    let (line, column) = place(sparql, used.at);
    Error::Query(report(
        sparql,
        line,
        column,
        &format!("unknown prefix {}:", used.prefix),
        Some(&format!(
            "declare it (PREFIX {}: <...>) or use one of {} or a type of the data such as org: in org:name",
            used.prefix,
            known.join(" ")
        )),
    ))
}

/// A syntax error as Oxigraph tells it, made readable.
pub fn syntax(sparql: &str, message: &str) -> Error {
    let first = sparql.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    if ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "WITH"].contains(&first.as_str()) {
        return Error::Query(format!(
            "{first} would change the graph; queries only read: articles enter by build and leave by remove"
        ));
    }
    let (place, expected) = split(message);
    let Some((line, column)) = place else {
        return Error::Query(format!("the query cannot be parsed: {message}"));
    };
    let hint = hint(sparql, line, column, &expected);
    let what = if expected.is_empty() { "syntax error".to_owned() } else { format!("expected {expected}") };
    Error::Query(report(sparql, line, column, &what, hint.as_deref()))
}

/// `error at 3:5: expected one of "A", "B"` in its parts.
fn split(message: &str) -> (Option<(usize, usize)>, String) {
    let Some(rest) = message.split("error at ").nth(1) else { return (None, String::new()) };
    let Some((place, what)) = rest.split_once(": ") else { return (None, String::new()) };
    let place = place.split_once(':').and_then(|(l, c)| Some((l.trim().parse().ok()?, c.trim().parse().ok()?)));
    let what = what.trim().strip_prefix("expected ").unwrap_or(what);
    let what = what.strip_prefix("one of ").unwrap_or(what);
    let mut parts: Vec<&str> = what.split(", ").filter(|p| !p.contains("['") && !p.is_empty()).collect();
    let more = parts.len().saturating_sub(6);
    parts.truncate(6);
    let mut expected = parts.join(", ");
    if more > 0 {
        expected.push_str(&format!(" or {more} other things"));
    }
    (place, expected)
}

fn hint(sparql: &str, line: usize, column: usize, expected: &str) -> Option<String> {
    let before = offset(sparql, line, column);
    let upper = sparql[..before].trim_end().to_ascii_uppercase();
    let rest = sparql[before..].trim_start();
    let upper_all = sparql.to_ascii_uppercase();
    if !["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"].iter().any(|k| upper_all.contains(k)) {
        return Some("a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; a single word is looked up among the library queries".to_owned());
    }
    let open = sparql.matches('{').count();
    let close = sparql.matches('}').count();
    if open > close {
        return Some(format!("{} closing brace(s) missing", open - close));
    }
    if close > open {
        return Some(format!("{} closing brace(s) too many", close - open));
    }
    if upper.ends_with("SELECT") || upper.ends_with("DISTINCT") {
        return Some("name the columns: SELECT ?a ?b, or SELECT *".to_owned());
    }
    if rest.is_empty() {
        return Some("the query ends too early".to_owned());
    }
    if rest.starts_with('?') && expected.contains('.') {
        return Some("a triple ends with a full stop, or a semicolon if the next has the same subject".to_owned());
    }
    None
}

/// Message with the line of the query and a caret under the place.
fn report(sparql: &str, line: usize, column: usize, what: &str, hint: Option<&str>) -> String {
    let source = sparql.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    // Very long lines are cut around the place.
    let skip = column.saturating_sub(60);
    let shown: String = source.chars().skip(skip).take(110).map(|c| if c == '\t' { ' ' } else { c }).collect();
    let margin = format!("{line:>4} | ");
    let mut out = format!("query, line {line}, column {column}: {what}\n{margin}{shown}\n");
    out.push_str(&" ".repeat(margin.len() + column.saturating_sub(1) - skip));
    out.push('^');
    if let Some(hint) = hint {
        out.push_str(&format!("\n  hint: {hint}"));
    }
    out
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (line, before[start..].chars().count() + 1)
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |c| c.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(sparql: &str) -> Vec<String> {
        prefixes(sparql).used.into_iter().map(|u| u.prefix).collect()
    }

    #[test]
    fn prefixes_are_found_outside_strings_iris_and_comments() {
        assert_eq!(used("SELECT ?a { ?a wg:kind wgc:x ; org:b \"no:pe\" } # foo:bar"), ["wg", "wgc", "org"]);
        assert_eq!(used("SELECT ?a { ?a <http://x/y> 'a:b' , '''c:d''' . FILTER(?a < 3 && ex:f(?a)) }"), ["ex"]);
        assert_eq!(used("SELECT ?x:a {}"), Vec::<String>::new());
        let both = prefixes("PREFIX ex: <http://e/> SELECT * { ex:a ex:b \"x\"@en , ex:a:b }");
        assert!(both.declared.contains("ex"));
        assert_eq!(both.used.len(), 1);
    }

    #[test]
    fn scanning_takes_any_text() {
        for odd in ["", "\"", "'''", "<", "a:", ":", "\\", "é:ü \"\\", "?", "PREFIX"] {
            prefixes(odd);
        }
    }

    #[test]
    fn a_place_is_a_line_and_a_column() {
        assert_eq!(place("ab\ncé d", 7), (2, 4));
        assert_eq!(offset("ab\ncé d", 2, 4), 7);
        assert_eq!(offset("ab", 9, 9), 2);
    }
}
