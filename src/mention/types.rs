use crate::text::{Span, Sym};
use std::ops::Range;

/// Mention classes that the analysis itself produces; further classes
/// (weapons, vehicles, ...) come from the lexicons. Their hierarchy is in
/// `ontology/core.ttl`.
pub mod class {
    use crate::text::Sym;
    use std::sync::LazyLock;

    macro_rules! classes {
        ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
            $($(#[$doc])* pub static $name: LazyLock<Sym> = LazyLock::new(|| Sym::new($text));)*
        };
    }
    classes! {
        /// A named person.
        PERSON = "person";
        /// A group of persons named by what they are ("senior US officials", "two gunmen").
        PERSONS = "persons";
        /// A named organization, its kind in [`super::Mention::kind`].
        ORGANIZATION = "organization";
        /// A country, also under a metonym ("Washington").
        COUNTRY = "country";
        /// A town, region, or other place.
        PLACE = "place";
        /// A building, base, school, named or not.
        FACILITY = "facility";
        /// An office a person holds ("interior minister").
        POST = "post";
        /// A demonym or other adjective of a country ("Pakistani").
        NATIONALITY = "nationality";
        /// A day, month, year or period.
        DATE = "date";
        /// A count, possibly a range.
        NUMBER = "number";
        /// A weapon, named or not.
        WEAPON = "weapon";
        /// A vehicle, named or not.
        VEHICLE = "vehicle";
        /// A definite phrase that points back ("the group", "both countries");
        /// its kind says what it can refer to: the kind of an organization,
        /// `country`, `delegation`, or the lexicon class of an event noun.
        NOMINAL = "nominal";
        /// A pronoun of the third person; its kind says what it can stand for:
        /// `person` (he), `thing` (it), `group` (they).
        PRONOUN = "pronoun";
    }
}

/// One stretch of text that names or refers to something.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Bytes; without a leading article and without a trailing `'s`.
    pub span: Span,
    /// Its tokens, as [`Mention::span`].
    pub tokens: Range<u32>,
    /// Syntactic head (index of a token), by default the last word of the name.
    pub head: u32,
    /// Sentence it stands in.
    pub sentence: u32,
    /// `person`, `organization`, `weapon`, ...; see [`class`].
    pub class: Sym,
    /// Finer kind where known: `militant_group`, `government_body`, `city`, ...
    pub kind: Option<Sym>,
    /// Name as written, white space collapsed.
    pub name: String,
    /// Lexicon id where an entry matched (`org/...`, `country/PK`).
    pub known: Option<Sym>,
    /// Structured content.
    pub value: MentionValue,
    /// Which detector or lexicon found it, e.g. `names/post-person`.
    pub found_by: &'static str,
    /// How sure the detector is, 0 to 1.
    pub confidence: f32,
    /// Entity of the article it refers to, set by [`crate::resolve`].
    pub entity: Option<u32>,
}

/// Structured content of a mention.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MentionValue {
    /// A plain name.
    #[default]
    None,
    /// A date.
    Date(DateValue),
    /// A number.
    Number(NumberValue),
    /// A post.
    Post(PostValue),
}

/// A date or period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateValue {
    /// EDTF: `2019`, `2025-08`, `2025-08-11`, `--08-11` (year unknown), `a/b`.
    pub edtf: String,
    /// How it was found.
    pub basis: DateBasis,
    /// Which part of the period is meant ("early 2023", "late last year").
    pub part: DatePart,
    /// What the preposition before it says ("since 2019", "until Friday").
    pub relation: DateRelation,
    /// Whether the text itself is vague ("about two weeks ago", "in recent months").
    pub approximate: bool,
    /// For [`DateBasis::Event`]: distance from the event's date; `edtf` is then
    /// empty until [`DateValue::relative_to`] is given that date.
    pub offset: Option<EventOffset>,
    /// A weekday (1 is Monday) of a text of unknown date; `edtf` is then empty.
    /// It tells events apart where it cannot date them.
    pub weekday: Option<u8>,
}

/// Distance from the date of another event, e.g. a day after: `{ amount: 1, unit: Day }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventOffset {
    /// How many units later (negative: earlier); 0 is the same day, month, ...
    pub amount: i32,
    /// The unit, which is also how fine the result is.
    pub unit: DateUnit,
}

/// Unit of an [`EventOffset`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DateUnit {
    Day,
    Week,
    Month,
    Year,
}

/// Part of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DatePart {
    /// All of it, or no part is named.
    #[default]
    Whole,
    /// "early", "the beginning of", "the first half of".
    Early,
    /// "mid-".
    Mid,
    /// "late", "the end of", "the second half of".
    Late,
    /// Up to the day of writing ("earlier this year").
    SoFar,
    /// From the day of writing on ("later this year").
    Rest,
}

/// What the preposition before a date says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateRelation {
    /// In, on, at, or nothing.
    #[default]
    At,
    /// "since", "from", "starting".
    Since,
    /// "until", "till", "by".
    Until,
    /// "before", "prior to".
    Before,
    /// "after", "following".
    After,
    /// "the anniversary of": dates what is remembered.
    Anniversary,
}

/// How a date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateBasis {
    /// Written out in full.
    Explicit,
    /// Day or month written, year taken from the publication or another date of the article.
    YearInferred,
    /// Relative to the day of publication ("Tuesday", "last month").
    Publication,
    /// Relative to another event ("a day after ...").
    Event,
}

impl DateBasis {
    /// The code in the ontology.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::YearInferred => "year-inferred",
            Self::Publication => "relative-to-publication",
            Self::Event => "relative-to-event",
        }
    }
}

/// A count. `max` is `None` for "at least N".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberValue {
    /// Least value.
    pub min: u64,
    /// Greatest value, if bounded.
    pub max: Option<u64>,
}

/// An office: what it is, of which body, and in which capacity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostValue {
    /// The office without capacity words and body: `Special Secretary for the United Nations`.
    pub title: String,
    /// `acting`, `former`, `deputy`-free capacity: `current`, `acting`, `former`, `designate`.
    pub capacity: &'static str,
    /// Military or police rank standing with it ("General").
    pub rank: Option<String>,
    /// Span of the body or country it belongs to, if the phrase names one.
    pub body: Option<Span>,
}

/// A person linked to a post by a typed pattern of one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Index of the person's mention.
    pub person: u32,
    /// Index of the post's mention.
    pub post: u32,
    /// Index of the mention of the body or country the post belongs to.
    pub body: Option<u32>,
    /// `current`, `acting`, `former`, `designate`.
    pub capacity: &'static str,
    /// Rank standing with the name ("General").
    pub rank: Option<String>,
    /// Sentence that links them.
    pub sentence: u32,
    /// Which pattern linked them.
    pub found_by: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}
