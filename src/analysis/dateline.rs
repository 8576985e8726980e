//! The dateline at the head of a report: where and by whom it was written, no
//! part of its first sentence.

/// Characters a dateline may have before the text.
const LONGEST: usize = 70;
/// Fewer capitals than this are an abbreviation at the head of a sentence.
const LEAST_CAPITALS: usize = 3;

/// Bytes of the dateline a block of text opens with: `AMMAN (Agency) - `,
/// `QUETTA, Aug. 12 - `, `GENEVA: `, `BEIJING, November 9. /AGENCY/. `.
/// A place in ordinary letters counts only with an agency in brackets, and
/// without a dash only with its country before that.
pub(super) fn length(block: &str) -> Option<usize> {
    let head = &block[..block.char_indices().nth(LONGEST).map_or(block.len(), |(i, _)| i)];
    let end = bracketed(head).or_else(|| capitals(head))?;
    // Text must follow, beginning as a sentence does.
    let rest = block[end..].trim_start();
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '‘' | '\'');
    rest.starts_with(opens).then(|| block.len() - rest.len())
}

/// Capitalised words, an agency in brackets or between slashes, a dash.
fn bracketed(head: &str) -> Option<usize> {
    let open = head.find(['(', '/'])?;
    let slash = head[open..].starts_with('/');
    let close = open + 1 + head[open + 1..].find(if slash { '/' } else { ')' })?;
    let agency = &head[open + 1..close];
    let place = head[..open].trim();
    let fits = !place.is_empty()
        && (!slash || place.chars().next().is_some_and(char::is_uppercase) && agency.chars().all(char::is_uppercase))
        && names(place)
        && agency.chars().any(char::is_uppercase);
    if !fits {
        return None;
    }
    let after = &head[close + 1..];
    let mark = after.trim_start();
    let skipped = after.len() - mark.len();
    // "Lomé, Togo (AFP) Two men died", but "Health Aid (HA) Director A".
    let bare = !slash && place.contains(", ") && agency.len() >= 2 && agency.chars().all(char::is_uppercase);
    let dash = mark.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | ':') || slash && *c == '.');
    let Some(dash) = dash else {
        return (bare && mark.starts_with(char::is_uppercase)).then_some(close + 1);
    };
    let end = close + 1 + skipped + dash.len_utf8();
    let doubled = head[end..].starts_with('-');
    Some(end + usize::from(doubled))
}

/// Words all in capitals, perhaps a date, and a dash or a colon.
fn capitals(head: &str) -> Option<usize> {
    let (at, mark) = head.char_indices().find(|(i, c)| {
        let spaced = head[..*i].ends_with(' ') && head[i + c.len_utf8()..].starts_with(' ');
        matches!(c, '–' | '—') || *c == ':' || *c == '-' && (spaced || head[i + 1..].starts_with("- "))
    })?;
    let place = head[..at].trim();
    let first = place.split([',', '(']).next().unwrap_or("");
    let shouted = first.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_CAPITALS
        && !first.chars().any(|c| c.is_lowercase() || c.is_numeric());
    let end = at + mark.len_utf8();
    let doubled = mark == '-' && head[end..].starts_with('-');
    (shouted && names(place)).then_some(end + usize::from(doubled))
}

/// Capitalised words, numbers and the marks between them.
fn names(text: &str) -> bool {
    text.split_whitespace().count() <= 8
        && text.split_whitespace().all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            !word.starts_with(char::is_lowercase)
        })
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn what_stands_before_the_report() {
        for (text, head) in [
            ("AMMAN (Reuters) - The king left.", "AMMAN (Reuters) - "),
            ("Lomé, Togo (AFP) — Two men died.", "Lomé, Togo (AFP) — "),
            ("QUETTA, Aug. 12 – Police said so.", "QUETTA, Aug. 12 – "),
            ("GENEVA: Talks ended.", "GENEVA: "),
            ("MINSK, May 9. /BELTA/. The minister left.", "MINSK, May 9. /BELTA/. "),
            ("OSLO, Norway -- Talks began.", "OSLO, Norway -- "),
            ("Oslo, Norway (NNA) Talks began.", "Oslo, Norway (NNA) "),
        ] {
            assert_eq!(length(text), Some(head.len()), "{text}");
        }
        for text in [
            "The king left (on Monday) - again.",
            "US - China talks ended.",
            "Togo: a country.",
            "The UN (Geneva) said so.",
            "North Health Aid (NHA) Director Jo Li left.",
            "He said: Talks ended.",
            "NATO-led troops left.",
            "GENEVA: ",
            "",
        ] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
