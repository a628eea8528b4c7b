//! Reads the values in lists of criteria: texts, records, and nested lists. Knows neither YAML nor
//! JSON.

use super::record::one_line;
use crate::model::spec::LineRange;
use crate::spec::draft::{MAX_LABEL_CHARS, SpecDraft, clip};
use crate::spec::fields::{Field, Record, field, is_worded};
use crate::spec::ids::{FALLBACK_STEM, initials};
use crate::spec::markdown::written::{Families, Shape};

use super::keys::{self, ListMeaning};
use super::tree::{DataNode, DataValue, MapEntry};

const ONE_WORD: &str = "it has no id, and no text of more than one word";
const ONLY_AN_ID: &str = "it is only the id of something defined elsewhere";
const NOT_FOLLOWED: &str =
    "it is empty, or an alias to another place in the file; aliases are not followed";

/// The context that a criterion takes from its position in the tree.
#[derive(Clone, Default)]
pub(super) struct OuterItem {
    pub(super) section: Vec<String>,
    /// The id of the requirement that the criterion details, with a dot, or the letters of its
    /// list.
    pub(super) stem: Option<String>,
    pub(super) requirement: Option<u32>,
}

impl OuterItem {
    pub(super) fn under(&self, heading: &str) -> Self {
        let mut outer = self.clone();
        if !heading.is_empty() {
            outer
                .section
                .push(clip(heading, MAX_LABEL_CHARS).to_owned());
        }
        outer
    }

    /// Returns the letters for ids that the file does not give.
    pub(super) fn stem(&self) -> String {
        let initials = || {
            self.section
                .last()
                .map_or_else(|| FALLBACK_STEM.to_owned(), |label| initials(label))
        };
        self.stem.clone().unwrap_or_else(initials)
    }
}

pub(super) struct ItemReader {
    pub(super) draft: SpecDraft,
    /// Whether the file's name says that it holds requirements.
    pub(super) is_named: bool,
    families: Families,
}

impl ItemReader {
    pub(super) fn new(is_named: bool) -> Self {
        Self {
            draft: SpecDraft::default(),
            is_named,
            families: Families::default(),
        }
    }

    /// Reads one document.
    pub(super) fn document(&mut self, root: &DataNode) {
        self.see(root);
        let title = root.entries().iter().find_map(|entry| {
            let is_title = field(&entry.key).is_some_and(|known| known.field == Field::Title)
                || matches!(entry.key.as_ref(), "project" | "product");
            entry.node.text().filter(|_| is_title)
        });
        if let Some(title) = title.filter(|_| self.draft.title.is_empty()) {
            self.draft.title = one_line(title);
        }
        self.descend(root, &OuterItem::default());
    }

    /// Records the letters of all ids, in keys and in values.
    fn see(&mut self, node: &DataNode) {
        match &node.value {
            DataValue::List(nodes) => nodes.iter().for_each(|node| self.see(node)),
            DataValue::Map(entries) => {
                for entry in entries {
                    self.families.see(&format!("{}:", entry.key));
                    if let Some(id) = entry.node.text().filter(|_| is_id_key(&entry.key)) {
                        self.families
                            .see(&format!("{}:", clip(id, MAX_LABEL_CHARS)));
                    }
                    self.see(&entry.node);
                }
            }
            _ => {}
        }
    }

    /// Reads the value under a key of a list of criteria.
    pub(super) fn list(
        &mut self,
        entry: &MapEntry,
        list: ListMeaning,
        outer: &OuterItem,
        has_heading: bool,
    ) {
        let outer = if has_heading {
            outer.under(&keys::heading(&entry.key))
        } else {
            outer.clone()
        };
        if has_heading {
            self.draft.headings.push(entry.line);
        }
        self.values(&entry.node, list, &outer);
    }

    pub(super) fn values(&mut self, node: &DataNode, list: ListMeaning, outer: &OuterItem) {
        match &node.value {
            DataValue::None => {}
            DataValue::Text(_) => self.texts(node, list, outer),
            DataValue::List(nodes) => {
                // Names of programs and limits of measurements are not requirements:
                // `requirements: [numpy]`.
                let counted = || {
                    nodes
                        .iter()
                        .filter(|node| matches!(node.value, DataValue::Text(_) | DataValue::Map(_)))
                };
                let worded = counted().filter(|node| self.is_worded(node)).count();
                if worded * 2 <= counted().count()
                    && !list.is_acceptance
                    && counted().next().is_some()
                {
                    return;
                }
                for (index, node) in nodes.iter().enumerate() {
                    match &node.value {
                        DataValue::Text(text) => self.text(text, node.lines, list, outer),
                        DataValue::None => self.draft.leave_out(node.lines, NOT_FOLLOWED),
                        DataValue::List(_) => self.values(node, list, outer),
                        DataValue::Map(_) if !self.is_worded(node) => {
                            self.draft.leave_out(node.lines, ONE_WORD)
                        }
                        DataValue::Map(_) => self.entry(node, list, outer, index + 1),
                    }
                }
            }
            DataValue::Map(_) if is_whole(node) => self.record(node, None, list, outer, 1),
            DataValue::Map(entries) => {
                for (index, entry) in entries.iter().enumerate() {
                    let is_id = self.shape(&entry.key).is_some();
                    match &entry.node.value {
                        DataValue::Map(_) if is_id || is_whole(&entry.node) => {
                            self.record(&entry.node, Some(entry), list, outer, index + 1);
                        }
                        DataValue::Text(_) => self.keyed(entry, list, outer),
                        DataValue::None => {}
                        _ => self.list(entry, list, outer, true),
                    }
                }
            }
        }
    }

    /// Returns whether a value is worth a criterion: a text of more than one word, or a map with
    /// such a text, an id or a list.
    fn is_worded(&self, node: &DataNode) -> bool {
        match &node.value {
            DataValue::Text(text) => is_worded(text),
            DataValue::Map(entries) => {
                entries
                    .iter()
                    .any(|entry| match (&entry.node.value, field(&entry.key)) {
                        (DataValue::Text(id), Some(known)) if known.field == Field::Id => {
                            self.shape(id) == Some(Shape::Criterion)
                        }
                        (DataValue::Text(text), _) => is_worded(text),
                        (value, _) => {
                            !matches!(value, DataValue::None) && keys::list(&entry.key).is_some()
                        }
                    })
            }
            _ => false,
        }
    }

    /// Reads a map in a list: the fields of a requirement, or one key with its text,
    /// `AC-1: The service …`.
    fn entry(&mut self, node: &DataNode, list: ListMeaning, outer: &OuterItem, number: usize) {
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

    /// Reads a text under a key that is the text's id or its beginning.
    pub(super) fn keyed(&mut self, entry: &MapEntry, list: ListMeaning, outer: &OuterItem) {
        let Some(text) = entry.node.text() else {
            return;
        };
        let lines = LineRange::new(entry.line, entry.node.lines.last);
        if self.shape(&entry.key).is_some() {
            let record = Record {
                id: entry.key.trim().to_owned(),
                text: text.to_owned(),
                ..Record::default()
            };
            self.take(record, lines, list, outer.clone());
        } else if is_worded(text) {
            self.text(&format!("{}: {text}", entry.key), lines, list, outer);
        }
    }

    /// Reads a text that is one criterion, or itself a list of criteria.
    pub(super) fn texts(&mut self, node: &DataNode, list: ListMeaning, outer: &OuterItem) {
        let Some(text) = node.text() else { return };
        let parts = parts(text);
        if parts.len() < 2 {
            if is_worded(text) {
                self.text(text, node.lines, list, outer);
            }
            return;
        }
        // A block scalar starts below its first line, so count from the end; a text on one line has
        // all its lines there.
        let lines = text.lines().count() as u32;
        let from = (node.lines.last + 1)
            .saturating_sub(lines)
            .max(node.lines.first);
        for (line, part) in parts {
            let first = (from + line).min(node.lines.last);
            let last = (first + part.lines().count() as u32 - 1).min(node.lines.last);
            self.text(
                without_marker(&part),
                LineRange::new(first, last),
                list,
                outer,
            );
        }
    }

    /// Reads a criterion that is only a text, with or without an id before it.
    pub(super) fn text(
        &mut self,
        text: &str,
        lines: LineRange,
        list: ListMeaning,
        outer: &OuterItem,
    ) {
        let text = text.trim();
        if self.is_id(text) {
            return self.draft.leave_out(lines, ONLY_AN_ID);
        }
        let written = self
            .families
            .id_of(text, false)
            .filter(|found| !found.rest.is_empty() && found.open.is_empty());
        let (id, text) = written.map_or((String::new(), text), |found| (found.id, found.rest));
        self.take(
            Record {
                id,
                text: text.to_owned(),
                ..Record::default()
            },
            lines,
            list,
            outer.clone(),
        );
    }

    /// Returns whether a text is only an id: letters and a number, and nothing more.
    fn is_id(&self, text: &str) -> bool {
        let is_word = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        is_word
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Returns the shape of the id that makes up the whole of a text; `None` for other texts.
    pub(super) fn shape(&self, text: &str) -> Option<Shape> {
        let text = clip(text, MAX_LABEL_CHARS).trim();
        let text = format!("{text}:");
        self.families
            .id_of(&text, true)
            .filter(|found| found.rest.is_empty())
            .map(|found| found.shape)
    }
}

/// Returns whether a map is itself a requirement with a text, and not a map of several.
pub(super) fn is_whole(node: &DataNode) -> bool {
    let has = |wanted: Field| {
        node.entries().iter().any(|entry| {
            entry.node.text().is_some()
                && field(&entry.key).is_some_and(|known| known.field == wanted)
        })
    };
    has(Field::Text)
        || has(Field::Title)
        || node
            .entries()
            .iter()
            .any(|entry| keys::step(&entry.key).is_some())
}

fn is_id_key(key: &str) -> bool {
    field(key).is_some_and(|known| known.field == Field::Id)
}

/// Returns an item of a list in a text, without its bullet or number.
fn without_marker(item: &str) -> &str {
    let rest = item.trim_start().trim_start_matches(['-', '*', '•']);
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < rest.len() {
        number.strip_prefix(['.', ')']).unwrap_or(rest)
    } else {
        rest
    };
    rest.trim()
}

/// Returns the items of a text that is a list, each with its line in the text, from 0; none when
/// the text is not a list.
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
    parts
        .into_iter()
        .map(|(number, part)| (number, part.trim_end().to_owned()))
        .collect()
}
