//! Inputs that are not what they should be: one clear message each, the rest is
//! read, and the exit code tells.

use crate::cli_support::{Dir, program};
use std::fs::File;

const GOOD: &str = "A bird sang in Geneva.";

#[test]
fn what_does_not_exist_is_a_failure() {
    let dir = Dir::new();
    dir.run("extract nowhere.txt").ended(2).says("nowhere.txt");
    dir.run("extract no/*.txt").ended(2).says("no/*.txt");
}

#[test]
fn empty_and_blank_files_yield_nothing() {
    let dir = Dir::new();
    dir.write("empty.txt", "").write("blank.txt", " \n\n ").write("good.txt", GOOD);
    let run = dir.run("extract --to conllu empty.txt blank.txt good.txt").ended(0);
    run.says("empty.txt").says("blank.txt").prints("newdoc id = good");
    dir.run("extract empty.txt").ended(1).says("no article was read");
}

#[test]
fn binary_files_are_refused_and_the_rest_is_read() {
    let dir = Dir::new();
    let mut noise = b"\x7fELF\x02\x01\x01\0".to_vec();
    noise.extend((0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8));
    dir.write("a.txt", noise).write("b.txt", GOOD);
    dir.run("extract --to conllu a.txt b.txt").ended(1).says("a.txt").says("binary").prints("newdoc id = b");
}

#[test]
fn other_character_sets_are_decoded() {
    let dir = Dir::new();
    // Windows-1252: "São Paulo", and quotation marks that Latin-1 lacks.
    dir.write(
        "latin.txt",
        b"Officials met in S\xe3o Paulo on Friday. \x93We agreed,\x94 the minister said after the talks.",
    );
    dir.run("extract --to conllu latin.txt").ended(0).prints("\tSão\t").prints("\t“\t");
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain("A bird sang.".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    dir.write("utf16.txt", utf16);
    dir.run("extract --to conllu utf16.txt").ended(0).prints("\tbird\t");
    dir.write("bom.txt", format!("\u{FEFF}{GOOD}"));
    dir.run("extract --to conllu bom.txt").ended(0).prints("\tA\ta\t");
}

#[test]
fn a_bad_line_is_reported_with_its_number() {
    let dir = Dir::new();
    dir.write(
        "feed.jsonl",
        "{\"id\":\"r1\",\"text\":\"A bird sang.\"}\n{\"id\":\"r2\", \"text\": oops}\n[1]\n{\"id\":\"r4\"}\n{\"id\":\"r5\",\"text\":\"It flew.\"}\n",
    );
    let run = dir.run("extract --to conllu feed.jsonl").ended(1);
    let run = run.says("feed.jsonl:2:").says("feed.jsonl:3:").says("feed.jsonl:4:");
    run.prints("newdoc id = r1").prints("newdoc id = r5");
}

#[test]
fn an_id_counts_once() {
    let dir = Dir::new();
    dir.write("a/x.txt", GOOD).write("b/x.txt", "Another bird sang.").write("c/x.txt", GOOD);
    let run = dir.run("extract --to conllu a b c").ended(1).says("b/x.txt");
    assert_eq!(run.stdout.matches("newdoc id = x").count(), 1);
    // The same bytes twice are no mistake.
    dir.run("extract --to conllu a c").ended(0).says("c/x.txt");
}

#[test]
fn broken_html_is_read_as_far_as_it_goes() {
    let dir = Dir::new();
    dir.write(
        "broken.html",
        "<html><head><title>Bird</title><body><div><p>The bird sang in Geneva on Monday, officials said, and it would not \
         stop before the evening.<p>It then flew to Vienna <b>with its family<div></p></table><ul><li",
    );
    dir.run("extract --to conllu broken.html").ended(0).prints("\tGeneva\t");
}

#[test]
#[cfg(unix)]
fn an_unreadable_file_is_reported_and_the_rest_is_read() {
    let dir = Dir::new();
    dir.write("in/good.txt", GOOD);
    std::os::unix::fs::symlink("gone.txt", dir.path().join("in/dangling.txt")).expect("a link");
    let run = dir.run("extract --to conllu in/*.txt");
    run.ended(1).says("in/dangling.txt").prints("newdoc id = good");
}

#[test]
fn damaged_compression_is_reported() {
    let dir = Dir::new();
    dir.write("good.txt", GOOD)
        .write("cut.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x73\x54")
        .write("cut.txt.zst", b"\x28\xb5\x2f\xfd\x24");
    let run = dir.run("extract --to conllu cut.txt.gz cut.txt.zst good.txt").ended(1);
    run.says("cut.txt.gz").says("cut.txt.zst").prints("newdoc id = good");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    let dir = Dir::new();
    dir.write("good.txt", GOOD);
    dir.run("extract --to conllu good.txt --out /dev/full").ended(2).says("/dev/full");
    let full = File::options().write(true).open("/dev/full").expect("the full device");
    let output = program()
        .args(["extract", "--to", "conllu", "good.txt"])
        .current_dir(dir.path())
        .stdout(full)
        .output()
        .expect("the program ends");
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    dir.run("extract good.txt --out no/such/folder/x").ended(2).says("no/such/folder/x");
}

#[test]
#[cfg(target_os = "linux")]
fn a_build_on_a_full_disk_fails_and_keeps_what_was_there() {
    let dir = Dir::new();
    dir.write("good.txt", GOOD)
        .write("more.txt", "GENEVA, May 3, 2021 - Foreign Minister Jane Doe met Prime Minister John Roe.");
    dir.run("build good.txt --quiet").ended(0);
    let whole = dir.run("query articles").ended(0).stdout;
    // No file may grow beyond a few kilobytes: like a full disk, but needs no rights.
    let limited = |arguments: &str| {
        let program = env!("CARGO_BIN_EXE_wiregraph");
        let command = format!("ulimit -f 2; trap '' XFSZ; exec {program} {arguments}");
        let output = std::process::Command::new("sh").args(["-c", &command]).current_dir(dir.path()).output();
        let output = output.expect("the shell runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = limited("build more.txt");
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(said.matches("error:").count(), 1, "{said}");
    assert!(said.contains("kb") && !said.contains("panicked"), "{said}");
    assert_eq!(dir.run("query articles").ended(0).stdout, whole);
    // With room again the next build goes on.
    dir.run("build more.txt").ended(0);
    assert_eq!(dir.run("query articles").ended(0).stdout.lines().count(), whole.lines().count() + 1);
}

#[test]
#[cfg(unix)]
fn an_interrupted_build_keeps_what_it_stored() {
    let dir = Dir::new();
    let line = |i: usize| format!("{{\"id\":\"r{i}\",\"text\":\"A bird sang in Geneva {i} times.\"}}\n");
    // More than a batch, and an input that does not end: it is in the middle.
    let feed: String = (0..300).map(line).collect();
    let mut child = program()
        .args(["build", "-", "--jobs", "1"])
        .current_dir(dir.path())
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("standard input");
    std::io::Write::write_all(&mut input, feed.as_bytes()).expect("written");
    let claims = || std::fs::read_dir(dir.path().join("kb/claims")).map_or(0, Iterator::count);
    for _ in 0..1200 {
        if claims() >= 256 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(claims() >= 256, "nothing was stored while the input went on");
    // Ctrl-C.
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|s| s.success()));
    assert!(!child.wait().expect("it ends").success());
    drop(input);
    dir.write("feed.jsonl", feed);
    dir.run("build feed.jsonl").ended(0).says("300 articles: 44 new, 0 changed, 256 unchanged");
}

#[test]
fn a_huge_line_is_read() {
    let dir = Dir::new();
    let sentence = "The delegations of both countries met in Geneva on Monday and agreed to meet again. ";
    dir.write("line.txt", sentence.repeat((1 << 18) / sentence.len()));
    let run = dir.run("extract --to conllu line.txt").ended(0);
    assert_eq!(run.stdout.matches("# sent_id").count(), (1 << 18) / sentence.len());
    // Fifty megabytes are no article; what stands beside them is read.
    dir.write("dump.txt", sentence.repeat((50 << 20) / sentence.len()));
    dir.write("word.txt", "x".repeat(5 << 20));
    let run = dir.run("extract --to conllu dump.txt word.txt line.txt").ended(1);
    assert!(run.stderr.contains("dump.txt: larger than 16 MiB; split it"), "{}", run.stderr);
    assert!(run.stderr.contains("word.txt: 5 MB in one article, at most 4 are read: split it"), "{}", run.stderr);
    assert_eq!(run.stdout.matches("# sent_id").count(), (1 << 18) / sentence.len());
}
