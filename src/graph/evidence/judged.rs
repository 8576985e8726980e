//! Decisions in the evidence: what analysts judged, and what the program
//! judged of names that are alike and of articles that tell one report.

use super::rest::Rest;
use crate::graph::identity::{Decisions, plain};
use crate::graph::slug::path;
use std::collections::BTreeSet;

impl Rest<'_, '_> {
    pub(super) fn decisions(&mut self, decisions: &Decisions) {
        for d in decisions.all() {
            let id = crate::claim::hex16([plain(&d.left), plain(&d.right)]);
            let node = self.pen.node(&format!("decision/{id}"));
            self.pen.class(node, "IdentityDecision");
            for (property, side) in [("left", &d.left), ("right", &d.right)] {
                // An event may have got another name since.
                let now = self.world.events.judged.get(plain(side)).cloned();
                let side = self.pen.node(&now.unwrap_or_else(|| path(plain(side))));
                self.pen.add(node, property, side);
            }
            self.pen.code(node, "judgement", d.judgement.as_str());
            self.pen.code(node, "decisionStatus", if d.active { "active" } else { "revoked" });
            for (property, text) in [("reason", &d.because), ("decidedBy", &d.by), ("decidedOn", &d.date)] {
                if !text.is_empty() {
                    self.pen.text(node, property, text);
                }
            }
        }
    }

    /// Judgements of the program about articles that tell one report.
    pub(super) fn copies(&mut self) {
        for copied in &self.world.sources.copies {
            let articles = &self.world.articles;
            let [copy, of] = [copied.copy, copied.of].map(|i| &articles[i].article);
            if copy.sha256 == of.sha256 {
                continue;
            }
            let id = crate::claim::hex16([copy.sha256.as_str(), of.sha256.as_str(), "wiregraph"]);
            let sides = [("left", self.pen.article(copy)), ("right", self.pen.article(of))];
            let node = self.pen.node(&format!("decision/{id}"));
            self.pen.class(node, "IdentityDecision");
            for (property, side) in sides {
                self.pen.add(node, property, side);
            }
            self.pen.code(node, "judgement", "derived-copy");
            self.pen.code(node, "decisionStatus", "active");
            self.pen.decimal(node, "score", &format!("{:.2}", copied.score));
            self.pen.text(node, "decidedBy", "wiregraph");
            for reason in &copied.reasons {
                self.pen.text(node, "reason", reason);
            }
        }
    }

    /// Judgements of the program about names that are alike, where both are
    /// names of something in use. An analyst's judgement on a pair leaves none
    /// of the program's.
    pub(super) fn links(&mut self, used: &BTreeSet<String>) {
        for link in &self.world.entities.links {
            let nodes = &self.world.entities.nodes;
            let written = |path: &String| {
                let entity = self.world.entity(path).map(|e| &nodes[e.canonical as usize]);
                entity.is_some_and(|e| used.contains(&e.path))
            };
            if !written(&link.left) || !written(&link.right) {
                continue;
            }
            let id = crate::claim::hex16([link.left.as_str(), link.right.as_str(), "wiregraph"]);
            let node = self.pen.node(&format!("decision/{id}"));
            self.pen.class(node, "IdentityDecision");
            for (property, side) in [("left", &link.left), ("right", &link.right)] {
                let side = self.pen.node(side);
                self.pen.add(node, property, side);
            }
            self.pen.code(node, "judgement", link.judgement.as_str());
            self.pen.code(node, "decisionStatus", "active");
            self.pen.decimal(node, "score", &format!("{:.2}", link.score));
            self.pen.text(node, "decidedBy", "wiregraph");
            for reason in &link.reasons {
                self.pen.text(node, "reason", reason);
            }
        }
    }
}
