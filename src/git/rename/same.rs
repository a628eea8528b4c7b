//! Pairs files with equal contents under different paths. Reads only ids and paths.

use std::collections::{HashMap, VecDeque};

use super::names;
use crate::model::change::{ChangeKind, FileChange, FileEntry};
use crate::model::id::ObjectId;

/// Maximum number of parts of two paths compared, from their end or their start.
const PARTS: usize = 8;
/// Maximum number of files with one content that are considered as originals of a copy.
const EQUALS: usize = 64;
/// The empty content's id, in repositories of either kind.
const EMPTY: [&str; 2] = [
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
];

/// A content as a file, a link or a submodule: only equal ones can be the same under two paths.
type Thing = (ObjectId, u8);

fn thing(entry: &FileEntry) -> Thing {
    (
        entry.id,
        u8::from(entry.is_link()) + 2 * u8::from(entry.is_submodule()),
    )
}

/// Whether it is empty, so that its content tells nothing about its origin.
pub(super) fn is_empty(entry: &FileEntry) -> bool {
    EMPTY.contains(&entry.id.to_string().as_str())
}

/// Joins each deleted and added file with the same content. Of several, those with similar ends of
/// their paths are paired first, then those with similar starts, then in order; empty files only
/// where they keep their name. `files` are sorted by path and stay so. Takes time proportional to
/// the files.
pub(in crate::git) fn pair_identical(files: &mut Vec<FileChange>) {
    let mut things: HashMap<Thing, SameContent> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        match (file.kind(), &file.old, &file.new) {
            (ChangeKind::Deleted, Some(entry), _) => {
                things.entry(thing(entry)).or_default().olds.push(at)
            }
            (ChangeKind::Added, _, Some(entry)) => {
                things.entry(thing(entry)).or_default().news.push(at)
            }
            _ => {}
        }
    }
    let mut pairs = Vec::new();
    for group in things
        .into_values()
        .filter(|group| !group.olds.is_empty() && !group.news.is_empty())
    {
        group.pair(files, &mut pairs);
    }
    join(files, &pairs);
}

/// Gives each added file the old side of its deleted partner, given as (deleted, added), and
/// removes the deletions from the list.
pub(super) fn join(files: &mut Vec<FileChange>, pairs: &[(usize, usize)]) {
    if pairs.is_empty() {
        return;
    }
    for &(old, new) in pairs {
        files[new].old = files[old].old.take();
    }
    files.retain(|file| file.old.is_some() || file.new.is_some());
}

/// The deleted and the added files with one content, as indexes in ascending order.
#[derive(Default)]
struct SameContent {
    olds: Vec<usize>,
    news: Vec<usize>,
}

impl SameContent {
    fn pair(mut self, files: &[FileChange], pairs: &mut Vec<(usize, usize)>) {
        let path = |at: usize| files[at].path().as_bytes();
        let empty = self
            .olds
            .first()
            .and_then(|at| files[*at].old.as_ref())
            .is_some_and(is_empty);
        for parts in (1..=PARTS).rev() {
            self.pair_by(|at| names::tail(path(at), parts), pairs);
        }
        if empty {
            return;
        }
        for folders in (1..=PARTS).rev() {
            self.pair_by(|at| names::head(path(at), folders), pairs);
        }
        self.pair_by(|_| Some(b""), pairs);
    }

    /// Pairs files with the same key in their order.
    fn pair_by<'f>(
        &mut self,
        key: impl Fn(usize) -> Option<&'f [u8]>,
        pairs: &mut Vec<(usize, usize)>,
    ) {
        if self.olds.is_empty() || self.news.is_empty() {
            return;
        }
        let mut free: HashMap<&[u8], VecDeque<usize>> = HashMap::new();
        for &old in &self.olds {
            if let Some(key) = key(old) {
                free.entry(key).or_default().push_back(old);
            }
        }
        let before = pairs.len();
        self.news.retain(|&new| {
            let old = key(new).and_then(|key| free.get_mut(key)?.pop_front());
            pairs.extend(old.map(|old| (old, new)));
            old.is_none()
        });
        let mut taken: Vec<usize> = pairs[before..].iter().map(|(old, _)| *old).collect();
        taken.sort_unstable();
        self.olds.retain(|old| taken.binary_search(old).is_err());
    }
}

/// Files by content, to find the original of an added one.
pub(super) struct Originals<'a>(HashMap<Thing, Vec<&'a FileEntry>>);

impl<'a> Originals<'a> {
    /// Indexes the files before; empty ones are no originals.
    pub(super) fn new(olds: &[&'a FileEntry]) -> Self {
        let mut things: HashMap<Thing, Vec<&FileEntry>> = HashMap::new();
        for &entry in olds.iter().filter(|entry| !is_empty(entry)) {
            let equals = things.entry(thing(entry)).or_default();
            if equals.len() < EQUALS {
                equals.push(entry);
            }
        }
        Self(things)
    }

    /// Finds the file of the same content with the path most alike, or the first of those.
    pub(super) fn of(&self, copy: &FileEntry) -> Option<&'a FileEntry> {
        let likeness =
            |entry: &&&FileEntry| names::likeness(entry.path.as_bytes(), copy.path.as_bytes());
        // `max_by_key` returns the last of the greatest.
        self.0
            .get(&thing(copy))?
            .iter()
            .rev()
            .max_by_key(likeness)
            .copied()
    }
}
