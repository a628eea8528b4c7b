//! Reads repositories: ranges, trees, contents, increments. The only layer that names `git2`.
//!
//! All results are types of the model. The clone is hostile: nothing of it is run, its
//! configuration does not apply, its work tree and index are never looked at, and every walk and
//! object has a budget. Even so reading takes time: call from a worker thread. Knows nothing of
//! specs, records or screens.

mod ahead;
mod alternates;
mod blob;
pub mod builder;
mod commit;
mod config;
mod dates;
mod delivered;
mod encoding;
pub mod folders;
mod history;
pub mod increments;
mod kinds;
mod lately;
mod lfs;
mod loose;
mod media;
mod open;
mod pack;
mod packed;
mod queue;
mod refs;
mod remote_branch;
mod rename;
mod resolve;
mod round_pack;
pub mod sidecar;
mod small_file;
mod steps;
mod store;
mod submodule;
mod tree;
mod trees;
mod walk;
mod watch;

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;

use crate::model::id::ObjectId;
use crate::model::text::{RepoPath, Untrusted};

pub use blob::{FileContent, Sides};
pub use history::Commits;
pub use kinds::{Kinds, refine};
pub use open::{Location, OpenError};
pub use rename::{CopiedFile, Copies, RenamedFile, Similar, SimilarityBudget};
pub use round_pack::{PackedRound, RoundContent};
pub use small_file::path_from;
pub use steps::Steps;
pub use walk::{Changes, PRUNED, RoundEntries, RoundPaths, expected};
pub use watch::{MAX_FOLDERS, RefsWatch};

use dates::CorrectedDates;
use history::CommitFacts;
use lately::Lately;
use refs::RefTarget;
use store::Store;
use submodule::Submodules;
use trees::Trees;

/// A repository open for reading, for one thread; others [`reopen`](Self::reopen) it.
pub struct Repository {
    location: Location,
    store: Store,
    known: CommitFacts,
    trees: Trees,
    lately: Lately,
    submodules: RefCell<Submodules>,
    dates: CorrectedDates,
}

impl Repository {
    /// Opens the repository that contains `dir`.
    pub fn discover(dir: &Path) -> Result<Self, OpenError> {
        let mut repository = Self::reopen(&open::discover(dir)?)?;
        repository
            .location
            .remarks
            .extend(repository.store.remarks());
        Ok(repository)
    }

    /// Opens it once more, as another thread has to.
    pub fn reopen(location: &Location) -> Result<Self> {
        let store = Store::open(location.objects.clone(), location.sha256);
        let (known, trees, lately, submodules, dates) = Default::default();
        Ok(Self {
            location: location.clone(),
            store,
            known,
            trees,
            lately,
            submodules,
            dates,
        })
    }

    /// Closes the files of its packs, and forgets what was kept of their content.
    fn close_files(&self) {
        self.store.close_files();
    }

    /// Limits the repository to these folders and files, here and wherever its location is opened
    /// again.
    pub fn limit_to(&mut self, within: Vec<RepoPath>) {
        self.location.within = within;
    }

    /// Adds a remark to its location: a peculiarity, in a few plain words.
    pub fn add_remark(&mut self, remark: String) {
        self.location.remarks.push(remark);
    }

    /// Returns its location and remarks about it.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Returns the checked-out commit, and its branch unless detached; `None` before the first
    /// commit.
    pub fn head(&self) -> Result<Option<(ObjectId, Option<Untrusted>)>> {
        let refs = &self.location.refs;
        let branch = match refs.find(b"HEAD")? {
            Some(RefTarget::Symbolic(name)) => {
                name.strip_prefix(b"refs/heads/").map(Untrusted::from)
            }
            _ => None,
        };
        let Some(id) = refs.resolve(b"HEAD")? else {
            return Ok(None);
        };
        Ok(Some((id, branch)))
    }

    /// Words the error for an object that the clone does not have.
    fn missing(&self) -> &'static str {
        if self.location.partial {
            "not downloaded (partial clone); `git fetch --refetch --no-filter` gets everything"
        } else {
            "missing from this clone; `git fsck` says more"
        }
    }

    /// Returns the address of the remote `origin`, from the clone's configuration. Data only: the
    /// caller decides whether to connect to it.
    pub fn remote_url(&self) -> Option<Untrusted> {
        let config = open::read_config(&self.location.refs.common_dir).ok()?;
        config.get("remote.origin.url").map(Untrusted::from)
    }

    /// Returns the remotes in the clone's configuration, name and address, in order. Data only, as
    /// [`remote_url`](Self::remote_url).
    pub fn remotes(&self) -> Vec<(Untrusted, Untrusted)> {
        let Ok(config) = open::read_config(&self.location.refs.common_dir) else {
            return Vec::new();
        };
        let mut remotes: Vec<(Untrusted, Untrusted)> = Vec::new();
        let mut known = HashSet::new();
        for (name, url) in config.under("remote") {
            let Some(name) = name.strip_suffix(b".url").map(Untrusted::from) else {
                continue;
            };
            if known.insert(name.clone()) {
                remotes.push((name, Untrusted::from(url)));
            }
        }
        remotes
    }

    /// Returns the name and address in the user's own git configuration; never the clone's.
    pub fn user(&self) -> Option<(Untrusted, Untrusted)> {
        let config = git2::Config::open_default()
            .and_then(|mut config| config.snapshot())
            .ok()?;
        let value = |name| config.get_bytes(name).ok().map(Untrusted::from);
        Some((value("user.name")?, value("user.email").unwrap_or_default()))
    }
}
