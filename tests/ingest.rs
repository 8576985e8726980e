//! Files of every kind and every kind of damage, through the public interface.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use wiregraph::ingest::{self, Inputs, Problem};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::{CodePoints, Document, ZoneKind};

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

const TEXT: &str = "A bomb killed four policemen in the eastern province on Sunday, officials said.\n\nNo group has claimed the attack so far.\n";

fn read(arguments: &[&Path]) -> (Vec<Document>, Vec<Problem>) {
    let arguments: Vec<String> = arguments.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for item in ingest::documents(&arguments, &ONTOLOGY).expect("the arguments name something") {
        match item {
            Ok(document) => documents.push(document),
            Err(problem) => problems.push(problem),
        }
    }
    (documents, problems)
}

fn ids(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|d| d.id.as_str()).collect()
}

fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
    fs::write(&path, bytes).expect("write");
    path
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// `sha256sum` of [`TEXT`].
fn sha_of_text() -> String {
    use sha2::Digest;
    sha2::Sha256::digest(TEXT.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn folders_globs_files_and_compression() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let d = dir.path();
    file(d, "b.txt", TEXT);
    file(d, "a/z.txt.gz", gzip(TEXT.as_bytes()));
    file(d, "a/y.txt.zst", zstd(TEXT.as_bytes()));
    // Two members or frames, one after the other, as `cat` makes them.
    file(d, "a/two.txt.gz", [gzip(TEXT.as_bytes()), gzip(b"Second part.\n")].concat());
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    file(d, "a/two2.txt.zst", [zstd(TEXT.as_bytes()), skippable.to_vec(), zstd(b"Second part.\n")].concat());
    file(d, "a/.hidden.txt", "hidden");
    file(d, "notes.pdf", "no article");
    let (documents, problems) = read(&[d]);
    assert_eq!(problems, []);
    assert_eq!(ids(&documents), ["two", "two2", "y", "z", "b"]);
    assert!(documents[..2].iter().all(|d| d.text == format!("{TEXT}Second part.\n")));
    for document in &documents[2..] {
        assert_eq!((document.text.as_str(), &document.sha256), (TEXT, &sha_of_text()));
    }
    // The same files in another order, and one of them twice.
    let (again, _) = read(&[&d.join("b.txt"), &d.join("a"), &d.join("*.txt")]);
    assert_eq!(again, documents);
}

#[test]
fn json_lines_report_each_bad_line_and_go_on() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let lines = concat!(
        "\u{feff}{\"id\": \"one\", \"text\": \"Talks were held on Monday.\", \"title\": \"Talks held\", \"url\": \"https://example.org/1\", \"date\": \"Tue, 12 Aug 2025 10:00:00 GMT\", \"source\": \"Example\", \"topic\": [1]}\n",
        "{\"id\": \"two\", \"text\": \n",
        "\n",
        "[1, 2]\n",
        "{\"id\": 3, \"text\": \"Talks were held on Tuesday.\", \"title\": null, \"published\": \"the other day\"}\r\n",
        "{\"id\": \"four\"}\n",
        "{\"text\": \"No id, but a text of its own.\"}",
    );
    let path = file(dir.path(), "x.jsonl", lines);
    let (documents, problems) = read(&[&path]);
    assert_eq!(documents.len(), 3);
    let first = &documents[0];
    assert_eq!(first.id, "one");
    assert_eq!(first.meta.title.as_deref(), Some("Talks held"));
    assert_eq!(first.meta.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(first.meta.published.as_deref(), Some("2025-08-12"));
    assert_eq!(first.meta.source.as_deref(), Some("Example"));
    assert_eq!(documents[1].id, "3");
    assert_eq!(documents[1].meta.published, None);
    assert_eq!(documents[2].id, documents[2].sha256[..16]);
    let places: Vec<(String, bool)> =
        problems.iter().map(|p| (p.place.rsplit(':').next().expect("line").to_owned(), p.fatal)).collect();
    let expected = [("2", true), ("4", true), ("5", false), ("6", true)];
    assert_eq!(places, expected.map(|(l, f)| (l.to_owned(), f)), "{problems:?}");
    // A compressed stream gives the same.
    let packed = file(dir.path(), "x.jsonl.gz", gzip(lines.as_bytes()));
    assert_eq!(read(&[&packed]).0, documents);
}

#[test]
fn csv_tables() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let table = "id,text,title,url,date,source,extra\n\
        a,\"One, two\nand a \"\"third\"\" line.\",Head,https://example.org/a,2025-08-12,Example,x\n\
        b,too,few\n\
        c,A 5\" gun was found.,,,,,\n\
        \n\
        d,,no text,,,,\n\
        e,Last row.,,,,,";
    let (documents, problems) = read(&[&file(dir.path(), "t.csv", table)]);
    assert_eq!(ids(&documents), ["a", "c", "e"]);
    assert_eq!(documents[0].text, "One, two\nand a \"third\" line.");
    assert_eq!(documents[0].meta.published.as_deref(), Some("2025-08-12"));
    assert_eq!(documents[1].text, "A 5\" gun was found.");
    let lines: Vec<&str> = problems.iter().map(|p| p.place.rsplit(':').next().expect("line")).collect();
    assert_eq!(lines, ["4", "7"], "{problems:?}");
    let (documents, problems) = read(&[&file(dir.path(), "semicolons.csv", "text;id\n\"a; b\";x\n")]);
    assert_eq!((documents[0].text.as_str(), problems.len()), ("a; b", 0));
    let (documents, problems) = read(&[&file(dir.path(), "wrong.csv", "name,body\n1,2\n3,4\n")]);
    assert_eq!((documents.len(), problems.len()), (0, 1));
    assert!(problems[0].fatal && problems[0].message.contains("no column `text`"), "{problems:?}");
}

#[test]
fn charsets() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let d = dir.path();
    let utf16: Vec<u8> = "Übung am Montag.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file(d, "a.txt", [&[0xFF, 0xFE], &utf16[..]].concat());
    file(d, "b.txt", b"The caf\xE9 was hit on Monday, the mayor of Saint-\xC9tienne said.");
    file(d, "c.txt", "\u{feff}Plain, with a mark.");
    file(d, "d.html", b"<html><head><meta charset=windows-1251></head><body><p>\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0. \xCF\xF0\xE8\xE2\xE5\xF2.</p></body></html>");
    let (documents, problems) = read(&[d]);
    assert_eq!(ids(&documents), ["a", "b", "c", "d"]);
    assert_eq!(documents[0].text, "Übung am Montag.");
    assert!(documents[1].text.contains("café") && documents[1].text.contains("Étienne"));
    assert_eq!(documents[2].text, "Plain, with a mark.");
    assert!(documents[3].text.contains("Привет, мир."), "{}", documents[3].text);
    assert!(problems.iter().all(|p| !p.fatal), "{problems:?}");
    let said: Vec<&str> =
        problems.iter().filter(|p| p.message.contains("not UTF-8")).map(|p| &p.place[p.place.len() - 6..]).collect();
    assert_eq!(said, ["/a.txt", "/b.txt", "d.html"]);
}

#[test]
fn unreadable_binary_empty_damaged() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let d = dir.path();
    file(d, "binary.txt", [0u8, 159, 146, 150, 1, 2, 3, 0, 0, 7].repeat(100));
    file(d, "cut.txt.gz", &gzip(TEXT.repeat(1000).as_bytes())[..60]);
    file(d, "damaged.txt.zst", [&zstd(TEXT.as_bytes())[..20], b"xxxxxxxx"].concat());
    file(d, "empty.jsonl", "");
    file(d, "empty.txt", "");
    file(d, "paper.txt", "%PDF-1.7\n...");
    file(d, "spaces.txt", " \n\t\n");
    file(d, "whole.txt", TEXT);
    let (documents, problems) = read(&[d]);
    assert_eq!(ids(&documents), ["whole"]);
    let found: Vec<(&str, bool)> =
        problems.iter().map(|p| (p.place.rsplit('/').next().expect("name"), p.fatal)).collect();
    let expected = [
        ("binary.txt", true),
        ("cut.txt.gz", true),
        ("damaged.txt.zst", true),
        ("empty.jsonl", false),
        ("empty.txt", false),
        ("paper.txt", true),
        ("spaces.txt", false),
    ];
    assert_eq!(found, expected, "{problems:?}");
    assert!(problems[5].message.contains("a portable document"), "{problems:?}");
}

#[test]
fn arguments_that_name_nothing() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let at = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    for (argument, says) in [
        (at("none.txt"), "no such file"),
        (at("*.txt"), "no file matches"),
        (at(""), "no article in this folder"),
        (at("[.txt"), ""),
    ] {
        let error = Inputs::new(std::slice::from_ref(&argument)).err().expect("it names nothing");
        assert!(error.to_string().contains(says), "{error}");
        assert!(error.to_string().contains(&argument), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_one_problem() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let link = dir.path().join("gone.txt");
    std::os::unix::fs::symlink(dir.path().join("nowhere"), &link).expect("link");
    let whole = file(dir.path(), "whole.txt", TEXT);
    let (documents, problems) = read(&[&link, &whole]);
    assert_eq!(ids(&documents), ["whole"]);
    assert!(problems.len() == 1 && problems[0].fatal && problems[0].message == "no such file", "{problems:?}");
}

#[test]
fn an_id_counts_once() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let d = dir.path();
    file(d, "a/x.txt", TEXT);
    file(d, "b/x.txt", TEXT);
    file(d, "c/x.txt", "Another text under the same name.");
    let (documents, problems) = read(&[d]);
    assert_eq!(documents.len(), 1);
    assert_eq!(problems.iter().map(|p| p.fatal).collect::<Vec<_>>(), [false, true]);
    assert!(problems.iter().all(|p| p.message.contains("a/x.txt")), "{problems:?}");
}

#[test]
fn fifty_megabytes_in_one_line() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let long = "The minister met his counterpart in the capital on Monday. ".repeat(50_000_000 / 59 + 1);
    let record = format!("{{\"id\": \"l\", \"text\": \"{long}\"}}\n{{\"id\": \"m\", \"text\": \"After it.\"}}\n");
    let (documents, problems) = read(&[&file(dir.path(), "long.jsonl", record)]);
    // Nobody's article: said with its place, and what stands after it is read.
    let [problem] = &problems[..] else { panic!("one problem: {problems:?}") };
    assert!(problem.fatal && problem.place.ends_with("long.jsonl:1"), "{problem:?}");
    assert!(problem.message.starts_with("47 MB in one article"), "{problem:?}");
    assert_eq!(ids(&documents), ["m"]);
}

#[test]
fn pages_give_text_and_metadata() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest/page.html");
    let (documents, problems) = read(&[&path]);
    assert_eq!(problems, []);
    let [page] = &documents[..] else { panic!("one document: {documents:?}") };
    assert_eq!(page.meta.title.as_deref(), Some("River towns begin to rebuild after the flood"));
    assert_eq!(page.meta.url.as_deref(), Some("https://news.example/world/river-towns"));
    assert_eq!(page.meta.published.as_deref(), Some("2023-04-06"));
    assert_eq!(page.meta.source.as_deref(), Some("Example Courier"));
    let body: String = page.zones.iter().filter(|z| z.kind == ZoneKind::Body).map(|z| z.span.of(&page.text)).collect();
    assert!(body.contains("The water has gone") && body.contains("will be paid in May"), "{body}");
    for foreign in ["Subscribe", "cookie", "Harvest", "Jane Doe"] {
        assert!(!body.contains(foreign), "{foreign} in {body}");
    }
}

/// Regions of the annotated articles, in code points.
#[derive(serde::Deserialize)]
struct Gold {
    embedded_regions: Vec<(u32, u32)>,
    noise_regions: Vec<(u32, u32)>,
}

/// Where the annotated articles are present: no more than 5 % of the noise is
/// taken for text, no more than 2 % of the text is lost, embedded articles are
/// found where they are.
#[test]
fn zones_agree_with_the_annotated_articles() {
    let shared = std::env::var("WIREGRAPH_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    if !shared.join("seeds").is_dir() {
        eprintln!("skipped: no annotated articles at {}", shared.display());
        return;
    }
    let (documents, problems) = read(&[&shared.join("seeds")]);
    assert_eq!(problems, []);
    let (mut noise, mut kept, mut text, mut lost) = (0, 0, 0, 0);
    for document in documents.iter().filter(|d| d.origin.is_none()) {
        let gold = fs::read_to_string(shared.join(format!("gold/seeds/{}.gold.json", document.id))).expect("gold");
        let gold: Gold = serde_json::from_str(&gold).expect("gold");
        let points = CodePoints::new(&document.text);
        let within = |regions: &[(u32, u32)], at: u32| regions.iter().any(|(a, b)| *a <= at && at < *b);
        for zone in &document.zones {
            for (offset, c) in zone.span.of(&document.text).char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let at = points.at(zone.span.start + offset as u32);
                let is_text = matches!(zone.kind, ZoneKind::Title | ZoneKind::Body);
                if within(&gold.noise_regions, at) || within(&gold.embedded_regions, at) {
                    noise += 1;
                    kept += usize::from(is_text);
                } else {
                    text += 1;
                    lost += usize::from(!is_text);
                }
                assert!(!c.is_whitespace());
            }
        }
        let embedded: Vec<(u32, u32)> = document
            .zones
            .iter()
            .filter(|z| z.kind == ZoneKind::Embedded)
            .map(|z| {
                (
                    points.at(z.span.start),
                    points.at(z.span.start) + z.span.of(&document.text).trim_end().chars().count() as u32,
                )
            })
            .collect();
        assert_eq!(embedded, gold.embedded_regions, "{}", document.id);
    }
    eprintln!("noise taken for text: {kept} of {noise}; text lost: {lost} of {text}");
    assert!(kept * 20 <= noise, "{kept} of {noise}");
    assert!(lost * 50 <= text, "{lost} of {text}");
}
