//! `exports/` is what `wiregraph export` writes for the demo corpus. After a
//! wanted change: `UPDATE_EXPORTS=1 cargo test --test exports`, and read the diff.

use std::path::{Path, PathBuf};
use std::process::Command;

fn run(arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_wiregraph")).args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e != "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn exports_are_what_the_program_writes_for_the_demo_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (kb, out) = (scratch.path().join("kb"), scratch.path().join("exports"));
    let corpus = root.join("tests/corpus/demo");
    std::fs::create_dir_all(&out).expect("a folder");
    run(&["build", &corpus.to_string_lossy(), "--kb", &kb.to_string_lossy()]);
    for (format, file) in [("dot", "graph.dot"), ("graphml", "graph.graphml"), ("csv", "csv"), ("neo4j", "neo4j")] {
        run(&["export", format, "--kb", &kb.to_string_lossy(), "--out", &out.join(file).to_string_lossy()]);
    }
    let committed = root.join("exports");
    let made = files(&out);
    assert!(made.len() >= 6, "too few files: {made:?}");
    if std::env::var_os("UPDATE_EXPORTS").is_some() {
        for path in &made {
            let to = committed.join(path.strip_prefix(&out).expect("inside"));
            std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            std::fs::copy(path, to).expect("copied");
        }
        return;
    }
    let relative = |paths: &[PathBuf], base: &Path| -> Vec<PathBuf> {
        paths.iter().map(|p| p.strip_prefix(base).expect("inside").to_path_buf()).collect()
    };
    // Pictures are drawn by Graphviz, whose versions differ; they are not compared.
    let kept: Vec<PathBuf> =
        files(&committed).into_iter().filter(|p| p.extension().is_none_or(|e| e != "svg")).collect();
    assert_eq!(relative(&kept, &committed), relative(&made, &out), "files of exports/");
    for path in &made {
        let name = path.strip_prefix(&out).expect("inside");
        let (new, old) = (std::fs::read(path).expect("read"), std::fs::read(committed.join(name)).expect("read"));
        assert!(new == old, "exports/{} has drifted: UPDATE_EXPORTS=1 cargo test --test exports", name.display());
    }
}
