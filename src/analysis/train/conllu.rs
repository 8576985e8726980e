//! Reading CoNLL-U.

use super::super::types::Deprel;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its id.
    pub id: String,
    /// Its words.
    pub words: Vec<Word>,
    /// A document begins with it.
    pub starts_document: bool,
    /// A paragraph begins with it.
    pub starts_paragraph: bool,
}

/// A word of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Lemma as annotated.
    pub lemma: String,
    /// `UPOS|PENN`.
    pub label: String,
    /// Index of the head; the number of words for the root.
    pub head: usize,
    /// Relation to the head.
    pub rel: Deprel,
    /// White space follows.
    pub space_after: bool,
}

/// The sentences of a file; contracted and empty nodes are left out.
pub fn read(content: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut sentence = Sentence::default();
    // Last word of a contraction, and whether space follows it.
    let mut range: Option<(usize, bool)> = None;
    for line in content.lines().chain([""]) {
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                let n = sentence.words.len();
                for word in &mut sentence.words {
                    word.head = if word.head == 0 || word.head > n { n } else { word.head - 1 };
                }
                out.push(std::mem::take(&mut sentence));
            }
            range = None;
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(id) = comment.strip_prefix("sent_id =") {
                sentence.id = id.trim().to_owned();
            }
            sentence.starts_document |= comment.starts_with("newdoc");
            sentence.starts_paragraph |= comment.starts_with("newpar");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < 8 {
            continue;
        }
        let space = !columns.get(9).is_some_and(|m| m.contains("SpaceAfter=No"));
        if let Some((_, last)) = columns[0].split_once('-') {
            range = last.parse().ok().map(|l| (l, space));
            continue;
        }
        let Ok(index) = columns[0].parse::<usize>() else { continue };
        let space_after = match range {
            Some((last, _)) if index < last => false,
            Some((last, space)) if index == last => space,
            _ => space,
        };
        sentence.words.push(Word {
            form: columns[1].to_owned(),
            lemma: columns[2].to_owned(),
            label: format!("{}|{}", columns[3], columns[4]),
            head: columns[6].parse().unwrap_or(0),
            rel: Deprel::parse(columns[7]),
            space_after,
        });
    }
    out
}
