//! Placing the parts of a picture that no edge joins.
//!
//! Graphviz's `dot` stacks them in one long column, and its own packing loses
//! the labels of edges. So they are chained by invisible edges into rows as
//! long as the longest part.

use super::graph::RelationGraph;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, VecDeque};

/// Rows are at least this many ranks long.
const LEAST_RANKS: usize = 7;

/// Nodes joined by edges, with the rank each gets when drawn from left to right.
#[derive(Debug)]
pub struct Island {
    /// Rank of each node, from 0.
    ranks: BTreeMap<NodeIndex, usize>,
}

impl Island {
    /// Number of nodes.
    pub fn size(&self) -> usize {
        self.ranks.len()
    }

    fn length(&self) -> usize {
        self.ranks.values().max().map_or(0, |r| r + 1)
    }

    fn first(&self) -> Option<NodeIndex> {
        self.ranks.iter().min_by_key(|(n, r)| (**r, **n)).map(|r| *r.0)
    }

    fn last(&self) -> Option<NodeIndex> {
        self.ranks.iter().max_by_key(|(n, r)| (**r, std::cmp::Reverse(**n))).map(|r| *r.0)
    }
}

/// The islands of a graph, largest first.
pub fn islands(graph: &RelationGraph) -> Vec<Island> {
    let mut seen: Vec<bool> = vec![false; graph.node_count()];
    let mut out = Vec::new();
    for start in graph.node_indices() {
        if seen[start.index()] {
            continue;
        }
        seen[start.index()] = true;
        let mut members = Vec::new();
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            members.push(at);
            for next in graph.neighbors_undirected(at) {
                if !seen[next.index()] {
                    seen[next.index()] = true;
                    queue.push_back(next);
                }
            }
        }
        out.push(Island { ranks: ranks(graph, &members) });
    }
    out.sort_by_key(|i| (std::cmp::Reverse(i.size()), i.ranks.keys().next().copied()));
    out
}

/// Longest-path ranks; in a cycle the longest chain found within as many steps
/// as there are members.
fn ranks(graph: &RelationGraph, members: &[NodeIndex]) -> BTreeMap<NodeIndex, usize> {
    let mut ranks: BTreeMap<NodeIndex, usize> = members.iter().map(|m| (*m, 0)).collect();
    let limit = members.len().min(12);
    for _ in 0..limit {
        let mut changed = false;
        for from in members {
            let next = ranks[from] + 1;
            for to in graph.neighbors(*from) {
                if next < limit && ranks.get(&to).is_some_and(|r| *r < next) {
                    ranks.insert(to, next);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    ranks
}

/// Pairs of nodes to join invisibly so that short islands follow one another.
pub fn chains(islands: &[Island]) -> Vec<(NodeIndex, NodeIndex)> {
    let longest = islands.iter().map(Island::length).max().unwrap_or(0).max(LEAST_RANKS);
    let mut rows: Vec<(usize, &Island)> = Vec::new();
    let mut out = Vec::new();
    for island in islands {
        match rows.iter_mut().find(|row| row.0 + island.length() <= longest) {
            Some(row) => {
                if let Some(pair) = row.1.last().zip(island.first()) {
                    out.push(pair);
                }
                *row = (row.0 + island.length(), island);
            }
            None => rows.push((island.length(), island)),
        }
    }
    out
}
