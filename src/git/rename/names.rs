//! Compares paths.

use std::collections::HashMap;

use crate::model::change::FileEntry;

/// Returns the last `parts` parts of a path, including the file's name; `None` when it has fewer.
pub(super) fn tail(path: &[u8], parts: usize) -> Option<&[u8]> {
    let mut slashes = (0..path.len()).rev().filter(|at| path[*at] == b'/');
    let Some(before) = parts.checked_sub(2) else {
        return Some(base_name(path));
    };
    let inner = slashes.nth(before)?;
    Some(slashes.next().map_or(path, |at| &path[at + 1..])).filter(|_| inner > 0)
}

/// Returns the first `folders` folders of a path, each with its `/`; `None` when it has fewer.
pub(super) fn head(path: &[u8], folders: usize) -> Option<&[u8]> {
    let last = folders.checked_sub(1)?;
    let end = (0..path.len()).filter(|at| path[*at] == b'/').nth(last)?;
    Some(&path[..=end])
}

/// Rates how alike two paths are, for choosing among equally alike files: common parts at the end
/// count more than common folders at the start, and common first and last letters of the names
/// least.
pub(super) fn likeness(one: &[u8], other: &[u8]) -> u32 {
    let parts = |path| <[u8]>::split(path, |&byte| byte == b'/');
    let same = |(a, b): &(&[u8], &[u8])| a == b;
    let at_end = parts(one)
        .rev()
        .zip(parts(other).rev())
        .take_while(same)
        .count();
    let at_start = parts(one).zip(parts(other)).take_while(same).count();
    let (name, other) = (base_name(one), base_name(other));
    let first = name.iter().zip(other).take_while(|(a, b)| a == b).count();
    let last = name
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let letters = (first + last).min(255);
    (256 * (8 * at_end + 2 * at_start) + letters) as u32
}

/// Returns the file's name in a path.
pub(super) fn base_name(path: &[u8]) -> &[u8] {
    path.rsplit(|&byte| byte == b'/').next().unwrap_or(path)
}

/// How often each base name occurs among the files before and among those after.
pub(super) struct BaseNames<'a>(HashMap<&'a [u8], [u32; 2]>);

impl<'a> BaseNames<'a> {
    /// Counts the names of both sides.
    pub(super) fn new(
        olds: impl Iterator<Item = &'a FileEntry>,
        news: impl Iterator<Item = &'a FileEntry>,
    ) -> Self {
        let mut counts: HashMap<&[u8], [u32; 2]> = HashMap::new();
        for entry in olds {
            counts.entry(entry.path.base_name()).or_default()[0] += 1;
        }
        for entry in news {
            counts.entry(entry.path.base_name()).or_default()[1] += 1;
        }
        Self(counts)
    }

    /// Whether a name occurs on both sides.
    pub(super) fn is_on_both(&self, entry: &FileEntry) -> bool {
        self.0
            .get(entry.path.base_name())
            .is_some_and(|counts| counts.iter().all(|count| *count > 0))
    }

    /// Whether a name occurs exactly once on each side.
    pub(super) fn is_own(&self, entry: &FileEntry) -> bool {
        self.0.get(entry.path.base_name()) == Some(&[1, 1])
    }
}
