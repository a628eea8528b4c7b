//! Budgets for comparing rounds: of one pair on the screen, and of all pairs together by a command,
//! so that many rounds cost a command no more than one.

use crate::model::change::{FileDiff, TextDiff};

/// The remaining budget for comparing rounds, in bytes of what is read, both sides of each file.
/// Each is worth some two seconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoundAllowance {
    /// For the files of the rounds.
    pub files: usize,
    /// For the files of their commits.
    pub commits: usize,
}

impl Default for RoundAllowance {
    fn default() -> Self {
        Self {
            files: 192 << 20,
            commits: 128 << 20,
        }
    }
}

/// Returns how many bytes of the two sides of a difference were read.
pub(super) fn size(diff: &FileDiff) -> usize {
    match diff {
        FileDiff::Text(TextDiff { old, new, .. }) => old.bytes().len() + new.bytes().len(),
        FileDiff::Binary { old, new, .. } => {
            let sizes = old.unwrap_or(0) + new.unwrap_or(0);
            usize::try_from(sizes).unwrap_or(usize::MAX)
        }
        FileDiff::Lfs { .. }
        | FileDiff::TooLarge { .. }
        | FileDiff::Submodule { .. }
        | FileDiff::Unreadable(_) => 0,
    }
}
