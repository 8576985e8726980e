//! Facts of real articles against their gold, by the scorer that stands beside
//! them. Runs where the shared data folder is, else says that it was skipped.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Below these the extractor has become worse: slot F1 on main facts, slot F1
/// on all facts, slot precision on all facts.
const FLOORS: [(&str, &str, f64); 3] = [("main", "f1", 0.86), ("all", "f1", 0.80), ("all", "p", 0.90)];

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("WIREGRAPH_SHARED").map_or(beside, PathBuf::from);
    folder.join("tools/score.py").is_file().then_some(folder)
}

/// The numbers of the "overall" line of a section of the scorer's report:
/// facts right, spurious, missed, fact P, R, F1, slot P, R, F1.
fn overall(report: &str, section: &str) -> Vec<f64> {
    let line = report
        .lines()
        .skip_while(|l| l.trim() != section)
        .find(|l| l.starts_with("overall"))
        .unwrap_or_else(|| panic!("no overall line after {section}:\n{report}"));
    line.split_whitespace().filter_map(|w| w.parse().ok()).collect()
}

#[test]
fn seeds_score_at_least_the_floor() {
    let Some(shared) = shared() else {
        println!("skipped: no shared data folder");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3 for the scorer");
        return;
    }
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let facts = scratch.path().join("facts.jsonl");
    let extract = Command::new(env!("CARGO_BIN_EXE_wiregraph"))
        .args(["extract", "--out"])
        .arg(&facts)
        .arg(shared.join("seeds"))
        .output()
        .expect("the program starts");
    assert!(extract.status.success(), "{}", String::from_utf8_lossy(&extract.stderr));
    let score = Command::new("python3")
        .arg(shared.join("tools/score.py"))
        .arg("--gold")
        .arg(shared.join("gold/seeds"))
        .arg("--text")
        .arg(shared.join("seeds"))
        .arg("--pred")
        .arg(&facts)
        .output()
        .expect("the scorer starts");
    let report = String::from_utf8_lossy(&score.stdout);
    println!("{report}");
    let (all, main) = (overall(&report, "ALL"), overall(&report, "MAIN ONLY"));
    for (part, measure, floor) in FLOORS {
        let numbers = if part == "main" { &main } else { &all };
        let value = numbers[if measure == "p" { 6 } else { 8 }];
        assert!(value >= floor, "{part} slot {measure} {value} is below {floor}");
    }
    let noise = report.lines().find_map(|l| l.strip_prefix("noise_predictions:")).map(str::trim);
    assert_eq!(noise, Some("0"), "facts from noise");
}

/// Least pairwise precision and recall of entities and events over articles.
const LINKING: [(&str, f64, f64); 2] = [("entities", 0.95, 0.75), ("events", 0.90, 0.60)];

#[test]
fn seeds_are_linked_at_least_as_well_as_the_floor() {
    let Some(shared) = shared().filter(|s| s.join("tools/cross_score.py").is_file()) else {
        println!("skipped: no shared data folder");
        return;
    };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3 for the scorer");
        return;
    }
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (kb, clusters) = (scratch.path().join("kb"), scratch.path().join("clusters.jsonl"));
    let wiregraph = |args: &[&std::ffi::OsStr]| {
        let out = Command::new(env!("CARGO_BIN_EXE_wiregraph")).args(args).output().expect("the program starts");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    wiregraph(&["build".as_ref(), shared.join("seeds").as_os_str(), "--kb".as_ref(), kb.as_os_str()]);
    let found = wiregraph(&["export".as_ref(), "clusters".as_ref(), "--kb".as_ref(), kb.as_os_str()]);
    std::fs::write(&clusters, found).expect("the scratch folder is writable");
    let score = Command::new("python3")
        .arg(shared.join("tools/cross_score.py"))
        .arg("--gold")
        .arg(shared.join("gold/seeds/CROSS.json"))
        .arg("--pred")
        .arg(&clusters)
        .output()
        .expect("the scorer starts");
    let report = String::from_utf8_lossy(&score.stdout);
    println!("{report}");
    for (what, precision, recall) in LINKING {
        let line = report.lines().find(|l| l.starts_with(what)).unwrap_or_else(|| panic!("no {what} in:\n{report}"));
        let after = |name: &str| line.split_whitespace().skip_while(|w| *w != name).nth(1).unwrap_or("");
        let number = |name: &str| after(name).parse::<f64>().unwrap_or(0.0);
        assert!(number("p") >= precision, "{what}: precision {} is below {precision}", number("p"));
        assert!(number("r") >= recall, "{what}: recall {} is below {recall}", number("r"));
        assert_eq!(after("violations"), "0", "{what}: things that are not one share a cluster");
    }
}
