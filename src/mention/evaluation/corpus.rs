//! Texts with marked names.

use super::super::view::is_common;
use crate::ontology::Ontology;
use crate::text::Sym;
use serde_json::Value;

/// Class of a marked stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoldClass {
    /// A named person.
    Person,
    /// A named organization.
    Organization,
    /// A country, place or named building.
    Place,
    /// A name of something else, or a nationality.
    Other,
    /// The marking does not say what the name is.
    Open,
}

/// A marked stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gold {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it names.
    pub class: GoldClass,
}

/// A text with its names, sorted, not overlapping.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The text.
    pub text: String,
    /// Its names.
    pub gold: Vec<Gold>,
}

/// Reads a file: JSON lines with `text` and `entities` (code points), or words
/// with tags in columns.
pub fn read(content: &str, ontology: &Ontology) -> Vec<Article> {
    if content.trim_start().starts_with('{') {
        content.lines().filter_map(|l| serde_json::from_str(l).ok()).filter_map(|r| record(&r, ontology)).collect()
    } else {
        columns(content)
    }
}

fn column_class(tag: &str) -> GoldClass {
    match tag {
        "PER" | "person" | "politician" => GoldClass::Person,
        "ORG" | "organisation" | "organization" | "politicalparty" => GoldClass::Organization,
        "LOC" | "country" | "location" => GoldClass::Place,
        _ => GoldClass::Other,
    }
}

/// Words with tags (`I-PER`, `B-location`). Documents begin at `-DOCSTART-`;
/// without such lines ten sentences make a document.
fn columns(content: &str) -> Vec<Article> {
    let marked = content.contains("-DOCSTART-");
    let mut out = vec![Article::default()];
    let (mut last, mut sentences) = (String::new(), 0);
    for line in content.lines() {
        let mut parts = line.split_whitespace();
        let word = parts.next().unwrap_or("");
        let Some(tag) = parts.next().filter(|_| word != "-DOCSTART-") else {
            let start = if marked { word == "-DOCSTART-" } else { sentences >= 10 };
            sentences += 1;
            last.clear();
            if start {
                out.push(Article::default());
                sentences = 0;
            } else if let Some(a) = out.last_mut() {
                a.text.push('\n');
            }
            continue;
        };
        let Some(article) = out.last_mut() else { break };
        let text = &mut article.text;
        let glued = matches!(word, "." | "," | ")" | "'s" | "'" | ":" | ";" | "n't" | "?" | "!")
            || text.ends_with(['(', '\n'])
            || text.is_empty();
        if !glued {
            text.push(' ');
        }
        let start = text.len() as u32;
        text.push_str(word);
        let end = text.len() as u32;
        let Some((begin, name)) = tag.split_once('-') else {
            last.clear();
            continue;
        };
        let class = column_class(name);
        match article.gold.last_mut() {
            Some(g) if last == name && begin == "I" => g.end = end,
            _ => article.gold.push(Gold { start, end, class }),
        }
        name.clone_into(&mut last);
    }
    out.retain(|a| !a.text.trim().is_empty());
    // A leading article is no part of a name here.
    for article in &mut out {
        for g in &mut article.gold {
            if article.text[g.start as usize..g.end as usize].starts_with("The ") {
                g.start += 4;
            }
        }
    }
    out
}

/// Text of a JSON record with its names.
fn record(record: &Value, ontology: &Ontology) -> Option<Article> {
    let text = record["text"].as_str()?.to_owned();
    let at: Vec<u32> = text.char_indices().map(|c| c.0 as u32).chain([text.len() as u32]).collect();
    let (mut names, mut doubtful) = (Vec::new(), Vec::new());
    for e in record["entities"].as_array()? {
        let byte = |k: &str| e[k].as_u64().and_then(|i| at.get(i as usize)).copied();
        let (Some(start), Some(end)) = (byte("start"), byte("end")) else { continue };
        let class = match e["type"].as_str().unwrap_or("") {
            "Person" | "person" => GoldClass::Person,
            "Organisation" | "organization" => GoldClass::Organization,
            "Location" | "place" => GoldClass::Place,
            "Nationality" | "event" | "abstract" => GoldClass::Other,
            "Weapon" | "Vehicle" | "MilitaryPlatform" | "DocumentReference" | "object" => GoldClass::Open,
            _ => continue,
        };
        let unsure = e["confidence"].as_f64().is_some_and(|c| c < 0.5);
        for g in parts(&text, Gold { start, end, class }) {
            match name(&text, g, ontology).filter(|g| !unsure && g.class != GoldClass::Open) {
                Some(g) => names.push(g),
                None => doubtful.push(g),
            }
        }
    }
    // Outermost names only.
    let mut gold = outermost(names);
    // "team member Rodaba Noori": the end of a description is the person's name.
    let ends: Vec<Gold> = doubtful
        .iter()
        .filter(|d| d.class == GoldClass::Person)
        .filter_map(|d| capital_runs(&text, d).last().copied().filter(|r| r.1 == bare_end(&text, d)))
        .filter(|r| text[r.0 as usize..r.1 as usize].contains(' '))
        .map(|(start, end)| Gold { start, end, class: GoldClass::Person })
        .filter(|g| !overlaps(&gold, g) && !titled(&text[g.start as usize..g.end as usize], ontology))
        .collect();
    gold.extend(ends);
    gold = outermost(gold);
    // Other capitalised words of things whose name is not marked as such.
    let open: Vec<Gold> = doubtful
        .iter()
        .flat_map(|d| capital_runs(&text, d))
        .map(|(start, end)| Gold { start, end, class: GoldClass::Open })
        .filter(|g| !overlaps(&gold, g))
        .collect();
    gold.extend(open);
    Some(Article { gold: outermost(gold), text })
}

/// "Sydney, Australia" names two places; what follows a person's name after a
/// comma is no part of it.
fn parts(text: &str, g: Gold) -> Vec<Gold> {
    let words = &text[g.start as usize..g.end as usize];
    let mut out = Vec::new();
    let mut at = g.start;
    for part in words.split(", ") {
        let end = at + part.len() as u32;
        let person_ends = g.class == GoldClass::Person && at > g.start;
        out.push(Gold { start: at, end, class: if person_ends { GoldClass::Open } else { g.class } });
        at = end + 2;
    }
    if matches!(g.class, GoldClass::Person | GoldClass::Place) { out } else { vec![g] }
}

fn overlaps(gold: &[Gold], g: &Gold) -> bool {
    gold.iter().any(|o| o.start < g.end && g.start < o.end)
}

fn outermost(mut gold: Vec<Gold>) -> Vec<Gold> {
    gold.sort_by_key(|g| (g.start, std::cmp::Reverse(g.end), g.class));
    let mut out: Vec<Gold> = Vec::new();
    for g in gold {
        if out.last().is_none_or(|l| g.start >= l.end) {
            out.push(g);
        }
    }
    out
}

/// End without a possessive.
fn bare_end(text: &str, g: &Gold) -> u32 {
    g.start
        + text[g.start as usize..g.end as usize]
            .trim_end_matches("'s")
            .trim_end_matches("’s")
            .trim_end_matches(['\'', '’', ','])
            .len() as u32
}

fn titled(words: &str, ontology: &Ontology) -> bool {
    words.split(' ').any(|w| is_title(w, ontology))
}

fn is_title(word: &str, ontology: &Ontology) -> bool {
    let bare = word.trim_end_matches("'s").trim_end_matches("’s");
    ["post_head", "post_modifier", "rank", "honorific", "capacity", "country", "demonym"]
        .iter()
        .any(|c| ontology.lexicon.has(Sym::new(c), bare))
}

/// The stretch as a name: without article, titles before a person and
/// possessive, if every word but small ones has a capital.
fn name(text: &str, g: Gold, ontology: &Ontology) -> Option<Gold> {
    let (mut start, end) = (g.start as usize, bare_end(text, &g) as usize);
    for article in ["the ", "The "] {
        if text[start..end].starts_with(article) {
            start += 4;
        }
    }
    if g.class == GoldClass::Person {
        while let Some((first, _)) =
            text[start..end].split_once(' ').filter(|(f, r)| is_title(f, ontology) && !r.is_empty())
        {
            start += first.len() + 1;
        }
    }
    let words = &text[start..end];
    // "He", "Parents", "Afghans": capitals for another reason than a name.
    let lexical = |c: &str| ontology.lexicon.has(Sym::new(c), words);
    // "I'm", "You're": a pronoun with its verb.
    let contracted = words.split_once(['\'', '’']).is_some_and(|(pronoun, verb)| {
        matches!(verb, "m" | "re" | "ve" | "d" | "ll" | "s") && (pronoun == "I" || is_common(&pronoun.to_lowercase()))
    });
    if contracted {
        return None;
    }
    if !words.contains([' ', '-', '.'])
        && (words == "I"
            || is_common(&words.to_lowercase())
            || lexical("demonym")
            || lexical("ethnonym")
            || lexical("honorific"))
    {
        return None;
    }
    let named = words.starts_with(char::is_uppercase)
        && words.split([' ', '-']).all(|w| {
            !w.starts_with(char::is_lowercase)
                || matches!(w, "of" | "for" | "and" | "the" | "al" | "bin" | "de" | "on" | "e")
        });
    // A government named by its country is a country to us.
    let class = if lexical("country") { GoldClass::Place } else { g.class };
    named.then_some(Gold { start: start as u32, end: end as u32, class })
}

/// Runs of capitalised words inside a stretch.
fn capital_runs(text: &str, g: &Gold) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    let (start, end) = (g.start as usize, bare_end(text, g) as usize);
    let mut at = start;
    for word in text[start..end].split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',']);
        let (from, to) = (at as u32, (at + bare.len()) as u32);
        if bare.starts_with(char::is_uppercase) {
            match out.last_mut() {
                Some(last) if last.1 + 1 == from => last.1 = to,
                _ => out.push((from, to)),
            }
        }
        at += word.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Source;

    fn names(article: &Article) -> Vec<(&str, GoldClass)> {
        article.gold.iter().map(|g| (&article.text[g.start as usize..g.end as usize], g.class)).collect()
    }

    #[test]
    fn columns_become_text_and_spans() {
        let articles = read(
            "Ana B-person\nLuz I-person\nleft O\nPeru B-country\n. O\n\nPeru B-country\nx O\n",
            &Ontology::default(),
        );
        assert_eq!(articles[0].text, "Ana Luz left Peru.\nPeru x");
        assert_eq!(
            names(&articles[0]),
            [("Ana Luz", GoldClass::Person), ("Peru", GoldClass::Place), ("Peru", GoldClass::Place)]
        );
    }

    #[test]
    fn titles_are_no_part_of_names() {
        let ontology = Ontology::load(&Source::embedded()).0;
        let line = r#"{"text":"The aide Ana Luz met President Sol in the Old Town hall.","licence":"CC BY","entities":[
            {"start":0,"end":16,"type":"person"},{"start":21,"end":34,"type":"person"},{"start":38,"end":55,"type":"place"}]}"#;
        let articles = read(&line.replace('\n', ""), &ontology);
        assert_eq!(
            names(&articles[0]),
            [("Ana Luz", GoldClass::Person), ("Sol", GoldClass::Person), ("Old Town", GoldClass::Open)]
        );
    }
}
