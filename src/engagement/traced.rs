//! Reads an increment through: its commits, its sizes, the links it declares, what hides and what moved in
//! it.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;

use super::files::{UNASKED, diff_of, kind_of};
use crate::diff;
use crate::diff::moved::MovedLines;
use crate::git::{Repository, Sides, SimilarityBudget};
use crate::model::change::{Change, FileChange, FileText, Hunk, Side, TextDiff};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange, Increment};
use crate::model::kind::{Because, Classified, FileKind};
use crate::model::spec::{Claim, LineRange, Spec};
use crate::model::text::RepoPath;
use crate::safe::Hidden;
use crate::spec;
use crate::trace::{self, Aside, Delivery, FileStat, HunkPlace, Ids, IncrementTrace, Tick};

/// Commits of an increment that are listed.
const MAX_COMMITS: usize = 2_000;

/// Commits whose own files are worked out, so that a commit's link reaches its files.
const MAX_TOUCHED: usize = 300;

/// An increment read through, to be handed on.
pub type Traced = Arc<IncrementTrace>;

/// Versions of specs that are compared for the boxes that commits tick.
const MAX_COMPARED_SPECS: usize = 400;

/// Reads an increment through. `stop` is asked between files; when it says so, `None` comes back.
///
/// # Errors
/// When the range itself cannot be read; single files that cannot be are left out of the links.
pub fn trace(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    stop: &dyn Fn() -> bool,
) -> Result<Option<IncrementTrace>> {
    let commits = repository.commits(&increment.range, MAX_COMMITS)?;
    let mut changes = repository.changes(&increment.range)?;
    let paired = repository.find_similar_until(&mut changes.files, SimilarityBudget::default(), stop);
    let Some(unpaired) = paired else { return Ok(None) };
    let ids = Ids::new(specs);
    let mut kinds = repository.kinds(&changes);
    let mut traced = IncrementTrace {
        hidden: Hidden::default(),
        more_commits: commits.more,
        unpaired,
        commits: commits.commits,
        tree: repository.tree_of(increment.range.head).ok(),
        ..IncrementTrace::default()
    };
    for commit in &traced.commits {
        traced.hidden.add(&Hidden::of(commit.message.as_bytes()));
        traced.hidden.add(&Hidden::of(commit.author.as_bytes()));
    }
    let others = others_work(repository, &increment.range, &traced.commits, &changes.files)?;
    traced.others = others.commits;
    let paths: Vec<RepoPath> = changes.files.iter().map(|change| change.path().clone()).collect();
    // A block may stand further in where it is now: in another function, in a type.
    let mut lines = MovedLines::new(true);
    let mut changed: Vec<Vec<Vec<Change>>> = Vec::with_capacity(paths.len());
    for (number, (change, path)) in (0..).zip(changes.files.iter().zip(&paths)) {
        if stop() {
            return Ok(None);
        }
        // One file at a time, so that memory does not grow with the increment.
        let diff = diff_of(repository, change, UNASKED);
        let text = diff.as_text();
        let is_others = others.files.get(number as usize).copied().unwrap_or_default();
        if let Some(text) = text.filter(|_| !is_others) {
            let diffs = [(path.clone(), text)];
            let delivery = Delivery { increment, commits: &[], files: &[], diffs: &diffs, ticks: &[] };
            traced.links.extend(trace::declared(&ids, specs, delivery));
        }
        if let Some(text) = text {
            lines.add(number, text);
        }
        let kind = kind_of(kinds.of(change), change, &diff);
        changed.push(
            text.map(|text| text.hunks.iter().map(|hunk| changes_of(text, hunk).to_vec()).collect())
                .unwrap_or_default(),
        );
        let stat = FileStat { is_others, ..stat(change, text, kind) };
        traced.hidden.add(&stat.hidden);
        traced.files.push(stat);
    }
    traced.moves = lines.find();
    set_moved_aside(&mut traced, &changed);
    let is_own = |commit: &&Commit| !traced.others.contains(&commit.id);
    let commits: Vec<Commit> = traced.commits.iter().filter(is_own).cloned().collect();
    let Some(own) = own_changes(repository, &commits, specs, stop) else { return Ok(None) };
    traced.touched = own.touched;
    let delivery = Delivery { increment, commits: &commits, files: &paths, diffs: &[], ticks: &own.ticks };
    let mut links = trace::declared(&ids, specs, delivery);
    links.append(&mut traced.links);
    traced.links = links;
    Ok(Some(traced))
}

fn stat(change: &FileChange, text: Option<&TextDiff>, kind: Classified) -> FileStat {
    let path = change.path();
    let mut hidden = Hidden::of(path.as_bytes());
    if let Some(text) = text {
        let added = text.changes.iter().flat_map(|change| change.new.clone());
        added.for_each(|line| hidden.add(&Hidden::of(text.new.line(line))));
    }
    let hunks = text.map_or(&[][..], |text| &text.hunks);
    FileStat {
        path: path.clone(),
        change: change.clone(),
        insertions: text.map_or(0, TextDiff::insertions),
        deletions: text.map_or(0, TextDiff::deletions),
        hunks: hunks.iter().map(|hunk| hunk.digest).collect(),
        places: text
            .map(|text| hunks.iter().map(|hunk| place(path, text, hunk)).collect())
            .unwrap_or_default(),
        // Nobody takes their own work out of what is to be accounted for.
        kind: if kind.because == Because::Claimed { FileKind::Source } else { kind.kind },
        is_others: false,
        hidden,
    }
}

fn place(path: &RepoPath, text: &TextDiff, hunk: &Hunk) -> HunkPlace {
    let (side, lines) = changed_lines(changes_of(text, hunk)).unwrap_or((Side::New, LineRange::new(1, 1)));
    let aside = diff::only_formatting(path, text, hunk).then_some(Aside::Formatting);
    HunkPlace { side, lines, aside }
}

fn changes_of<'a>(text: &'a TextDiff, hunk: &Hunk) -> &'a [Change] {
    text.changes.get(hunk.changes.start as usize..hunk.changes.end as usize).unwrap_or_default()
}

/// Folds hunks apart of which every changed line stood elsewhere before or stands elsewhere now, unedited.
/// `changed` has the changes of each hunk of each file.
fn set_moved_aside(traced: &mut IncrementTrace, changed: &[Vec<Vec<Change>>]) {
    for (number, (file, hunks)) in (0..).zip(traced.files.iter_mut().zip(changed)) {
        let moved = |side: Side, line: u32| {
            let found = traced.moves.at(number, side, line);
            found.is_some_and(|found| !found.is_edited(side, line))
        };
        for (place, changes) in file.places.iter_mut().zip(hunks) {
            let mut lines = changes.iter().flat_map(|change| {
                let lines = |side| change.lines(side).clone().map(move |line| (side, line));
                lines(Side::Old).chain(lines(Side::New))
            });
            if place.aside.is_none() && lines.all(|(side, line)| moved(side, line)) {
                place.aside = Some(Aside::Moved);
            }
        }
    }
}

/// From the first to the last line that some changes add; that they remove, when they add none.
fn changed_lines(changes: &[Change]) -> Option<(Side, LineRange)> {
    [Side::New, Side::Old].into_iter().find_map(|side| {
        let mut ranges = changes.iter().map(|change| change.lines(side)).filter(|range| !range.is_empty());
        let first = ranges.next()?;
        let last = ranges.next_back().unwrap_or(first);
        Some((side, LineRange { first: first.start + 1, last: last.end }))
    })
}

/// What a merge brought from the default branch.
#[derive(Default)]
struct OthersWork {
    commits: BTreeSet<ObjectId>,
    /// By file, whether nothing of its differences was made here.
    files: Vec<bool>,
}

/// Looks for it only where there is a merge: most ranges have none.
fn others_work(
    repository: &Repository,
    range: &CommitRange,
    commits: &[Commit],
    files: &[FileChange],
) -> Result<OthersWork> {
    if range.base.is_none() || commits.iter().all(|commit| commit.parents.len() < 2) {
        return Ok(OthersWork::default());
    }
    let Some(upstream) = repository.upstream_in(range)? else { return Ok(OthersWork::default()) };
    let theirs = repository.commits(&CommitRange { base: range.base, head: upstream }, MAX_COMMITS)?;
    Ok(OthersWork {
        commits: theirs.commits.into_iter().map(|commit| commit.id).collect(),
        files: repository.others_work(range, files, upstream)?,
    })
}

/// What commits changed themselves.
#[derive(Default)]
struct OwnChanges {
    /// The files that each changes.
    touched: Vec<(ObjectId, Vec<RepoPath>)>,
    /// The boxes of specs that they tick.
    ticks: Vec<Tick>,
}

/// What each commit changes against its first parent. A merge brings in others' work, which its own
/// commits account for.
fn own_changes(
    repository: &Repository,
    commits: &[Commit],
    specs: &[Spec],
    stop: &dyn Fn() -> bool,
) -> Option<OwnChanges> {
    let mut found = OwnChanges::default();
    let mut compared = 0;
    let own = commits.iter().filter(|commit| commit.parents.len() < 2);
    for commit in own.take(MAX_TOUCHED) {
        if stop() {
            return None;
        }
        let range = CommitRange { base: commit.parents.first().copied(), head: commit.id };
        let Ok(changes) = repository.changes(&range) else { continue };
        for change in &changes.files {
            let spec = specs.iter().find(|spec| spec.path == *change.path());
            if spec.is_some_and(has_boxes) && compared < MAX_COMPARED_SPECS {
                compared += 1;
                found.ticks.extend(ticks(repository, commit.id, change));
            }
        }
        found.touched.push((commit.id, changes.files.iter().map(|change| change.path().clone()).collect()));
    }
    Some(found)
}

fn has_boxes(spec: &Spec) -> bool {
    spec.criteria.iter().any(|item| item.claim != Claim::None)
}

/// The boxes of a spec that a commit ticks; none where the spec cannot be read on both sides.
fn ticks(repository: &Repository, commit: ObjectId, change: &FileChange) -> Vec<Tick> {
    if change.old.is_none() || change.new.is_none() {
        return Vec::new();
    }
    let Sides::Text { old, new } = repository.load(change, UNASKED) else { return Vec::new() };
    let read = |text: &FileText| spec::read(change.path(), text.bytes(), None).ok();
    match (read(&old), read(&new)) {
        (Some(before), Some(after)) => trace::ticked(commit, &before, &after),
        _ => Vec::new(),
    }
}
