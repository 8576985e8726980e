//! CSV registries: our own columns, or the tables of OFAC's SDN list.

use super::Entry;
use crate::error::{Error, Result};
use std::collections::BTreeSet;

/// Columns of SDN.CSV and ALT.CSV, which have no header.
const SDN_COLUMNS: usize = 12;
const ALT_COLUMNS: usize = 5;

/// Reads a table. With a header that names `id` and `name`: `aliases` are
/// separated by `;` or `|`, `kind` is free. Without one: SDN.CSV (12 columns)
/// or ALT.CSV (5), told by a first line that begins with a number.
pub fn read(text: &str, place: &str) -> Result<Vec<Entry>> {
    let number = text.split(',').next().is_some_and(|f| f.trim().parse::<u64>().is_ok());
    if number { tables(text, place) } else { columns(text, place) }
}

fn columns(text: &str, place: &str) -> Result<Vec<Entry>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).comment(Some(b'#')).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|e| at(place, &e))?.clone();
    let column = |name: &str| headers.iter().position(|h| h.eq_ignore_ascii_case(name));
    let (Some(id), Some(name)) = (column("id"), column("name")) else {
        let what = "a registry needs the columns id and name (and may have aliases and kind)";
        return Err(Error::input(format!("{place}:1"), what));
    };
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| at(place, &e))?;
        let of = |column: Option<usize>| column.and_then(|c| row.get(c)).unwrap_or("").to_owned();
        let entry = Entry {
            id: of(Some(id)),
            name: of(Some(name)),
            aliases: of(column("aliases"))
                .split([';', '|'])
                .map(str::trim)
                .filter(|a| !a.is_empty())
                .map(str::to_owned)
                .collect(),
            kind: of(column("kind")),
            same: BTreeSet::new(),
        };
        if entry.id.is_empty() || entry.name.is_empty() {
            let line = row.position().map_or(1, csv::Position::line);
            return Err(Error::input(format!("{place}:{line}"), "id and name must not be empty"));
        }
        out.push(entry);
    }
    Ok(out)
}

fn tables(text: &str, place: &str) -> Result<Vec<Entry>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|e| at(place, &e))?;
        let line = row.position().map_or(1, csv::Position::line);
        // OFAC ends its files with a control character.
        if row.len() == 1 && row.get(0).is_some_and(|f| f.chars().all(char::is_control)) {
            continue;
        }
        let field = |i: usize| row.get(i).filter(|f| *f != "-0-").unwrap_or("");
        if field(0).parse::<u64>().is_err() {
            return Err(Error::input(
                format!("{place}:{line}"),
                format!("{:?} is no number of an SDN entry", field(0)),
            ));
        }
        let id = format!("ofac:{}", field(0));
        match row.len() {
            SDN_COLUMNS => {
                let kind = if field(2).is_empty() { "entity" } else { field(2) };
                out.push(Entry { id, name: field(1).to_owned(), kind: kind.to_owned(), ..Entry::default() });
            }
            // Further names of an entry of SDN.CSV; they say nothing of its kind.
            ALT_COLUMNS => out.push(Entry { id, aliases: BTreeSet::from([field(3).to_owned()]), ..Entry::default() }),
            other => {
                let what = format!("{other} columns; SDN.CSV has {SDN_COLUMNS}, ALT.CSV has {ALT_COLUMNS}");
                return Err(Error::input(format!("{place}:{line}"), what));
            }
        }
    }
    Ok(out)
}

fn at(place: &str, e: &csv::Error) -> Error {
    let line = e.position().map_or(1, csv::Position::line);
    Error::input(format!("{place}:{line}"), e.to_string())
}
