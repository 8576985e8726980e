//! Closed classes of English that the analysis itself needs, and access to the
//! abbreviation list of the ontology.

use crate::ontology::Ontology;
use crate::text::Sym;
use std::sync::LazyLock;

/// What the full stop of an abbreviation does to the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name.
    Title,
    /// Stands before a figure.
    Number,
    /// A month or day name.
    Month,
    /// Only inside a sentence.
    Never,
    /// May end a sentence.
    End,
}

struct Syms {
    class: Sym,
    title: Sym,
    number: Sym,
    month: Sym,
    never: Sym,
}

static SYMS: LazyLock<Syms> = LazyLock::new(|| Syms {
    class: Sym::new("abbreviation"),
    title: Sym::new("title"),
    number: Sym::new("number"),
    month: Sym::new("month"),
    never: Sym::new("never"),
});

/// The kind of abbreviation `word` (with its stop) is, by list or by shape.
pub(super) fn abbreviation(word: &str, ontology: &Ontology) -> Option<Abbreviation> {
    let syms = &*SYMS;
    if let Some(entry) = ontology.lexicon.get(syms.class, word) {
        let upper = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
        let form = entry.form.as_str();
        if form.matches('.').count() == word.matches('.').count() && (!upper(form) || upper(word)) {
            return Some(match entry.value {
                v if v == syms.title => Abbreviation::Title,
                v if v == syms.number => Abbreviation::Number,
                v if v == syms.month => Abbreviation::Month,
                v if v == syms.never => Abbreviation::Never,
                _ => Abbreviation::End,
            });
        }
    }
    is_dotted(word).then_some(Abbreviation::End)
}

/// `U.S.`, `a.m.`, `U.N`: single letters with stops between them.
pub(super) fn is_dotted(word: &str) -> bool {
    let core = word.strip_suffix('.').unwrap_or(word);
    core.contains('.')
        && core.split('.').all(|p| {
            let mut chars = p.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

/// Words that begin a sentence far more often than they follow an abbreviation
/// inside one. Lower case.
pub(super) fn is_starter(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "about", "according", "after", "again", "all", "also", "although", "an", "and", "another", "any", "are",
        "as", "at", "because", "before", "both", "but", "by", "can", "could", "despite", "did", "do", "does", "during",
        "each", "earlier", "even", "every", "few", "following", "for", "from", "had", "has", "have", "he", "her",
        "here", "his", "how", "however", "i", "if", "in", "instead", "is", "it", "its", "last", "later", "let", "many",
        "meanwhile", "more", "most", "my", "no", "not", "now", "on", "once", "one", "only", "or", "other", "our",
        "please", "several", "she", "since", "so", "some", "still", "such", "that", "the", "their", "then", "there",
        "these", "they", "this", "those", "though", "thus", "to", "today", "under", "until", "was", "we", "were",
        "what", "when", "where", "whether", "which", "while", "who", "why", "will", "with", "would", "yes", "yet",
        "you", "your",
    ];
    WORDS.binary_search(&lower).is_ok()
}

/// Words after which a line cannot end a headline or paragraph.
pub(super) fn is_function_word(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "about", "after", "against", "among", "an", "and", "are", "as", "at", "because", "been", "before",
        "between", "but", "by", "can", "could", "during", "each", "every", "for", "from", "had", "has", "have", "her",
        "his", "if", "in", "into", "is", "its", "may", "might", "must", "my", "near", "nor", "of", "on", "or", "our",
        "over", "shall", "should", "since", "than", "that", "the", "their", "these", "this", "those", "through", "to",
        "under", "until", "was", "were", "which", "while", "who", "whose", "will", "with", "without", "would", "your",
    ];
    WORDS.binary_search(&lower).is_ok()
}

/// Verbs that give a speaker, as they stand after a quotation.
pub(super) fn is_quote_verb(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "added", "adds", "admitted", "announced", "answered", "argued", "asked", "asks", "claimed", "complained",
        "concluded", "continued", "declared", "demanded", "explained", "insisted", "joked", "noted", "observed",
        "quipped", "recalled", "remarked", "replied", "responded", "said", "says", "shouted", "stated", "stressed",
        "told", "tweeted", "urged", "warned", "wondered", "wrote", "yelled",
    ];
    WORDS.binary_search(&lower).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_enough_to_search() {
        for word in ["a", "the", "you", "your", "his", "it"] {
            assert!(is_starter(word), "{word}");
        }
        for word in ["a", "of", "the", "your"] {
            assert!(is_function_word(word), "{word}");
        }
        assert!(is_quote_verb("added") && is_quote_verb("said") && is_quote_verb("yelled"));
        assert!(is_dotted("U.S.") && is_dotted("a.m") && !is_dotted("Mr.") && !is_dotted("."));
    }
}
