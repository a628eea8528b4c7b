//! Holds everything known about an increment that was read in full: commits, size, declared links.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::coverage::Aside;
use super::left_out::{Claimant, LeftOutMention, MentionCollector, Why};
use super::material::Material;
use super::reverts::Reverts;
use super::suggest::CriteriaByWord;
use crate::model::change::{FileChange, Side};
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::Commit;
use crate::model::kind::FileKind;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::moved::Moves;
use crate::model::spec::LineRange;
use crate::model::text::RepoPath;
use crate::safe::Hidden;

/// An increment read in full, without its file contents.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct IncrementTrace {
    /// Its commits, newest first.
    pub commits: Vec<Commit>,
    /// Whether there are more commits than listed.
    pub more_commits: bool,
    /// Whether a limit ended the search for edited renames and copies, so that some may be listed
    /// as deleted and added.
    pub unpaired: bool,
    /// Commits that a merge brought from the default branch: others' work, which declares nothing
    /// here.
    pub others: BTreeSet<ObjectId>,
    /// The paths that each commit touched.
    pub touched: Vec<(ObjectId, Vec<RepoPath>)>,
    /// How many more files it changes outside the folders under review.
    pub outside: usize,
    /// Its files, in the order of the listing.
    pub files: Vec<FileStat>,
    /// Links that the spec or the contractor declared.
    pub links: Vec<TraceLink>,
    /// Ambiguous links, one for each spec that has the id. They do not count.
    pub ambiguous: Vec<TraceLink>,
    /// Mentions of criteria that do not count.
    pub left_out: Vec<LeftOutMention>,
    /// What its commits revert, here and elsewhere.
    pub reverts: Reverts,
    /// The criteria that share words with its hunks.
    pub common: CriteriaByWord,
    /// The tree of the head.
    pub tree: Option<ObjectId>,
    /// Hidden characters in messages, authors, paths and added lines.
    pub hidden: Hidden,
    /// Moved blocks, within files and between them. Their files are indexes into
    /// [`files`](Self::files).
    pub moves: Moves,
}

/// Facts and counts about one changed file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileStat {
    pub path: RepoPath,
    /// The change of the file.
    pub change: FileChange,
    /// Added lines.
    pub insertions: u32,
    /// Removed lines.
    pub deletions: u32,
    /// Whether it was not read, so that no count includes its lines.
    pub unread: bool,
    /// Its hunks' digests, in order; empty if it is not text.
    pub hunks: Vec<Digest>,
    /// The places of the same hunks, in order.
    pub places: Vec<HunkPlace>,
    /// Whether the head has it as a merge brought it from the default branch: others' work.
    pub is_others: bool,
    /// The material of the file.
    pub material: Material,
    /// The purpose of the file. Claims of the delivery itself do not count here.
    pub kind: FileKind,
    /// Hidden characters in its path and its added lines.
    pub hidden: Hidden,
}

/// The place of a hunk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HunkPlace {
    /// The new side; the old one where it adds nothing.
    pub side: Side,
    /// From its first to its last changed line there.
    pub lines: LineRange,
    /// Why it is folded apart: it only moved lines or reformatted them.
    pub aside: Option<Aside>,
}

impl IncrementTrace {
    /// Returns the added and removed lines of all files.
    pub fn lines(&self) -> (u32, u32) {
        self.files.iter().fold((0, 0), |(plus, minus), file| {
            (plus + file.insertions, minus + file.deletions)
        })
    }

    /// Finds a file by path. The files are sorted by path, as they were listed.
    pub fn file(&self, path: &RepoPath) -> Option<&FileStat> {
        let sorted = self.files.binary_search_by(|file| file.path.cmp(path)).ok();
        sorted
            .map(|at| &self.files[at])
            .or_else(|| self.files.iter().find(|file| file.path == *path))
    }

    /// Counts the files that were not read, which no line count includes.
    pub fn unread(&self) -> usize {
        self.files.iter().filter(|file| file.unread).count()
    }

    /// Collects the files that a commit's mere mention of a criterion does not reach.
    pub fn documents(&self) -> HashSet<RepoPath> {
        let documents = self
            .files
            .iter()
            .filter(|file| file.material == Material::Document);
        documents.map(|file| file.path.clone()).collect()
    }

    /// Applies the reverts of later increments to this one; true if anything changed. Its links are
    /// gone through once, however many increments there are, and not at all when nothing is
    /// reverted.
    pub fn take_back(&mut self, later: &[Reverts]) -> bool {
        let before = self.reverts.of.len();
        later
            .iter()
            .for_each(|later| self.reverts.add_later(&self.commits, later));
        if later.is_empty() || self.reverts.of.is_empty() {
            return false;
        }
        let undone = self.undone();
        let by = |link: &TraceLink| match &link.target {
            LinkTarget::Commit(commit) => self
                .reverts
                .of
                .get(commit)
                .map(|by| (Claimant::Commit(*commit), *by)),
            LinkTarget::File(path) | LinkTarget::Hunk { path, .. } => undone
                .get(path)
                .map(|by| (Claimant::File(path.clone()), *by)),
        };
        let mut gone = MentionCollector::default();
        self.links.retain(|link| {
            let Some((what, by)) = by(link) else {
                return true;
            };
            gone.add(what, Why::Reverted(by), link.criterion.clone());
            false
        });
        self.left_out.extend(gone.list());
        self.reverts.of.len() > before
    }

    /// Finds the files for which every commit that changed them is reverted, each with a reverting
    /// commit.
    fn undone(&self) -> HashMap<RepoPath, ObjectId> {
        let mut undone: HashMap<&RepoPath, Option<ObjectId>> = HashMap::new();
        for (commit, paths) in &self.touched {
            let by = self.reverts.of.get(commit).copied();
            for path in paths {
                let known = undone.entry(path).or_insert(by);
                *known = known.and(by);
            }
        }
        undone
            .into_iter()
            .filter_map(|(path, by)| Some((path.clone(), by?)))
            .collect()
    }
}
