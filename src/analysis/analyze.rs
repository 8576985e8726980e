//! The stage: zones to sentences, tokens, tags and lemmas; and the parse of a
//! sentence on demand.

use super::casing::{Style, cased, style};
use super::models::{Scratch, atoms};
use super::word::Word;
use super::{Analysis, Deprel, Models, NO_HEAD, Sentence, Token, blocks, lemma, parser, sentences, tokens};
use crate::ontology::Ontology;
use crate::text::{Document, Span, Upos, ZoneKind};
use std::cell::RefCell;

/// Analyses title and body of a document: sentences, tokens, tags, lemmas.
/// Heads are set by [`parse`], sentence by sentence.
pub fn analyze(document: &Document, ontology: &Ontology) -> Analysis {
    let mut analysis = segment(document, ontology);
    tag(&mut analysis, document, Models::embedded());
    analysis
}

/// Sentences and tokens of title and body, without tags.
pub fn segment(document: &Document, ontology: &Ontology) -> Analysis {
    let models = Models::embedded();
    let mut analysis = Analysis::default();
    let mut paragraph = 0;
    for zone in &document.zones {
        if !matches!(zone.kind, ZoneKind::Title | ZoneKind::Body) {
            continue;
        }
        for block in blocks::blocks(&document.text, zone.span) {
            for span in sentences::split(&document.text, block, ontology) {
                let spans = tokens::tokens(&document.text, span, ontology);
                let first = analysis.tokens.len() as u32;
                let style = style(spans.iter().map(|s| s.of(&document.text)));
                add(&mut analysis, &document.text, &spans, style, models);
                let range = first..analysis.tokens.len() as u32;
                if range.is_empty() {
                    continue;
                }
                analysis.sentences.push(Sentence {
                    span,
                    tokens: range,
                    zone: zone.kind,
                    paragraph,
                    parsed: false,
                    all_caps: style == Style::Capitals,
                    title_case: style == Style::Title,
                });
            }
            paragraph += 1;
        }
    }
    analysis
}

/// Sets tags and lemmas of all sentences of a document.
pub fn tag(analysis: &mut Analysis, document: &Document, models: &Models) {
    TAGGING.with_borrow_mut(|scratch| tag_all(analysis, document, models, scratch));
}

fn tag_all(analysis: &mut Analysis, document: &Document, models: &Models, scratch: &mut Scratch) {
    analysis.atoms.clear();
    analysis.words.clear();
    for sentence in &analysis.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let tokens = &mut analysis.tokens[range];
        scratch.words.clear();
        scratch.words.extend(tokens.iter().map(|t| Word::new(t.form(&document.text), &t.lower)));
        analysis.words.extend_from_slice(&scratch.words);
        models.tagger.tag(&scratch.words, &mut scratch.tagger, &mut scratch.labels);
        heads(&models.tagger.labels, &mut scratch.labels);
        for (i, (token, label)) in tokens.iter_mut().zip(&scratch.labels).enumerate() {
            (token.tag, token.xpos) = models.tagger.labels[usize::from(*label)];
            token.lemma = whole(lemma::lemma(&token.lower, token.tag, token.xpos));
            let known = scratch.tagger.known[i];
            analysis.atoms.push(atoms(&token.lower, &token.lemma, (*label, token.tag), &scratch.words[i], known));
        }
    }
}

/// Lemmas that lost an `e`, added after the models were trained: they look at
/// lemmas, so that one more in the rules of lemmas would make other models.
fn whole(lemma: Box<str>) -> Box<str> {
    const STEMS: [&str; 4] = ["dynamit", "expedit", "extradit", "massacr"];
    if STEMS.contains(&&*lemma) { format!("{lemma}e").into() } else { lemma }
}

/// "The official added": a phrase with an article and no noun has the adjective
/// for its noun, and the participle behind it is a past tense. Not where a noun
/// follows ("the new proposed law").
fn heads(names: &[(Upos, &'static str)], labels: &mut [u8]) {
    let label = |tag: Upos, xpos: &str| names.iter().position(|n| *n == (tag, xpos)).map(|i| i as u8);
    let (Some(noun), Some(past)) = (label(Upos::Noun, "NN"), label(Upos::Verb, "VBD")) else { return };
    let name = |label: u8| names[usize::from(label)];
    for i in 2..labels.len() {
        let (before, adjective, verb) = (name(labels[i - 2]), name(labels[i - 1]), name(labels[i]));
        let noun_follows = labels.get(i + 1).is_some_and(|n| matches!(name(*n).0, Upos::Noun | Upos::Adj | Upos::Num));
        let bare = before.0 == Upos::Det && adjective == (Upos::Adj, "JJ");
        if bare && matches!(verb, (Upos::Verb, "VBN" | "VBD")) && !noun_follows {
            labels[i - 1] = noun;
            labels[i] = past;
        }
    }
}

fn add(analysis: &mut Analysis, text: &str, spans: &[Span], style: Style, models: &Models) {
    let sentence = analysis.sentences.len() as u32;
    for (i, span) in spans.iter().enumerate() {
        let form = span.of(text);
        let lower = lower(form);
        let cased = cased(form, &lower, style, i == 0, &models.tagger.lexicon);
        let before = text[..span.start as usize].chars().next_back();
        analysis.tokens.push(Token {
            span: *span,
            lower,
            lemma: Box::default(),
            cased,
            tag: Upos::X,
            xpos: "",
            head: NO_HEAD,
            rel: Deprel::default(),
            sentence,
            space_before: before.is_none_or(blocks::is_space),
        });
    }
}

thread_local! {
    static TAGGING: RefCell<Scratch> = RefCell::default();
    static SCRATCH: RefCell<parser::Scratch> = RefCell::default();
}

/// Sets heads and relations of one sentence; does nothing if they are set.
pub fn parse(analysis: &mut Analysis, sentence: usize, models: &Models) {
    let Some(Sentence { tokens: range, parsed: parsed @ false, .. }) = analysis.sentences.get_mut(sentence) else {
        return;
    };
    *parsed = true;
    let start = range.start;
    let range = range.start as usize..range.end as usize;
    let Some(atoms) = analysis.atoms.get(range.clone()) else { return };
    let tokens = &mut analysis.tokens[range];
    SCRATCH.with_borrow_mut(|scratch| {
        parser::parse(&models.parser, atoms, scratch);
        let state = &scratch.state;
        let n = tokens.len();
        for (i, token) in tokens.iter_mut().enumerate() {
            token.head = if state.heads[i] < n { start + state.heads[i] as u32 } else { NO_HEAD };
            token.rel = Deprel(state.rels[i]);
        }
        lift(tokens, start);
        clauses(tokens, start);
    });
}

/// "A says B is in a poor position": what has a copula and a subject of its own is
/// a clause; under a verb before it, a noun phrase there is the verb's complement.
fn clauses(tokens: &mut [Token], start: u32) {
    let n = tokens.len();
    // Subject, copula, object, number of subjects.
    let mut has = vec![(false, false, false, 0u8); n];
    for token in tokens.iter().filter(|t| t.head != NO_HEAD) {
        let of = &mut has[(token.head - start) as usize];
        let rel = token.rel.as_str();
        of.0 |= rel.starts_with("nsubj");
        of.3 += u8::from(rel.starts_with("nsubj"));
        of.1 |= rel == "cop";
        of.2 |= matches!(rel, "ccomp" | "xcomp" | "obj");
    }
    for i in 0..n {
        let token = &tokens[i];
        if token.head == NO_HEAD || !has[i].0 || !has[i].1 {
            continue;
        }
        let head = (token.head - start) as usize;
        // "That is a question of time, says B."
        if token.rel.as_str().starts_with("nsubj") && head > i && has[head].3 > 1 {
            tokens[i].rel = Deprel::parse("ccomp");
            continue;
        }
        if !matches!(token.rel.as_str(), "obl" | "nmod" | "obj") {
            continue;
        }
        if head < i && tokens[head].tag == Upos::Verb && (!has[head].2 || token.rel.as_str() == "obj") {
            tokens[i].rel = Deprel::parse("ccomp");
        }
    }
}

/// "the army had earlier said": auxiliaries have no arguments in Universal
/// Dependencies; those the parser gave one are their verb's.
fn lift(tokens: &mut [Token], start: u32) {
    for i in 0..tokens.len() {
        let rel = tokens[i].rel.as_str();
        let argument = rel.starts_with("nsubj") || matches!(rel, "obj" | "ccomp" | "xcomp" | "obl" | "advcl" | "expl");
        if tokens[i].head == NO_HEAD || !argument {
            continue;
        }
        let head = &tokens[(tokens[i].head - start) as usize];
        if head.rel.as_str().starts_with("aux") && head.head != NO_HEAD && head.head != start + i as u32 {
            tokens[i].head = head.head;
        }
    }
}

/// Lower case, apostrophes straight.
pub(super) fn lower(form: &str) -> Box<str> {
    if form.is_ascii() {
        return form.to_ascii_lowercase().into();
    }
    form.chars()
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .into()
}
