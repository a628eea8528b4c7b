//! Removes differences of white space and blank lines from a diff.
//!
//! Works from the exact diff, hunk by hunk, and keeps its hunks, so that marks, links and counts by
//! hunk mean the same in every mode. The rules are the project's own; see [`ignoring`]. Compared
//! with git: of the lines that `git diff --histogram` shows of the last 50 tag ranges of git's own
//! repository, 99.7 % are shown here in the exact diff and without white space at line ends, 99.6 %
//! without its amount and without all of it, with blank lines or not (`cargo bench --bench
//! whitespace_eval`).

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::CONTEXT;
use super::lines::{changes_of, indent};
use super::whitespace::{DiffOptions, Whitespace};
use crate::model::change::{Change, FileText, Hunk, TextDiff};

/// Returns the diff without the differences that do not count. `exact` is the result of
/// [`text`](super::text).
///
/// **Hunks stay.** There are as many, in the same order, with the same digests and lines: those of
/// the exact diff. So a viewed mark, a link or a note's hunk holds in every mode, whichever mode it
/// was made in. Only [`changes`](TextDiff::changes) differ, and their division among hunks; a hunk
/// without any left is quiet ([`TextDiff::is_quiet`]) and not shown. A mark on a hunk stands for
/// all of its exact lines, including those that the mode hides.
///
/// **White space.** Where a removed line of a hunk equals an added one in this mode, the hunk's
/// lines are compared anew by the characters that count. All other hunks keep their changes, so
/// that switching the mode moves nothing unrelated. Lines outside the changes still come in pairs,
/// but the two may differ in characters that do not count; show the new one. Equal lines between
/// two hunks stay as they are.
///
/// **Blank lines.** Changes of nothing but blank lines are [`ignored`](TextDiff::ignored), except
/// those less than three lines from a change that counts: they are among its shown lines, and a
/// shown text has no gaps. Ignored ones remain among the changes, because the lines around would
/// not come in pairs without them.
///
/// Linear, apart from comparing the lines of hunks as [`text`](super::text) does.
pub fn ignoring(exact: &TextDiff, options: DiffOptions) -> TextDiff {
    let mut diff = exact.clone();
    if options.whitespace != Whitespace::Exact {
        compare_anew(&mut diff, options.whitespace);
    }
    if options.ignore_blank_lines {
        diff.ignored = blank_and_apart(&diff, options.whitespace);
    }
    diff
}

/// Replaces the changes by those that remain when the lines of each hunk are compared in a mode.
fn compare_anew(diff: &mut TextDiff, whitespace: Whitespace) {
    let before = std::mem::take(&mut diff.changes);
    for hunk in &mut diff.hunks {
        let own = &before[hunk.changes.start as usize..hunk.changes.end as usize];
        let start = diff.changes.len() as u32;
        match differently(&diff.old, &diff.new, hunk, own, whitespace) {
            Some(changes) => diff.changes.extend(changes),
            None => diff.changes.extend_from_slice(own),
        }
        hunk.changes = start..diff.changes.len() as u32;
    }
}

/// Computes the changes of a hunk in a mode; `None` where the mode makes no difference.
fn differently(
    old: &FileText,
    new: &FileText,
    hunk: &Hunk,
    own: &[Change],
    whitespace: Whitespace,
) -> Option<Vec<Change>> {
    let (before, after) = (
        CountedCharacters::of(old, &hunk.old, whitespace),
        CountedCharacters::of(new, &hunk.new, whitespace),
    );
    let removed = own.iter().flat_map(|change| change.old.clone());
    let removed: HashSet<&[u8]> = removed
        .map(|line| before.at(line - hunk.old.start))
        .collect();
    let mut added = own.iter().flat_map(|change| change.new.clone());
    if !added.any(|line| removed.contains(after.at(line - hunk.new.start))) {
        return None;
    }
    let of_old = |line| ComparedLine {
        counts: before.at(line - hunk.old.start),
        whole: old.raw_line(line),
    };
    let of_new = |line| ComparedLine {
        counts: after.at(line - hunk.new.start),
        whole: new.raw_line(line),
    };
    let found = changes_of(
        hunk.old.clone().map(of_old),
        hunk.new.clone().map(of_new),
        |line: &ComparedLine<'_>| indent(line.whole),
    );
    let moved = |range: &Range<u32>, by: u32| range.start + by..range.end + by;
    let placed = found.iter().map(|change| Change {
        old: moved(&change.old, hunk.old.start),
        new: moved(&change.new, hunk.new.start),
    });
    Some(placed.collect())
}

/// The characters that count of some lines of a text, concatenated.
struct CountedCharacters {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl CountedCharacters {
    fn of(text: &FileText, lines: &Range<u32>, whitespace: Whitespace) -> Self {
        let mut counted = Self {
            bytes: Vec::new(),
            ends: Vec::with_capacity(lines.len()),
        };
        for line in lines.clone() {
            whitespace.keep(text.raw_line(line), &mut counted.bytes);
            counted.ends.push(counted.bytes.len());
        }
        counted
    }

    /// Returns the characters that count of a line, by its index among the collected lines.
    fn at(&self, line: u32) -> &[u8] {
        let line = line as usize;
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[line]]
    }
}

/// A line that is compared by the characters that count. Its whole text decides where a change best
/// begins.
#[derive(Default)]
struct ComparedLine<'a> {
    counts: &'a [u8],
    whole: &'a [u8],
}

impl PartialEq for ComparedLine<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for ComparedLine<'_> {}

impl Hash for ComparedLine<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.counts.hash(state);
    }
}

/// Lists the indexes of changes that have only blank lines, with at least [`CONTEXT`] unchanged
/// lines between them and any change that counts.
fn blank_and_apart(diff: &TextDiff, whitespace: Whitespace) -> Vec<u32> {
    let changes = &diff.changes;
    let blank = |text: &FileText, lines: &Range<u32>| {
        lines
            .clone()
            .all(|line| whitespace.is_blank(text.raw_line(line)))
    };
    let is_blank: Vec<bool> = changes
        .iter()
        .map(|change| blank(&diff.old, &change.old) && blank(&diff.new, &change.new))
        .collect();
    let mut near = vec![false; changes.len()];
    // Unchanged lines since the last change that counts.
    let mut since = u32::MAX;
    let mut end = 0;
    for (at, change) in changes.iter().enumerate() {
        since = since.saturating_add(change.old.start - end);
        near[at] = since < CONTEXT;
        since = if is_blank[at] { since } else { 0 };
        end = change.old.end;
    }
    let (mut until, mut start) = (u32::MAX, diff.old.len());
    for (at, change) in changes.iter().enumerate().rev() {
        until = until.saturating_add(start - change.old.end);
        near[at] |= until < CONTEXT;
        until = if is_blank[at] { until } else { 0 };
        start = change.old.start;
    }
    (0..)
        .zip(is_blank.iter().zip(&near))
        .filter(|(_, (blank, near))| **blank && !**near)
        .map(|(at, _)| at)
        .collect()
}
