//! Builds a writer's next statement from the state of the record.
//!
//! The screen and the commands share these functions, so that a typed verdict and a pressed one are
//! the same event. Knows no clock and no journal.

use std::sync::Arc;

use super::event::{Body, Statement};
use super::id::{ObjectId, WriterId};
use super::increment::Increment;
use super::record::{Evidence, Record, SpecRef, Subject};
use super::spec::{Criterion, CriterionKey, Spec};
use super::text::Untrusted;
use super::verdict::Verdict;

/// Builds the subject of a statement: the round it is about.
pub fn subject(
    increment: &Increment,
    tree: Option<ObjectId>,
    evidence: Vec<Evidence>,
) -> Arc<Subject> {
    Arc::new(Subject {
        increment: Some(increment.id.clone()),
        range: increment.range,
        tree,
        evidence,
    })
}

/// Maximum length of a criterion's text that is kept in a statement, in bytes.
const MAX_TEXT: usize = 64 << 10;

/// Builds the reference to a spec and its criterion. Includes the criterion's text where the
/// repository does not have it.
pub fn spec_ref(spec: &Spec, criterion: Option<&Criterion>) -> Arc<SpecRef> {
    let words =
        criterion.filter(|found| spec.blob.is_none() && found.text.as_bytes().len() <= MAX_TEXT);
    Arc::new(SpecRef {
        path: spec.path.clone(),
        blob: spec.blob,
        criterion: criterion.map(|found| found.digest),
        text: words.map(|found| found.text.clone()),
    })
}

/// Builds a statement that replaces the live ones on its target.
pub fn say(record: &Record, me: &WriterId, body: Body) -> Statement {
    Statement {
        replaces: record.heads(me, &body),
        ..Statement::new(body)
    }
}

/// Builds a verdict, or (`None`) a retraction of one.
///
/// It replaces the writer's own and those that lapsed; live ones of other reviewers stay beside it,
/// so that a difference shows as a dispute, unless `resolve` says that it settles that dispute.
pub fn verdict(
    record: &Record,
    me: &WriterId,
    criterion: CriterionKey,
    verdict: Option<Verdict>,
    comment: Untrusted,
    resolve: bool,
) -> Statement {
    let standing = record
        .verdicts
        .get(&criterion)
        .map_or(&[][..], Vec::as_slice);
    let replaces = standing
        .iter()
        .filter(|given| resolve || given.by == *me || record.stale.contains_key(&given.id))
        .map(|given| given.id)
        .collect();
    Statement {
        replaces,
        ..Statement::new(Body::Verdict {
            criterion,
            verdict,
            comment,
        })
    }
}
