//! Relocates notes on files, in the newest round of each note's increment.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher as _;
use std::rc::Rc;

use super::files::UNASKED;
use super::fix_candidates::text;
use crate::diff::{self, LineMap, Relocation};
use crate::git::increments::FoundIncrements;
use crate::git::{Repository, SimilarityBudget};
use crate::model::change::{FileChange, FileEntry, FileText, Side};
use crate::model::id::{EventId, ObjectId};
use crate::model::increment::CommitRange;
use crate::model::note::{Anchor, Standing, Thread, Whereabouts, WrittenOn};
use crate::model::record::Record;
use crate::model::spec::LineRange;
use crate::model::text::RepoPath;

/// Maximum number of an increment's files searched for lines that their own file no longer has.
const MAX_LOOKED_IN: usize = 300;

/// Maximum number of commits searched for the one that a note was written on.
const MAX_COMMITS: usize = 500;

/// Maximum number of cached entries (path and commit); more are read again.
const MAX_ENTRIES: usize = 100_000;

/// Maximum size of a searched file, in bytes, because what is read of all of them is kept for a
/// while.
const MAX_LOOKED_IN_BYTES: u64 = 256 << 10;

/// The current places of notes; each is computed once.
#[derive(Default)]
pub struct Standings {
    known: HashMap<(EventId, SearchKey), Whereabouts>,
    /// Content read on the way, kept while there is more to find.
    read: ComparedTexts,
}

/// Where a note was made, and where it is searched for: while both stay, so does the answer.
#[derive(Clone, PartialEq, Eq, Hash)]
struct SearchKey {
    blob: Option<ObjectId>,
    lines: Option<(u32, u32)>,
    round: SearchedVersion,
}

/// The version in which a note is searched for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct SearchedVersion {
    /// In which commit.
    pub commit: ObjectId,
    /// The changes to search if the note's own file does not have it.
    pub range: CommitRange,
    /// The side of these changes that the commit is on.
    pub side: Side,
}

impl Standings {
    /// Returns the places of live notes on files, and whether these are all. Limits the number of
    /// new searches: with many notes, and all files changed, each takes most of a millisecond.
    pub fn of(
        &mut self,
        repository: &Repository,
        record: &Record,
        found: &FoundIncrements,
        most: usize,
    ) -> (BTreeMap<EventId, Whereabouts>, bool) {
        let mut all = BTreeMap::new();
        let mut left = most;
        let mut looking = NoteSearch {
            repository,
            read: std::mem::take(&mut self.read),
        };
        let mut are_all = true;
        for thread in record.live_threads() {
            let Some(anchor) = &thread.place.anchor else {
                continue;
            };
            let Some(round) = round_of(found, thread, anchor) else {
                continue;
            };
            let lines = anchor.lines.map(|lines| (lines.first, lines.last));
            let place = (
                thread.id,
                SearchKey {
                    blob: anchor.blob,
                    lines,
                    round: round.clone(),
                },
            );
            if let Some(known) = self.known.get(&place) {
                all.insert(thread.id, known.clone());
            } else if left > 0 {
                left -= 1;
                let version = looking.version(&round, thread, anchor);
                let now = looking
                    .locate(&round, thread, anchor)
                    .whereabouts(anchor, version);
                all.insert(thread.id, now.clone());
                self.known.insert(place, now);
            } else {
                are_all = false;
            }
        }
        if !are_all {
            self.read = looking.read;
        }
        (all, are_all)
    }
}

/// Finds the file versions that live notes were written on, where those differ from their rounds'.
/// Far less work than relocating the notes.
pub(super) fn written_on(
    repository: &Repository,
    record: &Record,
    found: &FoundIncrements,
) -> BTreeMap<EventId, WrittenOn> {
    let mut looking = NoteSearch::new(repository);
    let of = |thread: &Thread| {
        let anchor = thread.place.anchor.as_ref()?;
        let version = looking.version(&round_of(found, thread, anchor)?, thread, anchor);
        (version != WrittenOn::Round).then_some((thread.id, version))
    };
    record.live_threads().filter_map(of).collect()
}

/// Returns the round with the content of a note's side; everything under review where its increment
/// was removed.
fn round_of(found: &FoundIncrements, thread: &Thread, anchor: &Anchor) -> Option<SearchedVersion> {
    let increment = found.increment(thread.place.increment.as_ref());
    let all = CommitRange {
        base: found.base,
        head: found.head,
    };
    let range = increment.map_or(all, |increment| increment.range);
    match (increment, anchor.side) {
        (Some(_), Side::Old) => Some(SearchedVersion {
            commit: range.base?,
            range,
            side: Side::Old,
        }),
        _ => Some(SearchedVersion {
            commit: range.head,
            range,
            side: Side::New,
        }),
    }
}

/// The result of relocating a note.
pub(super) struct Located {
    /// The file.
    pub entry: Option<FileEntry>,
    /// The lines in it.
    pub place: Relocation,
}

impl Located {
    fn whereabouts(self, anchor: &Anchor, version: WrittenOn) -> Whereabouts {
        let mut standing = self.place.standing();
        let file = self.entry.map(|entry| (entry.path, entry.id));
        if standing == Standing::Exact
            && file.as_ref().is_some_and(|(path, _)| *path != anchor.path)
        {
            standing = Standing::Moved;
        }
        let lines = self.place.lines().filter(|_| anchor.lines.is_some());
        Whereabouts {
            standing,
            file,
            lines,
            version,
        }
    }
}

impl ComparedTexts {
    fn commits_of(&mut self, repository: &Repository, range: CommitRange) -> Rc<Vec<ObjectId>> {
        let list = || {
            let found = repository
                .commits(&range, MAX_COMMITS)
                .map(|found| found.commits)
                .unwrap_or_default();
            Rc::new(found.iter().rev().map(|commit| commit.id).collect())
        };
        self.commits.entry(range).or_insert_with(list).clone()
    }
}

/// A search for notes.
pub(super) struct NoteSearch<'r> {
    repository: &'r Repository,
    read: ComparedTexts,
}

/// What was read and compared, each once.
#[derive(Default)]
struct ComparedTexts {
    texts: HashMap<ObjectId, Option<Rc<FileText>>>,
    /// Contents that are too large to be searched.
    too_large: HashSet<ObjectId>,
    listed: HashMap<CommitRange, Rc<Vec<FileChange>>>,
    /// The entry at a path in a commit; the outer `None` where that cannot be read.
    entries: HashMap<(ObjectId, RepoPath), Option<Option<FileEntry>>>,
    /// The commits of a range, oldest first.
    commits: HashMap<CommitRange, Rc<Vec<ObjectId>>>,
    compared: HashMap<(ObjectId, ObjectId), Rc<LineMap>>,
    /// Hashes of a content's lines.
    hashed: HashMap<ObjectId, HashSet<u64>>,
    hashing: RandomState,
}

impl<'r> NoteSearch<'r> {
    pub(super) fn new(repository: &'r Repository) -> Self {
        Self {
            repository,
            read: ComparedTexts::default(),
        }
    }

    /// Relocates a note: in its file, in a renamed file, or in another file of the round. Returns
    /// its file even if its lines are gone.
    pub(super) fn locate(
        &mut self,
        round: &SearchedVersion,
        thread: &Thread,
        anchor: &Anchor,
    ) -> Located {
        let own = self.entry(round.commit, &anchor.path).flatten();
        let entry = own.or_else(|| self.renamed(round, thread, anchor));
        let place = entry
            .as_ref()
            .map_or(Relocation::Gone, |entry| self.place_in(entry, anchor));
        match place {
            Relocation::Gone => self
                .elsewhere(round, anchor, entry.as_ref())
                .unwrap_or(Located { entry, place }),
            // This may be a copy, and the original may have moved to another file.
            Relocation::Moved(here)
                if self.is_between_others(entry.as_ref(), anchor, here)
                    && self.elsewhere(round, anchor, entry.as_ref()).is_some() =>
            {
                Located {
                    entry,
                    place: Relocation::Edited(here),
                }
            }
            _ => Located { entry, place },
        }
    }

    /// Finds the version of its file that a note's lines refer to. A note that was written while
    /// going through the commits one by one refers to that commit, and the round's head may have
    /// other lines under these numbers.
    fn version(&mut self, round: &SearchedVersion, thread: &Thread, anchor: &Anchor) -> WrittenOn {
        let Some((subject, blob)) = thread.subject.as_ref().zip(anchor.blob) else {
            return WrittenOn::Round;
        };
        let end = match anchor.side {
            Side::Old => subject.range.base,
            Side::New => Some(subject.range.head),
        };
        match end.and_then(|end| self.entry(end, &anchor.path)) {
            None => return WrittenOn::Round,
            Some(there) if there.as_ref().map(|entry| entry.id) == Some(blob) => {
                return WrittenOn::Round;
            }
            Some(_) => {}
        }
        // The first commit that has it is the one that created it.
        let mut candidates = Vec::new();
        for range in [subject.range, round.range] {
            candidates.extend(self.read.commits_of(self.repository, range).iter().copied());
        }
        candidates.push(round.commit);
        let mut has = |commit: &ObjectId| {
            self.entry(*commit, &anchor.path)
                .flatten()
                .is_some_and(|entry| entry.id == blob)
        };
        candidates
            .iter()
            .find(|commit| has(commit))
            .map_or(WrittenOn::Other, |commit| WrittenOn::Commit(*commit))
    }

    /// Returns the entry at a path in a commit, cached, as many notes are on few files; the outer
    /// `None` where that cannot be read.
    fn entry(&mut self, commit: ObjectId, path: &RepoPath) -> Option<Option<FileEntry>> {
        let place = (commit, path.clone());
        if let Some(known) = self.read.entries.get(&place) {
            return known.clone();
        }
        let entry = self.repository.entry(commit, path).ok();
        if self.read.entries.len() < MAX_ENTRIES {
            self.read.entries.insert(place, entry.clone());
        }
        entry
    }

    fn place_in(&mut self, entry: &FileEntry, anchor: &Anchor) -> Relocation {
        // Also for content without lines, or too large to be read unasked.
        if let (Some(lines), true) = (anchor.lines, Some(entry.id) == anchor.blob) {
            return Relocation::Exact(lines);
        }
        let Some(now) = self.text(entry.id) else {
            return Relocation::Gone;
        };
        let then = anchor
            .blob
            .and_then(|blob| Some((self.text(blob)?, self.map(blob, entry.id)?)));
        let then = then.as_ref().map(|(text, map)| (&**text, &**map));
        diff::relocate_by(anchor, then, &now, entry.id)
    }

    fn is_between_others(
        &mut self,
        entry: Option<&FileEntry>,
        anchor: &Anchor,
        here: LineRange,
    ) -> bool {
        let now = entry.and_then(|entry| self.text(entry.id));
        now.is_some_and(|now| diff::is_between_others(anchor, &now, here))
    }

    /// Finds the new name of a note's file: renamed since the note was written, or else within the
    /// round.
    fn renamed(
        &mut self,
        round: &SearchedVersion,
        thread: &Thread,
        anchor: &Anchor,
    ) -> Option<FileEntry> {
        let written = thread.subject.as_ref().map(|subject| subject.range.head);
        let since = written.map(|base| CommitRange {
            base: Some(base),
            head: round.commit,
        });
        for range in since.into_iter().chain([round.range]) {
            let files = self.changes(range);
            let is_it = |change: &&FileChange| {
                !change.copied
                    && change
                        .old
                        .as_ref()
                        .is_some_and(|old| old.path == anchor.path)
            };
            if let Some(new) = files
                .iter()
                .find(is_it)
                .and_then(|change| change.new.clone())
            {
                return Some(new).filter(|_| range.head == round.commit);
            }
        }
        None
    }

    /// Finds the only other file of the round that has a note's lines, and did not have them
    /// before.
    fn elsewhere(
        &mut self,
        round: &SearchedVersion,
        anchor: &Anchor,
        own: Option<&FileEntry>,
    ) -> Option<Located> {
        let files = self.changes(round.range);
        let other = |change: &&FileChange| {
            let entry = change.entry(round.side);
            entry.is_some_and(|entry| entry.path != anchor.path && own != Some(entry))
        };
        let mut others: Vec<&FileChange> = files.iter().filter(other).collect();
        let name = anchor.path.base_name();
        let has_name = |change: &FileChange| change.path().base_name() == name;
        others.sort_by_key(|change| !has_name(change));
        let mut found = Vec::new();
        for change in others.into_iter().take(MAX_LOOKED_IN) {
            let Some(entry) = change.entry(round.side) else {
                continue;
            };
            let place = if Some(entry.id) == anchor.blob {
                anchor
                    .lines
                    .map_or_else(|| self.place_in(entry, anchor), Relocation::Exact)
            } else {
                self.place_among(change, round.side, anchor, has_name(change))
            };
            if place != Relocation::Gone {
                found.push(Located {
                    entry: Some(entry.clone()),
                    place,
                });
            }
        }
        // With more than one match, none is accepted.
        found.pop().filter(|_| found.is_empty())
    }

    fn place_among(
        &mut self,
        change: &FileChange,
        side: Side,
        anchor: &Anchor,
        has_name: bool,
    ) -> Relocation {
        let Some(entry) = change.entry(side) else {
            return Relocation::Gone;
        };
        let Some(now) = self.small_text(entry.id) else {
            return Relocation::Gone;
        };
        if !has_name && !self.may_have(entry.id, &now, anchor) {
            return Relocation::Gone;
        }
        let before = change
            .old
            .as_ref()
            .filter(|_| side == Side::New)
            .map(|old| old.id);
        let before = before.and_then(|before| self.map(before, entry.id));
        diff::relocate_elsewhere(anchor, before.as_deref(), &now, has_name)
    }

    fn text(&mut self, id: ObjectId) -> Option<Rc<FileText>> {
        let read = || text(self.repository, id, UNASKED).map(Rc::new);
        self.read.texts.entry(id).or_insert_with(read).clone()
    }

    fn small_text(&mut self, id: ObjectId) -> Option<Rc<FileText>> {
        if !self.read.texts.contains_key(&id) && !self.read.too_large.contains(&id) {
            match text(self.repository, id, MAX_LOOKED_IN_BYTES) {
                Some(text) => drop(self.read.texts.insert(id, Some(Rc::new(text)))),
                None => drop(self.read.too_large.insert(id)),
            }
        }
        self.read.texts.get(&id).cloned().flatten()
    }

    fn map(&mut self, old: ObjectId, now: ObjectId) -> Option<Rc<LineMap>> {
        if let Some(map) = self.read.compared.get(&(old, now)) {
            return Some(map.clone());
        }
        let map = Rc::new(LineMap::new(&*self.text(old)?, &*self.text(now)?));
        self.read.compared.insert((old, now), map.clone());
        Some(map)
    }

    /// Whether a content may have the longest of an anchor's lines, judged by hashes: most have
    /// not. Empty lines are ignored.
    fn may_have(&mut self, id: ObjectId, text: &FileText, anchor: &Anchor) -> bool {
        let Some(longest) = anchor.quoted().max_by_key(|line| line.len()) else {
            return false;
        };
        let hash = self
            .read
            .hashing
            .hash_one(longest.strip_suffix(b"\r").unwrap_or(longest));
        let ComparedTexts {
            hashed, hashing, ..
        } = &mut self.read;
        let hashes = || {
            (0..text.len())
                .map(|line| hashing.hash_one(text.line(line)))
                .collect()
        };
        hashed.entry(id).or_insert_with(hashes).contains(&hash)
    }

    /// Returns the changed files, with renamed ones paired; empty where a commit is not available.
    fn changes(&mut self, range: CommitRange) -> Rc<Vec<FileChange>> {
        let list = || {
            let mut files = self
                .repository
                .changes(&range)
                .map(|changes| changes.files)
                .unwrap_or_default();
            self.repository
                .find_similar(&mut files, SimilarityBudget::default());
            Rc::new(files)
        };
        self.read.listed.entry(range).or_insert_with(list).clone()
    }
}
