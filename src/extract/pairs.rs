//! Those told of again by their number: "the two presidents" are the two
//! presidents named last, "the two sides" the two lands or groups.

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

/// Mention class of nominals that point back, and what it points to.
const NOMINAL: &str = "nominal";
const COUNTRY: &str = "country";

/// Whether a mention counts lands or sides: "the two sides", "both countries".
pub(super) fn counts(ctx: &Context<'_>, mention: u32) -> Option<usize> {
    let m = &ctx.mentions[mention as usize];
    let land = m.class.as_str() == NOMINAL && m.kind.is_some_and(|k| k.as_str() == COUNTRY) && m.entity.is_none();
    match ctx.lower(m.tokens.start) {
        "two" | "both" if land => Some(2),
        "three" if land => Some(3),
        "four" if land => Some(4),
        _ => None,
    }
}

/// The lands, or for "sides" and "parties" also groups, that such a mention
/// counts, if just as many were named last before it.
pub(super) fn sides(ctx: &Context<'_>, mention: u32) -> Vec<(Value, Span)> {
    let Some(wanted) = counts(ctx, mention) else { return Vec::new() };
    let m = &ctx.mentions[mention as usize];
    let groups = matches!(&*ctx.token(m.head).lemma, "side" | "party");
    let mut found: Vec<u32> = Vec::new();
    for sentence in (m.sentence.saturating_sub(BACK)..=m.sentence).rev() {
        let before = ctx.mentions.iter().filter(|o| o.sentence == sentence && o.tokens.end <= m.tokens.start);
        for o in before {
            let Some(entity) = o.entity else { continue };
            let Some(e) = ctx.entities.get(entity as usize) else { continue };
            let side = match e.class.as_str() {
                COUNTRY => !where_it_was(ctx, o.tokens.start),
                "organization" => {
                    groups && e.kind.is_some_and(|k| matches!(k.as_str(), "militant_group" | "government_body"))
                }
                _ => false,
            };
            if side && !found.contains(&entity) {
                found.push(entity);
            }
        }
        if found.len() >= wanted {
            break;
        }
        // Groups named one by one are not the two sides of anything.
        found.retain(|e| ctx.entities.get(*e as usize).is_some_and(|e| e.class.as_str() == COUNTRY));
    }
    if found.len() != wanted {
        return Vec::new();
    }
    found.into_iter().map(|e| (Value::Entity(e), m.span)).collect()
}

/// "in Sweden", "to the US": a land only told as a place.
fn where_it_was(ctx: &Context<'_>, start: u32) -> bool {
    let at = |i: u32| ctx.lower(i);
    let before = start.checked_sub(1).map(|i| if at(i) == "the" && i > 0 { i - 1 } else { i });
    before.is_some_and(|i| matches!(at(i), "in" | "to" | "into" | "at" | "near" | "across" | "toward" | "towards"))
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
