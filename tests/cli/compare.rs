//! `conflicts`, `timeline`, `sources`, `diff` and notes, on three reports of one
//! attack.

use crate::cli_support::{Dir, Run};

const FIRST: &str = r#"{"id":"first","published":"2024-03-12","source":"The Northern Post","text":"HALDEN, March 12, 2024 - A bombing at the Grand Market in Halden killed 12 people on March 11, 2024."}"#;
const SECOND: &str = r#"{"id":"second","published":"2024-03-13","source":"Coast Radio","text":"HALDEN, March 13, 2024 - A bombing at the Grand Market in Halden killed 15 people on March 11, 2024.\n\nInterior Minister Ola Berg met Prime Minister Kari Nord in Oslo on March 12, 2024."}"#;
const THIRD: &str = r#"{"id":"third","published":"2024-03-20","source":"Coast Radio","text":"OSLO, March 20, 2024 - A bombing at the Grand Market in Halden killed 17 people on March 10, 2024."}"#;

/// The three reports, taken for one attack though days and tolls differ.
fn base() -> Dir {
    let dir = Dir::new();
    dir.write("all.jsonl", format!("{FIRST}\n{SECOND}\n{THIRD}\n"));
    dir.run("build all.jsonl --quiet").ended(0);
    let rows = dir.run("query attacks --format csv").ended(0).stdout;
    let names: Vec<&str> = rows.lines().skip(1).filter_map(|l| l.split('"').nth(1)).collect();
    assert_eq!(names.len(), 1, "{rows}");
    dir
}

/// Rows of an answer as (first columns, ...), without the header.
fn rows(run: &Run) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(run.out.as_slice());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn column(run: &Run, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(run.out.as_slice());
    let at = reader.headers().expect("a header").iter().position(|h| h == name).expect("the column");
    reader.records().map(|r| r.expect("a row")[at].to_owned()).collect()
}

#[test]
fn conflicts_are_told_by_kind_with_who_says_what() {
    let dir = base();
    let strict = dir.run("conflicts --strict").ended(0).says("1 conflict");
    assert_eq!(column(&strict, "type"), ["contradiction", "contradiction"]);
    assert_eq!(column(&strict, "value"), ["2024-03-10", "2024-03-11"]);
    assert_eq!(column(&strict, "acceptance"), ["rejected", "accepted"]);
    assert_eq!(column(&strict, "articles"), ["third", "first; second"]);
    assert_eq!(column(&strict, "basis"), ["more-origins", "more-origins"]);
    let soft = dir.run("conflicts kb --soft").ended(0);
    assert_eq!(column(&soft, "value"), ["12", "15", "17"]);
    assert!(dir.run("conflicts --denied").ended(0).says("no rows").stdout.starts_with("subject,property,type"));
    let all = dir.run("conflicts").ended(0).says("2 conflicts");
    assert_eq!(rows(&all).len(), 5);
    let about = dir.run_args(&["conflicts", "--about", "Kari Nord"], b"").ended(0);
    assert!(rows(&about).is_empty());
    dir.run("conflicts --about Nobody").ended(2).says("nothing in the graph is called");
    dir.run("conflicts nowhere").ended(2).says("nowhere");
    dir.run("conflicts kb --kb kb").ended(2).says("cannot be used with");
    let json = dir.run("conflicts --format json").ended(0).stdout;
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn figures_are_listed_in_order_and_never_added_up() {
    let dir = base();
    let all = dir.run("timeline").ended(0);
    assert_eq!(column(&all, "published"), ["2024-03-12", "2024-03-13", "2024-03-20"]);
    assert_eq!(column(&all, "min"), ["12", "15", "17"]);
    assert_eq!(column(&all, "step"), ["first", "up", "up"]);
    assert_eq!(column(&dir.run("timeline kb --latest").ended(0), "count"), ["17"]);
}

#[test]
fn sources_say_what_rests_on_whom_and_what_falls() {
    let dir = base();
    let all = dir.run("sources").ended(0);
    let (facts, alone) = (column(&all, "facts"), column(&all, "alone"));
    let number = |text: &String| text.parse::<usize>().expect("a number");
    assert!(facts.iter().zip(&alone).all(|(f, a)| number(a) <= number(f)));
    // As many facts of one origin as the graph counts.
    let counted =
        dir.run_args(&["query", "SELECT (COUNT(?p) AS ?n) { ?p wg:acceptance wgc:accepted ; wg:originCount 1 }"], b"");
    let lonely = rows(&dir.run("sources kb --alone").ended(0));
    assert_eq!(lonely.len(), number(&rows(&counted)[0][0]));
    assert_eq!(lonely.len(), alone.iter().map(number).sum::<usize>());
    // Without the outlet of the second and third, what they alone say falls, and nothing else.
    let fallen = dir.run_args(&["sources", "--without", "coast radio"], b"").ended(0).says("outlet Coast Radio");
    let told: Vec<&Vec<String>> = lonely.iter().filter(|r| r[4] == "second" || r[4] == "third").collect();
    let (changed, fallen) = (column(&fallen, "change"), rows(&fallen));
    assert!(changed.iter().all(|c| c == "falls"), "{changed:?}");
    assert_eq!(fallen.len(), told.len());
    // Without the two that agree on the day, the other day comes up.
    let swapped = rows(&dir.run("sources --without first").ended(0));
    assert!(swapped.iter().any(|r| r[0] == "falls" && r[2] == "killed" && r[3] == "12"), "{swapped:?}");
    dir.run("sources --without nobody").ended(2).says("no article, no outlet");
    // Nothing was written.
    dir.run("sources").ended(0).prints(&all.stdout);
}

#[test]
fn a_diff_names_the_reason_of_each_change() {
    let dir = Dir::new();
    dir.write("one.jsonl", format!("{FIRST}\n{SECOND}\n"));
    dir.write("two.jsonl", format!("{FIRST}\n{}\n", SECOND.replace("15 people", "16 people")));
    dir.write("three.jsonl", format!("{FIRST}\n"));
    for name in ["one", "two", "three"] {
        dir.run(&format!("build {name}.jsonl --kb {name} --quiet")).ended(0);
    }
    let same = dir.run("diff one one").ended(0).says("0 facts gained, 0 lost, 0 changed");
    assert!(rows(&same).is_empty());
    let changed = dir.run("diff one two").ended(0).says("1 changed");
    let all = rows(&changed);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((all[0][0].as_str(), all[0][2].as_str()), ("changed", "killed"));
    assert_eq!((all[0][3].as_str(), all[0][4].as_str(), all[0][5].as_str()), ("16", "15", "article changed: second"));
    let lost = dir.run("diff one three").ended(0);
    assert!(column(&lost, "change").iter().all(|c| c == "lost"));
    assert!(column(&lost, "reason").iter().all(|r| r == "article removed: second"), "{}", lost.stdout);
    let gained = dir.run("diff three one").ended(0);
    assert_eq!(rows(&gained).len(), rows(&lost).len());
    assert!(column(&gained, "reason").iter().all(|r| r == "article added: second"));
    dir.run("diff one nowhere").ended(2).says("nowhere");
    // A decision and a note.
    dir.run("build one.jsonl --kb decided --quiet").ended(0);
    dir.run_args(&["judge", "same", "Ola Berg", "Kari Nord", "--because", "a test", "--kb", "decided"], b"").ended(0);
    let decided = dir.run("diff one decided").ended(0);
    let reasons = column(&decided, "reason");
    assert!(!reasons.is_empty() && reasons.iter().any(|r| r.contains("decision added: same")), "{reasons:?}");
}

#[test]
fn a_note_beats_articles_and_leaves_them_visible() {
    let dir = base();
    let note = ["judge", "note", "Grand Market, Halden", "date", "2024-03-10", "--source", "court record 7"];
    let strict = || dir.run("conflicts --strict").ended(0);
    // First only what would change.
    dir.run_args(&[&note[..], &["--what-if"]].concat(), b"").ended(0).prints("- ").prints("2024-03-10");
    assert_eq!(column(&strict(), "acceptance"), ["rejected", "accepted"]);
    assert_eq!(dir.run("judge notes").ended(0).stdout.lines().count(), 1);
    dir.run_args(&note, b"").ended(0).says("facts come");
    let now = strict();
    assert_eq!(column(&now, "value"), ["2024-03-10", "2024-03-11"]);
    assert_eq!(column(&now, "acceptance"), ["accepted", "rejected"]);
    assert_eq!(column(&now, "basis"), ["curated", "curated"]);
    assert!(column(&now, "voices")[0].contains("note"));
    // It is shown beside the articles, and the graph is sound.
    dir.run("query dates").ended(0).prints("note/").prints("2024-03-11");
    dir.run("query audit").ended(0).says("no rows");
    dir.run("check --kb kb").ended(0).says("0 findings");
    dir.run("judge notes").ended(0).prints(",date,2024-03-10,so,active,court record 7,");
    dir.run_args(&["explain", "Grand Market, Halden"], b"").ended(0).prints("court record 7");
    // What is not so is out, whoever says it.
    let not = ["judge", "note", "Grand Market, Halden", "killed", "17", "--not", "--source", "coroner"];
    dir.run_args(&not, b"").ended(0);
    let soft = dir.run("conflicts --soft").ended(0);
    assert_eq!(column(&soft, "acceptance"), ["accepted", "accepted", "rejected"]);
    assert!(dir.run("conflicts --denied").ended(0).stdout.contains("not: 17"));
    // Taken back, the graph is as before.
    dir.run_args(&["judge", "retract", "Grand Market, Halden", "date", "2024-03-10"], b"").ended(0);
    assert_eq!(column(&strict(), "acceptance"), ["rejected", "accepted"]);
    dir.run_args(&["judge", "retract", "Grand Market, Halden", "date", "2024-03-10"], b"").ended(2).says("no note");
    dir.run("judge notes").ended(0).prints(",revoked,");
}

#[test]
fn notes_that_say_nothing_are_refused() {
    let dir = base();
    let market = "Grand Market, Halden";
    dir.run_args(&["judge", "note", market, "date", "2024-03-10"], b"").ended(2).says("--source");
    let wrong = |property: &str, value: &str| {
        dir.run_args(&["judge", "note", market, property, value, "--source", "x"], b"").ended(2)
    };
    wrong("date", "in March").says("is no value");
    wrong("killed", "dozens").says("is no value");
    wrong("colour", "red").says("no property");
    wrong("type", "meeting").says("is no value");
    dir.run_args(&["judge", "note", "Nowhere", "date", "2024", "--source", "x"], b"").ended(2).says("nothing");
    assert_eq!(dir.run("judge notes").ended(0).stdout.lines().count(), 1);
}
