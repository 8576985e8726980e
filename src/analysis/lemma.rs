//! Lemmas by rule, with a table of irregular forms.

use super::Upos;

/// The lemma of `lower`, given its tags (`xpos` may be empty).
pub(super) fn lemma(lower: &str, tag: Upos, xpos: &str) -> Box<str> {
    match tag {
        Upos::Verb | Upos::Aux => verb(lower, xpos),
        Upos::Noun => noun(lower, xpos),
        Upos::Adj | Upos::Adv => degree(lower, xpos),
        Upos::Propn if xpos == "NNPS" => noun(lower, xpos),
        Upos::Pron | Upos::Det => pronoun(lower, xpos),
        Upos::Part if matches!(lower, "n't" | "nt") => "not".into(),
        _ => lower.into(),
    }
}

fn find(table: &'static [(&'static str, &'static str)], form: &str) -> Option<&'static str> {
    table.binary_search_by(|p| p.0.cmp(form)).ok().map(|i| table[i].1)
}

fn pronoun(lower: &str, xpos: &str) -> Box<str> {
    match lower {
        "me" => "i".into(),
        "him" => "he".into(),
        "us" => "we".into(),
        "whom" => "who".into(),
        "them" | "'em" => "they".into(),
        "an" => "a".into(),
        "those" => "that".into(),
        "these" => "this".into(),
        "her" if xpos == "PRP" => "she".into(),
        _ => lower.into(),
    }
}

fn verb(lower: &str, xpos: &str) -> Box<str> {
    if let Some(base) = find(CLITIC_VERBS, lower) {
        return base.into();
    }
    if matches!(xpos, "VB" | "VBP") && !matches!(lower, "am" | "are" | "were") {
        return lower.into();
    }
    if let Some(base) = find(super::irregular::VERBS, lower) {
        return base.into();
    }
    // `withdrew`, `overthrown`, `misled`: a prefix before an irregular verb.
    for prefix in ["under", "over", "with", "fore", "mis", "out", "for", "un", "re", "up"] {
        if let Some(base) = lower
            .strip_prefix(prefix)
            .filter(|r| r.len() > 2)
            .and_then(|r| find(super::irregular::VERBS, r))
            .filter(|b| !matches!(*b, "be" | "have" | "do"))
        {
            return format!("{prefix}{base}").into();
        }
    }
    let stem = |s: &str| super::irregular::restore(s).into();
    if let Some(s) = strip_plural(lower).filter(|_| xpos.is_empty() || xpos == "VBZ") {
        return s;
    }
    if let Some(s) = lower.strip_suffix("ying").filter(|s| s.len() == 1) {
        return format!("{s}ie").into();
    }
    if xpos != "VBZ" {
        if let Some(s) = lower.strip_suffix("ing").filter(|s| has_vowel(s)) {
            return stem(s);
        }
        if let Some(s) = lower.strip_suffix("ied").filter(|s| s.len() > 1) {
            return format!("{s}y").into();
        }
        if let Some(s) = lower.strip_suffix("ed").filter(|s| has_vowel(s)) {
            return stem(s);
        }
    }
    lower.into()
}

fn noun(lower: &str, xpos: &str) -> Box<str> {
    if xpos == "NN" || lower.starts_with(|c: char| c.is_ascii_digit()) {
        return lower.into();
    }
    if let Some(base) = find(super::irregular::NOUNS, lower) {
        return base.into();
    }
    if let Some(s) =
        lower.strip_suffix("men").filter(|s| s.len() > 1 && !xpos.is_empty() || s.ends_with(['s', 'n', 'h', 'e']))
    {
        return format!("{s}man").into();
    }
    if xpos.is_empty() && super::irregular::SINGULAR_S.binary_search(&lower).is_ok() {
        return lower.into();
    }
    strip_plural(lower).unwrap_or_else(|| lower.into())
}

/// Takes the ending of a plural or of the third person off.
fn strip_plural(lower: &str) -> Option<Box<str>> {
    if lower.len() < 4 || !lower.is_char_boundary(lower.len() - 2) {
        return (lower.len() == 3
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && !lower.ends_with("us")
            && !lower.ends_with("is"))
        .then(|| lower[..2].into());
    }
    if let Some(s) = lower.strip_suffix("ies") {
        return Some(if s.len() > 1 { format!("{s}y") } else { format!("{s}ie") }.into());
    }
    for end in ["sses", "shes", "ches", "xes", "zzes", "oes"] {
        if lower.ends_with(end) {
            return Some(
                if super::irregular::E_BASES.contains(&&lower[..lower.len() - 1]) {
                    &lower[..lower.len() - 1]
                } else {
                    &lower[..lower.len() - 2]
                }
                .into(),
            );
        }
    }
    if lower.ends_with("ss") || lower.ends_with("us") || lower.ends_with("is") || !lower.ends_with('s') {
        return None;
    }
    if lower.ends_with("uses")
        && matches!(
            lower,
            "buses" | "viruses" | "campuses" | "bonuses" | "statuses" | "caucuses" | "choruses" | "focuses"
        )
    {
        return Some(lower[..lower.len() - 2].into());
    }
    Some(lower.strip_suffix("'s").unwrap_or(&lower[..lower.len() - 1]).into())
}

fn degree(lower: &str, xpos: &str) -> Box<str> {
    match (lower, xpos) {
        ("better" | "best", "JJR" | "JJS") => return "good".into(),
        ("better" | "best", "RBR" | "RBS") => return "well".into(),
        ("worse" | "worst", _) => return "bad".into(),
        ("more" | "most" | "less" | "least", _) => return lower.into(),
        ("further" | "farther", _) => return "far".into(),
        ("elder" | "eldest", _) => return "old".into(),
        _ => {}
    }
    let end = match xpos {
        "JJR" | "RBR" => "er",
        "JJS" | "RBS" => "est",
        _ => return lower.into(),
    };
    let Some(s) = lower.strip_suffix(end).filter(|s| s.len() > 2) else { return lower.into() };
    if let Some(s) = s.strip_suffix('i') {
        return format!("{s}y").into();
    }
    let bytes = s.as_bytes();
    let n = bytes.len();
    if n > 2 && bytes[n - 1] == bytes[n - 2] && !s.ends_with("ll") && !s.ends_with("ss") && !s.ends_with("ff") {
        return s[..n - 1].into();
    }
    if s.ends_with(['v', 'c', 'g', 's']) && !s.ends_with("ng") && !s.ends_with("ss")
        || [
            "larg", "lat", "wid", "sever", "whit", "fin", "clos", "nic", "saf", "rar", "simpl", "brav", "wis", "pur",
            "cut", "gentl", "littl", "abl", "nobl", "ampl", "hug", "rud",
        ]
        .contains(&s)
    {
        return format!("{s}e").into();
    }
    s.into()
}

fn has_vowel(s: &str) -> bool {
    s.chars().any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')) && s.len() > 1
}

const CLITIC_VERBS: &[(&str, &str)] = &[
    ("'d", "would"),
    ("'ll", "will"),
    ("'m", "be"),
    ("'re", "be"),
    ("'s", "be"),
    ("'ve", "have"),
    ("ca", "can"),
    ("wo", "will"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_by_tag() {
        for (form, xpos, base) in [
            ("killed", "VBD", "kill"),
            ("designated", "VBN", "designate"),
            ("kidnapped", "VBD", "kidnap"),
            ("attacking", "VBG", "attack"),
            ("said", "VBD", "say"),
            ("denies", "VBZ", "deny"),
            ("seized", "VBN", "seize"),
            ("met", "VBD", "meet"),
            ("withdrew", "VBD", "withdraw"),
            ("planning", "VBG", "plan"),
            ("claims", "VBZ", "claim"),
            ("bombing", "VBG", "bomb"),
            ("condemned", "VBD", "condemn"),
            ("carried", "VBD", "carry"),
            ("struck", "VBD", "strike"),
            ("reaches", "VBZ", "reach"),
            ("is", "VBZ", "be"),
            ("'ve", "VBP", "have"),
            ("visited", "VBD", "visit"),
            ("agreed", "VBD", "agree"),
            ("freed", "VBN", "free"),
            ("hosting", "VBG", "host"),
            ("pledged", "VBD", "pledge"),
            ("died", "VBD", "die"),
            ("blamed", "VBD", "blame"),
            ("led", "VBD", "lead"),
            ("released", "VBN", "release"),
            ("targeting", "VBG", "target"),
            ("dying", "VBG", "die"),
            ("involved", "VBN", "involve"),
            ("added", "VBD", "add"),
            ("passed", "VBD", "pass"),
            ("expelled", "VBD", "expel"),
            ("offered", "VBD", "offer"),
            ("occurred", "VBD", "occur"),
            ("announced", "VBD", "announce"),
            ("rejected", "VBD", "reject"),
            ("arrested", "VBD", "arrest"),
            ("wounded", "VBD", "wound"),
        ] {
            assert_eq!(&*lemma(form, Upos::Verb, xpos), base, "{form}");
        }
    }

    #[test]
    fn nouns_and_degrees() {
        for (form, base) in [
            ("countries", "country"),
            ("attacks", "attack"),
            ("gunmen", "gunman"),
            ("people", "people"),
            ("children", "child"),
            ("bombings", "bombing"),
            ("buses", "bus"),
            ("wives", "wife"),
            ("churches", "church"),
            ("talks", "talk"),
            ("hostages", "hostage"),
            ("police", "police"),
            ("embassies", "embassy"),
        ] {
            assert_eq!(&*lemma(form, Upos::Noun, "NNS"), base, "{form}");
        }
        assert_eq!(&*lemma("deadliest", Upos::Adj, "JJS"), "deadly");
        assert_eq!(&*lemma("largest", Upos::Adj, "JJS"), "large");
        assert_eq!(&*lemma("bigger", Upos::Adj, "JJR"), "big");
    }
}
