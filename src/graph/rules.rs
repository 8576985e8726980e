use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a rule stands and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleText {
    /// File, relative to `ontology/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// The rule as written.
    pub text: String,
}

/// Rules by name (`designation/transitive-passive`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleBook(pub BTreeMap<String, RuleText>);

impl RuleBook {
    /// The rule of this name.
    pub fn get(&self, name: &str) -> Option<&RuleText> {
        self.0.get(name)
    }
}
