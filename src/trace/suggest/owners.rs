//! Finds the commits that made each hunk of an increment's total diff, by the lines they share.
//!
//! A file that one commit touched belongs to that commit. Where several did, each hunk belongs to
//! those that have its changed lines.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

use crate::model::change::{Hunk, Side, TextDiff};
use crate::model::text::RepoPath;

/// The commits that changed each line.
#[derive(Default)]
pub struct Owners {
    files: HashMap<RepoPath, Vec<u32>>,
    /// By hash of file, side and text: the commits that changed such a line.
    lines: HashMap<u64, Vec<u32>>,
    hasher: RandomState,
}

impl Owners {
    /// Notes that commit number `commit` touched the file.
    pub fn touched(&mut self, path: &RepoPath, commit: u32) {
        self.files.entry(path.clone()).or_default().push(commit);
    }

    /// Returns the commits that touched a file.
    pub fn of_file(&self, path: &RepoPath) -> &[u32] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }

    /// Adds a commit's changes in a file. Needed only where several commits touched it.
    pub fn changed(&mut self, path: &RepoPath, commit: u32, diff: &TextDiff) {
        for change in &diff.changes {
            for side in [Side::Old, Side::New] {
                for line in change.lines(side).clone() {
                    let Some(key) = self.key(path, side, diff.text(side).line(line)) else {
                        continue;
                    };
                    let commits = self.lines.entry(key).or_default();
                    if commits.last() != Some(&commit) {
                        commits.push(commit);
                    }
                }
            }
        }
    }

    /// Returns the commits that made a hunk: those with most of its lines; all that touched the
    /// file where no line tells.
    pub fn of_hunk(&self, path: &RepoPath, diff: &TextDiff, hunk: &Hunk) -> Vec<u32> {
        let touching = self.of_file(path);
        if touching.len() < 2 {
            return touching.to_vec();
        }
        let changes = diff
            .changes
            .get(hunk.changes.start as usize..hunk.changes.end as usize);
        // A line may occur a hundred thousand times, and be changed by thousands of commits.
        let mut times: HashMap<u64, usize> = HashMap::new();
        for change in changes.unwrap_or_default() {
            for side in [Side::Old, Side::New] {
                let lines = change
                    .lines(side)
                    .clone()
                    .map(|line| diff.text(side).line(line));
                lines
                    .filter_map(|line| self.key(path, side, line))
                    .for_each(|key| *times.entry(key).or_default() += 1);
            }
        }
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for (key, times) in times {
            let commits = self.lines.get(&key).into_iter().flatten();
            commits.for_each(|commit| *counts.entry(*commit).or_default() += times);
        }
        let most = counts.values().max().copied().unwrap_or_default();
        if most == 0 {
            return touching.to_vec();
        }
        counts
            .into_iter()
            .filter(|(_, count)| *count * 2 >= most)
            .map(|(commit, _)| commit)
            .collect()
    }

    /// Hashes a line; `None` for trivial lines: empty ones and single brackets.
    fn key(&self, path: &RepoPath, side: Side, line: &[u8]) -> Option<u64> {
        let line = line.trim_ascii();
        (line.len() > 2).then(|| self.hasher.hash_one((path, side, line)))
    }
}
