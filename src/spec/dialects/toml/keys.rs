//! The keys of a spec in TOML and their synonyms. `docs/spec-format.md` lists them in a table.

/// Arrays of criteria.
pub(super) const LISTS: [&str; 5] = [
    "criteria",
    "criterion",
    "requirements",
    "requirement",
    "acceptance",
];
/// Arrays of increments.
pub(super) const INCREMENTS: [&str; 2] = ["increment", "increments"];
/// All top-level keys, for a message.
pub(super) const TOP: &str = "title, [[criteria]], [[requirements]], [[acceptance]], [[increment]]";

/// Keys of a criterion's text: a headline, then a body.
pub(super) const HEADLINE: [&str; 2] = ["title", "name"];
pub(super) const TEXT: [&str; 3] = ["text", "statement", "description"];
/// Keys of the headings above a criterion.
pub(super) const SECTION: [&str; 2] = ["section", "group"];
/// Lists of criteria within a requirement.
pub(super) const NESTED: [&str; 4] = ["acceptance_criteria", "acceptance", "criteria", "checks"];
/// Further keys: some are read, others, such as `priority`, `source` and `judge`, are for people.
const OTHER: [&str; 6] = ["id", "paths", "kind", "priority", "source", "judge"];
/// All keys of a criterion, for a message.
pub(super) const OF_CRITERION: &str =
    "id, text, section, paths, kind, priority, acceptance_criteria";

/// Keys of an increment.
pub(super) const OF_INCREMENT: [&str; 5] = ["title", "base", "head", "tag", "criteria"];

/// Returns whether a criterion may have the key.
pub(super) fn is_known(key: &str) -> bool {
    [&HEADLINE[..], &TEXT, &SECTION, &NESTED, &OTHER]
        .iter()
        .any(|keys| keys.contains(&key))
}

/// Returns the reason why a key that has a meaning in other programs has no effect here.
pub(super) fn without_effect(key: &str) -> Option<&'static str> {
    match key {
        "check" => Some("ignored: nothing that a spec names is ever run"),
        "blocking" => Some("ignored: every criterion counts, unless a reviewer waives it"),
        "status" => Some("ignored: only reviewers decide the state of a criterion"),
        _ => None,
    }
}
