//! Blocks that moved: which lines of the shown files are in one, and the way to their other end.

use std::collections::HashMap;
use std::ops::Range;

use crate::app::facts::Facts;
use crate::app::screens::ask::{Ask, Landing};
use crate::app::screens::review::{Review, Shown};
use crate::model::change::Side;
use crate::model::moved::Move;
use crate::model::text::RepoPath;

/// Which of the files read through are those shown: either may have been listed before renames were known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct MovedFiles {
    /// By the shown file's index: its number among those read through.
    numbers: Vec<Option<u32>>,
    /// By its number: the shown file's index.
    files: Vec<Option<usize>>,
}

/// Where the other end of a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OtherEnd<'a> {
    /// Its file, when it is another one.
    pub path: Option<&'a RepoPath>,
    /// Of which side it is: the old one is where the block came from.
    pub side: Side,
    /// The 0-based line there.
    pub line: u32,
    /// All lines of the block there.
    pub lines: &'a Range<u32>,
    /// How many columns further in the block stands now.
    pub indented: i32,
}

impl Review {
    /// Works out anew which shown file is which of those read through.
    pub(super) fn number_moved(&mut self, facts: &Facts) {
        let mut moved = MovedFiles::default();
        let whole = self.shown == Shown::Whole;
        if let Some(trace) = self.trace(facts).filter(|trace| whole && !trace.moves.is_empty()) {
            let by_path: HashMap<&RepoPath, u32> =
                trace.files.iter().map(|file| &file.path).zip(0..).collect();
            moved.files = vec![None; trace.files.len()];
            for (index, file) in self.files.iter().enumerate() {
                let number = by_path.get(file.change.path()).copied();
                if let Some(slot) = number.and_then(|number| moved.files.get_mut(number as usize)) {
                    *slot = Some(index);
                }
                moved.numbers.push(number);
            }
        }
        self.moved = moved;
    }

    /// The block that a line (0-based) of a shown file is in, and moved with.
    pub fn move_at<'f>(&self, facts: &'f Facts, file: usize, side: Side, line: u32) -> Option<&'f Move> {
        let number = (*self.moved.numbers.get(file)?)?;
        self.trace(facts)?.moves.at(number, side, line)
    }

    /// The shown file that one end of a move is in.
    pub(super) fn moved_file(&self, found: &Move, side: Side) -> Option<usize> {
        *self.moved.files.get(found.place(side).file as usize)?
    }

    /// Where the other end of a line's block is.
    pub fn other_end<'f>(
        &self,
        facts: &'f Facts,
        file: usize,
        side: Side,
        line: u32,
    ) -> Option<OtherEnd<'f>> {
        let found = self.move_at(facts, file, side, line)?;
        let other = side.other();
        let place = found.place(other);
        let same = place.file == found.place(side).file;
        let path =
            self.trace(facts).and_then(|trace| trace.files.get(place.file as usize)).map(|file| &file.path);
        Some(OtherEnd {
            path: path.filter(|_| !same),
            side: other,
            line: found.across(side, line),
            lines: &place.lines,
            indented: found.indented,
        })
    }

    /// The side and line under the cursor that moved.
    pub fn moved_here(&self, facts: &Facts) -> Option<(usize, Side, u32)> {
        let (section, row) = self.rows.get(self.view.cursor)?;
        let file = section.checked_sub(1)?;
        let on = |side| row.line(side).filter(|line| self.move_at(facts, file, side, *line).is_some());
        let lines = [Side::New, Side::Old].into_iter().filter_map(|side| on(side).map(|line| (side, line)));
        lines.map(|(side, line)| (file, side, line)).next()
    }

    /// Goes to the same line at the other end of its block.
    pub(in crate::app) fn jump_moved(&mut self, facts: &Facts, asks: &mut Vec<Ask>) {
        let Some((file, side, line)) = self.moved_here(facts) else {
            let words = if self.trace(facts).is_none() {
                "the increment is still being read for what moved"
            } else {
                "this line is in no block that moved"
            };
            asks.push(Ask::info(words));
            return;
        };
        let target = self.move_at(facts, file, side, line).and_then(|found| {
            let other = side.other();
            Some((self.moved_file(found, other)?, other, found.across(side, line)))
        });
        let Some((file, side, line)) = target else {
            asks.push(Ask::info("the file at the other end is not listed"));
            return;
        };
        if self.files[file].folded {
            self.uncover(facts, Some(file));
        }
        let path = self.files[file].change.path().clone();
        self.leave_mark(facts);
        self.go_to_line(Landing::Line { path, line: Some((side, line)) });
        self.arrive(facts);
    }
}
