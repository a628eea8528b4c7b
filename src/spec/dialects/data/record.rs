//! Makes a criterion of a map of fields, or of each criterion in it.

use super::items::{ItemReader, OuterItem};
use super::keys::{self, ListMeaning};
use super::tree::{DataNode, DataValue, MapEntry};
use crate::model::spec::{CriterionKind, LineRange, Requirement};
use crate::spec::draft::{self, DraftCriterion, MAX_LABEL_CHARS, clip};
use crate::spec::fields::{Field, Outcome, Record, field};
use crate::spec::ids::Name;

const RULE: &str = "entry of a list of requirements";
const NESTED_RULE: &str = "criterion of a requirement";

impl ItemReader {
    /// Reads a map of fields: one criterion, or a requirement that the criteria in it detail.
    pub(super) fn record(
        &mut self,
        node: &DataNode,
        key: Option<&MapEntry>,
        list: ListMeaning,
        outer: &OuterItem,
        number: usize,
    ) {
        let DataValue::Map(entries) = &node.value else {
            return self.values(node, list, outer);
        };
        let mut record = Record::default();
        if let Some(key) = key.filter(|key| self.shape(&key.key).is_some()) {
            record.id = key.key.trim().to_owned();
        }
        let lines = LineRange::new(
            key.map_or(node.lines.first, |key| key.line),
            node.lines.last,
        );
        let mut section = outer.clone();
        let mut nested: Vec<(&MapEntry, ListMeaning)> = Vec::new();
        let mut steps = Vec::new();
        for entry in entries {
            let value = entry.node.text();
            if let Some(word) = keys::step(&entry.key) {
                steps.extend(texts_of(&entry.node).map(|text| step(word, text)));
            } else if let Some(is_done) = value.filter(|_| keys::is_tick(&entry.key)) {
                record.status = if is_done == "true" { "done" } else { "open" }.to_owned();
            } else if let (Some(text), Some(known)) = (value, field(&entry.key)) {
                match known.field {
                    Field::Id if record.id.is_empty() || known.is_telling => {
                        record.id = one_line(text)
                    }
                    Field::Title if record.title.is_empty() => record.title = one_line(text),
                    Field::Text if record.text.is_empty() => record.text = text.to_owned(),
                    Field::Text => record.text = format!("{}\n{text}", record.text),
                    Field::Acceptance => nested.push((
                        entry,
                        ListMeaning {
                            is_acceptance: true,
                            ..list
                        },
                    )),
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
            record.text = format!("{}\n{}", record.text, steps.join("\n"))
                .trim()
                .to_owned();
        }
        let id = self.id_of(&record, &section, number);
        if !self.nested(&record, &id, lines.first, &nested, &section) {
            self.take(record, lines, list, section);
        }
    }

    /// Reads the criteria in a requirement; false when there are none, so that the requirement is a
    /// criterion itself.
    fn nested(
        &mut self,
        record: &Record,
        id: &str,
        at: u32,
        nested: &[(&MapEntry, ListMeaning)],
        outer: &OuterItem,
    ) -> bool {
        let Some((first, _)) = nested.first() else {
            return false;
        };
        let before = self.draft.found.len();
        let title = if record.title.is_empty() {
            one_line(&record.text)
        } else {
            record.title.clone()
        };
        let lines = LineRange::new(at, first.line.saturating_sub(1).max(at));
        let requirement = u32::try_from(self.draft.requirements.len()).ok();
        let text = if record.title.is_empty() {
            String::new()
        } else {
            record.text.clone()
        };
        self.draft.requirements.push(Requirement {
            title: title.clone().into(),
            text: text.into(),
            lines,
        });
        let inner = OuterItem {
            stem: Some(format!("{id}.")),
            requirement,
            ..outer.under(&title)
        };
        for (entry, list) in nested {
            self.list(entry, *list, &inner, false);
        }
        let is_criterion = |found: &DraftCriterion| found.kind == CriterionKind::Criterion;
        let any = self
            .draft
            .found
            .get(before..)
            .unwrap_or_default()
            .iter()
            .any(is_criterion);
        if !any
            && self.draft.requirements.len() == requirement.map_or(0, |index| index as usize + 1)
        {
            // Tasks stay, and belong to the requirement around this record.
            self.draft.requirements.pop();
            for found in self.draft.found.get_mut(before..).unwrap_or_default() {
                found.requirement = outer.requirement;
            }
        }
        any
    }

    /// Returns the id of a requirement that others detail: its own, or the letters of its list and
    /// its number there.
    fn id_of(&self, record: &Record, outer: &OuterItem, number: usize) -> String {
        match record.id.as_str() {
            "" => format!("{}{number}", outer.stem()),
            id if is_number(id) => format!("{}{id}", outer.stem()),
            id => clip(id, MAX_LABEL_CHARS).to_owned(),
        }
    }

    pub(super) fn take(
        &mut self,
        mut record: Record,
        lines: LineRange,
        list: ListMeaning,
        outer: OuterItem,
    ) {
        let id = std::mem::take(&mut record.id);
        let stem = outer.stem();
        let rule = if outer.requirement.is_some() {
            NESTED_RULE
        } else {
            RULE
        };
        match record.outcome(outer.section.clone(), lines, rule) {
            Outcome::Heading(_) => self.draft.headings.push(lines.first),
            Outcome::LeftOut(why) => self.draft.leave_out(lines, why),
            Outcome::Item(found) => {
                let name = match id.as_str() {
                    "" => Name::Next { stem },
                    number if is_number(number) => Name::Ordinal { stem, ordinal: id },
                    _ => Name::Written(id),
                };
                let kind = if list.kind == CriterionKind::Task {
                    list.kind
                } else {
                    found.kind
                };
                let section = draft::section(outer.section);
                self.draft.add(DraftCriterion {
                    name,
                    kind,
                    section,
                    requirement: outer.requirement,
                    ..*found
                });
            }
        }
    }
}

fn is_children(key: &str) -> bool {
    matches!(
        key,
        "children"
            | "items"
            | "subrequirements"
            | "sub_requirements"
            | "subRequirements"
            | "details"
    )
}

/// Returns the texts of a value: its own, or those of the values in a list.
fn texts_of(node: &DataNode) -> impl Iterator<Item = &str> {
    let inner = match &node.value {
        DataValue::List(nodes) => &nodes[..],
        _ => std::slice::from_ref(node),
    };
    inner.iter().filter_map(DataNode::text)
}

/// Returns a step with its word before it, unless it begins with one.
fn step(word: &str, text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if keys::step(first).is_some() {
        text.to_owned()
    } else {
        format!("{word} {text}")
    }
}

pub(super) fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn one_line(text: &str) -> String {
    clip(
        &text.split_whitespace().collect::<Vec<_>>().join(" "),
        MAX_LABEL_CHARS,
    )
    .to_owned()
}
