//! The graph brought up to date.

use super::folder::GraphPlace;
use super::kept::{Part, whole};
use super::snapshot::{self, Written};
use super::{Built, KnowledgeBase};
use crate::claim::{self, ArticleClaims, EXTRACTOR, hex16};
use crate::error::{Error, Result};
use crate::graph::build::{Draft, Graph, Judgements, build, vocabulary};
use crate::graph::identity::Compared;
use crate::graph::packed::pack;
use crate::graph::rules::RuleBook;
use crate::ontology::Ontology;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Raise when the same claims begin to give another graph.
const GRAPH_VERSION: &str = "7";

impl KnowledgeBase {
    /// Brings the graph up to date with claims, judgements and ontology. Units of
    /// evidence that are written from the same as before are taken over from the
    /// last graph; the files are those that a new knowledge base would have.
    ///
    /// # Errors
    /// If claims were damaged by somebody, judgements have mistakes, or a file
    /// cannot be written; the old graph then stays.
    pub fn build_graph(&self, ontology: &Ontology) -> Result<Built> {
        self.is_whole()?;
        let (judgements, texts) = self.folder.judgements()?;
        let input = self.input(ontology, &texts, &self.folder.registry()?);
        if let Some(stamp) = snapshot::stamp(&self.folder.graph(GraphPlace::Current))?
            && stamp.input == input
        {
            return Ok(Built { counts: stamp.counts, fresh: false, rewritten: 0 });
        }
        let (written, rewritten) = self.write(ontology, &judgements)?;
        let stamp = snapshot::replace(&self.folder, written, &input)?;
        Ok(Built { counts: stamp.counts, fresh: true, rewritten })
    }

    /// The graph as text.
    pub(super) fn derive(&self, ontology: &Ontology, judgements: &Judgements) -> Result<Graph> {
        self.is_whole()?;
        let articles = self.claims()?;
        Ok(build(&articles, judgements, &RuleBook::of(ontology), ontology, &self.folder.base))
    }

    fn is_whole(&self) -> Result<()> {
        let Some(what) = self.damaged.values().next() else { return Ok(()) };
        Err(Error::KnowledgeBase(format!(
            "{what}\n{} of the knowledge base's articles cannot be read: give the article again, or remove the file",
            self.damaged.len()
        )))
    }

    /// Derives the graph and packs it; tells how many units were written again.
    fn write(&self, ontology: &Ontology, judgements: &Judgements) -> Result<(Written, usize)> {
        let articles = self.claims()?;
        let settings = hex16([GRAPH_VERSION, EXTRACTOR, &ontology.hash]);
        let mut compared = Compared::keeping(&snapshot::compared(&self.folder), &settings);
        let rules = RuleBook::of(ontology);
        let (mut draft, rest) = Draft::new(&articles, judgements, (&rules, ontology), &self.folder.base, &mut compared);
        let compared = compared.bytes(&settings);
        let facts = pack(&std::mem::take(&mut draft.facts));
        let (rest, rest_lines) = rest.finish();
        let rest = pack(&rest);
        let (parts, rewritten) = self.parts(&draft);
        let counts = draft.counts(rest_lines + parts.iter().map(|p| p.lines).sum::<usize>());
        drop(draft);
        drop(articles);
        let (evidence, units) = whole(&parts, &rest);
        let files = [pack(&vocabulary(ontology)), facts, evidence];
        Ok((Written { files, units, compared, counts }, rewritten))
    }

    /// The units of evidence, those of which nothing changed from the last graph;
    /// how many others there are.
    fn parts(&self, draft: &Draft<'_>) -> (Vec<Part>, usize) {
        let stored = self.files.values().flatten();
        let hashes: FxHashMap<(&str, &str), &str> =
            stored.map(|s| ((s.article.sha256.as_str(), s.article.id.as_str()), s.content.as_str())).collect();
        let hash = |claims: &ArticleClaims| {
            let article = &claims.article;
            let known = hashes.get(&(article.sha256.as_str(), article.id.as_str()));
            known.map_or_else(|| hex16([claim::write(claims, "").as_str()]), |hash| (*hash).to_owned())
        };
        let (units, kept) = (draft.units(), snapshot::kept(&self.folder));
        let part = |number: usize| {
            let unit = units.unit(number);
            let key = unit.key(hash);
            kept.part(&key).map_or_else(
                || {
                    let (text, lines) = unit.write();
                    (Part::new(key, lines, pack(&text)), 1)
                },
                |part| (part, 0),
            )
        };
        let (parts, rewritten): (Vec<Part>, Vec<usize>) = (0..units.count()).into_par_iter().map(part).unzip();
        (parts, rewritten.into_iter().sum())
    }

    /// Hash of everything the graph depends on.
    fn input(&self, ontology: &Ontology, judgements: &[String; 3], registry: &str) -> String {
        let sections = self.files.values().flatten().map(|s| s.hash.as_str());
        let settings = [GRAPH_VERSION, EXTRACTOR, &ontology.hash, &self.folder.base];
        hex16(settings.into_iter().chain(judgements.iter().map(String::as_str)).chain([registry]).chain(sections))
    }
}
