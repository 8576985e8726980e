//! What a block is by itself, before its neighbours are asked.

use super::blocks::{Raw, ends_sentence, is_bullet};
use super::phrases::{Hit, LOOK, Phrases, words};
use super::stamps::{Stamp, stamp};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Words of running English that carry grammar: a list of menu items or of
/// names has hardly any.
const FUNCTION: &str = "a about after against all also among an and any are as at be because been before being between both but by can \
could did do does during each for from had has have he her his how if in into is it its may more most no not of off on one \
only or other our out over said says she should since so some such than that the their them then there these they this \
those through to told under until up was we were what when where which while who whom whose will with within without would \
you your i my me us him had i'm it's";

static FUNCTION_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| FUNCTION.split_whitespace().collect());

/// First judgement on a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Sentences.
    Text,
    /// A short line that could be anything: headline, subhead, menu, name.
    Short,
    /// No part of any article by its own look.
    Noise,
}

/// A block with all that is asked of it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Bytes of its content.
    pub lines: Raw,
    pub class: Class,
    /// Number of words.
    pub words: usize,
    /// It ends as sentences do.
    pub ends: bool,
    pub bullet: bool,
    /// Mostly amounts, percentages and numbers.
    pub figures: bool,
    /// It begins with a capital, a figure or a quotation mark and does not end
    /// with a comma.
    opens_as_headline: bool,
    /// A sentence ends inside it, as in captions with a credit.
    pub inner_stop: bool,
    /// All in capitals.
    pub caps: bool,
    /// It ends with a colon: what follows belongs to it.
    pub colon: bool,
    /// A stock phrase in it.
    pub hit: Option<Hit>,
    pub stamp: Option<Stamp>,
    /// Its first words, lower case: to find repeated lines and headlines.
    pub key: Vec<Box<str>>,
    /// Capitalised words that do not open it, lower case.
    pub names: Vec<Box<str>>,
    /// How often the same short line stands in the text.
    pub repeats: usize,
}

impl Block {
    /// Its text.
    pub fn content<'a>(&self, text: &'a str) -> &'a str {
        &text[self.lines.clone()]
    }

    /// Whether it looks like a headline: some words, no sentence end.
    pub fn headline(&self) -> bool {
        self.opens_as_headline
            && self.hit.is_none()
            && self.stamp.is_none()
            && !self.bullet
            && !self.figures
            && (3..=30).contains(&self.words)
            && !self.ends_full_stop()
    }

    fn ends_full_stop(&self) -> bool {
        // Headlines may ask or shout, and end in quoted speech.
        self.ends && self.words > 4
    }
}

/// Classes all blocks of a text.
pub(super) fn classify(text: &str, raw: Vec<Raw>, phrases: &Phrases) -> Vec<Block> {
    let mut blocks: Vec<Block> = raw.into_iter().map(|r| block(text, r, phrases)).collect();
    let mut counts: FxHashMap<&[Box<str>], usize> = FxHashMap::default();
    for b in blocks.iter().filter(|b| b.words <= 30) {
        *counts.entry(&b.key).or_default() += 1;
    }
    let repeats: Vec<usize> = blocks.iter().map(|b| counts.get(&b.key[..]).copied().unwrap_or(1)).collect();
    for (b, n) in blocks.iter_mut().zip(repeats) {
        b.repeats = n;
    }
    blocks
}

fn block(text: &str, lines: Raw, phrases: &Phrases) -> Block {
    let content = &text[lines.clone()];
    let key = words(content);
    let count = content.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
    let share = function_share(content);
    let ends = ends_sentence(content);
    let bullet = is_bullet(content);
    let hit = phrases.hit(&key, count);
    let stamp = (count <= 24).then(|| stamp(content, &key, phrases)).flatten();
    let figures = count <= 12 && figures(content, share);
    let lower = content.chars().take(400).filter(|c| c.is_lowercase()).count();
    let letters = content.chars().take(400).filter(|c| c.is_alphabetic()).count();
    let caps = lower == 0 && letters > 0;
    // "Talks to resume in ..." is a teaser cut short.
    let ends = ends && !(count <= 20 && (content.ends_with('…') || content.ends_with("...")));
    // Mostly lower case: a sentence of any language.
    let prose = ends && lower * 3 > letters * 2;
    let running = match count {
        0..=3 => false,
        4..=7 => ends && share > 0.0 || prose && count >= 5,
        8..=11 => ends && share >= 0.1 || prose,
        12..=24 => share >= 0.2 && (ends || share >= 0.3) || ends && share >= 0.1 || prose,
        _ => share >= 0.12 || prose,
    };
    let no_words = !content.contains(char::is_alphabetic) || hard_noise(content, count);
    let class = if no_words || hit.is_some_and(|h| h != Hit::Late) || stamp.is_some() || figures {
        Class::Noise
    } else if running && hit.is_none() {
        Class::Text
    } else {
        Class::Short
    };
    let opens_as_headline = !content.starts_with(char::is_lowercase) && !content.ends_with([',', ';']);
    let inner_stop =
        count <= 40 && content.match_indices(". ").any(|(i, _)| content[..i].ends_with(|c: char| c.is_lowercase()));
    let colon = content.ends_with(':');
    Block {
        lines,
        class,
        words: count,
        ends,
        bullet,
        figures,
        opens_as_headline,
        inner_stop,
        caps,
        colon,
        hit,
        stamp,
        names: names(content),
        key,
        repeats: 1,
    }
}

/// Capitalised words among the first, the very first left out.
fn names(content: &str) -> Vec<Box<str>> {
    let words = content.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(LOOK).skip(1);
    words.filter(|w| w.starts_with(char::is_uppercase) && w.len() > 2).map(|w| w.to_lowercase().into()).collect()
}

/// Share of function words among the first words of a text.
pub(super) fn function_share(text: &str) -> f32 {
    let (mut all, mut function) = (0usize, 0usize);
    for word in text.split_whitespace().take(LOOK * 2) {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        if core.is_empty() {
            continue;
        }
        all += 1;
        if core.len() <= 8 && FUNCTION_WORDS.contains(&*core.to_lowercase().replace('’', "'")) {
            function += 1;
        }
    }
    if all == 0 { 0.0 } else { function as f32 / all as f32 }
}

/// Prices, rates and scores: a short line with an amount or a percentage and no
/// grammar, or nothing but numbers.
fn figures(content: &str, share: f32) -> bool {
    if share > 0.0 || ends_sentence(content) {
        return false;
    }
    let (mut amounts, mut numbers, mut others) = (0, 0, 0);
    for word in content.split_whitespace() {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let money = word.contains(['$', '€', '£', '¥', '₹', '₿', '%']);
        if digits > 0 && (money || word.starts_with(['+', '-', '−', '▲', '▼'])) {
            amounts += 1;
        } else if digits > 0 && digits * 2 >= word.chars().count() {
            numbers += 1;
        } else if word.contains(char::is_alphabetic) {
            others += 1;
        }
    }
    amounts > 0 && others <= 4 || numbers > 0 && others == 0
}

/// Copyright lines, bare addresses of the web, lines of tags or handles.
fn hard_noise(content: &str, count: usize) -> bool {
    if count <= 30
        && (content.starts_with('©')
            || content.starts_with("(c) ")
            || content.to_ascii_lowercase().starts_with("copyright "))
    {
        return true;
    }
    let mut words = content.split_whitespace();
    let webby = |w: &str| {
        let w = w.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | '|' | '<' | '>'));
        w.starts_with("http://")
            || w.starts_with("https://")
            || w.starts_with("www.")
            || w.len() > 1 && (w.starts_with('#') || w.starts_with('@'))
    };
    count > 0 && count <= 20 && words.all(|w| webby(w) || !w.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Class {
        block(line, 0..line.len(), &Phrases::default()).class
    }

    #[test]
    fn running_text() {
        for line in [
            "Ten people were killed in the blast.",
            "Police said the man was armed",
            "KABUL (AP) — Seven service members were killed on Saturday.",
            "The minister met his counterpart in Doha and the two sides agreed to meet again next month",
            "No group claimed the attack.",
        ] {
            assert!(of(line) == Class::Text || line.ends_with("armed"), "{line}");
        }
    }

    #[test]
    fn figures_addresses_and_tags() {
        for line in [
            "$98,120.50",
            "XYZ 3.1%",
            "$0.00",
            "FOO Logo FooToken $0.10",
            "USD/EUR 0.91 +0.3%",
            "***",
            "###",
            "https://example.org/a",
            "#news #politics",
            "© 2020 Example Media",
            "12:30",
        ] {
            assert_eq!(of(line), Class::Noise, "{line}");
        }
        for line in ["23 killed", "$5 million reward offered for leader", "Army kills 4 in raid", "Phase 2"] {
            assert_ne!(of(line), Class::Noise, "{line}");
        }
    }

    #[test]
    fn short_lines_are_undecided() {
        for line in ["Government-Rebel Ceasefire Talks Resume", "Background", "Silver", "Iran And Iraq Sign Pact"] {
            assert_eq!(of(line), Class::Short, "{line}");
        }
    }
}
