//! States and transitions of the arc-hybrid system.

/// No token.
pub(in super::super) const NONE: usize = usize::MAX;

/// A partial parse. The artificial root stands behind the last word.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct State {
    /// Number of words.
    pub n: usize,
    /// Words on the stack.
    pub stack: Vec<usize>,
    /// First word of the buffer; `n` is the root.
    pub next: usize,
    /// Head of each word, or [`NONE`].
    pub heads: Vec<usize>,
    /// Relation of each word to its head.
    pub rels: Vec<u8>,
    /// The two outermost children on the left of each word.
    pub left: Vec<[usize; 2]>,
    /// The two outermost children on the right.
    pub right: Vec<[usize; 2]>,
    /// Number of children on the left and right.
    pub valency: Vec<[u8; 2]>,
    /// Sets of relations on the left and right.
    pub sets: Vec<[u64; 2]>,
    /// The child that marks case or subordination.
    pub marker: Vec<usize>,
}

/// What may be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Legal {
    pub shift: bool,
    pub left: bool,
    pub right: bool,
}

impl State {
    /// Begins a sentence of `n` words.
    pub fn reset(&mut self, n: usize) {
        self.n = n;
        self.stack.clear();
        self.next = 0;
        macro_rules! fill {
            ($($field:ident = $value:expr),*) => {$( self.$field.clear(); self.$field.resize(n + 1, $value); )*};
        }
        fill!(
            heads = NONE,
            rels = 0,
            left = [NONE; 2],
            right = [NONE; 2],
            valency = [0; 2],
            sets = [0; 2],
            marker = NONE
        );
    }

    /// Whether the parse is complete.
    pub fn done(&self) -> bool {
        self.next == self.n && self.stack.is_empty()
    }

    /// The `k`-th word from the top of the stack.
    pub fn s(&self, k: usize) -> usize {
        self.stack.len().checked_sub(k + 1).map_or(NONE, |i| self.stack[i])
    }

    /// The `k`-th word of the buffer, the root last.
    pub fn b(&self, k: usize) -> usize {
        if self.next + k <= self.n { self.next + k } else { NONE }
    }

    /// What the system allows; the root takes one word only.
    pub fn legal(&self) -> Legal {
        let depth = self.stack.len();
        Legal { shift: self.next < self.n, left: depth > 0 && (self.next < self.n || depth == 1), right: depth > 1 }
    }

    /// Moves the next word onto the stack.
    pub fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Attaches the top of the stack to the next word.
    pub fn attach_left(&mut self, rel: u8, marks: bool) {
        if let Some(word) = self.stack.pop() {
            let head = self.next;
            self.arc(head, word, rel);
            let first = self.left[head][0];
            self.left[head] = [word, first];
            self.valency[head][0] = self.valency[head][0].saturating_add(1);
            self.sets[head][0] |= 1 << (rel & 63);
            if marks && self.marker[head] == NONE {
                self.marker[head] = word;
            }
        }
    }

    /// Attaches the top of the stack to the word below it.
    pub fn attach_right(&mut self, rel: u8) {
        if let Some(word) = self.stack.pop() {
            let head = self.s(0);
            if head == NONE {
                return;
            }
            self.arc(head, word, rel);
            let last = self.right[head][0];
            self.right[head] = [word, last];
            self.valency[head][1] = self.valency[head][1].saturating_add(1);
            self.sets[head][1] |= 1 << (rel & 63);
        }
    }

    fn arc(&mut self, head: usize, word: usize, rel: u8) {
        self.heads[word] = head;
        self.rels[word] = rel;
    }
}
