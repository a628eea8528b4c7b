//! Reads a whole increment: its commits, its sizes, the links it declares, its hidden characters and its
//! moves.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;

use super::files::{UNASKED, diff_of, kind_of};
use super::others::OthersWork;
use super::reverts::Later;
use super::then::Then;
use super::touched::{Materials, own_changes};
use crate::diff;
use crate::diff::moved::MovedLines;
use crate::git::{Repository, SimilarityBudget};
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
    self, Aside, Claimant, Declarations, Delivery, FileStat, HunkPlace, Ids, IncrementTrace, LeftOut,
    Material, Meanings, Reverts, Why,
};

/// Maximum number of an increment's commits that are listed.
pub(super) const MAX_COMMITS: usize = 2_000;

/// Files of an increment that are read through, and changed lines after which no further file is: more than anybody
/// delivers at once, but for what was put there whole.
pub const MAX_READ: u32 = 30_000;
const MAX_LINES: u64 = 8_000_000;
/// Bytes of texts, both sides, after which no further file is read through: about 3 s worth.
const MAX_BYTES: u64 = 512 << 20;
const BEYOND: &str =
    "the increment has more files, lines or bytes than are read through; smaller increments show all";

/// An increment read through, to be handed on.
pub type Traced = Arc<IncrementTrace>;

/// Maximum number of commits with specs that are read for the meanings of ids.
const MAX_THEN: usize = 500;

/// Reads a whole increment, for the screen, the commands and the export alike; work that later increments
/// revert does not count. `then` has the meanings of ids at commits; without it, they always mean what they
/// mean now. `stop` is called between files; when it says so, the result is `None`.
///
/// # Errors
/// When the range itself cannot be read; files that cannot be read are left out of the links.
pub fn trace(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    (then, later): (Option<&Then>, &Later),
    stop: &dyn Fn() -> bool,
) -> Result<Option<IncrementTrace>> {
    let mut traced = by_itself(repository, increment, specs, then, stop)?;
    if let Some(traced) = &mut traced {
        later.than(increment).iter().for_each(|later| {
            traced.take_back(later);
        });
    }
    Ok(traced)
}

/// Reads a whole increment as if nothing came after it.
fn by_itself(
    repository: &Repository,
    increment: &Increment,
    specs: &[Spec],
    then: Option<&Then>,
    stop: &dyn Fn() -> bool,
) -> Result<Option<IncrementTrace>> {
    let commits = repository.commits(&increment.range, MAX_COMMITS)?;
    let mut changes = repository.changes(&increment.range)?;
    let paired = repository.find_similar_until(&mut changes.files, SimilarityBudget::default(), stop);
    let Some(unpaired) = paired else { return Ok(None) };
    let now = Arc::new(Ids::new(specs));
    let head = increment.range.head;
    // In added lines, branches and tables, ids mean what they mean at the end of the increment.
    let ids = then.and_then(|then| then.at(repository, specs, head)).unwrap_or_else(|| now.clone());
    let mut meanings = Meanings::new(&ids);
    let mut words = CommonWords::new(&Queries::new(specs));
    let kinds = repository.kinds(&changes);
    let mut materials = Materials { kinds, specs, read: HashMap::new() };
    let mut traced = IncrementTrace {
        hidden: Hidden::default(),
        more_commits: commits.more,
        unpaired,
        outside: changes.outside,
        commits: commits.commits,
        tree: repository.tree_of(increment.range.head).ok(),
        ..IncrementTrace::default()
    };
    for commit in &traced.commits {
        traced.hidden.add(&Hidden::of(commit.message.as_bytes()));
        traced.hidden.add(&Hidden::of(commit.author.as_bytes()));
    }
    let others = OthersWork::of(repository, &increment.range, &traced.commits, &changes.files)?;
    traced.others.clone_from(&others.commits);
    let paths: Vec<RepoPath> = changes.files.iter().map(|change| change.path().clone()).collect();
    // A block may stand further in where it is now: in another function, in a type.
    let mut lines = MovedLines::new(true);
    let (mut claims, mut is_cut, mut changed_lines, mut bytes) = (0, false, 0, 0);
    let mut changed: Vec<Vec<Vec<Change>>> = Vec::with_capacity(paths.len());
    for (number, (change, path)) in (0..).zip(changes.files.iter().zip(&paths)) {
        if stop() {
            return Ok(None);
        }
        // One file at a time, so that memory does not grow with the increment.
        let diff = match number < MAX_READ && changed_lines < MAX_LINES && bytes < MAX_BYTES {
            true => diff_of(repository, change, UNASKED),
            false => FileDiff::Unreadable(BEYOND.to_owned()),
        };
        let text = diff.as_text();
        let is_others = others.files.get(number as usize).copied().unwrap_or_default();
        let kind = kind_of(materials.kinds.of(change), change, &diff);
        let material = material(change, kind.kind, text, &ids, specs);
        materials.read.insert(path.clone(), material);
        if let Some(text) = text.filter(|_| !is_others && !trace::is_spec(path, specs)) {
            let diffs = [(path.clone(), text, material)];
            let delivery = Delivery { diffs: &diffs, ..Delivery::new(increment) };
            if claims < trace::MAX_CLAIMS {
                let declared = trace::declared(&meanings, specs, delivery);
                claims += declared.looked_at;
                is_cut |= declared.is_cut;
                add(&mut traced, declared);
            } else {
                is_cut = true;
            }
            words.read(path, text);
        }
        if let Some(text) = text {
            lines.add(number, text);
            changed_lines += u64::from(text.insertions()) + u64::from(text.deletions());
            bytes += (text.old.bytes().len() + text.new.bytes().len()) as u64;
        }
        changed.push(
            text.map(|text| text.hunks.iter().map(|hunk| changes_of(text, hunk).to_vec()).collect())
                .unwrap_or_default(),
        );
        let mut stat = FileStat { is_others, material, unread: diff.is_unread(), ..stat(change, text, kind) };
        if let Some(text) = text.filter(|_| !is_others) {
            let theirs = others.hunks(repository, change, text);
            let theirs = stat.places.iter_mut().zip(theirs).filter(|(_, theirs)| *theirs);
            theirs.for_each(|(place, _)| place.aside = Some(Aside::Others));
        }
        traced.hidden.add(&stat.hidden);
        traced.files.push(stat);
    }
    traced.moves = lines.find();
    set_moved_aside(&mut traced, &changed);
    let is_own = |commit: &&Commit| !traced.others.contains(&commit.id);
    let commits: Vec<Commit> = traced.commits.iter().filter(is_own).cloned().collect();
    let Some(own) = own_changes(repository, &commits, &mut materials, stop) else { return Ok(None) };
    traced.touched = own.touched;
    traced.common = words.finish();
    traced.reverts = Reverts::of(&commits);
    if let Some(then) = then {
        set_meanings(&mut meanings, then, &now, (repository, specs), &commits, &traced.touched);
    }
    let delivery = Delivery {
        commits: &commits,
        touched: &own.materials,
        files: &paths,
        ticks: &own.ticks,
        ..Delivery::new(increment)
    };
    let mut of_files = std::mem::take(&mut traced.links);
    let declared = trace::declared(&meanings, specs, delivery);
    is_cut |= declared.is_cut;
    add(&mut traced, declared);
    traced.links.append(&mut of_files);
    for (_, why) in
        [(is_cut, Why::TooMany), (own.is_cut, Why::FilesUnknown)].iter().filter(|(is_cut, _)| *is_cut)
    {
        let what = Claimant::Increment(Untrusted::from(increment.id.as_str()));
        traced.left_out.push(LeftOut { what, why: *why, criteria: Vec::new(), more: 0 });
    }
    Ok(Some(traced))
}

/// Sets the meanings of ids in the messages of commits, where specs changed within the increment or since.
fn set_meanings(
    meanings: &mut Meanings<'_>,
    then: &Then,
    now: &Arc<Ids>,
    (repository, specs): (&Repository, &[Spec]),
    commits: &[Commit],
    touched: &[(ObjectId, Vec<RepoPath>)],
) {
    let is_spec = |path: &RepoPath| trace::is_spec(path, specs) || spec::rank(path).is_some();
    let changes_specs = touched.iter().any(|(_, paths)| paths.iter().any(is_spec));
    let Some(newest) = commits.first() else { return };
    if !changes_specs && then.at(repository, specs, newest.id).is_none() {
        return;
    }
    let may_name = |commit: &&Commit| commit.message.as_bytes().iter().any(u8::is_ascii_digit);
    for commit in commits.iter().filter(may_name).take(MAX_THEN) {
        let ids = then.at(repository, specs, commit.id).unwrap_or_else(|| now.clone());
        meanings.set(commit.id, ids);
    }
}

fn add(traced: &mut IncrementTrace, mut declared: Declarations) {
    traced.links.append(&mut declared.links);
    traced.ambiguous.append(&mut declared.ambiguous);
    traced.left_out.append(&mut declared.left_out);
}

/// What a changed file is made of, going by what is in it.
fn material(
    change: &FileChange,
    kind: FileKind,
    text: Option<&TextDiff>,
    ids: &Ids,
    specs: &[Spec],
) -> Material {
    let path = change.path();
    let material = Material::of(path, kind, specs);
    let Some(text) = text else { return material };
    let content = if change.new.is_some() { text.new.bytes() } else { text.old.bytes() };
    let is_copy = || spec::read(path, content, None).is_ok_and(|read| trace::is_copy(&read, specs));
    if trace::may_be_spec(path, material) && is_copy() {
        return Material::Spec;
    }
    material.read(path, kind, ids, content)
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
        unread: false,
        hunks: hunks.iter().map(|hunk| hunk.digest).collect(),
        places: text
            .map(|text| hunks.iter().map(|hunk| place(path, text, hunk)).collect())
            .unwrap_or_default(),
        material: Material::Work,
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

/// Folds hunks apart in which every changed line moved, unedited. `changed` has the changes of each hunk of
/// each file.
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

/// Returns the range from the first to the last line that some changes add; that they remove, when they add
/// none.
fn changed_lines(changes: &[Change]) -> Option<(Side, LineRange)> {
    [Side::New, Side::Old].into_iter().find_map(|side| {
        let mut ranges = changes.iter().map(|change| change.lines(side)).filter(|range| !range.is_empty());
        let first = ranges.next()?;
        let last = ranges.next_back().unwrap_or(first);
        Some((side, LineRange { first: first.start + 1, last: last.end }))
    })
}
