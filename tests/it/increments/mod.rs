//! How increments are found, as a user would notice.

mod given;
mod tagged;
mod untagged;

use std::fs;

use snaglist::git::Repository;
use snaglist::git::builder::RepoBuilder;
use snaglist::git::increments::{FoundIncrements, IncrementSearch, discover};
use snaglist::model::id::ObjectId;
use snaglist::model::increment::CommitRange;
use tempfile::TempDir;

pub(crate) struct Work {
    pub dir: TempDir,
    pub builder: RepoBuilder,
    count: u32,
}

impl Work {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let builder = RepoBuilder::init(dir.path()).unwrap();
        Self {
            dir,
            builder,
            count: 0,
        }
    }

    pub(crate) fn commit(&mut self, message: &str) -> ObjectId {
        self.count += 1;
        let content = self.count.to_string();
        self.builder
            .write(&format!("file-{content}"), content)
            .unwrap();
        self.builder.commit(message).unwrap()
    }

    pub(crate) fn branch(&mut self, name: &str) -> &mut Self {
        self.builder.branch(name).unwrap();
        self
    }

    pub(crate) fn checkout(&mut self, name: &str) -> &mut Self {
        self.builder.checkout(name).unwrap();
        self
    }

    pub(crate) fn tag(&mut self, name: &str) {
        self.builder.tag(name).unwrap();
    }

    /// Looks, as on a copy of what there is so far.
    pub(crate) fn snapshot(&self) -> Made {
        let dir = tempfile::tempdir().unwrap();
        let copied = std::process::Command::new("cp")
            .args(["-r", ".git"])
            .arg(dir.path())
            .current_dir(self.dir.path())
            .status();
        assert!(copied.unwrap().success());
        fs::write(dir.path().join(".git/HEAD"), "ref: refs/heads/delivery\n").unwrap();
        let repository = Repository::discover(dir.path()).unwrap();
        Made {
            _dir: dir,
            repository,
        }
    }

    /// Puts HEAD on the current branch and looks.
    pub(crate) fn finish(self) -> Made {
        self.builder.finish().unwrap();
        let repository = Repository::discover(self.dir.path()).unwrap();
        Made {
            _dir: self.dir,
            repository,
        }
    }
}

pub(crate) struct Made {
    _dir: TempDir,
    pub repository: Repository,
}

impl Made {
    pub(crate) fn found(&self) -> FoundIncrements {
        discover(&self.repository, &IncrementSearch::default()).unwrap()
    }

    pub(crate) fn typed(&self, text: &str) -> FoundIncrements {
        self.try_typed(text).unwrap()
    }

    pub(crate) fn try_typed(&self, text: &str) -> anyhow::Result<FoundIncrements> {
        discover(
            &self.repository,
            &IncrementSearch {
                typed: Some(text.to_owned()),
                ..IncrementSearch::default()
            },
        )
    }
}

pub(crate) fn titles(found: &FoundIncrements) -> Vec<String> {
    found
        .increments
        .iter()
        .map(|increment| increment.title.lossy().into_owned())
        .collect()
}

pub(crate) fn ids(found: &FoundIncrements) -> Vec<&str> {
    found
        .increments
        .iter()
        .map(|increment| increment.id.as_str())
        .collect()
}

pub(crate) fn ranges(found: &FoundIncrements) -> Vec<CommitRange> {
    found
        .increments
        .iter()
        .map(|increment| increment.range)
        .collect()
}

pub(crate) fn left_out(found: &FoundIncrements) -> Vec<String> {
    found.left_out.iter().map(|left| left.words()).collect()
}

pub(crate) fn range(base: impl Into<Option<ObjectId>>, head: ObjectId) -> CommitRange {
    CommitRange {
        base: base.into(),
        head,
    }
}
