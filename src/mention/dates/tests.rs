//! Tables of expressions with the dates they mean: `text | span=date; ...`;
//! dates relative to another event are written as their distance.

use super::*;
use crate::analysis;
use crate::mention::{DatePart, MentionValue};
use crate::ontology::Source;
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

/// The day of writing of the tables: a Friday.
const FRIDAY: Option<&str> = Some("2025-08-15");

fn mentions_of(text: &str, published: Option<&str>) -> Vec<Mention> {
    let mut document = Document::plain("t", text);
    document.meta.published = published.map(str::to_owned);
    let analysis = analysis::analyze(&document, &ONTOLOGY);
    let found = find(&document, &analysis, &ONTOLOGY);
    for m in &found {
        assert!(analysis.span_of(&m.tokens).contains(m.span), "{m:?}");
    }
    found
}

pub(super) fn dates_of(text: &str, published: Option<&str>) -> Vec<(String, DateValue)> {
    let value = |m: Mention| {
        let MentionValue::Date(value) = m.value else { panic!("no date: {:?}", m.name) };
        (m.span.of(text).to_owned(), value)
    };
    mentions_of(text, published).into_iter().map(value).collect()
}

fn shown(text: &str, published: Option<&str>) -> String {
    let show = |(span, v): (String, DateValue)| match (v.offset, v.weekday) {
        (Some(o), _) => format!("{span}={:+}{:?}", o.amount, o.unit),
        (None, Some(day)) => format!("{span}=day {day}"),
        (None, None) => format!("{span}={}", v.edtf),
    };
    dates_of(text, published).into_iter().map(show).collect::<Vec<_>>().join("; ")
}

/// Checks a table, reports all lines that differ, returns how many there are.
fn check(published: Option<&str>, table: &str) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (text, expected) = line.split_once('|').expect("text|expected");
        let text = text.trim().replace("\\n", "\n\n");
        let got = shown(&text, published);
        count += 1;
        if got != expected.trim() {
            wrong.push(format!("{text}\n   expected {}\n   got      {got}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn full_dates() {
    let n = check(
        None,
        "
        The court sat on August 11, 2025 in Lahore. | August 11, 2025=2025-08-11
        The court sat on 11 August 2025 in Lahore. | 11 August 2025=2025-08-11
        The court sat on 11 August, 2025 in Lahore. | 11 August, 2025=2025-08-11
        The court sat on the 11th of August, 2025. | 11th of August, 2025=2025-08-11
        The court sat on August 11th, 2025. | August 11th, 2025=2025-08-11
        The court sat on Aug. 11, 2025. | Aug. 11, 2025=2025-08-11
        The court sat on Aug 11 2025. | Aug 11 2025=2025-08-11
        The court sat on Sept. 9, 2001. | Sept. 9, 2001=2001-09-09
        The court sat on 2025-08-11. | 2025-08-11=2025-08-11
        The court sat on 2025/08/11. | 2025/08/11=2025-08-11
        The court sat on 8/31/2025. | 8/31/2025=2025-08-31
        The court sat on 31/8/2025. | 31/8/2025=2025-08-31
        The court sat on 8/8/2025. | 8/8/2025=2025-08-08
        The court sat on 8/11/2025. | 8/11/2025=2025
        The court sat on 11.08.2025. | 11.08.2025=2025-08-11
        The court sat on 05-Aug-2016. | 05-Aug-2016=2016-08-05
        The court sat on Monday, August 11, 2025. | Monday, August 11, 2025=2025-08-11
        The court sat on Monday 11 August 2025. | Monday 11 August 2025=2025-08-11
        The court sat on Mon, Aug. 11, 2025. | Mon, Aug. 11, 2025=2025-08-11
        The court sat on Monday (August 11, 2025). | Monday (August 11, 2025)=2025-08-11
        The raid of December 16, 2014 shocked all. | December 16, 2014=2014-12-16
        The December 16, 2014, raid shocked all. | December 16, 2014=2014-12-16
        It began on February 29, 2024. | February 29, 2024=2024-02-29
        It began on February 30, 2024. | 2024=2024
        The 9/11 attacks changed much. | 9/11=2001-09-11
        The Sept. 11 attacks changed much. | Sept. 11 attacks=2001-09-11
        The 26/11 siege lasted for days. | 26/11=2008-11-26
        ",
    );
    assert!(n >= 25);
}

#[test]
fn partial_dates() {
    let n = check(
        None,
        "
        The party governed after 2000. | 2000=2000
        It won every vote since 2006 but not 2010. | 2006=2006; 2010=2010
        They fled after 2000 people came. |
        It was listed in August 2025. | August 2025=2025-08
        It was listed in August, 2025. | August, 2025=2025-08
        It was listed in August of 2025. | August of 2025=2025-08
        It was listed in Jan. 2020. | Jan. 2020=2020-01
        It was listed in Dec 2020. | Dec 2020=2020-12
        It was listed in 2019. | 2019=2019
        It has been listed since 2023. | 2023=2023
        The 2008 Mumbai attacks killed many. | 2008=2008
        A 2014 school attack killed many. | 2014=2014
        Pakistan's 2014 school attack shocked all. | 2014=2014
        The party won the 2012 presidential election. | 2012=2012
        He ruled until 1999. | 1999=1999
        The group (founded 1998) split in 2004. | 1998=1998; 2004=2004
        The accord (2015) failed. | 2015=2015
        They fought in 2014 and 2016. | 2014=2014; 2016=2016
        In 2002, the state banned it. | 2002=2002
        2014 saw the worst of it. | 2014=2014
        The war of 1971 was short. | 1971=1971
        By 2030 it will be done. | 2030=2030
        It fell in the 1990s. | 1990s=1990/1999
        It fell in the early 1990s. | early 1990s=1990/1999
        It fell in the mid-1990s. | mid-1990s=1990/1999
        It fell in the late '80s. | late '80s=1980/1989
        It fell in the nineties. | nineties=1990/1999
        It goes back to the 19th century. | 19th century=1801/1900
        The summer of 2014 was hot. | summer of 2014=2014-06/2014-08
        The winter of 2014 was cold. | winter of 2014=2014-12/2015-02
        It fell in spring 2011. | spring 2011=2011-03/2011-05
        It fell in the first quarter of 2019. | first quarter of 2019=2019-01/2019-03
        It fell in the first six months of 2021. | first six months of 2021=2021-01/2021-06
        It fell in early 2023. | early 2023=2023
        It fell in mid-2024. | mid-2024=2024
        It fell in late August 2021. | late August 2021=2021-08
        It fell at the end of 2019. | end of 2019=2019
        It fell at the beginning of 2019. | beginning of 2019=2019
        It fell in the first half of 2019. | first half of 2019=2019
        It fell in the middle of 2019. | middle of 2019=2019
        It met on August 11. | August 11=--08-11
        It met in April. | April=--04
        It met on 11 August. | 11 August=--08-11
        ",
    );
    assert!(n >= 38);
}

#[test]
fn ranges() {
    let n = check(
        None,
        "
        It ran from August 10-12, 2025. | August 10-12, 2025=2025-08-10/2025-08-12
        It ran August 10–12, 2025. | August 10–12, 2025=2025-08-10/2025-08-12
        It ran from August 10 to August 12, 2025. | August 10 to August 12, 2025=2025-08-10/2025-08-12
        It ran from 10 to 12 August 2025. | 10 to 12 August 2025=2025-08-10/2025-08-12
        It ran on 10-12 August 2025. | 10-12 August 2025=2025-08-10/2025-08-12
        It ran between June 3 and 5, 2024. | June 3 and 5, 2024=2024-06-03/2024-06-05
        It ran between June 3 and 5. | June 3 and 5=--06-03/--06-05
        It ran on July 5 and 6, 2013. | July 5 and 6, 2013=2013-07-05/2013-07-06
        It ran on June 28-July 2, 2013. | June 28-July 2, 2013=2013-06-28/2013-07-02
        It ran from 1998 to 2003. | 1998 to 2003=1998/2003
        It ran between 1998 and 2003. | 1998 and 2003=1998/2003
        It ran in 1998-2003. | 1998-2003=1998/2003
        The 2013-14 season was bad. | 2013-14=2013/2014
        It ran from June to August 2014. | June to August 2014=2014-06/2014-08
        It ran in June-August 2014. | June-August 2014=2014-06/2014-08
        It ran from November to February 2017. | November to February 2017=2016-11/2017-02
        It ran from May 2014 to June 2016. | May 2014 to June 2016=2014-05/2016-06
        It ran from December 28, 2013 to January 3, 2014. | December 28, 2013 to January 3, 2014=2013-12-28/2014-01-03
        ",
    );
    assert!(n >= 18);
}

#[test]
fn relative_to_publication() {
    let n = check(
        FRIDAY,
        "
        They met on Tuesday. | Tuesday=2025-08-12
        They met Friday. | Friday=2025-08-15
        They met on Saturday. | Saturday=2025-08-09
        They met last Friday. | last Friday=2025-08-08
        They met last Thursday. | last Thursday=2025-08-07
        They met on Monday night. | Monday night=2025-08-11
        They met early Sunday. | Sunday=2025-08-10
        They met late on Thursday. | Thursday=2025-08-14
        Tuesday's attack killed two. | Tuesday=2025-08-12
        Sunday morning’s blast killed two. | Sunday morning=2025-08-10
        They will meet on Tuesday. | Tuesday=2025-08-19
        They will meet on Monday, he said on Thursday. | Monday=2025-08-18; Thursday=2025-08-14
        Talks are scheduled for Wednesday. | Wednesday=2025-08-20
        Talks are due to begin in two days. | two days=2025-08-17
        The siege ended in two days. |
        They meet next Tuesday. | next Tuesday=2025-08-19
        They met on Tuesday of last week. | Tuesday of last week=2025-08-05
        They meet this Sunday. | this Sunday=2025-08-17
        They meet this coming Sunday. | this coming Sunday=2025-08-17
        He said on Monday that he would resign. | Monday=2025-08-11
        They met yesterday. | yesterday=2025-08-14
        They met yesterday evening. | yesterday evening=2025-08-14
        They met today. | today=2025-08-15
        They met last night. | last night=2025-08-14
        They met this morning. | this morning=2025-08-15
        Drones hit the port overnight. | overnight=2025-08-14/2025-08-15
        An overnight raid killed two. | overnight=2025-08-14/2025-08-15
        He stayed overnight in the city. |
        An overnight curfew was imposed. |
        Overnight on Sunday drones hit the port. | Sunday=2025-08-10
        They met on Thursday (Aug 7). | Thursday (Aug 7)=2025-08-07
        They met on the 12th. | 12th=2025-08-12
        They will meet on the 18th. | 18th=2025-08-18
        They met on the 18th floor. |
        They met on Tuesday the 12th. | Tuesday the 12th=2025-08-12
        They will meet on the first Monday of September. | first Monday of September=2025-09-01
        They met on the last Friday of June. | last Friday of June=2025-06-27
        They meet on the Monday after next. | Monday after next=2025-08-25
        They met on the Friday before last. | Friday before last=2025-08-01
        They met a week ago on Tuesday. | a week ago on Tuesday=2025-08-05
        They met on Tuesday two weeks ago. | Tuesday two weeks ago=2025-07-29
        They met the week before last. | week before last=2025-07-28/2025-08-03
        They will meet the week after next. | week after next=2025-08-25/2025-08-31
        It will stay for the rest of the year. | rest of the year=2025
        They met early Monday. | Monday=2025-08-11
        They met on Sunday night. | Sunday night=2025-08-10
        They met a year ago. | a year ago=2024
        It has been banned since 2014. | 2014=2014
        They will meet tomorrow. | tomorrow=2025-08-16
        They met the day before yesterday. | day before yesterday=2025-08-13
        They met this week. | this week=2025-08-11/2025-08-17
        They met last week. | last week=2025-08-04/2025-08-10
        They will meet next week. | next week=2025-08-18/2025-08-24
        They met last month. | last month=2025-07
        They met earlier this month. | earlier this month=2025-08
        They met last year. | last year=2024
        They met earlier this year. | earlier this year=2025
        They met late last year. | late last year=2024
        They met early last month. | early last month=2025-07
        They will meet next month. | next month=2025-09
        They will meet later this year. | later this year=2025
        They met last weekend. | last weekend=2025-08-09/2025-08-10
        They met three days ago. | three days ago=2025-08-12
        They met a week ago. | a week ago=2025-08-04/2025-08-10
        They met two weeks ago. | two weeks ago=2025-07-28/2025-08-03
        They met about two weeks ago. | about two weeks ago=2025-07-28/2025-08-03
        They met two months ago. | two months ago=2025-06
        They met five years ago. | five years ago=2020
        They met a decade ago. | a decade ago=2015
        They met more than 20 years ago. | more than 20 years ago=2005
        They met two hours ago. | two hours ago=2025-08-15
        It grew over the past decade. | past decade=2015/2025
        It grew over the past five years. | past five years=2020/2025
        It grew in the last three months. | last three months=2025-05/2025-08
        It grew in recent months. | recent months=2025-02/2025-08
        It grew in the past week. | past week=2025-08-08/2025-08-15
        It grew in the last 24 hours. | last 24 hours=2025-08-14/2025-08-15
        It grew in the past few days. | past few days=2025-08-12/2025-08-15
        It met in April. | April=2025-04
        It met in December. | December=2024-12
        It will meet in December. | December=2025-12
        It met last April. | last April=2025-04
        The April hijacking stunned all. | April=2025-04
        It met in October last year. | October last year=2024-10
        It met in March this year. | March this year=2025-03
        It met on August 11. | August 11=2025-08-11
        It met on December 20. | December 20=2024-12-20
        It will meet on September 3. | September 3=2025-09-03
        It met on Aug. 11 and 12. | Aug. 11 and 12=2025-08-11/2025-08-12
        It met on June 3 and June 9. | June 3=2025-06-03; June 9=2025-06-09
        It ran from Friday to Sunday. | Friday to Sunday=2025-08-08/2025-08-10
        It met in mid-August. | mid-August=2025-08
        It met in late July. | late July=2025-07
        It met last summer. | last summer=2024-06/2024-08
        It met earlier this summer. | earlier this summer=2025-06/2025-08
        It will end by the end of the year. | end of the year=2025
        It met on Tuesday, August 12. | Tuesday, August 12=2025-08-12
        It met a few days ago. |
        It met days ago. |
        It is two days before yesterday. | two days before yesterday=2025-08-12
        It opened on New Year's Eve. | New Year's Eve=2024-12-31
        They met over the weekend. | weekend=2025-08-09/2025-08-10
        The report is for September. | September=--09
        He spoke of the December elections. | December=--12
        He was seen in September. | September=2024-09
        It fell hours ahead of Sunday's vote. | Sunday=2025-08-17
        It has been held since January 2024. | January 2024=2024-01
        ",
    );
    assert!(n >= 70);
}

#[test]
fn relative_to_an_event() {
    let n = check(
        FRIDAY,
        "
        A day after the raid, two men fled. | A day after=+1Day
        The day after the raid, two men fled. | day after=+1Day
        Two days before the vote he quit. | Two days before=-2Day
        He died two weeks later. | two weeks later=+2Week
        He died a day earlier. | a day earlier=-1Day
        He quit on the eve of the talks. | eve of=-1Day
        He died the same day. | same day=+0Day
        He died that night. | that night=+0Day
        He died the next day. | next day=+1Day
        He died the following day. | following day=+1Day
        He quit the previous day. | previous day=-1Day
        He quit the following month. | following month=+1Month
        He quit a year after the war. | a year after=+1Year
        He quit hours after the raid. | hours after=+0Day
        He quit six months earlier. | six months earlier=-6Month
        He quit later that year. | that year=+0Year
        He died days later. |
        He died three days after August 4, 2025. | three days after August 4, 2025=2025-08-07
        ",
    );
    assert!(n >= 18);
}

#[test]
fn no_dates() {
    let n = check(
        FRIDAY,
        "
        He may leave. |
        They march for peace. |
        Theresa May spoke to May's party. |
        An august body met. |
        Some 2000 people came. |
        It has 2,019 members. |
        It is listed under Resolution 1989. |
        The resolutions 1267 and 1989 bind all. |
        They meet on Fridays. |
        They meet every Friday. |
        He wrote in USA TODAY of it. |
        It rose in the weeks before. |
        He is in his mid-30s. |
        The Good Friday accord holds. |
        The Sunday Times wrote it. |
        He is 30 years old. |
        He served for three years. |
        The 30-year-old man fled. |
        The second man fled in a minute. |
        It cost $2015 in all. |
        He walked 1990 metres. |
        The sun sat low. |
        He wrote version 1.2.2015 of it. |
        The ratio is 3/4 of all. |
        He is in his 40s. |
        The fall of Kabul was quick. |
        Day after day they marched. |
        ",
    );
    assert!(n >= 20);
}

#[test]
fn without_publication() {
    check(
        None,
        "
        They met on Tuesday. | Tuesday=day 2
        They met last month. |
        They met yesterday. |
        The court sat on August 11, 2025.\\nIt met again on August 13. | August 11, 2025=2025-08-11; August 13=2025-08-13
        The group was banned on March 3, 2003.\\nIn 2019 it split. It met on August 13. | March 3, 2003=2003-03-03; 2019=2019; August 13=--08-13
        It met on Monday. The talks of August 11, 2025 failed. | Monday=2025-08-11; August 11, 2025=2025-08-11
        It met on Tuesday. The talks of August 11, 2025 failed. | Tuesday=day 2; August 11, 2025=2025-08-11
        Two men died on August 11, 2025.\\nThe raid on Monday was long. | August 11, 2025=2025-08-11; Monday=2025-08-11
        QUETTA, Aug. 12, 2025 (Agency) - Two men died on Monday. | Aug. 12, 2025=2025-08-12; Monday=2025-08-11
        Published: August 12, 2025\\nTwo men died on Monday. | August 12, 2025=2025-08-12; Monday=2025-08-11
        Last updated at 10:30 am IST, August 12, 2025\\nTwo men died on Monday. | August 12, 2025=2025-08-12; Monday=2025-08-11
        Two men die in raid\\nTuesday, August 12, 2025\\nTwo men died on Monday. | Tuesday, August 12, 2025=2025-08-12; Monday=2025-08-11
        By Lena Hart and Karim Daoud, 12 August 2025\\nTwo men died on Monday. | 12 August 2025=2025-08-12; Monday=2025-08-11
        Two men died on August 12, 2025.\\nThe raid of Monday was long. | August 12, 2025=2025-08-12; Monday=day 1
        ",
    );
}

#[test]
fn datelines_are_marked() {
    let kinds = |text: &str| mentions_of(text, None).iter().map(|m| m.kind.map(|k| k.as_str())).collect::<Vec<_>>();
    assert_eq!(kinds("QUETTA, Aug. 12 (Agency) - Two men died on August 11."), [Some("dateline"), None]);
    assert_eq!(kinds("WASHINGTON, Aug 12 — Two men died."), [Some("dateline")]);
    assert_eq!(kinds("On August 12 - a Tuesday - two men died."), [None]);
    assert_eq!(kinds("Updated on 12 August 2025"), [Some("dateline")]);
    assert_eq!(kinds("Two die\n\nAug 12, 2025 | 10:15 GMT\n\nThey fled on Monday."), [Some("dateline"), None]);
    assert_eq!(kinds("By Lena Hart\n\nThe raid of August 12, 2025 was long."), [None]);
    assert_eq!(kinds("SUKKUR, 12 August 2025, (ABC): Two men died."), [Some("dateline")]);
    assert_eq!(kinds("Bonn, Germany, Feb. 17, Kyodo\n\nThe two met on Friday."), [Some("dateline"), None]);
    assert_eq!(kinds("Washington, October 24\n\nThe two met."), [Some("dateline")]);
    assert_eq!(kinds("By August 12, 2025 they had fled."), [None]);
}

#[test]
fn parts_relations_and_bases() {
    let one = |text: &str| dates_of(text, FRIDAY).remove(0).1;
    assert_eq!(one("It fell in early 2023.").part, DatePart::Early);
    assert_eq!(one("It fell in late August.").part, DatePart::Late);
    assert_eq!(one("It fell earlier this year.").part, DatePart::SoFar);
    assert_eq!(one("It has grown since 2023.").relation, DateRelation::Since);
    assert_eq!(one("It goes on until Sunday.").relation, DateRelation::Until);
    assert_eq!(one("It began before August 3.").relation, DateRelation::Before);
    assert_eq!(one("It began after Tuesday's raid.").relation, DateRelation::At);
    assert_eq!(one("It was banned before the year 2003.").relation, DateRelation::Before);
    assert_eq!(one("It left no later than Sunday.").relation, DateRelation::Until);
    assert_eq!(one("It is banned as of Sunday.").relation, DateRelation::Since);
    assert_eq!(one("It left more than two weeks ago.").relation, DateRelation::Before);
    assert_eq!(one("They met on the anniversary of the August 3, 2014 raid.").relation, DateRelation::Anniversary);
    assert!(one("It began about two weeks ago.").approximate);
    assert!(one("It began in recent weeks.").approximate);
    assert_eq!(one("It began on August 3, 2024.").basis, DateBasis::Explicit);
    assert_eq!(one("It began on August 3.").basis, DateBasis::YearInferred);
    assert_eq!(one("It began on Tuesday.").basis, DateBasis::Publication);
    assert_eq!(one("It began a day after the raid.").basis, DateBasis::Event);
    let early = one("It fell in early 2023.");
    assert_eq!(early.bounds(), Some(("2023-01-01".into(), "2023-05-01".into())));
}

#[test]
fn distances_from_an_event() {
    let offset =
        |amount, unit| DateValue { offset: Some(EventOffset { amount, unit }), ..DateValue::new("", DateBasis::Event) };
    use crate::mention::DateUnit;
    let day = offset(1, DateUnit::Day);
    assert_eq!(day.relative_to("2025-08-31").as_deref(), Some("2025-09-01"));
    assert_eq!(day.relative_to("2025-08"), None);
    assert_eq!(day.relative_to("--08-31"), None);
    assert_eq!(offset(-2, DateUnit::Day).relative_to("2025-08-10/2025-08-12").as_deref(), Some("2025-08-08"));
    assert_eq!(offset(-1, DateUnit::Month).relative_to("2025-01").as_deref(), Some("2024-12"));
    assert_eq!(offset(1, DateUnit::Year).relative_to("2025").as_deref(), Some("2026"));
    assert_eq!(offset(1, DateUnit::Week).relative_to("2025-08-15").as_deref(), Some("2025-08-18/2025-08-24"));
}

proptest::proptest! {
    #[test]
    fn never_panics_and_spans_slice(
        text in "([ -~’“–é]|August |May |[0-9]{1,6}|, | to | and |last |week |ago |Friday |early |-|the |after |years |in |of ){0,40}",
        published in proptest::option::of("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    ) {
        for (span, value) in dates_of(&text, published.as_deref()) {
            proptest::prop_assert!(!span.is_empty());
            proptest::prop_assert!(value.offset.is_some() || value.weekday.is_some() || Period::parse(&value.edtf).is_some(), "{}", value.edtf);
            let _ = value.bounds();
        }
    }
}
