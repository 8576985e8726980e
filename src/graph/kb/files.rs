//! Files that are either whole or absent.

use crate::error::{Error, Result};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Ending of files that are being written.
pub const UNFINISHED: &str = ".unfinished";

/// Writes a file so that a reader, a crash or a full disk sees the old content
/// or the new one and nothing between: unfinished file, sync, rename.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let unfinished = unfinished(path);
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&unfinished)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    };
    write().map_err(|e| {
        // Best effort: what is left is swept by the next build.
        let _ = fs::remove_file(&unfinished);
        Error::io(path, e)
    })
}

/// Makes renames and removals in a folder last.
pub fn sync_folder(path: &Path) -> Result<()> {
    // Windows cannot open a folder as a file and needs no such call.
    if cfg!(unix) { File::open(path).and_then(|f| f.sync_all()).map_err(|e| Error::io(path, e)) } else { Ok(()) }
}

/// Removes what an interrupted write left behind.
pub fn sweep(folder: &Path) -> Result<()> {
    for path in list(folder)? {
        if path.to_string_lossy().ends_with(UNFINISHED) {
            fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        }
    }
    Ok(())
}

/// What a folder holds, sorted; nothing if there is no such folder.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(Error::io(folder, e)),
    };
    let mut out = Vec::new();
    for entry in entries {
        out.push(entry.map_err(|e| Error::io(folder, e))?.path());
    }
    out.sort();
    Ok(out)
}

/// Text of a file; `None` if there is none.
pub fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io(path, e)),
    }
}

/// Removes a folder with all it holds, if it is there.
pub fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path, e)),
        _ => Ok(()),
    }
}

fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(UNFINISHED);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_content_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        write_whole(&path, b"old").unwrap();
        // The unfinished file cannot be made: a folder has its name.
        fs::create_dir(unfinished(&path)).unwrap();
        let error = write_whole(&path, b"new").unwrap_err().to_string();
        assert!(error.contains("/a: "), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn leftovers_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.unfinished"), "x").unwrap();
        fs::write(dir.path().join("b"), "x").unwrap();
        sweep(dir.path()).unwrap();
        assert_eq!(list(dir.path()).unwrap(), [dir.path().join("b")]);
        assert!(list(&dir.path().join("none")).unwrap().is_empty());
    }
}
