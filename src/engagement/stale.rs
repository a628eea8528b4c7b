//! Which verdicts no longer hold: the spec's text changed, or the lines they rest on did.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff;
use crate::git::increments::Found;
use crate::git::{Content, Repository};
use crate::model::change::FileText;
use crate::model::id::{Digest, EventId, ObjectId};
use crate::model::record::{Evidence, Given, Judgement, Record};
use crate::model::spec::{CriterionKey, Spec};

use super::files::UNASKED;

/// The verdicts that lapsed, by the events that gave them.
///
/// A verdict holds while the criterion's normalised text is the one it was given on, and while the
/// lines it rests on stand unchanged at the head under review. One that names no lines holds while
/// its increment's newest round is the one it was given on.
pub fn stale(repository: &Repository, record: &Record, specs: &[Spec], found: &Found) -> BTreeSet<EventId> {
    let texts: BTreeMap<CriterionKey, Digest> = specs
        .iter()
        .flat_map(|spec| {
            let key = |id| CriterionKey { spec: spec.path.clone(), id };
            spec.criteria.iter().map(move |criterion| (key(criterion.id.clone()), criterion.digest))
        })
        .collect();
    let mut stale = BTreeSet::new();
    for (criterion, given) in &record.verdicts {
        let Some(text) = texts.get(criterion) else { continue };
        for verdict in given.iter().filter(|given| given.value.verdict.is_some()) {
            let judged = verdict.spec.as_ref().and_then(|spec| spec.criterion);
            if judged.is_some_and(|judged| judged != *text) || rests_on_changed(repository, verdict, found) {
                stale.insert(verdict.id);
            }
        }
    }
    stale
}

fn rests_on_changed(repository: &Repository, verdict: &Given<Judgement>, found: &Found) -> bool {
    let Some(subject) = &verdict.subject else { return false };
    if subject.range.head == found.head {
        return false;
    }
    if !subject.evidence.is_empty() {
        return !subject.evidence.iter().all(|evidence| stands(repository, evidence, found.head));
    }
    let newest = found.increment(subject.increment.as_ref());
    newest.is_some_and(|increment| {
        increment.range.head != subject.range.head
            && subject.tree != repository.tree_of(increment.range.head).ok()
    })
}

/// Whether some evidence is at a commit as it was.
pub(super) fn stands(repository: &Repository, evidence: &Evidence, head: ObjectId) -> bool {
    let now = repository.entry(head, &evidence.path).ok().flatten().map(|entry| entry.id);
    if now == evidence.blob {
        return true;
    }
    let (Some(then), Some(now)) = (evidence.blob, now) else { return false };
    if evidence.lines.is_empty() {
        return false;
    }
    let text = |id| match repository.read(id, UNASKED) {
        Ok(Content::Bytes(bytes)) => Some(FileText::new(bytes)),
        _ => None,
    };
    match (text(then), text(now)) {
        (Some(then), Some(now)) => diff::unchanged(&then, &now, &evidence.lines),
        _ => false,
    }
}
