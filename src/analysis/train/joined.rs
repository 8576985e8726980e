//! Makes a treebank look like this program's tokens: names that the treebank
//! splits at their hyphens (`al - Qaeda`) become one word.

use super::super::hyphens;
use super::conllu::Sentence;
use crate::ontology::Ontology;

/// The sentence with hyphenated names joined.
pub(super) fn join_names(sentence: &Sentence) -> Sentence {
    let words = &sentence.words;
    let n = words.len();
    let none = Ontology::default();
    // The group each word belongs to: the index of its first word.
    let mut group: Vec<usize> = (0..n).collect();
    for i in 1..n.saturating_sub(1) {
        let (left, right) = (group[i - 1], i + 1);
        let glued = words[i].form == "-" && !words[i].space_after && !words[i - 1].space_after;
        let names = |k: usize| words[k].label.starts_with("PROPN") || words[k].label.starts_with('X');
        if !glued || !names(i - 1) || !names(right) {
            continue;
        }
        let form: String = words[left..=right].iter().map(|w| w.form.as_str()).collect();
        let after_capital = left > 0 && words[left - 1].form.starts_with(char::is_uppercase);
        let inside = |k: usize| (left..=right).contains(&words[k].head);
        let whole = (left..=right).filter(|k| !inside(*k)).count() == 1;
        if whole && hyphens::cuts(&form, after_capital, &none).is_empty() {
            group[i] = left;
            group[right] = left;
        }
    }
    if (0..n).all(|i| group[i] == i) {
        return sentence.clone();
    }
    let mut number = vec![0; n + 1];
    let mut out = Sentence { words: Vec::new(), ..sentence.clone() };
    for i in 0..n {
        if group[i] == i {
            out.words.push(words[i].clone());
        } else if let Some(last) = out.words.last_mut() {
            last.form.push_str(&words[i].form);
            last.lemma.push_str(&words[i].lemma);
            last.space_after = words[i].space_after;
            let inside = words[i].head < n && group[words[i].head] == group[i];
            if !inside {
                last.head = words[i].head;
                last.rel = words[i].rel;
                last.label.clone_from(&words[i].label);
            }
        }
        number[i] = out.words.len() - 1;
    }
    number[n] = out.words.len();
    for word in &mut out.words {
        word.head = number[word.head.min(n)];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::conllu::read;
    use super::*;

    #[test]
    fn a_split_name_becomes_one_word() {
        let text = "1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n3\tal\tal\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No\n4\t-\t-\tPUNCT\tHYPH\t_\t5\tpunct\t_\tSpaceAfter=No\n5\tQaeda\tQaeda\tPROPN\tNNP\t_\t3\tflat\t_\t_\n6\tthere\tthere\tADV\tRB\t_\t2\tadvmod\t_\t_\n";
        let joined = join_names(&read(text)[0]);
        let forms: Vec<&str> = joined.words.iter().map(|w| w.form.as_str()).collect();
        assert_eq!(forms, ["He", "left", "al-Qaeda", "there"]);
        let heads: Vec<usize> = joined.words.iter().map(|w| w.head).collect();
        assert_eq!(heads, [1, 4, 1, 1]);
    }
}
