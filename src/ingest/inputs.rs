//! The stream of records.

use super::compressed::{fill, open};
use super::csv_rows::{self, Header};
use super::paths::{Format, Place, expand, format_and_stem};
use super::records::{Content, MAX_FILE, MAX_RECORD, Problem, Record, sha256_hex};
use super::{decode, jsonl};
use crate::error::Result;
use crate::text::Meta;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// Streams the records of all inputs: paths sorted, then the order inside the
/// file; never more than one record in memory. A [`Problem`] stands where a
/// record could not be read; a notice comes before the record it is about.
///
/// An `id` counts once: a second record of the same id is left out, with a
/// notice if its bytes are the same and an error if they are not.
pub struct Inputs {
    places: VecDeque<Place>,
    current: Option<Stream>,
    ready: VecDeque<std::result::Result<Record, Problem>>,
    /// Id to hash and place of the record that has it.
    seen: FxHashMap<String, (String, String)>,
}

/// An open file that holds several records.
struct Stream {
    name: String,
    reader: Box<dyn BufRead + Send>,
    /// Line the next record begins on, from 1.
    line: u64,
    table: Option<Header>,
    is_table: bool,
    records: u64,
}

impl Inputs {
    /// Resolves files, folders (searched through), globs and `-` (standard
    /// input, whose format is told by its first bytes).
    ///
    /// # Errors
    /// If an argument names nothing, or a folder cannot be listed.
    pub fn new(arguments: &[String]) -> Result<Self> {
        let places = expand(arguments)?.into();
        Ok(Self { places, current: None, ready: VecDeque::new(), seen: FxHashMap::default() })
    }

    /// The number of files not yet opened, for progress bars.
    pub fn files_left(&self) -> usize {
        self.places.len()
    }

    fn open(&mut self, place: Place) -> std::result::Result<(), Problem> {
        let (name, format, stem, reader) = match place {
            Place::Stdin => ("-".to_owned(), None, "stdin".to_owned(), open(io::stdin())),
            Place::File(path) => {
                let name = path.to_string_lossy().replace('\\', "/");
                let (format, stem) = format_and_stem(&path);
                (name, format, stem, std::fs::File::open(&path).and_then(open))
            }
        };
        let broken = |e: io::Error| Problem::error(&name, unreadable(&e));
        let mut reader = reader.map_err(broken)?;
        let head = fill(&mut *reader).map_err(broken)?;
        if head.is_empty() {
            return Err(Problem::notice(&name, "empty: there is nothing to read"));
        }
        if let Some(what) = decode::binary(head) {
            return Err(Problem::error(
                &name,
                format!("binary data ({what}); wiregraph reads text, HTML, JSON lines and CSV"),
            ));
        }
        let format = format.unwrap_or_else(|| sniff(head));
        match format {
            Format::Text | Format::Html => self.whole(&name, stem, format, reader),
            Format::Jsonl | Format::Csv => {
                let reader = as_utf8(reader, &name, &mut self.ready).map_err(broken)?;
                let is_table = format == Format::Csv;
                self.current = Some(Stream { name, reader, line: 1, table: None, is_table, records: 0 });
                Ok(())
            }
        }
    }

    /// A file that is one record.
    fn whole(
        &mut self,
        name: &str,
        id: String,
        format: Format,
        reader: Box<dyn BufRead + Send>,
    ) -> std::result::Result<(), Problem> {
        let mut bytes = Vec::new();
        reader.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes).map_err(|e| Problem::error(name, unreadable(&e)))?;
        if bytes.len() > MAX_FILE {
            return Err(Problem::error(name, too_large(MAX_FILE)));
        }
        let sha256 = sha256_hex(&bytes);
        let declared = (format == Format::Html).then(|| decode::html_charset(&bytes)).flatten();
        let (text, notice) = decode::decode(bytes, declared.as_deref());
        if let Some(notice) = notice {
            self.ready.push_back(Err(Problem::notice(name, notice)));
        }
        if text.trim().is_empty() {
            return Err(Problem::notice(name, "empty: there is nothing to read"));
        }
        let content = if format == Format::Html { Content::Html(text) } else { Content::Text(text) };
        self.admit(Record { place: name.to_owned(), id, sha256, meta: Meta::default(), content });
        Ok(())
    }

    /// Queues a record unless its id is taken.
    fn admit(&mut self, record: Record) {
        if let Some((sha256, place)) = self.seen.get(&record.id) {
            self.ready.push_back(Err(if *sha256 == record.sha256 {
                Problem::notice(&record.place, format!("the same article as {place}, byte for byte; read once"))
            } else {
                let message =
                    format!("id {:?} is already that of {place}; ids must differ, this record is left out", record.id);
                Problem::error(&record.place, message)
            }));
            return;
        }
        self.seen.insert(record.id.clone(), (record.sha256.clone(), record.place.clone()));
        self.ready.push_back(Ok(record));
    }

    /// Reads on in the open file; `false` at its end.
    fn advance(&mut self) -> bool {
        let Some(stream) = &mut self.current else { return false };
        match stream.next(&mut self.ready) {
            Some(Ok(record)) => self.admit(record),
            Some(Err(problem)) => self.ready.push_back(Err(problem)),
            None => {
                if stream.records == 0 && self.ready.is_empty() {
                    self.ready.push_back(Err(Problem::notice(&stream.name, "empty: there is no record in it")));
                }
                self.current = None;
            }
        }
        true
    }
}

impl Iterator for Inputs {
    type Item = std::result::Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if self.advance() {
                continue;
            }
            let place = self.places.pop_front()?;
            if let Err(problem) = self.open(place) {
                self.ready.push_back(Err(problem));
            }
        }
    }
}

impl Stream {
    /// The next record; `None` at the end or after an error of the file itself.
    fn next(
        &mut self,
        notices: &mut VecDeque<std::result::Result<Record, Problem>>,
    ) -> Option<std::result::Result<Record, Problem>> {
        let mut bytes = Vec::new();
        loop {
            let place = format!("{}:{}", self.name, self.line);
            match self.read_bytes(&mut bytes) {
                Ok(0) => return None,
                Ok(lines) => self.line += lines,
                Err(e) => {
                    self.reader = Box::new(io::empty());
                    self.records += 1;
                    let message = format!("{}; the rest of the file is left out", unreadable(&e));
                    return Some(Err(Problem::error(place, message)));
                }
            }
            if bytes.len() > MAX_RECORD {
                self.reader = Box::new(io::empty());
                self.records += 1;
                return Some(Err(Problem::error(place, too_large(MAX_RECORD) + "; the rest of the file is left out")));
            }
            let raw = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            if raw.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let (text, notice) = decode::decode(raw.to_vec(), None);
            if let Some(notice) = notice {
                notices.push_back(Err(Problem::notice(&place, notice)));
            }
            let result = match (self.is_table, &self.table) {
                (false, _) => jsonl::read(&text, raw, place),
                (true, Some(header)) => header.row(&text, raw, place),
                (true, None) => match Header::read(&text, &place) {
                    Ok(header) => {
                        self.table = Some(header);
                        continue;
                    }
                    Err(problem) => {
                        self.reader = Box::new(io::empty());
                        Err(problem)
                    }
                },
            };
            self.records += 1;
            return Some(result.map(|(record, problems)| {
                notices.extend(problems.into_iter().map(Err));
                record
            }));
        }
    }

    /// Reads the bytes of one line or row, without its line break; returns the
    /// lines it takes, 0 at the end.
    fn read_bytes(&mut self, bytes: &mut Vec<u8>) -> io::Result<u64> {
        if self.is_table {
            let delimiter = self.table.as_ref().map_or(b',', Header::delimiter);
            return csv_rows::next_row(&mut *self.reader, delimiter, bytes);
        }
        bytes.clear();
        if (&mut *self.reader).take(MAX_RECORD as u64 + 1).read_until(b'\n', bytes)? == 0 {
            return Ok(0);
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        Ok(1)
    }
}

/// A UTF-16 table or JSON-lines file is decoded as a whole; all else streams.
fn as_utf8(
    mut reader: Box<dyn BufRead + Send>,
    name: &str,
    notices: &mut VecDeque<std::result::Result<Record, Problem>>,
) -> io::Result<Box<dyn BufRead + Send>> {
    let head = fill(&mut *reader)?;
    if !head.starts_with(&[0xFF, 0xFE]) && !head.starts_with(&[0xFE, 0xFF]) && !head[..head.len().min(64)].contains(&0)
    {
        return Ok(reader);
    }
    let mut bytes = Vec::new();
    reader.take(MAX_RECORD as u64).read_to_end(&mut bytes)?;
    let (text, notice) = decode::decode(bytes, None);
    if let Some(notice) = notice {
        notices.push_back(Err(Problem::notice(name, notice)));
    }
    Ok(Box::new(io::Cursor::new(text.into_bytes())))
}

/// The format of a stream without a telling name.
fn sniff(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let line = start.lines().next().unwrap_or("");
    let lower = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if line.starts_with('{') && (line.contains("\":") || line.contains("\" :")) {
        return Format::Jsonl;
    }
    if lower.starts_with("<!doctype html")
        || lower.starts_with('<') && ["<html", "<head", "<body", "<div", "<p>"].iter().any(|t| lower.contains(t))
    {
        return Format::Html;
    }
    let mut columns = line.split([',', ';', '\t']).map(|c| c.trim().trim_matches('"').to_ascii_lowercase());
    if columns.clone().count() > 1 && columns.any(|c| c == "text") {
        return Format::Csv;
    }
    Format::Text
}

fn unreadable(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "cannot be read: permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a folder".to_owned(),
        io::ErrorKind::UnexpectedEof => "damaged: the compressed data ends too soon".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => format!("damaged: {e}"),
        _ => format!("cannot be read: {e}"),
    }
}

fn too_large(limit: usize) -> String {
    format!("larger than {} MiB; split it", limit >> 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_content() {
        assert_eq!(sniff(b"{\"id\": 1, \"text\": \"a\"}\n"), Format::Jsonl);
        assert_eq!(sniff(b" <!DOCTYPE html><html>"), Format::Html);
        assert_eq!(sniff(b"id,text,title\n1,a,b\n"), Format::Csv);
        assert_eq!(sniff(b"{Brackets} open the text"), Format::Text);
        assert_eq!(sniff(b"The text, he said, was short.\n"), Format::Text);
        assert_eq!(sniff(b""), Format::Text);
    }
}
