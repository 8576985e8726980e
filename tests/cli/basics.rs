//! Help, version, completions, manual, the ontology check, exit codes.

use crate::cli_support::{Dir, program, repository};
use std::process::Stdio;

#[test]
fn help_of_every_command_has_examples() {
    let dir = Dir::new();
    let help = dir.run("--help").ended(0).stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| !l.is_empty())
        .filter_map(|l| l.strip_prefix("  ").filter(|l| !l.starts_with(' '))?.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.contains(&"extract") && commands.contains(&"check"), "{help}");
    for command in commands {
        dir.run(&format!("{command} --help")).ended(0).prints("Examples:").prints(&format!("wiregraph {command}"));
    }
}

#[test]
fn version_is_the_crates() {
    Dir::new().run("--version").ended(0).prints(env!("CARGO_PKG_VERSION"));
}

#[test]
fn wrong_command_lines_exit_with_2() {
    let dir = Dir::new();
    dir.run("frobnicate").ended(2).says("unrecognized subcommand");
    dir.run("extract").ended(2).says("<INPUT>");
    dir.run("extract a.txt --jobs 0").ended(2).says("--jobs");
    dir.run("extract a.txt --to nonsense").ended(2).says("facts");
}

#[test]
fn completions_and_manual_are_complete() {
    let dir = Dir::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        dir.run(&format!("completions {shell}")).ended(0).prints("extract");
    }
    dir.run("man").ended(0).prints(".TH wiregraph").prints("extract");
    dir.run("man extract").ended(0).prints(".TH wiregraph-extract");
    dir.run("man nonsense").ended(2).says("nonsense");
    dir.run("man --out wiregraph.1").ended(0);
    assert!(dir.read("wiregraph.1").contains(".TH"));
}

#[test]
fn built_in_ontology_has_no_mistakes() {
    Dir::new().run("check").ended(0).says(" 0 mistakes");
    Dir::new().run("check --quiet").ended(0);
}

#[test]
fn check_reports_every_mistake_with_its_place() {
    let dir = Dir::new();
    let copy = |name: &str| std::fs::read(repository(name)).expect("an ontology file");
    dir.write("o/mentions.ttl", copy("ontology/mentions.ttl"));
    dir.write("o/lexicon/a.csv", "form,class,value,id,source\nBlue Book,book\n");
    dir.write("o/events/b.ttl", "wg:Undeclared a owl:Class .\n");
    let run = dir.run("check o").ended(1).says("lexicon/a.csv:2:").says("events/b.ttl:1:");
    assert_eq!(dir.run("--ontology o check").ended(1).stderr, run.stderr);
    dir.write("a.txt", "Nothing happened.");
    dir.run("extract a.txt --ontology o").ended(2).says("lexicon/a.csv:2:").says("wiregraph check");
    dir.run("check nowhere").ended(2).says("nowhere");
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = program()
        .args(["extract", "--to", "conllu", "--quiet"])
        .args([repository("tests/corpus/demo"), repository("tests/corpus/demo")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked") && !stderr.to_lowercase().contains("pipe"), "{stderr}");
    assert_eq!(output.status.code(), Some(0), "{stderr}");
}

#[test]
fn nobody_listening_to_messages_is_no_failure() {
    let dir = Dir::new();
    dir.write("a.jsonl", "{\"id\":\"a\",\"text\":\"Nothing happened.\"}\nbad\n");
    let mut child = program()
        .args(["extract", "a.jsonl"])
        .current_dir(dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stderr.take());
    assert_eq!(child.wait().expect("the program ends").code(), Some(1));
}

#[test]
fn the_query_library_is_listed() {
    let dir = Dir::new();
    let list = dir.run("queries").ended(0).stdout;
    assert!(list.lines().count() > 10 && list.lines().all(|l| l.split('\t').count() == 3), "{list}");
    let name = list.lines().next().and_then(|l| l.split('\t').next()).expect("a query");
    dir.run(&format!("queries {name}")).ended(0).prints("SELECT").prints("# title:");
    dir.run("queries no-such-query").ended(2).says("no-such-query");
    let json: serde_json::Value = serde_json::from_str(&dir.run("queries --json").ended(0).stdout).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(list.lines().count()));
}
