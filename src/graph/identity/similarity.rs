//! How much speaks for two event mentions being one event.

use super::events::Report;
use crate::graph::dates;
use std::collections::BTreeSet;

/// Score from which two reports are one event.
pub const ENOUGH: f64 = 2.0;
/// Days up to which a date counts as exact.
const EXACT_DAYS: i64 = 3;
/// Most that the values of one role can add.
const ROLE_CAP: f64 = 2.0;

/// A score with what made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Sum of all features.
    pub score: f64,
    /// One line for each feature that spoke for it.
    pub reasons: Vec<String>,
}

/// A value of a role as it counts for identity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// Path of the entity, or slug of the phrase or code.
    pub key: String,
    /// What kind it is.
    pub kind: Kind,
}

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A thing with a name of its own.
    Named,
    /// A country or the like, shared by many events.
    General,
    /// A description of one word (bus); says nothing.
    Word,
    /// A description of two words (school bus); says little.
    Description,
    /// A phrase of several words, or with a capital.
    Phrase,
    /// A code.
    Code,
}

impl Kind {
    fn weight(self) -> f64 {
        match self {
            Self::Named | Self::Phrase => 1.0,
            Self::Description => 0.5,
            Self::General | Self::Code => 0.25,
            Self::Word => 0.0,
        }
    }
}

/// What one role contributes to identity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// Different values mean different events.
    pub excludes: bool,
    /// Different values speak against.
    pub single: bool,
    /// Factor of the property.
    pub weight: Option<f64>,
}

/// Compares two reports of one class; `None` if something excludes it.
pub fn compare(a: &Report, b: &Report) -> Option<Evidence> {
    let mut score = 0.0;
    let mut reasons = Vec::new();
    let mut specific = false;
    for (role, (policy, left)) in &a.roles {
        let Some((_, right)) = b.roles.get(role) else { continue };
        let shared: BTreeSet<&Value> = left.intersection(right).collect();
        if shared.is_empty() {
            if policy.excludes {
                return None;
            }
            if policy.single {
                score -= 0.5;
            }
            continue;
        }
        let factor = policy.weight.unwrap_or(1.0);
        let of = |v: &&Value| match (v.kind, policy.weight) {
            (Kind::Code, Some(weight)) => weight,
            (kind, _) => kind.weight() * factor,
        };
        let sum = shared.iter().map(of).sum::<f64>().min(ROLE_CAP);
        if sum > 0.0 {
            score += sum;
            specific |= shared.iter().any(|v| of(v) >= 0.5);
            let keys: Vec<&str> = shared.iter().map(|v| v.key.as_str()).collect();
            reasons.push(format!("same {role}: {}", keys.join(", ")));
        }
    }
    let mut exact = false;
    if let (Some(x), Some(y)) = (a.date, b.date) {
        if x.1 < y.0 || y.1 < x.0 {
            return None;
        }
        let days = |d: (dates::Day, dates::Day)| dates::number(d.1) - dates::number(d.0) + 1;
        exact = days(x) <= EXACT_DAYS && days(y) <= EXACT_DAYS;
        score += if exact { 1.0 } else { 0.5 };
        reasons.push(if exact { "same day".to_owned() } else { "dates overlap".to_owned() });
    }
    (specific || exact).then_some(Evidence { score, reasons })
}
