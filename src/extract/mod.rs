//! Rules matched over tokens, mentions and parse; what they yield, gathered
//! over the article.
//!
//! Takes analysis, mentions and entities. Gives [`ArticleFacts`]. Never names a
//! class or role of `ontology/`, never fails on text, does no I/O. Tested by
//! unit tests here and by every `[[example]]` in `ontology/events/`.

mod absorb;
mod acts_for;
mod another;
mod assemble;
mod attach;
mod candidate;
mod carry;
mod chunk;
mod company;
mod compare;
mod content;
mod context;
mod days;
mod describe;
pub mod examples;
mod figures;
mod home;
mod html;
mod likeness;
mod matcher;
mod matters;
mod pairs;
mod parse_match;
mod quoting;
mod refers;
mod represent;
mod roll;
mod scope;
mod scope_words;
mod sharing;
mod standing;
mod subjects;
mod triggers;
mod types;
mod values;
mod verbs;
mod why;
mod wire;

use crate::analysis::{self, Analysis};
use crate::mention::{self, Mention, Tenure};
use crate::ontology::Ontology;
use crate::ontology::rule::Roll;
use crate::resolve::{self, Entity};
use crate::text::Document;
pub use html::{FOOT as HTML_FOOT, HEAD as HTML_HEAD, html};
use triggers::{Possible, Triggers};
pub use types::{ArticleFacts, Fact, Filler, Modality, Salience, Value};
pub use why::{Inspection, Near, inspect};
pub use wire::wire;

/// What the rules look at.
struct Prepared<'o> {
    analysis: Analysis,
    mentions: Vec<Mention>,
    tenures: Vec<Tenure>,
    entities: Vec<Entity>,
    triggers: Triggers<'o>,
}

/// Reads one article: analysis, mentions, entities, facts. Only sentences in
/// which a rule may match are parsed.
pub fn read(doc: &Document, ontology: &Ontology) -> ArticleFacts {
    let Prepared { analysis, mentions, tenures, entities, triggers } = prepare(doc, ontology, |possible| {
        let mut sets = possible.iter().zip(&ontology.rules);
        // A line of a list is matched by its tokens alone.
        sets.any(|(ids, set)| ids.iter().any(|id| set.rules[*id as usize].roll != Some(Roll::Item)))
    });
    gather(doc, &analysis, mentions, &tenures, entities, triggers, ontology)
}

/// The rules alone, over what the earlier stages found.
pub fn facts(
    doc: &Document,
    analysis: &Analysis,
    mentions: Vec<Mention>,
    tenures: &[Tenure],
    entities: Vec<Entity>,
    ontology: &Ontology,
) -> ArticleFacts {
    gather(doc, analysis, mentions, tenures, entities, Triggers::find(doc, analysis, ontology), ontology)
}

fn gather(
    doc: &Document,
    analysis: &Analysis,
    mentions: Vec<Mention>,
    tenures: &[Tenure],
    entities: Vec<Entity>,
    triggers: Triggers<'_>,
    ontology: &Ontology,
) -> ArticleFacts {
    let Triggers { hits, mut possible } = triggers;
    possible.narrow(analysis, &mentions, &entities, ontology);
    let ctx = context::Context::new(doc, analysis, &mentions, tenures, &entities, hits, ontology);
    let facts = assemble_all(&ctx, &possible, ontology);
    drop(ctx);
    let sentences = analysis.sentences.iter().map(|s| s.span).collect();
    ArticleFacts { entities, mentions, sentences, facts }
}

/// Everything before the rules; `parsed` says by the rules possible in a
/// sentence whether to parse it.
fn prepare<'o>(doc: &Document, ontology: &'o Ontology, parsed: impl Fn(&[Vec<u32>]) -> bool) -> Prepared<'o> {
    let mut analysis = analysis::analyze(doc, ontology);
    let triggers = Triggers::find(doc, &analysis, ontology);
    for sentence in 0..analysis.sentences.len() {
        if parsed(triggers.possible.sets(sentence)) {
            analysis::parse(&mut analysis, sentence, analysis::Models::embedded());
        }
    }
    let (mut mentions, tenures) = mention::find_among(&triggers.hits, doc, &analysis, ontology);
    let entities = resolve::entities(doc, &analysis, &mut mentions, &tenures, ontology);
    Prepared { analysis, mentions, tenures, entities, triggers }
}

/// All facts of one article, by class in the ontology's order, then by place.
fn assemble_all(ctx: &context::Context<'_>, possible: &Possible, ontology: &Ontology) -> Vec<Fact> {
    let mut found = Vec::new();
    for (at, set) in ontology.rules.iter().enumerate() {
        let Some(class) = ontology.vocab.class(set.class) else { continue };
        let mut candidates = Vec::new();
        for sentence in 0..ctx.analysis.sentences.len() {
            let rules = possible.rules(sentence, at).iter().map(|id| &set.rules[*id as usize]);
            candidates.extend(candidate::candidates(ctx, class, set, rules, sentence as u32));
        }
        candidates.extend(carry::carried(ctx, set, &candidates));
        let mut facts = describe::describe(ctx, class, set, ctx.entities);
        facts.extend(assemble::assemble(class, set, candidates, ctx.analysis, ctx.entities));
        for fact in &mut facts {
            fact.confidence = set.merge.calibrated(fact.confidence);
        }
        facts.sort_by(|a, b| (&a.evidence, &a.triggers).cmp(&(&b.evidence, &b.triggers)));
        found.extend(facts);
    }
    found
}
