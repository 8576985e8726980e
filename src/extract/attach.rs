//! Roles filled by what stands near a trigger: its date and place.

use super::context::Context;
use super::types::{Filler, Modality, Value};
use super::values::{code_at, mention_value};
use super::{days, quoting, refers};
use crate::analysis::NO_HEAD;
use crate::mention::MentionValue;
use crate::ontology::FactClass;
use crate::ontology::pattern::ListRef;
use crate::ontology::rule::{Attach, Rule, RuleSet};
use crate::ontology::vocab::Identity;
use crate::text::{Span, Sym};
use std::ops::Range;

/// Adds the fillers of a rule set's `[[attach]]` entries; gives the weekday of
/// the trigger where its date cannot be told.
#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
pub(super) fn attach(
    ctx: &Context<'_>,
    class: &FactClass,
    set: &RuleSet,
    rule: &Rule,
    sentence: u32,
    trigger: &Range<u32>,
    rivals: &[u32],
    modality: Modality,
    fillers: &mut Vec<Filler>,
) -> Option<u8> {
    let filler = |role: Sym, (value, span): (Value, Span)| Filler {
        role,
        value,
        span: Some(span),
        sentence: ctx.analysis.sentences[sentence as usize].span,
        rule: rule.id,
        modality,
        source: None,
        confidence: rule.confidence * 0.9,
    };
    let mut weekday = None;
    for attach in &set.attach {
        let Some(role) = class.role(attach.role) else { continue };
        let barred = |f: &Filler| match &f.value {
            Value::Code(c) => attach.unless.get(&f.role).is_some_and(|codes| codes.contains(c)),
            _ => false,
        };
        if fillers.iter().any(|f| f.role == role.wire || barred(f)) {
            if role.many && !fillers.iter().any(barred) {
                let wider = wider_of_captured(ctx, attach, role.wire, trigger, fillers);
                fillers.extend(wider.and_then(|w| mention_value(ctx, role, w)).map(|found| filler(role.wire, found)));
            }
            continue;
        }
        let found: Vec<(Value, Span)> = match attach.class {
            Some(of) if of.as_str() == QUOTE => {
                // Nobody speaks in words that tell of him.
                let holds = |span: &Span| {
                    let keys =
                        fillers.iter().filter(|f| class.role(f.role).is_some_and(|r| r.identity == Identity::Key));
                    let inside = |s: Span| ctx.quotes.iter().any(|q| span.contains(q.span) && q.span.contains(s));
                    keys.filter_map(|f| f.span).any(inside)
                };
                quoting::quote(ctx, sentence, trigger, rivals).into_iter().filter(|(_, span)| !holds(span)).collect()
            }
            Some(_) => {
                let first = nearest(ctx, attach, sentence, trigger, rivals, fillers);
                if let Some(MentionValue::Date(d)) = first.map(|m| &ctx.mentions[m as usize].value) {
                    weekday = weekday.or(d.weekday);
                }
                let wider = first.filter(|_| role.many).and_then(|m| containing(ctx, attach, m, trigger));
                first.into_iter().chain(wider).filter_map(|m| mention_value(ctx, role, m)).collect()
            }
            None => set
                .codes
                .get(&role.wire)
                .and_then(|lists| nearest_code(ctx, attach, lists, sentence, trigger))
                .into_iter()
                .collect(),
        };
        fillers.extend(found.into_iter().map(|found| filler(role.wire, found)));
    }
    weekday
}

/// Mention class that stands for quoted words.
const QUOTE: &str = "quote";

/// The entry of the lists that stands nearest to the trigger, after it first.
fn nearest_code(
    ctx: &Context<'_>,
    attach: &Attach,
    lists: &[ListRef],
    sentence: u32,
    trigger: &Range<u32>,
) -> Option<(Value, Span)> {
    let range = ctx.sentence_range(sentence);
    let fits = |at: u32| {
        attach.after.is_empty()
            || (at.saturating_sub(4).max(range.start)..at).any(|i| attach.after.iter().any(|w| w == ctx.lower(i)))
    };
    range
        .clone()
        .filter(|at| fits(*at))
        .filter_map(|at| code_at(ctx, lists, at).map(|hit| (at, hit)))
        .min_by_key(|(at, _)| (*at < trigger.start, at.abs_diff(trigger.start)))
        .map(|(at, hit)| (Value::Code(hit.entry.value), ctx.analysis.span_of(&(at..hit.end))))
}

/// The mention that belongs to the trigger most closely, if any does.
fn nearest(
    ctx: &Context<'_>,
    attach: &Attach,
    sentence: u32,
    trigger: &Range<u32>,
    rivals: &[u32],
    fillers: &[Filler],
) -> Option<u32> {
    let head = trigger.end - 1;
    let mut best: Option<(u32, u32)> = None;
    for (id, m) in ctx.mentions.iter().enumerate() {
        let id = id as u32;
        // "in its capital": a possessor is no place.
        if m.sentence != sentence
            || ctx.token(m.head).xpos == "PRP$"
            || !attach.class.is_some_and(|c| ctx.accepted(id, &[c]))
            || days::usable(ctx, m, trigger) == Some(false)
        {
            continue;
        }
        // A name that already fills another role is not also the place.
        if fillers.iter().any(|f| f.span.is_some_and(|s| s.overlaps(m.span))) || trigger.contains(&m.tokens.start) {
            continue;
        }
        if nested(ctx, id)
            || (!attach.after.is_empty() && !after(ctx, id, &attach.after) && !appositive(ctx, id, trigger, attach))
        {
            continue;
        }
        // "the country" names no place.
        if !ctx.ontology.vocab.is_named(m.class) || days::of_other_verb(ctx, attach, id, trigger) {
            continue;
        }
        if owner(ctx, id)
            || half(ctx, id)
            || modifier(ctx, id, trigger)
            || days::counted_from(ctx, id, trigger)
            || days::aside(ctx, id, trigger)
            || days::outside(ctx, id, trigger) && !days::opens(ctx, id, trigger)
            || days::of_another_clause(ctx, id, trigger)
            || days::of_verb_above(ctx, attach, id, trigger)
            || days::of_past_verb(ctx, id, trigger)
            || behind_time(ctx, m, trigger)
            || home_of(ctx, m)
            || attach.direct && belongs_elsewhere(ctx, attach, id, trigger, fillers)
            || attach.own_clause && of_main_clause(ctx, id, trigger)
            || of_first_named(ctx, m, trigger, fillers)
        {
            continue;
        }
        let (low, high) = (trigger.end.min(m.tokens.start), trigger.end.max(m.tokens.start));
        let between = |r: &u32| {
            (low..high).contains(r) && !trigger.contains(r) && !m.tokens.contains(r) && !named_with(ctx, trigger, *r)
        };
        // "met at the summit on Monday": the day is that of the meeting as well.
        let direct = trigger.contains(&ctx.token(m.head).head);
        let between = |r: &u32| between(r) && !(direct && beside(ctx, attach, *r, trigger));
        let fronted = || days::fronted(ctx, id, trigger) || days::opens(ctx, id, trigger);
        if rivals.iter().any(between) && !beside(ctx, attach, m.head, trigger) && !fronted() {
            continue;
        }
        // "the 1994 hijacking": part of the trigger's own phrase.
        let own = days::of_phrase(ctx, m, trigger).then_some(0);
        let Some(mut distance) = own.or_else(|| distance(ctx, head, m.head, &m.tokens)) else { continue };
        if of_custom(ctx, m, trigger) {
            distance += UNNAMED;
        }
        // "at the residence in X": the name says more than the common noun.
        if attach.direct && m.name.starts_with(char::is_lowercase) && attach.class.is_some_and(|c| c != m.class) {
            distance += UNNAMED;
        }
        if best.is_none_or(|b| distance < b.0) {
            best = Some((distance, id));
        }
    }
    best.map(|b| b.1)
}

/// "held the meeting of A and the dialogue of B on Monday": whether a rival is
/// joined to the trigger by "and", so that what follows is said of both.
fn named_with(ctx: &Context<'_>, trigger: &Range<u32>, rival: u32) -> bool {
    trigger.end <= rival
        && ctx.token(rival).rel.as_str() == "conj"
        && ctx.group_of[trigger.start as usize].is_none()
        && !days::verb_between(ctx, trigger.end..rival + 1)
}

/// "militants based in Kandar": where somebody comes from.
fn home_of(ctx: &Context<'_>, m: &crate::mention::Mention) -> bool {
    let start = m.tokens.start;
    start >= 2 && ctx.lower(start - 1) == "in" && matches!(ctx.lower(start - 2), "based" | "headquartered")
}

/// "bombed a bus two days after the talks in Kandar": what stands behind a length
/// of time belongs to what the time is counted from.
fn behind_time(ctx: &Context<'_>, m: &crate::mention::Mention, trigger: &Range<u32>) -> bool {
    let counts = |i: u32| matches!(ctx.lower(i), "after" | "before") && refers::counts_time(ctx, trigger.end, i);
    (trigger.end..m.tokens.start).any(counts)
}

/// "the 3 May Kandar and Velmar bombings": of what a day before "and" names, the
/// place behind it is another.
fn of_first_named(ctx: &Context<'_>, m: &crate::mention::Mention, trigger: &Range<u32>, fillers: &[Filler]) -> bool {
    if !matches!(m.value, MentionValue::Date(_)) {
        return false;
    }
    let and = (m.tokens.end..trigger.start).find(|i| ctx.lower(*i) == "and");
    let Some(and) = and.filter(|_| !days::verb_between(ctx, m.tokens.end..trigger.start)) else { return false };
    let (and, noun) = (ctx.token(and).span, ctx.token(trigger.start).span);
    let first = |f: &Filler| f.span.is_some_and(|s| m.span.end <= s.start && s.end <= and.start);
    let second = |f: &Filler| f.span.is_some_and(|s| and.end <= s.start && s.end <= noun.start);
    fillers.iter().any(second) && !fillers.iter().any(first)
}

/// What contains a place, written right after it: "in Khuzdar, Balochistan", "in
/// Lamu County in northern Kenya".
fn containing(ctx: &Context<'_>, attach: &Attach, place: u32, trigger: &Range<u32>) -> Option<u32> {
    let m = &ctx.mentions[place as usize];
    if attach.after.is_empty() || !ctx.accepted(place, &[Sym::new("location")]) {
        return None;
    }
    let end = ctx.sentence_range(m.sentence).end.min(m.tokens.end + 8);
    let mut i = m.tokens.end;
    let mut linked = false;
    while i < end && !trigger.contains(&i) {
        let wider = ctx.mentions.iter().position(|o| {
            o.sentence == m.sentence && o.tokens.start == i && matches!(o.class.as_str(), "place" | "country")
        });
        if let Some(wider) = wider.filter(|_| linked).map(|w| w as u32).filter(|w| !owner(ctx, *w)) {
            return Some(wider);
        }
        match ctx.lower(i) {
            "," | "in" | "of" => linked = true,
            "'s" | "the" | "’s" => {}
            _ if matches!(
                ctx.token(i).tag,
                crate::text::Upos::Adj | crate::text::Upos::Noun | crate::text::Upos::Propn
            ) => {}
            _ => return None,
        }
        i += 1;
    }
    None
}

/// What contains the one place that the rule's own words captured.
fn wider_of_captured(
    ctx: &Context<'_>,
    attach: &Attach,
    role: crate::text::Sym,
    trigger: &Range<u32>,
    fillers: &[Filler],
) -> Option<u32> {
    let mut captured = fillers.iter().filter(|f| f.role == role);
    let span = captured.next()?.span?;
    if captured.next().is_some() {
        return None;
    }
    let place = ctx.mentions.iter().position(|m| m.span == span && attach.class.is_some_and(|c| m.class == c))?;
    containing(ctx, attach, place as u32, trigger)
}

/// Inside a longer name or post ("US" in "US State Department").
fn nested(ctx: &Context<'_>, id: u32) -> bool {
    let m = &ctx.mentions[id as usize];
    ctx.covering[m.tokens.start as usize].iter().any(|o| {
        let other = &ctx.mentions[*o as usize];
        other.span.len() > m.span.len()
            && other.span.contains(m.span)
            && !matches!(other.class.as_str(), "persons" | "nominal")
    })
}

/// "the U.S. compound", "Pakistan's city of": a country that only says whose the
/// thing is that follows.
fn owner(ctx: &Context<'_>, id: u32) -> bool {
    let m = &ctx.mentions[id as usize];
    if m.tokens.end >= ctx.sentence_range(m.sentence).end {
        return false;
    }
    let next = ctx.token(m.tokens.end);
    // "at the G20 summit": a body's name before a noun names no seat of its own.
    if m.class.as_str() == "organization" {
        let noun = ctx.token(m.head).head;
        // "the NATO Summit": an event's name may be written large.
        let nouns = |i: u32| {
            let tag = ctx.token(i).tag;
            tag == crate::text::Upos::Noun || tag == crate::text::Upos::Propn && ctx.covering[i as usize].is_empty()
        };
        return nouns(m.tokens.end) && noun >= m.tokens.end && noun != NO_HEAD && (m.tokens.end..=noun).all(nouns);
    }
    if m.class.as_str() != "country" {
        return false;
    }
    // "in Singapore last week"
    let dated = ctx.covering[m.tokens.end as usize].iter().any(|d| {
        let d = &ctx.mentions[*d as usize];
        matches!(d.value, MentionValue::Date(_)) && d.tokens.start == m.tokens.end
    });
    if dated {
        return false;
    }
    matches!(&*next.lower, "'s" | "'" | "’s" | "’")
        || matches!(next.tag, crate::text::Upos::Noun | crate::text::Upos::Adj)
}

/// How much farther a common noun stands than a name.
const UNNAMED: u32 = 60;

/// "on the sidelines of the session in X": whether a word hangs on the trigger by a
/// phrase that the rule file lets through: what it names shares the day and place
/// of the event that it is beside.
fn beside(ctx: &Context<'_>, attach: &Attach, mut at: u32, trigger: &Range<u32>) -> bool {
    let through = |t: u32| attach.through.iter().any(|w| w == ctx.lower(t));
    // "met at the summit in X": where the summit was they met.
    let passes = |at: u32| {
        let named = !ctx.covering[at as usize].is_empty();
        let noun =
            ctx.token(at).tag == crate::text::Upos::Noun || ctx.token(at).tag == crate::text::Upos::Propn && !named;
        let at_it = || ctx.children[at as usize].iter().any(|c| ctx.token(*c).rel.as_str() == "case" && through(*c));
        noun && (through(at) || at_it())
    };
    let mut passed = passes(at);
    for _ in 0..8 {
        let up = ctx.token(at).head;
        if up == NO_HEAD {
            return false;
        }
        if trigger.contains(&up) {
            return passed;
        }
        at = up;
        passed |= passes(at);
    }
    false
}

/// "the China-Pakistan dialogue": a country that is half of a compound.
fn half(ctx: &Context<'_>, id: u32) -> bool {
    let m = &ctx.mentions[id as usize];
    let hyphen = |i: u32| matches!(ctx.lower(i), "-" | "–");
    let end = ctx.sentence_range(m.sentence).end;
    m.class.as_str() != "date"
        && (m.tokens.end + 1 < end && hyphen(m.tokens.end) && !ctx.token(m.tokens.end).space_before
            || m.tokens.start > 0 && hyphen(m.tokens.start - 1) && !ctx.token(m.tokens.start).space_before)
}

/// Whether the parse hangs a mention on a noun that is neither the trigger nor
/// names a filler, nor heads a phrase that the rule file lets through.
fn belongs_elsewhere(ctx: &Context<'_>, attach: &Attach, id: u32, trigger: &Range<u32>, fillers: &[Filler]) -> bool {
    let through = |word: &str| attach.through.iter().any(|w| w == word);
    // "sat down for talks in X": a preposition with a noun of a list.
    let both = |noun: u32, case: &str| {
        attach.through_nouns.get(case).is_some_and(|lists| {
            lists.iter().any(|list| (noun.saturating_sub(2)..=noun).any(|t| ctx.list_at(*list, None, t).is_some()))
        })
    };
    let passes = |noun: u32| {
        through(ctx.lower(noun))
            || ctx.children[noun as usize]
                .iter()
                .any(|c| ctx.token(*c).rel.as_str() == "case" && (through(ctx.lower(*c)) || both(noun, ctx.lower(*c))))
    };
    // Nouns it hangs on that say whose it is, and the one nearest to the trigger.
    let mut foreign = false;
    let mut last = None;
    let verdict = |foreign: bool, last: Option<u32>| foreign && !last.is_some_and(|n| through(ctx.lower(n)));

    let mut at = ctx.mentions[id as usize].head;
    // "X province", "the city of X": the phrase the name stands in.
    for _ in 0..3 {
        let t = ctx.token(at);
        let inside = matches!(t.rel.as_str(), "compound" | "flat" | "appos" | "amod" | "nmod:poss");
        if !inside || t.head == NO_HEAD || trigger.contains(&t.head) {
            break;
        }
        at = t.head;
    }
    for _ in 0..8 {
        let t = ctx.token(at);
        if t.head == NO_HEAD || trigger.contains(&t.head) {
            return verdict(foreign, last);
        }
        at = t.head;
        let up = ctx.token(at);
        let fills = |t: u32| fillers.iter().any(|f| f.span.is_some_and(|s| s.contains(ctx.token(t).span)));
        // "his Greek counterpart, B": the name beside a noun says whom it means.
        let apposed = |c: &u32| ctx.token(*c).rel.as_str() == "appos" && fills(*c);
        let filler = fills(at) || ctx.children[at as usize].iter().any(apposed);
        // "said on Monday that ...": the day of the saying.
        let says = ctx.list_at(crate::text::Sym::new(SAY), None, at).is_some();
        if says && ctx.group_of[at as usize].is_some() && !under(ctx, at, trigger) {
            return true;
        }
        if up.tag == crate::text::Upos::Noun && !filler && ctx.covering[at as usize].is_empty() {
            foreign |= !passes(at);
            last = Some(at);
        }
        if ctx.group_of[at as usize].is_some() {
            // "met A, who took over in 2006": the day of what is told of A.
            // "met students studying at X": where they study.
            let of_noun = (up.rel.as_str().starts_with("acl:relcl") || up.rel.as_str() == "acl" && up.xpos == "VBG")
                && up.head != NO_HEAD
                && !trigger.contains(&up.head)
                && !governs(ctx, at, trigger);
            return of_noun || verdict(foreign, last);
        }
    }
    verdict(foreign, last)
}

/// Whether a mention hangs on a verb under which the trigger stands in a clause
/// that only describes somebody (a past participle, a relative clause), or itself
/// hangs on such a relative clause.
fn of_main_clause(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let mut verb = ctx.mentions[id as usize].head;
    for _ in 0..6 {
        let t = ctx.token(verb);
        if t.head == NO_HEAD || trigger.contains(&t.head) {
            return false;
        }
        verb = t.head;
        if ctx.group_of[verb as usize].is_some() {
            break;
        }
    }
    // "A, which did so in 2020, did this": nor the relative clause's own day.
    let relative = |v: u32| {
        ctx.token(v).rel.as_str() == "acl:relcl"
            && ctx.children[v as usize].iter().any(|c| matches!(ctx.lower(*c), "who" | "which" | "that" | "whom"))
    };
    if relative(verb) && !governs(ctx, verb, trigger) {
        return true;
    }
    let mut at = trigger.end - 1;
    let mut describes = false;
    for _ in 0..10 {
        let t = ctx.token(at);
        let children = || ctx.children[at as usize].iter();
        let finite = children().any(|c| ctx.token(*c).rel.as_str().starts_with("aux"));
        let object = children().any(|c| ctx.token(*c).rel.as_str() == "obj");
        let participle = t.xpos == "VBN" && matches!(t.rel.as_str(), "acl" | "advcl") && !finite && !object;
        let relative = children().any(|c| matches!(ctx.lower(*c), "who" | "which" | "that" | "whom" | "whose"));
        // "X, himself a listed man, opened the office in May"
        let apposed = t.rel.as_str() == "appos" && ctx.group_of[at as usize].is_none();
        describes |= participle || apposed || relative && t.rel.as_str() == "acl:relcl";
        if t.head == NO_HEAD {
            return false;
        }
        at = t.head;
        if at == verb {
            return describes;
        }
    }
    false
}

/// "after Sunday mass": the weekday of a custom, where a day may be told besides.
fn of_custom(ctx: &Context<'_>, m: &crate::mention::Mention, trigger: &Range<u32>) -> bool {
    let next = m.tokens.end;
    let range = ctx.sentence_range(m.sentence);
    matches!(&m.value, MentionValue::Date(_))
        && m.tokens.len() == 1
        && next < range.end
        && !ctx.lower(m.tokens.start).starts_with(|c: char| c.is_ascii_digit())
        && ctx.token(next).tag == crate::text::Upos::Noun
        && !trigger.contains(&next)
        && m.tokens.start > range.start
        && matches!(ctx.lower(m.tokens.start - 1), "after" | "during" | "before" | "for" | "from" | "at")
}

/// "the 2008 Mumbai attack", "the Act of 1997": a date that belongs to another
/// noun's name.
fn modifier(ctx: &Context<'_>, id: u32, trigger: &Range<u32>) -> bool {
    let m = &ctx.mentions[id as usize];
    if m.class.as_str() != "date" {
        return false;
    }
    let range = ctx.sentence_range(m.sentence);
    let noun = |i: u32| matches!(ctx.token(i).tag, crate::text::Upos::Noun | crate::text::Upos::Propn);
    let start = m.tokens.start;
    if start >= range.start + 2 && ctx.lower(start - 1) == "of" {
        let before = ctx.token(start - 2);
        let named = before.tag == crate::text::Upos::Propn && !trigger.contains(&(start - 2));
        if named && m.tokens.len() == 1 {
            return true;
        }
    }
    let mut end = m.tokens.end;
    while end < range.end && ctx.token(end).tag == crate::text::Upos::Adj {
        end += 1;
    }
    let mut head = end;
    while head < range.end && noun(head) {
        head += 1;
    }
    // "a possible 2016 candidate"
    let mut first = start;
    while first > range.start && ctx.token(first - 1).tag == crate::text::Upos::Adj {
        first -= 1;
    }
    // A year or a day with its number before a noun ("a 23 May statement"); "on
    // Monday police" has no determiner.
    head > end
        && m.tokens.clone().any(|i| ctx.lower(i).starts_with(|c: char| c.is_ascii_digit()))
        && first > range.start
        && matches!(ctx.token(first - 1).tag, crate::text::Upos::Det | crate::text::Upos::Part)
        && !(end..head).any(|i| trigger.contains(&i))
}

/// Whether a trigger stands below a verb, or is it.
fn governs(ctx: &Context<'_>, verb: u32, trigger: &Range<u32>) -> bool {
    /// Steps up the parse.
    const HIGHEST: usize = 12;
    trigger.contains(&verb) || ctx.within(trigger.end - 1, verb, HIGHEST)
}

/// Class of verbs of saying.
const SAY: &str = "say_verb";

/// Whether a verb stands outside the clause of the trigger, or is governed by it.
fn under(ctx: &Context<'_>, verb: u32, trigger: &Range<u32>) -> bool {
    let mut at = trigger.end - 1;
    for _ in 0..12 {
        let t = ctx.token(at);
        if t.head == NO_HEAD {
            break;
        }
        if t.head == verb {
            return !matches!(t.rel.as_str(), "ccomp" | "parataxis");
        }
        at = t.head;
    }
    true
}

/// "at the request of X": whose wish it was, not where it was.
const WISHES: [&str; 8] =
    ["request", "invitation", "behest", "insistence", "initiative", "urging", "suggestion", "instigation"];

fn after(ctx: &Context<'_>, id: u32, words: &[String]) -> bool {
    let m = &ctx.mentions[id as usize];
    let first = ctx.sentence_range(m.sentence).start;
    let mut i = m.tokens.start;
    while i > first && m.tokens.start - i < 6 {
        i -= 1;
        let lower = ctx.lower(i);
        if words.iter().any(|w| w == lower) {
            return true;
        }
        let modifier = matches!(
            ctx.token(i).tag,
            crate::text::Upos::Det
                | crate::text::Upos::Adj
                | crate::text::Upos::Noun
                | crate::text::Upos::Propn
                | crate::text::Upos::Part
        ) || ctx.token(i).xpos == "VBN"
            // "in the capital, X".
            || lower == "," && i > first && matches!(ctx.lower(i - 1), "capital" | "city" | "town" | "province" | "village")
            // "in the city of X", "in the outskirts of X".
            || lower == "of"
                && i > first
                && matches!(ctx.token(i - 1).tag, crate::text::Upos::Noun | crate::text::Upos::Propn)
                && !WISHES.contains(&ctx.lower(i - 1))
                && i + 1 >= m.tokens.start.saturating_sub(1);
        if !modifier {
            return false;
        }
    }
    false
}

/// "the Karachi attack", "the Madrid train bombing": the place before the trigger
/// noun, with nothing but nouns between.
fn appositive(ctx: &Context<'_>, id: u32, trigger: &Range<u32>, attach: &Attach) -> bool {
    let m = &ctx.mentions[id as usize];
    let nouns = |i: u32| ctx.token(i).tag == crate::text::Upos::Noun;
    !attach.after.is_empty()
        && m.class.as_str() == "place"
        && m.tokens.end <= trigger.start
        && trigger.start - m.tokens.end <= 2
        && (m.tokens.end..trigger.start).all(nouns)
}

/// Steps between trigger and mention in the parse, or tokens between them;
/// `None` if another clause lies between.
fn distance(ctx: &Context<'_>, trigger: u32, head: u32, tokens: &Range<u32>) -> Option<u32> {
    let sentence = ctx.token(trigger).sentence as usize;
    let linear = trigger.abs_diff(if trigger < tokens.start { tokens.start } else { tokens.end - 1 });
    if !ctx.analysis.sentences[sentence].parsed {
        let between = trigger.min(head)..trigger.max(head);
        let breaks = between.clone().any(|i| matches!(ctx.lower(i), ";" | "—"));
        return (!breaks && linear <= 25).then_some(linear);
    }
    let up = |mut t: u32| {
        let mut chain = vec![t];
        while ctx.token(t).head != NO_HEAD && chain.len() < 30 && !chain.contains(&ctx.token(t).head) {
            t = ctx.token(t).head;
            chain.push(t);
        }
        chain
    };
    let (a, b) = (up(trigger), up(head));
    let (i, j) = a.iter().enumerate().find_map(|(i, t)| b.iter().position(|u| u == t).map(|j| (i, j)))?;
    // Crossing into another finite clause costs much, standing far away little.
    let crossing = b[..j].iter().filter(|t| {
        let rel = ctx.token(**t).rel.as_str();
        rel.starts_with("acl:relcl")
            || rel == "parataxis"
            || rel == "advcl"
            || rel == "conj" && ctx.group_of[**t as usize].is_some()
    });
    // "its run for the House in 2016": hung on a noun of another clause.
    let of_noun = j > 1
        && i + j > 3
        && ctx.token(head).rel.as_str().starts_with("nmod")
        && b[1..j].iter().any(|t| ctx.group_of[*t as usize].is_some());
    let crossings = crossing.count() as u32 + u32::from(of_noun);
    let cost = (i + j) as u32 * 4 + crossings * 24 + linear;
    (cost <= 60).then_some(cost)
}
