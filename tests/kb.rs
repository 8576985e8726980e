//! Claims, graph and knowledge base over articles made by hand.

#[path = "kb/fixture.rs"]
mod fixture;

use fixture::{Article, code, corpus, date, number, said, text};
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use wiregraph::claim::{self, ArticleClaims};
use wiregraph::extract::{Modality, Value};
use wiregraph::graph::{
    self, Added, DEFAULT_BASE, Decisions, Graph, Judgements, KnowledgeBase, Ledger, Registry, RuleBook,
};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Document;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
});

fn claims(articles: &[Article]) -> Vec<ArticleClaims> {
    articles.iter().map(|a| claim::from_facts(&a.document, &a.facts, &ONTOLOGY)).collect()
}

fn decisions(rows: &str) -> Decisions {
    Decisions::read(&format!("{}{rows}", Decisions::HEADER), "decisions.csv", DEFAULT_BASE).expect("valid decisions")
}

fn build_with(claims: &[ArticleClaims], decisions: &Decisions, ledger: &Ledger) -> Graph {
    let judgements = Judgements { decisions: decisions.clone(), ledger: ledger.clone(), ..Judgements::default() };
    judged(claims, &judgements)
}

fn judged(claims: &[ArticleClaims], judgements: &Judgements) -> Graph {
    let graph = graph::build(claims, judgements, &RuleBook::of(&ONTOLOGY), &ONTOLOGY, DEFAULT_BASE);
    let findings = graph::check(&graph::load(&graph).expect("loads"), &Source::embedded()).expect("checks run");
    assert!(findings.is_empty(), "{findings:#?}");
    graph
}

fn build(articles: &[Article]) -> Graph {
    build_with(&claims(articles), &Decisions::default(), &Ledger::default())
}

/// Lines of the facts with short names: `attack/x wg:date "2025"`.
fn facts(graph: &Graph) -> Vec<String> {
    short(&graph.facts)
}

fn short(nquads: &str) -> Vec<String> {
    let names = [
        (DEFAULT_BASE, ""),
        ("https://w3id.org/wiregraph/ns#", "wg:"),
        ("https://w3id.org/wiregraph/code#", "wgc:"),
        ("http://www.w3.org/2004/02/skos/core#", "skos:"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
    ];
    nquads
        .lines()
        .map(|line| {
            let line = names.iter().fold(line.to_owned(), |l, (long, short)| l.replace(long, short));
            line.trim_end_matches(" .").replace(['<', '>'], "")
        })
        .collect()
}

fn has(graph: &Graph, pattern: &str) -> bool {
    let words: Vec<&str> = pattern.split(' ').collect();
    facts(graph).iter().any(|line| words.iter().all(|w| line.contains(w)))
}

// ---------------------------------------------------------------- claims

#[test]
fn claims_point_at_mentions_and_name_nothing_resolved() {
    for article in claims(&corpus()) {
        let written = claim::write(&article, "0123");
        assert!(!written.contains("/id/"), "a resolved node in {written}");
        for c in &article.claims {
            assert!(!c.sentences.is_empty() && c.sentences.len() <= 2);
            assert!(!c.rules.is_empty());
        }
        let read = claim::read(&written, "x").expect("reads back");
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].1, article);
        assert_eq!(claim::write(&read[0].1, "0123"), written);
    }
}

#[test]
fn offsets_are_code_points_that_slice_back() {
    let articles = corpus();
    for (given, article) in articles.iter().zip(claims(&articles)) {
        let points: Vec<char> = given.document.text.chars().collect();
        let slice = |b: u32, e: u32| points[b as usize..e as usize].iter().collect::<String>();
        for s in &article.sentences {
            assert_eq!(slice(s.at.begin, s.at.end), s.text);
        }
        for m in article.entities.iter().flat_map(|e| &e.mentions) {
            assert_eq!(slice(m.at.begin, m.at.end), m.text);
        }
    }
}

#[test]
fn a_claim_is_named_by_its_content_not_by_its_rule() {
    let article = |rule: &str, toll: u64| {
        let mut a = Article::new("x", "A bomb killed 3 people in Halden.\n");
        let fact = a.fact("attack", "bomb", vec![("killed", number(toll), "3 people")]);
        fact.fillers[0].rule = wiregraph::text::Sym::new(rule);
        claims(&[a]).remove(0)
    };
    let id = |a: &ArticleClaims| a.claims.iter().find(|c| c.predicate == "killed").expect("a claim").id.clone();
    assert_eq!(id(&article("attack/one", 3)), id(&article("attack/two", 3)));
    assert_ne!(id(&article("attack/one", 3)), id(&article("attack/one", 4)));
}

#[test]
fn two_rules_that_find_one_claim_give_one_claim_with_two_rules() {
    let mut a = Article::new("x", "A bomb killed 3 people in Halden.\n");
    let fact = a.fact("attack", "bomb", vec![("killed", number(3), "3 people"), ("killed", number(3), "3 people")]);
    fact.fillers[1].rule = wiregraph::text::Sym::new("attack/other");
    let article = claims(&[a]).remove(0);
    let found: Vec<_> = article.claims.iter().filter(|c| c.predicate == "killed").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rules, ["attack/other", "attack/test"]);
}

#[test]
fn one_verb_carries_two_events() {
    let article = &claims(&corpus())[3];
    let listed: Vec<_> = article.frames.iter().filter(|f| f.class == "designation").collect();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].triggers, listed[1].triggers);
    assert_ne!(listed[0].id, listed[1].id);
}

// ---------------------------------------------------------------- graph

#[test]
fn the_order_of_articles_does_not_matter() {
    let all = claims(&corpus());
    let expected = build(&corpus());
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let shuffled: Vec<ArticleClaims> = order.iter().map(|i| all[*i].clone()).collect();
        assert!(build_with(&shuffled, &Decisions::default(), &Ledger::default()) == expected);
    }
}

#[test]
fn three_reports_become_one_attack_and_copies_one_source() {
    let graph = build(&corpus());
    assert_eq!((graph.counts.articles, graph.counts.sources), (4, 3));
    let attacks = facts(&graph).iter().filter(|l| l.ends_with("rdf:type wg:Attack")).count();
    assert_eq!(attacks, 1);
    // 25 deaths: two articles, one source.
    let evidence = short(&graph.evidence);
    let proposition = |ends: &str| {
        let line = evidence.iter().find(|l| l.starts_with("prop/") && l.ends_with(ends)).expect("a proposition");
        line.split(' ').next().expect("a subject").to_owned()
    };
    let counts = |node: &str, property: &str| {
        let wanted = format!("{node} wg:{property} ");
        evidence.iter().find(|l| l.starts_with(&wanted)).map(|l| l.split('"').nth(1).expect("a number").to_owned())
    };
    let figure = proposition("rdf:object figure/25");
    assert_eq!(counts(&figure, "articleCount").as_deref(), Some("2"));
    assert_eq!(counts(&figure, "originCount").as_deref(), Some("1"));
}

#[test]
fn what_is_claimed_or_attributed_is_shown_but_not_asserted() {
    let mut only_hearsay = corpus();
    only_hearsay.remove(0); // the report that asserts the perpetrator
    let graph = build(&only_hearsay);
    assert!(!has(&graph, "attack/ wg:perpetrator "), "attributed, yet asserted");
    assert!(has(&graph, "attack/ wg:attributedTo org/blue-army"));
    assert!(has(&graph, "attack/ wg:attributedBy country/NO"));
    let graph = build(&corpus());
    assert!(has(&graph, "attack/ wg:perpetrator org/blue-army"));
    assert!(has(&graph, "attack/ wg:claimedBy org/blue-army"));
}

#[test]
fn denied_and_negated_facts_are_kept_and_not_asserted() {
    let mut a = Article::new(
        "x",
        "Norland denied that the Blue Army attacked Halden.\nThe statement did not name the Red Hand.\n",
    );
    let norland = a.entity("country", "", "country/NO", &["Norland"]);
    let army = a.entity("organization", "militant_group", "", &["Blue Army"]);
    let hand = a.entity("organization", "militant_group", "", &["Red Hand"]);
    let fact = a.fact(
        "attack",
        "attacked",
        vec![("perpetrators", Value::Entity(army), "Blue Army"), ("place", text("Halden"), "Halden")],
    );
    said(fact, &["perpetrators"], Modality::Denied, Some(norland));
    let fact = a.fact(
        "statement",
        "statement",
        vec![("speaker", Value::Entity(norland), ""), ("mentions", Value::Entity(hand), "Red Hand")],
    );
    said(fact, &["mentions"], Modality::Negated, None);
    let graph = build(&[a]);
    assert!(!has(&graph, "wg:perpetrator"));
    assert!(has(&graph, "wg:deniedBy country/NO"));
    assert!(has(&graph, "wg:omits org/red-hand") && !has(&graph, "wg:mentions"));
    assert!(short(&graph.evidence).iter().any(|l| l.ends_with("wg:acceptance wgc:negative-only")));
}

#[test]
fn a_claim_of_responsibility_has_a_speaker() {
    let article = |claimer: bool| {
        let mut a = Article::new("x", "The Red Hand said it hit Halden.\n");
        let hand = a.entity("organization", "militant_group", "", &["Red Hand"]);
        let mut fillers = vec![("perpetrators", Value::Entity(hand), "Red Hand"), ("place", text("Halden"), "Halden")];
        if claimer {
            fillers.push(("claimed_by", Value::Entity(hand), "Red Hand"));
        }
        let fact = a.fact("attack", "hit", fillers);
        fact.modality = Modality::Claimed;
        said(fact, &["perpetrators", "place"], Modality::Claimed, None);
        a
    };
    // The role that names the claimer gives the speaker of the whole fact.
    let graph = build(&[article(true)]);
    assert!(has(&graph, "attack/ wg:claimedBy org/red-hand") && !has(&graph, "wg:attributedTo"));
    // Nobody named: hearsay.
    let graph = build(&[article(false)]);
    assert!(has(&graph, "attack/ wg:attributedTo org/red-hand") && !has(&graph, "wg:claimedBy"));
}

#[test]
fn dates_subsume_and_contradict() {
    // 2025-03 is less than 2025-03-11 and agrees with it.
    let graph = build(&corpus());
    assert!(has(&graph, "attack/ wg:date \"2025-03-11\"") && !has(&graph, "attack/ wg:date \"2025-03\" "));
    assert!(has(&graph, "attack/ wg:earliest \"2025-03-11\""));
    assert!(short(&graph.evidence).iter().any(|l| l.ends_with("wg:acceptance wgc:subsumed")));
    // Acting in one report, in office in the other: nothing to prefer, nothing shown.
    assert!(!has(&graph, "official/ wg:capacity"));
    assert!(short(&graph.evidence).iter().any(|l| l.ends_with("wg:conflictType wgc:contradiction")));
    // Kinds differ: a tension, both shown.
    assert!(has(&graph, "attack/ wg:kind wgc:bombing") && has(&graph, "attack/ wg:kind wgc:hijacking"));
    assert!(short(&graph.evidence).iter().any(|l| l.ends_with("wg:conflictType wgc:tension")));
}

#[test]
fn relations_shortcuts_and_posts() {
    let graph = build(&corpus());
    assert!(has(&graph, "org/red-hand wg:affiliateOf org/blue-army"));
    assert!(has(&graph, "org/blue-army wg:designatedUnder program/national-list"));
    assert!(has(&graph, "person/ola-berg wg:holdsPost post/no--interior-minister"));
    assert!(has(&graph, "post/no--interior-minister wg:postIn country/NO"));
    assert!(has(&graph, "org/blue-army skos:altLabel \"BA\""));
    assert!(has(&graph, "org/blue-army rdf:type wg:MilitantGroup"));
}

#[test]
fn names_alone_that_identify_nothing_stay_in_their_article() {
    let article = |id: &str, place: &str| {
        let mut a = Article::new(id, &format!("Munir met two envoys in {place}.\n"));
        let munir = a.entity("person", "", "", &["Munir"]);
        let envoys = a.entity("persons", "", "", &["two envoys"]);
        a.fact(
            "meeting",
            "met",
            vec![
                ("participants", Value::Entity(munir), "Munir"),
                ("participants", Value::Entity(envoys), "two envoys"),
            ],
        );
        a
    };
    let graph = build(&[article("x", "Rome"), article("y", "Oslo")]);
    for start in ["person/munir--", "persons/two-envoys--", "meeting/"] {
        let nodes: std::collections::BTreeSet<String> = facts(&graph)
            .iter()
            .filter(|l| l.starts_with(start))
            .map(|l| l.split(' ').next().expect("a subject").to_owned())
            .collect();
        assert_eq!(nodes.len(), 2, "{nodes:?}");
    }
}

/// How many attacks a graph of these articles has.
fn attacks(articles: &[Article]) -> usize {
    facts(&build(articles)).iter().filter(|l| l.ends_with("rdf:type wg:Attack")).count()
}

#[test]
fn like_events_on_other_days_or_in_other_places_stay_apart() {
    let attack = |id: &str, place: &str, day: &str| {
        let mut a = Article::new(id, &format!("The Blue Army attacked a bus in {place} on {day}.\n"));
        let army = a.entity("organization", "militant_group", "", &["Blue Army"]);
        let place_of = a.entity("place", "", "", &[place]);
        a.fact(
            "attack",
            "attacked",
            vec![
                ("target", text("bus"), "bus"),
                ("place", Value::Entity(place_of), place),
                ("date", date(day), day),
                ("perpetrators", Value::Entity(army), "Blue Army"),
            ],
        );
        a
    };
    assert_eq!(attacks(&[attack("x", "Halden", "2025-03-11"), attack("y", "Halden", "2025-03-11")]), 1);
    assert_eq!(attacks(&[attack("x", "Halden", "2025-03-11"), attack("y", "Halden", "2025-04-02")]), 2);
    assert_eq!(attacks(&[attack("x", "Halden", "2025-03-11"), attack("y", "Moss", "2025-03-11")]), 2);
    // A country and a year are not enough.
    assert_eq!(attacks(&[attack("x", "Halden", "2025"), attack("y", "Moss", "2025")]), 2);
}

/// A group that claims many attacks in one town says nothing of which; what was
/// attacked does.
#[test]
fn one_town_and_one_claimant_without_a_day_are_many_attacks() {
    let attack = |id: &str, day: &str, target: &str, toll: u64, more: &str| {
        let words =
            format!("{more}\nThe bomb at the {target} in Halden left {toll} people dead.\nThe Blue Army claimed it.\n");
        let mut a = Article::published(id, day, &words);
        let army = a.entity("organization", "militant_group", "", &["Blue Army"]);
        let halden = a.entity("place", "", "", &["Halden"]);
        a.fact(
            "attack",
            "bomb",
            vec![
                ("kind", code("bombing"), "bomb"),
                ("target", text(target), target),
                ("place", Value::Entity(halden), "Halden"),
                ("killed", number(toll), ""),
                ("claimed_by", Value::Entity(army), "Blue Army"),
            ],
        );
        a
    };
    let doctors = "Doctors treated mourners all night while relatives searched crowded wards for missing lawyers.";
    let cadets = "Recruits jumped from dormitory windows as commandos fought their way along the roof until dawn.";
    let hospital = || attack("x", "2025-08-10", "civil hospital", 70, doctors);
    assert_eq!(attacks(&[hospital(), attack("y", "2025-08-13", "police college", 59, cadets)]), 2);
    assert_eq!(attacks(&[hospital(), attack("y", "2025-08-13", "civil hospital", 74, cadets)]), 1);
}

#[test]
fn decisions_merge_and_split_and_change_no_claim() {
    let all = claims(&corpus());
    let before = build(&corpus());
    let merged =
        build_with(&all, &decisions("same,org/red-hand,org/blue-army,,one group,me,2025-01-01\n"), &Ledger::default());
    assert!(has(&merged, "org/red-hand wg:mergedInto org/blue-army"));
    assert!(!has(&merged, "org/red-hand wg:affiliateOf"));
    let ids = |g: &Graph| -> Vec<String> {
        short(&g.evidence)
            .iter()
            .filter(|l| l.ends_with("rdf:type wg:Claim"))
            .map(|l| l.replace(" rdf:type wg:Claim", ""))
            .collect()
    };
    assert_eq!(ids(&before), ids(&merged));
    // Revoked: everything as before, but the decision stays on record.
    let revoked = build_with(&all, &decisions("same,org/red-hand,org/blue-army,revoked,,me,\n"), &Ledger::default());
    assert_eq!(revoked.facts, before.facts);
    // `different` and `unsure` keep apart what a third would join.
    for word in ["different", "unsure"] {
        let rows = format!(
            "same,org/red-hand,org/blue-army,,,,\nsame,org/red-hand,country/SO,,,,\n{word},org/blue-army,country/SO,,,,\n"
        );
        let split = build_with(&all, &decisions(&rows), &Ledger::default());
        let merges = facts(&split).iter().filter(|l| l.contains("wg:mergedInto")).count();
        assert_eq!(merges, 1, "{word}");
    }
}

#[test]
fn events_can_be_split_and_joined_by_decision() {
    let all = claims(&corpus());
    let frames: Vec<String> = all
        .iter()
        .flat_map(|a| a.frames.iter().filter(|f| f.class == "attack").map(|f| format!("frame/{}", f.id)))
        .collect();
    let count = |rows: &str| {
        let graph = build_with(&all, &decisions(rows), &Ledger::default());
        facts(&graph).iter().filter(|l| l.ends_with("rdf:type wg:Attack")).count()
    };
    assert_eq!(count(""), 1);
    let apart = format!("different,{},{},,,,\ndifferent,{0},{2},,,,\n", frames[0], frames[1], frames[2]);
    assert_eq!(count(&apart), 2);
    // What was judged under a name that is gone holds by its place in the text.
    let places: Vec<String> = all
        .iter()
        .flat_map(|a| a.frames.iter().filter(|f| f.class == "attack").map(move |f| (a, f)))
        .map(|(a, f)| format!("attack/once-called@{}:{}", a.article.key(), f.triggers[0].begin))
        .collect();
    let [first, second, third] = &places[..] else { panic!("three reports") };
    let second = second.replace("once", "then");
    let third = third.replace("once", "later");
    let rows = format!("different,{first},{second},,,,\ndifferent,{first},{third},,,,\n");
    assert_eq!(count(&rows), 2);
    assert_eq!(count(&rows.replace(':', ":9")), 1);
    let graph = build_with(&all, &decisions(&rows), &Ledger::default());
    let sides = short(&graph.evidence).into_iter().filter(|l| l.starts_with("decision/") && l.contains(" wg:left "));
    assert!(sides.into_iter().all(|l| !l.contains("once-called") && !l.contains("later-called")));
}

#[test]
fn nodes_keep_their_names_when_the_corpus_grows_and_when_pinned() {
    let name = |articles: &[Article], ledger: &Ledger| {
        let graph = build_with(&claims(articles), &Decisions::default(), ledger);
        let line = facts(&graph).into_iter().find(|l| l.ends_with("rdf:type wg:Attack")).expect("an attack");
        line.split(' ').next().expect("a subject").to_owned()
    };
    let none = Ledger::default();
    let whole = name(&corpus(), &none);
    assert!(whole.starts_with("attack/coast-express-halden-"), "{whole}");
    // An event is named by its first mention: articles that do not hold it
    // change nothing; a pin keeps the name whatever comes.
    let first = {
        let all = claims(&corpus());
        let seed = all
            .iter()
            .flat_map(|a| a.frames.iter().map(move |f| (&a.article.sha256, f)))
            .filter(|(_, f)| f.class == "attack")
            .min_by_key(|(h, _)| h.as_str().to_owned());
        seed.expect("an attack").1.id.clone()
    };
    assert!(whole.ends_with(&first[..8]));
    let pin = format!("{}frame/{first},attack/pinned,2025\norg/blue-army,org/pinned,2025\n", Ledger::HEADER);
    let ledger = Ledger::read(&pin, "ids.csv", DEFAULT_BASE).expect("valid pins");
    assert_eq!(name(&corpus(), &ledger), "attack/pinned");
    let graph = build_with(&claims(&corpus()), &Decisions::default(), &ledger);
    assert!(has(&graph, "org/pinned skos:prefLabel") && !has(&graph, "org/blue-army"));
}

#[test]
fn the_checks_find_what_is_wrong() {
    let graph = build(&corpus());
    let broken = |change: &dyn Fn(&mut Graph)| {
        let mut graph = graph.clone();
        change(&mut graph);
        let store = graph::load(&graph).expect("loads");
        let found = graph::check(&store, &Source::embedded()).expect("runs");
        found.into_iter().map(|f| f.check).collect::<std::collections::BTreeSet<String>>()
    };
    let drop = |text: &mut String, what: &str| {
        let kept: String = text.split_inclusive('\n').filter(|l| !l.contains(what)).collect();
        assert_ne!(kept.len(), text.len(), "nothing has {what}");
        *text = kept;
    };
    let expect = |found: std::collections::BTreeSet<String>, check: &str| {
        assert!(found.contains(&format!("queries/check/{check}.rq")), "{check} not in {found:?}");
    };
    expect(broken(&|g| drop(&mut g.facts, "ns#affiliateOf>")), "accepted-without-direct");
    expect(broken(&|g| drop(&mut g.evidence, "code#accepted>")), "direct-without-accepted");
    expect(broken(&|g| g.evidence = g.evidence.replace("code#asserted>", "code#hedged>")), "accepted-without-voice");
    expect(broken(&|g| drop(&mut g.evidence, "ns#sentence>")), "incomplete-claim");
    expect(
        broken(&|g| g.evidence = g.evidence.replacen("originCount> \"1\"", "originCount> \"7\"", 1)),
        "origin-count",
    );
    expect(broken(&|g| drop(&mut g.facts, "core#prefLabel>")), "names");
    expect(broken(&|g| drop(&mut g.facts, "ns#existence>")), "situations");
    expect(broken(&|g| drop(&mut g.evidence, "ns#states>")), "one-proposition");
    expect(
        broken(&|g| {
            g.evidence =
                g.evidence.replace("code#negative>", "code#positive>").replace("code#asserted>", "code#negated>")
        }),
        "wrong-polarity",
    );
}

#[test]
fn the_shapes_find_what_is_wrong() {
    let graph = build(&corpus());
    let broken = |from: &str, to: &str| {
        let mut graph = graph.clone();
        let (facts, evidence) = (graph.facts.replace(from, to), graph.evidence.replace(from, to));
        assert!((&facts, &evidence) != (&graph.facts, &graph.evidence), "nothing has {from}");
        (graph.facts, graph.evidence) = (facts, evidence);
        let store = graph::load(&graph).expect("loads");
        let found = graph::check(&store, &Source::embedded()).expect("runs");
        found.into_iter().filter(|f| f.check == "shapes.ttl").map(|f| f.title).collect::<Vec<_>>().join("\n")
    };
    for (from, to, expected) in [
        ("ns#sha256> \"", "ns#sha256> \"x", "shape Article: must match"),
        ("ns#begin> \"", "ns#begin> \"-", "shape Span: must not be below 0"),
        ("ns#begin> \"", "ns#begin> \"x", "shape Span: must be of datatype"),
        ("ns#confidence> \"0", "ns#confidence> \"7", "shape Claim: must not be above 1"),
        ("code#asserted>", "code#sung>", "shape Claim: must be one of"),
        ("ns#states>", "ns#hums>", "shape Proposition: a proposition that nobody states"),
        ("ns#modality>", "ns#mood>", "shape Claim: at least 1, not 0"),
        ("ns#Figure>", "ns#Number>", "shape Attack: must be of class"),
        ("ns#latest> \"2025", "ns#latest> \"2015", "shape Situation: earliest after latest"),
    ] {
        let found = broken(from, to);
        assert!(found.contains(expected), "{expected} is not in:\n{found}");
    }
}

#[test]
fn a_country_that_only_holds_a_place_has_a_name() {
    let mut article = Article::new("a", "A shooting in Moss.\n");
    let place = article.entity("place", "city", "place/NO/moss", &["Moss"]);
    article.fact(
        "attack",
        "shooting",
        vec![("kind", code("shooting"), "shooting"), ("place", Value::Entity(place), "Moss")],
    );
    let graph = build(&[article]);
    assert!(has(&graph, "place/NO/moss wg:withinPlace country/NO"), "{:?}", facts(&graph));
    assert!(has(&graph, "country/NO skos:prefLabel \"Norway\""), "{:?}", facts(&graph));
}

#[test]
fn labels_and_dates_are_facts() {
    let graph = build(&corpus());
    let evidence = short(&graph.evidence);
    for property in ["skos:prefLabel", "skos:altLabel", "wg:date", "wg:existence"] {
        assert!(!evidence.iter().any(|l| l.split(' ').nth(1) == Some(property)), "{property}");
    }
}

// ---------------------------------------------------------------- knowledge base

/// The facts of an article, by its text: stands for the extractor.
fn extractor(articles: &[Article]) -> impl Fn(&Document) -> wiregraph::extract::ArticleFacts + Sync + use<> {
    let by_hash: BTreeMap<String, wiregraph::extract::ArticleFacts> =
        articles.iter().map(|a| (a.document.sha256.clone(), a.facts.clone())).collect();
    move |d: &Document| by_hash[&d.sha256].clone()
}

fn documents(articles: &[Article]) -> Vec<Document> {
    articles.iter().map(|a| a.document.clone()).collect()
}

fn add(kb: &mut KnowledgeBase, articles: &[Article]) -> Added {
    kb.add(documents(articles), &ONTOLOGY, extractor(articles), |_| ()).expect("adds")
}

/// Every file of a folder with its content.
fn snapshot(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, at: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("inside").display().to_string();
            if path.is_dir() {
                if name != "graph/store" {
                    walk(root, &path, out);
                }
            } else {
                out.insert(name, fs::read(&path).expect("readable"));
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(root, root, &mut out);
    out
}

fn fresh(root: &Path, articles: &[Article]) {
    let mut kb = KnowledgeBase::open_or_create(root).expect("opens");
    add(&mut kb, articles);
    assert!(kb.build_graph(&ONTOLOGY).expect("builds").fresh);
}

#[test]
fn an_unchanged_article_is_not_read_again() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let mut kb = KnowledgeBase::open(dir.path()).expect("opens");
    let again = kb.add(documents(&corpus()), &ONTOLOGY, |d| panic!("{} is read again", d.id), |_| ()).expect("adds");
    assert_eq!(again, Added { unchanged: 4, ..Added::default() });
    assert!(!kb.build_graph(&ONTOLOGY).expect("builds").fresh);
    assert_eq!(kb.stale(&ONTOLOGY), 0);
    // Another publication day changes what "Tuesday" means: read again.
    let mut moved = corpus();
    moved[0].document.meta.published = Some("2025-08-20".to_owned());
    assert_eq!(add(&mut kb, &moved), Added { changed: 1, unchanged: 3, ..Added::default() });
}

#[test]
fn removed_equals_never_added() {
    let (with, without) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let mut rest = corpus();
    rest.remove(1);
    fresh(without.path(), &rest);
    let mut kb = KnowledgeBase::open_or_create(with.path()).expect("opens");
    add(&mut kb, &corpus());
    kb.build_graph(&ONTOLOGY).expect("builds");
    assert!(kb.remove("b").expect("removes"));
    assert!(!kb.remove("b").expect("removes"));
    kb.build_graph(&ONTOLOGY).expect("builds");
    assert!(snapshot(with.path()) == snapshot(without.path()));
}

#[test]
fn any_way_to_the_same_articles_gives_the_same_bytes() {
    let expected = {
        let dir = tempfile::tempdir().expect("a folder");
        fresh(dir.path(), &corpus());
        snapshot(dir.path())
    };
    let dir = tempfile::tempdir().expect("a folder");
    let mut parts = corpus();
    parts.reverse();
    for part in parts {
        let mut kb = KnowledgeBase::open_or_create(dir.path()).expect("opens");
        add(&mut kb, &[part]);
        kb.build_graph(&ONTOLOGY).expect("builds");
    }
    assert!(snapshot(dir.path()) == expected);
}

#[test]
fn changed_content_replaces_and_equal_content_shares_a_file() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let mut kb = KnowledgeBase::open(dir.path()).expect("opens");
    let mut changed = Article::new("a", "Nothing happened in Halden.\n");
    changed.entity("place", "", "", &["Halden"]);
    assert_eq!(add(&mut kb, &[changed]), Added { changed: 1, ..Added::default() });
    let articles = kb.articles();
    assert_eq!(articles.len(), 4);
    // The same bytes under another name: one file, one article, two ids.
    let mut twin = corpus().remove(3);
    twin.document.id = "twin".to_owned();
    add(&mut kb, &[twin]);
    assert_eq!(kb.articles().len(), 5);
    assert_eq!(fs::read_dir(dir.path().join("claims")).expect("a folder").count(), 4);
    let counts = kb.build_graph(&ONTOLOGY).expect("builds").counts;
    assert_eq!(counts.articles, 4);
    assert!(kb.remove("twin").expect("removes"));
    assert_eq!(fs::read_dir(dir.path().join("claims")).expect("a folder").count(), 4);
}

#[test]
fn two_articles_of_one_call_may_share_an_id() {
    let articles = |swap: bool| {
        let mut list = corpus();
        list.truncate(2);
        for a in &mut list {
            a.document.id = "same".to_owned();
        }
        if swap {
            list.reverse();
        }
        list
    };
    let snapshots: Vec<_> = [false, true]
        .map(|swap| {
            let dir = tempfile::tempdir().expect("a folder");
            fresh(dir.path(), &articles(swap));
            snapshot(dir.path())
        })
        .into_iter()
        .collect();
    assert!(snapshots[0] == snapshots[1]);
    assert_eq!(snapshots[0].keys().filter(|k| k.starts_with("claims/")).count(), 2);
}

#[test]
fn embedded_articles_go_with_their_holder() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut articles = corpus();
    articles[1].document.id = "a#1".to_owned();
    articles[1].document.origin =
        Some(wiregraph::text::Origin { document: "a".to_owned(), span: wiregraph::text::Span::new(0, 1) });
    fresh(dir.path(), &articles);
    let mut kb = KnowledgeBase::open(dir.path()).expect("opens");
    assert!(kb.remove("a").expect("removes"));
    let ids: Vec<String> = kb.articles().into_iter().map(|a| a.0).collect();
    assert_eq!(ids, ["c", "d"]);
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let kb = KnowledgeBase::open(dir.path()).expect("opens");
    let error = KnowledgeBase::open(dir.path()).expect_err("locked").to_string();
    assert!(error.contains("another wiregraph is writing"), "{error}");
    let (store, counts) = graph::load_graph(dir.path()).expect("reads");
    assert!(store.len().expect("counts") > counts.facts + counts.evidence);
    drop(kb);
    KnowledgeBase::open(dir.path()).expect("opens again");
}

#[test]
fn a_newer_version_and_a_foreign_folder_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    fs::write(dir.path().join("wiregraph.json"), "{\"format\": 999, \"what\": \"new\"}").expect("writes");
    for error in [
        KnowledgeBase::open_or_create(dir.path()).expect_err("newer").to_string(),
        graph::load_graph(dir.path()).err().expect("newer").to_string(),
    ] {
        assert!(error.contains("newer wiregraph") && error.contains("999"), "{error}");
    }
    let foreign = tempfile::tempdir().expect("a folder");
    fs::write(foreign.path().join("thesis.doc"), "x").expect("writes");
    let error = KnowledgeBase::open_or_create(foreign.path()).expect_err("foreign").to_string();
    assert!(error.contains("not a knowledge base"), "{error}");
    let error = KnowledgeBase::open(&foreign.path().join("none")).expect_err("missing").to_string();
    assert!(error.contains("does not exist"), "{error}");
}

#[test]
fn an_interrupted_build_is_repaired() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let whole = snapshot(dir.path());
    let reopen = || {
        let kb = KnowledgeBase::open_or_create(dir.path()).expect("opens");
        kb.build_graph(&ONTOLOGY).expect("builds");
        drop(kb);
        assert!(snapshot(dir.path()) == whole);
    };
    let graph = dir.path().join("graph");
    // Killed while writing claims.
    fs::write(dir.path().join("claims/0123456789abcdef.jsonl.unfinished"), "{\"half").expect("writes");
    reopen();
    // Killed while writing the new graph.
    fs::create_dir(dir.path().join("graph.coming")).expect("makes");
    fs::write(dir.path().join("graph.coming/facts.nq.gz"), "<half").expect("writes");
    reopen();
    // Killed between the two renames: readers use the old graph meanwhile.
    fs::rename(&graph, dir.path().join("graph.going")).expect("renames");
    graph::load_graph(dir.path()).expect("the old graph is readable");
    reopen();
    // A graph file cut short, or gone.
    fs::write(graph.join("evidence.nq.gz"), "").expect("writes");
    assert!(graph::load_graph(dir.path()).is_err());
    reopen();
    fs::remove_file(graph.join("stamp.json")).expect("removes");
    reopen();
    // Claims stored, graph not yet derived.
    let mut more = Article::new("e", "A shooting in Moss.\n");
    more.fact("attack", "shooting", vec![("kind", code("shooting"), "shooting"), ("place", text("Moss"), "Moss")]);
    {
        let mut kb = KnowledgeBase::open(dir.path()).expect("opens");
        add(&mut kb, &[more]);
    }
    let kb = KnowledgeBase::open(dir.path()).expect("opens");
    let built = kb.build_graph(&ONTOLOGY).expect("builds");
    assert!(built.fresh && built.counts.articles == 5);
}

#[test]
fn damaged_claims_are_named_and_given_again() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let whole = snapshot(dir.path());
    let path =
        fs::read_dir(dir.path().join("claims")).expect("a folder").next().expect("a file").expect("readable").path();
    let content = fs::read(&path).expect("readable");
    fs::write(&path, &content[..content.len() / 2]).expect("writes");
    let mut kb = KnowledgeBase::open(dir.path()).expect("opens");
    let error = kb.build_graph(&ONTOLOGY).expect_err("damaged").to_string();
    assert!(error.contains(&path.display().to_string()), "{error}");
    assert_eq!(add(&mut kb, &corpus()), Added { new: 1, unchanged: 3, ..Added::default() });
    kb.build_graph(&ONTOLOGY).expect("builds");
    drop(kb);
    assert!(snapshot(dir.path()) == whole);
}

#[test]
fn an_analysts_files_are_read_and_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let rows = format!("{}same,org/red-hand,org/blue-army,,one group,me,2025-01-01\n", Decisions::HEADER);
    fs::write(dir.path().join("decisions.csv"), &rows).expect("writes");
    let kb = KnowledgeBase::open(dir.path()).expect("opens");
    assert!(kb.build_graph(&ONTOLOGY).expect("builds").fresh);
    assert_eq!(fs::read_to_string(dir.path().join("decisions.csv")).expect("readable"), rows);
    let (store, _) = graph::load_graph(dir.path()).expect("reads");
    assert!(merged(&store));
    fs::write(dir.path().join("decisions.csv"), "judgement,left,right\nperhaps,a,b\n").expect("writes");
    let error = kb.build_graph(&ONTOLOGY).expect_err("a mistake").to_string();
    assert!(error.contains("decisions.csv") && error.contains("perhaps"), "{error}");
}

fn merged(store: &Store) -> bool {
    let property = oxigraph::model::NamedNode::new("https://w3id.org/wiregraph/ns#mergedInto").expect("an IRI");
    store.quads_for_pattern(None, Some(property.as_ref()), None, None).next().is_some()
}

#[test]
fn the_library_of_queries_understands_the_graph() {
    let store = graph::load(&build(&corpus())).expect("loads");
    let mut report = wiregraph::ontology::Report::default();
    let library = wiregraph::query::Library::load(&Source::embedded(), &mut report);
    let rows = |name: &str| match library.get(name).expect("a query").run(&store, &[]).expect("runs") {
        wiregraph::query::Answer::Rows { rows, .. } => rows.len(),
        _ => 0,
    };
    assert_eq!(rows("audit"), 0);
    for name in [
        "attacks", "attacks-by", "attributed", "conflicts", "affiliates", "designations", "officials", "timeline",
        "copies",
    ] {
        assert!(rows(name) > 0, "{name} finds nothing");
    }
}

#[test]
fn a_part_of_the_graph_answers_like_the_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    fresh(dir.path(), &corpus());
    let (whole, _) = graph::load_graph(dir.path()).expect("loads");
    let mut report = wiregraph::ontology::Report::default();
    let library = wiregraph::query::Library::load(&Source::embedded(), &mut report);
    let mut small = 0;
    for q in library.queries().iter().filter(|q| q.params.iter().all(|p| !p.required)) {
        let question = wiregraph::query::question(&library, &q.name).expect("parses");
        let part = graph::load_graph_for(dir.path(), &question, &[]).expect("loads");
        small += usize::from(part.len().expect("counts") < whole.len().expect("counts"));
        let answer = |store: &Store| {
            let mut out = Vec::new();
            let answer = q.run(store, &[]).expect("runs");
            wiregraph::query::write(&answer, wiregraph::query::Format::Csv, None, &mut out).expect("writes");
            out
        };
        assert!(answer(&part) == answer(&whole), "{}", q.name);
    }
    // RocksDB holds all at once.
    assert!(small > 20 || cfg!(feature = "disk"), "only {small} queries do with a part");
}

// -------------------------------------------------------------- registries

#[test]
fn names_that_a_registry_knows_have_its_ids_and_are_one() {
    let told = |id: &str, name: &str| {
        let mut a = Article::new(id, &format!("Norland listed the {name} on 2 May 2024.\n"));
        let land = a.entity("country", "", "country/NO", &["Norland"]);
        let group = a.entity("organization", "militant_group", "", &[name]);
        a.fact(
            "designation",
            "listed",
            vec![
                ("authority", Value::Entity(land), "Norland"),
                ("target", Value::Entity(group), name),
                ("status", code("designated"), "listed"),
            ],
        );
        a
    };
    let articles = [told("x", "Blue Army"), told("y", "Azure Host"), told("z", "Red Hand")];
    let file = "id,name,aliases,kind\nhttp://ids.example/7,Azure Host,Blue Army; BA,organization\n\
        n:8,Red Hand,,organization\nn:9,Red Fist,Red Hand,organization\n";
    let registry = Registry::read(file, "groups.csv").expect("a registry");
    let graph = judged(&claims(&articles), &Judgements { registry: registry.clone(), ..Judgements::default() });
    assert!(has(&graph, "org/blue-army wg:registryId \"http://ids.example/7\""), "{:#?}", facts(&graph));
    assert!(has(&graph, "org/azure-host owl#sameAs http://ids.example/7"));
    assert!(
        has(&graph, "org/blue-army wg:mergedInto org/azure-host")
            || has(&graph, "org/azure-host wg:mergedInto org/blue-army")
    );
    // Two entries bear this name: it is neither.
    assert!(!has(&graph, "org/red-hand wg:registryId"));
    // An analyst's word counts more.
    let apart = decisions("different,org/azure-host,org/blue-army,,two groups,me,2025-01-01\n");
    let graph = judged(&claims(&articles), &Judgements { registry, decisions: apart, ..Judgements::default() });
    assert!(!has(&graph, "wg:mergedInto"));
}

#[test]
fn spellings_of_one_name_are_joined_where_the_articles_agree() {
    let told = |id: &str, name: &str, parent: &str| {
        let mut a = Article::new(id, &format!("The {name} of the {parent} attacked Halden on 2 May 2024.\n"));
        let group = a.entity("organization", "militant_group", "", &[name]);
        a.entity("organization", "militant_group", "", &[parent]);
        let place = a.entity("place", "", "", &["Halden"]);
        a.fact(
            "attack",
            "attacked",
            vec![
                ("perpetrators", Value::Entity(group), name),
                ("place", Value::Entity(place), "Halden"),
                ("date", date("2024-05-02"), "2 May 2024"),
            ],
        );
        a
    };
    let merged = |articles: &[Article]| has(&build(articles), "wg:mergedInto");
    assert!(merged(&[told("x", "Haleem Brigade", "Blue Army"), told("y", "Halim Brigade", "Blue Army")]));
    let graph = build(&[told("x", "Haleem Brigade", "Blue Army"), told("y", "Halim Brigade", "Blue Army")]);
    assert!(short(&graph.evidence).iter().any(|l| l.contains("wg:reason \"another spelling: ")));
    assert!(!merged(&[told("x", "Haleem Brigade", "Blue Army"), told("y", "Karim Brigade", "Blue Army")]));
}
