//! The noun a number counts.

use super::{Count, Reader};
use crate::analysis::{Analysis, Upos};

/// What becomes of the counted, not what is counted: `ten dead`.
const AFTERMATH: [&str; 6] = ["dead", "killed", "wounded", "injured", "missing", "hurt"];

/// Whether a noun is a plural, which ends a counted noun phrase.
fn plural(noun: &str) -> bool {
    noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss")
        || matches!(noun, "people" | "men" | "women" | "children" | "policemen" | "gunmen" | "troops" | "personnel")
}

impl Reader<'_, '_> {
    /// The counted noun after a number: `31 civilians`, `two of them`, `12 young police officers`.
    pub(super) fn head(&self, count: &Count, analysis: &Analysis) -> Option<u32> {
        let s = self.s;
        let first = s.atoms.get(count.range.end)?;
        let number = s.atoms[count.range.end - 1].token;
        if first.token == number {
            return None;
        }
        let token = |t: u32| analysis.tokens.get(t as usize).filter(|_| t <= s.atoms.last().map_or(0, |a| a.token));
        let mut at = number + 1;
        let limit = at + 7;
        let mut noun = None;
        while at < limit {
            let Some(t) = token(at) else { break };
            if self.taken.iter().any(|d| d.overlaps(t.span)) {
                break;
            }
            if AFTERMATH.contains(&&*t.lower) {
                break;
            }
            if &*t.lower == "others" {
                return Some(at);
            }
            if noun.is_none() && matches!(&*t.lower, "more" | "other" | "additional" | "further") {
                at += 1;
                continue;
            }
            match t.tag {
                Upos::Noun if plural(&t.lower) => return Some(at),
                Upos::Noun => noun = Some(at),
                Upos::Propn if noun.is_some_and(|n| token(n).is_some_and(|n| n.tag == Upos::Noun)) => break,
                // `four Americans died`
                Upos::Propn if plural(&t.lower) && !token(at + 1).is_some_and(|n| n.tag == Upos::Propn) => {
                    return Some(at);
                }
                Upos::Propn => noun = Some(at),
                Upos::Pron if matches!(&*t.lower, "them" | "us" | "whom" | "those" | "you" | "which") => {
                    return (noun.is_none() && at > number + 1).then_some(at);
                }
                // `14 of his co-workers`
                Upos::Pron if noun.is_none() && at > number + 1 => {}
                Upos::Adj | Upos::Det if noun.is_none() => {}
                // `nine current and former students`, `US and Korean troops`
                Upos::Cconj
                    if at > number + 1 && token(at + 1).is_some_and(|n| matches!(n.tag, Upos::Adj | Upos::Propn)) => {}
                Upos::Adj => break,
                Upos::Adp if noun.is_none() && &*t.lower == "of" && at == number + 1 => {}
                Upos::Verb
                    if noun.is_none() && (t.lower.ends_with("ed") || t.lower.ends_with("ing")) && at + 1 < limit =>
                {
                    // `40 armed men`, not `40 killed in`.
                    if !token(at + 1).is_some_and(|n| matches!(n.tag, Upos::Noun | Upos::Adj)) {
                        break;
                    }
                }
                Upos::Punct if &*t.lower == "-" && !t.space_before => {}
                _ => break,
            }
            at += 1;
        }
        noun
    }
}
