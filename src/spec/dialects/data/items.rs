//! What of a data file is to be accepted: goes down the tree, and makes criteria of what stands in lists of them.
//! Knows neither YAML nor JSON.

use crate::model::spec::{CriterionKind, LineRange, Requirement};
use crate::spec::draft::{self, Draft, Found, MAX_LABEL_CHARS, clip};
use crate::spec::fields::{Field, Outcome, Record, field, is_worded};
use crate::spec::ids::{FALLBACK_STEM, Name, initials};
use crate::spec::markdown::written::{Families, Shape};

use super::keys::{self, List};
use super::tree::{Entry, Node, Value};

const RULE: &str = "entry of a list of requirements";
const NESTED_RULE: &str = "criterion of a requirement";
const ONE_WORD: &str = "it has no id, and no text of more than one word";
const ONLY_AN_ID: &str = "it only names something that stands elsewhere";
const NOT_FOLLOWED: &str = "it is empty, or refers to another place in the file, which is not followed";

/// What a criterion takes from where it stands.
#[derive(Clone, Default)]
struct Outer {
    section: Vec<String>,
    /// The id of the requirement it details, with a dot, or the letters of its list.
    stem: Option<String>,
    requirement: Option<u32>,
}

impl Outer {
    fn under(&self, heading: &str) -> Self {
        let mut outer = self.clone();
        if !heading.is_empty() {
            outer.section.push(clip(heading, MAX_LABEL_CHARS).to_owned());
        }
        outer
    }

    /// The letters of ids that the file does not give.
    fn stem(&self) -> String {
        let initials =
            || self.section.last().map_or_else(|| FALLBACK_STEM.to_owned(), |label| initials(label));
        self.stem.clone().unwrap_or_else(initials)
    }
}

pub(super) struct Reading {
    pub(super) draft: Draft,
    /// The file's name says that it is one of requirements.
    is_named: bool,
    families: Families,
}

impl Reading {
    pub(super) fn new(is_named: bool) -> Self {
        Self { draft: Draft::default(), is_named, families: Families::default() }
    }

    /// Reads one document.
    pub(super) fn document(&mut self, root: &Node) {
        self.see(root);
        let title = root.entries().iter().find_map(|entry| {
            let is_title = field(&entry.key).is_some_and(|known| known.field == Field::Title)
                || matches!(entry.key.as_ref(), "project" | "product");
            entry.node.text().filter(|_| is_title)
        });
        if let Some(title) = title.filter(|_| self.draft.title.is_empty()) {
            self.draft.title = one_line(title);
        }
        self.descend(root, &Outer::default());
    }

    /// Takes note of the letters of all ids.
    fn see(&mut self, node: &Node) {
        match &node.value {
            Value::List(nodes) => nodes.iter().for_each(|node| self.see(node)),
            Value::Map(entries) => {
                for entry in entries {
                    self.families.see(&format!("{}:", entry.key));
                    if let Some(id) = entry.node.text().filter(|_| is_id_key(&entry.key)) {
                        self.families.see(&format!("{}:", clip(id, MAX_LABEL_CHARS)));
                    }
                    self.see(&entry.node);
                }
            }
            _ => {}
        }
    }

    /// Looks for lists of criteria in what is none itself.
    fn descend(&mut self, node: &Node, outer: &Outer) {
        match &node.value {
            Value::List(nodes) => {
                for node in nodes {
                    if self.is_record(node) {
                        self.record(node, None, criteria(), outer, 0);
                    } else {
                        self.descend(node, &outer.under(&title_of(node)));
                    }
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    match keys::list(&entry.key) {
                        Some(list) => self.list(entry, list, outer, true),
                        None if self.is_record(&entry.node) || self.is_keyed_by_id(entry) => {
                            self.record(&entry.node, Some(entry), criteria(), outer, 0)
                        }
                        None => {
                            let title = title_of(&entry.node);
                            let heading = if title.is_empty() { keys::heading(&entry.key) } else { title };
                            self.descend(&entry.node, &outer.under(&heading));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a map, wherever it stands, is a requirement: it has a text, and an id or a key that few others have.
    fn is_record(&self, node: &Node) -> bool {
        let entries = node.entries();
        let has_text = entries.iter().any(|entry| {
            let known = field(&entry.key);
            let is_text = known.is_some_and(|known| matches!(known.field, Field::Text | Field::Title));
            is_text && entry.node.text().is_some_and(is_worded)
        });
        let is_told = entries.iter().any(|entry| {
            let Some((known, text)) = field(&entry.key).zip(entry.node.text()) else { return false };
            match known.field {
                Field::Id => match self.shape(text) {
                    Some(Shape::Criterion) => true,
                    Some(_) => self.is_named || known.is_telling,
                    None => false,
                },
                Field::Text => known.is_telling && is_worded(text),
                _ => false,
            }
        });
        has_text && is_told
    }

    /// Whether a map with a text stands under an id: `F01: {title: …}`.
    fn is_keyed_by_id(&self, entry: &Entry) -> bool {
        let is_id = matches!(self.shape(&entry.key), Some(Shape::Criterion | Shape::Other));
        is_id && is_whole(&entry.node)
    }

    /// Reads what stands under a key that says that it is to be accepted.
    fn list(&mut self, entry: &Entry, list: List, outer: &Outer, has_heading: bool) {
        let outer = if has_heading { outer.under(&keys::heading(&entry.key)) } else { outer.clone() };
        if has_heading {
            self.draft.headings.push(entry.line);
        }
        self.values(&entry.node, list, &outer);
    }

    fn values(&mut self, node: &Node, list: List, outer: &Outer) {
        match &node.value {
            Value::None => {}
            Value::Text(_) => self.texts(node, list, outer),
            Value::List(nodes) => {
                // Names of programs and limits of measurements are no requirements: `requirements: [numpy]`.
                let counted =
                    || nodes.iter().filter(|node| matches!(node.value, Value::Text(_) | Value::Map(_)));
                let worded = counted().filter(|node| self.is_worded(node)).count();
                if worded * 2 <= counted().count() && !list.is_acceptance && counted().next().is_some() {
                    return;
                }
                for (index, node) in nodes.iter().enumerate() {
                    match &node.value {
                        Value::Text(text) => self.text(text, node.lines, list, outer),
                        Value::None => self.draft.leave_out(node.lines, NOT_FOLLOWED),
                        Value::List(_) => self.values(node, list, outer),
                        Value::Map(_) if !self.is_worded(node) => self.draft.leave_out(node.lines, ONE_WORD),
                        Value::Map(_) => self.entry(node, list, outer, index + 1),
                    }
                }
            }
            Value::Map(_) if is_whole(node) => self.record(node, None, list, outer, 1),
            Value::Map(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let is_id = self.shape(&entry.key).is_some();
                    match &entry.node.value {
                        Value::Map(_) if is_id || is_whole(&entry.node) => {
                            self.record(&entry.node, Some(entry), list, outer, index + 1);
                        }
                        Value::Text(_) => self.keyed(entry, list, outer),
                        Value::None => {}
                        _ => self.list(entry, list, outer, true),
                    }
                }
            }
        }
    }

    /// Whether a text, or one in a map, is of more than one word, or a map has an id or a list in it.
    fn is_worded(&self, node: &Node) -> bool {
        match &node.value {
            Value::Text(text) => is_worded(text),
            Value::Map(entries) => entries.iter().any(|entry| match (&entry.node.value, field(&entry.key)) {
                (Value::Text(id), Some(known)) if known.field == Field::Id => {
                    self.shape(id) == Some(Shape::Criterion)
                }
                (Value::Text(text), _) => is_worded(text),
                (value, _) => !matches!(value, Value::None) && keys::list(&entry.key).is_some(),
            }),
            _ => false,
        }
    }

    /// A map in a list: the fields of a requirement, or one key with its text, `AC-1: The service …`.
    fn entry(&mut self, node: &Node, list: List, outer: &Outer, number: usize) {
        match node.entries() {
            [entry] if entry.node.text().is_some() && field(&entry.key).is_none() => {
                self.keyed(entry, list, outer)
            }
            [entry] if self.shape(&entry.key).is_some() => {
                self.record(&entry.node, Some(entry), list, outer, number)
            }
            _ => self.record(node, None, list, outer, number),
        }
    }

    /// A text behind a key, which is its id or the beginning of it.
    fn keyed(&mut self, entry: &Entry, list: List, outer: &Outer) {
        let Some(text) = entry.node.text() else { return };
        let lines = LineRange::new(entry.line, entry.node.lines.last);
        if self.shape(&entry.key).is_some() {
            let record =
                Record { id: entry.key.trim().to_owned(), text: text.to_owned(), ..Record::default() };
            self.take(record, lines, list, outer.clone());
        } else if is_worded(text) {
            self.text(&format!("{}: {text}", entry.key), lines, list, outer);
        }
    }

    /// A text that is one criterion, or a list of them in itself.
    fn texts(&mut self, node: &Node, list: List, outer: &Outer) {
        let Some(text) = node.text() else { return };
        let parts = parts(text);
        if parts.len() < 2 {
            if is_worded(text) {
                self.text(text, node.lines, list, outer);
            }
            return;
        }
        // Of a block, the last lines are the text's; a text on one line has all its lines there.
        let lines = text.lines().count() as u32;
        let from = (node.lines.last + 1).saturating_sub(lines).max(node.lines.first);
        for (line, part) in parts {
            let first = (from + line).min(node.lines.last);
            let last = (first + part.lines().count() as u32 - 1).min(node.lines.last);
            self.text(without_marker(&part), LineRange::new(first, last), list, outer);
        }
    }

    /// A criterion that is only a text, perhaps with its id before it.
    fn text(&mut self, text: &str, lines: LineRange, list: List, outer: &Outer) {
        let text = text.trim();
        if self.is_id(text) {
            return self.draft.leave_out(lines, ONLY_AN_ID);
        }
        let written =
            self.families.id_of(text, false).filter(|found| !found.rest.is_empty() && found.open.is_empty());
        let (id, text) = written.map_or((String::new(), text), |found| (found.id, found.rest));
        self.take(Record { id, text: text.to_owned(), ..Record::default() }, lines, list, outer.clone());
    }

    /// A map of fields: a criterion, or what the criteria in it detail.
    fn record(&mut self, node: &Node, key: Option<&Entry>, list: List, outer: &Outer, number: usize) {
        let Value::Map(entries) = &node.value else { return self.values(node, list, outer) };
        let mut record = Record::default();
        if let Some(key) = key.filter(|key| self.shape(&key.key).is_some()) {
            record.id = key.key.trim().to_owned();
        }
        let lines = LineRange::new(key.map_or(node.lines.first, |key| key.line), node.lines.last);
        let mut section = outer.clone();
        let mut nested: Vec<(&Entry, List)> = Vec::new();
        let mut steps = Vec::new();
        for entry in entries {
            let value = entry.node.text();
            if let Some(word) = keys::step(&entry.key) {
                steps.extend(texts_of(&entry.node).map(|text| step(word, text)));
            } else if let Some(is_done) = value.filter(|_| keys::is_tick(&entry.key)) {
                record.status = if is_done == "true" { "done" } else { "open" }.to_owned();
            } else if let (Some(text), Some(known)) = (value, field(&entry.key)) {
                match known.field {
                    Field::Id if record.id.is_empty() || known.is_telling => record.id = one_line(text),
                    Field::Title if record.title.is_empty() => record.title = one_line(text),
                    Field::Text if record.text.is_empty() => record.text = text.to_owned(),
                    Field::Text => record.text = format!("{}\n{text}", record.text),
                    Field::Acceptance => nested.push((entry, List { is_acceptance: true, ..list })),
                    Field::Kind => record.kind = text.to_owned(),
                    Field::Status if record.status.is_empty() => record.status = text.to_owned(),
                    Field::Section => section = section.under(&one_line(text)),
                    _ => {}
                }
            } else if let Some(inner) =
                keys::list(&entry.key).or_else(|| is_children(&entry.key).then_some(list))
            {
                nested.push((entry, inner));
            }
        }
        if !steps.is_empty() {
            record.text = format!("{}\n{}", record.text, steps.join("\n")).trim().to_owned();
        }
        let id = self.id_of(&record, &section, number);
        if !self.nested(&record, &id, lines.first, &nested, &section) {
            self.take(record, lines, list, section);
        }
    }

    /// Reads the criteria in a requirement; false when there are none, so that it is one itself.
    fn nested(
        &mut self,
        record: &Record,
        id: &str,
        at: u32,
        nested: &[(&Entry, List)],
        outer: &Outer,
    ) -> bool {
        let Some((first, _)) = nested.first() else { return false };
        let before = self.draft.found.len();
        let title = if record.title.is_empty() { one_line(&record.text) } else { record.title.clone() };
        let lines = LineRange::new(at, first.line.saturating_sub(1).max(at));
        let requirement = u32::try_from(self.draft.requirements.len()).ok();
        let text = if record.title.is_empty() { String::new() } else { record.text.clone() };
        self.draft.requirements.push(Requirement { title: title.clone().into(), text: text.into(), lines });
        let inner = Outer { stem: Some(format!("{id}.")), requirement, ..outer.under(&title) };
        for (entry, list) in nested {
            self.list(entry, *list, &inner, false);
        }
        let is_criterion = |found: &Found| found.kind == CriterionKind::Criterion;
        let any = self.draft.found.get(before..).unwrap_or_default().iter().any(is_criterion);
        if !any && self.draft.requirements.len() == requirement.map_or(0, |index| index as usize + 1) {
            // Tasks stay, and belong to what is a criterion itself.
            self.draft.requirements.pop();
            for found in self.draft.found.get_mut(before..).unwrap_or_default() {
                found.requirement = outer.requirement;
            }
        }
        any
    }

    /// The id of a requirement that others detail: its own, or its list's letters and its number there.
    fn id_of(&self, record: &Record, outer: &Outer, number: usize) -> String {
        match record.id.as_str() {
            "" => format!("{}{number}", outer.stem()),
            id if is_number(id) => format!("{}{id}", outer.stem()),
            id => clip(id, MAX_LABEL_CHARS).to_owned(),
        }
    }

    fn take(&mut self, mut record: Record, lines: LineRange, list: List, outer: Outer) {
        let id = std::mem::take(&mut record.id);
        let stem = outer.stem();
        let rule = if outer.requirement.is_some() { NESTED_RULE } else { RULE };
        match record.outcome(outer.section.clone(), lines, rule) {
            Outcome::Heading(_) => self.draft.headings.push(lines.first),
            Outcome::LeftOut(why) => self.draft.leave_out(lines, why),
            Outcome::Item(found) => {
                let name = match id.as_str() {
                    "" => Name::Next { stem },
                    number if is_number(number) => Name::Ordinal { stem, ordinal: id },
                    _ => Name::Written(id),
                };
                let kind = if list.kind == CriterionKind::Task { list.kind } else { found.kind };
                let section = draft::section(outer.section);
                self.draft.add(Found { name, kind, section, requirement: outer.requirement, ..*found });
            }
        }
    }

    /// Whether an id is all of a text: letters and a number, and nothing more.
    fn is_id(&self, text: &str) -> bool {
        let is_word =
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        is_word
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.ends_with(|c: char| c.is_ascii_digit())
    }

    /// The shape of an id that is all of a text.
    fn shape(&self, text: &str) -> Option<Shape> {
        let text = clip(text, MAX_LABEL_CHARS).trim();
        let text = format!("{text}:");
        self.families.id_of(&text, true).filter(|found| found.rest.is_empty()).map(|found| found.shape)
    }
}

fn criteria() -> List {
    List { kind: CriterionKind::Criterion, is_acceptance: false }
}

/// Whether a map has the text of a requirement itself, and is no map of several.
fn is_whole(node: &Node) -> bool {
    let has = |wanted: Field| {
        node.entries().iter().any(|entry| {
            entry.node.text().is_some() && field(&entry.key).is_some_and(|known| known.field == wanted)
        })
    };
    has(Field::Text)
        || has(Field::Title)
        || node.entries().iter().any(|entry| keys::step(&entry.key).is_some())
}

fn is_children(key: &str) -> bool {
    matches!(
        key,
        "children" | "items" | "subrequirements" | "sub_requirements" | "subRequirements" | "details"
    )
}

fn is_id_key(key: &str) -> bool {
    field(key).is_some_and(|known| known.field == Field::Id)
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The headline of a map; empty when it has none.
fn title_of(node: &Node) -> String {
    let title = node
        .entries()
        .iter()
        .find(|entry| field(&entry.key).is_some_and(|known| known.field == Field::Title));
    title.and_then(|entry| entry.node.text()).map_or_else(String::new, one_line)
}

/// The texts of a value: itself, or those of a list.
fn texts_of(node: &Node) -> impl Iterator<Item = &str> {
    let inner = match &node.value {
        Value::List(nodes) => &nodes[..],
        _ => std::slice::from_ref(node),
    };
    inner.iter().filter_map(Node::text)
}

/// A step with its word, unless it begins with one.
fn step(word: &str, text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if keys::step(first).is_some() { text.to_owned() } else { format!("{word} {text}") }
}

/// An item of a list in a text, without its mark or number.
fn without_marker(item: &str) -> &str {
    let rest = item.trim_start().trim_start_matches(['-', '*', '•']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < rest.len() { number.strip_prefix(['.', ')']).unwrap_or(rest) } else { rest };
    rest.trim()
}

/// The items of a text that is a list, each with its line from 0 in it; none when it is no list.
fn parts(text: &str) -> Vec<(u32, String)> {
    let is_item = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '*', '•']) && line.chars().nth(1).is_some_and(char::is_whitespace)
            || number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "))
    };
    if !text.lines().next().is_some_and(is_item) {
        return Vec::new();
    }
    let mut parts: Vec<(u32, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let is_outer = !line.starts_with([' ', '\t']);
        match parts.last_mut() {
            Some((_, part)) if !(is_outer && is_item(line)) => {
                part.push('\n');
                part.push_str(line);
            }
            _ => parts.push((number as u32, line.to_owned())),
        }
    }
    parts.into_iter().map(|(number, part)| (number, part.trim_end().to_owned())).collect()
}

fn one_line(text: &str) -> String {
    clip(&text.split_whitespace().collect::<Vec<_>>().join(" "), MAX_LABEL_CHARS).to_owned()
}
