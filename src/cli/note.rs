//! `wiregraph judge note`, `retract`, `notes`: facts that an analyst corrects.

use super::judge::{carry_out, path, thing};
use super::kb::KbArg;
use super::{Context, Outcome, output};
use crate::error::{Error, Result};
use crate::graph::{Change, Graph, KnowledgeBase, Note, Notes, Stance};
use crate::ontology::vocab::NS;
use crate::ontology::{Comparator, Ontology, Values};
use crate::query::{self, Found, names};
use clap::Args;
use oxigraph::store::Store;

/// Correct a fact
#[derive(Debug, Args)]
pub(super) struct Write {
    #[command(flatten)]
    fact: Fact,
    /// It is not so, whoever says it
    #[arg(long)]
    not: bool,
    /// What the correction rests on
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    #[command(flatten)]
    says: Says,
}

/// Take a note back
#[derive(Debug, Args)]
pub(super) struct Retract {
    #[command(flatten)]
    fact: Fact,
    #[command(flatten)]
    says: Says,
}

#[derive(Debug, Args)]
struct Fact {
    /// What it is about, by name or IRI
    #[arg(value_name = "THING")]
    subject: String,
    /// The property: date, place, killed, ...; type for whether an event is one at all
    property: String,
    /// A name, an IRI, a date (2025-03, 2025-03-11), a count (31, 20-25, 10+), a code, a text
    value: String,
}

#[derive(Debug, Args)]
struct Says {
    /// Why
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "analyst")]
    by: String,
    /// When
    #[arg(long, value_name = "DAY", default_value = "")]
    date: String,
    /// Print which facts would come and go, and write nothing
    #[arg(long)]
    what_if: bool,
    #[command(flatten)]
    kb: KbArg,
}

/// Writes a note.
pub(super) fn write(context: &Context, command: Write) -> Result<Outcome> {
    let Write { fact, not, source, says } = command;
    let source = source.ok_or_else(|| Error::Other("say what it rests on: --source TEXT".to_owned()))?;
    let kb = KnowledgeBase::open(&says.kb.kb)?;
    let (subject, property, value) = resolve(context, &kb, &says.kb.load()?, &fact)?;
    let note = Note {
        subject,
        property,
        value,
        stance: if not { Stance::Not } else { Stance::So },
        active: true,
        source,
        because: says.because.unwrap_or_default(),
        by: says.by,
        date: says.date,
    };
    carry_out(context, &kb, Change::Note(&note), says.what_if)
}

/// Takes a note back: its line stays, followed by one that revokes it.
pub(super) fn retract(context: &Context, command: Retract) -> Result<Outcome> {
    let Retract { fact, says } = command;
    let kb = KnowledgeBase::open(&says.kb.kb)?;
    let (subject, property, value) = resolve(context, &kb, &says.kb.load()?, &fact)?;
    let notes = kb.judgements()?.notes;
    let about = |n: &&Note| n.active && n.property == property;
    // The words of the file, where what the note was about is gone from the graph.
    let fits =
        |n: &&Note| (n.subject == subject || n.subject == fact.subject) && (n.value == value || n.value == fact.value);
    let Some(found) = notes.all().filter(about).find(fits) else {
        return Err(Error::Other(format!(
            "no note says that {property} of {} is {}; `wiregraph judge notes` prints all",
            fact.subject, fact.value
        )));
    };
    let because = says.because.unwrap_or_else(|| found.because.clone());
    let revoked = Note { active: false, because, by: says.by, date: says.date, ..found.clone() };
    carry_out(context, &kb, Change::Note(&revoked), says.what_if)
}

/// Prints all notes.
pub(super) fn list(kb: &KbArg) -> Result<Outcome> {
    let notes = crate::graph::judgements(&kb.kb)?.notes;
    let mut output = output::OutArg { out: None }.open()?;
    output.write(Notes::HEADER.as_bytes())?;
    for note in notes.all() {
        output.write(note.line().as_bytes())?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// Fails if a note in force says nothing to the graph.
///
/// # Errors
/// If its value does not fit its property.
pub(super) fn is_understood(note: &Note, after: &Graph) -> Result<()> {
    if !note.active || after.evidence.contains(&format!("/note/{}>", note.id())) {
        return Ok(());
    }
    Err(Error::Other(format!(
        "{:?} is no value that {} can have: give the name of something in the graph, a date such as 2025-03-11, \
         a count such as 31 or 20-25, or a code",
        note.value, note.property
    )))
}

/// Subject, property and value as `notes.csv` has them.
fn resolve(context: &Context, kb: &KnowledgeBase, store: &Store, fact: &Fact) -> Result<(String, String, String)> {
    let ontology = context.load_ontology()?;
    let property = property(&ontology, &fact.property)?;
    let subject = match thing(store, &fact.subject) {
        Ok(iri) => path(kb, &iri),
        // A note may outlive what it is about; its own words then name it.
        Err(_) if kb.judgements()?.notes.all().any(|n| n.subject == fact.subject) => fact.subject.clone(),
        Err(e) => return Err(e),
    };
    let declared = ontology.properties.get(&format!("{NS}{property}"));
    let mut roles = ontology.vocab.classes.iter().flat_map(|c| &c.roles).filter(|r| r.property == declared.iri);
    let is_code = roles.any(|r| ontology.properties.concept(&r.iri, &fact.value).is_some());
    let is_name = property != TYPE
        && !is_code
        && declared.values != Values::Literals
        && declared.comparator != Comparator::IntervalOverlap
        && !fact.value.starts_with("wgc:");
    if !is_name {
        return Ok((subject, property, fact.value.clone()));
    }
    let value = match names::expand(&fact.value)? {
        Some(iri) => path(kb, iri.as_str()),
        None => match query::one(store, &fact.value)? {
            Found::One(hit) if hit.rank <= 1 => path(kb, &hit.iri),
            Found::Several(hits) if hits.iter().any(|h| h.rank <= 1) => path(kb, &thing(store, &fact.value)?),
            _ => fact.value.clone(),
        },
    };
    Ok((subject, property, value))
}

const TYPE: &str = "type";

/// The local name of a property that may be claimed, by its local name or label.
fn property(ontology: &Ontology, word: &str) -> Result<String> {
    let local = word.trim_start_matches("wg:");
    if local == TYPE || local == "rdf:type" {
        return Ok(TYPE.to_owned());
    }
    let claimable = ontology.vocab.claimable();
    if let Some((iri, _)) = claimable.iter().find(|(iri, label)| iri.strip_prefix(NS) == Some(local) || label == word) {
        return Ok(iri.strip_prefix(NS).unwrap_or(iri).to_owned());
    }
    let known: Vec<&str> = claimable.iter().filter_map(|(iri, _)| iri.strip_prefix(NS)).collect();
    Err(Error::Other(format!("no property {word:?} can be claimed; one of {TYPE}, {}", known.join(", "))))
}
