//! N-Quads text, sorted and without duplicates.

use super::terms::{Order, Term, Terms};
use rayon::prelude::*;

/// Lines of one layer of the graph, in any order until finished.
#[derive(Debug, Default)]
pub struct Lines(Vec<[Term; 3]>);

impl Lines {
    /// Adds a quad of the default graph.
    pub fn add(&mut self, subject: Term, predicate: Term, object: Term) {
        self.0.push([subject, predicate, object]);
    }

    /// The sorted lines without duplicates, and how many there are. A term that
    /// begins with all of another (a number with the same digits as a string) goes
    /// on with a sign greater than a space, so the order of terms is that of lines.
    pub fn finish(self, terms: &Terms, order: &Order) -> (String, usize) {
        let mut lines: Vec<[u32; 3]> = self.0.into_iter().map(|line| line.map(|term| order.place(term))).collect();
        lines.par_sort_unstable();
        lines.dedup();
        let text = |place: u32| terms.text(order.term(place));
        let size: usize = lines.iter().flatten().map(|place| text(*place).len() + 1).sum();
        let mut out = String::with_capacity(size + 2 * lines.len());
        for line in &lines {
            for place in line {
                out.push_str(text(*place));
                out.push(' ');
            }
            out.push_str(".\n");
        }
        (out, lines.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_in_the_order_of_their_texts() {
        let mut terms = Terms::new("http://x/");
        let nodes = ["b", "a", "a-b", "a/b"].map(|path| terms.node(path));
        let values = [terms.string("1"), terms.typed("1", "integer"), terms.string("1 "), terms.string("")];
        let mut lines = Lines::default();
        for subject in nodes {
            for object in values.into_iter().chain(nodes) {
                lines.add(subject, nodes[0], object);
                lines.add(subject, nodes[0], object);
            }
        }
        let (text, count) = lines.finish(&terms, &terms.order());
        let mut sorted: Vec<&str> = text.lines().collect();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!((sorted.len(), sorted.join("\n") + "\n"), (count, text));
        assert_eq!(count, 32);
    }
}
