//! Scores of the names found against marked ones.
//!
//! Takes texts with marked names: JSON lines with `text` and `entities` (code
//! points), or a word and its tag a line. Gives counts for persons,
//! organizations and places. Never does I/O, never runs while articles are read.
//! Tested by unit tests here.
//!
//! The data's conventions are brought to ours: titles, articles and possessives
//! are no part of a name, a town and its country are two names, a government
//! named by its country is a place, outermost names count. Where a description
//! holds capitalised words that the data does not mark as a name, nothing is
//! counted.

mod corpus;
mod score;

pub use corpus::{Article, Gold, GoldClass, read};
pub(crate) use score::names_of;
pub use score::{Score, Scores};

use crate::analysis;
use crate::ontology::Ontology;
use crate::text::Document;

/// Finds the names of each article and adds them to the scores; what is wrong
/// goes to `errors`, a line each.
pub fn evaluate(articles: &[Article], ontology: &Ontology, errors: &mut Vec<String>) -> Scores {
    let mut scores = Scores::default();
    for article in articles {
        let doc = Document::plain("eval", &article.text);
        let analysis = analysis::analyze(&doc, ontology);
        let found = score::names_of(&super::find(&doc, &analysis, ontology));
        scores.add(article, &found);
        errors.extend(Scores::errors(article, &found));
    }
    scores
}
