//! `wiregraph export`: the relationship graph for other tools.

use super::kb::KbArg;
use super::output::{OutArg, Output};
use super::{Context, Outcome};
use crate::error::{Error, Result};
use crate::export::{Detail, ExportFormat, ExportOptions, OutputFile, export};
use clap::{ArgAction, Args};
use std::path::Path;

/// Write the relationship graph: pictures, tables, files for graph tools
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph export svg --out graph.svg\n  wiregraph export csv --out tables/\n  \
    wiregraph export dot --around \"Jane Doe\" --hops 2 | dot -Tpdf > jane.pdf\n  \
    wiregraph export graphml --from 2025-01 --to 2025-06 --type meeting --out meetings.graphml\n\n\
    csv (for Gephi and spreadsheets) and neo4j are several files: --out names their folder. svg, png and pdf\n\
    are drawn by Graphviz. In pictures solid lines are accepted, dashed ones attributed to somebody, dotted\n\
    ones claimed or hedged; the thicker, the more independent sources. clusters lists, as JSON lines, the\n\
    mentions that were taken for one entity, event or story.")]
pub struct Export {
    /// dot, svg, png, pdf, csv, neo4j, graphml, facts, clusters
    #[arg(value_name = "FORMAT", value_parser = ExportFormat::parse)]
    format: ExportFormat,
    #[command(flatten)]
    kb: KbArg,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    out: OutArg,
}

/// What of the graph to export.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
struct Filters {
    /// Only things of this class, by its name; may be repeated
    #[arg(long = "type", value_name = "CLASS", action = ArgAction::Append)]
    types: Vec<String>,
    /// Only what happens on or after this day (2025-08-11, 2025-08, 2025)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only what happens on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Only the neighbourhood of this: a name or an IRI
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many edges the neighbourhood reaches [default: 2]
    #[arg(long, value_name = "N", requires = "around")]
    hops: Option<usize>,
    /// Only what so many independent sources say
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_origins: u64,
    /// Every event and post a node [default for csv, neo4j, graphml]
    #[arg(long, conflicts_with = "compact")]
    full: bool,
    /// Simple events and posts as edges [default for pictures]
    #[arg(long)]
    compact: bool,
    /// Keep nodes without any edge
    #[arg(long)]
    isolated: bool,
    /// Title of pictures
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Filters {
    fn options(self) -> ExportOptions {
        let detail = match (self.full, self.compact) {
            (true, _) => Some(Detail::Full),
            (_, true) => Some(Detail::Compact),
            _ => None,
        };
        ExportOptions {
            types: self.types,
            from: self.from,
            to: self.to,
            around: self.around,
            hops: self.hops,
            min_origins: self.min_origins,
            detail,
            isolated: self.isolated,
            title: self.title,
        }
    }
}

impl Export {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let store = self.kb.load()?;
        let files = export(&store, &ontology, self.format, &self.filters.options())?;
        match (&files[..], &self.out.out) {
            ([file], _) => {
                if self.out.is_terminal() && std::str::from_utf8(&file.content).is_err() {
                    return Err(Error::Other(format!("{} is no text for a terminal: use --out FILE", file.name)));
                }
                let mut output = self.out.open()?;
                output.write(&file.content)?;
                output.finish()?;
            }
            (_, Some(folder)) => write_all(&files, folder)?,
            (_, None) => {
                let names: Vec<&str> = files.iter().map(|f| f.name).collect();
                return Err(Error::Other(format!(
                    "this format is several files ({}): use --out DIR",
                    names.join(", ")
                )));
            }
        }
        Ok(Outcome::Done)
    }
}

/// Writes files into a folder, which is made if needed.
pub(super) fn write_all(files: &[OutputFile], folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    for file in files {
        let mut output = Output::file(&folder.join(file.name))?;
        output.write(&file.content)?;
        output.finish()?;
    }
    Ok(())
}
