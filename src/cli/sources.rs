//! `wiregraph sources`: what rests on whom.

use super::kb::{Place, Show, about, load};
use super::{Context, Outcome, count, judge};
use crate::claim::{Article, ArticleClaims};
use crate::error::{Error, Result};
use crate::graph::{self, Standing, standings};
use crate::query::{self, ACCEPTED, Answer, SOURCE_READS, alone, fold, origins, sayings_sparql};
use clap::Args;
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// Show which facts rest on which independent origin, and what falls without one
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph sources\n  \
    wiregraph sources kb --alone --about \"Coast Express\"\n  \
    wiregraph sources --kb kb --without \"The Daily News\"\n  \
    wiregraph sources kb --without article-17 --format json\n\n\
    An origin is a speaker who is quoted, however often, or a group of articles that copy each other. Without\n\
    options there is one row an origin: the facts it supports, and those that nobody else supports. --without\n\
    leaves out an outlet, an article (by id) or a speaker, who is who staying as it is, and shows which facts\n\
    are no longer accepted and which come up in their place; nothing is written.")]
pub struct Sources {
    #[command(flatten)]
    place: Place,
    /// List the facts that rest on one origin
    #[arg(long)]
    alone: bool,
    /// What would no longer be accepted without this outlet, article or speaker
    #[arg(long, value_name = "OUTLET|ARTICLE|SPEAKER", conflicts_with = "alone")]
    without: Option<String>,
    /// Only facts about this thing, by name or IRI
    #[arg(long, value_name = "THING")]
    about: Option<String>,
    #[command(flatten)]
    show: Show,
}

impl Sources {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        let words = self.about.as_deref();
        let answer = match &self.without {
            Some(source) => self.without(context, source)?,
            None => {
                let store = self.place.load(&[&sayings_sparql(ACCEPTED), SOURCE_READS], words)?;
                let subject = about(&store, words)?;
                if self.alone { alone(&store, subject.as_deref())? } else { origins(&store, subject.as_deref())? }
            }
        };
        self.show.write(context, &answer)?;
        Ok(Outcome::Done)
    }

    fn without(&self, context: &Context, source: &str) -> Result<Answer> {
        let root = self.place.path();
        let (ontology, base) = (context.load_ontology()?, graph::base(root)?);
        let (claims, judgements) = (graph::read_claims(root)?, graph::judgements(root)?);
        let store = load(root, &["ASK { ?a rdfs:label ?b }"], true)?;
        let subject = about(&store, self.about.as_deref())?;
        let gone = Gone::find(&claims, source, |words| judge::thing(&store, words), &base)?;
        let before = standings(&claims, &judgements, &ontology, &base, &|_, _| false);
        let after = standings(&claims, &judgements, &ontology, &base, &|article, origin| gone.covers(article, origin));
        let key = |s: &Standing| (s.subject.clone(), s.property.clone(), s.object.clone());
        let [old, new] = [&before, &after].map(|list| list.iter().map(|s| (key(s), s)).collect::<BTreeMap<_, _>>());
        let reader = query::reader::Reader::new(&store);
        let mut rows = Vec::new();
        let (mut falls, mut comes) = (0, 0);
        for fact in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let stands = |list: &BTreeMap<_, &Standing>| list.get(fact).map_or("nobody says so", |s| s.acceptance);
            let (was, becomes) = (stands(&old), stands(&new));
            if (was == "accepted") == (becomes == "accepted") || subject.as_ref().is_some_and(|s| *s != fact.0) {
                continue;
            }
            *(if was == "accepted" { &mut falls } else { &mut comes }) += 1;
            let text = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
            let value = Term::from_str(&fact.2).map_err(|e| Error::KnowledgeBase(format!("{}: {e}", fact.2)))?;
            rows.push(vec![
                text(if was == "accepted" { "falls" } else { "comes" }),
                text(&reader.label(&fact.0)?),
                text(query::names::local(&fact.1)),
                text(&reader.value(&value)?),
                text(was),
                text(becomes),
                Some(NamedNode::new_unchecked(&fact.0).into()),
            ]);
        }
        // What falls first, then what comes.
        let words = |row: &[Option<Term>]| row.iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
        rows.sort_by_cached_key(|row| (std::cmp::Reverse(words(&row[..1])), words(&row[1..])));
        context.messages.notice(format!(
            "without {gone}: {} {}, {comes} instead",
            count(falls, "fact"),
            if falls == 1 { "falls" } else { "fall" }
        ));
        let columns = ["change", "subject", "property", "value", "was", "becomes", "node"];
        Ok(Answer::Rows { columns: columns.map(str::to_owned).to_vec(), rows })
    }
}

/// What is left out.
enum Gone {
    /// Articles of an outlet, by its name.
    Outlet(String),
    /// An article and what is embedded in it, by its id.
    Article(String),
    /// What a speaker says, by the path of its node.
    Speaker(String),
}

impl Gone {
    fn find(claims: &[ArticleClaims], words: &str, thing: impl Fn(&str) -> Result<String>, base: &str) -> Result<Self> {
        let articles = || claims.iter().map(|c| &c.article);
        if articles().any(|a| a.id == words) {
            return Ok(Self::Article(words.to_owned()));
        }
        if let Some(outlet) = articles().filter_map(|a| a.source.as_ref()).find(|s| fold(s) == fold(words)) {
            return Ok(Self::Outlet(outlet.clone()));
        }
        let iri = thing(words).map_err(|e| {
            Error::Other(format!("{words:?} is no article, no outlet (`wiregraph sources` lists them), and: {e}"))
        })?;
        Ok(Self::Speaker(iri.strip_prefix(base).unwrap_or(&iri).to_owned()))
    }

    fn covers(&self, article: &Article, origin: &str) -> bool {
        match self {
            Self::Outlet(name) => article.source.as_ref().is_some_and(|s| fold(s) == fold(name)),
            Self::Article(id) => {
                article.id == *id || article.id.strip_prefix(id.as_str()).is_some_and(|rest| rest.starts_with('#'))
            }
            Self::Speaker(path) => origin == path,
        }
    }
}

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outlet(name) => write!(f, "outlet {name}"),
            Self::Article(id) => write!(f, "article {id}"),
            Self::Speaker(path) => write!(f, "speaker {path}"),
        }
    }
}
