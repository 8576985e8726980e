//! The dynamic oracle of the arc-hybrid system: what each move costs.

use super::super::parser::{NONE, State};

/// Gold arcs that become out of reach by shifting, attaching left, attaching right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Costs {
    pub shift: u32,
    pub left: u32,
    pub right: u32,
}

/// Costs in a state, for gold heads (`n` is the root).
pub(super) fn costs(state: &State, gold: &[usize]) -> Costs {
    let n = state.n;
    let (s0, s1, b0) = (state.s(0), state.s(1), state.next);
    let mut costs = Costs { shift: 0, left: 0, right: 0 };
    if s0 != NONE {
        let head = gold[s0];
        // Dependents of the top that still wait in the buffer.
        let waiting = (b0..n).filter(|d| gold[*d] == s0).count() as u32;
        let in_buffer = head >= b0 && head <= n;
        costs.left = waiting + u32::from(head == s1 || (in_buffer && head != b0));
        costs.right = waiting + u32::from(in_buffer);
    }
    if b0 < n {
        let below = state.stack.len().saturating_sub(1);
        let head = gold[b0];
        costs.shift = state.stack.iter().filter(|d| gold[**d] == b0).count() as u32
            + u32::from(state.stack[..below].contains(&head));
    }
    costs
}

/// Lifts the arcs that cross others until none does.
pub(super) fn make_projective(heads: &mut [usize]) {
    let n = heads.len();
    for _ in 0..n {
        let mut shortest: Option<(usize, usize)> = None;
        for d in 0..n {
            let h = heads[d];
            if h == n {
                continue;
            }
            let (low, high) = (h.min(d), h.max(d));
            let inside = (low + 1..high).all(|k| {
                let mut a = k;
                let mut steps = 0;
                while a != n && a != h && steps <= n {
                    a = heads[a];
                    steps += 1;
                }
                a == h
            });
            if !inside && shortest.is_none_or(|(_, length)| high - low < length) {
                shortest = Some((d, high - low));
            }
        }
        match shortest {
            Some((d, _)) => heads[d] = heads[heads[d]],
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Following moves that cost nothing gives the gold tree back.
    #[test]
    fn free_moves_lead_to_the_gold_tree() {
        let trees: [&[usize]; 4] = [&[1, 6, 1, 4, 1, 1], &[4, 0, 0, 4, 5], &[1, 2, 3], &[3, 0, 1]];
        for gold in trees {
            let n = gold.len();
            let mut state = State::default();
            state.reset(n);
            while !state.done() {
                let (c, legal) = (costs(&state, gold), state.legal());
                if legal.left && c.left == 0 {
                    state.attach_left(1, false);
                } else if legal.right && c.right == 0 {
                    state.attach_right(1);
                } else {
                    assert!(legal.shift && c.shift == 0, "no free move in {state:?}");
                    state.shift();
                }
            }
            assert_eq!(&state.heads[..n], gold);
        }
    }

    #[test]
    fn crossing_arcs_are_lifted() {
        let mut heads = [2, 3, 3, 4];
        make_projective(&mut heads);
        assert_eq!(heads, [3, 3, 3, 4]);
    }
}
