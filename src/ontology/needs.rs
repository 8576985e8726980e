//! What a sentence must hold before a rule can match in it, read off the rule:
//! every rule names a verb, a noun, a word or a list entry, most rules several.
//! Sentences that hold none of it need neither parse nor matcher.

use super::pattern::{Atom, ListRef, OneOf, Pattern, Words};
use super::rule::{Body, Rule};
use crate::text::Sym;
use rustc_hash::{FxHashMap, FxHashSet};

/// One thing that may stand in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A token with this lemma or lower-case form.
    Word(Sym),
    /// An entry of a lexicon list.
    List(ListRef),
    /// A mention of this kind.
    Kind(Sym),
}

/// Conditions all of which must hold; each is met by any of its anchors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Needs(Vec<Vec<Anchor>>);

/// What a sentence holds.
#[derive(Debug, Default)]
pub struct Present {
    /// Lemmas and lower-case forms, as far as they are words of the ontology.
    pub words: FxHashSet<Sym>,
    /// Class and value of lexicon entries.
    pub entries: FxHashSet<(Sym, Sym)>,
    /// Classes of lexicon entries.
    pub classes: FxHashSet<Sym>,
    /// Kinds of mentions; none: not known yet, and taken to be there.
    pub kinds: Option<FxHashSet<Sym>>,
}

/// Which rules of a set may match in a sentence.
#[derive(Clone, Debug, Default)]
pub struct Index {
    needs: Vec<Needs>,
    words: FxHashMap<Sym, Vec<u32>>,
    classes: FxHashMap<Sym, Vec<u32>>,
    always: Vec<u32>,
}

impl Needs {
    /// The needs of a rule.
    pub fn of(rule: &Rule) -> Self {
        match &rule.body {
            Body::Tokens(pattern) => of_pattern(pattern),
            Body::Parse { trigger, .. } => of_atom(trigger),
        }
    }

    /// Whether a sentence meets them.
    pub fn met(&self, present: &Present) -> bool {
        self.0.iter().all(|clause| clause.iter().any(|a| holds(a, present)))
    }

    /// The condition that the fewest sentences meet.
    fn rarest(&self) -> Option<&Vec<Anchor>> {
        self.0.iter().filter(|c| indexable(c)).min_by_key(|c| commonness(c))
    }
}

fn holds(anchor: &Anchor, present: &Present) -> bool {
    match anchor {
        Anchor::Word(word) => present.words.contains(word),
        Anchor::List(ListRef { class, value: None }) => present.classes.contains(class),
        Anchor::List(ListRef { class, value: Some(value) }) => present.entries.contains(&(*class, *value)),
        Anchor::Kind(kind) => present.kinds.as_ref().is_none_or(|k| k.contains(kind)),
    }
}

/// Mentions are found after the index is asked.
fn indexable(clause: &[Anchor]) -> bool {
    !clause.iter().any(|a| matches!(a, Anchor::Kind(_)))
}

/// A guess at how many sentences meet a condition: short words are function
/// words, and more alternatives are met more often.
fn commonness(clause: &[Anchor]) -> usize {
    let one = |a: &Anchor| match a {
        Anchor::Word(w) if w.as_str().len() < 5 => 50,
        Anchor::Word(_) => 1,
        Anchor::List(ListRef { value: None, .. }) => 20,
        Anchor::List(_) => 5,
        Anchor::Kind(_) => 20,
    };
    clause.iter().map(one).sum()
}

/// A sequence needs what each of its obligatory items needs; of alternatives
/// each has its own needs, and one condition of each, put together, is theirs.
fn of_pattern(pattern: &Pattern) -> Needs {
    let mut each: Vec<Needs> = Vec::new();
    for sequence in &pattern.alternatives {
        let clauses = sequence.iter().filter(|i| i.min > 0).flat_map(|i| of_atom(&i.atom).0).collect();
        each.push(Needs(clauses));
    }
    if each.len() == 1 {
        return each.pop().unwrap_or_default();
    }
    let rarest: Option<Vec<&Vec<Anchor>>> = each.iter().map(|n| n.0.iter().min_by_key(|c| commonness(c))).collect();
    Needs(rarest.map(|clauses| clauses.into_iter().flatten().cloned().collect()).into_iter().collect())
}

fn of_atom(atom: &Atom) -> Needs {
    let one = |anchors: Vec<Anchor>| Needs(vec![anchors]);
    match atom {
        // The possessive is written in several ways.
        Atom::Word(word) if word.as_str() == "'s" => Needs::default(),
        Atom::Word(word) | Atom::Lemma(word) => one(vec![Anchor::Word(*word)]),
        Atom::List(list) => one(vec![Anchor::List(*list)]),
        Atom::Verb { words, .. } | Atom::Noun(words) => one(of_words(words)),
        Atom::Mention { kind: Some(kind), .. } => one(vec![Anchor::Kind(*kind)]),
        Atom::Group(pattern) | Atom::OneOf(OneOf { pattern, .. }) => of_pattern(pattern),
        Atom::Mention { .. }
        | Atom::Tag(_)
        | Atom::Gap(_)
        | Atom::Chunk(_)
        | Atom::Start
        | Atom::End
        | Atom::Not(_) => Needs::default(),
    }
}

fn of_words(words: &Words) -> Vec<Anchor> {
    let lemmas = words.lemmas.iter().map(|l| Anchor::Word(l.first));
    lemmas.chain(words.lists.iter().map(|l| Anchor::List(*l))).collect()
}

impl Index {
    /// The index of a rule set.
    pub fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (id, rule) in rules.iter().enumerate() {
            let id = id as u32;
            let needs = Needs::of(rule);
            match needs.rarest() {
                None => index.always.push(id),
                Some(clause) => {
                    for anchor in clause {
                        let ids = match anchor {
                            Anchor::Word(word) => index.words.entry(*word).or_default(),
                            Anchor::List(list) => index.classes.entry(list.class).or_default(),
                            Anchor::Kind(_) => continue,
                        };
                        if ids.last() != Some(&id) {
                            ids.push(id);
                        }
                    }
                }
            }
            index.needs.push(needs);
        }
        index
    }

    /// Indices of the rules whose needs a sentence meets, ascending.
    pub fn candidates(&self, present: &Present) -> Vec<u32> {
        let by_word = present.words.iter().filter_map(|w| self.words.get(w));
        let by_class = present.classes.iter().filter_map(|c| self.classes.get(c));
        let mut out: Vec<u32> = by_word.chain(by_class).flatten().chain(&self.always).copied().collect();
        out.sort_unstable();
        out.dedup();
        out.retain(|id| self.met(*id, present));
        out
    }

    fn met(&self, id: u32, present: &Present) -> bool {
        self.needs.get(id as usize).is_none_or(|n| n.met(present))
    }

    /// A kind of mention that rule `id` needs and a sentence has not.
    pub fn missing_kind(&self, id: u32, present: &Present) -> Option<Sym> {
        self.needs.get(id as usize)?.0.iter().find_map(|clause| match clause.first() {
            Some(Anchor::Kind(kind)) if !clause.iter().any(|a| holds(a, present)) => Some(*kind),
            _ => None,
        })
    }

    /// Whether a sentence has mentions of the kinds that rule `id` needs.
    pub fn has_kinds(&self, id: u32, present: &Present) -> bool {
        let kinds = |c: &&Vec<Anchor>| c.iter().all(|a| matches!(a, Anchor::Kind(_)));
        self.needs
            .get(id as usize)
            .is_none_or(|n| n.0.iter().filter(kinds).all(|c| c.iter().any(|a| holds(a, present))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(pattern: &str) -> Needs {
        of_pattern(&Pattern::parse(pattern).expect("a pattern"))
    }

    fn present(words: &[&str]) -> Present {
        Present { words: words.iter().map(|w| Sym::new(w)).collect(), ..Present::default() }
    }

    #[test]
    fn a_sequence_needs_all_its_obligatory_words() {
        let needs = needs("a:@person ( , | and )? v(meet|greet) ..3 ~minister");
        assert!(needs.met(&present(&["greet", "minister"])));
        assert!(!needs.met(&present(&["minister"])));
        assert!(!needs.met(&present(&["meet"])));
    }

    #[test]
    fn alternatives_need_one_of_theirs() {
        let needs = needs("( v(attack) ..2 by | n(ambush) of ) @person");
        assert!(needs.met(&present(&["attack", "by"])));
        assert!(needs.met(&present(&["ambush", "of"])));
        assert!(!needs.met(&present(&["shell", "by"])));
    }

    #[test]
    fn an_alternative_without_words_needs_nothing() {
        assert_eq!(needs("( v(attack) | @person )"), Needs::default());
    }
}
