use crate::error::{Error, Result};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::path::Path;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The files of an ontology folder, in memory.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the folder, with `/`, and content; sorted by path.
    files: Vec<(String, String)>,
}

impl Source {
    /// The ontology compiled into the binary.
    pub fn embedded() -> Self {
        let mut files = Vec::new();
        collect_embedded(&EMBEDDED, &mut files);
        files.sort();
        Self { files }
    }

    /// Reads a folder.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read or is not UTF-8.
    pub fn folder(path: &Path) -> Result<Self> {
        let mut files = Vec::new();
        collect_folder(path, "", &mut files)?;
        files.sort();
        Ok(Self { files })
    }

    /// Files given in memory, for tests.
    pub fn from_files(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort();
        Self { files }
    }

    /// All files, as (relative path, content), sorted by path.
    pub fn all(&self) -> &[(String, String)] {
        &self.files
    }

    /// The files directly under `folder` with the given extension, sorted.
    pub fn files(&self, folder: &str, extension: &str) -> Vec<(String, String)> {
        let of = |name: &str| {
            name.rsplit_once('/').map_or("", |p| p.0) == folder
                && name.rsplit_once('.').is_some_and(|p| p.1 == extension)
        };
        self.files.iter().filter(|(name, _)| of(name)).cloned().collect()
    }

    /// First 16 hex digits of the SHA-256 of all files that decide what is read
    /// out of an article: everything but queries, shapes and prose.
    pub fn hash(&self) -> String {
        let mut sha = Sha256::new();
        let decides = |name: &str| !name.ends_with(".rq") && !name.ends_with(".md") && name != "shapes.ttl";
        for (name, content) in self.files.iter().filter(|f| decides(&f.0)) {
            for part in [name, content] {
                sha.update((part.len() as u64).to_be_bytes());
                sha.update(part.as_bytes());
            }
        }
        sha.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }

    /// One file's content.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|f| f.0 == name).map(|f| f.1.as_str())
    }
}

fn collect_embedded(dir: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for file in dir.files() {
        if let Some(content) = file.contents_utf8() {
            files.push((file.path().to_string_lossy().replace('\\', "/"), content.to_owned()));
        }
    }
    for sub in dir.dirs() {
        collect_embedded(sub, files);
    }
}

fn collect_folder(path: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<()> {
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let entry = entry.map_err(|e| Error::io(path, e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let full = entry.path();
        let relative = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if full.is_dir() {
            collect_folder(&full, &relative, files)?;
        } else if ["ttl", "toml", "csv", "rq", "md"].iter().any(|e| name.ends_with(&format!(".{e}"))) {
            let content = std::fs::read_to_string(&full).map_err(|e| Error::io(&full, e))?;
            files.push((relative, content));
        }
    }
    Ok(())
}
