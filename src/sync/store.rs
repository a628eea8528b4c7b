//! Manages the copies of the record beside the journal: bare repositories, created completely or
//! not at all.
//!
//! Owns their places, creation and repair, and the second copy of every event.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use super::heal;
use super::process::{Cancelled, Control};
use crate::git::sidecar::{FileWrite, Filed, Sidecar, config};
use crate::model::event::Event;
use crate::model::id::{EventId, ObjectId, WriterId};
use crate::record::{Project, codec, files};

/// The ref of the second copy: a tree of writers, folders, events.
const KEPT: &str = "refs/snaglist/v1/kept";

/// Prefix of the names of repositories under construction.
const MAKING: &str = ".tmp-store-";

/// Prefix of a configuration that is being written.
pub(super) const MENDING: &str = "config.tmp-";

/// Files in a repository under construction, before anything is written to it.
const MADE_FILES: [&str; 8] = [
    "HEAD",
    "HEAD.lock",
    "config",
    "config.lock",
    "description",
    "info/exclude",
    "hooks/README.sample",
    ".gitconfig",
];
/// Its directories, each after those in it.
const MADE_FOLDERS: [&str; 8] = [
    "objects/info",
    "objects/pack",
    "objects",
    "refs/heads",
    "refs/tags",
    "refs",
    "info",
    "hooks",
];

/// Interval between checks whether the lock is free.
const LOOK: Duration = Duration::from_millis(50);

/// Maximum number of events of one writer.
pub(super) const MAX_FILES: usize = 1_000_000;

/// The copies, locked against other writers.
pub(super) struct LockedCopies {
    project: Project,
    /// Passed to programs we start, so that the lock outlives us if they do.
    pub lock: File,
}

/// Waits for the lock.
///
/// # Errors
/// When it is cancelled meanwhile.
pub(super) fn hold(project: &Project, control: &Control<'_>) -> Result<LockedCopies> {
    project.prepare()?;
    let lock = project.store_lock()?;
    let mut told = false;
    let mut waited = Duration::ZERO;
    loop {
        match lock.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if (control.cancelled)() => bail!(Cancelled),
            Err(TryLockError::WouldBlock) => {
                if !told {
                    (control.tell)("waiting for another sync of this record");
                }
                told = true;
                if waited > control.limit {
                    bail!(
                        "another exchange of this record does not end; end it (a `git` it left may go on), then try again"
                    );
                }
                thread::sleep(LOOK);
                waited += LOOK;
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).context("locking the copy of the record");
            }
        }
    }
    Ok(LockedCopies::new(project, lock))
}

/// Takes the lock without waiting; `None` when somebody else holds it.
///
/// # Errors
/// When nothing can be written there.
pub(super) fn hold_if_free(project: &Project) -> Result<Option<LockedCopies>> {
    project.prepare()?;
    let lock = project.store_lock()?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(LockedCopies::new(project, lock))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).context("locking the copy of the record"),
    }
}

impl LockedCopies {
    fn new(project: &Project, lock: File) -> Self {
        // Repositories left under construction by a killed process.
        let left = files::names_in(project.path());
        for (_, path) in left
            .iter()
            .filter(|(name, _)| files::is_temporary(name, MAKING))
        {
            // A later call can remove it as well.
            let _ = files::remove_left(path, &MADE_FILES, &MADE_FOLDERS);
        }
        Self {
            project: project.clone(),
            lock,
        }
    }

    /// Returns the project.
    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// Opens the copy in an object format; creates it anew where there is none that can be used,
    /// and then returns a remark.
    ///
    /// # Errors
    /// When it can be neither opened nor created.
    pub(super) fn open(&self, sha256: bool) -> Result<(Sidecar, Option<String>)> {
        let dir = path(&self.project, sha256);
        let mut remark = None;
        if fs::symlink_metadata(&dir).is_ok() {
            // A copy that is not ours is neither healed nor moved aside.
            heal::check(&dir).context("the copy of the record is not used")?;
            heal::heal(&dir);
            remark = mend_config(&dir)?;
            match Sidecar::open(&dir).and_then(|sidecar| kept(&sidecar).map(|_| sidecar)) {
                Ok(sidecar) if sidecar.is_sha256() == sha256 => return Ok((sidecar, remark)),
                other => {
                    let why = other.err().map_or_else(
                        || "it has another format".to_owned(),
                        |why| format!("{why:#}"),
                    );
                    let aside = self.move_aside(&dir)?;
                    remark = Some(format!(
                        "the copy in {} could not be used ({why}); it is now {aside}, and a new one was \
                         made from the journal",
                        dir.display()
                    ));
                }
            }
        }
        self.make(&dir, sha256)
            .with_context(|| format!("making {}", dir.display()))?;
        Ok((Sidecar::open(&dir)?, remark))
    }

    /// Sets aside a copy that opens but cannot be read, and creates an empty one in its place.
    ///
    /// # Errors
    /// When that cannot be written.
    pub(super) fn replace(&self, sidecar: Sidecar) -> Result<Sidecar> {
        let (dir, sha256) = (sidecar.dir().to_owned(), sidecar.is_sha256());
        drop(sidecar);
        self.move_aside(&dir)?;
        self.make(&dir, sha256)
            .with_context(|| format!("making {}", dir.display()))?;
        Sidecar::open(&dir)
    }

    fn make(&self, dir: &Path, sha256: bool) -> Result<()> {
        let temporary = tempfile::Builder::new()
            .prefix(MAKING)
            .tempdir_in(self.project.path())?;
        Sidecar::make(temporary.path(), sha256)?;
        sync_all(temporary.path())?;
        fs::rename(temporary.path(), dir)?;
        // It is in its place, and no longer temporary.
        let _ = temporary.keep();
        sync_all_of(self.project.path())
    }

    fn move_aside(&self, dir: &Path) -> Result<String> {
        for number in 1..1_000 {
            let mut name = dir.file_name().unwrap_or_default().to_os_string();
            name.push(format!(".broken-{number}"));
            let to = dir.with_file_name(&name);
            if fs::symlink_metadata(&to).is_err() {
                fs::rename(dir, &to).with_context(|| format!("moving {} aside", dir.display()))?;
                return Ok(name.to_string_lossy().into_owned());
            }
        }
        bail!(
            "{} is damaged, and too many of them were put aside; remove some",
            dir.display()
        )
    }
}

/// Checks that the configuration of a copy is the one that it was created with. Git obeys it, and
/// many keys name programs to run.
///
/// # Errors
/// When it is another one, or cannot be read.
pub(super) fn check_config(dir: &Path) -> Result<()> {
    ensure!(
        config::mended(dir).is_ok_and(|mended| mended.is_none()),
        "the git configuration in {} is not the one that snaglist wrote, so git is not started there; \
         `snaglist record verify` writes it anew",
        dir.display()
    );
    Ok(())
}

/// Writes the configuration of a copy anew where it is another one, and then returns a remark.
fn mend_config(dir: &Path) -> Result<Option<String>> {
    let doing = || format!("looking at the git configuration in {}", dir.display());
    let Some(text) = config::mended(dir).with_context(doing)? else {
        return Ok(None);
    };
    let temporary = tempfile::Builder::new()
        .prefix(MENDING)
        .tempfile_in(dir)
        .with_context(doing)?;
    fs::write(temporary.path(), text).with_context(doing)?;
    temporary.as_file().sync_all().with_context(doing)?;
    temporary
        .persist(dir.join("config"))
        .map_err(|error| error.error)
        .with_context(doing)?;
    Ok(Some(format!(
        "the git configuration in {} was not snaglist's own; it was written anew",
        dir.display()
    )))
}

/// Returns the path of the copy in an object format.
pub(super) fn path(project: &Project, sha256: bool) -> PathBuf {
    project.path().join(if sha256 {
        "store-sha256.git"
    } else {
        "store.git"
    })
}

/// Opens a copy for reading only; `None` where there is none that can be read.
pub(super) fn look(project: &Project, sha256: bool) -> Option<Sidecar> {
    let dir = path(project, sha256);
    (project.check().is_ok() && heal::check(&dir).is_ok()).then_some(())?;
    Sidecar::open(&dir).ok()
}

/// Reads the second copy.
///
/// # Errors
/// When it exists and cannot be read.
pub(super) fn kept(sidecar: &Sidecar) -> Result<BTreeMap<WriterId, ObjectId>> {
    let Some(root) = sidecar.ref_of(KEPT)? else {
        return Ok(BTreeMap::new());
    };
    let folders = sidecar.folders(root)?;
    Ok(folders
        .into_iter()
        .filter_map(|(name, tree)| Some((name.parse().ok()?, tree)))
        .collect())
}

/// Adds the events that the second copy lacks. Returns each writer's tree.
///
/// # Errors
/// When it cannot be read or written. An event with a file that was changed meanwhile is left out.
pub(super) fn keep(
    sidecar: &mut Sidecar,
    project: &Project,
    events: &[Event],
) -> Result<BTreeMap<WriterId, ObjectId>> {
    let mut trees = kept(sidecar)?;
    let mut there = HashSet::new();
    for tree in trees.values() {
        there.extend(
            sidecar
                .files(*tree, MAX_FILES)?
                .iter()
                .filter_map(event_of)
                .map(|(_, id)| id),
        );
    }
    let mut missing: BTreeMap<WriterId, Vec<(String, String, Vec<u8>)>> = BTreeMap::new();
    for event in events.iter().filter(|event| !there.contains(&event.id)) {
        if let Ok(bytes) = project.event_bytes(event) {
            let (folder, name) = place_of(event.seq, event.id);
            missing
                .entry(event.writer.clone())
                .or_default()
                .push((folder, name, bytes));
        }
    }
    if !missing.is_empty() {
        let root = sidecar.write(|writing| {
            for (writer, files) in &missing {
                let changes = files
                    .iter()
                    .map(|(folder, name, bytes)| {
                        Ok((&**folder, &**name, Some(writing.blob(bytes)?)))
                    })
                    .collect::<Result<Vec<FileWrite<'_>>>>()?;
                let tree = writing.tree(trees.get(writer).copied(), &changes)?;
                trees.insert(writer.clone(), tree);
            }
            writing.folders(trees.iter().map(|(writer, tree)| (writer.as_str(), *tree)))
        })?;
        sidecar.set_ref(KEPT, root)?;
    }
    Ok(trees)
}

/// Returns the folder and name of an event in its writer's tree. A hundred numbers share a folder,
/// so that a batch costs two small trees however long the journal is.
pub(super) fn place_of(seq: u64, id: EventId) -> (String, String) {
    (format!("{:06}", seq / 100), format!("{seq:08}-{id}.toml"))
}

/// Parses an event's number and id from its place; `None` for other files.
pub(super) fn event_of(file: &Filed) -> Option<(u64, EventId)> {
    let (seq, id) = codec::parse_base_name(&file.name)?;
    (place_of(seq, id).0 == file.folder).then_some((seq, id))
}

fn sync_all(dir: &Path) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            files::open(&entry.path())?.sync_all()?;
        }
    }
    sync_all_of(dir)
}

fn sync_all_of(dir: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}
