//! How much speaks for two event mentions being one event.
//!
//! A sum of small features, each with its reason. What reports dispute (kind,
//! toll, a day more or less) never speaks against one event by itself; another
//! key, another list or another season does.

use super::days::same_year;
use super::profiles::Profiles;
use super::reports::{Kind, Policies, Policy, Report, Value};
use crate::graph::compare::container;
use crate::graph::strings::Strings;
use crate::ontology::vocab::Identity;
use std::collections::BTreeSet;

/// Score from which two reports are one event, if their dates agree.
const ENOUGH: f64 = 1.6;
/// The same where a date is missing or differs.
const ENOUGH_UNDATED: f64 = 1.9;
/// The same for what people say: they say much about one thing.
const ENOUGH_SAID: f64 = 2.0;
/// Likeness of two texts from which what both are about may be one event.
const ONE_STORY: f64 = 0.25;
/// The same of what has many like it: two attacks on one town by one group, or
/// two listings of one group, come to 0.38.
const ONE_OF_MANY: f64 = 0.4;
/// The same where both tell in one word what it was done to.
const ONE_AIM: f64 = 0.33;
/// Likeness of two texts from which they tell one story though the parties
/// that they name differ.
const ONE_TEXT: f64 = 0.4;
/// More than what two articles have in common can add: 0.8 for one story, 0.6 for
/// what both are about. Most pairs are told apart without comparing them.
const OF_ARTICLES: f64 = 1.5;
/// Likeness of two texts from which it speaks for one event that both are about
/// it before all others.
const CHIEF_STORY: f64 = 0.2;
/// What speaks against one event where both reports tell what it was done to, and
/// neither has what the other names.
const OTHER_THINGS: f64 = 0.4;
/// The same where no day speaks for one event.
const OTHER_THINGS_UNDATED: f64 = 1.0;
/// What speaks against one event where both reports name a party that the
/// other does not have.
const OTHER_PARTIES: f64 = 0.5;
/// What speaks against one event of two named places: more than one day, one
/// doer and one common noun for what was attacked speak for it.
const OTHER_PLACE: f64 = 2.0;
/// What the place of one report speaks for one event where the other has it
/// somewhere in its article.
const AROUND: f64 = 0.3;
/// What a description of one word that both reports have speaks for one event.
const ONE_WORD: f64 = 0.25;
/// Most that the values of one role can add.
const ROLE_CAP: f64 = 2.0;

/// A score with what made it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// Sum of all features.
    pub score: f64,
    /// One line for each feature that spoke for it.
    pub reasons: Vec<String>,
}

/// Compares reports of one class.
pub struct Scale<'a> {
    pub keys: &'a Strings,
    pub policies: &'a Policies,
    pub profiles: &'a Profiles<'a>,
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Tally {
    pub score: f64,
    /// Something tells this event from others of its kind.
    pub specific: bool,
    /// Dates, or a date and a day of publication, agree.
    pub dated: bool,
    /// The event itself is named: its target or victim, or its toll.
    pub named: bool,
    /// A value that every report of it must have is the same.
    pub keyed: bool,
    /// Another role has a name in common too.
    backed: bool,
    /// They have in common, named or described, what it was done to.
    aimed: bool,
    /// Their kinds cannot both hold.
    unlike: bool,
    /// Names of those who did it that both have.
    doers: Vec<u32>,
    /// Something both say differs.
    differs: bool,
    /// Each names a party that the other does not have.
    parties: bool,
    /// Reasons are wanted.
    explain: bool,
    reasons: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, score: f64, reason: impl FnOnce() -> String) {
        self.score += score;
        if self.explain && score > 0.0 {
            self.reasons.push(reason());
        }
    }
}

impl Scale<'_> {
    /// What speaks for two reports of one class being one event; `None` if that
    /// is not enough, or something excludes it.
    pub fn compare(&self, a: &Report, b: &Report) -> Option<Evidence> {
        self.sum(a, b, Tally { explain: true, ..Tally::default() })
    }

    /// The score that [`Scale::compare`] comes to.
    pub fn score(&self, a: &Report, b: &Report) -> Option<f64> {
        self.sum(a, b, Tally::default()).map(|e| e.score)
    }

    fn sum(&self, a: &Report, b: &Report, mut tally: Tally) -> Option<Evidence> {
        if self.other_round(a, b) {
            return None;
        }
        self.roles(a, b, &mut tally)?;
        self.told(a, b, &mut tally);
        self.around(a, b, &mut tally);
        self.figures(a, b, &mut tally);
        content(a, b, &mut tally);
        self.words(a, b, &mut tally);
        self.dates(a, b, &mut tally)?;
        let said = !a.content.is_empty() || !b.content.is_empty();
        let enough = match (!said, tally.dated) {
            (false, _) => ENOUGH_SAID,
            (true, true) => ENOUGH,
            (true, false) => ENOUGH_UNDATED,
        };
        if !tally.specific || tally.score + OF_ARTICLES < enough {
            return None;
        }
        let dated = tally.dated && a.when.is_some() && b.when.is_some();
        let apart = self.other_aim(a, b);
        if apart {
            tally.score -= if dated { OTHER_THINGS } else { OTHER_THINGS_UNDATED };
        }
        let (close, story) = self.profiles.story(a.article, b.article);
        tally.add(story, || format!("articles about the same things ({:.0} %)", close * 100.0));
        let alike = self.profiles.texts_alike(a.article, b.article);
        if a.chief && b.chief && alike > CHIEF_STORY && !tally.differs {
            tally.add((3.0 * (alike - CHIEF_STORY)).min(0.6), || "what both articles are about".to_owned());
        }
        // A town and those who do such things there have seen many such events,
        // and many list the same: without a day or a name of its own only one
        // story makes it one.
        let keyed = tally.keyed && tally.backed;
        let many = tally.keyed || self.policies.has_figures(a.class);
        let least = if !many {
            ONE_STORY
        } else if tally.aimed {
            ONE_AIM
        } else {
            ONE_OF_MANY
        };
        let near = alike >= least;
        if !(said || tally.dated || tally.named || keyed || near) {
            return None;
        }
        if apart && !dated && alike < ONE_OF_MANY {
            return None;
        }
        // Parties that differ are others unless the event itself has a name.
        let told = said || tally.named || tally.keyed;
        if tally.differs && !(told || alike >= ONE_TEXT) && tally.score < enough + 0.5 {
            return None;
        }
        if tally.unlike && !(told || tally.backed) {
            return None;
        }
        (tally.score >= enough).then_some(Evidence { score: tally.score, reasons: tally.reasons })
    }

    /// Whether two reports tell of different ones of a row: "the 19th meeting" and
    /// "the 20th". What has a toll is counted in many ways ("the third blast this
    /// week").
    fn other_round(&self, a: &Report, b: &Report) -> bool {
        !a.rounds.is_empty()
            && !b.rounds.is_empty()
            && a.rounds.iter().all(|n| !b.rounds.contains(n))
            && !self.policies.has_figures(a.class)
    }

    /// Whether something excludes that two reports are one event, however much
    /// speaks for it.
    pub fn excluded(&self, a: &Report, b: &Report) -> bool {
        let mut tally = Tally::default();
        if self.other_round(a, b) || self.roles(a, b, &mut tally).is_none() {
            return true;
        }
        self.figures(a, b, &mut tally);
        self.dates(a, b, &mut tally).is_none()
    }

    fn roles(&self, a: &Report, b: &Report, tally: &mut Tally) -> Option<()> {
        let mut counted: BTreeSet<u32> = BTreeSet::new();
        let mut at = 0;
        while let Some((role, _)) = a.values.get(at) {
            let left = of_role(&a.values, *role);
            at = a.values.iter().position(|v| v.0 > *role).unwrap_or(a.values.len());
            let right = of_role(&b.values, *role);
            let Some(policy) = self.policies.get(a.class, *role) else { continue };
            if right.is_empty() {
                continue;
            }
            let shared: Vec<Value> = left.iter().map(|v| v.1).filter(|v| right.iter().any(|r| r.1 == *v)).collect();
            if shared.is_empty() {
                match self.near(policy, left, right) {
                    Some((x, y, weight)) => {
                        tally.specific |= weight >= 0.5 && policy.identity != Identity::Key;
                        tally.named |= names_event(policy) && weight >= 0.5;
                        tally.aimed |= names_event(policy);
                        let (x, y) = (self.keys.text(x), self.keys.text(y));
                        tally.add(weight, || format!("{} alike: {x}, {y}", policy.wire));
                    }
                    None if policy.place && (self.named_by(b, left, right) || self.named_by(a, right, left)) => {}
                    None => self.differ(policy, left, right, tally)?,
                }
                continue;
            }
            let fresh = shared.iter().filter(|v| v.kind == Kind::Code || counted.insert(v.key));
            let sum = fresh.map(|v| weight(v.kind, policy)).sum::<f64>().min(ROLE_CAP);
            // "a cafe" and "the cafe"
            let word =
                sum == 0.0 && (names_event(policy) || policy.place) && shared.iter().any(|v| v.kind == Kind::Word);
            let sum = if word { ONE_WORD } else { sum };
            tally.aimed |= names_event(policy);
            let names = |v: &Value| v.kind == Kind::General || is_name(v.kind);
            tally.backed |= policy.identity != Identity::Key && !policy.place && shared.iter().any(names);
            let strong = |v: &&Value| weight(v.kind, policy) >= 0.5 && v.kind != Kind::General;
            if shared.iter().any(|v| strong(&v)) {
                if !names_event(policy) && !policy.place {
                    tally.doers.extend(shared.iter().filter(|v| is_name(v.kind)).map(|v| v.key));
                }
                tally.keyed |= policy.identity == Identity::Key && !policy.place;
                tally.specific |= policy.identity != Identity::Key || a.content.is_empty() && b.content.is_empty();
                tally.named |= names_event(policy);
            }
            // One party in common is little where each report names another
            // that the other does not have: a minister meets many.
            let others = |list: &[(u8, Value)]| list.iter().any(|v| is_name(v.1.kind) && !shared.contains(&v.1));
            if policy.identity == Identity::Shared && !policy.single && others(left) && others(right) {
                (tally.differs, tally.parties) = (true, true);
                tally.score -= OTHER_PARTIES;
            }
            // Two parties together name what they do far better than each alone.
            let parties = policy.identity == Identity::Shared && shared.iter().filter(|v| names(v)).count() >= 2;
            tally.specific |= parties;
            let sum = if parties { (sum + 0.25).min(ROLE_CAP) } else { sum };
            tally.add(sum, || {
                let names: Vec<&str> = shared.iter().map(|v| self.keys.text(v.key)).collect();
                format!("same {}: {}", policy.wire, names.join(", "))
            });
        }
        Some(())
    }

    /// Values without one in common.
    fn differ(&self, policy: &Policy, left: &[(u8, Value)], right: &[(u8, Value)], tally: &mut Tally) -> Option<()> {
        let says = |list: &[(u8, Value)], code: bool| {
            list.iter().any(|v| match v.1.kind {
                Kind::Named | Kind::Unlisted | Kind::General => true,
                Kind::Phrase => policy.place,
                Kind::Code => code,
                Kind::Word | Kind::Description => false,
            })
        };
        if policy.telling || policy.hard && says(left, true) && says(right, true) {
            return None;
        }
        if policy.identity == Identity::Distinct && left.iter().chain(right).all(|v| v.1.kind == Kind::Code) {
            let apart = |x: &Value, y: &Value| self.policies.disjoint(self.keys.text(x.key), self.keys.text(y.key));
            let other = left.iter().all(|x| right.iter().all(|y| apart(&x.1, &y.1)));
            (tally.differs, tally.unlike) = (tally.differs || other, tally.unlike || other);
            // Sources differ about it: it only decides between rivals, unless it
            // cannot be both.
            tally.score -= if other { 1.0 } else { 0.2 };
            return Some(());
        }
        if policy.identity == Identity::Key {
            tally.differs = true;
            tally.score -= 0.5;
            return Some(());
        }
        let names = |list: &[(u8, Value)]| list.iter().any(|v| is_name(v.1.kind));
        tally.differs |= policy.identity == Identity::Shared && !policy.place && names(left) && names(right);
        if policy.single && says(left, false) && says(right, false) {
            let named = |l: &[(u8, Value)]| l.iter().any(|v| v.1.kind != Kind::General);
            tally.differs = true;
            // A town and a name that no list has: a quarter of it, a street, a cafe.
            let listed = |l: &[(u8, Value)]| l.iter().any(|v| v.1.kind == Kind::Named);
            let apart = policy.place && named(left) && named(right) && listed(left) == listed(right);
            tally.score -= if apart { OTHER_PLACE } else { 0.5 };
        }
        Some(())
    }

    /// Whether a report names one of these places too, though it gives others: "a
    /// cafe in the Old Quarter of Velmar" in its sentences, or, where no list has
    /// those others, the town somewhere in its article.
    fn named_by(&self, report: &Report, values: &[(u8, Value)], others: &[(u8, Value)]) -> bool {
        let unlisted = self.policies.has_figures(report.class) && others.iter().all(|v| v.1.kind != Kind::Named);
        values
            .iter()
            .filter(|v| is_name(v.1.kind))
            .any(|v| self.in_words(report, v.1.key) || unlisted && report.around.binary_search(&v.1.key).is_ok())
    }

    /// Whether all words of a name stand in a report's sentences.
    fn in_words(&self, report: &Report, key: u32) -> bool {
        report.words.have_all(local(self.keys.text(key)).split('-'))
    }

    fn is_place(&self, report: &Report, value: &(u8, Value)) -> bool {
        self.policies.get(report.class, value.0).is_some_and(|p| p.place)
    }

    /// Two values that are one under two descriptions: a place in another, a
    /// phrase that says more.
    fn near(&self, policy: &Policy, left: &[(u8, Value)], right: &[(u8, Value)]) -> Option<(u32, u32, f64)> {
        let mut best: Option<(u32, u32, f64)> = None;
        for (_, x) in left {
            for (_, y) in right {
                let weight = match (x.kind, y.kind) {
                    (Kind::Code, _) | (_, Kind::Code) => continue,
                    _ => self.alike(policy, *x, *y) * policy.weight.unwrap_or(1.0),
                };
                if weight > best.map_or(0.0, |b| b.2) {
                    best = Some((x.key, y.key, weight));
                }
            }
        }
        best
    }

    fn alike(&self, policy: &Policy, x: Value, y: Value) -> f64 {
        let (a, b) = (self.keys.text(x.key), self.keys.text(y.key));
        if policy.place && (container(a).is_some_and(|c| c == b) || container(b).is_some_and(|c| c == a)) {
            return 0.25;
        }
        let (s, t) = (tokens(a), tokens(b));
        let (few, many) = if s.len() <= t.len() { (s, t) } else { (t, s) };
        let inside = !few.is_empty() && few.iter().all(|w| many.contains(w));
        if policy.telling {
            // "deputy secretary" is no "secretary", though an "ambassador to
            // Velmar" is an "ambassador".
            return if inside && few.contains(&many[0]) { 0.7 } else { 0.0 };
        }
        match inside {
            true if is_plain(x.kind) && is_plain(y.kind) => 0.25 * (few.len().min(2) as f64),
            true if policy.place && !is_plain(x.kind) && !is_plain(y.kind) => 0.6,
            true if few.len() >= 2 => 0.7,
            true if is_plain(x.kind) || is_plain(y.kind) => 0.25,
            _ => 0.0,
        }
    }

    /// Names that are values of one report and stand in the sentences of the
    /// other, where they were given no role.
    fn told(&self, a: &Report, b: &Report, tally: &mut Tally) {
        let mut found: BTreeSet<u32> = BTreeSet::new();
        for (x, y) in [(a, b), (b, a)] {
            for (role, value) in &x.values {
                let names = (is_name(value.kind) || value.kind == Kind::Phrase)
                    && self.policies.get(x.class, *role).is_some_and(|p| p.identity == Identity::Shared)
                    && y.values.iter().all(|v| v.1.key != value.key);
                if names && self.in_words(y, value.key) {
                    found.insert(value.key);
                }
            }
        }
        if !found.is_empty() {
            let names: Vec<&str> = found.iter().map(|k| self.keys.text(*k)).collect();
            tally.specific = true;
            tally.add((0.4 * found.len() as f64).min(0.8), || format!("also named there: {}", names.join(", ")));
        }
    }

    /// Names and words that the sentences share; those who did it are counted
    /// already.
    fn words(&self, a: &Report, b: &Report, tally: &mut Tally) {
        let doers = tally.doers.iter().map(|key| local(self.keys.text(*key)));
        let (weight, share) = a.words.overlap(&b.words, doers);
        let score = ((weight - 0.5).clamp(0.0, 3.0) * 0.3 * (0.5 + share)).min(1.25);
        if score > 0.2 {
            tally.specific |= weight >= 2.5 && share >= 0.4;
            tally.add(score, || format!("sentences share names and words ({:.0} %)", share * 100.0));
        }
    }

    /// Whether both reports tell what the event was done to, and neither has
    /// anything of what the other names: a hospital and its mourners, a college
    /// and its cadets.
    fn other_aim(&self, a: &Report, b: &Report) -> bool {
        let told = |r: &Report, other: &Report| self.aims(other).any(|v| self.in_words(r, v.1.key));
        let alike = |l: &(u8, Value), r: &(u8, Value)| {
            let policy = self.policies.get(a.class, l.0);
            l.1.key == r.1.key || policy.is_some_and(|p| self.near(p, &[*l], &[*r]).is_some())
        };
        self.aims(a).next().is_some()
            && self.aims(b).next().is_some()
            && !self.aims(a).any(|l| self.aims(b).any(|r| alike(l, r)))
            && !told(a, b)
            && !told(b, a)
    }

    /// What a report tells the event was done to.
    fn aims<'r>(&'r self, report: &'r Report) -> impl Iterator<Item = &'r (u8, Value)> {
        report.values.iter().filter(|v| self.policies.get(report.class, v.0).is_some_and(names_event))
    }

    /// A town where one report has it and the other, which gives no listed place,
    /// has it somewhere in its article.
    fn around(&self, a: &Report, b: &Report, tally: &mut Tally) {
        // Ministers talk and speak in one capital every day, and what an article
        // only recalls may have been anywhere.
        if !a.chief || !b.chief || !self.policies.has_figures(a.class) {
            return;
        }
        for (x, y) in [(a, b), (b, a)] {
            let listed = |r: &Report| -> Vec<u32> {
                let of = r.values.iter().filter(|v| v.1.kind == Kind::Named && self.is_place(r, v));
                of.map(|v| v.1.key).collect()
            };
            if !listed(y).is_empty() {
                continue;
            }
            if let Some(town) = listed(x).iter().find(|key| y.around.binary_search(key).is_ok()) {
                tally.add(AROUND, || format!("in an article that names {}", self.keys.text(*town)));
                return;
            }
        }
    }

    /// Whether two reports of one article may be one event told in two places:
    /// nothing they say differs.
    pub fn fragments(&self, a: &Report, b: &Report) -> bool {
        // What one sentence tells as two is two: "the Kandar and Velmar bombings".
        let beside = a.told_in.iter().any(|s| b.told_in.contains(s));
        let mut tally = Tally::default();
        !(beside && self.policies.has_figures(a.class))
            && a.content.is_empty()
            && b.content.is_empty()
            && self.roles(a, b, &mut tally).is_some()
            && tally.score >= 0.0
            && !tally.parties
            && self.one_kind(a, b)
            && self.one_aim(a, b)
            && a.figures.iter().all(|f| b.figures.iter().all(|g| f.0 != g.0 || close(*f, *g)))
            && match (a.when, b.when) {
                (Some(x), Some(y)) => {
                    let (x, y) = same_year(x, y);
                    x.first <= y.last && y.first <= x.last
                }
                _ => true,
            }
    }

    /// Whether two reports of one article call what happened by one kind. Of what
    /// has a toll one telling may leave it open, or give neither day nor place, so
    /// that its kind alone tells it from what stands beside it: gunmen take
    /// hostages, and set off a bomb.
    fn one_kind(&self, a: &Report, b: &Report) -> bool {
        let kinds = |r: &Report| -> Vec<Value> {
            let tells = |v: &&(u8, Value)| {
                v.1.kind == Kind::Code && self.policies.get(r.class, v.0).is_some_and(|p| p.identity != Identity::None)
            };
            r.values.iter().filter(tells).map(|v| v.1).collect()
        };
        let bare = |r: &Report| r.when.is_none() && !r.values.iter().any(|v| self.is_place(r, v));
        let (x, y) = (kinds(a), kinds(b));
        x == y || self.policies.has_figures(a.class) && (x.is_empty() || y.is_empty() || bare(a) || bare(b))
    }

    /// Whether what two reports of one article say the event was done to or with
    /// is the same thing, where both say it: a text that names two targets in
    /// one town tells of two attacks.
    fn one_aim(&self, a: &Report, b: &Report) -> bool {
        let said = |v: &(u8, Value)| !matches!(v.1.kind, Kind::Code | Kind::Word);
        a.values.iter().filter(|v| said(v)).all(|(role, _)| {
            let Some(policy) = self.policies.get(a.class, *role).filter(|p| names_event(p)) else { return true };
            let (left, right) = (of_role(&a.values, *role), of_role(&b.values, *role));
            !right.iter().any(said)
                || left.iter().any(|l| right.iter().any(|r| l.1 == r.1))
                || self.near(policy, left, right).is_some()
        })
    }

    /// An equal toll speaks for one event; a different one does not speak
    /// against it, since tolls change.
    fn figures(&self, a: &Report, b: &Report, tally: &mut Tally) {
        for (role, min, max) in &a.figures {
            let same = b.figures.iter().any(|f| f.0 == *role && f.1 == *min && f.2 == *max);
            let Some(policy) = self.policies.get(a.class, *role).filter(|_| same && *min >= 3) else { continue };
            // "At least a hundred" is said of many.
            let exact = min == max || min % 10 != 0;
            let weight = if *min >= 10 && exact { 0.75 } else { 0.5 };
            tally.specific |= *min >= 10 && exact;
            tally.named |= *min >= 10 && min == max;
            tally.add(weight, || format!("same {}: {min}", policy.wire));
        }
    }
}

/// Whether one article may give two figures for one event: a toll of some of the
/// victims, and one of all.
fn close(a: (u8, u64, u64), b: (u8, u64, u64)) -> bool {
    /// Share of the larger figure that the smaller has.
    const SHARE: f64 = 0.75;
    let (few, many) = (a.1.min(b.1), a.1.max(b.1));
    a == b || few >= 10 && few as f64 >= many as f64 * SHARE
}

/// Words of a path or slug that count; small ones do not, unless capitals of
/// the other say what they stand for.
fn tokens(text: &str) -> Vec<&str> {
    local(text).split('-').filter(|w| w.len() > 3).collect()
}

/// The last part of a path.
fn local(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn of_role(values: &[(u8, Value)], role: u8) -> &[(u8, Value)] {
    let from = values.partition_point(|v| v.0 < role);
    let to = values.partition_point(|v| v.0 <= role);
    values.get(from..to).unwrap_or(&[])
}

fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Named | Kind::Unlisted)
}

/// A description, no name.
fn is_plain(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Description)
}

fn weight(kind: Kind, policy: &Policy) -> f64 {
    let base = match kind {
        Kind::Named | Kind::Unlisted | Kind::Phrase => 1.0,
        Kind::Description => 0.5,
        Kind::General => 0.25,
        // A status that nearly all events share says nothing.
        Kind::Code if policy.identity == Identity::None => 0.0,
        Kind::Code => return policy.weight.unwrap_or(0.25),
        Kind::Word => 0.0,
    };
    base * policy.weight.unwrap_or(1.0)
}

/// Whether a role's value names the event itself, not where it was.
fn names_event(policy: &Policy) -> bool {
    policy.identity == Identity::Shared && !policy.place && policy.weight.unwrap_or(1.0) >= 1.0
}

/// Words said: the same words are one statement, others hardly.
fn content(a: &Report, b: &Report, tally: &mut Tally) {
    if a.content.is_empty() || b.content.is_empty() {
        return;
    }
    let (_, share) = a.content.overlap(&b.content, []);
    if share >= 0.5 && a.content.len().min(b.content.len()) >= 3 {
        tally.specific = true;
        tally.add(0.5 + 1.5 * share, || format!("same words said ({:.0} %)", share * 100.0));
    } else {
        tally.score -= 1.0;
    }
}
