//! Cuts a block of running text into sentences.

use super::blocks::is_space;
use super::dateline;
use super::words::{Abbreviation, abbreviation, is_quote_verb, is_starter};
use crate::ontology::Ontology;
use crate::text::Span;

/// Sentences of `block` in text order, trimmed, never empty.
pub(super) fn split(text: &str, block: Span, ontology: &Ontology) -> Vec<Span> {
    let base = block.start as usize;
    let chars: Vec<(usize, char)> = block.of(text).char_indices().map(|(i, c)| (base + i, c)).collect();
    let scan = Scan { text, chars: &chars, end: block.end as usize, ontology };
    let mut out = Vec::new();
    // A dateline is a sentence of its own: nothing in it belongs to what follows.
    let head = dateline::length(block.of(text)).map_or(0, |n| base + n);
    let mut start = chars.partition_point(|c| c.0 < head);
    scan.push(&mut out, 0, start);
    let mut item = scan.item_at(start);
    let mut at = start;
    while at < chars.len() {
        let stop = match chars[at].1 {
            '.' | '!' | '?' | '…' => scan.stop(start, at),
            '•' | '⁃' | '●' | '▪' if at > start => Step::Break(at),
            c if is_space(c) => match (item, scan.item_at(at + 1)) {
                (Some(a), Some(b)) if b.follows(a) && scan.is_list_text(at + 1) => Step::Break(at),
                _ => Step::Next(at + 1),
            },
            _ => Step::Next(at + 1),
        };
        match stop {
            Step::Next(next) => at = next,
            Step::Break(next) => {
                scan.push(&mut out, start, next);
                start = next;
                while start < chars.len() && is_space(chars[start].1) {
                    start += 1;
                }
                item = scan.item_at(start);
                at = start.max(next);
                // A bullet opens its sentence; do not stop at it again.
                if chars.get(at).is_some_and(|c| !matches!(c.1, '.' | '!' | '?' | '…')) {
                    at += 1;
                }
            }
        }
    }
    scan.push(&mut out, start, chars.len());
    out
}

enum Step {
    /// No boundary; go on at this index.
    Next(usize),
    /// A sentence ends before this index.
    Break(usize),
}

/// The marker of a numbered item.
#[derive(Clone, Copy)]
struct Item {
    number: u32,
    letter: bool,
    mark: char,
}

impl Item {
    fn follows(self, other: Item) -> bool {
        self.letter == other.letter && self.mark == other.mark && self.number == other.number + 1
    }
}

struct Scan<'a> {
    text: &'a str,
    chars: &'a [(usize, char)],
    end: usize,
    ontology: &'a Ontology,
}

impl Scan<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|c| c.1)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |c| c.0)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.offset(from)..self.offset(to)]
    }

    fn push(&self, out: &mut Vec<Span>, from: usize, to: usize) {
        let raw = self.slice(from, to);
        let left = raw.trim_start_matches(is_space);
        let start = self.offset(from) + raw.len() - left.len();
        let body = left.trim_end_matches(is_space);
        if !body.is_empty() {
            out.push(Span::new(start, start + body.len()));
        }
    }

    /// Decides at a terminator at `at` in the sentence that began at `start`.
    fn stop(&self, start: usize, at: usize) -> Step {
        let (run, stops) = self.terminators(at);
        let closed = self.closers(start, run);
        let quoted = self.chars[run..closed].iter().any(|c| matches!(c.1, '"' | '”' | '\'' | '’' | '»'));
        let Some(after) = self.char(closed) else { return Step::Break(closed) };
        if !is_space(after) {
            return if self.is_glued(start, at, closed) { Step::Break(closed) } else { Step::Next(closed.max(at + 1)) };
        }
        let mut next = closed;
        while self.char(next).is_some_and(is_space) {
            next += 1;
        }
        let mut word = next;
        while self.char(word).is_some_and(is_opener) {
            word += 1;
        }
        let Some(first) = self.char(word) else { return Step::Break(closed) };
        let first_word = self.word_from(word);
        let opens = word > next;
        let ends = if self.chars[at].1 == '.' && stops == 1 {
            self.ends_at_full_stop(start, at, first, first_word, opens, closed > run)
        } else if quoted && self.speaker_follows(word) {
            false
        } else if stops > 1 && self.chars[at].1 != '!' && self.chars[at].1 != '?' {
            first.is_uppercase() || (opens && !first.is_lowercase())
        } else if first.is_lowercase() {
            // Careless writing, but not `Yahoo! in`.
            closed == run
                && !opens
                && self.chars[start..at]
                    .iter()
                    .rev()
                    .take_while(|c| !is_space(c.1))
                    .last()
                    .is_some_and(|c| c.1.is_lowercase())
        } else {
            !matches!(first, ',' | ';' | '-' | '–' | '—' | '/' | '&')
        };
        if ends { Step::Break(closed) } else { Step::Next(closed) }
    }

    /// End of the run of terminators at `at` (spaced dots included) and how
    /// many there are.
    fn terminators(&self, at: usize) -> (usize, usize) {
        let mut end = at;
        let mut count = 0;
        loop {
            match self.char(end) {
                Some('…') => {
                    end += 1;
                    count += 3;
                }
                Some('.' | '!' | '?') => {
                    end += 1;
                    count += 1;
                }
                Some(' ')
                    if self.char(end + 1) == Some('.')
                        && self.char(end + 2).is_none_or(|c| matches!(c, ' ' | '.' | '”' | '"')) =>
                {
                    end += 1;
                }
                _ => return (end, count),
            }
        }
    }

    /// End of the closing quotes, brackets and note marks that follow.
    fn closers(&self, start: usize, mut at: usize) -> usize {
        loop {
            match self.char(at) {
                Some(')' | ']' | '}' | '”' | '’' | '»') => at += 1,
                Some('"' | '\'') => {
                    let glued = self.char(at + 1).is_some_and(char::is_alphanumeric);
                    if glued && (self.char(at) == Some('\'') || self.quotes_balance(start, at)) {
                        return at;
                    }
                    at += 1;
                }
                Some('[') | Some(' ') if self.char(at) == Some('[') || self.char(at + 1) == Some('[') => {
                    // Note marks: `end.[12] Next`, `end. [12] Next`.
                    let open = if self.char(at) == Some('[') { at } else { at + 1 };
                    let mut end = open + 1;
                    while self.char(end).is_some_and(|c| c.is_ascii_digit()) {
                        end += 1;
                    }
                    if end == open + 1 || self.char(end) != Some(']') {
                        return at;
                    }
                    at = end + 1;
                }
                _ => return at,
            }
        }
    }

    /// Whether the straight double quotes between `start` and `at` pair up.
    fn quotes_balance(&self, start: usize, at: usize) -> bool {
        self.chars[start..at].iter().filter(|c| c.1 == '"').count() % 2 == 0
    }

    /// `end.The next`: a sentence boundary without a space.
    fn is_glued(&self, start: usize, at: usize, closed: usize) -> bool {
        let mut from = at;
        while from > start && !is_space(self.chars[from - 1].1) {
            from -= 1;
        }
        let mut to = closed;
        while self.char(to).is_some_and(|c| !is_space(c)) {
            to += 1;
        }
        let chunk = self.slice(from, to);
        if chunk.contains(['/', '@']) || chunk.starts_with("www.") {
            return false;
        }
        let mut next = closed;
        while self.char(next).is_some_and(is_opener) {
            next += 1;
        }
        let before = self.slice(from, at);
        let lowercase = before.chars().rev().take(2).filter(|c| c.is_lowercase() || c.is_ascii_digit()).count() == 2
            || before.ends_with([')', '”', '"', '’']);
        let capital = self.char(next).is_some_and(char::is_uppercase)
            && self.char(next + 1).is_some_and(|c| c.is_lowercase() || is_space(c) || c == '\'' || c == '’');
        let known = abbreviation(self.slice(from, at + 1), self.ontology).is_some();
        lowercase && capital && !known
    }

    fn word_from(&self, at: usize) -> &str {
        let mut end = at;
        while self.char(end).is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’')) {
            end += 1;
        }
        self.slice(at, end)
    }

    fn ends_at_full_stop(
        &self,
        start: usize,
        at: usize,
        first: char,
        first_word: &str,
        opens: bool,
        closed: bool,
    ) -> bool {
        let mut from = at;
        while from > start && !is_space(self.chars[from - 1].1) && !is_opener(self.chars[from - 1].1) {
            from -= 1;
        }
        let word = self.slice(from, at + 1);
        let lower = first_word.split(['\'', '’']).next().unwrap_or("").to_lowercase();
        // "action by the U.S. Mr. Hale said".
        let address = matches!(lower.trim_end_matches('.'), "mr" | "mrs" | "ms");
        let starts = first.is_uppercase() && (is_starter(&lower) || address);
        if self.is_item(start, from, at) {
            return false;
        }
        if !closed {
            match abbreviation(word, self.ontology) {
                Some(Abbreviation::Title | Abbreviation::Never) => return false,
                Some(Abbreviation::Number | Abbreviation::Month) if first.is_numeric() => return false,
                Some(Abbreviation::End) => return starts || (first.is_uppercase() && (opens || word == "etc.")),
                _ => {}
            }
            let core = word.strip_suffix('.').unwrap_or(word);
            let mut letters = core.rsplit('-').next().unwrap_or(core).chars();
            let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
            if initial {
                return starts && (core != "I" || lower != "am");
            }
        }
        if first.is_lowercase() {
            // Careless writing; a real word of some length hardly is an abbreviation.
            let core = word.trim_end_matches('.');
            return !closed && !opens && core.chars().count() > 3 && core.chars().all(char::is_lowercase);
        }
        !matches!(first, ',' | ';' | '-' | '–' | '—' | '/' | '&')
    }

    /// `1.` or `a.` at the start of the sentence is the number of an item.
    fn is_item(&self, start: usize, from: usize, at: usize) -> bool {
        let mut first = start;
        while self.char(first).is_some_and(|c| !c.is_alphanumeric()) {
            first += 1;
        }
        if first >= at {
            return false;
        }
        let marker = self.slice(from.max(first), at);
        let length = marker.chars().count();
        from <= first && ((length <= 2 && marker.chars().all(|c| c.is_ascii_digit())) || (length == 1 && marker != "I"))
    }

    fn item_at(&self, at: usize) -> Option<Item> {
        let mut from = at;
        while self.char(from).is_some_and(|c| matches!(c, '•' | '⁃') || is_space(c)) {
            from += 1;
        }
        let first = self.char(from)?;
        let (number, letter, mut end) = if first.is_ascii_lowercase() {
            (first as u32 - 'a' as u32 + 1, true, from + 1)
        } else {
            let mut end = from;
            while self.char(end).is_some_and(|c| c.is_ascii_digit()) && end < from + 2 {
                end += 1;
            }
            (self.slice(from, end).parse().ok()?, false, end)
        };
        let mark = self.char(end).filter(|c| matches!(c, '.' | ')'))?;
        end += 1;
        if self.char(end) == Some(')') {
            end += 1;
        }
        self.char(end).is_some_and(is_space).then_some(Item { number, letter, mark })
    }

    /// After the item marker at `at` comes a capitalised word.
    fn is_list_text(&self, at: usize) -> bool {
        let mut word = at;
        while self.char(word).is_some_and(|c| !is_space(c)) {
            word += 1;
        }
        self.char(word + 1).is_some_and(char::is_uppercase)
    }

    /// A capitalised name and a verb of saying follow: the sentence goes on.
    fn speaker_follows(&self, at: usize) -> bool {
        let rest = &self.text[self.offset(at)..self.end];
        for (capitals, word) in rest.split(is_space).filter(|w| !w.is_empty()).take(5).enumerate() {
            if is_quote_verb(word.trim_end_matches([',', '.', ':'])) {
                return capitals > 0;
            }
            if !word.starts_with(|c: char| c.is_uppercase()) || word.ends_with([',', '.']) && word.len() > 4 {
                return false;
            }
        }
        false
    }
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '{' | '«' | '„' | '`')
}

#[cfg(test)]
mod tests {
    use super::super::tests::ONTOLOGY;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split(text, Span::new(0, text.len()), &ONTOLOGY).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn initials_abbreviations_and_acronyms() {
        assert_eq!(
            cut("Envoy Karl D. Meyer met Lt. Gen. Omar Said. They left."),
            ["Envoy Karl D. Meyer met Lt. Gen. Omar Said.", "They left."]
        );
        assert_eq!(cut("It flew to the U.S. The crew was safe."), ["It flew to the U.S.", "The crew was safe."]);
        assert_eq!(cut("It left the U.S. Mr. Hale was safe."), ["It left the U.S.", "Mr. Hale was safe."]);
        assert_eq!(
            cut("The U.S. Navy came at 5 a.m. on Jan. 3. It left."),
            ["The U.S. Navy came at 5 a.m. on Jan. 3.", "It left."]
        );
        assert_eq!(cut("It cost 3.5 million. No. 2 fled."), ["It cost 3.5 million.", "No. 2 fled."]);
    }

    #[test]
    fn quotes_close_after_the_stop() {
        assert_eq!(
            cut("“We know.” He left. (It was late.) Then"),
            ["“We know.”", "He left.", "(It was late.)", "Then"]
        );
        assert_eq!(
            cut("\"Who is it?\" Maria Lopez asked. Nobody spoke."),
            ["\"Who is it?\" Maria Lopez asked.", "Nobody spoke."]
        );
        assert_eq!(cut("He ended it.\"We go,\" she said."), ["He ended it.", "\"We go,\" she said."]);
    }

    #[test]
    fn any_text_is_cut_without_loss() {
        for text in ["", ".", "...", "? !", "a. b. c.", "•", "• • .", "1. 2. 3.", "“", "é.É", "[1].[2]"] {
            let kept: usize = cut(text).iter().map(|s| s.chars().filter(|c| !is_space(*c)).count()).sum();
            assert_eq!(kept, text.chars().filter(|c| !is_space(*c)).count(), "{text:?}");
        }
    }
}
