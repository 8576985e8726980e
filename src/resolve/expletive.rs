//! The "it" that stands for nothing.

use super::Scene;
use std::ops::Range;

/// Whether the "it" at a token only fills the subject's place: "it is clear
/// that", "it seems", "made it clear".
pub(super) fn expletive(scene: &Scene<'_>, at: u32, sentence: &Range<u32>) -> bool {
    if scene.lower(at) != "it" {
        return false;
    }
    let lemma = |t: u32| scene.analysis.tokens.get(t as usize).map_or("", |t| &*t.lemma);
    let near = |from: u32, n: u32| from..(from + n).min(sentence.end);
    let seems = near(at + 1, 3).any(|t| {
        matches!(
            lemma(t),
            "seem" | "appear" | "turn" | "happen" | "emerge" | "take" | "rain" | "snow" | "mean" | "transpire"
        )
    });
    let copula = near(at + 1, 4).find(|t| matches!(lemma(*t), "be" | "remain" | "become"));
    let clause = copula.is_some_and(|c| {
        near(c + 1, 9).any(|t| {
            matches!(
                scene.lower(t),
                "that" | "to" | "whether" | "if" | "how" | "who" | "when" | "what" | "why" | "where"
            )
        }) || near(c + 1, 4)
            .any(|t| matches!(scene.lower(t), "unclear" | "clear" | "possible" | "time" | "known" | "late"))
    });
    let made = at > sentence.start && matches!(lemma(at - 1), "make" | "find" | "think" | "consider" | "deem");
    seems || clause || made
}
