use super::hash::hex16;
use super::types::{
    Article as ArticleRecord, ArticleClaims, Claim, Embedded, EntityRecord, Frame, Object, Points, Sentence,
    SentenceZone, Speaker, Subject, modality_of,
};
use super::values::{Article, clean};
use crate::extract::{ArticleFacts, Fact, Filler, Modality, Value};
use crate::ontology::vocab::{End, FactClass, Identity, NS, Projection, Role};
use crate::ontology::{Ontology, Values};
use crate::text::{Document, Span, Sym, ZoneKind};
use std::collections::BTreeMap;

/// What read the article; a knowledge base reads an article again when this
/// changes. Raise the number when the same rules begin to yield other claims.
pub const EXTRACTOR: &str = concat!("wiregraph/", env!("CARGO_PKG_VERSION"), "/2");

const TYPE: &str = "rdf:type";

/// The claims of one article: one for each value of each role, and one for the
/// existence of each event or entity.
pub fn from_facts(document: &Document, facts: &ArticleFacts, ontology: &Ontology) -> ArticleClaims {
    let mut maker = Maker {
        article: Article::new(document, facts, ontology),
        ontology,
        frames: BTreeMap::new(),
        claims: BTreeMap::new(),
    };
    for fact in &facts.facts {
        if let Some(class) = ontology.vocab.class(fact.class) {
            maker.fact(fact, class);
        }
    }
    let article = ArticleRecord {
        id: document.id.clone(),
        sha256: document.sha256.clone(),
        title: document.meta.title.clone(),
        url: document.meta.url.clone(),
        published: document.meta.published.clone(),
        source: document.meta.source.clone(),
        embedded: document.origin.as_ref().map(|o| Embedded { article: o.document.clone() }),
        length: maker.article.points.at(document.text.len() as u32),
    };
    let sentences = facts.sentences.iter().filter_map(|s| sentence(document, &maker.article, *s)).collect();
    ArticleClaims {
        article,
        sentences,
        entities: maker.article.entities,
        frames: maker.frames.into_values().collect(),
        claims: maker.claims.into_values().collect(),
    }
}

fn sentence(document: &Document, article: &Article<'_>, span: Span) -> Option<Sentence> {
    let zone = document.zones.iter().find(|z| z.span.overlaps(span)).map_or(ZoneKind::Body, |z| z.kind);
    let zone = match zone {
        ZoneKind::Title => SentenceZone::Headline,
        ZoneKind::Body => SentenceZone::Body,
        ZoneKind::Embedded | ZoneKind::Noise => return None,
    };
    Some(Sentence { at: article.at(span), zone, text: span.of(&document.text).to_owned() })
}

struct Maker<'a> {
    article: Article<'a>,
    ontology: &'a Ontology,
    frames: BTreeMap<String, Frame>,
    claims: BTreeMap<String, Claim>,
}

/// The parts of a claim that depend on how it is said.
#[derive(Clone)]
struct Said {
    modality: Modality,
    speaker: Option<Speaker>,
    sentences: Vec<Points>,
    confidence: f32,
    rules: Vec<String>,
}

impl Maker<'_> {
    fn fact(&mut self, fact: &Fact, class: &FactClass) {
        match class.projection {
            Projection::Event | Projection::Tenure => {
                let frame = self.frame(fact, class);
                let subject = Subject::Frame(frame);
                self.existence(fact, class, subject.clone());
                self.roles(fact, class, &subject, None);
            }
            Projection::Relation => self.relation(fact, class),
            Projection::Entity => {
                let key = class.roles.iter().find(|r| r.identity == Identity::Key);
                let named = key.and_then(|k| fact.fillers.iter().find(|f| f.role == k.wire));
                let Some(Filler { value: Value::Entity(entity), span, sentence, .. }) = named else { return };
                let Some(at) = self.article.mention(*entity, *span, *sentence) else { return };
                let subject = Subject::Mention(*entity, at);
                self.existence(fact, class, subject.clone());
                self.roles(fact, class, &subject, key);
            }
        }
    }

    fn existence(&mut self, fact: &Fact, class: &FactClass, subject: Subject) {
        let by_hearsay = matches!(fact.modality, Modality::Attributed | Modality::Claimed);
        // A fact is attributed when its central role is; what the article itself
        // says of the event still presupposes that it took place.
        let presupposed = by_hearsay && fact.fillers.iter().any(|f| f.modality == Modality::Asserted);
        let modality = if presupposed { Modality::Asserted } else { fact.modality };
        let first = fact.evidence.first().copied().unwrap_or_default();
        let speaker = if modality == Modality::Asserted { None } else { fact.source.as_ref() };
        let speaker = match speaker {
            Some(speaker) => self.article.speaker(speaker, first),
            None => self.named_speaker(fact, class, modality, first),
        };
        let said = Said {
            modality,
            speaker,
            sentences: fact.evidence.iter().take(2).map(|s| self.article.at(*s)).collect(),
            confidence: fact.confidence,
            rules: fact.rules.iter().map(ToString::to_string).collect(),
        };
        self.add(subject, TYPE, "", Object::Class(class.wire.to_string()), said);
    }

    fn roles(&mut self, fact: &Fact, class: &FactClass, subject: &Subject, but: Option<&Role>) {
        for filler in &fact.fillers {
            let Some(role) = class.role(filler.role) else { continue };
            if but.is_none_or(|b| b.wire != role.wire) {
                self.role(fact, class, subject, role, filler);
            }
        }
    }

    fn role(&mut self, fact: &Fact, class: &FactClass, subject: &Subject, role: &Role, filler: &Filler) {
        let value = self.entity_instead(&filler.value, filler.span, role);
        let Some(object) = self.article.object(&value, filler.span, filler.sentence) else { return };
        let mut said = self.said(fact, filler);
        let mut property = role.property.clone();
        if let Some(shown) = self.ontology.properties.get(&role.property).projection.clone() {
            if shown.speaker && !shown.value_is_speaker {
                return; // only names who says it: used by the role that says what
            }
            let Some(modality) = modality_of(&shown.when) else { return };
            if shown.value_is_speaker && said.speaker.is_none() {
                said.speaker = self.article.speaker(&filler.value, filler.sentence);
            }
            said.modality = modality;
            if !shown.value_is_speaker {
                // The fact's own word for who says it, before whoever speaks in the
                // sentence; that a thing says it of itself is another modality.
                let named = self.named_speaker(fact, class, modality, filler.sentence);
                let itself = |s: &Speaker| matches!((s, &value), (Speaker::Mention(e, _), Value::Entity(v)) if e == v);
                said.speaker = named.or(said.speaker).filter(|s| !itself(s));
            }
            property = shown.of;
        }
        if said.speaker.is_none() {
            said.speaker = self.named_speaker(fact, class, said.modality, filler.sentence);
        }
        self.named_in(subject, &property, &object, &said);
        self.add(subject.clone(), &property, &role.iri, object, said);
    }

    /// What a phrase or quotation names, where the ontology asks for it: whoever
    /// speaks of A and B mentions A and B, or leaves them out if it is said not
    /// to speak of them.
    fn named_in(&mut self, subject: &Subject, property: &str, object: &Object, said: &Said) {
        let Object::Text(_, Some(place)) = object else { return };
        let mut found: Vec<(String, u32, Points)> = Vec::new();
        for (target, named) in self.ontology.properties.named_in(property) {
            let counts = |entity: &EntityRecord| {
                let class = Sym::new(&entity.class);
                let is_named = entity.known.is_some() || entity.name.chars().any(char::is_uppercase);
                is_named && named.classes.iter().any(|c| self.ontology.vocab.is_a(class, *c))
            };
            // Of what is not said only the names themselves are left out, not whoever
            // a phrase about something else names besides.
            let negative = matches!(said.modality, Modality::Negated | Modality::Denied);
            for (entity, at) in self.article.names_from(*place, negative, counts) {
                found.push((target.iri.clone(), entity, at));
            }
        }
        for (target, entity, at) in found {
            self.add(subject.clone(), &target, "", Object::Mention(entity, at), said.clone());
        }
    }

    /// The entity a phrase names, where the role takes nodes: `Bolan` is the
    /// place the article speaks of, not a word.
    fn entity_instead(&self, value: &Value, span: Option<Span>, role: &Role) -> Value {
        let Value::Text(text) = value else { return value.clone() };
        let property = self.ontology.properties.get(&role.property);
        if property.values == Values::Literals || property.mint_within.is_some() {
            return value.clone();
        }
        let accepts = |e: &EntityRecord| {
            let class = Sym::new(&e.class);
            role.accepts.is_empty() || role.accepts.iter().any(|a| self.ontology.vocab.is_a(class, *a))
        };
        self.article.named(&clean(text), span, accepts).map_or_else(|| value.clone(), Value::Entity)
    }

    /// Who says so, where a role of the fact names it: the nearest filler of a
    /// role that stands for speaking in this modality.
    fn named_speaker(&mut self, fact: &Fact, class: &FactClass, modality: Modality, sentence: Span) -> Option<Speaker> {
        if !matches!(modality, Modality::Attributed | Modality::Claimed | Modality::Denied) {
            return None;
        }
        let properties = &self.ontology.properties;
        let names_speaker = |f: &&Filler| {
            let role = class.role(f.role);
            let shown = role.and_then(|r| properties.get(&r.property).projection.clone());
            shown.is_some_and(|p| p.when == modality.as_str() && (p.speaker || p.value_is_speaker))
        };
        let mut speakers = fact.fillers.iter().filter(names_speaker);
        let speaker = speakers.clone().find(|f| f.sentence == sentence).or_else(|| speakers.next())?;
        self.article.speaker(&speaker.value, speaker.sentence)
    }

    fn said(&mut self, fact: &Fact, filler: &Filler) -> Said {
        use Modality::{Asserted, Attributed, Claimed};
        let whole = !matches!(fact.modality, Asserted | Attributed | Claimed);
        let (modality, source) = match filler.modality {
            Asserted if whole => (fact.modality, fact.source.as_ref()),
            m if m == fact.modality => (m, filler.source.as_ref().or(fact.source.as_ref())),
            m => (m, filler.source.as_ref()),
        };
        let source = if modality == Asserted { None } else { source };
        let holds_trigger = |s: Span| fact.triggers.iter().any(|t| s.contains(*t));
        let mut sentences = vec![self.article.at(filler.sentence)];
        if !holds_trigger(filler.sentence) {
            sentences.extend(fact.evidence.iter().find(|s| holds_trigger(**s)).map(|s| self.article.at(*s)));
        }
        sentences.sort();
        sentences.dedup();
        Said {
            modality,
            speaker: source.and_then(|s| self.article.speaker(s, filler.sentence)),
            sentences,
            confidence: filler.confidence,
            rules: vec![filler.rule.to_string()],
        }
    }

    fn relation(&mut self, fact: &Fact, class: &FactClass) {
        let fillers = |end: End| {
            let role = class.roles.iter().find(|r| r.end == Some(end));
            fact.fillers.iter().filter(move |f| role.is_some_and(|r| r.wire == f.role)).collect::<Vec<_>>()
        };
        let role = class.roles.iter().find(|r| r.end == Some(End::Object)).cloned();
        let Some(role) = role else { return };
        for from in fillers(End::Subject) {
            let Value::Entity(entity) = from.value else { continue };
            let Some(at) = self.article.mention(entity, from.span, from.sentence) else { continue };
            for to in fillers(End::Object) {
                let Some(object) = self.article.object(&to.value, to.span, to.sentence) else { continue };
                let mut sentences = vec![self.article.at(from.sentence), self.article.at(to.sentence)];
                sentences.sort();
                sentences.dedup();
                let said = Said { sentences, ..self.said(fact, to) };
                self.add(Subject::Mention(entity, at), &role.property, &role.iri, object, said);
            }
        }
    }

    fn frame(&mut self, fact: &Fact, class: &FactClass) -> String {
        let words = if fact.triggers.is_empty() { fact.evidence.get(..1).unwrap_or(&[]) } else { &fact.triggers };
        let triggers: Vec<Points> = words.iter().map(|t| self.article.at(*t)).collect();
        let mut parts = vec![self.article.document.sha256.clone(), class.wire.to_string(), places(&triggers)];
        for filler in fillers_with(fact, class, Identity::Key) {
            let object = self.article.object(&filler.value, filler.span, filler.sentence);
            parts.extend(object.map(|o| format!("{}={}", filler.role, self.object_text(&o))));
        }
        let mut id = hex16(parts.iter().map(String::as_str));
        // Two events with the same triggers and key arguments: told apart by
        // their order, which the extractor fixes.
        let mut copy = 1;
        while self.frames.contains_key(&id) {
            copy += 1;
            let number = copy.to_string();
            id = hex16(parts.iter().map(String::as_str).chain([number.as_str()]));
        }
        let frame = Frame {
            id: id.clone(),
            class: class.wire.to_string(),
            begin: triggers.first().map_or(0, |t| t.begin),
            triggers,
            main: Frame::is_main(fact.salience),
            anchor: self.anchor(fact, class),
        };
        self.frames.insert(id.clone(), frame);
        id
    }

    /// At most two names the event is known by, as written.
    fn anchor(&self, fact: &Fact, class: &FactClass) -> String {
        let mut names: Vec<String> = Vec::new();
        for identity in [Identity::Key, Identity::Shared] {
            for filler in fillers_with(fact, class, identity) {
                let name = match &filler.value {
                    Value::Entity(e) => {
                        self.article.entities.get(*e as usize).map(|e| e.label.as_ref().unwrap_or(&e.name).clone())
                    }
                    Value::Text(text) => Some(clean(text)),
                    _ => None,
                };
                names.extend(name.filter(|n| !n.is_empty() && !names.contains(n)));
            }
        }
        let (proper, common): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|n| n.chars().any(char::is_uppercase));
        let best = if proper.is_empty() { common.into_iter().take(1).collect() } else { proper };
        best.into_iter().take(2).collect::<Vec<_>>().join(" ")
    }

    fn add(&mut self, subject: Subject, predicate: &str, role: &str, object: Object, mut said: Said) {
        // To claim is to say it of oneself: without the one who does it is hearsay.
        if said.modality == Modality::Claimed && said.speaker.is_none() {
            said.modality = Modality::Attributed;
        }
        let predicate = predicate.strip_prefix(NS).unwrap_or(predicate).to_owned();
        let subject_text = match &subject {
            Subject::Frame(id) => format!("frame {id}"),
            Subject::Mention(e, at) => self.mention_text(*e, *at),
        };
        let speaker = match &said.speaker {
            None => String::new(),
            Some(Speaker::Mention(e, at)) => self.mention_text(*e, *at),
            Some(Speaker::Text(text)) => format!("text {text}"),
        };
        let id = hex16([
            self.article.document.sha256.as_str(),
            &places(&said.sentences),
            &subject_text,
            &predicate,
            &self.object_text(&object),
            said.modality.as_str(),
            &speaker,
        ]);
        let role = role.strip_prefix(NS).unwrap_or(role).to_owned();
        let confidence = rounded(said.confidence);
        let claim = self.claims.entry(id.clone()).or_insert_with(|| Claim {
            id,
            subject,
            predicate,
            role: role.clone(),
            object,
            modality: said.modality,
            speaker: said.speaker,
            sentences: said.sentences,
            confidence,
            rules: Vec::new(),
        });
        claim.rules.extend(said.rules);
        claim.rules.sort();
        claim.rules.dedup();
        claim.confidence = claim.confidence.max(confidence);
        if role < claim.role {
            claim.role = role;
        }
    }

    fn object_text(&self, object: &Object) -> String {
        match object {
            Object::Class(class) => format!("class {class}"),
            Object::Mention(e, at) => self.mention_text(*e, *at),
            Object::Text(text, _) => format!("text {text}"),
            Object::Code(code) => format!("code {code}"),
            Object::Date(edtf, ..) => format!("date {edtf}"),
            Object::Number(min, max, _) => format!("number {min} {max:?}"),
        }
    }

    fn mention_text(&self, entity: u32, at: Points) -> String {
        format!("mention {} {}", places(&[at]), self.article.text_at(entity, at))
    }
}

fn fillers_with<'f>(fact: &'f Fact, class: &FactClass, identity: Identity) -> Vec<&'f Filler> {
    let mut out: Vec<(i64, &Filler)> = fact
        .fillers
        .iter()
        .filter_map(|f| class.role(f.role).filter(|r| r.identity == identity).map(|r| (r.order, f)))
        .collect();
    out.sort_by_key(|(order, f)| (*order, f.sentence, f.span));
    out.into_iter().map(|(_, f)| f).collect()
}

fn places(spans: &[Points]) -> String {
    spans.iter().map(|p| format!("{}-{}", p.begin, p.end)).collect::<Vec<_>>().join(",")
}

/// Two decimals, above 0 and at most 1.
fn rounded(confidence: f32) -> f32 {
    let percent = (confidence * 100.0).round();
    if percent.is_nan() { 0.01 } else { percent.clamp(1.0, 100.0) / 100.0 }
}
