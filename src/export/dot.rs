//! Graphviz.

use super::graph::{Edge, Node, RelationGraph, Standing};
use super::islands::{chains, islands};
use super::template::wrap;
use super::view::{ClassView, View};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Where more nodes than this hang together the layered layout gets too wide;
/// springs take over.
const LAYERED_LIMIT: usize = 90;

/// Several edges of one pair, drawn as one line.
#[derive(Default)]
struct Bundle<'a> {
    edges: Vec<&'a Edge>,
}

/// Writes the graph as DOT with a legend, shapes and colours from the view.
pub fn dot(graph: &RelationGraph, view: &View, title: Option<&str>) -> String {
    let ids = ids(graph);
    let islands = islands(graph);
    let layered = islands.first().is_none_or(|i| i.size() <= LAYERED_LIMIT);
    let mut out = String::from("digraph wiregraph {\n");
    header(&mut out, graph, view, title, layered);
    let frames = if layered { frames(graph) } else { BTreeMap::new() };
    for (number, (root, members)) in frames.iter().enumerate() {
        let label = graph.node_weights().find(|n| n.iri == **root).map_or("", |n| n.label.as_str());
        let _ = writeln!(out, "  subgraph cluster_{number} {{");
        let _ = writeln!(
            out,
            "    label={}; labelloc=t; labeljust=l; fontsize=10; fontcolor=\"#7a838c\"; style=\"rounded,filled\"; color=\"#d9dee3\"; fillcolor=\"#f7f9fb\"; margin=12;",
            quote(label)
        );
        for index in members {
            let _ = writeln!(out, "    {}", node(&graph[*index], &ids[index], view));
        }
        out.push_str("  }\n");
    }
    let framed: BTreeSet<NodeIndex> = frames.values().flatten().copied().collect();
    for index in graph.node_indices().filter(|i| !framed.contains(i)) {
        let _ = writeln!(out, "  {}", node(&graph[index], &ids[&index], view));
    }
    out.push('\n');
    for ((from, to), bundle) in bundles(graph, &framed) {
        let _ = writeln!(out, "  {} -> {} [{}];", ids[&from], ids[&to], attributes(&bundle));
    }
    if layered {
        for (from, to) in chains(&islands) {
            let _ = writeln!(out, "  {} -> {} [style=invis, weight=0];", ids[&from], ids[&to]);
        }
    }
    out.push_str("}\n");
    out
}

fn header(out: &mut String, graph: &RelationGraph, view: &View, title: Option<&str>, layered: bool) {
    let layout = if layered {
        "layout=dot; rankdir=LR; ranksep=0.7; nodesep=0.2"
    } else {
        "layout=sfdp; overlap=prism; overlap_scaling=2; sep=\"+30\"; K=1.4; repulsiveforce=1.2; splines=true; pack=14; packmode=\"graph\"; outputorder=edgesfirst"
    };
    let _ = writeln!(out, "  graph [{}];", layout.replace("; ", ", "));
    let _ = writeln!(
        out,
        "  graph [fontname=\"Helvetica,Arial,sans-serif\", bgcolor=white, pad=0.3, labelloc=b, labeljust=l, fontsize=10, label=<{}>];",
        legend(graph, view, title)
    );
    out.push_str("  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, style=filled, penwidth=1.1, margin=\"0.12,0.06\"];\n");
    out.push_str("  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, color=\"#6b7680\", fontcolor=\"#3f4850\", arrowsize=0.7];\n\n");
}

/// Node names in the file: short IRIs, which stay the same from build to build.
fn ids(graph: &RelationGraph) -> BTreeMap<NodeIndex, String> {
    graph.node_indices().map(|i| (i, quote(&crate::query::names::shorten(&graph[i].iri)))).collect()
}

/// Frames with at least three members in the picture.
fn frames(graph: &RelationGraph) -> BTreeMap<&str, Vec<NodeIndex>> {
    let mut frames: BTreeMap<&str, Vec<NodeIndex>> = BTreeMap::new();
    for index in graph.node_indices() {
        if let Some(frame) = &graph[index].frame {
            frames.entry(frame).or_default().push(index);
        }
    }
    frames.retain(|_, members| members.len() >= 3);
    frames
}

fn node(node: &Node, id: &str, view: &View) -> String {
    let class = view.class(&node.class).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    for line in wrap(&heading(node), 24) {
        lines.push(format!("<b>{}</b>", escape(&line)));
    }
    for line in wrap(&node.caption, 30) {
        lines.push(format!("<font point-size=\"9\">{}</font>", escape(&line)));
    }
    let mut style = "filled".to_owned();
    for more in [(class.shape == "rounded").then_some("rounded"), Some(node.standing.style()).filter(|s| *s != "solid")]
        .into_iter()
        .flatten()
    {
        style.push(',');
        style.push_str(more);
    }
    let tooltip = if node.caption.is_empty() {
        format!("{}: {}", node.class_label, node.label)
    } else {
        format!("{}: {} ({})", node.class_label, node.label, node.caption)
    };
    format!(
        "{id} [label=<{}>, {}, style={}, tooltip={}];",
        lines.join("<br/>"),
        look(&class),
        quote(&style),
        quote(&tooltip)
    )
}

/// The label with a capital, without the date in brackets that the caption repeats.
fn heading(node: &Node) -> String {
    let mut text = node.label.as_str();
    if let Some((before, date)) = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("))
        && node.event
        && node.caption.contains(date)
    {
        text = before;
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if node.event => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn look(class: &ClassView) -> String {
    // Graphviz draws polygons around the text box, which is roomy enough already.
    let tight = matches!(class.shape.as_str(), "octagon" | "hexagon" | "septagon" | "pentagon");
    format!(
        "{}shape={}, fillcolor={}, color={}, fontcolor={}",
        if tight { "margin=0, " } else { "" },
        quote(if class.shape == "rounded" { "box" } else { &class.shape }),
        quote(&class.colour),
        quote(&class.line_colour),
        quote(ink(&class.colour))
    )
}

/// White on dark fills, near black on light ones.
fn ink(fill: &str) -> &'static str {
    let part = |at: usize| fill.get(at..at + 2).and_then(|h| u32::from_str_radix(h, 16).ok()).unwrap_or(255);
    let light = part(1) * 299 + part(3) * 587 + part(5) * 114;
    if light < 140_000 { "#ffffff" } else { "#1d2329" }
}

/// Edges by pair of ends and style. Relations that only say in whose frame a
/// node stands are left out where the frame is drawn.
fn bundles<'a>(graph: &'a RelationGraph, framed: &BTreeSet<NodeIndex>) -> BTreeMap<(NodeIndex, NodeIndex), Bundle<'a>> {
    let mut out: BTreeMap<(NodeIndex, NodeIndex), Bundle<'a>> = BTreeMap::new();
    for edge in graph.edge_references() {
        let (a, b) = (edge.source(), edge.target());
        let same_frame = framed.contains(&a) && framed.contains(&b) && graph[a].frame == graph[b].frame;
        if edge.weight().framing && edge.weight().standing == Standing::Reference && same_frame {
            continue;
        }
        out.entry((a, b)).or_default().edges.push(edge.weight());
    }
    for bundle in out.values_mut() {
        bundle.edges.sort();
    }
    out
}

fn attributes(bundle: &Bundle<'_>) -> String {
    let best = bundle.edges.iter().map(|e| e.standing).min().unwrap_or_default();
    let weight = bundle.edges.iter().map(|e| e.weight()).max().unwrap_or(1);
    let mut lines: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for edge in &bundle.edges {
        let text = edge_label(edge);
        if !text.is_empty() && seen.insert(text.clone()) {
            lines.extend(wrap(&text, 26));
        }
    }
    const SHOWN: usize = 6;
    if lines.len() > SHOWN {
        let more = seen.len().saturating_sub(SHOWN - 1).max(1);
        lines.truncate(SHOWN - 1);
        lines.push(format!("and {more} more"));
    }
    let label: Vec<String> = lines.iter().map(|l| escape_label(l)).collect();
    let tooltip: Vec<String> = bundle.edges.iter().map(|e| tooltip(e)).collect();
    let mut out =
        format!("label=\"{}\", style={}, edgetooltip={}", label.join("\\n"), best.style(), quote(&tooltip.join("; ")));
    if best == Standing::Reference {
        out.push_str(", color=\"#b4bcc4\", fontcolor=\"#8a939b\"");
    }
    if weight > 1 {
        // One origin is thin, ten are thick; more makes no difference to the eye.
        let _ = write!(out, ", penwidth={:.1}", 1.0 + 0.35 * (weight.min(10) - 1) as f64);
    }
    out
}

fn edge_label(edge: &Edge) -> String {
    let speakers: Vec<&str> = edge.speakers.iter().map(String::as_str).collect();
    match edge.standing {
        Standing::Reference | Standing::Accepted => edge.label.clone(),
        Standing::Attributed if speakers.is_empty() => format!("{} (attributed)", edge.label),
        Standing::Attributed => format!("{} (says {})", edge.label, speakers.join(", ")),
        standing => format!("{} ({})", edge.label, standing.as_str()),
    }
}

fn tooltip(edge: &Edge) -> String {
    let mut out = edge_label(edge);
    if edge.claims > 0 {
        let _ = write!(out, ": {} origins, {} articles", edge.origins, edge.articles);
    }
    if !edge.receipt.is_empty() {
        let _ = write!(out, ", {}", crate::query::names::shorten(&edge.receipt));
    }
    out
}

fn legend(graph: &RelationGraph, view: &View, title: Option<&str>) -> String {
    let classes: BTreeSet<&str> = graph.node_weights().map(|n| n.class.as_str()).collect();
    let mut shown: Vec<&ClassView> = classes.iter().filter_map(|c| view.class(c)).collect();
    shown.sort_by(|a, b| (a.order, &a.label).cmp(&(b.order, &b.label)));
    let mut out = String::from("<table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"2\">");
    if let Some(title) = title {
        let _ = write!(out, "<tr><td align=\"left\"><font point-size=\"14\"><b>{}</b></font></td></tr>", escape(title));
    }
    for row in shown.chunks(9) {
        out.push_str(
            "<tr><td align=\"left\"><table border=\"0\" cellborder=\"0\" cellspacing=\"4\" cellpadding=\"3\"><tr>",
        );
        for class in row {
            let _ = write!(
                out,
                "<td border=\"1\" color=\"{}\" bgcolor=\"{}\"><font color=\"{}\" point-size=\"9\">{}</font></td>",
                escape(&class.line_colour),
                escape(&class.colour),
                ink(&class.colour),
                escape(&class.label)
            );
        }
        out.push_str("</tr></table></td></tr>");
    }
    out.push_str(
        "<tr><td align=\"left\"><font point-size=\"9\" color=\"#3f4850\">\u{2014}\u{2014}\u{2014} stated as fact \
         &#160;&#160; \u{2013} \u{2013} \u{2013} somebody says so \
         &#160;&#160; \u{b7} \u{b7} \u{b7} \u{b7} claimed by the actor, hedged or contested \
         &#160;&#160; thicker: more independent origins</font></td></tr></table>",
    );
    out
}

/// A DOT string: quotes and backslashes escaped, no line breaks.
fn quote(text: &str) -> String {
    format!("\"{}\"", escape_label(text))
}

fn escape_label(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => " ".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

/// Text inside an HTML-like label.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_break_out_of_a_label() {
        assert_eq!(quote("a \"b\" \\ c\nd"), "\"a \\\"b\\\" \\\\ c d\"");
        assert_eq!(escape("<b>&\"x\"</b>\u{0}"), "&lt;b&gt;&amp;&quot;x&quot;&lt;/b&gt; ");
    }

    #[test]
    fn dark_fills_get_white_ink() {
        assert_eq!(ink("#2f5d91"), "#ffffff");
        assert_eq!(ink("#fff2cc"), "#1d2329");
        assert_eq!(ink("nonsense"), "#1d2329");
    }
}
