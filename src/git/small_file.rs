//! Reads small files inside a git directory: bounded, and only regular files.
//!
//! A FIFO in the place of `HEAD` or `config` would block its reader for ever, and a link to a
//! device may never end. Knows nothing of what the files mean.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Reads the whole file, `None` when there is none. An error when it is no regular file (links are
/// followed) or longer than `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let Some((bytes, is_whole)) = start(path, limit)? else {
        return Ok(None);
    };
    if !is_whole {
        return Err(io::Error::other(format!("it is longer than {limit} bytes")));
    }
    Ok(Some(bytes))
}

/// Reads at most `limit` bytes from the start of a file, and tells whether these are all; `None`
/// when there is none. An error when it is no regular file (links are followed).
pub(super) fn start(path: &Path, limit: u64) -> io::Result<Option<(Vec<u8>, bool)>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(metadata.len().min(limit) as usize + 1);
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    let is_whole = bytes.len() as u64 <= limit;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Some((bytes, is_whole)))
}

/// Whether the error only says that nothing is there.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Converts bytes that name a file in a repository or its git directory to a path of this machine;
/// `None` where that is impossible.
pub fn path_from(bytes: &[u8]) -> Option<&Path> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        (!bytes.contains(&0)).then(|| Path::new(std::ffi::OsStr::from_bytes(bytes)))
    }
    #[cfg(not(unix))]
    {
        std::str::from_utf8(bytes)
            .ok()
            .filter(|text| !text.contains('\0'))
            .map(Path::new)
    }
}

/// The state of a file, for detecting changes: its length, its time of change (seconds and
/// nanoseconds), and its identity.
pub(super) type Stamp = (u64, i64, i64, u64);

/// Returns the state of a file; `None` where there is none, or it cannot be found out.
#[cfg(unix)]
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path)
        .ok()
        .map(|found| (found.len(), found.mtime(), found.mtime_nsec(), found.ino()))
}

/// Returns the state of a file; `None` where there is none, or it cannot be found out.
#[cfg(not(unix))]
pub(super) fn stamp(path: &Path) -> Option<Stamp> {
    fs::metadata(path).ok().map(|found| (found.len(), 0, 0, 0))
}
