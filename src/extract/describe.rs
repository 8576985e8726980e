//! Facts that describe entities and tenures: they need no wording of their own.

use super::context::Context;
use super::types::{Fact, Filler, Modality, Salience, Value};
use crate::mention::{Mention, MentionValue};
use crate::ontology::FactClass;
use crate::ontology::rule::{Describe, RuleSet, TenureRoles};
use crate::resolve::Entity;
use crate::text::{Span, Sym, Upos, ZoneKind};

/// Facts from a rule set's `[[describe]]` and `[[tenure]]` entries.
pub(super) fn describe(ctx: &Context<'_>, class: &FactClass, set: &RuleSet, entities: &[Entity]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for describe in &set.describe {
        for (i, entity) in entities.iter().enumerate() {
            if ctx.ontology.vocab.is_a(entity.class, describe.class)
                && !entity.mentions.is_empty()
                && named(ctx, entity)
            {
                facts.push(described(ctx, class, describe, i as u32, entity));
            }
        }
    }
    for roles in &set.tenure {
        facts.extend(tenures(ctx, class, roles));
    }
    facts
}

/// Lexicon list of nouns for what is no one body: "US forces", "NATO troops".
const LOOSE: &str = "loose_body";

/// "a Moscow court", "an Islamist militia": one of several, and no name; what is
/// only told of so is not worth a fact of its own.
fn named(ctx: &Context<'_>, entity: &Entity) -> bool {
    let told = |m: &&Mention| ctx.analysis.sentences[m.sentence as usize].zone != ZoneKind::Title;
    let indefinite = |m: &Mention| {
        let small = ctx.span_text(&(m.tokens.end - 1..m.tokens.end)).1.starts_with(char::is_lowercase);
        let before = (ctx.sentence_range(m.sentence).start..m.tokens.start)
            .rev()
            .find(|t| ctx.token(*t).tag != Upos::Adj)
            .map_or("", |t| ctx.lower(t));
        small && matches!(before, "a" | "an")
    };
    let loose = |m: &Mention| {
        let last = m.tokens.end - 1;
        ctx.span_text(&(last..last + 1)).1.starts_with(char::is_lowercase)
            && ctx.list_at(Sym::new(LOOSE), None, last).is_some()
    };
    if entity.mentions.iter().all(|m| loose(&ctx.mentions[*m as usize])) {
        return false;
    }
    let mut all = entity.mentions.iter().map(|m| &ctx.mentions[*m as usize]).filter(told).peekable();
    all.peek().is_none() || !all.all(indefinite)
}

fn rule_id(class: &FactClass, name: &str) -> Sym {
    Sym::new(&format!("{}/{name}", class.wire))
}

fn described(ctx: &Context<'_>, class: &FactClass, describe: &Describe, id: u32, entity: &Entity) -> Fact {
    let rule = rule_id(class, &describe.name);
    let mentions: Vec<_> = entity.mentions.iter().map(|m| &ctx.mentions[*m as usize]).collect();
    let first = mentions[0];
    let sentence_of = |m: &crate::mention::Mention| ctx.analysis.sentences[m.sentence as usize].span;
    let filler = |role: Sym, value: Value, span: Span, sentence: Span| Filler {
        role,
        value,
        span: Some(span),
        sentence,
        rule,
        modality: Modality::Asserted,
        source: None,
        confidence: first.confidence,
    };
    let mut fillers = vec![filler(describe.entity, Value::Entity(id), first.span, sentence_of(first))];
    if let Some(role) = describe.aliases {
        for alias in &entity.aliases {
            let at = mentions.iter().find(|m| m.name == *alias).unwrap_or(&mentions[0]);
            fillers.push(filler(role, Value::Text(alias.clone()), at.span, sentence_of(at)));
        }
    }
    if let (Some(role), Some(kind)) = (describe.kind, entity.kind) {
        fillers.push(filler(role, Value::Code(kind), first.span, sentence_of(first)));
    }
    let mut evidence: Vec<Span> = mentions.iter().map(|m| sentence_of(m)).collect();
    evidence.sort();
    evidence.dedup();
    Fact {
        class: class.wire,
        fillers,
        modality: Modality::Asserted,
        source: None,
        confidence: mentions.iter().map(|m| m.confidence).fold(0.0, f32::max),
        salience: if evidence.len() > 1 { Salience::Main } else { Salience::Minor },
        rules: vec![rule],
        triggers: vec![first.span],
        evidence,
    }
}

fn tenures(ctx: &Context<'_>, class: &FactClass, roles: &TenureRoles) -> Vec<Fact> {
    let rule = rule_id(class, &roles.name);
    let mut facts: Vec<Fact> = Vec::new();
    for tenure in ctx.tenures {
        let person = &ctx.mentions[tenure.person as usize];
        let post = &ctx.mentions[tenure.post as usize];
        let sentence = ctx.analysis.sentences[tenure.sentence as usize].span;
        let Some(entity) = person.entity else { continue };
        let MentionValue::Post(value) = &post.value else { continue };
        let filler = |role: Sym, value: Value, span: Span| Filler {
            role,
            value,
            span: Some(span),
            sentence,
            rule,
            modality: Modality::Asserted,
            source: None,
            confidence: tenure.confidence,
        };
        let mut fillers = vec![
            filler(roles.person, Value::Entity(entity), person.span),
            filler(roles.post, Value::Text(value.title.clone()), post.span),
        ];
        // "its leader": the body is known if what "its" stands for is.
        let known = |m: &&Mention| m.entity.is_some() || ctx.ontology.vocab.is_named(m.class);
        if let Some(body) = tenure.body.map(|b| &ctx.mentions[b as usize]).filter(known) {
            let value = body.entity.map_or_else(|| Value::Text(body.name.clone()), Value::Entity);
            fillers.push(filler(roles.body, value, body.span));
        }
        fillers.push(filler(roles.capacity, Value::Code(Sym::new(tenure.capacity)), post.span));
        if let Some(rank) = tenure.rank.clone() {
            fillers.push(filler(roles.rank, Value::Text(rank), person.span));
        }
        let known = facts.iter_mut().find(|f| same_tenure(f, &fillers, roles));
        match known {
            Some(fact) => {
                for filler in fillers {
                    if !fact.fillers.iter().any(|f| f.role == filler.role) {
                        fact.fillers.push(filler);
                    }
                }
                if !fact.evidence.contains(&sentence) {
                    fact.evidence.push(sentence);
                    fact.evidence.sort();
                }
                fact.triggers.push(post.span);
                fact.triggers.sort();
            }
            None => facts.push(Fact {
                class: class.wire,
                fillers,
                modality: Modality::Asserted,
                source: None,
                confidence: tenure.confidence,
                salience: if tenure.sentence < 6 { Salience::Main } else { Salience::Minor },
                rules: vec![rule],
                triggers: vec![post.span],
                evidence: vec![sentence],
            }),
        }
    }
    told_elsewhere(ctx, roles, &mut facts);
    told_by_article(ctx, roles, &mut facts);
    let order = |wire: Sym| class.role(wire).map_or(i64::MAX, |r| r.order);
    for fact in &mut facts {
        fact.fillers.sort_by_key(|f| (order(f.role), f.span));
    }
    facts
}

/// Lexicon list of nouns for posts.
const POST_HEAD: &str = "post_head";
/// Its group of posts that only governments have.
const OF_GOVERNMENT: &str = "head_of_government";
/// Its groups of posts that a state has one of.
const OF_STATE: [&str; 3] = ["head_of_state", "head_of_government", "minister"];

fn of_state(ctx: &Context<'_>, post: &Mention) -> bool {
    let list = Sym::new(POST_HEAD);
    post.tokens
        .clone()
        .any(|t| ctx.list_at(list, None, t).is_some_and(|hit| OF_STATE.contains(&hit.entry.value.as_str())))
}

fn is_country(ctx: &Context<'_>, mention: &Mention) -> bool {
    let entity = mention.entity.and_then(|e| ctx.entities.get(e as usize));
    entity.is_some_and(|e| e.class.as_str() == "country")
}

/// A post that a state has one of, with its title in small letters and the country it is said to be of.
fn country_of<'a>(ctx: &Context<'a>, post: &'a Mention) -> Option<(String, &'a Mention, &'a Mention)> {
    let MentionValue::Post(value) = &post.value else { return None };
    let span = value.body.filter(|_| of_state(ctx, post))?;
    let body = ctx.mentions.iter().find(|b| b.span == span && b.entity.is_some())?;
    is_country(ctx, body).then(|| (value.title.to_lowercase(), post, body))
}

/// "The president of A resigned. President X said ...": the body that the article
/// gives a post elsewhere, if it gives it one alone and nobody else bears the post.
fn told_elsewhere(ctx: &Context<'_>, roles: &TenureRoles, facts: &mut [Fact]) {
    let text = |fact: &Fact| {
        fact.fillers.iter().find(|f| f.role == roles.post).and_then(|f| match &f.value {
            Value::Text(t) => Some(t.to_lowercase()),
            _ => None,
        })
    };
    let posts: Vec<Option<String>> = facts.iter().map(text).collect();
    let countries: Vec<(String, &Mention, &Mention)> = ctx.mentions.iter().filter_map(|m| country_of(ctx, m)).collect();
    for at in 0..facts.len() {
        let Some(post) = &posts[at] else { continue };
        let own = facts[at].fillers.iter().any(|f| f.role == roles.body);
        if own || posts.iter().filter(|p| *p == &posts[at]).count() > 1 {
            continue;
        }
        let mut told = countries.iter().filter(|(title, ..)| title == post);
        let Some((_, m, body)) = told.next().filter(|(.., first)| told.all(|(.., b)| b.entity == first.entity)) else {
            continue;
        };
        let Some(entity) = body.entity else { continue };
        let sentence = ctx.analysis.sentences[m.sentence as usize].span;
        give_body(&mut facts[at], roles, entity, (body.span, sentence), 0.9);
    }
}

/// Gives a fact the body of its post, told elsewhere: where, and how much less
/// sure than what is told of its holder.
fn give_body(fact: &mut Fact, roles: &TenureRoles, body: u32, (span, sentence): (Span, Span), share: f32) {
    let Some(like) = fact.fillers.first().cloned() else { return };
    let (value, confidence) = (Value::Entity(body), like.confidence * share);
    fact.fillers.push(Filler { role: roles.body, value, span: Some(span), sentence, confidence, ..like });
    if !fact.evidence.contains(&sentence) {
        fact.evidence.push(sentence);
        fact.evidence.sort();
    }
}

/// Mentions of a country that an article which is about it has at least.
const ABOUT: usize = 3;

/// The one country that an article names.
fn about<'a>(ctx: &Context<'a>) -> Option<(u32, &'a Mention)> {
    let mut named = ctx.mentions.iter().filter(|m| is_country(ctx, m));
    let first = named.next()?;
    let times = named.try_fold(1, |n, m| (m.entity == first.entity).then_some(n + 1))?;
    (times >= ABOUT).then_some((first.entity?, first))
}

/// "The prime minister said" in an article that names one country: whose post it
/// is. With a second country there it is too often the second's.
fn told_by_article(ctx: &Context<'_>, roles: &TenureRoles, facts: &mut [Fact]) {
    let Some((country, first)) = about(ctx) else { return };
    let home = ctx.analysis.sentences[first.sentence as usize].span;
    // A company has a president too, and the press of a state writes of its
    // secretaries without a word of whose they are.
    let list = Sym::new(POST_HEAD);
    let governs = |m: &Mention| {
        let hit = m.tokens.clone().find_map(|t| ctx.list_at(list, None, t));
        hit.is_some_and(|h| h.entry.value.as_str() == OF_GOVERNMENT) || ctx.lower(m.head) == "minister"
    };
    for fact in facts.iter_mut().filter(|f| f.fillers.iter().all(|x| x.role != roles.body)) {
        if ctx.mentions.iter().any(|m| fact.triggers.contains(&m.span) && governs(m)) {
            give_body(fact, roles, country, (first.span, home), 0.7);
        }
    }
}

fn same_tenure(fact: &Fact, fillers: &[Filler], roles: &TenureRoles) -> bool {
    let get = |list: &[Filler], role: Sym| list.iter().find(|f| f.role == role).map(|f| f.value.clone());
    let text = |v: Option<Value>| match v {
        Some(Value::Text(t)) => t.to_lowercase(),
        _ => String::new(),
    };
    let (a, b) = (text(get(&fact.fillers, roles.post)), text(get(fillers, roles.post)));
    let close = a == b || a.contains(&b) || b.contains(&a);
    get(&fact.fillers, roles.person) == get(fillers, roles.person)
        && close
        && get(&fact.fillers, roles.capacity) == get(fillers, roles.capacity)
}
