//! Which fact of an article a candidate belongs to: what speaks for two
//! tellings being one event, and what against it.

use super::candidate::Candidate;
use super::compare::{compatible, may_be_one, overlap};
use super::types::{Filler, Modality, Value};
use crate::analysis::Analysis;
use crate::mention::DateBasis;
use crate::ontology::FactClass;
use crate::ontology::rule::RuleSet;
use crate::ontology::vocab::{Identity, ValueKind};
use crate::resolve::Entity;
use crate::text::{Span, Sym, Upos, ZoneKind};

/// Sentences a definite noun phrase or a part looks back over, where the rule
/// file says nothing.
const WINDOW: u32 = 3;
/// Mention class of people described.
const PERSONS: &str = "persons";

pub(super) struct Group {
    pub(super) candidates: Vec<Candidate>,
    pub(super) fillers: Vec<Filler>,
}

impl Group {
    pub(super) fn add(&mut self, candidate: Candidate) {
        self.fillers.extend(candidate.fillers.iter().cloned());
        self.candidates.push(candidate);
    }

    /// Whether the text only names it to compare something with it.
    pub(super) fn is_background(&self) -> bool {
        self.candidates.iter().any(|c| c.background)
    }

    pub(super) fn last_sentence(&self) -> u32 {
        self.candidates.iter().map(|c| c.sentence).max().unwrap_or(0)
    }

    pub(super) fn of(&self, role: Sym) -> impl Iterator<Item = &Filler> {
        self.fillers.iter().filter(move |f| f.role == role)
    }
}

pub(super) struct Judge<'a> {
    pub(super) class: &'a FactClass,
    pub(super) set: &'a RuleSet,
    pub(super) entities: &'a [Entity],
    pub(super) analysis: &'a Analysis,
    /// Per sentence, how many before it tell something (titles and sentences
    /// with a finite verb): date lines, bylines and datelines count nothing.
    pub(super) told: Vec<u32>,
    /// Last sentence of the article's opening.
    pub(super) opening: u32,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        class: &'a FactClass,
        set: &'a RuleSet,
        analysis: &'a Analysis,
        entities: &'a [Entity],
    ) -> Judge<'a> {
        let told = told(analysis);
        let opening = opening(analysis, &told);
        Judge { class, set, entities, analysis, told, opening }
    }
}

impl Judge<'_> {
    /// Sentences that what points back looks back over.
    pub(super) fn window(&self) -> u32 {
        self.set.merge.window.unwrap_or(WINDOW)
    }

    /// Whether events of this class have figures, so that a kind apart is no event apart.
    pub(super) fn has_figures(&self) -> bool {
        self.class.has_figures()
    }

    /// Whether a rule words it that takes it to be known by its name or day.
    pub(super) fn by_name(&self, candidate: &Candidate) -> bool {
        self.set.rules.iter().any(|r| r.named && r.id == candidate.rule)
    }

    /// The group a candidate belongs to, latest first.
    pub(super) fn home(&self, groups: &[Group], candidate: &Candidate) -> Option<usize> {
        (0..groups.len())
            .rev()
            .filter(|i| self.compatible(&groups[*i], candidate) && !self.turned_from(&groups[*i], candidate))
            .map(|i| (i, self.link(&groups[i], candidate)))
            .filter(|(_, score)| *score > 0)
            .max_by_key(|(i, score)| (*score, *score > 1 || !groups[*i].is_background(), *i))
            .map(|(i, _)| i)
            .or_else(|| self.recalled(groups, candidate))
            .or_else(|| self.of_that_day(groups, candidate))
    }

    /// What is known by its day is one event however far apart it is told.
    fn of_that_day(&self, groups: &[Group], candidate: &Candidate) -> Option<usize> {
        let dated = |role: Sym| self.class.role(role).is_some_and(|r| r.value == ValueKind::Date);
        let one_day = |group: &Group| {
            let same = |f: &Filler| candidate.fillers.iter().any(|o| o.role == f.role && o.value == f.value);
            group.fillers.iter().any(|f| dated(f.role) && same(f))
        };
        groups.iter().position(|g| {
            (self.by_name(candidate) || g.candidates.iter().any(|c| self.by_name(c)))
                && one_day(g)
                && !self.two_by_name(g, candidate)
                && self.compatible(g, candidate)
        })
    }

    /// "the session" in an article that has told of one event only: that one,
    /// unless the noun has a day, place or company that differs.
    fn recalled(&self, groups: &[Group], candidate: &Candidate) -> Option<usize> {
        let [only] = groups else { return None };
        let noun = self
            .analysis
            .tokens_of(candidate.sentence as usize)
            .iter()
            .rev()
            .find(|t| candidate.trigger.contains(t.span))
            .is_some_and(|t| t.tag == Upos::Noun);
        let same = self.set.merge.recall
            && noun
            && candidate.definite
            && candidate.background == only.is_background()
            && self.compatible(only, candidate)
            && !self.another_kind(only, candidate)
            && !self.turned_from(only, candidate)
            && !self.identifies_itself(only, candidate);
        same.then_some(0)
    }

    /// The group a part of a fact joins: nearest in the text, one told as it is
    /// told itself first ("arrived for talks" ... "will lead the side").
    pub(super) fn nearest(&self, groups: &[Group], part: &Candidate) -> Option<usize> {
        self.nearest_of(groups, part, true).or_else(|| self.nearest_of(groups, part, false))
    }

    fn nearest_of(&self, groups: &[Group], part: &Candidate, strict: bool) -> Option<usize> {
        let unreal = |m: Modality| matches!(m, Modality::Negated | Modality::Denied);
        let fits = |g: &Group| {
            if strict {
                return self.compatible(g, part);
            }
            !unreal(part.modality) && !unreal(g.candidates[0].modality) && self.may_be_one(g, part)
        };
        let window = self.window();
        let relative = self.in_relative_clause(part);
        let distance = |c: &Candidate| {
            let back = part.sentence.checked_sub(c.sentence)?;
            // "a bombing in which eight died, and a hijacking": what stands before.
            let ahead = relative && back == 0 && c.trigger.start > part.trigger.start;
            (back <= window).then(|| (back, ahead, part.trigger.start.abs_diff(c.trigger.start)))
        };
        // "The toll of that attack": of the one told last, though only in passing.
        let demonstrative = |t: &crate::analysis::Token| &*t.lower == "that" && t.tag == Upos::Det;
        let that = self.analysis.tokens_of(part.sentence as usize).iter().any(demonstrative);
        // What a later sentence says was talked about, several talked about.
        let lonely = |g: &Group| {
            let company = &self.set.merge.company;
            !company.is_empty()
                && !g.candidates.iter().any(|c| c.sentence == part.sentence)
                && g.fillers.iter().filter(|f| company.contains(&f.role)).count() < 2
        };
        groups
            .iter()
            .enumerate()
            // What is counted of an event that only dates another is none of that one.
            .filter(|(_, g)| !part.background || g.is_background())
            .filter(|(_, g)| {
                let told_there = || g.candidates.iter().any(|c| c.sentence == part.sentence);
                fits(g)
                    && (!spans_time(part) || told_there() || !distinct_dates_differ(g, part))
                    && !self.turned_from(g, part)
                    && !self.lies_elsewhere(g, part)
                    && (!self.has_figures() || told_there() || !self.later_event(g, part))
            })
            .filter_map(|(i, g)| {
                let (back, ahead, apart) = g.candidates.iter().filter_map(distance).min()?;
                // What is told of only by its month or year is looked back on: the
                // text goes on with what it told of before.
                let past = back > 0 && (g.is_background() && !that || g.candidates.iter().any(looks_back));
                let setting = back > 0 && g.candidates.iter().all(|c| self.is_setting(c));
                Some(((past, back, ahead, lonely(g) || setting, apart), i))
            })
            .min()
            .map(|(_, i)| i)
            .or_else(|| self.announced(groups, part).filter(|i| fits(&groups[*i])))
    }

    /// "met A at the summit in X": an event named only as where another one was.
    fn is_setting(&self, candidate: &Candidate) -> bool {
        let tokens = self.analysis.tokens_of(candidate.sentence as usize);
        let first = self.analysis.sentences[candidate.sentence as usize].tokens.start;
        let Some(noun) = tokens.iter().rposition(|t| candidate.trigger.contains(t.span)) else { return false };
        let case = |t: &crate::analysis::Token| {
            t.head == first + noun as u32
                && t.rel.as_str() == "case"
                && matches!(&*t.lower, "at" | "from" | "since" | "of")
        };
        let token = &tokens[noun];
        let head = (token.head as usize).checked_sub(first as usize).and_then(|h| tokens.get(h));
        // "a round of talks" are the talks themselves.
        let round = head.is_some_and(|h| matches!(h.rel.as_str(), "obj" | "nsubj" | "nsubj:pass" | "root"));
        matches!(token.tag, Upos::Noun | Upos::Propn)
            && !round
            && matches!(token.rel.as_str(), "obl" | "nmod")
            && tokens.iter().any(case)
    }

    /// The event that a headline's or a standfirst's figures announce: the first
    /// the opening tells, if nothing before the part tells one.
    fn announced(&self, groups: &[Group], part: &Candidate) -> Option<usize> {
        /// Sentences between a headline and the lead.
        const AHEAD: u32 = 2;
        if !self.has_figures() {
            return None;
        }
        let first = |g: &Group| g.candidates.iter().map(|c| c.sentence).min().unwrap_or(u32::MAX);
        let (at, i) = groups.iter().enumerate().map(|(i, g)| (first(g), i)).min()?;
        let turned = groups[i].candidates.iter().any(|c| c.another);
        (!turned && part.sentence <= AHEAD && at > part.sentence && at <= part.sentence + AHEAD).then_some(i)
    }

    /// Whether a relative pronoun stands at most three words before a part.
    fn in_relative_clause(&self, part: &Candidate) -> bool {
        /// Words between "which" and the verb or its subject's figure.
        const REACH: usize = 4;
        let start = part.fillers.iter().filter_map(|f| f.span).map(|s| s.start).min();
        let start = start.map_or(part.trigger.start, |s| s.min(part.trigger.start));
        let tokens = self.analysis.tokens_of(part.sentence as usize);
        let at = tokens.iter().position(|t| t.span.start >= start).unwrap_or(0);
        tokens[at.saturating_sub(REACH)..at]
            .iter()
            .any(|t| matches!(&*t.lower, "which" | "that") && t.tag != Upos::Sconj)
    }

    /// A part without what it only has from standing near (its day, its place)
    /// where the event already has one.
    pub(super) fn supplement(&self, group: &Group, mut part: Candidate) -> Candidate {
        let known = |role: Sym| group.of(role).next().is_some();
        // What is discussed somewhere is discussed at a session, a lunch too.
        let broad: Vec<&Sym> = self.set.merge.broader.values().collect();
        let code = |f: &Filler| matches!(&f.value, Value::Code(c) if broad.contains(&c));
        part.fillers.retain(|f| !((code(f) || self.set.attach.iter().any(|a| a.role == f.role)) && known(f.role)));
        part
    }

    /// Groups of which two tell the same figures and nothing that differs are
    /// one: the sentence that repeats a headline's toll need not repeat more.
    pub(super) fn reunite(&self, groups: Vec<Group>) -> Vec<Group> {
        let mut out: Vec<Group> = Vec::new();
        for group in groups {
            match out.iter().position(|known| self.same_figures(known, &group)) {
                Some(i) => group.candidates.into_iter().for_each(|c| out[i].add(c)),
                None => out.push(group),
            }
        }
        out
    }

    fn same_figures(&self, known: &Group, group: &Group) -> bool {
        /// Below this, two events may well have the same toll.
        const TELLING: u64 = 4;
        let figures = |g: &Group, role: Sym| -> Vec<u64> {
            g.of(role).filter_map(|f| if let Value::Number(n) = &f.value { Some(n.min) } else { None }).collect()
        };
        let (mut same, mut other) = (0, 0);
        for role in self.class.roles.iter().filter(|r| r.identity == Identity::Hint) {
            let (ours, theirs) = (figures(known, role.wire), figures(group, role.wire));
            if ours.iter().any(|n| *n >= TELLING && theirs.contains(n)) {
                same += 1;
            } else if !ours.is_empty() && !theirs.is_empty() {
                other += 1;
            }
        }
        same > 0
            && other == 0
            && known.is_background() == group.is_background()
            && group.candidates.iter().all(|c| {
                self.compatible(known, c)
                    && self
                        .class
                        .roles
                        .iter()
                        .filter(|r| r.identity == Identity::Shared)
                        .all(|r| self.agreement(r, known, c) != Some(false))
            })
    }

    fn compatible(&self, group: &Group, candidate: &Candidate) -> bool {
        self.as_real(group, candidate) && self.may_be_one(group, candidate)
    }

    /// Whether both tell of what was, or both of what is to be.
    fn as_real(&self, group: &Group, candidate: &Candidate) -> bool {
        let reality = |m: Modality| match m {
            Modality::Expected => 1,
            Modality::Negated | Modality::Denied => 2,
            _ => 0,
        };
        let has_denial_only = |m: Modality| reality(m) == 2;
        let group_reality = reality(group.candidates[0].modality);
        // "will meet to discuss": what else a sentence tells of its event; not
        // "discussed it and agreed to meet".
        let beside = candidate.partial
            && !has_denial_only(group.candidates[0].modality)
            && group
                .candidates
                .iter()
                .any(|c| c.sentence == candidate.sentence && c.trigger.start <= candidate.trigger.start);
        // "is to visit X ... the visit was called off": what was planned is what was not.
        let unmade = |m: Modality| reality(m) > 0;
        let annulled = unmade(candidate.modality)
            && group.candidates.iter().all(|c| unmade(c.modality))
            && (self.annuls(&candidate.fillers) || self.annuls(&group.fillers));
        group_reality == reality(candidate.modality)
            || annulled
            || beside
            || candidate.partial && has_denial_only(candidate.modality)
    }

    /// Whether a code says that what was planned was given up: a code narrower than
    /// one told of what is only expected.
    fn annuls(&self, fillers: &[Filler]) -> bool {
        let merge = &self.set.merge;
        let planned = |code: Sym| merge.unreal.values().any(|p| *p == code);
        fillers.iter().any(|f| match &f.value {
            Value::Code(c) => merge.broader.get(c).is_some_and(|b| planned(*b)),
            _ => false,
        })
    }

    fn may_be_one(&self, group: &Group, candidate: &Candidate) -> bool {
        let one_trigger = |g: &Group| g.candidates.iter().any(|c| c.trigger == candidate.trigger);
        if self.set.merge.apart && one_trigger(group) && group.last_sentence() == candidate.sentence {
            return self.keys_agree(group, candidate);
        }
        if !self.days_agree(group, candidate) {
            return false;
        }
        let joins = candidate.joins && self.in_window(group, candidate) && !self.identifies_itself(group, candidate);
        if !joins
            && !one_trigger(group)
            && self.set.merge.company.iter().any(|role| self.other_company(*role, group, candidate))
        {
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
                // "The attackers blew themselves up": those told of before, in another way.
                Identity::Distinct if role.value == ValueKind::Code && self.goes_on(group, candidate) => true,
                Identity::Key if role.many => theirs.iter().any(|t| ours.iter().any(|o| pair(t, o))),
                Identity::Key | Identity::Distinct => theirs.iter().all(|t| ours.iter().all(|o| pair(t, o))),
                _ => true,
            }
        })
    }

    /// Whether people told of before do something more in a sentence close by
    /// that has no day of its own.
    fn goes_on(&self, group: &Group, candidate: &Candidate) -> bool {
        let people = |f: &Filler| match &f.value {
            Value::Entity(e) => self.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == PERSONS),
            _ => false,
        };
        let window = self.window();
        candidate.definite
            && candidate.sentence.saturating_sub(group.last_sentence()) <= window
            && candidate.fillers.iter().any(|f| self.set.merge.decisive.contains(&f.role) && people(f))
            && group.fillers.iter().any(|f| self.set.merge.decisive.contains(&f.role))
            && !candidate.fillers.iter().any(|f| matches!(f.value, Value::Date(..)))
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
    pub(super) fn identifies_itself(&self, group: &Group, candidate: &Candidate) -> bool {
        candidate.fillers.iter().any(|f| {
            let Some(role) = self.class.role(f.role) else { return false };
            let own = match &f.value {
                Value::Date(_, basis) => !matches!(basis, DateBasis::Publication),
                // "the gunmen attacked": people without a name are those told of before.
                Value::Entity(e) if self.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == PERSONS) => {
                    false
                }
                Value::Entity(_) | Value::Text(_) => {
                    f.span.is_some_and(|s| s.end <= candidate.trigger.start && candidate.trigger.start - s.end <= 1)
                        && !(group.of(f.role).next().is_none() && self.stands_in(group, f))
                }
                _ => false,
            };
            own && matches!(role.identity, Identity::Distinct | Identity::Shared | Identity::Key)
                && self.agreement(role, group, candidate) != Some(true)
        })
    }

    /// Whether a sentence that tells the group's fact holds a name which the
    /// group has no value like: "watching Boston, where two bombs exploded".
    fn stands_in(&self, group: &Group, filler: &Filler) -> bool {
        let words = |sentence: u32, inside: &dyn Fn(Span) -> bool| -> Vec<&str> {
            let tokens = self.analysis.tokens_of(sentence as usize).iter();
            tokens.filter(|t| inside(t.span)).map(|t| &*t.lower).collect()
        };
        let Some(span) = filler.span else { return false };
        let Some(own) = self.analysis.sentences.iter().position(|s| s.span.contains(span)) else { return false };
        let name = words(own as u32, &|t| span.contains(t));
        !name.is_empty()
            && group.candidates.iter().any(|c| words(c.sentence, &|_| true).windows(name.len()).any(|w| w == name))
    }

    /// Whether the key roles share a value, for tellings of one trigger.
    pub(super) fn keys_agree(&self, group: &Group, candidate: &Candidate) -> bool {
        self.class
            .roles
            .iter()
            .filter(|r| r.identity == Identity::Key)
            .all(|r| self.agreement(r, group, candidate) != Some(false))
    }

    /// Whether a candidate follows the group's last sentence closely.
    pub(super) fn in_window(&self, group: &Group, candidate: &Candidate) -> bool {
        let gap = candidate.sentence.saturating_sub(group.last_sentence());
        gap > 0 && gap <= self.window()
    }
}

/// Whether an event's own date is a month or a year, no day.
fn looks_back(candidate: &Candidate) -> bool {
    candidate.fillers.iter().any(|f| match &f.value {
        Value::Date(d, _) => d.len() <= 7 && !d.contains('/') && !d.starts_with("--"),
        _ => false,
    })
}

/// Whether a part is told of months or years, as a count of many events is.
fn spans_time(part: &Candidate) -> bool {
    /// Length of a day in EDTF, "2021-03-12".
    const DAY: usize = 10;
    part.fillers.iter().any(|f| matches!(&f.value, Value::Date(d, _) if d.len() != DAY && !d.starts_with("--")))
}

/// Whether no day that one of them gives is also the other's.
pub(super) fn distinct_dates_differ(group: &Group, candidate: &Candidate) -> bool {
    let dates = |fillers: &[Filler]| -> Vec<String> {
        fillers
            .iter()
            .filter_map(|f| match &f.value {
                Value::Date(d, _) => Some(d.clone()),
                _ => None,
            })
            .collect()
    };
    let ours = dates(&group.fillers);
    !dates(&candidate.fillers).iter().any(|d| ours.iter().any(|o| overlap(o, d)))
}

/// Per sentence, how many sentences before it tell something.
fn told(analysis: &Analysis) -> Vec<u32> {
    let tells = |i: usize| {
        let finite = |xpos: &str| matches!(xpos, "VBD" | "VBZ" | "VBP" | "MD");
        // "Published 12 March": what begins with its verb has no subject.
        analysis.sentences[i].zone == ZoneKind::Title || analysis.tokens_of(i).iter().skip(1).any(|t| finite(t.xpos))
    };
    let mut count = 0;
    (0..analysis.sentences.len())
        .map(|i| {
            let before = count;
            count += u32::from(tells(i));
            before
        })
        .collect()
}

/// The second sentence after the title that tells something.
fn opening(analysis: &Analysis, told: &[u32]) -> u32 {
    let titles = analysis.sentences.iter().take_while(|s| s.zone == ZoneKind::Title).count() as u32;
    told.iter().rposition(|t| *t <= titles + 1).unwrap_or(0) as u32
}
