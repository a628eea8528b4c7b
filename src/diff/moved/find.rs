//! Finds moves: first pieces of equal lines, then joins pieces with small edits between them.
//!
//! A piece is known by its positions in all removed and all added lines, file after file. Only
//! lines and numbers decide, never the order in which files came or the values of digests.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::index::{ChangedLine, FileLines, MovedLines};
use super::{LineRun, Move, Moves};
use crate::model::change::Change;

/// Minimum number of letters and digits in a block's equal lines: git's
/// `COLOR_MOVED_MIN_ALNUM_COUNT`.
const MIN_WEIGHT: u64 = 20;

/// Maximum number of places (times removed, times added) of a line that begins a piece.
const MAX_PLACES: usize = 16;

/// Maximum number of successive lines edited within a move, on each side.
const MAX_EDIT: u32 = 5;

/// Budget of lines looked at for each changed line. Only hostile texts need more than a few.
const STEPS: usize = 64;

/// A run of removed lines that equals a run of added ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct EqualRun {
    /// The position of its first removed line.
    removed: u32,
    /// The position of its first added line.
    added: u32,
    len: u32,
    /// How many columns further in the added lines are, if known and relevant.
    shift: Option<i32>,
}

impl MovedLines {
    /// Finds the moves among the added files, and consumes them. Linear in their changed lines, but
    /// for sorting them.
    pub fn find(self) -> Moves {
        Moves::new(moves(self.files))
    }
}

/// Finds the moves between files, in no particular order.
fn moves(mut files: BTreeMap<u32, FileLines>) -> Vec<Move> {
    let lines = ChangedColumns {
        removed: Column::new(&mut files, |lines| &mut lines.removed),
        added: Column::new(&mut files, |lines| &mut lines.added),
    };
    let pieces = lines.pieces();
    let mut moves = lines.joined(&lines.apart(pieces));
    moves.retain(|found| !is_indented_in_place(&files, found));
    moves
}

/// Whether lines were only indented or outdented in place: edited, not moved.
fn is_indented_in_place(files: &BTreeMap<u32, FileLines>, found: &Move) -> bool {
    found.indented != 0
        && found.from.file == found.to.file
        && files
            .get(&found.from.file)
            .is_some_and(|lines| lines.is_one_change(found.from.lines.start, found.to.lines.start))
}

/// The changed lines of one side, file after file.
struct Column {
    lines: Vec<ChangedLine>,
    /// The start of each file's lines.
    starts: Vec<(u32, u32)>,
}

impl Column {
    /// Takes one side's lines out of the files.
    fn new(
        files: &mut BTreeMap<u32, FileLines>,
        side: impl Fn(&mut FileLines) -> &mut Vec<ChangedLine>,
    ) -> Self {
        let len = files.values_mut().map(|lines| side(lines).len()).sum();
        let mut column = Self {
            lines: Vec::with_capacity(len),
            starts: Vec::new(),
        };
        for (file, lines) in files {
            let lines = std::mem::take(side(lines));
            if !lines.is_empty() {
                column.starts.push((column.lines.len() as u32, *file));
                column.lines.extend(lines);
            }
        }
        column
    }

    fn get(&self, at: u32) -> &ChangedLine {
        &self.lines[at as usize]
    }

    fn file(&self, at: u32) -> u32 {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        self.starts[after - 1].1
    }

    /// Whether the line before this position directly precedes it in the file.
    fn continues(&self, at: u32) -> bool {
        // The first line of a file may have the number after the last line of the file before.
        at > 0
            && (at as usize) < self.lines.len()
            && self.get(at - 1).number + 1 == self.get(at).number
            && self
                .starts
                .binary_search_by_key(&at, |(start, _)| *start)
                .is_err()
    }

    /// Whether two positions lie in one run of changed lines; the first is not after the second.
    fn is_run(&self, from: u32, to: u32) -> bool {
        (from + 1..=to).all(|at| self.continues(at))
    }

    /// Positions of meaningful lines, by digest.
    fn by_digest(&self) -> Vec<(u64, u32)> {
        let mut positions: Vec<(u64, u32)> = (0..)
            .zip(&self.lines)
            .filter(|(_, line)| line.weight > 0)
            .map(|(at, line)| (line.digest, at))
            .collect();
        positions.sort_unstable();
        positions
    }

    fn place(&self, from: u32, to: u32) -> LineRun {
        LineRun {
            file: self.file(from),
            lines: self.get(from).number..self.get(to).number + 1,
        }
    }
}

struct ChangedColumns {
    removed: Column,
    added: Column,
}

impl ChangedColumns {
    /// Computes how much further in an added line is than a removed one; `None` if their texts
    /// differ, `Some(None)` for blank lines and where indentation does not matter.
    fn shift(&self, removed: u32, added: u32) -> Option<Option<i32>> {
        let (a, b) = (self.removed.get(removed), self.added.get(added));
        let shift = a
            .indent
            .zip(b.indent)
            .map(|(a, b)| i32::from(b.get()) - i32::from(a.get()));
        (a.digest == b.digest).then_some(shift)
    }

    fn weight(&self, piece: &EqualRun) -> u64 {
        let lines = piece.removed..piece.removed + piece.len;
        lines.map(|at| u64::from(self.removed.get(at).weight)).sum()
    }

    fn budget(&self) -> usize {
        STEPS * (self.removed.lines.len() + self.added.lines.len())
    }

    /// Finds pairs of a removed and an added line with equal texts that occur in few places; sorted
    /// by removed line.
    fn seeds(&self) -> Vec<(u32, u32)> {
        let (removed, added) = (self.removed.by_digest(), self.added.by_digest());
        let mut seeds = Vec::new();
        let mut rest = added.as_slice();
        for group in removed.chunk_by(|a, b| a.0 == b.0) {
            let digest = group[0].0;
            rest = &rest[rest.partition_point(|other| other.0 < digest)..];
            let same = rest.partition_point(|other| other.0 == digest);
            if group.len().saturating_mul(same) <= MAX_PLACES {
                seeds.extend(
                    group
                        .iter()
                        .flat_map(|(_, a)| rest[..same].iter().map(move |(_, b)| (*a, *b))),
                );
            }
        }
        seeds.sort_unstable();
        seeds
    }

    /// Finds all maximal pieces with a seed in them. They may share lines.
    fn pieces(&self) -> Vec<EqualRun> {
        let mut pieces = Vec::new();
        // How far the pieces of each diagonal reach.
        let mut reached: HashMap<i64, u32> = HashMap::new();
        let mut steps = self.budget();
        for (removed, added) in self.seeds() {
            let reached = reached
                .entry(i64::from(added) - i64::from(removed))
                .or_insert(0);
            if removed < *reached || steps == 0 {
                continue;
            }
            let piece = self.extended(removed, added);
            steps = steps.saturating_sub(piece.len as usize);
            *reached = piece.removed + piece.len;
            pieces.push(piece);
        }
        pieces
    }

    fn extended(&self, removed: u32, added: u32) -> EqualRun {
        let mut shift = self.shift(removed, added).flatten();
        let mut fits = |removed: u32, added: u32| match self.shift(removed, added) {
            None => false,
            Some(Some(other)) => *shift.get_or_insert(other) == other,
            Some(None) => true,
        };
        let (mut first, mut last) = ((removed, added), (removed, added));
        while self.removed.continues(first.0)
            && self.added.continues(first.1)
            && fits(first.0 - 1, first.1 - 1)
        {
            first = (first.0 - 1, first.1 - 1);
        }
        while self.removed.continues(last.0 + 1)
            && self.added.continues(last.1 + 1)
            && fits(last.0 + 1, last.1 + 1)
        {
            last = (last.0 + 1, last.1 + 1);
        }
        EqualRun {
            removed: first.0,
            added: first.1,
            len: last.0 - first.0 + 1,
            shift,
        }
    }

    /// Selects pieces that share no lines, sorted by removed line: the heaviest first, then what is
    /// left of others. Those too light by themselves only next to another.
    fn apart(&self, pieces: Vec<EqualRun>) -> Vec<EqualRun> {
        let mut taken = [
            vec![false; self.removed.lines.len()],
            vec![false; self.added.lines.len()],
        ];
        let mut accepted: BTreeMap<u32, EqualRun> = BTreeMap::new();
        let ranked = |piece: EqualRun| (self.weight(&piece), Reverse(piece));
        let mut heap: BinaryHeap<(u64, Reverse<EqualRun>)> =
            pieces.into_iter().map(ranked).collect();
        let mut steps = self.budget();
        while let Some((weight, Reverse(piece))) = heap.pop() {
            let is_free = |nth: u32| {
                !taken[0][(piece.removed + nth) as usize] && !taken[1][(piece.added + nth) as usize]
            };
            steps = steps.saturating_sub(piece.len as usize);
            if steps == 0 {
                break;
            }
            if !(0..piece.len).all(is_free) {
                let left = (0..piece.len).collect::<Vec<_>>();
                for run in left
                    .chunk_by(|a, b| is_free(*a) == is_free(*b))
                    .filter(|run| is_free(run[0]))
                {
                    let (removed, added) = (piece.removed + run[0], piece.added + run[0]);
                    heap.push(ranked(EqualRun {
                        removed,
                        added,
                        len: run.len() as u32,
                        ..piece
                    }));
                }
                continue;
            }
            let light = weight < MIN_WEIGHT;
            let before = accepted.range(..piece.removed).next_back();
            let after = accepted.range(piece.removed..).next();
            if light
                && !before.is_some_and(|(_, before)| self.is_near(before, &piece))
                && !after.is_some_and(|(_, after)| self.is_near(&piece, after))
            {
                continue;
            }
            for nth in 0..piece.len {
                taken[0][(piece.removed + nth) as usize] = true;
                taken[1][(piece.added + nth) as usize] = true;
            }
            accepted.insert(piece.removed, piece);
        }
        accepted.into_values().collect()
    }

    /// Whether the second piece follows the first with at most a small edit between.
    fn is_near(&self, first: &EqualRun, second: &EqualRun) -> bool {
        let (removed, added) = (first.removed + first.len, first.added + first.len);
        let (Some(old), Some(new)) = (
            second.removed.checked_sub(removed),
            second.added.checked_sub(added),
        ) else {
            return false;
        };
        let edit = old.max(new);
        edit <= MAX_EDIT
            && 2 * edit <= first.len + second.len
            && self.removed.is_run(removed - 1, second.removed)
            && self.added.is_run(added - 1, second.added)
            && match (first.shift, second.shift) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
    }

    /// Joins pieces that share no lines, sorted by removed line, into moves.
    fn joined(&self, pieces: &[EqualRun]) -> Vec<Move> {
        let mut by_added: Vec<u32> = pieces.iter().map(|piece| piece.added).collect();
        by_added.sort_unstable();
        // Nothing else is between them.
        let is_next = |a: &EqualRun, b: &EqualRun| {
            let next = by_added.partition_point(|added| *added <= a.added);
            by_added.get(next) == Some(&b.added)
        };
        let together = pieces.chunk_by(|a, b| self.is_near(a, b) && is_next(a, b));
        let heavy = together.filter(|pieces| {
            pieces.iter().map(|piece| self.weight(piece)).sum::<u64>() >= MIN_WEIGHT
        });
        heavy.map(|pieces| self.one_move(pieces)).collect()
    }

    /// Makes a move from one or more pieces.
    fn one_move(&self, pieces: &[EqualRun]) -> Move {
        let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
        let edits = pieces.windows(2).map(|two| {
            let between = |column: &Column, first: u32, len: u32, next: u32| {
                column.get(first + len - 1).number + 1..column.get(next).number
            };
            Change {
                old: between(&self.removed, two[0].removed, two[0].len, two[1].removed),
                new: between(&self.added, two[0].added, two[0].len, two[1].added),
            }
        });
        Move {
            from: self
                .removed
                .place(first.removed, last.removed + last.len - 1),
            to: self.added.place(first.added, last.added + last.len - 1),
            edits: edits
                .filter(|edit| !edit.old.is_empty() || !edit.new.is_empty())
                .collect(),
            indented: pieces.iter().find_map(|piece| piece.shift).unwrap_or(0),
        }
    }
}
