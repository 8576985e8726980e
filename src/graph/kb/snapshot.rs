//! The derived graph on disk: three files of N-Quads, the last one packed, and a stamp that says
//! what they were derived from.

use super::files;
use super::folder::{Folder, GraphPlace};
use crate::error::{Error, Result};
use crate::graph::build::{Counts, Graph};
use crate::graph::layers::{EvidenceWords, Layers};
use flate2::Compression;
use flate2::write::GzEncoder;
use oxigraph::store::Store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// What a graph was derived from and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// 16 hex digits over claims, judgements, ontology and program.
    pub input: String,
    /// What the graph holds.
    pub counts: Counts,
    /// Size of each file in bytes.
    pub files: BTreeMap<String, u64>,
    /// Predicates and classes that only evidence has.
    pub evidence: EvidenceWords,
}

const STAMP: &str = "stamp.json";
/// The evidence is ten times as large as the facts and packs to a twelfth.
const FILES: [&str; 3] = ["ontology.nq", "facts.nq", "evidence.nq.gz"];
/// Tries of a reader that a writer gets in the way of.
const TRIES: u32 = 5;

/// The stamp of the graph in a folder, if the graph is complete.
pub fn stamp(folder: &Path) -> Result<Option<Stamp>> {
    let Some(text) = files::read(&folder.join(STAMP))? else { return Ok(None) };
    let Ok(stamp) = serde_json::from_str::<Stamp>(&text) else { return Ok(None) };
    let whole = |name: &&str| fs::metadata(folder.join(name)).is_ok_and(|m| stamp.files.get(*name) == Some(&m.len()));
    let complete = FILES.iter().all(whole) && (!cfg!(feature = "disk") || folder.join(STORE).is_dir());
    Ok(complete.then_some(stamp))
}

/// Puts right what an interrupted [`replace`] left.
pub fn recover(folder: &Folder) -> Result<()> {
    let [current, coming, going] = places(folder);
    files::remove_folder(&coming)?;
    if stamp(&current)?.is_none() && stamp(&going)?.is_some() {
        files::remove_folder(&current)?;
        fs::rename(&going, &current).map_err(|e| Error::io(&going, e))?;
    }
    files::remove_folder(&going)
}

/// Writes a graph beside the current one, then puts it in its place.
pub fn replace(folder: &Folder, graph: &Graph, input: &str) -> Result<Stamp> {
    let [current, coming, going] = places(folder);
    files::remove_folder(&coming)?;
    fs::create_dir_all(&coming).map_err(|e| Error::io(&coming, e))?;
    let write = || -> Result<Stamp> {
        let texts = [&graph.ontology, &graph.facts, &graph.evidence];
        let mut sizes = BTreeMap::new();
        for (name, text) in FILES.into_iter().zip(texts) {
            let packed = if name.ends_with(".gz") { Some(pack(text)) } else { None };
            let bytes = packed.as_deref().unwrap_or(text.as_bytes());
            files::write_whole(&coming.join(name), bytes)?;
            sizes.insert(name.to_owned(), bytes.len() as u64);
        }
        write_store(&coming.join(STORE), &texts.map(String::as_str))?;
        let evidence = EvidenceWords::of(&graph.evidence);
        let stamp = Stamp { input: input.to_owned(), counts: graph.counts, files: sizes, evidence };
        let text = serde_json::to_string_pretty(&stamp).expect("plain fields always serialise");
        files::write_whole(&coming.join(STAMP), format!("{text}\n").as_bytes())?;
        files::sync_folder(&coming)?;
        Ok(stamp)
    };
    let stamp = write().inspect_err(|_| {
        let _ = files::remove_folder(&coming); // a full disk needs the room; swept later otherwise
    })?;
    files::remove_folder(&going)?;
    if current.exists() {
        fs::rename(&current, &going).map_err(|e| Error::io(&current, e))?;
    }
    fs::rename(&coming, &current).map_err(|e| Error::io(&coming, e))?;
    files::sync_folder(&folder.root)?;
    files::remove_folder(&going)?;
    Ok(stamp)
}

/// Loads the last complete graph; needs no lock, a writer does not disturb it.
pub fn load(folder: &Folder, layers: impl Fn(&Stamp) -> Layers) -> Result<(Store, Stamp)> {
    let [current, _, going] = places(folder);
    for _ in 0..TRIES {
        for place in [&current, &going] {
            let Some(before) = stamp(place)? else { continue };
            if let Some(store) = open_store(place, layers(&before))?
                && stamp(place)?.as_ref() == Some(&before)
            {
                return Ok((store, before));
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Err(Error::KnowledgeBase(format!(
        "{} holds no complete graph (no build has ended yet, or its files were changed); run: wiregraph build --kb {0}",
        folder.root.display()
    )))
}

/// Packed without name and time, so that the same text gives the same bytes.
fn pack(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::with_capacity(text.len() / 10), Compression::fast());
    packer.write_all(text.as_bytes()).and_then(|()| packer.finish()).expect("writing to memory cannot fail")
}

fn places(folder: &Folder) -> [std::path::PathBuf; 3] {
    [GraphPlace::Current, GraphPlace::Coming, GraphPlace::Going].map(|p| folder.graph(p))
}

#[cfg(not(feature = "disk"))]
mod storage {
    use super::{Error, FILES, Layers, Path, Result, Store, files, fs};
    use crate::graph::store::load_texts;
    use flate2::read::GzDecoder;
    use std::io::Read;

    /// The graph is kept as text alone.
    pub fn write_store(_: &Path, _: &[&str; 3]) -> Result<()> {
        Ok(())
    }

    /// `None` if a writer took the files away meanwhile.
    pub fn open_store(place: &Path, layers: Layers) -> Result<Option<Store>> {
        let wanted = if layers == Layers::All { &FILES[..] } else { &FILES[..2] };
        let mut texts = Vec::with_capacity(wanted.len());
        for name in wanted {
            match read_text(place, name)? {
                Some(text) => texts.push(text),
                None => return Ok(None),
            }
        }
        load_texts(&texts.iter().map(String::as_str).collect::<Vec<_>>()).map(Some)
    }

    /// The N-Quads of one file as text; `None` if there is no such file.
    fn read_text(place: &Path, name: &str) -> Result<Option<String>> {
        let path = place.join(name);
        if !name.ends_with(".gz") {
            return files::read(&path);
        }
        let file = match fs::File::open(&path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io(&path, e)),
        };
        let mut text = String::new();
        GzDecoder::new(file).read_to_string(&mut text).map_err(|e| Error::io(&path, e))?;
        Ok(Some(text))
    }
}

#[cfg(feature = "disk")]
mod storage {
    use super::{Error, Layers, Path, Result, Store};
    use crate::graph::store::fill;

    /// Puts the graph into RocksDB beside its text.
    pub fn write_store(path: &Path, texts: &[&str; 3]) -> Result<()> {
        let failed = |e: &dyn std::fmt::Display| Error::KnowledgeBase(format!("{}: {e}", path.display()));
        let store = Store::open(path).map_err(|e| failed(&e))?;
        fill(&store, texts)?;
        store.optimize().map_err(|e| failed(&e))?;
        store.flush().map_err(|e| failed(&e))
    }

    /// All layers are on disk: nothing is loaded, whatever is asked for. A
    /// graph is never written to after it is put in its place, so reading
    /// needs no lock.
    pub fn open_store(place: &Path, _: Layers) -> Result<Option<Store>> {
        let path = place.join(super::STORE);
        match Store::open_read_only(&path) {
            Ok(store) => Ok(Some(store)),
            Err(_) if !path.is_dir() => Ok(None),
            Err(e) => Err(Error::KnowledgeBase(format!("{}: {e}", path.display()))),
        }
    }
}

const STORE: &str = "store";
use storage::{open_store, write_store};
