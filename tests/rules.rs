//! Every `[[example]]` of every rule file in `ontology/events/`.

use wiregraph::extract::examples;
use wiregraph::ontology::{Ontology, Source};

#[test]
fn every_example_yields_what_it_says() {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    let only = std::env::var("EXAMPLES").ok();
    let mut failures = Vec::new();
    let mut count = 0;
    for set in &ontology.rules {
        if only.as_ref().is_some_and(|o| *o != set.class.as_str()) {
            continue;
        }
        for example in &set.examples {
            count += 1;
            failures.extend(examples::run(&ontology, set.class, example).err());
        }
    }
    assert!(count > 0, "no examples found");
    assert!(failures.is_empty(), "{} of {count} examples fail:\n{}", failures.len(), failures.join("\n"));
}
