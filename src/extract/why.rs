//! Why a sentence gave no fact: what was found in it, the rules whose trigger
//! stands in it, and the condition each of them failed on.

use super::candidate::{self, Refusal};
use super::context::Context;
use super::types::ArticleFacts;
use super::{Prepared, assemble_all, matcher, parse_match, prepare};
use crate::ontology::needs::Present;
use crate::ontology::rule::{Body, Rule, RuleSet};
use crate::ontology::{FactClass, Ontology};
use crate::text::{Document, Span, Sym};
use std::ops::Range;

/// What the rules made of one sentence.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The sentence (bytes).
    pub span: Span,
    /// Mentions in it: class, kind, what is written, what it stands for, who found it.
    pub mentions: Vec<String>,
    /// Facts that name it as evidence: type, roles, rules.
    pub facts: Vec<String>,
    /// Classes of those facts.
    pub stated: Vec<Sym>,
    /// Rules whose trigger was found and which gave nothing, the closest first.
    pub near: Vec<Near>,
}

/// A rule that nearly fired.
#[derive(Clone, Debug)]
pub struct Near {
    /// Class of the fact it would have given.
    pub class: Sym,
    /// `family/name`.
    pub rule: Sym,
    /// File of the rule, relative to the ontology folder.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// The words that triggered it.
    pub trigger: String,
    /// The condition that failed.
    pub failed: String,
    /// Tokens matched before it failed.
    reach: u32,
}

/// Inspects the sentences of a document that `wanted` accepts.
pub fn inspect(doc: &Document, ontology: &Ontology, wanted: impl Fn(Span) -> bool) -> Vec<Inspection> {
    let prepared = prepare(doc, ontology, |_| true);
    let Prepared { analysis, mentions, tenures, entities, triggers } = &prepared;
    let ctx = Context::new(doc, analysis, mentions, tenures, entities, triggers.hits.clone(), ontology);
    let facts = assemble_all(&ctx, &triggers.possible, ontology);
    let found = ArticleFacts {
        entities: entities.clone(),
        mentions: mentions.clone(),
        sentences: analysis.sentences.iter().map(|s| s.span).collect(),
        facts,
    };
    (0..analysis.sentences.len())
        .filter(|s| wanted(analysis.sentences[*s].span))
        .map(|s| sentence(&ctx, &found, &triggers.possible, ontology, s))
        .collect()
}

fn sentence(
    ctx: &Context<'_>,
    found: &ArticleFacts,
    possible: &super::triggers::Possible,
    ontology: &Ontology,
    at: usize,
) -> Inspection {
    let span = ctx.analysis.sentences[at].span;
    let here = found.facts.iter().filter(|f| f.evidence.contains(&span));
    let mut near = Vec::new();
    for (set_at, set) in ontology.rules.iter().enumerate() {
        let Some(class) = ontology.vocab.class(set.class) else { continue };
        for id in possible.rules(at, set_at) {
            near.extend(failure(ctx, class, set, &set.rules[*id as usize], *id, at as u32));
        }
    }
    near.sort_by(|a, b| b.reach.cmp(&a.reach).then(a.rule.cmp(&b.rule)));
    Inspection {
        span,
        mentions: found.mentions.iter().filter(|m| m.sentence as usize == at).map(|m| mention(m, found)).collect(),
        stated: here.clone().map(|f| f.class).collect(),
        facts: here.map(|f| fact(f, found)).collect(),
        near,
    }
}

fn mention(m: &crate::mention::Mention, found: &ArticleFacts) -> String {
    let kind = m.kind.map_or_else(String::new, |k| format!("/{k}"));
    let entity = m.entity.and_then(|e| found.entities.get(e as usize)).filter(|e| e.name != m.name);
    let entity = entity.map_or_else(String::new, |e| format!(" = {}", e.name));
    format!("{}{kind} \"{}\"{entity} ({})", m.class, m.name, m.found_by)
}

fn fact(f: &super::Fact, found: &ArticleFacts) -> String {
    let roles: Vec<String> =
        f.fillers.iter().map(|filler| format!("{}=\"{}\"", filler.role, found.shown(&filler.value))).collect();
    let rules: Vec<&str> = f.rules.iter().map(|r| r.as_str()).collect();
    format!("{} [{}] {} ({})", f.class, f.modality.as_str(), roles.join(" "), rules.join(", "))
}

/// Why a rule whose trigger stands in a sentence gave nothing; none if it gave
/// something or its trigger is not there.
fn failure(ctx: &Context<'_>, class: &FactClass, set: &RuleSet, rule: &Rule, id: u32, sentence: u32) -> Option<Near> {
    let text = |tokens: &Range<u32>| ctx.span_text(tokens).1;
    let near = |trigger: &Range<u32>, failed: String, reach: u32| Near {
        class: set.class,
        rule: rule.id,
        file: rule.file.clone(),
        line: rule.line,
        trigger: text(trigger),
        failed,
        reach,
    };
    let matches = match &rule.body {
        Body::Tokens(pattern) => matcher::find(ctx, class, pattern, sentence),
        Body::Parse { trigger, slots } => parse_match::find(ctx, class, trigger, slots, sentence),
    };
    if matches.is_empty() {
        let Body::Tokens(pattern) = &rule.body else { return None };
        let reached = matcher::farthest(ctx, class, pattern, sentence)?;
        let referent = |m: &crate::mention::Mention| m.entity.and_then(|e| ctx.entities.get(e as usize)?.kind);
        let here = ctx.mentions.iter().filter(|m| m.sentence == sentence);
        let kinds = here.flat_map(|m| [m.kind, referent(m)]).flatten().collect();
        let missing = set.index.missing_kind(id, &Present { kinds: Some(kinds), ..Present::default() });
        let end = ctx.sentence_range(sentence).end;
        let place = if reached.at < end {
            format!("before \"{}\"", text(&(reached.at..(reached.at + 4).min(end))))
        } else {
            "at the end".to_owned()
        };
        let failed = match missing {
            Some(kind) => format!("the sentence has no mention of kind {kind}"),
            None => format!("wanted {} {place}", reached.wanted),
        };
        return Some(near(&reached.trigger, failed, reached.at - ctx.sentence_range(sentence).start.min(reached.at)));
    }
    let mut last = None;
    for found in &matches {
        let trigger = found.trigger.clone().unwrap_or(found.tokens.start..found.tokens.start + 1);
        let failed = match candidate::from_match(ctx, class, set, rule, sentence, found, &[]) {
            Ok(_) => return None,
            Err(Refusal::Decoy) => format!("\"{}\" stands in a look-alike of {}", text(&trigger), join(&set.decoys)),
            Err(Refusal::Lacks(role)) => format!("no value for {role}{}", paths(rule, role)),
            Err(Refusal::Forbidden) => "a role holds a kind that [merge] forbid excludes".to_owned(),
            Err(Refusal::Kind(role)) => format!("{role} is of no kind that the rule asks for"),
            Err(Refusal::Unreal) => format!("\"{}\" is negated or denied", text(&trigger)),
            Err(Refusal::Excluded) => format!("by the parse \"{}\" has what the rule excludes", text(&trigger)),
            Err(Refusal::Period) => format!("\"{}\" sums up what happened since a year", text(&trigger)),
            Err(Refusal::InsideSubject) => {
                format!("by the parse the name hangs on the subject of \"{}\"", text(&trigger))
            }
            Err(Refusal::Infinitive) => {
                format!("\"{}\" is an infinitive, the rule wants a finite verb", text(&trigger))
            }
            Err(Refusal::Part(role)) => format!("the name in {role} only says whose the thing behind it is"),
            Err(Refusal::Subject) => "what should be its subject stands behind a preposition".to_owned(),
            Err(Refusal::Bare) => format!("\"{}\" is a bare noun and names no event", text(&trigger)),
        };
        last = Some(near(&trigger, failed, found.tokens.end - found.tokens.start));
    }
    last
}

fn join(names: &[Sym]) -> String {
    names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(", ")
}

/// The paths that a rule over the parse looks for a role on.
fn paths(rule: &Rule, role: Sym) -> String {
    let Body::Parse { slots, .. } = &rule.body else { return String::new() };
    let of_role = slots.iter().filter(|s| s.role == role).flat_map(|s| &s.paths);
    let paths: Vec<String> = of_role.map(ToString::to_string).collect();
    if paths.is_empty() { String::new() } else { format!(" on {}", paths.join(" | ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Source;

    #[test]
    fn says_which_condition_failed() {
        let files = [
            ("core.ttl", include_str!("../../ontology/core.ttl")),
            ("mentions.ttl", include_str!("../../ontology/mentions.ttl")),
            ("frames.toml", ""),
        ];
        let mut all: Vec<(String, String)> =
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        all.extend(
            Source::embedded()
                .all()
                .iter()
                .filter(|(n, _)| n.ends_with(".csv") || n.starts_with("events/affiliate.ttl"))
                .cloned(),
        );
        let rules = "event = \"affiliate\"\n\n[[rule]]\nname = \"wing\"\nmatch = ['org:@organization ( , | and )? v(join) parent:@organization']\n";
        all.push(("events/affiliate.toml".to_owned(), rules.to_owned()));
        let (ontology, _) = Ontology::load(&Source::from_files(all));
        let doc = Document::plain("x", "The IRA joined happily. ETA sleeps.");
        let found = inspect(&doc, &ontology, |_| true);
        assert_eq!(found.len(), 2);
        let near = found[0].near.first().expect("the rule's verb is there");
        assert_eq!((near.rule.as_str(), near.trigger.as_str()), ("affiliate/wing", "joined"));
        assert!(near.failed.contains("parent:@organization before \"happily"), "{}", near.failed);
        assert!(found[1].near.is_empty(), "without a verb no rule is near");
    }
}
