//! An article with its mentions and facts marked, as a page to look at.

use super::types::{ArticleFacts, Fact, Salience};
use super::wire::wire;
use crate::ontology::Ontology;
use crate::text::{Document, Span, ZoneKind};
use html_escape::{encode_double_quoted_attribute as attribute, encode_text as escape};
use std::fmt::Write as _;

/// What stands before the first article.
pub const HEAD: &str = include_str!("html_head.html");
/// What stands after the last article.
pub const FOOT: &str = "</body>\n</html>\n";

/// One article: its text with sentences, mentions and zones marked on the left,
/// its facts on the right. Pointing at a fact shows its sentences.
pub fn html(doc: &Document, found: &ArticleFacts, ontology: &Ontology) -> String {
    let mut out = String::new();
    let title = doc.meta.title.as_deref().unwrap_or(&doc.id);
    let _ = write!(out, "<article>\n<h1>{}</h1>\n<p class=\"about\">{}", escape(title), escape(&doc.id));
    for part in [&doc.meta.source, &doc.meta.published, &doc.meta.url].into_iter().flatten() {
        let _ = write!(out, " · {}", escape(part));
    }
    out.push_str("</p>\n<div class=\"text\">");
    text(&mut out, doc, found, ontology);
    out.push_str("</div>\n<div class=\"facts\">\n");
    for (fact, line) in found.facts.iter().zip(wire(doc, found, ontology)) {
        card(&mut out, found, fact, line["id"].as_str().unwrap_or_default(), ontology);
    }
    if found.facts.is_empty() {
        out.push_str("<p>No facts.</p>\n");
    }
    out.push_str("</div>\n</article>\n");
    out
}

/// The text, cut where a zone, a sentence or a mention begins or ends.
fn text(out: &mut String, doc: &Document, found: &ArticleFacts, ontology: &Ontology) {
    let mentions = outermost(found);
    let mut cuts: Vec<u32> = Vec::new();
    let mentioned = mentions.iter().map(|m| found.mentions[*m].span);
    for span in doc.zones.iter().map(|z| z.span).chain(found.sentences.iter().copied()).chain(mentioned) {
        cuts.extend([span.start, span.end]);
    }
    cuts.extend([0, doc.text.len() as u32]);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let piece = Span { start: pair[0], end: pair[1] };
        let inside = |span: &Span| span.contains(piece);
        let zone = doc.zones.iter().find(|z| z.span.contains(piece)).map_or(ZoneKind::Body, |z| z.kind);
        let mut classes = match zone {
            ZoneKind::Title => vec!["title".to_owned()],
            ZoneKind::Body => Vec::new(),
            ZoneKind::Embedded => vec!["embedded".to_owned()],
            ZoneKind::Noise => vec!["noise".to_owned()],
        };
        if let Some(sentence) = found.sentences.iter().find(|s| inside(s)) {
            for (id, _) in
                found.facts.iter().enumerate().filter(|(_, f)| f.evidence.iter().any(|e| e.overlaps(*sentence)))
            {
                classes.push(format!("f{id}"));
            }
        }
        let mention = mentions.iter().map(|m| &found.mentions[*m]).find(|m| inside(&m.span));
        let shown = escape(piece.of(&doc.text)).into_owned();
        let open = if classes.is_empty() { "<span>".into() } else { format!("<span class=\"{}\">", classes.join(" ")) };
        out.push_str(&open);
        match mention {
            None => out.push_str(&shown),
            Some(m) => {
                let entity = m.entity.and_then(|e| found.entities.get(e as usize)).map_or("", |e| &e.name);
                let kind = m.kind.map_or_else(String::new, |k| format!("/{k}"));
                let note = format!("{}{kind} {entity} ({})", m.class, m.found_by);
                let _ = write!(
                    out,
                    "<mark style=\"--hue:{}\" title=\"{}\">{shown}</mark>",
                    hue(m.class.as_str(), ontology),
                    attribute(&note)
                );
            }
        }
        out.push_str("</span>");
    }
}

/// Mentions no other mention contains; of two with one span the first.
fn outermost(found: &ArticleFacts) -> Vec<usize> {
    let mut order: Vec<usize> = (0..found.mentions.len()).collect();
    order.sort_by_key(|i| (found.mentions[*i].span.start, std::cmp::Reverse(found.mentions[*i].span.end), *i));
    let mut end = 0;
    order.retain(|i| {
        let span = found.mentions[*i].span;
        let keep = span.start >= end && !span.is_empty();
        if keep {
            end = span.end;
        }
        keep
    });
    order
}

/// Colours go round the circle in the order of the ontology's mention classes.
fn hue(class: &str, ontology: &Ontology) -> usize {
    let classes: Vec<&str> = ontology.vocab.mention_classes().map(|c| c.as_str()).collect();
    let at = classes.iter().position(|c| *c == class).unwrap_or(classes.len());
    at * 360 / (classes.len() + 1)
}

fn card(out: &mut String, found: &ArticleFacts, fact: &Fact, id: &str, ontology: &Ontology) {
    let number = found.facts.iter().position(|f| std::ptr::eq(f, fact)).unwrap_or(0);
    let minor = if fact.salience == Salience::Minor { " minor" } else { "" };
    let _ = write!(
        out,
        "<section class=\"fact{minor}\" data-fact=\"f{number}\"><h2>{}</h2><p class=\"about\">{} · {:.2}{}</p><dl>",
        escape(id),
        fact.modality.as_str(),
        fact.confidence,
        fact.source.as_ref().map_or_else(String::new, |s| format!(" · {}", escape(&found.shown(s)))),
    );
    let roles = ontology.vocab.class(fact.class).map(|c| c.roles.as_slice()).unwrap_or_default();
    for role in roles {
        for filler in fact.fillers.iter().filter(|f| f.role == role.wire) {
            let note = format!("{} ({}, {:.2})", filler.rule, filler.modality.as_str(), filler.confidence);
            let _ = write!(
                out,
                "<dt>{}</dt><dd title=\"{}\">{}</dd>",
                role.wire,
                attribute(&note),
                escape(&found.shown(&filler.value))
            );
        }
    }
    let rules: Vec<&str> = fact.rules.iter().map(|r| r.as_str()).collect();
    let _ = writeln!(out, "</dl><p class=\"about\">{}</p></section>", escape(&rules.join(" ")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::read;
    use crate::ontology::Source;

    #[test]
    fn text_is_whole_and_escaped_and_facts_are_shown() {
        let (ontology, _) = Ontology::load(&Source::embedded());
        let doc = Document::plain(
            "a<b",
            "Kenya's <i>interior</i> ministry said Al-Shabaab killed six policemen in Garissa & Wajir.",
        );
        let found = read(&doc, &ontology);
        let page = html(&doc, &found, &ontology);
        let start = page.find("<div class=\"text\">").expect("a text") + 18;
        let text = &page[start..page.find("</div>").expect("its end")];
        let mut plain = String::new();
        let mut tag = false;
        for c in text.chars() {
            match c {
                '<' => tag = true,
                '>' if tag => tag = false,
                c if !tag => plain.push(c),
                _ => {}
            }
        }
        assert_eq!(html_escape::decode_html_entities(&plain), doc.text);
        assert!(page.contains("<h1>a&lt;b</h1>"), "{page}");
        assert_eq!(page.matches("<section").count(), found.facts.len());
        assert!(!found.facts.is_empty());
    }
}
