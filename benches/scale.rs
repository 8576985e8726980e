//! How time and memory of resolving grow with the number of articles.
//!
//! `cargo bench --bench scale -- KB COUNT...` takes the claims of a knowledge
//! base as a pattern and makes COUNT articles of them, one when it is read, as
//! from a disk; then it resolves who is who, what is what and what copies what.
//! One line a COUNT: articles, claims, seconds for making the articles once
//! (resolving makes them twice), seconds for resolving with that, most memory
//! of the process so far, what was found. Reading text is no part of it.
//!
//! The articles of the knowledge base are the first round; each further round
//! has the same reports of other people in other words on other days, so that
//! no place in a text moves:
//!
//! - Words of names get other letters, each round others. As in the news, some
//!   names stay: those of the lexicons, and every word that names of one article
//!   in a hundred have (a president, a common given name, "University").
//! - Other words become another word of the news, as long and about as frequent,
//!   unless a quarter of the articles have them: two rounds of one report are no
//!   more alike as texts than two reports of such events are.
//! - Dates are moved by 37 days a round, and after 40 rounds begin again, so
//!   that articles of several rounds lie on the same days.

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::time::Instant;
use wiregraph::claim::{ArticleClaims, EntityRecord, Object, Subject, hex16, sha256_hex};
use wiregraph::graph::{Articles, Judgements, Resolved, read_claims};
use wiregraph::ontology::{Ontology, Source};

/// Days by which each round moves all dates.
const DAYS: i64 = 37;
/// Rounds after which the days begin again.
const ROUNDS: usize = 40;
/// A word that one article in so many has stays.
const COMMON: usize = 4;
/// A word that names of one article in so many have is well known.
const KNOWN: usize = 100;
/// Words of a like frequency that stand for each other.
const ALIKE: usize = 50;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let Some((kb, counts)) = arguments.split_first() else {
        println!("cargo bench --bench scale -- KB COUNT...");
        return;
    };
    let pattern = Pattern::new(read_claims(Path::new(kb)).expect("a knowledge base"));
    let (ontology, _) = Ontology::load(&Source::embedded());
    println!("articles\tclaims\tmaking\tseconds\tMB\tentities\tmerged\tsituations\tlinked\tsources");
    for count in counts {
        let news = News::new(&pattern, count.parse().expect("a number of articles"));
        let start = Instant::now();
        let claims: usize = (0..news.count()).into_par_iter().map(|number| news.read(number).claims.len()).sum();
        let making = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let found = Resolved::read(&news, &Judgements::default(), &ontology).counts();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{count}\t{claims}\t{making:.1}\t{seconds:.1}\t{}\t{}\t{}\t{}\t{}\t{}",
            peak(),
            found.entities,
            found.merged,
            found.situations,
            found.linked,
            found.sources
        );
    }
}

/// Most memory the process has used, in megabytes; 0 where nobody tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kb| kb / 1024)
}

/// Articles in rounds, made when they are read.
struct News<'p> {
    pattern: &'p Pattern,
    /// Article of the pattern and round, by the hash of what is made of them.
    all: Vec<(usize, usize)>,
}

impl<'p> News<'p> {
    fn new(pattern: &'p Pattern, count: usize) -> Self {
        let size = pattern.articles.len();
        let mut all: Vec<(String, usize, usize)> =
            (0..count).map(|n| (pattern.hash(n % size, n / size), n % size, n / size)).collect();
        all.sort();
        Self { pattern, all: all.into_iter().map(|(_, article, round)| (article, round)).collect() }
    }
}

impl Articles for News<'_> {
    fn count(&self) -> usize {
        self.all.len()
    }

    fn read(&self, number: usize) -> Cow<'_, ArticleClaims> {
        match self.all[number] {
            (article, 0) => Cow::Borrowed(&self.pattern.articles[article]),
            (article, round) => Cow::Owned(self.pattern.again(article, round)),
        }
    }
}

/// The articles that are repeated, and what is known of their words.
struct Pattern {
    articles: Vec<ArticleClaims>,
    /// Words of names that stay.
    stay: HashSet<String>,
    /// Words that stand for each other, and the group of each word there.
    alike: Vec<Vec<String>>,
    groups: HashMap<String, usize>,
}

impl Pattern {
    fn new(articles: Vec<ArticleClaims>) -> Self {
        let mut in_names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut in_texts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut stay: HashSet<String> = HashSet::new();
        for article in &articles {
            let names: HashSet<&str> = article.entities.iter().flat_map(name_words).collect();
            let texts: HashSet<&str> = article.sentences.iter().flat_map(|s| words(&s.text)).collect();
            names.into_iter().for_each(|w| *in_names.entry(w).or_default() += 1);
            texts.into_iter().filter(|w| may_change(w)).for_each(|w| *in_texts.entry(w).or_default() += 1);
            let known = article.entities.iter().filter(|e| e.known.is_some());
            stay.extend(known.flat_map(name_words).map(str::to_owned));
        }
        stay.extend(in_names.into_iter().filter(|(_, n)| n * KNOWN >= articles.len()).map(|(w, _)| w.to_owned()));
        let rare = in_texts.into_iter().filter(|(_, n)| n * COMMON < articles.len());
        let mut rare: Vec<(usize, usize, String)> = rare.map(|(w, n)| (w.len(), n, w.to_owned())).collect();
        rare.sort();
        let mut alike: Vec<Vec<String>> = Vec::new();
        for of_length in rare.chunk_by(|a, b| a.0 == b.0) {
            alike.extend(of_length.chunks(ALIKE).map(|c| c.iter().map(|w| w.2.clone()).collect()));
        }
        let groups = alike.iter().zip(0..).flat_map(|(list, group)| list.iter().map(move |w| (w.clone(), group)));
        let groups = groups.collect();
        Self { articles, stay, alike, groups }
    }

    /// Hash of an article in its round.
    fn hash(&self, article: usize, round: usize) -> String {
        let own = &self.articles[article].article.sha256;
        if round == 0 { own.clone() } else { sha256_hex(format!("{own} {round}").as_bytes()) }
    }

    /// An article in its round: the same reports of other people on other days.
    fn again(&self, article: usize, round: usize) -> ArticleClaims {
        let mut out = self.articles[article].clone();
        out.article.sha256 = self.hash(article, round);
        let mark = round.to_string();
        let names: HashSet<String> =
            out.entities.iter().filter(|e| e.known.is_none()).flat_map(name_words).map(str::to_owned).collect();
        let rename = |text: &mut String| *text = self.renamed(text, &names, round);
        out.article.id = format!("{}~{round}", out.article.id);
        out.article.title.as_mut().map(rename);
        out.article.published = out.article.published.map(|day| moved(&day, round));
        out.sentences.iter_mut().for_each(|s| rename(&mut s.text));
        for entity in &mut out.entities {
            rename(&mut entity.name);
            entity.aliases.iter_mut().for_each(rename);
            entity.mentions.iter_mut().for_each(|m| rename(&mut m.text));
        }
        for frame in &mut out.frames {
            frame.id = hex16([frame.id.as_str(), mark.as_str()]);
            rename(&mut frame.anchor);
        }
        for claim in &mut out.claims {
            claim.id = hex16([claim.id.as_str(), mark.as_str()]);
            if let Subject::Frame(frame) = &mut claim.subject {
                *frame = hex16([frame.as_str(), mark.as_str()]);
            }
            match &mut claim.object {
                Object::Text(text, _) => rename(text),
                Object::Date(day, ..) => *day = moved(day, round),
                _ => {}
            }
        }
        out.frames.sort_by(|a, b| a.id.cmp(&b.id));
        out.claims.sort_by(|a, b| a.id.cmp(&b.id));
        out
    }

    /// A text with other names and words in the same places.
    fn renamed(&self, text: &str, names: &HashSet<String>, round: usize) -> String {
        let mut out = String::with_capacity(text.len());
        for part in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
            match self.groups.get(word) {
                _ if names.contains(word) && !self.stay.contains(word) => spell(word, round, &mut out),
                Some(group) => {
                    let list = &self.alike[*group];
                    out.push_str(&list[(seed(word, round) >> 33) as usize % list.len()]);
                }
                _ => out.push_str(word),
            }
            out.push_str(&part[word.len()..]);
        }
        out
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// Words with a capital in the names of a thing.
fn name_words(entity: &EntityRecord) -> impl Iterator<Item = &str> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.flat_map(|n| words(n)).filter(|w| w.len() > 3 && w.starts_with(char::is_uppercase))
}

/// Whether a word is one of those that are exchanged.
fn may_change(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Writes a word with other letters: vowels for vowels, consonants for
/// consonants.
fn spell(word: &str, round: usize, out: &mut String) {
    let mut state = seed(word, round);
    for c in word.chars() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = (state >> 33) as usize;
        let letter = match c.to_ascii_lowercase() {
            'a' | 'e' | 'i' | 'o' | 'u' => b"aeiou"[pick % 5],
            'b'..='z' => b"bcdfghjklmnprstvwz"[pick % 18],
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(char::from(if c.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter }));
    }
}

/// FNV-1a over a word, case aside, and a round.
fn seed(word: &str, round: usize) -> u64 {
    let bytes = word.bytes().map(|b| b.to_ascii_lowercase()).chain((round as u64).to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    hash ^ (hash >> 29)
}

/// A day so many rounds later; what is no full day stays.
fn moved(day: &str, round: usize) -> String {
    let date: Option<Date> = day.parse().ok();
    let later = date.and_then(|d| d.checked_add((DAYS * (round % ROUNDS) as i64).days()).ok());
    later.map_or_else(|| day.to_owned(), |d| d.to_string())
}
