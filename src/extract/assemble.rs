//! Candidates of one article gathered into facts: what is told over several
//! sentences becomes one, what differs stays apart.

use super::candidate::{self, Candidate};
use super::compare::{hidden, may_be_one, same, vague};
use super::home::{Group, Judge};
use super::roll;
use super::types::{Fact, Filler, Modality, Salience, Value};
use crate::analysis::Analysis;
use crate::ontology::rule::RuleSet;
use crate::ontology::vocab::{End, Identity, ValueKind};
use crate::ontology::{FactClass, Role};
use crate::resolve::Entity;
use crate::text::{Sym, ZoneKind};
use std::collections::BTreeSet;

/// Sentences from the start that an article's main facts usually stand in.
const LEAD: u32 = 5;

/// How sure a value handed on is, of how sure it is where it is told.
const HANDED_ON: f32 = 0.8;

/// How many sentences around a fact it may take a value from.
const AROUND: u32 = 3;

/// Facts of one class.
pub(super) fn assemble(
    class: &FactClass,
    set: &RuleSet,
    mut candidates: Vec<Candidate>,
    analysis: &Analysis,
    entities: &[Entity],
) -> Vec<Fact> {
    candidates.sort_by_key(|c| (c.sentence, c.trigger, c.rule));
    let candidates = roll::join(class, set, candidates, analysis);
    let (parts, wholes): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.partial);
    let judge = Judge::new(class, set, analysis, entities);
    let wholes = if set.merge.apart { judge.main_verbs(judge.one_key_each(wholes), analysis) } else { wholes };
    let mut groups: Vec<Group> = Vec::new();
    let joint: Vec<Option<Candidate>> = wholes.iter().map(|c| judge.with_same_trigger(c, &wholes)).collect();
    for (candidate, joint) in wholes.into_iter().zip(joint) {
        match judge.home(&groups, joint.as_ref().unwrap_or(&candidate)) {
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
    let mut groups = judge.inherited(judge.absorb(judge.reunite(groups)));
    if set.merge.apart {
        judge.headlines(&mut groups, analysis);
    }
    judge.give_way(&mut groups);
    groups.retain(|g| !candidate::alike(&set.merge, &g.fillers));
    let mut facts: Vec<Fact> = groups.into_iter().filter_map(|g| judge.fact(g, analysis)).collect();
    judge.no_doers(&mut facts);
    facts.sort_by(|a, b| (&a.evidence, a.class, &a.triggers).cmp(&(&b.evidence, b.class, &b.triggers)));
    facts
}

impl Judge<'_> {
    /// A candidate with what others found by the same trigger, if they found any:
    /// where it belongs is for all of them together to say ("blasts killed nine at a
    /// mosque in X" has the town of the bombing told before, and a target of its own).
    fn with_same_trigger(&self, candidate: &Candidate, all: &[Candidate]) -> Option<Candidate> {
        if !self.has_figures() || self.by_name(candidate) {
            return None;
        }
        let shared = |role: Sym| self.class.role(role).is_some_and(|r| r.identity == Identity::Shared);
        let same = |o: &&Candidate| {
            o.sentence == candidate.sentence && o.trigger == candidate.trigger && o.rule != candidate.rule
        };
        let others: Vec<&Filler> =
            all.iter().filter(same).flat_map(|o| &o.fillers).filter(|f| shared(f.role)).collect();
        (!others.is_empty()).then(|| {
            let mut out = candidate.clone();
            out.fillers.extend(others.into_iter().cloned());
            out
        })
    }

    /// Groups with what they lack of the roles that the rule file hands on from
    /// those around ("A listed X. Y was added in 2019."), where these are of one mind.
    fn inherited(&self, mut groups: Vec<Group>) -> Vec<Group> {
        let real = |g: &Group| self.modality(g).0 == Modality::Asserted && !g.is_background();
        for role in &self.set.merge.inherit {
            let own: Vec<Option<Filler>> = groups.iter().map(|g| g.of(*role).next().cloned()).collect();
            let taken: Vec<Option<Filler>> = groups
                .iter()
                .zip(&own)
                .map(|(group, has)| {
                    if has.is_some() || !real(group) {
                        return None;
                    }
                    let near = |other: &Group, reach: u32| {
                        let sentences = |g: &Group| g.candidates.iter().map(|c| c.sentence).collect::<Vec<_>>();
                        sentences(group).iter().any(|a| sentences(other).iter().any(|b| a.abs_diff(*b) <= reach))
                    };
                    let around = |reach: u32| -> Vec<&Filler> {
                        let others = groups.iter().zip(&own).filter(|(g, _)| real(g) && near(g, reach));
                        others.filter_map(|(_, f)| f.as_ref()).collect()
                    };
                    // Where nothing near says it, the article as a whole may.
                    let found = [AROUND, u32::MAX].into_iter().map(around).find(|f| !f.is_empty())?;
                    let first = found[0];
                    found.iter().all(|f| may_be_one(&f.value, &first.value, self.entities)).then(|| first.clone())
                })
                .collect();
            for (group, filler) in groups.iter_mut().zip(taken) {
                group.fillers.extend(filler.map(|f| Filler { confidence: f.confidence * HANDED_ON, ..f }));
            }
        }
        groups
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
    /// sentence and key tells ("..., saying that"), unless they have words of
    /// their own to quote or tell something more ("..., adding that").
    fn main_verbs(&self, candidates: Vec<Candidate>, analysis: &Analysis) -> Vec<Candidate> {
        let more = |lemma: &str| self.set.merge.more.iter().any(|m| m.as_str() == lemma);
        let participle = |c: &Candidate| {
            analysis
                .tokens
                .binary_search_by_key(&c.trigger.start, |t| t.span.start)
                .map(|i| &analysis.tokens[i])
                .is_ok_and(|t| t.xpos == "VBG" && !more(&t.lemma))
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

    /// What only a headline tells and a sentence of the article tells again in
    /// more words ("X says A" above "X said on Monday A, which ...") is one fact,
    /// in the words of the sentence.
    fn headlines(&self, groups: &mut Vec<Group>, analysis: &Analysis) {
        let title = |c: &Candidate| {
            let s = &analysis.sentences[c.sentence as usize];
            // "Mayor says bridge is safe" over the text, with no full stop.
            let open =
                c.sentence == 0 && analysis.tokens_of(0).last().is_some_and(|t| t.tag != crate::text::Upos::Punct);
            s.zone == ZoneKind::Title || s.title_case || s.all_caps || open
        };
        let mut i = 0;
        while i < groups.len() {
            let only = groups[i].candidates.iter().all(title);
            let again = (0..groups.len()).find(|j| {
                only && *j != i
                    && !groups[*j].candidates.iter().any(title)
                    && groups[i].candidates.iter().all(|c| self.keys_agree(&groups[*j], c))
                    && retold(&groups[i], &groups[*j])
            });
            let Some(again) = again else {
                i += 1;
                continue;
            };
            let headline = groups.remove(i);
            let at = if again > i { again - 1 } else { again };
            groups[at].candidates.extend(headline.candidates);
        }
    }

    /// What such a body only passes on ("..., he said, the agency reported") gives
    /// way to what another tells in the same sentence.
    fn give_way(&self, groups: &mut Vec<Group>) {
        if self.set.merge.gives_way.is_empty() {
            return;
        }
        let passes_on = |group: &Group| {
            self.set.merge.gives_way.iter().any(|(role, kind)| {
                let of = |f: &Filler| match f.value {
                    Value::Entity(e) => self.entities.get(e as usize).and_then(|e| e.kind) == Some(*kind),
                    _ => false,
                };
                group.of(*role).next().is_some() && group.of(*role).all(of)
            })
        };
        let sentences = |group: &Group| group.candidates.iter().map(|c| c.sentence).collect::<BTreeSet<u32>>();
        let own: BTreeSet<u32> = groups.iter().filter(|g| !passes_on(g)).flat_map(sentences).collect();
        groups.retain(|g| !passes_on(g) || !sentences(g).is_subset(&own));
    }

    fn distinct(&self, role: Sym) -> bool {
        self.class.role(role).is_some_and(|r| r.identity == Identity::Distinct)
    }

    /// "\"We must go on,\" she told the left": what stands in quotation marks before
    /// its verb is what is said, not what follows the verb; "called it a disgrace" and
    /// "which was approved by" tell by themselves of nothing.
    fn said_before(&self, group: &Group, from: Sym, to: Sym, fillers: &mut Vec<Filler>) {
        /// Words from which a quotation says something by itself.
        const WORDS: usize = 4;
        if self.class.role(from).is_none_or(|r| r.value != ValueKind::Text) {
            return;
        }
        let Some(verb) = group.candidates.iter().map(|c| c.trigger.start).min() else { return };
        let whole = |f: &Filler| match &f.value {
            Value::Text(text) => {
                text.split_whitespace().count() >= WORDS
                    && text.ends_with([',', '?', '!', '—'])
                    && f.span.is_some_and(|s| s.end <= verb)
            }
            _ => false,
        };
        let before = fillers.iter().any(|f| f.role == from && whole(f));
        let pointer = |f: &Filler| matches!(&f.value, Value::Text(t) if ["it", "which", "that", "this", "so", "them"].contains(&t.as_str()));
        fillers.retain(|f| f.role != to || !(before && f.span.is_some_and(|s| s.start > verb) || pointer(f)));
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
                kept = self.without_general(role.wire, kept);
            }
            kept.sort_by_key(|f| f.span);
            fillers.extend(kept);
        }
        for (from, to) in &merge.repeat {
            self.said_before(&group, *from, *to, &mut fillers);
            // "The gunman, named as X": who is named says more than what he did.
            let named = |f: &Filler| !self.unnamed(f);
            if merge.decisive.contains(to)
                && fillers.iter().any(|f| f.role == *from && named(f))
                && !fillers.iter().any(|f| f.role == *to && named(f))
            {
                fillers.retain(|f| f.role != *to);
            }
            if fillers.iter().any(|f| f.role == *to) {
                continue;
            }
            let again: Vec<Filler> = fillers
                .iter()
                .filter(|f| f.role == *from)
                .map(|f| Filler { role: *to, value: opening(&f.value), ..f.clone() })
                .collect();
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
        let has = |roles: &[Sym]| roles.iter().any(|n| fillers.iter().any(|f| f.role == *n));
        let real = || self.modality(&group).0 == Modality::Asserted;
        let named = || group.candidates.iter().any(|c| self.by_name(c));
        let told = merge.needs.is_empty() || has(&merge.needs) || has(&merge.enough) && real() || named();
        if !told {
            return None;
        }
        if self.class.roles.iter().any(|role| self.is_its_own_end(role, &fillers)) {
            return None;
        }
        fillers.retain(|f| !matches!(&f.value, Value::Code(c) if hidden(f.role, *c, merge)));
        let order = |wire: Sym| self.class.role(wire).map_or(i64::MAX, |r| r.order);
        fillers.sort_by_key(|f| (order(f.role), f.span));
        let (mut modality, source) = self.modality(&group);
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
        // The code says that it is only planned; that it is planned is a fact.
        let planned = |f: &Filler| matches!(&f.value, Value::Code(c) if merge.firm.contains(c));
        let supposed = group.candidates.iter().any(|c| c.supposed);
        if modality == Modality::Expected && !supposed && fillers.iter().any(planned) {
            modality = Modality::Asserted;
            fillers.iter_mut().filter(|f| f.modality == Modality::Expected).for_each(|f| f.modality = modality);
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

    /// Who did it by name, here or as told elsewhere in the article, is none of those
    /// it was done to ("the bomber X was shot dead").
    fn no_doers(&self, facts: &mut Vec<Fact>) {
        let merge = &self.set.merge;
        let doer = |f: &Filler| merge.decisive.contains(&f.role) && !self.unnamed(f);
        let doers: Vec<Value> =
            facts.iter().flat_map(|f| &f.fillers).filter(|f| doer(f)).map(|f| f.value.clone()).collect();
        let sufferer =
            |role: Sym| merge.moves.iter().any(|(from, to)| *from == role || to.values().any(|t| *t == role));
        facts.retain_mut(|fact| {
            let told = fact.fillers.len();
            fact.fillers.retain(|f| !(sufferer(f.role) && doers.contains(&f.value)));
            // Nothing may be left: the police shot the man whom the text says did it.
            fact.fillers.len() == told || fact.fillers.iter().any(|f| merge.needs.contains(&f.role))
        });
    }

    /// Whether a value is people known by no name ("gunmen"), or words.
    fn unnamed(&self, filler: &Filler) -> bool {
        match &filler.value {
            Value::Entity(e) => self.entities.get(*e as usize).is_none_or(|e| e.class.as_str() == "persons"),
            _ => true,
        }
    }

    /// Unnamed people ("gunmen") beside a name, or told again by the same noun
    /// ("Nigerian gunmen", "the gunmen"), are nobody more.
    fn without_general(&self, role: Sym, values: Vec<Filler>) -> Vec<Filler> {
        let people = |f: &Filler| match &f.value {
            Value::Entity(e) => {
                let unnamed = |e: &&Entity| e.class.as_str() == "persons" || !e.name.contains(char::is_uppercase);
                self.entities.get(*e as usize).filter(unnamed).map(|e| e.name.to_lowercase())
            }
            Value::Text(t) => Some(t.to_lowercase()).filter(|_| !t.contains(char::is_uppercase)),
            _ => None,
        };
        let named = values.iter().any(|f| people(f).is_none());
        let all: Vec<_> = values.iter().filter(|f| people(f).is_none()).map(|f| f.span).collect();
        // "The emir received A": one of those who met, where nobody is named elsewhere who could be the emir.
        let company = self.set.merge.company.contains(&role);
        let places: Vec<_> = values.iter().map(|f| (f.sentence, f.span)).collect();
        let another = |f: &Filler| {
            company
                && self.is_holder(f)
                && places.iter().all(|(sentence, _)| *sentence == f.sentence)
                && places.iter().any(|(_, span)| *span != f.span)
        };
        let mut heads: Vec<String> = Vec::new();
        values
            .into_iter()
            .filter(|f| {
                let Some(name) = people(f) else { return true };
                let head = name.rsplit(' ').next().unwrap_or_default().to_owned();
                // "the two leaders" are those named.
                let counted = ["two ", "three ", "four ", "five ", "both "].iter().any(|n| name.starts_with(n));
                // "the rebel group X" names one.
                let titles = f.span.is_some_and(|s| all.iter().any(|o| o.is_some_and(|o| o.start == s.end + 1)));
                if named && (head == name && !another(f) || counted || titles) || heads.contains(&head) {
                    return false;
                }
                heads.push(head);
                true
            })
            .collect()
    }

    /// Whether somebody is called by a post in the singular: "the emir".
    fn is_holder(&self, filler: &Filler) -> bool {
        let word = filler.span.and_then(|s| {
            let tokens = &self.analysis.tokens;
            tokens.iter().rev().find(|t| s.contains(t.span)).map(|t| t.xpos)
        });
        let kind = match &filler.value {
            Value::Entity(e) => self.entities.get(*e as usize).and_then(|e| e.kind),
            _ => None,
        };
        kind.is_some_and(|k| self.set.merge.holders.contains(&k)) && matches!(word, Some("NN" | "NNP"))
    }

    /// Whether a relation leads from a thing to itself, which no text means.
    fn is_its_own_end(&self, role: &Role, fillers: &[Filler]) -> bool {
        let of = |wire: Sym| fillers.iter().filter(move |f| f.role == wire);
        role.end == Some(End::Subject)
            && self.class.roles.iter().filter(|r| r.end == Some(End::Object)).any(|object| {
                of(role.wire).any(|a| {
                    of(object.wire)
                        .any(|b| same(&a.value, &b.value, self.entities) || self.one_entry(&a.value, &b.value))
                })
            })
    }

    /// Whether a lexicon has the two for names of one thing.
    fn one_entry(&self, a: &Value, b: &Value) -> bool {
        let entry = |v: &Value| match v {
            Value::Entity(e) => self.entities.get(*e as usize).and_then(|e| e.known),
            _ => None,
        };
        entry(a).is_some() && entry(a) == entry(b)
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
        let decisive: Vec<&Filler> =
            group.fillers.iter().filter(|f| self.set.merge.decisive.contains(&f.role)).collect();
        // Who is named counts, not "the gunmen" beside it.
        let named = |f: &&&Filler| !self.unnamed(f);
        let any_named = decisive.iter().any(|f| named(&f));
        // Whom its first sentence only suspects stays suspected when told again.
        let suspected = |f: &Filler| {
            let same_value = || decisive.iter().filter(|o| same(&o.value, &f.value, self.entities));
            let first = same_value().map(|o| o.sentence).min();
            f.modality == Modality::Asserted
                && same_value().any(|o| Some(o.sentence) == first && o.modality == Modality::Hedged)
        };
        let decisive: Vec<(Modality, &Option<Value>)> = decisive
            .iter()
            .filter(|f| !any_named || named(f))
            .map(|f| (if suspected(f) { Modality::Hedged } else { f.modality }, &f.source))
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

fn more_precise(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(x, _), Value::Date(y, _)) => {
            x.len() > y.len() && !x.contains('/') && !x.starts_with("--") || y.starts_with("--") && !x.starts_with("--")
        }
        // More words, not the plural of the same.
        (Value::Text(x), Value::Text(y)) => x.split_whitespace().count() > y.split_whitespace().count() && x.len() < 60,
        _ => false,
    }
}

/// In the headline or the lead, or told in several sentences of which one
/// stands in the first half.
fn salience(group: &Group, analysis: &Analysis) -> Salience {
    if group.is_background() {
        return Salience::Minor;
    }
    let body_start = analysis.sentences.iter().position(|s| s.zone == ZoneKind::Body).unwrap_or(0) as u32;
    let half = analysis.sentences.len() as u32 / 2;
    let mut sentences: Vec<u32> = group.candidates.iter().map(|c| c.sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let first = sentences.first().copied().unwrap_or(0);
    if first < body_start + LEAD || (sentences.len() > 1 && first < half) { Salience::Main } else { Salience::Minor }
}

/// Whether most of the telling words of one group's texts stand in the other's.
fn retold(short: &Group, long: &Group) -> bool {
    /// Shorter words tell little.
    const TELLING: usize = 4;
    let words = |g: &Group| -> BTreeSet<String> {
        let texts = g.fillers.iter().filter_map(|f| if let Value::Text(t) = &f.value { Some(t) } else { None });
        texts
            .flat_map(|t| t.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| w.chars().count() >= TELLING)
            .map(|w| w.to_lowercase().trim_end_matches('s').to_owned())
            .collect()
    };
    let (ours, theirs) = (words(short), words(long));
    !ours.is_empty() && 2 * ours.intersection(&theirs).count() >= ours.len()
}

/// The first sentence of a text: enough to say what it is about.
fn opening(value: &Value) -> Value {
    /// Fewer words are no sentence.
    const LEAST: usize = 4;
    let Value::Text(text) = value else { return value.clone() };
    let ends = text.match_indices(['.', '?', '!']).map(|(i, _)| i + 1).find(|end| {
        let (before, after) = text.split_at(*end);
        let mut after = after.chars();
        // Not behind an abbreviation, which is short or has a capital.
        let last = before.trim_end_matches(['.', '?', '!']).rsplit([' ', '.']).next().unwrap_or_default();
        let word = last.chars().count() > 3 && last.starts_with(char::is_lowercase);
        word && after.next() == Some(' ')
            && after.next().is_some_and(|c| c.is_uppercase() || matches!(c, '“' | '"' | '‘'))
            && before.split_whitespace().count() >= LEAST
    });
    Value::Text(ends.map_or_else(|| text.clone(), |end| text[..end].to_owned()))
}
