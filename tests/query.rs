//! Questions to a small hand-written graph: the query library, parameters,
//! formats, errors and receipts.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::GraphNameRef;
use oxigraph::store::Store;
use std::path::Path;
use std::sync::LazyLock;
use wiregraph::ontology::{Ontology, Report, Source};
use wiregraph::query::{self, Answer, ExplainOptions, Explanation, Format, Library, Param, ParamType};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The fixture with the ontology, loaded in the given order of triples.
fn store(backwards: bool) -> Result<Store, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(root().join("tests/data/graph/small.ttl"))?;
    let mut quads =
        RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()).collect::<Result<Vec<_>, _>>()?;
    quads.extend(ONTOLOGY.vocab.graph.iter().map(|t| t.into_owned().in_graph(GraphNameRef::DefaultGraph.into_owned())));
    if backwards {
        quads.reverse();
    }
    let store = Store::new()?;
    for quad in &quads {
        store.insert(quad)?;
    }
    Ok(store)
}

/// Loaded once: reading all rules takes a while.
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
});

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let mut report = Report::default();
    let library = Library::load(&Source::embedded(), &mut report);
    assert!(!report.has_errors(), "{report}");
    library
});

fn params(list: &[&str]) -> Result<Vec<Param>, wiregraph::error::Error> {
    list.iter().map(|p| Param::parse(p)).collect()
}

/// Answer in a format, as text.
fn ask(store: &Store, what: &str, list: &[&str], format: Format) -> Result<String, Box<dyn std::error::Error>> {
    let answer = query::ask(store, &LIBRARY, what, &params(list)?)?;
    let mut out = Vec::new();
    query::write(&answer, format, Some(100), &mut out)?;
    Ok(String::from_utf8(out)?)
}

fn csv(store: &Store, what: &str, list: &[&str]) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    Ok(ask(store, what, list, Format::Csv)?.lines().skip(1).map(str::to_owned).collect())
}

fn failure(store: &Store, what: &str, list: &[&str]) -> String {
    match ask(store, what, list, Format::Csv) {
        Ok(answer) => format!("answered: {answer}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_library_query_runs_and_is_described() -> Outcome {
    let store = store(false)?;
    let library = &*LIBRARY;
    assert!(library.queries().len() >= 25);
    for query in library.queries() {
        assert!(query.title.ends_with(['?', '.']), "{}: the title is a sentence", query.name);
        let given: Vec<Param> = query
            .params
            .iter()
            .filter(|p| p.required)
            .map(|p| Param { name: p.name.clone(), value: "attack:mumbai-1a".to_owned() })
            .collect();
        let answer = query.run(&store, &given).map_err(|e| format!("{}: {e}", query.name))?;
        assert!(matches!(answer, Answer::Rows { .. }), "{} gives rows", query.name);
    }
    Ok(())
}

#[test]
fn every_parameter_of_a_library_query_restricts_it() -> Outcome {
    let store = store(false)?;
    for query in LIBRARY.queries() {
        for spec in &query.params {
            let value = match spec.kind {
                ParamType::From => "2100",
                ParamType::Until => "1900",
                _ => "person:nobody",
            };
            let rows = csv(&store, &query.name, &[&format!("{}={value}", spec.name)])?;
            assert!(rows.is_empty(), "{} --param {}={value}: {rows:?}", query.name, spec.name);
        }
    }
    Ok(())
}

#[test]
fn the_library_answers_the_questions_of_an_analyst() -> Outcome {
    let store = store(false)?;
    assert_eq!(csv(&store, "designations", &[])?, ["Lashkar-e-Taiba,FTO,United States,2001-12,designated,1"]);
    assert_eq!(
        csv(&store, "attacks-by", &["who=LeT"])?,
        [
            "Lashkar-e-Taiba,Attack in Mumbai,attributed,India,note-3",
            "Lashkar-e-Taiba,Attack in Mumbai,denied,Lashkar-e-Taiba,note-3",
        ]
    );
    assert_eq!(csv(&store, "accusations", &[])?, ["Lashkar-e-Taiba,Attack in Mumbai,India,note-3,reported"]);
    assert_eq!(
        csv(&store, "casualties", &[])?,
        ["Attack in Mumbai,killed,164,164,note-3,accepted", "Attack in Mumbai,killed,174,174,note-2,accepted",]
    );
    assert_eq!(
        csv(&store, "attacks", &["at=mumbai"])?,
        ["Attack in Mumbai,Mumbai,2008-11-26,2008-11-26,shooting,164-174,,Deccan Mujahideen,Lashkar-e-Taiba",]
    );
    assert_eq!(
        csv(&store, "officials", &["in=Washington"])?,
        ["Condoleezza Rice,Secretary of State,United States,current,,"]
    );
    assert_eq!(
        csv(&store, "dates", &[])?,
        ["Attack in Mumbai,2008-11-26,2008-11-26,relative-to-publication,note-1,accepted"]
    );
    assert_eq!(
        csv(&store, "copies", &[])?,
        ["note-1,,2,", "note-2,note-1,2,same figures and order of facts", "note-3,,1,"]
    );
    assert_eq!(csv(&store, "merge-impact", &[])?, ["Lashkar-i-Tayyaba,note-3,Attack in Mumbai,perpetrator,object"]);
    assert_eq!(csv(&store, "attributed", &["who=India"])?.len(), 1);
    assert!(
        csv(&store, "attributed", &[])?
            .iter()
            .any(|l| l.starts_with("police sources,attributed,Jamaat-ud-Dawa,affiliateOf"))
    );
    assert_eq!(csv(&store, "conflicts", &[])?.len(), 2);
    Ok(())
}

#[test]
fn periods_are_open_at_the_side_left_out() -> Outcome {
    let store = store(false)?;
    let since = csv(&store, "timeline", &["since=2008"])?;
    assert_eq!(since, ["2008-11-26,2008-11-26,attack,Attack in Mumbai,2"]);
    let until = csv(&store, "timeline", &["until=2001-12"])?;
    assert_eq!(until, ["2001-12-01,2001-12-31,designation,FTO designation of Lashkar-e-Taiba,1"]);
    assert_eq!(csv(&store, "timeline", &[])?.len(), 2);
    assert!(csv(&store, "timeline", &["since=2002", "until=2007"])?.is_empty());
    Ok(())
}

#[test]
fn the_audit_finds_facts_without_a_claim() -> Outcome {
    let store = store(false)?;
    let unbacked = csv(&store, "audit", &[])?;
    assert!(unbacked.iter().any(|l| l.contains("meeting/new-delhi-2b") && l.contains("#kind")), "{unbacked:?}");
    assert!(
        !unbacked.iter().any(|l| l.contains("post/us--secretary-of-state")),
        "a shortcut of the tenure: {unbacked:?}"
    );
    assert!(!unbacked.iter().any(|l| l.contains("ns#place,")), "place has a proposition with a claim: {unbacked:?}");
    Ok(())
}

#[test]
fn a_parameter_reaches_every_depth_of_a_query() -> Outcome {
    let store = store(false)?;
    let nested = "SELECT ?who ?n WHERE { { SELECT (COUNT(?m) AS ?n) { ?m wg:participant ?who } } OPTIONAL { ?x wg:saidBy ?y . FILTER(?y = ?who) } }";
    assert_eq!(
        csv(&store, nested, &["who=Condoleezza Rice"])?,
        ["https://w3id.org/wiregraph/id/person/condoleezza-rice,1"]
    );
    let grouped = "SELECT ?who (COUNT(?m) AS ?n) { ?m wg:participant ?who } GROUP BY ?who";
    assert_eq!(csv(&store, grouped, &[])?.len(), 2);
    assert_eq!(
        csv(&store, grouped, &["who=person:pranab-mukherjee"])?,
        ["https://w3id.org/wiregraph/id/person/pranab-mukherjee,1"]
    );
    let table = "SELECT ?a ?b { VALUES (?a ?b) { (1 2) (3 4) } }";
    assert_eq!(csv(&store, table, &["a=3"])?, ["3,4"]);
    let bound = "SELECT ?x { BIND(IF(BOUND(?x), \"given\", \"free\") AS ?y) }";
    assert!(failure(&store, bound, &["y=1"]).contains("computes ?y itself"));
    assert_eq!(csv(&store, "SELECT ?y { BIND(IF(BOUND(?x), \"given\", \"free\") AS ?y) }", &["x=1"])?, ["given"]);
    assert_eq!(csv(&store, "SELECT ?s { ?s ?p country:us }", &["p=wg:authority"])?.len(), 1);
    Ok(())
}

#[test]
fn values_are_read_by_what_they_are() -> Outcome {
    let store = store(false)?;
    let typed = "SELECT (DATATYPE(?v) AS ?t) {}";
    for (value, kind) in
        [("2008-12-03", "date"), ("12", "integer"), ("1.5", "decimal"), ("hello", "string"), ("2008-13-40", "string")]
    {
        let answer = csv(&store, typed, &[&format!("v={value}")])?;
        assert_eq!(answer, [format!("http://www.w3.org/2001/XMLSchema#{kind}")], "{value}");
    }
    assert_eq!(csv(&store, "SELECT (LANG(?v) AS ?l) {}", &["v=\"Haus\"@de"])?, ["de"]);
    assert!(failure(&store, "attacks-by", &["who=Nobody Known"]).contains("nothing in the graph has this name"));
    assert!(
        failure(&store, "attacks-by", &["who=Lashk"]).contains("org:lashkar-e-taiba"),
        "several fit: candidates are listed"
    );
    let by_word = "SELECT ?m { ?m wg:participant ?who }";
    assert_eq!(csv(&store, by_word, &["who=Pranab Mukherjee"])?.len(), 1);
    assert!(
        failure(&store, by_word, &["who=Mukherjee"]).contains("person:pranab-mukherjee"),
        "a person and a statement fit"
    );
    assert!(csv(&store, by_word, &["who=\"Mukherjee\""])?.is_empty(), "quoted text is text");
    assert!(csv(&store, by_word, &["who=Zanzibar"])?.is_empty(), "a word nothing is called by is text");
    assert!(failure(&store, "attacks-by", &["whom=LeT"]).contains("no parameter whom; it has who"));
    assert!(failure(&store, "evidence", &[]).contains("needs --param about="));
    assert!(failure(&store, "timeline", &["since=soon"]).contains("not a date"));
    assert!(failure(&store, "SELECT ?x { ?x a wg:Attack }", &["y=1"]).contains("no variable ?y"));
    Ok(())
}

#[test]
fn mistakes_are_shown_with_place_and_hint() -> Outcome {
    let store = store(false)?;
    let unknown = failure(&store, "SELECT ?x {\n ?x foo:bar ?y }", &[]);
    assert!(
        unknown.contains("line 2, column 5: unknown prefix foo:") && unknown.contains("hint: declare it"),
        "{unknown}"
    );
    let open = failure(&store, "SELECT ?x { ?x wg:kind ?y", &[]);
    assert!(open.contains("1 closing brace(s) missing") && open.contains("line 1"), "{open}");
    assert!(failure(&store, "INSERT DATA { wg:a wg:b wg:c }", &[]).contains("queries only read"));
    assert!(failure(&store, "timelin", &[]).contains("did you mean timeline?"));
    assert!(failure(&store, "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", &[]).contains("not supported"));
    Ok(())
}

#[test]
fn prefixes_of_data_need_no_declaration_but_a_declared_one_wins() -> Outcome {
    let store = store(false)?;
    assert_eq!(csv(&store, "SELECT ?l { org:jamaat-ud-dawa skos:prefLabel ?l }", &[])?, ["Jamaat-ud-Dawa"]);
    let own = "PREFIX org: <http://example.org/> SELECT ?l { org:jamaat-ud-dawa skos:prefLabel ?l }";
    assert!(csv(&store, own, &[])?.is_empty());
    Ok(())
}

#[test]
fn rows_come_in_one_order_whatever_the_store_looks_like() -> Outcome {
    let (one, two) = (store(false)?, store(true)?);
    for text in [
        "SELECT ?s ?p ?o { ?s ?p ?o }",
        "SELECT ?s { ?s a ?c } LIMIT 7",
        "SELECT DISTINCT ?c { ?s a ?c } ORDER BY STRLEN(STR(?c))",
        "CONSTRUCT { ?s wg:near _:x . _:x wg:to ?o } WHERE { ?s wg:place ?o }",
        "DESCRIBE attack:mumbai-1a",
    ] {
        let answers = [query::run(&one, text, &[])?, query::run(&two, text, &[])?, query::run(&two, text, &[])?];
        assert!(answers[0] == answers[1] && answers[1] == answers[2], "{text}");
    }
    Ok(())
}

#[test]
fn values_of_mixed_kinds_come_in_one_order() -> Outcome {
    let store = Store::new()?;
    // To the engine 9 < 10 < "5" < 9.
    let values = ["9", "10", "\"5\"", "<http://x/5>", "\"5\"@en", "\"2025-01-02\"^^xsd:date", "\"7\"", "1.5", "true"];
    // Nodes, then numbers, then other literals by the names of their datatypes.
    let wanted = ["http://x/5", "1.5", "9", "10", "5", "true", "2025-01-02", "5", "7"];
    for turn in 0..values.len() {
        let mut list = values;
        list.rotate_left(turn);
        if turn % 2 == 1 {
            list.reverse();
        }
        for order in ["ORDER BY ?value", ""] {
            let text = format!("SELECT ?value {{ VALUES ?value {{ {} }} }} {order}", list.join(" "));
            assert_eq!(csv(&store, &text, &[])?, wanted, "{text}");
        }
    }
    Ok(())
}

#[test]
fn answers_are_written_in_all_formats() -> Outcome {
    let store = store(false)?;
    let rows = "SELECT ?a ?n { ?a wg:killedMin ?n }";
    assert_eq!(ask(&store, rows, &[], Format::Tsv)?, "?a\t?n\n<https://w3id.org/wiregraph/id/attack/mumbai-1a>\t164\n");
    assert!(ask(&store, rows, &[], Format::Json)?.contains("\"value\":\"164\""));
    assert!(ask(&store, rows, &[], Format::Xml)?.contains("<binding name=\"n\">"));
    let table = ask(&store, rows, &[], Format::Table)?;
    assert!(table.contains("│ attack:mumbai-1a ┆ 164 │") && table.ends_with("1 row\n"), "{table}");
    assert!(
        ask(&store, "evidence", &["about=attack:mumbai-1a"], Format::Table)?.lines().all(|l| l.chars().count() <= 100)
    );
    let triples = "CONSTRUCT { ?a wg:place ?p } WHERE { ?a wg:place ?p }";
    let turtle = ask(&store, triples, &[], Format::Turtle)?;
    assert!(
        turtle.contains("@prefix attack:") && turtle.contains("attack:mumbai-1a wg:place place:mumbai"),
        "{turtle}"
    );
    assert_eq!(ask(&store, triples, &[], Format::NTriples)?.lines().count(), 2);
    assert_eq!(ask(&store, "ASK { ?a a wg:Attack }", &[], Format::Table)?, "true\n");
    assert!(failure(&store, triples, &[]).contains("gives triples"));
    assert!(ask(&store, rows, &[], Format::Turtle).is_err_and(|e| e.to_string().contains("only CONSTRUCT")));
    assert!(Format::parse("pdf").is_err());
    Ok(())
}

fn receipt(store: &Store, target: &str, property: Option<&str>) -> Result<query::Receipt, Box<dyn std::error::Error>> {
    let options = ExplainOptions { property: property.map(str::to_owned), limit: None };
    match query::explain(store, target, &options)? {
        Explanation::Receipt(receipt) => Ok(*receipt),
        Explanation::Candidates(hits) => Err(format!("candidates: {hits:?}").into()),
    }
}

#[test]
fn a_receipt_leads_from_the_fact_to_the_sentence() -> Outcome {
    let store = store(false)?;
    let receipt = receipt(&store, "attack:mumbai-1a", Some("perpetrator"))?;
    assert_eq!(receipt.existence.as_deref(), Some("accepted"));
    let fact = receipt.facts.iter().find(|f| f.object.label == "Lashkar-e-Taiba").ok_or("no such fact")?;
    assert_eq!((fact.acceptance.as_str(), fact.origins, fact.claims), ("reported", 1, 1));
    let claim = &fact.evidence[0];
    assert_eq!(claim.modality, "attributed");
    assert_eq!(claim.speaker.as_ref().map(|s| s.label.as_str()), Some("India"));
    assert_eq!(claim.rules[0].place.as_deref(), Some("events/attack.toml:55"));
    assert_eq!((claim.sentences[0].start, claim.sentences[0].end), (0, 70));
    assert!(claim.sentences[0].text.as_deref().is_some_and(|t| t.starts_with("India blames")));
    assert_eq!(claim.article.source.as_deref(), Some("Sample Post"));
    assert_eq!(claim.article.published.as_deref(), Some("2008-12-04"));
    assert!(claim.mentions.iter().any(|m| m.surface == "Lashkar-i-Tayyaba" && m.refers_to.label == "Lashkar-e-Taiba"));
    assert_eq!(fact.evidence[1].modality, "denied");
    Ok(())
}

#[test]
fn a_receipt_shows_names_joined_and_kept_apart() -> Outcome {
    let store = store(false)?;
    let receipt = receipt(&store, "lashkar-i-tayyaba", None)?;
    assert_eq!(receipt.about.label, "Lashkar-e-Taiba");
    let judged: Vec<(&str, &str)> =
        receipt.decisions.iter().map(|d| (d.left.label.as_str(), d.judgement.as_str())).collect();
    assert_eq!(judged, [("Lashkar-i-Tayyaba", "same"), ("Jamaat-ud-Dawa", "unsure")]);
    assert!(receipt.facts.iter().any(|f| f.object.label == "Lashkar-e-Taiba" && f.subject.label == "Jamaat-ud-Dawa"));
    Ok(())
}

#[test]
fn conflicts_dates_and_copies_stand_in_the_page() -> Outcome {
    let store = store(false)?;
    let page = query::to_text(&query::explain(&store, "attack:mumbai-1a", &ExplainOptions::default())?, 80);
    for part in [
        "tension with 174: this value is not preferred (unresolved)",
        "2008-11-26 written \"Wednesday\", relative-to-publication",
        "one source with art:aaaa000000000002",
        "by rule attack/active at events/attack.toml:12: ACTOR attack TARGET",
        "accepted, 2 independent origins, 3 claims in 3 articles",
        "late on Wednesday.\u{201d} [0-71]",
    ] {
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(part), "{part} not in\n{page}");
    }
    assert!(page.lines().all(|l| l.chars().count() <= 80), "{page}");
    let json: serde_json::Value =
        serde_json::from_str(&query::to_json(&query::explain(&store, "prop:p03", &ExplainOptions::default())?)?)?;
    assert_eq!(json["receipt"]["facts"][0]["evidence"][0]["modality"], "attributed");
    Ok(())
}

#[test]
fn articles_claims_and_rules_have_receipts_too() -> Outcome {
    let store = store(false)?;
    assert_eq!(receipt(&store, "art:aaaa000000000002", None)?.facts.len(), 2);
    let claim = receipt(&store, "claim:c06", None)?;
    assert_eq!((claim.facts.len(), claim.facts[0].evidence.len()), (1, 1));
    assert_eq!(receipt(&store, "rule:met", None)?.facts.len(), 5);
    assert!(receipt(&store, "org:nobody", None).is_err());
    assert!(receipt(&store, "xyzzy", None).is_err());
    let page = query::to_text(&query::explain(&store, "lash", &ExplainOptions::default())?, 80);
    assert!(page.starts_with("2 things fit"), "{page}");
    Ok(())
}
