//! Finds likely specs when no file is certainly one: by name, with the number of criteria in each.
//!
//! Owns what makes a name likely. Reads a few files at most.

use super::parse;
use super::shelf::Shelf;
use crate::model::spec::{CriterionKind, LikelySpec, Spec};
use crate::model::text::RepoPath;
use crate::{safe, spec};

/// Maximum number of files that are read.
const MAX_READ: usize = 40;
/// Maximum number of bytes that are read of them.
const MAX_BYTES: usize = 8 << 20;
/// Maximum number of files that are named.
const MAX_TOLD: usize = 8;

/// Words in the names of files and folders about requirements, likeliest first.
const WORDS: [&[u8]; 24] = [
    b"requirement",
    b"spec",
    b"criteria",
    b"acceptance",
    b"story",
    b"stories",
    b"prd",
    b"srs",
    b"feature",
    b"scope",
    b"contract",
    b"deliverable",
    b"statement",
    b"checklist",
    b"brief",
    b"backlog",
    b"plan",
    b"roadmap",
    b"milestone",
    b"todo",
    b"task",
    b"proposal",
    b"readme",
    b"docs",
];

/// Lists the likeliest files that have criteria, likeliest first.
pub(super) fn find(shelf: &Shelf<'_>) -> Vec<LikelySpec> {
    let Ok(mut files) = shelf.files(&mut spec::may_be_read) else {
        return Vec::new();
    };
    files.retain(|entry| !entry.is_link);
    files.sort_by_cached_key(|entry| (unlikeliness(&entry.path), entry.path.clone()));
    let mut found = Vec::new();
    let mut bytes = 0;
    for entry in files.iter().take(MAX_READ) {
        let Ok(content) = shelf.read(entry) else {
            continue;
        };
        bytes += content.len();
        if bytes > MAX_BYTES || found.len() == MAX_TOLD {
            break;
        }
        found.extend(parse(entry, &content).ok().and_then(|spec| likely(&spec)));
    }
    found
}

/// Describes a file that was read; `None` when it has no criteria.
fn likely(spec: &Spec) -> Option<LikelySpec> {
    let first = spec
        .criteria
        .iter()
        .find(|item| item.kind == CriterionKind::Criterion)?;
    Some(LikelySpec {
        path: spec.path.clone(),
        dialect: spec.dialect,
        criteria: spec.criteria_count(),
        first: first.text.clone(),
    })
}

/// Lists the commands that review by each of the files, one per line.
pub(super) fn commands(files: &[LikelySpec]) -> String {
    let line = |file: &LikelySpec| {
        let criteria = if file.criteria == 1 {
            "criterion"
        } else {
            "criteria"
        };
        format!(
            "  snaglist -s {}  ({} {criteria})",
            argument(&file.path),
            file.criteria
        )
    };
    files.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Ranks a path; smaller is likelier: by its words, then by its depth.
fn unlikeliness(path: &RepoPath) -> (usize, usize) {
    let lower = path.as_bytes().to_ascii_lowercase();
    let has = |word: &[u8]| lower.windows(word.len()).any(|window| window == word);
    let word = WORDS
        .iter()
        .position(|word| has(word))
        .unwrap_or(WORDS.len());
    (word, lower.iter().filter(|byte| **byte == b'/').count())
}

/// Formats a path as an argument of a command line.
fn argument(path: &RepoPath) -> String {
    let shown = safe::path(path).into_string();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if shown.chars().all(is_plain) {
        shown
    } else {
        format!("'{}'", shown.replace('\'', "'\\''"))
    }
}
