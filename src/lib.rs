//! wiregraph reads news articles and writes a knowledge graph in which every
//! fact can be traced to the sentence that states it.
//!
//! The pipeline, in flow order (each module imports only from those above it):
//!
//! ```text
//! text      Span, Document, Sym                    nothing but types
//! ontology  folder ontology/ -> Ontology           classes, roles, lexicons, rules; all domain knowledge
//! ingest    bytes -> Document                      formats, character sets, zones
//! analysis  Document -> Analysis                   sentences, tokens, tags, parse
//! mention   Analysis -> Vec<Mention>               names, posts, dates, quantities
//! resolve   Vec<Mention> -> Vec<Entity>            who is who inside one article
//! extract   Analysis + mentions -> Vec<Fact>       rules matched, facts assembled
//! claim     Fact -> Claim                          immutable, content-addressed
//! graph     claims -> RDF in Oxigraph              knowledge-base folder, propositions, direct triples
//! query     SPARQL, receipts
//! export    relationship graph -> DOT, SVG, CSV, GraphML
//! cli       the command line
//! ```

pub mod error;
pub mod text;
pub mod ontology;
pub mod ingest;
pub mod analysis;
pub mod mention;
pub mod resolve;
pub mod extract;
pub mod claim;
pub mod graph;
pub mod query;
pub mod export;
pub mod cli;
