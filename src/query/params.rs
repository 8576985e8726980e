//! `--param NAME=VALUE`: how a value typed by a person becomes an RDF term.

use super::bind::Use;
use super::{names, search};
use crate::error::{Error, Result};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Term};
use oxigraph::store::Store;

/// A parameter as given: `NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Variable name without `?`.
    pub name: String,
    /// Value as typed.
    pub value: String,
}

impl Param {
    /// Reads `NAME=VALUE`.
    ///
    /// # Errors
    /// If there is no `=` or the name is not a variable name.
    pub fn parse(text: &str) -> Result<Self> {
        let bad =
            || Error::Query(format!("parameter {text:?}: write NAME=VALUE, as in --param group=\"Name of a group\""));
        let (name, value) = text.split_once('=').ok_or_else(bad)?;
        let name = name.trim().trim_start_matches(['?', '$']);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(bad());
        }
        Ok(Self { name: name.to_owned(), value: value.trim().to_owned() })
    }
}

/// What a parameter's value is, as a library query declares it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ParamType {
    /// Decide by the value and by where the query uses it.
    #[default]
    Any,
    /// An entity or event, by name or IRI.
    Entity,
    /// Text as it stands.
    Text,
    /// A number.
    Number,
    /// First day of a period: a day, or a month or year, of which the first day counts.
    From,
    /// Last day of a period: a day, or a month or year, of which the last day counts.
    Until,
}

impl ParamType {
    /// Reads the name used in query headers.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "any" => Self::Any,
            "entity" => Self::Entity,
            "text" => Self::Text,
            "number" => Self::Number,
            "from" => Self::From,
            "until" => Self::Until,
            _ => return None,
        })
    }
}

/// The term a value stands for.
///
/// # Errors
/// If the value does not fit its type, or names no entity or several.
pub fn term(store: &Store, name: &str, value: &str, kind: ParamType, used: Use) -> Result<Term> {
    let bad = |what: &str| Error::Query(format!("parameter {name}={value}: {what}"));
    match kind {
        ParamType::Text => Ok(Literal::new_simple_literal(value).into()),
        ParamType::Number => number(value).ok_or_else(|| bad("not a number")),
        ParamType::From | ParamType::Until => day(value, kind == ParamType::Until)
            .map(|d| Literal::new_typed_literal(d, xsd::DATE).into())
            .ok_or_else(|| bad("not a date; write 2025-08-11, 2025-08 or 2025")),
        ParamType::Entity => match names::expand(value)? {
            Some(iri) => Ok(iri.into()),
            None => entity(store, name, value),
        },
        ParamType::Any => any(store, name, value, used),
    }
}

fn any(store: &Store, name: &str, value: &str, used: Use) -> Result<Term> {
    if value.starts_with('"') {
        return value
            .parse::<Term>()
            .map_err(|e| Error::Query(format!("parameter {name}={value}: not a literal as SPARQL writes it ({e})")));
    }
    if let Some(iri) = names::expand(value)? {
        return Ok(iri.into());
    }
    if value.len() == 10 && day(value, false).is_some() {
        return Ok(Literal::new_typed_literal(value, xsd::DATE).into());
    }
    if used.subject {
        return entity(store, name, value);
    }
    if let Some(number) = number(value) {
        return Ok(number);
    }
    if used.object && !matches!(search::one(store, value)?, search::Found::Nothing) {
        return entity(store, name, value);
    }
    Ok(Literal::new_simple_literal(value).into())
}

fn entity(store: &Store, name: &str, value: &str) -> Result<Term> {
    match search::one(store, value)? {
        search::Found::One(hit) => Ok(hit.node().into()),
        search::Found::Several(hits) => {
            let list: Vec<String> =
                hits.iter().take(8).map(|h| format!("  {}  {}", names::shorten(&h.iri), h.label)).collect();
            Err(Error::Query(format!(
                "parameter {name}={value} fits several things; give one of these IRIs (or the text in double quotes, if text is meant):\n{}",
                list.join("\n")
            )))
        }
        search::Found::Nothing => {
            Err(Error::Query(format!("parameter {name}={value}: nothing in the graph has this name")))
        }
    }
}

fn number(value: &str) -> Option<Term> {
    if let Ok(whole) = value.parse::<i64>() {
        return Some(Literal::from(whole).into());
    }
    let decimal = value.contains('.')
        && value.parse::<f64>().is_ok()
        && value.chars().all(|c| c.is_ascii_digit() || "+-.".contains(c));
    decimal.then(|| Literal::new_typed_literal(value, xsd::DECIMAL).into())
}

/// First or last day of a day, month or year, as `YYYY-MM-DD`.
pub fn day(value: &str, last: bool) -> Option<String> {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |text: &str, len: usize| (text.len() == len).then(|| text.parse::<i16>().ok()).flatten();
    let year = digits(parts.first()?, 4)?;
    let (month, day) = match parts.len() {
        1 => (if last { 12 } else { 1 }, None),
        2 => (digits(parts[1], 2)?, None),
        3 => (digits(parts[1], 2)?, Some(digits(parts[2], 2)?)),
        _ => return None,
    };
    let first = jiff::civil::Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let date = match day {
        Some(day) => jiff::civil::Date::new(year, first.month(), i8::try_from(day).ok()?).ok()?,
        None if last => first.last_of_month(),
        None => first,
    };
    Some(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_a_first_and_a_last_day() {
        assert_eq!(day("2024-02", true).as_deref(), Some("2024-02-29"));
        assert_eq!(day("2024", false).as_deref(), Some("2024-01-01"));
        assert_eq!(day("2024-11-05", true).as_deref(), Some("2024-11-05"));
        for bad in ["2024-13", "2023-02-29", "24", "", "2024-1-1", "2024-01-01-01"] {
            assert_eq!(day(bad, false), None, "{bad}");
        }
    }

    #[test]
    fn a_parameter_is_a_name_and_a_value() {
        assert_eq!(Param::parse("a=b=c").expect("ok"), Param { name: "a".into(), value: "b=c".into() });
        assert_eq!(Param::parse("?a= b ").expect("ok"), Param { name: "a".into(), value: "b".into() });
        assert!(Param::parse("ab").is_err());
        assert!(Param::parse("=b").is_err());
        assert!(Param::parse("a b=c").is_err());
    }
}
