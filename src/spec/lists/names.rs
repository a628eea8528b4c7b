//! Finds the criteria that a task names: `(AC: 1, 3)`, `_Requirements: 1.2_`, `[US1]`, `FR-001`.
//! Knows nothing of which criteria exist.

use crate::spec::markdown::written::criterion_id;

/// The part of a task's text that is searched, in bytes.
const REACH: usize = 4000;
/// The most criteria that one task names.
const MAX_NAMES: usize = 64;
/// The longest run of numbers that a dash stands for, as in `1-3`.
const MAX_RUN: u32 = 32;

/// Returns the ids named, in order, each once. Numbers after `AC` get it as a prefix (`AC3`),
/// numbers after a word for requirements stay as they are (`1.2`).
pub(super) fn names(text: &str) -> Vec<String> {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let mut names = Vec::new();
    let mut take = |name: String| {
        if names.len() < MAX_NAMES && !names.contains(&name) {
            names.push(name);
        }
    };
    // The prefix of the numbers that follow, up to a word that is not one: `AC`, or nothing after
    // `Requirements:`.
    let mut numbers: Option<&str> = None;
    for word in text.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '，' | '、')
    }) {
        let opens = word.starts_with(['_', '*']);
        let bare = word.trim_matches(['_', '*', '`', '#', '.', '"', '\'', '§']);
        let label = bare.trim_end_matches([':', '：']);
        let is_label = label.len() < bare.len();
        if bare.is_empty() {
            continue;
        }
        if let Some(stem) = numbers
            && let Some(run) = run(bare.trim_start_matches('#'))
        {
            run.into_iter()
                .for_each(|number| take(format!("{stem}{number}")));
            continue;
        }
        numbers = match label.to_lowercase().as_str() {
            "ac" | "acs" => Some("AC"),
            "requirement" | "requirements" => Some(""),
            // In other languages the word is recognised by italics and a colon.
            _ if opens && is_label => Some(""),
            _ => None,
        };
        if let Some(id) = criterion_id(label) {
            take(id);
        }
    }
    names
}

/// Returns the numbers of a word: `3`, `1.2`, or each number of a run such as `1-3`.
fn run(word: &str) -> Option<Vec<String>> {
    if let Some((first, last)) = word.split_once(['-', '–']) {
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let fits = first <= last && last - first < MAX_RUN;
        return fits.then(|| (first..=last).map(|number| number.to_string()).collect());
    }
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    word.split('.')
        .all(is_number)
        .then(|| vec![word.to_owned()])
}
