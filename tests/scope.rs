//! Nothing is asserted from inside a denial, a condition or a question,
//! whatever the event: our own wordings of each, put into each such frame.

use wiregraph::extract::{Modality, read};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Document;

/// Event class and a clause that states such an event, with what only it names.
const CLAUSES: [(&str, &str); 17] = [
    ("attack", "gunmen killed five people in Maiduguri on Monday"),
    ("attack", "the Sinai Falcons carried out the bombing in Rafah"),
    ("attack", "militants attacked a police post in Lamu"),
    ("attack", "a suicide bomber blew himself up in Kunduz"),
    ("designation", "Canada designated Ansar al-Sharia as a terrorist organization"),
    ("designation", "Ansar al-Sharia was designated a terrorist organization by Canada"),
    ("designation", "Britain has proscribed Ansar al-Sharia"),
    ("meeting", "President Ruto met Chancellor Friedrich Merz in Nairobi on Monday"),
    ("meeting", "Norway and Chile held talks in Oslo"),
    ("meeting", "Foreign Minister Badr Abdelatty visited Jordan in May"),
    ("meeting", "Prime Minister Anwar Ibrahim spoke by phone with President Prabowo Subianto"),
    ("statement", "President Ruto threatened to close the border"),
    ("statement", "Norway condemned the arrest of the monks"),
    ("statement", "Prime Minister Anwar Ibrahim praised the police of Ghana"),
    ("statement", "Norway accused Chile of arming the rebels"),
    ("affiliate", "Ansar al-Sharia is an affiliate of Hamas"),
    ("affiliate", "Ansar al-Sharia is a splinter group of Hamas"),
];

/// Frames of which the clause is no assertion.
const FRAMES: [&str; 24] = [
    // Denials.
    "Spokesman Jan Olsen denied that {}.",
    "Police dismissed reports that {}.",
    "The ministry rejected the claim that {}.",
    "It is not true that {}.",
    "Officials said it was false that {}.",
    "There is no evidence that {}.",
    "Jan Olsen said he did not believe that {}.",
    "Nobody has confirmed that {}.",
    "Police never said that {}.",
    // Conditions.
    "If {}, the border will close.",
    "Prices will rise if {}.",
    "Unless {}, the road stays shut.",
    "It is unclear whether {}.",
    "The court will decide whether {}.",
    "Ghana will act in case {}.",
    "The road closes in the event that {}.",
    "It is possible that {}.",
    "It is unlikely that {}.",
    // Questions.
    "Is it true that {}?",
    "Do you believe that {}?",
    "Who says that {}?",
    "Jan Olsen asked whether {}.",
    "Could it be that {}?",
    "“Is it true that {}?” a reporter asked.",
];

/// Speakers of the statements inside; the frames have speakers of their own.
const INSIDE: [&str; 3] = ["Ruto", "Norway", "Anwar"];

/// Facts of a class in a text: modality, and whether it is about the clause.
fn facts(ontology: &Ontology, class: &str, text: &str) -> Vec<Modality> {
    let document = Document::plain("scope", text);
    let article = read(&document, ontology);
    article
        .facts
        .iter()
        .filter(|f| f.class.as_str() == class)
        .filter(|f| {
            class != "statement"
                || f.fillers.iter().any(|x| {
                    x.role.as_str() == "speaker"
                        && x.span.is_some_and(|s| INSIDE.iter().any(|n| s.of(text).contains(n)))
                })
        })
        .map(|f| f.modality)
        .collect()
}

fn sentence(frame: &str, clause: &str) -> String {
    let text = frame.replace("{}", clause);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

#[test]
fn nothing_is_asserted_from_inside_a_denial_a_condition_or_a_question() {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    let mut wrong = Vec::new();
    for (class, clause) in CLAUSES {
        for frame in FRAMES {
            let text = sentence(frame, clause);
            let asserted = |m: &Modality| matches!(m, Modality::Asserted | Modality::Attributed | Modality::Claimed);
            if facts(&ontology, class, &text).iter().any(asserted) {
                wrong.push(format!("{class}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} asserted:\n{}", wrong.len(), wrong.join("\n"));
}

/// Else the property above would hold of a program that finds nothing.
#[test]
fn the_same_clauses_are_asserted_when_they_stand_alone() {
    let (ontology, _) = Ontology::load(&Source::embedded());
    for frame in ["{}.", "Officials confirmed that {}.", "Police said on Friday that {}."] {
        let mut missed = Vec::new();
        for (class, clause) in CLAUSES {
            let text = sentence(frame, clause);
            if !facts(&ontology, class, &text).contains(&Modality::Asserted) {
                missed.push(format!("{class}: {text}"));
            }
        }
        assert!(missed.len() <= 2, "{frame}: {} not found:\n{}", missed.len(), missed.join("\n"));
    }
}
