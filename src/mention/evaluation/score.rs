//! Found names against marked ones.

use super::super::Mention;
use super::corpus::{Article, Gold, GoldClass};
use std::fmt;

/// Counts of one class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Found with the same borders and class.
    pub exact: usize,
    /// Marked names.
    pub gold: usize,
    /// Found names.
    pub found: usize,
}

impl Score {
    /// F1 in percent.
    pub fn f1(&self) -> f64 {
        200.0 * self.exact as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Counts of persons, organizations and places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    /// In the order of [`GoldClass`].
    pub classes: [Score; 3],
}

impl Scores {
    /// Adds one article. What is found where the marking is open does not count.
    pub fn add(&mut self, article: &Article, found: &[Gold]) {
        let open: Vec<&Gold> = article.gold.iter().filter(|g| g.class == GoldClass::Open).collect();
        for (class, score) in
            [GoldClass::Person, GoldClass::Organization, GoldClass::Place].into_iter().zip(&mut self.classes)
        {
            let of = |g: &&Gold| g.class == class;
            let names: Vec<&Gold> = found
                .iter()
                .filter(of)
                .filter(|g| article.gold.contains(g) || !open.iter().any(|o| o.start < g.end && g.start < o.end))
                .collect();
            score.found += names.len();
            score.gold += article.gold.iter().filter(of).count();
            score.exact += names.iter().filter(|n| article.gold.contains(n)).count();
        }
    }

    /// What is wrong in one article, a line each: `-` missed, `+` found in error.
    pub fn errors(article: &Article, found: &[Gold]) -> Vec<String> {
        let text = &article.text;
        let show = |sign: char, g: &Gold| {
            let (s, e) = (g.start as usize, g.end as usize);
            let from = text[..s].char_indices().rev().nth(30).map_or(0, |c| c.0);
            let to = text[e..].char_indices().nth(30).map_or(text.len(), |c| e + c.0);
            format!("{sign} {:?} {}[{}]{}", g.class, &text[from..s], &text[s..e], &text[e..to]).replace('\n', " ")
        };
        let named = |g: &&Gold| !matches!(g.class, GoldClass::Other | GoldClass::Open);
        let open: Vec<&Gold> = article.gold.iter().filter(|g| g.class == GoldClass::Open).collect();
        let missed = article.gold.iter().filter(named).filter(|g| !found.contains(g)).map(|g| show('-', g));
        let wrong = found
            .iter()
            .filter(|g| !article.gold.contains(g) && !open.iter().any(|o| o.start < g.end && g.start < o.end))
            .map(|g| show('+', g));
        missed.chain(wrong).collect()
    }

    /// All classes together.
    pub fn all(&self) -> Score {
        self.classes.iter().fold(Score::default(), |a, b| Score {
            exact: a.exact + b.exact,
            gold: a.gold + b.gold,
            found: a.found + b.found,
        })
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.all();
        let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        write!(f, "P {:.1} R {:.1} F1 {:.1}", percent(all.exact, all.found), percent(all.exact, all.gold), all.f1())?;
        write!(
            f,
            " (person {:.1}, organization {:.1}, place {:.1}; {} marked)",
            self.classes[0].f1(),
            self.classes[1].f1(),
            self.classes[2].f1(),
            all.gold
        )
    }
}

/// The mentions as names of the three classes, outermost only.
pub(crate) fn names_of(mentions: &[Mention]) -> Vec<Gold> {
    let mut out: Vec<Gold> = Vec::new();
    for m in mentions {
        let class = match m.class.as_str() {
            "person" => GoldClass::Person,
            "organization" => GoldClass::Organization,
            "country" | "place" => GoldClass::Place,
            "facility" if m.name.starts_with(char::is_uppercase) => GoldClass::Place,
            _ => continue,
        };
        if out.last().is_none_or(|l| m.span.start >= l.end) {
            out.push(Gold { start: m.span.start, end: m.span.end, class });
        }
    }
    out
}
