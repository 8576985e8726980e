use crate::analysis::{Analysis, Token};
use crate::text::Upos;
use std::ops::Range;

/// A verb with its auxiliaries, negation and adverbs.
#[derive(Clone, Debug)]
pub(super) struct VerbGroup {
    /// Auxiliaries to main verb.
    pub tokens: Range<u32>,
    /// The main verb.
    pub head: u32,
    /// Passive, reduced passive included.
    pub passive: bool,
    /// `not`, `never`, `no longer`.
    pub negated: bool,
    /// Modal or future auxiliary, or "going to", as its lemma.
    pub modal: Option<&'static str>,
}

const BE: [&str; 11] = ["be", "is", "are", "was", "were", "been", "being", "'s", "'re", "am", "get"];
const MODALS: [(&str, &str); 15] = [
    ("will", "will"),
    ("'ll", "will"),
    ("wo", "will"),
    ("would", "would"),
    ("'d", "would"),
    ("’d", "would"),
    ("shall", "will"),
    ("may", "may"),
    ("might", "may"),
    ("could", "may"),
    ("can", "can"),
    ("ca", "can"),
    ("should", "should"),
    ("must", "should"),
    ("ought", "should"),
];

/// Finds all verb groups; the second value maps a token to its group.
pub(super) fn verb_groups(analysis: &Analysis) -> (Vec<VerbGroup>, Vec<Option<u32>>) {
    let mut groups = Vec::new();
    let mut of = vec![None; analysis.tokens.len()];
    for sentence in &analysis.sentences {
        let range = sentence.tokens.clone();
        let mut at = range.start;
        while at < range.end {
            match group_at(&analysis.tokens, at, range.end) {
                Some(group) => {
                    for t in group.tokens.clone() {
                        of[t as usize] = Some(groups.len() as u32);
                    }
                    at = group.tokens.end;
                    groups.push(group);
                }
                None => at += 1,
            }
        }
    }
    (groups, of)
}

/// Words that may stand between an auxiliary and its verb.
fn floats(lower: &str) -> bool {
    matches!(lower, "itself" | "himself" | "herself" | "themselves" | "both" | "all" | "each")
}

fn verb_follows(tokens: &[Token], at: u32, end: u32) -> bool {
    (at..end)
        .map(|i| tokens[i as usize].tag)
        .find(|tag| *tag != Upos::Adv)
        .is_some_and(|tag| matches!(tag, Upos::Verb | Upos::Aux))
}

fn group_at(tokens: &[Token], start: u32, end: u32) -> Option<VerbGroup> {
    let first = &tokens[start as usize];
    let infinitive = &*first.lower == "to" && first.tag == Upos::Part;
    if !infinitive && !matches!(first.tag, Upos::Verb | Upos::Aux) {
        return None;
    }
    let mut head = None;
    let (mut be, mut have, mut negated, mut modal) = (false, false, false, None);
    let mut at = start;
    let mut last_be = false;
    while at < end {
        let t = &tokens[at as usize];
        let lower = &*t.lower;
        // The parse knows an auxiliary that the tagger took for a verb.
        let tag = if t.tag == Upos::Verb && t.rel.as_str().starts_with("aux") { Upos::Aux } else { t.tag };
        match tag {
            _ if at == start && infinitive => {}
            Upos::Aux => {
                if let Some((_, m)) = MODALS.iter().find(|(w, _)| *w == lower) {
                    modal = Some(*m);
                }
                last_be = BE.contains(&lower) || &*t.lemma == "be";
                be |= last_be;
                have |= &*t.lemma == "have";
                head = head.or(Some(at));
            }
            Upos::Verb => {
                head = Some(at);
                break;
            }
            Upos::Part | Upos::Adv if matches!(lower, "not" | "n't" | "never") => negated = true,
            // "are no longer banned"
            _ if lower == "no" && at + 1 < end && &*tokens[at as usize + 1].lower == "longer" => {
                negated = true;
                at += 1;
            }
            Upos::Adv if head.is_some() || infinitive => {}
            // "had itself banned", "have both banned"
            Upos::Pron | Upos::Det if head.is_some() && floats(lower) && verb_follows(tokens, at + 1, end) => {}
            _ => break,
        }
        at += 1;
    }
    let head = head?;
    // "he'd spoken": had.
    let had = |i: u32| matches!(&*tokens[i as usize].lower, "'d" | "’d");
    if modal == Some("would") && !be && !have && tokens[head as usize].xpos == "VBN" && (start..head).any(had) {
        modal = None;
    }
    // Adverbs after the last verb do not belong to the group.
    let stop = head + 1;
    let main = &tokens[head as usize];
    let form = main.xpos == "VBN" || (matches!(main.xpos, "VBD" | "") && main.lower.ends_with("ed"));
    let alone = head == start;
    let reduced =
        alone && !have && main.xpos == "VBN" && !object_follows(tokens, stop, end) && !parsed_active(tokens, head, end);
    // "X, kidnapped last week by rebels": whatever the tagger says.
    let apposed =
        alone && form && start > 0 && &*tokens[start as usize - 1].lower == "," && agent_follows(tokens, stop, end);
    let passive = main.tag == Upos::Verb && ((be && last_be && !alone && form) || reduced || apposed);
    Some(VerbGroup { tokens: start..stop, head, passive, negated, modal })
}

/// Whether the parse gives a verb a subject before it and an object after it:
/// then it is no participle, whatever the tagger says ("imposed asset freezes").
fn parsed_active(tokens: &[Token], verb: u32, end: u32) -> bool {
    let has = |range: Range<u32>, rel: &str| {
        range.clone().any(|i| tokens.get(i as usize).is_some_and(|t| t.head == verb && t.rel.as_str() == rel))
    };
    let before = verb.saturating_sub(NEAR)..verb;
    // "set fire to", "hit": the form is no sign of a participle.
    let main = &tokens[verb as usize];
    let one_form = main.lower == main.lemma && !main.lower.ends_with("ed");
    has(before.clone(), "nsubj")
        && (one_form || has(verb + 1..end.min(verb + NEAR), "obj") || told_of(tokens, before, verb))
}

/// "The secretary called on both sides.": the main verb of a full sentence about
/// one definite thing; headlines ("Three killed in blast") have no article.
fn told_of(tokens: &[Token], before: Range<u32>, verb: u32) -> bool {
    let token = |i: u32| tokens.get(i as usize);
    let Some(main) = token(verb).filter(|t| t.rel.as_str() == "root") else { return false };
    let subject = before.clone().find(|i| {
        token(*i).is_some_and(|t| t.head == verb && t.rel.as_str() == "nsubj" && t.sentence == main.sentence)
    });
    let Some(subject) = subject else { return false };
    before.clone().any(|i| token(i).is_some_and(|t| t.head == subject && &*t.lower == "the"))
}

/// Tokens between a verb and its subject or object, at most.
const NEAR: u32 = 8;

/// Whether "by" follows with at most a day or an adverb between.
fn agent_follows(tokens: &[Token], at: u32, end: u32) -> bool {
    /// Tokens of "late last Tuesday night".
    const REACH: u32 = 5;
    (at..end.min(at + REACH))
        .find(|i| {
            let t = &tokens[*i as usize];
            !matches!(t.tag, Upos::Adv | Upos::Adj | Upos::Propn | Upos::Num)
                && !matches!(
                    &*t.lower,
                    "on" | "days"
                        | "ago"
                        | "weeks"
                        | "week"
                        | "month"
                        | "year"
                        | "night"
                        | "today"
                        | "yesterday"
                        | "morning"
                )
        })
        .is_some_and(|i| &*tokens[i as usize].lower == "by")
}

/// Whether an object begins at `at`: then a participle without auxiliary is a
/// past tense the tagger mistook ("gunmen killed the mayor"). A day or period
/// ("those killed last week", "killed Monday night") is no object.
fn object_follows(tokens: &[Token], at: u32, end: u32) -> bool {
    let token = |i: u32| tokens.get(i as usize).filter(|_| i < end);
    // "set off a bomb", "at least ten towers".
    let skip = |i: u32| {
        token(i).is_some_and(|t| {
            t.xpos == "RP"
                || matches!(&*t.lower, "at" | "least" | "more" | "than" | "about" | "some" | "nearly" | "over")
        })
    };
    let first = (at..at + 3).find(|i| !skip(*i)).unwrap_or(at);
    let counted = first > at && token(at).is_some_and(|t| t.xpos != "RP");
    let at = first;
    let Some(next) = token(at) else { return false };
    if counted && next.tag != Upos::Num {
        return false;
    }
    let then = token(at + 1).map(|t| t.tag);
    match next.tag {
        Upos::Det => !matches!(&*next.lower, "this" | "that" | "all" | "each" | "every"),
        Upos::Num => !matches!(then, Some(Upos::Punct) | None),
        Upos::Pron => matches!(&*next.lower, "him" | "her" | "them" | "us" | "me"),
        Upos::Propn => matches!(then, Some(Upos::Propn)),
        Upos::Noun => matches!(then, Some(Upos::Propn)),
        _ => false,
    }
}
