//! Reads a text as a `Spec`: recognises the dialect, then reads it. Pure.
//!
//! Owns which files look like specs, which reader a file gets, and how the findings of all readers
//! become a spec. Knows nothing of git, of files on disk or of verdicts.
//!
//! A dialect is one file in `dialects/` that implements `dialects::Reader`; it is recognised by its
//! path first, by its structure second, and by its words last.

mod account;
mod dialects;
mod draft;
mod error;
mod fields;
mod fixed;
mod ids;
mod keywords;
mod lists;
mod markdown;
mod normalise;
mod place;
mod source;
mod surroundings;
mod unread;

use crate::digest;
use crate::model::id::ObjectId;
use crate::model::spec::{Dialect, Spec};
use crate::model::text::{RepoPath, Untrusted};

pub use dialects::TEMPLATE;
pub use error::ReadError;
pub use normalise::normalise;

use draft::Finished;
use place::SplitPath;
use source::SpecText;

/// The largest spec that is read, in bytes: more than a hundred thousand criteria of a paragraph
/// each.
pub const MAX_BYTES: usize = 16 << 20;

/// The part of a file that [`mentions_criteria`] examines, in bytes.
const MENTION_BYTES: usize = 1 << 20;
/// Endings of texts other than Markdown that [`mentions_criteria`] may be used on.
const MENTIONING: [&str; 5] = ["rst", "rest", "adoc", "asciidoc", "org"];
/// Endings of other texts that people write.
const WRITTEN: [&str; 6] = ["txt", "csv", "tsv", "html", "htm", "wiki"];
/// The part of one line that [`mentions_criteria`] examines, in bytes.
const MENTION_LABEL: usize = 200;

/// Reads a spec. `path` decides which reader is tried first and identifies the spec; `blob` is the
/// object of the bytes in the repository, if they came from there.
///
/// # Errors
/// When the bytes are in a format that is not read, are not text, are too many, are not valid TOML,
/// YAML, JSON or XML, or hold no criteria.
pub fn read(path: &RepoPath, bytes: &[u8], blob: Option<ObjectId>) -> Result<Spec, ReadError> {
    if let Some(format) = unread::format(path, bytes) {
        return Err(ReadError::Format(format));
    }
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let source = SpecText::new(bytes)?;
    let place = SplitPath::new(path);
    let (reader, mut draft) = dialects::read(&place, &source)?;
    for (line, message) in source.oddities() {
        draft.warn_always(line, &message);
    }
    let mut finished = draft.finish();
    let translation = finished.translation.take();
    let text = translation.as_ref().unwrap_or(&source);
    account::complete(text, reader.dialect().is_markdown(path), &mut finished);
    Ok(assemble(path, reader.dialect(), blob, bytes, finished))
}

/// Returns whether a path is the file `.doorstop.yml`, which makes its folder a document of
/// Doorstop: read that folder with [`read_folder`] instead of the single files in it. Does not
/// count in vendored folders.
pub fn marks_folder(path: &RepoPath) -> bool {
    dialects::doorstop::is_marker(path) && !SplitPath::new(path).is_vendored()
}

/// Returns whether a file in such a folder may be part of its spec, going by its name: items and
/// further markers. [`read_folder`] needs no other files, such as pictures.
pub fn is_folder_part(path: &RepoPath) -> bool {
    dialects::doorstop::is_part(path)
}

/// Reads a folder that contains a [`marks_folder`] file as one spec, identified by the folder's
/// path.
///
/// `files` are the files below the folder, with their paths from the repository's root, in any
/// order. Files for which [`is_folder_part`] is false may be left out; they are ignored, and so are
/// those below a further marker, which belong to another document.
///
/// The spec's source is made here: the items in the order of their levels, each as a heading with
/// its level, id and header, a blank line, and its text, without inactive items. The lines of
/// criteria are lines of that source, the spec's digest is the source's, and its `blob` is `None`.
/// So the digest stays the same when only stamps and links of items change.
///
/// An item that cannot be read is left out, with a warning at line 1 about its path.
///
/// # Errors
/// When the files have too many bytes together, or none of them is an active normative item.
pub fn read_folder(path: &RepoPath, files: &[(RepoPath, Vec<u8>)]) -> Result<Spec, ReadError> {
    let files = files.iter().map(|(path, bytes)| (path, bytes.as_slice()));
    let files = files.filter(|(path, _)| is_folder_part(path));
    let bytes = files
        .clone()
        .fold(0usize, |sum, (_, bytes)| sum.saturating_add(bytes.len()));
    if bytes > MAX_BYTES {
        return Err(ReadError::TooLarge {
            bytes,
            limit: MAX_BYTES,
        });
    }
    let document = dialects::doorstop::read_folder(path, files)?;
    Ok(assemble(
        path,
        Dialect::Doorstop,
        None,
        document.text.as_bytes(),
        document.draft.finish(),
    ))
}

fn assemble(
    path: &RepoPath,
    dialect: Dialect,
    blob: Option<ObjectId>,
    bytes: &[u8],
    finished: Finished,
) -> Spec {
    Spec {
        path: path.clone(),
        title: finished.title,
        dialect,
        because: finished.because,
        blob,
        digest: digest::of_bytes(bytes),
        source: Untrusted::new(bytes),
        criteria: finished.criteria,
        requirements: finished.requirements,
        increments: finished.increments,
        warnings: finished.warnings,
        headings: finished.headings,
        left_out: finished.left_out,
    }
}

/// Ranks a path by its likelihood to hold a spec, going by its name alone: the smaller the number,
/// the better. `None` when the name says nothing. The numbers have no meaning except in comparison.
pub fn rank(path: &RepoPath) -> Option<u32> {
    let place = SplitPath::new(path);
    if place.is_vendored() {
        return None;
    }
    dialects::READERS
        .iter()
        .filter_map(|reader| reader.place(&place))
        .min()
}

/// Returns the error for a file whose name is that of a spec but whose format is not read: what the
/// file is, and what to do. `None` for all other files.
pub fn unread(path: &RepoPath) -> Option<ReadError> {
    let place = SplitPath::new(path);
    let is_named = place.is_named_for_requirements() || place.is_named_specification();
    let format = unread::document(path).filter(|_| is_named && !place.is_vendored())?;
    Some(ReadError::Format(format))
}

/// Returns whether a file is about a spec and not part of it, going by its path: the checklists of
/// spec-kit ask whether the spec is complete.
pub fn is_about_spec(path: &RepoPath) -> bool {
    dialects::is_about_spec(&SplitPath::new(path))
}

/// Returns the folder of the specs that are reviewed together with this one, and its description,
/// going by the path alone. `None` for a spec that stands alone.
pub fn group_of(path: &RepoPath) -> Option<(RepoPath, &'static str)> {
    let place = SplitPath::new(path);
    let folder = dialects::READERS
        .iter()
        .find_map(|reader| reader.group(&place))?;
    let parts = path.as_bytes().split_inclusive(|byte| *byte == b'/');
    let (mut left, mut end) = (folder.depth, 0);
    for part in parts {
        if left == 0 {
            break;
        }
        left -= usize::from(part != b"/");
        end += part.len();
    }
    let folder_path = path.as_bytes().get(..end.saturating_sub(1))?;
    Some((RepoPath::new(folder_path), folder.what))
}

/// Returns whether a file is in an archive of finished work.
pub fn is_archived(path: &RepoPath) -> bool {
    SplitPath::new(path).archived() > 0
}

/// Returns whether [`mentions_criteria`] may be used on the file at a path, going by its ending;
/// vendored files are excluded.
pub fn may_mention_criteria(path: &RepoPath) -> bool {
    let place = SplitPath::new(path);
    !place.is_vendored()
        && (place.stem(&place::MARKDOWN).is_some() || place.stem(&MENTIONING).is_some())
}

/// Returns whether a path is that of a text that people write, so that it is worth reading when
/// nothing says where the specs are; vendored files are excluded.
pub fn may_be_read(path: &RepoPath) -> bool {
    may_mention_criteria(path) || {
        let place = SplitPath::new(path);
        !place.is_vendored() && place.stem(&WRITTEN).is_some()
    }
}

/// Returns whether a text has a heading or a bold label of acceptance criteria, tables of criteria
/// in front matter, items of OpenFastTrace, or directives of sphinx-needs. Examines the first MiB,
/// skips fences, and does not parse: it is the last resort when no path ranks.
pub fn mentions_criteria(bytes: &[u8]) -> bool {
    let head = bytes.get(..MENTION_BYTES).unwrap_or(bytes);
    let has_front_matter = head.starts_with(b"+++");
    let mut fence: Option<u8> = None;
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let mark = line
            .first()
            .copied()
            .filter(|_| line.starts_with(b"```") || line.starts_with(b"~~~"));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if line.starts_with(b"#") || line.starts_with(b"**") => {
                let label = String::from_utf8_lossy(line.get(..MENTION_LABEL).unwrap_or(line));
                if markdown::words::names_acceptance(&label) {
                    return true;
                }
            }
            (None, None) if has_front_matter && line.starts_with(b"[[") => {
                let line = String::from_utf8_lossy(line.get(..MENTION_LABEL).unwrap_or(line));
                if dialects::is_table(&line) {
                    return true;
                }
            }
            (None, None) if line.starts_with(b"..") || line.contains(&b'~') => {
                let line = String::from_utf8_lossy(line.get(..MENTION_LABEL).unwrap_or(line));
                if dialects::begins_item(&line) || dialects::begins_need(&line) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}
