//! Lists what the contractor changed since an earlier round of an increment, as changes of files
//! that the screen shows like any others.
//!
//! Files that the new base changed as well are merged and compared at once, since only that tells
//! whether the contractor changed them. All others are read when the screen comes near them.

use anyhow::Result;

use crate::digest;
use crate::git::{Changes, Repository};
use crate::model::change::{FileChange, FileDiff};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::rounds::{self, Basis, ExpectedFile, RoundFile, RoundPair};
use crate::safe;

use super::ON_SCREEN;

/// Maximum number of files that are merged to list what changed, and of bytes of them in the new
/// round; more are shown whole.
const MAX_MERGED: usize = 2_000;
const MAX_BYTES: usize = 64 << 20;

/// What changed since an earlier round.
pub struct ChangedSince {
    /// The files, sorted by path; without those that only the new base changed.
    pub changes: Changes,
    /// The differences of the files that were merged, by index into the files.
    pub read: Vec<(usize, FileDiff)>,
    /// How many files differ for the new base's sake alone.
    pub rebased: usize,
    /// The files that are shown whole, with the reason, made safe.
    pub whole: Vec<String>,
}

/// Lists what changed from `old` to `new`.
///
/// # Errors
/// When a round cannot be read, as when its commits are gone.
pub fn changed_since(
    repository: &Repository,
    old: CommitRange,
    new: CommitRange,
) -> Result<ChangedSince> {
    let pair = RoundPair::new(repository, old, new)?;
    let found = rounds::list(repository, &pair, &|| false)?.unwrap_or_default();
    let mut since = ChangedSince {
        changes: Changes {
            cut: (!found.left_out.is_empty()).then(|| found.left_out.join("; ")),
            outside: found.outside,
            ..Changes::default()
        },
        read: Vec::new(),
        rebased: 0,
        whole: Vec::new(),
    };
    let (mut merged, mut bytes) = (0, 0);
    for file in &found.files {
        let known = match &file.expected {
            ExpectedFile::Known(expected) => Some(expected.as_ref()),
            ExpectedFile::Merge(_) | ExpectedFile::Conflict(_) => None,
        };
        match known {
            Some(expected) => since.add(FileChange {
                old: expected.cloned(),
                new: file.new_head().cloned(),
                copied: false,
            }),
            None if merged < MAX_MERGED && bytes < MAX_BYTES => {
                merged += 1;
                bytes += since.add_compared(repository, file);
            }
            None => since.add_whole(file, "too many files were changed on both sides"),
        }
    }
    Ok(since)
}

impl ChangedSince {
    fn add(&mut self, change: FileChange) {
        self.changes.files.push(change);
    }

    /// Adds a file that base and contractor both changed, unless it is just as expected. Returns how
    /// many bytes it has in the new round.
    fn add_compared(&mut self, repository: &Repository, file: &RoundFile) -> usize {
        let compared = rounds::compare(repository, file, ON_SCREEN);
        let text = compared.diff.as_text();
        let bytes = text.map_or(0, |text| text.new.bytes().len());
        if compared.is_unchanged() {
            self.rebased += 1;
            return bytes;
        }
        if let Basis::Whole(why) = &compared.basis {
            self.tell_whole(file, &why.words());
        }
        let mut change = compared.change;
        if compared.basis == Basis::Expected {
            name_expected(&mut change, &compared.diff);
        }
        self.read.push((self.changes.files.len(), compared.diff));
        self.add(change);
        bytes
    }

    fn add_whole(&mut self, file: &RoundFile, why: &str) {
        self.tell_whole(file, why);
        self.add(FileChange {
            old: file.old_head().cloned(),
            new: file.new_head().cloned(),
            copied: false,
        });
    }

    /// Adds the reason why a file is shown whole.
    fn tell_whole(&mut self, file: &RoundFile, why: &str) {
        if let Some(path) = file.path() {
            let path = safe::path(path);
            self.whole.push(format!("{path} is shown whole: {why}"));
        }
    }
}

/// Gives the expected text, which is in no repository, an id of its own, so that nothing known of
/// the earlier round's text is taken for it.
fn name_expected(change: &mut FileChange, diff: &FileDiff) {
    if let (Some(old), Some(text)) = (&mut change.old, diff.as_text()) {
        let digest = digest::of_parts([&b"expected"[..], text.old.bytes()]);
        let id = ObjectId::from_bytes(&digest.0[..old.id.as_bytes().len()]);
        old.id = id.unwrap_or(old.id);
    }
}
