use crate::ontology::Ontology;
use crate::ontology::rule::Rule;
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
    /// The rules of a loaded ontology.
    pub fn of(ontology: &Ontology) -> Self {
        let rules = ontology.rules.iter().flat_map(|set| &set.rules);
        let text = |r: &Rule| RuleText { file: r.file.clone(), line: r.line, text: r.text.clone() };
        Self(rules.map(|r| (r.id.to_string(), text(r))).collect())
    }

    /// The rule of this name.
    pub fn get(&self, name: &str) -> Option<&RuleText> {
        self.0.get(name)
    }
}
