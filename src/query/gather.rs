//! Gathering the receipt of a fact or of everything said about a node.

use super::names;
use super::reader::{Reader, code, dct, preferred_label, text, wg};
use super::receipt::{Article, Claim, Conflict, Decision, Fact, Mention, Named, Rule, Sentence};
use crate::error::Result;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeSet;

/// Which claims a receipt keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    All,
    /// One claim.
    Claim(String),
    /// Those of one article.
    Article(String),
    /// Those of one rule.
    Rule(String),
}

/// The sentences in which a claim's words stand.
struct Words {
    sentences: Vec<String>,
}

/// Gathers receipts from a store.
pub struct Gatherer<'a> {
    /// The store.
    pub reader: Reader<'a>,
    /// Which claims to keep.
    pub only: Only,
}

impl Gatherer<'_> {
    /// A node and its label.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn named(&self, term: &Term) -> Result<Named> {
        let iri = if let Term::NamedNode(n) = term { n.as_str().to_owned() } else { String::new() };
        Ok(Named { label: self.reader.value(term)?, iri })
    }

    /// The receipt of a proposition.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn fact(&self, proposition: &str) -> Result<Fact> {
        let part = |p: NamedNode| -> Result<Named> {
            match self.reader.object(proposition, &p)? {
                Some(term) => self.named(&term),
                None => Ok(Named { iri: String::new(), label: "?".to_owned() }),
            }
        };
        let count = |p: &str| Ok::<_, crate::error::Error>(self.reader.number(proposition, &wg(p))?.unwrap_or(0));
        let mut evidence = Vec::new();
        for claim in self.reader.pointing_at(&wg("states"), proposition)? {
            if self.wanted(&claim)? {
                evidence.push(self.claim(&claim)?);
            }
        }
        evidence.sort_by(|a, b| {
            (&a.article.published, &a.article.iri, &a.iri).cmp(&(&b.article.published, &b.article.iri, &b.iri))
        });
        Ok(Fact {
            proposition: proposition.to_owned(),
            subject: part(rdf::SUBJECT.into_owned())?,
            property: part(rdf::PREDICATE.into_owned())?,
            object: part(rdf::OBJECT.into_owned())?,
            acceptance: self
                .reader
                .object(proposition, &wg("acceptance"))?
                .map_or_else(|| "unknown".to_owned(), |t| code(&t)),
            claims: count("claimCount")?,
            articles: count("articleCount")?,
            origins: count("originCount")?,
            conflicts: self.conflicts(proposition)?,
            evidence,
        })
    }

    fn wanted(&self, claim: &str) -> Result<bool> {
        Ok(match &self.only {
            Only::All => true,
            Only::Claim(iri) => claim == iri,
            Only::Article(iri) => self.reader.objects(claim, &wg("article"))?.iter().any(|a| text(a) == *iri),
            Only::Rule(iri) => self.reader.objects(claim, &wg("rule"))?.iter().any(|r| text(r) == *iri),
        })
    }

    fn conflicts(&self, proposition: &str) -> Result<Vec<Conflict>> {
        let mut out = Vec::new();
        for conflict in self.reader.pointing_at(&wg("alternative"), proposition)? {
            let mut against = Vec::new();
            for other in self.reader.objects(&conflict, &wg("alternative"))? {
                let other = text(&other);
                if other != proposition
                    && let Some(value) = self.reader.object(&other, &rdf::OBJECT.into_owned())?
                {
                    against.push(self.reader.value(&value)?);
                }
            }
            against.sort();
            let get = |p: &str| {
                Ok::<_, crate::error::Error>(
                    self.reader.object(&conflict, &wg(p))?.map(|t| code(&t)).unwrap_or_default(),
                )
            };
            out.push(Conflict {
                kind: get("conflictType")?,
                basis: get("resolutionBasis")?,
                against,
                preferred: self
                    .reader
                    .objects(&conflict, &wg("preferredAlternative"))?
                    .iter()
                    .any(|p| text(p) == proposition),
            });
        }
        Ok(out)
    }

    fn claim(&self, iri: &str) -> Result<Claim> {
        let code_of = |p: &str| Ok::<_, crate::error::Error>(self.reader.object(iri, &wg(p))?.map(|t| code(&t)));
        let text_of = |p: &str| Ok::<_, crate::error::Error>(self.reader.object(iri, &wg(p))?.map(|t| text(&t)));
        let named = |p: &str| self.reader.object(iri, &wg(p))?.map(|t| self.named(&t)).transpose();
        let unresolved = |label: String| Named { iri: String::new(), label };
        let mut sentences = Vec::new();
        for sentence in self.reader.objects(iri, &wg("sentence"))? {
            sentences.push(self.sentence(&text(&sentence))?);
        }
        sentences.sort_by_key(|s| (s.start, s.end));
        let mut rules = Vec::new();
        for rule in self.reader.objects(iri, &wg("rule"))? {
            rules.push(self.rule(&text(&rule))?);
        }
        let words = Words { sentences: self.reader.objects(iri, &wg("sentence"))?.iter().map(text).collect() };
        let mut mentions = Vec::new();
        for (property, part) in
            [("subjectMention", "subject"), ("objectMention", "object"), ("speakerMention", "speaker")]
        {
            for mention in self.reader.objects(iri, &wg(property))? {
                mentions.extend(self.mention(&text(&mention), part, &words)?);
            }
        }
        let article = self.reader.object(iri, &wg("article"))?.map(|t| text(&t)).unwrap_or_default();
        Ok(Claim {
            iri: iri.to_owned(),
            modality: code_of("modality")?.unwrap_or_default(),
            // A speaker who is no entity of the graph (residents, a source) is kept as written.
            speaker: named("speaker")?.or(text_of("speakerText")?.map(unresolved)),
            confidence: text_of("confidence")?,
            certainty: code_of("certainty")?,
            cues: self.reader.objects(iri, &wg("cue"))?.iter().map(text).collect(),
            as_written: self.as_written(iri, &words)?,
            value: text_of("valueText")?,
            date_basis: code_of("dateBasis")?,
            origin: named("origin")?,
            rules,
            sentences,
            article: self.article(&article)?,
            mentions,
        })
    }

    /// The words of a value that is no mention of a node.
    fn as_written(&self, claim: &str, words: &Words) -> Result<Option<String>> {
        for span in self.reader.objects(claim, &wg("objectMention"))? {
            let span = text(&span);
            if self.reader.object(&span, &wg("refersTo"))?.is_none()
                && let Some(written) = self.span(&span, words)?
            {
                return Ok(Some(written));
            }
        }
        Ok(None)
    }

    /// The text of a span: its own, or cut out of the sentence around it.
    fn span(&self, span: &str, words: &Words) -> Result<Option<String>> {
        if let Some(own) = self.reader.first_text(span, &[wg("text"), wg("surface")])? {
            return Ok(Some(own));
        }
        let place = |iri: &str| -> Result<Option<(u64, u64)>> {
            Ok(self.reader.number(iri, &wg("begin"))?.zip(self.reader.number(iri, &wg("end"))?))
        };
        let Some((begin, end)) = place(span)? else { return Ok(None) };
        for sentence in &words.sentences {
            let (Some((first, last)), Some(whole)) =
                (place(sentence)?, self.reader.first_text(sentence, &[wg("text")])?)
            else {
                continue;
            };
            // A stored text of another length was edited; its offsets would lie.
            if first <= begin && end <= last && whole.chars().count() as u64 == last - first {
                let cut: String = whole.chars().skip((begin - first) as usize).take((end - begin) as usize).collect();
                return Ok(Some(cut));
            }
        }
        Ok(None)
    }

    fn sentence(&self, iri: &str) -> Result<Sentence> {
        Ok(Sentence {
            start: self.reader.number(iri, &wg("begin"))?.unwrap_or(0),
            end: self.reader.number(iri, &wg("end"))?.unwrap_or(0),
            text: self
                .reader
                .object(iri, &wg("text"))?
                .map(|t| text(&t).split_whitespace().collect::<Vec<_>>().join(" ")),
        })
    }

    fn rule(&self, iri: &str) -> Result<Rule> {
        let file = self.reader.first_text(iri, &[wg("file")])?;
        let line = self.reader.first_text(iri, &[wg("line")])?;
        let name = self.reader.first_text(iri, &[preferred_label(), rdfs::LABEL.into_owned()])?;
        let short = names::shorten(iri);
        Ok(Rule {
            name: name.unwrap_or_else(|| short.split_once(':').map_or(short.clone(), |s| s.1.to_owned())),
            place: file.map(|f| line.map_or(f.clone(), |l| format!("{f}:{l}"))),
            wording: self.reader.first_text(iri, &[wg("ruleText")])?,
        })
    }

    /// An article's particulars.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn article(&self, iri: &str) -> Result<Article> {
        let schema = |p: &str| NamedNode::new_unchecked(format!("https://schema.org/{p}"));
        let mut same_source = Vec::new();
        if let Some(group) = self.reader.object(iri, &wg("inSourceGroup"))? {
            for other in self.reader.pointing_at(&wg("inSourceGroup"), &text(&group))? {
                if other != iri {
                    same_source.push(other);
                }
            }
        }
        Ok(Article {
            title: self
                .reader
                .first_text(iri, &[dct("title"), rdfs::LABEL.into_owned(), wg("articleId")])?
                .unwrap_or_else(|| names::shorten(iri)),
            source: self.reader.first_text(iri, &[wg("outlet"), dct("publisher")])?,
            published: self.reader.first_text(iri, &[wg("publishedOn")])?,
            location: self.reader.first_text(iri, &[schema("url"), wg("articleId")])?,
            same_source,
            iri: iri.to_owned(),
        })
    }

    /// A mention; an event mention gives one entry for its trigger words.
    fn mention(&self, iri: &str, part: &'static str, words: &Words) -> Result<Option<Mention>> {
        let Some(refers_to) = self.reader.object(iri, &wg("refersTo"))? else { return Ok(None) };
        let mut surfaces: Vec<String> = self.reader.objects(iri, &wg("surface"))?.iter().map(text).collect();
        for trigger in self.reader.objects(iri, &wg("trigger"))? {
            surfaces.extend(self.span(&text(&trigger), words)?);
        }
        surfaces.dedup();
        if surfaces.is_empty() {
            return Ok(None);
        }
        Ok(Some(Mention {
            part,
            surface: surfaces.join(" ... ").split_whitespace().collect::<Vec<_>>().join(" "),
            refers_to: self.named(&refers_to)?,
            by: self.reader.object(iri, &wg("linkRule"))?.map(|r| self.rule(&text(&r)).map(|r| r.name)).transpose()?,
            reasons: self.reader.objects(iri, &wg("linkReason"))?.iter().map(text).collect(),
        }))
    }

    /// The identity decisions about these nodes and the names merged into them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn decisions(&self, about: &BTreeSet<String>) -> Result<Vec<Decision>> {
        let mut names: BTreeSet<String> = about.clone();
        for node in about {
            names.extend(self.reader.pointing_at(&wg("mergedInto"), node)?);
        }
        let mut found = BTreeSet::new();
        for name in &names {
            found.extend(self.reader.pointing_at(&wg("left"), name)?);
            found.extend(self.reader.pointing_at(&wg("right"), name)?);
        }
        let mut out = Vec::new();
        for iri in found {
            let code_of = |p: &str| {
                Ok::<_, crate::error::Error>(self.reader.object(&iri, &wg(p))?.map(|t| code(&t)).unwrap_or_default())
            };
            let side = |p: &str| match self.reader.object(&iri, &wg(p))? {
                Some(term) => self.named(&term),
                None => Ok(Named { iri: String::new(), label: "?".to_owned() }),
            };
            out.push(Decision {
                left: side("left")?,
                right: side("right")?,
                judgement: code_of("judgement")?,
                standing: code_of("decisionStatus")?,
                by: self.reader.object(&iri, &wg("decidedBy"))?.map(|t| self.reader.value(&t)).transpose()?,
                score: self.reader.object(&iri, &wg("score"))?.map(|t| text(&t)),
                reasons: self.reader.objects(&iri, &wg("reason"))?.iter().map(text).collect(),
                iri,
            });
        }
        Ok(out)
    }
}
