//! `build`, `remove`, `query`, `explain`, `export`, `demo`: a knowledge base
//! through the command line.

use crate::cli_support::{Dir, program, repository};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

fn demo() -> String {
    repository("tests/corpus/demo").to_string_lossy().into_owned()
}

/// All files below a folder with their content, without the lock.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/");
                if !name.contains("lock") {
                    found.insert(name, std::fs::read(&path).expect("a file"));
                }
            }
        }
    }
    found
}

fn assert_same(a: &Path, b: &Path) {
    let (a, b) = (content(a), content(b));
    assert!(a.len() > 3, "the knowledge base is empty");
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(bytes == &b[name], "{name} differs");
    }
}

#[test]
fn the_graph_depends_on_the_articles_alone() {
    let dir = Dir::new();
    let demo = demo();
    dir.run(&format!("build {demo} --kb once --jobs 1")).ended(0).says("new");
    // In two goes, the later files first; then again with everything.
    dir.run(&format!("build {demo}/p*.txt {demo}/desk-briefs.jsonl --kb twice --jobs 4")).ended(0);
    dir.run(&format!("build {demo} --kb twice")).ended(0).says("unchanged");
    assert_same(&dir.path().join("once"), &dir.path().join("twice"));
    // Nothing is read twice.
    dir.run(&format!("build {demo} --kb once")).ended(0).says(" 0 new, 0 changed").says("graph unchanged");
    assert_same(&dir.path().join("once"), &dir.path().join("twice"));
    // A removed article was never there.
    dir.write(
        "extra.txt",
        "GENEVA, May 3, 2021 - Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday.",
    );
    dir.run("build extra.txt --kb once").ended(0).says(" 1 new");
    assert_ne!(content(&dir.path().join("once")), content(&dir.path().join("twice")));
    dir.run("remove extra --kb once").ended(0);
    assert_same(&dir.path().join("once"), &dir.path().join("twice"));
    dir.run("remove extra --kb once").ended(1).says("extra");
    // A changed article replaces the old one.
    dir.write("a/x.txt", "Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday.");
    dir.write("b/x.txt", "Foreign Minister Jane Doe met Prime Minister John Roe in Vienna on Monday.");
    dir.run("build a --kb changed").ended(0);
    dir.run("build b --kb changed").ended(0).says(" 1 changed");
    dir.run("build b --kb fresh").ended(0);
    assert_same(&dir.path().join("changed"), &dir.path().join("fresh"));
}

#[test]
fn questions_are_answered_in_every_format() {
    let dir = Dir::new();
    dir.run(&format!("build {} --quiet", demo())).ended(0);
    // Every library query that needs no parameter runs and most have answers.
    let list = dir.run("queries --json").ended(0).stdout;
    let queries: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let mut answered = 0;
    for query in queries.as_array().expect("a list") {
        if query["params"].as_array().expect("parameters").iter().any(|p| p["required"] == true) {
            continue;
        }
        let name = query["name"].as_str().expect("a name");
        let run = dir.run(&format!("query {name}")).ended(0);
        answered += usize::from(run.stdout.lines().count() > 1);
    }
    assert!(answered > 10, "only {answered} queries have an answer");
    let select = "SELECT ?n WHERE { ?x a wg:Organization ; skos:prefLabel ?n } ORDER BY ?n LIMIT 3";
    dir.run_args(&["query", select], b"").ended(0).prints("n\r\n");
    dir.run_args(&["query", select, "--format", "tsv"], b"").ended(0).prints("?n\n");
    dir.run_args(&["query", select, "--format", "json"], b"").ended(0).prints("\"bindings\"");
    dir.run_args(&["query", select, "--format", "xml"], b"").ended(0).prints("<sparql");
    dir.run_args(&["query", select, "--format", "table"], b"").ended(0).prints("│");
    dir.run_args(&["query", "CONSTRUCT WHERE { ?x a wg:Organization }"], b"").ended(0).prints("@prefix");
    dir.run_args(&["query", "ASK { ?x a wg:Organization }", "--format", "table"], b"").ended(0).prints("true");
    dir.write("mine.rq", select);
    dir.run("query mine.rq --out answer.csv").ended(0);
    assert!(dir.read("answer.csv").lines().count() > 1);
    dir.run_args(&["query", "SELECT ?n WHERE { ?x nonsense"], b"").ended(2).says("error");
    dir.run("query no-such-query").ended(2).says("no-such-query");
    dir.run("query articles --param nonsense=1").ended(2).says("nonsense");
    dir.run("query articles --kb nowhere").ended(2).says("nowhere");
}

#[test]
fn a_fact_has_its_receipt() {
    let dir = Dir::new();
    dir.write(
        "visit.txt",
        "GENEVA, May 3, 2021 - Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday.",
    );
    dir.run("build visit.txt --quiet").ended(0);
    let receipt = dir.run("explain Jane Doe").ended(0);
    // The sentence, which may be wrapped, the article, and the rule with its file.
    let flat = receipt.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday."), "{flat}");
    receipt.prints("in visit").prints("by rule ").prints("events/");
    let json: serde_json::Value =
        serde_json::from_str(&dir.run("explain Jane Doe --json").ended(0).stdout).expect("JSON");
    assert!(json.to_string().contains("visit"));
    dir.run("explain no such thing").ended(2).says("no such thing");
}

#[test]
fn exports_go_where_they_should() {
    let dir = Dir::new();
    dir.run(&format!("build {} --quiet", demo())).ended(0);
    dir.run("export dot").ended(0).prints("digraph");
    dir.run("export graphml --out g.graphml").ended(0);
    assert!(dir.read("g.graphml").starts_with("<?xml"));
    dir.run("export csv").ended(2).says("--out DIR");
    dir.run("export csv --out tables").ended(0);
    assert!(dir.read("tables/nodes.csv").lines().count() > 10 && dir.read("tables/edges.csv").lines().count() > 10);
    dir.run("export neo4j --out neo").ended(0);
    assert!(dir.read("neo/neo4j-nodes.csv").contains(":LABEL"));
    let clusters = dir.run("export clusters").ended(0).prints("\"kind\":\"entity\"");
    assert!(clusters.stdout.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
    clusters.prints("\"class\":\"attack\"");
    dir.run("export nonsense").ended(2).says("graphml");
    dir.run("export dot --hops 2").ended(2).says("--around");
}

#[test]
fn without_graphviz_a_picture_is_refused_with_advice() {
    let dir = Dir::new();
    dir.write("a.txt", "Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday.");
    dir.run("build a.txt --quiet").ended(0);
    let output = program().args(["export", "svg"]).current_dir(dir.path()).env("PATH", "").output().expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.to_lowercase().contains("graphviz"), "{stderr}");
}

#[test]
fn the_demo_makes_all_it_promises() {
    let dir = Dir::new();
    let run = dir.run("demo --out d").ended(0);
    assert!(!dir.read("d/graph/graph.dot").is_empty());
    for name in ["d/graph/nodes.csv", "d/graph/edges.csv", "d/graph/graph.graphml", "d/graph/neo4j-nodes.csv"] {
        assert!(!dir.read(name).is_empty(), "{name}");
    }
    let answers = std::fs::read_dir(dir.path().join("d/answers")).expect("answers").count();
    assert!(answers > 10, "{answers} answers");
    run.prints(" query ").prints(" explain ").prints("Next:");
    // Again: the same.
    let before = content(&dir.path().join("d"));
    dir.run("demo --out d").ended(0).says(" 0 new, 0 changed");
    assert_eq!(before, content(&dir.path().join("d")));
    dir.write("other/file.txt", "mine");
    dir.run("demo --out other").ended(2).says("other");
}

#[test]
fn a_second_process_is_turned_away() {
    let dir = Dir::new();
    let mut first = program()
        .args(["build", "-", "--kb", "kb"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = first.stdin.take().expect("standard input");
    // It holds the knowledge base while it waits for the rest of its input.
    input.write_all(b"{\"id\":\"a\",\"text\":\"Nothing happened.\"}\n").expect("written");
    let made = || dir.path().join("kb/claims").is_dir();
    for _ in 0..600 {
        if made() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(made(), "the first process made no knowledge base");
    dir.write("b.txt", "Nothing happened in Geneva.");
    dir.run("build b.txt --kb kb").ended(2).says("another wiregraph");
    drop(input);
    assert!(first.wait().expect("it ends").success());
    dir.run("build b.txt --kb kb").ended(0).says(" 1 new");
}

#[test]
fn a_killed_build_loses_nothing() {
    let dir = Dir::new();
    let demo = demo();
    // Enough articles for several batches.
    let line = |i: usize| {
        format!(
            "{{\"id\":\"r{i}\",\"text\":\"Foreign Minister Jane Doe met Prime Minister John Roe {i} in Geneva on May 3, 2021.\"}}\n"
        )
    };
    dir.write("feed.jsonl", (0..900).map(line).collect::<String>());
    dir.run("build feed.jsonl --kb whole --quiet").ended(0);
    dir.run(&format!("build {demo}/dialogue-wire.txt --kb kb --quiet")).ended(0);
    for wait in [150, 400, 900] {
        let mut child = program()
            .args(["build", "feed.jsonl", "--kb", "kb"])
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        let _ = child.wait();
        // What was stored before is still there, and can be asked.
        dir.run("query articles --kb kb").ended(0).prints("dialogue-wire");
    }
    dir.run("build feed.jsonl --kb kb --quiet").ended(0);
    dir.run("remove dialogue-wire --kb kb --quiet").ended(0);
    assert_same(&dir.path().join("whole"), &dir.path().join("kb"));
}

#[test]
fn a_folder_that_is_no_knowledge_base_is_left_alone() {
    let dir = Dir::new();
    dir.write("mine/notes.txt", "keep").write("a.txt", "Nothing happened.");
    dir.run("build a.txt --kb mine").ended(2).says("mine");
    assert_eq!(content(&dir.path().join("mine")).len(), 1);
    dir.run("remove a --kb nowhere").ended(2).says("nowhere");
    assert!(!dir.path().join("nowhere").exists());
    // A wrong argument makes no folder.
    dir.run("build gone.txt --kb new").ended(2).says("gone.txt");
    assert!(!dir.path().join("new").exists());
}

#[test]
fn a_newer_knowledge_base_is_left_alone() {
    let dir = Dir::new();
    dir.write("a.txt", "Nothing happened in Geneva.");
    dir.run("build a.txt --quiet").ended(0);
    let marker = content(&dir.path().join("kb"))
        .into_iter()
        .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("format"))
        .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
        .expect("a file says which format the knowledge base has");
    let digit = marker.1.find(|c: char| c.is_ascii_digit()).expect("a version");
    let newer = format!("{}99{}", &marker.1[..digit], &marker.1[digit + 1..]);
    dir.write(&format!("kb/{}", marker.0), newer);
    let before = content(&dir.path().join("kb"));
    dir.run("build a.txt").ended(2).says("newer");
    dir.run("query articles").ended(2).says("newer");
    assert_eq!(before, content(&dir.path().join("kb")));
}

#[test]
fn registries_are_kept_and_their_mistakes_placed() {
    let dir = Dir::new();
    dir.write("a.txt", "Ola Berg met Kari Nord in Oslo on 2 May 2024.\n");
    dir.write("groups.csv", "id,name,aliases,kind\nn:1,Blue Army,BA,organization\nn:2,,x,organization\n");
    dir.run("build a.txt --registry groups.csv").ended(2).says("groups.csv:3");
    dir.run("build a.txt --registry missing.csv").ended(2).says("missing.csv");
    dir.write("groups.csv", "id,name,aliases,kind\nn:1,Blue Army,BA,organization\n");
    dir.write("people.json", "{\"id\":\"nk-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ola Berg\"]}}\n");
    dir.run("build a.txt --registry groups.csv").ended(0).says("1 known thing");
    dir.run("build --registry people.json").ended(0).says("2 known things");
    let ids = dir.run_args(&["query", "SELECT ?id { ?x wg:registryId ?id }"], b"").ended(0).stdout;
    assert!(ids.contains("nk-1"), "{ids}");
    assert!(dir.read("kb/registry.jsonl").contains("Blue Army"));
}
