//! The house rules of the code base, as tests: which way imports run, that the
//! domain is data, that examples, documentation and paths are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

mod architecture_lexer;
use architecture_lexer::{Token, TokenKind, lex, without_tests};

/// The folders of `src/`, each importing only from those before it.
const ORDER: [&str; 12] = [
    "text", "ontology", "ingest", "analysis", "mention", "resolve", "extract", "claim", "graph", "query", "export",
    "cli",
];

/// Files may grow to this many lines.
const MAX_LINES: usize = 650;

/// Names that the ontology declares and that the program uses for things of its
/// own, with what they are there. Mention classes (`person`, `date`, ...) need
/// no entry.
const ALLOWED: [(&str, &str); 19] = [
    ("about", "a preposition; \"about twenty\""),
    ("name", "what anything is called"),
    ("aliases", "the other names of an entity"),
    ("kind", "the finer kind of a mention, zone or token"),
    ("holder", "the person of a post, as language has it"),
    ("host", "the host of a web address"),
    ("injured", "what became of the counted: ten injured"),
    ("killed", "what became of the counted: ten killed"),
    ("list", "a list of the lexicon or of a pattern"),
    ("mentions", "the mentions of an article"),
    ("org", "short for organization, a mention class"),
    ("parent", "the folder of a path, the element around an element"),
    ("target", "where an edge, a link or a merge leads"),
    ("prefLabel", "SKOS: the name of anything in the graph"),
    ("altLabel", "SKOS: another name of anything in the graph"),
    ("rank", "part of a post as language has it: Lieutenant General"),
    ("capacity", "part of a post as language has it: acting, former"),
    ("speaker", "who says it: part of the attribution of any fact"),
    ("tenure", "a projection: a link between a person and a post"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an extension, or all; sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("a folder entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if extension.is_empty() || path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Fails with all findings at once.
fn none(findings: &[String], rule: &str) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

// --- direction of imports ---------------------------------------------------

/// The top-level modules a file's paths lead to, with lines: `crate::x`,
/// `crate::{x, y::z}`, and `super::super::x` where that leaves the folder.
fn imports(tokens: &[Token<'_>], depth: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    // Braces of inline modules: each adds a level that `super` may leave.
    let mut inline: Vec<usize> = Vec::new();
    let mut braces = 0usize;
    let mut i = 0;
    while i < tokens.len() {
        match tokens[i].text {
            "{" => {
                if i >= 2 && tokens[i - 2].text == "mod" && tokens[i - 1].kind == TokenKind::Word {
                    inline.push(braces);
                }
                braces += 1;
            }
            "}" => {
                braces = braces.saturating_sub(1);
                if inline.last() == Some(&braces) {
                    inline.pop();
                }
            }
            "crate" if tokens[i].kind == TokenKind::Word => {
                if let Some(rest) = after_path_separator(tokens, i + 1) {
                    heads(tokens, rest, &mut found);
                }
            }
            "super" if tokens[i].kind == TokenKind::Word => {
                let mut ups = 1;
                let mut at = i + 1;
                while let Some(next) = after_path_separator(tokens, at) {
                    if tokens.get(next).is_some_and(|t| t.text == "super") {
                        ups += 1;
                        at = next + 1;
                    } else {
                        if ups >= depth + inline.len() {
                            heads(tokens, next, &mut found);
                        }
                        break;
                    }
                }
                i = at - 1;
            }
            _ => {}
        }
        i += 1;
    }
    found
}

fn after_path_separator(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    (tokens.get(at)?.text == ":" && tokens.get(at + 1)?.text == ":").then_some(at + 2)
}

/// The first segment of a path, or of each path of a `{...}` group.
fn heads(tokens: &[Token<'_>], at: usize, found: &mut Vec<(String, usize)>) {
    let Some(first) = tokens.get(at) else { return };
    if first.kind == TokenKind::Word {
        found.push((first.text.to_owned(), first.line));
    } else if first.text == "{" {
        let mut depth = 0;
        let mut expected = true;
        for token in &tokens[at..] {
            match token.text {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                "," if depth == 1 => expected = true,
                _ if expected && depth == 1 => {
                    found.push((token.text.to_owned(), token.line));
                    expected = false;
                }
                _ => {}
            }
        }
    }
}

/// Imports of `text`, as the file `path` below `src/`, that run against the order.
fn backward(path: &str, text: &str) -> Vec<String> {
    let Some((folder, rest)) = path.split_once('/') else { return Vec::new() };
    let Some(own) = ORDER.iter().position(|m| *m == folder) else {
        return vec![format!("src/{path}: folder {folder} has no place in the order")];
    };
    let is_mod = rest.ends_with("mod.rs");
    let depth = rest.matches('/').count() + if is_mod { 1 } else { 2 };
    let mut findings = Vec::new();
    for (module, line) in imports(&lex(text), depth) {
        if module == "error" {
            continue;
        }
        match ORDER.iter().position(|m| *m == module) {
            Some(target) if target > own => findings.push(format!("src/{path}:{line}: {folder} imports from {module}")),
            Some(_) => {}
            // A macro or function of lib.rs, or a re-export: it would hide where it leads.
            None => findings.push(format!("src/{path}:{line}: crate::{module} is no stage")),
        }
    }
    findings
}

#[test]
fn imports_run_in_flow_order() {
    let mut findings = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let name = shown(&path);
        findings.extend(backward(name.trim_start_matches("src/"), &read(&path)));
    }
    none(&findings, "a stage imports only from the stages before it");
}

#[test]
fn imports_against_the_order_are_found() {
    let found = |path: &str, text: &str| backward(path, text).len();
    assert_eq!(found("text/span.rs", "use crate::graph::Kb;"), 1);
    assert_eq!(found("text/span.rs", "use crate::{error::Error, cli::{main, x}, ontology};"), 2);
    assert_eq!(found("text/span.rs", "fn f() { let x = crate::query::run(1); }"), 1);
    assert_eq!(found("text/span.rs", "use super::super::query;"), 1);
    assert_eq!(found("text/mod.rs", "use super::query;"), 1);
    assert_eq!(found("text/span.rs", "#[cfg(test)]\nmod tests { use super::super::Span; use super::*; }"), 0);
    assert_eq!(found("text/span.rs", "#[cfg(test)]\nmod tests { use super::super::super::query; }"), 1);
    assert_eq!(found("query/run.rs", "pub(crate) fn f() {} use crate::text::Span; use crate::{graph, error};"), 0);
    assert_eq!(found("text/span.rs", "// use crate::graph::Kb;\nconst A: &str = \"crate::graph\";"), 0);
    assert_eq!(found("unknown/a.rs", ""), 1);
}

#[test]
fn lib_lists_the_stages_in_order() {
    let lib = read(&root().join("src/lib.rs"));
    let listed: Vec<&str> = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let stages: Vec<&str> = listed.into_iter().filter(|m| *m != "error").collect();
    assert_eq!(stages, ORDER);
}

// --- the domain is data -----------------------------------------------------

/// Wire names and local names of classes, roles and properties that
/// `ontology/events/*.ttl` declares.
fn domain_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files(&root().join("ontology/events"), "ttl") {
        for line in read(&path).lines().map(str::trim).filter(|l| !l.starts_with('#') && !l.starts_with('@')) {
            let mut words = line.split_whitespace();
            if let (Some(subject), Some("a"), Some(_)) = (words.next(), words.next(), words.next()) {
                // `wg:Attack` or `wg:attack.kind`: the role's name follows the point.
                let local = subject.rsplit([':', '.']).next().unwrap_or(subject);
                names.insert(local.to_owned());
            }
            for (before, after) in [("wg:wire \"", "\""), ("wg:property wg:", " ")] {
                if let Some((_, rest)) = line.split_once(before) {
                    names.insert(rest.split(after).next().unwrap_or(rest).trim_end_matches([';', '.']).to_owned());
                }
            }
        }
    }
    assert!(names.len() > 30, "the ontology's names were not found: {names:?}");
    names
}

/// Local names of `ontology/mentions.ttl`: what a stretch of text can be.
fn mention_classes() -> BTreeSet<String> {
    read(&root().join("ontology/mentions.ttl"))
        .lines()
        .filter_map(|l| l.strip_prefix("wgm:")?.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Names of organizations and persons in the lexicons, by their first word.
fn lexicon_names() -> BTreeMap<String, BTreeSet<Vec<String>>> {
    const CLASSES: [&str; 8] = [
        "militant_group", "government_body", "military", "political_party", "company", "international_org", "media",
        "other_org",
    ];
    let mut names: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
    for path in files(&root().join("ontology/lexicon"), "csv") {
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(&path).expect("a lexicon");
        for row in rows.records() {
            let row = row.unwrap_or_else(|e| panic!("{}: {e}", shown(&path)));
            let (Some(form), Some(class)) = (row.get(0), row.get(1)) else { continue };
            if CLASSES.contains(&class) {
                let words: Vec<String> = split_words(form).map(str::to_owned).collect();
                if let Some(first) = words.first() {
                    names.entry(first.clone()).or_default().insert(words);
                }
            }
        }
    }
    names
}

fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

/// `attributed_to`, `AttributedTo` and `ATTRIBUTED_TO` are the same name.
fn folded(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

/// The parts of a literal that could be a name of the ontology: the whole
/// literal, what follows a prefix or variable sign, and JSON or path segments.
fn literal_names(literal: &str) -> Vec<&str> {
    let mut names = vec![literal];
    names.extend(literal.split_whitespace().filter_map(|w| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != ':' && c != '?');
        w.rsplit_once(':').map(|p| p.1).or_else(|| w.strip_prefix('?'))
    }));
    if !literal.contains(char::is_whitespace) {
        names.extend(literal.split(['/', '.', '#', ':', '"']));
    }
    names
}

fn named_in_source(
    text: &str,
    names: &BTreeMap<String, String>,
    lexicon: &BTreeMap<String, BTreeSet<Vec<String>>>,
) -> Vec<String> {
    let mut findings = Vec::new();
    let tokens = lex(text);
    for token in without_tests(&tokens).into_iter().filter(|t| !t.text.contains("://")) {
        match token.kind {
            TokenKind::Word => {
                if let Some(name) = names.get(&folded(token.text)) {
                    findings.push(format!("{}: identifier {} is the ontology's {name}", token.line, token.text));
                }
            }
            TokenKind::Literal => {
                for part in literal_names(token.text) {
                    if let Some(name) = names.get(&folded(part)) {
                        findings.push(format!("{}: {:?} names the ontology's {name}", token.line, token.text));
                        break;
                    }
                }
                let words: Vec<&str> = split_words(token.text).collect();
                for at in 0..words.len() {
                    let candidates = lexicon.get(words[at]).into_iter().flatten();
                    if let Some(hit) = candidates.into_iter().find(|name| {
                        words[at..].len() >= name.len() && name.iter().zip(&words[at..]).all(|(a, b)| a == b)
                    }) {
                        findings.push(format!("{}: {:?} names {}", token.line, token.text, hit.join(" ")));
                    }
                }
            }
            TokenKind::Mark => {}
        }
    }
    findings
}

fn forbidden_names() -> BTreeMap<String, String> {
    let mentions: BTreeSet<String> = mention_classes().iter().map(|n| folded(n)).collect();
    let free = |n: &str| mentions.contains(&folded(n)) || ALLOWED.iter().any(|(a, _)| folded(a) == folded(n));
    domain_names().into_iter().filter(|n| !free(n)).map(|n| (folded(&n), n)).collect()
}

#[test]
fn source_names_nothing_of_the_domain() {
    let (names, lexicon) = (forbidden_names(), lexicon_names());
    // The word lists of analysis and mentions are English: a role that is an ordinary
    // word may occur there as that word.
    let mut unusual = names.clone();
    unusual.retain(|_, name| name.chars().any(|c| c == '_' || c.is_uppercase()));
    let mut findings = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let name = shown(&path);
        if name.ends_with("/tests.rs") || name.contains("/tests/") {
            continue;
        }
        let english = name.starts_with("src/analysis/") || name.starts_with("src/mention/");
        let names = if english { &unusual } else { &names };
        findings.extend(named_in_source(&read(&path), names, &lexicon).into_iter().map(|f| format!("{name}:{f}")));
    }
    none(&findings, "classes, roles, organizations and persons live in ontology/, not in src/");
}

#[test]
fn names_of_the_domain_are_found() {
    let names: BTreeMap<_, _> = ["attributed_to", "Tenure"].map(|n| (folded(n), n.to_owned())).into();
    let lexicon = BTreeMap::from([("Red".to_owned(), BTreeSet::from([vec!["Red".to_owned(), "Army".to_owned()]]))]);
    let found = |text: &str| named_in_source(text, &names, &lexicon).len();
    assert_eq!(found("let attributed_to = 1;"), 1);
    assert_eq!(found("enum Class { AttributedTo }"), 1);
    assert_eq!(found("f(\"attributed_to\")"), 1);
    assert_eq!(found("f(\"SELECT ?x { ?x wg:attributedTo ?y }\")"), 1);
    assert_eq!(found("f(r#\"{\"attributed_to\": 1}\"#)"), 0, "prose and data inside a longer literal are not searched");
    assert_eq!(found("f(\"x/tenure\")"), 1);
    assert_eq!(found("f(\"the Red Army said\")"), 1);
    assert_eq!(found("f(\"the Red Cross said\") // Red Army"), 0);
    assert_eq!(found("#[cfg(test)]\nmod tests { const A: &str = \"attributed_to\"; }"), 0);
    assert_eq!(found("/// attributed_to\nfn f() {}"), 0);
}

#[test]
fn allowed_names_are_needed() {
    let domain: BTreeSet<String> = domain_names().iter().map(|n| folded(n)).collect();
    let unneeded: Vec<String> =
        ALLOWED.iter().filter(|(n, _)| !domain.contains(&folded(n))).map(|(n, _)| (*n).to_owned()).collect();
    none(&unneeded, "the list of allowed names has entries the ontology does not declare");
}

// --- examples ---------------------------------------------------------------

#[test]
fn every_event_file_has_examples() {
    let mut findings = Vec::new();
    for path in files(&root().join("ontology/events"), "ttl") {
        let wording = path.with_extension("toml");
        let name = shown(&wording);
        if !wording.exists() {
            findings.push(format!("{name} is missing"));
            continue;
        }
        let table: toml::Table = read(&wording).parse().unwrap_or_else(|e| panic!("{name}: {e}"));
        let examples = table.get("example").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let is_silent = |e: &toml::Value| e.get("facts").and_then(toml::Value::as_array).is_none_or(Vec::is_empty);
        let silent = examples.iter().filter(|e| is_silent(e)).count();
        let positive = examples.len() - silent;
        if positive < 10 || silent < 5 {
            findings.push(format!("{name}: {positive} positive and {silent} silent examples"));
        }
    }
    none(&findings, "every event file has at least ten positive and five silent examples");
}

// --- documents --------------------------------------------------------------

/// What a Markdown file names that could be a path: link targets and code spans.
fn named_paths(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let mut words: Vec<&str> = Vec::new();
        if fenced {
            words.extend(line.split_whitespace());
        } else {
            words.extend(line.split('`').skip(1).step_by(2).flat_map(str::split_whitespace));
            words.extend(line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()));
        }
        found.extend(words.into_iter().map(|w| w.trim_matches(['"', '\'', ',', ';', '(', ')', ':']).to_owned()));
    }
    found.retain(|w| {
        let plain = w.chars().all(|c| c.is_alphanumeric() || "_-./*".contains(c));
        plain && !w.is_empty() && !w.starts_with(['/', '-'])
    });
    found
}

/// Whether a word of a document claims to be a path of the repository: its
/// first part is one, or it is a bare file name of a kind only we have.
fn is_path(word: &str, bases: &[PathBuf]) -> bool {
    match word.split_once('/') {
        Some((first, rest)) if !rest.is_empty() => {
            first == "." || first == ".." || bases.iter().any(|b| b.join(first).is_dir())
        }
        _ => word.len() > 3 && [".rs", ".md", ".ttl", ".rq"].iter().any(|e| word.ends_with(e)) && !word.contains('*'),
    }
}

fn exists(word: &str, bases: &[PathBuf]) -> bool {
    // A bare name, as in "`text/`: `span.rs`": any file of ours that is called so.
    if !word.contains('/') {
        let anywhere =
            |folder: &&str| files(&root().join(folder), "").iter().any(|p| p.file_name().is_some_and(|n| n == word));
        return bases.iter().any(|base| base.join(word).exists()) || ["src", "ontology", "tests"].iter().any(anywhere);
    }
    bases.iter().any(|base| {
        let full = base.join(word);
        if word.contains('*') {
            let pattern = full.to_string_lossy().into_owned();
            return glob::glob(&pattern).is_ok_and(|mut hits| hits.next().is_some());
        }
        full.exists()
    })
}

/// Parts of paths that documents name and no clone has: made by a command, a
/// place for a name.
const MADE: [&str; 3] = ["target/", "wiregraph-demo/", "NAME"];

#[test]
fn paths_in_documents_exist() {
    let mut documents: Vec<PathBuf> =
        fs::read_dir(root()).expect("the repository").map(|e| e.expect("an entry").path()).collect();
    documents.retain(|p| p.extension().is_some_and(|e| e == "md"));
    for folder in ["ontology", "tests", "exports", "src"] {
        if root().join(folder).is_dir() {
            documents.extend(files(&root().join(folder), "md"));
        }
    }
    let mut findings = Vec::new();
    for document in documents {
        let own = document.parent().expect("a file has a folder").to_path_buf();
        let bases = [root().to_path_buf(), own, root().join("src")];
        for word in named_paths(&read(&document)) {
            let made = MADE.iter().any(|m| word.contains(m));
            if !made && is_path(&word, &bases) && !exists(&word, &bases) {
                findings.push(format!("{}: {word}", shown(&document)));
            }
        }
    }
    none(&findings, "every path named in a Markdown file exists");
}

#[test]
fn missing_paths_are_found() {
    let bases = [root().to_path_buf()];
    let missing = |text: &str| {
        named_paths(text).into_iter().filter(|w| is_path(w, &bases) && !exists(w, &bases)).collect::<Vec<_>>()
    };
    assert_eq!(missing("see `src/nowhere.rs`"), ["src/nowhere.rs"]);
    assert_eq!(missing("see [this](src/nowhere.rs#L1)"), ["src/nowhere.rs"]);
    assert_eq!(missing("```\nls src/*.nowhere\n```"), ["src/*.nowhere"]);
    assert_eq!(missing("`Nowhere.md`"), ["Nowhere.md"]);
    assert!(missing("`src/lib.rs`, `src/*.rs`, `and/or`, https://example.org/src/x.rs, `out/graph.svg`").is_empty());
}

#[test]
fn ci_runs_the_readmes_test_command() {
    let readme = read(&root().join("README.md"));
    let after = readme.split_once("The tests:").expect("README.md has a section on tests").1;
    let command = after.split("```").nth(1).expect("README.md shows the test command").trim();
    let ci = read(&root().join(".ci/run"));
    let steps: Vec<&str> = ci.lines().map(str::trim).collect();
    assert!(steps.contains(&command), ".ci/run has no line {command:?}");
}

// --- source files -----------------------------------------------------------

#[test]
fn every_module_says_what_it_is() {
    let mut findings = Vec::new();
    for path in files(&root().join("src"), "rs").into_iter().filter(|p| p.ends_with("mod.rs")) {
        let text = read(&path);
        let opening: Vec<&str> = text.lines().take_while(|l| l.starts_with("//!")).collect();
        let opening =
            opening.join(" ").replace("//!", "").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        for needed in ["takes ", "gives ", "never ", "tested by "] {
            if !opening.contains(needed) {
                findings.push(format!("{}: does not say what it {}", shown(&path), needed.trim()));
            }
        }
    }
    none(&findings, "each mod.rs opens with what it takes, gives, never does and what tests it");
}

#[test]
fn source_files_stay_small() {
    let long: Vec<String> = files(&root().join("src"), "rs")
        .into_iter()
        .map(|p| (shown(&p), read(&p).lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    none(&long, &format!("no source file is longer than {MAX_LINES} lines"));
}
