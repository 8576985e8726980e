//! Figures of a fact: those a rule gives itself, and which of several yield.

use super::context::Context;
use super::matcher::Capture;
use super::types::Value;
use crate::mention::NumberValue;
use crate::ontology::FactClass;
use crate::ontology::vocab::ValueKind;
use crate::text::Sym;

/// The value that a rule's `set` gives a role: a figure where the role takes
/// figures ("a guard was killed" tells of one), else a code.
pub(super) fn fixed(class: &FactClass, role: Sym, code: Sym) -> Value {
    let counts = class.role(role).is_some_and(|r| r.value == ValueKind::Number);
    match code.as_str().parse() {
        Ok(n) if counts => Value::Number(NumberValue { min: n, max: Some(n) }),
        _ => Value::Code(code),
    }
}

/// How much of a rule's confidence a captured value keeps: "dozens" yields to
/// any figure, and so does one given before.
pub(super) fn firmness(ctx: &Context<'_>, capture: &Capture) -> f32 {
    let weak = |m: &u32| {
        let m = &ctx.mentions[*m as usize];
        m.class.as_str() == "number"
            && (m.kind.is_some_and(|k| k.as_str() == "vague")
                || former(ctx, m.tokens.start)
                || among(ctx, m.tokens.start))
    };
    if capture.mentions.iter().any(weak) { 0.7 } else { 1.0 }
}

/// "had previously said 28 were killed": what was said before holds no more.
fn former(ctx: &Context<'_>, at: u32) -> bool {
    let first = ctx.sentence_range(ctx.token(at).sentence).start;
    let from = at.saturating_sub(8).max(first);
    (from..at).any(|i| matches!(ctx.lower(i), "previously" | "initially" | "originally"))
}

/// "39 people, including 27 foreigners": some of those counted before.
fn among(ctx: &Context<'_>, at: u32) -> bool {
    let first = ctx.sentence_range(ctx.token(at).sentence).start;
    at > first && matches!(ctx.lower(at - 1), "including" | "among")
        || at > first + 1 && ctx.lower(at - 2) == "including"
}
