//! People named by the body they belong to ("FMLN guerrillas", "members of the
//! FMLN") stand for that body.

use super::candidate::half_of_adjective;
use super::context::Context;
use super::types::{Modality, Value};
use super::values::entity;
use crate::ontology::rule::Merge;
use crate::text::{Sym, Upos};

/// Lexicon list of words that leave open whether it is so; the words are data.
const HEDGE: &str = "hedge";
/// Tokens a body's name may stand after the people ("of the rebel group X").
const REACH: u32 = 8;
/// Tokens before the people that may hold a name in brackets.
const LONG: u32 = 12;

/// The body a mention of people stands for in a role, if the rule file wants
/// that, and how sure the text is of it.
pub(super) fn body(ctx: &Context<'_>, merge: &Merge, role: Sym, mention: u32) -> Option<(Value, Modality)> {
    let kind = *merge.stands_for.get(&role)?;
    let people = &ctx.mentions[mention as usize];
    if people.class.as_str() != "persons" {
        return None;
    }
    let first = ctx.sentence_range(people.sentence).start;
    let fits = |m: u32| {
        let body = &ctx.mentions[m as usize];
        body.kind == Some(kind)
            || body.entity.and_then(|e| ctx.entities.get(e as usize)).is_some_and(|e| e.kind == Some(kind))
    };
    let at = |t: u32| {
        let names = ctx.covering[t as usize].iter().copied().rev();
        // "the X-linked group Y": X only says what Y is like.
        names.filter(|m| *m != mention && fits(*m)).find(|m| !half_of_adjective(ctx, &ctx.mentions[*m as usize]))
    };
    let within = people.tokens.clone().find_map(at);
    let before = || {
        // A name directly before the people, or with describing words and its
        // other name in brackets between.
        let (mut i, mut bracket) = (people.tokens.start, false);
        while i > first && people.tokens.start - i < if bracket { LONG } else { 4 } {
            i -= 1;
            if !bracket && let Some(found) = at(i) {
                return Some(found);
            }
            match ctx.lower(i) {
                ")" if i + 1 == people.tokens.start => bracket = true,
                "(" if bracket => bracket = false,
                _ if bracket || matches!(ctx.token(i).tag, Upos::Noun | Upos::Adj) => {}
                _ => return None,
            }
        }
        None
    };
    let after = || {
        let end = ctx.sentence_range(people.sentence).end;
        let mut i = people.tokens.end;
        if i >= end || !matches!(ctx.lower(i), "of" | "from") {
            return None;
        }
        i += 1;
        while i < end && i - people.tokens.end < REACH {
            if let Some(found) = at(i) {
                return Some(found);
            }
            let inside = matches!(ctx.token(i).tag, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Punct);
            if !inside || ctx.lower(i) == "," {
                return None;
            }
            i += 1;
        }
        None
    };
    let found = within.or_else(before).or_else(after)?;
    let value = entity(ctx, found)?;
    let low = people.tokens.start.saturating_sub(4).max(first);
    let open = (low..people.tokens.end).any(|i| ctx.list_at(Sym::new(HEDGE), None, i).is_some());
    Some((value, if open { Modality::Hedged } else { Modality::Asserted }))
}
