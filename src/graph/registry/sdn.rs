//! OFAC's list of Specially Designated Nationals as XML (`sdn.xml`).

use super::Entry;
use crate::error::{Error, Result};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reads the entries with their strong aliases.
pub fn xml(text: &str, place: &str) -> Result<Vec<Entry>> {
    let mut reader = Reader::from_str(text);
    let mut out = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut entry = Entry::default();
    let (mut own, mut alias) = (Person::default(), Person::default());
    let mut weak = false;
    loop {
        let line = |at: u64| text.bytes().take(at as usize).filter(|b| *b == b'\n').count() + 1;
        let at = reader.buffer_position();
        let fail = |what: String| Error::input(format!("{place}:{}", line(at)), what);
        match reader.read_event().map_err(|e| fail(e.to_string()))? {
            Event::Start(tag) => {
                path.push(tag.local_name().as_ref().to_owned());
                match path.last().map(String::as_str) {
                    Some("sdnEntry") => (entry, own) = (Entry::default(), Person::default()),
                    Some("aka") => (alias, weak) = (Person::default(), false),
                    _ => {}
                }
            }
            Event::Text(words) => {
                let words = words.xml10_content();
                let words = words.trim();
                let inside = |tag: &str| path.iter().any(|p| p == tag);
                let whose = if inside("aka") { &mut alias } else { &mut own };
                match path.last().map(String::as_str) {
                    Some("firstName") => whose.first.push_str(words),
                    Some("lastName") => whose.last.push_str(words),
                    Some("uid") if path.get(path.len().wrapping_sub(2)).is_some_and(|p| p == "sdnEntry") => {
                        entry.id = format!("ofac:{words}");
                    }
                    Some("sdnType") => entry.kind = words.to_owned(),
                    Some("category") => weak = words.eq_ignore_ascii_case("weak"),
                    _ => {}
                }
            }
            Event::GeneralRef(name) => {
                let words = match name.as_ref() {
                    "amp" => "&",
                    "apos" => "'",
                    "quot" => "\"",
                    _ => "",
                };
                let whose = if path.iter().any(|p| p == "aka") { &mut alias } else { &mut own };
                match path.last().map(String::as_str) {
                    Some("firstName") => whose.first.push_str(words),
                    Some("lastName") => whose.last.push_str(words),
                    _ => {}
                }
            }
            Event::End(_) => match path.pop().as_deref() {
                Some("aka") if !weak => {
                    entry.aliases.insert(alias.name());
                }
                Some("sdnEntry") => {
                    entry.name = own.name();
                    if entry.id.is_empty() || entry.name.is_empty() {
                        return Err(fail("an sdnEntry needs uid and lastName".to_owned()));
                    }
                    out.push(std::mem::take(&mut entry));
                }
                _ => {}
            },
            Event::Eof if !path.is_empty() => return Err(fail(format!("{} is not closed", path.join("/")))),
            Event::Eof if out.is_empty() => return Err(fail("holds no sdnEntry".to_owned())),
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Person {
    first: String,
    last: String,
}

impl Person {
    fn name(&self) -> String {
        format!("{} {}", self.first, self.last).trim().to_owned()
    }
}
