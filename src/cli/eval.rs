//! `wiregraph eval`: scores the models against treebanks.

use crate::analysis::Models;
use crate::analysis::train::{read, score};
use crate::error::{Error, Result};
use std::path::Path;

/// Tags and parses the gold tokens of a CoNLL-U file with the embedded models
/// and says in one line how much is right.
///
/// # Errors
/// If the file cannot be read or holds no sentence.
pub fn run(path: &Path) -> Result<String> {
    let content = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let sentences = read(&content);
    if sentences.is_empty() {
        return Err(Error::input(path.display().to_string(), "no sentence found; expected CoNLL-U"));
    }
    Ok(score(Models::embedded(), &sentences).to_string())
}
