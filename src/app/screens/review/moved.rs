//! Finds moved blocks: which lines of the shown files belong to one, and where its other end is.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::{File, Review, Shown};
use crate::model::change::Side;
use crate::model::index::{FileIndex, IndexedVec};
use crate::model::moved::Move;
use crate::model::text::RepoPath;

/// Maps shown files to the trace's files. Their indexes differ when one side was listed before
/// renames were known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct MovedFiles {
    /// The index of each shown file in the trace.
    numbers: IndexedVec<FileIndex, Option<u32>>,
    /// The shown file for each file of the trace, by index.
    files: Vec<Option<FileIndex>>,
}

/// The other end of a moved block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OtherEnd<'a> {
    /// The file at the other end, if it is another one.
    pub path: Option<&'a RepoPath>,
    /// The side of the other end: the old one is where the block came from.
    pub side: Side,
    /// The counterpart of the line, 0-based.
    pub line: u32,
    /// The lines of the whole block there.
    pub lines: &'a Range<u32>,
    /// The number of columns by which the block is now indented further.
    pub indented: i32,
}

impl Review {
    /// Recomputes which shown file is which file of the trace.
    pub(super) fn number_moved(&mut self, facts: &Facts) {
        let mut moved = MovedFiles::default();
        let whole = self.shown == Shown::Whole;
        if let Some(trace) = self
            .trace(facts)
            .filter(|trace| whole && !trace.moves.is_empty())
        {
            let by_path: HashMap<&RepoPath, u32> =
                trace.files.iter().map(|file| &file.path).zip(0..).collect();
            moved.files = vec![None; trace.files.len()];
            let number_of = |file: &File| by_path.get(file.change.path()).copied();
            moved.numbers = self.files.iter().map(number_of).collect();
            for (index, number) in moved.numbers.entries() {
                if let Some(slot) = number.and_then(|number| moved.files.get_mut(number as usize)) {
                    *slot = Some(index);
                }
            }
        }
        self.moved = moved;
    }

    /// Returns the moved block around a line (0-based) of a shown file.
    pub fn move_at<'f>(
        &self,
        facts: &'f Facts,
        file: FileIndex,
        side: Side,
        line: u32,
    ) -> Option<&'f Move> {
        let number = (*self.moved.numbers.get(file)?)?;
        self.trace(facts)?.moves.at(number, side, line)
    }

    /// Returns the index of the shown file at one end of a move.
    pub(super) fn moved_file(&self, found: &Move, side: Side) -> Option<FileIndex> {
        *self.moved.files.get(found.place(side).file as usize)?
    }

    /// Returns the other end of the moved block around a line.
    pub fn other_end<'f>(
        &self,
        facts: &'f Facts,
        file: FileIndex,
        side: Side,
        line: u32,
    ) -> Option<OtherEnd<'f>> {
        let found = self.move_at(facts, file, side, line)?;
        let other = side.other();
        let place = found.place(other);
        let same = place.file == found.place(side).file;
        let path = self
            .trace(facts)
            .and_then(|trace| trace.files.get(place.file as usize))
            .map(|file| &file.path);
        Some(OtherEnd {
            path: path.filter(|_| !same),
            side: other,
            line: found.across(side, line),
            lines: &place.lines,
            indented: found.indented,
        })
    }

    /// Returns the file, the side and the line under the cursor, if the line moved.
    pub fn moved_here(&self, facts: &Facts) -> Option<(FileIndex, Side, u32)> {
        let (section, row) = self.rows.get(self.view.cursor)?;
        let file = section.file()?;
        let on = |side| {
            row.line(side)
                .filter(|line| self.move_at(facts, file, side, *line).is_some())
        };
        let lines = [Side::New, Side::Old]
            .into_iter()
            .filter_map(|side| on(side).map(|line| (side, line)));
        lines.map(|(side, line)| (file, side, line)).next()
    }

    /// Goes to the counterpart of the line under the cursor at the other end of its block.
    pub(in crate::app) fn jump_moved(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((file, side, line)) = self.moved_here(facts) else {
            let words = if self.trace(facts).is_none() {
                "the increment is still being searched for moves"
            } else {
                "this line is not in a moved block"
            };
            asks.push(Ask::info(words));
            return;
        };
        let target = self.move_at(facts, file, side, line).and_then(|found| {
            let other = side.other();
            Some((
                self.moved_file(found, other)?,
                other,
                found.across(side, line),
            ))
        });
        let Some((file, side, line)) = target else {
            asks.push(Ask::info(
                "the file at the other end of the move is not listed",
            ));
            return;
        };
        if self.is_folded(file) {
            self.uncover(facts, Some(file));
        }
        let Some(found) = self.files.get(file) else {
            return;
        };
        let path = found.change.path().clone();
        self.leave_mark(facts);
        self.go_to_line(Landing::Line {
            path,
            line: Some((side, line)),
        });
        self.arrive(facts);
    }
}
