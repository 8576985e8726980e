//! Decisions in the evidence: what analysts judged, and what the program
//! judged of names that are alike and of articles that tell one report.

use super::Writer;
use crate::graph::identity::{Decisions, plain};
use crate::graph::slug::path;
use std::collections::BTreeSet;

impl Writer<'_, '_> {
    pub(super) fn decisions(&mut self, decisions: &Decisions) {
        for d in decisions.all() {
            let id = crate::claim::hex16([plain(&d.left), plain(&d.right)]);
            let node = self.node(&format!("decision/{id}"));
            self.class(node, "IdentityDecision");
            for (property, side) in [("left", &d.left), ("right", &d.right)] {
                // An event may have got another name since.
                let now = self.world.events.judged.get(plain(side)).cloned();
                let side = self.node(&now.unwrap_or_else(|| path(plain(side))));
                self.add(node, property, side);
            }
            self.code(node, "judgement", d.judgement.as_str());
            self.code(node, "decisionStatus", if d.active { "active" } else { "revoked" });
            for (property, text) in [("reason", &d.because), ("decidedBy", &d.by), ("decidedOn", &d.date)] {
                if !text.is_empty() {
                    self.text(node, property, text);
                }
            }
        }
    }

    /// Judgements of the program about articles that tell one report.
    pub(super) fn copies(&mut self) {
        for copied in std::mem::take(&mut self.world.sources.copies) {
            let articles = &self.world.articles;
            let [copy, of] = [copied.copy, copied.of].map(|i| &articles[i].article);
            if copy.sha256 == of.sha256 {
                continue;
            }
            let id = crate::claim::hex16([copy.sha256.as_str(), of.sha256.as_str(), "wiregraph"]);
            let sides = [("left", self.world.article_term(copy)), ("right", self.world.article_term(of))];
            let node = self.node(&format!("decision/{id}"));
            self.class(node, "IdentityDecision");
            for (property, side) in sides {
                self.add(node, property, side);
            }
            self.code(node, "judgement", "derived-copy");
            self.code(node, "decisionStatus", "active");
            let score = self.world.terms.typed(&format!("{:.2}", copied.score), "decimal");
            self.add(node, "score", score);
            self.text(node, "decidedBy", "wiregraph");
            for reason in &copied.reasons {
                self.text(node, "reason", reason);
            }
        }
    }

    /// Judgements of the program about names that are alike, where both are
    /// names of something in use. An analyst's judgement on a pair leaves none
    /// of the program's.
    pub(super) fn links(&mut self, used: &BTreeSet<String>) {
        for link in std::mem::take(&mut self.world.entities.links) {
            let nodes = &self.world.entities.nodes;
            let written = |path: &String| {
                let entity = self.world.entity(path).map(|e| &nodes[e.canonical as usize]);
                entity.is_some_and(|e| used.contains(&e.path))
            };
            if !written(&link.left) || !written(&link.right) {
                continue;
            }
            let id = crate::claim::hex16([link.left.as_str(), link.right.as_str(), "wiregraph"]);
            let node = self.node(&format!("decision/{id}"));
            self.class(node, "IdentityDecision");
            for (property, side) in [("left", &link.left), ("right", &link.right)] {
                let side = self.node(side);
                self.add(node, property, side);
            }
            self.code(node, "judgement", link.judgement.as_str());
            self.code(node, "decisionStatus", "active");
            let score = self.world.terms.typed(&format!("{:.2}", link.score), "decimal");
            self.add(node, "score", score);
            self.text(node, "decidedBy", "wiregraph");
            for reason in &link.reasons {
                self.text(node, "reason", reason);
            }
        }
    }
}
