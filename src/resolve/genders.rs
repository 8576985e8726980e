//! Who is a man and who is a woman, as far as an article tells.

use super::{Entity, Scene};
use crate::mention::Mention;

/// What is known of who is a man and who is a woman, entity by entity.
pub(super) struct Genders(Vec<Option<bool>>);

impl Genders {
    /// From the honorifics before names: `true` for a woman.
    pub fn new(scene: &Scene<'_>, mentions: &[Mention], entities: &[Entity]) -> Self {
        let of = |e: &Entity| {
            e.mentions.iter().find_map(|m| match scene.before(&mentions[*m as usize]).trim_end_matches('.') {
                "mr" | "sir" | "lord" | "king" | "prince" | "monsieur" | "herr" | "senor" | "imam" | "mullah" => {
                    Some(false)
                }
                "mrs" | "ms" | "miss" | "lady" | "queen" | "princess" | "madam" | "madame" | "frau" | "senora"
                | "dame" => Some(true),
                _ => None,
            })
        };
        Self(entities.iter().map(of).collect())
    }

    /// Whether an entity can be a woman (`true`) or a man (`false`).
    pub fn agrees(&self, entity: u32, woman: Option<bool>) -> bool {
        match (self.0.get(entity as usize).copied().flatten(), woman) {
            (Some(known), Some(said)) => known == said,
            _ => true,
        }
    }

    /// A pronoun told it, if nothing else did.
    pub fn learn(&mut self, entity: u32, woman: Option<bool>) {
        if let Some(slot) = self.0.get_mut(entity as usize) {
            *slot = slot.or(woman);
        }
    }
}

/// Whether a noun for a person can mean a woman (`true`) or a man (`false`).
pub(super) fn noun_agrees(noun: &str, woman: Option<bool>) -> bool {
    let female = noun.ends_with("woman")
        || matches!(
            noun,
            "wife" | "mother" | "sister" | "daughter" | "girl" | "widow" | "queen" | "aunt" | "grandmother" | "lady"
        );
    let male = !female && noun.ends_with("man")
        || matches!(noun, "husband" | "father" | "brother" | "son" | "boy" | "king" | "uncle" | "grandfather" | "imam");
    match woman {
        Some(true) => !male,
        Some(false) => !female,
        None => true,
    }
}
