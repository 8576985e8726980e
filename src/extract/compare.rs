//! Are two values of a role the same, compatible, or different?

use super::types::Value;
use crate::ontology::rule::Merge;
use crate::resolve::Entity;
use crate::text::Sym;
use std::borrow::Cow;

/// Whether two values name the same thing.
pub(super) fn same(a: &Value, b: &Value, entities: &[Entity]) -> bool {
    match (a, b) {
        (Value::Text(x), Value::Text(y)) => alike(x, y),
        (Value::Entity(e), Value::Text(t)) | (Value::Text(t), Value::Entity(e)) => {
            entities.get(*e as usize).is_some_and(|e| alike(&e.name, t) || e.aliases.iter().any(|a| alike(a, t)))
        }
        (Value::Date(x, _), Value::Date(y, _)) => overlap(x, y),
        (x, y) => x == y,
    }
}

/// Whether two values of a role can belong to one fact.
pub(super) fn compatible(role: Sym, a: &Value, b: &Value, merge: &Merge, entities: &[Entity]) -> bool {
    match (a, b) {
        (Value::Code(x), Value::Code(y)) => {
            x == y
                || vague(role, *x, merge)
                || vague(role, *y, merge)
                || [x, y].iter().any(|c| merge.loose.get(&role).is_some_and(|codes| codes.contains(c)))
                || broader(*x, *y, merge)
                || broader(*y, *x, merge)
        }
        (Value::Text(x), Value::Text(y)) => {
            alike(x, y) || contains(x, y) || contains(y, x) || one_in_other(x, y, entities)
        }
        _ => same(a, b, entities),
    }
}

/// Whether two names that act in one fact may mean one actor: a country and a
/// body or person that acts for it may, two countries may not.
pub(super) fn may_be_one(a: &Value, b: &Value, entities: &[Entity]) -> bool {
    let class = |v: &Value| match v {
        Value::Entity(e) => entities.get(*e as usize).map(|e| (e.class, e.kind)),
        _ => None,
    };
    match (class(a), class(b)) {
        (Some((x, k)), Some((y, l))) if x == y && (x.as_str() == COUNTRY || k == l && k.is_some()) => {
            same(a, b, entities)
        }
        // The government of one country does not act for another.
        (Some((x, _)), Some((_, l))) if x.as_str() == COUNTRY && of_one_state(l) && of_another(b, a, entities) => false,
        (Some((_, k)), Some((y, _))) if y.as_str() == COUNTRY && of_one_state(k) && of_another(a, b, entities) => false,
        // A body of many countries acts for none of them.
        (Some((x, k)), Some((y, l)))
            if (x.as_str() == COUNTRY || of_one_state(k)) && among_states(l)
                || (y.as_str() == COUNTRY || of_one_state(l)) && among_states(k) =>
        {
            false
        }
        // "a Saudi-led bloc" is not the EU.
        (Some((_, kind)), None) if among_states(kind) => !other_name(a, b, entities),
        (None, Some((_, kind))) if among_states(kind) => !other_name(b, a, entities),
        (Some((class, _)), None) if class.as_str() == COUNTRY => !led(b),
        (None, Some((class, _))) if class.as_str() == COUNTRY => !led(a),
        _ => true,
    }
}

/// "a Saudi-led bloc": led by one, and not one.
fn led(words: &Value) -> bool {
    matches!(words, Value::Text(text) if text.contains("-led "))
}

/// Whether words with a name in them name none of what an entity is called.
fn other_name(entity: &Value, words: &Value, entities: &[Entity]) -> bool {
    /// Letters that "Arab" and "Arabs" share.
    const STEM: usize = 4;
    let (Value::Entity(e), Value::Text(text)) = (entity, words) else { return false };
    let Some(e) = entities.get(*e as usize) else { return false };
    let stem = |w: &str| w.to_lowercase().chars().take(STEM).collect::<String>();
    let own: Vec<String> =
        std::iter::once(&e.name).chain(&e.aliases).flat_map(|n| n.split(char::is_whitespace)).map(stem).collect();
    let mut named = text.split([' ', '-']).filter(|w| w.starts_with(char::is_uppercase)).peekable();
    named.peek().is_some() && !named.any(|w| own.contains(&stem(w)))
}

/// Whether a body's name names a country of the article, and not this one.
fn of_another(body: &Value, country: &Value, entities: &[Entity]) -> bool {
    let (Value::Entity(body), Value::Entity(own)) = (body, country) else { return false };
    let Some(name) = entities.get(*body as usize).map(|e| &e.name) else { return false };
    let named = |e: &Entity| name.contains(&e.name) || e.aliases.iter().any(|a| name.contains(a.as_str()));
    let country = |(i, e): (usize, &Entity)| (e.class.as_str() == COUNTRY && named(e)).then_some(i);
    let told: Vec<usize> = entities.iter().enumerate().filter_map(country).collect();
    !told.is_empty() && !told.contains(&(*own as usize))
}

fn of_one_state(kind: Option<Sym>) -> bool {
    kind.is_some_and(|k| k.as_str() == "government_body")
}

fn among_states(kind: Option<Sym>) -> bool {
    kind.is_some_and(|k| k.as_str() == "international_org")
}

/// Mention class of countries.
const COUNTRY: &str = "country";

/// Whether two values differ for certain: neither may be another way to say the
/// other. Common nouns ("the gunmen", "a bus") may stand for anything of their
/// kind; a place may lie in another unless both are towns or lands of their own.
pub(super) fn disagree(a: &Value, b: &Value, entities: &[Entity]) -> bool {
    match (a, b) {
        (Value::Entity(_), Value::Entity(_))
        | (Value::Entity(_), Value::Text(_))
        | (Value::Text(_), Value::Entity(_)) => {
            let unnamed = |v: &Value| match v {
                Value::Entity(e) => entities.get(*e as usize).is_none_or(|e| e.class.as_str() == "persons"),
                Value::Text(t) => common(t),
                _ => true,
            };
            !unnamed(a) && !unnamed(b)
        }
        (Value::Text(x), Value::Text(y)) => {
            let [of_x, of_y] = [words(x), words(y)];
            if common(x) || common(y) || of_x.iter().any(|w| w.len() > 3 && of_y.contains(w)) {
                // "a bus" and "a school", "a bus" and "the Jaffar Express train": two
                // kinds of thing; "a village" and "Gakurdi" may be one.
                let kind = |t: &str| t.split_whitespace().last().is_some_and(common);
                return kind(x) && kind(y) && !of_x.iter().any(|w| of_y.contains(w));
            }
            match (site(x, entities), site(y, entities)) {
                (Some(p), Some(q)) => !p.may_hold(&q) && !q.may_hold(&p),
                // A village that nobody lists lies in some land or province.
                (Some(p), None) | (None, Some(p)) => p.town,
                _ => true,
            }
        }
        _ => true,
    }
}

/// Where a named place lies, as far as its lexicon id tells.
struct Site<'a> {
    land: Option<&'a str>,
    town: bool,
    whole_land: bool,
}

impl Site<'_> {
    /// Whether the other may lie within this place.
    fn may_hold(&self, other: &Site<'_>) -> bool {
        let same_land = match (self.land, other.land) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        same_land && !self.town && !(self.whole_land && other.whole_land)
    }
}

fn site<'a>(name: &str, entities: &'a [Entity]) -> Option<Site<'a>> {
    let entity = entities.iter().find(|e| {
        matches!(e.class.as_str(), "place" | "country") && (e.name == name || e.aliases.iter().any(|a| a == name))
    })?;
    let known = entity.known.map(Sym::as_str);
    let whole_land = entity.class.as_str() == "country";
    let land = known.and_then(|id| {
        let mut parts = id.split('/');
        parts.next();
        parts.next().filter(|code| code.len() == 2)
    });
    Some(Site { land, town: entity.kind.is_some_and(|k| k.as_str() == "city"), whole_land })
}

/// Whether two names are of a land and of a place known to lie in it.
fn one_in_other(x: &str, y: &str, entities: &[Entity]) -> bool {
    match (site(x, entities), site(y, entities)) {
        (Some(p), Some(q)) => {
            p.land.is_some() && p.land == q.land && p.whole_land != q.whole_land && (p.may_hold(&q) || q.may_hold(&p))
        }
        _ => false,
    }
}

/// A phrase without a name in it.
fn common(text: &str) -> bool {
    !text.split_whitespace().any(|w| w.starts_with(char::is_uppercase))
}

/// Whether two phrases call one thing, the one by its kind alone: "a hotel" and
/// "the Corinthia Hotel".
pub(super) fn finer(a: &Value, b: &Value) -> bool {
    let (Value::Text(a), Value::Text(b)) = (a, b) else { return false };
    let (x, y) = (words(a), words(b));
    let kind = |short: &[Cow<'_, str>], text: &str, long: &[Cow<'_, str>]| {
        short.len() == 1 && common(text) && long.last() == short.last()
    };
    kind(&x, a, &y) || kind(&y, b, &x)
}

/// Whether a code says nothing and yields to any other.
pub(super) fn vague(role: Sym, code: Sym, merge: &Merge) -> bool {
    merge.vague.get(&role).is_some_and(|codes| codes.contains(&code)) || hidden(role, code, merge)
}

/// Whether a code is never told.
pub(super) fn hidden(role: Sym, code: Sym, merge: &Merge) -> bool {
    merge.hidden.get(&role).is_some_and(|codes| codes.contains(&code))
}

/// Whether a code lies under a broader one.
pub(super) fn broader(mut code: Sym, wanted: Sym, merge: &Merge) -> bool {
    for _ in 0..8 {
        match merge.broader.get(&code) {
            Some(up) if *up == wanted => return true,
            Some(up) => code = *up,
            None => return false,
        }
    }
    false
}

/// Two phrases about the same thing: half or more of their words agree.
fn alike(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    if x.is_empty() || y.is_empty() {
        return a.trim().eq_ignore_ascii_case(b.trim());
    }
    let common = x.iter().filter(|w| y.contains(w)).count();
    2 * common >= x.len().max(y.len())
}

fn contains(a: &str, b: &str) -> bool {
    let (x, y) = (words(a), words(b));
    !y.is_empty() && y.iter().all(|w| x.contains(w))
}

/// Content words in lower case, without a plural `s`; most of them as they stand in the text.
fn words(text: &str) -> Vec<Cow<'_, str>> {
    const STOP: [&str; 12] = ["the", "a", "an", "of", "for", "and", "in", "on", "at", "to", "its", "their"];
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            let plain = w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            if plain { Cow::Borrowed(w) } else { Cow::Owned(w.to_lowercase()) }
        })
        .filter(|w| !STOP.contains(&&**w))
        .map(|w| match w {
            w if w.len() <= 4 || !w.ends_with('s') => w,
            Cow::Borrowed(w) => Cow::Borrowed(&w[..w.len() - 1]),
            Cow::Owned(mut w) => {
                w.pop();
                Cow::Owned(w)
            }
        })
        .collect()
}

/// Whether two EDTF dates can be the same: one is a prefix of the other, a date
/// without a year agrees in month and day, an interval contains the day.
pub(super) fn overlap(a: &str, b: &str) -> bool {
    let ends = |s: &str| -> (String, String) {
        match s.split_once('/') {
            Some((x, y)) => (x.to_owned(), y.to_owned()),
            None => (s.to_owned(), s.to_owned()),
        }
    };
    if a.starts_with("--") || b.starts_with("--") {
        let tail = |s: &str| s.strip_prefix("--").map_or_else(|| s.get(5..).unwrap_or("").to_owned(), str::to_owned);
        let (x, y) = (tail(a), tail(b));
        return x.is_empty() || y.is_empty() || x.starts_with(&y) || y.starts_with(&x);
    }
    let ((a1, a2), (b1, b2)) = (ends(a), ends(b));
    // Compare on the common precision: "2025" lies in "2025-08".
    let le = |x: &str, y: &str| {
        let n = x.len().min(y.len());
        x.get(..n) <= y.get(..n)
    };
    le(&a1, &b2) && le(&b1, &a2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_overlap_by_precision() {
        for (a, b, want) in [
            ("2025-08-11", "2025-08", true),
            ("2025", "2025-08-11", true),
            ("2025-08-11", "2025-08-12", false),
            ("2019", "2025-08-11", false),
            ("--08-11", "2025-08-11", true),
            ("--08-12", "2025-08-11", false),
            ("2025-06/2025-08", "2025-07-04", true),
            ("2025-06/2025-08", "2025-09", false),
        ] {
            assert_eq!(overlap(a, b), want, "{a} {b}");
            assert_eq!(overlap(b, a), want, "{b} {a}");
        }
    }
}
