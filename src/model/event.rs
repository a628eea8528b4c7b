//! Events: the immutable statements of the record.
//!
//! Owns the typed form of an event. The `record` layer stores, names and folds events;
//! `docs/record.md` has the format.

use std::sync::Arc;

use super::amendment::TextChange;
use super::id::{CriterionId, Digest, EventId, IncrementId, ObjectId, WriterId};
use super::increment::CommitRange;
use super::link::LinkTarget;
use super::note::{Anchor, NoteBody};
use super::person::Role;
use super::record::{SpecRef, Subject};
use super::spec::CriterionKey;
use super::text::{RepoPath, Untrusted};
use super::time::Timestamp;
use super::verdict::{Outcome, Verdict};

/// An event as stored in a journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The digest of its file's bytes.
    pub id: EventId,
    /// Who wrote it.
    pub writer: WriterId,
    /// Its number in that writer's journal, from 1.
    pub seq: u64,
    /// The preceding event in that journal; `None` for the first.
    pub prev: Option<EventId>,
    /// The time by the writer's clock. Shown only, never used for order.
    pub at: Timestamp,
    /// The newest known event of each other writer, where that changed since this writer's last
    /// event; sorted. Together with `prev` and `replaces` it proves what the writer knew.
    pub seen: Vec<EventId>,
    /// The content of the event.
    pub statement: Statement,
}

/// The content of an event, before it is numbered, chained and named. Its context is behind
/// pointers, because many events share one context or have none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The live statements on the same target that this one replaces.
    pub replaces: Vec<EventId>,
    /// The round it is about.
    pub subject: Option<Arc<Subject>>,
    /// The spec it is about.
    pub spec: Option<Arc<SpecRef>>,
    /// The lines it is about.
    pub anchor: Option<Arc<Anchor>>,
    /// The kind, with its own fields.
    pub body: Body,
}

impl Statement {
    /// Makes a statement without context from a body.
    pub fn new(body: Body) -> Self {
        Self {
            replaces: Vec::new(),
            subject: None,
            spec: None,
            anchor: None,
            body,
        }
    }
}

/// The kinds of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// A new note; it opens a thread, which has the event's id.
    Note {
        /// The criterion it is about, if any. The increment is in [`Statement::subject`], the lines
        /// in [`Statement::anchor`].
        criterion: Option<CriterionKey>,
        /// The note's words, label and blocking.
        note: NoteBody,
    },
    /// New words for a note, a reply or a claim; also brings back a retracted one. With an anchor,
    /// it moves the note there. Only the words' own writer may do this.
    Edit {
        /// The event of the note, reply or claim.
        of: EventId,
        /// The new content. A reply's label and blocking are ignored.
        note: NoteBody,
    },
    /// Takes back a note, or the words of a reply or claim; undoes a verdict or a thread state as
    /// if it had never been said. Only its own writer may do this.
    Retract {
        /// The event to take back.
        of: EventId,
    },
    /// A reply in a thread.
    Reply {
        thread: EventId,
        /// The words.
        text: Untrusted,
    },
    /// A verdict on a criterion.
    Verdict {
        criterion: CriterionKey,
        /// The verdict; `None` takes an earlier one back.
        verdict: Option<Verdict>,
        /// A comment, or the reason of a waiver.
        comment: Untrusted,
    },
    /// The contractor's claim that a thread's matter was fixed.
    Claim {
        thread: EventId,
        /// The commit with the fix.
        commit: Option<ObjectId>,
        /// How it was fixed.
        text: Untrusted,
    },
    /// A reviewer's decision about a thread's state; the thread's author may withdraw it too.
    Verify {
        thread: EventId,
        /// The new state.
        state: VerifiedAs,
    },
    /// A confirmed trace link.
    Link {
        criterion: CriterionKey,
        /// What bears on the criterion.
        target: LinkTarget,
    },
    /// A rejected trace link, or one taken back.
    Unlink {
        criterion: CriterionKey,
        /// What does not bear on the criterion.
        target: LinkTarget,
    },
    /// A reviewer's definition of an increment.
    Increment {
        /// The increment's id.
        increment: IncrementId,
        /// The title to show.
        title: Untrusted,
        /// The round's range.
        range: CommitRange,
        /// The criteria that it is meant to meet.
        criteria: Vec<CriterionId>,
    },
    /// A mark that content was viewed.
    Viewed {
        /// Digest of a hunk, or of both contents of a file.
        content: Digest,
        /// False takes the mark off again.
        viewed: bool,
    },
    /// A decision about an increment.
    Outcome {
        /// The increment's id.
        increment: IncrementId,
        /// The decided outcome.
        outcome: Outcome,
        /// The reason, or the conditions.
        comment: Untrusted,
    },
    /// A reviewer's signature under the review as it stands.
    SignOff {
        /// The words beside the signature.
        comment: Untrusted,
    },
    /// A person's name and role.
    Role {
        /// The person.
        writer: WriterId,
        /// The name to show.
        name: Untrusted,
        /// Address, possibly empty.
        email: Untrusted,
        /// The role in this project.
        role: Role,
    },
    /// The commit at which the specs count as agreed.
    Pin { commit: ObjectId },
    /// A change of an agreed criterion that was agreed or refused. It is identified by the two
    /// texts, not by names: the same change counts wherever it stands.
    Amendment {
        /// The criterion's key at the time of the statement.
        criterion: CriterionKey,
        change: TextChange,
        /// Agreed when true, refused when false.
        agreed: bool,
        /// The new text; empty for a removed criterion.
        text: Untrusted,
    },
    /// The specs and folders under review, where they differ from the detected ones.
    Scope {
        /// Specs, as `--spec` names them.
        specs: Vec<Untrusted>,
        /// Folders, as `--path` names them.
        paths: Vec<RepoPath>,
    },
    /// A kind, or a name within a kind, that only a newer version knows. Kept and counted, never
    /// changed and never written.
    Unknown {
        /// Its kind, as written.
        kind: Untrusted,
        /// The note, reply or claim that it names, where it does so in a way that this version
        /// reads.
        of: Option<EventId>,
        /// The criterion that it names, likewise.
        criterion: Option<CriterionKey>,
    },
}

impl Body {
    /// Whether only a newer version can read this.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }

    /// Returns the names in it, to be replaced by equal or newer ones.
    pub fn names_mut(&mut self) -> NamesMut<'_> {
        let none = NamesMut::default();
        match self {
            Self::Edit { of, .. } | Self::Retract { of } => NamesMut {
                about: Some(of),
                ..none
            },
            Self::Reply { thread, .. }
            | Self::Claim { thread, .. }
            | Self::Verify { thread, .. } => NamesMut {
                about: Some(thread),
                ..none
            },
            Self::Note { criterion, .. } => NamesMut {
                criterion: criterion.as_mut(),
                ..none
            },
            Self::Unknown { of, criterion, .. } => NamesMut {
                about: of.as_mut(),
                criterion: criterion.as_mut(),
                ..none
            },
            Self::Verdict { criterion, .. } | Self::Amendment { criterion, .. } => NamesMut {
                criterion: Some(criterion),
                ..none
            },
            Self::Link { criterion, target } | Self::Unlink { criterion, target } => NamesMut {
                criterion: Some(criterion),
                path: target.path_mut(),
                ..none
            },
            Self::Increment { increment, .. } | Self::Outcome { increment, .. } => NamesMut {
                increment: Some(increment),
                ..none
            },
            Self::Role { writer, .. } => NamesMut {
                writer: Some(writer),
                ..none
            },
            Self::Viewed { .. } | Self::SignOff { .. } | Self::Pin { .. } | Self::Scope { .. } => {
                none
            }
        }
    }
}

/// The names in a [`Body`] that other events have too.
#[derive(Default)]
pub struct NamesMut<'a> {
    /// The note, reply or other event that it is about.
    pub about: Option<&'a mut EventId>,
    pub criterion: Option<&'a mut CriterionKey>,
    /// The file that a link leads to.
    pub path: Option<&'a mut RepoPath>,
    pub increment: Option<&'a mut IncrementId>,
    /// The person.
    pub writer: Option<&'a mut WriterId>,
}

/// A reviewer's decision about a thread's state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VerifiedAs {
    /// The matter is fixed.
    Verified,
    /// The matter is not fixed after all, or asked for again.
    Reopened,
    /// No longer asked for.
    Withdrawn,
}

impl VerifiedAs {
    /// Returns the name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Reopened => "reopened",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Parses a decision from its [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Verified, Self::Reopened, Self::Withdrawn]
            .into_iter()
            .find(|state| state.name() == name)
    }
}
