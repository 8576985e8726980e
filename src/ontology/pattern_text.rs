//! Patterns written back as text, for messages.

use super::pattern::{Atom, Chunk, Item, ListRef, OneOf, Pattern, Voice, Words};
use std::fmt;

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, sequence) in self.alternatives.iter().enumerate() {
            if i > 0 {
                f.write_str(" | ")?;
            }
            for (j, item) in sequence.iter().enumerate() {
                write!(f, "{}{item}", if j > 0 { " " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(role) = self.role {
            write!(f, "{role}:")?;
        }
        let times = match (self.min, self.max) {
            (0, 1) => "?",
            (0, _) => "*",
            (_, 1) => "",
            _ => "+",
        };
        write!(f, "{}{times}", self.atom)
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) if word.as_str().chars().all(char::is_alphanumeric) => f.write_str(word.as_str()),
            Self::Word(word) => write!(f, "\"{word}\""),
            Self::Lemma(lemma) => write!(f, "~{lemma}"),
            Self::List(list) => write!(f, "{list}"),
            Self::Mention { class, kind, many } => {
                f.write_str("@")?;
                class.map_or(Ok(()), |c| write!(f, "{c}"))?;
                kind.map_or(Ok(()), |k| write!(f, "/{k}"))?;
                f.write_str(if *many { "&" } else { "" })
            }
            Self::Tag(tag) => write!(f, "#{}", tag.as_str()),
            Self::Verb { voice, words } => {
                let voice = match voice {
                    Voice::Any => "",
                    Voice::Active => ".act",
                    Voice::Passive => ".pass",
                };
                write!(f, "v{voice}({words})")
            }
            Self::Noun(words) => write!(f, "n({words})"),
            Self::Gap(most) => write!(f, "..{most}"),
            Self::Chunk(chunk) => f.write_str(match chunk {
                Chunk::NounPhrase => "&np",
                Chunk::LongNounPhrase => "&npp",
                Chunk::Matters => "&matters",
                Chunk::Clause => "&clause",
                Chunk::Sentence => "&sentence",
            }),
            Self::Start => f.write_str("^"),
            Self::End => f.write_str("$"),
            Self::Not(inner) => write!(f, "!{inner}"),
            Self::Group(pattern) | Self::OneOf(OneOf { pattern, .. }) => write!(f, "( {pattern} )"),
        }
    }
}

impl fmt::Display for ListRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.class)?;
        self.value.map_or(Ok(()), |v| write!(f, "={v}"))
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(param) = self.param {
            return write!(f, "{{{param}}}");
        }
        let all: Vec<String> =
            self.lemmas.iter().map(|l| l.text.to_string()).chain(self.lists.iter().map(ToString::to_string)).collect();
        f.write_str(&all.join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_parses_to_the_same_pattern() {
        for text in [
            "a:@person ( \",\" ..8 \",\" )? !to v.act(meet|%call_verb=x) #ADV* b:@place/city& ~go %rank &npp",
            "^ n(attack|bomb blast) ( on | against )+ c:&clause $ | v.pass(hit) \"'s\" ..3 @",
        ] {
            let pattern = Pattern::parse(text).expect("a pattern");
            assert_eq!(Pattern::parse(&pattern.to_string()).as_ref(), Ok(&pattern), "{pattern}");
        }
    }
}
