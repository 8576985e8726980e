//! Scores against open span data, printed, and a dump of mentions to read by
//! eye. Both run only where the data is: set `WIREGRAPH_SHARED` to its folder.
//! `cargo test --lib resolve::eval -- --nocapture --ignored`

use crate::analysis;
use crate::mention::{self, Mention, MentionValue};
use crate::ontology::{Ontology, Source};
use crate::text::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    std::env::var_os("WIREGRAPH_SHARED").map(PathBuf::from)
}

fn ontology() -> Ontology {
    let source = match std::env::var_os("WIREGRAPH_ONTOLOGY") {
        Some(folder) => Source::folder(&PathBuf::from(folder)).expect("readable ontology folder"),
        None => Source::embedded(),
    };
    Ontology::load(&source).0
}

fn find(text: &str, ontology: &Ontology) -> (Document, analysis::Analysis, Vec<Mention>) {
    let doc = Document::plain("eval", text);
    let analysis = analysis::analyze(&doc, ontology);
    let mentions = mention::find(&doc, &analysis, ontology);
    (doc, analysis, mentions)
}

#[derive(Default)]
struct Score {
    exact: usize,
    lenient: usize,
    gold: usize,
    found: usize,
}

/// Byte spans with a class, gold against found.
fn compare(
    text: &str,
    gold: &[(usize, usize, String)],
    found: &[(usize, usize, String)],
    scores: &mut BTreeMap<String, Score>,
    errors: &mut Vec<String>,
) {
    let found_set: BTreeSet<_> = found.iter().cloned().collect();
    let gold_set: BTreeSet<_> = gold.iter().cloned().collect();
    for class in gold_set.iter().chain(&found_set).map(|g| g.2.clone()).collect::<BTreeSet<_>>() {
        let s = scores.entry(class.clone()).or_default();
        let g: Vec<_> = gold_set.iter().filter(|x| x.2 == class).collect();
        let f: Vec<_> = found_set.iter().filter(|x| x.2 == class).collect();
        s.gold += g.len();
        s.found += f.len();
        s.exact += g.iter().filter(|x| f.contains(x)).count();
        s.lenient += g.iter().filter(|x| f.iter().any(|y| x.0 < y.1 && y.0 < x.1)).count();
    }
    let show = |x: &(usize, usize, String)| {
        let from = text[..x.0].char_indices().rev().nth(25).map_or(0, |c| c.0);
        let to = text[x.1..].char_indices().nth(25).map_or(text.len(), |c| x.1 + c.0);
        format!("{} {}[{}]{}", x.2, &text[from..x.0], &text[x.0..x.1], &text[x.1..to]).replace('\n', " ")
    };
    errors.extend(gold_set.difference(&found_set).map(|x| format!("- {}", show(x))));
    errors.extend(found_set.difference(&gold_set).map(|x| format!("+ {}", show(x))));
}

fn report(name: &str, scores: &BTreeMap<String, Score>, errors: &[String]) {
    let f1 = |hit: usize, gold: usize, found: usize| 200.0 * hit as f64 / (gold + found).max(1) as f64;
    let mut all = Score::default();
    for (class, s) in scores {
        println!(
            "{name:10} {class:13} gold {:5} found {:5} exact P {:5.1} R {:5.1} F1 {:5.1}  overlap F1 {:5.1}",
            s.gold,
            s.found,
            100.0 * s.exact as f64 / s.found.max(1) as f64,
            100.0 * s.exact as f64 / s.gold.max(1) as f64,
            f1(s.exact, s.gold, s.found),
            f1(s.lenient, s.gold, s.found),
        );
        all.exact += s.exact;
        all.lenient += s.lenient;
        all.gold += s.gold;
        all.found += s.found;
    }
    println!(
        "{name:10} all           exact F1 {:5.1}  overlap F1 {:5.1}",
        f1(all.exact, all.gold, all.found),
        f1(all.lenient, all.gold, all.found)
    );
    if let Some(dir) = std::env::var_os("WIREGRAPH_ERRORS") {
        std::fs::write(PathBuf::from(dir).join(format!("{name}.txt")), errors.join("\n")).expect("writable folder");
    }
}

/// Mentions as (start, end, class) in the data's three classes.
fn flat(mentions: &[Mention], nationality: Option<&str>) -> Vec<(usize, usize, String)> {
    let mut out: Vec<(usize, usize, String)> = Vec::new();
    for m in mentions {
        let class = match m.class.as_str() {
            "person" => "person",
            "organization" => "organization",
            "country" | "place" => "place",
            "facility" if m.name.starts_with(char::is_uppercase) => "place",
            "nationality" => match nationality {
                Some(c) => c,
                None => continue,
            },
            _ => continue,
        };
        let (s, e) = (m.span.start as usize, m.span.end as usize);
        if out.last().is_some_and(|l| s < l.1) {
            continue;
        }
        out.push((s, e, class.to_owned()));
    }
    out
}

#[test]
#[ignore = "needs open span data"]
fn wikigold() {
    let Some(shared) = shared() else { return };
    let ontology = ontology();
    let data = std::fs::read_to_string(shared.join("data/wikigold/wikigold.conll")).expect("wikigold");
    let (mut scores, mut errors) = (BTreeMap::new(), Vec::new());
    for doc in data.split("-DOCSTART-") {
        let mut text = String::new();
        let mut gold: Vec<(usize, usize, String)> = Vec::new();
        let mut last = String::new();
        for line in doc.lines() {
            let mut parts = line.split_whitespace();
            let (Some(word), Some(tag)) = (parts.next(), parts.next()) else {
                text.push('\n');
                last.clear();
                continue;
            };
            let glued = matches!(word, "." | "," | ")" | "'s" | "'" | ":" | ";" | "n't" | "?" | "!")
                || text.ends_with(['(', '\n'])
                || text.is_empty();
            if !glued {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            if tag == "O" || tag == "I-MISC" {
                last.clear();
                continue;
            }
            let class = match tag {
                "I-PER" => "person",
                "I-ORG" => "organization",
                _ => "place",
            };
            match gold.last_mut() {
                Some(g) if last == tag => g.1 = text.len(),
                _ => gold.push((start, text.len(), class.to_owned())),
            }
            tag.clone_into(&mut last);
        }
        let (_, _, mentions) = find(&text, &ontology);
        compare(&text, &gold, &flat(&mentions, None), &mut scores, &mut errors);
    }
    report("wikigold", &scores, &errors);
}

fn bytes(text: &str) -> Vec<usize> {
    text.char_indices().map(|c| c.0).chain([text.len()]).collect()
}

#[test]
#[ignore = "needs open span data"]
fn gum_and_re3d() {
    let Some(shared) = shared() else { return };
    let ontology = ontology();
    for (name, path) in [
        ("gum-dev", "data/gum_entities/news_dev.jsonl"),
        ("gum-train", "data/gum_entities/news_train.jsonl"),
        ("re3d", "data/re3d/dev.jsonl"),
    ] {
        let data = std::fs::read_to_string(shared.join(path)).expect("data");
        let (mut scores, mut errors) = (BTreeMap::new(), Vec::new());
        for line in data.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let text = record["text"].as_str().expect("text");
            let at = bytes(text);
            let mut gold = Vec::new();
            for e in record["entities"].as_array().expect("entities") {
                let class = match e["type"].as_str().expect("type") {
                    "Person" | "person" => "person",
                    "Organisation" | "organization" => "organization",
                    "Location" | "place" => "place",
                    _ => continue,
                };
                if e["confidence"].as_f64().is_some_and(|c| c < 0.5) {
                    continue;
                }
                let (mut s, en) =
                    (e["start"].as_u64().expect("start") as usize, e["end"].as_u64().expect("end") as usize);
                let mut words = text[at[s]..at[en]].to_owned();
                for article in ["the ", "The "] {
                    if words.starts_with(article) {
                        s += 4;
                        words = words[4..].to_owned();
                    }
                }
                // Gold persons take their titles in; our mentions do not.
                if class == "person" {
                    while let Some((first, rest)) = words.split_once(' ') {
                        let bare = first.trim_end_matches("'s").trim_end_matches("’s");
                        let title =
                            ["post_head", "post_modifier", "rank", "honorific", "capacity", "country", "demonym"]
                                .iter()
                                .any(|c| ontology.lexicon.has(crate::text::Sym::new(c), bare));
                        if !title || rest.is_empty() {
                            break;
                        }
                        s += first.chars().count() + 1;
                        words = rest.to_owned();
                    }
                }
                let words = words.trim_end_matches("'s").trim_end_matches("’s").to_owned();
                // Names only: every word but small ones capitalised.
                let named = words.split([' ', '-']).all(|w| {
                    w.starts_with(|c: char| !c.is_lowercase())
                        || matches!(w, "of" | "for" | "and" | "the" | "al" | "bin" | "de" | "on" | "e")
                });
                if named && !words.is_empty() && words.starts_with(|c: char| c.is_uppercase()) {
                    gold.push((at[s], at[s] + words.len(), class.to_owned()));
                }
            }
            // Outermost names only.
            gold.sort_by_key(|g| (g.0, std::cmp::Reverse(g.1)));
            let mut outer: Vec<(usize, usize, String)> = Vec::new();
            for g in gold {
                if outer.last().is_none_or(|l| g.0 >= l.1) {
                    outer.push(g);
                }
            }
            let (_, _, mentions) = find(text, &ontology);
            compare(text, &outer, &flat(&mentions, None), &mut scores, &mut errors);
        }
        report(name, &scores, &errors);
    }
}

#[test]
#[ignore = "prints mentions of the files named in WIREGRAPH_TEXT"]
fn show() {
    let Some(paths) = std::env::var_os("WIREGRAPH_TEXT") else { return };
    let ontology = ontology();
    for path in std::env::split_paths(&paths) {
        let text = std::fs::read_to_string(&path).expect("text");
        println!("==== {}", path.display());
        print_document(&text, &ontology);
    }
}

#[test]
#[ignore = "prints mentions of articles; WIREGRAPH_PICK=first,step,count"]
fn show_articles() {
    let Some(shared) = shared() else { return };
    let ontology = ontology();
    let pick = std::env::var("WIREGRAPH_PICK").unwrap_or_else(|_| "0,20,5".into());
    let n: Vec<usize> = pick.split(',').map(|p| p.parse().expect("number")).collect();
    let data = std::fs::read_to_string(shared.join("data/news/articles.jsonl")).expect("articles");
    for line in data.lines().skip(n[0]).step_by(n[1]).take(n[2]) {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        println!("==== {}", record["title"]);
        let text: String = record["text"].as_str().expect("text").chars().take(2500).collect();
        print_document(&text, &ontology);
    }
}

fn print_document(text: &str, ontology: &Ontology) {
    let (doc, analysis, mut mentions) = find(text, ontology);
    let entities = super::entities(&doc, &analysis, &mut mentions, &[], ontology);
    let tenures = mention::tenures(&doc, &analysis, &mentions, ontology);
    for (s, sentence) in analysis.sentences.iter().enumerate() {
        println!("{}", sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
        let mut line = String::new();
        for m in mentions.iter().filter(|m| m.sentence as usize == s) {
            if matches!(m.class.as_str(), "date" | "number") {
                continue;
            }
            let kind = m.kind.map_or(String::new(), |k| format!("/{k}"));
            let known = m.known.map_or(String::new(), |k| format!("={k}"));
            let entity = m.entity.map_or(String::new(), |e| format!("#{e}"));
            let body = match &m.value {
                MentionValue::Post(p) => format!(" <{} {:?} {:?}>", p.capacity, p.rank, p.body.map(|b| b.of(text))),
                _ => String::new(),
            };
            line.push_str(&format!(
                "   {}{kind}: {}{known}{entity}{body} ({} {:.2})\n",
                m.class, m.name, m.found_by, m.confidence
            ));
        }
        print!("{line}");
        for t in tenures.iter().filter(|t| t.sentence as usize == s) {
            let name = |i: u32| mentions[i as usize].name.as_str();
            println!(
                "   => {} | {} | {:?} | {} | {:?} ({} {:.2})",
                name(t.person),
                name(t.post),
                t.body.map(name),
                t.capacity,
                t.rank,
                t.found_by,
                t.confidence
            );
        }
    }
    for (i, e) in entities.iter().enumerate() {
        println!(
            "  #{i} {}{} {} {:?}{}",
            e.class,
            e.kind.map_or(String::new(), |k| format!("/{k}")),
            e.name,
            e.aliases,
            e.known.map_or(String::new(), |k| format!(" ={k}"))
        );
    }
}

#[test]
#[ignore = "times the stages on the articles"]
fn speed() {
    let Some(shared) = shared() else { return };
    let ontology = ontology();
    let data = std::fs::read_to_string(shared.join("data/news/articles.jsonl")).expect("articles");
    let texts: Vec<String> = data
        .lines()
        .take(300)
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON")["text"].as_str().expect("text").to_owned())
        .collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let docs: Vec<Document> = texts.iter().map(|t| Document::plain("x", t)).collect();
    let clock = std::time::Instant::now();
    let analyses: Vec<_> = docs.iter().map(|d| analysis::analyze(d, &ontology)).collect();
    let analysed = clock.elapsed();
    let clock = std::time::Instant::now();
    let mut all: Vec<_> = docs.iter().zip(&analyses).map(|(d, a)| mention::find(d, a, &ontology)).collect();
    let found = clock.elapsed();
    let clock = std::time::Instant::now();
    for ((d, a), m) in docs.iter().zip(&analyses).zip(&mut all) {
        super::entities(d, a, m, &[], &ontology);
    }
    let resolved = clock.elapsed();
    let clock = std::time::Instant::now();
    for ((d, a), m) in docs.iter().zip(&analyses).zip(&all) {
        mention::tenures(d, a, m, &ontology);
    }
    let per = |t: std::time::Duration| words as f64 / 300.0 / t.as_secs_f64();
    println!(
        "{words} words; articles of 300 words a second: analysis {:.0}, mentions {:.0}, resolution {:.0}, tenures {:.0}",
        per(analysed),
        per(found),
        per(resolved),
        per(clock.elapsed())
    );
}
