//! Makes the diff that is left when some white space or blank lines do not count.
//!
//! Works from the exact diff, hunk by hunk, and keeps its hunks: what is marked, linked and counted by
//! hunk means the same in every mode. The rules are the project's own; see [`ignoring`]. What git shows is a measure: of
//! the lines that `git diff --histogram` shows of the last 50 tag ranges of git's own repository, 99.7 % are shown here in
//! the exact diff and without white space at line ends, 99.6 % without its amount and without all of it, with blank
//! lines or not (`cargo bench --bench whitespace_eval`).

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::CONTEXT;
use super::lines::{changes_of, indent};
use super::whitespace::{DiffOptions, Whitespace};
use crate::model::change::{Change, FileText, Hunk, TextDiff};

/// The same diff without the differences that do not count. `exact` is what [`text`](super::text) gave.
///
/// **Hunks stay.** There are as many, in the same order, with the same digests and lines: those of the
/// exact diff. So a viewed mark, a link or a note's hunk holds in every mode, and neither the
/// mode in which a mark was given nor the one in which it is read matters. Only
/// [`changes`](TextDiff::changes) differ, and with them which changes belong to which hunk; one
/// without any left is quiet ([`TextDiff::is_quiet`]) and not to be shown. A mark on a hunk stands for all of
/// its exact lines, those that the mode hides included.
///
/// **White space.** Where a removed line of a hunk is the same as an added one in this mode, the hunk's lines are
/// compared anew by what counts of them. All other hunks keep their changes, so that switching the mode moves
/// nothing that it does not concern. Lines outside the changes come in pairs still, but the two may differ in what
/// does not count; show the new one. Equal lines between two hunks stay what they are.
///
/// **Blank lines.** Changes of nothing but blank lines are [`ignored`](TextDiff::ignored), save those that stand
/// among the lines shown around a change that counts, less than three lines from it: what is shown of a text
/// has no holes. Ignored ones remain among the changes, because the lines around would not come in pairs
/// without them.
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

/// Replaces the changes by those that are left when the lines of each hunk are compared in a mode.
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

/// The changes of a hunk in a mode; `None` where the mode makes no difference.
fn differently(
    old: &FileText,
    new: &FileText,
    hunk: &Hunk,
    own: &[Change],
    whitespace: Whitespace,
) -> Option<Vec<Change>> {
    let (before, after) = (Counted::of(old, &hunk.old, whitespace), Counted::of(new, &hunk.new, whitespace));
    let removed = own.iter().flat_map(|change| change.old.clone());
    let removed: HashSet<&[u8]> = removed.map(|line| before.at(line - hunk.old.start)).collect();
    let mut added = own.iter().flat_map(|change| change.new.clone());
    if !added.any(|line| removed.contains(after.at(line - hunk.new.start))) {
        return None;
    }
    let of_old = |line| Line { counts: before.at(line - hunk.old.start), whole: old.raw_line(line) };
    let of_new = |line| Line { counts: after.at(line - hunk.new.start), whole: new.raw_line(line) };
    let found = changes_of(hunk.old.clone().map(of_old), hunk.new.clone().map(of_new), |line: &Line<'_>| {
        indent(line.whole)
    });
    let moved = |range: &Range<u32>, by: u32| range.start + by..range.end + by;
    let placed = found.iter().map(|change| Change {
        old: moved(&change.old, hunk.old.start),
        new: moved(&change.new, hunk.new.start),
    });
    Some(placed.collect())
}

/// What counts of some lines of a text, one after the other.
struct Counted {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Counted {
    fn of(text: &FileText, lines: &Range<u32>, whitespace: Whitespace) -> Self {
        let mut counted = Self { bytes: Vec::new(), ends: Vec::with_capacity(lines.len()) };
        for line in lines.clone() {
            whitespace.keep(text.raw_line(line), &mut counted.bytes);
            counted.ends.push(counted.bytes.len());
        }
        counted
    }

    /// What counts of a line, by its number among those taken in.
    fn at(&self, line: u32) -> &[u8] {
        let line = line as usize;
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[line]]
    }
}

/// A line that is compared by what counts of it. The whole of it says where a change best begins.
#[derive(Default)]
struct Line<'a> {
    counts: &'a [u8],
    whole: &'a [u8],
}

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for Line<'_> {}

impl Hash for Line<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.counts.hash(state);
    }
}

/// The indexes of the changes that have only blank lines, and at least [`CONTEXT`] unchanged lines between them and
/// any change that counts.
fn blank_and_apart(diff: &TextDiff, whitespace: Whitespace) -> Vec<u32> {
    let changes = &diff.changes;
    let blank = |text: &FileText, lines: &Range<u32>| {
        lines.clone().all(|line| whitespace.is_blank(text.raw_line(line)))
    };
    let is_blank: Vec<bool> =
        changes.iter().map(|change| blank(&diff.old, &change.old) && blank(&diff.new, &change.new)).collect();
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
