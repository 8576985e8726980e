use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Union-find in which some pairs must never meet.
#[derive(Debug)]
pub(crate) struct Groups {
    parent: Vec<u32>,
    /// Members of each group of two or more, by its root.
    members: FxHashMap<u32, Vec<u32>>,
    apart: BTreeMap<u32, Vec<u32>>,
}

impl Groups {
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect(), members: FxHashMap::default(), apart: BTreeMap::new() }
    }

    pub fn root(&self, mut item: u32) -> u32 {
        while self.parent[item as usize] != item {
            item = self.parent[item as usize];
        }
        item
    }

    pub fn members(&self, item: u32) -> &[u32] {
        let root = self.root(item);
        // A group of one is its own root.
        self.members.get(&root).map_or_else(|| std::slice::from_ref(&self.parent[root as usize]), Vec::as_slice)
    }

    /// Forbids that the two ever share a group.
    pub fn keep_apart(&mut self, a: u32, b: u32) {
        if a != b {
            self.apart.entry(a).or_default().push(b);
            self.apart.entry(b).or_default().push(a);
        }
    }

    /// Whether joining their groups would bring a forbidden pair together.
    pub fn forbidden(&self, a: u32, b: u32) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let (few, many) = (self.members(a), self.members(b));
        let (few, other) = if few.len() <= many.len() { (few, self.root(b)) } else { (many, self.root(a)) };
        few.iter().flat_map(|m| self.apart.get(m).into_iter().flatten()).any(|enemy| self.root(*enemy) == other)
    }

    /// Joins the two groups unless that is forbidden; tells whether they are
    /// one now.
    pub fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if self.forbidden(a, b) {
            return false;
        }
        let (big, small) = if self.members(a).len() >= self.members(b).len() { (a, b) } else { (b, a) };
        let moved = self.members.remove(&small).unwrap_or_else(|| vec![small]);
        self.members.entry(big).or_insert_with(|| vec![big]).extend(moved);
        self.parent[small as usize] = big;
        true
    }

    /// For each item what `best` finds among the members of its group; asked
    /// once a group.
    pub fn each(&self, best: impl Fn(&[u32]) -> u32) -> Vec<u32> {
        let mut out: Vec<u32> = (0..self.parent.len() as u32).collect();
        for members in self.members.values() {
            let found = best(members);
            members.iter().for_each(|m| out[*m as usize] = found);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_pairs_never_meet_over_a_third() {
        let mut groups = Groups::new(4);
        groups.keep_apart(0, 2);
        assert!(groups.join(0, 1));
        assert!(!groups.join(1, 2));
        assert!(groups.join(2, 3));
        assert!(!groups.join(3, 0));
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(0), groups.root(3));
        let mut members = groups.members(1).to_vec();
        members.sort_unstable();
        assert_eq!(members, [0, 1]);
        assert_eq!(groups.each(|m| m.iter().copied().max().unwrap_or(0)), [1, 1, 3, 3]);
    }
}
