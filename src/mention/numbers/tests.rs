use super::*;
use crate::analysis;
use crate::ontology::Source;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

fn shown(text: &str) -> String {
    let document = Document::plain("t", text);
    let analysis = analysis::analyze(&document, &ONTOLOGY);
    let found = find(&document, &analysis, &ONTOLOGY);
    let show = |m: Mention| {
        let MentionValue::Number(n) = m.value else { panic!("no number: {m:?}") };
        let value = match n.max {
            Some(max) if max == n.min => format!("{max}"),
            Some(max) => format!("{}..{max}", n.min),
            None => format!("{}..", n.min),
        };
        let head = analysis.tokens[m.head as usize].span;
        let counted = if m.tokens.contains(&m.head) { "-" } else { head.of(text) };
        let about = m.kind.is_some_and(|k| k.as_str() == "approximate");
        format!("{}={}{value} {counted}", m.span.of(text), if about { "~" } else { "" })
    };
    found.into_iter().map(show).collect::<Vec<_>>().join("; ")
}

fn check(table: &str) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (text, expected) = line.split_once('|').expect("text|expected");
        count += 1;
        let got = shown(text.trim());
        if got != expected.trim() {
            wrong.push(format!("{text}\n   expected {}\n   got      {got}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn counts() {
    let n = check(
        "
        The blast killed 31 civilians and security personnel. | 31=31 civilians
        Ten people died in the raid. | Ten=10 people
        The raid left ten dead. | ten=10 -
        At least 40 people were hurt. | At least 40=40.. people
        More than 40 villagers fled the area. | More than 40=40.. villagers
        Over 200 homes burned down. | Over 200=200.. homes
        No fewer than 12 soldiers were captured. | No fewer than 12=12.. soldiers
        No less than 70 were injured. | No less than 70=70.. -
        Up to 30 fighters attacked the post. | Up to 30=0..30 fighters
        As many as 25 students were taken. | As many as 25=0..25 students
        Nearly 500 refugees crossed the border. | Nearly 500=~500 refugees
        About 60 gunmen entered the town. | About 60=~60 gunmen
        Around 1,300 families left. | Around 1,300=~1300 families
        Roughly 80 passengers were on board. | Roughly 80=~80 passengers
        Some 450 passengers were on the train. | Some 450=~450 passengers
        An estimated 3,000 militants remain. | An estimated 3,000=~3000 militants
        The toll rose to 133 on its third day. | 133=133 -
        The dead include 12 police officers. | 12=12 officers
        Between 50 and 60 hostages are still held. | Between 50 and 60=50..60 hostages
        It freed 50 to 60 hostages. | 50 to 60=50..60 hostages
        Police counted 50-60 attackers. | 50-60=50..60 attackers
        Two or three men escaped. | Two or three=2..3 men
        Dozens of people were killed. | Dozens=24.. people
        Scores were wounded. | Scores=40.. -
        Hundreds were hurt. | Hundreds=200.. -
        Thousands of protesters marched. | Thousands=2000.. protesters
        Tens of thousands of people were displaced. | Tens of thousands=20000.. people
        Hundreds of thousands of refugees live there. | Hundreds of thousands=200000.. refugees
        Several officers were hurt. | Several=3.. officers
        A dozen soldiers were killed. | A dozen=12 soldiers
        More than a dozen soldiers were killed. | More than a dozen=12.. soldiers
        Two dozen shops were set on fire. | Two dozen=24 shops
        Half a dozen trucks burned. | Half a dozen=6 trucks
        A couple of guards were shot. | A couple=2 guards
        Two of them died. | Two=2 them
        Twenty-one passengers survived. | Twenty-one=21 passengers
        Two hundred and fifty students were abducted. | Two hundred and fifty=250 students
        A hundred rebels laid down their arms. | A hundred=100 rebels
        Three thousand troops were sent. | Three thousand=3000 troops
        Nearly 2 million people need aid. | Nearly 2 million=~2000000 people
        Some 1.5 million people need aid. | Some 1.5 million=~1500000 people
        Officials said 100-plus fighters took part. | 100-plus=100.. fighters
        It has 5,000 or more members. | 5,000 or more=5000.. members
        Only 20 or so men stayed. | 20 or so=~20 men
        Gunmen killed eight students and wounded four teachers. | eight=8 students; four=4 teachers
        Ten, including eight students, died. | Ten=10 -; eight=8 students
        Fewer than 100 fighters are left. | Fewer than 100=0..100 fighters
        At least three women and two children were killed. | At least three women and two children=5.. -
        A soldier and two policemen were killed. | A soldier and two policemen=3 -
        The mine killed a soldier, two policemen and a civilian. | a soldier, two policemen and a civilian=4 -
        The blast killed two people and three others were hurt. | two=2 people; three=3 others
        The raid killed six, two of them women. | six=6 -; two=2 them
        The toll rose from 3 to 20 on Friday. | from 3 to 20=20 -
        Between 50 and 60 people were inside. | Between 50 and 60=50..60 people
        It killed 31 civilians and security personnel. | 31=31 civilians
        One person was killed. | One=1 person
        One of them was a child. | One=1 them
        Another 17 people were taken to hospital. | 17=17 people
        The group holds 1,50,000 names. | 1,50,000=150000 names
        A few hundred men joined. | A few hundred=300.. men
        Several dozen cars were damaged. | Several dozen=36.. cars
        Well over 300 people attended. | Well over 300=300.. people
        In excess of 90 people were arrested. | In excess of 90=90.. people
        A total of 57 bodies were found. | A total of 57=57 bodies
        The militants killed 15 in all. | 15=15 -
        Close to 70 Nigerian soldiers deserted. | Close to 70=~70 soldiers
        He was among 19 officers honoured. | 19=19 officers
        ",
    );
    assert!(n >= 55, "{n}");
}

#[test]
fn no_counts() {
    let n = check(
        "
        They met in 2019. |
        The 2008 attacks shook the city. |
        It was signed on August 11, 2025. |
        He was paid $5,000 for it. |
        The reward is 5 million dollars. |
        They asked for Rs 300,000. |
        Turnout fell by 12 percent. |
        It is 20% of the budget. |
        A 30-year-old man was held. |
        He is aged 45. |
        Ali Khan, 35, said he ran. |
        The meeting began at 10:30. |
        It went off at 9 a.m. near the gate. |
        It went off at 7pm near the gate. |
        Shells of 7.62mm were found. |
        The rifle fires 7.62 rounds. |
        It is listed under Resolution 1267. |
        The resolutions 1267 and 2253 bind all states. |
        Flight 370 never landed. |
        An AK-47 lay there. |
        The F-16 crashed. |
        The town is 60 kilometres from here. |
        A 60-km road links them. |
        He spent five years abroad. |
        It lasted three days. |
        He was jailed for two and a half years. |
        Article 370 was revoked. |
        The 9/11 attacks changed it. |
        It is open 24/7 to all. |
        The 15th brigade moved. |
        No one was hurt. |
        He is one of the founders. |
        Two-thirds of the seats went to them. |
        World War Two ended there. |
        His younger brother, 19, is in hospital. |
        Nyla was 10 and in school. |
        They gave hundreds of millions of dollars. |
        She was under the age of 17. |
        The 1267 Committee met. | 1267=1267 Committee
        ",
    );
    assert!(n >= 30, "{n}");
}

proptest::proptest! {
    #[test]
    fn never_panics_and_spans_slice(text in "([ -~’“”–é]|at least |dozens |[0-9]{1,4}|,| to | and |million |hundred |-){0,40}") {
        let document = Document::plain("t", &text);
        let analysis = analysis::analyze(&document, &ONTOLOGY);
        for m in find(&document, &analysis, &ONTOLOGY) {
            proptest::prop_assert!(!m.span.of(&text).is_empty());
            proptest::prop_assert!((m.head as usize) < analysis.tokens.len());
        }
    }
}
