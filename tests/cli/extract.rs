//! `extract`: order, threads, streams, files.

use crate::cli_support::{Dir, repository};

fn demo() -> String {
    repository("tests/corpus/demo").to_string_lossy().into_owned()
}

#[test]
fn output_does_not_depend_on_threads_or_order_of_arguments() {
    let dir = Dir::new();
    for form in ["facts", "claims", "nquads", "conllu"] {
        let one = dir.run(&format!("extract --to {form} --jobs 1 {}", demo())).ended(0);
        let many = dir.run(&format!("extract --to {form} --jobs 7 {}", demo())).ended(0);
        assert!(!one.out.is_empty(), "{form}: nothing was printed");
        assert_eq!(one.out, many.out, "{form}");
    }
    dir.write("a.txt", "One bird sang.").write("b.txt", "Two birds sang.");
    assert_eq!(dir.run("extract --to conllu a.txt b.txt").out, dir.run("extract --to conllu b.txt a.txt").out);
}

#[test]
fn a_file_gets_what_standard_output_would() {
    let dir = Dir::new();
    let printed = dir.run(&format!("extract --to conllu {}", demo())).ended(0);
    let filed = dir.run(&format!("extract --to conllu {} --out x.conllu", demo())).ended(0);
    assert_eq!(filed.stdout, "");
    assert_eq!(dir.read("x.conllu"), printed.stdout);
    let names: Vec<_> = std::fs::read_dir(dir.path()).expect("listed").collect();
    assert_eq!(names.len(), 1, "no unfinished file stays behind");
}

#[test]
fn standard_input_is_an_article_or_records() {
    let dir = Dir::new();
    dir.run_with("extract --to conllu -", b"A bird sang.").ended(0).prints("# newdoc id = stdin").prints("\tbird\t");
    let records = b"{\"id\":\"x1\",\"text\":\"A bird sang.\"}\n{\"id\":\"x2\",\"text\":\"It flew.\"}\n";
    dir.run_with("extract --to conllu -", records).ended(0).prints("newdoc id = x1").prints("newdoc id = x2");
}

#[test]
fn quiet_is_quiet_and_pipes_see_no_progress_bar() {
    let dir = Dir::new();
    assert_eq!(dir.run(&format!("extract --quiet {}", demo())).ended(0).stderr, "");
    let loud = dir.run(&format!("extract {}", demo())).ended(0).stderr;
    assert!(!loud.contains('\r') && !loud.contains('\u{1b}'), "{loud:?}");
}
