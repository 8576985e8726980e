//! Two people told of again by their office: "the two presidents" are the two
//! presidents named last.

use super::context::Context;
use super::types::Value;
use crate::text::{Span, Sym};

/// Sentences over which the two may have been named.
const BACK: u32 = 6;

/// Mention classes of people described and of people named.
const PERSONS: &str = "persons";
const PERSON: &str = "person";

/// Whom "the two presidents", "both ministers" names, if just two people named
/// last before it hold such a post.
pub(super) fn pair(ctx: &Context<'_>, mention: u32) -> Vec<(Value, Span)> {
    let m = &ctx.mentions[mention as usize];
    let first = ctx.sentence_range(m.sentence).start;
    let before = m.tokens.start.checked_sub(1).filter(|t| *t >= first).map_or("", |t| ctx.lower(t));
    let counted = match ctx.lower(m.tokens.start) {
        "both" => true,
        "two" => matches!(before, "the" | "these" | "those"),
        _ => before == "both",
    };
    // "the two presidents of the chambers" are told by more than what was said.
    let plain = m.tokens.len() <= 3 && !matches!(ctx.lower(m.tokens.end), "of" | "from" | "who" | "whose");
    if m.class.as_str() != PERSONS || !counted || !plain {
        return Vec::new();
    }
    let Some(wanted) = Wanted::of(ctx, m.head) else { return Vec::new() };
    let mut found: Vec<u32> = Vec::new();
    for sentence in (m.sentence.saturating_sub(BACK)..=m.sentence).rev() {
        let named = ctx.mentions.iter().filter(|o| o.sentence == sentence && o.tokens.end <= m.tokens.start);
        for entity in named.filter_map(|o| o.entity) {
            let person = ctx.entities.get(entity as usize).is_some_and(|e| e.class.as_str() == PERSON);
            if person && !found.contains(&entity) && wanted.fits(ctx, entity) {
                found.push(entity);
            }
        }
        if found.len() > 1 {
            break;
        }
    }
    if found.len() != 2 {
        return Vec::new();
    }
    found.into_iter().map(|e| (Value::Entity(e), m.span)).collect()
}

/// The post that a noun wants of each.
struct Wanted {
    lemma: String,
    group: Sym,
}

impl Wanted {
    fn of(ctx: &Context<'_>, head: u32) -> Option<Wanted> {
        let group = ctx.list_at(Sym::new("post_head"), None, head)?.entry.value;
        Some(Wanted { lemma: ctx.token(head).lemma.to_string(), group })
    }

    /// Whether somebody holds a post of that noun or of a group under the noun's
    /// ("leader": heads of all kinds).
    fn fits(&self, ctx: &Context<'_>, entity: u32) -> bool {
        let mut posts = ctx
            .tenures
            .iter()
            .filter(|t| ctx.mentions[t.person as usize].entity == Some(entity))
            .map(|t| &ctx.mentions[t.post as usize]);
        posts.any(|post| {
            post.name.to_lowercase().split_whitespace().any(|w| *w == *self.lemma)
                || post.tokens.clone().any(|t| {
                    // "leader": any group under that of the noun.
                    ctx.list_at(Sym::new("post_head"), None, t).is_some_and(|h| {
                        let own = h.entry.value.as_str();
                        own != self.group.as_str() && own.starts_with(self.group.as_str())
                    })
                })
        })
    }
}
