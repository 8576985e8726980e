//! Scores coreference against annotated chains: texts with noun phrases, their
//! class and the chain each belongs to, one JSON object a line, as made from
//! the open parts of the GUM corpus.
//!
//! Takes such lines and an ontology. Gives [`Chains`]. Never reads files.
//!
//! What is counted are chains that have a name (of a person, an organization
//! or a place). A link of a pronoun, a definite noun phrase or a repeated name is
//! **right** if the annotated phrase it stands for and the one of the nearest
//! name of the same entity, before it if there is one, belong to one chain. A
//! link of words that are no annotated phrase ("it" in "it rains") is wrong.

use crate::mention::{Mention, class};
use crate::ontology::Ontology;
use crate::text::Document;
use std::collections::BTreeMap;

/// Links of one kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    /// Links made.
    pub made: usize,
    /// Of these, right.
    pub right: usize,
    /// Annotated phrases of this kind that point to something named before.
    pub gold: usize,
    /// Of these, linked rightly.
    pub found: usize,
}

/// Links by kind (`name`, `he, she`, `it`, `they`, `the group`), and those
/// made by each rule of the last four.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    /// By kind of phrase.
    pub kinds: BTreeMap<&'static str, Links>,
    /// By rule that linked it.
    pub rules: BTreeMap<&'static str, Links>,
    /// Wrong links, for a reader.
    pub wrong: Vec<String>,
    /// Annotated phrases that were not linked.
    pub missed: Vec<String>,
}

struct Gold {
    start: usize,
    end: usize,
    /// Bytes of the head word.
    head: (usize, usize),
    chain: String,
    /// Of a class that has names here.
    nameable: bool,
}

const PRONOUNS: [(&str, &[&str]); 3] = [
    ("he, she", &["he", "she", "him", "his", "her", "hers", "himself", "herself"]),
    ("it", &["it", "its", "itself"]),
    ("they", &["they", "them", "their", "theirs", "themselves"]),
];
const OTHER_PRONOUNS: [&str; 22] = [
    "i", "me", "my", "we", "us", "our", "you", "your", "who", "whom", "whose", "which", "that", "this", "these",
    "those", "one", "both", "here", "there", "ours", "mine",
];

/// Scores all texts.
pub fn judge(content: &str, ontology: &Ontology) -> Chains {
    let mut chains = Chains::default();
    for record in content.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()) {
        if let Some(text) = record["text"].as_str() {
            one(text, &gold(text, &record["entities"]), ontology, &mut chains);
        }
    }
    chains
}

fn gold(text: &str, entities: &serde_json::Value) -> Vec<Gold> {
    let at: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
    let offset = |v: &serde_json::Value| v.as_u64().and_then(|v| at.get(usize::try_from(v).ok()?).copied());
    let mut out = Vec::new();
    for e in entities.as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (offset(&e["start"]), offset(&e["end"])) else { continue };
        let (Some(phrase), Some(chain)) = (text.get(start..end), e["id"].as_str().map(str::to_owned)) else { continue };
        let head = head(phrase);
        let kind = e["type"].as_str().unwrap_or("");
        out.push(Gold {
            start,
            end,
            head: (start + head.0, start + head.1),
            chain,
            nameable: matches!(kind, "person" | "organization" | "place"),
        });
    }
    out.sort_by_key(|g| (g.start, std::cmp::Reverse(g.end)));
    out
}

/// The last word before what is added to a noun phrase from the right.
fn head(phrase: &str) -> (usize, usize) {
    const ADDED: [&str; 16] =
        ["of", "in", "from", "who", "which", "that", "for", "to", "on", "at", "by", "with", "and", "or", "as", "whose"];
    let mut last = (0, 0);
    let mut at = 0;
    for word in phrase.split(' ') {
        let (start, end) = (at, at + word.len());
        at = end + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        if last.1 > 0 && (ADDED.contains(&bare) || word.starts_with(['(', '–', '—', '-', '"', '“'])) {
            break;
        }
        if bare.is_empty() {
            continue;
        }
        let cut = bare.trim_end_matches("'s").trim_end_matches("’s");
        let from = start + word.find(cut).unwrap_or(0);
        last = (from, (from + cut.len()).min(end));
        if word.ends_with([',', ';', ':']) {
            break;
        }
    }
    if last.1 == 0 { (0, phrase.len()) } else { last }
}

impl Gold {
    fn pronoun(&self, text: &str) -> Option<&'static str> {
        let lower = text[self.start..self.end].to_lowercase();
        PRONOUNS.iter().find(|p| p.1.contains(&&*lower)).map(|p| p.0)
    }

    fn named(&self, text: &str) -> bool {
        let word = &text[self.head.0..self.head.1];
        let first = text[self.start..self.end].split(' ').next().unwrap_or("");
        self.nameable
            && word.starts_with(char::is_uppercase)
            && self.pronoun(text).is_none()
            && !OTHER_PRONOUNS.contains(&&*word.to_lowercase())
            && !(first == word && word.ends_with('s') && self.start == 0)
    }

    fn definite(&self, text: &str) -> bool {
        let lower = text[self.start..self.end].to_lowercase();
        ["the ", "this ", "that "].iter().any(|d| lower.starts_with(d))
    }
}

/// The annotated phrase a mention stands for: the smallest whose head it has.
fn aligned(gold: &[Gold], m: &Mention) -> Option<usize> {
    let (from, to) = (m.span.start as usize, m.span.end as usize);
    (0..gold.len())
        .filter(|g| {
            let g = &gold[*g];
            g.start <= from && to <= g.end && from < g.head.1 && g.head.0 < to
        })
        .min_by_key(|g| gold[*g].end - gold[*g].start)
}

fn is_name(m: &Mention) -> bool {
    [*class::PERSON, *class::ORGANIZATION, *class::COUNTRY, *class::PLACE].contains(&m.class)
}

/// Kind of a mention that points back.
fn kind(m: &Mention) -> Option<&'static str> {
    if m.class == *class::PRONOUN {
        let lower = m.name.to_lowercase();
        return PRONOUNS.iter().find(|p| p.1.contains(&&*lower)).map(|p| p.0);
    }
    (m.class == *class::NOMINAL).then_some("the group")
}

fn one(text: &str, gold: &[Gold], ontology: &Ontology, out: &mut Chains) {
    let doc = Document::plain("chains", text);
    let mut analysis = crate::analysis::analyze(&doc, ontology);
    for sentence in 0..analysis.sentences.len() {
        crate::analysis::parse(&mut analysis, sentence, crate::analysis::Models::embedded());
    }
    let mut mentions = crate::mention::find(&doc, &analysis, ontology);
    let entities = super::entities(&doc, &analysis, &mut mentions, &[], ontology);
    let stands_for: Vec<Option<usize>> = mentions.iter().map(|m| aligned(gold, m)).collect();
    // Annotated phrases that some mention links rightly.
    let mut linked = vec![false; gold.len()];
    for (i, m) in mentions.iter().enumerate() {
        let Some(entity) = m.entity else { continue };
        let names = entities[entity as usize]
            .mentions
            .iter()
            .map(|n| *n as usize)
            .filter(|n| *n != i && is_name(&mentions[*n]) && stands_for[*n].is_some());
        let (before, later): (Vec<usize>, Vec<usize>) = names.partition(|n| *n < i);
        let Some(of) = before.last().or(later.first().filter(|_| !is_name(m))) else { continue };
        let chain = |n: usize| stands_for[n].map(|g| &gold[g].chain);
        if is_name(m) && stands_for[i].is_none() {
            // Whether it is a name is for the scores of mentions to tell.
            continue;
        }
        let Some(kind) = kind(m).or(is_name(m).then_some("name")) else { continue };
        let right = chain(i).is_some() && chain(i) == chain(*of);
        for links in [out.kinds.entry(kind).or_default(), out.rules.entry(m.found_by).or_default()] {
            links.made += 1;
            links.right += usize::from(right);
        }
        match stands_for[i] {
            Some(g) if right => linked[g] = true,
            _ => out.wrong.push(format!(
                "{kind} ({}) -> {}: {}",
                m.found_by,
                mentions[*of].name,
                around(text, m.span.start as usize, m.span.end as usize)
            )),
        }
    }
    for (i, g) in gold.iter().enumerate() {
        let named_before = gold[..i].iter().any(|o| o.chain == g.chain && o.named(text));
        let kind = match g.pronoun(text) {
            Some(kind) => kind,
            None if g.named(text) => "name",
            None if g.definite(text) && g.nameable => "the group",
            None => continue,
        };
        if !named_before {
            continue;
        }
        let links = out.kinds.entry(kind).or_default();
        links.gold += 1;
        links.found += usize::from(linked[i]);
        if !linked[i] {
            out.missed.push(format!("{kind}: {}", around(text, g.start, g.end)));
        }
    }
}

fn around(text: &str, start: usize, end: usize) -> String {
    let from = text[..start].char_indices().rev().nth(90).map_or(0, |c| c.0);
    let to = text[end..].char_indices().nth(40).map_or(text.len(), |c| end + c.0);
    format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to]).replace('\n', " ")
}
