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
    /// Something to be answered.
    Question,
    /// A process step before acceptance.
    Chore,
    /// A trivial preference.
    Nitpick,
    /// An idea, nothing asked.
    Thought,
    /// Something well done.
    Praise,
    /// Something to know.
    Note,
}

impl Label {
    /// All, in the order in which they are offered.
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

    /// The label of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// Whether a note with this label stands between the delivery and acceptance unless its writer
    /// says otherwise: the labels that Conventional Comments calls necessary.
    pub fn blocks(self) -> bool {
        matches!(self, Self::Issue | Self::Todo | Self::Chore)
    }
}

/// Lines of a file that a note is about, with enough beside them to find them again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The file, by its path on that side.
    pub path: RepoPath,
    /// Which side.
    pub side: Side,
    /// The file's content when the note was written.
    pub blob: Option<ObjectId>,
    /// The lines, 1-based; `None` for the whole file.
    pub lines: Option<LineRange>,
    /// The text of those lines, at most 4 KiB, cut at a line end.
    pub text: Untrusted,
    /// Digest of up to three lines before.
    pub before: Option<Digest>,
    /// Digest of up to three lines after.
    pub after: Option<Digest>,
}

impl Anchor {
    /// The lines it was made on that are not empty, as far as it keeps them.
    pub fn quoted(&self) -> impl Iterator<Item = &[u8]> {
        self.text.as_bytes().split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
    }
}

/// What a note says: the part that a writer types or chooses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteBody {
    /// Its label.
    pub label: Label,
    /// Whether it blocks, where that differs from the label's own.
    pub blocking: Option<bool>,
    /// The words.
    pub text: Untrusted,
}

impl NoteBody {
    /// Whether it stands between the delivery and acceptance.
    pub fn blocks(&self) -> bool {
        self.blocking.unwrap_or_else(|| self.label.blocks())
    }
}

/// What a note is about. With everything empty it is about the review as a whole.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Place {
    /// The increment.
    pub increment: Option<IncrementId>,
    /// The criterion.
    pub criterion: Option<CriterionKey>,
    /// The file or lines.
    pub anchor: Option<Arc<Anchor>>,
}

impl Place {
    /// The criterion's id, where there is one.
    pub fn criterion_id(&self) -> Option<&CriterionId> {
        self.criterion.as_ref().map(|key| &key.id)
    }
}

/// A note with its replies and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thread {
    /// The event that opened it; its first seven digits name it on screens and in the summary.
    pub id: EventId,
    /// Who wrote the note.
    pub author: WriterId,
    /// When.
    pub at: Timestamp,
    /// What it is about.
    pub place: Place,
    /// The round it was written on.
    pub subject: Option<Arc<Subject>>,
    /// What it says now.
    pub body: NoteBody,
    /// When it was last edited, if it was.
    pub edited: Option<Timestamp>,
    /// Its live contents: what a further edit or retraction replaces.
    pub heads: Vec<EventId>,
    /// Whether its writer took it back.
    pub retracted: bool,
    /// Replies, and claims that came with words, in the order in which they were written.
    pub replies: Vec<Reply>,
    /// Where it stands.
    pub state: ThreadState,
    /// The live statements about its state: what a further one replaces.
    pub state_heads: Vec<EventId>,
    /// Since when it stands there.
    pub since: Timestamp,
    /// Whether it is for its writer alone and never leaves this machine.
    pub private: bool,
}

impl Thread {
    /// Whether it is a snag: blocking and not yet settled.
    pub fn is_snag(&self) -> bool {
        !self.retracted && self.body.blocks() && !self.state.is_settled()
    }
}

/// An answer within a thread.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The event it was written with.
    pub id: EventId,
    /// Who wrote it.
    pub author: WriterId,
    /// When.
    pub at: Timestamp,
    /// What it says now.
    pub text: Untrusted,
    /// Its live contents: what a further edit or retraction replaces.
    pub heads: Vec<EventId>,
    /// Whether its writer took it back.
    pub retracted: bool,
}

/// Where a thread stands: open → addressed → verified, or withdrawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ThreadState {
    /// Waits for the contractor.
    Open,
    /// The contractor says a commit put it right; waits for a reviewer.
    Addressed {
        /// Who said so.
        by: WriterId,
        /// The commit named.
        commit: Option<ObjectId>,
    },
    /// A reviewer looked and agrees.
    Verified {
        /// Who.
        by: WriterId,
    },
    /// No longer asked for.
    Withdrawn {
        /// Who said so.
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

    /// The commit that is said to have put it right, while that waits for a reviewer.
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

/// Where a note on a file is to be found now, in the newest round of its increment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whereabouts {
    /// How its lines stand there.
    pub standing: Standing,
    /// The file and its content there; `None` when it is not found.
    pub file: Option<(RepoPath, ObjectId)>,
    /// The lines, 1-based; `None` for a whole file, and when they are gone.
    pub lines: Option<LineRange>,
    /// Which version of the file the lines of its anchor are of.
    pub version: WrittenOn,
}

/// The version of a file that a note was written on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WrittenOn {
    /// The one at the end of the round that it was written on, or nobody can tell.
    Round,
    /// Another one, which this commit has: the reviewer went through the commits one by one.
    Commit(ObjectId),
    /// Another one, of no commit that is at hand.
    Other,
}

impl WrittenOn {
    /// What to say of it; nothing for the one that goes without saying.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Round => None,
            Self::Commit(commit) => Some(format!("written on commit {}", commit.short(7))),
            Self::Other => Some("written on another version".to_owned()),
        }
    }

    /// The commit, where it is another one than the round's.
    pub fn commit(self) -> Option<ObjectId> {
        if let Self::Commit(commit) = self { Some(commit) } else { None }
    }
}

/// Where the lines a note is about stand now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Where they were, or nothing to say (a note on no lines).
    Exact,
    /// The same lines, elsewhere.
    Moved,
    /// Some of them changed.
    Edited,
    /// Not found.
    Gone,
    /// Where they were or elsewhere, in a file that is not among the changes shown.
    Outside,
}

impl Standing {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::Gone => "gone",
            Self::Outside => "outside",
        }
    }

    /// What to say beside the note; nothing when all is as it was.
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
