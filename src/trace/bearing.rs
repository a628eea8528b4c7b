//! Which criteria bear on which hunks, and the other way round, given the links.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::claims::reaches_documents;
use super::increment::IncrementTrace;
use super::links::{Stance, settled, stance};
use crate::model::change::TextDiff;
use crate::model::id::{Digest, ObjectId};
use crate::model::link::{LinkKind, LinkTarget, TraceLink};
use crate::model::record::Record;
use crate::model::spec::CriterionKey;
use crate::model::text::RepoPath;

/// The links of one delivery, ready to be asked.
#[derive(Clone, Default, Debug)]
pub struct Bearing {
    links: Vec<TraceLink>,
    /// Indexes into `links`.
    by_target: HashMap<LinkTarget, Vec<usize>>,
    /// The linked commits that change a file.
    commits: HashMap<RepoPath, Vec<ObjectId>>,
    rejected: HashMap<LinkTarget, Vec<CriterionKey>>,
    /// The files of which something is linked or rejected by itself: most have none.
    paths: HashSet<RepoPath>,
    /// The files that a commit's mere mention of a criterion does not reach.
    documents: HashSet<RepoPath>,
}

impl Bearing {
    /// Indexes the links of a delivery. `touched` gives the files that each of its commits changes; a
    /// commit that is missing there links no hunk, and still counts for [`Bearing::bears`].
    pub fn new(links: Vec<TraceLink>, touched: &[(ObjectId, Vec<RepoPath>)], record: &Record) -> Self {
        let mut bearing = Self { links, ..Self::default() };
        for (index, link) in bearing.links.iter().enumerate() {
            bearing.by_target.entry(link.target.clone()).or_default().push(index);
        }
        for ((criterion, target), statements) in &record.links {
            if let Some(Stance::Rejected) = stance(record, statements) {
                bearing.rejected.entry(target.clone()).or_default().push(criterion.clone());
            }
        }
        let targets = bearing.by_target.keys().chain(bearing.rejected.keys());
        bearing.paths = targets.filter_map(LinkTarget::path).cloned().collect();
        for (commit, paths) in touched {
            if bearing.by_target.contains_key(&LinkTarget::Commit(*commit)) {
                for path in paths {
                    bearing.commits.entry(path.clone()).or_default().push(*commit);
                }
            }
        }
        bearing
    }

    /// Of an increment that was read through: what it declares, settled by the record.
    pub fn of(trace: &IncrementTrace, record: &Record) -> Self {
        let commits = trace.commits.iter().map(|commit| commit.id);
        let files = trace.files.iter().map(|file| &file.path);
        let links = settled(&trace.links, commits, files, record);
        Self::new(links, &trace.touched, record).sparing(trace.documents())
    }

    /// Keeps what commits say in passing from some files: documents, which a commit changes beside what it does.
    /// A trailer reaches them, and what names the file or its hunks does.
    pub fn sparing(mut self, documents: HashSet<RepoPath>) -> Self {
        self.documents = documents;
        self
    }

    /// Whether a link on a commit is one to a file that the commit changes.
    fn goes_on_to(&self, path: &RepoPath, link: &TraceLink) -> bool {
        let reaches = match &link.kind {
            LinkKind::Declared(by) => reaches_documents(by),
            LinkKind::Confirmed(_) => true,
        };
        reaches || !self.documents.contains(path)
    }

    /// All links, as they were given.
    pub fn links(&self) -> &[TraceLink] {
        &self.links
    }

    /// Whether anything of the delivery bears on the criterion.
    pub fn bears(&self, criterion: &CriterionKey) -> bool {
        self.links.iter().any(|link| link.criterion == *criterion)
    }

    /// Whether the criterion is linked to the file, to a hunk of it, or to a commit that changes it.
    pub fn reaches(&self, criterion: &CriterionKey, path: &RepoPath) -> bool {
        let commits = self.commits.get(path).map_or(&[][..], Vec::as_slice);
        self.links.iter().filter(|link| link.criterion == *criterion).any(|link| match &link.target {
            LinkTarget::Commit(commit) => commits.contains(commit) && self.goes_on_to(path, link),
            LinkTarget::File(linked) | LinkTarget::Hunk { path: linked, .. } => linked == path,
        })
    }

    /// The criteria that anything of the delivery bears on.
    pub fn criteria(&self) -> BTreeSet<&CriterionKey> {
        self.links.iter().map(|link| &link.criterion).collect()
    }

    /// The links of a hunk, one for each criterion, in order of their criteria: its own, else its
    /// file's, else one of a commit that changes the file, a confirmed one first. What a reviewer
    /// rejects for the hunk or the file, nothing wider brings back.
    pub fn of_hunk(&self, path: &RepoPath, digest: Digest) -> Vec<&TraceLink> {
        if self.is_silent_on(path) {
            return Vec::new();
        }
        let hunk = LinkTarget::Hunk { path: path.clone(), digest };
        self.through(path, &[hunk, LinkTarget::File(path.clone())])
    }

    /// The criteria that a reviewer rejects for a hunk or its file.
    pub fn rejected_on<'a>(
        &'a self,
        path: &RepoPath,
        digest: Digest,
    ) -> impl Iterator<Item = &'a CriterionKey> {
        let hunk = LinkTarget::Hunk { path: path.clone(), digest };
        let targets = [hunk, LinkTarget::File(path.clone())];
        targets.into_iter().flat_map(|target| self.rejected.get(&target).into_iter().flatten())
    }

    /// The links of a file as a whole, one for each criterion: its own, else one of a commit that
    /// changes it.
    pub fn of_file(&self, path: &RepoPath) -> Vec<&TraceLink> {
        if self.is_silent_on(path) {
            return Vec::new();
        }
        self.through(path, &[LinkTarget::File(path.clone())])
    }

    /// Whether nothing is known of a file.
    fn is_silent_on(&self, path: &RepoPath) -> bool {
        !self.paths.contains(path) && !self.commits.contains_key(path)
    }

    /// The links of the narrowest of some targets, then of the commits that change the file.
    fn through(&self, path: &RepoPath, targets: &[LinkTarget]) -> Vec<&TraceLink> {
        let mut chosen: BTreeMap<&CriterionKey, Option<&TraceLink>> = BTreeMap::new();
        for target in targets {
            for link in self.on(target) {
                chosen.entry(&link.criterion).or_insert(Some(link));
            }
            for criterion in self.rejected.get(target).into_iter().flatten() {
                chosen.entry(criterion).or_insert(None);
            }
        }
        let commits = self.commits.get(path).into_iter().flatten();
        let by_commit = commits.flat_map(|id| self.on(&LinkTarget::Commit(*id)));
        let by_commit: Vec<_> = by_commit.filter(|link| self.goes_on_to(path, link)).collect();
        let (confirmed, declared): (Vec<_>, Vec<_>) =
            by_commit.into_iter().partition(|link| matches!(link.kind, LinkKind::Confirmed(_)));
        for link in confirmed.into_iter().chain(declared) {
            chosen.entry(&link.criterion).or_insert(Some(link));
        }
        chosen.into_values().flatten().collect()
    }

    /// The hunks of a file that a criterion bears on, as indexes into [`TextDiff::hunks`].
    pub fn hunks_of(&self, criterion: &CriterionKey, path: &RepoPath, diff: &TextDiff) -> Vec<usize> {
        let bears = |digest| self.of_hunk(path, digest).iter().any(|link| link.criterion == *criterion);
        (0..diff.hunks.len()).filter(|index| bears(diff.hunks[*index].digest)).collect()
    }

    fn on<'a>(&'a self, target: &LinkTarget) -> impl Iterator<Item = &'a TraceLink> + use<'a> {
        self.by_target.get(target).into_iter().flatten().filter_map(|index| self.links.get(*index))
    }
}
