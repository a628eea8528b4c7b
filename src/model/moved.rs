//! Blocks of lines that were taken out in one place and put in at another, in any file of an increment.
//!
//! Knows nothing of how they are found.

use std::ops::Range;

use super::change::{Change, Side};

/// Lines of one side of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// The file's number, by whoever counts them.
    pub file: u32,
    /// 0-based, end excluded, not empty; all of one change.
    pub lines: Range<u32>,
}

/// A block of lines that moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// Where they were: lines of the old side.
    pub from: Place,
    /// Where they are: lines of the new side.
    pub to: Place,
    /// What else happened to them: removed lines within `from` and added lines within `to` that stand
    /// in each other's place. In order, apart from each other, never at the block's ends. With
    /// both texts, the lines of such a change are paired as those of any other.
    pub edits: Vec<Change>,
    /// How many columns further in the lines stand now (tabs reach to the next multiple of 8); 0
    /// unless indentation is ignored.
    pub indented: i32,
}

impl Move {
    /// One end.
    pub fn place(&self, side: Side) -> &Place {
        match side {
            Side::Old => &self.from,
            Side::New => &self.to,
        }
    }

    /// Whether a line of one end was edited on the way.
    pub fn is_edited(&self, side: Side, line: u32) -> bool {
        self.edit_at(side, line).is_some()
    }

    /// The edit that a line of one end is in.
    pub fn edit_at(&self, side: Side, line: u32) -> Option<&Change> {
        self.edits.iter().find(|edit| edit.lines(side).contains(&line))
    }

    /// The line of the other end that stands for a line of one end; the nearest where an edit left none.
    pub fn across(&self, side: Side, line: u32) -> u32 {
        let (own, other) = (&self.place(side).lines, &self.place(side.other()).lines);
        let (mut from, mut to) = (own.start, other.start);
        for edit in self.edits.iter().take_while(|edit| edit.lines(side).start <= line) {
            let (inside, across) = (edit.lines(side), edit.lines(side.other()));
            if inside.contains(&line) {
                let offset = (line - inside.start).min((across.len() as u32).saturating_sub(1));
                return across.start + offset;
            }
            (from, to) = (inside.end, across.end);
        }
        (to + line.saturating_sub(from)).min(other.end.saturating_sub(1))
    }
}

/// The moves among some files. No two of them share a line.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Moves {
    /// By where they come from.
    moves: Vec<Move>,
    /// Indexes of the moves by where they go to.
    by_target: Vec<u32>,
}

impl Moves {
    /// From moves in any order.
    pub fn new(mut moves: Vec<Move>) -> Self {
        let start = |place: &Place| (place.file, place.lines.start);
        moves.sort_unstable_by_key(|found| start(&found.from));
        let mut by_target: Vec<u32> = (0..moves.len() as u32).collect();
        by_target.sort_unstable_by_key(|index| start(&moves[*index as usize].to));
        Self { moves, by_target }
    }

    /// Whether nothing moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// All of them, by where they come from.
    pub fn all(&self) -> &[Move] {
        &self.moves
    }

    fn nth(&self, side: Side, rank: usize) -> Option<&Move> {
        match side {
            Side::Old => self.moves.get(rank),
            Side::New => self.by_target.get(rank).map(|index| &self.moves[*index as usize]),
        }
    }

    /// How many begin before a line.
    fn before(&self, side: Side, file: u32, line: u32) -> usize {
        let earlier = |found: &Move| {
            let place = found.place(side);
            (place.file, place.lines.start) < (file, line)
        };
        match side {
            Side::Old => self.moves.partition_point(earlier),
            Side::New => self.by_target.partition_point(|index| earlier(&self.moves[*index as usize])),
        }
    }

    /// Those with an end on a side of a file, in order of their lines there.
    pub fn of_file(&self, file: u32, side: Side) -> impl Iterator<Item = &Move> {
        let first = self.before(side, file, 0);
        (first..)
            .map_while(move |rank| self.nth(side, rank))
            .take_while(move |found| found.place(side).file == file)
    }

    /// The one that a line (0-based) of a side of a file is in, as edited or not.
    pub fn at(&self, file: u32, side: Side, line: u32) -> Option<&Move> {
        let after = self.before(side, file, line.saturating_add(1));
        let found = self.nth(side, after.checked_sub(1)?)?;
        let place = found.place(side);
        (place.file == file && place.lines.contains(&line)).then_some(found)
    }
}
