//! Modality of a trigger: negation, modals, conditionals, questions, hedges and
//! reported speech that it stands under.

use super::context::Context;
use super::parse_match::mention_of;
use super::scope_words;
use super::types::{Filler, Modality, Value};
use super::values::entity;
use crate::analysis::NO_HEAD;
use crate::ontology::rule::{Rule, RuleSet};
use crate::text::{Sym, Upos};
use std::ops::Range;

/// How the text presents what a trigger says.
pub(super) struct Scope {
    pub modality: Modality,
    /// Who says so, where it is reported speech.
    pub source: Option<Value>,
}

/// Lexicon lists the scope looks at; the words themselves are data.
const SAY: &str = "say_verb";
const HEDGE: &str = "hedge";
const CONDITIONAL: &str = "conditional";
const IRREALIS: &str = "irrealis_noun";
const NEGATOR: &str = "negator";
const PLANNED: &str = "planned_word";

/// Whether the trigger lies inside a look-alike ("heart attack").
pub(super) fn decoy(ctx: &Context<'_>, set: &RuleSet, trigger: &Range<u32>) -> bool {
    let first = trigger.start.saturating_sub(4);
    (first..trigger.end).any(|i| {
        ctx.hits[i as usize].iter().any(|h| {
            set.decoys.contains(&h.entry.class)
                && i <= trigger.start
                && h.end >= trigger.end
                && h.end - i > trigger.end - trigger.start
                // "which the EU blacklisted": the verb is no "EU blacklist".
                && !(h.end == trigger.end && ctx.token(h.end - 1).tag == Upos::Verb)
        })
    })
}

/// The scope of a trigger's head token; a rule's own modality replaces "asserted".
pub(super) fn of(ctx: &Context<'_>, set: &RuleSet, head: u32, rule: &Rule) -> Scope {
    let mut scope = Scope { modality: Modality::Asserted, source: None };
    own_group(ctx, head, &mut scope);
    if set.merge.standing {
        hedges(ctx, head, &mut scope);
        // Unless it is what the clause says: "denied that X is a wing of Y".
        let said = ctx.children[head as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "cop");
        if said || ctx.group_of[head as usize].is_some() {
            words(ctx, head, &mut scope);
        }
        return scope;
    }
    // "declined to give details of the shooting" takes the shooting for granted.
    let spurned = || !set.merge.decisive.is_empty() && scope_words::spurned(ctx, head);
    let own = (rule.factive || scope_words::presupposed(ctx, head) || spurned()).then_some(scope.modality);
    if ctx.analysis.sentences[ctx.token(head).sentence as usize].parsed {
        governors(ctx, head, &mut scope);
    } else {
        left_context(ctx, head, &mut scope);
    }
    hedges(ctx, head, &mut scope);
    irrealis(ctx, head, &mut scope);
    words(ctx, head, &mut scope);
    // "a strike to protest the murder": so does whoever will speak of it.
    let unreal = match scope.modality {
        Modality::Negated | Modality::Denied => true,
        Modality::Expected => !set.merge.decisive.is_empty(),
        _ => false,
    };
    if let Some(own) = own
        && unreal
    {
        scope = Scope { modality: own, source: None };
    }
    // A rule that says "asserted" words what is so whatever is asked, hoped or denied.
    if let Some(own) = rule.modality.map(parse)
        && (scope.modality == Modality::Asserted || own == Modality::Asserted)
    {
        scope = Scope { modality: own, source: scope.source };
    }
    scope
}

/// What the words of the fact themselves make of it (`told_as` in the rule file).
pub(super) fn by_code(set: &RuleSet, scope: &mut Scope, fillers: &mut [Filler]) {
    let code = |f: &Filler| match &f.value {
        Value::Code(c) => set.merge.told_as.get(c).copied(),
        _ => None,
    };
    if scope.modality == Modality::Asserted
        && let Some(told) = fillers.iter().find_map(code)
    {
        scope.modality = parse(told);
        fillers.iter_mut().for_each(|f| f.modality = scope.modality);
    }
}

/// What the words around say, over what the parse said.
fn words(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    let token = ctx.token(head);
    let beside = token.rel.as_str() == "obl" && ctx.group_of[head as usize].is_none() && circumstance(ctx, head);
    match scope_words::modality(ctx, head) {
        Some(Modality::Negated) if beside => {}
        Some(Modality::Negated) if scope.modality != Modality::Denied => scope.modality = Modality::Negated,
        Some(Modality::Denied) if scope.modality != Modality::Negated => scope.modality = Modality::Denied,
        Some(to) => lower(scope, to),
        None => {}
    }
}

/// The modality a code names.
pub(super) fn parse(code: Sym) -> Modality {
    match code.as_str() {
        "attributed" => Modality::Attributed,
        "claimed" => Modality::Claimed,
        "denied" => Modality::Denied,
        "negated" => Modality::Negated,
        "hedged" => Modality::Hedged,
        "expected" => Modality::Expected,
        _ => Modality::Asserted,
    }
}

/// Weakens the modality; what is negated or denied stays so.
fn lower(scope: &mut Scope, to: Modality) {
    if matches!(scope.modality, Modality::Asserted) || (scope.modality == Modality::Hedged && to != Modality::Asserted)
    {
        scope.modality = to;
    }
}

fn own_group(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    match ctx.group_of[head as usize].map(|g| &ctx.groups[g as usize]) {
        Some(group) => {
            match group.modal {
                Some("will" | "would" | "should") => lower(scope, Modality::Expected),
                // "may have left": unsure of the past; "could be banned": not yet.
                Some("may" | "can") => {
                    let past = group.tokens.clone().any(|t| ctx.lower(t) == "have");
                    lower(scope, if past { Modality::Hedged } else { Modality::Expected });
                }
                _ => {}
            }
            // "never listed", "nor denied it": no auxiliary that would hold the two together.
            let never =
                group.tokens.start.checked_sub(1).is_some_and(|t| matches!(ctx.lower(t), "never" | "nor" | "neither"));
            if group.negated || never || of_nobody(ctx, head) {
                scope.modality = Modality::Negated;
            }
        }
        None => {
            // "may have been an attack": a predicate noun has its verb's modal.
            let modal =
                |c: &u32| ctx.token(*c).rel.as_str() == "aux" && matches!(ctx.lower(*c), "may" | "might" | "could");
            if ctx.children[head as usize].iter().any(modal) {
                lower(scope, Modality::Hedged);
            }
            let mut i = head;
            while i > 0 && head - i < 4 {
                i -= 1;
                if !matches!(ctx.token(i).tag, Upos::Adj | Upos::Noun | Upos::Det | Upos::Propn | Upos::Num) {
                    break;
                }
                if matches!(ctx.lower(i), "no" | "neither") {
                    scope.modality = Modality::Negated;
                }
            }
        }
    }
}

/// "No state has listed X", "none of them was there": nobody does it. The subject
/// stands before the verb, with no comma or quotation between.
fn of_nobody(ctx: &Context<'_>, verb: u32) -> bool {
    let from = ctx.group_of[verb as usize].map_or(verb, |g| ctx.groups[g as usize].tokens.start);
    let first = ctx.sentence_range(ctx.token(verb).sentence).start;
    let near = (first..from).rev().take_while(|i| ctx.token(*i).tag != Upos::Punct).last().unwrap_or(from);
    let no = |t: u32| (near..from).contains(&t) && matches!(ctx.lower(t), "no" | "neither" | "none" | "nobody");
    let subject = |c: &&u32| ctx.token(**c).rel.as_str().starts_with("nsubj") && (near..from).contains(*c);
    ctx.children[verb as usize]
        .iter()
        .filter(subject)
        .any(|s| no(*s) || ctx.children[*s as usize].iter().any(|d| ctx.token(*d).rel.as_str() == "det" && no(*d)))
}

/// Walks up the parse: what the trigger is complement or conditional of.
fn governors(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    let mut at = head;
    let mut beside = false;
    for _ in 0..7 {
        let token = ctx.token(at);
        let rel = token.rel.as_str();
        // "failed to agree at talks in X": the talks were held.
        beside |= rel == "obl" && ctx.group_of[at as usize].is_none() && circumstance(ctx, at);
        if rel.starts_with("advcl") && marked(ctx, at, &["if", "unless", "whether"]) {
            lower(scope, Modality::Expected);
        }
        if token.head == NO_HEAD || token.head == at {
            break;
        }
        let up = token.head;
        // "plans to leave after talks with A": what comes later says nothing of them.
        if rel == "obl" && scope_words::before(ctx, at) {
            break;
        }
        if rel == "conj" {
            shared_modal(ctx, at, up, scope);
        }
        let complement = matches!(
            rel,
            "ccomp"
                | "xcomp"
                | "obj"
                | "acl"
                | "csubj"
                | "nmod"
                | "obl"
                | "nsubj:pass"
                | "conj"
                | "nsubj"
                | "compound"
                | "amod"
        );
        if matches!(rel, "ccomp" | "xcomp" | "obj" | "nsubj:pass" | "acl") || rel == "obl" && !circumstance(ctx, at) {
            // "planning an attack" is none yet, "planned the attacks" was one.
            let new = at == head && ctx.group_of[head as usize].is_none() && !super::refers::definite(ctx, head);
            let before = scope.modality;
            apply_governor(ctx, up, rel, new, asks(ctx, at), scope);
            if beside && scope.modality == Modality::Negated {
                scope.modality = before;
            }
        }
        if !complement {
            // A quotation or "police said" hung on as parataxis.
            if rel == "parataxis" || rel.starts_with("acl") || rel.starts_with("advcl") || rel.starts_with("appos") {
                // "accused of ordering the 1994 bombing": the noun's event is given.
                if ctx.group_of[head as usize].is_some() {
                    blamed(ctx, at, up, scope);
                }
                at = up;
                continue;
            }
            break;
        }
        at = up;
    }
    for c in &ctx.children[at as usize] {
        // "..., police said": the verb of saying hangs below the root.
        if ctx.token(*c).rel.as_str() == "parataxis" {
            apply_governor(ctx, *c, "parataxis", false, false, scope);
        }
    }
}

/// "will meet A and hold talks with B": a bare form has the modal of the verb it
/// is coordinated with, and in "did not meet A or visit B" its negation.
fn shared_modal(ctx: &Context<'_>, verb: u32, first: u32, scope: &mut Scope) {
    let group = |i: u32| ctx.group_of[i as usize].map(|g| &ctx.groups[g as usize]).filter(|g| g.head == i);
    let (Some(own), Some(shared)) = (group(verb), group(first)) else { return };
    let bare = own.tokens.start == verb
        && own.modal.is_none()
        && matches!(ctx.token(verb).xpos, "VB" | "VBP")
        && !ctx.children[verb as usize].iter().any(|c| ctx.token(*c).rel.as_str().starts_with("nsubj"));
    if !bare {
        return;
    }
    let or = ctx.children[verb as usize].iter().any(|c| matches!(ctx.lower(*c), "or" | "nor"));
    if shared.negated && or {
        scope.modality = Modality::Negated;
    } else if matches!(shared.modal, Some("will" | "would" | "should" | "may" | "can")) {
        lower(scope, Modality::Expected);
    }
}

fn apply_governor(ctx: &Context<'_>, verb: u32, rel: &str, new: bool, question: bool, scope: &mut Scope) {
    if let Some(group) = ctx.group_of[verb as usize].map(|g| &ctx.groups[g as usize]) {
        let asked = rel == "ccomp" && question;
        if group.head == verb && group.negated && !asked && matches!(rel, "xcomp" | "obj" | "ccomp") {
            scope.modality = Modality::Negated;
        }
        if group.head == verb && rel == "obj" {
            match group.modal {
                Some("will" | "would" | "should") => lower(scope, Modality::Expected),
                Some("may" | "can") => lower(scope, Modality::Hedged),
                _ => {}
            }
        }
    }
    // "plans to", "is considering": not yet.
    // "failed to meet", "plans to visit".
    if rel == "xcomp" && ctx.list_at(Sym::new(NEGATOR), None, verb).is_some() {
        scope.modality = Modality::Negated;
    } else if ctx.list_at(Sym::new(PLANNED), None, verb).is_some()
        && (rel == "xcomp" || rel == "obj" && new && !matches!(ctx.token(verb).xpos, "VBD" | "VBN"))
    {
        lower(scope, Modality::Expected);
    }
    let Some(hit) = ctx.list_at(Sym::new(SAY), None, verb) else { return };
    report(ctx, verb, hit.entry.value, rel, scope);
}

/// "was accused of burning homes", "is suspected of killing nine": as others say.
fn blamed(ctx: &Context<'_>, at: u32, verb: u32, scope: &mut Scope) {
    if !marked(ctx, at, &["of", "for"]) {
        return;
    }
    match ctx.list_at(Sym::new(SAY), None, verb).map(|hit| hit.entry.value.as_str()) {
        Some("accuse") => lower(scope, Modality::Attributed),
        Some("suspect") => lower(scope, Modality::Hedged),
        _ => {}
    }
}

fn report(ctx: &Context<'_>, verb: u32, value: Sym, rel: &str, scope: &mut Scope) {
    let speaker = ctx.children[verb as usize]
        .iter()
        .find(|c| ctx.token(**c).rel.as_str().starts_with("nsubj"))
        .and_then(|c| mention_of(ctx, *c, &[Sym::new("actor")]))
        .and_then(|m| entity(ctx, m));
    let clause = matches!(rel, "ccomp" | "parataxis" | "xcomp");
    match value.as_str() {
        "deny" => {
            scope.modality = Modality::Denied;
            scope.source = scope.source.take().or(speaker);
        }
        "threaten" | "urge" | "call" | "pledge" | "plan" | "warn" if rel != "parataxis" => {
            lower(scope, Modality::Expected)
        }
        // "refused to", "declined to".
        "disagree" if rel == "xcomp" => scope.modality = Modality::Negated,
        "agree" if rel == "xcomp" => lower(scope, Modality::Expected),
        "suspect" | "believe" if clause => lower(scope, Modality::Hedged),
        "say" | "confirm" | "announce" | "claim" | "accuse" if clause => {
            scope.source = scope.source.take().or(speaker);
        }
        _ => {}
    }
}

/// "did not say why they met": who does not say why does not deny that.
fn asks(ctx: &Context<'_>, clause: u32) -> bool {
    let word = |t: u32| matches!(ctx.lower(t), "what" | "why" | "how" | "when" | "where" | "who" | "whom" | "which");
    ctx.children[clause as usize]
        .iter()
        .any(|c| *c < clause && (word(*c) || ctx.children[*c as usize].iter().any(|d| word(*d))))
}

/// "In a call with A, B warned": where or when a verb's act was done is no part of
/// what the verb says.
fn circumstance(ctx: &Context<'_>, noun: u32) -> bool {
    ctx.children[noun as usize].iter().any(|c| {
        ctx.token(*c).rel.as_str() == "case"
            && matches!(
                ctx.lower(*c),
                "in" | "during" | "at" | "after" | "following" | "before" | "since" | "amid" | "throughout" | "despite"
            )
    })
}

fn marked(ctx: &Context<'_>, at: u32, marks: &[&str]) -> bool {
    ctx.children[at as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "mark" && marks.contains(&ctx.lower(*c)))
}

/// Without a parse: what stands to the left in the same clause.
fn left_context(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    let own = ctx.group_of[head as usize];
    let mut i = head;
    while i > first {
        i -= 1;
        if matches!(ctx.lower(i), ";" | "—") {
            break;
        }
        if ctx.list_at(Sym::new(CONDITIONAL), None, i).is_some() || matches!(ctx.lower(i), "if" | "unless" | "whether")
        {
            lower(scope, Modality::Expected);
        }
        if let Some(hit) = ctx.list_at(Sym::new(SAY), None, i)
            && ctx.group_of[i as usize].is_some()
            && ctx.group_of[i as usize] != own
        {
            if hit.entry.value.as_str() == "deny" {
                scope.modality = Modality::Denied;
            }
            if matches!(hit.entry.value.as_str(), "threaten" | "urge" | "call" | "pledge" | "plan") {
                lower(scope, Modality::Expected);
            }
        }
    }
}

/// "reportedly", "allegedly", "suspected" near the trigger in its clause.
fn hedges(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    let range = ctx.sentence_range(ctx.token(head).sentence);
    let start = ctx.group_of[head as usize].map_or(head, |g| ctx.groups[g as usize].tokens.start);
    let low = start.saturating_sub(2).max(range.start);
    let high = (head + 2).min(range.end);
    let hedged = (low..high).any(|i| ctx.list_at(Sym::new(HEDGE), None, i).is_some() && ctx.token(i).tag != Upos::Verb);
    if hedged {
        lower(scope, Modality::Hedged);
    }
}

/// "the threat of an attack", "a plot to bomb", "calls for talks".
fn irrealis(ctx: &Context<'_>, head: u32, scope: &mut Scope) {
    let first = ctx.sentence_range(ctx.token(head).sentence).start;
    let mut i = head;
    let mut linked = false;
    while i > first && head - i < 8 {
        i -= 1;
        let lower = ctx.lower(i);
        if matches!(lower, "of" | "to" | "for" | "against" | "from") {
            linked = true;
            continue;
        }
        if linked && ctx.list_at(Sym::new(IRREALIS), None, i).is_some() {
            // "had no plans to meet A"
            let none = (first..i).rev().find(|t| ctx.token(*t).tag != Upos::Adj).is_some_and(|t| ctx.lower(t) == "no");
            if none && ctx.group_of[head as usize].is_some() {
                scope.modality = Modality::Negated;
            } else {
                self::lower(scope, Modality::Expected);
            }
            return;
        }
        let inside = matches!(
            ctx.token(i).tag,
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv | Upos::Part
        ) || matches!(lower, "-" | "'s" | "any" | "more" | "further");
        if !inside {
            return;
        }
    }
}
