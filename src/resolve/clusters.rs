//! Union-find over mentions.

/// Groups of mentions that name the same thing.
pub(crate) struct Clusters {
    parent: Vec<u32>,
}

impl Clusters {
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }

    /// The first mention of the group of `m`.
    pub fn root(&self, mut m: u32) -> u32 {
        while self.parent[m as usize] != m {
            m = self.parent[m as usize];
        }
        m
    }

    /// Joins two groups; the earlier mention becomes the root.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
    }

    /// All groups, by first mention; mentions ascending.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); self.parent.len()];
        for m in 0..self.parent.len() as u32 {
            groups[self.root(m) as usize].push(m);
        }
        groups.retain(|g| !g.is_empty());
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_in_text_order() {
        let mut c = Clusters::new(5);
        c.join(4, 1);
        c.join(3, 4);
        assert_eq!(c.groups(), [vec![0], vec![1, 3, 4], vec![2]]);
        assert_eq!(c.root(3), 1);
    }
}
