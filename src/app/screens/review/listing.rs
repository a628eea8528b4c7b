//! Takes in the listing of what is shown, and the diffs of its files.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::facts::Facts;
use crate::app::msg::Listing;
use crate::app::screens::review::{File, FileState, Review, Stage};
use crate::model::change::FileDiff;
use crate::model::index::FileIndex;
use crate::model::kind::{Because, Classified, FileKind};
use crate::model::text::RepoPath;

/// The kind of a file that was not classified.
const SOURCE: Classified = Classified {
    kind: FileKind::Source,
    because: Because::Nothing,
    fold: false,
};

impl Review {
    /// Takes in a listing, or the reason why it failed.
    pub fn take_listing(&mut self, facts: &Facts, listing: Result<Arc<Listing>, String>) {
        let listing = match listing {
            Ok(listing) => listing,
            Err(why) => {
                self.stage = Stage::Failed(why);
                self.rebuild_all(facts);
                return;
            }
        };
        let here = self.here();
        // The first listing may have only the files to show first; later ones add the commits and
        // pair renames. Files that were read stay read. When indexes change, files that are being
        // read are requested again.
        let renumbered = self
            .listing
            .as_ref()
            .is_some_and(|before| before.files != listing.files);
        let increment = self.increment;
        let mut read: HashMap<RepoPath, File> = self
            .files
            .take_all()
            .into_iter()
            .map(|file| (file.change.path().clone(), file))
            .collect();
        self.files = listing
            .files
            .iter()
            .enumerate()
            .map(|(index, change)| {
                let kind = listing.kinds.get(index).copied().unwrap_or(SOURCE);
                let kept = read
                    .remove(change.path())
                    .filter(|file| file.change == *change);
                let mut file = kept.unwrap_or_else(|| File {
                    folded: self
                        .folds
                        .get(change.path())
                        .copied()
                        // A file that is the only one is never folded.
                        .unwrap_or(kind.fold && listing.files.len() > 1),
                    ..File::new(increment, change.clone(), kind)
                });
                file.kind = kind;
                if renumbered && file.state == FileState::Reading {
                    file.state = FileState::Unread;
                }
                file
            })
            .collect();
        self.index_paths();
        for (file, diff) in &listing.read {
            if let Some(found) = self.files.get_mut(*file) {
                found.take(diff.clone());
            }
        }
        if renumbered {
            self.request += 1;
            self.restart_search();
        }
        self.listing = Some(listing);
        self.stage = Stage::Listed;
        self.rebuild_from(facts, here);
        self.arrive(facts);
    }

    /// Takes in the diff of a file; an answer to an older request is dropped.
    pub fn take_file(&mut self, facts: &Facts, request: u64, file: FileIndex, diff: Arc<FileDiff>) {
        if request != self.request {
            return;
        }
        let Some(found) = self.files.get_mut(file) else {
            return;
        };
        found.take(diff);
        self.link_file(facts, file);
        self.rebuild_file(facts, file);
        self.arrive(facts);
    }
}
