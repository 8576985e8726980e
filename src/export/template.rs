//! Captions and edge labels: `{date}|{killedMin..killedMax} killed`.

/// Fills a template. `{name}` is a value, `{a..b}` a range of two,
/// `{name!usual}` a value that goes without saying where it is the usual one; `|`
/// separates parts, and a part with a missing value is left out. `get` gives
/// the value of a name, or `None`.
pub fn fill(template: &str, get: &dyn Fn(&str) -> Option<String>) -> String {
    let parts: Vec<String> = template.split('|').filter_map(|part| part_of(part, get)).collect();
    parts.join(" \u{b7} ")
}

fn part_of(part: &str, get: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = part;
    let mut asked = 0;
    let mut found = 0;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        out.push_str(before);
        asked += 1;
        if let Some(value) = value(name, get) {
            out.push_str(&value);
            found += 1;
        }
        rest = after;
    }
    out.push_str(rest);
    // Words alone say nothing: "killed" without a number. Of several values one suffices.
    let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && (asked == 0 || found > 0)).then_some(text)
}

fn value(name: &str, get: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if let Some((name, usual)) = name.split_once('!') {
        return get(name).filter(|v| v != usual);
    }
    let Some((low, high)) = name.split_once("..") else { return get(name).filter(|v| !v.is_empty()) };
    match (get(low), get(high)) {
        (Some(low), Some(high)) if low == high => Some(low),
        (Some(low), Some(high)) => Some(format!("{low}\u{2013}{high}")),
        (Some(low), None) => Some(format!("{low}+")),
        (None, Some(high)) => Some(format!("up to {high}")),
        (None, None) => None,
    }
}

/// Breaks text into lines of about `width` characters, at blanks.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(name: &str) -> Option<String> {
        match name {
            "low" => Some("3".into()),
            "high" => Some("5".into()),
            "same" => Some("3".into()),
            "what" => Some("raid".into()),
            _ => None,
        }
    }

    #[test]
    fn parts_without_values_are_left_out() {
        assert_eq!(fill("{what}|{when}|{low..high} hurt", &get), "raid \u{b7} 3\u{2013}5 hurt");
        assert_eq!(fill("{low..same} hurt", &get), "3 hurt");
        assert_eq!(fill("{low..none} hurt|{none} died", &get), "3+ hurt");
        assert_eq!(fill("{none} {what}", &get), "raid");
        assert_eq!(fill("{what!raid}|{what!war}", &get), "raid");
        assert_eq!(fill("plain", &get), "plain");
        assert_eq!(fill("{broken", &get), "");
        assert_eq!(fill("", &get), "");
    }

    #[test]
    fn long_words_stay_whole() {
        assert_eq!(wrap("a bb ccc dddddddd e", 6), ["a bb", "ccc", "dddddddd", "e"]);
        assert!(wrap("  ", 5).is_empty());
    }
}
