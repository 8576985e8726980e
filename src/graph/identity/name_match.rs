//! How alike two names are, whatever script and spelling they come in.
//!
//! Names are folded to plain letters; words are aligned, each pair scored by
//! its edits and by a skeleton of consonants that spellings of one sound
//! share (Usama, Osama; Majid, Majeed). On the development part of the
//! name-pair cases of nomenklatura it reaches the F1 that `wiregraph eval
//! --name-pairs` prints.

/// Score from which two names are spellings of one.
pub const ALIKE: f64 = 0.8;

/// Words that join or precede parts of a name.
const SMALL: [&str; 19] = [
    "of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des", "et", "e", "ul", "al", "el", "del", "y", "a",
];
/// Particles between parts of a person's name.
const PARTICLES: [&str; 16] =
    ["al", "el", "ul", "bin", "ibn", "ben", "la", "du", "des", "von", "van", "der", "den", "ad", "as", "an"];
/// Legal forms of companies, which a report may leave out or write otherwise.
const LEGAL: [&str; 38] = [
    "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "co", "company", "corp", "corporation", "plc", "ag",
    "gmbh", "sa", "sas", "sarl", "bv", "nv", "ooo", "oao", "zao", "pao", "jsc", "ojsc", "spa", "srl", "pty", "pte",
    "as", "ab", "oy", "kg", "na", "akg", "spzoo", "sl", "aktiengesellschaft",
];
/// Legal forms of several words.
const LONG_FORMS: [(&str, &str); 4] = [
    ("gesellschaft mit beschrankter haftung", "gmbh"),
    ("limited liability company", "llc"),
    ("open joint stock company", "jsc"),
    ("sp z o o", "spzoo"),
];
/// Titles that stand before a person's name.
const TITLES: [&str; 10] = ["mr", "mrs", "ms", "dr", "sir", "prasident", "president", "shaikh", "sheikh", "prof"];

/// What kind of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Given and family names, any of which may be left out or shortened.
    Person,
    /// A name all of whose words count.
    Body,
}

/// A name in plain small words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
    legal: Vec<String>,
}

impl Name {
    /// Reads a name.
    pub fn new(name: &str, style: Style) -> Self {
        let mut plain = deunicode::deunicode(name).to_lowercase().replace('&', " and ").replace(['\'', '`'], "");
        if style == Style::Body {
            plain = words(&plain).join(" ");
            for (long, short) in LONG_FORMS {
                plain = plain.replace(long, short);
            }
        }
        let all = words(&plain);
        let small = |w: &String| match style {
            Style::Person => PARTICLES.contains(&w.as_str()) || TITLES.contains(&w.as_str()),
            Style::Body => SMALL.contains(&w.as_str()),
        };
        let (legal, rest): (Vec<String>, Vec<String>) = all.iter().cloned().partition(|w| LEGAL.contains(&w.as_str()));
        let rest = if rest.is_empty() { all } else { rest };
        let kept: Vec<String> = rest.iter().filter(|w| !small(w)).cloned().collect();
        Self { words: if kept.is_empty() { rest } else { kept }, legal }
    }

    /// Its words without particles, titles and legal forms.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    fn joined(&self) -> String {
        self.words.concat()
    }
}

/// How alike two names are: 1 for one name, 0 for two without likeness.
pub fn compare(a: &Name, b: &Name, style: Style) -> f64 {
    let (x, y) = (a.joined(), b.joined());
    let sorted = |n: &Name| {
        let mut words = n.words.clone();
        words.sort_unstable();
        words
    };
    if x == y || sorted(a) == sorted(b) {
        return 1.0;
    }
    match style {
        Style::Person => person(a, b, &x, &y),
        Style::Body => body(a, b, &x, &y),
    }
}

fn person(a: &Name, b: &Name, x: &str, y: &str) -> f64 {
    let best = if edits(x, y) <= x.len() / 8 { 0.8 } else { 0.0 };
    let (few, many) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if few.words.len() == 1 {
        return if many.words.len() == 1 { word(&few.words[0], &many.words[0]).max(best) } else { best };
    }
    let pairs = align(&few.words, &many.words, 0.55);
    if pairs.len() < few.words.len() {
        return best;
    }
    let length = |i: usize| few.words[i].len() as f64;
    let sum: f64 = pairs.iter().map(|p| p.2 * length(p.0)).sum();
    let mut score = sum / pairs.iter().map(|p| length(p.0)).sum::<f64>();
    let extra = many.words.len() - few.words.len();
    let fuzzy = pairs.iter().filter(|p| p.2 < 0.85).count();
    let in_order = pairs.windows(2).all(|w| w[0].1 < w[1].1);
    score -= 0.04 * extra as f64 + 0.1 * fuzzy.saturating_sub(1) as f64;
    if !in_order && extra == 0 && few.words.len() > 2 {
        score -= 0.12;
    }
    let last = pairs.iter().any(|p| p.1 + 1 == many.words.len());
    if extra > 0 && !last && fuzzy > 0 {
        score -= 0.1;
    }
    score.max(best)
}

fn body(a: &Name, b: &Name, x: &str, y: &str) -> f64 {
    let with = |n: &Name| format!("{}{}", n.joined(), n.legal.concat());
    if with(a) == y || with(b) == x {
        return 0.95;
    }
    let d = edits(x, y);
    let single = a.words.len() == 1 && b.words.len() == 1;
    let best = if d <= 1 || single && d <= (x.len() / 10).max(1) { 0.85 } else { 0.0 };
    let pairs = align(&a.words, &b.words, 0.6);
    let matched: f64 = pairs.iter().map(|p| p.2 * (a.words[p.0].len() + b.words[p.1].len()) as f64).sum();
    let score = matched / (x.len() + y.len()) as f64;
    let missed = a.words.len() + b.words.len() - 2 * pairs.len();
    let fuzzy = pairs.iter().filter(|p| p.2 < 0.85).count();
    let less = if missed > 0 { 0.12 * missed as f64 + 0.05 * fuzzy as f64 } else { 0.0 };
    (score - less).max(best)
}

/// Best partners of words, each used once, in the order of the first list.
fn align(a: &[String], b: &[String], least: f64) -> Vec<(usize, usize, f64)> {
    let mut all: Vec<(f64, usize, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let score = word(x, y);
            if score >= least {
                all.push((score, i.abs_diff(j), i, j));
            }
        }
    }
    all.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2, p.3).cmp(&(q.1, q.2, q.3))));
    let mut out: Vec<(usize, usize, f64)> = Vec::new();
    for (score, _, i, j) in all {
        if out.iter().all(|o| o.0 != i && o.1 != j) {
            out.push((i, j, score));
        }
    }
    out.sort_by_key(|o| o.0);
    out
}

/// How alike two words of names are.
fn word(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    if short == 1 {
        return if a.as_bytes()[0] == b.as_bytes()[0] { 0.8 } else { 0.0 };
    }
    let budget = match long {
        ..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let d = edits(a, b);
    let score = if d <= budget { 1.0 - d as f64 / long as f64 } else { 0.0 };
    if sounds_like(a, b) { score.max(0.88) } else { score }
}

/// Whether two words are spellings of one sound.
pub fn sounds_like(a: &str, b: &str) -> bool {
    let (long, short) = (a.len().max(b.len()), a.len().min(b.len()));
    long >= 4 && short >= 3 && edits(a, b) * 5 <= long * 2 && skeleton(a) == skeleton(b)
}

/// Consonants of a word, spellings of one sound made one, after its first
/// letter.
pub fn skeleton(word: &str) -> String {
    const SOUNDS: [(&str, &str); 17] = [
        ("ph", "f"),
        ("kh", "h"),
        ("gh", "g"),
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "c"),
        ("ck", "k"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
        ("z", "s"),
        ("j", "y"),
        ("dh", "d"),
        ("th", "t"),
        ("x", "ks"),
        ("o", "u"),
        ("e", "i"),
    ];
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        if !plain.ends_with(c) {
            plain.push(c);
        }
    }
    for (from, to) in SOUNDS {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    let mut chars = plain.chars();
    let first = chars.next();
    first.into_iter().chain(chars.filter(|c| !matches!(c, 'a' | 'i' | 'u' | 'y' | 'h'))).collect()
}

/// Edits between two words of plain letters; swapped neighbours count one.
pub fn edits(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut rows = vec![vec![0usize; b.len() + 1]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let (now, last, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[last][j] + 1).min(rows[now][j - 1] + 1).min(rows[last][j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[before][j - 2] + 1);
            }
            rows[now][j] = least;
        }
    }
    rows[a.len() % 3][b.len()]
}

/// Words of letters and digits; dotted single letters are one word (`S.A.`).
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for piece in text.split(|c: char| c.is_whitespace()) {
        let core = piece.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let letters: Vec<&str> = core.split('.').collect();
        if letters.len() > 1 && letters.iter().all(|l| l.len() == 1) {
            out.push(letters.concat());
            continue;
        }
        out.extend(core.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str, style: Style) -> f64 {
        compare(&Name::new(a, style), &Name::new(b, style), style)
    }

    #[test]
    fn spellings_of_one_name_are_alike() {
        for (a, b) in [
            ("Karim al-Hadi", "Kareem Al Haadi"),
            ("Jon A. Arvidsen", "Jon Arvidsen"),
            ("Arvidsen, Jon", "Jon Arvidsen"),
            ("Олег Петров", "Oleg Petrov"),
        ] {
            assert!(score(a, b, Style::Person) >= ALIKE, "{a} {b}");
        }
        for (a, b) in
            [("S.A. Nordwerk", "Nordwerk"), ("Halim Brigade", "Haleem Brigade"), ("Nord Werk Ltd", "NordWerk")]
        {
            assert!(score(a, b, Style::Body) >= ALIKE, "{a} {b}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (a, b) in [("Jon Arvidsen", "Jan Berg"), ("Arvidsen", "Jon Arvidsen"), ("Omar Haddad", "Karim Haddad")] {
            assert!(score(a, b, Style::Person) < ALIKE, "{a} {b}");
        }
        for (a, b) in [("Northern Front", "Northern Party"), ("Bank of Halden", "Bank of Velmar")] {
            assert!(score(a, b, Style::Body) < ALIKE, "{a} {b}");
        }
        assert_eq!(score("", "", Style::Person), 1.0);
    }

    #[test]
    fn edits_count_swaps_once() {
        assert_eq!(edits("angela", "anglea"), 1);
        assert_eq!(edits("", "ab"), 2);
        assert_eq!(skeleton("usama"), skeleton("osama"));
    }
}
