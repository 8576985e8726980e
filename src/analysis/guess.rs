//! Tags by closed lists, endings and shape: what is used where no model is.

use super::Upos;

/// A guess at part of speech and Penn tag of one word.
pub(super) fn guess(form: &str, lower: &str, first: bool) -> (Upos, &'static str) {
    if !form.chars().any(char::is_alphanumeric) {
        return match form {
            "$" | "£" | "€" => (Upos::Sym, "$"),
            "%" => (Upos::Sym, "NN"),
            "," => (Upos::Punct, ","),
            "." | "!" | "?" => (Upos::Punct, "."),
            "-" => (Upos::Punct, "HYPH"),
            _ => (Upos::Punct, ":"),
        };
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return (Upos::Num, "CD");
    }
    if let Some(tag) = closed(lower) {
        return tag;
    }
    let upper = form.starts_with(char::is_uppercase);
    if upper && (!first || form.chars().skip(1).any(char::is_uppercase)) {
        return (Upos::Propn, "NNP");
    }
    let ends = |list: &[&str]| list.iter().any(|e| lower.ends_with(e) && lower.len() > e.len() + 2);
    if ends(&["ly"]) {
        (Upos::Adv, "RB")
    } else if ends(&["ing"]) {
        (Upos::Verb, "VBG")
    } else if ends(&["ed"]) {
        (Upos::Verb, "VBD")
    } else if ends(&["ous", "ful", "ive", "able", "ible", "ical", "ic", "ish"]) {
        (Upos::Adj, "JJ")
    } else if upper && first {
        (Upos::Propn, "NNP")
    } else if ends(&["s"]) && !ends(&["ss", "us", "is"]) {
        (Upos::Noun, "NNS")
    } else {
        (Upos::Noun, "NN")
    }
}

fn closed(lower: &str) -> Option<(Upos, &'static str)> {
    Some(match lower {
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "each" | "every" | "some" | "any" | "all" | "both" | "no" => (Upos::Det, "DT"),
        "he" | "she" | "it" | "they" | "we" | "i" | "you" | "him" | "them" | "us" | "me" | "himself" | "itself" | "themselves" => (Upos::Pron, "PRP"),
        "his" | "her" | "its" | "their" | "our" | "my" | "your" => (Upos::Pron, "PRP$"),
        "who" | "whom" | "what" => (Upos::Pron, "WP"),
        "which" => (Upos::Pron, "WDT"),
        "when" | "where" | "how" | "why" => (Upos::Adv, "WRB"),
        "of" | "in" | "on" | "at" | "by" | "for" | "with" | "from" | "against" | "between" | "into" | "near" | "after" | "before"
        | "during" | "under" | "over" | "through" | "since" | "until" | "among" | "including" | "about" | "without" | "amid" => (Upos::Adp, "IN"),
        "to" | "not" | "n't" => (Upos::Part, if lower == "to" { "TO" } else { "RB" }),
        "'s" | "’s" | "'" => (Upos::Part, "POS"),
        "and" | "or" | "but" | "nor" => (Upos::Cconj, "CC"),
        "because" | "if" | "while" | "although" | "though" | "as" | "than" | "whether" => (Upos::Sconj, "IN"),
        "is" | "'re" | "are" | "am" | "was" | "were" | "be" | "been" | "being" | "has" | "have" | "had" | "do" | "does" | "did" => {
            (Upos::Aux, match lower { "is" | "has" | "does" => "VBZ", "was" | "were" | "had" | "did" => "VBD", "been" => "VBN", "being" => "VBG", "be" => "VB", _ => "VBP" })
        }
        "will" | "would" | "can" | "could" | "may" | "might" | "shall" | "should" | "must" => (Upos::Aux, "MD"),
        "said" | "told" | "killed" | "met" | "held" | "took" | "made" | "came" | "went" | "left" | "led" | "began" | "struck" => (Upos::Verb, "VBD"),
        "says" => (Upos::Verb, "VBZ"),
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve" | "hundred"
        | "thousand" | "million" | "billion" => (Upos::Num, "CD"),
        "also" | "then" | "there" | "now" | "here" | "very" | "just" | "still" | "ago" | "later" | "never" | "too" => (Upos::Adv, "RB"),
        _ => return None,
    })
}
