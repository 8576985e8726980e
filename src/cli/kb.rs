//! `--kb`, shared by the commands that use a knowledge base.

use crate::error::Result;
use crate::graph::{load_graph, load_graph_for};
use crate::query::READS;
use oxigraph::store::Store;
use std::path::PathBuf;

/// Which knowledge base.
#[derive(Debug, clap::Args)]
pub struct KbArg {
    /// Folder of the knowledge base
    #[arg(long, value_name = "DIR", default_value = "kb")]
    pub kb: PathBuf,
}

impl KbArg {
    /// Its graph, for reading.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn load(&self) -> Result<Store> {
        load_graph(&self.kb).map(|(store, _)| store)
    }

    /// As much of its graph as a query needs; also what names are looked up in,
    /// if `names` says so.
    ///
    /// # Errors
    /// As [`KbArg::load`].
    pub fn load_for(&self, query: &spargebra::Query, names: bool) -> Result<Store> {
        load_graph_for(&self.kb, query, if names { READS } else { &READS[..1] })
    }
}
