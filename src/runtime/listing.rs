//! Lists the content of an increment or of one of its commits: files first, then commits, then
//! renamed files as pairs.
//!
//! The workers send each stage as soon as it is there; tests take the same stages one after the
//! other.

use anyhow::Result;

use crate::app::msg::Listing;
use crate::engagement::Extent;
use crate::git::{Changes, Kinds, Repository, SimilarityBudget};
use crate::model::change::{ChangeKind, FileChange};
use crate::model::kind::Classified;

/// Maximum number of commits listed. If there are more, the listing says so.
const MAX_COMMITS: usize = 500;

/// The remark for a listing that leaves out rules of the delivery's `.gitattributes`.
const RULES_LEFT_OUT: &str =
    "some .gitattributes of the delivery are too large or cannot be read; their rules are ignored";

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
pub fn pair_renames(repository: &Repository, listing: &mut Listing, kinds: &mut Kinds) -> bool {
    if !listing
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
