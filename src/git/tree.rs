//! Parses tree objects, sorted whatever order they came in.
//!
//! A hostile tree may be unsorted, repeat names, or contain names such as `..` and `.git`. All of it is
//! listed, because a reviewer has to see it: nothing is ever written to a path of a delivery. Knows nothing
//! of where trees are stored.

use std::cmp::Ordering;

use crate::model::change::FileEntry;
use crate::model::id::ObjectId;
use crate::model::text::RepoPath;

/// One entry of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct TreeEntry<'t> {
    /// The name; may contain any byte but NUL.
    pub(super) name: &'t [u8],
    pub(super) id: ObjectId,
    /// One of the modes that [`FileEntry`] names, or [`FOLDER`].
    pub(super) mode: u32,
}

/// The mode of an entry that is a tree itself.
pub(super) const FOLDER: u32 = 0o040_000;
const FILE: u32 = 0o100_644;
const EXECUTABLE: u32 = 0o100_755;
const LINK: u32 = 0o120_000;
const SUBMODULE: u32 = 0o160_000;

impl TreeEntry<'_> {
    pub(super) fn is_folder(&self) -> bool {
        self.mode == FOLDER
    }

    pub(super) fn is_plain(&self) -> bool {
        matches!(self.mode, FILE | EXECUTABLE)
    }

    /// Whether git itself would refuse the name: `verify_path` in its `read-cache.c`.
    pub(super) fn is_odd(&self) -> bool {
        self.name.is_empty()
            || self.name == b"."
            || self.name == b".."
            || self.name.eq_ignore_ascii_case(b".git")
            || self.name.contains(&b'/')
    }

    /// Converts the entry to a file at `prefix` (empty, or ending in `/`) and its name.
    pub(super) fn to_file(self, prefix: &[u8]) -> FileEntry {
        FileEntry { path: RepoPath::new(join(prefix, self.name)), id: self.id, mode: self.mode }
    }

    /// Compares entries like git, which sorts folders as if their names ended in `/`: `base_name_compare` in
    /// its `read-cache.c`.
    fn order(&self, other: &Self) -> Ordering {
        let shared = self.name.len().min(other.name.len());
        let next = |entry: &Self| entry.name.get(shared).copied().or(entry.is_folder().then_some(b'/'));
        let starts = self.name[..shared].cmp(&other.name[..shared]);
        starts.then_with(|| next(self).cmp(&next(other))).then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

pub(super) fn join(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(prefix.len() + name.len());
    path.extend_from_slice(prefix);
    path.extend_from_slice(name);
    path
}

/// Parses the entries of a tree object, each `mode SP name NUL id`, in git's order; `None` when it is
/// damaged.
pub(super) fn parse(data: &[u8], id_len: usize) -> Option<Vec<TreeEntry<'_>>> {
    let mut entries = Vec::with_capacity(data.len() / 40);
    let mut rest = data;
    while !rest.is_empty() {
        let blank = rest.iter().position(|&byte| byte == b' ')?;
        let mode = parse_mode(&rest[..blank])?;
        rest = &rest[blank + 1..];
        let end = rest.iter().position(|&byte| byte == 0)?;
        let id = ObjectId::from_bytes(rest.get(end + 1..end + 1 + id_len)?)?;
        entries.push(TreeEntry { name: &rest[..end], id, mode });
        rest = &rest[end + 1 + id_len..];
    }
    if !entries.is_sorted_by(|a: &TreeEntry<'_>, b| a.order(b).is_le()) {
        entries.sort_by(TreeEntry::order);
    }
    Some(entries)
}

/// Parses a mode. Old and hostile trees have other modes than git writes now; they count as `canon_mode` in
/// git's `object.h` says.
fn parse_mode(octal: &[u8]) -> Option<u32> {
    if octal.is_empty() || octal.len() > 8 {
        return None;
    }
    let mode = octal.iter().try_fold(0, |mode, &digit| {
        matches!(digit, b'0'..=b'7').then(|| mode * 8 + u32::from(digit - b'0'))
    })?;
    Some(match mode & 0o170_000 {
        0o100_000 if mode & 0o100 != 0 => EXECUTABLE,
        0o100_000 => FILE,
        LINK => LINK,
        FOLDER => FOLDER,
        _ => SUBMODULE,
    })
}

/// Merges two trees: entries with one name that are both files or both folders are paired.
pub(super) fn pairs<'t>(
    old: &[TreeEntry<'t>],
    new: &[TreeEntry<'t>],
    mut each: impl FnMut(EntryPair<'t>) -> bool,
) -> bool {
    let (mut i, mut j) = (0, 0);
    loop {
        let pair = match (old.get(i), new.get(j)) {
            (None, None) => return true,
            (Some(left), None) => (Some(*left), None),
            (None, Some(right)) => (None, Some(*right)),
            (Some(left), Some(right)) => match left.order(right) {
                Ordering::Less => (Some(*left), None),
                Ordering::Greater => (None, Some(*right)),
                Ordering::Equal => (Some(*left), Some(*right)),
            },
        };
        i += usize::from(pair.0.is_some());
        j += usize::from(pair.1.is_some());
        if !each(pair) {
            return false;
        }
    }
}

/// The same name on the old and on the new side.
pub(super) type EntryPair<'t> = (Option<TreeEntry<'t>>, Option<TreeEntry<'t>>);
