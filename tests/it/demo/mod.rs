//! The made-up engagement: that its story holds, and that it is the same everywhere.

mod changes;
mod story;
mod writing;

use std::path::Path;

use snaglist::demo;
use snaglist::engagement::{self, Engagement, OpenRequest, UNASKED};
use snaglist::git::{FileContent, SimilarityBudget};
use snaglist::model::change::{FileChange, FileText};
use snaglist::model::note::Thread;
use snaglist::model::record::Record;
use snaglist::record::DataDir;
use snaglist::safe;
use snaglist::trace::IncrementTrace;
use tempfile::TempDir;

/// The engagement, built and opened as a newcomer does.
struct Demo {
    root: TempDir,
    engagement: Engagement,
}

fn build(root: &Path) -> anyhow::Result<()> {
    demo::build(
        &root.join("payments-api"),
        &DataDir::from(Some(root.join("record")))?,
    )
}

fn open() -> Demo {
    let root = tempfile::tempdir().unwrap();
    build(root.path()).unwrap();
    let dir = root.path().join("payments-api");
    let wanted = OpenRequest {
        dir,
        data_dir: Some(root.path().join("record")),
        ..OpenRequest::default()
    };
    let engagement = Engagement::open(&wanted).unwrap();
    Demo { root, engagement }
}

impl Demo {
    fn dir(&self) -> std::path::PathBuf {
        self.root.path().join("payments-api")
    }

    fn traced(&self, increment: usize) -> IncrementTrace {
        let Engagement {
            repository,
            specs,
            found,
            ..
        } = &self.engagement;
        engagement::trace(
            repository,
            &found.increments[increment],
            specs,
            (Some(&self.engagement.then), self.engagement.later()),
            &|| false,
        )
        .unwrap()
        .unwrap()
    }

    fn changes(&self, increment: usize) -> Vec<FileChange> {
        let repository = &self.engagement.repository;
        let range = &self.engagement.found.increments[increment].range;
        let mut changes = repository.changes(range).unwrap().files;
        repository.find_similar(&mut changes, SimilarityBudget::default());
        changes
    }

    fn change(&self, increment: usize, path: &str) -> Option<FileChange> {
        self.changes(increment)
            .into_iter()
            .find(|change| *change.path() == path.into())
    }

    fn text_at_head(&self, path: &str) -> FileText {
        let entry = self
            .engagement
            .repository
            .entry(self.engagement.found.head, &path.into());
        match self
            .engagement
            .repository
            .read(entry.unwrap().unwrap().id, UNASKED)
            .unwrap()
        {
            FileContent::Bytes(bytes) => FileText::new(bytes),
            _ => panic!("{path} cannot be read"),
        }
    }

    /// The one thread whose note has those words.
    fn thread(&mut self, words: &str) -> Thread {
        let record = self.engagement.record();
        let mut found = record
            .threads
            .iter()
            .filter(|thread| thread.body.text.lossy().contains(words));
        let thread = found
            .next()
            .unwrap_or_else(|| panic!("no note says {words:?}"))
            .clone();
        assert!(found.next().is_none(), "several notes say {words:?}");
        thread
    }
}

/// The criteria that an increment says it bears on.
fn declared(traced: &IncrementTrace) -> Vec<String> {
    let mut ids: Vec<String> = traced
        .links
        .iter()
        .map(|link| link.criterion.id.to_string())
        .collect();
    ids.sort_by_key(|id| (id.len(), id.clone()));
    ids.dedup();
    ids
}

fn name_of(record: &Record, thread: &Thread) -> String {
    safe::inline(record.name_of(&thread.author)).into_string()
}
