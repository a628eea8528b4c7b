//! Reads folders that are one spec, with one file per item. Knows nothing of what the items say.

use std::collections::BTreeMap;

use anyhow::Result;

use super::shelf::{Shelf, ShelfFile};
use super::{MAX_TOTAL_BYTES, lies_below};
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::{safe, spec};

/// Maximum number of such folders that are read.
const MAX_FOLDERS: usize = 100;

/// Finds the specs of all folders below one that are marked as documents.
pub(super) fn below(
    shelf: &Shelf<'_>,
    folder: &RepoPath,
    remarks: &mut Vec<String>,
) -> Result<Vec<Spec>> {
    let marks = shelf.files(&mut |path| lies_below(path, folder) && spec::marks_folder(path))?;
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let mut items: BTreeMap<RepoPath, Vec<ShelfFile>> = marks
        .iter()
        .take(MAX_FOLDERS)
        .map(|mark| (parent(&mark.path), Vec::new()))
        .collect();
    if marks.len() > MAX_FOLDERS {
        remarks.push(format!(
            "{} folders hold an item a file; {MAX_FOLDERS} of them are read, -s names others",
            marks.len()
        ));
    }
    // Files below a nested marker belong to that one.
    let owner = |path: &RepoPath, items: &BTreeMap<RepoPath, Vec<ShelfFile>>| {
        let mut folder = parent(path);
        while !items.contains_key(&folder) {
            if folder.as_bytes().is_empty() {
                return None;
            }
            folder = parent(&folder);
        }
        Some(folder)
    };
    let wanted = |path: &RepoPath| spec::is_folder_part(path) && owner(path, &items).is_some();
    for entry in shelf
        .files(&mut |path| wanted(path))?
        .into_iter()
        .filter(|entry| !entry.is_link)
    {
        if let Some(entries) = owner(&entry.path, &items).and_then(|folder| items.get_mut(&folder))
        {
            entries.push(entry);
        }
    }
    let mut left = MAX_TOTAL_BYTES;
    let mut specs = Vec::new();
    for (folder, mut entries) in items {
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let mut files = Vec::new();
        for entry in entries {
            let content = shelf.read(&entry)?;
            left = left.saturating_sub(content.len());
            if left == 0 {
                let path = safe::path(&entry.path);
                remarks.push(format!(
                    "the items are very large; {path} and those after it are left out"
                ));
                break;
            }
            files.push((entry.path, content));
        }
        match spec::read_folder(&folder, &files) {
            Ok(spec) => specs.push(spec),
            Err(error) => remarks.push(format!("{}: {error}", safe::path(&folder))),
        }
    }
    Ok(specs)
}

/// Returns the folder of a file; empty at the top.
fn parent(path: &RepoPath) -> RepoPath {
    let bytes = path.as_bytes();
    let end = bytes.iter().rposition(|byte| *byte == b'/').unwrap_or(0);
    RepoPath::new(bytes.get(..end).unwrap_or_default())
}

/// Reads the spec that a folder was at a commit.
pub(super) fn at(shelf: &Shelf<'_>, folder: &RepoPath) -> Option<Spec> {
    let found = below(shelf, folder, &mut Vec::new()).ok()?;
    found.into_iter().find(|spec| spec.path == *folder)
}
