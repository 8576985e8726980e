//! Rules as the matcher uses them, read from `ontology/events/*.toml` and
//! `ontology/frames.toml`.

use super::needs::Index;
use super::path::Path;
use super::pattern::{Atom, ListRef, Pattern};
use crate::text::Sym;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Slot name that stands for the words that triggered a rule.
pub const TRIGGER: &str = "trigger";
/// Slot name that stands for who says it.
pub const SOURCE: &str = "source";

/// The rules of one fact class.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Class, as written on the wire.
    pub class: Sym,
    /// Frames expanded, patterns parsed.
    pub rules: Vec<Rule>,
    /// Which of the rules may match in a sentence.
    pub index: Index,
    /// Roles filled by what stands near a trigger.
    pub attach: Vec<Attach>,
    /// Roles that go on with what was told last.
    pub carry: Vec<Carry>,
    /// How facts of this class are gathered over an article.
    pub merge: Merge,
    /// Role -> lexicon lists (`list` or `list=value`) its codes come from.
    pub codes: BTreeMap<Sym, Vec<ListRef>>,
    /// Lexicon lists of look-alikes: a trigger inside such an entry is none.
    pub decoys: Vec<Sym>,
    /// Entities of a class become facts.
    pub describe: Vec<Describe>,
    /// Person-post links become facts.
    pub tenure: Vec<TenureRoles>,
    /// Texts with the facts they must yield.
    pub examples: Vec<Example>,
}

/// One way of wording a fact.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `family/name` or `family/name.form`.
    pub id: Sym,
    /// File, relative to the ontology folder.
    pub file: String,
    /// Line of the rule's name in its file, from 1.
    pub line: usize,
    /// The wording as written, for receipts.
    pub text: String,
    /// What must match.
    pub body: Body,
    /// Roles with fixed codes.
    pub set: Vec<(Sym, Sym)>,
    /// Roles of which at least one value must be found.
    pub needs: Vec<Sym>,
    /// Role -> kinds one of which something it captures in that role must have.
    pub kinds: Vec<(Sym, Vec<Sym>)>,
    /// Role -> kinds of which each thing it captures in that role must be.
    pub only: Vec<(Sym, Vec<Sym>)>,
    /// Paths from the trigger that must lead nowhere ("banned X from Y" bans no X).
    pub without: Vec<Path>,
    /// What it words is given: who rejects it does not say that it did not happen.
    pub factive: bool,
    /// What it captures first is a subject: not so behind a preposition.
    pub subject: bool,
    /// Only part of a fact: kept only if it joins another one.
    pub partial: bool,
    /// A definite trigger ("also attended the meeting") tells who else was at
    /// an event told of before.
    pub joins: bool,
    /// What it words is known by its name or day: a fact needs no role of
    /// [`Merge::needs`] beside.
    pub named: bool,
    /// Its place where one sentence tells an act and others tell on whom.
    pub roll: Option<Roll>,
    /// How many sentences back a [`Roll::Names`] looks for its act.
    pub reach: u32,
    /// Its verb must not be an infinitive: "to list" is not "listed".
    pub finite: bool,
    /// Modality it gives, if not the sentence's.
    pub modality: Option<Sym>,
    /// 0 to 1.
    pub confidence: f32,
}

/// Part of an act that is told apart from the names it is done to: "banned three
/// groups. They are X, Y and Z."
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Roll {
    /// The act, on things that are only counted or described.
    Opens,
    /// A sentence that says who they are.
    Names,
    /// A line of a list that follows at once.
    Item,
    /// The same act told again of others who did it ("as did A and B"): on
    /// everything it was done to where it was told last.
    Echoes,
    /// As before, told of one thing ("A has banned it too"): only if the act was
    /// done to one.
    Echo,
}

/// What a rule matches.
#[derive(Debug, Clone)]
pub enum Body {
    /// A sequence of tokens and mentions.
    Tokens(Pattern),
    /// A trigger in a dependency parse, with paths to the fillers.
    Parse {
        /// A `v(...)` or `n(...)` atom.
        trigger: Atom,
        /// Where the fillers stand.
        slots: Vec<Slot>,
    },
}

/// A slot of a dependency form.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Role (or [`TRIGGER`], [`SOURCE`]) that it fills.
    pub role: Sym,
    /// Where its filler stands, alternatives in order.
    pub paths: Vec<Path>,
    /// How many values it must give at least, though another slot fills the same role.
    pub least: usize,
}

/// A role filled by what stands near a trigger.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attach {
    /// Role to fill.
    pub role: Sym,
    /// Mention class to fill it with; none for roles with codes, which take the
    /// nearest entry of the role's `[codes]` lists.
    pub class: Option<Sym>,
    /// Prepositions one of which must stand before it; empty: any.
    #[serde(default)]
    pub after: Vec<String>,
    /// Lists of verbs whose own day or place it is where it stands beside them
    /// ("police said on Friday").
    #[serde(default)]
    pub not_with: Vec<Sym>,
    /// Lists of verbs whose own day it is where the trigger is what they are done
    /// to ("on Friday called off the visit").
    #[serde(default)]
    pub not_of: Vec<Sym>,
    /// It must not belong to another noun: "spoke of the fire in X" was not
    /// spoken in X.
    #[serde(default)]
    pub direct: bool,
    /// A trigger in a participle or relative clause takes none of the main verb's:
    /// "X, banned by A, rose up in 1984" was not banned in 1984.
    #[serde(default)]
    pub own_clause: bool,
    /// Prepositions and nouns of phrases it may hang on all the same: "at the
    /// residence in X", "on the sidelines of the session in X".
    #[serde(default)]
    pub through: Vec<String>,
    /// Prepositions that let it through only with a noun of certain lists: "met
    /// for talks in X" was in X, "asked for help in X" need not have been.
    #[serde(default)]
    pub through_nouns: BTreeMap<String, Vec<Sym>>,
    /// Role -> codes with which it is not looked for: a call has no place.
    #[serde(default)]
    pub unless: BTreeMap<Sym, Vec<Sym>>,
}

/// Words in quotation marks with nothing beside them go on with what was told
/// right before.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// Role that holds such words.
    pub role: Sym,
    /// Role of whoever uttered them: taken over from the telling before.
    pub by: Sym,
}

impl Merge {
    /// The confidence (0 to 1) of a fact of which the rules are sure to `score`.
    pub fn calibrated(&self, score: f32) -> f32 {
        let points = &self.calibration;
        let Some(last) = points.last() else { return score };
        let above = points.partition_point(|p| p[0] < score);
        match (above.checked_sub(1).and_then(|i| points.get(i)), points.get(above)) {
            (Some(low), Some(high)) => low[1] + (high[1] - low[1]) * (score - low[0]) / (high[0] - low[0]),
            (None, Some(first)) => first[1],
            (_, None) => last[1],
        }
    }
}

/// What says nothing in a role.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<Spanned<Sym>>")]
pub struct Omit {
    /// Kinds of mention ("people", "others").
    pub kinds: Vec<Sym>,
    /// Lexicon lists of nouns ("attackers"), written `%list`.
    pub lists: Vec<Spanned<Sym>>,
}

impl From<Vec<Spanned<Sym>>> for Omit {
    fn from(written: Vec<Spanned<Sym>>) -> Self {
        let mut omit = Self::default();
        for one in written {
            match one.get_ref().as_str().strip_prefix('%') {
                Some(list) => omit.lists.push(Spanned::new(one.span(), Sym::new(list))),
                None => omit.kinds.push(one.into_inner()),
            }
        }
        omit
    }
}

/// How facts of one class are gathered over an article.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// Role -> codes that say nothing and yield to any other.
    #[serde(default)]
    pub vague: BTreeMap<Sym, Vec<Sym>>,
    /// Role -> codes that say how or on whom it was done: they contradict no other
    /// and yield to none ("ambushed a convoy with a landmine").
    #[serde(default)]
    pub loose: BTreeMap<Sym, Vec<Sym>>,
    /// Role -> role that its values fill where they are who says so: "X said it had
    /// done it" claims it.
    #[serde(default)]
    pub own: BTreeMap<Sym, Sym>,
    /// Role -> codes that only help to find a fact: needed and compared like any
    /// other, vague, and not told.
    #[serde(default)]
    pub hidden: BTreeMap<Sym, Vec<Sym>>,
    /// What holds whatever the sentence says of it: "may strike X, a wing of Y".
    #[serde(default)]
    pub standing: bool,
    /// Code -> code told in its stead where the fact is only expected.
    #[serde(default)]
    pub unreal: BTreeMap<Sym, Sym>,
    /// Codes that say themselves that it is only planned ("proposed"): a fact with
    /// one of them is asserted where it would only be expected.
    #[serde(default)]
    pub firm: Vec<Sym>,
    /// Code -> modality of a fact that has it and is asserted: who denies
    /// something says that it is not so.
    #[serde(default)]
    pub told_as: BTreeMap<Sym, Sym>,
    /// Roles whose date, where it lies after the day of publication, tells that
    /// the fact is only expected.
    #[serde(default)]
    pub ahead: Vec<Sym>,
    /// Code -> broader code it is compatible with.
    #[serde(default)]
    pub broader: BTreeMap<Sym, Sym>,
    /// Words by which a definite noun phrase refers back to such a fact.
    #[serde(default)]
    pub anaphora: Vec<String>,
    /// Whether a definite noun ("the session") means the one event told of so
    /// far, however far back.
    #[serde(default)]
    pub recall: bool,
    /// How many sentences back a partial fact looks for one to join.
    #[serde(default)]
    pub window: Option<u32>,
    /// Roles of which a fact must have at least one, else it is dropped.
    #[serde(default)]
    pub needs: Vec<Sym>,
    /// Roles one of which is enough where the fact is told as real, though it has
    /// none of those it otherwise needs.
    #[serde(default)]
    pub enough: Vec<Sym>,
    /// Roles that a fact told without them takes from the facts told around it, if
    /// those name one value only.
    #[serde(default)]
    pub inherit: Vec<Sym>,
    /// Role -> mention classes or kinds it must not have: what is told then is
    /// no fact of this class.
    #[serde(default)]
    pub forbid: BTreeMap<Sym, Vec<Sym>>,
    /// Points `[score, share]`, ascending: of the facts that the rules give such
    /// a score, the share that was found right in every role. Straight lines
    /// between them; without points the score itself.
    #[serde(default)]
    pub calibration: Vec<[f32; 2]>,
    /// Roles whose statements decide the modality of the whole fact.
    #[serde(default)]
    pub decisive: Vec<Sym>,
    /// Sharing the key roles does not make two facts one: a role that tells
    /// facts apart must agree as well, or the trigger be the same.
    #[serde(default)]
    pub apart: bool,
    /// Roles in which people named in one telling and not in the other, on both
    /// sides, are two facts: A with B is not A with C.
    #[serde(default)]
    pub company: Vec<Sym>,
    /// Kinds of people who are called by the post they hold: "the emir" beside a
    /// name is one more of the company.
    #[serde(default)]
    pub holders: Vec<Sym>,
    /// Role -> code it gets if no rule gave one.
    #[serde(default)]
    pub default: BTreeMap<Sym, Sym>,
    /// Role -> kind of body: people named by such a body ("FMLN guerrillas",
    /// "members of the FMLN") stand for the body.
    #[serde(default)]
    pub stands_for: BTreeMap<Sym, Sym>,
    /// Roles in which people told only by whom they act for ("officials from A
    /// and B") are those.
    #[serde(default)]
    pub represent: Vec<Sym>,
    /// Role -> role that must not hold the same: nobody lists himself.
    #[serde(default)]
    pub unlike: BTreeMap<Sym, Sym>,
    /// Role -> lexicon list of nouns: an office, a person who holds it and a body
    /// told by its kind are the state they act for, where the text tells it; one of
    /// these nouns alone is that of the place in the dateline.
    #[serde(default)]
    pub acts_for: BTreeMap<Sym, Sym>,
    /// Role -> mention class -> role that such a mention fills instead ("people
    /// attacked are victims, not targets").
    #[serde(default)]
    pub moves: BTreeMap<Sym, BTreeMap<Sym, Sym>>,
    /// Role -> what says nothing there.
    #[serde(default)]
    pub omit: BTreeMap<Sym, Omit>,
    /// Role -> role that gets its values too where it has none of its own.
    #[serde(default)]
    pub repeat: BTreeMap<Sym, Sym>,
    /// Role -> kind of body that only passes on what others tell: its fact gives
    /// way to another's in the same sentence.
    #[serde(default)]
    pub gives_way: BTreeMap<Sym, Sym>,
    /// Verbs whose participle behind a finite verb tells a fact of its own ("..., adding that").
    #[serde(default)]
    pub more: Vec<Sym>,
    /// Modalities in which such an event is no fact at all ("a plot to bomb").
    #[serde(default)]
    pub silent: Vec<Sym>,
    /// Roles that take a name only where it heads its noun phrase, or with a noun
    /// for what it is behind it: "banned X flags" does not ban X.
    #[serde(default)]
    pub whole: Vec<Sym>,
    /// Roles of which a bare plural ("bombings are frequent") needs one, else it
    /// names no event; empty: plurals are taken as they come.
    #[serde(default)]
    pub plural_needs: Vec<Sym>,
}

/// Entities of a mention class become facts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Describe {
    /// Rule name.
    pub name: String,
    /// Mention class.
    pub class: Sym,
    /// Role of the entity.
    pub entity: Sym,
    /// Role of its other names.
    pub aliases: Option<Sym>,
    /// Role of its kind.
    pub kind: Option<Sym>,
}

/// Person-post links become facts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenureRoles {
    /// Rule name.
    pub name: String,
    /// Role of the person.
    pub person: Sym,
    /// Role of the post.
    pub post: Sym,
    /// Role of the body the post belongs to.
    pub body: Sym,
    /// Role of the capacity.
    pub capacity: Sym,
    /// Role of the rank.
    pub rank: Sym,
}

/// A text with the facts it must yield.
#[derive(Debug, Clone)]
pub struct Example {
    /// File and line.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// One or more sentences.
    pub text: String,
    /// Day of publication.
    pub published: Option<String>,
    /// Expected facts of the file's class; empty: must stay silent.
    pub facts: Vec<BTreeMap<String, toml::Value>>,
}
