//! Packs what a later comparison with a round needs, since a clone loses the commits of a rewritten
//! branch with its next `git gc`.
//!
//! Packs the commits of the round and, of its ends, the contents and folders of the changed paths
//! only, so that a small delivery in a large repository stays small. Knows nothing of where packs
//! are kept, nor for how long.

use std::collections::{BTreeSet, HashSet};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use git2::{Indexer, ObjectFormat, Odb};

use super::Repository;
use super::store::{Fetched, Raw, explain, to_oid};
use super::tree::{self, join};
use crate::model::id::ObjectId;
use crate::model::increment::CommitRange;
use crate::model::news::counted;
use crate::model::text::RepoPath;

/// Maximum number of commits that are packed of a round.
const MAX_COMMITS: usize = 2_000;
/// Maximum number of commits whose own changes are packed, beside those of the whole round.
const MAX_STEPS: usize = 100;
/// Maximum size of a packed object, in bytes.
const MAX_OBJECT: u64 = 2 << 20;
/// Budget for the packed objects of a round before they are compressed, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// A round to pack.
#[derive(Clone, Debug)]
pub struct RoundContent {
    /// The round as it was delivered.
    pub range: CommitRange,
    /// The base of its content, where that is another commit than the base of the range.
    pub content_base: Option<ObjectId>,
    /// Files to pack although the round does not change them: the specs.
    pub files: Vec<RepoPath>,
}

/// A round that was packed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackedRound {
    /// The name of the two files without their endings, `.pack` and `.idx`.
    pub name: String,
    /// What was left out, in our own words.
    pub left_out: Vec<String>,
}

impl Repository {
    /// Looks for objects in another folder too, here and wherever the location is opened again.
    pub fn also_read(&mut self, objects: &Path) -> Result<()> {
        let mut location = self.location.clone();
        location.objects.push(objects.to_owned());
        *self = Self::reopen(&location)?;
        Ok(())
    }

    /// Writes a round as a pack that needs no other, into an existing folder.
    ///
    /// # Errors
    /// When the round cannot be read, or the pack cannot be written.
    pub fn pack_round(&self, round: &RoundContent, into: &Path) -> Result<PackedRound> {
        let format = if self.location.sha256 {
            ObjectFormat::Sha256
        } else {
            ObjectFormat::Sha1
        };
        let memory = Odb::new_ext(format).map_err(explain)?;
        let _gathered = memory.add_new_mempack_backend(1).map_err(explain)?;
        let mut gathering = Gathering {
            repository: self,
            memory: &memory,
            added: HashSet::new(),
            ids: Vec::new(),
            left: MAX_BYTES,
            cut: Vec::new(),
            too_large: 0,
            missing: 0,
        };
        gathering.round(round)?;
        let ids = std::mem::take(&mut gathering.ids);
        let left_out = gathering.left_out();
        let packing = git2::Repository::from_odb(memory).map_err(explain)?;
        let mut packer = packing.packbuilder().map_err(explain)?;
        packer.set_threads(1);
        for id in ids {
            packer.insert_object(id, None).map_err(explain)?;
        }
        let mut pack = git2::Buf::new();
        packer.write_buf(&mut pack).map_err(explain)?;
        let mut indexer = Indexer::new_ext(None, into, 0o400, false, format).map_err(explain)?;
        indexer.write_all(&pack).context("writing a pack")?;
        let digest = indexer
            .commit()
            .map_err(explain)
            .context("writing a pack")?;
        Ok(PackedRound {
            name: format!("pack-{digest}"),
            left_out,
        })
    }
}

/// The objects gathered so far.
struct Gathering<'r> {
    repository: &'r Repository,
    memory: &'r Odb<'r>,
    added: HashSet<ObjectId>,
    ids: Vec<git2::Oid>,
    /// Bytes that there is still room for.
    left: u64,
    /// Why something was not looked at, in our own words.
    cut: Vec<String>,
    /// How many objects were too large, and how many the clone does not have.
    too_large: usize,
    missing: usize,
}

impl Gathering<'_> {
    fn round(&mut self, round: &RoundContent) -> Result<()> {
        let range = round.range;
        let (commits, more) = self.repository.range_ids(&range, MAX_COMMITS)?;
        if more {
            self.cut
                .push(format!("commits beyond the newest {MAX_COMMITS}"));
        }
        let ends = range.base.into_iter().chain(round.content_base);
        for commit in [range.head].into_iter().chain(ends).chain(commits.clone()) {
            self.add(commit)?;
        }
        self.changes(&range, &round.files)?;
        if let Some(base) = round.content_base {
            let content = CommitRange {
                base: Some(base),
                head: range.head,
            };
            self.changes(&content, &round.files)?;
        }
        for head in commits.into_iter().take(MAX_STEPS) {
            let base = self.repository.parents_of(head)?.first().copied();
            // What the round itself needs is packed by now: a step that cannot be read only makes
            // its commit harder to pair.
            let _ = self.changes(&CommitRange { base, head }, &[]);
        }
        Ok(())
    }

    /// Adds the contents of the files that differ in a range, and of `files`, with the folders that
    /// lead there.
    fn changes(&mut self, range: &CommitRange, files: &[RepoPath]) -> Result<()> {
        let changes = self.repository.changes(range)?;
        if let Some(cut) = changes.cut {
            self.cut.push(cut);
        }
        let sides = changes.files.iter().map(|file| [&file.old, &file.new]);
        let entries = sides.flatten().flatten();
        let mut paths: BTreeSet<&RepoPath> = entries.clone().map(|entry| &entry.path).collect();
        paths.extend(files);
        let folders: HashSet<&[u8]> = paths.iter().flat_map(|path| folders_of(path)).collect();
        for end in range.base.into_iter().chain([range.head]) {
            let tree = self.repository.tree_of(end)?;
            self.folder(tree, &[], &folders)?;
            for path in files {
                if let Some(entry) = self.repository.entry(end, path)?
                    && entry.is_plain()
                {
                    self.add(entry.id)?;
                }
            }
        }
        for entry in entries.filter(|entry| !entry.is_submodule()) {
            self.add(entry.id)?;
        }
        Ok(())
    }

    /// Adds a folder and those of its folders that are in `folders`, by their paths.
    fn folder(&mut self, id: ObjectId, path: &[u8], folders: &HashSet<&[u8]>) -> Result<()> {
        let added = self.add(id)?;
        let known = |id| Some(self.memory.read(to_oid(id).ok()?).ok()?.data().to_vec());
        let Some(data) = added.or_else(|| known(id)) else {
            return Ok(());
        };
        let entries = tree::parse(&data, self.repository.store.id_len());
        for entry in entries.context("a folder is damaged; `git fsck` says more")? {
            if entry.is_folder() {
                let inside = join(path, entry.name);
                if folders.contains(inside.as_slice()) {
                    self.folder(entry.id, &join(&inside, b"/"), folders)?;
                }
            }
        }
        Ok(())
    }

    /// Adds an object and returns its content; `None` where it was left out or is there already.
    fn add(&mut self, id: ObjectId) -> Result<Option<Vec<u8>>> {
        if !self.added.insert(id) {
            return Ok(None);
        }
        match self.repository.store.read(id, MAX_OBJECT.min(self.left))? {
            Fetched::Found(Raw { kind, data }) => {
                self.left -= data.len() as u64;
                let written = self.memory.write(kind.to_git2(), &data).map_err(explain)?;
                self.ids.push(written);
                return Ok(Some(data));
            }
            Fetched::TooLarge(_) => self.too_large += 1,
            Fetched::Missing => self.missing += 1,
        }
        Ok(None)
    }

    /// Words what was left out.
    fn left_out(mut self) -> Vec<String> {
        if self.too_large > 0 {
            self.cut.push(format!(
                "{} larger than {} MiB or beyond {} MiB in all",
                counted(self.too_large, "object"),
                MAX_OBJECT >> 20,
                MAX_BYTES >> 20
            ));
        }
        if self.missing > 0 {
            let why = self.repository.missing();
            self.cut
                .push(format!("{} {why}", counted(self.missing, "object")));
        }
        self.cut.dedup();
        self.cut
    }
}

/// Lists the folders that a path is in, without slashes at their ends: `a/b` and `a` of `a/b/c`.
fn folders_of(path: &RepoPath) -> impl Iterator<Item = &[u8]> {
    let bytes = path.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    ends.map(|(at, _)| &bytes[..at])
}
