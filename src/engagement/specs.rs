//! Finds and reads the specs at the head under review.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};

use super::OpenFailure;
use crate::git::{Content, Repository};
use crate::model::change::FileEntry;
use crate::model::id::ObjectId;
use crate::model::spec::{Spec, SpecGroup};
use crate::model::text::RepoPath;
use crate::safe;
use crate::spec;

/// The specs as the user named them; found when empty.
pub type SpecsWanted = [PathBuf];

/// At most this many files are read as specs.
const MAX_SPECS: usize = 300;

/// At most this many Markdown files are looked into when no file's name says that it is a spec.
const MAX_LOOKED_INTO: usize = 500;

/// The specs, with lines for the user about what could not be read.
pub(super) fn find(
    repository: &Repository,
    head: ObjectId,
    wanted: &SpecsWanted,
) -> Result<(Vec<Spec>, Vec<SpecGroup>, Vec<String>), OpenFailure> {
    if !wanted.is_empty() {
        let specs = wanted.iter().map(|file| named(repository, head, file)).collect::<Result<Vec<_>>>()?;
        return Ok((specs, Vec::new(), Vec::new()));
    }
    let mut ranked: Vec<(u32, FileEntry)> = repository
        .files(head, &mut |path, _| spec::rank(path).is_some())?
        .into_iter()
        .filter_map(|entry| Some((spec::rank(&entry.path)?, entry)))
        .collect();
    ranked.sort_by(|(a, first), (b, second)| (a, &first.path).cmp(&(b, &second.path)));
    let mut remarks = Vec::new();
    if ranked.len() > MAX_SPECS {
        remarks
            .push(format!("{} spec files; the first {MAX_SPECS} were read, -s names others", ranked.len()));
        ranked.truncate(MAX_SPECS);
    }
    let mut specs = Vec::new();
    for (_, entry) in &ranked {
        match read(repository, entry) {
            Ok(spec) if spec.criteria.is_empty() => {}
            Ok(spec) => specs.push(spec),
            Err(error) => remarks.push(format!("{}: {error:#}", safe::inline(&entry.path))),
        }
    }
    if specs.is_empty() {
        specs = mentioned(repository, head)?;
    }
    if specs.is_empty() {
        return Err(OpenFailure::NoSpec(nothing_found(&remarks)));
    }
    Ok((specs, Vec::new(), remarks))
}

/// Markdown files that have a heading of acceptance criteria, whatever they are called.
fn mentioned(repository: &Repository, head: ObjectId) -> Result<Vec<Spec>> {
    let files =
        repository.files(head, &mut |path, _| path.as_bytes().to_ascii_lowercase().ends_with(b".md"))?;
    let mut specs = Vec::new();
    for entry in files.iter().take(MAX_LOOKED_INTO) {
        let Ok(Content::Bytes(bytes)) = repository.read(entry.id, spec::MAX_BYTES as u64) else { continue };
        if spec::mentions_criteria(&bytes)
            && let Ok(found) = spec::read(&entry.path, &bytes, Some(entry.id))
            && !found.criteria.is_empty()
        {
            specs.push(found);
        }
    }
    Ok(specs)
}

fn read(repository: &Repository, entry: &FileEntry) -> Result<Spec> {
    match repository.read(entry.id, spec::MAX_BYTES as u64)? {
        Content::Bytes(bytes) => Ok(spec::read(&entry.path, &bytes, Some(entry.id))?),
        Content::TooLarge(size) => Err(anyhow!("{size} bytes are too many for a spec")),
        Content::Missing => Err(anyhow!("this clone does not have it; fetch it, or name a copy with -s")),
    }
}

/// A spec that the user named: the version at the head under review when it is in the repository,
/// else the file itself.
fn named(repository: &Repository, head: ObjectId, file: &Path) -> Result<Spec> {
    let shown = safe::inline(file.as_os_str().as_encoded_bytes());
    if let Some(path) = path_inside(repository, file)
        && let Some(entry) = repository.entry(head, &path)?
    {
        return read(repository, &entry).with_context(|| format!("reading {shown}"));
    }
    let size = std::fs::metadata(file)
        .with_context(|| format!("there is no spec {shown}, neither at the head under review nor as a file"))?
        .len();
    if size > spec::MAX_BYTES as u64 {
        return Err(anyhow!("{shown}: {size} bytes are too many for a spec"));
    }
    let bytes = std::fs::read(file).with_context(|| format!("reading {shown}"))?;
    let path = RepoPath::new(file.as_os_str().as_encoded_bytes());
    spec::read(&path, &bytes, None).with_context(|| format!("reading {shown}"))
}

/// The path in the repository of a file that the user named, from where they are or from its top.
fn path_inside(repository: &Repository, file: &Path) -> Option<RepoPath> {
    let work_dir = repository.location().work_dir.as_ref()?.canonicalize().ok()?;
    let absolute = match file.canonicalize() {
        Ok(found) => found,
        Err(_) if file.is_relative() => work_dir.join(file),
        Err(_) => return None,
    };
    let inside = absolute.strip_prefix(&work_dir).ok()?;
    let parts: Vec<&[u8]> = inside.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    Some(RepoPath::new(parts.join(&b'/')))
}

fn nothing_found(remarks: &[String]) -> String {
    let mut text = "no spec found at the head under review. Looked for:\n\
        \x20 the places of spec-kit, OpenSpec, Kiro and story files\n\
        \x20 SPEC.md, spec.toml, docs/spec*.md, docs/acceptance*.md\n\
        \x20 any Markdown file with a heading of acceptance criteria\n\
        Name one with `-s FILE` (it may be outside the repository)."
        .to_owned();
    for remark in remarks.iter().take(5) {
        text.push_str("\nNot read: ");
        text.push_str(remark);
    }
    text
}
