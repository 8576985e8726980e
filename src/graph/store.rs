use super::build::Graph;
use crate::error::{Error, Result};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::Store;

/// Loads N-Quads into a fresh store in memory.
pub(super) fn load_texts(texts: &[&str]) -> Result<Store> {
    let store = Store::new().map_err(|e| failed(&e))?;
    fill(&store, texts)?;
    Ok(store)
}

/// Loads N-Quads into a store.
pub(super) fn fill(store: &Store, texts: &[&str]) -> Result<()> {
    let mut loader = store.bulk_loader();
    for text in texts {
        // Our own output: checked when written, so the parser need not check again.
        let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
        loader.parallel_load_from_slice(parser, text).map_err(|e| failed(&e))?;
    }
    loader.commit().map_err(|e| failed(&e))
}

fn failed(e: &dyn std::fmt::Display) -> Error {
    Error::KnowledgeBase(format!("the graph cannot be loaded: {e}"))
}

/// Loads a graph into a fresh store in memory.
///
/// # Errors
/// If Oxigraph refuses it, which would be a mistake of this program.
pub fn load(graph: &Graph) -> Result<Store> {
    load_texts(&[&graph.ontology, &graph.facts, &graph.evidence])
}
