use crate::claim::sha256_hex;

const LONGEST: usize = 60;

/// A readable local name of `[a-z0-9-]`: diacritics folded, dotted capitals
/// joined (`U.S.` is `us`), apostrophes and a trailing parenthesis dropped. A
/// name that loses letters of another script, or is too long, keeps eight hex
/// digits of its hash, so that different names do not run together.
pub fn slug(name: &str) -> String {
    let name = without_parenthesis(name.trim());
    let mut lost = false;
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() || is_latin(c) {
            folded.push_str(deunicode::deunicode_char(c).unwrap_or(""));
        } else {
            lost |= c.is_alphanumeric();
            folded.push(if matches!(c, '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2bb}') { '\'' } else { ' ' });
        }
    }
    let mut out = String::new();
    for word in folded.split_whitespace() {
        let core = word.strip_suffix('.').unwrap_or(word);
        let dotted = core.split('.').count() > 1 && core.split('.').all(|p| p.len() == 1);
        for c in word.chars() {
            match c.to_ascii_lowercase() {
                c if c.is_ascii_alphanumeric() => out.push(c),
                '\'' | '`' => {}
                '.' if dotted => {}
                _ if out.ends_with('-') || out.is_empty() => {}
                _ => out.push('-'),
            }
        }
        if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    let hash = || sha256_hex(name.as_bytes());
    if out.is_empty() {
        return format!("x-{}", &hash()[..16]);
    }
    if out.len() <= LONGEST && !lost {
        return out.to_owned();
    }
    let cut = if out.len() <= LONGEST { out } else { out[..LONGEST].rsplit_once('-').map_or(&out[..LONGEST], |p| p.0) };
    format!("{cut}-{}", &hash()[..8])
}

/// Letters and marks that fold to ASCII letters without loss of identity.
fn is_latin(c: char) -> bool {
    matches!(u32::from(c), 0xA0..=0x36F | 0x1E00..=0x1EFF | 0x2010..=0x2015)
}

fn without_parenthesis(name: &str) -> &str {
    let cut = name.strip_suffix(')').and_then(|n| n.rfind('(')).map(|at| name[..at].trim_end());
    cut.filter(|n| !n.is_empty()).unwrap_or(name)
}

/// A path of an id list (`place/PK/quetta`, `attack/passive`) as IRI-safe
/// segments; case is kept.
pub fn path(id: &str) -> String {
    let safe = |segment: &str| -> String {
        segment
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' })
            .collect()
    };
    let segments: Vec<String> = id.split('/').filter(|s| !s.is_empty()).map(safe).collect();
    if segments.is_empty() { "x".to_owned() } else { segments.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_readable() {
        for (name, expected) in [
            ("Balochistan Liberation Army (BLA)", "balochistan-liberation-army"),
            ("U.S. Department of State", "us-department-of-state"),
            ("Lashkar-e-Taiba", "lashkar-e-taiba"),
            ("Da'esh", "daesh"),
            ("Al-Qa’ida", "al-qaida"),
            ("José  Nuñez", "jose-nunez"),
            ("St. Petersburg", "st-petersburg"),
            ("(x)", "x"),
            ("Pakistan–U.S. dialogue", "pakistan-u-s-dialogue"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn every_text_gives_a_safe_and_distinct_slug() {
        let long = "a very long name ".repeat(20);
        let texts = ["", "!!!", "الشباب", "حزب الله", "Hamas حماس", "Hamas", &long, "\u{0}\n\t", "日本"];
        let slugs: Vec<String> = texts.iter().map(|t| slug(t)).collect();
        for s in &slugs {
            assert!(!s.is_empty() && s.len() <= LONGEST + 9, "{s}");
            assert!(s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{s}");
        }
        assert_ne!(slugs[2], slugs[3]);
        assert_ne!(slugs[4], slugs[5]);
    }

    #[test]
    fn paths_keep_their_case_and_segments() {
        assert_eq!(path("place/PK/quetta"), "place/PK/quetta");
        assert_eq!(path("//a b/<c>"), "a-b/-c-");
        assert_eq!(path(""), "x");
    }
}
