//! What analysts write into a knowledge base: judgements and pinned names.

use super::folder::Folder;
use super::{KnowledgeBase, files};
use crate::error::Result;
use crate::graph::build::Graph;
use crate::graph::identity::{Decision, Decisions, Ledger, Situation};
use crate::graph::world::World;
use crate::ontology::Ontology;
use std::collections::BTreeSet;
use std::path::Path;

/// What was decided in a knowledge base; needs no lock.
///
/// # Errors
/// If there is none, or its `decisions.csv` has mistakes.
pub fn decisions(root: &Path) -> Result<Decisions> {
    Folder::existing(root)?.judgements().map(|j| j.0)
}

impl KnowledgeBase {
    /// Namespace of its nodes.
    pub fn base(&self) -> &str {
        &self.folder.base
    }

    /// What was decided so far.
    ///
    /// # Errors
    /// If `decisions.csv` has mistakes.
    pub fn decisions(&self) -> Result<Decisions> {
        self.folder.judgements().map(|j| j.0)
    }

    /// Adds a line to `decisions.csv`; lines about the same pair before it stay
    /// for the record and count no more. The graph is not derived anew.
    ///
    /// # Errors
    /// If the decision is about one thing only, or the file cannot be written.
    pub fn judge(&self, decision: &Decision) -> Result<()> {
        let text = self.text_with(decision)?;
        files::write_whole(&self.folder.root.join("decisions.csv"), text.as_bytes())?;
        files::sync_folder(&self.folder.root)
    }

    /// The graph as it is derived now, and as it would be after a decision.
    /// Nothing is written.
    ///
    /// # Errors
    /// As [`KnowledgeBase::build_graph`], and if the decision is about one thing
    /// only.
    pub fn what_if(&self, ontology: &Ontology, decision: &Decision) -> Result<[Graph; 2]> {
        let (before, ledger, _) = self.folder.judgements()?;
        let after = Decisions::read(&self.text_with(decision)?, "decisions.csv", &self.folder.base)?;
        Ok([self.derive(ontology, &before, &ledger)?, self.derive(ontology, &after, &ledger)?])
    }

    /// The text of `decisions.csv` with one more line.
    fn text_with(&self, decision: &Decision) -> Result<String> {
        let [mut text, _] = self.folder.judgements()?.2;
        if text.is_empty() {
            text.push_str(Decisions::HEADER);
        } else if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&decision.line());
        Decisions::read(&text, "decisions.csv", &self.folder.base).map(|_| text)
    }

    /// Pins the names of all events that are named after their first mention, so
    /// that they keep them whatever articles come; gives the number of new lines
    /// in `ids.csv`. Names of things and tenures stay by themselves.
    ///
    /// # Errors
    /// If claims cannot be read or the file cannot be written.
    pub fn pin(&self, ontology: &Ontology) -> Result<usize> {
        let (decisions, ledger, [_, mut text]) = self.folder.judgements()?;
        let articles = self.claims()?;
        let world = World::new(&articles, &decisions, &ledger, ontology, &self.folder.base);
        let is_pinned = |id: &str| ledger.get(&format!("frame/{id}")).is_some();
        let may_change = |s: &Situation| {
            s.frames.iter().any(|(_, id)| is_pinned(id) || id.get(..8).is_some_and(|start| s.path.ends_with(start)))
        };
        let mut rows: BTreeSet<String> = BTreeSet::new();
        for situation in world.events.list.iter().filter(|s| may_change(s)) {
            for (article, id) in situation.frames.iter().filter(|(_, id)| !is_pinned(id)) {
                let seen = world.articles[*article].article.published.as_deref().unwrap_or("");
                rows.insert(format!("frame/{id},{},{seen}\n", situation.path));
            }
        }
        if text.is_empty() {
            text.push_str(Ledger::HEADER);
        } else if !text.ends_with('\n') {
            text.push('\n');
        }
        text.extend(rows.iter().map(String::as_str));
        if !rows.is_empty() {
            files::write_whole(&self.folder.root.join("ids.csv"), text.as_bytes())?;
            files::sync_folder(&self.folder.root)?;
        }
        Ok(rows.len())
    }
}
