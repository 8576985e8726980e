//! Acts told apart from the names they are done to: one sentence says what was
//! done and to how many ("banned three groups"), later ones or the lines of a
//! list say who they are. A rule's `roll` says which of these it words.

use super::candidate::Candidate;
use super::types::{Filler, Modality};
use crate::analysis::Analysis;
use crate::ontology::rule::{Roll, RuleSet};
use crate::ontology::vocab::{Identity, ValueKind};
use crate::ontology::{FactClass, Role};
use crate::text::{Sym, Upos};

/// An act whose names are to come.
struct Opening {
    /// Its own telling, then sentences that only announce the names ("They are:").
    members: Vec<Candidate>,
    /// Last sentence of it or of the list that belongs to it.
    last: u32,
    /// Whether lines that follow at once belong to it.
    lists: bool,
}

/// Candidates, sorted by place, with acts and names that were told apart put
/// together: one candidate for the act and one for the name, both whole.
pub(super) fn join(
    class: &FactClass,
    set: &RuleSet,
    candidates: Vec<Candidate>,
    analysis: &Analysis,
) -> Vec<Candidate> {
    if !candidates.iter().any(|c| c.roll.is_some()) {
        return candidates;
    }
    // "Three groups, A, B and C, were banned": the names may stand before the act.
    let mut candidates = candidates;
    candidates.sort_by_key(|c| (c.sentence, c.roll != Some(Roll::Opens), c.trigger, c.rule));
    let mut openings: Vec<Opening> = Vec::new();
    let mut out = Vec::new();
    let mut echoes = Vec::new();
    for candidate in candidates {
        match candidate.roll {
            None => out.push(candidate),
            Some(Roll::Echo | Roll::Echoes) => echoes.push(candidate),
            // What names alone cannot make a fact is no act that waits for them.
            Some(Roll::Opens) if !tells(set, &candidate) || denied(&candidate) => {}
            Some(Roll::Opens) => open(class, &mut openings, candidate, analysis),
            Some(Roll::Names) => {
                let Some(opening) = of_names(&mut openings, &candidate) else { continue };
                opening.last = opening.last.max(candidate.sentence);
                if keys(class, &candidate).is_empty() {
                    let mut relay = candidate;
                    complete(&mut relay, &opening.members);
                    opening.lists = ends_open(analysis, relay.sentence);
                    opening.members.push(relay);
                } else {
                    put_together(class, opening, candidate, &mut out);
                }
            }
            Some(Roll::Item) => {
                let Some(opening) = openings.last_mut() else { continue };
                // Lines with names nobody knows do not end a list.
                let next = (opening.last + 1..candidate.sentence).all(|s| bulleted(analysis, s));
                let own = opening.members.iter().any(|m| m.sentence == candidate.sentence);
                if !next || own || !(opening.lists || bulleted(analysis, candidate.sentence)) {
                    continue;
                }
                opening.last = candidate.sentence;
                opening.lists = true;
                put_together(class, opening, candidate, &mut out);
            }
        }
    }
    out.sort_by_key(|c| (c.sentence, c.trigger, c.rule));
    // An echo can be echoed in its turn: "A banned X. B followed suit, as did C."
    echoes.sort_by_key(|c| (c.sentence, c.trigger, c.rule));
    for echo in echoes {
        let told = echoed(class, set, &out, echo);
        out.extend(told);
    }
    out.sort_by_key(|c| (c.sentence, c.trigger, c.rule));
    out
}

/// What an echo tells of each thing the act was done to where it was told last,
/// with the codes of that act: who did it and when are its own.
fn echoed(class: &FactClass, set: &RuleSet, told: &[Candidate], echo: Candidate) -> Vec<Candidate> {
    if !tells(set, &echo) || denied(&echo) {
        return Vec::new();
    }
    let act = |c: &&Candidate| {
        c.sentence <= echo.sentence
            && echo.sentence - c.sentence <= echo.reach
            && !c.trigger.overlaps(echo.trigger)
            // "banned it, a harsher step than the listing of B": not B.
            && (echo.roll == Some(Roll::Echoes) || c.trigger.start < echo.trigger.start)
            && !c.partial
            && !denied(c)
            && !keys(class, c).is_empty()
    };
    let Some(last) = told.iter().filter(act).map(|c| c.sentence).max() else { return Vec::new() };
    let mut done: Vec<(&Candidate, Vec<Filler>)> = Vec::new();
    for candidate in told.iter().filter(act).filter(|c| c.sentence == last) {
        let keys = keys(class, candidate);
        if !done.iter().any(|(_, known)| known[0].value == keys[0].value) {
            done.push((candidate, keys));
        }
    }
    if echo.roll == Some(Roll::Echo) && done.len() > 1 {
        return Vec::new();
    }
    let code = |f: &&Filler| class.role(f.role).is_some_and(|r| r.value == ValueKind::Code);
    done.into_iter()
        .map(|(act, keys)| {
            let mut one = echo.clone();
            one.roll = None;
            one.fillers.retain(|f| !keys.iter().any(|k| k.role == f.role));
            let own: Vec<Sym> = one.fillers.iter().map(|f| f.role).collect();
            // "removed it in 2001 but put it back": in one sentence the same does both.
            let doer = |f: &&Filler| {
                act.sentence == one.sentence && class.role(f.role).is_some_and(|r| r.value == ValueKind::Name)
            };
            let shared = act.fillers.iter().filter(|f| code(f) || doer(f)).filter(|f| !own.contains(&f.role)).cloned();
            let taken = keys.iter().cloned().chain(shared.filter(|f| !keys.iter().any(|k| k.role == f.role)));
            one.fillers.extend(taken.map(|f| Filler { modality: one.modality, source: one.source.clone(), ..f }));
            one
        })
        .collect()
}

fn denied(candidate: &Candidate) -> bool {
    matches!(candidate.modality, Modality::Negated | Modality::Denied)
}

/// Whether it has one of the roles of which a fact needs one.
fn tells(set: &RuleSet, candidate: &Candidate) -> bool {
    let (needs, enough) = (&set.merge.needs, &set.merge.enough);
    let has = |roles: &[Sym]| candidate.fillers.iter().any(|f| roles.contains(&f.role));
    needs.is_empty() || has(needs) || candidate.modality == Modality::Asserted && has(enough)
}

/// A new act, or another reading of the one told last.
fn open(class: &FactClass, openings: &mut Vec<Opening>, candidate: Candidate, analysis: &Analysis) {
    let sentence = candidate.sentence;
    match openings.last_mut() {
        Some(last) if last.members.iter().any(|m| m.trigger.overlaps(candidate.trigger)) => {
            last.members.push(candidate);
        }
        // "banned three groups that are also listed by A": what is said of them.
        Some(last) if last.members.iter().any(|m| m.sentence == sentence) => {}
        last => {
            let candidate = by_whom(class, candidate, last.map_or(&[][..], |o| &o.members));
            openings.push(Opening { members: vec![candidate], last: sentence, lists: ends_open(analysis, sentence) });
        }
    }
}

/// An act told again without who does it ("two groups were banned"), and with
/// nothing that tells it apart from the act told before, is done by the same.
fn by_whom(class: &FactClass, mut candidate: Candidate, before: &[Candidate]) -> Candidate {
    let value = |c: &Candidate, role: Sym| c.fillers.iter().find(|f| f.role == role).map(|f| f.value.clone());
    let Some(before) = before.first() else { return candidate };
    let distinct = || class.roles.iter().filter(|r| r.identity == Identity::Distinct);
    let apart = distinct().any(|r| {
        let (own, theirs) = (value(&candidate, r.wire), value(before, r.wire));
        own.is_some() && own != theirs && (r.value != ValueKind::Code || theirs.is_some())
    });
    if !apart {
        let lacks = |r: &&Role| r.value == ValueKind::Name && value(&candidate, r.wire).is_none();
        let lacking: Vec<Sym> = distinct().filter(lacks).map(|r| r.wire).collect();
        candidate.fillers.extend(before.fillers.iter().filter(|f| lacking.contains(&f.role)).cloned());
    }
    candidate
}

/// The latest act that names reach back to. "Those banned today are A and B" tells
/// of an act itself, and is taken for one only for want of another.
fn of_names<'o>(openings: &'o mut [Opening], names: &Candidate) -> Option<&'o mut Opening> {
    let own = |o: &Opening| o.members.iter().any(|m| m.trigger.overlaps(names.trigger));
    let reached = |o: &Opening| reaches(o, names);
    let told = openings.iter().rposition(|o| reached(o) && !own(o)).or_else(|| openings.iter().rposition(reached))?;
    openings.get_mut(told)
}

fn reaches(opening: &Opening, names: &Candidate) -> bool {
    let told = &opening.members[0];
    let back = names.sentence.checked_sub(opening.last).or_else(|| names.sentence.checked_sub(told.sentence));
    back.is_some_and(|b| b <= names.reach)
}

/// The act with the names, told where the act is told and where the names are.
fn put_together(class: &FactClass, opening: &Opening, mut names: Candidate, out: &mut Vec<Candidate>) {
    let keys = keys(class, &names);
    for member in &opening.members {
        let mut whole = member.clone();
        whole.roll = None;
        whole.fillers.retain(|f| !keys.iter().any(|k| k.role == f.role));
        whole.fillers.extend(keys.iter().map(|k| Filler {
            modality: whole.modality,
            source: whole.source.clone(),
            ..k.clone()
        }));
        out.push(whole);
    }
    complete(&mut names, &opening.members);
    names.roll = None;
    out.push(names);
}

/// What the act says beside its names, for a sentence that tells only those.
fn complete(names: &mut Candidate, members: &[Candidate]) {
    let Some(act) = members.first() else { return };
    if !matches!(names.modality, Modality::Negated | Modality::Denied) {
        names.modality = act.modality;
        names.source = act.source.clone();
        for filler in &mut names.fillers {
            filler.modality = act.modality;
            filler.source = act.source.clone();
        }
    }
    for filler in members.iter().flat_map(|m| &m.fillers) {
        if !names.fillers.iter().any(|f| f.role == filler.role) {
            names.fillers.push(filler.clone());
        }
    }
}

fn keys(class: &FactClass, candidate: &Candidate) -> Vec<Filler> {
    let key = |f: &&Filler| class.role(f.role).is_some_and(|r| r.identity == Identity::Key);
    candidate.fillers.iter().filter(key).cloned().collect()
}

/// "The groups are:"
fn ends_open(analysis: &Analysis, sentence: u32) -> bool {
    analysis.tokens_of(sentence as usize).last().is_some_and(|t| matches!(&*t.lower, ":" | ":-" | "-" | "–" | "—"))
}

/// A line that begins with a bullet or a number.
fn bulleted(analysis: &Analysis, sentence: u32) -> bool {
    let tokens = analysis.tokens_of(sentence as usize);
    let mark = |t: &crate::analysis::Token| {
        t.lower.chars().all(|c| !c.is_alphanumeric()) && !matches!(&*t.lower, "\"" | "“" | "(" | "'" | "‘")
    };
    match tokens {
        [first, second, ..] => {
            mark(first)
                || first.tag == Upos::Num
                    && matches!(&*second.lower, "." | ")" | "-")
                    && second.span.start == first.span.end
        }
        _ => false,
    }
}
