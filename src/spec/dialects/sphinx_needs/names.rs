//! Names of directives: which are needs, which stand beside them, which are about something else.

use super::super::markup::rst::CODE;

/// Directives that are needs also without an id, which sphinx-needs then makes up.
pub(super) const NEEDS: [&str; 7] = ["feat", "need", "req", "requirement", "spec", "story", "user_story"];
/// How directives begin that say how a need was met, or that list needs.
const BESIDE: [&str; 5] = ["impl", "needlist", "needtable", "test", "verif"];
/// The directive whose items are needs.
pub(super) const LIST: &str = "list2need";
/// Directives with an id that are about a document, a person or a stage of work, and those of Sphinx and its themes
/// that may have one: nothing to accept.
const ABOUT: [&str; 24] = [
    "admonition",
    "button-ref",
    "card",
    "container",
    "doc",
    "document",
    "dropdown",
    "figure",
    "grid",
    "image",
    "iteration",
    "milestone",
    "note",
    "person",
    "release",
    "role",
    "sprint",
    "stage",
    "tab-item",
    "tab-set",
    "table",
    "team",
    "toctree",
    "workflow",
];

/// Directives whose content is no text at all.
const NO_TEXT: [&str; 4] = ["comment", "highlight", "literalinclude", "raw"];

/// Whether the content of a directive of that name is shown as it stands, or is no text.
pub(super) fn is_literal(name: &str) -> bool {
    CODE.contains(&name) || NO_TEXT.contains(&name)
}

/// Whether a directive of that name is about something else than needs.
pub(super) fn is_about(name: &str) -> bool {
    ABOUT.contains(&name) || name.starts_with("doc_")
}

/// Whether a directive of that name stands beside needs.
pub(super) fn is_beside(name: &str) -> bool {
    BESIDE.iter().any(|start| name.starts_with(start))
}
