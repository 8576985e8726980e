//! Lines to blocks: a block is a line, or the lines of a hard-wrapped paragraph.

use std::ops::Range;

/// The bytes of a line's or paragraph's content, surrounding whitespace left out.
pub(super) type Raw = Range<usize>;

/// A line is taken to be wrapped, not ended, from this many characters on.
const WRAPPED: usize = 60;
/// No headline is longer, in characters.
const HEADLINE: usize = 120;

struct Line {
    content: Range<usize>,
    chars: usize,
    /// A blank line lies between it and the line before.
    apart: bool,
}

/// Cuts a text into blocks, in order.
pub(super) fn cut(text: &str) -> Vec<Raw> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Raw> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        if let (Some(last), Some(block)) = (last, blocks.last_mut())
            && !line.apart
            && continues(text, last, line, width, block.start == lines[0].content.start)
        {
            block.end = line.content.end;
        } else {
            blocks.push(line.content.clone());
        }
        last = Some(line);
    }
    blocks
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    let mut apart = true;
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        let content = raw.trim();
        if content.is_empty() {
            // The line feed of a CR LF pair is not a blank line.
            apart |= !(raw == "\n" && text[..at].ends_with('\r'));
        } else {
            let start = at + (raw.len() - raw.trim_start().len());
            lines.push(Line { content: start..start + content.len(), chars: content.chars().count(), apart });
            apart = false;
        }
        at += raw.len();
    }
    lines
}

/// The width a hard-wrapped text is wrapped at, if it is one: most lines that
/// another follows are 45 to 100 characters long and do not end a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let inner: Vec<&Line> = lines.windows(2).filter(|w| !w[1].apart).map(|w| &w[0]).collect();
    if inner.len() < 4 {
        return None;
    }
    let open = inner.iter().filter(|l| !ends_sentence(&text[l.content.clone()])).count();
    let mut lengths: Vec<usize> = inner.iter().map(|l| l.chars).collect();
    lengths.sort_unstable();
    let (median, high) = (lengths[lengths.len() / 2], lengths[lengths.len() * 9 / 10]);
    (open * 10 >= inner.len() * 6 && (45..=100).contains(&median) && high <= median + 25).then_some(high)
}

/// Whether `next` goes on with the paragraph of `last`.
fn continues(text: &str, last: &Line, next: &Line, width: Option<usize>, first_block: bool) -> bool {
    let (a, b) = (&text[last.content.clone()], &text[next.content.clone()]);
    if is_bullet(b) || a.ends_with(':') {
        return false;
    }
    let lower = b.starts_with(char::is_lowercase);
    if let Some(width) = width {
        return lower && !ends_sentence(a) || last.chars * 10 >= width * 7;
    }
    if ends_sentence(a) {
        return false;
    }
    match (lower, first_block) {
        (true, _) => last.chars >= 20 && a.contains(' '),
        (false, true) => last.chars > HEADLINE,
        (false, false) => last.chars >= WRAPPED && !is_title_case(a) && super::class::function_share(a) >= 0.2,
    }
}

/// Whether the text ends as sentences do, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', ' ']);
    core.ends_with(['.', '!', '?', '…', '。', '؟', '।'])
}

/// Whether a line is a list item.
pub(super) fn is_bullet(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let then_space = chars.next().is_some_and(char::is_whitespace);
    matches!(first, '•' | '·' | '▪' | '●' | '◦' | '‣' | '■' | '►' | '➤' | '✓')
        || line.starts_with("--")
        || matches!(first, '-' | '*' | '–' | '—' | 'o') && then_space
        || is_number(line)
}

/// `3. `, `3) `, `(3) `.
fn is_number(line: &str) -> bool {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = inner[digits..].chars();
    (1..=2).contains(&digits) && matches!(rest.next(), Some('.' | ')')) && rest.next().is_some_and(char::is_whitespace)
}

/// Whether nearly all longer words begin with a capital.
pub(super) fn is_title_case(line: &str) -> bool {
    let (mut capital, mut all) = (0, 0);
    for word in line.split_whitespace().take(40) {
        let core = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        if core.chars().count() >= 4 {
            all += 1;
            capital += usize::from(core.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
        }
    }
    all >= 2 && capital * 10 >= all * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        cut(text).len()
    }

    #[test]
    fn wrapped_paragraphs_are_one_block() {
        let text = "The minister arrived in the capital on Monday for two days of\ntalks on trade and security, the first such visit in a decade.\nHe is to meet the president and the speaker of parliament on\nTuesday before he leaves for the coast, the ministry said in a\nstatement.\n\nOfficials of both countries have met four times this year in\ndifferent places.";
        assert_eq!(count(text), 2);
    }

    #[test]
    fn lines_stay_apart() {
        assert_eq!(count("Headline Of The Day\nThe body begins here.\n"), 2);
        assert_eq!(count("A first sentence that is quite long and ends in a full stop here.\nA second one.\n"), 2);
        assert_eq!(count("Home\nNews\nSport\n"), 3);
        assert_eq!(count("\r\n a \r\n\r\n b"), 2);
        assert_eq!(count(""), 0);
        assert_eq!(count(" \n\n\t "), 0);
    }

    #[test]
    fn a_line_cut_in_the_middle_goes_on() {
        let first = "The two governments held their latest round of talks on Tuesday, a day after the listing of the group and of its affiliated unit under the name of Northern";
        assert_eq!(count(&format!("{first}\nBrigade as a listed organisation.")), 1);
    }
}
