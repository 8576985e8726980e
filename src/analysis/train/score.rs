//! Scores against a treebank.

use super::super::models::Models;
use super::conllu::Sentence;

/// Counts of right decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Tokens.
    pub tokens: usize,
    /// Right universal tags.
    pub upos: usize,
    /// Right Penn tags.
    pub xpos: usize,
    /// Right lemmas (case aside).
    pub lemmas: usize,
    /// Right heads.
    pub heads: usize,
    /// Right heads with the right relation, subtypes aside.
    pub labelled: usize,
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of = |n: usize| 100.0 * n as f64 / self.tokens.max(1) as f64;
        write!(
            f,
            "UPOS {:.2} XPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2} ({} tokens)",
            of(self.upos),
            of(self.xpos),
            of(self.lemmas),
            of(self.heads),
            of(self.labelled),
            self.tokens
        )
    }
}

/// Tags and parses the gold tokens of `sentences` and counts what is right.
pub fn score(models: &Models, sentences: &[Sentence]) -> Scores {
    let mut scores = Scores::default();
    for sentence in sentences {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let parsed = models.annotate(&forms);
        scores.tokens += forms.len();
        for (word, got) in sentence.words.iter().zip(&parsed) {
            let (upos, xpos) = word.label.split_once('|').unwrap_or((&word.label, ""));
            scores.upos += usize::from(upos == got.tag.as_str());
            scores.xpos += usize::from(xpos == got.xpos);
            scores.lemmas += usize::from(super::super::analyze::lower(&word.lemma) == got.lemma);
            if word.head == got.head {
                scores.heads += 1;
                let main = |r: super::super::Deprel| r.as_str().split(':').next();
                scores.labelled += usize::from(main(word.rel) == main(got.rel));
            }
        }
    }
    scores
}
