//! The derived graph on disk: three packed files of N-Quads and a stamp that says what they were
//! derived from and where in them each predicate stands.

use super::files;
use super::folder::{Folder, GraphPlace};
use super::kept::{Kept, Units};
use crate::error::{Error, Result};
use crate::graph::build::Counts;
use crate::graph::packed::{Packed, Section};
use crate::graph::sections::Needed;
use oxigraph::store::Store;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a graph was derived from and what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// 16 hex digits over claims, judgements, ontology and program.
    pub input: String,
    /// What the graph holds.
    pub counts: Counts,
    /// Sections of each file, one after the other without gaps.
    pub sections: BTreeMap<String, Vec<Section>>,
}

const STAMP: &str = "stamp.json";
/// Which units the evidence has; needed only for taking them over.
const UNITS: &str = "units.json";
/// What comparing came to; needed only for not comparing again.
const COMPARED: &str = "compared.bin";
/// The evidence is ten times as large as the facts.
const FILES: [&str; 3] = ["ontology.nq.gz", "facts.nq.gz", EVIDENCE];
const EVIDENCE: &str = "evidence.nq.gz";

/// A graph to be written.
pub struct Written {
    /// Ontology, facts, evidence.
    pub files: [Packed; 3],
    /// Which units the evidence has.
    pub units: Units,
    /// What comparing came to.
    pub compared: Vec<u8>,
    /// What the graph holds.
    pub counts: Counts,
}

/// The units of the current graph's evidence; none if there is no such graph.
pub fn kept(folder: &Folder) -> Kept {
    let current = folder.graph(GraphPlace::Current);
    let read = || -> Option<Kept> {
        let sections = stamp(&current).ok()??.sections.remove(EVIDENCE)?;
        let units = Units::read(&files::read(&current.join(UNITS)).ok()??)?;
        Some(Kept::new(units, Packed { bytes: fs::read(current.join(EVIDENCE)).ok()?, sections }))
    };
    // What cannot be read is written anew.
    read().unwrap_or_default()
}
/// Tries of a reader that a writer gets in the way of.
const TRIES: u32 = 5;

/// What comparing came to when the current graph was derived; nothing if that is
/// not known.
pub fn compared(folder: &Folder) -> Vec<u8> {
    fs::read(folder.graph(GraphPlace::Current).join(COMPARED)).unwrap_or_default()
}

/// The stamp of the graph in a folder, if the graph is complete.
pub fn stamp(folder: &Path) -> Result<Option<Stamp>> {
    let Some(text) = files::read(&folder.join(STAMP))? else { return Ok(None) };
    let Ok(stamp) = serde_json::from_str::<Stamp>(&text) else { return Ok(None) };
    let size = |name: &str| stamp.sections.get(name).map(|all| all.iter().map(|s| s.size).sum::<u64>());
    let whole = |name: &&str| fs::metadata(folder.join(name)).is_ok_and(|m| size(name) == Some(m.len()));
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
pub fn replace(folder: &Folder, graph: Written, input: &str) -> Result<Stamp> {
    let [current, coming, going] = places(folder);
    files::remove_folder(&coming)?;
    fs::create_dir_all(&coming).map_err(|e| Error::io(&coming, e))?;
    let write = || -> Result<Stamp> {
        write_store(&coming.join(STORE), &graph.files)?;
        let mut all = BTreeMap::new();
        for (name, packed) in FILES.into_iter().zip(graph.files) {
            files::write_whole(&coming.join(name), &packed.bytes)?;
            all.insert(name.to_owned(), packed.sections);
        }
        files::write_whole(&coming.join(UNITS), graph.units.text().as_bytes())?;
        files::write_whole(&coming.join(COMPARED), &graph.compared)?;
        let stamp = Stamp { input: input.to_owned(), counts: graph.counts, sections: all };
        let text = serde_json::to_string(&stamp).expect("plain fields always serialise");
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

/// Loads what is needed of the last complete graph; takes no lock, a writer does not disturb it.
pub fn load(folder: &Folder, needed: &Needed) -> Result<(Store, Stamp)> {
    let [current, _, going] = places(folder);
    for _ in 0..TRIES {
        for place in [&current, &going] {
            let Some(before) = stamp(place)? else { continue };
            if let Some(store) = open_store(place, &before, needed)?
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

fn places(folder: &Folder) -> [std::path::PathBuf; 3] {
    [GraphPlace::Current, GraphPlace::Coming, GraphPlace::Going].map(|p| folder.graph(p))
}

#[cfg(not(feature = "disk"))]
mod storage {
    use super::{Error, Needed, Packed, Path, Result, Section, Stamp, Store};
    use crate::graph::store::load_texts;
    use flate2::read::MultiGzDecoder;
    use std::fs::File;
    use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

    /// The graph is kept as text alone.
    pub fn write_store(_: &Path, _: &[Packed; 3]) -> Result<()> {
        Ok(())
    }

    /// `None` if a writer took the files away meanwhile.
    pub fn open_store(place: &Path, stamp: &Stamp, needed: &Needed) -> Result<Option<Store>> {
        let mut needed = needed.clone();
        if needed.asks_vocabulary() {
            let name = super::FILES[0];
            let mut vocabulary = String::new();
            let sections = stamp.sections.get(name).map_or(&[][..], Vec::as_slice);
            if !add(&place.join(name), sections, &Needed::All, &mut vocabulary)? {
                return Ok(None);
            }
            let elsewhere = stamp.sections.iter().filter(|(file, _)| *file != name).flat_map(|(_, list)| list);
            needed = needed.with_vocabulary(&vocabulary, elsewhere);
        }
        let mut text = String::new();
        for (name, sections) in &stamp.sections {
            if !add(&place.join(name), sections, &needed, &mut text)? {
                return Ok(None);
            }
        }
        load_texts(&[&text]).map(Some)
    }

    /// As [`read`]; false if the file is not there.
    fn add(path: &Path, sections: &[Section], needed: &Needed, text: &mut String) -> Result<bool> {
        match read(path, sections, needed, text) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
            Err(e) => Err(Error::io(path, e)),
        }
    }

    /// Adds the N-Quads of the sections that are needed; neighbours are read in
    /// one go.
    fn read(path: &Path, sections: &[Section], needed: &Needed, text: &mut String) -> io::Result<()> {
        let mut file = File::open(path)?;
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for section in sections.iter().filter(|s| needed.wants(&s.word)) {
            match runs.last_mut() {
                Some((start, size)) if *start + *size == section.start => *size += section.size,
                _ => runs.push((section.start, section.size)),
            }
        }
        for (start, size) in runs {
            file.seek(SeekFrom::Start(start))?;
            MultiGzDecoder::new((&mut file).take(size)).read_to_string(text)?;
        }
        Ok(())
    }
}

#[cfg(feature = "disk")]
mod storage {
    use super::{Error, Needed, Packed, Path, Result, Stamp, Store};
    use crate::graph::store::fill;
    use flate2::read::MultiGzDecoder;
    use std::io::Read;

    /// Puts the graph into RocksDB beside its text.
    pub fn write_store(path: &Path, files: &[Packed; 3]) -> Result<()> {
        let failed = |e: &dyn std::fmt::Display| Error::KnowledgeBase(format!("{}: {e}", path.display()));
        let store = Store::open(path).map_err(|e| failed(&e))?;
        for file in files {
            let mut text = String::new();
            MultiGzDecoder::new(file.bytes.as_slice()).read_to_string(&mut text).map_err(|e| failed(&e))?;
            fill(&store, &[text.as_str()])?;
        }
        store.optimize().map_err(|e| failed(&e))?;
        store.flush().map_err(|e| failed(&e))
    }

    /// All is on disk: nothing is loaded, whatever is asked for. A
    /// graph is never written to after it is put in its place, so reading
    /// needs no lock.
    pub fn open_store(place: &Path, _: &Stamp, _: &Needed) -> Result<Option<Store>> {
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
