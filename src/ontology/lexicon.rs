//! Gazetteers and closed word lists: `ontology/lexicon/*.csv`, one
//! `form,class,value,id,source` a line.
//!
//! Forms are matched over *pieces*: runs of letters and digits, diacritics
//! folded, so `Lashkar-e-Taiba`, `Lashkar e Taiba` and `U.S.`/`US` meet
//! however they are hyphenated or dotted. A match begins and ends on token
//! boundaries. Case: an all-capitals piece of a form needs capitals in the text
//! (`WHO`), a capitalised piece needs a capital, a lower-case piece takes any
//! and also matches by lemma (`bombing` finds "bombings"). A short piece with a
//! capital inside (`LeT`, `DoD`) needs that in the text too, or all capitals:
//! it is no "Let".

use super::report::Report;
use crate::text::{Span, Sym};
use rustc_hash::FxHashMap;

/// Nouns that end the names of bodies and may be written small.
const SMALL_HEAD: &str = "small_head";
/// What the ids of bodies begin with.
const BODY: &str = "org/";

/// One line of a lexicon file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The list it belongs to: `militant_group`, `demonym`, `rank`, ...
    pub class: Sym,
    /// Canonical name or code; the form itself if the column is empty.
    pub value: Sym,
    /// Id of the thing named, e.g. `org/hamas`, `country/PK`.
    pub id: Option<Sym>,
    /// The form as written in the file.
    pub form: Sym,
    /// Where the line comes from (a public list's name).
    pub source: Sym,
}

/// A run of letters and digits of the text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Folded lower-case form.
    pub lower: Box<str>,
    /// Lemma, if the piece is a whole token and its lemma differs.
    pub lemma: Option<Box<str>>,
    /// First letter is upper case (or a digit).
    pub capital: bool,
    /// All letters are upper case.
    pub caps: bool,
    /// An upper-case letter follows a lower-case one, as in `LeT`.
    pub inner: bool,
    /// Index of its token.
    pub token: u32,
    /// It begins its token.
    pub starts_token: bool,
    /// It ends its token (trailing punctuation inside the token aside).
    pub ends_token: bool,
}

/// A lexicon hit.
#[derive(Clone, Debug)]
pub struct Hit<'a> {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// All entries of this form.
    pub entries: &'a [Entry],
}

#[derive(Default, Debug)]
struct Node {
    next: FxHashMap<Box<str>, u32>,
    /// Entries ending here, with the case each piece of the form demands.
    ends: Vec<(Vec<Case>, Vec<Entry>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Caps,
    Inner,
}

/// All lexicons together.
#[derive(Debug)]
pub struct Lexicon {
    nodes: Vec<Node>,
    by_class: FxHashMap<Sym, Vec<Entry>>,
    by_word: FxHashMap<(Sym, Box<str>), Entry>,
    /// Canonical name of each id.
    names: FxHashMap<Sym, Sym>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            by_class: FxHashMap::default(),
            by_word: FxHashMap::default(),
            names: FxHashMap::default(),
        }
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    form: String,
    class: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    source: String,
}

impl Lexicon {
    /// Adds one CSV file; bad lines go to the report with their line number.
    pub fn add_csv(&mut self, name: &str, content: &str, report: &mut Report) {
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(content.as_bytes());
        for row in reader.deserialize::<Row>() {
            match row {
                Ok(row) => {
                    if pieces_of_form(&row.form).is_empty() || row.class.is_empty() {
                        report.error(
                            name,
                            None,
                            format!("form and class must not be empty (form {:?})", row.form),
                            None,
                        );
                        continue;
                    }
                    self.add(&row);
                }
                Err(e) => {
                    let line = e.position().map_or(1, csv::Position::line);
                    report.error(
                        name,
                        Some((line as usize, 1)),
                        e.to_string(),
                        Some("columns: form,class,value,id,source"),
                    );
                }
            }
        }
    }

    fn add(&mut self, row: &Row) {
        let entry = Entry {
            class: Sym::new(&row.class),
            value: Sym::new(if row.value.is_empty() { &row.form } else { &row.value }),
            id: (!row.id.is_empty()).then(|| Sym::new(&row.id)),
            form: Sym::new(&row.form),
            source: Sym::new(&row.source),
        };
        let pieces = pieces_of_form(&row.form);
        let mut at = 0usize;
        for (piece, _) in &pieces {
            let count = self.nodes.len() as u32;
            let next = *self.nodes[at].next.entry(piece.clone()).or_insert(count);
            if next == count {
                self.nodes.push(Node::default());
            }
            at = next as usize;
        }
        let cases: Vec<Case> = pieces.iter().map(|p| p.1).collect();
        let ends = &mut self.nodes[at].ends;
        match ends.iter_mut().find(|(c, _)| *c == cases) {
            Some((_, list)) => list.push(entry.clone()),
            None => ends.push((cases, vec![entry.clone()])),
        }
        let joined: Vec<&str> = pieces.iter().map(|p| &*p.0).collect();
        self.by_word.entry((entry.class, joined.join(" ").into())).or_insert_with(|| entry.clone());
        if let Some(id) = entry.id {
            // A capital's line may carry its country's id: the country's own line names it.
            let own = id.as_str().split('/').next() == Some(entry.class.as_str());
            if own {
                self.names.insert(id, entry.value);
            } else {
                self.names.entry(id).or_insert(entry.value);
            }
        }
        self.by_class.entry(entry.class).or_default().push(entry);
    }

    /// Lets the names of bodies end in small letters too where their last word is
    /// only what they are ("Berg network" for `Berg Network`); such words
    /// are the list `small_head`. To be called when all files are there.
    pub fn small_heads(&mut self) {
        let heads: Vec<Box<str>> = self.class(Sym::new(SMALL_HEAD)).iter().map(|e| e.form.as_str().into()).collect();
        let ends = |form: &str| heads.iter().any(|h| form.to_lowercase().ends_with(&**h));
        let body = |e: &&Entry| e.id.is_some_and(|id| id.as_str().starts_with(BODY)) && ends(e.form.as_str());
        let forms: Vec<Sym> = self.by_class.values().flatten().filter(body).map(|e| e.form).collect();
        for form in forms {
            let pieces = pieces_of_form(form.as_str());
            let small = |p: &(Box<str>, Case)| p.1 == Case::Capital && heads.contains(&p.0);
            if pieces.len() < 2 || pieces[0].1 == Case::Any || !pieces.last().is_some_and(small) {
                continue;
            }
            let step = |at: usize, piece: &(Box<str>, Case)| self.nodes[at].next.get(&piece.0).map(|n| *n as usize);
            let Some(at) = pieces.iter().try_fold(0, step) else { continue };
            let cases = |ends: &&mut (Vec<Case>, Vec<Entry>)| ends.0.iter().eq(pieces.iter().map(|p| &p.1));
            if let Some(last) = self.nodes[at].ends.iter_mut().find(cases).and_then(|ends| ends.0.last_mut()) {
                *last = Case::Any;
            }
        }
    }

    /// Canonical name of the thing with this id (`org/hamas`): from the line
    /// whose class is the id's first part, else from the first line with it.
    pub fn name_of(&self, id: Sym) -> Option<Sym> {
        self.names.get(&id).copied()
    }

    /// Entries of a class, in file order.
    pub fn class(&self, class: Sym) -> &[Entry] {
        self.by_class.get(&class).map_or(&[], Vec::as_slice)
    }

    /// The entry of `class` whose form is `text`, whatever its case.
    pub fn get(&self, class: Sym, text: &str) -> Option<&Entry> {
        let pieces = pieces_of_form(text);
        let joined: Vec<&str> = pieces.iter().map(|p| &*p.0).collect();
        self.by_word.get(&(class, joined.join(" ").into()))
    }

    /// Whether `class` has the form `text`, whatever its case.
    pub fn has(&self, class: Sym, text: &str) -> bool {
        self.get(class, text).is_some()
    }

    /// All hits that begin at piece `at`, longest first.
    pub fn hits_at(&self, pieces: &[Piece], at: usize) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        if pieces.get(at).is_some_and(|p| p.starts_token) {
            self.walk(pieces, at, at, 0, &mut hits);
        }
        hits.reverse();
        hits.sort_by_key(|h| std::cmp::Reverse(h.end));
        hits
    }

    fn walk<'a>(&'a self, pieces: &[Piece], first: usize, at: usize, node: usize, hits: &mut Vec<Hit<'a>>) {
        let Some(piece) = pieces.get(at) else { return };
        let keys = [Some(&*piece.lower), piece.lemma.as_deref()];
        for (k, key) in keys.into_iter().enumerate() {
            let Some(next) = key.and_then(|key| self.nodes[node].next.get(key)) else { continue };
            let next = *next as usize;
            if piece.ends_token {
                for (cases, entries) in &self.nodes[next].ends {
                    let fits = |(case, p): (&Case, &Piece)| match case {
                        Case::Any => true,
                        Case::Capital => p.capital,
                        Case::Caps => p.caps,
                        Case::Inner => p.inner || p.caps,
                    };
                    let by_lemma_ok = k == 0 || cases.last() == Some(&Case::Any);
                    if by_lemma_ok && cases.iter().zip(&pieces[first..=at]).all(fits) {
                        hits.push(Hit { start: pieces[first].token, end: piece.token + 1, entries });
                    }
                }
            }
            self.walk(pieces, first, at + 1, next, hits);
        }
    }
}

/// Cuts tokens into pieces. `tokens` yields span and lemma of each token.
pub fn pieces<'a>(text: &str, tokens: impl Iterator<Item = (Span, &'a str)>) -> Vec<Piece> {
    let mut out = Vec::new();
    for (index, (span, lemma)) in tokens.enumerate() {
        let form = span.of(text);
        let cut = cut(form);
        let count = cut.len();
        for (i, Cut { lower, capital, caps, inner }) in cut.into_iter().enumerate() {
            let lemma = (count == 1 && lemma != &*lower).then(|| lemma.into());
            out.push(Piece {
                lower,
                lemma,
                capital,
                caps,
                inner,
                token: index as u32,
                starts_token: i == 0,
                ends_token: i + 1 == count,
            });
        }
    }
    out
}

/// A run of letters and digits and its case; see [`Piece`].
struct Cut {
    lower: Box<str>,
    capital: bool,
    caps: bool,
    inner: bool,
}

/// Runs of letters and digits. Single capitals joined by dots are one run:
/// `U.S.` is `us`.
fn cut(form: &str) -> Vec<Cut> {
    // Nearly every word is one run as it stands.
    if !form.is_empty() && form.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return vec![plain(form)];
    }
    let joined = if is_dotted(form) { form.replace('.', "") } else { form.to_owned() };
    let folded = fold(&joined);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .map(|run| {
            let capital = run.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
            let caps = !run.chars().any(char::is_lowercase) && run.chars().any(char::is_uppercase);
            let inner = run.chars().zip(run.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
            Cut { lower: run.to_lowercase().into(), capital, caps, inner }
        })
        .collect()
}

/// A run of Latin letters and digits.
fn plain(form: &str) -> Cut {
    let bytes = form.as_bytes();
    let (upper, lower) = (u8::is_ascii_uppercase, u8::is_ascii_lowercase);
    Cut {
        lower: form.to_ascii_lowercase().into(),
        capital: bytes.first().is_some_and(|b| !lower(b)),
        caps: !bytes.iter().any(lower) && bytes.iter().any(upper),
        inner: bytes.windows(2).any(|w| lower(&w[0]) && upper(&w[1])),
    }
}

/// Longer names (`YouTube`, `WhatsApp`) are also written without the inner capital.
const LONGEST_INNER: usize = 4;

fn is_dotted(form: &str) -> bool {
    let core = form.strip_suffix('.').unwrap_or(form);
    core.len() >= 3 && core.split('.').all(|p| p.len() == 1 && p.chars().all(|c| c.is_ascii_uppercase()))
}

/// Latin letters without diacritics; straight apostrophes dropped.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.replace('\'', "");
    }
    deunicode::deunicode(text).replace(['\'', '`'], "")
}

/// The tokenizer parts a possessive from its word; so does a form (`People's`
/// is `People` and `s`).
fn possessive_apart(word: &str) -> impl Iterator<Item = &str> {
    let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).filter(|s| !s.is_empty());
    [stem.unwrap_or(word), if stem.is_some() { "s" } else { "" }].into_iter()
}

fn pieces_of_form(form: &str) -> Vec<(Box<str>, Case)> {
    form.split_whitespace()
        .flat_map(possessive_apart)
        .flat_map(cut)
        .map(|Cut { lower, capital, caps, inner }| {
            let case = if caps && lower.len() > 1 {
                Case::Caps
            } else if inner && lower.len() <= LONGEST_INNER {
                Case::Inner
            } else if capital && !lower.starts_with(|c: char| c.is_numeric()) {
                Case::Capital
            } else {
                Case::Any
            };
            (lower, case)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(rows: &str) -> Lexicon {
        let mut report = Report::default();
        let mut lexicon = Lexicon::default();
        lexicon.add_csv("t.csv", &format!("form,class,value,id,source\n{rows}"), &mut report);
        assert!(!report.has_errors(), "{report}");
        lexicon
    }

    #[test]
    fn a_possessive_inside_a_name_is_a_token_of_its_own() {
        let lexicon = lexicon("New People's Army,organization,,,\n");
        let text = "New People's Army";
        let spans = [(0, 3, "new"), (4, 10, "people"), (10, 12, "'s"), (13, 17, "army")];
        let pieces = pieces(text, spans.into_iter().map(|(s, e, l)| (Span::new(s, e), l)));
        let ends: Vec<u32> = lexicon.hits_at(&pieces, 0).iter().map(|h| h.end).collect();
        assert_eq!(ends, [4]);
        assert!(lexicon.has(Sym::new("organization"), "New People’s Army"));
    }

    fn first_hit(lexicon: &Lexicon, words: &[(&str, &str)]) -> Option<(u32, String)> {
        let text: Vec<&str> = words.iter().map(|w| w.0).collect();
        let text = text.join(" ");
        let mut at = 0;
        let tokens: Vec<(Span, &str)> = words
            .iter()
            .map(|(w, l)| {
                let span = Span::new(at, at + w.len());
                at += w.len() + 1;
                (span, *l)
            })
            .collect();
        let pieces = pieces(&text, tokens.into_iter());
        let hits = lexicon.hits_at(&pieces, 0);
        hits.first().map(|h| (h.end, h.entries[0].value.to_string()))
    }

    #[test]
    fn hyphens_dots_case_and_lemmas() {
        let lexicon = lexicon(
            "Lashkar-e-Taiba,militant_group,LeT,,\nUS,country,United States,,\nbombing,attack_noun,bombing,,\nWorld Health Organization,io,WHO,,\nWHO,io,WHO,,",
        );
        assert_eq!(
            first_hit(&lexicon, &[("Lashkar", "lashkar"), ("e", "e"), ("Taiba", "taiba")]),
            Some((3, "LeT".into()))
        );
        assert_eq!(first_hit(&lexicon, &[("Lashkar-e-Taiba", "lashkar-e-taiba")]), Some((1, "LeT".into())));
        assert_eq!(first_hit(&lexicon, &[("U.S.", "u.s.")]), Some((1, "United States".into())));
        assert_eq!(first_hit(&lexicon, &[("us", "we")]), None);
        assert_eq!(first_hit(&lexicon, &[("who", "who")]), None);
        assert_eq!(first_hit(&lexicon, &[("bombings", "bombing")]), Some((1, "bombing".into())));
    }

    #[test]
    fn the_last_word_of_a_listed_name_may_be_small() {
        let mut lexicon = lexicon("Berg Network,militant_group,,org/berg,t\nnetwork,small_head,,,t\n");
        let found = |lexicon: &Lexicon, words: [&str; 2]| {
            first_hit(lexicon, &words.map(|w| (w, w))).is_some_and(|hit| hit.0 == 2)
        };
        assert!(found(&lexicon, ["Berg", "Network"]) && !found(&lexicon, ["Berg", "network"]));
        lexicon.small_heads();
        assert!(found(&lexicon, ["Berg", "Network"]) && found(&lexicon, ["Berg", "network"]));
        assert!(!found(&lexicon, ["berg", "network"]));
    }

    #[test]
    fn a_capital_inside_a_short_form_is_needed_in_the_text() {
        let lexicon = lexicon("LeT,militant_group,Lashkar-e-Taiba,,\nYouTube,company,YouTube,,");
        assert_eq!(first_hit(&lexicon, &[("LeT", "let")]), Some((1, "Lashkar-e-Taiba".into())));
        assert_eq!(first_hit(&lexicon, &[("LET", "let")]), Some((1, "Lashkar-e-Taiba".into())));
        assert_eq!(first_hit(&lexicon, &[("Let", "let")]), None);
        assert_eq!(first_hit(&lexicon, &[("Youtube", "youtube")]), Some((1, "YouTube".into())));
    }
}
