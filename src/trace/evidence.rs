//! Finds a verdict's evidence: the lines that bear on its criterion.

use super::Bearing;
use crate::model::change::{FileChange, TextDiff};
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
    let is_narrow = |link: &TraceLink| !matches!(link.target, LinkTarget::Commit(_));
    let has_narrow = bearing.of_criterion(criterion).any(is_narrow);
    let counts = |path, hunk| {
        bearing
            .bears_on(criterion, path, hunk)
            .is_some_and(|link| is_narrow(link) || !has_narrow)
    };
    let mut evidence = Vec::new();
    for (change, text) in files {
        let path = change.path();
        if *path == criterion.spec {
            continue;
        }
        let hunks = text.map_or(&[][..], |text| &text.hunks);
        let bearing_hunks = hunks.iter().filter(|hunk| counts(path, Some(hunk.digest)));
        let lines: Vec<LineRange> = bearing_hunks
            .filter(|hunk| !hunk.new.is_empty())
            .map(|hunk| LineRange::new(hunk.new.start + 1, hunk.new.end))
            .collect();
        let named = || {
            bearing
                .in_file(path)
                .any(|link| link.criterion == *criterion)
        };
        let unread = text.is_none()
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
