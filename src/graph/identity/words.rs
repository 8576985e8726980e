//! What a text says, as far as it tells one event or article from another:
//! its longer words, hashed, with a weight by their form.

use std::collections::BTreeMap;

/// Letters a word needs to count at all.
pub const SHORTEST: usize = 4;
/// Letters of a word that count: forms of one word begin alike ("terror",
/// "terrorist").
const STEM: usize = 6;

/// Words of a text, each once, sorted by hash: its first 29 bits, and the place
/// of its weight in [`WEIGHTS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Box<[u32]>);

impl Words {
    /// The words of some texts. A capital counts only where no sentence
    /// begins; a word that is `common` counts as if it had none.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>, common: impl Fn(&str) -> bool) -> Self {
        let mut best: BTreeMap<u32, u32> = BTreeMap::new();
        for text in texts {
            let mut start = true;
            for word in split(text) {
                let place = weight(word, start, &common);
                start = false;
                if place > 0 {
                    let slot = best.entry(hash(&stem(word)) & HASH).or_default();
                    *slot = place.max(*slot);
                }
            }
        }
        Self(best.into_iter().map(|(hash, place)| hash | place).collect())
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hashes of words that stand for a name, for finding candidates.
    pub fn names(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().filter(|w| **w & !HASH == NAME).map(|w| w & HASH)
    }

    /// All that is known of them.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Pairs of neighbouring words in the order of their hashes, for finding
    /// texts that share many.
    pub fn pairs(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.windows(2).map(|w| u64::from(w[0] & HASH) << 32 | u64::from(w[1] & HASH))
    }

    /// Whether all of some words, in plain small letters, are among them.
    pub fn have_all<'a>(&self, words: impl Iterator<Item = &'a str>) -> bool {
        let mut long = words.filter(|w| w.len() >= SHORTEST).peekable();
        long.peek().is_some()
            && long.all(|w| self.0.binary_search_by_key(&(hash(&cut(w)) & HASH), |p| p & HASH).is_ok())
    }

    /// Weight of what both have, and its share of the lighter one; words of `known`
    /// names, which count elsewhere, are left out of both.
    pub fn overlap<'k>(&self, other: &Self, known: impl IntoIterator<Item = &'k str>) -> (f64, f64) {
        let words = known.into_iter().flat_map(|name| name.split('-')).filter(|w| w.len() >= SHORTEST);
        let known: Vec<u32> = words.map(|w| hash(&cut(w)) & HASH).collect();
        let counts = |word: &&u32| known.is_empty() || !known.contains(&(**word & HASH));
        let (mut i, mut j, mut shared) = (0, 0, 0u32);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            match (a & HASH).cmp(&(b & HASH)) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    if counts(&a) {
                        shared += weight_of(*a).min(weight_of(*b));
                    }
                    i += 1;
                    j += 1;
                }
            }
        }
        let total = |words: &Self| words.0.iter().filter(counts).map(|w| weight_of(*w)).sum::<u32>();
        let least = total(self).min(total(other));
        if least == 0 { (0.0, 0.0) } else { (f64::from(shared) / 20.0, f64::from(shared) / f64::from(least)) }
    }
}

/// Bits of a word that are its hash.
const HASH: u32 = !7;
/// Weights of words, in twentieths, ascending.
const WEIGHTS: [u32; 6] = [0, 2, 4, 5, 8, 20];
/// Place of the weight of a name.
const NAME: u32 = 5;

fn weight_of(word: u32) -> u32 {
    WEIGHTS.get((word & !HASH) as usize).copied().unwrap_or(0)
}

/// The place of a word's weight.
fn weight(word: &str, start: bool, common: impl Fn(&str) -> bool) -> u32 {
    let letters = word.chars().count();
    if word.chars().any(char::is_numeric) {
        return 2;
    }
    if !start && word.starts_with(char::is_uppercase) && letters >= 3 {
        return if common(word) { 2 } else { NAME };
    }
    match letters {
        ..SHORTEST => 0,
        4 => 1,
        5 | 6 => 3,
        _ => 4,
    }
}

/// The words of a text as written.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '\u{2019}')
        .map(|w| w.trim_matches(['\'', '\u{2019}']))
        .map(|w| w.strip_suffix("'s").or_else(|| w.strip_suffix("\u{2019}s")).unwrap_or(w))
        .filter(|w| !w.is_empty())
}

/// A word in lower case and plain letters.
pub fn folded(word: &str) -> String {
    let plain = if word.is_ascii() { word.to_owned() } else { deunicode::deunicode(word) };
    plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The beginning of a word in lower case and plain letters.
pub fn stem(word: &str) -> String {
    cut(&folded(word))
}

fn cut(plain: &str) -> String {
    plain.chars().take(STEM).collect()
}

/// FNV-1a, the same on every machine.
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_weigh_more_than_words() {
        let none = |_: &str| false;
        let a = Words::of(["A bomb hit the Sunrise Express near Velmar."], none);
        let b = Words::of(["They derailed the Sunrise Express."], none);
        let c = Words::of(["A bomb hit near there."], none);
        assert!(a.overlap(&b, []).0 > 2.0 * a.overlap(&c, []).0);
        assert_eq!(a.overlap(&Words::default(), []), (0.0, 0.0));
        assert_eq!(a.names().count(), 3);
        assert!(a.overlap(&b, ["sunrise-express"]).0 < a.overlap(&b, []).0 / 2.0);
    }
}
