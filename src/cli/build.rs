//! `wiregraph build`: articles into a knowledge base.

use super::kb::KbArg;
use super::stream::Documents;
use super::{Context, Outcome, count};
use crate::error::Result;
use crate::extract::read;
use crate::graph::{Built, KnowledgeBase, Registry};
use crate::ontology::Ontology;
use clap::Args;
use std::path::{Path, PathBuf};

/// Read articles into a knowledge base; only new and changed ones are read
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  wiregraph build news/\n  wiregraph build news/*.html feed.jsonl.gz --kb kb\n  \
    wiregraph build --kb kb\n  \
    wiregraph build --kb kb --registry entities.ftm.json --registry our-groups.csv\n\n\
    The folder is made if it does not exist. An article with a known id and other content replaces the old\n\
    one. The result does not depend on the order of the articles or on how many builds it took. An\n\
    interrupted build loses nothing that was stored; the next one goes on. Without inputs, the graph is\n\
    brought up to date with decisions.csv and ids.csv in the folder.")]
pub struct Build {
    /// Files, folders and globs (.txt .html .jsonl .csv, also .gz .zst); `-` is standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<String>,
    #[command(flatten)]
    kb: KbArg,
    /// Registry of known things: CSV (id, name, aliases, kind), FollowTheMoney JSON lines, or OFAC's SDN list as XML or
    /// CSV (with ALT.CSV for its aliases). What articles name gets its id; kept in the knowledge base. May be repeated
    #[arg(long, value_name = "FILE")]
    registry: Vec<PathBuf>,
}

impl Build {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let mut registry = Registry::default();
        for path in &self.registry {
            registry.merge(Registry::read_file(path)?);
        }
        if !registry.is_empty() {
            let all = KnowledgeBase::open_or_create(&self.kb.kb)?.register(registry)?;
            context.messages.notice(format!("registry: {}", count(all, "known thing")));
        }
        if self.inputs.is_empty() {
            let kb = KnowledgeBase::open(&self.kb.kb)?;
            tell(context, &kb.build_graph(&ontology)?);
        } else {
            build(context, &ontology, &self.inputs, &self.kb.kb)?;
        }
        Ok(context.messages.outcome())
    }
}

/// Reads the inputs into the knowledge base in `root` and derives its graph.
pub(super) fn build(context: &Context, ontology: &Ontology, inputs: &[String], root: &Path) -> Result<()> {
    // First, so that a wrong argument makes no folder.
    let documents = Documents::new(inputs, ontology, &context.messages)?;
    let mut kb = KnowledgeBase::open_or_create(root)?;
    context.messages.start("articles", documents.files_left());
    let progress = |added: crate::graph::Added| context.messages.done(added.new + added.changed + added.unchanged);
    let added = kb.add(documents, ontology, |document| read(document, ontology), progress);
    context.messages.stop();
    let added = added?;
    let all = added.new + added.changed + added.unchanged;
    if all == 0 {
        context.messages.error("no article was read");
    }
    context.messages.notice(format!(
        "{}: {} new, {} changed, {} unchanged",
        count(all, "article"),
        added.new,
        added.changed,
        added.unchanged
    ));
    tell(context, &kb.build_graph(ontology)?);
    let stale = kb.stale(ontology);
    if stale > 0 {
        let stale = count(stale, "stored article");
        context
            .messages
            .notice(format!("{stale} read with another ontology or version; give them again to have them read anew"));
    }
    Ok(())
}

/// Says what the graph holds.
pub(super) fn tell(context: &Context, built: &Built) {
    let counts = &built.counts;
    context.messages.notice(format!(
        "graph{}: {} by {}, {}, {} of {} accepted, {}",
        if built.fresh { "" } else { " unchanged" },
        count(counts.articles, "article"),
        count(counts.sources, "source"),
        count(counts.claims, "claim"),
        counts.accepted,
        count(counts.propositions, "proposition"),
        count(counts.conflicts, "conflict"),
    ));
}
