//! Claims, graph and knowledge base over articles made by hand.

#[path = "kb/fixture.rs"]
mod fixture;

use fixture::{Article, corpus};
use wiregraph::claim::{self, ArticleClaims};
use wiregraph::graph::{self, DEFAULT_BASE, Decisions, Graph, Ledger, RuleBook};
use wiregraph::ontology::{Ontology, Source};

fn ontology() -> Ontology {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
}

fn claims(articles: &[Article], ontology: &Ontology) -> Vec<ArticleClaims> {
    articles.iter().map(|a| claim::from_facts(&a.document, &a.facts, ontology)).collect()
}

fn build(claims: &[ArticleClaims], decisions: &Decisions, ontology: &Ontology) -> Graph {
    graph::build(claims, decisions, &Ledger::default(), &RuleBook::default(), ontology, DEFAULT_BASE)
}

#[test]
fn show() {
    let o = ontology();
    let c = claims(&corpus(), &o);
    let g = build(&c, &Decisions::default(), &o);
    println!("{}", claim::write(&c[0], &o.hash));
    println!("{}\n----\n{}\n{:?}", g.facts, g.evidence, g.counts);
}
