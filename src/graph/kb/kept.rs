//! Units of evidence that are taken over from the last graph: those of which
//! nothing changed that they are written from.

use crate::claim::sha256_hex;
use crate::graph::packed::{Packed, join};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A unit of the evidence as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Hash of everything that it is written from.
    pub key: String,
    /// Number of quads.
    pub lines: usize,
    /// The quads.
    pub packed: Packed,
    /// Hash of all of the above.
    sum: String,
}

impl Part {
    /// A unit with its hash.
    pub fn new(key: String, lines: usize, packed: Packed) -> Self {
        let sizes: Vec<(&str, u64)> = packed.sections.iter().map(|s| (s.word.as_str(), s.size)).collect();
        let mut bytes = serde_json::to_vec(&(&key, lines, sizes)).expect("texts and numbers always serialise");
        bytes.extend_from_slice(&packed.bytes);
        let sum = sha256_hex(&bytes);
        Self { key, lines, packed, sum }
    }
}

/// The units of a file, in their order in each section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Units(Vec<Unit>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Unit {
    key: String,
    lines: usize,
    /// Hash of all of the above and its bytes in all sections.
    sum: String,
    /// Size of its member of each section of the file; 0 if it has none.
    sizes: Vec<u64>,
}

impl Units {
    /// What [`Units::text`] wrote; `None` if it is something else.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// One line of JSON.
    pub fn text(&self) -> String {
        let text = serde_json::to_string(self).expect("texts and numbers always serialise");
        format!("{text}\n")
    }
}

/// One file of all units, and of what belongs to none.
pub fn whole(parts: &[Part], rest: &Packed) -> (Packed, Units) {
    let all: Vec<&Packed> = parts.iter().map(|p| &p.packed).chain([rest]).collect();
    let file = join(&all);
    let unit = |part: &Part| {
        let sizes = file.sections.iter().map(|s| part.packed.of(&s.word).len() as u64).collect();
        Unit { key: part.key.clone(), lines: part.lines, sum: part.sum.clone(), sizes }
    };
    let units = Units(parts.iter().map(unit).collect());
    (file, units)
}

/// The units of the last graph.
#[derive(Debug, Default)]
pub struct Kept {
    file: Packed,
    units: BTreeMap<String, At>,
}

/// Where a unit stands: its members of the sections of the file.
#[derive(Debug)]
struct At {
    lines: usize,
    sum: String,
    members: Vec<(u64, u64)>,
}

impl Kept {
    /// `units` says where in the file what stands.
    pub fn new(units: Units, file: Packed) -> Self {
        let mut next: Vec<u64> = file.sections.iter().map(|s| s.start).collect();
        let mut by_key = BTreeMap::new();
        for unit in units.0 {
            let starts = next.clone();
            next.iter_mut().zip(&unit.sizes).for_each(|(next, size)| *next = next.saturating_add(*size));
            let members = starts.into_iter().zip(unit.sizes).collect();
            by_key.insert(unit.key, At { lines: unit.lines, sum: unit.sum, members });
        }
        Self { file, units: by_key }
    }

    /// The unit with this key, if it stands there as it was written.
    pub fn part(&self, key: &str) -> Option<Part> {
        let at = self.units.get(key)?;
        let mut packed = Packed::default();
        for (section, (start, size)) in self.file.sections.iter().zip(&at.members) {
            if *size > 0 {
                let range = usize::try_from(*start).ok()?..usize::try_from(start.checked_add(*size)?).ok()?;
                packed.add(&section.word, std::iter::once(self.file.bytes.get(range)?));
            }
        }
        let part = Part::new(key.to_owned(), at.lines, packed);
        (part.sum == at.sum).then_some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::packed::pack;

    fn part(key: &str, text: &str) -> Part {
        Part::new(key.to_owned(), text.lines().count(), pack(text))
    }

    fn parts() -> Vec<Part> {
        vec![
            part("1", "<http://x/a> <http://x/p> <http://x/b> .\n"),
            part("2", ""),
            part("3", "<http://x/c> <http://x/o> <http://x/d> .\n<http://x/c> <http://x/p> <http://x/d> .\n"),
        ]
    }

    #[test]
    fn units_are_found_again() {
        let parts = parts();
        let (file, units) = whole(&parts, &pack("<http://x/e> <http://x/q> <http://x/f> .\n"));
        let kept = Kept::new(Units::read(&units.text()).unwrap(), file);
        for part in parts {
            assert_eq!(kept.part(&part.key).as_ref(), Some(&part));
        }
        assert_eq!(kept.part("4"), None);
    }

    #[test]
    fn what_is_not_as_it_was_written_is_not_taken_over() {
        let (file, units) = whole(&parts(), &Packed::default());
        for at in 0..file.bytes.len() {
            let mut file = file.clone();
            file.bytes[at] ^= 1;
            let kept = Kept::new(units.clone(), file);
            assert!(kept.part("1").is_none() || kept.part("3").is_none());
        }
        let text = units.text();
        for (from, to) in [("\"lines\":1", "\"lines\":2"), ("\"key\":\"3\"", "\"key\":\"1\""), ("[0,", "[9,")] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            let kept = Kept::new(Units::read(&changed).unwrap(), file.clone());
            for part in parts().iter().filter(|p| kept.part(&p.key).is_some()) {
                assert_eq!(kept.part(&part.key).as_ref(), Some(part));
            }
        }
        let cut = Packed { bytes: file.bytes[..9].to_vec(), ..file };
        assert!(Kept::new(units, cut).part("1").is_none());
        assert_eq!(Units::read("{}"), None);
    }
}
