//! Collects the changed lines of an increment for finding moves.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU16;
use std::ops::Range;

use crate::model::change::{FileText, TextDiff};

/// Maximum number of changed lines kept for all files together; 16 bytes each.
const MAX_LINES: usize = 500_000;

/// Maximum number of changed lines of a file: with more it is generated or vendored.
const MAX_FILE_LINES: usize = 100_000;

/// Columns between tab stops, as for git.
const TAB: usize = 8;

/// A changed line.
#[derive(Clone, Copy)]
pub(super) struct ChangedLine {
    /// Digest of its text, keyed at random, so that nobody can construct a collision.
    pub digest: u64,
    /// The line number, 0-based.
    pub number: u32,
    /// Indentation in columns plus one; `None` for a blank line, and where indentation counts as
    /// text.
    pub indent: Option<NonZeroU16>,
    /// How many letters and digits it has.
    pub weight: u16,
}

/// The changed lines of one file, in order.
#[derive(Clone, Default)]
pub(super) struct FileLines {
    pub removed: Vec<ChangedLine>,
    pub added: Vec<ChangedLine>,
    /// The start of each change, on both sides.
    changes: Vec<(u32, u32)>,
}

impl FileLines {
    fn len(&self) -> usize {
        self.removed.len() + self.added.len()
    }

    /// Whether a removed and an added line belong to one change.
    pub(super) fn is_one_change(&self, removed: u32, added: u32) -> bool {
        let old = self.changes.partition_point(|(old, _)| *old <= removed);
        old > 0 && old == self.changes.partition_point(|(_, new)| *new <= added)
    }
}

/// The changed lines of the files added so far. The moves found do not depend on the order of
/// adding.
///
/// At most 500,000 lines are kept, 16 bytes each: those of the files with the lowest numbers. Files
/// with more than 100,000 changed lines are left out.
#[derive(Clone)]
pub struct MovedLines {
    ignore_indentation: bool,
    hasher: RandomState,
    pub(super) files: BTreeMap<u32, FileLines>,
    /// How many lines are kept.
    lines: usize,
    /// The first file for which there is no room.
    full_from: u32,
}

impl MovedLines {
    /// Makes an empty collection. With `ignore_indentation` a block may be indented or outdented as
    /// a whole: `--color-moved-ws=allow-indentation-change`.
    pub fn new(ignore_indentation: bool) -> Self {
        Self {
            ignore_indentation,
            hasher: RandomState::new(),
            files: BTreeMap::new(),
            lines: 0,
            full_from: u32::MAX,
        }
    }

    /// Adds a file: `file` is the caller's number for it, `diff` the exact diff, without ignored
    /// white space. A file that was added before stays as it was. Linear in its changed lines.
    pub fn add(&mut self, file: u32, diff: &TextDiff) {
        let changed: usize = diff
            .changes
            .iter()
            .map(|change| change.old.len() + change.new.len())
            .sum();
        if changed == 0
            || changed > MAX_FILE_LINES
            || file >= self.full_from
            || self.files.contains_key(&file)
        {
            return;
        }
        let removed = diff.changes.iter().map(|change| change.old.clone());
        let added = diff.changes.iter().map(|change| change.new.clone());
        let lines = FileLines {
            removed: self.digest(&diff.old, removed),
            added: self.digest(&diff.new, added),
            changes: diff
                .changes
                .iter()
                .map(|change| (change.old.start, change.new.start))
                .collect(),
        };
        self.lines += lines.len();
        self.files.insert(file, lines);
        // The last of the files will have no room whatever is added later.
        while self.lines > MAX_LINES
            && let Some((last, lines)) = self.files.pop_last()
        {
            self.lines -= lines.len();
            self.full_from = last;
        }
    }

    /// Counts the changed lines that are kept.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn line_count(&self) -> usize {
        self.lines
    }

    fn digest(&self, text: &FileText, runs: impl Iterator<Item = Range<u32>>) -> Vec<ChangedLine> {
        runs.flatten()
            .map(|number| self.line(text.line(number), number))
            .collect()
    }

    fn line(&self, line: &[u8], number: u32) -> ChangedLine {
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let weight = line
            .iter()
            .filter(is_letter)
            .count()
            .try_into()
            .unwrap_or(u16::MAX);
        let (indent, said) = if self.ignore_indentation {
            split_indent(line)
        } else {
            (None, line)
        };
        ChangedLine {
            digest: self.hasher.hash_one(said),
            number,
            indent,
            weight,
        }
    }
}

/// Splits a line into indentation (columns plus one; `None` if it is blank) and text.
fn split_indent(line: &[u8]) -> (Option<NonZeroU16>, &[u8]) {
    let (mut column, mut at) = (0_usize, 0);
    for byte in line {
        match byte {
            b' ' => column += 1,
            b'\t' => column += TAB - column % TAB,
            b'\r' | b'\x0b' | b'\x0c' => {}
            _ => {
                let indent = u16::try_from(column).unwrap_or(u16::MAX).saturating_add(1);
                return (NonZeroU16::new(indent), &line[at..]);
            }
        }
        at += 1;
    }
    (None, &[])
}
