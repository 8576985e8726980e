//! How well tokens and sentences are found in the running text of a treebank.

use super::super::analyze;
use super::conllu::Sentence;
use crate::ontology::Ontology;
use crate::text::{Document, Span};

/// Counts of spans: in the treebank, found, and both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Of the treebank.
    pub gold: usize,
    /// Found by the program.
    pub found: usize,
    /// With both ends right.
    pub right: usize,
}

impl Count {
    fn add(&mut self, gold: &[Span], found: &[Span]) {
        self.gold += gold.len();
        self.found += found.len();
        // Both lists are in text order.
        self.right += found
            .iter()
            .filter(|f| gold.binary_search_by_key(&f.start, |g| g.start).is_ok_and(|i| gold[i] == **f))
            .count();
    }

    /// Harmonic mean of precision and recall, 0 to 100.
    pub fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Tokens and sentences of a treebank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segments {
    /// Tokens.
    pub tokens: Count,
    /// Sentences.
    pub sentences: Count,
}

impl std::fmt::Display for Segments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        for (name, count, end) in [("tokens", self.tokens, ", "), ("sentences", self.sentences, "")] {
            let (p, r) = (percent(count.right, count.found), percent(count.right, count.gold));
            write!(f, "{name} P {p:.2} R {r:.2} F1 {:.2} ({}){end}", count.f1(), count.gold)?;
        }
        Ok(())
    }
}

/// Writes each document of the treebank as running text, a blank line between
/// paragraphs, and compares what is found in it with the annotation.
pub fn segments(sentences: &[Sentence], ontology: &Ontology) -> Segments {
    let mut out = Segments::default();
    let mut start = 0;
    for end in 1..=sentences.len() {
        if end < sentences.len() && !sentences[end].starts_document {
            continue;
        }
        document(&sentences[start..end], ontology, &mut out);
        start = end;
    }
    out
}

fn document(sentences: &[Sentence], ontology: &Ontology, out: &mut Segments) {
    let mut text = String::new();
    let (mut tokens, mut whole) = (Vec::new(), Vec::new());
    for sentence in sentences {
        if sentence.starts_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        let first = text.len();
        for word in &sentence.words {
            let from = text.len();
            text.push_str(&word.form);
            tokens.push(Span::new(from, text.len()));
            if word.space_after {
                text.push(' ');
            }
        }
        whole.push(Span::new(first, tokens.last().map_or(first, |t: &Span| t.end as usize)));
    }
    let analysis = analyze(&Document::plain("treebank", &text), ontology);
    let found: Vec<Span> = analysis.tokens.iter().map(|t| t.span).collect();
    out.tokens.add(&tokens, &found);
    let found: Vec<Span> = analysis.sentences.iter().map(|s| s.span).collect();
    out.sentences.add(&whole, &found);
}

#[cfg(test)]
mod tests {
    use super::super::conllu::read;
    use super::*;

    #[test]
    fn spans_are_compared_at_both_ends() {
        let text = "# newdoc id = a\n1\tHe\t_\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\t_\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n1\tTwo-way\t_\tADJ\tJJ\t_\t2\tamod\t_\t_\n2\ttalks\t_\tNOUN\tNNS\t_\t0\troot\t_\t_\n";
        let got = segments(&read(text), &Ontology::default());
        assert_eq!(got.sentences, Count { gold: 2, found: 2, right: 2 });
        assert_eq!(got.tokens.gold, 5);
        assert_eq!(got.tokens.right, 4, "the treebank's `Two-way` is three tokens here");
    }
}
