//! `wiregraph remove`: articles out of a knowledge base.

use super::kb::KbArg;
use super::{Context, Outcome, build};
use crate::error::Result;
use crate::graph::KnowledgeBase;
use clap::Args;

/// Remove articles from a knowledge base, as if they had never been read
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  wiregraph remove article-17\n  wiregraph remove article-17 article-18 --kb kb\n\n\
    An article's id is its file's name without the ending, or the record's `id`; `wiregraph query articles`\n\
    lists them. Articles embedded in a removed one go with it."
)]
pub struct Remove {
    /// Ids of articles
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,
    #[command(flatten)]
    kb: KbArg,
}

impl Remove {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let ontology = context.load_ontology()?;
        let mut kb = KnowledgeBase::open(&self.kb.kb)?;
        for id in &self.articles {
            if !kb.remove(id)? {
                context.messages.error(format!("{}: no article has the id {id:?}", self.kb.kb.display()));
            }
        }
        build::tell(context, &kb.build_graph(&ontology)?);
        Ok(context.messages.outcome())
    }
}
