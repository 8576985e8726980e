//! Candidates of one article gathered into facts: what is told over several
//! sentences becomes one, what differs stays apart.

use super::candidate::Candidate;
use super::compare::{compatible, disagree, hidden, may_be_one, same, vague};
use super::types::{Fact, Filler, Modality, Salience, Value};
use crate::analysis::Analysis;
use crate::mention::DateBasis;
use crate::ontology::rule::RuleSet;
use crate::ontology::vocab::{End, Identity, ValueKind};
use crate::ontology::{FactClass, Role};
use crate::resolve::Entity;
use crate::text::{Sym, ZoneKind};

/// Sentences a definite noun phrase or a part looks back over.
const WINDOW: u32 = 3;
/// Sentences from the start that an article's main facts usually stand in.
const LEAD: u32 = 5;

/// Mention class of people named.
const PERSON: &str = "person";

struct Group {
    candidates: Vec<Candidate>,
    fillers: Vec<Filler>,
}

/// Facts of one class.
pub(super) fn assemble(
    class: &FactClass,
    set: &RuleSet,
    mut candidates: Vec<Candidate>,
    analysis: &Analysis,
    entities: &[Entity],
) -> Vec<Fact> {
    candidates.sort_by_key(|c| (c.sentence, c.trigger, c.rule));
    let (parts, wholes): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.partial);
    let opening = opening(analysis);
    let judge = Judge { class, set, entities, analysis, opening };
    let wholes = if set.merge.apart { judge.main_verbs(judge.one_key_each(wholes), analysis) } else { wholes };
    let mut groups: Vec<Group> = Vec::new();
    for candidate in wholes {
        match judge.home(&groups, &candidate) {
            Some(i) => groups[i].add(candidate),
            None => groups.push(Group { fillers: candidate.fillers.clone(), candidates: vec![candidate] }),
        }
    }
    for part in parts {
        if let Some(i) = judge.nearest(&groups, &part) {
            let part = judge.supplement(&groups[i], part);
            groups[i].add(part);
        }
    }
    let mut facts: Vec<Fact> = groups.into_iter().filter_map(|g| judge.fact(g, analysis)).collect();
    facts.sort_by(|a, b| (&a.evidence, a.class, &a.triggers).cmp(&(&b.evidence, b.class, &b.triggers)));
    facts
}

impl Group {
    fn add(&mut self, candidate: Candidate) {
        self.fillers.extend(candidate.fillers.iter().cloned());
        self.candidates.push(candidate);
    }

    fn last_sentence(&self) -> u32 {
        self.candidates.iter().map(|c| c.sentence).max().unwrap_or(0)
    }

    fn of(&self, role: Sym) -> impl Iterator<Item = &Filler> {
        self.fillers.iter().filter(move |f| f.role == role)
    }
}

struct Judge<'a> {
    class: &'a FactClass,
    set: &'a RuleSet,
    entities: &'a [Entity],
    analysis: &'a Analysis,
    /// Last sentence of the article's opening.
    opening: u32,
}

impl Judge<'_> {
    /// The group a candidate belongs to, latest first.
    fn home(&self, groups: &[Group], candidate: &Candidate) -> Option<usize> {
        (0..groups.len())
            .rev()
            .filter(|i| self.compatible(&groups[*i], candidate))
            .map(|i| (i, self.link(&groups[i], candidate)))
            .filter(|(_, score)| *score > 0)
            .max_by_key(|(i, score)| (*score, *i))
            .map(|(i, _)| i)
    }

    /// The group a part of a fact joins: nearest in the text.
    fn nearest(&self, groups: &[Group], part: &Candidate) -> Option<usize> {
        let window = self.set.merge.window.unwrap_or(WINDOW);
        let distance = |c: &Candidate| {
            let back = part.sentence.checked_sub(c.sentence)?;
            (back <= window).then(|| (back, part.trigger.start.abs_diff(c.trigger.start)))
        };
        groups
            .iter()
            .enumerate()
            .filter(|(_, g)| self.compatible(g, part))
            .filter_map(|(i, g)| g.candidates.iter().filter_map(distance).min().map(|d| (d, i)))
            .min()
            .map(|(_, i)| i)
    }

    /// A part without what it only has from standing near (its day, its place)
    /// where the event already has one.
    fn supplement(&self, group: &Group, mut part: Candidate) -> Candidate {
        let known = |role: Sym| group.of(role).next().is_some();
        part.fillers.retain(|f| !(self.set.attach.iter().any(|a| a.role == f.role) && known(f.role)));
        part
    }

    fn compatible(&self, group: &Group, candidate: &Candidate) -> bool {
        let reality = |m: Modality| match m {
            Modality::Expected => 1,
            Modality::Negated | Modality::Denied => 2,
            _ => 0,
        };
        let one_trigger = |g: &Group| g.candidates.iter().any(|c| c.trigger == candidate.trigger);
        let has_denial_only = |m: Modality| reality(m) == 2;
        let group_reality = reality(group.candidates[0].modality);
        if group_reality != reality(candidate.modality) && !(candidate.partial && has_denial_only(candidate.modality)) {
            return false;
        }
        if self.set.merge.apart && one_trigger(group) && group.last_sentence() == candidate.sentence {
            return self.keys_agree(group, candidate);
        }
        if !self.days_agree(group, candidate) {
            return false;
        }
        if self.set.merge.company.iter().any(|role| self.other_company(*role, group, candidate)) {
            return false;
        }
        self.class.roles.iter().all(|role| {
            let theirs: Vec<&Filler> = candidate.fillers.iter().filter(|f| f.role == role.wire).collect();
            let ours: Vec<&Filler> = group.of(role.wire).collect();
            if theirs.is_empty() || ours.is_empty() {
                return true;
            }
            let pair =
                |a: &&Filler, b: &&Filler| compatible(role.wire, &a.value, &b.value, &self.set.merge, self.entities);
            match role.identity {
                Identity::Distinct if role.value == ValueKind::Name => {
                    theirs.iter().all(|t| ours.iter().all(|o| may_be_one(&t.value, &o.value, self.entities)))
                }
                Identity::Key if role.many => theirs.iter().any(|t| ours.iter().any(|o| pair(t, o))),
                Identity::Key | Identity::Distinct => theirs.iter().all(|t| ours.iter().all(|o| pair(t, o))),
                _ => true,
            }
        })
    }

    /// Two weekdays of one article are two events, unless they share something
    /// that tells events apart. (Known dates are told apart as any role is.)
    fn days_agree(&self, group: &Group, candidate: &Candidate) -> bool {
        let Some(day) = candidate.weekday else { return true };
        let mut days = group.candidates.iter().filter_map(|c| c.weekday).peekable();
        days.peek().is_none()
            || days.any(|d| d == day)
            || self.class.roles.iter().any(|role| {
                matches!(role.identity, Identity::Key | Identity::Shared)
                    && self.agreement(role, group, candidate) == Some(true)
            })
    }

    /// Whether a definite phrase says itself which event it means: by a date
    /// of its own or a name right before the noun ("the 2014 school attack",
    /// "the Sukkur attack") that the group does not share. Such a phrase does
    /// not point back.
    fn identifies_itself(&self, group: &Group, candidate: &Candidate) -> bool {
        candidate.fillers.iter().any(|f| {
            let Some(role) = self.class.role(f.role) else { return false };
            let own = match &f.value {
                Value::Date(_, basis) => !matches!(basis, DateBasis::Publication),
                Value::Entity(_) | Value::Text(_) => {
                    f.span.is_some_and(|s| s.end <= candidate.trigger.start && candidate.trigger.start - s.end <= 1)
                }
                _ => false,
            };
            own && matches!(role.identity, Identity::Distinct | Identity::Shared | Identity::Key)
                && self.agreement(role, group, candidate) != Some(true)
        })
    }

    /// Of several readings of one trigger that name different keys, those that
    /// agree with the surest.
    fn one_key_each(&self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let best: Vec<usize> = (0..candidates.len())
            .map(|i| {
                let same = (0..candidates.len()).filter(|j| candidates[*j].trigger == candidates[i].trigger);
                same.max_by(|a, b| {
                    let sure = |c: usize| candidates[c].confidence;
                    sure(*a).total_cmp(&sure(*b)).then(b.cmp(a))
                })
                .unwrap_or(i)
            })
            .collect();
        let groups: Vec<Group> =
            candidates.iter().map(|c| Group { fillers: c.fillers.clone(), candidates: vec![c.clone()] }).collect();
        let keep: Vec<bool> = candidates.iter().zip(&best).map(|(c, b)| self.keys_agree(&groups[*b], c)).collect();
        candidates.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(c, _)| c).collect()
    }

    /// Without participles that only go on with what a finite verb of the same
    /// sentence and key tells ("..., adding that"), unless they have words of
    /// their own to quote.
    fn main_verbs(&self, candidates: Vec<Candidate>, analysis: &Analysis) -> Vec<Candidate> {
        let participle = |c: &Candidate| {
            analysis
                .tokens
                .binary_search_by_key(&c.trigger.start, |t| t.span.start)
                .is_ok_and(|i| analysis.tokens[i].xpos == "VBG")
        };
        let quotes = |c: &Candidate| {
            c.fillers.iter().any(|f| self.class.role(f.role).is_some_and(|r| r.value == ValueKind::Text))
        };
        let told = |c: &Candidate| c.fillers.iter().any(|f| self.distinct(f.role));
        let keep: Vec<bool> = candidates
            .iter()
            .map(|c| {
                !participle(c)
                    || quotes(c)
                    || !candidates.iter().any(|o| {
                        let group = Group { fillers: o.fillers.clone(), candidates: Vec::new() };
                        o.sentence == c.sentence && !participle(o) && told(o) && self.keys_agree(&group, c)
                    })
            })
            .collect();
        candidates.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(c, _)| c).collect()
    }

    fn distinct(&self, role: Sym) -> bool {
        self.class.role(role).is_some_and(|r| r.identity == Identity::Distinct)
    }

    /// Whether the key roles share a value, for tellings of one trigger.
    fn keys_agree(&self, group: &Group, candidate: &Candidate) -> bool {
        self.class
            .roles
            .iter()
            .filter(|r| r.identity == Identity::Key)
            .all(|r| self.agreement(r, group, candidate) != Some(false))
    }

    /// Whether each side names people in a role whom the other does not.
    fn other_company(&self, role: Sym, group: &Group, candidate: &Candidate) -> bool {
        let person = |f: &&Filler| match &f.value {
            Value::Entity(e) => self.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == PERSON),
            _ => false,
        };
        let ours: Vec<&Filler> = group.of(role).filter(person).collect();
        let theirs: Vec<&Filler> = candidate.fillers.iter().filter(|f| f.role == role).filter(person).collect();
        let lacks =
            |a: &[&Filler], b: &[&Filler]| a.iter().any(|x| !b.iter().any(|y| same(&x.value, &y.value, self.entities)));
        lacks(&ours, &theirs) && lacks(&theirs, &ours)
    }

    /// How much speaks for the candidate telling of the group's fact.
    fn link(&self, group: &Group, candidate: &Candidate) -> i32 {
        let mut keys = 0;
        let mut keys_shared = 0;
        let mut shared = 0;
        let mut disjoint = 0;
        let mut distinct_agree = 0;
        let mut hints = 0;
        for role in &self.class.roles {
            let agreement = self.agreement(role, group, candidate);
            match role.identity {
                Identity::Key => {
                    keys += 1;
                    keys_shared += i32::from(agreement == Some(true));
                }
                Identity::Shared => match agreement {
                    Some(true) => shared += 1,
                    Some(false) => disjoint += 1,
                    None => {}
                },
                Identity::Distinct => distinct_agree += i32::from(agreement == Some(true)),
                Identity::Hint => hints += i32::from(agreement == Some(true)),
                Identity::None => {}
            }
        }
        if keys > 0 {
            // A class with keys: all of them must agree.
            let agree = keys_shared == keys;
            let told = distinct_agree > 0 || group.candidates.iter().any(|c| c.trigger == candidate.trigger);
            return if agree && (told || !self.set.merge.apart) { 10 + distinct_agree } else { 0 };
        }
        // Of "carried out the attack" one rule takes the verb, another the noun.
        let names = |c: &Candidate, trigger: crate::text::Span| {
            c.trigger.overlaps(trigger)
                || c.fillers
                    .iter()
                    .any(|f| matches!(f.value, Value::Code(_)) && f.span.is_some_and(|s| s.overlaps(trigger)))
        };
        if group.candidates.iter().any(|c| names(c, candidate.trigger) || names(candidate, c.trigger)) {
            return 20;
        }
        if self.later_event(group, candidate) {
            return 0;
        }
        let score = 2 * shared - 2 * disjoint + hints;
        if score > 0 {
            return score + distinct_agree;
        }
        let gap = candidate.sentence.saturating_sub(group.last_sentence());
        let refers_back = candidate.definite
            && disjoint == 0
            && gap > 0
            && gap <= self.set.merge.window.unwrap_or(WINDOW)
            && !self.identifies_itself(group, candidate);
        // Two triggers of one clause without anything of their own are one event.
        let bare =
            candidate.fillers.iter().all(|f| self.class.role(f.role).is_none_or(|r| r.identity != Identity::Shared));
        let same_sentence =
            gap == 0 && candidate.sentence == group.last_sentence() && disjoint == 0 && (bare || self.bare(group));
        // A title tells of what the article opens with.
        let titled = disjoint <= 1
            && group.candidates.iter().all(|c| self.title(c.sentence))
            && candidate.sentence <= self.opening
            && !self.title(candidate.sentence);
        i32::from(refers_back || same_sentence || titled)
    }

    /// A new sentence with a day of its own, after an event told without one and
    /// without pointing back to it, begins another event.
    fn later_event(&self, group: &Group, candidate: &Candidate) -> bool {
        let dated = |fillers: &[Filler]| fillers.iter().any(|f| matches!(f.value, Value::Date(..)));
        let gap = candidate.sentence.saturating_sub(group.last_sentence());
        gap > 1 && !candidate.definite && dated(&candidate.fillers) && !dated(&group.fillers)
    }

    fn title(&self, sentence: u32) -> bool {
        self.analysis.sentences[sentence as usize].zone == ZoneKind::Title
    }

    fn bare(&self, group: &Group) -> bool {
        group.fillers.iter().all(|f| self.class.role(f.role).is_none_or(|r| r.identity != Identity::Shared))
    }

    /// `Some(true)` if they share a value, `Some(false)` if both have values that
    /// cannot be two ways to say the same.
    fn agreement(&self, role: &Role, group: &Group, candidate: &Candidate) -> Option<bool> {
        let mut any = false;
        let mut apart = true;
        for t in candidate.fillers.iter().filter(|f| f.role == role.wire) {
            for o in group.of(role.wire) {
                any = true;
                apart &= disagree(&t.value, &o.value, self.entities);
                let says_something = !matches!(&o.value, Value::Code(c) if vague(role.wire, *c, &self.set.merge));
                if says_something && same(&t.value, &o.value, self.entities) {
                    return Some(true);
                }
            }
        }
        (any && apart).then_some(false)
    }

    fn fact(&self, group: Group, analysis: &Analysis) -> Option<Fact> {
        let merge = &self.set.merge;
        let mut fillers: Vec<Filler> = Vec::new();
        for role in &self.class.roles {
            let mut values: Vec<Filler> = group.of(role.wire).cloned().collect();
            values.sort_by(|a, b| {
                self.rank(role, a)
                    .cmp(&self.rank(role, b))
                    .then(b.confidence.total_cmp(&a.confidence))
                    .then(a.span.cmp(&b.span))
            });
            let mut kept: Vec<Filler> = Vec::new();
            for value in values {
                match kept.iter().position(|k| same(&k.value, &value.value, self.entities)) {
                    // Precision wins between two ways to say the same.
                    Some(known) if more_precise(&value.value, &kept[known].value) => kept[known].value = value.value,
                    Some(_) => {}
                    None if role.many || kept.is_empty() => kept.push(value),
                    None => {}
                }
            }
            if role.value == ValueKind::Name && kept.len() > 1 {
                kept = self.without_general(kept);
            }
            kept.sort_by_key(|f| f.span);
            fillers.extend(kept);
        }
        for (from, to) in &merge.repeat {
            if fillers.iter().any(|f| f.role == *to) {
                continue;
            }
            let again: Vec<Filler> =
                fillers.iter().filter(|f| f.role == *from).map(|f| Filler { role: *to, ..f.clone() }).collect();
            fillers.extend(again);
        }
        for (role, code) in &merge.default {
            if !fillers.iter().any(|f| f.role == *role)
                && let Some(first) = group.candidates.first()
            {
                fillers.push(Filler {
                    role: *role,
                    value: Value::Code(*code),
                    span: Some(first.trigger),
                    sentence: analysis.sentences[first.sentence as usize].span,
                    rule: first.rule,
                    modality: first.modality,
                    source: None,
                    confidence: first.confidence,
                });
            }
        }
        if !merge.needs.is_empty() && !merge.needs.iter().any(|n| fillers.iter().any(|f| f.role == *n)) {
            return None;
        }
        if self.class.roles.iter().any(|role| self.is_its_own_end(role, &fillers)) {
            return None;
        }
        fillers.retain(|f| !matches!(&f.value, Value::Code(c) if hidden(f.role, *c, merge)));
        let order = |wire: Sym| self.class.role(wire).map_or(i64::MAX, |r| r.order);
        fillers.sort_by_key(|f| (order(f.role), f.span));
        let (modality, source) = self.modality(&group);
        if merge.silent.iter().any(|m| m.as_str() == modality.as_str()) {
            return None;
        }
        if modality == Modality::Expected {
            for filler in &mut fillers {
                if let Value::Code(code) = &mut filler.value
                    && let Some(other) = merge.unreal.get(code)
                {
                    *code = *other;
                }
            }
        }
        let mut evidence: Vec<_> =
            group.candidates.iter().map(|c| analysis.sentences[c.sentence as usize].span).collect();
        evidence.sort();
        evidence.dedup();
        let mut rules: Vec<Sym> = group.candidates.iter().map(|c| c.rule).collect();
        rules.sort();
        rules.dedup();
        let mut triggers: Vec<_> = group.candidates.iter().map(|c| c.trigger).collect();
        triggers.sort();
        triggers.dedup();
        let best = group.candidates.iter().map(|c| c.confidence).fold(0.0, f32::max);
        Some(Fact {
            class: self.class.wire,
            fillers,
            modality,
            source,
            confidence: (best + 0.04 * (rules.len() as f32 - 1.0)).min(0.97),
            salience: salience(&group, analysis),
            rules,
            triggers,
            evidence,
        })
    }

    /// Unnamed people ("gunmen") beside a name, or told again by the same noun
    /// ("Nigerian gunmen", "the gunmen"), are nobody more.
    fn without_general(&self, values: Vec<Filler>) -> Vec<Filler> {
        let people = |f: &Filler| match &f.value {
            Value::Entity(e) => {
                self.entities.get(*e as usize).filter(|e| e.class.as_str() == "persons").map(|e| e.name.to_lowercase())
            }
            Value::Text(t) => Some(t.to_lowercase()).filter(|_| !t.contains(char::is_uppercase)),
            _ => None,
        };
        let named = values.iter().any(|f| people(f).is_none());
        let mut heads: Vec<String> = Vec::new();
        values
            .into_iter()
            .filter(|f| {
                let Some(name) = people(f) else { return true };
                let head = name.rsplit(' ').next().unwrap_or_default().to_owned();
                if named && head == name || heads.contains(&head) {
                    return false;
                }
                heads.push(head);
                true
            })
            .collect()
    }

    /// Whether a relation leads from a thing to itself, which no text means.
    fn is_its_own_end(&self, role: &Role, fillers: &[Filler]) -> bool {
        let of = |wire: Sym| fillers.iter().filter(move |f| f.role == wire);
        role.end == Some(End::Subject)
            && self
                .class
                .roles
                .iter()
                .filter(|r| r.end == Some(End::Object))
                .any(|object| of(role.wire).any(|a| of(object.wire).any(|b| same(&a.value, &b.value, self.entities))))
    }

    /// What a fact has of this role first: precise before vague.
    fn rank(&self, role: &Role, filler: &Filler) -> u8 {
        match &filler.value {
            Value::Code(c) if vague(role.wire, *c, &self.set.merge) => 2,
            Value::Code(c) if self.set.merge.broader.values().any(|b| b == c) => 1,
            _ => 0,
        }
    }

    /// Modality of the decisive roles' fillers if there are any, else the
    /// strongest of the candidates that tell the whole.
    fn modality(&self, group: &Group) -> (Modality, Option<Value>) {
        let decisive: Vec<(Modality, &Option<Value>)> = group
            .fillers
            .iter()
            .filter(|f| self.set.merge.decisive.contains(&f.role))
            .map(|f| (f.modality, &f.source))
            .collect();
        let pool = if decisive.is_empty() {
            group.candidates.iter().filter(|c| !c.partial).map(|c| (c.modality, &c.source)).collect()
        } else {
            decisive
        };
        match pool.into_iter().min_by_key(|p| p.0) {
            Some((modality, source)) => {
                let says = matches!(modality, Modality::Attributed | Modality::Claimed | Modality::Denied);
                (modality, source.clone().filter(|_| says))
            }
            None => (Modality::Asserted, None),
        }
    }
}

/// The second sentence after the title.
fn opening(analysis: &Analysis) -> u32 {
    let titles = analysis.sentences.iter().take_while(|s| s.zone == ZoneKind::Title).count();
    titles as u32 + 1
}

fn more_precise(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(x, _), Value::Date(y, _)) => {
            x.len() > y.len() && !x.contains('/') && !x.starts_with("--") || y.starts_with("--") && !x.starts_with("--")
        }
        (Value::Text(x), Value::Text(y)) => x.len() > y.len() && x.len() < 60,
        _ => false,
    }
}

/// In the headline or the lead, or told in several sentences of which one
/// stands in the first half.
fn salience(group: &Group, analysis: &Analysis) -> Salience {
    let body_start = analysis.sentences.iter().position(|s| s.zone == ZoneKind::Body).unwrap_or(0) as u32;
    let half = analysis.sentences.len() as u32 / 2;
    let mut sentences: Vec<u32> = group.candidates.iter().map(|c| c.sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let first = sentences.first().copied().unwrap_or(0);
    if first < body_start + LEAD || (sentences.len() > 1 && first < half) { Salience::Main } else { Salience::Minor }
}
