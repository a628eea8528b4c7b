//! Events: what a writer said, once and for good.
//!
//! Owns the typed form of an event. How one is stored, named and folded is the `record` layer's;
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

/// An event as it stands in a journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The digest of its file's bytes.
    pub id: EventId,
    /// Who wrote it.
    pub writer: WriterId,
    /// Its number in that writer's journal, from 1.
    pub seq: u64,
    /// The event before it in that journal; none for the first.
    pub prev: Option<EventId>,
    /// When, by the writer's clock. Only shown.
    pub at: Timestamp,
    /// The newest event known of each other writer, where that changed since the writer's last event;
    /// sorted. With `prev` and what it replaces, it says what the writer knew, beyond forging.
    pub seen: Vec<EventId>,
    /// What it says.
    pub statement: Statement,
}

/// What an event says, before it is numbered, chained and named. What it was said of is behind a pointer: many events
/// say the same of it or nothing, and the record shares it with them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The live statements on the same target that this one takes the place of.
    pub replaces: Vec<EventId>,
    /// The round it was said of.
    pub subject: Option<Arc<Subject>>,
    /// The spec it was said of.
    pub spec: Option<Arc<SpecRef>>,
    /// The lines it was said of.
    pub anchor: Option<Arc<Anchor>>,
    /// What kind it is, with what belongs to that kind.
    pub body: Body,
}

impl Statement {
    /// A statement with nothing but its body.
    pub fn new(body: Body) -> Self {
        Self { replaces: Vec::new(), subject: None, spec: None, anchor: None, body }
    }
}

/// The kinds of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// A new note; it opens a thread named by the event.
    Note {
        /// The criterion it is about, if it is about one. The increment it is about stands in
        /// [`Statement::subject`], the lines in [`Statement::anchor`].
        criterion: Option<CriterionKey>,
        /// What it says.
        note: NoteBody,
    },
    /// New words for a note, a reply or a claim; also brings back one that was retracted. With an
    /// anchor, it moves the note there. Counts from the writer of the words only.
    Edit {
        /// The event of the note, reply or claim.
        of: EventId,
        /// What it says now. A reply's label and blocking are ignored.
        note: NoteBody,
    },
    /// Takes back a note, or the words of a reply or claim; a verdict or a word on a thread's state as if
    /// it had never been said. Counts from their writer only.
    Retract {
        /// The event of the note, reply, claim, verdict or word on a state.
        of: EventId,
    },
    /// An answer in a thread.
    Reply {
        /// The thread.
        thread: EventId,
        /// The words.
        text: Untrusted,
    },
    /// A verdict on a criterion.
    Verdict {
        /// The criterion.
        criterion: CriterionKey,
        /// The judgement; `None` takes it back.
        verdict: Option<Verdict>,
        /// A comment, or the reason of a waiver.
        comment: Untrusted,
    },
    /// The contractor says a thread's matter was put right.
    Claim {
        /// The thread.
        thread: EventId,
        /// In which commit.
        commit: Option<ObjectId>,
        /// How.
        text: Untrusted,
    },
    /// A reviewer's word on where a thread stands; its author may withdraw it too.
    Verify {
        /// The thread.
        thread: EventId,
        /// What it is now.
        state: VerifiedAs,
    },
    /// A trace link confirmed.
    Link {
        /// The criterion.
        criterion: CriterionKey,
        /// What bears on it.
        target: LinkTarget,
    },
    /// A trace link rejected or taken back.
    Unlink {
        /// The criterion.
        criterion: CriterionKey,
        /// What does not bear on it.
        target: LinkTarget,
    },
    /// An increment defined or delivered again.
    Increment {
        /// Which.
        increment: IncrementId,
        /// What to call it.
        title: Untrusted,
        /// The round's range.
        range: CommitRange,
        /// The criteria it is to carry out.
        criteria: Vec<CriterionId>,
    },
    /// Content looked at.
    Viewed {
        /// Of a hunk, or of a file's two contents.
        content: Digest,
        /// False takes the mark off again.
        viewed: bool,
    },
    /// What was decided about an increment.
    Outcome {
        /// Which.
        increment: IncrementId,
        /// The decision.
        outcome: Outcome,
        /// Why, or on what conditions.
        comment: Untrusted,
    },
    /// A reviewer puts their name to the review as it stands.
    SignOff {
        /// Words beside it.
        comment: Untrusted,
    },
    /// Who a writer is.
    Role {
        /// Whom it is about.
        writer: WriterId,
        /// Name as to be shown.
        name: Untrusted,
        /// Address, possibly empty.
        email: Untrusted,
        /// What they are in this project.
        role: Role,
    },
    /// What was agreed: the specs as they stood at a commit.
    Pin {
        /// The commit.
        commit: ObjectId,
    },
    /// A change of an agreed criterion agreed or refused. It is known by the texts, not by the names: the
    /// same change counts wherever it stands.
    Amendment {
        /// The criterion, as it is called when this is said.
        criterion: CriterionKey,
        /// The change.
        change: TextChange,
        /// Whether it is agreed; else refused.
        agreed: bool,
        /// The new text; empty for a criterion that was removed.
        text: Untrusted,
    },
    /// What is reviewed: the specs and the folders, where they are not the ones that are found.
    Scope {
        /// Specs, as `--spec` names them.
        specs: Vec<Untrusted>,
        /// Folders, as `--path` names them.
        paths: Vec<RepoPath>,
    },
    /// Written by a newer version: a kind, or a name within a kind, that this one does not know.
    /// Kept, counted and never touched; never written.
    Unknown {
        /// Its kind, as written.
        kind: Untrusted,
        /// The note, reply or claim that it names, where it says so in the way of this version.
        of: Option<EventId>,
        /// The criterion that it names, likewise.
        criterion: Option<CriterionKey>,
    },
}

impl Body {
    /// Whether a newer version wrote it, and this one cannot read it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }
}

/// What a reviewer can say of a thread's state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VerifiedAs {
    /// Put right.
    Verified,
    /// Not put right after all, or asked for again.
    Reopened,
    /// No longer asked for.
    Withdrawn,
}

impl VerifiedAs {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Reopened => "reopened",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The statement of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Verified, Self::Reopened, Self::Withdrawn].into_iter().find(|state| state.name() == name)
    }
}
