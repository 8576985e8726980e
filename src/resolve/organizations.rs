//! Organizations: acronyms, alias brackets and slashes, country variants,
//! short forms of full names.

use super::{Clusters, Scene, names};
use crate::mention::{Mention, acronym_matches, class};
use crate::text::Sym;
use rustc_hash::FxHashMap;

/// One distinct name of an organization in the article.
struct Form {
    first: u32,
    mentions: Vec<u32>,
    words: Vec<String>,
    /// Words without small words and countries.
    core: Vec<String>,
    /// Country named in or possessing it.
    country: Option<Sym>,
    /// The country stands inside the name.
    national: bool,
    known: Option<Sym>,
    acronym: bool,
    written: String,
}

/// Links organization mentions.
pub(crate) fn link(scene: &Scene<'_>, mentions: &[Mention], clusters: &mut Clusters) {
    let mut forms = forms(scene, mentions);
    for f in &forms {
        for m in &f.mentions {
            clusters.join(f.first, *m);
        }
    }
    brackets(scene, mentions, &forms, clusters);
    forms.sort_by_key(|f| f.first);
    for i in 0..forms.len() {
        for j in i + 1..forms.len() {
            if same(scene, mentions, &forms, i, j) {
                clusters.join(forms[i].first, forms[j].first);
            }
        }
    }
}

fn forms(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut at: FxHashMap<(String, Option<Sym>), usize> = FxHashMap::default();
    for (i, m) in mentions.iter().enumerate() {
        if m.class != *class::ORGANIZATION {
            continue;
        }
        let country = country_of(scene, mentions, i);
        let words = names::words(&m.name);
        // "Interior Ministry" of two countries: two forms.
        let key = (words.join(" "), if generic(&words) { country } else { None });
        if let Some(f) = at.get(&key) {
            let f = &mut forms[*f];
            f.mentions.push(i as u32);
            f.country = f.country.or(country);
            f.known = f.known.or(m.known);
            continue;
        }
        at.insert(key, forms.len());
        let country_words: Vec<String> = mentions
            .iter()
            .filter(|c| {
                m.span.contains(c.span)
                    && m.span != c.span
                    && (c.class == *class::COUNTRY || c.class == *class::NATIONALITY)
            })
            .flat_map(|c| names::words(&c.name))
            .collect();
        let core = words.iter().filter(|w| !small(w) && !country_words.contains(w)).cloned().collect();
        forms.push(Form {
            first: i as u32,
            mentions: vec![i as u32],
            acronym: !m.name.chars().any(char::is_whitespace)
                && m.name.chars().filter(|c| c.is_uppercase()).count() >= 2,
            written: m.name.clone(),
            words,
            core,
            country,
            national: !country_words.is_empty(),
            known: m.known,
        });
    }
    forms
}

/// Names without any word of their own.
fn generic(words: &[String]) -> bool {
    words.len() <= 3
        && words.iter().all(|w| {
            matches!(
                w.as_str(),
                "army"
                    | "navy"
                    | "air"
                    | "force"
                    | "police"
                    | "parliament"
                    | "senate"
                    | "cabinet"
                    | "military"
                    | "ministry"
                    | "of"
                    | "foreign"
                    | "interior"
                    | "defence"
                    | "defense"
                    | "affairs"
                    | "finance"
                    | "justice"
                    | "government"
                    | "supreme"
                    | "high"
                    | "court"
                    | "national"
                    | "assembly"
                    | "home"
                    | "state"
                    | "department"
                    | "office"
                    | "central"
                    | "bank"
            )
        })
}

/// The country inside the name, or possessing it ("Pakistan's Army").
fn country_of(scene: &Scene<'_>, mentions: &[Mention], i: usize) -> Option<Sym> {
    let m = &mentions[i];
    let is_country = |c: &&Mention| c.class == *class::COUNTRY || c.class == *class::NATIONALITY;
    let inside = mentions[i..]
        .iter()
        .take_while(|c| c.span.start < m.span.end)
        .chain(mentions[..i].iter().rev().take_while(|c| c.span.start >= m.span.start))
        .filter(is_country)
        .find(|c| m.span.contains(c.span));
    if let Some(c) = inside {
        return c.known;
    }
    let before = m.tokens.start.checked_sub(1)?;
    let end = if matches!(scene.lower(before), "'s" | "'") { before } else { m.tokens.start };
    mentions[..i].iter().rev().take(4).filter(is_country).find(|c| c.tokens.end == end).and_then(|c| c.known)
}

fn small(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "in" | "on" | "at" | "to" | "s")
}

/// `Full Name (ABBR)`, `ABBR (Full Name)`, `Name A/Name B`, `A, also known as B`.
fn brackets(scene: &Scene<'_>, mentions: &[Mention], forms: &[Form], clusters: &mut Clusters) {
    let orgs: Vec<usize> = (0..mentions.len()).filter(|i| mentions[*i].class == *class::ORGANIZATION).collect();
    let acronym = |i: usize| forms.iter().any(|f| f.acronym && f.mentions.contains(&(i as u32)));
    for pair in orgs.windows(2) {
        let (a, b) = (&mentions[pair[0]], &mentions[pair[1]]);
        if a.sentence != b.sentence || b.tokens.start <= a.tokens.end {
            continue;
        }
        let between: Vec<&str> = (a.tokens.end..b.tokens.start).map(|t| scene.lower(t)).collect();
        let after = scene.lower(b.tokens.end);
        let joined = match between.as_slice() {
            ["(" | "["] => {
                // "Brigada Sever (North Brigade)": the name in another language.
                let gloss = matches!(after, ")" | "]") && a.tokens.len() > 1 && b.tokens.len() > 1;
                let rivals = a.known.is_some() && b.known.is_some();
                // "(Unicef)": initials written like a name.
                let spoken =
                    b.tokens.len() == 1 && acronym_matches(&b.name, &a.name.split_whitespace().collect::<Vec<_>>());
                (acronym(pair[0]) || acronym(pair[1]) || known_same(a, b) || spoken || gloss && !rivals)
                    && matches!(after, ")" | "]" | "," | ";" | "/")
            }
            // "EU/NATO", "EU/G7": two sets of initials that are known as two; two papers.
            ["/"] => {
                let initials = |m: &Mention| !m.name.chars().any(char::is_lowercase);
                let papers = a.known.is_some()
                    && b.known.is_some()
                    && [a, b].iter().all(|m| m.kind.is_some_and(|k| k.as_str() == "media"));
                let two = (initials(a) && initials(b) || acronym(pair[0]) && acronym(pair[1]) || papers)
                    && a.known != b.known;
                !two && (a.kind.is_none() || b.kind.is_none() || a.kind == b.kind)
            }
            ["(" | "," | "[", rest @ ..] | rest if !rest.is_empty() => alias_words(rest),
            _ => false,
        };
        if joined {
            clusters.join(pair[0] as u32, pair[1] as u32);
        }
    }
}

fn known_same(a: &Mention, b: &Mention) -> bool {
    a.known.is_some() && a.known == b.known
}

/// "also known as", "aka", "formerly known as the", "better known by its acronym".
fn alias_words(words: &[&str]) -> bool {
    let text: Vec<&str> = words
        .iter()
        .copied()
        .filter(|w| {
            !matches!(
                *w,
                "," | "the" | "(" | "-" | "\"" | "'" | "“" | "”" | "‘" | "’" | "is" | "which" | "and" | "or" | "group"
            )
        })
        .collect();
    let text = text.join(" ");
    matches!(
        text.as_str(),
        "also known as"
            | "known as"
            | "aka"
            | "a.k.a."
            | "a.k.a"
            | "a k a"
            | "formerly known as"
            | "formerly"
            | "better known as"
            | "also called"
            | "otherwise known as"
            | "previously known as"
            | "previously"
            | "abbreviated as"
            | "commonly known as"
            | "known by its acronym"
            | "better known by its acronym"
            | "known by acronym"
            | "or simply"
            | "referred to as"
            | "also referred to as"
            | "short for"
            | "alias"
            | "known by its initials"
            | "now known as"
            | "renamed"
            | "also spelled"
            | "known in arabic as"
            | "known locally as"
            | "more commonly known as"
    )
}

fn same(scene: &Scene<'_>, mentions: &[Mention], forms: &[Form], i: usize, j: usize) -> bool {
    let (a, b) = (&forms[i], &forms[j]);
    if branches(forms, a, b) {
        return false;
    }
    if by_last_word(mentions, forms, i, j) || by_last_word(mentions, forms, j, i) || spelled_out(forms, a, b) {
        return true;
    }
    if let (Some(x), Some(y)) = (a.known, b.known) {
        return x == y && !told_apart(scene, mentions, a, b);
    }
    if let (Some(x), Some(y)) = (a.country, b.country)
        && x != y
    {
        return false;
    }
    if a.acronym != b.acronym {
        let (short, full) = if a.acronym { (a, b) } else { (b, a) };
        let words: Vec<&str> = full.written.split_whitespace().collect();
        let bare: Vec<&str> = words.iter().copied().filter(|w| !w.eq_ignore_ascii_case("the")).collect();
        let hit = |f: &Form| {
            let w: Vec<&str> = f.written.split_whitespace().filter(|w| !w.eq_ignore_ascii_case("the")).collect();
            !f.acronym && acronym_matches(&short.written, &w)
        };
        // Unless two full names give the same acronym.
        // A list's reading of the acronym counts only if the article bears it out.
        let listed = short.known.is_some() && forms.iter().filter(|f| f.known == short.known).count() > 1;
        return acronym_matches(&short.written, &bare) && forms.iter().filter(|f| hit(f)).count() == 1 && !listed;
    }
    if a.acronym || a.core.is_empty() || b.core.is_empty() {
        return false;
    }
    let mut x = a.core.clone();
    let mut y = b.core.clone();
    x.sort();
    y.sort();
    if x == y {
        return true;
    }
    short_of(scene, forms, i, j) || short_of(scene, forms, j, i)
}

/// "the Courier" after "The Evening Courier", whatever other paper a list knows by
/// that name: the only one of the article that ends in the word, told of before.
fn by_last_word(mentions: &[Mention], forms: &[Form], short: usize, long: usize) -> bool {
    fn bare(f: &Form) -> &[String] {
        if f.words.first().is_some_and(|w| w == "the") { &f.words[1..] } else { &f.words }
    }
    let ends = |s: &Form, l: &Form| bare(l).len() > 1 && bare(l).last() == bare(s).last();
    let (s, l) = (&forms[short], &forms[long]);
    let media = |f: &Form| mentions[f.first as usize].kind.is_some_and(|k| k.as_str() == "media");
    let learned = s.mentions.iter().any(|m| mentions[*m as usize].found_by == "memory/short");
    bare(s).len() == 1
        && (learned || media(s) && media(l))
        && ends(s, l)
        && l.first < s.first
        && forms.iter().filter(|f| ends(s, f)).count() == 1
}

/// "CPS" after "Center for Peace Studies": the
/// article spells it out, whatever a list has under these letters.
fn spelled_out(forms: &[Form], a: &Form, b: &Form) -> bool {
    let (short, full) = if a.acronym { (a, b) } else { (b, a) };
    let spells = |f: &Form| {
        let words: Vec<&str> = f.written.split_whitespace().filter(|w| !w.eq_ignore_ascii_case("the")).collect();
        !f.acronym && words.len() > 2 && acronym_matches(&short.written, &words)
    };
    let listed = forms.iter().filter(|f| f.known == short.known).count() > 1;
    short.acronym
        && short.written.len() > 2
        && full.first < short.first
        && spells(full)
        && short.known.is_some()
        && full.known.is_some()
        && !listed
        && forms.iter().filter(|f| spells(f)).count() == 1
}

/// Names of one body in two countries ("the Egyptian X", "the Jordanian X") are
/// two; the bare name beside them is neither.
fn branches(forms: &[Form], a: &Form, b: &Form) -> bool {
    let rival = |f: &Form, g: &Form| {
        f.national && g.national && f.country != g.country && f.core == g.core && !f.core.is_empty()
    };
    rival(a, b) || a.national != b.national && a.core == b.core && forms.iter().any(|f| rival(f, a) || rival(f, b))
}

/// `short` is the end of `long` after a country or body ("Security Council" of
/// "UN Security Council"), or `long` without a noun for organizations ("Zarrin"
/// of "Zarrin Movement"), and of no other name. Any other word more makes it
/// another organization: a branch, a faction.
fn short_of(scene: &Scene<'_>, forms: &[Form], short: usize, long: usize) -> bool {
    static HEADS: std::sync::LazyLock<[Sym; 2]> =
        std::sync::LazyLock::new(|| [Sym::new("org_head"), Sym::new("group_noun")]);
    let head = |w: &String| small(w) || HEADS.iter().any(|c| scene.ontology.lexicon.has(*c, w));
    let part = |s: &Form, l: &Form| {
        s.words.len() < l.words.len()
            && !generic(&s.words)
            && (l.words.ends_with(&s.words) && s.words.len() >= 2 && l.words.len() - s.words.len() <= 2
                || l.words.starts_with(&s.words) && s.words[0].len() > 3 && l.words[s.words.len()..].iter().all(head))
    };
    let (s, l) = (&forms[short], &forms[long]);
    s.known.is_none() && !s.acronym && part(s, l) && forms.iter().filter(|f| !f.acronym && part(s, f)).count() == 1
}

/// Most tokens between two names that one phrase tells apart.
const NEAR: u32 = 10;

/// The text itself keeps two names of one list entry apart: "the A and its
/// affiliate, the B", "A and B".
fn told_apart(scene: &Scene<'_>, mentions: &[Mention], a: &Form, b: &Form) -> bool {
    let spells = |a: &Form, b: &Form| {
        a.acronym && acronym_matches(&a.written, &b.written.split_whitespace().collect::<Vec<_>>())
    };
    if spells(a, b) || spells(b, a) {
        return false;
    }
    // Items of one list are two, however alike: "the A al-B, the C and the A al-D".
    let listed = |x: &Mention, y: &Mention| {
        let (x, y) = if x.span.start < y.span.start { (x, y) } else { (y, x) };
        let between = || (x.tokens.end..y.tokens.start).map(|t| &scene.analysis.tokens[t as usize]);
        x.sentence == y.sentence
            && between().any(|t| matches!(&*t.lower, "and" | ";"))
            && between().all(|t| {
                matches!(&*t.lower, "," | ";" | "and" | "the" | "as" | "well" | "-")
                    || t.tag == crate::text::Upos::Propn
            })
    };
    let pairs = || a.mentions.iter().flat_map(|i| b.mentions.iter().map(move |j| (*i as usize, *j as usize)));
    if pairs().any(|(i, j)| listed(&mentions[i], &mentions[j])) {
        return true;
    }
    let similar = a.words.iter().any(|w| {
        w.len() > 3
            && b.words.contains(w)
            && !matches!(w.as_str(), "army" | "brigade" | "front" | "group" | "movement" | "islamic")
    });
    if similar {
        return in_one_list(scene, mentions, a, b);
    }
    pairs().any(|(i, j)| {
        let (x, y) = (&mentions[i], &mentions[j]);
        let (x, y) = if x.span.start < y.span.start { (x, y) } else { (y, x) };
        let between = || x.tokens.end..y.tokens.start;
        x.sentence == y.sentence
            && y.tokens.start - x.tokens.end <= NEAR
            && between().any(|t| matches!(scene.lower(t), "and" | "its" | "with" | "including" | "wing" | "unit"))
            && between().all(|t| scene.analysis.tokens[t as usize].tag != crate::text::Upos::Verb)
    })
}

/// "A, X, Y and B": a list names nothing twice.
fn in_one_list(scene: &Scene<'_>, mentions: &[Mention], a: &Form, b: &Form) -> bool {
    let listed = |x: &Mention, y: &Mention| {
        let between = x.tokens.end..y.tokens.start;
        x.sentence == y.sentence
            && mentions.iter().any(|m| {
                m.class == *class::ORGANIZATION && between.start < m.tokens.start && m.tokens.end < between.end
            })
            && between.clone().all(|t| {
                matches!(scene.lower(t), "," | ";" | "and" | "the")
                    || mentions.iter().any(|m| m.class == *class::ORGANIZATION && m.tokens.contains(&t))
            })
    };
    a.mentions.iter().any(|i| {
        b.mentions.iter().any(|j| {
            let (x, y) = (&mentions[*i as usize], &mentions[*j as usize]);
            listed(x, y) || listed(y, x)
        })
    })
}
