//! Paths over a dependency parse, used by frames: `>nsubj`, `>obl[in,at]`, `<obj[hold,attend]`,
//! `>obj >nmod[of]`, `<acl`, `=[during] <obl >nsubj`, alternatives with `|`, tried in order.

use std::fmt;

/// A path from the trigger to a filler.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Steps from the trigger.
    pub steps: Vec<Step>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Down to dependents, up to the head, or nowhere: only to ask.
    pub turn: Turn,
    /// Relations; a plain one takes its subtypes too, `nsubj!` does not. Empty: any.
    pub relations: Vec<Box<str>>,
    /// Down and here: words one of which must stand as its `case` or `mark`; up:
    /// lemmas one of which the head must have. Empty: any or none.
    pub cases: Vec<Box<str>>,
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// `>`: to dependents.
    Down,
    /// `<`: to the head.
    Up,
    /// `=`: it stays, and asks for a relation or preposition of its own.
    Here,
}

/// Parses alternatives of paths.
///
/// # Errors
/// Byte offset and message of the first mistake.
pub fn parse_paths(text: &str) -> Result<Vec<Path>, (usize, String)> {
    let mut out = Vec::new();
    let mut offset = 0;
    for alternative in text.split('|') {
        out.push(parse_path(alternative).map_err(|(at, m)| (offset + at, m))?);
        offset += alternative.len() + 1;
    }
    Ok(out)
}

fn parse_path(text: &str) -> Result<Path, (usize, String)> {
    let mut steps = Vec::new();
    let mut at = 0;
    for word in text.split_whitespace() {
        at = at + text[at..].find(word).unwrap_or(0);
        let turn = match word.chars().next() {
            Some('>') => Turn::Down,
            Some('<') => Turn::Up,
            Some('=') => Turn::Here,
            _ => return Err((at, format!("a step begins with >, < or =, not {word:?}"))),
        };
        let rest = &word[1..];
        let (relations, cases) = match rest.split_once('[') {
            None => (rest, ""),
            Some((relations, cases)) => {
                (relations, cases.strip_suffix(']').ok_or((at, format!("missing ] in {word:?}")))?)
            }
        };
        let list = |s: &str, sep: char| s.split(sep).filter(|s| !s.is_empty()).map(Into::into).collect();
        steps.push(Step { turn, relations: list(relations, ','), cases: list(cases, ',') });
        at += word.len();
    }
    if steps.is_empty() { Err((at, "an empty path".to_owned())) } else { Ok(Path { steps }) }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            let turn = match step.turn {
                Turn::Down => '>',
                Turn::Up => '<',
                Turn::Here => '=',
            };
            write!(f, "{}{turn}", if i > 0 { " " } else { "" })?;
            f.write_str(&step.relations.join(","))?;
            if !step.cases.is_empty() {
                write!(f, "[{}]", step.cases.join(","))?;
            }
        }
        Ok(())
    }
}

impl Step {
    /// Whether a relation fits.
    pub fn takes(&self, relation: &str) -> bool {
        self.relations.is_empty()
            || self.relations.iter().any(|wanted| match wanted.strip_suffix('!') {
                Some(exact) => relation == exact,
                None => relation == &**wanted || relation.strip_prefix(&**wanted).is_some_and(|r| r.starts_with(':')),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_steps_cases_and_alternatives() {
        let paths = parse_paths(">obj >nmod[of,for] | <acl").expect("parses");
        assert_eq!(paths.len(), 2);
        assert_eq!(paths[0].steps[1].cases.len(), 2);
        assert_eq!(paths[1].steps[0].turn, Turn::Up);
        assert_eq!(parse_paths("=[in] <obl").expect("parses")[0].steps[0].turn, Turn::Here);
        assert!(paths[0].steps[0].takes("obj") && !paths[0].steps[0].takes("obl"));
        assert!(parse_paths(">nsubj").expect("parses")[0].steps[0].takes("nsubj:pass"));
        assert!(!parse_paths(">nsubj!").expect("parses")[0].steps[0].takes("nsubj:pass"));
        assert_eq!(parse_paths("nsubj").expect_err("no direction").0, 0);
    }
}
