//! Counted persons joined to one count: "a soldier and two policemen" are three.

use crate::analysis::{Analysis, Token, Upos};
use crate::mention::{Mention, MentionValue, NumberValue};
use crate::ontology::Ontology;
use crate::text::{Document, Sym};
use std::sync::LazyLock;

/// One part of a coordination: `two policemen`, `a soldier`.
struct Part {
    start: u32,
    end: u32,
    value: NumberValue,
    approximate: bool,
    /// Number mention it comes from.
    mention: Option<usize>,
}

/// Replaces the counts of a coordination of persons by their sum. The counts
/// are those of one sentence, in text order.
pub(super) fn join(
    document: &Document,
    analysis: &Analysis,
    ontology: &Ontology,
    sentence: usize,
    counts: &mut Vec<Mention>,
) {
    let tokens = &analysis.tokens;
    let range = analysis.sentences[sentence].tokens.clone();
    let mut parts: Vec<Part> = Vec::new();
    for (i, m) in counts.iter().enumerate() {
        let MentionValue::Number(value) = m.value else { continue };
        let head = &tokens[m.head as usize];
        if m.head >= m.tokens.end && (person(ontology, head) || &*head.lower == "others") {
            let part =
                Part { start: m.tokens.start, end: m.head + 1, value, approximate: m.kind.is_some(), mention: Some(i) };
            parts.push(part);
        }
    }
    for t in range.clone() {
        if !matches!(&*tokens[t as usize].lower, "a" | "an" | "another" | "one")
            || parts.iter().any(|p| (p.start..p.end).contains(&t))
        {
            continue;
        }
        let noun = (t + 1..range.end.min(t + 5)).find(|n| {
            let token = &tokens[*n as usize];
            let next = tokens.get(*n as usize + 1).filter(|_| n + 1 < range.end);
            let goes_on = next.is_some_and(|n| matches!(n.tag, Upos::Noun | Upos::Propn) || &*n.lower == "-");
            // "a civilian" may be tagged as an adjective.
            (token.tag == Upos::Noun || token.tag == Upos::Adj && person(ontology, token)) && !goes_on
        });
        let Some(noun) = noun else { continue };
        let modified = (t + 1..noun).all(|i| {
            matches!(tokens[i as usize].tag, Upos::Adj | Upos::Noun | Upos::Propn) || &*tokens[i as usize].lower == "-"
        });
        if modified && matches!(tokens[noun as usize].xpos, "NN" | "JJ") && person(ontology, &tokens[noun as usize]) {
            let value = NumberValue { min: 1, max: Some(1) };
            parts.push(Part { start: t, end: noun + 1, value, approximate: false, mention: None });
        }
    }
    parts.sort_by_key(|p| p.start);
    let mut at = 0;
    let mut replaced: Vec<usize> = Vec::new();
    let mut sums: Vec<Mention> = Vec::new();
    while at < parts.len() {
        let mut last = at;
        let mut and = false;
        while let Some(next) = parts.get(last + 1) {
            let between: Vec<&str> =
                (parts[last].end..next.start.max(parts[last].end)).map(|t| &*tokens[t as usize].lower).collect();
            match between.as_slice() {
                ["and"] | [",", "and"] if !and => and = true,
                [","] if !and => {}
                _ => break,
            }
            last += 1;
        }
        // "killed two people and three others were hurt": the last part is a subject of its own.
        let verb = |t: u32| tokens.get(t as usize).is_some_and(|t| matches!(t.tag, Upos::Verb | Upos::Aux));
        let governed = parts[at].start > range.start && verb(parts[at].start - 1);
        let own = governed && parts[last].end < range.end && finite(&tokens[parts[last].end as usize]);
        if last > at && and && !own {
            sums.extend(sum(document, analysis, sentence, &parts[at..=last]));
            replaced.extend(parts[at..=last].iter().filter_map(|p| p.mention));
        }
        at = last + 1;
    }
    let mut i = 0;
    counts.retain(|_| {
        i += 1;
        !replaced.contains(&(i - 1))
    });
    counts.extend(sums);
    counts.sort_by_key(|m| m.span.start);
}

fn finite(token: &Token) -> bool {
    matches!(token.xpos, "VBD" | "VBZ" | "VBP" | "MD")
}

fn person(ontology: &Ontology, token: &Token) -> bool {
    static CLASSES: LazyLock<[Sym; 3]> =
        LazyLock::new(|| [Sym::new("person_noun"), Sym::new("person_noun_weak"), Sym::new("post_head")]);
    CLASSES.iter().any(|c| ontology.lexicon.has(*c, &token.lower) || ontology.lexicon.has(*c, &token.lemma))
}

fn sum(document: &Document, analysis: &Analysis, sentence: usize, parts: &[Part]) -> Option<Mention> {
    let (first, last) = (parts.first()?, parts.last()?);
    let tokens = first.start..last.end;
    let span = analysis.span_of(&tokens);
    let min = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.value.min))?;
    let max = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.value.max?));
    Some(Mention {
        span,
        head: last.end - 1,
        tokens,
        sentence: sentence as u32,
        class: *super::class::NUMBER,
        kind: parts.iter().any(|p| p.approximate).then(|| Sym::new("approximate")),
        name: span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" "),
        known: None,
        value: MentionValue::Number(NumberValue { min, max }),
        found_by: "numbers/sum",
        confidence: 0.9,
        entity: None,
    })
}
