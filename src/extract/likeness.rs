//! How much speaks for two tellings being one event: shared keys, values that
//! agree or differ, nouns that point back, figures.
//!
//! The weights here are what [`super::home`] chooses a candidate's fact by.

use super::candidate::Candidate;
use super::compare::{broader, disagree, finer, same, vague};
use super::home::{Group, Judge, distinct_dates_differ};
use super::types::{Filler, Value};
use crate::ontology::Role;
use crate::ontology::vocab::{Identity, ValueKind};
use crate::text::{Span, Upos, ZoneKind};

impl Judge<'_> {
    /// Two kinds of event (talks, a summit) with other people at each: one may
    /// be part of the other, they are not the same.
    pub(super) fn another_kind(&self, group: &Group, candidate: &Candidate) -> bool {
        let told = |role: &Role, f: &&Filler| {
            f.role == role.wire && !matches!(&f.value, Value::Code(c) if vague(role.wire, *c, &self.set.merge))
        };
        let kinds = self.class.roles.iter().filter(|r| r.identity == Identity::Distinct && r.value == ValueKind::Code);
        // "the meeting" may be the summit told of.
        let wider = |a: &Value, b: &Value| match (a, b) {
            (Value::Code(a), Value::Code(b)) => candidate.definite && broader(*b, *a, &self.set.merge),
            _ => false,
        };
        let differ = kinds.into_iter().any(|role| {
            let ours: Vec<&Filler> = group.of(role.wire).filter(|f| told(role, f)).collect();
            let mut theirs = candidate.fillers.iter().filter(|f| told(role, f)).peekable();
            theirs.peek().is_some()
                && !ours.is_empty()
                && !theirs
                    .any(|t| ours.iter().any(|o| same(&t.value, &o.value, self.entities) || wider(&t.value, &o.value)))
        });
        differ
            && self.set.merge.company.iter().any(|role| {
                let ours: Vec<&Filler> = group.of(*role).collect();
                let theirs: Vec<&Filler> = candidate.company.iter().filter(|f| f.role == *role).collect();
                let lacks = |a: &[&Filler], b: &[&Filler]| {
                    a.iter().any(|x| !b.iter().any(|y| same(&x.value, &y.value, self.entities)))
                };
                !ours.is_empty() && !theirs.is_empty() && (lacks(&ours, &theirs) || lacks(&theirs, &ours))
            })
    }

    /// How much speaks for the candidate telling of the group's fact.
    pub(super) fn link(&self, group: &Group, candidate: &Candidate) -> i32 {
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
        let names = |c: &Candidate, trigger: Span| {
            c.trigger.overlaps(trigger)
                || c.fillers
                    .iter()
                    .any(|f| matches!(f.value, Value::Code(_)) && f.span.is_some_and(|s| s.overlaps(trigger)))
        };
        if self.two_by_name(group, candidate) {
            return 0;
        }
        if group.candidates.iter().any(|c| names(c, candidate.trigger) || names(candidate, c.trigger)) {
            return 20;
        }
        if group.candidates.iter().any(|c| self.happens_in(c, candidate) || self.happens_in(candidate, c)) {
            return 15;
        }
        if group.last_sentence() == candidate.sentence && !group.is_background() && self.ranked(candidate) {
            return 12;
        }
        // "attacked a post, killing nine": what its doer did with it.
        if disjoint == 0 && group.candidates.iter().any(|c| self.one_act(c, candidate) || self.one_act(candidate, c)) {
            return 8;
        }
        if candidate.joins && self.in_window(group, candidate) && !self.identifies_itself(group, candidate) {
            return 1;
        }
        // Two things in common say more than a day told late.
        if shared - disjoint < 2 && self.later_event(group, candidate) || self.another_kind(group, candidate) {
            return 0;
        }
        // "the deadliest since a 2019 attack": another event, unless the day agrees.
        let meant = candidate.definite && shared > disjoint;
        if candidate.background != group.is_background() && !meant && distinct_dates_differ(group, candidate) {
            return 0;
        }
        // "the 3 May Kandar and Velmar bombings": the day is that of one of them.
        let by_name = self.by_name(candidate) && group.candidates.iter().all(|c| self.by_name(c));
        if by_name && distinct_agree == 0 && shared == 0 {
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
            && (gap <= self.window() || self.opens(group))
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

    /// "killed nine at an academy, in the deadliest attack on the police in years":
    /// how what has just been told ranks among its kind.
    fn ranked(&self, candidate: &Candidate) -> bool {
        /// Words between the superlative and the noun.
        const BETWEEN: usize = 3;
        let tokens = self.analysis.tokens_of(candidate.sentence as usize);
        let at = tokens.iter().position(|t| t.span.start >= candidate.trigger.start).unwrap_or(0);
        let superlative = (at.saturating_sub(BETWEEN)..at).find(|i| tokens[*i].xpos == "JJS");
        superlative.is_some_and(|i| i > 1 && &*tokens[i - 1].lower == "the" && &*tokens[i - 2].lower == "in")
    }

    /// Whether the second verb is a participle that goes on with the first, or joined
    /// to it, with the same subject.
    fn one_act(&self, first: &Candidate, second: &Candidate) -> bool {
        /// Steps up the parse from the one verb to the other.
        const HIGHEST: usize = 4;
        if first.sentence != second.sentence || first.background != second.background {
            return false;
        }
        let range = self.analysis.sentences[second.sentence as usize].tokens.clone();
        let tokens = &self.analysis.tokens;
        let Some(mut at) = range.clone().find(|t| tokens[*t as usize].span.start >= second.trigger.start) else {
            return false;
        };
        for _ in 0..HIGHEST {
            let token = &tokens[at as usize];
            let subject = range
                .clone()
                .any(|t| tokens[t as usize].head == at && tokens[t as usize].rel.as_str().starts_with("nsubj"));
            let relative =
                |t: u32| tokens[t as usize].head == at && matches!(&*tokens[t as usize].lower, "which" | "that");
            let rel = token.rel.as_str();
            // "by planting a mine that killed nine": the mine is what did it.
            if rel == "acl:relcl" && range.clone().any(|t| relative(t) && tokens[t as usize].rel.as_str() == "nsubj") {
                let noun = &tokens[token.head as usize];
                if noun.rel.as_str() != "obj"
                    || !second.fillers.iter().any(|f| f.span.is_some_and(|s| s.contains(noun.span)))
                {
                    return false;
                }
                at = noun.head;
            } else {
                // "was killed when a bomb exploded": how it was done.
                let when = |t: u32| tokens[t as usize].head == at && &*tokens[t as usize].lower == "when";
                let how = rel == "advcl" && range.clone().any(when);
                let goes_on = how || !subject && (rel == "conj" || rel == "advcl" && token.xpos == "VBG");
                if !goes_on || token.tag != Upos::Verb {
                    return false;
                }
                at = token.head;
            }
            if !range.contains(&at) {
                return false;
            }
            if first.trigger.contains(tokens[at as usize].span) {
                return true;
            }
        }
        false
    }

    /// "the Kandar and Velmar bombings": one noun for two events known by name.
    pub(super) fn two_by_name(&self, group: &Group, candidate: &Candidate) -> bool {
        let same_noun = |c: &Candidate| c.trigger.overlaps(candidate.trigger) && self.by_name(c);
        self.by_name(candidate)
            && group.candidates.iter().any(same_noun)
            && self
                .class
                .roles
                .iter()
                .filter(|r| r.identity == Identity::Shared)
                .any(|r| self.agreement(r, group, candidate) == Some(false))
    }

    /// A new sentence with a day of its own, after an event told without one and
    /// without pointing back to it, begins another event.
    pub(super) fn later_event(&self, group: &Group, candidate: &Candidate) -> bool {
        let dated = |fillers: &[Filler]| fillers.iter().any(|f| matches!(f.value, Value::Date(..)));
        let told = |sentence: u32| self.told.get(sentence as usize).copied().unwrap_or(sentence);
        let gap = told(candidate.sentence).saturating_sub(told(group.last_sentence()));
        gap > 1 && !candidate.definite && dated(&candidate.fillers) && !dated(&group.fillers)
    }

    /// "killed five people in an ambush on a convoy": the noun tells where or how
    /// what the verb says was done.
    fn happens_in(&self, verb: &Candidate, noun: &Candidate) -> bool {
        if verb.sentence != noun.sentence
            || noun.background != verb.background
            || noun.trigger.start <= verb.trigger.end
        {
            return false;
        }
        let tokens = self.analysis.tokens_of(noun.sentence as usize);
        let Some(at) = tokens.iter().position(|t| t.span.start >= noun.trigger.start) else { return false };
        let modifies =
            |tag: Upos| matches!(tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part);
        let mut before = tokens[..at].iter().rev().skip_while(|t| modifies(t.tag) || matches!(&*t.lower, "-" | "of"));
        if !before.next().is_some_and(|t| matches!(&*t.lower, "in" | "during")) {
            return false;
        }
        // Nothing but the verb's own object between the two, or what else was done
        // ("and wounded nine").
        let between: Vec<_> = before.take_while(|t| t.span.start >= verb.trigger.start).collect();
        let joined = |i: usize| matches!(between.get(i + 1), Some(t) if t.tag == Upos::Cconj);
        between.iter().enumerate().all(|(i, t)| {
            t.span.overlaps(verb.trigger)
                || modifies(t.tag)
                || matches!(t.tag, Upos::Cconj | Upos::Adv)
                // "killed a guard, two cooks and a nurse in an ambush"
                || &*t.lower == "," && matches!(between.get(i + 1), Some(n) if matches!(n.tag, Upos::Noun | Upos::Propn))
                || t.tag == Upos::Verb && joined(i)
        }) && tokens.iter().any(|t| t.span.overlaps(verb.trigger) && matches!(t.tag, Upos::Verb))
    }

    /// Whether the article opens with it: what it is about, and what "the attack"
    /// means wherever no other one was told just before.
    fn opens(&self, group: &Group) -> bool {
        !group.is_background() && group.candidates.iter().any(|c| c.sentence <= self.opening)
    }

    pub(super) fn title(&self, sentence: u32) -> bool {
        self.analysis.sentences[sentence as usize].zone == ZoneKind::Title
    }

    fn bare(&self, group: &Group) -> bool {
        group.fillers.iter().all(|f| self.class.role(f.role).is_none_or(|r| r.identity != Identity::Shared))
    }

    /// "stormed the compound", shortly after an academy was told of: a bare noun with
    /// "the" may be anything that was.
    fn told_before(&self, group: &Group, candidate: &Candidate, filler: &Filler) -> bool {
        let dated = candidate.fillers.iter().any(|f| matches!(f.value, Value::Date(..)));
        self.in_window(group, candidate) && !dated && self.points_back(filler)
    }

    /// Whether a value is one common noun behind "the".
    pub(super) fn points_back(&self, filler: &Filler) -> bool {
        let (Value::Text(text), Some(span)) = (&filler.value, filler.span) else { return false };
        if text.contains([' ', '-']) || !text.starts_with(char::is_lowercase) {
            return false;
        }
        let Some(own) = self.analysis.sentences.iter().position(|s| s.span.contains(span)) else { return false };
        let tokens = self.analysis.tokens_of(own);
        let at = tokens.iter().position(|t| t.span.start >= span.start).unwrap_or(0);
        at > 0 && &*tokens[at - 1].lower == "the"
    }

    /// `Some(true)` if they share a value, `Some(false)` if both have values that
    /// cannot be two ways to say the same.
    pub(super) fn agreement(&self, role: &Role, group: &Group, candidate: &Candidate) -> Option<bool> {
        let mut any = false;
        let mut apart = true;
        // Who is blamed is who did it: what repeats a role's values agrees with it.
        let of = |f: &&Filler| f.role == role.wire || self.set.merge.repeat.get(&f.role) == Some(&role.wire);
        for t in candidate.fillers.iter().filter(of) {
            for o in group.fillers.iter().filter(of) {
                // A thing and the people hit in it are two roles of one fact.
                let beside = t.role != o.role && (t.sentence == o.sentence || candidate.definite);
                if !beside || self.set.merge.decisive.contains(&role.wire) {
                    any = true;
                    apart =
                        apart && disagree(&t.value, &o.value, self.entities) && !self.told_before(group, candidate, t);
                }
                // "Blue Army militants" and the "militants" in it.
                if let (Some(a), Some(b)) = (t.span, o.span)
                    && a != b
                    && a.overlaps(b)
                {
                    return Some(true);
                }
                let says_something = !matches!(&o.value, Value::Code(c) if vague(role.wire, *c, &self.set.merge));
                let alike = same(&t.value, &o.value, self.entities) || finer(&t.value, &o.value);
                if says_something && alike {
                    return Some(true);
                }
            }
        }
        (any && apart).then_some(false)
    }
}
