//! Rows of a CSV table, cut without holding the table in memory.

use super::records::{Fields, MAX_RECORD, Problem, Record, shorten};
use std::io::{self, BufRead};

/// The columns a table has, by position; `None` for those that mean nothing here.
pub(super) struct Header {
    names: Vec<String>,
    delimiter: u8,
}

impl Header {
    /// Reads the first row. Comma, semicolon and tab are told apart here.
    pub fn read(row: &str, place: &str) -> Result<Self, Problem> {
        let count = |d: char| row.matches(d).count();
        let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| (count(*d), *d == ',')).unwrap_or(',') as u8;
        let names = fields(row, delimiter)
            .map_err(|e| Problem::error(place, format!("bad CSV header: {e}")))?
            .into_iter()
            .map(|n| n.trim().to_ascii_lowercase())
            .collect::<Vec<_>>();
        if !names.iter().any(|n| n == "text") {
            let message = format!(
                "no column `text` in the header {:?}; expected id,text,title,url,published,source",
                shorten(row.trim_end())
            );
            return Err(Problem::error(place, message));
        }
        Ok(Self { names, delimiter })
    }

    /// Reads one row; `bytes` are those the hash is taken of.
    pub fn row(&self, row: &str, bytes: &[u8], place: String) -> Result<(Record, Vec<Problem>), Problem> {
        let values = match fields(row, self.delimiter) {
            Ok(values) => values,
            Err(e) => return Err(Problem::error(place, format!("bad CSV: {e}"))),
        };
        if values.len() != self.names.len() {
            let message = format!("the row has {} fields, the header has {}", values.len(), self.names.len());
            return Err(Problem::error(place, message));
        }
        let mut record = Fields::default();
        for (name, value) in self.names.iter().zip(values) {
            if let Some(slot) = record.slot(name)
                && slot.is_none()
                && !value.is_empty()
            {
                *slot = Some(value);
            }
        }
        record.record(place, bytes)
    }
}

fn fields(row: &str, delimiter: u8) -> Result<Vec<String>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(row.len().clamp(64, 8 << 10))
        .from_reader(row.as_bytes());
    let mut record = csv::StringRecord::new();
    reader.read_record(&mut record)?;
    Ok(record.iter().map(str::to_owned).collect())
}

/// Reads the bytes of one row, line breaks inside quotes included, without the
/// final line break; a blank line is an empty row. Returns how many lines it
/// took; 0 at the end.
pub(super) fn next_row(reader: &mut dyn BufRead, delimiter: u8, row: &mut Vec<u8>) -> io::Result<u64> {
    row.clear();
    let mut lines = 0;
    let mut quoted = false;
    let mut field_starts = true;
    loop {
        let start = row.len();
        let limit = (MAX_RECORD + 1).saturating_sub(row.len()) as u64;
        if io::Read::take(&mut *reader, limit).read_until(b'\n', row)? == 0 {
            return Ok(if row.is_empty() { 0 } else { lines.max(1) });
        }
        lines += 1;
        if row.len() > MAX_RECORD {
            return Ok(lines);
        }
        for byte in &row[start..] {
            match byte {
                // A doubled quote inside a quoted field leaves and re-enters it.
                b'"' if quoted => {
                    quoted = false;
                    field_starts = true;
                    continue;
                }
                b'"' if field_starts => quoted = true,
                _ => {}
            }
            field_starts = *byte == delimiter || *byte == b'\n';
        }
        if !quoted {
            while matches!(row.last(), Some(b'\n' | b'\r')) {
                row.pop();
            }
            return Ok(lines);
        }
    }
}

impl Header {
    /// The byte between fields.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }
}
