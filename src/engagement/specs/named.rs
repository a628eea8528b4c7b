//! Reads specs that the user named: files and folders, in the repository or outside.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};

use super::disk::{self, DiskTree};
use super::shelf::Shelf;
use super::{below, mentioned, parse};
use crate::git::Repository;
use crate::model::spec::Spec;
use crate::model::text::RepoPath;
use crate::{safe, spec};

/// Reads the specs that the user named, in their order. A folder stands for the specs in it.
///
/// # Errors
/// When one of them does not exist, cannot be read or has no criteria.
pub(super) fn all(
    repository: &Repository,
    shelf: &Shelf<'_>,
    wanted: &[PathBuf],
    remarks: &mut Vec<String>,
) -> Result<Vec<Spec>> {
    let mut specs: Vec<Spec> = Vec::new();
    for file in wanted {
        let shown = safe::inline(file.as_os_str().as_encoded_bytes());
        specs.extend(
            one(repository, shelf, file, remarks).with_context(|| format!("reading {shown}"))?,
        );
    }
    Ok(specs)
}

/// Reads the specs that the user named at a commit only.
///
/// # Errors
/// When one of them does not exist or cannot be read.
pub(super) fn inside(
    repository: &Repository,
    shelf: &Shelf<'_>,
    wanted: &[PathBuf],
) -> Result<Vec<Spec>> {
    let mut specs = Vec::new();
    for file in wanted {
        let shown = safe::inline(file.as_os_str().as_encoded_bytes());
        let path = path_inside(repository, file)?
            .with_context(|| format!("{shown} lies outside the repository; name a file in it"))?;
        let found =
            at(shelf, &path, &mut Vec::new()).with_context(|| format!("reading {shown}"))?;
        specs.extend(found.with_context(|| format!("there is no {shown} {}", shelf.what()))?);
    }
    Ok(specs)
}

/// Reads a spec that the user named: from the shelf if it is in the repository, else the file
/// itself.
fn one(
    repository: &Repository,
    shelf: &Shelf<'_>,
    file: &Path,
    remarks: &mut Vec<String>,
) -> Result<Vec<Spec>> {
    let Some(path) = path_inside(repository, file)? else {
        return on_disk(file, remarks)
            .with_context(|| format!("it is not {} either", shelf.what()));
    };
    if let Some(specs) = at(shelf, &path, remarks)? {
        return Ok(specs);
    }
    if let Some(tree) = Shelf::work_tree(repository)?
        && let Some(specs) = at(&tree, &path, remarks)?
    {
        let path = safe::path(&path);
        remarks.push(format!(
            "{path} is not {}; it is read from the work tree",
            shelf.what()
        ));
        return Ok(specs);
    }
    bail!(
        "there is no such file {}, nor in the work tree; paths are from here or from the top",
        shelf.what()
    )
}

/// Reads the spec at a path, or the specs in that folder; `None` when there is neither.
fn at(shelf: &Shelf<'_>, path: &RepoPath, remarks: &mut Vec<String>) -> Result<Option<Vec<Spec>>> {
    if let Some(entry) = shelf.entry(path)? {
        let content = shelf.read(&entry)?;
        return Ok(Some(vec![parse(&entry, &content)?]));
    }
    let mut any = false;
    shelf.files(&mut |other| {
        any |= super::lies_below(other, path);
        false
    })?;
    if !any {
        return Ok(None);
    }
    let mut specs = below(shelf, path, remarks)?;
    if specs.is_empty() {
        specs = mentioned(shelf, path)?;
    }
    if specs.is_empty() {
        Err(no_specs_in_it(remarks))
    } else {
        Ok(Some(specs))
    }
}

/// Specs read without a repository.
#[derive(Default)]
pub struct Loose {
    /// The specs in the order of the command line; those of a folder in the order in which they are
    /// offered.
    pub specs: Vec<Spec>,
    /// Problems with files of a folder, as lines for the user, made safe.
    pub remarks: Vec<String>,
}

/// Reads a file, or the specs in a folder, from disk.
///
/// # Errors
/// When there is none, or it has no criteria.
pub fn read_loose(file: &Path) -> Result<Loose> {
    let mut loose = Loose::default();
    loose.specs = on_disk(file, &mut loose.remarks)?;
    Ok(loose)
}

fn on_disk(file: &Path, remarks: &mut Vec<String>) -> Result<Vec<Spec>> {
    let typed = file.as_os_str().as_encoded_bytes();
    if !file.is_dir() {
        let bytes = disk::read(file)?;
        return Ok(vec![spec::read(&RepoPath::new(typed), &bytes, None)?]);
    }
    let tree = DiskTree::in_context(file)?;
    let shelf = Shelf::WorkTree(tree);
    let mut specs = below(&shelf, &RepoPath::default(), remarks)?;
    if specs.is_empty() {
        specs = mentioned(&shelf, &RepoPath::default())?;
    }
    if specs.is_empty() {
        return Err(no_specs_in_it(remarks));
    }
    let Shelf::WorkTree(tree) = &shelf else {
        return Ok(specs);
    };
    let typed = typed.strip_suffix(b"/").unwrap_or(typed);
    for spec in &mut specs {
        let path = tree.below(&spec.path);
        spec.path = match (typed, path) {
            (typed, b"") => RepoPath::new(typed),
            (b".", path) => RepoPath::new(path),
            (typed, path) => RepoPath::new([typed, b"/", path].concat()),
        };
    }
    Ok(specs)
}

/// Returns the repository path of a file that the user named, relative to the current directory or
/// to the top; `None` for one outside.
///
/// # Errors
/// When it lies in the repository but a link leads outside.
fn path_inside(repository: &Repository, file: &Path) -> Result<Option<RepoPath>> {
    let Some(work_dir) = repository.location().work_dir.as_ref() else {
        let is_plain = file
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        return Ok((is_plain && !file.exists()).then(|| path_of(file)));
    };
    let work_dir = work_dir.canonicalize().context("opening the work tree")?;
    let found = match file.canonicalize() {
        Ok(found) => found,
        Err(_) if file.is_relative() => work_dir.join(file),
        Err(_) => std::path::absolute(file)?,
    };
    if let Ok(inside) = found.strip_prefix(&work_dir) {
        return Ok(Some(path_of(inside)));
    }
    if lies_in(&std::path::absolute(file)?, &work_dir) {
        bail!(
            "it is a link that leads out of the repository, and was not followed; name the file it leads to"
        );
    }
    Ok(None)
}

/// Whether a path leads into a folder, without following the path's own links.
fn lies_in(file: &Path, folder: &Path) -> bool {
    file.ancestors().any(|above| {
        let rest = file.strip_prefix(above).map(Path::components);
        let is_plain =
            rest.is_ok_and(|mut rest| rest.all(|part| matches!(part, Component::Normal(_))));
        is_plain && above.canonicalize().is_ok_and(|above| above == folder)
    })
}

fn path_of(file: &Path) -> RepoPath {
    let parts: Vec<&[u8]> = file
        .components()
        .map(|part| part.as_os_str().as_encoded_bytes())
        .collect();
    RepoPath::new(parts.join(&b'/'))
}

fn no_specs_in_it(remarks: &[String]) -> anyhow::Error {
    let mut text = "no spec in this folder; looked for the places of the dialects (docs/spec-format.md) and for texts with a \
                    heading of acceptance criteria; name a file of it"
        .to_owned();
    for remark in remarks.iter().take(5) {
        text.push_str("\nNot read: ");
        text.push_str(remark);
    }
    anyhow!(text)
}
