//! What analysts write into a knowledge base: judgements, notes and pinned
//! names.

use super::folder::{DECISIONS, Folder, IDS, NOTES};
use super::{KnowledgeBase, files};
use crate::error::Result;
use crate::graph::build::{Graph, Judgements};
use crate::graph::identity::{Decision, Decisions, Ledger, Situation};
use crate::graph::notes::{Note, Notes};
use crate::graph::world::World;
use crate::ontology::Ontology;
use std::collections::BTreeSet;
use std::path::Path;

/// What was decided, pinned and noted in a knowledge base; needs no lock.
///
/// # Errors
/// If there is none, or one of the analyst's files has mistakes.
pub fn judgements(root: &Path) -> Result<Judgements> {
    Folder::existing(root)?.judgements().map(|j| j.0)
}

/// One more line in one of the analyst's files.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// In `decisions.csv`.
    Decision(&'a Decision),
    /// In `notes.csv`.
    Note(&'a Note),
}

impl Change<'_> {
    /// Adds the line to the texts of the three files; gives the file's name and
    /// place among them.
    fn add_to(self, texts: &mut [String; 3]) -> (&'static str, usize) {
        let (name, at, header, line) = match self {
            Self::Decision(decision) => (DECISIONS, 0, Decisions::HEADER, decision.line()),
            Self::Note(note) => (NOTES, 2, Notes::HEADER, note.line()),
        };
        add_line(&mut texts[at], header, &line);
        (name, at)
    }
}

fn add_line(text: &mut String, header: &str, line: &str) {
    if text.is_empty() {
        text.push_str(header);
    } else if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(line);
}

impl KnowledgeBase {
    /// Namespace of its nodes.
    pub fn base(&self) -> &str {
        &self.folder.base
    }

    /// What was decided, pinned and noted so far.
    ///
    /// # Errors
    /// If one of the analyst's files has mistakes.
    pub fn judgements(&self) -> Result<Judgements> {
        self.folder.judgements().map(|j| j.0)
    }

    /// How a decision names what has a path: an event that is named after its
    /// first mention gets the place of that mention, so that the decision holds
    /// when the event gets another name.
    ///
    /// # Errors
    /// If claims cannot be read.
    pub fn side(&self, path: &str) -> Result<String> {
        let start = path.rsplit('-').next().filter(|id| id.len() == 8 && id.bytes().all(|b| b.is_ascii_hexdigit()));
        let pinned = self.folder.judgements()?.0.ledger;
        let is_it = |id: &str| match start {
            Some(start) if id.starts_with(start) => true,
            _ => pinned.get(&format!("frame/{id}")) == Some(path),
        };
        for article in self.claims()? {
            if let Some(frame) = article.frames.iter().find(|f| is_it(&f.id)) {
                let point = frame.triggers.first().map_or(frame.begin, |t| t.begin);
                return Ok(format!("{path}@{}:{point}", article.article.key()));
            }
        }
        Ok(path.to_owned())
    }

    /// Adds a line to `decisions.csv` or `notes.csv`; lines about the same
    /// before it stay for the record and count no more. The graph is not derived
    /// anew.
    ///
    /// # Errors
    /// If the line would be a mistake, or the file cannot be written.
    pub fn judge(&self, change: Change<'_>) -> Result<()> {
        let mut texts = self.folder.judgements()?.1;
        let (name, at) = change.add_to(&mut texts);
        self.folder.read_judgements(&texts)?;
        files::write_whole(&self.folder.root.join(name), texts[at].as_bytes())?;
        files::sync_folder(&self.folder.root)
    }

    /// The graph as it is derived now, and as it would be with one more line.
    /// Nothing is written.
    ///
    /// # Errors
    /// As [`KnowledgeBase::build_graph`], and if the line would be a mistake.
    pub fn what_if(&self, ontology: &Ontology, change: Change<'_>) -> Result<[Graph; 2]> {
        let (before, mut texts) = self.folder.judgements()?;
        change.add_to(&mut texts);
        let after = self.folder.read_judgements(&texts)?;
        Ok([self.derive(ontology, &before)?, self.derive(ontology, &after)?])
    }

    /// Pins the names of all events that are named after their first mention, so
    /// that they keep them whatever articles come; gives the number of new lines
    /// in `ids.csv`. Names of things and tenures stay by themselves.
    ///
    /// # Errors
    /// If claims cannot be read or the file cannot be written.
    pub fn pin(&self, ontology: &Ontology) -> Result<usize> {
        let (judgements, [_, mut text, _]) = self.folder.judgements()?;
        let articles = self.claims()?;
        let world = World::new(&articles, &judgements, ontology, &self.folder.base);
        let is_pinned = |id: &str| judgements.ledger.get(&format!("frame/{id}")).is_some();
        let may_change = |s: &Situation| {
            s.frames.iter().any(|(_, id)| is_pinned(id) || id.get(..8).is_some_and(|start| s.path.ends_with(start)))
        };
        let mut rows: BTreeSet<String> = BTreeSet::new();
        for situation in world.events.list.iter().filter(|s| may_change(s)) {
            for (article, id) in situation.frames.iter().filter(|(_, id)| !is_pinned(id)) {
                let seen = world.articles[*article as usize].article.published.as_deref().unwrap_or("");
                rows.insert(format!("frame/{id},{},{seen}\n", situation.path));
            }
        }
        add_line(&mut text, Ledger::HEADER, &rows.iter().map(String::as_str).collect::<String>());
        if !rows.is_empty() {
            files::write_whole(&self.folder.root.join(IDS), text.as_bytes())?;
            files::sync_folder(&self.folder.root)?;
        }
        Ok(rows.len())
    }
}
