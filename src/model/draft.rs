//! Drafts: words that somebody is typing and has not posted yet.
//!
//! This file has the data; `record` keeps drafts on disk while they are typed.

use std::sync::Arc;

use super::event::{Body, Statement};
use super::id::{DraftId, EventId, IncrementId, ObjectId};
use super::note::{Label, NoteBody, Place};
use super::record::{SpecRef, Subject};
use super::spec::CriterionKey;
use super::text::Untrusted;
use super::time::Timestamp;
use super::verdict::{Outcome, Verdict};

/// Words that are not in the record yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// The draft's id, which names its files and stays the same while it is typed.
    pub id: DraftId,
    /// What the draft becomes when posted.
    pub on: DraftOn,
    /// The chosen label; used for notes only.
    pub label: Label,
    /// Whether it blocks, where that differs from the label's default; used for notes only.
    pub blocking: Option<bool>,
    /// Whether only its writer may see it; used for new notes only.
    pub private: bool,
    /// The words typed so far.
    pub text: Untrusted,
    /// The cursor, as a byte offset into the text.
    pub cursor: u32,
    /// The round it was started on, so that a draft reopened after the next delivery still names
    /// its round.
    pub subject: Option<Arc<Subject>>,
    /// The spec it was started on.
    pub spec: Option<Arc<SpecRef>>,
    /// When it was last saved.
    pub saved: Timestamp,
}

/// What a draft becomes when posted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DraftOn {
    /// A new note.
    Note(Place),
    /// New words for a note, a reply or a claim.
    Edit(EventId),
    /// A reply in a thread.
    Reply(EventId),
    /// A claim that a note was fixed.
    Claim {
        /// The note's thread.
        thread: EventId,
        /// The commit with the fix.
        commit: Option<ObjectId>,
    },
    /// The comment beside a verdict.
    Verdict {
        criterion: CriterionKey,
        /// The chosen verdict.
        verdict: Verdict,
    },
    /// The comment beside an outcome.
    Outcome {
        increment: IncrementId,
        /// The chosen outcome.
        outcome: Outcome,
    },
}

impl DraftOn {
    /// Spells the target out, part by part, to be digested into an id. The order and the spelling
    /// are kept from version to version, since drafts on disk are named after them.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        let text = |text: &dyn std::fmt::Display| text.to_string().into_bytes();
        let key = |key: &CriterionKey| [key.spec.as_bytes().to_vec(), text(&key.id)];
        match self {
            Self::Note(place) => {
                let mut parts = vec![b"note".to_vec()];
                parts.push(
                    place
                        .increment
                        .as_ref()
                        .map(|id| text(id))
                        .unwrap_or_default(),
                );
                parts.extend(place.criterion.as_ref().map(key).unwrap_or_default());
                if let Some(anchor) = &place.anchor {
                    let lines = anchor
                        .lines
                        .map(|lines| format!("{}-{}", lines.first, lines.last));
                    parts.push(anchor.path.as_bytes().to_vec());
                    parts.push(vec![anchor.side as u8]);
                    parts.push(anchor.blob.map(|blob| text(&blob)).unwrap_or_default());
                    parts.push(lines.unwrap_or_default().into_bytes());
                }
                parts
            }
            Self::Edit(of) => vec![b"edit".to_vec(), text(of)],
            Self::Reply(thread) => vec![b"reply".to_vec(), text(thread)],
            Self::Claim { thread, commit } => {
                let commit = commit.map(|commit| text(&commit)).unwrap_or_default();
                vec![b"claim".to_vec(), text(thread), commit]
            }
            Self::Verdict { criterion, verdict } => {
                let [spec, id] = key(criterion);
                vec![
                    b"verdict".to_vec(),
                    spec,
                    id,
                    verdict.name().as_bytes().to_vec(),
                ]
            }
            Self::Outcome { increment, outcome } => {
                vec![
                    b"outcome".to_vec(),
                    text(increment),
                    outcome.name().as_bytes().to_vec(),
                ]
            }
        }
    }
}

impl Draft {
    /// Builds the statement that posting the draft makes; it replaces the live statements
    /// `replaces` (see [`Record::heads`](super::record::Record::heads)).
    pub fn statement(&self, replaces: Vec<EventId>) -> Statement {
        let note = || NoteBody {
            label: self.label,
            blocking: self.blocking,
            text: self.text.clone(),
        };
        let mut anchor = None;
        let body = match &self.on {
            DraftOn::Note(place) => {
                anchor = place.anchor.clone();
                Body::Note {
                    criterion: place.criterion.clone(),
                    note: note(),
                }
            }
            DraftOn::Edit(of) => Body::Edit {
                of: *of,
                note: note(),
            },
            DraftOn::Reply(thread) => Body::Reply {
                thread: *thread,
                text: self.text.clone(),
            },
            DraftOn::Claim { thread, commit } => Body::Claim {
                thread: *thread,
                commit: *commit,
                text: self.text.clone(),
            },
            DraftOn::Verdict { criterion, verdict } => Body::Verdict {
                criterion: criterion.clone(),
                verdict: Some(*verdict),
                comment: self.text.clone(),
            },
            DraftOn::Outcome { increment, outcome } => Body::Outcome {
                increment: increment.clone(),
                outcome: *outcome,
                comment: self.text.clone(),
            },
        };
        Statement {
            replaces,
            subject: self.subject.clone(),
            spec: self.spec.clone(),
            anchor,
            body,
        }
    }
}
