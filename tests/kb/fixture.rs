//! Articles and facts made by hand, as the extractor would find them.

use wiregraph::extract::{ArticleFacts, Fact, Filler, Modality, Salience, Value};
use wiregraph::mention::{DateBasis, Mention, MentionValue, NumberValue};
use wiregraph::resolve::Entity;
use wiregraph::text::{Document, Meta, Span, Sym};

/// An article under construction: one sentence a line.
pub struct Article {
    pub document: Document,
    pub facts: ArticleFacts,
}

impl Article {
    pub fn new(id: &str, text: &str) -> Self {
        Self::published(id, "2025-08-13", text)
    }

    pub fn published(id: &str, day: &str, text: &str) -> Self {
        let mut document = Document::plain(id, text);
        document.sha256 = wiregraph::claim::sha256_hex(text.as_bytes());
        document.meta =
            Meta { title: Some(format!("Title of {id}")), published: Some(day.to_owned()), ..Meta::default() };
        let mut facts = ArticleFacts::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            facts.sentences.push(Span::new(at, at + line.trim_end().len()));
            at += line.len();
        }
        Self { document, facts }
    }

    /// Where `words` stand, for the first time.
    pub fn span(&self, words: &str) -> Span {
        let at = self.document.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
        Span::new(at, at + words.len())
    }

    fn sentence(&self, words: &str) -> Span {
        let span = self.span(words);
        *self.facts.sentences.iter().find(|s| s.contains(span)).expect("inside a sentence")
    }

    /// An entity with its mentions, all names written in the text.
    pub fn entity(&mut self, class: &str, kind: &str, known: &str, names: &[&str]) -> u32 {
        let index = self.facts.entities.len() as u32;
        let mut mentions = Vec::new();
        for name in names {
            let span = self.span(name);
            mentions.push(self.facts.mentions.len() as u32);
            self.facts.mentions.push(Mention {
                span,
                tokens: 0..1,
                head: 0,
                sentence: 0,
                class: Sym::new(class),
                kind: None,
                name: (*name).to_owned(),
                known: None,
                value: MentionValue::None,
                found_by: "test/names",
                confidence: 0.9,
                entity: Some(index),
            });
        }
        self.facts.entities.push(Entity {
            name: names[0].to_owned(),
            aliases: names[1..].iter().map(|n| (*n).to_owned()).collect(),
            class: Sym::new(class),
            kind: (!kind.is_empty()).then(|| Sym::new(kind)),
            known: (!known.is_empty()).then(|| Sym::new(known)),
            mentions,
        });
        index
    }

    /// A fact triggered by `trigger`; fillers are (role, value, words).
    pub fn fact(&mut self, class: &str, trigger: &str, fillers: Vec<(&str, Value, &str)>) -> &mut Fact {
        let evidence = self.sentence(trigger);
        let fillers = fillers
            .into_iter()
            .map(|(role, value, words)| Filler {
                role: Sym::new(role),
                value,
                span: (!words.is_empty()).then(|| self.span(words)),
                sentence: if words.is_empty() { evidence } else { self.sentence(words) },
                rule: Sym::new(&format!("{class}/test")),
                modality: Modality::Asserted,
                source: None,
                confidence: 0.9,
            })
            .collect();
        self.facts.facts.push(Fact {
            class: Sym::new(class),
            fillers,
            modality: Modality::Asserted,
            source: None,
            confidence: 0.9,
            salience: Salience::Main,
            rules: vec![Sym::new(&format!("{class}/test"))],
            triggers: vec![self.span(trigger)],
            evidence: vec![evidence],
        });
        self.facts.facts.last_mut().expect("just pushed")
    }
}

pub fn code(text: &str) -> Value {
    Value::Code(Sym::new(text))
}

pub fn date(edtf: &str) -> Value {
    Value::Date(edtf.to_owned(), DateBasis::Explicit)
}

pub fn number(n: u64) -> Value {
    Value::Number(NumberValue { min: n, max: Some(n) })
}

pub fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// Gives every filler of these roles another modality and speaker.
pub fn said(fact: &mut Fact, roles: &[&str], modality: Modality, source: Option<u32>) {
    for filler in fact.fillers.iter_mut().filter(|f| roles.contains(&f.role.as_str())) {
        filler.modality = modality;
        filler.source = source.map(Value::Entity);
    }
}

/// Three reports of one attack, two of them copies, and an unrelated one.
pub fn corpus() -> Vec<Article> {
    let mut a = Article::new(
        "a",
        "Gunmen of the Blue Army attacked the Coast Express near Halden on 11 March 2025.\n\
         The government of Norland said 31 people died.\n\
         The Blue Army (BA) claimed responsibility.\n",
    );
    let army = a.entity("organization", "militant_group", "", &["Blue Army", "BA"]);
    let halden = a.entity("place", "", "", &["Halden"]);
    let norland = a.entity("country", "", "country/NO", &["Norland"]);
    let fact = a.fact(
        "attack",
        "attacked",
        vec![
            ("kind", code("hijacking"), ""),
            ("target", text("Coast Express"), "Coast Express"),
            ("place", Value::Entity(halden), "Halden"),
            ("date", date("2025-03-11"), "11 March 2025"),
            ("perpetrators", Value::Entity(army), "Blue Army"),
            ("killed", number(31), "31 people"),
            ("claimed_by", Value::Entity(army), "BA"),
        ],
    );
    said(fact, &["killed"], Modality::Attributed, Some(norland));
    a.fact(
        "organization",
        "(BA)",
        vec![
            ("name", Value::Entity(army), "Blue Army"),
            ("aliases", text("BA"), "BA"),
            ("kind", code("militant_group"), ""),
        ],
    );

    let mut b = Article::new(
        "b",
        "A bomb hit the Coast Express in Halden in March 2025, killing 25.\n\
         Norland blamed the Blue Army for the attack.\n\
         Acting interior minister Ola Berg spoke in Halden.\n",
    );
    let army = b.entity("organization", "militant_group", "", &["Blue Army"]);
    let halden = b.entity("place", "", "", &["Halden"]);
    let norland = b.entity("country", "", "country/NO", &["Norland"]);
    let berg = b.entity("person", "", "", &["Ola Berg"]);
    let fact = b.fact(
        "attack",
        "hit",
        vec![
            ("kind", code("bombing"), "bomb"),
            ("target", text("Coast Express"), "Coast Express"),
            ("place", Value::Entity(halden), "Halden"),
            ("date", date("2025-03"), "March 2025"),
            ("perpetrators", Value::Entity(army), "Blue Army"),
            ("killed", number(25), "25"),
            ("attributed_to", Value::Entity(army), "Blue Army"),
            ("attributed_by", Value::Entity(norland), "Norland"),
        ],
    );
    said(fact, &["perpetrators"], Modality::Attributed, Some(norland));
    b.fact(
        "official",
        "interior minister",
        vec![
            ("person", Value::Entity(berg), "Ola Berg"),
            ("post", text("interior minister"), "interior minister"),
            ("organization_or_country", Value::Entity(norland), ""),
            ("status", code("acting"), "Acting"),
        ],
    );

    // A second paper prints the second report with another head line.
    let mut c = Article::published("c", "2025-08-14", &b.document.text.replace("A bomb", "A big bomb"));
    for (name, class, known) in
        [("Blue Army", "organization", ""), ("Halden", "place", ""), ("Norland", "country", "country/NO")]
    {
        let kind = if class == "organization" { "militant_group" } else { "" };
        c.entity(class, kind, known, &[name]);
    }
    c.fact(
        "attack",
        "hit",
        vec![
            ("target", text("Coast Express"), "Coast Express"),
            ("place", Value::Entity(1), "Halden"),
            ("date", date("2025-03"), "March 2025"),
            ("killed", number(25), "25"),
        ],
    );

    let mut d = Article::new(
        "d",
        "Sørland listed the Blue Army and the Red Hand as terrorist groups on 2 May 2024.\n\
         Interior Minister Ola Berg met two envoys.\n\
         The Red Hand is a wing of the Blue Army.\n",
    );
    let land = d.entity("country", "", "country/SO", &["Sørland"]);
    let army = d.entity("organization", "militant_group", "", &["Blue Army"]);
    let hand = d.entity("organization", "militant_group", "", &["Red Hand"]);
    let berg = d.entity("person", "", "", &["Ola Berg"]);
    let envoys = d.entity("persons", "", "", &["two envoys"]);
    for target in [army, hand] {
        d.fact(
            "designation",
            "listed",
            vec![
                ("authority", Value::Entity(land), "Sørland"),
                ("target", Value::Entity(target), ""),
                ("list", code("National List"), ""),
                ("status", code("designated"), "listed"),
                ("date", date("2024-05-02"), "2 May 2024"),
            ],
        );
    }
    d.fact(
        "official",
        "Interior Minister",
        vec![
            ("person", Value::Entity(berg), "Ola Berg"),
            ("post", text("Interior Minister"), "Interior Minister"),
            ("status", code("current"), ""),
        ],
    );
    d.fact(
        "meeting",
        "met",
        vec![("participants", Value::Entity(berg), "Ola Berg"), ("participants", Value::Entity(envoys), "two envoys")],
    );
    d.fact("affiliate", "wing", vec![("org", Value::Entity(hand), ""), ("parent", Value::Entity(army), "")]);
    vec![a, b, c, d]
}
