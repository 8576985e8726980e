//! The relationship graph of a small hand-written graph in all formats.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use wiregraph::export::{self, Detail, ExportFormat, ExportOptions, RelationGraph, Standing, View};
use wiregraph::ontology::{Ontology, Source};

type Failure = Box<dyn std::error::Error>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Loaded once: reading all rules takes a while.
static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
});

fn store(backwards: bool, more: &str) -> Result<Store, Failure> {
    let text = std::fs::read_to_string(root().join("tests/data/graph/small.ttl"))? + more;
    let mut quads =
        RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()).collect::<Result<Vec<_>, _>>()?;
    if backwards {
        quads.reverse();
    }
    let store = Store::new()?;
    for quad in &quads {
        store.insert(quad)?;
    }
    Ok(store)
}

fn text(store: &Store, format: ExportFormat, options: &ExportOptions) -> Result<Vec<String>, Failure> {
    let files = export::export(store, &ONTOLOGY, format, options)?;
    Ok(files.into_iter().map(|f| String::from_utf8(f.content)).collect::<Result<_, _>>()?)
}

fn graph(options: &ExportOptions) -> Result<RelationGraph, Failure> {
    Ok(export::relation_graph(&store(false, "")?, &View::new(&ONTOLOGY), options)?)
}

fn names(graph: &RelationGraph) -> BTreeSet<String> {
    graph.node_weights().map(|n| n.label.clone()).collect()
}

/// Edges as `from -label-> to`.
fn edges(graph: &RelationGraph) -> BTreeSet<String> {
    let end = |i: petgraph::graph::NodeIndex| graph[i].label.clone();
    let ends = |e| graph.edge_endpoints(e).map(|(a, b)| (end(a), end(b))).unwrap_or_default();
    graph
        .edge_indices()
        .map(|e| {
            let (a, b) = ends(e);
            format!("{a} -{}-> {b}", graph[e].label)
        })
        .collect()
}

fn set(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(|s| (*s).to_owned()).collect()
}

#[test]
fn the_compact_graph_shows_who_did_what_to_whom() -> Result<(), Failure> {
    let graph = graph(&ExportOptions::default())?;
    assert_eq!(
        edges(&graph),
        set(&[
            "Attack in Mumbai -against-> Taj Mahal Palace hotel",
            "Attack in Mumbai -in-> Mumbai",
            "Condoleezza Rice -Secretary of State-> United States",
            "Condoleezza Rice -took part-> Talks in New Delhi",
            "Deccan Mujahideen -carried out-> Attack in Mumbai",
            "Jamaat-ud-Dawa -affiliate of-> Deccan Mujahideen",
            "Jamaat-ud-Dawa -affiliate of-> Lashkar-e-Taiba",
            "Lashkar-e-Taiba -carried out-> Attack in Mumbai",
            "Mumbai -in-> India",
            "New Delhi -in-> India",
            "Pranab Mukherjee -mentions-> Pakistan",
            "Pranab Mukherjee -took part-> Talks in New Delhi",
            "Talks in New Delhi -in-> New Delhi",
            "U.S. Department of State -part of-> United States",
            "United States -designated FTO \u{b7} 2001-12-> Lashkar-e-Taiba",
        ])
    );
    assert!(!names(&graph).contains("Lashkar-i-Tayyaba"), "a merged name is no node");
    Ok(())
}

#[test]
fn how_well_an_edge_stands_is_kept() -> Result<(), Failure> {
    let graph = graph(&ExportOptions::default())?;
    let of = |name: &str, label: &str| {
        graph
            .edge_indices()
            .find(|e| graph[*e].label == label && graph.edge_endpoints(*e).is_some_and(|(a, _)| graph[a].label == name))
            .map(|e| graph[e].clone())
    };
    let blamed = of("Lashkar-e-Taiba", "carried out").ok_or("no edge")?;
    assert_eq!(blamed.standing, Standing::Attributed);
    assert_eq!(blamed.speakers, set(&["India"]), "who denies it does not say so");
    assert_eq!(of("Deccan Mujahideen", "carried out").ok_or("no edge")?.standing, Standing::Claimed);
    let branches = of("Jamaat-ud-Dawa", "affiliate of").ok_or("no edge")?;
    assert_eq!(branches.speakers, set(&["police sources"]), "a speaker who is only a phrase counts");
    assert_eq!(branches.standing, Standing::Attributed);
    assert_eq!(of("Mumbai", "in").ok_or("no edge")?.standing, Standing::Reference);
    let attack = graph.node_weights().find(|n| n.label == "Attack in Mumbai").ok_or("no node")?;
    assert_eq!((attack.origins, attack.articles), (2, 3));
    assert_eq!(attack.caption, "shooting \u{b7} 2008-11-26 \u{b7} 164\u{2013}174 killed");
    Ok(())
}

#[test]
fn the_full_graph_has_every_event_and_post_as_a_node() -> Result<(), Failure> {
    let full = graph(&ExportOptions { detail: Some(Detail::Full), ..ExportOptions::default() })?;
    for name in ["FTO designation of Lashkar-e-Taiba", "Secretary of State", "Pranab Mukherjee on the attack", "FTO"] {
        assert!(names(&full).contains(name), "{name}");
    }
    assert!(!names(&full).contains("164"), "figures are captions");
    Ok(())
}

#[test]
fn filters_cut_the_graph_down() -> Result<(), Failure> {
    let of = |options: ExportOptions| graph(&options).map(|g| names(&g));
    let groups =
        of(ExportOptions { types: vec!["militant group".into(), "attack".into()], ..ExportOptions::default() })?;
    assert_eq!(groups, set(&["Attack in Mumbai", "Deccan Mujahideen", "Lashkar-e-Taiba"]));
    let organizations = of(ExportOptions { types: vec!["Organization".into()], ..ExportOptions::default() })?;
    assert!(organizations.contains("Jamaat-ud-Dawa") && organizations.contains("United States"), "classes below count");
    let december = of(ExportOptions { from: Some("2008-12".into()), ..ExportOptions::default() })?;
    assert_eq!(december, set(&["Condoleezza Rice", "New Delhi", "Pranab Mukherjee", "Talks in New Delhi"]));
    let early = of(ExportOptions { to: Some("2001".into()), ..ExportOptions::default() })?;
    assert_eq!(early, set(&["Lashkar-e-Taiba", "United States"]), "an event drawn as an edge counts by its date");
    let near = of(ExportOptions { around: Some("JuD".into()), hops: Some(1), ..ExportOptions::default() })?;
    assert_eq!(near, set(&["Deccan Mujahideen", "Jamaat-ud-Dawa", "Lashkar-e-Taiba"]));
    let wider =
        of(ExportOptions { around: Some("org:jamaat-ud-dawa".into()), hops: Some(3), ..ExportOptions::default() })?;
    assert!(wider.contains("Mumbai") && wider.contains("United States"));
    assert!(!wider.contains("Condoleezza Rice"), "a neighbourhood does not lead through a country");
    assert!(of(ExportOptions { min_origins: 2, ..ExportOptions::default() })?.is_empty());
    Ok(())
}

#[test]
fn filters_that_name_nothing_are_refused() -> Result<(), Failure> {
    let fails = |options: ExportOptions| graph(&options).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(fails(ExportOptions { types: vec!["dragon".into()], ..ExportOptions::default() }).contains("classes: "));
    assert!(
        fails(ExportOptions { around: Some("Atlantis".into()), ..ExportOptions::default() })
            .contains("nothing in the graph")
    );
    assert!(fails(ExportOptions { around: Some("Lash".into()), ..ExportOptions::default() }).contains("fits several"));
    assert!(fails(ExportOptions { from: Some("soon".into()), ..ExportOptions::default() }).contains("is no date"));
    assert!(ExportFormat::parse("docx").is_err());
    Ok(())
}

#[test]
fn every_format_is_the_same_whatever_the_store_looks_like() -> Result<(), Failure> {
    let (one, two) = (store(false, "")?, store(true, "")?);
    for format in
        [ExportFormat::Dot, ExportFormat::Csv, ExportFormat::Neo4j, ExportFormat::GraphMl, ExportFormat::Facts]
    {
        let options = ExportOptions { title: Some("T".into()), ..ExportOptions::default() };
        assert_eq!(text(&one, format, &options)?, text(&two, format, &options)?, "{format:?}");
    }
    Ok(())
}

#[test]
fn dot_says_class_style_and_frame() -> Result<(), Failure> {
    let dot = text(
        &store(false, "")?,
        ExportFormat::Dot,
        &ExportOptions { title: Some("A & \"B\"".into()), ..ExportOptions::default() },
    )?
    .remove(0);
    for part in [
        "\"attack:mumbai-1a\" [label=<<b>Attack in Mumbai</b>",
        "\"org:lashkar-e-taiba\" -> \"attack:mumbai-1a\" [label=\"carried out (says India)\", style=dashed",
        "\"org:deccan-mujahideen\" -> \"attack:mumbai-1a\" [label=\"carried out (claimed)\", style=dotted",
        "\"org:jamaat-ud-dawa\" -> \"org:lashkar-e-taiba\" [label=\"affiliate of\", style=solid",
        "subgraph cluster_0",
        "A &amp; &quot;B&quot;",
        ">militant group</font>",
    ] {
        assert!(dot.contains(part), "{part} not in\n{dot}");
    }
    assert!(!dot.contains("\"place:mumbai\" -> \"country:in\""), "the frame says it already");
    Ok(())
}

#[test]
fn odd_names_break_no_format() -> Result<(), Failure> {
    let odd = "\norg:odd a wg:MilitantGroup ; skos:prefLabel \"A \\\"B\\\" <c> & \\\\ , ;\\n\\u0007\\u00e9\" ; wg:affiliateOf org:lashkar-e-taiba .\n\
        prop:odd a wg:Proposition ; rdf:subject org:odd ; rdf:predicate wg:affiliateOf ; rdf:object org:lashkar-e-taiba ; wg:acceptance wgc:accepted ; wg:originCount 3 .\n";
    let store = store(false, odd)?;
    let graphml = text(&store, ExportFormat::GraphMl, &ExportOptions::default())?.remove(0);
    let mut reader = quick_xml::Reader::from_str(&graphml);
    loop {
        match reader.read_event()? {
            quick_xml::events::Event::Eof => break,
            _ => continue,
        }
    }
    for csv_text in text(&store, ExportFormat::Csv, &ExportOptions::default())? {
        let mut rows = csv::Reader::from_reader(csv_text.as_bytes());
        let width = rows.headers()?.len();
        for row in rows.records() {
            assert_eq!(row?.len(), width);
        }
    }
    let dot = text(&store, ExportFormat::Dot, &ExportOptions::default())?.remove(0);
    assert!(dot.contains("A &quot;B&quot; &lt;c&gt; &amp;"), "{dot}");
    assert!(dot.contains("penwidth=1.7"), "three origins make a thicker line: {dot}");
    if let Err(error) = export::draw(&dot, export::Picture::Svg) {
        assert!(error.to_string().contains("not installed"), "Graphviz refuses the file: {error}");
    }
    Ok(())
}

#[test]
fn tables_have_the_headers_other_tools_look_for() -> Result<(), Failure> {
    let store = store(false, "")?;
    let csv = text(&store, ExportFormat::Csv, &ExportOptions::default())?;
    assert!(csv[0].starts_with("Id,Label,Type,"));
    assert!(csv[1].starts_with("Source,Target,Type,Weight,Label,"));
    assert!(
        csv[1].contains("\norg:lashkar-e-taiba,attack:mumbai-1a,Directed,1,carried out,perpetrator,attributed,India,")
    );
    let neo4j = text(&store, ExportFormat::Neo4j, &ExportOptions::default())?;
    assert!(neo4j[0].starts_with("id:ID,name,") && neo4j[0].lines().next().is_some_and(|l| l.ends_with(":LABEL")));
    assert!(neo4j[1].starts_with(":START_ID,:END_ID,:TYPE,weight:float,"));
    assert!(neo4j[1].contains(",AFFILIATE_OF,"));
    let ids: BTreeSet<&str> = neo4j[0].lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    for line in neo4j[1].lines().skip(1) {
        let ends: Vec<&str> = line.split(',').take(2).collect();
        assert!(ends.iter().all(|e| ids.contains(e)), "{line}");
    }
    Ok(())
}

#[test]
fn the_table_of_events_has_a_column_for_each_role() -> Result<(), Failure> {
    let facts = text(&store(false, "")?, ExportFormat::Facts, &ExportOptions::default())?.remove(0);
    let mut rows = csv::Reader::from_reader(facts.as_bytes());
    let header: Vec<String> = rows.headers()?.iter().map(str::to_owned).collect();
    let all: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>()?;
    let cell = |row: &csv::StringRecord, name: &str| {
        let at = header.iter().position(|h| h == name);
        at.and_then(|at| row.get(at)).unwrap_or("no such column").to_owned()
    };
    let order: Vec<String> = all.iter().map(|r| cell(r, "Type")).collect();
    assert_eq!(order, ["designation", "attack", "meeting", "statement", "tenure"], "by date, undated last");
    assert_eq!(cell(&all[1], "Killed"), "164; 174");
    assert_eq!(cell(&all[1], "Place"), "Mumbai");
    assert_eq!(cell(&all[1], "Sources"), "note-1; note-2; note-3");
    assert!(cell(&all[1], "Reported").contains("perpetrator: Lashkar-e-Taiba (attributed by India)"));
    assert!(cell(&all[1], "Sentence").starts_with("Gunmen attacked"));
    assert_eq!(cell(&all[2], "Participant"), "Condoleezza Rice; Pranab Mukherjee");
    let only = ExportOptions { types: vec!["attack".into()], ..ExportOptions::default() };
    assert_eq!(text(&store(false, "")?, ExportFormat::Facts, &only)?.remove(0).lines().count(), 2);
    Ok(())
}

#[test]
fn a_missing_graphviz_is_said_clearly() {
    let error = export::draw_with("no-such-graphviz", "digraph {}", export::Picture::Svg);
    assert!(error.is_err_and(|e| e.to_string().contains("apt install graphviz")));
}
