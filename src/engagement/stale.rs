//! Finds verdicts that no longer hold, and why: the spec's text changed, or the lines they rest on
//! did.

use std::collections::BTreeMap;

use crate::diff::{self, LineMap};
use crate::git::increments::FoundIncrements;
use crate::git::{FileContent, Repository};
use crate::model::change::FileText;
use crate::model::id::{Digest, EventId, ObjectId};
use crate::model::increment::Increment;
use crate::model::lapse::{Lapse, Reason};
use crate::model::record::{Evidence, Given, Judgement, Record, Subject};
use crate::model::spec::{CriterionKey, LineRange, Spec};

use super::files::UNASKED;

/// Returns the lapsed verdicts, by their events.
///
/// A verdict holds while the criterion's normalised text is the one it was given on, and while the
/// lines it rests on stand unchanged at the head under review. One that names no lines holds while
/// its increment's newest round is the one it was given on.
pub fn stale(
    repository: &Repository,
    record: &Record,
    specs: &[Spec],
    found: &FoundIncrements,
) -> BTreeMap<EventId, Lapse> {
    let texts: BTreeMap<CriterionKey, Digest> = specs
        .iter()
        .flat_map(|spec| {
            let key = |id| CriterionKey {
                spec: spec.path.clone(),
                id,
            };
            spec.criteria
                .iter()
                .map(move |criterion| (key(criterion.id.clone()), criterion.digest))
        })
        .collect();
    let mut stale = BTreeMap::new();
    for (criterion, given) in &record.verdicts {
        let Some(text) = texts.get(criterion) else {
            continue;
        };
        for verdict in given.iter().filter(|given| given.value.verdict.is_some()) {
            let judged = verdict.spec.as_ref().and_then(|spec| spec.criterion);
            let reason = match judged.filter(|judged| judged != text) {
                Some(_) => Some(Reason::Reworded),
                None => changed(repository, verdict, found),
            };
            if let Some(reason) = reason {
                let now = verdict
                    .subject
                    .as_ref()
                    .map(|subject| now(repository, subject, found.head));
                stale.insert(
                    verdict.id,
                    Lapse {
                        reason,
                        now: now.unwrap_or_default(),
                    },
                );
            }
        }
    }
    stale
}

/// Tells why the code a verdict was given on differs from the delivered code; `None` while it does
/// not.
fn changed(
    repository: &Repository,
    verdict: &Given<Judgement>,
    found: &FoundIncrements,
) -> Option<Reason> {
    let subject = verdict.subject.as_ref()?;
    if subject.range.head == found.head {
        return None;
    }
    if let Some(gone) = subject
        .evidence
        .iter()
        .find(|evidence| !stands(repository, evidence, found.head))
    {
        return Some(reason(repository, subject, gone, found));
    }
    let newest = found
        .increment(subject.increment.as_ref())
        .filter(|_| subject.evidence.is_empty())?;
    let is_other = newest.range.head != subject.range.head
        && subject.tree != repository.tree_of(newest.range.head).ok();
    is_other.then_some(Reason::Redelivered)
}

/// Finds the increment that changed some evidence first, and the lines in its place.
fn reason(
    repository: &Repository,
    subject: &Subject,
    gone: &Evidence,
    found: &FoundIncrements,
) -> Reason {
    let judged = found
        .increments
        .iter()
        .position(|increment| Some(&increment.id) == subject.increment.as_ref());
    let later = found.increments.iter().skip(judged.unwrap_or(0));
    let by = later
        .into_iter()
        .find(|increment| !stands(repository, gone, increment.range.head));
    let head = by.map_or(found.head, |increment: &Increment| increment.range.head);
    Reason::Changed {
        by: by.map(|increment| increment.id.clone()),
        path: gone.path.clone(),
        lines: in_place_of(repository, gone, head),
    }
}

/// Finds the lines at a commit that replaced changed lines; lines that were only removed leave
/// none.
fn in_place_of(repository: &Repository, gone: &Evidence, head: ObjectId) -> Vec<LineRange> {
    let now = repository
        .entry(head, &gone.path)
        .ok()
        .flatten()
        .map(|entry| entry.id);
    let texts = gone
        .blob
        .and_then(|then| text(repository, then))
        .zip(now.and_then(|now| text(repository, now)));
    let Some((then, now)) = texts else {
        return Vec::new();
    };
    LineMap::new(&then, &now).changed(&gone.lines)
}

/// Returns the same files at the head under review, whole.
fn now(repository: &Repository, subject: &Subject, head: ObjectId) -> Vec<Evidence> {
    let now = |evidence: &Evidence| {
        if stands(repository, evidence, head) {
            let moved = repository
                .entry(head, &evidence.path)
                .ok()
                .flatten()
                .map(|entry| entry.id);
            if moved == evidence.blob {
                return evidence.clone();
            }
        }
        let entry = repository.entry(head, &evidence.path).ok().flatten();
        Evidence {
            path: evidence.path.clone(),
            blob: entry.map(|entry| entry.id),
            lines: Vec::new(),
        }
    };
    subject.evidence.iter().map(now).collect()
}

fn text(repository: &Repository, id: ObjectId) -> Option<FileText> {
    match repository.read(id, UNASKED) {
        Ok(FileContent::Bytes(bytes)) => Some(FileText::new(bytes)),
        _ => None,
    }
}

/// Whether evidence is unchanged at a commit.
pub(super) fn stands(repository: &Repository, evidence: &Evidence, head: ObjectId) -> bool {
    let now = repository
        .entry(head, &evidence.path)
        .ok()
        .flatten()
        .map(|entry| entry.id);
    if now == evidence.blob {
        return true;
    }
    let (Some(then), Some(now)) = (evidence.blob, now) else {
        return false;
    };
    if evidence.lines.is_empty() {
        return false;
    }
    match (text(repository, then), text(repository, now)) {
        (Some(then), Some(now)) => diff::unchanged(&then, &now, &evidence.lines),
        _ => false,
    }
}
