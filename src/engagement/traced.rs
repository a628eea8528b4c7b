//! Reads a whole increment: its commits, its sizes, the links it declares, its hidden characters
//! and its moves.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;

use super::allowance::Allowance;
use super::files::kind_of;
use super::others::OthersWork;
use super::reverts::Later;
use super::then::Then;
use super::touched::{Materials, own_changes};
use crate::diff;
use crate::diff::moved::MovedLines;
use crate::git::{Commits, Repository};
use crate::model::change::{Change, FileChange, FileDiff, Hunk, Side, TextDiff};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, Increment};
use crate::model::kind::{Because, Classified, FileKind};
use crate::model::spec::{LineRange, Spec};
use crate::model::text::{RepoPath, Untrusted};
use crate::safe::Hidden;
use crate::spec;
use crate::trace::suggest::{CommonWords, Queries};
use crate::trace::{
    self, Aside, Claimant, CriterionIds, Declarations, Delivery, FileStat, HunkPlace,
    IncrementTrace, LeftOutMention, Material, Meanings, Reverts, Why,
};

/// Maximum number of an increment's commits that are listed.
pub(super) const MAX_COMMITS: usize = 2_000;

/// A shared increment that was read in full.
pub type Traced = Arc<IncrementTrace>;

/// Maximum number of commits with specs that are read for the meanings of ids.
const MAX_THEN: usize = 500;

/// Reads a whole increment, for the screen, the commands and the export alike; work that later
/// increments revert does not count. `then` has the meanings of ids at commits; without it, they
/// always mean what they mean now. `stop` is called between files; when it says so, the result is
/// `None`.
///
/// # Errors
/// When the range itself cannot be read; files that cannot be read are left out of the links.
pub fn trace(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    known: (Option<&Then>, &Later),
    stop: &dyn Fn() -> bool,
) -> Result<Option<IncrementTrace>> {
    trace_within(
        repository,
        increment,
        specs,
        known,
        (&mut Allowance::default(), stop),
    )
}

/// Reads a whole increment as [`trace()`] does, within the remaining budget, and charges the cost.
///
/// # Errors
/// When the range itself cannot be read.
pub fn trace_within(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    (then, later): (Option<&Then>, &Later),
    (allowance, stop): (&mut Allowance, &dyn Fn() -> bool),
) -> Result<Option<IncrementTrace>> {
    let mut traced = by_itself(repository, increment, specs, then, (allowance, stop))?;
    if let Some(traced) = &mut traced {
        traced.take_back(later.than(increment));
    }
    Ok(traced)
}

/// Reads a whole increment as if nothing came after it.
fn by_itself(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    then: Option<&Then>,
    (allowance, stop): (&mut Allowance, &dyn Fn() -> bool),
) -> Result<Option<IncrementTrace>> {
    let commits = repository.commits(&increment.range, MAX_COMMITS)?;
    let mut changes = repository.changes(&increment.range)?;
    let budgets = (&mut allowance.renames, &mut allowance.copies);
    let paired = repository.find_similar_within(&mut changes.files, budgets, stop);
    let Some(unpaired) = paired else {
        return Ok(None);
    };
    let now = Arc::new(CriterionIds::new(specs));
    let head = increment.range.head;
    // In added lines, branches and tables, ids mean what they mean at the end of the increment.
    let ids = then
        .and_then(|then| then.at(repository, specs, head))
        .unwrap_or_else(|| now.clone());
    let mut meanings = Meanings::new(&ids);
    let mut words = CommonWords::new(&Queries::new(specs), allowance.words);
    let kinds = repository.kinds(&changes);
    let mut materials = Materials {
        kinds,
        specs,
        read: HashMap::new(),
    };
    let mut traced = counted(commits, changes.outside, unpaired);
    traced.tree = repository.tree_of(increment.range.head).ok();
    let others = OthersWork::of(
        repository,
        &increment.range,
        &traced.commits,
        &changes.files,
    )?;
    traced.others.clone_from(&others.commits);
    let paths: Vec<RepoPath> = changes
        .files
        .iter()
        .map(|change| change.path().clone())
        .collect();
    // A moved block may be indented further: in another function, in a type.
    let mut lines = MovedLines::new(true);
    let mut is_cut = false;
    let mut changed: Vec<Vec<Vec<Change>>> = Vec::with_capacity(paths.len());
    for (number, (change, path)) in (0..).zip(changes.files.iter().zip(&paths)) {
        if stop() {
            return Ok(None);
        }
        // One file at a time, so that memory does not grow with the increment.
        let diff = allowance.read(repository, change);
        let text = diff.as_text();
        let is_others = others
            .files
            .get(number as usize)
            .copied()
            .unwrap_or_default();
        let kind = kind_of(materials.kinds.of(change), change, &diff);
        let (material, is_told) = material(change, kind.kind, text, (&ids, specs), allowance);
        is_cut |= !is_told;
        materials.read.insert(path.clone(), material);
        if let Some(text) = text.filter(|_| !is_others && !trace::is_spec(path, specs)) {
            let diffs = [(path.clone(), text, material)];
            let delivery = Delivery {
                diffs: &diffs,
                room: allowance.claims,
                ..Delivery::new(increment)
            };
            let declared = trace::declared(&meanings, specs, delivery);
            allowance.claims = declared.left;
            is_cut |= declared.is_cut;
            add(&mut traced, declared);
            words.read(path, text);
        }
        if let Some(text) = text {
            lines.add(number, text);
        }
        changed.push(
            text.map(|text| {
                text.hunks
                    .iter()
                    .map(|hunk| text.changes_of(hunk).to_vec())
                    .collect()
            })
            .unwrap_or_default(),
        );
        let mut stat = FileStat {
            is_others,
            material,
            ..stat(change, &diff, kind)
        };
        if let Some(text) = text.filter(|_| !is_others) {
            let theirs = others.hunks(repository, change, text);
            let theirs = stat
                .places
                .iter_mut()
                .zip(theirs)
                .filter(|(_, theirs)| *theirs);
            theirs.for_each(|(place, _)| place.aside = Some(Aside::Others));
        }
        traced.hidden.add(&stat.hidden);
        traced.files.push(stat);
    }
    traced.moves = lines.find();
    set_moved_aside(&mut traced, &changed);
    let is_own = |commit: &&Commit| !traced.others.contains(&commit.id);
    let commits: Vec<Commit> = traced.commits.iter().filter(is_own).cloned().collect();
    let Some(own) = own_changes(
        repository,
        &commits,
        &mut materials,
        (&mut allowance.folders, &mut allowance.ticks, stop),
    ) else {
        return Ok(None);
    };
    traced.touched = own.touched;
    (traced.common, allowance.words) = words.finish();
    traced.reverts = Reverts::of(&commits);
    if let Some(then) = then {
        set_meanings(
            &mut meanings,
            then,
            &now,
            (repository, specs),
            &commits,
            &traced.touched,
        );
    }
    let delivery = Delivery {
        commits: &commits,
        touched: &own.materials,
        files: &paths,
        ticks: &own.ticks,
        room: allowance.claims,
        ..Delivery::new(increment)
    };
    let mut of_files = std::mem::take(&mut traced.links);
    let declared = trace::declared(&meanings, specs, delivery);
    allowance.claims = declared.left;
    is_cut |= declared.is_cut;
    add(&mut traced, declared);
    traced.links.append(&mut of_files);
    for (_, why) in [
        (is_cut, Why::TooMany),
        (own.is_cut, Why::FilesUnknown),
        (traced.common.is_cut, Why::WordsUnknown),
        (then.is_some_and(Then::is_cut), Why::MeaningsUnknown),
        (own.is_ticks_cut, Why::TicksUnknown),
    ]
    .iter()
    .filter(|(is_cut, _)| *is_cut)
    {
        let what = Claimant::Increment(Untrusted::from(increment.id.as_str()));
        traced.left_out.push(LeftOutMention {
            what,
            why: *why,
            criteria: Vec::new(),
            more: 0,
        });
    }
    Ok(Some(traced))
}

/// Sets the meanings of ids in the messages of commits, where specs changed within the increment or
/// since.
fn set_meanings(
    meanings: &mut Meanings<'_>,
    then: &Then,
    now: &Arc<CriterionIds>,
    (repository, specs): (&Repository, &[Spec]),
    commits: &[Commit],
    touched: &[(ObjectId, Vec<RepoPath>)],
) {
    let is_spec = |path: &RepoPath| trace::is_spec(path, specs) || spec::rank(path).is_some();
    let changes_specs = touched.iter().any(|(_, paths)| paths.iter().any(is_spec));
    let Some(newest) = commits.first() else {
        return;
    };
    if !changes_specs && then.at(repository, specs, newest.id).is_none() {
        return;
    }
    let may_name = |commit: &&Commit| commit.message.as_bytes().iter().any(u8::is_ascii_digit);
    for commit in commits.iter().filter(may_name).take(MAX_THEN) {
        let ids = then
            .at(repository, specs, commit.id)
            .unwrap_or_else(|| now.clone());
        meanings.set(commit.id, ids);
    }
}

fn add(traced: &mut IncrementTrace, mut declared: Declarations) {
    traced.links.append(&mut declared.links);
    traced.ambiguous.append(&mut declared.ambiguous);
    traced.left_out.append(&mut declared.left_out);
}

/// Classifies a changed file's material by its content, and tells whether that was possible. A
/// possible copy of a spec that was not read declares nothing.
fn material(
    change: &FileChange,
    kind: FileKind,
    text: Option<&TextDiff>,
    (ids, specs): (&CriterionIds, &[Spec]),
    allowance: &mut Allowance,
) -> (Material, bool) {
    let path = change.path();
    let material = Material::of(path, kind, specs);
    let Some(text) = text else {
        return (material, true);
    };
    let content = if change.new.is_some() {
        text.new.bytes()
    } else {
        text.old.bytes()
    };
    if trace::may_be_spec(path, material) && !specs.is_empty() {
        if !allowance.may_read_spec(content.len()) {
            return (material.unless_work(), material == Material::Document);
        }
        if spec::read(path, content, None).is_ok_and(|read| trace::is_copy(&read, specs)) {
            return (Material::Spec, true);
        }
    }
    (
        material.read(path, kind, ids, content, &mut allowance.claims),
        true,
    )
}

fn stat(change: &FileChange, diff: &FileDiff, kind: Classified) -> FileStat {
    let places = |text: &TextDiff| {
        text.hunks
            .iter()
            .map(|hunk| place(change.path(), text, hunk))
            .collect()
    };
    FileStat {
        places: diff.as_text().map(places).unwrap_or_default(),
        // Nobody may exempt their own work from being accounted for.
        kind: if kind.because == Because::Claimed {
            FileKind::Source
        } else {
            kind.kind
        },
        ..count(change, diff)
    }
}

/// Counts the commits of an increment, and hidden characters in their messages.
pub(super) fn counted(commits: Commits, outside: usize, unpaired: bool) -> IncrementTrace {
    let mut hidden = Hidden::default();
    for commit in &commits.commits {
        hidden.add(&Hidden::of(commit.message.as_bytes()));
        hidden.add(&Hidden::of(commit.author.as_bytes()));
    }
    IncrementTrace {
        hidden,
        more_commits: commits.more,
        unpaired,
        outside,
        commits: commits.commits,
        ..IncrementTrace::default()
    }
}

/// Counts the lines of a file, and hidden characters in them, whatever the file is for.
pub(super) fn count(change: &FileChange, diff: &FileDiff) -> FileStat {
    let (path, text) = (change.path(), diff.as_text());
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
        unread: diff.is_unread(),
        hunks: hunks.iter().map(|hunk| hunk.digest).collect(),
        places: Vec::new(),
        material: Material::Work,
        kind: FileKind::Source,
        is_others: false,
        hidden,
    }
}

fn place(path: &RepoPath, text: &TextDiff, hunk: &Hunk) -> HunkPlace {
    let (side, lines) =
        changed_lines(text.changes_of(hunk)).unwrap_or((Side::New, LineRange::new(1, 1)));
    let aside = diff::only_formatting(path, text, hunk).then_some(Aside::Formatting);
    HunkPlace { side, lines, aside }
}

/// Folds hunks apart in which every changed line moved, unedited. `changed` has the changes of each
/// hunk of each file.
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

/// Returns the range from the first to the last line that some changes add; that they remove, when
/// they add none.
fn changed_lines(changes: &[Change]) -> Option<(Side, LineRange)> {
    [Side::New, Side::Old].into_iter().find_map(|side| {
        let mut ranges = changes
            .iter()
            .map(|change| change.lines(side))
            .filter(|range| !range.is_empty());
        let first = ranges.next()?;
        let last = ranges.next_back().unwrap_or(first);
        Some((
            side,
            LineRange {
                first: first.start + 1,
                last: last.end,
            },
        ))
    })
}
