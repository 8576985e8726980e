//! What the words around a trigger say of its scope, whatever the parse says:
//! conditions, complements of denial and doubt, infinitives of what is only
//! wanted, questions. The words are data (classes of `ontology/lexicon`).

use super::context::Context;
use super::types::Modality;
use crate::analysis::NO_HEAD;
use crate::text::{Sym, Upos};

const CONDITIONAL: &str = "conditional";
const NEGATOR: &str = "negator";
const PLANNED: &str = "planned_word";
const SAY: &str = "say_verb";
const MATTER: &str = "topic_word";
/// Lexicon list of words for having a part in something.
const SHARE: &str = "share_noun";
const UNFACT: &str = "unfact_word";
const SPURN: &str = "spurn_verb";

/// The modality the words give, if any.
pub(super) fn modality(ctx: &Context<'_>, head: u32) -> Option<Modality> {
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    complement(ctx, first, head)
        .or_else(|| condition(ctx, first, head))
        .or_else(|| infinitive(ctx, first, governor(ctx, head)))
        .or_else(|| asked(ctx, head).then_some(Modality::Hedged))
}

/// Whether what is told is only supposed: the condition of something else, or
/// what a question asks.
pub(super) fn supposed(ctx: &Context<'_>, head: u32) -> bool {
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    condition(ctx, first, head).is_some() || asked(ctx, head) || complement(ctx, first, head).is_some()
}

/// Whether a noun is only what words are about ("details of the shooting", "to
/// discuss the attack"): who refuses those words denies no event. "Any attack"
/// and "an attack" are not taken for granted.
pub(super) fn presupposed(ctx: &Context<'_>, head: u32) -> bool {
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    if share_in(ctx, first, head) {
        return true;
    }
    if ctx.group_of[head as usize].is_some() {
        return describes(ctx, head);
    }
    let mut linked = false;
    for i in (first..head).rev() {
        let matter = ctx.list_at(Sym::new(MATTER), None, i).is_some();
        if matter && (linked || ctx.group_of[i as usize].is_some()) {
            return true;
        }
        let lower = ctx.lower(i);
        if matches!(lower, "a" | "an" | "any" | "no" | "every") {
            return false;
        }
        if !linked && matches!(lower, "of" | "on" | "about" | "into" | "regarding" | "concerning" | "surrounding") {
            linked = true;
            continue;
        }
        let inside = matches!(ctx.token(i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            || matches!(lower, "'s" | "-" | "his" | "her" | "their" | "its");
        if linked || !inside {
            return false;
        }
    }
    false
}

/// "denied involvement in a bombing", "any role in the blast": who says that he had no
/// part in it does not say that it was not.
fn share_in(ctx: &Context<'_>, first: u32, head: u32) -> bool {
    let inside = |i: u32| {
        matches!(ctx.token(i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
            || ctx.lower(i) == "-"
            || ctx.lower(i) == "'s"
    };
    let Some(before) = (first..head).rev().find(|i| !inside(*i)) else { return false };
    before > first
        && matches!(ctx.lower(before), "in" | "for" | "with" | "to")
        && ctx.list_at(Sym::new(SHARE), None, before - 1).is_some()
        && !(before + 1..head).any(|i| matches!(ctx.lower(i), "any" | "no" | "every"))
}

/// "All parties rejected the murder of X", "the attacks, above all the murder of
/// X": who turns against what was done denies nothing.
pub(super) fn spurned(ctx: &Context<'_>, head: u32) -> bool {
    let mut token = ctx.token(head);
    for _ in 0..2 {
        if matches!(token.rel.as_str(), "conj" | "appos") && token.head != NO_HEAD {
            token = ctx.token(token.head);
        }
    }
    ctx.group_of[head as usize].is_none()
        && token.rel.as_str() == "obj"
        && token.head != NO_HEAD
        && ctx.list_at(Sym::new(SPURN), None, token.head).is_some()
}

/// "Did not mention the groups banned by X": a participle or relative clause tells
/// which ones are meant, whatever is denied of them.
fn describes(ctx: &Context<'_>, verb: u32) -> bool {
    let token = ctx.token(verb);
    match token.rel.as_str() {
        // "the claim that they attacked": what is claimed, if the parser takes it for that.
        "acl:relcl" => !ctx.children[verb as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "mark"),
        "acl" => token.xpos == "VBN" && start(ctx, verb) == verb,
        _ => false,
    }
}

/// Where the trigger's verb group begins, or the noun phrase's word itself.
fn start(ctx: &Context<'_>, head: u32) -> u32 {
    ctx.group_of[head as usize].map_or(head, |g| ctx.groups[g as usize].tokens.start)
}

/// The verb a noun trigger is object of ("to hold talks"), else the trigger; of
/// "to stop and hold talks" the verb that has the "to".
fn governor(ctx: &Context<'_>, head: u32) -> u32 {
    let token = ctx.token(head);
    let object = matches!(token.rel.as_str(), "obj" | "obl") && token.head != NO_HEAD && !before(ctx, head);
    let noun = ctx.group_of[head as usize].is_none();
    let governs = noun && object && token.head < head && ctx.group_of[token.head as usize].is_some();
    let mut verb = if governs { token.head } else { head };
    for _ in 0..3 {
        let t = ctx.token(verb);
        let bare = t.rel.as_str() == "conj" && t.xpos == "VB" && start(ctx, verb) == verb && t.head != NO_HEAD;
        let own = ctx.children[verb as usize].iter().any(|c| ctx.token(*c).rel.as_str().starts_with("nsubj"));
        if !bare || own || ctx.group_of[t.head as usize].is_none() {
            break;
        }
        verb = t.head;
    }
    verb
}

/// "after talks with A": what was there before the verb's act.
pub(super) fn before(ctx: &Context<'_>, noun: u32) -> bool {
    ctx.children[noun as usize].iter().any(|c| {
        ctx.token(*c).rel.as_str() == "case" && matches!(ctx.lower(*c), "after" | "following" | "since" | "despite")
    })
}

/// "If A, B": A is a condition up to the comma behind its verb; "B if A": all
/// that follows.
fn condition(ctx: &Context<'_>, first: u32, head: u32) -> Option<Modality> {
    for at in (first..head).rev() {
        if matches!(ctx.lower(at), ";" | "—") {
            return None;
        }
        if ctx.list_at(Sym::new(CONDITIONAL), None, at).is_none() || elsewhere(ctx, at, head) {
            continue;
        }
        // "If A, B, he said": the condition is in what he said.
        if says(ctx, head) && closed(ctx, at + 1, head) {
            continue;
        }
        let leads = at == first || matches!(ctx.lower(at - 1), "," | "that" | "\"" | "“" | "and" | "but" | "even");
        if leads && closed(ctx, at + 1, head) {
            continue;
        }
        let open = ctx.lower(at) == "whether";
        return Some(if open { Modality::Hedged } else { Modality::Expected });
    }
    None
}

/// Whether a clause that begins at `from` ends before `to`: a comma stands
/// behind its verb.
fn closed(ctx: &Context<'_>, from: u32, to: u32) -> bool {
    let mut verb = false;
    (from..to).any(|i| {
        verb |= ctx.group_of[i as usize].is_some();
        verb && ctx.lower(i) == ","
    })
}

/// "It is not true that A", "no evidence that A", "dismissed reports that A".
fn complement(ctx: &Context<'_>, first: u32, head: u32) -> Option<Modality> {
    for that in (first + 1..start(ctx, head)).rev() {
        if matches!(ctx.lower(that), ";" | "—") {
            return None;
        }
        // "no evidence that A, though B": what the writer sets against it stands alone.
        if matches!(ctx.lower(that), "though" | "although" | "but" | "while" | "whereas") && ctx.lower(that - 1) == ","
        {
            return None;
        }
        // "of that nature" opens no clause.
        if ctx.lower(that) != "that"
            || ctx.token(that).tag == Upos::Det
            || ctx.group_of[next(ctx, that) as usize].is_some()
            || elsewhere(ctx, that, head)
        {
            continue;
        }
        // "There is no proof that A, B said": what B said stands before.
        if says(ctx, head) && closed(ctx, that + 1, head) {
            continue;
        }
        // Back to where the governing clause begins.
        let low = (that.saturating_sub(9).max(first)..that)
            .rev()
            .find(|i| matches!(ctx.lower(*i), "," | ":" | "that" | "but" | "because" | "“" | "\""));
        for i in low.map_or(that.saturating_sub(9).max(first), |l| l + 1)..that {
            if let Some(hit) = ctx.list_at(Sym::new(UNFACT), None, i) {
                let doubt = hit.entry.value.as_str() == "doubt";
                return Some(if doubt { Modality::Hedged } else { Modality::Negated });
            }
            if ctx.list_at(Sym::new(NEGATOR), None, i).is_some() {
                return Some(Modality::Negated);
            }
            let denied = ctx.list_at(Sym::new(SAY), None, i).is_some_and(|h| h.entry.value.as_str() == "deny");
            if denied && ctx.group_of[i as usize].is_some() {
                return Some(Modality::Denied);
            }
        }
    }
    None
}

/// Whether a token stands in a quotation that the trigger does not stand in:
/// what is doubted or denied there leaves the verb of saying as it is.
fn elsewhere(ctx: &Context<'_>, at: u32, head: u32) -> bool {
    let (at, head) = (ctx.token(at).span, ctx.token(head).span);
    ctx.quotes.iter().any(|q| q.outer.contains(at) && !q.outer.contains(head))
}

/// Whether the trigger is a verb of saying.
fn says(ctx: &Context<'_>, head: u32) -> bool {
    ctx.group_of[head as usize].is_some() && ctx.list_at(Sym::new(SAY), None, head).is_some()
}

fn next(ctx: &Context<'_>, i: u32) -> u32 {
    (i + 1).min(ctx.analysis.tokens.len() as u32 - 1)
}

/// "plans to meet", "asked Iran to attend", "was to visit", "failed to meet".
fn infinitive(ctx: &Context<'_>, first: u32, head: u32) -> Option<Modality> {
    let to = start(ctx, head);
    if ctx.lower(to) != "to" || to == first {
        return None;
    }
    let low = to.saturating_sub(9).max(first);
    for i in (low..to).rev() {
        if matches!(ctx.lower(i), ";" | "—" | ":") {
            return None;
        }
        if i + 1 == to && matches!(ctx.lower(i), "is" | "are" | "was" | "were" | "be" | "'s") {
            return Some(Modality::Expected);
        }
        if i + 1 == to && ctx.lower(i) == "yet" {
            return Some(Modality::Negated);
        }
        let Some(group) = ctx.group_of[i as usize].map(|g| &ctx.groups[g as usize]) else {
            // "plans to", "set to", "a plot to": the word directly before.
            if to - i <= 2 && ctx.list_at(Sym::new(PLANNED), None, i).is_some() && ctx.token(i).tag != Upos::Adv {
                return Some(Modality::Expected);
            }
            continue;
        };
        if group.head != i {
            continue;
        }
        // The nearest verb decides; what follows a comma is no complement of it.
        if (i..to).any(|c| ctx.lower(c) == ",") {
            return None;
        }
        let near = |list: &str| ctx.list_at(Sym::new(list), None, i).is_some();
        if near(NEGATOR) {
            return Some(Modality::Negated);
        }
        let said = ctx.list_at(Sym::new(SAY), None, i).map(|h| h.entry.value);
        return match said.map(|s| s.as_str()) {
            Some("disagree") => Some(Modality::Negated),
            Some("urge" | "threaten" | "pledge" | "warn" | "agree" | "call" | "plan") => Some(Modality::Expected),
            _ if near(PLANNED) => Some(Modality::Expected),
            // "will fly to X to meet Y": the purpose is no nearer than the act.
            _ if matches!(group.modal, Some("will" | "would" | "should")) => Some(Modality::Expected),
            _ => None,
        };
    }
    None
}

/// Whether the first end of a sentence behind the trigger is a question mark,
/// also inside a quotation that goes on with its speaker.
fn asked(ctx: &Context<'_>, head: u32) -> bool {
    let end = ctx.sentence_range(ctx.token(head).sentence).end;
    (head..end).filter(|i| !elsewhere(ctx, *i, head)).find_map(|i| match ctx.lower(i) {
        "?" => Some(true),
        "." | "!" | ";" | "”" => Some(false),
        _ => None,
    }) == Some(true)
}
