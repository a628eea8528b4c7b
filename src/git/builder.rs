//! Builds repositories of our own: the demo's, and the tests' hostile ones.
//!
//! Hermetic: fixed people and times, no configuration of this machine, so the ids are always the
//! same. Writes objects as given and is for new directories only. Knows nothing of reading.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use git2::{ObjectFormat, RepositoryInitOptions};

use crate::model::id::ObjectId;

use super::store::{ObjectKind, explain, from_oid, to_oid};

/// Seconds between two commits unless the time is set.
const STEP: i64 = 3_600;
/// The first commit's time: 2023-11-14T22:13:20Z.
const START: i64 = 1_700_000_000;

/// A kind of object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RawKind {
    Commit,
    /// A folder.
    Tree,
    /// A file.
    Blob,
    /// An annotated tag.
    Tag,
}

/// Files by path: mode and content.
type BuilderFiles = BTreeMap<String, (u32, ObjectId)>;

#[derive(Clone, Default)]
struct BuilderBranch {
    tip: Option<ObjectId>,
    files: BuilderFiles,
}

/// A repository under construction. Files are changed in memory, and committed to the checked-out
/// branch; [`finish`](Self::finish) writes the work tree.
pub struct RepoBuilder {
    repository: git2::Repository,
    work_dir: PathBuf,
    branches: BTreeMap<String, BuilderBranch>,
    current: String,
    files: BuilderFiles,
    person: String,
    zone: &'static str,
    time: i64,
}

impl RepoBuilder {
    /// Creates a repository in the new directory `dir`, on the branch `main`, without a commit.
    pub fn init(dir: &Path) -> Result<Self> {
        Self::init_as(dir, ObjectFormat::Sha1)
    }

    /// Creates a repository like [`init`](Self::init), with SHA-256 ids.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn init_sha256(dir: &Path) -> Result<Self> {
        Self::init_as(dir, ObjectFormat::Sha256)
    }

    fn init_as(dir: &Path, format: ObjectFormat) -> Result<Self> {
        ensure!(
            !dir.join(".git").exists(),
            "{dir:?} is a repository already; give a directory that is none"
        );
        let mut options = RepositoryInitOptions::new();
        options
            .external_template(false)
            .initial_head("main")
            .object_format(format);
        let repository = git2::Repository::init_opts(dir, &options)
            .map_err(explain)
            .with_context(|| format!("making a repository in {dir:?}"))?;
        Ok(Self {
            repository,
            work_dir: dir.to_owned(),
            branches: BTreeMap::new(),
            current: "main".to_owned(),
            files: BuilderFiles::new(),
            person: "Ana Reviewer <ana@example.org>".to_owned(),
            zone: "+0000",
            time: START,
        })
    }

    /// Sets the author of the next commits and tags.
    pub fn author(&mut self, name: &str, email: &str) -> &mut Self {
        self.person = format!("{name} <{email}>");
        self
    }

    /// Sets the time zone of the next commits and tags, as git writes it: `+0530`.
    pub fn zone(&mut self, offset: &'static str) -> &mut Self {
        self.zone = offset;
        self
    }

    /// Sets the time of the next commit, in seconds since 1970. Each one after it is an hour later.
    pub fn at(&mut self, seconds: i64) -> &mut Self {
        self.time = seconds;
        self
    }

    /// Writes a file.
    pub fn write(&mut self, path: &str, content: impl AsRef<[u8]>) -> Result<&mut Self> {
        self.write_as(path, 0o100_644, content.as_ref())
    }

    /// Writes a symbolic link.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn link(&mut self, path: &str, target: &str) -> Result<&mut Self> {
        self.write_as(path, 0o120_000, target.as_bytes())
    }

    fn write_as(&mut self, path: &str, mode: u32, content: &[u8]) -> Result<&mut Self> {
        let id = self.raw(RawKind::Blob, content)?;
        self.files.insert(path.to_owned(), (mode, id));
        Ok(self)
    }

    /// Makes a file executable or not.
    pub fn executable(&mut self, path: &str, executable: bool) -> &mut Self {
        if let Some((mode, _)) = self.files.get_mut(path) {
            *mode = if executable { 0o100_755 } else { 0o100_644 };
        }
        self
    }

    /// Removes a file, if it exists.
    pub fn remove(&mut self, path: &str) -> &mut Self {
        self.files.remove(path);
        self
    }

    /// Moves a file, if it exists.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn rename(&mut self, from: &str, to: &str) -> &mut Self {
        if let Some(file) = self.files.remove(from) {
            self.files.insert(to.to_owned(), file);
        }
        self
    }

    /// Commits the files to the current branch.
    pub fn commit(&mut self, message: impl AsRef<[u8]>) -> Result<ObjectId> {
        let parents: Vec<ObjectId> = self.tip(&self.current).into_iter().collect();
        self.commit_on(&parents, message.as_ref())
    }

    /// Merges a branch into the current one: a commit with two parents, and the branch's files over
    /// ours.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn merge(&mut self, branch: &str, message: impl AsRef<[u8]>) -> Result<ObjectId> {
        let other = self
            .branches
            .get(branch)
            .with_context(|| format!("no branch {branch:?} to merge"))?
            .clone();
        let parents: Vec<ObjectId> = self
            .tip(&self.current)
            .into_iter()
            .chain(other.tip)
            .collect();
        self.files.extend(other.files);
        self.commit_on(&parents, message.as_ref())
    }

    fn commit_on(&mut self, parents: &[ObjectId], message: &[u8]) -> Result<ObjectId> {
        let tree = self.write_tree("")?;
        let mut object = format!("tree {tree}\n");
        for parent in parents {
            object.push_str(&format!("parent {parent}\n"));
        }
        let who = self.signature();
        object.push_str(&format!("author {who}\ncommitter {who}\n\n"));
        let id = self.raw(RawKind::Commit, [object.as_bytes(), message].concat())?;
        self.time += STEP;
        self.point(&self.current.clone(), id)?;
        Ok(id)
    }

    /// Sets a branch to a commit made with [`raw`](Self::raw), leaving its files as they are.
    pub fn point(&mut self, branch: &str, commit: ObjectId) -> Result<&mut Self> {
        self.write_ref(&format!("refs/heads/{branch}"), commit)?;
        let files = self.files.clone();
        self.branches.insert(
            branch.to_owned(),
            BuilderBranch {
                tip: Some(commit),
                files,
            },
        );
        Ok(self)
    }

    /// Creates a branch at the current commit and switches to it.
    pub fn branch(&mut self, name: &str) -> Result<&mut Self> {
        if let Some(tip) = self.tip(&self.current) {
            self.point(name, tip)?;
        }
        self.current = name.to_owned();
        Ok(self)
    }

    /// Switches to a branch; uncommitted changes are lost.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn checkout(&mut self, name: &str) -> Result<&mut Self> {
        let branch = self
            .branches
            .get(name)
            .with_context(|| format!("no branch {name:?} to change to"))?;
        self.files = branch.files.clone();
        self.current = name.to_owned();
        Ok(self)
    }

    /// Tags the current commit.
    #[allow(dead_code, reason = "only tests use it")]
    pub fn tag(&mut self, name: &str) -> Result<&mut Self> {
        let tip = self.tip(&self.current).context("no commit to tag")?;
        self.write_ref(&format!("refs/tags/{name}"), tip)?;
        Ok(self)
    }

    /// Tags the current commit with a message.
    pub fn annotated_tag(&mut self, name: &str, message: &str) -> Result<&mut Self> {
        let tip = self.tip(&self.current).context("no commit to tag")?;
        let who = self.signature();
        let object = format!("object {tip}\ntype commit\ntag {name}\ntagger {who}\n\n{message}");
        let id = self.raw(RawKind::Tag, object)?;
        self.write_ref(&format!("refs/tags/{name}"), id)?;
        Ok(self)
    }

    /// Stores any bytes as an object of that kind, however invalid.
    pub fn raw(&self, kind: RawKind, bytes: impl AsRef<[u8]>) -> Result<ObjectId> {
        let kind = match kind {
            RawKind::Commit => ObjectKind::Commit,
            RawKind::Tree => ObjectKind::Tree,
            RawKind::Blob => ObjectKind::Blob,
            RawKind::Tag => ObjectKind::Tag,
        };
        let odb = self.repository.odb().map_err(explain)?;
        let oid = odb
            .write(kind.to_git2(), bytes.as_ref())
            .map_err(explain)
            .context("writing an object")?;
        from_oid(oid).context("writing an object")
    }

    /// Returns the newest commit of a branch.
    pub fn tip(&self, branch: &str) -> Option<ObjectId> {
        self.branches.get(branch)?.tip
    }

    /// Returns the git directory.
    pub fn git_dir(&self) -> &Path {
        self.repository.path()
    }

    /// Checks the current branch out, so that `git status` is clean.
    pub fn finish(self) -> Result<()> {
        fs::write(
            self.git_dir().join("HEAD"),
            format!("ref: refs/heads/{}\n", self.current),
        )?;
        let Some(branch) = self.branches.get(&self.current) else {
            return Ok(());
        };
        for (path, (mode, id)) in &branch.files {
            let content = self.repository.find_blob(to_oid(*id)?).map_err(explain)?;
            let file = self.work_dir.join(path);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            put(&file, *mode, content.content()).with_context(|| format!("writing {file:?}"))?;
        }
        let tip = branch.tip.context("no commit to check out")?;
        let commit = self.repository.find_commit(to_oid(tip)?).map_err(explain)?;
        let mut index = self.repository.index().map_err(explain)?;
        index
            .read_tree(&commit.tree().map_err(explain)?)
            .map_err(explain)?;
        index.write().map_err(explain).context("writing the index")
    }

    fn signature(&self) -> String {
        format!("{} {} {}", self.person, self.time, self.zone)
    }

    fn write_ref(&self, name: &str, id: ObjectId) -> Result<()> {
        let path = self.git_dir().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, format!("{id}\n")).with_context(|| format!("writing {path:?}"))
    }

    /// Stores the folder of the files that start with `prefix` (empty, or ending in `/`).
    fn write_tree(&self, prefix: &str) -> Result<ObjectId> {
        // Keyed as git sorts: folders as if they ended in `/`.
        let mut entries: BTreeMap<String, (u32, ObjectId)> = BTreeMap::new();
        for (path, (mode, id)) in self.files.range(prefix.to_owned()..) {
            let Some(rest) = path.strip_prefix(prefix) else {
                break;
            };
            match rest.split_once('/') {
                None => drop(entries.insert(rest.to_owned(), (*mode, *id))),
                Some((folder, _)) if !entries.contains_key(&format!("{folder}/")) => {
                    let tree = self.write_tree(&format!("{prefix}{folder}/"))?;
                    entries.insert(format!("{folder}/"), (0o040_000, tree));
                }
                Some(_) => {}
            }
        }
        let mut object = Vec::new();
        for (name, (mode, id)) in entries {
            object
                .extend_from_slice(format!("{mode:o} {}\0", name.trim_end_matches('/')).as_bytes());
            object.extend_from_slice(id.as_bytes());
        }
        self.raw(RawKind::Tree, object)
    }
}

fn put(file: &Path, mode: u32, content: &[u8]) -> Result<()> {
    #[cfg(unix)]
    if mode == 0o120_000 {
        use std::os::unix::ffi::OsStrExt as _;
        std::os::unix::fs::symlink(std::ffi::OsStr::from_bytes(content), file)?;
        return Ok(());
    }
    fs::write(file, content)?;
    #[cfg(unix)]
    if mode == 0o100_755 {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
