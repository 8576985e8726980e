//! The stage: zones to sentences, tokens, tags and lemmas.

use super::{Analysis, Deprel, NO_HEAD, Sentence, Token, blocks, guess, lemma, sentences, tokens};
use crate::ontology::Ontology;
use crate::text::{Document, Span, ZoneKind};

/// The trained models.
#[derive(Debug, Default)]
pub struct Models {}

impl Models {
    /// The models compiled into the program.
    pub fn embedded() -> &'static Models {
        static MODELS: Models = Models {};
        &MODELS
    }
}

/// Analyses title and body of a document: sentences, tokens, tags, lemmas.
pub fn analyze(document: &Document, ontology: &Ontology) -> Analysis {
    let mut analysis = Analysis::default();
    let mut paragraph = 0;
    for zone in &document.zones {
        if !matches!(zone.kind, ZoneKind::Title | ZoneKind::Body) {
            continue;
        }
        for block in blocks::blocks(&document.text, zone.span) {
            for sentence in sentences::split(&document.text, block, ontology) {
                add(&mut analysis, &document.text, sentence, zone.kind, paragraph, ontology);
            }
            paragraph += 1;
        }
    }
    analysis
}

/// Sets heads and relations of one sentence.
pub fn parse(_analysis: &mut Analysis, _sentence: usize, _models: &Models) {}

fn add(analysis: &mut Analysis, text: &str, span: Span, zone: ZoneKind, paragraph: u32, ontology: &Ontology) {
    let spans = tokens::tokens(text, span, ontology);
    if spans.is_empty() {
        return;
    }
    let first = analysis.tokens.len() as u32;
    let index = analysis.sentences.len() as u32;
    let all_caps = is_all_caps(text, &spans);
    for span in spans {
        let form = span.of(text);
        let lower = lower(form);
        let (tag, xpos) = guess::guess(form, &lower, analysis.tokens.len() as u32 == first);
        let lemma = lemma::lemma(&lower, tag, xpos);
        let before = text[..span.start as usize].chars().next_back();
        analysis.tokens.push(Token {
            span,
            lower,
            lemma,
            cased: None,
            tag,
            xpos,
            head: NO_HEAD,
            rel: Deprel::default(),
            sentence: index,
            space_before: before.is_none_or(blocks::is_space),
        });
    }
    analysis.sentences.push(Sentence { span, tokens: first..analysis.tokens.len() as u32, zone, paragraph, parsed: false, all_caps });
}

/// Lower case, apostrophes straight.
pub(super) fn lower(form: &str) -> Box<str> {
    if form.is_ascii() {
        return form.to_ascii_lowercase().into();
    }
    form.chars().map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }).flat_map(char::to_lowercase).collect::<String>().into()
}

/// Wire copy in capitals: three words and more, hardly a small letter.
fn is_all_caps(text: &str, tokens: &[Span]) -> bool {
    let (mut upper, mut lower, mut words) = (0, 0, 0);
    for span in tokens {
        let form = span.of(text);
        words += usize::from(form.chars().filter(|c| c.is_alphabetic()).count() > 1);
        upper += form.chars().filter(|c| c.is_uppercase()).count();
        lower += form.chars().filter(|c| c.is_lowercase()).count();
    }
    words >= 3 && upper > 0 && lower * 12 <= upper
}
