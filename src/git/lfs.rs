//! Recognises Git LFS pointers, the stand-ins in a repository for files kept elsewhere.
//!
//! The format is that of git-lfs' `docs/spec.md`. The files behind pointers are never fetched.
//! Knows nothing of where pointers are stored.

use crate::model::content::LfsPointer;

/// Size that a pointer stays below: "less than 1024 bytes".
const MAX_POINTER: usize = 1_024;
/// First lines of a pointer; the second is from before git-lfs had its name.
const VERSIONS: [&str; 2] = [
    "version https://git-lfs.github.com/spec/v1",
    "version https://hawser.github.com/spec/v1",
];

/// Parses bytes as a pointer; `None` when they contain anything else.
pub(super) fn parse(bytes: &[u8]) -> Option<LfsPointer> {
    if bytes.len() >= MAX_POINTER {
        return None;
    }
    let mut lines = std::str::from_utf8(bytes)
        .ok()?
        .strip_suffix('\n')?
        .split('\n');
    let version = lines.next()?;
    if !VERSIONS.contains(&version) {
        return None;
    }
    let (mut oid, mut size) = (None, None);
    for line in lines {
        let (key, value) = line.split_once(' ')?;
        match key {
            "oid" if oid.is_none() => oid = Some(value.strip_prefix("sha256:")?.parse().ok()?),
            "size" if size.is_none() => size = Some(value.parse().ok()?),
            // Written by extensions, for the file on its way to the store.
            _ if key.starts_with("ext-") => {}
            _ => return None,
        }
    }
    Some(LfsPointer {
        oid: oid?,
        size: size?,
    })
}
