//! Quotations that stand alone go on with what was told right before: the next
//! paragraph of a speech (`[[carry]]` in the rule file).

use super::candidate::Candidate;
use super::context::Context;
use super::quoting::{speech, text};
use super::types::{Filler, Modality};
use crate::mention::quotes::Quote;
use crate::ontology::rule::{Carry, RuleSet};
use crate::text::Span;

/// Fewer words than this may be a title or a slogan.
const LEAST_WORDS: usize = 5;

/// A candidate for each quotation that fills its sentences, that no candidate
/// holds, and that follows a sentence with one speaker, or another such
/// quotation that does.
pub(super) fn carried(ctx: &Context<'_>, set: &RuleSet, candidates: &[Candidate]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for carry in &set.carry {
        for quote in ctx.quotes.iter().filter(|q| alone(ctx, q)) {
            let told = candidates.iter().flat_map(|c| &c.fillers);
            if told.filter(|f| f.role == carry.role).any(|f| f.span.is_some_and(|s| s.overlaps(quote.span))) {
                continue;
            }
            if let Some(before) = speaker_before(ctx, carry, candidates, &out, quote.sentences.start) {
                out.push(candidate(ctx, carry, quote, &before));
            }
        }
    }
    out
}

/// Whether a quotation is all there is in its sentences.
fn alone(ctx: &Context<'_>, quote: &Quote) -> bool {
    let words = quote.span.of(&ctx.doc.text).split_whitespace().count();
    let sentences = &ctx.analysis.sentences[quote.sentences.start as usize..quote.sentences.end as usize];
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return false };
    speech(ctx, quote)
        && words >= LEAST_WORDS
        && quote.outer.start <= first.span.start
        && (quote.outer.end >= last.span.end || !quote.closed)
}

/// Who spoke in the sentence before `at`, if only one did.
fn speaker_before<'c>(
    ctx: &Context<'_>,
    carry: &Carry,
    told: &'c [Candidate],
    carried: &'c [Candidate],
    at: u32,
) -> Option<Candidate> {
    let before = at.checked_sub(1)?;
    // Words quoted may go on for sentences after the verb of saying.
    let ends = |c: &Candidate| {
        let quoted = c.fillers.iter().filter(|f| f.role == carry.role).filter_map(|f| f.span).map(|s| s.end).max();
        let last = quoted.map_or(0, |end| ctx.analysis.sentences.partition_point(|s| s.span.start < end) as u32);
        c.sentence.max(last.saturating_sub(1))
    };
    let mut here = told.iter().chain(carried).filter(|c| {
        c.fillers.iter().any(|f| f.role == carry.by)
            && !c.partial
            && c.modality != Modality::Negated
            && ends(c) == before
    });
    let first = here.next()?;
    let speaker =
        |c: &Candidate| c.fillers.iter().filter(|f| f.role == carry.by).map(|f| f.value.clone()).collect::<Vec<_>>();
    let one = speaker(first);
    here.all(|c| speaker(c) == one).then(|| first.clone())
}

fn candidate(ctx: &Context<'_>, carry: &Carry, quote: &Quote, before: &Candidate) -> Candidate {
    let last = quote.sentences.end.saturating_sub(1).max(quote.sentences.start);
    let from = ctx.analysis.sentences[quote.sentences.start as usize].span.start;
    let sentence = Span { start: from, end: ctx.analysis.sentences[last as usize].span.end };
    let mut fillers: Vec<Filler> = before.fillers.iter().filter(|f| f.role == carry.by).cloned().collect();
    for filler in &mut fillers {
        filler.modality = Modality::Asserted;
    }
    let confidence = before.confidence * 0.9;
    fillers.push(Filler {
        role: carry.role,
        value: text(ctx, quote),
        span: Some(quote.span),
        sentence,
        rule: before.rule,
        modality: Modality::Asserted,
        source: None,
        confidence,
    });
    Candidate {
        sentence: last,
        trigger: quote.span,
        fillers,
        modality: Modality::Asserted,
        source: None,
        rule: before.rule,
        confidence,
        partial: false,
        roll: None,
        reach: 0,
        joins: false,
        company: Vec::new(),
        weekday: None,
        definite: false,
        background: false,
        supposed: false,
        another: false,
        several: false,
    }
}
