//! Arguments to a sorted list of files.

use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Stdin,
    File(PathBuf),
}

/// What a file name's ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Html,
    Jsonl,
    Csv,
}

/// The format of a path by its ending, and its stem, both without `.gz`/`.zst`.
pub(super) fn format_and_stem(path: &Path) -> (Option<Format>, String) {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let inner = ["gz", "zst"].iter().find_map(|e| strip_extension(&name, e)).unwrap_or(&name);
    let by_ending = [
        ("txt", Format::Text),
        ("html", Format::Html),
        ("htm", Format::Html),
        ("xhtml", Format::Html),
        ("jsonl", Format::Jsonl),
        ("ndjson", Format::Jsonl),
        ("csv", Format::Csv),
    ];
    for (ending, format) in by_ending {
        if let Some(stem) = strip_extension(inner, ending) {
            return (Some(format), stem.to_owned());
        }
    }
    let stem = inner.rsplit_once('.').map_or(inner, |(stem, _)| if stem.is_empty() { inner } else { stem });
    (None, stem.to_owned())
}

fn strip_extension<'a>(name: &'a str, extension: &str) -> Option<&'a str> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && ending.eq_ignore_ascii_case(extension)).then_some(stem)
}

/// Resolves arguments: a file, a folder (searched for the known endings), a
/// glob, or `-`. A path that exists is taken as it is even if it has `*` in it.
pub(super) fn expand(arguments: &[String]) -> Result<Vec<Place>> {
    let mut places = BTreeSet::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            places.insert(Place::Stdin);
        } else if path.is_dir() {
            let before = places.len();
            let mut found = 0;
            walk(path, &mut |file| {
                found += 1;
                places.insert(Place::File(file));
            })?;
            if found == 0 && places.len() == before {
                let message = "no article in this folder (looked for .txt .html .htm .jsonl .csv, also .gz and .zst)";
                return Err(Error::input(argument, message));
            }
        } else if path.exists() || path.is_symlink() {
            places.insert(Place::File(path.to_path_buf()));
        } else if argument.contains(['*', '?', '[']) {
            expand_glob(argument, &mut places)?;
        } else {
            return Err(Error::input(argument, "no such file or folder"));
        }
    }
    Ok(places.into_iter().collect())
}

fn expand_glob(pattern: &str, places: &mut BTreeSet<Place>) -> Result<()> {
    let paths = glob::glob(pattern).map_err(|e| Error::input(pattern, format!("bad pattern: {e}")))?;
    let mut matched = false;
    for path in paths {
        let path = path.map_err(|e| {
            let at = e.path().to_path_buf();
            Error::io(at, e.into())
        })?;
        matched = true;
        if path.is_dir() {
            walk(&path, &mut |file| {
                places.insert(Place::File(file));
            })?;
        } else {
            places.insert(Place::File(path));
        }
    }
    if matched { Ok(()) } else { Err(Error::input(pattern, "no file matches")) }
}

/// Files below `folder` with a known ending. Hidden names are left out, linked
/// folders are not entered (they may form a circle).
fn walk(folder: &Path, found: &mut impl FnMut(PathBuf)) -> Result<()> {
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| Error::io(&folder, e))? {
            let entry = entry.map_err(|e| Error::io(&folder, e))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(|e| Error::io(&path, e))?;
            if kind.is_dir() {
                pending.push(path);
            } else if (kind.is_file() || path.is_file()) && format_and_stem(&path).0.is_some() {
                found(path);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_stems() {
        let of = |p: &str| format_and_stem(Path::new(p));
        assert_eq!(of("a/b.c.txt"), (Some(Format::Text), "b.c".into()));
        assert_eq!(of("b.HTML.gz"), (Some(Format::Html), "b".into()));
        assert_eq!(of("b.jsonl.zst"), (Some(Format::Jsonl), "b".into()));
        assert_eq!(of("b.pdf"), (None, "b".into()));
        assert_eq!(of("b"), (None, "b".into()));
        assert_eq!(of(".txt"), (None, ".txt".into()));
    }
}
