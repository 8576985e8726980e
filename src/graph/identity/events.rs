use super::articles::Articles;
use super::blocks::Partners;
use super::compared::Compared;
use super::copies::Head;
use super::decisions::{Decisions, Judgement, Ledger, place, plain};
use super::entities::Entities;
use super::groups::Groups;
use super::reports::{Policies, Report, Reports, number_of};
use super::similarity::{Evidence, Scale};
use crate::claim::Frame;
use crate::graph::build::Judgements;
use crate::graph::slug::slug;
use crate::graph::strings::{Strings, places};
use crate::ontology::Ontology;
use crate::text::Sym;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Most members of each of two large groups that are compared before they
/// become one.
const LOOKED_AT: usize = 40;

/// Which situation each event mention of each article is.
#[derive(Debug, Default)]
pub struct Events {
    /// By the number that the id of an event mention is.
    of: FxHashMap<u64, u32>,
    /// All situations, by path.
    pub list: Vec<Situation>,
    /// The path now of what decisions name by an earlier one.
    pub judged: BTreeMap<String, String>,
}

/// One event, tenure or other situation, over all articles.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Path under the base: `attack/jaffar-express-68411b82`.
    pub path: String,
    /// Fact class on the wire.
    pub class: Sym,
    /// Its event mentions: (article, frame id), sorted by frame id.
    pub frames: Box<[(u32, Box<str>)]>,
    /// Why each was joined, by frame id; the first has no reason.
    pub reasons: BTreeMap<Box<str>, Evidence>,
    /// Value that most reports give for a property which minted nodes lie in.
    pub within: BTreeMap<String, String>,
}

impl Events {
    /// Gathers event mentions into situations.
    pub fn resolve(
        articles: &dyn Articles,
        heads: &[Head],
        reports: Reports,
        entities: &Entities,
        Judgements { decisions, ledger, .. }: &Judgements,
        (ontology, compared): (&Ontology, &mut Compared),
    ) -> Self {
        let (reports, keys, texts) = reports.finish();
        let profiles = entities.profiles();
        let policies = Policies::new(ontology);
        let scale = Scale { keys: &keys, policies: &policies, profiles: &profiles };
        let mut groups = Groups::new(reports.len());
        let mut reasons: BTreeMap<u32, Evidence> = BTreeMap::new();
        let judged = named(articles, heads, &reports, decisions, ledger);
        decide(&judged, decisions, &mut groups);
        join_natural(&reports, &mut groups);
        let order = |i: u32| {
            let r = &reports[i as usize];
            (heads[r.article as usize].sha256.as_ref(), r.begin, &r.frame)
        };
        let prints = compared.keeps().then(|| prints(&reports, entities, &scale));
        for (_, a, b) in alike(&reports, &scale, prints.as_deref(), compared) {
            if groups.root(a) != groups.root(b) && !groups.forbidden(a, b) && fit(&reports, &groups, &scale, a, b) {
                groups.join(a, b);
                let later = if order(a) < order(b) { b } else { a };
                if let Some(evidence) = scale.compare(&reports[a as usize], &reports[b as usize]) {
                    reasons.entry(later).or_insert(evidence);
                }
            }
        }
        let mut names: Vec<u32> = (0..reports.len() as u32).collect();
        names.sort_by(|a, b| order(*a).cmp(&order(*b)));
        let rank = places(&names);
        let mut out = Self::name(reports, &texts, &groups, reasons, &rank, ledger, ontology);
        let now = |frame: &str| out.of_frame(frame).map(|s| s.path.clone());
        out.judged = judged.into_iter().filter_map(|(side, (_, frame))| Some((side, now(&frame)?))).collect();
        out
    }

    /// Names the groups; `rank` says which report came first.
    fn name(
        reports: Vec<Report>,
        texts: &Strings,
        groups: &Groups,
        mut reasons: BTreeMap<u32, Evidence>,
        rank: &[u32],
        ledger: &Ledger,
        ontology: &Ontology,
    ) -> Self {
        let mut list: Vec<Situation> = Vec::new();
        for i in 0..reports.len() as u32 {
            if groups.root(i) != i {
                continue;
            }
            let mut members: Vec<u32> = groups.members(i).to_vec();
            members.sort_by_key(|m| rank[*m as usize]);
            let all = || members.iter().map(|m| &reports[*m as usize]);
            let Some(seed) = all().next() else { continue };
            let mut frames: Vec<(u32, Box<str>)> = all().map(|r| (r.article, r.frame.clone())).collect();
            frames.sort_by(|a, b| a.1.cmp(&b.1));
            let pinned = frames.iter().find_map(|(_, id)| ledger.get(&format!("frame/{id}")));
            let natural = all().filter_map(|r| r.natural.as_ref()).min();
            let class = ontology.vocab.classes.get(seed.class as usize).map_or(Sym::new(""), |c| c.wire);
            let anchor = slug(if seed.anchor.is_empty() { class.as_str() } else { &seed.anchor });
            let path = match (pinned, natural) {
                (Some(pinned), _) => pinned.to_owned(),
                (None, Some(natural)) => natural.to_string(),
                (None, None) => format!("{}/{anchor}-{}", slug(class.as_str()), &seed.frame[..8.min(seed.frame.len())]),
            };
            let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
            for (property, value) in all().flat_map(|r| r.within.iter()) {
                *counts.entry((texts.text(*property), texts.text(*value))).or_default() += 1;
            }
            let mut within: BTreeMap<String, (usize, String)> = BTreeMap::new();
            for ((property, value), n) in counts {
                let best = within.entry(property.to_owned()).or_default();
                if n > best.0 {
                    *best = (n, value.to_owned());
                }
            }
            let why = members.iter().filter_map(|m| Some((reports[*m as usize].frame.clone(), reasons.remove(m)?)));
            list.push(Situation {
                path,
                class,
                frames: frames.into(),
                reasons: why.collect(),
                within: within.into_iter().map(|(p, (_, v))| (p, v)).collect(),
            });
        }
        drop(reports);
        list.sort_by(|a, b| (&a.path, &a.frames).cmp(&(&b.path, &b.frames)));
        separate(&mut list);
        list.sort_by(|a, b| a.path.cmp(&b.path));
        let frames = list.iter().zip(0..).flat_map(|(s, i)| s.frames.iter().map(move |f| (number_of(&f.1), i)));
        Self { of: frames.collect(), list, judged: BTreeMap::new() }
    }

    /// The number of the situation of an event mention.
    pub fn number(&self, id: &str) -> Option<u32> {
        self.of.get(&number_of(id)).copied()
    }

    /// The situation of an event mention.
    pub fn of_frame(&self, id: &str) -> Option<&Situation> {
        self.list.get(self.number(id)? as usize)
    }
}

/// Hashes of all that comparing reads of each report.
fn prints(reports: &[Report], entities: &Entities, scale: &Scale<'_>) -> Vec<u128> {
    let articles = reports.iter().map(|r| r.article + 1).max().unwrap_or(0);
    let path = |node: u32| entities.nodes[node as usize].path.as_str();
    let articles: Vec<u128> = (0..articles).into_par_iter().map(|a| scale.profiles.print(a, path)).collect();
    let print = |r: &Report| r.print(articles[r.article as usize], |key| scale.keys.text(key));
    reports.par_iter().map(print).collect()
}

/// Pairs of reports that speak for being one event, those that say most for it
/// first.
fn alike(
    reports: &[Report],
    scale: &Scale<'_>,
    prints: Option<&[u128]>,
    compared: &mut Compared,
) -> Vec<(f64, u32, u32)> {
    let partners = Partners::new(reports, scale.profiles);
    let score = |a: u32, b: u32| scale.score(&reports[a.min(b) as usize], &reports[a.max(b) as usize]);
    let scored = |a: u32| partners.of(a).filter_map(move |b| Some((score(a, b)?, a.min(b), a.max(b))));
    let mut out: Vec<(f64, u32, u32)> = match prints {
        Some(prints) => compared.pairs(prints, &partners, score),
        None => (0..reports.len() as u32).into_par_iter().flat_map_iter(scored).collect(),
    };
    out.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then_with(|| (x.1, x.2).cmp(&(y.1, y.2))));
    out
}

/// Two situations that came to one name, by a pin or by chance, are told apart
/// by the hash of their first mention.
fn separate(list: &mut [Situation]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for situation in list {
        if !seen.insert(situation.path.clone()) {
            let frame = situation.frames.first().map_or("x", |f| &f.1);
            situation.path = format!("{}--{}", situation.path, &frame[..8.min(frame.len())]);
            seen.insert(situation.path.clone());
        }
    }
}

/// Whether nothing speaks against making two groups one: no two members of
/// one article that tell of two events, none that exclude each other.
fn fit(reports: &[Report], groups: &Groups, scale: &Scale<'_>, a: u32, b: u32) -> bool {
    let members = |m: u32| groups.members(m).iter().map(|m| &reports[*m as usize]);
    let agree = |x: &Report, y: &Report| match x.article == y.article {
        true => scale.fragments(x, y),
        false => !scale.excluded(x, y),
    };
    members(a).take(LOOKED_AT).all(|x| members(b).take(LOOKED_AT).all(|y| agree(x, y)))
}

/// The reports that decisions name, by the name they have there: an event
/// mention, an event by the first digits of one, by a pinned name or that of a
/// lasting situation, else by its place in a text.
fn named(
    articles: &dyn Articles,
    heads: &[Head],
    reports: &[Report],
    decisions: &Decisions,
    ledger: &Ledger,
) -> BTreeMap<String, (u32, Box<str>)> {
    let active: Vec<&str> = decisions.all().filter(|d| d.active).flat_map(|d| [d.left.as_str(), &d.right]).collect();
    let mut out = BTreeMap::new();
    if active.is_empty() {
        return out;
    }
    let mut pinned: BTreeMap<&str, u32> = BTreeMap::new();
    let mut natural: BTreeMap<&str, u32> = BTreeMap::new();
    let mut frames: BTreeMap<&str, u32> = BTreeMap::new();
    for (number, report) in (0..).zip(reports) {
        frames.insert(&report.frame, number);
        if let Some(name) = ledger.get(&format!("frame/{}", report.frame)) {
            pinned.entry(name).or_insert(number);
        }
        if let Some(name) = report.natural.as_deref() {
            natural.entry(name).or_insert(number);
        }
    }
    let in_text = |side: &str| {
        let (key, point) = place(side)?;
        let class = side.split('/').next()?;
        let number = heads.partition_point(|h| h.sha256.as_ref() < key);
        let article = heads.get(number).filter(|h| h.key() == key).map(|_| articles.read(number))?;
        let covers = |f: &&Frame| f.triggers.iter().any(|t| t.begin <= point && point < t.end) || f.begin == point;
        let frame = article.frames.iter().filter(|f| slug(&f.class) == class).find(covers)?;
        frames.get(frame.id.as_str()).copied()
    };
    for side in active {
        let name = plain(side);
        let id = name.strip_prefix("frame/").unwrap_or_else(|| name.rsplit('-').next().unwrap_or(""));
        let hex = id.len() >= 8 && id.bytes().all(|b| b.is_ascii_hexdigit());
        let by_id = || frames.range(id..).next().filter(|(frame, _)| hex && frame.starts_with(id)).map(|(_, n)| *n);
        let by_name = || pinned.get(name).or_else(|| natural.get(name)).copied();
        if let Some(number) = by_id().or_else(by_name).or_else(|| in_text(side)) {
            out.insert(name.to_owned(), (number, reports[number as usize].frame.clone()));
        }
    }
    out
}

fn decide(named: &BTreeMap<String, (u32, Box<str>)>, decisions: &Decisions, groups: &mut Groups) {
    let find = |side: &str| named.get(plain(side)).map(|n| n.0);
    let pairs = |judgement| -> Vec<(u32, u32)> {
        decisions.active(judgement).filter_map(|d| find(&d.left).zip(find(&d.right))).collect()
    };
    for (a, b) in pairs(Judgement::Different).into_iter().chain(pairs(Judgement::Unsure)) {
        groups.keep_apart(a, b);
    }
    for (a, b) in pairs(Judgement::Same) {
        groups.join(a, b);
    }
}

fn join_natural(reports: &[Report], groups: &mut Groups) {
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    for (i, report) in reports.iter().enumerate() {
        if let Some(natural) = report.natural.as_deref() {
            groups.join(*first.entry(natural).or_insert(i as u32), i as u32);
        }
    }
}
