//! Who does what a verb says, where the parse gives the verb no subject.

use super::context::Context;
use crate::analysis::NO_HEAD;
use crate::ontology::path::Step;
use crate::text::Upos;

/// Subject of a verb that has none of its own: of the verb it is coordinated
/// with or controlled by, or the noun it modifies.
pub(super) fn shared_subject(ctx: &Context<'_>, verb: u32, step: &Step, depth: u32) -> Vec<u32> {
    let t = ctx.token(verb);
    if depth == 0 || t.head == NO_HEAD {
        return Vec::new();
    }
    let wants_passive = step.relations.iter().any(|r| r.contains(":pass"));
    match t.rel.as_str() {
        "acl" => {
            let passive = t.xpos == "VBN";
            if passive == wants_passive { vec![t.head] } else { Vec::new() }
        }
        // "X urged Y to list Z": who is urged is to act.
        "xcomp" if !wants_passive && urged(ctx, t.head, verb).is_some() => {
            urged(ctx, t.head, verb).into_iter().collect()
        }
        "conj" | "xcomp" | "advcl" | "parataxis" => {
            let own: Vec<u32> = ctx.children[t.head as usize]
                .iter()
                .copied()
                .filter(|c| {
                    let rel = ctx.token(*c).rel.as_str();
                    rel.starts_with("nsubj") && step.takes(rel)
                        || (rel.starts_with("nsubj") && t.rel.as_str() != "conj" && !wants_passive)
                })
                .collect();
            if own.is_empty() {
                shared_subject(ctx, t.head, step, depth - 1)
            } else {
                own.into_iter().map(|s| relative(ctx, s, t.head)).collect()
            }
        }
        _ => Vec::new(),
    }
}

/// "Last week, the leader of the group, X, said": parses that hang an apposed
/// name elsewhere leave the verb without a subject. It is the person whose
/// name, with a description between commas, ends right before the verb.
pub(super) fn loose_subject(ctx: &Context<'_>, verb: u32) -> Option<u32> {
    let v = ctx.token(verb);
    let sentence = ctx.sentence_range(v.sentence);
    if !matches!(v.xpos, "VBD" | "VBZ") || v.tag != Upos::Verb || v.rel.as_str().starts_with("acl") {
        return None;
    }
    let mut end = verb;
    while end > sentence.start && ctx.token(end - 1).tag == Upos::Adv {
        end -= 1;
    }
    let comma = end.checked_sub(1).filter(|c| *c >= sentence.start && ctx.lower(*c) == ",")?;
    let person = |close: u32| {
        ctx.covering[close as usize - 1].iter().copied().find(|m| {
            let m = &ctx.mentions[*m as usize];
            m.class.as_str() == "person" && m.tokens.end == close
        })
    };
    if comma == sentence.start {
        return None;
    }
    // The description is the post that the person is known to hold.
    let described = || {
        ctx.tenures.iter().map(|t| t.person).find(|p| {
            let m = &ctx.mentions[*p as usize];
            let opener = m.tokens.end;
            m.sentence == v.sentence
                && opener < comma
                && ctx.lower(opener) == ","
                && (opener + 1..comma).all(|i| ctx.lower(i) != "," && ctx.group_of[i as usize].is_none())
        })
    };
    let found = person(comma).or_else(described)?;
    let m = &ctx.mentions[found as usize];
    let opens = ctx.starting_of(found);
    let before = opens.checked_sub(1).filter(|b| *b >= sentence.start).map(|b| ctx.token(b));
    // A name with nothing before it, or behind a comma; not "by X," nor "told X,".
    let apart = before.is_none_or(|b| &*b.lower == ",");
    let busy = matches!(ctx.token(m.head).rel.as_str(), "obj" | "iobj" | "obl" | "obl:agent" | "nsubj" | "nsubj:pass");
    (apart && !busy).then_some(m.head)
}

/// The object of a governing verb that stands before what it is to do.
fn urged(ctx: &Context<'_>, governor: u32, verb: u32) -> Option<u32> {
    ctx.children[governor as usize]
        .iter()
        .copied()
        .find(|c| *c > governor && *c < verb && matches!(ctx.token(*c).rel.as_str(), "obj" | "iobj"))
}

/// The noun a relative pronoun stands for.
pub(super) fn relative(ctx: &Context<'_>, subject: u32, verb: u32) -> u32 {
    let is_pronoun = matches!(ctx.lower(subject), "who" | "which" | "that" | "whom");
    let v = ctx.token(verb);
    if is_pronoun && v.rel.as_str().starts_with("acl") && v.head != NO_HEAD { v.head } else { subject }
}
