//! A file of the increment that is shown: what happened to it, and how far it was read.

use std::ops::Range;
use std::sync::Arc;

use crate::app::screens::review::{FileLinks, Paints};
use crate::digest;
use crate::model::change::{FileChange, FileDiff, Side};
use crate::model::id::{Digest, ObjectId};
use crate::model::kind::Classified;
use crate::safe::Hidden;

/// A file of the increment.
#[derive(Clone, Debug)]
pub struct File {
    /// Index of the increment it is of.
    pub of: usize,
    /// What happened to it.
    pub change: FileChange,
    /// The commits that touch it, newest first, where files of several increments are shown.
    pub commits: Vec<ObjectId>,
    /// What it is for.
    pub kind: Classified,
    /// Its differences.
    pub state: FileState,
    /// What is shown of them, while some do not count and once that was worked out.
    pub(super) shown: Option<Arc<FileDiff>>,
    /// Whether only its header is shown.
    pub folded: bool,
    /// Unchanged lines shown on request: 0-based lines of the new side.
    pub revealed: Vec<Range<u32>>,
    /// How many of them there were before each request.
    pub(super) steps: Vec<usize>,
    /// Which criteria it bears on.
    pub links: FileLinks,
    /// What is said of ids in it that several specs have, wrapped.
    pub unclear: Vec<String>,
    /// What hides in its path and its added lines.
    pub hidden: Hidden,
    /// Whether I marked all of it as viewed.
    pub viewed: bool,
    /// What the pieces of its lines are, by `Side as usize`.
    pub paints: [Paints; 2],
}

/// How far a file is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileState {
    /// Not asked for.
    Unread,
    /// Being read.
    Reading,
    /// Read.
    Read(Arc<FileDiff>),
}

impl File {
    pub(super) fn new(of: usize, change: FileChange, kind: Classified) -> Self {
        let hidden = Hidden::of(change.path().as_bytes());
        Self {
            of,
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
            paints: Default::default(),
        }
    }

    /// Takes its differences.
    pub(super) fn take(&mut self, diff: Arc<FileDiff>) {
        if let Some(text) = diff.as_text() {
            for change in &text.changes {
                for line in change.new.clone() {
                    self.hidden.add(&Hidden::of(text.new.line(line)));
                }
            }
        }
        self.state = FileState::Read(diff);
        self.paints = Default::default();
        self.shown = None;
    }

    /// Its path from that byte on.
    pub fn path_from(&self, start: usize) -> &[u8] {
        self.change.path().as_bytes().get(start..).unwrap_or_default()
    }

    /// Its differences, once read.
    pub fn diff(&self) -> Option<&FileDiff> {
        match &self.state {
            FileState::Read(diff) => Some(diff),
            _ => None,
        }
    }

    /// What its viewed mark is kept under when it has no hunks: its two contents.
    pub fn content(&self) -> Digest {
        let id = |side| self.change.entry(side).map(|entry| entry.id);
        let (old, new) = (id(Side::Old), id(Side::New));
        digest::of_parts([
            self.change.path().as_bytes(),
            old.as_ref().map_or(&[][..], |id| id.as_bytes()),
            new.as_ref().map_or(&[][..], |id| id.as_bytes()),
        ])
    }

    /// What the file's viewed marks are kept under: each hunk's digest, or the content's.
    pub fn contents(&self) -> Vec<Digest> {
        match self.diff().and_then(FileDiff::as_text) {
            Some(diff) if !diff.hunks.is_empty() => diff.hunks.iter().map(|hunk| hunk.digest).collect(),
            _ => vec![self.content()],
        }
    }
}
