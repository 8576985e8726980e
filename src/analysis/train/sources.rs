//! Which files the models are trained on, and what may be used of each.

use super::conllu::{Sentence, read};
use super::recipe::Corpus;

/// Sentences of our own: what news is full of and treebanks lack. With each
/// file, how many of its sentences there are to one that is held out.
const NEWS: [(&str, usize); 3] = [
    (include_str!("data/news.conllu"), 5),
    (include_str!("data/news_2.conllu"), 4),
    (include_str!("data/news_3.conllu"), 4),
];

/// A treebank among the data.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its name in reports.
    pub name: &'static str,
    /// Training file, relative to the data folder.
    pub train: &'static str,
    /// Development file.
    pub dev: &'static str,
    /// Origin and licence, for the card.
    pub licence: &'static str,
    /// Ids of sentences that must not be used begin so.
    closed: &'static [&'static str],
}

/// The treebanks.
pub const SOURCES: [Source; 2] = [
    Source {
        name: "UD English EWT",
        train: "ud_ewt/en_ewt-ud-train.from-sources.conllu",
        dev: "ud_ewt/en_ewt-ud-dev.conllu",
        licence: "CC BY-SA 4.0. Natalia Silveira, Timothy Dozat, Marie-Catherine de Marneffe, Samuel Bowman, Miriam Connor, \
                  John Bauer, Christopher Manning and the UD English team; github.com/UniversalDependencies/UD_English-EWT.",
        closed: &[],
    },
    Source {
        name: "UD English GUM, open genres",
        train: "ud_gum/en_gum-ud-train.from-sources.conllu",
        dev: "ud_gum/en_gum-ud-dev.conllu",
        licence: "Annotations CC BY 4.0 (Amir Zeldes and the GUM annotators; github.com/amir-zeldes/gum); texts of these genres \
                  CC BY, CC BY-SA or public domain (Wikinews, Wikipedia, Wikivoyage, OpenStax and others). Genres whose texts are \
                  for non-commercial use (essay, fiction, letter, podcast, whow) are left out.",
        closed: &["GUM_essay_", "GUM_fiction_", "GUM_letter_", "GUM_podcast_", "GUM_whow_", "GUM_reddit_"],
    },
];

impl Source {
    /// The sentences of a training file that may be used.
    pub fn corpus(&self, content: &str) -> Corpus {
        Corpus { name: self.name.into(), sentences: self.open(read(content)), weight: 1, licence: self.licence.into() }
    }

    /// Those of the sentences whose texts are open.
    pub fn open(&self, sentences: Vec<Sentence>) -> Vec<Sentence> {
        sentences.into_iter().filter(|s| self.is_open(s)).collect()
    }

    /// Whether the text of a sentence is open.
    pub fn is_open(&self, sentence: &Sentence) -> bool {
        !self.closed.iter().any(|c| sentence.id.starts_with(c))
    }
}

/// The sentences of our own: for training and held out.
pub fn news() -> (Corpus, Vec<Sentence>) {
    let (mut kept, mut held_out) = (Vec::new(), Vec::new());
    for (content, share) in NEWS {
        for (i, sentence) in read(content).into_iter().enumerate() {
            if i % share == share - 1 { held_out.push(sentence) } else { kept.push(sentence) }
        }
    }
    let licence = "Written and annotated for this project, CC BY-SA 4.0.".to_owned();
    (Corpus { name: "news sentences of our own".into(), sentences: kept, weight: 3, licence }, held_out)
}

#[cfg(test)]
mod tests {
    use super::super::super::types::Deprel;
    use super::*;
    use crate::text::Upos;
    use std::collections::BTreeSet;

    /// What is wrong with the lines of one sentence.
    fn faults(block: &str) -> Vec<String> {
        let mut out = Vec::new();
        let text = block.lines().find_map(|l| l.strip_prefix("# text = ")).unwrap_or_default();
        let rows: Vec<Vec<&str>> =
            block.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        if rows.iter().any(|r| r.len() != 10) {
            return vec!["a row has not ten columns".into()];
        }
        let heads: Vec<usize> = rows.iter().map(|r| r[6].parse().unwrap_or(usize::MAX)).collect();
        let n = rows.len();
        let mut written = String::new();
        for (i, row) in rows.iter().enumerate() {
            let mut fault = |what: &str| out.push(format!("{} {}: {what}", row[0], row[1]));
            if row[0] != (i + 1).to_string() {
                fault("number out of turn");
            }
            if Upos::parse(row[3]).is_none() || row[4].is_empty() || row[2].is_empty() {
                fault("tag or lemma");
            }
            if Deprel::parse(row[7]).as_str() != row[7] || (row[7] == "root") != (heads[i] == 0) {
                fault("relation");
            }
            if (row[3] == "PUNCT") != (row[7] == "punct") || heads.iter().any(|h| *h == i + 1 && row[7] == "punct") {
                fault("punctuation");
            }
            let (mut at, mut steps) = (i + 1, 0);
            while at != 0 && at <= n && steps <= n {
                at = heads[at - 1];
                steps += 1;
            }
            if at != 0 {
                fault("does not lead to the root");
            }
            written.push_str(row[1]);
            if row[9] != "SpaceAfter=No" && i + 1 < n {
                written.push(' ');
            }
        }
        if heads.iter().filter(|h| **h == 0).count() != 1 {
            out.push("not one root".into());
        }
        if written != text {
            out.push(format!("the words are not the text: {written}"));
        }
        out
    }

    /// Every sentence of our own is a tree over its text, and none comes twice.
    #[test]
    fn own_sentences_are_well_formed() {
        let (mut ids, mut texts, mut bad) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for block in NEWS.iter().flat_map(|(content, _)| content.trim().split("\n\n")) {
            let mut lines = block.lines();
            let id = lines.next().unwrap_or_default();
            bad.extend(faults(block).into_iter().map(|f| format!("{id}: {f}")));
            if !ids.insert(id) || !texts.insert(lines.next()) {
                bad.push(format!("{id}: comes twice"));
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
        let (kept, held_out) = news();
        assert_eq!(kept.sentences.len() + held_out.len(), ids.len());
        assert!(ids.len() >= 400 && held_out.len() >= 100, "{} sentences, {} held out", ids.len(), held_out.len());
    }

    #[test]
    fn faults_are_seen() {
        let good = "# text = He left.\n1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_";
        assert!(faults(good).is_empty(), "{:?}", faults(good));
        for (from, to) in [
            ("\t2\tnsubj", "\t1\tnsubj"),
            ("\t2\tnsubj", "\t0\troot"),
            ("nsubj", "subject"),
            ("He left.", "He went."),
            ("3\t.", "4\t."),
            ("2\tpunct", "2\tdep"),
            ("\t2\tnsubj", "\t3\tnsubj"),
            ("VERB", "VB"),
        ] {
            assert!(!faults(&good.replacen(from, to, 1)).is_empty(), "{from} for {to}");
        }
    }
}
