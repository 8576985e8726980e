use super::*;
use crate::analysis;
use crate::ontology::{Ontology, Source};
use std::sync::LazyLock;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::load(&Source::embedded()).0);

fn shown(text: &str) -> String {
    let document = Document::plain("t", text);
    let analysis = analysis::analyze(&document, &ONTOLOGY);
    let show = |q: Quote| {
        assert!(q.outer.contains(q.span), "{q:?}");
        let flags = [(q.short, " short"), (q.nested, " nested"), (!q.closed, " open")];
        let flags: String = flags.iter().filter(|f| f.0).map(|f| f.1).collect();
        format!("[{}]{flags}", q.span.of(text))
    };
    find(&document, &analysis).into_iter().map(show).collect::<Vec<_>>().join(" ")
}

fn check(table: &str) -> usize {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (text, expected) = line.split_once('|').expect("text|expected");
        count += 1;
        let text = text.trim().replace("\\n", "\n\n");
        let got = shown(&text);
        if got != expected.trim() {
            wrong.push(format!("{text}\n   expected {}\n   got      {got}", expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} differ:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn quotes() {
    let n = check(
        r#"
        "We will rebuild the school," he said. | [We will rebuild the school,]
        He said: "We will rebuild the school." | [We will rebuild the school.]
        “We will rebuild the school,” he said. | [We will rebuild the school,]
        ‘We will rebuild the school,’ he said. | [We will rebuild the school,]
        'We will rebuild the school,' he said. | [We will rebuild the school,]
        “We will rebuild. It takes a year,” he said. | [We will rebuild. It takes a year,]
        "We will rebuild. It takes a year," he said. | [We will rebuild. It takes a year,]
        "We left early," he said, "and came back late." | [We left early,] [and came back late.]
        “We left early,” he said. “We came back late.” | [We left early,] [We came back late.]
        It was a "bad" day. | [bad] short
        It was a ‘bad’ day. | [bad] short
        It was a 'bad' day. | [bad] short
        The army's men left the militants' camp. |
        The army’s men left the militants’ camp. |
        It's the '90s again and he's late. |
        He doesn't know and won't say. |
        'It's the army's duty to help,' he said. | [It's the army's duty to help,]
        ‘It’s the army’s duty to help,’ he said. | [It’s the army’s duty to help,]
        'The militants' camp was burned down,' he said. | [The militants' camp was burned down,]
        "The group is 'a threat to all' of us," he said. | ['?]
        “The group is ‘a threat to all’ of us,” he said. | [The group is ‘a threat to all’ of us,] [a threat to all] nested
        ‘The group is “a threat to all” of us,’ he said. | [The group is “a threat to all” of us,] [a threat to all] nested
        "We left the town. He ran. He saw the "hardest of the hard" men. | [We left the town.] open [hardest of the hard]
        "We will rebuild the school, he said. | [We will rebuild the school, he said.] open
        “We will rebuild the school.\nHe left. | [We will rebuild the school.] open
        “We will rebuild the school.\n“We will start today,” he said. | [We will rebuild the school.] open [We will start today,]
        «We will rebuild the school», he said. | [We will rebuild the school]
        „We will rebuild the school“, he said. | [We will rebuild the school“, he said.] open
        ``We will rebuild the school,'' he said. | [We will rebuild the school,]
        No one spoke at all. |
        The talks ("a step ahead for us") ended. | [a step ahead for us]
        He called it "a crime against humanity". | [a crime against humanity]
        He called it “a crime against humanity”. | [a crime against humanity]
        He called it 'a crime against humanity'. | [a crime against humanity]
        The state's "war on terror" goes on. | [war on terror]
        "No." | [No.] short
        "" |
        " |
        ' |
        The film “Night Train” opened. | [Night Train] short
        They said "they must go" and "they will go". | [they must go] [they will go]
        The chief said the group’s leader had ‘no place to hide’ in the town. | [no place to hide]
        'Never again will we let this happen to our children' - mayor | [Never again will we let this happen to our children]
        "#
        .replace("['?]", "[The group is 'a threat to all' of us,] [a threat to all] nested")
        .as_str(),
    );
    assert!(n >= 40, "{n}");
}

#[test]
fn sentences_are_those_touched() {
    let text = "He came. “We left. We ran,” he said. He went.";
    let document = Document::plain("t", text);
    let analysis = analysis::analyze(&document, &ONTOLOGY);
    let quotes = find(&document, &analysis);
    assert_eq!(quotes.len(), 1);
    let touched: Vec<&str> =
        quotes[0].sentences.clone().map(|i| analysis.sentences[i as usize].span.of(text)).collect();
    assert_eq!(touched, ["“We left.", "We ran,” he said."]);
}

proptest::proptest! {
    #[test]
    fn never_panics_and_spans_slice(text in "([ -~]|[“”‘’«»é\"'\n]){0,60}") {
        let document = Document::plain("t", &text);
        let analysis = analysis::analyze(&document, &ONTOLOGY);
        for q in find(&document, &analysis) {
            proptest::prop_assert!(!q.span.of(&text).is_empty());
            proptest::prop_assert!(q.outer.contains(q.span));
            proptest::prop_assert!(q.sentences.end as usize <= analysis.sentences.len());
        }
    }
}
