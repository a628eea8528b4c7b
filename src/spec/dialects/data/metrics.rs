//! Reads measures with limits, such as `latency_p95: {max: 200}`, in files of requirements.
//!
//! Owns which keys are limits, and the text of a measure with its limits. A number without a limit
//! is a setting.

use super::items::{ItemReader, OuterItem};
use super::keys::{self, ListMeaning};
use super::tree::{DataNode, DataValue, MapEntry};
use crate::model::spec::{CriterionKind, LineRange};
use crate::spec::fields::{Field, Record, field, words};

/// Keys of maps and lists of measures.
const MEASURES: [&str; 18] = [
    "metrics",
    "metric thresholds",
    "success metrics",
    "quality metrics",
    "acceptance metrics",
    "thresholds",
    "acceptance thresholds",
    "targets",
    "performance targets",
    "performance budgets",
    "quality targets",
    "budgets",
    "kpis",
    "slos",
    "slo",
    "service level objectives",
    "measures",
    "limits",
];

/// Keys of conditions that are true or false, each of which must hold.
const GATES: [&str; 8] = [
    "release gates",
    "quality gates",
    "acceptance gates",
    "exit gates",
    "gates",
    "release criteria",
    "exit criteria",
    "acceptance criteria",
];

/// Words of the keys of limits; in a key of several words, such as `stretch_max`, the last one
/// decides.
const LIMITS: [&str; 18] = [
    "min",
    "max",
    "minimum",
    "maximum",
    "target",
    "threshold",
    "limit",
    "goal",
    "stretch",
    "at least",
    "at most",
    "lower",
    "upper",
    "lte",
    "gte",
    "budget",
    "ceiling",
    "floor",
];

impl ItemReader {
    /// Reads the measures and conditions under a key that announces them; false when there are
    /// none.
    pub(super) fn measures(&mut self, entry: &MapEntry, outer: &OuterItem) -> bool {
        let name = words(&entry.key);
        let found: Vec<(LineRange, String, String)> = if MEASURES.contains(&name.as_str()) {
            measures(&entry.node)
        } else if GATES.contains(&name.as_str()) {
            conditions(&entry.node)
        } else {
            Vec::new()
        };
        if found.is_empty() {
            return false;
        }
        self.draft.headings.push(entry.line);
        let outer = outer.under(&keys::heading(&entry.key));
        let list = ListMeaning {
            kind: CriterionKind::Criterion,
            is_acceptance: false,
        };
        for (lines, id, text) in found {
            self.take(
                Record {
                    id,
                    text,
                    ..Record::default()
                },
                lines,
                list,
                outer.clone(),
            );
        }
        true
    }
}

/// Returns the lines, id and text of each measure in a map or list, if more than half of its values
/// are measures.
fn measures(node: &DataNode) -> Vec<(LineRange, String, String)> {
    let found: Vec<_> = match &node.value {
        DataValue::Map(entries) => entries
            .iter()
            .filter_map(|entry| {
                let limits = limits(&entry.node)?;
                let lines = LineRange::new(entry.line, entry.node.lines.last);
                Some((lines, id_of(&entry.key), format!("{}: {limits}", entry.key)))
            })
            .collect(),
        DataValue::List(nodes) => nodes
            .iter()
            .filter_map(|node| {
                let name = name_of(node)?;
                Some((
                    node.lines,
                    String::new(),
                    format!("{name}: {}", limits(node)?),
                ))
            })
            .collect(),
        _ => Vec::new(),
    };
    let all = match &node.value {
        DataValue::Map(entries) => entries.len(),
        DataValue::List(nodes) => nodes.len(),
        _ => 0,
    };
    if found.len() * 2 > all {
        found
    } else {
        Vec::new()
    }
}

/// Returns the lines, id and text of each condition in a map whose values are all `true`.
fn conditions(node: &DataNode) -> Vec<(LineRange, String, String)> {
    let entries = node.entries();
    if !entries.iter().all(|entry| {
        entry
            .node
            .text()
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }) {
        return Vec::new();
    }
    let text = |key: &str| key.replace('_', " ");
    entries
        .iter()
        .map(|entry| {
            let lines = LineRange::new(entry.line, entry.node.lines.last);
            (lines, id_of(&entry.key), text(&entry.key))
        })
        .collect()
}

/// Returns a key as an id if it is one word; empty otherwise.
fn id_of(key: &str) -> String {
    if key.contains(char::is_whitespace) {
        String::new()
    } else {
        key.to_owned()
    }
}

/// Returns the name of a measure in a list.
fn name_of(node: &DataNode) -> Option<&str> {
    let names = |entry: &&MapEntry| {
        field(&entry.key)
            .is_some_and(|known| matches!(known.field, Field::Title | Field::Text | Field::Id))
            || matches!(
                words(&entry.key).as_str(),
                "metric" | "measure" | "kpi" | "slo" | "indicator"
            )
    };
    node.entries()
        .iter()
        .filter(names)
        .find_map(|entry| entry.node.text())
}

/// Returns the limits in a map as a text: `min 0.9, stretch 0.95`.
fn limits(node: &DataNode) -> Option<String> {
    let is_limit = |key: &str| {
        let words = words(key);
        LIMITS.contains(&words.as_str())
            || words
                .rsplit(' ')
                .next()
                .is_some_and(|last| LIMITS.contains(&last))
    };
    let limits: Vec<String> = node
        .entries()
        .iter()
        .filter(|entry| is_limit(&entry.key))
        .filter_map(|entry| Some(format!("{} {}", words(&entry.key), entry.node.text()?)))
        .collect();
    (!limits.is_empty()).then(|| limits.join(", "))
}
