//! What several rules found by one trigger of a sentence is told of one event:
//! they share its modality and its company, and the surest reading of a role.

use super::candidate::Candidate;
use super::context::Context;
use super::types::{Filler, Modality, Value};
use crate::ontology::rule::RuleSet;
use crate::text::{Span, Sym};

/// Shares between the candidates of one class in one sentence.
pub(super) fn share(ctx: &Context<'_>, set: &RuleSet, candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut() {
        if ahead(ctx, set, candidate) {
            candidate.modality = Modality::Expected;
        }
    }
    share_modality(set, candidates);
    share_joins(candidates);
    share_company(set, candidates);
    prefer_captured(candidates);
}

/// What one rule attached because it stands near yields to what another rule
/// bound to the same trigger.
fn prefer_captured(candidates: &mut [Candidate]) {
    let codes = |c: &Candidate| -> Vec<(Sym, Value)> {
        let codes = c.fillers.iter().filter(|f| matches!(f.value, Value::Code(_)));
        codes.map(|f| (f.role, f.value.clone())).collect()
    };
    let bound: Vec<(_, _, Sym, Value)> = candidates
        .iter()
        .flat_map(|c| {
            let bound = c.fillers.iter().filter(|f| f.confidence >= c.confidence);
            bound.map(|f| (c.trigger, codes(c), f.role, f.value.clone()))
        })
        .collect();
    for candidate in candidates.iter_mut() {
        let (trigger, sure, own) = (candidate.trigger, candidate.confidence, codes(candidate));
        candidate.fillers.retain(|f| {
            let rivals: Vec<_> =
                bound.iter().filter(|(t, _, role, _)| t.overlaps(trigger) && *role == f.role).collect();
            // "as an A in May and as a B in June": the day of the code it has itself.
            let agree = |codes: &[(Sym, Value)]| codes.iter().all(|c| own.iter().all(|o| o.0 != c.0 || o.1 == c.1));
            let closer: Vec<_> = rivals.iter().filter(|(_, codes, ..)| agree(codes)).collect();
            f.confidence >= sure
                || rivals.is_empty()
                || if closer.is_empty() {
                    rivals.iter().any(|(.., value)| *value == f.value)
                } else {
                    closer.iter().any(|(.., value)| *value == f.value)
                }
        });
    }
}

/// A modality that a rule gives holds for its trigger, whichever rule found the
/// rest, and so do the codes set with it: "a planned summit" is planned for the
/// rule that found who meets, "cancelled the visit to A and B" is two cancelled.
fn share_modality(set: &RuleSet, candidates: &mut [Candidate]) {
    let given: Vec<(Span, Modality, Vec<Filler>)> = candidates
        .iter()
        .filter(|c| set.rules.iter().any(|r| r.id == c.rule && r.modality.is_some()))
        .map(|c| {
            let codes = c
                .fillers
                .iter()
                .filter(|f| set.rules.iter().any(|r| r.id == c.rule && r.set.iter().any(|(role, _)| *role == f.role)));
            (c.trigger, c.modality, codes.cloned().collect())
        })
        .collect();
    for candidate in candidates.iter_mut() {
        let mut here = given.iter().filter(|(trigger, _, _)| trigger.overlaps(candidate.trigger)).peekable();
        let Some((_, modality, _)) = here.peek() else { continue };
        // What may or may not be planned is not yet.
        let open = matches!(candidate.modality, Modality::Asserted | Modality::Hedged);
        if candidate.modality == Modality::Asserted || open && *modality == Modality::Expected {
            candidate.modality = *modality;
            for filler in &mut candidate.fillers {
                filler.modality = *modality;
            }
        }
        for (_, _, codes) in here {
            for code in codes {
                let known = |f: &Filler| f.role == code.role && f.value == code.value;
                if !candidate.fillers.iter().any(known) {
                    candidate.fillers.push(code.clone());
                }
            }
        }
    }
}

/// What one rule says joins an event told of before does so for all rules that
/// found something by the same trigger.
fn share_joins(candidates: &mut [Candidate]) {
    let joining: Vec<Span> = candidates.iter().filter(|c| c.joins).map(|c| c.trigger).collect();
    for candidate in candidates.iter_mut() {
        candidate.joins |= joining.iter().any(|t| t.overlaps(candidate.trigger));
    }
}

/// Whether a candidate told as a fact has a day after that of publication: it
/// was yet to come when the text was written.
fn ahead(ctx: &Context<'_>, set: &RuleSet, candidate: &Candidate) -> bool {
    let Some(published) = ctx.doc.meta.published.as_deref().filter(|_| candidate.modality == Modality::Asserted) else {
        return false;
    };
    candidate.fillers.iter().filter(|f| set.merge.ahead.contains(&f.role)).any(|f| match &f.value {
        Value::Date(edtf, _) => {
            let first = edtf.split('/').next().unwrap_or_default();
            first.starts_with(|c: char| c.is_ascii_digit())
                && published.get(..first.len()).is_some_and(|day| first > day)
        }
        _ => false,
    })
}

/// Gives each candidate the company that others found by its trigger.
fn share_company(set: &RuleSet, candidates: &mut [Candidate]) {
    let all: Vec<(Span, Filler)> = candidates
        .iter()
        .filter(|c| !c.partial)
        .flat_map(|c| c.fillers.iter().map(|f| (c.trigger, f.clone())))
        .filter(|(_, f)| set.merge.company.contains(&f.role))
        .collect();
    for candidate in candidates.iter_mut().filter(|c| !c.partial) {
        let trigger = candidate.trigger;
        candidate.company = all.iter().filter(|(t, _)| t.overlaps(trigger)).map(|(_, f)| f.clone()).collect();
    }
}
