//! From the store to the relationship graph.

use super::fold;
use super::graph::{Detail, Edge, Node, RelationGraph, Standing};
use super::template::fill;
use super::view::{ClassView, Draw, View};
use crate::error::Result;
use crate::ontology::vocab::NS;
use crate::query::names;
use crate::query::reader::{Reader, code, text, wg};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// An edge before its direction of drawing is decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draft {
    /// Subject of the triple.
    pub subject: String,
    /// IRI of the property, or of the class for events drawn as edges.
    pub property: String,
    /// Object of the triple.
    pub object: String,
    /// Drawn from object to subject.
    pub backward: bool,
    /// The edge.
    pub edge: Edge,
}

/// Builds the whole graph.
///
/// # Errors
/// If the store cannot be read.
pub fn build(store: &Store, view: &View, detail: Detail) -> Result<RelationGraph> {
    let builder = Builder { reader: Reader::new(store), view };
    let mut nodes = builder.nodes()?;
    let mut drafts = builder.propositions(&nodes)?;
    builder.direct(&nodes, &mut drafts)?;
    drop_general(view, &mut drafts);
    builder.weigh(&mut nodes)?;
    let frames = builder.frames(&nodes)?;
    fold::fold(&mut nodes, &mut drafts, view, detail, &|iri, name| builder.value(iri, name))?;
    for draft in drafts.iter_mut().filter(|d| d.edge.label.is_empty()) {
        draft.edge.label = view.class(&draft.property).map_or_else(|| draft.edge.relation.clone(), |c| c.label.clone());
    }
    for (iri, node) in &mut nodes {
        node.frame = frames.get(iri).cloned();
        if let Some(class) = view.class(&node.class) {
            node.caption = builder.fill(&class.caption, iri)?;
        }
    }
    Ok(assemble(nodes, drafts))
}

struct Builder<'a> {
    reader: Reader<'a>,
    view: &'a View,
}

impl Builder<'_> {
    fn nodes(&self) -> Result<BTreeMap<String, Node>> {
        let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for class in self.view.classes() {
            for iri in self.reader.pointing_at(&rdf::TYPE.into_owned(), &class.iri)? {
                types.entry(iri).or_default().push(class.iri.clone());
            }
        }
        let mut nodes = BTreeMap::new();
        for (iri, types) in types {
            // Vocabulary terms are no data; a merged name is drawn as what it was merged into.
            if iri.starts_with(NS) || self.reader.object(&iri, &wg("mergedInto"))?.is_some() {
                continue;
            }
            let class = self.view.most_special(&types).and_then(|c| self.view.class(c));
            let Some(class) = class.filter(|c| c.draw != Draw::Not) else { continue };
            nodes.insert(iri.clone(), self.node(iri, class)?);
        }
        Ok(nodes)
    }

    fn node(&self, iri: String, class: &ClassView) -> Result<Node> {
        let day = |p: &str| Ok::<_, crate::error::Error>(self.reader.object(&iri, &wg(p))?.map(|t| text(&t)));
        let standing = match self.reader.object(&iri, &wg("existence"))?.map(|t| code(&t)).as_deref() {
            None => Standing::Reference,
            Some("accepted") => Standing::Accepted,
            Some("contested") => Standing::Contested,
            Some(_) => Standing::Hedged,
        };
        Ok(Node {
            label: self.reader.label(&iri)?,
            caption: String::new(),
            class: class.iri.clone(),
            class_label: class.label.clone(),
            event: class.event,
            from: day("earliest")?,
            to: day("latest")?,
            standing,
            frame: None,
            articles: 0,
            origins: 0,
            iri,
        })
    }

    /// Edges from propositions between nodes.
    fn propositions(&self, nodes: &BTreeMap<String, Node>) -> Result<Vec<Draft>> {
        let mut drafts = Vec::new();
        for proposition in self.reader.pointing_at(&rdf::TYPE.into_owned(), &format!("{NS}Proposition"))? {
            let part =
                |p: NamedNode| Ok::<_, crate::error::Error>(self.reader.object(&proposition, &p)?.map(|t| text(&t)));
            let (Some(subject), Some(property), Some(object)) =
                (part(rdf::SUBJECT.into_owned())?, part(rdf::PREDICATE.into_owned())?, part(rdf::OBJECT.into_owned())?)
            else {
                continue;
            };
            let view = self.view.property(&property);
            if !view.drawn || subject == object || !nodes.contains_key(&subject) || !nodes.contains_key(&object) {
                continue;
            }
            let Some((standing, speakers)) = self.standing(&proposition)? else { continue };
            let count = |p: &str| Ok::<_, crate::error::Error>(self.reader.number(&proposition, &wg(p))?.unwrap_or(0));
            drafts.push(Draft {
                edge: Edge {
                    label: view.label,
                    relation: names::local(&property).to_owned(),
                    standing,
                    origins: count("originCount")?,
                    articles: count("articleCount")?,
                    claims: count("claimCount")?,
                    speakers,
                    from: None,
                    to: None,
                    receipt: proposition,
                    framing: view.cluster,
                },
                backward: view.backward,
                subject,
                property,
                object,
            });
        }
        Ok(drafts)
    }

    /// How well a proposition stands and who says so; `None` if it is not to be drawn.
    fn standing(&self, proposition: &str) -> Result<Option<(Standing, BTreeSet<String>)>> {
        let acceptance = self.reader.object(proposition, &wg("acceptance"))?.map(|t| code(&t)).unwrap_or_default();
        if acceptance == "accepted" {
            return Ok(Some((Standing::Accepted, BTreeSet::new())));
        }
        if acceptance != "reported" && acceptance != "contested" {
            return Ok(None);
        }
        let mut best: Option<(Standing, BTreeSet<String>)> = None;
        for claim in self.reader.pointing_at(&wg("states"), proposition)? {
            let modality = self.reader.object(&claim, &wg("modality"))?.map(|t| code(&t)).unwrap_or_default();
            let standing = match modality.as_str() {
                "attributed" => Standing::Attributed,
                "claimed" => Standing::Claimed,
                "hedged" | "expected" => Standing::Hedged,
                "asserted" => Standing::Contested,
                _ => continue,
            };
            let mut speakers = BTreeSet::new();
            for property in ["speaker", "speakerText"] {
                for speaker in self.reader.objects(&claim, &wg(property))? {
                    speakers.insert(self.reader.value(&speaker)?);
                }
            }
            match &mut best {
                Some((known, who)) if *known == standing => who.extend(speakers),
                Some((known, _)) if *known < standing => {}
                _ => best = Some((standing, speakers)),
            }
        }
        Ok(best)
    }

    /// Edges from triples without a proposition: reference data and shortcuts.
    fn direct(&self, nodes: &BTreeMap<String, Node>, drafts: &mut Vec<Draft>) -> Result<()> {
        let known: BTreeSet<(String, String, String)> =
            drafts.iter().map(|d| (d.subject.clone(), d.property.clone(), d.object.clone())).collect();
        let drawn: Vec<_> = self.view.properties().filter(|p| p.drawn).collect();
        for (iri, node) in nodes {
            for property in &drawn {
                for object in self.reader.objects(iri, &NamedNode::new_unchecked(&property.iri))? {
                    let Term::NamedNode(object) = object else { continue };
                    let key = (iri.clone(), property.iri.clone(), object.into_string());
                    if key.0 == key.2 || !nodes.contains_key(&key.2) || known.contains(&key) {
                        continue;
                    }
                    drafts.push(Draft {
                        edge: Edge {
                            label: property.label.clone(),
                            relation: names::local(&property.iri).to_owned(),
                            // A triple of an event stands as the event does.
                            standing: node.standing,
                            framing: property.cluster,
                            ..Edge::default()
                        },
                        backward: property.backward,
                        subject: key.0,
                        property: key.1,
                        object: key.2,
                    });
                }
            }
        }
        drafts.sort();
        Ok(())
    }

    /// Counts articles and independent origins: of an event those that say it
    /// happened, of an entity the articles that name it and their sources.
    fn weigh(&self, nodes: &mut BTreeMap<String, Node>) -> Result<()> {
        for (iri, node) in nodes {
            let mut articles = BTreeSet::new();
            for mention in self.reader.pointing_at(&wg("refersTo"), iri)? {
                articles.extend(self.reader.objects(&mention, &wg("inArticle"))?.iter().map(text));
            }
            let mut sources = BTreeSet::new();
            for article in &articles {
                sources.extend(self.reader.objects(article, &wg("inSourceGroup"))?.iter().map(text));
            }
            node.articles = articles.len() as u64;
            node.origins = sources.len() as u64;
            for proposition in self.reader.pointing_at(&rdf::SUBJECT.into_owned(), iri)? {
                let about = self.reader.object(&proposition, &rdf::PREDICATE.into_owned())?.map(|t| text(&t));
                if about.as_deref() == Some(rdf::TYPE.as_str()) {
                    node.articles = self.reader.number(&proposition, &wg("articleCount"))?.unwrap_or(0);
                    node.origins = self.reader.number(&proposition, &wg("originCount"))?.unwrap_or(0);
                }
            }
        }
        Ok(())
    }

    /// For every node the last node reached by properties that share a frame.
    fn frames(&self, nodes: &BTreeMap<String, Node>) -> Result<BTreeMap<String, String>> {
        let properties: Vec<NamedNode> =
            self.view.properties().filter(|p| p.cluster).map(|p| NamedNode::new_unchecked(&p.iri)).collect();
        let mut out = BTreeMap::new();
        for (iri, node) in nodes {
            if node.event {
                continue;
            }
            let mut path = vec![iri.clone()];
            while let Some(next) = self.next(&path, &properties, nodes)? {
                path.push(next);
            }
            let root = path.pop().unwrap_or_default();
            out.insert(iri.clone(), root);
        }
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        for root in out.values() {
            *sizes.entry(root.clone()).or_default() += 1;
        }
        out.retain(|_, root| sizes.get(root).is_some_and(|n| *n > 1));
        Ok(out)
    }

    fn next(
        &self,
        path: &[String],
        properties: &[NamedNode],
        nodes: &BTreeMap<String, Node>,
    ) -> Result<Option<String>> {
        let Some(at) = path.last() else { return Ok(None) };
        for property in properties {
            for object in self.reader.objects(at, property)? {
                let object = text(&object);
                if nodes.contains_key(&object) && !path.contains(&object) {
                    return Ok(Some(object));
                }
            }
        }
        Ok(None)
    }

    /// The value of a property as text, several joined by a slash.
    fn value(&self, iri: &str, name: &str) -> Result<Option<String>> {
        let mut values = BTreeSet::new();
        for term in self.reader.objects(iri, &wg(name))? {
            values.insert(self.reader.value(&term)?);
        }
        Ok((!values.is_empty()).then(|| values.into_iter().collect::<Vec<_>>().join(" / ")))
    }

    fn fill(&self, template: &str, iri: &str) -> Result<String> {
        let failed = std::cell::RefCell::new(None);
        let text = fill(template, &|name| {
            self.value(iri, name).unwrap_or_else(|e| {
                failed.replace(Some(e));
                None
            })
        });
        failed.into_inner().map_or(Ok(text), Err)
    }
}

/// Drops an edge where a more special one joins the same nodes.
fn drop_general(view: &View, drafts: &mut Vec<Draft>) {
    let mut special: BTreeSet<(String, String, String)> = BTreeSet::new();
    for draft in drafts.iter() {
        for above in view.property(&draft.property).above {
            special.insert((draft.subject.clone(), above, draft.object.clone()));
        }
    }
    drafts.retain(|d| !special.contains(&(d.subject.clone(), d.property.clone(), d.object.clone())));
}

fn assemble(nodes: BTreeMap<String, Node>, mut drafts: Vec<Draft>) -> RelationGraph {
    let mut graph = RelationGraph::new();
    let mut index = BTreeMap::new();
    for (iri, node) in nodes {
        index.insert(iri, graph.add_node(node));
    }
    for draft in &mut drafts {
        if draft.backward {
            std::mem::swap(&mut draft.subject, &mut draft.object);
        }
    }
    drafts.sort();
    drafts.dedup();
    for draft in drafts {
        if let (Some(a), Some(b)) = (index.get(&draft.subject), index.get(&draft.object)) {
            graph.add_edge(*a, *b, draft.edge);
        }
    }
    graph
}
