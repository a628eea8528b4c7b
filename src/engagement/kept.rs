//! Keeps the content of rounds beside the record, so that they can be compared when the clone has
//! forgotten them.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::git::increments::FoundIncrements;
use crate::git::{PackedRound, Repository, RoundContent};
use crate::model::increment::CommitRange;
use crate::model::record::Record;
use crate::model::spec::Spec;
use crate::model::time::Timestamp;
use crate::record::{KeptRoom, Project};

/// Lets a repository read the rounds that are kept of it. Where these cannot be used, a remark of
/// the repository says why.
///
/// # Errors
/// When the repository cannot be opened again.
pub(super) fn read_kept(repository: &mut Repository, project: &Project) -> Result<()> {
    match project.kept_objects() {
        Ok(None) => Ok(()),
        Ok(Some(objects)) => repository.also_read(&objects),
        Err(error) => {
            repository.add_remark(format!(
                "the content of earlier rounds is not read: {error}"
            ));
            Ok(())
        }
    }
}

/// Lists the newest rounds of which something was said, and the earlier rounds.
pub fn rounds_to_keep(found: &FoundIncrements, record: &Record) -> Vec<CommitRange> {
    let named: BTreeSet<CommitRange> = record
        .written
        .iter()
        .map(|mention| mention.round.range)
        .collect();
    let newest = found.increments.iter().map(|found| found.range);
    let earlier = found.increments.iter().flat_map(|found| &found.earlier);
    earlier
        .copied()
        .chain(newest.filter(|range| named.contains(range)))
        .collect()
}

/// Keeps a round of the repository, with the specs as they were in it, unless it is kept already.
/// Says so where the content of others was removed to make room.
///
/// # Errors
/// When the round cannot be read, or nothing can be written.
pub fn keep_round(
    repository: &Repository,
    project: &Project,
    specs: &[Spec],
    range: CommitRange,
    at: Timestamp,
) -> Result<Option<String>> {
    let removed = project.keep_round(range, at, KeptRoom::default(), |folder| {
        let base = repository.content_base(&range, &[range])?;
        let round = RoundContent {
            range,
            content_base: base.filter(|base| Some(*base) != range.base),
            files: specs.iter().map(|spec| spec.path.clone()).collect(),
        };
        let PackedRound { name, left_out } = repository.pack_round(&round, folder)?;
        Ok((name, left_out))
    })?;
    let rounds: Vec<String> = removed.iter().map(CommitRange::short).collect();
    let words = || {
        format!(
            "no more room to keep the content of all rounds: removed {}",
            rounds.join(", ")
        )
    };
    Ok((!rounds.is_empty()).then(words))
}
