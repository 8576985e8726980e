//! Words by which a text turns from one event to another of its kind: "in a
//! separate attack", "elsewhere", "also on Monday", "a string of earlier
//! bombings", "similar to a raid on a bank".

use super::candidate::Candidate;
use super::context::Context;
use super::home::{Group, Judge};
use super::refers::{before_phrase, counts_time, definite, names_event};
use crate::ontology::rule::RuleSet;
use crate::ontology::vocab::Identity;
use crate::text::Upos;
use std::ops::Range;

/// Words between a preposition and the noun of the event.
const NEAR: u32 = 6;

/// Whether the text says that what a trigger tells is not what it told before.
pub(super) fn another(ctx: &Context<'_>, set: &RuleSet, trigger: &Range<u32>) -> bool {
    let sentence = ctx.sentence_range(ctx.token(trigger.start).sentence);
    if ctx.group_of[trigger.start as usize].is_none() && definite(ctx, trigger.start) {
        return false;
    }
    opened(ctx, set, &sentence, trigger) || in_another(ctx, set, &sentence, trigger) || called(ctx, &sentence, trigger)
}

/// "Elsewhere, ...", "Also in X, ...", "Earlier on Monday, ...": what the whole
/// sentence tells happened apart from what was told before.
fn opened(ctx: &Context<'_>, set: &RuleSet, sentence: &Range<u32>, trigger: &Range<u32>) -> bool {
    let skip = |i: &u32| matches!(ctx.lower(*i), "but" | "and" | "meanwhile" | "," | "\"" | "“");
    let Some(first) = sentence.clone().find(|i| !skip(i)).filter(|i| *i < trigger.start) else { return false };
    let Some(next) = Some(first + 1).filter(|i| *i < trigger.start) else { return false };
    let day = |i: u32| ctx.covering[i as usize].iter().any(|m| ctx.mentions[*m as usize].class.as_str() == "date");
    // "Earlier, police had put the toll at nine": of the same event.
    let retold = |i: u32| {
        definite(ctx, i) && ctx.covering[i as usize].iter().any(|m| names_event(set, &ctx.mentions[*m as usize]))
            || matches!(ctx.lower(i), "toll" | "had" | "report" | "reports" | "reported")
    };
    match ctx.lower(first) {
        "elsewhere" | "separately" => true,
        "also" => day(next) || matches!(ctx.lower(next), "in" | "on" | "at" | "near" | "outside"),
        "earlier" => (day(next) || matches!(ctx.lower(next), "," | "on" | "in")) && !sentence.clone().any(retold),
        _ => counted_off(ctx, first, trigger.start) && !sentence.clone().any(retold),
    }
}

/// "A month before that, ...", "Two days later, ...": a sentence that opens with how
/// long before or after what was told it happened.
fn counted_off(ctx: &Context<'_>, first: u32, trigger: u32) -> bool {
    /// Words of "less than a week before".
    const LONGEST: u32 = 5;
    let order = (first + 1..trigger)
        .take(LONGEST as usize)
        .find(|i| matches!(ctx.lower(*i), "before" | "later" | "earlier" | "previously"));
    order.is_some_and(|i| {
        let long =
            matches!(ctx.lower(i - 1), "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years");
        let ends = ctx.lower(i + 1) == ","
            || i + 2 < trigger && matches!(ctx.lower(i + 1), "that" | "this") && ctx.lower(i + 2) == ",";
        long && ends
    })
}

/// "killed two guards in a separate incident", "in separate attacks, gunmen shot".
fn in_another(ctx: &Context<'_>, set: &RuleSet, sentence: &Range<u32>, trigger: &Range<u32>) -> bool {
    // Not beyond a comma behind the trigger, nor the clause of another verb.
    let comma = |i: &u32| matches!(ctx.lower(*i), "," | ";" | "—");
    let till = (trigger.end..sentence.end).find(comma).unwrap_or(sentence.end);
    let fronted = sentence.clone().take(2).find(|i| ctx.lower(*i) == "in").filter(|i| *i < trigger.start);
    let behind = (trigger.end..till).filter(|i| ctx.lower(*i) == "in");
    fronted.into_iter().chain(behind).any(|at| {
        let phrase = |i: &u32| {
            matches!(ctx.token(*i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Num | Upos::Adv | Upos::Verb)
                || ctx.lower(*i) == "-"
        };
        let mut words = (at + 1..sentence.end).take(NEAR as usize).take_while(phrase).peekable();
        words.peek().is_some_and(|i| !matches!(ctx.lower(*i), "the" | "this" | "that"))
            && words.clone().any(|i| APART.contains(&ctx.lower(i)))
            && words.any(|i| {
                matches!(ctx.lower(i), "incident" | "incidents" | "development" | "violence")
                    || ctx.covering[i as usize].iter().any(|m| names_event(set, &ctx.mentions[*m as usize]))
            })
    })
}

/// "another bombing", "a separate raid", "a third attack", "among them a raid".
fn called(ctx: &Context<'_>, sentence: &Range<u32>, trigger: &Range<u32>) -> bool {
    if ctx.group_of[trigger.start as usize].is_some() {
        return false;
    }
    let inside = |i: &u32| matches!(ctx.token(*i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Num);
    let before = (sentence.start..trigger.start).rev().take(NEAR as usize);
    let ranked = |i: u32| {
        matches!(ctx.lower(i), "second" | "third" | "fourth" | "fifth")
            && i > sentence.start
            && matches!(ctx.lower(i - 1), "a" | "and" | "another")
    };
    before.clone().take_while(inside).any(|i| APART.contains(&ctx.lower(i)) || ranked(i))
        || before.clone().find(|i| !inside(i)).is_some_and(|i| match ctx.lower(i) {
            "including" => true,
            "them" => i > sentence.start && ctx.lower(i - 1) == "among",
            _ => false,
        })
}

/// Words that tell one event from those told before.
const APART: [&str; 4] = ["another", "separate", "unrelated", "other"];

/// "a string of bombings", "previous attacks": several at several times, of which
/// none is the one told of.
pub(super) fn several(ctx: &Context<'_>, trigger: &Range<u32>) -> bool {
    const SETS: [&str; 12] = [
        "wave", "series", "string", "spate", "number", "rash", "succession", "flurry", "dozens", "hundreds", "many",
        "most",
    ];
    const PAST: [&str; 12] = [
        "previous", "past", "earlier", "recent", "frequent", "similar", "many", "several", "numerous", "countless",
        "repeated", "regular",
    ];
    let head = trigger.end - 1;
    if ctx.token(head).xpos != "NNS" {
        return false;
    }
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    let describes = |i: &u32| {
        matches!(ctx.token(*i).tag, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Cconj | Upos::Det)
            || matches!(ctx.token(*i).xpos, "VBN" | "VBG")
            || ctx.lower(*i) == "-"
    };
    let mut before = (first..trigger.start).rev().take(NEAR as usize);
    for i in before.by_ref() {
        if PAST.contains(&ctx.lower(i)) {
            return true;
        }
        if !describes(&i) {
            return i > first && ctx.lower(i) == "of" && SETS.contains(&ctx.lower(i - 1));
        }
    }
    false
}

/// "denied involvement in previous bombings", "a string of attacks often blamed on
/// X": what a verb says of several.
pub(super) fn of_several(ctx: &Context<'_>, set: &RuleSet, trigger: &Range<u32>) -> bool {
    /// Words between the verb and the noun.
    const FAR: u32 = 8;
    let sentence = ctx.sentence_range(ctx.token(trigger.start).sentence);
    let event = |i: u32| {
        let covering = ctx.covering[i as usize].iter().map(|m| &ctx.mentions[*m as usize]);
        covering.into_iter().find(|m| names_event(set, m)).map(|m| m.tokens.clone())
    };
    let comma = |i: &u32| matches!(ctx.lower(*i), "," | ";" | "—");
    let behind = (trigger.end..sentence.end).take(FAR as usize).take_while(|i| !comma(i)).find_map(event);
    let before = (sentence.start..trigger.start).rev().take(FAR as usize).take_while(|i| !comma(i)).find_map(event);
    behind.or(before).is_some_and(|noun| several(ctx, &noun))
}

/// "similar to an attack on a bus", "follows a string of bombings that killed
/// four": what the text only names beside what it tells. Gives the word that
/// compares.
pub(super) fn compared(ctx: &Context<'_>, trigger: &Range<u32>) -> Option<u32> {
    let at = trigger.start;
    let first = ctx.sentence_range(ctx.token(at).sentence).start;
    if ctx.group_of[at as usize].is_some() {
        // In a relative clause of what is compared.
        let from = (first..at).rev().find(|i| compares(ctx, first, *i))?;
        let stops = |i: u32| matches!(ctx.lower(i), "," | ";" | "—");
        let relative = |i: u32| matches!(ctx.lower(i), "that" | "which" | "who" | "where" | "when");
        let inside = (from + 1..at).any(relative)
            && !(from + 1..at).any(stops)
            && !(from + 2..at.min(from + 5)).any(|i| definite(ctx, i));
        return inside.then_some(from);
    }
    if definite(ctx, at) {
        return None;
    }
    let mut before = before_phrase(ctx, first, at)?;
    // "a string of bombings": before the set's own article.
    if ctx.lower(before) == "of" {
        before = before_phrase(ctx, first, before)?;
    }
    compares(ctx, first, before).then_some(before)
}

/// Whether a word sets what follows beside what the sentence tells.
fn compares(ctx: &Context<'_>, first: u32, at: u32) -> bool {
    at > first
        && match ctx.lower(at) {
            "to" => matches!(ctx.lower(at - 1), "similar" | "identical" | "comparable"),
            "after" | "amid" => {
                !counts_time(ctx, first, at)
                    && ctx.group_of[at as usize - 1].is_some()
                    && &*ctx.token(at - 1).lemma == "come"
            }
            "follows" | "followed" | "mirrored" | "mirrors" => {
                let passive = matches!(ctx.lower(at - 1), "was" | "were" | "been" | "being" | "is" | "are");
                ctx.token(at).tag == Upos::Verb && !passive && ctx.lower(at + 1) != "by"
            }
            _ => false,
        }
}

impl Judge<'_> {
    /// Whether the words around a candidate keep it from what a group tells.
    pub(super) fn turned_from(&self, group: &Group, candidate: &Candidate) -> bool {
        if !self.has_figures() {
            return false;
        }
        let told_here =
            group.candidates.iter().any(|c| c.sentence == candidate.sentence && (c.another || !candidate.another));
        let turned = candidate.another || candidate.several && candidate.sentence > self.opening;
        turned && !told_here && !self.retold(group, candidate)
    }

    /// Whether place or thing and a figure agree: what a headline or an earlier
    /// sentence tells of the other event.
    fn retold(&self, group: &Group, candidate: &Candidate) -> bool {
        let agree = |wanted: Identity| {
            let roles = self.class.roles.iter().filter(move |r| r.identity == wanted);
            roles.filter(|r| !self.set.merge.decisive.contains(&r.wire)).map(|r| self.agreement(r, group, candidate))
        };
        let shared = agree(Identity::Shared).filter(|a| *a == Some(true)).count();
        let figures = agree(Identity::Hint).filter(|a| *a == Some(true)).count();
        let differ = agree(Identity::Shared).chain(agree(Identity::Hint)).any(|a| a == Some(false));
        !differ && (shared > 1 || shared == 1 && figures > 0)
    }

    /// Whether a part that stands apart has a place or a day that its event has not.
    pub(super) fn lies_elsewhere(&self, group: &Group, part: &Candidate) -> bool {
        self.has_figures()
            && group.candidates.iter().all(|c| c.sentence != part.sentence)
            && self.set.attach.iter().any(|a| {
                let role = self.class.role(a.role).filter(|r| r.identity == Identity::Shared);
                role.is_some_and(|r| self.agreement(r, group, part) == Some(false))
            })
    }
}
