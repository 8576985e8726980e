//! FollowTheMoney entities as JSON lines, as OpenSanctions publishes them.

use super::Entry;
use crate::error::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Vec<serde_json::Value>>,
}

/// Reads the lines; those without a name (addresses, links) are passed over.
pub fn lines(text: &str, place: &str) -> Result<Vec<Entry>> {
    let mut out = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|l| !l.1.trim().is_empty()) {
        let line: Line = serde_json::from_str(line.trim_start_matches('\u{feff}')).map_err(|e| {
            Error::input(format!("{place}:{}", number + 1), format!("is no FollowTheMoney entity: {e}"))
        })?;
        let of = |property: &str| -> Vec<String> {
            let values = line.properties.get(property).into_iter().flatten();
            values.filter_map(|v| v.as_str()).map(str::to_owned).collect()
        };
        let mut names = of("name");
        if names.is_empty() {
            continue;
        }
        let name = names.remove(0);
        let wikidata = of("wikidataId").into_iter().map(|q| format!("http://www.wikidata.org/entity/{q}"));
        out.push(Entry {
            same: wikidata.collect(),
            aliases: names.into_iter().chain(of("alias")).chain(of("previousName")).chain(of("abbreviation")).collect(),
            id: line.id,
            name,
            kind: line.schema,
        });
    }
    Ok(out)
}
