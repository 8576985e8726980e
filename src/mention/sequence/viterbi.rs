//! The best sequence of labels, and how much better it is than the next.

/// Labels: outside, and begin and inside of each class.
pub(crate) const LABELS: usize = 9;

/// Scores of one position: of each label, and of each label after each.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// Of the label alone.
    pub label: [i64; LABELS],
    /// Of the label (second) after another (first).
    pub after: [[i64; LABELS]; LABELS],
    /// Which labels may stand here, a bit each.
    pub allowed: u16,
}

/// Every label may stand.
pub(crate) const ANY: u16 = (1 << LABELS) - 1;

const NEVER: i64 = i64::MIN / 4;

/// Whether a label may follow another: the inside of a name follows its begin.
pub(crate) fn follows(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// Best labels of a stretch with nothing before and after it, and for each
/// position by how much the best sequence beats the best one with another label
/// there. Nothing if no sequence is allowed.
pub(crate) fn decode(cells: &[Cell], labels: &mut Vec<u8>, margins: &mut Vec<i64>) {
    labels.clear();
    margins.clear();
    let n = cells.len();
    let step = |i: usize, p: usize, l: usize| -> i64 {
        if follows(p, l) && cells[i].allowed & (1 << l) != 0 { cells[i].label[l] + cells[i].after[p][l] } else { NEVER }
    };
    let mut forward = vec![[NEVER; LABELS]; n];
    let mut from = vec![[0u8; LABELS]; n];
    for i in 0..n {
        for l in 0..LABELS {
            if i == 0 {
                forward[0][l] = step(0, 0, l);
                continue;
            }
            for p in 0..LABELS {
                let sum = forward[i - 1][p] + step(i, p, l);
                if sum > forward[i][l] {
                    (forward[i][l], from[i][l]) = (sum, p as u8);
                }
            }
        }
    }
    let Some(last) = forward.last() else { return };
    let Some(best) = (0..LABELS).max_by_key(|l| (last[*l], LABELS - l)) else { return };
    let top = last[best];
    if top < NEVER / 2 {
        return;
    }
    labels.resize(n, 0);
    labels[n - 1] = best as u8;
    for i in (1..n).rev() {
        labels[i - 1] = from[i][usize::from(labels[i])];
    }
    let mut backward = vec![[0i64; LABELS]; n];
    for i in (0..n - 1).rev() {
        for p in 0..LABELS {
            backward[i][p] =
                (0..LABELS).map(|l| (backward[i + 1][l] + step(i + 1, p, l)).max(NEVER)).max().unwrap_or(NEVER);
        }
    }
    for i in 0..n {
        let other = (0..LABELS).filter(|l| *l != usize::from(labels[i]));
        let next = other.map(|l| forward[i][l].max(NEVER) + backward[i][l]).max().unwrap_or(NEVER);
        margins.push(top - next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(label: usize, score: i64) -> Cell {
        let mut cell = Cell { label: [0; LABELS], after: [[0; LABELS]; LABELS], allowed: ANY };
        cell.label[label] = score;
        cell
    }

    #[test]
    fn the_inside_of_a_name_needs_its_begin() {
        let (mut labels, mut margins) = (Vec::new(), Vec::new());
        decode(&[cell(1, 5), cell(2, 9)], &mut labels, &mut margins);
        assert_eq!((labels.as_slice(), margins.as_slice()), (&[1, 2][..], &[14, 9][..]));
        // An inside of another class cannot follow.
        decode(&[cell(1, 5), cell(4, 9)], &mut labels, &mut margins);
        assert_eq!(labels, [3, 4]);
        decode(&[cell(4, 9)], &mut labels, &mut margins);
        assert_eq!(labels, [0]);
        decode(&[], &mut labels, &mut margins);
        assert!(labels.is_empty());
        // What is not allowed is not taken.
        let only = Cell { allowed: 1, ..cell(1, 5) };
        decode(&[only], &mut labels, &mut margins);
        assert_eq!(labels, [0]);
    }
}
