//! The evidence of an article: a function of its claims and of what is
//! resolved of it, as they stand in the types here, and of nothing else. That
//! is why what was written once need not be written again.

use super::pen::Pen;
use crate::claim::{ArticleClaims, Claim, EXTRACTOR, Object, Points, SentenceZone, Speaker, Subject};
use crate::graph::compare::figure_name;
use crate::graph::terms::{Term, ns};
use serde::Serialize;
use std::collections::BTreeSet;

/// What is resolved of one article.
#[derive(Serialize)]
pub(super) struct View<'a> {
    /// Local part of the node of its source group.
    pub group: &'a str,
    /// It stands for that group.
    pub first: bool,
    /// Key of the article that it was embedded in.
    pub holder: Option<&'a str>,
    /// For each of its entities what it is; `None` if nothing is said of that.
    pub entities: Vec<Option<Named<'a>>>,
    /// Its event mentions.
    pub frames: Vec<Told<'a>>,
    /// Its claims that the graph has.
    pub claims: Vec<Stating<'a>>,
}

/// An entity of an article.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    /// Path of its node, merges followed.
    pub node: &'a str,
    /// Path of the node of the name itself.
    pub own: &'a str,
    /// Why it is that node.
    pub rule: &'static str,
}

/// An event mention of an article.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    /// Its id.
    pub frame: &'a str,
    /// Path of the situation.
    pub event: &'a str,
    /// Why it was joined with others, and how sure that is.
    pub why: Option<(String, &'a [String])>,
}

/// A claim of an article.
#[derive(Serialize)]
pub(super) struct Stating<'a> {
    /// Its place in the article.
    pub claim: usize,
    /// Id of the proposition that it states.
    pub proposition: &'a str,
    /// Who stands behind it, as written in N-Quads.
    pub origin: &'a str,
    /// Who says it, as written in N-Quads.
    pub speaker: Option<&'a str>,
}

/// A proposition.
#[derive(Serialize)]
pub(super) struct Said<'a> {
    pub id: &'a str,
    /// Subject, predicate and object as written in N-Quads.
    pub triple: [&'a str; 3],
    pub acceptance: &'a str,
    pub positive: usize,
    pub articles: usize,
    pub origins: usize,
    pub negative_origins: usize,
}

impl Said<'_> {
    pub fn write(&self, pen: &mut Pen) {
        let node = pen.node(&format!("prop/{}", self.id));
        pen.class(node, "Proposition");
        for (local, text) in ["subject", "predicate", "object"].into_iter().zip(self.triple) {
            let (property, value) = (pen.terms.iri(&format!("{}{local}", ns::RDF)), pen.terms.written(text));
            pen.lines.add(node, property, value);
        }
        pen.code(node, "acceptance", self.acceptance);
        pen.number(node, "claimCount", self.positive as u64);
        pen.number(node, "articleCount", self.articles as u64);
        pen.number(node, "originCount", self.origins as u64);
        if self.negative_origins > 0 {
            pen.number(node, "negativeOriginCount", self.negative_origins as u64);
        }
    }
}

/// Writes all that explains what one article says.
pub(super) fn write(article: &ArticleClaims, view: &View<'_>, pen: &mut Pen) {
    let mut writer = Writer { pen, article, spans: BTreeSet::new(), sentences: BTreeSet::new() };
    writer.about(view);
    writer.mentions(view);
    writer.frames(view);
    for stating in &view.claims {
        writer.claim(stating);
    }
    writer.write_sentences();
    writer.write_spans();
}

struct Writer<'p, 'a> {
    pen: &'p mut Pen,
    article: &'a ArticleClaims,
    spans: BTreeSet<Points>,
    sentences: BTreeSet<Points>,
}

impl Writer<'_, '_> {
    fn span(&mut self, at: Points) -> Term {
        self.pen.span(&self.article.article, at)
    }

    fn about(&mut self, view: &View<'_>) {
        let (article, pen) = (&self.article.article, &mut *self.pen);
        let node = pen.article(article);
        pen.class(node, "Article");
        pen.text(node, "sha256", &article.sha256);
        pen.text(node, "articleId", &article.id);
        pen.number(node, "textLength", u64::from(article.length));
        pen.text(node, "extractor", EXTRACTOR);
        let foreign = [(&article.title, ns::DCT, "title"), (&article.url, ns::SCHEMA, "url")];
        for (value, vocabulary, local) in foreign {
            if let Some(value) = value {
                pen.foreign(node, &format!("{vocabulary}{local}"), value);
            }
        }
        if let Some(day) = &article.published {
            pen.text(node, "publishedOn", day);
        }
        if let Some(outlet) = &article.source {
            pen.text(node, "outlet", outlet);
        }
        if let Some(holder) = view.holder {
            let holder = pen.node(&format!("art/{holder}"));
            pen.add(node, "embeddedIn", holder);
        }
        let group = pen.node(&format!("source-group/{}", view.group));
        if view.first {
            pen.class(group, "SourceGroup");
        }
        pen.add(node, "inSourceGroup", group);
    }

    /// Every mention of every entity that some claim is about.
    fn mentions(&mut self, view: &View<'_>) {
        for (record, named) in self.article.entities.iter().zip(&view.entities) {
            let Some(named) = named else { continue };
            for mention in &record.mentions {
                let span = self.span(mention.at);
                self.pen.class(span, "EntityMention");
                self.pen.text(span, "surface", &mention.text);
                let to = self.pen.node(named.node);
                self.pen.add(span, "refersTo", to);
                if named.own != named.node {
                    let key = self.pen.node(named.own);
                    self.pen.add(span, "key", key);
                }
                let link = self.pen.rule(named.rule);
                self.pen.add(span, "linkRule", link);
                self.spans.insert(mention.at);
            }
        }
    }

    fn frames(&mut self, view: &View<'_>) {
        let rule = self.pen.rule(super::EVENT_RULE);
        let article_node = self.pen.article(&self.article.article);
        for told in &view.frames {
            let event = self.pen.node(told.event);
            let node = self.pen.node(&format!("frame/{}", told.frame));
            self.pen.class(node, "EventMention");
            self.pen.add(node, "refersTo", event);
            self.pen.add(node, "linkRule", rule);
            if let Some((score, reasons)) = &told.why {
                self.pen.decimal(node, "linkScore", score);
                for reason in *reasons {
                    self.pen.text(node, "linkReason", reason);
                }
            }
            self.pen.add(node, "inArticle", article_node);
            for frame in self.article.frames.iter().filter(|f| f.id == told.frame) {
                for trigger in &frame.triggers {
                    let span = self.span(*trigger);
                    self.pen.add(node, "trigger", span);
                    self.pen.class(span, "Span");
                    self.spans.insert(*trigger);
                }
            }
        }
    }

    fn claim(&mut self, stating: &Stating<'_>) {
        let claim: &Claim = &self.article.claims[stating.claim];
        let node = self.pen.node(&format!("claim/{}", claim.id));
        self.pen.class(node, "Claim");
        let proposition = self.pen.node(&format!("prop/{}", stating.proposition));
        self.pen.add(node, "states", proposition);
        let article = self.pen.article(&self.article.article);
        self.pen.add(node, "article", article);
        for at in &claim.sentences {
            let sentence = self.span(*at);
            self.pen.add(node, "sentence", sentence);
            self.sentences.insert(*at);
        }
        self.pen.code(node, "modality", claim.modality.as_str());
        self.pen.code(node, "polarity", if claim.is_negative() { "negative" } else { "positive" });
        self.pen.decimal(node, "confidence", &format!("{:.2}", claim.confidence));
        for rule in &claim.rules {
            let rule = self.pen.rule(rule);
            self.pen.add(node, "rule", rule);
        }
        let origin = self.pen.terms.written(stating.origin);
        self.pen.add(node, "origin", origin);
        let subject = match &claim.subject {
            Subject::Frame(id) => self.pen.node(&format!("frame/{id}")),
            Subject::Mention(_, at) => self.span(*at),
        };
        self.pen.add(node, "subjectMention", subject);
        if let Some(at) = self.value(node, &claim.object) {
            let span = self.span(at);
            self.pen.add(node, "objectMention", span);
            if self.spans.insert(at) {
                self.pen.class(span, "Span");
            }
        }
        if let Some(speaker) = stating.speaker {
            let speaker = self.pen.terms.written(speaker);
            self.pen.add(node, "speaker", speaker);
        }
        match &claim.speaker {
            Some(Speaker::Mention(_, at)) => {
                let span = self.span(*at);
                self.pen.add(node, "speakerMention", span);
            }
            Some(Speaker::Text(text)) => self.pen.text(node, "speakerText", text),
            None => {}
        }
    }

    /// Writes a value as the text has it; gives its place.
    fn value(&mut self, node: Term, object: &Object) -> Option<Points> {
        match object {
            Object::Class(_) => None,
            Object::Mention(_, at) => Some(*at),
            Object::Text(text, at) => {
                self.pen.text(node, "valueText", text);
                *at
            }
            Object::Code(code) => {
                self.pen.text(node, "valueText", code);
                None
            }
            Object::Date(edtf, basis, at) => {
                self.pen.text(node, "valueText", edtf);
                self.pen.code(node, "dateBasis", basis);
                *at
            }
            Object::Number(min, max, at) => {
                self.pen.text(node, "valueText", &figure_name(*min, *max));
                *at
            }
        }
    }

    fn write_sentences(&mut self) {
        for at in std::mem::take(&mut self.sentences) {
            let node = self.span(at);
            self.pen.class(node, "Sentence");
            if let Some(sentence) = self.article.sentences.iter().find(|s| s.at == at) {
                self.pen.text(node, "text", &sentence.text);
                let zone = match sentence.zone {
                    SentenceZone::Headline => "headline",
                    SentenceZone::Body => "body",
                };
                self.pen.code(node, "zone", zone);
            }
            self.spans.insert(at);
        }
    }

    fn write_spans(&mut self) {
        let article_node = self.pen.article(&self.article.article);
        for at in std::mem::take(&mut self.spans) {
            let node = self.span(at);
            self.pen.add(node, "inArticle", article_node);
            self.pen.number(node, "begin", u64::from(at.begin));
            self.pen.number(node, "end", u64::from(at.end));
        }
    }
}
