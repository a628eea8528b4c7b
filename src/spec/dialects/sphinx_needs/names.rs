//! Names of directives: which are needs, which stand beside them, which are about something else.

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

/// Directives whose content is shown as it stands, or is no text at all.
pub(super) const LITERAL: [&str; 15] = [
    "code",
    "code-block",
    "comment",
    "graphviz",
    "highlight",
    "jinja",
    "literalinclude",
    "math",
    "mermaid",
    "needuml",
    "parsed-literal",
    "plantuml",
    "productionlist",
    "raw",
    "sourcecode",
];

/// Whether a directive of that name is about something else than needs.
pub(super) fn is_about(name: &str) -> bool {
    ABOUT.contains(&name) || name.starts_with("doc_")
}

/// Whether a directive of that name stands beside needs.
pub(super) fn is_beside(name: &str) -> bool {
    BESIDE.iter().any(|start| name.starts_with(start))
}
