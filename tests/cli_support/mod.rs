//! A folder to work in and the program to run there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A temporary folder in which commands run.
pub struct Dir(tempfile::TempDir);

/// What a command left behind.
#[derive(Debug)]
pub struct Run {
    pub out: Vec<u8>,
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

/// The repository's file or folder.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The program, ready for arguments.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiregraph"));
    command.stdin(Stdio::null()).env_remove("RUST_BACKTRACE");
    command
}

impl Dir {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and the folders it needs.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders made");
        std::fs::write(path, content).expect("file written");
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    /// Runs a command line split at white space.
    pub fn run(&self, line: &str) -> Run {
        self.run_with(line, b"")
    }

    /// The same with standard input.
    pub fn run_with(&self, line: &str, input: &[u8]) -> Run {
        self.run_args(&line.split_whitespace().collect::<Vec<_>>(), input)
    }

    pub fn run_args(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = program();
        command.args(arguments).current_dir(self.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input");
        let input = input.to_vec();
        // A program that reads no input closes the pipe; that is its business.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        feeder.join().expect("input fed");
        Run {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
            out: output.stdout,
        }
    }
}

impl Run {
    /// Fails unless it ended with this code and without a panic.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        let begin: String = self.stdout.chars().take(500).collect();
        assert_eq!(self.code, code, "stdout: {begin}\nstderr: {}", self.stderr);
        self
    }

    /// Fails unless standard error has this text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "expected {text:?} in: {}", self.stderr);
        self
    }

    /// Fails unless standard output has this text.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        let begin: String = self.stdout.chars().take(2000).collect();
        assert!(self.stdout.contains(text), "expected {text:?} in: {begin}");
        self
    }
}
