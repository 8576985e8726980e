//! `--kb`, shared by the commands that use a knowledge base.

use crate::error::Result;
use crate::graph::{Layers, load_graph, load_graph_for};
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
        load_graph(&self.kb, Layers::All).map(|(store, _)| store)
    }

    /// As much of its graph as a query needs.
    ///
    /// # Errors
    /// As [`KbArg::load`].
    pub fn load_for(&self, query: &spargebra::Query) -> Result<Store> {
        load_graph_for(&self.kb, query)
    }
}
