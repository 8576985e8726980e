//! `wiregraph demo`: everything once, on articles that come with the program.

use super::export::write_all;
use super::output::Output;
use super::{Context, Outcome, build};
use crate::error::{Error, Result};
use crate::export::{ExportFormat, ExportOptions, export};
use crate::graph::load_graph;
use crate::ontology::Ontology;
use crate::query::{self, Explanation, Format, Library};
use clap::Args;
use include_dir::{Dir, include_dir};
use oxigraph::store::Store;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

static CORPUS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/corpus");

/// Lines of each answer that the tour shows.
const LINES: usize = 24;
/// Columns of the tour's tables.
const WIDTH: u16 = 110;

/// Make a knowledge base of the demo articles, with answers, tables and pictures
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph demo\n  wiregraph demo --out /tmp/look\n\n\
    The folder gets articles/, kb/ (the knowledge base), answers/ (each query of the library that needs no\n\
    parameter, as CSV) and graph/ (the relationship graph in all export formats). Run again, it is brought\n\
    up to date.")]
pub struct Demo {
    /// Folder for all of it
    #[arg(long, short, value_name = "DIR", default_value = "wiregraph-demo")]
    out: PathBuf,
}

impl Demo {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let library = context.load_library()?;
        let (articles, kb) = (self.out.join("articles"), self.out.join("kb"));
        claim_folder(&self.out)?;
        let read = write_articles(&articles)?;
        build::build(context, &ontology, &[articles.to_string_lossy().into_owned()], &kb)?;
        let (store, _) = load_graph(&kb)?;
        let answers = write_answers(&store, &library, &self.out.join("answers"))?;
        let missing = write_graph(&store, &ontology, &self.out.join("graph"))?;
        if let Some(e) = missing {
            context.messages.notice(format!("no picture: {e}"));
        }
        let mut out = Output::stdout();
        out.write(tour(&store, &library, &kb)?.as_bytes())?;
        out.write(next_steps(&self.out, read, answers).as_bytes())?;
        out.finish()?;
        Ok(context.messages.outcome())
    }
}

/// Makes the folder; refuses one that holds something else.
fn claim_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut entries = std::fs::read_dir(folder).map_err(|e| Error::io(folder, e))?;
    if entries.next().is_some() && !folder.join("articles").is_dir() {
        let message = "the folder holds something else; give an empty or a new one with --out";
        return Err(Error::Other(format!("{}: {message}", folder.display())));
    }
    Ok(())
}

/// Writes the articles; returns the number of files.
fn write_articles(folder: &Path) -> Result<usize> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut count = 0;
    for file in CORPUS.get_dir("demo").into_iter().flat_map(Dir::files) {
        let path = folder.join(file.path().file_name().unwrap_or_default());
        std::fs::write(&path, file.contents()).map_err(|e| Error::io(&path, e))?;
        count += 1;
    }
    Ok(count)
}

/// Asks every query that needs no parameter; returns how many these are.
fn write_answers(store: &Store, library: &Library, folder: &Path) -> Result<usize> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut count = 0;
    for query in library.queries().iter().filter(|q| q.params.iter().all(|p| !p.required)) {
        let answer = query.run(store, &[])?;
        let format = if matches!(answer, query::Answer::Graph(_)) { Format::Turtle } else { Format::Csv };
        let ending = if format == Format::Turtle { "ttl" } else { "csv" };
        let mut output = Output::file(&folder.join(format!("{}.{ending}", query.name)))?;
        query::write(&answer, format, None, &mut output)?;
        output.finish()?;
        count += 1;
    }
    Ok(count)
}

/// Writes all exports; returns why there is no picture, if there is none.
fn write_graph(store: &Store, ontology: &Ontology, folder: &Path) -> Result<Option<Error>> {
    let options = ExportOptions::default();
    // Graphviz does not draw one graph alike every time: a picture of the same graph stays.
    let drawn =
        |folder: &Path| std::fs::read(folder.join("graph.dot")).ok().filter(|_| folder.join("graph.svg").exists());
    let before = drawn(folder);
    for format in [ExportFormat::Dot, ExportFormat::Csv, ExportFormat::Neo4j, ExportFormat::GraphMl] {
        write_all(&export(store, ontology, format, &options)?, folder)?;
    }
    if before.is_some() && before == drawn(folder) {
        return Ok(None);
    }
    match export(store, ontology, ExportFormat::Svg, &options) {
        Ok(files) => write_all(&files, folder).map(|()| None),
        Err(e) => Ok(Some(e)),
    }
}

/// Runs the commands of `tour.txt` and shows the beginning of each answer.
fn tour(store: &Store, library: &Library, kb: &Path) -> Result<String> {
    let text = CORPUS.get_file("tour.txt").and_then(|f| f.contents_utf8()).unwrap_or_default();
    let mut out = String::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let Some(command) = line.strip_prefix("  ") else {
            let _ = writeln!(out, "\n{line}");
            continue;
        };
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        let quoted = if rest.contains(' ') { format!("\"{rest}\"") } else { rest.to_owned() };
        let _ = writeln!(out, "$ {} {name} {quoted} --kb {}", called(), kb.display());
        let answer = match name {
            "explain" => explain(store, rest)?,
            _ => table(store, library, rest)?,
        };
        let lines: Vec<&str> = answer.lines().collect();
        for line in lines.iter().take(LINES) {
            let _ = writeln!(out, "{line}");
        }
        if lines.len() > LINES {
            let _ = writeln!(out, "... and {} lines more", lines.len() - LINES);
        }
    }
    Ok(out)
}

fn table(store: &Store, library: &Library, name: &str) -> Result<String> {
    let answer = query::ask(store, library, name, &[])?;
    let mut bytes = Vec::new();
    query::write(&answer, Format::Table, Some(WIDTH), &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The receipt of what the words mean; of the best match if of several.
fn explain(store: &Store, words: &str) -> Result<String> {
    let options = query::ExplainOptions { property: None, limit: Some(3) };
    let mut explanation = query::explain(store, words, &options)?;
    if let Explanation::Candidates(hits) = &explanation
        && let Some(best) = hits.first()
    {
        explanation = query::explain(store, &best.iri, &options)?;
    }
    Ok(query::to_text(&explanation, usize::from(WIDTH)))
}

/// The program as the person called it: its path, unless the shell found it.
fn called() -> String {
    let name = std::env::args().next().unwrap_or_default();
    if name.contains(['/', '\\']) && !name.contains(' ') { name } else { "wiregraph".to_owned() }
}

fn next_steps(folder: &Path, files: usize, answers: usize) -> String {
    let (wiregraph, dir) = (called(), folder.display());
    let steps = [
        (format!("{wiregraph} queries"), "what can be asked"),
        (format!("{wiregraph} query NAME --kb {dir}/kb"), "ask it"),
        (format!("{wiregraph} explain WORDS --kb {dir}/kb"), "why the graph says so"),
        (format!("{wiregraph} export svg --around NAME --kb {dir}/kb --out around.svg"), "the surroundings of NAME"),
        (format!("{wiregraph} build YOUR-ARTICLES --kb kb"), "your own knowledge base"),
    ];
    let width = steps.iter().map(|s| s.0.chars().count()).max().unwrap_or_default();
    let next: String = steps.iter().map(|(command, what)| format!("  {command:width$}  {what}\n")).collect();
    format!(
        "\nWritten to {dir}/:\n  \
         articles/        {files} files of articles\n  \
         kb/              the knowledge base made of them\n  \
         answers/         {answers} questions answered, as CSV\n  \
         graph/graph.svg  the relationship graph as a picture; also as DOT, GraphML, and CSV for Gephi and Neo4j\n\n\
         Next:\n{next}"
    )
}
