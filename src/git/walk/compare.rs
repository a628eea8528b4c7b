//! Compares the trees of two commits. Folders with equal ids are not read.

use std::sync::Arc;

use anyhow::Result;

use super::{ListedFiles, MAX_DEPTH, WalkCost, folder_prefix};
use crate::git::Repository;
use crate::git::tree::{self, TreeEntry};
use crate::model::change::{FileChange, FileEntry};
use crate::model::id::ObjectId;

/// The file with a delivery's attributes; git follows no link of that name either.
const ATTRIBUTES: &[u8] = b".gitattributes";
/// Maximum number of them that are listed.
const MAX_ATTRIBUTES: usize = 256;

/// Compares two trees, folder by folder.
pub(super) struct TreeDiff<'r> {
    pub(super) repository: &'r Repository,
    pub(super) extent: ListedFiles<'r>,
    pub(super) partial: bool,
    pub(super) files: Vec<FileChange>,
    /// How many files differ outside the folders under review.
    pub(super) outside: usize,
    pub(super) attributes: Vec<FileEntry>,
    pub(super) spent: WalkCost,
}

impl TreeDiff<'_> {
    /// Adds the differences between two folders; false when a limit was met, or enough is listed.
    pub(super) fn compare(
        &mut self,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        prefix: &[u8],
        depth: usize,
    ) -> bool {
        if old == new {
            return true;
        }
        if depth > MAX_DEPTH {
            self.spent
                .remark(format!("folders more than {MAX_DEPTH} deep are not listed"));
            return true;
        }
        let read = |id: Option<ObjectId>, spent: &mut WalkCost| -> Result<Arc<Vec<u8>>> {
            id.map_or_else(
                || Ok(Arc::default()),
                |id| self.repository.read_tree(id, spent),
            )
        };
        let (left, right) = match (read(old, &mut self.spent), read(new, &mut self.spent)) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(error), _) | (_, Err(error)) => return self.pass_over(&error),
        };
        let id_len = self.repository.store.id_len();
        let Some(found) = tree::differing(&left, &right, ATTRIBUTES, id_len) else {
            let error = self.damaged(old.zip(Some(&left)), new.zip(Some(&right)));
            return self.pass_over(&error);
        };
        // Every folder above a changed file is read here anyway.
        if self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes
                .extend(found.named.map(|entry| entry.to_file(prefix)));
        }
        self.spent.entries(found.same)
            && tree::pairs(&found.old, &found.new, |(old, new)| {
                let same = old.is_some_and(|old| {
                    new.is_some_and(|new| old.id == new.id && old.mode == new.mode)
                });
                self.spent.entry() && (same || self.differ(old, new, prefix, depth))
            })
    }

    /// Says which of two folders is damaged.
    fn damaged(
        &self,
        old: Option<(ObjectId, &Arc<Vec<u8>>)>,
        new: Option<(ObjectId, &Arc<Vec<u8>>)>,
    ) -> anyhow::Error {
        let parse =
            |(id, data): (ObjectId, &Arc<Vec<u8>>)| self.repository.parse_tree(id, data).err();
        old.and_then(parse)
            .or_else(|| new.and_then(parse))
            .unwrap_or_else(|| anyhow::anyhow!("a folder is damaged"))
    }

    /// Reports a folder that cannot be read; the others are still compared.
    fn pass_over(&mut self, error: &anyhow::Error) -> bool {
        if self.spent.cut.is_none() {
            self.spent.remark(format!("{error:#}"));
        }
        self.spent.cut.is_none()
    }

    /// Compares two entries with one name: both files or both folders (git's order ensures that),
    /// or one alone.
    fn differ(
        &mut self,
        old: Option<TreeEntry<'_>>,
        new: Option<TreeEntry<'_>>,
        prefix: &[u8],
        depth: usize,
    ) -> bool {
        let Some(named) = new.or(old) else {
            return true;
        };
        if named.is_odd() {
            self.spent.remark(
                "it holds names that git would refuse (`..`, `.git`, empty, with `/`)".to_owned(),
            );
        }
        if named.is_folder() {
            let inside = folder_prefix(prefix, named.name);
            return !self.extent.reaches(&inside)
                || self.compare(
                    old.map(|entry| entry.id),
                    new.map(|entry| entry.id),
                    &inside,
                    depth + 1,
                );
        }
        if !self.extent.takes(prefix) {
            return true;
        }
        if !self.repository.is_looked_at(prefix, named.name) {
            self.outside += 1;
            return true;
        }
        if self.extent.is_met(self.files.len()) {
            self.partial = true;
            return false;
        }
        if !self.spent.path(prefix, named.name) {
            return false;
        }
        let side = |entry: Option<TreeEntry<'_>>| entry.map(|entry| entry.to_file(prefix));
        self.files.push(FileChange {
            old: side(old),
            new: side(new),
            copied: false,
        });
        true
    }
}
