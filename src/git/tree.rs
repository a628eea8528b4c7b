//! Parses tree objects, sorted whatever order they came in.
//!
//! A hostile tree may be unsorted, repeat names, or contain names such as `..` and `.git`. All of
//! it is listed, because a reviewer has to see it: nothing is ever written to a path of a delivery.
//! Knows nothing of where trees are stored.

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
/// The mode of a plain file.
pub(super) const FILE: u32 = 0o100_644;
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
        FileEntry {
            path: RepoPath::new(join(prefix, self.name)),
            id: self.id,
            mode: self.mode,
        }
    }

    /// Compares entries like git, which sorts folders as if their names ended in `/`:
    /// `base_name_compare` in its `read-cache.c`.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let shared = self.name.len().min(other.name.len());
        let next = |entry: &Self| {
            entry
                .name
                .get(shared)
                .copied()
                .or(entry.is_folder().then_some(b'/'))
        };
        let starts = self.name[..shared].cmp(&other.name[..shared]);
        starts
            .then_with(|| next(self).cmp(&next(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

pub(super) fn join(prefix: &[u8], name: &[u8]) -> Vec<u8> {
    let mut path = Vec::with_capacity(prefix.len() + name.len());
    path.extend_from_slice(prefix);
    path.extend_from_slice(name);
    path
}

/// Parses the entries of a tree object, each `mode SP name NUL id`, in git's order; `None` when it
/// is damaged.
pub(super) fn parse(data: &[u8], id_len: usize) -> Option<Vec<TreeEntry<'_>>> {
    let mut entries = Vec::with_capacity(data.len() / 40);
    let mut rest = data;
    while !rest.is_empty() {
        let extent = Extent::first(rest, id_len)?;
        entries.push(extent.entry(rest)?);
        rest = &rest[extent.len..];
    }
    sort(&mut entries);
    Some(entries)
}

/// Writes the entries as a tree object, in git's order.
pub(super) fn write(mut entries: Vec<TreeEntry<'_>>) -> Vec<u8> {
    sort(&mut entries);
    let mut data = Vec::with_capacity(entries.iter().map(|entry| entry.name.len() + 40).sum());
    for entry in entries {
        data.extend_from_slice(format!("{:o} ", entry.mode).as_bytes());
        data.extend_from_slice(entry.name);
        data.push(0);
        data.extend_from_slice(entry.id.as_bytes());
    }
    data
}

/// Sorts entries in git's order; entries of one name keep theirs.
fn sort(entries: &mut [TreeEntry<'_>]) {
    if !entries.is_sorted_by(|a: &TreeEntry<'_>, b| a.order(b).is_le()) {
        entries.sort_by(TreeEntry::order);
    }
}

/// Where the parts of a tree's first entry end.
#[derive(Clone, Copy)]
struct Extent {
    /// The blank after the mode.
    blank: usize,
    /// The NUL after the name.
    nul: usize,
    /// Length of the whole entry.
    len: usize,
}

impl Extent {
    /// Measures the first entry of what is left of a tree; `None` when it is damaged.
    fn first(rest: &[u8], id_len: usize) -> Option<Self> {
        let blank = rest.iter().position(|&byte| byte == b' ')?;
        let nul = blank + rest[blank..].iter().position(|&byte| byte == 0)?;
        let len = nul + 1 + id_len;
        (len <= rest.len()).then_some(Self { blank, nul, len })
    }

    fn name<'t>(&self, rest: &'t [u8]) -> &'t [u8] {
        &rest[self.blank + 1..self.nul]
    }

    fn entry<'t>(&self, rest: &'t [u8]) -> Option<TreeEntry<'t>> {
        let mode = parse_mode(&rest[..self.blank])?;
        let id = ObjectId::from_bytes(&rest[self.nul + 1..self.len])?;
        Some(TreeEntry {
            name: self.name(rest),
            id,
            mode,
        })
    }
}

/// The entries in which two trees differ.
#[derive(Default)]
pub(super) struct Differing<'t> {
    /// Those of either tree, in git's order, without the ones that both have.
    pub(super) old: Vec<TreeEntry<'t>>,
    pub(super) new: Vec<TreeEntry<'t>>,
    /// How many entries both have.
    pub(super) same: usize,
    /// The first entry of the new tree with the given name, unless it is a folder or a link.
    pub(super) named: Option<TreeEntry<'t>>,
}

/// Compares two trees entry by entry; `None` when one is damaged. Looks only at the bytes of
/// entries that are the same: of a folder of 200,000 files a commit changes a few. Looks for the
/// file `name` on the way.
pub(super) fn differing<'t>(
    old: &'t [u8],
    new: &'t [u8],
    name: &[u8],
    id_len: usize,
) -> Option<Differing<'t>> {
    let mut found = Differing::default();
    let (mut left, mut right) = (old, new);
    while !left.is_empty() || !right.is_empty() {
        let from = if left.is_empty() {
            None
        } else {
            Some(Extent::first(left, id_len)?)
        };
        if let Some(extent) = from.filter(|extent| right.starts_with(&left[..extent.len])) {
            parse_mode(&left[..extent.blank])?;
            if extent.name(left) == name {
                found.look_at(extent.entry(left)?);
            }
            found.same += 1;
            (left, right) = (&left[extent.len..], &right[extent.len..]);
            continue;
        }
        let to = if right.is_empty() {
            None
        } else {
            Some(Extent::first(right, id_len)?)
        };
        let gone = from
            .map(|extent| extent.entry(left))
            .map_or(Some(None), |entry| entry.map(Some))?;
        let come = to
            .map(|extent| extent.entry(right))
            .map_or(Some(None), |entry| entry.map(Some))?;
        let order = gone.zip(come).map(|(gone, come)| gone.order(&come));
        if let (Some(extent), Some(gone)) = (from, gone)
            && order != Some(Ordering::Greater)
        {
            found.old.push(gone);
            left = &left[extent.len..];
        }
        if let (Some(extent), Some(come)) = (to, come)
            && order != Some(Ordering::Less)
        {
            if come.name == name {
                found.look_at(come);
            }
            found.new.push(come);
            right = &right[extent.len..];
        }
    }
    sort(&mut found.old);
    sort(&mut found.new);
    Some(found)
}

impl<'t> Differing<'t> {
    fn look_at(&mut self, entry: TreeEntry<'t>) {
        if entry.is_plain() {
            self.named.get_or_insert(entry);
        }
    }
}

/// Parses a mode. Old and hostile trees have other modes than git writes now; they count as
/// `canon_mode` in git's `object.h` says.
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
