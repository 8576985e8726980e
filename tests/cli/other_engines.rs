//! The graph read by programs that are not ours: a SPARQL engine (rdflib), a
//! SHACL engine (pyshacl), Graphviz. A test without its program says so and ends.

use crate::cli_support::{Dir, repository};
use std::process::Command;

/// Python with a module, if there is one: `$WIREGRAPH_PYTHON`, else `python3`.
fn python(module: &str) -> Option<Command> {
    let program = std::env::var_os("WIREGRAPH_PYTHON").unwrap_or_else(|| "python3".into());
    let found = Command::new(&program).args(["-c", &format!("import {module}")]).output();
    if found.is_ok_and(|o| o.status.success()) {
        return Some(Command::new(program));
    }
    eprintln!("skipped: {} has no module {module} (pip install {module})", program.to_string_lossy());
    None
}

fn demo_base(articles: &[&str]) -> Dir {
    let dir = Dir::new();
    let folder = repository("tests/corpus/demo").to_string_lossy().into_owned();
    let inputs: Vec<String> = articles.iter().map(|a| format!("{folder}/{a}")).collect();
    dir.run(&format!("build {} --quiet", inputs.join(" "))).ended(0);
    dir
}

#[test]
fn a_second_sparql_engine_gives_the_same_rows() {
    let Some(mut python) = python("rdflib") else { return };
    let dir = demo_base(&["bla-listing.html", "dialogue-wire.txt", "jaffar-first-day.txt"]);
    let run = python
        .arg(repository("tests/second_engine.py"))
        .args(["kb", env!("CARGO_BIN_EXE_wiregraph"), "60"])
        .current_dir(dir.path())
        .output()
        .expect("python runs");
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{text}\n{}", String::from_utf8_lossy(&run.stderr));
    let same = text.lines().filter(|l| l.ends_with("the same") && !l.contains(": 0 rows")).count();
    assert!(same >= 10, "only {same} queries with rows were compared:\n{text}");
}

#[test]
fn a_second_shacl_engine_finds_the_demo_graph_sound() {
    let Some(mut python) = python("pyshacl") else { return };
    let dir = demo_base(&[""]);
    // Ours first: both must agree.
    dir.run("check --kb kb").ended(0);
    let run = python.arg(repository("tests/shacl.py")).arg("kb").current_dir(dir.path()).output().expect("python runs");
    let text = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{text}\n{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn graphviz_draws_what_is_exported() {
    if Command::new("dot").arg("-V").output().is_err() {
        eprintln!("skipped: Graphviz is not installed");
        return;
    }
    let dir = demo_base(&["bla-listing.html", "dialogue-wire.txt", "houthi-listings.txt"]);
    for more in ["", " --full", " --around Pakistan --hops 1"] {
        dir.run(&format!("export dot --out g.dot{more}")).ended(0);
        let run = Command::new("dot").args(["-Tsvg", "g.dot"]).current_dir(dir.path()).output().expect("dot runs");
        let (svg, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success() && said.trim().is_empty(), "{more}: {said}");
        let nodes = svg.matches("class=\"node\"").count();
        assert!(nodes > 3 && svg.contains("Pakistan"), "{more}: {nodes} nodes");
    }
}
