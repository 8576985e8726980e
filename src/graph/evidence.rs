//! The evidence: articles, sentences, mentions, claims, propositions,
//! conflicts, decisions and rules.

use super::facts::{Words, code, nodes_used, wg};
use super::identity::Decisions;
use super::lines::Lines;
use super::notes::Stance;
use super::propositions::{Conflict, Proposition};
use super::rules::RuleBook;
use super::slug::path;
use super::terms::{Term, ns};
use super::world::World;
use crate::claim::{Claim, EXTRACTOR, Object, Points, SentenceZone, Speaker, Subject};
use std::collections::{BTreeMap, BTreeSet};

mod judged;

struct Writer<'w, 'a> {
    world: &'w mut World<'a>,
    words: Words,
    lines: Lines,
    labels: Lines,
    /// Property terms, by local name.
    own: BTreeMap<&'static str, Term>,
    rules: BTreeSet<String>,
    spans: BTreeSet<(usize, Points)>,
    sentences: BTreeSet<(usize, Points)>,
}

/// Writes the layer of evidence, and the labels in it: those belong to the
/// facts, so that whoever asks for labels need not load the evidence.
pub fn write(
    world: &mut World<'_>,
    propositions: &[Proposition],
    conflicts: &[Conflict],
    decisions: &Decisions,
    rules: &RuleBook,
) -> (Lines, Lines) {
    let words = Words::new(world);
    let mut w = Writer {
        world,
        words,
        lines: Lines::default(),
        labels: Lines::default(),
        own: BTreeMap::new(),
        rules: BTreeSet::new(),
        spans: BTreeSet::new(),
        sentences: BTreeSet::new(),
    };
    w.articles();
    w.mentions(propositions);
    w.frames();
    for p in propositions {
        w.proposition(p);
        let node = w.node(&format!("prop/{}", p.id));
        for i in &p.claims {
            w.claim(*i, node);
        }
        for i in &p.notes {
            w.note(*i, node);
        }
    }
    w.conflicts(conflicts, propositions);
    w.decisions(decisions);
    w.copies();
    w.links(&super::facts::nodes_used(w.world, propositions));
    w.write_sentences();
    w.write_spans();
    w.write_rules(rules);
    (w.lines, w.labels)
}

impl Writer<'_, '_> {
    fn node(&mut self, path: &str) -> Term {
        self.world.terms.node(path)
    }

    fn property(&mut self, local: &'static str) -> Term {
        if let Some(term) = self.own.get(local) {
            return *term;
        }
        let term = wg(self.world, local);
        self.own.insert(local, term);
        term
    }

    fn add(&mut self, subject: Term, property: &'static str, object: Term) {
        let property = self.property(property);
        self.lines.add(subject, property, object);
    }

    fn text(&mut self, subject: Term, property: &'static str, text: &str) {
        let object = self.world.terms.string(text);
        self.add(subject, property, object);
    }

    fn number(&mut self, subject: Term, property: &'static str, number: u64) {
        let object = self.world.terms.typed(&number.to_string(), "integer");
        self.add(subject, property, object);
    }

    fn code(&mut self, subject: Term, property: &'static str, local: &str) {
        let object = code(self.world, local);
        self.add(subject, property, object);
    }

    fn class(&mut self, subject: Term, local: &'static str) {
        let class = self.property(local);
        self.lines.add(subject, self.words.rdf_type, class);
    }

    fn articles(&mut self) {
        let title = self.world.terms.iri(&format!("{}title", ns::DCT));
        let url = self.world.terms.iri(&format!("{}url", ns::SCHEMA));
        for i in 0..self.world.articles.len() {
            let article = &self.world.articles[i].article;
            let node = self.world.article_term(article);
            self.class(node, "Article");
            self.text(node, "sha256", &article.sha256);
            self.text(node, "articleId", &article.id);
            self.number(node, "textLength", u64::from(article.length));
            self.text(node, "extractor", EXTRACTOR);
            for (value, property) in [(&article.title, title), (&article.url, url)] {
                if let Some(value) = value {
                    let value = self.world.terms.string(value);
                    self.lines.add(node, property, value);
                }
            }
            if let Some(day) = &article.published {
                self.text(node, "publishedOn", day);
            }
            if let Some(outlet) = &article.source {
                self.text(node, "outlet", outlet);
            }
            if let Some(embedded) = &article.embedded {
                let holder = self.world.articles.iter().find(|a| a.article.id == embedded.article);
                if let Some(holder) = holder {
                    let holder = self.world.article_term(&holder.article);
                    self.add(node, "embeddedIn", holder);
                }
            }
            let group = self.world.group_term(i);
            self.class(group, "SourceGroup");
            self.add(node, "inSourceGroup", group);
        }
    }

    /// Every mention of every entity that some claim is about.
    fn mentions(&mut self, propositions: &[Proposition]) {
        let used = nodes_used(self.world, propositions);
        for i in 0..self.world.articles.len() {
            let article = self.world.articles[i];
            for (e, record) in article.entities.iter().enumerate() {
                let Some(node) = self.world.entities.node(i, e as u32) else { continue };
                let Some(own) = self.world.entities.own_node(i, e as u32) else { continue };
                if !used.contains(&node.path) {
                    continue;
                }
                let rule = match (node.known, node.shared) {
                    (true, _) => "identity/registry",
                    (_, true) => "identity/equal-name",
                    _ => "identity/own-article",
                };
                let (node, own) = (node.path.clone(), own.path.clone());
                for mention in &record.mentions {
                    let span = self.world.span_term(&article.article, mention.at);
                    self.class(span, "EntityMention");
                    self.text(span, "surface", &mention.text);
                    let to = self.node(&node);
                    self.add(span, "refersTo", to);
                    if own != node {
                        let key = self.node(&own);
                        self.add(span, "key", key);
                    }
                    let link = self.rule(rule);
                    self.add(span, "linkRule", link);
                    self.spans.insert((i, mention.at));
                }
            }
        }
    }

    fn frames(&mut self) {
        for situation in self.world.events.list.clone() {
            let event = self.node(&situation.path);
            let rule = self.rule("identity/event");
            for (article, id) in &situation.frames {
                let article = *article as usize;
                let node = self.node(&format!("frame/{id}"));
                self.class(node, "EventMention");
                self.add(node, "refersTo", event);
                self.add(node, "linkRule", rule);
                if let Some(evidence) = situation.reasons.get(id) {
                    let score = (evidence.score * 100.0).round() / 100.0;
                    let score = self.world.terms.typed(&format!("{score:.2}"), "decimal");
                    self.add(node, "linkScore", score);
                    for reason in &evidence.reasons {
                        self.text(node, "linkReason", reason);
                    }
                }
                let claims = self.world.articles[article];
                let article_node = self.world.article_term(&claims.article);
                self.add(node, "inArticle", article_node);
                for frame in claims.frames.iter().filter(|f| *f.id == **id) {
                    for trigger in &frame.triggers {
                        let span = self.world.span_term(&claims.article, *trigger);
                        self.add(node, "trigger", span);
                        self.class(span, "Span");
                        self.spans.insert((article, *trigger));
                    }
                }
            }
        }
    }

    fn proposition(&mut self, p: &Proposition) {
        let node = self.node(&format!("prop/{}", p.id));
        self.class(node, "Proposition");
        for (local, value) in [("subject", p.subject), ("predicate", p.predicate), ("object", p.object)] {
            let property = self.world.terms.iri(&format!("{}{local}", ns::RDF));
            self.lines.add(node, property, value);
        }
        self.code(node, "acceptance", p.acceptance.as_str());
        self.number(node, "claimCount", p.positive as u64);
        self.number(node, "articleCount", p.articles as u64);
        self.number(node, "originCount", p.origins as u64);
        if p.negative_origins > 0 {
            self.number(node, "negativeOriginCount", p.negative_origins as u64);
        }
    }

    fn claim(&mut self, index: usize, proposition: Term) {
        let stated = &self.world.stated[index];
        let (article, speaker, origin) = (stated.article, stated.speaker, stated.origin);
        let claim: &Claim = self.world.claim(stated);
        let node = self.node(&format!("claim/{}", claim.id));
        self.class(node, "Claim");
        self.add(node, "states", proposition);
        let record = &self.world.articles[article].article;
        let article_node = self.world.article_term(record);
        self.add(node, "article", article_node);
        for at in &claim.sentences {
            let sentence = self.world.span_term(record, *at);
            self.add(node, "sentence", sentence);
            self.sentences.insert((article, *at));
        }
        self.code(node, "modality", claim.modality.as_str());
        self.code(node, "polarity", if claim.is_negative() { "negative" } else { "positive" });
        let confidence = self.world.terms.typed(&format!("{:.2}", claim.confidence), "decimal");
        self.add(node, "confidence", confidence);
        for rule in &claim.rules {
            let rule = self.rule(rule);
            self.add(node, "rule", rule);
        }
        self.add(node, "origin", origin);
        let subject = match &claim.subject {
            Subject::Frame(id) => self.node(&format!("frame/{id}")),
            Subject::Mention(_, at) => self.world.span_term(record, *at),
        };
        self.add(node, "subjectMention", subject);
        let place = match &claim.object {
            Object::Class(_) => None,
            Object::Mention(_, at) => Some(*at),
            Object::Text(text, at) => {
                self.text(node, "valueText", text);
                *at
            }
            Object::Code(code) => {
                self.text(node, "valueText", code);
                None
            }
            Object::Date(edtf, basis, at) => {
                self.text(node, "valueText", edtf);
                self.code(node, "dateBasis", basis);
                *at
            }
            Object::Number(min, max, at) => {
                let text = super::compare::figure_name(*min, *max);
                self.text(node, "valueText", &text);
                *at
            }
        };
        if let Some(at) = place {
            let span = self.world.span_term(record, at);
            self.add(node, "objectMention", span);
            if self.spans.insert((article, at)) {
                self.class(span, "Span");
            }
        }
        if let Some(speaker) = speaker {
            self.add(node, "speaker", speaker);
        }
        match &claim.speaker {
            Some(Speaker::Mention(_, at)) => {
                let span = self.world.span_term(record, *at);
                self.add(node, "speakerMention", span);
            }
            Some(Speaker::Text(text)) => self.text(node, "speakerText", text),
            None => {}
        }
    }

    /// A note and the claim it makes; the claim has no sentence, its source
    /// stands in the note.
    fn note(&mut self, index: usize, proposition: Term) {
        let (note, node) = (self.world.noted[index].note.clone(), self.world.noted[index].origin);
        let id = note.id();
        self.class(node, "CuratedNote");
        self.text(node, "articleId", &format!("note/{}", &id[..8]));
        let title = self.world.terms.iri(&format!("{}title", ns::DCT));
        let source = self.world.terms.string(&note.source);
        self.lines.add(node, title, source);
        for (property, text) in [("reason", &note.because), ("decidedBy", &note.by), ("decidedOn", &note.date)] {
            if !text.is_empty() {
                self.text(node, property, text);
            }
        }
        let claim = self.node(&format!("claim/{}", crate::claim::hex16(["note", id.as_str()])));
        self.class(claim, "Claim");
        self.add(claim, "states", proposition);
        self.add(claim, "article", node);
        let (modality, polarity) = match note.stance {
            Stance::So => ("asserted", "positive"),
            Stance::Not => ("negated", "negative"),
        };
        self.code(claim, "modality", modality);
        self.code(claim, "polarity", polarity);
        let confidence = self.world.terms.typed("1.00", "decimal");
        self.add(claim, "confidence", confidence);
        let rule = self.rule("curated/note");
        self.add(claim, "rule", rule);
        self.add(claim, "origin", node);
        self.text(claim, "valueText", &note.value);
    }

    fn conflicts(&mut self, conflicts: &[Conflict], propositions: &[Proposition]) {
        for conflict in conflicts {
            let node = self.node(&format!("conflict/{}", conflict.id));
            self.class(node, "Conflict");
            self.add(node, "onSubject", conflict.subject);
            self.add(node, "onPredicate", conflict.predicate);
            self.code(node, "conflictType", conflict.kind);
            self.code(node, "resolutionBasis", conflict.basis);
            for i in &conflict.alternatives {
                let alternative = self.node(&format!("prop/{}", propositions[*i].id));
                self.add(node, "alternative", alternative);
            }
            if let Some(i) = conflict.preferred {
                let preferred = self.node(&format!("prop/{}", propositions[i].id));
                self.add(node, "preferredAlternative", preferred);
            }
        }
    }

    fn rule(&mut self, name: &str) -> Term {
        self.rules.insert(name.to_owned());
        self.node(&format!("rule/{}", path(name)))
    }

    fn write_sentences(&mut self) {
        for (article, at) in std::mem::take(&mut self.sentences) {
            let claims = self.world.articles[article];
            let node = self.world.span_term(&claims.article, at);
            self.class(node, "Sentence");
            if let Some(sentence) = claims.sentences.iter().find(|s| s.at == at) {
                self.text(node, "text", &sentence.text);
                let zone = match sentence.zone {
                    SentenceZone::Headline => "headline",
                    SentenceZone::Body => "body",
                };
                self.code(node, "zone", zone);
            }
            self.spans.insert((article, at));
        }
    }

    fn write_spans(&mut self) {
        for (article, at) in std::mem::take(&mut self.spans) {
            let claims = self.world.articles[article];
            let node = self.world.span_term(&claims.article, at);
            let article_node = self.world.article_term(&claims.article);
            self.add(node, "inArticle", article_node);
            self.number(node, "begin", u64::from(at.begin));
            self.number(node, "end", u64::from(at.end));
        }
    }

    fn write_rules(&mut self, rules: &RuleBook) {
        for name in std::mem::take(&mut self.rules) {
            let node = self.node(&format!("rule/{}", path(&name)));
            self.class(node, "Rule");
            let label = self.world.terms.string(&name);
            self.labels.add(node, self.words.pref, label);
            if let Some(rule) = rules.get(&name) {
                self.text(node, "file", &rule.file);
                self.number(node, "line", rule.line as u64);
                self.text(node, "ruleText", &rule.text);
            }
        }
    }
}
