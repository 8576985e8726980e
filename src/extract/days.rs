//! Whether a day that stands in a sentence can be that of a trigger: not that of
//! the saying, of a count, of another verb or of what came before.

use super::context::Context;
use super::refers;
use crate::analysis::NO_HEAD;
use crate::mention::{DateRelation, MentionValue};
use crate::ontology::rule::Attach;
use crate::text::Upos;
use std::ops::Range;

/// "two days after the attack", "on Sunday, before the raid": the day is that of
/// what the noun only dates.
pub(super) fn counted_from(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    /// Words of a noun phrase before its noun.
    const REACH: u32 = 8;
    let m = &ctx.mentions[id as usize];
    if m.class.as_str() != "date" || m.tokens.end > trigger.start || ctx.group_of[trigger.start as usize].is_some() {
        return false;
    }
    let inside = |i: u32| {
        use crate::text::Upos::{Adj, Det, Noun, Num, Part, Pron, Propn};
        matches!(ctx.token(i).tag, Det | Adj | Noun | Propn | Num | Part | Pron) || ctx.lower(i) == "-"
    };
    let from = trigger.start.saturating_sub(REACH).max(m.tokens.end);
    let before = (from..trigger.start).rev().find(|i| !inside(*i));
    before.is_some_and(|i| match ctx.lower(i) {
        "after" | "before" | "since" | "following" => true,
        // "gathered on Sunday to mark the anniversary of the shooting"
        "of" => {
            i > m.tokens.end
                && (matches!(ctx.lower(i - 1), "anniversary" | "memory" | "commemoration")
                    || refers::counts_time(ctx, m.tokens.end, i))
        }
        _ => false,
    })
}

/// "paid it in on 18 November, two weeks before they carried out the raid", "the
/// man who led the raid was held on Monday", "a suspect in the raid was held on
/// Monday": the day stands outside the clause or the phrase of the trigger, and
/// is that of what is told there.
pub(super) fn outside(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    /// Steps up the parse from the trigger, and from the day.
    const HIGHEST: usize = 8;
    const DEEPEST: usize = 20;
    let m = &ctx.mentions[id as usize];
    if !matches!(m.value, MentionValue::Date(_)) {
        return m.tokens.start >= trigger.end
            && counts_from(ctx, trigger)
            && verb_between(ctx, trigger.end..m.tokens.start);
    }
    // "a wave of bombings in Lodi in 1996": where no verb stands between them, the
    // parser is no better guide than their being neighbours.
    let neighbours = trigger.end <= m.tokens.start && !verb_between(ctx, trigger.end..m.tokens.start);
    let of_class = |t: u32, class: &str| {
        ctx.covering[t as usize].iter().any(|m| ctx.mentions[*m as usize].class.as_str().starts_with(class))
    };
    let person = |t: u32| of_class(t, "person");
    let somebody = |t: u32| person(t) || of_class(t, "organization");
    let mut at = trigger.end - 1;
    for _ in 0..HIGHEST {
        let token = ctx.token(at);
        if token.head == NO_HEAD || neighbours {
            return false;
        }
        let rel = token.rel.as_str();
        let child = |of: u32, rel: &str, words: &[&str]| {
            ctx.children[of as usize]
                .iter()
                .any(|c| ctx.token(*c).rel.as_str() == rel && words.contains(&ctx.lower(*c)))
        };
        let earlier = rel.starts_with("advcl") && child(at, "mark", &["before", "after", "since", "until"]);
        // "arrested on Monday two men blamed for the raid"
        let told_of = rel.starts_with("acl:relcl") || rel == "acl" && somebody(token.head);
        // "victims of the raid", "a week of the raid", but "a wave of raids".
        // But "two days of talks ended on Friday".
        let lasted = |t: u32| ctx.token(t).rel.as_str().starts_with("nsubj");
        let counted = |t: u32| refers::counts_time(ctx, t, t + 1) && !lasted(t);
        let beside = rel == "nmod"
            && !trigger.contains(&token.head)
            && ctx.group_of[token.head as usize].is_none()
            && (!child(at, "case", &["of"]) || person(token.head) || counted(token.head));
        let top = if beside { token.head } else { at };
        if (earlier || told_of || beside) && !ctx.within(m.head, top, DEEPEST) {
            return true;
        }
        at = token.head;
    }
    false
}

/// "On Monday, A did this and held that": the day at the head of a clause is
/// that of each of its verbs.
pub(super) fn fronted(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    let verb_above = |mut at: u32| {
        for _ in 0..8 {
            if ctx.group_of[at as usize].is_some_and(|g| ctx.groups[g as usize].head == at) {
                return Some(at);
            }
            at = Some(ctx.token(at).head).filter(|h| *h != NO_HEAD)?;
        }
        None
    };
    if !matches!(m.value, MentionValue::Date(_)) {
        return false;
    }
    let (Some(first), Some(mut verb)) = (verb_above(m.head), verb_above(trigger.end - 1)) else { return false };
    let subject = ctx.children[first as usize].iter().find(|c| ctx.token(**c).rel.as_str().starts_with("nsubj"));
    if subject.is_none_or(|s| m.tokens.end > *s) {
        return false;
    }
    // A subject of its own may have a day of its own.
    let own_subject = |v: u32| ctx.children[v as usize].iter().any(|c| ctx.token(*c).rel.as_str().starts_with("nsubj"));
    while verb != first {
        let t = ctx.token(verb);
        if t.rel.as_str() != "conj" || t.head == NO_HEAD || own_subject(verb) {
            return false;
        }
        verb = t.head;
    }
    true
}

/// A date between the article and the noun that is the trigger.
pub(super) fn of_phrase(ctx: &Context<'_>, m: &crate::mention::Mention, trigger: &Range<u32>) -> bool {
    let start = m.tokens.start;
    let noun = |i: u32| matches!(ctx.token(i).tag, Upos::Noun | Upos::Adj | Upos::Propn);
    matches!(m.value, MentionValue::Date(_))
        && m.tokens.end <= trigger.start
        && (ctx.sentence_range(m.sentence).start..start)
            .rev()
            // "the deadly 1998 bombings"
            .find(|i| ctx.token(*i).tag != Upos::Adj)
            .is_some_and(|i| matches!(ctx.token(i).tag, Upos::Det | Upos::Pron))
        && ctx.group_of[trigger.start as usize].is_none()
        && (m.tokens.end..trigger.start).all(noun)
}

/// "began a tour on Monday and will go on to X": what was done on a day that
/// stands behind its verb says nothing of what is still to come.
pub(super) fn of_past_verb(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    let group = |t: u32| ctx.group_of[t as usize].map(|g| &ctx.groups[g as usize]);
    let verb = trigger.start;
    let first = ctx.token(verb).head;
    if !matches!(m.value, MentionValue::Date(_)) || ctx.token(verb).rel.as_str() != "conj" || first == NO_HEAD {
        return false;
    }
    let (Some(own), Some(past)) = (group(verb), group(first)) else { return false };
    let modal = |m: Option<&str>| matches!(m, Some("will" | "would" | "shall" | "may" | "can"));
    modal(own.modal) && !modal(past.modal) && first < m.tokens.start && m.tokens.end <= own.tokens.start
}

/// "On Friday he called off the visit": the day on which a verb's act was done to
/// what the trigger names (`not_of` names such verbs), unless the noun has it.
pub(super) fn of_verb_above(ctx: &Context<'_>, attach: &Attach, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    let noun = ctx.token(trigger.end - 1);
    if attach.not_of.is_empty() || noun.head == NO_HEAD || !matches!(m.value, MentionValue::Date(_)) {
        return false;
    }
    let verb = noun.head;
    // "was put off to Friday": the new day.
    if m.tokens.start.checked_sub(1).is_some_and(|t| matches!(ctx.lower(t), "to" | "for" | "till")) {
        return false;
    }
    matches!(noun.rel.as_str(), "obj" | "nsubj:pass")
        && attach.not_of.iter().any(|list| ctx.list_at(*list, None, verb).is_some())
        && ctx.group_of[verb as usize].is_some()
        && m.tokens.clone().any(|t| ctx.token(t).head == verb)
}

/// "On Friday, June 7, A flew to B and met C": the day a sentence opens with,
/// before a comma, is that of its first finite verb and of those that "and" joins
/// to it, whatever the parse makes of the comma.
pub(super) fn opens(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    let first = ctx.sentence_range(m.sentence).start;
    let leads = |i: u32| {
        ctx.token(i).tag == Upos::Punct || matches!(ctx.lower(i), "on" | "in" | "early" | "late" | "last" | "earlier")
    };
    let opening = matches!(m.value, MentionValue::Date(_))
        && m.tokens.end < trigger.start
        && (first..m.tokens.start).all(leads)
        && ctx.lower(m.tokens.end) == ",";
    let relative = |i: u32| matches!(ctx.lower(i), "who" | "which" | "that" | "whom" | "whose" | "when" | "where");
    if !opening || (m.tokens.end..trigger.start).any(relative) {
        return false;
    }
    let mut last = None;
    for i in m.tokens.end..trigger.end {
        let Some(group) = ctx.group_of[i as usize].filter(|g| Some(*g) != last) else { continue };
        let tokens = ctx.groups[group as usize].tokens.clone();
        let finite = |t: u32| matches!(ctx.token(t).xpos, "VBD" | "VBZ" | "VBP" | "MD");
        if !tokens.clone().any(finite) {
            return false;
        }
        let before = (m.tokens.end..tokens.start).rev().find(|t| ctx.token(*t).tag != Upos::Adv);
        if last.is_some() && before.is_none_or(|t| ctx.lower(t) != "and") {
            return false;
        }
        last = Some(group);
    }
    last.is_some()
}

/// "his tenth visit since he took office in 2013": the day stands in a clause of
/// its own that tells of something else.
pub(super) fn of_another_clause(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    const HIGHEST: usize = 12;
    let m = &ctx.mentions[id as usize];
    if !matches!(m.value, MentionValue::Date(_)) {
        return false;
    }
    let mut at = m.head;
    for _ in 0..HIGHEST {
        let token = ctx.token(at);
        if token.head == NO_HEAD || trigger.contains(&at) {
            return false;
        }
        let marked = |c: &u32| {
            ctx.token(*c).rel.as_str() == "mark"
                && matches!(ctx.lower(*c), "since" | "until" | "because" | "although" | "though")
        };
        if token.rel.as_str().starts_with("advcl")
            && ctx.children[at as usize].iter().any(marked)
            && !ctx.within(trigger.end - 1, at, HIGHEST)
        {
            return true;
        }
        at = token.head;
    }
    false
}

/// "within a week of the raid": whether a trigger only dates something else.
fn counts_from(ctx: &Context<'_>, trigger: &Range<u32>) -> bool {
    let first = ctx.sentence_range(ctx.token(trigger.start).sentence).start;
    refers::before_phrase(ctx, first, trigger.start).is_some_and(|i| {
        matches!(ctx.lower(i), "of" | "after" | "before")
            && refers::counts_time(ctx, first, i)
            && ctx.group_of[trigger.start as usize].is_none()
    })
}

/// "The group, blamed for a raid in 1991, killed nine": what stands in an aside
/// between commas is none of what the sentence goes on to tell.
pub(super) fn aside(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    /// Words from the comma to what stands in the aside.
    const LONGEST: u32 = 20;
    let m = &ctx.mentions[id as usize];
    let sentence = ctx.sentence_range(m.sentence);
    if trigger.start < m.tokens.end || !matches!(m.value, MentionValue::Date(_)) {
        return false;
    }
    let comma = |i: &u32| ctx.lower(*i) == ",";
    let opens = |i: u32| ctx.token(i).xpos == "VBN" || matches!(ctx.lower(i), "who" | "which" | "whose" | "where");
    let from = (sentence.start..m.tokens.start).rev().take(LONGEST as usize).find(comma);
    let till = (m.tokens.end..trigger.start).find(comma);
    match (from, till) {
        (Some(from), Some(_)) => from > sentence.start && from + 1 < m.tokens.start && opens(from + 1),
        _ => false,
    }
}

/// Whether a verb stands among these tokens.
pub(super) fn verb_between(ctx: &Context<'_>, mut tokens: Range<u32>) -> bool {
    tokens.any(|i| ctx.group_of[i as usize].is_some())
}

/// "police said on Friday": the day that stands beside a verb of saying is that
/// of the saying (`not_with` names such verbs).
pub(super) fn of_other_verb(ctx: &Context<'_>, attach: &Attach, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    if attach.not_with.is_empty() || ctx.lower(m.tokens.end) == "'s" {
        return false;
    }
    let says = |i: u32| {
        attach.not_with.iter().any(|list| ctx.list_at(*list, None, i).is_some())
            && ctx.group_of[i as usize].is_some_and(|g| ctx.groups[g as usize].head == i)
    };
    let range = ctx.sentence_range(m.sentence);
    let (first, next) = (range.start, m.tokens.end);
    // "attributed the May bombing": the day is part of the trigger's own phrase.
    let nominal = |i: u32| {
        matches!(ctx.token(i).tag, crate::text::Upos::Adj | crate::text::Upos::Noun | crate::text::Upos::Propn)
    };
    if next <= trigger.start && (next..trigger.start).all(nominal) {
        return false;
    }
    // "the group on Saturday claimed", "on Monday angrily denied".
    let next = (next..range.end).find(|i| ctx.token(*i).tag != crate::text::Upos::Adv).unwrap_or(next);
    if next < range.end && !trigger.contains(&next) && says(next) {
        return true;
    }
    if next < range.end && inside_what(ctx, next, trigger) {
        return true;
    }
    let mut i = m.tokens.start;
    while i > first && m.tokens.start - i < 5 {
        i -= 1;
        if trigger.contains(&i) {
            return false;
        }
        if says(i) {
            return true;
        }
        let inside = matches!(
            ctx.token(i).tag,
            crate::text::Upos::Adp
                | crate::text::Upos::Det
                | crate::text::Upos::Adj
                | crate::text::Upos::Noun
                | crate::text::Upos::Propn
                | crate::text::Upos::Pron
        ) || matches!(ctx.lower(i), "early" | "late");
        if !inside {
            return false;
        }
    }
    false
}

/// "The ministry on Thursday lowered the number of people killed": whether the
/// verb group at `at` has another act inside what it is done to, not as its own
/// object ("on Friday opened fire", "on Friday carried out an attack").
fn inside_what(ctx: &Context<'_>, at: u32, trigger: &Range<u32>) -> bool {
    const DEEPEST: usize = 12;
    let Some(group) = ctx.group_of[at as usize].map(|g| &ctx.groups[g as usize]) else { return false };
    if group.tokens.start != at || trigger.start < group.tokens.end {
        return false;
    }
    let mut t = trigger.end - 1;
    let mut nouns = false;
    for _ in 0..DEEPEST {
        let head = ctx.token(t).head;
        if head == NO_HEAD {
            return false;
        }
        if group.tokens.contains(&head) {
            return nouns;
        }
        nouns |= !trigger.contains(&head)
            && matches!(ctx.token(head).tag, crate::text::Upos::Noun | crate::text::Upos::Propn);
        t = head;
    }
    false
}

/// Whether a date can be the trigger's: `None` for what is no date.
pub(super) fn usable(ctx: &Context<'_>, m: &crate::mention::Mention, trigger: &Range<u32>) -> Option<bool> {
    // The date a report carries at its head is when it was written.
    if m.kind.is_some_and(|k| k.as_str() == "dateline") {
        return Some(false);
    }
    match &m.value {
        MentionValue::Date(d) => {
            let fits = match d.relation {
                DateRelation::At => true,
                // "the deadliest attack since 2014": what has been since, not when it was.
                DateRelation::Since => {
                    let before = (m.tokens.start.saturating_sub(2)..m.tokens.start).rev();
                    let since = before
                        .take_while(|t| matches!(ctx.lower(*t), "the" | "since"))
                        .any(|t| ctx.lower(t) == "since");
                    // "has been banned since 2014", not "carried it out since 2014".
                    !since
                        || ctx.group_of[trigger.start as usize]
                            .is_some_and(|g| lasting(ctx, &ctx.groups[g as usize].tokens))
                }
                DateRelation::Until | DateRelation::Before | DateRelation::After => false,
                // "the anniversary of the May 3 attack"
                DateRelation::Anniversary => trigger.start >= m.tokens.end && trigger.start - m.tokens.end <= 3,
            };
            Some(fits && (!d.edtf.is_empty() || d.weekday.is_some()))
        }
        _ => None,
    }
}

/// Whether a verb group tells of a state or of what has been so until now.
fn lasting(ctx: &Context<'_>, group: &Range<u32>) -> bool {
    group
        .clone()
        .any(|i| matches!(ctx.lower(i), "has" | "have" | "had" | "been" | "is" | "are" | "'s" | "’s" | "was" | "were"))
}
