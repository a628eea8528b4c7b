//! Finds the fix of a note: the commits that may have it, and the note's lines then and now.

use std::sync::Arc;

use anyhow::Result;

use super::files::{UNASKED, diff_of};
use super::standing::{Located, NoteSearch, SearchedVersion};
use crate::diff;
use crate::git::increments::FoundIncrements;
use crate::git::{FileContent, Repository};
use crate::model::change::{Change, FileEntry, FileText, Side, TextDiff};
use crate::model::comparison::{ComparedFile, Comparison, FileVersion, Fix, FixCandidates, Likely};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};
use crate::model::note::{Anchor, Standing, Thread};
use crate::model::spec::LineRange;
use crate::model::text::RepoPath;
use crate::safe;

/// Maximum number of commits offered: as many as are read of an increment.
const MAX_COMMITS: usize = 2_000;

/// Maximum number of commits in which the note's lines are relocated.
const MAX_LOOKED_AT: usize = 200;

/// Maximum size of a replaced block for its replacement to count as standing in the place of a
/// note's lines: this multiple of the note's lines, plus [`ROOM`]. In a rewritten file nothing
/// does.
const WIDER: u32 = 3;
const ROOM: u32 = 12;

/// Maximum number of files listed of a commit.
const MAX_FILES: usize = 40;

/// Lists the commits from the base of a note's increment to the head under review, newest first,
/// and the likely fix: the last that changed the note's lines.
///
/// # Errors
/// When the commits cannot be listed.
pub fn candidates(
    repository: &Repository,
    found: &FoundIncrements,
    thread: &Thread,
) -> Result<FixCandidates> {
    let increment = found.increment(thread.place.increment.as_ref());
    let base = increment.map_or(found.base, |increment| increment.range.base);
    let range = CommitRange {
        base,
        head: found.head,
    };
    let commits = repository.commits(&range, MAX_COMMITS)?.commits;
    let seen = thread.subject.as_ref().map(|subject| subject.range.head);
    let since: Vec<&Commit> = commits
        .iter()
        .take_while(|commit| Some(commit.id) != seen)
        .take(MAX_LOOKED_AT)
        .collect();
    let anchor = thread.place.anchor.as_ref();
    let mut touched = None;
    for commit in since.iter().filter(|commit| commit.parents.len() == 1) {
        let Some(anchor) = anchor else { break };
        let entry = |id| repository.entry(id, &anchor.path).ok().flatten();
        let (before, after) = (entry(commit.parents[0]), entry(commit.id));
        if before.as_ref().map(|entry| entry.id) == after.as_ref().map(|entry| entry.id) {
            continue;
        }
        touched = touched.or(Some(commit.id));
        if changes_lines(repository, anchor, before.as_ref(), after.as_ref()) {
            return Ok(FixCandidates {
                likely: Some((commit.id, Likely::Lines)),
                commits,
            });
        }
    }
    let newest = || since.first().map(|commit| (commit.id, Likely::Newest));
    let likely = touched.map(|commit| (commit, Likely::File)).or_else(newest);
    Ok(FixCandidates { likely, commits })
}

/// Whether a commit changes an anchor's lines.
fn changes_lines(
    repository: &Repository,
    anchor: &Anchor,
    before: Option<&FileEntry>,
    after: Option<&FileEntry>,
) -> bool {
    let Some(before) = before else { return false };
    let Some(then) = text(repository, before.id, UNASKED) else {
        return false;
    };
    let Some(lines) = diff::relocate(anchor, None, &then, before.id).lines() else {
        return false;
    };
    match after.and_then(|after| text(repository, after.id, UNASKED)) {
        Some(now) => !diff::unchanged(&then, &now, &[lines]),
        None => true,
    }
}

/// Compares a note's original lines with the head under review, and describes the commit claimed to
/// fix it.
pub fn compare(
    repository: &Repository,
    found: &FoundIncrements,
    thread: &Thread,
    fix: Option<ObjectId>,
) -> Comparison {
    let mut remarks = Vec::new();
    let fix = fix.and_then(|fix| described(repository, found, fix, &mut remarks));
    let anchor = thread.place.anchor.as_ref();
    if let (Some(fix), Some(anchor)) = (&fix, anchor) {
        let touches = |(path, _): &(RepoPath, Option<(u32, u32)>)| *path == anchor.path;
        if fix.more == 0 && !fix.files.iter().any(touches) {
            let path = safe::path(&anchor.path);
            remarks.push(format!("{} does not change {path}", fix.commit.id.short(7)));
        }
    }
    let (standing, file) = match anchor {
        Some(anchor) => beside(repository, found, thread, anchor, &mut remarks),
        None => (Standing::Exact, None),
    };
    Comparison {
        standing,
        file,
        fix,
        remarks,
    }
}

fn beside(
    repository: &Repository,
    found: &FoundIncrements,
    thread: &Thread,
    anchor: &Anchor,
    remarks: &mut Vec<String>,
) -> (Standing, Option<ComparedFile>) {
    let increment = found.increment(thread.place.increment.as_ref());
    let base = increment.map_or(found.base, |increment| increment.range.base);
    let range = CommitRange {
        base,
        head: found.head,
    };
    let round = SearchedVersion {
        commit: found.head,
        range,
        side: Side::New,
    };
    let Located { entry, place } = NoteSearch::new(repository).locate(&round, thread, anchor);
    let now_id = entry.as_ref().map(|entry| entry.id);
    let now = match now_id {
        Some(id) => text(repository, id, UNASKED),
        None => {
            remarks.push("the file is no longer there".to_owned());
            Some(FileText::new(Vec::new()))
        }
    };
    let Some(now) = now else {
        remarks.push("the file cannot be read, or has no lines".to_owned());
        return (Standing::Gone, None);
    };
    let then = anchor.blob.and_then(|blob| text(repository, blob, UNASKED));
    let standing = place.standing();
    let lines = if anchor.lines.is_some() {
        place.lines()
    } else {
        None
    };
    let path = entry.map_or_else(|| anchor.path.clone(), |entry| entry.path);
    let commit = thread.subject.as_ref().map(|subject| subject.range.head);
    let mut versions = [
        FileVersion {
            path: anchor.path.clone(),
            commit,
            lines: anchor.lines,
            before: 0,
        },
        FileVersion {
            path,
            commit: Some(found.head),
            lines,
            before: 0,
        },
    ];
    let (then, now) = match then {
        Some(then) => (then, now),
        None => {
            remarks.push(
                "the original file is not in this clone: only the note's own lines".to_owned(),
            );
            let first = |version: &FileVersion| version.lines.map_or(0, |lines| lines.first - 1);
            let cut = match lines {
                Some(lines) => (lines.first - 1..lines.last)
                    .map(|line| now.raw_line(line))
                    .collect::<Vec<_>>(),
                None => Vec::new(),
            };
            let cut = FileText::new(cut.concat());
            versions
                .iter_mut()
                .for_each(|version| version.before = first(version));
            (FileText::new(anchor.text.as_bytes().to_vec()), cut)
        }
    };
    let diff = diff::text(&versions[1].path, Arc::new(then), Arc::new(now));
    if let (Some(then), None) = (anchor.lines, lines)
        && let Some(now) = in_their_place(&diff, then)
    {
        versions[1].lines = Some(now);
        return (
            Standing::Edited,
            Some(ComparedFile {
                versions,
                diff: Arc::new(diff),
            }),
        );
    }
    (
        standing,
        Some(ComparedFile {
            versions,
            diff: Arc::new(diff),
        }),
    )
}

/// Finds the lines that replaced others completely; `None` where nothing did. Both 1-based.
fn in_their_place(diff: &TextDiff, lines: LineRange) -> Option<LineRange> {
    let (first, end) = (lines.first - 1, lines.last);
    let touches = |change: &&Change| change.old.start < end && change.old.end > first;
    let touched = || diff.changes.iter().filter(touches);
    let replaced: u32 = touched().map(|change| change.old.len() as u32).sum();
    if replaced > WIDER * (end - first) + ROOM {
        return None;
    }
    let (start, end) = touched()
        .map(|change| (change.new.start, change.new.end))
        .reduce(|all, next| (all.0, next.1))?;
    (start < end).then(|| LineRange {
        first: start + 1,
        last: end,
    })
}

/// Describes the commit claimed to be a fix, with its changes.
fn described(
    repository: &Repository,
    found: &FoundIncrements,
    fix: ObjectId,
    remarks: &mut Vec<String>,
) -> Option<Fix> {
    let Ok(commit) = repository.commit(fix) else {
        remarks.push(format!(
            "{} is not in this clone; fetch it first",
            fix.short(7)
        ));
        return None;
    };
    if repository.merge_base(fix, found.head).ok().flatten() != Some(fix) {
        remarks.push(format!(
            "{} is not part of what is under review",
            fix.short(7)
        ));
    }
    let range = CommitRange {
        base: commit.parents.first().copied(),
        head: fix,
    };
    let files = repository
        .changes(&range)
        .map(|changes| changes.files)
        .unwrap_or_default();
    let more = files.len().saturating_sub(MAX_FILES);
    let counted = files.iter().take(MAX_FILES).map(|change| {
        let diff = diff_of(repository, change, UNASKED);
        let lines = diff
            .as_text()
            .map_or((0, 0), |text| (text.insertions(), text.deletions()));
        let path: RepoPath = change.path().clone();
        (path, (!diff.is_unread()).then_some(lines))
    });
    Some(Fix {
        files: counted.collect(),
        more,
        commit,
    })
}

/// Reads a text of at most `limit` bytes.
pub(super) fn text(repository: &Repository, id: ObjectId, limit: u64) -> Option<FileText> {
    match repository.read(id, limit) {
        Ok(FileContent::Bytes(bytes)) => Some(FileText::new(bytes)),
        _ => None,
    }
}
