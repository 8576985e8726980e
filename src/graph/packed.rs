//! Packed N-Quads: a file of the graph is a row of sections, one for each
//! predicate and one for each class, and each section is a row of gzip members,
//! one for each part of the graph that has such lines.

use super::terms::ns;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

/// Sections one after the other without gaps, by their words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// An ordinary `.gz` file.
    pub bytes: Vec<u8>,
    /// Where what stands.
    pub sections: Vec<Section>,
}

impl Packed {
    /// Adds a section at the end.
    pub fn add<'b>(&mut self, word: &str, members: impl Iterator<Item = &'b [u8]>) {
        let start = self.bytes.len() as u64;
        members.for_each(|member| self.bytes.extend_from_slice(member));
        let size = self.bytes.len() as u64 - start;
        self.sections.push(Section { word: word.to_owned(), start, size });
    }

    /// The bytes of a section; none if there is no such section.
    pub fn of(&self, word: &str) -> &[u8] {
        let Ok(at) = self.sections.binary_search_by(|s| s.word.as_str().cmp(word)) else { return &[] };
        let section = &self.sections[at];
        &self.bytes[section.start as usize..(section.start + section.size) as usize]
    }
}

/// Packs sorted N-Quads. Each section is a gzip member without name and time:
/// the same text gives the same bytes.
pub fn pack(nquads: &str) -> Packed {
    let mut texts: FxHashMap<(bool, &str), Vec<&str>> = FxHashMap::default();
    for line in nquads.split_inclusive('\n') {
        texts.entry(word_of(line)).or_default().push(line);
    }
    let named = texts.into_iter().map(|((class, word), lines)| {
        let word = if class { format!("a {word}") } else { word.to_owned() };
        (word, lines)
    });
    let texts: BTreeMap<String, Vec<&str>> = named.collect();
    let packed: Vec<(String, Vec<u8>)> = texts.into_par_iter().map(|(word, lines)| (word, gzip(&lines))).collect();
    let mut out = Packed::default();
    for (word, member) in packed {
        out.add(&word, std::iter::once(member.as_slice()));
    }
    out
}

/// Parts as one file: the members of each section in the order of the parts.
pub fn join(parts: &[&Packed]) -> Packed {
    let mut words: Vec<&str> = parts.iter().flat_map(|p| &p.sections).map(|s| s.word.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    let mut out = Packed::default();
    out.bytes.reserve_exact(parts.iter().map(|p| p.bytes.len()).sum());
    for word in words {
        out.add(word, parts.iter().map(|p| p.of(word)));
    }
    out
}

/// Whether a line says what class something has, and that class; else its
/// predicate.
fn word_of(line: &str) -> (bool, &str) {
    let mut terms = line.splitn(3, ' ').skip(1);
    let (predicate, object) = (terms.next().unwrap_or(""), terms.next().unwrap_or(""));
    match is_type(predicate) {
        true => (true, object.trim_end().trim_end_matches('.').trim_end()),
        false => (false, predicate),
    }
}

fn gzip(lines: &[&str]) -> Vec<u8> {
    let text = lines.concat();
    let mut packer = GzEncoder::new(Vec::with_capacity(text.len() / 10), Compression::fast());
    packer.write_all(text.as_bytes()).and_then(|()| packer.finish()).expect("writing to memory cannot fail")
}

/// Whether a word is the predicate that tells classes.
pub fn is_type(word: &str) -> bool {
    word.strip_prefix('<').and_then(|w| w.strip_prefix(ns::RDF)) == Some("type>")
}

/// Four lines of four sections, for tests.
#[cfg(test)]
pub(super) const TEXT: &str = "<http://x/c> <http://x/states> <http://x/p> .\n\
    <http://x/c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Claim> .\n\
    <http://x/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/Attack> .\n\
    <http://x/d> <http://x/date> \"2025 . <http://x/states>\" .\n";

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn lines(packed: &Packed) -> Vec<String> {
        let mut whole = String::new();
        flate2::read::MultiGzDecoder::new(packed.bytes.as_slice()).read_to_string(&mut whole).unwrap();
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn sections_are_one_gzip_file() {
        let packed = pack(TEXT);
        let words: Vec<&str> = packed.sections.iter().map(|s| s.word.as_str()).collect();
        assert_eq!(words, ["<http://x/date>", "<http://x/states>", "a <http://x/Attack>", "a <http://x/Claim>"]);
        let mut wanted: Vec<&str> = TEXT.lines().collect();
        wanted.sort_unstable();
        assert_eq!(lines(&packed), wanted);
        assert_eq!(packed.sections.iter().map(|s| s.size).sum::<u64>(), packed.bytes.len() as u64);
    }

    #[test]
    fn parts_are_one_file_by_sections() {
        let (one, other) = TEXT.split_at(TEXT.find("<http://x/d>").unwrap());
        let joined = join(&[&pack(one), &pack(other), &Packed::default()]);
        assert_eq!(lines(&joined), lines(&pack(TEXT)));
        let words = |p: &Packed| p.sections.iter().map(|s| s.word.clone()).collect::<Vec<_>>();
        assert_eq!(words(&joined), words(&pack(TEXT)));
        assert_eq!(joined.of("<http://x/states>"), pack(one).of("<http://x/states>"));
        assert!(joined.of("<http://x/none>").is_empty());
        assert_eq!(join(&[]), Packed::default());
    }
}
