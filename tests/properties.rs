//! Properties of the knowledge base over random small worlds: whatever comes
//! and goes in whatever order, the graph is the one that is derived from what
//! is there. 1,200 cases.

#[path = "kb/fixture.rs"]
#[allow(dead_code)]
mod fixture;

use fixture::{Article, code, date, number, said, text};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;
use wiregraph::claim::{self, ArticleClaims};
use wiregraph::extract::{ArticleFacts, Modality, Value};
use wiregraph::graph::{
    self, Change, DEFAULT_BASE, Decision, Decisions, Graph, Judgement, Judgements, KnowledgeBase, Note, Notes,
    RuleBook, Stance,
};
use wiregraph::ontology::{Ontology, Source};
use wiregraph::text::Document;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| {
    let (ontology, report) = Ontology::load(&Source::embedded());
    assert!(!report.has_errors(), "{report}");
    ontology
});

const GROUPS: [&str; 4] = ["Blue Army", "Blue Armee", "Red Hand", "Army of Halden"];
const PERSONS: [&str; 3] = ["Ola Berg", "Ole Berg", "Kari Nord"];
const PLACES: [&str; 2] = ["Halden", "Moss"];
const DATES: [&str; 4] = ["2025-03-11", "2025-03", "2025-03-12", "2024-05-02"];
const KINDS: [&str; 2] = ["bombing", "hijacking"];
const VOICES: [Modality; 4] = [Modality::Asserted, Modality::Asserted, Modality::Attributed, Modality::Negated];

/// What an article says, in small numbers.
type Content = (usize, usize, usize, usize, usize, u64, usize);

fn content() -> impl Strategy<Value = Content> {
    (0..GROUPS.len(), 0..PERSONS.len(), 0..PLACES.len(), 0..DATES.len(), 0..KINDS.len(), 20..24u64, 0..VOICES.len())
}

/// An attack and a tenure, as the extractor would find them. All that makes the
/// facts stands in the text: one text is always read the same.
fn article(id: usize, (group, person, place, day, kind, killed, voice): Content) -> Article {
    let (group, person, place) = (GROUPS[group], PERSONS[person], PLACES[place]);
    let mut a = Article::published(
        &format!("article-{id}"),
        &format!("2025-04-{:02}", 1 + id),
        &format!(
            "The {group} attacked the Coast Express in {place} on {} and killed {killed} people.\n\
             Interior minister {person} spoke.\n\
             Told in voice {voice}, of kind {kind}.\n",
            DATES[day]
        ),
    );
    let group = a.entity("organization", "militant_group", "", &[group]);
    let place_entity = a.entity("place", "", "", &[place]);
    let person_entity = a.entity("person", "", "", &[person]);
    let toll = format!("{killed} people");
    let fact = a.fact(
        "attack",
        "attacked",
        vec![
            ("kind", code(KINDS[kind]), ""),
            ("target", text("Coast Express"), "Coast Express"),
            ("place", Value::Entity(place_entity), place),
            ("date", date(DATES[day]), DATES[day]),
            ("perpetrators", Value::Entity(group), ""),
            ("killed", number(killed), &toll),
        ],
    );
    let speaker = (VOICES[voice] == Modality::Attributed).then_some(person_entity);
    said(fact, &["killed", "perpetrators"], VOICES[voice], speaker);
    a.fact(
        "official",
        "Interior minister",
        vec![
            ("person", Value::Entity(person_entity), person),
            ("post", text("Interior minister"), "Interior minister"),
            ("status", code("current"), ""),
        ],
    );
    a
}

fn claims(articles: &BTreeMap<usize, Content>) -> Vec<ArticleClaims> {
    let made = articles.iter().map(|(id, content)| article(*id, *content));
    made.map(|a| claim::from_facts(&a.document, &a.facts, &ONTOLOGY)).collect()
}

fn derive(claims: &[ArticleClaims], judgements: &Judgements) -> Graph {
    graph::build(claims, judgements, &RuleBook::of(&ONTOLOGY), &ONTOLOGY, DEFAULT_BASE)
}

fn decision(a: usize, b: usize, what: usize, active: bool) -> Option<Decision> {
    let path = |n: usize| match n {
        0..=3 => format!("org/{}", GROUPS[n].to_lowercase().replace(' ', "-")),
        _ => format!("person/{}", PERSONS[n - 4].to_lowercase().replace(' ', "-")),
    };
    let (left, right) = (path(a.min(b)), path(a.max(b)));
    let one_kind = (a < 4) == (b < 4);
    (a != b && one_kind).then(|| Decision {
        left: left.clone().min(right.clone()),
        right: left.max(right),
        judgement: [Judgement::Same, Judgement::Different, Judgement::Unsure][what],
        active,
        because: "so it is".to_owned(),
        by: "analyst".to_owned(),
        date: String::new(),
    })
}

/// A note about the event that a claim is about.
fn note(claims: &[ArticleClaims], about: usize, what: usize, stance: bool, active: bool) -> Option<Note> {
    let frames: Vec<&str> =
        claims.iter().flat_map(|c| &c.frames).filter(|f| f.class == "attack").map(|f| f.id.as_str()).collect();
    let frame = frames.get(about % frames.len().max(1))?;
    let (property, value) =
        [("date", "2025-03-12"), ("date", "2025-03"), ("killed", "22"), ("killed", "30"), ("kind", "bombing")][what];
    Some(Note {
        subject: format!("frame/{frame}"),
        property: property.to_owned(),
        value: value.to_owned(),
        stance: if stance { Stance::So } else { Stance::Not },
        active,
        source: "the record".to_owned(),
        because: String::new(),
        by: "analyst".to_owned(),
        date: String::new(),
    })
}

fn read_decisions(list: &[Decision]) -> Decisions {
    let lines: String = list.iter().map(Decision::line).collect();
    Decisions::read(&format!("{}{lines}", Decisions::HEADER), "decisions.csv", DEFAULT_BASE).expect("valid decisions")
}

fn read_notes(list: &[Note]) -> Notes {
    let lines: String = list.iter().map(Note::line).collect();
    Notes::read(&format!("{}{lines}", Notes::HEADER), "notes.csv", DEFAULT_BASE).expect("valid notes")
}

/// Lines of the evidence that belong to claims and say nothing derived.
fn bare_claims(graph: &Graph) -> Vec<&str> {
    let derived = ["states", "speaker", "origin"].map(|p| format!("> <https://w3id.org/wiregraph/ns#{p}> "));
    let of_claim = |l: &&str| l.contains("/id/claim/") && !derived.iter().any(|p| l.contains(p));
    graph.evidence.lines().filter(of_claim).collect()
}

// ------------------------------------------------------------ on disk

#[derive(Clone, Debug)]
enum Step {
    Add(usize, Content),
    Remove(usize),
    Decide(usize, usize, usize, bool),
    Note(usize, usize, bool, bool),
    Build,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..5usize, content()).prop_map(|(id, content)| Step::Add(id, content)),
        2 => (0..5usize).prop_map(Step::Remove),
        1 => (0..7usize, 0..7usize, 0..3usize, any::<bool>()).prop_map(|(a, b, j, active)| Step::Decide(a, b, j, active)),
        1 => (0..5usize, 0..5usize, any::<bool>(), any::<bool>()).prop_map(|(a, w, s, active)| Step::Note(a, w, s, active)),
        1 => Just(Step::Build),
    ]
}

/// A folder in memory where there is one: nothing here needs to outlive the test.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a temporary folder")
}

fn add(kb: &mut KnowledgeBase, articles: Vec<Article>) {
    let facts: BTreeMap<String, ArticleFacts> =
        articles.iter().map(|a| (a.document.id.clone(), a.facts.clone())).collect();
    let documents: Vec<Document> = articles.into_iter().map(|a| a.document).collect();
    let extract = |d: &Document| facts.get(&d.id).cloned().unwrap_or_default();
    kb.add(documents, &ONTOLOGY, extract, |_| {}).expect("added");
}

/// Every file of the derived graph.
fn graph_files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(root.join("graph")).expect("a graph") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            out.insert(name, std::fs::read(&path).expect("readable"));
        }
    }
    out
}

fn take(kb: &mut KnowledgeBase, articles: &mut BTreeMap<usize, Content>, step: Step) {
    match step {
        Step::Add(id, content) => {
            articles.insert(id, content);
            add(kb, vec![article(id, content)]);
        }
        Step::Remove(id) => {
            let was = articles.remove(&id).is_some();
            assert_eq!(kb.remove(&format!("article-{id}")).expect("removed"), was);
        }
        Step::Decide(a, b, judgement, active) => {
            if let Some(decision) = decision(a, b, judgement, active) {
                kb.judge(Change::Decision(&decision)).expect("judged");
            }
        }
        Step::Note(about, what, stance, active) => {
            if let Some(note) = note(&claims(articles), about, what, stance, active) {
                kb.judge(Change::Note(&note)).expect("noted");
            }
        }
        Step::Build => drop(kb.build_graph(&ONTOLOGY).expect("built")),
    }
}

/// A new knowledge base of the articles, with the judgements of another, built
/// at once.
fn rebuilt<'p>(fresh: &'p Path, judged: &Path, articles: &BTreeMap<usize, Content>) -> &'p Path {
    let mut kb = KnowledgeBase::open_or_create(fresh).expect("opened");
    for name in ["decisions.csv", "notes.csv"] {
        if judged.join(name).exists() {
            std::fs::copy(judged.join(name), fresh.join(name)).expect("copied");
        }
    }
    let all: Vec<Article> = articles.iter().rev().map(|(id, content)| article(*id, *content)).collect();
    if !all.is_empty() {
        add(&mut kb, all);
    }
    kb.build_graph(&ONTOLOGY).expect("built");
    fresh
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A knowledge base that went through additions, replacements, removals,
    /// judgements and notes has the very bytes of one that was built at once
    /// from what is left; what was removed left no trace.
    #[test]
    fn the_incremental_store_equals_a_full_rebuild(steps in prop::collection::vec(step(), 1..9)) {
        let (one, two) = (folder(), folder());
        let root = one.path().join("kb");
        let mut articles: BTreeMap<usize, Content> = BTreeMap::new();
        let mut kb = KnowledgeBase::open_or_create(&root).expect("opened");
        for step in steps {
            take(&mut kb, &mut articles, step);
        }
        kb.build_graph(&ONTOLOGY).expect("built");
        let fresh = two.path().join("kb");
        rebuilt(&fresh, &root, &articles);
        let other = KnowledgeBase::open(&fresh).expect("opened");
        prop_assert!(graph_files(&root) == graph_files(&fresh), "another graph");
        prop_assert_eq!(kb.articles(), other.articles());
    }
}

/// The lines of a packed file, sorted.
fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("a file");
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("packed");
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.sort_unstable();
    lines.concat()
}

/// What a build takes parts of the last graph from.
const FILES: [&str; 6] =
    ["units.json", "compared.bin", "evidence.nq.gz", "units.json", "compared.bin", "evidence.nq.gz"];

/// Removes one of these files, cuts it, or changes a bit of it.
fn damage(root: &Path, what: usize, at: prop::sample::Index) {
    let file = root.join("graph").join(FILES[what]);
    let Some(mut bytes) = std::fs::read(&file).ok().filter(|bytes| !bytes.is_empty()) else { return };
    match what {
        0 | 1 => std::fs::remove_file(&file).expect("removed"),
        2 => std::fs::write(&file, &bytes[..at.index(bytes.len())]).expect("written"),
        _ => {
            let at = at.index(bytes.len());
            bytes[at] ^= 4;
            std::fs::write(&file, &bytes).expect("written");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same for one that is built anew after every step, so that each graph
    /// takes over parts of the one before it: also if that one's files were
    /// damaged or are gone, which only costs time.
    #[test]
    fn a_graph_grown_step_by_step_equals_a_full_rebuild(
        steps in prop::collection::vec((step(), prop::option::weighted(0.3, (0..FILES.len(), any::<prop::sample::Index>()))), 2..7),
    ) {
        let (one, two) = (folder(), folder());
        let root = one.path().join("kb");
        let mut articles: BTreeMap<usize, Content> = BTreeMap::new();
        let mut kb = KnowledgeBase::open_or_create(&root).expect("opened");
        for (step, harm) in steps {
            take(&mut kb, &mut articles, step);
            if let Some((what, at)) = harm {
                damage(&root, what, at);
            }
            kb.build_graph(&ONTOLOGY).expect("built");
        }
        // What was damaged after the last change is not looked at again.
        let last = (5, (0, 0, 0, 0, 0, 20, 0));
        take(&mut kb, &mut articles, Step::Add(last.0, last.1));
        let built = kb.build_graph(&ONTOLOGY).expect("built");
        let fresh = two.path().join("kb");
        prop_assert!(graph_files(&root) == graph_files(rebuilt(&fresh, &root, &articles)), "another graph");
        // No quad stands in two units.
        let whole = derive(&kb.claims().expect("read"), &kb.judgements().expect("read"));
        prop_assert!(whole.evidence == unpacked(&root.join("graph/evidence.nq.gz")), "another text");
        prop_assert_eq!(whole.counts, built.counts);
    }
}

/// A new article leaves most of the evidence as it is.
#[test]
fn most_of_the_evidence_is_taken_over() {
    let folder = folder();
    let root = folder.path().join("kb");
    let mut kb = KnowledgeBase::open_or_create(&root).expect("opened");
    let content = |n: usize| (n % 4, n % 3, n % 2, n % 4, n % 2, 20, 0);
    add(&mut kb, (0..12).map(|n| article(n, content(n))).collect());
    let first = kb.build_graph(&ONTOLOGY).expect("built");
    assert!(first.rewritten > 8);
    let mut stranger = Article::new("stranger", "A shooting in Moss.\n");
    stranger.fact("attack", "shooting", vec![("kind", code("shooting"), "shooting")]);
    add(&mut kb, vec![stranger]);
    assert_eq!(kb.build_graph(&ONTOLOGY).expect("built").rewritten, 1);
    assert!(kb.remove("stranger").expect("removed"));
    let last = kb.build_graph(&ONTOLOGY).expect("built");
    assert!(last.rewritten <= 1 && last.counts == first.counts);
    // Without the last graph all is written again, and is the same.
    let files = graph_files(&root);
    std::fs::remove_dir_all(root.join("graph")).expect("removed");
    assert_eq!(kb.build_graph(&ONTOLOGY).expect("built").rewritten, first.rewritten);
    assert!(graph_files(&root) == files);
}

// ------------------------------------------------------------ in memory

fn worlds() -> impl Strategy<Value = BTreeMap<usize, Content>> {
    prop::collection::btree_map(0..6usize, content(), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// The order of articles is nothing; a merge changes no claim, and undoing
    /// it gives the facts back to the byte.
    #[test]
    fn undoing_a_merge_changes_no_claim(
        articles in worlds(),
        order in any::<prop::sample::Index>(),
        pair in (0..7usize, 0..7usize),
    ) {
        let mut all = claims(&articles);
        let plain = derive(&all, &Judgements::default());
        let turn = order.index(all.len());
        all.rotate_left(turn);
        if let Some(same) = decision(pair.0, pair.1, 0, true) {
            let with = |list: &[Decision]| {
                derive(&all, &Judgements { decisions: read_decisions(list), ..Judgements::default() })
            };
            let merged = with(std::slice::from_ref(&same));
            prop_assert_eq!(bare_claims(&plain), bare_claims(&merged));
            let undone = with(&[same.clone(), Decision { active: false, ..same }]);
            prop_assert!(undone.facts == plain.facts, "other facts");
            let rest = |g: &Graph| g.evidence.lines().filter(|l| !l.contains("/id/decision/")).map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(rest(&undone), rest(&plain));
        } else {
            prop_assert!(derive(&all, &Judgements::default()) == plain, "another order, another graph");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 350, failure_persistence: None, ..ProptestConfig::default() })]

    /// What a note says is so is accepted, what it says is not so is not;
    /// claims stay what they are; taken back, it leaves no trace.
    #[test]
    fn a_note_decides_and_leaves_no_trace(
        articles in worlds(),
        (about, what, stance) in (0..6usize, 0..5usize, any::<bool>()),
    ) {
        let all = claims(&articles);
        let plain = derive(&all, &Judgements::default());
        let Some(note) = note(&all, about, what, stance, true) else { return Ok(()) };
        let with = |list: &[Note]| derive(&all, &Judgements { notes: read_notes(list), ..Judgements::default() });
        let noted = with(std::slice::from_ref(&note));
        let own = format!("/note/{}>", note.id());
        prop_assert!(noted.evidence.contains(&own));
        let claim = noted.evidence.lines().find(|l| l.contains("#article>") && l.contains(&own)).expect("a claim of the note");
        let iri = claim.split(' ').next().expect("a subject");
        let value_of = |subject: &str, property: &str| {
            let start = format!("{subject} <https://w3id.org/wiregraph/ns#{property}> ");
            let line = noted.evidence.lines().find(|l| l.starts_with(&start)).expect("the property");
            line[start.len()..].trim_end_matches(" .").to_owned()
        };
        let acceptance = value_of(&value_of(iri, "states"), "acceptance");
        // A month noted is subsumed by a day that lies in it.
        let wanted: &[&str] = if stance { &["#accepted>", "#subsumed>"] } else { &["#rejected>", "#negative-only>"] };
        prop_assert!(wanted.iter().any(|w| acceptance.ends_with(w)), "{} for {:?}", acceptance, note);
        let without = |g: &Graph| bare_claims(g).into_iter().filter(|l| !l.starts_with(iri)).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(without(&noted), without(&plain));
        let back = with(&[note.clone(), Note { active: false, ..note }]);
        prop_assert!(back == plain, "a trace");
        // Checking a graph takes longer than all of the above.
        if about == 0 {
            let findings = graph::check(&graph::load(&noted).expect("loads"), &Source::embedded()).expect("checks run");
            prop_assert!(findings.is_empty(), "{:#?}", findings);
        }
    }
}
