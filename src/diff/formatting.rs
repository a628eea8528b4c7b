//! Detects hunks that only reformat text: other white space, other line breaks.
//!
//! Knows no language, only which ones have significant indentation. Quoted text has to be equal.

use std::ops::Range;

use crate::model::change::{Change, FileText, Hunk, TextDiff};
use crate::model::text::RepoPath;

/// Whether the two sides of each of a hunk's changes differ in layout only.
pub fn only_formatting(path: &RepoPath, diff: &TextDiff, hunk: &Hunk) -> bool {
    let changes = diff
        .changes
        .get(hunk.changes.start as usize..hunk.changes.end as usize)
        .unwrap_or_default();
    let seen = if indents(path) { outlined } else { flowing };
    let same = |change: &Change| {
        // Most changes of a delivery only add: nothing to compare.
        if change.old.is_empty() || change.new.is_empty() {
            let is_blank = |text: &FileText, lines: &Range<u32>| {
                lines
                    .clone()
                    .all(|line| text.line(line).trim_ascii().is_empty())
            };
            return is_blank(&diff.old, &change.old) && is_blank(&diff.new, &change.new);
        }
        seen(&diff.old, change.old.clone()) == seen(&diff.new, change.new.clone())
    };
    !changes.is_empty() && changes.iter().all(same)
}

/// Whether indentation is significant in the file's language, or line breaks in its text.
fn indents(path: &RepoPath) -> bool {
    const ENDINGS: [&[u8]; 18] = [
        b".py",
        b".pyi",
        b".yaml",
        b".yml",
        b".md",
        b".markdown",
        b".rst",
        b".txt",
        b".nim",
        b".coffee",
        b".pug",
        b".haml",
        b".sass",
        b".slim",
        b".hs",
        b".fs",
        b".feature",
        b"akefile",
    ];
    ENDINGS
        .iter()
        .any(|ending| path.as_bytes().ends_with(ending))
}

/// Collects lines without trailing white space, omitting blank ones.
fn outlined(text: &FileText, lines: Range<u32>) -> Vec<u8> {
    let mut seen = Vec::new();
    for line in lines
        .map(|line| text.line(line).trim_ascii_end())
        .filter(|line| !line.is_empty())
    {
        seen.extend(line);
        seen.push(b'\n');
    }
    seen
}

/// Collects the text without white space, except where it separates two words or is in a line with
/// quotes.
fn flowing(text: &FileText, lines: Range<u32>) -> Vec<u8> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let mut seen: Vec<u8> = Vec::new();
    for line in lines
        .map(|line| text.line(line).trim_ascii())
        .filter(|line| !line.is_empty())
    {
        let is_quoted = line.iter().any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
        let mut gap = true;
        for &byte in line {
            if byte.is_ascii_whitespace() && !is_quoted {
                gap = true;
                continue;
            }
            if gap && is_word(byte) && seen.last().is_some_and(|last| is_word(*last)) {
                seen.push(b' ');
            }
            gap = false;
            seen.push(byte);
        }
    }
    seen
}
