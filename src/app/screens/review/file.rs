//! A file of the increment that is shown: its change, its diff once read, its links and marks.

use std::ops::Range;
use std::sync::Arc;

use crate::app::screens::review::{FileLinks, Paints};
use crate::digest;
use crate::model::change::{BySide, FileChange, FileDiff, Side};
use crate::model::id::{Digest, ObjectId};
use crate::model::index::IncrementIndex;
use crate::model::kind::Classified;
use crate::safe::Hidden;

/// A file of an increment.
#[derive(Clone, Debug)]
pub struct File {
    /// Its increment.
    pub increment: IncrementIndex,
    /// The change of the file as a whole.
    pub change: FileChange,
    /// The commits that touch it, newest first; only when files of several increments are shown.
    pub commits: Vec<ObjectId>,
    /// The kind of file.
    pub kind: Classified,
    /// The diff, as far as it is read.
    pub state: FileState,
    /// The diff to show, once computed, while some differences are ignored.
    pub(super) shown: Option<Arc<FileDiff>>,
    /// Whether only its header is shown.
    pub folded: bool,
    /// The unchanged lines shown on request: 0-based ranges of the new side.
    pub revealed: Vec<Range<u32>>,
    /// The length of `revealed` before each request.
    pub(super) steps: Vec<usize>,
    /// The criteria that it bears on.
    pub links: FileLinks,
    /// The words about its ids that several specs have, wrapped.
    pub unclear: Vec<String>,
    /// The hidden characters in its path and its added lines.
    pub hidden: Hidden,
    /// Whether the user marked all of it as viewed.
    pub viewed: bool,
    /// The highlighting of its lines.
    pub paints: BySide<Paints>,
}

/// How far the diff of a file is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    /// Not requested.
    Unread,
    /// Being read.
    Reading,
    /// Read.
    Read(Arc<FileDiff>),
}

impl File {
    pub(super) fn new(increment: IncrementIndex, change: FileChange, kind: Classified) -> Self {
        let hidden = Hidden::of(change.path().as_bytes());
        Self {
            increment,
            change,
            commits: Vec::new(),
            kind,
            state: FileState::Unread,
            shown: None,
            folded: kind.fold,
            revealed: Vec::new(),
            steps: Vec::new(),
            links: FileLinks::default(),
            unclear: Vec::new(),
            hidden,
            viewed: false,
            paints: BySide::default(),
        }
    }

    /// Takes in the diff.
    pub(super) fn take(&mut self, diff: Arc<FileDiff>) {
        if let Some(text) = diff.as_text() {
            for change in &text.changes {
                for line in change.new.clone() {
                    self.hidden.add(&Hidden::of(text.new.line(line)));
                }
            }
        }
        self.state = FileState::Read(diff);
        self.paints = BySide::default();
        self.shown = None;
    }

    /// Hides the lines that were shown on the last request; returns false when there are none.
    pub(super) fn hide_last(&mut self) -> bool {
        let before = self.steps.pop();
        before
            .inspect(|before| self.revealed.truncate(*before))
            .is_some()
    }

    /// Returns its path from a byte on.
    pub fn path_from(&self, start: usize) -> &[u8] {
        self.change
            .path()
            .as_bytes()
            .get(start..)
            .unwrap_or_default()
    }

    /// Returns its diff, once read.
    pub fn diff(&self) -> Option<&FileDiff> {
        match &self.state {
            FileState::Read(diff) => Some(diff),
            _ => None,
        }
    }

    /// Returns the digest for the viewed mark of the file as a whole: of its path and both
    /// contents.
    pub fn content(&self) -> Digest {
        let id = |side| self.change.entry(side).map(|entry| entry.id);
        let (old, new) = (id(Side::Old), id(Side::New));
        digest::of_parts([
            self.change.path().as_bytes(),
            old.as_ref().map_or(&[][..], |id| id.as_bytes()),
            new.as_ref().map_or(&[][..], |id| id.as_bytes()),
        ])
    }

    /// Returns the digests for the file's viewed marks: those of its hunks, or without hunks the
    /// file's.
    pub fn contents(&self) -> Vec<Digest> {
        match self.diff().and_then(FileDiff::as_text) {
            Some(diff) if !diff.hunks.is_empty() => {
                diff.hunks.iter().map(|hunk| hunk.digest).collect()
            }
            _ => vec![self.content()],
        }
    }
}
