//! What comes in and what is to be done: messages and effects. Plain data, no I/O.

use std::ops::Range;
use std::sync::Arc;

use crate::app::input::geometry::TerminalSize;
use crate::app::input::key::Key;
use crate::model::change::{FileChange, FileDiff, FileText, Side};
use crate::model::comparison::{Comparison, FixCandidates};
use crate::model::draft::Draft;
use crate::model::event::Statement;
use crate::model::id::{DraftId, EventId, ObjectId, WriterId};
use crate::model::increment::Commit;
use crate::model::kind::Classified;
use crate::model::note::Thread;
use crate::model::paint::Spans;
use crate::model::person::Role;
use crate::model::record::Record;
use crate::model::resume::Resume;
use crate::model::signature::Signed;
use crate::model::text::RepoPath;
use crate::trace::IncrementTrace;
use crate::trace::suggest::Suggestions;

use crate::app::facts::engagement::Engagement;
use crate::app::search::Expression;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Msg {
    /// A key went down.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The user turned to another window.
    FocusLost,
    /// The terminal has another size.
    Resize(TerminalSize),
    /// The record changed, by us or by another process.
    Record(Arc<Record>),
    /// A statement of ours is on its way, safe, or refused by the disk.
    Saving(Saving),
    /// An increment was listed.
    Listed {
        /// The request it answers; a stale answer is dropped.
        request: u64,
        /// What it holds, or why it could not be read.
        listing: Result<Listing, String>,
    },
    /// A file's differences were found.
    FileRead {
        /// The request of the increment it belongs to.
        request: u64,
        /// Index into that listing's files.
        file: usize,
        /// What there is to show.
        diff: Arc<FileDiff>,
    },
    /// Lines of a file were painted.
    Painted {
        /// The request of the increment it belongs to.
        request: u64,
        /// Index into that listing's files.
        file: usize,
        /// The side.
        side: Side,
        /// The first of the lines, 0-based.
        first: u32,
        /// What their pieces are.
        lines: Vec<Spans>,
    },
    /// Nothing is painted any more; why, in words for the user.
    PaintingEnded(String),
    /// A file that is not read was searched.
    HitsCounted {
        /// Which search it answers; an answer to another one is dropped.
        search: u64,
        /// Index into the listing's files.
        file: usize,
        /// How many rows of it match.
        hits: u32,
    },
    /// The links that an increment declares were found.
    Traced {
        /// Index of the increment.
        increment: usize,
        /// Its links, commits and counts.
        trace: Arc<IncrementTrace>,
    },
    /// An increment is being read for suggestions.
    Indexing {
        /// Index of the increment.
        increment: usize,
        /// Files read, and files in all.
        files: (usize, usize),
    },
    /// What an increment suggests was found.
    Suggested {
        /// Index of the increment.
        increment: usize,
        /// What is suggested, nothing answered yet.
        suggestions: Arc<Suggestions>,
    },
    /// The commits in which a note may have been fixed were found.
    CommitsFound {
        /// The note.
        thread: EventId,
        /// Those, or why they could not be listed.
        found: Result<FixCandidates, String>,
    },
    /// The commit that was typed was found, or not.
    CommitFound {
        /// The note that was fixed in it.
        thread: EventId,
        /// The commit, or why there is none, in words for the user.
        found: Result<ObjectId, String>,
    },
    /// A note's lines were compared with what stands there now.
    Compared {
        /// The note.
        thread: EventId,
        /// Both.
        comparison: Arc<Comparison>,
    },
    /// `$EDITOR` gave a text back; `None` when it failed and the text stays as it was.
    Edited(Result<String, String>),
    /// The summary was written to that path, or why not.
    Exported(Result<String, String>),
    /// The summary was not written yet, for there is something to ask about.
    ExportAsks {
        /// Where, as typed.
        path: String,
        /// What, made safe.
        why: String,
    },
    /// Something about the exchange of the record.
    Syncing(Syncing),
    /// Repository and specs were read again.
    Reopened(Result<Box<Engagement>, String>),
    /// Something went wrong in the background, in words for the user.
    Failed(String),
}

/// What an increment holds, most files not yet read.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Listing {
    /// Newest first; a merge comes right before what it merged in.
    pub commits: Vec<Commit>,
    /// Which of them a merge brought.
    pub brought: Vec<bool>,
    /// Whether there are more commits than listed.
    pub more_commits: bool,
    /// In the order in which they are shown.
    pub files: Vec<FileChange>,
    /// What each of them is for; source where there is none.
    pub kinds: Vec<Classified>,
    /// Why the list ends early, when a budget ended it.
    pub cut: Option<String>,
    /// How many more files differ that lie outside the folders that are looked at.
    pub outside: usize,
    /// Whether these are only the files to be shown first, and another listing with all of them follows.
    pub partial: bool,
    /// The differences of some of them that were read at once, by index into `files`.
    pub read: Vec<(usize, Arc<FileDiff>)>,
    /// The tree of the head.
    pub tree: Option<ObjectId>,
}

/// Lines of a file of which is not known what their pieces are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unpainted {
    /// Index into the listing's files; to be sent back.
    pub file: usize,
    /// The side; to be sent back.
    pub side: Side,
    /// Where the file is on that side.
    pub path: RepoPath,
    /// Its content.
    pub id: ObjectId,
    /// The whole of it.
    pub text: Arc<FileText>,
    /// Which lines; 0-based, end excluded.
    pub lines: Range<u32>,
}

/// How a statement's way to the disk stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saving {
    /// Shown, not yet durable.
    Pending,
    /// Durable.
    Saved,
    /// Not durable; it is kept in memory and tried again.
    Failed(String),
}

/// How an exchange of the record goes, and what is not sent yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Syncing {
    /// While none goes on.
    Standing {
        /// How many entries nobody else has, as far as is known.
        unsent: usize,
        /// Where the first exchange would go; empty when there was one, `None` when nothing is known.
        proposal: Option<String>,
    },
    /// What is being done, made safe.
    Doing(String),
    /// How everybody's entries are signed, as far as they travelled.
    Signed(Signed),
    /// The remotes that an imported record named and the user has not confirmed.
    Unconfirmed(Vec<String>),
    /// It went well, or was called off; in a line.
    Done(String),
    /// It did not; why.
    Failed(String),
}

/// A mouse event, cells counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column.
    pub x: u16,
    /// Line.
    pub y: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MouseKind {
    /// Left button down.
    Click,
    /// Moved with the left button down.
    Drag,
    /// Wheel away from the user.
    WheelUp,
    /// Wheel towards the user.
    WheelDown,
}

/// Something to be done outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Have somebody's words count on this machine, or never.
    Admit {
        /// Who.
        writer: WriterId,
        /// As what; `None` for never.
        role: Option<Role>,
    },
    /// List an increment.
    List {
        /// To be sent back with the answer.
        request: u64,
        /// Index of the increment.
        increment: usize,
        /// One of its commits alone; all of it when `None`.
        commit: Option<ObjectId>,
        /// The file that is to be shown first; the increment's first one when `None`.
        near: Option<RepoPath>,
    },
    /// Read a file and find its differences.
    ReadFile {
        /// To be sent back with the answer.
        request: u64,
        /// Index into the listing's files; to be sent back.
        file: usize,
        /// The file.
        change: FileChange,
        /// Read it though it is over the budget.
        large: bool,
    },
    /// Find out what the pieces of lines are, in this order. What was asked for before and has not come is
    /// no longer wanted.
    Paint {
        /// To be sent back with the answers.
        request: u64,
        /// The lines.
        wanted: Vec<Unpainted>,
    },
    /// Count the rows that match in a file that is not read, once nothing else is to be read.
    CountHits {
        /// The request of the increment it belongs to.
        request: u64,
        /// Which search it is for; to be sent back.
        search: u64,
        /// Index into the listing's files; to be sent back.
        file: usize,
        /// The file.
        change: FileChange,
        /// What is looked for.
        expression: Expression,
    },
    /// Say something in the record.
    Record(Box<Statement>),
    /// Say something that never leaves this machine.
    RecordPrivately(Box<Statement>),
    /// Find the commits in which a note may have been fixed.
    FindCommits(Box<Thread>),
    /// Find the commit that was typed.
    FindCommit {
        /// The note that was fixed in it; to be sent back.
        thread: EventId,
        /// What was typed.
        typed: String,
    },
    /// Compare a note's lines with what stands there now.
    Compare {
        /// The note.
        thread: Box<Thread>,
        /// The commit that is claimed to have put it right.
        fix: Option<ObjectId>,
    },
    /// Keep a draft; may be put off for half a second.
    KeepDraft(Box<Draft>),
    /// Keep what waits to be kept, now.
    KeepDraftNow,
    /// A draft is no longer wanted.
    DropDraft(DraftId),
    /// Remember where the reviewer is.
    Remember(Box<Resume>),
    /// Give the text to `$EDITOR`.
    EditOutside(String),
    /// Hand a text, made safe, to the terminal's clipboard.
    Copy(String),
    /// Write the summary to a file the user named.
    Export {
        /// Where, as typed.
        path: String,
        /// Whether the user agreed to what is asked about otherwise.
        agreed: bool,
    },
    /// Exchange the record with the remote named, or the one used last.
    Sync(Option<String>),
    /// Call the exchange off.
    CancelSync,
    /// Find out again what is not sent yet.
    CountUnsent,
    /// Read no further increments through.
    StopTracing,
    /// Read repository and specs again.
    Reopen,
    /// Hand the terminal back to the shell until it continues us.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// End.
    Quit,
}
