//! The receipt as a page of text.

use super::explain::{Explanation, Receipt};
use super::names;
use super::receipt::{Claim, Decision, Fact, Named};
use super::search;
use crate::error::{Error, Result};
use std::fmt::Write;

/// Renders an explanation as text, lines at most `width` characters where
/// words allow.
pub fn to_text(explanation: &Explanation, width: usize) -> String {
    match explanation {
        Explanation::Candidates(hits) => {
            let mut out = format!("{} things fit; explain one of them by its IRI:\n", hits.len());
            for hit in hits.iter().take(20) {
                let _ = writeln!(out, "  {}", search::line(hit));
            }
            if hits.len() > 20 {
                let _ = writeln!(out, "  ... and {} more", hits.len() - 20);
            }
            out
        }
        Explanation::Receipt(receipt) => page(receipt, width.max(40)),
    }
}

/// Renders an explanation as one JSON object.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn to_json(explanation: &Explanation) -> Result<String> {
    serde_json::to_string_pretty(explanation).map_err(|e| Error::Other(e.to_string()))
}

fn page(receipt: &Receipt, width: usize) -> String {
    let mut out = String::new();
    let existence = receipt.existence.as_ref().map_or(String::new(), |e| format!(", {e}"));
    let _ = writeln!(out, "{}", receipt.about.label);
    let _ = writeln!(out, "{}{existence}  {}", receipt.class, names::shorten(&receipt.about.iri));
    if let Some(asked) = &receipt.asked_for {
        let _ = writeln!(out, "asked for as {} {}, which was merged into it", asked.label, names::shorten(&asked.iri));
    }
    if !receipt.names.is_empty() {
        wrapped(&mut out, &format!("also called {}", receipt.names.join(", ")), width, "", "  ");
    }
    if let Some(article) = &receipt.article {
        let parts: Vec<&str> = [&article.source, &article.published, &article.location]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if !parts.is_empty() {
            let _ = writeln!(out, "{}", parts.join(", "));
        }
    }
    if receipt.facts.is_empty() {
        out.push_str("\nNo claim about it: reference data, or computed from other facts.\n");
    }
    for fact in &receipt.facts {
        out.push('\n');
        fact_lines(&mut out, fact, &receipt.about, width);
    }
    if receipt.more_facts > 0 {
        let _ = writeln!(out, "\n... and {} more facts", receipt.more_facts);
    }
    if !receipt.decisions.is_empty() {
        out.push_str("\nIdentity\n");
        for decision in &receipt.decisions {
            decision_lines(&mut out, decision, width);
        }
    }
    out
}

fn fact_lines(out: &mut String, fact: &Fact, about: &Named, width: usize) {
    let subject = if fact.subject == *about { String::new() } else { format!("{}  ", fact.subject.label) };
    let property = if names::shorten(&fact.property.iri) == "rdf:type" { "is a" } else { &fact.property.label };
    wrapped(out, &format!("{subject}{property}  {}", fact.object.label), width, "", "    ");
    let against = fact.evidence.iter().filter(|c| ["denied", "negated"].contains(&c.modality.as_str())).count();
    let _ = writeln!(
        out,
        "  {}, {}, {} in {}{}",
        fact.acceptance,
        count(fact.origins, "independent origin"),
        count(fact.claims, "claim"),
        count(fact.articles, "article"),
        if against == 0 { String::new() } else { format!(", {against} against") }
    );
    for conflict in &fact.conflicts {
        let shown = if conflict.preferred { "this value is shown" } else { "this value is not preferred" };
        wrapped(
            out,
            &format!("{} with {}: {shown} ({})", conflict.kind, conflict.against.join(", "), conflict.basis),
            width,
            "  ",
            "    ",
        );
    }
    for (number, claim) in fact.evidence.iter().enumerate() {
        claim_lines(out, number + 1, claim, width);
    }
    if !fact.proposition.is_empty() {
        let _ = writeln!(out, "  {}", names::shorten(&fact.proposition));
    }
}

fn claim_lines(out: &mut String, number: usize, claim: &Claim, width: usize) {
    let mut head = claim.modality.clone();
    if let Some(speaker) = &claim.speaker {
        let _ = write!(head, " by {}", speaker.label);
    }
    if !claim.cues.is_empty() {
        let _ = write!(head, " ({:?})", claim.cues.join(", "));
    }
    match (&claim.as_written, &claim.value) {
        (Some(written), Some(value)) if written != value => {
            let _ = write!(head, ", {value} written {written:?}");
        }
        (Some(value), _) | (None, Some(value)) => {
            let _ = write!(head, ", written {value:?}");
        }
        (None, None) => {}
    }
    if let Some(basis) = &claim.date_basis {
        let _ = write!(head, ", {basis}");
    }
    if let Some(certainty) = claim.certainty.as_ref().filter(|c| *c != "certain") {
        let _ = write!(head, ", {certainty}");
    }
    if let Some(confidence) = &claim.confidence {
        let _ = write!(head, ", confidence {confidence}");
    }
    wrapped(out, &head, width, &format!("  {number}. "), "     ");
    for sentence in &claim.sentences {
        let place = format!("[{}-{}]", sentence.start, sentence.end);
        match &sentence.text {
            Some(text) => wrapped(out, &format!("\u{201c}{text}\u{201d} {place}"), width, "     ", "      "),
            None => wrapped(out, &format!("characters {}-{}", sentence.start, sentence.end), width, "     ", "      "),
        }
    }
    let article = &claim.article;
    let mut line = article.title.clone();
    for part in [&article.source, &article.published, &article.location].into_iter().flatten() {
        if *part != article.title {
            let _ = write!(line, ", {part}");
        }
    }
    let _ = write!(line, "  {}", names::shorten(&article.iri));
    wrapped(out, &line, width, "     in ", "        ");
    if !article.same_source.is_empty() {
        let others: Vec<String> = article.same_source.iter().map(|a| names::shorten(a)).collect();
        wrapped(out, &format!("one source with {}", others.join(", ")), width, "        ", "        ");
    }
    for rule in &claim.rules {
        let place = rule.place.as_ref().map_or(String::new(), |p| format!(" at {p}"));
        let wording = rule.wording.as_ref().map_or(String::new(), |w| format!(": {w}"));
        wrapped(out, &format!("{}{place}{wording}", rule.name), width, "     by rule ", "        ");
    }
    for mention in &claim.mentions {
        let by = mention.by.as_ref().map_or(String::new(), |b| format!(" ({b})"));
        wrapped(
            out,
            &format!("{} {:?} is {}{by}", mention.part, mention.surface, mention.refers_to.label),
            width,
            "     ",
            "        ",
        );
        for reason in &mention.reasons {
            wrapped(out, reason, width, "        because ", "          ");
        }
    }
}

fn decision_lines(out: &mut String, decision: &Decision, width: usize) {
    let verb = match decision.judgement.as_str() {
        "same" => "is the same as",
        "different" => "is not the same as",
        "unsure" => "may or may not be the same as",
        "derived-copy" => "is a copy of",
        other => other,
    };
    let mut line = format!("{} {verb} {}", decision.left.label, decision.right.label);
    if decision.standing != "active" && !decision.standing.is_empty() {
        let _ = write!(line, " [{}]", decision.standing);
    }
    if let Some(by) = &decision.by {
        let _ = write!(line, ", decided by {by}");
    }
    if let Some(score) = &decision.score {
        let _ = write!(line, ", score {score}");
    }
    wrapped(out, &line, width, "  ", "    ");
    for reason in &decision.reasons {
        wrapped(out, reason, width, "    because ", "      ");
    }
    let _ = writeln!(out, "    {}", names::shorten(&decision.iri));
}

fn count(n: u64, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Writes words in lines of at most `width` characters.
fn wrapped(out: &mut String, text: &str, width: usize, first: &str, rest: &str) {
    let mut line = first.to_owned();
    let mut used = first.chars().count();
    let mut empty = true;
    for word in text.split(' ') {
        let length = word.chars().count();
        if !empty && used + 1 + length > width {
            out.push_str(line.trim_end());
            out.push('\n');
            line = rest.to_owned();
            used = rest.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_wrapped_with_indent() {
        let mut out = String::new();
        wrapped(&mut out, "one two three four", 12, "* ", "  ");
        assert_eq!(out, "* one two\n  three four\n");
        let mut out = String::new();
        wrapped(&mut out, "incomprehensibilities", 5, "", "  ");
        assert_eq!(out, "incomprehensibilities\n");
    }
}
