//! The one error of the outside world: files, stores, arguments.
//!
//! Text never errors; authors of `ontology/` get a [`crate::ontology::Report`]
//! with every diagnostic at once.

use std::path::{Path, PathBuf};

/// Result with wiregraph's [`enum@Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong outside the program, with where and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Reading or writing a file failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// An input could not be understood.
    #[error("{place}: {message}")]
    Input {
        /// File, and line or record where known.
        place: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// The ontology has errors; the text is the whole report.
    #[error("{0}")]
    Ontology(String),
    /// The knowledge base cannot be used as asked.
    #[error("{0}")]
    KnowledgeBase(String),
    /// A query could not be parsed or evaluated.
    #[error("{0}")]
    Query(String),
    /// Anything else, said in one sentence.
    #[error("{0}")]
    Other(String),
}

impl Error {
    /// Wraps an I/O error with the path it happened at.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::Io { path: path.as_ref().to_path_buf(), source }
    }

    /// An input that cannot be understood, at a place like `file.jsonl:12`.
    pub fn input(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Input { place: place.into(), message: message.into() }
    }
}
