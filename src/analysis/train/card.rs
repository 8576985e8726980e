//! The card of the models: where they come from and how good they are.

use super::clusters::Clusters;
use super::recipe::{Corpus, Options, Trained};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Lower-case hex SHA-256 of a model file.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut out, b| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The card as Markdown, with notes on what was measured by hand. `scores` are lines of name and figures.
pub fn card(
    command: &str,
    corpora: &[Corpus],
    clusters: &Clusters,
    options: &Options,
    trained: &Trained,
    scores: &[(String, String)],
) -> String {
    let mut out = String::from(
        "# Models of the analysis\n\n\
         Machine-made; do not edit. A tagger (joint universal and Penn tags) and a greedy arc-hybrid dependency parser (one\n\
         model of moves, one of relations): averaged perceptrons over hashed features, 8-bit weights. Read by `../packed.rs`, trained by `../train/`.\n\n\
         Licence of the model files: CC BY-SA 4.0, apart from the licence of the code, because they are made from the\n\
         treebanks below.\n\n## Made by\n\n",
    );
    let _ = writeln!(out, "    {command}\n\nThe same data gives the same bytes. Settings: {options:?}\n\n## Data\n");
    for corpus in corpora {
        let words: usize = corpus.sentences.iter().map(|s| s.words.len()).sum();
        let _ = writeln!(
            out,
            "- {}: {} sentences, {} words, weight {}. {}",
            corpus.name,
            corpus.sentences.len(),
            words,
            corpus.weight,
            corpus.licence
        );
    }
    let (paths, words) = clusters.len();
    let _ = writeln!(
        out,
        "- Word clusters: {words} words in {paths} Brown clusters, from the package spacy-lookups-data 1.0.5 (Expat licence,\n  \
         copyright 2019 ExplosionAI GmbH). The package does not say which text they were made from; no text is in it."
    );
    let _ = writeln!(
        out,
        "\n## Scores\n\nGold tokens, predicted tags; LAS without subtypes of relations, punctuation counted.\n"
    );
    for (name, line) in scores {
        let _ = writeln!(out, "- {name}: {line}");
    }
    let _ = writeln!(out, "\n## Files\n");
    for (name, bytes) in [("tagger.bin", &trained.tagger), ("parser.bin", &trained.parser)] {
        let _ = writeln!(out, "- `{name}`: {} bytes, sha256 {}", bytes.len(), sha256(bytes));
    }
    out.push_str(include_str!("notes.md"));
    out
}
