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
        // "his wish to meet B": whose wish it is.
        "acl" if !wants_passive && t.xpos == "VB" && owner(ctx, t.head).is_some() => {
            owner(ctx, t.head).into_iter().collect()
        }
        // "made a trip to meet B": whoever made it is to meet B.
        "acl" if !wants_passive && t.xpos == "VB" && undertaken(ctx, t.head) => {
            let verb = ctx.token(t.head).head;
            let own: Vec<u32> = ctx.children[verb as usize]
                .iter()
                .copied()
                .filter(|c| ctx.token(*c).rel.as_str().starts_with("nsubj") && step.takes(ctx.token(*c).rel.as_str()))
                .collect();
            if own.is_empty() {
                shared_subject(ctx, verb, step, depth - 1)
            } else {
                own.into_iter().map(|s| relative(ctx, s, verb)).collect()
            }
        }
        // "he left the house, telling reporters": what follows a comma is the main subject's.
        "acl" if t.xpos == "VBG" && !wants_passive && apart(ctx, verb) && !subject(ctx, t.head) => {
            doer_above(ctx, t.head, depth, step)
        }
        "acl" => {
            let passive = t.xpos == "VBN";
            if passive == wants_passive { vec![t.head] } else { Vec::new() }
        }
        // "X urged Y to list Z": who is urged is to act.
        "xcomp" if !wants_passive && urged(ctx, t.head, verb).is_some() => {
            urged(ctx, t.head, verb).into_iter().collect()
        }
        // "A, speaking in X, said": parses that coordinate the participle with the name.
        "conj" if t.xpos == "VBG" && !wants_passive && names(ctx, t.head) && apart(ctx, verb) => vec![t.head],
        // "X said A had done B and promised C": who spoke goes on.
        "conj" if t.xpos == "VBD" && says(ctx, verb) && told_by(ctx, t.head).is_some() => {
            told_by(ctx, t.head).map_or_else(Vec::new, |outer| subjects_of(ctx, outer))
        }
        // "A said, adding, \"B\"": a participle behind a comma is what he did, not what he said.
        "ccomp" if t.xpos != "VBG" || verb == 0 || ctx.lower(verb - 1) != "," => Vec::new(),
        "conj" | "xcomp" | "advcl" | "parataxis" | "ccomp" => {
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

/// Whether a common noun that names nobody is the object of an active verb.
fn undertaken(ctx: &Context<'_>, noun: u32) -> bool {
    let n = ctx.token(noun);
    let somebody =
        |m: &u32| matches!(ctx.mentions[*m as usize].class.as_str(), "person" | "persons" | "organization" | "country");
    n.tag == Upos::Noun
        && n.rel.as_str() == "obj"
        && n.head != NO_HEAD
        && ctx.group_of[n.head as usize].is_some()
        // "gave A time to meet B"
        && ctx.children[n.head as usize].iter().all(|c| ctx.token(*c).rel.as_str() != "iobj")
        && !ctx.covering[noun as usize].iter().any(somebody)
}

/// Whether a comma stands before a verb.
fn apart(ctx: &Context<'_>, verb: u32) -> bool {
    verb > 0 && ctx.lower(verb - 1) == ","
}

fn subject(ctx: &Context<'_>, noun: u32) -> bool {
    ctx.token(noun).rel.as_str().starts_with("nsubj")
}

/// Subjects a verb has of its own.
fn subjects_of(ctx: &Context<'_>, verb: u32) -> Vec<u32> {
    let own = ctx.children[verb as usize].iter().copied().filter(|c| subject(ctx, *c));
    own.map(|s| relative(ctx, s, verb)).collect()
}

/// The subject of the verb above a noun.
fn doer_above(ctx: &Context<'_>, noun: u32, depth: u32, step: &Step) -> Vec<u32> {
    let mut at = noun;
    for _ in 0..4 {
        at = ctx.token(at).head;
        if at == NO_HEAD {
            break;
        }
        if ctx.group_of[at as usize].is_some() {
            let own = subjects_of(ctx, at);
            return if own.is_empty() { shared_subject(ctx, at, step, depth - 1) } else { own };
        }
    }
    Vec::new()
}

/// Whether a verb is one of saying.
fn says(ctx: &Context<'_>, verb: u32) -> bool {
    ctx.hits[verb as usize].iter().any(|h| h.entry.class.as_str() == "say_verb")
}

/// The verb of saying whose content a clause with another verb is.
fn told_by(ctx: &Context<'_>, verb: u32) -> Option<u32> {
    let t = ctx.token(verb);
    let content = t.rel.as_str() == "ccomp" && t.head != NO_HEAD && t.head < verb;
    (content && !says(ctx, verb) && says(ctx, t.head) && ctx.token(t.head).xpos == "VBD").then_some(t.head)
}

/// Whose a common noun is.
fn owner(ctx: &Context<'_>, noun: u32) -> Option<u32> {
    let common = ctx.token(noun).tag == Upos::Noun;
    ctx.children[noun as usize].iter().copied().find(|c| common && ctx.token(*c).rel.as_str() == "nmod:poss")
}

/// Whether a token is a noun, and not what a clause says ("is at the seat, meeting A").
fn names(ctx: &Context<'_>, noun: u32) -> bool {
    matches!(ctx.token(noun).tag, Upos::Propn | Upos::Noun)
        && !ctx.children[noun as usize].iter().any(|c| {
            let rel = ctx.token(*c).rel.as_str();
            rel.starts_with("nsubj") || rel == "cop"
        })
}

/// "Last week, the leader of the group, X, said": parses that hang an apposed
/// name elsewhere leave the verb without a subject. It is the person whose
/// name, with a description between commas, ends right before the verb.
pub(super) fn loose_subject(ctx: &Context<'_>, verb: u32) -> Option<u32> {
    let v = ctx.token(verb);
    let sentence = ctx.sentence_range(v.sentence);
    if v.xpos == "VBG" {
        return participle(ctx, sentence.start, verb);
    }
    if !matches!(v.xpos, "VBD" | "VBZ") || v.tag != Upos::Verb || v.rel.as_str().starts_with("acl") {
        return None;
    }
    let mut end = verb;
    while end > sentence.start && ctx.token(end - 1).tag == Upos::Adv {
        end -= 1;
    }
    if let Some(found) = fronted(ctx, sentence.start, end) {
        return Some(found);
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

/// "A, meeting with B, said": the name that a comma parts from a participle.
fn participle(ctx: &Context<'_>, first: u32, verb: u32) -> Option<u32> {
    let comma = verb.checked_sub(1).filter(|c| *c > first && ctx.lower(*c) == ",")?;
    ctx.covering[comma as usize - 1]
        .iter()
        .map(|m| &ctx.mentions[*m as usize])
        .find(|m| m.class.as_str() == "person" && m.tokens.end == comma)
        .filter(|m| !matches!(ctx.token(m.head).rel.as_str(), "obj" | "iobj" | "obl" | "nmod" | "conj"))
        .map(|m| m.head)
}

/// "After talks with A, B said": a name between a comma and its verb that the
/// parse coordinates with one before.
fn fronted(ctx: &Context<'_>, first: u32, end: u32) -> Option<u32> {
    let last = end.checked_sub(1).filter(|l| *l > first)?;
    let found = ctx.covering[last as usize].iter().copied().find(|m| {
        let m = &ctx.mentions[*m as usize];
        m.class.as_str() == "person" && m.tokens.end == end
    })?;
    let opens = ctx.starting_of(found);
    let apart = opens > first && ctx.lower(opens - 1) == ",";
    let head = ctx.mentions[found as usize].head;
    (apart && matches!(ctx.token(head).rel.as_str(), "conj" | "appos")).then_some(head)
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
    if !matches!(ctx.lower(subject), "who" | "which" | "that" | "whom") {
        return subject;
    }
    let v = ctx.token(verb);
    if v.rel.as_str().starts_with("acl") && v.head != NO_HEAD {
        return first_of_all(ctx, v.head, verb);
    }
    // "A, who met B in June, said": parses that lose the relative clause.
    beside(ctx, subject).map_or(subject, |name| first_of_all(ctx, name, verb))
}

/// "A and B, who have been meeting": a verb in the plural goes back to all of a
/// coordination whose last member it hangs on.
fn first_of_all(ctx: &Context<'_>, noun: u32, verb: u32) -> u32 {
    let plural = |i: &u32| matches!(ctx.lower(*i), "have" | "are" | "were");
    let n = ctx.token(noun);
    let verbs = ctx.group_of[verb as usize].map(|g| ctx.groups[g as usize].tokens.clone());
    // "A and his counterpart B, who have": the name hangs on the noun.
    if n.rel.as_str() == "appos" && n.head != NO_HEAD && n.head < noun {
        let all = first_of_all(ctx, n.head, verb);
        return if all == n.head { noun } else { all };
    }
    let single = matches!(n.xpos, "NN" | "NNP");
    if n.rel.as_str() == "conj" && n.head != NO_HEAD && single && verbs.is_some_and(|mut v| v.any(|i| plural(&i))) {
        n.head
    } else {
        noun
    }
}

/// The person whose name, with a comma, ends right before a relative pronoun.
fn beside(ctx: &Context<'_>, pronoun: u32) -> Option<u32> {
    if !matches!(ctx.lower(pronoun), "who" | "whom") {
        return None;
    }
    let before = pronoun.checked_sub(1)?;
    let close = if ctx.lower(before) == "," { before } else { pronoun };
    let last = close.checked_sub(1)?;
    ctx.covering[last as usize]
        .iter()
        .map(|m| &ctx.mentions[*m as usize])
        .find(|m| m.class.as_str() == "person" && m.tokens.end == close && m.sentence == ctx.token(pronoun).sentence)
        .map(|m| m.head)
}
