//! What in a text names or refers to something: persons, organizations,
//! places, posts, dates, numbers.
//!
//! Takes an [`crate::analysis::Analysis`]. Gives [`Mention`]s, sorted by start,
//! longer first. Never fails, does no I/O. Tested by unit tests here.

mod acronym;
mod build;
mod candidates;
pub mod dates;
pub mod evaluation;
mod gazetteer;
mod hits;
mod holders;
mod lexicons;
mod memory;
mod nominals;
mod nouns;
pub mod numbers;
mod org_context;
mod org_lead;
mod org_listed;
mod org_lower;
mod org_national;
mod org_patterns;
mod persons;
mod places;
mod post_core;
mod posts;
pub mod quotes;
mod scan;
mod seats;
pub mod sequence;
mod tenure_bodies;
mod tenure_pairs;
mod tenure_reach;
mod tenure_verbs;
mod tenures;
mod types;
mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use hits::{Hits, WordHit, hits};
pub use tenures::tenures;
pub use types::{
    DateBasis, DatePart, DateRelation, DateUnit, DateValue, EventOffset, Mention, MentionValue, NumberValue, PostValue,
    Tenure, class,
};

pub(crate) use acronym::{abbreviates, matches as acronym_matches};
pub(crate) use holders::HOLDER;

use crate::analysis::Analysis;
use crate::ontology::Ontology;
use crate::text::Document;
use build::Builder;
use candidates::{Candidate, Class};
use lexicons::flag;
use sequence::Names;
use view::View;

/// All mentions of a document, sorted by start, longer first. Names do not
/// overlap, save that a country, nationality or place inside a longer name or
/// post is a mention too.
pub fn find(doc: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<Mention> {
    find_by(doc, analysis, ontology, Names::embedded())
}

/// [`find`] with another model of names, or none.
pub(crate) fn find_by(doc: &Document, analysis: &Analysis, ontology: &Ontology, names: Option<&Names>) -> Vec<Mention> {
    let view = View::new(doc, analysis, ontology);
    mentions_of(&view, doc, analysis, ontology, names)
}

/// What the cascade alone proposes.
pub(crate) fn pool(doc: &Document, analysis: &Analysis, ontology: &Ontology, view: &View<'_>) -> Vec<Candidate> {
    let quantities = numbers::with_dates(doc, analysis, ontology);
    candidates_of(view, &quantities, &post_core::find(view))
}

/// [`find`] and [`tenures`] at the price of one look at the lexicons, with those
/// who are called by their post alone.
pub fn find_with_tenures(doc: &Document, analysis: &Analysis, ontology: &Ontology) -> (Vec<Mention>, Vec<Tenure>) {
    find_among(&hits(doc, analysis, ontology), doc, analysis, ontology)
}

/// As [`find_with_tenures`], with the lexicon looked up already.
pub fn find_among<'a>(
    hits: &Hits<'a>,
    doc: &'a Document,
    analysis: &'a Analysis,
    ontology: &'a Ontology,
) -> (Vec<Mention>, Vec<Tenure>) {
    let view = View::among(hits, doc, analysis, ontology);
    let mentions = mentions_of(&view, doc, analysis, ontology, Names::embedded());
    let tenures = tenures::from_view(&view, &mentions);
    holders::add(&view, mentions, tenures)
}

fn mentions_of(
    view: &View<'_>,
    doc: &Document,
    analysis: &Analysis,
    ontology: &Ontology,
    names: Option<&Names>,
) -> Vec<Mention> {
    let mut quantities = numbers::with_dates(doc, analysis, ontology);
    let cores = post_core::find(view);
    let mut candidates = candidates_of(view, &quantities, &cores);
    if let Some(names) = names {
        sequence::add(view, names, &mut candidates);
        seats::without_party(view, &mut candidates);
        candidates::merge_twins(&mut candidates);
    }
    let chosen = candidates::choose(&candidates);

    let mut builder = Builder::new(view);
    for c in &chosen {
        builder.add_candidate(c);
    }
    for c in nested(&candidates, &chosen) {
        builder.add_candidate(&c);
    }
    let cores: Vec<_> = cores
        .into_iter()
        .filter(|core| {
            let i = chosen.partition_point(|c| c.end <= core.start);
            chosen.get(i).is_some_and(|c| c.class == Class::Post && c.start == core.start && c.end == core.end)
        })
        .collect();
    posts::add(&mut builder, &cores);
    posts::add_relative(&mut builder);
    seats::add(&mut builder);
    nominals::add(&mut builder);
    nouns::add(&mut builder);
    posts::add_led(&mut builder);
    let mut mentions = builder.mentions;
    mentions.iter_mut().for_each(|m| without_gloss(view, m));
    // The number of a name (`November 17 Group`) counts nothing.
    quantities.retain(|m| {
        m.class == *class::DATE
            || !chosen.iter().any(|c| c.class != Class::Other && c.start < m.tokens.end && m.tokens.start < c.end)
    });
    mentions.extend(quantities);
    sort(&mut mentions);
    mentions
}

/// Lexicon list of nouns that say what a name is of and are no part of it.
const GLOSS: &str = "name_gloss";

/// "the Blue Army group", "the Sunrise newspaper": the name without what it is.
fn without_gloss(view: &View<'_>, m: &mut Mention) {
    let last = m.tokens.end - 1;
    let gloss = |t: u32| !view.capital(t) && view.hits(t).iter().any(|h| h.entry.class.as_str() == GLOSS);
    if m.class != *class::ORGANIZATION || last == m.tokens.start || !gloss(last) {
        return;
    }
    // "the Kurdish group" is no name.
    let names = |t: u32| view.has(t, flag::ORGANIZATION) || !view.has(t, flag::DEMONYM | flag::COMMON | flag::GEO);
    if view.capital(last - 1) && (m.tokens.start..last).any(|t| view.capital(t) && names(t)) {
        m.name = view.slice(m.tokens.start, last);
    }
}

/// What the cascade proposes, after it has looked at the document twice.
fn candidates_of(view: &View<'_>, quantities: &[Mention], cores: &[post_core::PostCore]) -> Vec<Candidate> {
    let dates = quantities.iter().filter(|m| m.class == *class::DATE);
    let mut candidates: Vec<Candidate> =
        dates.map(|d| Candidate::new(d.tokens.start, d.tokens.end, Class::Other, 0.85, "dates")).collect();
    gazetteer::find(view, &mut candidates);
    org_patterns::find(view, &mut candidates);
    candidates.retain(|c| !(c.found_by.starts_with("organization/") && persons::surname_of_titled(view, c.end - 1)));
    persons::find(view, &mut candidates);
    places::find(view, &mut candidates);
    post_core::candidates(cores, &mut candidates);
    org_national::find(view, &mut candidates);
    candidates::merge_twins(&mut candidates);
    let first = candidates::choose(&candidates);
    let memory = memory::learn(view, &first);
    memory::recall(view, &memory, &mut candidates);
    org_context::drop_other_acronyms(view, &mut candidates);
    candidates::merge_twins(&mut candidates);
    candidates
}

/// Countries, nationalities and places inside longer names.
fn nested(candidates: &[Candidate], chosen: &[Candidate]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = candidates
        .iter()
        .filter(|c| {
            matches!(c.class, Class::Country | Class::Nationality | Class::Place) && c.found_by.starts_with("lexicon")
        })
        .filter(|c| {
            let i = chosen.partition_point(|o| o.end <= c.start);
            chosen.get(i).is_some_and(|o| {
                o.start <= c.start
                    && c.end <= o.end
                    && o.end - o.start > c.end - c.start
                    && matches!(o.class, Class::Organization | Class::Facility | Class::Post)
            })
        })
        .copied()
        .collect();
    out.sort_by_key(|c| (c.start, std::cmp::Reverse(c.end), c.class));
    out.dedup_by(|b, a| b.start < a.end);
    out
}

fn sort(mentions: &mut Vec<Mention>) {
    mentions.sort_by(|a, b| {
        (a.span.start, std::cmp::Reverse(a.span.end), a.class, a.found_by).cmp(&(
            b.span.start,
            std::cmp::Reverse(b.span.end),
            b.class,
            b.found_by,
        ))
    });
    mentions.dedup_by(|b, a| a.span == b.span && a.class == b.class);
}
