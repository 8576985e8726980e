//! One word as the models see it: hashes of its form, affixes and shape.

use super::hash::text;

/// What the templates look at in one word, hashed once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Lower-cased form, digits made alike.
    pub lower: u32,
    /// As written, digits made alike.
    pub form: u32,
    /// Last one to five letters.
    pub suffix: [u32; 5],
    /// First one to four letters.
    pub prefix: [u32; 4],
    /// Runs of capitals, small letters and digits.
    pub shape: u32,
    /// Capitals, digits, hyphens and stops.
    pub flags: u32,
}

impl Word {
    /// Hashes of a word with its usual capitals.
    pub(crate) fn new(form: &str, lower: &str) -> Self {
        let lower = digits(lower);
        // A word no longer than an affix has none of that length.
        let longer = |k: usize| lower.char_indices().nth(k);
        let tail = |k: usize| {
            let start = longer(k).and_then(|_| lower.char_indices().nth_back(k - 1));
            start.map_or(1, |(at, _)| text(&lower[at..]))
        };
        let head = |k: usize| longer(k).map_or(1, |(at, _)| text(&lower[..at]));
        let has = |f: fn(char) -> bool| u32::from(form.chars().any(f));
        let first = form.chars().next().unwrap_or(' ');
        let flags = u32::from(first.is_uppercase())
            | has(|c| c.is_ascii_digit()) << 1
            | has(|c| c == '-') << 2
            | u32::from(form.chars().skip(1).any(char::is_uppercase)) << 3
            | has(char::is_lowercase) << 4
            | u32::from(!form.chars().any(char::is_alphanumeric)) << 5
            | has(|c| c == '.') << 6;
        Self {
            lower: text(&lower),
            form: text(&digits(form)),
            suffix: [tail(1), tail(2), tail(3), tail(4), tail(5)],
            prefix: [head(1), head(2), head(3), head(4)],
            shape: text(&shape(form)),
            flags,
        }
    }
}

impl Word {
    /// Whether it is written without capitals, and whether it has letters.
    pub(crate) fn is_small(&self) -> bool {
        self.form == self.lower && self.flags & 16 != 0
    }

    /// A word that is not there.
    pub(crate) const NONE: Word = Word { lower: 7, form: 7, suffix: [7; 5], prefix: [7; 4], shape: 7, flags: 99 };

    /// Hash of the last three letters.
    pub(crate) fn suffix3(&self) -> u32 {
        self.suffix[2]
    }
}

/// Every digit becomes `0`, runs of more than four are cut.
fn digits(s: &str) -> std::borrow::Cow<'_, str> {
    if !s.bytes().any(|b| b.is_ascii_digit()) {
        return s.into();
    }
    let mut out = String::with_capacity(s.len());
    let mut run = 0;
    for c in s.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run <= 4 {
            out.push(if run > 0 { '0' } else { c });
        }
    }
    out.into()
}

/// `McKay-3` is `XxXx-d`.
fn shape(form: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for c in form.chars() {
        let s = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if c.is_alphabetic() => 'o',
            c => c,
        };
        if s != last && out.len() < 12 {
            out.push(s);
        }
        last = s;
    }
    out
}
