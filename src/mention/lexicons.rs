//! Lexicon classes the name detectors know, as bits.

use crate::text::Sym;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// One bit for each kind of word the detectors ask about.
pub(crate) mod flag {
    pub const COUNTRY: u64 = 1;
    pub const DEMONYM: u64 = 1 << 1;
    pub const CAPITAL: u64 = 1 << 2;
    pub const CITY: u64 = 1 << 3;
    pub const REGION: u64 = 1 << 4;
    pub const ORGANIZATION: u64 = 1 << 5;
    pub const ORG_HEAD: u64 = 1 << 6;
    pub const GROUP_NOUN: u64 = 1 << 7;
    pub const PERSON_NOUN: u64 = 1 << 8;
    pub const FIRST_NAME: u64 = 1 << 9;
    pub const PARTICLE: u64 = 1 << 10;
    pub const HONORIFIC: u64 = 1 << 11;
    pub const RANK: u64 = 1 << 12;
    pub const POST_HEAD: u64 = 1 << 13;
    pub const POST_MODIFIER: u64 = 1 << 14;
    pub const CAPACITY: u64 = 1 << 15;
    pub const CALENDAR: u64 = 1 << 16;
    pub const WEAPON: u64 = 1 << 17;
    pub const VEHICLE: u64 = 1 << 18;
    pub const FACILITY: u64 = 1 << 19;
    pub const EVENT_NOUN: u64 = 1 << 20;
    pub const SAY_VERB: u64 = 1 << 21;
    pub const ORG_LEAD: u64 = 1 << 22;
    pub const ORG_QUALIFIER: u64 = 1 << 23;
    pub const PLACE_HEAD: u64 = 1 << 24;
    pub const PLACE_LEAD: u64 = 1 << 25;
    pub const NOT_A_NAME: u64 = 1 << 26;
    pub const NUMBER_WORD: u64 = 1 << 27;
    pub const LIST_NAME: u64 = 1 << 28;
    pub const COMMON: u64 = 1 << 29;
    pub const SURNAME: u64 = 1 << 30;
    pub const PERSON: u64 = 1 << 31;

    pub const ORG_HEAD_WEAK: u64 = 1 << 32;
    pub const PERSON_NOUN_WEAK: u64 = 1 << 33;
    pub const GROUP_MODIFIER: u64 = 1 << 34;
    pub const NAME_SUFFIX: u64 = 1 << 35;
    pub const PERSON_MODIFIER: u64 = 1 << 36;
    pub const NOT_ORG_HEAD: u64 = 1 << 37;
    pub const FAITH: u64 = 1 << 38;
    pub const SMALL_HEAD: u64 = 1 << 39;
    pub const LOOSE_HEAD: u64 = 1 << 40;
    pub const NOT_A_POST: u64 = 1 << 41;

    /// Words that by themselves speak for a name.
    pub const ANY_NAME: u64 =
        COUNTRY | DEMONYM | CAPITAL | CITY | REGION | ORGANIZATION | FIRST_NAME | ORG_LEAD | SURNAME | PERSON;
    /// Gazetteer classes of places and countries.
    pub const GEO: u64 = COUNTRY | CAPITAL | CITY | REGION;
    /// Words that end or precede a person's name but are no part of it.
    pub const TITLE: u64 = HONORIFIC | RANK | POST_HEAD | POST_MODIFIER | CAPACITY;
}

/// Classes of named organizations; the class is the kind (`other_org` is `other`).
const ORG_CLASSES: [&str; 8] = [
    "militant_group", "government_body", "military", "political_party", "company", "international_org", "media",
    "other_org",
];

static FLAGS: LazyLock<FxHashMap<Sym, u64>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for class in ORG_CLASSES {
        map.insert(Sym::new(class), flag::ORGANIZATION);
    }
    let rest: [(&str, u64); 50] = [
        ("country", flag::COUNTRY),
        ("demonym", flag::DEMONYM),
        ("capital", flag::CAPITAL),
        ("city", flag::CITY),
        ("region", flag::REGION),
        ("world_region", flag::REGION),
        ("org_head", flag::ORG_HEAD),
        ("group_noun", flag::GROUP_NOUN),
        ("person_noun", flag::PERSON_NOUN),
        ("first_name", flag::FIRST_NAME),
        ("last_name", flag::SURNAME),
        ("person", flag::PERSON),
        ("last_name_particle", flag::PARTICLE),
        ("honorific", flag::HONORIFIC),
        ("rank", flag::RANK),
        ("post_head", flag::POST_HEAD),
        ("post_modifier", flag::POST_MODIFIER),
        ("capacity", flag::CAPACITY),
        ("weekday", flag::CALENDAR),
        ("month", flag::CALENDAR),
        ("holiday", flag::CALENDAR),
        ("weapon", flag::WEAPON),
        ("vehicle", flag::VEHICLE),
        ("facility", flag::FACILITY),
        ("attack_noun", flag::EVENT_NOUN),
        ("meeting_noun", flag::EVENT_NOUN),
        ("designation_noun", flag::EVENT_NOUN),
        ("document_noun", flag::EVENT_NOUN),
        ("say_verb", flag::SAY_VERB),
        ("org_lead", flag::ORG_LEAD),
        ("org_kind_word", flag::ORG_QUALIFIER),
        ("place_head", flag::PLACE_HEAD),
        ("place_lead", flag::PLACE_LEAD),
        ("not_a_name", flag::NOT_A_NAME),
        ("number_word", flag::NUMBER_WORD),
        ("list_name", flag::LIST_NAME),
        ("law", flag::LIST_NAME),
        ("status_noun", flag::LIST_NAME),
        ("surname", flag::SURNAME),
        ("ethnonym", flag::DEMONYM),
        ("org_head_weak", flag::ORG_HEAD_WEAK),
        ("person_noun_weak", flag::PERSON_NOUN_WEAK),
        ("group_modifier", flag::GROUP_MODIFIER),
        ("name_suffix", flag::NAME_SUFFIX),
        ("person_modifier", flag::PERSON_MODIFIER),
        ("not_org_head", flag::NOT_ORG_HEAD),
        ("faith", flag::FAITH),
        ("org_head_small", flag::SMALL_HEAD),
        ("org_head_loose", flag::LOOSE_HEAD),
        ("not_a_post", flag::NOT_A_POST),
    ];
    map.extend(rest.map(|(name, bit)| (Sym::new(name), bit)));
    map
});

/// The bit of a lexicon class, 0 for classes the detectors do not use.
pub(crate) fn flag_of(class: Sym) -> u64 {
    FLAGS.get(&class).copied().unwrap_or(0)
}

/// The kind a named organization of this lexicon class has.
pub(crate) fn org_kind(class: Sym) -> Sym {
    if class.as_str() == "other_org" { Sym::new("other") } else { class }
}
