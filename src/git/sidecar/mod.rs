//! Manages a bare repository of our own that keeps small files in two-level trees, below refs.
//!
//! Reads like any repository, within limits; writes whole batches of objects, as one pack that is
//! on the disk before anything names it. Knows nothing of what the files mean, nor of remotes.

pub mod config;
mod write;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use git2::{ObjectFormat, RepositoryInitOptions};

use super::store::{Fetched, ObjectKind, ObjectStart, Store, explain, to_oid};
use super::{commit, open, tree};
use crate::model::id::ObjectId;

pub use write::{FileWrite, Writing};

/// Maximum size of a tree or a commit, in bytes.
const MAX_NODE_BYTES: u64 = 32 << 20;
/// Maximum number of commits walked of one ref.
const MAX_COMMITS: usize = 100_000;

/// The repository, open.
pub struct Sidecar {
    dir: PathBuf,
    store: Store,
    /// Where its objects are.
    objects: Vec<PathBuf>,
    refs: super::refs::Refs,
    sha256: bool,
    opened: OnceCell<git2::Repository>,
}

/// A file below a commit or a tree: `folder/name`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Filed {
    /// The folder at the top.
    pub folder: String,
    /// The name in it.
    pub name: String,
    /// The id of its content.
    pub id: ObjectId,
}

/// A commit of a ref's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefCommit {
    /// Its id.
    pub id: ObjectId,
    /// Its parents.
    pub parents: Vec<ObjectId>,
    /// Whether it has a signature, good or not.
    pub signed: bool,
}

impl Sidecar {
    /// Creates an empty one in an existing empty directory. It does not survive a power cut before
    /// the first write.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn make(dir: &Path, sha256: bool) -> Result<()> {
        let format = if sha256 {
            ObjectFormat::Sha256
        } else {
            ObjectFormat::Sha1
        };
        let mut options = RepositoryInitOptions::new();
        options
            .bare(true)
            .external_template(false)
            .initial_head("none")
            .object_format(format);
        git2::Repository::init_opts(dir, &options).map_err(explain)?;
        fs::write(dir.join("config"), config::text(sha256)).context("writing its configuration")
    }

    /// Opens one.
    ///
    /// # Errors
    /// When there is none, or it is incomplete or damaged.
    pub fn open(dir: &Path) -> Result<Self> {
        let location = open::at(dir.to_owned())?;
        let store = Store::open(location.objects.clone(), location.sha256);
        let (objects, refs, sha256) = (location.objects, location.refs, location.sha256);
        let opened = OnceCell::new();
        let sidecar = Self {
            dir: dir.to_owned(),
            store,
            objects,
            refs,
            sha256,
            opened,
        };
        sidecar.repository()?;
        sidecar.refs("refs/")?;
        Ok(sidecar)
    }

    /// Opens it again, for example after another program wrote in it.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn refresh(&mut self) -> Result<()> {
        *self = Self::open(&self.dir)?;
        Ok(())
    }

    /// Looks for objects anew, after we wrote some. Refs are read whenever they are asked for.
    fn look_again(&mut self) {
        self.store = Store::open(self.objects.clone(), self.sha256);
        self.opened = OnceCell::new();
    }

    /// Returns its directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether its ids are SHA-256.
    pub fn is_sha256(&self) -> bool {
        self.sha256
    }

    /// Returns it as libgit2 opens it: once, as there may be ten thousand refs to look at.
    fn repository(&self) -> Result<&git2::Repository> {
        let opened = match self.opened.get() {
            Some(opened) => return Ok(opened),
            None => self.open_repository()?,
        };
        Ok(self.opened.get_or_init(|| opened))
    }

    fn open_repository(&self) -> Result<git2::Repository> {
        git2::Repository::open_bare(&self.dir).map_err(explain)
    }

    /// Lists the refs with a prefix, by the rest of their names.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn refs(&self, prefix: &str) -> Result<BTreeMap<String, ObjectId>> {
        let refs = self.refs.list(prefix)?;
        let named = refs.into_iter().filter_map(|found| {
            let name = String::from_utf8(found.name).ok()?;
            Some((name.strip_prefix(prefix)?.to_owned(), found.id))
        });
        Ok(named.collect())
    }

    /// Returns the target of a ref.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn ref_of(&self, name: &str) -> Result<Option<ObjectId>> {
        self.refs.resolve(name.as_bytes())
    }

    /// Sets a ref to an object.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_ref(&self, name: &str, id: ObjectId) -> Result<()> {
        self.set_refs(&[(name.to_owned(), id)])
    }

    /// Sets refs to objects.
    ///
    /// # Errors
    /// When one cannot be written; those before it are set.
    pub fn set_refs(&self, refs: &[(String, ObjectId)]) -> Result<()> {
        let repository = self.repository()?;
        let mut dirs = BTreeSet::new();
        for (name, id) in refs {
            repository
                .reference(name, to_oid(*id)?, true, "")
                .map_err(explain)?;
            let path = self.dir.join(name);
            fs::File::open(&path)
                .and_then(|file| file.sync_all())
                .context("syncing a ref")?;
            dirs.extend(path.parent().filter(|_| cfg!(unix)).map(Path::to_owned));
        }
        for dir in dirs {
            fs::File::open(dir)
                .and_then(|dir| dir.sync_all())
                .context("syncing a ref")?;
        }
        Ok(())
    }

    /// Removes a ref, if it exists.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remove_ref(&self, name: &str) -> Result<()> {
        match self.repository()?.find_reference(name) {
            Ok(mut found) => found.delete().map_err(explain),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(()),
            Err(error) => Err(explain(error)),
        }
    }

    /// Reads an object; `None` when it does not exist, or is longer than `limit` bytes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, id: ObjectId, limit: usize) -> Result<Option<Vec<u8>>> {
        Ok(match self.store.read(id, limit as u64)? {
            Fetched::Found(raw) if raw.kind == ObjectKind::Blob => Some(raw.data),
            _ => None,
        })
    }

    /// Lists the files below a commit or a tree, at most `most` of them. Ignores files outside a
    /// top-level folder.
    ///
    /// # Errors
    /// When something cannot be read, is missing, or there are more.
    pub fn files(&self, id: ObjectId, most: usize) -> Result<Vec<Filed>> {
        let mut files = Vec::new();
        for (name, folder) in self.folders(id)? {
            files.extend(self.files_of(&name, folder)?);
            ensure!(files.len() <= most, "it holds more than {most} files");
        }
        Ok(files)
    }

    /// Lists the files of one folder, a tree.
    ///
    /// # Errors
    /// When it cannot be read or is missing.
    pub fn files_of(&self, folder: &str, tree: ObjectId) -> Result<Vec<Filed>> {
        let data = self.node(tree)?;
        let entries = self.entries(&data)?;
        let files = entries.iter().filter(|entry| entry.is_plain());
        let filed = |entry: &tree::TreeEntry<'_>| {
            Some(Filed {
                folder: folder.to_owned(),
                name: text(entry.name)?,
                id: entry.id,
            })
        };
        Ok(files.filter_map(filed).collect())
    }

    /// Lists the top-level folders of a commit or a tree, by name.
    ///
    /// # Errors
    /// When something cannot be read or is missing.
    pub fn folders(&self, id: ObjectId) -> Result<BTreeMap<String, ObjectId>> {
        let data = self.node(self.tree_of(id)?)?;
        let entries = self.entries(&data)?;
        let folders = entries.iter().filter(|entry| entry.is_folder());
        Ok(folders
            .filter_map(|entry| Some((text(entry.name)?, entry.id)))
            .collect())
    }

    /// Returns the tree of a commit; a tree's own id.
    ///
    /// # Errors
    /// When it is neither, or missing.
    pub fn tree_of(&self, id: ObjectId) -> Result<ObjectId> {
        match self.store.read(id, MAX_NODE_BYTES)? {
            Fetched::Found(raw) if raw.kind == ObjectKind::Commit => {
                Ok(commit::parse_links(&raw.into())
                    .context("the commit is damaged")?
                    .tree)
            }
            Fetched::Found(raw) if raw.kind == ObjectKind::Tree => Ok(id),
            Fetched::Found(_) => bail!("{id} is neither a commit nor a tree"),
            Fetched::TooLarge(size) => bail!("{id} has {size} bytes, which is too many"),
            Fetched::Missing => bail!("{id} is missing"),
        }
    }

    /// Whether a commit equals another or is its ancestor.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn comes_before(&self, old: ObjectId, new: ObjectId) -> Result<bool> {
        if old == new {
            return Ok(true);
        }
        self.repository()?
            .graph_descendant_of(to_oid(new)?, to_oid(old)?)
            .map_err(explain)
    }

    /// Lists a commit and its ancestors, newest first; children before their parents.
    ///
    /// # Errors
    /// When one cannot be read, or there are too many.
    pub fn history(&self, tip: ObjectId) -> Result<Vec<RefCommit>> {
        let repository = self.repository()?;
        let mut walk = repository.revwalk().map_err(explain)?;
        walk.push(to_oid(tip)?).map_err(explain)?;
        walk.set_sorting(git2::Sort::TOPOLOGICAL).map_err(explain)?;
        let mut links = Vec::new();
        for oid in walk {
            ensure!(
                links.len() < MAX_COMMITS,
                "its history is longer than {MAX_COMMITS} commits"
            );
            let id =
                super::store::from_oid(oid.map_err(explain)?).context("an id of another length")?;
            let Fetched::Found(raw) = self.store.read(id, MAX_NODE_BYTES)? else {
                bail!("{id} is missing")
            };
            let raw = ObjectStart::from(raw);
            let found = commit::parse_links(&raw).context("a commit is damaged")?;
            let head = raw
                .data
                .split(|&byte| byte == b'\n')
                .take_while(|line| !line.is_empty());
            let signed = head.into_iter().any(|line| line.starts_with(b"gpgsig"));
            links.push(RefCommit {
                id,
                parents: found.parents,
                signed,
            });
        }
        Ok(links)
    }

    /// Counts the packs.
    pub fn packs(&self) -> usize {
        let Ok(entries) = fs::read_dir(self.dir.join("objects/pack")) else {
            return 0;
        };
        entries
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "pack"))
            .count()
    }

    fn node(&self, id: ObjectId) -> Result<Vec<u8>> {
        match self.store.read(id, MAX_NODE_BYTES)? {
            Fetched::Found(raw) if raw.kind == ObjectKind::Tree => Ok(raw.data),
            Fetched::Found(_) => bail!("{id} is no tree"),
            Fetched::TooLarge(size) => bail!("the tree {id} has {size} bytes, which is too many"),
            Fetched::Missing => bail!("the tree {id} is missing"),
        }
    }

    fn entries<'t>(&self, data: &'t [u8]) -> Result<Vec<tree::TreeEntry<'t>>> {
        tree::parse(data, self.store.id_len()).context("a tree is damaged")
    }
}

/// Our names are plain; others are never touched, and so need not be spelled.
fn text(name: &[u8]) -> Option<String> {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    (name.iter().all(plain) && !name.starts_with(b"."))
        .then(|| String::from_utf8_lossy(name).into_owned())
}
