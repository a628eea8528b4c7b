//! Finds a verdict's evidence: the lines that bear on its criterion.

use super::{Bearing, IncrementTrace};
use crate::model::change::{FileChange, Hunk, Side, TextDiff};
use crate::model::id::Digest;
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::record::Evidence;
use crate::model::spec::{CriterionKey, LineRange};

/// Returns the lines of changed files that bear on a criterion. A linked file without text, or
/// without linked lines of its own, counts as a whole.
///
/// Links of hunks and files take precedence over those of commits: a commit does more than one
/// thing, and a verdict must not lapse because something beside its evidence changed. The spec
/// itself is no evidence.
pub fn evidence<'a>(
    bearing: &Bearing,
    criterion: &CriterionKey,
    files: impl IntoIterator<Item = (&'a FileChange, Option<&'a TextDiff>)>,
) -> Vec<Evidence> {
    let hunk = |hunk: &Hunk| {
        let lines = !hunk.new.is_empty();
        let lines = lines.then(|| LineRange::new(hunk.new.start + 1, hunk.new.end));
        (hunk.digest, lines)
    };
    let files = files.into_iter().map(|(change, text)| {
        let hunks = text.map(|text| text.hunks.iter().map(hunk).collect());
        (change, hunks)
    });
    in_files(bearing, criterion, files)
}

/// Returns the evidence of a verdict as an increment that was read through has it, for when only a
/// part of the increment is shown.
pub fn evidence_in(
    bearing: &Bearing,
    criterion: &CriterionKey,
    trace: &IncrementTrace,
) -> Vec<Evidence> {
    let files = trace.files.iter().map(|file| {
        let places = file.places.iter().map(|place| {
            let is_there = place.side == Side::New;
            is_there.then_some(place.lines)
        });
        let hunks = file.hunks.iter().copied().zip(places);
        let hunks = (!file.unread).then(|| hunks.collect());
        (&file.change, hunks)
    });
    in_files(bearing, criterion, files)
}

/// The hunks of a file that was read: each digest with the 1-based lines of the new side, if it has
/// any.
type FileHunks = Vec<(Digest, Option<LineRange>)>;

fn in_files<'a>(
    bearing: &Bearing,
    criterion: &CriterionKey,
    files: impl Iterator<Item = (&'a FileChange, Option<FileHunks>)>,
) -> Vec<Evidence> {
    let is_narrow = |link: &TraceLink| !matches!(link.target, LinkTarget::Commit(_));
    let has_narrow = bearing.of_criterion(criterion).any(is_narrow);
    let counts = |path, hunk| {
        bearing
            .bears_on(criterion, path, hunk)
            .is_some_and(|link| is_narrow(link) || !has_narrow)
    };
    let mut evidence = Vec::new();
    for (change, hunks) in files {
        let path = change.path();
        if *path == criterion.spec {
            continue;
        }
        let lines: Vec<LineRange> = hunks
            .iter()
            .flatten()
            .filter(|(digest, _)| counts(path, Some(*digest)))
            .filter_map(|(_, lines)| *lines)
            .collect();
        let named = || {
            bearing
                .in_file(path)
                .any(|link| link.criterion == *criterion)
        };
        let unread = hunks.is_none()
            && if has_narrow {
                named()
            } else {
                bearing.reaches(criterion, path)
            };
        if !lines.is_empty() || unread || counts(path, None) {
            let blob = change.new.as_ref().map(|entry| entry.id);
            evidence.push(Evidence {
                path: path.clone(),
                blob,
                lines,
            });
        }
    }
    evidence
}
