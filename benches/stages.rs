//! Tokens per second of each stage of reading an article, on one thread.
//!
//! `cargo bench --bench stages` reads the articles of the demo corpus; with
//! `WIREGRAPH_BENCH=FILE` those of a text file, one a line.

use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::LazyLock;
use wiregraph::analysis::{Analysis, Models, analyze, parse, segment, tag};
use wiregraph::mention::{find, find_with_tenures};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Document;
use wiregraph::{extract, resolve};

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

static ARTICLES: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let texts: Vec<String> = match std::env::var_os("WIREGRAPH_BENCH") {
        Some(path) => std::fs::read_to_string(path).expect("a text file").lines().map(str::to_owned).collect(),
        None => {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/demo");
            let mut files: Vec<_> = std::fs::read_dir(folder).expect("the demo corpus").flatten().collect();
            files.sort_by_key(std::fs::DirEntry::path);
            let plain = files.iter().map(std::fs::DirEntry::path).filter(|p| p.extension().is_some_and(|e| e == "txt"));
            plain.filter_map(|p| std::fs::read_to_string(p).ok()).collect()
        }
    };
    texts.iter().map(|text| Document::plain("bench", text)).collect()
});

static PARSED: LazyLock<Vec<Analysis>> = LazyLock::new(|| {
    let mut all: Vec<Analysis> = ARTICLES.iter().map(|a| analyze(a, &ONTOLOGY)).collect();
    all.iter_mut().for_each(parse_all);
    all
});

fn parse_all(analysis: &mut Analysis) {
    for sentence in 0..analysis.sentences.len() {
        parse(analysis, sentence, Models::embedded());
    }
}

fn main() {
    divan::main();
}

/// The articles' tokens: with it divan reports tokens per second.
fn tokens() -> ItemsCount {
    ItemsCount::new(PARSED.iter().map(|a| a.tokens.len()).sum::<usize>())
}

#[divan::bench]
fn tokenise(bencher: Bencher) {
    bencher
        .counter(tokens())
        .bench_local(|| ARTICLES.iter().map(|a| segment(a, &ONTOLOGY).tokens.len()).sum::<usize>());
}

#[divan::bench]
fn tag_tokens(bencher: Bencher) {
    let segmented: Vec<Analysis> = ARTICLES.iter().map(|a| segment(a, &ONTOLOGY)).collect();
    bencher.counter(tokens()).with_inputs(|| segmented.clone()).bench_local_refs(|all| {
        for (analysis, article) in all.iter_mut().zip(ARTICLES.iter()) {
            tag(analysis, article, Models::embedded());
        }
    });
}

#[divan::bench]
fn parse_sentences(bencher: Bencher) {
    let tagged: Vec<Analysis> = ARTICLES.iter().map(|a| analyze(a, &ONTOLOGY)).collect();
    bencher.counter(tokens()).with_inputs(|| tagged.clone()).bench_local_refs(|all| all.iter_mut().for_each(parse_all));
}

#[divan::bench]
fn mentions(bencher: Bencher) {
    bencher.counter(tokens()).bench_local(|| {
        ARTICLES.iter().zip(PARSED.iter()).map(|(a, analysis)| find(a, analysis, &ONTOLOGY).len()).sum::<usize>()
    });
}

#[divan::bench]
fn rules(bencher: Bencher) {
    let found: Vec<_> = ARTICLES
        .iter()
        .zip(PARSED.iter())
        .map(|(article, analysis)| {
            let (mut mentions, tenures) = find_with_tenures(article, analysis, &ONTOLOGY);
            let entities = resolve::entities(article, analysis, &mut mentions, &tenures, &ONTOLOGY);
            (mentions, tenures, entities)
        })
        .collect();
    bencher.counter(tokens()).with_inputs(|| found.clone()).bench_local_values(|found| {
        let articles = ARTICLES.iter().zip(PARSED.iter()).zip(found);
        articles
            .map(|((article, analysis), (mentions, tenures, entities))| {
                extract::facts(article, analysis, mentions, &tenures, entities, &ONTOLOGY).facts.len()
            })
            .sum::<usize>()
    });
}

/// Everything, from text to facts.
#[divan::bench]
fn whole(bencher: Bencher) {
    bencher
        .counter(tokens())
        .bench_local(|| ARTICLES.iter().map(|article| extract::read(article, &ONTOLOGY).facts.len()).sum::<usize>());
}
