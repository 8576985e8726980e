//! What several rules found by one trigger of a sentence is told of one event:
//! they share its modality and its company, and the surest reading of a role.

use super::candidate::Candidate;
use super::types::{Filler, Modality, Value};
use crate::ontology::rule::RuleSet;
use crate::text::{Span, Sym};

/// Shares between the candidates of one class in one sentence.
pub(super) fn share(set: &RuleSet, candidates: &mut [Candidate]) {
    share_modality(set, candidates);
    share_joins(candidates);
    share_company(set, candidates);
    prefer_captured(candidates);
}

/// What one rule attached because it stands near yields to what another rule
/// bound to the same trigger.
fn prefer_captured(candidates: &mut [Candidate]) {
    let bound: Vec<(Span, Sym, Value)> = candidates
        .iter()
        .flat_map(|c| {
            c.fillers.iter().filter(|f| f.confidence >= c.confidence).map(|f| (c.trigger, f.role, f.value.clone()))
        })
        .collect();
    for candidate in candidates.iter_mut() {
        let (trigger, sure) = (candidate.trigger, candidate.confidence);
        candidate.fillers.retain(|f| {
            let mut rivals = bound.iter().filter(|(t, role, _)| t.overlaps(trigger) && *role == f.role).peekable();
            f.confidence >= sure || rivals.peek().is_none() || rivals.any(|(_, _, value)| *value == f.value)
        });
    }
}

/// A modality that a rule gives holds for its trigger, whichever rule found the
/// rest: "a planned summit" is planned for the rule that found who meets.
fn share_modality(set: &RuleSet, candidates: &mut [Candidate]) {
    let given: Vec<(Span, Modality)> = candidates
        .iter()
        .filter(|c| set.rules.iter().any(|r| r.id == c.rule && r.modality.is_some()))
        .map(|c| (c.trigger, c.modality))
        .collect();
    for candidate in candidates.iter_mut().filter(|c| matches!(c.modality, Modality::Asserted)) {
        let Some((_, modality)) = given.iter().find(|(trigger, _)| trigger.overlaps(candidate.trigger)) else {
            continue;
        };
        candidate.modality = *modality;
        for filler in &mut candidate.fillers {
            filler.modality = *modality;
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
