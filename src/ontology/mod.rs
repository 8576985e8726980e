//! The domain knowledge in `ontology/`, loaded and checked.
//!
//! Takes the folder compiled into the binary or one given by `--ontology`.
//! Gives an [`Ontology`] and a [`Report`] with every mistake at once. Never
//! sees an article. Tested by unit tests here and `tests/ontology.rs`.

mod lexicon;
pub mod needs;
pub mod path;
pub mod pattern;
mod pattern_text;
mod properties;
mod report;
pub mod rule;
mod rule_file;
pub mod shapes;
mod source;
pub mod vocab;

pub use lexicon::{Entry, Hit, Lexicon, Piece, pieces};
pub use properties::{
    Comparator, EntityClass, Functional, ModalityProjection, NamedIn, Properties, Property, Scope, Shortcut, Values,
};
pub use report::{Diagnostic, Report};
pub use source::Source;
pub use vocab::{FactClass, Role, Vocab};

/// All domain knowledge.
#[derive(Debug, Default)]
pub struct Ontology {
    /// Gazetteers and closed lists.
    pub lexicon: Lexicon,
    /// Classes, roles and mention classes.
    pub vocab: Vocab,
    /// Properties and entity classes, with the policies the graph is built by.
    pub properties: Properties,
    /// First 16 hex digits of the SHA-256 of all files that decide what is
    /// read out of an article (not queries, shapes and prose).
    pub hash: String,
    /// Rules of each fact class, in the order of the classes.
    pub rules: Vec<rule::RuleSet>,
}

impl Ontology {
    /// Loads and checks everything; the ontology is usable only if the report
    /// has no errors.
    pub fn load(source: &Source) -> (Self, Report) {
        let mut report = Report::default();
        let mut ontology = Self { vocab: Vocab::load(source, &mut report), ..Self::default() };
        for (name, content) in source.files("lexicon", "csv") {
            ontology.lexicon.add_csv(&name, &content, &mut report);
        }
        ontology.lexicon.small_heads();
        ontology.properties = Properties::read(&ontology.vocab.graph);
        shapes::Shapes::load(source, &mut report);
        ontology.hash = source.hash();
        ontology.rules = rule_file::load(source, &ontology.vocab, &ontology.lexicon, &mut report);
        (ontology, report)
    }
}
