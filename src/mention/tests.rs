//! Sentences of our own with the mentions and tenures they must give.

use super::{Mention, MentionValue};
use crate::analysis::{self, Analysis};
use crate::ontology::{Ontology, Source};
use crate::text::Document;
use std::sync::LazyLock;

pub(crate) static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let source = match std::env::var_os("WIREGRAPH_ONTOLOGY") {
        Some(folder) => Source::folder(std::path::Path::new(&folder)).expect("readable ontology folder"),
        None => Source::embedded(),
    };
    Ontology::load(&source).0
});

pub(crate) fn read(text: &str) -> (Document, Analysis, Vec<Mention>) {
    let doc = Document::plain("test", text);
    let analysis = analysis::analyze(&doc, &ONTOLOGY);
    let mentions = super::find(&doc, &analysis, &ONTOLOGY);
    (doc, analysis, mentions)
}

/// `class:name` or `class/kind:name`, joined by ` | `; only the classes that
/// `expected` speaks about are compared.
fn names(mentions: &[Mention], with_kind: &[&str], classes: &[&str]) -> String {
    let list: Vec<String> = mentions
        .iter()
        .filter(|m| classes.contains(&m.class.as_str()))
        .map(|m| {
            let kind =
                m.kind.filter(|_| with_kind.contains(&m.name.as_str())).map_or(String::new(), |k| format!("/{k}"));
            format!("{}{kind}:{}", short(m.class.as_str()), m.name)
        })
        .collect();
    list.join(" | ")
}

fn short(class: &str) -> &str {
    match class {
        "person" => "per",
        "organization" => "org",
        "country" => "cou",
        "place" => "pla",
        "facility" => "fac",
        "nationality" => "nat",
        "persons" => "grp",
        "nominal" => "nom",
        other => other,
    }
}

const NAMES: &[&str] = &["person", "organization", "country", "place", "nationality"];

fn check(cases: &[(&str, &str)], classes: &[&str]) {
    let mut failures = Vec::new();
    for (text, expected) in cases {
        let (_, _, mentions) = read(text);
        let with_kind: Vec<&str> = expected
            .split(" | ")
            .filter_map(|e| e.split_once(':').filter(|(c, _)| c.contains('/')).map(|(_, n)| n))
            .collect();
        let got = names(&mentions, &with_kind, classes);
        if got != *expected {
            failures.push(format!("{text}\n  want {expected}\n  got  {got}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} cases\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn countries_capitals_and_places() {
    check(
        &[
            ("The bomb went off in Nairobi on Friday.", "pla:Nairobi"),
            ("Washington has long accused Tehran of arming the rebels.", "cou:Washington | cou:Tehran"),
            ("She flew to Paris and met colleagues in Berlin.", "pla:Paris | pla:Berlin"),
            ("Talks between Ankara and Moscow broke down.", "cou:Ankara | cou:Moscow"),
            ("Beijing's decision surprised diplomats in Geneva.", "cou:Beijing | pla:Geneva"),
            ("Ties with Riyadh have improved.", "cou:Riyadh"),
            ("He was arrested near Kabul, Afghanistan.", "pla:Kabul | cou:Afghanistan"),
            ("The U.S. and the UK imposed sanctions.", "cou:U.S. | cou:UK"),
            ("The order tells us nothing, and who wrote it is unclear.", ""),
            ("Egyptian and Israeli envoys met.", "nat:Egyptian | nat:Israeli"),
            ("Michael Jordan said he would visit Jordan.", "per:Michael Jordan | cou:Jordan"),
            ("Fighting spread across northern Mali and the Sahel.", "cou:Mali | pla:Sahel"),
            ("Gunmen attacked a village in Helmand province.", "pla:Helmand"),
            ("Residents of Gwoza fled to Cameroon.", "pla:Gwoza | cou:Cameroon"),
            ("The convoy was ambushed in the Swat Valley.", "pla:Swat Valley"),
            ("The Lake Chad region saw new raids.", "pla:Lake Chad region"),
            ("A blast rocked the town of Kismayo in southern Somalia.", "pla:Kismayo | cou:Somalia"),
            ("Moscow said on Monday it would respond.", "cou:Moscow"),
            ("A French court convicted two men.", "nat:French"),
        ],
        &["person", "country", "place", "nationality"],
    );
}

#[test]
fn organizations_by_list_pattern_and_context() {
    check(
        &[
            ("The Ministry of Foreign Affairs declined to comment.", "org/government_body:Ministry of Foreign Affairs"),
            ("The US Department of State issued a notice.", "org/government_body:US Department of State | cou:US"),
            (
                "Officials of the National Investigation Agency arrived.",
                "org/government_body:National Investigation Agency",
            ),
            ("Karachi Police arrested three men.", "org/government_body:Karachi Police | pla:Karachi"),
            ("The Pakistan government rejected the claim.", "org/government_body:Pakistan government | cou:Pakistan"),
            ("The Trump administration imposed the measure.", "org/government_body:Trump administration"),
            (
                "The Federal Bureau of Investigation opened a case.",
                "org/government_body:Federal Bureau of Investigation",
            ),
            (
                "He is a fighter of the Communist Party of the Philippines-New People's Army.",
                "org/militant_group:Communist Party of the Philippines-New People's Army | cou:Philippines",
            ),
            (
                "The Communist Party of India (Maoist) ambushed a patrol.",
                "org/militant_group:Communist Party of India (Maoist) | cou:India",
            ),
            ("Parliament passed the Clean Rivers Act (CRA). Farmers say the CRA hurts them.", ""),
            ("They quoted the Convention on the Rights of Rivers (CRR); the CRR is new.", ""),
            ("A Neo-Nazi group burned the shop.", ""),
            ("Al-Shabaab claimed the attack.", "org/militant_group:Al-Shabaab"),
            (
                "Fighters of the Kalat Liberation Front (KLF) fled.",
                "org/militant_group:Kalat Liberation Front | pla:Kalat | org:KLF",
            ),
            (
                "The Organisation for the Prohibition of Chemical Weapons (OPCW) sent a team.",
                "org:Organisation for the Prohibition of Chemical Weapons | org:OPCW",
            ),
            ("Harakat al-Nujum took responsibility.", "org/militant_group:Harakat al-Nujum"),
            ("Jaish-e-Zamin denied the report.", "org/militant_group:Jaish-e-Zamin"),
            ("The militant group Ansar Dhul claimed it.", "org/militant_group:Ansar Dhul"),
            ("A unit of the Zarrin terrorist group was seen.", "org/militant_group:Zarrin"),
            ("Zarrin militants burned the post.", "org/militant_group:Zarrin"),
            ("The newspaper Al-Nahda reported the deaths.", "org/media:Al-Nahda"),
            ("The Supreme Court and the Election Commission disagreed.", "org:Supreme Court | org:Election Commission"),
            (
                "The Afghan army and Kandahar police searched houses.",
                "org/military:Afghan army | nat:Afghan | org/government_body:Kandahar police | pla:Kandahar",
            ),
            ("Hamas and Hezbollah condemned the strike.", "org:Hamas | org:Hezbollah"),
            ("The World Health Organization warned of cholera.", "org/international_org:World Health Organization"),
            ("The statement was issued by the Council on Foreign Relations.", "org:Council on Foreign Relations"),
            ("The Food and Drug Administration approved it.", "org:Food and Drug Administration"),
            ("The 130th Engineer Brigade returned home.", "org/military:130th Engineer Brigade"),
            ("The Army of the Dawn said it had killed him.", "org:Army of the Dawn"),
            ("Neither Congress nor the Senate voted.", "org:Congress | org:Senate"),
            ("They signed the Mutual Defense Agreement (MDA) in May.", ""),
            ("The Foreign Ministry in Baku summoned the envoy.", "org/government_body:Foreign Ministry | pla:Baku"),
            ("University of Nairobi students marched.", "org:University of Nairobi | pla:Nairobi"),
            ("Reuters and the Associated Press carried the report.", "org/media:Reuters | org/media:Associated Press"),
        ],
        NAMES,
    );
}

#[test]
fn persons() {
    check(
        &[
            ("John Smith said the road was closed.", "per:John Smith"),
            ("Gen. Karim Daoud and Col. Lee visited.", "per:Karim Daoud | per:Lee"),
            ("Mr. Okafor denied it.", "per:Okafor"),
            ("The suspect, Umar bin Khalid al-Masri, fled.", "per:Umar bin Khalid al-Masri"),
            ("Gregory D. Hale Jr. spoke first.", "per:Gregory D. Hale Jr."),
            ("Prime Minister Lena Ostrova arrived.", "per:Lena Ostrova"),
            ("On Monday, March rains began in May.", ""),
            ("According to Yusuf Dikko, 34, the men wore uniforms.", "per:Yusuf Dikko"),
            ("Sheikh Omar Abdel Rahman was jailed.", "per:Omar Abdel Rahman"),
            ("Ludwig van Beethoven was born in Bonn.", "per:Ludwig van Beethoven"),
            ("Police said Maria de la Cruz was safe.", "per:Maria de la Cruz"),
            ("Ahmed Hassan told reporters. Hassan then left.", "per:Ahmed Hassan | per:Hassan"),
            ("Stephen King wrote it.", "per:Stephen King"),
            ("Security Council members met.", ""),
        ],
        &["person"],
    );
}

#[test]
fn headlines_and_capitals() {
    check(
        &[
            (
                "US Designates Balochistan Liberation Army As Terrorist Group",
                "cou:US | org:Balochistan Liberation Army | pla:Balochistan",
            ),
            ("Pakistan And China Sign New Trade Deal After Long Talks", "cou:Pakistan | cou:China"),
            ("TWELVE KILLED AS BOMB ROCKS MARKET IN KABUL", "pla:KABUL"),
        ],
        &["person", "organization", "country", "place"],
    );
}

/// `person | title | body | capacity | rank` of each tenure.
fn held(text: &str) -> String {
    let (doc, analysis, mentions) = read(text);
    let name = |i: u32| mentions[i as usize].name.clone();
    super::tenures(&doc, &analysis, &mentions, &ONTOLOGY)
        .iter()
        .map(|t| {
            let title = match &mentions[t.post as usize].value {
                MentionValue::Post(p) => p.title.clone(),
                _ => String::new(),
            };
            let body = t.body.map_or_else(|| "-".to_owned(), name);
            let rank = t.rank.as_deref().unwrap_or("-");
            format!("{} | {title} | {body} | {} | {rank}", name(t.person), t.capacity)
        })
        .collect::<Vec<_>>()
        .join(" ; ")
}

#[test]
fn tenures() {
    let cases = [
        ("Interior Minister Karim Daoud spoke.", "Karim Daoud | Interior Minister | - | current | -"),
        ("Pakistan's Interior Minister Karim Daoud spoke.", "Karim Daoud | Interior Minister | Pakistan | current | -"),
        ("US Secretary of State John Kerry arrived.", "John Kerry | Secretary of State | US | current | -"),
        ("Former US Secretary of State John Kerry arrived.", "John Kerry | Secretary of State | US | former | -"),
        (
            "The Iranian foreign minister, Javad Karimi, left.",
            "Javad Karimi | foreign minister | Iranian | current | -",
        ),
        (
            "Javad Karimi, the Iranian foreign minister, left.",
            "Javad Karimi | foreign minister | Iranian | current | -",
        ),
        (
            "Kenya's special envoy for Somalia, Mary Wanjiru, and Uganda's foreign minister, Peter Okello, met.",
            "Mary Wanjiru | special envoy for Somalia | Kenya | current | - ; Peter Okello | foreign minister | Uganda | current | -",
        ),
        (
            "Mary Wanjiru, Kenya's special envoy for Somalia, and Peter Okello, Uganda's foreign minister, met.",
            "Mary Wanjiru | special envoy for Somalia | Kenya | current | - ; Peter Okello | foreign minister | Uganda | current | -",
        ),
        ("Army chief General Tariq Aziz visited.", "Tariq Aziz | Army chief | - | current | General"),
        (
            "Iraqi Army Chief of Staff Lt. Gen. Tariq Aziz visited.",
            "Tariq Aziz | Army Chief of Staff | Iraqi | current | Lt. Gen.",
        ),
        (
            "Deputy Prime Minister and Foreign Minister Hamid Karzai spoke.",
            "Hamid Karzai | Deputy Prime Minister | - | current | - ; Hamid Karzai | Foreign Minister | - | current | -",
        ),
        (
            "Hamid Karzai, acting director of the National Security Agency, resigned.",
            "Hamid Karzai | director | National Security Agency | acting | -",
        ),
        ("Anna Lindt, who is the governor of Kano, agreed.", "Anna Lindt | governor | Kano | current | -"),
        ("Anna Lindt is the president of Norway.", "Anna Lindt | president | Norway | current | -"),
        ("Anna Lindt was appointed interior minister in May.", "Anna Lindt | interior minister | - | current | -"),
        (
            "French ambassador to Niger Pierre Dubois left.",
            "Pierre Dubois | ambassador to Niger | French | current | -",
        ),
        ("State Department spokesman John Kirby said so.", "John Kirby | spokesman | State Department | current | -"),
        ("Taliban spokesman Zabihullah Mujahid said so.", "Zabihullah Mujahid | spokesman | Taliban | current | -"),
        ("He has a lawyer, Mr. Graham said.", ""),
        ("The president met Hamid Karzai.", ""),
        (
            "Presidents Hassan Rouhani and Vladimir Putin met.",
            "Hassan Rouhani | Presidents | - | current | - ; Vladimir Putin | Presidents | - | current | -",
        ),
        (
            "Foreign Minister Ali Hassan and Defence Minister Omar Said met.",
            "Ali Hassan | Foreign Minister | - | current | - ; Omar Said | Defence Minister | - | current | -",
        ),
        ("Acting Defense Secretary Patrick Shanahan spoke.", "Patrick Shanahan | Defense Secretary | - | acting | -"),
        (
            "The head of the Federal Bureau of Investigation, Chris Ray, testified.",
            "Chris Ray | head | Federal Bureau of Investigation | current | -",
        ),
        ("Ali Hassan (foreign minister) spoke.", "Ali Hassan | foreign minister | - | current | -"),
        ("President-elect Omar Said spoke.", "Omar Said | President | - | designate | -"),
    ];
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|(text, want)| {
            let got = held(text);
            (got != *want).then(|| format!("{text}\n  want {want}\n  got  {got}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn groups_and_nominals() {
    check(
        &[
            ("Two gunmen killed three soldiers.", "grp:Two gunmen | grp:three soldiers"),
            (
                "Senior US officials met Pakistani and American diplomats.",
                "grp:Senior US officials | grp:Pakistani and American diplomats",
            ),
            ("The group denied it.", "nom:group"),
            ("Both countries agreed.", "nom:Both countries"),
            ("The two sides met.", "nom:two sides"),
        ],
        &["persons", "nominal"],
    );
}

#[test]
fn mentions_are_sorted_and_slice_back() {
    let text = "Pakistan’s Army Chief, General Tariq Aziz, met “Islamic State” defectors in Lahore, the U.N. said.";
    let (doc, _, mentions) = read(text);
    for pair in mentions.windows(2) {
        assert!(
            (pair[0].span.start, std::cmp::Reverse(pair[0].span.end))
                <= (pair[1].span.start, std::cmp::Reverse(pair[1].span.end))
        );
    }
    for m in &mentions {
        assert_eq!(super::view::collapse(m.span.of(&doc.text)), m.name);
    }
    for odd in [
        "",
        " ",
        "—",
        "(((",
        "A",
        "’s",
        "of of of",
        "THE THE",
        "\u{200b}x",
        "Минск напал",
        "12 (12) 12",
        "U.S.)",
        "al-",
    ] {
        read(odd);
    }
}

#[test]
fn tenures_are_the_same_whichever_way_they_are_asked_for() {
    let text = "Pakistan's Interior Minister Karim Daoud met Lena Hart, the US ambassador to Niger, on Monday.";
    let (doc, analysis, mentions) = read(text);
    let (again, tenures) = super::find_with_tenures(&doc, &analysis, &ONTOLOGY);
    assert_eq!(format!("{again:?}"), format!("{mentions:?}"));
    assert_eq!(tenures.len(), 2);
    assert_eq!(tenures, super::tenures(&doc, &analysis, &mentions, &ONTOLOGY));
}
