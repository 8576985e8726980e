//! What belongs to no article: conflicts, notes, decisions, rules.

use super::pen::Pen;
use super::units::Units;
use super::{EVENT_RULE, NOTE_RULE};
use crate::claim::hex16;
use crate::graph::identity::Decisions;
use crate::graph::notes::Stance;
use crate::graph::propositions::{Conflict, Proposition};
use crate::graph::rules::RuleBook;
use crate::graph::terms::ns;
use crate::graph::world::World;
use std::collections::BTreeSet;

pub(super) struct Rest<'w, 'a> {
    pub world: &'w World<'a>,
    pub pen: Pen,
}

/// Names of all rules that stand behind something in the graph.
pub(super) fn rules<'w>(world: &'w World<'_>, units: &Units<'_, '_>) -> BTreeSet<&'w str> {
    let mut out: BTreeSet<&str> = units.rules();
    for stated in &world.stated {
        out.extend(world.claim(stated).rules.iter().map(String::as_str));
    }
    if !world.events.list.is_empty() {
        out.insert(EVENT_RULE);
    }
    if !world.noted.is_empty() {
        out.insert(NOTE_RULE);
    }
    out
}

/// Writes all of it.
pub(super) fn write(
    world: &World<'_>,
    (propositions, conflicts): (&[Proposition], &[Conflict]),
    used: &BTreeSet<String>,
    decisions: &Decisions,
    (named, rules): (&BTreeSet<&str>, &RuleBook),
) -> Pen {
    let mut rest = Rest { world, pen: Pen::new(world.terms.base()) };
    for p in propositions {
        p.notes.iter().for_each(|note| rest.note(*note, &p.id));
        if p.claims.is_empty() {
            rest.proposition(p);
        }
    }
    rest.conflicts(conflicts, propositions);
    rest.decisions(decisions);
    rest.copies();
    rest.links(used);
    rest.rules(named, rules);
    rest.pen
}

impl Rest<'_, '_> {
    fn proposition(&mut self, p: &Proposition) {
        super::units::said(self.world, p).write(&mut self.pen);
    }

    /// A note and the claim it makes; the claim has no sentence, its source
    /// stands in the note.
    fn note(&mut self, index: usize, proposition: &str) {
        let noted = &self.world.noted[index];
        let (note, pen) = (&noted.note, &mut self.pen);
        let node = pen.terms.written(self.world.terms.text(noted.origin));
        let id = note.id();
        pen.class(node, "CuratedNote");
        pen.text(node, "articleId", &format!("note/{}", &id[..8]));
        pen.foreign(node, &format!("{}title", ns::DCT), &note.source);
        for (property, text) in [("reason", &note.because), ("decidedBy", &note.by), ("decidedOn", &note.date)] {
            if !text.is_empty() {
                pen.text(node, property, text);
            }
        }
        let claim = pen.node(&format!("claim/{}", hex16(["note", id.as_str()])));
        pen.class(claim, "Claim");
        let proposition = pen.node(&format!("prop/{proposition}"));
        pen.add(claim, "states", proposition);
        pen.add(claim, "article", node);
        let (modality, polarity) = match note.stance {
            Stance::So => ("asserted", "positive"),
            Stance::Not => ("negated", "negative"),
        };
        pen.code(claim, "modality", modality);
        pen.code(claim, "polarity", polarity);
        pen.decimal(claim, "confidence", "1.00");
        let rule = pen.rule(NOTE_RULE);
        pen.add(claim, "rule", rule);
        pen.add(claim, "origin", node);
        pen.text(claim, "valueText", &note.value);
    }

    fn conflicts(&mut self, conflicts: &[Conflict], propositions: &[Proposition]) {
        let (terms, pen) = (&self.world.terms, &mut self.pen);
        for conflict in conflicts {
            let node = pen.node(&format!("conflict/{}", conflict.id));
            pen.class(node, "Conflict");
            for (property, term) in [("onSubject", conflict.subject), ("onPredicate", conflict.predicate)] {
                let term = pen.terms.written(terms.text(term));
                pen.add(node, property, term);
            }
            pen.code(node, "conflictType", conflict.kind);
            pen.code(node, "resolutionBasis", conflict.basis);
            for i in &conflict.alternatives {
                let alternative = pen.node(&format!("prop/{}", propositions[*i].id));
                pen.add(node, "alternative", alternative);
            }
            if let Some(i) = conflict.preferred {
                let preferred = pen.node(&format!("prop/{}", propositions[i].id));
                pen.add(node, "preferredAlternative", preferred);
            }
        }
    }

    fn rules(&mut self, named: &BTreeSet<&str>, rules: &RuleBook) {
        for name in named {
            let node = self.pen.rule(name);
            self.pen.class(node, "Rule");
            if let Some(rule) = rules.get(name) {
                self.pen.text(node, "file", &rule.file);
                self.pen.number(node, "line", rule.line as u64);
                self.pen.text(node, "ruleText", &rule.text);
            }
        }
    }
}
