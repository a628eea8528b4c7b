//! Writes a batch of objects: collected in memory, written to the disk as one pack, or not at all.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, ensure};
use git2::{ObjectFormat, ObjectType, Odb, OdbLookupFlags, OdbPackwriter, Oid, PackBuilder};

use super::Sidecar;
use crate::git::store::{explain, from_oid, to_oid};
use crate::git::tree::{self, TreeEntry};
use crate::model::id::ObjectId;
use crate::model::time::Timestamp;

/// Number of bytes of a pack that are written at a time.
const PIECE: usize = 1 << 20;

/// A file to put at `folder/name`, or with `None` to remove.
pub type FileWrite<'a> = (&'a str, &'a str, Option<ObjectId>);

/// A batch of objects being written.
///
/// They are gathered in a database of their own: that of the repository looks through the folder of
/// packs for each object that is written, and there may be a hundred thousand.
pub struct Writing<'s> {
    sidecar: &'s Sidecar,
    memory: &'s Odb<'s>,
    made: RefCell<Vec<Oid>>,
}

impl Sidecar {
    /// Writes the objects that `work` makes as one pack.
    ///
    /// # Errors
    /// When `work` fails, which leaves nothing behind, or the pack cannot be written.
    pub fn write<T>(&mut self, work: impl FnOnce(&Writing<'_>) -> Result<T>) -> Result<T> {
        let format = if self.sha256 {
            ObjectFormat::Sha256
        } else {
            ObjectFormat::Sha1
        };
        let memory = Odb::new_ext(format).map_err(explain)?;
        let _gathered = memory.add_new_mempack_backend(1).map_err(explain)?;
        let writing = Writing {
            sidecar: self,
            memory: &memory,
            made: RefCell::default(),
        };
        let result = work(&writing)?;
        let made = writing.made.into_inner();
        if made.is_empty() {
            return Ok(result);
        }
        let repository = self.open_repository()?;
        repository.set_odb(&memory).map_err(explain)?;
        let mut packer = repository.packbuilder().map_err(explain)?;
        let beside = self.open_repository()?;
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
        self.look_again();
        Ok(result)
    }
}

/// Hands a pack to its writer in large pieces: the writer maps its file into memory once for each
/// piece.
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
    let mut newest: Vec<_> = packs
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    newest.sort();
    // A pack and its index, and a few more in case a clock has jumped.
    for (_, path) in newest.iter().rev().take(8) {
        File::open(path)?.sync_all()?;
    }
    if cfg!(unix) {
        File::open(dir)?.sync_all()
    } else {
        Ok(())
    }
}

impl Writing<'_> {
    fn add(&self, kind: ObjectType, bytes: &[u8]) -> Result<ObjectId> {
        let oid = self.memory.write(kind, bytes).map_err(explain)?;
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

    /// Makes a tree from `base` (an empty one when `None`) with files put in and removed. Other
    /// entries stay.
    ///
    /// # Errors
    /// When `base` cannot be read, or a name is invalid.
    pub fn tree(&self, base: Option<ObjectId>, changes: &[FileWrite<'_>]) -> Result<ObjectId> {
        let mut folders: BTreeMap<&str, Vec<(&str, Option<ObjectId>)>> = BTreeMap::new();
        for (folder, name, id) in changes {
            folders.entry(folder).or_default().push((name, *id));
        }
        let data = base
            .map(|base| self.node(base))
            .transpose()?
            .unwrap_or_default();
        let mut root = by_name(self.sidecar.entries(&data)?);
        for (folder, files) in folders {
            let there = root
                .get(folder.as_bytes())
                .filter(|entry| entry.is_folder());
            let data = there
                .and_then(|entry| self.node(entry.id).ok())
                .unwrap_or_default();
            let mut inside = by_name(self.sidecar.entries(&data)?);
            for (name, id) in files {
                match id {
                    Some(id) => put(&mut inside, name, tree::FILE, id)?,
                    None => drop(inside.remove(name.as_bytes())),
                }
            }
            if inside.is_empty() {
                root.remove(folder.as_bytes());
                continue;
            }
            let id = self.add(
                ObjectType::Tree,
                &tree::write(inside.into_values().collect()),
            )?;
            put(&mut root, folder, tree::FOLDER, id)?;
        }
        self.add(ObjectType::Tree, &tree::write(root.into_values().collect()))
    }

    /// Makes a tree of folders, given as trees by name.
    ///
    /// # Errors
    /// When a name is invalid.
    pub fn folders<'a>(
        &self,
        folders: impl IntoIterator<Item = (&'a str, ObjectId)>,
    ) -> Result<ObjectId> {
        let mut root = BTreeMap::new();
        for (name, id) in folders {
            put(&mut root, name, tree::FOLDER, id)?;
        }
        self.add(ObjectType::Tree, &tree::write(root.into_values().collect()))
    }

    /// Reads a tree that was made here or is in the repository.
    fn node(&self, id: ObjectId) -> Result<Vec<u8>> {
        match self.memory.read(to_oid(id)?) {
            Ok(made) => Ok(made.data().to_vec()),
            Err(_) => self.sidecar.node(id),
        }
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

/// The entries of one folder; of those with one name, which only a damaged folder has, the last.
type Entries<'t> = BTreeMap<&'t [u8], TreeEntry<'t>>;

fn by_name(entries: Vec<TreeEntry<'_>>) -> Entries<'_> {
    entries
        .into_iter()
        .map(|entry| (entry.name, entry))
        .collect()
}

/// Puts an entry in, or in the place of the one with its name.
fn put<'t>(entries: &mut Entries<'t>, name: &'t str, mode: u32, id: ObjectId) -> Result<()> {
    let entry = TreeEntry {
        name: name.as_bytes(),
        id,
        mode,
    };
    ensure!(
        !entry.is_odd() && !name.contains('\0'),
        "a name that git would refuse"
    );
    entries.insert(entry.name, entry);
    Ok(())
}
