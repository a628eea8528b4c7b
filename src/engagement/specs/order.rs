//! Orders and groups specs. Knows no contents.

use std::collections::HashMap;

use super::shelf::ShelfFile;
use crate::model::spec::{Spec, SpecGroup};
use crate::model::text::RepoPath;
use crate::spec;

/// Sorts the likeliest specs first, with each group together at the place of its best one. Archived
/// specs come last, newest first where folders begin with their date.
pub(super) fn order(entries: Vec<ShelfFile>) -> Vec<ShelfFile> {
    let mut placed: Vec<SortedFile> = entries.into_iter().map(SortedFile::new).collect();
    let mut best: HashMap<RepoPath, u32> = HashMap::new();
    for placed in &placed {
        let best = best.entry(placed.folder.clone()).or_insert(placed.rank);
        *best = (*best).min(placed.rank);
    }
    for placed in &mut placed {
        placed.best = best.get(&placed.folder).copied().unwrap_or(placed.rank);
    }
    placed.sort_by(|a, b| {
        let folders = if a.is_archived && b.is_archived {
            b.folder.cmp(&a.folder)
        } else {
            a.folder.cmp(&b.folder)
        };
        let groups = (a.best, a.is_archived)
            .cmp(&(b.best, b.is_archived))
            .then(folders);
        groups.then_with(|| (a.rank, &a.entry.path).cmp(&(b.rank, &b.entry.path)))
    });
    placed.into_iter().map(|placed| placed.entry).collect()
}

/// A file with its sort keys.
struct SortedFile {
    /// The rank of the likeliest file in its group.
    best: u32,
    /// The file's own rank.
    rank: u32,
    /// Its group's folder; its own path when it has no group.
    folder: RepoPath,
    is_archived: bool,
    entry: ShelfFile,
}

impl SortedFile {
    fn new(entry: ShelfFile) -> Self {
        let rank = spec::rank(&entry.path).unwrap_or(u32::MAX);
        let folder =
            spec::group_of(&entry.path).map_or_else(|| entry.path.clone(), |(path, _)| path);
        Self {
            best: rank,
            rank,
            is_archived: spec::is_archived(&folder),
            folder,
            entry,
        }
    }
}

/// Finds the groups of adjacent specs, in order.
pub(in crate::engagement) fn groups(specs: &[Spec]) -> Vec<SpecGroup> {
    let mut groups: Vec<SpecGroup> = Vec::new();
    for (index, spec) in specs.iter().enumerate() {
        let Some((path, what)) = spec::group_of(&spec.path) else {
            continue;
        };
        match groups.last_mut() {
            Some(last) if last.specs.end == index && last.path == path => last.specs.end += 1,
            _ => groups.push(SpecGroup {
                path,
                what,
                specs: index..index + 1,
            }),
        }
    }
    groups
}
