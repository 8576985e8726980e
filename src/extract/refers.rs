//! How a trigger's phrase refers: to something told of before, to what is taken
//! for granted, to no event at all.

use super::context::Context;
use super::matcher::Capture;
use super::matcher::Match;
use super::types::{Modality, Value};
use crate::analysis::NO_HEAD;
use crate::mention::{DateRelation, Mention, MentionValue};
use crate::ontology::rule::RuleSet;
use crate::text::{Span, Sym, Upos, ZoneKind};

/// "did not comment on the attack that killed four", "no hope that the Kandar
/// attacks would unite them": what a definite noun names has been, whatever is
/// denied of others; "did not carry out the attack" is told of its doer. What is
/// only expected or guessed is granted where a past clause tells what it did.
pub(super) fn granted(
    ctx: &Context<'_>,
    set: &RuleSet,
    trigger: &std::ops::Range<u32>,
    found: &Match,
    modality: Modality,
) -> bool {
    let noun = trigger.end - 1;
    let taken = match modality {
        Modality::Negated | Modality::Denied => refused(ctx, noun) || aside(ctx, noun) || has_done(ctx, noun),
        Modality::Hedged | Modality::Expected => has_done(ctx, noun),
        _ => false,
    };
    taken
        && !set.merge.decisive.is_empty()
        && ctx.group_of[trigger.start as usize].is_none()
        && !found.captures.iter().any(|c| set.merge.decisive.contains(&c.role))
        && definite(ctx, trigger.start)
        && ctx.children[noun as usize].iter().all(|c| ctx.token(*c).rel.as_str() != "cop")
}

/// Whether a noun only stands beside what its clause says ("criticism about the
/// attack", "that the attacks would unite them"): neither what is done nor what
/// comes about.
fn aside(ctx: &Context<'_>, noun: u32) -> bool {
    let token = ctx.token(noun);
    let happens = |verb: u32| matches!(&*ctx.token(verb).lemma, "take" | "happen" | "occur" | "exist" | "be" | "come");
    match token.rel.as_str() {
        "nmod" | "obl" => true,
        "nsubj" => token.head != NO_HEAD && ctx.group_of[token.head as usize].is_some() && !happens(token.head),
        _ => false,
    }
}

/// Whether a relative clause in the past tells what the event a noun names did:
/// "the attack that killed four".
fn has_done(ctx: &Context<'_>, noun: u32) -> bool {
    ctx.children[noun as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "acl:relcl" && ctx.token(*c).xpos == "VBD")
}

/// Whether the nearest verb above a noun is itself the one negated, or governs it
/// by infinitives and relative clauses alone, so that no clause around it is: "did not comment on the attack", but not "it is not true
/// that they carried out the attack".
fn refused(ctx: &Context<'_>, noun: u32) -> bool {
    const HIGHEST: usize = 8;
    let mut at = noun;
    for _ in 0..HIGHEST {
        at = ctx.token(at).head;
        if at == NO_HEAD {
            return false;
        }
        let token = ctx.token(at);
        let marked = || ctx.children[at as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "mark");
        if let Some(group) = ctx.group_of[at as usize] {
            if ctx.groups[group as usize].negated {
                return true;
            }
            // "did not want to blame those who were late for the attack".
            let inside = token.rel.as_str() == "xcomp" || token.rel.as_str() == "acl:relcl" && !marked();
            if !inside {
                return false;
            }
        }
    }
    false
}

/// "the bus bombing": a thing's phrase ends where the noun of the event begins.
pub(super) fn before_trigger(
    ctx: &Context<'_>,
    trigger: &std::ops::Range<u32>,
    capture: &Capture,
    value: Value,
    span: Span,
) -> (Value, Span) {
    let noun = ctx.analysis.span_of(trigger);
    let runs_in = span.start < noun.start && span.overlaps(noun);
    let own = capture.mentions.iter().map(|m| &ctx.mentions[*m as usize]).find(|m| span.contains(m.span));
    match (&value, own) {
        (Value::Text(_), Some(m)) if runs_in && !m.span.overlaps(noun) => {
            let first = (0..trigger.start).rev().take_while(|i| ctx.token(*i).span.start >= span.start).last();
            let (span, text) = ctx.span_text(&(first.unwrap_or(m.tokens.start)..trigger.start));
            (Value::Text(text), span)
        }
        // "Saturday's bus bombing", where the list has the two words for one noun.
        (Value::Text(_), Some(m))
            if span.overlaps(noun) && m.span != span && m.span.end < noun.end && noun.contains(m.span) =>
        {
            let (span, text) = ctx.span_text(&m.tokens);
            (Value::Text(text), span)
        }
        _ => (value, span),
    }
}

/// A bare singular noun in running text ("exposed to attack") names no event, nor
/// does "any attack".
pub(super) fn nonspecific(ctx: &Context<'_>, trigger: &std::ops::Range<u32>) -> bool {
    let head = ctx.token(trigger.end - 1);
    let sentence = &ctx.analysis.sentences[head.sentence as usize];
    // "any talks with A must": none that were held.
    let mut first = trigger.start;
    let inside = |t: u32| matches!(ctx.token(t).tag, Upos::Adj | Upos::Noun);
    while first > sentence.tokens.start && inside(first - 1) {
        first -= 1;
    }
    let any = |t: u32| matches!(ctx.lower(t), "any" | "whatever" | "whichever");
    if head.tag == Upos::Noun && first > sentence.tokens.start && any(first - 1) {
        return true;
    }
    if head.tag != Upos::Noun || head.xpos != "NN" || sentence.zone == ZoneKind::Title || trigger.len() > 1 {
        return false;
    }
    // "X, mouthpiece of Y,": bare because it stands beside a name.
    let beside = trigger.start > sentence.tokens.start
        && ctx.lower(trigger.start - 1) == ","
        && trigger.end < sentence.tokens.end
        && matches!(ctx.lower(trigger.end), "of" | "for")
        && ctx.mentions.iter().any(|m| m.tokens.end + 1 == trigger.start && m.sentence == head.sentence);
    if beside {
        return false;
    }
    trigger.start == sentence.tokens.start || {
        // "a planned visit": the participle belongs to the noun.
        let participle = matches!(ctx.token(trigger.start - 1).xpos, "VBN" | "VBG")
            && trigger.start > sentence.tokens.start + 1
            && ctx.token(trigger.start - 2).tag == Upos::Det;
        let before = ctx.token(trigger.start - if participle { 2 } else { 1 });
        !matches!(before.tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Part)
            && before.xpos != "PRP$"
            && !matches!(&*before.lower, "'s" | "'" | "-")
    }
}

/// A plural without article, number, possessor or name before it in running
/// text ("bombings are frequent") tells of no one event.
pub(super) fn bare_plural(ctx: &Context<'_>, trigger: &std::ops::Range<u32>) -> bool {
    let head = ctx.token(trigger.end - 1);
    let sentence = &ctx.analysis.sentences[head.sentence as usize];
    if head.xpos != "NNS" || sentence.zone == ZoneKind::Title {
        return false;
    }
    (sentence.tokens.start..trigger.start)
        .rev()
        .take(6)
        .map(|i| ctx.token(i))
        .take_while(|t| {
            matches!(t.tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Part)
                || matches!(t.xpos, "VBN" | "VBG")
                || &*t.lower == "-"
        })
        .all(|t| !matches!(t.tag, Upos::Det | Upos::Num | Upos::Pron | Upos::Part | Upos::Propn))
        && !counted(ctx, trigger.start)
}

/// "a wave of bombings", "a series of deadly attacks": so many of them at one time.
fn counted(ctx: &Context<'_>, at: u32) -> bool {
    const SETS: [&str; 10] =
        ["wave", "series", "string", "spate", "number", "pair", "rash", "succession", "flurry", "dozens"];
    let first = ctx.sentence_range(ctx.token(at).sentence).start;
    let describes = |i: &u32| matches!(ctx.token(*i).tag, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Cconj);
    let of = (first..at).rev().take(5).find(|i| !describes(i));
    of.is_some_and(|i| i > first && ctx.lower(i) == "of" && SETS.contains(&ctx.lower(i - 1)))
}

/// "have killed hundreds since 2015": a verb in the perfect that a year or a month
/// begins sums up what happened since.
pub(super) fn of_a_period(ctx: &Context<'_>, sentence: u32, verb: u32) -> bool {
    /// Length of a month in EDTF, "2021-03".
    const MONTH: usize = 7;
    let Some(group) = ctx.group_of[verb as usize].map(|g| &ctx.groups[g as usize]) else { return false };
    let perfect = group.tokens.clone().any(|i| matches!(ctx.lower(i), "has" | "have"));
    perfect
        && ctx.mentions.iter().any(|m| {
            m.sentence == sentence
                && matches!(&m.value, MentionValue::Date(d)
                    if d.relation == DateRelation::Since && d.edtf.len() <= MONTH && !d.edtf.is_empty())
        })
}

/// "the attack", "this visit", "that meeting", "such talks", "Friday's attack".
pub(super) fn definite(ctx: &Context<'_>, at: u32) -> bool {
    let mut i = at;
    while i > 0 && at - i < 6 {
        i -= 1;
        match ctx.lower(i) {
            // "bombings that killed four": a relative pronoun points nowhere.
            "that" if ctx.token(i).tag != Upos::Det => return false,
            "the" | "this" | "that" | "these" | "those" => return true,
            "a" | "an" | "another" => return false,
            "'s" | "’s" => {
                return i > 0
                    && ctx.covering[i as usize - 1].iter().any(|m| ctx.mentions[*m as usize].class.as_str() == "date");
            }
            // "the Kandar market bombing", "the June 3 attack"
            _ if matches!(ctx.token(i).tag, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num) => {}
            _ => return false,
        }
    }
    false
}

/// The word before the noun phrase that ends at `at`, if it is near.
pub(super) fn before_phrase(ctx: &Context<'_>, first: u32, at: u32) -> Option<u32> {
    /// Tokens of the longest phrase looked back over.
    const REACH: usize = 8;
    let inside = |i: &u32| {
        matches!(ctx.token(*i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part)
            || ctx.lower(*i) == "-"
    };
    (first..at).rev().take(REACH).find(|i| !inside(i))
}

/// "since an attack on a bus", "worse than the 2014 bombing", "comes days after an
/// attack on a bus": an event that the text only names to compare another with
/// it. Gives the word that compares.
pub(super) fn background(ctx: &Context<'_>, set: &RuleSet, at: u32) -> Option<u32> {
    let first = ctx.sentence_range(ctx.token(at).sentence).start;
    if ctx.group_of[at as usize].is_none() {
        let before = before_phrase(ctx, first, at);
        if let Some(before) = before.filter(|i| matches!(ctx.lower(*i), "since" | "than")) {
            return Some(before);
        }
    }
    dated_by(ctx, set, first, at)
}

/// "the blast came a week after gunmen killed nine": an event told here for the
/// first time, from which another one's day is counted. "A week after the blast
/// police held two men" tells of no other.
fn dated_by(ctx: &Context<'_>, set: &RuleSet, first: u32, at: u32) -> Option<u32> {
    /// Words between what happens and the length of time.
    const NEAR: u32 = 6;
    let marks = |i: &u32| matches!(ctx.lower(*i), "after" | "before" | "of") && counts_time(ctx, first, *i);
    let mark = (first..at).rev().take_while(|i| !matches!(ctx.lower(*i), "," | ";" | "—")).find(marks)?;
    let new = |t: u32| {
        ctx.token(t).tag != Upos::Pron
            && !matches!(ctx.lower(t), "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their")
    };
    let noun = ctx.group_of[at as usize].is_none();
    let told_first = new(mark + 1) && !(noun && definite(ctx, at));
    let happens = |t: u32| {
        ctx.group_of[t as usize].is_some() && matches!(&*ctx.token(t).lemma, "come" | "happen" | "occur" | "follow")
    };
    let another = (mark.saturating_sub(NEAR).max(first)..mark).any(happens)
        || (first..mark).any(|t| ctx.covering[t as usize].iter().any(|m| names_event(set, &ctx.mentions[*m as usize])));
    (told_first && another).then_some(mark)
}

/// Whether a mention is a noun that the rule file has for its event.
pub(super) fn names_event(set: &RuleSet, m: &Mention) -> bool {
    m.class.as_str() == "nominal" && m.kind.is_some_and(|k| set.codes.values().flatten().any(|list| list.class == k))
}

/// "days after", "a week before", "within a month of": whether a length of time
/// stands before a preposition.
pub(super) fn counts_time(ctx: &Context<'_>, first: u32, preposition: u32) -> bool {
    const TIMES: [&str; 12] =
        ["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "fortnight", "weekend"];
    preposition > first && TIMES.contains(&ctx.lower(preposition - 1))
}

/// "the gunmen", "the bomb": people and means the text has told of before.
pub(super) fn told_before(ctx: &Context<'_>, captures: &[Capture]) -> bool {
    captures.iter().flat_map(|c| &c.mentions).any(|m| {
        let m = &ctx.mentions[*m as usize];
        // "the two presidents", "both ministers"
        let counted = ctx.token(m.tokens.start).tag == Upos::Num && m.tokens.len() < 4;
        let before = m.tokens.start.checked_sub(1).map_or("", |t| ctx.lower(t));
        matches!(m.class.as_str(), "persons" | "weapon")
            && ((m.tokens.len() == 1 || counted) && matches!(before, "the" | "these" | "those")
                || m.class.as_str() == "persons" && (before == "both" || ctx.lower(m.tokens.start) == "both"))
    })
}

/// "The attack began at noon, when men fired at shoppers": what the sentence
/// tells after naming its event as one told before is part of that one.
pub(super) fn told_within(ctx: &Context<'_>, set: &RuleSet, sentence: u32, at: u32) -> bool {
    let first = ctx.sentence_range(sentence).start;
    let event = |m: &Mention| names_event(set, m) && definite(ctx, m.tokens.end - 1);
    (first..at).any(|i| {
        ctx.covering[i as usize].iter().map(|m| &ctx.mentions[*m as usize]).any(|m| m.tokens.end <= at && event(m))
    })
}

/// Words for what a name is or who fights for it: nouns that may follow it.
const APPELLATIVE: [&str; 2] = ["group_noun", "org_head"];

/// "X flags", "X leader": a name before a noun that is neither a word for a
/// group nor for its fighters only says whose the thing is.
pub(super) fn modifies(ctx: &Context<'_>, capture: &Capture) -> bool {
    let Some(m) = capture.mentions.last().map(|m| &ctx.mentions[*m as usize]) else { return false };
    if m.class.as_str() == "organization" && of_holder(ctx, m) {
        return true;
    }
    let next = m.tokens.end;
    if next >= ctx.sentence_range(m.sentence).end || m.class.as_str() != "organization" {
        return false;
    }
    let noun = ctx.token(next);
    noun.tag == Upos::Noun
        && !APPELLATIVE.iter().any(|list| ctx.list_at(Sym::new(list), None, next).is_some())
        && ctx.list_at(Sym::new("person_noun"), Some(Sym::new("attacker")), next).is_none()
        && !matches!(noun.xpos, "VBD" | "VBN" | "VBZ")
}

/// "the deputy leader of the Pakistan-based X": only whose man is spoken of.
fn of_holder(ctx: &Context<'_>, name: &Mention) -> bool {
    let first = ctx.sentence_range(name.sentence).start;
    let leads = |t: &u32| {
        let token = ctx.token(*t);
        matches!(token.tag, Upos::Det | Upos::Adj | Upos::Propn) || token.xpos == "VBN" || &*token.lower == "-"
    };
    let of = (first..name.tokens.start).rev().find(|t| !leads(t));
    of.is_some_and(|of| {
        matches!(ctx.lower(of), "of" | "in" | "for")
            && of > first
            && ctx.list_at(Sym::new("post_head"), None, of - 1).is_some()
    })
}
