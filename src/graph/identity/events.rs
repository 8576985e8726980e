use super::decisions::{Decisions, Judgement, Ledger};
use super::entities::Entities;
use super::groups::Groups;
use super::similarity::{ENOUGH, Evidence, Kind, Policy, Value, compare};
use crate::claim::{ArticleClaims, Claim, Frame, Object, Subject};
use crate::graph::dates::{self, Day};
use crate::graph::slug::slug;
use crate::ontology::vocab::{FactClass, Identity, NS, Projection, Role};
use crate::ontology::{Comparator, Functional, Ontology};
use crate::text::Sym;
use std::collections::{BTreeMap, BTreeSet};

/// Most event mentions of one block that are all compared with one another;
/// a larger block is cut by month.
const BLOCK: usize = 200;

/// Which situation each event mention of each article is.
#[derive(Debug, Default)]
pub struct Events {
    of: BTreeMap<String, u32>,
    /// All situations, by path.
    pub list: Vec<Situation>,
}

/// One event, tenure or other situation, over all articles.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Path under the base: `attack/jaffar-express-68411b82`.
    pub path: String,
    /// Fact class on the wire.
    pub class: String,
    /// Its event mentions: (article, frame id), sorted by frame id.
    pub frames: Vec<(usize, String)>,
    /// Why each was joined, by frame id; the first has no reason.
    pub reasons: BTreeMap<String, Evidence>,
    /// Value that most reports give for a property which minted nodes lie in.
    pub within: BTreeMap<String, String>,
}

/// One event mention with all that tells it from others.
#[derive(Debug, Clone)]
pub struct Report {
    article: usize,
    frame: Frame,
    sha256: String,
    natural: Option<String>,
    /// Values by role, with what the role contributes.
    pub roles: BTreeMap<String, (Policy, BTreeSet<Value>)>,
    /// First and last possible day.
    pub date: Option<(Day, Day)>,
    within: BTreeMap<String, String>,
}

impl Events {
    /// Gathers event mentions into situations.
    pub fn resolve(
        articles: &[&ArticleClaims],
        entities: &Entities,
        decisions: &Decisions,
        ledger: &Ledger,
        ontology: &Ontology,
    ) -> Self {
        let reports = reports(articles, entities, ontology);
        let mut groups = Groups::new(reports.len());
        let mut reasons: BTreeMap<u32, Evidence> = BTreeMap::new();
        decide(&reports, decisions, &mut groups);
        join_natural(&reports, &mut groups);
        for (a, b, evidence) in candidates(&reports) {
            if !groups.forbidden(a, b) && groups.root(a) != groups.root(b) && !share_article(&reports, &groups, a, b) {
                groups.join(a, b);
                let later = if seed_order(&reports[a as usize]) < seed_order(&reports[b as usize]) { b } else { a };
                reasons.entry(later).or_insert(evidence);
            }
        }
        Self::name(&reports, &groups, &reasons, ledger)
    }

    fn name(reports: &[Report], groups: &Groups, reasons: &BTreeMap<u32, Evidence>, ledger: &Ledger) -> Self {
        let mut list: Vec<Situation> = Vec::new();
        for i in 0..reports.len() as u32 {
            if groups.root(i) != i {
                continue;
            }
            let mut members: Vec<u32> = groups.members(i).to_vec();
            members.sort_by(|a, b| seed_order(&reports[*a as usize]).cmp(&seed_order(&reports[*b as usize])));
            let all = || members.iter().map(|m| &reports[*m as usize]);
            let Some(seed) = all().next() else { continue };
            let mut frames: Vec<(usize, String)> = all().map(|r| (r.article, r.frame.id.clone())).collect();
            frames.sort_by(|a, b| a.1.cmp(&b.1));
            let pinned = frames.iter().find_map(|(_, id)| ledger.get(&format!("frame/{id}")));
            let natural = all().filter_map(|r| r.natural.as_ref()).min();
            let anchor = slug(if seed.frame.anchor.is_empty() { &seed.frame.class } else { &seed.frame.anchor });
            let class = slug(&seed.frame.class);
            let path = match (pinned, natural) {
                (Some(pinned), _) => pinned.to_owned(),
                (None, Some(natural)) => natural.clone(),
                (None, None) => format!("{class}/{anchor}-{}", &seed.frame.id[..8.min(seed.frame.id.len())]),
            };
            let mut counts: BTreeMap<(&String, &String), usize> = BTreeMap::new();
            for (property, value) in all().flat_map(|r| &r.within) {
                *counts.entry((property, value)).or_default() += 1;
            }
            let mut within: BTreeMap<String, (usize, String)> = BTreeMap::new();
            for ((property, value), n) in counts {
                let best = within.entry(property.clone()).or_default();
                if n > best.0 {
                    *best = (n, value.clone());
                }
            }
            list.push(Situation {
                path,
                class: seed.frame.class.clone(),
                frames,
                reasons: members
                    .iter()
                    .filter_map(|m| reasons.get(m).map(|e| (reports[*m as usize].frame.id.clone(), e.clone())))
                    .collect(),
                within: within.into_iter().map(|(p, (_, v))| (p, v)).collect(),
            });
        }
        list.sort_by(|a, b| (&a.path, &a.frames).cmp(&(&b.path, &b.frames)));
        separate(&mut list);
        list.sort_by(|a, b| a.path.cmp(&b.path));
        let of =
            list.iter().enumerate().flat_map(|(i, s)| s.frames.iter().map(move |f| (f.1.clone(), i as u32))).collect();
        Self { of, list }
    }

    /// The situation of an event mention.
    pub fn of_frame(&self, id: &str) -> Option<&Situation> {
        self.list.get(*self.of.get(id)? as usize)
    }
}

/// Two situations that came to one name, by a pin or by chance, are told apart
/// by the hash of their first mention.
fn separate(list: &mut [Situation]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for situation in list {
        if !seen.insert(situation.path.clone()) {
            let frame = situation.frames.first().map_or("x", |f| f.1.as_str());
            situation.path = format!("{}--{}", situation.path, &frame[..8.min(frame.len())]);
            seen.insert(situation.path.clone());
        }
    }
}

fn seed_order(r: &Report) -> (&str, u32, &str) {
    (&r.sha256, r.frame.begin, &r.frame.id)
}

fn share_article(reports: &[Report], groups: &Groups, a: u32, b: u32) -> bool {
    let of = |m: &u32| reports[*m as usize].article;
    let left: BTreeSet<usize> = groups.members(a).iter().map(of).collect();
    groups.members(b).iter().any(|m| left.contains(&of(m)))
}

/// All event mentions, sorted by id; one that two copies share counts once.
fn reports(articles: &[&ArticleClaims], entities: &Entities, ontology: &Ontology) -> Vec<Report> {
    let mut by_frame: BTreeMap<&str, Report> = BTreeMap::new();
    for (number, article) in articles.iter().enumerate() {
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &article.claims {
            if let Subject::Frame(frame) = &claim.subject {
                claims.entry(frame).or_default().push(claim);
            }
        }
        for frame in &article.frames {
            let Some(class) = ontology.vocab.class(Sym::new(&frame.class)) else { continue };
            let claims = claims.get(frame.id.as_str()).map_or(&[][..], Vec::as_slice);
            let report = Report {
                article: number,
                frame: frame.clone(),
                sha256: article.article.sha256.clone(),
                natural: None,
                roles: BTreeMap::new(),
                date: None,
                within: BTreeMap::new(),
            };
            by_frame.entry(&frame.id).or_insert_with(|| fill(report, class, claims, entities, ontology));
        }
    }
    by_frame.into_values().collect()
}

fn fill(mut report: Report, class: &FactClass, claims: &[&Claim], entities: &Entities, ontology: &Ontology) -> Report {
    let mut parts: BTreeMap<i64, String> = BTreeMap::new();
    for claim in claims.iter().filter(|c| !c.is_negative()) {
        let Some(role) = class.roles.iter().find(|r| r.iri.strip_prefix(NS).unwrap_or(&r.iri) == claim.role) else {
            continue;
        };
        let property = ontology.properties.get(&role.property);
        if let Object::Date(edtf, ..) = &claim.object {
            report.date = report.date.or_else(|| dates::interval(edtf));
            continue;
        }
        let Some(value) = value(report.article, &claim.object, entities) else { continue };
        if class
            .roles
            .iter()
            .any(|r| ontology.properties.get(&r.property).mint_within.as_deref() == Some(&role.property))
        {
            report.within.entry(role.property.clone()).or_insert_with(|| value.key.clone());
        }
        if names_it(role) {
            // A lone surname names its bearer in this article only, and so does
            // what is named after it.
            let own = match &claim.object {
                Object::Mention(entity, _) => {
                    entities.node(report.article, *entity).map_or(value.key.as_str(), |n| n.path.as_str())
                }
                _ => value.key.as_str(),
            };
            let local = own.split_once('/').map_or(own, |p| p.1).replace('/', "-").to_lowercase();
            parts.entry(role.order).or_insert(local);
        }
        let hard = property.functional == Functional::Strict && property.comparator != Comparator::PlaceWithin;
        let policy = Policy {
            excludes: role.identity == Identity::Key
                || role.identity == Identity::Distinct
                    && (hard || is_text(&claim.object) && property.functional == Functional::No),
            single: !role.many && !matches!(value.kind, Kind::Code | Kind::Description | Kind::Word),
            weight: property.link_weight,
        };
        report.roles.entry(role.wire.to_string()).or_insert((policy, BTreeSet::new())).1.insert(value);
    }
    let naming = class.roles.iter().filter(|r| names_it(r)).count();
    if class.projection == Projection::Tenure && naming > 0 && parts.len() == naming {
        let locals: Vec<String> = parts.into_values().collect();
        report.natural = Some(format!("{}/{}", slug(report.frame.class.as_str()), locals.join("--")));
    }
    report
}

/// Roles whose values together name a lasting situation.
fn names_it(role: &Role) -> bool {
    matches!(role.identity, Identity::Key | Identity::Distinct)
}

fn is_text(object: &Object) -> bool {
    matches!(object, Object::Text(..))
}

fn value(article: usize, object: &Object, entities: &Entities) -> Option<Value> {
    Some(match object {
        Object::Mention(entity, _) => {
            let node = entities.node(article, *entity)?;
            let kind = match (node.class.general, node.shared) {
                (true, _) => Kind::General,
                (_, true) => Kind::Named,
                (_, false) => Kind::Word,
            };
            // What two articles describe in one word they may mean alike; the
            // node itself stays in its article.
            let key = if node.shared { node.path.clone() } else { slug(&node.label) };
            Value { key, kind }
        }
        Object::Text(text, _) => {
            let kind = match text.split_whitespace().count() {
                _ if text.chars().any(char::is_uppercase) => Kind::Phrase,
                0 | 1 => Kind::Word,
                2 => Kind::Description,
                _ => Kind::Phrase,
            };
            Value { key: slug(text), kind }
        }
        Object::Code(code) => Value { key: slug(code), kind: Kind::Code },
        Object::Class(_) | Object::Date(..) | Object::Number(..) => return None,
    })
}

/// Decisions name event mentions, or events by the first digits of one.
fn decide(reports: &[Report], decisions: &Decisions, groups: &mut Groups) {
    let find = |side: &str| -> Option<u32> {
        let id = side.strip_prefix("frame/").unwrap_or_else(|| side.rsplit('-').next().unwrap_or(""));
        let hex = id.len() >= 8 && id.bytes().all(|b| b.is_ascii_hexdigit());
        reports.iter().position(|r| hex && r.frame.id.starts_with(id)).map(|i| i as u32)
    };
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
        if let Some(natural) = &report.natural {
            groups.join(*first.entry(natural).or_insert(i as u32), i as u32);
        }
    }
}

/// Pairs of reports of different articles that are one event, best first.
fn candidates(reports: &[Report]) -> Vec<(u32, u32, Evidence)> {
    let mut blocks: BTreeMap<(&str, &str, &str), Vec<u32>> = BTreeMap::new();
    for (i, report) in reports.iter().enumerate() {
        for (role, (_, values)) in &report.roles {
            for value in values.iter().filter(|v| matches!(v.kind, Kind::Named | Kind::Phrase | Kind::General)) {
                blocks.entry((&report.frame.class, role, &value.key)).or_default().push(i as u32);
            }
        }
    }
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    for block in blocks.into_values() {
        if block.len() <= BLOCK {
            all_pairs(&block, reports, &mut pairs);
            continue;
        }
        let mut months: BTreeMap<(i32, u8), Vec<u32>> = BTreeMap::new();
        for i in block {
            if let Some((first, _)) = reports[i as usize].date {
                months.entry((first.0, first.1)).or_default().push(i);
            }
        }
        for month in months.into_values() {
            for part in month.chunks(BLOCK) {
                all_pairs(part, reports, &mut pairs);
            }
        }
    }
    let scored = pairs.into_iter().filter_map(|(a, b)| {
        let evidence = compare(&reports[a as usize], &reports[b as usize])?;
        (evidence.score >= ENOUGH).then_some((a, b, evidence))
    });
    let mut out: Vec<(u32, u32, Evidence)> = scored.collect();
    out.sort_by(|x, y| y.2.score.total_cmp(&x.2.score).then_with(|| (x.0, x.1).cmp(&(y.0, y.1))));
    out
}

fn all_pairs(block: &[u32], reports: &[Report], pairs: &mut BTreeSet<(u32, u32)>) {
    for (n, a) in block.iter().enumerate() {
        for b in &block[n + 1..] {
            if reports[*a as usize].article != reports[*b as usize].article {
                pairs.insert((*a.min(b), *a.max(b)));
            }
        }
    }
}
