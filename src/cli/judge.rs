//! `wiregraph judge`: what an analyst knows better.

use super::kb::KbArg;
use super::{Context, Outcome, build, count, difference, note};
use crate::claim::hex16;
use crate::error::{Error, Result};
use crate::graph::{Change, Decision, Decisions, Judgement, KnowledgeBase, plain};
use crate::query::{self, Found, fold, names};
use clap::{Args, Subcommand};
use oxigraph::store::Store;

/// Say that two names are one thing, or are not; correct a fact; take it back; list it all
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    wiregraph judge same \"Jane Doe\" \"Jane A. Doe\" --because \"same post, same week\"\n  \
    wiregraph judge different org:red-hand org:red-hand-2 --because \"two countries\" --what-if\n  \
    wiregraph judge undo \"Jane Doe\" \"Jane A. Doe\" --because \"two persons after all\"\n  \
    wiregraph judge note \"Coast Express\" date 2025-03-11 --source \"railway log\" --because \"not in April\"\n  \
    wiregraph judge note \"Coast Express\" killed 31 --not --source \"coroner's list\" --what-if\n  \
    wiregraph judge retract \"Coast Express\" date 2025-03-11\n  \
    wiregraph judge list --kb kb\n  wiregraph judge notes\n  wiregraph judge pin\n\n\
    Things are given by name or IRI. Each judgement is a line in decisions.csv, which an editor and version\n\
    control take as well; no claim changes, the graph is derived anew. A note is a line in notes.csv: it beats\n\
    what articles say, and what they say stays visible as rejected. `pin` writes the names of all events into\n\
    ids.csv: they keep them whatever articles come.")]
pub struct Judge {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The two are one thing
    Same(Pair),
    /// The two are different things
    Different(Pair),
    /// It is open: they stay apart, and the question is shown
    Unsure(Pair),
    /// Take back what was said about the two
    Undo(Pair),
    /// Correct a fact: what it really is, or that it is not so, with a source
    Note(note::Write),
    /// Take a note back
    Retract(note::Retract),
    /// Print all decisions
    List(KbArg),
    /// Print all notes
    Notes(KbArg),
    /// Make the events keep their names
    Pin(KbArg),
}

#[derive(Debug, Args)]
struct Pair {
    /// Name or IRI of one thing
    a: String,
    /// Name or IRI of the other
    b: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "analyst")]
    by: String,
    /// When
    #[arg(long, value_name = "DAY", default_value = "")]
    date: String,
    /// Print which facts would come and go, and decide nothing
    #[arg(long)]
    what_if: bool,
    #[command(flatten)]
    kb: KbArg,
}

impl Judge {
    pub(super) fn run(self, context: &Context) -> Result<Outcome> {
        match self.what {
            What::Same(pair) => decide(context, pair, Judgement::Same),
            What::Different(pair) => decide(context, pair, Judgement::Different),
            What::Unsure(pair) => decide(context, pair, Judgement::Unsure),
            What::Undo(pair) => undo(context, pair),
            What::Note(command) => note::write(context, command),
            What::Retract(command) => note::retract(context, command),
            What::List(kb) => list(&kb),
            What::Notes(kb) => note::list(&kb),
            What::Pin(arg) => {
                let ontology = context.load_ontology()?;
                let kb = KnowledgeBase::open(&arg.kb)?;
                let pinned = kb.pin(&ontology)?;
                context.messages.notice(format!("{}: {} pinned", arg.kb.display(), count(pinned, "event mention")));
                build::tell(context, &kb.build_graph(&ontology)?);
                Ok(Outcome::Done)
            }
        }
    }
}

fn decide(context: &Context, pair: Pair, judgement: Judgement) -> Result<Outcome> {
    let kb = KnowledgeBase::open(&pair.kb.kb)?;
    let store = pair.kb.load()?;
    let because = pair.because.clone().ok_or_else(|| Error::Other("say why: --because TEXT".to_owned()))?;
    let side = |words: &str| Ok::<_, Error>(path(&kb, &thing(&store, words)?));
    let (left, right) = (side(&pair.a)?, side(&pair.b)?);
    if left == right {
        return Err(Error::Other(format!("{} and {} already are one thing: {left}", pair.a, pair.b)));
    }
    let (left, right) = (kb.side(&left)?, kb.side(&right)?);
    let decision = Decision { left, right, judgement, active: true, because, by: pair.by, date: pair.date };
    carry_out(context, &kb, Change::Decision(&decision), pair.what_if)
}

fn undo(context: &Context, pair: Pair) -> Result<Outcome> {
    let kb = KnowledgeBase::open(&pair.kb.kb)?;
    let store = pair.kb.load()?;
    let reader = query::reader::Reader::new(&store);
    // A merged name leads to what it was merged into; here the name itself is meant.
    let fits = |side: &str, words: &str| -> Result<bool> {
        let iri = format!("{}{side}", kb.base());
        let expanded = names::expand(words)?.map(|n| n.into_string());
        Ok(expanded.as_deref() == Some(&iri) || side == words || fold(&reader.label(&iri)?) == fold(words))
    };
    // An event may have another name now than when it was judged.
    let now = |decision: &Decision| -> Result<[String; 2]> {
        let sides = [plain(&decision.left), plain(&decision.right)];
        let node = format!("{}decision/{}", kb.base(), hex16(sides));
        let mut out = sides.map(str::to_owned);
        for (side, property) in out.iter_mut().zip(["left", "right"]) {
            if let Some(term) = reader.object(&node, &query::reader::wg(property))? {
                let iri = query::reader::text(&term);
                *side = iri.strip_prefix(kb.base()).unwrap_or(&iri).to_owned();
            }
        }
        Ok(out)
    };
    let decisions = kb.judgements()?.decisions;
    let mut found = Vec::new();
    for d in decisions.all().filter(|d| d.active) {
        let then = [plain(&d.left).to_owned(), plain(&d.right).to_owned()];
        for [left, right] in [then, now(d)?] {
            let straight = fits(&left, &pair.a)? && fits(&right, &pair.b)?;
            if straight || fits(&left, &pair.b)? && fits(&right, &pair.a)? {
                found.push(d.clone());
                break;
            }
        }
    }
    let [decision] = found.as_slice() else {
        let what = if found.is_empty() { "no decision" } else { "more than one decision" };
        return Err(Error::Other(format!(
            "{what} about {} and {}; `wiregraph judge list` prints all, with their IRIs",
            pair.a, pair.b
        )));
    };
    let because = pair.because.unwrap_or_else(|| decision.because.clone());
    let revoked = Decision { active: false, because, by: pair.by, date: pair.date, ..decision.clone() };
    carry_out(context, &kb, Change::Decision(&revoked), pair.what_if)
}

/// Prints what a line in one of the analyst's files changes, and writes it
/// unless it is only tried.
pub(super) fn carry_out(context: &Context, kb: &KnowledgeBase, change: Change<'_>, what_if: bool) -> Result<Outcome> {
    let ontology = context.load_ontology()?;
    let [before, after] = kb.what_if(&ontology, change)?;
    if let Change::Note(note) = change {
        note::is_understood(note, &after)?;
    }
    let (gone, come) = difference::print(&before.facts, &after.facts)?;
    let verb = if what_if { "would " } else { "" };
    context.messages.notice(format!("{} {verb}go, {} {verb}come", count(gone, "fact"), count(come, "fact")));
    if !what_if {
        kb.judge(change)?;
        build::tell(context, &kb.build_graph(&ontology)?);
    }
    Ok(Outcome::Done)
}

/// The IRI of the one thing that is meant.
pub(super) fn thing(store: &Store, words: &str) -> Result<String> {
    if let Some(iri) = names::expand(words)? {
        return Ok(iri.into_string());
    }
    match query::one(store, words)? {
        Found::One(hit) => Ok(hit.iri),
        Found::Several(hits) => {
            let list: Vec<String> =
                hits.iter().take(8).map(|h| format!("  {}  {}", names::shorten(&h.iri), h.label)).collect();
            Err(Error::Other(format!("{words:?} fits several things; give one of these:\n{}", list.join("\n"))))
        }
        Found::Nothing => Err(Error::Other(format!("nothing in the graph is called {words:?}"))),
    }
}

/// The path of a node of the knowledge base.
pub(super) fn path(kb: &KnowledgeBase, iri: &str) -> String {
    iri.strip_prefix(kb.base()).unwrap_or(iri).to_owned()
}

fn list(kb: &KbArg) -> Result<Outcome> {
    let decisions = crate::graph::judgements(&kb.kb)?.decisions;
    let mut output = super::output::OutArg { out: None }.open()?;
    output.write(Decisions::HEADER.as_bytes())?;
    for decision in decisions.all() {
        output.write(decision.line().as_bytes())?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}
