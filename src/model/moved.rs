//! Moved blocks: lines removed in one place and added in another, in any file of an increment.
//!
//! Knows nothing of how they are found.

use std::ops::Range;

use super::change::{Change, Side};

/// A run of lines on one side of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LineRun {
    /// The file's index; the caller numbers the files.
    pub file: u32,
    /// The lines, 0-based, end excluded, never empty; all belong to one change.
    pub lines: Range<u32>,
}

/// A block of lines that moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// The removed lines, on the old side.
    pub from: LineRun,
    /// The added lines, on the new side.
    pub to: LineRun,
    /// Edits within the block: removed lines within `from` and the added lines within `to` that
    /// replace them. In order, never adjacent, never at the block's ends. With both texts, their
    /// lines are paired like those of any other change.
    pub edits: Vec<Change>,
    /// How many columns further in the lines stand now (tab stops every 8 columns); 0 unless
    /// indentation is ignored.
    pub indented: i32,
}

impl Move {
    /// Returns the block's place on one side.
    pub fn place(&self, side: Side) -> &LineRun {
        match side {
            Side::Old => &self.from,
            Side::New => &self.to,
        }
    }

    /// Whether a line of one side was edited within the block.
    pub fn is_edited(&self, side: Side, line: u32) -> bool {
        self.edit_at(side, line).is_some()
    }

    /// Finds the edit that contains a line of one side.
    pub fn edit_at(&self, side: Side, line: u32) -> Option<&Change> {
        self.edits
            .iter()
            .find(|edit| edit.lines(side).contains(&line))
    }

    /// Maps a line of one side to the corresponding line of the other; to the nearest where an edit
    /// left none.
    pub fn across(&self, side: Side, line: u32) -> u32 {
        let (own, other) = (&self.place(side).lines, &self.place(side.other()).lines);
        let (mut from, mut to) = (own.start, other.start);
        for edit in self
            .edits
            .iter()
            .take_while(|edit| edit.lines(side).start <= line)
        {
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

/// The moves among a set of files. No two moves share a line.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Moves {
    /// Moves sorted by origin.
    moves: Vec<Move>,
    /// Indexes into `moves`, sorted by target.
    by_target: Vec<u32>,
}

impl Moves {
    /// Sorts moves given in any order.
    pub fn new(mut moves: Vec<Move>) -> Self {
        let start = |place: &LineRun| (place.file, place.lines.start);
        moves.sort_unstable_by_key(|found| start(&found.from));
        let mut by_target: Vec<u32> = (0..moves.len() as u32).collect();
        by_target.sort_unstable_by_key(|index| start(&moves[*index as usize].to));
        Self { moves, by_target }
    }

    /// Whether nothing moved.
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Returns all moves, sorted by origin.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn all(&self) -> &[Move] {
        &self.moves
    }

    fn nth(&self, side: Side, rank: usize) -> Option<&Move> {
        match side {
            Side::Old => self.moves.get(rank),
            Side::New => self
                .by_target
                .get(rank)
                .map(|index| &self.moves[*index as usize]),
        }
    }

    /// Counts the moves that begin before a line.
    fn before(&self, side: Side, file: u32, line: u32) -> usize {
        let earlier = |found: &Move| {
            let place = found.place(side);
            (place.file, place.lines.start) < (file, line)
        };
        match side {
            Side::Old => self.moves.partition_point(earlier),
            Side::New => self
                .by_target
                .partition_point(|index| earlier(&self.moves[*index as usize])),
        }
    }

    /// Iterates over the moves that have an end on one side of a file, in the order of their lines
    /// there.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn of_file(&self, file: u32, side: Side) -> impl Iterator<Item = &Move> {
        let first = self.before(side, file, 0);
        (first..)
            .map_while(move |rank| self.nth(side, rank))
            .take_while(move |found| found.place(side).file == file)
    }

    /// Finds the move that contains a line (0-based) of one side of a file, edited or not.
    pub fn at(&self, file: u32, side: Side, line: u32) -> Option<&Move> {
        let after = self.before(side, file, line.saturating_add(1));
        let found = self.nth(side, after.checked_sub(1)?)?;
        let place = found.place(side);
        (place.file == file && place.lines.contains(&line)).then_some(found)
    }
}
