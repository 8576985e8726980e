use super::Span;

/// Converts byte offsets of one text into code-point offsets in O(1) for
/// ASCII texts and O(64) otherwise.
pub struct CodePoints {
    /// Code points before byte `64 * i`; empty for ASCII texts.
    marks: Vec<u32>,
    bytes: Vec<u8>,
}

impl CodePoints {
    /// Prepares the conversion for `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { marks: Vec::new(), bytes: Vec::new() };
        }
        let bytes = text.as_bytes().to_vec();
        let mut marks = Vec::with_capacity(bytes.len() / 64 + 1);
        let mut seen = 0u32;
        for (i, b) in bytes.iter().enumerate() {
            if i % 64 == 0 {
                marks.push(seen);
            }
            seen += u32::from(is_boundary(*b));
        }
        Self { marks, bytes }
    }

    /// Code points before byte offset `byte`.
    pub fn at(&self, byte: u32) -> u32 {
        if self.bytes.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let mark = (byte / 64).min(self.marks.len() - 1);
        let rest = self.bytes[mark * 64..byte].iter().filter(|b| is_boundary(**b)).count();
        self.marks[mark] + rest as u32
    }

    /// A byte span as a half-open pair of code-point offsets.
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.at(span.start), self.at(span.end))
    }
}

fn is_boundary(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_as_chars_do() {
        for text in ["", "plain", "Pakistan’s “wall”", &"é".repeat(200)] {
            let points = CodePoints::new(text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(byte as u32), count as u32);
            }
            assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
