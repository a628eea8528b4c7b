//! A diff as it looks when some white space does not count.
//!
//! Works from the exact diff, hunk by hunk, and keeps its hunks: what is marked, linked and counted by
//! hunk means the same in every mode.

use std::collections::HashSet;
use std::ops::Range;

use super::CONTEXT;
use super::lines::{self, changes_of};
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
/// **White space.** Lines outside the changes come in pairs still, but the two may differ in what does
/// not count; as git does, show the new one. The lines of a hunk are compared anew, by git's rules;
/// equal lines between two hunks stay what they are, where git might for once set
/// other lines against each other.
///
/// **Blank lines.** Changes of nothing but blank lines are [`ignored`](TextDiff::ignored) by git's
/// rule (`xdl_get_hunk` in its `xdiff/xemit.c`): those less than three lines from a change that counts, and those
/// between two such in one hunk, are shown. They remain among the changes, because the lines around
/// would not come in pairs without them.
///
/// Linear, apart from comparing the lines of hunks as [`text`](super::text) does.
pub fn ignoring(exact: &TextDiff, options: DiffOptions) -> TextDiff {
    let mut diff = match options.whitespace {
        Whitespace::Exact => exact.clone(),
        whitespace => without_whitespace(exact, whitespace),
    };
    if options.ignore_blank_lines {
        let blank: Vec<bool> =
            diff.changes.iter().map(|change| is_blank(&diff, change, options.whitespace)).collect();
        diff.ignored = far_from_others(&diff.changes, &blank);
    }
    diff
}

fn without_whitespace(exact: &TextDiff, whitespace: Whitespace) -> TextDiff {
    let mut changes = Vec::with_capacity(exact.changes.len());
    let mut hunks = Vec::with_capacity(exact.hunks.len());
    for hunk in &exact.hunks {
        let first = changes.len() as u32;
        let own = &exact.changes[hunk.changes.start as usize..hunk.changes.end as usize];
        if any_alike(exact, own, whitespace) {
            changes.extend(compare(exact, hunk, whitespace));
        } else {
            changes.extend_from_slice(own);
        }
        hunks.push(Hunk { changes: first..changes.len() as u32, ..hunk.clone() });
    }
    TextDiff { old: exact.old.clone(), new: exact.new.clone(), changes, hunks, ignored: Vec::new() }
}

/// What counts of some lines.
struct Seen {
    bytes: Vec<u8>,
    /// Where the lines end in it.
    ends: Vec<usize>,
}

impl Seen {
    fn new(text: &FileText, lines: impl Iterator<Item = u32>, whitespace: Whitespace) -> Self {
        let mut seen = Self { bytes: Vec::new(), ends: Vec::new() };
        for line in lines {
            whitespace.push_seen(text.raw_line(line), &mut seen.bytes);
            seen.ends.push(seen.bytes.len());
        }
        seen
    }

    fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }
}

/// Whether comparing anew can come to anything else: a removed line is the same as an added one, or a
/// change can slide over a line next to it.
fn any_alike(diff: &TextDiff, changes: &[Change], whitespace: Whitespace) -> bool {
    let removed = changes.iter().flat_map(|change| change.old.clone());
    let removed = Seen::new(&diff.old, removed, whitespace);
    let removed: HashSet<&[u8]> = removed.lines().collect();
    let mut seen = Vec::new();
    let is_removed = |line| {
        seen.clear();
        whitespace.push_seen(diff.new.raw_line(line), &mut seen);
        removed.contains(seen.as_slice())
    };
    let mut added = changes.iter().flat_map(|change| change.new.clone());
    (!removed.is_empty() && added.any(is_removed))
        || changes.iter().any(|change| {
            can_slide(&diff.old, &change.old, whitespace) || can_slide(&diff.new, &change.new, whitespace)
        })
}

/// Whether the line after some lines is the same as the first of them, or the one before as the last.
fn can_slide(text: &FileText, lines: &Range<u32>, whitespace: Whitespace) -> bool {
    let same = |a: u32, b: u32| {
        let mut seen = [Vec::new(), Vec::new()];
        whitespace.push_seen(text.raw_line(a), &mut seen[0]);
        whitespace.push_seen(text.raw_line(b), &mut seen[1]);
        seen[0] == seen[1]
    };
    !lines.is_empty()
        && ((lines.end < text.len() && same(lines.start, lines.end))
            || (lines.start > 0 && same(lines.start - 1, lines.end - 1)))
}

/// A line as far as it counts, with the line it is, whose indentation says where changes best begin.
#[derive(Clone, Copy, Default)]
struct Line<'a> {
    seen: &'a [u8],
    raw: &'a [u8],
}

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.seen == other.seen
    }
}

impl Eq for Line<'_> {}

impl std::hash::Hash for Line<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.seen.hash(state);
    }
}

/// The changes within a hunk, its context included.
fn compare(diff: &TextDiff, hunk: &Hunk, whitespace: Whitespace) -> impl Iterator<Item = Change> {
    let seen_old = Seen::new(&diff.old, hunk.old.clone(), whitespace);
    let seen_new = Seen::new(&diff.new, hunk.new.clone(), whitespace);
    fn side<'a>(seen: &'a Seen, text: &'a FileText, lines: &Range<u32>) -> Vec<Line<'a>> {
        seen.lines().zip(lines.clone()).map(|(seen, line)| Line { seen, raw: text.raw_line(line) }).collect()
    }
    let old = side(&seen_old, &diff.old, &hunk.old);
    let new = side(&seen_new, &diff.new, &hunk.new);
    let changes = changes_of(old.into_iter(), new.into_iter(), |line| lines::indent(line.raw));
    let (old, new) = (hunk.old.start, hunk.new.start);
    changes.into_iter().map(move |change| Change {
        old: change.old.start + old..change.old.end + old,
        new: change.new.start + new..change.new.end + new,
    })
}

fn is_blank(diff: &TextDiff, change: &Change, whitespace: Whitespace) -> bool {
    change.old.clone().all(|line| whitespace.is_blank(diff.old.raw_line(line)))
        && change.new.clone().all(|line| whitespace.is_blank(diff.new.raw_line(line)))
}

/// The indexes of those `blank` changes that git would not show: a transcript of `xdl_get_hunk`.
fn far_from_others(changes: &[Change], blank: &[bool]) -> Vec<u32> {
    let distance = |before: usize, after: usize| changes[after].old.start - changes[before].old.end;
    let mut ignored = Vec::new();
    let mut next = 0;
    while next < changes.len() {
        let mut first = next;
        for at in (next..changes.len()).take_while(|at| blank[*at]) {
            if at + 1 == changes.len() || distance(at, at + 1) >= CONTEXT {
                first = at + 1;
            }
        }
        ignored.extend(next as u32..first as u32);
        if first == changes.len() {
            break;
        }
        let mut last = first;
        let mut blank_lines = 0;
        for at in first + 1..changes.len() {
            let before = at - 1;
            let near = distance(before, at) < CONTEXT;
            let far = last != before && distance(last, at) + blank_lines > 2 * CONTEXT;
            if distance(before, at) > 2 * CONTEXT {
                break;
            } else if near && (!blank[at] || last == before) {
                (last, blank_lines) = (at, 0);
            } else if near {
                blank_lines += changes[at].new.len() as u32;
            } else if far {
                break;
            } else if !blank[at] {
                (last, blank_lines) = (at, 0);
            } else {
                blank_lines += changes[at].new.len() as u32;
            }
        }
        next = last + 1;
    }
    ignored
}
