//! Writes a batch of objects: collected in memory, written to the disk as one pack, or not at all.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use git2::{ObjectType, Odb, OdbLookupFlags, OdbPackwriter, Oid, PackBuilder};

use super::Sidecar;
use crate::git::store::{explain, from_oid, to_oid};
use crate::model::id::ObjectId;
use crate::model::time::Timestamp;

const FILE: i32 = 0o100_644;
const FOLDER: i32 = 0o040_000;

/// Number of bytes of a pack that are written at a time.
const PIECE: usize = 1 << 20;

/// A file to put at `folder/name`, or with `None` to remove.
pub type FileWrite<'a> = (&'a str, &'a str, Option<ObjectId>);

/// A batch of objects being written.
pub struct Writing<'r> {
    repository: &'r git2::Repository,
    odb: &'r Odb<'r>,
    made: RefCell<Vec<Oid>>,
}

impl Sidecar {
    /// Writes the objects that `work` makes as one pack, and reopens the repository.
    ///
    /// # Errors
    /// When `work` fails, which leaves nothing behind, or the pack cannot be written.
    pub fn write<T>(&mut self, work: impl FnOnce(&Writing<'_>) -> Result<T>) -> Result<T> {
        // A separate instance: objects collected in memory are dropped with it.
        let repository = self.repository()?;
        let odb = repository.odb().map_err(explain)?;
        let _gathered = odb.add_new_mempack_backend(1_000).map_err(explain)?;
        let writing = Writing { repository: &repository, odb: &odb, made: RefCell::default() };
        let result = work(&writing)?;
        let made = writing.made.into_inner();
        if made.is_empty() {
            return Ok(result);
        }
        let mut packer = repository.packbuilder().map_err(explain)?;
        let beside = self.repository()?;
        let disk = beside.odb().map_err(explain)?;
        for id in made {
            if !disk.exists_ext(id, OdbLookupFlags::NO_REFRESH) {
                packer.insert_object(id, None).map_err(explain)?;
            }
        }
        if packer.object_count() > 0 {
            let mut writer = disk.packwriter().map_err(explain)?;
            send(&mut packer, &mut writer).context("writing a pack")?;
            writer.commit().map_err(explain).context("writing a pack")?;
            drop(writer);
            sync_packs(&self.dir).context("writing a pack")?;
        }
        self.refresh()?;
        Ok(result)
    }
}

/// Hands a pack to its writer in large pieces: the writer maps its file into memory once for each piece.
fn send(packer: &mut PackBuilder<'_>, writer: &mut OdbPackwriter<'_>) -> Result<()> {
    let mut buffered = BufWriter::with_capacity(PIECE, writer);
    let mut written = Ok(());
    packer
        .foreach(|bytes| {
            written = buffered.write_all(bytes);
            written.is_ok()
        })
        .map_err(explain)?;
    written?;
    Ok(buffered.flush()?)
}

/// Syncs packs, because libgit2 does not sync those it writes unless the whole process says so.
fn sync_packs(dir: &Path) -> std::io::Result<()> {
    let dir = dir.join("objects/pack");
    let entries = fs::read_dir(&dir)?.flatten();
    // No link, and no pipe that would keep us waiting.
    let packs = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let mut newest: Vec<_> =
        packs.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
    newest.sort();
    // A pack and its index, and a few more in case a clock has jumped.
    for (_, path) in newest.iter().rev().take(8) {
        File::open(path)?.sync_all()?;
    }
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

impl Writing<'_> {
    fn add(&self, kind: ObjectType, bytes: &[u8]) -> Result<ObjectId> {
        let oid = self.odb.write(kind, bytes).map_err(explain)?;
        self.made.borrow_mut().push(oid);
        from_oid(oid).ok_or_else(|| anyhow!("an id of another length"))
    }

    /// Stores a file's content.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn blob(&self, bytes: &[u8]) -> Result<ObjectId> {
        self.add(ObjectType::Blob, bytes)
    }

    /// Makes a tree from `base` (an empty one when `None`) with files put in and removed. Other entries stay.
    ///
    /// # Errors
    /// When `base` cannot be read, or a name is invalid.
    pub fn tree(&self, base: Option<ObjectId>, changes: &[FileWrite<'_>]) -> Result<ObjectId> {
        let find = |id: ObjectId| self.repository.find_tree(to_oid(id)?).map_err(explain);
        let base = base.map(find).transpose()?;
        let mut folders: BTreeMap<&str, Vec<(&str, Option<ObjectId>)>> = BTreeMap::new();
        for (folder, name, id) in changes {
            folders.entry(folder).or_default().push((name, *id));
        }
        let mut root = self.repository.treebuilder(base.as_ref()).map_err(explain)?;
        for (folder, files) in folders {
            let there = base.as_ref().and_then(|base| base.get_name(folder)).map(|entry| entry.id());
            let there = there.and_then(|id| self.repository.find_tree(id).ok());
            let mut builder = self.repository.treebuilder(there.as_ref()).map_err(explain)?;
            for (name, id) in files {
                match id {
                    Some(id) => drop(builder.insert(name, to_oid(id)?, FILE).map_err(explain)?),
                    None if builder.get(name).map_err(explain)?.is_some() => {
                        builder.remove(name).map_err(explain)?;
                    }
                    None => {}
                }
            }
            let is_empty = builder.is_empty();
            let id = builder.write().map_err(explain)?;
            if is_empty {
                if root.get(folder).map_err(explain)?.is_some() {
                    root.remove(folder).map_err(explain)?;
                }
                continue;
            }
            self.made.borrow_mut().push(id);
            root.insert(folder, id, FOLDER).map_err(explain)?;
        }
        self.finish(&root)
    }

    /// Makes a tree of folders, given as trees by name.
    ///
    /// # Errors
    /// When a name is invalid.
    pub fn folders<'a>(&self, folders: impl IntoIterator<Item = (&'a str, ObjectId)>) -> Result<ObjectId> {
        let mut root = self.repository.treebuilder(None).map_err(explain)?;
        for (name, id) in folders {
            root.insert(name, to_oid(id)?, FOLDER).map_err(explain)?;
        }
        self.finish(&root)
    }

    fn finish(&self, root: &git2::TreeBuilder<'_>) -> Result<ObjectId> {
        let id = root.write().map_err(explain)?;
        self.made.borrow_mut().push(id);
        from_oid(id).ok_or_else(|| anyhow!("an id of another length"))
    }

    /// Makes a commit by `who`, a plain name of ours.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn commit(
        &self,
        tree: ObjectId,
        parents: &[ObjectId],
        who: &str,
        at: Timestamp,
        message: &str,
    ) -> Result<ObjectId> {
        let mut text = format!("tree {tree}\n");
        for parent in parents {
            text.push_str(&format!("parent {parent}\n"));
        }
        let by = format!("{who} <{who}@snaglist> {} +0000", at.0.max(0) / 1_000);
        text.push_str(&format!("author {by}\ncommitter {by}\n\n{message}\n"));
        self.add(ObjectType::Commit, text.as_bytes())
    }
}
