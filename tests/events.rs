//! Which sentences of an article tell of one event: a definite noun phrase
//! goes on with the event before it, unless a day, a place or a name of its own
//! says that it is another.

use proptest::prelude::*;
use std::sync::LazyLock;
use wiregraph::extract::{self, Fact, Value};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Document;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

/// Facts of a class that name a place, by that place, with the number of its sentences.
fn events(text: &str, class: &str) -> Vec<(String, usize)> {
    let document = Document::plain("t", text);
    let article = extract::read(&document, &ONTOLOGY);
    let place = |f: &Fact| {
        let filler = f.fillers.iter().find(|x| x.role.as_str() == "place")?;
        Some(match &filler.value {
            Value::Entity(e) => article.entities[*e as usize].name.clone(),
            Value::Text(t) => t.clone(),
            _ => String::new(),
        })
    };
    let of_class = article.facts.iter().filter(|f| f.class.as_str() == class);
    of_class.map(|f| (place(f).unwrap_or_default(), f.evidence.len())).collect()
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const PLACES: [&str; 6] = ["Karachi", "Lahore", "Baghdad", "Kabul", "Mogadishu", "Cairo"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Two days and two places are two events, whichever they are.
    #[test]
    fn another_day_and_another_place_are_another_event(
        days in proptest::sample::subsequence(DAYS.to_vec(), 2),
        places in proptest::sample::subsequence(PLACES.to_vec(), 2),
    ) {
        let text = format!(
            "Gunmen attacked a police post in {} on {}, killing two officers. A bombing in {} on {} killed nine people.",
            places[0], days[0], places[1], days[1],
        );
        let found = events(&text, "attack");
        for place in &places {
            prop_assert!(found.iter().filter(|f| f.0 == *place).count() == 1, "{text}\n{found:?}");
        }
    }

    /// "The attack" goes on with the one event told before it.
    #[test]
    fn a_definite_noun_goes_on_with_the_event(
        day in proptest::sample::select(DAYS.to_vec()),
        place in proptest::sample::select(PLACES.to_vec()),
    ) {
        let text = format!(
            "Gunmen attacked a police post in {place} on {day}. Officials said the attack killed four people.",
        );
        let found = events(&text, "attack");
        prop_assert!(found.len() == 1 && found[0].1 == 2, "{text}\n{found:?}");
    }
}

#[test]
fn a_phrase_that_names_its_own_event_does_not_point_back() {
    for (text, want) in [
        // A date of its own.
        ("Gunmen attacked a police post in Lahore, killing two officers. The 2014 bombing killed nine people.", 2),
        ("Gunmen attacked a police post in Lahore, killing two officers. The attack wounded nine people.", 1),
    ] {
        let found = events(text, "attack");
        assert_eq!(found.len(), want, "{text}\n{found:?}");
    }
}
