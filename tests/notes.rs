//! Notes of analysts, and what rests on which source, over articles made by hand.

#[path = "kb/fixture.rs"]
#[allow(dead_code)]
mod fixture;

use fixture::corpus;
use oxigraph::store::Store;
use std::sync::LazyLock;
use wiregraph::claim::{self, ArticleClaims};
use wiregraph::graph::{self, DEFAULT_BASE, Graph, Judgements, Notes, RuleBook};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::query::{self, Answer};

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
});

fn claims() -> Vec<ArticleClaims> {
    corpus().iter().map(|a| claim::from_facts(&a.document, &a.facts, &ONTOLOGY)).collect()
}

/// The graph, checked.
fn judged(claims: &[ArticleClaims], judgements: &Judgements) -> Graph {
    let graph = graph::build(claims, judgements, &RuleBook::of(&ONTOLOGY), &ONTOLOGY, DEFAULT_BASE);
    let findings = graph::check(&graph::load(&graph).expect("loads"), &Source::embedded()).expect("checks run");
    assert!(findings.is_empty(), "{findings:#?}");
    graph
}

/// Lines with short names: `attack/x wg:date "2025"`.
fn short(nquads: &str) -> Vec<String> {
    let names =
        [(DEFAULT_BASE, ""), ("https://w3id.org/wiregraph/ns#", "wg:"), ("https://w3id.org/wiregraph/code#", "wgc:")];
    let line = |l: &str| names.iter().fold(l.to_owned(), |l, (long, short)| l.replace(long, short));
    nquads.lines().map(|l| line(l).trim_end_matches(" .").replace(['<', '>'], "")).collect()
}

fn facts(graph: &Graph) -> Vec<String> {
    short(&graph.facts)
}

fn has(graph: &Graph, words: &str) -> bool {
    facts(graph).iter().any(|line| words.split(' ').all(|w| line.contains(w)))
}

fn rows(store: &Store, sparql: &str) -> usize {
    match query::run(store, sparql, &[]).expect("runs") {
        Answer::Rows { rows, .. } => rows.len(),
        _ => panic!("not rows"),
    }
}

fn notes(rows: &str) -> Judgements {
    let text = format!("{}{rows}", Notes::HEADER);
    Judgements { notes: Notes::read(&text, "notes.csv", DEFAULT_BASE).expect("valid notes"), ..Judgements::default() }
}

fn attack(graph: &Graph) -> String {
    let line = facts(graph).into_iter().find(|l| l.contains("wg:targetThing")).expect("an attack");
    line.split(' ').next().expect("a subject").to_owned()
}

#[test]
fn a_note_beats_what_contradicts_it_and_lets_the_rest_stand() {
    let all = claims();
    let path = attack(&judged(&claims(), &Judgements::default()));
    // A day that none of the reports has: they are rejected, the graph says why.
    let graph = judged(&all, &notes(&format!("{path},date,2025-03-14,so,,court record,,me,\n")));
    assert!(has(&graph, "wg:date \"2025-03-14\"") && !has(&graph, "wg:date \"2025-03-11\""));
    let evidence = short(&graph.evidence).join("\n");
    assert!(evidence.contains("wg:resolutionBasis wgc:curated"));
    assert!(evidence.contains("\"court record\""));
    // A month that agrees with the reports takes nothing away.
    let graph = judged(&all, &notes(&format!("{path},date,2025-03,so,,court record,,me,\n")));
    assert!(has(&graph, "wg:date \"2025-03-11\""));
    // Of a soft property, too, what contradicts the note is out.
    let graph = judged(&all, &notes(&format!("{path},kind,bombing,so,,court record,,me,\n")));
    assert!(has(&graph, "wg:kind wgc:bombing") && !has(&graph, "wg:kind wgc:hijacking"));
    // Two notes that contradict each other settle nothing and hide what both deny.
    let both = format!("{path},date,2025-03-14,so,,a,,me,\n{path},date,2025-03-15,so,,b,,me,\n");
    let graph = judged(&all, &notes(&both));
    assert!(!facts(&graph).iter().any(|l| l.starts_with(&path) && l.contains("wg:date ")), "{:?}", facts(&graph));
    // An event that is none is gone from the facts and kept in the evidence.
    let graph = judged(&all, &notes(&format!("{path},type,attack,not,,court record,,me,\n")));
    assert!(has(&graph, &format!("{path} wg:existence wgc:rejected")));
}

#[test]
fn a_note_finds_its_event_under_another_name_and_waits_while_it_is_gone() {
    let all = claims();
    let path = attack(&judged(&claims(), &Judgements::default()));
    let note = notes(&format!("{path},date,2025-03-14,so,,court record,,me,\n"));
    for without in 0..3 {
        let rest: Vec<ArticleClaims> =
            all.iter().enumerate().filter(|(i, _)| *i != without).map(|(_, a)| a.clone()).collect();
        let graph = judged(&rest, &note);
        // The event is known as long as the mention is there that it was named after.
        let seed = &path[path.len() - 8..];
        let known = rest.iter().flat_map(|a| &a.frames).any(|f| f.id.starts_with(seed));
        assert_eq!(has(&graph, "wg:date \"2025-03-14\""), known);
        if !known {
            assert!(graph == judged(&rest, &Judgements::default()), "a note that waits leaves a trace");
        }
    }
}

#[test]
fn what_falls_without_a_source_is_what_its_claims_alone_carry() {
    let all = claims();
    let stand = |left_out: &dyn Fn(&wiregraph::claim::Article, &str) -> bool| {
        graph::standings(&all, &Judgements::default(), &ONTOLOGY, DEFAULT_BASE, left_out)
    };
    let before = stand(&|_, _| false);
    let store = graph::load(&judged(&claims(), &Judgements::default())).expect("loads");
    let counted = rows(&store, "SELECT ?p ?n { ?p wg:acceptance wgc:accepted ; wg:originCount ?n }");
    assert_eq!(before.iter().filter(|s| s.acceptance == "accepted").count(), counted);
    // The counts are exact: recounted from the claims.
    let total: usize = before.iter().map(|s| s.origins).sum();
    let recount = rows(&store, "SELECT DISTINCT ?p ?o { ?c wg:states ?p ; wg:polarity wgc:positive ; wg:origin ?o }");
    assert_eq!(total, recount);
    for article in &all {
        let id = article.article.id.as_str();
        let after = stand(&|a, _| a.id == id);
        // Nobody gains an origin, and who loses one had a claim of that article.
        for s in &after {
            let was =
                before.iter().find(|b| (&b.subject, &b.property, &b.object) == (&s.subject, &s.property, &s.object));
            assert!(was.is_some_and(|w| w.origins >= s.origins), "{s:?}");
        }
    }
    // Of two copies one may go without any fact of theirs losing its origin.
    let [b, c] = [&all[1], &all[2]].map(|a| a.article.id.clone());
    let without = |gone: &str| -> usize {
        let gone = gone.to_owned();
        stand(&move |a: &wiregraph::claim::Article, _: &str| a.id == gone)
            .iter()
            .filter(|s| s.acceptance == "accepted")
            .count()
    };
    assert!(without(&c) == before.iter().filter(|s| s.acceptance == "accepted").count(), "{b} {c}");
    // Without the speaker, what is only attributed to it is said by nobody.
    let quiet = stand(&|_, origin| origin == "country/NO");
    assert!(quiet.len() < before.len());
}
