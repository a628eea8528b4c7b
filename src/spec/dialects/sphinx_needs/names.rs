//! The names of directives: which are needs, which accompany needs, which are about something else.

use super::super::markup::rst::CODE;

/// Directives that are needs even without an id, which sphinx-needs then makes up.
pub(super) const NEEDS: [&str; 7] = [
    "feat",
    "need",
    "req",
    "requirement",
    "spec",
    "story",
    "user_story",
];
/// Beginnings of directives that say how a need was met, or that list needs.
const BESIDE: [&str; 5] = ["impl", "needlist", "needtable", "test", "verif"];
/// The directive whose items are needs.
pub(super) const LIST: &str = "list2need";
/// Directives that may have an id but hold nothing to accept: about a document, a person or a stage
/// of work, and some of Sphinx and its themes.
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

/// Directives whose content is not text.
const NO_TEXT: [&str; 4] = ["comment", "highlight", "literalinclude", "raw"];

/// Returns whether the content of a directive is shown unchanged, or is not text.
pub(super) fn is_literal(name: &str) -> bool {
    CODE.contains(&name) || NO_TEXT.contains(&name)
}

/// Returns whether a directive is about something other than needs.
pub(super) fn is_about(name: &str) -> bool {
    ABOUT.contains(&name) || name.starts_with("doc_")
}

/// Returns whether a directive accompanies needs.
pub(super) fn is_beside(name: &str) -> bool {
    BESIDE.iter().any(|start| name.starts_with(start))
}
