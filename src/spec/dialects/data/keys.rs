//! The keys of requirement files in YAML and JSON. Knows nothing of what stands under them.

use crate::model::spec::CriterionKind;
use crate::spec::fields::{Field, field, words};
use crate::spec::markdown::words::{Class, Memo, classify};

/// Keys of lists of what is to be accepted, beside those that name requirements and acceptance criteria anyway.
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
const TASKS: [&str; 6] = ["tasks", "task list", "subtasks", "sub tasks", "todo", "todos"];

/// Keys that say of everything in a file that it is there, and give no heading.
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
const TICKS: [&str; 8] =
    ["passes", "passed", "done", "completed", "complete", "checked", "implemented", "verified"];

/// What the values of a list are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ListMeaning {
    pub(super) kind: CriterionKind,
    /// Whether they detail what they stand in, as the acceptance criteria of a story do.
    pub(super) is_acceptance: bool,
}

/// What a list under this key is; `None` when the key says nothing. The same few keys come with every requirement.
pub(super) fn list(key: &str) -> Option<ListMeaning> {
    thread_local! {
        static KNOWN: Memo<Option<ListMeaning>> = Memo::default();
    }
    KNOWN.with(|lists| lists.get(key, list_of))
}

fn list_of(key: &str) -> Option<ListMeaning> {
    let words = words(key);
    let known = field(key).filter(|known| known.is_telling).map(|known| known.field);
    if TASKS.contains(&words.as_str()) {
        return Some(ListMeaning { kind: CriterionKind::Task, is_acceptance: false });
    }
    let is_acceptance = known == Some(Field::Acceptance);
    let is_list = is_acceptance || known == Some(Field::Text) || LISTS.contains(&words.as_str());
    is_list.then_some(ListMeaning { kind: CriterionKind::Criterion, is_acceptance })
}

/// What a key says of what stands under it, if it is nothing to accept: out of scope, risks, notes, a history.
pub(super) fn background(key: &str) -> Option<Class> {
    let words = words(key);
    if GENERIC.contains(&words.as_str()) || list(key).is_some() || field(key).is_some() {
        return None;
    }
    let class = classify(&words);
    (class.is_never() || class == Class::Aside).then_some(class)
}

/// Whether a key says that its truth value is a tick.
pub(super) fn is_tick(key: &str) -> bool {
    TICKS.contains(&words(key).as_str())
}

/// A key as a heading; empty when it says nothing about what stands in it.
pub(super) fn heading(key: &str) -> String {
    let words = words(key);
    if GENERIC.contains(&words.as_str()) {
        return String::new();
    }
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The word of a step that a key is: `given` as `Given`.
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
