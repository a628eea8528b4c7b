//! Counts files: lines, hunks, notes, and how much was viewed.

use std::collections::HashMap;
use std::ops::{AddAssign, Sub};

use crate::app::facts::Facts;
use crate::app::screens::review::{File, Review};
use crate::model::change::FileDiff;
use crate::model::index::{FileIndex, IncrementIndex};
use crate::model::note::ThreadState;
use crate::model::text::RepoPath;
use crate::trace::FileStat;

/// The counts of a file; zeros until it is read or traced.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FileMark {
    /// Added lines.
    pub plus: u32,
    /// Removed lines.
    pub minus: u32,
    /// Whether the numbers of lines are known.
    pub known: bool,
    /// Whether the content was not read, so that its lines are not counted.
    pub unread: bool,
    /// Hunks; 1 for a file without lines to show.
    pub hunks: u32,
    /// Hunks that the user marked as viewed.
    pub viewed_hunks: u32,
    /// Changed lines in the viewed hunks; of an unread file only once all of it is viewed.
    pub viewed_lines: u32,
    /// Whether the whole file is viewed.
    pub viewed: bool,
    /// Open and addressed notes on it.
    pub notes: u32,
}

/// How much of an increment the user marked as viewed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ViewedProgress {
    /// Files: viewed, and in all.
    pub files: (u32, u32),
    /// Hunks: viewed, and in all.
    pub hunks: (u32, u32),
    /// Changed lines: viewed, and in all.
    pub lines: (u32, u32),
    /// Files that are folded since nobody wrote them here, or since the delivery asks for it.
    pub folded: u32,
}

/// The counts of several files, added up.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FileSums {
    /// Files.
    pub files: u32,
    /// Viewed files.
    pub viewed: u32,
    /// Added lines.
    pub plus: u32,
    /// Removed lines.
    pub minus: u32,
    /// Unread files, whose lines are not counted.
    pub unread: u32,
    /// Open and addressed notes.
    pub notes: u32,
}

impl AddAssign<&FileMark> for FileSums {
    fn add_assign(&mut self, mark: &FileMark) {
        self.files += 1;
        self.viewed += u32::from(mark.viewed);
        self.plus = self.plus.saturating_add(mark.plus);
        self.minus = self.minus.saturating_add(mark.minus);
        self.unread += u32::from(mark.unread);
        self.notes += mark.notes;
    }
}

impl Sub for FileSums {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            files: self.files - before.files,
            viewed: self.viewed - before.viewed,
            plus: self.plus - before.plus,
            minus: self.minus - before.minus,
            unread: self.unread - before.unread,
            notes: self.notes - before.notes,
        }
    }
}

impl Review {
    /// Counts every file.
    pub(super) fn count_files(&mut self, facts: &Facts) {
        // The trace of a whole increment does not apply to a part of it.
        let traces = facts.traces.entries().filter(|_| !self.is_part());
        let traces =
            traces.filter(|(increment, _)| self.is_gathered() || *increment == self.increment);
        let files = traces.flat_map(|(increment, trace)| {
            trace
                .iter()
                .flat_map(|trace| &trace.files)
                .map(move |stat| ((increment, &stat.path), stat))
        });
        let stats: HashMap<(IncrementIndex, &RepoPath), &FileStat> = files.collect();
        let notes = self.open_notes(facts);
        let count = |(file, found): (FileIndex, &File)| {
            let stat = stats.get(&(found.increment, found.change.path())).copied();
            let notes = notes.get(&file).copied().unwrap_or_default();
            mark_of(facts, found, stat, notes)
        };
        self.tree.marks = self.files.entries().map(count).collect();
        self.sum_up();
    }

    /// Recounts one file.
    pub(super) fn count_file(&mut self, facts: &Facts, file: FileIndex) {
        if self.tree.marks.len() != self.files.len() {
            return self.count_files(facts);
        }
        let Some(found) = self.files.get(file) else {
            return;
        };
        let trace = facts.trace(found.increment);
        let trace = trace.filter(|_| !self.is_part());
        let path = found.change.path();
        let stat = trace.and_then(|trace| trace.files.iter().find(|stat| stat.path == *path));
        let notes = self
            .open_notes(facts)
            .get(&file)
            .copied()
            .unwrap_or_default();
        let counted = mark_of(facts, found, stat, notes);
        if let Some(mark) = self.tree.marks.get_mut(file) {
            *mark = counted;
        }
        self.sum_up();
    }

    /// Counts the open and addressed notes on each file.
    fn open_notes(&self, facts: &Facts) -> HashMap<FileIndex, u32> {
        let mut notes = HashMap::new();
        for thread in facts.record.live_threads() {
            let increment = thread
                .place
                .increment
                .as_ref()
                .and_then(|id| facts.engagement.increment_of(id));
            let Some(increment) = increment else { continue };
            let open = matches!(
                thread.state,
                ThreadState::Open | ThreadState::Addressed { .. }
            );
            let path = facts.record.path_of(thread).filter(|_| open);
            if let Some(file) = path.and_then(|path| self.file_in(increment, path)) {
                *notes.entry(file).or_default() += 1;
            }
        }
        notes
    }

    fn sum_up(&mut self) {
        let mut sum = ViewedProgress::default();
        for (mark, file) in self.tree.marks.iter().zip(self.files.iter_mut()) {
            file.viewed = mark.viewed;
            sum.files.0 += u32::from(mark.viewed);
            sum.files.1 += 1;
            sum.hunks.0 += mark.viewed_hunks;
            sum.hunks.1 += mark.hunks;
            sum.lines.0 = sum.lines.0.saturating_add(mark.viewed_lines);
            sum.lines.1 = sum.lines.1.saturating_add(mark.plus + mark.minus);
            sum.folded += u32::from(file.folded && file.kind.fold);
        }
        self.tree.progress = sum;
    }
}

/// Counts a file, with what its trace says of it and the number of notes on it.
fn mark_of(facts: &Facts, found: &File, stat: Option<&FileStat>, notes: u32) -> FileMark {
    let mut mark = FileMark {
        notes,
        ..FileMark::default()
    };
    let whole = facts.is_viewed(&found.content());
    if let Some(text) = found.diff().and_then(FileDiff::as_text) {
        mark.known = true;
        let shown = found.shown().and_then(FileDiff::as_text).unwrap_or(text);
        (mark.plus, mark.minus) = (shown.insertions(), shown.deletions());
        mark.hunks = text.hunks.len() as u32;
        for (index, hunk) in (0..).zip(&text.hunks) {
            if !whole && !facts.is_viewed(&hunk.digest) {
                continue;
            }
            mark.viewed_hunks += 1;
            let changes = hunk
                .changes
                .clone()
                .filter(|change| !shown.is_ignored(*change));
            let changes = changes.filter_map(|change| text.changes.get(change as usize));
            let lines: usize = changes
                .map(|change| change.old.len() + change.new.len())
                .sum();
            if !shown.is_quiet(index) {
                mark.viewed_lines += lines as u32;
            }
        }
    } else if found
        .diff()
        .map_or_else(|| stat.is_some_and(|stat| stat.unread), FileDiff::is_unread)
    {
        mark.unread = true;
    } else if let Some(stat) = stat {
        mark.known = true;
        (mark.plus, mark.minus) = (stat.insertions, stat.deletions);
        mark.hunks = stat.hunks.len() as u32;
        mark.viewed_hunks = stat
            .hunks
            .iter()
            .filter(|hunk| whole || facts.is_viewed(hunk))
            .count() as u32;
        if mark.hunks > 0 && mark.viewed_hunks == mark.hunks {
            mark.viewed_lines = mark.plus + mark.minus;
        }
    }
    if mark.hunks == 0 {
        (mark.hunks, mark.viewed_hunks) = (1, u32::from(whole));
    }
    mark.viewed = whole || (mark.known && mark.viewed_hunks == mark.hunks);
    mark
}
