//! Rules matched over tokens, mentions and parse; what they yield, gathered
//! over the article.
//!
//! Takes analysis, mentions and entities. Gives [`ArticleFacts`]. Never names a
//! class or role of `ontology/`, never fails on text, does no I/O. Tested by
//! unit tests here and by every `[[example]]` in `ontology/events/`.

mod assemble;
mod attach;
mod candidate;
mod chunk;
mod compare;
mod content;
mod context;
mod describe;
pub mod examples;
mod matcher;
mod parse_match;
mod quoting;
mod scope;
mod scope_words;
mod types;
mod verbs;
mod wire;

use crate::analysis::{self, Analysis};
use crate::mention::{self, Mention, Tenure};
use crate::ontology::Ontology;
use crate::resolve::{self, Entity};
use crate::text::Document;
pub use types::{ArticleFacts, Fact, Filler, Modality, Salience, Value};
pub use wire::wire;

/// Reads one article: analysis, mentions, entities, facts.
pub fn read(doc: &Document, ontology: &Ontology) -> ArticleFacts {
    let mut analysis = analysis::analyze(doc, ontology);
    for sentence in 0..analysis.sentences.len() {
        analysis::parse(&mut analysis, sentence, analysis::Models::embedded());
    }
    let (mut mentions, tenures) = mention::find_with_tenures(doc, &analysis, ontology);
    let entities = resolve::entities(doc, &analysis, &mut mentions, ontology);
    facts(doc, &analysis, mentions, &tenures, entities, ontology)
}

/// All facts of one article, by class in the ontology's order, then by place.
pub fn facts(
    doc: &Document,
    analysis: &Analysis,
    mentions: Vec<Mention>,
    tenures: &[Tenure],
    entities: Vec<Entity>,
    ontology: &Ontology,
) -> ArticleFacts {
    let ctx = context::Context::new(doc, analysis, &mentions, tenures, &entities, ontology);
    let mut found = Vec::new();
    for set in &ontology.rules {
        let Some(class) = ontology.vocab.class(set.class) else { continue };
        let mut candidates = Vec::new();
        for sentence in 0..analysis.sentences.len() as u32 {
            candidates.extend(candidate::candidates(&ctx, class, set, sentence));
        }
        let mut facts = describe::describe(&ctx, class, set, &entities);
        facts.extend(assemble::assemble(class, set, candidates, analysis, &entities));
        facts.sort_by(|a, b| (&a.evidence, &a.triggers).cmp(&(&b.evidence, &b.triggers)));
        found.extend(facts);
    }
    let sentences = analysis.sentences.iter().map(|s| s.span).collect();
    drop(ctx);
    ArticleFacts { entities, mentions, sentences, facts: found }
}
