//! Blocks of lines that were taken out in one place and put in at another, in any file of an increment.
//!
//! [`MovedLines`] takes the diffs of an increment's files in as they are read, in any order;
//! [`MovedLines::find`] says what moved among those taken in so far. Knows nothing of screens.
//!
//! What a block is, is `git diff --color-moved=zebra`'s idea of it: a run of lines that are the same
//! on both sides and have 20 letters and digits together. It differs from git's where a reviewer is
//! better served:
//!
//! - A line is in one move at most, so that each end leads to the other and back. Git also shows the
//!   second copy of a block that was removed once as moved.
//! - Up to five lines that were edited on the way do not end a move; they are said
//!   ([`Move::edits`]). To git the parts before and after are blocks of their own, and not shown where
//!   they are too short by themselves.
//! - Lines that occur more often than so many times do not begin a block; they can be part of one.
//! - Lines that only stand further in or out where they were are edited, not moved.
//! - Line ends do not count. Letters outside ASCII count as letters.

mod find;
mod index;

pub use crate::model::moved::{Move, Moves, Place};
pub use index::MovedLines;
