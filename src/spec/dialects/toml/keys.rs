//! The keys of a spec in TOML and their synonyms. `docs/spec-format.md` has them in a table.

/// Arrays of what is to be accepted.
pub(super) const LISTS: [&str; 5] = ["criteria", "criterion", "requirements", "requirement", "acceptance"];
/// Arrays of increments.
pub(super) const INCREMENTS: [&str; 2] = ["increment", "increments"];
/// All that can stand at the top, for a message.
pub(super) const TOP: &str = "title, [[criteria]], [[requirements]], [[acceptance]], [[increment]]";

/// What makes up a criterion's text: a headline, then a body.
pub(super) const HEADLINE: [&str; 2] = ["title", "name"];
pub(super) const TEXT: [&str; 3] = ["text", "statement", "description"];
/// Headings it stands under.
pub(super) const SECTION: [&str; 2] = ["section", "group"];
/// Lists of criteria within a requirement.
pub(super) const NESTED: [&str; 4] = ["acceptance_criteria", "acceptance", "criteria", "checks"];
/// Further keys that are read, or, as `priority`, `source` and `judge`, there for people.
const OTHER: [&str; 6] = ["id", "paths", "kind", "priority", "source", "judge"];
/// All that can stand in a criterion, for a message.
pub(super) const OF_CRITERION: &str = "id, text, section, paths, kind, priority, acceptance_criteria";

/// Keys of an increment.
pub(super) const OF_INCREMENT: [&str; 5] = ["title", "base", "head", "tag", "criteria"];

/// Whether a criterion can have the key.
pub(super) fn is_known(key: &str) -> bool {
    [&HEADLINE[..], &TEXT, &SECTION, &NESTED, &OTHER].iter().any(|keys| keys.contains(&key))
}

/// Why a key that other programs give a meaning has none here.
pub(super) fn without_effect(key: &str) -> Option<&'static str> {
    match key {
        "check" => Some("passed over: nothing that a spec names is ever run"),
        "blocking" => Some("passed over: every criterion counts, and a reviewer waives what does not"),
        "status" => Some("passed over: where a criterion stands is for reviewers to say"),
        _ => None,
    }
}
