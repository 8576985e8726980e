use rustc_hash::FxHashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{LazyLock, RwLock};

/// A word of the ontology (class, role, rule, lexicon list or value), interned
/// for the life of the process. Never made from article text, so the table is
/// bounded by the ontology. Orders by its text, not by when it was made.
#[derive(Clone, Copy)]
pub struct Sym(&'static Word);

/// An interned word. Each text has one, so that words are the same exactly if
/// their places are. Numbers, unlike places, are small, and mostly the same from
/// run to run.
struct Word {
    id: u32,
    text: Box<str>,
}

static TABLE: LazyLock<RwLock<FxHashMap<&'static str, Sym>>> = LazyLock::new(Default::default);

impl Sym {
    /// The symbol of `text`.
    pub fn new(text: &str) -> Self {
        if let Some(sym) = Self::known(text) {
            return sym;
        }
        let mut table = TABLE.write().unwrap_or_else(|e| e.into_inner());
        if let Some(sym) = table.get(text) {
            return *sym;
        }
        let sym = Self(Box::leak(Box::new(Word { id: table.len() as u32, text: text.into() })));
        table.insert(&sym.0.text, sym);
        sym
    }

    /// The symbol of `text`, if it is a word of the ontology already. Words of an
    /// article that have none are in no pattern and in no list.
    pub fn known(text: &str) -> Option<Self> {
        TABLE.read().unwrap_or_else(|e| e.into_inner()).get(text).copied()
    }

    /// Its text.
    pub fn as_str(self) -> &'static str {
        &self.0.text
    }
}

impl PartialEq for Sym {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Sym {}

impl Hash for Sym {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
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
        if self == other { std::cmp::Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}
impl serde::Serialize for Sym {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}
