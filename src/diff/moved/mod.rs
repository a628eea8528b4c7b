//! Finds moved blocks: lines removed in one place and added in another, in any file of an
//! increment.
//!
//! [`MovedLines`] collects the diffs of an increment's files as they are read, in any order;
//! [`MovedLines::find`] finds the moves among those collected so far. Knows nothing of screens.
//!
//! A block is defined as in `git diff --color-moved=zebra`: a run of lines that are equal on both
//! sides and have 20 letters and digits together. It differs from git's where a reviewer is better
//! served:
//!
//! - A line is in one move at most, so that each end leads to the other and back. Git also shows
//!   the second copy of a block that was removed once as moved.
//! - Up to five edited lines do not end a move; they are reported ([`Move::edits`]). To git the
//!   parts before and after are separate blocks, and not shown where they are too short by
//!   themselves.
//! - Lines that occur more often than a limit do not begin a block; they can be part of one.
//! - Lines that were only indented or outdented in place are edited, not moved.
//! - Line ends do not count. Letters outside ASCII count as letters.

mod find;
mod index;

pub use crate::model::moved::{LineRun, Move, Moves};
pub use index::MovedLines;
