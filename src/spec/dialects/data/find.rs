//! Finds criteria in a tree that is not a list of criteria as a whole: lists under known keys, and
//! records anywhere.

use super::items::{ItemReader, OuterItem, is_whole};
use super::keys::{self, ListMeaning};
use super::record::one_line;
use super::tree::{DataNode, DataValue, MapEntry};
use crate::model::spec::{CriterionKind, LineRange};
use crate::spec::fields::{Field, field, is_worded};
use crate::spec::markdown::words::Class;
use crate::spec::markdown::written::Shape;

impl ItemReader {
    /// Searches a value for lists of criteria.
    pub(super) fn descend(&mut self, node: &DataNode, outer: &OuterItem) {
        match &node.value {
            DataValue::List(nodes) => {
                for node in nodes {
                    if self.is_record(node) {
                        self.record(node, None, criteria(), outer, 0);
                    } else {
                        self.descend(node, &outer.under(&title_of(node)));
                    }
                }
            }
            DataValue::Map(entries) => {
                for entry in entries {
                    if self.is_named && self.measures(entry, outer) {
                        continue;
                    }
                    if let Some(why) = keys::background(&entry.key).and_then(Class::why_left_out)
                        && !self.holds_list(&entry.node)
                    {
                        self.leave_out_background(entry, why);
                        continue;
                    }
                    match keys::list(&entry.key) {
                        Some(list) => self.list(entry, list, outer, true),
                        None if self.is_record(&entry.node) || self.is_keyed_by_id(entry) => {
                            self.record(&entry.node, Some(entry), criteria(), outer, 0)
                        }
                        None => {
                            let title = title_of(&entry.node);
                            let heading = if title.is_empty() {
                                keys::heading(&entry.key)
                            } else {
                                title
                            };
                            self.descend(&entry.node, &outer.under(&heading));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Returns whether a key of a list of criteria or tasks occurs anywhere in a value.
    fn holds_list(&self, node: &DataNode) -> bool {
        match &node.value {
            DataValue::List(nodes) => nodes.iter().any(|node| self.holds_list(node)),
            DataValue::Map(entries) => entries
                .iter()
                .any(|entry| keys::list(&entry.key).is_some() || self.holds_list(&entry.node)),
            _ => false,
        }
    }

    /// Leaves out a value under a background key, with the reason, unless the value is empty.
    fn leave_out_background(&mut self, entry: &MapEntry, why: &'static str) {
        let says_something = match &entry.node.value {
            DataValue::List(nodes) => nodes
                .iter()
                .any(|node| !node.entries().is_empty() || node.text().is_some_and(is_worded)),
            DataValue::Map(entries) => !entries.is_empty(),
            _ => false,
        };
        if says_something {
            self.draft
                .leave_out(LineRange::new(entry.line, entry.node.lines.last), why);
        }
    }

    /// Returns whether a map, anywhere in the file, is a requirement: it has a text, and an id or a
    /// key that few other files have.
    fn is_record(&self, node: &DataNode) -> bool {
        let entries = node.entries();
        let has_text = entries.iter().any(|entry| {
            let known = field(&entry.key);
            let is_text =
                known.is_some_and(|known| matches!(known.field, Field::Text | Field::Title));
            is_text && entry.node.text().is_some_and(is_worded)
        });
        let is_told = entries.iter().any(|entry| {
            let Some((known, text)) = field(&entry.key).zip(entry.node.text()) else {
                return false;
            };
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

    /// Returns whether an entry is a map with a text under an id: `F01: {title: …}`.
    fn is_keyed_by_id(&self, entry: &MapEntry) -> bool {
        let is_id = matches!(
            self.shape(&entry.key),
            Some(Shape::Criterion | Shape::Other)
        );
        is_id && is_whole(&entry.node)
    }
}

fn criteria() -> ListMeaning {
    ListMeaning {
        kind: CriterionKind::Criterion,
        is_acceptance: false,
    }
}

/// Returns the title of a map; empty when it has none.
fn title_of(node: &DataNode) -> String {
    let title = node
        .entries()
        .iter()
        .find(|entry| field(&entry.key).is_some_and(|known| known.field == Field::Title));
    title
        .and_then(|entry| entry.node.text())
        .map_or_else(String::new, one_line)
}
