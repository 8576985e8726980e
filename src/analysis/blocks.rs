//! Cuts a zone into blocks: stretches of running text in which a line end is
//! only white space.

use super::words::is_function_word;
use crate::text::Span;

/// White space, and the invisible characters that behave like it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

struct Line<'a> {
    /// Trimmed span in the document.
    span: Span,
    text: &'a str,
    chars: usize,
    first_word: usize,
    indent: usize,
    /// White-space lines stand before it.
    after_blank: bool,
}

/// Blocks of `zone` in text order, never empty.
pub(super) fn blocks(text: &str, zone: Span) -> Vec<Span> {
    let lines = lines(text, zone);
    let wrap = wrap_width(&lines);
    let whole = whole_paragraphs(&lines);
    let mut out: Vec<Span> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let joined = i > 0 && !line.after_blank && joins(&lines, i, wrap, whole);
        match out.last_mut() {
            Some(last) if joined => last.end = line.span.end,
            _ => out.push(line.span),
        }
    }
    out
}

fn lines(text: &str, zone: Span) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut at = zone.start as usize;
    let mut blank = false;
    for raw in zone.of(text).split_inclusive(['\n', '\u{2028}', '\u{2029}']) {
        let body = raw.trim_start_matches(is_space);
        let indent = raw.len() - body.len();
        let body = body.trim_end_matches(is_space);
        if body.is_empty() {
            blank = true;
        } else {
            out.push(Line {
                span: Span::new(at + indent, at + indent + body.len()),
                text: body,
                chars: body.chars().count(),
                first_word: body.split(is_space).next().map_or(0, |w| w.chars().count()),
                indent,
                after_blank: blank,
            });
            blank = raw.ends_with('\u{2029}');
        }
        at += raw.len();
    }
    out
}

/// The column at which the text is hard-wrapped, if it is: then nearly every
/// line inside a paragraph is so long that the next word would not have fitted.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let inner: Vec<(&Line<'_>, &Line<'_>)> =
        lines.windows(2).filter(|w| !w[1].after_blank).map(|w| (&w[0], &w[1])).collect();
    let width = inner.iter().map(|(l, _)| l.chars).max()?;
    let full = inner.iter().filter(|(l, m)| l.chars + 1 + m.first_word + 2 > width).count();
    (inner.len() >= 3 && (30..=132).contains(&width) && full * 10 >= inner.len() * 6).then_some(width)
}

/// Whether each line is a paragraph of its own: nearly all long lines end a
/// sentence, so that one that does not (a headline, a standfirst) ends there too.
fn whole_paragraphs(lines: &[Line<'_>]) -> bool {
    let long = || lines.iter().filter(|l| l.chars > 60);
    let ended = long().filter(|l| ends_sentence(l.text)).count();
    ended >= 4 && ended * 5 >= long().count() * 4
}

/// Whether line `i` goes on the sentence or paragraph of the line before.
fn joins(lines: &[Line<'_>], i: usize, wrap: Option<usize>, whole: bool) -> bool {
    let (before, line) = (&lines[i - 1], &lines[i]);
    if starts_item(line.text) || (line.indent >= 2 && before.indent < 2) {
        return false;
    }
    if let Some(width) = wrap {
        // A line cut short before a link goes on where it left off.
        let goes_on =
            line.text.starts_with(char::is_lowercase) && !ends_sentence(before.text) && before.chars * 2 > width;
        return goes_on || before.chars + 1 + line.first_word + 2 > width;
    }
    if ends_sentence(before.text) {
        return false;
    }
    let last = before.text.rsplit(is_space).next().unwrap_or("");
    let next_lower = line.text.chars().next().is_some_and(char::is_lowercase);
    if last.ends_with([',', ';', '–', '—', '-', '(']) || (is_function_word(&last.to_lowercase()) && before.chars > 12)
    {
        return !is_heading(before.text) || next_lower;
    }
    if next_lower {
        // A sentence cut in two ends with a stop some lines further on; a list of bare words does not.
        let end = lines[i..].iter().skip(1).position(|l| l.after_blank).map_or(lines.len(), |p| i + 1 + p);
        return lines[i..end].iter().any(|l| ends_sentence(l.text));
    }
    // A headline or a standfirst is one sentence; what begins another one is cut in two.
    before.chars > 120 && (!whole || has_sentence_end(before.text)) && !is_heading(before.text)
}

/// Whether a sentence ends inside the line: a stop between a word that is
/// no short form and a word with a capital.
fn has_sentence_end(line: &str) -> bool {
    line.match_indices(". ").any(|(at, stop)| {
        let word = line[..at].rsplit(is_space).next().unwrap_or("");
        let next = line[at + stop.len()..].chars().next();
        // "Lt. Gen. Smith" ends none; longer words are seldom short forms.
        word.chars().count() > 4 && next.is_some_and(char::is_uppercase)
    })
}

fn ends_sentence(line: &str) -> bool {
    let core = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    core.ends_with(['.', '!', '?', '…', ':', '。'])
}

/// A bullet or a numbered item.
fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    if matches!(first, '•' | '●' | '▪' | '◦' | '‣' | '⁃' | '*' | '·' | '■' | '►' | '>') {
        return true;
    }
    if matches!(first, '-' | '–' | '—') {
        return chars.next().is_some_and(is_space);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && line[digits..].starts_with(['.', ')']) && line[digits + 1..].starts_with(' ')
}

/// Most longer words begin with a capital, as headlines have it.
fn is_heading(line: &str) -> bool {
    let (mut upper, mut all) = (0usize, 0usize);
    for word in line.split(is_space).filter(|w| w.chars().count() > 3) {
        all += 1;
        upper += usize::from(word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    }
    all > 1 && upper * 10 >= all * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        blocks(text, Span::new(0, text.len())).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn a_headline_is_a_block_and_a_cut_sentence_is_not() {
        assert_eq!(
            cut("Envoys Meet in Doha\nThe talks began.\nThey ended."),
            ["Envoys Meet in Doha", "The talks began.", "They ended."]
        );
        assert_eq!(cut("It was a cold \nnight in the city."), ["It was a cold \nnight in the city."]);
        assert_eq!(cut("features\ncontact manager\n"), ["features", "contact manager"]);
        assert_eq!(cut("One said\n• first\n• second"), ["One said", "• first", "• second"]);
    }

    #[test]
    fn a_standfirst_is_a_block_where_lines_are_paragraphs() {
        let standfirst = "Officials raise the toll of the attack on a bus to nine; the president speaks on television and orders the army to the border";
        let line = "The minister said on Monday that the attack on the bus was the work of bandits.";
        let text = format!("{standfirst}\n{line}\n{line}\n{line}\n{line}");
        assert_eq!(cut(&text), [standfirst, line, line, line, line]);
        // A long line that has begun a second sentence is one cut in two.
        let first = "The two sides held two days of talks on the border in the capital on Monday. They met a day after the council banned the Northern";
        let second = "Liberation Front and its armed wing, as the interior minister had asked it to do in spring.";
        let text = format!("{first}\n{second}\n{line}\n{line}\n{line}\n{line}");
        assert_eq!(cut(&text).len(), 5);
        // Where lines end anywhere, a long line goes on.
        assert_eq!(cut(&format!("{standfirst}\n{line}")).len(), 1);
    }

    #[test]
    fn hard_wrapped_paragraphs_hold_together() {
        let text = "Heading here\nThe rebels took the bridge and the\nMinister said that Captain Lopez had\nbeen freed. The army sent helicopters\nand men to the town of San Marcos del Sur\nmany of them. It ended.\nShort line it is.\nMore of the same text in the second\nparagraph of it.";
        let got = cut(text);
        assert_eq!(got.len(), 4, "{got:?}");
        assert!(got[1].ends_with("It ended."), "{got:?}");
    }

    #[test]
    fn empty_and_blank_texts_have_no_blocks() {
        assert!(cut("").is_empty());
        assert!(cut(" \n\u{200b}\n\t").is_empty());
    }
}
