//! The keys of requirement files in YAML and JSON. Knows nothing of the values under them.

use crate::model::spec::CriterionKind;
use crate::spec::fields::{Field, field, words};
use crate::spec::markdown::words::{Class, Memo, classify};

/// Keys of lists of criteria, in addition to those that `fields` knows.
const LISTS: [&str; 28] = [
    "criteria",
    "functional requirements",
    "non functional requirements",
    "nonfunctional requirements",
    "quality requirements",
    "system requirements",
    "business requirements",
    "technical requirements",
    "security requirements",
    "performance requirements",
    "requirement list",
    "requirements list",
    "functional",
    "non functional",
    "nfr",
    "nfrs",
    "frs",
    "reqs",
    "success criteria",
    "user stories",
    "stories",
    "user story",
    "scenarios",
    "acceptance tests",
    "business rules",
    "definition of done",
    "dod",
    "checks",
];
const TASKS: [&str; 6] = [
    "tasks",
    "task list",
    "subtasks",
    "sub tasks",
    "todo",
    "todos",
];

/// Keys that are true of everything in a file, and give no heading.
const GENERIC: [&str; 20] = [
    "data",
    "items",
    "entries",
    "children",
    "content",
    "contents",
    "spec",
    "specification",
    "document",
    "project",
    "product",
    "prd",
    "srs",
    "root",
    "list",
    "elements",
    "values",
    "nodes",
    "objects",
    "records",
];
/// Keys whose truth value is a tick.
const TICKS: [&str; 8] = [
    "passes",
    "passed",
    "done",
    "completed",
    "complete",
    "checked",
    "implemented",
    "verified",
];

/// The meaning of the values in a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ListMeaning {
    pub(super) kind: CriterionKind,
    /// Whether the values detail the record around them, as the acceptance criteria of a story do.
    pub(super) is_acceptance: bool,
}

/// Returns the meaning of a list under a key; `None` when the key says nothing. Memoised, since the
/// same few keys come with every requirement.
pub(super) fn list(key: &str) -> Option<ListMeaning> {
    thread_local! {
        static KNOWN: Memo<Option<ListMeaning>> = Memo::default();
    }
    KNOWN.with(|lists| lists.get(key, list_of))
}

fn list_of(key: &str) -> Option<ListMeaning> {
    let words = words(key);
    let known = field(key)
        .filter(|known| known.is_telling)
        .map(|known| known.field);
    if TASKS.contains(&words.as_str()) {
        return Some(ListMeaning {
            kind: CriterionKind::Task,
            is_acceptance: false,
        });
    }
    let is_acceptance = known == Some(Field::Acceptance);
    let is_list = is_acceptance || known == Some(Field::Text) || LISTS.contains(&words.as_str());
    is_list.then_some(ListMeaning {
        kind: CriterionKind::Criterion,
        is_acceptance,
    })
}

/// Returns the class of a key of background (out of scope, risks, notes, a history), whose values
/// are not criteria.
pub(super) fn background(key: &str) -> Option<Class> {
    let words = words(key);
    if GENERIC.contains(&words.as_str()) || list(key).is_some() || field(key).is_some() {
        return None;
    }
    let class = classify(&words);
    (class.is_never() || class == Class::Aside).then_some(class)
}

/// Returns whether a key says that its truth value is a tick.
pub(super) fn is_tick(key: &str) -> bool {
    TICKS.contains(&words(key).as_str())
}

/// Returns a key as a heading; empty when the key says nothing about its value.
pub(super) fn heading(key: &str) -> String {
    let words = words(key);
    if GENERIC.contains(&words.as_str()) {
        return String::new();
    }
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Returns the word of the step that a key names: `Given` for `given`.
pub(super) fn step(key: &str) -> Option<&'static str> {
    match key.trim().to_lowercase().as_str() {
        "given" => Some("Given"),
        "when" => Some("When"),
        "then" => Some("Then"),
        "and" => Some("And"),
        "but" => Some("But"),
        _ => None,
    }
}
