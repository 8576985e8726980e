//! Which hyphens are token boundaries.
//!
//! The treebanks split compounds (`year - old`, `US - backed`) and join only
//! prefixes (`anti-war`, `co-chaired`). Names are joined here although the
//! treebanks split most of them, because a name in one token is found, matched
//! and parsed better: `Lashkar-e-Tayyiba`, `al-Adl`, `ISIS-K`, `Hazrat-ul`,
//! `Jean-Pierre`, `AK-47`. Two names side by side (`India-Pakistan`) stay apart
//! when the lexicon knows one of them.

use crate::ontology::Ontology;
use crate::text::Sym;
use std::sync::LazyLock;

/// Byte ranges of the hyphens in `word` that are tokens. `after_capital`: a
/// capitalised word stands before.
pub(super) fn cuts(word: &str, after_capital: bool, ontology: &Ontology) -> Vec<(usize, usize)> {
    let hyphens: Vec<(usize, usize)> =
        word.char_indices().filter(|(_, c)| is_hyphen(*c)).map(|(i, c)| (i, i + c.len_utf8())).collect();
    if hyphens.is_empty() {
        return hyphens;
    }
    let mut parts = Vec::with_capacity(hyphens.len() + 1);
    let mut from = 0;
    for (left, right) in &hyphens {
        parts.push(&word[from..*left]);
        from = *right;
    }
    parts.push(&word[from..]);
    if parts.iter().any(|p| p.is_empty()) {
        return if parts.len() == 2 { Vec::new() } else { hyphens };
    }
    let joined = joins(&parts, after_capital, ontology);
    hyphens.into_iter().zip(joined).filter(|(_, joined)| !joined).map(|(h, _)| h).collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// For each hyphen, whether it joins its neighbours into one token.
fn joins(parts: &[&str], after_capital: bool, ontology: &Ontology) -> Vec<bool> {
    let n = parts.len() - 1;
    if parts.iter().all(|p| p.chars().all(|c| c.is_ascii_digit())) {
        let range = n == 1 && !(parts[0].len() == 3 && parts[1].len() == 4);
        return vec![!range; n];
    }
    if is_particle_name(parts) {
        return vec![true; n];
    }
    (0..n).map(|i| joins_pair(parts, i, after_capital, ontology)).collect()
}

/// `Lashkar-e-Tayyiba`, `Jamaat-ul-Ahrar`, `Nur-ud-Din`.
fn is_particle_name(parts: &[&str]) -> bool {
    const JOINERS: &[&str] = &[
        "al", "bin", "da", "de", "del", "di", "do", "du", "e", "el", "es", "ibn", "ul", "ud", "ur", "us", "un", "uz",
        "i", "la", "le", "les", "sur", "ye", "wal", "va", "o", "ush", "ut",
    ];
    parts.len() >= 3
        && parts.iter().enumerate().all(|(i, p)| {
            let middle = i > 0 && i + 1 < parts.len();
            (middle && JOINERS.contains(&&*p.to_lowercase())) || is_capitalised(p) || (i == 0 && is_article(p))
        })
        && parts[1..parts.len() - 1].iter().any(|p| JOINERS.contains(&&*p.to_lowercase()))
}

fn joins_pair(parts: &[&str], i: usize, after_capital: bool, ontology: &Ontology) -> bool {
    let (left, right) = (parts[i], parts[i + 1]);
    let first = i == 0;
    if first && is_article(left) && right.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’') {
        return is_capitalised(right) || left.eq_ignore_ascii_case("al");
    }
    if i > 0 && is_article(left) && left.chars().all(char::is_lowercase) && is_capitalised(parts[i - 1]) {
        return true;
    }
    if is_code(left, right) {
        return true;
    }
    if first && is_prefix(left) {
        return parts.len() == 2 || !is_capitalised(right);
    }
    if is_capitalised(left) && is_capitalised(right) {
        return joins_names(left, right, ontology);
    }
    if is_capitalised(left)
        && matches!(right, "ul" | "ud" | "ur" | "us" | "un" | "uz" | "e" | "i" | "al" | "ullah" | "ush")
    {
        // `Hazrat-ul Islam`; but `Jong-un` and `us` after a name join just the same.
        return true;
    }
    // Korean and Chinese given names: `Moon Jae-in`, `Wai-ching`.
    parts.len() == 2
        && after_capital
        && is_capitalised(left)
        && is_syllable(left, 6)
        && is_syllable(right, 5)
        && !is_compound_end(right)
}

fn is_capitalised(part: &str) -> bool {
    part.starts_with(char::is_uppercase)
}

fn is_article(part: &str) -> bool {
    matches!(
        &*part.to_lowercase(),
        "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "ath" | "az" | "ul" | "ed" | "ech" | "eş" | "ez"
    ) && part.chars().skip(1).all(char::is_lowercase)
}

/// `ISIS-K`, `F-16s`, `COVID-19`, `M-23`.
fn is_code(left: &str, right: &str) -> bool {
    let caps = left.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && left.starts_with(char::is_uppercase);
    let digits = right.trim_end_matches(['s', 'A', 'B', 'C', 'D', 'E']);
    let number = !digits.is_empty() && digits.len() <= 4 && digits.chars().all(|c| c.is_ascii_digit());
    let letter = right.len() == 1 && right.chars().all(|c| c.is_ascii_uppercase());
    (caps && (number || letter) && left.len() <= 6)
        || (number && digits.len() <= 3 && is_capitalised(left) && left.len() <= 8)
}

fn is_prefix(part: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "anti", "arch", "bi", "co", "counter", "cyber", "de", "e", "eco", "extra", "geo", "hyper", "inter", "intra",
        "macro", "mega", "meta", "micro", "mid", "mini", "mono", "multi", "nano", "narco", "neo", "non", "over", "pan",
        "para", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub",
        "super", "trans", "tri", "ultra", "un", "under", "uni",
    ];
    PREFIXES.binary_search(&&*part.to_lowercase()).is_ok()
}

struct Classes {
    split: Vec<Sym>,
    organizations: Vec<Sym>,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| Classes {
    split: ["country", "demonym", "world_region", "capital", "rank", "post_head", "post_modifier"]
        .map(Sym::new)
        .to_vec(),
    organizations: ["militant_group", "government_body", "military", "international_org", "political_party"]
        .map(Sym::new)
        .to_vec(),
});

/// Whether two capitalised parts are one name.
fn joins_names(left: &str, right: &str, ontology: &Ontology) -> bool {
    let lexicon = &ontology.lexicon;
    let any = |classes: &[Sym], word: &str| classes.iter().any(|c| lexicon.has(*c, word));
    let whole = format!("{left}-{right}");
    let post = |word: &str| any(&CLASSES.split[4..], word);
    if !post(left) && !post(right) && (any(&CLASSES.split[..4], &whole) || any(&CLASSES.organizations, &whole)) {
        return true;
    }
    let known = any(&CLASSES.split, left) || any(&CLASSES.split, right);
    !(known || any(&CLASSES.organizations, left) && any(&CLASSES.organizations, right))
}

fn is_syllable(part: &str, longest: usize) -> bool {
    (2..=longest).contains(&part.len())
        && part.chars().skip(1).all(|c| c.is_ascii_lowercase())
        && part.chars().any(|c| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// Second parts of ordinary compounds after a name (`Taliban-led`).
fn is_compound_end(part: &str) -> bool {
    const ENDS: &[&str] = &[
        "act", "aged", "aid", "area", "arms", "army", "ban", "base", "based", "bent", "boat", "bomb", "born", "bound",
        "bred", "built", "cash", "city", "class", "club", "crew", "cum", "day", "days", "deal", "drawn", "era",
        "esque", "fed", "fired", "fit", "fly", "foot", "force", "free", "front", "full", "fund", "going", "grade",
        "gun", "held", "high", "hit", "home", "inch", "ink", "ish", "key", "kin", "laden", "lead", "led", "less",
        "level", "like", "line", "link", "list", "long", "loss", "made", "male", "man", "max", "mile", "month", "news",
        "old", "only", "owned", "paid", "part", "party", "pass", "peace", "plan", "plus", "pro", "range", "rate",
        "ready", "rich", "ridge", "ridden", "rule", "ruled", "run", "safe", "set", "side", "size", "sized", "star",
        "state", "stop", "style", "tax", "team", "term", "ties", "tied", "time", "to", "tone", "top", "torn", "trade",
        "type", "up", "use", "val", "war", "watch", "week", "wide", "wing", "wise", "won", "word", "work", "world",
        "worn", "year", "zone",
    ];
    ENDS.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str, after_capital: bool) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (left, right) in cuts(word, after_capital, &Ontology::default()) {
            out += &word[from..left];
            out += " - ";
            from = right;
        }
        out + &word[from..]
    }

    #[test]
    fn names_join_and_compounds_split() {
        for name in [
            "Lashkar-e-Tayyiba", "al-Adl", "Al-Qaeda", "al-qaeda", "ISIS-K", "Hazrat-ul", "Hizb-ul-Mujahideen",
            "Jean-Pierre", "AK-47", "F-16s", "COVID-19", "co-chaired", "anti-war", "non-Muslim", "mid-August",
            "2025-08-11", "Abd-al-Rahman",
        ] {
            assert_eq!(cut(name, false), name);
        }
        assert_eq!(cut("31-year-old", false), "31 - year - old");
        assert_eq!(cut("US-backed", true), "US - backed");
        assert_eq!(cut("al-Qaeda-linked", false), "al-Qaeda - linked");
        assert_eq!(cut("2010-2015", false), "2010 - 2015");
        assert_eq!(cut("Jae-in", true), "Jae-in");
        assert_eq!(cut("Kabul-led", true), "Kabul - led");
        assert_eq!(cut("-", false), "-");
    }
}
