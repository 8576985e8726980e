//! Lines about the article and not of it: bylines, times, credits.

use super::super::published;
use super::phrases::Phrases;

const UNITS: [&str; 20] = [
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs", "day",
    "days", "week", "weeks", "month", "months", "year", "years",
];
/// Words a timestamp line is made of besides numbers, months and weekdays.
const AROUND: [&str; 62] = [
    "published", "updated", "posted", "modified", "created", "last", "first", "edited", "on", "at", "by", "date",
    "time", "am", "pm", "a", "p", "m", "gmt", "utc", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "pst",
    "pdt", "pt", "bst", "ist", "pkt", "cet", "cest", "eat", "wat", "sast", "hkt", "sgt", "aest", "aedt", "jst", "kst",
    "z", "hrs", "hours", "h", "of", "the", "local", "issued", "release", "released", "st", "nd", "rd", "th", "edition",
    "web", "eest",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Small words inside a byline.
const JOINERS: [&str; 27] = [
    "and", "of", "for", "in", "the", "de", "la", "al", "el", "bin", "van", "von", "der", "du", "di", "da", "e", "at",
    "with", "ibn", "abu", "y", "on", "a.m", "p.m", "am", "pm",
];

/// Trades that end a byline's second half.
const TRADES: [&str; 10] = [
    "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "columnist",
    "contributor", "journalist",
];

/// What kind of line about the article a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// A date and nothing else: above the text a timestamp, inside it perhaps
    /// the heading of a timeline's entry.
    Day,
    /// A date or time and little else, or how long ago.
    Time,
    /// `By X`, an outlet, a credit.
    Who,
}

impl Stamp {
    /// Whether it is a date or a time.
    pub(super) fn is_time(self) -> bool {
        self != Self::Who
    }
}

/// Tells timestamp, time-ago, byline, outlet and credit lines. `words` are the
/// line's lower-case words.
pub(super) fn stamp(line: &str, words: &[Box<str>], phrases: &Phrases) -> Option<Stamp> {
    if words.is_empty() || words.len() > 24 {
        return None;
    }
    if is_time_ago(words) {
        return Some(Stamp::Time);
    }
    if is_timestamp(words) {
        let calendar =
            |w: &str| w.bytes().all(|b| b.is_ascii_digit()) || published::month(w).is_some() || is_weekday(w);
        return Some(if words.iter().all(|w| calendar(w)) { Stamp::Day } else { Stamp::Time });
    }
    let plain: Vec<Box<str>> = words.iter().filter(|w| &***w != ":").cloned().collect();
    if plain.is_empty() {
        return None;
    }
    let who = is_byline(line, &plain)
        || phrases.is_outlet(&plain)
        || is_name_with_outlet(line, &plain, phrases)
        || is_credit(line, &plain, phrases);
    who.then_some(Stamp::Who)
}

/// `5 hours ago`, `a day ago`, with an outlet before it or glued to it.
fn is_time_ago(words: &[Box<str>]) -> bool {
    let [before @ .., unit, ago] = words else { return false };
    let unit = UNITS.contains(&&**unit) || {
        // `5h ago`, `12min ago`
        let letters = unit.trim_start_matches(|c: char| c.is_ascii_digit());
        letters.len() < unit.len() && (["h", "m", "d", "w", "s"].contains(&letters) || UNITS.contains(&letters))
    };
    &**ago == "ago"
        && unit
        && before.len() <= 5
        && !before.iter().any(|w| ["was", "were", "who", "in", "from"].contains(&&**w))
}

/// A line of date and time words only, with a day or a clock time in it; an
/// opening `Published` or a name after `by` is allowed.
fn is_timestamp(words: &[Box<str>]) -> bool {
    let (mut numbers, mut calendar, mut other) = (0, 0, 0);
    for word in words {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let tail = &word[digits..];
        if digits > 0
            && (tail.is_empty()
                || AROUND.contains(&tail)
                || tail == "t"
                || tail.len() <= 8 && tail.contains(|c: char| c.is_ascii_digit()))
        {
            numbers += 1;
        } else if published::month(word).is_some() || is_weekday(word) {
            calendar += 1;
        } else if !AROUND.contains(&&**word) && &**word != ":" {
            other += 1;
        }
    }
    let leads = ["published", "updated", "posted", "modified", "last", "first", "date", "created", "issued"]
        .contains(&&*words[0]);
    numbers > 0 && (calendar > 0 || numbers >= 3 || leads) && other == 0
        || leads && numbers > 0 && calendar > 0 && other <= 4 && words.len() <= 16
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|d| *d == word || (3..=4).contains(&word.len()) && d.starts_with(word))
}

/// `By Jane Doe and John Roe, Kabul` with nothing but names in it.
fn is_byline(line: &str, words: &[Box<str>]) -> bool {
    let opens = ["by", "reporting", "written", "edited", "author", "story", "reported"].contains(&&*words[0]);
    let lead =
        ["by", "written", "edited", "reported", "reporting", "author", "story", "additional", "writing", "editing"];
    if !opens || words.len() < 2 || words.len() > 18 || ends_sentence(line) && words.len() > 8 {
        return false;
    }
    if &*words[0] != "by" && !words[1..words.len().min(4)].iter().any(|w| &**w == "by") && !line.contains(':') {
        return false;
    }
    let mut names = 0;
    for word in line
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.' | '@' | '_')))
        .filter(|w| !w.is_empty())
    {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = core.to_lowercase();
        if core.is_empty() || lead.contains(&&*lower) || JOINERS.contains(&&*lower) || word.contains('@') {
            continue;
        }
        if !core.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
            // A trade in lower case: "By Jane Doe, staff writer".
            if ![
                "staff", "writer", "reporter", "correspondent", "editor", "agencies", "desk", "news", "special", "our",
                "web", "senior", "bureau", "chief", "contributor", "published", "updated",
            ]
            .contains(&&*lower)
            {
                return false;
            }
        } else if is_weekday(&lower) || published::month(&lower).is_some() {
            // "By Friday" opens a sentence; a byline has a name before the day.
            if names == 0 {
                return false;
            }
        } else {
            names += 1;
        }
    }
    names >= 1
}

/// `Jane Doe, Example News Agency`, `Jane Doe | Staff Writer`, `Opinion Columnist`.
fn is_name_with_outlet(line: &str, words: &[Box<str>], phrases: &Phrases) -> bool {
    let Some(last) = words.last() else { return false };
    if words.len() > 10 || ends_sentence(line) {
        return false;
    }
    let trade = TRADES.contains(&&**last);
    let all_names = |part: &str| {
        part.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || JOINERS.contains(&w) || w == "|")
    };
    match line.rsplit_once([',', '|', '/', '–', '—']) {
        Some((names, outlet)) => {
            let enough = (2..=6).contains(&names.split_whitespace().count());
            enough
                && all_names(names)
                && (trade && all_names(outlet) || phrases.is_outlet(&super::phrases::words(outlet)))
        }
        None => trade && words.len() <= 2 && all_names(line),
    }
}

/// `Jane Doe | Example Pictures`, `Jane Doe/Example News/Example Pictures`.
fn is_credit(line: &str, words: &[Box<str>], phrases: &Phrases) -> bool {
    words.len() <= 10
        && !ends_sentence(line)
        && line.contains(['|', '/'])
        && line.split(['|', '/', '(', ')', ',']).any(|part| phrases.is_outlet(&super::phrases::words(part)))
}

/// Whether the line ends as sentences do; `10 a.m.` does not.
fn ends_sentence(line: &str) -> bool {
    super::blocks::ends_sentence(line) && !line.ends_with(".m.")
}

/// The day a timestamp line states.
pub(super) fn date_of_line(line: &str) -> Option<String> {
    // "Published: A | UPDATED: B": the first part names the publication.
    let lower = line.to_ascii_lowercase();
    let cut = ["updated", "last modified", "|", ";"].iter().filter_map(|s| lower.find(s)).filter(|i| *i > 8).min();
    let first = cut.map_or(line, |i| &line[..i]);
    let after_label = |l: &str| match l.split_once(':') {
        Some((label, rest)) if label.chars().all(|c| c.is_alphabetic() || c.is_whitespace()) => published::parse(rest),
        _ => None,
    };
    published::parse(first).or_else(|| after_label(first)).or_else(|| published::parse(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<Stamp> {
        stamp(line, &super::super::phrases::words(line), &Phrases::default())
    }

    #[test]
    fn times() {
        for line in [
            "a day ago",
            "datean hour ago",
            "Some Gazettea day ago",
            "5 min ago",
            "Aug 12, 2025",
            "Published: 12 August 2025",
            "Updated 5:27 am CST, Wednesday, November 20, 2019",
            "Tuesday, August 12, 2025 - 10:15",
            "2025-08-12T10:15:00Z",
            "12/08/2025 10:15",
            "PUBLISHED: 10:48, Tue, Nov 19, 2019",
            "Nov 18, 2019 @17:19 PM · Updated: Nov 18, 2019 @17:26 PM",
            "Last updated on March 3rd, 2020",
        ] {
            assert!(of(line).is_some_and(Stamp::is_time), "{line}");
        }
    }

    #[test]
    fn names() {
        for line in [
            "By Jane Doe",
            "By Jane Doe and John Roe, Kabul",
            "By JANE DOE",
            "By Our Correspondent",
            "By Jane van der Doe | Staff Writer",
            "By Justine Coleman - 11/18/19 11:04 PM EST",
            "Reporting by Jane Doe; Editing by John Roe",
            "By Jane Doe, John Roe on Monday, November 18th, 2019 at 11:08 a.m.",
            "Jane Doe, National Security Writer",
            "Opinion Columnist",
        ] {
            assert_eq!(of(line), Some(Stamp::Who), "{line}");
        }
    }

    #[test]
    fn sentences_and_headlines_are_not_stamps() {
        for line in [
            "By Thursday the city had fallen",
            "By then, 12 people had died.",
            "Five killed in Kabul",
            "Bomber who trained 3 years ago",
            "In March 2020, talks were held",
            "By the Numbers: what the treaty changes",
            "Gunmen Kill Newspaper Editor",
            "May 5",
            "9/11",
            "August",
        ] {
            assert!(line == "May 5" || of(line).is_none(), "{line}");
        }
    }

    #[test]
    fn dates_of_lines() {
        assert_eq!(
            date_of_line("PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Wed, Nov 20, 2019").as_deref(),
            Some("2019-11-19")
        );
        assert_eq!(date_of_line("Published: 2020-01-02").as_deref(), Some("2020-01-02"));
        assert_eq!(date_of_line("5 hours ago"), None);
    }
}
