//! Finds the files that criteria name in their `paths`.
//!
//! A spec may give each of a hundred thousand criteria its own patterns, and a delivery may change
//! as many files: patterns are looked at once, with the files only that their own names allow, and
//! within a budget of steps. Knows nothing of claims.

use std::collections::HashMap;
use std::rc::Rc;

use crate::model::pattern::{Candidates, CoveringPattern};
use crate::model::text::{RepoPath, Untrusted};

/// The files of a delivery, by number, and which of them patterns cover.
pub(super) struct CoveredFiles<'a> {
    files: &'a [RepoPath],
    /// The numbers of the files, sorted by path.
    sorted: Vec<u32>,
    /// The numbers of the files by each name on their paths, once a pattern is a name.
    named: Option<HashMap<&'a [u8], Vec<u32>>>,
    /// The answers so far, by pattern and by all patterns of a criterion.
    by_pattern: HashMap<&'a Untrusted, Rc<[u32]>>,
    by_patterns: HashMap<&'a [Untrusted], Rc<[u32]>>,
}

impl<'a> CoveredFiles<'a> {
    pub(super) fn new(files: &'a [RepoPath]) -> Self {
        let mut sorted: Vec<u32> = (0..files.len())
            .filter_map(|at| u32::try_from(at).ok())
            .collect();
        sorted.sort_unstable_by_key(|at| &files[*at as usize]);
        Self {
            files,
            sorted,
            named: None,
            by_pattern: HashMap::new(),
            by_patterns: HashMap::new(),
        }
    }

    /// Returns the numbers of the files that a criterion's patterns cover, in ascending order.
    /// Takes the cost from `steps`; `None` when they do not suffice.
    pub(super) fn of(&mut self, patterns: &'a [Untrusted], steps: &mut u64) -> Option<Rc<[u32]>> {
        *steps = steps.checked_sub(patterns.len() as u64)?;
        if let Some(known) = self.by_patterns.get(patterns) {
            return Some(Rc::clone(known));
        }
        let mut covered = Vec::new();
        for pattern in patterns {
            let found = self.of_one(pattern, steps)?;
            *steps = steps.checked_sub(found.len() as u64)?;
            covered.extend_from_slice(&found);
        }
        covered.sort_unstable();
        covered.dedup();
        let covered: Rc<[u32]> = covered.into();
        self.by_patterns.insert(patterns, Rc::clone(&covered));
        Some(covered)
    }

    fn of_one(&mut self, text: &'a Untrusted, steps: &mut u64) -> Option<Rc<[u32]>> {
        if let Some(known) = self.by_pattern.get(text) {
            return Some(Rc::clone(known));
        }
        *steps = steps.checked_sub(text.as_bytes().len() as u64)?;
        let (files, mut covered) = (self.files, Vec::new());
        if let Some(pattern) = CoveringPattern::parse(text.as_bytes()) {
            for at in self.candidates(&pattern) {
                let mut taken = 0;
                if pattern.covers(files[*at as usize].as_bytes(), &mut taken) {
                    covered.push(*at);
                }
                *steps = steps.checked_sub(taken)?;
            }
        }
        let covered: Rc<[u32]> = covered.into();
        self.by_pattern.insert(text, Rc::clone(&covered));
        Some(covered)
    }

    fn candidates(&mut self, pattern: &CoveringPattern) -> &[u32] {
        match pattern.candidates() {
            Candidates::All => &self.sorted,
            Candidates::Named(name) => {
                let files = self.files;
                self.named
                    .get_or_insert_with(|| by_name(files))
                    .get(name)
                    .map_or(&[], Vec::as_slice)
            }
            Candidates::Below(start) => {
                let path = |at: &u32| self.files[*at as usize].as_bytes();
                let first = self
                    .sorted
                    .partition_point(|at| path(at) < start.as_slice());
                let rest = &self.sorted[first..];
                &rest[..rest.partition_point(|at| path(at).starts_with(&start))]
            }
        }
    }
}

fn by_name(files: &[RepoPath]) -> HashMap<&[u8], Vec<u32>> {
    let mut named: HashMap<&[u8], Vec<u32>> = HashMap::new();
    for (at, path) in (0..).zip(files) {
        for name in path.as_bytes().split(|byte| *byte == b'/') {
            let files = named.entry(name).or_default();
            if files.last() != Some(&at) {
                files.push(at);
            }
        }
    }
    named
}
