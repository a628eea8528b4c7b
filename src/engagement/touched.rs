//! Finds what each commit of an increment changed itself: its files with their material, and the
//! boxes it ticks.

use std::collections::HashMap;

use super::files::UNASKED;
use crate::git::{Kinds, Repository, Sides};
use crate::model::change::{FileChange, FileText};
use crate::model::id::ObjectId;
use crate::model::increment::{Commit, CommitRange};
use crate::model::spec::{Spec, TickClaim};
use crate::model::text::RepoPath;
use crate::spec;
use crate::trace::{self, Material, Tick, Touched};

/// Maximum number of commits whose own files are computed, so that a commit's link reaches its
/// files: all that are listed.
const MAX_TOUCHED: usize = 2_000;

/// Maximum number of spec versions compared for ticked boxes.
const MAX_COMPARED_SPECS: usize = 400;

/// The changes that commits made themselves.
#[derive(Default)]
pub(super) struct OwnChanges {
    /// The files that each commit changes, newest commit first.
    pub touched: Vec<(ObjectId, Vec<RepoPath>)>,
    /// The same, with the material of the files.
    pub materials: Touched,
    /// The boxes of specs that they tick.
    pub ticks: Vec<Tick>,
    /// Whether the changes of some commits are unknown, or incomplete.
    pub is_cut: bool,
    /// Whether the boxes that some commits tick are unknown.
    pub is_ticks_cut: bool,
}

/// The material of files: by their content where it was read, else by their paths.
pub(super) struct Materials<'a> {
    pub kinds: Kinds,
    pub specs: &'a [Spec],
    pub read: HashMap<RepoPath, Material>,
}

impl Materials<'_> {
    /// Returns a changed file's material.
    pub(super) fn of(&mut self, change: &FileChange) -> Material {
        let path = change.path();
        if let Some(read) = self.read.get(path) {
            return *read;
        }
        Material::of(path, self.kinds.of(change).kind, self.specs)
    }
}

/// Lists each commit's changes against its first parent. A merge brings in others' work, which its
/// own commits account for. `folders` and `texts` are the remaining budgets in bytes of folders and of
/// versions of specs, which reading is charged to.
pub(super) fn own_changes(
    repository: &Repository,
    commits: &[Commit],
    materials: &mut Materials,
    (folders, texts, stop): (&mut u64, &mut u64, &dyn Fn() -> bool),
) -> Option<OwnChanges> {
    let mut found = OwnChanges::default();
    let mut compared = 0;
    let mut before = repository.folder_bytes_read();
    let own = commits.iter().filter(|commit| commit.parents.len() < 2);
    for commit in own.take(MAX_TOUCHED) {
        if stop() {
            return None;
        }
        let range = CommitRange {
            base: commit.parents.first().copied(),
            head: commit.id,
        };
        let now = repository.folder_bytes_read();
        *folders = folders.saturating_sub(now - before);
        before = now;
        if *folders == 0 {
            found.is_cut = true;
            break;
        }
        let Ok(changes) = repository.changes(&range) else {
            found.is_cut = true;
            continue;
        };
        found.is_cut |= changes.cut.is_some();
        for change in &changes.files {
            let spec = materials
                .specs
                .iter()
                .find(|spec| spec.path == *change.path());
            if spec.is_some_and(has_boxes) {
                let is_read = compared < MAX_COMPARED_SPECS && *texts > 0;
                found.is_ticks_cut |= !is_read;
                if is_read {
                    compared += 1;
                    found
                        .ticks
                        .extend(ticks(repository, commit.id, change, texts));
                }
            }
        }
        let paths = changes
            .files
            .iter()
            .map(|change| change.path().clone())
            .collect();
        let made_of = changes
            .files
            .iter()
            .map(|change| (change.path().clone(), materials.of(change)));
        found.materials.insert(commit.id, made_of.collect());
        found.touched.push((commit.id, paths));
    }
    Some(found)
}

fn has_boxes(spec: &Spec) -> bool {
    spec.criteria
        .iter()
        .any(|item| item.claim != TickClaim::None)
}

/// Finds the boxes of a spec that a commit ticks; empty where the spec cannot be read on both
/// sides. `left` is the remaining budget in bytes.
fn ticks(
    repository: &Repository,
    commit: ObjectId,
    change: &FileChange,
    left: &mut u64,
) -> Vec<Tick> {
    if change.old.is_none() || change.new.is_none() {
        return Vec::new();
    }
    let Sides::Text { old, new } = repository.load(change, UNASKED) else {
        return Vec::new();
    };
    *left = left.saturating_sub((old.bytes().len() + new.bytes().len()) as u64);
    let read = |text: &FileText| spec::read(change.path(), text.bytes(), None).ok();
    match (read(&old), read(&new)) {
        (Some(before), Some(after)) => trace::ticked(commit, &before, &after),
        _ => Vec::new(),
    }
}
