//! Articles of our own and the entities they must give.

use crate::mention::{class, tests::ONTOLOGY};
use crate::text::Document;

/// `class: name = alias, alias` of each entity of the named classes.
fn clusters(text: &str, classes: &[&str]) -> String {
    let doc = Document::plain("test", text);
    let analysis = crate::analysis::analyze(&doc, &ONTOLOGY);
    let mut mentions = crate::mention::find(&doc, &analysis, &ONTOLOGY);
    let entities = super::entities(&doc, &analysis, &mut mentions, &[], &ONTOLOGY);
    for (i, e) in entities.iter().enumerate() {
        assert!(!e.mentions.is_empty() && e.mentions.windows(2).all(|w| w[0] < w[1]));
        assert!(e.mentions.iter().all(|m| mentions[*m as usize].entity == Some(i as u32)));
        assert!(!e.aliases.contains(&e.name));
    }
    let list: Vec<String> = entities
        .iter()
        .filter(|e| classes.contains(&e.class.as_str()))
        .map(|e| if e.aliases.is_empty() { e.name.clone() } else { format!("{} = {}", e.name, e.aliases.join(", ")) })
        .collect();
    list.join(" | ")
}

fn check(class: &str, cases: &[(&str, &str)]) {
    let mut failures = Vec::new();
    for (text, want) in cases {
        let got = clusters(text, &[class]);
        if got != *want {
            failures.push(format!("{text}\n  want {want}\n  got  {got}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn organizations() {
    check(
        "organization",
        &[
            ("The Kalat Liberation Front (KLF) denied it. The KLF is banned.", "Kalat Liberation Front = KLF"),
            (
                "The State Department spoke. The US State Department and the U.S. Department of State agreed.",
                "U.S. Department of State = State Department, US State Department",
            ),
            ("Police blamed the Kalat Liberation Front. KLF fighters fled.", "Kalat Liberation Front = KLF"),
            ("The group, Jaysh al-Nur/Jundnur, denied it.", "Jaysh al-Nur = Jundnur"),
            ("Zarrin, also known as the Zarrin Movement, is banned.", "Zarrin Movement = Zarrin"),
            (
                "Pakistan's Interior Ministry spoke to India's Interior Ministry.",
                "Interior Ministry | Interior Ministry",
            ),
            ("The UN Security Council met. The Security Council voted.", "UN Security Council = Security Council"),
            ("Hamas and Hezbollah met. Hamas left.", "Hamas | Hezbollah"),
            (
                "The Kalat Liberation Front (KLF) and its affiliate, the Zahir Brigade (ZB), were listed.",
                "Kalat Liberation Front = KLF | Zahir Brigade = ZB",
            ),
        ],
    );
}

#[test]
fn persons() {
    check(
        "person",
        &[
            ("Karim Daoud met Lena Hart. Daoud left and Hart stayed.", "Karim Daoud = Daoud | Lena Hart = Hart"),
            ("Gen. Asad Malik met Tariq Malik. Gen. Malik left.", "Asad Malik = Malik | Tariq Malik"),
            ("Asad Malik met Tariq Malik. Malik left.", "Asad Malik | Tariq Malik"),
            ("John F. Kennedy spoke. John Kennedy then left.", "John F. Kennedy = John Kennedy"),
            ("Abdul Rahman al-Masri fled. Police want al-Masri.", "Abdul Rahman al-Masri = al-Masri"),
            ("President Trump spoke. Donald Trump then left.", "Donald Trump = Trump"),
        ],
    );
}

#[test]
fn countries() {
    check(
        "country",
        &[
            (
                "The US acted. Washington said the United States and U.S. allies agreed.",
                "United States = U.S., Washington",
            ),
            ("Pakistani officials met Iran's envoy.", "Pakistan | Iran"),
        ],
    );
}

/// The entity that the last mention written so points to, `-` if none.
fn target(text: &str, word: &str) -> String {
    let doc = Document::plain("test", text);
    let mut analysis = crate::analysis::analyze(&doc, &ONTOLOGY);
    for sentence in 0..analysis.sentences.len() {
        crate::analysis::parse(&mut analysis, sentence, crate::analysis::Models::embedded());
    }
    let mut mentions = crate::mention::find(&doc, &analysis, &ONTOLOGY);
    let entities = super::entities(&doc, &analysis, &mut mentions, &[], &ONTOLOGY);
    mentions
        .iter()
        .rev()
        .find(|m| (m.class == *class::NOMINAL || m.class == *class::PRONOUN) && m.name.eq_ignore_ascii_case(word))
        .and_then(|m| m.entity)
        .map_or("-".to_owned(), |e| entities[e as usize].name.clone())
}

fn check_targets(cases: &[(&str, &str, &str)]) {
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|(text, word, want)| {
            let got = target(text, word);
            (got != *want).then(|| format!("{text} ({word}): want {want}, got {got}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn nominals_point_back_only_when_sure() {
    check_targets(&[
        ("The Kalat Liberation Front attacked a bus. The group later denied it.", "group", "Kalat Liberation Front"),
        ("Hamas and Hezbollah met. The group denied it.", "group", "-"),
        ("The Interior Ministry spoke. The group denied it.", "group", "-"),
        (
            "The Interior Ministry spoke. Two men were held. The ministry gave no names.",
            "ministry",
            "Interior Ministry",
        ),
        ("The Interior Ministry wrote to the Finance Ministry. The ministry gave no names.", "ministry", "-"),
    ]);
}

#[test]
fn persons_behind_pronouns() {
    check_targets(&[
        ("Karim Daoud spoke. He left.", "he", "Karim Daoud"),
        ("Karim Daoud met Omar Hale. He left.", "he", "Karim Daoud"),
        ("Karim Daoud said he was safe.", "he", "Karim Daoud"),
        ("Karim Daoud told reporters that his house was searched.", "his", "Karim Daoud"),
        ("Police arrested Karim Daoud and seized his papers.", "his", "Karim Daoud"),
        ("Karim Daoud and Omar Hale said he was safe.", "he", "-"),
        ("A soldier said he saw Karim Daoud.", "he", "-"),
        ("Mrs. Lena Hart met Karim Daoud. He left.", "he", "-"),
        ("Karim Daoud, who lost his brother in the war, spoke.", "his", "Karim Daoud"),
    ]);
}

#[test]
fn organizations_behind_pronouns() {
    check_targets(&[
        ("Hezbollah said it had fired the rockets.", "it", "Hezbollah"),
        ("Hezbollah buried two of its fighters.", "its", "Hezbollah"),
        ("Pakistan and its allies signed the accord.", "its", "Pakistan"),
        ("The Kalat Liberation Front denied it had lost its base.", "its", "Kalat Liberation Front"),
        ("Hezbollah denied the report. It said the camp was empty.", "it", "Hezbollah"),
        ("Hezbollah fired rockets. It was not clear whether anybody was hurt.", "it", "-"),
        ("The report said its authors had seen Hezbollah.", "its", "-"),
        ("Hezbollah said the army had attacked it.", "it", "Hezbollah"),
        ("Karim Daoud said it was late.", "it", "-"),
    ]);
}

#[test]
fn names_that_contain_each_other_are_kept_apart() {
    check(
        "organization",
        &[
            ("The Taliban met the Pakistani Taliban.", "Taliban | Pakistani Taliban"),
            (
                "Islamic State and Islamic State Khorasan Province denied it.",
                "Islamic State | Islamic State Khorasan Province",
            ),
            ("Jaish al-Adl and the Jaish al-Adl Baluch Front were listed.", "Jaish al-Adl | Jaish al-Adl Baluch Front"),
            ("Ahmed Malik leads the Zarrin Movement. Zarrin denied it.", "Zarrin Movement"),
        ],
    );
    check("person", &[("Asad Malik Sr. met Asad Malik Jr. in Lahore.", "Asad Malik Sr. | Asad Malik Jr.")]);
}

#[test]
fn groups_of_persons_told_of_again() {
    check(
        "persons",
        &[
            ("Three masked gunmen entered the bank. The gunmen fled.", "Three masked gunmen = gunmen"),
            ("Two gunmen entered. Three gunmen waited. The gunmen fled.", "Two gunmen | Three gunmen | gunmen"),
            ("Two gunmen entered. The three gunmen fled.", "Two gunmen | three gunmen"),
        ],
    );
}

#[test]
fn a_brigade_listed_with_militants_is_militant() {
    let text = "Washington designated Hezbollah and its affiliate, the Zahir Brigade, as terrorists. The Golani Brigade returned.";
    let doc = Document::plain("test", text);
    let analysis = crate::analysis::analyze(&doc, &ONTOLOGY);
    let mut mentions = crate::mention::find(&doc, &analysis, &ONTOLOGY);
    let entities = super::entities(&doc, &analysis, &mut mentions, &[], &ONTOLOGY);
    let kind = |name: &str| entities.iter().find(|e| e.name == name).and_then(|e| e.kind).map(|k| k.to_string());
    assert_eq!(kind("Zahir Brigade").as_deref(), Some("militant_group"));
    assert_eq!(kind("Golani Brigade").as_deref(), Some("military"));
}
