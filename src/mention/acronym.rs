//! Whether an acronym stands for a name.

use deunicode::deunicode;

/// Small words an acronym may skip or count.
const SMALL: [&str; 20] = [
    "of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des", "et", "e", "i", "ul", "al", "el", "del", "y",
    "&",
];

/// `BLA`, `ISIS-K`, `CENTCOM`, `PoK`, `U.N.`: mostly capitals, no digits first.
pub(crate) fn looks_like(form: &str) -> bool {
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    (2..=10).contains(&letters)
        && capitals >= 2
        && capitals * 2 >= letters
        && form.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '&' | '/'))
        && form.starts_with(char::is_alphabetic)
}

/// Number of letters.
pub(crate) fn letters(form: &str) -> u32 {
    form.chars().filter(|c| c.is_alphabetic()).count() as u32
}

/// Whether a form in capitals abbreviates a name.
pub(crate) fn abbreviates(acronym: &str, name: &str) -> bool {
    looks_like(acronym) && matches(acronym, &name.split_whitespace().collect::<Vec<_>>())
}

/// Whether `acronym` abbreviates exactly these words: each letter is the first
/// of a word in order (small words may be skipped, hyphenated parts count as
/// words), and every other word gives a letter. A plural or trailing small `s`
/// is ignored.
pub(crate) fn matches(acronym: &str, words: &[&str]) -> bool {
    let letters: Vec<char> =
        deunicode(acronym.strip_suffix('s').filter(|a| a.ends_with(char::is_uppercase)).unwrap_or(acronym))
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect();
    let parts: Vec<String> = words
        .iter()
        .flat_map(|w| w.split(['-', '/', ' ', '.', '\'', '’']))
        .map(|w| deunicode(w).to_ascii_lowercase())
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    if letters.len() < 2 || parts.is_empty() || parts.len() > letters.len() * 2 + 2 {
        return false;
    }
    fits(&letters, &parts, 2)
}

/// `slack`: letters that may come from inside the last matched word
/// ("Daesh"-like blends such as `CENTCOM` are left to the bracket rule).
fn fits(letters: &[char], parts: &[String], slack: u32) -> bool {
    let Some((part, rest)) = parts.split_first() else { return letters.is_empty() };
    let small = SMALL.contains(&part.as_str());
    if let Some((letter, more)) = letters.split_first()
        && part.starts_with(*letter)
    {
        if fits(more, rest, slack) {
            return true;
        }
        // A second letter of the same word: "MQM-London", "ISKhorasan", "KhK".
        if slack > 0
            && more.first().is_some_and(|l| part.chars().skip(1).any(|c| c == *l))
            && fits(&more[1..], rest, slack - 1)
        {
            return true;
        }
    }
    small && fits(letters, rest, slack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_fit_their_names() {
        for (acronym, name, yes) in [
            ("BLA", "Balochistan Liberation Army", true),
            ("TTP", "Tehreek-e-Taliban Pakistan", true),
            ("ISKP", "Islamic State Khorasan Province", true),
            ("ETA", "Euskadi Ta Askatasuna", true),
            ("FBI", "Federal Bureau of Investigation", true),
            ("OPCW", "Organisation for the Prohibition of Chemical Weapons", true),
            ("PLO", "Palestine Liberation Organization", true),
            ("FARC", "Fuerzas Armadas Revolucionarias de Colombia", true),
            ("FTOs", "Foreign Terrorist Organizations", true),
            ("ISIS-K", "Islamic State", false),
            ("BLA", "Majeed Brigade", false),
            ("UN", "United Nations Security Council", false),
            ("U.N.", "United Nations", true),
            ("FBI", "Bureau of Investigation", false),
        ] {
            let words: Vec<&str> = name.split(' ').collect();
            assert_eq!(matches(acronym, &words), yes, "{acronym} {name}");
        }
        assert!(looks_like("ISIS-K") && looks_like("CENTCOM") && looks_like("PoK") && looks_like("U.N."));
        assert!(!looks_like("London") && !looks_like("A") && !looks_like("2019"));
    }
}
