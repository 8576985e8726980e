//! Who is who inside one article: mentions become entities.
//!
//! Takes mentions. Gives [`Entity`]s and sets [`crate::mention::Mention::entity`].
//! Never merges on a short common name without agreement; does no I/O.
//! Tested by unit tests here.

pub mod chains;
mod clusters;
mod expletive;
mod genders;
mod groups;
mod holders;
mod kinds;
mod names;
mod organizations;
mod persons;
mod places;
mod pronouns;
mod refer;
mod speakers;

#[cfg(test)]
mod eval;
#[cfg(test)]
mod tests;

use crate::analysis::Analysis;
use crate::mention::{Mention, Tenure, class};
use crate::ontology::Ontology;
use crate::text::{Document, Sym};
use clusters::Clusters;

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

/// Groups the mentions of one article into entities, in order of first
/// mention. Nominals and pronouns get the entity they point to where that is
/// beyond doubt; they give no aliases. Posts, dates and numbers get none. The
/// `tenures` say who "the minister" is.
pub fn entities(
    doc: &Document,
    analysis: &Analysis,
    mentions: &mut [Mention],
    tenures: &[Tenure],
    ontology: &Ontology,
) -> Vec<Entity> {
    let mut clusters = Clusters::new(mentions.len());
    let scene = Scene { analysis, ontology };
    places::link(&scene, mentions, &mut clusters);
    organizations::link(&scene, mentions, &mut clusters);
    let unsure = persons::link(&scene, mentions, &mut clusters);
    let holders = holders::links(&scene, mentions, tenures, &clusters);
    groups::link(&scene, mentions, &holders, &mut clusters);
    let mut entities = Vec::new();
    for group in clusters.groups() {
        let first = &mentions[group[0] as usize];
        if !is_entity(first) || unsure.contains(&group[0]) || holders.contains_key(&group[0]) {
            continue;
        }
        let id = entities.len() as u32;
        entities.push(names::entity(&scene, mentions, &group));
        for m in group {
            mentions[m as usize].entity = Some(id);
        }
    }
    holders::attach(&holders, mentions, &mut entities);
    names::one_bearer_per_id(&scene, &mut entities);
    kinds::settle(&scene, mentions, &mut entities);
    let quotes = crate::mention::quotes::find(doc, analysis);
    refer::link(&scene, &quotes, mentions, &mut entities);
    entities
}

/// What the linkers look at besides the mentions.
pub(crate) struct Scene<'a> {
    pub analysis: &'a Analysis,
    pub ontology: &'a Ontology,
}

impl Scene<'_> {
    /// Lower-case form of a token, "" past the end.
    pub fn lower(&self, t: u32) -> &str {
        self.analysis.tokens.get(t as usize).map_or("", |t| &*t.lower)
    }

    /// The token before a mention, lower case, "" at the start.
    pub fn before(&self, m: &Mention) -> &str {
        m.tokens.start.checked_sub(1).map_or("", |t| self.lower(t))
    }
}

/// Names and groups of persons are entities; common nouns for buildings,
/// weapons and vehicles are not.
fn is_entity(m: &Mention) -> bool {
    let c = m.class;
    c == *class::PERSON
        || c == *class::PERSONS
        || c == *class::ORGANIZATION
        || c == *class::COUNTRY
        || c == *class::NATIONALITY && m.known.is_some_and(|k| k.as_str().starts_with("country/"))
        || c == *class::PLACE
        || (c == *class::FACILITY || c == *class::VEHICLE)
            && m.name.starts_with(char::is_uppercase)
            && m.name.contains(' ')
}
