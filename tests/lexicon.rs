//! The word lists of `ontology/lexicon` are well formed and agree with their README.

use std::collections::{BTreeMap, BTreeSet};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Sym;

struct Row {
    place: String,
    form: String,
    class: String,
    value: String,
    id: String,
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, content) in Source::embedded().files("lexicon", "csv") {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .flexible(false)
            .from_reader(content.as_bytes());
        for record in reader.records() {
            let record = record.unwrap_or_else(|e| panic!("{name}: {e}"));
            let line = record.position().map_or(0, csv::Position::line);
            let field = |i: usize| record.get(i).unwrap_or("").to_owned();
            let value = if field(2).is_empty() { field(0) } else { field(2) };
            rows.push(Row { place: format!("{name}:{line}"), form: field(0), class: field(1), value, id: field(3) });
        }
    }
    rows
}

/// Fails with all complaints at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

const ORGANIZATIONS: [&str; 8] = [
    "militant_group", "government_body", "military", "political_party", "company", "international_org", "media",
    "other_org",
];

fn kinds() -> Vec<&'static str> {
    ORGANIZATIONS.iter().map(|k| if *k == "other_org" { "other" } else { *k }).collect()
}

#[test]
fn the_ontology_loads_without_errors() {
    let (_, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
}

#[test]
fn every_class_is_in_the_readme_and_none_is_there_in_vain() {
    let source = Source::embedded();
    let readme = source.file("lexicon/README.md").expect("the README is part of the ontology");
    let classes = readme.split("\n## Classes\n").nth(1).expect("section Classes");
    let classes = classes.split("\n## ").next().expect("up to the next section");
    let mut documented = BTreeSet::new();
    for line in classes.lines().filter(|l| l.starts_with("| `")) {
        let cell = line.split('|').nth(1).expect("first cell");
        documented.extend(cell.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    let used: BTreeSet<String> = rows().into_iter().map(|r| r.class).collect();
    none(used.symmetric_difference(&documented).map(|c| format!("class {c}")).collect());
}

#[test]
fn no_form_stands_twice_in_a_class() {
    let mut first = BTreeMap::new();
    let mut complaints = Vec::new();
    for row in rows() {
        // A phrase of web pages may count in several positions, which is its value.
        let position = if row.class == "noise_phrase" { row.value.clone() } else { String::new() };
        if let Some(earlier) = first.insert((row.form.clone(), row.class.clone(), position), row.place.clone()) {
            complaints.push(format!("{}: {} ({}) stands at {earlier}", row.place, row.form, row.class));
        }
    }
    none(complaints);
}

#[test]
fn ids_are_well_formed_and_fit_their_class() {
    let slug = |s: &str| {
        !s.is_empty()
            && !s.starts_with('-')
            && !s.ends_with('-')
            && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let code = |s: &str| s.len() == 2 && s.chars().all(|c| c.is_ascii_uppercase());
    let fits = |class: &str, id: &str| {
        let parts: Vec<&str> = id.split('/').collect();
        match (class, parts.as_slice()) {
            ("country" | "demonym" | "capital", ["country", cc]) => code(cc),
            ("city" | "region", [""]) => true,
            ("city" | "region", ["place", cc, s]) => code(cc) && slug(s),
            ("region" | "world_region", ["place", s]) => slug(s),
            (c, ["org", s]) if ORGANIZATIONS.contains(&c) => slug(s),
            ("country" | "demonym" | "capital" | "city" | "region" | "world_region", _) => false,
            (c, [""]) => !ORGANIZATIONS.contains(&c),
            _ => false,
        }
    };
    let bad = |r: &Row| (!fits(&r.class, &r.id)).then(|| format!("{}: {} {} {:?}", r.place, r.form, r.class, r.id));
    none(rows().iter().filter_map(bad).collect());
}

#[test]
fn names_of_one_id_share_value_and_class() {
    let mut seen: BTreeMap<String, (String, String, String)> = BTreeMap::new();
    let mut complaints = Vec::new();
    // A capital's id is its country's, its value its own name; a people's value is the country.
    for row in rows().into_iter().filter(|r| !r.id.is_empty() && r.class != "capital") {
        let class = if row.class == "demonym" { "country".to_owned() } else { row.class };
        let (value, id, place) = (row.value, row.id, row.place);
        // A town and its province may have the same name; they are told apart by class.
        let key = if id.starts_with("place/") { format!("{id} {class}") } else { id.clone() };
        match seen.get(&key) {
            None => {
                seen.insert(key, (value, class, place));
            }
            Some((v, c, _)) if *v == value && *c == class => {}
            Some((v, c, p)) => complaints.push(format!("{place}: {id} is {value} ({class}), at {p} {v} ({c})")),
        }
    }
    none(complaints);
}

#[test]
fn codes_are_those_agreed() {
    let attacks = [
        "bombing", "suicide_bombing", "shooting", "ambush", "hijacking", "kidnapping", "assassination", "massacre",
        "rocket_or_drone", "arson", "other",
    ];
    let meetings = ["dialogue", "talks", "visit", "summit", "ceremony", "call", "lunch", "other"];
    let persons = ["attacker", "victim", "security", "official", "any"];
    let kinds = kinds();
    let allowed = |class: &str| -> Option<Vec<&str>> {
        Some(match class {
            "attack_noun" | "attack_verb" => attacks.to_vec(),
            "meeting_noun" | "meeting_verb" => meetings.to_vec(),
            "designation_verb" | "designation_noun" | "designation_hint" => {
                vec!["add", "remove", "propose", "maintain"]
            }
            "capacity" => vec!["acting", "former", "current", "designate"],
            "person_noun" | "person_noun_weak" | "person_modifier" => persons.to_vec(),
            "rank" => vec!["military", "police", "nobility", "clergy", "academic"],
            "org_head" | "org_head_weak" | "group_modifier" => kinds.clone(),
            "group_noun" => kinds.iter().copied().chain(["any"]).collect(),
            "hedge" => vec!["reported", "suspected", "doubt"],
            "modal" => vec!["possible", "future", "obliged"],
            "claim_phrase" => vec!["claim", "deny", "blame", "unclaimed"],
            _ => return None,
        })
    };
    let bad = |r: &Row| {
        let wrong = allowed(&r.class).is_some_and(|a| !a.contains(&r.value.as_str()));
        wrong.then(|| format!("{}: {} {} {:?}", r.place, r.form, r.class, r.value))
    };
    none(rows().iter().filter_map(bad).collect());
}

#[test]
fn names_of_organizations_and_places_have_a_capital_or_a_figure() {
    let named = |r: &&Row| {
        ORGANIZATIONS.contains(&r.class.as_str())
            || ["country", "demonym", "capital", "city", "region", "world_region", "first_name"]
                .contains(&r.class.as_str())
    };
    let bare = |r: &Row| !r.form.chars().any(|c| c.is_uppercase() || c.is_numeric());
    // Bodies news names by description, in small letters throughout.
    let described = ["media wing", "prosecutor's office", "media affairs wing", "news agency", "fedpol"];
    let bad = |r: &Row| {
        (bare(r) && !described.iter().any(|d| r.form.contains(d))).then(|| format!("{}: {}", r.place, r.form))
    };
    none(rows().iter().filter(named).filter_map(bad).collect());
}

#[test]
fn no_town_has_the_name_of_a_country_or_of_its_people() {
    let rows = rows();
    let of = |classes: &[&str]| -> BTreeSet<&str> {
        rows.iter().filter(|r| classes.contains(&r.class.as_str())).map(|r| r.form.as_str()).collect()
    };
    let countries = of(&["country", "demonym", "ethnonym"]);
    none(of(&["city"]).intersection(&countries).map(|f| format!("city {f}")).collect());
}

#[test]
fn spellings_of_one_body_meet() {
    let (ontology, _) = Ontology::load(&Source::embedded());
    let id = |class: &str, text: &str| {
        ontology.lexicon.get(Sym::new(class), text).and_then(|e| e.id).map(|id| id.to_string())
    };
    for names in [
        vec!["Lashkar-e-Taiba", "Lashkar e Tayyiba", "Lashkar-i-Taiba", "LeT"],
        vec!["al-Qaeda", "Al Qaida", "al-Qa'ida", "AL-QAEDA"],
        vec!["Hezbollah", "Hizballah", "Hizbullah"],
        vec!["ISIS", "ISIL", "Daesh", "Islamic State of Iraq and the Levant"],
        vec!["FARC", "Revolutionary Armed Forces of Colombia"],
        vec!["Shining Path", "Sendero Luminoso"],
        vec!["ETA", "Basque Fatherland and Liberty", "Euskadi ta Askatasuna"],
    ] {
        let ids: BTreeSet<Option<String>> = names.iter().map(|n| id("militant_group", n)).collect();
        assert!(ids.len() == 1 && !ids.contains(&None), "{names:?}: {ids:?}");
    }
    for (a, b) in
        [("U.S.", "United States"), ("UK", "Britain"), ("DR Congo", "Zaire"), ("Ivory Coast", "Côte d'Ivoire")]
    {
        assert!(id("country", a).is_some() && id("country", a) == id("country", b), "{a}, {b}");
    }
    assert_ne!(id("demonym", "Nigerien"), id("demonym", "Nigerian"));
    assert_ne!(id("militant_group", "ISKP"), id("militant_group", "ISWAP"));
    assert_ne!(id("militant_group", "Tehrik-e-Taliban Pakistan"), id("militant_group", "Taliban"));
}
