//! Builds what a writer is about to say from what stands in the record.
//!
//! The screen and the commands share these, so that a verdict typed and a verdict pressed are the
//! same event. Knows no clock and no journal.

use std::sync::Arc;

use super::event::{Body, Statement};
use super::id::{ObjectId, WriterId};
use super::increment::Increment;
use super::record::{Evidence, Record, SpecRef, Subject};
use super::spec::{Criterion, CriterionKey, Spec};
use super::text::Untrusted;
use super::verdict::Verdict;

/// The round something is said of.
pub fn subject(increment: &Increment, tree: Option<ObjectId>, evidence: Vec<Evidence>) -> Arc<Subject> {
    Arc::new(Subject { increment: Some(increment.id.clone()), range: increment.range, tree, evidence })
}

/// The longest text of a criterion that is kept with what is said of it, in bytes.
const MAX_TEXT: usize = 64 << 10;

/// The spec, and the criterion of it, that something is said of. The words of a criterion go along where the
/// repository does not have them.
pub fn spec_ref(spec: &Spec, criterion: Option<&Criterion>) -> Arc<SpecRef> {
    let words = criterion.filter(|found| spec.blob.is_none() && found.text.as_bytes().len() <= MAX_TEXT);
    Arc::new(SpecRef {
        path: spec.path.clone(),
        blob: spec.blob,
        criterion: criterion.map(|found| found.digest),
        text: words.map(|found| found.text.clone()),
    })
}

/// A statement that takes the place of what stood on its target.
pub fn say(record: &Record, me: &WriterId, body: Body) -> Statement {
    Statement { replaces: record.heads(me, &body), ..Statement::new(body) }
}

/// A verdict, or (`None`) one taken back.
///
/// It replaces the writer's own and those that lapsed; other reviewers' live ones stay beside it,
/// so that a difference shows as a dispute, unless `resolve` says that it settles that dispute.
pub fn verdict(
    record: &Record,
    me: &WriterId,
    criterion: CriterionKey,
    verdict: Option<Verdict>,
    comment: Untrusted,
    resolve: bool,
) -> Statement {
    let standing = record.verdicts.get(&criterion).map_or(&[][..], Vec::as_slice);
    let replaces = standing
        .iter()
        .filter(|given| resolve || given.by == *me || record.stale.contains_key(&given.id))
        .map(|given| given.id)
        .collect();
    Statement { replaces, ..Statement::new(Body::Verdict { criterion, verdict, comment }) }
}
