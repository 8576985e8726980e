//! Reading a table of word clusters.

use super::super::hash::text;
use super::super::lexicon::Lexicon;

/// The clusters of a table: lines of the path in the tree (`0` and `1`), a tab,
/// and words; `#` begins a comment. Nothing if a line is not of this form.
pub fn clusters(table: &str) -> Option<Clusters> {
    let mut lexicon = Lexicon::default();
    for line in table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (path, words) = line.split_once('\t')?;
        if path.len() > 30 {
            return None;
        }
        let mut bits = 0u32;
        for (i, step) in path.chars().enumerate() {
            bits |= match step {
                '0' => 0,
                '1' => 1 << i,
                _ => return None,
            };
        }
        let index = lexicon.paths.len() as u16;
        lexicon.paths.push(bits);
        for word in words.split_whitespace() {
            lexicon.clusters.insert(text(word), index);
        }
    }
    Some(Clusters(lexicon))
}

/// Words with their clusters.
#[derive(Clone, Debug, Default)]
pub struct Clusters(pub(super) Lexicon);

impl Clusters {
    /// Number of clusters and of words.
    pub fn len(&self) -> (usize, usize) {
        (self.0.paths.len(), self.0.clusters.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::word::Word;
    use super::clusters;

    #[test]
    fn words_have_the_branches_of_their_cluster() {
        let read = clusters("# note\n0110\tLima Paris\n1\tgo run\n").expect("two clusters");
        assert_eq!(read.len(), (2, 4));
        let of = |form: &str| read.0.of(&Word::new(form, &form.to_lowercase())).path;
        assert_eq!((of("Paris"), of("Run"), of("walk")), (0b110, 1, 0));
        assert!(clusters("01x\tword").is_none() && clusters("word").is_none());
    }
}
