use crate::ontology::Ontology;
use crate::text::Sym;
use rustc_hash::FxHashMap;

/// A unit of time as the lists write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Everything the lists say of one lower-case word; 0 and `None` mean nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// 1 to 12, full names.
    pub month: i8,
    /// 1 to 12, abbreviations.
    pub month_short: i8,
    /// 1 (Monday) to 7, full names.
    pub weekday: i8,
    /// 1 to 7, abbreviations.
    pub weekday_short: i8,
    /// A unit of time.
    pub unit: Option<Unit>,
    /// First and last month.
    pub season: Option<(i8, i8)>,
    /// Part of a day.
    pub day_part: bool,
    /// 20 to 90.
    pub decade: i8,
    /// Value of a number word.
    pub number: Option<u64>,
    /// Factor of a scale word.
    pub scale: Option<u64>,
    /// Value of an ordinal.
    pub ordinal: u8,
    /// Metres, percent, ...
    pub measure: bool,
    /// Dollars, rupees, ...
    pub money: bool,
    /// A number after it is a name.
    pub numbered: bool,
}

/// A phrase of several words: its words and the value the list gives.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Lower-case words and marks after the first.
    pub rest: Vec<Box<str>>,
    /// `named_date`, `holiday` or `vague_number`.
    pub class: PhraseClass,
    /// The list's value.
    pub value: &'static str,
}

/// List of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseClass {
    /// A day known by name.
    NamedDate,
    /// A day of every year.
    Holiday,
    /// "dozens".
    VagueNumber,
}

/// The word lists, by lower-case word.
#[derive(Debug, Default)]
pub struct Words {
    senses: FxHashMap<Box<str>, Sense>,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
}

type Set = fn(&mut Sense, &str);

const LISTS: [(&str, Set); 14] = [
    ("month", |s, v| s.month = small(v)),
    ("month_short", |s, v| s.month_short = small(v)),
    ("weekday", |s, v| s.weekday = small(v)),
    ("weekday_short", |s, v| s.weekday_short = small(v)),
    ("time_unit", |s, v| s.unit = unit(v)),
    ("season", |s, v| s.season = v.split_once('-').map(|(a, b)| (small(a), small(b)))),
    ("day_part", |s, _| s.day_part = true),
    ("decade_word", |s, v| s.decade = small(v)),
    ("number_word", |s, v| s.number = v.parse().ok()),
    ("number_scale", |s, v| s.scale = v.parse().ok()),
    ("ordinal_word", |s, v| s.ordinal = small(v).unsigned_abs()),
    ("measure_unit", |s, _| s.measure = true),
    ("money_unit", |s, _| s.money = true),
    ("numbered_noun", |s, _| s.numbered = true),
];

const PHRASES: [(&str, PhraseClass); 3] = [
    ("named_date", PhraseClass::NamedDate),
    ("holiday", PhraseClass::Holiday),
    ("vague_number", PhraseClass::VagueNumber),
];

impl Words {
    /// Gathers the lists of an ontology.
    pub fn new(ontology: &Ontology) -> Self {
        let mut words = Self::default();
        for (class, set) in LISTS {
            for entry in ontology.lexicon.class(Sym::new(class)) {
                let form = entry.form.as_str().to_lowercase().into_boxed_str();
                set(words.senses.entry(form).or_default(), entry.value.as_str());
            }
        }
        for (list, class) in PHRASES {
            for entry in ontology.lexicon.class(Sym::new(list)) {
                let form = entry.form.as_str().to_lowercase();
                let mut runs = super::atoms::runs(&form).map(|(range, _)| form[range].into());
                let Some(first) = runs.next() else { continue };
                let phrase = Phrase { rest: runs.collect(), class, value: entry.value.as_str() };
                words.phrases.entry(first).or_default().push(phrase);
            }
        }
        for list in words.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.rest.len()));
        }
        words
    }

    /// What the lists say of a lower-case word.
    pub fn sense(&self, lower: &str) -> Sense {
        self.senses.get(lower).copied().unwrap_or_default()
    }

    /// Phrases that begin with a lower-case word, longest first.
    pub fn phrases(&self, lower: &str) -> &[Phrase] {
        self.phrases.get(lower).map_or(&[], Vec::as_slice)
    }
}

fn small(value: &str) -> i8 {
    value.parse().unwrap_or(0)
}

fn unit(code: &str) -> Option<Unit> {
    Some(match code {
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}
