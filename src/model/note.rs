//! Notes, threads and the places they are anchored to.

use std::sync::Arc;

use super::change::Side;
use super::id::{CriterionId, Digest, EventId, IncrementId, ObjectId, WriterId};
use super::record::Subject;
use super::spec::{CriterionKey, LineRange};
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;

/// A Conventional Comments label (<https://conventionalcomments.org>, "Labels").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Label {
    /// A problem with the work.
    Issue,
    /// A small, necessary change.
    Todo,
    /// An improvement to consider.
    Suggestion,
    /// Something that needs an answer.
    Question,
    /// A process step before acceptance.
    Chore,
    /// A trivial preference.
    Nitpick,
    /// An idea that asks for nothing.
    Thought,
    /// Praise for good work.
    Praise,
    /// Information.
    Note,
}

impl Label {
    /// All labels in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Issue,
        Self::Suggestion,
        Self::Question,
        Self::Todo,
        Self::Nitpick,
        Self::Chore,
        Self::Thought,
        Self::Praise,
        Self::Note,
    ];

    /// The word on screens, in the record and in the summary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Todo => "todo",
            Self::Suggestion => "suggestion",
            Self::Question => "question",
            Self::Chore => "chore",
            Self::Nitpick => "nitpick",
            Self::Thought => "thought",
            Self::Praise => "praise",
            Self::Note => "note",
        }
    }

    /// Parses a label from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// Whether notes with this label block acceptance by default: the labels that Conventional
    /// Comments calls necessary.
    pub fn blocks(self) -> bool {
        matches!(self, Self::Issue | Self::Todo | Self::Chore)
    }
}

/// The lines of a file that a note is about, with enough context to relocate them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The file's path on that side.
    pub path: RepoPath,
    pub side: Side,
    /// The file's blob when the note was written.
    pub blob: Option<ObjectId>,
    /// The lines, 1-based; `None` for the whole file.
    pub lines: Option<LineRange>,
    /// The text of those lines, at most 4 KiB, cut at a line end.
    pub text: Untrusted,
    /// Digest of up to three lines before the anchored lines.
    pub before: Option<Digest>,
    /// Digest of up to three lines after the anchored lines.
    pub after: Option<Digest>,
}

impl Anchor {
    /// Iterates over the quoted lines that are not empty, as far as the anchor keeps them.
    pub fn quoted(&self) -> impl Iterator<Item = &[u8]> {
        self.text
            .as_bytes()
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
    }
}

/// The part of a note that a writer types or chooses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteBody {
    pub label: Label,
    /// Whether it blocks, where that differs from the label's default.
    pub blocking: Option<bool>,
    /// The words.
    pub text: Untrusted,
}

impl NoteBody {
    /// Whether it blocks acceptance.
    pub fn blocks(&self) -> bool {
        self.blocking.unwrap_or_else(|| self.label.blocks())
    }
}

/// The subject of a note. With everything empty it is about the review as a whole.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Place {
    pub increment: Option<IncrementId>,
    pub criterion: Option<CriterionKey>,
    /// The file or lines.
    pub anchor: Option<Arc<Anchor>>,
}

impl Place {
    /// Returns the criterion's id, if there is a criterion.
    pub fn criterion_id(&self) -> Option<&CriterionId> {
        self.criterion.as_ref().map(|key| &key.id)
    }
}

/// A note with its replies and state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thread {
    /// The event that opened it; its first seven digits name it on screens and in the summary.
    pub id: EventId,
    /// Who wrote the note.
    pub author: WriterId,
    pub at: Timestamp,
    /// The subject of the note.
    pub place: Place,
    /// The round it was written on.
    pub subject: Option<Arc<Subject>>,
    /// The current words, label and blocking.
    pub body: NoteBody,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// The live events with its content, which a further edit or retraction replaces.
    pub heads: Vec<EventId>,
    /// Whether its writer took it back.
    pub retracted: bool,
    /// Replies, and claims that came with words, in the order in which they were written.
    pub replies: Vec<Reply>,
    /// The current state.
    pub state: ThreadState,
    /// The live events about its state, which a further one replaces.
    pub state_heads: Vec<EventId>,
    /// When it entered that state.
    pub since: Timestamp,
    /// Whether only its writer sees it; such a note never leaves this machine.
    pub private: bool,
}

impl Thread {
    /// Whether it is a snag: blocking and not yet settled.
    pub fn is_snag(&self) -> bool {
        !self.retracted && self.body.blocks() && !self.state.is_settled()
    }
}

/// A reply in a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The event with the reply.
    pub id: EventId,
    /// Who wrote it.
    pub author: WriterId,
    pub at: Timestamp,
    /// The current words.
    pub text: Untrusted,
    /// The live events with its content, which a further edit or retraction replaces.
    pub heads: Vec<EventId>,
    /// Whether its writer took it back.
    pub retracted: bool,
}

/// The state of a thread: open → addressed → verified, or withdrawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThreadState {
    /// Waits for the contractor.
    Open,
    /// Fixed by a commit, according to the contractor; waits for a reviewer.
    Addressed {
        /// The writer of the claim.
        by: WriterId,
        /// The commit with the fix.
        commit: Option<ObjectId>,
    },
    /// Fixed, as a reviewer confirmed.
    Verified {
        /// -
        /// The reviewer.
        by: WriterId,
    },
    /// No longer asked for.
    Withdrawn {
        /// Who withdrew it.
        by: WriterId,
    },
}

impl ThreadState {
    /// The word on screens, in JSON and in the summary.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Addressed { .. } => "addressed",
            Self::Verified { .. } => "verified",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Returns the commit of a claimed fix, while it waits for a reviewer.
    pub fn commit(&self) -> Option<ObjectId> {
        match self {
            Self::Addressed { commit, .. } => *commit,
            _ => None,
        }
    }

    /// Whether nothing more is asked of anybody.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Verified { .. } | Self::Withdrawn { .. })
    }
}

/// The current place of a note on a file, in the newest round of its increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whereabouts {
    /// How the lines compare with the note's.
    pub standing: Standing,
    /// The file's path and blob; `None` when it is not found.
    pub file: Option<(RepoPath, ObjectId)>,
    /// The lines, 1-based; `None` for a whole file, and when they are gone.
    pub lines: Option<LineRange>,
    /// The version of the file that the note's anchor refers to.
    pub version: WrittenOn,
}

/// The version of a file that a note was written on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrittenOn {
    /// The version at the end of the note's round, or unknown.
    Round,
    /// Another version, in this commit: the reviewer went through the commits one by one.
    Commit(ObjectId),
    /// Another version, found in no available commit.
    Other,
}

impl WrittenOn {
    /// Describes the version; `None` for the round's, which goes without saying.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Round => None,
            Self::Commit(commit) => Some(format!("written on commit {}", commit.short(7))),
            Self::Other => Some("written on another version".to_owned()),
        }
    }

    /// Returns the commit of a version that differs from the round's.
    pub fn commit(self) -> Option<ObjectId> {
        if let Self::Commit(commit) = self {
            Some(commit)
        } else {
            None
        }
    }
}

/// How a note's lines stand now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// At their old place; also for a note on no lines.
    Exact,
    /// The same lines at another place.
    Moved,
    /// Partly changed.
    Edited,
    /// Not found.
    Gone,
    /// At any place, but in a file that is not among the changes shown.
    Outside,
}

impl Standing {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::Gone => "gone",
            Self::Outside => "outside",
        }
    }

    /// Returns the remark to show beside the note; `None` when nothing changed.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Exact => None,
            Self::Moved => Some("moved"),
            Self::Edited => Some("lines changed since"),
            Self::Gone => Some("lines are gone"),
            Self::Outside => Some("its file is not among these changes"),
        }
    }
}
