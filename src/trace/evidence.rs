//! What a verdict rests on: the lines that bear on its criterion.

use super::Bearing;
use crate::model::change::{FileChange, TextDiff};
use crate::model::link::{LinkTarget, TraceLink};
use crate::model::record::Evidence;
use crate::model::spec::{CriterionKey, LineRange};

/// The lines of some changed files that bear on a criterion. A file without its text, or without
/// lines of its own that do, counts as a whole when it is linked.
///
/// Links of hunks and files go before those of commits: a commit does more than one thing, and a
/// verdict is not to lapse because something beside its evidence changed. The spec itself is no
/// evidence.
pub fn evidence<'a>(
    bearing: &Bearing,
    criterion: &CriterionKey,
    files: impl IntoIterator<Item = (&'a FileChange, Option<&'a TextDiff>)>,
) -> Vec<Evidence> {
    let is_narrow = |link: &TraceLink| !matches!(link.target, LinkTarget::Commit(_));
    let own = |link: &TraceLink| link.criterion == *criterion;
    let has_narrow = bearing.links().iter().any(|link| own(link) && is_narrow(link));
    let counts =
        |links: Vec<&TraceLink>| links.into_iter().any(|link| own(link) && (is_narrow(link) || !has_narrow));
    let mut evidence = Vec::new();
    for (change, text) in files {
        let path = change.path();
        if *path == criterion.spec {
            continue;
        }
        let hunks = text.map_or(&[][..], |text| &text.hunks);
        let bearing_hunks = hunks.iter().filter(|hunk| counts(bearing.of_hunk(path, hunk.digest)));
        let lines: Vec<LineRange> = bearing_hunks
            .filter(|hunk| !hunk.new.is_empty())
            .map(|hunk| LineRange::new(hunk.new.start + 1, hunk.new.end))
            .collect();
        let named = || bearing.links().iter().any(|link| own(link) && link.target.path() == Some(path));
        let unread = text.is_none() && if has_narrow { named() } else { bearing.reaches(criterion, path) };
        if !lines.is_empty() || unread || counts(bearing.of_file(path)) {
            let blob = change.new.as_ref().map(|entry| entry.id);
            evidence.push(Evidence { path: path.clone(), blob, lines });
        }
    }
    evidence
}
