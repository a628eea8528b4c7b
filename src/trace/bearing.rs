//! Relates criteria and hunks in both directions, given the links.
//!
//! Links are kept as given, and the links of commits are kept once for all files that the same
//! commits change: a commit may name a thousand criteria and change as many files.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::claims::reaches_documents;
use super::increment::IncrementTrace;
use super::links::{Stance, settled, stance};
use crate::model::change::TextDiff;
use crate::model::id::{Digest, ObjectId};
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::record::Record;
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;

/// The links of one delivery, indexed.
#[derive(Clone, Default, Debug)]
pub struct Bearing {
    links: Vec<TraceLink>,
    /// By link: its criterion's number.
    criterion_of: Vec<u32>,
    /// The linked criteria in order, by number; and the numbers of their links.
    criteria: Vec<CriterionKey>,
    numbers: HashMap<CriterionKey, u32>,
    by_criterion: Vec<Vec<u32>>,
    by_target: HashMap<LinkTarget, Vec<u32>>,
    /// By file: the links to it and to its hunks.
    by_path: HashMap<RepoPath, Vec<u32>>,
    rejected: HashMap<LinkTarget, Vec<CriterionKey>>,
    /// Files with a rejected link to the file or a hunk.
    rejected_in: HashSet<RepoPath>,
    /// Groups of files that the same commits change, by those commits.
    groups: Vec<FileGroup>,
    group_of: HashMap<RepoPath, u32>,
    /// Files that a commit's mere mention of a criterion does not reach.
    documents: HashSet<RepoPath>,
}

/// A group of files that the same commits change.
#[derive(Clone, Default, Debug)]
struct FileGroup {
    commits: Vec<ObjectId>,
    /// The links of those commits, one per criterion, in order: computed on first use, separately
    /// for documents.
    links: [OnceLock<Vec<u32>>; 2],
    /// Those that a reviewer confirmed: few, while claims may be many.
    confirmed: [OnceLock<Vec<u32>>; 2],
}

/// Links to a hunk or a file itself, which take precedence over those of its commits.
pub(super) struct Own {
    /// Numbers of links, one per criterion.
    pub links: Vec<u32>,
    /// Numbers of criteria for which no wider link counts: those linked, and those rejected.
    pub settled: BTreeSet<u32>,
}

/// A group of files, and whether they are documents.
pub(super) type GroupKey = (u32, bool);

impl Bearing {
    /// Indexes the links of a delivery. `touched` gives the files that each of its commits changes;
    /// a commit that is missing there links no hunk, but counts for [`Bearing::bears`].
    pub fn new(
        links: Vec<TraceLink>,
        touched: &[(ObjectId, Vec<RepoPath>)],
        record: &Record,
    ) -> Self {
        let mut bearing = Self {
            links,
            ..Self::default()
        };
        bearing.number();
        for (index, link) in (0..).zip(&bearing.links) {
            bearing
                .by_target
                .entry(link.target.clone())
                .or_default()
                .push(index);
            if let Some(path) = link.target.path() {
                bearing.by_path.entry(path.clone()).or_default().push(index);
            }
        }
        for ((criterion, target), statements) in &record.links {
            if let Some(Stance::Rejected) = stance(record, statements) {
                bearing
                    .rejected
                    .entry(target.clone())
                    .or_default()
                    .push(criterion.clone());
            }
        }
        bearing.rejected_in = bearing
            .rejected
            .keys()
            .filter_map(LinkTarget::path)
            .cloned()
            .collect();
        bearing.group(touched);
        bearing
    }

    /// Numbers the linked criteria.
    fn number(&mut self) {
        let criteria: BTreeSet<&CriterionKey> =
            self.links.iter().map(|link| &link.criterion).collect();
        self.criteria = criteria.into_iter().cloned().collect();
        self.numbers = self.criteria.iter().cloned().zip(0..).collect();
        self.by_criterion = vec![Vec::new(); self.criteria.len()];
        for (index, link) in (0..).zip(&self.links) {
            let number = self
                .numbers
                .get(&link.criterion)
                .copied()
                .unwrap_or_default();
            self.criterion_of.push(number);
            self.by_criterion[number as usize].push(index);
        }
    }

    /// Groups files that the same commits change.
    fn group(&mut self, touched: &[(ObjectId, Vec<RepoPath>)]) {
        let mut commits: HashMap<&RepoPath, Vec<u32>> = HashMap::new();
        for (number, (_, paths)) in (0..).zip(touched) {
            for path in paths {
                commits.entry(path).or_default().push(number);
            }
        }
        let mut known: HashMap<&[u32], u32> = HashMap::new();
        let mut paths: Vec<(&&RepoPath, &Vec<u32>)> = commits.iter().collect();
        // Sorted, so that the same commits always give the same numbers.
        paths.sort_unstable();
        for (path, numbers) in paths {
            let group = *known.entry(numbers).or_insert_with(|| {
                let commits = numbers
                    .iter()
                    .map(|number| touched[*number as usize].0)
                    .collect();
                self.groups.push(FileGroup {
                    commits,
                    ..FileGroup::default()
                });
                self.groups.len() as u32 - 1
            });
            self.group_of.insert((*path).clone(), group);
        }
    }

    /// Indexes an increment that was read in full: the links it declares, settled by the record.
    pub fn of(trace: &IncrementTrace, record: &Record) -> Self {
        let commits = trace.commits.iter().map(|commit| commit.id);
        let files = trace.files.iter().map(|file| &file.path);
        let links = settled(&trace.links, commits, files, record);
        Self::new(links, &trace.touched, record).sparing(trace.documents())
    }

    /// Keeps commits' mere mentions from reaching some files: documents, which a commit changes
    /// beside its work. Trailers reach them, and so do links to the file or its hunks.
    pub fn sparing(mut self, documents: HashSet<RepoPath>) -> Self {
        self.documents = documents;
        self
    }

    /// Returns all links as given.
    pub fn links(&self) -> &[TraceLink] {
        &self.links
    }

    /// Iterates over the links of a criterion, as given.
    pub fn of_criterion(&self, criterion: &CriterionKey) -> impl Iterator<Item = &TraceLink> {
        let number = self.numbers.get(criterion);
        let links = number.and_then(|number| self.by_criterion.get(*number as usize));
        links.into_iter().flatten().map(|index| self.link(*index))
    }

    /// Iterates over the links to a target itself.
    pub fn on<'a>(&'a self, target: &LinkTarget) -> impl Iterator<Item = &'a TraceLink> + use<'a> {
        self.by_target
            .get(target)
            .into_iter()
            .flatten()
            .map(|index| self.link(*index))
    }

    /// Iterates over the links to a file itself and to its hunks.
    pub fn in_file<'a>(&'a self, path: &RepoPath) -> impl Iterator<Item = &'a TraceLink> + use<'a> {
        self.by_path
            .get(path)
            .into_iter()
            .flatten()
            .map(|index| self.link(*index))
    }

    /// Whether anything in the delivery bears on the criterion.
    pub fn bears(&self, criterion: &CriterionKey) -> bool {
        self.numbers.contains_key(criterion)
    }

    /// Whether the criterion is linked to the file, to a hunk of it, or to a commit that changes
    /// it.
    pub fn reaches(&self, criterion: &CriterionKey, path: &RepoPath) -> bool {
        let Some(number) = self.numbers.get(criterion) else {
            return false;
        };
        let by_itself = self.by_path.get(path).into_iter().flatten();
        by_itself
            .into_iter()
            .any(|index| self.criterion_of[*index as usize] == *number)
            || self
                .group_key(path)
                .is_some_and(|key| self.has(key, *number))
    }

    /// Returns the linked criteria, in order.
    pub fn criteria(&self) -> &[CriterionKey] {
        &self.criteria
    }

    /// Returns the links of a hunk, one per criterion, in order of their criteria: its own, else
    /// its file's, else one of a commit that changes the file, confirmed ones first. No wider link
    /// overrides a reviewer's rejection for the hunk or the file.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Vec<&TraceLink> {
        self.all(path, Some(digest))
    }

    /// Iterates over the criteria that a reviewer rejects for a hunk or its file.
    pub fn rejected_on<'a>(
        &'a self,
        path: &RepoPath,
        digest: Digest,
    ) -> impl Iterator<Item = &'a CriterionKey> {
        let hunk = LinkTarget::Hunk {
            path: path.clone(),
            digest,
        };
        let targets = [hunk, LinkTarget::File(path.clone())];
        targets
            .into_iter()
            .flat_map(|target| self.rejected.get(&target).into_iter().flatten())
    }

    /// Returns the links of a file as a whole, one per criterion: its own, else one of a commit
    /// that changes it.
    pub fn of_file(&self, path: &RepoPath) -> Vec<&TraceLink> {
        self.all(path, None)
    }

    /// Returns a number shared by files and their hunks with the same links, where no link or
    /// rejection is for one of them alone; `None` for others.
    pub fn alike(&self, path: &RepoPath) -> Option<u32> {
        let by_itself = self.has_own(path);
        let key = self
            .group_key(path)
            .map_or(0, |(group, spared)| 1 + 2 * group + u32::from(spared));
        (!by_itself).then_some(key)
    }

    /// Returns the hunks of a file that a criterion bears on, as indexes into [`TextDiff::hunks`].
    #[allow(dead_code, reason = "only tests use it")]
    pub fn hunks_of(
        &self,
        criterion: &CriterionKey,
        path: &RepoPath,
        diff: &TextDiff,
    ) -> Vec<usize> {
        let all = 0..diff.hunks.len();
        all.filter(|index| {
            self.bears_on(criterion, path, Some(diff.hunks[*index].digest))
                .is_some()
        })
        .collect()
    }

    /// Finds a criterion's link among those of a hunk, or of a file as a whole.
    pub fn bears_on(
        &self,
        criterion: &CriterionKey,
        path: &RepoPath,
        hunk: Option<Digest>,
    ) -> Option<&TraceLink> {
        let number = *self.numbers.get(criterion)?;
        let own = self.own(path, hunk);
        if let Some(index) = own
            .links
            .iter()
            .find(|index| self.criterion_of(**index) == number)
        {
            return Some(self.link(*index));
        }
        let wide = self
            .group_key(path)
            .filter(|_| !own.settled.contains(&number))?;
        let links = self.group_links(wide);
        let at = links
            .binary_search_by_key(&number, |index| self.criterion_of(*index))
            .ok()?;
        Some(self.link(links[at]))
    }

    fn all(&self, path: &RepoPath, hunk: Option<Digest>) -> Vec<&TraceLink> {
        let own = self.own(path, hunk);
        let wide = self
            .group_key(path)
            .map_or(&[][..], |key| self.group_links(key));
        let wide = wide
            .iter()
            .filter(|index| !own.settled.contains(&self.criterion_of(**index)));
        let mut links: Vec<u32> = own.links.iter().chain(wide).copied().collect();
        links.sort_by_key(|index| self.criterion_of(*index));
        links.into_iter().map(|index| self.link(index)).collect()
    }

    /// Whether anything is linked to, or rejected for, a file itself or a hunk of it.
    pub(super) fn has_own(&self, path: &RepoPath) -> bool {
        self.by_path.contains_key(path) || self.rejected_in.contains(path)
    }

    /// Returns the links to a hunk, else to its file; to the file as a whole where no hunk is
    /// given.
    pub(super) fn own(&self, path: &RepoPath, hunk: Option<Digest>) -> Own {
        let mut own = Own {
            links: Vec::new(),
            settled: BTreeSet::new(),
        };
        if !self.has_own(path) {
            return own;
        }
        let hunk = hunk.map(|digest| LinkTarget::Hunk {
            path: path.clone(),
            digest,
        });
        for target in hunk.into_iter().chain([LinkTarget::File(path.clone())]) {
            for index in self.by_target.get(&target).into_iter().flatten() {
                if own.settled.insert(self.criterion_of(*index)) {
                    own.links.push(*index);
                }
            }
            let rejected = self.rejected.get(&target).into_iter().flatten();
            own.settled
                .extend(rejected.filter_map(|criterion| self.numbers.get(criterion)));
        }
        own
    }

    /// Returns a file's group; `None` when no commit is known to change it.
    pub(super) fn group_key(&self, path: &RepoPath) -> Option<GroupKey> {
        Some((*self.group_of.get(path)?, self.documents.contains(path)))
    }

    /// Returns the links of a group's commits: numbers of links, one per criterion and in their
    /// order, confirmed ones first.
    pub(super) fn group_links(&self, (group, spared): GroupKey) -> &[u32] {
        let Some(group) = self.groups.get(group as usize) else {
            return &[];
        };
        group.links[usize::from(spared)].get_or_init(|| {
            let by_commit = group
                .commits
                .iter()
                .filter_map(|id| self.by_target.get(&LinkTarget::Commit(*id)));
            let all = by_commit
                .flatten()
                .filter(|index| !spared || goes_on(&self.link(**index).kind));
            let mut links: Vec<u32> = all.copied().collect();
            let is_claim = |index: &u32| matches!(self.link(*index).kind, LinkKind::Declared(_));
            links.sort_by_key(|index| (self.criterion_of(*index), is_claim(index)));
            links.dedup_by_key(|index| self.criterion_of(*index));
            links
        })
    }

    /// Returns the links of a group that a reviewer confirmed.
    pub(super) fn group_confirmed(&self, key: GroupKey) -> &[u32] {
        let Some(group) = self.groups.get(key.0 as usize) else {
            return &[];
        };
        group.confirmed[usize::from(key.1)].get_or_init(|| {
            let is_confirmed =
                |index: &&u32| matches!(self.link(**index).kind, LinkKind::Confirmed(_));
            self.group_links(key)
                .iter()
                .filter(is_confirmed)
                .copied()
                .collect()
        })
    }

    fn has(&self, key: GroupKey, criterion: u32) -> bool {
        self.group_links(key)
            .binary_search_by_key(&criterion, |index| self.criterion_of(*index))
            .is_ok()
    }

    pub(super) fn link(&self, index: u32) -> &TraceLink {
        &self.links[index as usize]
    }

    /// Returns the number of a link's criterion.
    pub(super) fn criterion_of(&self, index: u32) -> u32 {
        self.criterion_of[index as usize]
    }
}

/// Whether a commit's link reaches the documents that the commit changes.
fn goes_on(kind: &LinkKind) -> bool {
    match kind {
        LinkKind::Declared(by) => reaches_documents(by),
        LinkKind::Confirmed(_) => true,
    }
}
