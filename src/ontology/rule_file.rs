//! Reading rule files: what stands in them, checked, frames expanded.

use super::lexicon::Lexicon;
use super::needs::Index;
use super::path::parse_paths;
use super::pattern::{Atom, ListRef, Pattern, Phrases, Words};
use super::report::Report;
use super::rule::{
    Attach, Body, Carry, Describe, Example, Merge, Roll, Rule, RuleSet, SOURCE, Slot, TRIGGER, TenureRoles,
};
use super::source::Source;
use super::vocab::{FactClass, ValueKind, Vocab};
use crate::text::Sym;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Sentences that a sentence of names looks back over where its rule says nothing.
const REACH: u32 = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    event: Spanned<String>,
    #[serde(default)]
    decoys: Vec<Spanned<Sym>>,
    #[serde(default)]
    codes: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    phrase: Vec<RawPhrase>,
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    attach: Vec<Spanned<Attach>>,
    #[serde(default)]
    carry: Vec<Spanned<Carry>>,
    #[serde(default)]
    merge: Merge,
    #[serde(default)]
    describe: Vec<Describe>,
    #[serde(default)]
    tenure: Vec<TenureRoles>,
    #[serde(default)]
    example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    name: Spanned<String>,
    r#match: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    name: Spanned<String>,
    #[serde(default)]
    r#match: Vec<Spanned<String>>,
    frame: Option<Spanned<String>>,
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    roles: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    set: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    needs: Vec<Spanned<String>>,
    #[serde(default)]
    kinds: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    only: BTreeMap<String, Vec<Spanned<String>>>,
    without: Option<Spanned<String>>,
    #[serde(default)]
    forms: Vec<Spanned<String>>,
    #[serde(default)]
    partial: bool,
    roll: Option<Roll>,
    reach: Option<u32>,
    #[serde(default)]
    joins: bool,
    #[serde(default)]
    named: bool,
    #[serde(default)]
    finite: bool,
    #[serde(default)]
    factive: bool,
    #[serde(default)]
    subject: bool,
    modality: Option<Spanned<String>>,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: Spanned<String>,
    published: Option<String>,
    facts: Vec<BTreeMap<String, toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrames {
    #[serde(default)]
    phrase: Vec<RawPhrase>,
    #[serde(default)]
    frame: Vec<RawFrame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    name: Spanned<String>,
    #[allow(dead_code)]
    doc: String,
    form: Vec<RawForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    name: Spanned<String>,
    r#match: Option<Spanned<String>>,
    trigger: Option<Spanned<String>>,
    #[serde(default)]
    slots: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    every: bool,
    #[serde(default)]
    several: Vec<String>,
    confidence: Option<f32>,
}

impl<'de> Deserialize<'de> for Sym {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d).map(|s| Sym::new(&s))
    }
}

struct Form {
    name: String,
    text: String,
    body: Body,
    needs: Vec<Sym>,
    confidence: f32,
}

/// A file being read, for placing mistakes.
struct File<'a> {
    name: &'a str,
    content: &'a str,
    /// Where its lines end.
    ends: Vec<usize>,
}

impl<'a> File<'a> {
    fn new(name: &'a str, content: &'a str) -> Self {
        Self { name, content, ends: content.match_indices('\n').map(|(at, _)| at).collect() }
    }

    fn place(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.content.len());
        let line = self.ends.partition_point(|end| *end < offset);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        (line + 1, offset - start + 1)
    }

    fn error(&self, report: &mut Report, offset: usize, message: impl Into<String>, hint: Option<&str>) {
        report.error(self.name, Some(self.place(offset)), message, hint);
    }

    /// Parses a pattern, its mistakes placed in the file (+1 for the quotation mark).
    fn pattern(&self, text: &Spanned<String>, phrases: &Phrases, report: &mut Report) -> Option<Pattern> {
        Pattern::parse_with(text.get_ref(), phrases)
            .map_err(|e| self.error(report, text.span().start + 1 + e.at, format!("pattern: {}", e.message), e.hint))
            .ok()
    }

    /// Adds a file's `[[phrase]]`s; later ones may use earlier ones.
    fn phrases(&self, raw: &[RawPhrase], phrases: &mut Phrases, report: &mut Report) {
        for phrase in raw {
            let Some(pattern) = self.pattern(&phrase.r#match, phrases, report) else { continue };
            let name = phrase.name.get_ref();
            if phrases.insert(name.clone(), pattern).is_some() {
                self.error(report, phrase.name.span().start, format!("phrase {name:?} stands twice"), None);
            }
        }
    }

    fn read<T: serde::de::DeserializeOwned>(&self, report: &mut Report) -> Option<T> {
        toml::from_str::<T>(self.content)
            .map_err(|e| {
                let offset = e.span().map_or(0, |s| s.start);
                self.error(report, offset, e.message(), None);
            })
            .ok()
    }
}

/// Loads frames and all rule files.
pub fn load(source: &Source, vocab: &Vocab, lexicon: &Lexicon, report: &mut Report) -> Vec<RuleSet> {
    let (frames, phrases) = load_frames(source, report);
    let mut sets = Vec::new();
    for (name, content) in source.files("events", "toml") {
        let file = File::new(&name, &content);
        let Some(raw) = file.read::<RawFile>(report) else { continue };
        let event = Sym::new(raw.event.get_ref());
        let Some(class) = vocab.class(event) else {
            let known: Vec<&str> = vocab.classes.iter().map(|c| c.wire.as_str()).collect();
            let hint = format!("declare it in a .ttl beside it; known: {}", known.join(", "));
            file.error(report, raw.event.span().start, format!("no class has the wire name {event}"), Some(&hint));
            continue;
        };
        let mut phrases = phrases.clone();
        file.phrases(&raw.phrase, &mut phrases, report);
        sets.push(
            Loader { file: &file, class, vocab, lexicon, frames: &frames, phrases: &phrases, report }.rule_set(raw),
        );
    }
    sets.sort_by_key(|s| vocab.class(s.class).map(|c| c.order));
    sets
}

/// Frames, and the phrases that all event files share.
fn load_frames(source: &Source, report: &mut Report) -> (BTreeMap<String, Vec<Form>>, Phrases) {
    let (mut frames, mut phrases) = (BTreeMap::new(), Phrases::new());
    let Some(content) = source.file("frames.toml") else { return (frames, phrases) };
    let file = File::new("frames.toml", content);
    let Some(raw) = file.read::<RawFrames>(report) else { return (frames, phrases) };
    file.phrases(&raw.phrase, &mut phrases, report);
    for frame in raw.frame {
        let mut forms = Vec::new();
        for form in &frame.form {
            let Some(body) = form_body(&file, form, &phrases, report) else { continue };
            forms.push(Form {
                name: form.name.get_ref().clone(),
                text: form.r#match.as_ref().or(form.trigger.as_ref()).map(|t| t.get_ref().clone()).unwrap_or_default(),
                body,
                needs: form.needs.iter().map(|n| Sym::new(n)).collect(),
                confidence: form.confidence.unwrap_or(0.8),
            });
        }
        if frames.insert(frame.name.get_ref().clone(), forms).is_some() {
            file.error(report, frame.name.span().start, format!("frame {:?} stands twice", frame.name.get_ref()), None);
        }
    }
    (frames, phrases)
}

fn form_body(file: &File<'_>, form: &RawForm, phrases: &Phrases, report: &mut Report) -> Option<Body> {
    match (&form.r#match, &form.trigger) {
        (Some(text), None) => file.pattern(text, phrases, report).map(Body::Tokens),
        (None, Some(text)) => {
            let pattern = file.pattern(text, phrases, report)?;
            let atom = match pattern.alternatives.as_slice() {
                [seq] if seq.len() == 1 => &seq[0].atom,
                _ => return None.or_else(|| trigger_error(file, text, report)),
            };
            if !matches!(atom, Atom::Verb { .. } | Atom::Noun(_)) {
                return trigger_error(file, text, report);
            }
            let mut slots = Vec::new();
            for (slot, path) in &form.slots {
                match parse_paths(path.get_ref()) {
                    Ok(paths) => {
                        let needed = form.every && form.needs.contains(slot);
                        let least = if form.several.contains(slot) { 2 } else { usize::from(needed) };
                        slots.push(Slot { role: Sym::new(slot), paths, least });
                    }
                    Err((at, message)) => {
                        file.error(
                            report,
                            path.span().start + 1 + at,
                            message,
                            Some("e.g. \">obl[in,at] | >nmod[of]\""),
                        );
                    }
                }
            }
            Some(Body::Parse { trigger: atom.clone(), slots })
        }
        _ => {
            file.error(report, form.name.span().start, "a form has either match or trigger", None);
            None
        }
    }
}

fn trigger_error(file: &File<'_>, text: &Spanned<String>, report: &mut Report) -> Option<Body> {
    file.error(report, text.span().start, "a trigger is one v(...) or n(...)", None);
    None
}

struct Loader<'a> {
    file: &'a File<'a>,
    class: &'a FactClass,
    vocab: &'a Vocab,
    lexicon: &'a Lexicon,
    frames: &'a BTreeMap<String, Vec<Form>>,
    phrases: &'a Phrases,
    report: &'a mut Report,
}

impl Loader<'_> {
    fn rule_set(mut self, raw: RawFile) -> RuleSet {
        let mut rules = Vec::new();
        let mut names = BTreeSet::new();
        for rule in &raw.rule {
            if !names.insert(rule.name.get_ref().clone()) {
                self.error(rule.name.span().start, format!("rule {:?} stands twice", rule.name.get_ref()), None);
            }
            self.rule(rule, &mut rules);
        }
        for attach in &raw.attach {
            let at = attach.span().start;
            self.known_role(attach.get_ref().role, at);
            if let Some(class) = attach.get_ref().class {
                self.known_mention(class, at);
            }
        }
        for carry in &raw.carry {
            self.known_role(carry.get_ref().role, carry.span().start);
            self.known_role(carry.get_ref().by, carry.span().start);
        }
        for list in raw.merge.omit.values().flat_map(|omit| &omit.lists) {
            self.known_list(*list.get_ref(), None, list.span().start);
        }
        for list in &raw.decoys {
            self.known_list(*list.get_ref(), None, list.span().start);
        }
        let mut codes: BTreeMap<Sym, Vec<ListRef>> = BTreeMap::new();
        for (role, lists) in &raw.codes {
            for list in lists {
                let at = list.span().start;
                self.known_role(Sym::new(role), at);
                let list = ListRef::parse(list.get_ref());
                self.known_list(list.class, list.value, at);
                codes.entry(Sym::new(role)).or_default().push(list);
            }
        }
        let examples = raw.example.into_iter().map(|e| self.example(e)).collect();
        RuleSet {
            class: self.class.wire,
            index: Index::new(&rules),
            rules,
            attach: raw.attach.into_iter().map(Spanned::into_inner).collect(),
            carry: raw.carry.into_iter().map(Spanned::into_inner).collect(),
            merge: raw.merge,
            codes,
            decoys: raw.decoys.into_iter().map(Spanned::into_inner).collect(),
            describe: raw.describe,
            tenure: raw.tenure,
            examples,
        }
    }

    fn error(&mut self, offset: usize, message: impl Into<String>, hint: Option<&str>) {
        self.file.error(self.report, offset, message, hint);
    }

    fn known_role(&mut self, role: Sym, offset: usize) -> bool {
        let known = self.class.role(role).is_some();
        if !known {
            let roles: Vec<&str> = self.class.roles.iter().map(|r| r.wire.as_str()).collect();
            let hint = format!("roles of {}: {}", self.class.wire, roles.join(", "));
            self.error(offset, format!("unknown role {role}"), Some(&hint));
        }
        known
    }

    fn known_mention(&mut self, class: Sym, offset: usize) {
        if !self.vocab.has_mention_class(class) {
            let known: Vec<&str> = self.vocab.mention_classes().map(Sym::as_str).collect();
            let hint = format!("known: {}", known.join(", "));
            self.error(offset, format!("unknown mention class {class}"), Some(&hint));
        }
    }

    fn known_list(&mut self, class: Sym, value: Option<Sym>, offset: usize) {
        let entries = self.lexicon.class(class);
        if entries.is_empty() {
            self.error(offset, format!("no lexicon has the class {class}"), Some("see ontology/lexicon/README.md"));
        } else if let Some(value) = value
            && !entries.iter().any(|e| e.value == value)
        {
            self.error(offset, format!("no entry of {class} has the value {value}"), None);
        }
    }

    fn check_words(&mut self, words: &Words, offset: usize) {
        for list in &words.lists {
            self.known_list(list.class, list.value, offset);
        }
    }

    fn check_pattern(&mut self, pattern: &Pattern, offset: usize) {
        let mut items = Vec::new();
        pattern.visit(&mut |item| {
            if matches!(item.atom, Atom::Mention { .. } | Atom::List(_) | Atom::Verb { .. } | Atom::Noun(_)) {
                items.push(item.atom.clone());
            }
        });
        for atom in items {
            match atom {
                Atom::Mention { class: Some(class), .. } => self.known_mention(class, offset),
                Atom::List(list) => self.known_list(list.class, list.value, offset),
                Atom::Verb { words, .. } | Atom::Noun(words) => self.check_words(&words, offset),
                _ => {}
            }
        }
    }

    fn rule(&mut self, raw: &RawRule, out: &mut Vec<Rule>) {
        let at = raw.name.span().start;
        let set: Vec<(Sym, Sym)> = raw.set.iter().map(|(r, c)| (Sym::new(r), Sym::new(c.get_ref()))).collect();
        for (role, code) in &raw.set {
            let role = Sym::new(role);
            if !self.known_role(role, code.span().start) {
                continue;
            }
            match self.class.role(role).map(|r| r.value) {
                Some(ValueKind::Number) if code.get_ref().parse::<u64>().is_err() => {
                    self.error(code.span().start, format!("role {role} takes a whole number"), None);
                }
                Some(ValueKind::Code | ValueKind::Phrase | ValueKind::Number) | None => {}
                Some(_) => self.error(code.span().start, format!("role {role} does not take codes"), None),
            }
        }
        for need in &raw.needs {
            self.known_role(Sym::new(need.get_ref()), need.span().start);
        }
        for (role, kinds) in raw.kinds.iter().chain(&raw.only) {
            self.known_role(Sym::new(role), kinds.first().map_or(at, |k| k.span().start));
        }
        let listed = |of: &BTreeMap<String, Vec<Spanned<String>>>| -> Vec<(Sym, Vec<Sym>)> {
            of.iter()
                .map(|(role, kinds)| (Sym::new(role), kinds.iter().map(|k| Sym::new(k.get_ref())).collect()))
                .collect()
        };
        let (kinds, only) = (listed(&raw.kinds), listed(&raw.only));
        let without = match raw.without.as_ref().map(|text| (text, parse_paths(text.get_ref()))) {
            None => Vec::new(),
            Some((_, Ok(paths))) => paths,
            Some((text, Err((offset, message)))) => {
                self.error(text.span().start + 1 + offset, message, None);
                Vec::new()
            }
        };
        if let Some(modality) = &raw.modality {
            const KNOWN: [&str; 7] = ["asserted", "attributed", "claimed", "denied", "negated", "hedged", "expected"];
            if !KNOWN.contains(&modality.get_ref().as_str()) {
                let hint = format!("known: {}", KNOWN.join(", "));
                self.error(modality.span().start, format!("unknown modality {:?}", modality.get_ref()), Some(&hint));
            }
        }
        let base = |suffix: Option<&str>, text: String, body: Body, needs: Vec<Sym>, confidence: f32| Rule {
            id: Sym::new(&match suffix {
                Some(s) => format!("{}/{}.{s}", self.class.wire, raw.name.get_ref()),
                None => format!("{}/{}", self.class.wire, raw.name.get_ref()),
            }),
            file: self.file.name.to_owned(),
            line: self.file.place(at).0,
            text,
            body,
            set: set.clone(),
            needs,
            kinds: kinds.clone(),
            only: only.clone(),
            without: without.clone(),
            partial: raw.partial,
            joins: raw.joins,
            named: raw.named,
            roll: raw.roll,
            reach: raw.reach.unwrap_or(REACH),
            finite: raw.finite,
            factive: raw.factive,
            subject: raw.subject,
            modality: raw.modality.as_ref().map(|m| Sym::new(m.get_ref())),
            confidence: raw.confidence.unwrap_or(confidence),
        };
        let own_needs: Vec<Sym> = raw.needs.iter().map(|n| Sym::new(n.get_ref())).collect();
        let mut made = Vec::new();
        let several = raw.r#match.len() > 1;
        let mut checks: Vec<(Pattern, usize)> = Vec::new();
        let mut errors: Vec<(usize, String, Option<String>)> = Vec::new();
        for (i, text) in raw.r#match.iter().enumerate() {
            let Some(pattern) = self.file.pattern(text, self.phrases, self.report) else { continue };
            checks.push((pattern.clone(), text.span().start));
            let suffix = several.then(|| (i + 1).to_string());
            made.push(base(suffix.as_deref(), text.get_ref().clone(), Body::Tokens(pattern), own_needs.clone(), 0.85));
        }
        let mut words_used = Vec::new();
        if let Some(frame) = &raw.frame {
            match self.frames.get(frame.get_ref()) {
                None => {
                    let known: Vec<&str> = self.frames.keys().map(String::as_str).collect();
                    errors.push((
                        frame.span().start,
                        format!("unknown frame {:?}", frame.get_ref()),
                        Some(format!("known: {}", known.join(", "))),
                    ));
                }
                Some(forms) => {
                    let params: BTreeMap<Sym, Words> = raw
                        .words
                        .iter()
                        .map(|(name, list)| {
                            let mut words = Words::default();
                            list.iter().for_each(|w| words.push(w));
                            (Sym::new(name), words)
                        })
                        .collect();
                    words_used.extend(params.values().cloned());
                    let slot = |slot: Sym| slot_role(raw, slot);
                    for form in forms {
                        if !raw.forms.is_empty() && !raw.forms.iter().any(|f| f.get_ref() == &form.name) {
                            continue;
                        }
                        let fill = |p: Sym| params.get(&p).cloned().unwrap_or_default();
                        let Some(mut body) = bind_body(&form.body, &fill, &slot) else { continue };
                        if let (Body::Parse { slots, .. }, Some(role)) = (&mut body, raw.roles.get(TRIGGER)) {
                            slots.push(Slot { role: Sym::new(role.get_ref()), paths: Vec::new(), least: 0 });
                        }
                        let mut needs: Vec<Sym> = form.needs.iter().filter_map(|n| slot(*n)).collect();
                        needs.extend(own_needs.iter().copied());
                        made.push(base(Some(&form.name), form.text.clone(), body, needs, form.confidence));
                    }
                }
            }
        }
        if made.is_empty() && errors.is_empty() && !self.report.has_errors() {
            errors.push((at, "a rule needs match or frame".to_owned(), None));
        }
        for (at, message, hint) in errors {
            self.error(at, message, hint.as_deref());
        }
        for (pattern, offset) in checks {
            self.check_pattern(&pattern, offset);
            for role in pattern.roles() {
                if ![TRIGGER, SOURCE].contains(&role.as_str()) {
                    self.known_role(role, offset);
                }
            }
        }
        for role in raw.roles.values() {
            if role.get_ref() != SOURCE {
                self.known_role(Sym::new(role.get_ref()), role.span().start);
            }
        }
        for words in words_used {
            self.check_words(&words, at);
        }
        out.extend(made);
    }

    fn example(&mut self, raw: RawExample) -> Example {
        let at = raw.text.span().start;
        for fact in &raw.facts {
            for role in fact.keys() {
                if !["modality", "source"].contains(&role.as_str()) {
                    self.known_role(Sym::new(role), at);
                }
            }
        }
        Example {
            file: self.file.name.to_owned(),
            line: self.file.place(at).0,
            text: raw.text.into_inner(),
            published: raw.published,
            facts: raw.facts,
        }
    }
}

/// The role a frame's slot fills in a rule; `trigger` and `source` keep their
/// meaning unless the rule maps them.
fn slot_role(raw: &RawRule, slot: Sym) -> Option<Sym> {
    match raw.roles.get(slot.as_str()) {
        Some(role) => Some(Sym::new(role.get_ref())),
        None => [TRIGGER, SOURCE].contains(&slot.as_str()).then_some(slot),
    }
}

/// Fills in a form; `None` if the rule gives no words for its trigger.
fn bind_body(body: &Body, fill: &dyn Fn(Sym) -> Words, slot: &dyn Fn(Sym) -> Option<Sym>) -> Option<Body> {
    let bound = match body {
        Body::Tokens(pattern) => Body::Tokens(pattern.bind(fill, slot)),
        Body::Parse { trigger, slots } => Body::Parse {
            trigger: match trigger {
                Atom::Verb { voice, words } => {
                    Atom::Verb { voice: *voice, words: words.param.map_or_else(|| words.clone(), fill) }
                }
                Atom::Noun(words) => Atom::Noun(words.param.map_or_else(|| words.clone(), fill)),
                other => other.clone(),
            },
            slots: slots.iter().filter_map(|s| slot(s.role).map(|role| Slot { role, ..s.clone() })).collect(),
        },
    };
    has_words(&bound).then_some(bound)
}

fn has_words(body: &Body) -> bool {
    let full = |atom: &Atom| match atom {
        Atom::Verb { words, .. } | Atom::Noun(words) => !words.is_empty(),
        _ => true,
    };
    match body {
        Body::Parse { trigger, .. } => full(trigger),
        Body::Tokens(pattern) => {
            let mut ok = true;
            pattern.visit(&mut |item| ok &= full(&item.atom));
            ok
        }
    }
}
