use super::*;
use crate::ontology::Source;
use proptest::prelude::*;
use std::sync::LazyLock;

static CUTTER: LazyLock<Cutter> = LazyLock::new(|| Cutter::new(&Ontology::load(&Source::embedded()).0));

/// Zones as (letter, trimmed text): `T` title, `B` body, `N` noise, `E` embedded.
fn zones(text: &str) -> Vec<(char, String)> {
    let mut document = Document::plain("d", text);
    CUTTER.cut(&mut document);
    let letter = |k: ZoneKind| match k {
        ZoneKind::Title => 'T',
        ZoneKind::Body => 'B',
        ZoneKind::Noise => 'N',
        ZoneKind::Embedded => 'E',
    };
    document.zones.iter().map(|z| (letter(z.kind), z.span.of(text).trim().to_owned())).collect()
}

fn shape(text: &str) -> String {
    zones(text).iter().map(|z| z.0).collect()
}

const P1: &str = "KABUL, Jan 5 (Example) - A roadside bomb killed four policemen in the eastern province of Nangarhar on Sunday, officials said.";
const P2: &str = "No group has claimed the attack, but a spokesman for the governor blamed insurgents who are active in the district.";
const P3: &str = "The province borders Pakistan and has seen a rise in such attacks since foreign troops began to leave the country last year.";

#[test]
fn bodies_survive() {
    assert_eq!(shape(P1), "B");
    assert_eq!(shape("Four policemen killed in Nangarhar blast"), "B");
    assert_eq!(shape(&format!("{P1} {P2}")), "B");
    assert_eq!(shape(&format!("FOUR POLICEMEN KILLED IN NANGARHAR BLAST\n\n{P1}\n\n{P2}\n")), "TB");
    // Hard-wrapped, with the headline on top.
    let wrapped = "Four policemen killed in blast\n\nKABUL, Jan 5 (Example) - A roadside bomb killed four\npolicemen in the eastern province of Nangarhar on Sunday,\nofficials said.\n\nNo group has claimed the attack, but a spokesman for the\ngovernor blamed insurgents who are active there and in the\nneighbouring district.\n";
    assert_eq!(shape(wrapped), "TB");
    // Bullets, subheads, quotes, a list after a colon, a caption.
    let mixed = format!(
        "Four policemen killed in blast\n\n• Bomb hits patrol in Nangarhar\n• No claim so far\n\n{P1}\n\nWhat we know\n\n{P2}\n\n“We are ready.”\n\nThe dead were:\n\nJohn Roe\nJane Doe\nRichard Miles\n\n{P3}\n\nPolice stand guard at the site of the blast in Nangarhar on Sunday (Example Pictures)\n"
    );
    assert_eq!(shape(&mixed), "TB");
    // All capitals, as old wire reports are.
    assert_eq!(shape(&format!("{}\n\n{}", P1.to_uppercase(), P2.to_uppercase())), "B");
}

#[test]
fn a_timeline_keeps_its_dates() {
    let text = format!("Years of war in brief\n\n{P1}\n\nAugust 2016\n\n{P2}\n\nMarch 3, 2018\n\n{P3}\n\n");
    assert_eq!(shape(&text), "TB");
}

#[test]
fn lines_about_the_article_are_noise() {
    let text = format!(
        "Security\n\nFour policemen killed in blast\n\nBy Jane Doe\n\nPublished: 5 January 2020\n\n{P1}\n\n{P2}\n"
    );
    let mut document = Document::plain("d", &text);
    CUTTER.cut(&mut document);
    assert_eq!(document.meta.title.as_deref(), Some("Four policemen killed in blast"));
    assert_eq!(document.meta.published.as_deref(), Some("2020-01-05"));
    assert_eq!(shape(&text), "NTNB");
    // The date inside a sentence or dateline is no publication date.
    let mut document =
        Document::plain("d", "KABUL, Jan 5, 2020 (Example) - A bomb killed four policemen on Sunday, officials said.");
    CUTTER.cut(&mut document);
    assert_eq!(document.meta.published, None);
}

#[test]
fn page_furniture_is_noise() {
    let tail = "Read more: Talks resume in Doha\n\nAlso read: Army says ten held in raid\n\nLeave a Reply\n\nYour email address will not be published.\n\nJane\n\nThis is all the fault of the government and of the generals.\n\nGold\n\n$1,912.10\n\nSilver\n\n$23.02\n\nCopper\n\n$3.91 -0.4%\n\n© 2020 Example Media. All rights reserved.";
    assert_eq!(zones(&format!("{P1}\n\n{P2}\n\n{P3}\n\n{tail}")).iter().map(|z| z.0).collect::<String>(), "BN");
    let inside = format!("{P1}\n\nAdvertisement\n\n{P2}\n\nSign up for our newsletter\n\n{P3}");
    assert_eq!(shape(&inside), "BNBNB");
    let teasers = format!(
        "{P1}\n\n{P2}\n\nRELATED ARTICLES\n\nTen held in raid on hideout\n\nTalks resume in Doha after pause\n\n{P3}"
    );
    assert_eq!(shape(&teasers), "BNB");
    let cards = format!(
        "{P1}\n\n{P2}\n\n{P3}\n\nTen held in raid on hideout\n\nThe army said that it had found weapons.\n\n2 hours ago\n\nTalks resume in Doha after pause\n\nBoth sides were said to be hopeful.\n\n3 hours ago\n\nMinister visits flooded villages\n\nHe promised help to the farmers.\n\n5 hours ago\n"
    );
    assert_eq!(shape(&cards), "BN");
}

#[test]
fn embedded_articles_are_found_and_split() {
    let other = |title: &str, time: &str| {
        format!(
            "{title}\n{title}\n\nExample Gazette\n\n{time}\n\nThe central bank raised its main rate by half a point on Thursday, the third rise in a row, and said that more would follow if prices kept climbing. The governor told reporters that the board had been of one mind. Analysts had expected a smaller step, and the currency rose against the dollar after the news. The next meeting is in March.\n\n"
        )
    };
    let text = format!(
        "Four policemen killed in blast\n\n{P1}\n\n{P2}\n\n{P3}\n\nMore Stories\n\n{}{}Download our app\n",
        other("Central bank raises rates again", "an hour ago"),
        other("Board sees more rises ahead this year", "3 hours ago")
    );
    assert_eq!(shape(&text), "TBNEEN");
    let mut document = Document::plain("d", &text);
    CUTTER.cut(&mut document);
    let all = super::super::split_embedded(document, &CUTTER);
    assert_eq!(all.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["d", "d#1", "d#2"]);
    assert_eq!(all[1].meta.title.as_deref(), Some("Central bank raises rates again"));
    assert_eq!(all[2].meta.title.as_deref(), Some("Board sees more rises ahead this year"));
    for part in &all[1..] {
        let origin = part.origin.as_ref().expect("an embedded article has an origin");
        assert_eq!(origin.document, "d");
        assert_eq!(origin.span.of(&text).trim_end(), part.text);
        assert!(
            part.zones
                .iter()
                .any(|z| z.kind == ZoneKind::Body && z.span.of(&part.text).contains("central bank raised"))
        );
        assert!(part.zones.iter().all(|z| z.kind != ZoneKind::Embedded));
    }
}

#[test]
fn an_inline_box_does_not_swallow_the_article() {
    let text = format!(
        "Four policemen killed in blast\n\n{P1}\n\nRelated\n\nCentral bank raises rates again\n\n{P2}\n\n{P3}\n"
    );
    let body: String = zones(&text).into_iter().filter(|z| z.0 == 'B').map(|z| z.1).collect();
    assert!(body.contains(P2) && body.contains(P3) && !body.contains("Central bank"), "{:?}", zones(&text));
}

#[test]
fn no_hostile_text_is_slow() {
    let lines = 20_000;
    let repeated = format!("{P1}\n\n{P2}\n\n{}", "A headline that is repeated\n".repeat(lines));
    let headings = format!("{P1}\n\n{}", "Related Articles\nCentral bank raises rates\n".repeat(lines));
    let stamps = format!("{P1}\n\n{}", "Central bank raises rates\n2 hours ago\n".repeat(lines));
    let one_line = P1.repeat(lines);
    let footers = format!("{P1}\n\n{}", "About the author\nJane Doe writes.\n".repeat(lines));
    for text in [
        repeated,
        headings,
        stamps,
        one_line,
        footers,
        "\n".repeat(1_000_000),
        "a\n".repeat(500_000),
        "word ".repeat(500_000),
    ] {
        assert!(!zones(&text).is_empty());
    }
}

fn assert_tiles(text: &str) {
    let mut document = Document::plain("d", text);
    CUTTER.cut(&mut document);
    let mut at = 0;
    for zone in &document.zones {
        assert_eq!(zone.span.start, at, "gap or overlap in {text:?}");
        assert!(text.is_char_boundary(zone.span.end as usize));
        at = zone.span.end;
    }
    assert_eq!(at as usize, text.len());
    for part in super::super::split_embedded(document, &CUTTER) {
        assert_eq!(part.zones.first().map(|z| z.span.start), Some(0));
        assert_eq!(part.zones.last().map(|z| z.span.end as usize), Some(part.text.len()));
    }
}

/// Lines of the kind pages are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,80}",
        Just(P1.to_owned()),
        Just(P2.to_owned()),
        Just("Related Articles".to_owned()),
        Just("Leave a Comment".to_owned()),
        Just("Central bank raises rates again".to_owned()),
        Just("2 hours ago".to_owned()),
        Just("About the author".to_owned()),
        Just("By Jane Doe".to_owned()),
        Just("$12.40 -3%".to_owned()),
        Just("\u{2028}é\r".to_owned()),
        Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn zones_tile_any_text(text in "(\\PC|\\n|\\r| ){0,300}") {
        assert_tiles(&text);
    }

    #[test]
    fn zones_tile_any_page(lines in proptest::collection::vec(line(), 0..40)) {
        assert_tiles(&lines.join("\n"));
    }
}
