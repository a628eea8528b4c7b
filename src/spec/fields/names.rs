//! The names of the fields of a requirement, in the languages and tools that write them. Knows
//! nothing of the values.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::spec::markdown::words::{Memo, names_acceptance};

/// The content of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) enum Field {
    Id,
    /// The headline.
    Title,
    /// The requirement itself.
    Text,
    /// The acceptance criteria.
    Acceptance,
    /// The heading or group.
    Section,
    /// The kind: requirement, heading, task.
    Kind,
    Status,
}

/// The meaning of a field's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::spec) struct Known {
    pub(in crate::spec) field: Field,
    /// Whether few files other than those of requirements have a field of that name.
    pub(in crate::spec) is_telling: bool,
}

/// The names of fields: on each line a kind and some of its names.
const NAMES: &str = include_str!("names.txt");

/// Ends and beginnings of the names of id fields.
const ID_ENDS: &[&str] = &[
    " id", " ids", " key", " no", " nr", " number", " ref", " code", "-id", " nummer",
];
const ID_STARTS: &[&str] = &["id ", "nº ", "n° ", "código ", "mã "];
const ID_GLUED: &[&str] = &["番号", "编号", "編號", "번호", "ID", "id"];

/// Returns a field's name in lower case with single spaces between its words. Handles names such as
/// `ReqIF.ForeignID`, `acceptance_criteria`, `userStories` and `Custom field (Fit criterion)`.
pub(in crate::spec) fn words(name: &str) -> String {
    let name = name.trim().trim_matches(['*', '_', '`', '"', '\u{feff}']);
    let name = name
        .strip_prefix("Custom field (")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(name);
    let name = name.strip_prefix("ReqIF.").unwrap_or(name);
    let mut words = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for char in name.chars() {
        if char.is_whitespace() || matches!(char, '_' | '-' | '.' | ':' | '/' | '：') {
            if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
            was_small = false;
            continue;
        }
        if was_small && char.is_uppercase() {
            words.push(' ');
        }
        was_small = char.is_lowercase();
        words.extend(char.to_lowercase());
    }
    words.trim_end_matches([' ', '*', '?']).to_owned()
}

/// Returns the content of a field by its name; `None` when the name says nothing, or is not one of
/// a requirement's fields. Memoised, since the same few names come with every requirement.
pub(in crate::spec) fn field(name: &str) -> Option<Known> {
    thread_local! {
        static FIELDS: Memo<Option<Known>> = Memo::default();
    }
    FIELDS.with(|fields| fields.get(name, field_of))
}

fn field_of(name: &str) -> Option<Known> {
    let words = words(name);
    // A text in brackets only explains: `Requirement (shall statement)`.
    if let Some((before, _)) = words
        .split_once(['(', '（'])
        .filter(|(before, _)| !before.trim().is_empty())
    {
        return field(before);
    }
    if let Some(known) = table().get(words.as_str()) {
        return Some(*known);
    }
    if names_acceptance(&words) {
        return Some(Known {
            field: Field::Acceptance,
            is_telling: true,
        });
    }
    is_id(&words).then(|| Known {
        field: Field::Id,
        is_telling: of_requirement(&words),
    })
}

/// Returns the meaning of all known names; a name of several kinds counts as the first.
fn table() -> &'static HashMap<&'static str, Known> {
    static TABLE: OnceLock<HashMap<&str, Known>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for (kind, names) in NAMES.lines().filter_map(|line| line.split_once(": ")) {
            let (field, is_telling) = match kind {
                "required" => (Field::Text, true),
                "acceptance" => (Field::Acceptance, true),
                "text" => (Field::Text, false),
                "title" => (Field::Title, false),
                "kind" => (Field::Kind, false),
                "status" => (Field::Status, false),
                "section" => (Field::Section, false),
                "id" => (Field::Id, false),
                _ => continue,
            };
            for name in names.split(", ") {
                table.entry(name).or_insert(Known { field, is_telling });
            }
        }
        table
    })
}

fn is_id(words: &str) -> bool {
    ID_ENDS.iter().any(|end| words.ends_with(end))
        || ID_STARTS.iter().any(|start| words.starts_with(start))
        || ID_GLUED
            .iter()
            .any(|end| words.strip_suffix(end).is_some_and(|rest| !rest.is_ascii()))
}

/// Returns whether the name of an id field says that the id is a requirement's.
fn of_requirement(words: &str) -> bool {
    let parts = words.split([' ', '-']);
    let mut parts = parts.filter(|part| !part.is_empty());
    parts.any(|part| {
        matches!(part, "req" | "reqs" | "ac" | "rf" | "fr" | "anforderungs")
            || table()
                .get(part)
                .is_some_and(|known| known.field == Field::Text && known.is_telling)
    }) || ["要件", "要求", "需求", "요구사항"]
        .iter()
        .any(|start| words.starts_with(start))
}
