//! N-Quads text, sorted and without duplicates.

use super::terms::{Term, Terms};

/// Lines of one layer of the graph, in any order until finished.
#[derive(Debug, Default)]
pub struct Lines {
    text: String,
    ends: Vec<usize>,
}

impl Lines {
    /// Adds a quad of the default graph.
    pub fn add(&mut self, terms: &Terms, subject: Term, predicate: Term, object: Term) {
        for term in [subject, predicate, object] {
            self.text.push_str(terms.text(term));
            self.text.push(' ');
        }
        self.text.push_str(".\n");
        self.ends.push(self.text.len());
    }

    /// Adds all lines of another list.
    pub fn append(&mut self, other: Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.into_iter().map(|end| before + end));
    }

    /// The sorted lines without duplicates, and how many there are.
    pub fn finish(self) -> (String, usize) {
        let mut lines: Vec<&str> = Vec::with_capacity(self.ends.len());
        let mut start = 0;
        for end in &self.ends {
            lines.push(&self.text[start..*end]);
            start = *end;
        }
        lines.sort_unstable();
        lines.dedup();
        let count = lines.len();
        (lines.concat(), count)
    }
}
