//! The knowledge-base folder: `claims/` is the ground truth, one file for each
//! article; `decisions.csv`, `ids.csv` and `notes.csv` belong to the analyst; `graph/` is
//! derived from them and can be derived again at any time.
//!
//! Takes articles and a function that reads facts out of one. Gives the stored
//! claims and the graph. Never reads an unchanged article again, never loses a
//! stored article to a crash, a full disk or a second process. Tested by unit
//! tests here and `tests/kb.rs`.

mod derive;
mod files;
mod folder;
mod judge;
mod kept;
mod snapshot;
mod stored;

pub use self::judge::{Change, judgements};

use self::folder::{Folder, Lock};
use self::stored::{Stored, claims_in, is_part_of, key, key_of, stored, write_sections};
use super::build::Counts;
use super::registry::Registry;
use super::sections::Needed;
use crate::claim::{self, Article, ArticleClaims, EXTRACTOR};
use crate::error::{Error, Result};
use crate::extract::ArticleFacts;
use crate::ontology::Ontology;
use crate::text::Document;
use oxigraph::store::Store;
use rayon::prelude::*;
use spargebra::Query;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Articles that are worked on together.
const BATCH: usize = 256;

/// A knowledge base open for writing; no other process can write to it.
#[derive(Debug)]
pub struct KnowledgeBase {
    folder: Folder,
    _lock: Lock,
    /// Articles in each claims file, by its key (start of the content's hash).
    files: BTreeMap<String, Vec<Stored>>,
    /// Claims files that are not as they were written.
    damaged: BTreeMap<String, String>,
}

/// What became of the articles given to [`KnowledgeBase::add`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Read for the first time.
    pub new: usize,
    /// Read again, because the article, the ontology or the program changed.
    pub changed: usize,
    /// Not read again.
    pub unchanged: usize,
}

/// A graph that was brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// What it holds.
    pub counts: Counts,
    /// Whether it had to be derived again.
    pub fresh: bool,
    /// Units of evidence that had to be written again; each is of the articles
    /// whose hashes begin alike.
    pub rewritten: usize,
}

impl KnowledgeBase {
    /// Opens the knowledge base in a folder for writing and makes one if the
    /// folder is new or empty. Repairs what an interrupted build left.
    ///
    /// # Errors
    /// If the folder holds something else, was written by a newer version, or
    /// another process is writing to it.
    pub fn open_or_create(root: &Path) -> Result<Self> {
        Self::with(Folder::existing_or_new(root)?)
    }

    /// Opens an existing knowledge base for writing.
    ///
    /// # Errors
    /// As [`KnowledgeBase::open_or_create`], and if there is none.
    pub fn open(root: &Path) -> Result<Self> {
        Self::with(Folder::existing(root)?)
    }

    fn with(folder: Folder) -> Result<Self> {
        let lock = folder.lock()?;
        let claims = folder.claims();
        fs::create_dir_all(&claims).map_err(|e| Error::io(&claims, e))?;
        files::sweep(&claims)?;
        files::sweep(&folder.root)?;
        snapshot::recover(&folder)?;
        let keys: Vec<String> = files::list(&claims)?.iter().filter_map(|p| key_of(p)).collect();
        let read: Vec<(String, Result<Vec<Stored>>)> =
            keys.into_par_iter().map(|key| (key.clone(), stored(&folder, &key))).collect();
        let mut kb = Self { folder, _lock: lock, files: BTreeMap::new(), damaged: BTreeMap::new() };
        for (key, result) in read {
            match result {
                Ok(list) => {
                    kb.files.insert(key, list);
                }
                Err(Error::Input { place, message }) => {
                    kb.damaged.insert(key, format!("{place}: {message}"));
                }
                Err(other) => return Err(other),
            }
        }
        Ok(kb)
    }

    /// Ids and hashes of all articles, sorted.
    pub fn articles(&self) -> Vec<(String, String)> {
        let mut out: Vec<_> =
            self.files.values().flatten().map(|s| (s.article.id.clone(), s.article.sha256.clone())).collect();
        out.sort();
        out
    }

    /// Number of articles that were read with another ontology or program and
    /// will be read again when they are given again.
    pub fn stale(&self, ontology: &Ontology) -> usize {
        self.files.values().flatten().filter(|s| s.extractor != EXTRACTOR || s.ontology != ontology.hash).count()
    }

    /// Adds articles. An article whose content, description, ontology and
    /// program are unchanged is not read again; one with a known id and other
    /// content replaces the old one. Each is stored as soon as its batch is
    /// read, so an interrupted call keeps what it did. `progress` is called
    /// with the running totals after each batch.
    ///
    /// # Errors
    /// If a file cannot be written; what was stored before stays.
    pub fn add(
        &mut self,
        documents: impl IntoIterator<Item = Document>,
        ontology: &Ontology,
        extract: impl Fn(&Document) -> ArticleFacts + Sync,
        mut progress: impl FnMut(Added),
    ) -> Result<Added> {
        let mut added = Added::default();
        // Two articles of one call may share an id: both are kept, so that the
        // result does not depend on their order.
        let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut documents = documents.into_iter();
        loop {
            let batch: Vec<Document> = documents.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(added);
            }
            let (unchanged, changed): (Vec<&Document>, Vec<&Document>) =
                batch.iter().partition(|d| self.is_current(d, ontology));
            added.unchanged += unchanged.len();
            let ids: BTreeSet<&str> = self.files.values().flatten().map(|s| s.article.id.as_str()).collect();
            let known = changed.iter().filter(|d| ids.contains(d.id.as_str())).count();
            added.changed += known;
            added.new += changed.len() - known;
            let read: Vec<ArticleClaims> =
                changed.par_iter().map(|d| claim::from_facts(d, &extract(d), ontology)).collect();
            self.store(read, ontology)?;
            for document in &batch {
                given.entry(document.id.clone()).or_default().insert(document.sha256.clone());
            }
            let ids: BTreeSet<&str> = batch.iter().map(|d| d.id.as_str()).collect();
            self.drop_replaced(&ids, &given)?;
            progress(added);
        }
    }

    /// Removes an article and the articles embedded in it; tells whether there
    /// was one. The knowledge base is then as if it had never been added.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn remove(&mut self, id: &str) -> Result<bool> {
        let gone = |a: &Article| a.id == id || is_part_of(&a.id, id);
        self.drop_where(gone)
    }

    /// Adds known things to those of earlier builds; of one id the new names
    /// join the old ones. Gives how many there are now.
    ///
    /// # Errors
    /// If the registry cannot be read or written.
    pub fn register(&self, new: Registry) -> Result<usize> {
        let mut all = self.folder.judgements()?.0.registry;
        all.merge(new);
        self.folder.write_registry(&all)?;
        Ok(all.len())
    }

    /// All claims, in the order of their files.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn claims(&self) -> Result<Vec<ArticleClaims>> {
        let sections: Vec<Vec<ArticleClaims>> =
            self.files.par_iter().map(|(key, _)| claims_in(&self.folder, key)).collect::<Result<_>>()?;
        Ok(sections.into_iter().flatten().collect())
    }

    fn is_current(&self, document: &Document, ontology: &Ontology) -> bool {
        let key = key(&document.sha256);
        self.files.get(key).into_iter().flatten().any(|s| {
            let a = &s.article;
            s.extractor == EXTRACTOR
                && s.ontology == ontology.hash
                && a.id == document.id
                && a.sha256 == document.sha256
                && (&a.title, &a.url) == (&document.meta.title, &document.meta.url)
                && (&a.published, &a.source) == (&document.meta.published, &document.meta.source)
        })
    }

    /// Writes articles into their files, each beside others of the same content.
    fn store(&mut self, read: Vec<ArticleClaims>, ontology: &Ontology) -> Result<()> {
        let mut by_file: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for claims in read {
            let section = claim::write(&claims, &ontology.hash);
            by_file
                .entry(key(&claims.article.sha256).to_owned())
                .or_default()
                .insert(claims.article.id.clone(), section);
        }
        let work: Vec<(String, BTreeMap<String, String>)> = by_file.into_iter().collect();
        let folder = &self.folder;
        let written: Vec<(String, Vec<Stored>)> = work
            .into_par_iter()
            .map(|(key, sections)| -> Result<(String, Vec<Stored>)> {
                let path = folder.claims_of(&key);
                let old = files::read(&path)?.unwrap_or_default();
                let place = path.display().to_string();
                // A damaged file is written anew.
                let mut all: BTreeMap<String, String> = match claim::header_of(&old, &place) {
                    Ok(list) => list.into_iter().map(|(h, s)| (h.article.id, s.to_owned())).collect(),
                    Err(_) => BTreeMap::new(),
                };
                all.extend(sections);
                let list = write_sections(folder, &key, all.into_values())?;
                Ok((key, list))
            })
            .collect::<Result<_>>()?;
        files::sync_folder(&self.folder.claims())?;
        for (key, list) in written {
            self.damaged.remove(&key);
            self.files.insert(key, list);
        }
        Ok(())
    }

    /// Drops earlier content under ids that came again with other content.
    fn drop_replaced(&mut self, ids: &BTreeSet<&str>, given: &BTreeMap<String, BTreeSet<String>>) -> Result<()> {
        let replaced = |s: &Stored| {
            let id = s.article.id.as_str();
            let own = ids.contains(id) && given.get(id).is_some_and(|g| !g.contains(&s.article.sha256));
            // What was embedded in an article that came again without it.
            let holder = s.article.embedded.as_ref().map(|e| e.article.as_str());
            own || holder.is_some_and(|h| {
                ids.contains(h) && !given.contains_key(id) && is_part_of(id, h) && self.is_replaced(h, given)
            })
        };
        let gone: BTreeSet<(String, String)> = self
            .files
            .values()
            .flatten()
            .filter(|s| replaced(s))
            .map(|s| (s.article.id.clone(), s.article.sha256.clone()))
            .collect();
        if !gone.is_empty() {
            self.drop_where(|a| gone.contains(&(a.id.clone(), a.sha256.clone())))?;
        }
        Ok(())
    }

    fn is_replaced(&self, id: &str, given: &BTreeMap<String, BTreeSet<String>>) -> bool {
        let hashes = given.get(id);
        let other = |s: &&Stored| s.article.id == id && hashes.is_some_and(|g| !g.contains(&s.article.sha256));
        self.files.values().flatten().any(|s| other(&s))
    }

    fn drop_where(&mut self, gone: impl Fn(&Article) -> bool) -> Result<bool> {
        let hit: Vec<String> = self
            .files
            .iter()
            .filter(|(_, list)| list.iter().any(|s| gone(&s.article)))
            .map(|(key, _)| key.clone())
            .collect();
        for key in &hit {
            let path = self.folder.claims_of(key);
            let text = files::read(&path)?.unwrap_or_default();
            let kept: Vec<String> = claim::header_of(&text, &path.display().to_string())?
                .into_iter()
                .filter(|(h, _)| !gone(&h.article))
                .map(|(_, s)| s.to_owned())
                .collect();
            if kept.is_empty() {
                fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
                self.files.remove(key);
            } else {
                let list = write_sections(&self.folder, key, kept.into_iter())?;
                self.files.insert(key.clone(), list);
            }
        }
        if !hit.is_empty() {
            files::sync_folder(&self.folder.claims())?;
        }
        Ok(!hit.is_empty())
    }
}

/// The last complete graph of a knowledge base; needs no lock.
///
/// # Errors
/// If there is none, or a newer version wrote it.
pub fn load_graph(root: &Path) -> Result<(Store, Counts)> {
    let (store, stamp) = snapshot::load(&Folder::existing(root)?, &Needed::All)?;
    Ok((store, stamp.counts))
}

/// As much of the last complete graph as answers a query like the whole graph,
/// and what some more predicates say.
///
/// # Errors
/// As [`load_graph`].
pub fn load_graph_for(root: &Path, query: &Query, more: &[&str]) -> Result<Store> {
    let folder = Folder::existing(root)?;
    let (store, _) = snapshot::load(&folder, &Needed::by(query, &folder.base).and(more))?;
    Ok(store)
}

/// Namespace of a knowledge base's nodes.
///
/// # Errors
/// If there is none, or a newer version wrote it.
pub fn base(root: &Path) -> Result<String> {
    Folder::existing(root).map(|folder| folder.base)
}

/// All claims of a knowledge base, in the order of their files; needs no lock.
///
/// # Errors
/// If there is none, or a file cannot be read.
pub fn read_claims(root: &Path) -> Result<Vec<ArticleClaims>> {
    let folder = Folder::existing(root)?;
    let sections: Vec<Vec<ArticleClaims>> = files::list(&folder.claims())?
        .par_iter()
        .filter_map(|p| key_of(p))
        .map(|key| claims_in(&folder, &key))
        .collect::<Result<_>>()?;
    Ok(sections.into_iter().flatten().collect())
}
