//! Decides which anchors and properties are ids, and writes an id before a text. Knows nothing of
//! their place in a document.

use crate::spec::markdown::written::criterion_id;

/// The longest word that is an id, in bytes.
const MAX_ID: usize = 48;

/// Returns whether the name of an anchor looks like the id of a requirement rather than of a
/// section: capitals and a number, or letters that are known to name criteria.
pub(super) fn is_id(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.len() > MAX_ID || name.is_empty() || !name.chars().all(fits) {
        return false;
    }
    let stem = name
        .strip_suffix(|c: char| c.is_ascii_lowercase())
        .unwrap_or(name);
    let capitals = stem.bytes().take_while(u8::is_ascii_uppercase).count() >= 1
        && !stem.contains(|c: char| c.is_ascii_lowercase())
        && stem.ends_with(|c: char| c.is_ascii_digit());
    // `fr31` may just as well be a name generated for a link.
    capitals || (criterion_id(name).is_some() && name.contains(['-', '_', '.']))
}

/// Returns whether a text begins with the id of a requirement.
pub(super) fn begins_with_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = text.find(|c| !fits(c)).unwrap_or(text.len());
    text.get(..end)
        .is_some_and(|word| is_id(word.trim_end_matches(['.', '-', '_'])))
}

/// Returns a text with an id before it, after its box if it has one; a text that begins with an id
/// stays as it is.
pub(super) fn id_before(id: &str, text: &str) -> String {
    let trimmed = text.trim_start();
    let (mark, rest) = ["[ ] ", "[x] ", "[X] "]
        .into_iter()
        .find_map(|mark| trimmed.strip_prefix(mark).map(|rest| (mark, rest)))
        .unwrap_or(("", trimmed));
    let bare = rest.trim_start_matches(['*', '_', '`', '[', '(']);
    let begins = bare
        .get(..id.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(id));
    if begins || begins_with_id(bare) {
        text.to_owned()
    } else {
        format!("{mark}**{id}**: {rest}")
    }
}
