//! Finds and reads the specs: those the user named, else those at the dialects' paths.
//!
//! Owns the messages when there are none, or when other versions exist.

mod differ;
mod disk;
mod folders;
mod likely;
mod named;
mod order;
mod shelf;

use anyhow::Result;

use super::{NoSpec, OpenFailure, OpenRequest, name_of};
use crate::git::Repository;
use crate::model::id::ObjectId;
use crate::model::spec::{Spec, SpecGroup, left_out_words};
use crate::model::text::RepoPath;
use crate::safe;
use crate::spec::{self, ReadError};

pub use disk::read as read_file;
pub use named::{Loose, read_loose};
pub use shelf::WORK_TREE;

pub(super) use order::groups;
use shelf::{Shelf, ShelfFile};

/// Maximum number of files read as specs.
const MAX_SPECS: usize = 1000;

/// Maximum number of bytes read of them, except for the rest of the file that exceeds it: some
/// megabytes are more than teams write, and everything read stays in memory.
const MAX_TOTAL_BYTES: usize = 48 << 20;

/// Maximum number of texts searched when no file is a spec by name.
const MAX_LOOKED_INTO: usize = 500;

/// Maximum number of files named in one remark.
const MAX_NAMED: usize = 3;

/// The specs that were found.
pub(super) struct Collected {
    /// The specs in the order in which they are offered; at least one.
    pub(super) specs: Vec<Spec>,
    /// Groups of specs that belong together.
    pub(super) groups: Vec<SpecGroup>,
    /// Lines for the user about what could not be read.
    pub(super) remarks: Vec<String>,
}

/// Finds and reads the requested specs, or those at the dialects' paths.
pub(super) fn find(
    repository: &Repository,
    head: ObjectId,
    wanted: &OpenRequest,
) -> Result<Collected, OpenFailure> {
    let shelf = Shelf::new(repository, head, wanted.spec_at.as_deref())?;
    let mut remarks = Vec::new();
    let specs = if wanted.specs.is_empty() {
        found(&shelf, &mut remarks)?
    } else {
        named::all(repository, &shelf, &wanted.specs, &mut remarks)?
    };
    if specs.is_empty() {
        return Err(OpenFailure::NoSpec(nothing_found(
            repository, &shelf, &remarks,
        )));
    }
    remarks.extend(left_out(&specs));
    remarks.extend(differ::remark(repository, head, &shelf, &specs)?);
    let groups = groups(&specs);
    Ok(Collected {
        specs,
        groups,
        remarks,
    })
}

/// Words how many lines look like criteria and were left out, and where to see them.
fn left_out(specs: &[Spec]) -> Option<String> {
    let count = specs.iter().map(|spec| spec.left_out.len()).sum();
    let words = left_out_words(count)?;
    let of = match specs
        .iter()
        .filter(|spec| !spec.left_out.is_empty())
        .collect::<Vec<_>>()
        .as_slice()
    {
        [only] => safe::path(&only.path).into_string(),
        several => format!("{} specs", several.len()),
    };
    Some(format!(
        "{of}: {words}; the whole spec (`d`) and `snaglist spec show --explain` show which, and why"
    ))
}

/// Finds the specs at the dialects' paths, else texts with signs of criteria.
fn found(shelf: &Shelf<'_>, remarks: &mut Vec<String>) -> Result<Vec<Spec>> {
    let specs = below(shelf, &RepoPath::default(), remarks)?;
    if specs.is_empty() {
        mentioned(shelf, &RepoPath::default())
    } else {
        Ok(specs)
    }
}

/// Finds the specs below a folder (an empty path for the top), by the dialects' paths, in the order
/// in which they are offered.
fn below(shelf: &Shelf<'_>, folder: &RepoPath, remarks: &mut Vec<String>) -> Result<Vec<Spec>> {
    let entries =
        shelf.files(&mut |path| lies_below(path, folder) && spec::rank(path).is_some())?;
    let (links, entries): (Vec<ShelfFile>, Vec<ShelfFile>) =
        entries.into_iter().partition(|entry| entry.is_link);
    if !links.is_empty() {
        let paths = listed(links.iter().map(|entry| &entry.path));
        remarks.push(format!(
            "not followed, as they are links: {paths}; -s names what they lead to"
        ));
    }
    tell_unread(shelf, folder, remarks)?;
    let entries = without_checklists(entries, folder, remarks);
    let mut entries = order::order(entries);
    if let Some(first_out) = entries.get(MAX_SPECS) {
        let path = safe::path(&first_out.path);
        remarks.push(format!(
            "{} files look like specs; {} are left out, from {path} on; -s reads a file or a folder of them",
            entries.len(),
            entries.len() - MAX_SPECS,
        ));
        entries.truncate(MAX_SPECS);
    }
    let mut specs = read_all(shelf, &entries, remarks);
    specs.extend(folders::below(shelf, folder, remarks)?);
    Ok(specs)
}

/// Reports files that are specs by name, but in formats that snaglist does not read.
fn tell_unread(shelf: &Shelf<'_>, folder: &RepoPath, remarks: &mut Vec<String>) -> Result<()> {
    let files =
        shelf.files(&mut |path| lies_below(path, folder) && spec::unread(path).is_some())?;
    let mut paths: Vec<&RepoPath> = files.iter().map(|entry| &entry.path).collect();
    paths.sort();
    for path in paths.iter().take(MAX_NAMED) {
        if let Some(why) = spec::unread(path) {
            remarks.push(format!("{}: {why}", safe::path(path)));
        }
    }
    if paths.len() > MAX_NAMED {
        let rest = listed(paths.iter().skip(MAX_NAMED).copied());
        remarks.push(format!(
            "{rest}: not read either, for the same reason: they are in formats that are not read"
        ));
    }
    Ok(())
}

/// Removes checklists about a spec, and reports them; keeps them where the user named their folder.
fn without_checklists(
    entries: Vec<ShelfFile>,
    folder: &RepoPath,
    remarks: &mut Vec<String>,
) -> Vec<ShelfFile> {
    if folder.base_name() == b"checklists" {
        return entries;
    }
    let (apart, entries): (Vec<ShelfFile>, Vec<ShelfFile>) = entries
        .into_iter()
        .partition(|entry| spec::is_about_spec(&entry.path));
    if !apart.is_empty() {
        let paths = listed(apart.iter().map(|entry| &entry.path));
        let them = if apart.len() == 1 { "it" } else { "them" };
        remarks.push(format!(
            "{paths}: checklists about the spec itself, so their boxes are not counted as criteria; -s reads {them}"
        ));
    }
    entries
}

fn read_all(shelf: &Shelf<'_>, entries: &[ShelfFile], remarks: &mut Vec<String>) -> Vec<Spec> {
    let mut specs = Vec::new();
    let mut empty = Vec::new();
    let mut bytes = 0;
    for (index, entry) in entries.iter().enumerate() {
        if bytes > MAX_TOTAL_BYTES {
            let path = safe::path(&entry.path);
            let left_out = entries.len() - index;
            remarks.push(format!(
                "the specs are very large; {left_out} are left out, from {path} on; -s reads a file or a folder of them"
            ));
            break;
        }
        let content = shelf.read(entry);
        bytes += content.as_ref().map_or(0, Vec::len);
        match content.and_then(|content| parse(entry, &content)) {
            Ok(spec) if spec.criteria.is_empty() => empty.push(&entry.path),
            Ok(spec) => specs.push(spec),
            Err(error) => match error.downcast_ref() {
                Some(ReadError::NoCriteria { .. }) if entries.len() > 1 => empty.push(&entry.path),
                _ => remarks.push(format!("{}: {error:#}", safe::path(&entry.path))),
            },
        }
    }
    if !empty.is_empty() {
        let paths = listed(empty.iter().copied());
        remarks.push(format!(
            "no criteria in {paths}; `snaglist spec show FILE` says what is looked for in each"
        ));
    }
    specs
}

fn parse(entry: &ShelfFile, content: &[u8]) -> Result<Spec> {
    Ok(spec::read(&entry.path, content, entry.blob)?)
}

/// Finds texts with a heading of acceptance criteria, or in a recognisable dialect, whatever their
/// names.
fn mentioned(shelf: &Shelf<'_>, folder: &RepoPath) -> Result<Vec<Spec>> {
    let mut files =
        shelf.files(&mut |path| lies_below(path, folder) && spec::may_mention_criteria(path))?;
    files.retain(|entry| !entry.is_link && !spec::is_about_spec(&entry.path));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut specs = Vec::new();
    let mut bytes = 0;
    for entry in files.iter().take(MAX_LOOKED_INTO) {
        let Ok(content) = shelf.read(entry) else {
            continue;
        };
        bytes += content.len();
        if bytes > MAX_TOTAL_BYTES {
            break;
        }
        if spec::mentions_criteria(&content)
            && let Ok(found) = parse(entry, &content)
            && !found.criteria.is_empty()
        {
            specs.push(found);
        }
    }
    Ok(specs)
}

fn lies_below(path: &RepoPath, folder: &RepoPath) -> bool {
    let rest = path.as_bytes().strip_prefix(folder.as_bytes());
    rest.is_some_and(|rest| folder.as_bytes().is_empty() || rest.starts_with(b"/"))
}

/// Lists some of these paths, made safe, and counts the rest.
fn listed<'p>(paths: impl ExactSizeIterator<Item = &'p RepoPath>) -> String {
    let more = paths.len().saturating_sub(MAX_NAMED);
    let named: Vec<String> = paths
        .take(MAX_NAMED)
        .map(|path| safe::path(path).into_string())
        .collect();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", named.join(", "))
}

/// Reads the spec that a folder with one file per item was at a commit; `None` when it was none.
pub(super) fn folder_at(
    repository: &Repository,
    commit: ObjectId,
    folder: &RepoPath,
) -> Option<Spec> {
    folders::at(&Shelf::head(repository, commit), folder)
}

/// Reads the specs at a commit, by the dialects' paths or, with `wanted`, those files and folders.
///
/// # Errors
/// When something cannot be read, or a wanted file does not exist.
pub(super) fn at_commit(
    repository: &Repository,
    commit: ObjectId,
    wanted: &[std::path::PathBuf],
) -> Result<Vec<Spec>> {
    let shelf = Shelf::head(repository, commit);
    if wanted.is_empty() {
        found(&shelf, &mut Vec::new())
    } else {
        named::inside(repository, &shelf, wanted)
    }
}

/// Finds specs that are in the work tree but not at the commit, like a beginner's first one.
fn uncommitted(repository: &Repository) -> Option<String> {
    let shelf = Shelf::work_tree(repository).ok()??;
    let specs = found(&shelf, &mut Vec::new()).ok()?;
    (!specs.is_empty()).then(|| listed(specs.iter().map(|spec| &spec.path)))
}

/// Makes the error when there is no spec, with likely files.
fn nothing_found(repository: &Repository, shelf: &Shelf<'_>, remarks: &[String]) -> NoSpec {
    let likely = likely::find(shelf);
    let mut text = looked_for(repository, shelf);
    if !likely.is_empty() {
        text.push_str(
            "\nThese files may be specs, by their names; each line is a command that reviews with one:\n",
        );
        text.push_str(&likely::commands(&likely));
    }
    for remark in remarks.iter().take(5) {
        text.push_str("\nNot read: ");
        text.push_str(remark);
    }
    NoSpec {
        name: name_of(repository),
        text,
        likely,
    }
}

/// Words where a spec was searched for, and what to do.
fn looked_for(repository: &Repository, shelf: &Shelf<'_>) -> String {
    let other = match shelf {
        Shelf::Commit { .. } => match uncommitted(repository) {
            Some(paths) => format!(
                "In the work tree lies {paths}: `--spec-at worktree` reads it, and so does everybody once it is committed"
            ),
            None => "`--spec-at REV` looks at another commit, `--spec-at worktree` at the files as they lie"
                .to_owned(),
        },
        Shelf::WorkTree(_) => {
            "Without `--spec-at worktree`, it is looked for at the head under review".to_owned()
        }
    };
    format!(
        "no spec found {}. Looked for:\n\
        \x20 the places of spec-kit, OpenSpec, Kiro and story files\n\
        \x20 SPEC.md, REQUIREMENTS.md, SRS.md, docs/spec*.md, docs/prd*.md, acceptance*.md and the like, in any format\n\
        \x20 requirements/*, *.feature, *.sdoc, *.reqif, spec.toml, folders with a .doorstop.yml\n\
        \x20 any text with a heading of acceptance criteria, with items of OpenFastTrace or needs of sphinx-needs\n\
        Name one with `-s FILE` (it may be outside the repository), or begin one with `snaglist spec new`.\n{other}.",
        shelf.what(),
    )
}
