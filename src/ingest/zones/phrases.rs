//! The stock phrases of web pages, from the lexicon class `noise_phrase`.
//!
//! Its column `value` says where a phrase counts: `line` (it is the whole
//! line), `button` (it opens a line of at most three words), `label` (of at most
//! eight: longer lines are captions), `start` (of at most 30), `late` (the
//! same, but only below the article's text), `any` (it stands anywhere in a block of at most 45
//! words), and for headings of sections `related`, `comments`, `footer`. A colon or `>`
//! at a phrase's end must be there in the text too.

use crate::ontology::Lexicon;
use crate::text::Sym;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words of a block beyond this are not looked at.
pub(super) const LOOK: usize = 60;

/// What a phrase found in a block means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hit {
    /// It is noise if it stands below the article's text.
    Late,
    /// The block is noise; nothing follows from it for the next one.
    Alone,
    /// It announces other articles' headlines, or whole articles.
    Related,
    /// It opens the readers' comments or the form for them.
    Comments,
    /// It opens the page's end: the author, tags, terms.
    Footer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Line,
    /// Opens a line of at most so many words.
    Opens(usize),
    Late,
    Any,
    Heading(Hit),
}

/// A phrase's words and where it counts.
type Phrase = (Vec<Box<str>>, Where);

/// All phrases by their first word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    by_word: FxHashMap<Box<str>, Vec<Phrase>>,
    outlets: FxHashSet<Box<str>>,
}

impl Phrases {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut phrases = Self::default();
        for entry in lexicon.class(Sym::new("noise_phrase")) {
            let place = match entry.value.as_str() {
                "line" => Where::Line,
                "button" => Where::Opens(3),
                "label" => Where::Opens(8),
                "start" => Where::Opens(30),
                "late" => Where::Late,
                "related" => Where::Heading(Hit::Related),
                "comments" => Where::Heading(Hit::Comments),
                "footer" => Where::Heading(Hit::Footer),
                _ => Where::Any,
            };
            let words = words(entry.form.as_str());
            if let Some(first) = words.first() {
                phrases.by_word.entry(first.clone()).or_default().push((words, place));
            }
        }
        for entry in lexicon.class(Sym::new("media")) {
            phrases.outlets.insert(words(entry.form.as_str()).join(" ").into());
        }
        phrases
    }

    /// Whether the words are an outlet's name.
    pub fn is_outlet(&self, words: &[Box<str>]) -> bool {
        words.len() <= 6 && self.outlets.contains(words.join(" ").as_str())
    }

    /// What the phrases say about a block; `count` is its number of words, of
    /// which `words` are the first [`LOOK`].
    pub fn hit(&self, words: &[Box<str>], count: usize) -> Option<Hit> {
        let mut best = None;
        for at in 0..words.len() {
            for (phrase, place) in self.by_word.get(&words[at]).into_iter().flatten() {
                if words[at..].len() < phrase.len() || words[at..at + phrase.len()] != phrase[..] {
                    continue;
                }
                let rest = &words[at + phrase.len()..];
                let before = &words[..at];
                let filled = |w: &[Box<str>]| w.iter().any(|w| w.chars().any(char::is_alphabetic));
                let whole = !filled(before) && !filled(rest);
                // "Related: Three held in raid" is one teaser, no heading.
                let teaser = rest.first().is_some_and(|w| &**w == ":") && filled(rest);
                let hit = match place {
                    Where::Line if whole => Hit::Alone,
                    Where::Opens(most) if at == 0 && count <= *most => Hit::Alone,
                    Where::Late if at == 0 && count <= 30 => Hit::Late,
                    Where::Any if count <= 45 => Hit::Alone,
                    Where::Heading(_) if at == 0 && teaser && count <= 30 => Hit::Alone,
                    Where::Heading(hit) if whole || at == 0 && rest.len() <= 2 => *hit,
                    _ => continue,
                };
                best = best.max(Some(hit));
            }
        }
        best
    }
}

/// Lower-case words; apostrophes dropped, a colon and the `>` of a path are words
/// of their own.
pub(super) fn words(text: &str) -> Vec<Box<str>> {
    let mut words: Vec<Box<str>> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        match c {
            _ if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            '\'' | '’' | '‘' => {}
            _ => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word).into());
                }
                match c {
                    ':' => words.push(":".into()),
                    '>' => words.push(">".into()),
                    _ => {}
                }
            }
        }
        if words.len() >= LOOK {
            return words;
        }
    }
    if !word.is_empty() {
        words.push(word.into());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Report;

    fn hit(text: &str) -> Option<Hit> {
        let mut lexicon = Lexicon::default();
        let rows = "form,class,value\nShare,noise_phrase,line\nAlso read,noise_phrase,start\nSource:,noise_phrase,late\nHome >,noise_phrase,start\nRelated articles,noise_phrase,related\nall rights reserved,noise_phrase,any\n";
        let mut report = Report::default();
        lexicon.add_csv("t.csv", rows, &mut report);
        assert!(!report.has_errors(), "{report}");
        let words = words(text);
        Phrases::new(&lexicon).hit(&words, words.len())
    }

    #[test]
    fn where_a_phrase_counts() {
        assert_eq!(hit("SHARE (34)"), Some(Hit::Alone));
        assert_eq!(hit("Share prices fell"), None);
        assert_eq!(hit("Home > News > Asia"), Some(Hit::Alone));
        assert_eq!(hit("Home Secretary quits"), None);
        assert_eq!(hit("Also Read: Ten die in blast"), Some(Hit::Alone));
        assert_eq!(hit("He also read the letter"), None);
        assert_eq!(hit("Source: Reuters"), Some(Hit::Late));
        assert_eq!(hit("Source material was found"), None);
        assert_eq!(hit("RELATED ARTICLES"), Some(Hit::Related));
        assert_eq!(hit("Related articles: Ten die in blast"), Some(Hit::Alone));
        assert_eq!(hit("Related articles were found in the house by officers"), None);
        assert_eq!(hit("© 2020 X. All rights reserved."), Some(Hit::Alone));
    }
}
