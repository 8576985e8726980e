//! Which files the models are trained on, and what may be used of each.

use super::conllu::{Sentence, read};
use super::recipe::Corpus;

/// Sentences of our own: what news is full of and treebanks lack.
const NEWS: &str = include_str!("data/news.conllu");

/// Every fifth sentence of our own is held out.
const HELD_OUT: usize = 5;

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
        sentences.into_iter().filter(|s| !self.closed.iter().any(|c| s.id.starts_with(c))).collect()
    }
}

/// The sentences of our own: for training and held out.
pub fn news() -> (Corpus, Vec<Sentence>) {
    let (mut kept, mut held_out) = (Vec::new(), Vec::new());
    for (i, sentence) in read(NEWS).into_iter().enumerate() {
        if i % HELD_OUT == HELD_OUT - 1 { held_out.push(sentence) } else { kept.push(sentence) }
    }
    let licence = "Written and annotated for this project, CC BY-SA 4.0.".to_owned();
    (Corpus { name: "news sentences of our own".into(), sentences: kept, weight: 3, licence }, held_out)
}
