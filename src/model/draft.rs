//! Drafts: what somebody is typing and has not posted yet.
//!
//! Owns the plain form. How drafts are kept safe while typing is the `record` layer's.

use std::sync::Arc;

use super::event::{Body, Statement};
use super::id::{DraftId, EventId, IncrementId, ObjectId};
use super::note::{Label, NoteBody, Place};
use super::record::{SpecRef, Subject};
use super::spec::CriterionKey;
use super::text::Untrusted;
use super::time::Timestamp;
use super::verdict::{Outcome, Verdict};

/// Words on their way into the record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Names the draft's files; stays the same while it is typed.
    pub id: DraftId,
    /// What it is to become.
    pub on: DraftOn,
    /// The label chosen; counts for notes only.
    pub label: Label,
    /// Whether it blocks, where that differs from the label's own; counts for notes only.
    pub blocking: Option<bool>,
    /// Whether it is for its writer alone; counts for new notes only.
    pub private: bool,
    /// The words so far.
    pub text: Untrusted,
    /// Where the cursor stands: a byte offset into the text.
    pub cursor: u32,
    /// The round it is written on, so that a draft found after the next delivery still says which.
    pub subject: Option<Arc<Subject>>,
    /// The spec it is written on.
    pub spec: Option<Arc<SpecRef>>,
    /// When it was last saved.
    pub saved: Timestamp,
}

/// What a draft is to become.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DraftOn {
    /// A new note.
    Note(Place),
    /// New words for a note, a reply or a claim.
    Edit(EventId),
    /// An answer in a thread.
    Reply(EventId),
    /// How a note was put right.
    Claim {
        /// The note.
        thread: EventId,
        /// In which commit.
        commit: Option<ObjectId>,
    },
    /// The comment beside a verdict.
    Verdict {
        /// The criterion.
        criterion: CriterionKey,
        /// The verdict chosen.
        verdict: Verdict,
    },
    /// The comment beside an outcome.
    Outcome {
        /// The increment.
        increment: IncrementId,
        /// The outcome chosen.
        outcome: Outcome,
    },
}

impl Draft {
    /// What posting the draft says, on top of the live statements `replaces`
    /// (see [`Record::heads`](super::record::Record::heads)).
    pub fn statement(&self, replaces: Vec<EventId>) -> Statement {
        let note = || NoteBody { label: self.label, blocking: self.blocking, text: self.text.clone() };
        let mut anchor = None;
        let body = match &self.on {
            DraftOn::Note(place) => {
                anchor = place.anchor.clone();
                Body::Note { criterion: place.criterion.clone(), note: note() }
            }
            DraftOn::Edit(of) => Body::Edit { of: *of, note: note() },
            DraftOn::Reply(thread) => Body::Reply { thread: *thread, text: self.text.clone() },
            DraftOn::Claim { thread, commit } => {
                Body::Claim { thread: *thread, commit: *commit, text: self.text.clone() }
            }
            DraftOn::Verdict { criterion, verdict } => Body::Verdict {
                criterion: criterion.clone(),
                verdict: Some(*verdict),
                comment: self.text.clone(),
            },
            DraftOn::Outcome { increment, outcome } => {
                Body::Outcome { increment: increment.clone(), outcome: *outcome, comment: self.text.clone() }
            }
        };
        Statement { replaces, subject: self.subject.clone(), spec: self.spec.clone(), anchor, body }
    }
}
