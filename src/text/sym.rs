use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, RwLock};

/// A word of the ontology (class, role, rule, lexicon list or value), interned
/// for the life of the process. Never made from article text, so the table is
/// bounded by the ontology. Orders by its text, not by when it was made.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sym(u32);

#[derive(Default)]
struct Table {
    by_text: HashMap<&'static str, u32>,
    texts: Vec<&'static str>,
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(Default::default);

impl Sym {
    /// The symbol of `text`.
    pub fn new(text: &str) -> Self {
        if let Some(id) = TABLE.read().unwrap_or_else(|e| e.into_inner()).by_text.get(text) {
            return Self(*id);
        }
        let mut table = TABLE.write().unwrap_or_else(|e| e.into_inner());
        if let Some(id) = table.by_text.get(text) {
            return Self(*id);
        }
        let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
        let id = table.texts.len() as u32;
        table.texts.push(text);
        table.by_text.insert(text, id);
        Self(id)
    }

    /// Its text.
    pub fn as_str(self) -> &'static str {
        TABLE.read().unwrap_or_else(|e| e.into_inner()).texts[self.0 as usize]
    }
}

impl fmt::Debug for Sym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Sym {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialOrd for Sym {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sym {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl serde::Serialize for Sym {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}
