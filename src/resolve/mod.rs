//! Who is who inside one article: mentions become entities.
//!
//! Takes mentions. Gives [`Entity`]s and sets [`crate::mention::Mention::entity`].
//! Never merges on a short common name without agreement; does no I/O.
//! Tested by unit tests here.

use crate::text::Sym;

/// A thing named in one article, under all its names there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Fullest name in the article.
    pub name: String,
    /// Its other names in the article, sorted, without `name`.
    pub aliases: Vec<String>,
    /// `person`, `organization`, `country`, ...
    pub class: Sym,
    /// Finer kind: `militant_group`, ...
    pub kind: Option<Sym>,
    /// Lexicon id (`org/...`, `country/PK`) where one matched.
    pub known: Option<Sym>,
    /// Indices of its mentions, ascending.
    pub mentions: Vec<u32>,
}
