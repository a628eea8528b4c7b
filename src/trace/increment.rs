//! What is known of one increment once all of it was read: its commits, its size, its declared links.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::coverage::Aside;
use super::left_out::{Claimant, Gathered, LeftOut, Why};
use super::material::Material;
use super::reverts::Reverts;
use super::suggest::Common;
use crate::model::change::{FileChange, Side};
use crate::model::id::{Digest, ObjectId};
use crate::model::increment::Commit;
use crate::model::kind::FileKind;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::moved::Moves;
use crate::model::spec::LineRange;
use crate::model::text::RepoPath;
use crate::safe::Hidden;

/// An increment read through, file contents dropped again.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct IncrementTrace {
    /// Newest first.
    pub commits: Vec<Commit>,
    /// Whether there are more commits than listed.
    pub more_commits: bool,
    /// Whether more renamed and copied files with edits may be among those listed as deleted and added, because
    /// a limit ended the search.
    pub unpaired: bool,
    /// Those of them that a merge brought from the default branch: others' work, which declares nothing here.
    pub others: BTreeSet<ObjectId>,
    /// Which commit touched which paths.
    pub touched: Vec<(ObjectId, Vec<RepoPath>)>,
    /// How many more files it changes that lie outside the folders that are looked at.
    pub outside: usize,
    /// Its files, in the order of the listing.
    pub files: Vec<FileStat>,
    /// Links that the spec or the contractor declared.
    pub links: Vec<TraceLink>,
    /// Those that nobody can be sure of, for several specs have the id: one for each. They count for nothing.
    pub ambiguous: Vec<TraceLink>,
    /// What names criteria and does not count.
    pub left_out: Vec<LeftOut>,
    /// What its commits take back, here and elsewhere.
    pub reverts: Reverts,
    /// Which criteria its hunks have words in common with.
    pub common: Common,
    /// The tree of the head.
    pub tree: Option<ObjectId>,
    /// What hides in messages, authors, paths and added lines.
    pub hidden: Hidden,
    /// Blocks that moved, within files and between them. Their files are indexes into [`files`](Self::files).
    pub moves: Moves,
}

/// One changed file in numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileStat {
    /// Its path.
    pub path: RepoPath,
    /// What happened to it.
    pub change: FileChange,
    /// Added lines.
    pub insertions: u32,
    /// Removed lines.
    pub deletions: u32,
    /// Whether it was not read, so that its lines are in no count.
    pub unread: bool,
    /// Its hunks' digests, in order; empty for what is no text.
    pub hunks: Vec<Digest>,
    /// The same hunks' places, in order.
    pub places: Vec<HunkPlace>,
    /// Whether it stands at the head as a merge brought it from the default branch: others' work.
    pub is_others: bool,
    /// What the file is made of.
    pub material: Material,
    /// What the file is for. What the delivery claims of itself does not count here.
    pub kind: FileKind,
    /// What hides in its path and its added lines.
    pub hidden: Hidden,
}

/// Where a hunk stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HunkPlace {
    /// The new side; the old one where it adds nothing.
    pub side: Side,
    /// From its first to its last changed line there.
    pub lines: LineRange,
    /// Whether it only moved lines or laid them out anew.
    pub aside: Option<Aside>,
}

impl IncrementTrace {
    /// Added and removed lines of all files.
    pub fn lines(&self) -> (u32, u32) {
        self.files.iter().fold((0, 0), |(plus, minus), file| (plus + file.insertions, minus + file.deletions))
    }

    /// How many files were not read, whose lines are not among those.
    pub fn unread(&self) -> usize {
        self.files.iter().filter(|file| file.unread).count()
    }

    /// The files that a commit's mere mention of a criterion does not reach.
    pub fn documents(&self) -> HashSet<RepoPath> {
        let documents = self.files.iter().filter(|file| file.material == Material::Document);
        documents.map(|file| file.path.clone()).collect()
    }

    /// Takes back what commits of a later increment take back of this one; says whether anything was.
    pub fn take_back(&mut self, later: &Reverts) -> bool {
        let before = self.reverts.of.len();
        self.reverts.add_later(&self.commits, later);
        let undone = self.undone();
        let by = |link: &TraceLink| match &link.target {
            LinkTarget::Commit(commit) => {
                self.reverts.of.get(commit).map(|by| (Claimant::Commit(*commit), *by))
            }
            LinkTarget::File(path) | LinkTarget::Hunk { path, .. } => {
                undone.get(path).map(|by| (Claimant::File(path.clone()), *by))
            }
        };
        let mut gone = Gathered::default();
        self.links.retain(|link| {
            let Some((what, by)) = by(link) else { return true };
            gone.add(what, Why::Reverted(by), link.criterion.clone());
            false
        });
        self.left_out.extend(gone.list());
        self.reverts.of.len() > before
    }

    /// The files of which every commit that changed them is taken back, each with one that does it.
    fn undone(&self) -> HashMap<RepoPath, ObjectId> {
        let mut undone: HashMap<&RepoPath, Option<ObjectId>> = HashMap::new();
        for (commit, paths) in &self.touched {
            let by = self.reverts.of.get(commit).copied();
            for path in paths {
                let known = undone.entry(path).or_insert(by);
                *known = known.and(by);
            }
        }
        undone.into_iter().filter_map(|(path, by)| Some((path.clone(), by?))).collect()
    }
}
