use super::{Analysis, analyze};
use crate::ontology::{Ontology, Source};
use crate::text::{Document, Meta, Span, Zone, ZoneKind};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

pub(super) static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

fn run(text: &str) -> Analysis {
    analyze(&Document::plain("t", text), &ONTOLOGY)
}

fn sentences(text: &str) -> Vec<String> {
    run(text).sentences.iter().map(|s| s.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Sentences lie in order, tokens tile them, and every offset is a character boundary.
fn check(text: &str) {
    let analysis = run(text);
    let mut at = 0;
    for (i, sentence) in analysis.sentences.iter().enumerate() {
        assert!(sentence.span.start >= at && !sentence.tokens.is_empty());
        let gap = &text[at as usize..sentence.span.start as usize];
        assert!(gap.chars().all(super::blocks::is_space), "lost {gap:?}");
        at = sentence.span.start;
        for token in analysis.tokens_of(i) {
            let gap = &text[at as usize..token.span.start as usize];
            assert!(gap.chars().all(super::blocks::is_space), "lost {gap:?}");
            assert!(!token.span.is_empty());
            assert_eq!(token.sentence as usize, i);
            at = token.span.end;
        }
        assert_eq!(at, sentence.span.end);
    }
    assert!(text[at as usize..].chars().all(super::blocks::is_space));
}

proptest! {
    #[test]
    fn any_text_is_tiled(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn text_of_marks_is_tiled(text in "[a-cA-C0-2 .,!?'’\"“”()\\[\\]$%:;/\\n•–—…-]{0,120}") {
        check(&text);
    }
}

#[test]
fn noise_is_not_analysed() {
    let text = "Title here\nBody here. SUBSCRIBE NOW";
    let zones = [(0, 10, ZoneKind::Title), (10, 22, ZoneKind::Body), (22, text.len(), ZoneKind::Noise)];
    let document = Document {
        id: "t".into(),
        text: text.into(),
        meta: Meta::default(),
        zones: zones.into_iter().map(|(a, b, kind)| Zone { span: Span::new(a, b), kind }).collect(),
        ..Document::default()
    };
    let analysis = analyze(&document, &ONTOLOGY);
    assert_eq!(analysis.sentences.len(), 2);
    assert_eq!(analysis.sentences[0].zone, ZoneKind::Title);
    assert_eq!(analysis.sentences[1].paragraph, 1);
}

/// The folder of evaluation data, if this machine has it.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("WIREGRAPH_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    folder.join("data").is_dir().then_some(folder)
}

fn records(name: &str) -> Option<Vec<serde_json::Value>> {
    let path = shared()?.join("data/sentences").join(name);
    let content = std::fs::read_to_string(path).ok()?;
    Some(content.lines().map(|l| serde_json::from_str(l).expect("evaluation file is JSON lines")).collect())
}

#[test]
fn golden_rules() {
    let Some(records) = records("golden_rules_en.jsonl") else {
        println!("skipped: no evaluation data (set WIREGRAPH_SHARED)");
        return;
    };
    let mut right = 0;
    for record in &records {
        let text = record["text"].as_str().expect("text");
        let want: Vec<&str> = record["sentences"].as_array().expect("list").iter().filter_map(|s| s.as_str()).collect();
        let got = sentences(text);
        right += usize::from(got == want);
        if got != want {
            println!("{}: {got:?}", record["id"]);
        }
    }
    println!("golden rules: {right} of {}", records.len());
    assert!(right >= 46, "{right} of {}", records.len());
}

fn sentence_f1(name: &str) -> Option<f64> {
    let (mut same, mut got, mut want) = (0usize, 0usize, 0usize);
    for record in records(name)? {
        let text = record["text"].as_str()?;
        let points = crate::text::CodePoints::new(text);
        let gold: Vec<(u64, u64)> =
            record["sentences"].as_array()?.iter().filter_map(|s| Some((s[0].as_u64()?, s[1].as_u64()?))).collect();
        let ours: Vec<(u64, u64)> =
            run(text).sentences.iter().map(|s| points.span(s.span)).map(|(a, b)| (a.into(), b.into())).collect();
        same += ours.iter().filter(|s| gold.contains(s)).count();
        if std::env::var_os("WIREGRAPH_SHOW").is_some() {
            let chars: Vec<char> = text.chars().collect();
            for s in gold.iter().filter(|s| !ours.contains(s)) {
                println!("- {}", chars[s.0 as usize..s.1 as usize].iter().collect::<String>());
            }
            for s in ours.iter().filter(|s| !gold.contains(s)) {
                println!("+ {}", chars[s.0 as usize..s.1 as usize].iter().collect::<String>());
            }
        }
        got += ours.len();
        want += gold.len();
    }
    Some(200.0 * same as f64 / (got + want) as f64)
}

#[test]
fn treebank_sentences() {
    for (name, floor) in [("ewt_dev.jsonl", 80.0), ("gum_dev.jsonl", 80.0)] {
        match sentence_f1(name) {
            Some(f1) => {
                println!("{name}: sentence F1 {f1:.2}");
                assert!(f1 >= floor, "{name}: {f1:.2}");
            }
            None => println!("skipped {name}: no evaluation data (set WIREGRAPH_SHARED)"),
        }
    }
}

#[test]
fn model_files_are_those_of_the_card() {
    let card = include_str!("models/README.md");
    for (name, bytes) in
        [("tagger.bin", &include_bytes!("models/tagger.bin")[..]), ("parser.bin", include_bytes!("models/parser.bin"))]
    {
        let hash = super::train::sha256(bytes);
        assert!(
            card.lines().any(|l| l.contains(name) && l.contains(&hash)),
            "{name} is not the file of the card: {hash}"
        );
    }
    let size = include_bytes!("models/tagger.bin").len() + include_bytes!("models/parser.bin").len();
    assert!(size <= 10_000_000, "{size} bytes");
}

/// Head, relation and dependent of every arc.
fn arcs(text: &str) -> Vec<String> {
    let mut analysis = run(text);
    for i in 0..analysis.sentences.len() {
        super::parse(&mut analysis, i, super::Models::embedded());
    }
    let form = |i: u32| analysis.tokens.get(i as usize).map_or("ROOT", |t| t.span.of(text));
    analysis.tokens.iter().map(|t| format!("{} {} {}", form(t.head), t.rel.as_str(), t.span.of(text))).collect()
}

#[test]
fn a_plain_sentence_is_parsed() {
    let arcs = arcs("Gunmen attacked a police station in Kabul on Tuesday.");
    for want in [
        "ROOT root attacked",
        "attacked nsubj Gunmen",
        "attacked obj station",
        "station compound police",
        "Kabul case in",
    ] {
        assert!(arcs.iter().any(|a| a == want), "{want} not in {arcs:?}");
    }
}

#[test]
fn trees_are_whole() {
    for text in ["A", "One two three four five.", "He said: \"No.\" And left!", "((()))", "…"] {
        let mut analysis = run(text);
        for i in 0..analysis.sentences.len() {
            super::parse(&mut analysis, i, super::Models::embedded());
            let range = analysis.sentences[i].tokens.clone();
            let roots = analysis.tokens_of(i).iter().filter(|t| t.head == super::NO_HEAD).count();
            assert_eq!(roots, 1, "{text}");
            assert!(analysis.tokens_of(i).iter().all(|t| t.head == super::NO_HEAD || range.contains(&t.head)));
        }
    }
}

#[test]
fn capitals_are_read_as_usual_case() {
    let text = "GUERRILLAS ATTACKED THE POLICE STATION IN THE TOWN YESTERDAY.";
    let analysis = run(text);
    assert!(analysis.sentences[0].all_caps);
    assert_eq!(analysis.tokens[1].form(text), "attacked");
    assert_eq!(&*analysis.tokens[1].lemma, "attack");
    assert_eq!(analysis.tokens[1].span.of(text), "ATTACKED");
}
