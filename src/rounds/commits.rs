//! Reads the contractor's own commits of a round, with what each of them changes.

use anyhow::Result;

use crate::git::Repository;
use crate::model::increment::{Commit, CommitRange};

use super::RoundPair;
use super::patch::{Patch, PatchRoom};

/// Maximum number of commits of a round that are paired.
const MAX_COMMITS: usize = 2_000;
/// Budget for the changed lines of a round's commits, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// The contractor's own commits of a round.
pub struct RoundCommits {
    /// Oldest first, without merges and others' work.
    pub commits: Vec<Commit>,
    /// By commit: what it changes.
    pub(super) patches: Vec<Patch>,
    /// What was left out, in our own words.
    pub left_out: Vec<String>,
}

impl RoundCommits {
    /// Reads the commits of both rounds, while `room`, in bytes of the files that they change, lasts.
    ///
    /// # Errors
    /// When an end of a round, a commit or a ref cannot be read.
    pub fn read(repository: &Repository, pair: &RoundPair, room: &mut usize) -> Result<[Self; 2]> {
        let mut read =
            |range: &CommitRange| Self::of(repository, range, &[pair.old, pair.new], room);
        Ok([read(&pair.old)?, read(&pair.new)?])
    }

    fn of(
        repository: &Repository,
        range: &CommitRange,
        rounds: &[CommitRange],
        room: &mut usize,
    ) -> Result<Self> {
        let (commits, more) = repository.round_commits(range, rounds, MAX_COMMITS)?;
        let mut room = PatchRoom {
            lines: MAX_BYTES,
            read: room,
        };
        let read = |commit: &Commit| Patch::read(repository, commit, &mut room);
        let patches: Vec<Patch> = commits.iter().map(read).collect();
        let mut left_out = Vec::new();
        if more {
            left_out.push(format!(
                "more than {MAX_COMMITS} commits in a round; the others are not paired"
            ));
        }
        let unread = patches.iter().filter(|patch| !patch.is_whole).count();
        if unread > 0 {
            left_out.push(format!(
                "{unread} commits of a round are not read in full; they are paired by what was read"
            ));
        }
        Ok(Self {
            commits,
            patches,
            left_out,
        })
    }
}
