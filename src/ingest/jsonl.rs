//! One JSON object a line.

use super::records::{Fields, Problem, Record, shorten};
use serde_json::Value;

/// Reads one line; `bytes` are those the hash is taken of.
pub(super) fn read(line: &str, bytes: &[u8], place: String) -> Result<(Record, Vec<Problem>), Problem> {
    let object = match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(object)) => object,
        Ok(Value::Array(_)) => {
            return Err(Problem::error(place, "a JSON array; expected one JSON object on each line"));
        }
        Ok(_) => return Err(Problem::error(place, "not a JSON object; expected {\"id\": ..., \"text\": ...}")),
        Err(e) => return Err(Problem::error(place, bad_json(&e, line))),
    };
    let mut fields = Fields::default();
    for (key, value) in object {
        let Some(slot) = fields.slot(&key) else { continue };
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            _ => return Err(Problem::error(place, format!("field {:?} is not a string", shorten(&key)))),
        };
        // An alias must not replace a value that is there.
        if slot.is_none() {
            *slot = Some(text);
        }
    }
    fields.record(place, bytes)
}

fn bad_json(e: &serde_json::Error, line: &str) -> String {
    let hint = if line.trim_end() == "{" || line.trim_end() == "[" {
        "; write each object on a line of its own (jq -c does)"
    } else {
        ""
    };
    // The error's own "at line 1 column N" would contradict the place.
    let text = e.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    format!("bad JSON at column {}: {what}{hint}", e.column())
}
