//! Lists the content of an increment or of one of its commits: files first, then commits, then
//! renamed files as pairs.
//!
//! The workers send each stage as soon as it is there; tests take the same stages one after the
//! other.

use std::sync::Arc;

use anyhow::Result;

use crate::app::msg::Listing;
use crate::engagement::{Extent, UNASKED, changed_since};
use crate::git::{Changes, Kinds, Repository, SimilarityBudget};
use crate::model::change::{ChangeKind, FileChange};
use crate::model::index::FileIndex;
use crate::model::kind::Classified;
use crate::rounds::{self, RoundAllowance, RoundPair};

/// Maximum number of commits listed. If there are more, the listing says so.
const MAX_COMMITS: usize = 500;

/// The remark for a listing that leaves out rules of the delivery's `.gitattributes`.
const RULES_LEFT_OUT: &str =
    "some .gitattributes of the delivery are too large or cannot be read; their rules are ignored";

/// Lists all files of an increment, or of a part of it, each with its kind. Also returns the
/// classifier, for the later stages.
///
/// # Errors
/// When an end of it cannot be read.
pub fn all(repository: &Repository, extent: &Extent) -> Result<(Listing, Kinds)> {
    let Extent::Since { old, new } = extent else {
        return Ok(files(repository, extent, extent.changes(repository)?));
    };
    let since = match changed_since(repository, *old, *new) {
        Ok(since) => since,
        Err(error) => {
            let (mut listing, kinds) = files(repository, extent, extent.changes(repository)?);
            let words = format!(
                "what changed since {} cannot be told, so the whole is shown: {error:#}",
                old.short()
            );
            listing.cut = Some(
                listing
                    .cut
                    .map_or(words.clone(), |cut| format!("{words}; {cut}")),
            );
            return Ok((listing, kinds));
        }
    };
    let (mut listing, kinds) = files(repository, extent, since.changes);
    let read = since.read.into_iter();
    listing.read = read
        .map(|(file, diff)| (FileIndex::new(file), Arc::new(diff)))
        .collect();
    listing.since = since.whole;
    if since.rebased > 0 {
        let files = if since.rebased == 1 {
            "file differs"
        } else {
            "files differ"
        };
        listing.since.push(format!(
            "{} more {files} only because of the new base",
            since.rebased
        ));
    }
    Ok((listing, kinds))
}

/// Adds in words what changed since an earlier round, where that is listed. Reads all files of both
/// rounds. Returns whether there is something to add; where a round cannot be read, the listing
/// says so already.
pub fn add_words(repository: &Repository, extent: &Extent, listing: &mut Listing) -> bool {
    let Extent::Since { old, new } = extent else {
        return false;
    };
    let change = RoundPair::new(repository, *old, *new).and_then(|pair| {
        let room = (UNASKED, &mut RoundAllowance::default());
        rounds::summarise(repository, &pair, room, &|| false)
    });
    let words = change.ok().flatten().map(|change| rounds::words(&change));
    let is_known = words.is_some();
    listing.since.splice(0..0, words);
    is_known
}

/// Lists the files, each with its kind. Also returns the classifier, for the later stages.
pub fn files(repository: &Repository, extent: &Extent, changes: Changes) -> (Listing, Kinds) {
    let mut kinds = repository.kinds(&changes);
    let said = [
        changes.cut,
        kinds.limited().then(|| RULES_LEFT_OUT.to_owned()),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let listing = Listing {
        kinds: classified(&mut kinds, &changes.files),
        files: changes.files,
        cut: (!said.is_empty()).then(|| said.join("; ")),
        outside: changes.outside,
        partial: changes.partial,
        tree: repository.tree_of(extent.head()).ok(),
        ..Listing::default()
    };
    (listing, kinds)
}

/// Adds the commits, up to a maximum.
pub fn add_commits(repository: &Repository, extent: &Extent, listing: &mut Listing) -> Result<()> {
    let steps = extent.steps(repository, MAX_COMMITS)?;
    listing.more_commits = steps.more;
    (listing.commits, listing.brought) = steps.in_order().unzip();
    Ok(())
}

/// Pairs files that were renamed or copied with edits. Returns whether there were any.
pub fn pair_renames(
    repository: &Repository,
    extent: &Extent,
    listing: &mut Listing,
    kinds: &mut Kinds,
) -> bool {
    // The comparison of rounds has followed renames already.
    let is_paired = matches!(extent, Extent::Since { .. });
    if is_paired
        || !listing
            .files
            .iter()
            .any(|file| file.kind() == ChangeKind::Added)
    {
        return false;
    }
    let before = listing.files.clone();
    repository.find_similar(&mut listing.files, SimilarityBudget::default());
    let is_paired = listing.files != before;
    if is_paired {
        listing.kinds = classified(kinds, &listing.files);
    }
    is_paired
}

fn classified(kinds: &mut Kinds, files: &[FileChange]) -> Vec<Classified> {
    files.iter().map(|change| kinds.of(change)).collect()
}
