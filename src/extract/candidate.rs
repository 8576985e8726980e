//! Matches become candidate facts: captures become fillers, one candidate per
//! value of a key role.

use super::compare::{may_be_one, same};
use super::context::Context;
use super::matcher::{self, Capture, Match};
use super::refers::{
    background, bare_plural, before_trigger, definite, granted, modifies, nonspecific, of_a_period, told_before,
    told_within,
};
use super::scope;
use super::types::{Filler, Modality, Value};
use super::values::{entity, values};
use super::{another, figures, parse_match, sharing};
use crate::analysis::NO_HEAD;
use crate::mention::{self, DateBasis, MentionValue};
use crate::ontology::pattern::Atom;
use crate::ontology::rule::{Body, Merge, Roll, Rule, RuleSet, SOURCE};
use crate::ontology::vocab::{Identity, ValueKind};
use crate::ontology::{FactClass, Role};
use crate::text::{Span, Sym, Upos};
use std::ops::Range;

/// What one rule found in one sentence.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub sentence: u32,
    pub trigger: Span,
    pub fillers: Vec<Filler>,
    /// What other rules found by the same trigger in roles that tell who was
    /// there (`company` in the rule file).
    pub company: Vec<Filler>,
    pub modality: Modality,
    pub source: Option<Value>,
    pub rule: Sym,
    pub confidence: f32,
    pub partial: bool,
    /// Tells who else was at an event told of before.
    pub joins: bool,
    /// Its place in an act told apart from its names.
    pub roll: Option<Roll>,
    /// How many sentences back names look for their act.
    pub reach: u32,
    /// Its weekday (1 is Monday), where no date can be told.
    pub weekday: Option<u8>,
    /// Refers back with "the", "this", "that" or a pronoun.
    pub definite: bool,
    /// Only named to compare something with it: "since a 2019 attack".
    pub background: bool,
    /// Only a condition of something else, or asked; looked at where `firm` codes ask it.
    pub supposed: bool,
    /// Said to be another than what was told before: "in a separate attack".
    pub another: bool,
    /// One of several at several times: "a string of bombings".
    pub several: bool,
}

/// All candidates that `rules` of one class yield in one sentence.
pub(super) fn candidates<'o>(
    ctx: &Context<'_>,
    class: &FactClass,
    set: &'o RuleSet,
    rules: impl Iterator<Item = &'o Rule>,
    sentence: u32,
) -> Vec<Candidate> {
    let mut found: Vec<(&Rule, Match)> = Vec::new();
    for rule in rules {
        let matches = match &rule.body {
            Body::Tokens(pattern) => matcher::find(ctx, class, pattern, sentence),
            Body::Parse { trigger, slots } => parse_match::find(ctx, class, trigger, slots, sentence),
        };
        found.extend(matches.into_iter().map(|m| (rule, m)));
    }
    // Triggers of the same class compete for what stands near them.
    // What lies inside a look-alike is no trigger and no rival either.
    let rivals: Vec<u32> = found
        .iter()
        .filter(|(r, _)| !r.partial && matches!(r.roll, None | Some(Roll::Opens | Roll::Echo | Roll::Echoes)))
        .filter(|(r, m)| whole(r, m))
        .filter(|(r, m)| r.kinds.iter().all(|(role, kinds)| of_kind(ctx, set, &m.captures, *role, kinds)))
        .filter_map(|(_, m)| m.trigger.as_ref())
        .filter(|t| !scope::decoy(ctx, set, t))
        .map(|t| head_of(ctx, t))
        .collect();
    let mut out = Vec::new();
    for (rule, found) in &found {
        if let Ok(candidate) = from_match(ctx, class, set, rule, sentence, found, &rivals) {
            distribute(ctx, class, candidate, &mut out);
        }
    }
    sharing::share(ctx, set, &mut out);
    out.retain(|c| !alike(&set.merge, &c.fillers));
    out
}

/// Whether a role holds what another one must not hold as well (`unlike` in the rule file).
pub(super) fn alike(merge: &Merge, fillers: &[Filler]) -> bool {
    let of = |role: Sym| fillers.iter().filter(move |f| f.role == role).map(|f| &f.value);
    merge.unlike.iter().any(|(role, other)| of(*role).any(|value| of(*other).any(|v| v == value)))
}

/// Of "hold talks" and "arrive in" the verb carries the modality and the day, of
/// "suicide bombing" the last noun.
fn head_of(ctx: &Context<'_>, trigger: &Range<u32>) -> u32 {
    let verbal = ctx.group_of[trigger.start as usize].is_some_and(|g| ctx.groups[g as usize].head == trigger.start);
    if verbal { trigger.start } else { trigger.end - 1 }
}

/// Whether a match of a noun has all that its rule needs: else it names nothing
/// that other words could belong to.
fn whole(rule: &Rule, found: &Match) -> bool {
    let noun = matches!(&rule.body, Body::Parse { trigger: Atom::Noun(_), .. });
    !noun
        || rule
            .needs
            .iter()
            .all(|n| rule.set.iter().any(|(role, _)| role == n) || found.captures.iter().any(|c| c.role == *n))
}

/// Why what a rule matched is no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The trigger lies inside an entry of a list of look-alikes.
    Decoy,
    /// A role that the rule needs has no value.
    Lacks(Sym),
    /// A role holds a kind that the class forbids.
    Forbidden,
    /// Nothing in a role is of a kind that the rule asks for there.
    Kind(Sym),
    /// What the rule excludes hangs on the trigger.
    Excluded,
    /// The trigger is a bare noun that names no event.
    Bare,
    /// The rule wants a finite verb and the trigger is an infinitive.
    Infinitive,
    /// "have killed hundreds since 2015": a sum of years, no event.
    Period,
    /// A part of an event that the text says was not.
    Unreal,
    /// By the parse the name only hangs on the subject of the verb.
    InsideSubject,
    /// What should be its subject stands behind a preposition.
    Subject,
    /// A name only says whose the thing is that fills a role.
    Part(Sym),
}

/// The candidate a match makes.
pub(super) fn from_match(
    ctx: &Context<'_>,
    class: &FactClass,
    set: &RuleSet,
    rule: &Rule,
    sentence: u32,
    found: &Match,
    rivals: &[u32],
) -> Result<Candidate, Refusal> {
    let trigger = found.trigger.clone().unwrap_or_else(|| found.tokens.start..found.tokens.start + 1);
    let head = head_of(ctx, &trigger);
    let names_only = matches!(rule.roll, Some(Roll::Names | Roll::Item));
    // "The terror list includes A": the list's name is what tells.
    if !names_only && scope::decoy(ctx, set, &trigger) {
        return Err(Refusal::Decoy);
    }
    if rule.finite && infinitive(ctx, head) {
        return Err(Refusal::Infinitive);
    }
    if rule.subject && behind_preposition(ctx, found) {
        return Err(Refusal::Subject);
    }
    let mut scope = scope::of(ctx, set, head, rule);
    if granted(ctx, set, &trigger, found, scope.modality) {
        scope = scope::Scope { modality: Modality::Asserted, source: None };
    }
    // "did not leave a bomb behind": no part of what was done, unless the rule words a denial.
    if rule.partial && rule.modality.is_none() && matches!(scope.modality, Modality::Negated | Modality::Denied) {
        return Err(Refusal::Unreal);
    }
    let sentence_span = ctx.analysis.sentences[sentence as usize].span;
    let mut fillers = Vec::new();
    let mut source = None;
    for capture in &found.captures {
        if capture.role.as_str() == SOURCE {
            source = source.or_else(|| capture.mentions.first().and_then(|m| entity(ctx, *m)));
            continue;
        }
        let Some(role) = class.role(capture.role) else { continue };
        for (role, capture) in moved(ctx, class, set, role, capture) {
            for (value, span, own) in values(ctx, set, role, &capture) {
                let (value, span) = before_trigger(ctx, &trigger, &capture, value, span);
                fillers.push(Filler {
                    role: role.wire,
                    value,
                    span: Some(span),
                    sentence: sentence_span,
                    rule: rule.id,
                    modality: if scope.modality == Modality::Asserted { own } else { scope.modality },
                    source: None,
                    confidence: rule.confidence * figures::firmness(ctx, &capture),
                });
            }
        }
    }
    // Whom quoted words name does not say them.
    let verb = ctx.analysis.span_of(&trigger);
    let named_there = |s: Span| ctx.quotes.iter().any(|q| !q.short && q.span.contains(s) && !q.span.contains(verb));
    fillers.retain(|f| !set.carry.iter().any(|c| c.by == f.role) || !f.span.is_some_and(named_there));
    if let Body::Tokens(_) = rule.body {
        fillers.retain(|f| !f.span.is_some_and(|s| passed_over(ctx, s, head)));
    }
    for (role, code) in &rule.set {
        if !fillers.iter().any(|f| f.role == *role) {
            fillers.push(Filler {
                role: *role,
                value: figures::fixed(class, *role, *code),
                span: Some(ctx.analysis.span_of(&trigger)),
                sentence: sentence_span,
                rule: rule.id,
                modality: scope.modality,
                source: None,
                confidence: rule.confidence,
            });
        }
    }
    scope::by_code(set, &mut scope, &mut fillers);
    // People hit are victims, whatever role the rule binds them to.
    let filled = |role: Sym| fillers.iter().any(|f| f.role == role);
    let elsewhere = |role: &Sym| set.merge.moves.get(role).is_some_and(|to| to.values().any(|to| filled(*to)));
    if let Some(need) = rule.needs.iter().find(|need| !filled(**need) && !elsewhere(need)) {
        return Err(Refusal::Lacks(*need));
    }
    if let Some(role) = short(ctx, &rule.body, &fillers, &found.captures) {
        return Err(Refusal::Lacks(role));
    }
    if forbidden(ctx, set, &found.captures) {
        return Err(Refusal::Forbidden);
    }
    if let Some((role, _)) = rule.kinds.iter().find(|(role, kinds)| !of_kind(ctx, set, &found.captures, *role, kinds)) {
        return Err(Refusal::Kind(*role));
    }
    if let Some(part) = found.captures.iter().find(|c| set.merge.whole.contains(&c.role) && modifies(ctx, c)) {
        return Err(Refusal::Part(part.role));
    }
    if let Some((role, _)) = rule.only.iter().find(|(role, kinds)| {
        let mut captures = found.captures.iter().filter(|c| c.role == *role && !c.mentions.is_empty());
        !captures.all(|c| of_kind(ctx, set, std::slice::from_ref(c), *role, kinds))
    }) {
        return Err(Refusal::Kind(*role));
    }
    if rule.without.iter().any(|path| parse_match::leads(ctx, head, path)) {
        return Err(Refusal::Excluded);
    }
    // Nor does "X denied that it had done it" say that X did: who denies is told by other rules.
    let own = |f: &Filler| set.merge.own.contains_key(&f.role) && scope.source.as_ref() == Some(&f.value);
    if scope.modality == Modality::Denied && fillers.iter().any(own) {
        return Err(Refusal::Unreal);
    }
    if let Some(speaker) = scope.source.as_ref().filter(|_| scope.modality == Modality::Asserted) {
        for f in fillers.iter_mut().filter(|f| f.value == *speaker) {
            f.role = set.merge.own.get(&f.role).copied().unwrap_or(f.role);
        }
    }
    // "destroying stores": a word of what fills a role names a thing, no event.
    let thing = |c: &Capture| {
        c.tokens.contains(&trigger.start) && class.role(c.role).is_some_and(|r| r.value == ValueKind::Phrase)
    };
    let eventful = !found.captures.iter().any(thing);
    if eventful && nonspecific(ctx, &trigger) {
        return Err(Refusal::Bare);
    }
    let key = |role: Sym| class.role(role).is_some_and(|r| r.identity == Identity::Key);
    let figure = |f: &Filler| class.role(f.role).is_some_and(|r| r.identity == Identity::Hint);
    if fillers.iter().any(figure) && of_a_period(ctx, sentence, head) {
        return Err(Refusal::Period);
    }
    let patient = found.captures.iter().min_by_key(|c| c.tokens.start);
    if patient.is_some_and(|c| done_by_subject(ctx, c, head)) {
        return Err(Refusal::InsideSubject);
    }
    if found.captures.iter().any(|c| key(c.role) && inside_subject(ctx, c, head, found.tokens.start)) {
        return Err(Refusal::InsideSubject);
    }
    let wanted = &set.merge.plural_needs;
    if eventful && !wanted.is_empty() && !fillers.iter().any(|f| wanted.contains(&f.role)) && bare_plural(ctx, &trigger)
    {
        return Err(Refusal::Bare);
    }
    // Who says so, says so on a day and at a place of its own; a day beside the
    // names of an act told elsewhere is theirs ("born in 1975").
    // "on Thursday the toll rose to 20": the day of the count.
    let hint = |f: &Filler| class.role(f.role).is_some_and(|r| r.identity == Identity::Hint);
    let counted = rule.partial && ctx.group_of[trigger.start as usize].is_none() && fillers.iter().all(hint);
    let weekday = if rule.partial && rule.modality.is_some() || names_only || counted {
        None
    } else {
        super::attach::attach(ctx, class, set, rule, sentence, &trigger, rivals, scope.modality, &mut fillers)
    };
    let figured = class.has_figures();
    let background =
        background(ctx, set, trigger.start).or_else(|| if figured { another::compared(ctx, &trigger) } else { None });
    if let Some(from) = background {
        // What stands before "since" belongs to what is compared with it.
        let from = ctx.token(from).span.start;
        fillers.retain(|f| f.span.is_none_or(|s| s.start >= from));
        // "days after an overnight raid": of no night that is known.
        let told = |f: &Filler| !matches!(f.value, Value::Date(_, DateBasis::Publication));
        fillers.retain(told);
    }
    // "X blamed" in a headline: who is blamed is not who says so.
    let accused = |v: &Value| {
        rule.partial
            && scope.modality == Modality::Attributed
            && fillers.iter().any(|f| set.merge.decisive.contains(&f.role) && f.value == *v)
    };
    let source = source.or(scope.source.filter(|v| !accused(v)));
    for filler in &mut fillers {
        filler.source = source.clone();
    }
    let named = found
        .captures
        .iter()
        .filter(|c| c.mentions.is_empty() && class.role(c.role).is_some_and(|r| r.value == ValueKind::Code && !r.many));
    let definite = definite(ctx, trigger.start)
        || told_before(ctx, &found.captures)
        || background.is_none() && told_within(ctx, set, sentence, trigger.start)
        || named.into_iter().any(|c| definite(ctx, c.tokens.start));
    Ok(Candidate {
        sentence,
        trigger: ctx.analysis.span_of(&trigger),
        fillers,
        company: Vec::new(),
        modality: scope.modality,
        source,
        rule: rule.id,
        confidence: rule.confidence,
        partial: rule.partial,
        joins: rule.joins && definite,
        roll: rule.roll,
        reach: rule.reach,
        weekday,
        background: background.is_some(),
        supposed: !set.merge.firm.is_empty() && super::scope_words::supposed(ctx, head),
        another: figured && another::another(ctx, set, &trigger),
        several: figured
            && !definite
            && (another::several(ctx, &trigger) || rule.partial && another::of_several(ctx, set, &trigger)),
        definite,
    })
}

/// "A, the mother of B, who was killed": whether a relative clause is told of a
/// name behind this one, which only says whose A is.
fn passed_over(ctx: &Context<'_>, name: Span, verb: u32) -> bool {
    let token = ctx.token(verb);
    let relative =
        |c: &u32| ctx.token(*c).rel.as_str().starts_with("nsubj") && matches!(ctx.lower(*c), "who" | "which" | "that");
    if token.rel.as_str() != "acl:relcl" || token.head == NO_HEAD || !ctx.children[verb as usize].iter().any(relative) {
        return false;
    }
    let of = ctx.token(token.head).span;
    // "A, a leader, who was killed": a description, or one of several.
    let mut at = token.head;
    while matches!(ctx.token(at).rel.as_str(), "appos" | "conj" | "flat") && ctx.token(at).head != NO_HEAD {
        at = ctx.token(at).head;
        if name.contains(ctx.token(at).span) {
            return false;
        }
    }
    let named = !ctx.covering[token.head as usize].is_empty() && ctx.token(token.head).tag == Upos::Propn;
    named && name.end <= of.start
}

/// "a Tamil Tiger bomber": people who stand for the body they are named by.
fn of_body(ctx: &Context<'_>, people: &mention::Mention) -> bool {
    let from = people.tokens.start.saturating_sub(1);
    (from..people.head).any(|t| {
        ctx.covering[t as usize].iter().any(|m| ctx.mentions[*m as usize].class == *mention::class::ORGANIZATION)
    })
}

/// A capture cut by the roles its mentions belong to (`moves` in the rule file),
/// without those that say nothing there (`omit`).
fn moved<'r>(
    ctx: &Context<'_>,
    class: &'r FactClass,
    set: &RuleSet,
    role: &'r Role,
    capture: &Capture,
) -> Vec<(&'r Role, Capture)> {
    // "the attackers" of an attack
    let idle = |role: &Role, noun: u32| {
        let lists = set.merge.omit.get(&role.wire).map_or(&[][..], |omit| &omit.lists);
        lists.iter().any(|list| ctx.list_at(*list.get_ref(), None, noun).is_some())
    };
    if capture.mentions.is_empty() {
        let idle = idle(role, capture.tokens.end.saturating_sub(1));
        return if idle { Vec::new() } else { vec![(role, capture.clone())] };
    }
    let moves = set.merge.moves.get(&role.wire);
    let empty = |role: &Role, mention: &mention::Mention| {
        let kind = |k: Sym| set.merge.omit.get(&role.wire).is_some_and(|omit| omit.kinds.contains(&k));
        mention.kind.is_some_and(kind)
            // "The Official Gazette lifted the ban": but a listed body is none of its nouns.
            || idle(role, mention.head)
                && !(mention.class == *mention::class::PERSONS && of_body(ctx, mention))
                && !(mention.class == *mention::class::ORGANIZATION && mention.known.is_some())
    };
    let mut out: Vec<(&Role, Capture)> = Vec::new();
    for m in &capture.mentions {
        let mention = &ctx.mentions[*m as usize];
        if set.merge.stands_for.contains_key(&role.wire) && half_of_adjective(ctx, mention) {
            continue;
        }
        let referent = mention.entity.and_then(|e| ctx.entities.get(e as usize)).map(|e| e.class);
        let to = moves.and_then(|moves| moves.get(&mention.class).or_else(|| referent.and_then(|c| moves.get(&c))));
        let to = to.and_then(|to| class.role(*to)).unwrap_or(role);
        if empty(to, mention) {
            continue;
        }
        match out.iter_mut().find(|(r, _)| r.wire == to.wire) {
            Some((_, known)) => known.mentions.push(*m),
            None => out.push((to, Capture { mentions: vec![*m], ..capture.clone() })),
        }
    }
    out
}

/// "the X-linked group": X only says what the group is like.
pub(super) fn half_of_adjective(ctx: &Context<'_>, m: &mention::Mention) -> bool {
    let end = m.tokens.end;
    end + 1 < ctx.sentence_range(m.sentence).end
        && matches!(ctx.lower(end), "-" | "–")
        && !ctx.token(end).space_before
        && !ctx.token(end + 1).space_before
        && ctx.lower(end + 1).ends_with("ed")
        // "the X-led assault" is X's.
        && ctx.lower(end + 1) != "led"
}

/// A role with fewer values than its slots must give: "held a news conference
/// with reporters" tells of nobody else. People told of in the plural are several.
fn short(ctx: &Context<'_>, body: &Body, fillers: &[Filler], captures: &[Capture]) -> Option<Sym> {
    let Body::Parse { slots, .. } = body else { return None };
    slots.iter().filter(|s| s.least > 0).map(|s| s.role).find(|role| {
        let mut values: Vec<&Value> = Vec::new();
        for filler in fillers.iter().filter(|f| f.role == *role) {
            if !values.contains(&&filler.value) {
                values.push(&filler.value);
            }
        }
        // "the government and opposition groups": several, though the second has no name.
        let joined = |c: &u32| {
            let token = ctx.token(*c);
            token.rel.as_str() == "conj" && token.xpos == "NNS" && ctx.covering[*c as usize].is_empty()
        };
        let plural = |m: &u32| {
            let m = &ctx.mentions[*m as usize];
            m.class.as_str() == "persons" && ctx.token(m.head).xpos == "NNS"
                || ctx.children[m.head as usize].iter().any(joined)
        };
        let more = captures.iter().filter(|c| c.role == *role).flat_map(|c| &c.mentions).filter(|m| plural(m)).count();
        let wanted: usize = slots.iter().filter(|s| s.role == *role).map(|s| s.least).sum();
        values.is_empty() || values.len() + more < wanted
    })
}

/// Whether a capture's mention is of a kind its role must not have in this
/// class (`forbid` in the rule file).
fn forbidden(ctx: &Context<'_>, set: &RuleSet, captures: &[Capture]) -> bool {
    captures.iter().any(|c| {
        let Some(kinds) = set.merge.forbid.get(&c.role) else { return false };
        c.mentions.iter().any(|id| {
            let m = &ctx.mentions[*id as usize];
            let barred = kinds.contains(&m.class) || m.kind.is_some_and(|k| kinds.contains(&k));
            // "members of the front" stand for the front.
            barred && super::standing::body(ctx, &set.merge, c.role, *id).is_none()
        })
    })
}

/// Whether something captured in `role` names, or stands for, one of these kinds or classes.
fn of_kind(ctx: &Context<'_>, set: &RuleSet, captures: &[Capture], role: Sym, kinds: &[Sym]) -> bool {
    let body_kind = set.merge.stands_for.get(&role).filter(|k| kinds.contains(k));
    captures.iter().filter(|c| c.role == role).flat_map(|c| &c.mentions).any(|m| {
        // "members of the front"
        if body_kind.is_some() && super::standing::body(ctx, &set.merge, role, *m).is_some() {
            return true;
        }
        // "A's minister" acts for A.
        if let Some((super::types::Value::Entity(e), _)) = super::acts_for::of_mention(ctx, &set.merge, role, *m)
            && ctx.entities.get(e as usize).is_some_and(|e| kinds.contains(&e.class))
        {
            return true;
        }
        let m = &ctx.mentions[*m as usize];
        let referent = m.entity.and_then(|e| ctx.entities.get(e as usize)).and_then(|e| e.kind);
        [Some(m.class), m.kind, referent].into_iter().flatten().any(|k| kinds.contains(&k))
    })
}

/// "Groups tied to X were banned": by the parse X only hangs on the subject of
/// the verb it stands before. What a pattern words from its noun on ("the ban on
/// X was lifted") is meant so.
fn inside_subject(ctx: &Context<'_>, capture: &Capture, verb: u32, from: u32) -> bool {
    let Some(m) = capture.mentions.first().map(|m| &ctx.mentions[*m as usize]) else { return false };
    if m.tokens.end > verb || ctx.group_of[verb as usize].is_none() {
        return false;
    }
    let mut at = m.head;
    // "Mayor X": what the name hangs on by `flat` alone is its own title.
    let mut hangs = false;
    for _ in 0..5 {
        let t = ctx.token(at);
        if t.head == NO_HEAD || t.head >= m.tokens.start {
            break;
        }
        if !matches!(t.rel.as_str(), "nmod" | "obl" | "acl" | "compound" | "flat") {
            return false;
        }
        hangs |= matches!(t.rel.as_str(), "nmod" | "obl" | "acl");
        at = t.head;
    }
    // "a spokeswoman for X said": she speaks for X.
    let speaks_for = ctx.covering[at as usize]
        .iter()
        .any(|p| matches!(&ctx.mentions[*p as usize].value, MentionValue::Post(post) if post.body == Some(m.span)));
    let top = ctx.token(at);
    !speaks_for
        && hangs
        && at != m.head
        && at < from
        && !m.tokens.contains(&at)
        && top.rel.as_str().starts_with("nsubj")
        && top.head == verb
}

/// "A policeman guarding nurses was shot": by the parse the name before the verb is
/// what its subject does something to.
fn done_by_subject(ctx: &Context<'_>, capture: &Capture, verb: u32) -> bool {
    let Some(m) = capture.mentions.last().map(|m| &ctx.mentions[*m as usize]) else { return false };
    let passive = ctx.group_of[verb as usize].is_some_and(|g| ctx.groups[g as usize].passive);
    if m.tokens.end > verb || !passive {
        return false;
    }
    let token = ctx.token(m.head);
    let participle = token.head;
    if participle == NO_HEAD || participle >= m.tokens.start || !matches!(token.rel.as_str(), "obj" | "iobj") {
        return false;
    }
    let doing = ctx.token(participle);
    doing.xpos == "VBG"
        && doing.rel.as_str() == "acl"
        && doing.head != NO_HEAD
        && doing.head < participle
        && ctx.token(doing.head).rel.as_str().starts_with("nsubj")
        && ctx.token(doing.head).head == verb
}

/// "to list", "to formally list" (the verb group begins with its "to"), "listing
/// X is overdue", "weighs listing X"; not "an order listing X".
fn infinitive(ctx: &Context<'_>, verb: u32) -> bool {
    let Some(group) = ctx.group_of[verb as usize].map(|g| &ctx.groups[g as usize]) else { return false };
    let start = group.tokens.start;
    if ctx.lower(start) == "to" {
        return true;
    }
    let first = ctx.sentence_range(ctx.token(verb).sentence).start;
    // "A to recognise B" in a headline: the tagger may take "to" for a preposition.
    if start > first && ctx.lower(start - 1) == "to" && ctx.token(verb).xpos == "VB" {
        return true;
    }
    // "for anybody to join or support": the second verb has no "to" of its own.
    let token = ctx.token(verb);
    let anybody = |head: u32| {
        ctx.sentence_range(token.sentence).any(|t| ctx.token(t).head == head && ctx.token(t).rel.as_str() == "nsubj")
    };
    if token.xpos == "VB" && token.rel.as_str() == "conj" && token.head < verb && anybody(token.head) {
        return infinitive(ctx, token.head);
    }
    start == verb
        && ctx.token(verb).xpos == "VBG"
        && (start == first
            || matches!(ctx.token(start - 1).tag, Upos::Verb | Upos::Adp | Upos::Sconj)
            || matches!(ctx.lower(start - 1), "\"" | "“" | "'" | "‘"))
}

/// Whether what a match captures first, before its trigger, stands in a
/// prepositional phrase: of "the envoy to X said" X is not the subject.
fn behind_preposition(ctx: &Context<'_>, found: &Match) -> bool {
    let Some(first) = found.captures.iter().min_by_key(|c| c.tokens.start) else { return false };
    let start = first.tokens.start;
    let ahead = found.trigger.as_ref().is_none_or(|t| start < t.start);
    let sentence = ctx.sentence_range(ctx.token(start).sentence);
    ahead && start > sentence.start && ctx.token(start - 1).tag == Upos::Adp
}

/// One candidate per value of a single-valued key role, and per code or actor
/// that tells facts apart.
fn distribute(ctx: &Context<'_>, class: &FactClass, candidate: Candidate, out: &mut Vec<Candidate>) {
    let several = |r: &Role| {
        let mut values = candidate.fillers.iter().filter(|f| f.role == r.wire).map(|f| &f.value);
        let Some(first) = values.next() else { return false };
        match (r.identity, r.value) {
            (Identity::Key, _) | (Identity::Distinct, ValueKind::Code) => values.next().is_some(),
            // "visited A, B and C"
            (Identity::Distinct, ValueKind::Phrase) => values.any(|v| !same(first, v, ctx.entities)),
            (Identity::Distinct, ValueKind::Name) => {
                let all: Vec<&Value> = std::iter::once(first).chain(values).collect();
                let differ = |a: &Value| all.iter().any(|b| !may_be_one(a, b, ctx.entities));
                all.iter().any(|a| differ(a))
            }
            _ => false,
        }
    };
    let split = class.roles.iter().find(|r| !r.many && several(r));
    let Some(role) = split else {
        out.push(candidate);
        return;
    };
    let values: Vec<Filler> = candidate.fillers.iter().filter(|f| f.role == role.wire).cloned().collect();
    let mut seen: Vec<Value> = Vec::new();
    for value in values {
        if seen.contains(&value.value) {
            continue;
        }
        seen.push(value.value.clone());
        let mut one = candidate.clone();
        one.fillers.retain(|f| f.role != role.wire);
        one.fillers.push(value);
        distribute(ctx, class, one, out);
    }
}
