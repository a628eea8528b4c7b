//! Text → `Spec`: recognise the dialect, then read it. Pure.
//!
//! Owns which files look like specs, which reader a file gets, and what every reader's findings are
//! turned into. Knows nothing of git, of files on disk or of verdicts.
//!
//! A dialect is one file in `dialects/` that implements `dialects::Reader`; it is recognised by
//! its path first, by its structure second, and by its words last.

mod dialects;
mod draft;
mod error;
mod ids;
mod lists;
mod markdown;
mod normalise;
mod place;
mod source;

use crate::digest;
use crate::model::id::ObjectId;
use crate::model::spec::{Dialect, Spec};
use crate::model::text::{RepoPath, Untrusted};

pub use dialects::TEMPLATE;
pub use error::ReadError;
pub use normalise::normalise;

use draft::Draft;
use place::Place;
use source::Source;

/// The largest spec that is read, in bytes: more than a hundred thousand criteria of a line each.
pub const MAX_BYTES: usize = 16 << 20;

/// How much of a file [`mentions_criteria`] looks at, in bytes.
const MENTION_BYTES: usize = 1 << 20;
/// How much of one line it looks at, in bytes.
const MENTION_LABEL: usize = 200;

/// Reads a spec: `path` says which reader to try first and is what the spec is known by, `blob` is
/// where the bytes came from, if from the repository.
///
/// # Errors
/// When the bytes are no text, too many, no valid TOML, or hold no criteria.
pub fn read(path: &RepoPath, bytes: &[u8], blob: Option<ObjectId>) -> Result<Spec, ReadError> {
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let source = Source::new(bytes)?;
    let place = Place::new(path);
    let (reader, mut draft) = dialects::read(&place, &source)?;
    if let Some(line) = source.first_bad_line() {
        draft.warn(line, "not valid UTF-8; the bytes that are not were replaced", "");
    }
    Ok(assemble(path, reader.dialect(), blob, bytes, draft))
}

/// Whether a file's name makes its folder a document whose files are items of one spec, which
/// [`read_folder`] reads (Doorstop's `.doorstop.yml`).
pub fn marks_folder(path: &RepoPath) -> bool {
    path.as_bytes().rsplit(|byte| *byte == b'/').next() == Some(dialects::FOLDER_MARKER)
}

/// Whether a file of such a folder is an item by its name.
pub fn is_folder_item(path: &RepoPath) -> bool {
    dialects::is_item(path)
}

/// Reads the items of a folder as one spec. `files` are those right in the folder. The spec's source is
/// their texts in the order of their levels, one after the other, which the criteria's lines count.
///
/// # Errors
/// When no item is to be accepted.
pub fn read_folder(folder: &RepoPath, files: &[(RepoPath, Vec<u8>)]) -> Result<Spec, ReadError> {
    let (source, draft) = dialects::read_folder(folder, files)?;
    Ok(assemble(folder, Dialect::Doorstop, None, source.as_bytes(), draft))
}

fn assemble(path: &RepoPath, dialect: Dialect, blob: Option<ObjectId>, bytes: &[u8], draft: Draft) -> Spec {
    let finished = draft.finish();
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
    }
}

/// How likely a path is to hold a spec, going by its name alone: the smaller the number, the better.
/// `None` when the name says nothing. Numbers only compare; they mean nothing by themselves.
pub fn rank(path: &RepoPath) -> Option<u32> {
    let place = Place::new(path);
    if place.is_vendored() {
        return None;
    }
    dialects::READERS.iter().filter_map(|reader| reader.place(&place)).min()
}

/// The folder whose specs are reviewed together with this one, and what it is, going by the path
/// alone. `None` for a spec that stands alone.
pub fn group_of(path: &RepoPath) -> Option<(RepoPath, &'static str)> {
    let place = Place::new(path);
    let folder = dialects::READERS.iter().find_map(|reader| reader.group(&place))?;
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

/// Whether a file lies among work that was finished and put away.
pub fn is_archived(path: &RepoPath) -> bool {
    Place::new(path).archived() > 0
}

/// Whether a Markdown file has a heading, or a label in bold, of acceptance criteria, or tables of them in
/// front matter. Looks at the first MiB, skips fences, and is no parser: it is the last resort when no path ranks.
pub fn mentions_criteria(bytes: &[u8]) -> bool {
    let head = bytes.get(..MENTION_BYTES).unwrap_or(bytes);
    let has_front_matter = head.starts_with(b"+++");
    let mut fence: Option<u8> = None;
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let mark = line.first().copied().filter(|_| line.starts_with(b"```") || line.starts_with(b"~~~"));
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
            _ => {}
        }
    }
    false
}
