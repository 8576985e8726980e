//! The usual case of words in text written in capitals or title case.

use super::hash::text;
use super::lexicon::Lexicon;

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As running text.
    Usual,
    /// All letters capital.
    Capitals,
    /// Nearly every word begins with a capital.
    Title,
}

/// The style of a sentence of `forms`.
pub(super) fn style<'a>(forms: impl Iterator<Item = &'a str>) -> Style {
    let (mut upper, mut lower, mut words) = (0usize, 0usize, 0usize);
    let (mut long, mut long_capital, mut stop) = (0usize, 0usize, false);
    for (i, form) in forms.enumerate() {
        let capital = form.starts_with(char::is_uppercase);
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = form.chars().filter(|c| c.is_uppercase()).count();
        words += usize::from(letters > 1);
        upper += capitals;
        lower += form.chars().filter(|c| c.is_lowercase()).count();
        if letters > 3 && i > 0 {
            long += 1;
            long_capital += usize::from(capital);
        }
        stop = form == ".";
    }
    if words >= 3 && upper > 0 && lower * 12 <= upper {
        Style::Capitals
    } else if long >= 3 && !stop && long_capital * 100 >= long * 85 {
        Style::Title
    } else {
        Style::Usual
    }
}

/// The form a word would have in running text, if it differs.
pub(super) fn cased(form: &str, lower: &str, style: Style, first: bool, known: &Lexicon) -> Option<Box<str>> {
    if style == Style::Usual || !form.starts_with(char::is_uppercase) {
        return None;
    }
    if is_usually_small(lower, known) {
        return match (first, style) {
            (true, Style::Title) => None,
            (true, _) => Some(capitalised(form)).filter(|c| &**c != form),
            _ => Some(form.to_lowercase().into()),
        };
    }
    if style == Style::Title || looks_like_acronym(form) {
        return None;
    }
    Some(capitalised(form)).filter(|c| &**c != form)
}

fn is_usually_small(lower: &str, known: &Lexicon) -> bool {
    if known.usually_small(text(lower)) {
        return true;
    }
    let base = |end: &str, plus: &str| {
        lower.strip_suffix(end).is_some_and(|s| s.len() > 2 && known.usually_small(text(&format!("{s}{plus}"))))
    };
    base("s", "")
        || base("es", "")
        || base("ies", "y")
        || base("ed", "")
        || base("ed", "e")
        || base("ing", "")
        || base("ing", "e")
        || base("ly", "")
}

fn looks_like_acronym(form: &str) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let vowels = form.chars().filter(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y')).count();
    form.contains('.') || letters < 3 || (letters <= 5 && vowels == 0) || form.chars().any(|c| c.is_ascii_digit())
}

/// Each part's first letter large, the rest small.
fn capitalised(form: &str) -> Box<str> {
    let mut start = true;
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        let of = |s: &str| style(s.split(' '));
        assert_eq!(of("GUERRILLAS ATTACKED THE TOWN OF SAN MIGUEL ."), Style::Capitals);
        assert_eq!(of("Rebels Attack Town In The North"), Style::Title);
        assert_eq!(of("The BLA attacked a town near Quetta ."), Style::Usual);
        assert_eq!(of(""), Style::Usual);
    }

    #[test]
    fn words_get_their_usual_case() {
        let mut known = Lexicon::default();
        for word in ["attack", "the", "town"] {
            known.classes.insert(text(word), Lexicon::SMALL);
        }
        let of = |form: &str, first| cased(form, &form.to_lowercase(), Style::Capitals, first, &known);
        assert_eq!(of("ATTACKED", false).as_deref(), Some("attacked"));
        assert_eq!(of("THE", true).as_deref(), Some("The"));
        assert_eq!(of("MIGUEL", false).as_deref(), Some("Miguel"));
        assert_eq!(of("FMLN", false), None);
        assert_eq!(cased("Town", "town", Style::Title, false, &known).as_deref(), Some("town"));
        assert_eq!(cased("Quetta", "quetta", Style::Title, false, &known), None);
    }
}
