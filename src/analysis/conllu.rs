//! An analysis as CoNLL-U.

use super::{Analysis, NO_HEAD};
use crate::text::{CodePoints, Document};
use std::fmt::Write;

/// The sentences of a document in CoNLL-U. The last column gives each token's
/// place in the article's text, in code points (`TokenRange=112:118`). Heads of
/// sentences that were not parsed are `_`.
pub fn to_conllu(document: &Document, analysis: &Analysis) -> String {
    let mut out = String::new();
    let points = CodePoints::new(&document.text);
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if index == 0 {
            line(&mut out, format_args!("# newdoc id = {}", document.id));
        }
        line(&mut out, format_args!("# sent_id = {}-{}", document.id, index + 1));
        let text = sentence.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        line(&mut out, format_args!("# text = {text}"));
        let tokens = analysis.tokens_of(index);
        for (i, token) in tokens.iter().enumerate() {
            let head = match token.head {
                _ if !sentence.parsed => "_".to_owned(),
                NO_HEAD => "0".to_owned(),
                head => (head - sentence.tokens.start + 1).to_string(),
            };
            let (start, end) = points.span(token.span);
            let glued = tokens.get(i + 1).is_some_and(|next| !next.space_before);
            line(
                &mut out,
                format_args!(
                    "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{}TokenRange={start}:{end}",
                    i + 1,
                    token.span.of(&document.text),
                    filled(&token.lemma),
                    token.tag.as_str(),
                    filled(token.xpos),
                    if sentence.parsed { token.rel.as_str() } else { "_" },
                    if glued { "SpaceAfter=No|" } else { "" },
                ),
            );
        }
        out.push('\n');
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("a string takes everything");
}

fn filled(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::ontology::Ontology;

    #[test]
    fn every_token_has_ten_columns_and_its_place() {
        let document = Document::plain("a", "Café talks\nended. They’ll resume.");
        let conllu = to_conllu(&document, &analyze(&document, &Ontology::default()));
        let characters: Vec<char> = document.text.chars().collect();
        let tokens: Vec<Vec<&str>> =
            conllu.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        assert_eq!(tokens.len(), 8, "{conllu}");
        for token in tokens {
            assert_eq!(token.len(), 10);
            let range = token[9].rsplit('=').next().expect("a range").split_once(':').expect("two ends");
            let (start, end): (usize, usize) = (range.0.parse().expect("start"), range.1.parse().expect("end"));
            assert_eq!(characters[start..end].iter().collect::<String>(), token[1]);
        }
        assert!(conllu.starts_with("# newdoc id = a\n# sent_id = a-1\n# text = Café talks ended.\n1\tCafé\t"));
    }
}
