//! Counts the evidence of each criterion, taking hunks with the same links together: a commit may
//! name a thousand criteria and change as many files.
//!
//! Knows nothing of how links come about.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::bearing::{Bearing, GroupKey, Own};
use super::coverage::{Aside, Coverage, CoveredUnit, Evidenced};
use super::increment::{FileStat, IncrementTrace};
use crate::model::kind::FileKind;
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::text::RepoPath;

/// Maximum number of file lists kept for a criterion; the files of others are counted.
const MAX_LISTS: usize = 1_000;

/// The key of things that count alike: hunks of files that the same commits change, in tests or
/// not, folded apart or not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct CountingKey {
    group: GroupKey,
    in_tests: bool,
    aside: Option<Aside>,
}

/// Counts for one such key.
#[derive(Default)]
struct KeyTally {
    hunks: usize,
    /// Their files, each with a count.
    files: Vec<(RepoPath, usize)>,
    /// Hunks with known words, and of them, by criterion number, those that contain words of the
    /// criterion.
    read: usize,
    telling: HashMap<usize, usize>,
    /// By criterion: the exceptions, which have a link of their own or a rejection.
    but: HashMap<u32, But>,
}

#[derive(Default)]
struct But {
    hunks: usize,
    /// How many of them have known words, without any of the criterion.
    without_words: usize,
    files: HashMap<RepoPath, usize>,
}

/// Facts about the words of the criteria that a group's commits link.
struct WordFacts {
    /// One bit per criterion, numbered as for [`CriteriaByWord`](super::suggest::CriteriaByWord).
    bits: Vec<u64>,
    /// Whether everything that counts is commits' claims on criteria with known words, and there is
    /// some.
    is_all: bool,
}

/// The counts so far.
pub(super) struct Counting<'a> {
    trace: &'a IncrementTrace,
    bearing: &'a Bearing,
    tallies: HashMap<CountingKey, KeyTally>,
    words: HashMap<(GroupKey, Option<Aside>), WordFacts>,
    /// By criterion number.
    evidence: Vec<Evidenced>,
    /// By criterion number: the files with links of their own.
    own_files: Vec<Vec<RepoPath>>,
    coverage: Coverage,
}

impl<'a> Counting<'a> {
    /// Starts counting.
    pub(super) fn new(trace: &'a IncrementTrace, bearing: &'a Bearing) -> Self {
        let count = bearing.criteria().len();
        Self {
            trace,
            bearing,
            tallies: HashMap::new(),
            words: HashMap::new(),
            evidence: vec![Evidenced::default(); count],
            own_files: vec![Vec::new(); count],
            coverage: Coverage::default(),
        }
    }

    /// Counts a hunk, or a file without lines; those of a file come one after the other.
    pub(super) fn add(&mut self, file: &FileStat, piece: CoveredUnit) {
        let bearing = self.bearing;
        let digest = piece.hunk.map(|(digest, _)| digest);
        let own = bearing.own(&file.path, digest);
        let key = bearing.group_key(&file.path);
        let wide = key.map_or(&[][..], |key| bearing.group_links(key));
        let is_left = |index: &u32| !own.settled.contains(&bearing.criterion_of(*index));
        let is_linked = !own.links.is_empty() || wide.iter().any(is_left);
        if piece.aside.is_none() {
            self.coverage.claimed.count(is_linked);
        }
        if !is_linked {
            self.coverage.unclaimed.push(piece);
            return;
        }
        let in_tests = file.kind == FileKind::Tests;
        let has_own = self.add_own(file, &piece, &own, in_tests);
        let words = digest.and_then(|digest| self.trace.common.of_hunk(&file.path, digest));
        let Some(group) = key.filter(|_| !wide.is_empty()) else {
            return;
        };
        self.add_to_group(
            CountingKey {
                group,
                in_tests,
                aside: piece.aside,
            },
            &file.path,
            &own,
            words,
        );
        if !has_own && self.is_by_commit_only(group, piece.aside, &own, words) {
            self.coverage.by_commit_only.push(piece);
        }
    }

    /// Counts links of the hunk or the file itself; true if one counts.
    fn add_own(&mut self, file: &FileStat, piece: &CoveredUnit, own: &Own, in_tests: bool) -> bool {
        let mut counts = false;
        for index in &own.links {
            let link = self.bearing.link(*index);
            if piece.aside.is_none_or(|aside| aside.counts_for(link)) {
                counts = true;
                let number = self.bearing.criterion_of(*index) as usize;
                self.evidence[number].count(&link.kind, 1, in_tests);
                let files = &mut self.own_files[number];
                if files.last() != Some(&file.path) {
                    files.push(file.path.clone());
                }
            }
        }
        counts
    }

    fn add_to_group(
        &mut self,
        alike: CountingKey,
        path: &RepoPath,
        own: &Own,
        words: Option<&[u64]>,
    ) {
        let tally = self.tallies.entry(alike).or_default();
        tally.hunks += 1;
        match tally.files.last_mut().filter(|(last, _)| last == path) {
            Some((_, count)) => *count += 1,
            None => tally.files.push((path.clone(), 1)),
        }
        tally.read += usize::from(words.is_some());
        for number in words.into_iter().flat_map(set_bits) {
            *tally.telling.entry(number).or_default() += 1;
        }
        for criterion in &own.settled {
            let but = tally.but.entry(*criterion).or_default();
            but.hunks += 1;
            *but.files.entry(path.clone()).or_default() += 1;
            let number = self
                .trace
                .common
                .number(&self.bearing.criteria()[*criterion as usize]);
            let is_without = |(words, number)| !has_bit(words, number);
            but.without_words += usize::from(words.zip(number).is_some_and(is_without));
        }
    }

    /// Whether a hunk is linked only through commits and has no words of any of the criteria.
    fn is_by_commit_only(
        &mut self,
        group: GroupKey,
        aside: Option<Aside>,
        own: &Own,
        words: Option<&[u64]>,
    ) -> bool {
        let Some(words) = words else { return false };
        let bearing = self.bearing;
        let known = self
            .words
            .entry((group, aside))
            .or_insert_with(|| WordFacts::of(self.trace, bearing, group, aside));
        if own.settled.is_empty() {
            return known.is_all
                && known
                    .bits
                    .iter()
                    .zip(words)
                    .all(|(known, found)| known & found == 0);
        }
        let links = bearing.group_links(group).iter();
        let left = links.filter(|index| !own.settled.contains(&bearing.criterion_of(**index)));
        let mut counting = left
            .map(|index| bearing.link(*index))
            .filter(|link| counts(aside, link))
            .peekable();
        let is_only = |link: &TraceLink| {
            let number = self
                .trace
                .common
                .number(&link.criterion)
                .filter(|_| is_word(link));
            number.is_some_and(|number| !has_bit(words, number))
        };
        counting.peek().is_some() && counting.all(is_only)
    }

    /// Returns the counts.
    pub(super) fn finish(mut self) -> Coverage {
        let mut tallies: Vec<(CountingKey, KeyTally)> =
            std::mem::take(&mut self.tallies).into_iter().collect();
        tallies.sort_by_key(|(alike, _)| *alike);
        for (alike, mut tally) in tallies {
            tally.files.sort_unstable();
            let all: Arc<Vec<RepoPath>> =
                Arc::new(tally.files.iter().map(|(path, _)| path.clone()).collect());
            for index in self.bearing.group_links(alike.group) {
                if counts(alike.aside, self.bearing.link(*index)) {
                    self.add_tally(alike, &tally, &all, *index);
                }
            }
        }
        let all = self
            .bearing
            .criteria()
            .iter()
            .zip(self.evidence.into_iter().zip(self.own_files));
        for (criterion, (mut evidence, files)) in all {
            if !files.is_empty() {
                evidence.files.push(Arc::new(files));
            }
            if evidence.hunks() > 0 {
                self.coverage.evidence.insert(criterion.clone(), evidence);
            }
        }
        self.coverage
    }

    fn add_tally(
        &mut self,
        alike: CountingKey,
        tally: &KeyTally,
        all: &Arc<Vec<RepoPath>>,
        index: u32,
    ) {
        let (link, number) = (self.bearing.link(index), self.bearing.criterion_of(index));
        let but = tally.but.get(&number);
        let hunks = tally.hunks - but.map_or(0, |but| but.hunks);
        if hunks == 0 {
            return;
        }
        let is_all = but.is_none_or(|but| self.has_all_gone(tally, but, number));
        let evidence = &mut self.evidence[number as usize];
        evidence.count(&link.kind, hunks, alike.in_tests);
        if let Some(number) = self
            .trace
            .common
            .number(&link.criterion)
            .filter(|_| is_word(link))
        {
            let telling = tally.telling.get(&number).copied().unwrap_or_default();
            let apart = but.map_or(0, |but| but.without_words);
            evidence.by_commit_only += tally.read.saturating_sub(telling + apart);
        }
        if evidence.files.len() == MAX_LISTS {
            evidence.more_files += all.len();
            return;
        }
        evidence.files.push(match but {
            Some(but) if !is_all => {
                let left = tally
                    .files
                    .iter()
                    .filter(|(path, count)| but.files.get(path) != Some(count));
                Arc::new(left.map(|(path, _)| path.clone()).collect())
            }
            _ => all.clone(),
        });
    }

    /// Whether all files that the group's list would lose are listed as linked by themselves: then
    /// the shared list of all files is right too, and need not be copied for each criterion.
    fn has_all_gone(&self, tally: &KeyTally, but: &But, criterion: u32) -> bool {
        let own: HashSet<&RepoPath> = self.own_files[criterion as usize].iter().collect();
        let is_gone = |path: &RepoPath, hunks: usize| {
            let at = tally.files.binary_search_by(|(other, _)| other.cmp(path));
            at.is_ok_and(|at| tally.files[at].1 == hunks)
        };
        but.files
            .iter()
            .all(|(path, hunks)| own.contains(path) || !is_gone(path, *hunks))
    }
}

impl WordFacts {
    fn of(
        trace: &IncrementTrace,
        bearing: &Bearing,
        group: GroupKey,
        aside: Option<Aside>,
    ) -> Self {
        let links = bearing
            .group_links(group)
            .iter()
            .map(|index| bearing.link(*index));
        let mut words = Self {
            bits: Vec::new(),
            is_all: false,
        };
        for (at, link) in links.filter(|link| counts(aside, link)).enumerate() {
            words.is_all |= at == 0;
            match trace
                .common
                .number(&link.criterion)
                .filter(|_| is_word(link))
            {
                Some(number) => {
                    let at = number / 64;
                    words.bits.resize(words.bits.len().max(at + 1), 0);
                    words.bits[at] |= 1 << (number % 64);
                }
                None => {
                    words.is_all = false;
                    break;
                }
            }
        }
        words
    }
}

fn counts(aside: Option<Aside>, link: &TraceLink) -> bool {
    aside.is_none_or(|aside| aside.counts_for(link))
}

/// Whether a link is only a commit's claim.
fn is_word(link: &TraceLink) -> bool {
    matches!(link.kind, LinkKind::Declared(_)) && matches!(link.target, LinkTarget::Commit(_))
}

fn has_bit(words: &[u64], number: usize) -> bool {
    words
        .get(number / 64)
        .is_some_and(|word| word >> (number % 64) & 1 == 1)
}

fn set_bits(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(at, word)| {
        (0..64)
            .filter(move |bit| word >> bit & 1 == 1)
            .map(move |bit| at * 64 + bit)
    })
}
