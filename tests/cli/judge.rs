//! `judge`: decisions, what they would change, taking them back, pinned names.

use crate::cli_support::Dir;

fn base() -> Dir {
    let dir = Dir::new();
    dir.write(
        "a.txt",
        "GENEVA, May 3, 2021 - Foreign Minister Jane Doe met Prime Minister John Roe in Geneva on Monday.",
    );
    dir.write(
        "b.txt",
        "GENEVA, May 4, 2021 - Foreign Minister Jane Dow told reporters on Tuesday that the talks went well.",
    );
    dir.run("build a.txt b.txt --quiet").ended(0);
    dir
}

fn posts(dir: &Dir) -> usize {
    dir.run("query officials").ended(0).stdout.lines().filter(|l| l.contains("Foreign Minister")).count()
}

#[test]
fn a_judgement_is_tried_made_listed_and_taken_back() {
    let dir = base();
    let graph = dir.run_args(&["query", "SELECT * { ?s ?p ?o }"], b"").ended(0).stdout;
    let same = ["judge", "same", "Jane Doe", "Jane Dow", "--because", "one post, a slip of the pen"];
    assert_eq!(posts(&dir), 2);
    // First only what would change.
    let tried = dir.run_args(&[&same[..], &["--what-if"]].concat(), b"").ended(0);
    tried.says("would go").prints("mergedInto");
    assert_eq!(posts(&dir), 2);
    assert_eq!(dir.run("judge list").ended(0).stdout.lines().count(), 1);
    // Then for good; the claims stay what they are.
    let claims = |dir: &Dir| {
        let mut files: Vec<_> = std::fs::read_dir(dir.path().join("kb/claims")).expect("claims").collect();
        files.sort_by_key(|f| f.as_ref().expect("a file").path());
        files.into_iter().map(|f| std::fs::read(f.expect("a file").path()).expect("readable")).collect::<Vec<_>>()
    };
    let before = claims(&dir);
    dir.run_args(&same, b"").ended(0).prints("+ ");
    assert_eq!(posts(&dir), 1);
    assert_eq!(claims(&dir), before);
    dir.run("judge list")
        .ended(0)
        .prints("same,person/jane-doe,person/jane-dow,active,\"one post, a slip of the pen\"");
    dir.run_args(&same, b"").ended(2).says("already are one thing");
    // Back, by the names themselves.
    dir.run_args(&["judge", "undo", "Jane Dow", "Jane Doe"], b"").ended(0);
    assert_eq!(posts(&dir), 2);
    dir.run("judge list").ended(0).prints(",revoked,");
    dir.run_args(&["judge", "undo", "Jane Dow", "Jane Doe"], b"").ended(2).says("no decision about");
    // The graph is as it was, but for the decision on record.
    let again = dir.run_args(&["query", "SELECT * { ?s ?p ?o }"], b"").ended(0).stdout;
    let rest = |text: &str| {
        let mut lines: Vec<String> = text.lines().filter(|l| !l.contains("/decision/")).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert!(rest(&again) == rest(&graph), "the graph is another");
}

#[test]
fn wrong_judgements_are_refused() {
    let dir = base();
    dir.run_args(&["judge", "same", "Jane Doe", "Jane Dow"], b"").ended(2).says("--because");
    dir.run("judge same nobody John --because x").ended(2).says("nobody");
    dir.run_args(&["judge", "different", "Jane Doe", "Jane Doe", "--because", "x"], b"").ended(2).says("already");
    dir.run("judge list --kb nowhere").ended(2).says("nowhere");
}

#[test]
fn pinned_events_keep_their_names() {
    let dir = base();
    let meeting = |dir: &Dir| {
        let rows = dir.run_args(&["query", "SELECT ?m { ?m a wg:Meeting }"], b"").ended(0).stdout;
        rows.lines().nth(1).expect("a meeting").to_owned()
    };
    let name = meeting(&dir);
    dir.run("judge pin").ended(0).says("pinned");
    let ids = dir.read("kb/ids.csv");
    assert!(
        ids.lines().count() > 1 && ids.contains("frame/") && ids.contains(name.rsplit('/').next().expect("a name"))
    );
    // A name of one's own holds, and pinning again adds nothing.
    let local = name.split("/id/").nth(1).expect("a path").trim();
    dir.write("kb/ids.csv", ids.replace(local, "meeting/geneva-2021"));
    dir.run("judge pin").ended(0).says("0 event mentions pinned");
    assert!(meeting(&dir).ends_with("meeting/geneva-2021"), "{}", meeting(&dir));
}
