//! Pictures through Graphviz's `dot`.

use crate::error::{Error, Result};
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// Picture formats Graphviz draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Scalable, with tool tips.
    Svg,
    /// Pixels.
    Png,
    /// For print.
    Pdf,
}

/// Draws a DOT text.
///
/// # Errors
/// If Graphviz is not installed (the message says how to get it) or fails.
pub fn draw(dot: &str, picture: Picture) -> Result<Vec<u8>> {
    draw_with("dot", dot, picture)
}

/// As [`draw`], with the command to run.
///
/// # Errors
/// As [`draw`].
pub fn draw_with(command: &str, dot: &str, picture: Picture) -> Result<Vec<u8>> {
    let kind = match picture {
        Picture::Svg => "-Tsvg",
        Picture::Png => "-Tpng",
        Picture::Pdf => "-Tpdf",
    };
    let failed = |what: String| Error::Other(format!("drawing with Graphviz failed: {what}"));
    let mut child = Command::new(command)
        .arg(kind)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => Error::Other(format!(
                "Graphviz's command {command:?} is not installed, so pictures cannot be drawn; install the package graphviz \
                 (apt install graphviz, dnf install graphviz, brew install graphviz, winget install graphviz), \
                 or export dot and draw it elsewhere"
            )),
            _ => failed(e.to_string()),
        })?;
    let mut input = child.stdin.take().ok_or_else(|| failed("no standard input".to_owned()))?;
    let mut output = child.stdout.take().ok_or_else(|| failed("no standard output".to_owned()))?;
    let mut errors = child.stderr.take().ok_or_else(|| failed("no standard error".to_owned()))?;
    // Both pipes are drained while writing: a full pipe would block Graphviz and us.
    let (image, said) = std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(dot.as_bytes()));
        let said = scope.spawn(move || {
            let mut text = Vec::new();
            errors.read_to_end(&mut text).map(|_| text)
        });
        let mut image = Vec::new();
        let image = output.read_to_end(&mut image).map(|_| image);
        (image, said.join())
    });
    let ended = child.wait().map_err(|e| failed(e.to_string()))?;
    let said = said.ok().and_then(|s| s.ok()).map(|s| String::from_utf8_lossy(&s).into_owned()).unwrap_or_default();
    if !ended.success() {
        return Err(failed(format!("{ended}; {}", said.trim())));
    }
    image.map_err(|e| failed(e.to_string()))
}
