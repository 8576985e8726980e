//! The folder: what lies where, which version wrote it, who may write.

use super::files;
use crate::error::{Error, Result};
use crate::graph::build::Judgements;
use crate::graph::identity::{Decisions, Ledger};
use crate::graph::notes::Notes;
use crate::graph::registry::Registry;
use crate::graph::terms::DEFAULT_BASE;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// Version of the folder's layout. Raise it when an older program could not
/// read what this one writes.
pub const FORMAT: u32 = 1;

/// What is the same, what is different.
pub const DECISIONS: &str = "decisions.csv";
/// Names that stay.
pub const IDS: &str = "ids.csv";
/// Corrections; made by the first note.
pub const NOTES: &str = "notes.csv";

/// Known things, from the registries that builds were given.
const REGISTRY: &str = "registry.jsonl";

/// Paths of a knowledge base.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder itself.
    pub root: PathBuf,
    /// Namespace of its nodes.
    pub base: String,
}

#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
    #[serde(default)]
    base: String,
}

impl Folder {
    /// A folder that already is a knowledge base.
    pub fn existing(root: &Path) -> Result<Self> {
        let path = root.join("wiregraph.json");
        let Some(text) = files::read(&path)? else {
            let what =
                if root.is_dir() { "is not a knowledge base: it has no wiregraph.json" } else { "does not exist" };
            return Err(Error::KnowledgeBase(format!(
                "{} {what}; make one with: wiregraph build ARTICLES --kb DIR",
                root.display()
            )));
        };
        let about: About = serde_json::from_str(&text).map_err(|e| {
            Error::KnowledgeBase(format!(
                "{}: not readable as the description of a knowledge base: {e}",
                path.display()
            ))
        })?;
        if about.format > FORMAT {
            return Err(Error::KnowledgeBase(format!(
                "{} was written by a newer wiregraph (format {}, this program knows formats up to {FORMAT}): use that version",
                root.display(),
                about.format
            )));
        }
        Ok(Self { root: root.to_owned(), base: about.base })
    }

    /// The knowledge base in this folder; makes one if the folder is new or empty.
    pub fn existing_or_new(root: &Path) -> Result<Self> {
        let ours = |p: &PathBuf| {
            let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            name == "lock" || name == "claims" || name.ends_with(files::UNFINISHED)
        };
        let about = root.join("wiregraph.json");
        if !about.exists() && files::list(root)?.iter().all(ours) {
            let made = fs::create_dir_all(root.join("claims"));
            made.map_err(|e| Error::io(root, e))?;
            let text = serde_json::to_string_pretty(&About { format: FORMAT, base: DEFAULT_BASE.to_owned() })
                .expect("two plain fields always serialise");
            files::write_whole(&about, format!("{text}\n").as_bytes())?;
            for (name, header) in [(DECISIONS, Decisions::HEADER), (IDS, Ledger::HEADER)] {
                if !root.join(name).exists() {
                    files::write_whole(&root.join(name), header.as_bytes())?;
                }
            }
            files::sync_folder(root)?;
        }
        Self::existing(root)
    }

    /// Claims, one file for each article's content.
    pub fn claims(&self) -> PathBuf {
        self.root.join("claims")
    }

    /// Claims of the article with this key.
    pub fn claims_of(&self, key: &str) -> PathBuf {
        self.claims().join(format!("{key}.jsonl"))
    }

    /// The derived graph, in its finished, coming or going place.
    pub fn graph(&self, place: GraphPlace) -> PathBuf {
        self.root.join(match place {
            GraphPlace::Current => "graph",
            GraphPlace::Coming => "graph.coming",
            GraphPlace::Going => "graph.going",
        })
    }

    /// What analysts decided, pinned and noted, with the texts it was read from.
    pub fn judgements(&self) -> Result<(Judgements, [String; 3])> {
        let text = |name: &str| Ok::<_, Error>(files::read(&self.root.join(name))?.unwrap_or_default());
        let texts = [text(DECISIONS)?, text(IDS)?, text(NOTES)?];
        self.read_judgements(&texts).map(|read| (read, texts))
    }

    /// What these texts of the three files say.
    pub fn read_judgements(&self, [decisions, ids, notes]: &[String; 3]) -> Result<Judgements> {
        let place = |name: &str| self.root.join(name).display().to_string();
        Ok(Judgements {
            decisions: Decisions::read(decisions, &place(DECISIONS), &self.base)?,
            ledger: Ledger::read(ids, &place(IDS), &self.base)?,
            notes: Notes::read(notes, &place(NOTES), &self.base)?,
            registry: Registry::stored(&self.registry()?, &place(REGISTRY))?,
        })
    }

    /// The text of the registry; empty if there is none.
    pub fn registry(&self) -> Result<String> {
        Ok(files::read(&self.root.join(REGISTRY))?.unwrap_or_default())
    }

    /// Replaces the registry.
    pub fn write_registry(&self, registry: &Registry) -> Result<()> {
        files::write_whole(&self.root.join(REGISTRY), registry.lines().as_bytes())?;
        files::sync_folder(&self.root)
    }

    /// The right to write, for as long as the value lives.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.root.join("lock");
        let file =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(|e| Error::io(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::KnowledgeBase(format!(
                "{}: another wiregraph is writing to this knowledge base; wait until it has ended (queries may go on meanwhile)",
                self.root.display()
            ))),
            Err(TryLockError::Error(e)) => Err(Error::io(&path, e)),
        }
    }
}

/// Where a graph folder stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphPlace {
    /// Complete and in use.
    Current,
    /// Being written.
    Coming,
    /// Replaced, about to be removed.
    Going,
}

/// Holds the knowledge base's lock; the system lets go of it when the process
/// ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}
