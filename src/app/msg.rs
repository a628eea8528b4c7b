//! Messages that come in and effects that go out. Plain data, no I/O.

use std::ops::Range;
use std::sync::Arc;

use crate::app::input::geometry::TerminalSize;
use crate::app::input::key::Key;
use crate::model::change::{FileChange, FileDiff, FileText, Side};
use crate::model::comparison::{Comparison, FixCandidates};
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::ground::Ground;
use crate::model::id::{DraftId, EventId, ObjectId, WriterId};
use crate::model::increment::{Commit, CommitRange, IncrementPart};
use crate::model::index::{FileIndex, IncrementIndex};
use crate::model::kind::Classified;
use crate::model::news::{Delivered, RemoteBranch};
use crate::model::note::Thread;
use crate::model::paint::Spans;
use crate::model::person::Role;
use crate::model::record::{Given, Judgement, Record};
use crate::model::resume::Resume;
use crate::model::round_evidence::RoundEvidence;
use crate::model::signature::Signed;
use crate::model::text::RepoPath;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Suggestions;

use crate::app::facts::engagement::Engagement;
use crate::app::search::Expression;

/// An event to handle.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal window lost the focus.
    FocusLost,
    /// The terminal was resized.
    Resize(TerminalSize),
    /// The record changed, through this process or another one.
    Record(Arc<Record>),
    /// A statement of ours is being saved, was saved or could not be saved.
    Saving(Saving),
    /// An increment or one of its commits was listed.
    Listed {
        /// The request it answers; a stale answer is dropped.
        request: u64,
        /// The listing, or why it could not be read.
        listing: Result<Listing, String>,
    },
    /// The diff of a file was read.
    FileRead {
        /// The request of the increment it belongs to.
        request: u64,
        /// The file's index in that listing.
        file: FileIndex,
        /// The diff.
        diff: Arc<FileDiff>,
    },
    /// Lines of a file were highlighted.
    Painted {
        /// The request of the increment it belongs to.
        request: u64,
        /// The file's index in that listing.
        file: FileIndex,
        /// The side.
        side: Side,
        /// The first of the lines, 0-based.
        first: u32,
        /// The spans of each line, from the first on.
        lines: Vec<Spans>,
    },
    /// Highlighting ended for good; why, in words for the user.
    PaintingEnded(String),
    /// An unread file was searched.
    HitsCounted {
        /// The search that this answers; an answer to another one is dropped.
        search: u64,
        /// The file's index in the listing.
        file: FileIndex,
        /// The number of rows of it that match.
        hits: u32,
    },
    /// The links that an increment declares were found.
    Traced {
        /// The increment.
        increment: IncrementIndex,
        /// The increment's links, commits and counts.
        trace: Arc<IncrementTrace>,
    },
    /// An increment is being read for suggestions.
    Indexing {
        /// The increment.
        increment: IncrementIndex,
        /// The files read, and the files in all.
        files: (usize, usize),
    },
    /// The suggestions of an increment were found.
    Suggested {
        /// The increment.
        increment: IncrementIndex,
        /// The suggestions, before links and rejections are applied.
        suggestions: Arc<Suggestions>,
    },
    /// The commits that may have fixed a note were found.
    CommitsFound {
        /// The note.
        thread: EventId,
        /// The commits, or why they could not be listed.
        found: Result<FixCandidates, String>,
    },
    /// The commit that the user typed was looked up.
    CommitFound {
        /// The note that it fixed.
        thread: EventId,
        /// The commit, or why there is none, in words for the user.
        found: Result<ObjectId, String>,
    },
    /// A note's lines were compared with the current ones.
    Compared {
        /// The note.
        thread: EventId,
        /// The old and the current lines.
        comparison: Arc<Comparison>,
    },
    /// The evidence of criteria in an earlier round was compared with that in the newest one.
    EvidenceCompared {
        /// The request of the listing that it belongs to.
        request: u64,
        /// What was found, or why it could not be, in words for the user.
        evidence: Result<RoundEvidence, String>,
    },
    /// The ground of a lapsed verdict was compared with what is there now.
    GroundCompared {
        /// The verdict.
        verdict: EventId,
        /// What it rested on, then and now.
        ground: Arc<Ground>,
    },
    /// `$EDITOR` returned a text, or failed with a reason; then the text stays as it was.
    Edited(Result<String, String>),
    /// The summary was written to this path, or could not be, with the reason.
    Exported(Result<String, String>),
    /// The summary was not written yet, since the user has to agree first.
    ExportAsks {
        /// The path, as typed.
        path: String,
        /// What the user has to agree to, made safe.
        why: String,
    },
    /// News of an exchange of the record.
    Syncing(Syncing),
    /// The repository and the specs were read again.
    Reopened(Result<Box<Reread>, String>),
    /// The screen was drawn, and no key typed before that waits: what it shows can be read, and the
    /// next key is an answer to it.
    Drawn,
    /// Branches or tags of the clone changed, or are not all watched.
    Refs(RefsChange),
    /// A background task has something to tell, in words for the user.
    Noticed(String),
    /// A background task failed; why, in words for the user.
    Failed(String),
}

/// The repository and the specs, read again.
#[derive(Clone, Debug)]
pub struct Reread {
    /// What is under review now.
    pub engagement: Engagement,
    /// What came since they were read before.
    pub delivered: Delivered,
}

/// What the watch over the clone's branches and tags found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefsChange {
    /// A branch, a tag or `HEAD` changed since the clone was read.
    Changed,
    /// There are more folders of refs than are watched.
    Unwatched {
        /// The number of folders that are watched.
        most: usize,
    },
}

/// The content of an increment, with most files not yet read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Listing {
    /// The commits, newest first; a merge comes right before the commits it merged in.
    pub commits: Vec<Commit>,
    /// Whether a merge brought the commit; indexed like the commits.
    pub brought: Vec<bool>,
    /// Whether there are more commits than listed.
    pub more_commits: bool,
    /// The changed files, in the order in which they are shown.
    pub files: Vec<FileChange>,
    /// The kind of each file, indexed like the files; source code where there is none.
    pub kinds: Vec<Classified>,
    /// Why the list is incomplete, when a budget ended it.
    pub cut: Option<String>,
    /// The number of other changed files, which lie outside the folders that are looked at.
    pub outside: usize,
    /// Whether these are only the files to show first, with a complete listing to follow.
    pub partial: bool,
    /// The diffs of the files that were read at once.
    pub read: Vec<(FileIndex, Arc<FileDiff>)>,
    /// The tree of the head commit.
    pub tree: Option<ObjectId>,
    /// What changed since an earlier round, a sentence each, made safe; empty unless only that is
    /// listed.
    pub since: Vec<String>,
}

/// Lines of a file that are not highlighted yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unpainted {
    /// The file's index in the listing; returned with the answer.
    pub file: FileIndex,
    /// The side; returned with the answer.
    pub side: Side,
    /// The file's path on that side.
    pub path: RepoPath,
    /// The id of its content.
    pub id: ObjectId,
    /// Its whole text.
    pub text: Arc<FileText>,
    /// The wanted lines; 0-based, end excluded.
    pub lines: Range<u32>,
}

/// The progress of a statement on its way to the disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saving {
    /// Shown, not yet on the disk.
    Pending,
    /// On the disk.
    Saved,
    /// Not on the disk; kept in memory and tried again.
    Failed(String),
}

/// News of an exchange of the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Syncing {
    /// No exchange goes on.
    Standing {
        /// The number of entries that the remote does not have, as far as is known.
        unsent: usize,
        /// The remote proposed for the first exchange; empty after there was one, `None` when none
        /// is known.
        proposal: Option<String>,
    },
    /// The current step, made safe.
    Doing(String),
    /// The signatures on everybody's entries, as far as the entries travelled.
    Signed(Signed),
    /// The remotes that an imported record names and the user has not confirmed.
    Unconfirmed(Vec<String>),
    /// The exchange succeeded or was called off; a line for the user.
    Done(String),
    /// The exchange failed, with the reason.
    Failed(String),
}

/// A mouse event; cells count from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// The kind of event.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Line.
    pub y: u16,
}

/// A kind of mouse event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MouseKind {
    /// The left button was pressed.
    Click,
    /// The mouse moved with the left button down.
    Drag,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// A request to the outside of `update`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Admit or refuse a writer on this machine.
    Admit {
        /// The writer.
        writer: WriterId,
        /// The role to admit them in; `None` to refuse them.
        role: Option<Role>,
    },
    /// List an increment.
    List {
        /// Returned with the answer.
        request: u64,
        /// The increment.
        increment: IncrementIndex,
        /// The part of it to list.
        part: IncrementPart,
        /// The file to show first; the increment's first one when `None`.
        near: Option<RepoPath>,
    },
    /// Read a file and compute its diff.
    ReadFile {
        /// Returned with the answer.
        request: u64,
        /// The file's index in the listing; returned with the answer.
        file: FileIndex,
        /// The file.
        change: FileChange,
        /// Whether to read it even above the budget.
        large: bool,
    },
    /// Highlight lines, in this order. Earlier requests that were not answered are dropped.
    Paint {
        /// Returned with the answers.
        request: u64,
        /// The lines.
        wanted: Vec<Unpainted>,
    },
    /// Count the matching rows of an unread file, once nothing else is to be read.
    CountHits {
        /// The request of the increment it belongs to.
        request: u64,
        /// The search it is for; returned with the answer.
        search: u64,
        /// The file's index in the listing; returned with the answer.
        file: FileIndex,
        /// The file.
        change: FileChange,
        /// The expression to look for.
        expression: Expression,
    },
    /// Add a statement to the record.
    Record(Box<Statement>),
    /// Add a statement that never leaves this machine.
    RecordPrivately(Box<Statement>),
    /// Find the commits that may have fixed a note.
    FindCommits(Box<Thread>),
    /// Look up the commit that the user typed.
    FindCommit {
        /// The note that it fixed; returned with the answer.
        thread: EventId,
        /// The text that was typed.
        typed: String,
    },
    /// Compare a note's lines with the current ones.
    Compare {
        /// The note.
        thread: Box<Thread>,
        /// The commit that is claimed to have fixed it.
        fix: Option<ObjectId>,
    },
    /// Compare the evidence of criteria in an earlier round with that in the newest one.
    CompareEvidence {
        /// Returned with the answer.
        request: u64,
        /// The increment.
        increment: IncrementIndex,
        /// The earlier round.
        old: CommitRange,
    },
    /// Compare what a lapsed verdict rested on with what is there now.
    CompareGround {
        /// The verdict.
        verdict: Box<Given<Judgement>>,
        /// The commit at which the specs are as agreed.
        agreed: Option<ObjectId>,
    },
    /// Store a draft; may be put off for half a second.
    KeepDraft(Box<Draft>),
    /// Store the draft that waits to be stored, now.
    KeepDraftNow,
    /// Delete a stored draft.
    DropDraft(DraftId),
    /// Store where the reviewer is, for the next session.
    Remember(Box<Resume>),
    /// Open a text in `$EDITOR`.
    EditOutside(String),
    /// Copy a text, made safe, to the clipboard through the terminal.
    Copy(String),
    /// Write the summary to a file the user named.
    Export {
        /// The path, as typed.
        path: String,
        /// Whether the user agreed already to anything that needs asking.
        agreed: bool,
    },
    /// Exchange the record with this remote, or with the one used last.
    Sync(Option<String>),
    /// Call off the exchange.
    CancelSync,
    /// Count the unsent entries again.
    CountUnsent,
    /// Stop reading increments through.
    StopTracing,
    /// Read the repository and the specs again.
    Reopen,
    /// Keep on this machine that the user read these statements.
    MarkRead(Vec<EventId>),
    /// Review the remote-tracking branch in the place of the local one, or the local one again:
    /// keep the choice for this project, and read the repository and the specs again.
    ReviewRemote(Option<RemoteBranch>),
    /// Suspend the program, as Ctrl-Z does, until the shell continues it.
    Suspend,
    /// Redraw the whole screen.
    Redraw,
    /// End the program.
    Quit,
}
