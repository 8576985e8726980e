//! Cuts a sentence into tokens after the English UD treebanks: punctuation,
//! `'s` and `n't` stand alone, figures part from their units.

use super::blocks::is_space;
use super::hyphens;
use super::words::{abbreviation, is_dotted};
use crate::ontology::Ontology;
use crate::text::Span;

/// Token spans of `sentence` in order; between them lies only white space.
pub(super) fn tokens(text: &str, sentence: Span, ontology: &Ontology) -> Vec<Span> {
    let mut out = Vec::new();
    let end = sentence.end as usize;
    let mut at = sentence.start as usize;
    while at < end {
        let rest = &text[at..end];
        let skip = rest.len() - rest.trim_start_matches(is_space).len();
        at += skip;
        let rest = &text[at..end];
        let stop = rest.find(is_space).unwrap_or(rest.len());
        if stop > 0 {
            let after_capital = out.last().is_some_and(|s: &Span| {
                s.of(text).starts_with(char::is_uppercase) && s.of(text).ends_with(char::is_alphabetic)
            });
            let mut chunk = Chunk { text, out: &mut out, ontology, after_capital, last: at + stop == end };
            chunk.cut(at, at + stop);
        }
        at += stop;
    }
    out
}

struct Chunk<'a> {
    text: &'a str,
    out: &'a mut Vec<Span>,
    ontology: &'a Ontology,
    /// The token before is a capitalised word.
    after_capital: bool,
    /// It is the sentence's last chunk.
    last: bool,
}

impl Chunk<'_> {
    fn push(&mut self, from: usize, to: usize) {
        if from < to {
            self.out.push(Span::new(from, to));
        }
    }

    /// Peels punctuation off both ends, then cuts the core.
    fn cut(&mut self, mut from: usize, mut to: usize) {
        while from < to {
            let length = prefix(&self.text[from..to]);
            if length == 0 {
                break;
            }
            self.push(from, from + length);
            from += length;
        }
        let mut tail = Vec::new();
        while from < to {
            let length = self.suffix(from, to, tail.is_empty());
            if length == 0 {
                break;
            }
            tail.push(Span::new(to - length, to));
            to -= length;
        }
        if from < to {
            self.core(from, to);
        }
        self.out.extend(tail.into_iter().rev());
    }

    /// Bytes of the last punctuation mark of `from..to` if it stands alone.
    fn suffix(&self, from: usize, to: usize, outermost: bool) -> usize {
        let body = &self.text[from..to];
        let Some(last) = body.chars().next_back() else { return 0 };
        match last {
            '.' => {
                let dots = body.len() - body.trim_end_matches('.').len();
                if dots > 1 {
                    return dots;
                }
                let core = &body[..body.len() - 1];
                let keep = is_dotted(body)
                    || abbreviation(body, self.ontology).is_some() && !(self.last && is_number_word(body))
                    || is_initial(core)
                    || (!self.last && outermost && core.chars().all(char::is_alphabetic));
                usize::from(!keep || core.is_empty())
            }
            '\'' | '’' => {
                // A plural's possessive keeps its own token; so does a closing quote: one mark either way.
                let before = body[..body.len() - last.len_utf8()].chars().next_back();
                if before.is_some() { last.len_utf8() } else { 0 }
            }
            ')' | ']' | '}' => last.len_utf8(),
            '!' | '?' => body.len() - body.trim_end_matches(['!', '?']).len(),
            ',' | ';' | ':' | '…' | '"' | '”' | '“' | '»' | '%' | '°' | '—' | '–' | '*' | '‘' | '«' | '、' | '。'
            | '|' | '•' | '™' | '®' | '©' | '€' | '£' => last.len_utf8(),
            '-' => {
                let dashes = body.len() - body.trim_end_matches('-').len();
                if dashes == body.len() { 0 } else { dashes }
            }
            _ => 0,
        }
    }

    /// Cuts inside a run without outer punctuation.
    fn core(&mut self, from: usize, to: usize) {
        let body = &self.text[from..to];
        if is_address(body) {
            self.push(from, to);
            return;
        }
        let mut start = from;
        let marks: Vec<(usize, char)> = body.char_indices().collect();
        let mut i = 0;
        while i < marks.len() {
            let (offset, c) = marks[i];
            let before = i.checked_sub(1).map(|p| marks[p].1);
            let after = marks.get(i + 1).map(|m| m.1);
            let digits = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
            let length = match c {
                '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '«' | '»' | '—' | '–' | '…' | '!' | '?' | ';'
                | '|' | '•' | '=' | '<' | '>' | '~' => 1,
                ',' | ':' if !digits => 1,
                '/' if !digits => 1,
                '.' if body[offset..].starts_with("..") => run(&marks[i..], '.'),
                // A sentence's end without a space after it.
                '.' if before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_uppercase) => 1,
                '-' if body[offset..].starts_with("--") => run(&marks[i..], '-'),
                _ => 0,
            };
            if length > 0 {
                self.word(start, from + offset);
                let end = marks.get(i + length).map_or(to, |m| from + m.0);
                self.push(from + offset, end);
                start = end;
                i += length;
            } else {
                i += 1;
            }
        }
        self.word(start, to);
    }

    /// A run of letters, digits, hyphens, apostrophes and inner stops.
    fn word(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        // `(IS)-affiliated`: the hyphen of a compound whose first part ended in a bracket or quotation mark.
        let glued = self.text[..from].ends_with([')', ']', '"', '”', '’']);
        if glued && self.text[from..to].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            self.push(from, from + 1);
            self.word(from + 1, to);
            return;
        }
        let clitic = clitic(&self.text[from..to]);
        let middle = to - clitic;
        let cuts = hyphens::cuts(&self.text[from..middle], self.after_capital, self.ontology);
        let mut start = from;
        for (left, right) in cuts {
            self.unit(start, from + left);
            self.push(from + left, from + right);
            start = from + right;
        }
        self.unit(start, middle);
        self.push(middle, to);
    }

    /// Parts `100km`, `$5`, `gonna`; all else is one token.
    fn unit(&mut self, from: usize, to: usize) {
        let body = &self.text[from..to];
        let lower = body.to_ascii_lowercase();
        if let Some(cut) = fused(&lower) {
            self.push(from, from + cut);
            self.push(from + cut, to);
            return;
        }
        let currency =
            body.find(['$', '£', '€', '₹', '¥']).filter(|p| body[..*p].chars().all(|c| c.is_ascii_uppercase()));
        if let Some(p) = currency {
            let sign = p + body[p..].chars().next().map_or(0, char::len_utf8);
            self.push(from, from + sign);
            self.unit(from + sign, to);
            return;
        }
        let digits =
            body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':')).len();
        if digits > 0 && body.starts_with(|c: char| c.is_ascii_digit()) && is_unit(&lower[digits..]) {
            self.push(from, from + digits);
            self.push(from + digits, to);
            return;
        }
        self.push(from, to);
    }
}

fn run(marks: &[(usize, char)], c: char) -> usize {
    marks.iter().take_while(|m| m.1 == c).count()
}

/// `no.` or `art.` at the very end of a sentence is a word and a stop.
fn is_number_word(body: &str) -> bool {
    let core = body.trim_end_matches('.');
    core.chars().count() > 1 && core.chars().all(char::is_lowercase) && !matches!(core, "etc" | "al")
}

fn is_initial(core: &str) -> bool {
    let mut letters = core.rsplit('-').next().unwrap_or(core).chars();
    letters.next().is_some_and(|c| c.is_uppercase() && c != 'I') && letters.next().is_none()
}

/// Bytes of the punctuation mark a chunk opens with.
fn prefix(body: &str) -> usize {
    let mut chars = body.chars();
    let Some(first) = chars.next() else { return 0 };
    let next = chars.next();
    match first {
        '(' | '[' | '{' | '"' | '“' | '”' | '‘' | '„' | '«' | '»' | '$' | '£' | '€' | '₹' | '—' | '–' | '•' | '⁃'
        | '●' | '▪' | '*' | '~' | '|' | '>' | '<' | '…' | ',' | ';' | ':' | '!' | '?' | '©' | ')' | ']' | '}' | '%'
        | '=' | '/' => first.len_utf8(),
        '#' if next.is_some_and(|c| c.is_ascii_digit()) => 1,
        '+' if next.is_none() => 1,
        '.' => {
            let dots = body.len() - body.trim_start_matches('.').len();
            if dots > 1 || !next.is_some_and(|c| c.is_ascii_digit()) { dots } else { 0 }
        }
        '-' => {
            let dashes = body.len() - body.trim_start_matches('-').len();
            if dashes > 1 || !next.is_some_and(|c| c.is_ascii_digit()) { dashes } else { 0 }
        }
        '\'' | '’' | '`' => {
            let lower = body[first.len_utf8()..].to_lowercase();
            let word: &str = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let clipped =
                matches!(word, "s" | "em" | "tis" | "twas" | "re" | "ve" | "ll" | "d" | "m" | "til" | "cause" | "n")
                    || (word.len() >= 2 && word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit()));
            if clipped && body.chars().count() > 1 && first != '`' { 0 } else { first.len_utf8() }
        }
        _ => 0,
    }
}

/// Web and mail addresses, and paths, stay whole.
fn is_address(body: &str) -> bool {
    if body.contains("://") || body.starts_with("www.") {
        return true;
    }
    let mail = body.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let site = body.split_once('/').map_or(body, |p| p.0);
    let ending = site.rsplit_once('.').map_or("", |p| p.1);
    mail || (site.len() > ending.len() + 1
        && matches!(ending, "com" | "org" | "net" | "gov" | "edu" | "uk" | "info")
        && site.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
}

/// Bytes of the clitic a word ends in: `'s`, `n't`, `'re` ...
fn clitic(word: &str) -> usize {
    let Some(mark) = word.rfind(['\'', '’']) else { return 0 };
    let quote = if word[mark..].starts_with('’') { '’'.len_utf8() } else { 1 };
    let tail = word[mark + quote..].to_ascii_lowercase();
    match &*tail {
        "s" | "re" | "ve" | "ll" | "d" | "m" if mark > 0 => word.len() - mark,
        "t" if mark > 1 && word[..mark].ends_with(['n', 'N']) => word.len() - mark + 1,
        _ => 0,
    }
}

/// Where words written as one part: `cannot` is `can` and `not`.
fn fused(lower: &str) -> Option<usize> {
    match lower {
        "cannot" | "gonna" | "gotta" | "wanna" | "gimme" | "lemme" => Some(3),
        _ => None,
    }
}

fn is_unit(lower: &str) -> bool {
    matches!(
        lower,
        "am" | "pm"
            | "a.m."
            | "p.m."
            | "a.m"
            | "p.m"
            | "m"
            | "mn"
            | "bn"
            | "tn"
            | "k"
            | "km"
            | "kms"
            | "kg"
            | "kgs"
            | "mm"
            | "cm"
            | "mph"
            | "kph"
            | "lb"
            | "lbs"
            | "ft"
            | "g"
            | "gb"
            | "mb"
            | "hrs"
            | "min"
            | "mins"
            | "yrs"
            | "million"
            | "billion"
            | "usd"
            | "ist"
            | "gmt"
            | "hours"
            | "year"
            | "years"
            | "x"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::ONTOLOGY;
    use super::*;

    fn cut(text: &str) -> String {
        let spans = tokens(text, Span::new(0, text.len()), &ONTOLOGY);
        let words: Vec<&str> = spans.into_iter().map(|s| s.of(text)).collect();
        words.join(" ")
    }

    #[test]
    fn clitics_quotes_and_brackets() {
        assert_eq!(cut("Lebanon’s army (LAF) didn't \"go\"."), "Lebanon ’s army ( LAF ) did n't \" go \" .");
        assert_eq!(cut("the students' ‘wall’ of 30%, he'd say…"), "the students ' ‘ wall ’ of 30 % , he 'd say …");
        assert_eq!(cut("rock 'n' roll, O'Brien's can't"), "rock 'n ' roll , O'Brien 's ca n't");
    }

    #[test]
    fn figures_and_addresses() {
        assert_eq!(
            cut("$1,000.50 at 5pm on 9/11, 100km off; see https://a.org/b?c=1."),
            "$ 1,000.50 at 5 pm on 9/11 , 100 km off ; see https://a.org/b?c=1 ."
        );
        assert_eq!(cut("and/or US$5m 12:30 F-16s"), "and / or US$ 5 m 12:30 F-16s");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(
            cut("Lt. Gen. J. Doe of the U.S. Army vs. the Gov't. of A. etc."),
            "Lt. Gen. J. Doe of the U.S. Army vs. the Gov't. of A. etc."
        );
    }
}
