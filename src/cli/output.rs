//! Where a command's output goes.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// `--out`, shared by the commands that write one stream.
#[derive(Debug, clap::Args)]
pub struct OutArg {
    /// Write to this file instead of standard output; it appears only when complete
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

impl OutArg {
    /// Opens it.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn open(&self) -> Result<Output> {
        self.out.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)
    }

    /// Whether a person will look at the output: a terminal, not a file or pipe.
    pub fn is_terminal(&self) -> bool {
        self.out.is_none() && io::stdout().is_terminal()
    }

    /// Columns of the terminal the output goes to, if it goes to one.
    pub fn width(&self) -> Option<u16> {
        if self.is_terminal() { comfy_table::Table::new().width() } else { None }
    }
}

/// Standard output, or a file that gets its name only by [`Output::finish`].
pub struct Output {
    writer: BufWriter<Box<dyn Write + Send>>,
    name: PathBuf,
    /// The unfinished file, to be renamed to `name`.
    part: Option<PathBuf>,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        Self {
            writer: BufWriter::with_capacity(1 << 16, Box::new(io::stdout())),
            name: "standard output".into(),
            part: None,
        }
    }

    /// A file. What is no regular file (a device, a named pipe) is written to
    /// directly.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn file(path: &Path) -> Result<Self> {
        let direct = path.metadata().is_ok_and(|m| !m.is_file());
        let part = (!direct).then(|| {
            let mut name = path.as_os_str().to_owned();
            name.push(".part");
            PathBuf::from(name)
        });
        let file = File::create(part.as_deref().unwrap_or(path)).map_err(|e| Error::io(path, e))?;
        Ok(Self { writer: BufWriter::with_capacity(1 << 16, Box::new(file)), name: path.to_path_buf(), part })
    }

    /// Writes a piece.
    ///
    /// # Errors
    /// If the system refuses it.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes).map_err(|e| Error::io(&self.name, e))
    }

    /// Hands over what is buffered, and gives the file its name.
    ///
    /// # Errors
    /// If the system refuses it, for example because the disk is full.
    pub fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(|e| Error::io(&self.name, e))?;
        match self.part.take() {
            Some(part) => std::fs::rename(&part, &self.name).map_err(|e| Error::io(&self.name, e)),
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for Output {
    /// An output that was not finished leaves no file.
    fn drop(&mut self) {
        if let Some(part) = self.part.take() {
            let _ = std::fs::remove_file(part);
        }
    }
}

/// Whether the reader of our output went away, which is its good right.
pub fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_only_when_finished() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("facts.jsonl");
        let mut output = Output::file(&path).expect("created");
        Output::write(&mut output, b"{}\n").expect("written");
        assert!(!path.exists());
        drop(output);
        assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 0);
        let mut output = Output::file(&path).expect("created");
        Output::write(&mut output, b"{}\n").expect("written");
        output.finish().expect("finished");
        assert_eq!(std::fs::read(&path).expect("read"), b"{}\n");
        assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 1);
    }
}
